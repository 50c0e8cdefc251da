package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"example.com/tripartite"
)

// who identifies the chair or a seat.
type who struct {
	chair bool
	seat  string
}

// doors maps tokens to seats and the chair. It has only their digests, see of.
type doors struct {
	file string
	who  map[[sha256.Size]byte]who // by the digest of the token
}

// openDoors reads the links of a vote, or makes them. The chair and each seat have one link.
func openDoors(dir, url string, body *tripartite.Body) (*doors, error) {
	d := &doors{filepath.Join(dir, "links.txt"), map[[sha256.Size]byte]who{}}
	text, err := os.ReadFile(d.file)
	if errors.Is(err, os.ErrNotExist) {
		text = []byte(newLinks(url, body))
		err = writeWhole(d.file, text)
	}
	if err != nil {
		return nil, err
	}
	if err := d.read(string(text), body); err != nil {
		return nil, fmt.Errorf("%s: %w", d.file, err)
	}
	return d, nil
}

// everybody returns the chair and the seats of a body.
func everybody(body *tripartite.Body) []who {
	all := []who{{chair: true}}
	for seat := range body.OpenRemote().All() {
		all = append(all, who{seat: seat})
	}
	return all
}

// newLinks returns a line for the chair and one for each seat: a link, a tab, and "chair" or
// "seat" with its ID after another tab. So no ID can pass for the chair.
func newLinks(url string, body *tripartite.Body) string {
	var links strings.Builder
	for _, w := range everybody(body) {
		var token [16]byte
		rand.Read(token[:]) // it never fails
		hexed := hex.EncodeToString(token[:])
		fmt.Fprintf(&links, "%s/enter?token=%s\t%s\n", url, hexed, w.column())
	}
	return links.String()
}

// column returns the last columns of somebody's line.
func (w who) column() string {
	if w.chair {
		return "chair"
	}
	return "seat\t" + w.seat
}

// read reads the lines of a file of links.
func (d *doors) read(text string, body *tripartite.Body) error {
	missing := map[string]who{}
	for _, w := range everybody(body) {
		missing[w.column()] = w
	}
	for line := range strings.Lines(text) {
		link, column, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		_, token, _ := strings.Cut(link, "/enter?token=")
		w, ok := missing[column]
		if len(token) != 32 || !ok {
			return fmt.Errorf("%q: not a link of the chair or a seat, or a second one", line)
		}
		delete(missing, column)
		d.who[sha256.Sum256([]byte(token))] = w
	}
	if len(missing) > 0 {
		return fmt.Errorf("%d seats or the chair have no link", len(missing))
	}
	return nil
}

// of returns whose token it is. It compares digests: the time that this takes tells nothing
// about the digits of a token.
func (d *doors) of(token string) (w who, ok bool) {
	w, ok = d.who[sha256.Sum256([]byte(token))]
	return w, ok
}

// sender returns who sends a request, by the token in its header or its cookie.
func (d *doors) sender(r *http.Request) (w who, ok bool) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if cookie, err := r.Cookie("token"); err == nil && token == "" {
		token = cookie.Value
	}
	return d.of(token)
}
