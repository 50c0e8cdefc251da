package tripartite_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
	"example.com/tripartite/internal/prose"
)

// asks is a user's veto, which asks the bloc of that name.
type asks struct{ bloc string }

func (a asks) Decide(t Tally) Outcome {
	bloc, _ := t.Bloc(a.bloc)
	return b2o(SimpleMajority().Decide(t) == Adopted && bloc.Seats(Against) == 0)
}

// asksGroup asks a part of the body for a group.
type asksGroup struct{}

func (asksGroup) Decide(t Tally) Outcome {
	return b2o(SimpleMajority().Decide(t) == Adopted &&
		t.Group(First).Group(Second).Seats(Against) == 0)
}

// Independent seats that weigh something are not left out of every clause without a word.
func TestVetOfIgnoredSeats(t *testing.T) {
	t.Parallel()
	chairs := []Bloc{{Name: "Chair", Size: 1, Weight: Frac(10, 1)},
		{Name: "Banks", Blocs: []Bloc{{Name: "Old", Size: 2}, {Name: "New", Size: 1}}},
		{Name: "Guests", Size: 3, Weight: Frac(0, 1)}, {Name: "Empty"}}
	group := func(name string) Bloc { return Bloc{Name: name, Size: 3} }
	two := MustBody(group("A"), group("B"), group("C"), chairs...)
	one := MustBody(group("A"), group("B"), Bloc{Name: "C"}, chairs[1:]...)
	none := MustBody(group("A"), group("B"), group("C"), chairs[2:]...)
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	for _, c := range []struct {
		rule Rule
		body *Body
		want string
	}{
		{EachGroup(SimpleMajority()), two,
			`rule "in each group": seats have no say in the rule: no clause counts Chair or 1 other bloc`},
		{Parts{Rule: own}, two, `rule "in each group": seats have no say in the rule: no clause counts Chair or 1 other bloc`},
		{All{EachGroup(SimpleMajority()), In{Bloc: "Chair", Rule: SimpleMajority()}}, two,
			`rule "all of": seats have no say in the rule: no clause counts Banks`},
		{All{EachGroup(SimpleMajority()), In{Bloc: "Chair", Rule: SimpleMajority()}, In{Bloc: "Banks/New", Rule: own}}, two, ""},
		{eachVoting(SimpleMajority()), one,
			`rule "in each group with any votes cast": seats have no say in the rule: no clause counts Banks`},
		{All{In{Group: First, Rule: SimpleMajority()}, In{Bloc: "B", Rule: SimpleMajority()}}, one,
			`rule "all of": seats have no say in the rule: no clause counts Banks`},
		{EachGroup(SimpleMajority()), none, ""},
		{All{EachGroup(SimpleMajority()), SimpleMajority()}, two, ""},
		{All{EachGroup(SimpleMajority()), SeatCount{Present, 3}}, two, ""},
		{own, two, ""},
		{In{Group: First, Rule: SimpleMajority()}, two, ""}, // it means the group
		{All{In{Group: First, Rule: SimpleMajority()}, In{Group: Second, Rule: SimpleMajority()}}, two, ""},
	} {
		err := Vet(c.rule, c.body)
		if got := errors.Is(err, ErrIgnored); got != (c.want != "") || got &&
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.rule, err)
		}
	}
}

// pointerRule is a rule that panics if it is asked anything as a nil pointer.
type pointerRule struct{ need int }

func (r *pointerRule) Decide(t Tally) Outcome { return SeatCount{Of: For, Need: r.need}.Decide(t) }
func (r *pointerRule) String() string         { return fmt.Sprint("at least ", r.need) }

// Rules that are nil pointers are reported, and nothing panics.
func TestRulesThatAreNilPointers(t *testing.T) {
	tally := pairs().OpenRoom().Tally()
	for _, rule := range []Rule{(*pointerRule)(nil), Veto{(*pointerRule)(nil)}} {
		if err := Vet(rule, pairs()); !errors.Is(err, ErrRule) {
			t.Errorf("%T: %v", rule, err)
		}
		if _, err := ToAdopt(rule, tally, 0); !errors.Is(err, ErrRule) {
			t.Errorf("%T: %v", rule, err)
		}
	}
	if err := Vet((*All)(nil), pairs()); !errors.Is(err, ErrRule) {
		t.Error(err)
	}
	if got, err := Possible((*All)(nil), tally, Silent, Voting); err != nil ||
		got != OutcomesOf(Rejected) {
		t.Error(got, err)
	}
	if m, err := ToAdopt((*All)(nil), tally, 0); err != nil || m.Enough {
		t.Error(m, err)
	}
}

func TestVet(t *testing.T) {
	t.Parallel()
	chaired := MustBody(Bloc{Name: "A", Size: 5}, Bloc{Name: "B", Size: 5, Weight: Frac(0, 1)},
		Bloc{Name: "C"}, Bloc{Name: "Chair", Size: 1})
	voting := MustBody(Bloc{Name: "A", Size: 5, SharedBy: Voting},
		Bloc{Name: "B", Size: 5, SharedBy: Voting}, Bloc{Name: "C"})
	split := MustBody(Bloc{Name: "A", Size: 5, SharedBy: Entitled},
		Bloc{Name: "B", Size: 5, SharedBy: Entitled}, Bloc{Name: "C", Size: 5, SharedBy: Entitled})
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
		{council, Share{Of: For, Less: Against, Base: AllSeats, Need: AtLeast(1, 200)}, nil},
		{council, Share{Of: For, Less: Against, Base: Cast, Need: AtLeast(0, 1)}, nil},
		{council, Share{Of: For, Less: Abstain, Base: Present, Need: MoreThan(1, 4)}, nil},
		{split, AbsoluteMajority(), nil},
		{split, Share{Of: For, Base: InOffice, Need: MoreThan(1, 2)}, []string{
			`rule "more than 1/2 of votes in office are for": base includes seats without votes: seats of the body have none when they are suspended`}},
		{voting, In{Group: First, Rule: AbsoluteMajority()}, []string{
			`rule "more than 1/2 of votes entitled are for": base includes seats without votes: seats of A have none when they are silent + absent`}},
		{voting, Share{Of: For, Base: Entitled, Need: MoreThan(1, 2), BySeats: true}, nil},
		{council, nil, []string{`rule "no rule": malformed rule: a part is missing`}},
		{council, All{}, []string{`rule "all of": malformed rule: it has no parts`}},
		{council, Any{SimpleMajority(), nil},
			[]string{`rule "no rule": malformed rule: a part is missing`}},
		{council, KOf{3, []Rule{SimpleMajority(), TwoThirds()}},
			[]string{`rule "at least 3 of 2": malformed rule: K is not from 1 to 2`}},
		{council, Parts{K: 4, Rule: TwoThirds()},
			[]string{`rule "in at least 4 of the groups": malformed rule: K is not from 1 to 3`}},
		{council, Share{Of: For, Base: Cast, Need: AtLeast(3, 2)},
			[]string{`rule "at least 3/2 of votes cast are for": malformed rule: the threshold is not between 0 and 1`}},
		{council, Share{Of: For, Base: Cast, Need: MoreThan(1, 1)},
			[]string{`rule "more than 1/1 of votes cast are for": malformed rule: the threshold is not between 0 and 1`}},
		{council, Parts{Rule: Share{Of: For, Base: Cast}},
			[]string{`rule "at least 0/0 of votes cast are for": malformed rule: the threshold is not between 0 and 1`}},
		{council, In{Group: First, Rule: In{Group: Second, Rule: SimpleMajority()}},
			[]string{`rule "in the second group (more than 1/2 of votes cast are for)": malformed rule: there is no such part of Governments`}},
		{council, In{Group: First, Bloc: "Workers", Rule: SimpleMajority()},
			[]string{`rule "in the first group and Workers (more than 1/2 of votes cast are for)": malformed rule: it names both a group and a bloc`}},
		{council, In{Rule: SimpleMajority()},
			[]string{`rule "in no part (more than 1/2 of votes cast are for)": malformed rule: it names no part`}},
		{council, In{Bloc: "Workers ", Rule: SimpleMajority()},
			[]string{`rule "in \"Workers \" (more than 1/2 of votes cast are for)": malformed rule: there is no such part of the body`}},
		{council, All{&Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}, RuleFunc(nil)}, []string{
			`rule "*tripartite.Share": malformed rule: it is a pointer to a rule, not a rule`,
			`rule "rule of the caller's own": malformed rule: there is no function`}},
		{council, (*All)(nil), []string{`rule "*tripartite.All": malformed rule: it is a pointer to a rule, not a rule`}},
		{nil, SimpleMajority(), []string{`rule "more than 1/2 of votes cast are for": clause can never hold: no seats in the body`}},
		{council, In{Group: First, Rule: Parts{Rule: SimpleMajority()}},
			[]string{`rule "in each group": malformed rule: there are no groups in Governments`}},
		{council, In{Group: First, Rule: nil},
			[]string{`rule "no rule": malformed rule: a part is missing`}},
		{council, Parts{Rule: Parts{}},
			[]string{`rule "in each group": malformed rule: a part is missing`}},
		{council, SeatCount{For, 57},
			[]string{`rule "at least 57 seats are for": clause can never hold: only 56 seats in the body`}},
		{council, SeatCount{For, -1},
			[]string{`rule "at least -1 seats are for": malformed rule: the number of seats is below 0`}},
		{council, All{SimpleMajority(), SeatCount{For, 0}},
			[]string{`rule "at least 0 seats are for": clause always holds: it asks for nothing`}},
		{council, In{Group: Second, Rule: SeatCount{For, 15}},
			[]string{`rule "at least 15 seats are for": clause can never hold: only 14 seats in Employers`}},
		{chaired, Parts{Rule: SimpleMajority()}, []string{
			`rule "more than 1/2 of votes cast are for": clause can never hold: no seat of B has votes when it is for`,
			`rule "more than 1/2 of votes cast are for": clause can never hold: no seats in C`,
			`rule "in each group": seats have no say in the rule: no clause counts Chair`}},
		{chaired, In{Group: Second, Rule: Share{Of: For, Base: Cast, Need: MoreThan(1, 2), BySeats: true}}, nil},
		{chaired, In{Group: Third, Rule: Share{Of: For, Base: Cast, Need: MoreThan(1, 2), BySeats: true}}, []string{
			`rule "more than 1/2 of seats cast are for": clause can never hold: no seats in C`}},
		{council, KOf{2, []Rule{SimpleMajority(), TwoThirds()}},
			[]string{`rule "more than 1/2 of votes cast are for": clause can be left out: no outcome changes`}},
		{council, All{TwoThirds(), SimpleMajority(), Quorum{SeatCount{For, 1}}},
			[]string{`rule "more than 1/2 of votes cast are for": clause can be left out: no outcome changes`}},
		{council, Any{TwoThirds(), AbsoluteMajority(), SimpleMajority()}, []string{
			`rule "more than 1/2 of votes entitled are for": clause can be left out: no outcome changes`,
			`rule "at least 2/3 of votes cast are for": clause can be left out: no outcome changes`}},
		{council, All{SimpleMajority(), Any{Veto{SeatCount{Against, 1}, SeatCount{Against, 2}}, TwoThirds()}}, []string{`rule "at least 2 seats are against": clause can be left out: no outcome changes`}},
		{council, All{SeatCount{For, 30}, In{Group: First, Rule: SeatCount{Against, 28}}}, []string{
			`rule "in the first group (at least 28 seats are against)": clause contradicts another: at least 30 seats are for`}},
		{council, All{SimpleMajority(), SeatCount{Abstain, 20}, SeatCount{Absent, 20}, SeatCount{Present, 30}, SeatCount{Silent, 10}, SeatCount{Suspended, 6}}, []string{
			`rule "more than 1/2 of votes cast are for and at least 20 seats abstain and at least 20 seats are absent and at least 30 seats are present and at least 10 seats are silent and at least 6 seats are suspended": rule can never adopt`}},
		{council, Any{SimpleMajority(), Veto{TwoThirds()}}, []string{
			`rule "more than 1/2 of votes cast are for or no veto (at least 2/3 of votes cast are for)": rule always adopts`,
			`rule "more than 1/2 of votes cast are for or no veto (at least 2/3 of votes cast are for)": rule can adopt without a vote for: as in Governments: 28 against, Employers: 14 against, Workers: 14 against`}},
		{council, Parts{Rule: All{SeatCount{For, 8}, SeatCount{Against, 8}}},
			[]string{`rule "at least 8 seats are against": clause contradicts another: at least 8 seats are for`}},
		{council, All{SimpleMajority(), Quorum{SeatCount{Present, 9}, Parts{Rule: SeatCount{Present, 3}}}}, nil},
		{council, Parts{K: 3, Rule: SimpleMajority()}, nil},
		{council, Parts{K: 1, Rule: SimpleMajority()}, nil},
		{council, SeatCount{0, 1}, []string{`rule "at least 1 seat is none": clause can never hold: Of is not set`}},
		{council, Share{Of: For, Base: 0, Need: AtLeast(1, 2)}, []string{
			`rule "at least 1/2 of votes none are for": clause can never hold: Base is not set`,
			`rule "at least 1/2 of votes none are for": clause counts states outside its base`}},
		{council, In{Group: First, Rule: eachVoting(SimpleMajority())},
			[]string{`rule "in each group with any votes cast": malformed rule: there are no groups in Governments`}},
		{council, eachVoting(Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}),
			[]string{`rule "at least 3/2 of votes cast are for": malformed rule: the threshold is not between 0 and 1`}},
		{council, All{SimpleMajority(), eachVoting(Share{Of: For, Base: Cast, Need: AtLeast(0, 2)})},
			[]string{`rule "at least 0/1 of votes cast are for": clause holds whenever its base is not empty: it asks for nothing`}},
		{council, All{SimpleMajority(), Share{Of: 0, Base: Cast, Need: AtLeast(0, 2)}},
			[]string{`rule "at least 0/1 of votes cast are none": clause holds whenever its base is not empty: it asks for nothing`}},
		{council, Share{Of: For, Base: Cast, Need: MoreThan(0, 2)}, nil},
		{chaired, All{SeatCount{Against, 10}, In{Bloc: "Chair", Rule: SeatCount{Abstain, 1}}},
			[]string{`rule "at least 10 seats are against and in Chair (at least 1 seat abstains)": rule can adopt without a vote for: as in A: 5 against, B: 5 against, Chair: 1 abstain`}},
		{split, Share{Of: Vacant, Base: AllSeats, Need: MoreThan(1, 2)},
			[]string{`rule "more than 1/2 of all votes are vacant": clause can never hold: no seat of the body has votes when it is vacant`}},
		{council, All{SimpleMajority(), SeatCount{AllSeats, 56}},
			[]string{`rule "at least 56 seats are seats": clause always holds`}},
		{council, All{SimpleMajority(), Share{Of: Present, Base: Cast, Need: AtLeast(1, 2)}}, []string{
			`rule "at least 1/2 of votes cast are present": clause holds whenever its base is not empty`,
			`rule "at least 1/2 of votes cast are present": clause counts states outside its base`}},
		{council, All{SimpleMajority(), Share{Of: For | Abstain, Base: Cast, Need: AtLeast(1, 2)}}, []string{
			`rule "at least 1/2 of votes cast are for + abstain": clause counts states outside its base`,
			`rule "at least 1/2 of votes cast are for + abstain": clause can be left out: no outcome changes`}},
		{council, Veto{SeatCount{Against, 1}},
			[]string{`rule "no veto (at least 1 seat is against)": rule can adopt without a vote for: as in Governments: 28 abstain, Employers: 14 abstain, Workers: 14 abstain`}},
		{council, Quorum{SeatCount{Present, 33}},
			[]string{`rule "quorum (at least 33 seats are present)": rule can adopt without a vote for: as in Governments: 28 against, Employers: 14 against, Workers: 14 against`}},
		{council, odd{Against}, []string{`rule "tripartite_test.odd": rule can adopt without a vote for: as in Governments: 28 against, Employers: 14 against, Workers: 14 against`}},
		{chaired, Any{SimpleMajority(), In{Bloc: "Chair", Rule: SeatCount{Against, 1}}},
			[]string{`rule "more than 1/2 of votes cast are for or in Chair (at least 1 seat is against)": rule can adopt without a vote for: as in A: 5 against, B: 5 against, Chair: 1 against`}},
	} {
		if diff := cmp.Diff(c.want, messages(Vet(c.rule, c.body))); diff != "" {
			t.Errorf("%v: %s", c.rule, diff)
		}
	}
}

// A body of many blocs is vetted in a time that a person waits.
func TestVetOfManyBlocs(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	many := Bloc{Name: "A"}
	for i := range 300 {
		many.Blocs = append(many.Blocs,
			Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(1, 1000003+2*(i%40))})
	}
	body := MustBody(many, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	if err := Vet(SimpleMajority(), body); err != nil {
		t.Error(err)
	}
	if err := Vet(Veto{SimpleMajority()}, body); !errors.Is(err, ErrNoFor) {
		t.Error(err)
	}
}

// A vote without a vote for is looked for in which each group is in a state of its
// own, unless the body is so large that only one in which all are in the same can be.
func TestVetOfGroupsOfTheirOwn(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	for _, n := range []int{62, 63, 1000, 20_000} {
		blocs := make([]Bloc, n)
		for i := range blocs {
			blocs[i] = Bloc{Name: fmt.Sprint(i), Size: 1}
		}
		body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{Name: "B", Size: 1},
			Bloc{Name: "C", Size: 1})
		same := SeatCount{Of: Abstain, Need: n + 2}
		mixed := All{In{Group: First, Rule: SeatCount{Of: Abstain, Need: n}},
			In{Group: Second, Rule: SeatCount{Of: Absent, Need: 1}}}
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

// A body of two sides, and one with a fourth chamber: a rule that asks each group means
// nothing in the one, and leaves the fourth chamber out in the other. Neither is silent.
func TestVetOfTwoSidesAndOfFour(t *testing.T) {
	t.Parallel()
	two := MustBody(Bloc{Name: "Exporters", Size: 5}, Bloc{Name: "Importers", Size: 5}, Bloc{})
	four := MustBody(Bloc{Name: "Consumers", Size: 4}, Bloc{Name: "Investors", Size: 4},
		Bloc{Name: "Producers", Size: 4}, Bloc{Name: "Others", Size: 24})
	majority := Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}
	for _, test := range []struct {
		body *Body
		rule Rule
		want []string
	}{
		{two, All{In{Group: First, Rule: majority}, In{Group: Second, Rule: majority}}, nil},
		{two, eachVoting(majority), nil},
		{two, Parts{Rule: majority},
			[]string{`rule "more than 1/2 of votes cast are for": clause can never hold: no seats in third`}},
		{two, Parts{K: 3, Rule: majority},
			[]string{`rule "more than 1/2 of votes cast are for": clause can never hold: no seats in third`}},
		{four, All{Parts{Rule: majority}, In{Bloc: "Others", Rule: majority}}, nil},
		{four, Parts{Rule: majority},
			[]string{`rule "in each group": seats have no say in the rule: no clause counts Others`}},
		{four, All{Share{Of: For, Base: Cast, Need: AtLeast(2, 3)}, Parts{Rule: majority}},
			nil}, // the first clause asks all
	} {
		if diff := cmp.Diff(test.want, messages(Vet(test.rule, test.body))); diff != "" {
			t.Errorf("%v: %s", test.rule, diff)
		}
	}
}

// What Vet says of two rules together is what trying all votes says.
func TestVetOfTwoRulesIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := MustBody(Bloc{Name: "Gov", Size: rapid.IntRange(1, 2).Draw(t, "size")},
			Bloc{Name: "Emp", Size: 1, Weight: Frac(2, 1)}, Bloc{Name: "Wrk", Size: 1},
			Bloc{Name: "Union", Union: []string{"Gov", "Wrk"}})
		draw := func() Rule {
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				return Veto{drawHelped(t, 1)}
			case 1:
				return SeatCount{drawSet(t), rapid.IntRange(1, 3).Draw(t, "need")}
			case 2:
				return Quorum{drawShare(t)}
			}
			return drawHelped(t, 2)
		}
		one, other := draw(), draw()
		rule := rapid.SampledFrom([]Rule{All{one, other}, Any{one, other}, Veto{one, other}, Quorum{one, other}}).Draw(t, "rule")
		_, isQuorum := rule.(Quorum)
		err := Vet(rule, body)
		for _, single := range []error{ErrRule, ErrNever, ErrAlways, ErrAlwaysMet} {
			if errors.Is(err, single) {
				return
			}
		}
		without := func(r Rule) Rule {
			if _, ok := rule.(Veto); ok {
				return Veto{r}
			}
			return r
		}
		never, always, both, canOne, canOther, needOne, needOther := true, true, false,
			false, false, false, false
		votesIn(t, body, AllSeats, func(vote Tally) bool {
			o, a, b := rule.Decide(vote), one.Decide(vote), other.Decide(vote)
			never, always = never && o != Adopted, always && o == Adopted
			both = both || a == Adopted && b == Adopted
			canOne, canOther = canOne || a == Adopted, canOther || b == Adopted
			needOther = needOther || without(one).Decide(vote) != o
			needOne = needOne || without(other).Decide(vote) != o
			return true
		})
		_, isAll := rule.(All)
		contradict := (isAll || isQuorum) && canOne && canOther && !both
		check := func(want bool, kind error) {
			if errors.Is(err, kind) != want {
				t.Fatalf("%v: %v, but want %v: %t", rule, err, kind, want)
			}
		}
		check(contradict, ErrContradiction)
		check(always, ErrAlwaysAdopts)
		if never {
			check(!contradict, ErrNeverAdopts)
		} else if !always && !isQuorum && (!needOne || !needOther) {
			check(true, ErrRedundant)
		}
	})
}

// vetted returns the text of a rule in the errors of Vet.
func vetted(r Rule) string {
	return prose.OneLine(fmt.Sprint(r))
}

// What Vet says of several clauses together is what trying all votes says: without those that
// it calls redundant no outcome changes, without any other one some outcome does, and pairs
// contradict each other if no vote meets both.
func TestVetOfClausesIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := MustBody(Bloc{Name: "Gov", Size: rapid.IntRange(1, 2).Draw(t, "size")},
			Bloc{Name: "Emp", Size: 1, Weight: Frac(2, 1)}, Bloc{Name: "Wrk", Size: 1})
		rules := drawClauses(t)
		make := rapid.SampledFrom([]func(...Rule) Rule{
			func(rules ...Rule) Rule { return All(rules) }, func(rules ...Rule) Rule { return Any(rules) },
		}).Draw(t, "all or any")
		rule := make(rules...)
		err := Vet(rule, body)
		for _, other := range []error{ErrRule, ErrNever, ErrAlways, ErrAlwaysMet, ErrAlwaysAdopts} {
			if errors.Is(err, other) {
				return
			}
		}
		said := messages(err)
		reported := func(r Rule, what string) bool {
			return slices.Contains(said, fmt.Sprintf("rule %q: %s", vetted(r), what))
		}
		_, isAll := rule.(All)
		var needed []Rule
		contradictions := 0
		for i, r := range rules {
			if !reported(r, "clause can be left out: no outcome changes") {
				needed = append(needed, r)
			}
			for _, other := range rules[:i] {
				want := isAll && adopts(t, body, r) && adopts(t, body, other) && !adopts(t, body, All{r, other})
				if reported(r, "clause contradicts another: "+vetted(other)) != want {
					t.Fatalf("%v: %q, but want a contradiction of %v and %v: %t", rule, said, r, other, want)
				}
				contradictions += b2i(want)
			}
		}
		if never := !adopts(t, body, rule); errors.Is(err, ErrNeverAdopts) != (never && contradictions == 0) {
			t.Fatalf("%v: %q, but it never adopts: %t", rule, said, never)
		} else if never {
			return
		}
		if len(needed) == 0 || !equalRules(t, body, rule, make(needed...)) {
			t.Fatalf("%v: %q, but an outcome changes", rule, said)
		}
		for i := range needed {
			rest := slices.Delete(slices.Clone(needed), i, i+1)
			if len(rest) > 0 && equalRules(t, body, rule, make(rest...)) {
				t.Fatalf("%v: %q, but %v can be left out, too", rule, said, needed[i])
			}
		}
	})
}

// drawClauses draws two to four different clauses.
func drawClauses(t *rapid.T) []Rule {
	draw := rapid.Custom(func(t *rapid.T) Rule {
		sets := rapid.SampledFrom([]States{For, Cast, Present, Against | Abstain}) // one can follow from another
		var clause Rule = SeatCount{sets.Draw(t, "set"), rapid.IntRange(1, 3).Draw(t, "need")}
		if rapid.IntRange(0, 2).Draw(t, "share") == 0 {
			clause = drawShare(t)
		}
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return Veto{clause}
		case 1:
			return Quorum{clause}
		case 2:
			return In{Group: First, Rule: clause}
		}
		return clause
	})
	return rapid.SliceOfNDistinct(draw, 2, 4, vetted).Draw(t, "clauses")
}

// adopts reports whether the rule adopts any vote.
func adopts(t rapid.TB, b *Body, r Rule) bool {
	found := false
	votesIn(t, b, AllSeats, func(vote Tally) bool {
		found = r.Decide(vote) == Adopted
		return !found
	})
	return found
}

// equalRules reports whether two rules have the same outcome for all votes.
func equalRules(t rapid.TB, b *Body, r, other Rule) bool {
	differ := false
	votesIn(t, b, AllSeats, func(vote Tally) bool {
		differ = r.Decide(vote) != other.Decide(vote)
		return !differ
	})
	return !differ
}

// What is malformed in a rule over several parts is reported also if no part can count.
func TestVetOfPartsThatNeverCount(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B"}, Bloc{Name: "C"})
	for _, rule := range []Rule{
		nil, In{Bloc: "D", Rule: SimpleMajority()}, Share{Of: For, Base: Cast, Need: AtLeast(3, 2)},
	} {
		parts := Parts{Bloc: "B", With: Cast, Rule: rule}
		if err := Vet(parts, body); !errors.Is(err, ErrRule) {
			t.Errorf("%v: %v", rule, err)
		}
	}
}
