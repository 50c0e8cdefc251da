package tripartite_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// The rules and small bodies of every kind, for properties that all must keep.
func smallBodies(t testing.TB) map[string]struct {
	body  *Body
	rules []Rule
} {
	must := func(b *Body, err error) *Body {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	stake := func(name string, n int) Bloc { return Bloc{Name: name, Size: 1, Weight: Frac(n, 1)} }
	money := func(name string, n int) Bloc { return Bloc{Name: name, Size: 1, Power: Frac(n, 1)} }
	conference, committee, governing, maritime := ILOConference{}, ILOCommittee{}, ILOGoverningBody{}, ILOMaritime{}
	return map[string]struct {
		body  *Body
		rules []Rule
	}{
		"ILOConference": {must(conference.Body(4, 2, 2)), []Rule{
			conference.Majority(), conference.TwoThirds(), conference.Admission(),
			ILOConference1986{}.Majority(), ILOConference1986{}.TwoThirds(), ILOConference1986{Void: true}.ThreeQuarters()}},
		"ILOCommittee":     {must(committee.Body(3, 2, 2)), []Rule{committee.Majority()}},
		"ILOGoverningBody": {governing.Body(), []Rule{governing.Majority(), governing.DirectorGeneral()}},
		"ILOMaritime":      {must(maritime.Body(4, 2, 3)), []Rule{maritime.Amendment(), ILOMaritime{BySeats: true}.Amendment()}},
		"FSC":              {must(FSC{}.Body(FSCChamber{1, 2, 1, 0}, FSCChamber{1, 0, 1, 1}, FSCChamber{0, 1, 1, 1})), []Rule{FSC{}.Motion()}},
		"FSC, passing":     {must(FSC{IfEmpty: PassOn}.Body(FSCChamber{1, 2, 1, 0}, FSCChamber{1, 0, 1, 1}, FSCChamber{0, 1, 1, 1})), []Rule{FSC{}.Motion()}},
		"KoreaMinimumWage": {KoreaMinimumWage{}.Body(), []Rule{
			KoreaMinimumWage{}.Decision(), KoreaMinimumWage{PublicThird: true}.Decision(First), KoreaMinimumWage{}.Decision(First), KoreaMinimumWage{}.Decision(First, Second), KoreaMinimumWage{}.Redeliberation()}},
		"KoreaESLC":                          {KoreaESLC{}.Body(), []Rule{KoreaESLC{}.Decision()}},
		"JapanMinimumWage":                   {must(JapanMinimumWage{}.Body(3)), []Rule{JapanMinimumWage{}.Decision()}},
		"RTRS":                               {must(RTRS{}.Body(2, 3, 2)), []Rule{RTRS{}.Resolution(), RTRS{Valid: Voting &^ Spoilt}.Resolution()}},
		"ChipsJU":                            {must(ChipsJU{}.Body(2, money("A", 3), money("B", 1))), []Rule{ChipsJU{}.Decision()}},
		"EUAgency":                           {EUAgency{}.Body(), []Rule{EUAgency{}.Majority(), EUAgency{}.TwoThirds(), EUAgency{}.FocalPoints()}},
		"UruguayWages":                       {UruguayWages{}.Body(), []Rule{UruguayWages{}.Decision(), UruguayWages{Base: Present}.Decision()}},
		"TurkeyMinimumWage":                  {TurkeyMinimumWage{}.Body(), []Rule{TurkeyMinimumWage{}.Decision()}},
		"ArgentinaWages":                     {ArgentinaWages{}.Body(), []Rule{ArgentinaWages{}.Decision(), ArgentinaWages{Base: Present}.Decision()}},
		"ArgentinaWages, with the president": {ArgentinaWages{PresidentVotes: true}.Body(), []Rule{ArgentinaWages{}.Decision()}},
		"ArgentinaAgrarian": {ArgentinaAgrarian{}.Body(), []Rule{
			ArgentinaAgrarian{}.Decision(), ArgentinaAgrarian{Present: 5}.Decision(), ArgentinaAgrarian{}.Allowance(), ArgentinaAgrarian{Base: Present, Consent: AtLeast(1, 1)}.Allowance()}},
		"UruguayCouncil": {UruguayCouncil{}.Body(), []Rule{UruguayCouncil{}.Decision(), UruguayCouncil{}.SecondCall()}},
		"Luxembourg":     {must(Luxembourg{}.Body(3, 4)), []Rule{Luxembourg{}.Opinion()}},
		"BosniaPeoples": {BosniaPeoples{}.Body(), []Rule{
			BosniaPeoples{}.FirstVote(), BosniaPeoples{Third: AllSeats}.FirstVote(), BosniaPeoples{}.SecondVote(), BosniaPeoples{}.VitalInterest(), BosniaPeoples{}.Declaration(Second)}},
		"University": {must(University{}.Body(Bloc{Name: "Teachers", Size: 4, Power: Int(51)}, Bloc{Name: "Staff", Size: 2, Power: Int(15)}, Bloc{Name: "Students", Size: 3, Power: Int(34)})), []Rule{
			University{}.FirstRound(), University{}.RunOff()}},
		"NorthernIreland": {must(NorthernIreland{}.Body(3, 4, 2)), []Rule{
			NorthernIreland{}.Majority(), NorthernIreland{}.CrossCommunity(), NorthernIreland{}.ParallelConsent(), NorthernIreland{}.TwoThirdsOfSeats()}},
		"CoffeeCouncil": {must(CoffeeCouncil{}.Body([]WeightedSeat{{"A", Int(5)}, {"B", Int(3)}, {"C", Int(2)}}, []WeightedSeat{{"D", Int(6)}, {"E", Int(4)}})), []Rule{
			CoffeeCouncil{}.Decision(), CoffeeCouncil{Base: Voting}.Decision(), CoffeeCouncil{}.VoteAgain()}},
		"Cardano": {must(Cardano{}.Body(3, []Bloc{stake("r1", 5), stake("r2", 3)}, []Bloc{stake("p1", 4), stake("p2", 0)})), []Rule{
			mustRule(Cardano{CommitteeMinSize: 2}.Action(AtLeast(2, 3), AtLeast(67, 100), Threshold{})),
			mustRule(Cardano{}.Action(Threshold{}, AtLeast(67, 100), AtLeast(51, 100)))}},
	}
}

// mustRule is a rule of which the test knows that it can be made.
func mustRule(r Rule, err error) Rule {
	if err != nil {
		panic(err)
	}
	return r
}

// Vet has nothing to say of a ready-made rule, but that a resolution of the RTRS
// to which nobody objects needs no vote for it: so its statutes have it.
func TestReadyMadeRulesAreVetted(t *testing.T) {
	t.Parallel()
	for name, ready := range smallBodies(t) {
		for _, rule := range ready.rules {
			err := Vet(rule, ready.body)
			if noFor := strings.HasPrefix(name, "RTRS"); errors.Is(err, ErrNoFor) != noFor || len(messages(err)) != b2i(noFor) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// In every ready-made body, under every one of its rules, a vote for never turns
// an adopted motion down.
func TestReadyMadeForNeverHurts(t *testing.T) {
	t.Parallel()
	for name, ready := range smallBodies(t) {
		rapid.Check(t, func(t *rapid.T) {
			votes := drawVotes(t, ready.body)
			before := take(t, ready.body, votes)
			i := rapid.IntRange(0, len(votes)-1).Draw(t, "seat")
			votes[i].state = For
			after := take(t, ready.body, votes)
			for _, rule := range ready.rules {
				if rule.Decide(after) < rule.Decide(before) {
					t.Fatalf("%s: %s turns to for:\n%v%v%v%v", name, votes[i].seat, before, Explain(rule, before), after, Explain(rule, after))
				}
			}
		})
	}
}

// spoil overwrites every part that can be reached in a rule with nothing.
func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			spoil(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			spoil(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i))
			if v.Index(i).CanSet() {
				v.Index(i).SetZero()
			}
		}
	}
}

// Each call of a method makes a new rule: who changes one changes no other.
func TestReadyMadeRulesCannotBeChanged(t *testing.T) {
	t.Parallel()
	taken := smallBodies(t)
	before := map[string]string{}
	for name, ready := range taken {
		before[name] = fmt.Sprint(ready.rules)
		for _, rule := range ready.rules {
			spoil(reflect.ValueOf(&rule).Elem())
		}
	}
	spoilt, simple := 0, 0
	for name, ready := range smallBodies(t) {
		if after := fmt.Sprint(ready.rules); after != before[name] {
			t.Errorf("%s: %s, before %s", name, after, before[name])
		}
		spoilt += b2i(fmt.Sprint(taken[name].rules) != before[name])
		if !slices.ContainsFunc(ready.rules, func(r Rule) bool { _, share := r.(Share); return !share }) {
			simple++
		}
	}
	if spoilt+simple != len(taken) {
		t.Errorf("the rules of %d bodies of %d were overwritten, and %d have no parts", spoilt, len(taken), simple)
	}
}

// A body that cannot be is refused, whatever the numbers and names, with an error
// that says which of them is wrong.
func TestReadyMadeBodiesRefuse(t *testing.T) {
	t.Parallel()
	chamber := FSCChamber{NorthOrganisations: 1, SouthOrganisations: 1}
	for _, n := range []int{-1, math.MinInt, math.MinInt/2 - 1, math.MinInt / 2, math.MinInt + 1, MostSeats + 1, math.MaxInt - 1, math.MaxInt} {
		wrong := chamber
		wrong.SouthIndividuals = n
		for name, make := range map[string]func() (*Body, error){
			"Governments":                func() (*Body, error) { return ILOMaritime{}.Body(n, 1, 1) },
			"Shipowners":                 func() (*Body, error) { return ILOMaritime{}.Body(1, n, 1) },
			"Public":                     func() (*Body, error) { return JapanMinimumWage{}.Body(n) },
			"Workers":                    func() (*Body, error) { return ILOConference{}.Body(1, 1, n) },
			"Employers":                  func() (*Body, error) { return ILOCommittee{}.Body(1, n, 1) },
			"Unions":                     func() (*Body, error) { return Luxembourg{}.Body(1, n) },
			"Unionists":                  func() (*Body, error) { return NorthernIreland{}.Body(1, n, 1) },
			"Civil Society":              func() (*Body, error) { return RTRS{}.Body(1, 1, n) },
			"Private members":            func() (*Body, error) { return ChipsJU{}.Body(n) },
			"Committee":                  func() (*Body, error) { return Cardano{}.Body(n, nil, nil) },
			"Economic/South/Individuals": func() (*Body, error) { return FSC{}.Body(wrong, chamber, chamber) },
			"Representatives/drep A":     func() (*Body, error) { return Cardano{}.Body(1, []Bloc{{Name: "drep A", Size: n}}, nil) },
			"States/A":                   func() (*Body, error) { return ChipsJU{}.Body(1, Bloc{Name: "A", Size: n}) },
		} {
			body, err := make()
			if body != nil || !errors.Is(err, ErrSize) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s with %d: %v, %v", name, n, body, err)
			}
		}
	}
	for name, make := range map[string]func() (*Body, error){
		`"Public": number`:    func() (*Body, error) { return JapanMinimumWage{}.Body(0) },
		`without any power`:   func() (*Body, error) { return ILOMaritime{}.Body(0, 0, 0) },
		`"States": not a`:     func() (*Body, error) { return ChipsJU{States: Frac(-1, 1)}.Body(1) },
		`"Commission": not a`: func() (*Body, error) { return ChipsJU{Commission: Frac(1, 0)}.Body(1) },
	} {
		if body, err := make(); body != nil || err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, %v", name, body, err)
		}
	}
	for _, names := range [][]string{{""}, {" A"}, {"A "}, {"A", "A\n"}, {"\u00a0"}, {"A", "B", "A"}} {
		var members []ILOMember
		for _, name := range names {
			members = append(members, ILOMember{Name: name})
		}
		if ballot, err := (ILOConference{}).Open(members...); ballot != nil || !errors.Is(err, ErrName) {
			t.Errorf("delegations %q: %v", names, err)
		}
	}
	if ballot, err := (ILOConference{}).Open(); ballot != nil || !errors.Is(err, ErrNoPower) {
		t.Errorf("no delegations: %v", err)
	}
}

// Vet reports a field with a value that makes no sense.
func TestReadyMadeFieldsAreVetted(t *testing.T) {
	t.Parallel()
	bodies := smallBodies(t)
	for name, test := range map[string]struct {
		body string
		rule Rule
		want error
	}{
		"a quorum below 0":                                  {"ILOGoverningBody", ILOGoverningBody{Present: -1}.Majority(), ErrRule},
		"a quorum of more than all":                         {"ILOGoverningBody", ILOGoverningBody{Present: 57}.Majority(), ErrNever},
		"a quorum above 1":                                  {"ILOCommittee", ILOCommittee{Quorum: AtLeast(3, 2)}.Majority(), ErrRule},
		"nobody there took part":                            {"ILOConference", ILOConference1986{TookPart: Vacant}.Majority(), ErrNotWithin},
		"members who are all against":                       {"ILOMaritime", ILOMaritime{Members: Against}.Amendment(), ErrNotWithin},
		"valid votes without those for":                     {"RTRS", RTRS{Valid: Against | Abstain}.Resolution(), ErrNotWithin},
		"a majority of those against":                       {"UruguayWages", UruguayWages{Base: Against}.Decision(), ErrNotWithin},
		"a majority of the absent":                          {"TurkeyMinimumWage", TurkeyMinimumWage{Base: Absent}.Decision(), ErrNotWithin},
		"a majority of the vacant seats":                    {"ArgentinaWages", ArgentinaWages{Base: Vacant}.Decision(), ErrNotWithin},
		"a quorum of more than 8":                           {"ArgentinaAgrarian", ArgentinaAgrarian{Present: 9}.Decision(), ErrNever},
		"consent of less than nothing":                      {"ArgentinaAgrarian", ArgentinaAgrarian{Consent: AtLeast(-1, 2)}.Allowance(), ErrRule},
		"members voting without those for":                  {"CoffeeCouncil", CoffeeCouncil{Base: Against}.Decision(), ErrNotWithin},
		"a committee of more than all":                      {"Cardano", mustRule(Cardano{CommitteeMinSize: 4}.Action(AtLeast(2, 3), Threshold{}, Threshold{})), ErrNever},
		"a committee of more than all, the minimum not set": {"Cardano", mustRule(Cardano{}.Action(AtLeast(2, 3), Threshold{}, Threshold{})), ErrNever},
	} {
		if err := Vet(test.rule, bodies[test.body].body); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// decision is a vote in a body, with the outcome that the source of its rule asks for.
type decision struct {
	name   string
	body   *Body
	err    error // of making the body
	rule   Rule
	counts Counts
	want   Outcome
}

func checkDecisions(t *testing.T, decisions []decision) {
	t.Helper()
	for _, d := range decisions {
		if d.err != nil {
			t.Fatal(d.err)
		}
		tally, err := d.body.Tally(d.counts)
		if err != nil {
			t.Fatalf("%s: %v", d.name, err)
		}
		if got := d.rule.Decide(tally); got != d.want {
			t.Errorf("%s: %v, want %v", d.name, got, d.want)
		}
	}
}

// The smallest council has one member of each kind.
func TestSmallestMinimumWageCouncil(t *testing.T) {
	t.Parallel()
	for each, want := range map[int]bool{0: false, 1: true} {
		if body, err := (JapanMinimumWage{}).Body(each); (err == nil) != want {
			t.Errorf("%d of each: %v, %v", each, body, err)
		}
	}
}

// It is said which Member has a name that is none.
func TestMembersAreCountedFromOne(t *testing.T) {
	t.Parallel()
	if _, err := (ILOConference{}).Open(ILOMember{Name: "A"}, ILOMember{Name: " B"}); err == nil || !strings.Contains(err.Error(), "Member number 2:") {
		t.Errorf("%v", err)
	}
}
