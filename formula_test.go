package tripartite

import (
	"testing"

	"pgregory.net/rapid"
)

// drawFormula draws a formula over conditions, and what it means: a test of a way to
// share items out.
func drawFormula(t *rapid.T, conditions []*condition, depth int) (formula, func(placed [][8]int64) bool) {
	kind := rapid.IntRange(0, 9).Draw(t, "formula")
	switch {
	case kind == 0:
		return always, func([][8]int64) bool { return true }
	case kind == 1:
		return never, func([][8]int64) bool { return false }
	case len(conditions) > 0 && (depth == 0 || kind < 5):
		c := rapid.SampledFrom(conditions).Draw(t, "condition")
		return c, c.holds
	}
	n := rapid.IntRange(1, 3).Draw(t, "n")
	k := rapid.IntRange(1, n).Draw(t, "k")
	parts, means := make([]formula, n), make([]func([][8]int64) bool, n)
	for i := range parts {
		if parts[i], means[i] = always, func([][8]int64) bool { return true }; depth > 0 {
			parts[i], means[i] = drawFormula(t, conditions, depth-1)
		}
	}
	return some(k, n, func(i int) formula { return parts[i] }), func(placed [][8]int64) bool {
		hold := 0
		for _, holds := range means {
			hold += b2i(holds(placed))
		}
		return hold >= k
	}
}

// Formulas can hold together if some way to share the items out meets them all, beside
// what is known of the items.
func TestFormulasAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSystem(t)
		var formulas []formula
		var means []func([][8]int64) bool
		for range rapid.IntRange(1, 2).Draw(t, "formulas") {
			f, holds := drawFormula(t, s.conditions, 2)
			formulas, means = append(formulas, f), append(means, holds)
		}
		if rapid.Bool().Draw(t, "nothing else is known") {
			s.conditions = nil
		}
		want := s.someWay(func(placed [][8]int64) bool {
			for _, c := range s.conditions {
				if !c.holds(placed) {
					return false
				}
			}
			for _, holds := range means {
				if !holds(placed) {
					return false
				}
			}
			return true
		})
		p := position{base: s, budget: s.budget}
		if got := p.satisfiable(formulas); got != want {
			t.Fatalf("%t, and not %t", got, want)
		}
	})
}

// apart keeps every formula, and no two groups have a column in common.
func TestFormulasApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var formulas []formula
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
