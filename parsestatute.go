package tripartite

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
	"example.com/tripartite/internal/syntax"
)

// ParseStatute parses the text of a [Statute], such as
//
//	title: Minimum Wage Commission of Korea
//	source: Minimum Wage Act, arts. 14 and 17
//
//	group Workers: 9 seats
//	group Employers: 9 seats
//	group Public: 9 seats
//
//	rule quorum (art. 17(3)):
//		quorum (more than 1/2 of seats in office are present)
//	rule decision (art. 17(3)):
//		rule "quorum" and more than 1/2 of votes present are for
//
// A line without indentation begins an entry, and the indented lines below belong to it. A
// comment begins with # and ends with the line. In a title, source or note it begins at the
// start of a line only.
//
//	statute  = { entry } .
//	entry    = ( "title" | "source" | "note" ) ":" text |
//	           ( "group" | "bloc" ) name ":" bloc |
//	           "union" name ":" name { "," name } |
//	           "rule" name [ "(" citation ")" ] ":" ( rule | "open" ) |
//	           "sample" name ":" ( bloc | rule ) .
//	bloc     = [ item { "," item } ] { indented line of name ":" bloc } .
//	item     = [ number ] ( "seats" | "seat" ) [ "of" weight ] |
//	           "power" amount | "shared by" states .
//	weight   = number [ "/" number ] ( "votes" | "vote" ) | "open votes" .
//	amount   = number [ "/" number ] | "open" .
//
// [ParseRule] has the grammar of rule and states. In a statute, `rule "quorum"` is the rule of
// that name above. A name ends at ":", "(" or ",", and is quoted like a Go string if it
// contains one of them, "#" or a quote. A citation has balanced parentheses, or is quoted.
//
// Each form stands for a field:
//
//   - "group" is one of at most three Groups, and "bloc" and "union" are Independent.
//   - "9 seats" is the Size of a [Bloc], and "seats" without a number leaves it open.
//   - "6 seats of 1/2 vote" has a Weight, and "seats of open votes" leaves it open.
//   - "power 1/3" is a Power, and "power open" leaves it open. "shared by entitled" is a
//     SharedBy.
//   - Lines indented below are the Blocs. All lines of one bloc have the same indentation.
//   - "rule" is one of the Rules, with the citation as its Source. "open" leaves it open.
//   - "sample" is a value in Sample for an open bloc, by its path, or in SampleRules for an
//     open rule.
//
// ParseStatute finds every rule that names a part which the body does not have, and every
// body that [NewBody] refuses, as far as the statute and its samples say who sits. It does
// not call [Vet], which may find further mistakes in a rule.
//
// The error is [ErrText], or for a body that cannot be made the error of NewBody. For each
// mistake, up to 20, it has the line and the column, counted in characters from 1, what was
// found there, and what would be right. A text can have at most 64 KiB, and its rules the
// limits of ParseRule. Beyond these, the error is [ErrTooLarge].
func ParseStatute(text string) (*Statute, error) {
	if len(text) > mostRuleText {
		why := fmt.Sprintf("more than %d bytes", mostRuleText)
		return nil, &Error{Op: "statute", Name: text, Detail: why, Err: ErrTooLarge}
	}
	p := statuteParser{text: text, at: map[string]int{}}
	for lines := syntax.Lines(text); len(lines) > 0; {
		var entry []syntax.Line
		entry, lines = syntax.Block(lines, "")
		p.entry(entry[0], entry[1:])
	}
	if p.bad == nil {
		p.check()
	}
	if p.bad != nil {
		return nil, p.error()
	}
	return &p.statute, nil
}

// statuteParser parses the text of a statute. It goes on after a mistake with the next
// entry.
type statuteParser struct {
	text    string
	statute Statute
	named   []Named        // each rule so far, by its name
	at      map[string]int // the offset of each title, bloc, union, rule and sample
	parts   []syntax.Token // what the rules name, in order
	groups  int
	bad     []syntax.Mistake
}

// wrong notes a mistake at an offset.
func (p *statuteParser) wrong(at int, what string) {
	p.bad = append(p.bad, syntax.Mistake{At: at, What: what})
}

// error returns the mistakes, up to a limit, in the order of the text.
func (p *statuteParser) error() error {
	slices.SortStableFunc(p.bad, func(a, b syntax.Mistake) int { return a.At - b.At })
	r := refusals{op: "statute", whole: p.statute.Title}
	for _, b := range p.bad {
		number, column := syntax.Place(p.text, b.At)
		line, _, _ := strings.Cut(p.text[1+strings.LastIndexByte(p.text[:b.At], '\n'):], "\n")
		r.refuse(cmp.Or(b.Err, ErrText), strings.TrimSpace(line),
			"line %d, column %d: %s", number, column, b.What)
	}
	return r.join()
}

// already says on which line the offset is, where something stands that is wrong a second time.
func (p *statuteParser) already(at int) string {
	line, _ := syntax.Place(p.text, at)
	return fmt.Sprintf(" stands on line %d already", line)
}

// entry parses an entry, from its first line and those below.
func (p *statuteParser) entry(first syntax.Line, below []syntax.Line) {
	if first.Indent != "" {
		p.wrong(first.At, "the line is indented, but no entry stands above it")
		return
	}
	line := p.text[first.At:first.End]
	key := line[:syntax.WordEnd(line)]
	r := p.reader(first.At+len(key), first.End)
	switch key {
	case "title", "source", "note":
		p.prose(key, r, first, below)
	case "group", "bloc":
		p.group(key, r, first, below)
	case "union":
		p.union(r, below)
	case "rule":
		p.rule(r, below)
	case "sample":
		p.sample(r, below)
	default:
		p.wrong(first.At, "found "+prose.Quoted(key)+
			`, want "title", "source", "note", "group", "bloc", "union", "rule" or "sample"`)
	}
}

// reader returns a parser of what stands between two offsets.
func (p *statuteParser) reader(at, end int) *ruleParser {
	return &ruleParser{
		Scanner: syntax.New(p.text[:end], at),
		named:   p.named, wantNamed: "above",
	}
}

// extend lets the text of a parser go on to the end of the lines below.
func (p *statuteParser) extend(r *ruleParser, below []syntax.Line) {
	if len(below) > 0 {
		r.Extend(p.text[:below[len(below)-1].End])
	}
}

// read takes over what a parser found, and reports whether that is without a mistake.
func (p *statuteParser) read(r *ruleParser) bool {
	if r.Wrong != nil {
		p.bad = append(p.bad, *r.Wrong)
		return false
	}
	p.parts = append(p.parts, r.parts...)
	return true
}

// nameEnds are the characters that end a name which is not quoted.
const nameEnds = `:(,#"`

// title parses a name, which may be quoted.
func (p *ruleParser) title() string {
	return p.Until(nameEnds, "want a name that can be printed")
}

// unique parses the name of something that a statute has once.
func (p *statuteParser) unique(r *ruleParser, key, what, within string) string {
	at := r.Token.At
	name := within + r.title()
	if before, twice := p.at[key+name]; twice {
		r.Stop(at, what+prose.Quoted(name)+p.already(before), nil)
	} else if r.Wrong == nil {
		p.at[key+name] = at
	}
	return name
}

// prose parses a title, source or note. Indented lines go on with the text.
func (p *statuteParser) prose(key string, r *ruleParser, first syntax.Line, below []syntax.Line) {
	at := r.Token.At + len(":")
	if r.Expect(":"); !p.read(r) {
		return
	}
	text := p.text[at:first.End]
	for _, l := range below {
		text += " " + p.text[l.At:l.End]
	}
	text = r.Printable(strings.TrimSpace(text), first.At,
		"want a text that can be printed after "+prose.Quoted(key+":"))
	before, twice := p.at[key]
	switch {
	case !p.read(r):
	case key == "source":
		p.statute.Sources = append(p.statute.Sources, text)
	case key == "note":
		p.statute.Notes = append(p.statute.Notes, text)
	case twice:
		p.wrong(first.At, "the title"+p.already(before))
	default:
		p.statute.Title, p.at[key] = text, first.At
	}
}

// group parses a group or an independent bloc.
func (p *statuteParser) group(
	key string, r *ruleParser, first syntax.Line, below []syntax.Line,
) {
	bloc, ok := p.bloc("", r, "", below)
	switch {
	case !ok:
	case key == "bloc":
		p.statute.Independent = append(p.statute.Independent, bloc)
	case p.groups == numGroups:
		p.wrong(first.At,
			`a fourth group: a body has three, and further blocs are of the form "bloc NAME"`)
	default:
		p.statute.Groups[p.groups] = bloc
		p.groups++
	}
}

// bloc parses a bloc from its name on: the rest of its line, which has that indentation, and
// the blocs inside it on the lines below.
func (p *statuteParser) bloc(
	within string, r *ruleParser, indent string, below []syntax.Line,
) (bloc Bloc, ok bool) {
	path := p.unique(r, "bloc ", "the bloc ", within)
	if r.Expect(":"); r.Wrong != nil {
		return bloc, p.read(r)
	}
	bloc = r.bloc(path[len(within):], len(below) > 0)
	if bloc.Size == 0 && len(below) == 0 {
		r.Stop(len(r.Text), `want "seats", or blocs on indented lines below`, nil)
	}
	ok = p.read(r)
	bloc.Blocs = p.blocs(path+"/", indent, below)
	return bloc, ok
}

// blocs parses the blocs on lines that are indented below a line.
func (p *statuteParser) blocs(within, outer string, lines []syntax.Line) []Bloc {
	var blocs []Bloc
	blocks, wrong := syntax.Blocks(lines, outer)
	for _, b := range blocks {
		bloc, _ := p.bloc(within, p.reader(b[0].At, b[0].End), b[0].Indent, b[1:])
		blocs = append(blocs, bloc)
	}
	if wrong != nil {
		p.bad = append(p.bad, *wrong)
	}
	return blocs
}

// wantLineEnd is what a mistake wants after an item of a line.
const wantLineEnd = `"," or the end of the line`

// bloc parses the items of a bloc. If it is divided, blocs follow, and it has no seats of its
// own.
func (p *ruleParser) bloc(name string, divided bool) Bloc {
	bloc := Bloc{Name: name}
	for p.Token.Kind != syntax.End {
		p.item(&bloc, divided)
		if !p.Accept(",") {
			p.End(wantLineEnd)
		}
	}
	return bloc
}

// item parses an item of a bloc.
func (p *ruleParser) item(bloc *Bloc, divided bool) {
	switch {
	case p.Token.Kind == syntax.Number, p.Is("seats", "seat"):
		p.seats(bloc, divided)
	case !bloc.Power.given() && p.Accept("power"):
		bloc.Power = p.amount()
	case bloc.SharedBy == 0 && p.Accept("shared"):
		p.Expect("by")
		bloc.SharedBy = p.states()
	default:
		p.Fail(`a number of seats, "seats", "power" or "shared by", each once`)
	}
}

// seats parses a number of seats and their weight.
func (p *ruleParser) seats(bloc *Bloc, divided bool) {
	at, size := p.Token.At, Open
	if p.Token.Kind == syntax.Number {
		size, _ = p.Number()
	}
	p.Want(`"seats"`, "seats", "seat")
	switch {
	case divided:
		p.FailAt(at, "seats", "no seats: the blocs on the lines below have them")
	case bloc.Size != 0:
		p.FailAt(at, "seats", "them once")
	case size == 0:
		p.FailAt(at, "no seats",
			`a number from 1, or "seats" alone if the statute leaves the number open`)
	}
	bloc.Size = size
	if p.Accept("of") {
		bloc.Weight = p.amount()
		p.Want(`"votes"`, "votes", "vote")
	}
}

// amount parses a whole number, a fraction, or "open".
func (p *ruleParser) amount() Fraction {
	if p.Accept("open") {
		return Int(Open)
	}
	n, _ := p.Number()
	if !p.Accept("/") {
		return Int(n)
	}
	d, at := p.Number()
	if d == 0 {
		p.FailAt(at, "0", "a number above 0")
	}
	return Frac(n, d)
}

// union parses a union: names with commas between them.
func (p *statuteParser) union(r *ruleParser, below []syntax.Line) {
	union := Bloc{Name: p.unique(r, "bloc ", "the bloc ", "")}
	r.Expect(":")
	for more := true; more; more = r.Accept(",") {
		union.Union = append(union.Union, r.title())
	}
	r.End(wantLineEnd)
	if !p.read(r) {
		return
	}
	p.statute.Independent = append(p.statute.Independent, union)
	if len(below) > 0 {
		p.wrong(below[0].At, "nothing belongs to the line above: begin an entry without indentation")
	}
}

// rule parses a rule with its name and citation.
func (p *statuteParser) rule(r *ruleParser, below []syntax.Line) {
	n := Named{Name: p.unique(r, "rule ", "the rule ", "")}
	n.Source = r.Parenthesized("want a citation that can be printed, or no parentheses")
	r.Expect(":")
	p.extend(r, below)
	if !r.IsAll("open") {
		n.Rule = r.whole()
	}
	if p.read(r) {
		p.add(n)
	}
}

// add adds a rule to the statute, unless it is too large when all names in it are replaced.
func (p *statuteParser) add(n Named) {
	if _, err := writtenRule(closed(n), false); errors.Is(err, ErrTooLarge) {
		what := inner(err) + ", counting the rules that it names"
		p.bad = append(p.bad, syntax.Mistake{At: p.at["rule "+n.Name], What: what, Err: ErrTooLarge})
		return
	}
	p.named = append(p.named, Named{Name: n.Name, Rule: n})
	p.statute.Rules = append(p.statute.Rules, n)
}

// closed returns the rule with a clause in place of every rule that is open.
func closed(n Named) Rule {
	if n.Rule == nil {
		n.Rule = SeatCount{}
		return n
	}
	n.Rule = replaceNamed(n.Rule, closed)
	return n
}

// sample parses a value for a rule or a bloc that is open.
func (p *statuteParser) sample(r *ruleParser, below []syntax.Line) {
	name := p.unique(r, "sample ", "the sample of ", "")
	r.Expect(":")
	isOpen := func(n Named) bool { return n.Name == name && n.Rule == nil }
	if i := slices.IndexFunc(p.statute.Rules, isOpen); i >= 0 {
		rule := p.statute.Rules[i]
		p.extend(r, below)
		rule.Rule, rule.Source = r.whole(), ""
		if p.read(r) {
			p.statute.SampleRules = append(p.statute.SampleRules, rule)
		}
		return
	}
	bloc := r.bloc(name, len(below) > 0)
	if p.read(r) {
		bloc.Blocs = p.blocs("sample "+name+"/", "", below)
		p.statute.Sample = append(p.statute.Sample, bloc)
	}
}

// check checks that the rules fit the body, as far as it is known who sits.
func (p *statuteParser) check() {
	if p.groups == 0 {
		p.wrong(0, `want at least one entry of the form "group NAME: 9 seats"`)
		return
	}
	for _, part := range p.parts {
		p.checkPart(part)
	}
	if p.bad != nil {
		return
	}
	body, err := p.statute.Body(p.statute.Sample...)
	if err != nil {
		if len(p.statute.Sample) > 0 || !errors.Is(err, errStillOpen) {
			p.badBody(err)
		}
		return
	}
	tally := body.alike([numGroups + 1]States{For, For, For, For})
	for i := range p.statute.Rules {
		r, err := p.statute.Rule(p.statute.Rules[i].Name, p.statute.SampleRules...)
		if err == nil && !wellFormed(r, tally) {
			p.wrong(p.at["rule "+p.statute.Rules[i].Name], "the rule is malformed: "+unsound(r, tally))
		}
	}
}

// checkPart checks that a part which a rule names is a bloc or a union of the statute, or
// may be in one that is open.
func (p *statuteParser) checkPart(part syntax.Token) {
	path := part.Name
	if _, ok := p.at["bloc "+path]; ok {
		return
	}
	var known []string
	for _, b := range append(p.statute.Groups[:p.groups:p.groups], p.statute.Independent...) {
		if b.Size == Open && strings.HasPrefix(path, b.Name+"/") {
			return
		}
		known = append(known, prose.Quoted(b.Name))
	}
	want := prose.Shorten(strings.Join(known, ", "))
	p.wrong(part.At, "found "+prose.Quoted(path)+", want a part of the body: "+want)
}

// badBody notes the errors of a body, each at the bloc that it names.
func (p *statuteParser) badBody(err error) {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range several.Unwrap() {
			p.badBody(err)
		}
		return
	}
	var e *Error
	if errors.As(err, &e) {
		at, ok := p.at["sample "+e.Name]
		if !ok {
			at = p.at["bloc "+e.Name]
		}
		what := strings.TrimSuffix(prose.Quoted(e.Name)+": "+e.Detail, ": ")
		p.bad = append(p.bad, syntax.Mistake{At: at, What: what, Err: e.Err})
	}
}

// unsound returns what is wrong with the first malformed part of a rule that is not sound.
func unsound(r Rule, t Tally) string {
	f := expand(r, t)
	for i := range f.size() {
		if part, to := f.part(i); f.fault == sound && !wellFormed(part, to) {
			return unsound(part, to)
		}
	}
	return clause(r) + ": " + f.why()
}
