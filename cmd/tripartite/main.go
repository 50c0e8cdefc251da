// Command tripartite decides votes and asks constitutions.
//
//	tripartite decide ilo/governing-body \
//		"Governments: 16 for, 12 absent" "Employers: 14 for" "Workers: 12 for, 2 against"
//
// Its commands are:
//
//	list      list the statutes of the collection
//	show      print a statute
//	fmt       lay out the file of a statute
//	vet       find mistakes in statutes
//	decide    decide a vote, from counts or from a roll-call in CSV
//	ask       ask whether every motion that a rule adopts meets a claim
//	compare   say what a reform changes
//	power     say how strong each seat is
//	figures   say whether published figures can be true, and what follows from them
//	check     check files of votes, records, and the claims of statutes
//	replay    decide a series of votes under a reform
//
// Wherever a command wants a STATUTE, that is a name of the collection, as ilo/conference,
// or the file of a statute, as ./statute.txt. A RULE is the name of a rule of the statute,
// or the text of a rule, as "more than 1/2 of votes cast are for". By default, it is the
// first rule of the statute that is more than a quorum. What a statute leaves open is given by
// the flag -given, in the form that a statute has for a sample: -given "Workers: 4 seats". If
// it is not given, the sample of the statute is used.
//
// The commands decide, ask, compare, power and figures print in French or Spanish by the flag
// -lang fr or -lang es. Names, figures and errors stay as they are typed, and a rule is always
// read in English.
//
// "tripartite COMMAND -h" explains a command and its flags, with an example.
//
// The exit status is
//
//	0  adopted, or everything is as it should be
//	1  rejected, refuted, or a mistake was found
//	2  the input is wrong, or the answer is too large to be worked out
//	3  void: there was no quorum
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// The exit statuses.
const (
	statusFine   = 0 // and adopted
	statusNo     = 1 // rejected, refuted, a mistake
	statusFailed = 2
	statusVoid   = 3
)

// command describes one of the commands. Its start declares the flags, and returns what runs once
// they are parsed. The run returns an exit status, unless there is an error.
type command struct {
	name, arguments string
	about           string
	example         string // the arguments of an example that works
	start           func(p *program, flags *flag.FlagSet) func(args []string) (int, error)
}

// commands returns all commands, in the order of the help.
func commands() []command {
	return []command{listCommand, showCommand, fmtCommand, vetCommand, decideCommand, askCommand,
		compareCommand, powerCommand, figuresCommand, checkCommand, replayCommand}
}

// program holds what a run of the program reads and writes.
type program struct {
	stdin    io.Reader
	stdout   *bufio.Writer
	stderr   io.Writer
	terminal bool          // stderr is a terminal
	every    time.Duration // between lines about the progress
}

func main() {
	p := program{
		stdin: os.Stdin, stdout: bufio.NewWriter(os.Stdout), stderr: os.Stderr,
		terminal: isTerminal(os.Stderr), every: interval,
	}
	os.Exit(p.run(os.Args[1:]))
}

// run runs a command, and returns the exit status.
func (p *program) run(args []string) int {
	status, err := p.dispatch(args)
	if err = errors.Join(err, p.stdout.Flush()); err != nil {
		p.report(err)
		return statusFailed
	}
	return status
}

// dispatch finds the command and parses its flags.
func (p *program) dispatch(args []string) (int, error) {
	if len(args) == 0 {
		p.help(p.stderr)
		return statusFailed, nil
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		p.help(p.stdout)
		return statusFine, nil
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		flags := flag.NewFlagSet("tripartite "+c.name, flag.ContinueOnError)
		flags.SetOutput(io.Discard)
		run := c.start(p, flags)
		arguments, err := parse(flags, args[1:])
		switch {
		case errors.Is(err, flag.ErrHelp):
			c.help(p.stdout, flags)
			return statusFine, nil
		case err != nil && strings.HasPrefix(err.Error(), "flag "): // there is no such flag
			return 0, fmt.Errorf("%w: tripartite %s -h lists the flags", err, c.name)
		case err != nil:
			return 0, err
		}
		return run(arguments)
	}
	return 0, fmt.Errorf("%q: no such command: tripartite help lists them", args[0])
}

// parse parses flags, and returns the arguments before, between and after them. After "--",
// there are only arguments.
func parse(flags *flag.FlagSet, args []string) (arguments []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		rest := flags.Args()
		ended := len(rest) < len(args) && args[len(args)-len(rest)-1] == "--"
		if len(rest) == 0 || ended {
			return append(arguments, rest...), nil
		}
		arguments, args = append(arguments, rest[0]), rest[1:]
	}
}

// help lists the commands.
func (p *program) help(w io.Writer) {
	fmt.Fprint(w, "Tripartite decides votes and asks constitutions.\n\n"+
		"usage: tripartite COMMAND [flags] [arguments]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "\t%-8s  %s\n", c.name, c.about)
	}
	fmt.Fprint(w, "\ntripartite COMMAND -h explains a command, with an example. The exit status is 0 "+
		"if the motion is\nadopted or all is well, 1 if it is rejected or refuted, 3 if the vote is "+
		"void, and 2 after an error.\n")
}

// help explains a command.
func (c command) help(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "usage: tripartite %s %s\n\n%s.\n", c.name, c.arguments, capital(c.about))
	where := ""
	if strings.Contains(c.example, "testdata/") {
		where = ", in a checkout of the repository"
	}
	fmt.Fprintf(w, "\nexample%s:\n\n\ttripartite %s %s\n", where, c.name, c.example)
	defaults := strings.Builder{}
	flags.SetOutput(&defaults)
	flags.PrintDefaults()
	if defaults.Len() > 0 {
		fmt.Fprintf(w, "\nflags:\n\n%s", defaults.String())
	}
}

// capital returns a text with a capital letter. Its first letter is one of A to Z.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// report writes errors to standard error, one a line, without the name of the package.
func (p *program) report(err error) {
	for line := range strings.Lines(err.Error()) {
		line = strings.ReplaceAll(": "+strings.TrimRight(line, "\n"), ": tripartite: ", ": ")
		fmt.Fprintln(p.stderr, line[len(": "):])
	}
}
