package games

import (
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// A series counts coalitions by their weight, and by their size if that matters. It is
// the generating function of the seats: the product of a factor 1 + y x^w for each seat
// of weight w. The exponent of x is the weight of a coalition, and the exponent of y its
// size. I. Mann and L. S. Shapley, Values of large games VI (1962), describe it.
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
}

// seriesRow holds the coefficients for coalitions of one size, for the weights from low to
// high-1. No coalition of that size has another weight below the limit. After
// series.accumulate, a coefficient counts the coalitions of up to that weight.
type seriesRow struct {
	low, high   int
	coefs       []uint64
	first, last int // the weights of the coalitions so far; first > last if there are none
}

// weightedSeats is a number of seats of the same weight.
type weightedSeats struct{ weight, seats int }

// newSeries returns the series of the seats. It reports false if the budget does not
// allow it. Without sizes, all weights must be above 0.
func newSeries(of []weightedSeats, bySize bool, limit int, work *linear.Budget) (*series, bool) {
	of = slices.Clone(of)
	// Small weights come first: then there are fewer coefficients to add.
	slices.SortFunc(of, func(a, b weightedSeats) int { return a.weight - b.weight })
	s := &series{bySize: bySize, limit: limit}
	for _, w := range of {
		s.seats += w.seats
		s.weight += w.weight * w.seats
	}
	s.words = s.seats/64 + 1
	if !s.layOut(of, work) {
		return s, false
	}
	for i := range s.rows {
		row := &s.rows[i]
		row.coefs = make([]uint64, s.words*(row.high-row.low))
		row.first = 1
	}
	if limit > 0 {
		s.rows[0].first, s.rows[0].coefs[0] = 0, 1
	}
	s.words = 1
	var weights []int
	for _, w := range of {
		weights = append(weights, slices.Repeat([]int{w.weight}, w.seats)...)
	}
	for seats := 0; seats < len(weights); {
		if seats+1 == 64*s.words {
			s.widen()
		}
		n := min(atOnce, len(weights)-seats, 64*s.words-1-seats)
		s.multiply(weights[seats : seats+n])
		seats += n
	}
	s.accumulate()
	return s, true
}

// widen makes the coefficients a word longer. The first n seats have 2^n coalitions, so
// short numbers are enough to count those of the first seats.
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
// counting them. It reports false if the budget does not allow it.
func (s *series) layOut(of []weightedSeats, work *linear.Budget) bool {
	if !s.bySize {
		high := min(s.weight+1, s.limit)
		s.rows = []seriesRow{{high: high}}
		return work.ChargeProduct(s.seats+1, high/16+1, s.words)
	}
	var weights []int
	for _, w := range of {
		weights = append(weights, slices.Repeat([]int{w.weight}, w.seats)...)
	}
	low, high, coefs := 0, 0, 0
	s.rows = make([]seriesRow, s.seats+1)
	for size := range s.rows {
		row := &s.rows[size]
		row.low, row.high = min(low, s.limit), min(high+1, s.limit)
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

// tooLarge says how large a series would be that the budget does not allow.
func (s *series) tooLarge() TooLarge {
	text := "too large: a table of "
	if s.bySize {
		text += prose.Plural(s.seats, "row") + " of "
	}
	text += "up to " + strconv.Itoa(s.limit) + " numbers of "
	return TooLarge(text + prose.Plural(s.seats, "bit"))
}

// atOnce is the number of seats that are taken into a series together. The rows that these
// need at the same time fit into the cache of a processor.
const atOnce = 16

// multiply takes more seats into the series. Each seat goes through the rows from the last
// to the first, one row behind the seat before it.
func (s *series) multiply(weights []int) {
	if !s.bySize {
		for _, weight := range weights {
			s.multiplyRow(&s.rows[0], weight)
		}
		return
	}
	for last := s.seats; last+len(weights) > 1; last-- {
		for i, weight := range weights {
			if size := last + i; size >= 1 && size <= s.seats {
				s.addRow(&s.rows[size], &s.rows[size-1], weight)
			}
		}
	}
}

// addRow adds a row to that of the next size, moved by the weight of the seat.
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
// must add coefficients that it has not changed yet.
//
// A run of coefficients that is no longer than the weight does not overlap the one that it is added
// to, so it is added as one number, and its carry goes nowhere: a coefficient never overflows.
func (s *series) multiplyRow(row *seriesRow, weight int) {
	last := min(row.last+weight, s.limit-1)
	for high := last + 1; high > weight; high -= weight {
		low := max(high-weight, weight)
		addWords(row.words(s.words, low, high), row.words(s.words, low-weight, high-weight))
	}
	row.last = max(row.last, last)
}

// words returns the coefficients of the weights from low to high-1.
func (r *seriesRow) words(words, low, high int) []uint64 {
	return r.coefs[words*(low-r.low) : words*(high-r.low)]
}

// addWords adds b to a, in place. Both have the same length, and so has the sum. Four words at a
// time keep the carry in the processor: most of the time of a count is spent here.
func addWords(a, b []uint64) {
	var carry uint64
	for len(a) >= 4 && len(b) >= 4 {
		a[0], carry = bits.Add64(a[0], b[0], carry)
		a[1], carry = bits.Add64(a[1], b[1], carry)
		a[2], carry = bits.Add64(a[2], b[2], carry)
		a[3], carry = bits.Add64(a[3], b[3], carry)
		a, b = a[4:], b[4:]
	}
	for i := range a {
		a[i], carry = bits.Add64(a[i], b[i], carry)
	}
}

// accumulate replaces each coefficient by the sum of those of its row up to it.
func (s *series) accumulate() {
	for i := range s.rows {
		row := &s.rows[i]
		for at := s.words; at < len(row.coefs); at += s.words {
			addWords(row.coefs[at:at+s.words], row.coefs[at-s.words:at])
		}
	}
}

// below returns the number of coalitions of a size whose weight is below a number, which
// is at most limit. Without sizes, size is 0. The result may share memory with s.
func (s *series) below(size, weight int) []uint64 {
	row := &s.rows[size]
	weight = min(weight, row.high)
	if weight <= row.low {
		return nil
	}
	return row.words(s.words, weight-1, weight)
}

// any reports whether the weight of a coalition of that size is from low to high-1.
func (s *series) any(size, low, high int) bool {
	return low < high && !slices.Equal(s.below(size, low), s.below(size, high))
}

// without returns the number of coalitions of a size whose weight is below a number and
// that do not contain a given seat, of weight seat. These are all coalitions of that size
// and weight, less those that contain the seat. To contain it is to be a coalition without
// it that is smaller by one seat and its weight. So the result is a sum with alternating
// signs.
//
// Of the coalitions of size n and a weight below w, those without the seat of weight v are
//
//	all(n, w) - all(n-1, w-v) + all(n-2, w-2v) - ...
//
// The terms end where the size or the weight does. The positive and the negative ones are added up
// apart, as words, because big.Int would allocate for each.
func (s *series) without(seat, size, weight int) *big.Int {
	var sums [2][]uint64
	for i := range sums {
		sums[i] = make([]uint64, s.words+1)
	}
	for sign := 0; size >= 0 && weight > 0; sign = 1 - sign {
		if n := s.below(size, weight); n != nil {
			var carry uint64
			for i, word := range n {
				sums[sign][i], carry = bits.Add64(sums[sign][i], word, carry)
			}
			sums[sign][s.words] += carry
		}
		if weight -= seat; s.bySize {
			size--
		}
	}
	result := wordsToInt(sums[0])
	return result.Sub(result, wordsToInt(sums[1]))
}

// wordsToInt returns the number with these 64-bit words, the lowest first.
func wordsToInt(words []uint64) *big.Int {
	bytes := make([]byte, 8*len(words))
	for i, word := range words {
		for k := range 8 {
			bytes[len(bytes)-1-8*i-k] = byte(word >> (8 * k))
		}
	}
	return new(big.Int).SetBytes(bytes)
}
