package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.com/tripartite/internal/proptest"
)

// unhurried are limits of time that no test reaches.
func unhurried() limits {
	l := usual
	for _, d := range []*time.Duration{&l.readHeader, &l.read, &l.write, &l.idle, &l.heartbeat} {
		*d = time.Hour
	}
	return l
}

// pipes is a listener whose connections have no buffer: who does not read blocks the other.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// serving serves with these limits until the test ends. It returns a function that connects.
func serving(t *testing.T, handler http.Handler, l limits) (connect func() net.Conn) {
	t.Helper()
	listener := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	l.end = time.Millisecond
	go func() { ended <- serve(ctx, listener, handler, l) }()
	t.Cleanup(func() { stop(); <-ended })
	return func() net.Conn {
		ours, theirs := net.Pipe()
		t.Cleanup(func() { ours.Close() })
		listener.conns <- theirs
		ours.SetDeadline(time.Now().Add(2 * time.Minute))
		return ours
	}
}

// closed reports whether the server closes a connection, and not the deadline of the test.
func closed(c net.Conn) bool {
	_, err := io.Copy(io.Discard, c)
	return err == nil || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, syscall.ECONNRESET)
}

// Each limit of time ends a connection by itself, while all others are an hour.
func TestSlowClients(t *testing.T) {
	t.Parallel()
	short := 100 * time.Millisecond
	wrote := make(chan error, 1)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.ReadAll(r.Body)
		if r.URL.Path == "/long" {
			_, err := w.Write(make([]byte, 1<<20))
			wrote <- err
		}
	})
	limit := func(set func(*limits)) net.Conn {
		l := unhurried()
		set(&l)
		return serving(t, handler, l)()
	}
	silent := limit(func(l *limits) { l.readHeader = short })
	header := limit(func(l *limits) { l.readHeader = short })
	fmt.Fprint(header, "GET / HTTP/1.1\r\nHost:")
	body := limit(func(l *limits) { l.read = short })
	fmt.Fprint(body, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n")
	idle := limit(func(l *limits) { l.idle = short })
	fmt.Fprint(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	for name, c := range map[string]net.Conn{
		"nothing": silent, "half a header": header, "no body": body, "nothing more": idle,
	} {
		if !closed(c) {
			t.Errorf("%s: the connection stays", name)
		}
	}
	fmt.Fprint(limit(func(l *limits) { l.write = short }), "GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
	select {
	case err := <-wrote:
		if err == nil {
			t.Error("a text is written that nobody reads")
		}
	case <-time.After(2 * time.Minute):
		t.Error("an answer that nobody reads does not end")
	}
}

// A header that is too long is refused.
func TestLongHeader(t *testing.T) {
	t.Parallel()
	connect := serving(t, http.NotFoundHandler(), unhurried())
	for size, want := range map[int]string{1000: "404", usual.header + 8000: "431"} {
		c := connect()
		go fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n", strings.Repeat("x", size))
		line, err := bufio.NewReader(c).ReadString('\n')
		if err != nil || !strings.Contains(line, want) {
			t.Errorf("%d bytes: %q, %v", size, line, err)
		}
	}
}

// There are no more connections than allowed. When one ends, another may come.
func TestTooManyConnections(t *testing.T) {
	t.Parallel()
	l := unhurried()
	l.connections = 2
	connect := serving(t, http.NotFoundHandler(), l)
	served := func(c net.Conn) bool {
		fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		line, err := bufio.NewReader(c).ReadString('\n')
		return err == nil && strings.Contains(line, "404")
	}
	first, second := connect(), connect()
	if !served(first) || !served(second) {
		t.Error("two connections are not served")
	}
	if served(connect()) {
		t.Error("three connections are served")
	}
	first.Close()
	for end := time.Now().Add(2 * time.Minute); !served(connect()); {
		if time.Now().After(end) {
			t.Fatal("no connection is served after one has ended")
		}
	}
}

// A stream ends if its client no longer reads.
func TestUnreadStreamEnds(t *testing.T) {
	t.Parallel()
	l := unhurried()
	l.heartbeat = 50 * time.Millisecond
	_, v, d := openAll(t, t.TempDir(), small(), false)
	handler := newServer(v, d, &url.URL{Scheme: "http", Host: "a"}, l)
	ended := make(chan bool, 1)
	connect := serving(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r)
		ended <- true
	}), l)
	c := connect()
	m := meeting{tokens: tokensIn(t, filepath.Dir(d.file))}
	fmt.Fprintf(c, "GET /events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
		m.tokens["A 1"])
	reader := bufio.NewReader(c)
	for line := ""; line != ":\n"; { // the first heartbeat
		var err error
		if line, err = reader.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-ended:
	case <-time.After(2 * time.Minute):
		t.Error("the stream goes on")
	}
}

// Clients that connect and say nothing, that begin a request and do not end it, and that
// watch in too many windows keep nobody from voting. The server closes the first two.
func TestIdleConnections(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	m, v, d := openAll(t, t.TempDir(), small(), false)
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	m.url = "http://" + address
	l := usual
	l.readHeader, l.read, l.end = 2*time.Second, 2*time.Second, time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		handler := newServer(v, d, &url.URL{Scheme: "http", Host: address}, l)
		ended <- serve(ctx, listener, handler, l)
	}()
	defer func() { stop(); <-ended }()
	var idle []net.Conn
	for i := range 300 {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if i%2 == 1 {
			fmt.Fprintf(c, "PUT /seats/A%%201 HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"+
				"Content-Length: 3\r\n\r\n", address, m.tokens["A 1"])
		}
		idle = append(idle, c)
	}
	statuses := map[int]int{}
	for range 100 {
		request, err := m.request("A 1", "GET", "/events", "")
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		statuses[answer.StatusCode]++
	}
	if statuses[200] != usual.streams || statuses[429] != 100-usual.streams {
		t.Errorf("streams: %v", statuses)
	}
	for _, seat := range []string{"A 1", "A 2"} {
		if status, text := m.send(seat, "PUT", "/vote", "for"); status != 204 {
			t.Error(seat, status, text)
		}
	}
	for _, c := range idle {
		c.SetDeadline(time.Now().Add(2 * time.Minute))
		if !closed(c) {
			t.Fatal("an idle connection stays")
		}
	}
}

// A server that is asked to end does, although somebody watches, and answers the requests
// that have begun.
func TestGracefulEnd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, line := start(t, "-dir", dir, "-http", "localhost:0")
	t.Cleanup(func() { server.Process.Kill() })
	line, _, _ = strings.Cut(line, ";")
	_, port, _ := strings.Cut(line, "127.0.0.1:")
	m := meeting{url: "http://localhost:" + port, tokens: tokensIn(t, dir)}
	events, _ := m.watch(t, "chair")
	defer events.Close()
	c, err := net.Dial("tcp", "localhost:"+port)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "PUT /seats/Workers%%201 HTTP/1.1\r\nHost: localhost:%s\r\nAuthorization: Bearer %s\r\n"+
		"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n", port, m.tokens["Workers 1"])
	answers := bufio.NewReader(c)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatal(line, err)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, events) // it ends when the server begins to end
	for begun := false; !begun; {
		late, err := net.Dial("tcp", "localhost:"+port)
		if begun = err != nil; !begun {
			late.Close()
		}
	}
	fmt.Fprint(c, "for")
	answers.ReadString('\n')
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "204") {
		t.Errorf("the request that had begun: %q, %v", line, err)
	}
	if err := server.Wait(); err != nil {
		t.Error(err)
	}
	if got := readFile(t, logName(dir)); !strings.Contains(got, "Workers 1") {
		t.Errorf("the vote is not in the log: %s", got)
	}
	if status, text := m.send("Workers 2", "PUT", "/vote", "for"); status != 0 {
		t.Error(status, text)
	}
}
