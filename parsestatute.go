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
//	claim the public is not enough:
//		rule "decision" implies in at least 2 of the groups (at least 1 seat is present)
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
//	           "claim" name [ "(" "over" states ")" ] ":"
//	                   rule ( "implies" | "does not imply" ) rule |
//	           "sample" name ":" ( bloc | rule ) .
//	bloc     = [ item { "," item } ] { indented line of name ":" bloc } .
//	item     = [ number ] ( "seats" | "seat" ) [ "of" weight ] |
//	           "power" amount | "shared by" states .
//	weight   = number [ "/" number ] ( "votes" | "vote" ) | "open votes" .
//	amount   = number [ "/" number ] | "open" .
//
// [ParseRule] has the grammar of rule and states. In a statute, `rule "quorum"` is the rule of
// that name above. A name ends at ":", "(" or ",", and is quoted like a Go string if it
// contains one of them, "#" or a quote, or if it begins with "group ", "bloc " or "sample ". A
// citation ends before "):", and has parentheses in pairs or is quoted.
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
//   - "claim" is one of the Claims, and "over" its Ends.
//   - "sample" is a value in Sample for an open bloc, by its path, or in SampleRules for an
//     open rule.
//
// ParseStatute finds every rule that names a part which the body does not have, and every
// body that [NewBody] refuses, as far as the statute and its samples say who sits. It does
// not call [Vet], which may find further mistakes in a rule, or prove the claims:
// [Statute.Prove] does.
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
	p := statuteParser{ruleParser: ruleParser{Scanner: syntax.New(text), wantNamed: "above"}}
	for lines := p.Lines(); len(lines) > 0; {
		var entry []syntax.Line
		entry, lines = syntax.Block(lines, "")
		p.entry(entry[0], entry[1:])
	}
	if !p.unsure {
		p.check()
	}
	if p.Mistakes != nil {
		return nil, p.error()
	}
	return &p.statute, nil
}

// statuteParser parses the text of a statute, line by line. After a mistake it goes on with the
// next entry.
type statuteParser struct {
	ruleParser
	statute Statute
	groups  int
	unsure  bool // whether the body can have parts that could not be read
}

// error returns the mistakes, up to a limit, in the order of the text.
func (p *statuteParser) error() error {
	slices.SortStableFunc(p.Mistakes, func(a, b syntax.Mistake) int { return a.At - b.At })
	r := refusals{op: "statute", whole: p.statute.Title}
	for _, b := range p.Mistakes {
		number, column, line := p.Place(b.At)
		r.refuse(cmp.Or(b.Err, ErrText), strings.TrimSpace(line),
			"line %d, column %d: %s", number, column, b.What)
	}
	return r.join()
}

// entry parses an entry, from its first line and those below.
func (p *statuteParser) entry(first syntax.Line, below []syntax.Line) {
	p.ReadLine(first)
	key, mistakes := p.Token, len(p.Mistakes)
	if p.Next(); first.Indent != "" {
		p.unsure = true
		p.Stop(first.At, "the line is indented, but no entry stands above it", nil)
		return
	}
	switch key.Text {
	case "title", "source", "note":
		p.prose(key, below)
		return
	case "rule":
		p.rule(below)
		return
	case "claim":
		p.claim(below)
		return
	case "group", "bloc":
		p.group(key, below)
	case "union":
		p.union(below)
	case "sample":
		p.sample(below)
	default:
		p.FailAt(key, syntax.Choice("title", "source", "note", "group", "bloc", "union", "rule",
			"claim", "sample"))
	}
	p.unsure = p.unsure || len(p.Mistakes) > mistakes
}

// nameEnds are the characters that end a name which is not quoted, and citationEnd ends a
// citation.
const (
	nameEnds    = `:(,#"`
	citationEnd = "):"
)

// title parses a name, which may be quoted.
func (p *statuteParser) title() string {
	return p.Until(p.Token.At, "want a name that can be printed", strings.Split(nameEnds, "")...)
}

// unique parses the name of a bloc, a rule or a sample, which a statute has once.
func (p *statuteParser) unique(kind, within string) string {
	at := p.Token.At
	name := within + p.title()
	p.Once(kind+" "+name, at, "the "+kind+" "+prose.Quoted(name))
	return name
}

// prose parses a title, source or note. Indented lines go on with the text.
func (p *statuteParser) prose(key syntax.Token, below []syntax.Line) {
	at := p.Token.At + len(":")
	if p.Expect(":"); p.Failed() {
		return
	}
	text := p.Prose(at, below, "want a text that can be printed after "+prose.Quoted(key.Text+":"))
	switch s := &p.statute; key.Text {
	case "source":
		s.Sources = append(s.Sources, text)
	case "note":
		s.Notes = append(s.Notes, text)
	default:
		p.Once("title", key.At, "the title")
		s.Title = cmp.Or(s.Title, text)
	}
}

// group parses a group or an independent bloc.
func (p *statuteParser) group(key syntax.Token, below []syntax.Line) {
	bloc, ok := p.bloc("", "", below)
	switch {
	case !ok:
	case key.Text == "bloc":
		p.statute.Independent = append(p.statute.Independent, bloc)
	case p.groups == numGroups:
		p.Note(key.At,
			`a fourth group: a body has three, and further blocs are of the form "bloc NAME"`, nil)
	default:
		p.statute.Groups[p.groups] = bloc
		p.groups++
	}
}

// bloc parses a bloc from its name on: the rest of its line, which has that indentation, and
// the blocs inside it on the lines below.
func (p *statuteParser) bloc(within, indent string, below []syntax.Line) (bloc Bloc, ok bool) {
	path := p.unique("bloc", within)
	if p.Expect(":"); p.Failed() {
		return bloc, false
	}
	bloc = p.items(path[len(within):], len(below) > 0)
	if bloc.Size == 0 && len(below) == 0 {
		p.Stop(p.Token.At, `want "seats", or blocs on indented lines below`, nil)
	}
	ok = !p.Failed()
	bloc.Blocs = p.blocs(path+"/", indent, below)
	return bloc, ok
}

// blocs parses the blocs on lines that are indented below a line.
func (p *statuteParser) blocs(within, outer string, lines []syntax.Line) []Bloc {
	var blocs []Bloc
	blocks, wrong := syntax.Blocks(lines, outer)
	for _, b := range blocks {
		p.ReadLine(b[0])
		first := p.Token
		bloc, _ := p.bloc(within, b[0].Indent, b[1:])
		if first.Kind != syntax.Quoted && beginsEntry(bloc.Name) {
			p.Note(first.At, "an entry is not indented; quote the name of a bloc that begins like one", nil)
		}
		blocs = append(blocs, bloc)
	}
	p.Mistakes = append(p.Mistakes, wrong...)
	return blocs
}

// beginsEntry reports whether the line of a bloc of that name would begin like an entry that is
// indented by mistake, and reads as a bloc.
func beginsEntry(name string) bool {
	key, _, ok := strings.Cut(name, " ")
	return ok && slices.Contains([]string{"group", "bloc", "sample"}, key)
}

// wantLineEnd is what a mistake wants after an item of a line.
const wantLineEnd = `"," or the end of the line`

// items parses the items of a bloc. If it is divided, blocs follow, and it has no seats of its
// own.
func (p *statuteParser) items(name string, divided bool) Bloc {
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
func (p *statuteParser) item(bloc *Bloc, divided bool) {
	switch {
	case p.Token.Kind == syntax.Number, p.Is("seats", "seat"):
		p.seats(bloc, divided)
	case !bloc.Power.given() && p.Accept("power"):
		bloc.Power = p.amount()
	case bloc.SharedBy == 0 && p.Accept("shared by"):
		bloc.SharedBy = p.states(false)
	default:
		p.Fail(`a number of seats, "seats", "power" or "shared by", each once`)
	}
}

// seats parses a number of seats and their weight.
func (p *statuteParser) seats(bloc *Bloc, divided bool) {
	first, size := p.Token, Open
	if first.Kind == syntax.Number {
		size, _ = p.Number()
	}
	p.OneOf("seats", "seat")
	switch {
	case divided:
		p.FailAt(first, "no seats: the blocs on the lines below have them")
	case bloc.Size != 0:
		p.FailAt(first, "the seats once")
	case size == 0:
		p.FailAt(first, `a number from 1, or "seats" alone if the statute leaves the number open`)
	}
	bloc.Size = size
	if p.Accept("of") {
		bloc.Weight = p.amount()
		p.OneOf("votes", "vote")
	}
}

// amount parses a whole number, a fraction, or "open".
func (p *statuteParser) amount() Fraction {
	if p.Accept("open") {
		return Int(Open)
	}
	n, _ := p.Number()
	if p.Is(".") {
		p.Fail("a whole number or a fraction, as 1/2")
	}
	if !p.Accept("/") {
		return Int(n)
	}
	d, last := p.Number()
	if d == 0 {
		p.FailAt(last, "a number above 0")
	}
	return Frac(n, d)
}

// union parses a union: names with commas between them.
func (p *statuteParser) union(below []syntax.Line) {
	union := Bloc{Name: p.unique("bloc", "")}
	p.Expect(":")
	for more := true; more; more = p.Accept(",") {
		union.Union = append(union.Union, p.title())
	}
	if p.End(wantLineEnd); len(below) > 0 {
		p.Stop(below[0].At, "nothing belongs to the line above: begin an entry without indentation", nil)
	}
	p.statute.Independent = append(p.statute.Independent, union)
}

// rule parses a rule with its name and citation.
func (p *statuteParser) rule(below []syntax.Line) {
	n := Named{Name: p.unique("rule", "")}
	if p.Is("(") {
		const want = "want a citation that can be printed, with parentheses in pairs, before \"):\""
		n.Source = p.Until(p.Token.At+len("("), want, citationEnd)
		p.Expect(")")
	}
	p.Expect(":")
	p.Extend(below)
	if !p.IsAll("open") {
		n.Rule = p.whole()
	}
	known := Named{Name: n.Name, Rule: n}
	if p.Failed() || !p.fits(n, "rule "+n.Name) {
		known.Rule = SimpleMajority() // any will do: rules that name it are read for their mistakes
	}
	if n.Name != "" {
		p.named = append(p.named, known)
	}
	p.statute.Rules = append(p.statute.Rules, n)
}

// fits reports whether a rule is not too large when all names in it are replaced. If it is,
// there is a mistake at the name of the entry.
func (p *statuteParser) fits(r Rule, entry string) bool {
	w := writer{clauses: mostTextual, depth: mostTextDeep}
	if w.write(r, 0, false) {
		return true
	}
	p.malformed(entry, w.wrong.Detail+", counting the rules that it names", ErrTooLarge)
	return false
}

// malformed notes a mistake at the name of a rule or a claim.
func (p *statuteParser) malformed(entry, what string, err error) {
	at, _ := p.Seen(entry)
	p.Note(at, what, err)
}

// claim parses a claim with its name and the states that it is over.
func (p *statuteParser) claim(below []syntax.Line) {
	c := Implication{Name: p.unique("claim", "")}
	if p.Accept("( over") {
		first := p.Token
		if c.Ends = p.states(false); c.Ends == 0 {
			p.FailAt(first, "states that a seat can be in")
		}
		p.Expect(")")
	}
	p.Expect(":")
	p.Extend(below)
	p.clauses = 0
	c.Rule = p.ruleParser.rule(0)
	if c.Not = p.Accept("does not imply"); !c.Not && !p.Accept("implies") {
		p.Fail(`"and", "or", "implies" or "does not imply"`)
	}
	c.Claim = p.whole()
	if !p.Failed() && p.fits(All{c.Rule, c.Claim}, "claim "+c.Name) {
		p.statute.Claims = append(p.statute.Claims, c)
	}
}

// sample parses a value for a rule or a bloc that is open.
func (p *statuteParser) sample(below []syntax.Line) {
	name := p.unique("sample", "")
	p.Expect(":")
	isOpen := func(n Named) bool { return n.Name == name && n.Rule == nil }
	if slices.ContainsFunc(p.statute.Rules, isOpen) {
		p.Extend(below)
		p.statute.SampleRules = append(p.statute.SampleRules, Named{Name: name, Rule: p.whole()})
		return
	}
	bloc := p.items(name, len(below) > 0)
	bloc.Blocs = p.blocs("sample "+name+"/", "", below)
	p.statute.Sample = append(p.statute.Sample, bloc)
}

// check checks that the rules fit the body, as far as it is known who sits.
func (p *statuteParser) check() {
	if p.groups == 0 { // and no line that could be one
		p.Note(0, `want at least one entry of the form "group NAME: 9 seats"`, nil)
		return
	}
	for _, part := range p.parts {
		p.checkPart(part)
	}
	if p.Mistakes != nil {
		return
	}
	body, err := p.statute.Body(p.statute.Sample...)
	if err != nil {
		if len(p.statute.Sample) > 0 || !errors.Is(err, errStillOpen) {
			p.badBody(err)
		}
		return
	}
	tally := body.allIn(For)
	sound := func(entry string, r Rule) {
		var wrong *Error
		r, err := p.statute.filled(r, p.statute.SampleRules...)
		if err == nil && errors.As(malformation("", r, tally), &wrong) {
			p.malformed(entry, "the rule is malformed: "+wrong.Name+": "+wrong.Detail, nil)
		}
	}
	for _, n := range p.statute.Rules {
		sound("rule "+n.Name, n)
	}
	for _, c := range p.statute.Claims {
		sound("claim "+c.Name, All{c.Rule, c.Claim})
	}
}

// checkPart checks that a part which a rule names is a bloc or a union of the statute, or
// may be in one that is open.
func (p *statuteParser) checkPart(part syntax.Token) {
	path := part.Name
	if _, ok := p.Seen("bloc " + path); ok {
		return
	}
	var known []string
	for _, b := range append(p.statute.Groups[:p.groups:p.groups], p.statute.Independent...) {
		if b.Size == Open && strings.HasPrefix(path, b.Name+"/") {
			return
		}
		known = append(known, prose.Quoted(b.Name))
	}
	want := "a part of the body: " + prose.Shorten(strings.Join(known, ", "))
	p.Note(part.At, "found "+part.Found()+", want "+want, nil)
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
		at, ok := p.Seen("sample " + e.Name)
		if !ok {
			at, _ = p.Seen("bloc " + e.Name)
		}
		what := strings.TrimSuffix(prose.Quoted(e.Name)+": "+e.Detail, ": ")
		p.Note(at, what, e.Err)
	}
}
