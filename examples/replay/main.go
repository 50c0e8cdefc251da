// What would the ballots of a whole series have been under another rule? This program takes a
// file of votes and a rule that is proposed. It lists the votes that turn, each with the clause
// that turns it, and says by how many seats the others hold.
//
//	go run ./examples/replay
//	go run ./examples/replay -votes FILE -rule RULE [-all]
//
// Without a rule it replays the ballots of the CA/Browser Forum from 2012 to 2023: if abstentions
// had counted, and if consumers had needed two thirds as well as issuers. The rule can name rules
// of the statute. Votes that the published figures do not decide are left out.
package main

import (
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

// reforms are the rules that are proposed if none is given.
var reforms = []reform{
	{"If abstentions counted", `rule "quorum"
	and in Issuers (at least 2/3 of votes voting are for)
	and in Consumers (more than 1/2 of votes voting are for)`},
	{"If consumers needed two thirds as well", `rule "quorum" and rule "issuers"
	and in Consumers (at least 2/3 of votes cast are for)`},
}

type reform struct{ title, rule string }

func main() {
	log.SetFlags(0)
	name := flag.String("votes", "testdata/votes/cabforum.txt", "file of votes")
	rule := flag.String("rule", "", "rule that is proposed")
	all := flag.Bool("all", false, "list all votes")
	flag.Parse()
	text, err := os.ReadFile(*name)
	if err != nil {
		log.Fatal(err)
	}
	file, err := votes.Parse(string(text), tripartite.LoadStatute)
	if err != nil {
		log.Fatalf("%s: %v", *name, err)
	}
	if *rule != "" {
		reforms = []reform{{"Under the rule", *rule}}
	}
	for _, r := range reforms {
		if err := r.replay(file, *all); err != nil {
			log.Fatal(err)
		}
	}
}

// replay prints what the votes would have been.
func (r reform) replay(file *votes.File, all bool) error {
	fmt.Printf("== %s\n\n\t%s\n\n", r.title, r.rule)
	turned, undecided := 0, 0
	held := map[int]int{}
	for _, v := range file.Votes {
		if v.Undecided != "" {
			undecided++
			continue
		}
		seats, turn, err := r.outcome(v)
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", v.Name, err)
		case turn != "":
			fmt.Printf("%s\n\t%s\n", v.Name, turn)
			turned++
			continue
		case all:
			fmt.Printf("%s\n\t%s\n", v.Name, holds(seats))
		}
		held[seats]++
	}
	fmt.Printf("\n%d of %d turn; %d are not decided by what was published.\n",
		turned, len(file.Votes)-undecided, undecided)
	fmt.Print("The others, by the fewest seats that would have had to vote differently:\n\n")
	fmt.Println("\tseats   votes")
	for _, seats := range slices.Sorted(maps.Keys(held)) {
		if seats != settled {
			fmt.Printf("\t%5d   %5d\n", seats, held[seats])
		}
	}
	if held[settled] > 0 {
		fmt.Printf("\t    -   %5d   %s\n", held[settled], holds(settled))
	}
	fmt.Println()
	return nil
}

// holds says by how many seats a vote holds.
func holds(seats int) string {
	if seats == settled {
		return "whatever those who are counted vote, the outcome stays"
	}
	return fmt.Sprintf("holds by %d", seats)
}

// settled stands for a number of seats of those that are counted that is never enough.
const settled = -1

// outcome decides a vote by its own rule and by the reform. If both have the same outcome, it
// returns the fewest seats that would change it, and otherwise what has turned, and why.
func (r reform) outcome(v *votes.Vote) (seats int, turn string, err error) {
	tally, err := v.Tally()
	if err != nil {
		return 0, "", err
	}
	own, err := v.Rule(v.Rules[0].Rule)
	if err != nil {
		return 0, "", err
	}
	rule, err := v.ParseRule(r.rule)
	if err != nil {
		return 0, "", err
	}
	before, after := tripartite.Explain(own, tally), tripartite.Explain(rule, tally)
	if before.Outcome != after.Outcome {
		why := after
		if after.Outcome > before.Outcome {
			why = before
		}
		return 0, fmt.Sprintf("%v, now %v: %s", before.Outcome, after.Outcome, votes.Reason(why)), nil
	}
	var margin tripartite.Margin
	if after.Outcome == tripartite.Adopted {
		margin, err = tripartite.ToFail(rule, tally, 0)
	} else {
		margin, err = tripartite.ToAdopt(rule, tally, 0)
	}
	if !margin.Enough {
		margin.Fewest = settled
	}
	return margin.Fewest, "", err
}
