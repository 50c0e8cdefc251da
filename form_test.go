package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// kinds has a rule of each kind of this package, and a pointer to one.
func kinds() map[string][2]Rule {
	share, number, in := SimpleMajority(), SeatCount{For, 1}, In{Group: First, Rule: TwoThirds()}
	all, any, of := All{share}, Any{share}, KOf{1, []Rule{share}}
	quorum, veto, each, named := Quorum{share}, Veto{share}, Parts{Rule: share},
		Named{Name: "majority", Rule: share}
	function := RuleFunc(share.Decide)
	return map[string][2]Rule{
		"Share": {share, &share}, "SeatCount": {number, &number}, "In": {in, &in},
		"All": {all, &all}, "Any": {any, &any},
		"KOf": {of, &of}, "Quorum": {quorum, &quorum}, "Veto": {veto, &veto}, "Parts": {each, &each},
		"Named":    {named, &named},
		"RuleFunc": {function, &function},
	}
}

// No kind of rule is forgotten where rules are told apart: each has a text of its own,
// can be looked into, and is decided as it is explained; so does a pointer to it.
func TestEveryKindOfRuleIsKnown(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || d.Recv == nil || d.Name.Name != "Decide" || strings.HasSuffix(file, "_test.go") {
				continue
			}
			if name, ok := d.Recv.List[0].Type.(*ast.Ident); ok {
				declared = append(declared, name.Name)
			}
		}
	}
	slices.Sort(declared)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(kinds())), declared); diff != "" {
		t.Fatal(diff)
	}
	tally := voteOf(t, Count{For: 28}, Count{For: 10, Against: 4}, Count{For: 14})
	for name, rules := range kinds() {
		for _, rule := range rules {
			_, ours := Ours(rule)
			if ours == (name == "RuleFunc") {
				t.Errorf("%T can be looked into: %t", rule, ours)
			}
			f := Explain(All{rule}, tally)
			alone, sound := Verdict(rule, tally)
			if o := (All{rule}).Decide(tally); o != f.Outcome || o != alone || !sound {
				t.Errorf("%T: decided %v, explained as %v, alone %v, sound: %t",
					rule, o, f.Outcome, alone, sound)
			}
			if text := f.String(); strings.Contains(text, "tripartite.") {
				t.Errorf("%T has no text: %s", rule, text)
			}
		}
		if err := Vet(All{rules[0]}, council); errors.Is(err, ErrRule) {
			t.Errorf("%s: %v", name, err)
		}
		if err := Vet(All{rules[1]}, council); !errors.Is(err, ErrRule) {
			t.Errorf("a pointer to %s: %v", name, err)
		}
	}
}

// Decide comes to what the explanation says, and the oracle: in the whole and in each of its
// parts.
func TestVerdictsAgreeWithTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, _, tally := drawTally(t)
		rule, o := drawRule(t, 3), newOracle(s, tally.Counts())
		if rule == nil {
			return
		}
		for _, part := range append(parts(tally), Tally{}) {
			got := rule.Decide(part)
			f := Explain(rule, part)
			want, sound := Verdict(rule, part)
			if got != want || f.Outcome != want || Sound(rule, part) != sound {
				t.Fatalf("%v of %q: %v, or %v, sound: %t\n%v", rule, part.Name(), got, want, sound, f)
			}
			if part.Seats(AllSeats) == 0 { // the oracle does not know the zero Tally
				continue
			}
			if asked := o.decide(rule, part.Name()); asked != got || o.nonsense(rule, part.Name()) == sound {
				t.Fatalf("%v of %q: %v, but the oracle says %v, sound: %t", rule,
					part.Name(), got, asked, sound)
			}
		}
	})
}

// embedding is a rule of a user's own, which has the methods of All.
type embedding struct{ All }

func (embedding) Decide(Tally) Outcome { return Adopted }

// A struct that embeds a rule of this package is a rule of the user's own: it decides,
// and not what it embeds.
func TestEmbeddedRuleIsTheUsersOwn(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	for _, own := range []Rule{embedding{All{SimpleMajority()}}, embedding{}, &embedding{}} {
		for _, rule := range []Rule{own, All{own}, Any{own}, Parts{Rule: own}, In{Group: First, Rule: own}, Parts{K: 3, Rule: own}, Quorum{own}} {
			if got := rule.Decide(tally); got != Adopted || Explain(rule, tally).Outcome != Adopted {
				t.Errorf("%T of %T: %v", rule, own, got)
			}
		}
		if _, ours := Ours(own); ours {
			t.Errorf("%T can be looked into", own)
		}
		if text, err := (RuleText{own}).MarshalText(); !errors.Is(err, ErrRule) {
			t.Errorf("%T has the text %s, %v", own, text, err)
		}
	}
}

// cycles are rules that contain themselves, twice where they can.
func cycles() map[string]Rule {
	all, any, quorum, veto, inner := make(All, 2), make(Any, 3), make(Quorum, 2),
		make(Veto, 2), make(All, 2)
	all[0], all[1] = all, all
	any[0], any[1], any[2] = SimpleMajority(), any, any
	quorum[0], quorum[1] = quorum, quorum
	veto[0], veto[1] = veto, veto
	each := Parts{Rule: inner}
	inner[0], inner[1] = each, each
	of := KOf{2, make([]Rule, 2)}
	of.Rules[0], of.Rules[1] = of, of
	outOfRange := KOf{7, make([]Rule, 2)}
	outOfRange.Rules[0], outOfRange.Rules[1] = outOfRange, nil
	in := make(Any, 2)
	in[0], in[1] = In{Bloc: "Workers", Rule: in}, In{Group: Third, Rule: in}
	pointer := All{nil, nil}
	pointer[0], pointer[1] = &pointer, &pointer
	var inPointer In
	inPointer = In{Group: First, Rule: &inPointer}
	var groups Parts
	groups = Parts{K: 1, Rule: &groups}
	return map[string]Rule{
		"all": all, "any": any, "quorum": quorum, "veto": veto, "each": each, "of": of,
		"out of range": outOfRange, "in": in,
		"pointer": pointer, "in, by pointer": inPointer, "groups": groups,
		"beside":       Any{SimpleMajority(), all},
		"in a quorum":  All{Quorum{veto}, SimpleMajority()},
		"not cast":     All{SimpleMajority(), Veto{In{Group: First, Rule: all}}},
		"in one group": Parts{Rule: Any{Quorum{SeatCount{For, 57}}, In{Group: Third, Rule: all}}},
	}
}

// A rule that contains itself is malformed: it is Rejected whatever else it has, every
// check says so, and nothing takes long or runs out of memory.
func TestRuleThatContainsItself(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	tally := voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14})
	for name, rule := range cycles() {
		for _, part := range []Tally{tally, {}, tally.Group(First), blocOf(tally, "Workers")} {
			f := Explain(rule, part)
			if o := rule.Decide(part); o != f.Outcome {
				t.Errorf("%s: %v, explained as %v", name, o, f.Outcome)
			}
		}
		ends := name == "each" || name == "groups" // there are no groups within a group
		if o := rule.Decide(tally); o != Rejected {
			t.Errorf("%s is %v", name, o)
		}
		if f := Explain(rule, tally); !ends &&
			(len(f.Parts) != 0 || !strings.Contains(string(f.Reason), "contains itself")) {
			t.Errorf("%s:\n%v", name, f)
		}
		if text := clauseOf(rule); len(text) > 200 {
			t.Errorf("%s has a text of %d bytes", name, len(text))
		}
		if err := Vet(rule, council); !errors.Is(err, ErrRule) {
			t.Errorf("%s: Vet says %v", name, err)
		}
		if ends {
			continue
		}
		for check, err := range map[string]error{"CheckRule": CheckRule(rule, council, pairs()), "Properties": Properties(rule, pairs()).Err(Neutral)} {
			if !errors.Is(err, ErrRule) || strings.Count(err.Error(), "\n") > 1 {
				t.Errorf("%s: %s says %v", name, check, err)
			}
		}
		if got, err := Possible(rule, pairs().OpenRoom().Tally(), Silent, Cast); !errors.Is(err, ErrRule) || got != 0 {
			t.Errorf("%s: possible is %v, %v", name, got, err)
		}
		if _, err := ToAdopt(rule, tally, Absent); !errors.Is(err, ErrRule) {
			t.Errorf("%s: %v", name, err)
		}
		if properties := holding(Properties(rule, pairs())); properties != 0 {
			t.Errorf("%s holds %v", name, properties)
		}
	}
}

func clauseOf(r Rule) string { return r.(interface{ String() string }).String() }

// Rules nest as deep as the limit, and not one deeper, whatever they are made of.
func TestRulesNestAsDeepAsTheLimit(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	tally := voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14})
	around := map[string]func(Rule) Rule{
		"all":    func(r Rule) Rule { return All{r} },
		"any":    func(r Rule) Rule { return Any{SeatCount{For, 57}, r} },
		"of":     func(r Rule) Rule { return KOf{1, []Rule{r, SeatCount{For, 57}}} },
		"quorum": func(r Rule) Rule { return Quorum{r} },
		"veto":   func(r Rule) Rule { return Veto{r} },
		"in":     func(r Rule) Rule { return In{Group: First, Rule: r} },
		"mixed":  func(r Rule) Rule { return Veto{All{Veto{In{Group: First, Rule: r}}}} },
	}
	for name, wrap := range around {
		levels := map[string]int{"mixed": 4}[name]
		if levels == 0 {
			levels = 1
		}
		var rule Rule = SimpleMajority()
		for range MostDepth / levels {
			rule = wrap(rule)
		}
		for _, want := range []bool{true, false} {
			if !want {
				rule = All{rule}
			}
			f := Explain(rule, tally)
			o, sound := Verdict(rule, tally)
			if sound != want || rule.Decide(tally) != o || f.Outcome != o {
				t.Errorf("%s: %v, or %v, explained as %v; sound: %t",
					name, rule.Decide(tally), o, f.Outcome, sound)
			}
			if err := Vet(rule, council); errors.Is(err, ErrRule) == want {
				t.Errorf("%s: sound is %t: %.200v", name, want, err)
			}
		}
	}
	for _, leaf := range []Rule{eachVoting(SimpleMajority()), Parts{Rule: SimpleMajority()}, Parts{Rule: All{SimpleMajority(), TwoThirds()}}, Parts{K: 2, Rule: SimpleMajority()}} {
		var rule = leaf
		for range MostDepth - 2 {
			rule = All{rule}
		}
		for n, want := range []Outcome{Adopted, Adopted, Rejected} { // the last is too deep
			if each, ok := leaf.(Parts); ok && n == 1 && each.K+int(each.With) == 0 &&
				len(fmt.Sprint(each)) > len(fmt.Sprint(EachGroup(SimpleMajority()))) {
				want = Rejected // it has an All in each group
			}
			if got := rule.Decide(tally); got != want || Explain(rule, tally).Outcome != want {
				t.Errorf("%v, %d deeper: %v, want %v", leaf, n, got, want)
			}
			rule = All{rule}
		}
	}
}

// The zero Tally, as it is beside an error, adopts nothing, whatever the rule.
func TestZeroTallyAdoptsNothing(t *testing.T) {
	nothing := SeatCount{Of: For}
	rules := []Rule{
		nothing, Quorum{nothing}, Parts{Rule: nothing}, Parts{K: 1, Rule: nothing}, All{nothing},
		Any{nothing}, Veto{SimpleMajority()},
		Veto{Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}, All{Veto{Quorum{SimpleMajority()}}},
		In{Group: First, Rule: Veto{TwoThirds()}},
		Share{Of: For, Base: Cast, Need: AtLeast(0, 1)}, eachVoting(TwoThirds()),
		KOf{K: 1, Rules: []Rule{Veto{TwoThirds()}, nothing}},
	}
	for _, tally := range []Tally{{}, new(Ballot).Tally(), (*Body)(nil).OpenRoom().Tally(), voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14}).Group(First).Group(Second)} {
		for _, rule := range rules {
			if got := rule.Decide(tally); got == Adopted || Explain(rule, tally).Outcome != got {
				t.Errorf("%v: %v, %v", rule, got, Explain(rule, tally))
			}
		}
	}
}

// A rule with very many clauses is too large, and does not contain itself. Its text
// ends.
func TestVeryManyClauses(t *testing.T) {
	proptest.Longest(t)
	var shared Rule = SimpleMajority()
	for range 40 { // a trillion clauses: nothing that walks them ends
		shared = All{shared, shared}
	}
	long := All(slices.Repeat([]Rule{SimpleMajority()}, 250_000))
	tally := council.OpenRoom().Tally()
	for name, rule := range map[string]Rule{"shared": shared, "long": long} {
		_, err := Possible(rule, tally, Silent, Present)
		_, err2 := ToAdopt(rule, tally, 0)
		_, err3 := ToFail(rule, tally, 0)
		_, err4 := PowerOf(rule, council, Cast)
		_, err5 := MinimalBlocking(rule, council)
		comparison, err6 := Compare(Constitution{council, SimpleMajority()},
			Constitution{council, rule}, Cast)
		if err6 == nil {
			err6 = comparison.Err()
		}
		_, err7 := NewRecord(rule, tally)
		_, err8 := json.Marshal(RuleText{rule})
		err9 := (&Record{Body: council, Rule: rule, Counts: tally.Counts()}).Check()
		for i, err := range []error{err, err2, err3, err4, err5, err6, err7, err8, err9, Vet(rule, council), CheckRule(rule, council)} {
			if !errors.Is(err, ErrTooLarge) || len(err.Error()) > 500 {
				t.Errorf("%s, %d: %v", name, i, err)
			}
		}
		if text, err := json.Marshal(Finding{Rule: rule, Parts: []Finding{{Rule: rule}}}); err != nil || len(text) > 2_000 {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
		if text := fmt.Sprint(rule); len(text) > 1000 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
	}
}

// The zero value of each kind of rule decides as it is explained, by itself and as a part, also
// where a veto looks into it.
func TestZeroRuleOfEachKind(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 28}, Count{For: 14}, Count{Against: 14})
	for name, rules := range kinds() {
		zero, ok := reflect.Zero(reflect.TypeOf(rules[0])).Interface().(Rule)
		if !ok {
			t.Fatal(name)
		}
		for _, rule := range []Rule{zero, Veto{zero}, All{SimpleMajority(), zero}} {
			want, _ := Verdict(rule, tally)
			if got := rule.Decide(tally); got != want || Explain(rule, tally).Outcome != want {
				t.Errorf("%s: %v: %v, want %v", name, rule, got, want)
			}
		}
	}
}
