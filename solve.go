package tripartite

import (
	"math/bits"
	"slices"
)

// sharpen reduces the system and splits kinds, and keeps all solutions. It reports
// false if there is no solution, or the budget is spent.
func (s *system) sharpen() bool {
	return s.reduce() && s.tighten() && s.reduce()
}

// solvable reports whether the items can be shared out. It changes the system. If the
// budget is spent, false means nothing.
func (s *system) solvable() bool { return s.solve(true) }

// relaxed is a quick test without lattice counting and branching. If it reports
// false, there is no solution, unless the budget is spent. If it reports true, there
// may be one.
func (s *system) relaxed() bool { return s.solve(false) }

func (s *system) solve(wholly bool) bool {
	for again := true; again; {
		if !s.reduce() {
			return false
		}
		again = s.dominate()
	}
	for _, part := range s.parts() {
		if !part.solvable(wholly) {
			return false
		}
	}
	return true
}

// tighten splits off items whose ends follow from the conditions on their kind alone,
// if other conditions depend on that kind as well. An exact share of a part of the
// body often leaves one number for it. tighten reports false if there is no solution.
func (s *system) tighten() bool {
	kinds := map[*condition]int{} // the number of kinds that a condition depends on
	uneven := s.uneven()
	if len(uneven) == 0 {
		return true
	}
	touching := s.touching()
	for _, conditions := range touching {
		for _, c := range conditions {
			kinds[c]++
		}
	}
	for k, conditions := range touching {
		if !uneven[s.kinds[k].column] {
			continue
		}
		own := slices.DeleteFunc(slices.Clone(conditions), func(c *condition) bool { return kinds[c] > 1 })
		if classes := s.kinds[k].classes(own); len(classes) == 3 && len(own) < len(conditions) {
			for _, class := range classes {
				least, ok := s.least(k, class, classes, own)
				if !ok {
					return s.budget.spent()
				}
				if least > 0 {
					s.restrict(k, least, class)
				}
			}
		}
	}
	return true
}

// least returns the smallest number of items of a kind that the kind's own conditions
// put into a class of its ends. ok is false if there is no solution, or the budget is
// spent.
func (s *system) least(k int, class uint8, classes []uint8, own []*condition) (n int64, ok bool) {
	alone := kind{n: s.kinds[k].n}
	for _, c := range classes {
		alone.ends |= c & -c // one end of each class is enough
	}
	limit := &condition{values: [][8]Fraction{noValues}}
	limit.values[0][bits.TrailingZeros8(class)] = whole(-1)
	conditions := []*condition{limit}
	for _, c := range own {
		// The constant includes what all other kinds add.
		last := lastEnd(s.kinds[k].ends)
		values := *c.of(s.kinds[k].column)
		constant := s.base(c).minus(values[last].times(whole(alone.n)))
		conditions = append(conditions, &condition{constant: constant, values: [][8]Fraction{values}})
	}
	possible := func(most int64) bool {
		limit.constant = whole(most)
		part := (&system{kinds: []kind{alone}, conditions: conditions, budget: s.budget}).parts()
		return part[0].hasPoint()
	}
	low, high := int64(0), alone.n
	if !possible(high) {
		return 0, false
	}
	for low < high && !s.budget.spent() {
		if middle := low + (high-low)/2; possible(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, !s.budget.spent()
}
