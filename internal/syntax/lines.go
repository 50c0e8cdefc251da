package syntax

import (
	"strings"
	"unicode/utf8"
)

// Line is a line with more than space and a comment.
type Line struct {
	Indent  string
	At, End int // offsets of the text without indentation, and without space at the end
}

// Lines returns the lines of a text that are neither empty nor a comment.
func Lines(text string) []Line {
	var lines []Line
	start := 0
	for line := range strings.Lines(text) {
		rest := strings.TrimLeft(line, " \t")
		l := Line{Indent: line[:len(line)-len(rest)], At: start + len(line) - len(rest)}
		l.End = l.At + len(strings.TrimSpace(rest))
		if l.At < l.End && text[l.At] != '#' {
			lines = append(lines, l)
		}
		start += len(line)
	}
	return lines
}

// Block returns the first line and those below it that are indented more than a line with that
// indentation, and the other lines.
func Block(lines []Line, indent string) (block, others []Line) {
	n := 1
	for n < len(lines) && len(lines[n].Indent) > len(indent) {
		n++
	}
	return lines[:n], lines[n:]
}

// Blocks divides lines that are indented below a line with the indentation outer. Each block
// has a line and those that are indented below it. If the indentation is wrong somewhere,
// Blocks returns the blocks before that, and the mistake.
//
// Nobody sees whether a line is indented by tabs or spaces. So only an indentation that begins
// with the one above it is deeper.
func Blocks(lines []Line, outer string) (blocks [][]Line, wrong []Mistake) {
	for len(lines) > 0 {
		indent := lines[0].Indent
		block, others := Block(lines, indent)
		for _, l := range block {
			if !strings.HasPrefix(l.Indent, indent) || !strings.HasPrefix(l.Indent, outer) {
				what := "the indentation mixes tabs and spaces: begin it as the line above does"
				return blocks, []Mistake{{At: l.At, What: what}}
			}
		}
		if len(others) > 0 && others[0].Indent != indent {
			what := "the indentation is that of no line above"
			return blocks, []Mistake{{At: others[0].At, What: what}}
		}
		blocks, lines = append(blocks, block), others
	}
	return blocks, nil
}

// Place returns the number of the line and the column of an offset, and the line itself. The
// numbers begin at 1, and a column is a character.
func Place(text string, at int) (number, column int, line string) {
	before := text[:at]
	start := 1 + strings.LastIndexByte(before, '\n')
	line, _, _ = strings.Cut(text[start:], "\n")
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:]), line
}
