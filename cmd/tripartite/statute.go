package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"example.com/tripartite"
)

var listCommand = command{
	name: "list", about: "list the statutes of the collection", example: "",
	start: func(p *program, _ *flag.FlagSet) func([]string) (int, error) { return p.list },
}

// list prints the names and titles of the collection.
func (p *program) list(args []string) (int, error) {
	if len(args) > 0 {
		return 0, errors.New("list takes no arguments")
	}
	for name := range tripartite.Statutes() {
		statute, err := tripartite.LoadStatute(name)
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(p.stdout, "%-34s %s\n", name, statute.Title)
	}
	return statusFine, nil
}

var showCommand = command{
	name: "show", arguments: "STATUTE", about: "print a statute", example: "ilo/governing-body",
	start: func(p *program, _ *flag.FlagSet) func([]string) (int, error) { return p.show },
}

// show prints a statute.
func (p *program) show(args []string) (int, error) {
	if len(args) != 1 {
		return 0, fmt.Errorf("%d arguments: want a statute", len(args))
	}
	statute, err := load(args[0])
	if err != nil {
		return 0, err
	}
	fmt.Fprint(p.stdout, statute)
	return statusFine, nil
}

var vetCommand = command{
	name: "vet", arguments: "[-given TEXT] STATUTE...", about: "find mistakes in statutes",
	example: "korea/minimum-wage",
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		given := givenFlag(flags)
		return func(args []string) (int, error) { return p.vet(args, *given) }
	},
}

// vet vets every rule of each statute.
func (p *program) vet(args []string, given []string) (int, error) {
	if len(args) == 0 {
		return 0, errors.New("want a statute")
	}
	status := statusFine
	for _, name := range args {
		statute, err := load(name, given...)
		if err != nil {
			return 0, err
		}
		body, err := statute.Body(statute.Sample...)
		if err != nil {
			return 0, inFile(name, err)
		}
		for _, n := range statute.Rules {
			if _, isQuorum := n.Rule.(tripartite.Quorum); isQuorum {
				continue // by itself it adopts without a vote; the rules that use it are vetted
			}
			rule, err := statute.Rule(n.Name, statute.SampleRules...)
			if err == nil {
				err = tripartite.Vet(rule, body)
			}
			if err != nil {
				p.report(fmt.Errorf("%s: rule %q: %w", name, n.Name, err))
				status = statusNo
			}
		}
	}
	return status, nil
}

var fmtCommand = command{
	name: "fmt", arguments: "[-w] FILE...", about: "lay out the file of a statute",
	example: "cmd/tripartite/testdata/untidy.txt",
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		write := flags.Bool("w", false, "write the result to the file instead of standard output")
		return func(args []string) (int, error) { return p.format(args, *write) }
	},
}

// format lays out files.
func (p *program) format(args []string, write bool) (int, error) {
	if len(args) == 0 {
		return 0, errors.New("want a file")
	}
	for _, file := range args {
		all, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		text := withoutMark(string(all))
		before, err := tripartite.ParseStatute(text)
		if err != nil {
			return 0, inFile(file, err)
		}
		out := layout(text)
		after, err := tripartite.ParseStatute(out)
		if err != nil || after.String() != before.String() {
			return 0, fmt.Errorf("%s: the layout cannot be changed without changing the statute", file)
		}
		if !write {
			fmt.Fprint(p.stdout, out)
		} else if out != text {
			if err := os.WriteFile(file, []byte(out), 0o666); err != nil {
				return 0, err
			}
		}
	}
	return statusFine, nil
}
