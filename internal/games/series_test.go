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

// A series of more than 128 seats, with coefficients that become longer twice, has the numbers that
// binomials give: of 66 seats without a weight and 65 of weight 1.
func TestLongSeries(t *testing.T) {
	t.Parallel()
	seats := []weightedSeats{{0, 66}, {1, 65}}
	whole, ok := newSeries(seats, false, 66, linear.NewBudget(MostWork))
	bySize, both := newSeries(seats, true, 66, linear.NewBudget(MostWork))
	if !ok || !both {
		t.Fatal("too large")
	}
	below := make([]big.Int, 132) // by size; the last: of all sizes
	for weight := range int64(66) {
		for size, want := range below[:131] {
			if got := bySize.below(size, int(weight)); got.Cmp(&want) != 0 {
				t.Fatalf("size %d, below %d: %d, want %d", size, weight, got, &want)
			}
			ways := new(big.Int)
			if light := int64(size) - weight; light >= 0 {
				ways.Mul(ways.Binomial(65, weight), new(big.Int).Binomial(66, light))
			}
			below[size].Add(&below[size], ways)
		}
		if got := whole.below(0, int(weight)); got.Cmp(&below[131]) != 0 {
			t.Fatalf("below %d: %d, want %d", weight, got, &below[131])
		}
		ways := new(big.Int).Binomial(65, weight)
		below[131].Add(&below[131], ways.Lsh(ways, 66))
	}
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
