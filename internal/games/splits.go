package games

import (
	"math/bits"
	"math/rand/v2"
)

// Ways returns the number of ways in which seats that are alike can split over the choices. If
// that is more than most, it returns most+1. It is C(seats+choices-1, choices-1), since a split is
// a row of seats with a bar between one choice and the next. Each step of the product is a
// binomial itself, so the divisions leave no remainder. The product stops above most, so it never
// overflows if most times the seats and the choices fits in 64 bits.
func Ways(seats, choices, most int) int {
	n := int64(1)
	for i := range int64(choices - 1) {
		if n = n * (int64(seats) + i + 1) / (i + 1); n > int64(most) {
			return most + 1
		}
	}
	return int(n)
}

// Each goes through the ways in which seats that are alike can split over a set of choices, a
// bit each. It adds the seats to the counts, calls visit, and takes them away again. It stops,
// and returns false, if visit does.
//
// So no split is allocated, but visit must not keep the counts. Two seats over the choices 0 and 2
// are visited as 0+2, 1+1 and 2+0. Seats that have no choice have no split, and no seat has one.
func Each(seats int64, choices uint8, counts *[8]int64, visit func() bool) bool {
	if choices == 0 {
		return seats > 0 || visit()
	}
	first, others := bits.TrailingZeros8(choices), choices&(choices-1)
	fewest := int64(0)
	if others == 0 {
		fewest = seats // the last choice takes all that are left
	}
	for n := fewest; n <= seats; n++ {
		counts[first] += n
		goOn := Each(seats-n, others, counts, visit)
		if counts[first] -= n; !goOn {
			return false
		}
	}
	return true
}

// Draw returns a random split of seats over eight choices. They make at most three of them,
// since a rule is most easily wrong where nobody makes some of the choices.
func Draw(random *rand.Rand, seats int64) (split [8]int64) {
	for range random.IntN(3) {
		n := random.Int64N(seats + 1)
		split[random.IntN(len(split))] += n
		seats -= n
	}
	split[random.IntN(len(split))] += seats
	return split
}

// Between returns a split on the way from one to another: so many seats have changed over, and
// the others are left. From three seats in the first state to two in the second and one in the
// third, with one changed and two left, it is two in the first and one in the second.
//
// If one more seat changes over, one term of the sum grows by 1 and one falls by 1. So neighbours
// on the way differ by the choice of at most one seat, and bisection finds where an answer changes.
func Between(from, to [8]int64, changed, left int64) (split [8]int64) {
	for i := range split {
		a, b := min(to[i], changed), min(from[i], left)
		split[i] = a + b
		changed, left = changed-a, left-b
	}
	return split
}
