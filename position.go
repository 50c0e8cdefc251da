package tripartite

import (
	"math/bits"
	"slices"

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
		if total *= ways(o.seats, bits.OnesCount8(uint8(o.ends)), mostTallies); total > mostTallies {
			return false
		}
	}
	if !p.budget.ChargeProduct(total, 20+4*len(p.tally.of.parts)) {
		return false
	}
	counts := p.counts()
	var try func(i, left int, ends States) // left of the open seats i go to these ends
	try = func(i, left int, ends States) {
		count := &counts[p.open[i].bloc.node]
		state, rest := bits.TrailingZeros8(uint8(ends)), ends&(ends-1)
		for n := range left + 1 {
			if rest == 0 { // the last end takes all that are left
				n = left
			}
			count[state] += int64(n)
			switch {
			case rest != 0:
				try(i, left-n, rest)
			case i+1 < len(p.open):
				try(i+1, p.open[i+1].seats, p.open[i+1].ends)
			default:
				visit(counts)
			}
			count[state] -= int64(n)
			if rest == 0 {
				return
			}
		}
	}
	try(0, p.open[0].seats, p.open[0].ends)
	return true
}

// ways returns the number of ways in which n seats can end in k states. If that is
// more than most, it returns most+1.
func ways(n, k, most int) int {
	w := int64(1)
	for i := range int64(k - 1) {
		if w = w * (int64(n) + i + 1) / (i + 1); w > int64(most) {
			return most + 1
		}
	}
	return int(w)
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
