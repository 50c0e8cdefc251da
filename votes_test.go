package tripartite_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	. "example.com/tripartite"
	"pgregory.net/rapid"
)

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
		if !ok || key == "" {
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
		if value != "no" {
			return fmt.Errorf("split %q", value)
		}
		v.unsplit = true
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
		if _, twice := v.blocs[key]; twice || key == "all" && v.all != nil {
			return fmt.Errorf("%q is given twice", key)
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
		if one := countOf(s); err == nil && n >= 0 && one.Seats(AllSeats) == 1 {
			c = c.Plus(Count{
				n * one.For, n * one.Against, n * one.Abstain, n * one.Spoilt,
				n * one.Silent, n * one.Absent, n * one.Suspended, n * one.Vacant,
			})
		} else {
			return c, fmt.Errorf("%q is not a number and a state: %v", part, err)
		}
	}
	return c, nil
}

// Every vote of testdata/votes, with every figure that was published.
func TestRealVotes(t *testing.T) {
	t.Parallel()
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
			t.Run(filepath.Base(file)+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				v.check(t, ready)
			})
		}
	}
}

// complete is what a vote must have.
func (v recordedVote) complete() error {
	switch {
	case v.source == "":
		return fmt.Errorf("line %d: no source", v.line)
	case len(v.rules)+len(v.weights) == 0:
		return fmt.Errorf("line %d: nothing to check", v.line)
	}
	return nil
}

func (v recordedVote) check(t *testing.T, ready readyMade) {
	if err := v.complete(); err != nil {
		t.Fatal(err)
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
	rules := []Rule{AbsoluteMajority()}
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
		rules = append(rules, rule)
	}
	v.replay(t, body, tally, rules)
}

func (v recordedVote) body(ready readyMade) (*Body, error) {
	seats := map[string]int{}
	var independent []Bloc
	for name, c := range v.blocs {
		seats[name] = c.Seats(AllSeats)
		independent = append(independent, Bloc{Name: name, Size: c.Seats(AllSeats)})
	}
	if v.unsplit {
		return NewBody(Bloc{}, Bloc{}, Bloc{}, independent...)
	}
	return ready.body(seats)
}

func (v recordedVote) checkWeights(t *testing.T, tally Tally) {
	for _, p := range v.weights {
		if got := blocOf(tally, p.bloc).Weight().String(); got != p.votes {
			t.Errorf("a seat of %s has %s votes, printed are %s", p.bloc, got, p.votes)
		}
	}
	for _, p := range v.prints {
		bloc := blocOf(tally, p.bloc)
		printed := new(big.Int).Mul(big.NewInt(int64(bloc.Seats(Entitled))), big.NewInt(int64(atoi(p.votes))))
		if bloc.Name() != p.bloc || printed.String() == v.total || v.total == "" {
			t.Errorf("%s: %d members with %s votes have %v, and that was to be impossible", p.bloc, bloc.Seats(Entitled), p.votes, printed)
		}
		t.Logf("the record prints %s votes for each of %s, who have %v", p.votes, p.bloc, bloc.Weight())
	}
	for part := range tally.Blocs() {
		if v.total != "" && part.Votes(AllSeats).String() != v.total && tally.Votes(AllSeats).String() != v.total {
			t.Errorf("%s has %v votes, printed are %s", part.Name(), part.Votes(AllSeats), v.total)
		}
	}
}

// has reports whether the finding has a clause with the figure: a "need" of a
// share of votes for, the same as "quorum" in a quorum.
func has(f Finding, figure printed, inQuorum bool) bool {
	inQuorum = inQuorum || f.Clause == "quorum"
	forIt := !inQuorum && (strings.HasSuffix(f.Clause, " are for") || strings.HasSuffix(f.Clause, " is for"))
	number := ""
	f = inVotes(f)
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

// inVotes is the finding in votes, where it speaks of seats that all weigh the same:
// records have votes.
func inVotes(f Finding) Finding {
	if !f.SeatVotes.Valid() {
		return f
	}
	have, of := new(big.Rat).Mul(f.Count.Rat(), f.SeatVotes.Rat()), new(big.Rat).Mul(f.Base.Rat(), f.SeatVotes.Rat())
	bar := of.Mul(of, big.NewRat(int64(f.Bar.Num), int64(f.Bar.Den)))
	need, rest := new(big.Int).QuoRem(bar.Num(), bar.Denom(), new(big.Int))
	if f.Bar.Strict || rest.Sign() > 0 {
		need.Add(need, big.NewInt(1))
	}
	spare := have.Sub(have, new(big.Rat).SetInt(need))
	f.Need, f.Spare = Frac(int(need.Int64()), 1), Frac(int(spare.Num().Int64()), int(spare.Denom().Int64()))
	return f
}

// replay takes the vote again, seat by seat in a random order, in two parts that
// are counted apart, and with all weights scaled.
func (v recordedVote) replay(t *testing.T, body *Body, tally Tally, rules []Rule) {
	if t.Failed() {
		return // what is wrong once is wrong again
	}
	var want []Finding
	for _, rule := range rules {
		want = append(want, Explain(rule, tally))
	}
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
			same := again.Equal(tally)
			if !same && how != "scaled" {
				t.Fatalf("%s:\n%v%v", how, tally, again)
			}
			for i, rule := range rules {
				if same {
					if diff := differ(want[i], Explain(rule, again)); diff != "" {
						t.Fatalf("%s: %s\n%v%v", how, diff, tally, again)
					}
				} else if got := rule.Decide(again); got != want[i].Outcome { // votes are in the unit of the weights
					t.Fatalf("%s: %v, not %v\n%v%v", how, got, want[i].Outcome, tally, again)
				}
			}
		}
	})
}
