package tripartite

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine returns s if all of it can be printed, and else s as a quoted Go string:
// a name from outside cannot forge a line, or hide what it says.
func oneLine(s string) string {
	if printable(s) {
		return s
	}
	return strconv.Quote(s)
}

// printable reports whether s is valid UTF-8 without control characters, marks of
// direction, or blanks other than the space.
func printable(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

// quoted returns s as a quoted Go string, shortened if it is long.
func quoted(s string) string { return strconv.Quote(shorten(s)) }

// mostQuoted is the number of bytes of a text that an error repeats.
const mostQuoted = 200

// shorten cuts a long text at the end of a character, and marks the cut.
func shorten(s string) string {
	if len(s) <= mostQuoted {
		return s
	}
	end := mostQuoted
	for end > mostQuoted-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// words returns the words of a text in small letters, with one space between
// them. Only ASCII letters change: a letter that looks like one stays another.
func words(text string) string {
	lower := func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}
	return strings.Map(lower, strings.Join(strings.Fields(text), " "))
}

// table aligns cells: the first column to the left, all others to the right.
func table(rows [][]string) string {
	width := slices.Clone(rows[0]) // texts as wide as each column
	for _, row := range rows {
		for i, cell := range row {
			width[i] = left(width[i], cell)
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			if i == 0 {
				line.WriteString(left(cell, width[i]))
			} else {
				line.WriteString("  " + right(cell, width[i]))
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// left and right make a text as wide as another, in characters; padding is what is
// wanting, if anything.

func left(s, width string) string  { return s + padding(s, width) }
func right(s, width string) string { return padding(s, width) + s }

func padding(s, width string) string {
	return strings.Repeat(" ", max(0, utf8.RuneCountInString(width)-utf8.RuneCountInString(s)))
}

// plural is a number of things, as "1 seat" or "2 seats".
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}

// noJSON is the error of what has no JSON form: without it, it would be {}.
func noJSON(what string) ([]byte, error) {
	return nil, &Error{Op: "marshal", Name: what, Detail: "it has no JSON form", Err: errors.ErrUnsupported}
}
