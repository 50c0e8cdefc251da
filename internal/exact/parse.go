package exact

import (
	"errors"
	"math/big"
	"strings"

	"example.com/tripartite/internal/prose"
)

// This file reads numbers. They are written as
//
//	number   = [ "-" ] digits | [ "-" ] digits "." digits | fraction
//	fraction = [ "-" ] digits [ "/" digits ]
//
// Any other text is refused. What people write instead falls in three classes, and the error
// differs:
//
//   - Only one number can be meant, and only its form is wrong, as in "+5" or "1_000". The error
//     has the number in the right form.
//   - A number is meant, but it is probably rounded, as in "66.67 %". The error has its exact
//     value, which shows that it is not two thirds.
//   - More than one number can be meant. "1,250" and "1.250" are 1250 or 5/4, depending on the
//     country. "1 1/2" may be 3/2 or 11/2. The error has no number.

// maxDigits limits the digits of a decimal in a text, and those of a numerator and a
// denominator. All functions check it first, because the time to parse digits grows faster
// than their number.
const maxDigits = 1_000

var (
	errTooLong = errors.New("want at most 1,000 digits")
	errZero    = errors.New("want a denominator above 0")
)

// Parse parses a whole number, a decimal or a fraction, as "7", "-2.5" or "3/400". A decimal
// is exact, and has digits on both sides of its point. The error says what would be right.
func Parse(text string) (Rational, error) {
	if f, ok := fraction(text); ok {
		return f, nil
	}
	n, decimals, ok := decimal(text)
	switch {
	case tooLong(text):
		return Rational{}, errTooLong
	case ok && halfDecimal(text):
		return Rational{}, errors.New("want digits before and after the point")
	case ok:
		return Quotient(n, Pow10(decimals)), nil
	}
	return Rational{}, fractionError(text)
}

// ParseFraction parses a whole number or a fraction, but no decimal. A whole number may have
// commas between groups of three digits, as "1,234". The error says what would be right.
func ParseFraction(text string) (Rational, error) {
	digits, ok := ungroup(text) // without commas, ok even if text is no number
	if f, isFraction := fraction(digits); ok && isFraction {
		return f, nil
	}
	return Rational{}, fractionError(text)
}

// TextError returns an error if [Parse] does not accept the text of f. The empty text of the
// zero Rational is accepted.
func (f Rational) TextError() error {
	switch {
	case f.Given() && !f.Valid():
		return errZero
	case !f.Fits() && tooLong(f.String()):
		return errTooLong
	}
	return nil
}

// fraction parses a whole number or a fraction. ok is false if text is neither.
func fraction(text string) (f Rational, ok bool) {
	p, q, divided := strings.Cut(text, "/")
	num, ok := integer(p)
	den := big.NewInt(1)
	if ok && divided {
		den, ok = integer(q)
	}
	if !ok || den.Sign() <= 0 {
		return Rational{}, false
	}
	return Quotient(num, den), true
}

// decimal parses a whole number or a decimal, which may lack digits on one side of its point.
// The value is n divided by 10 to the power of the decimals.
func decimal(text string) (n *big.Int, decimals int, ok bool) {
	if len(text) > len("-.")+maxDigits {
		return nil, 0, false
	}
	front, after, _ := strings.Cut(text, ".")
	n, ok = integer(front + after)
	return n, len(after), ok && IsDigits(after)
}

// halfDecimal reports whether a decimal lacks digits on a side of its point.
func halfDecimal(text string) bool {
	return strings.HasPrefix(strings.TrimPrefix(text, "-"), ".") || strings.HasSuffix(text, ".")
}

// integer parses decimal digits after at most one minus sign.
func integer(s string) (*big.Int, bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > maxDigits || !IsDigits(digits) {
		return nil, false
	}
	return new(big.Int).SetString(s, 10)
}

// IsDigits reports whether s consists of decimal digits only. It is true for "".
func IsDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// tooLong reports whether the numerator, the denominator or the decimal has more than
// maxDigits digits.
func tooLong(text string) bool {
	p, q, _ := strings.Cut(strings.TrimPrefix(text, "-"), "/")
	return max(len(p)-Bit(strings.Contains(p, ".")), len(q)) > maxDigits
}

// fractionError returns the error for a text that is not a fraction. It suggests a number only
// if no reader could mean another. A comma or a point may stand before thousands or before
// decimals, and a suggestion that is wrong by a factor of 1,000 is worse than none.
func fractionError(text string) error {
	if tooLong(text) {
		return errTooLong
	}
	if f, rounded, ok := meant(text); ok && rounded {
		return errors.New("want a fraction, as " + prose.Quoted(f.String()) +
			": decimals and percentages are often rounded")
	} else if ok {
		return errors.New("want digits only, as " + prose.Quoted(f.String()))
	}
	_, q, _ := strings.Cut(text, "/")
	if den, ok := integer(q); ok && den.Sign() == 0 {
		return errZero
	}
	// The form of a number, and why a number that looks like one is refused.
	want := `want a whole number or a fraction, as "7" or "2/3"`
	if strings.Contains(text, ",") || thousands(text) {
		want += ": a comma or a point may stand before thousands or before decimals"
	}
	return errors.New(want)
}

// meant returns the number that a text stands for if people would read it in one way only.
// It may be a decimal or a percentage of at most 30 bytes, which are often rounded, or a
// fraction with plus signs, or with marks between groups of three digits.
func meant(text string) (f Rational, rounded, ok bool) {
	if f, ok := roundedMeant(text); ok {
		return f, true, true
	}
	f, ok = fraction(plainDigits(text))
	return f, false, ok
}

// roundedMeant is meant for decimals and percentages.
func roundedMeant(text string) (f Rational, ok bool) {
	if len(text) > 30 {
		return Rational{}, false
	}
	digits, isPercent := strings.CutSuffix(text, "%")
	digits = strings.TrimSpace(digits)
	point := strings.Replace(digits, ",", ".", 1)
	n, decimals, ok := decimal(point)
	switch {
	case !ok || !isPercent && !strings.Contains(point, "."):
		return Rational{}, false
	case isPercent:
		decimals += 2
	case thousands(digits):
		return Rational{}, false
	}
	return Quotient(n, Pow10(decimals)), true
}

// plainDigits returns a fraction without plus signs, and without spaces, underscores or
// commas between groups of three digits. A text with any other sign is returned as it is, and
// so is a number with a single comma, which may be a decimal one. "+1 000/2_000" becomes
// "1000/2000", and "1,000" stays.
func plainDigits(text string) string {
	p, q, divided := strings.Cut(text, "/")
	if divided {
		return plainDigits(p) + "/" + plainDigits(q)
	}
	number := strings.TrimPrefix(strings.TrimSpace(text), "+")
	for _, mark := range [...]string{" ", "_", ","} {
		mixed := strings.Trim(number, "0123456789"+mark) != ""
		if mixed || mark == "," && strings.Count(number, mark) == 1 {
			continue
		}
		if digits, ok := ungroup(strings.ReplaceAll(number, mark, ",")); ok {
			return digits
		}
	}
	return text
}

// thousands reports whether a comma or a point in a number may stand before thousands: any
// comma, unless the number begins with 0, and a point before a group of three digits. "1,5" and
// "1.250" may, and "0,5" and "1.25" may not.
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
	if first == "" || len(first) > 3 || first[0] == '0' || !IsDigits(first) {
		return text, false
	}
	for group := range strings.SplitSeq(rest, ",") {
		if len(group) != 3 || !IsDigits(group) {
			return text, false
		}
	}
	return strings.ReplaceAll(text, ",", ""), true
}
