package tripartite

import (
	"math/big"
	"slices"
)

// seatWeights is what a seat of each bloc weighs, in its own terms, if the
// blocs' seats are as counted: 0 where no seat does.
func (b *Body) seatWeights(counts []byState) []Fraction {
	users := make([]int64, len(b.nodes)) // of the power: the seats in Over
	for i := range slices.Backward(b.nodes) {
		if n := &b.nodes[i]; n.power.given() {
			if n.leaf() {
				var present sums
				present.of(&counts[i], n.over, 1)
				users[i] = present[len(counts[i])]
			}
			if n.power.Sign() > 0 { // else they do not use the power of the bloc around
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

// split gives a node's power, if it has one, to its seats or its children.
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
	unit := b.passing(n, users)
	if n.power.given() { // some child uses it, and so they have powers
		unit = unit.times(power).over(b.powers(n, func(int) bool { return true }))
	}
	for _, child := range n.children {
		if c := &b.nodes[child]; c.power.given() {
			b.split(child, c.power.times(unit), users, weights)
		} else {
			b.split(child, Fraction{}, users, weights)
		}
	}
}

// passing is by how much the powers of a node's children grow where that of a
// sibling passes to them.
func (b *Body) passing(n *node, users []int64) Fraction {
	used := b.powers(n, func(child int) bool { return users[child] > 0 })
	passes := b.powers(n, func(child int) bool { return users[child] == 0 && b.nodes[child].passes })
	if used.Sign() == 0 {
		return whole(1)
	}
	return used.plus(passes).over(used)
}

// powers is the sum of the powers of the children that are asked for.
func (b *Body) powers(n *node, asked func(child int) bool) Fraction {
	sum := whole(0)
	for _, child := range n.children {
		if b.nodes[child].power.given() && asked(child) {
			sum = sum.plus(b.nodes[child].power)
		}
	}
	return sum
}

// weights are what a seat of each node weighs, in whole numbers: small where
// 64 bits do, and else wide.
type weights struct {
	small []int64
	wide  []*big.Int
}

// smallest is the weights in the smallest whole numbers in proportion. With l
// the common denominator and g what divides all numerators, these are w*l/g.
func smallest(fractions []Fraction) weights {
	var g, l int64 = 0, 1
	ok := true
	for _, f := range fractions {
		if f.Sign() > 0 && ok {
			g = gcd(g, f.num)
			l, ok = mul(l, f.den/gcd(l, max(f.den, 1)))
			ok = ok && f.big == nil
		}
	}
	small := make([]int64, len(fractions))
	for i, f := range fractions {
		if f.Sign() > 0 && ok {
			small[i], ok = mul(f.num/g, l/f.den)
		}
	}
	if !ok {
		return weights{wide: smallestWide(fractions)}
	}
	return weights{small: small}
}

func smallestWide(fractions []Fraction) []*big.Int {
	g, l := new(big.Int), big.NewInt(1)
	for _, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			g.GCD(nil, nil, g, r.Num())
			l.Mul(l, new(big.Int).Div(r.Denom(), new(big.Int).GCD(nil, nil, l, r.Denom())))
		}
	}
	wide := make([]*big.Int, len(fractions))
	for i, f := range fractions {
		wide[i] = new(big.Int)
		if f.Sign() > 0 {
			r := f.Rat()
			wide[i].Div(r.Num(), g)
			wide[i].Mul(wide[i], new(big.Int).Div(l, r.Denom()))
		}
	}
	return wide
}

// widened is w with all its weights wide.
func (w weights) widened() weights {
	if w.wide == nil {
		for _, n := range w.small {
			w.wide = append(w.wide, big.NewInt(n))
		}
	}
	return w
}
