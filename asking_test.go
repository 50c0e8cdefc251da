package tripartite_test

import (
	"errors"
	"strings"
	"testing"

	. "example.com/tripartite"
	"github.com/google/go-cmp/cmp"
)

// A rule of the caller's own that asks for a bloc that is misspelt, or for a group of a
// part, is found by both checks; a bloc without seats is no such thing.
func TestRuleThatAsksInVain(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}, Bloc{Name: "Empty"})
	for _, c := range []struct {
		rule Rule
		part string // "" if nothing is wrong
	}{
		{asks{"A"}, ""}, {asks{"Empty"}, ""},
		{asks{"misspelt"}, `the bloc "misspelt"`}, {All{asks{"A "}}, `the bloc "A "`},
		{asksGroup{}, "the second group"}, {All{SimpleMajority(), asksGroup{}}, "the second group"},
	} {
		for check, err := range map[string]error{"Vet": Vet(c.rule, body), "CheckRule": CheckRule(c.rule, body), "Properties": Properties(c.rule, body).Err(KnownParts)} {
			if got := errors.Is(err, ErrUnknownBloc); got != (c.part != "") || got && !strings.Contains(err.Error(), c.part) {
				t.Errorf("%#v: %s says %v", c.rule, check, err)
			}
			if c.part == "" && err != nil {
				t.Errorf("%#v: %s says %v", c.rule, check, err)
			}
		}
	}
	if err := CheckRule(In{Bloc: "misspelt", Rule: SimpleMajority()}, body); errors.Is(err, ErrUnknownBloc) {
		t.Errorf("a rule of this package is malformed, which is something else: %v", err)
	}
}

// A rule that panics is reported, and ends nothing.
func TestVetOfARuleThatPanics(t *testing.T) {
	t.Parallel()
	want := []string{`rule "rule of the caller's own": malformed rule: it panics: "nobody\nvoted"`}
	rule := RuleFunc(func(t Tally) Outcome {
		if t.Seats(For) == 0 {
			panic("nobody\nvoted")
		}
		return Adopted
	})
	if diff := cmp.Diff(want, messages(Vet(rule, council))); diff != "" {
		t.Error(diff)
	}
}
