package tripartite

import (
	"cmp"
	"slices"
)

// measure is what a condition sums.
type measure uint8

const (
	inVotes    measure = iota
	inSeats            // whatever they weigh
	inWeighing         // seats, in the states in which a seat of their bloc can weigh something
)

func (s Share) measure() measure {
	if s.BySeats {
		return inSeats
	}
	return inVotes
}

// each is what a seat, or each of its votes, adds to a condition in each state.
type each [8]Fraction

// plus returns e with n added in the states of the set.
func (e each) plus(set States, n Fraction) each {
	for s := range e {
		if set&(1<<s) != 0 {
			e[s] = e[s].plus(n)
		}
	}
	return e
}

// minus returns e with n taken off in the states of the set.
func (e each) minus(set States, n Fraction) each { return e.plus(set, whole(0).minus(n)) }

// nothingEach adds nothing in any state.
var nothingEach = each(noValues)

// clause returns the formula that the sum over the seats of the part is at least least.
// If the answer does not depend on the open seats, the formula is always or never.
// Otherwise it is a condition.
func (p *position) clause(part Tally, m measure, e each, least Fraction) formula {
	x := p.sum(p.scratch[:0], part, m, e, least)
	p.scratch = x.values
	switch low, high := p.base.bounds(&x); {
	case low.Sign() >= 0:
		return always
	case high.Sign() < 0:
		return never
	}
	c := &condition{x.constant, x.first, slices.Clone(x.values)}
	if len(c.values) == 1 {
		return p.settled(c)
	}
	return c
}

// settled decides a condition by what is known about its seats, if it has only one
// column and conditions on that column are known. If these do not decide it, the
// result is the condition.
func (p *position) settled(c *condition) formula {
	var own []*condition
	for _, known := range p.base.conditions {
		if known.first == c.first && len(known.values) == 1 {
			own = append(own, known)
		}
	}
	if own == nil {
		return c
	}
	alone := p.base.with()
	alone.conditions = own
	switch {
	case !alone.with(c).solvable() && !p.budget.spent():
		return never
	case !alone.with(c.opposite()).solvable() && !p.budget.spent():
		return always
	}
	return c
}

// linear returns the condition of a clause, whether or not it is known.
func (p *position) linear(part Tally, m measure, e each, least Fraction) *condition {
	x := p.sum(nil, part, m, e, least)
	return &x
}

// sum returns the condition of a clause. It appends the values to to.
func (p *position) sum(to [][8]Fraction, part Tally, m measure, e each, least Fraction) condition {
	x := condition{constant: whole(0).minus(least), first: p.firstOf(part), values: to}
	next := x.first
	for bloc := range part.Blocs() {
		first := bloc.of.body.nodes[bloc.node].first
		for ; next < len(p.open) && p.open[next].first() < first; next++ { // between the blocs of a union
			x.values = append(x.values, noValues)
		}
		c, known := noValues, AllSeats
		unit, counted := p.unit(bloc, m)
		for s := range c {
			if counted&(1<<s) != 0 {
				c[s] = unit.times(e[s])
			}
		}
		for ; next < len(p.open) && p.open[next].bloc.node == bloc.node; next++ {
			x.values = append(x.values, c)
			known &^= 1 << p.open[next].from
		}
		for s := range c {
			if n := bloc.Seats(known & (1 << s)); n != 0 {
				x.constant = x.constant.plus(c[s].times(whole(int64(n))))
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

// shareIn is share for a valid share, in a measure that does not depend on how the seats
// end.
func (p *position) shareIn(s Share, m measure, part Tally, holds bool) formula {
	above := s.above()
	if holds {
		return both(p.something(s.Base, m, part), p.clause(part, m, above, whole(int64(b2i(s.Need.Strict)))))
	}
	below := nothingEach
	for state := range below {
		below[state] = below[state].minus(above[state])
	}
	return either(p.nothing(s.Base, m, part), p.clause(part, m, below, whole(int64(1-b2i(s.Need.Strict)))))
}

// above returns what each vote adds to the distance of the share from its threshold.
func (s Share) above() each {
	num, den := whole(int64(s.Need.Num)), whole(int64(s.Need.Den))
	return nothingEach.plus(s.Of, den).minus(s.Less, den).minus(s.Base, num)
}

// something and nothing report whether the base of a share has anything in it. A
// share of nothing does not hold, and so its opposite does. Votes that shift are there
// if a seat is that can weigh something.

func (p *position) something(base States, m measure, part Tally) formula {
	return p.clause(part, p.fixed(m), nothingEach.plus(base, whole(1)), whole(1))
}

func (p *position) nothing(base States, m measure, part Tally) formula {
	return p.clause(part, p.fixed(m), nothingEach.minus(base, whole(1)), whole(0))
}

// fixed returns the measure to count in, to find out whether there is anything.
func (p *position) fixed(m measure) measure {
	if m == inVotes && p.weighs != nil {
		return inWeighing
	}
	return m
}
