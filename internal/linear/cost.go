package linear

import (
	"cmp"
	"math"
	"slices"

	"example.com/tripartite/internal/exact"
)

// Fewest returns the fewest items that must turn, from the end that they are in to any
// other of theirs, so that all formulas hold. ok is false if no number is enough, or the
// budget is spent. No condition may get worse if an item turns, and nothing may be assumed.
//
// The costs of formulas about different items are added. A single condition is met by the
// items that add most to it. Of other formulas, one choice after the other is tried, and
// what they cost at least tells when to stop.
func (s *System) Fewest(formulas ...Formula) (fewest int64, ok bool) {
	return s.costBelow(math.MaxInt64, formulas)
}

// costBelow is Fewest for a cost below most. If there is none, ok is false.
func (s *System) costBelow(most int64, formulas []Formula) (sum int64, ok bool) {
	formulas, ok = flat(formulas)
	if !ok || !s.budget.Charge(10+len(formulas)) {
		return 0, false
	}
	for _, group := range apart(formulas) {
		cost, ok := s.costTogether(most-sum, group)
		if !ok {
			return 0, false
		}
		sum += cost
	}
	return sum, sum < most
}

// costTogether is costBelow for formulas that have items in common.
func (s *System) costTogether(most int64, formulas []Formula) (int64, bool) {
	prices, least, ok := s.prices(formulas)
	if !ok || least >= most {
		return 0, false
	}
	for i, p := range prices {
		if f, is := p.Formula.(*AtLeast); is {
			var others []Formula
			for _, other := range slices.Delete(prices, i, i+1) {
				others = append(others, other.Formula)
			}
			return s.costOfEither(most, least, f.K, p.of, others)
		}
	}
	return s.costOf(most, least, prices)
}

// price is what a formula costs at least, alone.
type price struct {
	Formula
	cost   int64
	turned []turnTo  // how that meets a condition
	of     []Formula // the parts of which so many are met, the cheapest first
}

// turnTo is a number of items of a column that turn to an end.
type turnTo struct {
	column, end int
	items       int64
}

// prices returns the prices of formulas, the dearest first, and what all cost at least
// together: the dearest of them, and others about different items. ok is false if one
// cannot be met. Without this bound, a motion of two meetings of a thousand stakes each is
// searched for, choice by choice, though the bound is what it costs.
func (s *System) prices(formulas []Formula) (prices []price, least int64, ok bool) {
	for _, f := range formulas {
		p := price{Formula: f}
		switch f := f.(type) {
		case *Condition:
			p, ok = s.meet(f)
		case *AtLeast:
			var costs []price
			if costs = s.cheapest(f); len(costs) < f.K {
				return nil, 0, false
			}
			p.cost, ok = costs[f.K-1].cost, true
			if len(apart(f.Of)) == len(f.Of) {
				p.cost = costOfAll(costs[:f.K])
			}
			for _, part := range costs {
				p.of = append(p.of, part.Formula)
			}
		default:
			ok = true
		}
		if !ok {
			return nil, 0, false
		}
		prices = append(prices, p)
	}
	slices.SortStableFunc(prices, func(a, b price) int { return cmp.Compare(b.cost, a.cost) })
	return prices, costOfAll(different(prices)), s.budget.Charge(len(prices) * len(prices))
}

func costOfAll(prices []price) (sum int64) {
	for _, p := range prices {
		sum += p.cost
	}
	return sum
}

// different returns the first price, and each other that is about different items than
// those before it.
func different(prices []price) (found []price) {
	for _, p := range prices {
		if !slices.ContainsFunc(found, func(q price) bool { return overlap(p, q) }) {
			found = append(found, p)
		}
	}
	return found
}

// overlap reports whether two formulas may be about the same items.
func overlap(f, g Formula) bool {
	from, to := f.extent()
	first, next := g.extent()
	return from < next && first < to
}

// cheapest returns the costs of the parts that can be met, each alone. The cheapest come
// first.
func (s *System) cheapest(f *AtLeast) (costs []price) {
	for _, part := range f.Of {
		if cost, ok := s.Fewest(part); ok {
			costs = append(costs, price{Formula: part, cost: cost})
		}
	}
	slices.SortStableFunc(costs, func(a, b price) int { return cmp.Compare(a.cost, b.cost) })
	return costs
}

// costOfEither returns the lower of two costs beside the others, if k formulas are to hold:
// with the cheapest, and without it. If the first is what all of them cost at least, there
// is no need to look at the second: that 16 of 30 shares of 60 blocs hold can be tried in
// more ways than the budget allows.
func (s *System) costOfEither(most, least int64, k int, of, others []Formula) (int64, bool) {
	with, ok := s.costBelow(most, append([]Formula{of[0], Enough(k-1, of[1:]...)}, others...))
	if ok && with == least {
		return with, !s.budget.Spent()
	}
	if ok {
		most = with
	}
	rest := append([]Formula{Enough(k, of[1:]...)}, others...)
	if without, ok := s.costBelow(most, rest); ok {
		return without, !s.budget.Spent()
	}
	return with, ok && !s.budget.Spent()
}

// costOf returns the cost of conditions, some of which may be pooled. If the items that
// meet the dearest condition, and others about different items, meet all, the bound is the
// cost. Otherwise a search finds how many items are enough.
func (s *System) costOf(most, least int64, prices []price) (int64, bool) {
	var turned []turnTo
	for _, p := range different(prices) {
		turned = append(turned, p.turned...)
	}
	failing := func(p price) bool { // or not known to hold
		c, is := p.Formula.(*Condition)
		return !is || s.after(c, turned).Sign() < 0
	}
	if !slices.ContainsFunc(prices, failing) {
		return least, !s.budget.Spent()
	}
	var conditions []Formula
	for _, p := range prices {
		conditions = append(conditions, p.Formula)
	}
	all, columns := int64(0), make([]int, len(s.kinds))
	for i, k := range s.kinds {
		all += k.n
		columns[i] = i
	}
	most = min(most-1, all)
	limit := *s.Turning(columns, 0)
	enough := func(items int64) bool {
		limit := limit
		limit.Constant = exact.Whole(items)
		return s.and(append(slices.Clip(conditions), &limit)).solve(true)
	}
	switch {
	case least > most:
		return 0, false
	case enough(least):
		return least, true
	case !enough(most):
		return 0, false
	}
	fewest := smallestThat(exact.Whole(least+1), exact.Whole(most), func(n exact.Rational) bool {
		return enough(toInt64(n)) || s.budget.Spent()
	})
	return toInt64(fewest), !s.budget.Spent()
}

// meet finds the fewest items that meet a condition alone: those that add most to it. ok is
// false if none do. So what thousands of stakes cost is known without a search.
func (s *System) meet(c *Condition) (p price, ok bool) {
	type gain struct {
		turnTo
		each exact.Rational
	}
	var gains []gain
	for i := range c.Values {
		k := s.kinds[c.First+i]
		best := gain{turnTo{c.First + i, k.from, k.n}, exact.Whole(0)}
		for end := range each(k.ends) {
			if gain := c.Values[i][end].Minus(c.Values[i][k.from]); gain.Cmp(best.each) > 0 {
				best.end, best.each = end, gain
			}
		}
		if best.each.Sign() > 0 {
			gains = append(gains, best)
		}
	}
	if !s.budget.ChargeProduct(20, len(c.Values)+1, c.Work()) {
		return price{}, false
	}
	slices.SortStableFunc(gains, func(a, b gain) int { return b.each.Cmp(a.each) })
	p.Formula = c
	short := exact.Whole(0).Minus(s.after(c, nil)) // what is missing
	for _, g := range gains {
		if short.Sign() <= 0 {
			break
		}
		if need := short.Over(g.each); need.Cmp(exact.Whole(g.items)) < 0 {
			g.items = toInt64(need.Floor()) + int64(b2i(!need.IsWhole()))
		}
		p.turned = append(p.turned, g.turnTo)
		p.cost += g.items
		short = short.Minus(g.each.Times(exact.Whole(g.items)))
	}
	return p, short.Sign() <= 0
}

// after returns the value of a condition when the items have turned.
func (s *System) after(c *Condition, turned []turnTo) exact.Rational {
	sum := c.Constant
	s.budget.ChargeProduct(4, len(c.Values)+len(turned), c.Work())
	for i := range c.Values {
		k := s.kinds[c.First+i]
		sum = sum.Plus(c.Values[i][k.from].Times(exact.Whole(k.n)))
	}
	for _, t := range turned {
		values := c.Of(t.column)
		change := values[t.end].Minus(values[s.kinds[t.column].from])
		sum = sum.Plus(change.Times(exact.Whole(t.items)))
	}
	return sum
}

// Turning returns the condition that at most so many items of these columns turn. The columns
// ascend.
func (s *System) Turning(columns []int, most int64) *Condition {
	c := &Condition{Constant: exact.Whole(most)}
	for _, column := range columns {
		if c.Values == nil {
			c.First = column
			c.Values = make([]Values, 0, columns[len(columns)-1]+1-column)
		}
		for c.First+len(c.Values) < column {
			c.Values = append(c.Values, Nothing)
		}
		turning := Nothing
		for end := range turning {
			turning[end] = exact.Whole(-int64(b2i(end != s.kinds[column].from)))
		}
		c.Values = append(c.Values, turning)
	}
	s.budget.ChargeProduct(10, len(c.Values))
	return c
}
