package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// A rule that breaks a property is found out, with a small vote that shows it.
func TestCheckRule(t *testing.T) {
	t.Parallel()
	large := MustBody(Bloc{Name: "A", Size: 40}, Bloc{Name: "B", Size: 30}, Bloc{Name: "C", Size: 30})
	group := RuleFunc(func(t Tally) Outcome {
		if t.Group(Second).Seats(Against) > 0 && t.Group(Second).Seats(For) == 0 {
			panic("nobody for")
		}
		return SimpleMajority().Decide(t)
	})
	exactly := RuleFunc(func(t Tally) Outcome { return b2o(t.Seats(For) == 51) })
	for _, test := range []struct {
		name string
		rule Rule
		body *Body
		want []string
	}{
		{"a good one", All{SimpleMajority(), MajorityInEachGroup()}, pairs(), nil},
		{"it panics", group, pairs(), []string{`"never panics" does not hold: B: 1 against, 4 others absent: it panics: nobody for`}},
		{"no rule", nil, pairs(), []string{`check "no rule": malformed rule: a part is missing`}},
		{"a group that is misspelt", All{SimpleMajority(), In{Bloc: "Workres", Rule: SimpleMajority()}}, pairs(), []string{`"unanimous" does not hold: `}},
		{"no outcome", RuleFunc(func(Tally) Outcome { return 3 }), pairs(), []string{`"valid outcomes" does not hold: 5 seats absent: invalid outcome 3`, `"unanimous" does not hold: `}},
		{"two answers", forgetful{new(int)}, pairs(), []string{`"deterministic" does not hold: 5 seats absent: `, `"unanimous" does not hold: `}},
		{"nobody voted", Veto{Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}, pairs(), []string{`"needs votes" does not hold: 5 seats absent: adopted, and nobody voted`}},
		{"a vote for hurts", exactly, large, []string{`"unanimous" does not hold: A: 40 for, B: 30 for, C: 30 for: rejected`, `"monotone" does not hold: `}},
		{"a liar", liar{SimpleMajority()}, pairs(), []string{`"explained" does not hold: `}},
		{"a liar within", All{EachGroup{Rule: liar{SimpleMajority()}}}, pairs(), []string{`"explained" does not hold: `}},
		{"several", RuleFunc(func(t Tally) Outcome {
			if t.Seats(For) > 1 {
				panic(t.Seats(For))
			}
			return Adopted
		}), pairs(), []string{`"never panics" does not hold: A: 2 `, `"needs votes" does not hold: 5 seats absent: adopted`, `"unanimous" does not hold: `, `"monotone" does not hold: `}},
	} {
		err := CheckRule(test.rule, test.body)
		var got []string
		if err != nil {
			got = strings.Split(err.Error(), "\n")
		}
		if len(got) != len(test.want) {
			t.Errorf("%s: %q", test.name, got)
			continue
		}
		for i, want := range test.want {
			if !strings.Contains(got[i], want) {
				t.Errorf("%s: %s, want %s", test.name, got[i], want)
			}
		}
		if len(got) > 0 && test.rule != nil && !errors.Is(err, ErrProperty) {
			t.Errorf("%s: %v is no ErrProperty", test.name, err)
		}
	}
	for name, err := range map[string]error{
		"no body":    CheckRule(SimpleMajority()),
		"a nil body": Properties(SimpleMajority(), nil).Err(Monotone),
		"nobody":     Properties(SimpleMajority(), nil).Err(Unanimous),
		"nothing":    new(PropertyReport).Err(Neutral),
	} {
		if !errors.Is(err, ErrNotChecked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if properties := new(PropertyReport).Holds(); properties != 0 {
		t.Errorf("a report that has looked at nothing holds %v", properties)
	}
}

// A rule that is wrong in any of many blocs is found out; one that is right in its
// own body only, and panics in any other, is not blamed for it.
func TestCheckRuleInMany(t *testing.T) {
	t.Parallel()
	var countries []Bloc
	for i := range 20 {
		countries = append(countries, Bloc{Name: fmt.Sprint(i), Size: 1})
	}
	many := MustBody(Bloc{Name: "A", Blocs: countries}, Bloc{Name: "B", Blocs: countries}, Bloc{Name: "C", Size: 5})
	for i, part := range []string{"A/7", "B/19", "C"} {
		if testing.Short() && i > 0 {
			break // it takes long
		}
		wrong := RuleFunc(func(t Tally) Outcome {
			return b2o(SimpleMajority().Decide(t) == Adopted && blocOf(t, part).Seats(For) == 0 || t.Seats(For) == t.Seats(AllSeats))
		})
		var b *Counterexample
		if err := CheckRule(wrong, many); !errors.As(err, &b) || b.Property != Monotone || !strings.HasPrefix(b.Change, part+": 1 from") {
			t.Errorf("%s: %v", part, err)
		}
	}
	own := RuleFunc(func(t Tally) Outcome {
		if n := t.Seats(AllSeats); n != 5 {
			panic(n)
		}
		return SimpleMajority().Decide(t)
	})
	report := Properties(own, pairs())
	if err := report.Err(Required); err != nil {
		t.Error(err)
	}
	if err := report.Err(Homogeneous); !errors.Is(err, ErrNotChecked) {
		t.Errorf("it cannot be asked for twice the seats: %v", err)
	}
}

// Rules about unions are examined as all others are.
func TestCheckRuleOfAUnion(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}, Bloc{Name: "Chair", Size: 1},
		Bloc{Name: "A and C", Union: []string{"A", "C"}}, Bloc{Name: "B and Chair", Union: []string{"B", "Chair"}})
	majority := Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}
	if err := CheckRule(All{SimpleMajority(), In{Bloc: "A and C", Rule: majority}}, body); err != nil {
		t.Error(err)
	}
	perverse := Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}
	var c *Counterexample
	if err := CheckRule(In{Bloc: "A and C", Rule: perverse}, body); !errors.As(err, &c) {
		t.Error(err)
	}
	if err := Vet(All{In{Bloc: "A and C", Rule: majority}, In{Bloc: "B and Chair", Rule: majority}}, body); err != nil {
		t.Error(err)
	}
	if err := Vet(All{In{Bloc: "A and C", Rule: majority}, In{Bloc: "B", Rule: majority}}, body); !errors.Is(err, ErrClause) {
		t.Errorf("the chair has no say: %v", err)
	}
}
