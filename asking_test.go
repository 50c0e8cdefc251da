package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// A rule of the caller's own that asks for a bloc that is misspelt, or for a group of a
// part, is found by both checks; a bloc without seats is no such thing.
func TestRuleThatAsksInVain(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1},
		Bloc{Name: "Empty"})
	for _, c := range []struct {
		rule Rule
		part string // "" if nothing is wrong
	}{
		{asks{"A"}, ""}, {asks{"Empty"}, ""},
		{asks{"misspelt"}, `the bloc "misspelt"`}, {All{asks{"A "}}, `the bloc "A "`},
		{asksGroup{}, "the second group"}, {All{SimpleMajority(), asksGroup{}}, "the second group"},
	} {
		for check, err := range map[string]error{"Vet": Vet(c.rule, body), "CheckRule": CheckRule(c.rule, body), "Properties": Properties(c.rule, body).Err(WellBehaved)} {
			if got := errors.Is(err, ErrUnknownBloc); got != (c.part != "") || got &&
				!strings.Contains(err.Error(), c.part) {
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

// fragile is a rule of the caller that panics where a seat is silent or the motion has 3 votes
// against.
type fragile struct{ explains bool }

func (fragile) String() string { return "fragile" }

func (f fragile) Decide(t Tally) Outcome {
	if !f.explains && (t.Seats(Silent) > 0 || t.Seats(Against) == 3) {
		panic(fmt.Errorf("too\nfragile"))
	}
	return SimpleMajority().Decide(t)
}

func (f fragile) Explain(t Tally) Finding {
	if f.explains {
		panic("too\nfragile")
	}
	return Explain(SimpleMajority(), t)
}

// Every call that returns errors reports a rule that panics, alone or within another, as
// ErrRule. Decide and Explain pass the panic on.
func TestRuleThatPanicsIsReported(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1})
	room := body.OpenRoom()
	for _, seat := range []string{"A 1", "A 2", "B 1", "B 2"} {
		if err := room.Cast(seat, For); err != nil {
			t.Fatal(err)
		}
	}
	published, err := body.Infer(ExactFigure("", For, 2))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []Rule{fragile{}, All{SimpleMajority(), fragile{}}, In{Group: First, Rule: Any{fragile{}}}} {
		today := Constitution{body, SimpleMajority()}
		if in, ok := rule.(In); ok {
			rule = Any{in.Rule, in} // a group of two seats has no 3 against
		}
		calls := map[string]func() error{
			"Possible": func() error { _, err := Possible(rule, room.Tally(), Silent, Present); return err },
			"Possible, later": func() error {
				_,
					err := Possible(rule, voteOfBody(t, body, Absent), Absent, Cast)
				return err
			},
			"Possible, settled":  func() error { _, err := Possible(rule, room.Tally(), 0, 0); return err },
			"Ballot.Possible":    func() error { _, err := room.Possible(rule); return err },
			"Published.Outcomes": func() error { _, err := published.Outcomes(rule); return err },
			"Vet":                func() error { return Vet(rule, body) },
			"CheckRule":          func() error { return CheckRule(rule, body) },
			"PowerOf":            func() error { _, err := PowerOf(rule, body, Cast); return err },
			"MinimalWinning":     func() error { _, err := MinimalWinning(rule, body); return err },
			"MinimalBlocking":    func() error { _, err := MinimalBlocking(rule, body); return err },
			"Compare":            func() error { _, err := Compare(today, Constitution{body, rule}, Cast); return err },
		}
		for name, call := range calls {
			if _, alone := rule.(fragile); testing.Short() && name == "CheckRule" && !alone {
				continue // it takes long
			}
			if err := call(); !errors.Is(err, ErrRule) ||
				!strings.Contains(err.Error(), `it panics: "too\nfragile"`) {
				t.Errorf("%v: %s: %v", rule, name, err)
			}
		}
		for name, call := range map[string]func(){"Decide": func() { rule.Decide(room.Tally()) }, "Explain": func() { Explain(rule, room.Tally()) }} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%v: %s does not panic", rule, name)
					}
				}()
				call()
			}()
		}
	}
}

// voteOfBody returns the tally in which all seats are in one state.
func voteOfBody(t *testing.T, b *Body, s States) Tally {
	t.Helper()
	counts := Counts{}
	for name, size := range b.Blocs() {
		for range size {
			counts[name] = withSeat(counts[name], s)
		}
	}
	tally, err := b.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}
