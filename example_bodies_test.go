package tripartite_test

import (
	"fmt"
	"math/big"

	"example.com/tripartite"
)

// On 16 June 2005 the Work in Fishing Convention had its two thirds, and missed
// the quorum by one vote.
func ExampleILOConference() {
	conference := tripartite.ILOConference{}
	body, err := conference.Body(300, 147, 147)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{ // the split by group was not published
		"Governments": {For: 200, Abstain: 20, Absent: 80},
		"Employers":   {Abstain: 110, Absent: 37},
		"Workers":     {For: 88, Against: 8, Abstain: 9, Absent: 42},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(conference.TwoThirds(), tally))
	fmt.Println(conference.Quorum().Decide(tally), conference.Majority().Decide(tally), conference.Admission().Decide(tally))
	// Output:
	// all of                                          void
	// ├─ quorum                                       void
	// │  └─ at least 1/2 of seats entitled have cast  not met  296 of 594 seats  297 needed   1 short
	// └─ at least 2/3 of votes cast are for           met      288 of 296 votes  198 needed  90 to spare
	// void void void
}

// Delegations by name: a worker whose employer is not nominated may not vote.
func ExampleILOConference_Open() {
	ballot, err := tripartite.ILOConference{}.Open(
		tripartite.ILOMember{Name: "France"},
		tripartite.ILOMember{Name: "Fiji", NoEmployer: true},
		tripartite.ILOMember{Name: "Chad", Arrears: true},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ballot.Body())
	fmt.Println(ballot.Cast("Fiji, government 2", tripartite.For))
	fmt.Println(ballot.Cast("Fiji, worker", tripartite.For))
	fmt.Print(ballot.Tally())
	// Output:
	// Governments: 6, Employers: 3, Workers: 3
	// <nil>
	// tripartite: cast "Fiji, worker": seat may not vote: it is suspended
	//              for  silent  suspended  vacant  seats
	// Governments    1       3          2       0      6
	// Employers      0       1          1       1      3
	// Workers        0       1          2       0      3
	// all            1       5          5       1     12
}

// What would become of the vote of 2005 if the amendment of 1986 were in force.
func ExampleILOConference1986() {
	body, err := tripartite.NewBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{Name: "Delegates", Size: 594})
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{"Delegates": {For: 288, Against: 8, Abstain: 139, Absent: 159}})
	if err != nil {
		fmt.Println(err)
		return
	}
	amended := tripartite.ILOConference1986{Void: true}
	fmt.Print(tripartite.Explain(amended.TwoThirds(), tally))
	fmt.Println(amended.Majority().Decide(tally), amended.ThreeQuarters().Decide(tally))
	// Output:
	// all of                                           adopted
	// ├─ quorum                                        met
	// │  └─ at least 1/2 of seats entitled are voting  met      435 of 594 seats  297 needed  138 to spare
	// ├─ quorum                                        met
	// │  └─ at least 1/3 of votes entitled are for     met      288 of 594 votes  198 needed   90 to spare
	// └─ at least 2/3 of votes cast are for            met      288 of 296 votes  198 needed   90 to spare
	// adopted adopted
}

// In a committee, 110 governments have as much power as 18 workers.
func ExampleILOCommittee() {
	committee := tripartite.ILOCommittee{}
	body, err := committee.Body(110, 35, 18)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 40, Against: 40, Abstain: 30},
		"Employers":   {Against: 35},
		"Workers":     {For: 18},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tally)
	fmt.Print(tripartite.Explain(committee.Majority(), tally))
	// Output:
	// for  against  abstain  seats  votes a seat
	// Governments   40       40       30    110            63
	// Employers      0       35        0     35           198
	// Workers       18        0        0     18           385
	// all           58       75       30    163
	// all of                                         rejected
	// ├─ quorum                                      met
	// │  └─ at least 2/5 of votes entitled are cast  met       18900 of 20790 votes  8316 needed  10584 to spare  (90.91 %)
	// └─ more than 1/2 of votes cast are for         not met    9450 of 18900 votes  9451 needed      1 short  (50.00 %)  a tie
}

// On 10 November 2023 the Governing Body referred the right to strike to the
// International Court of Justice.
func ExampleILOGoverningBody() {
	governing := tripartite.ILOGoverningBody{}
	tally, err := governing.Body().Tally(tripartite.Counts{
		"Governments": {For: 19, Against: 7, Abstain: 2},
		"Employers":   {Against: 14},
		"Workers":     {For: 14},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(governing.Majority(), tally))
	fmt.Println(governing.DirectorGeneral())
	// Output:
	// all of                                  adopted
	// ├─ quorum                               met
	// │  └─ at least 33 seats are present     met      56 of 56 seats  33 needed  23 to spare
	// └─ more than 1/2 of votes cast are for  met      33 of 54 votes  28 needed   5 to spare
	// more than 1/2 of votes entitled are for
}

// 80 governments have ratified, with two seats each; 60 of them are represented.
func ExampleILOMaritime() {
	committee := tripartite.ILOMaritime{}
	body, err := committee.Body(80, 12, 20)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 62, Against: 18, Abstain: 40, Vacant: 40},
		"Shipowners":  {For: 12},
		"Seafarers":   {For: 18, Absent: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(committee.Amendment(), tally))
	// Output:
	// all of                                                     adopted
	// ├─ Governments, at least 1/2 of all seats are in office    met      120 of 160 seats   80 needed  40 to spare
	// ├─ at least 2/3 of votes entitled are for                  met      176 of 240 votes  160 needed  16 to spare  (73.33 %)
	// └─ in each group                                           met
	//    ├─ Governments, at least 1/2 of votes entitled are for  met       62 of 120 votes   60 needed   2 to spare  (51.67 %)
	//    ├─ Shipowners, at least 1/2 of votes entitled are for   met       12 of  12 seats    6 needed   6 to spare  (60 of 60 votes, 100.00 %)
	//    └─ Seafarers, at least 1/2 of votes entitled are for    met       18 of  20 seats   10 needed   8 to spare  (54 of 60 votes, 90.00 %)
}

func ExampleFSC() {
	assembly := tripartite.FSC{IfEmpty: tripartite.PassOn}
	chamber := tripartite.FSCChamber{NorthOrganisations: 3, NorthIndividuals: 4, SouthOrganisations: 2}
	body, err := assembly.Body(chamber, chamber, chamber)
	if err != nil {
		fmt.Println(err)
		return
	}
	ballot := body.OpenRoom()
	for id := range ballot.All() {
		if err := ballot.Cast(id, tripartite.For); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Print(tripartite.Explain(assembly.Motion(), ballot.Tally()))
	// Output:
	// all of                                                                      adopted
	// ├─ quorum                                                                   met
	// │  └─ in each group                                                         met
	// │     ├─ Economic, more than 1/2 of votes entitled are present              met       80 of  80 votes   41 needed  39 to spare  (100.00 %)
	// │     ├─ Social, more than 1/2 of votes entitled are present                met       80 of  80 votes   41 needed  39 to spare  (100.00 %)
	// │     └─ Environmental, more than 1/2 of votes entitled are present         met       80 of  80 votes   41 needed  39 to spare  (100.00 %)
	// ├─ in each group                                                            met
	// │  ├─ Economic, more than 1/2 of votes present except abstain are for       met       80 of  80 votes   41 needed  39 to spare  (100.00 %)
	// │  ├─ Social, more than 1/2 of votes present except abstain are for         met       80 of  80 votes   41 needed  39 to spare  (100.00 %)
	// │  └─ Environmental, more than 1/2 of votes present except abstain are for  met       80 of  80 votes   41 needed  39 to spare  (100.00 %)
	// └─ at least 2/3 of votes present except abstain are for                     met      240 of 240 votes  160 needed  80 to spare  (100.00 %)
}

// On 29 June 2022 nine employers walked out after the vote was called, and so
// abstained; 12 of 23 present is enough.
func ExampleKoreaMinimumWage() {
	commission := tripartite.KoreaMinimumWage{}
	body := commission.Body()
	tally, err := body.Tally(tripartite.Counts{ // workers' and public votes are published together
		"Workers":   {For: 3, Against: 1, Abstain: 1, Absent: 4},
		"Employers": {Abstain: 9},
		"Public":    {For: 9},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(commission.Decision(), tally))
	fmt.Println(commission.Redeliberation().Decide(tally))
	// Output:
	// all of                                                        adopted
	// ├─ quorum                                                     met
	// │  ├─ more than 1/2 of seats in office are present            met      23 of 27 seats  14 needed  9 to spare
	// │  ├─ Workers, at least 1/3 of seats in office are present    met       5 of  9 seats   3 needed  2 to spare
	// │  └─ Employers, at least 1/3 of seats in office are present  met       9 of  9 seats   3 needed  6 to spare
	// └─ more than 1/2 of votes present are for                     met      12 of 23 votes  12 needed  0 to spare
	// rejected
}

// On 7 March 2019 one worker of the four in office came: no quorum.
func ExampleKoreaESLC() {
	council := tripartite.KoreaESLC{}
	tally, err := council.Body().Tally(tripartite.Counts{
		"Workers": {Silent: 1, Absent: 3, Vacant: 1}, "Employers": {Silent: 5}, "Government": {Silent: 2}, "Others": {Silent: 6},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(council.Decision(), tally))
	// Output:
	// all of                                                            void
	// ├─ quorum                                                         void
	// │  ├─ at least 2/3 of seats in office are present                 met      14 of 17 seats  12 needed   2 to spare
	// │  └─ in each group                                               not met
	// │     ├─ Workers, at least 1/2 of seats in office are present     not met   1 of  4 seats   2 needed   1 short
	// │     ├─ Employers, at least 1/2 of seats in office are present   met       5 of  5 seats   3 needed   2 to spare
	// │     └─ Government, at least 1/2 of seats in office are present  met       2 of  2 seats   1 needed   1 to spare
	// └─ at least 2/3 of votes present are for                          not met   0 of 14 votes  10 needed  10 short
}

func ExampleJapanMinimumWage() {
	council := tripartite.JapanMinimumWage{}
	body, err := council.Body(5)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Public/Chair": {For: 1}, "Public/Members": {For: 1, Against: 2, Absent: 1}, "Workers": {For: 5}, "Employers": {Against: 5},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(council.Quorum().Decide(tally))
	fmt.Print(tripartite.Explain(council.Decision(), tally))
	// Output:
	// adopted
	// all of                                                        adopted
	// ├─ quorum                                                     met
	// │  └─ any of                                                  met
	// │     ├─ at least 2/3 of all seats are present                met      14 of 15 seats  10 needed  4 to spare
	// │     └─ in each group                                        met
	// │        ├─ Public, at least 1/3 of all seats are present     met       4 of  5 seats   2 needed  2 to spare
	// │        ├─ Workers, at least 1/3 of all seats are present    met       5 of  5 seats   2 needed  3 to spare
	// │        └─ Employers, at least 1/3 of all seats are present  met       5 of  5 seats   2 needed  3 to spare
	// └─ any of                                                     met
	//    ├─ more than 1/2 of votes present are for                  not met   7 of 14 votes   8 needed  1 short  a tie
	//    └─ all of                                                  met
	//       ├─ at least 1/2 of votes present are for                met       7 of 14 votes   7 needed  0 to spare  a tie
	//       └─ Public/Chair, at least 1 seat is for                 met       1 of  1 seat    1 needed  0 to spare
}

// Written Resolution 2-2020, with one vote against.
func ExampleRTRS() {
	table := tripartite.RTRS{}
	body, err := table.Body(29, 83, 29) // how many are in each was not published
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Producers":                   {For: 9, Absent: 20},
		"Industry, Trade and Finance": {For: 61, Against: 1, Abstain: 4, Absent: 17},
		"Civil Society":               {For: 8, Absent: 21},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(table.Resolution(), tally))
	// Output:
	// all of                                                                     adopted
	// ├─ quorum                                                                  met
	// │  └─ more than 1/2 of seats entitled are voting                           met      83 of 141 seats  71 needed  12 to spare
	// └─ any of                                                                  met
	//    ├─ no veto                                                              not met
	//    │  └─ at least 1 seat is against                                        cast      1 of 141 seats   1 needed for a veto, 0 to spare
	//    └─ in each group with any votes cast                                    met
	//       ├─ Producers, more than 1/2 of votes cast are for                    met       9 of   9 votes   5 needed   4 to spare
	//       ├─ Industry, Trade and Finance, more than 1/2 of votes cast are for  met      61 of  62 votes  32 needed  29 to spare
	//       └─ Civil Society, more than 1/2 of votes cast are for                met       8 of   8 votes   5 needed   3 to spare
}

// The States' votes follow their contributions; abstaining leaves the base.
func ExampleChipsJU() {
	board := tripartite.ChipsJU{}
	body, err := board.Body(3,
		tripartite.Bloc{Name: "A", Size: 1, Power: tripartite.Frac(200, 1)},
		tripartite.Bloc{Name: "B", Size: 1, Power: tripartite.Frac(800, 1)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Commission": {For: 1}, "Private members": {For: 3}, "States/A": {Against: 1}, "States/B": {Abstain: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(board.Decision(), tally))
	// Output:
	// all of                                                             adopted
	// ├─ quorum                                                          met
	// │  ├─ Commission, at least 1 seat is present                       met       1 of  1 seat    1 needed  0 to spare
	// │  ├─ Private members, at least 1/2 of seats entitled are present  met       3 of  3 seats   2 needed  1 to spare
	// │  └─ States, at least 1/2 of seats entitled are present           met       2 of  2 seats   1 needed  1 to spare
	// └─ at least 3/4 of votes entitled except abstain are for           met      30 of 33 votes  25 needed  5 to spare  (90.91 %)
}

// In EU-OSHA, 54 of 84 are a majority, but not on focal points without the governments.
func ExampleEUAgency() {
	board := tripartite.EUAgency{}
	tally, err := board.Body().Tally(tripartite.Counts{
		"Governments": {Against: 27}, "Employers": {For: 27}, "Workers": {For: 27}, "Commission": {Abstain: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(board.Majority().Decide(tally), board.TwoThirds().Decide(tally))
	fmt.Print(tripartite.Explain(board.FocalPoints(), tally))
	// Output:
	// adopted rejected
	// all of                                                   rejected
	// ├─ more than 1/2 of votes entitled are for               met       54 of 84 votes  43 needed  11 to spare
	// └─ Governments, more than 1/2 of votes entitled are for  not met    0 of 27 votes  14 needed  14 short
}

// Heads count, not sides: the state and one employer are 4 of 7.
func ExampleUruguayWages() {
	council := tripartite.UruguayWages{}
	tally, err := council.Body().Tally(tripartite.Counts{"State": {For: 3}, "Employers": {For: 1, Against: 1}, "Workers": {Against: 2}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(council.Decision(), tally))
	// Output:
	// all of                                          adopted
	// ├─ quorum                                       met
	// │  └─ in each group                             met
	// │     ├─ State, at least 1 seat is present      met      3 of 3 seats  1 needed  2 to spare
	// │     ├─ Employers, at least 1 seat is present  met      2 of 2 seats  1 needed  1 to spare
	// │     └─ Workers, at least 1 seat is present    met      2 of 2 seats  1 needed  1 to spare
	// └─ more than 1/2 of votes cast are for          met      4 of 7 votes  4 needed  0 to spare
}

func ExampleTurkeyMinimumWage() {
	commission := tripartite.TurkeyMinimumWage{}
	tally, err := commission.Body().Tally(tripartite.Counts{
		"Government": {For: 5}, "Workers": {Against: 5}, "Employers": {Absent: 5},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(commission.Decision(), tally))
	// Output:
	// all of                                                    adopted
	// ├─ quorum                                                 met
	// │  └─ at least 10 seats are present                       met      10 of 15 seats  10 needed  0 to spare
	// └─ any of                                                 met
	//    ├─ more than 1/2 of votes cast are for                 not met   5 of 10 votes   6 needed  1 short  a tie
	//    └─ all of                                              met
	//       ├─ at least 1/2 of votes cast are for               met       5 of 10 votes   5 needed  0 to spare  a tie
	//       └─ Government, more than 1/2 of votes cast are for  met       5 of  5 votes   3 needed  2 to spare
}

// 12 votes for are an absolute majority of 18, but no worker is there.
func ExampleUruguayCouncil() {
	council := tripartite.UruguayCouncil{}
	tally, err := council.Body().Tally(tripartite.Counts{"Executive": {For: 6}, "Employers": {For: 6}, "Workers": {Absent: 6}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(council.Decision(), tally))
	fmt.Println(council.SecondCall().Decide(tally))
	// Output:
	// all of                                          void
	// ├─ quorum                                       void
	// │  ├─ at least 1/2 of all seats are present     met      12 of 18 seats   9 needed  3 to spare
	// │  └─ in each group                             not met
	// │     ├─ Executive, at least 1 seat is present  met       6 of  6 seats   1 needed  5 to spare
	// │     ├─ Employers, at least 1 seat is present  met       6 of  6 seats   1 needed  5 to spare
	// │     └─ Workers, at least 1 seat is present    not met   0 of  6 seats   1 needed  1 short
	// └─ more than 1/2 of all votes are for           met      12 of 18 votes  10 needed  2 to spare
	// adopted
}

// On 15 February 2024 the workers' proposal was put to the vote, and tied. The president
// then fixed the wage.
func ExampleArgentinaWages() {
	council := tripartite.ArgentinaWages{}
	tally, err := council.Body().Tally(tripartite.Counts{"Employers": {Against: 16}, "Workers": {For: 16}, "President": {Silent: 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(council.Decision(), tally))
	// Output:
	// at least 2/3 of votes cast are for  rejected  16 of 32 votes  22 needed  6 short
}

// The state and the workers against the employers, 6 to 2: enough for a decision, but not
// for an allowance.
func ExampleArgentinaAgrarian() {
	commission := tripartite.ArgentinaAgrarian{}
	tally, err := commission.Body().Tally(tripartite.Counts{
		"State/President": {For: 1}, "State/Members": {For: 3}, "Employers": {Against: 2}, "Workers": {For: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(commission.Decision().Decide(tally), commission.Allowance().Decide(tally))
	// Output: adopted rejected
}

// The unions agree, and the employers do not: the government may appoint a mediator.
func ExampleLuxembourg() {
	committee := tripartite.Luxembourg{}
	body, err := committee.Body(4, 4)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{"Government": {For: 1}, "Employers": {For: 2, Abstain: 2}, "Unions": {For: 3, Against: 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(committee.Opinion(), tally))
	// Output:
	// all of                                                 rejected
	// ├─ Employers, more than 1/2 of votes entitled are for  not met   2 of 4 votes  3 needed  1 short
	// └─ Unions, more than 1/2 of votes entitled are for     met       3 of 4 votes  3 needed  0 to spare
}

// On 2 November 2001 the election of the First Minister failed by one Unionist vote: it
// needed parallel consent. For other matters the same votes would have been enough.
func ExampleNorthernIreland() {
	assembly := tripartite.NorthernIreland{}
	body, err := assembly.Body(38, 59, 5) // those who voted
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Nationalists": {For: 38}, "Unionists": {For: 29, Against: 30}, "Others": {For: 5},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(assembly.ParallelConsent(), tally))
	fmt.Println(assembly.CrossCommunity().Decide(tally), assembly.Majority().Decide(tally), assembly.TwoThirdsOfSeats().Decide(tally))
	// Output:
	// all of                                                rejected
	// ├─ more than 1/2 of votes cast are for                met       72 of 102 votes  52 needed  20 to spare
	// ├─ Nationalists, more than 1/2 of votes cast are for  met       38 of  38 votes  20 needed  18 to spare
	// └─ Unionists, more than 1/2 of votes cast are for     not met   29 of  59 votes  30 needed   1 short
	// adopted adopted adopted
}

// Votes are by trade. 600 of 1,000 exporting votes are not 70 per cent, although three
// members of four are for.
func ExampleCoffeeCouncil() {
	council := tripartite.CoffeeCouncil{}
	body, err := council.Body(
		[]tripartite.WeightedSeat{
			{ID: "A", Weight: tripartite.Int(400)}, {ID: "B", Weight: tripartite.Int(300)},
			{ID: "C", Weight: tripartite.Int(200)}, {ID: "D", Weight: tripartite.Int(100)},
		},
		[]tripartite.WeightedSeat{
			{ID: "E", Weight: tripartite.Int(600)}, {ID: "F", Weight: tripartite.Int(400)},
		},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	ballot := body.OpenRoom()
	for id := range ballot.All() {
		vote := tripartite.For
		if id == "A" {
			vote = tripartite.Against
		}
		if err := ballot.Cast(id, vote); err != nil {
			fmt.Println(err)
		}
	}
	tally := ballot.Tally()
	fmt.Print(tripartite.Explain(council.Decision(), tally))
	fmt.Println(council.Quorum().Decide(tally), council.VoteAgain().Decide(tally))
	// Output:
	// all of                                                rejected
	// ├─ quorum                                             met
	// │  ├─ Exporting, all of                               met
	// │  │  ├─ more than 1/2 of seats entitled are present  met          4 of    4 seats    3 needed    1 to spare
	// │  │  └─ at least 2/3 of votes entitled are present   met       1000 of 1000 votes  667 needed  333 to spare
	// │  └─ Importing, all of                               met
	// │     ├─ more than 1/2 of seats entitled are present  met          2 of    2 seats    2 needed    0 to spare
	// │     └─ at least 2/3 of votes entitled are present   met       1000 of 1000 votes  667 needed  333 to spare
	// ├─ Exporting, at least 70/100 of votes cast are for   not met    600 of 1000 votes  700 needed  100 short
	// └─ Importing, at least 70/100 of votes cast are for   met       1000 of 1000 votes  700 needed  300 to spare
	// adopted adopted
}

// A treasury withdrawal: representatives vote by stake, who does not vote is
// against, and the committee has its 7 active members.
func ExampleCardano() {
	governance := tripartite.Cardano{}
	body, err := governance.Body(7,
		[]tripartite.Bloc{
			{Name: "drep A", Size: 1, Weight: tripartite.Frac(64000000, 1)},
			{Name: "drep B", Size: 1, Weight: tripartite.Frac(25000000, 1)},
		},
		[]tripartite.Bloc{{Name: "pool P", Size: 1, Weight: tripartite.Frac(12000000, 1)}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := body.Tally(tripartite.Counts{
		"Committee":              {For: 5, Abstain: 1, Silent: 1},
		"Representatives/drep A": {For: 1},
		"Representatives/drep B": {Silent: 1},
		"Pools/pool P":           {Against: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	treasury, err := governance.Action(tripartite.AtLeast(2, 3), tripartite.AtLeast(67, 100), tripartite.Threshold{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(treasury, tally))
	// Output:
	// all of                                                                        adopted
	// ├─ Committee, at least 7 seats are entitled                                   met             7 of        7 seats         7 needed        0 to spare
	// ├─ Committee, at least 2/3 of votes entitled except abstain are for           met             5 of        6 votes         4 needed        1 to spare
	// └─ Representatives, at least 67/100 of votes entitled except abstain are for  met      64000000 of 89000000 votes  59630000 needed  4370000 to spare
}

// A law that a majority wants, against the votes of one entity. A vote of two stages is two
// votes, each with a rule of its own, and a loop says what follows. The votes are invented.
func ExampleBosniaPeoples() {
	house := tripartite.BosniaPeoples{}
	body := house.Body()
	declaration, err := body.Tally(tripartite.Counts{"Bosniacs": {Silent: 5}, "Croats": {Silent: 5}, "Serbs": {For: 2, Against: 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	if house.Declaration(tripartite.Third).Decide(declaration) == tripartite.Adopted {
		fmt.Println("a vital interest: each people has to agree:", house.VitalInterest())
	}
	for _, stage := range []struct {
		name string
		rule tripartite.Rule
		vote tripartite.Counts
	}{
		{"first vote", house.FirstVote(), tripartite.Counts{"Bosniacs": {For: 5}, "Croats": {For: 4, Absent: 1}, "Serbs": {For: 1, Against: 4}}},
		{"after the commission", house.SecondVote(), tripartite.Counts{"Bosniacs": {For: 5}, "Croats": {For: 4, Absent: 1}, "Serbs": {For: 2, Against: 3}}},
	} {
		tally, err := body.Tally(stage.vote)
		if err != nil {
			fmt.Println(err)
			return
		}
		if house.Quorum().Decide(tally) == tripartite.Void {
			break
		}
		finding := tripartite.Explain(stage.rule, tally)
		fmt.Print(stage.name, ":\n", finding)
		if finding.Outcome == tripartite.Adopted {
			break
		}
	}
	// Output:
	// first vote:
	// all of                                             rejected
	// ├─ quorum                                          met
	// │  ├─ at least 9 seats are present                 met       14 of 15 seats  9 needed  5 to spare
	// │  └─ in each group                                met
	// │     ├─ Bosniacs, at least 3 seats are present    met        5 of  5 seats  3 needed  2 to spare
	// │     ├─ Croats, at least 3 seats are present      met        4 of  5 seats  3 needed  1 to spare
	// │     └─ Serbs, at least 3 seats are present       met        5 of  5 seats  3 needed  2 to spare
	// ├─ more than 1/2 of votes cast are for             met       10 of 14 votes  8 needed  2 to spare
	// ├─ Federation, at least 1/3 of votes cast are for  met        9 of  9 votes  3 needed  6 to spare
	// └─ Serbs, at least 1/3 of votes cast are for       not met    1 of  5 votes  2 needed  1 short
	// after the commission:
	// all of                                                   adopted
	// ├─ quorum                                                met
	// │  ├─ at least 9 seats are present                       met       14 of 15 seats  9 needed  5 to spare
	// │  └─ in each group                                      met
	// │     ├─ Bosniacs, at least 3 seats are present          met        5 of  5 seats  3 needed  2 to spare
	// │     ├─ Croats, at least 3 seats are present            met        4 of  5 seats  3 needed  1 to spare
	// │     └─ Serbs, at least 3 seats are present             met        5 of  5 seats  3 needed  2 to spare
	// ├─ more than 1/2 of votes cast are for                   met       11 of 14 votes  8 needed  3 to spare
	// └─ no veto                                               met
	//    ├─ Federation, at least 2/3 of all seats are against  not cast   0 of 10 seats  7 needed for a veto, 7 short of it
	//    └─ Serbs, at least 2/3 of all seats are against       not cast   3 of  5 seats  4 needed for a veto, 1 short of it
}

// One election, counted in the four ways that are in use. Most of the teachers are for B,
// and most of the students are for A, but few of these vote. What the share of an estate
// is split over decides whether A is elected at once, goes to a run-off, or is second.
// The figures are invented.
func ExampleUniversity() {
	counts := tripartite.Counts{ // for A, and against: for B
		"Teachers": {For: 400, Against: 470, Abstain: 20, Spoilt: 10, Absent: 100},
		"Staff":    {For: 280, Against: 170, Abstain: 20, Spoilt: 30, Absent: 300},
		"Students": {For: 2700, Against: 1700, Abstain: 100, Spoilt: 900, Absent: 14600},
	}
	for _, set := range []tripartite.States{
		tripartite.Cast, tripartite.Voting &^ tripartite.Spoilt, tripartite.Voting, tripartite.Entitled,
	} {
		university := tripartite.University{SharedBy: set}
		body, err := university.Body(
			tripartite.Bloc{Name: "Teachers", Size: 1000, Power: tripartite.Int(60)},
			tripartite.Bloc{Name: "Staff", Size: 800, Power: tripartite.Int(15)},
			tripartite.Bloc{Name: "Students", Size: 20000, Power: tripartite.Int(25)},
		)
		if err != nil {
			fmt.Println(err)
			return
		}
		tally, err := body.Tally(counts)
		if err != nil {
			fmt.Println(err)
			return
		}
		share := func(of tripartite.States) string {
			return new(big.Rat).Quo(tally.Votes(of).Rat(), tally.Votes(set).Rat()).FloatString(4)
		}
		fmt.Printf("over %v: A %s, B %s; A at once: %v; A before B: %v\n", set, share(tripartite.For), share(tripartite.Against),
			university.FirstRound().Decide(tally), university.RunOff().Decide(tally))
	}
	// Output:
	// over cast: A 0.5226, B 0.4774; A at once: adopted; A before B: adopted
	// over cast + abstain: A 0.5090, B 0.4656; A at once: adopted; A before B: adopted
	// over voting: A 0.4757, B 0.4430; A at once: rejected; A before B: adopted
	// over entitled: A 0.3263, B 0.3351; A at once: rejected; A before B: rejected
}
