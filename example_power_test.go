package tripartite_test

import (
	"fmt"

	"example.com/tripartite"
)

// How much one worker's seat counts beside one government's, under two thirds of all and
// a majority in each group.
func ExamplePowerOf() {
	body := tripartite.ILOGoverningBody{}.Body()
	rule := tripartite.All{tripartite.TwoThirds(), tripartite.MajorityInEachGroup()}
	power, err := tripartite.PowerOf(rule, body, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(power)
	// Output:
	// 0.44 % of all votes are adopted: 317201605893443 of 72057594037927936; proper, not strong, monotone
	//
	//                          Banzhaf  normalised  Shapley-Shubik    prevent  initiate
	// Governments, each of 28   0.32 %      1.67 %          1.43 %    36.05 %    0.16 %
	// Employers, each of 14     0.36 %      1.90 %          2.14 %    40.84 %    0.18 %
	// Workers, each of 14       0.36 %      1.90 %          2.14 %    40.84 %    0.18 %
	// Governments, all 28       8.89 %     46.88 %         39.96 %  1009.26 %    4.46 %  veto
	// Employers, all 14         5.03 %     26.56 %         30.02 %   571.71 %    2.53 %  veto
	// Workers, all 14           5.03 %     26.56 %         30.02 %   571.71 %    2.53 %  veto
}

// The index of Shapley and Shubik of the Council of the EEC of 1958, exactly: Luxembourg
// had a vote and no power.
func ExamplePower() {
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{
		Name: "Council", Blocs: []tripartite.Bloc{
			{Name: "Germany, France, Italy", Size: 3, Weight: tripartite.Int(4)},
			{Name: "Belgium, Netherlands", Size: 2, Weight: tripartite.Int(2)},
			{Name: "Luxembourg", Size: 1},
		}})
	rule := tripartite.Share{Of: tripartite.For, Base: tripartite.AllSeats, Need: tripartite.AtLeast(12, 17)}
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
