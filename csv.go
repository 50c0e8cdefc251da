package tripartite

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// csvFile reads a CSV file whose first line is a header.
type csvFile struct {
	reader *csv.Reader
	limit  *recordLimit
	header []string // in lower case, without superfluous spaces
	fields []string // of the current line; overwritten by the next one
	line   int      // of the current line, counted from 1
}

// openCSV reads the header. A byte order mark before it is skipped.
func openCSV(r io.Reader, comma rune) (*csvFile, error) {
	if comma == 0 {
		comma = ','
	}
	if !utf8.ValidRune(comma) || strings.ContainsRune("\"\r\n\uFFFD", comma) {
		return nil, &Error{Op: "roll-call", Name: "comma", Detail: fmt.Sprintf("%q", comma), Err: errComma}
	}
	limit := &recordLimit{r: r}
	buffer := bufio.NewReaderSize(limit, 1<<16) // csv reads 4 kB at a time otherwise
	limit.left = mostRecord
	if mark, err := buffer.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		buffer.Discard(len(byteOrderMark))
	}
	f := &csvFile{reader: csv.NewReader(buffer), limit: limit}
	f.reader.FieldsPerRecord = -1 // next checks the number, and goes on
	f.reader.ReuseRecord = true
	f.reader.Comma = comma
	err := f.next()
	if err == io.EOF {
		err = &Error{Op: "roll-call", Name: "line 1", Err: problem{ErrText, "want a header"}}
	}
	for _, name := range f.fields {
		f.header = append(f.header, prose.Words(name))
	}
	return f, err
}

const byteOrderMark = "\uFEFF"

var errComma = problem{ErrText, "no character that can separate fields"}

// next reads the next line that is not empty. At the end of the file it returns
// [io.EOF]. Any other error ends the file: behind a wrong quotation mark, nobody knows
// where a line ends.
func (f *csvFile) next() (err error) {
	f.limit.left = mostRecord
	f.fields, err = f.reader.Read()
	if err == nil {
		f.line, _ = f.reader.FieldPos(0)
		return nil
	}
	if err == io.EOF {
		return err
	}
	name := "after line " + strconv.Itoa(f.line)
	if f.line == 0 {
		name = "line 1"
	}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		name, err = "line "+strconv.Itoa(parse.StartLine), problem{ErrText, parse.Err.Error()}
	}
	return &Error{Op: "roll-call", Name: name, Err: err}
}

// column returns the number of a column. fallback is the default for its name: a column
// without a name of the caller's may be missing unless it is required, and is then -1.
func (f *csvFile) column(name, fallback string, required bool) (int, error) {
	if name == "" {
		name = fallback
	} else {
		required = true
	}
	at := -1
	for i, word := range f.header {
		if word != prose.Words(name) {
			continue
		}
		if at >= 0 {
			return 0, f.wrongHeader("two columns "+prose.Quoted(name), "")
		}
		at = i
	}
	if at < 0 && required {
		return 0, f.noColumn(name)
	}
	return at, nil
}

// noColumn returns the error for a column that is missing. It suspects an encoding other
// than UTF-8 and another separator first: with these, no name is right.
func (f *csvFile) noColumn(name string) error {
	what, hint := "no column "+prose.Quoted(name), ""
	comma := strings.IndexAny(f.fields[0], ";\t,|")
	switch {
	case !utf8.ValidString(strings.Join(f.fields, "")):
		what, hint = errUTF8.text, ": "+toUTF8
	case len(f.fields) == 1 && comma >= 0:
		hint = fmt.Sprintf(": set Comma to %q", f.fields[0][comma])
	}
	return f.wrongHeader(what, hint)
}

func (f *csvFile) wrongHeader(what, hint string) error {
	return &Error{
		Op: "roll-call", Name: "line " + strconv.Itoa(f.line), Err: problem{ErrText, what},
		Detail: "the header is " + prose.Quoted(strings.Join(f.header, string(f.reader.Comma))) + hint,
	}
}

var errUTF8 = problem{ErrText, "not valid UTF-8"}

// toUTF8 says what to do with a file in another encoding.
const toUTF8 = "save the file as UTF-8: it may be in Latin-1 or UTF-16"

// wrongWidth reports whether the current line does not have as many fields as the header.
func (f *csvFile) wrongWidth() bool { return len(f.fields) != len(f.header) }

// widths says how many fields the current line and the header have.
func (f *csvFile) widths() string {
	return fmt.Sprintf("%d, and the header has %d", len(f.fields), len(f.header))
}

// trimBlanks removes the spaces around a field. The names of seats and groups never have
// any.
func trimBlanks(field string) string { return strings.Trim(field, " \t") }

// mostRecord limits the bytes of a line. Without it, a quotation mark that is never closed
// would load a whole file into memory.
const mostRecord = 1 << 20

// recordLimit is a reader that refuses to read more than left bytes.
type recordLimit struct {
	r    io.Reader
	left int
}

// Read reads from the reader behind l, and fails if the current line is too long.
func (l *recordLimit) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, problem{ErrTooLarge, fmt.Sprintf("the line is longer than %d bytes", mostRecord)}
	}
	n, err := l.r.Read(p)
	l.left -= n
	return n, err
}
