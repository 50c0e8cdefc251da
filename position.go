package tripartite

import (
	"math/bits"
	"slices"

	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
)

// position is a tally with open seats.
type position struct {
	tally   Tally
	open    []openSeat
	base    *linear.System // the open seats, and what is known about them
	budget  *linear.Budget
	sound   bool            // no part of the rule is malformed
	scratch []linear.Values // for a condition that is usually dropped

	weighs []States      // if the weights shift: the states in which a seat of each bloc can weigh something
	pools  *linear.Pools // if the weights shift: the powers that seats share
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

// first returns the number of the first seat of the bloc.
func (o openSeat) first() int { return o.bloc.of.body.nodes[o.bloc.node].first }

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

// complete visits every count that the open seats can end in. If there are more than
// mostTallies, or the budget does not allow them, it visits none and reports false.
func (p *position) complete(visit func(counts []byState)) bool {
	total := 1
	for _, o := range p.open {
		if total *= games.Ways(o.seats, bits.OnesCount8(uint8(o.ends)), mostTallies); total > mostTallies {
			return false
		}
	}
	if !p.budget.ChargeProduct(total, 20+4*len(p.tally.of.parts)) {
		return false
	}
	counts := p.counts()
	var try func(open []openSeat)
	try = func(open []openSeat) {
		if len(open) == 0 {
			visit(counts)
			return
		}
		n := (*[8]int64)(&counts[open[0].bloc.node])
		games.Each(int64(open[0].seats), uint8(open[0].ends), n, func() { try(open[1:]) })
	}
	try(p.open)
	return true
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
	t := &tally{body: p.tally.of.body, weights: p.tally.of.weights, parts: make([]part, len(p.tally.of.parts))}
	return func(counts []byState) Tally {
		clear(t.parts)
		t.count(counts)
		return Tally{part: &t.parts[wholeNode]}
	}
}

// counts returns the counts of the seats that are not open.
func (p *position) counts() []byState {
	counts := make([]byState, len(p.tally.of.body.nodes))
	whole := Tally{part: &p.tally.of.parts[wholeNode]}
	for _, bloc := range whole.Blocs() {
		for i := range counts[bloc.node] {
			counts[bloc.node][i] = int64(bloc.Seats(1 << i))
		}
	}
	for _, o := range p.open {
		counts[o.bloc.node][o.from] = 0
	}
	return counts
}
