package exact

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// drawNatural draws a number of up to about 200 bits. Many are near the end of 64 bits, and
// some that fit are held in math/big.
func drawNatural(t *rapid.T, name string) Natural {
	n := big.NewInt(rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(math.MaxInt64-2, math.MaxInt64), rapid.Int64Range(0, math.MaxInt64)).Draw(t, name))
	switch rapid.IntRange(0, 3).Draw(t, name+" is") {
	case 0:
		return Wide(n.Mul(n, Pow10(rapid.IntRange(0, 40).Draw(t, "zeros"))))
	case 1:
		return NaturalOfInt(n.Add(n, big.NewInt(3)))
	}
	return NaturalOfInt(n)
}

// Naturals compute as math/big does, and take 64 bits for results of those that fit.
func TestNaturalArithmetic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawNatural(t, "a"), drawNatural(t, "b")
		small := a.big == nil && b.big == nil
		check := func(what string, got Natural, want *big.Int) {
			if got.Int().Cmp(want) != 0 {
				t.Fatalf("%s of %v and %v is %v, not %v", what, a.Int(), b.Int(), got.Int(), want)
			}
			n, ok := got.Int64()
			if ok && n != want.Int64() || small && ok != want.IsInt64() {
				t.Fatalf("%s of %v and %v is %d, %t in 64 bits", what, a.Int(), b.Int(), n, ok)
			}
			if got.IsZero() != (want.Sign() == 0) || got.Rational().String() != want.String() {
				t.Fatalf("%s is %v", what, got)
			}
		}
		check("the sum", a.Plus(b), new(big.Int).Add(a.Int(), b.Int()))
		check("the product", a.Product(b), new(big.Int).Mul(a.Int(), b.Int()))
		check("the divisor", a.gcd(b), new(big.Int).GCD(nil, nil, a.Int(), b.Int()))
		if order := a.Int().Cmp(b.Int()); a.Cmp(b) != order {
			t.Fatalf("%v compared to %v is %d", a.Int(), b.Int(), a.Cmp(b))
		} else if order >= 0 {
			check("the difference", a.Minus(b), new(big.Int).Sub(a.Int(), b.Int()))
		}
		if !b.IsZero() {
			check("the quotient", a.quo(b), new(big.Int).Quo(a.Int(), b.Int()))
		}
	})
}

// Only the proportions of weights matter, unless they are the caller's own.
func TestInWholes(t *testing.T) {
	t.Parallel()
	long := Quotient(Pow10(30), big.NewInt(7))
	for _, c := range []struct {
		fractions []Rational
		own       bool
		want      []string
		unit      string
	}{
		{[]Rational{Frac(1, 2), Frac(1, 3), {}}, false, []string{"3", "2", "0"}, "1"},
		{[]Rational{Frac(1, 2), Frac(1, 3), {}}, true, []string{"3", "2", "0"}, "1/6"},
		{[]Rational{Frac(4, 3), Whole(2)}, false, []string{"2", "3"}, "1"},
		{[]Rational{Frac(4, 3), Whole(2)}, true, []string{"4", "6"}, "1/3"},
		{[]Rational{Frac(-1, 2), Whole(0), Bad}, false, []string{"0", "0", "0"}, "1"},
		{[]Rational{long, Frac(1, 3)}, true, []string{"3000000000000000000000000000000", "7"}, "1/21"},
		{[]Rational{long, long.Over(Whole(2))}, false, []string{"2", "1"}, "1"},
	} {
		w := InWholes(c.fractions, c.own)
		if w.Unit.String() != c.unit {
			t.Errorf("%v are in units of %v", c.fractions, w.Unit)
		}
		for i, want := range c.want {
			if got := w.At(i); got.Int().String() != want || (w.Wide == nil) != (len(want) < 20 && len(c.want[0]) < 20) {
				t.Errorf("%v[%d] is %v, wide %v", c.fractions, i, got.Int(), w.Wide)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var fractions []Rational
		for range rapid.IntRange(1, 5).Draw(t, "blocs") {
			fractions = append(fractions, drawNatural(t, "numerator").Rational().Over(Whole(rapid.Int64Range(1, 1<<40).Draw(t, "denominator"))))
		}
		own := rapid.Bool().Draw(t, "own")
		w := InWholes(fractions, own)
		divisor := NaturalOf(0)
		for i, f := range fractions {
			divisor = divisor.gcd(w.At(i))
			if own && !w.At(i).Rational().Times(w.Unit).Equal(f) {
				t.Fatalf("%v is %v times %v", f, w.At(i).Int(), w.Unit)
			}
			for k, g := range fractions {
				if !w.At(i).Rational().Times(g).Equal(w.At(k).Rational().Times(f)) {
					t.Fatalf("%v to %v are %v to %v", f, g, w.At(i).Int(), w.At(k).Int())
				}
			}
		}
		if !own && divisor.Cmp(NaturalOf(1)) > 0 {
			t.Fatalf("%v have the divisor %v", fractions, divisor.Int())
		}
	})
}
