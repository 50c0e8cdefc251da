package tripartite_test

import (
	"fmt"
	"testing"

	. "example.com/tripartite"
)

// The same for each kind of rule at its edges, in a body of five of which some seats
// are open.
func TestPossibleOfEachRule(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2, Weight: Frac(3, 2)}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}, Bloc{Name: "Chair", Size: 1})
	var votes []vote
	for id := range body.OpenRoom().All() {
		votes = append(votes, vote{seat: id})
	}
	rules := edgeRules()
	for n := range 1 << (2 * (len(votes) - 1)) {
		for i := range votes[1:] {
			votes[1+i].state = [...]States{For, Against, Abstain, Silent}[n>>(2*i)&3]
		}
		votes[0].state = [...]States{For, Against, Silent}[n%3]
		tally := take(t, body, votes)
		allEnds := [...]States{Cast, Present, For | Absent}
		var closed [len(allEnds)][]Tally
		for i, ends := range allEnds {
			closed[i] = completions(t, body, votes, ends)
		}
		for i, rule := range rules {
			at := (n/3 + i) % len(allEnds)
			ends, want := allEnds[at], outcomesIn(closed[at], rule)
			if got, err := Possible(rule, tally, Silent, ends); err != nil || got != want {
				t.Fatalf("%v: %v is possible, %v, but trying all says %v; ends in %v\n%v", rule, got, err, want, ends, tally)
			}
		}
	}
}

// More blocs than are solved for, all of different weights: one way to halve them is seen,
// the last one against all others.
func TestPossibleOfHalves(t *testing.T) {
	t.Parallel()
	var blocs []Bloc
	total := 0
	for i := 1; i <= 101; i++ {
		blocs = append(blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(i, 1)})
		total += i
	}
	blocs = append(blocs, Bloc{Name: "all of them", Size: 1, Weight: Frac(total, 1)})
	body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{Name: "B"}, Bloc{Name: "C"})
	half := func(of States) Rule { return Share{Of: of, Base: Cast, Need: AtLeast(1, 2)} }
	if got, err := Possible(All{half(For), half(Against)}, body.OpenRoom().Tally(), Silent, Cast); err != nil || got != OutcomesOf(Rejected, Adopted) {
		t.Errorf("%v, %v", got, err)
	}
}
