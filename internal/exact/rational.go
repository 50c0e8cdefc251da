// Package exact computes with whole numbers and fractions of any size, without rounding.
//
// A number is held in 64 bits as long as it fits, and as a number of math/big otherwise.
// Each operation tries 64 bits first, checks for overflow, and computes again in math/big if
// it overflows: so the two paths cannot differ in a value, only in time. Every result is in
// lowest terms, and a result that fits in 64 bits is held in 64 bits, so that a number has one
// form. For example, 1/6 + 1/10 has the common denominator 30, and 5/30 + 3/30 is kept as
// 4/15; 2^62 + 2^62 overflows an int64, and is kept in math/big.
package exact

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// Rational is an exact rational number. It is immutable. Compare rationals with
// [Rational.Equal] or [Rational.Cmp]; == does not compile.
//
// The zero Rational is not a number: it means that no number is given. A fraction whose
// denominator is 0 is given, but is not a number either.
type Rational struct {
	_ [0]func() // makes == an error: one number can have two representations

	// num/den is in lowest terms, with den > 0. If den is 0, it is not a number; if num is
	// 0 too, it is the zero Rational. If 64 bits do not hold the number, it is in big. A copy
	// of a big.Rat shares digits, so big never leaves the package.
	num, den int64
	big      *big.Rat
}

// Bad is given, but not a number.
var Bad = Rational{num: 1}

// Frac returns p/q in lowest terms. If q is 0, the result is [Bad].
func Frac(p, q int64) Rational {
	if q == 0 {
		return Bad
	}
	return fromRat(new(big.Rat).SetFrac64(p, q))
}

// FromRat returns the number r. It copies r.
func FromRat(r *big.Rat) Rational {
	// SetFrac copies the digits and reduces them. A caller that wrote to r.Num() or
	// r.Denom() may have left r out of lowest terms.
	return fromRat(new(big.Rat).SetFrac(r.Num(), r.Denom()))
}

// Quotient returns a/b. b must not be 0.
func Quotient(a, b *big.Int) Rational { return fromRat(new(big.Rat).SetFrac(a, b)) }

// Int64 returns f if it is a whole number that fits in 64 bits.
func (f Rational) Int64() (n int64, ok bool) { return f.num, f.den == 1 }

// AppendKey appends f to a key, so that keys differ if numbers do.
func (f Rational) AppendKey(key []byte) []byte {
	if f.big == nil {
		return binary.AppendVarint(binary.AppendVarint(append(key, 0), f.num), f.den)
	}
	return append(append(append(key, 1), f.big.String()...), 0)
}

// Fits reports whether 64 bits hold the numerator and the denominator.
func (f Rational) Fits() bool { return f.big == nil }

// Work returns the work of an operation on f. In 64 bits it is 1.
func (f Rational) Work() int {
	if f.big == nil {
		return 1
	}
	n := (f.big.Num().BitLen() + f.big.Denom().BitLen()) / bits.UintSize
	return 8 + n + n*n/64
}

// Pow10 returns 10 to the power n.
func Pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// Whole returns the whole number n.
func Whole(n int64) Rational { return Rational{num: n, den: 1} }

// lowest returns p/q in lowest terms, for q > 0 and p above the smallest int64.
func lowest(p, q int64) Rational {
	d := GCD(max(p, -p), q)
	return Rational{num: p / d, den: q / d}
}

// GCD returns the greatest common divisor of a and b, which must not be negative.
func GCD(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// fromRat returns the number r. It may keep r, so the caller must not use r any more.
func fromRat(r *big.Rat) Rational {
	if num := r.Num(); num.IsInt64() && r.Denom().IsInt64() && num.Int64() != math.MinInt64 {
		return Rational{num: num.Int64(), den: r.Denom().Int64()}
	}
	return Rational{big: r}
}

// FromInt returns the whole number n. It copies n.
func FromInt(n *big.Int) Rational { return fromRat(new(big.Rat).SetInt(n)) }

// Valid reports whether f is a number. The zero Rational, and a fraction whose denominator
// is 0, are not.
func (f Rational) Valid() bool { return f.den != 0 || f.big != nil }

// Given reports whether f is anything but the zero Rational.
func (f Rational) Given() bool { return f.Valid() || f.num != 0 }

// Rat returns f as a new [big.Rat]. If f is not a number, Rat returns nil.
func (f Rational) Rat() *big.Rat {
	switch {
	case f.big != nil:
		return new(big.Rat).Set(f.big)
	case f.den != 0:
		return big.NewRat(f.num, f.den)
	}
	return nil
}

// Cmp returns -1 if f is below g, 0 if they are equal, and +1 if f is above g. A fraction
// that is not a number is below every number, and equal to any other that is not.
func (f Rational) Cmp(g Rational) int {
	switch {
	case !f.Valid() || !g.Valid():
		return b2i(f.Valid()) - b2i(g.Valid())
	case f.big == nil && g.big == nil:
	case !f.IsWhole() || !g.IsWhole():
		return f.shared().Cmp(g.shared())
	case f.big == nil: // g does not fit in 64 bits
		return -g.big.Sign()
	case g.big == nil:
		return f.big.Sign()
	default:
		return f.big.Num().Cmp(g.big.Num())
	}
	switch {
	case f.Sign() != g.Sign():
		return cmp.Compare(f.Sign(), g.Sign())
	case f.Sign() == -1:
		return CmpProducts(-g.num, f.den, -f.num, g.den)
	}
	return CmpProducts(f.num, g.den, g.num, f.den)
}

// b2i returns 1 for true and 0 for false.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// CmpProducts compares a*b with c*d in 128 bits. No argument may be negative.
func CmpProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
}

// Equal reports whether f and g are the same number, or both are not numbers.
func (f Rational) Equal(g Rational) bool { return f.Cmp(g) == 0 }

// Sign returns -1 if f is negative, +1 if it is positive, and 0 if it is 0 or not a
// number.
func (f Rational) Sign() int {
	if f.big != nil {
		return f.big.Sign()
	}
	if !f.Valid() {
		return 0
	}
	return b2i(f.num > 0) - b2i(f.num < 0)
}

// String returns f in lowest terms, as "3/400", or as "7" for a whole number. It returns
// "" for the zero Rational and "invalid fraction" for any other that is not a number.
func (f Rational) String() string {
	switch {
	case f.big != nil:
		return f.big.RatString()
	case f.den == 1:
		return strconv.FormatInt(f.num, 10)
	case f.den != 0:
		return strconv.FormatInt(f.num, 10) + "/" + strconv.FormatInt(f.den, 10)
	case f.Given():
		return "invalid fraction"
	}
	return ""
}

// mostDigits is the number of digits up to which a number is printed as it is. People
// cannot read longer ones.
const mostDigits = 12

// Decimal returns f as people write it: a finite decimal as one, as "183.47" for 18347/100,
// and any other number as String does. A decimal with more than mostDigits digits after the
// point stays a fraction. Texts that are parsed again have fractions only.
func (f Rational) Decimal() string {
	if !f.Valid() || f.IsWhole() {
		return f.String()
	}
	r := f.Rat()
	if r.Denom().Cmp(Pow10(mostDigits)) > 0 {
		return f.String() // no decimal as short as that has this denominator
	}
	if decimals, finite := r.FloatPrec(); finite && decimals <= mostDigits {
		return r.FloatString(decimals)
	}
	return f.String()
}

// Readable reports whether the number is short enough for people to read.
func (f Rational) Readable() bool { return len(f.Decimal()) <= mostDigits }

// shared returns f as a number that the caller must not change. f must be a number.
func (f Rational) shared() *big.Rat {
	switch {
	case f.big != nil:
		return f.big
	case f.den == 1:
		return new(big.Rat).SetInt64(f.num)
	}
	return big.NewRat(f.num, f.den)
}

// The methods plus, minus, times and over require numbers. They use big.Rat only if 64
// bits do not hold the result.

// Plus returns f+g.
func (f Rational) Plus(g Rational) Rational {
	if f.den == 1 && g.den == 1 {
		if sum, ok := add(f.num, g.num); ok {
			return Whole(sum)
		}
	}
	if f.big == nil && g.big == nil {
		d := GCD(f.den, g.den)
		a, ok := mul(f.num, g.den/d)
		b, ok2 := mul(g.num, f.den/d)
		sum, ok3 := add(a, b)
		den, ok4 := mul(f.den, g.den/d)
		if ok && ok2 && ok3 && ok4 {
			return lowest(sum, den)
		}
	}
	return fromRat(new(big.Rat).Add(f.shared(), g.shared()))
}

// Minus returns f-g.
func (f Rational) Minus(g Rational) Rational { return f.Plus(Whole(-1).Times(g)) }

// abs returns f without its sign.
func (f Rational) abs() Rational {
	if f.Sign() < 0 {
		return Whole(-1).Times(f)
	}
	return f
}

// Times returns f*g.
func (f Rational) Times(g Rational) Rational {
	if f.den == 1 && g.den == 1 {
		if product, ok := mul(f.num, g.num); ok {
			return Whole(product)
		}
	}
	if f.big == nil && g.big == nil {
		a, b := lowest(f.num, g.den), lowest(g.num, f.den)
		num, ok := mul(a.num, b.num)
		den, ok2 := mul(a.den, b.den)
		if ok && ok2 {
			return Rational{num: num, den: den}
		}
	}
	return fromRat(new(big.Rat).Mul(f.shared(), g.shared()))
}

// Over returns f/g. g must not be 0.
func (f Rational) Over(g Rational) Rational {
	if g.big != nil {
		return fromRat(new(big.Rat).Quo(f.shared(), g.shared()))
	}
	if g.Sign() == -1 {
		return f.Times(Rational{num: -g.den, den: -g.num})
	}
	return f.Times(Rational{num: g.den, den: g.num})
}

// add returns a+b. ok is false if the sum overflows or is the smallest int64. Neither
// argument may be the smallest int64.
func add(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (sum > a) == (b > 0) && sum != math.MinInt64
}

// mul returns a*b. ok is false if the product overflows or is the smallest int64. Neither
// argument may be the smallest int64.
func mul(a, b int64) (product int64, ok bool) {
	hi, lo := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	if product = int64(lo); (a < 0) != (b < 0) {
		product = -product
	}
	return product, hi == 0 && lo <= math.MaxInt64
}

// IsWhole reports whether f is a whole number.
func (f Rational) IsWhole() bool {
	if f.big != nil {
		return f.big.IsInt()
	}
	return f.den == 1
}

// Floor returns the greatest whole number that is not above f.
func (f Rational) Floor() Rational {
	if f.big == nil {
		return Whole(f.num/f.den - int64(b2i(f.num%f.den < 0)))
	}
	return FromInt(new(big.Int).Div(f.big.Num(), f.big.Denom()))
}

// Parts returns the numerator and the denominator.
func (f Rational) Parts() (num, den Rational) {
	r := f.Rat()
	return FromInt(r.Num()), FromInt(r.Denom())
}

// InUnits returns the number in multiples of the unit. A number that is not set stays
// so.
func (f Rational) InUnits(unit Rational) Rational {
	if !f.Given() {
		return f
	}
	return f.Over(unit)
}
