// The weights of the day: in a committee of the International Labour Conference
// the three groups have the same power, however many of their members are
// entitled to vote. On 7 June 2006, in the Committee on Safety and Health, 110
// governments had 63 votes each, 35 employers 198 and 18 workers 385. The program
// computes these weights, and decides three votes of that committee; one is a tie.
//
// Source: ILC95, Provisional Record No. 20, for the members and their weights. The
// votes are made up.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

func main() {
	committee, err := tripartite.LoadStatute("ilo/committee")
	if err != nil {
		log.Fatal(err)
	}
	body, err := committee.Body(
		tripartite.Bloc{Name: "Governments", Size: 110},
		tripartite.Bloc{Name: "Employers", Size: 35},
		tripartite.Bloc{Name: "Workers", Size: 18},
	)
	if err != nil {
		log.Fatal(err)
	}
	majority, err := committee.Rule("majority")
	if err != nil {
		log.Fatal(err)
	}
	votes := []struct {
		what   string
		counts tripartite.Counts
	}{
		{"A show of hands would carry it: 64 members are for, and 44 against.", tripartite.Counts{
			"Governments": {For: 60, Against: 9, Absent: 41},
			"Employers":   {Against: 35},
			"Workers":     {For: 4, Abstain: 14},
		}},
		{"The groups of employers and workers against each other, and the governments in two halves: a tie.", tripartite.Counts{
			"Governments": {For: 40, Against: 40, Abstain: 30},
			"Employers":   {Against: 35},
			"Workers":     {For: 18},
		}},
		{"One government more.", tripartite.Counts{
			"Governments": {For: 41, Against: 40, Abstain: 29},
			"Employers":   {Against: 35},
			"Workers":     {For: 18},
		}},
	}
	for _, vote := range votes {
		tally, err := body.Tally(vote.counts)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s\n\n%v\n%v\n", vote.what, tally, tripartite.Explain(majority, tally))
	}
}
