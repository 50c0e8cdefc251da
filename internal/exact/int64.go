package exact

import (
	"cmp"
	"math"
	"math/bits"
)

// This file computes in 64 bits, and tells when they are not enough.

// add returns a+b. ok is false if the sum overflows or is the smallest int64. Neither
// argument may be the smallest int64.
func add(a, b int64) (sum int64, ok bool) {
	// A sum wraps around exactly if it is not on the side of a that the sign of b says.
	sum = a + b
	return sum, (sum > a) == (b > 0) && sum != math.MinInt64
}

// mul returns a*b. ok is false if the product overflows or is the smallest int64. Neither
// argument may be the smallest int64.
func mul(a, b int64) (product int64, ok bool) {
	// The product of the absolute values in 128 bits, and then its sign. So the smallest int64
	// can never come out.
	hi, lo := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	if product = int64(lo); (a < 0) != (b < 0) {
		product = -product
	}
	return product, hi == 0 && lo <= math.MaxInt64
}

// GCD returns the greatest common divisor of a and b, which must not be negative.
func GCD(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// lowest returns p/q in lowest terms, for q > 0 and p above the smallest int64.
func lowest(p, q int64) Rational {
	d := GCD(max(p, -p), q)
	if d == 1 { // a division takes longer than the test
		return Rational{num: p, den: q}
	}
	return Rational{num: p / d, den: q / d}
}

// CmpProducts compares a*b with c*d in 128 bits. No argument may be negative. So a/d and c/b are
// compared without a division, and nothing can overflow.
func CmpProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
}

// Bit returns 1 for true and 0 for false.
func Bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
