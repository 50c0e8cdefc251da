package tripartite

import (
	"math"
	"math/big"
	"math/bits"
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

// weights holds the weight of one seat of each node as a whole number of units.
type weights struct {
	small []int64  // if 64 bits hold all of them
	wide  []amount // otherwise
	unit  Fraction // in votes
}

// inWholes converts weights to whole numbers.
//
// Let l be the common denominator, and g the greatest common divisor of the
// numerators. If own is set, votes are in the caller's unit: a weight w becomes w*l,
// in units of 1/l vote. Otherwise only the proportions matter: w becomes w*l/g, in
// units of one vote, which makes the smallest whole numbers.
func inWholes(fractions []Fraction, own bool) weights {
	var g, l int64 = 0, 1
	ok := true
	for _, f := range fractions {
		if f.Sign() > 0 && ok {
			g = gcd(g, f.num)
			l, ok = mul(l, f.den/gcd(l, max(f.den, 1)))
			ok = ok && f.big == nil
		}
	}
	w := weights{small: make([]int64, len(fractions)), unit: whole(1)}
	if own {
		g, w.unit = 1, Fraction{num: 1, den: l}
	}
	for i, f := range fractions {
		if f.Sign() > 0 && ok {
			w.small[i], ok = mul(f.num/g, l/f.den)
		}
	}
	if !ok {
		return inWideWholes(fractions, own)
	}
	return w
}

// inWideWholes is inWholes for numbers that 64 bits may not hold.
func inWideWholes(fractions []Fraction, own bool) weights {
	g, l := new(big.Int), big.NewInt(1)
	for _, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			g.GCD(nil, nil, g, r.Num())
			l.Mul(l, new(big.Int).Div(r.Denom(), new(big.Int).GCD(nil, nil, l, r.Denom())))
		}
	}
	w := weights{wide: make([]amount, len(fractions)), unit: whole(1)}
	if own {
		g, w.unit = big.NewInt(1), fromRat(new(big.Rat).SetFrac(big.NewInt(1), l))
	}
	n, factor := new(big.Int), new(big.Int)
	for i, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			n.Mul(n.Div(r.Num(), g), factor.Div(l, r.Denom()))
			w.wide[i] = amountOfInt(n)
		}
	}
	return w
}

// at returns the weight of one seat of the node.
func (w *weights) at(node int) amount {
	if w.wide != nil {
		return w.wide[node]
	}
	return amountOf(w.small[node])
}

// amount is a number of seats or of units of votes, never negative. It is in hi and
// lo as long as 128 bits hold it. A sum or product that they do not hold is in big, as
// are all sums and products computed from it.
type amount struct {
	hi, lo uint64
	big    *big.Int // must not be changed
}

// amountOf returns the amount n, which must not be negative.
func amountOf(n int64) amount { return amount{lo: uint64(n)} }

// amountOfInt returns the amount n, which must not be negative. It copies n.
func amountOfInt(n *big.Int) amount {
	if n.BitLen() > 128 {
		return amount{big: new(big.Int).Set(n)}
	}
	lo := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64))
	return amount{hi: new(big.Int).Rsh(n, 64).Uint64(), lo: lo.Uint64()}
}

// isZero reports whether a is 0.
func (a amount) isZero() bool {
	return a.hi|a.lo == 0 && (a.big == nil || a.big.Sign() == 0)
}

// small returns the amount as an int64. ok is false if an int64 does not hold it.
func (a amount) small() (n int64, ok bool) {
	return int64(a.lo), a.big == nil && a.hi == 0 && a.lo <= math.MaxInt64
}

// int returns the amount as an integer that the caller must not change.
func (a amount) int() *big.Int {
	if a.big != nil {
		return a.big
	}
	n := new(big.Int).SetUint64(a.hi)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(a.lo))
}

// fraction returns the amount as a Fraction.
func (a amount) fraction() Fraction {
	if n, ok := a.small(); ok {
		return whole(n)
	}
	return fromInt(a.int())
}

// plus returns a+b.
func (a amount) plus(b amount) amount {
	if a.big == nil && b.big == nil {
		lo, carry := bits.Add64(a.lo, b.lo, 0)
		if hi, carry := bits.Add64(a.hi, b.hi, carry); carry == 0 {
			return amount{hi: hi, lo: lo}
		}
	}
	return amount{big: new(big.Int).Add(a.int(), b.int())}
}

// times returns a*n, for n that is not negative.
func (a amount) times(n int64) amount {
	if a.big == nil {
		carry, lo := bits.Mul64(a.lo, uint64(n))
		over, hi := bits.Mul64(a.hi, uint64(n))
		if hi, more := bits.Add64(hi, carry, 0); over|more == 0 {
			return amount{hi: hi, lo: lo}
		}
	}
	return amount{big: new(big.Int).Mul(a.int(), big.NewInt(n))}
}

// threeWords returns a*n in 192 bits, for a that 128 bits hold.
func (a amount) threeWords(n uint64) (hi, mid, lo uint64) {
	carry, lo := bits.Mul64(a.lo, n)
	hi, mid = bits.Mul64(a.hi, n)
	mid, carry = bits.Add64(mid, carry, 0)
	return hi + carry, mid, lo
}
