package tripartite_test

import (
	"errors"
	"fmt"
	"time"

	"example.com/tripartite"
)

// A seat is a veto player if the rule implies that it is for.
func ExampleImplies_vetoPlayer() {
	chair := tripartite.Bloc{Name: "Chair", Size: 1}
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Workers", Size: 4},
		tripartite.Bloc{Name: "Employers", Size: 4}, tripartite.Bloc{},
		chair,
	)
	chairIsFor := tripartite.In{Bloc: "Chair", Rule: tripartite.SeatCount{Of: tripartite.For, Need: 1}}
	majority := tripartite.SimpleMajority()
	for _, rule := range []tripartite.Rule{
		tripartite.All{majority, chairIsFor},
		tripartite.CastingVote(tripartite.Cast, chairIsFor),
	} {
		err := tripartite.Implies(rule, chairIsFor, body, tripartite.Cast)
		fmt.Println("a veto player:", err == nil)
	}
	// Output:
	// a veto player: true
	// a veto player: false
}

// A coalition blocks if nothing is adopted without one of its seats. Two thirds of the
// Governing Body can outvote the workers, but not the workers and the employers.
func ExampleImplies_blockingCoalition() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28},
		tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	one := tripartite.SeatCount{Of: tripartite.For, Need: 1}
	worker := tripartite.In{Group: tripartite.Third, Rule: one}
	employer := tripartite.In{Group: tripartite.Second, Rule: one}
	for name, claim := range []tripartite.Rule{worker, tripartite.Any{worker, employer}} {
		var refuted *tripartite.Counterexample
		err := tripartite.Implies(tripartite.TwoThirds(), claim, body, tripartite.Cast)
		fmt.Println([]string{"workers", "workers and employers"}[name], "block:",
			!errors.As(err, &refuted))
	}
	// Output:
	// workers block: false
	// workers and employers block: true
}

// The Nakamoto coefficient is the number of seats in the smallest coalition that blocks: as
// many seats as must turn from all for, so that the motion fails.
func ExampleToFail_nakamotoCoefficient() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28},
		tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	all, err := body.Tally(tripartite.Counts{"Governments": {For: 28}, "Employers": {For: 14}, "Workers": {For: 14}})
	if err != nil {
		fmt.Println(err)
		return
	}
	margin, err := tripartite.ToFail(tripartite.TwoThirds(), all, tripartite.Against)
	fmt.Println(margin.Fewest, err)
	// Output:
	// 19 <nil>
}

// A delegation that splits its votes is a bloc with a seat for each of them.
func ExampleCounts_splitDelegation() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Delegations",
			Blocs: []tripartite.Bloc{{Name: "North", Size: 5}, {Name: "South", Size: 3}}},
		tripartite.Bloc{}, tripartite.Bloc{},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Delegations/North": {For: 3, Against: 2},
		"Delegations/South": {For: 2, Abstain: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(tripartite.SimpleMajority(), tally))
	// Output:
	// more than 1/2 of votes cast are for  adopted  5 of 7 votes  4 needed  1 to spare
}

// A member who holds proxies casts the vote of each seat. Whether a proxy is valid is for the
// program to say, before it casts.
func ExampleBallot_proxies() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Members", Roll: []string{"Ms A", "Mr B", "Ms C"}},
		tripartite.Bloc{}, tripartite.Bloc{},
	)
	proxies := map[string][]string{"Ms A": {"Ms C"}}
	ballot := body.OpenRoom()
	vote := func(member string, state tripartite.States) {
		for _, seat := range append([]string{member}, proxies[member]...) {
			if err := ballot.Cast(seat, state); err != nil {
				fmt.Println(err)
			}
		}
	}
	vote("Ms A", tripartite.For)
	vote("Mr B", tripartite.Against)
	vote("Ms C", tripartite.Against) // she came after all, and is told that her proxy has voted
	fmt.Println(ballot.Tally().Seats(tripartite.For), "for")
	// Output:
	// tripartite: cast "Ms C": seat has voted already: for
	// 2 for
}

// A vote can close early, as soon as no open seat can change the outcome.
func ExampleBallot_earlyClosing() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "Members", Size: 5},
		tripartite.Bloc{}, tripartite.Bloc{})
	ballot := body.OpenRemote()
	for _, seat := range []string{"Members 1", "Members 2", "Members 3", "Members 4", "Members 5"} {
		if err := ballot.Cast(seat, tripartite.For); err != nil {
			fmt.Println(err)
		}
		possible, err := ballot.Possible(tripartite.AbsoluteMajority())
		if err != nil {
			fmt.Println(err)
		}
		if outcome, certain := possible.Certain(); certain {
			ballot.Close()
			fmt.Println("closed after", seat+":", outcome)
			break
		}
	}
	// Output:
	// closed after Members 3: adopted
}

// A threshold that depends on time is a choice between rules, made before the vote: a rule
// has no clock, so that every later count has the same outcome.
func ExampleRule_time() {
	ruleAt := func(day time.Time) tripartite.Rule {
		if day.Before(time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)) {
			return tripartite.SimpleMajority()
		}
		return tripartite.TwoThirds()
	}
	body := tripartite.MustBody(tripartite.Bloc{Name: "Members", Size: 5},
		tripartite.Bloc{}, tripartite.Bloc{})
	tally, err := body.Tally(tripartite.Counts{"Members": {For: 3, Against: 2}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, year := range []int{2026, 2027} {
		day := time.Date(year, time.March, 23, 0, 0, 0, 0, time.UTC)
		fmt.Println(year, ruleAt(day).Decide(tally))
	}
	// Output:
	// 2026 adopted
	// 2027 rejected
}
