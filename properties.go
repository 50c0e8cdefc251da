package tripartite

import (
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Property is a property that a rule may obey, or with | a set of them. [CheckRule] asks a
// rule for those that every rule must obey, and [Properties] for all. The zero Property is
// none.
type Property uint16

// The properties. A seat that turns is in another state, and everything else is as it
// was; the negation of a motion is the vote with For and Against exchanged.
const (
	NeverPanics   Property = 1 << iota // whatever the tally
	ValidOutcomes                      // Void, Rejected or Adopted, and nothing else
	Deterministic                      // the same tally has the same outcome
	NeedsVotes                         // if nobody took part in the vote, it adopts nothing
	Unanimous                          // if all seats are for, it adopts: else, where a vote monotone, it never does
	Monotone                           // a seat that turns to For never makes an adopted motion fail
	Explained                          // each rule that explains itself comes to the outcome of its Decide
	KnownParts                         // it asks a tally for no bloc and no group that is not there

	MonotoneAgainst // a seat that turns to Against never makes a motion adopted
	Participation   // the same of absent seats: whoever comes and votes does not hurt their side
	AbstainIsAbsent // a seat that turns from Abstain to Absent changes nothing
	Symmetric       // groups that are made alike can be exchanged
	Neutral         // unless as many votes are for as against, the motion or its negation is adopted and not both, or both are void
	Decisive        // unless the vote is void, or as many votes are for as against, the motion or its negation is adopted
	Homogeneous     // twice as many seats in every state change nothing

	// Required is what every rule must obey.
	Required = NeverPanics | ValidOutcomes | Deterministic | NeedsVotes | Unanimous | Monotone | Explained | KnownParts
)

const numProperties = 15

var propertyNames = [numProperties]string{
	"never panics", "valid outcomes", "deterministic", "needs votes", "unanimous", "monotone", "explained", "known parts",
	"monotone against", "participation", "abstain is absent", "symmetric", "neutral", "decisive", "homogeneous",
}

// String returns the names of the properties, as "monotone + neutral".
func (l Property) String() string {
	var names []string
	for i, name := range propertyNames {
		if l&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if unknown := l >> numProperties; unknown != 0 {
		names = append(names, "unknown property "+strconv.Itoa(int(unknown<<numProperties)))
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, " + ")
}

// CheckRule tests any rule for the properties of [Required]. It reports every property that is
// broken as a [Counterexample], and nil if none is. A test of a rule is one call:
//
//	func TestMyRule(t *testing.T) {
//		if err := tripartite.CheckRule(myRule{}, body); err != nil {
//			t.Error(err)
//		}
//	}
//
// CheckRule tries every vote of a body that has few enough, up to 60,000, as three
// groups of two seats. Of a larger body it tries some, the same in every run, and
// among them those in which one seat decides. So give it a small body in which the
// rule means something, and the real one.
//
// It takes about a second at most: the more blocs a body has, and the more clauses a
// rule, the fewer votes it tries. If these are hardly any, the error is
// [ErrTooLarge]. A rule that contains itself, or nests more than 1,000 deep, is an
// [ErrRule]. Without a body the error is [ErrNotAsked]: a check that has looked at
// nothing has found nothing.
func CheckRule(r Rule, bodies ...*Body) error {
	if len(bodies) == 0 {
		return &Error{Op: "check", Name: clause(r), Detail: "there is no body", Err: ErrNotChecked}
	}
	return Properties(r, bodies...).Err(Required)
}

// PropertyReport holds which properties a rule obeys; [Properties] makes it. A PropertyReport that is nil, or
// zero, has looked at nothing.
type PropertyReport struct {
	err             error              // why a body was not looked at
	asked           [numProperties]int // how often
	counterexamples [numProperties]*Counterexample
	turned          [8][8]bool            // by the states from which and to which a seat turns: it did
	raises          [8][8]*Counterexample // a vote in which that makes the outcome better,
	lowers          [8][8]*Counterexample // or worse
}

// Counterexample is a vote that shows that a rule breaks a property: of those that were looked
// at, one with the fewest seats that are not absent. It is an error, and to
// [errors.Is] an [ErrProperty], and an [ErrUnknown] if the property is KnownParts. The
// counterexamples that [PropertyReport.Effect] gives are of no property.
type Counterexample struct {
	Property Property
	Vote     Tally
	Outcome  Outcome
	// Change is what is different in Then, and ThenOutcome what the rule says of
	// that. They are empty if one vote alone breaks the property.
	Change      string
	Then        Tally
	ThenOutcome Outcome
	// Reason is what is wrong with the one vote.
	Reason string
}

// Error returns the property and the votes in one line.
func (b *Counterexample) Error() string {
	if b == nil || b.Property == 0 {
		return "tripartite: " + b.example()
	}
	return "tripartite: property " + strconv.Quote(b.Property.String()) + " does not hold: " + b.example()
}

// example is the vote in words; of those who are absent, only how many.
func (b *Counterexample) example() string {
	if b == nil {
		return "no counterexample"
	}
	votes := votesOf(b.Vote, AllSeats&^Absent)
	if n := b.Vote.Seats(Absent); n > 0 {
		votes = strings.TrimPrefix(votes+", "+strconv.Itoa(n)+" absent", ", ")
	}
	if votes == "" {
		votes = "no seats"
	}
	if b.Change == "" {
		return votes + ": " + oneLine(b.Reason)
	}
	return votes + ": " + b.Outcome.String() + "; " + oneLine(b.Change) + ": " + b.ThenOutcome.String()
}

// Unwrap returns [ErrProperty].
func (b *Counterexample) Unwrap() error { return ErrProperty }

// Is reports whether target is [ErrUnknown], and the property KnownParts.
func (b *Counterexample) Is(target error) bool {
	return b != nil && b.Property == KnownParts && (target == ErrUnknown || target == errUnknownBloc)
}

// clone is a counterexample for the caller, who may change it.
func (b *Counterexample) clone() *Counterexample {
	if b == nil {
		return nil
	}
	c := *b
	return &c
}

// Properties asks a rule for all properties, in each of the bodies, as [CheckRule] does.
//
// A property that holds in all votes of a small body is proved for that body, and in
// some of a large one not refuted. A program that claims properties for its rule
// asserts them in a test:
//
//	if err := tripartite.Properties(rule, body).Err(tripartite.Neutral | tripartite.NoShowFree); err != nil {
//		t.Error(err)
//	}
//
// A nil rule is always Rejected, as everywhere.
func Properties(r Rule, bodies ...*Body) *PropertyReport {
	if r == nil {
		r = All{}
	}
	report := &PropertyReport{}
	work := newBudget()
	for i, b := range bodies {
		if b == nil {
			b = &Body{}
		}
		report.examine(r, b, work, work.left/(len(bodies)-i))
	}
	return report
}

// examine checks all properties in a body. It stops when about this share of the
// budget is spent. What it spends beyond its share is missing for the other bodies.
func (p *PropertyReport) examine(r Rule, b *Body, work *budget, share int) {
	e := &examiner{rule: r, body: b, report: p, budget: work, keep: work.left - share}
	e.leaves = slices.DeleteFunc(slices.Clone(b.leaves()), func(i int) bool { return b.nodes[i].size == 0 })
	full := b.alike([numGroups + 1]States{For, For, For, For})
	e.visit(r, full)
	switch {
	case e.deep:
		p.err = errors.Join(p.err, &Error{Op: "rule", Name: title(r), Detail: nestedTooDeep, Err: ErrRule})
		return
	case e.clauses > mostClauses:
		p.err = errors.Join(p.err, &Error{Op: "rule", Name: title(r), Detail: "it has more than " + strconv.Itoa(mostClauses) + " clauses", Err: ErrTooLarge})
		return
	}
	e.alike = b.alikeGroups()
	e.votes, e.others = e.counter(b), e.counter(b)
	if twice := b.twice(); twice != nil {
		e.larger = e.counter(twice)
	}
	if e.price = e.votes.price(full, e.clauses); e.price*fewest > e.left() {
		p.err = errors.Join(p.err, &Error{Op: "check", Name: title(r), Detail: "no vote can be tried", Err: ErrTooLarge})
		return
	}
	if !e.exhaust() {
		e.sample()
		e.shrink()
	}
}

// left is the work that may still be done in this body.
func (e *examiner) left() int { return e.budget.left - e.keep }

// Holds returns the properties that were asked for, and not found broken.
func (p *PropertyReport) Holds() Property {
	var properties Property
	for i := range propertyNames {
		if p != nil && p.asked[i] > 0 && p.counterexamples[i] == nil {
			properties |= 1 << i
		}
	}
	return properties
}

// Err returns nil if all these properties hold. If not, the error has every property that is
// broken as a [Counterexample], and every property that no vote could be asked for as an
// [ErrNotChecked], as Symmetric if no two groups are alike. If no properties are given, or
// some that do not exist, the error is ErrNotAsked, too. What kept [Properties] from
// looking at a body is part of it: [ErrRule] or [ErrTooLarge].
func (p *PropertyReport) Err(properties Property) error {
	if p == nil {
		p = &PropertyReport{}
	}
	errs := []error{p.err}
	notAsked := func(property Property) {
		if p.err == nil {
			errs = append(errs, &Error{Op: "property", Name: property.String(), Err: ErrNotChecked})
		}
	}
	for i := range propertyNames {
		switch property := Property(1 << i); {
		case properties&property == 0:
		case p.counterexamples[i] != nil:
			errs = append(errs, p.counterexamples[i].clone())
		case p.asked[i] == 0:
			notAsked(property)
		}
	}
	if unknown := properties >> numProperties << numProperties; unknown != 0 || properties == 0 {
		notAsked(unknown)
	}
	return errors.Join(errs...)
}

// Effect returns a vote in which a seat that turns from one state to another makes
// the outcome better, and one in which it makes it worse; nil if there is none. The
// rule is monotone in that change if asked is true and one of them is nil. If no
// seat turned like that, or from or to is a set of several states, asked is false.
func (p *PropertyReport) Effect(from, to States) (better, worse *Counterexample, asked bool) {
	if p == nil || !from.single() || !to.single() {
		return nil, nil, false
	}
	i, j := bits.TrailingZeros8(uint8(from)), bits.TrailingZeros8(uint8(to))
	return p.raises[i][j].clone(), p.lowers[i][j].clone(), p.turned[i][j]
}

// String returns a line for each property, with a vote that breaks it. A table follows of
// what a seat that turns from the state of the line to that of the column can do to
// the outcome: make it better (+) or worse (-).
func (p *PropertyReport) String() string {
	if p == nil {
		p = &PropertyReport{}
	}
	var text strings.Builder
	if p.err != nil {
		text.WriteString(p.err.Error() + "\n")
	}
	for i, name := range propertyNames {
		switch b := p.counterexamples[i]; {
		case b != nil:
			fmt.Fprintf(&text, "%-20s broken: %s\n", name, b.example())
		case p.asked[i] == 0:
			fmt.Fprintf(&text, "%-20s not asked\n", name)
		default:
			fmt.Fprintf(&text, "%-20s holds, asked for %d\n", name, p.asked[i])
		}
	}
	rows := [][]string{append([]string{"from"}, stateNames[:]...)}
	for i, name := range stateNames {
		row := []string{name}
		for s := For; s != 0; s <<= 1 {
			better, worse, _ := p.Effect(1<<i, s)
			row = append(row, [2]string{"", "+"}[b2i(better != nil)]+[2]string{"", "-"}[b2i(worse != nil)])
		}
		rows = append(rows, row)
	}
	return text.String() + "\n" + table(rows)
}

// examiner puts votes in a body to a rule.
type examiner struct {
	rule      Rule
	body      *Body
	report    *PropertyReport
	leaves    []int     // blocs that have seats: others are of no interest
	alike     [][2]int  // groups
	own       bool      // the rule has a part that is the caller's own
	explained []applied // parts that explain themselves
	clauses   int
	deep      bool
	looked    int // votes, where not all blocs turn in each

	votes, others *counter // of the vote that is looked at, and of those beside it
	larger        *counter // of twice the seats; nil if that is too many
	price         int      // of a vote
	budget        *budget
	keep          int // what the budget must keep for other bodies

	// If all votes of the body are looked at, each has a number, and its outcome.
	vectors  [][]byState       // what the seats of a bloc can come to
	numbers  []map[byState]int // of these
	outcomes []Outcome
}

const (
	mostVotes  = 60_000 // all are tried
	triedVotes = 2_000  // of more; in a body of more than three blocs fewer
	perVote    = 4      // about how often the rule is asked for each, if all are tried
	fewest     = 120    // how often it is asked at least
)

// visit finds out what the rule consists of.
func (e *examiner) visit(r Rule, t Tally) {
	if e.clauses++; e.clauses > mostClauses || e.deep {
		return
	}
	x := expand(r, t)
	e.deep = x.deep
	if x.kind == ownRule {
		e.own = true
		if _, explains := r.(Explainer); explains {
			e.explained = append(e.explained, applied{r, t})
		}
	}
	for _, part := range x.parts {
		e.visit(part.rule, part.to)
	}
}

// counter makes the tallies of votes in a body, one after another. If nobody but the
// rules of this package can see them, they share their room, and only what changes
// is counted: an empty bloc costs nothing.
type counter struct {
	body   *Body
	leaves []int  // that have seats
	live   []int  // nodes that have seats
	room   *tally // of all tallies; nil if each has its own
}

func (e *examiner) counter(b *Body) *counter {
	c := &counter{body: b, leaves: e.leaves}
	t := b.tally(make([]byState, len(b.nodes)))
	if e.own || t.part == nil || t.wide != nil || b.fixed.small == nil {
		return c
	}
	c.room = t.of
	seats := make([]bool, len(b.nodes))
	for _, i := range e.leaves {
		for ; i != wholeNode && !seats[i]; i = b.nodes[i].parent {
			seats[i] = true
		}
	}
	for i := range seats {
		if seats[i] || i == wholeNode {
			c.live = append(c.live, i)
		}
	}
	return c
}

// price is how much work a vote is, as in workOf.
func (c *counter) price(full Tally, clauses int) int {
	if c.room != nil {
		return clauseWork * (len(c.live) + clauses)
	}
	return workOf(full, clauses)
}

func (c *counter) tally(counts []byState) Tally {
	if c.room == nil {
		return c.body.tally(counts)
	}
	parts, nodes := c.room.parts, c.body.nodes
	for _, i := range c.live {
		parts[i].seats, parts[i].votes = sums{}, sums{}
	}
	for _, i := range slices.Backward(c.live) {
		n, part := &nodes[i], &parts[i]
		if n.leaf() {
			part.seats.fill(&counts[i], AllSeats, 1)
			part.votes.fill(&counts[i], AllSeats, c.room.weights.small[i])
		}
		if i != wholeNode {
			parts[n.parent].seats.add(&part.seats)
			parts[n.parent].votes.add(&part.votes)
		}
	}
	return Tally{part: &parts[wholeNode]}
}

// exhaust looks at all votes of the body, and reports false if they are too many.
func (e *examiner) exhaust() bool {
	all := 1
	most := min(mostVotes, e.left()/(perVote*e.price))
	for _, i := range e.leaves {
		vectors := compositions(e.body.nodes[i].size, most/all)
		if all *= len(vectors); vectors == nil {
			e.vectors, e.numbers = nil, nil
			return false
		}
		numbers := map[byState]int{}
		for k, v := range vectors {
			numbers[v] = k
		}
		e.vectors, e.numbers = append(e.vectors, vectors), append(e.numbers, numbers)
	}
	outcomes := make([]Outcome, all)
	counts := make([]byState, len(e.body.nodes))
	for n := range all {
		e.counts(n, counts)
		outcomes[n] = e.decide(counts)
	}
	e.outcomes = outcomes
	for n := all - 1; n >= 0; n-- { // in another order, so that a rule that remembers is found out
		e.counts(n, counts)
		e.look(counts)
	}
	return true
}

// compositions are what so many seats can come to; nil if it is more than most.
func compositions(seats, most int) []byState {
	if ways(seats, len(stateNames), most) > most {
		return nil
	}
	var all []byState
	var v byState
	var try func(state, left int)
	try = func(state, left int) {
		if state == len(v)-1 {
			v[state] = int64(left)
			all = append(all, v)
			return
		}
		for n := range left + 1 {
			v[state] = int64(n)
			try(state+1, left-n)
		}
	}
	try(0, seats)
	return all
}

// counts fills in the counts of vote number n.
func (e *examiner) counts(n int, counts []byState) {
	for k, i := range e.leaves {
		counts[i] = e.vectors[k][n%len(e.vectors[k])]
		n /= len(e.vectors[k])
	}
}

// outcome is what the rule says of counts in the body.
func (e *examiner) outcome(counts []byState) Outcome {
	if e.outcomes == nil {
		return e.decide(counts)
	}
	n, factor := 0, 1
	for k, i := range e.leaves {
		n += factor * e.numbers[k][counts[i]]
		factor *= len(e.vectors[k])
	}
	return e.outcomes[n]
}

// decide asks the rule for a vote beside the one that is looked at.
func (e *examiner) decide(counts []byState) Outcome {
	return e.ask(e.others.tally(counts), counts)
}

// ask asks the rule. A panic is a counterexample, and so is what is no outcome; they count
// as Rejected.
func (e *examiner) ask(t Tally, counts []byState) Outcome {
	e.budget.charge(e.price)
	var asked *vain
	if e.own {
		asked = new(vain)
		asked.watch(t)
	}
	o, reason := ask(e.rule, t)
	if asked != nil && asked.parts != nil {
		e.counterexample(KnownParts, t, func() Counterexample {
			return Counterexample{Vote: e.body.tally(counts), Reason: "it asks for " + asked.parts[0]}
		})
	}
	if reason != "" {
		e.counterexample(NeverPanics, t, func() Counterexample { return Counterexample{Vote: e.body.tally(counts), Reason: reason} })
	} else if o > Adopted {
		e.counterexample(ValidOutcomes, t, func() Counterexample { return Counterexample{Vote: e.body.tally(counts), Reason: o.String()} })
	}
	return valid(o)
}

// ask asks a rule that may panic; then it is Rejected, and there is a reason.
func ask(r Rule, t Tally) (o Outcome, reason string) {
	defer func() {
		if p := recover(); p != nil {
			o, reason = Rejected, "it panics: "+oneLine(fmt.Sprint(p))
		}
	}()
	return r.Decide(t), ""
}

// counterexample keeps the smallest counterexample of a property: the one that the vote t begins, if it
// is smaller than the one that is known. It is not made before that is known.
func (e *examiner) counterexample(property Property, t Tally, b func() Counterexample) {
	known := &e.report.counterexamples[bits.TrailingZeros16(uint16(property))]
	if *known == nil || readable(t) < readable((*known).Vote) {
		found := b()
		found.Property = property
		*known = &found
	}
}

// readable is small for a vote that is easily read: of few seats, in common states.
func readable(t Tally) int {
	return 2*t.Seats(AllSeats&^Absent) + t.Seats(AllSeats&^(Cast|Abstain|Absent))
}

// hold asks for a property: it is broken if the outcomes are not as they should be.
func (e *examiner) hold(property Property, holds bool, t Tally, b func() Counterexample) {
	e.report.asked[bits.TrailingZeros16(uint16(property))]++
	if !holds {
		e.counterexample(property, t, b)
	}
}

// look asks for all properties that begin with this vote. Each property is asked in one place
// only, so that what CheckRule, Properties and the table of the ready-made rules say of
// it is the same. It changes the counts, and changes them back.
func (e *examiner) look(counts []byState) {
	t := e.votes.tally(counts)
	var o Outcome
	if e.outcomes != nil {
		o = e.outcome(counts)
	} else {
		o = e.ask(t, counts)
	}
	one := func(property Property, holds bool, reason func() string) {
		e.hold(property, holds, t, func() Counterexample { return Counterexample{Vote: e.body.tally(counts), Outcome: o, Reason: reason()} })
	}
	for _, property := range [...]Property{NeverPanics, ValidOutcomes, KnownParts} { // they are broken where the rule is asked
		one(property, true, nil)
	}
	again := e.ask(t, counts)
	one(Deterministic, again == o, func() string { return o.String() + " and " + again.String() })
	if t.heads(Voting) == 0 {
		one(NeedsVotes, o != Adopted, func() string { return "adopted, and nobody voted" })
	}
	if seats := t.heads(AllSeats); seats > 0 && t.heads(For) == seats {
		one(Unanimous, o == Adopted, o.String)
	}
	why := e.whyNotExplained(t)
	one(Explained, why == "", func() string { return why })
	e.turns(counts, t, o)
	e.negation(counts, t, o)
	e.exchanges(counts, t, o)
	e.doubles(counts, t, o)
}

// change is a counterexample of two votes, before and after the counts have changed.
func (e *examiner) change(t Tally, o, now Outcome, what string, then Tally) Counterexample {
	return Counterexample{Vote: e.fresh(t), Outcome: o, Then: then, ThenOutcome: now, Change: what}
}

// fresh is a tally that may be kept.
func (e *examiner) fresh(t Tally) Tally {
	if e.votes.room == nil || t.part == nil {
		return t
	}
	return e.body.tally(t.of.byState())
}

// exchanges exchanges groups that are made alike.
func (e *examiner) exchanges(counts []byState, t Tally, o Outcome) {
	for _, pair := range e.alike {
		exchange := func() {
			for k, i := range e.body.nodes[pair[0]].leaves {
				j := e.body.nodes[pair[1]].leaves[k]
				counts[i], counts[j] = counts[j], counts[i]
			}
		}
		exchange()
		now := e.outcome(counts)
		e.hold(Symmetric, now == o, t, func() Counterexample {
			what := e.body.nodes[pair[0]].name + " and " + e.body.nodes[pair[1]].name + " exchanged"
			return e.change(t, o, now, what, e.body.tally(counts))
		})
		exchange()
	}
}

// doubles looks at twice as many seats in every state.
func (e *examiner) doubles(counts []byState, t Tally, o Outcome) {
	if e.larger == nil {
		return
	}
	scale := func(scaled func(int64) int64) {
		for _, i := range e.leaves {
			for s := range counts[i] {
				counts[i][s] = scaled(counts[i][s])
			}
		}
	}
	scale(func(n int64) int64 { return 2 * n })
	e.budget.charge(e.price)
	if now, reason := ask(e.rule, e.larger.tally(counts)); reason == "" { // else it is a rule for this body only
		e.hold(Homogeneous, now == o, t, func() Counterexample {
			return e.change(t, o, now, "twice as many", e.larger.body.tally(counts))
		})
	}
	scale(func(n int64) int64 { return n / 2 })
}

// mostTurned is in how many blocs seats turn, one at a time, for one vote: if there
// are more, some that are spread over the body, for each vote others. In a body so
// large that few votes can be tried there are fewer for each.
const mostTurned = 16

// turns turns a seat of each bloc from each state to each other.
func (e *examiner) turns(counts []byState, t Tally, o Outcome) {
	turned := min(len(e.leaves), mostTurned)
	if e.outcomes == nil {
		turned = min(turned, max(1, mostWork/(fewest*len(stateNames)*e.price)))
	}
	if turned < len(e.leaves) {
		e.looked++
	}
	for k := range turned {
		i := e.leaves[(e.looked+k*len(e.leaves)/turned)%len(e.leaves)]
		for from := range counts[i] {
			for to := range counts[i] {
				if counts[i][from] == 0 || to == from {
					continue
				}
				counts[i][from]--
				counts[i][to]++
				e.turn(counts, i, from, to, t, o)
				counts[i][from]++
				counts[i][to]--
			}
		}
	}
}

// turn is what a seat of bloc i has done to the outcome that was o.
func (e *examiner) turn(then []byState, i, from, to int, t Tally, o Outcome) {
	now := e.outcome(then)
	counterexample := func() Counterexample {
		what := "1 " + e.body.nodes[i].name + " from " + stateNames[from] + " to " + stateNames[to]
		return e.change(t, o, now, what, e.body.tally(then))
	}
	e.report.turned[from][to] = true
	if now != o {
		known := &e.report.raises[from][to]
		if now < o {
			known = &e.report.lowers[from][to]
		}
		if *known == nil || readable(t) < readable((*known).Vote) {
			smallest := counterexample()
			*known = &smallest
		}
	}
	ask := func(property Property, holds bool) { e.hold(property, holds, t, counterexample) }
	switch from, to := States(1<<from), States(1<<to); {
	case to == For:
		ask(Monotone, o != Adopted || now == Adopted)
		if from == Absent {
			ask(Participation, o != Adopted || now == Adopted)
		}
	case to == Against:
		ask(MonotoneAgainst, o == Adopted || now != Adopted)
		if from == Absent {
			ask(Participation, o == Adopted || now != Adopted)
		}
	case from == Abstain && to == Absent:
		ask(AbstainIsAbsent, now == o)
	}
}

// negation puts the motion's negation to the vote.
func (e *examiner) negation(counts []byState, t Tally, o Outcome) {
	if t.Votes(For).Equal(t.Votes(Against)) {
		return // a tie
	}
	negate := func() {
		for _, i := range e.leaves {
			counts[i][0], counts[i][1] = counts[i][1], counts[i][0]
		}
	}
	negate()
	now := e.outcome(counts)
	counterexample := func() Counterexample { return e.change(t, o, now, "for and against exchanged", e.body.tally(counts)) }
	either := o == Adopted || now == Adopted
	if o != Void {
		e.hold(Decisive, either, t, counterexample)
	}
	e.hold(Neutral, either && o != now || o == Void && now == Void, t, counterexample)
	negate()
}

// whyNotExplained is why the explanation of a part of the rule is wrong; "" if none
// is.
func (e *examiner) whyNotExplained(t Tally) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = "it panics where it is explained: " + oneLine(fmt.Sprint(p))
		}
	}()
	for _, part := range e.explained {
		to := Tally{depth: part.to.depth}
		if part.to.part != nil {
			to.part = &t.of.parts[part.to.node]
		}
		if part.rule.(Explainer).Explain(to).Outcome != valid(part.rule.Decide(to)) {
			wrong = "the explanation comes to another outcome"
		}
	}
	return wrong
}

// tries is how many votes are tried of a body in which not all are; of more blocs
// fewer, since each is more work.
func (e *examiner) tries() int {
	return max(1, triedVotes*numGroups/max(numGroups, len(e.leaves)))
}

// sample looks at some votes of the body, the same in every run: those in which
// all seats are in the same state, others at random, and, on the way from one of
// these to the next, where the outcome turns. A part of the budget is left to make
// what it finds readable.
func (e *examiner) sample() {
	room := func() []byState { return make([]byState, len(e.body.nodes)) }
	before, next, middle := room(), room(), room()
	for s := range stateNames {
		for _, i := range e.leaves {
			next[i] = byState{}
			next[i][s] = int64(e.body.nodes[i].size)
		}
		e.look(next)
	}
	reserve := e.left() / 4
	random := rand.New(rand.NewPCG(1, 2))
	e.draw(random, before)
	for tries := e.tries(); tries > 0 && e.left() > reserve; tries-- {
		e.draw(random, next)
		e.look(next)
		outcome := func(seats int) Outcome {
			e.blend(before, next, middle, seats)
			return e.outcome(middle)
		}
		low, high := 0, e.body.size
		for was, now := e.outcome(before), e.outcome(next); high-low > 1 && was != now; {
			if half := (low + high) / 2; outcome(half) == was {
				low = half
			} else {
				high = half
			}
		}
		if high-low == 1 {
			for _, seats := range [...]int{low, high} {
				e.blend(before, next, middle, seats)
				e.look(middle)
			}
		}
		before, next = next, before
	}
}

// draw draws a vote: in each bloc the seats are in up to three states.
func (e *examiner) draw(random *rand.Rand, counts []byState) {
	for _, i := range e.leaves {
		counts[i] = byState{}
		left := int64(e.body.nodes[i].size)
		for range random.IntN(3) {
			n := random.Int64N(left + 1)
			counts[i][random.IntN(len(stateNames))] += n
			left -= n
		}
		counts[i][random.IntN(len(stateNames))] += left
	}
}

// blend is a vote on the way from one to another, after so many seats of all
// blocs have changed over.
func (e *examiner) blend(from, to, counts []byState, seats int) {
	for _, i := range e.leaves {
		n := e.body.nodes[i].size
		k := min(max(seats-e.body.nodes[i].first, 0), n)
		changed, left := int64(k), int64(n-k)
		for s := range counts[i] {
			a := min(to[i][s], changed)
			b := min(from[i][s], left)
			counts[i][s] = a + b
			changed, left = changed-a, left-b
		}
	}
}

// shrink makes counterexamples readable that were found at random: beside each it looks at
// smaller votes, with more seats absent or, of those in rarer states, abstaining,
// until none of them breaks the property.
func (e *examiner) shrink() {
	for property := range propertyNames {
		for range e.tries() {
			b := e.report.counterexamples[property]
			if b == nil || b.Vote.part == nil || b.Vote.of.body != e.body {
				break
			}
			for _, to := range []int{bits.TrailingZeros8(uint8(Absent)), bits.TrailingZeros8(uint8(Abstain))} {
				e.move(property, b, to)
			}
			if e.report.counterexamples[property] == b {
				break
			}
		}
	}
}

// move looks at the votes in which all seats of a bloc that are in the same state,
// or half, or one of them, are in another one, until a smaller counterexample is found or
// the budget is spent.
func (e *examiner) move(property int, b *Counterexample, to int) {
	counts := b.Vote.of.byState()
	for _, i := range e.leaves {
		for from := range stateNames {
			for n := counts[i][from]; n > 0 && from != to && e.report.counterexamples[property] == b && e.left() > 0; n /= 2 {
				counts[i][from] -= n
				counts[i][to] += n
				if e.budget.charge(e.price); readable(e.others.tally(counts)) < readable(b.Vote) {
					e.look(counts)
				}
				counts[i][from] += n
				counts[i][to] -= n
			}
		}
	}
}

// byState are the counts that come to the tally.
func (t *tally) byState() []byState {
	counts := make([]byState, len(t.parts))
	for i := range t.parts {
		if t.body.nodes[i].leaf() {
			for s := range counts[i] {
				counts[i][s] = t.parts[i].seats.in(1 << s)
			}
		}
	}
	return counts
}

// twice is the body with twice as many seats in every bloc; nil if there are more
// than a body can have.
func (b *Body) twice() *Body {
	if b.size > mostSeats/2 {
		return nil
	}
	twice := *b
	twice.nodes, twice.roll, twice.size = slices.Clone(b.nodes), nil, 2*b.size
	for i := range twice.nodes {
		n := &twice.nodes[i]
		n.first, n.size, n.roll = 2*n.first, 2*n.size, nil
	}
	return &twice
}

// alikeGroups are the pairs of groups that are made alike, and have seats.
func (b *Body) alikeGroups() [][2]int {
	var pairs [][2]int
	for g := 1; g <= numGroups && len(b.nodes) > 0; g++ {
		for h := 1; h < g; h++ {
			if b.nodes[g].size > 0 && b.alikeNodes(g, h) {
				pairs = append(pairs, [2]int{h, g})
			}
		}
	}
	return pairs
}

func (b *Body) alikeNodes(i, j int) bool {
	m, n := &b.nodes[i], &b.nodes[j]
	return m.size == n.size && m.weight.Equal(n.weight) && m.power.Equal(n.power) && m.over == n.over && m.passes == n.passes &&
		slices.EqualFunc(m.children, n.children, b.alikeNodes)
}
