// One against: a written resolution of the Round Table on Responsible Soy is
// approved if more than half the members take part and nobody votes against. If
// somebody does, it is counted again by constituency. On 17 November 2020, 83 of
// 141 members took part in resolution 2-2020. One voted against, and each
// constituency approved it.
//
// The published rules do not say whether an abstention is a valid vote. This vote
// does not hang on it; the second vote in the program does.
//
// Source: RTRS, Voting results, Written Resolution No. 2-2020; Statutes, article
// 18(8). The constituencies of the 58 who took no part were not published.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

func main() {
	table, err := tripartite.LoadStatute("rtrs/written-resolution")
	if err != nil {
		log.Fatal(err)
	}
	body, err := table.Body(
		tripartite.Bloc{Name: "Producers", Size: 29},
		tripartite.Bloc{Name: "Industry, Trade and Finance", Size: 83},
		tripartite.Bloc{Name: "Civil Society", Size: 29},
	)
	if err != nil {
		log.Fatal(err)
	}
	valid, err := table.Rule("resolution")
	if err != nil {
		log.Fatal(err)
	}
	alsoAbstentions, err := table.Rule("resolution, abstentions are valid")
	if err != nil {
		log.Fatal(err)
	}
	votes := []struct {
		what   string
		counts tripartite.Counts
	}{
		{"Resolution 2-2020", tripartite.Counts{
			"Producers":                   {For: 9, Absent: 20},
			"Industry, Trade and Finance": {For: 61, Against: 1, Abstain: 4, Absent: 17},
			"Civil Society":               {For: 8, Absent: 21},
		}},
		{"Had most producers abstained, and civil society not voted at all", tripartite.Counts{
			"Producers":                   {For: 2, Against: 1, Abstain: 6, Absent: 20},
			"Industry, Trade and Finance": {For: 61, Against: 1, Abstain: 4, Absent: 17},
			"Civil Society":               {Absent: 29},
		}},
	}
	for _, vote := range votes {
		tally, err := body.Tally(vote.counts)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s\n\n%v\n", vote.what, tally)
		fmt.Printf("Valid votes are for and against:\n%v\n", tripartite.Explain(valid, tally))
		fmt.Printf("Valid votes are abstentions too:\n%v\n", tripartite.Explain(alsoAbstentions, tally))
	}
}
