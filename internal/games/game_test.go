package games

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawGame draws a game of a few classes whose conditions go by the weights of all seats or of
// a part, or by numbers of seats. In parts, each part has weights of its own.
func drawGame(t *rapid.T, inParts bool) *Game {
	g := &Game{}
	var weights []int
	for i := range rapid.IntRange(1, 4).Draw(t, "classes") {
		g.Classes = append(g.Classes, rapid.IntRange(1, 3).Draw(t, "seats"))
		g.Parts = append(g.Parts, rapid.IntRange(1, 3).Draw(t, "part"))
		weights = append(weights, rapid.IntRange(0, 4).Draw(t, fmt.Sprint("weight ", i)))
	}
	units := []exact.Rational{exact.Whole(1), exact.Frac(1, 2), exact.Frac(3, 5)}
	unit := rapid.SampledFrom(units).Draw(t, "unit")
	totalBySeats := rapid.Bool().Draw(t, "total by seats")
	for range rapid.IntRange(1, 4).Draw(t, "conditions") {
		c := Condition{Constant: exact.Whole(int64(rapid.IntRange(-12, 1).Draw(t, "constant")))}
		part := 0
		if inParts {
			part = rapid.IntRange(0, 3).Draw(t, "about")
		}
		bySeats := rapid.Bool().Draw(t, "by seats")
		if inParts && part == 0 {
			bySeats = totalBySeats // there is one total
		}
		for i, w := range weights {
			switch {
			case part > 0 && g.Parts[i] != part:
				w = 0
			case bySeats:
				w = 1
			}
			c.Each = append(c.Each, unit.Times(exact.Whole(int64(w))))
		}
		g.Conditions = append(g.Conditions, c)
	}
	k := rapid.IntRange(1, len(g.Conditions)).Draw(t, "k")
	g.Adopts = atLeast(k, len(g.Conditions))
	return g
}

// asked returns what asking about all coalitions finds.
func (g *Game) asked(t rapid.TB) *Result {
	return asked(t, g.Classes, 2, false, func(inFavour, _ []int) bool {
		return g.Adopts(func(i int) bool {
			sum := g.Conditions[i].Constant
			for k, each := range g.Conditions[i].Each {
				sum = sum.Plus(each.Times(exact.Whole(int64(inFavour[k]))))
			}
			return sum.Sign() >= 0
		})
	})
}

func figures(t rapid.TB, r *Result) string {
	shapley, err := r.Shapley()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(r.Choices, r.Votes, r.Adopted, r.Monotone, r.Proper, r.Strong,
		r.Classes, shapley)
}

// Generating functions of all seats, and of parts, have the same answers as asking.
func TestGeneratingFunctionsAgreeWithAsking(t *testing.T) {
	t.Parallel()
	for name, inParts := range map[string]bool{"weight": false, "parts": true} {
		rapid.Check(t, func(t *rapid.T) {
			g := drawGame(t, inParts)
			r, ok, err := g.Count(inParts, linear.NewBudget(MostWork))
			if !ok || err != nil {
				t.Fatalf("by %s: %v %v: %+v", name, ok, err, g)
			}
			if diff := cmp.Diff(figures(t, g.asked(t)), figures(t, r)); diff != "" {
				t.Fatalf("by %s, %+v: %s", name, g, diff)
			}
		})
	}
}

// Whatever the quotas are of two parts and of a total, counting agrees with asking: for a total by
// weight, by weights of the parts in another proportion, and by the number of seats. So it does for
// one weighting with a number of seats.
func TestAllQuotas(t *testing.T) {
	t.Parallel()
	whole := func(numbers ...int64) (c Condition) {
		c.Constant = exact.Whole(-numbers[0])
		for _, n := range numbers[1:] {
			c.Each = append(c.Each, exact.Whole(n))
		}
		return c
	}
	some := [][]int{{1, 0, 0, 0}, {0, 1, 0, 0}, {1, 1, 0, 1}, {0, 2, 1, 0}, {1, 2, 1, 1}}
	check := func(inParts bool, k int, conditions ...Condition) {
		g := &Game{Classes: []int{1, 2, 1, 1}, Parts: []int{7, 7, 9, 9}, Conditions: conditions}
		if !inParts {
			g.Classes, g.Parts = g.Classes[:2], g.Parts[:2]
		}
		g.Adopts = atLeast(k, len(conditions))
		r, ok, err := g.Count(inParts, linear.NewBudget(MostWork))
		if !ok || err != nil {
			t.Fatalf("%d of %v: %v %v", k, conditions, ok, err)
		}
		want := g.asked(t)
		if diff := cmp.Diff(figures(t, want), figures(t, r)); diff != "" {
			t.Fatalf("%d of %v: %s", k, conditions, diff)
		}
		for _, seats := range some {
			seats = seats[:len(g.Classes)]
			veto, dictator := r.DecideTogether(seats)
			if v, d := want.DecideTogether(seats); v != veto || d != dictator {
				t.Fatalf("%d of %v, %v: veto %v, dictator %v", k, conditions, seats, veto, dictator)
			}
		}
	}
	for need := range int64(6) {
		check(false, 1, whole(need, 2, 1))
		for seats := range int64(5) {
			check(false, 1, whole(need, 2, 1), whole(seats, 1, 1))
			check(false, 2, whole(need, 2, 1), whole(seats, 1, 1))
		}
	}
	for k := 1; k <= 3; k++ {
		for _, need := range []int64{1, 3, 5} {
			first := whole(need, 2, 1, 0, 0)
			for _, second := range []Condition{whole(2, 0, 0, 3, 1), whole(4, 0, 0, 3, 1)} {
				for _, total := range []int64{1, 3, 4, 6, 8} {
					check(true, k, first, second, whole(total, 2, 1, 3, 1))
					check(true, k, first, second, whole(total, 4, 2, 3, 1))
					check(true, k, whole(total, 1, 1, 1, 1), first, second)
				}
			}
		}
	}
}

// atLeast returns a rule that adopts if at least k of n conditions hold.
func atLeast(k, n int) func(holds func(int) bool) bool {
	return func(holds func(int) bool) bool {
		held := 0
		for i := range n {
			held += exact.Bit(holds(i))
		}
		return held >= k
	}
}

// Three parts of 25 seats that all need a majority, so that at least 39 seats are For: a seat
// swings where 12 of its part are with it and each of the others has a majority, and all seats
// share the index of Shapley and Shubik.
func TestProductsOfLongNumbers(t *testing.T) {
	t.Parallel()
	g := &Game{Classes: []int{25, 25, 25}, Parts: []int{1, 2, 3}, Adopts: atLeast(4, 4)}
	for i := range g.Classes {
		each := slices.Repeat([]exact.Rational{exact.Whole(0)}, len(g.Classes))
		each[i] = exact.Whole(1)
		g.Conditions = append(g.Conditions, Condition{exact.Whole(-13), each})
	}
	all := slices.Repeat([]exact.Rational{exact.Whole(1)}, len(g.Classes))
	g.Conditions = append(g.Conditions, Condition{exact.Whole(-39), all})
	r, ok, err := g.Count(true, linear.NewBudget(MostWork))
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	shapley, err := r.Shapley()
	if err != nil {
		t.Fatal(err)
	}
	swings := new(big.Int).Binomial(24, 12)
	swings.Lsh(swings, 48)
	for i := range shapley {
		if got := r.Classes[i].swings(); got.Cmp(swings) != 0 {
			t.Errorf("class %d: %v swings, want %v", i, got, swings)
		}
		if got := shapley[i]; got.Cmp(big.NewRat(1, 75)) != 0 {
			t.Errorf("class %d: index %v", i, got)
		}
	}
}

// Quotas of two parts, of one seat and two seats each, and of a total: by weight, by the weights of
// the parts in another proportion, or by the number of seats.
func TestProductsOfParts(t *testing.T) {
	t.Parallel()
	first, second := []int64{-3, 2, 1, 0, 0}, []int64{-2, 0, 0, 1, 1}
	for _, c := range []struct {
		name       string
		k          int
		conditions [][]int64 // the constant, and what each seat adds
	}{
		{"both parts", 2, [][]int64{first, second}},
		{"either part", 1, [][]int64{first, second}},
		{"with a total", 3, [][]int64{first, second, {-5, 2, 1, 1, 1}}},
		{"two of three", 2, [][]int64{first, second, {-5, 2, 1, 1, 1}}},
		{"a total of other weights", 2, [][]int64{first, second, {-9, 4, 2, 3, 3}}},
		{"a total of seats", 4, [][]int64{first, {-2, 1, 1, 0, 0}, second, {-4, 1, 1, 1, 1}}},
		{"seats of a part", 3, [][]int64{first, {-2, 1, 1, 0, 0}, second, {-5, 2, 1, 1, 1}}},
	} {
		g := &Game{Classes: []int{1, 2, 1, 2}, Parts: []int{7, 7, 9, 9}}
		for _, numbers := range c.conditions {
			of := Condition{Constant: exact.Whole(numbers[0])}
			for _, n := range numbers[1:] {
				of.Each = append(of.Each, exact.Whole(n))
			}
			g.Conditions = append(g.Conditions, of)
		}
		g.Adopts = atLeast(c.k, len(g.Conditions))
		r, ok, err := g.Count(true, linear.NewBudget(MostWork))
		if !ok || err != nil || r.Adopted.Sign() == 0 {
			t.Fatalf("%s: %v %v", c.name, ok, err)
		}
		if diff := cmp.Diff(figures(t, g.asked(t)), figures(t, r)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A formula is about seats of weights 2, 1 and 1: a weight of 3, or no light seat Against while a
// condition holds that is about nobody.
func TestGameOfAFormula(t *testing.T) {
	t.Parallel()
	values := func(inFavour, opposed int64) (v linear.Values) {
		v[3], v[5] = exact.Whole(inFavour), exact.Whole(opposed)
		return v
	}
	half := &linear.Condition{Constant: exact.Whole(-3)}
	half.Values = []linear.Values{values(2, 0), values(1, 0), values(1, 0)}
	light := &linear.Condition{Constant: exact.Whole(0), First: 1}
	light.Values = []linear.Values{values(0, -1), values(0, -1)}
	never := &linear.Condition{Constant: exact.Whole(-1)}
	either := linear.Enough(1, half, linear.Enough(2, light, never))
	g := &Game{Classes: []int{1, 2}, Parts: []int{0, 1}}
	kinds := []Kind{{0, 1}, {1, 1}, {1, 1}}
	if !g.AdoptIf(either, kinds, [2]int{3, 5}, linear.NewBudget(MostWork)) {
		t.Fatal("the budget is spent")
	}
	var texts []string
	for _, c := range g.Conditions {
		texts = append(texts, fmt.Sprint(c.Constant, c.Each))
	}
	if got, want := fmt.Sprint(texts), "[-3 [2 1] -2 [0 1] -1 [0 0]]"; got != want {
		t.Errorf("the conditions are %s, not %s", got, want)
	}
	for set := range 8 {
		want := set&1 != 0 || set&6 == 6
		if got := g.Adopts(func(i int) bool { return set>>i&1 != 0 }); got != want {
			t.Errorf("conditions %b: adopted %v", set, got)
		}
	}
	if g.AdoptIf(either, kinds, [2]int{3, 5}, linear.NewBudget(100)) {
		t.Error("a small budget is enough")
	}
}

// Two weightings of the same seats are none.
func TestGamesWithoutOneWeighting(t *testing.T) {
	t.Parallel()
	each := func(n ...int64) Condition {
		c := Condition{Constant: exact.Whole(-1)}
		for _, n := range n {
			c.Each = append(c.Each, exact.Whole(n))
		}
		return c
	}
	games := [][]Condition{{each(1, 2), each(2, 1)}, {each(1, -1)}, {each(1<<40, 1)}}
	for _, conditions := range games {
		g := &Game{Classes: []int{1, 1}, Parts: []int{0, 0}, Conditions: conditions}
		if _, ok, _ := g.Count(false, linear.NewBudget(MostWork)); ok {
			t.Errorf("%v: one weighting", conditions)
		}
		if _, ok, _ := g.Count(true, linear.NewBudget(MostWork)); ok {
			t.Errorf("%v: one weighting of each part", conditions)
		}
	}
}

// A count that is too large says how large its tables would be: one of all seats or of each part,
// and with a row for each number of seats if the coalitions are counted by size.
func TestTooLargeCountsSayHowLarge(t *testing.T) {
	t.Parallel()
	condition := func(constant int64, each ...int64) Condition {
		c := Condition{Constant: exact.Whole(constant)}
		for _, n := range each {
			c.Each = append(c.Each, exact.Whole(n))
		}
		return c
	}
	g := &Game{Classes: []int{1000, 1000}, Parts: []int{1, 2}}
	g.Adopts = func(holds func(int) bool) bool { return holds(0) }
	inOne := []Condition{condition(-1501, 1, 2)}
	inTwo := []Condition{condition(-500, 1, 0), condition(-501, 0, 1)}
	count := func(conditions []Condition, work int) (*Result, string) {
		g.Conditions = conditions
		r, ok, err := g.Count(len(conditions) > 1, linear.NewBudget(work))
		if !ok {
			return nil, "no weighting"
		}
		return r, fmt.Sprint(err)
	}
	r, err := count(inOne, MostWork)
	if err != "<nil>" {
		t.Fatal(err)
	}
	_, bySize := r.Shapley()
	_, one := count(inOne, 10_000)
	_, parts := count(inTwo, 10_000)
	for got, want := range map[string]string{
		one:                "too large: a table of up to 1501 numbers of 2000 bits",
		parts:              "too large: tables of 2 parts by up to 1001 numbers of 2000 bits",
		fmt.Sprint(bySize): "too large: a table of 2000 rows of up to 1501 numbers of 2000 bits",
	} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	g.Classes = []int{100, 120}
	const want = "too large: tables of 2 parts by up to 121 numbers of 220 bits"
	if _, got := count(inTwo, 3600); got != want { // enough for the first, with 32 bits, too
		t.Errorf("the second part is larger: %s", got)
	}
	g.Classes = []int{3, 3}
	for n, want := range map[int]string{64: "<nil>", 65: "no weighting"} {
		conditions := append([]Condition{condition(-1, 1, 1)}, slices.Repeat(inTwo[:1], n)...)
		if _, got := count(conditions, MostWork); got != want {
			t.Errorf("%d conditions about a part: %s, not %s", n, got, want)
		}
	}
}

// Weights, seats and the totals of parts are accepted up to a limit. What is within the limits can
// still be too large for the budget.
func TestLimitsOfACount(t *testing.T) {
	t.Parallel()
	huge := exact.Whole(1 << 62).Times(exact.Whole(1 << 62))
	whole, none := exact.Whole, exact.Whole(0)
	sum := func(each ...exact.Rational) Condition { return Condition{Constant: whole(-1), Each: each} }
	for _, c := range []struct {
		name       string
		classes    []int
		inParts    bool
		conditions []Condition
		want       bool
	}{
		{"seats", []int{mostSeats, 0}, false, []Condition{sum(whole(1), whole(1))}, true},
		{"too many seats", []int{mostSeats, 1}, false, []Condition{sum(whole(1), whole(1))}, false},
		{"too many weights", []int{1, 2}, false, []Condition{sum(whole(mostWeight-1), whole(1))}, false},
		{"a huge weight", []int{1, 1}, false, []Condition{sum(huge, whole(1))}, false},
		{"no seat adds", []int{1, 1}, true, []Condition{sum(none, none)}, true},
		{"totals", []int{1, 1}, true, []Condition{sum(whole(mostValues-1), whole(1))}, true},
		{"too large a total", []int{1, 1}, true, []Condition{sum(whole(mostValues), whole(1))}, false},
		{"weights of a part", []int{1, 1, 1}, true,
			[]Condition{sum(whole(mostValues-2), none, whole(1))}, true},
		{"too much weight of a part", []int{1, 1, 1}, true,
			[]Condition{sum(whole(mostValues-1), none, whole(1))}, false},
		{"totals by seats and weight", []int{1, 1}, true,
			[]Condition{sum(whole(2), whole(1)), sum(whole(1), whole(1))}, false},
	} {
		g := &Game{Classes: c.classes, Parts: []int{1, 2, 1}, Conditions: c.conditions}
		g.Adopts = atLeast(1, len(c.conditions))
		if _, ok, _ := g.Count(c.inParts, linear.NewBudget(10_000)); ok != c.want {
			t.Errorf("%s: %v", c.name, ok)
		}
	}
	for weight, want := range map[int64]bool{mostWeight - 1: true, mostWeight: false} {
		if _, ok := weigh([]int{1, 1}, []Condition{sum(whole(weight), whole(1))}); ok != want {
			t.Errorf("a seat of %d and one of 1: %v", weight, ok)
		}
	}
	l := &line{constant: none.Minus(huge), unit: whole(1)}
	if got := l.least(0); got != math.MaxInt {
		t.Errorf("a huge need is met from %d on", got)
	}
}

// The quota is the least need with which enough conditions hold.
func TestQuotaIsTheLeastNeed(t *testing.T) {
	t.Parallel()
	for k, want := range []int{0, 3, 5, 5, 9, none, none} {
		g := &Game{Adopts: atLeast(k, 5)}
		if got := g.quota([]int{5, none, 3, 9, 5}); got != want {
			t.Errorf("%d conditions hold from %d on, not from %d", k, got, want)
		}
	}
}
