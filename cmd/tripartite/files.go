package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"example.com/tripartite"
)

const standardInput = "standard input"

// read returns the name and the text of a file, or of standard input if there is no name.
func (p *program) read(file string) (name, text string, err error) {
	if name = file; file == "" || file == "-" {
		name, file = standardInput, "-"
	}
	r, done, err := p.open(file)
	if err != nil {
		return name, "", err
	}
	defer done()
	all, err := io.ReadAll(r)
	return name, withoutMark(string(all)), err
}

// withoutMark returns a text without the byte order mark that some editors put before it.
func withoutMark(text string) string { return strings.TrimPrefix(text, "\ufeff") }

// open opens a file to read, or standard input, and shows the progress on a terminal.
func (p *program) open(file string) (r io.Reader, done func(), err error) {
	shown := &progress{meter: p.meter(), from: p.stdin}
	if file == "-" {
		return shown, shown.clear, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	if info, err := f.Stat(); err == nil {
		shown.size = info.Size()
	}
	shown.from = f
	return shown, func() { shown.clear(); f.Close() }, nil
}

// eachError applies a function to each of several errors that are joined, or to the only one.
func eachError(err error, apply func(error) error) error {
	all, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return apply(err)
	}
	var applied []error
	for _, e := range all.Unwrap() {
		applied = append(applied, eachError(e, apply))
	}
	return errors.Join(applied...)
}

// isLine matches the place of an error that has no column.
var isLine = regexp.MustCompile(`^line \d+$`)

// inFile puts the place of each error of a text at its front, as FILE:LINE:COLUMN.
func inFile(file string, err error) error {
	if err == nil {
		return nil
	}
	if file == "-" {
		file = standardInput
	}
	return eachError(err, func(err error) error { return placed(file, err) })
}

// placed puts the place of an error at its front.
func placed(file string, err error) error {
	text := strings.TrimPrefix(err.Error(), "tripartite: ")
	var e *tripartite.Error
	if errors.As(err, &e) && !strings.HasPrefix(text, "line ") {
		switch {
		case isLine.MatchString(e.Name):
			text = e.Name + strings.TrimPrefix(text, e.Op+" "+strconv.Quote(e.Name))
		case isLine.MatchString(e.Detail):
			text = e.Detail + ": " + strings.TrimSuffix(text, ": "+e.Detail)
		default:
			text = e.Detail
		}
	}
	var line, column int
	_, rest, _ := strings.Cut(text, ": ")
	switch n, _ := fmt.Sscanf(text, "line %d, column %d:", &line, &column); {
	case n == 2:
		return fmt.Errorf("%s:%d:%d: %s", file, line, column, rest)
	case n == 1 && rest != "":
		return fmt.Errorf("%s:%d: %s", file, line, strings.TrimPrefix(rest, "tripartite: "))
	}
	return fmt.Errorf("%s: %w", file, err)
}
