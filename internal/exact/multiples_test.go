package exact

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// No multiple of numbers up to the sizes exceeds the bound.
func TestBoundOnCommonMultiples(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		multiple := big.NewInt(1)
		var sizes []int
		for range rapid.IntRange(0, 6).Draw(t, "blocs") {
			size := rapid.IntRange(1, rapid.SampledFrom([]int{3, 12, 100}).Draw(t, "up to")).Draw(t, "size")
			n := big.NewInt(rapid.Int64Range(1, int64(size)).Draw(t, "users"))
			multiple.Mul(multiple, n.Quo(n, new(big.Int).GCD(nil, nil, multiple, n)))
			sizes = append(sizes, size)
		}
		product := big.NewInt(1)
		for _, size := range sizes {
			product.Mul(product, big.NewInt(int64(size)))
		}
		if bound := MultipleOfAny(sizes, Pow10(30)); bound.Cmp(multiple) < 0 || bound.Cmp(product) > 0 {
			t.Fatalf("%v: %v, and %v has a multiple", sizes, bound, multiple)
		}
		limit := big.NewInt(50)
		if bound := MultipleOfAny(sizes, limit); bound.Cmp(multiple) < 0 && bound.Cmp(limit) < 0 {
			t.Fatalf("%v: %v, and %v has a multiple", sizes, bound, multiple)
		}
	})
}

// The bound is the smallest of the products, and a denominator may be longer than 64 bits.
func TestMultiplesAreSmall(t *testing.T) {
	t.Parallel()
	for want, sizes := range map[int64][]int{1: {}, 6: {3, 3, 3, 3}, 200: {2, 100}, 60: {5, 5, 5}} {
		if got := MultipleOfAny(sizes, Pow10(9)); !got.IsInt64() || got.Int64() != want {
			t.Errorf("%v: %v, and not %d", sizes, got, want)
		}
	}
	for _, sizes := range [][]int{{3, 50}, {50, 3}} {
		if got := MultipleOfAny(sizes, big.NewInt(100)); got.Cmp(big.NewInt(100)) < 0 {
			t.Errorf("%v: %v, below the limit", sizes, got)
		}
	}
	if got := MultipleOfAny([]int{100, 2, 2}, Pow10(9)); got.Cmp(big.NewInt(200)) != 0 {
		t.Errorf("in another order: %v", got)
	}
	wide := new(big.Int).Lsh(big.NewInt(1), 70)
	six := FromInt(big.NewInt(5)).Over(FromInt(wide)).CommonMultiple(big.NewInt(6))
	if want := new(big.Int).Mul(big.NewInt(3), wide); six.Cmp(want) != 0 {
		t.Errorf("of 6 and 2^70: %v", six)
	}
}
