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
