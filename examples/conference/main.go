// One vote short: on 16 June 2005 the International Labour Conference voted on
// the Work in Fishing Convention, 288 for and 8 against. That is far more than two
// thirds. But 139 delegates abstained, and at the ILO a vote is void if fewer than
// half the delegates attending vote for or against. It needed 297 votes and had
// 296. The program shows what would have changed it.
//
// Source: ICSF, Samudra, "A Lost Opportunity"; Constitution of the ILO, articles
// 17(3) and 19(2). The 139 abstentions are not confirmed.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

// delegates is the number attending: 594, or 593, which has the same quorum. The
// votes were not published by group, so the delegates are seats of no group.
const delegates = 594

func main() {
	body, err := tripartite.NewBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{Name: "Delegates", Size: delegates})
	if err != nil {
		log.Fatal(err)
	}
	conference, err := tripartite.LoadStatute("ilo/conference")
	if err != nil {
		log.Fatal(err)
	}
	rule, err := conference.Rule("two thirds")
	if err != nil {
		log.Fatal(err)
	}
	votes := []struct {
		what  string
		count tripartite.Count
	}{
		{"As it was", tripartite.Count{For: 288, Against: 8, Abstain: 139}},
		{"One who abstained votes for", tripartite.Count{For: 289, Against: 8, Abstain: 138}},
		{"One who abstained votes against", tripartite.Count{For: 288, Against: 9, Abstain: 138}},
		{"All who abstained vote against", tripartite.Count{For: 288, Against: 147}},
	}
	for _, vote := range votes {
		count := vote.count
		count.Absent = delegates - count.Seats(tripartite.Present)
		tally, err := body.Tally(tripartite.Counts{"Delegates": count})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %d for, %d against, %d abstain.\n%v\n",
			vote.what, count.For, count.Against, count.Abstain, tripartite.Explain(rule, tally))
	}
	fmt.Println("So a vote against the Convention would have adopted it: whoever is against")
	fmt.Println("and abstains may do more than whoever votes no, as long as the quorum is near.")
}
