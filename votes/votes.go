// Package votes reads files of votes, and checks every vote against the statute of its body.
//
// A file is for people. A line without indentation is a key and a value, and indented lines
// below belong to it. A line that begins with # is a comment:
//
//	statute: korea/minimum-wage
//
//	vote: 12 July 2024, the employers' against the workers' proposal
//	source: the press: 14 to 9, four members of the workers had left
//	assumed: how the sides voted
//	Workers: 5 against, 4 absent
//	Employers: 9 for
//	Public: 5 for, 4 against
//	all: 14 for, 9 against, 4 absent
//	rule: decision: adopted, need 12
//
// Before the first vote, the keys are
//
//	statute   the statute, by its name
//	given     what the statute leaves open, as below: for every vote
//	source    where the figures are from, for every vote without a source of its own
//
// and for each vote
//
//	vote           begins a vote, with its date and question
//	source         where its figures are from; every vote has one, of its own or before the first
//	assumed        what was not published and had to be assumed
//	split          "no" if the vote is not split by group. Its blocs are then of no group
//	all            the published totals: "33 for, 21 against"
//	printed        other published figures, of the whole or by bloc, one bloc a line
//	names          figures from the published list of names, or "agree" if they are the same
//	half           the published half of a number: the rule "quorum" asks for more than it
//	weight         the printed votes of a seat: "Employers 171"
//	misprint       what the record prints instead, and cannot be
//	total          the printed votes of all seats of each group, or of all
//	rule           a rule, its outcome, and figures of its clauses: "majority: adopted, need 28"
//	said           a rule, and what the source says of its outcome, if that is another
//	contradiction  what the published figures contradict, in the words of [Vote.Contradictions]
//	undecided      why the published figures do not decide the vote
//
// and any other key is a bloc: "Employers: 11 for, 3 absent". The figures have the form of
// [tripartite.ParseFigures]. Exact numbers of seats in one state are the vote. Other figures of
// a bloc, such as "14 voting" or "79 % for of cast", must agree with them. A bloc whose seats
// the statute leaves open has as many seats as the vote counts.
//
// Weights, powers and blocs that are open are given as in a statute, by the path of the bloc:
//
//	given Representatives:
//		A: 1 seat of 60 votes
//		B: 1 seat of 40 votes
//
// A rule that is open is given as in a statute, too, and so is a rule that the statute does
// not have. Both can name rules of the statute:
//
//	given quorum: quorum (at least 15 seats are voting)
//	given majority of all seats: more than 1/2 of all votes are for
package votes

import (
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/internal/prose"
	"example.com/tripartite/internal/syntax"
)

// File is a file of votes.
type File struct {
	// Statute is the statute of the body.
	Statute *tripartite.Statute
	// Votes are the votes, in the order of the file.
	Votes []*Vote

	source string
	given  []given
}

// Vote is a vote of a file.
type Vote struct {
	// Line is the line of the file in which the vote begins.
	Line int
	// Name is the date and the question.
	Name string
	// Source is where the figures are from.
	Source string
	// Assumed is what had to be assumed, or "".
	Assumed string
	// Undecided is why the published figures do not decide the vote, or "".
	Undecided string
	// Counts are the seats in each state, by the path of the bloc.
	Counts tripartite.Counts
	// Rules are the rules with their outcomes. The first is the one that decided.
	Rules []Claim
	// Declared are the contradictions that the file says there are.
	Declared []string

	file            *File
	unsplit         bool
	given           []given
	keys            []string // of onceInVote, that it has
	all             []tripartite.Figure
	weights, prints []number
	total           string
	said            []Claim
	half            tripartite.Fraction
	figures         []figure // other than counts, in the order of the file
	names           []figure
}

// Claim is a rule with the outcome that it has in a vote.
type Claim struct {
	Rule    string
	Outcome tripartite.Outcome
	figures []number // of clauses: need, quorum, spare, short
}

// given is a bloc or a rule with its text.
type given struct{ name, text string }

// number is a number with what it is of, both as printed.
type number struct{ of, text string }

// figure is a published figure, and the key of its list if that is not of the counts.
type figure struct {
	tripartite.Figure
	list string
}

// Parse reads a file of votes. The function load returns a statute by its name, as
// [tripartite.LoadStatute] does. An error names the line.
func Parse(
	text string, load func(name string) (*tripartite.Statute, error),
) (*File, error) {
	f := &File{}
	for number, entry := range entries(text) {
		if err := f.entry(number, entry, load); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err := f.complete(); err != nil {
		return nil, err
	}
	return f, nil
}

// entries returns an iterator over the entries of a text, each with the indented lines below
// it, and over the numbers of their first lines.
func entries(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		scanner := syntax.New(text)
		for lines := scanner.Lines(); len(lines) > 0; {
			var block []syntax.Line
			var entry []string
			block, lines = syntax.Block(lines, "")
			for _, l := range block {
				entry = append(entry, l.Indent+text[l.At:l.End])
			}
			if !yield(block[0].Number, strings.Join(entry, "\n")) {
				return
			}
		}
	}
}

// entry takes a line and the indented lines below it.
func (f *File) entry(
	number int, entry string, load func(string) (*tripartite.Statute, error),
) (err error) {
	key, value, ok := strings.Cut(entry, ":")
	if key = strings.TrimSpace(key); !ok || key == "" || strings.Contains(key, "\n") {
		return fmt.Errorf("%q has no key", entry)
	}
	inOneLine := strings.Join(strings.Fields(value), " ")
	if !prose.Printable(key + inOneLine) {
		return fmt.Errorf("%q has a character that does not print", entry)
	}
	name, isGiven := strings.CutPrefix(key, "given ")
	switch {
	case key == "vote":
		v := &Vote{
			Line: number, Name: inOneLine, Source: f.source, Counts: tripartite.Counts{}, file: f,
		}
		f.Votes = append(f.Votes, v)
		return nil
	case len(f.Votes) > 0 && isGiven:
		v := f.Votes[len(f.Votes)-1]
		v.given, err = appendGiven(v.given, name, value)
		return err
	case len(f.Votes) > 0 && key != "statute":
		return f.Votes[len(f.Votes)-1].entry(key, value, inOneLine)
	case isGiven:
		f.given, err = appendGiven(f.given, name, value)
		return err
	case key == "source":
		f.source = inOneLine
		return nil
	case key != "statute":
		return fmt.Errorf("%q before the first vote", key)
	case f.Statute != nil || len(f.Votes) > 0:
		return fmt.Errorf("%q stands once, before the first vote", key)
	}
	f.Statute, err = load(inOneLine)
	return err
}

// appendGiven adds what is given, once.
func appendGiven(all []given, name, text string) ([]given, error) {
	if slices.ContainsFunc(all, func(g given) bool { return g.name == name }) {
		return all, fmt.Errorf("%q is given twice", name)
	}
	return append(all, given{name, text}), nil
}

// onceInVote are the keys that a vote has at most once.
var onceInVote = []string{"source", "assumed", "undecided", "split", "total", "half"}

// entry takes a line that belongs to the vote. The value is given with its lines, too.
func (v *Vote) entry(key, lines, value string) (err error) {
	if slices.Contains(onceInVote, key) {
		if slices.Contains(v.keys, key) {
			return fmt.Errorf("%q stands once in a vote", key)
		}
		v.keys = append(v.keys, key)
	}
	switch key {
	case "source":
		v.Source = value
	case "assumed":
		v.Assumed = value
	case "undecided":
		v.Undecided = value
	case "contradiction":
		v.Declared = append(v.Declared, value)
	case "split":
		if value != "no" {
			return fmt.Errorf("split %q", value)
		}
		v.unsplit = true
	case "weight", "misprint":
		i := strings.LastIndexByte(value, ' ')
		if i < 0 {
			return fmt.Errorf("%q has no bloc and number", value)
		}
		n := number{value[:i], value[i+1:]}
		if key == "weight" {
			v.weights = append(v.weights, n)
		} else {
			v.prints = append(v.prints, n)
		}
	case "total":
		v.total = value
	case "half":
		v.half, err = tripartite.ParseFraction(value)
	case "rule", "said":
		claim, err := parseClaim(value)
		if key == "said" {
			v.said = append(v.said, claim)
		} else {
			v.Rules = append(v.Rules, claim)
		}
		return err
	case "printed":
		v.figures, err = appendFigures(v.figures, lines, "")
	case "names":
		if value != "agree" {
			v.names, err = appendFigures(v.names, lines, "names: ")
		}
	case "all":
		if v.all != nil {
			return fmt.Errorf("%q is given twice", key)
		}
		v.all, err = tripartite.ParseFigures(value)
	default:
		return v.bloc(key, value)
	}
	return err
}

// appendFigures appends the figures of a list.
func appendFigures(figures []figure, text, list string) ([]figure, error) {
	read, err := tripartite.ParseFigures(text)
	for _, f := range read {
		figures = append(figures, figure{f, list})
	}
	return figures, err
}

// bloc takes the figures of a bloc.
func (v *Vote) bloc(path, text string) error {
	if _, twice := v.Counts[path]; twice {
		return fmt.Errorf("%q is given twice", path)
	}
	read, err := tripartite.ParseFigures(text)
	if err != nil {
		return err
	}
	counts := map[tripartite.States]int{}
	for _, f := range read {
		f.Part = path
		if !isCount(f) {
			v.figures = append(v.figures, figure{f, ""})
			continue
		}
		if _, twice := counts[f.Of]; twice {
			return fmt.Errorf("%q: %v is given twice", text, f.Of)
		}
		if counts[f.Of], err = strconv.Atoi(f.Min.String()); err != nil {
			return fmt.Errorf("%q: want a number of seats before %v", text, f.Of)
		}
	}
	v.Counts[path] = tripartite.Count{
		For: counts[tripartite.For], Against: counts[tripartite.Against],
		Abstain: counts[tripartite.Abstain], Spoilt: counts[tripartite.Spoilt],
		Silent: counts[tripartite.Silent], Absent: counts[tripartite.Absent],
		Suspended: counts[tripartite.Suspended], Vacant: counts[tripartite.Vacant],
	}
	return nil
}

// isCount reports whether a figure is an exact number of seats in one state.
func isCount(f tripartite.Figure) bool {
	exact := f.Min.Valid() && f.Max.Valid() && f.Min.Equal(f.Max)
	return exact && !f.Votes && f.Base == 0 && bits.OnesCount8(uint8(f.Of)) == 1
}

// parseClaim reads "majority: adopted, need 28".
func parseClaim(text string) (Claim, error) {
	i := strings.LastIndex(text, ": ")
	if i < 0 {
		return Claim{}, fmt.Errorf("rule %q has no outcome", text)
	}
	words := strings.Split(text[i+2:], ", ")
	c := Claim{Rule: text[:i]}
	if err := c.Outcome.UnmarshalText([]byte(words[0])); err != nil {
		return c, err
	}
	for _, word := range words[1:] {
		what, n, ok := strings.Cut(word, " ")
		if !ok {
			return c, fmt.Errorf("figure %q", word)
		}
		c.figures = append(c.figures, number{what, n})
	}
	return c, nil
}

// complete reports what the file lacks. What is given must be of use.
func (f *File) complete() error {
	if f.Statute == nil || len(f.Votes) == 0 {
		return errors.New("no statute or no votes")
	}
	for _, v := range f.Votes {
		switch {
		case v.Source == "":
			return fmt.Errorf("line %d: no source", v.Line)
		case len(v.Rules)+len(v.weights) == 0:
			return fmt.Errorf("line %d: nothing to check", v.Line)
		}
		for _, g := range v.given {
			if f.isOwnRule(g) && !v.asks(g.name) {
				return fmt.Errorf("line %d: %q is given, and the vote does not ask for it", v.Line, g.name)
			}
		}
	}
	for _, g := range f.given {
		asks := func(v *Vote) bool { return v.asks(g.name) }
		if f.isOwnRule(g) && !slices.ContainsFunc(f.Votes, asks) {
			return fmt.Errorf("%q is given, and no vote asks for it", g.name)
		}
	}
	return nil
}

// asks reports whether the vote has an outcome of the rule.
func (v *Vote) asks(rule string) bool {
	return slices.ContainsFunc(v.Rules, func(c Claim) bool { return c.Rule == rule })
}

// isOwnRule reports whether a rule is given that the statute does not have.
func (f *File) isOwnRule(g given) bool { return !f.isBloc(g) && !f.isRule(g.name) }

// isBloc reports whether what is given is a bloc.
func (f *File) isBloc(g given) bool {
	for path := range openBlocs(f.Statute) {
		if path == g.name {
			return true
		}
	}
	return false
}

// isRule reports whether the statute has the rule.
func (f *File) isRule(name string) bool {
	isIt := func(n tripartite.Named) bool { return n.Name == name }
	return slices.ContainsFunc(f.Statute.Rules, isIt)
}

// openBlocs returns an iterator over the blocs of a statute in which something is open.
func openBlocs(s *tripartite.Statute) iter.Seq2[string, tripartite.Bloc] {
	open := tripartite.Int(tripartite.Open)
	var within func(string, []tripartite.Bloc, func(string, tripartite.Bloc) bool) bool
	within = func(
		path string, blocs []tripartite.Bloc, yield func(string, tripartite.Bloc) bool,
	) bool {
		for _, b := range blocs {
			isOpen := b.Size == tripartite.Open || b.Weight.Equal(open) || b.Power.Equal(open)
			if isOpen && !yield(path+b.Name, b) || !within(path+b.Name+"/", b.Blocs, yield) {
				return false
			}
		}
		return true
	}
	return func(yield func(string, tripartite.Bloc) bool) {
		within("", slices.Concat(s.Groups[:], s.Independent), yield)
	}
}
