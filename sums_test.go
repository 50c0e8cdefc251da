package tripartite

import (
	"testing"

	"pgregory.net/rapid"
)

// The sum over every set of states is the sum over its states one by one, whether
// the set is made of the first states, of one run of them, or of several.
func TestSumsOfEverySet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var seats, others byState
		for s := range seats {
			seats[s] = rapid.Int64Range(0, 1000).Draw(t, "seats")
			others[s] = rapid.Int64Range(0, 1000).Draw(t, "others")
		}
		counted := States(rapid.Byte().Draw(t, "counted"))
		unit := rapid.Int64Range(0, 50).Draw(t, "unit")
		var p, q sums
		p.fill(&seats, counted, unit)
		q.fill(&others, AllSeats, 1)
		p.add(&q)
		for set := range 1 << len(stateNames) {
			want := int64(0)
			for s := range seats {
				if set&(1<<s) == 0 {
					continue
				}
				want += others[s]
				if counted&(1<<s) != 0 {
					want += unit * seats[s]
				}
			}
			if got := p.in(States(set)); got != want {
				t.Fatalf("the sum over %v is %d, not %d", States(set), got, want)
			}
			if got, want := others.in(States(set)), q.in(States(set)); got != want {
				t.Fatalf("%d seats in %v, by prefix sums %d", got, States(set), want)
			}
		}
	})
}
