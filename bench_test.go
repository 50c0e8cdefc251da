package tripartite_test

import (
	"encoding/json"
	"fmt"
	"go/build/constraint"
	"math/big"
	"math/bits"
	"runtime"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// The benchmarks come in pairs, what the library does beside what one would
// write by hand for that one body and that one rule. Only the ratio within one
// run means anything: go test -bench . -run '^$'

// council is a Governing Body of 28, 14 and 14 seats.
var council = MustBody(
	Bloc{Name: "Governments", Size: 28},
	Bloc{Name: "Employers", Size: 14},
	Bloc{Name: "Workers", Size: 14},
)

// standing is a quorum, two thirds, and a majority in each group.
var standing = All{Quorum{SeatCount{Of: Present, Need: 33}}, TwoThirds(),
	EachGroup(SimpleMajority())}

var councilCounts = Counts{
	"Governments": {For: 20, Against: 4, Abstain: 2, Absent: 2},
	"Employers":   {For: 11, Against: 3},
	"Workers":     {For: 10, Against: 1, Abstain: 1, Silent: 2},
}

// twelve is three groups of four blocs, each bloc an equal share of power 1.
func twelve() *Body {
	group := func(name string) Bloc {
		g := Bloc{Name: name, SharedBy: Entitled}
		for i := range 4 {
			g.Blocs = append(g.Blocs, Bloc{Name: fmt.Sprint("bloc ", i), Size: 3 + i})
		}
		return g
	}
	return MustBody(group("A"), group("B"), group("C"))
}

var sink Outcome

func BenchmarkDecide(b *testing.B) {
	tally, err := council.Tally(councilCounts)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("council/library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = standing.Decide(tally)
		}
	})
	b.Run("council/explain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = Explain(standing, tally).Outcome
		}
	})
	hand := byHand(tally, 1)
	b.Run("council/by-hand", func(b *testing.B) {
		for b.Loop() {
			sink = decideByHand(hand)
		}
	})
	b.Run("council/comparisons-alone", func(b *testing.B) {
		for b.Loop() {
			sink = compareByHand(52, [3]int64{20, 11, 10}, [3]int64{4, 3, 1})
		}
	})
	body := twelve()
	ballot := body.OpenRoom()
	i := 0
	for id := range ballot.All() {
		if i++; i%5 > 0 {
			ballot.Cast(id, For)
		}
	}
	blocs := ballot.Tally()
	b.Run("twelve-blocs/library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = standing.Decide(blocs)
		}
	})
	hand12 := byHand(blocs, 4)
	b.Run("twelve-blocs/by-hand", func(b *testing.B) {
		for b.Loop() {
			sink = decideByHand(hand12)
		}
	})
}

// sheet is what somebody would have who does it by hand: the counts of the blocs.
// The library sums them when it tallies; by hand they are summed to decide.
type sheet []line

type line struct {
	group  int
	weight int64
	seats  [8]int64
}

func byHand(t Tally, blocsAGroup int) sheet {
	var s sheet
	for _, bloc := range t.Blocs() {
		l := line{group: len(s) / blocsAGroup, weight: bloc.Weight().Rat().Num().Int64()}
		for state := range l.seats {
			l.seats[state] = int64(bloc.Seats(1 << state))
		}
		s = append(s, l)
	}
	return s
}

//go:noinline
func decideByHand(s sheet) Outcome {
	var present int64
	var yes, no [3]int64
	for i := range s {
		l := &s[i]
		present += l.seats[0] + l.seats[1] + l.seats[2] + l.seats[3] + l.seats[4]
		yes[l.group] += l.weight * l.seats[0]
		no[l.group] += l.weight * l.seats[1]
	}
	return compareByHand(present, yes, no)
}

// compareByHand is the comparisons alone.
//
//go:noinline
func compareByHand(present int64, yes, no [3]int64) Outcome {
	if present < 33 {
		return Void
	}
	y, n := yes[0]+yes[1]+yes[2], no[0]+no[1]+no[2]
	if y+n == 0 || 3*y < 2*(y+n) || yes[0] <= no[0] || yes[1] <= no[1] || yes[2] <= no[2] {
		return Rejected
	}
	return Adopted
}

// roll is a body of n named seats, half of them in the first group.
func roll(n int) (*Body, []string) {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("member %d of %d", i, n)
	}
	return bodyOf(ids), ids
}

func bodyOf(ids []string) *Body {
	n := len(ids)
	return MustBody(
		Bloc{Name: "Governments", Roll: ids[:n/2]},
		Bloc{Name: "Employers", Roll: ids[n/2 : 3*n/4]},
		Bloc{Name: "Workers", Roll: ids[3*n/4:]},
	)
}

func BenchmarkRollCall(b *testing.B) {
	for _, n := range []int{56, 1000} {
		body, ids := roll(n)
		votes := make(map[string]States, n)
		group := make(map[string]int, n)
		for i, id := range ids {
			votes[id] = For << (i % 3)
			group[id] = max(0, 4*i/n-1)
		}
		b.Run(fmt.Sprintf("%d/library", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ballot := body.OpenRoom()
				for id, vote := range votes {
					if err := ballot.Cast(id, vote); err != nil {
						b.Fatal(err)
					}
				}
				sink = standing.Decide(ballot.Tally())
			}
		})
		b.Run(fmt.Sprintf("%d/by-hand", n), func(b *testing.B) {
			for b.Loop() {
				var yes, no [3]int64
				var present int64
				for id, vote := range votes {
					switch vote {
					case For:
						yes[group[id]]++
					case Against:
						no[group[id]]++
					}
					present++
				}
				sink = compareByHand(present, yes, no)
			}
		})
	}
}

// BenchmarkMillion takes the vote of a body of 1,000,000 named seats, beside a
// plain map from ID to state. Bytes a seat are of the ballot, and of the body
// with its roll, without the IDs themselves, which both of them share.
func BenchmarkMillion(b *testing.B) {
	const n = 1_000_000
	_, ids := roll(n)
	b.Run("library", func(b *testing.B) {
		var body *Body
		var ballot *Ballot
		perBody := bytes(func() { body = bodyOf(ids) })
		perBallot := bytes(func() { ballot = body.OpenRoom() })
		runtime.KeepAlive(ballot)
		for b.Loop() {
			ballot = body.OpenRoom()
			for i, id := range ids {
				if err := ballot.Cast(id, For<<(i%3)); err != nil {
					b.Fatal(err)
				}
			}
			sink = standing.Decide(ballot.Tally())
		}
		b.ReportMetric(perBody/n, "body-B/seat")
		b.ReportMetric(perBallot/n, "ballot-B/seat")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/seat")
	})
	b.Run("map", func(b *testing.B) {
		var votes map[string]States
		fill := func() {
			votes = make(map[string]States)
			for i, id := range ids {
				votes[id] = For << (i % 3)
			}
		}
		perMap := bytes(fill)
		runtime.KeepAlive(votes)
		for b.Loop() {
			fill()
			var states [8]int
			for _, vote := range votes {
				states[bits.TrailingZeros8(uint8(vote))]++
			}
		}
		b.ReportMetric(perMap/n, "map-B/seat")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/seat")
	})
}

// bytes is how much more memory is in use after f.
func bytes(f func()) float64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return float64(after.HeapAlloc) - float64(before.HeapAlloc)
}

// BenchmarkMillionWeights makes and tallies a body of 1,000,000 seats that all
// weigh differently.
func BenchmarkMillionWeights(b *testing.B) {
	const n = 1_000_000
	members := make([]Bloc, n)
	for i := range members {
		members[i] = shareholder(fmt.Sprint("member ", i+1, " of all"), Frac(i+1, 1))
	}
	bodyOfAll := func() *Body { return MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Blocs: members}) }
	body := bodyOfAll()
	counts := Counts{}
	for name, size := range body.Blocs() {
		counts[name] = Count{For: size}
	}
	ballot := body.OpenRoom()
	b.Run("body", func(b *testing.B) {
		for b.Loop() {
			bodyOfAll()
		}
	})
	b.Run("tally-of-ballot", func(b *testing.B) {
		for b.Loop() {
			sink = SimpleMajority().Decide(ballot.Tally())
		}
	})
	b.Run("tally-of-counts", func(b *testing.B) {
		for b.Loop() {
			tally, err := body.Tally(counts)
			if err != nil {
				b.Fatal(err)
			}
			sink = SimpleMajority().Decide(tally)
		}
	})
}

// BenchmarkRuleText parses and prints the rule of FSC, beside a build constraint of as many
// clauses, in go/build/constraint.
func BenchmarkRuleText(b *testing.B) {
	rule := loaded(b, "fsc/general-assembly").Rules[0].Rule
	text := fmt.Sprint(rule)
	const lines = "//go:build (linux || darwin) && (amd64 || arm64) && !race && (cgo || netgo)"
	expr, err := constraint.Parse(lines)
	if err != nil || expr.String() != strings.TrimPrefix(lines, "//go:build ") {
		b.Fatal(expr, err)
	}
	b.Run("parse/library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ParseRule(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parse/constraint", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := constraint.Parse(lines); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("string/library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = rule.(All).String()
		}
	})
	b.Run("string/constraint", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = expr.String()
		}
	})
}

// BenchmarkWideVotes tallies and decides 5,000 seats whose weights are near 1e18, in
// math/big, beside the same seats with weights near 1e12, in 64 bits.
func BenchmarkWideVotes(b *testing.B) {
	for name, weight := range map[string]string{"64": "1000000000000", "big": "1000000000000000000"} {
		ballot := differentWeights(5000, weight).OpenRoom()
		tally := ballot.Tally()
		b.Run(name+"/tally", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ballot.Tally()
			}
		})
		b.Run(name+"/decide", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = standing.Decide(tally)
			}
		})
	}
}

// differentWeights is a body of n seats in three groups, with weights that are
// different, and a little below the most.
func differentWeights(n int, most string) *Body {
	weight, ok := new(big.Int).SetString(most, 10)
	var groups [3]Bloc
	for i := range n {
		w, err := ParseFraction(weight.String())
		if !ok || err != nil {
			panic(err)
		}
		g := &groups[i%3]
		g.Blocs = append(g.Blocs, shareholder(fmt.Sprint("seat ", i), w))
		weight.Sub(weight, big.NewInt(1))
	}
	return MustBody(groups[0], groups[1], groups[2])
}

// Counting a thousand records again, and reading them.
func BenchmarkRecord(b *testing.B) {
	tally, err := council.Tally(Counts{"Governments": {For: 16, Against: 2, Abstain: 10}, "Employers": {For: 14}, "Workers": {For: 12, Absent: 2}})
	if err != nil {
		b.Fatal(err)
	}
	record, err := NewRecord(standing, tally)
	if err != nil {
		b.Fatal(err)
	}
	text, err := json.Marshal(record)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("check-1000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for range 1000 {
				if err := record.Check(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("read-and-check-1000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for range 1000 {
				var again Record
				if err := json.Unmarshal(text, &again); err != nil {
					b.Fatal(err)
				}
				if err := again.Check(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
