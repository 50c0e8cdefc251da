package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"iter"
	"log"
	"maps"
	"os"
	"path/filepath"
	"sync/atomic"

	"example.com/tripartite"
)

// motion is what the vote is about.
type motion struct {
	Title  string
	Rule   tripartite.Rule
	Secret bool
}

// vote is a vote that is being taken. One goroutine owns the ballot and the log: it takes
// what has come in since, writes it all to the log at once, waits until it is on the disk,
// and only then answers.
type vote struct {
	motion
	ballot *tripartite.Ballot
	log    *os.File
	dir    string
	closed string // the date, if the vote is closed
	asked  chan question
	now    atomic.Pointer[view]
}

// entry is a line of the log: a seat in a new state, or the end of the vote.
type entry struct {
	Seat  string            `json:"seat,omitempty"`
	State tripartite.States `json:"state,omitzero"`
	Close string            `json:"close,omitempty"` // the date
}

// question is an entry on its way to the log, or something to look up.
type question struct {
	entry
	look   func()
	answer chan error
}

// view is what everybody may see. next is closed when there is a newer one.
type view struct {
	text []byte // JSON
	next chan struct{}
}

// openVote opens the vote, and goes on where its log ends.
func openVote(dir string, m motion, body *tripartite.Body) (*vote, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(dir, "votes.log"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	v := &vote{motion: m, ballot: body.OpenRemote(), log: file, dir: dir, asked: make(chan question, 1000)}
	if err := v.replay(); err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name(), err)
	}
	v.publish(nil)
	go v.run()
	return v, nil
}

// replay applies the log. A last line without an end was being written when the server was
// killed: nobody was told that it counts, so it is cut off.
func (v *vote) replay() error {
	lines := bufio.NewReader(v.log)
	size := int64(0)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			if err := v.log.Truncate(size); err != nil {
				return err
			}
			_, err := v.log.Seek(size, io.SeekStart)
			return err
		}
		if err != nil {
			return err
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return err
		}
		if err := v.apply(e); err != nil {
			return err
		}
		size += int64(len(line))
	}
}

// apply changes the ballot.
func (v *vote) apply(e entry) error {
	switch {
	case e.Close != "":
		v.ballot.Close()
		v.closed = e.Close
		return nil
	case e.State&tripartite.Voting != 0:
		return v.ballot.Cast(e.Seat, e.State)
	}
	return v.ballot.Mark(e.Seat, e.State)
}

// errOpen is the answer for a record that is not there yet.
var errOpen = errors.New("the vote is not closed")

// ask applies an entry, and returns when it is on the disk.
func (v *vote) ask(e entry) error {
	q := question{entry: e, answer: make(chan error, 1)}
	v.asked <- q
	return <-q.answer
}

// look calls a function that looks at the ballot.
func (v *vote) look(f func()) {
	q := question{look: f, answer: make(chan error, 1)}
	v.asked <- q
	<-q.answer
}

// run owns the ballot. If the log cannot be written, nothing can be promised any more, and
// the program ends.
func (v *vote) run() {
	for q := range v.asked {
		batch := []question{q}
		for len(v.asked) > 0 {
			batch = append(batch, <-v.asked)
		}
		var lines bytes.Buffer
		var answered []question
		for _, q := range batch {
			if q.look != nil {
				q.look()
				q.answer <- nil
			} else if err := v.take(q.entry, &lines); err != nil {
				q.answer <- err
			} else {
				answered = append(answered, q)
			}
		}
		if lines.Len() > 0 {
			v.write(lines.Bytes())
			v.publish(v.now.Load())
		}
		for _, q := range answered {
			q.answer <- nil
		}
	}
}

// write adds lines to the log, and returns when they are on the disk.
func (v *vote) write(lines []byte) {
	_, err := v.log.Write(lines)
	if err == nil {
		err = v.log.Sync()
	}
	if err != nil {
		log.Fatal(err)
	}
}

// take applies an entry, and adds its line to those for the log. Who says again what it has
// said adds none.
func (v *vote) take(e entry, lines *bytes.Buffer) error {
	if e.Seat != "" && v.closed == "" && v.ballot.State(e.Seat) == e.State || e.Close != "" && v.closed != "" {
		return nil
	}
	if err := v.apply(e); err != nil {
		return err
	}
	line, err := json.Marshal(e)
	lines.Write(append(line, '\n'))
	return err
}

// publish replaces what everybody may see.
func (v *vote) publish(old *view) {
	text, err := json.Marshal(v.state())
	if err != nil {
		log.Fatal(err)
	}
	v.now.Store(&view{text, make(chan struct{})})
	if old != nil {
		close(old.next)
	}
}

// state is what everybody may see, in JSON.
type state struct {
	Title   string            `json:"title"`
	Rule    tripartite.Rule   `json:"rule"`
	Closed  bool              `json:"closed"`
	Seats   int               `json:"seats"`
	Voted   int               `json:"voted"`
	Outcome string            `json:"outcome"` // what is certain, or what is possible
	Certain bool              `json:"certain"`
	Finding string            `json:"finding,omitempty"`
	Votes   map[string]string `json:"votes,omitempty"`
}

// state returns what everybody may see. In a secret ballot, that is how many have voted
// and, in the end, the outcome with its figures.
func (v *vote) state() state {
	tally := v.ballot.Tally()
	s := state{
		Title: v.Title, Rule: v.Rule, Closed: v.closed != "",
		Seats: tally.Seats(tripartite.AllSeats), Voted: tally.Seats(tripartite.Voting), Outcome: "not known",
	}
	if v.Secret && !s.Closed {
		return s
	}
	s.Finding = tripartite.Explain(v.Rule, tally).String()
	if possible, err := v.ballot.Possible(v.Rule); err == nil {
		_, s.Certain = possible.Certain()
		s.Outcome = possible.String()
	}
	if !v.Secret {
		s.Votes = map[string]string{}
		for id, state := range v.ballot.All() {
			s.Votes[id] = state.String()
		}
	}
	return s
}

// record returns the record, if the vote is closed. It is made from the log, so that it is
// the same after a restart. In a secret ballot, it has no seats.
func (v *vote) record() (*tripartite.Record, error) {
	if v.closed == "" {
		return nil, errOpen
	}
	r, err := tripartite.NewRecord(v.Rule, v.ballot.Tally())
	if err != nil {
		return nil, err
	}
	r.Title, r.Date, r.Sources = v.Title, v.closed, []string{"the log of the ballot"}
	if !v.Secret {
		r.Seats, r.Counts = maps.Collect(v.ballot.All()), nil
	}
	return r, nil
}

// recordText returns the record in JSON.
func (v *vote) recordText() ([]byte, error) {
	r, err := v.record()
	if err != nil {
		return nil, err
	}
	return json.Marshal(r)
}

//go:embed minutes.html
var minutesText string

var minutesPage = template.Must(template.New("minutes").Parse(minutesText))

// minutes returns the record as a page: the picture, which has the seats of each group, the
// finding, how each seat voted unless that is secret, and the sources.
func (v *vote) minutes() ([]byte, error) {
	r, err := v.record()
	if err != nil {
		return nil, err
	}
	svg, err := tripartite.Picture{}.Vote(v.ballot.Tally(), *r.Finding)
	if err != nil {
		return nil, err
	}
	seats := v.ballot.All() // in the order of the body
	if v.Secret {
		seats = nil
	}
	var page bytes.Buffer
	err = minutesPage.Execute(&page, struct {
		*tripartite.Record
		Picture template.HTML // a picture escapes its texts
		Seats   iter.Seq2[string, tripartite.States]
	}{r, template.HTML(svg), seats})
	return page.Bytes(), err
}

// picture returns the picture of the vote so far. There is none of a secret ballot that is
// still open.
func (v *vote) picture() ([]byte, error) {
	if v.Secret && v.closed == "" {
		return nil, errOpen
	}
	tally := v.ballot.Tally()
	p := tripartite.Picture{}
	if v.closed == "" {
		p.Open = tripartite.Silent | tripartite.Absent
		p.Possible, _ = v.ballot.Possible(v.Rule) // without it, the picture shows the outcome so far
	}
	return p.Vote(tally, tripartite.Explain(v.Rule, tally))
}
