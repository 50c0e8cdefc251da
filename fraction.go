package tripartite

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Fraction is an exact rational number, such as a weight, a power or a number of votes. A
// Fraction is immutable. Compare fractions with [Fraction.Equal] or [Fraction.Cmp]; ==
// does not compile.
//
// The zero Fraction is not a number. In a field it means that no number is given, and the
// field's default applies. A fraction whose denominator is 0 is not a number either:
// functions that build something from it, such as [NewBody], return an error.
type Fraction struct {
	_ [0]func() // makes == an error: one number can have two representations

	// num/den is in lowest terms, with den > 0. If den is 0, the fraction is not a
	// number; if num is 0 too, it is the zero Fraction. If 64 bits do not hold the
	// number, it is in big. A copy of a big.Rat shares digits, so big never leaves
	// the package.
	num, den int64
	big      *big.Rat
}

// badFraction is given, but not a number.
var badFraction = Fraction{num: 1}

// Frac returns p/q in lowest terms. If q is 0, the result is invalid.
func Frac(p, q int) Fraction {
	if q == 0 {
		return badFraction
	}
	return fromRat(new(big.Rat).SetFrac(big.NewInt(int64(p)), big.NewInt(int64(q))))
}

// Int returns the whole number n.
func Int(n int) Fraction { return Frac(n, 1) }

// FromInt returns the whole number n. It copies n. If n is nil, the result is invalid.
func FromInt(n *big.Int) Fraction {
	if n == nil {
		return badFraction
	}
	return fromInt(n)
}

// FromRat returns the number r. It copies r. If r is nil, the result is invalid.
func FromRat(r *big.Rat) Fraction {
	if r == nil {
		return badFraction
	}
	// SetFrac copies the digits and reduces them. A caller that wrote to r.Num() or
	// r.Denom() may have left r out of lowest terms.
	return fromRat(new(big.Rat).SetFrac(r.Num(), r.Denom()))
}

// maxDigits limits the digits of a decimal in a text, and those of a numerator and a
// denominator.
const maxDigits = 1_000

// ParseFraction parses a whole number, a decimal or a fraction, as "7", "-2.5" or "3/400". A
// decimal is exact: "0.67" is 67/100, and less than two thirds. It has digits on both sides
// of its point. A decimal has at most 1,000 digits, and so do a numerator and a denominator.
//
// ParseFraction does not accept percentages, since they are often rounded, or commas, since
// they mark decimals in some languages and thousands in others. The error is [ErrText], and
// says what would be right.
func ParseFraction(text string) (Fraction, error) {
	f, ok := readNumber(text)
	if !ok {
		return Fraction{}, &Error{Op: "fraction", Name: text, Err: numberProblem(text)}
	}
	return f, nil
}

// readNumber parses a whole number, a decimal or a fraction. ok is false if text is none of
// them. It checks the length of a decimal first, as parseInt does.
func readNumber(text string) (f Fraction, ok bool) {
	front, decimals, decimal := strings.Cut(text, ".")
	if !decimal {
		return readFraction(text)
	}
	if len(text) > len("-.")+maxDigits || halfDecimal(front, decimals) || !allDigits(decimals) {
		return Fraction{}, false
	}
	n, ok := parseInt(front + decimals)
	if !ok {
		return Fraction{}, false
	}
	return fromRat(new(big.Rat).SetFrac(n, pow10(len(decimals)))), true
}

// halfDecimal reports whether a decimal lacks digits on a side of its point.
func halfDecimal(front, decimals string) bool {
	return front == "" || front == "-" || decimals == ""
}

// readFraction parses a fraction. ok is false if text is not one.
func readFraction(text string) (f Fraction, ok bool) {
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

// parseInt parses decimal digits after at most one minus sign. It checks the length
// first, because the time to parse digits grows faster than their number.
func parseInt(s string) (*big.Int, bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > maxDigits || !allDigits(digits) {
		return nil, false
	}
	return new(big.Int).SetString(s, 10)
}

// allDigits reports whether s consists of decimal digits only.
func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// tooLong reports whether the numerator, the denominator or the decimal has more than
// maxDigits digits.
func tooLong(text string) bool {
	p, q, _ := strings.Cut(strings.TrimPrefix(text, "-"), "/")
	return max(len(p)-b2i(strings.Contains(p, ".")), len(q)) > maxDigits
}

var errTooLong = problem{errFraction, "want at most 1,000 digits"}

// numberProblem returns the error for a text that is not a number. It says what would be
// right.
func numberProblem(text string) error {
	front, decimals, decimal := strings.Cut(text, ".")
	if decimal && halfDecimal(front, decimals) && allDigits(decimals) && !tooLong(text) {
		return problem{errFraction, "want digits before and after the point"}
	}
	return fractionProblem(text)
}

// fractionProblem returns the error for a text that is not a fraction. It says what would
// be right.
func fractionProblem(text string) error {
	if tooLong(text) {
		return errTooLong
	}
	if f, ok := fractionMeant(text); ok {
		return problem{errFraction, "want a fraction, as " + strconv.Quote(f.String()) + ": decimals and percentages are often rounded"}
	}
	if f, ok := readFraction(plainDigits(text)); ok {
		return problem{errFraction, "want digits only, as " + quoted(f.String())}
	}
	_, q, _ := strings.Cut(text, "/")
	if den, ok := parseInt(q); ok && den.Sign() == 0 {
		return problem{errFraction, "want a denominator above 0"}
	}
	want := `want a whole number or a fraction, as "7" or "2/3"`
	if strings.Contains(text, ",") || thousands(text) {
		want += ": a comma or a point may stand before thousands or before decimals"
	}
	return problem{errFraction, want}
}

// plainDigits returns a fraction without plus signs, and without spaces, underscores or
// commas between groups of three digits. A text with any other sign is returned as it
// is, and so is a number with a single comma: that may be a decimal one.
func plainDigits(text string) string {
	p, q, divided := strings.Cut(text, "/")
	if divided {
		return plainDigits(p) + "/" + plainDigits(q)
	}
	number := strings.TrimPrefix(strings.TrimSpace(text), "+")
	for _, mark := range [...]string{" ", "_", ","} {
		if mark == "," && strings.Count(number, mark) == 1 || strings.Trim(number, "0123456789"+mark) != "" {
			continue
		}
		if digits, ok := ungroup(strings.ReplaceAll(number, mark, ",")); ok {
			return digits
		}
	}
	return text
}

// fractionMeant returns the exact value of a decimal or a percentage. Errors suggest it
// instead of the text. ok is false if text is anything else, longer than 30 bytes, or a
// number that may have thousands instead of decimals.
func fractionMeant(text string) (f Fraction, ok bool) {
	digits, percent := strings.CutSuffix(text, "%")
	digits = strings.TrimSpace(digits)
	point, decimals, decimal := strings.Cut(strings.Replace(digits, ",", ".", 1), ".")
	n, ok := parseInt(point + decimals)
	if !ok || !(decimal || percent) || len(text) > 30 || !allDigits(decimals) || !percent && thousands(digits) {
		return Fraction{}, false
	}
	return fromRat(new(big.Rat).SetFrac(n, pow10(len(decimals)+2*b2i(percent)))), true
}

// thousands reports whether a comma or a point in a number may stand before thousands:
// any comma, unless the number begins with 0, and a point before a group of three digits.
func thousands(number string) bool {
	number = strings.TrimPrefix(number, "-")
	if strings.Contains(number, ",") {
		return number[0] != '0'
	}
	_, groups := ungroup(strings.Replace(number, ".", ",", 1))
	return groups && strings.Contains(number, ".")
}

// ungroup removes the commas from a whole number whose digits are in groups of three, as
// "1,234,567". It returns a text without commas unchanged. ok is false if the commas are
// anywhere else.
func ungroup(text string) (digits string, ok bool) {
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

// gcd returns the greatest common divisor of a and b, which must not be negative.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// fromRat returns the number r. It may keep r, so the caller must not use r any more.
func fromRat(r *big.Rat) Fraction {
	if num := r.Num(); num.IsInt64() && r.Denom().IsInt64() && num.Int64() != math.MinInt64 {
		return Fraction{num: num.Int64(), den: r.Denom().Int64()}
	}
	return Fraction{big: r}
}

// fromInt returns the whole number n. It copies n.
func fromInt(n *big.Int) Fraction { return fromRat(new(big.Rat).SetInt(n)) }

// Valid reports whether f is a number. The zero Fraction, and a fraction whose denominator
// is 0, are not.
func (f Fraction) Valid() bool { return f.den != 0 || f.big != nil }

// given reports whether f is anything but the zero Fraction.
func (f Fraction) given() bool { return f.Valid() || f.num != 0 }

// Rat returns f as a new [big.Rat]. If f is not a number, Rat returns nil.
func (f Fraction) Rat() *big.Rat {
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
func (f Fraction) Cmp(g Fraction) int {
	switch {
	case !f.Valid() || !g.Valid():
		return b2i(f.Valid()) - b2i(g.Valid())
	case f.big == nil && g.big == nil:
	case !f.isWhole() || !g.isWhole():
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
		return cmpProducts(-g.num, f.den, -f.num, g.den)
	}
	return cmpProducts(f.num, g.den, g.num, f.den)
}

// b2i returns 1 for true and 0 for false.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cmpProducts compares a*b with c*d in 128 bits. No argument may be negative.
func cmpProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
}

// Equal reports whether f and g are the same number, or both are not numbers.
func (f Fraction) Equal(g Fraction) bool { return f.Cmp(g) == 0 }

// Sign returns -1 if f is negative, +1 if it is positive, and 0 if it is 0 or not a
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

// String returns f in lowest terms, as "3/400", or as "7" for a whole number. It returns
// "" for the zero Fraction and "invalid fraction" for any other that is not a number.
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

// mostDigits is the number of digits up to which a number is printed as it is. People
// cannot read longer ones.
const mostDigits = 12

// printed returns f as people write it: a finite decimal as one, as "183.47" for 18347/100,
// and any other number as String does. A decimal with more than mostDigits digits after the
// point stays a fraction. Texts that are parsed again have fractions only.
func (f Fraction) printed() string {
	if !f.Valid() || f.isWhole() {
		return f.String()
	}
	r := f.Rat()
	if r.Denom().Cmp(pow10(mostDigits)) > 0 {
		return f.String() // no decimal as short as that has this denominator
	}
	if decimals, finite := r.FloatPrec(); finite && decimals <= mostDigits {
		return r.FloatString(decimals)
	}
	return f.String()
}

// readable reports whether the number is short enough for people to read.
func (f Fraction) readable() bool { return len(f.printed()) <= mostDigits }

// percents returns f in units of the last decimal of a percentage, rounded half up.
func (f Fraction) percents(decimals int) *big.Int {
	r := f.Rat()
	n := pow10(decimals + 2)
	n.Mul(n.Mul(n, r.Num()), big.NewInt(2)).Add(n, r.Denom())
	return n.Div(n, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
}

// percent returns the text of a percentage that is in units of its last decimal.
func percent(n *big.Int, decimals int) string {
	return new(big.Rat).SetFrac(n, pow10(decimals)).FloatString(decimals) + " %"
}

// MarshalText returns the text of String. The error is [ErrText] if the denominator is 0,
// or if the text is too long for [ParseFraction].
func (f Fraction) MarshalText() ([]byte, error) {
	if err := f.textError(); err != nil {
		return nil, &Error{Op: "fraction", Name: f.String(), Err: err}
	}
	return []byte(f.String()), nil
}

// textError returns an error if UnmarshalText would not accept the text of f.
func (f Fraction) textError() error {
	if f.given() && !f.Valid() {
		return problem{errFraction, "want a denominator above 0"}
	}
	if f.big != nil && tooLong(f.String()) {
		return errTooLong
	}
	return nil
}

// UnmarshalText parses a fraction as [ParseFraction] does. An empty text is the zero
// Fraction. If there is an error, f does not change.
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

// shared returns f as a number that the caller must not change. f must be a number.
func (f Fraction) shared() *big.Rat {
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

// plus returns f+g.
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
	return fromRat(new(big.Rat).Add(f.shared(), g.shared()))
}

// minus returns f-g.
func (f Fraction) minus(g Fraction) Fraction { return f.plus(whole(-1).times(g)) }

// times returns f*g.
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
	return fromRat(new(big.Rat).Mul(f.shared(), g.shared()))
}

// over returns f/g. g must not be 0.
func (f Fraction) over(g Fraction) Fraction {
	if g.big != nil {
		return fromRat(new(big.Rat).Quo(f.shared(), g.shared()))
	}
	if g.Sign() == -1 {
		return f.times(Fraction{num: -g.den, den: -g.num})
	}
	return f.times(Fraction{num: g.den, den: g.num})
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
	if a == 0 {
		return 0, true
	}
	product = a * b
	return product, product/a == b && product != math.MinInt64
}

func (f Fraction) isWhole() bool {
	if f.big != nil {
		return f.big.IsInt()
	}
	return f.den == 1
}

// floor returns the greatest whole number that is not above f.
func (f Fraction) floor() Fraction {
	if f.big == nil {
		return whole(f.num/f.den - int64(b2i(f.num%f.den < 0)))
	}
	return fromInt(new(big.Int).Div(f.big.Num(), f.big.Denom()))
}

// parts returns the numerator and the denominator.
func (f Fraction) parts() (num, den Fraction) {
	r := f.Rat()
	return fromInt(r.Num()), fromInt(r.Denom())
}

// inUnits returns the number in multiples of the unit. A number that is not set stays
// so.
func (f Fraction) inUnits(unit Fraction) Fraction {
	if !f.given() {
		return f
	}
	return f.over(unit)
}
