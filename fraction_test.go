package tripartite_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

func TestFractionText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Fraction{
		"":                      {},
		"0":                     Frac(0, 1),
		"-0":                    Frac(0, 5),
		"7":                     Frac(7, 1),
		"3/400":                 Frac(6, 800),
		"-2/3":                  Frac(2, -3),
		"2/4":                   Frac(1, 2),
		"2.5":                   Frac(5, 2),
		"-0.05":                 Frac(-1, 20),
		"1.000000":              Frac(1, 1),
		"007.10":                Frac(71, 10),
		"0.67":                  Frac(67, 100),
		fmt.Sprint(math.MinInt): Frac(math.MinInt, 1),
		strings.TrimPrefix(fmt.Sprintf("%d/%d", math.MinInt, math.MaxInt), "-"):        Frac(math.MinInt, -math.MaxInt),
		strings.Replace(fmt.Sprintf("-%d/%d", math.MaxInt, math.MinInt), "/-", "/", 1): Frac(math.MaxInt, math.MinInt),
	} {
		var got Fraction
		if err := got.UnmarshalText([]byte(text)); err != nil || !got.Equal(want) {
			t.Errorf("%q reads as %v, %v, not %v", text, got, err, want)
		}
		out, err := got.MarshalText()
		var back Fraction
		if err2 := back.UnmarshalText(out); err != nil || err2 != nil || !back.Equal(got) || back.Valid() != got.Valid() {
			t.Errorf("%q marshals as %q, %v, which reads as %v, %v", text, out, err, back, err2)
		}
	}
	f := Frac(1, 2)
	for _, bad := range []string{"x", "1/0", "1/-2", "+1", "1/+2", "66.67 %", ".5", "7.", ".", "-.5", "1.-5", "1.2.3", "1.5/2", "1/2.5", "1.e3", "83,47", "1,250", "1/2/3", "/2", "1/", "/", "-", " 1", "1 ", "1e3", "0x10", "1_000", "½"} {
		if err := f.UnmarshalText([]byte(bad)); !errors.Is(err, ErrFraction) || !f.Equal(Frac(1, 2)) {
			t.Errorf("%q reads as %v, %v", bad, f, err)
		}
	}
	if _, err := Frac(1, 0).MarshalText(); !errors.Is(err, ErrFraction) {
		t.Errorf("1/0 has a text: %v", err)
	}
}

func TestFractionsThatAreNoNumbers(t *testing.T) {
	t.Parallel()
	for _, f := range []Fraction{{}, Frac(1, 0), Frac(0, 0)} {
		if f.Valid() || f.Rat() != nil || f.Sign() != 0 || f.Cmp(Frac(-5, 1)) != -1 || Frac(-5, 1).Cmp(f) != 1 {
			t.Errorf("%v passes for a number", f)
		}
	}
}

// A text that is no fraction is refused, with what would have been right.
func TestFractionTextErrors(t *testing.T) {
	t.Parallel()
	const form = `want a whole number or a fraction, as "7" or "2/3"`
	const rounded = ": decimals and percentages are often rounded"
	const comma = form + ": a comma or a point may stand before thousands or before decimals"
	const half = "want digits before and after the point"
	for text, want := range map[string]string{
		"67%":                      `tripartite: fraction "67%": want a fraction, as "67/100"` + rounded,
		"33.4 %":                   `want a fraction, as "167/500"` + rounded,
		"-.5":                      half,
		"7.":                       half,
		"0,67":                     `want a fraction, as "67/100"` + rounded,
		"83,47":                    comma,
		"1,250":                    comma,
		"1,250.5":                  comma,
		"1.250,5":                  comma,
		"12,5 %":                   `want a fraction, as "1/8"` + rounded,
		"1.250.000":                form,
		"1.5/2":                    form,
		"+5":                       `want digits only, as "5"`,
		"+2/+3":                    `want digits only, as "2/3"`,
		"1_000":                    `want digits only, as "1000"`,
		"1 000/2 000":              `want digits only, as "1/2"`,
		"+1,234,567":               `want digits only, as "1234567"`,
		" 1 ":                      `want digits only, as "1"`,
		"1/0":                      "want a denominator above 0",
		"1/00":                     "want a denominator above 0",
		"x":                        form,
		"1/-2":                     form,
		"0x10":                     form,
		"0." + digits(40) + " %":   form,
		"0." + digits(1_000):       "want at most 1,000 digits",
		"-." + digits(1_001):       "want at most 1,000 digits",
		digits(1_001):              "want at most 1,000 digits",
		"1/" + digits(1_001):       "want at most 1,000 digits",
		"-1/2\nfraction: all well": `tripartite: fraction "-1/2\nfraction: all well": ` + form,
	} {
		_, err := ParseFraction(text)
		if !errors.Is(err, ErrFraction) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%.40q: %v", text, err)
		}
		checkOneLine(t, err)
	}
}

// An error gives no advice that can be off by a factor: a comma or a point may stand before
// thousands or before decimals, a space may stand for nothing or for a sum, and one digit more
// or less changes what commas group.
func TestNoAdviceOnAmbiguousNumbers(t *testing.T) {
	t.Parallel()
	const fixed = `"7" or "2/3"`
	for _, number := range []string{
		"183,47", "1,250", "12,34", "1234,567", "1,2345", "1,2", "1,234,56", "1,234.5", "1.234,5", "1.234.567", "5,", ",5",
		"1,00,000", "1/1,000", "1,000/3", "1.000/3", "1 1/2", "1+1/2", "1/2+1", "5+3", "12 34", "1 234,567", "1 234.567", "1_234,567", "1,234 567", "+183,47", " 1,250 ",
	} {
		_, err := ParseFraction(number)
		if err == nil || !strings.Contains(err.Error(), fixed) {
			t.Errorf("ParseFraction: %v", err)
		}
		if _, err = (RollCall{Comma: ';'}).ReadBody(strings.NewReader("seat;group;weight;vote\nMs A;A;" + number + ";for\n")); err == nil || !strings.Contains(err.Error(), fixed) && !strings.Contains(err.Error(), "set Decimal to ','") {
			t.Errorf("ReadBody: %v", err)
		}
		if _, err := ParseFigures(number + " votes for"); err == nil && number != "1,250" && number != " 1,250 " || err != nil && strings.ContainsAny(strings.ReplaceAll(afterText(err), fixed, ""), "0123456789") {
			t.Errorf("ParseFigures: %v", err)
		}
		var h Threshold
		if err := h.UnmarshalText([]byte("more than " + number)); err == nil || strings.ContainsAny(strings.ReplaceAll(afterText(err), `"at least 2/3" or "more than 1/2"`, ""), "0123456789") {
			t.Errorf("Threshold: %v", err)
		}
	}
}

// afterText is what an error says of a text, without the text and its line.
func afterText(err error) string {
	_, want, _ := strings.Cut(strings.TrimSuffix(err.Error(), ": line 1"), "want ")
	return want
}

// digits is a number of as many digits.
func digits(n int) string { return strings.Repeat("7", n) }

// A number of 1,000 digits is read, and printed again. One that is longer is
// refused before anything is done with it, and not written where nobody could
// read it.
func TestFractionDigitsAreLimited(t *testing.T) {
	for _, text := range []string{digits(1_000), "-" + digits(1_000), "-1/" + digits(1_000), digits(1_000) + "/2" + digits(999)} {
		f, err := ParseFraction(text)
		if err != nil || f.String() != text {
			t.Errorf("%d bytes are %.40s..., %v", len(text), f.String(), err)
		}
		if out, err := f.MarshalText(); err != nil || string(out) != text {
			t.Errorf("%d bytes marshal as %.40s..., %v", len(text), out, err)
		}
	}
	for text, den := range map[string]string{"0." + digits(999): "1" + strings.Repeat("0", 999), "-" + digits(999) + ".5": "2"} {
		f, err := ParseFraction(text)
		if err != nil || f.Rat().Denom().String() != den {
			t.Errorf("%d bytes are %.40s..., %v", len(text), f.String(), err)
		}
		if out, err := f.MarshalText(); err != nil || len(out) > 2_002 {
			t.Errorf("%d bytes marshal as %.40s..., %v", len(text), out, err)
		}
	}
	long, ok := new(big.Int).SetString(digits(1_001), 10)
	if !ok {
		t.Fatal("no number")
	}
	for _, f := range []Fraction{FromInt(long), FromRat(new(big.Rat).SetFrac(big.NewInt(1), long))} {
		if text, err := f.MarshalText(); !errors.Is(err, ErrFraction) || text != nil {
			t.Errorf("%d digits marshal, %v", len(text), err)
		}
	}
	text := digits(600_000)
	for _, text := range []string{text, "-" + text, "1/" + text, text + "/" + text, "0." + text, text + "." + text, text + "%"} {
		if drawn := allocated(func() {
			if _, err := ParseFraction(text); !errors.Is(err, ErrFraction) {
				t.Error(err)
			}
		}); drawn > 100_000 {
			t.Errorf("%d bytes allocated for %d digits", drawn, len(text))
		}
	}
}

// allocated is how many bytes a function allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Fractions from math/big are those numbers, and share no digits with them.
func TestFractionFromBig(t *testing.T) {
	t.Parallel()
	huge, ok := new(big.Int).SetString(digits(40), 10)
	if !ok {
		t.Fatal("no number")
	}
	for _, n := range []*big.Int{big.NewInt(0), big.NewInt(-7), big.NewInt(math.MinInt64), huge} {
		n := new(big.Int).Set(n)
		f, want := FromInt(n), n.String()
		scribble(n)
		if f.String() != want || !f.Valid() {
			t.Errorf("%s has become %v", want, f)
		}
	}
	for _, r := range []*big.Rat{big.NewRat(2, -3), new(big.Rat), big.NewRat(4, 2), new(big.Rat).SetFrac(huge, big.NewInt(1000)), new(big.Rat).SetFrac(big.NewInt(1), huge)} {
		r := new(big.Rat).Set(r)
		f, want := FromRat(r), r.RatString()
		scribble(r.Num())
		scribble(r.Denom())
		if f.String() != want || !f.Valid() {
			t.Errorf("%s has become %v", want, f)
		}
		out := f.Rat()
		scribble(out.Num())
		scribble(out.Denom())
		if f.String() != want {
			t.Errorf("%s has become %v", want, f)
		}
	}
	unreduced := big.NewRat(1, 3)
	unreduced.Num().SetInt64(2)
	unreduced.Denom().SetInt64(-4)
	if f := FromRat(unreduced); f.String() != "-1/2" || !f.Equal(Frac(-1, 2)) {
		t.Errorf("2/-4 is %v", f)
	}
	for _, f := range []Fraction{FromInt(nil), FromRat(nil)} {
		if _, err := f.MarshalText(); f.Valid() || !errors.Is(err, ErrFraction) {
			t.Errorf("nil is %v, %v", f, err)
		}
	}
	if got := []Fraction{Int(0), Int(-2), Int(math.MinInt)}; !cmp.Equal(got, []Fraction{Frac(0, 1), Frac(-2, 1), Frac(math.MinInt, 1)}) {
		t.Error(got)
	}
}

// scribble overwrites the digits of a number where they are.
func scribble(n *big.Int) {
	words := n.Bits()
	for i := range words {
		words[i] = 1
	}
}

// Fractions are compared with Equal, also by cmp within other values. == does not
// compile, since equal numbers can have two representations, and this costs no
// memory.
func TestFractionIsNotComparable(t *testing.T) {
	t.Parallel()
	fraction := reflect.TypeFor[Fraction]()
	if fraction.Comparable() {
		t.Error("fractions compare with ==")
	}
	if want := unsafe.Sizeof(struct {
		num, den int64
		big      *big.Rat
	}{}); fraction.Size() != want {
		t.Errorf("a fraction takes %d bytes, not %d", fraction.Size(), want)
	}
	huge := digits(40)
	f, err := ParseFraction(huge)
	g, err2 := ParseFraction(huge)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if diff := cmp.Diff([]Figure{{Min: f, Max: Int(2)}}, []Figure{{Min: g, Max: Frac(4, 2)}}); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(Figure{Min: f}, Figure{Min: Int(2)}) {
		t.Error("different numbers are equal to cmp")
	}
}

// Numbers that 64 bits hold are in one order with those that they do not.
func TestFractionsInOrder(t *testing.T) {
	t.Parallel()
	var ordered []Fraction
	for _, text := range []string{
		"-10000000000000000000000", "-10000000000000000000", "-9223372036854775807", "-3/2", "-1", "-1/10000000000000000000",
		"0", "1/10000000000000000000", "1/3", "1/2", "1", "9223372036854775807", "10000000000000000000", "10000000000000000000000",
	} {
		f, err := ParseFraction(text)
		if err != nil {
			t.Fatal(err)
		}
		ordered = append(ordered, f)
	}
	for i, f := range ordered {
		for k, g := range ordered {
			if f.Cmp(g) != cmpInts(i, k) || f.Equal(g) != (i == k) {
				t.Errorf("%v beside %v is %d", f, g, f.Cmp(g))
			}
		}
	}
}

func cmpInts(i, k int) int { return b2i(i > k) - b2i(i < k) }

// not0 is the number, or 1 for 0: a denominator.
func not0(n int) int { return n + b2i(n == 0) }

// Fractions are in order, and print, as those of math/big are and do.
func TestFractionsAreRational(t *testing.T) {
	t.Parallel()
	draw := func(t *rapid.T, name string) (Fraction, *big.Rat) {
		p := rapid.OneOf(rapid.Int(), rapid.IntRange(-9, 9)).Draw(t, name)
		q := rapid.Map(rapid.OneOf(rapid.Int(), rapid.IntRange(-9, 9)), not0).Draw(t, name)
		return Frac(p, q), new(big.Rat).SetFrac(big.NewInt(int64(p)), big.NewInt(int64(q)))
	}
	rapid.Check(t, func(t *rapid.T) {
		f, r := draw(t, "f")
		g, s := draw(t, "g")
		if f.Cmp(g) != r.Cmp(s) || f.Equal(g) != (r.Cmp(s) == 0) || f.Sign() != r.Sign() {
			t.Fatalf("%v and %v", f, g)
		}
		if f.String() != r.RatString() || f.Rat().Cmp(r) != 0 {
			t.Fatalf("%v is not %v", f, r)
		}
		parsed, err := ParseFraction(r.RatString())
		if diff := cmp.Diff(f, parsed); diff != "" || err != nil {
			t.Fatal(diff, err)
		}
	})
}

// A decimal is the number that math/big reads, never one that is rounded on the way.
func TestDecimalsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?[0-9]{1,30}\.[0-9]{1,30}`).Draw(t, "text")
		got, err := ParseFraction(text)
		want, ok := new(big.Rat).SetString(text)
		if err != nil || !ok || got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s is %v, %v, and not %v", text, got, err, want)
		}
	})
}

// Arithmetic is that of math/big, in 64 bits wherever these hold the result.
func TestFractionArithmetic(t *testing.T) {
	t.Parallel()
	edges := []int{0, 1, -1, 2, math.MaxInt, -math.MaxInt, math.MinInt, math.MaxInt / 2, math.MaxInt/2 + 1, -math.MaxInt / 2, math.MaxInt32, math.MinInt32}
	number := rapid.OneOf(rapid.Int(), rapid.IntRange(-9, 9), rapid.SampledFrom(edges))
	draw := func(t *rapid.T, name string) Fraction {
		q := rapid.Map(rapid.OneOf(number, rapid.Just(1), rapid.Just(1)), not0)
		return Frac(number.Draw(t, name), q.Draw(t, name))
	}
	equal := func(t rapid.TB, what string, got Fraction, want *big.Rat) {
		if got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s is %v, not %v", what, got, want.RatString())
		}
		fits := want.Num().IsInt64() && want.Denom().IsInt64() && want.Num().Int64() != math.MinInt64
		if InBig(got) == fits {
			t.Fatalf("%s is %v, in 64 bits: %t", what, got, !InBig(got))
		}
	}
	check := func(t rapid.TB, f, g Fraction) {
		sum, difference, product := Arithmetic(f, g)
		r, s := f.Rat(), g.Rat()
		equal(t, "the sum", sum, new(big.Rat).Add(r, s))
		equal(t, "the difference", difference, new(big.Rat).Sub(r, s))
		equal(t, "the product", product, new(big.Rat).Mul(r, s))
		if g.Sign() != 0 {
			equal(t, "the quotient", Quotient(f, g), new(big.Rat).Quo(r, s))
		}
		floor := new(big.Int).Div(r.Num(), r.Denom())
		equal(t, "the floor", Floor(f), new(big.Rat).SetInt(floor))
	}
	dens := []int{1, 2, -3, math.MaxInt}
	for _, p := range edges {
		for _, q := range dens {
			for _, n := range edges {
				for _, d := range dens {
					check(t, Frac(p, q), Frac(n, d))
				}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) { check(t, draw(t, "f"), draw(t, "g")) })
}

// A finite decimal is printed as one, unless it has more decimals than people read. Every
// other number is printed as String prints it.
func TestPrintedFractions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"18347/100": "183.47", "16667/50": "333.34", "1/2": "0.5", "-1/8": "-0.125", "7": "7", "-7": "-7", "0": "0",
		"1/3": "1/3", "-2/3": "-2/3", "1/6": "1/6", "7/15": "7/15", "4/3": "4/3", "1/40": "0.025", "1/25": "0.04",
		"1/4096": "0.000244140625", "1/8192": "1/8192", "1/1000000000000": "0.000000000001", "1/10000000000000": "1/10000000000000",
		"1/244140625": "0.000000004096", "1/30517578125": "1/30517578125",
		"123456789012345678901234567890": "123456789012345678901234567890", "123456789012345678901/4": "30864197253086419725.25",
	} {
		if got := Printed(parsed(t, text)); got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
	for _, f := range []Fraction{{}, Frac(1, 0)} {
		if got := Printed(f); got != f.String() {
			t.Errorf("%q, not %q", got, f)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		f := Frac(rapid.Int().Draw(t, "p"), rapid.IntRange(1, math.MaxInt>>23).Draw(t, "q"))
		text := Printed(f)
		back, ok := new(big.Rat).SetString(text)
		if !ok || back.Cmp(f.Rat()) != 0 || strings.Contains(text, "/") != (f.String() == text && f.Rat().Denom().Int64() > 1) {
			t.Fatalf("%v is printed as %s", f, text)
		}
	})
}
