package tripartite_test

import (
	"errors"
	"math/big"
	"slices"
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

// A finding is in the unit of the votes, and needs the smallest multiple of what
// all weights are multiples of.
func TestFindingsAreInTheUnitOfVotes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		weights               [2]Fraction
		have, of, need, spare string
	}{
		{[2]Fraction{Frac(250, 1), Frac(500, 1)}, "250", "750", "376", "-126"},
		{[2]Fraction{Frac(1, 2), Frac(3, 2)}, "1/2", "2", "3/2", "-1"},
		{[2]Fraction{Frac(250, 1), Frac(250, 1)}, "1", "2", "2", "-1"}, // seats, of which all weigh the same
		{[2]Fraction{Frac(1, 2), Frac(1, 2)}, "1", "2", "2", "-1"},
		{[2]Fraction{Frac(2, 3), Frac(1, 2)}, "2/3", "7/6", "2/3", "0"},
	} {
		body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", Size: 1, Weight: test.weights[0]}, Bloc{Name: "B", Size: 1, Weight: test.weights[1]})
		tally := take(t, body, []vote{{"A 1", For}, {"B 1", Against}})
		for _, tally := range []Tally{tally, Widen(tally)} {
			f := Explain(SimpleMajority(), tally)
			got := []string{f.Figures.Count.String(), f.Figures.Base.String(), f.Figures.Need.String(), f.Figures.Spare.String()}
			if diff := cmp.Diff([]string{test.have, test.of, test.need, test.spare}, got); diff != "" {
				t.Errorf("%v: %s", test.weights, diff)
			}
			if f.Figures.Tie != test.weights[0].Equal(test.weights[1]) {
				t.Errorf("%v: a tie: %t", test.weights, f.Figures.Tie)
			}
		}
	}
}

// A clause is in the unit of the part that it looks at: a half vote elsewhere in the body
// does not make it ask for half votes.
func TestFindingsAreInTheUnitOfTheirPart(t *testing.T) {
	t.Parallel()
	seat := func(name string, weight Fraction) Bloc { return Bloc{Name: name, Size: 1, Weight: weight} }
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "whole", Blocs: []Bloc{seat("x", Int(2)), seat("y", Int(3))}}, seat("third", Frac(1, 3))}},
		Bloc{Name: "B", Blocs: []Bloc{seat("half", Frac(1, 2)), seat("more", Frac(5, 2))}},
		Bloc{Name: "C", Blocs: []Bloc{{Name: "split", Power: Int(4), SharedBy: Entitled, Size: 3}, seat("one", Int(1))}},
		seat("Chair", Int(7)), seat("Guest", Frac(1, 7)),
		Bloc{Name: "Wholes", Union: []string{"A/whole", "C/one", "Chair"}}, Bloc{Name: "Halves", Union: []string{"A/whole", "B"}},
	)
	counts := Counts{"A/whole/x": {For: 1}, "A/whole/y": {Against: 1}, "A/third": {For: 1}, "B/half": {For: 1}, "B/more": {Against: 1},
		"C/split": {For: 1, Against: 2}, "C/one": {For: 1}, "Chair": {For: 1}, "Guest": {Against: 1}}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	for part, want := range map[string][]string{ // have, of, need, spare
		"":        {"73/6", "430/21", "431/42", "40/21"},
		"A":       {"7/3", "16/3", "3", "-2/3"},
		"A/whole": {"2", "5", "3", "-1"},
		"B":       {"1/2", "3", "2", "-3/2"},
		"C":       {"7/3", "5", "8/3", "-1/3"},
		"Wholes":  {"10", "13", "7", "3"},
		"Halves":  {"5/2", "8", "9/2", "-2"},
	} {
		rule := Rule(SimpleMajority())
		if part != "" {
			rule = In{Bloc: part, Rule: rule}
		}
		for _, tally := range []Tally{tally, Widen(tally)} {
			f := Explain(rule, tally)
			got := []string{f.Figures.Count.String(), f.Figures.Base.String(), f.Figures.Need.String(), f.Figures.Spare.String()}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q: %s", part, diff)
			}
		}
	}
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

// Figures for votes are read in the unit of the votes: 15 seats of weight 2, 10 votes
// for and 4 against, are 7 members who voted, and no quorum of 10.
func TestFiguresAreInTheUnitOfVotes(t *testing.T) {
	t.Parallel()
	rule := All{Quorum{SeatCount{Of: Cast, Need: 10}}, SimpleMajority()}
	for _, test := range []struct {
		weight  Fraction
		figures string
		low     int
		want    Outcomes
	}{
		{Frac(2, 1), "10 votes for, 4 votes against", 5, OutcomesOf(Void)},
		{Frac(1, 2), "5 votes for, 2 votes against", 10, OutcomesOf(Adopted)},
		{Frac(1, 1), "10 votes for, 4 votes against", 10, OutcomesOf(Adopted)},
	} {
		body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Size: 15, Weight: test.weight})
		figures, err := ParseFigures(test.figures)
		if err != nil {
			t.Fatal(err)
		}
		vote, err := body.Infer(figures...)
		if err != nil {
			t.Errorf("weight %v: %v", test.weight, err)
			continue
		}
		if low, high, err := vote.Range("Members", For); low != test.low || high != test.low || err != nil {
			t.Errorf("weight %v: %d to %d, %v", test.weight, low, high, err)
		}
		if got, err := vote.Outcomes(rule); got != test.want || err != nil {
			t.Errorf("weight %v: %v, not %v, %v", test.weight, got, test.want, err)
		}
	}
}

// In a body of weights and powers, a chair of 1 vote and 3 seats that share 4 of them,
// 7/3 votes for are the chair and one of the others.
func TestFiguresOfWeightsAndPowers(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Chair", Size: 1}, Bloc{Name: "Split", Size: 5, SharedBy: Entitled, Power: Frac(4, 1)})
	vote, err := body.Infer(
		Figure{Of: For, Votes: true, Min: Frac(7, 3), Max: Frac(7, 3)},
		Figure{Part: "Split", Of: Suspended | Vacant, Min: Frac(2, 1), Max: Frac(2, 1)},
	)
	if err != nil {
		t.Fatal(err)
	}
	for part, want := range map[string]int{"Chair": 1, "Split": 1} {
		if low, high, err := vote.Range(part, For); low != want || high != want || err != nil {
			t.Errorf("%s: %d to %d for, not %d, %v", part, low, high, want, err)
		}
	}
}

// A conflict about votes is in their unit, too.
func TestConflictsAreInTheUnitOfVotes(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", Size: 2, Weight: Frac(5, 2)}, Bloc{Name: "B", Size: 1, Weight: Frac(1, 2)})
	figures, err := ParseFigures("6 votes for")
	if err != nil {
		t.Fatal(err)
	}
	_, err = body.Infer(figures...)
	var c *Conflict
	if !errors.As(err, &c) {
		t.Fatal(err)
	}
	if got, want := c.Error(), "tripartite: figures cannot hold together: 6 votes for (the others leave 0 to 5.5: 0.5 too high)"; got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
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
