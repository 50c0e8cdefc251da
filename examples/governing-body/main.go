// The vote that started it: on 23 March 2022 the Governing Body of the ILO, 28
// governments, 14 employers and 14 workers, suspended cooperation with Russia:
// 42 for, 2 against, 8 abstaining, 4 not voting. For were 16 governments, 12
// workers and 14 employers, against the governments of Russia and China.
//
// More was not published. So this program says what follows from these figures,
// whether the outcome hangs on what is not known, under the rule of the Governing
// Body and under others, and by how much the motion was carried.
package main

import (
	"fmt"
	"log"
	"strings"

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

// quorum is not confirmed: that 33 must be present.
var quorum = tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 33}}

var rules = []struct {
	name string
	rule tripartite.Rule
}{
	{"The rule of the Governing Body: a quorum, and a simple majority",
		tripartite.All{quorum, tripartite.SimpleMajority()}},
	{"If it were two thirds of the votes cast",
		tripartite.All{quorum, tripartite.TwoThirds()}},
	{"If it were a majority in each group",
		tripartite.All{quorum, tripartite.MajorityInEachGroup()}},
	{"If the workers had a veto",
		tripartite.All{quorum, tripartite.SimpleMajority(), tripartite.GroupVeto(tripartite.Third, tripartite.Present)}},
	{"If it were four fifths of those present",
		tripartite.All{quorum, tripartite.Share{Of: tripartite.For, Base: tripartite.Present, Need: tripartite.AtLeast(4, 5)}}},
}

// published is what is known of the vote. Who did not vote was silent or absent.
const published = `
42 for, 2 against, 8 abstain, 4 silent + absent
Governments: 16 for, 2 against
Employers: 14 for
Workers: 12 for
`

func main() {
	if err := report(); err != nil {
		log.Fatal(err)
	}
}

func report() error {
	figures, err := tripartite.ParseFigures(published)
	if err != nil {
		return err
	}
	vote, err := body.Infer(figures...)
	if err != nil {
		return err
	}
	n, err := vote.Len()
	if err != nil {
		return err
	}
	table, err := vote.Table()
	if err != nil {
		return err
	}
	fmt.Println("The body: " + body.String())
	fmt.Printf("\nThe vote of 23 March 2022, as far as it is known: %d votes fit what was published.\n\n%v", n, table)
	for _, r := range rules {
		outcomes, err := vote.Outcomes(r.rule)
		if err != nil {
			return err
		}
		fmt.Printf("\n%s: %v.\n", r.name, outcomes)
		for tally, err := range vote.All() {
			if err != nil {
				return err
			}
			margin, err := tripartite.ToFail(r.rule, tally, tripartite.Against)
			if err != nil {
				return err
			}
			ways, err := margin.Ways()
			if err != nil {
				return err
			}
			fmt.Printf("One of the votes that fit:\n\n%v\n%v: %s\n", tripartite.Explain(r.rule, tally), margin, first(ways, 3))
			break
		}
	}
	return nil
}

// first is the first few ways, and how many more there are.
func first(ways []tripartite.Way, most int) string {
	var texts []string
	for _, way := range ways[:min(most, len(ways))] {
		texts = append(texts, way.String())
	}
	if more := len(ways) - most; more > 0 {
		texts = append(texts, fmt.Sprintf("in %d other ways", more))
	}
	return strings.Join(texts, "; or ")
}
