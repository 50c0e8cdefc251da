package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/tripartite"
)

// In the Northern Ireland Assembly, cross-community support takes one of two forms.
// One is a majority of the members voting, and of the Nationalists and of the Unionists
// voting. The other is 60 % of all and 40 % of each of the two (Northern Ireland Act
// 1998, s. 4(5)). On motion 386204, in 2024, no Unionist voted for. The second form would
// have needed 12.
func ExampleAny() {
	body := tripartite.MustBody( // the members who voted
		tripartite.Bloc{Name: "Nationalists", Size: 31},
		tripartite.Bloc{Name: "Unionists", Size: 28},
		tripartite.Bloc{Name: "Others", Size: 18},
	)
	support := func(all, each tripartite.Share) tripartite.All {
		return tripartite.All{all, tripartite.In{Group: tripartite.First, Rule: each},
			tripartite.In{Group: tripartite.Second, Rule: each}}
	}
	half := tripartite.SimpleMajority()
	sixty := tripartite.Share{Of: tripartite.For, Base: tripartite.Cast,
		Need: tripartite.AtLeast(3, 5)}
	forty := tripartite.Share{Of: tripartite.For, Base: tripartite.Cast,
		Need: tripartite.AtLeast(2, 5)}
	rule := tripartite.Any{support(half, half), support(sixty, forty)}
	for _, n := range []int{0, 11, 12} {
		tally, err := body.Tally(tripartite.Counts{
			"Nationalists": {For: 31}, "Unionists": {For: n, Against: 28 - n}, "Others": {For: 18},
		})
		fmt.Println("Unionists for:", n, rule.Decide(tally), err)
	}
	// Output:
	// Unionists for: 0 rejected <nil>
	// Unionists for: 11 rejected <nil>
	// Unionists for: 12 adopted <nil>
}

// The tripartite coordination committee of Luxembourg needs the majority of the
// members of the employers' group, and of the unions' group (law of 24 December 1977,
// art. 21(2)). The government has one position, and so one seat. The numbers are
// invented.
func ExampleIn() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Government", Size: 1},
		tripartite.Bloc{Name: "Employers", Size: 6},
		tripartite.Bloc{Name: "Unions", Size: 6},
	)
	rule := tripartite.All{
		tripartite.In{Group: tripartite.Second, Rule: tripartite.AbsoluteMajority()},
		tripartite.In{Group: tripartite.Third, Rule: tripartite.AbsoluteMajority()},
	}
	tally, err := body.Tally(tripartite.Counts{
		"Government": {For: 1}, "Employers": {For: 4, Absent: 2}, "Unions": {For: 3, Abstain: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// all of                                                 rejected
	// ├─ Employers, more than 1/2 of votes entitled are for  met       4 of 6 votes  4 needed  0 to spare
	// └─ Unions, more than 1/2 of votes entitled are for     not met   3 of 6 votes  4 needed  1 short
}

// In the agrarian commission of Argentina, the president votes twice on a tie (Ley
// 22.248, art. 85; now Ley 26.727, art. 84). The president is one of the state's four
// members, and so a bloc within that group. The votes are invented.
func ExampleIn_bloc() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "State", Blocs: []tripartite.Bloc{{Name: "President", Size: 1},
			{Name: "Members", Size: 3}}},
		tripartite.Bloc{Name: "Employers", Size: 2},
		tripartite.Bloc{Name: "Workers", Size: 2},
	)
	president := tripartite.In{Bloc: "State/President",
		Rule: tripartite.SeatCount{Of: tripartite.For, Need: 1}}
	tally, err := body.Tally(tripartite.Counts{
		"State/President": {For: 1}, "State/Members": {For: 1, Against: 2}, "Employers": {Against: 2},
		"Workers": {For: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(tripartite.CastingVote(tripartite.Cast, president), tally))
	// Output:
	// any of                                         adopted
	// ├─ more than 1/2 of votes cast are for         not met  4 of 8 votes  5 needed  1 short  a tie
	// └─ all of                                      met
	//    ├─ at least 1/2 of votes cast are for       met      4 of 8 votes  4 needed  0 to spare  a tie
	//    └─ State/President, at least 1 seat is for  met      1 of 1 seat   1 needed  0 to spare
}

// A referendum in Australia needs a majority of all votes, and a majority in four of
// the six States (Constitution, s. 128). On simultaneous elections, in 1977, 62 % of
// all voted for, with a majority in three States.
func ExampleKOf() {
	counts := tripartite.Counts{
		"New South Wales": {For: 1931775, Against: 800331}, "Victoria": {For: 1325708, Against: 713929},
		"Queensland": {For: 534968, Against: 590942}, "South Australia": {For: 480827, Against: 247762},
		"Western Australia": {For: 292344, Against: 310765}, "Tasmania": {For: 82785, Against: 158818},
	}
	var states []tripartite.Bloc
	var majorities []tripartite.Rule
	for name, count := range counts {
		states = append(states, tripartite.Bloc{Name: name, Size: count.Seats(tripartite.Cast)})
		majorities = append(majorities, tripartite.In{Bloc: name, Rule: tripartite.SimpleMajority()})
	}
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{}, states...)
	tally, err := body.Tally(counts)
	inFour := tripartite.KOf{K: 4, Rules: majorities}
	fmt.Println("all votes:", tripartite.SimpleMajority().Decide(tally), err)
	fmt.Println("four States:", inFour.Decide(tally))
	fmt.Println("both:", tripartite.All{tripartite.SimpleMajority(), inFour}.Decide(tally))
	// Output:
	// all votes: adopted <nil>
	// four States: rejected
	// both: rejected
}

// The House of Peoples of Bosnia and Herzegovina has a quorum with nine of its
// fifteen delegates, at least three of each people among them (Constitution, art.
// IV(1)). On 27 April 2021, 4, 5 and 5 attended.
func ExampleEachGroup() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Bosniacs", Size: 5}, tripartite.Bloc{Name: "Croats", Size: 5},
		tripartite.Bloc{Name: "Serbs", Size: 5},
	)
	quorum := tripartite.Quorum{
		tripartite.SeatCount{Of: tripartite.Present, Need: 9},
		tripartite.EachGroup(tripartite.SeatCount{Of: tripartite.Present, Need: 3}),
	}
	tally, err := body.Tally(tripartite.Counts{"Bosniacs": {Silent: 4, Absent: 1},
		"Croats": {Silent: 5}, "Serbs": {Silent: 5}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(quorum, tally))
	// Output:
	// quorum                                        adopted
	// ├─ at least 9 seats are present               met      14 of 15 seats  9 needed  5 to spare
	// └─ in each group                              met
	//    ├─ Bosniacs, at least 3 seats are present  met       4 of  5 seats  3 needed  1 to spare
	//    ├─ Croats, at least 3 seats are present    met       5 of  5 seats  3 needed  2 to spare
	//    └─ Serbs, at least 3 seats are present     met       5 of  5 seats  3 needed  2 to spare
}

// The Round Table on Responsible Soy counts a contested resolution again by
// constituency, and skips one that cast no vote (Statutes, art. 18). These are the votes
// on resolution 2-2020, but the eight members of civil society stay away.
func ExampleParts_with() {
	body := tripartite.MustBody( // the members who took part
		tripartite.Bloc{Name: "Producers", Size: 9},
		tripartite.Bloc{Name: "Industry", Size: 66},
		tripartite.Bloc{Name: "Civil society", Size: 8},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Producers": {For: 9}, "Industry": {For: 61, Against: 1, Abstain: 4},
		"Civil society": {Absent: 8},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := tripartite.Parts{With: tripartite.Cast, Rule: tripartite.SimpleMajority()}
	fmt.Print(tripartite.Explain(rule, tally))
	fmt.Println("not skipped:", tripartite.EachGroup(tripartite.SimpleMajority()).Decide(tally))
	// Output:
	// in each group with any votes cast                      adopted   2 of  2 parts   2 needed   0 to spare
	// ├─ Producers, more than 1/2 of votes cast are for      met       9 of  9 votes   5 needed   4 to spare
	// ├─ Industry, more than 1/2 of votes cast are for       met      61 of 62 votes  32 needed  29 to spare
	// └─ Civil society, more than 1/2 of votes cast are for  met      skipped: it does not count
	// not skipped: rejected
}

// By some accounts, two of the three sides suffice in a wage council of Uruguay. The
// law counts its seven members one by one (Ley 10.449, art. 14). If the employers are
// divided, the two differ.
func ExampleParts_k() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "State", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	tally, err := body.Tally(tripartite.Counts{
		"State": {For: 3}, "Employers": {For: 1, Against: 1}, "Workers": {Against: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	twoSides := tripartite.Parts{K: 2, Rule: tripartite.SimpleMajority()}
	fmt.Print(tripartite.Explain(twoSides, tally))
	fmt.Println("by members:", tripartite.SimpleMajority().Decide(tally))
	// Output:
	// in at least 2 of the groups                        rejected
	// ├─ State, more than 1/2 of votes cast are for      met       3 of 3 votes  2 needed  1 to spare
	// ├─ Employers, more than 1/2 of votes cast are for  not met   1 of 2 votes  2 needed  1 short  a tie
	// └─ Workers, more than 1/2 of votes cast are for    not met   0 of 2 votes  2 needed  2 short
	// by members: adopted
}

// The Consejo Superior Tripartito of Uruguay has a quorum with half its members, if all
// three parties are present. It decides by an absolute majority of its members (Ley
// 18.566, arts. 8, 9). Nine of eighteen are a quorum, and cannot adopt anything.
func ExampleQuorum() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "State", Size: 6},
		tripartite.Bloc{Name: "Employers", Size: 6},
		tripartite.Bloc{Name: "Workers", Size: 6},
	)
	rule := tripartite.All{
		tripartite.Quorum{
			tripartite.Share{Of: tripartite.Present, Base: tripartite.AllSeats,
				Need: tripartite.AtLeast(1, 2), BySeats: true},
			tripartite.Parts{Rule: tripartite.SeatCount{Of: tripartite.Present, Need: 1}},
		},
		tripartite.Share{Of: tripartite.For, Base: tripartite.AllSeats, Need: tripartite.MoreThan(1, 2)},
	}
	for _, n := range []int{0, 1, 2} {
		tally, err := body.Tally(tripartite.Counts{
			"State": {For: 6}, "Employers": {For: 2, Absent: 4}, "Workers": {For: n, Absent: 6 - n},
		})
		fmt.Println("workers present:", n, rule.Decide(tally), err)
	}
	// Output:
	// workers present: 0 void <nil>
	// workers present: 1 rejected <nil>
	// workers present: 2 adopted <nil>
}

// In the House of Peoples of Bosnia and Herzegovina, two thirds of the delegates
// elected from an entity can stop a majority (Constitution, art. IV(3)). One entity is
// the Federation, which elects the Bosniacs and the Croats. The votes are invented.
func ExampleVeto() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Federation", Size: 10},
		tripartite.Bloc{Name: "Republika Srpska", Size: 5},
		tripartite.Bloc{},
	)
	opposed := tripartite.Share{Of: tripartite.Against, Base: tripartite.AllSeats,
		Need: tripartite.AtLeast(2, 3)}
	rule := tripartite.All{tripartite.SimpleMajority(), tripartite.Veto{
		tripartite.In{Group: tripartite.First, Rule: opposed},
		tripartite.In{Group: tripartite.Second, Rule: opposed},
	}}
	tally, err := body.Tally(tripartite.Counts{"Federation": {For: 10},
		"Republika Srpska": {Against: 4, Absent: 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// all of                                                         rejected
	// ├─ more than 1/2 of votes cast are for                         met       10 of 14 votes  8 needed  2 to spare
	// └─ no veto                                                     not met
	//    ├─ Federation, at least 2/3 of all votes are against        not cast   0 of 10 votes  7 needed for a veto, 7 short of it
	//    └─ Republika Srpska, at least 2/3 of all votes are against  cast       4 of  5 votes  4 needed for a veto, 0 to spare
}

// An amendment of the ILO Constitution is in force once two thirds of the Members have
// ratified it, among them five of the ten of chief industrial importance (art. 36). A
// Member that has ratified is for. The counts are invented.
func ExampleSeatCount() {
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{Name: "Chief Members", Size: 10},
		tripartite.Bloc{Name: "Other Members", Size: 177},
	)
	inForce := tripartite.All{
		tripartite.Share{Of: tripartite.For, Base: tripartite.AllSeats, Need: tripartite.AtLeast(2, 3)},
		tripartite.In{Bloc: "Chief Members", Rule: tripartite.SeatCount{Of: tripartite.For, Need: 5}},
	}
	tally, err := body.Tally(tripartite.Counts{
		"Chief Members": {For: 3, Silent: 7}, "Other Members": {For: 125, Silent: 52},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(inForce, tally))
	// Output:
	// all of                                      rejected
	// ├─ at least 2/3 of all votes are for        met       128 of 187 votes  125 needed  3 to spare
	// └─ Chief Members, at least 5 seats are for  not met     3 of  10 seats    5 needed  2 short
}

// A referendum of Polkadot's democracy module needs a larger majority if fewer turn
// out: against/√turnout < for/√electorate. No share says that, but a function can. Here
// both sides are squared, so that nothing is rounded.
func ExampleRuleFunc() {
	superMajority := tripartite.RuleFunc(func(t tripartite.Tally) tripartite.Outcome {
		ayes, nays := t.Seats(tripartite.For), t.Seats(tripartite.Against)
		if nays*nays*t.Seats(tripartite.Entitled) < ayes*ayes*(ayes+nays) {
			return tripartite.Adopted
		}
		return tripartite.Rejected
	})
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{Name: "Tokens", Size: 100})
	for _, count := range []tripartite.Count{
		{For: 60, Against: 40},
		{For: 15, Against: 10, Absent: 75},
		{For: 18, Against: 7, Absent: 75},
	} {
		tally, err := body.Tally(tripartite.Counts{"Tokens": count})
		fmt.Println(count.For, "to", count.Against, superMajority.Decide(tally), err)
	}
	// Output:
	// 60 to 40 adopted <nil>
	// 15 to 10 rejected <nil>
	// 18 to 7 adopted <nil>
}

// The threshold of Cardano's committee is set with the committee, and so belongs in a
// configuration. The text says whether reaching the fraction is enough.
func ExampleThreshold() {
	var config struct{ Committee, Pools tripartite.Threshold }
	err := json.Unmarshal([]byte(`{"Committee": "at least 2/3", "Pools": "at least 51/100"}`), &config)
	fmt.Println(config.Committee, err)
	fmt.Println(config.Pools == tripartite.AtLeast(51, 100),
		config.Pools == tripartite.MoreThan(51, 100))
	fmt.Println(config.Committee.UnmarshalText([]byte("2/3")))
	// Output:
	// at least 2/3 <nil>
	// true false
	// tripartite: threshold "2/3": malformed text: offset 0: found "2", want "at least" or "more than"
}

// The board of the EU's Chips Joint Undertaking needs at least 75 % of the votes
// (Regulation (EU) 2021/2085). Two of its three parts and a quarter of the third have
// exactly that.
func ExampleAtLeast() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Commission", Size: 1, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Private members", Size: 4, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "States", Size: 4, SharedBy: tripartite.Entitled},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Commission": {For: 1}, "Private members": {For: 4}, "States": {For: 1, Against: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, need := range []tripartite.Threshold{tripartite.AtLeast(3, 4), tripartite.MoreThan(3, 4)} {
		rule := tripartite.Share{Of: tripartite.For, Base: tripartite.Entitled &^ tripartite.Abstain,
			Need: need}
		fmt.Print(tripartite.Explain(rule, tally))
	}
	// Output:
	// at least 3/4 of votes entitled except abstain are for  adopted  9 of 12 votes  9 needed  0 to spare  (75.00 %)
	// more than 3/4 of votes entitled except abstain are for  rejected  9 of 12 votes  10 needed  1 short  (75.00 %)
}

// On 7 June 2000 a committee of the International Labour Conference had a tie, and did
// not adopt. The members here are those of June 1999. The votes are invented, with the
// employers against the workers.
func ExampleMoreThan() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 77, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Employers", Size: 46, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Workers", Size: 61, SharedBy: tripartite.Entitled},
	)
	tally, err := body.Tally(tripartite.Counts{"Governments": {Abstain: 77},
		"Employers": {Against: 46}, "Workers": {For: 61}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, need := range []tripartite.Threshold{tripartite.MoreThan(1, 2), tripartite.AtLeast(1, 2)} {
		rule := tripartite.Share{Of: tripartite.For, Base: tripartite.Cast, Need: need}
		fmt.Print(tripartite.Explain(rule, tally))
	}
	// Output:
	// more than 1/2 of votes cast are for  rejected  216062 of 432124 votes  216063 needed  1 short  (50.00 %)  a tie
	// at least 1/2 of votes cast are for  adopted  216062 of 432124 votes  216062 needed  0 to spare  (50.00 %)  a tie
}

// In the Council of the International Seabed Authority, two thirds of those present
// and voting decide, unless a majority in one of four chambers is opposed. The
// developing States, the fourth chamber, are a bloc of no group. Two things are not
// confirmed: their number, and that a majority is one of a chamber's members.
func ExampleGroupVeto() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Consumers", Size: 4}, tripartite.Bloc{Name: "Investors", Size: 4},
		tripartite.Bloc{Name: "Exporters", Size: 4},
		tripartite.Bloc{Name: "Developing States", Size: 20},
		tripartite.Bloc{Name: "Other States", Size: 4},
	)
	opposed := tripartite.Share{Of: tripartite.Against, Base: tripartite.Entitled,
		Need: tripartite.MoreThan(1, 2)}
	rule := tripartite.All{
		tripartite.TwoThirds(),
		tripartite.GroupVeto(tripartite.First, tripartite.Entitled),
		tripartite.GroupVeto(tripartite.Second, tripartite.Entitled),
		tripartite.GroupVeto(tripartite.Third, tripartite.Entitled),
		tripartite.Veto{tripartite.In{Bloc: "Developing States", Rule: opposed}},
	}
	for _, n := range []int{2, 3} {
		tally, err := body.Tally(tripartite.Counts{
			"Consumers": {For: 4}, "Investors": {For: 4 - n, Against: n}, "Exporters": {For: 4},
			"Developing States": {For: 20}, "Other States": {For: 4},
		})
		fmt.Println(n, "investors against:", rule.Decide(tally), err)
	}
	// Output:
	// 2 investors against: adopted <nil>
	// 3 investors against: rejected <nil>
}

// On 29 June 2022, Korea's Minimum Wage Commission adopted by 12 votes to 1, with 10
// abstentions and 4 members absent. That is a majority of the votes cast, and of those
// present, but not of all seats. The split by group is invented.
func ExampleSimpleMajority() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "Workers", Size: 9},
		tripartite.Bloc{Name: "Employers", Size: 9}, tripartite.Bloc{Name: "Public", Size: 9})
	tally, err := body.Tally(tripartite.Counts{
		"Workers":   {For: 4, Abstain: 1, Absent: 4},
		"Employers": {Abstain: 9},
		"Public":    {For: 8, Against: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := tripartite.SimpleMajority()
	fmt.Print(tripartite.Explain(rule, tally))
	rule.Base = tripartite.Present
	fmt.Print(tripartite.Explain(rule, tally))
	rule.Base = tripartite.AllSeats
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// more than 1/2 of votes cast are for  adopted  12 of 13 votes  7 needed  5 to spare
	// more than 1/2 of votes present are for  adopted  12 of 23 votes  12 needed  0 to spare
	// more than 1/2 of all votes are for  rejected  12 of 27 votes  14 needed  2 short
}

// In June 1937 the International Labour Conference voted 88 to 41 on the textile
// convention. Two thirds of 129 are 86. The one worker against follows from the total:
// the report leaves it out.
func ExampleTwoThirds() {
	body := tripartite.MustBody( // those who voted for or against
		tripartite.Bloc{Name: "Governments", Size: 63}, tripartite.Bloc{Name: "Employers", Size: 30},
		tripartite.Bloc{Name: "Workers", Size: 36},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 51, Against: 12}, "Employers": {For: 2, Against: 28},
		"Workers": {For: 35, Against: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(tripartite.TwoThirds(), tally))
	// Output:
	// at least 2/3 of votes cast are for  adopted  88 of 129 votes  86 needed  2 to spare
}

// On 28 May 2012 the Director-General of the ILO was elected by 30 of 56 members. The
// rules ask for more than half of those entitled to vote, present or not. The ballot
// was secret, and the split by group is invented.
func ExampleAbsoluteMajority() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 16, Against: 12}, "Employers": {Against: 14}, "Workers": {For: 14},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(tripartite.AbsoluteMajority(), tally))
	// Output:
	// more than 1/2 of votes entitled are for  adopted  30 of 56 votes  29 needed  1 to spare
}

// On 25 June 1953 the International Labour Conference adopted an Instrument of Amendment
// by 189 votes to none, with 2 abstentions. Abstentions do not break unanimity.
func ExampleUnanimity() {
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{Name: "Delegates", Size: 191}, // the split by group was not found
	)
	tally, err := body.Tally(tripartite.Counts{"Delegates": {For: 189, Abstain: 2}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(tripartite.Unanimity(), tally))
	// Output:
	// at least 1/1 of votes cast are for  adopted  189 of 189 votes  189 needed  0 to spare
}

// In the House of Peoples of Bosnia and Herzegovina, a proposal that touches a vital
// interest needs a majority of the delegates of each people who are present and
// voting (Constitution, art. IV(3)). The votes are invented.
func ExampleEachGroup_majority() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Bosniacs", Size: 5}, tripartite.Bloc{Name: "Croats", Size: 5},
		tripartite.Bloc{Name: "Serbs", Size: 5},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Bosniacs": {For: 5}, "Croats": {For: 3, Against: 1, Absent: 1}, "Serbs": {For: 2, Against: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(tripartite.EachGroup(tripartite.SimpleMajority()), tally))
	// Output:
	// in each group                                     rejected
	// ├─ Bosniacs, more than 1/2 of votes cast are for  met       5 of 5 votes  3 needed  2 to spare
	// ├─ Croats, more than 1/2 of votes cast are for    met       3 of 4 votes  3 needed  0 to spare
	// └─ Serbs, more than 1/2 of votes cast are for     not met   2 of 5 votes  3 needed  1 short
}

// In July 2016, Korea's Minimum Wage Commission decided without the workers, whose part
// in the quorum was waived. A program gives the groups names of its own. The split of
// the 14 votes to 1 is invented.
func ExampleGroup() {
	const workers = tripartite.First
	statute, err := tripartite.LoadStatute("korea/minimum-wage")
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := statute.Body()
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Workers":   {Absent: 9},
		"Employers": {For: 5, Against: 1, Abstain: 1, Silent: 2},
		"Public":    {For: 9},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(workers, tally.Group(workers).Name(), tally.Group(workers).Seats(tripartite.Present))
	for _, name := range []string{"decision", "decision without the workers"} {
		rule, err := statute.Rule(name)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(name+":", rule.Decide(tally))
	}
	// Output:
	// first Workers 0
	// decision: void
	// decision without the workers: adopted
}

// A Count holds the seats of a bloc, state by state. In the International Labour
// Conference, on 16 June 2005, the quorum was 297 votes cast. One vote more was enough,
// even against. The abstentions and absences are not confirmed.
func ExampleCount() {
	count := tripartite.Count{For: 288, Against: 8, Abstain: 139, Absent: 158}
	fmt.Println(count.Seats(tripartite.Cast), "votes cast")
	fmt.Println(count.Seats(tripartite.Voting), "took part")

	count = count.Plus(tripartite.Count{Against: 1})
	fmt.Println(count.Seats(tripartite.Cast), "of", count.Seats(tripartite.Entitled))
	// Output:
	// 296 votes cast
	// 435 took part
	// 297 of 594
}

// The report of 23 March 2022 on the Governing Body gives 12 workers for, of 14. Counts
// must say what the other two did. Who abstained and who did not vote is invented.
func ExampleCounts() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	counts := tripartite.Counts{
		"Governments": {For: 16, Against: 2, Abstain: 8, Absent: 2},
		"Employers":   {For: 14},
		"Workers":     {For: 12},
	}
	_, err := body.Tally(counts)
	fmt.Println(err)

	counts["Workers"] = tripartite.Count{For: 12, Absent: 2}
	tally, err := body.Tally(counts)
	fmt.Println(tally.Seats(tripartite.Voting), "of", tally.Seats(tripartite.AllSeats), err)
	// Output:
	// tripartite: count "Workers": counts do not sum to the seats: 12 counted, 14 seats: 2 short
	// 52 of 56 <nil>
}

// At the University of Genoa, in 2014, a vote of the staff counted as one fifth. The
// quorum was a share of the seats, and the majority a share of the votes. Only the
// turnout was published. The example enters every vote as for.
func ExampleTally() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Teachers", Size: 1340},
		tripartite.Bloc{Name: "Staff", Size: 1442, Weight: tripartite.Frac(1, 5)},
		tripartite.Bloc{Name: "Students", Size: 230},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Teachers": {For: 1155, Absent: 185}, "Staff": {For: 1014, Absent: 428},
		"Students": {For: 140, Absent: 90},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tally.Seats(tripartite.Voting), "of", tally.Seats(tripartite.Entitled), "seats")
	fmt.Println(tally.Votes(tripartite.Voting), "of", tally.Votes(tripartite.Entitled), "votes")
	staff := tally.Group(tripartite.Second)
	fmt.Println(staff.Name(), staff.Seats(tripartite.Voting), "seats", staff.Votes(tripartite.Voting),
		"votes")
	// Output:
	// 2309 of 3012 seats
	// 7489/5 of 9292/5 votes
	// Staff 1014 seats 1014/5 votes
}

// A wage council of Uruguay votes seat by seat. If a sector leaves before the vote,
// the vote is void (Ley 10.449, art. 14).
func ExampleBallot() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "State", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	rule := tripartite.All{
		tripartite.Quorum{tripartite.Parts{Rule: tripartite.SeatCount{Of: tripartite.Present, Need: 1}}},
		tripartite.SimpleMajority(),
	}
	ballot := body.OpenRoom()
	err := errors.Join(
		ballot.Cast("State 1", tripartite.For),
		ballot.Cast("State 2", tripartite.For),
		ballot.Cast("Employers 1", tripartite.For),
		ballot.Cast("Employers 2", tripartite.Against),
	)
	fmt.Println(ballot, err)
	fmt.Println(rule.Decide(ballot.Tally()))

	err = errors.Join(ballot.Mark("Workers 1", tripartite.Absent),
		ballot.Mark("Workers 2", tripartite.Absent))
	ballot.Close()
	fmt.Println(ballot, err)
	fmt.Println(rule.Decide(ballot.Tally()))
	// Output:
	// open: 4 of 7 seats voted <nil>
	// adopted
	// closed: 4 of 7 seats voted <nil>
	// void
}

// The House of Peoples of Bosnia and Herzegovina has five delegates of each people.
// The Federation elects two of the peoples, and Republika Srpska one. A group without a
// name is called after its place.
func ExampleBody() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Federation", Blocs: []tripartite.Bloc{{Name: "Bosniacs", Size: 5},
			{Name: "Croats", Size: 5}}},
		tripartite.Bloc{Name: "Republika Srpska", Size: 5},
		tripartite.Bloc{},
	)
	fmt.Println(body)
	for name, size := range body.Blocs() {
		fmt.Println(size, name)
	}
	fmt.Println(body.BlocOf("Federation/Croats 5"))
	// Output:
	// Federation/Bosniacs: 5, Federation/Croats: 5, Republika Srpska: 5
	// 5 Federation/Bosniacs
	// 5 Federation/Croats
	// 5 Republika Srpska
	// 0 third
	// Federation/Croats true
}

// The Committee on Domestic Workers had groups of equal power, and these members on 2
// June 2010. NewBody reports everything that is wrong with a description at once.
func ExampleNewBody() {
	body, err := tripartite.NewBody(
		tripartite.Bloc{Name: "Governments", Size: 85, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Employers", Size: 32, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Workers", Size: 64, SharedBy: tripartite.Entitled},
	)
	fmt.Println(body, err)

	_, err = tripartite.NewBody(
		tripartite.Bloc{Name: "Governments", Size: 85, Weight: tripartite.Frac(64, 0)},
		tripartite.Bloc{Name: "Workers", Size: 32},
		tripartite.Bloc{Name: "Workers", Size: 64, Weight: tripartite.Int(85),
			SharedBy: tripartite.Entitled},
	)
	fmt.Println(err)
	// Output:
	// Governments: 85, Employers: 32, Workers: 64 <nil>
	// tripartite: body "Governments": not a valid fraction: a weight or power that is not a number
	// tripartite: body "Workers": invalid name: there are two blocs of that name
	// tripartite: body "Workers": conflicting fields in bloc: both a weight for each seat and a power to split: to split a power unequally, use blocs inside this one, each with a Power
}

// These counts of the Governing Body have a misspelt group, and two workers too many.
// Tally joins the errors. errors.Is looks at all of them, and errors.As finds the first.
func ExampleError() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	_, err := body.Tally(tripartite.Counts{
		"Governments": {For: 28}, "Employer": {Against: 14}, "Workers": {For: 16},
	})
	fmt.Println(errors.Is(err, tripartite.ErrUnknown), errors.Is(err, tripartite.ErrCounts),
		errors.Is(err, tripartite.ErrBody))
	var first *tripartite.Error
	if errors.As(err, &first) {
		fmt.Printf("%s %q: %v\n", first.Op, first.Name, first.Err)
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range joined.Unwrap() {
			fmt.Println(err)
		}
	}
	// Output:
	// true true false
	// count "Employer": no such bloc
	// tripartite: count "Employer": no such bloc: the nearest name is "Employers"
	// tripartite: count "Employers": counts do not sum to the seats: missing count, 14 seats
	// tripartite: count "Workers": counts do not sum to the seats: 16 counted, 14 seats: 2 too many
}

// The Director-General of the ILO is elected by 29 of 56 votes. This asks which outcomes
// remain after 54 votes, with 26, 28 or 29 of them for.
func ExampleOutcomes() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	for _, n := range []int{26, 28, 29} {
		tally, err := body.Tally(tripartite.Counts{
			"Governments": {For: n - 14, Against: 40 - n, Silent: 2}, "Employers": {Against: 14},
			"Workers": {For: 14},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		outcomes, err := tripartite.Possible(tripartite.AbsoluteMajority(), tally, tripartite.Silent,
			tripartite.Present)
		if outcome, certain := outcomes.Certain(); certain {
			fmt.Println(n, "for: certainly", outcome, err)
		} else {
			fmt.Println(n, "for:", outcomes, outcomes.Has(tripartite.Void), err)
		}
	}
	// Output:
	// 26 for: certainly rejected <nil>
	// 28 for: rejected or adopted false <nil>
	// 29 for: certainly adopted <nil>
}

// A database holds a vote as text. A number or NULL is an error.
func ExampleStates_Scan() {
	text, err := (tripartite.For | tripartite.Abstain).Value()
	fmt.Println(text, err)
	var s tripartite.States
	fmt.Println(s.Scan("For"), s)
	fmt.Println(s.Scan(int64(1)), s)
	// Output:
	// for + abstain <nil>
	// <nil> for
	// tripartite: states "1": want text, not int64 none
}

// A body gives back what it was made of, here to add a seat.
func ExampleBody_Describe() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	governments, employers, workers, independent := body.Describe()
	governments.Size++
	larger, err := tripartite.NewBody(governments, employers, workers, independent...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(body)
	fmt.Println(larger)
	// Output:
	// Governments: 28, Employers: 14, Workers: 14
	// Governments: 29, Employers: 14, Workers: 14
}

// A roll-call that is in a map already.
func ExampleBody_TallySeats() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Public", Roll: []string{"Dr A"}},
		tripartite.Bloc{Name: "Workers", Roll: []string{"Ms B"}},
		tripartite.Bloc{Name: "Employers", Roll: []string{"Mr C"}},
	)
	tally, err := body.TallySeats(map[string]tripartite.States{
		"Dr A": tripartite.For, "Ms B": tripartite.For, "Mr C": tripartite.Absent,
	})
	fmt.Println(tripartite.SimpleMajority().Decide(tally), err)
	_, err = body.TallySeats(map[string]tripartite.States{"Dr A": tripartite.For,
		"Ms B": tripartite.For})
	fmt.Println(err)
	// Output:
	// adopted <nil>
	// tripartite: count "Mr C": seat is missing
}

// The chair of an online vote asks after every vote whether the outcome is certain.
func ExampleBallot_Possible() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Public", Size: 1}, tripartite.Bloc{Name: "Workers", Size: 1},
		tripartite.Bloc{Name: "Employers", Size: 1},
	)
	ballot := body.OpenRemote()
	for _, seat := range []string{"Workers 1", "Public 1"} {
		if err := ballot.Cast(seat, tripartite.For); err != nil {
			fmt.Println(err)
			return
		}
		possible, err := ballot.Possible(tripartite.AbsoluteMajority())
		if err != nil {
			fmt.Println(err)
			return
		}
		_, certain := possible.Certain()
		fmt.Println(possible, certain)
	}
	// Output:
	// rejected or adopted false
	// adopted true
}

// Standing orders as text, with a comment. ParseRule checks the words, and Vet checks the
// names and figures.
func ExampleParseRule() {
	rule, err := tripartite.ParseRule(`
		quorum (at least 33 seats are present) # of 56
		and more than 1/2 of votes cast are for
		and no veto (in Workers (more than 1/2 of votes cast are against))`)
	if err != nil {
		fmt.Println(err)
		return
	}
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	fmt.Println(rule)
	fmt.Println(tripartite.Vet(rule, body))
	_, err = tripartite.ParseRule("more than 1/2 of cast are for")
	fmt.Println(err)
	// Output:
	// quorum (at least 33 seats are present) and more than 1/2 of votes cast are for and no veto (in Workers (more than 1/2 of votes cast are against))
	// <nil>
	// tripartite: rule "more than 1/2 of cast are for": malformed text: offset 17: found "cast", want "votes" or "seats"
}

// noDissent is a rule of one's own. Its String is its name in the text of other rules.
type noDissent struct{}

func (noDissent) Decide(t tripartite.Tally) tripartite.Outcome {
	if t.Seats(tripartite.For) > 0 && t.Seats(tripartite.Against) == 0 {
		return tripartite.Adopted
	}
	return tripartite.Rejected
}

func (noDissent) String() string { return "nobody dissents" }

// A rule of one's own has a name in the text, and whoever parses the text gives the rule.
func ExampleParseRule_named() {
	rule := tripartite.Any{noDissent{}, tripartite.TwoThirds()}
	fmt.Println(rule)
	again, err := tripartite.ParseRule(rule.String(),
		tripartite.Named{Name: "nobody dissents", Rule: noDissent{}})
	fmt.Println(again, err)
	_, err = tripartite.ParseRule(rule.String())
	fmt.Println(err)
	// Output:
	// rule "nobody dissents" or at least 2/3 of votes cast are for
	// rule "nobody dissents" or at least 2/3 of votes cast are for <nil>
	// tripartite: rule "rule \"nobody dissents\" or at least 2/3 of votes cast are for": malformed text: offset 5: found "nobody dissents", want the name of a rule given
}

// A record whose rule has a part of the caller's own holds that part by its String, and is
// read with it.
func ExampleParseRecord() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	rule := tripartite.All{tripartite.TwoThirds(), noDissent{}}
	record, err := tripartite.NewRecord(rule, body.OpenRoom().Tally())
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := json.Marshal(record)
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := tripartite.ParseRecord(text, tripartite.Named{Name: "nobody dissents",
		Rule: noDissent{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(again.Rule)
	fmt.Println(again.Outcome, again.Check())
	// Output:
	// at least 2/3 of votes cast are for and rule "nobody dissents"
	// rejected <nil>
}

// A rule in a configuration file, which is text there.
func ExampleRuleText() {
	var config struct {
		Body string
		Rule tripartite.RuleText
	}
	err := json.Unmarshal([]byte(`{"Body": "council", "Rule": "at least 2/3 of votes cast are for"}`),
		&config)
	if err != nil {
		fmt.Println(err)
		return
	}
	config.Rule.Rule = tripartite.All{config.Rule.Rule,
		tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 8}}}
	text, err := json.Marshal(config)
	fmt.Println(string(text), err)
	err = json.Unmarshal([]byte(`{"Rule": "at least 67% of votes cast are for"}`), &config)
	fmt.Println(err)
	// Output:
	// {"Body":"council","Rule":"at least 2/3 of votes cast are for and quorum (at least 8 seats are present)"} <nil>
	// tripartite: rule "at least 67% of votes cast are for": malformed text: offset 11: found "%", want a fraction from 0 to 1, as in 70/100 for 70 per cent
}

// A chair reads out the article of each clause. The rule keeps it, and so does the finding.
func ExampleNamed() {
	quorum := tripartite.Named{
		Name:   "quorum",
		Source: "art. 17(3)",
		Rule:   tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 5}},
	}
	rule := tripartite.All{quorum, tripartite.Named{Name: "majority",
		Rule: tripartite.SimpleMajority()}}
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Workers", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 3},
		tripartite.Bloc{Name: "Public", Size: 3},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Workers":   {For: 3},
		"Employers": {Absent: 3},
		"Public":    {For: 1, Absent: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rule)
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// rule "quorum" "art. 17(3)" (quorum (at least 5 seats are present)) and rule "majority" (more than 1/2 of votes cast are for)
	// all of                                            void
	// ├─ quorum, art. 17(3)                             void
	// │  └─ at least 5 seats are present                not met  4 of 9 seats  5 needed  1 short
	// └─ majority: more than 1/2 of votes cast are for  met      4 of 4 votes  3 needed  1 to spare
}

// Can wages be set against all employers? A claim about a statute is proved, or refuted by a
// vote.
func ExampleImplies() {
	statute, err := tripartite.LoadStatute("korea/minimum-wage")
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := statute.Body()
	if err != nil {
		fmt.Println(err)
		return
	}
	rule, err := statute.Rule("decision")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{
		"at least 1/4 of seats in office are for",
		"in Employers (at least 1 seat is present)",
		"no veto (in Employers (at least 9 seats are against))",
	} {
		claim, err := tripartite.ParseRule(text)
		if err != nil {
			fmt.Println(err)
			return
		}
		var shown *tripartite.Counterexample
		if err := tripartite.Implies(rule, claim, body, tripartite.Entitled); errors.As(err, &shown) {
			fmt.Printf("refuted: %s\n%v", shown.Reason, shown.Vote)
		} else {
			fmt.Println("proved:", text)
		}
	}
	// Output:
	// proved: at least 1/4 of seats in office are for
	// proved: in Employers (at least 1 seat is present)
	// refuted: rule "decision" "art. 17(3)" does not imply "no veto (in Employers (at least 9 seats are against))"
	//            for  against  absent  seats
	// Workers      3        0       6      9
	// Employers    0        9       0      9
	// Public       7        0       2      9
	// all         10        9       8     27
}
