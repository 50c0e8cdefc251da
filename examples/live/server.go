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

// The limits of the server. Whoever keeps to none of them cannot keep others from voting.
const (
	mostConnections = 10_000
	mostStreams     = 4 // of events, for each seat
	mostBody        = 100
	heartbeat       = 15 * time.Second
)

// server answers requests.
type server struct {
	vote  *vote
	doors *doors
	url   *url.URL // at which browsers see it

	mu      sync.Mutex
	streams map[who]int
}

// newServer returns the handler for all requests.
func newServer(v *vote, d *doors, public *url.URL) http.Handler {
	s := &server{vote: v, doors: d, url: public, streams: map[who]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /enter", s.ask)
	mux.HandleFunc("POST /enter", s.enter)
	mux.HandleFunc("GET /page.js", serveText("text/javascript; charset=utf-8", script))
	mux.HandleFunc("GET /{$}", s.member(func(w http.ResponseWriter, r *http.Request, _ who) {
		serveText("text/html; charset=utf-8", page)(w, r)
	}))
	mux.HandleFunc("GET /events", s.member(s.events))
	mux.HandleFunc("GET /vote", s.member(s.mine))
	mux.HandleFunc("PUT /vote", s.member(s.cast))
	mux.HandleFunc("GET /picture", s.member(s.show("image/svg+xml", s.vote.picture)))
	mux.HandleFunc("GET /record", s.member(s.show("application/json", s.vote.recordText)))
	mux.HandleFunc("GET /minutes", s.member(s.show("text/html; charset=utf-8", s.vote.minutes)))
	mux.HandleFunc("PUT /seats/{id}", s.chair(s.mark))
	mux.HandleFunc("POST /close", s.chair(s.close))
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
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; "+
			"img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		next.ServeHTTP(w, r)
	})
}

// serveText serves a text.
func serveText(kind string, text []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write(text)
	}
}

// unknown answers those who have no token.
func unknown(w http.ResponseWriter) {
	http.Error(w, "use the link that you were given", http.StatusUnauthorized)
}

// ask asks who follows a link whether they want to enter as its seat. A link on a foreign
// site cannot make anybody another seat without being noticed.
func (s *server) ask(w http.ResponseWriter, r *http.Request) {
	token := r.FormValue("token")
	me, ok := s.doors.of(token)
	if !ok {
		unknown(w)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	enterPage.Execute(w, map[string]any{"Title": s.vote.Title, "Chair": me.chair, "Seat": me.seat, "Token": token})
}

// enter takes the token out of the address, where it could be seen. The cookie comes along
// when a link on another site leads to the vote, but with nothing that changes it.
func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 10*mostBody)
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

// member lets in those who have a token.
func (s *server) member(serve func(w http.ResponseWriter, r *http.Request, me who)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		me, ok := s.doors.sender(r)
		if !ok {
			unknown(w)
			return
		}
		serve(w, r, me)
	}
}

// chair lets in the chair.
func (s *server) chair(serve http.HandlerFunc) http.HandlerFunc {
	return s.member(func(w http.ResponseWriter, r *http.Request, me who) {
		if !me.chair {
			http.Error(w, "this is for the chair", http.StatusForbidden)
			return
		}
		serve(w, r)
	})
}

// events sends what everybody may see, at once and whenever it changes, but no more than ten
// times a second. A stream that nobody reads any more ends with the next heartbeat.
func (s *server) events(w http.ResponseWriter, r *http.Request, me who) {
	if !s.count(me, 1) {
		http.Error(w, "the vote is open in too many windows", http.StatusTooManyRequests)
		return
	}
	defer s.count(me, -1)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not wait for more
	out := http.NewResponseController(w)
	out.SetReadDeadline(time.Time{}) // nothing more is read
	for now := (*view)(nil); ; {
		text := []byte(":\n\n")
		if newest := s.vote.now.Load(); newest != now {
			now, text = newest, fmt.Appendf(nil, "data: %s\n\n", newest.text)
		}
		out.SetWriteDeadline(time.Now().Add(2 * heartbeat))
		if _, err := w.Write(text); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-now.next:
			time.Sleep(100 * time.Millisecond)
		case <-time.After(heartbeat):
		case <-r.Context().Done():
			return
		}
	}
}

// count counts the streams of a seat. It reports whether there may be one more.
func (s *server) count(me who, n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n > 0 && s.streams[me] >= mostStreams {
		return false
	}
	s.streams[me] += n
	return true
}

// mine says who one is, and how one has voted.
func (s *server) mine(w http.ResponseWriter, r *http.Request, me who) {
	var state tripartite.States
	if err := s.vote.look(func() { state = s.vote.ballot.State(me.seat) }); err != nil {
		answer(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"seat": me.seat, "chair": me.chair, "vote": state})
}

// cast takes the vote of a seat. The same vote again is the same vote.
func (s *server) cast(w http.ResponseWriter, r *http.Request, me who) {
	if me.chair {
		http.Error(w, "the link of the chair has no vote", http.StatusForbidden)
		return
	}
	s.change(w, r, me.seat, tripartite.Voting)
}

// mark takes the state of a seat that does not vote, from the chair.
func (s *server) mark(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, r.PathValue("id"), tripartite.AllSeats&^tripartite.Voting)
}

// change reads a state, and gives the seat that state if it is allowed.
func (s *server) change(w http.ResponseWriter, r *http.Request, seat string, allowed tripartite.States) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBody))
	var state tripartite.States
	if err == nil {
		err = state.UnmarshalText(text)
	}
	if err == nil && state&^allowed != 0 {
		err = fmt.Errorf("%w: %v", tripartite.ErrState, state)
	}
	if err == nil {
		err = s.vote.ask(entry{Seat: seat, State: state})
	}
	answer(w, err)
}

func (s *server) close(w http.ResponseWriter, r *http.Request) {
	answer(w, s.vote.ask(entry{Close: time.Now().Format(time.DateOnly)}))
}

// show serves what there is to see of the ballot.
func (s *server) show(kind string, see func() ([]byte, error)) func(http.ResponseWriter, *http.Request, who) {
	return func(w http.ResponseWriter, r *http.Request, _ who) {
		var text []byte
		var err error
		if ended := s.vote.look(func() { text, err = see() }); ended != nil {
			err = ended
		}
		if err != nil {
			answer(w, err)
			return
		}
		if kind != "application/json" { // pictures and minutes have their own styles
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		}
		serveText(kind, text)(w, r)
	}
}

// statuses has the status of each error. Any other is that of a request that makes no sense.
var statuses = []struct {
	err    error
	status int
}{
	{errOpen, http.StatusNotFound},
	{errSecret, http.StatusNotFound},
	{errEnded, http.StatusServiceUnavailable},
	{errDisk, http.StatusInsufficientStorage},
	{tripartite.ErrUnknown, http.StatusNotFound},
	{tripartite.ErrMayNotVote, http.StatusForbidden},
	{tripartite.ErrAlreadyCast, http.StatusConflict},
	{tripartite.ErrClosed, http.StatusGone},
}

// answer writes the status of an error.
func answer(w http.ResponseWriter, err error) {
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
	http.Error(w, err.Error(), http.StatusBadRequest)
}

// serve serves until the context is done, and then lets those finish who are being served.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	var connections atomic.Int64
	server := &http.Server{
		Handler:           handler,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // streams end with it
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ConnState: func(c net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				if connections.Add(1) > mostConnections {
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
	ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return server.Shutdown(ending)
}
