package linear

import (
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// list visits what the conditions come to in every way in which the items can end.
func (p *component) list(visit func(sums []*big.Rat)) {
	sums := make([]*big.Rat, len(p.constants))
	for i, c := range p.constants {
		sums[i] = c.Rat()
	}
	var place func(i int, ends uint8, left int64)
	place = func(i int, ends uint8, left int64) {
		if ends == 0 {
			if left > 0 {
				return
			}
			if i++; i >= len(p.unknowns) {
				visit(sums)
				return
			}
			ends, left = p.unknowns[i].ends, p.unknowns[i].n
		}
		end := bits.TrailingZeros8(ends)
		for n := range left + 1 {
			add := func(n int64) {
				for _, t := range p.unknowns[i].terms {
					sums[t.condition].Add(sums[t.condition], new(big.Rat).Mul(t.Values[end].Rat(), big.NewRat(n, 1)))
				}
			}
			add(n)
			place(i, ends&(ends-1), left-n)
			add(-n)
		}
	}
	place(-1, 0, 0)
}

// listed reports whether some way meets all conditions.
func (p *component) listed() (holds bool) {
	p.list(func(sums []*big.Rat) {
		holds = holds || !slices.ContainsFunc(sums, func(sum *big.Rat) bool { return sum.Sign() < 0 })
	})
	return holds
}

// checkComponents checks the components of the same systems in every run, and of some
// that are drawn. A part of them must be of use.
func checkComponents(t *testing.T, check func(t rapid.TB, p *component) (useful bool)) {
	useful := 0
	for seed := range seeds() {
		for _, p := range partsOf(rapid.Custom(drawSystem).Example(seed)) {
			useful += exact.Bit(check(t, p))
		}
	}
	if useful < seeds()/40 {
		t.Fatalf("only %d components are of use", useful)
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, p := range partsOf(drawSystem(t)) {
			check(t, p)
		}
	})
}

// A component of several conditions has a solution if listing finds one. With one
// condition, bounds have decided it before.
func TestComponentIsExact(t *testing.T) {
	t.Parallel()
	checkComponents(t, func(t rapid.TB, p *component) bool {
		if len(p.constants) == 1 {
			return false
		}
		want := p.listed()
		if got := p.solvable(true); got != want {
			t.Fatalf("%t, and not %t", got, want)
		}
		if want && !p.solvable(false) {
			t.Fatal("there are whole numbers, and no numbers")
		}
		if p.between() && !want {
			t.Fatal("between finds a way that there is not")
		}
		return true
	})
}

// Kinds without items, and those that add the same in every end, do not make one
// component of two.
func TestComponentsApart(t *testing.T) {
	t.Parallel()
	s := &System{budget: NewBudget(mostWork), kinds: []kind{
		{n: 3, ends: 3, column: 0}, {n: 0, ends: 3, column: 1}, {n: 2, ends: 3, column: 2}, {n: 3, ends: 3, column: 3},
	}}
	s.conditions = []*Condition{
		adding(0, -2, []int64{0, 1}, []int64{0, 1}, []int64{1, 1}),
		adding(1, -2, []int64{0, 1}, []int64{1, 1}, []int64{0, 1}),
	}
	parts := partsOf(s)
	if len(parts) != 2 || len(parts[0].unknowns) != 1 || len(parts[1].unknowns) != 1 {
		t.Errorf("%d components", len(parts))
	}
}

// A way has a solution if all conditions hold when the first few unknowns have changed
// ends.
func TestOnTheWay(t *testing.T) {
	t.Parallel()
	useful := 0
	checkComponents(t, func(t rapid.TB, p *component) bool {
		var first, last []int
		for _, u := range p.unknowns {
			first, last = append(first, bits.TrailingZeros8(u.ends)), append(last, lastEnd(u.ends))
		}
		for _, way := range [][2][]int{{first, last}, {last, first}} {
			want := false
			for changed := range len(p.unknowns) + 1 {
				sums := slices.Clone(p.constants)
				for i, u := range p.unknowns {
					end := way[exact.Bit(i < changed)][i]
					for _, term := range u.terms {
						sums[term.condition] = sums[term.condition].Plus(term.Values[end].Times(exact.Whole(u.n)))
					}
				}
				want = want || !slices.ContainsFunc(sums, func(sum exact.Rational) bool { return sum.Sign() < 0 })
			}
			if got := p.onTheWay(way[0], way[1]); got != want {
				t.Fatalf("%t, and not %t", got, want)
			}
		}
		useful += exact.Bit(len(p.unknowns) > 1)
		return true
	})
	if useful < seeds()/40 {
		t.Errorf("only %d of use", useful)
	}
}

// Sums of 6, 10 and 15 cannot be 29. In fractions they can.
func TestFractionsWillDo(t *testing.T) {
	t.Parallel()
	s := &System{budget: NewBudget(mostWork), conditions: []*Condition{
		adding(0, -29, []int64{0, 6}, []int64{0, 10}, []int64{0, 15}),
		adding(0, 29, []int64{0, -6}, []int64{0, -10}, []int64{0, -15}),
	}}
	for i := range 3 {
		s.kinds = append(s.kinds, kind{n: 7, ends: 3, column: i})
	}
	p := partsOf(s)[0]
	if p.solvable(true) || !p.solvable(false) {
		t.Error("in whole numbers, or not in fractions")
	}
}

// Two free numbers are counted, and that is little work: no fraction with so small a
// denominator is as near to 0.551234567.
func TestTwoFreeNumbers(t *testing.T) {
	t.Parallel()
	s := &System{budget: &Budget{left: 10_000}, kinds: []kind{{n: 7000, ends: 7, column: 0}}, conditions: []*Condition{
		adding(0, 0, []int64{100_000_000_000 - 55123456650, -55123456650}),
		adding(0, 0, []int64{55123456750 - 100_000_000_000, 55123456750}),
		adding(0, -1, []int64{1, 1}),
	}}
	p := partsOf(s)[0]
	if p.free() != 2 || p.solvable(true) || p.budget.Spent() {
		t.Errorf("%d free numbers, spent %t", p.free(), p.budget.Spent())
	}
}

// manyAlike is a component of n single items that all conditions want in the first
// end.
func manyAlike(n, conditions int) *component {
	p := &component{budget: NewBudget(mostWork), work: 1, constants: slices.Repeat([]exact.Rational{exact.Whole(-1)}, conditions)}
	for range n {
		u := unknowns{n: 1, ends: 3}
		for c := range conditions {
			values := Nothing
			values[0] = exact.Whole(1)
			u.terms = append(u.terms, term{condition: c, Values: values})
		}
		p.unknowns = append(p.unknowns, u)
	}
	return p
}

// The ends that are best for two conditions are those in which an item adds most to both
// together: 1 and 2 in end 0, 4 and -2 in end 1, and nothing in the last.
func TestBestForTwoConditions(t *testing.T) {
	t.Parallel()
	u := unknowns{n: 1, ends: 7, terms: []term{{condition: 0, Values: Nothing}, {condition: 1, Values: Nothing}}}
	for i, values := range [][]int64{{1, 4}, {2, -2}} {
		for end, v := range values {
			u.terms[i].Values[end] = exact.Whole(v)
		}
	}
	p := &component{unknowns: []unknowns{u}, constants: make([]exact.Rational, 3)}
	for _, test := range [][3]int{{0, 0, 1}, {1, 1, 0}, {0, 1, 0}, {2, 2, 2}, {2, 1, 0}} {
		if way := p.best(test[0], test[1]); way[0] != test[2] {
			t.Errorf("conditions %d and %d: end %d", test[0], test[1], way[0])
		}
	}
}

// partsOf returns the components of a system.
func partsOf(s *System) []*component { return s.parts(s.tied()) }
