package tripartite

import (
	"database/sql/driver"
	"fmt"
	"strconv"
)

// RuleText is a rule as text: in JSON and YAML, in a database, or as a flag by
// [flag.TextVar]. The text is that of [ParseRule]. A rule goes into JSON as a RuleText:
// rules themselves have no methods for text, because none could read an interface such as
// [Rule] back.
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
func (r RuleText) MarshalText() ([]byte, error) {
	text, err := writtenRule(r.Rule, false)
	if err != nil {
		return nil, err
	}
	return []byte(text), nil
}

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

// Value returns the text of the rule, or the error of [RuleText.MarshalText]. It implements
// [driver.Valuer].
func (r RuleText) Value() (driver.Value, error) { return valueOf(r) }

// Scan parses the text of a rule. It implements [database/sql.Scanner]. For any other value,
// including NULL and an empty text, the error is that of [ParseRule], and there is no rule.
func (r *RuleText) Scan(src any) error { return scan(r, "rule", src, ErrText) }
