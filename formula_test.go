package tripartite

import (
	"slices"
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
	manyFormulas(t, func(t rapid.TB, s *system, formulas []formula, holds func(placed [][8]int64) bool) {
		want := s.someWay(func(placed [][8]int64) bool {
			return holds(placed) && !slices.ContainsFunc(s.conditions, func(c *condition) bool { return !c.holds(placed) })
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

// manyFormulas checks formulas about the same few hundred systems in every run, and
// some that are drawn.
func manyFormulas(t *testing.T, check func(t rapid.TB, s *system, formulas []formula, holds func(placed [][8]int64) bool)) {
	draw := func(t *rapid.T) func(t rapid.TB) {
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
		return func(t rapid.TB) {
			check(t, s, formulas, func(placed [][8]int64) bool {
				return !slices.ContainsFunc(means, func(holds func([][8]int64) bool) bool { return !holds(placed) })
			})
		}
	}
	for seed := range 400 {
		rapid.Custom(draw).Example(seed)(t)
	}
	rapid.Check(t, func(t *rapid.T) { draw(t)(t) })
}

// Formulas of which all parts must hold become these parts, and those that ask for
// nothing go.
func TestFlatFormulas(t *testing.T) {
	t.Parallel()
	a, b, c := adding(0, 0, []int64{1}), adding(1, 0, []int64{1}), adding(2, 0, []int64{1})
	either := newAtLeast(1, []formula{b, c})
	got, ok := flat([]formula{always, newAtLeast(0, []formula{b, c}), newAtLeast(2, []formula{a, newAtLeast(2, []formula{b, either})}), c})
	if want := []formula{a, b, either, c}; !ok || !slices.Equal(got, want) {
		t.Errorf("%v, %t", got, ok)
	}
	if _, ok := flat([]formula{a, newAtLeast(1, []formula{b, newAtLeast(2, []formula{a, never})})}); !ok {
		t.Error("one of the two can hold")
	}
	if _, ok := flat([]formula{newAtLeast(2, []formula{a, newAtLeast(2, []formula{b, never})})}); ok {
		t.Error("never holds")
	}
}

// Formulas that have no column in common are of different groups, even if one begins
// where the other ends.
func TestFormulasApartSideBySide(t *testing.T) {
	t.Parallel()
	one := []int64{1}
	a, b, c := adding(2, 0, one, one), adding(0, 0, one, one), adding(3, 0, one, one)
	groups := apart([]formula{a, b, c})
	if len(groups) != 2 || !slices.Equal(groups[0], []formula{b}) || !slices.Equal(groups[1], []formula{a, c}) {
		t.Errorf("%v", groups)
	}
}

// What is known about items in common decides together with formulas about different
// ones: not both, if there is room for one.
func TestFormulasWithRoomForOne(t *testing.T) {
	t.Parallel()
	one, minus := []int64{0, 1}, []int64{0, -1}
	s := &system{budget: newBudget(), conditions: []*condition{adding(0, 1, minus, minus, minus)}}
	var each []formula
	for i := range 3 {
		s.kinds = append(s.kinds, kind{n: 1, ends: 3, column: i})
		each = append(each, adding(i, -1, one))
	}
	p := position{base: s, budget: s.budget}
	anyOf, two := newAtLeast(1, each), newAtLeast(2, each)
	for _, test := range []struct {
		formulas []formula
		want     bool
	}{
		{each[:1], true}, {each[:2], false}, {[]formula{anyOf}, true}, {[]formula{two}, false},
		{[]formula{anyOf, each[2]}, true}, {[]formula{two, each[2]}, false},
		{[]formula{adding(0, -1, one, one, one), two}, false},
	} {
		if got := p.satisfiable(test.formulas); got != test.want {
			t.Errorf("%v: %t", test.formulas, got)
		}
	}
	p.base.conditions = nil
	if p.base.budget = newBudget(); !p.satisfiable([]formula{two}) || !p.satisfiable(each) {
		t.Error("if nothing else is known, there is room for all")
	}
}

// What is known about the seats of one bloc can decide a condition about them.
func TestSettledByWhatIsKnown(t *testing.T) {
	t.Parallel()
	known := adding(1, -3, []int64{1, -1, 0}) // at least 3 more for than against
	s := &system{budget: newBudget(), kinds: []kind{{n: 5, ends: 7, column: 0}, {n: 5, ends: 7, column: 1}}}
	s.conditions = []*condition{adding(0, -2, []int64{1, 0, 0}), adding(0, -5, []int64{1}, []int64{0, 1, 1}), known}
	p := position{base: s, budget: s.budget}
	for _, test := range []struct {
		name string
		c    *condition
		want formula // nil if it is the condition itself
	}{
		{"1 more", adding(1, -1, []int64{1, -1, 0}), always},
		{"4 more", adding(1, -4, []int64{1, -1, 0}), nil},
		{"fewer than 3 more", adding(1, 2, []int64{-1, 1, 0}), never},
		{"2 in the other bloc", adding(0, -2, []int64{1, 0, 0}), always},
		{"1 more in the other bloc", adding(0, -1, []int64{1, -1, 0}), nil},
	} {
		got := p.settled(test.c)
		if test.want == nil {
			test.want = test.c
		}
		if got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	s.conditions = s.conditions[:2]
	if c := adding(1, -1, []int64{1, -1, 0}); p.settled(c) != c {
		t.Error("nothing is known")
	}
	p.base.budget = &budget{left: 10}
	p.budget = p.base.budget
	if c := adding(0, -2, []int64{1, 0, 0}); p.settled(c) != c {
		t.Error("there is no work left to find out")
	}
}

// A clause that holds exactly, however the seats end, always holds; one that fails by
// one never does.
func TestClauseThatIsKnown(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	p := newPosition(body.OpenRoom().Tally(), openSeats(body.OpenRoom().Tally(), Silent, func(States) States { return For | Against }), newBudget())
	clause := func(least int64) formula {
		return p.clause(p.tally, inSeats, nothingEach.plus(Cast, whole(1)), whole(least))
	}
	if clause(5) != always || clause(6) != never {
		t.Errorf("%v, %v", clause(5), clause(6))
	}
	// That A has 3 more for than against decides whether it has 1 more.
	more := func(least int64) formula {
		return p.clause(p.tally.Group(First), inSeats, nothingEach.plus(For, whole(1)).minus(Against, whole(1)), whole(least))
	}
	if more(1) == always || more(3) == never {
		t.Error("nothing is known yet")
	}
	p.base.conditions = []*condition{p.linear(p.tally.Group(First), inSeats, nothingEach.plus(For, whole(1)).minus(Against, whole(1)), whole(3))}
	if more(1) != always {
		t.Error("it is not known")
	}
}

// A rule is sound if no part of it is malformed, however deep.
func TestSoundRules(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	tally := body.OpenRoom().Tally()
	p := newPosition(tally, nil, newBudget())
	bad := In{Bloc: "nobody", Rule: SimpleMajority()}
	for _, test := range []struct {
		rule Rule
		want bool
	}{
		{SimpleMajority(), true}, {Veto{SimpleMajority()}, true}, {All{Veto{SimpleMajority()}, TwoThirds()}, true},
		{In{Group: First, Rule: All{Veto{Any{SimpleMajority()}}}}, true},
		{bad, false}, {All{SimpleMajority(), bad}, false}, {Veto{All{SimpleMajority(), Any{bad, SimpleMajority()}}}, false}, {All{}, false},
	} {
		if got := p.isSound(test.rule, tally); got != test.want {
			t.Errorf("%v: %t", test.rule, got)
		}
	}
	p.budget.left = 30 // three rules
	if p.isSound(All{SimpleMajority(), TwoThirds(), SimpleMajority()}, tally) {
		t.Error("there is no work left to find out")
	}
}

// A veto counts beside a malformed rule, if nothing in the veto itself is malformed.
func TestPossibleVetoBesideAMalformedRule(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	tally := body.OpenRoom().Tally()
	bad := Share{Of: For, Base: Cast, Need: Threshold{}}
	veto := Veto{SeatCount{Of: Against, Need: 2}}
	p := newPosition(tally, openSeats(tally, Silent, func(States) States { return For | Against }), newBudget())
	for _, test := range []struct {
		rule Rule
		want Outcomes
	}{
		{Any{bad, veto}, OutcomesOf(Rejected, Adopted)},
		{Any{bad, Veto{bad}}, OutcomesOf(Rejected)},
		{Any{SeatCount{Of: For, Need: 4}, Veto{SeatCount{Of: Against, Need: 2}, bad}}, OutcomesOf(Rejected, Adopted)},
		{All{SeatCount{Of: For, Need: 1}, Veto{Veto{bad}}}, OutcomesOf(Rejected)},
	} {
		var want Outcomes
		p.complete(func(counts []byState) { want |= p.outcome(test.rule, body.tally(counts)) })
		if got, ok := p.search(test.rule, 0); !ok || got != test.want || got != want {
			t.Errorf("%v: %v, and not %v; all counts: %v", test.rule, got, test.want, want)
		}
	}
}
