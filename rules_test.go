package tripartite_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

func TestOutcomeText(t *testing.T) {
	t.Parallel()
	for o, want := range map[Outcome]string{Void: "void", Rejected: "rejected", Adopted: "adopted"} {
		text, err := o.MarshalText()
		var back Outcome
		if err2 := back.UnmarshalText(text); err != nil || err2 != nil || string(text) != want || back != o || o.String() != want {
			t.Errorf("%v: %q, %v, %v, %v", o, text, err, back, err2)
		}
	}
	if Void >= Rejected || Rejected >= Adopted {
		t.Error("outcomes are not in their order")
	}
	o := Adopted
	for _, text := range []string{"Adopted", "ADOPTED", " adopted\n"} {
		o := Void
		if err := o.UnmarshalText([]byte(text)); err != nil || o != Adopted {
			t.Errorf("%q reads as %v, %v", text, o, err)
		}
	}
	for _, text := range []string{"", "adoptd", "void rejected", "1"} {
		want := "tripartite: outcome " + strconv.Quote(text) + `: want "void", "rejected" or "adopted"`
		if err := o.UnmarshalText([]byte(text)); !errors.Is(err, ErrText) || err.Error() != want || o != Adopted {
			t.Errorf("%q reads as %v, %v", text, o, err)
		}
	}
	if _, err := Outcome(3).MarshalText(); !errors.Is(err, ErrText) {
		t.Error("an outcome that is none has a text")
	}
	if got := First.String() + Second.String() + Third.String() + Group(0).String() + Group(4).String(); got != "firstsecondthirdnonenone" {
		t.Error(got)
	}
}

// voteOf is how the governments, employers and workers of the council voted.
func voteOf(t *testing.T, governments, employers, workers Count) Tally {
	t.Helper()
	tally, err := council.Tally(Counts{"Governments": governments, "Employers": employers, "Workers": workers})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// The text of a finding, whole, for each kind of clause.
func TestFindingText(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 14, Against: 14}, Count{For: 7, Against: 7}, Count{Abstain: 14})
	rule := All{
		Quorum{SeatCount{Of: Present, Need: 33}, Share{Of: Cast, Base: Entitled, Need: AtLeast(9, 10), BySeats: true}},
		SimpleMajority(),
		Any{Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}, TwoThirds()},
		MajorityInEachGroup(),
		EachVotingGroup{Share: TwoThirds()},
		EachGroup{Rule: All{SimpleMajority(), SeatCount{For, 7}}},
		GroupVeto(First, Present),
		KOfGroups{2, SeatCount{Against, 7}},
		KOf{K: 3, Rules: []Rule{SimpleMajority()}},
		In{Group: First, Rule: MajorityInEachGroup()},
		In{Bloc: "Chair", Rule: SimpleMajority()},
		In{Group: Second},
		Share{Of: For, Base: Cast, Need: MoreThan(3, 2)},
		SeatCount{For, 0},
		EachVotingGroup{Share: Share{Of: For, Base: Absent, Need: AtLeast(1, 2)}},
		KOfGroups{4, Unanimity()},
		All{}, Any{nil},
		odd{For},
		RuleFunc(func(Tally) Outcome { return 9 }),
		RuleFunc(nil),
		selfExplained{},
	}
	golden(t, "testdata/finding.txt", Explain(rule, tally).String())
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
			for _, rule := range []Rule{EachGroup{Rule: part}, EachGroup{Rule: All{part, part}}, KOfGroups{3, part}} {
				if got := rule.Decide(tally); got != Rejected {
					t.Errorf("%v is %v without group %d", rule, got, place+1)
				}
			}
			if got := (KOfGroups{2, part}).Decide(tally); got != Adopted {
				t.Errorf("two groups of three: %v", got)
			}
		}
	}
}

// What is no outcome adopts nothing, wherever it comes from.
func TestInvalidOutcomes(t *testing.T) {
	t.Parallel()
	bad := RuleFunc(func(Tally) Outcome { return 9 })
	tally := voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14})
	for _, rule := range []Rule{
		All{bad}, Any{bad}, KOf{1, []Rule{bad}}, EachGroup{Rule: bad}, In{Group: First, Rule: bad},
		KOfGroups{1, bad}, All{In{Bloc: "Workers", Rule: bad}},
	} {
		if got, f := rule.Decide(tally), Explain(rule, tally); got != Rejected || f.Outcome != Rejected {
			t.Errorf("%v: %v, explained as %v", rule, got, f.Outcome)
		}
	}
	if got := (Quorum{bad}).Decide(tally); got != Void {
		t.Errorf("a quorum that is none: %v", got)
	}
	if f := Explain(bad, tally); f.Outcome != Rejected || f.Reason != "invalid outcome 9" {
		t.Errorf("%+v", f)
	}
}

// A veto whose malformed rule, as for a group that is misspelt, does
// not let the motion through.
func TestVetoThatMeansNothing(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 28}, Count{Against: 14}, Count{For: 14})
	for _, broken := range []Rule{
		In{Bloc: "employers", Rule: SeatCount{Against, 1}}, GroupVeto(0, Cast), RuleFunc(nil), All{}, nil, SeatCount{Against, -1},
		Share{Of: Against, Base: Cast, Need: AtLeast(2, 0)}, KOf{2, []Rule{SimpleMajority()}}, KOfGroups{4, SimpleMajority()},
		In{Group: First, Rule: EachGroup{Rule: SimpleMajority()}}, EachGroup{Rule: In{Bloc: "Workers", Rule: SimpleMajority()}}, Any{Quorum{Veto{EachGroup{}}}},
		EachVotingGroup{Share: Share{Of: For, Base: Cast}}, KOf{0, []Rule{SimpleMajority()}}, KOfGroups{0, SimpleMajority()},
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
		KOfGroups{1, abstain}, KOfGroups{2, against}, KOfGroups{3, against},
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
		if f.Outcome != Adopted || !f.Parts[0].Tie || f.Parts[0].Outcome != Rejected {
			t.Errorf("in %v:\n%v", base, f)
		}
	}
	absent := voteOf(t, Count{For: 14, Absent: 14}, Count{Absent: 14}, Count{For: 14})
	if f := Explain(AbsoluteMajority(), absent); f.Tie {
		t.Errorf("half of all for, and nobody against, is no tie:\n%v", f)
	}
	heads := Share{Of: Against, Base: Cast, Need: MoreThan(1, 2), BySeats: true}
	if f := Explain(heads, tie); !f.Tie {
		t.Errorf("a tie by heads:\n%v", f)
	}
}

// EachVotingGroup skips by the same measure by which it counts.
func TestEachVotingGroupSkips(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1, Weight: Frac(0, 1)}, Bloc{Name: "C"})
	tally := take(t, body, []vote{{"A 1", For}, {"B 1", Against}})
	votes := EachVotingGroup{Share: SimpleMajority()}
	heads := votes
	heads.Share.BySeats = true
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
	if diff := cmp.Diff(want, Explain(EachGroup{Rule: selfExplained{}}, tally).String()); diff != "" {
		t.Error(diff)
	}
	half := Finding{Clause: "half a finding", Count: Frac(5, 1), Need: Frac(3, 1)}
	if diff := cmp.Diff("half a finding  void\n", half.String()); diff != "" {
		t.Error(diff)
	}
	third := Explain(In{Group: Third, Rule: SimpleMajority()}, tally).String()
	if want := "Workers, for: more than 1/2 of cast  adopted  14 of 14 votes  8 needed  6 to spare\n"; third != want {
		t.Errorf("a part is not named:\n%v", third)
	}
}

// A body of many blocs is vetted in a time that a person waits.
func TestVetOfManyBlocs(t *testing.T) {
	t.Parallel()
	many := Bloc{Name: "A"}
	for i := range 300 {
		many.Blocs = append(many.Blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(1, 1000003+2*i)})
	}
	body := MustBody(many, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	if err := Vet(SimpleMajority(), body); err != nil {
		t.Error(err)
	}
	if err := Vet(Veto{SimpleMajority()}, body); !errors.Is(err, ErrNoFor) {
		t.Error(err)
	}
}

// A veto of all three groups together is one.
func TestVetoOfAllGroups(t *testing.T) {
	t.Parallel()
	veto := Veto{KOfGroups{3, Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}}
	for _, test := range []struct {
		third Count
		want  Outcome
	}{{Count{Against: 14}, Rejected}, {Count{For: 14}, Adopted}} {
		if got := veto.Decide(voteOf(t, Count{Against: 28}, Count{Against: 14}, test.third)); got != test.want {
			t.Errorf("%v: %v", test.third, got)
		}
	}
}

func TestVet(t *testing.T) {
	t.Parallel()
	chaired := MustBody(Bloc{Name: "A", Size: 5}, Bloc{Name: "B", Size: 5, Weight: Frac(0, 1)}, Bloc{Name: "C"}, Bloc{Name: "Chair", Size: 1})
	split := MustBody(Bloc{Name: "A", Size: 5, SharedBy: Entitled}, Bloc{Name: "B", Size: 5, SharedBy: Entitled}, Bloc{Name: "C", Size: 5, SharedBy: Entitled})
	for _, c := range []struct {
		body *Body
		rule Rule
		want []string
	}{
		{council, All{Quorum{SeatCount{Present, 33}}, SimpleMajority()}, nil},
		{council, standing, nil},
		{council, Unanimity(), nil},
		{council, All{SimpleMajority(), GroupVeto(Third, Cast)}, nil},
		{chaired, CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{For, 1}}), nil},
		{council, nil, []string{`rule "no rule": malformed rule: a part is missing`}},
		{council, All{}, []string{`rule "all of": malformed rule: it has no parts`}},
		{council, Any{SimpleMajority(), nil}, []string{`rule "no rule": malformed rule: a part is missing`}},
		{council, KOf{3, []Rule{SimpleMajority(), TwoThirds()}}, []string{`rule "at least 3 of 2": malformed rule: K is not from 1 to 2`}},
		{council, KOfGroups{0, TwoThirds()}, []string{`rule "in at least 0 of the groups": malformed rule: K is not from 1 to 3`}},
		{council, Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}, []string{`rule "for: at least 3/2 of cast": malformed rule: the threshold is not between 0 and 1`}},
		{council, Share{Of: For, Base: Cast, Need: MoreThan(1, 1)}, []string{`rule "for: more than 1/1 of cast": malformed rule: the threshold is not between 0 and 1`}},
		{council, EachGroup{Rule: Share{Of: For, Base: Cast}}, []string{`rule "for: at least 0/0 of cast": malformed rule: the threshold is not between 0 and 1`}},
		{council, In{Group: First, Rule: In{Group: Second, Rule: SimpleMajority()}}, []string{`rule "in the second group: for: more than 1/2 of cast": malformed rule: there is no such part of Governments`}},
		{council, In{Group: First, Bloc: "Workers", Rule: SimpleMajority()}, []string{`rule "in Workers: for: more than 1/2 of cast": malformed rule: it names both a group and a bloc`}},
		{council, In{Rule: SimpleMajority()}, []string{`rule "in the none group: for: more than 1/2 of cast": malformed rule: it names no part`}},
		{council, In{Bloc: "Workers ", Rule: SimpleMajority()}, []string{`rule "in Workers : for: more than 1/2 of cast": malformed rule: there is no such part of the body`}},
		{council, All{&Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}, RuleFunc(nil)}, []string{
			`rule "*tripartite.Share": malformed rule: it is a pointer to a rule, not a rule`,
			`rule "rule of the caller's own": malformed rule: there is no function`}},
		{council, (*All)(nil), []string{`rule "*tripartite.All": malformed rule: it is a pointer to a rule, not a rule`}},
		{nil, SimpleMajority(), []string{`rule "for: more than 1/2 of cast": clause can never hold: nothing in the body can be in for`}},
		{council, In{Group: First, Rule: EachGroup{Rule: SimpleMajority()}}, []string{`rule "in each group": malformed rule: there are no groups in Governments`}},
		{council, In{Group: First, Rule: nil}, []string{`rule "no rule": malformed rule: a part is missing`}},
		{council, SeatCount{For, 57}, []string{`rule "for: at least 57 seats": clause can never hold: the body has 56 seats`}},
		{council, SeatCount{For, -1}, []string{`rule "for: at least -1 seats": malformed rule: the number of seats is below 0`}},
		{council, All{SimpleMajority(), SeatCount{For, 0}}, []string{`rule "for: at least 0 seats": clause always holds: it asks for nothing`}},
		{council, In{Group: Second, Rule: SeatCount{For, 15}}, []string{`rule "for: at least 15 seats": clause can never hold: Employers has 14 seats`}},
		{chaired, EachGroup{Rule: SimpleMajority()}, []string{
			`rule "for: more than 1/2 of cast": clause can never hold: nothing in B can be in for`,
			`rule "for: more than 1/2 of cast": clause can never hold: nothing in C can be in for`,
			`rule "in each group": seats have no say: no clause asks Chair`}},
		{chaired, In{Group: Second, Rule: Share{Of: For, Base: Cast, Need: MoreThan(1, 2), BySeats: true}}, nil},
		{chaired, In{Group: Third, Rule: Share{Of: For, Base: Cast, Need: MoreThan(1, 2), BySeats: true}}, []string{
			`rule "for: more than 1/2 of cast, by seats": clause can never hold: nothing in C can be in for`}},
		{council, KOf{2, []Rule{SimpleMajority(), TwoThirds()}}, nil},
		{council, KOfGroups{3, SimpleMajority()}, nil},
		{council, KOfGroups{1, SimpleMajority()}, nil},
		{council, SeatCount{0, 1}, []string{`rule "none: at least 1 seat": clause can never hold: nothing is in the empty set`}},
		{council, Share{Of: For, Base: 0, Need: AtLeast(1, 2)}, []string{
			`rule "for: at least 1/2 of none": clause can never hold: nothing in the body can be in none`,
			`rule "for: at least 1/2 of none": share is not of a part of its base`}},
		{council, In{Group: First, Rule: EachVotingGroup{Share: SimpleMajority()}}, []string{`rule "in each group with any cast (for: more than 1/2 of cast)": malformed rule: there are no groups in Governments`}},
		{council, EachVotingGroup{Share: Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}}, []string{`rule "in each group with any cast (for: at least 3/2 of cast)": malformed rule: the threshold is not between 0 and 1`}},
		{council, All{SimpleMajority(), EachVotingGroup{Share: Share{Of: For, Base: Cast, Need: AtLeast(0, 2)}}}, []string{`rule "for: at least 0/2 of cast": clause holds whenever there is anything in its base: it asks for nothing`}},
		{council, All{SimpleMajority(), Share{Of: 0, Base: Cast, Need: AtLeast(0, 2)}}, []string{`rule "none: at least 0/2 of cast": clause holds whenever there is anything in its base: it asks for nothing`}},
		{council, Share{Of: For, Base: Cast, Need: MoreThan(0, 2)}, nil},
		{chaired, All{SeatCount{Against, 10}, In{Bloc: "Chair", Rule: SeatCount{Abstain, 1}}}, []string{`rule "all of (against: at least 10 seats; in Chair: abstain: at least 1 seat)": rule can adopt without a vote for: as in 5 A against, 5 B against, 1 Chair abstain`}},
		{split, Share{Of: Vacant, Base: AllSeats, Need: MoreThan(1, 2)}, []string{`rule "vacant: more than 1/2 of seats": clause can never hold: nothing in the body can be in vacant`}},
		{council, All{SimpleMajority(), SeatCount{AllSeats, 56}}, []string{`rule "seats: at least 56 seats": clause always holds`}},
		{council, All{SimpleMajority(), Share{Of: Present, Base: Cast, Need: AtLeast(1, 2)}}, []string{
			`rule "present: at least 1/2 of cast": clause holds whenever there is anything in its base`,
			`rule "present: at least 1/2 of cast": share is not of a part of its base`}},
		{council, All{SimpleMajority(), Share{Of: For | Abstain, Base: Cast, Need: AtLeast(1, 2)}}, []string{`rule "for + abstain: at least 1/2 of cast": share is not of a part of its base`}},
		{council, Veto{SeatCount{Against, 1}}, []string{`rule "no veto (against: at least 1 seat)": rule can adopt without a vote for: as in 28 Governments abstain, 14 Employers abstain, 14 Workers abstain`}},
		{council, Quorum{SeatCount{Present, 33}}, []string{`rule "quorum (present: at least 33 seats)": rule can adopt without a vote for: as in 28 Governments against, 14 Employers against, 14 Workers against`}},
		{council, odd{Against}, []string{`rule "tripartite_test.odd": rule can adopt without a vote for: as in 28 Governments against, 14 Employers against, 14 Workers against`}},
		{chaired, Any{SimpleMajority(), In{Bloc: "Chair", Rule: SeatCount{Against, 1}}}, []string{`rule "any of (for: more than 1/2 of cast; in Chair: against: at least 1 seat)": rule can adopt without a vote for: as in 5 A against, 5 B against, 1 Chair against`}},
	} {
		if diff := cmp.Diff(c.want, messages(Vet(c.rule, c.body))); diff != "" {
			t.Errorf("%v: %s", c.rule, diff)
		}
	}
}

// Votes that no person can read are shown as fractions, with the nearest percentage
// that has as many decimals as it takes: a share just below two thirds must not look
// like two thirds.
func TestFindingOfLongNumbers(t *testing.T) {
	t.Parallel()
	var two, one Fraction
	if err := errors.Join(two.UnmarshalText([]byte("2000000000000000")), one.UnmarshalText([]byte("1000000000000000"))); err != nil {
		t.Fatal(err)
	}
	body := MustBody(Bloc{Name: "A", Size: 1, Weight: two}, Bloc{Name: "B", Size: 1, Weight: one}, Bloc{Name: "C", Size: 1})
	for _, c := range []struct {
		a, b, c States
		want    string
	}{
		{For, Against, For, "adopted  2000000000000001/3000000000000001 = 66.66666666666668 % of the votes, at least 2/3 = 66.66666666666667 % needed"},
		{For, For, Against, "adopted  3000000000000000/3000000000000001 = 100.00 % of the votes, at least 2/3 = 66.67 % needed"},
		{For, Abstain, Against, "adopted  2000000000000000/2000000000000001 = 100.00 % of the votes, at least 2/3 = 66.67 % needed"},
		{For, Against, Against, "rejected  2000000000000000/3000000000000001 = 66.6666666666666 % of the votes, at least 2/3 = 66.6666666666667 % needed"},
	} {
		tally := take(t, body, []vote{{"A 1", c.a}, {"B 1", c.b}, {"C 1", c.c}})
		got := strings.TrimSpace(strings.TrimPrefix(Explain(TwoThirds(), tally).String(), "for: at least 2/3 of cast"))
		if got != c.want {
			t.Errorf("\n%s\n%s", got, c.want)
		}
	}
	// What needs no rounding is not rounded.
	const half = "for: more than 1/2 of cast  adopted  2000000000000000/2000000000000001 = 100.00 % of the votes, more than 1/2 = 50.00 % needed\n"
	tally := take(t, body, []vote{{"A 1", For}, {"B 1", Abstain}, {"C 1", Against}})
	if got := Explain(SimpleMajority(), tally).String(); got != half {
		t.Errorf("%q", got)
	}
}

// Twelve digits can be read, and thirteen not.
func TestFindingOfDigits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"999999999997": "for: more than 1/2 of cast  adopted  999999999998 of 999999999999 votes  500000000000 needed  499999999998 to spare\n",
		"999999999998": "for: more than 1/2 of cast  adopted  999999999999/1000000000000 = 100.00 % of the votes, more than 1/2 = 50.00 % needed\n",
	} {
		weight, err := ParseFraction(text)
		if err != nil {
			t.Fatal(err)
		}
		body := MustBody(Bloc{Name: "A", Size: 1, Weight: weight}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
		tally := take(t, body, []vote{{"A 1", For}, {"B 1", For}, {"C 1", Against}})
		if got := Explain(SimpleMajority(), tally).String(); got != want {
			t.Errorf("\n%s\n%s", got, want)
		}
	}
}

// K may be anything from 1 to the number of rules, and of groups.
func TestFindingOfK(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	for k, wrong := range map[int]bool{0: true, 1: false, 3: false, 4: true} {
		rules := KOf{k, []Rule{SimpleMajority(), TwoThirds(), Unanimity()}}
		groups := KOfGroups{k, SimpleMajority()}
		for _, f := range []Finding{Explain(rules, tally), Explain(groups, tally)} {
			if (f.Reason != "") != wrong {
				t.Errorf("K is %d: %q", k, f.Reason)
			}
		}
	}
}

// A half is a half in whatever numbers.
func TestFindingOfATie(t *testing.T) {
	t.Parallel()
	tally, err := council.Tally(Counts{"Governments": {For: 14, Against: 14}, "Employers": {Absent: 14}, "Workers": {Absent: 14}})
	if err != nil {
		t.Fatal(err)
	}
	for need, want := range map[Threshold]bool{AtLeast(2, 4): true, MoreThan(1, 2): true, AtLeast(1, 1): false, AtLeast(2, 3): false, AtLeast(1, 4): false} {
		if got := Explain(Share{Of: For, Base: Cast, Need: need}, tally).Tie; got != want {
			t.Errorf("%v: a tie is %t", need, got)
		}
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

// A vote without a vote for is looked for in which each group is in a state of its
// own, unless the body is so large that only one in which all are in the same can be.
func TestVetOfGroupsOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, n := range []int{62, 63, 1000, 20_000} {
		blocs := make([]Bloc, n)
		for i := range blocs {
			blocs[i] = Bloc{Name: fmt.Sprint(i), Size: 1}
		}
		body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
		same := SeatCount{Of: Abstain, Need: n + 2}
		mixed := All{In{Group: First, Rule: SeatCount{Of: Abstain, Need: n}}, In{Group: Second, Rule: SeatCount{Of: Absent, Need: 1}}}
		for name, got := range map[string]bool{
			"same":  errors.Is(Vet(same, body), ErrNoFor),
			"mixed": errors.Is(Vet(mixed, body), ErrNoFor),
		} {
			if want := name == "same" || n <= 1000; got != want {
				t.Errorf("%d blocs, %s: %v", n+2, name, got)
			}
		}
	}
}
