package csvtable

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// On each line, the choice is the column that is 1, or what is wrong with the line.
func TestChoice(t *testing.T) {
	t.Parallel()
	table := open(t, "yes,seat,No\n1,A,0\n 0 ,B,\t1\n0,C,0\n1,D,1\n1,E,\n2,F,1\n")
	choice := table.Choice([]string{"no", "YES"})
	if table.Err() != nil {
		t.Fatal(table.Err())
	}
	var got []string
	for table.Next() == nil {
		name, wrong := choice.Chosen()
		if wrong != "" {
			name = wrong
		}
		got = append(got, name)
	}
	want := []string{
		"YES", "no", `no column is 1: want one of "YES", "no"`, `columns "YES", "no" are 1: want one`,
		`column "no": "": want 0 or 1`, `column "YES": "2": want 0 or 1`,
	}
	if got, want := strings.Join(got, "\n"), strings.Join(want, "\n"); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	for name, want := range map[string]string{
		"maybe": `line 1: no column "maybe": the header is "a,yes"`,
		"Yes ":  `line 1: two options for the column "Yes ": the header is "a,yes"`,
	} {
		table := open(t, "a,yes\n")
		table.Choice([]string{name, "yes"})
		if err := table.Err(); err == nil || err.Error() != want {
			t.Errorf("%v, not %s", err, want)
		}
	}
}

// Only the lines that have all values, as bytes, are read, and those of another width.
func TestWhere(t *testing.T) {
	t.Parallel()
	const text = "vote,Seat,date\nR1,A,May\nR2,B,May\nR1,C,june\n R1\t,D,May\nr1,E,May\nR2,F\n"
	for _, test := range []struct {
		vote, date string
		want       []string
		err        error
	}{
		{" R1", "May", []string{"A", "D", "F"}, io.EOF},
		{"r1", "May", []string{"E", "F"}, io.EOF},
		{"R1", "june", []string{"C", "F"}, io.EOF},
		{"R1", "", []string{"F"}, &Error{
			"where", "no such line", `want "R1" in column "Vote" and "" in column "date"`, ErrMalformed}},
	} {
		table := open(t, text)
		table.Where(map[string]string{"Vote": test.vote, "date": test.date})
		var got []string
		err := table.Next()
		for ; err == nil; err = table.Next() {
			got = append(got, table.Field(1))
		}
		if !slices.Equal(got, test.want) || !reflect.DeepEqual(err, test.err) || table.Err() != nil {
			t.Errorf("%s, %s: %v, %v, %v", test.vote, test.date, got, err, table.Err())
		}
	}
	table := open(t, "vote\n")
	if table.Where(map[string]string{"day": ""}); table.Err() == nil {
		t.Error("no error for a column that is missing")
	}
}

// A column is one of several options if each line has a 1 in exactly one of three or more.
func TestRivals(t *testing.T) {
	t.Parallel()
	for lines, want := range map[string]string{
		"1,0,0\n0,1,0\n0,0,1\n":        `"yes", "no", "abstain"`,
		"1,0,0\n0,1,0\n":               `"yes", "no", "abstain"`, // nobody abstains
		"1, 0 ,0\n0,1,x\n":             "",                       // two options need one column
		"1,0,0\n0,1,0\n0,0,0\n":        "",                       // no option on a line
		"1,1,0\n0,0,1\n0,1,0\n":        "",                       // late as well as for
		"1,0,0\n1,0,0\n":               "",                       // all are for
		"1,0,0\n0,1,0\nabsent,0,1\n":   "",                       // a further word
		"0,1,0,0\n0,0,1,0\nno,0,0,1\n": "",                       // a further word, and nobody is for
		"1,2,0,0\n0,1,1,0\n0,3,0,1\n":  `"yes", "no", "abstain"`,
	} {
		header := "yes,no,abstain\n"
		if strings.Count(lines, ",")/strings.Count(lines, "\n") == 3 {
			header = "yes,number,no,abstain\n"
		}
		table := open(t, header+lines)
		rivals := table.Rivals(0)
		for table.Next() == nil {
			rivals.Look()
		}
		if got := rivals.Found(); got != want {
			t.Errorf("%q: %s, not %s", lines, got, want)
		}
	}
}
