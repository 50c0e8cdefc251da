package tripartite

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// amount is a number of seats or of units of votes, never negative. It is in small as long
// as an int64 holds it. A sum or product that an int64 does not hold is in big, as are all
// sums and products computed from it.
type amount struct {
	small int64
	big   *big.Int // if it is set, the number; must not be changed
}

// amountOf returns the amount n, which must not be negative.
func amountOf(n int64) amount { return amount{small: n} }

// amountOfInt returns the amount n, which must not be negative. It copies n.
func amountOfInt(n *big.Int) amount {
	if n.IsInt64() {
		return amountOf(n.Int64())
	}
	return amount{big: new(big.Int).Set(n)}
}

// isZero reports whether a is 0.
func (a amount) isZero() bool {
	return a.small == 0 && (a.big == nil || a.big.Sign() == 0)
}

// int returns the amount as an integer that the caller must not change.
func (a amount) int() *big.Int {
	if a.big != nil {
		return a.big
	}
	return big.NewInt(a.small)
}

// fraction returns the amount as a Fraction.
func (a amount) fraction() Fraction {
	if a.big != nil {
		return fromInt(a.big)
	}
	return whole(a.small)
}

// plus returns a+b.
func (a amount) plus(b amount) amount {
	if a.big == nil && b.big == nil {
		if sum, ok := add(a.small, b.small); ok {
			return amountOf(sum)
		}
	}
	return amount{big: new(big.Int).Add(a.int(), b.int())}
}

// times returns a*n, for n that is not negative.
func (a amount) times(n int64) amount { return a.product(amountOf(n)) }

// product returns a*b.
func (a amount) product(b amount) amount {
	if a.big == nil && b.big == nil {
		if hi, lo := bits.Mul64(uint64(a.small), uint64(b.small)); hi == 0 && lo <= math.MaxInt64 {
			return amountOf(int64(lo))
		}
	}
	return amount{big: new(big.Int).Mul(a.int(), b.int())}
}

// cmp returns -1, 0 or 1 if a is below, equal to or above b.
func (a amount) cmp(b amount) int {
	if a.big != nil || b.big != nil {
		return a.int().Cmp(b.int())
	}
	return cmp.Compare(a.small, b.small)
}

// minus returns a-b, for b that is not above a.
func (a amount) minus(b amount) amount {
	if a.big == nil && b.big == nil {
		return amountOf(a.small - b.small)
	}
	return amount{big: new(big.Int).Sub(a.int(), b.int())}
}
