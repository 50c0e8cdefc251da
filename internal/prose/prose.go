// Package prose writes texts that people can rely on: on one line, of a readable length, and
// in columns.
//
// Names come from outside. A name with a line break could forge a line of a table, and one with
// a direction mark could hide part of it: [OneLine] and [Quoted] return such a name as a quoted
// Go string, in which every character shows. For example, OneLine("A\nB") is `"A\nB"`, and
// OneLine("CDU/CSU") is itself.
package prose

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// OneLine returns s if it is printable, and otherwise s as a quoted Go string. So a name
// from outside can neither forge a line of output nor hide part of its text.
func OneLine(s string) string {
	if Printable(s) {
		return s
	}
	return strconv.Quote(s)
}

// Printable reports whether s is valid UTF-8 without control characters, direction marks,
// or spaces other than the space.
func Printable(s string) bool {
	return utf8.ValidString(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// Quoted returns s as a quoted Go string, shortened if it is long.
func Quoted(s string) string { return strconv.Quote(Shorten(s)) }

// mostQuoted is the largest number of bytes of a text that an error repeats.
const mostQuoted = 200

// MostSaid is the largest number of bytes of what an error says of a text.
const MostSaid = 1000

// Shorten cuts a text longer than mostQuoted.
func Shorten(s string) string { return ShortenTo(mostQuoted, s) }

// ShortenTo cuts a text longer than most after a whole character, and marks the cut with
// "…".
func ShortenTo(most int, s string) string {
	if len(s) <= most {
		return s
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// Nearest returns the first of the names that differ least from another. They may differ in
// case, in one letter if the name has at least three, and in two if it has at least six. If
// there is none among the first mostCompared, Nearest returns "".
func Nearest(name string, names iter.Seq[string]) string {
	name, found := LowerASCII(name), ""
	changes := min(2, len(name)/3) // that are allowed
	compared := 0
	for other := range names {
		lower := LowerASCII(other)
		for changes >= 0 && differsBy(name, lower, changes) {
			found = other
			changes--
		}
		if compared++; compared == mostCompared {
			break
		}
	}
	return found
}

// mostCompared is the largest number of names that are compared with a wrong one.
const mostCompared = 10_000

// differsBy reports whether at most n bytes that are inserted, left out or replaced make b
// of a.
func differsBy(a, b string, n int) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if n == 0 || a == "" || b == "" {
		return max(len(a), len(b)) <= n
	}
	return differsBy(a[1:], b[1:], n-1) || differsBy(a[1:], b, n-1) || differsBy(a, b[1:], n-1)
}

// Words returns the words of a text in lower case, with one space between them.
func Words(text string) string { return LowerASCII(strings.Join(strings.Fields(text), " ")) }

// LowerASCII returns the text in lower case. It changes ASCII letters only, so that
// similar letters of other alphabets stay different.
func LowerASCII(text string) string {
	lower := []byte(text)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	return string(lower)
}

// Table returns the rows with aligned columns: the first to the left, the others to the
// right.
func Table(rows [][]string) string { return aligned(rows, "  %*s", 0) }

// Columns returns the rows with columns that are aligned to the left. The last cell of a row is
// as long as it is, and makes no column wider:
//
//	├─ half are for    met      50 of 90 votes  45 needed
//	├─ some are for    skipped: it does not count
//	└─ 20 are present  not met   9 of 20 seats  20 needed
func Columns(rows [][]string) string { return aligned(rows, "  %-*s", 1) }

// aligned returns the rows with columns that are padded, but for the last cells of a row. The
// format of a cell takes the width of its column in characters.
func aligned(rows [][]string, format string, last int) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row[:len(row)-last] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := fmt.Sprintf("%-*s", widths[0], row[0])
		for i, cell := range row[1:] {
			if i+1 < len(row)-last {
				line += fmt.Sprintf(format, widths[i+1], cell)
			} else {
				line += "  " + cell
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// Plural returns a number with a noun, as "1 seat" or "2 seats".
func Plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}
