package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

var figuresCommand = command{
	name: "figures", arguments: "[-given TEXT] [-lang LANGUAGE] STATUTE [FILE]",
	about:   "say whether published figures can be true, and what follows from them",
	example: "ilo/governing-body cmd/tripartite/testdata/press.txt",
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		given, in := givenFlag(flags), languageFlag(flags)
		return func(args []string) (int, error) { return p.figures(args, *given, in) }
	},
}

// figures reads figures from a file or from standard input.
func (p *program) figures(args, given []string, in *tripartite.Words) (int, error) {
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
	figures, said, err := votes.ParseFigures(text, statute)
	if err != nil {
		return 0, inFile(name, err)
	}
	published, err := body.Infer(figures...)
	var conflict *tripartite.Conflict
	if errors.As(err, &conflict) {
		text := strings.ReplaceAll("\n"+in.Conflict(conflict), "\n", "\n  ")
		fmt.Fprintln(p.stdout, in.Phrase("figures cannot be true")+strings.TrimRight(text, " \n"))
		return statusNo, nil
	}
	if err != nil {
		return 0, err
	}
	return p.inferred(published, statute, said, in)
}

// inferred prints what follows from figures that can be true. The exit status says whether all
// outcomes can be that were said.
func (p *program) inferred(
	published *tripartite.Published, statute *tripartite.Statute, claims []votes.Claim,
	in *tripartite.Words,
) (int, error) {
	table, err := in.Published(published)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(p.stdout, "%s\n%s", in.Phrase("figures can be true"), table)
	switch n, err := published.Len(); {
	case err != nil:
		fmt.Fprintln(p.stdout, in.Phrase("more votes fit"))
	case n == 1:
		fmt.Fprintln(p.stdout, said(in, "1 vote fits", "1"))
	default:
		fmt.Fprintln(p.stdout, said(in, "votes fit", strconv.Itoa(n)))
	}
	outcomes := map[string]tripartite.Outcomes{} // by rule, as they were said
	var rules []string
	for _, n := range statute.Rules {
		rules = append(rules, n.Name)
	}
	for _, claim := range claims {
		outcomes[claim.Rule] |= tripartite.OutcomesOf(claim.Outcome)
		if !slices.Contains(rules, claim.Rule) {
			rules = append(rules, claim.Rule)
		}
	}
	status := statusFine
	for _, name := range rules {
		rule, err := ruleOf(statute, name)
		if err != nil {
			return 0, err
		}
		possible, err := published.Outcomes(rule)
		text := in.Phrase(possible.String())
		switch wrong := outcomes[name] &^ possible; {
		case err != nil:
			text = said(in, "not known", err)
		case wrong != 0:
			text = said(in, "not what was said", text, in.Phrase(wrong.String()))
			status = statusNo
		}
		fmt.Fprintln(p.stdout, said(in, "heading", name, text))
	}
	return status, nil
}
