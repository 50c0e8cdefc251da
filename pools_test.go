package tripartite

import (
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawPooled draws a system of a few items, some of which share powers, and pooled
// conditions on them.
func drawPooled(t *rapid.T) *system {
	all := &pools{}
	s := &system{budget: newBudget()}
	powers := []int64{}
	for i := range rapid.IntRange(1, 3).Draw(t, "pools") {
		of := pool{first: len(s.kinds), in: 3 | rapid.ByteRange(0, 7).Draw(t, "in"), known: rapid.Int64Range(0, 2).Draw(t, "known")}
		if rapid.IntRange(0, 3).Draw(t, "fixed") == 0 {
			of = pool{first: len(s.kinds), fixed: true}
		}
		for range rapid.IntRange(0, 2).Draw(t, "kinds") {
			all.of = append(all.of, i)
			s.kinds = append(s.kinds, kind{n: rapid.Int64Range(0, 3).Draw(t, "n"), ends: rapid.ByteRange(1, 15).Draw(t, "ends"), column: len(s.kinds)})
		}
		of.next = len(s.kinds)
		all.all = append(all.all, of)
		powers = append(powers, rapid.Int64Range(0, 4).Draw(t, "power"))
	}
	for len(s.kinds) == 0 { // the last pool is of no fewer items than one
		all.of = append(all.of, len(all.all)-1)
		s.kinds = append(s.kinds, kind{n: 1, ends: 3})
		all.all[len(all.all)-1].next = 1
	}
	all.weigh = func(sharers []int64) []Fraction { return weighPools(all.all, powers, sharers) }
	for range rapid.IntRange(1, 2).Draw(t, "pooled conditions") {
		s.pooled = append(s.pooled, drawPooledCondition(t, all))
	}
	other := drawSystem(t)
	for _, c := range other.conditions[:min(1, len(other.conditions))] {
		if c.first+len(c.values) <= len(s.kinds) {
			s.conditions = append(s.conditions, c)
		}
	}
	return s
}

// weighPools returns the weights of items, in whole numbers. The power of an empty pool
// lapses.
func weighPools(all []pool, powers, sharers []int64) []Fraction {
	common := int64(1)
	for i, of := range all {
		if !of.fixed {
			common *= max(1, sharers[i])
		}
	}
	weights := make([]Fraction, len(all))
	for i, of := range all {
		switch {
		case of.fixed:
			weights[i] = whole(powers[i] * common)
		case sharers[i] > 0:
			weights[i] = whole(powers[i] * common / sharers[i])
		default:
			weights[i] = whole(0)
		}
	}
	return weights
}

func drawPooledCondition(t *rapid.T, all *pools) *pooled {
	c := &pooled{pools: all, strict: rapid.Bool().Draw(t, "strict"), top: whole(-9), bottom: whole(9)}
	var each [4]int64
	for end := range each {
		each[end] = rapid.Int64Range(-3, 3).Draw(t, "each")
	}
	for i, of := range all.all {
		known := whole(0)
		for range of.known {
			known = known.plus(whole(each[bits.TrailingZeros8(of.in)]))
		}
		c.about, c.known = append(c.about, i), append(c.known, known)
		values := noValues
		for end, v := range each {
			if of.fixed || of.in&(1<<end) != 0 {
				values[end] = whole(v)
				c.top, c.bottom = whole(max(c.top.int64(), v)), whole(min(c.bottom.int64(), v))
			}
		}
		for range of.next - of.first {
			c.values = append(c.values, values)
		}
	}
	return c
}

// holds sums a pooled condition up.
func (c *pooled) holds(kinds []kind, placed [][8]int64) bool {
	sharers := make([]int64, len(c.all))
	sums := slices.Clone(c.known)
	for i, of := range c.all {
		sharers[i] = of.known
	}
	for k, ends := range placed {
		i := c.of[kinds[k].column]
		for end, n := range ends {
			sharers[i] += n * int64(c.all[i].in>>end&1)
			sums[i] = sums[i].plus(c.values[kinds[k].column][end].times(whole(n)))
		}
	}
	sum := whole(0)
	for i, weight := range c.weigh(sharers) {
		sum = sum.plus(weight.times(sums[i]))
	}
	return sum.Sign() > b2i(c.strict)-1
}

// A system with pooled conditions has a solution if sharing the items out in every way
// finds one, and the bounds of the conditions never rule one out: of the same few hundred
// systems in every run, and of some that are drawn.
func TestPooledSystemIsExact(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, s *system) {
		want := s.someWay(func(placed [][8]int64) bool {
			return !slices.ContainsFunc(s.conditions, func(c *condition) bool { return !c.holds(placed) }) &&
				!slices.ContainsFunc(s.pooled, func(c *pooled) bool { return !c.holds(s.kinds, placed) })
		})
		if got := s.with().solvable(); got != want {
			t.Fatalf("%v, and not %v", got, want)
		}
		if want && !s.with().relaxed() {
			t.Fatal("there are whole numbers, and no numbers")
		}
		if sharp := s.with(); (sharp.sharpen() && sharp.solvable()) != want {
			t.Fatalf("sharpened, it is not %v", want)
		}
	}
	for seed := range 400 {
		check(t, rapid.Custom(drawPooled).Example(seed))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawPooled(t)) })
}

// The opposite of a pooled condition holds where it does not.
func TestPooledConditionOrOpposite(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawPooled(t)
		s.conditions, s.pooled = nil, s.pooled[:1]
		for i := range s.kinds {
			s.kinds[i].ends &= -s.kinds[i].ends // so that there is one way
		}
		o := s.with()
		o.pooled = []*pooled{s.pooled[0].opposite()}
		if s.with().solvable() == o.solvable() {
			t.Fatal("both hold, or neither")
		}
	})
}
