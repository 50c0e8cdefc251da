package tripartite

import (
	"cmp"
	"embed"
	"errors"
	"io/fs"
	"iter"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Statute is the constitution of a body as a document states it: who sits, how seats weigh,
// and the rules by which the body decides. It has a form as text, which [ParseStatute] parses
// and String returns. [LoadStatute] returns one of the collection.
//
// A statute may leave something open, such as the number of seats of a group, which changes
// from session to session. A program gives what is open when it calls Body and Rule.
//
// A Statute is plain data. Do not change one that is in use elsewhere.
type Statute struct {
	// Title is the name of the body.
	Title string
	// Sources are the documents that the statute follows.
	Sources []string
	// Notes are what a reader should know, such as a point that is not confirmed.
	Notes []string
	// Groups are the three groups. A body of two has an empty third.
	Groups [numGroups]Bloc
	// Independent are the blocs of seats of no group, and the unions.
	Independent []Bloc
	// Rules are the rules, each with its citation as Source. A rule can contain those
	// before it. A Named without a Rule is open.
	Rules []Named
	// Claims are what the rules guarantee, and what they do not. [Statute.Prove] proves
	// one.
	Claims []Implication
	// Sample and SampleRules are values for everything that is open, with which the
	// statute can be tried: see [Statute.Body] and [Statute.Rule].
	Sample      []Bloc
	SampleRules []Named
}

// Open marks what a [Statute] leaves open: the Size of a [Bloc], or as Int(Open) its Weight
// or Power. [NewBody] accepts no such bloc.
const Open = -1

// Implication is a claim of a [Statute]: that a rule implies another, or that it does not.
// [Implies] says what that means.
type Implication struct {
	// Name is unique in the statute.
	Name string
	// Rule and Claim are the arguments of Implies. They can contain rules of the statute.
	Rule, Claim Rule
	// Ends are the states in which seats can end. Zero means [Entitled].
	Ends States
	// Not states that the rule does not imply the claim.
	Not bool
}

// String returns the text of the implication without its own name, as in `rule "decision"
// implies at least 1 seat is for`. A rule that is a Named stands as its name.
func (i Implication) String() string {
	return i.text(func(r Rule) string {
		if n, ok := r.(Named); ok {
			return title(Named{Name: n.Name})
		}
		return textOf(r)
	})
}

func (i Implication) text(ruleText func(Rule) string) string {
	verb := " implies "
	if i.Not {
		verb = " does not imply "
	}
	return ruleText(i.Rule) + verb + ruleText(i.Claim)
}

// Body returns the body of the statute. Each of the blocs gives what the statute leaves
// open in the bloc with that path as its Name, and nothing else:
//
//	body, err := statute.Body(Bloc{Name: "Workers", Size: 4}, Bloc{Name: "Employers", Size: 4})
//
// An open number of seats is given by Size, Roll or Blocs. A Size of 0 is a
// number, too. An open weight is given by Weight or Blocs, and an open power by
// Power.
//
// The error is [ErrUnknown] for a bloc in which nothing is open, and [ErrBody] if something
// open is not given, something given is not open, or [NewBody] refuses the body.
func (s *Statute) Body(open ...Bloc) (*Body, error) {
	f := filling{refusals{op: "statute", whole: s.Title}, map[string]*Bloc{}}
	for i := range open {
		if f.values[open[i].Name] != nil {
			f.refuse(ErrBody, open[i].Name, "it is given twice")
		}
		f.values[open[i].Name] = &open[i]
	}
	blocs := f.fill(append(slices.Clone(s.Groups[:]), s.Independent...), "", mostDepth)
	for i := range open {
		if f.values[open[i].Name] != nil {
			f.refuse(errNotOpen, open[i].Name, "")
		}
	}
	if err := f.join(); err != nil {
		return nil, err
	}
	return NewBody(blocs[0], blocs[1], blocs[2], blocs[numGroups:]...)
}

// filling fills the open blocs of a statute with values by path. It removes a value that it
// used.
type filling struct {
	refusals
	values map[string]*Bloc
}

// fill returns the blocs within a path with the values in place of what is open. Below
// depth it changes nothing: NewBody refuses such blocs.
func (f *filling) fill(blocs []Bloc, within string, depth int) []Bloc {
	blocs = slices.Clone(blocs)
	for i := range blocs {
		b := &blocs[i]
		path := within + b.Name
		if b.Blocs != nil && depth > 0 {
			b.Blocs = f.fill(b.Blocs, path+"/", depth-1)
		}
		if b.open() != "" {
			f.take(b, path)
		}
	}
	return blocs
}

// open lists what is open in the bloc itself, or returns "".
func (b *Bloc) open() string {
	var open []string
	if b.Size == Open {
		open = append(open, "the seats")
	}
	if b.Weight.isOpen() {
		open = append(open, "the votes of each seat")
	}
	if b.Power.isOpen() {
		open = append(open, "the power")
	}
	return strings.Join(open, " and ")
}

func (f Fraction) isOpen() bool { return f.Equal(Int(Open)) }

// take fills a bloc in which something is open.
func (f *filling) take(b *Bloc, path string) {
	v, given := f.values[path]
	delete(f.values, path)
	if !given {
		v = &Bloc{}
	}
	divided := v.Blocs != nil
	seats := v.Size != 0 || v.Roll != nil || divided
	switch {
	case v.SharedBy != 0, v.Union != nil, seats && b.Size != Open,
		v.Weight.given() && !b.Weight.isOpen(), v.Power.given() && !b.Power.isOpen():
		f.refuse(ErrBody, path, "the statute leaves open only %s", b.open())
	case !given, b.Weight.isOpen() && !v.Weight.given() && !divided,
		b.Power.isOpen() && !v.Power.given():
		f.refuse(errStillOpen, path, "want %s", b.open())
	}
	if b.Size == Open {
		b.Size, b.Roll, b.Blocs = v.Size, v.Roll, v.Blocs
	}
	if b.Weight.isOpen() {
		b.Weight = v.Weight
	}
	if b.Power.isOpen() {
		b.Power = v.Power
	}
}

// Rule returns the rule of that name. If the rule is open, or contains
// rules that are, they must be given by their names:
//
//	rule, err := statute.Rule("ballot", Named{Name: "quorum", Rule: SeatCount{Of: Voting, Need: 15}})
//
// A rule that is given keeps the source of the statute if it has no Source of its own. The
// error is [ErrUnknown] if there is no such rule, or a rule is given that is not open, and
// [ErrRule] if an open rule is not given or the rules are malformed.
func (s *Statute) Rule(name string, open ...Named) (Named, error) {
	i := slices.IndexFunc(s.Rules, func(r Named) bool { return r.Name == name })
	if i < 0 {
		names := []string{"no name: the statute has no rules"}
		for i, r := range s.Rules {
			names = append(names[:i], prose.Quoted(r.Name))
		}
		want := "want " + prose.Shorten(strings.Join(names, " or "))
		return Named{}, &Error{Op: "statute", Name: name, Detail: want, Err: errUnknownRule}
	}
	rule, err := s.filled(s.Rules[i], open...)
	if err != nil {
		return Named{}, err
	}
	return rule.(Named), nil
}

// filled returns the rule with the rules given in place of open ones.
func (s *Statute) filled(r Rule, open ...Named) (Rule, error) {
	f := ruleFilling{refusals{op: "statute", whole: s.Title}, map[string]Named{}}
	for _, n := range open {
		isOpen := func(r Named) bool { return r.Name == n.Name && r.Rule == nil }
		if !slices.ContainsFunc(s.Rules, isOpen) {
			f.refuse(errNoOpenRule, n.Name, "")
		}
		f.given[n.Name] = n
	}
	if err := unwieldy("statute", r, Tally{}); err != nil {
		return nil, err
	}
	r = f.fill(r)
	return r, f.join()
}

// ruleFilling fills rules with the rules that are given for open ones.
type ruleFilling struct {
	refusals
	given map[string]Named
}

// fill returns the rule with the rules given in place of open ones. It leaves rules of the caller
// alone.
func (f *ruleFilling) fill(r Rule) Rule {
	switch r := r.(type) {
	case Named:
		if r.Rule == nil {
			return f.open(r)
		}
		r.Rule = f.fill(r.Rule)
		return r
	case In:
		r.Rule = f.fill(r.Rule)
		return r
	case Parts:
		r.Rule = f.fill(r.Rule)
		return r
	case KOf:
		r.Rules = f.each(r.Rules)
		return r
	case All:
		return All(f.each(r))
	case Any:
		return Any(f.each(r))
	case Quorum:
		return Quorum(f.each(r))
	case Veto:
		return Veto(f.each(r))
	}
	return r
}

func (f *ruleFilling) each(rules []Rule) []Rule {
	rules = slices.Clone(rules)
	for i := range rules {
		rules[i] = f.fill(rules[i])
	}
	return rules
}

// open returns the rule that is given for an open one.
func (f *ruleFilling) open(n Named) Named {
	given := f.given[n.Name]
	if given.Rule == nil {
		f.refuse(ErrRule, n.Name, "the statute leaves this rule open, and it is not given")
	}
	return Named{n.Name, cmp.Or(given.Source, n.Source), given.Rule}
}

// Prove proves a claim, such as one of the Claims, with the values of the sample for what is
// open. If the claim is true, Prove returns nil. To prove it for other values, set Sample and
// SampleRules.
//
// If the claim is false, the error matches [ErrProperty]. It contains a [Counterexample],
// unless the claim is that a rule does not imply another: then there is no such vote.
// Otherwise the error is that of [Statute.Body], [Statute.Rule] or [Implies].
func (s *Statute) Prove(i Implication) error {
	body, err := s.Body(s.Sample...)
	rule, ruleErr := s.filled(i.Rule, s.SampleRules...)
	claim, claimErr := s.filled(i.Claim, s.SampleRules...)
	if err := cmp.Or(err, ruleErr, claimErr); err != nil {
		return err
	}
	err = Implies(rule, claim, body, cmp.Or(i.Ends, Entitled))
	if shown := (*Counterexample)(nil); i.Not && errors.As(err, &shown) {
		return nil
	}
	if i.Not && err == nil {
		text := ruleSaid(rule) + " implies " + ruleSaid(claim) + ": no vote shows the contrary"
		err = problem{ErrProperty, text}
	}
	if err != nil {
		return around("claim", i.Name, err)
	}
	return nil
}

//go:embed statutes
var collection embed.FS

// LoadStatute returns a statute of the collection, such as "ilo/governing-body". [Statutes]
// lists the names. For any other name, the error is [ErrUnknown].
//
// The collection is part of a program only if the program calls LoadStatute or Statutes.
func LoadStatute(name string) (*Statute, error) {
	text, err := fs.ReadFile(collection, path.Join("statutes", name+".txt"))
	if err != nil || !fs.ValidPath(name) {
		detail := "Statutes lists the names of the collection"
		return nil, &Error{Op: "statute", Name: name, Detail: detail, Err: errUnknownStatute}
	}
	return ParseStatute(string(text))
}

// Statutes returns an iterator over the names of the collection, in alphabetical order.
func Statutes() iter.Seq[string] {
	var names []string
	fs.WalkDir(collection, "statutes", func(file string, _ fs.DirEntry, _ error) error {
		if name, is := strings.CutSuffix(strings.TrimPrefix(file, "statutes/"), ".txt"); is {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names) // the files are in another order: "-" comes before ".txt"
	return slices.Values(names)
}

// String returns the text of the statute. Comments and layout are not part of a [Statute].
func (s *Statute) String() string {
	var w statuteWriter
	w.prose("title", s.Title)
	w.prose("source", s.Sources...)
	w.prose("note", s.Notes...)
	w.gap()
	for _, g := range s.Groups {
		if !reflect.ValueOf(g).IsZero() {
			w.bloc("group ", g, "")
		}
	}
	for _, b := range s.Independent {
		w.bloc("bloc ", b, "")
	}
	w.gap()
	for _, r := range s.Rules {
		w.rule(r)
	}
	w.gap()
	for _, c := range s.Claims {
		w.claim(c)
	}
	w.gap()
	for _, b := range s.Sample {
		w.bloc("sample ", b, "")
	}
	for _, r := range s.SampleRules {
		w.line("sample "+nameInStatute(r.Name)+": ", w.ruleText(r.Rule))
	}
	return strings.TrimRight(w.String(), "\n") + "\n"
}

// statuteWriter writes the text of a statute.
type statuteWriter struct {
	strings.Builder
	rules []Named // those written
}

func (w *statuteWriter) line(texts ...string) { w.WriteString(strings.Join(texts, "") + "\n") }

// gap writes an empty line after lines.
func (w *statuteWriter) gap() {
	if text := w.String(); text != "" && !strings.HasSuffix(text, "\n\n") {
		w.line()
	}
}

func (w *statuteWriter) prose(key string, texts ...string) {
	for _, text := range texts {
		if text != "" {
			w.line(key, ": ", prose.OneLine(text))
		}
	}
}

// bloc writes a union, or a bloc and the blocs inside it.
func (w *statuteWriter) bloc(key string, b Bloc, indent string) {
	var items []string
	for _, part := range b.Union {
		key, items = "union ", append(items, nameInStatute(part))
	}
	if b.Blocs == nil && b.Union == nil {
		items = append(items, b.seats())
	}
	if b.Power.given() {
		items = append(items, "power "+openOr(b.Power))
	}
	if b.SharedBy != 0 {
		items = append(items, "shared by "+b.SharedBy.String())
	}
	line := indent + key + nameInStatute(b.Name) + ": " + strings.Join(items, ", ")
	w.line(strings.TrimRight(line, " "))
	if len(indent) < mostDepth { // NewBody refuses deeper blocs, which may contain themselves
		for _, inner := range b.Blocs {
			w.bloc("", inner, indent+"\t")
		}
	}
}

// seats returns "9 seats", "seats", or "6 seats of 1/2 votes".
func (b Bloc) seats() string {
	seats := prose.Plural(b.Size, "seat")
	if b.Size == Open {
		seats = "seats"
	}
	switch weight := openOr(b.Weight); {
	case weight == "1":
		seats += " of 1 vote"
	case b.Weight.given():
		seats += " of " + weight + " votes"
	}
	return seats
}

// openOr returns the fraction, or "open".
func openOr(f Fraction) string {
	if f.isOpen() {
		return "open"
	}
	return f.String()
}

func (w *statuteWriter) rule(r Named) {
	head := "rule " + nameInStatute(r.Name)
	if r.Source != "" {
		head += " (" + citationInStatute(r.Source) + ")"
	}
	if r.Rule == nil {
		w.line(head, ": open")
	} else {
		w.line(head, ":\n\t", w.ruleText(r.Rule))
	}
	w.rules = append(w.rules, r)
}

func (w *statuteWriter) claim(c Implication) {
	head := "claim " + nameInStatute(c.Name)
	if c.Ends != 0 {
		head += " (over " + c.Ends.String() + ")"
	}
	w.line(head, ":\n\t", c.text(w.ruleText))
}

// ruleText returns the text of a rule, in which a rule of the statute stands as its name.
func (w *statuteWriter) ruleText(r Rule) string {
	rule := writer{known: w.rules, clauses: mostPrinted, depth: mostNested}
	rule.write(r, 0, false)
	return rule.text.String()
}

// nameInStatute returns a name as it stands in a statute.
func nameInStatute(name string) string {
	plain := name != "" && !strings.ContainsAny(name, nameEnds) && !beginsEntry(name)
	return plainOrQuoted(name, plain)
}

// citationInStatute returns a citation as it stands in a statute.
func citationInStatute(source string) string {
	return plainOrQuoted(source, !strings.Contains(source, citationEnd) && source[0] != '"')
}

// plainOrQuoted returns the text as it is, or quoted if it would be read as another.
func plainOrQuoted(text string, plain bool) string {
	paired := strings.Count(text, "(") == strings.Count(text, ")")
	if plain && paired && text == strings.TrimSpace(text) && prose.Printable(text) {
		return text
	}
	return strconv.Quote(text)
}

// MarshalText returns the text of the statute. [ParseStatute] parses it back to the same
// value. If there is no such text, as for a bloc with a Roll, the error is [ErrText].
func (s *Statute) MarshalText() ([]byte, error) {
	text := s.String()
	back, err := ParseStatute(text)
	if err != nil || !reflect.DeepEqual(back, s) {
		detail := "it has no text that parses back"
		return nil, &Error{Op: "statute", Name: s.Title, Detail: detail, Err: ErrText}
	}
	return []byte(text), nil
}

// UnmarshalText parses the text of a statute, as [ParseStatute] does. If there is an error,
// the statute does not change.
func (s *Statute) UnmarshalText(text []byte) error {
	parsed, err := ParseStatute(string(text))
	if err != nil {
		return err
	}
	*s = *parsed
	return nil
}
