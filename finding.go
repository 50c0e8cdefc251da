package tripartite

import (
	"encoding/json"
	"fmt"
	"strings"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"
)

// Finding holds the outcome of a rule and the reasons. It is a tree with a node for
// every clause of the rule. Every clause is evaluated, whether or not the outcome
// depends on it. The fields are for programs, and String is for people.
type Finding struct {
	// Clause is the text of the clause, as in "more than 1/2 of votes cast are for".
	Clause string `json:"clause"`
	// Name and Source are those of a [Named] rule, as "quorum" and "art. 17(3)".
	Name   string `json:"name,omitempty"`
	Source string `json:"source,omitempty"`
	// Part is the name of the part of the body that the clause looks at. It is "" for
	// the whole body.
	Part string `json:"part,omitempty"`
	// Outcome is the outcome of the clause together with its Parts.
	Outcome Outcome `json:"outcome"`
	// Figures are what the clause counted. They are nil if it counts nothing, as an All.
	Figures *Figures `json:"figures,omitempty"`
	// Veto reports whether the clause is part of a veto. The veto is cast if Outcome
	// is Adopted.
	Veto bool `json:"veto,omitempty"`
	// Reason states in English what the figures do not show, as "it asks for nothing". It is "" if
	// they are the whole reason.
	Reason string `json:"reason,omitempty"`
	// Parts are the findings of the rules that the clause consists of.
	Parts []Finding `json:"parts,omitempty"`
	// Rule is the rule that the node explains. It gives programs the sets and the
	// threshold of a clause, so that they can express the clause in another language.
	Rule Rule `json:"-"`
}

// Figures are what a clause that counts has counted, and what it needed. The unit is votes,
// or seats if BySeats is set, or parts of the body if Parts is set.
type Figures struct {
	// Of, Less and Among are the sets of states that the clause compares: Count is what is
	// in Of less what is in Less, and Base is what is in Among.
	Of    States `json:"of,omitzero"`
	Less  States `json:"less,omitzero"`
	Among States `json:"among,omitzero"`
	// Count is what the clause counts. With Less it is a difference, and can be negative.
	Count Fraction `json:"count,omitzero"`
	// Base is what Count is a share of.
	Base Fraction `json:"base,omitzero"`
	// Need is the smallest number that is enough. It is not set if no number is. It is a
	// whole number of votes if the seats of the part have whole weights, and otherwise a
	// multiple of the largest fraction of a vote that divides all these weights.
	Need Fraction `json:"need,omitzero"`
	// Spare is Count minus Need: it is negative if Count falls short.
	Spare Fraction `json:"spare,omitzero"`
	// Bar is the threshold of a clause that compares a share.
	Bar Threshold `json:"bar,omitzero"`
	// BySeats reports whether the figures are seats.
	BySeats bool `json:"by_seats,omitempty"`
	// Parts reports whether the figures are those of the rule [Parts]: Count is the number of
	// parts that adopt, and Base the number of parts that count.
	Parts bool `json:"parts,omitempty"`
	// SeatVotes is the number of votes of each seat. It is set if the clause compares
	// votes, all the seats it compares weigh the same, and that weight is not 1. The
	// figures are then seats.
	SeatVotes Fraction `json:"seat_votes,omitzero"`
	// Shared reports whether the clause compares votes and its seats share a power. The
	// text then has the share in percent, too: votes of a shared power are no more than
	// proportions. The percentage is rounded to the nearest, with as many decimals as keep
	// it on the right side of the bar.
	Shared bool `json:"shared,omitempty"`
	// Tie reports whether as many are for as against, and the clause asks which are
	// more: the threshold is half and these are all of Among, or the clause asks for a
	// lead of one over the other.
	Tie bool `json:"tie,omitempty"`
}

// The reasons of rules that are not malformed, of a malformed Veto, and of the zero Tally.
const (
	reasonEmptyBase      = "nothing is in the base, and a share of nothing is not enough"
	reasonAsksNothing    = "it asks for nothing"
	reasonSkipped        = "skipped: it does not count"
	reasonAllSkipped     = "no part counts"
	reasonNoTally        = "there is no tally"
	reasonInvalidOutcome = "its outcome is invalid"
	reasonMalformedVeto  = "a part of this veto is malformed"
)

// reason returns a reason in the language of the words, if it is a phrase in English.
func (w Words) reason(reason string) string {
	inEnglish, names := english()
	if name, ok := names[reason]; ok {
		return w.say(name)
	}
	for _, name := range [...]string{"no such part", "no groups", "K too large", "too long"} {
		before, after, _ := strings.Cut(inEnglish.phrases[name], "%s")
		argument, ok := strings.CutPrefix(reason, before)
		argument, ends := strings.CutSuffix(argument, after)
		if ok && ends {
			return w.say(name, prose.Shorten(prose.OneLine(argument)))
		}
	}
	return prose.Shorten(prose.OneLine(reason))
}

// String returns an aligned tree with a line for each clause. Each line states the
// outcome of the clause, what it counted, of what, what was needed, and by how much it
// was exceeded or missed. Votes are decimals if they have up to 12 decimals, and otherwise
// fractions. Texts that are not printable are quoted.
func (f Finding) String() string { return Words{}.Finding(f) }

// Finding returns the text of a finding in the language of the words, as [Finding.String] does
// in English. The text of a clause is that of its Rule. An [Explainer] can have given a clause
// another text: that one stays as it is, and so does a reason of its own.
func (w Words) Finding(f Finding) string {
	if wrong := f.unwieldy(); wrong != "" {
		f.Parts, f.Reason = nil, wrong
	}
	var lines []findingLine
	f.addLines(&lines, w, "", [2]string{}, false)
	lines[0].state = w.say(valid(f.Outcome).String())
	var width [4]int
	for _, l := range lines {
		for i, n := range l.aligned() {
			width[i] = max(width[i], len(n))
		}
	}
	var rows [][]string
	for _, l := range lines {
		for i, n := range l.aligned() {
			l.numbers[i] = fmt.Sprintf("%*s", width[i], n)
		}
		rows = append(rows, append([]string{l.head, l.state}, l.said(w)...))
	}
	return prose.Columns(rows)
}

// unwieldy says why a finding must not be walked, or returns "". [Explain] returns no such
// finding of a rule that is not unwieldy itself, but an [Explainer] can.
func (f Finding) unwieldy() string {
	switch deep, many := overgrown(f, func(f Finding) []Finding { return f.Parts }); {
	case deep:
		return nestedTooDeep
	case many:
		return tooManyClauses
	}
	return ""
}

// findingLine is the line of a clause in the text of a finding.
type findingLine struct {
	head, state, note string
	*Figures          // nil if it has none that can be aligned
	numbers           [4]string
	veto              bool
}

// addLines adds the line of f and those of its parts. above is the part of the body that the
// lines above are about, and veto says whether f is within a veto. The branches stand before
// the line itself, and before those below it.
func (f Finding) addLines(to *[]findingLine, w Words, above string, branches [2]string, veto bool) {
	clean := func(s string) string { return prose.Shorten(prose.OneLine(s)) }
	l := findingLine{
		head: branches[0] + f.title(w, above, clean), state: f.verdict(w),
		note: f.why(w), veto: veto || f.Veto,
	}
	switch x := f.Figures; {
	case !x.counted():
	case x.readable():
		l.Figures, l.numbers = x, x.numbers(w)
		l.note = strings.TrimSpace(x.aside(w) + "  " + l.note)
	default:
		l.note = strings.TrimSpace(sentence(x.say(w, l.veto, x.numbers(w))...) + "  " + l.note)
	}
	*to = append(*to, l)
	for i, part := range f.Parts {
		next := [2]string{branches[1] + "├─ ", branches[1] + "│  "}
		if i == len(f.Parts)-1 {
			next = [2]string{branches[1] + "└─ ", branches[1] + "   "}
		}
		part.addLines(to, w, f.Part, next, l.veto)
	}
}

// aligned returns the numbers that are aligned with those of other lines. Within a veto the
// spare stands beside what is needed.
func (l *findingLine) aligned() []string { return l.numbers[:4-b2i(l.veto)] }

// said returns the cells behind the state: what was counted, and what was needed. The note
// stands in the last one.
func (l *findingLine) said(w Words) []string {
	if l.Figures == nil {
		return []string{l.note}
	}
	said, between := l.say(w, l.veto, l.numbers), "  "
	if l.veto {
		between = ", "
	}
	cells := said[:1]
	if len(said) > 1 {
		cells = append(cells, strings.Join(said[1:], between))
	}
	cells[len(cells)-1] += "  " + l.note
	return cells
}

// verdict returns the outcome of a clause as a phrase.
func (f Finding) verdict(w Words) string {
	said := [...]string{Void: "void", Rejected: "not met", Adopted: "met"}
	switch _, quorum := bare(f.Rule).(Quorum); {
	case f.Veto:
		said[Rejected], said[Adopted] = "not cast", "cast"
	case quorum:
		said[Void], said[Adopted] = "quorum not met", "quorum met"
	}
	return w.say(said[valid(f.Outcome)])
}

// why returns the reason of a clause, or that it is a tie.
func (f Finding) why(w Words) string {
	if f.Figures.counted() && f.Figures.Tie {
		return w.say("a tie")
	}
	return w.reason(f.Reason)
}

// title returns the clause after its name, its source and its part of the body, as in
// "consent, art. 17(3): Workers, at least 3 seats are for". The part is left out if it is
// that above, and the clause if it is the name. Each text is cleaned.
func (f Finding) title(w Words, above string, clean func(string) string) string {
	var said []string
	if f.Part != above {
		said = append(said, clean(f.Part))
	}
	if f.Name == "" || f.Name != f.Clause { // a quorum that is called so
		said = append(said, clean(f.clause(w)))
	}
	title := strings.Join(said, ", ")
	if f.Name == "" {
		return title
	}
	name := clean(f.Name)
	if f.Source != "" {
		name += ", " + clean(f.Source)
	}
	return w.heading(name, title)
}

// clause returns the text of the clause in the language of the words: that of its rule, unless
// the clause has another one.
func (f Finding) clause(w Words) string {
	if w.phrases == nil {
		return f.Clause
	}
	_, function := f.Rule.(RuleFunc)
	switch kind := formOf(f.Rule).kind; {
	case kind == ownRule && !function:
	case f.Clause == title(f.Rule):
		return w.title(f.Rule)
	case f.Clause == title(All{}): // around a rule with two names
		return w.say("all of")
	case (kind == inPart || f.Reason == nestedTooDeep) && f.Clause == clause(f.Rule):
		return w.Rule(f.Rule)
	}
	return f.Clause
}

// counted reports whether there are figures to show. Those of an [Explainer] may lack some.
func (x *Figures) counted() bool { return x != nil && x.Count.Valid() && x.Base.Valid() }

// readable reports whether people can read the numbers. If they cannot, a share is shown in
// percent.
func (x *Figures) readable() bool {
	return x.Base.readable() || !x.Need.Valid() || !x.Bar.valid()
}

// numbers returns the texts of Count, Base, Need and of the size of Spare. If Need or Spare is
// not known, both are "".
func (x *Figures) numbers(w Words) [4]string {
	n := [4]string{w.number(x.Count.printed()), w.number(x.Base.printed())}
	if x.Need.Valid() && x.Spare.Valid() {
		n[2] = w.number(x.Need.printed())
		n[3] = w.number(strings.TrimPrefix(x.Spare.printed(), "-"))
	}
	return n
}

// say returns phrases with these numbers: what was counted, and then, if they are known, what
// was needed and by how much it was exceeded or missed. Within a veto they say that it is
// needed for the veto: it is not what the motion needs.
func (x *Figures) say(w Words, veto bool, n [4]string) []string {
	of := ""
	if veto {
		of = "veto "
	}
	if !x.readable() {
		share, need := x.Count.over(x.Base), "at least needed"
		had, bar := percentages(share, x.Bar.bar())
		if x.Bar.Strict {
			need = "more than needed"
		}
		had = prose.Shorten(share.String()) + " " + w.number(had)
		return []string{w.say("share", had), w.say(of+need, x.Bar.bar().String()+w.number(bar))}
	}
	unit := "vote"
	switch {
	case x.Parts:
		unit = "part"
	case x.BySeats:
		unit = "seat"
	}
	phrases := []string{w.say(oneOrMany("1 "+unit, unit+"s", x.Base), n[0], n[1])}
	switch {
	case strings.TrimSpace(n[2]) == "":
		return phrases
	case x.Spare.Sign() < 0:
		return append(phrases, w.say(of+"needed", n[2]), w.say(of+"short", n[3]))
	}
	return append(phrases, w.say(of+"needed", n[2]), w.say(of+"to spare", n[3]))
}

// oneOrMany returns the name of the phrase for that number.
func oneOrMany(one, many string, n Fraction) string {
	if n.Equal(whole(1)) {
		return one
	}
	return many
}

// aside returns in parentheses what the figures do not show by themselves: what the seats
// weigh if that is not 1, and the percentage if power is shared. If there is neither, it
// returns "".
func (x *Figures) aside(w Words) string {
	var texts []string
	if x.SeatVotes.Valid() {
		have, of := x.Count.times(x.SeatVotes), x.Base.times(x.SeatVotes)
		if of.readable() {
			phrase := oneOrMany("1 vote", "votes", of)
			texts = append(texts, w.say(phrase, w.number(have.printed()), w.number(of.printed())))
		}
	}
	if x.Shared && x.Base.Sign() > 0 && x.Bar.valid() {
		had, _ := percentages(x.Count.over(x.Base), x.Bar.bar())
		texts = append(texts, w.number(strings.TrimPrefix(had, "= ")))
	}
	if texts == nil {
		return ""
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

// percentages returns a share and the bar that it is compared with as percentages, each
// after an equals sign. If no decimals show which is greater, had says on which side of the
// bar the share is, as "> 2/3", and needed is "".
func percentages(share, bar Fraction) (had, needed string) {
	if had, needed, ok := exact.ApartPercents(share.n, bar.n); ok {
		return "= " + had, " = " + needed
	}
	return [...]string{"< ", "= ", "> "}[1+share.Cmp(bar)] + bar.String(), ""
}

// findingJSON is the JSON form of a finding: its fields, and the text of its rule.
type findingJSON struct {
	fieldsOfFinding
	Rule  string        `json:"rule,omitempty"`
	Parts []findingJSON `json:"parts,omitempty"`
}

// fieldsOfFinding is a Finding without its methods.
type fieldsOfFinding Finding

// MarshalJSON returns the finding with everything that a program needs to show it, also in
// another language. Every node has the text of its rule:
//
//	{"clause": "...", "name": "...", "source": "...", "part": "Workers", "outcome": "rejected",
//	 "figures": {"of": "for", "among": "cast", "count": "5", "base": "10", "need": "6",
//	             "spare": "-1", "bar": "more than 1/2", "by_seats": true, "tie": true},
//	 "veto": true, "reason": "...", "rule": "...", "parts": [...]}
//
// If the finding contains itself, nests more than 1,000 deep, or has more than 200,000 nodes
// or too long texts of rules, the error is [ErrTooLarge]. If an [Explainer] gave it figures that
// have no text, such as a fraction whose denominator is 0, the error is [ErrText].
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
		return nil, tooLarge(fmt.Sprintf("the texts of its rules have more than %d bytes", mostRuleTexts))
	}
	return json.Marshal(form)
}

// mostRuleTexts is the greatest length of the texts of rules in a finding. A node has the
// text of its rule, which contains the texts of the rules below.
const mostRuleTexts = 64 << 20

// form returns the JSON form of a finding and of its parts. It takes the texts of rules from
// the bytes left, and leaves them out if there are none left.
func (f Finding) form(left *int) findingJSON {
	form := findingJSON{fieldsOfFinding: fieldsOfFinding(f)}
	form.Outcome = valid(f.Outcome)
	if f.Rule != nil && *left >= 0 {
		form.Rule = textOf(f.Rule)
		*left -= len(form.Rule)
	}
	for _, part := range f.Parts {
		form.Parts = append(form.Parts, part.form(left))
	}
	return form
}

// UnmarshalJSON reads a finding. It is as strict as [Body.UnmarshalJSON], and every node has
// an outcome and a clause. If the text of a rule has a rule of the caller, which [ParseRule]
// does not know, the Rule of the node is not set. If there is an error, the finding does not
// change.
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
func (form findingJSON) finding(named []Named) Finding {
	f := Finding(form.fieldsOfFinding)
	if form.Rule != "" {
		f.Rule, _ = ParseRule(form.Rule, named...)
	}
	for _, part := range form.Parts {
		f.Parts = append(f.Parts, part.finding(named))
	}
	return f
}
