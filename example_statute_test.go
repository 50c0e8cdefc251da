package tripartite_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"example.com/tripartite"
)

// A program decides by a statute of the collection.
func ExampleLoadStatute() {
	statute, err := tripartite.LoadStatute("korea/minimum-wage")
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body()
	if err != nil {
		log.Fatal(err)
	}
	decision, err := statute.Rule("decision")
	if err != nil {
		log.Fatal(err)
	}
	tally, err := body.Tally(tripartite.Counts{
		"Workers":   {Against: 9},
		"Employers": {For: 9},
		"Public":    {For: 7, Against: 1, Abstain: 1},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(statute.Title)
	fmt.Print(tripartite.Explain(decision, tally))
	// Output:
	// Minimum Wage Commission of Korea
	// decision, art. 17(3): all of                                  adopted
	// ├─ quorum                                                     met
	// │  ├─ more than 1/2 of seats in office are present            met      27 of 27 seats  14 needed  13 to spare
	// │  ├─ Workers, at least 1/3 of seats in office are present    met       9 of  9 seats   3 needed   6 to spare
	// │  └─ Employers, at least 1/3 of seats in office are present  met       9 of  9 seats   3 needed   6 to spare
	// └─ more than 1/2 of votes present are for                     met      16 of 27 votes  14 needed   2 to spare
}

// The bylaws of a cooperative are a text, which its members can read. They leave open how
// many members there are.
func ExampleParseStatute() {
	statute, err := tripartite.ParseStatute(`
title: Bakery cooperative
source: bylaws of 3 May 2021

group Bakers: seats
group Shops: seats, power 3, shared by cast
group Customers: 5 seats

rule quorum (art. 7):
	quorum (more than 1/2 of all seats are present)
rule decision (art. 8):
	rule "quorum" and in each group (more than 1/2 of votes cast are for)
`)
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body(tripartite.Bloc{Name: "Bakers", Size: 12},
		tripartite.Bloc{Name: "Shops", Size: 4})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(body)
	_, err = tripartite.ParseStatute("group Bakers: 12 seats\nrule decision: in Baker (at least " +
		"101/100 of votes cast are for)")
	fmt.Println(err)
	// Output:
	// Bakers: 12, Shops: 4, Customers: 5
	// tripartite: statute "rule decision: in Baker (at least 101/100 of votes cast are for)": malformed text: line 2, column 19: found "Baker", want a part of the body: "Bakers"
	// tripartite: statute "rule decision: in Baker (at least 101/100 of votes cast are for)": malformed text: line 2, column 35: found "101/100", want a fraction from 0 to 1
}

// An announced quorum is an open rule. The program gives it for each vote.
func ExampleStatute_Rule() {
	statute, err := tripartite.ParseStatute(`
group Issuers: 20 seats
group Consumers: 5 seats

rule quorum (bylaw 2.3(7)): open
rule ballot (bylaw 2.3(6)):
	rule "quorum" and in Issuers (at least 2/3 of votes cast are for)
`)
	if err != nil {
		log.Fatal(err)
	}
	announced, err := tripartite.ParseRule("quorum (at least 12 seats are voting)")
	if err != nil {
		log.Fatal(err)
	}
	ballot, err := statute.Rule("ballot", tripartite.Named{Name: "quorum", Rule: announced})
	fmt.Println(ballot, err)
	_, err = statute.Rule("ballot")
	fmt.Println(err)
	// Output:
	// rule "ballot" "bylaw 2.3(6)" (rule "quorum" "bylaw 2.3(7)" (quorum (at least 12 seats are voting)) and in Issuers (at least 2/3 of votes cast are for)) <nil>
	// tripartite: statute "quorum": malformed rule: the statute leaves this rule open, and it is not given
}

// A law that a majority of the House of Peoples of Bosnia and Herzegovina wants, against
// the votes of one entity. A vote of two stages is two votes, each with a rule of its own,
// and a loop says what follows. The votes are invented.
func ExampleStatute_Rule_stages() {
	statute, err := tripartite.LoadStatute("bosnia/house-of-peoples")
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body()
	if err != nil {
		log.Fatal(err)
	}
	for _, stage := range []struct {
		rule string
		vote tripartite.Counts
	}{
		{"first vote", tripartite.Counts{"Bosniacs": {For: 5}, "Croats": {For: 4, Absent: 1},
			"Serbs": {For: 1, Against: 4}}},
		{"second vote", tripartite.Counts{"Bosniacs": {For: 5}, "Croats": {For: 4, Absent: 1},
			"Serbs": {For: 2, Against: 3}}},
	} {
		rule, err := statute.Rule(stage.rule)
		if err != nil {
			log.Fatal(err)
		}
		tally, err := body.Tally(stage.vote)
		if err != nil {
			log.Fatal(err)
		}
		finding := tripartite.Explain(rule, tally)
		fmt.Print(finding)
		if finding.Outcome != tripartite.Rejected {
			break // adopted, or no quorum
		}
	}
	// Output:
	// first vote, art. IV(3)(d): all of                  rejected
	// ├─ quorum, art. IV(1)(b)                           met
	// │  ├─ at least 9 seats are present                 met       14 of 15 seats  9 needed  5 to spare
	// │  └─ in each group                                met
	// │     ├─ Bosniacs, at least 3 seats are present    met        5 of  5 seats  3 needed  2 to spare
	// │     ├─ Croats, at least 3 seats are present      met        4 of  5 seats  3 needed  1 to spare
	// │     └─ Serbs, at least 3 seats are present       met        5 of  5 seats  3 needed  2 to spare
	// ├─ more than 1/2 of votes cast are for             met       10 of 14 votes  8 needed  2 to spare
	// ├─ Federation, at least 1/3 of votes cast are for  met        9 of  9 votes  3 needed  6 to spare
	// └─ Serbs, at least 1/3 of votes cast are for       not met    1 of  5 votes  2 needed  1 short
	// second vote, art. IV(3)(d): all of                       adopted
	// ├─ quorum, art. IV(1)(b)                                 met
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

// The names of the collection are paths, which begin with a country or an organisation.
func ExampleStatutes() {
	for name := range tripartite.Statutes() {
		if strings.HasPrefix(name, "korea/") {
			fmt.Println(name)
		}
	}
	// Output:
	// korea/minimum-wage
	// korea/social-dialogue
}

// A statute is plain data, and can be written in Go.
func ExampleStatute() {
	statute := &tripartite.Statute{
		Title: "Works council",
		Groups: [3]tripartite.Bloc{
			{Name: "Office", Size: 4},
			{Name: "Workshop", Size: tripartite.Open},
		},
		Rules: []tripartite.Named{{Name: "decision", Source: "s. 3", Rule: tripartite.SimpleMajority()}},
	}
	fmt.Print(statute)
	// Output:
	// title: Works council
	//
	// group Office: 4 seats
	// group Workshop: seats
	//
	// rule decision (s. 3):
	// 	more than 1/2 of votes cast are for
}

// What a statute leaves open is given by the path of the bloc: a number of seats, their
// names, or their votes.
func ExampleStatute_Body() {
	statute, err := tripartite.ParseStatute("group Managers: 2 seats\ngroup Shareholders: seats of " +
		"open votes")
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body(tripartite.Bloc{Name: "Shareholders",
		Blocs: []tripartite.Bloc{
			{Name: "Ms A", Roll: []string{"Ms A"}, Weight: tripartite.Int(510)},
			{Name: "Mr B", Roll: []string{"Mr B"}, Weight: tripartite.Int(490)},
		}})
	fmt.Println(body, err)
	_, err = statute.Body()
	fmt.Println(err)
	// Output:
	// Managers: 2, Shareholders: 2 <nil>
	// tripartite: statute "Shareholders": the statute leaves it open: want the seats and the votes of each seat
}

// On the blockchain Cardano, representatives and stake pools vote by stake. The program
// gives each with its stake, as a snapshot of the chain has them. Who does not vote is
// against.
func ExampleStatute_Body_stakes() {
	statute, err := tripartite.LoadStatute("cardano/governance")
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body(
		tripartite.Bloc{Name: "Committee", Size: 7},
		tripartite.Bloc{Name: "Representatives", Blocs: []tripartite.Bloc{
			{Name: "drep A", Roll: []string{"drep A"}, Weight: tripartite.Int(64_000_000)},
			{Name: "drep B", Roll: []string{"drep B"}, Weight: tripartite.Int(25_000_000)},
		}},
		tripartite.Bloc{Name: "Pools", Blocs: []tripartite.Bloc{
			{Name: "pool P", Roll: []string{"pool P"}, Weight: tripartite.Int(12_000_000)},
		}},
	)
	if err != nil {
		log.Fatal(err)
	}
	withdrawal, err := statute.Rule("treasury withdrawal")
	if err != nil {
		log.Fatal(err)
	}
	ballot := body.OpenRemote()
	for id, state := range map[string]tripartite.States{
		"Committee 1": tripartite.For, "Committee 2": tripartite.For, "Committee 3": tripartite.For,
		"Committee 4": tripartite.For, "Committee 5": tripartite.For, "Committee 6": tripartite.Abstain,
		"drep A": tripartite.For, "pool P": tripartite.Against,
	} {
		if err := ballot.Cast(id, state); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Print(tripartite.Explain(withdrawal, ballot.Tally()))
	// Output:
	// treasury withdrawal, CIP-1694, P6: all of                                     adopted
	// ├─ committee, ledger, RATIFY: all of                                          met
	// │  ├─ Committee, at least 7 seats are entitled                                met             7 of        7 seats         7 needed        0 to spare
	// │  └─ Committee, at least 2/3 of votes entitled except abstain are for        met             5 of        6 votes         4 needed        1 to spare
	// └─ Representatives, at least 67/100 of votes entitled except abstain are for  met      64000000 of 89000000 votes  59630000 needed  4370000 to spare
}

// In the Chips Joint Undertaking the States share a third of the votes by their
// contributions. Each is a bloc of one seat, with its contribution as its power.
func ExampleStatute_Body_shares() {
	statute, err := tripartite.LoadStatute("eu/chips-ju")
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body(
		tripartite.Bloc{Name: "Private members", Size: 3},
		tripartite.Bloc{Name: "States", Blocs: []tripartite.Bloc{
			{Name: "A", Size: 1, Power: tripartite.Int(250)},
			{Name: "B", Size: 1, Power: tripartite.Int(150)},
			{Name: "C", Size: 1, Power: tripartite.Int(100)},
		}},
	)
	if err != nil {
		log.Fatal(err)
	}
	decision, err := statute.Rule("decision")
	if err != nil {
		log.Fatal(err)
	}
	tally, err := body.Tally(tripartite.Counts{
		"Commission":      {For: 1},
		"Private members": {For: 2, Absent: 1},
		"States/A":        {For: 1},
		"States/B":        {Abstain: 1},
		"States/C":        {Against: 1},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(tally)
	fmt.Print(tripartite.Explain(decision, tally))
	// Output:
	// for  against  abstain  absent  seats  votes a seat
	// Commission         1        0        0       0      1            30
	// Private members    2        0        0       1      3            10
	// States/A           1        0        0       0      1            15
	// States/B           0        0        1       0      1             9
	// States/C           0        1        0       0      1             6
	// States             1        1        1       0      3
	// all                4        1        1       1      7
	// decision, arts. 16 and 133(1): all of                              adopted
	// ├─ quorum                                                          met
	// │  ├─ Commission, at least 1 seat is present                       met       1 of  1 seat    1 needed  0 to spare
	// │  ├─ Private members, at least 1/2 of seats entitled are present  met       2 of  3 seats   2 needed  0 to spare
	// │  └─ States, at least 1/2 of seats entitled are present           met       3 of  3 seats   2 needed  1 to spare
	// └─ at least 3/4 of votes entitled except abstain are for           met      65 of 81 votes  61 needed  4 to spare  (80.25 %)
}

// What a statute guarantees, and what it does not, stands in its text as claims. Prove
// proves them: a test of the statute has one line.
func ExampleStatute_Prove() {
	statute, err := tripartite.ParseStatute(`
group Public: 9 seats
group Employers: 9 seats
group Workers: 9 seats

rule decision: at least 14 seats are present and more than 1/2 of votes present are for

claim no group decides alone:
	rule "decision" implies in at least 2 of the groups (at least 1 seat is present)
claim wages can be set against all employers:
	rule "decision" does not imply no veto (in Employers (at least 9 seats are against))
claim a third must be for:
	rule "decision" implies at least 1/3 of all seats are for
`)
	if err != nil {
		log.Fatal(err)
	}
	for _, claim := range statute.Claims {
		err := statute.Prove(claim)
		fmt.Printf("%s: %t\n", claim.Name, err == nil)
		if shown := (*tripartite.Counterexample)(nil); errors.As(err, &shown) {
			fmt.Printf("%v\n%v", err, shown.Vote)
		}
	}
	// Output:
	// no group decides alone: true
	// wages can be set against all employers: true
	// a third must be for: false
	// tripartite: claim "a third must be for": rule "decision" does not imply "at least 1/3 of all seats are for": Employers: 5 silent, Workers: 8 for, Workers: 1 silent, 13 others absent: adopted; claim: rejected
	//            for  silent  absent  seats
	// Public       0       0       9      9
	// Employers    0       5       4      9
	// Workers      8       1       0      9
	// all          8       6      13     27
}
