package main

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A long file shows how much of it has been read, and leaves no line behind.
func TestProgress(t *testing.T) {
	t.Parallel()
	for size, want := range map[int64]string{
		0:       "\rread 1 MB\x1b[K\rread 2 MB\x1b[K\r\x1b[K",
		3 << 20: "\rread 33 %\x1b[K\rread 66 %\x1b[K\r\x1b[K",
		1 << 20: "\rread 100 %\x1b[K\rread 100 %\x1b[K\r\x1b[K", // a file that grows
	} {
		var line strings.Builder
		p := &progress{from: strings.NewReader(strings.Repeat("x", 2<<20)), size: size, to: &line}
		for range 2 {
			p.next = time.Now().Add(-interval)
			if n, err := io.ReadFull(io.LimitReader(p, 1<<20), make([]byte, 1<<20)); n != 1<<20 || err != nil {
				t.Fatal(n, err)
			}
		}
		p.clear()
		if got := line.String(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// A short file shows nothing, however slow the machine is that runs this test.
func TestNoProgressOfAShortFile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var line strings.Builder
		p := program{stderr: &line, terminal: true}
		r, done, err := p.watched(strings.NewReader("a short file"), 12)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(r); string(text) != "a short file" || err != nil {
			t.Errorf("%q, %v", text, err)
		}
		if done(); line.Len() > 0 {
			t.Errorf("%q", line.String())
		}
	})
}
