package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

var checkCommand = command{
	name: "check", arguments: "[-v] FILE...",
	about:   "check files of votes, records in JSON, and the claims of statutes",
	example: "testdata/votes/korea-minimum-wage.txt testdata/votes/ilo-committee.txt",
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		verbose := flags.Bool("v", false, "print what holds, too")
		return func(args []string) (int, error) { return p.check(args, *verbose) }
	},
}

// check checks files of any kind.
func (p *program) check(args []string, verbose bool) (int, error) {
	if len(args) == 0 {
		return 0, errors.New("want a file of votes, a record or a statute")
	}
	status := statusFine
	for _, file := range args {
		_, text, err := p.read(file)
		if err != nil {
			return 0, err
		}
		check := p.checkClaims
		switch {
		case strings.HasPrefix(strings.TrimSpace(text), "{"):
			check = p.checkRecord
		case ofVotes.MatchString(text):
			check = p.checkVotes
		}
		wrong, err := check(file, text, verbose)
		if err != nil {
			return 0, inFile(file, err)
		}
		if wrong {
			status = statusNo
		}
	}
	return status, nil
}

// ofVotes matches a line that only files of votes have.
var ofVotes = regexp.MustCompile(`(?m)^(statute|vote)[ \t]*:`)

// checkClaims proves every claim of a statute.
func (p *program) checkClaims(file, text string, verbose bool) (wrong bool, err error) {
	statute, err := tripartite.ParseStatute(text)
	if err != nil {
		return false, err
	}
	failed := 0
	for _, claim := range statute.Claims {
		err := statute.Prove(claim)
		var shown *tripartite.Counterexample
		switch {
		case errors.As(err, &shown):
			p.report(fmt.Errorf("%s: %w\n%v\n%v\n%v", file, err, shown.Vote, shown.Finding, shown.Claim))
			failed++
		case errors.Is(err, tripartite.ErrProperty):
			p.report(fmt.Errorf("%s: %w", file, err))
			failed++
		case err != nil:
			return false, err
		case verbose:
			fmt.Fprintf(p.stdout, "%s: %v\n", claim.Name, claim)
		}
	}
	all := len(statute.Claims)
	fmt.Fprintf(p.stdout, "%s: %d of %d claims hold\n", file, all-failed, all)
	return failed > 0, nil
}

// checkVotes checks every vote of a file.
func (p *program) checkVotes(file, text string, verbose bool) (wrong bool, err error) {
	f, err := readVotes(file, text)
	if err != nil {
		return false, err
	}
	line := p.meter()
	failed, contradictory, undecided := 0, 0, 0
	for i, v := range f.Votes {
		line.show("%d of %d", i, len(f.Votes))
		if err := v.Check(); err != nil {
			line.clear()
			p.report(inVote(file, v, err))
			failed++
		} else if verbose {
			line.clear()
			p.describe(v)
		}
		contradictory += min(1, len(v.Declared))
		if v.Undecided != "" {
			undecided++
		}
	}
	line.clear()
	all := len(f.Votes)
	fmt.Fprintf(p.stdout, "%s: %d of %d votes are as the file has them", file, all-failed, all)
	if contradictory > 0 {
		fmt.Fprintf(p.stdout, ", of which %d contradict themselves as it says", contradictory)
	}
	if undecided > 0 {
		fmt.Fprintf(p.stdout, "; %d are undecided", undecided)
	}
	fmt.Fprintln(p.stdout)
	return failed > 0, nil
}

// inVote puts the place of a vote at the front of each of its errors.
func inVote(file string, v *votes.Vote, err error) error {
	return eachError(err, func(err error) error {
		return fmt.Errorf("%s:%d: %s: %w", file, v.Line, v.Name, err)
	})
}

// describe prints a vote that is as its file has it.
func (p *program) describe(v *votes.Vote) {
	var outcomes []string
	for _, r := range v.Rules {
		outcomes = append(outcomes, fmt.Sprintf("%s: %v", r.Rule, r.Outcome))
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", v.Name, strings.Join(outcomes, ", "))
	for _, contradiction := range v.Declared {
		fmt.Fprintf(p.stdout, "  contradiction: %s\n", contradiction)
	}
	if v.Undecided != "" {
		fmt.Fprintf(p.stdout, "  undecided: %s\n", v.Undecided)
	}
}

// readVotes reads a file of votes. Its statute is one of the collection, or a file, whose
// name counts from the directory of the file of votes.
func readVotes(file, text string) (*votes.File, error) {
	return votes.Parse(text, func(name string) (*tripartite.Statute, error) {
		statute, err := tripartite.LoadStatute(name)
		if errors.Is(err, tripartite.ErrUnknown) {
			if !filepath.IsAbs(name) {
				name = filepath.Join(filepath.Dir(file), name)
			}
			return load(name)
		}
		return statute, err
	})
}

// checkRecord counts the vote of a record again.
func (p *program) checkRecord(file, text string, verbose bool) (wrong bool, err error) {
	var record tripartite.Record
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		return false, err
	}
	if err := record.Check(); err != nil {
		p.report(fmt.Errorf("%s: %q, %s, does not hold: %w", file, record.Title, record.Date, err))
		return true, nil
	}
	fmt.Fprintf(p.stdout, "%s: %q, %s, holds: %v\n", file, record.Title, record.Date, record.Outcome)
	if !verbose {
		return false, nil
	}
	encoding, err := json.Marshal(record) // the same bytes, however the file is laid out
	fmt.Fprintf(p.stdout, "  sha256 %x\n", sha256.Sum256(encoding))
	return false, err
}
