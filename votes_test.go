package tripartite_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
	"example.com/tripartite/votes"
)

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

// voteFiles are the files of votes.
func voteFiles(t *testing.T) map[string]*votes.File {
	t.Helper()
	paths, err := filepath.Glob("testdata/votes/*.txt")
	if err != nil || len(paths) < 10 {
		t.Fatal("no votes", paths, err)
	}
	files := map[string]*votes.File{}
	for _, path := range paths {
		f, err := votes.Parse(read(t, path), LoadStatute)
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
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			for _, v := range f.Votes {
				t.Run(v.Name, func(t *testing.T) { checkVote(t, v) })
			}
		})
	}
}

// checkVote checks a vote, and takes it again.
func checkVote(t *testing.T, v *votes.Vote) {
	t.Helper()
	if err := v.Check(); err != nil {
		t.Error(err)
		return // what is wrong once is wrong again
	}
	body, err := v.Body()
	if err != nil {
		t.Fatal(err)
	}
	tally, err := v.Tally()
	if err != nil {
		t.Fatal(err)
	}
	rules := []Rule{AbsoluteMajority()}
	for _, r := range v.Rules {
		rule, err := v.Rule(r.Rule)
		if err != nil {
			t.Fatal(err)
		}
		rules = append(rules, rule)
	}
	replay(t, v.Counts, body, tally, rules)
}

// mostReplayed is the number of seats up to which a vote is taken again seat by seat.
const mostReplayed = 100_000

// replay takes the vote again, seat by seat in a random order, in two parts that
// are counted apart, and with all weights scaled.
func replay(t *testing.T, counts Counts, body *Body, tally Tally, rules []Rule) {
	t.Helper()
	var want []Finding
	for _, rule := range rules {
		want = append(want, Explain(rule, tally))
	}
	var votes []vote
	for _, bloc := range tally.Blocs() {
		if tally.Seats(AllSeats) > mostReplayed {
			break
		}
		for i, s := range expand(counts[bloc.Name()]) {
			votes = append(votes, vote{fmt.Sprintf("%s %d", bloc.Name(), i+1), s})
		}
	}
	for seed := range uint64(proptest.Pick(1, 4, 40)) {
		one, other := divided(counts, seed)
		merged, err := body.Tally(one.Plus(other))
		if err != nil {
			t.Fatal(err)
		}
		scaled, err := Scaled(body, Frac(int(seed%1000)+1, 7)).Tally(counts)
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
				} else if got := rule.Decide(again); got != want[i].Outcome {
					// Votes are in the unit of the weights, and differ.
					t.Fatalf("%s: %v, not %v\n%v%v", how, got, want[i].Outcome, tally, again)
				}
			}
		}
	}
}

// divided divides the counts of a vote into two parts, the same for the same seed.
func divided(counts Counts, seed uint64) (one, other Counts) {
	random := rand.New(rand.NewPCG(seed, 0))
	one, other = Counts{}, Counts{}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		for s := For; s != 0; s <<= 1 {
			all := counts[name].Seats(s)
			n := random.IntN(all + 1)
			one[name] = one[name].Plus(times(n, s))
			other[name] = other[name].Plus(times(all-n, s))
		}
	}
	return one, other
}
