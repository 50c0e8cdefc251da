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
// that are drawn. At least a hundred must be of use.
func checkComponents(t *testing.T, check func(t rapid.TB, p *component) (useful bool)) {
	useful := 0
	for seed := range 800 {
		for _, p := range rapid.Custom(drawSystem).Example(seed).parts() {
			useful += b2i(check(t, p))
		}
	}
	if useful < 100 {
		t.Fatalf("only %d components are of use", useful)
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, p := range drawSystem(t).parts() {
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

// The most that two conditions come to together is the most of all ways, and so is
// what the way comes to that is said to reach it.
func TestMostOfTwoConditions(t *testing.T) {
	t.Parallel()
	checkComponents(t, func(t rapid.TB, p *component) bool {
		a, b := 0, len(p.constants)-1
		var want *big.Rat
		p.list(func(sums []*big.Rat) {
			if sum := new(big.Rat).Add(sums[a], sums[b]); want == nil || sum.Cmp(want) > 0 {
				want = sum
			}
		})
		got, way := p.most(a, b)
		reached := p.constants[a].Plus(p.constants[b])
		for i, u := range p.unknowns {
			for _, term := range u.terms {
				n := exact.Whole(u.n * int64(b2i(term.condition == a)+b2i(term.condition == b)))
				reached = reached.Plus(term.Values[way[i]].Times(n))
			}
		}
		if got.Rat().Cmp(want) != 0 || reached.Cmp(got) != 0 {
			t.Fatalf("%v, reached %v, but listing says %v", got, reached, want)
		}
		return len(p.unknowns) > 0
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
	parts := s.parts()
	if len(parts) != 2 || len(parts[0].unknowns) != 1 || len(parts[1].unknowns) != 1 {
		t.Errorf("%d components", len(parts))
	}
}

// Two conditions of a component are opposed if no way makes their sum at least 0.
func TestComponentOpposed(t *testing.T) {
	t.Parallel()
	checkComponents(t, func(t rapid.TB, p *component) bool {
		together := map[[2]int]bool{}
		p.list(func(sums []*big.Rat) {
			for a := range sums {
				for b := range a {
					pair := [2]int{a, b}
					together[pair] = together[pair] || new(big.Rat).Add(sums[a], sums[b]).Sign() >= 0
				}
			}
		})
		want := false
		for _, can := range together {
			want = want || !can
		}
		if got := p.opposed(); got != want {
			t.Fatalf("%t, and not %t", got, want)
		}
		return len(together) > 0
	})
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
					end := way[b2i(i < changed)][i]
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
		useful += b2i(len(p.unknowns) > 1)
		return true
	})
	if useful < 50 {
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
	p := s.parts()[0]
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
	p := s.parts()[0]
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

// Up to the limits on a component, all is tried: pairs of conditions, ways between the
// best for two of them, and the simplex method.
func TestLimitsOfComponents(t *testing.T) {
	t.Parallel()
	for _, n := range []int{mostPairs, mostPairs + 1} {
		p := manyAlike(1, n)
		p.constants[1] = exact.Whole(-3)
		if got := p.opposed(); got != (n == mostPairs) {
			t.Errorf("of %d conditions, two are opposed: %t", n, got)
		}
	}
	for _, n := range []int{mostPairs / 2, mostPairs/2 + 1} {
		if got := manyAlike(2, n).between(); got != (n == mostPairs/2) {
			t.Errorf("of %d conditions, there is a way: %t", n, got)
		}
	}
	for _, n := range []int{mostUnknowns, mostUnknowns + 1} {
		for _, wholly := range []bool{true, false} {
			p, small := manyAlike(n, mostPairs+1), n == mostUnknowns
			if got := p.solvable(wholly); got != (small || !wholly) || p.budget.Spent() != (!small && wholly) {
				t.Errorf("%d unknowns, wholly %t: %t, spent %t", n, wholly, got, p.budget.Spent())
			}
			p = manyAlike(n, mostPairs+1)
			p.constants[0] = exact.Whole(-int64(n) - 1) // more than there are
			if got := p.solvable(wholly); got != (!small && !wholly) {
				t.Errorf("too few of %d unknowns, wholly %t: %t", n, wholly, got)
			}
		}
	}
}
