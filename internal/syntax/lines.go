package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Line is a line with more than space and a comment.
type Line struct {
	Number  int // from 1
	Indent  string
	At, End int // offsets of the text without indentation, and without space at the end
}

// Lines returns the lines of the text that are neither empty nor a comment.
func (s *Scanner) Lines() []Line {
	var lines []Line
	start, number := 0, 0
	for line := range strings.Lines(s.whole) {
		number++
		rest := strings.TrimLeft(line, " \t")
		at := start + len(line) - len(rest)
		l := Line{number, line[:at-start], at, at + len(strings.TrimSpace(rest))}
		if l.At < l.End && s.whole[l.At] != '#' {
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

// ReadLine lets the scanner read a line.
func (s *Scanner) ReadLine(l Line) { s.Read(l.At, l.End) }

// Extend lets the scanner go on to the end of the lines below the one that it reads.
func (s *Scanner) Extend(below []Line) {
	if len(below) > 0 {
		s.text = s.whole[:below[len(below)-1].End]
		s.Seek(s.Token.At)
	}
}

// Prose reads what is left of a line, from an offset on, and the lines below it, as one text. It
// must be printable. In a mistake, want says what would be right.
func (s *Scanner) Prose(at int, below []Line, want string) string {
	text := s.text[at:]
	for _, l := range below {
		text += " " + s.whole[l.At:l.End]
	}
	return s.Printable(strings.TrimSpace(text), at, want)
}

// Once notes that something stands at an offset, of which a text has one. If it stands elsewhere
// already, that is a mistake, which says what it is.
func (s *Scanner) Once(key string, at int, what string) {
	if before, twice := s.seen[key]; twice {
		number, _, _ := s.Place(before)
		s.Stop(at, what+" stands on line "+strconv.Itoa(number)+" already", nil)
	} else if !s.failed {
		s.seen[key] = at
	}
}

// Seen returns the offset that [Scanner.Once] noted, and whether it did.
func (s *Scanner) Seen(key string) (at int, ok bool) {
	at, ok = s.seen[key]
	return at, ok
}

// Place returns the number of the line and the column of an offset, and the line itself. The
// numbers begin at 1, and a column is a character.
func (s *Scanner) Place(at int) (number, column int, line string) {
	before := s.whole[:at]
	start := 1 + strings.LastIndexByte(before, '\n')
	line, _, _ = strings.Cut(s.whole[start:], "\n")
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:]), line
}
