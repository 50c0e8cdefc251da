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
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// voteOf is how the governments, employers and workers of the council voted.
func voteOf(t *testing.T, governments, employers, workers Count) Tally {
	t.Helper()
	tally, err := council.Tally(Counts{"Governments": governments, "Employers": employers,
		"Workers": workers})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

var update = flag.Bool("update", false, "write the golden files anew; read the difference "+
	"before it is committed")

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
			for _, rule := range []Rule{Parts{Rule: part}, Parts{Rule: All{part, part}},
				Parts{K: 3, Rule: part}} {
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
		In{Bloc: "employers", Rule: SeatCount{Against, 1}}, GroupVeto(0, Cast), RuleFunc(nil), All{}, nil,
		SeatCount{Against, -1},
		Share{Of: Against, Base: Cast, Need: AtLeast(2, 0)}, KOf{2, []Rule{SimpleMajority()}},
		Parts{K: 4, Rule: SimpleMajority()},
		In{Group: First, Rule: Parts{Rule: SimpleMajority()}},
		Parts{Rule: In{Bloc: "Workers", Rule: SimpleMajority()}}, Any{Quorum{Veto{Parts{}}}},
		eachVoting(Share{Of: For, Base: Cast}), KOf{0, []Rule{SimpleMajority()}},
		Parts{K: -1, Rule: SimpleMajority()},
	} {
		rule := All{SimpleMajority(), Veto{broken}}
		got, f := rule.Decide(tally), Explain(rule, tally)
		if got != Rejected || f.Parts[1].Reason == "" {
			t.Errorf("%v: %v\n%v", rule, got, f)
		}
		if err := Vet(rule, council); !errors.Is(err, ErrRule) {
			t.Errorf("%v: %v", rule, err)
		}
	}
	against, abstain := Share{Of: Against, Base: Cast, Need: AtLeast(3, 4)},
		Share{Of: Abstain, Base: Present, Need: AtLeast(1, 2)}
	for _, veto := range []Rule{
		In{Group: Second, Rule: SeatCount{Against, 15}}, KOf{1, []Rule{against}},
		KOf{2, []Rule{against, SimpleMajority()}},
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
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1, Weight: Frac(0, 1)},
		Bloc{Name: "C"})
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
	if third != "Workers, more than 1/2 of votes cast are for  adopted  "+
		"14 of 14 votes  8 needed  6 to spare\n" {
		t.Errorf("a part is not named:\n%v", third)
	}
}

// Of the zero Tally, and of a part of a body, every rule decides what it is explained
// to decide.
func TestRulesOfParts(t *testing.T) {
	t.Parallel()
	tally := take(t, council, []vote{{"Governments 1", For}, {"Workers 1", Against},
		{"Workers 2", Abstain}})
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
	body := MustBody(Bloc{Name: "A", Blocs: bloc("a", "b", "c")},
		Bloc{Name: "B", Blocs: bloc("a", "b", "c")}, Bloc{Name: "C", Size: 1})
	tally := take(t, body, []vote{{"A/a 1", For}, {"A/b 1", For}, {"A/c 1", For}, {"B/a 1", For},
		{"B/b 1", For}, {"B/c 1", For}, {"C 1", For}})
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
	tally := allIn(t, MustBody(group("A"), group("B"), group("C")),
		func(n int) Count { return Count{Against: n} })
	for _, bloc := range []string{"A/x", "B/x", "C/x"} {
		in := In{Bloc: bloc, Rule: SeatCount{Of: For, Need: 1}}
		for _, rule := range []Rule{Veto{Parts{K: 1, Rule: in}}, Veto{Parts{Rule: in}},
			Veto{Any{in}, Parts{K: 3, Rule: in}}} {
			if got := rule.Decide(tally); got != Rejected {
				t.Errorf("%v: %v", rule, got)
			}
		}
	}
}

// ready are the rules of the functions that return rules, by their names.
var ready = map[string]Rule{
	"AbsoluteMajority": AbsoluteMajority(), "GroupVeto": GroupVeto(Third, Cast),
	"CastingVote": CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{For, 1}}),
	"EachGroup":   EachGroup(SimpleMajority()), "SimpleMajority": SimpleMajority(),
	"TwoThirds": TwoThirds(), "Unanimity": Unanimity(),
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

// delegations is four delegations of four seats each, and two groups of one seat.
func delegations() *Body {
	var members []Bloc
	for _, name := range []string{"Alps", "Bay", "Cape", "Delta"} {
		members = append(members, Bloc{Name: name, Size: 4})
	}
	return MustBody(Bloc{Name: "Members", Blocs: members}, Bloc{Name: "Staff", Size: 1},
		Bloc{Name: "Guests", Size: 1})
}

func byDelegations(need Threshold) Parts {
	return Parts{Group: First, With: Voting, BySeats: true, Need: need, Rule: SimpleMajority()}
}

// tallyOf takes a vote: the counts of some blocs, and all other seats absent.
func tallyOf(t testing.TB, b *Body, votes Counts) Tally {
	t.Helper()
	for path, size := range b.Blocs() {
		if _, ok := votes[path]; !ok {
			votes[path] = Count{Absent: size}
		}
	}
	return must(b.Tally(votes))
}

// A vote by delegations: each has one vote, by its majority, and those that stay away are
// not counted. A delegation that is divided votes, and is not for.
func TestPartsByDelegations(t *testing.T) {
	t.Parallel()
	body := delegations()
	most := byDelegations(MoreThan(1, 2))
	for _, c := range []struct {
		votes       Counts
		count, base int
		need        int
		want        Outcome
	}{
		{Counts{"Members/Alps": {For: 3, Against: 1}, "Members/Bay": {For: 2, Against: 2},
			"Members/Cape": {For: 3, Against: 1}}, 2, 3, 2, Adopted},
		{Counts{"Members/Alps": {For: 4}, "Members/Bay": {For: 2, Against: 2},
			"Members/Cape": {Against: 4}}, 1, 3, 2, Rejected},
		{Counts{"Members/Alps": {For: 4}, "Members/Bay": {Abstain: 4}}, 1, 2, 2, Rejected},
		{Counts{"Members/Alps": {For: 1, Absent: 3}}, 1, 1, 1, Adopted},
		{Counts{"Staff": {For: 1}}, 0, 0, 0, Rejected},
	} {
		tally := tallyOf(t, body, c.votes)
		f := Explain(most, tally)
		if got := most.Decide(tally); got != c.want || f.Outcome != c.want || !f.Figures.Parts {
			t.Errorf("%v, want %v:\n%v", got, c.want, f)
		}
		x := f.Figures
		if !x.Count.Equal(Int(c.count)) || !x.Base.Equal(Int(c.base)) ||
			c.base > 0 && !x.Need.Equal(Int(c.need)) {
			t.Errorf("%v of %v, %v needed:\n%v", x.Count, x.Base, x.Need, f)
		}
		if c.base == 0 && f.Reason != "no part counts" {
			t.Errorf("no delegation counts:\n%v", f)
		}
	}
}

// The finding counts parts as it counts seats.
func TestFindingOfParts(t *testing.T) {
	t.Parallel()
	tally := tallyOf(t, delegations(), Counts{
		"Members/Alps": {For: 3, Against: 1}, "Members/Bay": {For: 2, Against: 2},
		"Members/Cape": {For: 3, Against: 1},
	})
	const want = `in more than 1/2 of the blocs of the first group with any seats voting  adopted  2 of 3 parts  2 needed  0 to spare
├─ Members/Alps, more than 1/2 of votes cast are for                    met      3 of 4 votes  3 needed  0 to spare
├─ Members/Bay, more than 1/2 of votes cast are for                     not met  2 of 4 votes  3 needed  1 short  a tie
├─ Members/Cape, more than 1/2 of votes cast are for                    met      3 of 4 votes  3 needed  0 to spare
└─ Members/Delta, more than 1/2 of votes cast are for                   met      skipped: it does not count
`
	if diff := cmp.Diff(want, Explain(byDelegations(MoreThan(1, 2)), tally).String()); diff != "" {
		t.Error(diff)
	}
}

// Deputies who vote by orders: 108 dioceses in the order of the laity, of which 63 are for,
// 32 against and 13 divided. A divided diocese has voted, so that 55 are needed.
func TestPartsByOrders(t *testing.T) {
	t.Parallel()
	var dioceses []Bloc
	for i := range 108 {
		dioceses = append(dioceses, Bloc{Name: fmt.Sprint("diocese ", i), Size: 4})
	}
	body := MustBody(Bloc{Name: "Clergy", Size: 1}, Bloc{Name: "Laity", Blocs: dioceses},
		Bloc{Name: "Bishops", Size: 1})
	votes := Counts{}
	for i := range 108 {
		count := Count{For: 3, Against: 1}
		if i >= 63 {
			count = Count{For: 1, Against: 3}
		}
		if i >= 95 {
			count = Count{For: 2, Against: 2}
		}
		votes[fmt.Sprint("Laity/diocese ", i)] = count
	}
	order := Parts{Bloc: "Laity", With: Voting, BySeats: true, Need: MoreThan(1, 2),
		Rule: SimpleMajority()}
	f := Explain(order, tallyOf(t, body, votes))
	line, _, _ := strings.Cut(f.String(), "\n")
	if !strings.Contains(line, "63 of 108 parts") || !strings.Contains(line, "55 needed  8 to spare") {
		t.Error(line)
	}
}

// Members with one affiliation that vote alike count once, beside a member with none.
func TestPartsByAffiliation(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "Members", Blocs: []Bloc{{Name: "Corporation", Roll: []string{"a", "b", "c", "d"}},
			{Name: "e", Size: 1}, {Name: "f", Size: 1}}},
		Bloc{}, Bloc{},
	)
	tally := must(body.Tally(Counts{"Members/Corporation": {For: 4}, "Members/e": {Against: 1},
		"Members/f": {Against: 1}}))
	once := Parts{Group: First, Need: MoreThan(1, 2), Rule: SimpleMajority()}
	seats, parts := SimpleMajority().Decide(tally), once.Decide(tally)
	if seats != Adopted || parts != Rejected {
		t.Errorf("by seats %v, by affiliations %v", seats, parts)
	}
}

// The parts of a group, a bloc or a union are the blocs right in it, whatever they consist
// of, and an undivided bloc is one.
func TestPartsThatThereAre(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "x", Size: 2},
			{Name: "y", Blocs: []Bloc{{Name: "1", Size: 1}, {Name: "2", Size: 1}}}, {Name: "z"}}},
		Bloc{Name: "B", Size: 2}, Bloc{Name: "C", SharedBy: Cast, Size: 3},
		Bloc{Name: "Chair", Size: 1, Weight: Int(0)},
		Bloc{Name: "U", Union: []string{"A/x", "B", "Chair"}},
	)
	tally := must(body.Tally(Counts{
		"A/x": {For: 2}, "A/y/1": {Against: 1}, "A/y/2": {For: 1}, "B": {For: 1, Absent: 1},
		"C": {Abstain: 3}, "Chair": {For: 1},
	}))
	half := Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}
	for _, c := range []struct {
		parts       Parts
		base, count int
	}{
		{Parts{Bloc: "A", Need: AtLeast(0, 1), Rule: half}, 3, 2}, // z has no seats, and no majority
		{Parts{Bloc: "A", With: Cast, Rule: half}, 2, 2},
		{Parts{Bloc: "A/y", With: Cast, Rule: half}, 2, 1},
		{Parts{Bloc: "A/y/1", With: Cast, Rule: half}, 1, 0},
		{Parts{Group: Second, With: Cast, Rule: half}, 1, 1},
		{Parts{Bloc: "U", With: Cast, Rule: half}, 2, 2}, // the vote of the chair weighs nothing
		{Parts{Bloc: "U", With: Cast, BySeats: true, Rule: half}, 3, 2},
		{Parts{With: Cast, Rule: half}, 2, 2}, // the power of C lapsed
		{Parts{With: Voting, BySeats: true, Rule: half}, 3, 2},
		{Parts{With: Vacant, Rule: half}, 0, 0},
		{Parts{With: Voting, BySeats: true, Rule: SeatCount{Of: For}}, 3, 3},
	} {
		f := Explain(c.parts, tally)
		x := f.Figures
		if !x.Base.Equal(Int(c.base)) || !x.Count.Equal(Int(c.count)) ||
			f.Outcome != c.parts.Decide(tally) {
			t.Errorf("%d of %d parts, and not\n%v", c.count, c.base, f)
		}
	}
	inside := In{Bloc: "A", Rule: Parts{Bloc: "A/y", K: 1, Rule: half}}
	outside := In{Bloc: "B", Rule: Parts{Bloc: "A/y", K: 1, Rule: half}}
	// Malformed in B and in C.
	nested := Parts{K: 1, Rule: Parts{Bloc: "A", K: 2, With: Cast, Rule: half}}
	if inside.Decide(tally) != Adopted || outside.Decide(tally) != Rejected ||
		nested.Decide(tally) != Adopted {
		t.Error(inside.Decide(tally), outside.Decide(tally), nested.Decide(tally))
	}
}

// A rule inside can be Void, or adopt where nobody votes.
func TestPartsOfOtherOutcomes(t *testing.T) {
	t.Parallel()
	body := delegations()
	tally := tallyOf(t, body, Counts{"Members/Alps": {For: 3, Absent: 1},
		"Members/Bay": {For: 1, Absent: 3}})
	quorate := All{Quorum{SeatCount{Of: Present, Need: 2}}, SimpleMajority()}
	noVeto := Veto{SeatCount{Of: Against, Need: 1}}
	parts := func(k int, need Threshold, with States, rule Rule) Parts {
		return Parts{Group: First, K: k, Need: need, With: with, Rule: rule}
	}
	none := Threshold{}
	for _, c := range []struct {
		parts Parts
		want  Outcome
	}{
		{parts(1, none, 0, quorate), Adopted},
		{parts(2, none, 0, quorate), Void},
		{parts(0, none, Cast, quorate), Void},
		{parts(0, AtLeast(1, 2), Cast, quorate), Adopted},
		{parts(3, none, Cast, quorate), Rejected}, // no three parts count
		{parts(4, none, 0, noVeto), Adopted},
		{parts(0, none, Cast, noVeto), Adopted},
		{parts(3, none, Cast, noVeto), Rejected},
		{parts(0, none, Abstain, noVeto), Rejected}, // no part counts
		{parts(0, AtLeast(0, 1), Abstain, noVeto), Rejected},
		{parts(0, AtLeast(0, 1), Cast, Any{SeatCount{Of: Against, Need: 1}}), Adopted},
	} {
		if got := c.parts.Decide(tally); got != c.want {
			t.Errorf("%v: %v, want %v", c.parts, got, c.want)
		}
		if got := must(Possible(c.parts, tally, Spoilt, Cast)); got != OutcomesOf(c.want) {
			t.Errorf("%v: possible is %v, want %v", c.parts, got, c.want)
		}
	}
}

// What the search says of parts is what trying all votes says, whatever the number of parts
// and the share of them that is needed.
func TestPossibleOfParts(t *testing.T) {
	t.Parallel()
	rules := []Rule{
		SimpleMajority(), Share{Of: For, Base: Voting, Need: AtLeast(1, 2), BySeats: true},
		SeatCount{Of: For, Need: 1},
		Quorum{SeatCount{Of: Present, Need: 1}}, Veto{SeatCount{Of: Against, Need: 1}},
		All{Quorum{SeatCount{Of: Cast, Need: 1}}, TwoThirds()},
	}
	states := []States{For, Against, Abstain, Absent, Silent}
	ends := []States{Cast, For | Abstain, For | Absent, Against | Abstain}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "parts")
		var blocs []Bloc
		votes := []vote{}
		for i := range n {
			b := Bloc{Name: fmt.Sprint(i), Size: rapid.IntRange(0, 2).Draw(t, "seats")}
			if rapid.IntRange(0, 3).Draw(t, "shared") == 0 {
				b.SharedBy = rapid.SampledFrom([]States{Cast, Entitled}).Draw(t, "by")
			}
			blocs = append(blocs, b)
			for j := range b.Size {
				votes = append(votes, vote{fmt.Sprintf("A/%d %d", i, j+1),
					rapid.SampledFrom(states).Draw(t, "state")})
			}
		}
		body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{Name: "B", Size: 1}, Bloc{})
		votes = append(votes, vote{"B 1", For})
		parts := Parts{Bloc: "A", Rule: rapid.SampledFrom(rules).Draw(t, "rule")}
		parts.With = rapid.SampledFrom([]States{0, Cast, Voting, Present}).Draw(t, "with")
		if parts.With != 0 {
			parts.BySeats = rapid.Bool().Draw(t, "any seats")
		}
		switch q := rapid.IntRange(0, 7).Draw(t, "q"); q {
		case 0:
			parts.K = rapid.IntRange(0, n).Draw(t, "k")
		default:
			parts.Need = Threshold{rapid.IntRange(0, q-1).Draw(t, "p"), q, rapid.Bool().Draw(t, "strict")}
		}
		var rule Rule = parts
		if rapid.Bool().Draw(t, "in a veto") {
			rule = Any{Veto{parts}, All{parts, SimpleMajority()}}
		}
		tally := take(t, body, votes)
		end := rapid.SampledFrom(ends).Draw(t, "ends")
		want := outcomesIn(completions(t, body, votes, end), rule)
		if got, err := Possible(rule, tally, Silent, end); err != nil || got != want {
			t.Fatalf("%v: %v is possible, %v, but trying all says %v\n%v", rule, got, err, want, tally)
		}
	})
}

// A rule is known to be monotone if what makes a part count is the base of the clauses
// inside, or more. Otherwise a vote for can turn the motion down, and Vet says so.
func TestPartsThatAVoteForTurnsDown(t *testing.T) {
	t.Parallel()
	body := delegations()
	weightless := MustBody(
		Bloc{Name: "Members", Blocs: []Bloc{{Name: "Alps", Size: 2},
			{Name: "Bay", Blocs: []Bloc{{Name: "1", Size: 1}, {Name: "2", Size: 1, Weight: Int(0)}}}}},
		Bloc{Name: "Staff", Size: 1}, Bloc{},
	)
	seats := Share{Of: For, Base: Cast, BySeats: true, Need: MoreThan(1, 2)}
	parts := func(with States, bySeats bool, r Rule) Parts {
		return Parts{Group: First, With: with, BySeats: bySeats, Need: MoreThan(1, 2), Rule: r}
	}
	for _, c := range []struct {
		body  *Body
		rule  Parts
		known bool
	}{
		{body, parts(Cast, false, SimpleMajority()), true},
		{body, parts(Voting, true, SimpleMajority()), true}, // as all seats weigh something
		{body, parts(Voting, false, seats), true},
		{body, parts(Voting, true, All{SimpleMajority(), Named{Name: "seats", Rule: seats}}), true},
		{body, parts(Cast, false, AbsoluteMajority()), false},
		{body, parts(Cast, true, SeatCount{Of: For, Need: 3}), false},
		{body, parts(Against, true, SimpleMajority()), false},
		{body, parts(0, false, AbsoluteMajority()), true},
		{weightless, parts(Cast, false, SimpleMajority()), true},
		{weightless, parts(Cast, true, SimpleMajority()), false},
		{weightless, parts(Cast, false, seats), false},
	} {
		err := Vet(c.rule, c.body)
		got := err != nil && strings.Contains(err.Error(), "a vote for can turn the motion down")
		if got == c.known || got && !errors.Is(err, ErrClause) {
			t.Errorf("%v: %v", c.rule, err)
		}
		tally := tallyOf(t, c.body, Counts{"Members/Alps": {Against: 1,
			Absent: map[*Body]int{body: 3, weightless: 1}[c.body]}})
		if _, err := ToAdopt(c.rule, tally, 0); errors.Is(err, ErrNotMonotone) == c.known {
			t.Errorf("%v: %v", c.rule, err)
		}
	}
	turned := parts(Cast, true, SeatCount{Of: For, Need: 3})
	before := tallyOf(t, body, Counts{"Members/Alps": {For: 3, Absent: 1}})
	after := tallyOf(t, body, Counts{"Members/Alps": {For: 3, Absent: 1},
		"Members/Bay": {For: 1, Absent: 3}})
	if turned.Decide(before) != Adopted || turned.Decide(after) != Rejected {
		t.Error(turned.Decide(before), turned.Decide(after))
	}
}

// Vet reports parts that cannot count, clauses that none can meet, and what is asked of
// nothing.
func TestVetOfParts(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Blocs: []Bloc{{Name: "x", Size: 2}, {Name: "y"}}},
		Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1, Weight: Int(0)})
	for _, c := range []struct {
		rule Rule
		want []string
	}{
		{Parts{Bloc: "A", With: Cast, Rule: SimpleMajority()}, nil},
		{Parts{Bloc: "A", Rule: SimpleMajority()},
			[]string{`rule "more than 1/2 of votes cast are for": clause can never hold: no seats in A/y`}},
		{Parts{Bloc: "C", With: Cast, Rule: SimpleMajority()},
			[]string{`rule "in each bloc of C with any votes cast": clause can never hold: ` +
				`no part can have any votes cast`}},
		{Parts{Bloc: "A", K: 3, Rule: SimpleMajority()},
			[]string{`rule "in at least 3 of the blocs of A": malformed rule: K is not from 1 to 2`,
				`rule "more than 1/2 of votes cast are for": clause can never hold: no seats in A/y`}},
		{Parts{Bloc: "D", Rule: SimpleMajority()},
			[]string{`rule "in each bloc of D": malformed rule: there is no such part of the body`}},
		{Parts{K: 1, Need: AtLeast(1, 2), Rule: SimpleMajority()}, []string{
			`rule "in at least 1 and at least 1/2 of the groups": malformed rule: it has both K and Need`}},
		{All{SimpleMajority(), Parts{Bloc: "A", With: Cast, Need: AtLeast(0, 1), Rule: SimpleMajority()}},
			[]string{
				`rule "in at least 0/1 of the blocs of A with any votes cast": clause always holds: ` +
					`it asks for nothing`}},
	} {
		got := messages(Vet(c.rule, body))
		if c.want != nil && strings.Contains(c.want[0], "malformed") && len(got) > 0 {
			got = got[:min(len(got), len(c.want))]
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v: %s", c.rule, diff)
		}
	}
}

// Of four delegations, each with the same power, two win: the power of a seat is found for
// parts as for all rules.
func TestPowerOfParts(t *testing.T) {
	t.Parallel()
	body := delegations()
	power := must(PowerOf(Parts{Group: First, K: 3, Rule: SeatCount{Of: For, Need: 3}}, body, Cast))
	for _, seat := range power.Seats {
		if inside := strings.HasPrefix(seat.Bloc, "Members"); inside != (seat.Banzhaf.Sign() > 0) {
			t.Errorf("%+v", seat)
		}
	}
	m, err := ToAdopt(byDelegations(AtLeast(2, 3)), tallyOf(t, body, Counts{
		"Members/Alps": {For: 2, Against: 2}, "Members/Bay": {Against: 4},
		"Members/Cape": {For: 3, Against: 1},
	}), Against)
	if err != nil || m.Fewest != 1 {
		t.Error(m, err)
	}
}
