package tripartite_test

import (
	"math/big"
	"testing"

	. "example.com/tripartite"
)

// The scores of the three lists for the Federal University of Rio Grande do Sul on 16 June
// 2016. The sums that were printed are too low by a millionth: the part of each estate was
// cut off after six decimals before they were added.
func TestUniversityScores(t *testing.T) {
	t.Parallel()
	body, err := University{SharedBy: Entitled}.Body(
		Bloc{Name: "Teachers", Size: 2872, Power: Int(70)}, Bloc{Name: "Staff", Size: 2656, Power: Int(15)}, Bloc{Name: "Students", Size: 37323, Power: Int(15)})
	if err != nil {
		t.Fatal(err)
	}
	for list, test := range []struct {
		votes   [3]int
		score   string
		printed int64
	}{
		{[3]int{629, 994, 2073}, "0.217776", 217775},
		{[3]int{286, 110, 435}, "0.077668", 77667},
		{[3]int{1112, 465, 1280}, "0.302436", 302435},
	} {
		tally, err := body.Tally(Counts{
			"Teachers": {For: test.votes[0], Absent: 2872 - test.votes[0]},
			"Staff":    {For: test.votes[1], Absent: 2656 - test.votes[1]},
			"Students": {For: test.votes[2], Absent: 37323 - test.votes[2]},
		})
		if err != nil {
			t.Fatal(err)
		}
		score, printed := new(big.Rat), int64(0)
		for g := First; g <= Third; g++ {
			part := new(big.Rat).Quo(tally.Group(g).Votes(For).Rat(), tally.Votes(AllSeats).Rat())
			score.Add(score, part)
			millionths := new(big.Int).Mul(part.Num(), big.NewInt(1_000_000))
			printed += millionths.Quo(millionths, part.Denom()).Int64()
		}
		if got := score.FloatString(6); got != test.score || printed != test.printed {
			t.Errorf("list %d: %s, cut off %d, printed is %d", list+1, got, printed, test.printed)
		}
	}
}

// Piura, second round: two thirds of the weight for the teachers, who gave 267 votes to
// one candidate and 238 to the other. Printed is what that is of the whole, 35.25 % and
// 31.42 %, cut off, before the students voted. Until one of them does, their third lapses.
func TestUniversityBeforeTheStudentsVote(t *testing.T) {
	t.Parallel()
	body, err := University{}.Body(Bloc{Name: "Teachers", Size: 529, Power: Int(2)}, Bloc{Name: "Students", Size: 10000, Power: Int(1)})
	if err != nil {
		t.Fatal(err)
	}
	teachers := Count{For: 267, Against: 238, Abstain: 1, Spoilt: 3, Absent: 20}
	tally, err := body.Tally(Counts{"Teachers": teachers, "Students": {Against: 1, Absent: 9999}})
	if err != nil {
		t.Fatal(err)
	}
	for state, want := range map[States]string{For: "0.3525", Against: "0.6475"} {
		share := new(big.Rat).Quo(tally.Votes(state).Rat(), tally.Votes(Cast).Rat())
		if got := share.FloatString(4); got != want {
			t.Errorf("%v: %s, not %s", state, got, want)
		}
	}
	if tally, err = body.Tally(Counts{"Teachers": teachers, "Students": {Absent: 10000}}); err != nil {
		t.Fatal(err)
	}
	if got := (University{}).FirstRound().Decide(tally); got != Adopted {
		t.Errorf("267 of 505: %v", got)
	}
	open, err := Possible(University{}.RunOff(), tally, Absent, Cast|Absent)
	if err != nil || open != OutcomesOf(Rejected, Adopted) {
		t.Errorf("before the students vote: %v, %v", open, err)
	}
}

// Each convention makes a majority of the set that it splits over.
func TestUniversityConventions(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		university University
		want       string
	}{
		{University{}, "more than 1/2 of votes cast are for"},
		{University{SharedBy: Voting &^ Spoilt}, "more than 1/2 of votes cast + abstain are for"},
		{University{SharedBy: Voting}, "more than 1/2 of votes voting are for"},
		{University{SharedBy: Entitled}, "more than 1/2 of votes entitled are for"},
	} {
		body, err := test.university.Body(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 5}, Bloc{Name: "C", Size: 7}, Bloc{Name: "D", Size: 2, Power: Frac(1, 2)})
		if err != nil {
			t.Fatal(err)
		}
		if got := Explain(test.university.FirstRound(), body.OpenRoom().Tally()).Clause; got != test.want {
			t.Errorf("%q, not %q", got, test.want)
		}
		for _, rule := range []Rule{test.university.FirstRound(), test.university.RunOff()} {
			if err := Vet(rule, body); err != nil {
				t.Errorf("%v: %v", rule, err)
			}
			if err := CheckRule(rule, body); err != nil {
				t.Errorf("%v: %v", rule, err)
			}
		}
	}
}
