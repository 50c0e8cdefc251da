package tripartite

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// CheckRule tests any rule for the properties in [Required], with one call in a test.
// [Vet] finds mistakes in a rule before the vote, and [Properties] reports on all
// properties.
//
// CheckRule returns a [Counterexample] for every property that does not hold. If all
// hold, it returns nil:
//
//	func TestMyRule(t *testing.T) {
//		if err := tripartite.CheckRule(myRule{}, body); err != nil {
//			t.Error(err)
//		}
//	}
//
// If the rule consists of rules of this package, and weights do not depend on who votes,
// CheckRule proves the properties: it searches for votes that violate them, and covers all.
// Otherwise it tries votes. If a body has at most 60,000 votes, as three groups of two seats
// have, it tries all of them, and for a larger body some, the same in every run. Among them
// are votes in which one seat decides. So pass a small body in which the rule makes sense,
// and the real one. [PropertyReport.Evidence] says which of the three was done.
//
// CheckRule takes about a second at most, if a rule of the caller's own decides about as
// fast as one of this package. The more blocs a body has and the more clauses a rule has,
// the fewer votes it tries. If that leaves hardly any, the error is [ErrTooLarge]. If the
// rule contains itself or nests more than 1,000 deep, the error is [ErrRule]. If there is
// no body, or no vote could check a property, such as [Unanimous] in a body without
// seats, the error is [ErrNotChecked].
func CheckRule(r Rule, bodies ...*Body) error {
	if r == nil {
		return &Error{Op: "check", Name: "no rule", Detail: string(partMissing), Err: ErrRule}
	}
	if len(bodies) == 0 {
		return &Error{Op: "check", Name: clause(r), Detail: "there is no body", Err: ErrNotChecked}
	}
	return Properties(r, bodies...).Err(Required)
}

// Properties checks all properties of a rule and returns a report. [CheckRule] tests only
// for those in [Required], with one call in a test, and [Vet] finds mistakes in a rule
// before the vote.
//
// Properties searches and tries votes as CheckRule does. If it tries only some votes of a
// body, a property that holds is only not refuted, as [PropertyReport.Evidence] says. To
// test that a rule has certain properties:
//
//	report := tripartite.Properties(rule, body)
//	if err := report.Err(tripartite.Neutral | tripartite.Participation); err != nil {
//		t.Error(err)
//	}
//
// A nil rule is always Rejected.
func Properties(r Rule, bodies ...*Body) *PropertyReport {
	if r == nil {
		r = All{}
	}
	report := &PropertyReport{wrong: refusals{op: "check", whole: "bodies"}}
	work := newBudget()
	for i, b := range bodies {
		report.examine(r, cmp.Or(b, &Body{}), work, work.Left()/(len(bodies)-i))
	}
	return report
}

const (
	mostExamined = 100_000 // blocs of a body that is examined
	mostVotes    = 60_000  // up to this number of votes, all are tried
	triedVotes   = 2_000   // votes tried of more; fewer in a body of more than three blocs
	perVote      = 4       // about how often the rule decides for each, if all are tried
	fewest       = 120     // how often the rule decides at least
	mostTurned   = 16      // blocs in which seats turn for one vote
)

// examine checks all properties in a body. It stops when about this share of the
// budget is spent. Other bodies pay for what it spends beyond its share.
func (p *PropertyReport) examine(r Rule, b *Body, work *linear.Budget, share int) {
	full := b.allIn(For)
	var err *Error
	if errors.As(unwieldy(p.wrong.op, r, full), &err) {
		p.wrong.refuse(err.Err, err.Name, "%s", err.Detail)
		return
	}
	if full.part == nil {
		return // nobody can vote
	}
	e := &examiner{rule: r, ours: transparent(r), body: b, report: p, budget: work}
	e.reserve, e.price = work.Left()-share, workOf(full, clausesOf(r, full))
	if len(b.nodes) > mostExamined || e.price > e.left()/fewest {
		p.wrong.refuse(ErrTooLarge, title(r), "no vote can be tried")
		return
	}
	empty := func(i int) bool { return b.nodes[i].size == 0 }
	e.leaves = slices.DeleteFunc(slices.Clone(b.leaves()), empty)
	e.exchanges = b.exchanges()
	e.larger = b.twice()
	how := Proved
	if !e.prove() {
		how = e.try()
	}
	for i := range laws {
		if how != AllVotes { // no vote is smaller
			e.smallest(i)
		}
	}
	for i, checked := range e.checked {
		if checked && (p.evidence[i] == NotChecked || how < p.evidence[i]) {
			p.evidence[i] = how
		}
	}
}

// comparison is what makes another vote of the one that is looked at.
type comparison uint8

const (
	answered  comparison = iota // nothing: the law is about every answer of the rule
	turned                      // one seat turns
	negated                     // for and against are exchanged
	exchanged                   // two groups that are alike are exchanged
	doubled                     // twice as many seats are in every state
)

// change makes another vote of a vote. The methods after and conditionAfter define it, for the
// counts of a vote and for conditions about a vote.
type change struct {
	about    comparison
	node     int // the bloc of the seat that turns, or a group
	from, to States
	other    int         // the group that is exchanged with it
	with     map[int]int // by bloc of the two groups: the one that it is exchanged with
}

// after returns the counts after a change. The next call overwrites them.
func (e *examiner) after(c change, counts []byState) []byState {
	e.changed = append(e.changed[:0], counts...)
	then := e.changed
	switch c.about {
	case turned:
		then[c.node][c.from.index()]--
		then[c.node][c.to.index()]++
	case negated:
		for _, i := range e.leaves {
			then[i][stateFor], then[i][stateAgainst] = then[i][stateAgainst], then[i][stateFor]
		}
	case exchanged:
		for i, j := range c.with {
			then[i] = counts[j]
		}
	case doubled:
		for _, i := range e.leaves {
			for s := range then[i] {
				then[i][s] *= 2
			}
		}
	}
	return then
}

// conditionAfter returns the condition that a vote meets if it meets x after the change. That of
// a doubled vote is about the body with twice the seats.
func (p *prover) conditionAfter(c change, x *linear.Condition) *linear.Condition {
	y := *x
	switch c.about {
	case turned:
		values := x.Of(p.column(c.node))
		by := values[c.to.index()].Minus(values[c.from.index()])
		if by.Sign() == 0 {
			return x // the search sees that it is the same
		}
		y.Constant = x.Constant.Plus(by)
	case negated:
		y.Values = slices.Clone(x.Values)
		for i := range y.Values {
			v := &y.Values[i]
			v[stateFor], v[stateAgainst] = v[stateAgainst], v[stateFor]
		}
	case exchanged:
		y.First, y.Values = 0, make([]linear.Values, len(p.open))
		for column, o := range p.open {
			if node, moves := c.with[o.bloc.node]; moves {
				y.Values[column] = *x.Of(p.column(node))
			} else {
				y.Values[column] = *x.Of(column)
			}
		}
	case doubled: // twice a whole sum is enough if the sum reaches half of what is needed
		y.Constant = x.Constant.Over(exact.Whole(2)).Floor()
	}
	return &y
}

// column returns the column of a bloc, all of whose seats are open.
func (p *prover) column(node int) int {
	column, _ := p.columns(node)
	return column
}

// changes visits changes of a vote. If there are many blocs, seats of some turn in each vote,
// spread over the body, and of others in the next. If only few votes of a body can be tried,
// seats of fewer blocs turn.
func (e *examiner) changes(counts []byState, visit func(change)) {
	turns := min(len(e.leaves), mostTurned)
	if e.known == nil {
		turns = min(turns, max(1, mostWork/(fewest*len(stateNames)*e.price)))
	}
	if turns < len(e.leaves) {
		e.tried++
	}
	for k := range turns {
		i := e.leaves[(e.tried+k*len(e.leaves)/turns)%len(e.leaves)]
		for from := For; from != 0; from <<= 1 {
			for to := For; to != 0 && counts[i][from.index()] > 0; to <<= 1 {
				if to != from {
					visit(change{about: turned, node: i, from: from, to: to})
				}
			}
		}
	}
	visit(change{about: negated})
	for _, c := range e.exchanges {
		visit(c)
	}
	if e.larger != nil {
		visit(change{about: doubled})
	}
}

// prove looks at votes that show which properties do not hold, and proves that all others
// hold: no vote can show the contrary. It asks, for every change, whether a vote and the one
// after the change can have two outcomes that a law forbids. It reports false if it cannot
// tell: weights shift, the rule is not one of this package, or the work is too much.
func (e *examiner) prove() bool {
	part := e.budget.Part(2)
	defer e.budget.Rejoin(part)
	p := &prover{examiner: e, question: newQuestion(e.body, AllSeats, part)}
	if !e.ours || !p.steady() {
		return false
	}
	p.before = p.outcomes(p.question)
	nobody := p.clause(p.tally, inSeats, nothingEach.minus(Voting, whole(1)), whole(0))
	if counts := p.vote(p.before[Adopted], nobody); counts != nil {
		e.look(counts)
	}
	e.uniform()
	for column := range p.open {
		if part.Spent() {
			return false
		}
		p.turns(column)
	}
	p.compare(p.before, change{about: negated})
	for _, c := range e.exchanges {
		p.compare(p.before, c)
	}
	if e.larger != nil {
		p.compare(p.outcomes(newQuestion(e.larger, AllSeats, part)), change{about: doubled})
	}
	return !part.Spent()
}

// prover asks which outcomes a vote and the one after a change can have.
type prover struct {
	*examiner
	*question
	before formulas // before the change
}

// formulas holds, by outcome, the formula that the rule has it.
type formulas [Adopted + 1]linear.Formula

func (p *prover) outcomes(q *question) (f formulas) {
	q.sound = q.isSound(p.rule, q.tally)
	for o := range f {
		all := q.is(p.rule, Outcome(o))
		f[o] = linear.Enough(len(all), all...)
	}
	return f
}

// changed returns the formulas with other conditions.
func (f formulas) changed(change func(*linear.Condition) *linear.Condition) formulas {
	for o := range f {
		f[o] = linear.Change(f[o], change)
	}
	return f
}

// turns compares votes in which a seat of a bloc turns. States that no condition tells apart
// need one question together. The first state that is asked about is the easiest to read.
func (p *prover) turns(column int) {
	first, node := p.alike(column), p.open[column].bloc.node
	for from := range first {
		for to := range first {
			var alike []change
			for _, i := range preferred {
				for _, k := range preferred {
					if from != to && first[i.index()] == from && first[k.index()] == to {
						alike = append(alike, change{about: turned, node: node, from: i, to: k})
					}
				}
			}
			if alike != nil {
				p.compare(p.before, alike...)
			}
		}
	}
}

// alike returns for each state the first one that no condition tells from it, in a bloc.
func (p *prover) alike(column int) (first [8]int) {
	var values []*linear.Values
	p.before.changed(func(c *linear.Condition) *linear.Condition {
		values = append(values, c.Of(column))
		return c
	})
	for s := range first {
		differs := func(v *linear.Values) bool { return !v[s].Equal(v[first[s]]) }
		for slices.ContainsFunc(values, differs) {
			first[s]++
		}
	}
	return first
}

// compare looks at a vote for each two outcomes that no law forbids yet, before a change and
// after it. No condition tells the changes apart: a vote that shows something about one shows it
// about another, if the seat that turns is in its state.
func (p *prover) compare(outcomes formulas, alike ...change) {
	after := outcomes.changed(func(x *linear.Condition) *linear.Condition {
		return p.conditionAfter(alike[0], x)
	})
	for o := range p.before {
		for then := range after {
			tells := func(c change) bool {
				return p.tells(&trial{change: c, outcome: Outcome(o), then: Outcome(then)})
			}
			k := slices.IndexFunc(alike, tells)
			if k < 0 {
				continue
			}
			counts := p.vote(p.before[o], after[then], p.changeable(alike[k]))
			if counts == nil {
				continue
			}
			p.look(counts)
			seat := alike[k].from
			for _, c := range alike {
				if c.from != seat {
					counts[c.node][seat.index()]--
					counts[c.node][c.from.index()]++
					seat = c.from
					p.look(counts)
				}
				if tells(c) {
					p.lookAfter(c, counts)
				}
			}
		}
	}
}

// tells reports whether the trial would show what is not known yet.
func (p *prover) tells(t *trial) (tells bool) {
	t.questions(func(question int, answer string) {
		tells = tells || answer != "" && p.report.counterexamples[question] == nil
	})
	return tells
}

// changeable returns the formula that a vote can be changed: a seat can turn, and there is no
// tie, which says nothing about the negation.
func (p *prover) changeable(c change) linear.Formula {
	more := func(s, than States) linear.Formula {
		by := nothingEach.plus(s, whole(1)).minus(than, whole(1))
		return p.clause(p.tally, inVotes, by, whole(1))
	}
	switch c.about {
	case turned:
		bloc := p.open[p.column(c.node)].bloc
		return p.clause(bloc, inSeats, nothingEach.plus(c.from, whole(1)), whole(1))
	case negated:
		return linear.Enough(1, more(For, Against), more(Against, For))
	}
	return linear.Always
}

// examiner looks at votes of a body, and checks the laws in each.
type examiner struct {
	rule      Rule
	body      *Body
	report    *PropertyReport
	checked   [numQuestions]bool // whether a vote concerned the question
	leaves    []int              // blocs that have seats
	exchanges []change           // of groups that are alike
	ours      bool               // whether the rule consists only of rules of this package
	tried     int                // votes
	changed   []byState          // the counts after the last change
	answer    trial              // the last one

	larger *Body // the body with twice the seats, or nil if no body can have them

	price   int // the work of deciding a vote
	budget  *linear.Budget
	reserve int // what the budget must keep for other bodies

	known map[uint64]Outcome // of all votes of the body, if all are tried
}

// left returns the work that may still be done in this body.
func (e *examiner) left() int { return e.budget.Left() - e.reserve }

// look checks all laws for one vote.
func (e *examiner) look(counts []byState) {
	t := e.decided(counts)
	e.changes(counts, func(c change) { e.turn(&t, c, counts) })
}

// lookAfter checks the laws about one change of a vote.
func (e *examiner) lookAfter(c change, counts []byState) {
	if t := e.decided(counts); c.about != answered {
		e.turn(&t, c, counts)
	}
}

// decided decides a vote twice, and checks the laws about the answers.
func (e *examiner) decided(counts []byState) trial {
	t := trial{vote: e.body.tally(counts)}
	t.outcome = e.outcome(counts)
	if again := e.ask(t.vote); again != t.outcome {
		t.wrong = t.outcome.String() + " and " + again.String()
	} else if !e.ours {
		t.wrong = misexplained(e.rule, t.vote)
	}
	e.check(&t, counts)
	return t
}

// turn decides the vote after a change, and checks the laws about that. A seat that turns must be
// there, and a tie says nothing about the negation. A rule that panics in the body with twice the
// seats may be meant for this body only.
func (e *examiner) turn(t *trial, c change, counts []byState) {
	if c.about == turned && counts[c.node][c.from.index()] == 0 ||
		c.about == negated && t.vote.Votes(For).Equal(t.vote.Votes(Against)) {
		return
	}
	after := e.after(c, counts)
	if t.change = c; c.about != doubled {
		t.then = e.outcome(after)
		e.check(t, after)
		return
	}
	e.budget.Charge(e.price)
	if then, panics := ask(e.rule, e.larger.tally(after)); panics == "" {
		t.then = valid(then)
		e.check(t, after)
	}
}

// check answers the questions that a trial concerns. The counts are those after the change.
func (e *examiner) check(t *trial, counts []byState) {
	t.questions(func(question int, answer string) {
		e.checked[question] = true
		known := &e.report.counterexamples[question]
		if answer == "" || *known != nil && readable(t.vote) >= readable((*known).Vote) {
			return
		}
		c := &Counterexample{Vote: t.vote, Outcome: t.outcome, change: t.change}
		c.Reason = Words{}.change(c)
		if question < numProperties {
			c.Property = laws[question].property
		}
		switch t.about {
		case answered:
			c.Reason, c.cause = answer, t.cause
		case doubled:
			c.Then, c.ThenOutcome = e.larger.tally(counts), t.then
		default:
			c.Then, c.ThenOutcome = e.body.tally(counts), t.then
		}
		*known = c
	})
}

// readable measures how hard a vote is to read. It is small for a vote with few seats
// that are not absent, in common states.
func readable(t Tally) int {
	return 2*t.Seats(AllSeats&^Absent) + t.Seats(rare)
}

// rare holds the states that are seldom seen.
const rare = Spoilt | Suspended | Vacant

// outcome returns the outcome of a vote. If all votes are tried, it asks the rule once.
func (e *examiner) outcome(counts []byState) Outcome {
	if e.known == nil {
		return e.ask(e.body.tally(counts))
	}
	// If all votes are tried, 64 bits hold the counts. A bloc of 2 seats has 36 votes and takes 16
	// bits, and no other size takes more bits for as many votes.
	var key uint64
	for _, i := range e.leaves {
		width := bits.Len(uint(e.body.nodes[i].size))
		for _, n := range counts[i] {
			key = key<<width | uint64(n)
		}
	}
	o, known := e.known[key]
	if !known {
		o = e.ask(e.body.tally(counts))
		e.known[key] = o
	}
	return o
}

// ask asks the rule, and checks the laws about every answer. An answer that is not an outcome
// counts as Rejected.
func (e *examiner) ask(vote Tally) Outcome {
	e.budget.Charge(e.price)
	t := &e.answer
	*t = trial{vote: vote}
	if e.ours {
		t.outcome = decide(e.rule, vote, 0).outcome()
	} else {
		o, panics, missing := askWatched(e.rule, vote)
		switch {
		case panics != "":
			t.wrong, t.cause = panics, ErrRule
		case o > Adopted:
			t.wrong = o.String()
		case missing != nil:
			t.wrong, t.cause = "it asks for "+missing[0], errUnknownBloc
		}
		t.outcome = valid(o)
	}
	e.check(t, nil)
	return t.outcome
}

// misexplained says what is wrong with the explanation of a rule or of a part of it.
func misexplained(r Rule, vote Tally) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = "it panics where it is explained: " + prose.OneLine(fmt.Sprint(p))
		}
	}()
	everyClause(r, vote, func(r Rule, f form) bool {
		x, explains := r.(Explainer)
		if explains && f.kind == ownRule && x.Explain(f.within).Outcome != valid(r.Decide(f.within)) {
			wrong = "the explanation comes to another outcome"
		}
		return wrong == ""
	})
	return wrong
}

// try looks at all votes of the body, or at some if there are too many, and returns which. If it
// looks at all, the rule has decided all before: so it shows if it remembers what it was asked.
func (e *examiner) try() Evidence {
	all := newQuestion(e.body, AllSeats, newBudget()) // what it visits is charged where it is asked
	most := min(mostVotes, e.left()/linear.Product(perVote, e.price))
	e.known = map[uint64]Outcome{}
	if all.complete(most, func(counts []byState) { e.outcome(counts) }) &&
		all.complete(most, e.look) {
		return AllVotes
	}
	e.known = nil
	e.draw()
	return SomeVotes
}

// uniform looks at the votes in which all seats are in the same state.
func (e *examiner) uniform() {
	for s := For; s != 0; s <<= 1 {
		e.look(e.body.allIn(s).of.byState())
	}
}

// draw looks at some votes of the body, the same in every run. In the first ones all seats
// are in the same state. Others are random. On the way from one random vote to the next,
// draw finds the seat at which the outcome changes, and looks at the votes before and after
// it. It leaves a part of the budget to shrink.
func (e *examiner) draw() {
	room := func() []byState { return make([]byState, len(e.body.nodes)) }
	before, next, middle := room(), room(), room()
	e.uniform()
	reserve := e.left() / 4
	random := rand.New(rand.NewPCG(1, 2))
	e.random(random, before)
	for tries := e.tries(); tries > 0 && e.left() > reserve; tries-- {
		e.random(random, next)
		e.look(next)
		low, high := 0, e.body.size
		for was, now := e.outcome(before), e.outcome(next); high-low > 1 && was != now; {
			half := (low + high) / 2
			if e.blend(before, next, middle, half); e.outcome(middle) == was {
				low = half
			} else {
				high = half
			}
		}
		for seats := low; high-low == 1 && seats <= high; seats++ {
			e.blend(before, next, middle, seats)
			e.look(middle)
		}
		before, next = next, before
	}
}

// tries returns the number of random votes to try. It is smaller for more blocs,
// since each vote is more work then.
func (e *examiner) tries() int {
	return max(1, triedVotes*numGroups/max(numGroups, len(e.leaves)))
}

// random draws a random vote.
func (e *examiner) random(random *rand.Rand, counts []byState) {
	for _, i := range e.leaves {
		counts[i] = games.Draw(random, int64(e.body.nodes[i].size))
	}
}

// blend returns in counts a vote between two others: the first seats have changed
// over, in the order of the body.
func (e *examiner) blend(from, to, counts []byState, seats int) {
	for _, i := range e.leaves {
		n := &e.body.nodes[i]
		changed := min(max(seats-n.first, 0), n.size)
		counts[i] = games.Between(from[i], to[i], int64(changed), int64(n.size-changed))
	}
}

// smallest makes the counterexample of a law readable. It looks at votes in which seats of a
// bloc have moved to a state that is easier to read: all seats that are in a state, then half,
// and so on down to one. It starts again from each counterexample that it finds, until there is
// none or the budget is spent.
func (e *examiner) smallest(law int) {
	known := &e.report.counterexamples[law]
	for range e.tries() {
		c := *known
		if c == nil || c.Vote.part == nil || c.Vote.of.body != e.body {
			return
		}
		counts := c.Vote.of.byState()
		for _, i := range e.leaves {
			for from := For; from != 0; from <<= 1 {
				e.move(change{node: i, from: from, to: Absent}, counts, c, known)
				if from&rare != 0 {
					e.move(change{node: i, from: from, to: Abstain}, counts, c, known)
				}
			}
		}
		if *known == c {
			return
		}
	}
}

// move looks at votes in which seats of a bloc have moved, until one is another counterexample.
func (e *examiner) move(m change, counts []byState, c *Counterexample, known **Counterexample) {
	at := &counts[m.node]
	for n := at[m.from.index()]; n > 0 && m.from != m.to && *known == c && e.left() > 0; n /= 2 {
		at[m.from.index()] -= n
		at[m.to.index()] += n
		e.lookAfter(c.change, counts)
		at[m.from.index()] += n
		at[m.to.index()] -= n
	}
}

// byState returns the counts of the tally.
func (t *tally) byState() []byState {
	counts := make([]byState, len(t.parts))
	for i := range t.parts {
		if t.body.nodes[i].leaf() {
			counts[i] = t.parts[i].seats
		}
	}
	return counts
}

// twice returns the body with twice as many seats in every bloc. If no body can have
// as many, it returns nil.
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

// exchanges returns the exchanges of two groups that have the same seats, weights and blocs.
func (b *Body) exchanges() (changes []change) {
	for _, pair := range [][2]int{{1, 2}, {1, 3}, {2, 3}} {
		if b.nodes[pair[0]].size == 0 || !b.alikeNodes(pair[0], pair[1]) {
			continue
		}
		c := change{about: exchanged, node: pair[0], other: pair[1], with: map[int]int{}}
		for k, i := range b.nodes[pair[0]].leaves {
			j := b.nodes[pair[1]].leaves[k]
			c.with[i], c.with[j] = j, i
		}
		changes = append(changes, c)
	}
	return changes
}

func (b *Body) alikeNodes(i, j int) bool {
	m, n := &b.nodes[i], &b.nodes[j]
	return m.size == n.size && m.over == n.over &&
		m.weight.Equal(n.weight) && m.power.Equal(n.power) &&
		slices.EqualFunc(m.children, n.children, b.alikeNodes)
}
