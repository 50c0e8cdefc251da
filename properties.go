package tripartite

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Property is a property that a rule may have, or a set of properties joined with |.
// [Required] holds those that every rule should have. The zero Property is the empty
// set.
type Property uint16

// The properties. A seat turns if its state changes and all other seats stay as they
// are. The negation of a motion is the vote with For and Against exchanged. A tie is
// a vote with as many votes for as against. A monotone rule that is not Unanimous never
// adopts.
const (
	NeverPanics   Property = 1 << iota // Decide does not panic, whatever the tally
	ValidOutcomes                      // the outcome is Void, Rejected or Adopted
	Deterministic                      // the same tally always has the same outcome
	NeedsVotes                         // if no seat is in Voting, the outcome is not Adopted
	Unanimous                          // if all seats are for, the outcome is Adopted
	Monotone                           // a seat that turns to For never defeats a motion
	Explained                          // every Explainer explains the outcome of its Decide
	KnownParts                         // the rule asks a tally only for blocs and groups that exist

	MonotoneAgainst // a seat that turns to Against never makes a motion adopted
	Participation   // an absent seat that votes never hurts its own side: no no-show paradox
	AbstainIsAbsent // a seat that turns from Abstain to Absent changes nothing
	Symmetric       // groups with the same seats and weights can be exchanged
	Neutral         // without a tie, one of motion and negation is adopted, or both are void
	Decisive        // without a tie or Void, the motion or its negation is adopted
	Homogeneous     // twice as many seats in every state change nothing

	// Required is the set of properties that every rule should have.
	Required = NeverPanics | ValidOutcomes | Deterministic | NeedsVotes | Unanimous | Monotone |
		Explained | KnownParts
)

// law is a property with what is needed to check it in a trial.
type law struct {
	property Property
	name     string
	about    change                // what the law compares the vote with
	concerns func(t *trial) bool   // nil if every trial about that change concerns the law
	broken   func(t *trial) string // what is wrong, or "" if the law holds
}

// laws has a row for each property, in the order of the constants.
var laws = [...]law{
	{NeverPanics, "never panics", answered, nil, func(t *trial) string { return t.panicked }},
	{ValidOutcomes, "valid outcomes", answered, nil, func(t *trial) string { return t.invalid }},
	{Deterministic, "deterministic", repeated, nil, func(t *trial) string {
		if t.outcome != t.then {
			return t.outcome.String() + " and " + t.then.String()
		}
		return ""
	}},
	{NeedsVotes, "needs votes", repeated, func(t *trial) bool { return t.vote.heads(Voting) == 0 },
		func(t *trial) string {
			return wrongIf(t.outcome == Adopted, "adopted, and nobody voted")
		}},
	{Unanimous, "unanimous", repeated,
		func(t *trial) bool { return t.all > 0 && t.vote.heads(For) == t.all },
		func(t *trial) string { return wrongIf(t.outcome != Adopted, t.outcome.String()) }},
	{Monotone, "monotone", turned, func(t *trial) bool { return t.to == For }, (*trial).fails},
	{Explained, "explained", repeated, nil, (*trial).misexplained},
	{KnownParts, "known parts", answered, nil, func(t *trial) string { return t.unknown }},
	{MonotoneAgainst, "monotone against", turned,
		func(t *trial) bool { return t.to == Against }, (*trial).succeeds},
	{Participation, "participation", turned,
		func(t *trial) bool { return t.from == Absent && t.to&Cast != 0 }, (*trial).hurts},
	{AbstainIsAbsent, "abstain is absent", turned,
		func(t *trial) bool { return t.from == Abstain && t.to == Absent }, (*trial).differs},
	{Symmetric, "symmetric", exchanged, nil, (*trial).differs},
	{Neutral, "neutral", negated, nil, (*trial).favours},
	{Decisive, "decisive", negated, func(t *trial) bool { return t.outcome != Void },
		func(t *trial) string {
			return wrongIf(t.outcome != Adopted && t.then != Adopted, "neither is adopted")
		}},
	{Homogeneous, "homogeneous", doubled, nil, (*trial).differs},
}

const numProperties = len(laws)

// lawsAbout has the positions in laws, by the change that they are about.
var lawsAbout = func() (by [doubled + 1][]int) {
	for i := range laws {
		by[laws[i].about] = append(by[laws[i].about], i)
	}
	return by
}()

// change is what makes another vote of the one that is tried.
type change uint8

const (
	answered  change = iota // nothing: the law is about every answer of the rule
	repeated                // nothing: the rule is asked again
	turned                  // one seat turns
	negated                 // for and against are exchanged
	exchanged               // two groups that are alike are exchanged
	doubled                 // twice as many seats are in every state
)

// wrongIf returns what is wrong, if it is.
func wrongIf(is bool, wrong string) string {
	if is {
		return wrong
	}
	return ""
}

// applied is a rule together with the tally that it decides.
type applied struct {
	rule Rule
	to   Tally
}

// trial is a vote that a rule decides, and what it decides after a change.
type trial struct {
	vote     Tally
	all      int64 // the seats
	outcome  Outcome
	panicked string    // how the rule panicked, or ""
	invalid  string    // the outcome, if it is invalid
	unknown  string    // what the rule asks for that does not exist
	own      []applied // the parts of the rule that explain themselves

	about       change
	then        Outcome // after the change
	from, to    States  // of the seat that turns
	node, other int     // the bloc of that seat, or the two groups that are exchanged
}

func (t *trial) differs() string { return wrongIf(t.outcome != t.then, "the outcome differs") }
func (t *trial) fails() string {
	return wrongIf(t.outcome == Adopted && t.then != Adopted, "the motion fails")
}
func (t *trial) succeeds() string {
	return wrongIf(t.outcome != Adopted && t.then == Adopted, "the motion is adopted")
}

// hurts says that a vote hurts its own side.
func (t *trial) hurts() string {
	if t.to == For {
		return t.fails()
	}
	return t.succeeds()
}

// favours says that the rule favours one side.
func (t *trial) favours() string {
	one := (t.outcome == Adopted) != (t.then == Adopted)
	return wrongIf(!one && (t.outcome != Void || t.then != Void), "not one of both is adopted")
}

// misexplained says what is wrong with the explanation of a part of the rule.
func (t *trial) misexplained() (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = "it panics where it is explained: " + prose.OneLine(fmt.Sprint(p))
		}
	}()
	for _, part := range t.own {
		var to Tally
		if part.to.part != nil {
			to = t.vote.at(part.to.node)
		}
		if part.rule.(Explainer).Explain(to).Outcome != valid(part.rule.Decide(to)) {
			wrong = "the explanation comes to another outcome"
		}
	}
	return wrong
}

// String returns the names of the properties, as in "monotone + neutral". For the
// empty set it returns "none".
func (p Property) String() string {
	var names []string
	for _, l := range laws {
		if p&l.property != 0 {
			names = append(names, l.name)
		}
	}
	if unknown := p >> numProperties; unknown != 0 {
		names = append(names, "unknown property "+strconv.Itoa(int(unknown<<numProperties)))
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, " + ")
}

// MarshalText returns the text of String. If the set has unknown bits, the error is
// [ErrText].
func (p Property) MarshalText() ([]byte, error) {
	if p>>numProperties != 0 {
		return nil, &Error{Op: "property", Name: p.String(), Err: ErrText}
	}
	return []byte(p.String()), nil
}

// UnmarshalText parses the text of String, in any case. For any other text the error is
// [ErrText], and the set does not change.
func (p *Property) UnmarshalText(text []byte) error {
	var set Property
	for name := range strings.SplitSeq(prose.Words(string(text)), "+") {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(laws[:], func(l law) bool { return l.name == name })
		switch {
		case i >= 0:
			set |= laws[i].property
		case name != "none":
			unknown := "unknown property " + prose.Quoted(name)
			return &Error{Op: "property", Name: string(text), Detail: unknown, Err: ErrText}
		}
	}
	*p = set
	return nil
}

// PropertyReport states which properties a rule has. [Properties] returns one. A nil
// or zero PropertyReport has checked nothing.
type PropertyReport struct {
	wrong           refusals                // why bodies were not examined
	checked         [numProperties]int      // how often
	evidence        [numProperties]Evidence // the least of the bodies that could check it
	counterexamples [numProperties]*Counterexample
	effects         [8][8]effect // by the states from and to which a seat turned
}

// Evidence is how it was checked that a property holds. More evidence is a greater number.
type Evidence uint8

// The kinds of evidence.
const (
	NotChecked Evidence = iota // no vote could check the property
	SomeVotes                  // some votes were tried
	AllVotes                   // all votes of the body were tried
	Proved                     // a search found that no vote of the body can show the contrary
)

// String returns "not checked", "some votes tried", "all votes tried" or "proved".
func (e Evidence) String() string {
	return [...]string{"not checked", "some votes tried", "all votes tried", "proved"}[min(e, Proved)]
}

// Evidence reports how it was checked that the properties hold: the least evidence of any of
// them, in any of the bodies that could check it. Of properties that do not hold, the evidence
// is a [Counterexample].
func (p *PropertyReport) Evidence(properties Property) Evidence {
	if p == nil || properties == 0 || properties&^p.Holds() != 0 {
		return NotChecked
	}
	least := Proved
	for i, how := range p.evidence {
		if properties&(1<<i) != 0 {
			least = min(least, how)
		}
	}
	return least
}

// effect holds votes in which a seat that turns makes the outcome better, or worse.
type effect struct {
	checked       bool
	better, worse *Counterexample
}

// Counterexample holds a vote that violates a property, or one that a rule adopts and a
// claim does not. Of the violating votes that were looked at, it is the easiest to read: few
// seats are not absent, and few are in rare states. There may be a smaller one.
//
// A Counterexample is an error and matches [ErrProperty]. If the property is
// [KnownParts], it also matches [ErrUnknown], and if it is [NeverPanics], [ErrRule].
// Counterexamples from [Implies] and [PropertyReport.Effect] have no Property.
type Counterexample struct {
	Property Property `json:"property,omitzero"`
	Vote     Tally    `json:"vote"`
	Outcome  Outcome  `json:"outcome"`
	// Change is the difference between Vote and Then, and ThenOutcome is the outcome
	// of Then. The three are empty if Vote alone is the counterexample.
	Change      string  `json:"change,omitempty"`
	Then        Tally   `json:"then,omitzero"`
	ThenOutcome Outcome `json:"then_outcome,omitzero"`
	// Reason states what is wrong with Vote, if Vote alone is the counterexample.
	Reason string `json:"reason,omitempty"`
	// Finding and Claim are the findings of the rule, which adopts Vote, and of the claim,
	// which does not. They are nil if the counterexample is not from Implies.
	Finding *Finding `json:"finding,omitempty"`
	Claim   *Finding `json:"claim,omitempty"`

	changed func(Words) string // Change in other languages
}

// Error returns the property and the votes in one line.
func (c *Counterexample) Error() string {
	switch {
	case c != nil && c.Claim != nil:
		return "tripartite: " + prose.OneLine(c.Reason) + ": " + c.example()
	case c == nil || c.Property == 0:
		return "tripartite: " + c.example()
	}
	name := strconv.Quote(c.Property.String())
	return "tripartite: property " + name + " does not hold: " + c.example()
}

// example returns the votes in words. Of absent seats it gives only the number.
func (c *Counterexample) example() string {
	if c == nil {
		return "no counterexample"
	}
	if c.Claim != nil {
		votes := Words{}.votes(c)
		return votes + ": " + c.Outcome.String() + "; claim: " + c.Claim.Outcome.String()
	}
	return Words{}.example(c)
}

// example returns the votes of a counterexample that is not about a claim.
func (w Words) example(c *Counterexample) string {
	if c.Change == "" {
		reason := c.Reason
		if isPhrase(reason) {
			reason = w.say(reason)
		}
		return w.heading(w.votes(c), prose.OneLine(prose.ShortenTo(prose.MostSaid, reason)))
	}
	change := prose.OneLine(c.Change)
	if c.changed != nil {
		change = prose.OneLine(c.changed(w))
	}
	return w.heading(w.votes(c), w.say(c.Outcome.String())) + "; " +
		w.heading(change, w.say(c.ThenOutcome.String()))
}

// votes returns the votes of Vote in words.
func (w Words) votes(c *Counterexample) string {
	votes := prose.ShortenTo(prose.MostSaid, w.votesOf(c.Vote, AllSeats&^Absent))
	absent := func(one, many string) string {
		n := c.Vote.Seats(Absent)
		return w.say(oneOrMany(one, many, Int(n)), strconv.Itoa(n))
	}
	switch n := c.Vote.Seats(Absent); {
	case n > 0 && votes == "":
		return absent("1 seat absent", "seats absent")
	case n > 0:
		return votes + ", " + absent("1 other absent", "others absent")
	case votes == "":
		return w.say("no seats")
	}
	return votes
}

// Unwrap returns [ErrProperty].
func (c *Counterexample) Unwrap() error { return ErrProperty }

// Is reports whether target is [ErrUnknown] and the property is [KnownParts], or target is
// [ErrRule] and the property is [NeverPanics].
func (c *Counterexample) Is(target error) bool {
	switch {
	case c == nil:
		return false
	case c.Property == NeverPanics:
		return target == ErrRule
	}
	return c.Property == KnownParts && (target == ErrUnknown || target == errUnknownBloc)
}

// clone returns a copy that the caller may change.
func (c *Counterexample) clone() *Counterexample {
	if c == nil {
		return nil
	}
	copied := *c
	return &copied
}

// Holds returns the properties that were checked and have no counterexample.
func (p *PropertyReport) Holds() Property {
	var properties Property
	for i, l := range laws {
		if p != nil && p.checked[i] > 0 && p.counterexamples[i] == nil {
			properties |= l.property
		}
	}
	return properties
}

// Err returns nil if all these properties hold. Otherwise it returns, joined:
//
//   - a [Counterexample] for every property that does not hold
//   - an [ErrNotChecked] for every property that no vote could check, such as [Symmetric]
//     if no two groups are alike
//   - an ErrNotChecked if properties is empty or has unknown bits
//   - [ErrRule] or [ErrTooLarge] if a body could not be examined
func (p *PropertyReport) Err(properties Property) error {
	if p == nil {
		p = &PropertyReport{}
	}
	errs := p.wrong.all()
	notChecked := func(property Property) {
		if p.wrong.errs == nil {
			errs = append(errs, &Error{Op: "property", Name: property.String(), Err: ErrNotChecked})
		}
	}
	for i, l := range laws {
		switch {
		case properties&l.property == 0:
		case p.counterexamples[i] != nil:
			errs = append(errs, p.counterexamples[i].clone())
		case p.checked[i] == 0:
			notChecked(l.property)
		}
	}
	if unknown := properties >> numProperties << numProperties; unknown != 0 || properties == 0 {
		notChecked(unknown)
	}
	return errors.Join(errs...)
}

// Effect reports how the outcome can change if one seat changes from one state to
// another. better is a vote in which the outcome improves, and worse one in which it
// declines. If there is no such vote, the result is nil.
//
// checked is false if no seat turned from the one state to the other, or if from or
// to is not a single state. If checked is true and better or worse is nil, the rule
// is monotone in this change, as far as votes were tried.
func (p *PropertyReport) Effect(from, to States) (better, worse *Counterexample, checked bool) {
	if p == nil || !from.single() || !to.single() {
		return nil, nil, false
	}
	e := p.effects[from.index()][to.index()]
	return e.better.clone(), e.worse.clone(), e.checked
}

// String returns a line for each property, with its counterexample if there is one. A
// table follows, with a row for each state that a seat turns from and a column for
// each state it turns to. A cell has + if the outcome can improve, and - if it can
// decline.
func (p *PropertyReport) String() string {
	if p == nil {
		p = &PropertyReport{}
	}
	var text strings.Builder
	if err := p.wrong.join(); err != nil {
		text.WriteString(err.Error() + "\n")
	}
	for i, l := range laws {
		switch c := p.counterexamples[i]; {
		case c != nil:
			fmt.Fprintf(&text, "%-20s does not hold: %s\n", l.name, c.example())
		case p.checked[i] == 0:
			fmt.Fprintf(&text, "%-20s not checked\n", l.name)
		default:
			fmt.Fprintf(&text, "%-20s holds: %v\n", l.name, p.evidence[i])
		}
	}
	rows := [][]string{append([]string{"from"}, stateNames[:]...)}
	for i, name := range stateNames {
		row := []string{name}
		for s := For; s != 0; s <<= 1 {
			better, worse, _ := p.Effect(1<<i, s)
			row = append(row, wrongIf(better != nil, "+")+wrongIf(worse != nil, "-"))
		}
		rows = append(rows, row)
	}
	return text.String() + "\n" + prose.Table(rows)
}
