package tripartite

import (
	"encoding/json"
	"strconv"
)

// findingJSON is the JSON form of a finding.
type findingJSON struct {
	Outcome Outcome       `json:"outcome"`
	Clause  string        `json:"clause"`
	Name    string        `json:"name,omitempty"`
	Source  string        `json:"source,omitempty"`
	Part    string        `json:"part,omitempty"`
	Rule    string        `json:"rule,omitempty"`
	Sets    *setsJSON     `json:"sets,omitempty"`
	Bar     Threshold     `json:"bar,omitzero"`
	Figures *figuresJSON  `json:"figures,omitempty"`
	Tie     bool          `json:"tie,omitempty"`
	Veto    bool          `json:"veto,omitempty"`
	Code    ReasonCode    `json:"code,omitzero"`
	Reason  string        `json:"reason,omitempty"`
	Parts   []findingJSON `json:"parts,omitempty"`
}

// setsJSON holds the sets of states that a clause compares.
type setsJSON struct {
	Of   States `json:"of"`
	Less States `json:"less,omitzero"`
	Base States `json:"base,omitzero"`
}

// figuresJSON holds the figures of a clause.
type figuresJSON struct {
	Count     Fraction `json:"count,omitzero"`
	Base      Fraction `json:"base,omitzero"`
	Need      Fraction `json:"need,omitzero"`
	Spare     Fraction `json:"spare,omitzero"`
	BySeats   bool     `json:"by_seats,omitempty"`
	SeatVotes Fraction `json:"seat_votes,omitzero"`
	Shared    bool     `json:"shared,omitempty"`
}

// MarshalJSON returns the finding with everything that a program needs to show it, also in
// another language. Every node has the text of its rule. A clause has its sets, its bar
// and its figures, and a node that the figures do not explain has a code:
//
//	{"outcome": "rejected", "clause": "...", "name": "...", "source": "...", "part": "Workers", "rule": "...",
//	 "sets": {"of": "for", "base": "cast"}, "bar": "more than 1/2",
//	 "figures": {"count": "5", "base": "10", "need": "6", "spare": "-1", "by_seats": true},
//	 "tie": true, "code": "empty base", "reason": "...", "parts": [...]}
//
// If the finding contains itself, nests more than 1,000 deep, or has more than 200,000 nodes
// or too long texts of rules, the error is [ErrTooLarge].
func (f Finding) MarshalJSON() ([]byte, error) {
	tooLarge := func(why string) error {
		return &Error{Op: "marshal", Name: "finding", Detail: why, Err: ErrTooLarge}
	}
	if wrong := f.unwieldy(); wrong != "" {
		return nil, tooLarge(wrong)
	}
	left := mostRuleTexts
	form := f.form(&left)
	if left < 0 {
		return nil, tooLarge("the texts of its rules have more than " + strconv.Itoa(mostRuleTexts) + " bytes")
	}
	return json.Marshal(form)
}

// mostRuleTexts is the greatest length of the texts of rules in a finding. A node has the
// text of its rule, which contains the texts of the rules below.
const mostRuleTexts = 64 << 20

// form returns the JSON form of a finding and of its parts. It takes the texts of rules from
// the bytes left, and leaves them out if there are none left.
func (f Finding) form(left *int) findingJSON {
	form := findingJSON{
		Outcome: valid(f.Outcome), Clause: f.Clause, Name: f.Name, Source: f.Source, Part: f.Part, Bar: f.Bar, Tie: f.Tie, Veto: f.Veto, Code: f.Code, Reason: f.Reason,
	}
	if f.Rule != nil && *left >= 0 {
		form.Rule = textOf(f.Rule)
		*left -= len(form.Rule)
		form.Sets = setsOf(f.Rule)
	}
	if !form.Bar.valid() {
		form.Bar = Threshold{}
	}
	figures := figuresJSON{f.Count, f.Base, f.Need, f.Spare, f.BySeats, f.SeatVotes, f.Shared}
	for _, figure := range []*Fraction{&figures.Count, &figures.Base, &figures.Need, &figures.Spare, &figures.SeatVotes} {
		if figure.Valid() {
			form.Figures = &figures
		} else {
			*figure = Fraction{}
		}
	}
	for _, part := range f.Parts {
		form.Parts = append(form.Parts, part.form(left))
	}
	return form
}

// setsOf returns the sets of a clause, or nil if the rule is no clause.
func setsOf(r Rule) *setsJSON {
	switch x := formOf(r); x.kind {
	case shareClause:
		return &setsJSON{x.share.Of, x.share.Less, x.share.Base}
	case countClause:
		return &setsJSON{Of: x.number.Of}
	}
	return nil
}

// UnmarshalJSON reads a finding. It is as strict as [Body.UnmarshalJSON], and every node has
// an outcome and a clause. The Rule of a
// node is not set if its text is that of a rule of the caller, which [ParseRule] does not
// know. If there is an error, the finding does not change.
func (f *Finding) UnmarshalJSON(data []byte) error {
	var form findingJSON
	if err := decodeJSON("finding", data, &form); err != nil {
		return err
	}
	*f = form.finding(nil)
	return nil
}

// finding returns the finding of a form. The texts of its rules may have these rules of the
// caller.
func (form findingJSON) finding(named map[string]Rule) Finding {
	f := Finding{
		Outcome: form.Outcome, Clause: form.Clause, Name: form.Name, Source: form.Source, Part: form.Part, Bar: form.Bar, Tie: form.Tie, Veto: form.Veto, Code: form.Code, Reason: form.Reason,
	}
	if form.Rule != "" {
		f.Rule, _ = ParseRuleWith(form.Rule, named)
	}
	if form.Figures != nil {
		n := *form.Figures
		f.Count, f.Base, f.Need, f.Spare, f.BySeats, f.SeatVotes, f.Shared = n.Count, n.Base, n.Need, n.Spare, n.BySeats, n.SeatVotes, n.Shared
	}
	for _, part := range form.Parts {
		f.Parts = append(f.Parts, part.finding(named))
	}
	return f
}
