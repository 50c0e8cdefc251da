package exact

import (
	"math"
	"math/big"
	"math/bits"
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

// The work of a number beyond 64 bits grows with its digits, and faster with many.
func TestWorkOfLargeNumbers(t *testing.T) {
	t.Parallel()
	power := func(base, exponent int64) *big.Int {
		return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
	}
	const words = 12802 / bits.UintSize
	for _, test := range []struct {
		f    Rational
		want int
	}{
		{Frac(-7, 3), 1},
		{FromInt(power(2, 80)), 8 + 82/bits.UintSize},                                               // 81 bits, and 1
		{FromRat(new(big.Rat).SetFrac(power(2, 6400), power(3, 4038))), 8 + words + words*words/64}, // twice 6401 bits
	} {
		if got := test.f.Work(); got != test.want {
			t.Errorf("%d bits: %d, and not %d", test.f.Rat().Num().BitLen(), got, test.want)
		}
	}
}
