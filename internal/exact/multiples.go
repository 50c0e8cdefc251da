package exact

import (
	"math/big"
	"slices"
)

// CommonMultiple returns the least common multiple of n and of the denominator of f. It may
// return n itself.
func (f Rational) CommonMultiple(n *big.Int) *big.Int {
	if f.big == nil && f.den <= 1 {
		return n
	}
	den := f.denom()
	if common := new(big.Int).GCD(nil, nil, n, den); common.Cmp(den) != 0 {
		return common.Mul(n, common.Quo(den, common))
	}
	return n
}

// MultipleOfAny returns a number that is not below the least common multiple of any
// numbers that do not exceed the sizes, one for each. It is the smallest such product of
// the larger sizes, and of the least common multiple of all numbers up to the next. Beyond
// the limit it may return any number that is not below the limit.
//
// For example, numbers up to 2 and up to 100 have a multiple of at most 2 * 100 = 200. Three
// numbers up to 5 divide 60, the least common multiple of 1 to 5, which is less than 5 * 5 * 5.
// Both are right: a multiple of some numbers, times the others, is a multiple of all.
func MultipleOfAny(sizes []int, limit *big.Int) *big.Int {
	slices.Sort(sizes)
	larger := []*big.Int{big.NewInt(1)} // by number of sizes
	for _, n := range slices.Backward(sizes) {
		product := new(big.Int).Mul(larger[len(larger)-1], big.NewInt(int64(n)))
		if product.Cmp(limit) >= 0 {
			break
		}
		larger = append(larger, product)
	}
	best := limit
	if len(larger) > len(sizes) {
		best = larger[len(sizes)]
	}
	multiple, upTo := big.NewInt(1), 1
	for i, n := range sizes {
		for ; upTo < n && multiple.Cmp(limit) < 0; upTo++ {
			multiple = Rational{num: 1, den: int64(upTo + 1)}.CommonMultiple(multiple)
		}
		if multiple.Cmp(limit) >= 0 {
			break
		}
		if k := len(sizes) - 1 - i; k < len(larger) {
			product := new(big.Int).Mul(multiple, larger[k])
			best = slices.MinFunc([]*big.Int{best, product}, (*big.Int).Cmp)
		}
	}
	return best
}

// Num returns the numerator as an integer that the caller must not change. f may be the zero
// Rational; its numerator is 0.
func (f Rational) Num() *big.Int {
	if f.big != nil {
		return f.big.Num()
	}
	return big.NewInt(f.num)
}

// denom returns the denominator as an integer that the caller must not change. It is above 0 for a
// number, and 0 for what is none.
func (f Rational) denom() *big.Int {
	if f.big != nil {
		return f.big.Denom()
	}
	return big.NewInt(f.den)
}

// Pow10 returns 10 to the power n, the denominator of a decimal with n digits after its point.
func Pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
