package tripartite_test

import (
	"errors"
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

// ayes is a division as parliaments publish it: a column for each option.
const ayes = `Group,Name,ja,nein,Enthaltung,nichtabgegeben
A,Ms B,1,0,0,0
A,Mr C,0, 1 ,0,0
A,Dr D,0,0,1,0
B,Ms E,0,0,0,1
B,Mr F,1,0,0,0
`

// A file with a column for each option has the states of its columns.
func TestOptionsInColumns(t *testing.T) {
	t.Parallel()
	call := RollCall{Seat: "name", Options: map[string]States{"ja": For, "Nein": Against, "Enthaltung": Abstain, "nichtabgegeben": Absent}}
	ballot, err := call.ReadBody(strings.NewReader(ayes))
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{"A": {For: 1, Against: 1, Abstain: 1}, "B": {For: 1, Absent: 1}, "third": {}}
	if diff := cmp.Diff(want, ballot.Tally().Counts()); diff != "" {
		t.Error(diff)
	}
	again, err := call.Read(ballot.Body(), strings.NewReader(ayes))
	if err != nil || !again.Tally().Equal(ballot.Tally()) {
		t.Error(again, err)
	}
}

// Exactly one of the columns is 1 in each line. Any other line is an error that names the
// columns.
func TestOptionsThatDoNotFit(t *testing.T) {
	t.Parallel()
	yesNo := map[string]States{"yes": For, "no": Against}
	for name, c := range map[string]struct {
		call RollCall
		list string
		kind error
		want []string
	}{
		"lines": {RollCall{Options: yesNo, Missing: Absent}, "seat,yes,no\nA 1,1,1\nA 2,0,0\nMs B,1,\nMr C,0,2\nA 1,1,0\n", ErrText, []string{
			`roll-call "line 2": not one option: "A 1": columns "yes", "no" are 1: want one`,
			`roll-call "line 3": not one option: "A 2": no column is 1: want one of "yes", "no"`,
			`roll-call "line 4": not one option: "Ms B": column "no": "": want 0 or 1`,
			`roll-call "line 5": not one option: "Mr C": column "no": "2": want 0 or 1`,
			`roll-call "line 6": seat is listed twice: "A 1": it is on line 2 already`,
		}},
		"an option is not listed": {RollCall{Seat: "name", Options: map[string]States{"ja": For, "nein": Against}, Missing: Absent}, ayes, ErrText, []string{
			`roll-call "line 4": not one option: "Dr D": no column is 1: want one of "ja", "nein"`,
			`roll-call "line 4": no such seat: "Dr D"`,
			`roll-call "line 5": not one option: "Ms E": no column is 1: want one of "ja", "nein"`,
			`roll-call "line 5": no such seat: "Ms E"`,
			`roll-call "line 6": no such seat: "Mr F"`,
		}},
		"no such column": {RollCall{Options: yesNo}, "seat,yes\n", ErrText, []string{`roll-call "line 1": no column "no": the header is "seat,yes"`}},
		"column twice": {RollCall{Options: map[string]States{"yes": For, "Yes ": Abstain}}, "seat,yes\n", ErrText, []string{
			`roll-call "line 1": two options for the column "Yes ": the header is "seat,yes"`}},
		"several states": {RollCall{Options: map[string]States{"yes": Cast}}, "", ErrState, []string{`roll-call "yes": invalid state: cast: want one state`}},
		"and a vote": {RollCall{Options: yesNo, Vote: "vote"}, "", ErrText, []string{
			`roll-call "options": not the columns of a vote: want Vote or Options, not both`}},
	} {
		ballot, err := c.call.Read(rollCallBody, strings.NewReader(c.list))
		if diff := cmp.Diff(c.want, messages(err)); diff != "" || !errors.Is(err, c.kind) || ballot != nil {
			t.Errorf("%s: %v, %s", name, ballot, diff)
		}
	}
}

// If there is a column for each option, the words 0 and 1 for one column count whoever
// abstained against the motion. Such a file is refused.
func TestOneOfSeveralOptionsIsNoVote(t *testing.T) {
	t.Parallel()
	const several = `a column for each option: each line has a 1 in one of "ja", "nein", "enthaltung", "nichtabgegeben": set Options`
	words := map[string]States{"1": For, "0": Against}
	_, err := RollCall{Seat: "name", Vote: "ja", Words: words}.ReadBody(strings.NewReader(ayes))
	if diff := cmp.Diff([]string{`roll-call "line 1": ` + several}, messages(err)); diff != "" || !errors.Is(err, ErrText) {
		t.Error(diff)
	}
	for name, list := range map[string]string{
		"only a vote":               "seat,vote\na,1\nb,0\n",
		"two options":               "seat,vote,no\na,1,0\nb,0,1\n",
		"an attribute of the seats": "seat,vote,late,new\na,1,0,0\nb,0,1,0\nc,0,0,0\n",
		"a number of the line":      "no.,seat,vote,x\n1,a,1,0\n2,b,0,0\n",
		"attributes with a vote":    "seat,vote,late,new\na,1,1,0\nb,0,1,1\n",
		"all votes are for":         "seat,vote,late,new\na,1,0,0\nb,1,0,0\n",
		"further words":             "seat,vote,late,new\na,1,0,0\nb,0,1,0\nc,absent,0,1\n",
	} {
		ballot, err := RollCall{Words: words}.ReadBody(strings.NewReader(list))
		if err != nil || ballot.State("a") != For {
			t.Errorf("%s: %v", name, err)
		}
	}
}
