package tripartite_test

import (
	"math/big"
	"math/bits"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// Proofs by exhaustion: every vote there is, or of too many as evenly spread a
// part as asked for. How many is TRIPARTITE_EXHAUST, for each body and rule; of
// the Governing Body, where it is quick, a thousand times as many. With
//
//	GOMAXPROCS=1 TRIPARTITE_EXHAUST=2100000 go test -run 'Exhaust.*GoverningBody' -timeout 0 -v .
//
// all 2,078,488,000 votes of the Governing Body are tried. (One processor does it
// faster than two that share the collection of garbage.)
func exhaust(t *testing.T) int {
	text, set := os.LookupEnv("TRIPARTITE_EXHAUST")
	if !set {
		return proptest.Pick(10, 60, 500)
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("TRIPARTITE_EXHAUST=%q", text)
	}
	return n
}

// spreads is every way in which so many seats can be in the states.
func spreads(seats int64, states States) [][8]int64 {
	var all [][8]int64
	var counts [8]int64
	var try func(states States, left int64)
	try = func(states States, left int64) {
		first := bits.TrailingZeros8(uint8(states))
		if states&(states-1) == 0 {
			counts[first] = left
			all = append(all, counts)
			counts[first] = 0
			return
		}
		for n := range left + 1 {
			counts[first] = n
			try(states&(states-1), left-n)
		}
		counts[first] = 0
	}
	try(states, seats)
	return all
}

// The Governing Body: 28 governments, 14 employers, 14 workers, each for, against,
// abstaining or absent, against a comparison of three whole numbers.
func TestExhaustGoverningBody(t *testing.T) {
	t.Parallel()
	body, rule := council, statuteRule(t, "ilo/governing-body", "majority")
	states := For | Against | Abstain | Absent
	g, e, w := spreads(28, states), spreads(14, states), spreads(14, states)
	if all := len(g) * len(e) * len(w); all != 2_078_488_000 {
		t.Fatalf("%d votes", all)
	}
	pairs := len(g) * len(e)
	step := max(1, pairs*len(w)/(1000*exhaust(t)))
	for big.NewInt(1).GCD(nil, nil, big.NewInt(int64(step)), big.NewInt(int64(len(e)))).Cmp(big.NewInt(1)) > 0 {
		step++ // to be in step with no group
	}
	var tried, wrong atomic.Int64
	var workers sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var n int64
			for pair := worker * step; pair < pairs; pair += runtime.GOMAXPROCS(0) * step {
				a, b := &g[pair/len(e)], &e[pair%len(e)]
				for k := range w {
					c := &w[k]
					present := 56 - a[5] - b[5] - c[5]
					ayes, noes := a[0]+b[0]+c[0], a[1]+b[1]+c[1]
					want := Rejected
					if present < 33 {
						want = Void
					} else if ayes > noes {
						want = Adopted
					}
					n++
					if got := rule.Decide(TallyOf(body, [3][8]int64{*a, *b, *c})); got != want && wrong.Add(1) < 10 {
						t.Errorf("%v, want %v: %v %v %v", got, want, *a, *b, *c)
					}
				}
			}
			tried.Add(n)
		})
	}
	workers.Wait()
	t.Logf("%d of 2,078,488,000 votes", tried.Load())
}

// Every rule of a function or a statute, in a small body, against the oracle: in as
// many of the states as make few enough votes. Of large bodies, where no three
// states do, it is a part of the votes in four.
func TestExhaustStatutes(t *testing.T) {
	t.Parallel()
	most, tried := int64(exhaust(t)), 0
	for _, l := range rulesOfProperties(t) {
		blocs := Described(l.body)
		s := spec{groups: [3]Bloc(blocs[:3]), independent: blocs[3:]}
		states, choices, all := statesFor(l.body, most)
		step := max(1, all/most) | 1 // odd, to be in step with no bloc
		before := tried
		for n := int64(0); n < all; n += step {
			counts, rest, i := Counts{}, n, 0
			for name := range l.body.Blocs() {
				k := int64(len(choices[i]))
				c := choices[i][rest%k]
				counts[name] = Count{int(c[0]), int(c[1]), int(c[2]), int(c[3]), int(c[4]), int(c[5]),
					int(c[6]), int(c[7])}
				rest /= k
				i++
			}
			tally, err := l.body.Tally(counts)
			if err != nil {
				t.Fatal(err)
			}
			tried++
			if got, want := l.rule.Decide(tally), newOracle(s, counts).decide(l.rule, ""); got != want {
				t.Fatalf("%s: %v, but the oracle says %v\n%v%v", l.name, got, want, tally,
					Explain(l.rule, tally))
			}
		}
		t.Logf("%s: %d of %d votes of %v, each %v", l.name, tried-before, all, l.body, states)
	}
	t.Logf("%d votes", tried)
}

// statesFor is the most states in which the body has no more votes than that, the
// choices of each bloc, and how many votes there are.
func statesFor(b *Body, most int64) (States, [][][8]int64, int64) {
	try := func(states States) (choices [][][8]int64, all int64) {
		all = 1
		for _, size := range b.Blocs() {
			choices = append(choices, spreads(int64(size), states))
			all *= int64(len(choices[len(choices)-1]))
		}
		return choices, all
	}
	for _, states := range []States{
		AllSeats, Entitled | Vacant, Present | Absent, Cast | Abstain | Silent | Absent,
		Cast | Abstain | Absent, Cast | Absent,
	} {
		choices := 1.0
		for _, size := range b.Blocs() {
			for k := 1; k < bits.OnesCount8(uint8(states)); k++ {
				choices *= float64(size+k) / float64(k)
			}
		}
		if choices <= float64(most)+0.5 {
			c, all := try(states)
			return states, c, all
		}
	}
	c, all := try(Cast | Abstain | Absent)
	return Cast | Abstain | Absent, c, all
}
