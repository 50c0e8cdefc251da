package tripartite

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// amount is a number of seats or of units of votes, never negative. It is in hi and
// lo as long as 128 bits hold it. A sum or product that they do not hold is in big, as
// are all sums and products computed from it.
type amount struct {
	hi, lo uint64
	big    *big.Int // must not be changed
}

// amountOf returns the amount n, which must not be negative.
func amountOf(n int64) amount { return amount{lo: uint64(n)} }

// amountOfInt returns the amount n, which must not be negative. It copies n.
func amountOfInt(n *big.Int) amount {
	if n.BitLen() > 128 {
		return amount{big: new(big.Int).Set(n)}
	}
	lo := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64))
	return amount{hi: new(big.Int).Rsh(n, 64).Uint64(), lo: lo.Uint64()}
}

// isZero reports whether a is 0.
func (a amount) isZero() bool {
	return a.hi|a.lo == 0 && (a.big == nil || a.big.Sign() == 0)
}

// small returns the amount as an int64. ok is false if an int64 does not hold it.
func (a amount) small() (n int64, ok bool) {
	return int64(a.lo), a.big == nil && a.hi == 0 && a.lo <= math.MaxInt64
}

// int returns the amount as an integer that the caller must not change.
func (a amount) int() *big.Int {
	if a.big != nil {
		return a.big
	}
	n := new(big.Int).SetUint64(a.hi)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(a.lo))
}

// fraction returns the amount as a Fraction.
func (a amount) fraction() Fraction {
	if n, ok := a.small(); ok {
		return whole(n)
	}
	return fromInt(a.int())
}

// plus returns a+b.
func (a amount) plus(b amount) amount {
	if a.big == nil && b.big == nil {
		lo, carry := bits.Add64(a.lo, b.lo, 0)
		if hi, carry := bits.Add64(a.hi, b.hi, carry); carry == 0 {
			return amount{hi: hi, lo: lo}
		}
	}
	return amount{big: new(big.Int).Add(a.int(), b.int())}
}

// times returns a*n, for n that is not negative.
func (a amount) times(n int64) amount {
	if a.big == nil {
		carry, lo := bits.Mul64(a.lo, uint64(n))
		over, hi := bits.Mul64(a.hi, uint64(n))
		if hi, more := bits.Add64(hi, carry, 0); over|more == 0 {
			return amount{hi: hi, lo: lo}
		}
	}
	return amount{big: new(big.Int).Mul(a.int(), big.NewInt(n))}
}

// product returns a*b.
func (a amount) product(b amount) amount {
	if n, ok := b.small(); ok {
		return a.times(n)
	}
	if n, ok := a.small(); ok {
		return b.times(n)
	}
	return amount{big: new(big.Int).Mul(a.int(), b.int())}
}

// threeWords returns a*n in 192 bits, for a that 128 bits hold.
func (a amount) threeWords(n uint64) (hi, mid, lo uint64) {
	carry, lo := bits.Mul64(a.lo, n)
	hi, mid = bits.Mul64(a.hi, n)
	mid, carry = bits.Add64(mid, carry, 0)
	return hi + carry, mid, lo
}

// cmp returns -1, 0 or 1 if a is below, equal to or above b.
func (a amount) cmp(b amount) int {
	if a.big != nil || b.big != nil {
		return a.int().Cmp(b.int())
	}
	return cmp.Or(cmp.Compare(a.hi, b.hi), cmp.Compare(a.lo, b.lo))
}

// minus returns a-b, for b that is not above a.
func (a amount) minus(b amount) amount {
	if a.big == nil && b.big == nil {
		lo, borrow := bits.Sub64(a.lo, b.lo, 0)
		hi, _ := bits.Sub64(a.hi, b.hi, borrow)
		return amount{hi: hi, lo: lo}
	}
	return amount{big: new(big.Int).Sub(a.int(), b.int())}
}
