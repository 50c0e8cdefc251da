package games

import (
	"math/bits"
	"math/rand/v2"
)

// Ways returns the number of ways in which seats that are alike can split over the choices. If
// that is more than most, it returns most+1.
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

// Draw returns a random split of seats over eight choices. They make at most three of them.
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
// the others are left.
func Between(from, to [8]int64, changed, left int64) (split [8]int64) {
	for i := range split {
		a, b := min(to[i], changed), min(from[i], left)
		split[i] = a + b
		changed, left = changed-a, left-b
	}
	return split
}

// Listing numbers the votes of classes of seats, each over eight choices: for the splits of the
// first class 0, 1, 2 and so on, for those of the next as many times more, and so on.
//
// In the order of [Each], a split comes after those that begin like it, and then have fewer
// seats in a choice. Let a choice have n of the last s seats, and k choices after it. If it had
// fewer, these k would have more than s-n seats, and at most s. So the position of a split is a
// sum of numbers of splits of at most s seats over k choices, less those of at most s-n.
type Listing struct {
	Votes  int          // how many there are
	splits [][][8]int64 // by class
	atMost [][8]int     // by n and k: the splits of at most n seats over k choices
}

// List returns the votes of classes with these numbers of seats. If there are more than most,
// ok is false.
func List(classes []int, most int) (l *Listing, ok bool) {
	l = &Listing{Votes: 1}
	for _, seats := range classes {
		ways := Ways(seats, 8, most/l.Votes)
		if l.Votes *= ways; l.Votes > most {
			return nil, false
		}
		splits := make([][8]int64, 0, ways)
		var split [8]int64
		Each(int64(seats), 1<<8-1, &split, func() bool {
			splits = append(splits, split)
			return true
		})
		l.splits = append(l.splits, splits)
		for n := len(l.atMost); n <= seats; n++ {
			l.atMost = append(l.atMost, [8]int{})
			for k := range 8 {
				l.atMost[n][k] = Ways(n, k+1, most)
			}
		}
	}
	return l, true
}

// Split returns the split of a class in the vote of that number.
func (l *Listing) Split(number, class int) [8]int64 {
	for _, splits := range l.splits[:class] {
		number /= len(splits)
	}
	return l.splits[class][number%len(l.splits[class])]
}

// Number returns the number of the vote in which each class has the split that it returns.
func (l *Listing) Number(split func(class int) [8]int64) int {
	number := 0
	for class := len(l.splits) - 1; class >= 0; class-- {
		number = number*len(l.splits[class]) + l.position(split(class))
	}
	return number
}

// position returns the position of a split among those of its class.
func (l *Listing) position(split [8]int64) int {
	position, left := 0, int64(0)
	for k := range split { // from the last choice, with k choices after it
		n := split[len(split)-1-k]
		position += l.atMost[left+n][k] - l.atMost[left][k]
		left += n
	}
	return position
}
