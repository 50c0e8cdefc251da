package tripartite

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// examiner checks the properties of a rule in a body.
type examiner struct {
	rule      Rule
	body      *Body
	report    *PropertyReport
	leaves    []int     // blocs that have seats
	alike     [][2]int  // pairs of groups
	own       bool      // whether the rule has a part that is the caller's
	explained []applied // parts that explain themselves
	clauses   int
	deep      bool
	looked    int // votes, if not all blocs turn in each

	votes, others *counter // of the vote that is looked at, and of its neighbours
	larger        *counter // of the body with twice the seats; nil if no body can have them
	price         int      // the work of deciding a vote
	budget        *linear.Budget
	keep          int // what the budget must keep for other bodies

	// The number of a vote gives its outcome, if all votes of the body are tried.
	vectors  [][]byState       // by bloc: the possible counts of its seats
	numbers  []map[byState]int // by bloc: the position in vectors
	outcomes []Outcome
}

const (
	mostVotes  = 60_000 // up to this number of votes, all are tried
	triedVotes = 2_000  // votes tried of more; fewer in a body of more than three blocs
	perVote    = 4      // about how often the rule decides for each, if all are tried
	fewest     = 120    // how often the rule decides at least
)

// visit finds the clauses of the rule and the parts that are the caller's.
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

// counter makes the tallies of votes in a body, one after another. If the rule has
// only parts from this package, nobody keeps a tally, and all tallies share their
// memory. Then only blocs that have seats are counted.
type counter struct {
	body   *Body
	leaves []int  // blocs that have seats
	live   []int  // nodes that have seats
	room   *tally // the memory of all tallies; nil if each has its own
}

func (e *examiner) counter(b *Body) *counter {
	c := &counter{body: b, leaves: e.leaves}
	t := b.tally(make([]byState, len(b.nodes)))
	if e.own || t.part == nil || t.wide != nil || b.fixed.Small == nil {
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

// price returns the work of making and deciding a tally, as workOf does.
func (c *counter) price(full Tally, clauses int) int {
	if c.room != nil {
		return linear.Product(clauseWork, len(c.live)+c.body.united()+clauses)
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
			part.votes.fill(&counts[i], AllSeats, c.room.weights.Small[i])
		}
		if i != wholeNode {
			parts[n.parent].seats.add(&part.seats)
			parts[n.parent].votes.add(&part.votes)
		}
	}
	for i := c.body.tree; i < len(nodes); i++ {
		parts[i].seats, parts[i].votes = sums{}, sums{}
		c.room.unite(i)
	}
	return Tally{part: &parts[wholeNode]}
}

// exhaust tries all votes of the body. It reports false if there are too many.
func (e *examiner) exhaust() bool {
	all := 1
	most := min(mostVotes, e.left()/linear.Product(perVote, e.price))
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
	for n := all - 1; n >= 0; n-- { // in reverse order, to expose a rule that remembers
		e.counts(n, counts)
		e.look(counts)
	}
	return true
}

// compositions returns all counts of a number of seats. If there are more than most,
// it returns nil.
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

// outcome returns the outcome of counts in the body, from the list if all votes are
// tried.
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

// decide decides a neighbour of the vote that is looked at.
func (e *examiner) decide(counts []byState) Outcome {
	return e.ask(e.others.tally(counts), counts)
}

// ask decides a tally. A panic and an invalid outcome are counterexamples, and both
// count as Rejected.
func (e *examiner) ask(t Tally, counts []byState) Outcome {
	e.budget.Charge(e.price)
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

// counterexample keeps the smallest counterexample of a property. The vote t begins
// this one. found is called only if t is smaller than the vote of the one kept.
func (e *examiner) counterexample(property Property, t Tally, found func() Counterexample) {
	known := &e.report.counterexamples[bits.TrailingZeros16(uint16(property))]
	if *known == nil || readable(t) < readable((*known).Vote) {
		c := found()
		c.Property = property
		*known = &c
	}
}

// readable measures how hard a vote is to read. It is small for a vote with few seats
// that are not absent, in common states.
func readable(t Tally) int {
	return 2*t.Seats(AllSeats&^Absent) + t.Seats(AllSeats&^(Cast|Abstain|Absent))
}

// check notes that a property was checked, and keeps a counterexample if it does not
// hold.
func (e *examiner) check(property Property, holds bool, t Tally, found func() Counterexample) {
	e.report.checked[bits.TrailingZeros16(uint16(property))]++
	if !holds {
		e.counterexample(property, t, found)
	}
}

// look checks all properties for one vote. Each property is checked here or in a
// method that look calls, so that CheckRule, Properties and the table of the
// ready-made rules agree. look changes counts, and restores them.
func (e *examiner) look(counts []byState) {
	t := e.votes.tally(counts)
	var o Outcome
	if e.outcomes != nil {
		o = e.outcome(counts)
	} else {
		o = e.ask(t, counts)
	}
	one := func(property Property, holds bool, reason func() string) {
		e.check(property, holds, t, func() Counterexample { return Counterexample{Vote: e.body.tally(counts), Outcome: o, Reason: reason()} })
	}
	for _, property := range [...]Property{NeverPanics, ValidOutcomes, KnownParts} { // their counterexamples are found in ask
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

// change returns a counterexample of two votes.
func (e *examiner) change(t Tally, o, now Outcome, what string, then Tally) Counterexample {
	return Counterexample{Vote: e.fresh(t), Outcome: o, Then: then, ThenOutcome: now, Change: what}
}

// fresh returns a tally that may be kept.
func (e *examiner) fresh(t Tally) Tally {
	if e.votes.room == nil || t.part == nil {
		return t
	}
	return e.body.tally(t.of.byState())
}

// exchanges checks Symmetric: it exchanges groups that are alike.
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
		e.check(Symmetric, now == o, t, func() Counterexample {
			what := e.body.nodes[pair[0]].name + " and " + e.body.nodes[pair[1]].name + " exchanged"
			return e.change(t, o, now, what, e.body.tally(counts))
		})
		exchange()
	}
}

// doubles checks Homogeneous: it doubles the seats in every state.
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
	e.budget.Charge(e.price)
	if now, reason := ask(e.rule, e.larger.tally(counts)); reason == "" { // a rule that panics may be meant for this body only
		e.check(Homogeneous, now == o, t, func() Counterexample {
			return e.change(t, o, now, "twice as many", e.larger.body.tally(counts))
		})
	}
	scale(func(n int64) int64 { return n / 2 })
}

// mostTurned is the greatest number of blocs in which seats turn for one vote. If
// there are more blocs, each vote takes others, spread over the body. If only few
// votes of a body can be tried, fewer blocs turn.
const mostTurned = 16

// turns turns one seat of each bloc from each state to each other state.
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

// turn checks what a seat of bloc i does to the outcome o if it turns. then holds the
// counts after the turn.
func (e *examiner) turn(then []byState, i, from, to int, t Tally, o Outcome) {
	now := e.outcome(then)
	counterexample := func() Counterexample {
		what := partSeats(e.body.nodes[i].name, 1) + " from " + stateNames[from] + " to " + stateNames[to]
		return e.change(t, o, now, what, e.body.tally(then))
	}
	e.report.turned[from][to] = true
	if now != o {
		known := &e.report.raises[from][to]
		if now < o { // < or <=: they differ
			known = &e.report.lowers[from][to]
		}
		if *known == nil || readable(t) < readable((*known).Vote) {
			smallest := counterexample()
			*known = &smallest
		}
	}
	check := func(property Property, holds bool) { e.check(property, holds, t, counterexample) }
	switch from, to := States(1<<from), States(1<<to); {
	case to == For:
		check(Monotone, o != Adopted || now == Adopted)
		if from == Absent {
			check(Participation, o != Adopted || now == Adopted)
		}
	case to == Against:
		check(MonotoneAgainst, o == Adopted || now != Adopted)
		if from == Absent {
			check(Participation, o == Adopted || now != Adopted)
		}
	case from == Abstain && to == Absent:
		check(AbstainIsAbsent, now == o)
	}
}

// negation checks Neutral and Decisive: it puts the negation of the motion to the
// vote.
func (e *examiner) negation(counts []byState, t Tally, o Outcome) {
	if t.Votes(For).Equal(t.Votes(Against)) {
		return // a tie says nothing about either
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
		e.check(Decisive, either, t, counterexample)
	}
	e.check(Neutral, either && o != now || o == Void && now == Void, t, counterexample)
	negate()
}

// whyNotExplained returns what is wrong with the explanation of a part of the rule.
// If nothing is wrong, it returns "".
func (e *examiner) whyNotExplained(t Tally) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = "it panics where it is explained: " + prose.OneLine(fmt.Sprint(p))
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

// tries returns the number of random votes to try. It is smaller for more blocs,
// since each vote is more work then.
func (e *examiner) tries() int {
	return max(1, triedVotes*numGroups/max(numGroups, len(e.leaves)))
}

// sample tries some votes of the body, the same in every run. In the first ones all
// seats are in the same state. Others are random. On the way from one random vote to
// the next, sample finds the seat at which the outcome changes. It leaves a part of
// the budget to shrink.
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

// draw draws a random vote. The seats of a bloc are in at most three states.
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

// blend returns in counts a vote between two others: the first seats have changed
// over, in the order of the body.
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

// shrink makes counterexamples from random votes readable. It looks at smaller votes,
// with more seats absent or fewer in rare states, until none is a counterexample.
func (e *examiner) shrink() {
	for property := range propertyNames {
		for range e.tries() {
			c := e.report.counterexamples[property]
			if c == nil || c.Vote.part == nil || c.Vote.of.body != e.body {
				break
			}
			for _, to := range []int{bits.TrailingZeros8(uint8(Absent)), bits.TrailingZeros8(uint8(Abstain))} {
				e.move(property, c, to)
			}
			if e.report.counterexamples[property] == c {
				break
			}
		}
	}
}

// move looks at votes in which seats of a bloc have moved from one state to another:
// all that are in the state, then half, and so on down to one. It stops at the first
// smaller counterexample, or when the budget is spent.
func (e *examiner) move(property int, c *Counterexample, to int) {
	counts := c.Vote.of.byState()
	for _, i := range e.leaves {
		for from := range stateNames {
			for n := counts[i][from]; n > 0 && from != to && e.report.counterexamples[property] == c && e.left() > 0; n /= 2 {
				counts[i][from] -= n
				counts[i][to] += n
				if e.budget.Charge(e.price); readable(e.others.tally(counts)) < readable(c.Vote) {
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
	return m.size == n.size && m.weight.Equal(n.weight) && m.power.Equal(n.power) && m.over == n.over &&
		slices.EqualFunc(m.children, n.children, b.alikeNodes)
}

// left returns the work that may still be done in this body.
func (e *examiner) left() int { return e.budget.Left() - e.keep }
