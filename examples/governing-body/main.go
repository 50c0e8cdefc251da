// The vote that started it: on 23 March 2022 the Governing Body of the ILO, 28
// governments, 14 employers and 14 workers, suspended cooperation with Russia:
// 42 for, 2 against, 8 abstaining, 4 not voting. For were 16 governments, 12
// workers and 14 employers, against the governments of Russia and China.
//
// More was not published. So this program decides every vote that fits, and
// says whether the outcome hangs on which of them it was.
package main

import (
	"fmt"
	"log"

	"example.com/tripartite"
)

const (
	governments = "Governments"
	employers   = "Employers"
	workers     = "Workers"
)

// body is what tripartite.ILOGoverningBody has ready-made, written out.
var body = tripartite.MustBody(
	tripartite.Bloc{Name: governments, Size: 28},
	tripartite.Bloc{Name: employers, Size: 14},
	tripartite.Bloc{Name: workers, Size: 14},
)

var quorum = tripartite.Quorum{tripartite.Number{Of: tripartite.Present, Need: 33}}

var rules = []struct {
	name string
	rule tripartite.Rule
}{
	{"The rule of the Governing Body: a quorum, and a simple majority",
		tripartite.All{quorum, tripartite.SimpleMajority}},
	{"If it were two thirds of the votes cast",
		tripartite.All{quorum, tripartite.TwoThirds}},
	{"If it were a majority in each group",
		tripartite.All{quorum, tripartite.MajorityInEachGroup}},
	{"If the workers had a veto",
		tripartite.All{quorum, tripartite.SimpleMajority, tripartite.GroupVeto(tripartite.Third, tripartite.Present)}},
}

// fitting are the votes that fit what was published. The 28 governments and 14
// workers who are not known to have voted for or against are 8 who abstained and
// 4 who did not vote, silent or absent.
func fitting() []tripartite.Tally {
	var tallies []tripartite.Tally
	for w := 0; w <= 2; w++ { // workers who abstained
		g := 8 - w // governments who did
		for silentG := 0; silentG <= 10-g; silentG++ {
			for silentW := 0; silentW <= 2-w; silentW++ {
				tally, err := body.Tally(tripartite.Counts{
					governments: {For: 16, Against: 2, Abstain: g, Silent: silentG, Absent: 10 - g - silentG},
					employers:   {For: 14},
					workers:     {For: 12, Abstain: w, Silent: silentW, Absent: 2 - w - silentW},
				})
				if err != nil {
					log.Fatal(err)
				}
				tallies = append(tallies, tally)
			}
		}
	}
	return tallies
}

func main() {
	tallies := fitting()
	shown := tallies[0]
	fmt.Println("The body: " + body.String())
	fmt.Println("\nThe vote of 23 March 2022")
	fmt.Println("Assumed: which groups the 8 abstentions came from, and that the 4 who did not vote were absent.")
	fmt.Println("Not confirmed: that the quorum is 33; of the 56, at least 52 were present.")
	fmt.Printf("%d votes fit what was published; this is one of them:\n\n%v", len(tallies), shown)
	for _, r := range rules {
		finding := tripartite.Explain(r.rule, shown)
		fmt.Printf("\n%s: %v.\n\n%v", r.name, finding.Outcome, finding)
		same := 0
		for _, tally := range tallies {
			if r.rule.Decide(tally) == finding.Outcome {
				same++
			}
		}
		fmt.Printf("\nThe outcome is the same for %d of the %d votes that fit.\n", same, len(tallies))
	}
}
