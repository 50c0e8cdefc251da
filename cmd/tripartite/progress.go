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

// interval is the time between two lines about the progress. Work that is done sooner shows none.
const interval = 200 * time.Millisecond

// meter shows on a terminal how much is done.
type meter struct {
	to    io.Writer // nil if it is no terminal
	every time.Duration
	next  time.Time // when to show it next
	shown bool
}

// meter returns a meter of a run of the program.
func (p *program) meter() *meter {
	m := &meter{every: p.every, next: time.Now().Add(p.every)}
	if p.terminal {
		m.to = p.stderr
	}
	return m
}

// show writes a line over the one before, unless that was just now.
func (m *meter) show(format string, arguments ...any) {
	if now := time.Now(); m.to != nil && !now.Before(m.next) {
		fmt.Fprintf(m.to, "\r"+format+"\x1b[K", arguments...)
		m.next, m.shown = now.Add(m.every), true
	}
}

// clear removes the line, so that what follows starts at the margin.
func (m *meter) clear() {
	if m.shown {
		fmt.Fprint(m.to, "\r\x1b[K")
		m.shown = false
	}
}

// progress is a reader that shows how much of a file has been read.
type progress struct {
	*meter
	from       io.Reader
	size, read int64 // the size is 0 if it is not known
}

// Read reads from the file.
func (p *progress) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	if p.read += int64(n); p.size > 0 {
		p.show("read %d %%", min(100, 100*p.read/p.size))
	} else {
		p.show("read %d MB", p.read>>20)
	}
	return n, err
}
