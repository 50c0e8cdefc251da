// Package play answers what the page of the playground asks. It knows no browser, so that
// it can be tested without one.
package play

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

// Question is what somebody has typed.
type Question struct {
	Statute  string `json:"statute"`  // the text of a statute
	Rule     string `json:"rule"`     // the name or the text of a rule; by default the first one
	Votes    string `json:"votes"`    // a line for each part, as "Workers: 4 for", or a roll-call in CSV
	Claim    string `json:"claim"`    // the text of a rule, to be proved or refuted; may be empty
	Power    bool   `json:"power"`    // whether to say how strong each seat is
	Language string `json:"language"` // of the answer: "en", "fr" or "es"
}

// Answer is what the page shows. A text is empty if there is nothing to show.
type Answer struct {
	Errors   []Error  `json:"errors"`
	Blocs    []Bloc   `json:"blocs"`
	Rules    []string `json:"rules"`
	Outcome  string   `json:"outcome"`
	Possible string   `json:"possible"` // what can still come out while seats are open
	Finding  string   `json:"finding"`
	Picture  string   `json:"picture"` // SVG
	Power    string   `json:"power"`
	Proved   bool     `json:"proved"`
	Reply    string   `json:"reply"` // to the claim
}

// Error is what is wrong with a text of the question, and where.
type Error struct {
	Field   string `json:"field"` // "statute", "rule", "votes", "claim", "power" or "language"
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// Bloc is a part of the body, with its seats.
type Bloc struct {
	Name  string `json:"name"`
	Seats int    `json:"seats"`
}

// play is a question on its way to an answer.
type play struct {
	Answer
	asked   Question
	words   tripartite.Words
	statute *tripartite.Statute
	body    *tripartite.Body
	rule    tripartite.Rule
	tally   tripartite.Tally
}

// Ask answers a question. Whatever can be answered is, even if another part is wrong.
func Ask(q Question) Answer {
	p := &play{asked: q}
	if q.Language != "" {
		var err error
		p.words, err = tripartite.LoadWords(q.Language)
		p.try("language", err)
	}
	if !p.try("statute", p.readStatute()) {
		return p.Answer
	}
	counted, err := p.readVotes()
	if !p.try("votes", err) || !p.try("statute", p.makeBody(counted)) {
		return p.Answer
	}
	p.rule, err = votes.RuleOf(p.statute, q.Rule)
	if !p.try("rule", err) {
		return p.Answer
	}
	p.try("votes", p.decide(counted))
	if q.Power {
		p.try("power", p.power())
	}
	if strings.TrimSpace(q.Claim) != "" {
		p.try("claim", p.prove())
	}
	return p.Answer
}

// AskJSON is Ask for a question and an answer in JSON.
func AskJSON(text string) string {
	var q Question
	var a Answer
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		a.Errors = []Error{{Message: err.Error()}}
	} else {
		a = Ask(q)
	}
	out, err := json.Marshal(a)
	if err != nil {
		return `{"errors": [{"message": "the answer cannot be shown"}]}`
	}
	return string(out)
}

// Statutes returns the collection: names, and their texts.
func Statutes() (names []string, text func(name string) string) {
	for name := range tripartite.Statutes() {
		names = append(names, name)
	}
	return names, func(name string) string {
		statute, err := tripartite.LoadStatute(name)
		if err != nil {
			return ""
		}
		return statute.String()
	}
}

// try reports whether there was no error, and adds it to the answer otherwise.
func (p *play) try(field string, err error) bool {
	if err == nil {
		return true
	}
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range all.Unwrap() {
			p.try(field, e)
		}
		return false
	}
	e := Error{Field: field, Message: strings.TrimPrefix(err.Error(), "tripartite: ")}
	var placed *tripartite.Error
	if errors.As(err, &placed) {
		if n, _ := fmt.Sscanf(placed.Detail, "line %d, column %d:", &e.Line, &e.Column); n == 2 {
			_, e.Message, _ = strings.Cut(placed.Detail, ": ")
		}
	}
	p.Errors = append(p.Errors, e)
	return false
}

// readStatute parses the statute.
func (p *play) readStatute() (err error) {
	p.statute, err = tripartite.ParseStatute(p.asked.Statute)
	if err != nil {
		return err
	}
	for _, n := range p.statute.Rules {
		p.Rules = append(p.Rules, n.Name)
	}
	return nil
}

// readVotes counts the votes, by part.
func (p *play) readVotes() (tripartite.Counts, error) {
	if first, _, _ := strings.Cut(strings.TrimSpace(p.asked.Votes), "\n"); strings.Contains(strings.ToLower(first), "vote") && !strings.Contains(first, ":") {
		return votes.CountRollCall(tripartite.RollCall{}, strings.NewReader(p.asked.Votes), nil)
	}
	return votes.ParseCounts(p.asked.Votes)
}

// makeBody makes the body.
func (p *play) makeBody(counts tripartite.Counts) (err error) {
	if p.body, err = votes.BodyOf(p.statute, counts); err != nil {
		return err
	}
	for path, seats := range p.body.Blocs() {
		p.Blocs = append(p.Blocs, Bloc{path, seats})
	}
	return nil
}

// decide decides the vote. Seats that are not counted are open.
func (p *play) decide(counts tripartite.Counts) (err error) {
	full := tripartite.Counts{}
	for path, count := range counts {
		full[path] = count
	}
	open := 0
	for path, seats := range p.body.Blocs() {
		if rest := seats - full[path].Seats(tripartite.AllSeats); rest > 0 {
			full[path] = full[path].Plus(tripartite.Count{Absent: rest})
			open += rest
		}
	}
	if p.tally, err = p.body.Tally(full); err != nil {
		return err
	}
	finding := tripartite.Explain(p.rule, p.tally)
	p.Outcome, p.Finding = p.words.Phrase(finding.Outcome.String()), p.words.Finding(finding)
	picture := tripartite.Picture{Title: p.statute.Title, Words: p.words}
	if open > 0 {
		picture.Open = tripartite.Absent
		if picture.Possible, err = tripartite.Possible(p.rule, p.tally, tripartite.Absent, tripartite.Entitled); err != nil {
			return err
		}
		p.Possible = p.words.Phrase(picture.Possible.String())
	}
	svg, err := picture.Vote(p.tally, finding)
	p.Picture = string(svg)
	return err
}

// power says how strong each seat is.
func (p *play) power() error {
	power, err := tripartite.PowerOf(p.rule, p.body, tripartite.Cast)
	if err == nil {
		p.Power = p.words.Power(power)
	}
	return err
}

// prove proves the claim, or refutes it with a vote.
func (p *play) prove() error {
	claim, err := votes.RuleOf(p.statute, p.asked.Claim)
	if err != nil {
		return err
	}
	err = tripartite.Implies(p.rule, claim, p.body, tripartite.Entitled)
	var found *tripartite.Counterexample
	if errors.As(err, &found) {
		p.Reply = p.words.Tally(found.Vote) + "\n" + p.words.Finding(*found.Finding) + "\n" + p.words.Finding(*found.Claim)
		return nil
	}
	p.Proved = err == nil
	return err
}
