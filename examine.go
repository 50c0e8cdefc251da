package tripartite

import (
	"errors"
	"iter"
	"math/rand/v2"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
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
		if b == nil {
			b = &Body{}
		}
		report.examine(r, b, work, work.Left()/(len(bodies)-i))
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
	full := b.alike([numGroups + 1]States{For, For, For, For})
	var err *Error
	if errors.As(unwieldy(p.wrong.op, r, full), &err) {
		p.wrong.refuse(err.Err, err.Name, "%s", err.Detail)
		return
	}
	e := &examiner{rule: r, ours: transparent(r), body: b, report: p, budget: work}
	e.reserve = work.Left() - share
	e.visit(r, full)
	if e.price = workOf(full, e.clauses); len(b.nodes) > mostExamined || e.price > e.left()/fewest {
		p.wrong.refuse(ErrTooLarge, title(r), "no vote can be tried")
		return
	}
	empty := func(i int) bool { return b.nodes[i].size == 0 }
	e.leaves = slices.DeleteFunc(slices.Clone(b.leaves()), empty)
	e.pairs = b.alikeGroups()
	e.larger = b.twice()
	how, before := Proved, p.checked
	if !e.prove() {
		how = AllVotes
		for counts := range e.toTry() {
			e.look(counts)
		}
		if e.outcomes == nil {
			how = SomeVotes
			for i := range laws {
				e.smallest(i)
			}
		}
	}
	for i, times := range p.checked {
		if times > before[i] && (p.evidence[i] == NotChecked || how < p.evidence[i]) {
			p.evidence[i] = how
		}
	}
}

// prove looks at votes that show which properties do not hold, and proves that all others
// hold: no vote can show the contrary. It asks, for every change, whether a vote and the one
// after the change can have two outcomes that a law forbids. It reports false if it cannot
// tell: weights shift, the rule is not one of this package, or the work is too much.
//
// The outcomes after a change are conditions about the vote before it. If a seat turns, the
// constant of a condition changes by the difference of two values. If states or groups are
// exchanged, values are, and if all seats are doubled, the constant is halved.
func (e *examiner) prove() bool {
	part := e.budget.Part(2)
	defer e.budget.Rejoin(part)
	p := &prover{examiner: e, question: newQuestion(e.body, AllSeats, part)}
	if !e.ours || !p.steady() {
		return false
	}
	p.before = p.outcomes(p.question)
	e.uniform(func(counts []byState) bool { e.look(counts); return true })
	nobody := p.clause(p.tally, inSeats, nothingEach.minus(Voting, whole(1)), whole(0))
	p.show(slices.Concat(p.before[Adopted], []linear.Formula{nobody}))
	p.turns()
	more := func(s, than States) linear.Formula {
		by := nothingEach.plus(s, whole(1)).minus(than, whole(1))
		return p.clause(p.tally, inVotes, by, whole(1))
	}
	p.compare(trial{about: negated}, p.changed(p.before, negatedValues),
		linear.Enough(1, more(For, Against), more(Against, For)))
	for _, pair := range e.pairs {
		p.compare(trial{about: exchanged}, p.changed(p.before, p.exchanged(pair)))
	}
	if e.larger != nil {
		twice := newQuestion(e.larger, AllSeats, part)
		p.compare(trial{about: doubled}, p.changed(p.outcomes(twice), halvedConstant))
	}
	return !part.Spent()
}

// prover asks which outcomes a vote and the one after a change can have.
type prover struct {
	*examiner
	*question
	before [Adopted + 1][]linear.Formula // by outcome, before the change
}

// outcomes returns by outcome the formulas that the rule has it.
func (p *prover) outcomes(q *question) (formulas [Adopted + 1][]linear.Formula) {
	q.sound = q.isSound(p.rule, q.tally)
	for o := range formulas {
		formulas[o] = q.is(p.rule, Outcome(o))
	}
	return formulas
}

// changed returns the formulas with other conditions.
func (p *prover) changed(
	formulas [Adopted + 1][]linear.Formula, change func(*linear.Condition) *linear.Condition,
) [Adopted + 1][]linear.Formula {
	for o, all := range formulas {
		formulas[o] = slices.Clone(all)
		for i, f := range all {
			formulas[o][i] = linear.Change(f, change)
		}
	}
	return formulas
}

// compare looks at a vote for each two outcomes that no law forbids yet, before a change and
// after it.
func (p *prover) compare(t trial, after [Adopted + 1][]linear.Formula, also ...linear.Formula) {
	for o := range p.before {
		for then := range after {
			t.outcome, t.then = Outcome(o), Outcome(then)
			if p.tells(&t) {
				p.show(slices.Concat(p.before[o], after[then], also))
			}
		}
	}
}

// tells reports whether the outcomes of the trial would show what is not known yet.
func (p *prover) tells(t *trial) bool {
	for _, i := range lawsAbout[t.about] {
		l := &laws[i]
		if p.report.counterexamples[i] == nil && (l.concerns == nil || l.concerns(t)) &&
			l.broken(t) != "" {
			return true
		}
	}
	if t.about != turned {
		return false
	}
	known := &p.report.effects[t.from.index()][t.to.index()]
	return t.then > t.outcome && known.better == nil || t.then < t.outcome && known.worse == nil
}

// show looks at a vote in which the formulas hold, if there is one.
func (p *prover) show(formulas []linear.Formula) {
	if counts := p.vote(formulas...); counts != nil {
		p.look(counts)
	}
}

// turns compares votes in which a seat of each bloc turns. States of a bloc that no condition
// tells apart need one question together.
func (p *prover) turns() {
	for column, o := range p.open {
		alike := p.alike(column)
		for from := range alike {
			for to := range alike {
				if alike[from] == from && alike[to] == to && from != to {
					p.turn(column, o.bloc.node, from, to, &alike)
				}
			}
		}
	}
}

// turn compares votes in which a seat of a bloc turns from a state to another, or between
// states that are alike to these.
func (p *prover) turn(column, bloc, from, to int, alike *[8]int) {
	after := p.changed(p.before, func(c *linear.Condition) *linear.Condition {
		values := c.Of(column)
		by := values[to].Minus(values[from])
		if by.Sign() == 0 {
			return c
		}
		return &linear.Condition{Constant: c.Constant.Plus(by), First: c.First, Values: c.Values}
	})
	some := &linear.Condition{
		Constant: exact.Whole(-1), First: column, Values: []linear.Values{linear.Nothing},
	}
	some.Values[0][from] = exact.Whole(1)
	for o := range p.before {
		for then := range after {
			t := trial{about: turned, outcome: Outcome(o), then: Outcome(then)}
			if !p.turnTells(&t, from, to, alike) {
				continue
			}
			counts := p.vote(slices.Concat(p.before[o], after[then], []linear.Formula{some})...)
			if counts != nil {
				p.turnAlike(counts, bloc, from, to, alike)
			}
		}
	}
}

// turnTells is tells for turns between any two states that are alike to these.
func (p *prover) turnTells(t *trial, from, to int, alike *[8]int) bool {
	for i, a := range alike {
		for k, b := range alike {
			if t.from, t.to = 1<<i, 1<<k; a == from && b == to && p.tells(t) {
				return true
			}
		}
	}
	return false
}

// turnAlike looks at a vote, and at those in which the seat that turns is in a state alike.
func (p *prover) turnAlike(counts []byState, bloc, from, to int, alike *[8]int) {
	for i, a := range alike {
		if a != from {
			continue
		}
		counts[bloc][from]--
		counts[bloc][i]++
		p.look(counts)
		for k, b := range alike {
			if b == to {
				p.examiner.turn(counts, bloc, i, k)
			}
		}
		counts[bloc][i]--
		counts[bloc][from]++
	}
}

// alike returns for each state the first one that no condition tells from it, in a bloc.
func (p *prover) alike(column int) (first [8]int) {
	var values []*linear.Values
	p.changed(p.before, func(c *linear.Condition) *linear.Condition {
		values = append(values, c.Of(column))
		return c
	})
	for s := range first {
		first[s] = s
		for other := range s {
			if !slices.ContainsFunc(values, func(v *linear.Values) bool { return !v[s].Equal(v[other]) }) {
				first[s] = other
				break
			}
		}
	}
	return first
}

// negatedValues returns the condition if for and against are exchanged.
func negatedValues(c *linear.Condition) *linear.Condition {
	changed := &linear.Condition{Constant: c.Constant, First: c.First, Values: slices.Clone(c.Values)}
	for i := range changed.Values {
		v := &changed.Values[i]
		v[stateFor], v[stateAgainst] = v[stateAgainst], v[stateFor]
	}
	return changed
}

// halvedConstant returns the condition if all seats are doubled. Twice a whole sum is enough
// if the sum reaches half of what is needed, rounded up.
func halvedConstant(c *linear.Condition) *linear.Condition {
	half := c.Constant.Over(exact.Whole(2)).Floor()
	return &linear.Condition{Constant: half, First: c.First, Values: c.Values}
}

// exchanged returns the change of a condition if two groups exchange their votes.
func (p *prover) exchanged(pair [2]int) func(*linear.Condition) *linear.Condition {
	with := map[int]int{} // by bloc
	for k, i := range p.body.nodes[pair[0]].leaves {
		j := p.body.nodes[pair[1]].leaves[k]
		with[i], with[j] = j, i
	}
	columns := make([]int, len(p.open))
	for i, o := range p.open {
		columns[i] = i
		if j, ok := with[o.bloc.node]; ok {
			columns[i] = slices.IndexFunc(p.open, func(o openSeat) bool { return o.bloc.node == j })
		}
	}
	return func(c *linear.Condition) *linear.Condition {
		changed := &linear.Condition{Constant: c.Constant, Values: make([]linear.Values, len(columns))}
		for i, column := range columns {
			changed.Values[i] = *c.Of(column)
		}
		return changed
	}
}

// examiner tries votes of a body by a rule, and checks the laws in each.
type examiner struct {
	rule    Rule
	body    *Body
	report  *PropertyReport
	leaves  []int     // blocs that have seats
	pairs   [][2]int  // of groups that are alike
	own     []applied // the parts of the rule that explain themselves
	ours    bool      // whether the rule consists only of rules of this package
	clauses int
	tried   int // votes

	larger *Body // the body with twice the seats, or nil if no body can have them

	price        int // the work of deciding a vote
	budget       *linear.Budget
	reserve      int   // what the budget must keep for other bodies
	trial, other trial // of the vote, and of the last neighbour

	// If all votes of the body are tried, the number of a vote gives its outcome.
	listing  *games.Listing
	outcomes []Outcome
}

// left returns the work that may still be done in this body.
func (e *examiner) left() int { return e.budget.Left() - e.reserve }

// visit counts the clauses of the rule, and finds the parts that explain themselves.
func (e *examiner) visit(r Rule, t Tally) {
	if e.clauses++; e.clauses > mostClauses {
		return // a vote costs too much
	}
	if _, explains := r.(Explainer); explains && formOf(r).kind == ownRule {
		e.own = append(e.own, applied{r, t})
	}
	f := expand(r, t)
	for i := range f.size() {
		e.visit(f.part(i))
	}
}

// look checks all laws for one vote. It changes the counts, and restores them.
func (e *examiner) look(counts []byState) {
	t := &e.trial
	*t = trial{vote: e.body.tally(counts), own: e.own}
	t.all = t.vote.heads(AllSeats)
	if e.outcomes != nil {
		t.outcome = e.outcome(counts)
	} else {
		e.ask(t, counts)
	}
	e.other.vote = t.vote
	e.ask(&e.other, counts)
	e.judge(repeated, e.other.outcome, counts)
	e.turns(counts)
	e.negate(counts)
	e.exchange(counts)
	e.double(counts)
}

// judge checks the laws about a change of the vote, given the outcome and the counts after
// it.
func (e *examiner) judge(about change, then Outcome, counts []byState) {
	e.trial.about, e.trial.then = about, then
	e.check(&e.trial, counts)
}

// check checks the laws that a trial is about.
func (e *examiner) check(t *trial, counts []byState) {
	for _, i := range lawsAbout[t.about] {
		if l := &laws[i]; l.concerns == nil || l.concerns(t) {
			e.report.checked[i]++
			if wrong := l.broken(t); wrong != "" {
				e.found(&e.report.counterexamples[i], l.property, t, wrong, counts)
			}
		}
	}
}

// found keeps a counterexample if none is known whose vote is as easy to read. The counts
// are those after the change.
func (e *examiner) found(
	known **Counterexample, property Property, t *trial, wrong string, counts []byState,
) {
	if *known != nil && readable(t.vote) >= readable((*known).Vote) {
		return
	}
	c := &Counterexample{Property: property, Vote: t.vote, Outcome: t.outcome}
	if t.about <= repeated {
		c.Reason = wrong
	} else {
		body := e.body
		if t.about == doubled {
			body = e.larger
		}
		c.Then, c.ThenOutcome, c.changed = body.tally(counts), t.then, e.changeOf(t)
		c.Change = c.changed(Words{})
	}
	*known = c
}

// changeOf returns a function that describes a change.
func (e *examiner) changeOf(t *trial) func(Words) string {
	about, from, to := t.about, t.from.String(), t.to.String()
	name, other := e.body.nodes[t.node].name, e.body.nodes[t.other].name
	return func(w Words) string {
		switch about {
		case turned:
			return w.say("a seat turns", name, w.say(from), w.say(to))
		case exchanged:
			return w.say("groups exchanged", name, other)
		case negated:
			return w.say("votes exchanged")
		}
		return w.say("twice as many")
	}
}

// readable measures how hard a vote is to read. It is small for a vote with few seats
// that are not absent, in common states.
func readable(t Tally) int {
	return 2*t.Seats(AllSeats&^Absent) + t.Seats(AllSeats&^(Cast|Abstain|Absent))
}

// ask asks the rule, and checks the laws about every answer. An answer that breaks one
// counts as Rejected.
func (e *examiner) ask(t *trial, counts []byState) Outcome {
	e.budget.Charge(e.price)
	var asked *vain
	if !e.ours {
		asked = new(vain)
		asked.watch(t.vote)
	}
	t.about, t.invalid, t.unknown = answered, "", ""
	t.outcome, t.panicked = ask(e.rule, t.vote)
	if t.outcome > Adopted {
		t.outcome, t.invalid = Rejected, t.outcome.String()
	}
	if asked != nil && asked.parts != nil {
		t.unknown = "it asks for " + asked.parts[0]
	}
	e.check(t, counts)
	return t.outcome
}

// outcome returns the outcome of a neighbour of the vote, from the list if all votes are
// tried.
func (e *examiner) outcome(counts []byState) Outcome {
	if e.outcomes == nil {
		e.other.vote = e.body.tally(counts)
		return e.ask(&e.other, counts)
	}
	return e.outcomes[e.listing.Number(func(k int) [8]int64 { return counts[e.leaves[k]] })]
}

// turns turns one seat of each bloc from each state to each other state. If there are many
// blocs, each vote takes others, spread over the body. If only few votes of a body can be
// tried, fewer blocs turn.
func (e *examiner) turns(counts []byState) {
	turns := min(len(e.leaves), mostTurned)
	if e.outcomes == nil {
		turns = min(turns, max(1, mostWork/(fewest*len(stateNames)*e.price)))
	}
	if turns < len(e.leaves) {
		e.tried++
	}
	for k := range turns {
		i := e.leaves[(e.tried+k*len(e.leaves)/turns)%len(e.leaves)]
		for from := range stateNames {
			for to := range stateNames {
				if counts[i][from] > 0 && to != from {
					e.turn(counts, i, from, to)
				}
			}
		}
	}
}

// turn turns a seat of a bloc, and turns it back.
func (e *examiner) turn(counts []byState, bloc, from, to int) {
	t, effect := &e.trial, &e.report.effects[from][to]
	counts[bloc][from]--
	counts[bloc][to]++
	t.node, t.from, t.to = bloc, 1<<from, 1<<to
	e.judge(turned, e.outcome(counts), counts)
	effect.checked = true
	if t.then > t.outcome {
		e.found(&effect.better, 0, t, "", counts)
	} else if t.then < t.outcome {
		e.found(&effect.worse, 0, t, "", counts)
	}
	counts[bloc][from]++
	counts[bloc][to]--
}

// negate puts the negation of the motion to the vote. A tie says nothing about either.
func (e *examiner) negate(counts []byState) {
	if e.trial.vote.Votes(For).Equal(e.trial.vote.Votes(Against)) {
		return
	}
	e.flip(negated, counts, func() {
		for _, i := range e.leaves {
			n := &counts[i]
			n[stateFor], n[stateAgainst] = n[stateAgainst], n[stateFor]
		}
	})
}

// exchange exchanges the votes of groups that are alike.
func (e *examiner) exchange(counts []byState) {
	for _, pair := range e.pairs {
		e.trial.node, e.trial.other = pair[0], pair[1]
		e.flip(exchanged, counts, func() {
			for k, i := range e.body.nodes[pair[0]].leaves {
				j := e.body.nodes[pair[1]].leaves[k]
				counts[i], counts[j] = counts[j], counts[i]
			}
		})
	}
}

// flip checks the laws about a change that undoes itself.
func (e *examiner) flip(about change, counts []byState, change func()) {
	change()
	e.judge(about, e.outcome(counts), counts)
	change()
}

// double doubles the seats in every state. A rule that panics then may be meant for this
// body only.
func (e *examiner) double(counts []byState) {
	if e.larger == nil {
		return
	}
	twice := make([]byState, len(counts))
	for _, i := range e.leaves {
		for s, n := range counts[i] {
			twice[i][s] = 2 * n
		}
	}
	e.budget.Charge(e.price)
	if then, panicked := ask(e.rule, e.larger.tally(twice)); panicked == "" {
		e.judge(doubled, then, twice)
	}
}

// toTry returns the counts of all votes of the body, or of some if there are too many.
func (e *examiner) toTry() iter.Seq[[]byState] {
	all := e.decideAll()
	if all == 0 {
		return e.draw
	}
	return func(yield func([]byState) bool) {
		counts := make([]byState, len(e.body.nodes))
		for n := all - 1; n >= 0; n-- { // in reverse order, to expose a rule that remembers
			if e.number(n, counts); !yield(counts) {
				return
			}
		}
	}
}

// decideAll decides all votes of the body, and returns how many they are. If they are too
// many, it returns 0.
func (e *examiner) decideAll() int {
	sizes := make([]int, len(e.leaves))
	for k, i := range e.leaves {
		sizes[k] = e.body.nodes[i].size
	}
	most := min(mostVotes, e.left()/linear.Product(perVote, e.price))
	listing, ok := games.List(sizes, most)
	if !ok {
		return 0
	}
	counts, outcomes := make([]byState, len(e.body.nodes)), make([]Outcome, listing.Votes)
	e.listing = listing
	for n := range outcomes {
		e.number(n, counts)
		outcomes[n] = e.outcome(counts)
	}
	e.outcomes = outcomes
	return listing.Votes
}

// number fills in the counts of vote number n.
func (e *examiner) number(n int, counts []byState) {
	for k, i := range e.leaves {
		counts[i] = e.listing.Split(n, k)
	}
}

// uniform yields the votes in which all seats are in the same state.
func (e *examiner) uniform(yield func([]byState) bool) {
	for s := range stateNames {
		counts := make([]byState, len(e.body.nodes))
		for _, i := range e.leaves {
			counts[i][s] = int64(e.body.nodes[i].size)
		}
		if !yield(counts) {
			return
		}
	}
}

// draw yields some votes of the body, the same in every run. In the first ones all seats
// are in the same state. Others are random. On the way from one random vote to the next,
// draw finds the seat at which the outcome changes, and yields the votes before and after
// it. It leaves a part of the budget to shrink.
func (e *examiner) draw(yield func([]byState) bool) {
	room := func() []byState { return make([]byState, len(e.body.nodes)) }
	before, next, middle := room(), room(), room()
	e.uniform(yield)
	reserve := e.left() / 4
	random := rand.New(rand.NewPCG(1, 2))
	e.random(random, before)
	for tries := e.tries(); tries > 0 && e.left() > reserve; tries-- {
		if e.random(random, next); !yield(next) {
			return
		}
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
			if e.blend(before, next, middle, seats); !yield(middle) {
				return
			}
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

// smallest makes the counterexample of a law readable. It looks
// at smaller votes, with more seats absent or fewer in rare states, until none is a
// counterexample.
func (e *examiner) smallest(law int) {
	known := &e.report.counterexamples[law]
	for range e.tries() {
		c := *known
		if c == nil || c.Vote.part == nil || c.Vote.of.body != e.body {
			return
		}
		for _, to := range [...]States{Absent, Abstain} {
			found := func() bool { return *known != c }
			e.move(c.Vote.of.byState(), to.index(), readable(c.Vote), found)
		}
		if *known == c {
			return
		}
	}
}

// move looks at votes in which seats of a bloc have moved from one state to another: all
// that are in the state, then half, and so on down to one. It looks only at votes that are
// easier to read, until one is a counterexample or the budget is spent.
func (e *examiner) move(counts []byState, to, most int, found func() bool) {
	for _, i := range e.leaves {
		for from := range stateNames {
			for n := counts[i][from]; n > 0 && from != to && !found() && e.left() > 0; n /= 2 {
				counts[i][from] -= n
				counts[i][to] += n
				if e.budget.Charge(e.price); readable(e.body.tally(counts)) < most {
					e.look(counts)
				}
				counts[i][from] += n
				counts[i][to] -= n
			}
		}
	}
}

// byState returns the counts of the tally.
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

// alikeGroups returns the pairs of groups that have the same seats, weights and
// blocs.
func (b *Body) alikeGroups() [][2]int {
	return slices.DeleteFunc([][2]int{{1, 2}, {1, 3}, {2, 3}}, func(pair [2]int) bool {
		return b.size == 0 || b.nodes[pair[0]].size == 0 || !b.alikeNodes(pair[0], pair[1])
	})
}

func (b *Body) alikeNodes(i, j int) bool {
	m, n := &b.nodes[i], &b.nodes[j]
	return m.size == n.size && m.over == n.over &&
		m.weight.Equal(n.weight) && m.power.Equal(n.power) &&
		slices.EqualFunc(m.children, n.children, b.alikeNodes)
}
