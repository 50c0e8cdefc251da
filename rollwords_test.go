package tripartite_test

import (
	"fmt"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// The words of the package hold in any case. A word of the caller's comes first.
func TestWordsOfStates(t *testing.T) {
	t.Parallel()
	own := map[string]States{"FÜR": For, "Did not vote": Silent, "no": Against, "absent": Vacant}
	for word, want := range map[string]States{
		"for": For, "AGAINST": Against, "Abstain": Abstain, " spoilt ": Spoilt, "silent": Silent, "suspended": Suspended, "vacant": Vacant,
		"für": For, "Für\u00a0": For, "DID NOT  VOTE": Silent, "NO": Against, "Absent": Vacant,
		"cast": 0, "present": 0, "none": 0, "for + against": 0, "yes": 0, "": 0, "\u017Filent": 0, "fur": 0,
	} {
		ballot, err := RollCall{Words: own, Missing: Absent}.Read(rollCallBody, strings.NewReader("seat,vote\nA 1,"+word+"\n"))
		if (err == nil) != (want != 0) || ballot.State("A 1") != want {
			t.Errorf("%q: %v, %v", word, ballot.State("A 1"), err)
		}
	}
}

// A word that is spelt in very many ways is read each time.
func TestWordsInManySpellings(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3000}, Bloc{}, Bloc{})
	var list strings.Builder
	list.WriteString("seat,vote\n")
	for i := range 3000 {
		fmt.Fprintf(&list, "A %d,%sfor\n", i+1, strings.Repeat(" ", i%1500))
	}
	ballot, err := RollCall{}.Read(body, strings.NewReader(list.String()))
	if err != nil || ballot.Tally().Seats(For) != 3000 {
		t.Error(err)
	}
}
