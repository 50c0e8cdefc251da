package tripartite

import (
	"cmp"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
)

// measure is what a condition sums.
type measure uint8

const (
	inVotes    measure = iota
	inSeats            // whatever they weigh
	inWeighing         // seats, in the states in which a seat of their bloc can weigh something
)

func measureOf(bySeats bool) measure {
	if bySeats {
		return inSeats
	}
	return inVotes
}

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
	x := p.sum(p.scratch[:0], part, m, e, least)
	p.scratch = x.Values
	return p.base.Decided(&x)
}

// linear returns the condition of a clause, whether or not it is known.
func (p *position) linear(part Tally, m measure, e each, least Fraction) *linear.Condition {
	x := p.sum(nil, part, m, e, least)
	return &x
}

// sum returns the condition of a clause. It appends the values to to.
func (p *position) sum(to []linear.Values, part Tally, m measure, e each, least Fraction) linear.Condition {
	x := linear.Condition{Constant: whole(0).minus(least).n, First: p.firstOf(part), Values: to}
	next := x.First
	for _, bloc := range part.Blocs() {
		first := bloc.of.body.nodes[bloc.node].first
		for ; next < len(p.open) && p.open[next].first() < first; next++ { // between the blocs of a union
			x.Values = append(x.Values, linear.Nothing)
		}
		c, known := linear.Nothing, AllSeats
		unit, counted := p.unit(bloc, m)
		for s := range c {
			if counted&(1<<s) != 0 {
				c[s] = unit.n.Times(e[s])
			}
		}
		for ; next < len(p.open) && p.open[next].bloc.node == bloc.node; next++ {
			x.Values = append(x.Values, c)
			known &^= 1 << p.open[next].from
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

// firstOf returns the position of the first open seat that is in the part, if there
// is any.
func (p *position) firstOf(part Tally) int {
	if part.part == nil {
		return 0
	}
	first, _ := slices.BinarySearchFunc(p.open, part.of.body.nodes[part.node].first, func(o openSeat, first int) int {
		return cmp.Compare(o.first(), first)
	})
	return first
}

// shareIn is share in a measure that does not depend on how the seats end.
func (p *position) shareIn(s Share, m measure, part Tally) linear.Formula {
	return linear.Both(p.something(s.Base, m, part), p.clause(part, m, s.above(), whole(int64(b2i(s.Need.Strict)))))
}

// above returns what each vote adds to the distance of the share from its threshold.
func (s Share) above() each {
	num, den := whole(int64(s.Need.Num)), whole(int64(s.Need.Den))
	return nothingEach.plus(s.Of, den).minus(s.Less, den).minus(s.Base, num)
}

// something reports whether the base of a share has anything in it: a share of nothing
// does not hold. Votes that shift are there if a seat is that can weigh something.
func (p *position) something(base States, m measure, part Tally) linear.Formula {
	return p.clause(part, p.fixed(m), nothingEach.plus(base, whole(1)), whole(1))
}

// fixed returns the measure to count in, to find out whether there is anything.
func (p *position) fixed(m measure) measure {
	if m == inVotes && p.weighs != nil {
		return inWeighing
	}
	return m
}
