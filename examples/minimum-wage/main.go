// A walk-out counts: on 29 June 2022 the Minimum Wage Commission of Korea, 9
// workers, 9 employers and 9 members for the public interest, set the minimum
// wage by 12 to 1. Four workers had left before the vote was called, and were
// absent. Nine employers left after it, and so abstained. Of the 23 members
// present, 12 are the fewest that decide.
//
// The program takes the vote seat by seat. Then it takes the vote again as if the
// employers had stayed away: without a third of them there is no quorum, unless
// they were summoned twice and had no good reason.
//
// Source: Minimum Wage Act, articles 14 and 17; KBS, YTN and Pressian, 30 June
// 2022. The votes of workers and public members were not published apart.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

func main() {
	commission, err := tripartite.LoadStatute("korea/minimum-wage")
	if err != nil {
		log.Fatal(err)
	}
	body, err := commission.Body()
	if err != nil {
		log.Fatal(err)
	}
	decision, err := commission.Rule("decision")
	if err != nil {
		log.Fatal(err)
	}
	withoutEmployers, err := commission.Rule("decision without the employers")
	if err != nil {
		log.Fatal(err)
	}
	ballot := body.OpenRoom().AllowChanges()
	record := func(side string, from, to int, put func(string, tripartite.States) error, state tripartite.States) {
		for i := from; i <= to; i++ {
			if err := put(fmt.Sprintf("%s %d", side, i), state); err != nil {
				log.Fatal(err)
			}
		}
	}
	record("Workers", 6, 9, ballot.Mark, tripartite.Absent) // walked out before
	record("Public", 1, 9, ballot.Cast, tripartite.For)
	record("Workers", 1, 3, ballot.Cast, tripartite.For)
	record("Workers", 4, 4, ballot.Cast, tripartite.Against)
	record("Workers", 5, 5, ballot.Cast, tripartite.Abstain)
	record("Employers", 1, 9, ballot.Cast, tripartite.Abstain) // walked out after
	vote := ballot.Tally()
	fmt.Printf("29 June 2022\n\n%v\n%v\n", vote, tripartite.Explain(decision, vote))

	record("Employers", 1, 9, ballot.Mark, tripartite.Absent)
	ballot.Close()
	vote = ballot.Tally()
	fmt.Printf("Had the employers stayed away\n\n%v\n", tripartite.Explain(decision, vote))
	fmt.Printf("Had they done so after two summonses, without good reason\n\n%v", tripartite.Explain(withoutEmployers, vote))
}
