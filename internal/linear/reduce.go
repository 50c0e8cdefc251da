package linear

import (
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// What this file does costs one pass over the conditions each time, and no table. It is done
// first, and again in every case of every choice: a system that is asked about 26 cantons comes
// to the simplex method with two or three numbers of a canton, or with none.

// reduce settles conditions and splits kinds until nothing changes. It reports false
// if there is no solution, or the budget is spent.
//
// A condition is compared with its bounds. If the least is at least 0, it holds anyway and goes;
// if the most is below 0, nothing can make it hold. Between the two, it may still say where an
// item cannot be (narrow), or how many items must be in the better ends (split). Both make the
// bounds of other conditions narrower. For example, if in the example of the package a were
// -17 + 2x + 3y, it could come to 1 at most. Any item in end 0 would cost 2 or 3: so none can
// be there, a is 1 for certain, and the question is answered without a table.
func (s *System) reduce() bool {
	for changed := true; changed; {
		changed = false
		uneven := s.uneven()
		var left []*Condition
		for _, c := range s.conditions {
			low, high := s.bounds(c)
			if s.budget.Spent() || high.Sign() < 0 {
				return false
			}
			if low.Sign() >= 0 {
				continue
			}
			narrower := s.narrow(c, high)
			changed = changed || narrower
			if !uneven[c.First] && s.split(c) {
				changed = true
				continue
			}
			left = append(left, c)
		}
		s.conditions = left
	}
	return true
}

// uneven returns the columns with a condition of their own that adds three different
// values, as an exact share does. The kinds of these columns are not split. Their
// three sets of ends make two free numbers, so that lattice counting can decide. Reports
// that give the result of each canton as a percentage need that.
func (s *System) uneven() map[int]bool {
	uneven := map[int]bool{}
	for _, c := range s.conditions {
		if len(c.Values) == 1 {
			if _, even := s.kinds[c.First].best(&c.Values[0]); !even {
				uneven[c.First] = true
			}
		}
	}
	return uneven
}

// best returns the ends in which an item of the kind adds most, and reports whether it adds the
// same in all others. Of the values 2, 0 and 2, these are the first end and the third, and it is
// even. Of 2, 0 and 1, it is the first, and not even.
func (k kind) best(values *Values) (ends uint8, even bool) {
	least, most := k.span(values)
	even = true
	for end := range each(k.ends) {
		if values[end].Equal(most) {
			ends |= 1 << end
		} else if !values[end].Equal(least) {
			even = false
		}
	}
	return ends, even
}

// narrow removes ends in which a single item makes the condition fail. high is the
// most that the condition can come to. narrow reports whether it removed any. An item in its best
// end is part of that most, so one in another end takes the difference from it. A figure that
// says that nobody is in a state, or that all are, leaves nothing else to find out.
func (s *System) narrow(c *Condition, high exact.Rational) bool {
	narrower := false
	for k, values := range s.about(c) {
		_, most := s.kinds[k].span(values)
		for end := range each(s.kinds[k].ends) {
			if most.Minus(values[end]).Cmp(high) > 0 {
				s.kinds[k].ends &^= 1 << end
				narrower = true
			}
		}
	}
	return narrower
}

// split splits the only kind that a condition depends on, if the condition adds only
// two different values in its ends. Then the kinds imply the condition, and split
// reports true. For example, of 12 items at least 5 must be in one of ends 0 and 1: so 5
// become a kind that can go nowhere else, and 7 stay free. Which 5 they are makes no
// difference, since items of a kind are alike. A report of a thousand blocs that counts the
// votes of each is known without a search then.
func (s *System) split(c *Condition) bool {
	only, values := nowhere, &Nothing
	for k, v := range s.about(c) {
		if s.kinds[k].tells(v) {
			if only != nowhere {
				return false
			}
			only, values = k, v
		}
	}
	if only == nowhere {
		return false
	}
	items := s.kinds[only]
	better, even := items.best(values)
	if !even {
		return false
	}
	least, most := items.span(values)
	_, high := s.bounds(c)
	free := high.Over(most.Minus(least)).Floor() // this many items may be in the worse ends
	// >= or >: a kind of no items says nothing.
	if free.Cmp(exact.Whole(items.n)) >= 0 {
		return true
	}
	s.Restrict(only, items.n-toInt64(free), better)
	return true
}

// Restrict assumes that n more items of a column can be in these ends only. They are taken
// from those that nothing has been assumed of, of which there must be as many: those of the kind
// k of the same number. They become a kind of their own, after k in the list of the column. If
// these are all items of k, it keeps its place.
func (s *System) Restrict(k int, n int64, ends uint8) {
	s.ties = nil
	if n == s.kinds[k].n {
		s.kinds[k].ends = ends
		return
	}
	s.kinds = append(s.kinds, kind{n, ends, s.kinds[k].from, s.kinds[k].column, s.kinds[k].next})
	s.kinds[k].n -= n
	s.kinds[k].next = len(s.kinds) - 1
}

// dominate removes the ends of a kind that another end dominates. Of ends that are
// equal for all conditions it keeps the first. It reports whether that can change a
// condition. Seats have up to eight ends, and most questions tell only two or three apart:
// with no end too many, a canton has the two free numbers that lattice counting can decide.
//
// For example, let one condition ask for votes for, and another for votes that are cast. A vote
// for adds to both. A vote against adds to the second only, and an absent seat to neither: both
// ends go. With a third condition, that few seats be present, absent stays. An end goes only
// while the one that dominates it is there, and so one of two equal ends stays.
func (s *System) dominate(t *ties) bool {
	narrower := false
	for k, conditions := range t.touching {
		items := &s.kinds[k]
		work := 2 * len(s.pooled)
		for _, c := range conditions {
			work += workOfAny(c.Of(items.column))
		}
		if !s.budget.Charge(1 + work*bits.OnesCount8(items.ends)) {
			return false
		}
		for end := range each(items.ends) {
			if items.dominated(end, conditions, s.pooled) {
				items.ends &^= 1 << end
				narrower = narrower || len(conditions)+len(s.pooled) > 0
			}
		}
	}
	return narrower
}

// dominated reports whether another end adds at least as much to all conditions. If the two add
// the same to each, only the later one is dominated: otherwise both would go.
func (k kind) dominated(end int, conditions []*Condition, pooled []*Pooled) bool {
	asGood := func(a, b int) bool {
		return !slices.ContainsFunc(pooled, func(c *Pooled) bool {
			return !c.asGood(k.column, a, b)
		}) && !slices.ContainsFunc(conditions, func(c *Condition) bool {
			return c.Of(k.column)[a].Cmp(c.Of(k.column)[b]) < 0
		})
	}
	for other := range each(k.ends) {
		if asGood(other, end) && (other < end || !asGood(end, other)) {
			return true
		}
	}
	return false
}

// base returns what a condition comes to if every item is in the last of its ends: the constant
// of its row in a table whose columns count the items in the other ends.
func (s *System) base(c *Condition) exact.Rational {
	sum := c.Constant
	for k, values := range s.about(c) {
		sum = sum.Plus(values[lastEnd(s.kinds[k].ends)].Times(exact.Whole(s.kinds[k].n)))
	}
	return sum
}

// toInt64 returns f, which must be a whole number that fits in 64 bits.
func toInt64(f exact.Rational) int64 {
	n, _ := f.Int64()
	return n
}
