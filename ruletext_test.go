package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	. "example.com/tripartite"
)

// The text of a rule is one line and names all of its parts.
func TestRuleText(t *testing.T) {
	t.Parallel()
	majority := SimpleMajority()
	for want, rule := range map[string]Rule{
		"for: more than 1/2 of cast":                     majority,
		"present: at least 1/3 of in office, by seats":   Share{Of: Present, Base: InOffice, BySeats: true, Need: AtLeast(1, 3)},
		"for: at least 1 seat":                           SeatCount{Of: For, Need: 1},
		"in the third group: for: more than 1/2 of cast": In{Group: Third, Rule: majority},
		`in "Wor\nkers": for: more than 1/2 of cast`:     In{Bloc: "Wor\nkers", Rule: majority},
		"all of ()": All{},
		"all of (for: more than 1/2 of cast; present: at least 33 seats)": All{majority, SeatCount{Of: Present, Need: 33}},
		"any of (for: more than 1/2 of cast; no rule)":                    Any{majority, nil},
		"at least 1 of 2 (no rule; for: more than 1/2 of cast)":           KOf{K: 1, Rules: []Rule{nil, majority}},
		"quorum (for: more than 1/2 of cast)":                             Quorum{majority},
		"no veto (for: more than 1/2 of cast)":                            Veto{majority},
		"in each group (for: more than 1/2 of cast)":                      EachGroup{Rule: majority},
		"in each group with any cast (for: more than 1/2 of cast)":        EachVotingGroup{Share: Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}},
		"in at least 2 of the groups (for: more than 1/2 of cast)":        KOfGroups{K: 2, Rule: majority},
		"rule of the caller's own":                                        RuleFunc(func(Tally) Outcome { return Void }),
	} {
		if got := fmt.Sprint(rule); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// Rules that consist of rules have no JSON form, and say so: it would not say which
// rule it is.
func TestRulesHaveNoJSON(t *testing.T) {
	t.Parallel()
	for name, rules := range kinds() {
		for _, rule := range rules {
			text, err := json.Marshal(rule)
			if clause := name == "Share" || name == "SeatCount"; clause != (err == nil) && name != "RuleFunc" {
				t.Errorf("%T is %s, %v", rule, text, err)
			}
			var e *Error
			if err != nil && name != "RuleFunc" && (!errors.Is(err, errors.ErrUnsupported) || !errors.As(err, &e)) {
				t.Errorf("%T: %v", rule, err)
			}
		}
	}
}

// Of a rule that is too large or nests too deep, only the beginning is text, and it
// says why.
func TestTextOfRulesBeyondTheLimits(t *testing.T) {
	t.Parallel()
	many := func(n int) Rule {
		all := make(All, n)
		for i := range all {
			all[i] = SeatCount{Of: For, Need: 1}
		}
		return all
	}
	in := func(depth int) (r Rule) {
		for r = SimpleMajority(); depth > 0; depth-- {
			r = In{Group: First, Rule: r}
		}
		return r
	}
	for _, test := range []struct {
		rule  Rule
		short string // "" if the text is whole
	}{
		{many(9_999), ""}, {many(10_000), "all of (it has more than 10000 clauses)"},
		{nested(1000), ""}, {nested(1001), "no veto (it contains itself, or nests more than 1000 deep)"},
		{in(1000), ""}, {in(1001), "in the first group (it contains itself, or nests more than 1000 deep)"},
	} {
		got := fmt.Sprint(test.rule)
		if test.short != "" && got != test.short || test.short == "" && len(got) < 10_000 {
			t.Errorf("%.100q, not %q", got, test.short)
		}
	}
}

type (
	embeddedPointer struct{ *All }
	ruleInAField    struct{ Rule All }
	someError       struct{ error }
)

func (*embeddedPointer) Decide(Tally) Outcome { return Void }
func (ruleInAField) Decide(Tally) Outcome     { return Void }
func (ruleInAField) String() string           { return "its own text" }
func (someError) Decide(Tally) Outcome        { return Void }
func (someError) String() string              { return "its own text" }

// A rule of the caller's own has its own text, unless it has that of a rule that it
// embeds.
func TestTextOfRulesOfTheCaller(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule Rule
		want string
	}{
		{&embeddedPointer{&All{}}, "all of (*tripartite_test.embeddedPointer)"},
		{ruleInAField{}, "all of (its own text)"},
		{someError{}, "all of (its own text)"},
	} {
		if got := fmt.Sprint(All{test.rule}); got != test.want {
			t.Errorf("%q, not %q", got, test.want)
		}
	}
}
