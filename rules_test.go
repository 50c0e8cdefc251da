package tripartite_test

import (
	"errors"
	"flag"
	"fmt"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// voteOf is how the governments, employers and workers of the council voted.
func voteOf(t *testing.T, governments, employers, workers Count) Tally {
	t.Helper()
	tally, err := council.Tally(Counts{"Governments": governments, "Employers": employers, "Workers": workers})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

var update = flag.Bool("update", false, "write the golden files anew; read the difference before it is committed")

// golden compares a text with the file of that name in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

// selfExplained is a rule of a user's own that can say why, but says it wrong.
type selfExplained struct{}

func (selfExplained) Decide(Tally) Outcome { return Rejected }

func (selfExplained) Explain(Tally) Finding {
	return Finding{Clause: "the oldest member agrees", Outcome: Adopted, Reason: "she does not"}
}

// Every composite asks every group and every part, whatever the parts are.
func TestCompositesAskAll(t *testing.T) {
	t.Parallel()
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	for place := range 3 {
		counts := [3]Count{{For: 28}, {For: 14}, {For: 14}}
		counts[place] = Count{Against: counts[place].For}
		tally := voteOf(t, counts[0], counts[1], counts[2])
		for _, part := range []Rule{SimpleMajority(), own, All{SimpleMajority()}, SeatCount{For, 1}} {
			for _, rule := range []Rule{Parts{Rule: part}, Parts{Rule: All{part, part}}, Parts{K: 3, Rule: part}} {
				if got := rule.Decide(tally); got != Rejected {
					t.Errorf("%v is %v without group %d", rule, got, place+1)
				}
			}
			if got := (Parts{K: 2, Rule: part}).Decide(tally); got != Adopted {
				t.Errorf("two groups of three: %v", got)
			}
		}
	}
}

// A veto whose malformed rule, as for a group that is misspelt, does
// not let the motion through.
func TestVetoThatMeansNothing(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 28}, Count{Against: 14}, Count{For: 14})
	for _, broken := range []Rule{
		In{Bloc: "employers", Rule: SeatCount{Against, 1}}, GroupVeto(0, Cast), RuleFunc(nil), All{}, nil, SeatCount{Against, -1},
		Share{Of: Against, Base: Cast, Need: AtLeast(2, 0)}, KOf{2, []Rule{SimpleMajority()}}, Parts{K: 4, Rule: SimpleMajority()},
		In{Group: First, Rule: Parts{Rule: SimpleMajority()}}, Parts{Rule: In{Bloc: "Workers", Rule: SimpleMajority()}}, Any{Quorum{Veto{Parts{}}}},
		eachVoting(Share{Of: For, Base: Cast}), KOf{0, []Rule{SimpleMajority()}}, Parts{K: -1, Rule: SimpleMajority()},
	} {
		rule := All{SimpleMajority(), Veto{broken}}
		if got, f := rule.Decide(tally), Explain(rule, tally); got != Rejected || f.Parts[1].Reason == "" {
			t.Errorf("%v: %v\n%v", rule, got, f)
		}
		if err := Vet(rule, council); !errors.Is(err, ErrRule) {
			t.Errorf("%v: %v", rule, err)
		}
	}
	against, abstain := Share{Of: Against, Base: Cast, Need: AtLeast(3, 4)}, Share{Of: Abstain, Base: Present, Need: AtLeast(1, 2)}
	for _, veto := range []Rule{
		In{Group: Second, Rule: SeatCount{Against, 15}}, KOf{1, []Rule{against}}, KOf{2, []Rule{against, SimpleMajority()}},
		Parts{K: 1, Rule: abstain}, Parts{K: 2, Rule: against}, Parts{K: 3, Rule: against},
	} {
		if got := (All{SimpleMajority(), Veto{veto}}).Decide(tally); got != Adopted {
			t.Errorf("a veto that is not cast: %v: %v", veto, got)
		}
	}
}

// The base of a casting vote is the one that is asked for, for both halves.
func TestCastingVoteBase(t *testing.T) {
	t.Parallel()
	chair := In{Group: Third, Rule: SimpleMajority()}
	tally := voteOf(t, Count{For: 7, Against: 21}, Count{For: 14}, Count{For: 1, Abstain: 13})
	for base, want := range map[States]Outcome{Cast: Adopted, Present: Rejected} {
		if got := CastingVote(base, chair).Decide(tally); got != want {
			t.Errorf("in %v: %v", base, got)
		}
	}
	tie := voteOf(t, Count{For: 14, Against: 14}, Count{Against: 14}, Count{For: 14})
	for _, base := range []States{Cast, Present} {
		f := Explain(CastingVote(base, chair), tie)
		if f.Outcome != Adopted || !f.Parts[0].Figures.Tie || f.Parts[0].Outcome != Rejected {
			t.Errorf("in %v:\n%v", base, f)
		}
	}
	absent := voteOf(t, Count{For: 14, Absent: 14}, Count{Absent: 14}, Count{For: 14})
	if f := Explain(AbsoluteMajority(), absent); f.Figures.Tie {
		t.Errorf("half of all for, and nobody against, is no tie:\n%v", f)
	}
	heads := Share{Of: Against, Base: Cast, Need: MoreThan(1, 2), BySeats: true}
	if f := Explain(heads, tie); !f.Figures.Tie {
		t.Errorf("a tie by heads:\n%v", f)
	}
}

// Parts skips by the same measure by which it counts.
func TestPartsSkips(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1, Weight: Frac(0, 1)}, Bloc{Name: "C"})
	tally := take(t, body, []vote{{"A 1", For}, {"B 1", Against}})
	votes := eachVoting(SimpleMajority())
	heads := votes
	heads.BySeats, heads.Rule = true, Share{Of: For, Base: Cast, Need: MoreThan(1, 2), BySeats: true}
	if votes.Decide(tally) != Adopted || heads.Decide(tally) != Rejected {
		t.Errorf("votes %v, heads %v", votes.Decide(tally), heads.Decide(tally))
	}
	tally = take(t, body, []vote{{"A 1", For}})
	if heads.Decide(tally) != Adopted || Explain(heads, tally).Outcome != Adopted {
		t.Errorf("a group that did not vote is not skipped:\n%v", Explain(heads, tally))
	}
}

// A rule of the caller's own is shown where it was asked, whatever it says.
func TestOwnRuleHasItsPlace(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14})
	const want = `in each group                             rejected
├─ Governments, the oldest member agrees  not met   she does not
├─ Employers, the oldest member agrees    not met   she does not
└─ Workers, the oldest member agrees      not met   she does not
`
	if diff := cmp.Diff(want, Explain(Parts{Rule: selfExplained{}}, tally).String()); diff != "" {
		t.Error(diff)
	}
	half := Finding{Clause: "half a finding", Figures: &Figures{Count: Frac(5, 1), Need: Frac(3, 1)}}
	if diff := cmp.Diff("half a finding  void\n", half.String()); diff != "" {
		t.Error(diff)
	}
	third := Explain(In{Group: Third, Rule: SimpleMajority()}, tally).String()
	if want := "Workers, more than 1/2 of votes cast are for  adopted  14 of 14 votes  8 needed  6 to spare\n"; third != want {
		t.Errorf("a part is not named:\n%v", third)
	}
}

// Of the zero Tally, and of a part of a body, every rule decides what it is explained
// to decide.
func TestRulesOfParts(t *testing.T) {
	t.Parallel()
	tally := take(t, council, []vote{{"Governments 1", For}, {"Workers 1", Against}, {"Workers 2", Abstain}})
	for _, rule := range edgeRules() {
		for _, part := range []Tally{tally, {}, tally.Group(First), tally.Group(Third)} {
			if o := Explain(rule, part).Outcome; rule.Decide(part) != o {
				t.Errorf("%v of %v is %v, explained as %v", rule, part, rule.Decide(part), o)
			}
		}
	}
}

// A group is within itself, and within no other; and no bloc within a group is one.
func TestInItself(t *testing.T) {
	t.Parallel()
	bloc := func(names ...string) (blocs []Bloc) {
		for _, name := range names {
			blocs = append(blocs, Bloc{Name: name, Size: 1})
		}
		return blocs
	}
	body := MustBody(Bloc{Name: "A", Blocs: bloc("a", "b", "c")}, Bloc{Name: "B", Blocs: bloc("a", "b", "c")}, Bloc{Name: "C", Size: 1})
	tally := take(t, body, []vote{{"A/a 1", For}, {"A/b 1", For}, {"A/c 1", For}, {"B/a 1", For}, {"B/b 1", For}, {"B/c 1", For}, {"C 1", For}})
	for g := Group(0); g <= 12; g++ {
		in := In{Group: g, Rule: Unanimity()}
		for name, of := range map[string]Group{"A": First, "B": Second, "C": Third} {
			if got, want := in.Decide(blocOf(tally, name)), b2o(g == of); got != want {
				t.Errorf("%v in %s: %v", in, name, got)
			}
		}
		for name := range body.Blocs() {
			if got := in.Decide(blocOf(tally, name)); name != "C" && got != Rejected {
				t.Errorf("%v in %s: %v", in, name, got)
			}
		}
		if got := in.Decide(Tally{}); got != Rejected {
			t.Errorf("%v in nothing: %v", in, got)
		}
	}
}

// A part that is malformed in the other groups is malformed, though the last one has
// it.
func TestVetoOfGroupsOfWhichOneHasTheBloc(t *testing.T) {
	t.Parallel()
	group := func(name string) Bloc { return Bloc{Name: name, Blocs: []Bloc{{Name: "x", Size: 2}}} }
	tally := allIn(t, MustBody(group("A"), group("B"), group("C")), func(n int) Count { return Count{Against: n} })
	for _, bloc := range []string{"A/x", "B/x", "C/x"} {
		in := In{Bloc: bloc, Rule: SeatCount{Of: For, Need: 1}}
		for _, rule := range []Rule{Veto{Parts{K: 1, Rule: in}}, Veto{Parts{Rule: in}}, Veto{Any{in}, Parts{K: 3, Rule: in}}} {
			if got := rule.Decide(tally); got != Rejected {
				t.Errorf("%v: %v", rule, got)
			}
		}
	}
}

// ready are the rules of the functions that return rules, by their names.
var ready = map[string]Rule{
	"AbsoluteMajority": AbsoluteMajority(), "CastingVote": CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{For, 1}}), "GroupVeto": GroupVeto(Third, Cast),
	"EachGroup": EachGroup(TwoThirds()), "MajorityInEachGroup": MajorityInEachGroup(), "SimpleMajority": SimpleMajority(), "TwoThirds": TwoThirds(), "Unanimity": Unanimity(),
}

// The rule of every function is a line of text, which parses back to the rule.
func TestReadyRulesAreText(t *testing.T) {
	t.Parallel()
	var lines []string
	for name, rule := range ready {
		text := fmt.Sprint(rule)
		lines = append(lines, fmt.Sprintf("%s: %s\n", name, text))
		if again, err := ParseRule(text); err != nil || !reflect.DeepEqual(again, rule) {
			t.Errorf("%s parses as %#v, %v", name, again, err)
		}
	}
	slices.Sort(lines)
	golden(t, "testdata/rules/functions.txt", strings.Join(lines, ""))
}

// No function that returns a rule is without its text.
func TestEveryReadyRuleIsText(t *testing.T) {
	pkg := exportedPackage(t)
	rule := pkg.Scope().Lookup("Rule").Type().Underlying().(*types.Interface)
	for _, name := range pkg.Scope().Names() {
		object, is := pkg.Scope().Lookup(name).(*types.Func)
		if is && object.Exported() && !strings.HasPrefix(name, "Parse") &&
			types.Implements(object.Signature().Results().At(0).Type(), rule) && ready[name] == nil {
			t.Errorf("%s has no text", name)
		}
	}
}
