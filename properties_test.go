package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// pairs is a body of which all votes are tried.
func pairs() *Body {
	return MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1})
}

// namedRule is a rule with a name, and a body that is small enough to see its properties.
type namedRule struct {
	name string
	body *Body
	rule Rule
}

// rulesOfProperties are the rules of the functions and those of the statutes, with their
// samples. A quorum by itself is left out: it is a part of rules, and adopts without a vote.
func rulesOfProperties(t *testing.T) []namedRule {
	t.Helper()
	two := pairs()
	rules := []namedRule{
		{"SimpleMajority", two, SimpleMajority()},
		{"TwoThirds", two, TwoThirds()},
		{"AbsoluteMajority", two, AbsoluteMajority()},
		{"Unanimity", two, Unanimity()},
		{"EachGroup(SimpleMajority())", two, EachGroup(SimpleMajority())},
		{"All{SimpleMajority, GroupVeto(Second, Cast)}", two,
			All{SimpleMajority(), GroupVeto(Second, Cast)}},
		{"CastingVote(Cast, ...)", MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}, Bloc{Name: "Chair", Size: 1}),
			CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}})},
	}
	all := samples(t)
	for name := range Statutes() {
		for _, rule := range all[name].rules {
			if _, isQuorum := rule.Rule.(Quorum); !isQuorum {
				rules = append(rules, namedRule{name + ", " + rule.Name, all[name].body, rule})
			}
		}
	}
	return rules
}

// furtherProperties are those that not every rule has.
var furtherProperties = []Property{MonotoneAgainst, Participation, AbstainIsAbsent, Symmetric,
	Neutral, Decisive, Homogeneous}

// Every rule of a function or a statute has the properties that every rule should have, and
// docs/properties.md says which others. Where one does not hold, there is a vote that shows it.
// Unless the test is thorough, it looks at a part of the rules.
func TestPropertiesOfStatutes(t *testing.T) {
	t.Parallel()
	some := proptest.Pick(40, 12, 1)
	written := read(t, "docs/properties.md")
	var table, votes strings.Builder
	table.WriteString("| rule |")
	for _, property := range furtherProperties {
		fmt.Fprintf(&table, " %v |", property)
	}
	table.WriteString("\n|---|" + strings.Repeat("---|", len(furtherProperties)) + "\n")
	for i, l := range rulesOfProperties(t) {
		if !*update && i%some != 0 {
			continue
		}
		row, examples := propertiesOf(t, l)
		if !*update && (!strings.Contains(written, row) || !strings.Contains(written, examples)) {
			t.Errorf("docs/properties.md does not have\n%s%s", row, examples)
		}
		table.WriteString(row)
		votes.WriteString(examples)
	}
	abstaining := realCounterexamples(t)
	if !proptest.Thorough() && !*update {
		if !strings.Contains(written, abstaining) {
			t.Errorf("docs/properties.md does not have\n%s", abstaining)
		}
		return
	}
	golden(t, "docs/properties.md", "# The properties of rules\n\n"+
		"Computed by the tests, and kept true by them: `go test -run Properties -update .` writes this file. What the\n"+
		"properties say is in the documentation of `Property`; they are checked in the bodies named below. A yes is\n"+
		"proved for that body. Where those who vote share a power, a seat that turns changes what all others of its\n"+
		"bloc weigh, so that the votes before and after it are not one question for the search. If such a body has\n"+
		"more than 60,000 votes, some were tried, and each yes stands in brackets. A field is empty where no two\n"+
		"groups are alike. All these rules have the properties that every rule should have; a veto or a quorum by\n"+
		"itself is a part of a rule, and does not: it adopts without a vote.\n\n"+
		table.String()+"\n## Abstaining against the quorum\n\n"+abstaining+"\n## Votes that show it\n\n"+
		"And of which state to which other a seat can turn and make the outcome better in one vote and worse in\n"+
		"another. In every change that is not named, a rule is monotone.\n"+votes.String())
}

// propertiesOf is the row of a rule in the table, and the votes that show what does not hold.
func propertiesOf(t *testing.T, l namedRule) (row, votes string) {
	report := Properties(l.rule, l.body)
	if err := report.Err(Required); err != nil {
		t.Errorf("%s: %v", l.name, err)
	}
	row = fmt.Sprintf("| `%s` |", l.name)
	votes = fmt.Sprintf("\n`%s`, %v:\n\n", l.name, l.body)
	for _, property := range furtherProperties {
		err := report.Err(property)
		var counterexample *Counterexample
		switch {
		case err == nil && report.Evidence(property) > SomeVotes:
			row += " yes |"
		case err == nil:
			row += " (yes) |"
		case errors.As(err, &counterexample):
			row += " no |"
			_, example, _ := strings.Cut(err.Error(), " does not hold: ")
			votes += fmt.Sprintf("- not %v: %s\n", property, example)
		default:
			row += " |"
		}
	}
	return row + "\n", votes + fmt.Sprintf("- either way, better or worse: %s\n", eitherWay(report))
}

// eitherWay are the changes in which a rule is not monotone.
func eitherWay(r *PropertyReport) string {
	var changes []string
	for from := For; from != 0; from <<= 1 {
		for to := For; to != 0; to <<= 1 {
			if better, worse := Effect(r, from, to); better != nil && worse != nil {
				changes = append(changes, fmt.Sprintf("%v to %v", from, to))
			}
		}
	}
	if changes == nil {
		return "none"
	}
	return strings.Join(changes, ", ")
}

// realCounterexamples are the conferences at which delegates abstained against the quorum
// of the Constitution, and what one of them would have done by voting against.
func realCounterexamples(t *testing.T) string {
	text := strings.Builder{}
	text.WriteString("Under `ilo/conference, two thirds`, a vote against can help the motion, since it counts for the quorum:\n" +
		"so who is against does better to abstain, as the employers did.\n\n")
	for _, vote := range []struct {
		what  string
		count Count
	}{
		{"Work in Fishing Convention, 16 June 2005, 594 attending",
			Count{For: 288, Against: 8, Abstain: 139, Absent: 159}},
		{"Maternity Protection Convention, 15 June 2000, if 653 had attended (how many did is not known)",
			Count{For: 304, Against: 22, Abstain: 116, Absent: 211}},
	} {
		before, rule := flatVote(t, vote.count), statuteRule(t, "ilo/conference", "two thirds")
		then := vote.count.Plus(Count{Against: 1, Abstain: -1})
		was, now := rule.Decide(before), rule.Decide(flatVote(t, then))
		if was != Void || now != Adopted {
			t.Errorf("%s: %v, and with one more against %v", vote.what, was, now)
		}
		fmt.Fprintf(&text, "- %s: %d for, %d against, %d abstain: %v; 1 from abstain to against: %v\n",
			vote.what, vote.count.For, vote.count.Against, vote.count.Abstain, was, now)
	}
	return text.String()
}

// rules that are wrong, each in its own way.

type forgetful struct{ calls *int } // of another mind every time

func (f forgetful) Decide(t Tally) Outcome {
	*f.calls++
	return Outcome(*f.calls % 2)
}

type liar struct{ SimpleMajority Share } // explains another outcome

func (l liar) Decide(t Tally) Outcome { return l.SimpleMajority.Decide(t) }
func (l liar) Explain(t Tally) Finding {
	f := Explain(l.SimpleMajority, t)
	if f.Figures.Tie {
		f.Outcome = Adopted
	}
	return f
}

func b2o(adopted bool) Outcome {
	if adopted {
		return Adopted
	}
	return Rejected
}

// A counterexample is a vote, with all its figures.
func TestCounterexample(t *testing.T) {
	t.Parallel()
	rule := statuteRule(t, "ilo/conference", "two thirds")
	var b *Counterexample
	if !errors.As(Properties(rule, sampled(t, loaded(t, "ilo/conference"))).Err(Participation), &b) {
		t.Fatal("whoever is against does better by staying away")
	}
	before, after := rule.Decide(b.Vote), rule.Decide(b.Then)
	if b.Property != Participation || before != Void || b.Outcome != before || after != Adopted ||
		b.ThenOutcome != after {
		t.Errorf("%+v", b)
	}
	if b.Then.Seats(Against) != b.Vote.Seats(Against)+1 ||
		b.Then.Seats(Absent) != b.Vote.Seats(Absent)-1 ||
		!strings.HasSuffix(b.Reason, " from absent to against") {
		t.Errorf("%v\n%v\n%s", b.Vote, b.Then, b.Reason)
	}
}

// Groups that are made alike, and only these, are exchanged; and twice the seats.
func TestSymmetricAndHomogeneous(t *testing.T) {
	t.Parallel()
	two := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	parts := []Bloc{{Name: "a", Size: 1}, {Name: "b", Size: 1, Weight: Frac(2, 1)}}
	nested := MustBody(Bloc{Name: "A", Blocs: parts}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	alike := MustBody(Bloc{Name: "A"}, Bloc{Name: "B", Blocs: parts}, Bloc{Name: "C", Blocs: parts})
	for _, test := range []struct {
		rule      Rule
		body      *Body
		symmetric error
		scaleFree error
	}{
		{SimpleMajority(), two, nil, nil},
		{All{SimpleMajority(), GroupVeto(Second, Cast)}, two, ErrProperty, nil},
		{SeatCount{Of: For, Need: 2}, two, nil, ErrProperty},
		{SimpleMajority(), nested, ErrNotChecked, nil},
		{SimpleMajority(), alike, nil, nil},
	} {
		report := Properties(test.rule, test.body)
		if err := report.Err(Symmetric); !errors.Is(err, test.symmetric) {
			t.Errorf("%v: %v", test.rule, err)
		}
		if err := report.Err(Homogeneous); !errors.Is(err, test.scaleFree) {
			t.Errorf("%v: %v", test.rule, err)
		}
	}
}

// A group without seats does not make a body too large for all its votes: five seats
// in eight states are 32,768.
func TestPropertiesOfAnEmptyGroup(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	one := func(name string) Bloc { return Bloc{Name: name, Size: 1} }
	body := MustBody(Bloc{Name: "A", Blocs: []Bloc{one("a"), one("b")}},
		Bloc{Name: "B", Blocs: []Bloc{one("a"), one("b")}}, Bloc{Name: "C"})
	if text := Properties(RuleFunc(SeatCount{Of: For, Need: 3}.Decide), body).String(); !strings.Contains(text, "holds: all votes tried\n") {
		t.Error(text)
	}
}

func TestPropertyText(t *testing.T) {
	t.Parallel()
	for property, want := range map[Property]string{
		0: "none", Monotone: "monotone", Neutral | Decisive: "neutral + decisive",
		Required: "well behaved + needs votes + unanimous + monotone",
	} {
		if got := property.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	report := Properties(RuleFunc(SimpleMajority().Decide),
		MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{}))
	golden(t, "testdata/report.txt", report.String())
	// Of a large body the votes are drawn, the same in every run and on every machine.
	chambers := MustBody(Bloc{Name: "A", Size: 20},
		Bloc{Name: "B", Blocs: []Bloc{{Name: "North", Size: 9}, {Name: "South", Size: 7, Weight: Frac(2, 1)}}}, Bloc{Name: "C", Size: 12})
	golden(t, "testdata/report-large.txt",
		Properties(All{Quorum{SeatCount{Of: Present, Need: 25}}, TwoThirds()}, chambers).String())
	better, worse := Effect(report, Abstain, For)
	if better == nil || worse != nil || better.Property != 0 ||
		better.Error() != "tripartite: B: 1 abstain, 1 other absent: rejected; B: 1 from abstain to for: adopted" {
		t.Errorf("%v, %v", better, worse)
	}
}

// A report that has looked at nothing, or was asked for nothing, says nothing good.
func TestReportOfNothing(t *testing.T) {
	t.Parallel()
	looked := Properties(SimpleMajority(), pairs())
	for name, err := range map[string]error{
		"no properties":           looked.Err(0),
		"a property that is none": looked.Err(1 << 15),
		"one, and one":            looked.Err(Neutral | 1<<15),
		"the zero report":         new(PropertyReport).Err(Required),
		"of no properties":        new(PropertyReport).Err(0),
		"a nil report":            (*PropertyReport)(nil).Err(NeedsVotes),
		"nobody":                  Properties(SimpleMajority()).Err(Required),
	} {
		if !errors.Is(err, ErrNotChecked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := looked.Err(NeedsVotes); err != nil {
		t.Error(err)
	}
	for _, report := range []*PropertyReport{nil, {}} {
		if properties := holding(report); properties != 0 {
			t.Errorf("it holds %v", properties)
		}
		if text := report.String(); strings.Contains(text, "holds") ||
			!strings.Contains(text, "not checked") {
			t.Error(text)
		}
	}
	if got := Property(1<<15 | Neutral).String(); got != "neutral + unknown property 32768" {
		t.Error(got)
	}
	for _, b := range []*Counterexample{nil, {}, {Property: Neutral}} {
		if text := b.Error(); text == "" || strings.Contains(text, "\n") {
			t.Errorf("%q", text)
		}
	}
}

// What a report hands out is the caller's: changing it changes nothing.
func TestCounterexamplesAreCopies(t *testing.T) {
	t.Parallel()
	report := Properties(All{Quorum{SeatCount{Present, 3}}, SimpleMajority()}, pairs())
	want := report.String()
	var b *Counterexample
	if !errors.As(report.Err(Participation), &b) {
		t.Fatal(want)
	}
	*b = Counterexample{Reason: "another"}
	if got := report.String(); got != want {
		t.Error(cmp.Diff(want, got))
	}
	if err := report.Err(Participation); !errors.Is(err, ErrProperty) ||
		strings.Contains(err.Error(), "another") {
		t.Error(err)
	}
}

// Votes of counterexamples stay what they were found to be.
func TestCounterexamplesKeepTheirVotes(t *testing.T) {
	t.Parallel()
	rule := All{Quorum{SeatCount{Present, 3}}, SimpleMajority()}
	report := Properties(rule, pairs(), council)
	for from := For; from != 0; from <<= 1 {
		for to := For; to != 0; to <<= 1 {
			better, worse := Effect(report, from, to)
			for _, b := range []*Counterexample{better, worse} {
				if b == nil {
					continue
				}
				if rule.Decide(b.Vote) != b.Outcome || rule.Decide(b.Then) != b.ThenOutcome ||
					b.Then.Seats(to) != b.Vote.Seats(to)+1 || b.Then.Seats(from) != b.Vote.Seats(from)-1 {
					t.Errorf("%v\n%v%v", b, b.Vote, b.Then)
				}
			}
		}
	}
	for property := WellBehaved; property <= Homogeneous; property <<= 1 {
		var b *Counterexample
		if errors.As(report.Err(property), &b) &&
			(rule.Decide(b.Vote) != b.Outcome || b.Then.Seats(AllSeats) > 0 &&
				rule.Decide(b.Then) != b.ThenOutcome) {
			t.Errorf("%v", b)
		}
	}
}

// Each property has the evidence of the bodies that could check it: where no two groups are
// alike, nothing is tried to find out whether the rule treats them alike.
func TestEvidenceOfEachProperty(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	unlike := MustBody(Bloc{Name: "A", Size: 30}, Bloc{Name: "B", Size: 20}, Bloc{Name: "C", Size: 10})
	alike := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1})
	own := RuleFunc(SimpleMajority().Decide)
	for _, bodies := range [][]*Body{{unlike, alike}, {alike, unlike}} {
		report := Properties(own, bodies...)
		for property, want := range map[Property]Evidence{
			Symmetric: AllVotes, Neutral: SomeVotes, Symmetric | Neutral: SomeVotes,
			Unanimous | Symmetric: SomeVotes, 0: NotChecked,
		} {
			if got := report.Evidence(property); got != want {
				t.Errorf("%v: %v, not %v", property, got, want)
			}
		}
	}
	if got := Properties(own, unlike).Evidence(Symmetric); got != NotChecked {
		t.Errorf("no two groups are alike: %v", got)
	}
	if got := Properties(SimpleMajority(), unlike, alike).Evidence(Symmetric | Neutral); got != Proved {
		t.Errorf("%v", got)
	}
}
