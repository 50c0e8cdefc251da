package tripartite

import (
	"cmp"
	"errors"
	"fmt"
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
//
// A rule is WellBehaved if Decide does not panic and gives the same tally always the same
// outcome, which is Void, Rejected or Adopted. If the rule or a part of it is an [Explainer],
// it explains the outcome of its Decide. And it asks a tally only for blocs and groups that
// exist. The rules of this package are.
const (
	WellBehaved Property = 1 << iota
	NeedsVotes           // if no seat is in Voting, the outcome is not Adopted
	Unanimous            // if all seats are for, the outcome is Adopted
	Monotone             // a seat that turns to For never defeats a motion

	MonotoneAgainst // a seat that turns to Against never makes a motion adopted
	Participation   // an absent seat that votes never hurts its own side: no no-show paradox
	AbstainIsAbsent // a seat that turns from Abstain to Absent changes nothing
	Symmetric       // groups with the same seats and weights can be exchanged
	Neutral         // without a tie, one of motion and negation is adopted, or both are void
	Decisive        // without a tie, and unless the motion is Void, it or its negation is adopted
	Homogeneous     // twice as many seats in every state change nothing

	// Required is the set of properties that every rule should have.
	Required = WellBehaved | NeedsVotes | Unanimous | Monotone
)

// law is a property as a law about the outcomes of votes. A trial checks whether a vote obeys
// it, and the prover asks whether outcomes that break it are possible.
type law struct {
	property Property
	name     string
	about    comparison
	concerns func(t *trial) bool   // nil if every trial about that comparison concerns the law
	broken   func(t *trial) string // what is wrong, or "" if the law holds
}

// laws has a row for each property, in the order of the constants.
var laws = [...]law{
	{WellBehaved, "well behaved", answered, nil, func(t *trial) string { return t.wrong }},
	{NeedsVotes, "needs votes", answered, func(t *trial) bool { return t.vote.heads(Voting) == 0 },
		func(t *trial) string {
			return wrongIf(t.outcome == Adopted, "adopted, and nobody voted")
		}},
	{Unanimous, "unanimous", answered,
		func(t *trial) bool {
			n := t.vote.heads(For)
			return n > 0 && n == t.vote.heads(AllSeats)
		},
		func(t *trial) string { return wrongIf(t.outcome != Adopted, t.outcome.String()) }},
	{Monotone, "monotone", turned, func(t *trial) bool { return t.to == For }, (*trial).fails},
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

const (
	numProperties = len(laws)
	// A report has questions: about each property and then, for each two states, whether a
	// seat that turns from the one to the other makes the outcome better, and worse.
	numQuestions = numProperties + 2*8*8
)

// questionOf returns the question whether a seat that turns makes the outcome better. The next
// one is whether it makes the outcome worse.
func questionOf(from, to States) int { return numProperties + 2*(8*from.index()+to.index()) }

// wrongIf returns what is wrong, if it is.
func wrongIf(is bool, wrong string) string {
	if is {
		return wrong
	}
	return ""
}

// trial is a vote that a rule decides, and what it decides after a change.
type trial struct {
	change
	vote    Tally
	outcome Outcome
	then    Outcome // after the change
	wrong   string  // how the rule misbehaves, or ""
	cause   error   // the kind of error that this is, if it is one
}

// questions visits the questions that the trial concerns. answer says what is wrong, or how the
// outcome changes; it is "" if the vote shows nothing.
func (t *trial) questions(visit func(question int, answer string)) {
	for i := range laws {
		if l := &laws[i]; l.about == t.about && (l.concerns == nil || l.concerns(t)) {
			visit(i, l.broken(t))
		}
	}
	if t.about == turned {
		at := questionOf(t.from, t.to)
		visit(at, wrongIf(t.then > t.outcome, "better"))
		visit(at+1, wrongIf(t.then < t.outcome, "worse"))
	}
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
	return cmp.Or(strings.Join(names, " + "), "none")
}

// MarshalText returns the text of String. If the set has unknown bits, the error is
// [ErrText].
func (p Property) MarshalText() ([]byte, error) {
	if p>>numProperties != 0 {
		return nil, &Error{Op: "property", Name: p.String(), Err: ErrText}
	}
	return []byte(p.String()), nil
}

// PropertyReport states which properties a rule has. [Properties] returns one. A nil
// or zero PropertyReport has checked nothing.
type PropertyReport struct {
	wrong           refusals               // why bodies were not examined
	evidence        [numQuestions]Evidence // the least of the bodies that could check it
	counterexamples [numQuestions]*Counterexample
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
// them, in any of the bodies that could check it. For a property that does not hold it returns
// NotChecked, and [PropertyReport.Err] returns the [Counterexample].
func (p *PropertyReport) Evidence(properties Property) Evidence {
	if properties == 0 || properties&^p.holds() != 0 {
		return NotChecked
	}
	least := Proved
	for i := range laws {
		if properties&laws[i].property != 0 {
			least = min(least, p.evidence[i])
		}
	}
	return least
}

// Counterexample holds a vote that violates a property, or one that a rule adopts and a
// claim does not. Of the violating votes that were looked at, it is the easiest to read: few
// seats are not absent, and few are in rare states. There may be a smaller one.
//
// A Counterexample is an error and matches [ErrProperty]. If the rule panics, it also matches
// [ErrRule], and if the rule asks for a bloc or a group that does not exist, [ErrUnknown].
// A Counterexample from [Implies] has no Property.
type Counterexample struct {
	Property Property `json:"property,omitzero"`
	Vote     Tally    `json:"vote"`
	Outcome  Outcome  `json:"outcome"`
	// Then is a second vote, and ThenOutcome its outcome. Both are zero if Vote alone is the
	// counterexample.
	Then        Tally   `json:"then,omitzero"`
	ThenOutcome Outcome `json:"then_outcome,omitzero"`
	// Reason states how Then differs from Vote, as "Workers: 1 from absent to for". If there is
	// no second vote, it states what is wrong with Vote.
	Reason string `json:"reason,omitempty"`
	// Finding and Claim are the findings of the rule, which adopts Vote, and of the claim,
	// which does not. They are nil if the counterexample is not from Implies.
	Finding *Finding `json:"finding,omitempty"`
	Claim   *Finding `json:"claim,omitempty"`

	change change
	cause  error // ErrRule or ErrUnknown, if the rule is not well behaved in one of these ways
}

// Error returns the property and the votes in one line.
func (c *Counterexample) Error() string {
	switch {
	case c == nil:
		return "tripartite: no counterexample"
	case c.Claim != nil:
		return "tripartite: " + prose.OneLine(c.Reason) + ": " + Words{}.votes(c.Vote) + ": " +
			c.Outcome.String() + "; claim: " + c.Claim.Outcome.String()
	case c.Property == 0:
		return "tripartite: " + Words{}.example(c)
	}
	name := strconv.Quote(c.Property.String())
	return "tripartite: property " + name + " does not hold: " + Words{}.example(c)
}

// example returns the votes of a counterexample that is not about a claim.
func (w Words) example(c *Counterexample) string {
	reason := cmp.Or(w.change(c), w.say(c.Reason), c.Reason) // that of the caller, unless it is ours
	reason = prose.OneLine(prose.ShortenTo(prose.MostSaid, reason))
	if c.Then.part == nil {
		return w.heading(w.votes(c.Vote), reason)
	}
	return w.heading(w.votes(c.Vote), w.say(c.Outcome.String())) + "; " +
		w.heading(reason, w.say(c.ThenOutcome.String()))
}

// change describes the change of a counterexample, or returns "" if there is none.
func (w Words) change(c *Counterexample) string {
	name := func(node int) string { return c.Vote.of.body.nodes[node].name }
	switch x := c.change; x.about {
	case turned:
		return w.say("a seat turns", name(x.node), w.say(x.from.String()), w.say(x.to.String()))
	case negated:
		return w.say("votes exchanged")
	case exchanged:
		return w.say("groups exchanged", name(x.node), name(x.other))
	case doubled:
		return w.say("twice as many")
	}
	return ""
}

// votes returns a vote in words. Of absent seats it gives only the number.
func (w Words) votes(vote Tally) string {
	votes := prose.ShortenTo(prose.MostSaid, w.votesOf(vote, AllSeats&^Absent))
	switch absent := Int(vote.Seats(Absent)); {
	case absent.Sign() > 0 && votes == "":
		return w.numbered("1 seat absent", "seats absent", absent)
	case absent.Sign() > 0:
		return votes + ", " + w.numbered("1 other absent", "others absent", absent)
	case votes == "":
		return w.say("no seats")
	}
	return votes
}

// Unwrap returns [ErrProperty] and, if the rule panics or asks for what does not exist, the
// error that says so.
func (c *Counterexample) Unwrap() []error {
	if c == nil || c.cause == nil {
		return []error{ErrProperty}
	}
	return []error{ErrProperty, c.cause}
}

// clone returns a copy that the caller may change.
func (c *Counterexample) clone() *Counterexample {
	copied := *c
	return &copied
}

// holds returns the properties that were checked and have no counterexample.
func (p *PropertyReport) holds() Property {
	var properties Property
	for i, l := range laws {
		if p != nil && p.evidence[i] != NotChecked && p.counterexamples[i] == nil {
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
	p = cmp.Or(p, &PropertyReport{})
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
		case p.evidence[i] == NotChecked:
			notChecked(l.property)
		}
	}
	if unknown := properties >> numProperties << numProperties; unknown != 0 || properties == 0 {
		notChecked(unknown)
	}
	return errors.Join(errs...)
}

// String returns a line for each property, with its counterexample if there is one. A
// table follows, with a row for each state that a seat turns from and a column for
// each state it turns to. A cell has + if the outcome can improve, and - if it can
// decline.
func (p *PropertyReport) String() string {
	p = cmp.Or(p, &PropertyReport{})
	var text strings.Builder
	if err := p.wrong.join(); err != nil {
		text.WriteString(err.Error() + "\n")
	}
	for i, l := range laws {
		switch c := p.counterexamples[i]; {
		case c != nil:
			fmt.Fprintf(&text, "%-20s does not hold: %s\n", l.name, Words{}.example(c))
		case p.evidence[i] == NotChecked:
			fmt.Fprintf(&text, "%-20s not checked\n", l.name)
		default:
			fmt.Fprintf(&text, "%-20s holds: %v\n", l.name, p.evidence[i])
		}
	}
	rows := [][]string{append([]string{"from"}, stateNames[:]...)}
	for i, name := range stateNames {
		row := []string{name}
		for s := For; s != 0; s <<= 1 {
			at := questionOf(1<<i, s)
			better, worse := p.counterexamples[at], p.counterexamples[at+1]
			row = append(row, wrongIf(better != nil, "+")+wrongIf(worse != nil, "-"))
		}
		rows = append(rows, row)
	}
	return text.String() + "\n" + prose.Table(rows)
}
