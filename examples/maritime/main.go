// An amendment at sea: in the Special Tripartite Committee of the Maritime Labour
// Convention, 2006, the Shipowners and the Seafarers each have half the voting
// power of the governments. An amendment of the Code needs
//
//   - half the ratifying governments at the meeting,
//   - two thirds of the committee members for it, and
//   - in each group, half of all the power registered at the meeting.
//
// So a member who abstains or stays away is against.
//
// Each government has two representatives, and so two seats of half a vote. The
// Convention does not say whether the two thirds are of members or of weighted
// votes. The program shows a vote in which that matters.
//
// Source: Maritime Labour Convention, 2006, articles XIII(2), XIII(4) and XV(4).
// The votes are made up.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

func main() {
	committee, err := tripartite.LoadStatute("ilo/maritime")
	if err != nil {
		log.Fatal(err)
	}
	weighted, err := committee.Rule("amendment")
	if err != nil {
		log.Fatal(err)
	}
	byHeads, err := committee.Rule("amendment, by heads")
	if err != nil {
		log.Fatal(err)
	}

	// 80 governments have ratified; 60 of them are represented, by two each.
	body, err := committee.Body(
		tripartite.Bloc{Name: "Governments", Size: 2 * 80},
		tripartite.Bloc{Name: "Shipowners", Size: 12},
		tripartite.Bloc{Name: "Seafarers", Size: 20},
	)
	if err != nil {
		log.Fatal(err)
	}
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 62, Against: 18, Abstain: 40, Vacant: 40},
		"Shipowners":  {For: 12},
		"Seafarers":   {For: 18, Absent: 2},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(tally)
	fmt.Printf("Two thirds of the weighted votes:\n%v\n", tripartite.Explain(weighted, tally))
	fmt.Printf("Two thirds of the members:\n%v\n", tripartite.Explain(byHeads, tally))

	tally, err = body.Tally(tripartite.Counts{
		"Governments": {For: 120, Vacant: 40},
		"Shipowners":  {For: 5, Absent: 7},
		"Seafarers":   {For: 20},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Nobody is against, but most shipowners stay away:\n%v", tripartite.Explain(weighted, tally))
}
