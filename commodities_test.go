package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Arts. 11(4) and 14 of the International Coffee Agreement 2007, on both sides of each bar.
func TestCoffeeCouncil(t *testing.T) {
	t.Parallel()
	council, err := CoffeeCouncil{}.Body(
		[]WeightedSeat{{"A", Int(400)}, {"B", Int(300)}, {"C", Int(200)}, {"D", Int(100)}},
		[]WeightedSeat{{"E", Int(500)}, {"F", Int(300)}, {"G", Int(150)}, {"H", Int(50)}})
	vote := func(how ...States) Counts { // of A to H
		counts := Counts{}
		for i, name := range []string{"Exporting/A", "Exporting/B", "Exporting/C", "Exporting/D", "Importing/E", "Importing/F", "Importing/G", "Importing/H"} {
			counts[name] = countOf(how[i])
		}
		return counts
	}
	decide := CoffeeCouncil{}.Decision()
	checkDecisions(t, []decision{
		{"700 of 1,000 exporting votes, of half the members", council, err, decide, vote(For, For, Against, Against, For, For, For, For), Adopted},
		{"600 of 1,000, of three members of four", council, err, decide, vote(Against, For, For, For, For, For, For, For), Rejected},
		{"700 of 1,000 importing votes", council, err, decide, vote(For, For, For, For, For, Against, For, For), Adopted},
		{"650 of 1,000 importing votes", council, err, decide, vote(For, For, For, For, For, Against, For, Against), Rejected},
		{"half the members, with 700 votes, are no quorum", council, err, decide, vote(For, For, Absent, Absent, For, For, For, For), Void},
		{"three of four members, with 600 votes, are none", council, err, decide, vote(Absent, For, For, For, For, For, For, For), Void},
		{"three of four members, with 800 votes, are one", council, err, decide, vote(For, For, Absent, For, For, For, For, For), Adopted},
		{"the importing members need their own", council, err, decide, vote(For, For, For, For, Absent, For, For, For), Void},
		{"500 of 600, and 400 abstain", council, err, decide, vote(Abstain, For, For, Against, For, For, For, For), Adopted},
		{"500 of 1,000, if whoever abstains is voting", council, err, CoffeeCouncil{Base: Voting}.Decision(), vote(Abstain, For, For, Against, For, For, For, For), Rejected},
		{"a suspended member is in no base", council, err, decide, vote(Suspended, For, For, Against, For, For, For, For), Adopted},
		{"vote again: five of eight members", council, err, CoffeeCouncil{}.VoteAgain(), vote(Against, For, For, For, Against, For, For, Abstain), Adopted},
		{"vote again: four of seven present", council, err, CoffeeCouncil{}.VoteAgain(), vote(For, For, Absent, Against, For, For, Silent, Against), Adopted},
		{"vote again: four of eight members", council, err, CoffeeCouncil{}.VoteAgain(), vote(For, For, Against, Abstain, For, For, Silent, Against), Rejected},
		{"vote again without a quorum", council, err, CoffeeCouncil{}.VoteAgain(), vote(For, For, Absent, Absent, For, For, For, For), Void},
	})
}
