package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"

	"math/big"
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
type Fraction struct{ n exact.Rational }

// Frac returns p/q in lowest terms. If q is 0, the result is invalid.
func Frac(p, q int) Fraction { return Fraction{exact.Frac(int64(p), int64(q))} }

// Int returns the whole number n.
func Int(n int) Fraction { return Frac(n, 1) }

// FromInt returns the whole number n. It copies n. If n is nil, the result is invalid.
func FromInt(n *big.Int) Fraction {
	if n == nil {
		return Fraction{exact.Bad}
	}
	return Fraction{exact.FromInt(n)}
}

// FromRat returns the number r. It copies r. If r is nil, the result is invalid.
func FromRat(r *big.Rat) Fraction {
	if r == nil {
		return Fraction{exact.Bad}
	}
	return Fraction{exact.FromRat(r)}
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
	return Fraction{exact.Quotient(n, exact.Pow10(len(decimals)))}, true
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
	return Fraction{exact.Quotient(num, den)}, true
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
		return problem{errFraction, "want digits only, as " + prose.Quoted(f.String())}
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
	return Fraction{exact.Quotient(n, exact.Pow10(len(decimals)+2*b2i(percent)))}, true
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

// Valid reports whether f is a number. The zero Fraction, and a fraction whose denominator
// is 0, are not.
func (f Fraction) Valid() bool { return f.n.Valid() }

// Rat returns f as a new [big.Rat]. If f is not a number, Rat returns nil.
func (f Fraction) Rat() *big.Rat { return f.n.Rat() }

// Cmp returns -1 if f is below g, 0 if they are equal, and +1 if f is above g. A fraction
// that is not a number is below every number, and equal to any other that is not.
func (f Fraction) Cmp(g Fraction) int { return f.n.Cmp(g.n) }

// Equal reports whether f and g are the same number, or both are not numbers.
func (f Fraction) Equal(g Fraction) bool { return f.Cmp(g) == 0 }

// Sign returns -1 if f is negative, +1 if it is positive, and 0 if it is 0 or not a
// number.
func (f Fraction) Sign() int { return f.n.Sign() }

// String returns f in lowest terms, as "3/400", or as "7" for a whole number. It returns
// "" for the zero Fraction and "invalid fraction" for any other that is not a number.
func (f Fraction) String() string { return f.n.String() }

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
	if !f.n.Fits() && tooLong(f.String()) {
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

// The methods below are those of the exact number, which has the comments.

func whole(n int64) Fraction                      { return Fraction{exact.Whole(n)} }
func (f Fraction) given() bool                    { return f.n.Given() }
func (f Fraction) plus(g Fraction) Fraction       { return Fraction{f.n.Plus(g.n)} }
func (f Fraction) minus(g Fraction) Fraction      { return Fraction{f.n.Minus(g.n)} }
func (f Fraction) times(g Fraction) Fraction      { return Fraction{f.n.Times(g.n)} }
func (f Fraction) over(g Fraction) Fraction       { return Fraction{f.n.Over(g.n)} }
func (f Fraction) isWhole() bool                  { return f.n.IsWhole() }
func (f Fraction) floor() Fraction                { return Fraction{f.n.Floor()} }
func (f Fraction) printed() string                { return f.n.Decimal() }
func (f Fraction) readable() bool                 { return f.n.Readable() }
func (f Fraction) inUnits(unit Fraction) Fraction { return Fraction{f.n.InUnits(unit.n)} }

// parts returns the numerator and the denominator.
func (f Fraction) parts() (num, den Fraction) {
	n, d := f.n.Parts()
	return Fraction{n}, Fraction{d}
}

// int64 returns f, which must be a whole number that fits in 64 bits.
func (f Fraction) int64() int64 {
	n, _ := f.n.Int64()
	return n
}

// b2i returns 1 for true and 0 for false.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
