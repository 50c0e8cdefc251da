package linear

import (
	"slices"

	"example.com/tripartite/internal/exact"
)

// A pool is a power that items share. Items in certain ends of the pool have equal parts
// of its power, so each weighs less the more there are. A pooled condition sums what its
// items add, times what they weigh. That sum is not linear in the numbers of items. But
// three things are known of it.
//
// Cases. Once it is known how many items share each power, the weights are known, and the
// sum is linear.
//
// A bound. Let top be at least 0, and at least what any item adds for each unit of weight.
// Let d items share a power of Q, and add S together before they are weighed. They add
//
//	Q*S/d = Q*top - Q*(top*d - S)/d
//
// and top*d - S is not below 0. So if at most h items share the power, they add at most
// Q*top - Q*(top*d - S)/h, which is linear. For h = d it is exact. An empty pool adds 0,
// and its bound is not below 0.
//
// An order. No end is better for the sum than one in which an item shares and adds top: if
// d other items share the power and add S, the item raises the sum by
//
//	Q*(S + top)/(d+1) - Q*S/d = Q*(top*d - S)/(d*(d+1))
//
// or by Q*top if there are no others. In the same way, no end is worse than one in which
// an item shares and adds the least, if that is at most 0. Of two ends in which an item
// shares, and of two in which it does not, the one that adds more is better.

// Pool is a power and the items that can share it. In a fixed pool each item has a weight
// of its own.
type Pool struct {
	First, Next int   // the columns of the items
	In          uint8 // the ends in which an item has a part of the power
	Known       int64 // the number of other items that have a part of it
	Fixed       bool
}

// Pools holds all pools of a system. Weigh returns whole numbers in proportion to the
// weights of an item of each pool, for these numbers of items that share its power.
type Pools struct {
	All   []Pool
	Of    []int // by column
	Weigh func(sharers []int64) []exact.Rational
}

// Pooled is a condition: what the items add, times what they weigh, sums to at least 0
// or, if Strict is set, to more than 0. All values are whole, and 0 in ends in which an
// item has no weight.
type Pooled struct {
	*Pools
	First       int              // the first column that the condition is about
	Values      []Values         // by column from First: what an item adds for each unit of weight
	About       []int            // the pools that the condition is about
	Known       []exact.Rational // by these pools: what other items add for each unit of weight
	Top, Bottom exact.Rational   // what an item with a weight can add, at most and at least
	Strict      bool
}

// Opposite returns the condition that holds if and only if c does not.
func (c *Pooled) Opposite() *Pooled {
	o := *c
	minus := exact.Whole(-1)
	o.Values, o.Known = negated(c.Values), slices.Clone(c.Known)
	for i := range o.Known {
		o.Known[i] = o.Known[i].Times(minus)
	}
	o.Top, o.Bottom = c.Bottom.Times(minus), c.Top.Times(minus)
	o.Strict = !c.Strict
	return &o
}

// bound returns a sum that is not below 0 if the condition holds. At most high items share
// each power, and weights are the weights then. If exactly so many share it, the condition
// holds if the sum is not below 0.
//
// For example, four items share a power of 12 if they vote, and the sum of those for (1) and
// against (-1) must be at least 0. If all four vote, each weighs 3. Top is 1, and the bound adds
// 12 to the constant, and -6 for each that is against: not what it adds, but what it takes from
// the most that all can add. Two for and two against make 12 - 12 = 0, which is exact. One for
// and one against add 0 as well, but the bound is 6: it takes each for 3, and they weigh 6.
func (c *Pooled) bound(high []int64, weights []exact.Rational) *Condition {
	top := c.Top
	if top.Sign() < 0 {
		top = exact.Whole(0)
	}
	constant, values := exact.Whole(int64(-exact.Bit(c.Strict))), slices.Clone(c.Values)
	for i, number := range c.About {
		of, weight, known := &c.All[number], weights[number], c.Known[i]
		if !of.Fixed {
			known = known.Plus(top.Times(exact.Whole(high[number] - of.Known)))
		}
		constant = constant.Plus(weight.Times(known))
		for column := of.First; column < of.Next; column++ {
			v := &values[column-c.First]
			for end := range v {
				if !of.Fixed && of.In&(1<<end) != 0 {
					v[end] = v[end].Minus(top)
				}
				v[end] = v[end].Times(weight)
			}
		}
	}
	return &Condition{constant, c.First, values}
}

// asGood reports whether an item of the column can turn from end b to end a, and the sum
// is not lower then, wherever the other items are. The order at the top of the file says why. If
// one of the ends shares and the other does not, an item that turns also changes what others
// weigh, and only the top and the bottom are known to be good and bad whatever these add.
func (c *Pooled) asGood(column, a, b int) bool {
	if column < c.First || column >= c.First+len(c.Values) {
		return true
	}
	of, v := &c.All[c.Of[column]], &c.Values[column-c.First]
	switch shares := func(end int) bool { return of.Fixed || of.In&(1<<end) != 0 }; {
	case shares(a) == shares(b):
		return v[a].Cmp(v[b]) >= 0
	case shares(a):
		return v[a].Sign() >= 0 && v[a].Cmp(c.Top) >= 0
	}
	return v[b].Sign() <= 0 && v[b].Cmp(c.Bottom) <= 0
}

// opposedPools reports whether two pooled conditions about the same items cannot both hold:
// one and some multiple of the other come to at most 0 together, wherever the items are,
// since each item adds at most 0 to them. If either of them is strict, both would come to
// more.
//
// For example, one adds 1 in end 0 and -2 in end 1, and another -1 and 1. The first and
// twice the other add -1 and 0.
func (s *System) opposedPools(a, b *Pooled) bool {
	if !a.Strict && !b.Strict || a.Pools != b.Pools || !slices.Equal(a.About, b.About) {
		return false
	}
	m := multiple{least: exact.Whole(0)}
	for i := range a.About {
		m.narrow(a.Known[i], b.Known[i])
	}
	for i := range a.Values {
		s.budget.Charge(8)
		for k := range s.of(a.First + i) {
			for end := range each(s.kinds[k].ends) {
				m.narrow(a.Values[i][end], b.Values[i][end])
			}
		}
	}
	return !m.none && (!m.most.Given() || m.most.Sign() > 0 && m.least.Cmp(m.most) <= 0)
}

// multiple is a range of numbers. If most is not given, there is no greatest one.
type multiple struct {
	least, most exact.Rational
	none        bool
}

// narrow leaves the multiples m for which x + m*y is at most 0: those up to -x/y if y is above 0,
// those from there on if y is below, and all or none if y is 0.
func (m *multiple) narrow(x, y exact.Rational) {
	switch limit := exact.Whole(0); y.Sign() {
	case 0:
		m.none = m.none || x.Sign() > 0
	case 1:
		if limit = limit.Minus(x.Over(y)); !m.most.Given() || limit.Cmp(m.most) < 0 {
			m.most = limit
		}
	default:
		if limit = limit.Minus(x.Over(y)); limit.Cmp(m.least) > 0 {
			m.least = limit
		}
	}
}
