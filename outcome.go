package tripartite

import (
	"math/bits"
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

// OutcomesOf is the set of these outcomes. What is none counts as Rejected, as it
// does wherever a rule says it.
func OutcomesOf(outcomes ...Outcome) Outcomes {
	var set Outcomes
	for _, o := range outcomes {
		set |= 1 << valid(o)
	}
	return set
}

// Has reports whether the outcome is in the set.
func (s Outcomes) Has(o Outcome) bool { return s&(1<<o) != 0 }

// Certain is the only outcome in the set, and true; and false if there are
// several, or none.
func (s Outcomes) Certain() (Outcome, bool) {
	return Outcome(bits.TrailingZeros8(uint8(s))) % (Adopted + 1), bits.OnesCount8(uint8(s)) == 1
}

// String is the outcomes in their order, as "rejected or adopted"; "none" for
// the empty set.
func (s Outcomes) String() string {
	var names []string
	for o := Void; o <= Adopted; o++ {
		if s.Has(o) {
			names = append(names, o.String())
		}
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, " or ")
}
