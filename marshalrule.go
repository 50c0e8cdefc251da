package tripartite

import (
	"encoding"
	"fmt"
	"strconv"
	"strings"
)

// RuleText is a rule as text: in JSON and YAML, in a database, or as a flag. An interface
// such as [Rule] cannot have these methods. The text is that of [ParseRule].
type RuleText struct{ Rule Rule }

// String returns the text of the rule. If there is no rule, it returns "".
func (r RuleText) String() string {
	if r.Rule == nil {
		return ""
	}
	return textOf(r.Rule)
}

// MarshalText returns the text of the rule. [ParseRule] parses it back to the same value.
//
// If it would not, there is an error. The error is [ErrRule] if there is no rule, the rule
// or a part of it is malformed or a pointer, or a part is a rule of the caller. It is
// [ErrTooLarge] if the rule is beyond the limits of ParseRule. To write a rule with parts
// of the caller, use String, and to read it, [ParseRuleWith].
func (r RuleText) MarshalText() ([]byte, error) { return marshalRule(r.Rule) }

// UnmarshalText parses the text of a rule, as [ParseRule] does. If there is an error, the
// rule does not change.
func (r *RuleText) UnmarshalText(text []byte) error {
	rule, err := ParseRule(string(text))
	if err != nil {
		return err
	}
	r.Rule = rule
	return nil
}

// UnmarshalJSON parses the text of a rule in a JSON string, which must be UTF-8.
func (r *RuleText) UnmarshalJSON(data []byte) error {
	var text string
	if err := decodeJSON("rule", data, &text); err != nil {
		return err
	}
	return r.UnmarshalText([]byte(text))
}

// Set does the same as UnmarshalText. It implements [flag.Value].
func (r *RuleText) Set(text string) error { return r.UnmarshalText([]byte(text)) }

// marshalRule returns the text of a rule that ParseRule can parse.
func marshalRule(r Rule) ([]byte, error) {
	text, err := writtenRule(r, false)
	if err != nil {
		return nil, err
	}
	return []byte(text), nil
}

// writtenRule returns the text of a rule that ParseRule can parse or, if named is set,
// ParseRuleWith with the rules of the caller by their names.
func writtenRule(r Rule, named bool) (string, error) {
	left := mostTextual
	if err := textError(r, 0, false, named, &left); err != nil {
		return "", err
	}
	text := textOf(r)
	if len(text) > mostRuleText {
		return "", &Error{Op: "rule", Name: text, Detail: "its text has more than " + strconv.Itoa(mostRuleText) + " bytes", Err: ErrTooLarge}
	}
	return text, nil
}

// isNamed reports whether a rule of the caller has a name of its own, which is its String.
func isNamed(r Rule) bool {
	_, function := r.(RuleFunc)
	return !function && ownName(r) != fmt.Sprintf("%T", r)
}

// textError returns an error if the text of a rule cannot be parsed back to its value. The
// rule is within depth parentheses, and joined says whether "and" or "or" is beside it. If named
// is set, the text may name rules of the caller. It takes its clauses from those left.
func textError(r Rule, depth int, joined, named bool, left *int) error {
	f := formOf(r)
	*left--
	switch {
	case isPointer(r):
		return &Error{Op: "rule", Name: fmt.Sprintf("%T", r), Detail: "it is a pointer to a rule, not a rule", Err: ErrRule}
	case f.kind == ownRule && named && !isNamed(r):
		return &Error{Op: "rule", Name: ownClause(r), Detail: "a rule of the caller's own has no name: want a type with a String method that returns one", Err: ErrRule}
	case f.kind == ownRule && !named:
		return &Error{Op: "rule", Name: ownClause(r), Detail: "a rule of the caller's own has no text to parse", Err: ErrRule}
	case f.wrong != "" && (f.wrong != partMissing || f.kind == noRule): // a missing part reports itself
		return &Error{Op: "rule", Name: f.clause(), Detail: f.wrong, Err: ErrRule}
	case *left < 0:
		return &Error{Op: "rule", Name: f.clause(), Detail: "its text has more than " + strconv.Itoa(mostTextual) + " clauses", Err: ErrTooLarge}
	case depth > mostTextDeep:
		return &Error{Op: "rule", Name: f.clause(), Detail: "its text nests parentheses more than " + strconv.Itoa(mostTextDeep) + " deep", Err: ErrTooLarge}
	}
	join := f.join != "" && len(f.rules) > 1
	if !join || joined { // the parts have parentheses
		depth++
	}
	for _, part := range f.rules {
		if err := textError(part, depth, join, named, left); err != nil {
			return err
		}
	}
	return nil
}

// unmarshalRule parses the text of a rule of one type.
func unmarshalRule[R Rule](to *R, text []byte) error {
	r, err := ParseRule(string(text))
	if err != nil {
		return err
	}
	one, ok := r.(R)
	if !ok {
		kind := func(r Rule) string { return strings.TrimPrefix(fmt.Sprintf("%T", r), "tripartite.") }
		return &Error{Op: "rule", Name: string(text), Detail: "it is of type " + kind(r) + ", want " + kind(one), Err: ErrText}
	}
	*to = one
	return nil
}

// A rule of each type of this package marshals as its text, so that encoding/json does not
// print a list or an object that does not say which rule it is.
var _ = [...]encoding.TextMarshaler{Share{}, SeatCount{}, In{}, All{}, Any{}, KOf{}, Quorum{}, Veto{}, Named{}, EachGroup{}, EachVotingGroup{}, KOfGroups{}}

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (s Share) MarshalText() ([]byte, error) { return marshalRule(s) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (s *Share) UnmarshalText(text []byte) error { return unmarshalRule(s, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (n SeatCount) MarshalText() ([]byte, error) { return marshalRule(n) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (n *SeatCount) UnmarshalText(text []byte) error { return unmarshalRule(n, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (i In) MarshalText() ([]byte, error) { return marshalRule(i) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (i *In) UnmarshalText(text []byte) error { return unmarshalRule(i, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (a All) MarshalText() ([]byte, error) { return marshalRule(a) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (a *All) UnmarshalText(text []byte) error { return unmarshalRule(a, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (a Any) MarshalText() ([]byte, error) { return marshalRule(a) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (a *Any) UnmarshalText(text []byte) error { return unmarshalRule(a, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (a KOf) MarshalText() ([]byte, error) { return marshalRule(a) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (a *KOf) UnmarshalText(text []byte) error { return unmarshalRule(a, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (q Quorum) MarshalText() ([]byte, error) { return marshalRule(q) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (q *Quorum) UnmarshalText(text []byte) error { return unmarshalRule(q, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (v Veto) MarshalText() ([]byte, error) { return marshalRule(v) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (v *Veto) UnmarshalText(text []byte) error { return unmarshalRule(v, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (n Named) MarshalText() ([]byte, error) { return marshalRule(n) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (n *Named) UnmarshalText(text []byte) error { return unmarshalRule(n, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (e EachGroup) MarshalText() ([]byte, error) { return marshalRule(e) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (e *EachGroup) UnmarshalText(text []byte) error { return unmarshalRule(e, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (e EachVotingGroup) MarshalText() ([]byte, error) { return marshalRule(e) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (e *EachVotingGroup) UnmarshalText(text []byte) error { return unmarshalRule(e, text) }

// MarshalText returns the text of the rule, with the errors of [RuleText.MarshalText].
func (a KOfGroups) MarshalText() ([]byte, error) { return marshalRule(a) }

// UnmarshalText parses the text of a rule, which must be of this type.
func (a *KOfGroups) UnmarshalText(text []byte) error { return unmarshalRule(a, text) }
