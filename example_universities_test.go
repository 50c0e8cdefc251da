package tripartite_test

import (
	"fmt"
	"math/big"

	"example.com/tripartite"
)

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

// In a vote of two stages, each is a vote of its own with a rule of its own, and a loop
// says what follows. Here the House of Peoples of Bosnia and Herzegovina votes on a law.
// If the first vote lacks a third of one entity, a commission has three days, and a
// second vote can be blocked only by two thirds of an entity. The votes are invented.
func ExampleRule_stages() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Bosniacs", Size: 5},
		tripartite.Bloc{Name: "Croats", Size: 5},
		tripartite.Bloc{Name: "Serbs", Size: 5},
		tripartite.Bloc{Name: "Federation", Union: []string{"Bosniacs", "Croats"}},
	)
	third := tripartite.Share{Of: tripartite.For, Base: tripartite.Cast, Need: tripartite.AtLeast(1, 3)}
	blocked := tripartite.Share{Of: tripartite.Against, Base: tripartite.AllSeats, Need: tripartite.AtLeast(2, 3)}
	stages := []struct {
		name string
		rule tripartite.Rule
		vote tripartite.Counts
	}{
		{"first vote", tripartite.All{
			tripartite.SimpleMajority(),
			tripartite.In{Bloc: "Federation", Rule: third},
			tripartite.In{Group: tripartite.Third, Rule: third},
		}, tripartite.Counts{"Bosniacs": {For: 5}, "Croats": {For: 4, Absent: 1}, "Serbs": {For: 1, Against: 4}}},
		{"after the commission", tripartite.All{
			tripartite.SimpleMajority(),
			tripartite.Veto{tripartite.In{Bloc: "Federation", Rule: blocked}, tripartite.In{Group: tripartite.Third, Rule: blocked}},
		}, tripartite.Counts{"Bosniacs": {For: 5}, "Croats": {For: 4, Absent: 1}, "Serbs": {For: 2, Against: 3}}},
	}
	for _, stage := range stages {
		tally, err := body.Tally(stage.vote)
		if err != nil {
			fmt.Println(err)
			return
		}
		finding := tripartite.Explain(stage.rule, tally)
		fmt.Println(stage.name)
		fmt.Print(finding)
		if finding.Outcome == tripartite.Adopted {
			break
		}
	}
	// Output:
	// first vote
	// all of                                    rejected
	// ├─ for: more than 1/2 of cast             met       10 of 14 votes  8 needed  2 to spare
	// ├─ Federation, for: at least 1/3 of cast  met        9 of  9 votes  3 needed  6 to spare
	// └─ Serbs, for: at least 1/3 of cast       not met    1 of  5 votes  2 needed  1 short
	// after the commission
	// all of                                            adopted
	// ├─ for: more than 1/2 of cast                     met       11 of 14 votes  8 needed  3 to spare
	// └─ no veto                                        met
	//    ├─ Federation, against: at least 2/3 of seats  not cast   0 of 10 votes  7 needed  7 below
	//    └─ Serbs, against: at least 2/3 of seats       not cast   3 of  5 votes  4 needed  1 below
}

// Votes by post count, and make no quorum in the room. Who votes by post is known when the
// room is opened: these seats are a bloc of their own in each group, and the others are
// united as the room. The quorum looks at the room, and the majority at all.
func ExampleBloc_byPost() {
	half := func(name string, room, post int) tripartite.Bloc {
		return tripartite.Bloc{Name: name, Blocs: []tripartite.Bloc{{Name: "in the room", Size: room}, {Name: "by post", Size: post}}}
	}
	body := tripartite.MustBody(half("Producers", 12, 8), half("Workers", 9, 1), half("Consumers", 10, 0),
		tripartite.Bloc{Name: "Room", Union: []string{"Producers/in the room", "Workers/in the room", "Consumers/in the room"}})
	rule := tripartite.All{
		tripartite.Quorum{tripartite.In{Bloc: "Room", Rule: tripartite.SeatCount{Of: tripartite.Present, Need: 21}}}, // more than half of 40
		tripartite.SimpleMajority(),
	}
	tally, err := body.Tally(tripartite.Counts{
		"Producers/in the room": {For: 8, Against: 1, Absent: 3},
		"Producers/by post":     {Against: 8},
		"Workers/in the room":   {For: 3, Against: 3, Absent: 3},
		"Workers/by post":       {For: 1},
		"Consumers/in the room": {For: 2, Absent: 8},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// all of                                  void
	// ├─ quorum                               void
	// │  └─ Room, present: at least 21 seats  not met  17 of 31 seats  21 needed  4 short
	// └─ for: more than 1/2 of cast           met      14 of 26 votes  14 needed  0 to spare
}
