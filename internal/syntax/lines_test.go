package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// Empty lines and comments are no lines. The offsets are those of the text of a line.
func TestLines(t *testing.T) {
	t.Parallel()
	text := "a: b \n\n\t # no\n \tc\r\n  \nd # yes"
	var got []string
	for _, l := range Lines(text) {
		got = append(got, fmt.Sprintf("%q%q", l.Indent, text[l.At:l.End]))
	}
	if got := strings.Join(got, " "); got != `"""a: b" " \t""c" """d # yes"` {
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
		blocks, wrong := Blocks(Lines(text), "\t")
		var got []string
		for _, block := range blocks {
			var lines []string
			for _, l := range block {
				lines = append(lines, text[l.At:l.End])
			}
			got = append(got, strings.Join(lines, " "))
		}
		if wrong != nil {
			got = append(got, fmt.Sprintf("(at %d) %s", wrong.At, wrong.What))
		}
		if got := strings.Join(got, " | "); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

// Lines and columns begin at 1, and a column is a character.
func TestPlace(t *testing.T) {
	t.Parallel()
	text := "é\n\naéb"
	for at, want := range map[int][2]int{0: {1, 1}, 2: {1, 2}, 3: {2, 1}, 4: {3, 1}, 7: {3, 3}, 8: {3, 4}} {
		if line, column := Place(text, at); [2]int{line, column} != want {
			t.Errorf("%d: line %d, column %d, not %v", at, line, column, want)
		}
	}
}
