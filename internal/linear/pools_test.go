package linear

import (
	"math/bits"
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// drawPooled draws a system of a few items, some of which share powers, and pooled
// conditions on them.
func drawPooled(t *rapid.T) *System {
	all := &Pools{}
	s := &System{budget: NewBudget(mostWork)}
	powers := []int64{}
	for i := range rapid.IntRange(1, 3).Draw(t, "pools") {
		of := Pool{First: len(s.kinds), In: 3 | rapid.ByteRange(0, 7).Draw(t, "in"), Known: rapid.Int64Range(0, 2).Draw(t, "known")}
		if rapid.IntRange(0, 3).Draw(t, "fixed") == 0 {
			of = Pool{First: len(s.kinds), Fixed: true}
		}
		for range rapid.IntRange(0, 2).Draw(t, "kinds") {
			all.Of = append(all.Of, i)
			s.kinds = append(s.kinds, kind{n: rapid.Int64Range(0, 3).Draw(t, "n"), ends: rapid.ByteRange(1, 15).Draw(t, "ends"), column: len(s.kinds)})
		}
		of.Next = len(s.kinds)
		all.All = append(all.All, of)
		powers = append(powers, rapid.Int64Range(0, 4).Draw(t, "power"))
	}
	for len(s.kinds) == 0 { // the last pool is of no fewer items than one
		all.Of = append(all.Of, len(all.All)-1)
		s.kinds = append(s.kinds, kind{n: 1, ends: 3})
		all.All[len(all.All)-1].Next = 1
	}
	all.Weigh = func(sharers []int64) []exact.Rational { return weighPools(all.All, powers, sharers) }
	for range rapid.IntRange(1, 2).Draw(t, "pooled conditions") {
		s.pooled = append(s.pooled, drawPooledCondition(t, all))
	}
	other := drawSystem(t)
	for _, c := range other.conditions[:min(1, len(other.conditions))] {
		if c.First+len(c.Values) <= len(s.kinds) {
			s.conditions = append(s.conditions, c)
		}
	}
	return s
}

// weighPools returns the weights of items, in whole numbers. The power of an empty pool
// lapses.
func weighPools(all []Pool, powers, sharers []int64) []exact.Rational {
	common := int64(1)
	for i, of := range all {
		if !of.Fixed {
			common *= max(1, sharers[i])
		}
	}
	weights := make([]exact.Rational, len(all))
	for i, of := range all {
		switch {
		case of.Fixed:
			weights[i] = exact.Whole(powers[i] * common)
		case sharers[i] > 0:
			weights[i] = exact.Whole(powers[i] * common / sharers[i])
		default:
			weights[i] = exact.Whole(0)
		}
	}
	return weights
}

// drawPooledCondition draws a condition about some pools side by side, which may have no
// items, first or last.
func drawPooledCondition(t *rapid.T, all *Pools) *Pooled {
	from := rapid.IntRange(0, len(all.All)-1).Draw(t, "from")
	to := rapid.IntRange(from, len(all.All)-1).Draw(t, "to")
	c := &Pooled{Pools: all, First: all.All[from].First, Strict: rapid.Bool().Draw(t, "strict"), Top: exact.Whole(-9), Bottom: exact.Whole(9)}
	var each [4]int64
	for end := range each {
		each[end] = rapid.Int64Range(-3, 3).Draw(t, "each")
	}
	for i := from; i <= to; i++ {
		of, known := all.All[i], exact.Whole(0)
		for range of.Known {
			known = known.Plus(exact.Whole(each[bits.TrailingZeros8(of.In)]))
		}
		c.About, c.Known = append(c.About, i), append(c.Known, known)
		values := Nothing
		for end, v := range each {
			if of.Fixed || of.In&(1<<end) != 0 {
				values[end] = exact.Whole(v)
				c.Top, c.Bottom = exact.Whole(max(toInt64(c.Top), v)), exact.Whole(min(toInt64(c.Bottom), v))
			}
		}
		for range of.Next - of.First {
			c.Values = append(c.Values, values)
		}
	}
	return c
}

// holds sums a pooled condition up.
func (c *Pooled) holds(kinds []kind, placed [][8]int64) bool {
	sums := make([]exact.Rational, len(c.All))
	for i := range sums {
		sums[i] = exact.Whole(0)
	}
	for i, pool := range c.About {
		sums[pool] = c.Known[i]
	}
	values := Condition{First: c.First, Values: c.Values}
	for k, ends := range placed {
		i := c.Of[kinds[k].column]
		for end, n := range ends {
			sums[i] = sums[i].Plus(values.Of(kinds[k].column)[end].Times(exact.Whole(n)))
		}
	}
	sum := exact.Whole(0)
	for i, weight := range c.Weigh(c.sharers(kinds, placed)) {
		sum = sum.Plus(weight.Times(sums[i]))
	}
	return sum.Sign() > exact.Bit(c.Strict)-1
}

// sharers counts the items that share each power.
func (c *Pooled) sharers(kinds []kind, placed [][8]int64) []int64 {
	sharers := make([]int64, len(c.All))
	for i, of := range c.All {
		sharers[i] = of.Known
	}
	for k, ends := range placed {
		i := c.Of[kinds[k].column]
		for end, n := range ends {
			sharers[i] += n * int64(c.All[i].In>>end&1)
		}
	}
	return sharers
}

// A system with pooled conditions has a solution if sharing the items out in every way
// finds one, and the bounds of the conditions never rule one out: of the same few hundred
// systems in every run, and of some that are drawn.
func TestPooledSystemIsExact(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, s *System) {
		want := s.someWay(func(placed [][8]int64) bool {
			return !slices.ContainsFunc(s.conditions, func(c *Condition) bool { return !c.holds(placed) }) &&
				!slices.ContainsFunc(s.pooled, func(c *Pooled) bool { return !c.holds(s.kinds, placed) })
		})
		if got := s.with().solve(true); got != want {
			t.Fatalf("%v, and not %v", got, want)
		}
		if want && !s.with().solve(false) {
			t.Fatal("there are whole numbers, and no numbers")
		}
		settled := s.with()
		if settled.Settle(); settled.with().solve(true) != want {
			t.Fatalf("settled, it is not %v", want)
		}
	}
	for seed := range seeds() {
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
		o.pooled = []*Pooled{s.pooled[0].Opposite()}
		if s.with().solve(true) == o.solve(true) {
			t.Fatal("both hold, or neither")
		}
	})
}

// The bound of a pooled condition, and that of its opposite, rule out no way in which it holds.
// Where as many items share each power as can, they say exactly whether it does.
func TestBoundOfAPooledCondition(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, s *System) {
		_, high := s.sharers()
		for _, c := range []*Pooled{s.pooled[0], s.pooled[0].Opposite()} {
			bound := c.bound(high, c.Weigh(high))
			s.someWay(func(placed [][8]int64) bool {
				holds, within := c.holds(s.kinds, placed), bound.holds(placed)
				if full := slices.Equal(c.sharers(s.kinds, placed), high); holds && !within || full && within && !holds {
					t.Fatalf("%v holds: %t, its bound: %t", placed, holds, within)
				}
				return false
			})
		}
	}
	for seed := range seeds() {
		check(t, rapid.Custom(drawPooled).Example(seed))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawPooled(t)) })

	// One of two items shares a power of 2 and takes 3 times what it weighs, and two items of
	// weight 3 add 1 each. If the bound of the opposite took the most for 1, it would be too low.
	pools := &Pools{All: []Pool{{Next: 1, In: 3}, {First: 1, Next: 2, Fixed: true}}, Of: []int{0, 1}}
	pools.Weigh = func(sharers []int64) []exact.Rational {
		return weighPools(pools.All, []int64{2, 3}, sharers)
	}
	c := &Pooled{Pools: pools, About: []int{0, 1}, Known: []exact.Rational{exact.Whole(0), exact.Whole(0)},
		Values: adding(0, 0, []int64{-3, 1}, []int64{-3, 1}).Values, Top: exact.Whole(1), Bottom: exact.Whole(-3), Strict: true}
	check(t, New([]Kind{{N: 2, Ends: 15}, {N: 2, Ends: 15}}, NewBudget(10_000)).with(c))
}

// Of 5 items, those that can share a power are counted at most, and those that can do nothing
// else at least.
func TestSharersOfAPower(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		ends      uint8
		low, high int64
	}{{1, 8, 8}, {3, 3, 8}, {2, 3, 3}, {6, 3, 3}} {
		s := New([]Kind{{N: 5, Ends: test.ends}}, NewBudget(1000))
		s.Assume(&Pooled{Pools: &Pools{All: []Pool{{Next: 1, In: 1, Known: 3}}, Of: []int{0}}})
		if low, high := s.sharers(); low[0] != test.low || high[0] != test.high {
			t.Errorf("%b: from %d to %d", test.ends, low[0], high[0])
		}
	}
}

// Two pooled conditions can hold together if some way to share the items out meets both. A
// condition and its opposite are known to clash.
func TestOpposedPools(t *testing.T) {
	t.Parallel()
	refuted := 0
	check := func(t rapid.TB, s *System) {
		a := s.pooled[0]
		others := append(s.pooled[1:], a.Opposite())
		s.conditions, s.pooled = nil, nil
		for _, b := range others {
			want := s.someWay(func(placed [][8]int64) bool {
				return a.holds(s.kinds, placed) && b.holds(s.kinds, placed)
			})
			if got := s.Satisfiable(a, b); got != want {
				t.Fatalf("%t, and not %t", got, want)
			}
			refuted += exact.Bit(s.opposedPools(a, b))
		}
		if !s.opposedPools(a, a.Opposite()) {
			t.Fatal("a condition and its opposite")
		}
	}
	for seed := range seeds() {
		check(t, rapid.Custom(drawPooled).Example(seed))
	}
	if few := 11 * seeds() / 10; refuted < few { // the opposites, and some more
		t.Errorf("only %d pairs are opposed", refuted)
	}
}

// Two thirds of a power that is shared are more than half of it. The one adds 1 or -2, and
// that the other fails adds -1 or 1.
func TestOpposedPoolsOfTwoThirds(t *testing.T) {
	t.Parallel()
	values := func(first, second int64) []Values {
		v := Nothing
		v[0], v[1] = exact.Whole(first), exact.Whole(second)
		return []Values{v}
	}
	pools := &Pools{All: []Pool{{Next: 1, In: 3}}, Of: []int{0}}
	pooled := func(values []Values, strict bool) *Pooled {
		return &Pooled{Pools: pools, About: []int{0}, Known: []exact.Rational{exact.Whole(0)}, Values: values, Strict: strict}
	}
	for _, test := range []struct {
		a, b *Pooled
		want bool
	}{
		{pooled(values(1, -2), false), pooled(values(-1, 1), true), true},
		{pooled(values(1, -2), true), pooled(values(-1, 1), false), true},
		{pooled(values(1, -2), false), pooled(values(-1, 1), false), false}, // nobody
		{pooled(values(1, -1), false), pooled(values(-1, 2), true), false},
		{pooled(values(1, -2), false), pooled(values(1, -2), true), false},
		{pooled(values(0, -2), true), pooled(values(0, 5), false), true},
		{pooled(values(1, 0), true), pooled(values(0, -1), true), false},
	} {
		s := New([]Kind{{N: 5, Ends: 7}}, NewBudget(10_000))
		if got := s.opposedPools(test.a, test.b); got != test.want {
			t.Errorf("%v and %v: %t", test.a.Values[0], test.b.Values[0], got)
		}
	}
}

// An end is as good as another only if no sum gets lower when an item turns to it, wherever the
// others are. The plain cases are known to be as good: both share, neither does, and one that
// shares adds the most or the least that any can.
func TestEndsOfAPoolThatAreAsGood(t *testing.T) {
	t.Parallel()
	pools := &Pools{All: []Pool{{Next: 1, In: 7}, {First: 1, Next: 2, Fixed: true}}, Of: []int{0, 1}}
	values := adding(0, 0, []int64{2, -1, 1}, []int64{0, 3, 3}).Values
	c := &Pooled{Pools: pools, Values: values, About: []int{0, 1}, Top: exact.Whole(2), Bottom: exact.Whole(-1)}
	for _, test := range []struct {
		column, a, b int
		want         bool
	}{
		{0, 0, 1, true}, {0, 1, 0, false}, {0, 2, 2, true}, // both share
		{0, 3, 4, true}, {0, 4, 3, true}, // neither does
		{0, 0, 3, true}, {0, 2, 3, false}, {0, 1, 3, false}, // only the top is better for certain
		{0, 3, 1, true}, {0, 3, 2, false}, {0, 3, 0, false}, // and only the bottom is worse
		{1, 1, 0, true}, {1, 0, 1, false}, {1, 1, 2, true}, // a weight of its own
		{2, 0, 1, true}, {2, 1, 0, true}, // not in the sum
	} {
		if got := c.asGood(test.column, test.a, test.b); got != test.want {
			t.Errorf("column %d: end %d for %d: %t", test.column, test.a, test.b, got)
		}
	}
	c.Top, c.Bottom = exact.Whole(-1), exact.Whole(-1)
	c.Values = adding(0, 0, []int64{-1, -1, -1}, nil).Values
	if c.asGood(0, 0, 3) || !c.asGood(0, 3, 0) {
		t.Error("what is below 0 is worse than no part")
	}
	c.Top, c.Bottom = exact.Whole(1), exact.Whole(1)
	c.Values = adding(0, 0, []int64{1, 1, 1}, nil).Values
	if !c.asGood(0, 0, 3) || c.asGood(0, 3, 0) {
		t.Error("what is above 0 is better than no part")
	}
}
