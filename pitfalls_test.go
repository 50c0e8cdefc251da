package tripartite_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	. "example.com/tripartite"
)

// What went wrong in other voting software, each by its number in the project's
// list of pitfalls, and what this library answers. Some cannot be expressed
// here at all:
//
//	 6  a body without any power cannot be built: TestBodyErrors
//	 9  there is one comparison for all clauses: TestPromise5Thresholds
//	12  Finding has have, of, need and to spare: TestFindingText
//	14  one tally feeds the numerator and the base
//	15  bodies and tallies are immutable: TestPromise8NothingIsShared
//	21  a ballot carries no weight: Cast takes a seat and a state
//	23  a delegation is several seats; no seat casts a part of a vote
//	26  every clause says why: TestFindingText
//	32  a Fraction hands out copies only: TestPromise8NothingIsShared

// flat is a body without groups.
func flat(size int) *Body {
	return MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Size: size})
}

func flatVote(t *testing.T, c Count) Tally {
	t.Helper()
	tally, err := flat(c.Seats(Seats)).Tally(Counts{"Members": c})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func TestPitfalls(t *testing.T) {
	half := func(in States) Share { return Share{Of: For, In: in, Need: MoreThan(1, 2)} }
	percent := func(p int) Share { return Share{Of: For, In: Cast, Need: AtLeast(p, 100)} }
	quorum := func(of States) Quorum { return Quorum{Share{Of: of, In: Seats, Need: AtLeast(1, 2), Heads: true}} }
	veto := func(in States) Rule {
		return All{SimpleMajority, Veto{Share{Of: Against, In: in, Need: MoreThan(1, 3)}}}
	}
	for _, test := range []struct {
		number string
		rule   Rule
		votes  Count
		want   Outcome
	}{
		{"01 abstentions make the quorum, one yes decides", All{quorum(Voting), SimpleMajority}, Count{For: 1, Abstain: 99}, Adopted},
		{"01 a base that says so does not let one yes decide", All{quorum(Voting), half(Voting)}, Count{For: 1, Abstain: 99}, Rejected},
		{"02 abstentions out of the base of the veto", veto(Cast), Count{For: 6, Against: 4, Abstain: 5}, Rejected},
		{"02 abstentions in the base of the veto", veto(Voting), Count{For: 6, Against: 4, Abstain: 5}, Adopted},
		{"03 abstaining is no vote against", half(Cast), Count{For: 3, Against: 2, Abstain: 2}, Adopted},
		{"03 unless the base says so", half(Voting), Count{For: 3, Against: 2, Abstain: 2}, Rejected},
		{"03 silent is not abstaining", half(Voting), Count{For: 3, Against: 2, Silent: 2}, Adopted},
		{"03 unless the base says so", half(Present), Count{For: 3, Against: 2, Silent: 2}, Rejected},
		{"03 absent is not silent", half(Present), Count{For: 3, Against: 2, Absent: 2}, Adopted},
		{"03 unless the base says so", half(Entitled), Count{For: 3, Against: 2, Absent: 2}, Rejected},
		{"04 opponents who stay home sink the quorum", All{quorum(Voting), SimpleMajority}, Count{For: 40, Absent: 60}, Void},
		{"04 and would have lost by coming", All{quorum(Voting), SimpleMajority}, Count{For: 40, Against: 20, Absent: 40}, Adopted},
		{"04 a quorum of votes for", All{quorum(For), SimpleMajority}, Count{For: 40, Against: 20, Absent: 40}, Void},
		{"05 all abstain", SimpleMajority, Count{Abstain: 5}, Rejected},
		{"05 all abstain, at least half", Share{Of: For, In: Cast, Need: AtLeast(1, 2)}, Count{Abstain: 5}, Rejected},
		{"05 nobody voted", TwoThirds, Count{Absent: 5}, Rejected},
		{"05 at least 0 of 0", Number{For, 0}, Count{Absent: 5}, Rejected},
		{"07 a tie under more than half", SimpleMajority, Count{For: 28, Against: 28}, Rejected},
		{"07 a tie under at least half", percent(50), Count{For: 28, Against: 28}, Adopted},
		{"08 66 of 100 is not two thirds", TwoThirds, Count{For: 66, Against: 34}, Rejected},
		{"08 2 of 3 is", TwoThirds, Count{For: 2, Against: 1}, Adopted},
		{"08 6 of 9 is", TwoThirds, Count{For: 6, Against: 3}, Adopted},
		{"08 3 of 5 is not", TwoThirds, Count{For: 3, Against: 2}, Rejected},
		{"11 a majority of the cast", half(Cast), Count{For: 4, Against: 3, Abstain: 2, Absent: 2}, Adopted},
		{"11 a majority of the present", half(Present), Count{For: 4, Against: 3, Abstain: 2, Absent: 2}, Rejected},
		{"11 a majority of all", half(Seats), Count{For: 5, Against: 3, Vacant: 2}, Rejected},
		{"25 a tie is not decided by anybody", Any{SimpleMajority}, Count{For: 3, Against: 3}, Rejected},
		{"27 at least 3 of 2", AtLeastOf{3, []Rule{SimpleMajority, TwoThirds}}, Count{For: 3}, Rejected},
		{"27 0 of 0 is not always true", AtLeastOf{0, nil}, Count{For: 3}, Rejected},
		{"27 more seats than there are", Number{For, 4}, Count{For: 3}, Rejected},
		{"28 absent is not abstaining, for a quorum of those present", All{Quorum{Number{Present, 5}}, SimpleMajority}, Count{For: 4, Absent: 1}, Void},
		{"28 abstaining is presence", All{Quorum{Number{Present, 5}}, SimpleMajority}, Count{For: 4, Abstain: 1}, Adopted},
	} {
		if got := test.rule.Decide(flatVote(t, test.votes)); got != test.want {
			t.Errorf("pitfall %s: %v, want %v", test.number, got, test.want)
		}
	}
}

// 10: the display never contradicts the verdict: whole figures, and where there
// is a percentage it is rounded away from the bar. See also
// TestFindingOfLongNumbers.
func TestPitfall10TheDisplay(t *testing.T) {
	const want = "for: more than 1/2 of cast  rejected  14 of 28 votes  15 needed  1 short  a tie\n"
	if got := Explain(SimpleMajority, flatVote(t, Count{For: 14, Against: 14})).String(); got != want {
		t.Errorf("%q", got)
	}
}

// 13: two of ten members with all the weight are a majority of the votes and
// no quorum of heads.
func TestPitfall13HeadsAreNotVotes(t *testing.T) {
	body := MustBody(Bloc{Name: "Rich", Size: 2, Weight: Frac(100, 1)}, Bloc{Name: "Poor", Size: 8}, Bloc{})
	tally, err := body.Tally(Counts{"Rich": {For: 2}, "Poor": {Absent: 8}})
	if err != nil {
		t.Fatal(err)
	}
	half := Share{Of: Present, In: Seats, Need: MoreThan(1, 2)}
	heads := half
	heads.Heads = true
	if half.Decide(tally) != Adopted || heads.Decide(tally) != Rejected {
		t.Errorf("votes: %v, heads: %v", half.Decide(tally), heads.Decide(tally))
	}
}

// 19: a tally of an open ballot is so far, and a later vote does not change it.
func TestPitfall19SoFar(t *testing.T) {
	ballot := flat(3).Open()
	for _, vote := range []struct {
		id    string
		state States
		want  Outcome
	}{{"Members 1", For, Adopted}, {"Members 2", Against, Rejected}, {"Members 3", For, Adopted}} {
		if err := ballot.Cast(vote.id, vote.state); err != nil {
			t.Fatal(err)
		}
		if got := SimpleMajority.Decide(ballot.Tally()); got != vote.want {
			t.Errorf("after %s: %v", vote.id, got)
		}
	}
}

// 20: nobody is counted twice. 29: nobody unknown is ignored.
func TestPitfalls20And29WhoVoted(t *testing.T) {
	ballot := flat(3).Open()
	if err := ballot.Cast("Members 1", For); err != nil {
		t.Fatal(err)
	}
	if err := ballot.Cast("Members 1", For); !errors.Is(err, ErrAlreadyCast) {
		t.Errorf("20: cast twice: %v", err)
	}
	if err := ballot.Cast("Members 4", For); !errors.Is(err, ErrUnknownSeat) {
		t.Errorf("29: cast by nobody: %v", err)
	}
	if got := ballot.Tally().Seats(For); got != 1 {
		t.Errorf("%d votes for", got)
	}
}

// 22: power that does not fit into 64 bits, nor into 128, is summed all the same.
func TestPitfall22Overflow(t *testing.T) {
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
		if got := SimpleMajority.Decide(tally); got != want {
			t.Errorf("%v: %v\n%v", b, got, Explain(SimpleMajority, tally))
		}
	}
	sum := body.Open().Tally().Votes(Seats)
	if got, want := sum.String(), "1020847100762815390390123822295304634374"; got != want {
		t.Errorf("%s votes, want %s", got, want)
	}
}

// The same where two sums that fit into 64 bits make one that does not.
func TestPitfall22OverflowOfTheSum(t *testing.T) {
	for _, weight := range []int{math.MaxInt/2 + 1, math.MaxInt / 2} {
		body := MustBody(Bloc{Name: "A", Size: 1, Weight: Frac(weight, 1)}, Bloc{Name: "B", Size: 1, Weight: Frac(weight-1, 1)}, Bloc{Name: "C", Size: 1})
		tally, err := body.Tally(Counts{"A": {For: 1}, "B": {Against: 1}, "C": {Against: 1}})
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Int).Mul(big.NewInt(2), big.NewInt(int64(weight)))
		if got := tally.Votes(Seats); got.Rat().Num().Cmp(want) != 0 {
			t.Errorf("%v votes, want %v", got, want)
		}
		f := Explain(SimpleMajority, tally)
		if f.Outcome != Rejected || !f.Tie || f.Spare.String() != "-1" || f.Need.Cmp(f.Have) <= 0 {
			t.Errorf("%+v", f)
		}
	}
}

// 24: a weight of zero is legal, and stays zero.
func TestPitfall24ZeroStaysZero(t *testing.T) {
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 9, Weight: Frac(0, 1)}, Bloc{})
	tally, err := body.Tally(Counts{"A": {For: 1}, "B": {Against: 9}})
	if err != nil {
		t.Fatal(err)
	}
	if got := Explain(SimpleMajority, tally); got.Outcome != Adopted || got.Of.String() != "1" {
		t.Errorf("%v", got)
	}
	if got := tally.Bloc("B").Weight().String(); got != "0" {
		t.Errorf("weight %s", got)
	}
}

// 30: a policy of k of n does not depend on the order of its parts.
func TestPitfall30KOfN(t *testing.T) {
	a, b, c := Rule(Number{For, 1}), Rule(Number{For, 2}), Rule(Number{For, 9})
	tally := flatVote(t, Count{For: 2})
	for _, rules := range [][]Rule{{a, b, c}, {a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}} {
		if got := (AtLeastOf{2, rules}).Decide(tally); got != Adopted {
			t.Errorf("%v: %v", rules, got)
		}
		if got := (AtLeastOf{3, rules}).Decide(tally); got != Rejected {
			t.Errorf("%v: %v", rules, got)
		}
	}
}
