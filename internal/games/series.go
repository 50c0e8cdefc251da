package games

import (
	"math/big"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
)

// A series counts coalitions by their weight, and by their size if that matters. It is
// the generating function of the seats: the product of a factor 1 + y x^w for each seat
// of weight w. The exponent of x is the weight of a coalition, and the exponent of y its
// size. I. Mann and L. S. Shapley, Values of large games VI (1962), describe it.
//
// For the weights 2, 1 and 1 the coefficients are 1, 2, 2, 2 and 1 without sizes. Summed up, they
// are 1, 3, 5, 7 and 8: so 5 coalitions have a weight below 3, and 3 have one of 3 or more. By
// size, the rows are
//
//	size 0    1 of weight 0
//	size 1    2 of weight 1, 1 of weight 2
//	size 2    1 of weight 2, 2 of weight 3
//	size 3    1 of weight 4
//
// All coefficients take the same number of words. So a row of coefficients is one long
// number, and rows are added as numbers. Only weights below a limit are kept.
type series struct {
	words  int
	bySize bool // otherwise there is one row, for all sizes
	limit  int  // weights below are kept
	seats  int
	weight int // of all seats
	rows   []seriesRow
	table  [][]big.Int // for without
}

// seriesRow holds the coefficients for coalitions of one size, for the weights from low to
// high-1. No coalition of that size has another weight below the limit. After
// series.accumulate, a coefficient counts the coalitions of up to that weight.
type seriesRow struct {
	low, high   int
	most        int // the greatest weight of a coalition, whatever the limit
	coefs       []big.Word
	first, last int // the weights of the coalitions so far; first > last if there are none
}

// weightedSeats is a number of seats of the same weight.
type weightedSeats struct{ weight, seats int }

// newSeries returns the series of the seats. It reports false if the budget does not
// allow it.
func newSeries(of []weightedSeats, bySize bool, limit int, work *linear.Budget) (*series, bool) {
	s := &series{bySize: bySize, limit: limit}
	var weights []int
	for _, w := range of {
		s.seats += w.seats
		s.weight += w.weight * w.seats
		weights = append(weights, slices.Repeat([]int{w.weight}, w.seats)...)
	}
	slices.Sort(weights) // small ones come first: then there are fewer coefficients to add
	s.words = s.seats/bits.UintSize + 1
	if !s.layOut(weights, work) {
		return s, false
	}
	for i := range s.rows {
		row := &s.rows[i]
		row.coefs = make([]big.Word, s.words*(row.high-row.low))
		row.first = 1
	}
	if limit > 0 {
		s.rows[0].first, s.rows[0].coefs[0] = 0, 1
	}
	s.words = 1
	for seats, weight := range weights {
		if seats+1 == bits.UintSize*s.words {
			s.widen()
		}
		s.multiply(weight)
	}
	s.accumulate()
	return s, true
}

// widen makes the coefficients a word longer. The first n seats have 2^n coalitions, so
// short numbers are enough to count those of the first seats: one word for up to 63 of them.
//
// The memory is there from the start. Each coefficient moves up in it, so the last one goes first:
// none is written over before it has moved.
func (s *series) widen() {
	was := s.words
	s.words++
	for i := range s.rows {
		coefs := s.rows[i].coefs
		for n := s.rows[i].high - s.rows[i].low - 1; n >= 0; n-- {
			copy(coefs[n*s.words:], coefs[n*was:(n+1)*was])
			coefs[(n+1)*s.words-1] = 0
		}
	}
}

// layOut finds the weights that coalitions of each size can have, and charges the work of
// counting them. It reports false if the budget does not allow it. The lightest coalition of a
// size has the smallest weights, and the heaviest the largest: of two seats of the weights 1, 1
// and 2, they weigh 2 and 3. So a row is shorter than the range of all weights: for these seats,
// the rows have 1, 2, 2 and 1 coefficients instead of 5 each.
//
// Each seat goes once through all coefficients. Adding is fast, so a unit of work pays for a number
// of words.
func (s *series) layOut(weights []int, work *linear.Budget) bool {
	if !s.bySize {
		high := min(s.weight+1, s.limit)
		s.rows = []seriesRow{{high: high, most: s.weight}}
		return work.ChargeProduct(s.seats+1, high/16+1, s.words)
	}
	low, high, coefs := 0, 0, 0
	s.rows = make([]seriesRow, s.seats+1)
	for size := range s.rows {
		row := &s.rows[size]
		row.low, row.high = min(low, s.limit), min(high+1, s.limit)
		row.most = high
		if coefs += row.high - row.low; coefs > mostSeriesWords/s.words {
			return false
		}
		if size < s.seats {
			low += weights[size]
			high += weights[s.seats-1-size]
		}
	}
	return work.ChargeProduct(coefs/8+len(s.rows), s.words, s.seats/3+1)
}

// mostSeriesWords is the greatest number of words of a series with sizes: 128 MB.
const mostSeriesWords = 1 << 24

// multiply takes one more seat into the series. It goes through the rows from the last to the
// first, so that it adds rows that it has not changed yet.
func (s *series) multiply(weight int) {
	if !s.bySize {
		s.multiplyRow(&s.rows[0], weight)
		return
	}
	for size := s.seats; size >= 1; size-- {
		s.addRow(&s.rows[size], &s.rows[size-1], weight)
	}
}

// addRow adds a row to that of the next size, moved by the weight of the seat. Only the weights
// between first and last have coalitions so far, and those from the limit on are not kept. So the
// first seats, whose coalitions have few weights, cost little.
func (s *series) addRow(to, from *seriesRow, weight int) {
	first, last := from.first+weight, min(from.last+weight, s.limit-1)
	if from.first > from.last || first > last {
		return
	}
	addWords(to.words(s.words, first, last+1), from.words(s.words, first-weight, last-weight+1))
	if to.first > to.last {
		to.first, to.last = first, last
	}
	to.first, to.last = min(to.first, first), max(to.last, last)
}

// multiplyRow adds a row to itself, moved by the weight. It begins at the end, because it
// must add coefficients that it has not changed yet. A seat without a weight doubles all.
//
// A run of coefficients that is no longer than the weight does not overlap the one that it is added
// to, so it is added as one number, and its carry goes nowhere: a coefficient never overflows.
func (s *series) multiplyRow(row *seriesRow, weight int) {
	last := min(row.last+weight, s.limit-1)
	if weight == 0 {
		addWords(row.coefs, row.coefs)
	}
	for high := last + 1; high > weight && weight > 0; high -= weight {
		low := max(high-weight, weight)
		addWords(row.words(s.words, low, high), row.words(s.words, low-weight, high-weight))
	}
	row.last = max(row.last, last)
}

// words returns the coefficients of the weights from low to high-1.
func (r *seriesRow) words(words, low, high int) []big.Word {
	return r.coefs[words*(low-r.low) : words*(high-r.low)]
}

// addWords adds b to a, in place. Both have the same length, and so has the sum. Four words at a
// time keep the carry in the processor: most of the time of a count is spent here.
func addWords(a, b []big.Word) {
	carry := uint(0)
	for len(a) >= 4 && len(b) >= 4 {
		a[0], carry = addWord(a[0], b[0], carry)
		a[1], carry = addWord(a[1], b[1], carry)
		a[2], carry = addWord(a[2], b[2], carry)
		a[3], carry = addWord(a[3], b[3], carry)
		a, b = a[4:], b[4:]
	}
	for i := range a {
		a[i], carry = addWord(a[i], b[i], carry)
	}
}

func addWord(a, b big.Word, carry uint) (sum big.Word, next uint) {
	n, next := bits.Add(uint(a), uint(b), carry)
	return big.Word(n), next
}

// accumulate replaces each coefficient by the sum of those of its row up to it. A number of
// coalitions below a weight is then read, however often it is asked for. For the weights 2, 1 and 1
// the coefficients 1, 2, 2, 2 and 1 become 1, 3, 5, 7 and 8.
func (s *series) accumulate() {
	for i := range s.rows {
		row := &s.rows[i]
		for at := s.words; at < len(row.coefs); at += s.words {
			addWords(row.coefs[at:at+s.words], row.coefs[at-s.words:at])
		}
	}
}

// below returns the number of coalitions of a size whose weight is below a number, which is at most
// limit. Without sizes, size is 0. The result shares memory with s.
func (s *series) below(size, weight int) *big.Int {
	return new(big.Int).SetBits(s.at(size, weight))
}

// at returns the words of that number: none up to the least weight of the row, and those of all
// coalitions in it from its end on.
func (s *series) at(size, weight int) []big.Word {
	row := &s.rows[size]
	weight = min(weight, row.high)
	if weight <= row.low {
		return nil
	}
	return row.words(s.words, weight-1, weight)
}

// coalitions returns the number of all coalitions of n seats, by size if that matters.
func (s *series) coalitions(n int) []big.Int {
	if !s.bySize {
		return []big.Int{*power2(n)}
	}
	all, factor := make([]big.Int, n+1), new(big.Int)
	all[0].SetInt64(1)
	for size := range n {
		all[size+1].Mul(&all[size], factor.SetInt64(int64(n-size)))
		all[size+1].Quo(&all[size+1], factor.SetInt64(int64(size+1)))
	}
	return all
}

// without returns a function for the number of coalitions of a size whose weight is below a number
// and that do not contain a given seat. These are all coalitions of that size and weight, less
// those that contain the seat. To contain it is to be a coalition without it that is smaller by one
// seat and its weight. So of the coalitions of size n and a weight below w, those without the seat
// of weight v are
//
//	all(n, w) - all(n-1, w-v) + all(n-2, w-2v) - ...
//
// For the weights 2, 1 and 1, without sizes, those without the first seat and below 3 are
// all(3) - all(1) = 5 - 1 = 4, and those without the second are all(3) - all(2) + all(1) = 3.
//
// The terms end where the size or the weight does. For many numbers, a table is made of all: each
// is all(n, w) less the number for (n-1, w-v). That is one difference for each number, while a
// light seat has up to w/v terms for each. Without sizes, the seat must weigh something, or the
// terms would not end. The next call fills the same table, so that all seats share its memory.
func (s *series) without(seat int, many bool) func(size, weight int) *big.Int {
	less := exact.Bit(s.bySize)
	if !many {
		return func(size, weight int) *big.Int {
			var sums [2]big.Int // the positive terms, and the negative ones
			var term big.Int
			for sign := 0; size >= 0 && weight > 0; sign = 1 - sign {
				sums[sign].Add(&sums[sign], term.SetBits(s.at(size, weight)))
				size, weight = size-less, weight-seat
			}
			return sums[0].Sub(&sums[0], &sums[1])
		}
	}
	var all big.Int
	for len(s.table) < len(s.rows) {
		s.table = append(s.table, make([]big.Int, s.limit+1))
	}
	table := s.table
	for size := range table {
		for weight := range table[size] {
			all.SetBits(s.at(size, weight))
			if number := &table[size][weight]; weight > seat && (size > 0 || !s.bySize) {
				number.Sub(&all, &table[size-less][weight-seat])
			} else {
				number.Set(&all)
			}
		}
	}
	return func(size, weight int) *big.Int { return &table[size][max(0, weight)] }
}
