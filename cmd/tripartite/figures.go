package main

import (
	"errors"
	"flag"
	"fmt"

	"example.com/tripartite"
)

var figuresCommand = command{
	name: "figures", arguments: "[-given TEXT] STATUTE [FILE]",
	about:   "say whether published figures can be true, and what follows from them",
	example: "ilo/governing-body press.txt",
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		given := givenFlag(flags)
		return func(args []string) (int, error) { return p.figures(args, *given) }
	},
}

// figures reads figures from a file or from standard input.
func (p *program) figures(args, given []string) (int, error) {
	if len(args) == 0 || len(args) > 2 {
		return 0, errors.New("want a statute, and a file of figures")
	}
	statute, err := load(args[0], given...)
	if err != nil {
		return 0, err
	}
	body, err := statute.Body(statute.Sample...)
	if err != nil {
		return 0, err
	}
	name, text, err := p.read(second(args))
	if err != nil {
		return 0, err
	}
	figures, err := tripartite.ParseFigures(text)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	published, err := body.Infer(figures...)
	var conflict *tripartite.Conflict
	if errors.As(err, &conflict) {
		fmt.Fprintln(p.stdout, "These figures cannot all be true:")
		for _, claim := range conflict.Claims {
			fmt.Fprintf(p.stdout, "  %v\n", claim)
		}
		return statusNo, nil
	}
	if err != nil {
		return 0, err
	}
	return statusFine, p.inferred(published, statute)
}

// inferred prints what follows from figures that can be true.
func (p *program) inferred(published *tripartite.Published, statute *tripartite.Statute) error {
	table, err := published.Table()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "The figures can be true. What follows from them:\n%s", table)
	if n, err := published.Len(); err != nil {
		fmt.Fprintln(p.stdout, "More votes fit than are counted here.")
	} else {
		fmt.Fprintf(p.stdout, "%d votes fit.\n", n)
	}
	for _, n := range statute.Rules {
		rule, err := statute.Rule(n.Name, statute.SampleRules...)
		if err != nil {
			return err
		}
		if outcomes, err := published.Outcomes(rule); err != nil {
			fmt.Fprintf(p.stdout, "%s: not known: %v\n", n.Name, err)
		} else {
			fmt.Fprintf(p.stdout, "%s: %v\n", n.Name, outcomes)
		}
	}
	return nil
}
