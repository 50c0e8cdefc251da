package tripartite_test

import (
	"math"
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

// Thresholds of the largest fractions are compared exactly with the largest votes,
// on all paths of arithmetic.
func TestThresholdsOfWideVotes(t *testing.T) {
	t.Parallel()
	numbers := []string{
		"1", "4611686018427387904", "9223372036854775806", "9223372036854775807", "9223372036854775808", "18446744073709551615",
		"18446744073709551616", "113427455640312821166756031859729104895", "85070591730234615847396907784232501249", "170141183460469231731687303715884105727",
		"340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
	}
	bars := []Threshold{AtLeast(1, 2), MoreThan(1, 2), AtLeast(1, 1), AtLeast(math.MaxInt-1, math.MaxInt), MoreThan(math.MaxInt-1, math.MaxInt), MoreThan(1, math.MaxInt), AtLeast(2, 3)}
	for _, yes := range numbers {
		for _, no := range numbers {
			ballot := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", WeightedRoll: []WeightedSeat{
				{ID: "yes", Weight: parsed(t, yes)}, {ID: "no", Weight: parsed(t, no)}}}).OpenRoom()
			if ballot.Cast("yes", For) != nil || ballot.Cast("no", Against) != nil {
				t.Fatal("not cast")
			}
			tally := ballot.Tally()
			share := new(big.Rat).Quo(parsed(t, yes).Rat(), new(big.Rat).Add(parsed(t, yes).Rat(), parsed(t, no).Rat()))
			for _, need := range bars {
				c := share.Cmp(big.NewRat(int64(need.Num), int64(need.Den)))
				want := b2o(c > 0 || c == 0 && !need.Strict)
				rule := Share{Of: For, Base: Cast, Need: need}
				for _, tally := range []Tally{tally, Widen(tally)} {
					if got := rule.Decide(tally); got != want {
						t.Errorf("%s to %s, %v: %v, not %v", yes, no, need, got, want)
					}
					if f := Explain(rule, tally); b2o(f.Figures.Spare.Sign() >= 0) != want {
						t.Errorf("%s to %s, %v: %v to spare", yes, no, need, f.Figures.Spare)
					}
				}
			}
		}
	}
}

// The paths agree for all votes, whatever their weights.
func TestPathsOfArithmeticAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		wide := Widen(tally)
		if !Wide(wide) {
			t.Fatal("a path is not taken")
		}
		for i, part := range parts(tally) {
			other := parts(wide)[i]
			if set := drawSet(t); !part.Votes(set).Equal(other.Votes(set)) || part.Seats(set) != other.Seats(set) {
				t.Fatalf("%q: %v votes and %v", part.Name(), part.Votes(set), other.Votes(set))
			}
			if !part.Weight().Equal(other.Weight()) || !part.Equal(other) {
				t.Fatalf("%q weighs %v and %v", part.Name(), part.Weight(), other.Weight())
			}
		}
	})
}

// A tally whose votes fit into 64 bits draws memory for itself, and not for each seat; to
// decide it draws none.
func TestTallyDrawsNoMemoryForSeats(t *testing.T) {
	for _, n := range []int{50, 5000} {
		ballot := differentWeights(n, "1000000000").OpenRoom()
		for id := range ballot.All() {
			if err := ballot.Cast(id, For); err != nil {
				t.Fatal(err)
			}
		}
		tally := ballot.Tally()
		if Wide(tally) {
			t.Errorf("%d votes do not fit", n)
		}
		if got := testing.AllocsPerRun(10, func() { ballot.Tally() }); got > 3 {
			t.Errorf("%v allocations for a tally of %d seats", got, n)
		}
		for _, rule := range []Rule{standing, eachVoting(TwoThirds()), CastingVote(Cast, SimpleMajority())} {
			if got := testing.AllocsPerRun(10, func() { sink = rule.Decide(tally) }); got != 0 || sink == Void {
				t.Errorf("%v allocations to decide %v: %v", got, rule, sink)
			}
		}
	}
}

// What seats at different depths use of a power adds up.
func TestPowerAtDifferentDepths(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", SharedBy: Entitled, Blocs: []Bloc{{Name: "L", Size: 2}, {Name: "N", Blocs: []Bloc{{Name: "x", Size: 2}}}}},
		Bloc{Name: "B"}, Bloc{Name: "C"},
	)
	tally := allIn(t, body, func(n int) Count { return Count{For: n} })
	l, n := blocOf(tally, "A/L").Votes(For), blocOf(tally, "A/N").Votes(For)
	if l.Sign() <= 0 || !l.Equal(n) {
		t.Errorf("%v and %v", l, n)
	}
}
