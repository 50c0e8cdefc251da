package tripartite_test

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
			bar := new(big.Rat).Mul(units(f.Figures.Base),
				big.NewRat(int64(share.Need.Num), int64(share.Need.Den)))
			enough := func(n *big.Rat) bool {
				return n.Cmp(bar) > 0 || n.Cmp(bar) == 0 &&
					!share.Need.Strict
			}
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
	body := MustBody(Bloc{Name: "A", Size: 4, Weight: fromInt(new(big.Int).Lsh(big.NewInt(1), 62))},
		Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	tally := allIn(t, body, func(n int) Count { return Count{For: n} })
	want := new(big.Int).Lsh(big.NewInt(1), 64)
	if got := tally.Votes(For); got.Cmp(fromInt(want.Add(want, big.NewInt(1)))) != 0 {
		t.Errorf("%v", got)
	}
}

// Tallies of different parts are not equal, even if all else is.
func TestTalliesOfDifferentParts(t *testing.T) {
	t.Parallel()
	a, b, c := Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"}
	one, other := MustBody(a, b, c).OpenRoom().Tally(), MustBody(b, a, c).OpenRoom().Tally()
	if first, second := one.Group(First), other.Group(Second); first.Name() != second.Name() ||
		first.Equal(second) || !first.Equal(one.Group(First)) {
		t.Error("the same group is in another place")
	}
}

// Thresholds of the largest fractions are compared exactly with the largest votes,
// on all paths of arithmetic.
func TestThresholdsOfWideVotes(t *testing.T) {
	t.Parallel()
	numbers := []string{
		"1", "4611686018427387904", "9223372036854775806", "9223372036854775807", "9223372036854775808",
		"18446744073709551615",
		"18446744073709551616", "113427455640312821166756031859729104895",
		"85070591730234615847396907784232501249", "170141183460469231731687303715884105727",
		"340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
	}
	bars := []Threshold{AtLeast(1, 2), MoreThan(1, 2), AtLeast(1, 1),
		AtLeast(math.MaxInt-1, math.MaxInt), MoreThan(math.MaxInt-1, math.MaxInt),
		MoreThan(1, math.MaxInt), AtLeast(2, 3)}
	for _, yes := range numbers {
		for _, no := range numbers {
			ballot := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", Blocs: []Bloc{
				shareholder("yes", parsed(t, yes)), shareholder("no", parsed(t, no))}}).OpenRoom()
			if ballot.Cast("yes", For) != nil || ballot.Cast("no", Against) != nil {
				t.Fatal("not cast")
			}
			tally := ballot.Tally()
			share := new(big.Rat).Quo(parsed(t, yes).Rat(),
				new(big.Rat).Add(parsed(t, yes).Rat(), parsed(t, no).Rat()))
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
			if set := drawSet(t); !part.Votes(set).Equal(other.Votes(set)) ||
				part.Seats(set) != other.Seats(set) {
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
		Bloc{Name: "A", SharedBy: Entitled,
			Blocs: []Bloc{{Name: "L", Size: 2}, {Name: "N", Blocs: []Bloc{{Name: "x", Size: 2}}}}},
		Bloc{Name: "B"}, Bloc{Name: "C"},
	)
	tally := allIn(t, body, func(n int) Count { return Count{For: n} })
	l, n := blocOf(tally, "A/L").Votes(For), blocOf(tally, "A/N").Votes(For)
	if l.Sign() <= 0 || !l.Equal(n) {
		t.Errorf("%v and %v", l, n)
	}
}

// Sums of votes of any size are exact, and only those beyond 64 bits are wide.
func TestSumsOfVotesOfAnySize(t *testing.T) {
	t.Parallel()
	const two64, two127 = "18446744073709551616", "170141183460469231731687303715884105728"
	for _, test := range []struct {
		weights string
		wide    bool
		sum     string
	}{
		{"1 2", false, "3"},
		{"9223372036854775806 1", false, "9223372036854775807"},
		{"9223372036854775807 1", true, "9223372036854775808"},
		{"9223372036854775807 9223372036854775807", true, "18446744073709551614"},
		{"1/9223372036854775807 1", true, "9223372036854775808/9223372036854775807"},
		{two64 + " 1", true, "18446744073709551617"},
		{two127 + " " + two64, true, "170141183460469231750134047789593657344"},
		{two127 + " " + two127, true, "340282366920938463463374607431768211456"},
		{"340282366920938463463374607431768211456 1", true, "340282366920938463463374607431768211457"},
	} {
		var seats []Bloc
		for i, text := range strings.Fields(test.weights) {
			seats = append(seats, shareholder(fmt.Sprint("seat ", i), parsed(t, text)))
		}
		ballot := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", Blocs: seats}).OpenRoom()
		if err := ballot.Cast("seat 0", For); err != nil {
			t.Fatal(err)
		}
		if err := ballot.Cast("seat 1", Against); err != nil {
			t.Fatal(err)
		}
		tally := ballot.Tally()
		if got := tally.Votes(AllSeats).String(); got != test.sum || Wide(tally) != test.wide {
			t.Errorf("%s: %s, wide is %t, not %s", test.weights, got, Wide(tally), test.sum)
		}
		for s, i := For, 0; i < 2; s, i = s<<1, i+1 {
			if got := tally.Votes(s); !got.Equal(seats[i].Weight) {
				t.Errorf("%s: %v has %v votes", test.weights, s, got)
			}
		}
	}
}

// Products are exact, too: of one seat's weight and the number of seats, on both sides of
// what 64 and 128 bits hold.
func TestProductsOfVotesOfAnySize(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		weight string
		size   int
		wide   bool
		sum    string
	}{
		{"1317624576693539401", 7, false, "9223372036854775807"},
		{"1317624576693539402", 7, true, "9223372036854775814"},
		{"6148914691236517206", 3, true, "18446744073709551618"},
		{"113427455640312821166756031859729104895", 3, true, "340282366920938463500268095579187314685"},
	} {
		a := Bloc{Name: "A", Size: test.size, Weight: parsed(t, test.weight)}
		tally := MustBody(a, Bloc{}, Bloc{}).OpenRoom().Tally()
		if got := tally.Votes(AllSeats).String(); got != test.sum || Wide(tally) != test.wide {
			t.Errorf("%d times %s: %s, wide is %t", test.size, test.weight, got, Wide(tally))
		}
	}
}

// Fixed weights are votes as the caller gave them; powers that are split are only
// proportions; and a body that has both is in the unit in which both are given.
func TestUnitOfVotes(t *testing.T) {
	t.Parallel()
	seats := func(weights ...Fraction) (blocs []Bloc) {
		for i, w := range weights {
			blocs = append(blocs, Bloc{Name: fmt.Sprint("Ind", i), Size: 1, Weight: w})
		}
		return blocs
	}
	third := Bloc{Name: "Split", Size: 3, SharedBy: Entitled, Power: Frac(4, 1)}
	for _, test := range []struct {
		what    string
		blocs   []Bloc
		weights map[string]string
		all     string
	}{
		{"whole weights are not divided",
			seats(Frac(250, 1), Frac(250, 1), Frac(200, 1), Frac(150, 1), Frac(150, 1)),
			map[string]string{"Ind0": "250", "Ind2": "200", "Ind4": "150"}, "1000"},
		{"nor is a single one", seats(Frac(2, 1)), map[string]string{"Ind0": "2"}, "2"},
		{"fractions stay", seats(Frac(1, 2), Frac(2, 3), Frac(1, 1)),
			map[string]string{"Ind0": "1/2", "Ind1": "2/3", "Ind2": "1"}, "13/6"},
		{"all of them, too", seats(Frac(1, 2), Frac(1, 2)), map[string]string{"Ind0": "1/2"}, "1"},
		{"powers are proportions", []Bloc{third, {Name: "Other", Size: 2, SharedBy: AllSeats, Power: Frac(8, 1)}},
			map[string]string{"Split": "1", "Other": "3"}, "9"},
		{"both are in one unit", append(seats(Frac(1, 1)), third),
			map[string]string{"Ind0": "1", "Split": "4/3"}, "5"},
		{"also in fractions", append(seats(Frac(1, 2)), third),
			map[string]string{"Ind0": "1/2", "Split": "4/3"}, "9/2"},
		{"a weight of 0 is no weight", append(seats(Frac(0, 1)), third),
			map[string]string{"Ind0": "0", "Split": "1"}, "3"},
		{"nor is one of nobody", []Bloc{third, {Name: "Empty", Weight: Frac(7, 1)}},
			map[string]string{"Empty": "0", "Split": "1"}, "3"},
		{"a power of 0 is split", append(seats(Frac(6, 1)), Bloc{Name: "Split", Size: 3, SharedBy: AllSeats, Power: Frac(0, 1)}),
			map[string]string{"Ind0": "6", "Split": "0"}, "6"},
		{"beyond 64 bits", seats(parsed(t, "340282366920938463463374607431768211457"), parsed(t, "1/340282366920938463463374607431768211457")),
			map[string]string{"Ind1": "1/340282366920938463463374607431768211457"},
			"115792089237316195423570985008687907853950549399482440966384333222776666062850/340282366920938463463374607431768211457"},
	} {
		tally := MustBody(Bloc{}, Bloc{}, Bloc{}, test.blocs...).OpenRoom().Tally()
		for name, want := range test.weights {
			part := blocOf(tally, name)
			if got := part.Weight().String(); got != want {
				t.Errorf("%s: %s weighs %s, not %s", test.what, name, got, want)
			}
			if part.Seats(AllSeats) == 1 && !part.Votes(AllSeats).Equal(part.Weight()) {
				t.Errorf("%s: %s has %v votes", test.what, name, part.Votes(AllSeats))
			}
		}
		if got := tally.Votes(AllSeats).String(); got != test.all {
			t.Errorf("%s: %s votes in all, not %s", test.what, got, test.all)
		}
	}
}

func TestTallyTextHasTheCallersWeights(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2, Weight: Frac(1, 2)},
		Bloc{Name: "B", Size: 1, Weight: Frac(250, 1)}, Bloc{})
	tally := take(t, body, []vote{{"A 1", For}, {"A 2", Against}, {"B 1", For}})
	const want = "" +
		"     for  against  seats  votes a seat\n" +
		"A      1        1      2           0.5\n" +
		"B      1        0      1           250\n" +
		"all    2        1      3\n"
	if diff := cmp.Diff(want, tally.String()); diff != "" {
		t.Error(diff)
	}
}
