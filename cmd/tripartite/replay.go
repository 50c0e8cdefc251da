package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"

	"example.com/tripartite/votes"
)

var replayCommand = command{
	name: "replay", arguments: "[-v] FILE RULE",
	about: "decide a series of votes under another rule: which turn, and by how much the " +
		"others hold",
	example: `testdata/votes/korea-minimum-wage.txt "at least 2/3 of votes cast are for"`,
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		verbose := flags.Bool("v", false, "list the votes that hold, too")
		return func(args []string) (int, error) { return p.replay(args, *verbose) }
	},
}

// settled stands for a number of seats of those that are counted that is never enough.
const settled = -1

// replay prints what the votes of a file would have been under another rule. Votes that the
// published figures do not decide are left out.
func (p *program) replay(args []string, verbose bool) (int, error) {
	if len(args) != 2 {
		return 0, errors.New("want a file of votes and a rule")
	}
	_, text, err := p.read(args[0])
	if err != nil {
		return 0, err
	}
	file, err := readVotes(args[0], text)
	if err != nil {
		return 0, inFile(args[0], err)
	}
	turned, undecided, held := 0, 0, map[int]int{} // votes that hold, by the seats that turn one
	line := p.meter()
	for i, v := range file.Votes {
		line.show("%d of %d", i, len(file.Votes))
		if v.Undecided != "" {
			undecided++
			continue
		}
		again, err := v.Replay(args[1])
		if err != nil {
			return 0, inVote(args[0], v, err)
		}
		turns := again.Before.Outcome != again.After.Outcome
		if turns {
			turned++
		} else {
			held[fewest(again)]++
		}
		if verbose || turns {
			line.clear()
			fmt.Fprintf(p.stdout, "%s\n\t%s\n", v.Name, describe(again))
		}
	}
	line.clear()
	fmt.Fprintf(p.stdout, "\n%d of %d votes turn", turned, len(file.Votes)-undecided)
	if undecided > 0 {
		fmt.Fprintf(p.stdout, "; %d are not decided by what was published", undecided)
	}
	fmt.Fprint(p.stdout, ".\nThe others, by the fewest seats that would have had to vote "+
		"differently:\n\n\tseats   votes\n")
	for _, seats := range slices.Sorted(maps.Keys(held)) {
		if seats != settled {
			fmt.Fprintf(p.stdout, "\t%5d   %5d\n", seats, held[seats])
		}
	}
	if n := held[settled]; n > 0 {
		fmt.Fprintf(p.stdout, "\t    -   %5d   whatever those who are counted had voted\n", n)
	}
	return statusFine, nil
}

// fewest returns the fewest seats that would change the outcome.
func fewest(r votes.Replay) int {
	if !r.Margin.Enough {
		return settled
	}
	return r.Margin.Fewest
}

// describe says what has turned, and why, or by how many seats a vote holds.
func describe(r votes.Replay) string {
	was, is, seats := r.Before.Outcome, r.After.Outcome, fewest(r)
	switch {
	case is > was:
		return fmt.Sprintf("was %v (%s), now %v", was, votes.Reason(r.Before), is)
	case is < was:
		return fmt.Sprintf("was %v, now %v (%s)", was, is, votes.Reason(r.After))
	case seats == settled:
		return "holds: no seats could change it"
	}
	return fmt.Sprintf("holds by %d", seats)
}
