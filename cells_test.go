package tripartite_test

import (
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// Tables multiplied as numbers are the table of all seats, and a seat that is taken out
// again leaves the table that was there.
func TestCellsMultiply(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		bySize := rapid.Bool().Draw(t, "by size")
		weights := rapid.SliceOfN(rapid.IntRange(0, 6), 2, 12).Draw(t, "weights")
		k := rapid.IntRange(1, len(weights)-1).Draw(t, "k")
		all := Cells(weights, bySize)
		if got := CellsTimes(weights[:k], weights[k:], bySize); got != all {
			t.Fatalf("%s, want %s", got, all)
		}
		if got, want := CellsWithout(weights, bySize), Cells(weights[1:], bySize); got != want {
			t.Fatalf("without one seat: %s, want %s", got, want)
		}
	})
}
