package tripartite

import (
	"slices"
	"strconv"

	"example.com/tripartite/internal/prose"
)

// ReasonCode states what the figures of a [Finding] do not show, so that a program can
// say it in another language. The zero ReasonCode means that the figures are the whole
// reason.
type ReasonCode uint8

// The reasons. [Finding.Reason] is the text of each in English.
const (
	ReasonMalformed      ReasonCode = iota + 1 // the rule or a part of it is malformed, and Reason says how
	ReasonEmptyBase                            // nothing is in the base, and a share of nothing is not enough
	ReasonAsksNothing                          // the share or the number asked for is 0
	ReasonSkipped                              // the group is skipped: nothing is in its base
	ReasonAllSkipped                           // all groups are skipped
	ReasonNoTally                              // the tally is the zero Tally
	ReasonInvalidOutcome                       // a rule of the caller returned no valid outcome
)

var reasonNames = []string{"", "malformed", "empty base", "asks nothing", "skipped", "all skipped", "no tally", "invalid outcome"}

// String returns the reason as "empty base". For the zero ReasonCode it returns "".
func (r ReasonCode) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return "invalid reason " + strconv.Itoa(int(r))
}

// MarshalText returns the text of String. For an invalid ReasonCode the error is [ErrText].
func (r ReasonCode) MarshalText() ([]byte, error) {
	if int(r) >= len(reasonNames) {
		return nil, &Error{Op: "reason", Name: r.String(), Err: ErrText}
	}
	return []byte(r.String()), nil
}

// UnmarshalText parses the text of String, in any case. For any other text the error is
// [ErrText], and the ReasonCode does not change.
func (r *ReasonCode) UnmarshalText(text []byte) error {
	i := slices.Index(reasonNames, prose.Words(string(text)))
	if i < 0 {
		return &Error{Op: "reason", Name: string(text), Err: ErrText}
	}
	*r = ReasonCode(i)
	return nil
}
