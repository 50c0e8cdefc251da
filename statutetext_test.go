package tripartite_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// checkStatuteText checks that a statute prints as a text that parses back to the same value.
func checkStatuteText(t interface{ Errorf(string, ...any) }, s *Statute) {
	again, err := ParseStatute(s.String())
	if err != nil || !reflect.DeepEqual(again, s) {
		t.Errorf("%v\n%s\n%s", err, s, cmp.Diff(s, again))
	}
}

// drawStatute draws a statute with all that a text can say, hostile names among it.
func drawStatute(t *rapid.T) *Statute {
	names := rapid.Permutation([]string{"Workers", "Private members", "A:B", "a (b)", "#1", `"`, "x, y", "title", "é"}).Draw(t, "names")
	name := func() string { n := names[0]; names = names[1:]; return n }
	text := rapid.SampledFrom([]string{"", "an address, https://example.org/a#b", "Law (2), arts. 1: 2", `"quoted"`, "# no comment"})
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
			b.Weight = rapid.SampledFrom([]Fraction{Int(Open), Frac(1, 2), Int(0)}).Draw(t, "weight")
		case 1:
			b.Power, b.SharedBy = rapid.SampledFrom([]Fraction{Int(Open), Frac(1, 3)}).Draw(t, "power"), Entitled&^Abstain
		case 2:
			b = Bloc{Name: name, SharedBy: Cast, Blocs: []Bloc{{Name: "North", Size: size.Draw(t, "size")}, {Name: "South", Blocs: []Bloc{{Name: "a/b"[:1], Size: 2, Power: Int(2)}}}}}
		}
		return b
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "groups") {
		s.Groups[i] = bloc(name())
	}
	if rapid.Bool().Draw(t, "independent") {
		s.Independent = append(s.Independent, bloc(name()), Bloc{Name: name(), Union: []string{s.Groups[0].Name}})
	}
	cite := rapid.SampledFrom([]string{"", "art. 17(3)", "art. 5)", "s. 1; (", `"`, "a: b"})
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		n := Named{Name: name(), Source: cite.Draw(t, "source")}
		if rapid.IntRange(0, 3).Draw(t, "open") == 0 {
			s.SampleRules = append(s.SampleRules, Named{Name: n.Name, Rule: SimpleMajority()})
		} else {
			parts := All{TwoThirds(), In{Bloc: s.Groups[0].Name, Rule: Named{Name: "inner", Rule: SimpleMajority()}}}
			for _, before := range s.Rules {
				parts = append(parts, Veto{before})
			}
			n.Rule = parts
		}
		s.Rules = append(s.Rules, n)
	}
	return s
}

// Every statute that a text can say prints as one that parses back to the same value, also
// in JSON and from a database. One that cannot be in order is refused.
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
		value, err := s.Value()
		if scanErr := again.Scan(value); err != nil || scanErr != nil || !reflect.DeepEqual(&again, s) {
			t.Errorf("%v, %v, %v", value, err, scanErr)
		}
	})
}

// What a text of a statute cannot say does not marshal as another statute.
func TestStatuteWithoutText(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*Statute{
		"no group":          {Title: "x"},
		"a roll":            {Groups: [3]Bloc{{Name: "A", Roll: []string{"Ms A"}}}},
		"a group left out":  {Groups: [3]Bloc{{}, {Name: "B", Size: 1}}},
		"a caller's rule":   {Groups: [3]Bloc{{Name: "A", Size: 1}}, Rules: []Named{{Name: "a", Rule: RuleFunc(func(Tally) Outcome { return Void })}}},
		"a title of lines":  {Title: "a\nrule b: open", Groups: [3]Bloc{{Name: "A", Size: 1}}},
		"a rule of no part": {Groups: [3]Bloc{{Name: "A", Size: 1}}, Rules: []Named{{Name: "a", Rule: In{Bloc: "B", Rule: SimpleMajority()}}}},
		"a rule twice":      {Groups: [3]Bloc{{Name: "A", Size: 1}}, Rules: []Named{{Name: "a"}, {Name: "a"}}},
	} {
		if text, err := s.MarshalText(); err == nil {
			t.Errorf("%s: %s", name, text)
		}
	}
}
