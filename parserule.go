package tripartite

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
	"example.com/tripartite/internal/syntax"
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
// To parse it back, give the rule by that name:
//
//	rule, err := ParseRule(`rule "nobody dissents"`, Named{Name: "nobody dissents", Rule: own})
//
// The value is the Rule of the Named. If several have the same name, the first one counts.
func ParseRule(text string, named ...Named) (Rule, error) {
	p := ruleParser{Scanner: syntax.New(text), named: named, wantNamed: "given"}
	if len(text) > mostRuleText {
		p.tooLarge("more than " + strconv.Itoa(mostRuleText) + " bytes")
	}
	r := p.whole()
	if err := p.firstError("rule", text); err != nil {
		return nil, err
	}
	return r, nil
}

// ruleParser parses the text of a rule from left to right.
type ruleParser struct {
	syntax.Scanner
	named     []Named // the rules that a text can refer to
	wantNamed string  // what they are, for errors
	clauses   int
	parts     []syntax.Token // the paths of blocs that the rule names, in order
}

// firstError returns the first mistake in a text as an error. If there is none, it returns nil.
func (p *ruleParser) firstError(op, text string) error {
	for _, wrong := range p.Mistakes {
		detail := "offset " + strconv.Itoa(wrong.At) + ": " + wrong.What
		return &Error{Op: op, Name: text, Detail: detail, Err: cmp.Or(wrong.Err, ErrText)}
	}
	return nil
}

// whole parses a rule up to the end of the text.
func (p *ruleParser) whole() Rule {
	p.clauses = 0
	r := p.rule(0)
	p.End(`"and", "or" or the end`)
	return r
}

func (p *ruleParser) tooLarge(what string) { p.Stop(p.Token.At, what, ErrTooLarge) }

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
	if !p.Is("and", "or") {
		return first
	}
	word := p.Token.Word
	p.counted()
	rules := []Rule{first}
	for p.Accept(word) {
		rules = append(rules, p.term(depth))
	}
	if p.Is("and", "or") {
		p.Fail("parentheses around what belongs together, as in a and (b or c)")
	}
	if word == "or" {
		return Any(rules)
	}
	return All(rules)
}

// term parses a clause, a list, a part, or a rule in parentheses.
func (p *ruleParser) term(depth int) Rule {
	if p.Is("(") {
		return p.inParentheses(depth)
	}
	p.counted()
	switch {
	case p.Is("at", "more"):
		return p.clause(depth)
	case p.Accept("in"):
		return p.part(depth)
	case p.Accept("quorum"):
		return Quorum(p.rules(depth))
	case p.Accept("no veto"):
		return Veto(p.rules(depth))
	case p.Accept("all of"):
		return All(p.rules(depth))
	case p.Accept("any of"):
		return Any(p.rules(depth))
	case p.Accept("rule"):
		return p.byName(depth)
	}
	p.Fail(`"at least", "more than", "in", "quorum", "no veto", "all of", "any of" or "("`)
	return nil
}

// inParentheses parses a rule in parentheses.
func (p *ruleParser) inParentheses(depth int) Rule {
	p.Expect("(")
	r := p.rule(depth + 1)
	p.Expect(")")
	return r
}

// rules parses a list of rules in parentheses.
func (p *ruleParser) rules(depth int) []Rule {
	p.Expect("(")
	rules := []Rule{p.rule(depth + 1)}
	for p.Accept(";") {
		rules = append(rules, p.rule(depth+1))
	}
	if !p.Accept(")") {
		p.Fail(`"and", "or", ";" or ")"`)
	}
	return rules
}

// clause parses a share, a number of seats, or a number of the rules in a list.
func (p *ruleParser) clause(depth int) Rule {
	n, number, need := p.bar()
	switch {
	case need != Threshold{}:
		return p.share(need)
	case p.Accept("seats", "seat"):
		return SeatCount{Of: p.said(), Need: n}
	case p.Accept("of"):
		total, of := p.Number()
		rules := p.rules(depth)
		if total != len(rules) {
			p.FailAt(of, strconv.Itoa(len(rules))+", the number of rules")
		}
		p.checkK(n, number, total)
		return KOf{K: n, Rules: rules}
	}
	p.failFraction(`"/", as in 1/2, or "of" or "seats"`)
	return nil
}

// bar parses "at least" or "more than" and a number. If a denominator follows, it returns the
// threshold.
func (p *ruleParser) bar() (n int, number syntax.Token, need Threshold) {
	strict := p.Is("more")
	if !p.Accept("at least", "more than") {
		p.Fail(`"at least" or "more than"`)
	}
	if n, number = p.Number(); !p.Accept("/") {
		if strict {
			p.failFraction(`"/", as in 1/2`)
		}
		return n, number, need
	}
	den, last := p.Number()
	need = Threshold{Num: n, Den: den, Strict: strict}
	if err := need.textError(); err != nil {
		number.Text += "/" + last.Text
		p.FailAt(number, strings.TrimPrefix(err.Error(), "want "))
	}
	return n, number, need.reduced()
}

// failFraction notes that a number is not the numerator of a fraction.
func (p *ruleParser) failFraction(want string) {
	if p.Is("%", "per", "percent") {
		want = "a fraction from 0 to 1, as in 70/100 for 70 per cent"
	}
	p.Fail(want)
}

// checkK requires a K from 1 to most, which is the greatest int if nobody knows more.
func (p *ruleParser) checkK(k int, number syntax.Token, most int) {
	want := "a number from 1 to " + strconv.Itoa(most)
	if most == math.MaxInt {
		want = "a number above 0"
	}
	if k < 1 || k > most {
		p.FailAt(number, want)
	}
}

// share parses the rest of a share, after its threshold.
func (p *ruleParser) share(need Threshold) Share {
	s := Share{Need: need}
	p.Expect("of")
	all := p.Accept("all")
	s.BySeats = p.unit()
	s.Base = p.states(all)
	s.Of = p.said()
	if p.Accept("less") {
		s.Less = p.states(false)
	}
	return s
}

// unit parses "votes" or "seats", and reports whether it is seats.
func (p *ruleParser) unit() (seats bool) { return p.OneOf("votes", "seats") == 1 }

// said parses what a clause says of the seats or votes that it counts.
func (p *ruleParser) said() States {
	switch {
	case p.Accept("are", "is"):
		return p.states(false)
	case p.Accept("have cast", "has cast"):
		return Cast
	case p.Accept("abstain", "abstains"):
		return Abstain
	}
	p.Fail(`"are", "have cast" or "abstain"`)
	return 0
}

// states parses a set of states. If all is set, it begins with all states, and only those that
// are excepted may follow.
func (p *ruleParser) states(all bool) States {
	s := AllSeats
	if !all {
		s = p.union()
	}
	if p.Accept("except") {
		s &^= p.union()
	}
	return s
}

// union parses names of sets joined by "+".
func (p *ruleParser) union() States {
	s := p.state()
	for p.Accept("+") {
		s |= p.state()
	}
	return s
}

// state parses the name of a set.
func (p *ruleParser) state() States {
	if p.Accept("in office") {
		return InOffice
	}
	s, ok := parseSet(p.Token.Word)
	if ok {
		p.Next()
	} else if meant, known := otherWords[p.Token.Word]; known {
		p.Fail(strconv.Quote(meant.String()))
	} else {
		p.Fail(allWords)
	}
	return s
}

// part parses what follows "in": a part of the body, or several, and a rule for them.
func (p *ruleParser) part(depth int) Rule {
	var parts Parts
	switch {
	case p.Accept("each"):
		p.division(&parts, "")
	case p.Is("at", "more"):
		k, number, need := p.bar()
		p.Expect("of the")
		most := p.division(&parts, "s")
		if parts.Need = need; need == (Threshold{}) {
			parts.K = k
			p.checkK(k, number, most)
		}
	default:
		g, bloc := p.place(`the path of a bloc, "the", "each", "at least" or "more than"`)
		if !p.Is("(") {
			p.Fail(`"(", or "each group" or "at least 2 of the groups" after "in"`)
		}
		return In{Group: g, Bloc: bloc, Rule: p.inParentheses(depth)}
	}
	if p.Accept("with any") {
		parts.BySeats = p.unit()
		first := p.Token
		if parts.With = p.states(p.Is("(", "except")); parts.With == 0 {
			p.FailAt(first, "states that a part can be in")
		}
	}
	parts.Rule = p.inParentheses(depth)
	return parts
}

// division parses "group", or "bloc" and what it is a bloc of, with the ending of the plural.
// It returns the greatest number of parts.
func (p *ruleParser) division(parts *Parts, ending string) (most int) {
	if p.OneOf("group"+ending, "bloc"+ending) == 0 {
		return numGroups
	}
	p.Expect("of")
	parts.Group, parts.Bloc = p.place(`the path of a bloc or "the"`)
	return math.MaxInt
}

// place parses a group, or the path of a bloc. want says what can be in its place.
func (p *ruleParser) place(want string) (g Group, bloc string) {
	if p.Accept("the") {
		g = First + Group(p.OneOf(First.String(), Second.String(), Third.String()))
		p.Expect("group")
		return g, ""
	}
	p.parts = append(p.parts, p.Token)
	return 0, p.Name(want)
}

// byName parses what follows "rule": a name and a rule in parentheses, or the name of a
// rule that the caller gave.
func (p *ruleParser) byName(depth int) Rule {
	first := p.Token
	n := Named{Name: p.Name("the name of a rule")}
	hasSource := p.Token.Kind == syntax.Quoted
	if hasSource {
		n.Source = p.Token.Name
		p.Next()
	}
	if hasSource || p.Is("(") {
		n.Rule = p.inParentheses(depth)
		return n
	}
	var names []string
	for _, known := range p.named {
		switch {
		case known.Rule == nil:
		case known.Name == n.Name:
			return known.Rule
		default:
			names = append(names, prose.Quoted(known.Name))
		}
	}
	want := "the name of a rule " + p.wantNamed
	if names != nil {
		want += ": " + prose.Shorten(strings.Join(names, ", "))
	}
	p.FailAt(first, want)
	return nil
}
