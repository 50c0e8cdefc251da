package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
)

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
	p.pools = &linear.Pools{All: make([]linear.Pool, len(body.nodes)), Of: make([]int, len(p.open)), Weigh: body.weigh}
	known := p.counts()
	for _, i := range body.leaves() {
		n, of := &body.nodes[i], &p.pools.All[i]
		if of.Fixed = !n.power.given(); !of.Fixed {
			*of = linear.Pool{In: uint8(p.weighs[i]), Known: known[i].in(p.weighs[i])}
		}
	}
	for column, o := range p.open {
		of := &p.pools.All[o.bloc.node]
		if of.Next == 0 {
			of.First = column
		}
		of.Next = column + 1
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
		weights[i] = w.At(i).Rational()
	}
	return weights
}

// pooled returns the condition that the sum over the seats of the part, times what they
// weigh, is at least 0 or, if strict is set, more than 0.
func (p *position) pooled(part Tally, e each, strict bool) *linear.Pooled {
	c := &linear.Pooled{Pools: p.pools, Strict: strict, First: p.firstOf(part), Values: p.linear(part, inWeighing, e, whole(0)).Values}
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

// shiftingShare is share for votes that shift.
func (p *position) shiftingShare(s Share, part Tally) linear.Formula {
	m, isLinear := p.votesOf(part)
	switch any := p.something(s.Base, inVotes, part); {
	case isLinear:
		return p.shareIn(s, m, part)
	case s.asksNothing():
		return any
	default:
		return linear.Both(any, p.pooled(part, s.above(), s.Need.Strict))
	}
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
