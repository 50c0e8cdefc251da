package tripartite

import (
	"errors"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
)

// Widen is the same tally with its votes in math/big, as they would be if they did not fit
// into 64 bits: the other path, for tests.
func Widen(t Tally) Tally {
	if t.part == nil {
		return t
	}
	wide := &tally{body: t.of.body, parts: make([]part, len(t.of.parts))}
	wide.weights.Unit = t.of.weights.Unit
	for i := range t.of.parts {
		wide.weights.Wide = append(wide.weights.Wide, t.of.weights.At(i))
	}
	counts := t.of.byState()
	wide.body.upward(func(i int) { wide.fill(i, counts, false) })
	return Tally{part: &wide.parts[t.node]}
}

// Wide reports whether the votes of the tally are amounts of any size, because 64 bits do
// not hold their sum.
func Wide(t Tally) bool { return t.wide != nil }

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

// WorkOf is the work that it took to find out whether the figures can be true.
func WorkOf(p *Published) int { return mostWork - p.room.budget.Left() }

// LongestVotes is how many bits the votes of the body can take, and CommonMultiple a bound
// on the common multiple of numbers up to the sizes.
func LongestVotes(b *Body) int { return b.bits }

// PowerAsGame is the power of the seats, counted from the formula of the rule alone: by one
// weighting, or by parts.
func PowerAsGame(rule Rule, body *Body, inParts bool) (*PowerIndices, error) {
	a, err := newAsker("power", rule, body, Cast, linear.NewBudget(games.MostWork))
	if err != nil {
		return nil, err
	}
	c := newCensus(Cast, true, linear.NewBudget(games.MostWork), a)
	g, ok := c.game()
	if !ok {
		return nil, errors.New("the rule has no form")
	}
	result, ok, err := g.Count(inParts, c.work)
	if err == nil && !ok {
		err = errors.New("the game is not counted")
	}
	if err != nil {
		return nil, err
	}
	return newIndices(c, result), nil
}

// Effect returns a vote in which a seat that turns makes the outcome better, and one in which it
// makes it worse, as the last table of a report shows.
func Effect(p *PropertyReport, from, to States) (better, worse *Counterexample) {
	at := questionOf(from, to)
	return p.counterexamples[at], p.counterexamples[at+1]
}
