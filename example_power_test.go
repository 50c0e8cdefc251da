package tripartite_test

import (
	"errors"
	"fmt"

	"example.com/tripartite"
)

// How much one worker's seat counts beside one government's, under two thirds of all and
// a majority in each group.
func ExamplePowerOf() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	rule := tripartite.All{tripartite.TwoThirds(), tripartite.EachGroup(tripartite.SimpleMajority())}
	power, err := tripartite.PowerOf(rule, body, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(power)
	// Output:
	// Of all votes in which each seat is for or against:
	// 0.44 % of all votes are adopted: 317201605893443 of 72057594037927936; proper, not strong, monotone
	//
	//                          Banzhaf measure  Banzhaf index  Shapley-Shubik  prevent  initiate
	// Governments, each of 28           0.32 %         1.67 %          1.43 %  36.05 %    0.16 %
	// Employers, each of 14             0.36 %         1.90 %          2.14 %  40.84 %    0.18 %
	// Workers, each of 14               0.36 %         1.90 %          2.14 %  40.84 %    0.18 %
	// Governments, all 28                             46.88 %         39.96 %                     veto
	// Employers, all 14                               26.56 %         30.02 %                     veto
	// Workers, all 14                                 26.56 %         30.02 %                     veto
}

// The index of Shapley and Shubik of the Council of the EEC of 1958, exactly: Luxembourg
// had a vote and no power.
func ExamplePowerIndices() {
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{
			Name: "Council", Blocs: []tripartite.Bloc{
				{Name: "Germany, France, Italy", Size: 3, Weight: tripartite.Int(4)},
				{Name: "Belgium, Netherlands", Size: 2, Weight: tripartite.Int(2)},
				{Name: "Luxembourg", Size: 1},
			}})
	rule := tripartite.Share{Of: tripartite.For, Base: tripartite.AllSeats,
		Need: tripartite.AtLeast(12, 17)}
	power, err := tripartite.PowerOf(rule, body, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	seats, _, err := power.ShapleyShubik()
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, s := range power.Seats {
		fmt.Println(s.Bloc, s.Swings, s.Normalised, seats[i], s.Null)
	}
	// Output:
	// Council/Germany, France, Italy 10 5/21 7/30 false
	// Council/Belgium, Netherlands 6 1/7 3/20 false
	// Council/Luxembourg 0 0 0 true
}

// A reform: workers get 20 seats, and three quarters are needed.
func ExampleCompare() {
	governments, employers := tripartite.Bloc{Name: "Governments", Size: 28},
		tripartite.Bloc{Name: "Employers", Size: 14}
	today := tripartite.Constitution{
		Body: tripartite.MustBody(governments, employers, tripartite.Bloc{Name: "Workers", Size: 14}),
		Rule: tripartite.TwoThirds(),
	}
	reform := tripartite.Constitution{
		Body: tripartite.MustBody(governments, employers, tripartite.Bloc{Name: "Workers", Size: 20}),
		Rule: tripartite.Share{Of: tripartite.For, Base: tripartite.Cast, Need: tripartite.AtLeast(3, 4)},
	}
	comparison, err := tripartite.Compare(today, reform, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(comparison)
	// Output:
	// Before: Governments: 28, Employers: 14, Workers: 14
	//         at least 2/3 of votes cast are for
	// After:  Governments: 28, Employers: 14, Workers: 20
	//         at least 3/4 of votes cast are for
	//
	// Of all votes in which each seat is for or against:
	// 0.52 % of all votes are adopted before, and 0.0029 % after.
	// They differ on 0.52 % of all votes: 0.52 % are adopted only before, 0.00 % only after.
	// The smallest of these votes:
	//   any seats: 38 for: adopted before, rejected after
	//   any seats: 39 for: adopted before, rejected after
	//   any seats: 38 for, new Workers: 1 for: adopted before, rejected after
	//   any seats: 40 for: adopted before, rejected after
	//   any seats: 39 for, new Workers: 1 for: adopted before, rejected after
	//   and 37 combinations more
	//
	//                         seats         Banzhaf index           Shapley-Shubik
	//                        before  after         before    after          before    after
	// a seat of Governments      28     28         1.79 %   1.61 %          1.79 %   1.61 %
	// a seat of Employers        14     14         1.79 %   1.61 %          1.79 %   1.61 %
	// a seat of Workers          14     20         1.79 %   1.61 %          1.79 %   1.61 %
	// all Governments            28     28        50.00 %  45.16 %         50.00 %  45.16 %
	// all Employers              14     14        25.00 %  22.58 %         25.00 %  22.58 %
	// all Workers                14     20        25.00 %  32.26 %         25.00 %  32.26 %
}

// What a quorum changes, as data: how many votes, the smallest of them, and the
// guarantees that are lost.
func ExampleComparison() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 2},
		tripartite.Bloc{Name: "Employers", Size: 1},
		tripartite.Bloc{Name: "Workers", Size: 1},
	)
	quorum := tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 3}}
	comparison, err := tripartite.Compare(
		tripartite.Constitution{Body: body, Rule: tripartite.SimpleMajority()},
		tripartite.Constitution{Body: body, Rule: tripartite.All{quorum, tripartite.SimpleMajority()}},
		tripartite.Cast|tripartite.Absent)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(comparison.OnlyBefore, "of", comparison.Votes, comparison.Err())
	for difference := range comparison.Differences() {
		fmt.Printf("%v votes: %v\n", difference.Votes, difference)
		break
	}
	for _, lost := range comparison.Lost {
		fmt.Println(lost)
	}
	// Output:
	// 10 of 81 <nil>
	// 4 votes: any seats: 1 for, any seats: 3 absent: adopted before, void after
	// tripartite: property "monotone against" does not hold: Employers: 1 for, Workers: 1 for, 2 others absent: void; Governments: 1 from absent to against: adopted
	// tripartite: property "participation" does not hold: Employers: 1 for, Workers: 1 for, 2 others absent: void; Governments: 1 from absent to against: adopted
	// tripartite: property "abstain is absent" does not hold: Governments: 1 abstain, Employers: 1 abstain, Workers: 1 for, 1 other absent: adopted; Governments: 1 from abstain to absent: void
	// tripartite: property "homogeneous" does not hold: Employers: 1 against, Workers: 1 against, 2 others absent: void; twice as many: rejected
}

func ExampleMinimalWinning() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	coalitions, err := tripartite.MinimalWinning(tripartite.EachGroup(tripartite.SimpleMajority()),
		body)
	if err != nil {
		fmt.Println(err)
		return
	}
	for coalition := range coalitions {
		fmt.Println(coalition)
	}
	// Output:
	// Governments: 15, Employers: 8, Workers: 8
}

func ExampleMinimalBlocking() {
	rule := tripartite.All{tripartite.TwoThirds(), tripartite.EachGroup(tripartite.SimpleMajority())}
	body := tripartite.MustBody(tripartite.Bloc{Name: "Workers", Size: 9},
		tripartite.Bloc{Name: "Employers", Size: 9}, tripartite.Bloc{Name: "Public", Size: 9})
	coalitions, err := tripartite.MinimalBlocking(rule, body)
	if err != nil {
		fmt.Println(err)
		return
	}
	for coalition := range coalitions {
		fmt.Println(coalition)
	}
	// Output:
	// Workers: 5
	// Employers: 5
	// Public: 5
	// Workers: 4, Employers: 4, Public: 2
	// Workers: 4, Employers: 3, Public: 3
	// Workers: 4, Employers: 2, Public: 4
	// Workers: 3, Employers: 4, Public: 3
	// Workers: 3, Employers: 3, Public: 4
	// Workers: 2, Employers: 4, Public: 4
}

// Which reading of a law is the stricter one? In the commission of Germany, members who
// abstain count in the majority, or do not. The second reading adopts more.
func ExampleRelation() {
	statute, err := tripartite.LoadStatute("germany/minimum-wage")
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := statute.Body()
	if err != nil {
		fmt.Println(err)
		return
	}
	present, presentErr := statute.Rule("decision")
	cast, castErr := statute.Rule("decision, of the votes cast")
	if err := errors.Join(presentErr, castErr); err != nil {
		fmt.Println(err)
		return
	}
	comparison, err := tripartite.Compare(tripartite.Constitution{Body: body, Rule: present},
		tripartite.Constitution{Body: body, Rule: cast}, tripartite.Entitled)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(comparison.Relation)
	for difference := range comparison.Differences() {
		fmt.Println(difference)
		break
	}
	// Output:
	// looser
	// any seats: 1 for, any seats: 6 abstain: rejected before, adopted after
}
