package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"example.com/tripartite"
)

// event is a vote event: see popoloproject.com/specs/vote-event.html. Null is as good as
// absent. Other members are ignored: a motion has a result, too, and can have several votes.
type event struct {
	Motion struct {
		Text        string `json:"text,omitempty"`
		Requirement string `json:"requirement,omitempty"`
	} `json:"motion"`
	StartDate string  `json:"start_date,omitempty"`
	Result    string  `json:"result,omitempty"`
	Counts    []count `json:"counts,omitempty"`
	Votes     []vote  `json:"votes,omitempty"`
}

// count is a number of votes, and not of seats: a seat of weight 2 has two votes.
type count struct {
	Option string      `json:"option"`
	Value  json.Number `json:"value"`          // a whole number
	Group  name        `json:"group,omitzero"` // without one, the whole body
}

type vote struct {
	VoterID string      `json:"voter_id,omitempty"`
	Voter   name        `json:"voter,omitzero"`
	Option  string      `json:"option"`
	Weight  json.Number `json:"weight,omitempty"`
}

func (v vote) seat() string { return cmp.Or(string(v.Voter), v.VoterID) }

// name is a voter or a group: an object that has a name, or the name by itself.
type name string

func (n name) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"name": string(n)})
}

func (n *name) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		return json.Unmarshal(data, (*string)(n))
	}
	var object struct{ Name string }
	err := json.Unmarshal(data, &object)
	*n = name(object.Name)
	return err
}

var results = [...]string{tripartite.Void: "void", tripartite.Rejected: "fail", tripartite.Adopted: "pass"}

// house is what an event does not say. Of several options for a state, the first in the
// alphabet is written.
type house struct {
	body    *tripartite.Body
	rule    tripartite.Rule
	options map[string]tripartite.States
}

// weights returns what a seat weighs in each bloc. If seats share a power, their votes depend
// on how the others ended, and an event has no place for that.
func (h house) weights() (map[string]*big.Rat, error) {
	first, second, third, rest := h.body.Describe()
	if slices.ContainsFunc(append(rest, first, second, third), shares) {
		return nil, errors.New("seats share a power: want seats of fixed weights")
	}
	weights := map[string]*big.Rat{}
	for _, bloc := range h.body.OpenRoom().Tally().Blocs() {
		votes, seats := bloc.Votes(tripartite.AllSeats).Rat(), bloc.Seats(tripartite.AllSeats)
		weights[bloc.Name()] = votes.Quo(votes, big.NewRat(int64(max(1, seats)), 1))
	}
	return weights, nil
}

func shares(b tripartite.Bloc) bool { return b.SharedBy != 0 || slices.ContainsFunc(b.Blocs, shares) }

// read returns the record of an event. Without a result, the outcome is that of the rule.
// [tripartite.Record.Check] says whether a result follows from the votes.
func (h house) read(text []byte) (*tripartite.Record, error) {
	var e event
	weights, err := h.weights()
	if err := cmp.Or(json.Unmarshal(text, &e), err); err != nil {
		return nil, err
	}
	r := &tripartite.Record{Title: e.Motion.Text, Date: e.StartDate, Body: h.body, Rule: h.rule}
	if len(e.Votes) > 0 {
		r.Seats, err = h.seats(e, weights)
	} else {
		r.Counts, err = h.counts(e, weights)
	}
	t, err2 := r.Tally()
	if err := cmp.Or(err, err2); err != nil {
		return nil, err
	}
	outcome := slices.Index(results[:], cmp.Or(e.Result, results[h.rule.Decide(t)]))
	if outcome < 0 {
		return nil, fmt.Errorf("result %q: want one of %q", e.Result, results)
	}
	r.Outcome = tripartite.Outcome(outcome)
	return r, nil
}

// seats returns the state of each seat that has a vote. What the event says twice must agree.
func (h house) seats(e event, weights map[string]*big.Rat) (map[string]tripartite.States, error) {
	seats := map[string]tripartite.States{}
	for _, v := range e.Votes {
		bloc, known := h.body.BlocOf(v.seat())
		switch given, err := tripartite.ParseFraction(cmp.Or(v.Weight.String(), "0")); {
		case !known || seats[v.seat()] != 0:
			return nil, fmt.Errorf("vote of %q: want one vote of each seat", v.seat())
		case h.options[v.Option] == 0:
			return nil, fmt.Errorf("vote of %q: this house has not said what %q means", v.seat(), v.Option)
		case err != nil, v.Weight != "" && given.Rat().Cmp(weights[bloc]) != 0:
			return nil, fmt.Errorf("vote of %q: weight %v, and in the body %s", v.seat(), v.Weight, weights[bloc].RatString())
		}
		seats[v.seat()] = h.options[v.Option]
	}
	for _, c := range e.Counts {
		cast := new(big.Rat)
		for _, v := range e.Votes {
			bloc, _ := h.body.BlocOf(v.seat())
			if v.Option == c.Option && (c.Group == "" || strings.HasPrefix(bloc+"/", string(c.Group)+"/")) {
				cast.Add(cast, weights[bloc])
			}
		}
		if given, err := tripartite.ParseFraction(c.Value.String()); err != nil || given.Rat().Cmp(cast) != 0 {
			return nil, fmt.Errorf("count of %q in %q: %q, and %s votes are cast", c.Option, c.Group, c.Value, cast.RatString())
		}
	}
	return seats, nil
}

// counts returns the seats that have the votes of each bloc.
func (h house) counts(e event, weights map[string]*big.Rat) (tripartite.Counts, error) {
	counts := tripartite.Counts{}
	for _, c := range e.Counts {
		group, weight := string(c.Group), weights[string(c.Group)]
		votes, err := tripartite.ParseFraction(c.Value.String())
		if err != nil || weight == nil || weight.Sign() == 0 {
			return nil, fmt.Errorf("count of %q in %q: %q: want the votes of a bloc that has some, or of each seat", c.Option, group, c.Value)
		}
		seats := new(big.Rat).Quo(votes.Rat(), weight)
		if !seats.IsInt() || seats.Num().BitLen() > 31 {
			return nil, fmt.Errorf("count of %q in %q: %v votes of seats that have %s each", c.Option, group, votes, weight.RatString())
		}
		in, err := tripartite.CountOf(h.options[c.Option], int(seats.Num().Int64()))
		if err != nil {
			return nil, fmt.Errorf("count of %q in %q: this house has not said what the option means: %w", c.Option, group, err)
		}
		counts[group] = counts[group].Plus(in)
	}
	return counts, nil
}

// write returns a record that holds as an event, without body, sources and finding. If another
// vote would be read from it, that is an error: a state has no option, or a weight no decimal.
func (h house) write(r *tripartite.Record) ([]byte, error) {
	t, err := r.Tally()
	weights, err2 := h.weights()
	if err := cmp.Or(r.Check(), err, err2); err != nil {
		return nil, err
	}
	e := event{StartDate: r.Date, Result: results[r.Outcome]}
	e.Motion.Text, e.Motion.Requirement = r.Title, fmt.Sprint(r.Rule)
	words := map[tripartite.States]string{}
	for _, word := range slices.Sorted(maps.Keys(h.options)) {
		words[h.options[word]] = cmp.Or(words[h.options[word]], word)
	}
	for _, bloc := range t.Blocs() {
		for state := tripartite.For; state != 0; state <<= 1 {
			if bloc.Seats(state) > 0 {
				e.Counts = append(e.Counts, count{words[state], json.Number(bloc.Votes(state).String()), name(bloc.Name())})
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Seats)) {
		bloc, _ := h.body.BlocOf(id)
		places, _ := weights[bloc].FloatPrec()
		e.Votes = append(e.Votes, vote{Voter: name(id), Option: words[r.Seats[id]], Weight: json.Number(weights[bloc].FloatString(places))})
	}
	text, err := json.Marshal(e) // half a vote is no number of JSON
	again, err2 := h.read(text)
	if err := cmp.Or(err, err2); err != nil {
		return nil, err
	}
	if u, err := again.Tally(); err != nil || !u.Equal(t) || again.Title != r.Title {
		return nil, fmt.Errorf("another vote would be read: %v", err)
	}
	return text, nil
}
