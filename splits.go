package tripartite

import (
	"math/big"

	"example.com/tripartite/internal/exact"
)

// splits lists the ways in which a number of seats that are alike can split over the
// choices. The splits of a row differ only in the seats For and Against, and the number of
// seats For ascends. In the first split all seats are Against.
type splits struct {
	counts    []byState
	ways      []exact.Natural // the number of votes: which seats make which choice
	negations []int           // the position of the split with For and Against exchanged
	rows      []splitRow
}

// mostSplits is the greatest number of bytes of the splits of all classes, and bytesOfSplit
// the bytes of a split without the digits of the number of its votes.
const (
	mostSplits   = 5 << 25
	bytesOfSplit = 160
)

// splitRow is a row of splits.
type splitRow struct {
	start int
	seats int   // For and Against together
	more  []int // by other choice: the row in which one seat more makes it; -1 if there is none
}

// splitsOf returns the splits of seats over the choices, which are numbers of states.
// The first is For, and the last Against.
func splitsOf(seats int, choices []int) splits {
	n := ways(seats, len(choices), mostSplits)
	s := splits{counts: make([]byState, 0, n), ways: make([]exact.Natural, 0, n), negations: make([]int, 0, n)}
	others := choices[1 : len(choices)-1]
	known := map[byState]int{} // the row in which the other choices are made so
	var add func(i, left int, middle byState, ways exact.Natural)
	add = func(i, left int, middle byState, ways exact.Natural) {
		if i == len(others) {
			known[middle] = len(s.rows)
			s.row(left, middle, ways, choices)
			return
		}
		for n, binomial := range binomials(left) {
			middle[others[i]] = int64(n)
			add(i+1, left-n, middle, ways.Product(binomial))
		}
	}
	add(0, seats, byState{}, exact.NaturalOf(1))
	for i := range s.rows {
		row := &s.rows[i]
		middle := s.counts[row.start]
		middle[choices[0]], middle[choices[len(choices)-1]] = 0, 0
		for _, other := range others {
			middle[other]++
			more, ok := known[middle]
			if !ok {
				more = -1
			}
			row.more = append(row.more, more)
			middle[other]--
		}
	}
	return s
}

// row adds the splits of seats over For and Against.
func (s *splits) row(seats int, middle byState, ways exact.Natural, choices []int) {
	start := len(s.counts)
	s.rows = append(s.rows, splitRow{start: start, seats: seats})
	for n, binomial := range binomials(seats) {
		counts := middle
		counts[choices[0]], counts[choices[len(choices)-1]] = int64(n), int64(seats-n)
		s.counts = append(s.counts, counts)
		s.ways = append(s.ways, ways.Product(binomial))
		s.negations = append(s.negations, start+seats-n)
	}
}

// turns returns the pairs of splits that differ in one seat. In the second of a pair, that
// seat has turned to For, or from Against to another choice.
func (s *splits) turns() [][2]int {
	var turns [][2]int
	for _, row := range s.rows {
		if row.more == nil { // there are no other choices
			for f := range row.seats {
				turns = append(turns, [2]int{row.start + f, row.start + f + 1})
			}
		}
		for _, more := range row.more {
			if more == -1 {
				continue
			}
			for f := range row.seats {
				between := s.rows[more].start + f
				turns = append(turns, [2]int{row.start + f, between}, [2]int{between, row.start + f + 1})
			}
		}
	}
	return turns
}

// binomials returns the number of ways to choose 0 to n of n seats.
func binomials(n int) []exact.Natural {
	all := make([]exact.Natural, n+1)
	b := big.NewInt(1)
	for k := range all {
		all[k] = exact.NaturalOfInt(b)
		b.Mul(b, big.NewInt(int64(n-k)))
		b.Quo(b, big.NewInt(int64(k+1)))
	}
	return all
}
