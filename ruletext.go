package tripartite

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// mostPrinted is how many clauses the text of a rule has at most.
const mostPrinted = 10_000

// clause returns the text of a rule in one line.
func clause(r Rule) string {
	w := writer{left: mostPrinted}
	if w.write(r, mostNested) {
		return w.String()
	}
	if w.left < 0 {
		return title(r) + " (it has more than " + strconv.Itoa(mostPrinted) + " clauses)"
	}
	return title(r) + " (" + nestedTooDeep + ")"
}

// title returns the text of a rule in one line, without the rules that it consists
// of.
func title(r Rule) string {
	f := formOf(r)
	if f.kind == ownRule {
		return ownClause(r)
	}
	return f.clause()
}

// writer writes the text of a rule, of a limited number of clauses.
type writer struct {
	strings.Builder
	left int
}

// write writes a rule. It gives up, and reports false, if the rule nests deeper than
// depth or has too many clauses.
func (w *writer) write(r Rule, depth int) bool {
	if w.left--; w.left < 0 {
		return false
	}
	f := formOf(r)
	switch f.kind {
	case ownRule:
		w.WriteString(ownClause(r))
		return true
	case noRule, shareClause, countClause:
		w.WriteString(f.clause())
		return true
	case samePart, bestParts, votingParts, quorumParts, vetoParts:
	default:
		panic(f.kind.unknown())
	}
	if depth == 0 {
		return false
	}
	w.WriteString(f.head)
	if f.kind == samePart {
		w.WriteString(": ")
		return w.write(f.in.Rule, depth-1)
	}
	w.WriteString(" (")
	for i, r := range f.rules {
		if i > 0 {
			w.WriteString("; ")
		}
		if !w.write(r, depth-1) {
			return false
		}
	}
	w.WriteString(")")
	return true
}

// clause returns the text of the form without its parts.
func (f form) clause() string {
	switch f.kind {
	case shareClause:
		return f.share.String()
	case countClause:
		return f.number.String()
	}
	return f.head // of a rule that consists of rules, or of none
}

// ownClause is the text of a rule of the caller, in one line: its String, or else its
// type. A rule that embeds one of this package has the String of that one, which is
// not its text, and would go round for ever if the rule contained itself.
func ownClause(r Rule) (text string) {
	name := fmt.Sprintf("%T", r)
	defer func() {
		if recover() != nil {
			text = name
		}
	}()
	if s, ok := r.(fmt.Stringer); ok && !embedsRule(r) {
		return oneLine(s.String())
	}
	return name
}

// embedsRule reports whether the rule is a struct that embeds a rule of this package.
func embedsRule(r Rule) bool {
	t := reflect.TypeOf(r)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		field := t.Field(i)
		embedded := field.Type
		if embedded.Kind() == reflect.Pointer {
			embedded = embedded.Elem()
		}
		if field.Anonymous && embedded.PkgPath() == reflect.TypeFor[All]().PkgPath() && field.Type.Implements(reflect.TypeFor[Rule]()) {
			return true
		}
	}
	return false
}

// String returns the clause, as "for: more than 1/2 of cast".
func (s Share) String() string {
	text := s.Of.String()
	if s.Less != 0 {
		text += " less " + s.Less.String()
	}
	text += ": " + s.Need.String() + " of " + s.Base.String()
	if s.BySeats {
		text += ", by seats"
	}
	return text
}

// String returns the clause, as "present: at least 33 seats".
func (n SeatCount) String() string {
	return n.Of.String() + ": at least " + plural(n.Need, "seat")
}

// String returns the text of the rule, as in "in the third group: for: more than 1/2
// of cast".
func (i In) String() string { return clause(i) }

// String returns "all of" and the texts of the rules.
func (a All) String() string { return clause(a) }

// String returns "any of" and the texts of the rules.
func (a Any) String() string { return clause(a) }

// String returns "at least 2 of 3" and the texts of the rules.
func (a KOf) String() string { return clause(a) }

// String returns "quorum" and the texts of the rules.
func (q Quorum) String() string { return clause(q) }

// String returns "no veto" and the texts of the rules.
func (v Veto) String() string { return clause(v) }

// String returns "in each group" and the text of the rule.
func (e EachGroup) String() string { return clause(e) }

// String returns "in each group with any cast" and the text of the share.
func (e EachVotingGroup) String() string { return clause(e) }

// String returns "in at least 2 of the groups" and the text of the rule.
func (a KOfGroups) String() string { return clause(a) }

var _ = [...]json.Marshaler{In{}, All{}, Any{}, KOf{}, Quorum{}, Veto{}, EachGroup{}, EachVotingGroup{}, KOfGroups{}}

// MarshalJSON returns [errors.ErrUnsupported]: an In has no JSON form yet.
func (In) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: an All has no JSON form yet.
func (All) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: an Any has no JSON form yet.
func (Any) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: a KOf has no JSON form yet.
func (KOf) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: a Quorum has no JSON form yet.
func (Quorum) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: a Veto has no JSON form yet.
func (Veto) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: an EachGroup has no JSON form yet.
func (EachGroup) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: an EachVotingGroup has no JSON form yet.
func (EachVotingGroup) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }

// MarshalJSON returns [errors.ErrUnsupported]: a KOfGroups has no JSON form yet.
func (KOfGroups) MarshalJSON() ([]byte, error) { return noJSON("rule that consists of rules") }
