package tripartite

import (
	"database/sql/driver"
	"encoding"
	"fmt"
)

// A database stores states, outcomes, thresholds, fractions and rules as the text of MarshalText.
// Numbers would have no meaning outside this package, and a query could compare or add
// them by mistake.

// Value returns the text of the set. It implements [driver.Valuer].
func (s States) Value() (driver.Value, error) { return valueOf(s) }

// Scan parses the text of a set. It implements [database/sql.Scanner]. For any other value,
// including NULL and an empty text, the error is [ErrText], and the set becomes empty.
func (s *States) Scan(src any) error { return scan(s, "states", src, ErrText) }

// Value returns the text of the outcome, or [ErrText] for an invalid outcome. It implements
// [driver.Valuer].
func (o Outcome) Value() (driver.Value, error) { return valueOf(o) }

// Scan parses the text of an outcome. It implements [database/sql.Scanner]. For any other
// value, including NULL and an empty text, the error is [ErrText], and the outcome becomes
// Void.
func (o *Outcome) Scan(src any) error { return scan(o, "outcome", src, ErrText) }

// Value returns the text of the threshold, NULL for the zero Threshold, or [ErrText] for
// any other invalid threshold. It implements [driver.Valuer].
func (h Threshold) Value() (driver.Value, error) {
	if h == (Threshold{}) {
		return nil, nil
	}
	return valueOf(h)
}

// Scan parses the text of a threshold. NULL is the zero Threshold. It implements
// [database/sql.Scanner]. For any other value, including an empty text, the error is
// [ErrText], and the threshold becomes the zero Threshold.
func (h *Threshold) Scan(src any) error {
	if src == nil {
		*h = Threshold{}
		return nil
	}
	return scan(h, "threshold", src, ErrText)
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

// Value returns the text of the rule, or the error of [RuleText.MarshalText]. It implements
// [driver.Valuer].
func (r RuleText) Value() (driver.Value, error) { return valueOf(r) }

// Scan parses the text of a rule. It implements [database/sql.Scanner]. For any other value,
// including NULL and an empty text, the error is that of [ParseRule], and there is no rule.
func (r *RuleText) Scan(src any) error { return scan(r, "rule", src, ErrText) }

// valueOf returns the text of v as a value for a database.
func valueOf(v encoding.TextMarshaler) (driver.Value, error) {
	text, err := v.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// scan parses a text that is not empty. It sets *to to its zero value first, so that an
// error leaves no old value behind.
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
