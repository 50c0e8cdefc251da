package tripartite

import (
	"slices"
)

// seatWeights returns the weight of one seat of each bloc, given the states of the
// seats. Weights are in the unit of the caller's weights and powers. The weight is
// not given for other nodes, and for blocs in which no seat weighs anything because
// its power is 0 or has no user.
func (b *Body) seatWeights(counts []byState) []Fraction {
	users := make([]int64, len(b.nodes)) // by node: the number of seats that share its power
	for i := range slices.Backward(b.nodes) {
		if n := &b.nodes[i]; n.power.given() {
			if n.leaf() {
				var sharing sums
				sharing.fill(&counts[i], n.over, 1)
				users[i] = sharing[len(counts[i])]
			}
			if n.power.Sign() > 0 { // with a power of 0 they use nothing of the parent's power
				users[n.parent] += users[i]
			}
		}
	}
	weights := make([]Fraction, len(b.nodes))
	if len(b.nodes) > 0 {
		b.split(wholeNode, Fraction{}, users, weights)
	}
	return weights
}

// split sets the weights of the seats within node i. If the node has a power, power is
// what it gets of it in this vote.
func (b *Body) split(i int, power Fraction, users []int64, weights []Fraction) {
	n := &b.nodes[i]
	switch {
	case n.leaf() && n.size == 0 || n.power.given() && (users[i] == 0 || power.Sign() == 0):
		return
	case n.leaf() && n.power.given():
		weights[i] = power.over(whole(users[i]))
		return
	case n.leaf():
		weights[i] = n.weight
		return
	}
	unit := b.passOnFactor(n, users)
	if n.power.given() { // some child uses it, so the sum is not 0
		unit = unit.times(power).over(b.sumOfPowers(n, func(int) bool { return true }))
	}
	for _, child := range n.children {
		if c := &b.nodes[child]; c.power.given() {
			b.split(child, c.power.times(unit), users, weights)
		} else {
			b.split(child, Fraction{}, users, weights)
		}
	}
}

// passOnFactor returns the factor by which the used powers of a node's children grow
// because unused powers pass on to them.
func (b *Body) passOnFactor(n *node, users []int64) Fraction {
	used := b.sumOfPowers(n, func(child int) bool { return users[child] > 0 })
	passes := b.sumOfPowers(n, func(child int) bool { return users[child] == 0 && b.nodes[child].passes })
	if used.Sign() == 0 {
		return whole(1)
	}
	return used.plus(passes).over(used)
}

// sumOfPowers returns the sum of the powers of the children that include selects.
func (b *Body) sumOfPowers(n *node, include func(child int) bool) Fraction {
	sum := whole(0)
	for _, child := range n.children {
		if b.nodes[child].power.given() && include(child) {
			sum = sum.plus(b.nodes[child].power)
		}
	}
	return sum
}
