package tripartite

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/tripartite/internal/csvtable"
	"example.com/tripartite/internal/prose"
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
	p := statuteParser{text: text, named: map[string]Rule{}, at: map[string]int{}}
	lines := linesOf(text)
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].indent != "" {
			n++
		}
		p.entry(lines[0], lines[1:n])
		lines = lines[n:]
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
	named   map[string]Rule // the rules so far
	at      map[string]int  // the offset of each title, bloc, union, rule and sample
	parts   []token         // what the rules name, in order
	groups  int
	bad     []misread
}

// statuteLine is a line with more than space and a comment.
type statuteLine struct {
	indent  string
	at, end int // offsets of the text without indentation, comment and space at the end
}

// linesOf returns the lines of a text that are neither empty nor a comment.
func linesOf(text string) []statuteLine {
	var lines []statuteLine
	start := 0
	for line := range strings.Lines(text) {
		rest := strings.TrimLeft(line, " \t")
		l := statuteLine{indent: line[:len(line)-len(rest)], at: start + len(line) - len(rest)}
		l.end = l.at + len(strings.TrimSpace(rest))
		if l.at < l.end && text[l.at] != '#' {
			lines = append(lines, l)
		}
		start += len(line)
	}
	return lines
}

// wrong notes a mistake at an offset.
func (p *statuteParser) wrong(at int, what string) {
	p.bad = append(p.bad, misread{at, what, ErrText})
}

// error returns the mistakes, up to a limit, in the order of the text.
func (p *statuteParser) error() error {
	slices.SortStableFunc(p.bad, func(a, b misread) int { return a.at - b.at })
	r := refusals{op: "statute", whole: p.statute.Title}
	for _, b := range p.bad {
		start := 1 + strings.LastIndexByte(p.text[:b.at], '\n')
		line, _, _ := strings.Cut(p.text[start:], "\n")
		column := 1 + utf8.RuneCountInString(p.text[start:b.at])
		what := fmt.Sprintf("%s, column %d: %s", p.lineOf(b.at), column, b.what)
		r.refuse(b.kind, strings.TrimSpace(line), "%s", what)
	}
	return r.join()
}

// lineOf returns the number of the line of an offset, as "line 3".
func (p *statuteParser) lineOf(at int) string {
	return csvtable.LineNumber(1 + strings.Count(p.text[:at], "\n"))
}

// entry parses an entry, from its first line and those below.
func (p *statuteParser) entry(first statuteLine, below []statuteLine) {
	if first.indent != "" {
		p.wrong(first.at, "the line is indented, but no entry stands above it")
		return
	}
	key := p.text[first.at : first.at+wordEnd(p.text[first.at:first.end])]
	r := p.reader(first.at+len(key), first.end)
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
		p.wrong(first.at, "found "+prose.Quoted(key)+
			`, want "title", "source", "note", "group", "bloc", "union", "rule" or "sample"`)
	}
}

// reader returns a parser of what stands between two offsets.
func (p *statuteParser) reader(at, end int) *ruleParser {
	r := &ruleParser{text: p.text[:end], named: p.named, namedBy: "the name of a rule above"}
	r.skip(at)
	return r
}

// read takes over what a parser found, and reports whether that is without a mistake.
func (p *statuteParser) read(r *ruleParser) bool {
	if r.bad != nil {
		p.bad = append(p.bad, *r.bad)
		return false
	}
	p.parts = append(p.parts, r.parts...)
	return true
}

// skip goes on to the next token at the offset or after it.
func (p *ruleParser) skip(at int) {
	if p.bad == nil {
		p.tok = token{at: at}
		p.next()
	}
}

// extend lets the text go on to the end of the lines below.
func (p *ruleParser) extend(text string, below []statuteLine) {
	if len(below) > 0 {
		p.text = text[:below[len(below)-1].end]
		p.skip(p.tok.at)
	}
}

// title parses a name, which may be quoted.
func (p *ruleParser) title() string {
	at, rest := p.tok.at, p.text[p.tok.at:]
	name, n := literal(rest)
	if n == 0 {
		if n = strings.IndexAny(rest, `:(,#"`); n < 0 {
			n = len(rest)
		}
		name = strings.TrimSpace(rest[:n])
	}
	p.skip(at + n)
	return p.printable(name, at, "want a name that can be printed")
}

// citation parses a source in parentheses, if there is one.
func (p *ruleParser) citation() string {
	if !p.is("(") {
		return ""
	}
	at := p.tok.at + len("(")
	rest := p.text[at:]
	source, n := literal(rest)
	if n == 0 || !strings.HasPrefix(rest[n:], ")") {
		if n = closing(rest); n < 0 {
			p.stop(p.tok.at, `want ")" on the same line`, ErrText)
			return ""
		}
		source = strings.TrimSpace(rest[:n])
	}
	p.skip(at + n + len(")"))
	return p.printable(source, at, "want a citation that can be printed, or no parentheses")
}

// literal returns the quoted Go string with which the text begins, and its length there, or 0.
func literal(text string) (string, int) {
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil || quoted[0] != '"' {
		return "", 0
	}
	s, _ := strconv.Unquote(quoted)
	return s, len(quoted)
}

// closing returns the offset of the parenthesis that closes one before the text, or -1.
func closing(text string) int {
	depth := 1
	return strings.IndexFunc(text, func(r rune) bool {
		depth += b2i(r == '(') - b2i(r == ')')
		return depth == 0
	})
}

// printable returns the text if it can be printed. If not, that is a mistake.
func (p *ruleParser) printable(text string, at int, want string) string {
	if text == "" || !prose.Printable(text) {
		p.stop(at, want, ErrText)
	}
	return text
}

// unique parses the name of something that a statute has once.
func (p *statuteParser) unique(r *ruleParser, key, what, within string) string {
	at := r.tok.at
	name := within + r.title()
	if before, twice := p.at[key+name]; twice {
		what += prose.Quoted(name) + " stands on " + p.lineOf(before) + " already"
		r.stop(at, what, ErrText)
	} else if r.bad == nil {
		p.at[key+name] = at
	}
	return name
}

// prose parses a title, source or note. Indented lines go on with the text.
func (p *statuteParser) prose(key string, r *ruleParser, first statuteLine, below []statuteLine) {
	at := r.tok.at + len(":")
	if r.expect(":"); !p.read(r) {
		return
	}
	text := p.text[at:first.end]
	for _, l := range below {
		text += " " + p.text[l.at:l.end]
	}
	text = r.printable(strings.TrimSpace(text), first.at,
		"want a text that can be printed after "+prose.Quoted(key+":"))
	before, twice := p.at[key]
	switch {
	case !p.read(r):
	case key == "source":
		p.statute.Sources = append(p.statute.Sources, text)
	case key == "note":
		p.statute.Notes = append(p.statute.Notes, text)
	case twice:
		p.wrong(first.at, "the title stands on "+p.lineOf(before)+" already")
	default:
		p.statute.Title, p.at[key] = text, first.at
	}
}

// group parses a group or an independent bloc.
func (p *statuteParser) group(
	key string, r *ruleParser, first statuteLine, below []statuteLine,
) {
	bloc, ok := p.bloc("", r, "", below)
	switch {
	case !ok:
	case key == "bloc":
		p.statute.Independent = append(p.statute.Independent, bloc)
	case p.groups == numGroups:
		p.wrong(first.at,
			`a fourth group: a body has three, and further blocs are of the form "bloc NAME"`)
	default:
		p.statute.Groups[p.groups] = bloc
		p.groups++
	}
}

// bloc parses a bloc from its name on: the rest of its line, which has that indentation, and
// the blocs inside it on the lines below.
func (p *statuteParser) bloc(
	within string, r *ruleParser, indent string, below []statuteLine,
) (bloc Bloc, ok bool) {
	path := p.unique(r, "bloc ", "the bloc ", within)
	if r.expect(":"); r.bad != nil {
		return bloc, p.read(r)
	}
	bloc = r.bloc(path[len(within):], len(below) > 0)
	if bloc.Size == 0 && len(below) == 0 {
		r.stop(len(r.text), `want "seats", or blocs on indented lines below`, ErrText)
	}
	ok = p.read(r)
	bloc.Blocs = p.blocs(path+"/", indent, below)
	return bloc, ok
}

// blocs parses the blocs on lines that are indented below a line.
func (p *statuteParser) blocs(within, outer string, lines []statuteLine) []Bloc {
	var blocs []Bloc
	for len(lines) > 0 {
		first, n := lines[0], 1
		for n < len(lines) && len(lines[n].indent) > len(first.indent) {
			n++
		}
		for _, l := range lines[:n] {
			if !strings.HasPrefix(l.indent, first.indent) || !strings.HasPrefix(l.indent, outer) {
				p.wrong(l.at, "the indentation mixes tabs and spaces: begin it as the line above does")
				return nil
			}
		}
		if n < len(lines) && lines[n].indent != first.indent {
			p.wrong(lines[n].at, "the indentation is that of no line above")
			return nil
		}
		bloc, _ := p.bloc(within, p.reader(first.at, first.end), first.indent, lines[1:n])
		blocs = append(blocs, bloc)
		lines = lines[n:]
	}
	return blocs
}

// bloc parses the items of a bloc. If it is divided, blocs follow, and it has no seats of its
// own.
func (p *ruleParser) bloc(name string, divided bool) Bloc {
	bloc := Bloc{Name: name}
	for p.tok.kind != endToken {
		p.item(&bloc, divided)
		if !p.accept(",") && p.tok.kind != endToken {
			p.fail(`"," or the end of the line`)
		}
	}
	return bloc
}

// item parses an item of a bloc.
func (p *ruleParser) item(bloc *Bloc, divided bool) {
	at, size := p.tok.at, Open
	switch {
	case p.tok.kind == numberToken:
		size = p.number()
		fallthrough
	case p.is("seats"), p.is("seat"):
		switch {
		case !p.accept("seats") && !p.accept("seat"):
			p.fail(`"seats"`)
		case divided:
			p.failAt(at, "seats", "no seats: the blocs on the lines below have them")
		case bloc.Size != 0:
			p.failAt(at, "seats", "them once")
		case size == 0:
			p.failAt(at, "no seats",
				`a number from 1, or "seats" alone if the statute leaves the number open`)
		}
		bloc.Size = size
		if p.accept("of") {
			bloc.Weight = p.amount()
			if !p.accept("votes") && !p.accept("vote") {
				p.fail(`"votes"`)
			}
		}
	case !bloc.Power.given() && p.accept("power"):
		bloc.Power = p.amount()
	case bloc.SharedBy == 0 && p.accept("shared"):
		p.expect("by")
		bloc.SharedBy = p.states()
	default:
		p.fail(`a number of seats, "seats", "power" or "shared by", each once`)
	}
}

// amount parses a whole number, a fraction, or "open".
func (p *ruleParser) amount() Fraction {
	if p.accept("open") {
		return Int(Open)
	}
	n, d := p.number(), 1
	if p.accept("/") {
		at := p.tok.at
		if d = p.number(); d == 0 && p.bad == nil {
			p.failAt(at, "0", "a number above 0")
		}
	}
	return Frac(n, d)
}

// union parses a union: names with commas between them.
func (p *statuteParser) union(r *ruleParser, below []statuteLine) {
	union := Bloc{Name: p.unique(r, "bloc ", "the bloc ", "")}
	r.expect(":")
	for more := true; more; more = r.accept(",") {
		union.Union = append(union.Union, r.title())
	}
	if r.tok.kind != endToken {
		r.fail(`"," or the end of the line`)
	}
	if !p.read(r) {
		return
	}
	p.statute.Independent = append(p.statute.Independent, union)
	if len(below) > 0 {
		p.wrong(below[0].at, "nothing belongs to the line above: begin an entry without indentation")
	}
}

// rule parses a rule with its name and citation.
func (p *statuteParser) rule(r *ruleParser, below []statuteLine) {
	n := Named{Name: p.unique(r, "rule ", "the rule ", ""), Source: r.citation()}
	r.expect(":")
	r.extend(p.text, below)
	if !r.isOpen() {
		n.Rule = r.whole()
	}
	if p.read(r) {
		p.add(n)
	}
}

// isOpen reports whether the word "open" is all that there is.
func (p *ruleParser) isOpen() bool {
	return p.is("open") && scanToken(p.text, p.tok.at+len(p.tok.text)).kind == endToken
}

// add adds a rule to the statute, unless it is too large when all names in it are replaced.
func (p *statuteParser) add(n Named) {
	left := mostTextual
	err := textError(closed(n), 0, false, false, &left)
	if errors.Is(err, ErrTooLarge) {
		what := inner(err) + ", counting the rules that it names"
		p.bad = append(p.bad, misread{p.at["rule "+n.Name], what, ErrTooLarge})
		return
	}
	p.named[n.Name] = n
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
func (p *statuteParser) sample(r *ruleParser, below []statuteLine) {
	name := p.unique(r, "sample ", "the sample of ", "")
	r.expect(":")
	if rule, ok := p.named[name].(Named); ok && rule.Rule == nil {
		r.extend(p.text, below)
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
func (p *statuteParser) checkPart(part token) {
	path := part.text
	if part.kind == quotedToken {
		path, _ = strconv.Unquote(path)
	}
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
	p.wrong(part.at, "found "+prose.Quoted(path)+", want a part of the body: "+want)
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
		p.bad = append(p.bad, misread{at, what, e.Err})
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
