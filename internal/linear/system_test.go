package linear

import (
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/proptest"
	"pgregory.net/rapid"
)

// drawSystem draws a few items of a few kinds, and conditions on them. Values are
// small and large, and often alike, so that kinds merge, split and come apart.
func drawSystem(t *rapid.T) *System {
	s := &System{budget: NewBudget(mostWork)}
	for i := range rapid.IntRange(1, 4).Draw(t, "kinds") {
		s.kinds = append(s.kinds, kind{
			n: int64(rapid.IntRange(0, 4).Draw(t, "n")), ends: rapid.ByteRange(1, 15).Draw(t, "ends"), column: i,
		})
	}
	scale := rapid.SampledFrom([]exact.Rational{exact.Whole(1), exact.Whole(6), exact.Whole(1 << 40), exact.FromInt(new(big.Int).Lsh(big.NewInt(3), 80))}).Draw(t, "scale")
	for range rapid.IntRange(0, 4).Draw(t, "conditions") {
		first := rapid.IntRange(0, len(s.kinds)-1).Draw(t, "first")
		c := &Condition{First: first, Constant: scale.Times(exact.Whole(int64(rapid.IntRange(-12, 6).Draw(t, "constant"))))}
		if rapid.Bool().Draw(t, "off by one") {
			c.Constant = c.Constant.Plus(exact.Whole(1))
		}
		for range rapid.IntRange(1, len(s.kinds)-first).Draw(t, "columns") {
			var values Values
			for e := range values {
				values[e] = exact.Whole(0)
				if e < 4 {
					values[e] = scale.Times(exact.Whole(int64(rapid.IntRange(-3, 4).Draw(t, "value"))))
				}
			}
			c.Values = append(c.Values, values)
		}
		s.conditions = append(s.conditions, c)
	}
	return s
}

// listed shares the items out in every way there is.
func (s *System) listed() bool {
	return s.someWay(func(placed [][8]int64) bool {
		return !slices.ContainsFunc(s.conditions, func(c *Condition) bool { return !c.holds(placed) })
	})
}

// someWay reports whether something holds of a way to share the items out: of how many
// items of each kind are in each end.
func (s *System) someWay(holds func(placed [][8]int64) bool) bool {
	placed := make([][8]int64, len(s.kinds))
	var try func(k int) bool
	try = func(k int) bool {
		if k == len(s.kinds) {
			return holds(placed)
		}
		var share func(ends uint8, left int64) bool
		share = func(ends uint8, left int64) bool {
			end := bits.TrailingZeros8(ends)
			if rest := ends & (ends - 1); rest != 0 {
				for n := range left + 1 {
					placed[k][end] = n
					if share(rest, left-n) {
						return true
					}
				}
				return false
			}
			placed[k][end] = left
			return try(k + 1)
		}
		placed[k] = [8]int64{}
		return share(s.kinds[k].ends, s.kinds[k].n)
	}
	return try(0)
}

// holds sums the condition up.
func (c *Condition) holds(placed [][8]int64) bool { return c.sum(placed).Sign() >= 0 }

func (c *Condition) sum(placed [][8]int64) *big.Rat {
	sum := c.Constant.Rat()
	for i := range c.Values {
		for e, n := range placed[c.First+i] {
			sum.Add(sum, new(big.Rat).Mul(c.Values[i][e].Rat(), new(big.Rat).SetInt64(n)))
		}
	}
	return sum
}

// The opposite of a condition holds where it does not.
func TestConditionOrOpposite(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSystem(t)
		if len(s.conditions) == 0 {
			return
		}
		c := s.conditions[0]
		s.conditions = nil
		for i := range s.kinds {
			s.kinds[i].ends &= -s.kinds[i].ends // so that there is one way
		}
		if s.with(c).solve(true) == s.with(c.Opposite()).solve(true) {
			t.Fatal("both hold, or neither")
		}
	})
}

// seeds is the number of examples that are the same in every run.
func seeds() int { return proptest.Pick(80, 200, 800) }

// manySystems checks the same systems in every run, and some that are drawn.
func manySystems(t *testing.T, check func(t rapid.TB, s *System)) {
	for seed := range proptest.Pick(250, 400, 400) {
		check(t, rapid.Custom(drawSystem).Example(seed))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawSystem(t)) })
}

// adding is the condition that the constant and what the items add is at least 0. It
// gives the values of each end, column by column.
func adding(first int, constant int64, columns ...[]int64) *Condition {
	c := &Condition{First: first, Constant: exact.Whole(constant)}
	for _, values := range columns {
		all := Nothing
		for end, v := range values {
			all[end] = exact.Whole(v)
		}
		c.Values = append(c.Values, all)
	}
	return c
}

// Two conditions are opposed if no way to share the items out makes their sum at
// least 0.
func TestOpposedConditions(t *testing.T) {
	t.Parallel()
	manySystems(t, func(t rapid.TB, s *System) {
		for i, a := range s.conditions {
			for _, b := range s.conditions[:i] {
				want := !s.someWay(func(placed [][8]int64) bool {
					sum := a.sum(placed)
					return sum.Add(sum, b.sum(placed)).Sign() >= 0
				})
				if got := s.opposed(a, b); got != want {
					t.Fatalf("%t, and not %t", got, want)
				}
			}
		}
	})
}

// Reducing drops every condition that holds wherever the items are.
func TestReducingSettles(t *testing.T) {
	t.Parallel()
	manySystems(t, func(t rapid.TB, s *System) {
		if !s.reduce() {
			return
		}
		for _, c := range s.conditions {
			if low, high := s.bounds(c); low.Sign() >= 0 || high.Sign() < 0 {
				t.Fatalf("a condition from %v to %v is left", low, high)
			}
		}
	})
}

// A condition that tells two kinds of ends apart, for one kind of items, becomes a kind
// with the better ends. A kind without items does not matter.
func TestReducingSplits(t *testing.T) {
	t.Parallel()
	s := &System{budget: NewBudget(mostWork), kinds: []kind{{n: 0, ends: 3, column: 0}, {n: 5, ends: 7, column: 1}}}
	s.conditions = []*Condition{adding(0, -4, []int64{0, 2}, []int64{0, 2, 2})}
	if !s.reduce() || len(s.conditions) != 0 {
		t.Errorf("%d conditions are left", len(s.conditions))
	}
	want := []kind{{n: 0, ends: 3, column: 0}, {n: 3, ends: 7, column: 1, next: 2}, {n: 2, ends: 6, column: 1}}
	if !slices.Equal(s.kinds, want) {
		t.Errorf("%v", s.kinds)
	}
}

// An end goes if another adds as much to every condition. Of ends that add the same,
// the first stays. That an end goes of a kind without conditions changes none of them.
func TestDominance(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		first, second []int64
		want          uint8
		changes       bool
	}{
		{[]int64{0, 2, 2}, []int64{0, 1, 1}, 0b010, true},
		{[]int64{0, 2, 1}, []int64{0, 1, 2}, 0b110, true},
		{[]int64{2, 0, 1}, []int64{0, 2, 1}, 0b111, false},
		{[]int64{2, 0, 2}, []int64{0, 2, 0}, 0b011, true},
		{[]int64{1, 2, 3}, []int64{1, 2, 3}, 0b100, true},
	} {
		s := &System{budget: NewBudget(mostWork), kinds: []kind{{n: 1, ends: 7, column: 0}, {n: 1, ends: 6, column: 1}}}
		s.conditions = []*Condition{adding(0, 0, test.first), adding(0, 0, test.second)}
		changes := dominates(s)
		if s.kinds[0].ends != test.want || s.kinds[1].ends != 0b010 || changes != test.changes {
			t.Errorf("%v, %v: ends %b, and %b of the other kind; changes %t", test.first, test.second, s.kinds[0].ends, s.kinds[1].ends, changes)
		}
	}
}

const mostWork = 21_000_000

// dominates removes the ends that others dominate.
func dominates(s *System) bool { return s.dominate(s.tied()) }
