package tripartite_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// agreement is a statute beside the type that it replaces: the body and the rules of both,
// with the same numbers of seats.
type agreement struct {
	statute string
	open    []Bloc
	body    *Body
	rules   map[string]Rule
	// otherBody says why the bodies differ. Then only the statute's is voted in.
	otherBody string
	// alone are the rules that the type did not have.
	alone []string
}

func agreements(t testing.TB) []agreement {
	must := func(b *Body, err error) *Body {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	sizes := func(n ...any) (blocs []Bloc) {
		for pair := range slices.Chunk(n, 2) {
			blocs = append(blocs, Bloc{Name: pair[0].(string), Size: pair[1].(int)})
		}
		return blocs
	}
	action := func(c, r, p Threshold) Rule { return mustRule(Cardano{}.Action(c, r, p)) }
	no, two3, r67, p51 := Threshold{}, AtLeast(2, 3), AtLeast(67, 100), AtLeast(51, 100)
	stakes := func(n ...int) (blocs []Bloc) {
		for i, n := range n {
			blocs = append(blocs, Bloc{Name: string(rune('A' + i)), Size: 1, Weight: Int(n)})
		}
		return blocs
	}
	money := func(n ...int) (blocs []Bloc) {
		for i, n := range n {
			blocs = append(blocs, Bloc{Name: string(rune('A' + i)), Size: 1, Power: Int(n)})
		}
		return blocs
	}
	exporting := []WeightedSeat{{"A", Int(5)}, {"B", Int(3)}, {"C", Int(2)}}
	importing := []WeightedSeat{{"D", Int(6)}, {"E", Int(4)}}
	agency := map[string]Rule{"majority": EUAgency{}.Majority(), "two thirds": EUAgency{}.TwoThirds()}
	estates := func(share States, powers ...int) *Body {
		return must(University{SharedBy: share}.Body(
			Bloc{Name: "Teachers", Size: 4, Power: Int(powers[0])}, Bloc{Name: "Staff", Size: 2, Power: Int(powers[1])}, Bloc{Name: "Students", Size: 3, Power: Int(powers[2])}))
	}
	spain := func(share States) *Body {
		return must(University{SharedBy: share}.Body(
			Bloc{Name: "Permanent teachers", Size: 4, Power: Int(51)}, Bloc{Name: "Staff", Size: 2, Power: Int(10)},
			Bloc{Name: "Students", Size: 3, Power: Int(29)}, Bloc{Name: "Other teachers", Size: 2, Power: Int(10)}))
	}
	spanish := func(share States) map[string]Rule {
		return map[string]Rule{"first round": University{SharedBy: share}.FirstRound(), "run-off": University{}.RunOff()}
	}
	conference := sizes("Governments", 4, "Employers", 2, "Workers", 2)
	first := FSCChamber{1, 2, 1, 0}
	return []agreement{
		{statute: "ilo/governing-body", body: ILOGoverningBody{}.Body(), rules: map[string]Rule{
			"majority": ILOGoverningBody{}.Majority(), "election of the director-general": ILOGoverningBody{}.DirectorGeneral()}},
		{statute: "ilo/conference", open: conference, body: must(ILOConference{}.Body(4, 2, 2)), rules: map[string]Rule{
			"quorum": ILOConference{}.Quorum(), "majority": ILOConference{}.Majority(), "two thirds": ILOConference{}.TwoThirds(), "admission": ILOConference{}.Admission()}},
		{statute: "ilo/conference-1986", open: conference, body: must(ILOConference{}.Body(4, 2, 2)), alone: []string{"quorum"}, rules: map[string]Rule{
			"majority": ILOConference1986{}.Majority(), "two thirds": ILOConference1986{}.TwoThirds(), "three quarters": ILOConference1986{}.ThreeQuarters(),
			"majority, void below the floor":       ILOConference1986{Void: true}.Majority(),
			"two thirds, void below the floor":     ILOConference1986{Void: true}.TwoThirds(),
			"three quarters, void below the floor": ILOConference1986{Void: true}.ThreeQuarters()}},
		{statute: "ilo/committee", open: sizes("Governments", 3, "Employers", 2, "Workers", 2), body: must(ILOCommittee{}.Body(3, 2, 2)), rules: map[string]Rule{
			"majority": ILOCommittee{}.Majority()}},
		{statute: "ilo/maritime", open: sizes("Governments", 4, "Shipowners", 2, "Seafarers", 3), body: must(ILOMaritime{}.Body(2, 2, 3)), rules: map[string]Rule{
			"amendment": ILOMaritime{}.Amendment(), "amendment, by heads": ILOMaritime{BySeats: true}.Amendment()}},
		{statute: "korea/minimum-wage", body: KoreaMinimumWage{}.Body(), rules: map[string]Rule{
			"decision": KoreaMinimumWage{}.Decision(), "decision, public members in the quorum": KoreaMinimumWage{PublicThird: true}.Decision(),
			"decision without the workers": KoreaMinimumWage{}.Decision(First), "decision without the employers": KoreaMinimumWage{}.Decision(Second),
			"redeliberation": KoreaMinimumWage{}.Redeliberation()}},
		{statute: "korea/social-dialogue", body: KoreaESLC{}.Body(), rules: map[string]Rule{"decision": KoreaESLC{}.Decision()}},
		{statute: "japan/minimum-wage", open: sizes("Public/Members", 2, "Workers", 3, "Employers", 3), body: must(JapanMinimumWage{}.Body(3)), rules: map[string]Rule{
			"quorum": JapanMinimumWage{}.Quorum(), "decision": JapanMinimumWage{}.Decision()}},
		{statute: "uruguay/wages", body: UruguayWages{}.Body(), rules: map[string]Rule{
			"decision": UruguayWages{}.Decision(), "decision, of those present": UruguayWages{Base: Present}.Decision()}},
		{statute: "uruguay/higher-council", body: UruguayCouncil{}.Body(), rules: map[string]Rule{
			"decision": UruguayCouncil{}.Decision(), "decision, second call": UruguayCouncil{}.SecondCall()}},
		{statute: "argentina/wages", body: ArgentinaWages{}.Body(), rules: map[string]Rule{
			"decision": ArgentinaWages{}.Decision(), "decision, of those present": ArgentinaWages{Base: Present}.Decision()}},
		{statute: "argentina/agrarian", body: ArgentinaAgrarian{}.Body(), rules: map[string]Rule{
			"decision": ArgentinaAgrarian{}.Decision(), "decision, of those present": ArgentinaAgrarian{Base: Present}.Decision(), "allowance": ArgentinaAgrarian{}.Allowance()}},
		{statute: "turkey/minimum-wage", body: TurkeyMinimumWage{}.Body(), rules: map[string]Rule{
			"decision": TurkeyMinimumWage{}.Decision()}, alone: []string{"decision, of all members"}},
		{statute: "luxembourg/tripartite", body: must(Luxembourg{}.Body(4, 4)), rules: map[string]Rule{"opinion": Luxembourg{}.Opinion()},
			otherBody: "the government has four members, and one position"},
		{statute: "eu/chips-ju", open: append(sizes("Private members", 2), Bloc{Name: "States", Blocs: money(3, 1)}),
			body: must(ChipsJU{Frac(1, 3), Frac(1, 3), Frac(1, 3)}.Body(2, money(3, 1)...)), rules: map[string]Rule{"decision": ChipsJU{}.Decision()}},
		{statute: "eu/chips-ju-research", open: append(sizes("Private members", 2), Bloc{Name: "States", Blocs: money(3, 1)}),
			body: must(ChipsJU{Frac(45, 100), Frac(10, 100), Frac(45, 100)}.Body(2, money(3, 1)...)), rules: map[string]Rule{"decision": ChipsJU{}.Decision()}},
		{statute: "eu/eu-osha", body: EUAgency{}.Body(), alone: []string{"focal points in the programme"}, rules: map[string]Rule{
			"majority": EUAgency{}.Majority(), "two thirds": EUAgency{}.TwoThirds(), "focal points": EUAgency{}.FocalPoints()}},
		{statute: "eu/eurofound", body: EUAgency{}.Body(), rules: agency},
		{statute: "eu/cedefop", body: EUAgency{}.Body(), rules: agency},
		{statute: "bosnia/house-of-peoples", body: BosniaPeoples{}.Body(), alone: []string{"objection", "dissolution"}, rules: map[string]Rule{
			"quorum": BosniaPeoples{}.Quorum(), "first vote": BosniaPeoples{}.FirstVote(), "first vote, a third of all delegates": BosniaPeoples{Third: AllSeats}.FirstVote(),
			"second vote": BosniaPeoples{}.SecondVote(), "vital interest": BosniaPeoples{}.VitalInterest(), "declaration of the Bosniacs": BosniaPeoples{}.Declaration(First),
			"declaration of the Croats": BosniaPeoples{}.Declaration(Second), "declaration of the Serbs": BosniaPeoples{}.Declaration(Third)}},
		{statute: "northern-ireland/assembly", open: sizes("Nationalists", 3, "Unionists", 4, "Others", 2), body: must(NorthernIreland{}.Body(3, 4, 2)), rules: map[string]Rule{
			"majority": NorthernIreland{}.Majority(), "parallel consent": NorthernIreland{}.ParallelConsent(),
			"cross-community support": NorthernIreland{}.CrossCommunity(), "two thirds of all seats": NorthernIreland{}.TwoThirdsOfSeats()}},
		{statute: "cardano/governance", open: append(sizes("Committee", 7), Bloc{Name: "Representatives", Blocs: stakes(5, 3)}, Bloc{Name: "Pools", Blocs: stakes(4, 0)}),
			body: must(Cardano{}.Body(7, stakes(5, 3), stakes(4, 0))), alone: []string{"committee"}, rules: map[string]Rule{
				"motion of no confidence": action(no, r67, p51), "update of the committee": action(no, r67, p51), "update without a committee": action(no, AtLeast(3, 5), p51),
				"new constitution or guardrails script": action(two3, AtLeast(3, 4), no), "hard fork": action(two3, AtLeast(3, 5), p51), "parameters": action(two3, r67, no),
				"governance parameters": action(two3, AtLeast(3, 4), no), "security-relevant parameters": action(two3, r67, p51),
				"security-relevant and governance parameters": action(two3, AtLeast(3, 4), p51), "treasury withdrawal": action(two3, r67, no)}},
		{statute: "coffee/council", open: []Bloc{{Name: "Exporting", WeightedRoll: exporting}, {Name: "Importing", WeightedRoll: importing}},
			body: must(CoffeeCouncil{}.Body(exporting, importing)), rules: map[string]Rule{
				"quorum": CoffeeCouncil{}.Quorum(), "decision": CoffeeCouncil{}.Decision(), "decision, abstentions count": CoffeeCouncil{Base: Voting}.Decision(), "vote again": CoffeeCouncil{}.VoteAgain()}},
		{statute: "fsc/general-assembly", open: sizes(
			"Economic/North/Organisations", 1, "Economic/North/Individuals", 2, "Economic/South/Organisations", 1, "Economic/South/Individuals", 0,
			"Social/North/Organisations", 1, "Social/North/Individuals", 0, "Social/South/Organisations", 1, "Social/South/Individuals", 1,
			"Environmental/North/Organisations", 0, "Environmental/North/Individuals", 1, "Environmental/South/Organisations", 1, "Environmental/South/Individuals", 1),
			body: must(FSC{}.Body(first, FSCChamber{1, 0, 1, 1}, FSCChamber{0, 1, 1, 1})), rules: map[string]Rule{"motion": FSC{}.Motion()}},
		{statute: "rtrs/written-resolution", open: sizes("Producers", 2, "Industry, Trade and Finance", 3, "Civil Society", 2), body: must(RTRS{}.Body(2, 3, 2)), rules: map[string]Rule{
			"resolution": RTRS{}.Resolution(), "resolution, abstentions are valid": RTRS{Valid: Voting &^ Spoilt}.Resolution()}},
		{statute: "universities/ufrgs", open: sizes("Teachers", 4, "Staff", 2, "Students", 3), body: estates(Entitled, 70, 15, 15), rules: map[string]Rule{"plurality": University{}.RunOff()}},
		{statute: "universities/ufrgs-parity", open: sizes("Teachers", 4, "Staff", 2, "Students", 3), body: estates(Cast, 1, 1, 1), rules: map[string]Rule{
			"first round": University{}.FirstRound(), "plurality": University{}.RunOff()}},
		{statute: "universities/spain", open: loaded(t, "universities/spain").Sample, body: spain(Cast), rules: spanish(Cast)},
		{statute: "universities/spain-blank-papers", open: loaded(t, "universities/spain").Sample, body: spain(Voting &^ Spoilt), rules: spanish(Voting &^ Spoilt)},
	}
}

// Every statute has the body and the rules of the type that it replaces, but where it is
// meant to differ.
func TestStatutesAgreeWithTypes(t *testing.T) {
	t.Parallel()
	for _, a := range agreements(t) {
		t.Run(a.statute, func(t *testing.T) {
			t.Parallel()
			s := loaded(t, a.statute)
			body, err := s.Body(a.open...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(described(a.body), described(body)); (diff != "") != (a.otherBody != "") {
				t.Errorf("the body, which %q: %s", a.otherBody, diff)
			}
			rules := map[string]Rule{}
			for _, n := range s.Rules {
				rules[n.Name] = sampleRule(t, s, n.Name)
				if known := a.rules[n.Name] != nil; known == slices.Contains(a.alone, n.Name) {
					t.Errorf("%s: the type has it: %v", n.Name, known)
				}
			}
			for name, rule := range a.rules {
				if diff := cmp.Diff(fmt.Sprint(plainRule(rule, body)), fmt.Sprint(plainRule(rules[name], body))); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
			if t.Failed() {
				return
			}
			rapid.Check(t, func(t *rapid.T) {
				tally := take(t, body, drawVotes(t, body))
				for name, rule := range a.rules {
					if want, got := rule.Decide(tally), rules[name].Decide(tally); got != want {
						t.Fatalf("%s: %v, not %v\n%v%v", name, got, want, tally, Explain(rules[name], tally))
					}
				}
			})
		})
	}
}

// plainRule is a rule without names and sources, with groups by their names, and with no
// All right in an All.
func plainRule(r Rule, b *Body) Rule {
	each := func(rules []Rule) (plain []Rule) {
		for _, r := range rules {
			plain = append(plain, plainRule(r, b))
		}
		return plain
	}
	switch r := r.(type) {
	case Named:
		return plainRule(r.Rule, b)
	case All:
		var flat All
		for _, r := range each(r) {
			if inner, ok := r.(All); ok {
				flat = append(flat, inner...)
			} else {
				flat = append(flat, r)
			}
		}
		return flat
	case Any:
		return Any(each(r))
	case Quorum:
		return Quorum(each(r))
	case Veto:
		return Veto(each(r))
	case EachGroup:
		return EachGroup{Rule: plainRule(r.Rule, b)}
	case In:
		if r.Group != 0 {
			r = In{Bloc: described(b)[r.Group-First].Name, Rule: r.Rule}
		}
		r.Rule = plainRule(r.Rule, b)
		return r
	}
	return r
}
