package tripartite

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"example.com/tripartite/internal/prose"
)

// mostPrinted is how many clauses the text of a rule has at most.
const mostPrinted = 10_000

// clause returns the text of a rule in one line. The text of a rule of the caller is
// its own.
func clause(r Rule) string {
	if formOf(r).kind == ownRule {
		return ownClause(r)
	}
	return textOf(r)
}

// textOf returns the text of a rule in one line. ParseRule parses it, unless the rule is
// malformed, too large, or contains rules of the caller.
func textOf(r Rule) string {
	w := writer{text: make([]byte, 0, 256), left: mostPrinted}
	if w.write(r, mostNested, false) {
		return string(w.text)
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
	text  []byte
	left  int
	known []Named // the rules that are written as their names
}

// write writes a rule. It gives up, and reports false, if the rule nests deeper than
// depth or has too many clauses. Parts of a rule with "and" or "or" have parentheses.
func (w *writer) write(r Rule, depth int, joined bool) bool {
	if w.left--; w.left < 0 {
		return false
	}
	if n, ok := r.(Named); ok && slices.ContainsFunc(w.known, func(k Named) bool { return reflect.DeepEqual(k, n) }) {
		w.text = append(w.text, Named{Name: n.Name}.head()...)
		return true
	}
	f := formOf(r)
	switch f.kind {
	case ownRule:
		w.text = append(w.text, ownText(r)...)
		return true
	case shareClause:
		w.text = f.share.appendTo(w.text)
		return true
	case noRule, countClause:
		w.text = append(w.text, f.clause()...)
		return true
	case samePart, bestParts, votingParts, quorumParts, vetoParts:
	default:
		panic(f.kind.unknown())
	}
	switch {
	case depth == 0:
		return false
	case f.join == "" || len(f.rules) < 2:
		w.text = append(w.text, f.head...)
		return w.list(f.rules, depth, " (", "; ", ")")
	case joined:
		return w.list(f.rules, depth, "(", f.join, ")")
	}
	return w.list(f.rules, depth, "", f.join, "")
}

// list writes the parts of a rule, with texts before, between and after them.
func (w *writer) list(rules []Rule, depth int, before, between, after string) bool {
	w.text = append(w.text, before...)
	for i, r := range rules {
		if i > 0 {
			w.text = append(w.text, between...)
		}
		if !w.write(r, depth-1, between != "; ") {
			return false
		}
	}
	w.text = append(w.text, after...)
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

// ownText is the text of a rule of the caller in the text of another rule. A quoted name
// cannot be taken for words of this package.
func ownText(r Rule) string {
	if _, function := r.(RuleFunc); function {
		return `rule "of the caller's own"`
	}
	return "rule " + strconv.Quote(ownName(r))
}

// ownClause is the text of a rule of the caller by itself, in one line.
func ownClause(r Rule) string { return prose.OneLine(ownName(r)) }

// ownName is the name of a rule of the caller: its String, or else its type. A rule that
// embeds one of this package has the String of that one, which is not its text, and would
// go round for ever if the rule contained itself.
func ownName(r Rule) (name string) {
	kind := fmt.Sprintf("%T", r)
	defer func() {
		if recover() != nil {
			name = kind
		}
	}()
	if s, ok := r.(fmt.Stringer); ok && !embedsRule(r) {
		return cmp.Or(s.String(), kind)
	}
	return kind
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

// String returns the text of the rule, as in "in the third group (more than 1/2 of votes
// cast are for)".
func (i In) String() string { return textOf(i) }

// String returns the texts of the rules with "and" between them. A single rule follows
// the words "all of".
func (a All) String() string { return textOf(a) }

// String returns the texts of the rules with "or" between them. A single rule follows the
// words "any of".
func (a Any) String() string { return textOf(a) }

// String returns "at least 2 of 3" and the texts of the rules.
func (a KOf) String() string { return textOf(a) }

// String returns "quorum" and the texts of the rules.
func (q Quorum) String() string { return textOf(q) }

// String returns "no veto" and the texts of the rules.
func (v Veto) String() string { return textOf(v) }

// String returns the word rule, the name, the source if there is one, and the text of the
// rule, as in `rule "quorum" "art. 17(3)" (at least 33 seats are present)`.
func (n Named) String() string { return textOf(n) }

// String returns "in each group" and the text of the rule.
func (e EachGroup) String() string { return textOf(e) }

// String returns "in each group with any votes cast" and the text of the share.
func (e EachVotingGroup) String() string { return textOf(e) }

// String returns "in at least 2 of the groups" and the text of the rule.
func (a KOfGroups) String() string { return textOf(a) }

// appendTexts appends texts.
func appendTexts(b []byte, texts ...string) []byte {
	for _, text := range texts {
		b = append(b, text...)
	}
	return b
}
