package tripartite

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
	"example.com/tripartite/internal/syntax"
)

// RuleText is a rule as text: in JSON and YAML, or as a flag by [flag.TextVar]. The text is that
// of [ParseRule], and a database stores that text. A rule goes into JSON as a RuleText: rules
// themselves have no methods for text, because none could read an interface such as [Rule] back.
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
// of the caller, use String, and to read it, give them to ParseRule.
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

// String returns the clause, as "more than 1/2 of votes cast are for".
func (s Share) String() string { return Words{}.share(s) }

// String returns the clause, as "at least 33 seats are present".
func (n SeatCount) String() string { return Words{}.seatCount(n) }

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

// String returns the parts and the text of the rule, as in "in more than 1/2 of the blocs
// of Clergy with any seats voting (more than 1/2 of votes cast are for)".
func (p Parts) String() string { return textOf(p) }

// clause returns the text of a rule in one line. The text of a rule of the caller is
// its own.
func clause(r Rule) string {
	if formOf(r).kind == ownRule {
		return prose.OneLine(ownName(r))
	}
	return textOf(r)
}

// textOf returns the text of a rule in one line. ParseRule parses it, unless the rule is
// malformed, too large, or contains rules of the caller.
func textOf(r Rule) string { return Words{}.Rule(r) }

// Rule returns the text of a rule in the language of the words, in one line, as "plus de la
// moitié des voix exprimées sont pour". In English it is that of [RuleText]. [ParseRule]
// parses no other language. Names and sources stay as they are.
func (w Words) Rule(r Rule) string {
	to := writer{words: w, clauses: mostPrinted, depth: mostNested}
	if !to.write(r, 0, false) {
		return w.title(r) + " (" + w.reason(to.wrong.Detail) + ")"
	}
	return to.text.String()
}

// writtenRule returns the text of a rule that ParseRule can parse or, if named is set, that it
// can parse if it is given the rules of the caller by their names.
func writtenRule(r Rule, named bool) (string, error) {
	w := writer{clauses: mostTextual, depth: mostTextDeep, strict: true, named: named}
	if w.write(r, 0, false) && w.text.Len() > mostRuleText {
		w.refuse(r, ErrTooLarge, "it has more than ", mostRuleText, " bytes")
	}
	if w.wrong != nil {
		return "", w.wrong
	}
	return w.text.String(), nil
}

// title returns the text of a rule in English, without the rules that it consists of.
func title(r Rule) string { return Words{}.title(r) }

// title returns the text of a rule in one line, without the rules that it consists of.
func (w Words) title(r Rule) string {
	switch r := bare(r).(type) {
	case nil:
		return w.say("no rule")
	case RuleFunc:
		return w.say("rule", w.say("of the caller's own"))
	case Share:
		return w.share(r)
	case SeatCount:
		return w.seatCount(r)
	case All:
		return w.say("all of")
	case Any:
		return w.say("any of")
	case KOf:
		return w.say("k of", strconv.Itoa(r.K), strconv.Itoa(len(r.Rules)))
	case Quorum:
		return w.say("quorum")
	case Veto:
		return w.say("no veto")
	case Named:
		name := w.say("rule", literal(r.Name))
		if r.Source != "" {
			name += " " + literal(r.Source)
		}
		return name
	case In:
		return w.place("in", r.Group, r.Bloc)
	case Parts:
		f := formOf(r)
		return w.parts(&f)
	}
	return prose.OneLine(ownName(r))
}

// share returns the text of a share.
func (w Words) share(s Share) string {
	unit := unitOf(s.BySeats)
	said := w.ofSet("are "+unit, s.Of)
	switch {
	case s.Of == For && s.Less == Against:
		said = w.say("are " + unit + " for less against")
	case s.Less != 0:
		said = w.say("are "+unit+" less", w.states(s.Of), w.states(s.Less))
	}
	return w.say("of base", w.threshold(s.Need), w.ofSet("of "+unit, s.Base), said)
}

// seatCount returns the text of a seat count.
func (w Words) seatCount(n SeatCount) string {
	if n.Need == 1 {
		return w.say("at least 1 seat", w.ofSet("is a seat", n.Of))
	}
	return w.say("at least seats", strconv.Itoa(n.Need), w.ofSet("are seats", n.Of))
}

// threshold returns the text of a threshold. Some have a phrase of their own.
func (w Words) threshold(h Threshold) string {
	text := h.String()
	switch fraction, strict := strings.CutPrefix(text, "more than "); {
	case w.say(text) != "":
		return w.say(text)
	case strict:
		return w.say("more than", fraction)
	}
	return w.say("at least", strings.TrimPrefix(text, "at least "))
}

// parts returns the words for several parts, as "in at least 2 of the groups".
func (w Words) parts(f *form) string {
	var of []any // what the blocs are part of
	things := "group"
	if f.hasPlace() {
		things, of = "bloc", []any{w.place("of", f.Group, f.Bloc)}
	}
	enough := w.say("at least", strconv.Itoa(f.K))
	switch need := w.threshold(f.Need); {
	case f.K == 0:
		enough = need
	case f.Need != Threshold{}:
		enough = w.say("and both", enough, need)
	}
	text := w.say("in each "+things, of...)
	if f.K != 0 || f.Need != (Threshold{}) {
		text = w.say("in some "+things+"s", append([]any{enough}, of...)...)
	}
	if f.With != 0 || f.BySeats {
		text = w.say("with", text, w.counting(f))
	}
	return text
}

// counting returns the words for what a part that counts has, as "any votes cast".
func (w Words) counting(f *form) string { return w.ofSet("any "+unitOf(f.BySeats), f.With) }

// place returns the words for a group or a bloc, after "in" or "of": "in the third group" or
// "of Chair".
func (w Words) place(where string, g Group, bloc string) string {
	switch {
	case g == 0 && bloc == "":
		return w.say(where, w.say("no part"))
	case g == 0:
		return w.say(where, nameText(bloc))
	case g > Third:
		return w.say(where, w.say("no group"))
	}
	text := w.say(where + " " + g.String())
	if bloc != "" {
		text = w.say("and both", text, nameText(bloc))
	}
	return text
}

// nameText returns a name if it is one word, and otherwise the name as a quoted Go
// string. The words that can follow "in" in a rule are quoted, too.
func nameText(name string) string {
	switch prose.LowerASCII(name) {
	case "", "the", "each", "at", "more":
		return literal(name)
	}
	if syntax.IsWord(name) {
		return name
	}
	return literal(name)
}

// literal returns a name as a quoted Go string. U+FFFD is escaped, which stands for lost text in
// JSON, and is refused there.
func literal(name string) string {
	return strings.ReplaceAll(strconv.Quote(name), "\uFFFD", `\ufffd`)
}

// unitOf returns the name of the unit of a clause in the names of phrases.
func unitOf(seats bool) string {
	if seats {
		return "seats"
	}
	return "votes"
}

// ofSet returns a phrase with a set of states. If the table has one for the set itself, as
// "of votes cast" of the phrases "of votes", its words can agree. Otherwise it lists states.
func (w Words) ofSet(phrases string, s States) string {
	own, except := w.say(phrases+" "+s.String()), phrases+" except"
	missing, but := strings.CutPrefix(s.String(), AllSeats.String()+" except ")
	switch {
	case own != "":
		return own
	case but && w.say(except) != "":
		return w.say(except, w.union(missing))
	}
	return w.say(phrases, w.states(s))
}

// states returns the text of a set, as [States.String] does.
func (w Words) states(s States) string {
	set, missing, except := strings.Cut(s.String(), " except ")
	if except {
		return w.say("except", w.union(set), w.union(missing))
	}
	return w.union(set)
}

// union returns the text of a union of sets, as "cast + absent".
func (w Words) union(text string) string {
	names := strings.Split(text, " + ")
	for i, name := range names {
		names[i] = cmp.Or(w.say("set "+name), w.say(name))
	}
	return strings.Join(names, " + ")
}

// The limits of a text that is only printed. A text to be parsed has those of [ParseRule].
const mostPrinted = 10_000 // clauses

// writer writes the text of a rule. It stops at the first rule that it cannot write.
type writer struct {
	words          Words
	text           strings.Builder
	known          []Named // the rules that are written as their names
	clauses, depth int     // the most that the text may have: clauses, and parentheses in others
	written        int     // clauses
	strict, named  bool    // the text must be parsed, and may name rules of the caller
	wrong          *Error
}

// write writes a rule that is within depth parentheses, and reports whether it could. A rule
// with "and" or "or" has parentheses if it is joined by these words to another.
func (w *writer) write(r Rule, depth int, joined bool) bool {
	f := formOf(r)
	if w.written++; w.refuses(r, &f, depth) {
		return false
	}
	before, between, after := w.words.title(r)+" (", "; ", ")"
	n, isNamed := r.(Named)
	known := func(n Named) bool { return reflect.DeepEqual(Rule(n), r) }
	join := w.join(&f, r)
	switch {
	case isNamed && slices.ContainsFunc(w.known, known):
		w.text.WriteString(w.words.title(Named{Name: n.Name}))
		return true
	case f.kind == ownRule:
		w.text.WriteString(w.words.ownText(r))
		return true
	case f.isClause():
		w.text.WriteString(w.words.title(r))
		return true
	case join != "" && joined:
		before, between = "(", join
	case join != "":
		before, between, after = "", join, ""
	}
	w.text.WriteString(before)
	for i, part := range f.inside() {
		if i > 0 {
			w.text.WriteString(between)
		}
		if !w.write(part, depth+len(after), join != "") {
			return false
		}
	}
	w.text.WriteString(after)
	return true
}

// refuses reports whether the writer cannot write the rule, and notes why.
func (w *writer) refuses(r Rule, f *form, depth int) bool {
	_, function := r.(RuleFunc)
	switch {
	case w.strict && isPointer(r):
		w.refuse(r, ErrRule, "it is a pointer to a rule, not a rule")
		w.wrong.Name = fmt.Sprintf("%T", r)
	case w.strict && f.kind == ownRule && !w.named:
		w.refuse(r, ErrRule, "a rule of the caller's own has no text to parse")
	case w.strict && f.kind == ownRule && (function || ownName(r) == fmt.Sprintf("%T", r)):
		w.refuse(r, ErrRule, "a rule of the caller's own has no name: ",
			"want a type with a String method that returns one")
	case w.strict && f.reports():
		w.refuse(r, ErrRule, f.why())
	case w.written > w.clauses:
		w.refuse(r, ErrTooLarge, "it has more than ", w.clauses, " clauses")
	case depth > w.depth:
		w.refuse(r, ErrTooLarge, "it contains itself, or nests more than ", w.depth, " deep")
	}
	return w.wrong != nil
}

// refuse notes what is wrong with a rule.
func (w *writer) refuse(r Rule, err error, detail ...any) {
	w.wrong = &Error{Op: "rule", Name: title(r), Detail: fmt.Sprint(detail...), Err: err}
}

// join returns the word between the parts of a rule, or "" if it follows another word.
func (w *writer) join(f *form, r Rule) string {
	if len(f.rules) < 2 {
		return ""
	}
	switch bare(r).(type) {
	case All:
		return " " + w.words.say("and") + " "
	case Any:
		return " " + w.words.say("or") + " "
	}
	return ""
}

// ownText is the text of a rule of the caller in the text of another rule. A quoted name
// cannot be taken for words of this package.
func (w Words) ownText(r Rule) string {
	name := w.say("of the caller's own")
	if _, function := r.(RuleFunc); !function {
		name = ownName(r)
	}
	return w.say("rule", literal(name))
}

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
	embeds := func(f reflect.StructField) bool {
		pointer := f.Type.Kind() == reflect.Pointer
		return f.Anonymous && (isOurs(f.Type) || pointer && isOurs(f.Type.Elem()))
	}
	return t.Kind() == reflect.Struct && slices.ContainsFunc(reflect.VisibleFields(t), embeds)
}
