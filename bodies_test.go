package tripartite_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// readyMade is a body as the vote files name it: how to make it for a vote, in
// which the blocs have so many seats, and its rules. Votes that are not split
// by group are taken in seats of no group.
type readyMade struct {
	body  func(seats map[string]int) (*Body, error)
	rules map[string]Rule
}

func fixed(b *Body) func(map[string]int) (*Body, error) {
	return func(map[string]int) (*Body, error) { return b, nil }
}

func byGroups(make func(a, b, c int) (*Body, error), a, b, c string) func(map[string]int) (*Body, error) {
	return func(seats map[string]int) (*Body, error) { return make(seats[a], seats[b], seats[c]) }
}

var readyMades = map[string]readyMade{
	"ILO Governing Body": {
		fixed(ILOGoverningBody{}.Body()),
		map[string]Rule{"Majority": ILOGoverningBody{}.Majority(), "Director-General": ILOGoverningBody{}.DirectorGeneral()},
	},
	"ILO Conference": {
		byGroups(ILOConference{}.Body, "Governments", "Employers", "Workers"),
		map[string]Rule{"Majority": ILOConference{}.Majority(), "TwoThirds": ILOConference{}.TwoThirds(), "Admission": ILOConference{}.Admission()},
	},
	"ILO committee": {
		byGroups(ILOCommittee{}.Body, "Governments", "Employers", "Workers"),
		map[string]Rule{"Majority": ILOCommittee{}.Majority()},
	},
	"ILO Maritime": {
		byGroups(ILOMaritime{}.Body, "Governments", "Shipowners", "Seafarers"),
		map[string]Rule{
			"Amendment":                  ILOMaritime{}.Amendment(),
			"Amendment, by heads":        ILOMaritime{Heads: true}.Amendment(),
			"two thirds of those voting": Share{Of: For, In: Voting, Need: AtLeast(2, 3)},
		},
	},
	"FSC": {
		func(seats map[string]int) (*Body, error) {
			chamber := func(name string) FSCChamber {
				return FSCChamber{
					seats[name+"/North/Organisations"], seats[name+"/North/Individuals"],
					seats[name+"/South/Organisations"], seats[name+"/South/Individuals"],
				}
			}
			return FSC{}.Body(chamber("Economic"), chamber("Social"), chamber("Environmental"))
		},
		map[string]Rule{"Motion": FSC{}.Motion()},
	},
	"Korea Minimum Wage Commission": {
		fixed(KoreaMinimumWage{}.Body()),
		map[string]Rule{
			"Decision":                   KoreaMinimumWage{}.Decision(),
			"Decision, workers waived":   KoreaMinimumWage{}.Decision(First),
			"Decision, employers waived": KoreaMinimumWage{}.Decision(Second),
			"majority of all seats":      Share{Of: For, In: Seats, Need: MoreThan(1, 2)},
		},
	},
	"Korea ESLC": {
		func(seats map[string]int) (*Body, error) {
			return KoreaESLC{}.Body(seats["Workers"], seats["Employers"], seats["Government"], seats["Others"])
		},
		map[string]Rule{"Decision": KoreaESLC{}.Decision()},
	},
	"Japan minimum wage council": {
		func(seats map[string]int) (*Body, error) { return JapanMinimumWage{}.Body(seats["Workers"]) },
		map[string]Rule{"Decision": JapanMinimumWage{}.Decision(), "quorum": JapanMinimumWage{}.Decision().(All)[0]},
	},
	"RTRS": {
		byGroups(RTRS{}.Body, "Producers", "Industry, Trade and Finance", "Civil Society"),
		map[string]Rule{"Resolution": RTRS{}.Resolution(), "Resolution, abstentions valid": RTRS{Valid: Voting &^ Spoilt}.Resolution()},
	},
	"Chips JU": {
		func(seats map[string]int) (*Body, error) {
			var states []Bloc
			for _, name := range slices.Sorted(maps.Keys(seats)) {
				if state, ok := strings.CutPrefix(name, "States/"); ok {
					states = append(states, Bloc{Name: state, Size: 1, Power: Frac(300, 1)})
				}
			}
			return ChipsJU{}.Body(seats["Private members"], states...)
		},
		map[string]Rule{"Decision": ChipsJU{}.Decision()},
	},
	"EU-OSHA": {
		fixed(EUOSHA{}.Body()),
		map[string]Rule{"Majority": EUOSHA{}.Majority(), "TwoThirds": EUOSHA{}.TwoThirds(), "FocalPoints": EUOSHA{}.FocalPoints()},
	},
}

// voteFile is a file of testdata/votes: a body, and votes in it. A line is empty,
// a comment, or a key and a value. The keys are
//
//	body      the ready-made body
//	vote      begins a vote, with its date and question
//	source    where its figures are from
//	assumed   what was not published and had to be assumed
//	split     "no" if the vote is not split by group
//	all       the published totals: "33 for, 21 against"
//	weight    the votes of a seat: "Employers 171"
//	misprint  what the record prints instead, and cannot be
//	total     the votes of all seats of each group, or of all
//	rule      a rule, its outcome, and figures of its clauses: "Majority: adopted, need 28"
//
// and any other key is a bloc: "Employers: 11 for, 3 absent".
type voteFile struct {
	body  string
	votes []recordedVote
}

type recordedVote struct {
	line            int
	name, source    string
	unsplit         bool
	blocs           Counts
	all             *Count
	weights, prints []printed
	total           string
	rules           []recordedRule
}

type printed struct{ bloc, votes string }

type recordedRule struct {
	name    string
	outcome Outcome
	figures []printed // of clauses: need, quorum, spare, short
}

func parseVotes(text string) (voteFile, error) {
	var f voteFile
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return f, fmt.Errorf("line %d: no key", number)
		}
		if err := f.take(number, key, value); err != nil {
			return f, fmt.Errorf("line %d: %w", number, err)
		}
	}
	return f, nil
}

func (f *voteFile) take(number int, key, value string) error {
	switch key {
	case "body":
		f.body = value
		return nil
	case "vote":
		f.votes = append(f.votes, recordedVote{line: number, name: value, blocs: Counts{}})
		return nil
	}
	if len(f.votes) == 0 {
		return fmt.Errorf("%q before the first vote", key)
	}
	v := &f.votes[len(f.votes)-1]
	switch key {
	case "source":
		v.source = value
	case "assumed":
	case "split":
		v.unsplit = value == "no"
	case "weight", "misprint":
		i := strings.LastIndexByte(value, ' ')
		if i < 0 {
			return fmt.Errorf("%q has no bloc and number", value)
		}
		p := printed{value[:i], value[i+1:]}
		if key == "weight" {
			v.weights = append(v.weights, p)
		} else {
			v.prints = append(v.prints, p)
		}
	case "total":
		v.total = value
	case "rule":
		return v.rule(value)
	default:
		c, err := parseCount(value)
		if err != nil {
			return err
		}
		if key == "all" {
			v.all = &c
		} else {
			v.blocs[key] = c
		}
	}
	return nil
}

func (v *recordedVote) rule(text string) error {
	name, rest, ok := strings.Cut(text, ": ")
	if !ok {
		return fmt.Errorf("rule %q has no outcome", text)
	}
	words := strings.Split(rest, ", ")
	r := recordedRule{name: name}
	if err := r.outcome.UnmarshalText([]byte(words[0])); err != nil {
		return err
	}
	for _, figure := range words[1:] {
		what, number, ok := strings.Cut(figure, " ")
		if !ok {
			return fmt.Errorf("figure %q", figure)
		}
		r.figures = append(r.figures, printed{what, number})
	}
	v.rules = append(v.rules, r)
	return nil
}

// parseCount reads "16 for, 2 against".
func parseCount(text string) (Count, error) {
	var c Count
	for part := range strings.SplitSeq(text, ", ") {
		number, word, _ := strings.Cut(part, " ")
		n, err := strconv.Atoi(number)
		var s States
		if err == nil {
			err = s.UnmarshalText([]byte(word))
		}
		if one := countOf(s); err == nil && one.Seats(Seats) == 1 {
			for range n {
				c = c.Plus(one)
			}
		} else {
			return c, fmt.Errorf("%q is not a number and a state: %v", part, err)
		}
	}
	return c, nil
}

// Every vote of testdata/votes, with every figure that was published.
func TestRealVotes(t *testing.T) {
	files, err := filepath.Glob("testdata/votes/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal("no votes", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parseVotes(string(text))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		ready, ok := readyMades[f.body]
		if !ok || len(f.votes) == 0 {
			t.Fatalf("%s: body %q, %d votes", file, f.body, len(f.votes))
		}
		for _, v := range f.votes {
			t.Run(filepath.Base(file)+"/"+v.name, func(t *testing.T) { v.check(t, ready) })
		}
	}
}

func (v recordedVote) check(t *testing.T, ready readyMade) {
	if v.source == "" {
		t.Fatalf("line %d: no source", v.line)
	}
	if len(v.rules)+len(v.weights) == 0 {
		t.Fatalf("line %d: nothing to check", v.line)
	}
	body, err := v.body(ready)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := body.Tally(v.blocs)
	if err != nil {
		t.Fatal(err)
	}
	if v.all != nil {
		for s := For; s != 0; s <<= 1 {
			if got, want := tally.Seats(s), v.all.Seats(s); got != want {
				t.Errorf("%d %v, printed are %d", got, s, want)
			}
		}
	}
	v.checkWeights(t, tally)
	for _, r := range v.rules {
		rule, ok := ready.rules[r.name]
		if !ok {
			t.Fatalf("no rule %q", r.name)
		}
		finding := Explain(rule, tally)
		if finding.Outcome != r.outcome || rule.Decide(tally) != r.outcome {
			t.Errorf("%s: %v, in fact %v\n%v%v", r.name, finding.Outcome, r.outcome, tally, finding)
		}
		for _, figure := range r.figures {
			if !has(finding, figure, false) {
				t.Errorf("%s: no clause with %s %s\n%v%v", r.name, figure.bloc, figure.votes, tally, finding)
			}
		}
		v.replay(t, body, tally, rule, finding)
	}
}

func (v recordedVote) body(ready readyMade) (*Body, error) {
	seats := map[string]int{}
	var independent []Bloc
	for name, c := range v.blocs {
		seats[name] = c.Seats(Seats)
		independent = append(independent, Bloc{Name: name, Size: c.Seats(Seats)})
	}
	if v.unsplit {
		return NewBody(Bloc{}, Bloc{}, Bloc{}, independent...)
	}
	return ready.body(seats)
}

func (v recordedVote) checkWeights(t *testing.T, tally Tally) {
	for _, p := range v.weights {
		if got := tally.Bloc(p.bloc).Weight().String(); got != p.votes {
			t.Errorf("a seat of %s has %s votes, printed are %s", p.bloc, got, p.votes)
		}
	}
	for _, p := range v.prints {
		if got := tally.Bloc(p.bloc).Weight().String(); got == p.votes {
			t.Errorf("%s: %s was to be a misprint", p.bloc, p.votes)
		}
	}
	for part := range tally.Blocs() {
		if v.total != "" && part.Votes(Seats).String() != v.total && tally.Votes(Seats).String() != v.total {
			t.Errorf("%s has %v votes, printed are %s", part.Name(), part.Votes(Seats), v.total)
		}
	}
}

// has reports whether the finding has a clause with the figure: a "need" of a
// share of votes for, the same as "quorum" in a quorum.
func has(f Finding, figure printed, inQuorum bool) bool {
	inQuorum = inQuorum || f.Clause == "quorum"
	forIt := !inQuorum && strings.HasPrefix(f.Clause, "for: ")
	number := ""
	switch {
	case figure.bloc == "need" && forIt, figure.bloc == "quorum" && inQuorum:
		number = f.Need.String()
	case figure.bloc == "spare" && forIt:
		number = f.Spare.String()
	case figure.bloc == "short":
		number = strings.TrimPrefix(f.Spare.String(), "-")
		if f.Spare.Sign() >= 0 {
			number = ""
		}
	}
	return number != "" && number == figure.votes || slices.ContainsFunc(f.Parts, func(part Finding) bool {
		return has(part, figure, inQuorum)
	})
}

// replay takes the vote again, seat by seat in a random order, in two parts that
// are counted apart, and with all weights scaled.
func (v recordedVote) replay(t *testing.T, body *Body, tally Tally, rule Rule, want Finding) {
	var votes []vote
	for bloc := range tally.Blocs() {
		states := expand(v.blocs[bloc.Name()])
		for i, s := range states {
			votes = append(votes, vote{fmt.Sprintf("%s %d", bloc.Name(), i+1), s})
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		votes := shuffled(votes, seed)
		parts := [2]Counts{{}, {}}
		for i, one := range votes {
			bloc := one.seat[:strings.LastIndexByte(one.seat, ' ')]
			part := parts[(seed>>(i%60))%2]
			part[bloc] = part[bloc].Plus(countOf(one.state))
		}
		merged, err := body.Tally(parts[0].Plus(parts[1]))
		if err != nil {
			t.Fatal(err)
		}
		scaled, err := Scaled(body, Frac(int(seed%1000)+1, 7)).Tally(v.blocs)
		if err != nil {
			t.Fatal(err)
		}
		for how, again := range map[string]Tally{"seat by seat": take(t, body, votes), "in two parts": merged, "scaled": scaled} {
			if diff := cmp.Diff(want, Explain(rule, again)); diff != "" {
				t.Fatalf("%s: %s", how, diff)
			}
		}
	})
}
