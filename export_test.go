package tripartite

import "slices"

// Widen is the same tally with its votes in math/big, as they would be if they
// did not fit into 64 bits: the other of the two paths, for tests.
func Widen(t Tally) Tally {
	if t.part == nil {
		return t
	}
	wide := &tally{body: t.of.body, weights: t.of.weights, parts: make([]part, len(t.of.parts))}
	counts := make([]byState, len(t.of.parts))
	for i := range t.of.parts {
		wide.parts[i] = part{seats: t.of.parts[i].seats, of: wide, node: i}
		for state := range counts[i] {
			counts[i][state] = t.of.parts[i].seats.in(1 << state)
		}
	}
	wide.weigh(counts)
	return Tally{&wide.parts[t.node]}
}

// IsWide reports which of the two paths a tally takes.
func IsWide(t Tally) bool { return t.wide != nil }

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
	scaled.fixed = weights{}
	return &scaled
}
