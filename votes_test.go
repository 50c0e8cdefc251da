package tripartite_test

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// voteFile is a file of testdata/votes: votes of the body of a statute. A line without
// indentation is a key and a value, and indented lines below belong to it. A line that
// begins with # is a comment. Before the first vote, the keys are
//
//	statute   the statute, by its name in the collection
//	given     what the statute leaves open, as below: for every vote
//
// and for each vote
//
//	vote      begins a vote, with its date and question
//	source    where its figures are from
//	assumed   what was not published and had to be assumed
//	split     "no" if the vote is not split by group. Its blocs are then of no group
//	all       the published totals: "33 for, 21 against"
//	weight    the printed votes of a seat: "Employers 171"
//	misprint  what the record prints instead, and cannot be
//	total     the printed votes of all seats of each group, or of all
//	rule      a rule, its outcome, and figures of its clauses: "majority: adopted, need 28"
//
// and any other key is a bloc: "Employers: 11 for, 3 absent". A bloc whose seats the statute
// leaves open has as many seats as the vote counts.
//
// Weights, powers and blocs that are open are given as in a statute, by the path of the bloc:
//
//	given Representatives:
//		A: 1 seat of 60 votes
//		B: 1 seat of 40 votes
//
// A rule that is open is given as in a statute, too, and so is a rule that the statute does
// not have. Both can name rules of the statute:
//
//	given quorum: quorum (at least 15 seats are voting)
//	given majority of all seats: more than 1/2 of all votes are for
type voteFile struct {
	statute *Statute
	given   []given
	votes   []recordedVote
}

type recordedVote struct {
	line            int
	name, source    string
	unsplit         bool
	given           []given
	blocs           Counts
	all             *Count
	weights, prints []printed
	total           string
	rules           []recordedRule
}

// given is a bloc or a rule with its text.
type given struct{ name, text string }

type printed struct{ bloc, votes string }

type recordedRule struct {
	name    string
	outcome Outcome
	figures []printed // of clauses: need, quorum, spare, short
}

func parseVotes(text string) (voteFile, error) {
	var f voteFile
	number, first, entry := 0, 0, ""
	take := func() error {
		if entry == "" {
			return nil
		}
		if err := f.entry(first, entry); err != nil {
			return fmt.Errorf("line %d: %w", first, err)
		}
		return nil
	}
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, " \t\n")
		if trimmed := strings.TrimSpace(line); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			entry += "\n" + line
			continue
		}
		if err := take(); err != nil {
			return f, err
		}
		first, entry = number, line
	}
	if err := take(); err != nil {
		return f, err
	}
	return f, f.complete()
}

// entry takes a line, and the indented lines below it.
func (f *voteFile) entry(number int, entry string) error {
	key, value, ok := strings.Cut(entry, ":")
	if key = strings.TrimSpace(key); !ok || key == "" || strings.Contains(key, "\n") {
		return fmt.Errorf("%q has no key", entry)
	}
	if name, is := strings.CutPrefix(key, "given "); is {
		g := given{strings.TrimSpace(name), value}
		if len(f.votes) == 0 {
			f.given = append(f.given, g)
		} else {
			f.votes[len(f.votes)-1].given = append(f.votes[len(f.votes)-1].given, g)
		}
		return nil
	}
	return f.take(number, key, strings.Join(strings.Fields(value), " "))
}

func (f *voteFile) take(number int, key, value string) (err error) {
	switch key {
	case "statute":
		if f.statute != nil || len(f.votes) > 0 {
			return fmt.Errorf("%q stands once, before the first vote", key)
		}
		f.statute, err = LoadStatute(value)
		return err
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
	i := strings.LastIndex(text, ": ")
	if i < 0 {
		return fmt.Errorf("rule %q has no outcome", text)
	}
	words := strings.Split(text[i+2:], ", ")
	r := recordedRule{name: text[:i]}
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

// complete reports what a file lacks. Of what is given, everything must be of use.
func (f *voteFile) complete() error {
	if f.statute == nil || len(f.votes) == 0 {
		return errors.New("no statute or no votes")
	}
	for _, v := range f.votes {
		switch {
		case v.source == "":
			return fmt.Errorf("line %d: no source", v.line)
		case len(v.rules)+len(v.weights) == 0:
			return fmt.Errorf("line %d: nothing to check", v.line)
		}
	}
	for _, g := range f.given {
		if f.isOwnRule(g) && !slices.ContainsFunc(f.votes, func(v recordedVote) bool { return v.asks(g.name) }) {
			return fmt.Errorf("%q is given, and no vote asks for it", g.name)
		}
	}
	for _, v := range f.votes {
		for _, g := range v.given {
			if f.isOwnRule(g) && !v.asks(g.name) {
				return fmt.Errorf("line %d: %q is given, and the vote does not ask for it", v.line, g.name)
			}
		}
	}
	return nil
}

// asks reports whether the vote has an outcome of the rule.
func (v *recordedVote) asks(rule string) bool {
	return slices.ContainsFunc(v.rules, func(r recordedRule) bool { return r.name == rule })
}

// isOwnRule reports whether a rule is given that the statute does not have.
func (f *voteFile) isOwnRule(g given) bool { return !f.isBloc(g) && !f.isRule(g.name) }

func (f *voteFile) isBloc(g given) bool {
	for path := range openBlocs(f.statute) {
		if path == g.name {
			return true
		}
	}
	return false
}

func (f *voteFile) isRule(name string) bool {
	return slices.ContainsFunc(f.statute.Rules, func(n Named) bool { return n.Name == name })
}

// openBlocs are the blocs of a statute in which something is open, by path.
func openBlocs(s *Statute) iter.Seq2[string, Bloc] {
	var within func(path string, blocs []Bloc, yield func(string, Bloc) bool) bool
	within = func(path string, blocs []Bloc, yield func(string, Bloc) bool) bool {
		for _, b := range blocs {
			open := b.Size == Open || b.Weight.Equal(Int(Open)) || b.Power.Equal(Int(Open))
			if open && !yield(path+b.Name, b) || !within(path+b.Name+"/", b.Blocs, yield) {
				return false
			}
		}
		return true
	}
	return func(yield func(string, Bloc) bool) {
		within("", slices.Concat(s.Groups[:], s.Independent), yield)
	}
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
		if err == nil && n >= 0 && countOf(s).Seats(AllSeats) == 1 {
			c = c.Plus(times(n, s))
		} else {
			return c, fmt.Errorf("%q is not a number and a state: %v", part, err)
		}
	}
	return c, nil
}

// times is a count of a number of seats in one state.
func times(n int, s States) Count {
	one := countOf(s)
	return Count{
		n * one.For, n * one.Against, n * one.Abstain, n * one.Spoilt,
		n * one.Silent, n * one.Absent, n * one.Suspended, n * one.Vacant,
	}
}

// A mistake in a file of votes is found, and not passed over.
func TestVoteFilesRefuse(t *testing.T) {
	t.Parallel()
	const head = "statute: korea/minimum-wage\nvote: today\nsource: press\n"
	for text, want := range map[string]string{
		"vote: today":                           `no statute or no votes`,
		"statute: korea/maximum-wage":           `no such statute`,
		head + "statute: korea/minimum-wage":    `line 4: "statute" stands once`,
		head:                                    `line 2: nothing to check`,
		"source: press":                         `line 1: "source" before the first vote`,
		head + "Workers 9 for":                  `line 4: "Workers 9 for" has no key`,
		head + "Workers: 9 in favour":           `line 4: "9 in favour" is not a number and a state`,
		head + "Workers: 9 for\nWorkers: 1 for": `line 5: "Workers" is given twice`,
		head + "rule: decision: passed":         `line 4: `,
		head + "rule: decision: adopted\ngiven half: more than 1/2 of votes":                                                        `line 2: "half" is given, and the vote does not ask for it`,
		"given half: at least 1 seat is for\n" + head + "rule: quorum: adopted":                                                     `"half" is given, and no vote asks for it`,
		head + "rule: verdict: adopted":                                                                                             `no such rule`,
		head + "rule: half: void\ngiven half: more than half":                                                                       `given half: `,
		head + "rule: half: void\ngiven half: rule \"verdict\"":                                                                     `given half: `,
		"statute: cardano/governance\nvote: today\nsource: derived\nrule: hard fork: void\ngiven Pools:\n\tA: 1 seat of many votes": `given Pools: `,
		"statute: cardano/governance\nvote: today\nsource: derived\nrule: hard fork: void\nPools: 2 for":                            `want the seats and the votes of each seat`,
	} {
		err := refusal(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n%v, not %s", text, err, want)
		}
	}
}

// refusal is the first error of a file of votes.
func refusal(text string) error {
	f, err := parseVotes(text)
	if err != nil {
		return err
	}
	for _, v := range f.votes {
		_, err := f.body(v)
		for _, r := range v.rules {
			_, wrong := f.rule(v, r.name)
			err = errors.Join(err, wrong)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// voteFiles are the files of votes.
func voteFiles(t *testing.T) map[string]voteFile {
	t.Helper()
	paths, err := filepath.Glob("testdata/votes/*.txt")
	if err != nil || len(paths) < 10 {
		t.Fatal("no votes", paths, err)
	}
	files := map[string]voteFile{}
	for _, path := range paths {
		f, err := parseVotes(read(t, path))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		files[filepath.Base(path)] = f
	}
	return files
}

// Every vote of testdata/votes, with every figure that was published.
func TestRealVotes(t *testing.T) {
	t.Parallel()
	for file, f := range voteFiles(t) {
		for _, v := range f.votes {
			t.Run(file+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				f.check(t, v)
			})
		}
	}
}

func (f *voteFile) check(t *testing.T, v recordedVote) {
	body, err := f.body(v)
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
		rule, err := f.rule(v, r.name)
		if err != nil {
			t.Fatal(err)
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

// body is the body in which a vote was taken.
func (f *voteFile) body(v recordedVote) (*Body, error) {
	if v.unsplit {
		var independent []Bloc
		for _, name := range slices.Sorted(maps.Keys(v.blocs)) {
			independent = append(independent, Bloc{Name: name, Size: v.blocs[name].Seats(AllSeats)})
		}
		return NewBody(Bloc{}, Bloc{}, Bloc{}, independent...)
	}
	open := map[string]Bloc{}
	for path, b := range openBlocs(f.statute) {
		if b.Size == Open {
			open[path] = Bloc{Name: path, Size: v.blocs[path].Seats(AllSeats)}
		}
	}
	for _, g := range slices.Concat(f.given, v.given) {
		if !f.isBloc(g) {
			continue
		}
		// The bloc y is open, so that it is not asked whether x alone makes a body.
		small, err := ParseStatute("group x:" + g.text + "\nbloc y: seats")
		if err != nil {
			return nil, fmt.Errorf("given %s: %w", g.name, err)
		}
		bloc := small.Groups[0]
		bloc.Name = g.name
		open[g.name] = v.counted(bloc, "")
	}
	return f.statute.Body(slices.Collect(maps.Values(open))...)
}

// counted is a bloc in which seats without a number are those that the vote counts.
func (v recordedVote) counted(b Bloc, within string) Bloc {
	if b.Size == Open {
		b.Size = v.blocs[within+b.Name].Seats(AllSeats)
	}
	for i := range b.Blocs {
		b.Blocs[i] = v.counted(b.Blocs[i], within+b.Name+"/")
	}
	return b
}

// rule is a rule of the statute, or one that is given.
func (f *voteFile) rule(v recordedVote, name string) (Rule, error) {
	own := map[string]Rule{}
	var statutes []Named // each rule by its name
	for _, n := range f.statute.Rules {
		if n.Rule != nil {
			statutes = append(statutes, Named{Name: n.Name, Rule: n})
		}
	}
	var open []Named
	for _, g := range slices.Concat(f.given, v.given) {
		if f.isBloc(g) {
			continue
		}
		rule, err := ParseRule(strings.TrimSpace(g.text), statutes...)
		if err != nil {
			return nil, fmt.Errorf("given %s: %w", g.name, err)
		}
		if f.isRule(g.name) {
			open = append(open, Named{Name: g.name, Source: "given", Rule: rule})
		} else {
			own[g.name] = rule
		}
	}
	if rule, ok := own[name]; ok {
		return rule, nil
	}
	return f.statute.Rule(name, open...)
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
	for _, part := range tally.Blocs() {
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
	x := inVotes(f.Figures)
	switch {
	case figure.bloc == "need" && forIt, figure.bloc == "quorum" && inQuorum:
		number = x.Need.String()
	case figure.bloc == "spare" && forIt:
		number = x.Spare.String()
	case figure.bloc == "short":
		number = strings.TrimPrefix(x.Spare.String(), "-")
		if x.Spare.Sign() >= 0 {
			number = ""
		}
	}
	return number != "" && number == figure.votes || slices.ContainsFunc(f.Parts, func(part Finding) bool {
		return has(part, figure, inQuorum)
	})
}

// inVotes returns the figures of a finding in votes, also if they are seats that all weigh
// the same: records have votes.
func inVotes(x *Figures) Figures {
	if x == nil {
		return Figures{}
	}
	if !x.SeatVotes.Valid() {
		return *x
	}
	have, of := new(big.Rat).Mul(x.Count.Rat(), x.SeatVotes.Rat()), new(big.Rat).Mul(x.Base.Rat(), x.SeatVotes.Rat())
	bar := of.Mul(of, big.NewRat(int64(x.Bar.Num), int64(x.Bar.Den)))
	need, rest := new(big.Int).QuoRem(bar.Num(), bar.Denom(), new(big.Int))
	if x.Bar.Strict || rest.Sign() > 0 {
		need.Add(need, big.NewInt(1))
	}
	spare := have.Sub(have, new(big.Rat).SetInt(need))
	return Figures{Need: Frac(int(need.Int64()), 1), Spare: Frac(int(spare.Num().Int64()), int(spare.Denom().Int64()))}
}

// mostReplayed is the number of seats up to which a vote is taken again seat by seat.
const mostReplayed = 100_000

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
	for _, bloc := range tally.Blocs() {
		if tally.Seats(AllSeats) > mostReplayed {
			break
		}
		for i, s := range expand(v.blocs[bloc.Name()]) {
			votes = append(votes, vote{fmt.Sprintf("%s %d", bloc.Name(), i+1), s})
		}
	}
	for seed := range uint64(proptest.Pick(1, 4, 40)) {
		one, other := v.divided(seed)
		merged, err := body.Tally(one.Plus(other))
		if err != nil {
			t.Fatal(err)
		}
		scaled, err := Scaled(body, Frac(int(seed%1000)+1, 7)).Tally(v.blocs)
		if err != nil {
			t.Fatal(err)
		}
		again := map[string]Tally{"in two parts": merged, "scaled": scaled}
		if votes != nil {
			again["seat by seat"] = take(t, body, shuffled(votes, seed))
		}
		for how, again := range again {
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
	}
}

// divided divides the counts of a vote into two parts, the same for the same seed.
func (v recordedVote) divided(seed uint64) (one, other Counts) {
	random := rand.New(rand.NewPCG(seed, 0))
	one, other = Counts{}, Counts{}
	for _, name := range slices.Sorted(maps.Keys(v.blocs)) {
		for s := For; s != 0; s <<= 1 {
			all := v.blocs[name].Seats(s)
			n := random.IntN(all + 1)
			one[name] = one[name].Plus(times(n, s))
			other[name] = other[name].Plus(times(all-n, s))
		}
	}
	return one, other
}
