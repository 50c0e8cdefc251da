package linear

import (
	"encoding/binary"

	"example.com/tripartite/internal/exact"
)

// What is known of one bloc seldom says anything about another. So the system is divided by what
// ties columns together, and each part is asked alone: with n pieces of two cases each, these are
// 2n cases, and not 2^n. The same division makes the components of a solution, the pieces of a
// sum, and what dominates what.

// ties holds the conditions of a system by the columns that they tie together. Those that
// depend on no kind are left out: in a system with a solution, they hold.
type ties struct {
	group      []int          // by column: the first column that it is tied to, directly or not
	touching   [][]*Condition // by kind: the conditions that depend on it
	conditions [][]*Condition // by group
	pooled     map[int][]*Pooled
}

// tied returns the columns that the conditions tie together. A condition on columns 0 and 1 and
// one on 1 and 3 tie these three, and column 2 is alone. So a sum over all four is that of two
// pieces, and each can be as low or as high as it can be, whatever the other is.
//
// A kind that a condition is about need not depend on it: if the condition adds the same in all
// ends that are left, it does not matter where the items are. So ties are made anew when ends
// have gone. A pooled condition ties all of its columns, since an item anywhere can change what
// others weigh.
func (s *System) tied() *ties {
	if s.ties != nil {
		return s.ties
	}
	t := &ties{touching: make([][]*Condition, len(s.kinds)), group: make([]int, 0, len(s.kinds))}
	for i, k := range s.kinds {
		if k.column == i {
			t.group = append(t.group, i)
		}
	}
	s.budget.Charge(4 * len(s.kinds))
	firsts := make([]int, len(s.conditions)) // by condition: a column that it depends on, or nowhere
	for i, c := range s.conditions {
		firsts[i] = nowhere
		for k, values := range s.about(c) {
			if !s.kinds[k].tells(values) {
				continue
			}
			s.budget.Charge(4)
			t.touching[k] = append(t.touching[k], c)
			if firsts[i] == nowhere {
				firsts[i] = s.kinds[k].column
			}
			t.tie(firsts[i], s.kinds[k].column)
		}
	}
	for _, c := range s.pooled {
		for i := range c.Values {
			t.tie(c.First, c.First+i)
		}
	}
	for i := range t.group {
		t.group[i] = t.find(i)
	}
	t.conditions, t.pooled = make([][]*Condition, len(t.group)), map[int][]*Pooled{}
	for i, first := range firsts {
		if first != nowhere {
			g := t.group[first]
			t.conditions[g] = append(t.conditions[g], s.conditions[i])
		}
	}
	for _, c := range s.pooled {
		if len(c.Values) > 0 {
			g := t.group[c.First]
			t.pooled[g] = append(t.pooled[g], c)
		}
	}
	return t
}

// tie ties two columns together (union-find). The first column of a group stands for it. So the
// groups do not depend on the order of the conditions.
func (t *ties) tie(i, j int) {
	i, j = t.find(i), t.find(j)
	t.group[max(i, j)] = min(i, j)
}

// find returns the first column of the group. On its way there it halves the way for the next.
func (t *ties) find(i int) int {
	for t.group[i] != i {
		t.group[i] = t.group[t.group[i]]
		i = t.group[i]
	}
	return i
}

// piece is a part of a system that no condition ties to the rest, and the part of a sum
// that is about its columns. If there is no system, nothing is known of the columns.
type piece struct {
	system *System
	sum    *Condition
}

// pieces divides a sum. The constant of each piece is 0. A table of a thousand blocs, in
// which each cell is a sum over all of them, needs that. Columns about which nothing is known
// make one piece together: what it comes to is known from its bounds.
func (s *System) pieces(c *Condition) (pieces []piece) {
	t, of := s.tied(), map[int]int{} // by group: the number of its piece
	for i := range c.Values {
		column := c.First + i
		g := t.group[column]
		if len(t.conditions[g])+len(t.pooled[g]) == 0 {
			g = nowhere
		}
		if _, known := of[g]; !known {
			of[g] = len(pieces)
			only := *s
			if only.conditions, only.pooled = nil, nil; g != nowhere {
				only.conditions, only.pooled = t.conditions[g], t.pooled[g]
			}
			pieces = append(pieces, piece{&only, &Condition{Constant: exact.Whole(0), First: column}})
		}
		sum := pieces[of[g]].sum
		for sum.First+len(sum.Values) < column {
			sum.Values = append(sum.Values, Nothing)
		}
		sum.Values = append(sum.Values, c.Values[i])
	}
	s.budget.Charge(4 * (len(pieces) + len(c.Values)))
	return pieces
}

// Span returns the least and the most that the sum of a condition comes to in a solution.
// There must be one. A table of 26 cantons asks for the span of each piece three times: for
// the body, for its group and for the canton.
//
// If condition a of the package comment is assumed, x + y comes to at least 3 and at most 7: two
// items add 6 at most. The least of 2x + 3y is 7, and that of x is 0, since 4 times 3 is enough.
func (s *System) Span(c *Condition) (low, high exact.Rational) {
	low, high = c.Constant, c.Constant
	for _, p := range s.pieces(c) {
		least, most := p.system.bounds(p.sum)
		if len(p.system.conditions)+len(p.system.pooled) > 0 {
			least, most = p.span(least, most)
		}
		low, high = low.Plus(least), high.Plus(most)
	}
	return low, high
}

// span is Span for a piece, between two bounds. The most is the least of -1 times the sum, times
// -1, between the same bounds with the signs changed.
func (p piece) span(low, high exact.Rational) (least, most exact.Rational) {
	key := p.key()
	if span, known := p.system.spans[key]; known {
		return span[0], span[1]
	}
	minus := exact.Whole(-1)
	least = p.system.least(p.sum, low, high)
	o := &Condition{exact.Whole(0), p.sum.First, negated(p.sum.Values)}
	most = p.system.least(o, high.Times(minus), low.Times(minus)).Times(minus)
	if p.system.spans != nil && !p.system.budget.Spent() {
		p.system.spans[key] = [2]exact.Rational{least, most}
	}
	return least, most
}

// key returns different texts for pieces with different columns or values. Which conditions are
// known need not be in it: they are those of the system, as long as nothing is assumed of it.
func (p piece) key() string {
	key := binary.AppendUvarint(nil, uint64(p.sum.First))
	for i := range p.sum.Values {
		for _, v := range p.sum.Values[i] {
			key = v.AppendKey(key)
		}
	}
	return string(key)
}

// least returns the least that a condition comes to in a solution, between two bounds. It asks
// whether the sum can be at most so much, for one number after the other. The opposite of the
// condition says so but for its constant: -1 times the sum, plus the number, is at least 0.
func (s *System) least(c *Condition, low, high exact.Rational) exact.Rational {
	atMost := c.Opposite()
	return smallestThat(low, high, func(most exact.Rational) bool {
		atMost.Constant = most
		return s.with(atMost).solve(true) || s.budget.Spent()
	})
}

// smallestThat returns the smallest whole number from low to high for which holds is
// true. holds must be true for high, and for every number above one for which it is
// true. The search starts at low and takes ever larger steps, since low is usually
// close. Then it bisects. If the number is 3, and all from 0 to 7 are possible, it asks about 0,
// 2, 5, 4 and 3: the steps are 0, 1 and 3 from where it is, and then halves. So a number that is
// d above low takes about twice the logarithm of d, however far high is.
func smallestThat(low, high exact.Rational, holds func(exact.Rational) bool) exact.Rational {
	near := true
	for step := exact.Whole(0); low.Cmp(high) < 0; step = step.Plus(step).Plus(exact.Whole(1)) {
		next := low.Plus(high).Over(exact.Whole(2)).Floor()
		if far := low.Plus(step); near && far.Cmp(next) < 0 {
			next = far
		}
		if holds(next) {
			high, near = next, false
		} else {
			low = next.Plus(exact.Whole(1))
		}
	}
	return low
}
