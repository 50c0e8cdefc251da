package tripartite

import (
	"cmp"
	"slices"
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
	// Sample and SampleRules are values for everything that is open, with which the
	// statute can be tried: see [Statute.Body] and [Statute.Rule].
	Sample      []Bloc
	SampleRules []Named
}

// Open marks what a [Statute] leaves open: the Size of a [Bloc], or as Int(Open) its Weight
// or Power. [NewBody] accepts no such bloc.
const Open = -1

// Body returns the body of the statute. Each of the blocs gives what the statute leaves
// open in the bloc with that path as its Name, and nothing else:
//
//	body, err := statute.Body(Bloc{Name: "Workers", Size: 4}, Bloc{Name: "Employers", Size: 4})
//
// An open number of seats is given by Size, Roll, WeightedRoll or Blocs. A Size of 0 is a
// number, too. An open weight is given by Weight, WeightedRoll or Blocs, and an open power by
// Power.
//
// The error is [ErrUnknown] for a bloc in which nothing is open, and [ErrBody] if something
// open is not given, something given is not open, or [NewBody] refuses the body.
func (s *Statute) Body(open ...Bloc) (*Body, error) {
	f := filling{refusals: refusals{op: "statute", whole: s.Title}, values: map[string]*Bloc{}}
	for i := range open {
		if f.values[open[i].Name] != nil {
			f.add(ErrBody, open[i].Name, ErrBody, "it is given twice")
		}
		f.values[open[i].Name] = &open[i]
	}
	blocs := f.fill(append(slices.Clone(s.Groups[:]), s.Independent...), "", mostDepth)
	for i := range open {
		if f.values[open[i].Name] != nil {
			f.add(ErrUnknown, open[i].Name, errNotOpen, "")
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
		if b.isOpen() {
			f.take(b, path)
		}
	}
	return blocs
}

// isOpen reports whether something of the bloc itself is open.
func (b *Bloc) isOpen() bool { return b.Size == Open || b.Weight.isOpen() || b.Power.isOpen() }

func (f Fraction) isOpen() bool { return f.Equal(Int(Open)) }

// take fills a bloc in which something is open.
func (f *filling) take(b *Bloc, path string) {
	v := f.values[path]
	delete(f.values, path)
	if v == nil {
		f.add(ErrBody, path, errStillOpen, "want "+b.wanted())
		return
	}
	seats := v.Size != 0 || v.Roll != nil || v.WeightedRoll != nil || v.Blocs != nil
	weights := v.Weight.given() || v.WeightedRoll != nil || v.Blocs != nil
	switch {
	case v.SharedBy != 0 || v.Union != nil || seats && b.Size != Open || v.Weight.given() && !b.Weight.isOpen() || v.Power.given() && !b.Power.isOpen():
		f.add(ErrBody, path, ErrBody, "the statute leaves open only "+b.wanted())
		return
	case b.Weight.isOpen() && !weights || b.Power.isOpen() && !v.Power.given():
		f.add(ErrBody, path, errStillOpen, "want "+b.wanted())
		return
	}
	if b.Size == Open {
		b.Size, b.Roll, b.WeightedRoll, b.Blocs = v.Size, v.Roll, v.WeightedRoll, v.Blocs
	}
	if b.Weight.isOpen() {
		b.Weight = v.Weight
	}
	if b.Power.isOpen() {
		b.Power = v.Power
	}
}

// wanted returns what is open in the bloc.
func (b *Bloc) wanted() string {
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

// Rule returns the rule of that name. If the rule is open, or contains
// rules that are, they must be given by their names:
//
//	rule, err := statute.Rule("ballot", Named{Name: "quorum", Rule: SeatCount{Of: Voting, Need: 15}})
//
// A rule that is given keeps the source of the statute if it has no Source of its own. The
// error is [ErrUnknown] if there is no such rule, or a rule is given that is not open, and
// [ErrRule] if an open rule is not given or the rules are malformed.
func (s *Statute) Rule(name string, open ...Named) (Named, error) {
	errs := refusals{op: "statute", whole: s.Title}
	given := map[string]Named{}
	for _, n := range open {
		if !slices.ContainsFunc(s.Rules, func(r Named) bool { return r.Name == n.Name && r.Rule == nil }) {
			errs.add(ErrUnknown, n.Name, errNoOpenRule, "")
		}
		given[n.Name] = n
	}
	i := slices.IndexFunc(s.Rules, func(r Named) bool { return r.Name == name })
	if i < 0 {
		errs.add(ErrUnknown, name, errUnknownRule, "want "+s.ruleNames())
		return Named{}, errs.join()
	}
	if s.Rules[i].Rule != nil {
		if err := unwieldy("statute", s.Rules[i]); err != nil {
			return Named{}, err
		}
	}
	rule := s.given(s.Rules[i], given, &errs)
	if err := errs.join(); err != nil {
		return Named{}, err
	}
	return rule, nil
}

// given returns the rule with the rules given in place of open ones.
func (s *Statute) given(n Named, given map[string]Named, errs *refusals) Named {
	if n.Rule != nil {
		n.Rule = replaceNamed(n.Rule, func(n Named) Rule { return s.given(n, given, errs) })
		return n
	}
	if n.Rule = given[n.Name].Rule; n.Rule == nil {
		errs.add(ErrRule, n.Name, ErrRule, "the statute leaves this rule open, and it is not given")
	}
	n.Source = cmp.Or(given[n.Name].Source, n.Source)
	return n
}

// ruleNames returns the names of the rules, as in `"decision" or "quorum"`.
func (s *Statute) ruleNames() string {
	var names []string
	for _, r := range s.Rules {
		names = append(names, prose.Quoted(r.Name))
	}
	if len(names) == 0 {
		return "no name: the statute has no rules"
	}
	return prose.Shorten(strings.Join(names, " or "))
}

// replaceNamed returns the rule with each Named in it replaced by what the function returns.
// It does not look into what the function returned, and leaves rules of the caller alone.
func replaceNamed(r Rule, replace func(Named) Rule) Rule {
	within := func(r Rule) Rule { return replaceNamed(r, replace) }
	each := func(rules []Rule) []Rule {
		rules = slices.Clone(rules)
		for i := range rules {
			rules[i] = within(rules[i])
		}
		return rules
	}
	switch r := r.(type) {
	case Named:
		return replace(r)
	case In:
		r.Rule = within(r.Rule)
		return r
	case All:
		return All(each(r))
	case Any:
		return Any(each(r))
	case KOf:
		r.Rules = each(r.Rules)
		return r
	case Quorum:
		return Quorum(each(r))
	case Veto:
		return Veto(each(r))
	case EachGroup:
		return EachGroup{Rule: within(r.Rule)}
	case KOfGroups:
		r.Rule = within(r.Rule)
		return r
	}
	return r
}
