package linear

import (
	"math/big"
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// A system has a solution if sharing the items out in every way finds one, and what
// has none in whole numbers is not needed to have none in others: of the same few
// hundred systems in every run, and of some that are drawn.
func TestSystemIsExact(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, s *System) {
		want := s.listed()
		settled := s.with()
		if settled.Settle(); settled.with().solve(true) != want {
			t.Fatalf("settled, it is not %v", want)
		}
		if got := s.with().solve(true); got != want {
			t.Fatalf("%v, and not %v", got, want)
		}
		if want && !s.with().solve(false) {
			t.Fatal("there are whole numbers, and no numbers")
		}
		if s.budget.Spent() {
			t.Fatal("the budget is spent")
		}
	}
	manySystems(t, check)
}

// Items that add different numbers beyond 64 bits are not taken for the same: two of
// 2b and two of b come to 3b, which four of 2b do not.
func TestSystemTellsLargeNumbersApart(t *testing.T) {
	t.Parallel()
	b := exact.FromInt(new(big.Int).Lsh(big.NewInt(3), 80))
	s := &System{budget: NewBudget(mostWork), kinds: []kind{{n: 2, ends: 3, column: 0}, {n: 2, ends: 3, column: 1}}}
	atLeast := &Condition{Constant: b.Times(exact.Whole(-3))}
	atMost := &Condition{Constant: b.Times(exact.Whole(3))}
	for _, n := range []int64{2, 1} {
		up, down := Nothing, Nothing
		up[1], down[1] = b.Times(exact.Whole(n)), b.Times(exact.Whole(-n))
		atLeast.Values, atMost.Values = append(atLeast.Values, up), append(atMost.Values, down)
	}
	s.conditions = []*Condition{atLeast, atMost}
	if !s.listed() || !s.with().solve(true) {
		t.Errorf("listed %t, solved %t", s.listed(), s.with().solve(true))
	}
}

// Settling leaves all solutions as they are: so it does not change what further
// conditions allow.
func TestSettlingLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSystem(t)
		further := drawSystem(t)
		var conditions []Formula
		for _, c := range further.conditions {
			if c.First+len(c.Values) <= len(s.kinds) {
				conditions = append(conditions, c)
			}
		}
		settled := s.with()
		settled.Settle()
		if got, want := settled.with(conditions...).solve(true), s.with(conditions...).listed(); got != want {
			t.Fatalf("%v, and not %v", got, want)
		}
	})
}

// A search whose budget is spent says so, and not that there is a solution.
func TestSystemGivesUp(t *testing.T) {
	t.Parallel()
	s := &System{budget: &Budget{left: 500}}
	c := &Condition{Constant: exact.Whole(-1001)}
	d := &Condition{Constant: exact.Whole(1001)}
	for i := range 40 {
		s.kinds = append(s.kinds, kind{n: 1, ends: 3, column: i})
		w := exact.Whole(int64(2 * (100 + i*37%41)))
		c.Values = append(c.Values, Values{exact.Whole(0), w})
		d.Values = append(d.Values, Values{exact.Whole(0), w.Times(exact.Whole(-1))})
	}
	s.conditions = []*Condition{c, d}
	if s.solve(true) || !s.budget.Spent() {
		t.Error("even numbers come to an odd one")
	}
}
