package tripartite

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Fraction is an exact, immutable rational number: a weight, a power, a bar, or
// a number of votes. Compare fractions with Equal or Cmp; == does not compile.
//
// The zero Fraction is not a number: it says "not given". A fraction whose
// denominator is 0 is not a number either, and functions that take a Fraction
// refuse it.
type Fraction struct {
	_ [0]func() // makes == an error: one number can have two representations

	// num/den is in lowest terms, with den > 0. If den is 0, it is not a number,
	// and if num is 0, too, the zero Fraction. If 64 bits do not do, big holds the
	// number instead. It is never handed out: a copy of a big.Rat shares digits.
	num, den int64
	big      *big.Rat
}

// badFraction was given, and is not a number.
var badFraction = Fraction{num: 1}

// Frac returns p/q in lowest terms. If q is 0, the result is invalid, and
// functions that take a Fraction refuse it with [ErrText].
func Frac(p, q int) Fraction {
	if q == 0 {
		return badFraction
	}
	return fromRat(new(big.Rat).SetFrac(big.NewInt(int64(p)), big.NewInt(int64(q))))
}

// Int returns the whole number n.
func Int(n int) Fraction { return Frac(n, 1) }

// FromInt returns the whole number n, which it copies. If n is nil, the result
// is invalid.
func FromInt(n *big.Int) Fraction {
	if n == nil {
		return badFraction
	}
	return fromInt(n)
}

// FromRat returns the number r, which it copies. If r is nil, the result is
// invalid.
func FromRat(r *big.Rat) Fraction {
	if r == nil {
		return badFraction
	}
	// SetFrac copies the digits. It also reduces them: whoever wrote to r.Num()
	// or r.Denom() may have left r out of lowest terms.
	return fromRat(new(big.Rat).SetFrac(r.Num(), r.Denom()))
}

// maxDigits limits each side of a fraction that is read from a text.
const maxDigits = 10_000

// ParseFraction reads "3/400", "-2" or "7", of up to 10,000 digits on each side.
// It refuses decimals and percentages, since they are often rounded: 0.67 is not
// two thirds. The error is [ErrText], and says what would have been right.
func ParseFraction(text string) (Fraction, error) {
	f, ok := readFraction(text)
	if !ok {
		return Fraction{}, &Error{Op: "fraction", Name: text, Err: fractionProblem(text)}
	}
	return f, nil
}

func readFraction(text string) (Fraction, bool) {
	p, q, divided := strings.Cut(text, "/")
	num, ok := parseInt(p)
	if !ok {
		return Fraction{}, false
	}
	den := big.NewInt(1)
	if divided {
		if den, ok = parseInt(q); !ok || den.Sign() <= 0 {
			return Fraction{}, false
		}
	}
	return fromRat(new(big.Rat).SetFrac(num, den)), true
}

// parseInt reads decimal digits with at most one minus, and nothing else. It
// looks at the length first: reading digits takes more time than they are long.
func parseInt(s string) (*big.Int, bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > maxDigits || !allDigits(digits) {
		return nil, false
	}
	return new(big.Int).SetString(s, 10)
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// tooLong reports whether a side of the fraction has more digits than are read.
func tooLong(text string) bool {
	p, q, _ := strings.Cut(strings.TrimPrefix(text, "-"), "/")
	return max(len(p), len(q)) > maxDigits
}

var errTooLong = problem{errFraction, "want at most 10,000 digits"}

// fractionProblem says why a text is not a fraction, and what would be one.
func fractionProblem(text string) error {
	if tooLong(text) {
		return errTooLong
	}
	if f, ok := fractionMeant(text); ok {
		return problem{errFraction, "want a fraction, as " + strconv.Quote(f.String()) + ": decimals and percentages are often rounded"}
	}
	plain := strings.NewReplacer("+", "", ",", "", "_", "", " ", "").Replace(text)
	if f, ok := readFraction(plain); ok && len(plain) < len(text) {
		return problem{errFraction, "want digits only, as " + quoted(f.String())}
	}
	_, q, _ := strings.Cut(text, "/")
	if den, ok := parseInt(q); ok && den.Sign() == 0 {
		return problem{errFraction, "want a denominator above 0"}
	}
	return problem{errFraction, `want a whole number or a fraction, as "7" or "2/3"`}
}

// fractionMeant reads what a decimal or a percentage stands for, if it is exact.
// It serves to say what would have been right, and reads only short ones.
func fractionMeant(text string) (Fraction, bool) {
	digits, percent := strings.CutSuffix(text, "%")
	digits = strings.TrimSpace(digits)
	if _, grouped := ungroup(digits); !grouped || percent {
		digits = strings.Replace(digits, ",", ".", 1)
	}
	point, decimals, decimal := strings.Cut(digits, ".")
	n, ok := parseInt(point + decimals)
	if !ok || !(decimal || percent) || len(text) > 30 || !allDigits(decimals) {
		return Fraction{}, false
	}
	return fromRat(new(big.Rat).SetFrac(n, pow10(len(decimals)+2*b2i(percent)))), true
}

// ungroup removes the commas from a whole number in groups of three digits, as
// "1,234,567". A text without commas stays as it is.
func ungroup(text string) (string, bool) {
	first, rest, grouped := strings.Cut(text, ",")
	if !grouped {
		return text, true
	}
	if len(first) < 1 || len(first) > 3 || first[0] == '0' || !allDigits(first) {
		return text, false
	}
	for group := range strings.SplitSeq(rest, ",") {
		if len(group) != 3 || !allDigits(group) {
			return text, false
		}
	}
	return strings.ReplaceAll(text, ",", ""), true
}

// pow10 returns 10 to the power n.
func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// whole returns the whole number n.
func whole(n int64) Fraction { return Fraction{num: n, den: 1} }

// lowest returns p/q in lowest terms, for q > 0 and p above the smallest int64.
func lowest(p, q int64) Fraction {
	d := gcd(max(p, -p), q)
	return Fraction{num: p / d, den: q / d}
}

// gcd returns the greatest common divisor of numbers that are not negative.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// fromRat takes r over, and keeps it small where it fits.
func fromRat(r *big.Rat) Fraction {
	if num := r.Num(); num.IsInt64() && r.Denom().IsInt64() && num.Int64() != math.MinInt64 {
		return Fraction{num: num.Int64(), den: r.Denom().Int64()}
	}
	return Fraction{big: r}
}

// fromInt returns the whole number n, and keeps it small where it fits.
func fromInt(n *big.Int) Fraction { return fromRat(new(big.Rat).SetInt(n)) }

// Valid reports whether f is a number. The zero Fraction is none, nor is a fraction
// whose denominator is 0.
func (f Fraction) Valid() bool { return f.den != 0 || f.big != nil }

// given reports whether f was given at all, as a number or not.
func (f Fraction) given() bool { return f.Valid() || f.num != 0 }

// Rat returns f as a new [big.Rat], to calculate with. If f is not a number, it
// returns nil.
func (f Fraction) Rat() *big.Rat {
	switch {
	case f.big != nil:
		return new(big.Rat).Set(f.big)
	case f.den != 0:
		return big.NewRat(f.num, f.den)
	}
	return nil
}

// Cmp returns -1, 0 or +1 as f is below, equal to or above g. A fraction that is
// not a number is below every number.
func (f Fraction) Cmp(g Fraction) int {
	switch {
	case !f.Valid() || !g.Valid():
		return b2i(f.Valid()) - b2i(g.Valid())
	case f.big != nil || g.big != nil:
		return f.Rat().Cmp(g.Rat())
	case f.Sign() != g.Sign():
		return cmp.Compare(f.Sign(), g.Sign())
	case f.Sign() == -1:
		return cmpProducts(-g.num, f.den, -f.num, g.den)
	}
	return cmpProducts(f.num, g.den, g.num, f.den)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cmpProducts compares a*b with c*d, in 128 bits; none of them is negative.
func cmpProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
}

// Equal reports whether f and g are the same number, or neither is one.
func (f Fraction) Equal(g Fraction) bool { return f.Cmp(g) == 0 }

// Sign returns -1, 0 or +1 as f is negative, 0 or positive, and 0 if f is not a
// number.
func (f Fraction) Sign() int {
	if f.big != nil {
		return f.big.Sign()
	}
	if !f.Valid() {
		return 0
	}
	return b2i(f.num > 0) - b2i(f.num < 0)
}

// String returns "3/400", or "7" for a whole number, and "" for the zero Fraction.
func (f Fraction) String() string {
	switch {
	case f.big != nil:
		return f.big.RatString()
	case f.den == 1:
		return strconv.FormatInt(f.num, 10)
	case f.den != 0:
		return strconv.FormatInt(f.num, 10) + "/" + strconv.FormatInt(f.den, 10)
	case f.given():
		return "invalid fraction"
	}
	return ""
}

// MarshalText returns the text of String. For a fraction that [ParseFraction]
// would refuse, the error is [ErrText].
func (f Fraction) MarshalText() ([]byte, error) {
	if err := f.readable(); err != nil {
		return nil, &Error{Op: "fraction", Name: f.String(), Err: err}
	}
	return []byte(f.String()), nil
}

// readable reports as an error what keeps the text of f from being read.
func (f Fraction) readable() error {
	if f.given() && !f.Valid() {
		return problem{errFraction, "want a denominator above 0"}
	}
	if f.big != nil && tooLong(f.String()) {
		return errTooLong
	}
	return nil
}

// UnmarshalText reads what [ParseFraction] reads, and "" as the zero Fraction. If
// there is an error, the fraction stays as it was.
func (f *Fraction) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = Fraction{}
		return nil
	}
	g, err := ParseFraction(string(text))
	if err == nil {
		*f = g
	}
	return err
}

// plus, minus, times and over calculate with numbers, in 64 bits where that
// does; over is for a g that is not 0.

func (f Fraction) plus(g Fraction) Fraction {
	if f.den == 1 && g.den == 1 {
		if sum, ok := add(f.num, g.num); ok {
			return whole(sum)
		}
	}
	if f.big == nil && g.big == nil {
		d := gcd(f.den, g.den)
		a, ok := mul(f.num, g.den/d)
		b, ok2 := mul(g.num, f.den/d)
		sum, ok3 := add(a, b)
		den, ok4 := mul(f.den, g.den/d)
		if ok && ok2 && ok3 && ok4 {
			return lowest(sum, den)
		}
	}
	return fromRat(new(big.Rat).Add(f.Rat(), g.Rat()))
}

func (f Fraction) minus(g Fraction) Fraction { return f.plus(whole(-1).times(g)) }

func (f Fraction) times(g Fraction) Fraction {
	if f.den == 1 && g.den == 1 {
		if product, ok := mul(f.num, g.num); ok {
			return whole(product)
		}
	}
	if f.big == nil && g.big == nil {
		a, b := lowest(f.num, g.den), lowest(g.num, f.den)
		num, ok := mul(a.num, b.num)
		den, ok2 := mul(a.den, b.den)
		if ok && ok2 {
			return Fraction{num: num, den: den}
		}
	}
	return fromRat(new(big.Rat).Mul(f.Rat(), g.Rat()))
}

func (f Fraction) over(g Fraction) Fraction {
	if g.big != nil {
		return fromRat(new(big.Rat).Quo(f.Rat(), g.Rat()))
	}
	if g.Sign() == -1 {
		return f.times(Fraction{num: -g.den, den: -g.num})
	}
	return f.times(Fraction{num: g.den, den: g.num})
}

// add returns a+b, and whether it fits. Neither is the smallest int64.
func add(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0) && sum != math.MinInt64
}

// mul returns a*b, and whether it fits. Neither is the smallest int64.
func mul(a, b int64) (int64, bool) {
	if a == 0 {
		return 0, true
	}
	product := a * b
	return product, product/a == b && product != math.MinInt64
}
