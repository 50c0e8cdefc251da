package exact

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// Natural is a whole number that is not negative, as a number of seats or of units of
// votes. It is in small as long as an int64 holds it. A sum or product that an int64 does not hold is in big, as are all
// sums and products computed from it.
type Natural struct {
	small int64
	big   *big.Int // if it is set, the number; must not be changed
}

// NaturalOf returns the number n, which must not be negative.
func NaturalOf(n int64) Natural { return Natural{small: n} }

// NaturalOfInt returns the number n, which must not be negative. It copies n.
func NaturalOfInt(n *big.Int) Natural {
	if n.IsInt64() {
		return NaturalOf(n.Int64())
	}
	return Natural{big: new(big.Int).Set(n)}
}

// Wide returns the number n as if 64 bits did not hold it. It is for tests of that path.
func Wide(n *big.Int) Natural { return Natural{big: n} }

// Int64 returns the number if 64 bits hold it.
func (a Natural) Int64() (n int64, ok bool) { return a.small, a.big == nil }

// IsZero reports whether a is 0.
func (a Natural) IsZero() bool {
	return a.small == 0 && (a.big == nil || a.big.Sign() == 0)
}

// Int returns the number as an integer that the caller must not change.
func (a Natural) Int() *big.Int {
	if a.big != nil {
		return a.big
	}
	return big.NewInt(a.small)
}

// Rational returns the number as a Rational.
func (a Natural) Rational() Rational {
	if a.big != nil {
		return FromInt(a.big)
	}
	return Whole(a.small)
}

// Plus returns a+b.
func (a Natural) Plus(b Natural) Natural {
	if a.big == nil && b.big == nil {
		if sum, ok := add(a.small, b.small); ok {
			return NaturalOf(sum)
		}
	}
	return Natural{big: new(big.Int).Add(a.Int(), b.Int())}
}

// Times returns a*n, for n that is not negative.
func (a Natural) Times(n int64) Natural { return a.Product(NaturalOf(n)) }

// Product returns a*b.
func (a Natural) Product(b Natural) Natural {
	if a.big == nil && b.big == nil {
		if hi, lo := bits.Mul64(uint64(a.small), uint64(b.small)); hi == 0 && lo <= math.MaxInt64 {
			return NaturalOf(int64(lo))
		}
	}
	return Natural{big: new(big.Int).Mul(a.Int(), b.Int())}
}

// Cmp returns -1, 0 or 1 if a is below, equal to or above b.
func (a Natural) Cmp(b Natural) int {
	if a.big != nil || b.big != nil {
		return a.Int().Cmp(b.Int())
	}
	return cmp.Compare(a.small, b.small)
}

// Minus returns a-b, for b that is not above a.
func (a Natural) Minus(b Natural) Natural {
	if a.big == nil && b.big == nil {
		return NaturalOf(a.small - b.small)
	}
	return Natural{big: new(big.Int).Sub(a.Int(), b.Int())}
}
