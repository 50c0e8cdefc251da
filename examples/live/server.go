package main

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.com/tripartite"
)

// doors knows the tokens. Whoever has one is its seat, or the chair.
type doors struct {
	file  string
	seats map[[sha256.Size]byte]string // by the digest of the token; the chair is ""
}

// openDoors reads the tokens of a vote, or makes them.
func openDoors(dir, address string, body *tripartite.Body) (*doors, error) {
	d := &doors{filepath.Join(dir, "links.txt"), map[[sha256.Size]byte]string{}}
	text, err := os.ReadFile(d.file)
	if errors.Is(err, os.ErrNotExist) {
		text = []byte(newLinks(address, body))
		err = writeWhole(d.file, text)
	}
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for lines.Scan() {
		link, seat, _ := strings.Cut(lines.Text(), " ")
		_, token, _ := strings.Cut(link, "/enter?token=")
		if len(token) != 32 {
			return nil, fmt.Errorf("%s: no token in %q", d.file, lines.Text())
		}
		if seat == "(chair)" {
			seat = ""
		}
		d.seats[sha256.Sum256([]byte(token))] = seat
	}
	return d, lines.Err()
}

// newLinks returns a link for the chair and one for each seat.
func newLinks(address string, body *tripartite.Body) string {
	var links strings.Builder
	add := func(seat string) {
		var token [16]byte
		rand.Read(token[:]) // it never fails
		fmt.Fprintf(&links, "%s/enter?token=%s %s\n", address, hex.EncodeToString(token[:]), seat)
	}
	add("(chair)")
	for seat := range body.OpenRemote().All() {
		add(seat)
	}
	return links.String()
}

// writeWhole writes a file that is either whole or not there.
func writeWhole(file string, text []byte) error {
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// seat returns whose token the request has. Comparing digests takes the same time for every
// wrong token, so nobody can find one out digit by digit.
func (d *doors) seat(r *http.Request) (seat string, ok bool) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if cookie, err := r.Cookie("token"); err == nil && token == "" {
		token = cookie.Value
	}
	seat, ok = d.seats[sha256.Sum256([]byte(token))]
	return seat, ok
}

//go:embed page.html
var page []byte

// server answers requests.
type server struct {
	vote  *vote
	doors *doors
}

// newServer returns the handler for all requests.
func newServer(v *vote, d *doors) http.Handler {
	s := &server{v, d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /enter", s.enter)
	mux.HandleFunc("GET /{$}", s.member(s.page))
	mux.HandleFunc("GET /events", s.member(s.events))
	mux.HandleFunc("GET /vote", s.member(s.mine))
	mux.HandleFunc("PUT /vote", s.member(s.cast))
	mux.HandleFunc("GET /picture", s.member(s.show("image/svg+xml", s.vote.picture)))
	mux.HandleFunc("GET /record", s.member(s.show("application/json", s.vote.recordText)))
	mux.HandleFunc("GET /minutes", s.member(s.show("text/html; charset=utf-8", s.vote.minutes)))
	mux.HandleFunc("PUT /seats/{id}", s.chair(s.mark))
	mux.HandleFunc("POST /close", s.chair(s.close))
	return http.NewCrossOriginProtection().Handler(mux)
}

// enter takes the token out of the address, where it could be seen.
func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "token", Value: r.FormValue("token"), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// member lets in those who have a token.
func (s *server) member(serve func(w http.ResponseWriter, r *http.Request, seat string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		seat, ok := s.doors.seat(r)
		if !ok {
			http.Error(w, "use the link that you were given", http.StatusUnauthorized)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		serve(w, r, seat)
	}
}

// chair lets in the chair.
func (s *server) chair(serve func(w http.ResponseWriter, r *http.Request)) http.HandlerFunc {
	return s.member(func(w http.ResponseWriter, r *http.Request, seat string) {
		if seat != "" {
			http.Error(w, "this is for the chair", http.StatusForbidden)
			return
		}
		serve(w, r)
	})
}

func (s *server) page(w http.ResponseWriter, r *http.Request, seat string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'")
	w.Write(page)
}

// events sends what everybody may see, at once and whenever it changes, but no more than ten
// times a second.
func (s *server) events(w http.ResponseWriter, r *http.Request, seat string) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		now := s.vote.now.Load()
		fmt.Fprintf(w, "data: %s\n\n", now.text)
		if out.Flush() != nil {
			return
		}
		select {
		case <-now.next:
		case <-r.Context().Done():
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// mine says who one is, and how one has voted.
func (s *server) mine(w http.ResponseWriter, r *http.Request, seat string) {
	var state tripartite.States
	s.vote.look(func() { state = s.vote.ballot.State(seat) })
	json.NewEncoder(w).Encode(map[string]any{"seat": seat, "chair": seat == "", "vote": state})
}

// cast takes the vote of a seat. The same vote again is the same vote.
func (s *server) cast(w http.ResponseWriter, r *http.Request, seat string) {
	if seat == "" {
		http.Error(w, "the chair has no vote here", http.StatusForbidden)
		return
	}
	s.change(w, r, seat, tripartite.Voting)
}

// mark takes the state of a seat that does not vote, from the chair.
func (s *server) mark(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, r.PathValue("id"), tripartite.AllSeats&^tripartite.Voting)
}

// change reads a state, and gives the seat that state if it is allowed.
func (s *server) change(w http.ResponseWriter, r *http.Request, seat string, allowed tripartite.States) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 100))
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
func (s *server) show(kind string, see func() ([]byte, error)) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, r *http.Request, seat string) {
		var text []byte
		err := errOpen
		s.vote.look(func() { text, err = see() })
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.Write(text)
	}
}

// answer writes the status of an error.
func answer(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
		return
	case errors.Is(err, tripartite.ErrUnknown):
		status = http.StatusNotFound
	case errors.Is(err, tripartite.ErrMayNotVote):
		status = http.StatusForbidden
	case errors.Is(err, tripartite.ErrAlreadyCast):
		status = http.StatusConflict
	case errors.Is(err, tripartite.ErrClosed):
		status = http.StatusGone
	}
	http.Error(w, err.Error(), status)
}
