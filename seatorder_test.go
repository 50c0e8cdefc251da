package tripartite_test

import (
	"fmt"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Seats are found in the order of the body, in turns, backwards, and where an order breaks
// off.
func TestSeatsInAnyOrder(t *testing.T) {
	t.Parallel()
	rolls := [3][]string{{"a", "b", "c"}, {"d", "e"}, {"f", "g", "h", "i"}}
	body := MustBody(
		Bloc{Name: "A", Roll: rolls[0]}, Bloc{Name: "B", Roll: rolls[1]},
		Bloc{Name: "C", WeightedRoll: []WeightedSeat{{ID: "f"}, {ID: "g"}, {ID: "h", Weight: Int(2)}, {ID: "i"}}},
		Bloc{Name: "D"}, Bloc{Name: "E", Size: 2},
	)
	for _, order := range []string{
		"a b c d e f g h i E·1 E·2", "a d f b e g c h i E·2 E·1", "E·2 E·1 i h g f e d c b a", "b c a a", "f d a g e b", "i i", "a b c d e f g h j",
	} {
		seen := map[string]bool{}
		var list strings.Builder
		list.WriteString("seat,vote\n")
		want := 0
		for _, id := range strings.Fields(order) {
			id = strings.ReplaceAll(id, "·", " ")
			fmt.Fprintf(&list, "%s,for\n", id)
			if _, known := body.BlocOf(id); !known || seen[id] {
				want++
			}
			seen[id] = true
		}
		ballot, err := RollCall{Missing: Absent}.Read(body, strings.NewReader(list.String()))
		if len(messages(err)) != want {
			t.Errorf("%s: %v", order, err)
		}
		for id := range seen {
			if want == 0 && ballot.State(id) != For {
				t.Errorf("%s: %s is %v", order, id, ballot.State(id))
			}
		}
	}
}
