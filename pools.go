package tripartite

import (
	"slices"
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

// pool is a power and the items that can share it. In a fixed pool each item has a weight
// of its own.
type pool struct {
	first, next int   // the columns of the items
	in          uint8 // the ends in which an item has a part of the power
	known       int64 // the number of other items that have a part of it
	fixed       bool
}

// pools holds all pools of a system. weigh returns whole numbers in proportion to the
// weights of an item of each pool, for these numbers of items that share its power.
type pools struct {
	all   []pool
	of    []int // by column
	weigh func(sharers []int64) []Fraction
}

// pooled is a condition: what the items add, times what they weigh, sums to at least 0
// or, if strict is set, to more than 0. All values are whole, and 0 in ends in which an
// item has no weight.
type pooled struct {
	*pools
	first       int           // the first column that the condition is about
	values      [][8]Fraction // by column from first: what an item adds for each unit of weight
	about       []int         // the pools that the condition is about
	known       []Fraction    // by these pools: what other items add for each unit of weight
	top, bottom Fraction      // what an item with a weight can add, at most and at least
	strict      bool
}

// opposite returns the condition that holds if and only if c does not.
func (c *pooled) opposite() *pooled {
	o := *c
	minus := whole(-1)
	o.values, o.known = slices.Clone(c.values), slices.Clone(c.known)
	for i := range o.values {
		for e := range o.values[i] {
			o.values[i][e] = o.values[i][e].times(minus)
		}
	}
	for i := range o.known {
		o.known[i] = o.known[i].times(minus)
	}
	o.top, o.bottom = c.bottom.times(minus), c.top.times(minus)
	o.strict = !c.strict
	return &o
}

// bound returns a sum that is not below 0 if the condition holds. At most high items share
// each power, and weights are the weights then. If exactly so many share it, the condition
// holds if the sum is not below 0.
func (c *pooled) bound(high []int64, weights []Fraction) (constant Fraction, values [][8]Fraction) {
	top := c.top
	if top.Sign() < 0 {
		top = whole(0)
	}
	constant, values = whole(int64(-b2i(c.strict))), slices.Clone(c.values)
	for i, number := range c.about {
		of, weight, known := &c.all[number], weights[number], c.known[i]
		if !of.fixed {
			known = known.plus(top.times(whole(high[number] - of.known)))
		}
		constant = constant.plus(weight.times(known))
		for column := of.first; column < of.next; column++ {
			v := &values[column-c.first]
			for end := range v {
				if !of.fixed && of.in&(1<<end) != 0 {
					v[end] = v[end].minus(top)
				}
				v[end] = v[end].times(weight)
			}
		}
	}
	return constant, values
}

// asGood reports whether an item of the column can turn from end b to end a, and the sum
// is not lower then, wherever the other items are.
func (c *pooled) asGood(column, a, b int) bool {
	if column < c.first || column >= c.first+len(c.values) {
		return true
	}
	of, v := &c.all[c.of[column]], &c.values[column-c.first]
	switch shares := func(end int) bool { return of.fixed || of.in&(1<<end) != 0 }; {
	case shares(a) == shares(b):
		return v[a].Cmp(v[b]) >= 0
	case shares(a):
		return v[a].Sign() >= 0 && v[a].Cmp(c.top) >= 0
	}
	return v[b].Sign() <= 0 && v[b].Cmp(c.bottom) <= 0
}
