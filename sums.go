package tripartite

import "math/bits"

// byState holds the number of seats in each of the eight states.
type byState [8]int64

// in returns the number of seats in a state of s.
func (n *byState) in(s States) int64 {
	var sum int64
	for i, seats := range n {
		if s&(1<<i) != 0 {
			sum += seats
		}
	}
	return sum
}

// Numbers of states, as indexes.
const (
	stateFor     = 0
	stateAgainst = 1
	stateSilent  = 4
	stateVacant  = 7
)

// sums holds prefix sums of seats or votes by state: sums[i] is the sum over the first i
// states. Every named set consists of the first few states, so that its sum is one
// element.
type sums [9]int64

// in returns the sum over the states of s.
func (p *sums) in(s States) int64 {
	if s&(s+1) == 0 { // only the first few states
		return p[bits.Len8(uint8(s))]
	}
	return p.inRuns(s)
}

// inRuns does the same as in for any set, by one subtraction for each run of adjacent
// states.
func (p *sums) inRuns(s States) int64 {
	var sum int64
	for s != 0 {
		from := bits.TrailingZeros8(uint8(s))
		to := from + bits.TrailingZeros8(^uint8(s>>from))
		sum += p[to] - p[from]
		s = s >> to << to
	}
	return sum
}

// fill computes the sums from the seats in each state. A seat adds unit if its state is
// in counted, and otherwise 0.
func (p *sums) fill(n *byState, counted States, unit int64) {
	for i, seats := range n {
		p[i+1] = p[i]
		if counted&(1<<i) != 0 {
			p[i+1] += unit * seats
		}
	}
}

// add adds q to p.
func (p *sums) add(q *sums) {
	for i := range p {
		p[i] += q[i]
	}
}
