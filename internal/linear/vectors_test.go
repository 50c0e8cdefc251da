package linear

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The divisions of 3 into numbers of at most 2, 1 and 2.
func TestDivisions(t *testing.T) {
	t.Parallel()
	found := func(n int, most ...int) (all [][]int) {
		for numbers := range divisions(n, most) {
			all = append(all, slices.Clone(numbers))
		}
		return all
	}
	want := [][]int{{0, 1, 2}, {1, 0, 2}, {1, 1, 1}, {2, 0, 1}, {2, 1, 0}}
	if diff := cmp.Diff(want, found(3, 2, 1, 2)); diff != "" {
		t.Error(diff)
	}
	if got := found(6, 2, 1, 2); got != nil {
		t.Errorf("%v is too little room", got)
	}
	if diff := cmp.Diff([][]int{{}}, found(0)); diff != "" {
		t.Errorf("nothing: %s", diff)
	}
	for range divisions(3, []int{2, 1, 2}) {
		break
	}
}

// The vectors that are enough, and not with one less, are those that going through all shows.
func TestMinimalVectors(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SliceOfN(rapid.IntRange(0, 4), 1, 4).Draw(t, "most")
		a := rapid.SliceOfN(rapid.IntRange(0, 3), 4, 4).Draw(t, "a")
		b := rapid.SliceOfN(rapid.IntRange(0, 3), 4, 4).Draw(t, "b")
		need := rapid.IntRange(0, 8).Draw(t, "need")
		enough := func(vector []int) bool {
			x, y := 0, 0
			for i, n := range vector {
				x, y = x+a[i]*n, y+b[i]*n
			}
			return x >= need && y >= need
		}
		var want [][]int
		total := 0
		for _, n := range most {
			total += n
		}
		for sum := range total + 1 {
			for vector := range divisions(sum, most) {
				if enough(vector) && !toSpare(vector, enough) {
					want = append(want, slices.Clone(vector))
				}
			}
		}
		got := Minimal(most, NewBudget(1), enough)
		least := Least(most, NewBudget(1_000_000), func(v []int) (bool, bool) { return enough(v), true })
		slices.SortFunc(want, slices.Compare)
		slices.SortFunc(got, slices.Compare)
		slices.SortFunc(least, slices.Compare)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("Minimal: %s", diff)
		}
		if diff := cmp.Diff(want, least); diff != "" {
			t.Fatalf("Least: %s", diff)
		}
	})
}

// Least knows nothing of the question: exactly 2 of both are enough, and no higher numbers.
// It does not ask about what is above a vector that it has found, and stops when told to.
func TestLeastVectors(t *testing.T) {
	t.Parallel()
	asked := 0
	two := func(v []int) (bool, bool) {
		asked++
		return v[0]+v[1] == 2, true
	}
	if diff := cmp.Diff([][]int{{0, 2}, {1, 1}, {2, 0}}, Least([]int{3, 3}, NewBudget(1000), two)); diff != "" {
		t.Error(diff)
	}
	if asked != 1+2+3 { // all sums up to 2
		t.Errorf("it asked %d times", asked)
	}
	first := func(v []int) (bool, bool) { return v[0]+v[1] == 2, v[0]+v[1] < 2 }
	if diff := cmp.Diff([][]int{{0, 2}}, Least([]int{3, 3}, NewBudget(1000), first)); diff != "" {
		t.Error(diff)
	}
	b := NewBudget(2)
	if got := Least([]int{3, 3}, b, two); got != nil || !b.Spent() {
		t.Errorf("%v; spent %t", got, b.Spent())
	}
}

// Minimal does not ask about what is more than enough: of one number at most 100 and another at
// most 1,000, 2 are enough together.
func TestMinimalTurnsBack(t *testing.T) {
	t.Parallel()
	asked := 0
	got := Minimal([]int{100, 1000}, NewBudget(1), func(v []int) bool {
		asked++
		return v[0]+v[1] >= 2
	})
	if len(got) != 3 || asked > 60 {
		t.Errorf("%v, after %d questions", got, asked)
	}
}

// A search without a budget finds nothing beyond the first number.
func TestMinimalWithinABudget(t *testing.T) {
	t.Parallel()
	b := NewBudget(0)
	b.Exhaust()
	if got := Minimal([]int{2, 2}, b, func(v []int) bool { return v[0]+v[1] >= 2 }); got != nil {
		t.Errorf("%v", got)
	}
}
