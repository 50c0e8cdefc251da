package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawSystem draws a few items of a few kinds, and conditions on them. Values are
// small and large, and often alike, so that kinds merge, split and come apart.
func drawSystem(t *rapid.T) *system {
	s := &system{budget: newBudget()}
	for i := range rapid.IntRange(1, 4).Draw(t, "kinds") {
		s.kinds = append(s.kinds, kind{
			n: int64(rapid.IntRange(0, 4).Draw(t, "n")), ends: rapid.ByteRange(1, 15).Draw(t, "ends"), column: i,
		})
	}
	scale := rapid.SampledFrom([]Fraction{whole(1), whole(6), whole(1 << 40), FromInt(new(big.Int).Lsh(big.NewInt(3), 80))}).Draw(t, "scale")
	for range rapid.IntRange(0, 4).Draw(t, "conditions") {
		first := rapid.IntRange(0, len(s.kinds)-1).Draw(t, "first")
		c := &condition{first: first, constant: scale.times(whole(int64(rapid.IntRange(-12, 6).Draw(t, "constant"))))}
		if rapid.Bool().Draw(t, "off by one") {
			c.constant = c.constant.plus(whole(1))
		}
		for range rapid.IntRange(1, len(s.kinds)-first).Draw(t, "columns") {
			var values [8]Fraction
			for e := range values {
				values[e] = whole(0)
				if e < 4 {
					values[e] = scale.times(whole(int64(rapid.IntRange(-3, 4).Draw(t, "value"))))
				}
			}
			c.values = append(c.values, values)
		}
		s.conditions = append(s.conditions, c)
	}
	return s
}

// listed shares the items out in every way there is.
func (s *system) listed() bool {
	return s.someWay(func(placed [][8]int64) bool {
		return !slices.ContainsFunc(s.conditions, func(c *condition) bool { return !c.holds(placed) })
	})
}

// someWay reports whether something holds of a way to share the items out: of how many
// items of each kind are in each end.
func (s *system) someWay(holds func(placed [][8]int64) bool) bool {
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
func (c *condition) holds(placed [][8]int64) bool {
	sum := c.constant.Rat()
	for i := range c.values {
		for e, n := range placed[c.first+i] {
			sum.Add(sum, new(big.Rat).Mul(c.values[i][e].Rat(), new(big.Rat).SetInt64(n)))
		}
	}
	return sum.Sign() >= 0
}

// A system has a solution if sharing the items out in every way finds one, and what
// has none in whole numbers is not needed to have none in others: of the same few
// hundred systems in every run, and of some that are drawn.
func TestSystemIsExact(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, s *system) {
		want := s.listed()
		if sharp := s.with(); (sharp.sharpen() && sharp.solvable()) != want {
			t.Fatalf("sharpened, it is not %v", want)
		}
		if got := s.with().solvable(); got != want {
			t.Fatalf("%v, and not %v", got, want)
		}
		if want && !s.with().relaxed() {
			t.Fatal("there are whole numbers, and no numbers")
		}
		if s.budget.spent() {
			t.Fatal("the budget is spent")
		}
	}
	for seed := range 400 {
		check(t, rapid.Custom(drawSystem).Example(seed))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawSystem(t)) })
}

// Items that add different numbers beyond 64 bits are not taken for the same: two of
// 2b and two of b come to 3b, which four of 2b do not.
func TestSystemTellsLargeNumbersApart(t *testing.T) {
	t.Parallel()
	b := FromInt(new(big.Int).Lsh(big.NewInt(3), 80))
	s := &system{budget: newBudget(), kinds: []kind{{n: 2, ends: 3, column: 0}, {n: 2, ends: 3, column: 1}}}
	atLeast := &condition{constant: b.times(whole(-3))}
	atMost := &condition{constant: b.times(whole(3))}
	for _, n := range []int64{2, 1} {
		up, down := noValues, noValues
		up[1], down[1] = b.times(whole(n)), b.times(whole(-n))
		atLeast.values, atMost.values = append(atLeast.values, up), append(atMost.values, down)
	}
	s.conditions = []*condition{atLeast, atMost}
	if !s.listed() || !s.with().solvable() {
		t.Errorf("listed %t, solved %t", s.listed(), s.with().solvable())
	}
}

// Sharpening leaves all solutions as they are: so it does not change what further
// conditions allow.
func TestSharpeningLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSystem(t)
		further := drawSystem(t)
		var conditions []*condition
		for _, c := range further.conditions {
			if c.first+len(c.values) <= len(s.kinds) {
				conditions = append(conditions, c)
			}
		}
		sharp := s.with()
		if !sharp.sharpen() {
			return
		}
		if got, want := sharp.with(conditions...).solvable(), s.with(conditions...).listed(); got != want {
			t.Fatalf("%v, and not %v", got, want)
		}
	})
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
		if s.with(c).solvable() == s.with(c.opposite()).solvable() {
			t.Fatal("both hold, or neither")
		}
	})
}

// A search whose budget is spent says so, and not that there is a solution.
func TestSystemGivesUp(t *testing.T) {
	t.Parallel()
	s := &system{budget: &budget{left: 500}}
	c := &condition{constant: whole(-1001)}
	d := &condition{constant: whole(1001)}
	for i := range 40 {
		s.kinds = append(s.kinds, kind{n: 1, ends: 3, column: i})
		w := whole(int64(2 * (100 + i*37%41)))
		c.values = append(c.values, [8]Fraction{whole(0), w})
		d.values = append(d.values, [8]Fraction{whole(0), w.times(whole(-1))})
	}
	s.conditions = []*condition{c, d}
	if s.solvable() || !s.budget.spent() {
		t.Error("even numbers come to an odd one")
	}
}
