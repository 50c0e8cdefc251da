package tripartite

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
)

// position is a tally with open seats.
type position struct {
	tally  Tally
	open   []openSeat
	base   *linear.System // the open seats, and what is known about them
	budget *linear.Budget
	sound  bool // no part of the rule is malformed

	// If the weights shift: the states in which a seat of each bloc can weigh something, and
	// the powers that seats share.
	weighs []States
	pools  *linear.Pools
}

func newPosition(t Tally, open []openSeat, b *linear.Budget) position {
	kinds := make([]linear.Kind, len(open))
	for i, o := range open {
		kinds[i] = linear.Kind{N: int64(o.seats), Ends: uint8(o.ends), From: o.from}
	}
	return position{tally: t, open: open, base: linear.New(kinds, b), budget: b}
}

// openSeat stands for all open seats of a bloc that are in the same state. Each of
// them will end in one of the states of ends.
type openSeat struct {
	bloc  Tally
	from  int // the number of the state
	seats int
	ends  States
}

// turns returns the ends other than the state the seats are in.
func (o openSeat) turns() States { return o.ends &^ (1 << o.from) }

// openSeats returns the seats of t in the set as open seats. ends gives the ends for
// each state. The order is that of the body, so that the seats of a part are
// adjacent.
func openSeats(t Tally, set States, ends func(from States) States) []openSeat {
	var open []openSeat
	for _, bloc := range t.Blocs() {
		for s := range 8 {
			if n := bloc.Seats(set & (1 << s)); n > 0 {
				open = append(open, openSeat{bloc, s, n, ends(1 << s)})
			}
		}
	}
	return open
}

// steady reports whether the weights of all seats are the same however the open seats
// end.
func (p *position) steady() bool {
	return !slices.ContainsFunc(p.open, func(o openSeat) bool {
		return (o.ends|1<<o.from)&^o.bloc.of.body.nodes[o.bloc.node].counted() != 0
	})
}

// mostTallies is the greatest number of counts that are tried one by one.
const mostTallies = 20_000

var tooManyCounts = "more counts to try than " + strconv.Itoa(mostTallies)

// complete visits every count that the open seats can end in. If there are more than most, or
// the budget does not allow them, it visits none and reports false.
func (p *position) complete(most int, visit func(counts []byState)) bool {
	total := 1
	for _, o := range p.open {
		total *= games.Ways(o.seats, bits.OnesCount8(uint8(o.ends)), most/total)
		if total > most {
			return false
		}
	}
	if !p.budget.ChargeProduct(total, 20+4*len(p.tally.of.parts)) {
		return false
	}
	counts := p.counts()
	all := func(i int) (int, States) { return p.open[i].seats, p.open[i].ends }
	p.spread(counts, all, func() bool {
		visit(counts)
		return true
	})
	return true
}

// everyVote visits every vote of the whole body that the open seats can end in, to ask a rule of
// which nothing is known. If there are too many, it returns an error.
func (p *position) everyVote(op string, r Rule, visit func(vote Tally)) error {
	tally := func(counts []byState) { visit(p.tally.of.body.tally(counts)) }
	if !p.complete(mostTallies, tally) {
		return &Error{Op: op, Name: clause(r), Detail: tooManyCounts, Err: ErrTooLarge}
	}
	return nil
}

// spread adds a number of each of the open seats to the counts, in every way in which they
// can go to some ends, and visits each. It stops if visit returns false.
func (p *position) spread(counts []byState, of func(i int) (int, States), visit func() bool) {
	var try func(i int) (goOn bool)
	try = func(i int) bool {
		if i == len(p.open) {
			return visit()
		}
		seats, ends := of(i)
		count := (*[8]int64)(&counts[p.open[i].bloc.node])
		return games.Each(int64(seats), uint8(ends), count, func() bool { return try(i + 1) })
	}
	try(0)
}

// outcome returns the outcome of the rule for the part that the position is about.
func (p *position) outcome(r Rule, whole Tally) Outcomes {
	return OutcomesOf(decide(r, whole.at(p.tally.node), 0).outcome())
}

// tallier returns a function that makes the tally of counts, to be looked at before the
// next. Tallies with the same weights share their memory.
func (p *position) tallier() func(counts []byState) Tally {
	if p.weighs != nil {
		return p.tally.of.body.tally
	}
	of := p.tally.of
	t := &tally{body: of.body, weights: of.weights, parts: make([]part, len(of.parts))}
	return func(counts []byState) Tally {
		clear(t.parts)
		t.count(counts)
		return Tally{part: &t.parts[wholeNode]}
	}
}

// counts returns the counts of the seats that are not open.
func (p *position) counts() []byState {
	counts := p.tally.of.byState()
	for _, o := range p.open {
		counts[o.bloc.node][o.from] = 0
	}
	return counts
}

// reaches returns the formula that the outcome of the rule is at least level, which is
// Rejected or Adopted. It follows the form of the rule.
func (p *position) reaches(r Rule, part Tally, level Outcome) linear.Formula {
	f := expand(r, part)
	if f.fault != sound || !p.budget.Charge(20) {
		return rejected(level)
	}
	switch f.kind {
	case noRule:
	case shareClause:
		if level == Adopted {
			return p.share(f.Rule.(Share), part)
		}
	case countClause:
		if level == Adopted {
			n := f.Rule.(SeatCount)
			return p.clause(part, inSeats, nothingEach.plus(n.Of, whole(1)), whole(int64(n.Need)))
		}
	case sameRule, inPart:
		return p.eachReaches(f, level)[0]
	case bestRules:
		return linear.Enough(f.K, p.eachReaches(f, level)...)
	case severalParts:
		return p.enoughParts(f, level)
	case quorumRules: // an outcome other than Adopted is Void, below both levels
		return linear.Enough(f.size(), p.eachReaches(f, Adopted)...)
	case vetoRules: // a veto holds if no part adopts
		if level == Adopted && (p.sound || p.isSound(r, part)) {
			return linear.Not(linear.Enough(1, p.eachReaches(f, Adopted)...))
		}
	default: // also for a rule of the caller: nothing is known about its outcomes
		panic(f.kind.unknown())
	}
	return rejected(level) // a clause is at least Rejected, and so is a malformed rule
}

// rejected returns the formula that a rule which always rejects reaches the level.
func rejected(level Outcome) linear.Formula {
	if level == Rejected {
		return linear.Always
	}
	return linear.Never
}

// eachReaches returns a formula for each part of the rule: that it reaches the level.
func (p *position) eachReaches(f *form, level Outcome) []linear.Formula {
	formulas := make([]linear.Formula, f.size())
	for i := range formulas {
		rule, part := f.part(i)
		formulas[i] = p.reaches(rule, part, level)
	}
	return formulas
}

// isSound is wellFormed within the budget. If the budget is spent, it reports false.
func (p *position) isSound(r Rule, part Tally) bool {
	return everyClause(r, part, func(_ Rule, f form) bool {
		return p.budget.Charge(10) && f.fault == sound
	})
}

// share returns the formula that a share holds: there is something in its base, and enough
// of that.
func (p *position) share(s Share, part Tally) linear.Formula {
	m, isLinear := inSeats, true
	if !s.BySeats {
		m, isLinear = p.votesOf(part)
	}
	// What each vote adds to the distance of the share from its threshold.
	num, den := whole(int64(s.Need.Num)), whole(int64(s.Need.Den))
	above := nothingEach.plus(s.Of, den).minus(s.Less, den).minus(s.Base, num)
	enough := linear.Always
	switch {
	case isLinear:
		enough = p.clause(part, m, above, whole(int64(b2i(s.Need.Strict))))
	case !s.asksNothing():
		enough = p.pooled(part, above, s.Need.Strict)
	}
	return linear.Enough(2, p.something(s.Base, m, part), enough)
}

// something reports whether the base of a share has anything in it: a share of nothing
// does not hold. Votes that shift are there if a seat is that can weigh something.
func (p *position) something(base States, m measure, part Tally) linear.Formula {
	return p.clause(part, p.fixed(m), nothingEach.plus(base, whole(1)), whole(1))
}

// enoughParts returns the formula that enough of the parts that count reach the level.
//
// Of n parts, let a reach the level and count, and let u not count. Then at least p/q of
// those that count do if q a >= p (n - u), which is (q-p) a + p (a + u) >= p n. So each part
// stands in the formula q-p times as one that counts and reaches the level, and p times as
// one that does not count or reaches it, and p n of these must hold, or one more if the
// threshold is strict. For example, for more than half of 3 parts, 4 of 6 must hold: if one
// part does not count, which is 1, both others must adopt, which is 2 each.
func (p *position) enoughParts(f *form, level Outcome) linear.Formula {
	reach := p.eachReaches(f, level)
	n := len(reach)
	if f.With == 0 {
		return linear.Enough(f.needed(n), reach...)
	}
	need := AtLeast(1, 1)
	if f.Need.valid() {
		need = f.Need.within(n)
	}
	if !p.budget.ChargeProduct(5, n, need.Den) {
		return rejected(level)
	}
	counts, both := make([]linear.Formula, n), make([]linear.Formula, n)
	repeated := make([]linear.Formula, 0, n*need.Den)
	for i := range n {
		_, part := f.part(i)
		counts[i] = p.something(f.With, [...]measure{inVotes, inSeats}[b2i(f.BySeats)], part)
		both[i] = linear.Enough(2, counts[i], reach[i])
		either := linear.Enough(1, linear.Not(counts[i]), reach[i])
		for times := range need.Den {
			repeated = append(repeated, [...]linear.Formula{both[i], either}[b2i(times < need.Num)])
		}
	}
	switch {
	case f.K > 0 && level == Rejected: // as are the parts that do not count
		return linear.Enough(f.K, repeated...)
	case f.K > 0:
		return linear.Enough(f.K, both...)
	}
	enough := linear.Enough(need.Num*n+b2i(need.Strict), repeated...)
	counted := linear.Enough(1, counts...) // otherwise it is Rejected
	if level == Rejected {
		return linear.Enough(1, linear.Not(counted), enough)
	}
	return linear.Enough(2, counted, enough)
}

// measure is what a condition sums.
type measure uint8

const (
	inVotes    measure = iota
	inSeats            // whatever they weigh
	inWeighing         // seats, in the states in which a seat of their bloc can weigh something
)

// each is what a seat, or each of its votes, adds to a condition in each state.
type each linear.Values

// plus returns e with n added in the states of the set.
func (e each) plus(set States, n Fraction) each {
	for s := range e {
		if set&(1<<s) != 0 {
			e[s] = e[s].Plus(n.n)
		}
	}
	return e
}

// minus returns e with n taken off in the states of the set.
func (e each) minus(set States, n Fraction) each { return e.plus(set, whole(0).minus(n)) }

// nothingEach adds nothing in any state.
var nothingEach = each(linear.Nothing)

// clause returns the formula that the sum over the seats of the part is at least least.
// If the answer does not depend on the open seats, the formula is always or never.
// Otherwise it is a condition.
func (p *position) clause(part Tally, m measure, e each, least Fraction) linear.Formula {
	return p.base.Decided(p.linear(part, m, e, least))
}

// linear returns the condition of a clause, whether or not it is known.
func (p *position) linear(part Tally, m measure, e each, least Fraction) *linear.Condition {
	x := &linear.Condition{Constant: whole(0).minus(least).n}
	leaves, next := part.of.body.nodes[part.node].leaves, 0
	x.First, _ = p.columns(leaves[0])
	for _, leaf := range leaves { // the last one can be an empty bloc at the first seat
		_, end := p.columns(leaf)
		next = max(next, end)
	}
	// Nothing stays between the blocs of a union.
	x.Values = slices.Repeat([]linear.Values{linear.Nothing}, next-x.First)
	for _, bloc := range part.Blocs() {
		c, known := linear.Nothing, AllSeats
		unit, counted := p.unit(bloc, m)
		for s := range c {
			if counted&(1<<s) != 0 {
				c[s] = unit.n.Times(e[s])
			}
		}
		first, next := p.columns(bloc.node)
		for column := first; column < next; column++ {
			x.Values[column-x.First] = c
			known &^= 1 << p.open[column].from
		}
		for s := range c {
			if n := bloc.Seats(known & (1 << s)); n != 0 {
				x.Constant = x.Constant.Plus(c[s].Times(exact.Whole(int64(n))))
			}
		}
	}
	return x
}

// unit returns what a seat of a bloc counts, and in which states.
func (p *position) unit(bloc Tally, m measure) (unit Fraction, counted States) {
	switch m {
	case inVotes:
		return bloc.wholeWeight(), bloc.of.body.nodes[bloc.node].counted()
	case inWeighing:
		return whole(1), p.weighs[bloc.node]
	}
	return whole(1), AllSeats
}

// columns returns the positions of the open seats of a bloc: from the first, and before next.
func (p *position) columns(node int) (first, next int) {
	nodes := p.tally.of.body.nodes
	first, _ = slices.BinarySearchFunc(p.open, nodes[node].first, func(o openSeat, seat int) int {
		return cmp.Compare(nodes[o.bloc.node].first, seat)
	})
	for next = first; next < len(p.open) && p.open[next].bloc.node == node; next++ {
	}
	return first, next
}

// fixed returns the measure to count in, to find out whether there is anything.
func (p *position) fixed(m measure) measure {
	if m == inVotes && p.weighs != nil {
		return inWeighing
	}
	return m
}

// Weights shift if they depend on how the open seats end. A power that is shared by the
// seats in a set shifts if a seat is open that can enter the set or leave it: the others
// then weigh less or more. A share of such votes is not linear in the numbers of seats.
//
// Two things still are. In a part whose weights are fixed, or that has one bloc, the
// seats that count weigh the same, and the share is one of seats. And whether there is
// anything in the base is a question about seats. Everything else is a pooled condition:
// the blocs that share powers are its pools.

// shift finds out whether the weights depend on how the open seats end, and notes it.
func (p *position) shift() {
	if p.steady() {
		return
	}
	body := p.tally.of.body
	p.weighs = body.allIn(For).weighs()
	p.pools = &linear.Pools{
		All: make([]linear.Pool, len(body.nodes)), Of: make([]int, len(p.open)), Weigh: body.weigh,
	}
	known := p.counts()
	for _, i := range body.leaves() {
		n, of := &body.nodes[i], &p.pools.All[i]
		if of.Fixed = !n.power.given(); !of.Fixed {
			*of = linear.Pool{In: uint8(p.weighs[i]), Known: known[i].in(p.weighs[i])}
		}
		of.First, of.Next = p.columns(i)
	}
	for column, o := range p.open {
		p.pools.Of[column] = o.bloc.node
	}
}

// weigh returns the weights of the seats of each bloc, in whole numbers, if these numbers
// of seats share its power.
func (b *Body) weigh(sharers []int64) []exact.Rational {
	counts := make([]byState, len(sharers))
	for i, n := range sharers {
		counts[i][stateFor] = n // which every power is shared by
	}
	w := exact.InWholes(b.seatWeights(counts), false)
	weights := make([]exact.Rational, len(sharers))
	for i := range weights {
		weights[i] = w.At(i)
	}
	return weights
}

// pooled returns the condition that the sum over the seats of the part, times what they
// weigh, is at least 0 or, if strict is set, more than 0.
func (p *position) pooled(part Tally, e each, strict bool) *linear.Pooled {
	sum := p.linear(part, inWeighing, e, whole(0))
	c := &linear.Pooled{Pools: p.pools, Strict: strict, First: sum.First, Values: sum.Values}
	known := p.counts()
	for _, bloc := range part.Blocs() {
		sum := exact.Whole(0)
		for s, value := range e {
			if p.weighs[bloc.node]&(1<<s) == 0 {
				continue
			}
			sum = sum.Plus(value.Times(exact.Whole(known[bloc.node][s])))
			if !c.Top.Given() || value.Cmp(c.Top) > 0 {
				c.Top = value
			}
			if !c.Bottom.Given() || value.Cmp(c.Bottom) < 0 {
				c.Bottom = value
			}
		}
		c.About, c.Known = append(c.About, bloc.node), append(c.Known, sum)
	}
	return c
}

// votesOf returns the measure in which a share of the votes of the part is linear. If
// there is none, linear is false.
func (p *position) votesOf(part Tally) (m measure, linear bool) {
	if p.weighs == nil {
		return inVotes, true
	}
	blocs, shared := 0, false
	for _, bloc := range part.Blocs() {
		n := &bloc.of.body.nodes[bloc.node]
		if n.size > 0 && p.weighs[bloc.node] != 0 {
			blocs++
			shared = shared || n.power.given()
		}
	}
	if shared && blocs == 1 {
		return inWeighing, true
	}
	return inVotes, !shared
}
