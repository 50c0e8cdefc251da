package tripartite

import (
	"database/sql/driver"
	"encoding"
	"fmt"
)

// In a database, states, outcomes, thresholds and fractions are text: the text of
// MarshalText. As numbers they would have no meaning outside of this package, and
// sets of states could be compared and added by mistake.

// Value returns the text of the set, for [database/sql].
func (s States) Value() (driver.Value, error) { return valueOf(s) }

// Scan reads the text of a set, for [database/sql]. For anything else, among it
// NULL, the error is [ErrText], and the set becomes empty.
func (s *States) Scan(src any) error { return scan(s, "states", src, ErrText) }

// Value returns the text of the outcome, for [database/sql].
func (o Outcome) Value() (driver.Value, error) { return valueOf(o) }

// Scan reads the text of an outcome, for [database/sql]. For anything else, among
// it NULL, the error is [ErrText], and the outcome becomes Void.
func (o *Outcome) Scan(src any) error { return scan(o, "outcome", src, ErrText) }

// Value returns the text of the threshold, for [database/sql]: NULL for the zero
// Threshold.
func (h Threshold) Value() (driver.Value, error) {
	if h == (Threshold{}) {
		return nil, nil
	}
	return valueOf(h)
}

// Scan reads the text of a threshold, for [database/sql], and NULL as the zero
// Threshold. For anything else, among it "", the error is [ErrText], and the
// threshold becomes zero.
func (h *Threshold) Scan(src any) error {
	if src == nil {
		*h = Threshold{}
		return nil
	}
	return scan(h, "threshold", src, ErrText)
}

// Value returns the text of the fraction, for [database/sql]: NULL for the zero
// Fraction.
func (f Fraction) Value() (driver.Value, error) {
	if !f.given() {
		return nil, nil
	}
	return valueOf(f)
}

// Scan reads the text of a fraction, for [database/sql], and NULL as the zero
// Fraction. For anything else, among it "" and numbers, the error is
// [ErrText], and the fraction becomes zero.
func (f *Fraction) Scan(src any) error {
	if src == nil {
		*f = Fraction{}
		return nil
	}
	return scan(f, "fraction", src, errFraction)
}

func valueOf(v encoding.TextMarshaler) (driver.Value, error) {
	text, err := v.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// scan reads a text that is not empty, and sets what it reads to zero first.
func scan[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](to P, op string, src any, kind error) error {
	var zero T
	*to = zero
	var text []byte
	switch src := src.(type) {
	case string:
		text = []byte(src)
	case []byte:
		text = src
	case nil:
		return &Error{Op: op, Name: "NULL", Err: problem{kind, "want text"}}
	default:
		return &Error{Op: op, Name: fmt.Sprint(src), Err: problem{kind, fmt.Sprintf("want text, not %T", src)}}
	}
	if len(text) == 0 {
		return &Error{Op: op, Err: problem{kind, "want a text that is not empty"}}
	}
	return to.UnmarshalText(text)
}
