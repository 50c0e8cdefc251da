package tripartite_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A rule that marshals parses back to the same value, and prints the same text. One that
// does not marshal has a text that is refused.
func TestRuleTextRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.OneOf(
			rapid.Custom(func(t *rapid.T) Rule { return drawRule(t, 3) }),
			rapid.Custom(func(t *rapid.T) Rule { return drawHelped(t, 3) }),
		).Draw(t, "rule")
		text, err := RuleText{rule}.MarshalText()
		if err != nil {
			if got, err := ParseRule(fmt.Sprint(rule)); err == nil {
				t.Fatalf("%v has no text, and reads as %#v", rule, got)
			}
			return
		}
		if string(text) != fmt.Sprint(rule) {
			t.Fatalf("%v marshals as %s", rule, text)
		}
		got, err := ParseRule(string(text))
		if err != nil || !reflect.DeepEqual(got, rule) {
			t.Fatalf("%v reads as %#v, %v", rule, got, err)
		}
	})
}

// The rules that vote for nothing but what they should are all sound, and have a text.
func TestSoundRulesHaveAText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		if _, err := (RuleText{drawHelped(t, 4)}).MarshalText(); err != nil {
			t.Fatal(err)
		}
	})
}

// People write in other ways, too: in any case, with space and comments between words, with
// parentheses that are not needed, with other names of a set.
func TestRuleTextInOtherWords(t *testing.T) {
	t.Parallel()
	for _, test := range []textOfRule{
		{SeatCount{Present, 33}, "At  Least 33\nSEATS are Present"},
		{SeatCount{Present, 33}, "at least 33 # of 56\n seats # not votes\nare present#"},
		{SeatCount{For, 1}, "((at least 1 seats is for))"},
		{SeatCount{Cast, 1}, "at least 01 seat has cast"},
		{SeatCount{Abstain, 2}, "at least 2 seats are abstain"},
		{SimpleMajority(), "more than 1 / 2of votes for+against are for"},
		{Share{Of: For, Base: AllSeats, Need: MoreThan(1, 2)},
			"more than 1/2 of votes seats are for"},
		{AbsoluteMajority(), "more than 1/2 of all votes except vacant + suspended are for"},
		{Share{Of: Cast, Base: Cast, Need: AtLeast(1, 2)},
			"at least 1/2 of votes cast have cast less none"},
		{All{SeatCount{For, 1}, SeatCount{For, 2}},
			"all of (at least 1 seat is for; at least 2 seats are for)"},
		{Any{SeatCount{For, 1}, SeatCount{For, 2}},
			"any of (at least 1 seat is for; at least 2 seats are for)"},
		{In{Bloc: "Workers", Rule: SeatCount{For, 1}}, `in "Workers" (at least 1 seat is for)`},
		{In{Group: First, Rule: SeatCount{For, 1}}, "IN THE FIRST GROUP (at least 1 seat is for)"},
	} {
		text, want := test.text, test.rule
		got, err := ParseRule(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is %#v, %v", text, got, err)
			continue
		}
		if again, err := ParseRule(fmt.Sprint(got)); err != nil || !reflect.DeepEqual(again, want) {
			t.Errorf("%v is %#v, %v", got, again, err)
		}
	}
}

// An error says where it is, what was found there, and what would be right.
func TestRuleTextErrors(t *testing.T) {
	t.Parallel()
	mistakes := map[string]string{
		"at least 1 seat is for \xff": `offset 23: found "\xff", want "and", "or" or the end`,
		"at Kelvin 1 seat is \u212a":  `offset 3: found "Kelvin", want "least"`,
	}
	for _, block := range strings.Split(read(t, "testdata/rules/mistakes.txt"), "\n\n")[1:] {
		text, want, _ := strings.Cut("\n"+block, "\n\t")
		mistakes[strings.TrimPrefix(text, "\n")] = strings.TrimSuffix(want, "\n")
	}
	for text, want := range mistakes {
		r, err := ParseRule(text)
		var e *Error
		if r != nil || !errors.Is(err, ErrText) || !errors.As(err, &e) || e.Name != text ||
			!strings.HasPrefix(e.Detail, want) {
			t.Errorf("%q: %v, %v\nwant %s", text, r, err, want)
			continue
		}
		checkErrorLines(t, err)
	}
}

// A text has limits: its length, its parentheses, its clauses. On this side of each limit it
// parses, and what it parses to marshals.
func TestRuleTextLimits(t *testing.T) {
	t.Parallel()
	const one = "at least 1 seat is for"
	nest := func(before string, n int, after string) string {
		return strings.Repeat(before, n) + one + strings.Repeat(after, n)
	}
	for _, c := range []struct{ most, beyond, want string }{
		{one + strings.Repeat(" ", 64<<10-len(one)), one +
			strings.Repeat(" ", 64<<10-len(one)+1), "more than 65536 bytes"},
		{nest("(", 100, ")"), nest("(", 101, ")"),
			"offset 101: nests parentheses more than 100 deep"},
		{nest("quorum (", 100, ")"), nest("quorum (", 101, ")"),
			"offset 808: nests parentheses more than 100 deep"},
		{nest("in Chair (", 100, ")"), nest("in Chair (", 10_000>>1, ")"),
			"nests parentheses more than 100 deep"},
		{one + strings.Repeat(" and "+one, 998), one + strings.Repeat(" and "+one, 999),
			"more than 1000 clauses"},
		{"quorum (" + one + strings.Repeat(";"+one, 998) + ")", "quorum (" + one +
			strings.Repeat(";"+one, 999) + ")", "more than 1000 clauses"},
		{nest(one+" and (", 100, ")"), nest(one+" and (", 101, ")"),
			"nests parentheses more than 100 deep"},
	} {
		if r, err := ParseRule(c.most); err != nil {
			t.Errorf("%.40s: %v", c.most, err)
		} else if _, err := (RuleText{r}).MarshalText(); err != nil {
			t.Errorf("%.40s: %v", c.most, err)
		}
		if r, err := ParseRule(c.beyond); !errors.Is(err, ErrTooLarge) ||
			!strings.Contains(err.Error(), c.want) || r != nil {
			t.Errorf("%.40s: %v", c.beyond, err)
		}
	}
}

// Brackets, clauses and bytes count alike in a rule and in its text.
func TestRuleTextLimitsOfRules(t *testing.T) {
	t.Parallel()
	nest := func(n int, around func(Rule) Rule) Rule {
		rule := Rule(SeatCount{For, 1})
		for range n {
			rule = around(rule)
		}
		return rule
	}
	many := func(n int) Rule {
		return All(slices.Repeat([]Rule{SeatCount{For, 1}}, n))
	}
	quorum := func(r Rule) Rule { return Quorum{r} }
	pair := func(r Rule) Rule { return All{r, SeatCount{For, 2}} }
	long := func(n int) Rule {
		return In{Bloc: strings.Repeat("x", n-len(In{Bloc: "",
			Rule: SimpleMajority()}.String())+len("no part")), Rule: SimpleMajority()}
	}
	for name, c := range map[string]struct{ most, beyond Rule }{
		"lists":         {nest(100, quorum), nest(101, quorum)},
		"and":           {nest(101, pair), nest(102, pair)},
		"and in a list": {Quorum{nest(100, pair)}, Quorum{nest(101, pair)}},
		"clauses":       {many(999), many(1000)},
		"bytes":         {long(64 << 10), long(64<<10 + 1)},
	} {
		text, err := RuleText{c.most}.MarshalText()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := ParseRule(string(text)); err != nil || !reflect.DeepEqual(got, c.most) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := (RuleText{c.beyond}).MarshalText(); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := ParseRule(fmt.Sprint(c.beyond)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Rules that contain themselves have no text, and are refused at once.
func TestRuleTextOfCycles(t *testing.T) {
	t.Parallel()
	for name, rule := range cycles() {
		if _, err := (RuleText{rule}).MarshalText(); !errors.Is(err, ErrTooLarge) &&
			!errors.Is(err, ErrRule) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := ParseRule(fmt.Sprint(RuleText{rule})); err == nil {
			t.Errorf("%s parses", name)
		}
	}
}

// A rule of the caller's own is taken by its name, wherever a term can be, and no other.
func TestParseRuleWithRulesOfTheCaller(t *testing.T) {
	t.Parallel()
	elders, majority := claimed("the elders agree"), SimpleMajority()
	named := []Named{
		{Name: "the elders agree", Rule: elders}, {Name: "majority", Rule: majority},
		{Name: "nothing"}, {Name: "majority", Rule: elders},
	}
	for text, want := range map[string]Rule{
		`rule "the elders agree"`:                         elders,
		"in Chair (rule majority)":                        In{Bloc: "Chair", Rule: majority},
		`quorum (rule majority; rule "the elders agree")`: Quorum{majority, elders},
	} {
		if got, err := ParseRule(text, named...); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, name := range []string{"Majority", "nothing", `"the elders"`} {
		_, err := ParseRule("rule "+name, named...)
		const want = `, want the name of a rule given: "the elders agree", "majority", "majority"`
		if !errors.Is(err, ErrText) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Space of any kind and comments stand between words, and nowhere else.
func TestSpaceInRules(t *testing.T) {
	t.Parallel()
	want := In{Bloc: "A", Rule: SeatCount{For, 2}}
	words := []string{"in", "A", "(", "at", "least", "2", "seats", "are", "for", ")"}
	for _, space := range []string{" ", "\n", "\r\n\t", "\u00a0\u2003", "# and\n", " #\n#\n ",
		"#\xff\n"} {
		text := space + strings.Join(words, space) + space
		if got, err := ParseRule(text); err != nil || got != Rule(want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"in A(at least 2seats are for)",
		"in A (at least 2 seats are for)# the end"} {
		if got, err := ParseRule(text); err != nil || got != Rule(want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"inA (at least 2 seats are for)",
		"in A (at least 2 se ats are for)", "in A (at least # 2 seats are for)",
		"in A \x00(at least 2 seats are for)"} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// A quotation mark begins a name only as a Go string does, and a name ends where it does.
func TestQuotedNamesInRules(t *testing.T) {
	t.Parallel()
	for quoted, name := range map[string]string{
		`"Workers"`: "Workers", `"A\tB"`: "A\tB", `"\u00c9"`: "É", `"a"`: "a",
		`"# no comment"`: "# no comment",
		`"(;)"`:          "(;)", `"\""`: `"`, `"\xff"`: "\xff",
	} {
		got, err := ParseRule(fmt.Sprintf("in %s(at least 2 seats are for)", quoted))
		if err != nil || got != Rule(In{Bloc: name, Rule: SeatCount{For, 2}}) {
			t.Errorf("%s is %v, %v", quoted, got, err)
		}
	}
	for _, quoted := range []string{"`A`", "'A'", `"A`, `A"`, "\"A\nB\"", `"\q"`, `""`,
		`"quorum" "A"`} {
		if got, err := ParseRule(fmt.Sprintf("in %s (at least 2 seats are for)",
			quoted)); err == nil {
			t.Errorf("%s is %v", quoted, got)
		}
	}
}

// A quoted word is a name, and never a word of the grammar.
func TestQuotedWordsAreNames(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"at" least 1 seat is for`, `at least 1 seat is "for"`,
		`"quorum" (at least 1 seat is for)`, `in "each" group (at least 1 seat is for)`} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%s is %v", text, got)
		}
	}
}
