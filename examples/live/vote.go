package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"html/template"
	"iter"
	"log"
	"maps"
	"os"
	"path/filepath"
	"sync/atomic"

	"example.com/tripartite"
)

// vote is a vote that is being taken. One goroutine owns the ballot and the log: it takes
// what has come in since, writes it all to the log at once, waits until it is on the disk,
// and only then answers.
type vote struct {
	motion
	ballot *tripartite.Ballot
	log    *journal
	dir    string
	closed string // the date, if the vote is closed
	asked  chan question
	stop   chan struct{} // closed to end it
	ended  chan struct{} // closed when it takes nothing any more
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

// openVote opens the vote of a motion, and goes on where its log ends.
func openVote(dir string, m motion) (*vote, error) {
	v := &vote{
		motion: m, ballot: m.Body.OpenRemote(), dir: dir,
		asked: make(chan question, 1000), stop: make(chan struct{}), ended: make(chan struct{}),
	}
	var err error
	if v.log, err = openJournal(dir, v.apply); err != nil {
		return nil, err
	}
	if err := v.store(); err != nil {
		return nil, err
	}
	v.publish(nil)
	go v.run()
	return v, nil
}

// end ends the vote. When it returns, everything that counts is on the disk.
func (v *vote) end() {
	close(v.stop)
	<-v.ended
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

// What a vote answers that the package does not say.
var (
	errOpen   = errors.New("the vote is not closed")
	errSecret = errors.New("the ballot is secret, and its figures would tell how a seat voted: only the outcome is published")
	errEnded  = errors.New("the server is being stopped: try again")
)

// ask applies an entry, and returns when it is on the disk.
func (v *vote) ask(e entry) error { return v.send(question{entry: e}) }

// look calls a function that looks at the ballot.
func (v *vote) look(f func()) error { return v.send(question{look: f}) }

// send sends a question, and waits for its answer.
func (v *vote) send(q question) error {
	q.answer = make(chan error, 1)
	select {
	case v.asked <- q:
	case <-v.ended:
		return errEnded
	}
	select {
	case err := <-q.answer:
		return err
	case <-v.ended:
		select {
		case err := <-q.answer: // it was answered last
			return err
		default:
			return errEnded
		}
	}
}

// run owns the ballot.
func (v *vote) run() {
	defer close(v.ended)
	for {
		select {
		case q := <-v.asked:
			batch := []question{q}
			for len(v.asked) > 0 {
				batch = append(batch, <-v.asked)
			}
			v.answer(batch)
		case <-v.stop:
			return
		}
	}
}

// answer takes questions, and answers those that changed something when that is on the disk.
func (v *vote) answer(batch []question) {
	var entries []entry
	var waiting []question
	for _, q := range batch {
		if q.look != nil {
			q.look()
			q.answer <- nil
			continue
		}
		changed, err := v.take(q.entry)
		if changed {
			entries = append(entries, q.entry)
		}
		if err != nil {
			q.answer <- err
		} else {
			waiting = append(waiting, q)
		}
	}
	err := v.keep(entries)
	for _, q := range waiting {
		q.answer <- err
	}
}

// take applies an entry, and reports whether it changed something. Who says again what has
// been said already changes nothing, not even after the end: the answer may have been lost.
func (v *vote) take(e entry) (changed bool, err error) {
	if e.Close != "" && v.closed != "" || e.Seat != "" && v.ballot.State(e.Seat) == e.State {
		return false, nil
	}
	err = v.apply(e)
	return err == nil, err
}

// keep writes entries to the log. If it cannot, as on a full disk, the ballot goes back to
// where the log is.
func (v *vote) keep(entries []entry) error {
	if len(entries) == 0 {
		return nil
	}
	err := v.log.add(entries)
	if err != nil {
		log.Print(err)
		v.reload()
		return errDisk
	}
	v.publish(v.now.Load())
	if v.closed != "" {
		if err := v.store(); err != nil { // the log has it, and the next start stores it
			log.Print(err)
		}
	}
	return nil
}

// reload makes the ballot again from the log. If that fails, nothing can be promised any more.
func (v *vote) reload() {
	v.ballot, v.closed = v.Body.OpenRemote(), ""
	file, err := os.Open(filepath.Join(v.dir, "votes.log"))
	if err == nil {
		again := &journal{file: v.log.file}
		err = again.read(file, v.apply)
		v.log = again
		file.Close()
	}
	if err != nil {
		log.Fatal(err)
	}
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
	Title   string              `json:"title"`
	Rule    tripartite.RuleText `json:"rule"`
	Secret  bool                `json:"secret"`
	Closed  bool                `json:"closed"`
	Seats   int                 `json:"seats"`
	Voted   int                 `json:"voted"`
	Outcome string              `json:"outcome"` // what is certain, or what is possible
	Certain bool                `json:"certain"`
	Finding string              `json:"finding,omitempty"`
	Votes   map[string]string   `json:"votes,omitempty"`
}

// state returns what everybody may see. In a secret ballot, that is how many have voted
// and, in the end, the outcome, with its figures if they tell nobody's vote.
func (v *vote) state() state {
	tally := v.ballot.Tally()
	s := state{
		Title: v.Title, Rule: v.Rule, Secret: v.Secret, Closed: v.closed != "",
		Seats: tally.Seats(tripartite.AllSeats), Voted: tally.Seats(tripartite.Voting), Outcome: "not known",
	}
	if v.Secret && !s.Closed {
		return s
	}
	if possible, err := v.ballot.Possible(v.Rule.Rule); err == nil {
		_, s.Certain = possible.Certain()
		s.Outcome = possible.String()
	}
	if v.publishesCounts() {
		s.Finding = tripartite.Explain(v.Rule.Rule, tally).String()
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
// the same after a restart. That of a secret ballot has no seats.
func (v *vote) record() (*tripartite.Record, error) {
	if v.closed == "" {
		return nil, errOpen
	}
	if !v.publishesCounts() {
		return nil, errSecret
	}
	r, err := tripartite.NewRecord(v.Rule.Rule, v.ballot.Tally())
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

// minutesData is what the minutes show.
type minutesData struct {
	Title, Date string
	Outcome     tripartite.Outcome
	Rule        string
	Seats       int
	Voted       int
	Finding     *tripartite.Finding
	Picture     template.HTML                        // a picture escapes its texts
	Votes       iter.Seq2[string, tripartite.States] // in the order of the body
}

// minutes returns the minutes of a closed vote as a page: the picture, which has the seats of
// each group, the finding and how each seat voted, as far as they are public.
func (v *vote) minutes() ([]byte, error) {
	if v.closed == "" {
		return nil, errOpen
	}
	tally := v.ballot.Tally()
	finding := tripartite.Explain(v.Rule.Rule, tally)
	data := minutesData{
		Title: v.Title, Date: v.closed, Outcome: finding.Outcome, Rule: v.Rule.String(),
		Seats: tally.Seats(tripartite.AllSeats), Voted: tally.Seats(tripartite.Voting),
	}
	if v.publishesCounts() {
		svg, err := tripartite.Picture{}.Vote(tally, finding)
		if err != nil {
			return nil, err
		}
		data.Finding, data.Picture = &finding, template.HTML(svg)
	}
	if !v.Secret {
		data.Votes = v.ballot.All()
	}
	var page bytes.Buffer
	err := minutesPage.Execute(&page, data)
	return page.Bytes(), err
}

// store writes the record and the minutes of a closed vote into its directory.
func (v *vote) store() error {
	if v.closed == "" {
		return nil
	}
	minutes, err := v.minutes()
	if err == nil {
		err = writeWhole(filepath.Join(v.dir, "minutes.html"), minutes)
	}
	record, recordErr := v.recordText()
	if err == nil && recordErr == nil {
		err = writeWhole(filepath.Join(v.dir, "record.json"), record)
	}
	if errors.Is(recordErr, errSecret) {
		return err
	}
	return errors.Join(err, recordErr)
}

// picture returns the picture of the vote so far. There is none of a secret ballot that is
// still open, or whose figures stay secret.
func (v *vote) picture() ([]byte, error) {
	switch {
	case v.Secret && v.closed == "":
		return nil, errOpen
	case !v.publishesCounts():
		return nil, errSecret
	}
	tally := v.ballot.Tally()
	p := tripartite.Picture{}
	if v.closed == "" {
		p.Open = tripartite.Silent | tripartite.Absent
		p.Possible, _ = v.ballot.Possible(v.Rule.Rule) // without it, the picture shows the outcome so far
	}
	return p.Vote(tally, tripartite.Explain(v.Rule.Rule, tally))
}
