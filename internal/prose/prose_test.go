package prose

import (
	"strings"
	"testing"
)

// counted returns a line that says what was counted, of what, what is needed, and what is spare.
func counted(head, state, note string, numbers ...string) Tree {
	return Tree{Head: head, State: state, Note: note, Numbers: numbers,
		Say: func(n []string) (counted, needed string) {
			return n[0] + " of " + n[1], strings.Join(n[2:], " and ")
		}}
}

// Heads, states, numbers and what was counted are aligned with those of all other lines, however
// deep they stand. What is not there leaves no space at the end of a line.
func TestTreeIsAligned(t *testing.T) {
	t.Parallel()
	half := counted("half", "met", "narrow", "50", "90", "45", "5")
	half.Below = []Tree{{Head: "été", State: "void", Note: "no tally"}, counted("none", "met", "", "0", "0")}
	tree := Tree{Head: "all", State: "rejected", Below: []Tree{half, counted("20", "not met", "", "9", "100", "20", "11")}}
	tree.Below[1].Below = []Tree{{Head: "last", State: "met"}}
	const want = `
all         rejected
├─ half     met       50 of  90  45 and  5  narrow
│  ├─ été   void      no tally
│  └─ none  met        0 of   0
└─ 20       not met    9 of 100  20 and 11
   └─ last  met
`
	if got := "\n" + tree.String(); got != want {
		t.Errorf("the tree is %s\nnot %s", got, want)
	}
}

func TestTableIsAligned(t *testing.T) {
	t.Parallel()
	got := Table([][]string{{"", "votes", "x"}, {"États", "9", ""}, {"A", "", "12"}})
	if want := "       votes   x\nÉtats      9\nA             12\n"; got != want {
		t.Errorf("the table is\n%snot\n%s", got, want)
	}
}
