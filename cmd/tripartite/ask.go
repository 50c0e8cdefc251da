package main

import (
	"errors"
	"flag"
	"fmt"

	"example.com/tripartite"
)

var askCommand = command{
	name: "ask", arguments: "[-given TEXT] [-ends STATES] [-lang LANGUAGE] [-v] STATUTE RULE CLAIM",
	about:   "ask whether every motion that a rule adopts meets a claim, which is a rule, too",
	example: `ilo/governing-body majority "in Workers (at least 1 seat is for)"`,
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		given := givenFlag(flags)
		ends := tripartite.Entitled
		flags.TextVar(&ends, "ends", ends, "the `states` in which a seat can be at the end of the vote")
		verbose := flags.Bool("v", false,
			"say why the rule adopts the vote, and why the claim is not met")
		in := languageFlag(flags)
		return func(args []string) (int, error) { return p.ask(args, *given, ends, *verbose, in) }
	},
}

// ask prints that the claim always holds, or a vote that refutes it.
func (p *program) ask(
	args, given []string, ends tripartite.States, verbose bool, in *tripartite.Words,
) (int, error) {
	if len(args) != 3 {
		return 0, errors.New("want a statute, a rule and a claim")
	}
	statute, err := load(args[0], given...)
	if err != nil {
		return 0, err
	}
	body, bodyErr := statute.Body(statute.Sample...)
	rule, ruleErr := ruleOf(statute, args[1])
	claim, claimErr := ruleOf(statute, args[2])
	if err := errors.Join(bodyErr, ruleErr, claimErr); err != nil {
		return 0, err
	}
	err = tripartite.Implies(rule, claim, body, ends)
	var found *tripartite.Counterexample
	switch {
	case errors.As(err, &found):
		fmt.Fprintf(p.stdout, "%s\n\n%s", in.Phrase("refuted"), in.Tally(found.Vote))
		if verbose {
			fmt.Fprintf(p.stdout, "\n%s\n%s", in.Finding(*found.Finding), in.Finding(*found.Claim))
		}
		return statusNo, nil
	case err != nil:
		return 0, err
	}
	fmt.Fprintln(p.stdout, in.Phrase("proved"))
	return statusFine, nil
}
