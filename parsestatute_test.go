package tripartite_test

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// Each form of a statute is a field of its value.
func TestParseStatute(t *testing.T) {
	t.Parallel()
	got, err := ParseStatute(`
# What follows is made up.
title: The # of a house
source: Law 1, https://example.org/law#1
source: Law 2
note: A note goes on
	# with a comment between
	on the next line.

group Private members: 9 seats # of the industry
group "A: B":
	Full: 20 seats
	Half: 6 seats of 1/2 vote
group Economic: power 1/3, shared by entitled except abstain
    North: power open
        Organisations: seats
    South: seats
bloc Chair: 1 seat of 0 votes
bloc Owners: seats of open votes
union All members: Private members, "A: B"
rule quorum (art. 1(2), (3)):
	quorum (at least 9 seats are present) # nine

rule announced ("art. 5)"): open
rule decision:
	rule "quorum" and rule "announced"
	# in both
	and in "Private members" (more than 1/2 of votes cast are for)
claim the owners are not asked (over cast + absent):
	rule "decision" # with the announced part
	does not imply in Owners (at least 1 seat is for)
claim "a (b)": rule "quorum" or rule "decision" implies rule "quorum"
sample Economic/North: power 1/2
sample Economic/North/Organisations: 4 seats
sample Economic/South: 2 seats
sample Owners: 3 seats of 5 votes
sample announced: at least 1 seat is for
`)
	if err != nil {
		t.Fatal(err)
	}
	quorum := Named{Name: "quorum", Source: "art. 1(2), (3)",
		Rule: Quorum{SeatCount{Of: Present, Need: 9}}}
	announced := Named{Name: "announced", Source: "art. 5)"}
	members := In{Bloc: "Private members", Rule: SimpleMajority()}
	decision := Named{Name: "decision", Rule: All{quorum, announced, members}}
	want := &Statute{
		Title:   "The # of a house",
		Sources: []string{"Law 1, https://example.org/law#1", "Law 2"},
		Notes:   []string{"A note goes on on the next line."},
		Groups: [3]Bloc{
			{Name: "Private members", Size: 9},
			{Name: "A: B", Blocs: []Bloc{{Name: "Full", Size: 20},
				{Name: "Half", Size: 6, Weight: Frac(1, 2)}}},
			{Name: "Economic", Power: Frac(1, 3), SharedBy: Entitled &^ Abstain, Blocs: []Bloc{
				{Name: "North", Power: Int(Open),
					Blocs: []Bloc{{Name: "Organisations", Size: Open}}},
				{Name: "South", Size: Open},
			}},
		},
		Independent: []Bloc{
			{Name: "Chair", Size: 1, Weight: Int(0)},
			{Name: "Owners", Size: Open, Weight: Int(Open)},
			{Name: "All members", Union: []string{"Private members", "A: B"}},
		},
		Rules: []Named{quorum, announced, decision},
		Claims: []Implication{
			{Name: "the owners are not asked", Rule: decision,
				Claim: In{Bloc: "Owners", Rule: SeatCount{Of: For,
					Need: 1}}, Ends: Cast | Absent, Not: true},
			{Name: "a (b)", Rule: Any{quorum, decision}, Claim: quorum},
		},
		Sample: []Bloc{
			{Name: "Economic/North", Power: Frac(1, 2)},
			{Name: "Economic/North/Organisations", Size: 4},
			{Name: "Economic/South", Size: 2},
			{Name: "Owners", Size: 3, Weight: Int(5)},
		},
		SampleRules: []Named{{Name: "announced", Rule: SeatCount{Of: For, Need: 1}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The mistakes that a clerk makes, each with its error, are a lesson. Every error is one line
// for each mistake.
func TestMistakesInStatutes(t *testing.T) {
	t.Parallel()
	l, err := parseLesson(read(t, "testdata/lessons/14-mistakes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range l.cases {
		_, err := ParseStatute(strings.Join(c.input, "\n"))
		if err == nil {
			t.Errorf("%s\nis no mistake", c.says)
			continue
		}
		checkErrorLines(t, err)
	}
}

// A mistake hides no other: a rule that cannot be read is known by its name in those below, and
// parts that a rule names are looked for. If a bloc cannot be read, parts may be in it, and only
// what is wrong for certain is a mistake.
func TestMistakesAfterAMistake(t *testing.T) {
	t.Parallel()
	const rules = `
group B: 5 seats
rule r: more than half of votes cast are for
rule s: rule "r" and in D (at least 1 seat is for)
rule s: rule "u"
claim c: rule "s" implied by in C (at least 1 seat is for)
`
	for text, want := range map[string][]string{
		"group A: 9 seats" + rules:  {"3, column 19", "4, column 25", "5, column 6", "6, column 19"},
		"group A: 9 chairs" + rules: {"1, column 12", "3, column 19", "5, column 6", "6, column 19"},
	} {
		_, err := ParseStatute(text)
		if err == nil {
			t.Fatalf("%s\nis right", text)
		}
		var got []string
		for _, line := range strings.Split(err.Error(), "\n") {
			_, after, _ := strings.Cut(line, "line ")
			place, _, _ := strings.Cut(after, ":")
			got = append(got, place)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%v", diff, err)
		}
	}
}

// A statute of any text is answered within limits: of bytes, of clauses after all names
// are replaced, and of errors.
func TestParseStatuteHasLimits(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	doubling := "group A: 1 seat\nrule r0: at least 1 seat is for\n"
	for i := range 20 {
		before := `rule "r` + string(rune('a'+i-1)) + `"`
		if i == 0 {
			before = `rule "r0"`
		}
		doubling += "rule r" + string(rune('a'+i)) + ": " + before + " and " + before + "\n"
	}
	claims := "group A: 1 seat\nrule r: " + strings.Repeat("at least 1 seat is for and ", 600) +
		"at least 1 seat is for\nclaim c: rule \"r\" implies rule \"r\"\n"
	for name, test := range map[string]struct {
		text string
		want error
		most int // bytes of the error
	}{
		"too long":   {strings.Repeat("# x\n", 1<<15), ErrTooLarge, 1000},
		"doubling":   {doubling, ErrTooLarge, 10_000},
		"a claim":    {claims, ErrTooLarge, 1000},
		"wrong":      {strings.Repeat("x\n", 30_000), ErrText, 10_000},
		"colons":     {strings.Repeat("group\n", 10_000), ErrText, 10_000},
		"deep":       {"group A:\n" + deepBlocs(300), ErrBody, 10_000},
		"seats":      {"group A: " + strconv.Itoa(math.MaxInt) + " seats\n", ErrBody, 1000},
		"long words": {strings.Repeat("é", 30_000), ErrText, 1000},
		"NUL":        {"title: \x00", ErrText, 1000},
		"one quote":  {`group "`, ErrText, 1000},
	} {
		s, err := ParseStatute(test.text)
		if s != nil || !errors.Is(err, test.want) || len(err.Error()) > test.most {
			t.Errorf("%s: %.2000v", name, err)
		}
	}
}

// deepBlocs is a bloc inside a bloc inside a bloc.
func deepBlocs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i+1) + "a:\n")
	}
	return b.String() + strings.Repeat(" ", n+1) + "a: 1 seat\n"
}
