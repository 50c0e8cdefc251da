package tripartite

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

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

// oneLine is the text, quoted if anything in it is not printable: no name that comes
// from outside can begin a line of its own.
func oneLine(s string) string {
	for _, r := range s {
		if !strconv.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}

// plural is a number of things: "1 seat", "2 seats".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
