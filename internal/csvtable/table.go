// Package csvtable reads tables in CSV whose first line is a header, and knows nothing of
// what they are about.
//
// It adds to [encoding/csv] what a file from a stranger needs:
//
//   - Columns are found by their names, in any order and any case. If a column is missing,
//     the error shows the header and suspects another separator or another encoding.
//   - A line has at most 1 MB. A quotation mark that is never closed would otherwise load
//     the whole file into memory.
//   - A line with a wrong number of fields does not end the file.
//   - A [Choice] reads columns of 0 and 1 of which one is 1, and [Rivals] notices that a
//     column is only one of several such columns.
//
// For example, in
//
//	name;ja;nein
//	Ms A;1;0
//
// Open with the comma ',' finds one column, named "name;ja;nein". After Column("name"), Err
// says: no column "name": the header is "name;ja;nein": set the comma to ';'.
package csvtable

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// Table is a table of which one line is read after another.
type Table struct {
	Header []string // in lower case, with one space between words
	Fields []string // of the current line; the next one overwrites them
	Line   int      // the number of the current line, from 1

	csv      *csv.Reader
	limit    *limited
	wrong    error    // of the columns
	where    []column // that a line must have; see Where
	selected bool     // a line had them
}

// column is a column with the name that the caller has for it, and the value that a line must
// have in it.
type column struct {
	number      int
	name, value string
}

// Error describes what is wrong with a table.
type Error struct {
	Place  string // as "line 3"
	What   string // what is wrong
	Detail string // what the table has there, and what would be right
	Err    error  // ErrMalformed, ErrTooLong, or the error of the reader
}

// The kinds of an [Error].
var (
	ErrMalformed = errors.New("malformed table")
	ErrTooLong   = errors.New("too long a line")
)

// Error returns the error in one line.
func (e *Error) Error() string {
	return strings.TrimSuffix(e.Place+": "+e.What+": "+e.Detail, ": ")
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// NotUTF8 says what is wrong with a text in another encoding, and ToUTF8 what would be right.
const (
	NotUTF8 = "not valid UTF-8"
	ToUTF8  = "save the file as UTF-8: it may be in Latin-1 or UTF-16"
)

const byteOrderMark = "\uFEFF"

// Open reads the header of a table whose fields are separated by comma. It skips a byte
// order mark and empty lines before the header.
func Open(r io.Reader, comma rune) (*Table, error) {
	if !utf8.ValidRune(comma) || strings.ContainsRune("\"\r\n\uFFFD", comma) {
		what := "no character that can separate fields"
		return nil, &Error{"comma", what, strconv.QuoteRune(comma), ErrMalformed}
	}
	limit := &limited{r, mostLine}
	buffer := bufio.NewReaderSize(limit, 1<<16) // csv reads 4 kB at a time otherwise
	if mark, err := buffer.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		buffer.Discard(len(byteOrderMark))
	}
	t := &Table{csv: csv.NewReader(buffer), limit: limit}
	t.csv.FieldsPerRecord = -1 // Widths compares the number
	t.csv.ReuseRecord = true
	t.csv.Comma = comma
	err := t.read()
	if err == io.EOF {
		err = &Error{LineNumber(1), "want a header", "", ErrMalformed}
	}
	for _, name := range t.Fields {
		t.Header = append(t.Header, prose.Words(name))
	}
	return t, err
}

// LineNumber returns the place of a line in an error.
func LineNumber(line int) string { return "line " + strconv.Itoa(line) }

// Where makes Next skip the lines that do not have these values in the columns of these names.
// Blanks around a value do not matter. If a column is missing, Err returns an error.
func (t *Table) Where(values map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		t.where = append(t.where, column{t.Column(name), name, trim(values[name])})
	}
}

// Next reads the next line that is not empty, and that [Table.Where] does not skip. At the end
// it returns [io.EOF]. Any other error ends the table, too: after a wrong quotation mark, nobody
// knows where a line ends. A line of another width is not skipped, since its fields may be those
// of other columns.
func (t *Table) Next() error {
	other := func(c column) bool { return t.Field(c.number) != c.value }
	for {
		switch err := t.read(); {
		case err == io.EOF && t.where != nil && !t.selected:
			return &Error{"where", "no such line", "want " + t.wanted(), ErrMalformed}
		case err != nil || t.Broken():
			return err
		case !slices.ContainsFunc(t.where, other):
			t.selected = true
			return nil
		}
	}
}

// wanted returns what the lines must have, as `"R17" in column "vote"`.
func (t *Table) wanted() string {
	var texts []string
	for _, c := range t.where {
		texts = append(texts, prose.Quoted(c.value)+" in column "+prose.Quoted(c.name))
	}
	return strings.Join(texts, " and ")
}

// read reads the next line that is not empty. Spreadsheets export empty lines as ";;".
func (t *Table) read() (err error) {
	filled := func(field string) bool { return trim(field) != "" }
	for {
		t.limit.left = mostLine
		if t.Fields, err = t.csv.Read(); err != nil {
			break
		}
		t.Line, _ = t.csv.FieldPos(0)
		if slices.ContainsFunc(t.Fields, filled) {
			return nil
		}
	}
	place := "after " + LineNumber(t.Line)
	if t.Line == 0 {
		place = LineNumber(1)
	}
	var malformed *csv.ParseError
	switch {
	case err == io.EOF:
		return err
	case errors.As(err, &malformed):
		return &Error{LineNumber(malformed.StartLine), malformed.Err.Error(), "", ErrMalformed}
	case err == ErrTooLong:
		return &Error{place, fmt.Sprintf("the line is longer than %d bytes", mostLine), "", err}
	}
	return &Error{place, err.Error(), "", err}
}

// Column returns the number of the column of that name. If there is none, Err returns an error.
func (t *Table) Column(name string) int {
	column := t.Optional(name)
	if column < 0 {
		t.missing(name)
	}
	return max(0, column)
}

// Optional returns the number of the column of that name, or -1 if there is none. If there
// are two, Err returns an error.
func (t *Table) Optional(name string) int {
	column, word := -1, prose.Words(name)
	for i := range t.Header {
		switch {
		case t.Header[i] != word:
		case column >= 0:
			t.fail("two columns "+prose.Quoted(name), "")
		default:
			column = i
		}
	}
	return column
}

// Err returns the first error of the columns that were asked for.
func (t *Table) Err() error { return t.wrong }

// missing notes that a column is missing. It suspects another encoding and another separator
// first: with these, no name is right.
func (t *Table) missing(name string) {
	what, hint := "no column "+prose.Quoted(name), ""
	comma := strings.IndexAny(t.Fields[0], ";\t,|")
	switch {
	case !utf8.ValidString(strings.Join(t.Fields, "")):
		what, hint = NotUTF8, ": "+ToUTF8
	case len(t.Fields) == 1 && comma >= 0:
		hint = fmt.Sprintf(": set the comma to %q", t.Fields[0][comma])
	}
	t.fail(what, hint)
}

// fail notes an error that shows the header, which is the current line.
func (t *Table) fail(what, hint string) {
	if t.wrong == nil {
		header := prose.Quoted(strings.Join(t.Header, string(t.csv.Comma)))
		t.wrong = &Error{LineNumber(t.Line), what, "the header is " + header + hint, ErrMalformed}
	}
}

// Broken reports whether the current line does not have as many fields as the header.
func (t *Table) Broken() bool { return len(t.Fields) != len(t.Header) }

// Widths returns how many fields the current line and the header have.
func (t *Table) Widths() string {
	return fmt.Sprintf("%d, and the header has %d", len(t.Fields), len(t.Header))
}

// Field returns a field of the current line without blanks around it, or "" if the line is
// too short. It is a part of the whole line: a program that keeps the field clones it.
func (t *Table) Field(column int) string {
	if column >= len(t.Fields) {
		return ""
	}
	return trim(t.Fields[column])
}

// trim returns a field without the blanks around it.
func trim(field string) string { return strings.Trim(field, " \t") }

// mostLine is the greatest length of a line in bytes.
const mostLine = 1 << 20

// limited is a reader that refuses to read more than left bytes.
type limited struct {
	r    io.Reader
	left int
}

// Read reads from the reader behind l.
func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, ErrTooLong
	}
	n, err := l.r.Read(p)
	l.left -= n
	return n, err
}
