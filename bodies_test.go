package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// readyMade is a body as the vote files name it: how to make it for a vote, in
// which the blocs have so many seats, and its rules. Votes that are not split
// by group are taken in seats of no group.
type readyMade struct {
	body  func(seats map[string]int) (*Body, error)
	rules map[string]Rule
}

func fixed(b *Body) func(map[string]int) (*Body, error) {
	return func(map[string]int) (*Body, error) { return b, nil }
}

func byGroups(make func(a, b, c int) (*Body, error), a, b, c string) func(map[string]int) (*Body, error) {
	return func(seats map[string]int) (*Body, error) { return make(seats[a], seats[b], seats[c]) }
}

var readyMades = map[string]readyMade{
	"ILO Governing Body": {
		fixed(ILOGoverningBody{}.Body()),
		map[string]Rule{"Majority": ILOGoverningBody{}.Majority(), "Director-General": ILOGoverningBody{}.DirectorGeneral()},
	},
	"ILO Conference": {
		byGroups(ILOConference{}.Body, "Governments", "Employers", "Workers"),
		map[string]Rule{"Majority": ILOConference{}.Majority(), "TwoThirds": ILOConference{}.TwoThirds(), "Admission": ILOConference{}.Admission()},
	},
	"ILO committee": {
		byGroups(ILOCommittee{}.Body, "Governments", "Employers", "Workers"),
		map[string]Rule{"Majority": ILOCommittee{}.Majority()},
	},
	"ILO Maritime": {
		func(seats map[string]int) (*Body, error) {
			return ILOMaritime{}.Body(seats["Governments"]/2, seats["Shipowners"], seats["Seafarers"])
		},
		map[string]Rule{
			"Amendment":                  ILOMaritime{}.Amendment(),
			"Amendment, by heads":        ILOMaritime{BySeats: true}.Amendment(),
			"two thirds of those voting": Share{Of: For, Base: Voting, Need: AtLeast(2, 3)},
		},
	},
	"FSC": {
		func(seats map[string]int) (*Body, error) {
			chamber := func(name string) FSCChamber {
				return FSCChamber{
					seats[name+"/North/Organisations"], seats[name+"/North/Individuals"],
					seats[name+"/South/Organisations"], seats[name+"/South/Individuals"],
				}
			}
			return FSC{}.Body(chamber("Economic"), chamber("Social"), chamber("Environmental"))
		},
		map[string]Rule{"Motion": FSC{}.Motion()},
	},
	"Korea Minimum Wage Commission": {
		fixed(KoreaMinimumWage{}.Body()),
		map[string]Rule{
			"Decision":                   KoreaMinimumWage{}.Decision(),
			"Decision, public third":     KoreaMinimumWage{PublicThird: true}.Decision(),
			"Decision, workers waived":   KoreaMinimumWage{}.Decision(First),
			"Decision, employers waived": KoreaMinimumWage{}.Decision(Second),
			"majority of all seats":      Share{Of: For, Base: AllSeats, Need: MoreThan(1, 2)},
		},
	},
	"Korea ESLC": {
		fixed(KoreaESLC{}.Body()),
		map[string]Rule{"Decision": KoreaESLC{}.Decision()},
	},
	"Japan minimum wage council": {
		func(seats map[string]int) (*Body, error) { return JapanMinimumWage{}.Body(seats["Workers"]) },
		map[string]Rule{"Decision": JapanMinimumWage{}.Decision(), "quorum": JapanMinimumWage{}.Quorum()},
	},
	"RTRS": {
		byGroups(RTRS{}.Body, "Producers", "Industry, Trade and Finance", "Civil Society"),
		map[string]Rule{"Resolution": RTRS{}.Resolution(), "Resolution, abstentions valid": RTRS{Valid: Voting &^ Spoilt}.Resolution()},
	},
	"Chips JU": {
		func(seats map[string]int) (*Body, error) {
			var states []Bloc
			for _, name := range slices.Sorted(maps.Keys(seats)) {
				if state, ok := strings.CutPrefix(name, "States/"); ok {
					states = append(states, Bloc{Name: state, Size: 1, Power: Frac(300, 1)})
				}
			}
			return ChipsJU{}.Body(seats["Private members"], states...)
		},
		map[string]Rule{"Decision": ChipsJU{}.Decision()},
	},
	"Uruguay wage council": {
		fixed(UruguayWages{}.Body()),
		map[string]Rule{"Decision": UruguayWages{}.Decision(), "Decision, of those present": UruguayWages{Base: Present}.Decision()},
	},
	"Cardano": {
		func(seats map[string]int) (*Body, error) {
			stakes := func(group string) (blocs []Bloc) {
				for _, name := range slices.Sorted(maps.Keys(seats)) {
					if voter, ok := strings.CutPrefix(name, group+"/"); ok {
						_, stake, _ := strings.Cut(voter, "=")
						blocs = append(blocs, Bloc{Name: voter, Size: 1, Weight: Frac(atoi(stake), 1)})
					}
				}
				return blocs
			}
			return Cardano{}.Body(seats["Committee"], stakes("Representatives"), stakes("Pools"))
		},
		map[string]Rule{
			"motion of no confidence": mustRule(Cardano{}.Action(Threshold{}, AtLeast(67, 100), AtLeast(51, 100))),
			"hard fork":               mustRule(Cardano{}.Action(AtLeast(2, 3), AtLeast(3, 5), AtLeast(51, 100))),
			"treasury withdrawal":     mustRule(Cardano{}.Action(AtLeast(2, 3), AtLeast(67, 100), Threshold{})),
		},
	},
	"EU-OSHA": {
		fixed(EUOSHA{}.Body()),
		map[string]Rule{"Majority": EUOSHA{}.Majority(), "TwoThirds": EUOSHA{}.TwoThirds(), "FocalPoints": EUOSHA{}.FocalPoints()},
	},
}

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
		"KoreaESLC":         {KoreaESLC{}.Body(), []Rule{KoreaESLC{}.Decision()}},
		"JapanMinimumWage":  {must(JapanMinimumWage{}.Body(3)), []Rule{JapanMinimumWage{}.Decision()}},
		"RTRS":              {must(RTRS{}.Body(2, 3, 2)), []Rule{RTRS{}.Resolution(), RTRS{Valid: Voting &^ Spoilt}.Resolution()}},
		"ChipsJU":           {must(ChipsJU{}.Body(2, money("A", 3), money("B", 1))), []Rule{ChipsJU{}.Decision()}},
		"EUOSHA":            {EUOSHA{}.Body(), []Rule{EUOSHA{}.Majority(), EUOSHA{}.TwoThirds(), EUOSHA{}.FocalPoints()}},
		"UruguayWages":      {UruguayWages{}.Body(), []Rule{UruguayWages{}.Decision(), UruguayWages{Base: Present}.Decision()}},
		"TurkeyMinimumWage": {TurkeyMinimumWage{}.Body(), []Rule{TurkeyMinimumWage{}.Decision()}},
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
	spoilt := 0
	for name, ready := range smallBodies(t) {
		if after := fmt.Sprint(ready.rules); after != before[name] {
			t.Errorf("%s: %s, before %s", name, after, before[name])
		}
		spoilt += b2i(fmt.Sprint(taken[name].rules) != before[name])
	}
	if spoilt != len(taken) {
		t.Errorf("the rules of %d bodies of %d were overwritten", spoilt, len(taken))
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
		"a committee of more than all":                      {"Cardano", mustRule(Cardano{CommitteeMinSize: 4}.Action(AtLeast(2, 3), Threshold{}, Threshold{})), ErrNever},
		"a committee of more than all, the minimum not set": {"Cardano", mustRule(Cardano{}.Action(AtLeast(2, 3), Threshold{}, Threshold{})), ErrNever},
	} {
		if err := Vet(test.rule, bodies[test.body].body); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Thresholds of an action with which nothing could ever be decided are refused,
// each by name; there is no rule then.
func TestCardanoActionRefuses(t *testing.T) {
	t.Parallel()
	none, half := Threshold{}, AtLeast(1, 2)
	for _, test := range []struct {
		name                             string
		minSize                          int
		committee, representatives, pool Threshold
		want                             error
		named                            []string
	}{
		{"nobody is asked", 0, none, none, none, ErrRule, []string{"no body is asked"}},
		{"nobody is asked, by thresholds of 0", 0, AtLeast(0, 1), AtLeast(0, 100), none, ErrRule, []string{"no body is asked"}},
		{"0 of 0, strictly", 0, half, MoreThan(0, 0), none, ErrRule, []string{`"representatives"`, "more than 0/0"}},
		{"0 of less than nothing", 0, half, half, AtLeast(0, -1), ErrRule, []string{`"pools"`, "at least 0/-1"}},
		{"less than nothing", 0, half, AtLeast(-1, 2), none, ErrRule, []string{`"representatives"`, "at least -1/2"}},
		{"more than all", 0, half, none, AtLeast(3, 2), ErrRule, []string{`"pools"`, "at least 3/2"}},
		{"more than all, strictly", 0, half, none, MoreThan(1, 1), ErrRule, []string{`"pools"`, "more than 1/1"}},
		{"nothing to divide by", 0, AtLeast(1, 0), half, half, ErrRule, []string{`"committee"`, "at least 1/0"}},
		{"all at once", -1, AtLeast(2, 1), AtLeast(3, 1), AtLeast(4, 1), ErrRule, []string{"2/1", "3/1", "4/1", "CommitteeMinSize"}},
		{"a committee below nothing", -7, half, half, half, ErrSize, []string{`"CommitteeMinSize"`, "-7"}},
	} {
		rule, err := Cardano{CommitteeMinSize: test.minSize}.Action(test.committee, test.representatives, test.pool)
		if rule != nil || !errors.Is(err, test.want) {
			t.Errorf("%s: %v, %v", test.name, rule, err)
			continue
		}
		for _, named := range test.named {
			if !strings.Contains(err.Error(), named) {
				t.Errorf("%s: %v does not name %s", test.name, err, named)
			}
		}
	}
}

// More than none is a threshold that asks for something.
func TestCardanoMoreThanNone(t *testing.T) {
	t.Parallel()
	if rule, err := (Cardano{}).Action(MoreThan(0, 1), AtLeast(1, 2), Threshold{}); rule == nil || err != nil {
		t.Error(rule, err)
	}
}

// decided is what a rule says of counts in a body.
func decided(t *testing.T, b *Body, err error, r Rule, c Counts) Outcome {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	tally, err := b.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	return r.Decide(tally)
}

// Article 4(2) of the Constitution of the ILO: if one of the employer and the
// worker is not nominated, the other may not vote.
func TestILODelegations(t *testing.T) {
	t.Parallel()
	ballot, err := ILOConference{}.Open(
		ILOMember{Name: "A"},
		ILOMember{Name: "B", NoEmployer: true},
		ILOMember{Name: "C", NoWorker: true},
		ILOMember{Name: "D", NoEmployer: true, NoWorker: true},
		ILOMember{Name: "E", Arrears: true},
		ILOMember{Name: "F", Arrears: true, NoWorker: true},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{
		"Governments": {Silent: 8, Suspended: 4},
		"Employers":   {Silent: 1, Vacant: 2, Suspended: 3},
		"Workers":     {Silent: 1, Vacant: 3, Suspended: 2},
	}
	if diff := cmp.Diff(want, ballot.Tally().Counts()); diff != "" {
		t.Error(diff)
	}
	for seat, want := range map[string]error{
		"A, worker": nil, "B, government 2": nil, "B, worker": ErrMayNotVote, "B, employer": ErrMayNotVote,
		"C, employer": ErrMayNotVote, "E, government 1": ErrMayNotVote, "F, worker": ErrMayNotVote,
	} {
		if err := ballot.Cast(seat, For); !errors.Is(err, want) {
			t.Errorf("%s: %v", seat, err)
		}
	}
	if _, err := (ILOConference{}).Open(ILOMember{Name: "A"}, ILOMember{Name: "A"}); !errors.Is(err, ErrName) {
		t.Errorf("the same Member twice: %v", err)
	}
}

// The clauses that no real vote turns on, each on both sides of its bar.
func TestReadyMadeRules(t *testing.T) {
	t.Parallel()
	conference, err := ILOConference{}.Body(8, 4, 4)
	admission := ILOConference{}.Admission()
	attending := func(forG, againstG, absentG, forE, absentE int) Counts {
		return Counts{"Governments": {For: forG, Against: againstG, Absent: absentG}, "Employers": {For: forE, Absent: absentE}, "Workers": {For: 4}}
	}
	uruguay := UruguayWages{}.Body()
	fsc := FSCChamber{NorthOrganisations: 2, SouthOrganisations: 2, SouthIndividuals: 1}
	lapses, lapsesErr := FSC{}.Body(fsc, fsc, fsc)
	passes, passesErr := FSC{IfEmpty: PassOn}.Body(fsc, fsc, fsc)
	chamber := func(name string, c Counts) Counts {
		all := Counts{}
		for _, other := range []string{"Economic", "Social", "Environmental"} {
			all[other+"/North/Organisations"] = Count{For: 2}
			all[other+"/North/Individuals"] = Count{}
			all[other+"/South/Organisations"] = Count{For: 2}
			all[other+"/South/Individuals"] = Count{For: 1}
		}
		for part, count := range c {
			all[name+"/"+part] = count
		}
		return all
	}
	ten := FSCChamber{NorthOrganisations: 10, SouthOrganisations: 10}
	tens, tensErr := FSC{}.Body(ten, ten, ten)
	everyTen := func(c Count) Counts {
		all := Counts{}
		for _, chamber := range []string{"Economic", "Social", "Environmental"} {
			for _, part := range []string{"North", "South"} {
				all[chamber+"/"+part+"/Organisations"] = c
				all[chamber+"/"+part+"/Individuals"] = Count{}
			}
		}
		return all
	}
	// North has no individuals: its organisations have nine tenths of its half, or
	// with their tenth passed on all of it, against South's nine tenths and one.
	split := chamber("Economic", Counts{"North/Organisations": {For: 2}, "South/Organisations": {Against: 2}, "South/Individuals": {Against: 1}})
	cardano, cardanoErr := Cardano{}.Body(3, []Bloc{{Name: "r1", Size: 1, Weight: Frac(2, 1)}, {Name: "r2", Size: 1}}, []Bloc{{Name: "p", Size: 1}})
	action := mustRule(Cardano{CommitteeMinSize: 3}.Action(AtLeast(2, 3), AtLeast(2, 3), Threshold{}))
	chips, chipsErr := ChipsJU{Commission: Frac(45, 100), Private: Frac(45, 100), States: Frac(10, 100)}.Body(3, Bloc{Name: "A", Size: 1})
	halves, halvesErr := ChipsJU{States: Frac(0, 1)}.Body(2, Bloc{Name: "A", Size: 1})
	twelve, twelveErr := ILOConference{}.Body(6, 3, 3)
	committee, committeeErr := ILOCommittee{}.Body(5, 5, 5)
	maritime, maritimeErr := ILOMaritime{}.Body(80, 12, 20)
	absentGovernments := Counts{"Governments": {For: 80, Vacant: 80}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}
	voided, rejected := ILOConference1986{Void: true}.Majority(), ILOConference1986{}.Majority()
	cast := func(yes, no int) Counts {
		return Counts{"Governments": {For: min(yes, 8), Against: min(no, 8-min(yes, 8)), Abstain: max(0, 8-min(yes, 8)-no)}, "Employers": {Abstain: 4}, "Workers": {Abstain: 4}}
	}
	for _, test := range []struct {
		name   string
		body   *Body
		err    error
		rule   Rule
		counts Counts
		want   Outcome
	}{
		{"admission: 11 of 16 attending", conference, err, admission, attending(4, 1, 3, 3, 1), Adopted},
		{"admission: 10 of 16 attending", conference, err, admission, attending(3, 1, 4, 3, 1), Rejected},
		{"admission: 11 of 16, 3 of 5 governments", conference, err, admission, attending(3, 2, 3, 4, 0), Rejected},
		{"1986: 3 of 16 for, none against", conference, err, rejected, cast(3, 0), Rejected},
		{"1986: the same, if the floor makes it void", conference, err, voided, cast(3, 0), Void},
		{"1986: 4 of 16 for, 3 against", conference, err, rejected, cast(4, 3), Adopted},
		{"1986: 4 of 16 for, 4 against", conference, err, voided, cast(4, 4), Rejected},
		{"1986: votes cast, not votes taken, make it valid", conference, err, ILOConference1986{TookPart: Cast}.Majority(), cast(4, 3), Void},
		{"Korea: re-deliberation, 10 of 15", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Redeliberation(),
			Counts{"Workers": {Absent: 9}, "Employers": {Absent: 3, For: 6}, "Public": {For: 4, Abstain: 5}}, Adopted},
		{"Korea: re-deliberation, 9 of 15", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Redeliberation(),
			Counts{"Workers": {Absent: 9}, "Employers": {Absent: 3, For: 6}, "Public": {For: 3, Abstain: 6}}, Rejected},
		{"Korea: re-deliberation, 13 of 27", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Redeliberation(),
			Counts{"Workers": {Absent: 9}, "Employers": {Absent: 5, For: 4}, "Public": {For: 9}}, Void},
		{"Uruguay: the state and one employer, 4 to 3", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {For: 1, Against: 1}, "Workers": {Against: 2}}, Adopted},
		{"Uruguay: two sides of three, 4 to 3 against", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 1, Against: 2}, "Employers": {Against: 2}, "Workers": {For: 2}}, Rejected},
		{"Uruguay: the workers stay away", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {For: 2}, "Workers": {Absent: 2}}, Void},
		{"Uruguay: one worker is present, and does not vote", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {For: 2}, "Workers": {Silent: 1, Absent: 1}}, Adopted},
		{"Turkey: a tie with the government", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {Against: 5}, "Employers": {Absent: 5}}, Adopted},
		{"Turkey: a tie against the government", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {Against: 5}, "Workers": {Absent: 5}, "Employers": {For: 5}}, Rejected},
		{"Turkey: 9 attend", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {For: 4, Absent: 1}, "Employers": {Absent: 5}}, Void},
		{"FSC: 4 for and 6 silent in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 4, Silent: 6}), Rejected},
		{"FSC: 4 for and 6 spoilt in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 4, Spoilt: 6}), Rejected},
		{"FSC: 4 for and 6 abstaining in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 4, Abstain: 6}), Adopted},
		{"FSC: 6 for and 4 absent in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 6, Absent: 4}), Adopted},
		{"FSC: the tenth of nobody lapses", lapses, lapsesErr, FSC{}.Motion(), split, Rejected},
		{"FSC: the tenth of nobody passes", passes, passesErr, FSC{IfEmpty: PassOn}.Motion(), split, Rejected},
		{"FSC: the tenth of nobody lapses, one abstains", lapses, lapsesErr, FSC{}.Motion(),
			chamber("Economic", Counts{"South/Organisations": {Against: 2}, "South/Individuals": {Abstain: 1}}), Rejected},
		{"FSC: the tenth of nobody passes, one abstains", passes, passesErr, FSC{IfEmpty: PassOn}.Motion(),
			chamber("Economic", Counts{"South/Organisations": {Against: 2}, "South/Individuals": {Abstain: 1}}), Adopted},
		{"Cardano: not voting is against", cardano, cardanoErr, action,
			Counts{"Committee": {For: 2, Silent: 1}, "Representatives/r1": {Silent: 1}, "Representatives/r2": {For: 1}, "Pools/p": {Against: 1}}, Rejected},
		{"Cardano: abstaining is not, and pools are not asked", cardano, cardanoErr, action,
			Counts{"Committee": {For: 2, Silent: 1}, "Representatives/r1": {Abstain: 1}, "Representatives/r2": {For: 1}, "Pools/p": {Against: 1}}, Adopted},
		{"Cardano: a committee of 3, of whom 1 has expired", cardano, cardanoErr, action,
			Counts{"Committee": {For: 2, Suspended: 1}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Rejected},
		{"Cardano: the same, where 2 are enough", cardano, cardanoErr, mustRule(Cardano{CommitteeMinSize: 2}.Action(AtLeast(2, 3), AtLeast(2, 3), AtLeast(0, 1))),
			Counts{"Committee": {For: 2, Suspended: 1}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Adopted},
		{"Cardano: a committee of 3 on mainnet", cardano, cardanoErr, mustRule(Cardano{}.Action(AtLeast(2, 3), Threshold{}, Threshold{})),
			Counts{"Committee": {For: 3}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Rejected},
		{"Cardano: the committee is not asked, however small", cardano, cardanoErr, mustRule(Cardano{}.Action(AtLeast(0, 1), AtLeast(2, 3), AtLeast(51, 100))),
			Counts{"Committee": {Vacant: 3}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Adopted},
		{"Chips JU: 45 and 30 of 100", chips, chipsErr, ChipsJU{}.Decision(),
			Counts{"Commission": {For: 1}, "Private members": {For: 2, Against: 1}, "States/A": {Against: 1}}, Adopted},
		{"Chips JU: 45 and 15 and 10 of 100", chips, chipsErr, ChipsJU{}.Decision(),
			Counts{"Commission": {For: 1}, "Private members": {For: 1, Against: 2}, "States/A": {For: 1}}, Rejected},
		{"Chips JU: two halves", halves, halvesErr, ChipsJU{}.Decision(),
			Counts{"Commission": {For: 1}, "Private members": {For: 1, Against: 1}, "States/A": {Against: 1}}, Adopted},
		{"ESLC: without half the government", KoreaESLC{}.Body(), nil, KoreaESLC{}.Decision(),
			Counts{"Workers": {For: 5}, "Employers": {For: 5}, "Government": {Absent: 2}, "Others": {For: 6}}, Void},
		{"ESLC: with half of it", KoreaESLC{}.Body(), nil, KoreaESLC{}.Decision(),
			Counts{"Workers": {For: 5}, "Employers": {For: 5}, "Government": {For: 1, Absent: 1}, "Others": {For: 1, Against: 5}}, Adopted},
		{"admission: exactly two thirds", twelve, twelveErr, admission, Counts{"Governments": {For: 4, Against: 2}, "Employers": {For: 3}, "Workers": {For: 1, Absent: 2}}, Adopted},
		{"1986: 24 of 100 for", flat(100), nil, rejected, Counts{"Members": {For: 24, Abstain: 76}}, Rejected},
		{"1986: 25 of 100 for", flat(100), nil, rejected, Counts{"Members": {For: 25, Abstain: 75}}, Adopted},
		{"1986: 33 of 100 for", flat(100), nil, ILOConference1986{}.TwoThirds(), Counts{"Members": {For: 33, Abstain: 67}}, Rejected},
		{"1986: 34 of 100 for", flat(100), nil, ILOConference1986{}.TwoThirds(), Counts{"Members": {For: 34, Abstain: 66}}, Adopted},
		{"1986: 37 of 100 for", flat(100), nil, ILOConference1986{}.ThreeQuarters(), Counts{"Members": {For: 37, Abstain: 63}}, Rejected},
		{"1986: 38 of 100 for", flat(100), nil, ILOConference1986{}.ThreeQuarters(), Counts{"Members": {For: 38, Abstain: 62}}, Adopted},
		{"1986: three quarters, not two thirds", conference, err, ILOConference1986{}.ThreeQuarters(), Counts{"Governments": {For: 8}, "Employers": {For: 3, Against: 1}, "Workers": {Against: 3, Abstain: 1}}, Rejected},
		{"1986: three quarters", conference, err, ILOConference1986{}.ThreeQuarters(), Counts{"Governments": {For: 8}, "Employers": {For: 4}, "Workers": {Against: 4}}, Adopted},
		{"committee: the quorum of two fifths", committee, committeeErr, ILOCommittee{}.Majority(), Counts{"Governments": {For: 5}, "Employers": {For: 1, Absent: 4}, "Workers": {Absent: 5}}, Adopted},
		{"committee: a quorum of half", committee, committeeErr, ILOCommittee{Quorum: AtLeast(1, 2)}.Majority(), Counts{"Governments": {For: 5}, "Employers": {For: 1, Absent: 4}, "Workers": {Absent: 5}}, Void},
		{"committee: suspended members weigh nothing, in every group", committee, committeeErr, ILOCommittee{}.Majority(),
			Counts{"Governments": {For: 1, Suspended: 4}, "Employers": {For: 1, Suspended: 4}, "Workers": {Against: 2, Suspended: 3}}, Adopted},
		{"Governing Body: a quorum of 33", ILOGoverningBody{}.Body(), nil, ILOGoverningBody{}.Majority(), Counts{"Governments": {For: 28}, "Employers": {For: 4, Absent: 10}, "Workers": {Absent: 14}}, Void},
		{"Governing Body: another quorum", ILOGoverningBody{}.Body(), nil, ILOGoverningBody{Present: 32}.Majority(), Counts{"Governments": {For: 28}, "Employers": {For: 4, Absent: 10}, "Workers": {Absent: 14}}, Adopted},
		{"MLC: two thirds of those registered", maritime, maritimeErr, ILOMaritime{BySeats: true}.Amendment(), absentGovernments, Adopted},
		{"MLC: two thirds of all", maritime, maritimeErr, ILOMaritime{BySeats: true, Members: AllSeats}.Amendment(), absentGovernments, Rejected},
		{"MLC: half the governments represented", maritime, maritimeErr, ILOMaritime{}.Amendment(), absentGovernments, Adopted},
		{"MLC: one fewer", maritime, maritimeErr, ILOMaritime{}.Amendment(),
			Counts{"Governments": {For: 78, Vacant: 82}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}, Rejected},
		{"MLC: a government has two heads, 102 of 152", maritime, maritimeErr, ILOMaritime{BySeats: true}.Amendment(),
			Counts{"Governments": {For: 70, Against: 50, Vacant: 40}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}, Adopted},
		{"MLC: a government has two heads, 101 of 152", maritime, maritimeErr, ILOMaritime{BySeats: true}.Amendment(),
			Counts{"Governments": {For: 69, Against: 51, Vacant: 40}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}, Rejected},
		{"Korea: two public members", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Decision(),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 2, Absent: 7}}, Adopted},
		{"Korea: two public members, and a third of them asked for", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{PublicThird: true}.Decision(),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 2, Absent: 7}}, Void},
		{"Korea: three of them", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{PublicThird: true}.Decision(),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 3, Absent: 6}}, Adopted},
		{"Korea: the public cannot be waived", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{PublicThird: true}.Decision(Third),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 2, Absent: 7}}, Void},
		{"Uruguay: a simple majority of those present", uruguay, nil, UruguayWages{Base: Present}.Decision(),
			Counts{"State": {For: 3}, "Employers": {Abstain: 2}, "Workers": {Against: 1, Abstain: 1}}, Rejected},
		{"Uruguay: the same of votes cast", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {Abstain: 2}, "Workers": {Against: 1, Abstain: 1}}, Adopted},
		{"EU-OSHA: a majority of the governments and of all", EUOSHA{}.Body(), nil, EUOSHA{}.FocalPoints(),
			Counts{"Governments": {For: 14, Against: 13}, "Employers": {For: 27}, "Workers": {For: 2, Against: 25}, "Commission": {Against: 3}}, Adopted},
		{"EU-OSHA: the same, for the programme itself", EUOSHA{}.Body(), nil, All{EUOSHA{}.TwoThirds(), EUOSHA{}.FocalPoints()},
			Counts{"Governments": {For: 14, Against: 13}, "Employers": {For: 27}, "Workers": {For: 2, Against: 25}, "Commission": {Against: 3}}, Rejected},
		{"Turkey: a majority of those present", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{Base: Present}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {For: 1, Against: 4}, "Employers": {Abstain: 5}}, Rejected},
		{"Turkey: the same of votes cast", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {For: 1, Against: 4}, "Employers": {Abstain: 5}}, Adopted},
	} {
		if got := decided(t, test.body, test.err, test.rule, test.counts); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
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
