// A roll-call decided on the command line. The program reads a CSV file with a line for
// each seat, applies a rule, and prints the finding:
//
//	rollcall -rule "in each group (more than 1/2 of votes cast are for)" votes.csv
//
// The file has the columns seat, group, weight and vote; weight may be missing. Without a
// file, the program decides the one that it comes with, and "-" is standard input. The
// exit status is 0 if the motion is adopted, 1 if it is rejected, 3 if the vote is void,
// and 2 if anything in the input is wrong.
//
// Files of other systems need no changes:
//
//	rollcall -columns seat=member_id,group=group_code,vote=position \
//		-map abstention=abstain,did_not_vote=absent -groups EPP,SD,RENEW votes.csv
//
// With -follow, the votes of the file are those before the vote begins, as absent or
// suspended. The program then reads casts from standard input, a seat and a vote on each
// line, and says after each which outcomes are still possible:
//
//	rollcall -follow members.csv
//	Ms Dahl,for
//
// While a long file is read, a line on standard error shows the progress, if that is a
// terminal.
package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"example.com/tripartite"
)

// The exit statuses.
const (
	adopted  = 0
	rejected = 1
	badInput = 2
	void     = 3
)

//go:embed votes.csv
var sample string

func main() {
	p := program{stdin: os.Stdin, stdout: bufio.NewWriter(os.Stdout), stderr: os.Stderr, terminal: isTerminal(os.Stderr)}
	status := p.run(os.Args[1:])
	if err := p.stdout.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = badInput
	}
	os.Exit(status)
}

// program is a run of the program, with what it reads and writes.
type program struct {
	stdin    io.Reader
	stdout   *bufio.Writer
	stderr   io.Writer
	terminal bool // stderr is a terminal

	call            tripartite.RollCall
	rule            tripartite.Rule
	json            bool
	follow, changes bool
	anyway          bool
	file            string
}

// run returns the exit status.
func (p *program) run(args []string) int {
	if err := p.parse(args); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(p.stderr, err)
		}
		return badInput
	}
	ballot, err := p.read()
	if err == nil {
		err = p.vet(ballot)
	}
	if err != nil {
		fmt.Fprintln(p.stderr, err)
		return badInput
	}
	status := adopted
	if p.follow {
		status = p.followCasts(ballot)
	}
	ballot.Close()
	finding := tripartite.Explain(p.rule, ballot.Tally())
	if err := p.print(finding); err != nil {
		fmt.Fprintln(p.stderr, err)
		return badInput
	}
	if status == badInput {
		return badInput
	}
	return map[tripartite.Outcome]int{
		tripartite.Adopted: adopted, tripartite.Rejected: rejected, tripartite.Void: void,
	}[finding.Outcome]
}

// parse reads the command line.
func (p *program) parse(args []string) error {
	flags := flag.NewFlagSet("rollcall", flag.ContinueOnError)
	flags.SetOutput(p.stderr)
	var rule tripartite.RuleText
	flags.TextVar(&rule, "rule", tripartite.RuleText{Rule: tripartite.SimpleMajority()}, "the `rule`, as a sentence of standing orders")
	groups := flags.String("groups", "", "the `names` of the three groups in their order, as A,B,C; others are independent")
	comma := flags.String("comma", ",", "the `character` between fields")
	flags.BoolVar(&p.json, "json", false, "print JSON")
	flags.BoolVar(&p.follow, "follow", false, "read casts from standard input")
	flags.BoolVar(&p.changes, "changes", false, "with -follow, let seats change their votes")
	flags.BoolVar(&p.anyway, "anyway", false, "apply the rule even if it looks wrong for these groups")
	flags.Func("map", "further `words` for states, as yes=for,no=against", p.setWords)
	flags.Func("columns", "other `names` of columns, as seat=member,vote=position", p.setColumns)
	if err := flags.Parse(args); err != nil {
		return flag.ErrHelp // flags has printed the error
	}
	if *groups != "" {
		p.call.Groups = strings.Split(*groups, ",")
	}
	first, size := utf8.DecodeRuneInString(*comma)
	if size != len(*comma) {
		return fmt.Errorf("-comma %q: want one character", *comma)
	}
	p.call.Comma = first
	if flags.NArg() > 1 {
		return fmt.Errorf("%d files: want one", flags.NArg())
	}
	if p.file = flags.Arg(0); p.follow && p.file == "-" {
		return errors.New("-follow reads casts from standard input: want a file for the seats")
	}
	p.rule = rule.Rule
	return nil
}

// pairs visits the parts of "yes=for,no=against".
func pairs(text string, visit func(key, value string) error) error {
	for pair := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%q: want a pair, as yes=for", pair)
		}
		if err := visit(key, value); err != nil {
			return err
		}
	}
	return nil
}

// setWords reads the flag for further words.
func (p *program) setWords(text string) error {
	if p.call.Words == nil {
		p.call.Words = map[string]tripartite.States{}
	}
	return pairs(text, func(word, name string) error {
		var state tripartite.States
		err := state.UnmarshalText([]byte(name))
		p.call.Words[strings.ToLower(word)] = state
		return err
	})
}

// setColumns reads the flag for the names of the columns.
func (p *program) setColumns(text string) error {
	columns := map[string]*string{"seat": &p.call.Seat, "group": &p.call.Group, "weight": &p.call.Weight, "vote": &p.call.Vote}
	return pairs(text, func(column, name string) error {
		if columns[column] == nil {
			return fmt.Errorf("%q: want seat, group, weight or vote", column)
		}
		*columns[column] = name
		return nil
	})
}

// read reads the file.
func (p *program) read() (*tripartite.Ballot, error) {
	switch p.file {
	case "":
		return p.call.ReadBody(strings.NewReader(sample))
	case "-":
		return p.readFrom(p.stdin, 0)
	}
	file, err := os.Open(p.file)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return p.readFrom(file, info.Size())
}

// readFrom reads a file of that size, and shows the progress on a terminal.
func (p *program) readFrom(r io.Reader, size int64) (*tripartite.Ballot, error) {
	if !p.terminal {
		return p.call.ReadBody(r)
	}
	shown := &progress{from: r, size: size, to: p.stderr}
	defer shown.clear()
	return p.call.ReadBody(shown)
}

// vet refuses a rule that looks wrong for the body, as one that asks a group without seats.
func (p *program) vet(ballot *tripartite.Ballot) error {
	if p.anyway {
		return nil
	}
	err := tripartite.Vet(p.rule, ballot.Body())
	if errors.Is(err, tripartite.ErrTooLarge) {
		return nil // the rule is not known to be wrong
	}
	return err
}

// print prints the finding.
func (p *program) print(f tripartite.Finding) error {
	if !p.json {
		fmt.Fprint(p.stdout, f)
		return nil
	}
	return p.printJSON(f)
}

// printJSON prints a line of JSON.
func (p *program) printJSON(v any) error {
	text, err := json.Marshal(v)
	fmt.Fprintf(p.stdout, "%s\n", text)
	return err
}
