package syntax

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
)

// Empty lines and comments are no lines. The offsets are those of the text of a line.
func TestLines(t *testing.T) {
	t.Parallel()
	text := "a: b \n\n\t # no\n \tc\r\n  \nd # yes"
	var got []string
	for _, l := range at(text, 0).Lines() {
		got = append(got, fmt.Sprintf("%d%q%q", l.Number, l.Indent, text[l.At:l.End]))
	}
	if got := strings.Join(got, " "); got != `1"""a: b" 4" \t""c" 6"""d # yes"` {
		t.Error(got)
	}
}

// A block is a line and what is indented below it, by the same characters and more.
func TestBlocks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                            "",
		"\ta\n\tb":                    "a | b",
		"\ta\n\t\tb\n\t  c\n\td":      "a b c | d",
		" a\n\tb":                     "(at 1) the indentation mixes tabs and spaces: begin it as the line above does",
		"\ta\n    b":                  "(at 7) the indentation mixes tabs and spaces: begin it as the line above does",
		"\ta\n\tb\n\t\tc\n  d":        "a | (at 12) the indentation mixes tabs and spaces: begin it as the line above does",
		"\ta\n\t\t\tb\n\t\tc\n\td\ne": "a b c | (at 15) the indentation is that of no line above",
	} {
		blocks, wrong := Blocks(at(text, 0).Lines(), "\t")
		var got []string
		for _, block := range blocks {
			var lines []string
			for _, l := range block {
				lines = append(lines, text[l.At:l.End])
			}
			got = append(got, strings.Join(lines, " "))
		}
		for _, m := range wrong {
			got = append(got, fmt.Sprintf("(at %d) %s", m.At, m.What))
		}
		if got := strings.Join(got, " | "); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

// A text goes on in the lines below, as one text.
func TestProse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"note: a  b\n\n\t c # d\n\te": `"a  b c # d e"`,
		"note:\n\ta":                  `"a"`,
		"note: ":                      "5: want a text",
		"note: a\n\tb\u202e":          "5: want a text",
	} {
		s := New(text)
		lines := s.Lines()
		s.ReadLine(lines[0])
		got := fmt.Sprintf("%q", s.Prose(5, lines[1:], "want a text"))
		if got = cmp.Or(s.wrong(), got); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

// What stands twice is a mistake. Where it stands first is known, but not after a mistake.
func TestOnce(t *testing.T) {
	t.Parallel()
	s := New("title: a\ntitle: b\nnote: c")
	s.Once("title", 0, "a title")
	if at, ok := s.Seen("note"); ok {
		t.Errorf("a note at %d", at)
	}
	if s.Once("title", 9, "a title"); s.wrong() != "9: a title stands on line 1 already" {
		t.Error(s.wrong())
	}
	if s.Once("note", 18, "a note"); len(s.Mistakes) != 1 {
		t.Error(s.Mistakes)
	}
	if _, ok := s.Seen("note"); ok {
		t.Error("a note after a mistake")
	}
	s.Read(18, 25)
	s.Once("note", 18, "a note")
	title, hasTitle := s.Seen("title")
	note, hasNote := s.Seen("note")
	if title != 0 || note != 18 || !hasTitle || !hasNote {
		t.Errorf("a title at %d, %t, and a note at %d, %t", title, hasTitle, note, hasNote)
	}
}

// Lines and columns begin at 1, and a column is a character.
func TestPlace(t *testing.T) {
	t.Parallel()
	scanner := at("é\n\naéb", 0)
	for at, want := range map[int]string{
		0: "1:1 é", 2: "1:2 é", 3: "2:1 ", 4: "3:1 aéb", 7: "3:3 aéb", 8: "3:4 aéb",
	} {
		number, column, line := scanner.Place(at)
		if got := fmt.Sprintf("%d:%d %s", number, column, line); got != want {
			t.Errorf("%d: %s, not %s", at, got, want)
		}
	}
}
