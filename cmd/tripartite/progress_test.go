package main

import (
	"bufio"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// terminal returns a run of the program on a terminal, and what it shows there.
func terminal(every time.Duration) (*program, *strings.Builder) {
	line := new(strings.Builder)
	return &program{
		stdin: strings.NewReader(strings.Repeat("x", 2<<20)), stdout: bufio.NewWriter(io.Discard),
		stderr: line, terminal: true, every: every,
	}, line
}

// A long file shows how much of it has been read, and leaves no line behind.
func TestProgress(t *testing.T) {
	t.Parallel()
	for size, want := range map[int64]string{
		0:       "\rread 1 MB\x1b[K\rread 2 MB\x1b[K\r\x1b[K",
		3 << 20: "\rread 33 %\x1b[K\rread 66 %\x1b[K\r\x1b[K",
		1 << 20: "\rread 100 %\x1b[K\rread 100 %\x1b[K\r\x1b[K", // a file that grows
	} {
		p, line := terminal(0)
		r := &progress{meter: p.meter(), from: p.stdin, size: size}
		for range 2 {
			if n, err := r.Read(make([]byte, 1<<20)); n != 1<<20 || err != nil {
				t.Fatal(n, err)
			}
		}
		r.clear()
		if got := line.String(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// A short file shows nothing, however slow the machine is that runs this test.
func TestNoProgressOfAShortFile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, line := terminal(interval)
		_, text, err := p.read("-")
		if len(text) != 2<<20 || err != nil || line.Len() > 0 {
			t.Errorf("%d bytes, %v, %q", len(text), err, line)
		}
	})
}

// A line is shown after each interval, and not more often.
func TestMeter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, line := terminal(interval)
		m := p.meter()
		for i := range 5 {
			m.show("%d of %d", i, 5)
			time.Sleep(interval / 2)
		}
		m.clear()
		m.clear()
		if got := line.String(); got != "\r2 of 5\x1b[K\r4 of 5\x1b[K\r\x1b[K" {
			t.Errorf("%q", got)
		}
	})
}

// Many votes that are checked or replayed show how many are done. A mistake starts at the margin.
func TestProgressOfVotes(t *testing.T) {
	t.Parallel()
	const votes = "testdata/wages.txt"
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"check", votes}, "\r0 of 2\x1b[K\r1 of 2\x1b[K\r\x1b[K"},
		{[]string{"check", "testdata/wrong-wages.txt"}, "\x1b[K\r\x1b[Ktestdata/wrong-wages.txt:"},
		{[]string{"replay", votes, "at least 2/3 of votes cast are for"}, "1 of 2\x1b[K\r\x1b[K"},
	} {
		p, line := terminal(0)
		status := p.run(test.args)
		if status == statusFailed || !strings.Contains(line.String(), test.want) {
			t.Errorf("%q: status %d, %q", test.args, status, line)
		}
	}
	p, line := terminal(0)
	p.terminal = false
	if p.run([]string{"check", votes}); line.Len() > 0 {
		t.Errorf("not a terminal: %q", line)
	}
}
