package tripartite_test

import (
	"fmt"
	"math/bits"
	"runtime"
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
var standing = All{Quorum{Number{Of: Present, Need: 33}}, TwoThirds, MajorityInEachGroup}

var councilCounts = Counts{
	"Governments": {For: 20, Against: 4, Abstain: 2, Absent: 2},
	"Employers":   {For: 11, Against: 3},
	"Workers":     {For: 10, Against: 1, Abstain: 1, Silent: 2},
}

// twelve is three groups of four blocs, each bloc an equal share of power 1.
func twelve() *Body {
	group := func(name string) Bloc {
		g := Bloc{Name: name, Over: Entitled}
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
	hand := byHand(tally)
	b.Run("council/by-hand", func(b *testing.B) {
		for b.Loop() {
			sink = decideByHand(&hand)
		}
	})
	body := twelve()
	ballot := body.Open()
	i := 0
	for id := range ballot.Seats() {
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
	hand12 := byHand(blocs)
	b.Run("twelve-blocs/by-hand", func(b *testing.B) {
		for b.Loop() {
			sink = decideByHand(&hand12)
		}
	})
}

// sheet is what somebody would keep who writes it by hand: how many votes of the
// whole and of the three groups are in each of the eight states.
type sheet [4][8]int64

func byHand(t Tally) sheet {
	var s sheet
	for i := range s {
		part := t
		if i > 0 {
			part = t.Group(Group(i))
		}
		for state := range s[i] {
			s[i][state] = part.Votes(1 << state).Rat().Num().Int64()
		}
	}
	return s
}

//go:noinline
func decideByHand(s *sheet) Outcome {
	all := &s[0]
	if all[0]+all[1]+all[2]+all[3]+all[4] < 33 {
		return Void
	}
	if cast := all[0] + all[1]; cast == 0 || 3*all[0] < 2*cast {
		return Rejected
	}
	for g := 1; g < 4; g++ {
		if 2*s[g][0] <= s[g][0]+s[g][1] {
			return Rejected
		}
	}
	return Adopted
}

// roll is a body of n named seats, half of them in the first group.
func roll(n int) (*Body, []string) {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("member %d of %d", i, n)
	}
	return MustBody(
		Bloc{Name: "Governments", Roll: ids[:n/2]},
		Bloc{Name: "Employers", Roll: ids[n/2 : 3*n/4]},
		Bloc{Name: "Workers", Roll: ids[3*n/4:]},
	), ids
}

func BenchmarkRollCall(b *testing.B) {
	for _, n := range []int{56, 1000} {
		body, ids := roll(n)
		votes := make(map[string]States, n)
		group := make(map[string]int, n)
		for i, id := range ids {
			votes[id] = For << (i % 3)
			group[id] = 1 + 2*i/n
		}
		b.Run(fmt.Sprintf("%d/library", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ballot := body.Open()
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
				var s sheet
				for id, vote := range votes {
					g := group[id]
					state := bits.TrailingZeros8(uint8(vote))
					s[0][state]++
					s[g][state]++
				}
				sink = decideByHand(&s)
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
		perBody := bytes(func() { body, _ = roll2(ids) })
		var ballot *Ballot
		perBallot := bytes(func() { ballot = body.Open() })
		for b.Loop() {
			ballot = body.Open()
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
		for b.Loop() {
			fill()
			var s sheet
			for _, vote := range votes {
				s[0][bits.TrailingZeros8(uint8(vote))]++
			}
			sink = decideByHand(&s)
		}
		b.ReportMetric(perMap/n, "map-B/seat")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/seat")
	})
}

func roll2(ids []string) (*Body, error) {
	n := len(ids)
	return NewBody(
		Bloc{Name: "Governments", Roll: ids[:n/2]},
		Bloc{Name: "Employers", Roll: ids[n/2 : 3*n/4]},
		Bloc{Name: "Workers", Roll: ids[3*n/4:]},
	)
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
