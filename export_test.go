package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"

	"slices"
)

// Widen is the same tally with its votes in math/big, as they would be if they did not fit
// into 64 bits: the other path, for tests.
func Widen(t Tally) Tally {
	if t.part == nil {
		return t
	}
	wide := &tally{body: t.of.body, parts: make([]part, len(t.of.parts))}
	wide.weights.Unit = t.of.weights.Unit
	counts := make([]byState, len(t.of.parts))
	for i := range t.of.parts {
		wide.weights.Wide = append(wide.weights.Wide, exact.Wide(t.of.weights.At(i).Int()))
		wide.parts[i] = part{seats: t.of.parts[i].seats, of: wide, node: i}
		for state := range counts[i] {
			counts[i][state] = t.of.parts[i].seats.in(1 << state)
		}
	}
	wide.weigh(counts)
	return Tally{part: &wide.parts[t.node]}
}

// Wide reports whether the votes of the tally are amounts of any size, because 64 bits do
// not hold their sum.
func Wide(t Tally) bool { return t.wide != nil }

// Printed is the text of a number in findings, tables and pictures.
func Printed(f Fraction) string { return f.printed() }

// The limits on the seats of a body and of a ballot.
const (
	MostSeats    = mostSeats
	MostInBallot = mostInBallot
)

// Scaled is the body with all its weights and powers times f.
func Scaled(b *Body, f Fraction) *Body {
	scaled := *b
	scaled.nodes = slices.Clone(b.nodes)
	for i := range scaled.nodes {
		n := &scaled.nodes[i]
		if n.power.given() {
			n.power = n.power.times(f)
		} else if n.weight.given() {
			n.weight = n.weight.times(f)
		}
	}
	scaled.fixed = exact.Wholes{}
	return &scaled
}

// TallyOf is the tally of counts by group, in a body whose groups are single blocs.
func TallyOf(b *Body, groups [3][8]int64) Tally {
	counts := [1 + numGroups]byState{1: groups[0], 2: groups[1], 3: groups[2]}
	return b.tally(counts[:])
}

// Described is what a body can be made from again.
func Described(b *Body) []Bloc {
	first, second, third, independent := b.Describe()
	return append([]Bloc{first, second, third}, independent...)
}

// Arithmetic is the sum, the difference and the product of two numbers.
func Arithmetic(f, g Fraction) (sum, difference, product Fraction) {
	return f.plus(g), f.minus(g), f.times(g)
}

// Quotient is f/g, for g that is not 0, and Floor the whole number below f.
func Quotient(f, g Fraction) Fraction { return f.over(g) }
func Floor(f Fraction) Fraction       { return f.floor() }

// InBig reports whether the number is not held in 64 bits.
func InBig(f Fraction) bool { return !f.n.Fits() }

// WorkOf is the work that it took to find out whether the figures can be true.
func WorkOf(p *Published) int { return mostWork - p.room.budget.Left() }

// PowerBySeries is the power that generating functions find. ok is false if the rule is
// not weighted.
func PowerBySeries(r Rule, b *Body) (p *Power, ok bool) {
	work := linear.NewBudget(powerWork)
	a, err := newAsker("power", r, b, Cast, work)
	if err != nil {
		return nil, false
	}
	c := newCensus(Cast, work, a)
	w, ok := c.weighted(0)
	if !ok {
		return nil, false
	}
	n, err := w.swings(work)
	if err != nil {
		return nil, false
	}
	return newPower(c, 0, n), true
}

// PowerByProduct is the same for a rule on several parts.
func PowerByProduct(r Rule, b *Body) (p *Power, ok bool) {
	work := linear.NewBudget(powerWork)
	a, err := newAsker("power", r, b, Cast, work)
	if err != nil {
		return nil, false
	}
	a.apart()
	c := newCensus(Cast, work, a)
	parts, ok := c.product(0)
	if !ok {
		return nil, false
	}
	n, err := parts.swings()
	if err != nil {
		return nil, false
	}
	return newPower(c, 0, n), true
}

// Splits is the number of splits of seats over the choices, and of the votes that they
// stand for.
func Splits(seats int, choices []int) (splits int, votes string) {
	s := splitsOf(seats, choices)
	return len(s.counts), sum(s.ways).String()
}

// SeriesOf returns functions that count the coalitions of a size below a weight: all, and
// those without a seat of some weight.
func SeriesOf(weights []int, bySize bool, limit int) (below func(size, weight int) int64, without func(seat, size, weight int) int64) {
	var seats []weightedSeats
	for _, w := range weights {
		seats = append(seats, weightedSeats{w, 1})
	}
	s, _ := newSeries(seats, bySize, limit, linear.NewBudget(powerWork))
	return func(size, weight int) int64 { return wordsToInt(s.below(size, weight)).Int64() },
		func(seat, size, weight int) int64 { return s.without(seat, size, weight).Int64() }
}

// FindThreshold is threshold.
func FindThreshold(n, near int, holds func(f int) bool) int { return threshold(n, near, holds) }

// LongestVotes is how many bits the votes of the body can take, and CommonMultiple a bound
// on the common multiple of numbers up to the sizes.
func LongestVotes(b *Body) int { return b.bits }
