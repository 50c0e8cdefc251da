package linear

import (
	"math/big"
	"slices"

	"example.com/tripartite/internal/exact"
)

// A polygon contains a point with whole coordinates or not: that can be decided
// without going through the points. Between two corners, the points over each x lie
// between two straight lines. Their number is a difference of two rounded lines. Sums
// of rounded lines are found in the way of Euclid's algorithm.
//
// A canton whose result is known as a percentage leaves such a polygon: a thin strip of
// thousands of points of which few or none are whole. Branch and bound cuts it a point at a
// time, and does not end within the budget for a vote in 26 cantons.

// halfPlane is the set of points at which a*x + b*y + c is at least 0.
type halfPlane struct{ a, b, c *big.Int }

// at returns a*x + c.
func (h halfPlane) at(x *big.Int) *big.Int {
	v := new(big.Int).Mul(h.a, x)
	return v.Add(v, h.c)
}

// axis returns the coefficient of x for coordinate 0, and that of y for 1.
func (h halfPlane) axis(coordinate int) *big.Int { return [...]*big.Int{h.a, h.b}[coordinate] }

// floorInt returns the greatest whole number that is not above f.
func floorInt(f exact.Rational) *big.Int { return f.Floor().Rat().Num() }

// pointWithin reports whether all half-planes have a common point whose x and y are
// whole numbers from 0 to corner. It calls charge for each stretch between two corners,
// and gives up if that returns false.
func pointWithin(planes []halfPlane, corner *big.Int, charge func() bool) bool {
	low, high := new(big.Int), new(big.Int).Set(corner)
	var above, below []halfPlane // y is at least, or at most, a line in x
	for _, h := range planes {
		switch {
		case h.b.Sign() > 0:
			above = append(above, h)
		case h.b.Sign() < 0:
			below = append(below, h)
		case h.a.Sign() > 0: // x is at least -c/a
			low = exact.Larger(low, ceilQuo(new(big.Int).Neg(h.c), h.a))
		case h.a.Sign() < 0:
			high = exact.Smaller(high, floorQuo(h.c, new(big.Int).Neg(h.a)))
		case h.c.Sign() < 0:
			return false
		}
	}
	one, zero := big.NewInt(1), new(big.Int)
	above = append(above, halfPlane{zero, one, zero})
	below = append(below, halfPlane{zero, big.NewInt(-1), corner})
	for from := low; from.Cmp(high) <= 0 && charge(); {
		to := nextCorner(append(slices.Clip(above), below...), from, high)
		if pointsBetween(above, below, from, to) {
			return true
		}
		from = new(big.Int).Add(to, one)
	}
	return false
}

// nextCorner returns the last whole x from from on, at most high, before two of the
// lines cross. A whole x at which they cross is a stretch of its own.
func nextCorner(lines []halfPlane, from, high *big.Int) *big.Int {
	next := high
	for i, g := range lines {
		for _, h := range lines[:i] {
			// They cross where (g.a*x + g.c)/g.b is (h.a*x + h.c)/h.b.
			den := new(big.Int).Sub(new(big.Int).Mul(g.a, h.b), new(big.Int).Mul(h.a, g.b))
			num := new(big.Int).Sub(new(big.Int).Mul(h.c, g.b), new(big.Int).Mul(g.c, h.b))
			switch den.Sign() {
			case 0:
				continue
			case -1:
				den.Neg(den)
				num.Neg(num)
			}
			at, before := floorQuo(num, den), ceilQuo(num, den)
			before.Sub(before, big.NewInt(1))
			for _, corner := range [...]*big.Int{at, before} {
				if corner.Cmp(from) >= 0 {
					next = exact.Smaller(next, corner)
				}
			}
		}
	}
	return next
}

// pointsBetween reports whether there is a point from one x to another. No lines
// cross between the two, so the same two lines bound y all along.
func pointsBetween(above, below []halfPlane, from, to *big.Int) bool {
	ends := new(big.Int).Add(from, to)
	bottom := extreme(above, ends, 1)
	top := extreme(below, ends, -1)
	if compareLines(top, bottom, ends) < 0 {
		return false
	}
	n := new(big.Int).Sub(to, from)
	n.Add(n, big.NewInt(1))
	// Over each x, y is at most floor((a*x+c)/-b) of top, and at least
	// -floor((a*x+c)/b) of bottom. As top is not below bottom, their difference is at
	// least -1, so no x counts for less than 0 points.
	points := floorSum(n, new(big.Int).Neg(top.b), top.a, top.at(from))
	points.Add(points, floorSum(n, bottom.b, bottom.a, bottom.at(from)))
	return points.Add(points, n).Sign() > 0
}

// extreme returns the highest of the lines if sign is 1, and the lowest if sign is
// -1.
func extreme(lines []halfPlane, ends *big.Int, sign int) halfPlane {
	best := lines[0]
	for _, h := range lines[1:] {
		if compareLines(h, best, ends) == sign {
			best = h
		}
	}
	return best
}

// compareLines compares the heights of two lines at half of ends.
func compareLines(g, h halfPlane, ends *big.Int) int {
	height := func(l, other halfPlane) *big.Int { // the height of l, times 2*g.b*h.b, but for the sign
		v := new(big.Int).Mul(l.a, ends)
		v.Add(v, new(big.Int).Lsh(l.c, 1))
		return v.Mul(v, other.b)
	}
	// A line's height is (a*x+c)/-b.
	if g.b.Sign() == h.b.Sign() {
		return height(h, g).Cmp(height(g, h))
	}
	return height(g, h).Cmp(height(h, g))
}

// floorSum returns the sum of floor((a*i + b)/m) for i from 0 to n-1. m must be above
// 0.
func floorSum(n, m, a, b *big.Int) *big.Int {
	n, m, a, b = new(big.Int).Set(n), new(big.Int).Set(m), new(big.Int).Set(a), new(big.Int).Set(b)
	sum, q := new(big.Int), new(big.Int)
	for n.Sign() > 0 {
		q.DivMod(a, m, a)
		pairs := new(big.Int).Mul(n, new(big.Int).Sub(n, big.NewInt(1)))
		sum.Add(sum, q.Mul(q, pairs.Rsh(pairs, 1)))
		q.DivMod(b, m, b)
		sum.Add(sum, q.Mul(q, n))
		// A triangle is left. Exchange its axes, as Euclid's algorithm exchanges its
		// numbers.
		b.Add(b, new(big.Int).Mul(a, n))
		n.DivMod(b, m, b)
		m, a = a, m // if m is 0 now, a was, and then n is 0
	}
	return sum
}

func floorQuo(a, b *big.Int) *big.Int { return new(big.Int).Div(a, b) } // b is above 0

func ceilQuo(a, b *big.Int) *big.Int {
	q, r := new(big.Int).DivMod(a, b, new(big.Int))
	if r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}
