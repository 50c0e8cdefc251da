package tripartite

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// The limits of the text of a rule.
const (
	mostRuleText = 64 << 10 // bytes
	mostTextDeep = 100      // levels of parentheses
	mostTextual  = 1000     // clauses
)

// ParseRule parses the text of a rule of this package, such as
//
//	quorum (at least 33 seats are present) and more than 1/2 of votes cast are for
//
// Every rule of this package that is not malformed prints as such a text. ParseRule returns
// the same value again, as reflect.DeepEqual compares values, if its thresholds are in lowest
// terms, as those of [AtLeast] and [MoreThan]. It does not know any body:
// [Vet] checks whether a body has the parts that a rule names.
//
// The grammar is below. Space stands between words. Case matters in names only. A comment
// begins with # and ends with the line.
//
//	rule   = term { "and" term } | term { "or" term } .
//	term   = share | count | list | part | named | "(" rule ")" .
//	share  = bar "of" base said [ "less" states ] .
//	count  = "at least" number ( "seats" | "seat" ) said .
//	bar    = ( "at least" | "more than" ) number "/" number .
//	base   = unit states | "all" unit [ "except" union ] .
//	unit   = "votes" | "seats" .
//	said   = ( "are" | "is" ) states | ( "have" | "has" ) "cast" | "abstain" | "abstains" .
//	states = union [ "except" union ] .
//	union  = state { "+" state } .
//	state  = "for" | "against" | "abstain" | "spoilt" | "silent" | "absent" | "suspended" |
//	         "vacant" | "cast" | "voting" | "present" | "entitled" | "in office" | "seats" | "none" .
//	list   = ( "quorum" | "no veto" | "all of" | "any of" | "at least" number "of" number ) rules .
//	part   = "in" ( place | which [ "with any" unit [ states | "except" union ] ] ) "(" rule ")" .
//	place  = "the" ( "first" | "second" | "third" ) "group" | name .
//	which  = "each" ( "group" | "bloc of" place ) |
//	         ( bar | "at least" number ) "of the" ( "groups" | "blocs of" place ) .
//	named  = "rule" name [ source ] "(" rule ")" .
//	source = quoted Go string .
//	rules  = "(" rule { ";" rule } ")" .
//	name   = word | quoted Go string .
//
// Each form stands for one type:
//
//   - "a and b" is [All], and "a or b" is [Any]. A mix of the two needs parentheses. An All or
//     Any of one rule prints as "all of (a)" or "any of (a)".
//   - "at least 2 of 3" is [KOf]. The second number is the number of rules in the list.
//   - "in the first group" and "in Workers" are [In].
//   - "in each group", "in at least 2 of the groups" and "in more than 1/2 of the blocs of
//     Clergy" are [Parts], with K or Need. The words after "with any" are With.
//   - "quorum" is [Quorum], and "no veto" is [Veto].
//   - `rule "quorum" "art. 17(3)"` and a rule in parentheses are [Named].
//   - A bar of a base is [Share], and a number of seats is [SeatCount]. A bar is a fraction
//     from 0 to 1, and below 1 after "more than".
//
// A name is the path of a [Bloc]. It is quoted unless it is a word: letters, digits, "/",
// "-" and "_", with a letter first. The names "the", "each", "at" and "more" are quoted, too.
//
// For any other text, the error is [ErrText]. Its detail has the offset in bytes, what was
// found there, and what would be right. A text can have at most 64 KiB, 1,000 clauses, and
// parentheses 100 deep. Beyond one of these limits, the error is [ErrTooLarge].
//
// A rule of the caller prints as `rule "name"`, where the name is its String or its type.
// ParseRule returns an error for it: see [ParseRuleWith].
func ParseRule(text string) (Rule, error) { return ParseRuleWith(text, nil) }

// ParseRuleWith does the same as [ParseRule], and takes rules of the caller by name as well.
// In the text, such a rule is a term: the word "rule" and a name, as in `rule "nobody
// dissents"`. The map has the rule of each name. For any other name, the error is [ErrText].
// If the String of a rule is its name in the map, the text of a rule around it parses back
// to the same value.
func ParseRuleWith(text string, named map[string]Rule) (Rule, error) {
	return parseRule(text, named, "ParseRuleWith")
}

// parseRule parses the text of a rule. Errors say that the call of that name takes rules of
// the caller.
func parseRule(text string, named map[string]Rule, giver string) (Rule, error) {
	p := ruleParser{text: text, named: named, namedBy: "a name given to " + giver}
	if len(text) > mostRuleText {
		p.tooLarge("more than " + strconv.Itoa(mostRuleText) + " bytes")
		return nil, p.error()
	}
	p.next()
	r := p.whole()
	if p.bad != nil {
		return nil, p.error()
	}
	return r, nil
}

// ruleParser parses the text of a rule from left to right. After an error it finds only
// the end.
type ruleParser struct {
	text    string
	named   map[string]Rule
	namedBy string // where the named rules come from, for errors
	tok     token  // the next token
	clauses int
	parts   []token // the paths of blocs that the rule names, in order
	bad     *misread
}

// misread is the first thing in a text that cannot be read.
type misread struct {
	at   int // its offset in bytes
	what string
	kind error
}

// error returns the error of a text that is a rule and nothing else.
func (p *ruleParser) error() error {
	detail := "offset " + strconv.Itoa(p.bad.at) + ": " + p.bad.what
	return &Error{Op: "rule", Name: p.text, Detail: detail, Err: p.bad.kind}
}

// whole parses a rule up to the end of the text.
func (p *ruleParser) whole() Rule {
	r := p.rule(0)
	if p.tok.kind != endToken {
		p.fail(`"and", "or" or the end`)
	}
	return r
}

// next goes on to the next token.
func (p *ruleParser) next() {
	if p.bad == nil {
		p.tok = scanToken(p.text, p.tok.at+len(p.tok.text))
	}
}

// is reports whether the next token is the word or sign.
func (p *ruleParser) is(word string) bool { return p.tok.word == word }

// accept skips the word or sign if it is next, and reports whether it was.
func (p *ruleParser) accept(word string) bool {
	if !p.is(word) {
		return false
	}
	p.next()
	return true
}

// expect skips the words or signs, which must be next.
func (p *ruleParser) expect(words ...string) {
	for _, word := range words {
		if !p.accept(word) {
			p.fail(strconv.Quote(word))
		}
	}
}

// expectOr skips a word, which must be next. want names those that can be next.
func (p *ruleParser) expectOr(word, want string) {
	if !p.accept(word) {
		p.fail(want)
	}
}

// fail notes that the next token is wrong, and what would be right. Only the first error
// counts.
func (p *ruleParser) fail(want string) { p.failAt(p.tok.at, p.tok.found(), want) }

func (p *ruleParser) failAt(at int, found, want string) {
	p.stop(at, "found "+found+", want "+want, ErrText)
}

func (p *ruleParser) tooLarge(what string) { p.stop(p.tok.at, what, ErrTooLarge) }

func (p *ruleParser) stop(at int, what string, err error) {
	if p.bad == nil {
		p.bad = &misread{at, what, err}
	}
	p.tok = token{kind: endToken, at: at}
}

// counted counts a clause.
func (p *ruleParser) counted() {
	if p.clauses++; p.clauses > mostTextual {
		p.tooLarge("more than " + strconv.Itoa(mostTextual) + " clauses")
	}
}

// rule parses terms with "and" or "or" between them.
func (p *ruleParser) rule(depth int) Rule {
	if depth > mostTextDeep {
		p.tooLarge("nests parentheses more than " + strconv.Itoa(mostTextDeep) + " deep")
		return nil
	}
	first := p.term(depth)
	word := p.tok.word
	if word != "and" && word != "or" {
		return first
	}
	p.counted()
	rules := []Rule{first}
	for p.accept(word) {
		rules = append(rules, p.term(depth))
	}
	if p.is("and") || p.is("or") {
		p.fail("parentheses around what belongs together, as in a and (b or c)")
	}
	if word == "or" {
		return Any(rules)
	}
	return All(rules)
}

// term parses a clause, a list, a part, or a rule in parentheses.
func (p *ruleParser) term(depth int) Rule {
	if p.is("(") {
		return p.inParentheses(depth)
	}
	p.counted()
	switch {
	case p.accept("at"):
		p.expect("least")
		return p.atLeast(depth)
	case p.accept("more"):
		p.expect("than")
		at, n := p.numberAt()
		return p.share(p.threshold(at, n, true))
	case p.accept("in"):
		return p.part(depth)
	case p.accept("quorum"):
		return Quorum(p.rules(depth))
	case p.accept("no"):
		p.expect("veto")
		return Veto(p.rules(depth))
	case p.accept("all"):
		p.expect("of")
		return All(p.rules(depth))
	case p.accept("any"):
		p.expect("of")
		return Any(p.rules(depth))
	case p.accept("rule"):
		return p.byName(depth)
	}
	p.fail(`"at least", "more than", "in", "quorum", "no veto", "all of", "any of" or "("`)
	return nil
}

// inParentheses parses a rule in parentheses.
func (p *ruleParser) inParentheses(depth int) Rule {
	p.expect("(")
	r := p.rule(depth + 1)
	p.expect(")")
	return r
}

// rules parses a list of rules in parentheses.
func (p *ruleParser) rules(depth int) []Rule {
	p.expect("(")
	rules := []Rule{p.rule(depth + 1)}
	for p.accept(";") {
		rules = append(rules, p.rule(depth+1))
	}
	if !p.accept(")") {
		p.fail(`"and", "or", ";" or ")"`)
	}
	return rules
}

// atLeast parses what follows "at least": a share, a number of seats, or a list.
func (p *ruleParser) atLeast(depth int) Rule {
	at, n := p.numberAt()
	switch {
	case p.is("/"):
		return p.share(p.threshold(at, n, false))
	case p.accept("of"):
		return p.kOf(at, n, depth)
	case p.accept("seats"), p.accept("seat"):
		return SeatCount{Of: p.said(), Need: n}
	}
	p.failFraction(`"/", as in 1/2, or "of" or "seats"`)
	return nil
}

// kOf parses the rest of "at least 2 of 3" and its list. k is at an offset.
func (p *ruleParser) kOf(at, k, depth int) Rule {
	atTotal, total := p.numberAt()
	rules := p.rules(depth)
	switch {
	case p.bad != nil:
	case total != len(rules):
		want := strconv.Itoa(len(rules)) + ", the number of rules"
		p.failAt(atTotal, strconv.Quote(strconv.Itoa(total)), want)
	default:
		p.checkK(at, k, total)
	}
	return KOf{K: k, Rules: rules}
}

// checkK requires a K from 1 to n. It is at an offset.
func (p *ruleParser) checkK(at, k, n int) {
	want := "a number from 1 to " + strconv.Itoa(n)
	if n == math.MaxInt {
		want = "a number above 0"
	}
	if k < 1 || k > n {
		p.failAt(at, strconv.Quote(strconv.Itoa(k)), want)
	}
}

// numberAt parses a number, and returns its offset, too.
func (p *ruleParser) numberAt() (at, n int) {
	at = p.tok.at
	return at, p.number()
}

// number parses a number.
func (p *ruleParser) number() int {
	if p.tok.kind != numberToken {
		p.fail("a number")
		return 0
	}
	n, err := strconv.Atoi(p.tok.text)
	if err != nil {
		p.fail("a number up to " + strconv.Itoa(math.MaxInt))
	}
	p.next()
	return n
}

// failFraction notes that a number is not the numerator of a fraction.
func (p *ruleParser) failFraction(want string) {
	if p.is("%") || p.is("per") || p.is("percent") {
		want = "a fraction from 0 to 1, as in 70/100 for 70 per cent"
	}
	p.fail(want)
}

// threshold parses the rest of a threshold, after its numerator. That is at an offset.
func (p *ruleParser) threshold(at, num int, strict bool) Threshold {
	if !p.accept("/") {
		p.failFraction(`"/", as in 1/2`)
	}
	h := Threshold{Num: num, Den: p.number(), Strict: strict}
	if err := h.textError(); err != nil {
		found := prose.Quoted(strconv.Itoa(h.Num) + "/" + strconv.Itoa(h.Den))
		p.failAt(at, found, strings.TrimPrefix(err.Error(), "want "))
	}
	return h.reduced()
}

// share parses the rest of a share, after its threshold.
func (p *ruleParser) share(need Threshold) Share {
	s := Share{Need: need}
	p.expect("of")
	all := p.accept("all")
	s.BySeats = p.unit()
	s.Base = p.base(all)
	s.Of = p.said()
	if p.accept("less") {
		s.Less = p.states()
	}
	return s
}

// unit parses "votes" or "seats", and reports whether it is seats.
func (p *ruleParser) unit() (seats bool) {
	seats = p.accept("seats")
	if !seats && !p.accept("votes") {
		p.fail(`"votes" or "seats"`)
	}
	return seats
}

// base parses the states that follow a unit. After "all votes" there are none, or those
// excepted.
func (p *ruleParser) base(all bool) States {
	switch {
	case !all:
		return p.states()
	case p.accept("except"):
		return AllSeats &^ p.union()
	}
	return AllSeats
}

// said parses what a clause says of the seats or votes that it counts.
func (p *ruleParser) said() States {
	switch {
	case p.accept("are"), p.accept("is"):
		return p.states()
	case p.accept("have"), p.accept("has"):
		p.expect("cast")
		return Cast
	case p.accept("abstain"), p.accept("abstains"):
		return Abstain
	}
	p.fail(`"are", "have cast" or "abstain"`)
	return 0
}

// states parses a set of states.
func (p *ruleParser) states() States {
	s := p.union()
	if p.accept("except") {
		s &^= p.union()
	}
	return s
}

// union parses names of sets joined by "+".
func (p *ruleParser) union() States {
	s := p.state()
	for p.accept("+") {
		s |= p.state()
	}
	return s
}

// state parses the name of a set.
func (p *ruleParser) state() States {
	if p.accept("in") {
		p.expect("office")
		return InOffice
	}
	s, ok := parseSet(p.tok.word)
	if ok {
		p.next()
	} else if meant, known := otherWords[p.tok.word]; known {
		p.fail(strconv.Quote(meant.String()))
	} else {
		p.fail(allWords)
	}
	return s
}

// part parses what follows "in": a part of the body, or several, and a rule for them.
func (p *ruleParser) part(depth int) Rule {
	var parts Parts
	strict := p.is("more")
	switch {
	case p.accept("each"):
		if !p.accept("group") {
			p.expectOr("bloc", `"group" or "bloc"`)
			p.expect("of")
			parts.Group, parts.Bloc = p.place(`the path of a bloc or "the"`)
		}
	case p.accept("more"), p.accept("at"):
		p.expect([]string{"least", "than"}[b2i(strict)])
		at, n := p.numberAt()
		if strict || p.is("/") {
			parts.Need = p.threshold(at, n, strict)
		} else {
			parts.K = n
		}
		p.expect("of", "the")
		p.division(&parts, at)
	default:
		g, bloc := p.place(`the path of a bloc, "the", "each", "at least" or "more than"`)
		return In{Group: g, Bloc: bloc, Rule: p.inParentheses(depth)}
	}
	if p.accept("with") {
		p.expect("any")
		parts.BySeats = p.unit()
		states := p.tok
		if parts.With = p.base(p.is("(") || p.is("except")); parts.With == 0 {
			p.failAt(states.at, states.found(), "states that a part can be in")
		}
	}
	parts.Rule = p.inParentheses(depth)
	return parts
}

// division parses "groups", or "blocs" and what they are blocs of. The number of parts
// that are needed is at an offset.
func (p *ruleParser) division(parts *Parts, at int) {
	most := math.MaxInt
	if p.accept("groups") {
		most = numGroups
	} else {
		p.expectOr("blocs", `"groups" or "blocs"`)
		p.expect("of")
		parts.Group, parts.Bloc = p.place(`the path of a bloc or "the"`)
	}
	if parts.Need == (Threshold{}) {
		p.checkK(at, parts.K, most)
	}
}

// place parses a group, or the path of a bloc. want says what can be in its place.
func (p *ruleParser) place(want string) (g Group, bloc string) {
	if p.accept("the") {
		g = p.group()
		p.expect("group")
		return g, ""
	}
	p.parts = append(p.parts, p.tok)
	return 0, p.name(want)
}

// group parses "first", "second" or "third".
func (p *ruleParser) group() Group {
	for g := First; g <= Third; g++ {
		if p.accept(g.String()) {
			return g
		}
	}
	p.fail(`"first", "second" or "third"`)
	return 0
}

// name parses a name that is not empty. want says what can be in its place.
func (p *ruleParser) name(want string) string {
	name := p.tok.text
	switch p.tok.kind {
	case wordToken:
	case quotedToken:
		name, _ = strconv.Unquote(name)
	default:
		name = ""
	}
	if name == "" {
		p.fail(want)
	}
	p.next()
	return name
}

// byName parses what follows "rule": a name and a rule in parentheses, or the name of a
// rule that the caller gave.
func (p *ruleParser) byName(depth int) Rule {
	tok := p.tok
	n := Named{Name: p.name("the name of a rule")}
	if p.tok.kind == quotedToken {
		n.Source, _ = strconv.Unquote(p.tok.text)
		p.next()
		if !p.is("(") {
			p.fail(`"("`)
		}
	}
	if p.is("(") {
		n.Rule = p.inParentheses(depth)
		return n
	}
	r := p.named[n.Name]
	if r == nil {
		p.failAt(tok.at, tok.found(), p.namedRules())
	}
	return r
}

// namedRules returns what is wanted for a name: one of those that the caller gave.
func (p *ruleParser) namedRules() string {
	var names []string
	for name, r := range p.named {
		if r != nil {
			names = append(names, prose.Quoted(name))
		}
	}
	if len(names) == 0 {
		return p.namedBy
	}
	slices.Sort(names)
	return p.namedBy + ": " + prose.Shorten(strings.Join(names, ", "))
}

// tokenKind says what a token of the text of a rule is.
type tokenKind uint8

const (
	endToken    tokenKind = iota // the end of the text, or of what can be read of it
	wordToken                    // as "quorum" or Workers
	numberToken                  // digits
	quotedToken                  // a quoted Go string
	signToken                    // any other character
)

// token is a token of the text of a rule.
type token struct {
	kind tokenKind
	at   int    // the offset of its first byte
	text string // as it is in the text
	word string // the text in lower case, if it is a word or a sign
}

// scanToken returns the first token of the text at the offset or after it. Space and
// comments stand between tokens. A comment begins with "#" and ends with the line.
func scanToken(text string, at int) token {
	at = skipSpace(text, at)
	rest := text[at:]
	if rest == "" {
		return token{kind: endToken, at: at}
	}
	t := token{kind: signToken, at: at}
	first, size := utf8.DecodeRuneInString(rest)
	switch {
	case '0' <= first && first <= '9':
		t.kind, size = numberToken, digits(rest)
	case unicode.IsLetter(first):
		t.kind, size = wordToken, wordEnd(rest)
	case first == '"':
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			t.kind, size = quotedToken, len(quoted)
		}
	}
	t.text = rest[:size]
	if t.kind == wordToken || t.kind == signToken {
		t.word = prose.LowerASCII(t.text)
	}
	return t
}

// skipSpace returns the offset of the first character, at the offset or after it, that
// is not in space or a comment.
func skipSpace(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case unicode.IsSpace(r):
			at += size
		case r == '#':
			line := strings.IndexByte(text[at:], '\n')
			if line < 0 {
				return len(text)
			}
			at += line
		default:
			return at
		}
	}
	return at
}

// digits returns the number of digits with which the text begins.
func digits(text string) int {
	return len(text) - len(strings.TrimLeft(text, "0123456789"))
}

// found returns what an error says of the token.
func (t token) found() string {
	switch t.kind {
	case endToken:
		return "the end"
	case quotedToken:
		return prose.OneLine(prose.Shorten(t.text))
	}
	return prose.Quoted(t.text)
}

// wordEnd returns the end of the word with which the text begins. Words consist of
// letters, digits, "/", "-" and "_".
func wordEnd(text string) int {
	for end, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '/', r == '-', r == '_':
		default:
			return end
		}
	}
	return len(text)
}
