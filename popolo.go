package tripartite

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Popolo is a format for votes that many parliamentary sites read. Its words for options
// and results are these; the other states keep the words of this package, as the format
// allows.

var popoloOptions = map[States]string{For: "yes", Against: "no", Abstain: "abstain", Absent: "absent", Silent: "not voting"}

var popoloResults = [...]string{Void: "void", Rejected: "fail", Adopted: "pass"}

type popoloEvent struct {
	Identifier string         `json:"identifier,omitempty"`
	Motion     popoloMotion   `json:"motion"`
	StartDate  string         `json:"start_date,omitempty"`
	Result     string         `json:"result,omitempty"`
	Counts     []popoloCount  `json:"counts,omitempty"`
	Votes      []popoloVote   `json:"votes,omitempty"`
	Sources    []popoloSource `json:"sources,omitempty"`
}

type popoloMotion struct {
	Text        string `json:"text,omitempty"`
	Requirement string `json:"requirement,omitempty"`
	Result      string `json:"result,omitempty"`
}

type popoloCount struct {
	Option string       `json:"option"`
	Value  int          `json:"value"`
	Group  *popoloGroup `json:"group,omitempty"`
}

type popoloVote struct {
	VoterID string       `json:"voter_id"`
	Option  string       `json:"option"`
	Group   *popoloGroup `json:"group,omitempty"`
	Weight  json.Number  `json:"weight,omitempty"`
}

type popoloGroup struct {
	Name string `json:"name"`
}

type popoloSource struct {
	Note string `json:"note,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Popolo returns the record as a vote event in the Popolo format, as JSON: the counts of
// each bloc and, if the record has seats, the vote of each. The requirement of the motion
// is the text of the rule. For, against, abstain, absent, and silent become "yes", "no",
// "abstain", "absent" and "not voting"; spoilt, suspended and vacant keep their names.
// Adopted, rejected and void become "pass", "fail" and "void".
//
// Popolo has no body and no finding, so these are lost. If the record has published figures
// only, or votes that do not fit the body, the error is [ErrRecord]. Counts are votes in
// Popolo, and seats in this package. If a seat does not weigh 1, these differ, and the error
// is [ErrBody].
func (r *Record) Popolo() ([]byte, error) {
	t, err := r.Tally()
	if err != nil {
		return nil, err
	}
	if err := r.Body.popoloError(); err != nil {
		return nil, err
	}
	result := popoloResults[valid(r.Outcome)]
	event := popoloEvent{
		Identifier: r.Title, StartDate: r.Date, Result: result,
		Motion: popoloMotion{Text: r.Title, Requirement: textOf(r.Rule), Result: result},
	}
	for bloc := range t.Blocs() {
		for s := For; s != 0; s <<= 1 {
			if n := bloc.Seats(s); n > 0 {
				event.Counts = append(event.Counts, popoloCount{popoloOption(s), n, &popoloGroup{bloc.Name()}})
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Seats)) {
		name, _ := r.Body.BlocOf(id)
		event.Votes = append(event.Votes, popoloVote{id, popoloOption(r.Seats[id]), &popoloGroup{name}, "1"})
	}
	for _, source := range r.Sources {
		if strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://") {
			event.Sources = append(event.Sources, popoloSource{URL: source})
		} else {
			event.Sources = append(event.Sources, popoloSource{Note: source})
		}
	}
	return json.Marshal(event)
}

// popoloError returns an error if an event cannot hold the votes of the body: its counts are
// votes, and those of a record are seats.
func (b *Body) popoloError() error {
	if len(b.leaves()) == 0 {
		return &Error{Op: "popolo", Name: "body", Err: errNoSeats}
	}
	for _, i := range b.leaves() {
		if n := &b.nodes[i]; n.size > 0 && !n.weight.Equal(whole(1)) {
			return &Error{Op: "popolo", Name: n.name, Detail: "counts are votes in Popolo and seats here: want seats that all weigh 1", Err: errUnequal}
		}
	}
	return nil
}

func popoloOption(s States) string {
	if option, ok := popoloOptions[s]; ok {
		return option
	}
	return s.String()
}

// ParsePopolo reads a vote of the body from a vote event in Popolo, a JSON format of
// parliamentary sites. If rule is nil, the requirement of the motion is parsed as the rule.
// ignored names up to 20 members of the event that a record has no place for, as
// "votes[0].role".
//
// If the event has votes, they become the Seats of the record. If it has the counts of all
// blocs, they become its Counts. Any other counts become Figures.
//
// The errors are:
//
//   - [ErrText] for malformed JSON, a member given twice, a requirement that is not the
//     text of a rule, a result other than "pass", "fail" and "void", two different results,
//     and an option that is no state of a seat, such as "paired"
//   - [ErrCounts] for a weight or a group that the voter does not have, and for counts that
//     the votes contradict
//   - [ErrBody] if the body is nil, or a seat does not weigh 1: counts are votes in Popolo,
//     and seats in a record
//
// [Record.Check] says whether the votes fit the body.
func ParsePopolo(data []byte, b *Body, rule Rule) (r *Record, ignored []string, err error) {
	wrong := func(name string, err error) error {
		return &Error{Op: "popolo", Name: name, Err: problem{err, inner(err)}}
	}
	if err := b.popoloError(); err != nil {
		return nil, nil, err
	}
	var event popoloEvent
	d := &decoder{op: "popolo", lenient: true}
	if err := d.decode(data, &event); err != nil {
		return nil, nil, err
	}
	r = &Record{Title: cmp.Or(event.Motion.Text, event.Identifier), Date: event.StartDate, Body: b, Rule: rule}
	if rule == nil {
		if r.Rule, err = ParseRule(event.Motion.Requirement); err != nil {
			return nil, nil, wrong("motion.requirement", err)
		}
	}
	result := cmp.Or(event.Result, event.Motion.Result)
	outcome := slices.Index(popoloResults[:], result)
	switch {
	case outcome < 0:
		return nil, nil, wrong("result", problem{ErrText, quoted(result) + `: want "pass", "fail" or "void"`})
	case event.Motion.Result != "" && event.Motion.Result != result:
		return nil, nil, wrong("motion.result", problem{ErrText, quoted(event.Motion.Result) + ", and the result is " + quoted(result)})
	}
	r.Outcome = Outcome(outcome)
	for _, source := range event.Sources {
		r.Sources = append(r.Sources, source.Note+source.URL)
	}
	if err := errors.Join(r.takeVotes(event.Votes), r.takeCounts(event.Counts)); err != nil {
		return nil, nil, wrong("option", err)
	}
	if err := r.agree(event); err != nil {
		return nil, nil, wrong("votes", err)
	}
	return r, d.ignored, nil
}

// agree returns an error if the groups, the weights or the counts of an event contradict
// its votes. If the votes do not fit the body, [Record.Check] says so.
func (r *Record) agree(event popoloEvent) error {
	if r.Seats == nil {
		return nil
	}
	t, err := r.Body.TallySeats(r.Seats)
	if err != nil {
		return nil
	}
	for _, v := range event.Votes {
		bloc, _ := r.Body.BlocOf(v.VoterID)
		if v.Group != nil && t.bloc(v.Group.Name).part == nil || v.Group != nil && !r.Body.within(r.Body.index[bloc], r.Body.index[v.Group.Name]) {
			return problem{ErrCounts, quoted(v.VoterID) + " is not in " + quoted(v.Group.Name)}
		}
		if v.Weight != "" && v.Weight != "1" {
			return problem{ErrCounts, quoted(v.VoterID) + " has weight " + quoted(v.Weight.String()) + ", and in the body 1"}
		}
	}
	for _, c := range event.Counts {
		part := t
		if c.Group != nil {
			part = t.bloc(c.Group.Name)
		}
		if state, err := popoloState(c.Option); err == nil && part.Seats(state) != c.Value {
			return problem{ErrCounts, fmt.Sprintf("%d %v are counted, and %d voted so", c.Value, state, part.Seats(state))}
		}
	}
	return nil
}

// takeVotes sets the seats of the record.
func (r *Record) takeVotes(votes []popoloVote) error {
	var errs []error
	for _, v := range votes {
		if r.Seats == nil {
			r.Seats = map[string]States{}
		}
		state, err := popoloState(v.Option)
		if _, twice := r.Seats[v.VoterID]; twice {
			err = problem{ErrText, quoted(v.VoterID) + " votes twice"}
		}
		if err != nil && len(errs) < mostNamed {
			errs = append(errs, err)
		}
		r.Seats[v.VoterID] = state
	}
	return errors.Join(errs...)
}

// takeCounts sets the counts or the figures of the record, unless it has seats.
func (r *Record) takeCounts(counts []popoloCount) error {
	taken, whole := Counts{}, true
	var errs []error
	for _, c := range counts {
		state, err := popoloState(c.Option)
		if err != nil {
			if errs = append(errs, err); len(errs) == mostNamed {
				break
			}
			continue
		}
		name := ""
		if c.Group != nil {
			name = c.Group.Name
		}
		whole = whole && name != ""
		taken[name] = taken[name].Plus(oneState(state, c.Value))
		r.Figures = append(r.Figures, ExactFigure(name, state, c.Value))
	}
	if r.Seats != nil {
		r.Figures = nil
	} else if _, err := r.Body.Tally(taken); whole && err == nil {
		r.Counts, r.Figures = taken, nil
	}
	return errors.Join(errs...)
}

// oneState returns the count of seats in one state.
func oneState(s States, n int) Count {
	var c [8]int
	for i := range c {
		if s == 1<<i {
			c[i] = n
		}
	}
	return countOf(c)
}

// popoloState returns the state of an option.
func popoloState(option string) (States, error) {
	for state, name := range popoloOptions {
		if option == name {
			return state, nil
		}
	}
	if s, ok := parseSet(option); ok && s.single() {
		return s, nil
	}
	return 0, problem{ErrText, quoted(option) + " is no state of a seat"}
}
