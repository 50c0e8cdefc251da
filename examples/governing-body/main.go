// The vote that started it: on 23 March 2022 the Governing Body of the ILO, 28
// governments, 14 employers and 14 workers, suspended cooperation with Russia:
// 42 for, 2 against, 8 abstaining. For were 16 governments, 12 workers and 14
// employers, against the governments of Russia and China, and two governments are
// known to have abstained. It follows that six did, at least.
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

// known is what is known of the vote.
const known = `
42 for, 2 against, 8 abstain
Governments: 16 for, 2 against, at least 2 abstain
Employers: 14 for
Workers: 12 for

# Not published: 56 seats less 52. Nobody knows whether these 4 were silent in the
# room or absent, could not vote, or were vacant.
4 silent + absent + suspended + vacant
`

// others are rules that the Governing Body does not have. Each needs its quorum as well.
var others = []struct{ name, rule string }{
	{"If it were two thirds of the votes cast", "at least 2/3 of votes cast are for"},
	{"If it were a majority in each group", "in each group (more than 1/2 of votes cast are for)"},
	{"If the workers had a veto", "more than 1/2 of votes cast are for and no veto (in Workers (more than 1/2 of votes present are against))"},
	{"If it were four fifths of those present", "at least 4/5 of votes present are for"},
}

func main() {
	if err := report(); err != nil {
		log.Fatal(err)
	}
}

func report() error {
	statute, err := tripartite.LoadStatute("ilo/governing-body")
	if err != nil {
		return err
	}
	body, err := statute.Body()
	if err != nil {
		return err
	}
	figures, err := tripartite.ParseFigures(known)
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
	fmt.Printf("\nThe vote of 23 March 2022, as far as it is known: %d votes fit.\n\n%v", n, table)

	majority, err := statute.Rule("majority")
	if err != nil {
		return err
	}
	if err := decide("The rule of the Governing Body", majority, vote); err != nil {
		return err
	}
	for _, other := range others {
		rule, err := tripartite.ParseRule("quorum (at least 33 seats are present) and " + other.rule)
		if err != nil {
			return err
		}
		if err := decide(other.name, rule, vote); err != nil {
			return err
		}
	}
	return nil
}

// decide prints the outcomes of the votes that fit. It explains one of these votes, and
// prints by how much the motion was carried in it.
func decide(name string, rule tripartite.Rule, vote *tripartite.Published) error {
	outcomes, err := vote.Outcomes(rule)
	if err != nil {
		return err
	}
	fmt.Printf("\n%s: %v.\n", name, outcomes)
	for tally, err := range vote.All() {
		if err != nil {
			return err
		}
		margin, err := tripartite.ToFail(rule, tally, tripartite.Against)
		if err != nil {
			return err
		}
		ways, err := margin.Ways()
		if err != nil {
			return err
		}
		fmt.Printf("One of the votes that fit:\n\n%v\n%v: %s\n", tripartite.Explain(rule, tally), margin, first(ways, 3))
		break
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
