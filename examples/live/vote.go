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

// vote holds the ballot and the log of a motion. Only one goroutine uses them. It takes all
// jobs that are waiting, writes their entries to the log, waits until these are on the disk,
// and only then answers the jobs. One wait for the disk serves all voters of that moment.
type vote struct {
	motion
	ballot *tripartite.Ballot
	log    *journal
	dir    string
	closed string // the date, if the vote is closed
	jobs   chan job
	stop   chan struct{} // closed by end
	ended  chan struct{} // closed when no further job is taken
	err    error         // why the vote ended by itself, once ended is closed
	now    atomic.Pointer[view]
}

// entry is a line of the log: a seat in a new state, or the end of the vote.
type entry struct {
	Seat  string            `json:"seat,omitempty"`
	State tripartite.States `json:"state,omitzero"`
	Close string            `json:"close,omitempty"` // the date
}

// job is an entry to write, or a function that looks at the ballot.
type job struct {
	entry
	look func()
	done chan error // receives the result
}

// view holds the state of a vote. The vote closes next when there is a newer view.
type view struct {
	text  []byte                       // what is public, in JSON
	votes map[string]tripartite.States // by seat
	next  chan struct{}
}

// openVote opens the vote of a motion, with the entries that its log has.
func openVote(dir string, m motion) (*vote, error) {
	v := &vote{
		motion: m, ballot: m.Body.OpenRemote(), dir: dir,
		jobs: make(chan job, 1000), stop: make(chan struct{}), ended: make(chan struct{}),
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

// end ends the vote. When it returns, everything that counts is on the disk. It returns the
// error with which the vote ended by itself, if it did.
func (v *vote) end() error {
	close(v.stop)
	<-v.ended
	return v.err
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

var (
	errOpen   = errors.New("the vote is not closed")
	errSecret = errors.New("the ballot is secret, and its figures would tell how a seat voted: " +
		"only the outcome is published")
	errEnded = errors.New("the server is being stopped: try again")
)

// write applies an entry, and returns when it is on the disk.
func (v *vote) write(e entry) error { return v.do(job{entry: e}) }

// look calls a function that looks at the ballot. It sees only what is on the disk.
func (v *vote) look(f func()) error { return v.do(job{look: f}) }

// do hands a job to the goroutine of the ballot, and returns its result.
func (v *vote) do(j job) error {
	j.done = make(chan error, 1)
	select {
	case v.jobs <- j:
	case <-v.ended:
		return errEnded
	}
	select {
	case err := <-j.done:
		return err
	case <-v.ended:
		select {
		case err := <-j.done: // the job was in the last batch
			return err
		default:
			return errEnded
		}
	}
}

// run does jobs until end is called, or until the log can no longer be trusted.
func (v *vote) run() {
	defer close(v.ended)
	for {
		select {
		case j := <-v.jobs:
			batch := []job{j}
			for len(v.jobs) > 0 {
				batch = append(batch, <-v.jobs)
			}
			if v.err = v.process(batch); v.err != nil {
				return
			}
		case <-v.stop:
			return
		}
	}
}

// process does the jobs of a batch. No job is answered before the entries are on the disk,
// not even with a refusal: a refusal or a look may depend on an entry of the same batch. If
// there is an error, no job is answered.
func (v *vote) process(batch []job) error {
	var entries []entry
	results := make([]error, len(batch))
	for i, j := range batch {
		if j.look == nil && !v.has(j.entry) {
			if results[i] = v.apply(j.entry); results[i] == nil {
				entries = append(entries, j.entry)
			}
		}
	}
	kept, err := v.keep(entries)
	if err != nil {
		return err
	}
	for i, j := range batch {
		switch {
		case j.look != nil:
			j.look()
		case !kept && !v.has(j.entry):
			results[i] = errDisk
		}
		j.done <- results[i]
	}
	return nil
}

// has reports whether the ballot is already as an entry would make it. A voter repeats a vote
// if the answer was lost, perhaps after the end: the vote counts, and is not written again.
func (v *vote) has(e entry) bool {
	return e.Close != "" && v.closed != "" || e.Seat != "" && v.ballot.State(e.Seat) == e.State
}

// keep writes entries to the log, and reports whether it did. If it could not, as on a full
// disk, it takes them out of the ballot. If there is an error, the ballot may have entries
// that the log does not have, or the other way round.
func (v *vote) keep(entries []entry) (kept bool, err error) {
	if len(entries) == 0 {
		return true, nil
	}
	if err := v.log.add(entries); err != nil {
		if errors.Is(err, errLog) {
			return false, err
		}
		log.Print(err)
		return false, v.reload()
	}
	v.publish(v.now.Load())
	if v.closed != "" {
		if err := v.store(); err != nil { // the log has everything: the next start stores it
			log.Print(err)
		}
	}
	return true, nil
}

// reload makes the ballot again from the log, which is all that counts.
func (v *vote) reload() error {
	v.ballot, v.closed = v.Body.OpenRemote(), ""
	file, err := os.Open(logName(v.dir))
	if err != nil {
		return err
	}
	defer file.Close()
	v.log = &journal{file: v.log.file}
	return v.log.read(file, v.apply)
}

// publish replaces the view, and tells those who wait for a newer one.
func (v *vote) publish(old *view) {
	text, err := json.Marshal(v.state())
	if err != nil {
		log.Fatal(err)
	}
	v.now.Store(&view{text, maps.Collect(v.ballot.All()), make(chan struct{})})
	if old != nil {
		close(old.next)
	}
}

// state is the public state of a vote.
type state struct {
	Version int                 `json:"version"` // changes whenever the vote does
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

// fewestHidden is the number of votes of a bloc from which on its figures do not tell how each
// seat voted, unless all voted alike.
const fewestHidden = 3

// publishesFigures reports whether everybody may see how many seats voted for and against. In
// a secret ballot they may at the end, if no bloc has only one or two votes: its figures
// would tell these votes, and those of a chair or of a seat that weighs more than others.
func (v *vote) publishesFigures() bool {
	if !v.Secret {
		return true
	}
	for _, bloc := range v.ballot.Tally().Blocs() {
		if n := bloc.Seats(tripartite.Voting); 0 < n && n < fewestHidden {
			return false
		}
	}
	return v.closed != ""
}

// state returns the public state. In a secret ballot, that is how many seats have voted and,
// at the end, the outcome, with its figures if they may be published.
func (v *vote) state() state {
	tally := v.ballot.Tally()
	s := state{
		Version: v.log.lines, Title: v.Title, Rule: v.Rule, Secret: v.Secret, Closed: v.closed != "",
		Seats: tally.Seats(tripartite.AllSeats), Voted: tally.Seats(tripartite.Voting),
		Outcome: "not known",
	}
	if v.Secret && !s.Closed {
		return s
	}
	if possible, err := v.ballot.Possible(v.Rule.Rule); err == nil {
		_, s.Certain = possible.Certain()
		s.Outcome = possible.String()
	}
	if v.publishesFigures() {
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
	if !v.publishesFigures() {
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

// minutesData holds the values of the template of the minutes.
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

// minutes returns the minutes of a closed vote as a page. It has the picture, the finding and
// the vote of each seat, as far as these are public.
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
	if v.publishesFigures() {
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

// picture returns the picture of the vote so far, unless the figures are secret.
func (v *vote) picture() ([]byte, error) {
	switch {
	case v.Secret && v.closed == "":
		return nil, errOpen
	case !v.publishesFigures():
		return nil, errSecret
	}
	tally := v.ballot.Tally()
	p := tripartite.Picture{}
	if v.closed == "" {
		p.Open = tripartite.Silent | tripartite.Absent
		// Without the possible outcomes, the picture shows the outcome so far.
		p.Possible, _ = v.ballot.Possible(v.Rule.Rule)
	}
	return p.Vote(tally, tripartite.Explain(v.Rule.Rule, tally))
}
