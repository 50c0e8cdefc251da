package exact

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// drawNatural draws a whole number of up to about 200 bits. Many are near the end of 64 bits.
func drawNatural(t *rapid.T, name string) Rational {
	n := big.NewInt(rapid.OneOf(
		rapid.Int64Range(0, 9),
		rapid.Int64Range(math.MaxInt64-2, math.MaxInt64),
		rapid.Int64Range(0, math.MaxInt64),
	).Draw(t, name))
	switch rapid.IntRange(0, 3).Draw(t, name+" is") {
	case 0:
		n.Mul(n, Pow10(rapid.IntRange(0, 40).Draw(t, "zeros")))
	case 1:
		n.Add(n, big.NewInt(3))
	}
	return FromInt(n)
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
			if got := w.At(i); got.String() != want ||
				(w.Wide == nil) != (len(want) < 20 && len(c.want[0]) < 20) {
				t.Errorf("%v[%d] is %v, wide %v", c.fractions, i, got, w.Wide)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var fractions []Rational
		for range rapid.IntRange(1, 5).Draw(t, "blocs") {
			den := Whole(rapid.Int64Range(1, 1<<40).Draw(t, "denominator"))
			fractions = append(fractions, drawNatural(t, "numerator").Over(den))
		}
		own := rapid.Bool().Draw(t, "own")
		w := InWholes(fractions, own)
		divisor := new(big.Int)
		for i, f := range fractions {
			divisor.GCD(nil, nil, divisor, w.At(i).Num())
			if own && !w.At(i).Times(w.Unit).Equal(f) {
				t.Fatalf("%v is %v times %v", f, w.At(i), w.Unit)
			}
			for k, g := range fractions {
				if !w.At(i).Times(g).Equal(w.At(k).Times(f)) {
					t.Fatalf("%v to %v are %v to %v", f, g, w.At(i), w.At(k))
				}
			}
		}
		if !own && divisor.Cmp(big.NewInt(1)) > 0 {
			t.Fatalf("%v have the divisor %v", fractions, divisor)
		}
	})
}
