// Three chambers: in the General Assembly of the Forest Stewardship Council the
// economic, social and environmental chambers have a third of the power each,
// North and South half of that, organisations nine tenths and individuals one
// tenth of that. A motion needs a majority in each chamber, and two thirds
// overall.
//
// What becomes of the tenth of a sub-chamber that has no individuals is not
// known: it lapses, or passes to the organisations. This program shows a motion
// that hangs on it.
//
// Source: the FSC's statutes, on the General Assembly. The members and votes are
// made up; Motion 37 of 2022 was adopted with 71.34, 90.18 and 86.19 per cent of
// the chambers and 82.54 per cent overall, of which the counts were not published.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

func main() {
	// In the North of the economic chamber nobody is an individual.
	economic := tripartite.FSCChamber{NorthOrganisations: 30, SouthOrganisations: 20, SouthIndividuals: 40}
	others := tripartite.FSCChamber{NorthOrganisations: 20, NorthIndividuals: 50, SouthOrganisations: 20, SouthIndividuals: 50}
	votes := tripartite.Counts{
		"Economic/North/Organisations": {For: 30},
		"Economic/South/Organisations": {Against: 20},
		"Economic/South/Individuals":   {Abstain: 30, Absent: 10},
		"Economic/North/Individuals":   {},
	}
	for _, chamber := range []string{"Social", "Environmental"} {
		votes[chamber+"/North/Organisations"] = tripartite.Count{For: 16, Against: 4}
		votes[chamber+"/North/Individuals"] = tripartite.Count{For: 20, Absent: 30}
		votes[chamber+"/South/Organisations"] = tripartite.Count{For: 18, Absent: 2}
		votes[chamber+"/South/Individuals"] = tripartite.Count{For: 10, Against: 10, Absent: 30}
	}
	for _, passes := range []bool{false, true} {
		assembly := tripartite.FSC{Passes: passes}
		body, err := assembly.Body(economic, others, others)
		if err != nil {
			log.Fatal(err)
		}
		tally, err := body.Tally(votes)
		if err != nil {
			log.Fatal(err)
		}
		if passes {
			fmt.Println("If the tenth of nobody passes to the organisations:")
		} else {
			fmt.Printf("%v\nIf the tenth of nobody lapses:\n", tally)
		}
		fmt.Println(tripartite.Explain(assembly.Motion(), tally))
	}
}
