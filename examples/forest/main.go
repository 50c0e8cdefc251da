// Three chambers: in the General Assembly of the Forest Stewardship Council the
// economic, social and environmental chambers have a third of the power each. In
// each chamber North and South have half of it, and in each of these the
// organisations have nine tenths and the individuals one tenth. A motion needs a
// majority in each chamber and two thirds overall, of the power that is present
// without abstentions.
//
// What becomes of the tenth of a sub-chamber without individuals is not
// confirmed: it lapses, or passes to the organisations. The statute of the
// collection says that it lapses; the program changes the statute for the other
// reading. It shows a motion that hangs on it, and then the same motion when some
// who are present do not vote.
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

// In the North of the economic chamber nobody is an individual.
var members = []tripartite.Bloc{
	{Name: "Economic/North/Organisations", Size: 30},
	{Name: "Economic/South/Organisations", Size: 20},
	{Name: "Economic/South/Individuals", Size: 40},
	{Name: "Social/North/Organisations", Size: 20},
	{Name: "Social/North/Individuals", Size: 50},
	{Name: "Social/South/Organisations", Size: 20},
	{Name: "Social/South/Individuals", Size: 50},
	{Name: "Environmental/North/Organisations", Size: 20},
	{Name: "Environmental/North/Individuals", Size: 50},
	{Name: "Environmental/South/Organisations", Size: 20},
	{Name: "Environmental/South/Individuals", Size: 50},
}

func main() {
	votes := tripartite.Counts{
		"Economic/North/Organisations": {For: 30},
		"Economic/South/Organisations": {Against: 20},
		"Economic/South/Individuals":   {Abstain: 30, Absent: 10},
	}
	for _, chamber := range []string{"Social", "Environmental"} {
		votes[chamber+"/North/Organisations"] = tripartite.Count{For: 16, Against: 4}
		votes[chamber+"/North/Individuals"] = tripartite.Count{For: 20, Absent: 30}
		votes[chamber+"/South/Organisations"] = tripartite.Count{For: 18, Absent: 2}
		votes[chamber+"/South/Individuals"] = tripartite.Count{For: 10, Against: 10, Absent: 30}
	}
	assembly, err := tripartite.LoadStatute("fsc/general-assembly")
	if err != nil {
		log.Fatal(err)
	}
	motion, err := assembly.Rule("motion")
	if err != nil {
		log.Fatal(err)
	}
	lapses, err := assembly.Body(append(members, tripartite.Bloc{Name: "Economic/North/Individuals", Size: 0})...)
	if err != nil {
		log.Fatal(err)
	}
	vote := tally(lapses, votes)
	fmt.Println(vote)
	fmt.Printf("If the tenth of nobody lapses:\n%v\n", tripartite.Explain(motion, vote))

	// A statute is plain data. Without a bloc of individuals, the organisations of the
	// North share its whole power.
	north := &assembly.Groups[0].Blocs[0]
	north.Blocs = north.Blocs[:1]
	passes, err := assembly.Body(members...)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("If the tenth of nobody passes to the organisations:\n%v\n", tripartite.Explain(motion, tally(passes, votes)))

	// Two of the economic organisations of the North stay in the room, silent.
	votes["Economic/North/Organisations"] = tripartite.Count{For: 28, Silent: 2}
	fmt.Printf("If it passes, and two of the 30 do not vote:\n%v", tripartite.Explain(motion, tally(passes, votes)))
}

func tally(body *tripartite.Body, votes tripartite.Counts) tripartite.Tally {
	tally, err := body.Tally(votes)
	if err != nil {
		log.Fatal(err)
	}
	return tally
}
