package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
	"testing"

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
					sums[t.condition].Add(sums[t.condition], new(big.Rat).Mul(t.values[end].Rat(), big.NewRat(n, 1)))
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
		reached := p.constants[a].plus(p.constants[b])
		for i, u := range p.unknowns {
			for _, term := range u.terms {
				n := whole(u.n * int64(b2i(term.condition == a)+b2i(term.condition == b)))
				reached = reached.plus(term.values[way[i]].times(n))
			}
		}
		if got.Rat().Cmp(want) != 0 || reached.Cmp(got) != 0 {
			t.Fatalf("%v, reached %v, but listing says %v", got, reached, want)
		}
		return len(p.unknowns) > 0
	})
}
