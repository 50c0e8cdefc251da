package tripartite

import (
	"math/bits"
)

// Weights shift if they depend on how the open seats end. A power that is shared by the
// seats in a set shifts if a seat is open that can enter the set or leave it: the others
// then weigh less or more. A share of such votes is not linear in the numbers of seats.
//
// Three things still are. In a part whose weights are fixed, or that has one bloc, the
// seats that count weigh the same, and the share is one of seats. Whether there is
// anything in the base is a question about seats. And a share has a best and a worst end
// for each seat. If the share is of a part of its base, no seat can raise it further than
// by being in Of, wherever it would be otherwise, and none lowers it further than by being
// in the base, but not in Of. A power of P that n seats share, d of them in Of, adds
// P*d/n to the one side of the share; one more in Of adds P*(d+1)/(n+1). That raises it by
// P*(n-d)/(n*(n+1)), and raises the base by less, or not at all. The same holds for the
// power that a bloc takes back from its siblings with its first seat.
//
// So if even the best ends of all seats do not reach the threshold, no ends do, and if the
// worst do, all do. A share between the two is unsettled.

// shift notes that the weights depend on how the open seats end.
func (p *position) shift() {
	p.weighs = p.tally.of.body.alike([numGroups + 1]States{For, For, For, For}).weighs()
}

// shiftingShare is share for votes that shift.
func (p *position) shiftingShare(s Share, part Tally, holds bool) formula {
	switch blocs, shared := p.weighing(part); {
	case !shared:
		return p.shareIn(s, inVotes, part, holds)
	case blocs == 1:
		return p.shareIn(s, inWeighing, part, holds)
	case s.asksNothing() && holds:
		return p.something(s.Base, inVotes, part)
	case s.asksNothing():
		return p.nothing(s.Base, inVotes, part)
	}
	if worst, ok := p.extreme(s, part, false); ok && worst {
		return rejected(Rejected, holds)
	}
	if best, ok := p.extreme(s, part, true); ok && !best {
		return rejected(Adopted, holds)
	}
	p.unsettled = true
	return always
}

// weighing returns the number of blocs of the part in which a seat can weigh something,
// and whether any of them shares a power.
func (p *position) weighing(part Tally) (blocs int, shared bool) {
	for bloc := range part.Blocs() {
		n := &bloc.of.body.nodes[bloc.node]
		if n.size > 0 && p.weighs[bloc.node] != 0 {
			blocs++
			shared = shared || n.power.given()
		}
	}
	return blocs, shared
}

// extreme reports whether the share holds if all open seats have the best ends for it or,
// if best is false, the worst. ok is false if these are not known.
func (p *position) extreme(s Share, part Tally, best bool) (holds, ok bool) {
	if s.Of&^s.Base != 0 || p.budget.spent() {
		return false, false
	}
	counts := p.counts()
	for _, o := range p.open {
		n := &o.bloc.of.body.nodes[o.bloc.node]
		end, ok := s.extreme(o.ends, n.counted(), best)
		if !ok {
			return false, false
		}
		counts[o.bloc.node][bits.TrailingZeros8(uint8(end))] += int64(o.seats)
	}
	t := p.tally.of.body.tally(counts)
	p.budget.charge(workOf(t, 1))
	return s.holds(t.at(part.node)), true
}

// extreme returns the worst or the best of the ends for the share. Seats weigh something
// in the states of counted. ok is false if several ends may be.
func (s Share) extreme(ends, counted States, best bool) (end States, ok bool) {
	up, down := s.Of&^s.Less&counted, s.Base&^s.Of&counted
	if s.Less != 0 {
		down &= s.Less
	}
	if best {
		up, down = down, up
	}
	if down&ends != 0 {
		ends &= down
	} else if ends&^up != 0 {
		ends &^= up
	}
	for _, set := range [...]States{counted, s.Less, s.Base} { // any will do if the share does not tell them apart
		if ends&set != 0 && ends&^set != 0 {
			return 0, false
		}
	}
	return ends & -ends, true
}
