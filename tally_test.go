package tripartite_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

func parsed(t testing.TB, text string) Fraction {
	t.Helper()
	f, err := ParseFraction(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What a clause needs is the smallest number of units of its part that would do, whatever
// the body. The oracle finds the unit in the weights of the seats of the part.
func TestNeedIsTheFewestUnitsOfThePart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, _, tally := drawTally(t)
		if !hasFixed(append(slices.Clone(s.groups[:]), s.independent...), 0) {
			return
		}
		o := newOracle(s, tally.Counts())
		share := drawShare(t)
		for _, part := range parts(tally) {
			f := Explain(share, part)
			if !f.Figures.Need.Valid() || f.Figures.BySeats {
				continue
			}
			unit := big.NewInt(1)
			for _, seat := range o.seats {
				if den := seat.weight.Denom(); o.within(seat.bloc, part.Name()) {
					unit.Div(new(big.Int).Mul(unit, den), new(big.Int).GCD(nil, nil, unit, den))
				}
			}
			units := func(f Fraction) *big.Rat { return new(big.Rat).Mul(f.Rat(), new(big.Rat).SetInt(unit)) }
			need := units(f.Figures.Need)
			fewer := new(big.Rat).Sub(need, big.NewRat(1, 1))
			bar := new(big.Rat).Mul(units(f.Figures.Base), big.NewRat(int64(share.Need.Num), int64(share.Need.Den)))
			enough := func(n *big.Rat) bool { return n.Cmp(bar) > 0 || n.Cmp(bar) == 0 && !share.Need.Strict }
			if !need.IsInt() || !units(f.Figures.Count).IsInt() || !enough(need) || enough(fewer) {
				t.Fatalf("in units of 1/%v: %v%v", unit, tally, f)
			}
		}
	})
}

// The product of a weight and a size that is a multiple of 2^64 is not taken for a
// small one.
func TestVotesThatOverflowToNothing(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 4, Weight: FromInt(new(big.Int).Lsh(big.NewInt(1), 62))}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	tally := allIn(t, body, func(n int) Count { return Count{For: n} })
	want := new(big.Int).Lsh(big.NewInt(1), 64)
	if got := tally.Votes(For); got.Cmp(FromInt(want.Add(want, big.NewInt(1)))) != 0 {
		t.Errorf("%v", got)
	}
}

// Tallies of different parts are not equal, even if all else is.
func TestTalliesOfDifferentParts(t *testing.T) {
	t.Parallel()
	a, b, c := Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"}
	one, other := MustBody(a, b, c).OpenRoom().Tally(), MustBody(b, a, c).OpenRoom().Tally()
	if first, second := one.Group(First), other.Group(Second); first.Name() != second.Name() || first.Equal(second) || !first.Equal(one.Group(First)) {
		t.Error("the same group is in another place")
	}
}
