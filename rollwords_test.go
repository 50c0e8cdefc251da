package tripartite_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// An error lists the words as they are: an empty one is not overlooked, and a comma in one
// does not make two.
func TestWordsInErrors(t *testing.T) {
	t.Parallel()
	own := map[string]States{"": Absent, "contre": Against, "ne vote pas, présent": Silent, "\x00": Vacant}
	_, err := RollCall{Words: own, Missing: Absent}.Read(rollCallBody, strings.NewReader("seat,vote\nA 1,pour\n"))
	want := []string{`roll-call "line 2": not a state: "A 1": "pour": want "", "\x00", contre, "ne vote pas, présent", ` +
		`for, against, abstain, spoilt, silent, absent, suspended, vacant`}
	if diff := cmp.Diff(want, messages(err)); diff != "" {
		t.Error(diff)
	}
	_, err = RollCall{Words: map[string]States{"": 0}}.Read(rollCallBody, strings.NewReader(""))
	if diff := cmp.Diff([]string{`roll-call "": invalid state: none: want one state`}, messages(err)); diff != "" {
		t.Error(diff)
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
