package exact

import (
	"math"
	"math/big"
	"testing"
)

// Sums and products are right where they are said to fit, and these are all that do.
func TestFits(t *testing.T) {
	t.Parallel()
	edges := []int64{0, 1, -1, 2, -2, 3, 1 << 31, -1 << 32, math.MaxInt64, math.MaxInt64 - 1, -math.MaxInt64, math.MaxInt64 / 2, math.MaxInt64/2 + 1, -math.MaxInt64 / 2}
	fits := func(n *big.Int) bool { return n.IsInt64() && n.Int64() != math.MinInt64 }
	for _, a := range edges {
		for _, b := range edges {
			sum, ok := add(a, b)
			if want := new(big.Int).Add(big.NewInt(a), big.NewInt(b)); ok != fits(want) || ok && sum != want.Int64() {
				t.Errorf("%d + %d is %d, %t", a, b, sum, ok)
			}
			product, ok := mul(a, b)
			if want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b)); ok != fits(want) || ok && product != want.Int64() {
				t.Errorf("%d * %d is %d, %t", a, b, product, ok)
			}
		}
	}
}
