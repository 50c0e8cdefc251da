package linear

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// Fewest returns the fewest items that must turn, from the end that they are in to any
// other of theirs, so that all formulas hold. ok is false if no number is enough, or the
// budget is spent. No condition may get worse if an item turns, and nothing may be assumed.
//
// The costs of formulas about different seats are added. Of k of n formulas about
// different seats, the k cheapest are met. A single condition is met by the seats
// that add most to it. Other formulas cost at least what the dearest of them costs alone.
func (s *System) Fewest(formulas ...Formula) (fewest int64, ok bool) {
	return s.costBelow(math.MaxInt64, formulas)
}

// costBelow is Fewest for a cost below most. If there is none, ok is false.
func (s *System) costBelow(most int64, formulas []Formula) (int64, bool) {
	formulas, ok := flat(formulas)
	if !ok || !s.budget.Charge(10+len(formulas)) {
		return 0, false
	}
	sum := int64(0)
	for _, group := range apart(formulas) {
		cost, ok := s.costTogether(most-sum, group)
		if !ok {
			return 0, false
		}
		sum += cost
	}
	return sum, sum < most
}

// costTogether is costBelow for formulas that have seats in common.
func (s *System) costTogether(most int64, formulas []Formula) (int64, bool) {
	var conditions []*Condition
	var pools []*Pooled
	for i, f := range formulas {
		switch f := f.(type) {
		case *Condition:
			conditions = append(conditions, f)
		case *Pooled:
			pools = append(pools, f)
		case *AtLeast:
			if len(formulas) == 1 && len(apart(f.Of)) == len(f.Of) {
				return s.costOfCheapest(f)
			}
			return s.costOfEither(most, f, slices.Delete(slices.Clone(formulas), i, i+1))
		}
	}
	return s.costOf(most, conditions, pools)
}

// costOfCheapest returns the cost of the k cheapest of formulas about different
// seats.
func (s *System) costOfCheapest(f *AtLeast) (int64, bool) {
	costs, _ := s.costs(f)
	if len(costs) < f.K || s.budget.Spent() {
		return 0, false
	}
	sum := int64(0)
	for _, cost := range costs[:f.K] {
		sum += cost
	}
	return sum, true
}

// costs returns the costs of the formulas that can be met, each alone, and the formulas.
// The cheapest come first.
func (s *System) costs(f *AtLeast) (costs []int64, of []Formula) {
	type priced struct {
		cost int64
		Formula
	}
	var all []priced
	for _, part := range f.Of {
		if cost, ok := s.Fewest(part); ok {
			all = append(all, priced{cost, part})
		}
	}
	slices.SortStableFunc(all, func(a, b priced) int { return cmp.Compare(a.cost, b.cost) })
	for _, part := range all {
		costs, of = append(costs, part.cost), append(of, part.Formula)
	}
	return costs, of
}

// costOfEither returns the lower of two costs beside the others: with the cheapest of
// the formulas, and without it. If the first is what all of them cost at least, there is
// no need to look at the second.
func (s *System) costOfEither(most int64, f *AtLeast, others []Formula) (int64, bool) {
	costs, of := s.costs(f)
	if len(of) < f.K {
		return 0, false
	}
	least, ok := s.leastCost(f, costs, of, others)
	if !ok {
		return 0, false
	}
	if least >= most {
		return 0, false
	}
	with, ok := s.costBelow(most, append([]Formula{of[0], newAtLeast(f.K-1, of[1:])}, others...))
	if ok && with == least {
		return with, !s.budget.Spent()
	}
	if ok {
		most = with
	}
	if without, ok := s.costBelow(most, append([]Formula{newAtLeast(f.K, of[1:])}, others...)); ok {
		return without, !s.budget.Spent()
	}
	return with, ok && !s.budget.Spent()
}

// leastCost returns a bound for the cost of k of the formulas and of the others: the cost
// of the dearest other, or of formulas about different seats together.
func (s *System) leastCost(f *AtLeast, costs []int64, of, others []Formula) (least int64, ok bool) {
	sum, different := costs[f.K-1], of
	if len(apart(of)) == len(of) {
		sum = 0
		for _, cost := range costs[:f.K] {
			sum += cost
		}
	}
	for _, other := range others {
		cost, ok := s.costAlone(other)
		if !ok {
			return 0, false
		}
		least = max(least, cost)
		if !slices.ContainsFunc(different, func(f Formula) bool { return overlap(f, other) }) {
			sum += cost
			different = append(slices.Clip(different), other)
		}
	}
	return max(least, sum), s.budget.Charge(len(others) * len(different))
}

// overlap reports whether two formulas may be about the same seats.
func overlap(f, g Formula) bool {
	from, to := f.extent()
	first, next := g.extent()
	return from < next && first < to
}

// costAlone returns what a formula costs at least. ok is false if it cannot be met.
func (s *System) costAlone(f Formula) (int64, bool) {
	switch f := f.(type) {
	case *Condition:
		m, ok := s.meet(f)
		return m.cost, ok
	case *AtLeast:
		costs, _ := s.costs(f)
		if len(costs) < f.K {
			return 0, false
		}
		return costs[f.K-1], true
	}
	return 0, true
}

// costOf returns the cost of conditions. The dearest condition, and others about
// different seats, give a lower bound. If the seats that meet these meet all
// conditions, that bound is the cost. Otherwise a search finds how many seats are
// enough.
func (s *System) costOf(most int64, conditions []*Condition, pools []*Pooled) (int64, bool) {
	alone := make([]met, len(conditions))
	for i, c := range conditions {
		var ok bool
		if alone[i], ok = s.meet(c); !ok {
			return 0, false
		}
	}
	slices.SortStableFunc(alone, func(a, b met) int { return cmp.Compare(b.cost, a.cost) })
	least := int64(0)
	var apart []met
	var turned []turnTo
	for _, m := range alone {
		if !slices.ContainsFunc(apart, func(other met) bool { return m.touches(other.Condition) }) {
			apart = append(apart, m)
			least += m.cost
			turned = append(turned, m.turned...)
		}
	}
	if len(pools) == 0 && !slices.ContainsFunc(conditions, func(c *Condition) bool { return s.after(c, turned).Sign() < 0 }) {
		return least, !s.budget.Spent()
	}
	all := int64(0)
	for _, o := range s.kinds {
		all += int64(o.n)
	}
	most = min(most-1, all)
	enough := func(seats int64) bool {
		return s.with(append(slices.Clip(conditions), s.Turning(nil, seats))...).and(pools...).solvable()
	}
	switch {
	case least > most:
		return 0, false
	case enough(least):
		return least, true
	case !enough(most):
		return 0, false
	}
	fewest := smallestThat(exact.Whole(least+1), exact.Whole(most), func(seats exact.Rational) bool { return enough(toInt64(seats)) || s.budget.Spent() })
	return toInt64(fewest), !s.budget.Spent()
}

// turnTo is a number of open seats that turn to an end.
type turnTo struct {
	open, end int
	seats     int64
}

// met is a condition with the fewest seats that meet it alone.
type met struct {
	*Condition
	cost   int64
	turned []turnTo
}

// touches reports whether two conditions may be about the same seats.
func (c *Condition) touches(other *Condition) bool {
	return c.First < other.First+len(other.Values) && other.First < c.First+len(c.Values)
}

// meet finds the fewest seats that meet a condition alone. ok is false if none do.
func (s *System) meet(c *Condition) (m met, ok bool) {
	m.Condition = c
	type gain struct {
		turnTo
		each exact.Rational
	}
	var gains []gain
	short := exact.Whole(0).Minus(s.after(c, nil)) // what is missing
	for i := range c.Values {
		o := s.kinds[c.First+i]
		best := gain{turnTo{c.First + i, o.from, int64(o.n)}, exact.Whole(0)}
		for ends := uint8(o.ends); ends != 0; ends &= ends - 1 {
			end := bits.TrailingZeros8(ends)
			if each := c.Values[i][end].Minus(c.Values[i][o.from]); each.Cmp(best.each) > 0 {
				best.end, best.each = end, each
			}
		}
		if best.each.Sign() > 0 {
			gains = append(gains, best)
		}
	}
	if !s.budget.ChargeProduct(20, len(c.Values)+1, c.Work()) {
		return m, false
	}
	slices.SortStableFunc(gains, func(a, b gain) int { return b.each.Cmp(a.each) })
	for _, g := range gains {
		if short.Sign() <= 0 {
			break
		}
		need := short.Over(g.each)
		if floor := need.Floor(); floor.Cmp(exact.Whole(g.seats)) < 0 {
			g.seats = toInt64(floor) + int64(b2i(!need.IsWhole()))
		}
		m.turned = append(m.turned, g.turnTo)
		m.cost += g.seats
		short = short.Minus(g.each.Times(exact.Whole(g.seats)))
	}
	return m, short.Sign() <= 0
}

// after returns the value of a condition when the seats have turned.
func (s *System) after(c *Condition, turned []turnTo) exact.Rational {
	sum := c.Constant
	s.budget.ChargeProduct(4, len(c.Values)+len(turned), c.Work())
	for i := range c.Values {
		o := s.kinds[c.First+i]
		sum = sum.Plus(c.Values[i][o.from].Times(exact.Whole(int64(o.n))))
	}
	for _, t := range turned {
		values := c.Of(t.open)
		sum = sum.Plus(values[t.end].Minus(values[s.kinds[t.open].from]).Times(exact.Whole(t.seats)))
	}
	return sum
}

// Turning returns the condition that at most so many items of these columns turn, given in
// ascending order. If columns is nil, it is about all of them.
func (s *System) Turning(columns []int, most int64) *Condition {
	first, last := 0, len(s.kinds)-1
	if columns != nil {
		first, last = slices.Min(columns), slices.Max(columns)
	}
	s.budget.ChargeProduct(10, last-first+1)
	c := &Condition{Constant: exact.Whole(most), First: first, Values: slices.Repeat([]Values{Nothing}, last-first+1)}
	for i := range c.Values {
		if _, turns := slices.BinarySearch(columns, first+i); columns != nil && !turns {
			continue
		}
		for end := range c.Values[i] {
			if end != s.kinds[first+i].from {
				c.Values[i][end] = exact.Whole(-1)
			}
		}
	}
	return c
}
