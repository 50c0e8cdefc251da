package tripartite_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

func TestFractionText(t *testing.T) {
	for text, want := range map[string]Fraction{
		"":                      {},
		"0":                     Frac(0, 1),
		"-0":                    Frac(0, 5),
		"7":                     Frac(7, 1),
		"3/400":                 Frac(6, 800),
		"-2/3":                  Frac(2, -3),
		"2/4":                   Frac(1, 2),
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
	for _, bad := range []string{"x", "1/0", "1/-2", "+1", "1/+2", "0.67", "66.67 %", "1/2/3", "/2", "1/", "/", "-", " 1", "1 ", "1e3", "0x10", "1_000", "½"} {
		if err := f.UnmarshalText([]byte(bad)); !errors.Is(err, ErrFraction) || !f.Equal(Frac(1, 2)) {
			t.Errorf("%q reads as %v, %v", bad, f, err)
		}
	}
	if _, err := Frac(1, 0).MarshalText(); !errors.Is(err, ErrFraction) {
		t.Errorf("1/0 has a text: %v", err)
	}
}

func TestFractionsThatAreNoNumbers(t *testing.T) {
	for _, f := range []Fraction{{}, Frac(1, 0), Frac(0, 0)} {
		if f.Valid() || f.Rat() != nil || f.Sign() != 0 || f.Cmp(Frac(-5, 1)) != -1 || Frac(-5, 1).Cmp(f) != 1 {
			t.Errorf("%v passes for a number", f)
		}
	}
}

// Numbers that 64 bits hold are in one order with those that they do not.
func TestFractionsInOrder(t *testing.T) {
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

// Fractions are in order, and print, as those of math/big are and do.
func TestFractionsAreRational(t *testing.T) {
	draw := func(t *rapid.T, name string) (Fraction, *big.Rat) {
		p := rapid.OneOf(rapid.Int(), rapid.IntRange(-9, 9)).Draw(t, name)
		q := rapid.OneOf(rapid.Int(), rapid.IntRange(-9, 9)).Filter(func(q int) bool { return q != 0 }).Draw(t, name)
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

// Arithmetic is that of math/big, in 64 bits wherever these hold the result.
func TestFractionArithmetic(t *testing.T) {
	edges := rapid.SampledFrom([]int{0, 1, -1, 2, math.MaxInt, -math.MaxInt, math.MinInt, math.MaxInt / 2, math.MaxInt/2 + 1, -math.MaxInt / 2, math.MaxInt32, math.MinInt32})
	number := rapid.OneOf(rapid.Int(), rapid.IntRange(-9, 9), edges)
	draw := func(t *rapid.T, name string) Fraction {
		q := rapid.OneOf(number, rapid.Just(1), rapid.Just(1)).Filter(func(q int) bool { return q != 0 })
		return Frac(number.Draw(t, name), q.Draw(t, name))
	}
	check := func(t *rapid.T, what string, got Fraction, want *big.Rat) {
		if got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s is %v, not %v", what, got, want.RatString())
		}
		fits := want.Num().IsInt64() && want.Denom().IsInt64() && want.Num().Int64() != math.MinInt64
		if InBig(got) == fits {
			t.Fatalf("%s is %v, in 64 bits: %t", what, got, !InBig(got))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		f, g := draw(t, "f"), draw(t, "g")
		sum, difference, product := Arithmetic(f, g)
		r, s := f.Rat(), g.Rat()
		check(t, "the sum", sum, new(big.Rat).Add(r, s))
		check(t, "the difference", difference, new(big.Rat).Sub(r, s))
		check(t, "the product", product, new(big.Rat).Mul(r, s))
		if g.Sign() != 0 {
			check(t, "the quotient", Quotient(f, g), new(big.Rat).Quo(r, s))
		}
		floor := new(big.Int).Div(r.Num(), r.Denom())
		check(t, "the floor", Floor(f), new(big.Rat).SetInt(floor))
	})
}

// Sums and products are right where they are said to fit, and these are all that do.
func TestFits(t *testing.T) {
	edges := []int64{0, 1, -1, 2, -2, 3, 1 << 31, -1 << 32, math.MaxInt64, math.MaxInt64 - 1, -math.MaxInt64, math.MaxInt64 / 2, math.MaxInt64/2 + 1, -math.MaxInt64 / 2}
	fits := func(n *big.Int) bool { return n.IsInt64() && n.Int64() != math.MinInt64 }
	for _, a := range edges {
		for _, b := range edges {
			sum, ok := Add(a, b)
			if want := new(big.Int).Add(big.NewInt(a), big.NewInt(b)); ok != fits(want) || ok && sum != want.Int64() {
				t.Errorf("%d + %d is %d, %t", a, b, sum, ok)
			}
			product, ok := Mul(a, b)
			if want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b)); ok != fits(want) || ok && product != want.Int64() {
				t.Errorf("%d * %d is %d, %t", a, b, product, ok)
			}
		}
	}
}
