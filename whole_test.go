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
