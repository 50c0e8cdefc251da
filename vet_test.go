package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// asks is a user's veto, which asks the bloc of that name.
type asks struct{ bloc string }

func (a asks) Decide(t Tally) Outcome {
	bloc, _ := t.Bloc(a.bloc)
	return b2o(SimpleMajority().Decide(t) == Adopted && bloc.Seats(Against) == 0)
}

// asksGroup asks a part of the body for a group.
type asksGroup struct{}

func (asksGroup) Decide(t Tally) Outcome {
	return b2o(SimpleMajority().Decide(t) == Adopted && t.Group(First).Group(Second).Seats(Against) == 0)
}

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

// Independent seats that weigh something are not left out of every clause without a word.
func TestVetOfIgnoredSeats(t *testing.T) {
	t.Parallel()
	chairs := []Bloc{{Name: "Chair", Size: 1, Weight: Frac(10, 1)}, {Name: "Banks", Blocs: []Bloc{{Name: "Old", Size: 2}, {Name: "New", Size: 1}}}, {Name: "Guests", Size: 3, Weight: Frac(0, 1)}, {Name: "Empty"}}
	group := func(name string) Bloc { return Bloc{Name: name, Size: 3} }
	two := MustBody(group("A"), group("B"), group("C"), chairs...)
	one := MustBody(group("A"), group("B"), Bloc{Name: "C"}, chairs[1:]...)
	none := MustBody(group("A"), group("B"), group("C"), chairs[2:]...)
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	for _, c := range []struct {
		rule Rule
		body *Body
		want string
	}{
		{MajorityInEachGroup(), two, `rule "in each group": seats have no say: no clause asks Chair and 1 other bloc`},
		{EachGroup{Rule: own}, two, `rule "in each group": seats have no say: no clause asks Chair and 1 other bloc`},
		{All{MajorityInEachGroup(), In{Bloc: "Chair", Rule: SimpleMajority()}}, two, `rule "all of": seats have no say: no clause asks Banks`},
		{All{MajorityInEachGroup(), In{Bloc: "Chair", Rule: SimpleMajority()}, In{Bloc: "Banks/New", Rule: own}}, two, ""},
		{EachVotingGroup{Share: SimpleMajority()}, one, `rule "in each group with any cast": seats have no say: no clause asks Banks`},
		{All{In{Group: First, Rule: SimpleMajority()}, In{Bloc: "B", Rule: SimpleMajority()}}, one, `rule "all of": seats have no say: no clause asks Banks`},
		{MajorityInEachGroup(), none, ""},
		{All{MajorityInEachGroup(), SimpleMajority()}, two, ""},
		{All{MajorityInEachGroup(), SeatCount{Present, 3}}, two, ""},
		{own, two, ""},
		{In{Group: First, Rule: SimpleMajority()}, two, ""}, // it means the group
	} {
		err := Vet(c.rule, c.body)
		if got := errors.Is(err, ErrIgnored); got != (c.want != "") || got && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.rule, err)
		}
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

// counting counts how often it is asked, and in how many blocs.
type counting struct{ work *atomic.Int64 }

func (c counting) Decide(t Tally) Outcome {
	blocs := int64(1)
	for range t.Blocs() {
		blocs++
	}
	c.work.Add(blocs)
	return SimpleMajority().Decide(t)
}

// stakes are blocs of one seat that all weigh differently.
func stakes(n int) []Bloc {
	blocs := make([]Bloc, n)
	for i := range blocs {
		blocs[i] = Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(i+1, 1)}
	}
	return blocs
}

// empties are three groups of two seats, beside empty blocs.
func empties(n int) *Body {
	blocs := make([]Bloc, n)
	for i := range blocs {
		blocs[i] = Bloc{Name: fmt.Sprint(i)}
	}
	return MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 2}, blocs...)
}

// The checks do work within a limit, whatever the body, and tell if they could do none.
func TestChecksWorkWithinALimit(t *testing.T) {
	t.Parallel()
	cardano := func(n int) *Body {
		body, err := Cardano{}.Body(7, stakes(n), stakes(n))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	wide := MustBody(Bloc{Name: "A", Blocs: func() []Bloc {
		blocs := stakes(200)
		for i := range blocs {
			blocs[i].Weight = Frac(1, 1000003+2*i)
		}
		return blocs
	}()}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	for name, body := range map[string]*Body{
		"council": council, "empty": empties(300), "cardano": cardano(1000), "larger": cardano(5000), "wide": wide,
		"too large": MustBody(Bloc{Name: "A", Blocs: stakes(60_000)}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}),
	} {
		for check, f := range map[string]func(Rule) error{
			"Vet":       func(r Rule) error { return Vet(r, body) },
			"CheckRule": func(r Rule) error { return CheckRule(r, body) },
			"of many":   func(r Rule) error { return CheckRule(r, body, council, body, pairs()) },
		} {
			if testing.Short() && name != "council" {
				continue // it takes long
			}
			if check == "of many" && name != "empty" && name != "cardano" {
				continue // a part of the budget is too little for the largest
			}
			work := new(atomic.Int64)
			err := f(counting{work})
			if n := work.Load(); n > MostDecided || n == 0 && !errors.Is(err, ErrTooLarge) {
				t.Errorf("%s of %s: %d blocs looked at; %v", check, name, n, err)
			}
			if tooLarge := errors.Is(err, ErrTooLarge); tooLarge != (name == "too large" && check != "Vet") || !tooLarge && err != nil {
				t.Errorf("%s of %s: %v", check, name, err)
			}
		}
	}
}

// Empty blocs are no dimension: a body with them is looked at as one without.
func TestChecksOfEmptyBlocs(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes long")
	}
	for _, rule := range []Rule{SimpleMajority(), All{TwoThirds(), Veto{In{Bloc: "B", Rule: SeatCount{Against, 1}}}}} {
		report := Properties(rule, empties(300))
		if want := Properties(rule, empties(0)).String(); report.String() != want {
			t.Errorf("%v\n%v", report, want)
		}
		if !strings.Contains(report.String(), "holds in 46656 checks") {
			t.Errorf("not every vote was tried:\n%v", report)
		}
	}
}

// A rule that is the same rules over and over has more clauses than can be looked at.
func TestChecksOfTooManyClauses(t *testing.T) {
	t.Parallel()
	var rule Rule = SimpleMajority()
	for range 40 {
		rule = All{rule, rule}
	}
	long := make(All, MostClauses)
	for i := range long {
		long[i] = SimpleMajority()
	}
	for _, rule := range []Rule{rule, long} {
		for check, err := range map[string]error{"Vet": Vet(rule, council), "CheckRule": CheckRule(rule, council), "Properties": Properties(rule, council).Err(Neutral)} {
			if !errors.Is(err, ErrTooLarge) || len(err.Error()) > 200 {
				t.Errorf("%s: %.300v", check, err)
			}
		}
	}
	if err := Vet(long[:1000], council); err != nil {
		t.Error(err)
	}
}

// A veto within a veto, to the limit of depth, is checked like any other rule.
func TestChecksOfVetoesWithinVetoes(t *testing.T) {
	t.Parallel()
	var rule Rule = SeatCount{Against, 1}
	for range MostDepth - 2 {
		rule = Veto{rule}
	}
	rule = All{SimpleMajority(), rule} // an even number of vetoes: it adopts if somebody is against
	if err := Vet(rule, council); err != nil {
		t.Errorf("%.300v", err)
	}
	if err := Properties(rule, pairs()).Err(Monotone); !errors.Is(err, ErrProperty) {
		t.Errorf("%.300v", err)
	}
}

// pointerRule is a rule that panics if it is asked anything as a nil pointer.
type pointerRule struct{ need int }

func (r *pointerRule) Decide(t Tally) Outcome { return SeatCount{Of: For, Need: r.need}.Decide(t) }
func (r *pointerRule) String() string         { return fmt.Sprint("at least ", r.need) }

// Rules that are nil pointers are reported, and nothing panics.
func TestRulesThatAreNilPointers(t *testing.T) {
	tally := pairs().OpenRoom().Tally()
	for _, rule := range []Rule{(*pointerRule)(nil), Veto{(*pointerRule)(nil)}} {
		if err := Vet(rule, pairs()); !errors.Is(err, ErrRule) {
			t.Errorf("%T: %v", rule, err)
		}
		if _, err := ToAdopt(rule, tally, 0); !errors.Is(err, ErrNotMonotone) {
			t.Errorf("%T: %v", rule, err)
		}
	}
	if err := Vet((*All)(nil), pairs()); !errors.Is(err, ErrRule) {
		t.Error(err)
	}
	if got, err := Possible((*All)(nil), tally, Silent, Voting); err != nil || got != OutcomesOf(Rejected) {
		t.Error(got, err)
	}
	if m, err := ToAdopt((*All)(nil), tally, 0); err != nil || m.Enough {
		t.Error(m, err)
	}
}
