package games

import (
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"example.com/tripartite/internal/linear"
	"pgregory.net/rapid"
)

// The series counts the coalitions below each weight, with and without a seat, as
// counting them one by one does. What reaches the limit is not counted.
func TestSeriesCountsCoalitions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		bySize := rapid.Bool().Draw(t, "by size")
		weights := rapid.SliceOfN(rapid.IntRange(0, 6), 1, 9).Draw(t, "weights")
		many := rapid.Bool().Draw(t, "many")
		limit := rapid.IntRange(1, 40).Draw(t, "limit")
		var seats []weightedSeats
		for _, w := range weights {
			seats = append(seats, weightedSeats{w, 1})
		}
		s, ok := newSeries(seats, bySize, limit, linear.NewBudget(MostWork))
		if !ok {
			t.Fatal("too large")
		}
		for size := range len(weights) + 1 {
			if !bySize && size > 0 {
				break
			}
			for weight := range limit + 1 {
				all, others := 0, make([]int, len(weights))
				for coalition := range 1 << len(weights) {
					n, sum := 0, 0
					for i, w := range weights {
						if coalition>>i&1 != 0 {
							n, sum = n+1, sum+w
						}
					}
					if bySize && n != size || sum >= weight {
						continue
					}
					all++
					for i := range weights {
						others[i] += 1 - coalition>>i&1
					}
				}
				if got := s.below(size, weight).Int64(); got != int64(all) {
					t.Fatalf("size %d, below %d: %d, want %d", size, weight, got, all)
				}
				for i, w := range weights {
					if w == 0 && !bySize {
						continue
					}
					if got := s.without(w, many)(size, weight).Int64(); got != int64(others[i]) {
						t.Fatalf("without %d, size %d, below %d: %d, want %d", w, size, weight, got, others[i])
					}
				}
			}
		}
	})
}

// Rows are added as numbers of any length, with all carries but the last.
func TestRowsAreNumbers(t *testing.T) {
	t.Parallel()
	for n := range 10 {
		for carries := range 1 << n {
			a, b := make([]big.Word, n), make([]big.Word, n)
			for i := range n {
				a[i], b[i] = big.Word(i), ^big.Word(0)*big.Word(carries>>i&1)
			}
			want := new(big.Int).SetBits(slices.Clone(a))
			want.Add(want, new(big.Int).SetBits(b))
			want.And(want, new(big.Int).Sub(power2(n*bits.UintSize), big.NewInt(1)))
			addWords(a, b)
			if got := new(big.Int).SetBits(a); got.Cmp(want) != 0 {
				t.Fatalf("%d words, %b: %x, want %x", n, carries, got, want)
			}
		}
	}
}
