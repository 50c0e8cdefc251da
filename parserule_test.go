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
	for text, want := range map[string]Rule{
		"At  Least 33\nSEATS are Present":                              SeatCount{Present, 33},
		"at least 33 # of 56\n seats # not votes\nare present#":        SeatCount{Present, 33},
		"((at least 1 seats is for))":                                  SeatCount{For, 1},
		"at least 01 seat has cast":                                    SeatCount{Cast, 1},
		"at least 2 seats are abstain":                                 SeatCount{Abstain, 2},
		"more than 1 / 2of votes for+against are for":                  SimpleMajority(),
		"more than 1/2 of votes seats are for":                         Share{Of: For, Base: AllSeats, Need: MoreThan(1, 2)},
		"more than 1/2 of all votes except vacant + suspended are for": AbsoluteMajority(),
		"at least 1/2 of votes cast have cast less none":               Share{Of: Cast, Base: Cast, Need: AtLeast(1, 2)},
		"all of (at least 1 seat is for; at least 2 seats are for)":    All{SeatCount{For, 1}, SeatCount{For, 2}},
		"any of (at least 1 seat is for; at least 2 seats are for)":    Any{SeatCount{For, 1}, SeatCount{For, 2}},
		`in "Workers" (at least 1 seat is for)`:                        In{Bloc: "Workers", Rule: SeatCount{For, 1}},
		"IN THE FIRST GROUP (at least 1 seat is for)":                  In{Group: First, Rule: SeatCount{For, 1}},
	} {
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
	const terms = `"at least", "more than", "in", "quorum", "no veto", "all of", "any of" or "("`
	for text, want := range map[string]string{
		"":                                     "offset 0: found the end, want " + terms,
		"# nothing":                            "offset 9: found the end, want " + terms,
		"most votes are for":                   `offset 0: found "most", want ` + terms,
		"more than 1/2 of cast are for":        `offset 17: found "cast", want "votes" or "seats"`,
		"at least 50% of votes cast are for":   `offset 11: found "%", want a fraction from 0 to 1, as in 70/100 for 70 per cent`,
		"more than 50% of votes cast are for":  `offset 12: found "%", want a fraction from 0 to 1, as in 70/100 for 70 per cent`,
		"more than 0.5 of votes cast are for":  `offset 11: found ".", want "/", as in 1/2`,
		"more than half of votes cast are for": `offset 10: found "half", want a number`,
		"at least -1 seats are for":            `offset 9: found "-", want a number`,
		"at most 1/2 of votes cast are for":    `offset 3: found "most", want "least"`,
		"more then 1/2 of votes cast are for":  `offset 5: found "then", want "than"`,
		"more than 1/1 of votes cast are for":  `offset 10: found "1/1", want a fraction below 1 after "more than"`,
		"at least 3/2 of votes cast are for":   `offset 9: found "3/2", want a fraction from 0 to 1`,
		"at least 0/0 of votes cast are for":   `offset 9: found "0/0", want a denominator above 0`,
		"at least 1/2 of votes cast":           `offset 26: found the end, want "are", "have cast" or "abstain"`,
		"at least 1/2 of votes cast are yes":   `offset 31: found "yes", want "for"`,
		"at least 1/2 of votes cast are":       "offset 30: found the end, want for, against, abstain, spoilt, silent, absent, suspended, vacant, cast, voting, present, entitled, in office, seats or none",
		"at least 1/2 of votes in are for":     `offset 25: found "are", want "office"`,
		"at least 1 seat have voted":           `offset 21: found "voted", want "cast"`,
		"at least 1 seat is for less against":  `offset 23: found "less", want "and", "or" or the end`,
		"at least 1 seat is for;":              `offset 22: found ";", want "and", "or" or the end`,
		"at least 1 seat is for and at least 2 seats are for or at least 3 seats are for": `offset 52: found "or", want parentheses around what belongs together, as in a and (b or c)`,
		"quorum at least 1 seat is present":                                               `offset 7: found "at", want "("`,
		"quorum ()":                                                                       `offset 8: found ")", want ` + terms,
		"quorum (at least 1 seat is present,)":                                            `offset 34: found ",", want "and", "or", ";" or ")"`,
		"quorum (at least 1 seat is present;)":                                            `offset 35: found ")", want ` + terms,
		"quorum (at least 1 seat is present":                                              `offset 34: found the end, want "and", "or", ";" or ")"`,
		"(at least 1 seat is present":                                                     `offset 27: found the end, want ")"`,
		"no rule":                                                                         `offset 3: found "rule", want "veto"`,
		"at least 2 of 3 (at least 1 seat is for; at least 1 seat is for)":                `offset 14: found "3", want 2, the number of rules`,
		"at least 3 of 2 (at least 1 seat is for; at least 1 seat is for)":                `offset 9: found "3", want a number from 1 to 2`,
		"at least 0 of 1 (at least 1 seat is for)":                                        `offset 9: found "0", want a number from 1 to 1`,
		"in at least 4 of the groups (at least 1 seat is for)":                            `offset 12: found "4", want a number from 1 to 3`,
		"in at least 2 of groups (at least 1 seat is for)":                                `offset 17: found "groups", want "the"`,
		"in the fourth group (at least 1 seat is for)":                                    `offset 7: found "fourth", want "first", "second" or "third"`,
		"in Industry, Trade and Finance (at least 1 seat is for)":                         `offset 11: found ",", want "("`,
		`in "" (at least 1 seat is for)`:                                                  `offset 3: found "", want the path of a bloc, "the", "each", "at least" or "more than"`,
		`in "A (at least 1 seat is for)`:                                                  `offset 3: found "\"", want the path of a bloc, "the", "each", "at least" or "more than"`,
		"in 4th (at least 1 seat is for)":                                                 `offset 3: found "4", want the path of a bloc, "the", "each", "at least" or "more than"`,
		"in each of the groups (at least 1 seat is for)":                                  `offset 8: found "of", want "group" or "bloc"`,
		"in each bloc (at least 1 seat is for)":                                           `offset 13: found "(", want "of"`,
		"in each bloc of (at least 1 seat is for)":                                        `offset 16: found "(", want the path of a bloc or "the"`,
		"in each group with votes cast (at least 1 seat is for)":                          `offset 19: found "votes", want "any"`,
		"in each group with any seats none (at least 1 seat is for)":                      `offset 29: found "none", want states that a part can be in`,
		"in each group with any cast (at least 1 seat is for)":                            `offset 23: found "cast", want "votes" or "seats"`,
		"in each group with any votes cast at least 1 seat is for":                        `offset 34: found "at", want "("`,
		"in at least 0 of the blocs of Clergy (at least 1 seat is for)":                   `offset 12: found "0", want a number above 0`,
		"in at least 3/2 of the groups (at least 1 seat is for)":                          `offset 12: found "3/2", want a fraction from 0 to 1`,
		"in more than 1/2 of the seats (at least 1 seat is for)":                          `offset 24: found "seats", want "groups" or "blocs"`,
		"in more than 2 of the groups (at least 1 seat is for)":                           `offset 15: found "of", want "/", as in 1/2`,
		"at least 99999999999999999999 seats are for":                                     "offset 9: found \"99999999999999999999\", want a number up to ",
		"rule":                        "offset 4: found the end, want the name of a rule",
		"rule elders":                 `offset 5: found "elders", want the name of a rule given`,
		"at least 1 seat is for \xff": `offset 23: found "\xff", want "and", "or" or the end`,
		"at Kelvin 1 seat is \u212a":  `offset 3: found "Kelvin", want "least"`,
		"at leaſt 1 seat is for":      `offset 3: found "leaſt", want "least"`,
	} {
		r, err := ParseRule(text)
		var e *Error
		if r != nil || !errors.Is(err, ErrText) || !errors.As(err, &e) || e.Name != text || !strings.HasPrefix(e.Detail, want) {
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
		{one + strings.Repeat(" ", 64<<10-len(one)), one + strings.Repeat(" ", 64<<10-len(one)+1), "more than 65536 bytes"},
		{nest("(", 100, ")"), nest("(", 101, ")"), "offset 101: nests parentheses more than 100 deep"},
		{nest("quorum (", 100, ")"), nest("quorum (", 101, ")"), "offset 808: nests parentheses more than 100 deep"},
		{nest("in Chair (", 100, ")"), nest("in Chair (", 10_000>>1, ")"), "nests parentheses more than 100 deep"},
		{one + strings.Repeat(" and "+one, 998), one + strings.Repeat(" and "+one, 999), "more than 1000 clauses"},
		{"quorum (" + one + strings.Repeat(";"+one, 998) + ")", "quorum (" + one + strings.Repeat(";"+one, 999) + ")", "more than 1000 clauses"},
		{nest(one+" and (", 100, ")"), nest(one+" and (", 101, ")"), "nests parentheses more than 100 deep"},
	} {
		if r, err := ParseRule(c.most); err != nil {
			t.Errorf("%.40s: %v", c.most, err)
		} else if _, err := (RuleText{r}).MarshalText(); err != nil {
			t.Errorf("%.40s: %v", c.most, err)
		}
		if r, err := ParseRule(c.beyond); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), c.want) || r != nil {
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
		return In{Bloc: strings.Repeat("x", n-len(In{Bloc: "", Rule: SimpleMajority()}.String())+len("no part")), Rule: SimpleMajority()}
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
		if _, err := (RuleText{rule}).MarshalText(); !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrRule) {
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
	for _, space := range []string{" ", "\n", "\r\n\t", "\u00a0\u2003", "# and\n", " #\n#\n ", "#\xff\n"} {
		text := space + strings.Join(words, space) + space
		if got, err := ParseRule(text); err != nil || got != Rule(want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"in A(at least 2seats are for)", "in A (at least 2 seats are for)# the end"} {
		if got, err := ParseRule(text); err != nil || got != Rule(want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"inA (at least 2 seats are for)", "in A (at least 2 se ats are for)", "in A (at least # 2 seats are for)", "in A \x00(at least 2 seats are for)"} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// A quotation mark begins a name only as a Go string does, and a name ends where it does.
func TestQuotedNamesInRules(t *testing.T) {
	t.Parallel()
	for quoted, name := range map[string]string{
		`"Workers"`: "Workers", `"A\tB"`: "A\tB", `"\u00c9"`: "É", `"a"`: "a", `"# no comment"`: "# no comment", `"(;)"`: "(;)", `"\""`: `"`, `"\xff"`: "\xff",
	} {
		got, err := ParseRule(fmt.Sprintf("in %s(at least 2 seats are for)", quoted))
		if err != nil || got != Rule(In{Bloc: name, Rule: SeatCount{For, 2}}) {
			t.Errorf("%s is %v, %v", quoted, got, err)
		}
	}
	for _, quoted := range []string{"`A`", "'A'", `"A`, `A"`, "\"A\nB\"", `"\q"`, `""`, `"quorum" "A"`} {
		if got, err := ParseRule(fmt.Sprintf("in %s (at least 2 seats are for)", quoted)); err == nil {
			t.Errorf("%s is %v", quoted, got)
		}
	}
}

// A quoted word is a name, and never a word of the grammar.
func TestQuotedWordsAreNames(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"at" least 1 seat is for`, `at least 1 seat is "for"`, `"quorum" (at least 1 seat is for)`, `in "each" group (at least 1 seat is for)`} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%s is %v", text, got)
		}
	}
}
