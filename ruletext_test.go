package tripartite_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// textOfRule is a rule with a text of it.
type textOfRule struct {
	rule Rule
	text string
}

// The text of a rule is one line and names all of its parts.
func TestRuleText(t *testing.T) {
	t.Parallel()
	majority := SimpleMajority()
	three := []Rule{majority, SeatCount{Of: For, Need: 2}, TwoThirds()}
	for _, test := range []textOfRule{
		{majority, "more than 1/2 of votes cast are for"},
		{Quorum{majority}, "quorum (more than 1/2 of votes cast are for)"},
		{Veto{majority, SeatCount{Of: Against, Need: 1}},
			"no veto (more than 1/2 of votes cast are for; at least 1 seat is against)"},
		{All{majority, SeatCount{Of: Present, Need: 33}},
			"more than 1/2 of votes cast are for and at least 33 seats are present"},
		{Any{TwoThirds(), majority},
			"at least 2/3 of votes cast are for or more than 1/2 of votes cast are for"},
		{All{majority}, "all of (more than 1/2 of votes cast are for)"},
		{Any{majority}, "any of (more than 1/2 of votes cast are for)"},
		{In{Group: Third, Rule: majority},
			"in the third group (more than 1/2 of votes cast are for)"},
		{In{Bloc: "Workers", Rule: majority}, "in Workers (more than 1/2 of votes cast are for)"},
		{Parts{Rule: majority}, "in each group (more than 1/2 of votes cast are for)"},
		{eachVoting(majority),
			"in each group with any votes cast (more than 1/2 of votes cast are for)"},
		{Named{Name: "decision", Source: "art. 17(3)", Rule: majority},
			`rule "decision" "art. 17(3)" (more than 1/2 of votes cast are for)`},
		{Named{Name: "decision", Rule: majority},
			`rule "decision" (more than 1/2 of votes cast are for)`},
		{Parts{K: 2, Rule: majority},
			"in at least 2 of the groups (more than 1/2 of votes cast are for)"},
		{KOf{K: 2, Rules: three},
			"at least 2 of 3 (more than 1/2 of votes cast are for; at least 2 seats are " +
				"for; at least 2/3 of votes cast are for)"},
		{RuleFunc(func(Tally) Outcome { return Void }), "rule of the caller's own"},
	} {
		want, rule := test.text, test.rule
		if got := fmt.Sprint(rule); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// Brackets show what belongs together wherever "and" and "or" meet, and nowhere else.
func TestRuleTextBrackets(t *testing.T) {
	t.Parallel()
	one, two, three := SeatCount{For, 1}, SeatCount{For, 2}, SeatCount{For, 3}
	words := strings.NewReplacer("at least 1 seat is for", "1", "at least 2 seats are for", "2",
		"at least 3 seats are for", "3")
	for want, rule := range map[string]Rule{
		"1 and 2 and 3":               All{one, two, three},
		"1 and (2 or 3)":              All{one, Any{two, three}},
		"(1 and 2) and 3":             All{All{one, two}, three},
		"1 or (2 and 3)":              Any{one, All{two, three}},
		"1 and all of (2 or 3)":       All{one, All{Any{two, three}}},
		"quorum (1 and 2; 3)":         Quorum{All{one, two}, three},
		"quorum (1; 2) and 3":         All{Quorum{one, two}, three},
		"in each group (1 or 2)":      Parts{Rule: Any{one, two}},
		"in Chair (1) or 2":           Any{In{Bloc: "Chair", Rule: one}, two},
		"at least 1 of 2 (1 or 2; 3)": KOf{1, []Rule{Any{one, two}, three}},
	} {
		if got := words.Replace(fmt.Sprint(rule)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if again, err := ParseRule(fmt.Sprint(rule)); err != nil || !cmp.Equal(again, rule) {
			t.Errorf("%v reads as %v, %v", rule, again, err)
		}
	}
}

// A malformed rule has a text for messages, which is not one that can be parsed.
func TestMalformedRuleText(t *testing.T) {
	t.Parallel()
	majority := SimpleMajority()
	for _, test := range []textOfRule{
		{All{}, "all of ()"},
		{Quorum(nil), "quorum ()"},
		{Any{majority, nil}, "more than 1/2 of votes cast are for or no rule"},
		{Parts{}, "in each group (no rule)"},
		{KOf{K: 3, Rules: []Rule{majority}},
			"at least 3 of 1 (more than 1/2 of votes cast are for)"},
		{KOf{}, "at least 0 of 0 ()"},
		{Parts{K: 4}, "in at least 4 of the groups (no rule)"},
		{In{Rule: majority}, "in no part (more than 1/2 of votes cast are for)"},
		{In{Group: 4, Rule: majority}, "in no such group (more than 1/2 of votes cast are for)"},
		{In{Group: First, Bloc: "Chair"}, "in the first group and Chair (no rule)"},
		{Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}, "at least 3/2 of votes cast are for"},
		{Share{}, "at least 0/0 of votes none are none"},
		{SeatCount{For, -1}, "at least -1 seats are for"},
		{Parts{K: -1, Rule: Share{}},
			"in at least -1 of the groups (at least 0/0 of votes none are none)"},
		{Parts{K: 2, Need: AtLeast(2, 3), Rule: SeatCount{For, 1}},
			"in at least 2 and at least 2/3 of the groups (at least 1 seat is for)"},
		{Parts{Need: MoreThan(1, 1), Rule: SeatCount{For, 1}},
			"in more than 1/1 of the groups (at least 1 seat is for)"},
		{Parts{BySeats: true, Rule: SeatCount{For, 1}},
			"in each group with any seats none (at least 1 seat is for)"},
		{Parts{Group: First, Bloc: "Chair", With: Cast},
			"in each bloc of the first group and Chair with any votes cast (no rule)"},
		{Parts{Group: 4, Need: AtLeast(2, 3), Rule: SeatCount{For, 1}},
			"in at least 2/3 of the blocs of no such group (at least 1 seat is for)"},
		{RuleFunc(nil), "rule of the caller's own"},
		{Named{Rule: majority}, `rule "" (more than 1/2 of votes cast are for)`},
		{Named{Name: "decision"}, `rule "decision" (no rule)`},
	} {
		want, rule := test.text, test.rule
		if got := fmt.Sprint(rule); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if _, err := ParseRule(want); !errors.Is(err, ErrText) {
			t.Errorf("%q: %v", want, err)
		}
		if text, err := (RuleText{rule}).MarshalText(); !errors.Is(err, ErrRule) {
			t.Errorf("%q marshals as %s, %v", want, text, err)
		}
	}
}

// claimed is a rule of a user's own with a text of its own.
type claimed string

func (claimed) Decide(Tally) Outcome { return Rejected }
func (c claimed) String() string     { return string(c) }

// The text of a rule of the user's own is one name in the text of another rule,
// whatever it says, and that name gives it back.
func TestOwnRuleForgesNoText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		own := claimed(rapid.OneOf(rapid.StringN(1, -1, -1), rapid.SampledFrom([]string{
			"x) and at least 0 seats are for", "at least 1 seat is for", "\n", `"`, "# none",
			"no rule", "rule x", "\xff",
		})).Draw(t, "text"))
		rule := Any{SimpleMajority(), All{own}}
		if _, err := ParseRule(rule.String()); !errors.Is(err, ErrText) ||
			!strings.Contains(err.Error(), "want the name of a rule given") {
			t.Fatalf("%v: %v", rule, err)
		}
		got, err := ParseRule(rule.String(), Named{Name: own.String(), Rule: own})
		if err != nil || !cmp.Equal(got, Rule(rule)) {
			t.Fatalf("%v reads as %v, %v", rule, got, err)
		}
	})
}

// A rule of the caller without a text has the name of its type, and a function that of
// no type.
func TestOwnRuleName(t *testing.T) {
	t.Parallel()
	for want, rule := range map[string]Rule{
		`rule "tripartite_test.odd"`:      odd{For},
		`rule "of the caller's own"`:      RuleFunc(SimpleMajority().Decide),
		`rule "tripartite_test.claimed"`:  claimed(""),
		`rule "the oldest member agrees"`: claimed("the oldest member agrees"),
	} {
		if got := fmt.Sprint(RuleText{rule}); got != want {
			t.Errorf("%q, want %q", got, want)
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
		{nested(1000), ""}, {nested(1001),
			"no veto (it contains itself, or nests more than 1000 deep)"},
		{in(1000), ""}, {in(1001),
			"in the first group (it contains itself, or nests more than 1000 deep)"},
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
		{&embeddedPointer{&All{}}, `all of (rule "*tripartite_test.embeddedPointer")`},
		{ruleInAField{}, `all of (rule "its own text")`},
		{someError{}, `all of (rule "its own text")`},
	} {
		if got := fmt.Sprint(All{test.rule}); got != test.want {
			t.Errorf("%q, not %q", got, test.want)
		}
	}
}

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
		if err := r.UnmarshalText([]byte("quorum ()")); !errors.Is(err, ErrText) ||
			!reflect.DeepEqual(r.Rule, rules[0]) {
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
	in := config{RuleText{Any{TwoThirds(), In{Bloc: "A & <B>", Rule: SimpleMajority()}}},
		map[RuleText]int{{SimpleMajority()}: 1}}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out config
	if err := json.Unmarshal(text, &out); err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%s is read as %v, %v", text, out, err)
	}
	for _, text := range []string{`""`, `"quorum ()"`, `3`, `["all of"]`,
		`{"Rule":"at least 1 seat is for"}`} {
		r := RuleText{TwoThirds()}
		if err := json.Unmarshal([]byte(text), &r); err == nil || r.Rule != Rule(TwoThirds()) {
			t.Errorf("%s is read as %v, %v", text, r, err)
		}
	}
}

// A name with U+FFFD, which JSON must not have, is escaped in the text of a rule.
func TestLostTextInNamesMarshals(t *testing.T) {
	t.Parallel()
	rule := RuleText{Rule: Named{
		Name: "a\ufffd", Source: "art. \\\ufffd1", Rule: In{Bloc: "\ufffd", Rule: SimpleMajority()},
	}}
	data, err := json.Marshal(rule)
	if err != nil {
		t.Fatal(err)
	}
	var back RuleText
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rule, back); diff != "" {
		t.Error(diff)
	}
}

// What has no text is an error wherever a rule is written, and says which part it is.
func TestRulesWithoutTextDoNotMarshal(t *testing.T) {
	t.Parallel()
	share := SimpleMajority()
	for _, test := range []textOfRule{
		{nil, `rule "no rule": malformed rule: a part is missing`},
		{Any{share, All{}}, `rule "all of": malformed rule: it has no parts`},
		{Quorum{Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}},
			`rule "at least 3/2 of votes cast are for": malformed rule: the threshold ` +
				`is not between 0 and 1`},
		{EachGroup(SeatCount{For, -1}),
			`rule "at least -1 seats are for": malformed rule: the number of seats is below 0`},
		{KOf{2, []Rule{share}}, `rule "at least 2 of 1": malformed rule: K is not from 1 to 1`},
		{In{Rule: share}, `rule "in no part": malformed rule: it names no part`},
		{In{Group: First, Bloc: "A", Rule: share},
			`rule "in the first group and A": malformed rule: it names both a group and a bloc`},
		{In{Group: 4, Rule: share},
			`rule "in no such group": malformed rule: there is no such group`},
		{All{&share},
			`rule "*tripartite.Share": malformed rule: it is a pointer to a rule, not a rule`},
		{Veto{claimed("the elders agree")},
			`rule "the elders agree": malformed rule: a rule of the caller's own has no ` +
				`text to parse`},
		{RuleFunc(share.Decide),
			`rule "rule of the caller's own": malformed rule: a rule of the caller's ` +
				`own has no text to parse`},
		{RuleFunc(nil), `rule "rule of the caller's own": malformed rule: there is no function`},
		{embedding{All{share}},
			`rule "tripartite_test.embedding": malformed rule: a rule of the caller's ` +
				`own has no text to parse`},
	} {
		want, rule := test.text, test.rule
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
	if err := flags.Parse([]string{"-none",
		"quorum (at least 33 seats are present)"}); err != nil || r.Rule != Rule(TwoThirds()) ||
		fmt.Sprint(none) != "quorum (at least 33 seats are present)" {
		t.Error(r, none, err)
	}
	if err := flags.Parse([]string{"-default", "at least 1 seat"}); err == nil ||
		r.Rule != Rule(TwoThirds()) {
		t.Error(r, err)
	}
	flags.PrintDefaults()
}

// A clause is a sentence, and parses back to the same value.
func TestClauseText(t *testing.T) {
	t.Parallel()
	half := AtLeast(1, 2)
	for _, test := range []textOfRule{
		{SimpleMajority(), "more than 1/2 of votes cast are for"},
		{Unanimity(), "at least 1/1 of votes cast are for"},
		{Share{Of: For, Base: Cast, Need: MoreThan(0, 1)}, "more than 0/1 of votes cast are for"},
		{Share{Of: For, Base: Cast, Need: AtLeast(0, 7)}, "at least 0/1 of votes cast are for"},
		{Share{Of: Cast, Base: Entitled, Need: half}, "at least 1/2 of votes entitled are cast"},
		{Share{Of: Cast, Base: Entitled, Need: half, BySeats: true},
			"at least 1/2 of seats entitled have cast"},
		{Share{Of: Abstain, Base: Voting, Need: half}, "at least 1/2 of votes voting abstain"},
		{Share{Of: Present, Base: InOffice, Need: half, BySeats: true},
			"at least 1/2 of seats in office are present"},
		{Share{Of: For, Base: AllSeats, Need: half}, "at least 1/2 of all votes are for"},
		{Share{Of: For, Base: AllSeats &^ Silent, Need: half, BySeats: true},
			"at least 1/2 of all seats except silent are for"},
		{Share{Of: For, Base: Entitled &^ Abstain, Need: half},
			"at least 1/2 of votes entitled except abstain are for"},
		{Share{Of: For, Base: Cast | Absent, Need: half},
			"at least 1/2 of votes cast + absent are for"},
		{Share{Need: half}, "at least 1/2 of votes none are none"},
		{Share{Of: For, Less: Against, Base: AllSeats, Need: AtLeast(1, 200)},
			"at least 1/200 of all votes are for less against"},
		{Share{Of: Cast, Less: Abstain, Base: Entitled, Need: half, BySeats: true},
			"at least 1/2 of seats entitled are cast less abstain"},
		{Share{Of: Abstain, Less: Cast | Absent, Base: Entitled, Need: half},
			"at least 1/2 of votes entitled are abstain less cast + absent"},
		{Share{Of: Voting &^ For, Less: Cast, Base: Voting, Need: half},
			"at least 1/2 of votes voting are voting except for less cast"},
		{SeatCount{Present, 0}, "at least 0 seats are present"},
		{SeatCount{Present, 1}, "at least 1 seat is present"},
		{SeatCount{Cast, 1}, "at least 1 seat has cast"},
		{SeatCount{Abstain, 1}, "at least 1 seat abstains"},
		{SeatCount{Cast, 2}, "at least 2 seats have cast"},
		{SeatCount{Abstain, 2}, "at least 2 seats abstain"},
		{SeatCount{InOffice, 2}, "at least 2 seats are in office"},
		{eachVoting(Share{Of: For, Base: AllSeats, Need: half}),
			"in each group with any votes (at least 1/2 of all votes are for)"},
		{eachVoting(Share{Of: For, Base: AllSeats &^ Silent, Need: half, BySeats: true}),
			"in each group with any seats except silent (at least 1/2 of all seats " +
				"except silent are for)"},
	} {
		want, rule := test.text, test.rule
		if got := fmt.Sprint(rule); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got, err := ParseRule(want); err != nil || !cmp.Equal(got, rule) {
			t.Errorf("%q is %#v, %v", want, got, err)
		}
	}
}

// Every set of states can be the base of a share, what it counts, and what it takes off.
func TestClausesOfAllSets(t *testing.T) {
	t.Parallel()
	check := func(rule Rule) {
		if got, err := ParseRule(fmt.Sprint(rule)); err != nil || !cmp.Equal(got, rule) {
			t.Errorf("%v is %#v, %v", rule, got, err)
		}
	}
	for n := 0; n < 1<<8; n += proptest.Pick(7, 1, 1) {
		s := States(n)
		check(SeatCount{s, 1})
		check(SeatCount{s, 2})
		for _, bySeats := range []bool{false, true} {
			for _, share := range []Share{{Of: s, Base: Cast}, {Of: For, Base: s},
				{Of: s, Less: Against, Base: Cast}, {Of: For, Less: s, Base: Cast}} {
				share.Need, share.BySeats = MoreThan(1, 2), bySeats
				check(share)
				if share.Base != 0 {
					check(eachVoting(share))
				}
			}
		}
	}
}

// A name that is a word stands as it is, and any other name is quoted.
func TestNamesInRules(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Workers": "Workers", "Public/Chair": "Public/Chair", "Énergie": "Énergie", "A-1_b": "A-1_b",
		"no": "no", "first": "first", "quorum": "quorum",
		"Industry, Trade and Finance": `"Industry, Trade and Finance"`,
		"the":                         `"the"`, "Each": `"Each"`, "AT": `"AT"`, "4th": `"4th"`, "/": `"/"`, "A(": `"A("`,
		"A\nB": `"A\nB"`, `"A"`: `"\"A\""`, "# A": `"# A"`, " A": `" A"`, "\xff": `"\xff"`,
		"A\u202e": `"A\u202e"`,
	} {
		rule := In{Bloc: name, Rule: SeatCount{For, 1}}
		if text := "in " + want + " (at least 1 seat is for)"; rule.String() != text {
			t.Errorf("%q, want %q", rule, text)
		}
		if got, err := ParseRule(rule.String()); err != nil || got != Rule(rule) {
			t.Errorf("%v is %v, %v", rule, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		rule := In{Bloc: rapid.StringN(1, 9, -1).Draw(t, "name"), Rule: SeatCount{For, 1}}
		if got, err := ParseRule(rule.String()); err != nil || got != Rule(rule) {
			t.Fatalf("%v is %v, %v", rule, got, err)
		}
	})
}
