package exact

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPercentIsRoundedHalfUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f        Rational
		decimals int
		want     string
	}{
		{Frac(0, 1), 2, "0.00 %"},
		{Frac(2, 3), 2, "66.67 %"},
		{Frac(2, 3), 0, "67 %"},
		{Frac(1, 20_000), 2, "0.01 %"},
		{Frac(1, 20_001), 2, "0.00 %"},
		{Frac(85, 111), 1, "76.6 %"},
		{Whole(1), 2, "100.00 %"},
		{Frac(-1, 20_000), 2, "0.00 %"},
		{Frac(-1, 19_999), 2, "-0.01 %"},
		{Quotient(Pow10(40), big.NewInt(3)), 1, strings.Repeat("3", 42) + ".3 %"},
	} {
		if got := c.f.Percent(c.decimals); got != c.want {
			t.Errorf("%v with %d decimals: %s, want %s", c.f, c.decimals, got, c.want)
		}
	}
}

func TestShortPercentIsNeverZeroForAShare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f    Rational
		want string
	}{
		{Rational{}, ""},
		{Bad, ""},
		{Whole(0), "0.00 %"},
		{Frac(1, 3), "33.33 %"},
		{Frac(1, 1000), "0.10 %"},
		{Frac(999, 1_000_000), "0.100 %"},
		{Frac(2, 2001), "0.100 %"},    // less than 1/1000, from which two decimals are enough
		{Frac(1, 9000), "0.011 %"},    // more than 1/10000, from which three are
		{Frac(1, 10_500), "0.0095 %"}, // less
		{Frac(1, 12_345_678), "0.000008 %"},
		{Frac(1, 200_000_000), "0.000001 %"},
		{Frac(1, 200_000_001), "< 0.000001 %"},
		{Frac(-3, 8), "-37.50 %"},
		{Frac(-1, 2000), "-0.050 %"},
	} {
		if got := c.f.ShortPercent(); got != c.want {
			t.Errorf("%v: %q, want %q", c.f, got, c.want)
		}
	}
}

// Two shares stay in order as percentages, with the fewest decimals that show it.
func TestApartPercents(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f, g Rational
		want string
	}{
		{Frac(2, 3), Frac(2, 3), "66.67 % 66.67 % true"},
		{Frac(1, 2), Frac(2, 3), "50.00 % 66.67 % true"},
		{Frac(66_667, 100_000), Frac(2, 3), "66.6670 % 66.6667 % true"},
		{Quotient(big.NewInt(1), Pow10(103)), Whole(0), "  false"},
	} {
		first, second, ok := ApartPercents(c.f, c.g)
		if got := fmt.Sprintln(first, second, ok); got != c.want+"\n" {
			t.Errorf("%v and %v: %s, want %s", c.f, c.g, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		share := func(name string) Rational {
			d := rapid.Int64Range(1, 3000).Draw(t, name)
			return Frac(rapid.Int64Range(0, d).Draw(t, name), d)
		}
		f, g := share("first"), share("second")
		first, second, ok := ApartPercents(f, g)
		number := func(text string) *big.Rat {
			r, _ := new(big.Rat).SetString(strings.TrimSuffix(text, " %"))
			return r
		}
		if !ok || number(first).Cmp(number(second)) != f.Cmp(g) {
			t.Fatalf("%v and %v: %s and %s", f, g, first, second)
		}
	})
}
