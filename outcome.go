package tripartite

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Outcome is the result of deciding a tally by a rule. Outcomes are ordered: Void <
// Rejected < Adopted. The zero Outcome is Void.
type Outcome uint8

// The three outcomes.
const (
	Void     Outcome = iota // there is no quorum, so the vote does not count
	Rejected                // the vote counts, but the motion is not adopted
	Adopted                 // the motion is adopted
)

var outcomeNames = [...]string{"void", "rejected", "adopted"}

// String returns "void", "rejected" or "adopted", and "invalid outcome 7" for any other.
func (o Outcome) String() string {
	if o > Adopted {
		return "invalid outcome " + strconv.Itoa(int(o))
	}
	return outcomeNames[o]
}

// MarshalText returns the text of String. For an invalid outcome the error is
// [ErrText].
func (o Outcome) MarshalText() ([]byte, error) {
	if o > Adopted {
		return nil, &Error{Op: "outcome", Name: o.String(), Err: errOutcome}
	}
	return []byte(o.String()), nil
}

// UnmarshalText parses the text of String. Case and spaces around it do not matter. For
// any other text the error is [ErrText], and the outcome does not change.
func (o *Outcome) UnmarshalText(text []byte) error {
	i := slices.Index(outcomeNames[:], prose.Words(string(text)))
	if i < 0 {
		return &Error{Op: "outcome", Name: string(text), Err: errOutcome}
	}
	*o = Outcome(i)
	return nil
}

var errOutcome = problem{ErrText, `want "void", "rejected" or "adopted"`}

// Outcomes is a set of outcomes. [Possible] returns the set of outcomes that can still
// occur. The zero Outcomes is the empty set.
type Outcomes uint8

// OutcomesOf returns the set of these outcomes. An invalid outcome counts as Rejected, as
// it does when a rule returns it.
func OutcomesOf(outcomes ...Outcome) Outcomes {
	var set Outcomes
	for _, o := range outcomes {
		set |= 1 << valid(o)
	}
	return set
}

// Has reports whether the outcome is in the set.
func (s Outcomes) Has(o Outcome) bool { return o <= Adopted && s&(1<<o) != 0 }

// Certain returns the only outcome in the set. If there is not exactly one, or the set is
// invalid, it returns Void and false.
func (s Outcomes) Certain() (o Outcome, ok bool) {
	for o := range Adopted + 1 {
		if s == 1<<o {
			return o, true
		}
	}
	return Void, false
}

// allOutcomes is the set of all three outcomes.
const allOutcomes Outcomes = 1<<(Adopted+1) - 1

// String returns the outcomes in ascending order, as "rejected or adopted". The empty set
// is "none". A set with bits of no outcome is "invalid outcomes" and a number.
func (s Outcomes) String() string {
	if s&^allOutcomes != 0 {
		return "invalid outcomes " + strconv.Itoa(int(s))
	}
	var names []string
	for o := range Adopted + 1 {
		if s.Has(o) {
			names = append(names, o.String())
		}
	}
	return cmp.Or(strings.Join(names, " or "), "none")
}

// MarshalText returns the text of String. If the set has bits of no outcome, the error is
// [ErrText].
func (s Outcomes) MarshalText() ([]byte, error) {
	if s&^allOutcomes != 0 {
		return nil, &Error{Op: "outcomes", Name: s.String(), Err: ErrText}
	}
	return []byte(s.String()), nil
}

// valid returns the outcome that a rule of the caller counts as: Rejected if it is
// invalid.
func valid(o Outcome) Outcome {
	if o > Adopted {
		return Rejected
	}
	return o
}

// Value returns the text of the outcome, or [ErrText] for an invalid outcome. It implements
// [driver.Valuer].
func (o Outcome) Value() (driver.Value, error) { return valueOf(o) }

// Scan parses the text of an outcome. It implements [database/sql.Scanner]. For any other
// value, including NULL and an empty text, the error is [ErrText], and the outcome becomes
// Void.
func (o *Outcome) Scan(src any) error { return scan(o, "outcome", src, ErrText) }
