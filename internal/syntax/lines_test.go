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
