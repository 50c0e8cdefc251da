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
