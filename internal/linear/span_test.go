package linear

import (
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// The span of a sum is from the least to the most that it comes to in any way to share the
// items out. It is the same when it is asked again.
func TestSpanIsExact(t *testing.T) {
	t.Parallel()
	manySystems(t, func(t rapid.TB, s *System) {
		columns := make([][]int64, len(s.kinds))
		for i := range columns {
			columns[i] = []int64{int64(i % 3), 1, 0, 2}
		}
		last := len(columns) - 1
		sums := []*Condition{
			adding(0, 5, columns...), adding(0, 0, columns[0]), adding(last, 0, columns[0]),
		}
		low, high := make([]exact.Rational, len(sums)), make([]exact.Rational, len(sums))
		s.someWay(func(placed [][8]int64) bool {
			if slices.ContainsFunc(s.conditions, func(c *Condition) bool { return !c.holds(placed) }) {
				return false
			}
			for i, c := range sums {
				sum := exact.FromRat(c.sum(placed))
				if !low[i].Given() || sum.Cmp(low[i]) < 0 {
					low[i] = sum
				}
				if !high[i].Given() || sum.Cmp(high[i]) > 0 {
					high[i] = sum
				}
			}
			return false
		})
		if !low[0].Given() {
			return // there is no way
		}
		settled := s.with()
		settled.Settle()
		system := settled.Within(s.budget)
		for i, c := range slices.Concat(sums, sums) {
			i %= len(sums)
			if least, most := system.Span(c); !least.Equal(low[i]) || !most.Equal(high[i]) {
				t.Fatalf("sum %d: from %v to %v, and not from %v to %v", i, least, most, low[i], high[i])
			}
		}
	})
}

// A condition is decided if its least value is 0, or its most is below 0.
func TestDecidedByBounds(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 2, Ends: 3}, {N: 2, Ends: 3}}, NewBudget(mostWork))
	for constant, want := range map[int64]Formula{0: Always, -1: nil, -4: nil, -5: Never} {
		c := adding(0, constant, []int64{0, 1}, []int64{0, 1})
		if want == nil {
			want = c
		}
		if got := s.Decided(c); got != want {
			t.Errorf("%d: %v", constant, got)
		}
	}
}

// A system that remembers spans tells columns and values apart: at least 3 items more are in
// end 0 than in end 1 of the first column, and at least 4 of the second.
func TestSpansThatAreRemembered(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 5, Ends: 7}, {N: 5, Ends: 7}}, NewBudget(mostWork)).Within(NewBudget(mostWork))
	s.Assume(adding(0, -3, []int64{1, -1}), adding(1, -4, []int64{1, -1}))
	for range 2 {
		for _, test := range []struct {
			sum       *Condition
			low, high int64
		}{
			{adding(0, 0, []int64{1}), 3, 5}, {adding(1, 0, []int64{1}), 4, 5},
			{adding(0, 0, []int64{0, 1}), 0, 1}, {adding(0, 2, []int64{1}, []int64{1}), 9, 12},
		} {
			low, high := s.Span(test.sum)
			if !low.Equal(exact.Whole(test.low)) || !high.Equal(exact.Whole(test.high)) {
				t.Errorf("from %v to %v, and not from %d to %d", low, high, test.low, test.high)
			}
		}
	}
}

// What is assumed of a settled system counts as well: at least 6 items are in end 0 of both
// columns together, then 2 of the first cannot be there, and then not all 3 others are.
func TestAssumedOfASettledSystem(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 5, Ends: 3}, {N: 5, Ends: 3}}, NewBudget(mostWork))
	second := adding(1, 0, []int64{1})
	span := func(low, high int64) {
		t.Helper()
		if least, most := s.Span(second); !least.Equal(exact.Whole(low)) || !most.Equal(exact.Whole(high)) {
			t.Errorf("from %v to %v, and not from %d to %d", least, most, low, high)
		}
	}
	s.Settle()
	span(0, 5)
	s.Assume(adding(0, -6, []int64{1}, []int64{1}))
	s.Settle()
	span(1, 5)
	s.Restrict(0, 2, 2)
	span(3, 5)
	s.Assume(adding(0, 2, []int64{-1}))
	span(4, 5)
	defer func() {
		if recover() == nil {
			t.Error("a choice is assumed")
		}
	}()
	s.Assume(Enough(1, second, second.Opposite()))
}
