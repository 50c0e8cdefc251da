package tripartite

import (
	"testing"

	"pgregory.net/rapid"
)

// A charge succeeds if enough was left. Once one has failed, all do: even one of
// nothing, and however much is charged.
func TestChargesOfABudget(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		left := rapid.IntRange(0, 100).Draw(t, "budget")
		b, spent := &budget{left: left}, false
		for _, work := range rapid.SliceOf(rapid.OneOf(rapid.IntRange(0, 60), rapid.Just(int(^uint(0)>>1)))).Draw(t, "work") {
			spent = spent || work > left
			left -= min(work, left)
			if got := b.charge(work); got == spent || b.spent() != spent {
				t.Fatalf("%d of %d: %t, spent %t", work, left, got, b.spent())
			}
		}
	})
}

// A product is charged as such, even if no int holds it.
func TestProductsChargedToABudget(t *testing.T) {
	t.Parallel()
	most := int(^uint(0) >> 1)
	for _, c := range []struct {
		factors []int
		left    int // -1 if it was spent
	}{
		{nil, 99}, {[]int{7}, 93}, {[]int{4, 5, 5}, 0}, {[]int{4, 5, 5, 0}, 100}, {[]int{3, 34}, -1}, {[]int{most, most, 2}, -1}, {[]int{2, most}, -1},
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
