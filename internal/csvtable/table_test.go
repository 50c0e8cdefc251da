package csvtable

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// open opens a table that is in order.
func open(t *testing.T, text string) *Table {
	t.Helper()
	table, err := Open(strings.NewReader(text), ',')
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Lines have their numbers, also after lines without a text and fields of several lines. A line of
// another width is read as it is.
func TestLines(t *testing.T) {
	t.Parallel()
	table := open(t, "\uFEFF\n,,\n Name ,\"the\n VOTE\"\r\nA, for\t\n ,\"\"\n"+
		"\"B\n,C\",against,late\nD\n,\n,,,\n")
	if got := fmt.Sprintf("%q", table.Header); got != `["name" "the vote"]` || table.Line != 3 {
		t.Errorf("line %d: %s", table.Line, got)
	}
	var got []string
	for table.Next() == nil {
		line := fmt.Sprintf("%d: %q, %q", table.Line, table.Field(0), table.Field(1))
		if table.Broken() {
			line += " of " + table.Widths()
		}
		got = append(got, line)
	}
	want := `5: "A", "for"` + "\n" +
		`7: "B\n,C", "against" of 3, and the header has 2` + "\n" +
		`9: "D", "" of 1, and the header has 2`
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	if err := table.Next(); err != io.EOF {
		t.Error(err)
	}
}

// Fields end with the comma that the caller names.
func TestComma(t *testing.T) {
	t.Parallel()
	table, err := Open(strings.NewReader("a;b\n1,5;x\n"), ';')
	if err == nil {
		err = table.Next()
	}
	if err != nil || table.Field(0) != "1,5" {
		t.Errorf("%q, %v", table.Field(0), err)
	}
}

// Columns have names in any case. A letter that only looks like one of the name makes
// another column.
func TestColumns(t *testing.T) {
	t.Parallel()
	table := open(t, "seat,Vote for,\u017Feat,x,X\n")
	for name, want := range map[string]int{"SEAT": 0, " vote  FOR": 1, "\u017Feat": 2} {
		if got := table.Column(name); got != want || table.Err() != nil {
			t.Errorf("%q: %d, %v", name, got, table.Err())
		}
	}
	if got := table.Optional("weight"); got != -1 || table.Err() != nil {
		t.Errorf("%d, %v", got, table.Err())
	}
	table.Optional("x")
	table.Column("weight")
	err := table.Err()
	if !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), "two columns") {
		t.Error(err)
	}
}

// What is wrong with a table is said with its place, and what would be right.
func TestErrors(t *testing.T) {
	t.Parallel()
	noVote := func(header string) string {
		return `line 1: no column "vote": the header is "` + header + `"`
	}
	const tooLong = "the line is longer than 1048576 bytes"
	long := strings.Repeat("a", 999) + "\n"
	for text, want := range map[string]string{
		"":                              "line 1: want a header",
		"\uFEFF\n":                      "line 1: want a header",
		"a,vote,Vote\n":                 `line 1: two columns "vote": the header is "a,vote,vote"`,
		"vote,Vote\n":                   `line 1: two columns "vote": the header is "vote,vote"`,
		"\na,b\n":                       `line 2: no column "vote": the header is "a,b"`,
		"a;vote\n":                      noVote("a;vote") + ": set the comma to ';'",
		";vote\n":                       noVote(";vote") + ": set the comma to ';'",
		"a;b,c\n":                       noVote("a;b,c"),
		"a\tvote\n":                     noVote("a vote") + `: set the comma to '\t'`,
		"\xe4,b\n":                      `line 1: not valid UTF-8: the header is "\xe4,b": ` + ToUTF8,
		"vote\na\n\"b\n":                `line 3: extraneous or missing " in quoted-field`,
		"vote\na\nb\"c\n":               `line 3: bare " in non-quoted-field`,
		strings.Repeat("a", 2*mostLine): "line 1: " + tooLong,
		"vote\na\n\"" + strings.Repeat(long, 1200): "after line 2: " + tooLong,
		"vote\n" + strings.Repeat(long, 1200):      "",
	} {
		got := ""
		if err := readAll(strings.NewReader(text)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%.40q: %s, not %s", text, got, want)
		}
	}
	broken := iotest.ErrReader(io.ErrClosedPipe)
	err := readAll(io.MultiReader(strings.NewReader("vote\na\n"), broken))
	const want = "after line 2: io: read/write on closed pipe"
	if !errors.Is(err, io.ErrClosedPipe) || err.Error() != want {
		t.Error(err)
	}
	for _, comma := range "\n\r\"\uFFFD" {
		if _, err := Open(strings.NewReader("a"), comma); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q: %v", comma, err)
		}
	}
}

// readAll reads all lines of a table with a vote.
func readAll(r io.Reader) error {
	table, err := Open(r, ',')
	if err == nil {
		table.Column("vote")
		err = table.Err()
	}
	for err == nil {
		err = table.Next()
	}
	if err == io.EOF {
		return nil
	}
	return err
}
