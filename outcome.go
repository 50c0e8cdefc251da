package tripartite

import (
	"slices"
	"strconv"
	"strings"
)

// Outcome is what a rule says of a tally. Outcomes are ordered: Void is below
// Rejected, which is below Adopted. The zero Outcome is Void.
type Outcome uint8

// The three outcomes.
const (
	Void     Outcome = iota // no quorum: the vote does not count
	Rejected                // the vote counts, and the motion is not adopted
	Adopted                 // the motion is adopted
)

var outcomeNames = [...]string{"void", "rejected", "adopted"}

// String returns "void", "rejected" or "adopted".
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

// UnmarshalText reads the text of String, in capital or small letters, with blanks
// around it or not. For any other text the error is [ErrText], and the outcome
// stays as it was.
func (o *Outcome) UnmarshalText(text []byte) error {
	i := slices.Index(outcomeNames[:], words(string(text)))
	if i < 0 {
		return &Error{Op: "outcome", Name: string(text), Err: errOutcome}
	}
	*o = Outcome(i)
	return nil
}

var errOutcome = problem{ErrText, `want "void", "rejected" or "adopted"`}

// Outcomes is a set of outcomes: what can still happen. The zero Outcomes is the
// empty set.
type Outcomes uint8

// OutcomesOf returns the set of these outcomes. An invalid outcome counts as Rejected,
// as it does wherever a rule says it.
func OutcomesOf(outcomes ...Outcome) Outcomes {
	var set Outcomes
	for _, o := range outcomes {
		set |= 1 << valid(o)
	}
	return set
}

// Has reports whether the outcome is in the set.
func (s Outcomes) Has(o Outcome) bool { return o <= Adopted && s&(1<<o) != 0 }

// Certain returns the only outcome in the set. ok is false, and the outcome Void, if
// there is not exactly one, or if the set has bits that are no outcome.
func (s Outcomes) Certain() (o Outcome, ok bool) {
	for o := range Adopted + 1 {
		if s == 1<<o {
			return o, true
		}
	}
	return Void, false
}

// allOutcomes is the set of all of them.
const allOutcomes Outcomes = 1<<(Adopted+1) - 1

// String returns the outcomes in their order, as "rejected or adopted"; "none" for
// the empty set.
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
	if names == nil {
		return "none"
	}
	return strings.Join(names, " or ")
}

// MarshalText returns the text of String. For bits that are no outcome the error is
// [ErrText].
func (s Outcomes) MarshalText() ([]byte, error) {
	if s&^allOutcomes != 0 {
		return nil, &Error{Op: "outcomes", Name: s.String(), Err: ErrText}
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads the text of String, with the outcomes in any order. For any
// other text the error is [ErrText], and the set stays as it was.
func (s *Outcomes) UnmarshalText(text []byte) error {
	if string(text) == "none" {
		*s = 0
		return nil
	}
	var set Outcomes
	for word := range strings.SplitSeq(string(text), " or ") {
		var o Outcome
		if err := o.UnmarshalText([]byte(word)); err != nil {
			return &Error{Op: "outcomes", Name: string(text), Detail: `want "none", or outcomes as in "rejected or adopted"`, Err: ErrText}
		}
		set |= 1 << o
	}
	*s = set
	return nil
}
