package linear

import (
	"cmp"
	"slices"

	"example.com/tripartite/internal/exact"
)

// How few items must turn is asked where hundreds of blocs weigh differently and a rule has
// clauses about all of them. A search over all ways would not end. But most of these questions
// need none: what a condition costs alone is known by sorting (meet), what several cost is at
// least what those about different items cost together (together), and often the same items
// that meet the dearest clause meet all others as well (hold). For example, who turns to vote for
// counts for the quorum as well, and so a quorum and two thirds often cost what two thirds do.
// Where the bound is too low, the search starts from it.

// Fewest returns the fewest items that must turn, from the end that they are in to any
// other of theirs, so that all formulas hold. ok is false if no number is enough, or the
// budget is spent. No condition may get worse if an item turns, and nothing may be assumed.
//
// The costs of formulas about different items are added. What formulas cost at least is known
// without a search, and so is one way to turn so many items. If all formulas hold then, that is
// the cost. Otherwise a number is enough if the formulas can hold with a limit on the items that
// turn, and the smallest such number is looked for.
func (s *System) Fewest(formulas ...Formula) (fewest int64, ok bool) {
	if formulas, ok = flat(formulas); !ok || !s.budget.Charge(10+len(formulas)) {
		return 0, false
	}
	for _, group := range apart(formulas) {
		prices, ok := s.prices(group)
		if !ok {
			return 0, false
		}
		least := together(prices)
		if !s.hold(group, least.turned) {
			if least.cost, ok = s.search(group, least.cost); !ok {
				return 0, false
			}
		}
		fewest += least.cost
	}
	return fewest, !s.budget.Spent()
}

// search returns the fewest items that are enough, for a number that is not below least. It
// asks whether the formulas can hold with at most n items turned, for ever closer n: since no
// condition gets worse if an item turns, a larger n is never worse. That all items are enough is
// asked first, so that a formula which cannot hold takes one question.
func (s *System) search(formulas []Formula, least int64) (int64, bool) {
	all, columns := int64(0), make([]int, len(s.kinds))
	for i, k := range s.kinds {
		all += k.n
		columns[i] = i
	}
	limit := *s.Turning(columns, 0)
	enough := func(items exact.Rational) bool {
		limit := limit
		limit.Constant = items
		return s.Satisfiable(append(slices.Clip(formulas), &limit)...)
	}
	if least > all || !enough(exact.Whole(all)) {
		return 0, false
	}
	fewest := smallestThat(exact.Whole(least), exact.Whole(all), func(n exact.Rational) bool {
		return enough(n) || s.budget.Spent()
	})
	return toInt64(fewest), !s.budget.Spent()
}

// price is what a formula costs at least, alone, and a way to turn so many items. If the
// formula is a condition, it holds then. Of several conditions about the same items, each way
// is right for one of them only. So whether all formulas hold is tried, and not taken for given.
type price struct {
	Formula
	cost   int64
	turned []turnTo
}

// turnTo is a number of items of a column that turn to an end, from the one in which they are.
type turnTo struct {
	column, end int
	items       int64
}

// prices returns the prices of formulas. ok is false if one cannot be met.
func (s *System) prices(formulas []Formula) (prices []price, ok bool) {
	for _, f := range formulas {
		p, ok := s.price(f)
		if !ok || !s.budget.Charge(len(formulas)) {
			return nil, false
		}
		prices = append(prices, p)
	}
	return prices, true
}

// price returns the price of a formula. Of parts about different items, as many as must hold
// cost what the cheapest cost together. Of other parts, one costs at least what the last of
// these does. So thousands of stakes, any two thirds of which are enough, need no search.
//
// Let three parts cost 1, 2 and 4, and two of them be needed. If they are about different
// items, that costs 1 + 2, and no other two cost less. If not, one item may serve both. But
// whichever two hold, one of them costs at least 2 alone, and so both do together.
func (s *System) price(f Formula) (p price, ok bool) {
	switch f := f.(type) {
	case *Condition:
		return s.meet(f)
	case *AtLeast:
		var parts []price
		for _, part := range f.Of {
			if p, ok := s.price(part); ok {
				parts = append(parts, p)
			}
		}
		if len(parts) < f.K || s.budget.Spent() {
			return price{}, false
		}
		slices.SortStableFunc(parts, func(a, b price) int { return cmp.Compare(a.cost, b.cost) })
		if f.K > 0 && len(apart(f.Of)) < len(f.Of) {
			p = parts[f.K-1]
		} else {
			p = together(parts[:f.K])
		}
	}
	p.Formula = f
	return p, true // a pooled condition may cost nothing
}

// together returns what all of the prices come to at least: the dearest of them, and others
// about different items. Let the prices be 4 for columns 0 to 1, 3 for columns 1 to 2, and 1 for
// column 2. All of them cost at least 4 + 1: the 3 may be part of the 4, as column 1 is in both.
// Nothing says that 4 and 1 are the best choice. Any choice about different items is a bound.
func together(prices []price) (all price) {
	slices.SortStableFunc(prices, func(a, b price) int { return cmp.Compare(b.cost, a.cost) })
	for _, p := range different(prices) {
		all.cost += p.cost
		all.turned = append(all.turned, p.turned...)
	}
	return all
}

// different returns the first price, and each other that is about different items than
// those before it that it returns. Of prices for columns 0 to 1, 1 to 2 and 2, these are the
// first and the last.
func different(prices []price) (found []price) {
	for _, p := range prices {
		if !slices.ContainsFunc(found, func(q price) bool { return overlap(p, q) }) {
			found = append(found, p)
		}
	}
	return found
}

// overlap reports whether two formulas may be about the same items: whether their ranges of
// columns meet.
func overlap(f, g Formula) bool {
	from, to := f.extent()
	first, next := g.extent()
	return from < next && first < to
}

// hold reports whether all formulas hold when the items have turned. Of pooled conditions that
// is not known: hold takes them not to hold, so that a search decides.
func (s *System) hold(formulas []Formula, turned []turnTo) bool {
	return !slices.ContainsFunc(formulas, func(f Formula) bool {
		switch f := f.(type) {
		case *Condition:
			return s.after(f, turned).Sign() < 0
		case *AtLeast:
			left := f.K
			for _, part := range f.Of {
				left -= exact.Bit(left > 0 && s.hold([]Formula{part}, turned))
			}
			return left > 0
		}
		return true
	})
}

// meet finds the fewest items that meet a condition alone: those that add most to it. ok is
// false if none do. So what thousands of stakes cost is known without a search.
//
// In the example of the package, let all items be in end 0. Condition a is -7 then, and 7 short.
// An item of the second column gains 3, and one of the first 2. So items of the second turn
// first: 7/3 of them, rounded up to 3, and a comes to 2. No two items gain 7, since the best two
// gain 6: whatever is turned, k items gain at most what the k best do.
func (s *System) meet(c *Condition) (p price, ok bool) {
	type gain struct { // if items of a column turn to their best end
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
			g.items = toInt64(need.Floor()) + int64(exact.Bit(!need.IsWhole()))
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
// ascend. An item in the end where it is adds 0, and in any other -1: what is left of most must
// not be negative.
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
			turning[end] = exact.Whole(-int64(exact.Bit(end != s.kinds[column].from)))
		}
		c.Values = append(c.Values, turning)
	}
	s.budget.ChargeProduct(10, len(c.Values))
	return c
}
