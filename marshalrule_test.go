package tripartite_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"reflect"
	"testing"

	. "example.com/tripartite"
)

// A rule of each type of this package is read back as it is written, which is as it prints.
func TestEveryKindOfRuleUnmarshals(t *testing.T) {
	t.Parallel()
	for name, rules := range kinds() {
		if name == "RuleFunc" {
			continue
		}
		text, err := RuleText{rules[0]}.MarshalText()
		if err != nil || string(text) != fmt.Sprint(rules[0]) {
			t.Errorf("%v marshals as %s, %v", rules[0], text, err)
		}
		var r RuleText
		if err := r.UnmarshalText(text); err != nil || !reflect.DeepEqual(r.Rule, rules[0]) {
			t.Errorf("%s is read as %v, %v", text, r, err)
		}
		if err := r.UnmarshalText([]byte("quorum ()")); !errors.Is(err, ErrText) || !reflect.DeepEqual(r.Rule, rules[0]) {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
}

// A rule in JSON is a string, as a value, in a field, and as a key.
func TestRuleTextInJSON(t *testing.T) {
	t.Parallel()
	type config struct {
		Rule  RuleText
		Rules map[RuleText]int
	}
	in := config{RuleText{Any{TwoThirds(), In{Bloc: "A & <B>", Rule: SimpleMajority()}}}, map[RuleText]int{{SimpleMajority()}: 1}}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out config
	if err := json.Unmarshal(text, &out); err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%s is read as %v, %v", text, out, err)
	}
	for _, text := range []string{`""`, `"quorum ()"`, `3`, `["all of"]`, `{"Rule":"at least 1 seat is for"}`} {
		r := RuleText{TwoThirds()}
		if err := json.Unmarshal([]byte(text), &r); err == nil || r.Rule != Rule(TwoThirds()) {
			t.Errorf("%s is read as %v, %v", text, r, err)
		}
	}
}

// What has no text is an error wherever a rule is written, and says which part it is.
func TestRulesWithoutTextDoNotMarshal(t *testing.T) {
	t.Parallel()
	share := SimpleMajority()
	for want, rule := range map[string]Rule{
		`rule "no rule": malformed rule: a part is missing`:                                                 nil,
		`rule "all of": malformed rule: it has no parts`:                                                    Any{share, All{}},
		`rule "at least 3/2 of votes cast are for": malformed rule: the threshold is not between 0 and 1`:   Quorum{Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}},
		`rule "at least -1 seats are for": malformed rule: the number of seats is below 0`:                  EachGroup(SeatCount{For, -1}),
		`rule "at least 2 of 1": malformed rule: K is not from 1 to 1`:                                      KOf{2, []Rule{share}},
		`rule "in no part": malformed rule: it names no part`:                                               In{Rule: share},
		`rule "in the first group and A": malformed rule: it names both a group and a bloc`:                 In{Group: First, Bloc: "A", Rule: share},
		`rule "in no such group": malformed rule: there is no such group`:                                   In{Group: 4, Rule: share},
		`rule "*tripartite.Share": malformed rule: it is a pointer to a rule, not a rule`:                   All{&share},
		`rule "the elders agree": malformed rule: a rule of the caller's own has no text to parse`:          Veto{claimed("the elders agree")},
		`rule "rule of the caller's own": malformed rule: a rule of the caller's own has no text to parse`:  RuleFunc(share.Decide),
		`rule "rule of the caller's own": malformed rule: there is no function`:                             RuleFunc(nil),
		`rule "tripartite_test.embedding": malformed rule: a rule of the caller's own has no text to parse`: embedding{All{share}},
	} {
		text, err := RuleText{rule}.MarshalText()
		if !errors.Is(err, ErrRule) || err.Error() != "tripartite: "+want || text != nil {
			t.Errorf("%v: %s, %v\nwant %s", rule, text, err, want)
		}
		if text, err := json.Marshal(RuleText{rule}); !errors.Is(err, ErrRule) {
			t.Errorf("%v is %s, %v", rule, text, err)
		}
	}
	if got := (RuleText{}).String(); got != "" {
		t.Errorf("no rule is %q", got)
	}
}

// A rule can be a flag, with a default or without.
func TestRuleFlag(t *testing.T) {
	t.Parallel()
	var r, none RuleText
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.TextVar(&r, "default", RuleText{TwoThirds()}, "")
	flags.TextVar(&none, "none", RuleText{}, "")
	if err := flags.Parse([]string{"-none", "quorum (at least 33 seats are present)"}); err != nil || r.Rule != Rule(TwoThirds()) || fmt.Sprint(none) != "quorum (at least 33 seats are present)" {
		t.Error(r, none, err)
	}
	if err := flags.Parse([]string{"-default", "at least 1 seat"}); err == nil || r.Rule != Rule(TwoThirds()) {
		t.Error(r, err)
	}
	flags.PrintDefaults()
}
