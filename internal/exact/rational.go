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

// Bad is given, but not a number. So a division by 0 can be told from a number that is missing.
var Bad = Rational{num: 1}

// Whole returns the whole number n.
func Whole(n int64) Rational { return Rational{num: n, den: 1} }

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

// FromInt returns the whole number n. It copies n, so that the caller may go on counting in it.
func FromInt(n *big.Int) Rational { return fromRat(new(big.Rat).SetInt(n)) }

// fromRat returns the number r. It may keep r, so the caller must not use r any more.
func fromRat(r *big.Rat) Rational {
	// Every result comes through here, or is computed in 64 bits. So a number that fits is
	// never in big, and a whole number in big is beyond all that are not.
	if num := r.Num(); num.IsInt64() && r.Denom().IsInt64() && num.Int64() != math.MinInt64 {
		return Rational{num: num.Int64(), den: r.Denom().Int64()}
	}
	return Rational{big: r}
}

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

// Int64 returns f if it is a whole number that fits in 64 bits.
func (f Rational) Int64() (n int64, ok bool) { return f.num, f.den == 1 }

// Fits reports whether 64 bits hold the numerator and the denominator.
func (f Rational) Fits() bool { return f.big == nil }

// Work returns the work of an operation on f. In 64 bits it is 1.
func (f Rational) Work() int {
	if f.big == nil {
		return 1
	}
	// An allocation, and then words to add, or to multiply each with each.
	n := (f.big.Num().BitLen() + f.big.Denom().BitLen()) / bits.UintSize
	return 8 + n + n*n/64
}

// Cmp returns -1 if f is below g, 0 if they are equal, and +1 if f is above g. A fraction
// that is not a number is below every number, and equal to any other that is not.
func (f Rational) Cmp(g Rational) int {
	switch {
	case !f.Valid() || !g.Valid():
		return Bit(f.Valid()) - Bit(g.Valid())
	case f.big != nil || g.big != nil:
		return f.cmpWide(g)
	case f.Sign() != g.Sign():
		return cmp.Compare(f.Sign(), g.Sign())
	case f.Sign() == -1:
		return CmpProducts(-g.num, f.den, -f.num, g.den)
	}
	return CmpProducts(f.num, g.den, g.num, f.den)
}

// cmpWide is Cmp for numbers one of which 64 bits do not hold. Whole numbers are most of those
// that a search compares. To compare them, big.Rat would copy both.
func (f Rational) cmpWide(g Rational) int {
	switch {
	case !f.IsWhole() || !g.IsWhole():
		return f.shared().Cmp(g.shared())
	case f.big == nil: // g is beyond 64 bits
		return -g.big.Sign()
	case g.big == nil:
		return f.big.Sign()
	}
	return f.big.Num().Cmp(g.big.Num())
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
	return Bit(f.num > 0) - Bit(f.num < 0)
}

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

// Plus, Minus, Times and Over require numbers. They use big.Rat only if 64 bits do not hold
// the result, or a step to it.

// Plus returns f+g. Over the least common denominator 1/6 and 1/10 are 5/30 and 3/30, which
// overflows later than 10/60 and 6/60.
func (f Rational) Plus(g Rational) Rational {
	if f.den == 1 && g.den == 1 { // most numbers are whole
		if sum, ok := add(f.num, g.num); ok {
			return Whole(sum)
		}
	}
	if f.big == nil && g.big == nil {
		d := GCD(f.den, g.den) // the least common denominator is f.den * g.den / d
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

// Times returns f*g. 2/9 times 3/4 is reduced to 1/3 times 1/2 before anything is multiplied.
func (f Rational) Times(g Rational) Rational {
	if f.den == 1 && g.den == 1 {
		if product, ok := mul(f.num, g.num); ok {
			return Whole(product)
		}
	}
	if f.big == nil && g.big == nil {
		// What is reduced crosswise first is in lowest terms, and overflows only if the
		// result does not fit.
		a, b := lowest(f.num, g.den), lowest(g.num, f.den)
		num, ok := mul(a.num, b.num)
		den, ok2 := mul(a.den, b.den)
		if ok && ok2 {
			return Rational{num: num, den: den}
		}
	}
	return fromRat(new(big.Rat).Mul(f.shared(), g.shared()))
}

// Over returns f/g. g must not be 0. To divide by -2/3 is to multiply by -3/2: the sign goes to the
// numerator, since a denominator is above 0.
func (f Rational) Over(g Rational) Rational {
	if g.big != nil { // so 1/g does not fit either, and the product is no quicker
		return fromRat(new(big.Rat).Quo(f.shared(), g.shared()))
	}
	if g.Sign() == -1 {
		return f.Times(Rational{num: -g.den, den: -g.num})
	}
	return f.Times(Rational{num: g.den, den: g.num})
}

// IsWhole reports whether f is a whole number.
func (f Rational) IsWhole() bool {
	if f.big != nil {
		return f.big.IsInt()
	}
	return f.den == 1
}

// Floor returns the greatest whole number that is not above f: 2 for 7/3, and -3 for -7/3.
func (f Rational) Floor() Rational {
	if f.big == nil {
		// Division in Go rounds towards 0, which is too high by 1 below 0.
		return Whole(f.num/f.den - int64(Bit(f.num%f.den < 0)))
	}
	return FromInt(new(big.Int).Div(f.big.Num(), f.big.Denom()))
}

// Parts returns the numerator and the denominator.
func (f Rational) Parts() (num, den Rational) {
	return FromInt(f.Num()), FromInt(f.denom())
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
	// A decimal with d digits after the point has a denominator that divides 10^d.
	if !f.Valid() || f.IsWhole() || f.denom().Cmp(Pow10(mostDigits)) > 0 {
		return f.String()
	}
	r := f.shared()
	if decimals, finite := r.FloatPrec(); finite && decimals <= mostDigits {
		return r.FloatString(decimals)
	}
	return f.String()
}

// Readable reports whether the number is short enough for people to read: 1/3 and 183.47 are, and
// 6172839/12345679 is not.
func (f Rational) Readable() bool { return len(f.Decimal()) <= mostDigits }

// AppendKey appends f to a key, so that keys differ if numbers do. No key of a number is the
// beginning of another's, so keys that several numbers were appended to differ as well.
func (f Rational) AppendKey(key []byte) []byte {
	if f.big == nil {
		return binary.AppendVarint(binary.AppendVarint(append(key, 0), f.num), f.den)
	}
	return append(append(append(key, 1), f.big.String()...), 0)
}
