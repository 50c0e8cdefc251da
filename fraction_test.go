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
		strings.TrimPrefix(fmt.Sprintf("%d/%d", math.MinInt, math.MaxInt),
			"-"): Frac(math.MinInt, -math.MaxInt),
		strings.Replace(fmt.Sprintf("-%d/%d", math.MaxInt, math.MinInt), "/-", "/",
			1): Frac(math.MaxInt, math.MinInt),
	} {
		got := Frac(1, 7) // nothing of what was there before is left
		if err := got.UnmarshalText([]byte(text)); err != nil || !got.Equal(want) {
			t.Errorf("%q reads as %v, %v, not %v", text, got, err, want)
		}
		out, err := got.MarshalText()
		var back Fraction
		if err2 := back.UnmarshalText(out); err != nil || err2 != nil || !back.Equal(got) ||
			back.Valid() != got.Valid() {
			t.Errorf("%q marshals as %q, %v, which reads as %v, %v", text, out, err, back, err2)
		}
	}
	f := Frac(1, 2)
	for _, bad := range []string{"x", "1/0", "1/-2", "+1", "1/+2", "66.67 %", ".5", "7.", ".",
		"-.5", "1.-5", "1.2.3", "1.5/2", "1/2.5", "1.e3", "83,47", "1,250", "1/2/3", "/2", "1/", "/", "-",
		" 1", "1 ", "1e3", "0x10", "1_000", "½"} {
		if err := f.UnmarshalText([]byte(bad)); !errors.Is(err, ErrFraction) ||
			!f.Equal(Frac(1, 2)) {
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
		if f.Valid() || f.Rat() != nil || f.Sign() != 0 || f.Cmp(Frac(-5, 1)) != -1 ||
			Frac(-5, 1).Cmp(f) != 1 {
			t.Errorf("%v passes for a number", f)
		}
	}
}

// A text that is no fraction is refused, with what would have been right.
func TestFractionTextErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"67%":                      `tripartite: fraction "67%": want a fraction, as "67/100": decimals and percentages are often rounded`,
		digits(1_001):              "want at most 1,000 digits",
		"-1/2\nfraction: all well": `tripartite: fraction "-1/2\nfraction: all well": want a whole number or a fraction, as "7" or "2/3"`,
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
		"183,47", "1,250", "12,34", "1234,567", "1,2345", "1,2", "1,234,56", "1,234.5", "1.234,5",
		"1.234.567", "5,", ",5",
		"1,00,000", "1/1,000", "1,000/3", "1.000/3", "1 1/2", "1+1/2", "1/2+1", "5+3", "12 34",
		"1 234,567", "1 234.567", "1_234,567", "1,234 567", "+183,47", " 1,250 ",
	} {
		_, err := ParseFraction(number)
		if err == nil || !strings.Contains(err.Error(), fixed) {
			t.Errorf("ParseFraction: %v", err)
		}
		if _, err = (RollCall{Comma: ';'}).ReadBody(strings.NewReader("seat;group;weight;vote\nMs A;A;" + number + ";for\n")); err == nil || !strings.Contains(err.Error(), fixed) && !strings.Contains(err.Error(), "set the decimal mark to ','") {
			t.Errorf("ReadBody: %v", err)
		}
		if _, err := ParseFigures(number + " votes for"); err == nil && number != "1,250" &&
			number != " 1,250 " || err != nil &&
			strings.ContainsAny(strings.ReplaceAll(afterText(err), fixed, ""), "0123456789") {
			t.Errorf("ParseFigures: %v", err)
		}
		var h Threshold
		example := strings.NewReplacer("as in 1/2", "", "below 1", "")
		if err := h.UnmarshalText([]byte("more than " + number)); err == nil ||
			strings.ContainsAny(example.Replace(afterText(err)), "0123456789") {
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
	for _, text := range []string{digits(1_000), "-" + digits(1_000), "-1/" + digits(1_000),
		digits(1_000) + "/2" + digits(999)} {
		f, err := ParseFraction(text)
		if err != nil || f.String() != text {
			t.Errorf("%d bytes are %.40s..., %v", len(text), f.String(), err)
		}
		if out, err := f.MarshalText(); err != nil || string(out) != text {
			t.Errorf("%d bytes marshal as %.40s..., %v", len(text), out, err)
		}
	}
	for text, den := range map[string]string{"0." + digits(999): "1" + strings.Repeat("0", 999),
		"-" + digits(999) + ".5": "2"} {
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
	for _, f := range []Fraction{fromInt(long),
		FromRat(new(big.Rat).SetFrac(big.NewInt(1), long))} {
		if text, err := f.MarshalText(); !errors.Is(err, ErrFraction) || text != nil {
			t.Errorf("%d digits marshal, %v", len(text), err)
		}
	}
	text := digits(600_000)
	for _, text := range []string{text, "-" + text, "1/" + text, text + "/" + text, "0." + text,
		text + "." + text, text + "%"} {
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
	for _, r := range []*big.Rat{
		new(big.Rat), big.NewRat(2, -3), big.NewRat(4, 2), big.NewRat(-7,
			1), big.NewRat(math.MinInt64, 1),
		new(big.Rat).SetInt(huge), new(big.Rat).SetFrac(huge,
			big.NewInt(1000)), new(big.Rat).SetFrac(big.NewInt(1), huge),
	} {
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
	if f := FromRat(nil); f.Valid() {
		t.Errorf("nil is %v", f)
	} else if _, err := f.MarshalText(); !errors.Is(err, ErrFraction) {
		t.Errorf("nil is %v", err)
	}
	if got := []Fraction{Int(0), Int(-2), Int(math.MinInt)}; !cmp.Equal(got,
		[]Fraction{Frac(0, 1), Frac(-2, 1), Frac(math.MinInt, 1)}) {
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
	if diff := cmp.Diff([]Figure{{Min: f, Max: Int(2)}},
		[]Figure{{Min: g, Max: Frac(4, 2)}}); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(Figure{Min: f}, Figure{Min: Int(2)}) {
		t.Error("different numbers are equal to cmp")
	}
}
