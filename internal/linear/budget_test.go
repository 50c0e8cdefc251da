package linear

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// A charge succeeds if enough was left. Once one has failed, all do: even one of
// nothing, and however much is charged. Work that an int does not hold can be negative,
// and must not add to a budget.
func TestChargesOfABudget(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		left := rapid.IntRange(0, 100).Draw(t, "budget")
		b, spent := &Budget{left: left}, false
		works := rapid.OneOf(rapid.IntRange(0, 60), rapid.SampledFrom([]int{math.MaxInt, -1, math.MinInt}))
		for _, work := range rapid.SliceOf(works).Draw(t, "work") {
			spent = spent || work < 0 || work > left
			left = max(left-max(work, 0), 0)
			if got := b.Charge(work); got == spent || b.Spent() != spent {
				t.Fatalf("%d of %d: %t, spent %t", work, left, got, b.Spent())
			}
		}
	})
}

// A product is charged as such, even if no int holds it.
func TestProductsChargedToABudget(t *testing.T) {
	t.Parallel()
	const most = math.MaxInt
	for _, c := range []struct {
		factors []int
		left    int // -1 if it was spent
	}{
		{nil, 99}, {[]int{7}, 93}, {[]int{4, 5, 5}, 0}, {[]int{4, 5, 5, 0}, 100}, {[]int{3, 34}, -1}, {[]int{most, most, 2}, -1}, {[]int{2, most}, -1},
		{[]int{most, most, 0}, 100}, {[]int{-1, 5}, -1}, {[]int{1 << (bits.UintSize / 2), 1 << (bits.UintSize / 2)}, -1},
	} {
		b := &Budget{left: 100}
		if ok := b.ChargeProduct(c.factors...); b.left != c.left || ok == b.Spent() {
			t.Errorf("%v: %d left", c.factors, b.left)
		}
	}
}

// A part of a budget takes what it is given from the whole, and what it leaves comes
// back. A part that is spent does not spend the whole.
func TestPartOfABudget(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all, n := rapid.IntRange(0, 1000).Draw(t, "budget"), rapid.IntRange(1, 10).Draw(t, "n")
		work := rapid.IntRange(0, 1000).Draw(t, "work")
		b := &Budget{left: all}
		part := b.Part(n)
		if part.left+b.left != all || part.left != all/n {
			t.Fatalf("%d and %d of %d", part.left, b.left, all)
		}
		if rapid.Bool().Draw(t, "exhausted") {
			part.Exhaust()
			work = all/n + 1
		}
		part.Charge(work)
		b.Rejoin(part)
		if b.Spent() || b.left != all-min(work, all/n) {
			t.Fatalf("%d left of %d after %d", b.left, all, work)
		}
	})
}

// Every search charges for what it goes through. What a call does with its whole budget
// takes about a second, so none of this may be forgotten.
func TestSearchesAreCharged(t *testing.T) {
	t.Parallel()
	large := exact.FromInt(new(big.Int).Lsh(big.NewInt(1), 80)) // its work is 9, or 10 where an int has 32 bits
	b := &Budget{}
	one := []int64{0, 1}
	s := &System{budget: b, kinds: []kind{{n: 2, ends: 7, column: 0}, {n: 3, ends: 3, column: 1}, {n: 1, ends: 3, column: 2}, {n: 1, ends: 3, column: 3}}}
	s.conditions = []*Condition{adding(0, -1, one, one), adding(0, 9, one)}
	wide := adding(1, 0, one, one)
	wide.Constant = large
	longer := adding(3, 0, one) // the constant is short
	longer.Values[0][1] = large
	alike := manyAlike(2, 3)
	alike.budget = b
	twoEnds := &simplex{
		budget: b, rows: []int{2, 3}, columns: []int{0, 1}, constants: []exact.Rational{exact.Whole(-1), exact.Whole(0)},
		coefficients: [][]exact.Rational{{exact.Whole(1), exact.Whole(2)}, {large, exact.Whole(1)}},
	}
	polygon := partsOf(&System{
		budget: NewBudget(mostWork), kinds: []kind{{n: 5, ends: 7, column: 0}},
		conditions: []*Condition{adding(0, -3, []int64{2, 7, 1})},
	})[0]
	polygon.budget = b
	open := New([]Kind{{N: 2, Ends: 7}, {N: 3, Ends: 3}, {N: 1, Ends: 3}, {N: 1, Ends: 3}}, NewBudget(mostWork))
	open.budget = b
	shares := &Pooled{
		Pools: &Pools{All: []Pool{{Next: 1, In: 1}}, Of: []int{0}, Weigh: func([]int64) []exact.Rational { return []exact.Rational{exact.Whole(1)} }},
		About: []int{0}, Known: []exact.Rational{exact.Whole(0)}, Top: exact.Whole(1), Bottom: exact.Whole(0), Values: adding(0, 0, one).Values,
	}
	shared := &System{budget: b, kinds: []kind{{n: 2, ends: 3, column: 0}}, pooled: []*Pooled{shares, shares}}
	loose := &System{budget: b, ties: &ties{group: []int{0, 1, 2, 3}, conditions: make([][]*Condition, 4)}}
	parts := func(columns int) *listing {
		return &listing{budget: b, open: s.kinds[:columns], conditions: []*Condition{adding(0, 1, one, one, one, one), adding(0, 2, one, one, one, one), adding(0, 3, one, one, one, one)}}
	}
	for _, test := range []struct {
		name string
		do   func()
		want int
	}{
		{"a new system", func() { New(make([]Kind, 3), b) }, 50 * 3},
		{"with", func() { s.with(wide, wide, wide) }, 4 + 2 + 3},
		{"bounds", func() { s.bounds(s.conditions[0]) }, 4 * 3},
		{"bounds of a large constant", func() { s.bounds(wide) }, 4 * 3 * large.Work()},
		{"opposed", func() { s.opposed(adding(1, 0, one), adding(3, 0, one)) }, 4 * (3 + 1)},
		{"opposed with long numbers", func() { s.opposed(adding(1, 0, one), longer) }, 4 * (3 + 1) * large.Work()},
		{"bounds with long numbers", func() { s.bounds(longer) }, 4 * 2 * large.Work()},
		{"dominate with long numbers", func() {
			dominates(&System{budget: b, kinds: slices.Clone(s.kinds), conditions: []*Condition{longer}})
		}, 4*(4+1) + 4 + 2*large.Work()},
		{"limit", func() { open.Turning([]int{1, 3}, 5) }, 10 * 3},
		{"dominate", func() { dominates(s.with()) }, 4 + 2 + 4*(4+3) + (1 + 2*3) + (1 + 1*2) + 1 + 1},
		{"add", func() {
			(&component{budget: b, alike: map[string]int{}}).add(unknowns{n: 1, ends: 3, terms: make([]term, 3)})
		}, 8 * 3},
		{"between", func() { alike.between() }, 8 * 2},
		{"table", func() { alike.table() }, 2 * 2 * (2 + 3)},
		{"clone", func() { twoEnds.clone() }, 2 * 2 * 2},
		{"exchange", func() { twoEnds.clone().exchange(0, 0) }, 2*2*2 + 2 + 1 + 2*2*large.Work()},
		{"hasPoint", func() { polygon.hasPoint() }, 2*2*2 + 15*4*4},
		{"cost of nothing", func() { open.Fewest() }, 10},
		{"cost", func() { open.Fewest(s.conditions[0]) }, 10 + 1 + 4*2 + 20*3 + 1 + 4*(2+1)},
		{"meet", func() { open.meet(wide) }, (4*2 + 20*3) * large.Work()},
		{"after", func() { open.after(wide, make([]turnTo, 3)) }, 4 * (2 + 3) * large.Work()},
		{"pools of a system", func() { shared.sharers() }, workOfPool * 1},
		{"bounds of pooled conditions", func() { shared.linear([]int64{0}, []int64{2}) }, 1 + 2*(4+8*1)},
		{"dominate by pooled conditions", func() { dominates(shared.with()) }, 1 + 4 + 1 + 2*2*2},
		{"pieces", func() { loose.pieces(s.conditions[0]) }, 4 * (1 + 2)},
		{"tied columns", func() { s.tied() }, 4 * (4 + 3)},
		{"conditions of a listing", func() {
			l := &listing{budget: b, open: s.kinds[:2], settled: make([][8]int64, 2)}
			l.about([]*Condition{adding(0, 0, one, one)})
		}, 2 + 2*workOfValue},
		{"sums of a listing", func() { parts(4).add() }, 3 * (2 + workOfValue) * 4},
		{"run of a listing", func() {
			l := parts(1)
			l.open = []kind{{n: 1, ends: 1}}
			l.settled, l.counts, l.narrow = make([][8]int64, 1), make([][8]int64, 1), make([][]need, 1)
			l.visit = func([][8]int64) bool { return true }
			l.run()
		}, 4*(8+1)*(3+1) + 8*(1+3) + workOfVisit},
	} {
		b.left = mostWork
		test.do()
		if got := mostWork - b.left; got != test.want {
			t.Errorf("%s: %d, and not %d", test.name, got, test.want)
		}
	}
}
