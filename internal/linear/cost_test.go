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

// Formulas cost at least what the dearest costs, and what others cost that are about different
// items. A choice of parts about different items costs what the cheapest do.
func TestCostAtLeast(t *testing.T) {
	t.Parallel()
	one := []int64{0, 1}
	s := New(slices.Repeat([]Kind{{N: 4, Ends: 3}}, 4), NewBudget(mostWork))
	three, four, single := adding(1, -3, one, one), adding(0, -4, one, one), adding(2, -1, one)
	for _, test := range []struct {
		formulas []Formula
		want     int64
	}{
		{[]Formula{three, four, single}, 5},
		{[]Formula{single, three}, 3},
		{[]Formula{Enough(2, four, single, adding(3, -2, one))}, 3},
		{[]Formula{Enough(2, three, single, four)}, 3},
		{[]Formula{Enough(1, three, single, four)}, 1},
	} {
		prices, ok := s.prices(test.formulas)
		if got := together(prices).cost; !ok || got != test.want {
			t.Errorf("%v: %d, %t, and not %d", test.formulas, got, ok, test.want)
		}
	}
	if _, ok := s.prices([]Formula{three, adding(0, -5, one)}); ok {
		t.Error("no 5 of 4 items turn")
	}
}

// The items that add most turn first, and no more of them than are needed.
func TestCostOfACondition(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 3, Ends: 3}, {N: 4, Ends: 7}}, NewBudget(mostWork))
	columns := [][]int64{{0, 2}, {0, 1, 3}}
	for _, test := range []struct {
		short int64
		want  []turnTo
	}{
		{0, nil},
		{7, []turnTo{{1, 2, 3}}},
		{12, []turnTo{{1, 2, 4}}},
		{15, []turnTo{{1, 2, 4}, {0, 1, 2}}},
	} {
		c := adding(0, -test.short, columns...)
		p, ok := s.meet(c)
		if !ok || !slices.Equal(p.turned, test.want) || !s.hold([]Formula{c}, p.turned) {
			t.Errorf("%d: %v, %t, and not %v", test.short, p.turned, ok, test.want)
		}
	}
	if _, ok := s.meet(adding(0, -19, columns...)); ok {
		t.Error("all together add 18")
	}
}

// A choice holds when as many of its parts do as it asks for.
func TestHoldsWhenItemsHaveTurned(t *testing.T) {
	t.Parallel()
	one := []int64{0, 1}
	s := New(slices.Repeat([]Kind{{N: 1, Ends: 3}}, 3), NewBudget(mostWork))
	turned := []turnTo{{0, 1, 1}, {2, 1, 1}}
	parts := []Formula{adding(0, -1, one), adding(1, -1, one), adding(2, -1, one)}
	for k, want := range []bool{1: true, 2: true, 3: false} {
		if k > 0 && s.hold([]Formula{Enough(k, parts...)}, turned) != want {
			t.Errorf("%d of 3: not %t", k, want)
		}
	}
	if s.hold([]Formula{Enough(2, parts...), parts[1]}, turned) {
		t.Error("one of two formulas does not hold")
	}
}

// A column that is about the same pool and counts alike is like another. One of another pool,
// one that turns from where it has no part, and one that counts more are not.
func TestPooledColumnsThatAreAlike(t *testing.T) {
	t.Parallel()
	kinds := slices.Repeat([]Kind{{N: 1, Ends: 7}}, 5)
	kinds[3].From = 2
	pools := &Pools{All: []Pool{{Next: 4, In: 3}, {First: 4, Next: 5, In: 3}}, Of: []int{0, 0, 0, 0, 1}}
	values := adding(0, 0, []int64{1}, []int64{1}, []int64{2}, []int64{1}, []int64{1}).Values
	c := &Pooled{Pools: pools, About: []int{0, 1}, Values: values}
	s := New(kinds, NewBudget(100_000))
	if got, want := s.Alike(Enough(1, c, Not(c))), []int{0, 0, 2, 3, 4}; !slices.Equal(got, want) {
		t.Errorf("%v, and not %v", got, want)
	}
	if few := New(kinds, NewBudget(50)); few.Alike(c) != nil && !few.budget.Spent() {
		t.Error("no work is charged")
	}
}
