package tripartite

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// cost returns the fewest open seats that must turn so that all formulas hold. ok is
// false if no number is enough, or the budget is spent. The rule is monotone, so no
// condition gets worse if a seat turns.
//
// The costs of formulas about different seats are added. Of k of n formulas about
// different seats, the k cheapest are met. A single condition is met by the seats
// that add most to it. Other formulas cost at least what the dearest of them costs alone.
func (p *position) cost(formulas []formula) (int64, bool) {
	return p.costBelow(math.MaxInt64, formulas)
}

// costBelow is cost for a cost below most. If there is none, ok is false.
func (p *position) costBelow(most int64, formulas []formula) (int64, bool) {
	formulas, ok := flat(formulas)
	if !ok || !p.budget.charge(10+len(formulas)) {
		return 0, false
	}
	sum := int64(0)
	for _, group := range apart(formulas) {
		cost, ok := p.costTogether(most-sum, group)
		if !ok {
			return 0, false
		}
		sum += cost
	}
	return sum, sum < most
}

// costTogether is costBelow for formulas that have seats in common.
func (p *position) costTogether(most int64, formulas []formula) (int64, bool) {
	var conditions []*condition
	var pools []*pooled
	for i, f := range formulas {
		switch f := f.(type) {
		case *condition:
			conditions = append(conditions, f)
		case *pooled:
			pools = append(pools, f)
		case *atLeast:
			if len(formulas) == 1 && len(apart(f.of)) == len(f.of) {
				return p.costOfCheapest(f)
			}
			return p.costOfEither(most, f, slices.Delete(slices.Clone(formulas), i, i+1))
		}
	}
	return p.costOf(most, conditions, pools)
}

// costOfCheapest returns the cost of the k cheapest of formulas about different
// seats.
func (p *position) costOfCheapest(f *atLeast) (int64, bool) {
	costs, _ := p.costs(f)
	if len(costs) < f.k || p.budget.spent() {
		return 0, false
	}
	sum := int64(0)
	for _, cost := range costs[:f.k] {
		sum += cost
	}
	return sum, true
}

// costs returns the costs of the formulas that can be met, each alone, and the formulas.
// The cheapest come first.
func (p *position) costs(f *atLeast) (costs []int64, of []formula) {
	type priced struct {
		cost int64
		formula
	}
	var all []priced
	for _, part := range f.of {
		if cost, ok := p.cost([]formula{part}); ok {
			all = append(all, priced{cost, part})
		}
	}
	slices.SortStableFunc(all, func(a, b priced) int { return cmp.Compare(a.cost, b.cost) })
	for _, part := range all {
		costs, of = append(costs, part.cost), append(of, part.formula)
	}
	return costs, of
}

// costOfEither returns the lower of two costs beside the others: with the cheapest of
// the formulas, and without it. If the first is what all of them cost at least, there is
// no need to look at the second.
func (p *position) costOfEither(most int64, f *atLeast, others []formula) (int64, bool) {
	costs, of := p.costs(f)
	if len(of) < f.k {
		return 0, false
	}
	least, ok := p.leastCost(f, costs, of, others)
	if !ok {
		return 0, false
	}
	if least >= most {
		return 0, false
	}
	with, ok := p.costBelow(most, append([]formula{of[0], newAtLeast(f.k-1, of[1:])}, others...))
	if ok && with == least {
		return with, !p.budget.spent()
	}
	if ok {
		most = with
	}
	if without, ok := p.costBelow(most, append([]formula{newAtLeast(f.k, of[1:])}, others...)); ok {
		return without, !p.budget.spent()
	}
	return with, ok && !p.budget.spent()
}

// leastCost returns a bound for the cost of k of the formulas and of the others: the cost
// of the dearest other, or of formulas about different seats together.
func (p *position) leastCost(f *atLeast, costs []int64, of, others []formula) (least int64, ok bool) {
	sum, different := costs[f.k-1], of
	if len(apart(of)) == len(of) {
		sum = 0
		for _, cost := range costs[:f.k] {
			sum += cost
		}
	}
	for _, other := range others {
		cost, ok := p.costAlone(other)
		if !ok {
			return 0, false
		}
		least = max(least, cost)
		if !slices.ContainsFunc(different, func(f formula) bool { return overlap(f, other) }) {
			sum += cost
			different = append(slices.Clip(different), other)
		}
	}
	return max(least, sum), p.budget.charge(len(others) * len(different))
}

// overlap reports whether two formulas may be about the same seats.
func overlap(f, g formula) bool {
	from, to := f.extent()
	first, next := g.extent()
	return from < next && first < to
}

// costAlone returns what a formula costs at least. ok is false if it cannot be met.
func (p *position) costAlone(f formula) (int64, bool) {
	switch f := f.(type) {
	case *condition:
		m, ok := p.meet(f)
		return m.cost, ok
	case *atLeast:
		costs, _ := p.costs(f)
		if len(costs) < f.k {
			return 0, false
		}
		return costs[f.k-1], true
	}
	return 0, true
}

// costOf returns the cost of conditions. The dearest condition, and others about
// different seats, give a lower bound. If the seats that meet these meet all
// conditions, that bound is the cost. Otherwise a search finds how many seats are
// enough.
func (p *position) costOf(most int64, conditions []*condition, pools []*pooled) (int64, bool) {
	alone := make([]met, len(conditions))
	for i, c := range conditions {
		var ok bool
		if alone[i], ok = p.meet(c); !ok {
			return 0, false
		}
	}
	slices.SortStableFunc(alone, func(a, b met) int { return cmp.Compare(b.cost, a.cost) })
	least := int64(0)
	var apart []met
	var turned []turnTo
	for _, m := range alone {
		if !slices.ContainsFunc(apart, func(other met) bool { return m.touches(other.condition) }) {
			apart = append(apart, m)
			least += m.cost
			turned = append(turned, m.turned...)
		}
	}
	if len(pools) == 0 && !slices.ContainsFunc(conditions, func(c *condition) bool { return p.after(c, turned).Sign() < 0 }) {
		return least, !p.budget.spent()
	}
	all := int64(0)
	for _, o := range p.open {
		all += int64(o.seats)
	}
	most = min(most-1, all)
	enough := func(seats int64) bool {
		return p.base.with(append(slices.Clip(conditions), p.limit(nil, seats))...).and(pools...).solvable()
	}
	switch {
	case least > most:
		return 0, false
	case enough(least):
		return least, true
	case !enough(most):
		return 0, false
	}
	fewest := smallestThat(whole(least+1), whole(most), func(seats Fraction) bool { return enough(seats.int64()) || p.budget.spent() })
	return fewest.int64(), !p.budget.spent()
}

// turnTo is a number of open seats that turn to an end.
type turnTo struct {
	open, end int
	seats     int64
}

// met is a condition with the fewest seats that meet it alone.
type met struct {
	*condition
	cost   int64
	turned []turnTo
}

// touches reports whether two conditions may be about the same seats.
func (c *condition) touches(other *condition) bool {
	return c.first < other.first+len(other.values) && other.first < c.first+len(c.values)
}

// meet finds the fewest seats that meet a condition alone. ok is false if none do.
func (p *position) meet(c *condition) (m met, ok bool) {
	m.condition = c
	type gain struct {
		turnTo
		each Fraction
	}
	var gains []gain
	short := whole(0).minus(p.after(c, nil)) // what is missing
	for i := range c.values {
		o := p.open[c.first+i]
		best := gain{turnTo{c.first + i, o.from, int64(o.seats)}, whole(0)}
		for ends := uint8(o.ends); ends != 0; ends &= ends - 1 {
			end := bits.TrailingZeros8(ends)
			if each := c.values[i][end].minus(c.values[i][o.from]); each.Cmp(best.each) > 0 {
				best.end, best.each = end, each
			}
		}
		if best.each.Sign() > 0 {
			gains = append(gains, best)
		}
	}
	if !p.budget.chargeProduct(20, len(c.values)+1, c.work()) {
		return m, false
	}
	slices.SortStableFunc(gains, func(a, b gain) int { return b.each.Cmp(a.each) })
	for _, g := range gains {
		if short.Sign() <= 0 {
			break
		}
		need := short.over(g.each)
		if floor := need.floor(); floor.Cmp(whole(g.seats)) < 0 {
			g.seats = floor.int64() + int64(b2i(!need.isWhole()))
		}
		m.turned = append(m.turned, g.turnTo)
		m.cost += g.seats
		short = short.minus(g.each.times(whole(g.seats)))
	}
	return m, short.Sign() <= 0
}

// after returns the value of a condition when the seats have turned.
func (p *position) after(c *condition, turned []turnTo) Fraction {
	sum := c.constant
	p.budget.chargeProduct(4, len(c.values)+len(turned), c.work())
	for i := range c.values {
		o := p.open[c.first+i]
		sum = sum.plus(c.values[i][o.from].times(whole(int64(o.seats))))
	}
	for _, t := range turned {
		values := c.of(t.open)
		sum = sum.plus(values[t.end].minus(values[p.open[t.open].from]).times(whole(t.seats)))
	}
	return sum
}

// limit returns the condition that at most this number of these open seats turn, given
// their positions in ascending order. If open is nil, it is about all of them.
func (p *position) limit(open []int, most int64) *condition {
	first, last := 0, len(p.open)-1
	if open != nil {
		first, last = slices.Min(open), slices.Max(open)
	}
	p.budget.chargeProduct(10, last-first+1)
	c := &condition{constant: whole(most), first: first, values: slices.Repeat([][8]Fraction{noValues}, last-first+1)}
	for i := range c.values {
		if _, turns := slices.BinarySearch(open, first+i); open != nil && !turns {
			continue
		}
		for s := range c.values[i] {
			if s != p.open[first+i].from {
				c.values[i][s] = whole(-1)
			}
		}
	}
	return c
}
