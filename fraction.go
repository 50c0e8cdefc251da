package tripartite

import (
	"database/sql/driver"
	"math/big"

	"example.com/tripartite/internal/exact"
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

// FromRat returns the number r. It copies r. If r is nil, the result is invalid.
func FromRat(r *big.Rat) Fraction {
	if r == nil {
		return Fraction{exact.Bad}
	}
	return Fraction{exact.FromRat(r)}
}

// ParseFraction parses a whole number, a decimal or a fraction, as "7", "-2.5" or "3/400". A
// decimal is exact: "0.67" is 67/100, and less than two thirds. It has digits on both sides
// of its point. A decimal has at most 1,000 digits, and so do a numerator and a denominator.
//
// ParseFraction does not accept percentages, since they are often rounded, or commas, since
// they mark decimals in some languages and thousands in others. The error is [ErrText], and
// says what would be right.
func ParseFraction(text string) (Fraction, error) {
	n, err := exact.Parse(text)
	if err != nil {
		return Fraction{}, &Error{Op: "fraction", Name: text, Err: problem{errFraction, err.Error()}}
	}
	return Fraction{n}, nil
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
	if err := f.n.TextError(); err != nil {
		return problem{errFraction, err.Error()}
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

func whole(n int64) Fraction                 { return Fraction{exact.Whole(n)} }
func fromInt(n *big.Int) Fraction            { return Fraction{exact.FromInt(n)} }
func (f Fraction) given() bool               { return f.n.Given() }
func (f Fraction) plus(g Fraction) Fraction  { return Fraction{f.n.Plus(g.n)} }
func (f Fraction) minus(g Fraction) Fraction { return Fraction{f.n.Minus(g.n)} }
func (f Fraction) times(g Fraction) Fraction { return Fraction{f.n.Times(g.n)} }
func (f Fraction) over(g Fraction) Fraction  { return Fraction{f.n.Over(g.n)} }
func (f Fraction) isWhole() bool             { return f.n.IsWhole() }
func (f Fraction) floor() Fraction           { return Fraction{f.n.Floor()} }
func (f Fraction) printed() string           { return f.n.Decimal() }
func (f Fraction) readable() bool            { return f.n.Readable() }

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

// Value returns the text of the fraction, NULL for the zero Fraction, or the error of
// [Fraction.MarshalText]. It implements [driver.Valuer].
func (f Fraction) Value() (driver.Value, error) {
	if !f.given() {
		return nil, nil
	}
	return valueOf(f)
}

// Scan parses the text of a fraction. NULL is the zero Fraction. It implements
// [database/sql.Scanner]. For any other value, including an empty text and a number, the
// error is [ErrText], and the fraction becomes the zero Fraction.
func (f *Fraction) Scan(src any) error {
	if src == nil {
		*f = Fraction{}
		return nil
	}
	return scan(f, "fraction", src, errFraction)
}
