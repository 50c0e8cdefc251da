// Three chambers: in the General Assembly of the Forest Stewardship Council the
// economic, social and environmental chambers have a third of the power each. In
// each chamber North and South have half of it, and in each of these the
// organisations have nine tenths and the individuals one tenth. A motion needs a
// majority in each chamber and two thirds overall, of the power that is present
// without abstentions.
//
// What becomes of the tenth of a sub-chamber without individuals is not
// confirmed: it lapses, or passes to the organisations. The program shows a motion
// that hangs on it, and then the same motion when some who are present do not vote.
//
// Sources: the FSC's statutes, on the General Assembly;
// ga.fsc.org/en/page/participation. The members and votes are made up. Motion 37
// of 2022 was adopted with 71.34, 90.18 and 86.19 per cent of the chambers and
// 82.54 per cent overall; its counts were not published.
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
	fmt.Println(tally(tripartite.Lapse, economic, others, votes))
	fmt.Printf("If the tenth of nobody lapses:\n%v\n", decide(tripartite.Lapse, economic, others, votes))
	fmt.Printf("If the tenth of nobody passes to the organisations:\n%v\n", decide(tripartite.PassOn, economic, others, votes))

	// Two of the economic organisations of the North stay in the room, silent.
	votes["Economic/North/Organisations"] = tripartite.Count{For: 28, Silent: 2}
	fmt.Printf("If it passes, and two of the 30 do not vote:\n%v", decide(tripartite.PassOn, economic, others, votes))
}

// tally makes the assembly, and counts the votes.
func tally(ifEmpty tripartite.IfEmpty, economic, others tripartite.FSCChamber, votes tripartite.Counts) tripartite.Tally {
	body, err := tripartite.FSC{IfEmpty: ifEmpty}.Body(economic, others, others)
	if err != nil {
		log.Fatal(err)
	}
	tally, err := body.Tally(votes)
	if err != nil {
		log.Fatal(err)
	}
	return tally
}

func decide(ifEmpty tripartite.IfEmpty, economic, others tripartite.FSCChamber, votes tripartite.Counts) tripartite.Finding {
	return tripartite.Explain(tripartite.FSC{}.Motion(), tally(ifEmpty, economic, others, votes))
}
