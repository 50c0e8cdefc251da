package prose

import "testing"

// All cells but the last of each row are aligned. What is not there leaves no space at the end of
// a line.
func TestColumnsAreAligned(t *testing.T) {
	t.Parallel()
	got := Columns([][]string{
		{"all", "rejected", ""},
		{"├─ half", "met", "50 of  90", "45 and  5  narrow"},
		{"│  ├─ été", "void", "a note that is longer than all others"},
		{"│  └─ none", "met", "0 of   0, no more, and no less"},
		{"└─ 20", "not met", " 9 of 100", "20 and 11"},
		{"   └─ last", "met", ""},
	})
	const want = `
all         rejected
├─ half     met       50 of  90  45 and  5  narrow
│  ├─ été   void      a note that is longer than all others
│  └─ none  met       0 of   0, no more, and no less
└─ 20       not met    9 of 100  20 and 11
   └─ last  met
`
	if got := "\n" + got; got != want {
		t.Errorf("the columns are %s\nnot %s", got, want)
	}
}

func TestTableIsAligned(t *testing.T) {
	t.Parallel()
	got := Table([][]string{{"", "votes", "x"}, {"États", "9", ""}, {"A", "", "12"}})
	if want := "       votes   x\nÉtats      9\nA             12\n"; got != want {
		t.Errorf("the table is\n%snot\n%s", got, want)
	}
}
