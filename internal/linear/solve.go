package linear

import (
	"slices"

	"example.com/tripartite/internal/exact"
)

// solve reports whether the items can be shared out: in whole numbers, or else in fractions.
//
// What is cheap comes first, and each step can open the way for another. An end that goes makes
// bounds narrower, so that conditions are settled. With a condition less, an end may dominate
// another. Each round takes an end away, and there are at most eight for a kind: so it ends.
//
// Components have no item in common. So the system has a solution if and only if each of them
// has one, and the work is the sum of theirs, not the product.
func (s *System) solve(wholly bool) bool {
	if !s.reduce() {
		return false
	}
	t := s.tied()
	for s.dominate(t) {
		if !s.reduce() {
			return false
		}
		t = s.tied()
	}
	if len(s.pooled) > 0 {
		return s.solvePooled(wholly)
	}
	for _, part := range s.parts(t) {
		if !part.solvable(wholly) {
			return false
		}
	}
	return true
}

// solvePooled is solve for a system with pooled conditions.
//
// With bounds in place of these, everything that was a solution is one still. So if there is
// none, there was none: fractions are enough to see that, and cheaper. If there is one, it says
// nothing unless the bounds are exact. Then the pool of which least is known is halved: if from
// 0 to 7 items share its power, these are 4 to 7, or 0 to 3. After three such steps the number is
// known. Once all are, the bounds are exact.
func (s *System) solvePooled(wholly bool) bool {
	low, high := s.sharers()
	linear, least := s.linear(low, high)
	switch {
	case s.budget.Spent():
		return false
	case least == nowhere || !wholly:
		return linear.solve(wholly)
	case !linear.solve(false):
		return false
	}
	middle := (low[least] + high[least]) / 2
	return s.sharing(least, middle+1, high[least], low, high).solve(true) ||
		s.sharing(least, low[least], middle, low, high).solve(true)
}

// sharers returns by pool how many items share its power, at least and at most. Items of a
// kind all of whose ends are in the pool share it, and those of a kind with some ends in the
// pool can. What has been assumed of the numbers themselves makes the range no wider.
func (s *System) sharers() (low, high []int64) {
	all := s.pooled[0].Pools
	s.budget.Charge(workOfPool * len(all.All))
	for _, of := range all.All {
		low, high = append(low, of.Known), append(high, of.Known)
	}
	for _, k := range s.kinds {
		i := all.Of[k.column]
		switch in := all.All[i].In; {
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

// workOfPool is the work of finding the weight of the items of a pool: a division, and then a
// multiple that all weights have in common.
const workOfPool = 30

// nowhere is no pool, no kind and no group of columns.
const nowhere = -1

// linear returns the system with bounds in place of the pooled conditions, and the pool
// of which least is known. If that is none, the bounds are exact. Least is known where the most
// is the largest multiple of the least, since a weight is a power divided by that number: from
// 1 to 4 items, a weight can differ by a factor of 4, and from 50 to 100 by one of 2.
func (s *System) linear(low, high []int64) (linear *System, least int) {
	linear, least = s.with(), nowhere
	linear.pooled = nil
	weights := s.pooled[0].Weigh(high)
	wider := func(i, j int) bool { // whether high is more times as much as low
		return exact.CmpProducts(high[i], max(1, low[j]), high[j], max(1, low[i])) > 0
	}
	for _, c := range s.pooled {
		for _, i := range c.About {
			if !c.All[i].Fixed && low[i] != high[i] && (least == nowhere || wider(i, least)) {
				least = i
			}
		}
		bound := c.bound(high, weights)
		s.budget.Charge((4 + 8*len(bound.Values)) * bound.Constant.Work())
		linear.conditions = append(linear.conditions, bound)
	}
	return linear, least
}

// sharing returns the system in which from least to most items share the power of the
// pool. At least and at most so many as low and high say share those of all pools. The range
// is said twice: by two conditions that the simplex method sees, and by numbers for the bounds.
// From 4 to 7 items, of which 2 are known, makes
//
//	2 - 4 + s >= 0    and    7 - 2 - s >= 0
//
// where s is the number of items in the ends of the pool.
func (s *System) sharing(i int, least, most int64, low, high []int64) *System {
	of := s.pooled[0].All[i]
	atLeast := &Condition{Constant: exact.Whole(of.Known - least), First: of.First}
	sharing := Nothing
	for end := range sharing {
		if of.In&(1<<end) != 0 {
			sharing[end] = exact.Whole(1)
		}
	}
	atLeast.Values = slices.Repeat([]Values{sharing}, of.Next-of.First)
	constant := exact.Whole(most - of.Known)
	part := s.with(atLeast, &Condition{constant, of.First, negated(atLeast.Values)})
	part.low, part.high = slices.Clone(low), slices.Clone(high)
	part.low[i], part.high[i] = least, most
	return part
}
