package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

var replayCommand = command{
	name: "replay", arguments: "[-v] FILE RULE",
	about:   "decide a series of votes under another rule: which turn, and by how much the others hold",
	example: `wages.txt "at least 2/3 of votes cast are for"`,
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		verbose := flags.Bool("v", false, "list the votes that hold, too")
		return func(args []string) (int, error) { return p.replay(args, *verbose) }
	},
}

// replayed is what a series of votes would have been.
type replayed struct {
	turned, undecided int
	held              map[int]int // the number of votes, by the seats that would turn one
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
	r := replayed{held: map[int]int{}}
	line := progressOf(p, len(file.Votes))
	for i, v := range file.Votes {
		line.at(i)
		if v.Undecided != "" {
			r.undecided++
			continue
		}
		seats, turn, err := again(v, args[1])
		if err != nil {
			return 0, inVote(args[0], v, err)
		}
		turned := turn != ""
		if turned {
			r.turned++
		} else {
			r.held[seats]++
			turn = holds(seats)
		}
		if verbose || turned {
			line.clear()
			fmt.Fprintf(p.stdout, "%s\n\t%s\n", v.Name, turn)
		}
	}
	line.clear()
	p.sum(r, len(file.Votes)-r.undecided)
	return statusFine, nil
}

// again decides a vote by its own rule and by another. If both have the same outcome, it
// returns the fewest seats that would change it, and otherwise what has turned, and why.
func again(v *votes.Vote, text string) (seats int, turn string, err error) {
	if len(v.Rules) == 0 {
		return 0, "", errors.New("the file does not say by which rule it was decided")
	}
	tally, tallyErr := v.Tally()
	own, ownErr := v.Rule(v.Rules[0].Rule)
	rule, ruleErr := v.Rule(text)
	if errors.Is(ruleErr, tripartite.ErrUnknown) {
		rule, ruleErr = v.ParseRule(text)
	}
	if err := errors.Join(tallyErr, ownErr, ruleErr); err != nil {
		return 0, "", err
	}
	before, after := tripartite.Explain(own, tally), tripartite.Explain(rule, tally)
	if before.Outcome != after.Outcome {
		if after.Outcome > before.Outcome {
			return 0, fmt.Sprintf("was %v (%s), now %v", before.Outcome, votes.Reason(before), after.Outcome), nil
		}
		return 0, fmt.Sprintf("was %v, now %v (%s)", before.Outcome, after.Outcome, votes.Reason(after)), nil
	}
	var margin tripartite.Margin
	if after.Outcome == tripartite.Adopted {
		margin, err = tripartite.ToFail(rule, tally, 0)
	} else {
		margin, err = tripartite.ToAdopt(rule, tally, 0)
	}
	if !margin.Enough {
		return settled, "", err
	}
	return margin.Fewest, "", err
}

// holds says by how many seats a vote holds.
func holds(seats int) string {
	if seats == settled {
		return "holds: no seats could change it"
	}
	return fmt.Sprintf("holds by %d", seats)
}

// sum prints what a series comes to.
func (p *program) sum(r replayed, decided int) {
	fmt.Fprintf(p.stdout, "\n%d of %d votes turn", r.turned, decided)
	if r.undecided > 0 {
		fmt.Fprintf(p.stdout, "; %d are not decided by what was published", r.undecided)
	}
	fmt.Fprint(p.stdout, ".\nThe others, by the fewest seats that would have had to vote differently:\n\n\tseats   votes\n")
	for _, seats := range slices.Sorted(maps.Keys(r.held)) {
		if seats != settled {
			fmt.Fprintf(p.stdout, "\t%5d   %5d\n", seats, r.held[seats])
		}
	}
	if n := r.held[settled]; n > 0 {
		fmt.Fprintf(p.stdout, "\t    -   %5d   whatever those who are counted had voted\n", n)
	}
}
