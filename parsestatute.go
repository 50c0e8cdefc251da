package tripartite

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
//	item     = [ number ] ( "seats" | "seat" ) [ "of" weight ] | "power" amount | "shared by" states .
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
		return nil, &Error{Op: "statute", Name: text, Detail: "more than " + strconv.Itoa(mostRuleText) + " bytes", Err: ErrTooLarge}
	}
	p := statuteParser{text: text, named: map[string]Rule{}, at: map[string]int{}}
	lines := linesOf(text)
	for len(lines) > 0 {
		n := 1 + indented(lines[1:])
		p.entry(lines[:n])
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

// indented returns the number of lines up to the next one without indentation.
func indented(lines []statuteLine) int {
	n := slices.IndexFunc(lines, func(l statuteLine) bool { return l.indent == "" })
	if n < 0 {
		return len(lines)
	}
	return n
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
		number, column := 1+strings.Count(p.text[:start], "\n"), 1+utf8.RuneCountInString(p.text[start:b.at])
		r.add(b.kind, strings.TrimSpace(line), b.kind, "line "+strconv.Itoa(number)+", column "+strconv.Itoa(column)+": "+b.what)
	}
	return r.join()
}

// entry parses an entry, which begins with the first of the lines.
func (p *statuteParser) entry(lines []statuteLine) {
	first := lines[0]
	if first.indent != "" {
		p.wrong(first.at, "the line is indented, but no entry stands above it")
		return
	}
	key := p.text[first.at : first.at+wordEnd(p.text[first.at:first.end])]
	at := first.at + len(key)
	switch key {
	case "title", "source", "note":
		p.prose(key, at, lines)
	case "group", "bloc":
		p.group(key, at, lines)
	case "union":
		p.union(at, lines)
	case "rule":
		p.rule(at, lines)
	case "sample":
		p.sample(at, lines)
	default:
		p.wrong(first.at, "found "+prose.Quoted(key)+`, want "title", "source", "note", "group", "bloc", "union", "rule" or "sample"`)
	}
}

// prose parses a title, source or note. Indented lines go on with the text.
func (p *statuteParser) prose(key string, at int, lines []statuteLine) {
	if !p.colon(&at, lines[0].end) {
		return
	}
	text := strings.TrimSpace(p.text[at:lines[0].end])
	for _, l := range lines[1:] {
		text += " " + p.text[l.at:l.end]
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "" || !prose.Printable(text):
		p.wrong(lines[0].at, "want a text that can be printed after "+prose.Quoted(key+":"))
	case key == "source":
		p.statute.Sources = append(p.statute.Sources, text)
	case key == "note":
		p.statute.Notes = append(p.statute.Notes, text)
	case p.once("title", "the title", lines[0].at):
		p.statute.Title = text
	}
}

// once reports whether something is there for the first time. If not, it is a mistake.
func (p *statuteParser) once(key, what string, at int) bool {
	if before, twice := p.at[key]; twice {
		p.wrong(at, what+" stands on line "+strconv.Itoa(1+strings.Count(p.text[:before], "\n"))+" already")
		return false
	}
	p.at[key] = at
	return true
}

// skipSpace skips space on a line.
func (p *statuteParser) skipSpace(at *int, end int) {
	*at = end - len(strings.TrimLeft(p.text[*at:end], " \t"))
}

// colon skips a colon, which must be next.
func (p *statuteParser) colon(at *int, end int) bool {
	p.skipSpace(at, end)
	if !strings.HasPrefix(p.text[*at:end], ":") {
		p.wrong(*at, "found "+found(p.text[*at:end])+`, want ":"`)
		return false
	}
	*at++
	return true
}

// found returns what an error says of the text at a place where a sign is wanted.
func found(text string) string {
	if text == "" {
		return "the end of the line"
	}
	return prose.Quoted(text)
}

// name parses a name, which may be quoted.
func (p *statuteParser) name(at *int, end int) (string, bool) {
	p.skipSpace(at, end)
	rest := p.text[*at:end]
	if literal, err := strconv.QuotedPrefix(rest); err == nil && rest[0] == '"' {
		*at += len(literal)
		name, _ := strconv.Unquote(literal)
		return name, p.isName(name, *at-len(literal))
	}
	if n := strings.IndexAny(rest, `:(,#"`); n >= 0 {
		rest = rest[:n]
	}
	start := *at
	*at += len(rest)
	name := strings.TrimSpace(rest)
	return name, p.isName(name, start)
}

func (p *statuteParser) isName(name string, at int) bool {
	if name == "" || !prose.Printable(name) {
		p.wrong(at, "want a name that can be printed")
		return false
	}
	return true
}

// reader returns a parser of what stands between two offsets.
func (p *statuteParser) reader(at, end int) *ruleParser {
	r := &ruleParser{text: p.text[:end], named: p.named, namedBy: "the name of a rule above", tok: token{at: at}}
	r.next()
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

// group parses a group or an independent bloc.
func (p *statuteParser) group(key string, at int, lines []statuteLine) {
	bloc := p.bloc("", at, lines)
	switch {
	case bloc.Name == "": // a mistake
	case key == "bloc":
		p.statute.Independent = append(p.statute.Independent, bloc)
	case p.groups == numGroups:
		p.wrong(lines[0].at, `a fourth group: a body has three, and further blocs are of the form "bloc NAME"`)
	default:
		p.statute.Groups[p.groups] = bloc
		p.groups++
	}
}

// bloc parses a bloc from its name on: the first of the lines, and the blocs inside it on
// the others.
func (p *statuteParser) bloc(within string, at int, lines []statuteLine) Bloc {
	start := at
	name, ok := p.name(&at, lines[0].end)
	if !ok || !p.once("bloc "+within+name, "the bloc "+prose.Quoted(within+name), start) || !p.colon(&at, lines[0].end) {
		return Bloc{}
	}
	divided := len(lines) > 1
	bloc := p.seats(name, at, lines[0].end, divided)
	if !divided && bloc.Size == 0 {
		p.wrong(lines[0].end, `want "seats", or blocs on indented lines below`)
	}
	bloc.Blocs = p.blocs(within+name+"/", lines[0].indent, lines[1:])
	return bloc
}

// blocs parses the blocs on indented lines.
func (p *statuteParser) blocs(within, outer string, lines []statuteLine) []Bloc {
	var blocs []Bloc
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && len(lines[n].indent) > len(lines[0].indent) {
			n++
		}
		for _, l := range lines[:n] {
			if !strings.HasPrefix(l.indent, lines[0].indent) || !strings.HasPrefix(l.indent, outer) {
				p.wrong(l.at, "the indentation mixes tabs and spaces: begin it as the line above does")
				return nil
			}
		}
		if n < len(lines) && lines[n].indent != lines[0].indent {
			p.wrong(lines[n].at, "the indentation is that of no line above")
			return nil
		}
		blocs = append(blocs, p.bloc(within, lines[0].at, lines[:n]))
		lines = lines[n:]
	}
	return blocs
}

// seats parses the items of a bloc. If it is divided, blocs follow, and it has no seats of
// its own.
func (p *statuteParser) seats(name string, at, end int, divided bool) Bloc {
	r := p.reader(at, end)
	bloc := Bloc{Name: name}
	for r.tok.kind != endToken {
		r.item(&bloc, divided)
		if !r.accept(",") && r.tok.kind != endToken {
			r.fail(`"," or the end of the line`)
		}
	}
	if !p.read(r) {
		bloc.Size = Open // known to be wrong
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
			p.failAt(at, "no seats", `a number from 1, or "seats" alone if the statute leaves the number open`)
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
func (p *statuteParser) union(at int, lines []statuteLine) {
	start, end := at, lines[0].end
	name, ok := p.name(&at, end)
	if !ok || !p.once("bloc "+name, "the bloc "+prose.Quoted(name), start) || !p.colon(&at, end) {
		return
	}
	union := Bloc{Name: name}
	for {
		part, ok := p.name(&at, end)
		if !ok {
			return
		}
		union.Union = append(union.Union, part)
		if at == end {
			break
		}
		if p.text[at] != ',' {
			p.wrong(at, "found "+found(p.text[at:end])+`, want "," or the end of the line`)
			return
		}
		at++
	}
	p.statute.Independent = append(p.statute.Independent, union)
	p.unexpected(lines[1:])
}

// unexpected refuses lines below an entry that has one line only.
func (p *statuteParser) unexpected(lines []statuteLine) {
	if len(lines) > 0 {
		p.wrong(lines[0].at, "nothing belongs to the line above: begin an entry without indentation")
	}
}

// rule parses a rule with its name and citation.
func (p *statuteParser) rule(at int, lines []statuteLine) {
	start, end := at, lines[0].end
	name, ok := p.name(&at, end)
	if !ok || !p.once("rule "+name, "the rule "+prose.Quoted(name), start) {
		return
	}
	source, ok := p.citation(&at, end)
	if !ok || !p.colon(&at, end) {
		return
	}
	n := Named{Name: name, Source: source}
	r := p.reader(at, lines[len(lines)-1].end)
	if !r.isOpen() {
		n.Rule = r.whole()
	}
	if p.read(r) {
		p.add(n, start)
	}
}

// isOpen reports whether the word "open" is all that there is.
func (p *ruleParser) isOpen() bool {
	return p.is("open") && scanToken(p.text, p.tok.at+len(p.tok.text)).kind == endToken
}

// add adds a rule to the statute, unless it is too large when all names in it are replaced.
func (p *statuteParser) add(n Named, at int) {
	left := mostTextual
	err := textError(closed(n), 0, false, false, &left)
	if errors.Is(err, ErrTooLarge) {
		p.bad = append(p.bad, misread{at, inner(err) + ", counting the rules that it names", ErrTooLarge})
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

// citation parses a source in parentheses, if there is one.
func (p *statuteParser) citation(at *int, end int) (string, bool) {
	p.skipSpace(at, end)
	if !strings.HasPrefix(p.text[*at:end], "(") {
		return "", true
	}
	*at++
	rest, start := p.text[*at:end], *at
	if literal, err := strconv.QuotedPrefix(rest); err == nil && strings.HasPrefix(rest[len(literal):], ")") {
		*at += len(literal) + len(")")
		source, _ := strconv.Unquote(literal)
		return source, p.isCitation(source, start)
	}
	n := closing(rest)
	if n < 0 {
		p.wrong(start-1, `want ")" on the same line`)
		return "", false
	}
	*at += n + len(")")
	source := strings.TrimSpace(rest[:n])
	return source, p.isCitation(source, start)
}

func (p *statuteParser) isCitation(source string, at int) bool {
	if source == "" || !prose.Printable(source) {
		p.wrong(at, "want a citation that can be printed, or no parentheses")
		return false
	}
	return true
}

// closing returns the offset of the parenthesis that closes one before the text, or -1.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch {
		case text[i] == '(':
			depth++
		case text[i] == ')' && depth == 0:
			return i
		case text[i] == ')':
			depth--
		}
	}
	return -1
}

// sample parses a value for a rule or a bloc that is open.
func (p *statuteParser) sample(at int, lines []statuteLine) {
	start, end := at, lines[0].end
	name, ok := p.name(&at, end)
	if !ok || !p.once("sample "+name, "the sample of "+prose.Quoted(name), start) || !p.colon(&at, end) {
		return
	}
	if rule, ok := p.named[name].(Named); ok && rule.Rule == nil {
		r := p.reader(at, lines[len(lines)-1].end)
		rule := Named{Name: name, Rule: r.whole()}
		if p.read(r) {
			p.statute.SampleRules = append(p.statute.SampleRules, rule)
		}
		return
	}
	bloc := p.seats(name, at, end, len(lines) > 1)
	bloc.Blocs = p.blocs("sample "+name+"/", "", lines[1:])
	p.statute.Sample = append(p.statute.Sample, bloc)
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
		if err == nil && !sound(r, tally) {
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
	p.wrong(part.at, "found "+prose.Quoted(path)+", want a part of the body: "+prose.Shorten(strings.Join(known, ", ")))
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
		p.bad = append(p.bad, misread{at, strings.TrimSuffix(prose.Quoted(e.Name)+": "+e.Detail, ": "), e.Err})
	}
}

// unsound returns what is wrong with the first malformed part of a rule that is not sound.
func unsound(r Rule, t Tally) string {
	x := expand(r, t)
	if x.wrong == "" {
		i := slices.IndexFunc(x.parts, func(part applied) bool { return !sound(part.rule, part.to) })
		return unsound(x.parts[i].rule, x.parts[i].to)
	}
	return clause(r) + ": " + x.wrong
}
