package linear

import (
	"math/big"
	"testing"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/proptest"
	"pgregory.net/rapid"
)

// The simplex method finds numbers that solve the equations, or there are none; and
// branching finds whole ones, or there are none.
func TestSimplexIsExact(t *testing.T) {
	t.Parallel()
	checkComponents(t, func(t rapid.TB, p *component) bool {
		want, table, origin := p.listed(), p.table(), p.table()
		solved := table.solve()
		if want && !solved {
			t.Fatal("there are whole numbers, and no numbers")
		}
		if solved {
			checkSolution(t, table, origin)
			if got := table.branch(); got != want {
				t.Fatalf("whole numbers: %t, and not %t", got, want)
			}
		}
		if p.budget.Spent() {
			t.Fatal("the budget is spent")
		}
		return solved && len(table.columns) > 1
	})
}

// checkSolution checks that no number is negative, and that the numbers solve the
// equations as they were before any exchange.
func checkSolution(t rapid.TB, s, origin *simplex) {
	numbers := make([]exact.Rational, len(s.columns)+len(s.rows))
	for i := range numbers {
		numbers[i] = exact.Whole(0)
	}
	for i, n := range s.rows {
		if numbers[n] = s.constants[i]; numbers[n].Sign() < 0 {
			t.Fatalf("number %d is %v", n, numbers[n])
		}
	}
	for i, row := range origin.coefficients {
		sum := origin.constants[i]
		for k, c := range row {
			sum = sum.Plus(c.Times(numbers[origin.columns[k]]))
		}
		if n := origin.rows[i]; sum.Cmp(numbers[n]) != 0 {
			t.Fatalf("number %d is %v, and not %v", n, numbers[n], sum)
		}
	}
}

// Without budget the method says that it gave up, and not that there is a solution.
func TestSimplexGivesUp(t *testing.T) {
	t.Parallel()
	gaveUp := 0
	for seed := range seeds() {
		for _, p := range partsOf(rapid.Custom(drawSystem).Example(seed)) {
			p.budget = &Budget{left: 60}
			table := p.table()
			found := table != nil && table.solve() && table.branch()
			if found && !p.listed() {
				t.Fatal("it finds what there is not")
			}
			gaveUp += exact.Bit(p.budget.Spent())
		}
	}
	if gaveUp == 0 {
		t.Error("the budget was always enough")
	}
}

// Sums of 6, 10 and 15 are found, and those that
// there are not are not found.
func TestSimplexBranches(t *testing.T) {
	t.Parallel()
	for _, most := range []int64{3, 7} {
		for sum := int64(0); sum < 100; sum += int64(proptest.Pick(17, 7, 1)) {
			atLeast, atMost := &Condition{Constant: exact.Whole(-sum)}, &Condition{Constant: exact.Whole(sum)}
			s := &System{budget: NewBudget(mostWork), conditions: []*Condition{atLeast, atMost}}
			for i, n := range []int64{6, 10, 15} {
				s.kinds = append(s.kinds, kind{n: most, ends: 3, column: i})
				up, down := Nothing, Nothing
				up[1], down[1] = exact.Whole(n), exact.Whole(-n)
				atLeast.Values, atMost.Values = append(atLeast.Values, up), append(atMost.Values, down)
			}
			p := partsOf(s)[0]
			if got, want := p.table().branch(), p.listed(); got != want {
				t.Errorf("%d, of at most %d each: %t, and not %t", sum, most, got, want)
			}
		}
	}
}

// Of the numbers for which something holds, the smallest is found.
func TestSmallestWhere(t *testing.T) {
	t.Parallel()
	numbers := []int{5, 3, 8, 1, 9}
	for most, want := range []int{-1, 0, 1, 1, 3, 3} {
		if got := smallestWhere(numbers, func(i int) bool { return i < most }); got != want {
			t.Errorf("of the first %d: %d, and not %d", most, got, want)
		}
	}
}

// Numbers that are 0 are no work, and those beyond 64 bits are more.
func TestWorkOfARow(t *testing.T) {
	t.Parallel()
	large := exact.FromInt(new(big.Int).Lsh(big.NewInt(1), 80))
	s := &simplex{}
	if got := s.work([]exact.Rational{exact.Whole(0), exact.Whole(2), exact.Whole(-3), large}); got != 2+large.Work() || large.Work() <= 8 {
		t.Errorf("%d, of which %d for the large number", got, large.Work())
	}
}
