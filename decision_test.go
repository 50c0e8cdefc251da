package tripartite_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// What went wrong in other voting software, and what this library answers. Two of
// these faults cannot be expressed here, so there is nothing to test: a voter cannot
// supply a weight, since Cast takes a seat and a state; and no seat casts a part of
// a vote, since whoever has several votes has several seats.

// flat is a body without groups.
func flat(size int) *Body {
	return MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Size: size})
}

func flatVote(t *testing.T, c Count) Tally {
	t.Helper()
	tally, err := flat(c.Seats(AllSeats)).Tally(Counts{"Members": c})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// A tally of an open ballot is so far, and a later vote does not change it.
func TestTallyOfAnOpenBallotIsSoFar(t *testing.T) {
	t.Parallel()
	ballot := flat(3).OpenRoom()
	for _, vote := range []struct {
		id    string
		state States
		want  Outcome
	}{{"Members 1", For, Adopted}, {"Members 2", Against, Rejected}, {"Members 3", For, Adopted}} {
		if err := ballot.Cast(vote.id, vote.state); err != nil {
			t.Fatal(err)
		}
		if got := SimpleMajority().Decide(ballot.Tally()); got != vote.want {
			t.Errorf("after %s: %v", vote.id, got)
		}
	}
}

// A seat is not counted twice, and a seat that is unknown is not ignored.
func TestEachKnownSeatVotesOnce(t *testing.T) {
	t.Parallel()
	ballot := flat(3).OpenRoom()
	if err := ballot.Cast("Members 1", For); err != nil {
		t.Fatal(err)
	}
	if err := ballot.Cast("Members 1", For); !errors.Is(err, ErrAlreadyCast) {
		t.Errorf("cast twice: %v", err)
	}
	if err := ballot.Cast("Members 4", For); !errors.Is(err, ErrUnknownSeat) {
		t.Errorf("cast by nobody: %v", err)
	}
	if got := ballot.Tally().Seats(For); got != 1 {
		t.Errorf("%d votes for", got)
	}
}

// Power that does not fit into 64 bits is summed all the same.
func TestWeightsBeyond64Bits(t *testing.T) {
	t.Parallel()
	huge, err := ParseFraction("340282366920938463463374607431768211457")
	if err != nil {
		t.Fatal(err)
	}
	body := MustBody(Bloc{Name: "A", Size: 3, Weight: huge}, Bloc{Name: "B", Size: 3}, Bloc{})
	for b, want := range map[Count]Outcome{{For: 2, Against: 1}: Adopted, {For: 1, Against: 2}: Rejected} {
		tally, err := body.Tally(Counts{"A": {For: 1, Against: 1, Abstain: 1}, "B": b})
		if err != nil {
			t.Fatal(err)
		}
		if got := SimpleMajority().Decide(tally); got != want {
			t.Errorf("%v: %v\n%v", b, got, Explain(SimpleMajority(), tally))
		}
	}
	sum := body.OpenRoom().Tally().Votes(AllSeats)
	if got, want := sum.String(), "1020847100762815390390123822295304634374"; got != want {
		t.Errorf("%s votes, want %s", got, want)
	}
}

// The same where two sums that fit into 64 bits make one that does not.
func TestSumBeyond64Bits(t *testing.T) {
	t.Parallel()
	for _, weight := range []int{math.MaxInt/2 + 1, math.MaxInt / 2} {
		body := MustBody(Bloc{Name: "A", Size: 1, Weight: Frac(weight, 1)},
			Bloc{Name: "B", Size: 1, Weight: Frac(weight-1, 1)}, Bloc{Name: "C", Size: 1})
		tally, err := body.Tally(Counts{"A": {For: 1}, "B": {Against: 1}, "C": {Against: 1}})
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Int).Mul(big.NewInt(2), big.NewInt(int64(weight)))
		if got := tally.Votes(AllSeats); got.Rat().Num().Cmp(want) != 0 {
			t.Errorf("%v votes, want %v", got, want)
		}
		f := Explain(SimpleMajority(), tally)
		if f.Outcome != Rejected || !f.Figures.Tie || f.Figures.Spare.String() != "-1" ||
			f.Figures.Need.Cmp(f.Figures.Count) <= 0 {
			t.Errorf("%+v", f)
		}
	}
}

// And where the sum is the largest that 64 bits hold, or one more.
func TestSumAtTheEdgeOf64Bits(t *testing.T) {
	t.Parallel()
	for text, wide := range map[string]bool{"9223372036854775806": false, "9223372036854775807": true} {
		weight, err := ParseFraction(text)
		if err != nil {
			t.Fatal(err)
		}
		tally := MustBody(Bloc{Name: "A", Size: 1, Weight: weight}, Bloc{Name: "B", Size: 1},
			Bloc{}).OpenRoom().Tally()
		if got := Wide(tally); got != wide {
			t.Errorf("%s + 1 votes: wide is %t", text, got)
		}
	}
}

// A weight of zero is legal, and stays zero.
func TestWeightOfZeroStaysZero(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 9, Weight: Frac(0, 1)}, Bloc{})
	tally, err := body.Tally(Counts{"A": {For: 1}, "B": {Against: 9}})
	if err != nil {
		t.Fatal(err)
	}
	if got := Explain(SimpleMajority(), tally); got.Outcome != Adopted ||
		got.Figures.Base.String() != "1" {
		t.Errorf("%v", got)
	}
	if got := blocOf(tally, "B").Weight().String(); got != "0" {
		t.Errorf("weight %s", got)
	}
}

// A policy of k of n does not depend on the order of its parts.
func TestKOfIgnoresOrder(t *testing.T) {
	t.Parallel()
	a, b, c := Rule(SeatCount{For, 1}), Rule(SeatCount{For, 2}), Rule(SeatCount{For, 9})
	tally := flatVote(t, Count{For: 2})
	for _, rules := range [][]Rule{{a, b, c}, {a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}} {
		if got := (KOf{2, rules}).Decide(tally); got != Adopted {
			t.Errorf("%v: %v", rules, got)
		}
		if got := (KOf{3, rules}).Decide(tally); got != Rejected {
			t.Errorf("%v: %v", rules, got)
		}
	}
}

// A body without any power cannot be built, and so divides nothing by zero.
func TestBodyNeedsPower(t *testing.T) {
	t.Parallel()
	for _, b := range []Bloc{{Name: "A"}, {Name: "A", Size: 3, Weight: Frac(0, 1)}, {Name: "A", Size: 3, Power: Frac(0, 1), SharedBy: Entitled}} {
		if body, err := NewBody(b, Bloc{Name: "B"}, Bloc{Name: "C"}); !errors.Is(err, ErrNoPower) || body != nil {
			t.Errorf("%+v: %v, %v", b, body, err)
		}
	}
	// One in which nobody is left who has any adopts nothing.
	body := MustBody(Bloc{Name: "A", Size: 3, SharedBy: Present}, Bloc{Name: "B"}, Bloc{Name: "C"})
	tally, err := body.Tally(Counts{"A": {Absent: 3}})
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []Rule{SimpleMajority(), AbsoluteMajority(), Share{Of: For, Base: AllSeats, Need: AtLeast(1, 100)}} {
		if got := rule.Decide(tally); got != Rejected {
			t.Errorf("%v: %v", rule, got)
		}
	}
}

// There is one comparison, and so one rounding: every clause says of n out of d
// what Share says.
func TestAllClausesCompareAlike(t *testing.T) {
	t.Parallel()
	for n := range 10 {
		for _, need := range []Threshold{AtLeast(2, 3), MoreThan(1, 2), AtLeast(1, 2), MoreThan(2, 3)} {
			share := Share{Of: For, Base: Cast, Need: need}
			tally := flatVote(t, Count{For: n, Against: 9 - n})
			grouped, err := MustBody(Bloc{Name: "A", Size: 9}, Bloc{Name: "B", Size: 9},
				Bloc{Name: "C", Size: 9}).Tally(
				Counts{"A": {For: n, Against: 9 - n}, "B": {For: n, Against: 9 - n}, "C": {For: n, Against: 9 - n}})
			if err != nil {
				t.Fatal(err)
			}
			want := b2o(3*n >= 6 && need.Den == 3 && n >= 6+b2i(need.Strict) || need.Den == 2 && 2*n > 9)
			heads := share
			heads.BySeats = true
			f := Explain(share, tally)
			for _, got := range []Outcome{
				share.Decide(tally), heads.Decide(tally), Parts{Rule: share}.Decide(grouped),
				eachVoting(share).Decide(grouped),
				Parts{K: 3, Rule: share}.Decide(grouped), share.Decide(Widen(tally)), f.Outcome,
				b2o(f.Figures.Spare.Sign() >= 0),
			} {
				if got != want {
					t.Errorf("%d of 9, %v: %v, want %v", n, need, got, want)
				}
			}
		}
	}
}

// How far over or short, and how many more for would have done.
func TestFindingSaysHowFar(t *testing.T) {
	t.Parallel()
	tally := flatVote(t, Count{For: 33, Against: 33, Abstain: 34})
	f := Explain(TwoThirds(), tally)
	if f.Figures.Need.String() != "44" || f.Figures.Spare.String() != "-11" {
		t.Errorf("%+v", f)
	}
	if m, err := ToAdopt(TwoThirds(), tally, Abstain); err != nil || m.Fewest != 33 {
		t.Errorf("%+v, %v", m, err)
	}
}

// One tally feeds the numerator and the base: a share of all is never above
// one, whoever counts.
func TestShareAndBaseAreOfOneTally(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 4, SharedBy: Entitled}, Bloc{Name: "B", Size: 2},
		Bloc{Name: "C", Size: 3, Weight: Frac(1, 3)})
	tally, err := body.Tally(Counts{"A": {For: 1, Suspended: 3}, "B": {For: 2}, "C": {For: 3}})
	if err != nil {
		t.Fatal(err)
	}
	f := Explain(AbsoluteMajority(), tally)
	if f.Figures.Count.Cmp(f.Figures.Base) > 0 || !f.Figures.Base.Equal(tally.Votes(Entitled)) ||
		!f.Figures.Count.Equal(tally.Votes(For)) {
		t.Errorf("%+v", f)
	}
}

// What comes later changes no tally, and so no outcome.
func TestTallyNeverChanges(t *testing.T) {
	t.Parallel()
	roll := []string{"Ms A", "Mr B", "Ms C"}
	body := MustBody(Bloc{Name: "A", Roll: roll}, Bloc{Name: "B"}, Bloc{Name: "C"})
	counts := Counts{"A": {For: 2, Against: 1}}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	before := Explain(TwoThirds(), tally)
	roll[0], counts["A"] = "nobody", Count{Against: 3}
	later := body.OpenRoom()
	for _, id := range []string{"Ms A", "Mr B", "Ms C"} {
		if err := later.Cast(id, Against); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, Explain(TwoThirds(), tally)); diff != "" || before.Outcome != Adopted {
		t.Error(diff)
	}
}

// A check that could not look is an error.
func TestCheckThatCouldNotLookIsAnError(t *testing.T) {
	t.Parallel()
	if err := CheckRule(SimpleMajority()); !errors.Is(err, ErrNotChecked) {
		t.Errorf("no body: %v", err)
	}
	if err := Properties(SimpleMajority(), flat(2)).Err(Symmetric); !errors.Is(err, ErrNotChecked) {
		t.Errorf("no groups: %v", err)
	}
	if _, err := Possible(RuleFunc(SimpleMajority().Decide), council.OpenRoom().Tally(), Silent, Present); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too much to look at: %v", err)
	}
}

// A Rat that is handed out is a copy down to its digits, and a fraction is
// text for machines, too.
func TestRatIsACopy(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"3/400", "340282366920938463463374607431768211457/3"} {
		f, err := ParseFraction(text)
		if err != nil {
			t.Fatal(err)
		}
		r := f.Rat()
		r.Add(r, big.NewRat(1, 1))
		r.Num().SetInt64(0)
		if f.String() != text {
			t.Errorf("%s has become %v", text, f)
		}
		if got, err := json.Marshal(f); err != nil || string(got) != `"`+text+`"` {
			t.Errorf("%s, %v", got, err)
		}
	}
}
