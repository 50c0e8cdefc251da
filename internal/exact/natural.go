package exact

import (
	"cmp"
	"math/big"
)

// Natural is a whole number that is not negative, such as a number of seats or of votes. It is
// immutable. The zero Natural is 0.
//
// A Natural is two thirds as long as a [Rational], and nothing has to be kept in lowest terms.
// A number that was once beyond 64 bits stays in math/big, also if 64 bits hold it again.
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

// Int64 returns the number if it is held in 64 bits.
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

// Cmp returns -1, 0 or 1 if a is below, equal to or above b.
func (a Natural) Cmp(b Natural) int {
	if a.big != nil || b.big != nil {
		return a.Int().Cmp(b.Int())
	}
	return cmp.Compare(a.small, b.small)
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

// Minus returns a-b, for b that is not above a.
func (a Natural) Minus(b Natural) Natural {
	if a.big == nil && b.big == nil {
		return NaturalOf(a.small - b.small)
	}
	return Natural{big: new(big.Int).Sub(a.Int(), b.Int())}
}

// Times returns a*n, for n that is not negative.
func (a Natural) Times(n int64) Natural { return a.Product(NaturalOf(n)) }

// Product returns a*b.
func (a Natural) Product(b Natural) Natural {
	if a.big == nil && b.big == nil {
		if product, ok := mul(a.small, b.small); ok {
			return NaturalOf(product)
		}
	}
	return Natural{big: new(big.Int).Mul(a.Int(), b.Int())}
}

// quo returns a/b without the remainder, for b that is not 0.
func (a Natural) quo(b Natural) Natural {
	if a.big == nil && b.big == nil {
		return NaturalOf(a.small / b.small)
	}
	return NaturalOfInt(new(big.Int).Quo(a.Int(), b.Int()))
}

// gcd returns the greatest common divisor of a and b. That of 0 and b is b.
func (a Natural) gcd(b Natural) Natural {
	if a.big == nil && b.big == nil {
		return NaturalOf(GCD(a.small, b.small))
	}
	return NaturalOfInt(new(big.Int).GCD(nil, nil, a.Int(), b.Int()))
}

// lcm returns the least common multiple of a and b, which must not be 0.
func (a Natural) lcm(b Natural) Natural { return a.quo(a.gcd(b)).Product(b) }
