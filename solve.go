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
	if len(s.pooled) > 0 {
		return s.solvePooled(wholly)
	}
	for _, part := range s.parts() {
		if !part.solvable(wholly) {
			return false
		}
	}
	return true
}

// solvePooled is solve for a system with pooled conditions.
func (s *system) solvePooled(wholly bool) bool {
	low, high := s.sharers()
	linear, least := s.linear(low, high)
	switch {
	case s.budget.spent():
		return false
	case least == exact || !wholly:
		return linear.solve(wholly)
	case !linear.solve(false):
		return false
	}
	middle := (low[least] + high[least]) / 2
	if s.mayPass(least, low, high) {
		middle = 0
	}
	return s.sharing(least, middle+1, high[least], low, high).solve(true) || s.sharing(least, low[least], middle, low, high).solve(true)
}

// sharers returns by pool how many items share its power, at least and at most.
func (s *system) sharers() (low, high []int64) {
	all := s.pooled[0].pools
	s.budget.charge(workOfPool * len(all.all))
	for _, of := range all.all {
		low, high = append(low, of.known), append(high, of.known)
	}
	for _, k := range s.kinds {
		i := all.of[k.column]
		switch in := all.all[i].in; {
		case k.n == 0:
		case k.ends&^in == 0:
			low[i] += k.n
			fallthrough
		case k.ends&in != 0:
			high[i] += k.n
		}
	}
	for i := range s.low {
		low[i], high[i] = max(low[i], s.low[i]), min(high[i], s.high[i])
	}
	return low, high
}

// workOfPool is the work of finding the weight of the items of a pool.
const workOfPool = 30

// exact is no pool: the number of items that share each power is known.
const exact = -1

// linear returns the system with bounds in place of the pooled conditions, and the pool
// of which least is known. If that is none, the bounds are exact.
func (s *system) linear(low, high []int64) (linear *system, least int) {
	linear, least = s.with(), exact
	linear.pooled = nil
	weights := s.pooled[0].weigh(high)
	for _, c := range s.pooled {
		bounded := true
		for _, i := range c.about {
			if c.all[i].fixed || low[i] == high[i] {
				continue
			}
			if s.mayPass(i, low, high) {
				bounded, least = false, i // until it is known which pools are empty, there is no bound
			} else if least == exact || !s.mayPass(least, low, high) && cmpProducts(high[i], max(1, low[least]), high[least], max(1, low[i])) > 0 {
				least = i
			}
		}
		if bounded {
			constant, values := c.bound(high, weights)
			s.budget.charge((4 + 8*len(values)) * constant.work())
			linear.conditions = append(linear.conditions, &condition{constant, c.first, values})
		}
	}
	return linear, least
}

// mayPass reports whether the power of the pool passes to others in some cases.
func (s *system) mayPass(i int, low, high []int64) bool {
	return s.pooled[0].all[i].passes && low[i] == 0 && high[i] > 0
}

// sharing returns the system in which from least to most items share the power of the
// pool. At least and at most so many as low and high say share those of all pools.
func (s *system) sharing(i int, least, most int64, low, high []int64) *system {
	of := s.pooled[0].all[i]
	atLeast, atMost := &condition{constant: whole(of.known - least), first: of.first}, &condition{constant: whole(most - of.known), first: of.first}
	more, fewer := noValues, noValues
	for end := range more {
		if of.in&(1<<end) != 0 {
			more[end], fewer[end] = whole(1), whole(-1)
		}
	}
	for range of.next - of.first {
		atLeast.values, atMost.values = append(atLeast.values, more), append(atMost.values, fewer)
	}
	part := s.with(atLeast, atMost)
	part.low, part.high = slices.Clone(low), slices.Clone(high)
	part.low[i], part.high[i] = least, most
	return part
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
