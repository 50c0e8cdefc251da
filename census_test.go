package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// The search for a threshold finds it from anywhere, and asks few times if it starts
// near.
func TestThresholdIsFound(t *testing.T) {
	t.Parallel()
	for n := range 9 {
		for near := range n + 3 {
			for want := range n + 1 {
				asked := 0
				got := FindThreshold(n, near, func(f int) bool { asked++; return f >= want })
				if got != want || min(near, n) == want && asked > 2 {
					t.Errorf("below %d, near %d: %d after %d questions, want %d", n, near, got, asked, want)
				}
			}
		}
	}
}

// A bloc of two parts has the same power as two blocs: seats that are alike are counted
// together.
func TestPowerOfABlocInTwoParts(t *testing.T) {
	t.Parallel()
	one := MustBody(Bloc{Name: "G", Size: 5}, Bloc{Name: "E", Size: 3}, Bloc{Name: "W", Size: 3})
	two := MustBody(Bloc{Name: "G", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Size: 3}}}, Bloc{Name: "E", Size: 3}, Bloc{Name: "W", Size: 3})
	for _, rule := range []Rule{SimpleMajority(), MajorityInEachGroup(), own{MajorityInEachGroup()}} {
		for _, choices := range []States{Cast, Cast | Abstain} {
			p, q := powerOf(t, rule, one, choices), powerOf(t, rule, two, choices)
			if !p.Winning.Equal(q.Winning) || !p.Seats[0].Swings.Equal(q.Seats[1].Swings) || !p.Groups[0].Banzhaf.Equal(q.Groups[0].Banzhaf) {
				t.Errorf("%v: %v and %v", rule, p.Seats[0], q.Seats[:2])
			}
		}
	}
}

// If a seat is split in two halves that must vote alike, the game is the same.
func TestPowerOfASeatSplitInTwo(t *testing.T) {
	t.Parallel()
	whole, rule := game(5, 4, 2, 1, 1)
	split := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Blocs: []Bloc{
		{Name: "1", Size: 1, Weight: Int(4)}, {Name: "halves", Size: 2}, {Name: "3", Size: 1}, {Name: "4", Size: 1}}})
	alike := RuleFunc(func(t Tally) Outcome {
		if halves, _ := t.Bloc("Members/halves"); halves.Seats(For) == 1 {
			return Rejected
		}
		return rule.Decide(t)
	})
	p, q := powerOf(t, rule, whole, Cast), powerOf(t, alike, split, Cast)
	if !p.Winning.Equal(q.Winning) {
		t.Errorf("%v coalitions win, and %v with halves", p.Winning, q.Winning)
	}
	for _, i := range []int{0, 2, 3} {
		if !p.Seats[i].Swings.Equal(q.Seats[i].Swings) {
			t.Errorf("%v, and beside halves %v", p.Seats[i], q.Seats[i])
		}
	}
}
