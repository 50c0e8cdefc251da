package linear

import (
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// drawTurning draws open seats that can turn to a few ends, formulas that no turn makes
// worse, and what the formulas mean.
func drawTurning(t *rapid.T) (s *System, formulas []Formula, holds func(placed [][8]int64) bool) {
	var kinds []Kind
	for range rapid.IntRange(1, 4).Draw(t, "kinds") {
		kinds = append(kinds, Kind{N: rapid.Int64Range(1, 3).Draw(t, "n"), From: 1, Ends: 2 | rapid.ByteRange(0, 7).Draw(t, "ends")})
	}
	s = New(kinds, NewBudget(mostWork))
	var conditions []*Condition
	for range rapid.IntRange(1, 3).Draw(t, "conditions") {
		first := rapid.IntRange(0, len(kinds)-1).Draw(t, "first")
		c := &Condition{First: first, Constant: exact.Whole(rapid.Int64Range(-12, 2).Draw(t, "constant"))}
		for range rapid.IntRange(1, len(kinds)-first).Draw(t, "columns") {
			stays := rapid.Int64Range(-1, 1).Draw(t, "stays")
			values := Nothing
			for end := range 3 {
				values[end] = exact.Whole(stays + rapid.Int64Range(0, 3).Draw(t, "turns"))
			}
			values[1] = exact.Whole(stays)
			c.Values = append(c.Values, values)
		}
		conditions = append(conditions, c)
	}
	var means []func([][8]int64) bool
	for range rapid.IntRange(1, 2).Draw(t, "formulas") {
		f, holds := drawFormula(t, conditions, 2)
		formulas, means = append(formulas, f), append(means, holds)
	}
	return s, formulas, func(placed [][8]int64) bool {
		return !slices.ContainsFunc(means, func(holds func([][8]int64) bool) bool { return !holds(placed) })
	}
}

// The cost of formulas is the fewest seats that turn in any way that meets them: of the
// same few hundred formulas in every run, and of some that are drawn.
func TestCostIsExact(t *testing.T) {
	t.Parallel()
	draw := func(t *rapid.T) func(t rapid.TB) {
		s, formulas, holds := drawTurning(t)
		return func(t rapid.TB) {
			want := int64(-1)
			s.someWay(func(placed [][8]int64) bool {
				turned := int64(0)
				for i, k := range s.kinds {
					turned += k.n - placed[i][k.from]
				}
				if (want == -1 || turned < want) && holds(placed) {
					want = turned
				}
				return false
			})
			if got, ok := s.Fewest(formulas...); ok != (want != -1) || ok && got != want {
				t.Fatalf("%d, %t, and not %d", got, ok, want)
			}
		}
	}
	for seed := range seeds() {
		rapid.Custom(draw).Example(seed)(t)
	}
	rapid.Check(t, func(t *rapid.T) { draw(t)(t) })
}

// A choice of conditions costs what the cheapest does that can be met, but not if
// another condition is about the same seats.
func TestCostOfAChoice(t *testing.T) {
	t.Parallel()
	one := []int64{0, 1}
	s := New(slices.Repeat([]Kind{{N: 2, Ends: 3}}, 3), NewBudget(mostWork))
	first, second, third, tooMuch := adding(0, -1, one), adding(1, -2, one), adding(2, -2, one), adding(1, -3, one)
	for _, test := range []struct {
		formulas []Formula
		want     int64
		ok       bool
	}{
		{[]Formula{Enough(1, first, second, third)}, 1, true},
		{[]Formula{Enough(2, first, second, third)}, 3, true},
		{[]Formula{Enough(2, first, tooMuch, third)}, 3, true},
		{[]Formula{Enough(2, first, tooMuch, adding(2, -3, one))}, 0, false},
		{[]Formula{Enough(1, first, third), adding(0, -3, one, one)}, 3, true},
		{[]Formula{Enough(1, second, third), adding(0, -5, one, one, one)}, 5, true},
		{[]Formula{Enough(1, first, adding(1, -1, one), third), third, adding(1, -2, one, one)}, 2, true},
	} {
		if got, ok := s.Fewest(test.formulas...); got != test.want || ok != test.ok {
			t.Errorf("%v: %d, %t, and not %d", test.formulas, got, ok, test.want)
		}
	}
}

// in returns the condition that at least so many items of the first column are in the end.
func in(end int, least int64) *Condition {
	values := Nothing
	values[end] = exact.Whole(1)
	return &Condition{exact.Whole(-least), 0, []Values{values}}
}

// If the cheapest choice costs more beside the others than all cost at least, and the other
// choice costs even more, the first is the cost: 1 item in end 1 or 2 in end 2, and 2 in end 3.
func TestCostOfTheDearerChoice(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 10, Ends: 15}}, NewBudget(100_000))
	for _, choice := range [][]Formula{{in(1, 1), in(2, 2)}, {in(2, 2), in(1, 1)}} {
		if fewest, ok := s.Fewest(Enough(1, choice...), in(3, 2)); fewest != 3 || !ok {
			t.Errorf("%d, %t", fewest, ok)
		}
	}
}

// One item is not in two ends: no choice can be met beside the other condition.
func TestCostOfNoChoice(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 1, Ends: 15}}, NewBudget(100_000))
	if _, ok := s.Fewest(Enough(1, in(1, 1), in(2, 1)), in(3, 1)); ok {
		t.Error("there is no way")
	}
}

// Columns are alike if turning makes the same difference: with 1 and 0, and with 2 and 1, but
// not with 0 and 1, nor with 0 and 2. A column that is in no condition is like no other here.
func TestColumnsThatAreAlike(t *testing.T) {
	t.Parallel()
	s := New(slices.Repeat([]Kind{{N: 1, Ends: 3}}, 5), NewBudget(100_000))
	c := &Condition{Constant: exact.Whole(-1)}
	for _, v := range [][2]int64{{1, 0}, {2, 1}, {0, 1}, {0, 2}} {
		values := Nothing
		values[0], values[1] = exact.Whole(v[0]), exact.Whole(v[1])
		c.Values = append(c.Values, values)
	}
	alike := s.Alike(c)
	for i, a := range alike {
		for j, b := range alike[:i] {
			if want := i == 1 && j == 0; (a == b) != want {
				t.Errorf("columns %d and %d: %v", i, j, alike)
			}
		}
	}
}
