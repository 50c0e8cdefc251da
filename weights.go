package tripartite

import (
	"math"
	"math/big"
	"math/bits"
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

// weights are what a seat of each node weighs in whole numbers, small where 64
// bits hold them all, and else wide; and how many votes 1 of them is.
type weights struct {
	small []int64
	wide  []amount
	unit  Fraction
}

// inWholes gives weights in whole numbers. With l the common denominator, a
// weight w is w*l of the unit 1/l: the caller's own weights stay what they are.
// Others are only proportions, and become the smallest whole numbers: with g what
// divides all numerators, w*l/g of the unit 1.
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

// at is the weight of a seat of the node.
func (w *weights) at(node int) amount {
	if w.wide != nil {
		return w.wide[node]
	}
	return amountOf(w.small[node])
}

// amount is a number of heads or of whole votes, not negative: in 128 bits, hi and
// lo, as long as these do. A sum or product that they do not hold is big, and so
// is what is made of one that is.
type amount struct {
	hi, lo uint64
	big    *big.Int // not to be changed
}

// amountOf is the amount n, which is not negative.
func amountOf(n int64) amount { return amount{lo: uint64(n)} }

// amountOfInt is the amount n, which is not negative, and may be changed later.
func amountOfInt(n *big.Int) amount {
	if n.BitLen() > 128 {
		return amount{big: new(big.Int).Set(n)}
	}
	lo := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64))
	return amount{hi: new(big.Int).Rsh(n, 64).Uint64(), lo: lo.Uint64()}
}

func (a amount) isZero() bool {
	return a.hi|a.lo == 0 && (a.big == nil || a.big.Sign() == 0)
}

// small is the amount in 64 bits, and whether these hold it.
func (a amount) small() (int64, bool) {
	return int64(a.lo), a.big == nil && a.hi == 0 && a.lo <= math.MaxInt64
}

// int is the amount as an integer that is not to be changed.
func (a amount) int() *big.Int {
	if a.big != nil {
		return a.big
	}
	n := new(big.Int).SetUint64(a.hi)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(a.lo))
}

func (a amount) fraction() Fraction {
	if n, ok := a.small(); ok {
		return whole(n)
	}
	return fromInt(a.int())
}

func (a amount) plus(b amount) amount {
	if a.big == nil && b.big == nil {
		lo, carry := bits.Add64(a.lo, b.lo, 0)
		if hi, carry := bits.Add64(a.hi, b.hi, carry); carry == 0 {
			return amount{hi: hi, lo: lo}
		}
	}
	return amount{big: new(big.Int).Add(a.int(), b.int())}
}

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

// threeWords is a*n, for a that 128 bits hold.
func (a amount) threeWords(n uint64) (hi, mid, lo uint64) {
	carry, lo := bits.Mul64(a.lo, n)
	hi, mid = bits.Mul64(a.hi, n)
	mid, carry = bits.Add64(mid, carry, 0)
	return hi + carry, mid, lo
}
