package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// isTerminal reports whether a file is a terminal.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress is a reader that shows how much of a long file has been read.
type progress struct {
	from io.Reader
	size int64 // 0 if it is not known
	to   io.Writer

	read  int64
	next  time.Time // when to show it next
	shown bool
}

// A short file is read before anybody could read a line about it.
const interval = 200 * time.Millisecond

// Read reads from the file.
func (p *progress) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	p.read += int64(n)
	switch now := time.Now(); {
	case p.next.IsZero():
		p.next = now.Add(interval)
	case now.After(p.next):
		p.show()
		p.next = now.Add(interval)
	}
	return n, err
}

// show writes the line over the one before.
func (p *progress) show() {
	p.shown = true
	text := fmt.Sprintf("%d MB", p.read>>20)
	if p.size > 0 {
		text = fmt.Sprintf("%d %%", min(100, 100*p.read/p.size))
	}
	fmt.Fprintf(p.to, "\rread %s\x1b[K", text)
}

// clear removes the line, so that what follows starts at the margin.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}

// counter shows how many of many things are done.
type counter struct {
	of   int
	to   io.Writer // nil if it is no terminal
	next time.Time
}

// progressOf is the counter of a run of the program.
func progressOf(p *program, of int) *counter {
	c := &counter{of: of, next: time.Now().Add(interval)}
	if p.terminal {
		c.to = p.stderr
	}
	return c
}

// at shows that i are done, unless it was shown just now.
func (c *counter) at(i int) {
	if now := time.Now(); c.to != nil && now.After(c.next) {
		fmt.Fprintf(c.to, "\r%d of %d\x1b[K", i, c.of)
		c.next = now.Add(interval)
	}
}

// clear removes the line.
func (c *counter) clear() {
	if c.to != nil {
		fmt.Fprint(c.to, "\r\x1b[K")
	}
}
