package tripartite

import "example.com/tripartite/internal/exact"

// Weights shift if they depend on how the open seats end. A power that is shared by the
// seats in a set shifts if a seat is open that can enter the set or leave it: the others
// then weigh less or more. A share of such votes is not linear in the numbers of seats.
//
// Two things still are. In a part whose weights are fixed, or that has one bloc, the
// seats that count weigh the same, and the share is one of seats. And whether there is
// anything in the base is a question about seats. Everything else is a pooled condition:
// the blocs that share powers are its pools.

// shift notes that the weights depend on how the open seats end.
func (p *position) shift() {
	body := p.tally.of.body
	p.weighs = body.alike([numGroups + 1]States{For, For, For, For}).weighs()
	p.pools = &pools{all: make([]pool, len(body.nodes)), of: make([]int, len(p.open)), weigh: body.weigh}
	known := p.counts()
	for _, i := range body.leaves() {
		n, of := &body.nodes[i], &p.pools.all[i]
		if of.fixed = !n.power.given(); !of.fixed {
			*of = pool{in: uint8(p.weighs[i]), known: known[i].in(p.weighs[i])}
		}
	}
	for column, o := range p.open {
		of := &p.pools.all[o.bloc.node]
		if of.next == 0 {
			of.first = column
		}
		of.next = column + 1
		p.pools.of[column] = o.bloc.node
	}
}

// weigh returns the weights of the seats of each bloc, in whole numbers, if these numbers
// of seats share its power.
func (b *Body) weigh(sharers []int64) []Fraction {
	counts := make([]byState, len(sharers))
	for i, n := range sharers {
		counts[i][stateFor] = n // which every power is shared by
	}
	w := exact.InWholes(numbers(b.seatWeights(counts)), false)
	weights := make([]Fraction, len(sharers))
	for i := range weights {
		weights[i] = Fraction{w.At(i).Rational()}
	}
	return weights
}

// pooled returns the condition that the sum over the seats of the part, times what they
// weigh, is at least 0 or, if strict is set, more than 0.
func (p *position) pooled(part Tally, e each, strict bool) *pooled {
	c := &pooled{pools: p.pools, strict: strict, first: p.firstOf(part), values: p.linear(part, inWeighing, e, whole(0)).values}
	known := p.counts()
	for bloc := range part.Blocs() {
		sum := whole(0)
		for s, value := range e {
			if p.weighs[bloc.node]&(1<<s) == 0 {
				continue
			}
			sum = sum.plus(value.times(whole(known[bloc.node][s])))
			if !c.top.given() || value.Cmp(c.top) > 0 {
				c.top = value
			}
			if !c.bottom.given() || value.Cmp(c.bottom) < 0 {
				c.bottom = value
			}
		}
		c.about, c.known = append(c.about, bloc.node), append(c.known, sum)
	}
	return c
}

// shiftingShare is share for votes that shift.
func (p *position) shiftingShare(s Share, part Tally, holds bool) formula {
	switch m, linear := p.votesOf(part); {
	case linear:
		return p.shareIn(s, m, part, holds)
	case s.asksNothing() && holds:
		return p.something(s.Base, inVotes, part)
	case s.asksNothing():
		return p.nothing(s.Base, inVotes, part)
	case holds:
		return both(p.something(s.Base, inVotes, part), p.settledPool(p.pooled(part, s.above(), s.Need.Strict)))
	}
	return either(p.nothing(s.Base, inVotes, part), p.settledPool(p.pooled(part, s.above(), s.Need.Strict).opposite()))
}

// settledPool decides a pooled condition, if it holds even if all seats have the worst
// ends for it, or does not hold even if all have the best.
func (p *position) settledPool(c *pooled) formula {
	can := func(c *pooled) bool {
		return (&system{kinds: p.base.kinds, budget: p.budget}).with().and(c).relaxed() || p.budget.spent()
	}
	switch {
	case !can(c):
		return never
	case !can(c.opposite()):
		return always
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
	for bloc := range part.Blocs() {
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
