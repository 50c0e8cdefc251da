package tripartite

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A charge succeeds if enough was left. Once one has failed, all do: even one of
// nothing, and however much is charged. Work that an int does not hold can be negative,
// and must not add to a budget.
func TestChargesOfABudget(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		left := rapid.IntRange(0, 100).Draw(t, "budget")
		b, spent := &budget{left: left}, false
		works := rapid.OneOf(rapid.IntRange(0, 60), rapid.SampledFrom([]int{math.MaxInt, -1, math.MinInt}))
		for _, work := range rapid.SliceOf(works).Draw(t, "work") {
			spent = spent || work < 0 || work > left
			left = max(left-max(work, 0), 0)
			if got := b.charge(work); got == spent || b.spent() != spent {
				t.Fatalf("%d of %d: %t, spent %t", work, left, got, b.spent())
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
		b := &budget{left: 100}
		if ok := b.chargeProduct(c.factors...); b.left != c.left || ok == b.spent() {
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
		b := &budget{left: all}
		part := b.part(n)
		if part.left+b.left != all || part.left != all/n {
			t.Fatalf("%d and %d of %d", part.left, b.left, all)
		}
		if rapid.Bool().Draw(t, "exhausted") {
			part.exhaust()
			work = all/n + 1
		}
		part.charge(work)
		b.rejoin(part)
		if b.spent() || b.left != all-min(work, all/n) {
			t.Fatalf("%d left of %d after %d", b.left, all, work)
		}
	})
}

// The work of a number beyond 64 bits grows with its digits, and faster with many.
func TestWorkOfLargeNumbers(t *testing.T) {
	t.Parallel()
	power := func(base, exponent int64) *big.Int {
		return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
	}
	const words = 12802 / bits.UintSize
	for _, test := range []struct {
		f    Fraction
		want int
	}{
		{Frac(-7, 3), 1},
		{FromInt(power(2, 80)), 8 + 82/bits.UintSize},                                               // 81 bits, and 1
		{FromRat(new(big.Rat).SetFrac(power(2, 6400), power(3, 4038))), 8 + words + words*words/64}, // twice 6401 bits
	} {
		if got := test.f.work(); got != test.want {
			t.Errorf("%d bits: %d, and not %d", test.f.Rat().Num().BitLen(), got, test.want)
		}
	}
}

// Every search charges for what it goes through. What a call does with its whole budget
// takes about a second, so none of this may be forgotten.
func TestSearchesAreCharged(t *testing.T) {
	t.Parallel()
	large := FromInt(new(big.Int).Lsh(big.NewInt(1), 80)) // its work is 9, or 10 where an int has 32 bits
	b := &budget{}
	one := []int64{0, 1}
	s := &system{budget: b, kinds: []kind{{n: 2, ends: 7, column: 0}, {n: 3, ends: 3, column: 1}, {n: 1, ends: 3, column: 2}, {n: 1, ends: 3, column: 3}}}
	s.conditions = []*condition{adding(0, -1, one, one), adding(0, 9, one)}
	wide := adding(1, 0, one, one)
	wide.constant = large
	longer := adding(3, 0, one) // the constant is short
	longer.values[0][1] = large
	alike := manyAlike(2, 3)
	alike.budget = b
	twoEnds := &simplex{
		budget: b, rows: []int{2, 3}, columns: []int{0, 1}, constants: []Fraction{whole(-1), whole(0)},
		coefficients: [][]Fraction{{whole(1), whole(2)}, {large, whole(1)}},
	}
	polygon := (&system{budget: newBudget(), kinds: []kind{{n: 5, ends: 7, column: 0}}, conditions: []*condition{adding(0, -3, []int64{2, 7, 1})}}).parts()[0]
	polygon.budget = b
	fives := halves(mostRounded)
	fives.budget = b
	open := position{base: s, budget: b, open: []openSeat{{seats: 2, from: 0, ends: 7}, {seats: 3, from: 0, ends: 3}, {seats: 1, from: 0, ends: 3}, {seats: 1, from: 0, ends: 3}}}
	shares := &pooled{
		pools: &pools{all: []pool{{next: 1, in: 1}}, of: []int{0}, weigh: func([]int64) []Fraction { return []Fraction{whole(1)} }},
		about: []int{0}, known: []Fraction{whole(0)}, top: whole(1), bottom: whole(0), values: adding(0, 0, one).values,
	}
	shared := &system{budget: b, kinds: []kind{{n: 2, ends: 3, column: 0}}, pooled: []*pooled{shares, shares}}
	loose := &tied{group: []int{0, 1, 2, 3}}
	parts := func(columns int) *listing {
		return &listing{budget: b, open: s.kinds[:columns], conditions: []*condition{adding(0, 1, one, one, one, one), adding(0, 2, one, one, one, one), adding(0, 3, one, one, one, one)}}
	}
	for _, test := range []struct {
		name string
		do   func()
		want int
	}{
		{"with", func() { s.with(wide, wide, wide) }, 4 + 2 + 3},
		{"bounds", func() { s.bounds(s.conditions[0]) }, 4 * 3},
		{"bounds of a large constant", func() { s.bounds(wide) }, 4 * 3 * large.work()},
		{"opposed", func() { s.opposed(adding(1, 0, one), adding(3, 0, one)) }, 8 * 3},
		{"opposed with long numbers", func() { s.opposed(adding(1, 0, one), longer) }, 8 * 3 * large.work()},
		{"bounds with long numbers", func() { s.bounds(longer) }, 4 * 2 * large.work()},
		{"dominate with long numbers", func() {
			(&system{budget: b, kinds: slices.Clone(s.kinds), conditions: []*condition{longer}}).dominate()
		}, 4 + 2*large.work()},
		{"limit", func() { open.limit([]int{1, 3}, 5) }, 10 * 3},
		{"dominate", func() { s.with().dominate() }, 4 + 2 + (1 + 2*3) + (1 + 1*2) + 1 + 1},
		{"add", func() {
			(&component{budget: b, alike: map[string]int{}}).add(unknowns{n: 1, ends: 3, terms: make([]term, 3)})
		}, 8 * 3},
		{"opposed in a component", func() { alike.opposed() }, 3 * 16 * 2},
		{"between", func() { alike.between() }, 8 * 2},
		{"table", func() { alike.table() }, 2*2*(2+3) + 2*(2+3)*2},
		{"clone", func() { twoEnds.clone() }, 2 * 2 * 2},
		{"exchange", func() { twoEnds.clone().exchange(0, 0) }, 2*2*2 + 2 + 1 + 2*2*large.work()},
		{"roundable", func() { fives.roundable() }, 5 * 2 << 5},
		{"hasPoint", func() { polygon.hasPoint() }, 15 * 4 * 4},
		{"cost of nothing", func() { open.cost(nil) }, 10},
		{"cost", func() { open.cost([]formula{s.conditions[0]}) }, 10 + 1 + 4*2 + 20*3 + 4*(2+1)},
		{"meet", func() { open.meet(wide) }, (4*2 + 20*3) * large.work()},
		{"after", func() { open.after(wide, make([]turnTo, 3)) }, 4 * (2 + 3) * large.work()},
		{"pools of a system", func() { shared.sharers() }, workOfPool * 1},
		{"bounds of pooled conditions", func() { shared.linear([]int64{0}, []int64{2}) }, 1 + 2*(4+8*1)},
		{"dominate by pooled conditions", func() { shared.with().dominate() }, 1 + 1 + 2*2*2},
		{"pieces", func() { s.pieces(loose, s.conditions[0]) }, 4 * 1 * 2},
		{"tied columns", func() { s.tied() }, 4 * (4 + 3)},
		{"sums of a listing", func() { parts(4).add() }, 3 * workOfValue * 4},
		{"run of a listing", func() {
			l := parts(1)
			l.open = []kind{{n: 1, ends: 1}}
			l.nodes, l.settled, l.counts = []int{0}, make([]byState, 1), make([]byState, 1)
			l.visit = func([]byState) bool { return true }
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

// The work of a vote grows with the blocs and the clauses, and both with weights beyond 64
// bits. The work of a bloc grows with weights that change. Where nobody keeps tallies, only blocs with seats count.
func TestWorkOfVotes(t *testing.T) {
	t.Parallel()
	plain := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B"}, Bloc{Name: "C"})
	changing := MustBody(Bloc{Name: "A", Size: 3, SharedBy: Present}, Bloc{Name: "B"}, Bloc{Name: "C"})
	large := FromInt(new(big.Int).Lsh(big.NewInt(1), 8*64))
	wide := MustBody(Bloc{Name: "A", Size: 1, Weight: large}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	wideAndChanging := MustBody(Bloc{Name: "A", Size: 1, Weight: large}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1, SharedBy: Present})
	full := func(b *Body) Tally { return b.alike([numGroups + 1]States{For, For, For, For}) }
	for _, test := range []struct {
		name string
		of   Tally
		want int
	}{
		{"nothing", Tally{}, clauseWork * 5},
		{"plain", full(plain), clauseWork * (4*4 + 5)},
		{"changing", full(changing), clauseWork * (4*(4+3) + 5)},
		{"wide", full(wide), clauseWork * (4*(4+8+8/4) + 5*(8+8))},
		{"wide and changing", full(wideAndChanging), clauseWork * (4*(4+8+8/4+3+8*8) + 5*(8+8))},
	} {
		if got := workOf(test.of, 5); got != test.want {
			t.Errorf("%s: %d, and not %d", test.name, got, test.want)
		}
	}
	for _, test := range []struct {
		name   string
		body   *Body
		own    bool
		shared bool // the memory of all tallies
	}{{"plain", plain, false, true}, {"own", plain, true, false}, {"changing", changing, false, false}, {"wide", wide, false, false}} {
		e := &examiner{own: test.own, leaves: test.body.leaves()[:1]}
		c := e.counter(test.body)
		want := workOf(full(test.body), 5)
		if test.shared {
			want = clauseWork * (2 + 5)
		}
		if got := c.price(full(test.body), 5); got != want || (c.room != nil) != test.shared {
			t.Errorf("%s: %d, and not %d; shared %t", test.name, got, want, c.room != nil)
		}
	}
}

// All votes are tried if they are few, and if there is work left for them.
func TestVotesThatAreAllTried(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		seats, left int
		want        bool
	}{{2, mostWork, true}, {2, 36 * perVote * 10, true}, {2, 36*perVote*10 - 1, false}, {16, mostWork * 100, false}} {
		body := MustBody(Bloc{Name: "A", Size: test.seats}, Bloc{Name: "B"}, Bloc{Name: "C"})
		e := &examiner{rule: SimpleMajority(), body: body, report: &PropertyReport{}, leaves: body.leaves()[:1], budget: &budget{left: test.left}, price: 10}
		e.votes, e.others = e.counter(body), e.counter(body)
		if got := e.exhaust(); got != test.want {
			t.Errorf("%d seats, %d: %t", test.seats, test.left, got)
		}
	}
	if all := compositions(2, 36); len(all) != 36 || compositions(2, 35) != nil {
		t.Errorf("%d", len(all))
	}
}

// A rule is walked up to the limits: 1,000 deep, and so many clauses.
func TestLimitsOfRules(t *testing.T) {
	t.Parallel()
	deep := func(n int) (r Rule) {
		for r = SimpleMajority(); n > 0; n-- {
			r = Veto{r}
		}
		return r
	}
	many := func(n int) Rule { return All(slices.Repeat([]Rule{SimpleMajority()}, n-1)) } // it is one itself
	for _, test := range []struct {
		rule Rule
		want error
	}{{deep(mostNested), nil}, {deep(mostNested + 1), ErrRule}, {many(mostClauses), nil}, {many(mostClauses + 1), ErrTooLarge}} {
		if err := unwieldy("try", test.rule); !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%.100v", err)
		}
	}
}
