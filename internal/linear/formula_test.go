package linear

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.com/tripartite/internal/exact"
)

// drawFormula draws a formula over conditions, and what it means: a test of a way to
// share items out.
func drawFormula(t *rapid.T, conditions []*Condition, depth int) (Formula, func(placed [][8]int64) bool) {
	kind := rapid.IntRange(0, 9).Draw(t, "formula")
	switch {
	case kind == 0:
		return Always, func([][8]int64) bool { return true }
	case kind == 1:
		return Never, func([][8]int64) bool { return false }
	case len(conditions) > 0 && (depth == 0 || kind < 5):
		c := rapid.SampledFrom(conditions).Draw(t, "condition")
		return c, c.holds
	}
	n := rapid.IntRange(1, 3).Draw(t, "n")
	k := rapid.IntRange(1, n).Draw(t, "k")
	parts, means := make([]Formula, n), make([]func([][8]int64) bool, n)
	for i := range parts {
		if parts[i], means[i] = Always, func([][8]int64) bool { return true }; depth > 0 {
			parts[i], means[i] = drawFormula(t, conditions, depth-1)
		}
	}
	return Enough(k, parts...), func(placed [][8]int64) bool {
		hold := 0
		for _, holds := range means {
			hold += exact.Bit(holds(placed))
		}
		return hold >= k
	}
}

// Formulas can hold together if some way to share the items out meets them all, beside
// what is known of the items.
func TestFormulasAreExact(t *testing.T) {
	t.Parallel()
	manyFormulas(t, func(t rapid.TB, s *System, formulas []Formula, holds func(placed [][8]int64) bool) {
		want := s.someWay(func(placed [][8]int64) bool {
			return holds(placed) && !slices.ContainsFunc(s.conditions, func(c *Condition) bool { return !c.holds(placed) })
		})
		if got := s.Satisfiable(formulas...); got != want {
			t.Fatalf("%t, and not %t", got, want)
		}
	})
}

// apart keeps every formula, and no two groups have a column in common.
func TestFormulasApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var formulas []Formula
		for _, c := range drawSystem(t).conditions {
			formulas = append(formulas, c)
		}
		groups := map[int]int{} // by column
		kept := 0
		for g, group := range apart(formulas) {
			kept += len(group)
			for _, f := range group {
				from, to := f.extent()
				for column := from; column < to; column++ {
					if other, taken := groups[column]; taken && other != g {
						t.Fatalf("column %d is in groups %d and %d", column, other, g)
					}
					groups[column] = g
				}
			}
		}
		if kept != len(formulas) {
			t.Fatalf("%d formulas of %d", kept, len(formulas))
		}
	})
}

// manyFormulas checks formulas about the same few hundred systems in every run, and
// some that are drawn.
func manyFormulas(t *testing.T, check func(t rapid.TB, s *System, formulas []Formula, holds func(placed [][8]int64) bool)) {
	draw := func(t *rapid.T) func(t rapid.TB) {
		s := drawSystem(t)
		var formulas []Formula
		var means []func([][8]int64) bool
		for range rapid.IntRange(1, 2).Draw(t, "formulas") {
			f, holds := drawFormula(t, s.conditions, 2)
			formulas, means = append(formulas, f), append(means, holds)
		}
		if rapid.Bool().Draw(t, "nothing else is known") {
			s.conditions = nil
		}
		return func(t rapid.TB) {
			check(t, s, formulas, func(placed [][8]int64) bool {
				return !slices.ContainsFunc(means, func(holds func([][8]int64) bool) bool { return !holds(placed) })
			})
		}
	}
	for seed := range seeds() {
		rapid.Custom(draw).Example(seed)(t)
	}
	rapid.Check(t, func(t *rapid.T) { draw(t)(t) })
}

// Formulas of which all parts must hold become these parts, and those that ask for
// nothing go.
func TestFlatFormulas(t *testing.T) {
	t.Parallel()
	a, b, c := adding(0, 0, []int64{1}), adding(1, 0, []int64{1}), adding(2, 0, []int64{1})
	either := Enough(1, b, c)
	got, ok := flat([]Formula{Always, Enough(0, b, c), Enough(2, a, Enough(2, b, either)), c})
	if want := []Formula{a, b, either, c}; !ok || !slices.Equal(got, want) {
		t.Errorf("%v, %t", got, ok)
	}
	if _, ok := flat([]Formula{a, Enough(1, b, Enough(2, a, Never))}); !ok {
		t.Error("one of the two can hold")
	}
	if _, ok := flat([]Formula{Enough(2, a, Enough(2, b, Never))}); ok {
		t.Error("Never holds")
	}
}

// Formulas that have no column in common are of different groups, even if one begins
// where the other ends.
func TestFormulasApartSideBySide(t *testing.T) {
	t.Parallel()
	one := []int64{1}
	a, b, c := adding(2, 0, one, one), adding(0, 0, one, one), adding(3, 0, one, one)
	groups := apart([]Formula{a, b, c})
	if len(groups) != 2 || !slices.Equal(groups[0], []Formula{b}) || !slices.Equal(groups[1], []Formula{a, c}) {
		t.Errorf("%v", groups)
	}
}

// What is known about items in common decides together with formulas about different
// ones: not both, if there is room for one.
func TestFormulasWithRoomForOne(t *testing.T) {
	t.Parallel()
	one, minus := []int64{0, 1}, []int64{0, -1}
	s := &System{budget: NewBudget(mostWork), conditions: []*Condition{adding(0, 1, minus, minus, minus)}}
	var each []Formula
	for i := range 3 {
		s.kinds = append(s.kinds, kind{n: 1, ends: 3, column: i})
		each = append(each, adding(i, -1, one))
	}
	anyOf, two := Enough(1, each...), Enough(2, each...)
	for _, test := range []struct {
		formulas []Formula
		want     bool
	}{
		{each[:1], true}, {each[:2], false}, {[]Formula{anyOf}, true}, {[]Formula{two}, false},
		{[]Formula{anyOf, each[2]}, true}, {[]Formula{two, each[2]}, false},
		{[]Formula{adding(0, -1, one, one, one), two}, false},
	} {
		if got := s.Satisfiable(test.formulas...); got != test.want {
			t.Errorf("%v: %t", test.formulas, got)
		}
	}
	s.conditions = nil
	if s.budget = NewBudget(mostWork); !s.Satisfiable(two) || !s.Satisfiable(each...) {
		t.Error("if nothing else is known, there is room for all")
	}
}

// What is known about the seats of one bloc can decide a condition about them.
func TestSettledByWhatIsKnown(t *testing.T) {
	t.Parallel()
	known := adding(1, -3, []int64{1, -1, 0}) // at least 3 more for than against
	s := &System{budget: NewBudget(mostWork), kinds: []kind{{n: 5, ends: 7, column: 0}, {n: 5, ends: 7, column: 1}}}
	s.conditions = []*Condition{adding(0, -2, []int64{1, 0, 0}), adding(0, -5, []int64{1}, []int64{0, 1, 1}), known}
	for _, test := range []struct {
		name string
		c    *Condition
		want Formula // nil if it is the condition itself
	}{
		{"1 more", adding(1, -1, []int64{1, -1, 0}), Always},
		{"4 more", adding(1, -4, []int64{1, -1, 0}), nil},
		{"fewer than 3 more", adding(1, 2, []int64{-1, 1, 0}), Never},
		{"2 in the other bloc", adding(0, -2, []int64{1, 0, 0}), Always},
		{"1 more in the other bloc", adding(0, -1, []int64{1, -1, 0}), nil},
	} {
		got := s.settled(test.c)
		if test.want == nil {
			test.want = test.c
		}
		if got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	s.conditions = s.conditions[:2]
	if c := adding(1, -1, []int64{1, -1, 0}); s.settled(c) != c {
		t.Error("nothing is known")
	}
	s.budget = &Budget{left: 10}
	if c := adding(0, -2, []int64{1, 0, 0}); s.settled(c) != c {
		t.Error("there is no work left to find out")
	}
}

// A condition that two formulas ask for is asked for once.
func TestConditionAskedTwice(t *testing.T) {
	t.Parallel()
	s := New([]Kind{{N: 5, Ends: 3}, {N: 5, Ends: 3}}, NewBudget(1<<20))
	least, most := adding(0, -3, []int64{1, 0}, []int64{1, 0}), adding(0, 4, []int64{-1, 0}, []int64{-1, 0})
	if !s.Satisfiable(least, Enough(2, most, least)) {
		t.Error("no way to have 3 or 4 items in the first end")
	}
	if s.Assume(least, most); !s.Satisfiable(most, least) {
		t.Error("what is assumed cannot hold")
	}
}

// That a formula and its opposite do not both hold takes no search, however many choices
// there are. It is found too if the opposite is a part of another.
func TestFormulaAndItsOpposite(t *testing.T) {
	t.Parallel()
	const many = 26
	one := []int64{1, 0}
	kinds := make([]Kind, many)
	for i := range kinds {
		kinds[i] = Kind{N: 3, Ends: 3}
	}
	draw := func() Formula {
		var parts []Formula
		for i := range many {
			some, most := adding(i, -1, one), adding(i, -2, one)
			parts = append(parts, Enough(1, most, Enough(2, some, adding((i+1)%many, -1, one))))
		}
		return Enough(many/2+1, parts...)
	}
	f, opposite := draw(), Not(draw())
	for i, formulas := range [][]Formula{{f, opposite}, {f, Enough(2, opposite, adding(0, -1, one))}} {
		s := New(kinds, NewBudget(200_000))
		if s.Satisfiable(formulas...) || s.budget.Spent() {
			t.Errorf("%d: not refuted; %d of the budget is left", i, s.budget.Left())
		}
	}
	more := draw().(*AtLeast)
	for i, other := range []Formula{Enough(1, opposite, adding(0, -1, one)), Not(Enough(more.K+1, more.Of...))} {
		if s := New(kinds, NewBudget(200_000)); !s.Satisfiable(f, other) {
			t.Errorf("%d: refuted", i)
		}
	}
}

// Change gives a formula other conditions, and leaves the first as it is.
func TestChangedConditions(t *testing.T) {
	t.Parallel()
	p, q, r := adding(0, -1, []int64{1}), adding(1, -1, []int64{1}), adding(2, -1, []int64{1})
	f := Enough(2, p, Enough(1, q, r))
	changed := Change(f, func(c *Condition) *Condition { return c.Opposite() })
	var found []int
	Change(changed, func(c *Condition) *Condition {
		found = append(found, c.First)
		if c.Values[0][0].Sign() > 0 {
			t.Errorf("column %d is as it was", c.First)
		}
		return c
	})
	if !slices.Equal(found, []int{0, 1, 2}) || p.Values[0][0].Sign() < 0 {
		t.Errorf("%v", found)
	}
	defer func() {
		if recover() == nil {
			t.Error("a pooled condition is changed")
		}
	}()
	Change(&Pooled{}, func(c *Condition) *Condition { return c })
}
