package main

import (
	"io"
	"os"
	"strings"
)

// read returns the name and the text of a file, or of standard input if there is no name.
func (p *program) read(file string) (name, text string, err error) {
	if file == "" || file == "-" {
		name, file = "standard input", "-"
	} else {
		name = file
	}
	r, done, err := p.open(file)
	if err != nil {
		return name, "", err
	}
	defer done()
	all, err := io.ReadAll(r)
	return name, strings.TrimPrefix(string(all), "\ufeff"), err
}

// open opens a file to read, or standard input, and shows the progress on a terminal.
func (p *program) open(file string) (io.Reader, func(), error) {
	if file == "-" {
		return p.watched(p.stdin, 0)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	r, clear, err := p.watched(f, info.Size())
	return r, func() { clear(); f.Close() }, err
}

// watched is a reader that shows the progress on a terminal.
func (p *program) watched(r io.Reader, size int64) (io.Reader, func(), error) {
	if !p.terminal {
		return r, func() {}, nil
	}
	shown := &progress{from: r, size: size, to: p.stderr}
	return shown, shown.clear, nil
}
