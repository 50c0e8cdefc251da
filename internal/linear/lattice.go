package linear

import (
	"cmp"
	"slices"

	"example.com/tripartite/internal/exact"
)

// A polygon contains a point with whole coordinates or not: that can be decided
// without going through the points. Between two corners, the points over each x lie
// between two straight lines. Their number is a sum of two rounded lines, and sums of
// rounded lines are found in the way of Euclid's algorithm.
//
// A canton whose result is known as a percentage leaves such a polygon: a thin strip of
// thousands of points of which few or none are whole. Branch and bound cuts it a point at a
// time, and does not end within the budget for a vote in 26 cantons.
//
// For example, 2y >= x and 3y <= x + 1 leave the points (0, 0), (1, 1/2 to 2/3) and (2, 1).
// Over 0, 1 and 2, the first line says that -y is at most -0, -1/2 and -1, which is 0, -1 and
// -1 rounded down. The second says that y is at most 1/3, 2/3 and 1: 0, 0 and 1. The sum,
// with 1 more for each x, is -2 + 1 + 3 points: 2.

// line stands for slope*x + offset.
type line struct{ slope, offset exact.Rational }

func (l line) at(x exact.Rational) exact.Rational { return l.slope.Times(x).Plus(l.offset) }

// polygon is the set of points over the x from low to high at which -y is at most each of the
// lines in down, and y each of those in up. Over none of these x, the lowest of down and the
// lowest of up add up to less than 0.
type polygon struct {
	down, up  []line
	low, high exact.Rational
}

// polygon returns the points at which the numbers of the two columns, x and y, are whole, and
// no number of a row is negative. The rows must bound x.
func (t *simplex) polygon() *polygon {
	zero, minus := exact.Whole(0), exact.Whole(-1)
	p := &polygon{down: []line{{zero, zero}}, low: zero}
	for i, row := range t.coefficients {
		l, b := line{row[0], t.constants[i]}, row[1]
		switch b.Sign() {
		case 0:
			p.bound(l)
		case 1:
			p.down = append(p.down, line{l.slope.Over(b), l.offset.Over(b)})
		case -1:
			b = b.Times(minus)
			p.up = append(p.up, line{l.slope.Over(b), l.offset.Over(b)})
		}
	}
	for _, g := range p.down {
		for _, h := range p.up {
			p.bound(line{g.slope.Plus(h.slope), g.offset.Plus(h.offset)})
		}
	}
	return p
}

// bound leaves out the x at which the line is below 0.
func (p *polygon) bound(l line) {
	minus := exact.Whole(-1)
	switch l.slope.Sign() {
	case 0:
		if l.offset.Sign() < 0 {
			p.low, p.high = exact.Whole(0), minus
		}
	case 1: // x is at least -offset/slope
		if least := l.offset.Over(l.slope).Floor().Times(minus); least.Cmp(p.low) > 0 {
			p.low = least
		}
	case -1:
		if most := l.offset.Over(l.slope.Times(minus)).Floor(); !p.high.Given() || most.Cmp(p.high) < 0 {
			p.high = most
		}
	}
}

// hasPoint reports whether the polygon has a point with whole coordinates. It calls charge for
// each stretch between two corners, and gives up if that returns false. A stretch is counted at
// once, however long it is, and there are no more stretches than lines. In the example, the
// same two lines are lowest over 0, 1 and 2, and these are one stretch.
func (p *polygon) hasPoint(charge func() bool) bool {
	one := exact.Whole(1)
	for from := p.low; from.Cmp(p.high) <= 0 && charge(); {
		down, last := lowest(p.down, from, p.high)
		up, last := lowest(p.up, from, last)
		next := last.Plus(one)
		n := next.Minus(from)
		// Over each x, y is at most floor(up), and at least -floor(down). As the two lines
		// add up to at least 0, no x counts for less than 0 points.
		points := floorSum(n, up.slope, up.at(from)).Plus(floorSum(n, down.slope, down.at(from)))
		if points.Plus(n).Sign() > 0 {
			return true
		}
		from = next
	}
	return false
}

// lowest returns the line that is lowest at x and right after it, and the last whole x, at most
// high, at which it still is.
func lowest(lines []line, x, high exact.Rational) (line, exact.Rational) {
	l := slices.MinFunc(lines, func(g, h line) int {
		return cmp.Or(g.at(x).Cmp(h.at(x)), g.slope.Cmp(h.slope))
	})
	for _, other := range lines {
		if closing := l.slope.Minus(other.slope); closing.Sign() > 0 {
			if x := other.offset.Minus(l.offset).Over(closing); x.Cmp(high) < 0 {
				high = x.Floor()
			}
		}
	}
	return l, high
}

// floorSum returns the sum of the whole numbers up to a*i + b, rounded down, for i from 0 to
// n-1. It takes as many rounds as Euclid's algorithm takes for the slope a. For a = 1/3, b = 1/3
// and n = 3, the first round leaves a triangle that is 4/3 high, with one row, and the second
// adds what that row is wide, rounded down: the sum is 0 + 0 + 1.
func floorSum(n, a, b exact.Rational) exact.Rational {
	sum, one := exact.Whole(0), exact.Whole(1)
	for n.Sign() > 0 {
		whole := a.Floor()
		pairs := n.Times(n.Minus(one)).Over(exact.Whole(2))
		sum, a = sum.Plus(whole.Times(pairs)), a.Minus(whole)
		whole = b.Floor()
		sum, b = sum.Plus(whole.Times(n)), b.Minus(whole)
		// A triangle is left below the line, from 0 to n: the sum counts the whole points in
		// it. Exchange its axes, as Euclid's algorithm exchanges its numbers, and go from
		// its tip: over the i-th row from the top, it is (i + what is above the row) / a wide.
		end := a.Times(n).Plus(b)
		if n = end.Floor(); n.Sign() > 0 { // else a may be 0
			a, b = one.Over(a), end.Minus(n).Over(a)
		}
	}
	return sum
}
