package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"example.com/tripartite"
)

var (
	//go:embed page.html
	page []byte
	//go:embed page.js
	script []byte
	//go:embed enter.html
	enterText string

	enterPage = template.Must(template.New("enter").Parse(enterText))
)

// limits bound what each client can use, so that no client keeps others from voting.
type limits struct {
	connections int64
	streams     int           // of events, for each seat
	body        int64         // bytes of a vote; ten times as many for a form
	header      int           // bytes
	readHeader  time.Duration // for the header of a request
	read        time.Duration // for a whole request
	write       time.Duration // for an answer that is not a stream
	idle        time.Duration // between two requests
	heartbeat   time.Duration // between two events; a client has twice as long to read one
	end         time.Duration // for the answers to requests when the server is stopped
}

// usual are the limits of the program. Tests set shorter ones.
var usual = limits{
	connections: 10_000,
	streams:     4,
	body:        100,
	header:      16 << 10,
	readHeader:  5 * time.Second,
	read:        10 * time.Second,
	write:       30 * time.Second,
	idle:        time.Minute,
	heartbeat:   15 * time.Second,
	end:         10 * time.Second,
}

// server has the handlers of all requests.
type server struct {
	vote   *vote
	doors  *doors
	url    *url.URL // at which browsers see it
	limits limits

	mu      sync.Mutex
	streams map[who]int
}

// newServer returns the handler of all requests.
func newServer(v *vote, d *doors, public *url.URL, l limits) http.Handler {
	s := &server{vote: v, doors: d, url: public, limits: l, streams: map[who]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /enter", s.confirm)
	mux.HandleFunc("POST /enter", s.enter)
	mux.HandleFunc("GET /page.js", always("text/javascript; charset=utf-8", script))
	mux.HandleFunc("GET /{$}", s.member(func(w http.ResponseWriter, r *http.Request, _ who) {
		always("text/html; charset=utf-8", page)(w, r)
	}))
	mux.HandleFunc("GET /events", s.member(s.events))
	mux.HandleFunc("GET /picture", s.member(s.show("image/svg+xml", s.vote.picture)))
	mux.HandleFunc("GET /record", s.member(s.show("application/json", s.vote.recordText)))
	mux.HandleFunc("GET /minutes", s.member(s.show("text/html; charset=utf-8", s.vote.minutes)))
	mux.HandleFunc("PUT /seats/{id}", s.member(s.change))
	mux.HandleFunc("POST /close", s.member(s.close))
	return s.guard(http.NewCrossOriginProtection().Handler(mux))
}

// guard refuses requests for another host, which a browser sends when a foreign name points
// to this server, and sets the headers that all answers have.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != s.url.Host {
			http.Error(w, "there is no such host here", http.StatusMisdirectedRequest)
			return
		}
		header := w.Header()
		header.Set("Cache-Control", "no-store")
		// Not no-referrer: with it, the form of a link has no origin, and over plain HTTP the
		// origin is all that tells such a form from one of another site.
		header.Set("Referrer-Policy", "same-origin")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; "+
			"style-src 'unsafe-inline'; img-src 'self'; connect-src 'self'; form-action 'self'; "+
			"frame-ancestors 'none'; base-uri 'none'")
		next.ServeHTTP(w, r)
	})
}

// always returns a handler that answers every request with the same text.
func always(kind string, text []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write(text)
	}
}

// unknown refuses a request without a valid token.
func unknown(w http.ResponseWriter) {
	http.Error(w, "use the link that you were given", http.StatusUnauthorized)
}

// confirm shows whose link it is, with a button to enter. Without it, a link on another site
// could make somebody another seat unnoticed.
func (s *server) confirm(w http.ResponseWriter, r *http.Request) {
	token := r.URL.Query().Get("token")
	me, ok := s.doors.of(token)
	if !ok {
		unknown(w)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	enterPage.Execute(w, map[string]any{
		"Title": s.vote.Title, "Chair": me.chair, "Seat": me.seat, "Token": token,
	})
}

// enter moves the token from the address, where others could see it, into a cookie. Browsers
// send the cookie when somebody follows a link from another site, but not with a form or a
// script of another site.
func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 10*s.limits.body)
	value := r.PostFormValue("token")
	if _, ok := s.doors.of(value); !ok {
		unknown(w)
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: "token", Value: value, Path: "/", HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: s.url.Scheme == "https",
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// memberFunc is a handler that knows who sends the request.
type memberFunc func(w http.ResponseWriter, r *http.Request, me who)

// member returns a handler that refuses requests without a valid token.
func (s *server) member(serve memberFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		me, ok := s.doors.sender(r)
		if !ok {
			unknown(w)
			return
		}
		serve(w, r, me)
	}
}

// events sends who the client is, with that seat's vote, and the public state of the vote: at
// once and whenever it changes, but no more than ten times a second. If nothing changes, it
// sends a heartbeat: if the client does not read it, the stream ends.
func (s *server) events(w http.ResponseWriter, r *http.Request, me who) {
	if !s.count(me, 1) {
		http.Error(w, "the vote is open in too many windows: close some", http.StatusTooManyRequests)
		return
	}
	defer s.count(me, -1)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not wait for more
	out := http.NewResponseController(w)
	out.SetReadDeadline(time.Time{}) // the limit is for requests: this one has been read
	for now := (*view)(nil); ; {
		text := []byte(":\n\n")
		if newest := s.vote.now.Load(); newest != now {
			now = newest
			own, _ := json.Marshal(map[string]any{ // it never fails
				"seat": me.seat, "chair": me.chair, "vote": now.votes[me.seat],
			})
			text = fmt.Appendf(nil, "data: {\"me\": %s, \"now\": %s}\n\n", own, now.text)
		}
		out.SetWriteDeadline(time.Now().Add(2 * s.limits.heartbeat))
		if _, err := w.Write(text); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-now.next:
			time.Sleep(100 * time.Millisecond)
		case <-time.After(s.limits.heartbeat):
		case <-r.Context().Done():
			return
		}
	}
}

// count adds n to the number of streams of a seat, and reports whether that is allowed.
func (s *server) count(me who, n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n > 0 && s.streams[me] >= s.limits.streams {
		return false
	}
	s.streams[me] += n
	return true
}

// change records the state of a seat. To send the same state again is not an error.
func (s *server) change(w http.ResponseWriter, r *http.Request, me who) {
	seat := r.PathValue("id")
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.limits.body))
	var state tripartite.States
	if err == nil {
		err = state.UnmarshalText(text)
	}
	if err == nil {
		err = me.may(seat, state)
	}
	if err == nil {
		err = s.vote.write(entry{Seat: seat, State: state})
	}
	writeResult(w, err)
}

// may returns an error unless somebody may record this state of a seat: a seat its own vote,
// and the chair which seats do not vote. The page that sends a vote says of which seat it is,
// because the browser may have entered as another since.
func (me who) may(seat string, state tripartite.States) error {
	switch votes := state&tripartite.Voting == state; {
	case state == 0:
		return fmt.Errorf("%w: %v", tripartite.ErrState, state)
	case me.chair && votes:
		return fmt.Errorf("%w: you have entered as the chair, who has no vote", errForbidden)
	case !me.chair && seat != me.seat:
		return fmt.Errorf("%w: you have entered as %s", errForbidden, me.seat)
	case !me.chair && !votes:
		return fmt.Errorf("%w: %v is no vote", tripartite.ErrState, state)
	}
	return nil
}

// close closes the vote, if it is the chair who asks.
func (s *server) close(w http.ResponseWriter, _ *http.Request, me who) {
	err := fmt.Errorf("%w: you have entered as %s, and this is for the chair", errForbidden, me.seat)
	if me.chair {
		err = s.vote.write(entry{Close: time.Now().Format(time.DateOnly)})
	}
	writeResult(w, err)
}

// show returns a handler that answers with a text about the ballot.
func (s *server) show(kind string, see func() ([]byte, error)) memberFunc {
	return func(w http.ResponseWriter, r *http.Request, _ who) {
		var text []byte
		var err error
		if ended := s.vote.look(func() { text, err = see() }); ended != nil {
			err = ended
		}
		if err != nil {
			writeResult(w, err)
			return
		}
		w.Header().Set("Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		always(kind, text)(w, r)
	}
}

// errForbidden refuses what a sender may not do. A page that was opened earlier may offer it.
var errForbidden = errors.New("load this page again")

// statuses has the status of each error. Any other error has the status 400.
var statuses = []struct {
	err    error
	status int
}{
	{errOpen, http.StatusNotFound},
	{errSecret, http.StatusNotFound},
	{errForbidden, http.StatusForbidden},
	{errEnded, http.StatusServiceUnavailable},
	{errDisk, http.StatusInsufficientStorage},
	{tripartite.ErrUnknown, http.StatusNotFound},
	{tripartite.ErrMayNotVote, http.StatusForbidden},
	{tripartite.ErrAlreadyCast, http.StatusConflict},
	{tripartite.ErrClosed, http.StatusGone},
}

// writeResult answers with the status and the text of an error, or with 204.
func writeResult(w http.ResponseWriter, err error) {
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			http.Error(w, err.Error(), s.status)
			return
		}
	}
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	http.Error(w, err.Error(), http.StatusBadRequest)
}

// serve serves until the context is done, and then finishes the requests that it has.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, l limits) error {
	var connections atomic.Int64
	server := &http.Server{
		Handler:           handler,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // streams end with it
		ReadHeaderTimeout: l.readHeader,
		ReadTimeout:       l.read,
		WriteTimeout:      l.write,
		IdleTimeout:       l.idle,
		MaxHeaderBytes:    l.header,
		ConnState: func(c net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				if connections.Add(1) > l.connections {
					c.Close()
				}
			case http.StateClosed, http.StateHijacked:
				connections.Add(-1)
			}
		},
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.Background(), l.end)
	defer cancel()
	return server.Shutdown(ending)
}
