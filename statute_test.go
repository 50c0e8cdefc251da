package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// mustStatute is a statute of which the test knows that it can be parsed.
func mustStatute(t testing.TB, text string) *Statute {
	t.Helper()
	s, err := ParseStatute(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What a statute leaves open can be given as a number, names, weights or blocs.
func TestStatuteBodyTakesWhatIsOpen(t *testing.T) {
	t.Parallel()
	power := Bloc{Name: "C", Power: Int(3)}
	s := mustStatute(t, `
group A: 2 seats
group B: seats
group C: power open, shared by cast
	D: seats
	E: 1 seat
bloc F: seats
union U: A, B
`)
	for name, test := range map[string]struct{ open, want []Bloc }{
		"sizes": {
			[]Bloc{{Name: "B", Size: 4}, power, {Name: "C/D", Size: 3}, {Name: "F"}},
			[]Bloc{{Name: "A", Size: 2}, {Name: "B", Size: 4},
				{Name: "C", Power: Int(3), SharedBy: Cast,
					Blocs: []Bloc{{Name: "D", Size: 3}, {Name: "E", Size: 1}}}, {Name: "F"}},
		},
		"names, weights and blocs": {
			[]Bloc{{Name: "B", Roll: []string{"Ms A"}}, power,
				{Name: "C/D", Blocs: []Bloc{{Name: "x", Size: 1}}}, {Name: "F",
					Blocs: []Bloc{shareholder("Mr B", Int(2))}}},
			[]Bloc{{Name: "A", Size: 2}, {Name: "B", Roll: []string{"Ms A"}},
				{Name: "C", Power: Int(3), SharedBy: Cast,
					Blocs: []Bloc{{Name: "D", Blocs: []Bloc{{Name: "x", Size: 1}}},
						{Name: "E", Size: 1}}}, {Name: "F", Blocs: []Bloc{shareholder("Mr B",
					Int(2))}}},
		},
	} {
		got, err := s.Body(test.open...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := MustBody(test.want[0], test.want[1], test.want[2],
			append(test.want[3:], Bloc{Name: "U", Union: []string{"A", "B"}})...)
		if diff := cmp.Diff(described(want), described(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A value that is missing, twice, for nothing or for something that is not open is refused,
// and the statute stays as it is.
func TestStatuteBodyRefuses(t *testing.T) {
	t.Parallel()
	text := "group A: 2 seats\ngroup B: seats\ngroup C: seats of open votes\n"
	s := mustStatute(t, text)
	votes := Bloc{Name: "C", Size: 1, Weight: Int(5)}
	for _, test := range []struct {
		want string
		open []Bloc
	}{
		{`statute "B": the statute leaves it open: want the seats`,
			[]Bloc{votes}},
		{`statute "C": the statute leaves it open: want the seats and the votes of each seat`,
			[]Bloc{{Name: "B", Size: 1}, {Name: "C", Size: 1}}},
		{`statute "A": the statute leaves nothing open in such a bloc`,
			[]Bloc{{Name: "A", Size: 2}, {Name: "B", Size: 1}, votes}},
		{`statute "D": the statute leaves nothing open in such a bloc`,
			[]Bloc{{Name: "D"}, {Name: "B", Size: 1}, votes}},
		{`statute "B": invalid body: it is given twice`,
			[]Bloc{{Name: "B"}, {Name: "B", Size: 1}, votes}},
		{`statute "B": invalid body: the statute leaves open only the seats`,
			[]Bloc{{Name: "B", Size: 1, Weight: Int(2)}, votes}},
		{fmt.Sprint(`body "B": number out of range: -1 seats: a body has from 0 to `, MostSeats),
			[]Bloc{{Name: "B", Size: Open}, votes}},
	} {
		body, err := s.Body(test.open...)
		if body != nil || err == nil || err.Error() != "tripartite: "+test.want {
			t.Errorf("%v, not %s", err, test.want)
		}
	}
	if got := s.String(); got != text {
		t.Errorf("the statute became %s", got)
	}
}

// An open rule must be given, and only an open one can be.
func TestStatuteRuleTakesWhatIsOpen(t *testing.T) {
	t.Parallel()
	s := mustStatute(t, `
group A: 2 seats
rule quorum (bylaw 2): open
rule decision (bylaw 3):
	rule "quorum" and (more than 1/2 of votes cast are for or no veto (rule "quorum"))
rule other: at least 1 seat is for
`)
	quorum := Named{Name: "quorum", Rule: SeatCount{Of: Voting, Need: 2}}
	cited := Named{Name: "quorum", Source: "bylaw 2", Rule: quorum.Rule}
	want := Named{Name: "decision", Source: "bylaw 3",
		Rule: All{cited, Any{SimpleMajority(), Veto{cited}}}}
	got, err := s.Rule("decision", quorum)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	today := Named{Name: "quorum", Source: "announced on 3 May", Rule: quorum.Rule}
	if got, err := s.Rule("quorum", today); err != nil || !cmp.Equal(got, today) {
		t.Errorf("%v, %v", got, err)
	}
	for _, test := range []struct {
		name string
		open []Named
		want string
	}{
		{"quorum", nil,
			`"quorum": malformed rule: the statute leaves this rule open, and it is not given`},
		{"other", []Named{{Name: "other", Rule: quorum.Rule}},
			`"other": no open rule of that name`},
		{"verdict", nil, `"verdict": no such rule: want "quorum" or "decision" or "other"`},
	} {
		got, err := s.Rule(test.name, test.open...)
		want := "tripartite: statute " + test.want
		if err == nil || err.Error() != want || got.Rule != nil {
			t.Errorf("%v, %v, not %s", got, err, want)
		}
	}
}

// A statute written in Go may contain itself. It is refused.
func TestStatuteThatContainsItself(t *testing.T) {
	t.Parallel()
	rules, blocs := make(All, 1), make([]Bloc, 1)
	rules[0] = Named{Name: "inner", Rule: rules}
	blocs[0] = Bloc{Name: "A", Blocs: blocs}
	s := &Statute{Groups: [3]Bloc{blocs[0]}, Rules: []Named{{Name: "decision", Rule: rules}}}
	if _, err := s.Rule("decision"); !errors.Is(err, ErrRule) {
		t.Error(err)
	}
	if _, err := s.Body(); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
	if text, err := s.MarshalText(); !errors.Is(err, ErrText) {
		t.Errorf("%s, %v", text, err)
	}
}

// checkStatuteText checks that a statute prints as a text that parses back to the same value.
func checkStatuteText(t interface{ Errorf(string, ...any) }, s *Statute) {
	again, err := ParseStatute(s.String())
	if err != nil || !reflect.DeepEqual(again, s) {
		t.Errorf("%v\n%s\n%s", err, s, cmp.Diff(s, again))
	}
}

// drawStatute draws a statute with all that a text can say, hostile names among it.
func drawStatute(t *rapid.T) *Statute {
	names := rapid.Permutation([]string{"Workers", "Private members", "A:B", "a (b)", "#1", `"`,
		"x, y", "title", "é"}).Draw(t, "names")
	name := func() string { n := names[0]; names = names[1:]; return n }
	text := rapid.SampledFrom([]string{"", "an address, https://example.org/a#b",
		"Law (2), arts. 1: 2", `"quoted"`, "# no comment"})
	texts := func() []string {
		var all []string
		for range rapid.IntRange(0, 2).Draw(t, "texts") {
			if s := text.Draw(t, "text"); s != "" {
				all = append(all, s)
			}
		}
		return all
	}
	s := &Statute{Title: text.Draw(t, "title"), Sources: texts(), Notes: texts()}
	size := rapid.SampledFrom([]int{Open, 1, 2, 9})
	bloc := func(name string) Bloc {
		b := Bloc{Name: name, Size: size.Draw(t, "size")}
		switch rapid.IntRange(0, 5).Draw(t, "weighs") {
		case 0:
			b.Weight = rapid.SampledFrom([]Fraction{Int(Open), Frac(1, 2), Int(0), Int(1)}).
				Draw(t, "weight")
		case 1:
			b.Power, b.SharedBy = rapid.SampledFrom([]Fraction{Int(Open), Frac(1, 3)}).
				Draw(t, "power"), Entitled&^Abstain
		case 2:
			b = Bloc{Name: name, SharedBy: Cast,
				Blocs: []Bloc{{Name: "North", Size: size.Draw(t, "size")},
					{Name: "South", Blocs: []Bloc{{Name: "a/b"[:1], Size: 2, Power: Int(2)}}}}}
		}
		return b
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "groups") {
		s.Groups[i] = bloc(name())
	}
	if rapid.Bool().Draw(t, "independent") {
		s.Independent = append(s.Independent, bloc(name()),
			Bloc{Name: name(), Union: []string{s.Groups[0].Name}})
	}
	cite := rapid.SampledFrom([]string{"", "'a'", "art. 17(3)", "art. 5)", "s. 1; (", `"`, "a: b"})
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		n := Named{Name: name(), Source: cite.Draw(t, "source")}
		if rapid.IntRange(0, 3).Draw(t, "open") == 0 {
			s.SampleRules = append(s.SampleRules, Named{Name: n.Name, Rule: SimpleMajority()})
		} else {
			parts := All{TwoThirds(), In{Bloc: s.Groups[0].Name,
				Rule: Named{Name: "inner", Rule: SimpleMajority()}}}
			for _, before := range s.Rules {
				parts = append(parts, Veto{before})
			}
			n.Rule = parts
		}
		s.Rules = append(s.Rules, n)
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "claims") {
		claim := Implication{Name: fmt.Sprint("claim (", i, ")"), Rule: SimpleMajority(),
			Claim: Any{TwoThirds(), SimpleMajority()}}
		claim.Ends = rapid.SampledFrom([]States{0, Cast, Entitled, Cast | Absent,
			Silent}).Draw(t, "ends")
		claim.Not = rapid.Bool().Draw(t, "not")
		if len(s.Rules) > 0 {
			claim.Rule = rapid.SampledFrom(s.Rules).Draw(t, "rule")
			claim.Claim = All{rapid.SampledFrom(s.Rules).Draw(t, "claimed"), claim.Claim}
		}
		s.Claims = append(s.Claims, claim)
	}
	return s
}

// Every statute that a text can say prints as one that parses back to the same value, also
// in JSON. One that cannot be in order is refused.
func TestStatuteTextRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStatute(t)
		if _, err := ParseStatute(s.String()); errors.Is(err, ErrBody) {
			t.Skip("a body that cannot be made")
		}
		checkStatuteText(t, s)
		data, err := json.Marshal(s)
		var again Statute
		if err != nil || json.Unmarshal(data, &again) != nil || !reflect.DeepEqual(&again, s) {
			t.Errorf("%s, %v: %v", data, err, &again)
		}
	})
}

// What a text of a statute cannot say does not marshal as another statute.
func TestStatuteWithoutText(t *testing.T) {
	t.Parallel()
	groups, majority := [3]Bloc{{Name: "A", Size: 1}}, SimpleMajority()
	own := RuleFunc(func(Tally) Outcome { return Void })
	rule := func(r Rule) *Statute {
		return &Statute{Groups: groups, Rules: []Named{{Name: "a", Rule: r}}}
	}
	claim := Implication{Name: "a", Rule: majority, Claim: TwoThirds()}
	ofNothing := Implication{Name: "a", Rule: majority}
	for name, s := range map[string]*Statute{
		"no group":          {Title: "x"},
		"a roll":            {Groups: [3]Bloc{{Name: "A", Roll: []string{"Ms A"}}}},
		"a group left out":  {Groups: [3]Bloc{{}, {Name: "B", Size: 1}}},
		"a caller's rule":   rule(own),
		"a title of lines":  {Title: "a\nrule b: open", Groups: groups},
		"a rule of no part": rule(In{Bloc: "B", Rule: majority}),
		"a claim twice":     {Groups: groups, Claims: []Implication{claim, claim}},
		"a claim of nil":    {Groups: groups, Claims: []Implication{ofNothing}},
		"a rule twice":      {Groups: groups, Rules: []Named{{Name: "a"}, {Name: "a"}}},
	} {
		if text, err := s.MarshalText(); err == nil {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Every statute of the collection is there, is in order and prints as a text that parses back
// to the same value. Names that are none are refused, those of other files too.
func TestStatutesOfTheCollection(t *testing.T) {
	t.Parallel()
	names := slices.Collect(Statutes())
	if len(names) == 0 || !slices.IsSorted(names) {
		t.Fatal(names)
	}
	for _, name := range names {
		s, err := LoadStatute(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Title == "" || len(s.Sources) == 0 || len(s.Rules) == 0 {
			t.Errorf("%s has no title, no source or no rules", name)
		}
		checkStatuteText(t, s)
	}
	for _, name := range []string{"", "korea", "korea/", "../go.mod", "korea/minimum-wage.txt",
		"/korea/minimum-wage", "korea//minimum-wage", "\x00"} {
		if s, err := LoadStatute(name); s != nil || !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Who stops asking for names gets no more of them.
func TestStatutesCanStop(t *testing.T) {
	t.Parallel()
	n := 0
	for range Statutes() {
		n++
		break
	}
	if n != 1 {
		t.Error(n)
	}
}

// A claim that is false is an error with its name: with the vote that refutes it, or without
// if no vote does. A true one is none, and so is a claim about what is open, with the sample.
func TestProve(t *testing.T) {
	t.Parallel()
	s := mustStatute(t, `
group A: seats
group B: 2 seats
rule quorum: open
rule decision: rule "quorum" and more than 1/2 of votes cast are for
claim true: rule "decision" implies at least 1 seat is for
claim refuted: rule "decision" implies in B (at least 1 seat is for)
claim true if all vote (over cast): rule "decision" implies at least 3 seats are for
claim not true if not: rule "decision" does not imply at least 3 seats are for
claim implied: rule "decision" does not imply at least 1 seat is for
sample A: 3 seats
sample quorum: at least 2 seats are present
`)
	refuted := `claim "refuted": rule "decision" does not imply "in B (at least 1 seat is for)": ` +
		`A: 1 for, B: 1 silent, 3 others absent: adopted; claim: rejected`
	implied := `claim "implied": rule "decision" implies "at least 1 seat is for": ` +
		`no vote shows the contrary`
	want := map[string]string{"refuted": refuted, "implied": implied}
	for _, claim := range s.Claims {
		err := s.Prove(claim)
		var shown *Counterexample
		if said := strings.Join(messages(err), "\n"); said != want[claim.Name] ||
			errors.As(err, &shown) != (claim.Name == "refuted") ||
			errors.Is(err, ErrProperty) != (want[claim.Name] != "") {
			t.Errorf("%s: %v", claim.Name, err)
		}
	}
	s.Sample = []Bloc{{Name: "A", Size: 2}}
	s.SampleRules[0].Rule = SeatCount{Of: Present, Need: 4}
	if err := s.Prove(s.Claims[1]); err == nil ||
		!strings.Contains(err.Error(), "A: 1 for, A: 1 silent, B: 2 silent: adopted") {
		t.Error(err)
	}
	s.SampleRules = nil
	if err := s.Prove(s.Claims[0]); !errors.Is(err, ErrRule) {
		t.Error(err)
	}
	s.Sample = nil
	if err := s.Prove(s.Claims[0]); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
}

// The name of a bloc that begins like an entry is quoted in the text, and read back as that name.
func TestBlocNamedLikeAnEntry(t *testing.T) {
	t.Parallel()
	s := &Statute{Groups: [3]Bloc{
		{Name: "A", Blocs: []Bloc{
			{Name: "group B", Size: 2}, {Name: "sample: C", Size: 2}, {Name: "Bloc D", Size: 2}, {Name: "group", Size: 1},
		}},
		{Name: "bloc E", Size: 2},
	}}
	text, err := s.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParseStatute(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, back); diff != "" {
		t.Errorf("%s\n%s", diff, text)
	}
}
