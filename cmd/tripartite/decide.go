package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"regexp"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

var decideCommand = command{
	name: "decide", arguments: `[flags] [STATUTE] ["PART: COUNTS"...]`,
	about: "decide a vote, from counts or from a roll-call in CSV",
	example: `-rule majority ilo/governing-body "Governments: 16 for, 12 absent" ` +
		`"Employers: 14 for" "Workers: 12 for, 2 against"`,
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		d := decision{
			program: p, given: givenFlag(flags),
			call: tripartite.RollCall{Comma: ','}, parts: map[string]string{},
		}
		flags.StringVar(&d.rule, "rule", "", "the `rule`, by its name or its text")
		flags.StringVar(&d.title, "title", "", "the `title` of a picture or a page")
		flags.BoolVar(&d.anyway, "anyway", false, "apply the rule even if it looks wrong for this body")
		d.format = formatFlag(flags, "text", "json", "svg", "html")
		d.words = languageFlag(flags)
		d.rollCallFlags(flags)
		return d.run
	},
}

// decision holds a run of decide.
type decision struct {
	*program
	given       *[]string
	rule, title string
	anyway      bool
	format      *string
	words       *tripartite.Words

	file            string // of the roll-call
	call            tripartite.RollCall
	parts           map[string]string // of the statute, by the names that the file has for them
	follow, changes bool

	// What is decided.
	statute *tripartite.Statute // nil if the roll-call has the body
	tally   tripartite.Tally
	by      tripartite.Rule
}

// run decides the vote. The exit status is the outcome.
func (d *decision) run(args []string) (int, error) {
	if err := d.readStatute(args); err != nil {
		return 0, err
	}
	refused, err := d.readVote(args)
	if err != nil {
		return 0, err
	}
	finding := tripartite.Explain(d.by, d.tally)
	if err := d.print(finding); err != nil {
		return 0, err
	}
	if refused {
		return statusFailed, nil
	}
	return map[tripartite.Outcome]int{
		tripartite.Adopted: statusFine, tripartite.Rejected: statusNo, tripartite.Void: statusVoid,
	}[finding.Outcome], nil
}

// readStatute reads the statute and the rule.
func (d *decision) readStatute(args []string) (err error) {
	switch {
	case d.follow && d.file == "":
		return errors.New("-follow needs -votes, which has the seats")
	case d.follow && d.file == "-":
		return errors.New("-follow reads casts from standard input: want a file for the seats")
	case d.follow && len(args) > 0:
		return errors.New("-follow takes the body from the file of -votes, and no statute")
	case d.file != "" && len(args) > 1:
		return fmt.Errorf("%q: want either counts or -votes", args[1])
	case d.file == "" && len(args) < 2:
		return errors.New(`want a statute and counts, as "Workers: 9 for", or -votes with a file`)
	case len(args) > 0:
		if d.statute, err = load(args[0], *d.given...); err != nil {
			return err
		}
		d.by, err = ruleOf(d.statute, d.rule)
	case d.rule == "":
		d.by = tripartite.SimpleMajority()
	default:
		d.by, err = tripartite.ParseRule(d.rule)
	}
	return err
}

// readVote reads the vote, and vets the rule. It reports whether a cast was refused.
func (d *decision) readVote(args []string) (refused bool, err error) {
	if d.statute == nil {
		ballot, err := d.readBallot()
		if err == nil {
			err = d.vet(ballot.Body())
		}
		if err != nil {
			return false, err
		}
		refused = d.follow && d.followCasts(ballot)
		ballot.Close()
		d.tally = ballot.Tally()
		return refused, nil
	}
	var counts tripartite.Counts
	if d.file != "" {
		counts, err = d.countRollCall()
	} else {
		counts, err = typedCounts(args[1:])
	}
	if err != nil {
		return false, err
	}
	body, err := votes.BodyOf(d.statute, counts)
	if err != nil {
		return false, err
	}
	if err := d.vet(body); err != nil {
		return false, err
	}
	d.tally, err = body.Tally(counts)
	return false, err
}

// typedCounts reads the counts of a command, whose lines have no numbers.
func typedCounts(args []string) (tripartite.Counts, error) {
	counts, err := votes.ParseCounts(strings.Join(args, "\n"))
	if err != nil {
		err = eachError(err, func(err error) error {
			return errors.New(lineAtEnd.ReplaceAllString(err.Error(), ""))
		})
	}
	return counts, err
}

var lineAtEnd = regexp.MustCompile(`: line \d+$`)

// vet refuses a rule that looks wrong for the body, as one that asks a group without seats.
func (d *decision) vet(body *tripartite.Body) error {
	err := tripartite.Vet(d.by, body)
	if d.anyway || errors.Is(err, tripartite.ErrTooLarge) {
		return nil // the rule is not known to be wrong
	}
	return err
}

// print prints the finding in the format that was asked for.
func (d *decision) print(f tripartite.Finding) error {
	switch *d.format {
	case "json":
		return json.NewEncoder(d.stdout).Encode(f)
	case "svg":
		picture, err := tripartite.Picture{Title: d.title, Words: *d.words}.Vote(d.tally, f)
		if err != nil {
			return err
		}
		_, err = d.stdout.Write(picture)
		return err
	case "html":
		return d.page(f)
	}
	_, err := fmt.Fprint(d.stdout, d.words.Finding(f))
	return err
}
