package games

import (
	"cmp"
	"math/big"
	"slices"
	"sort"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
)

// Split holds the number of seats of a class that make each choice. The first choice is For,
// and the last Against. There are at most eight. Two seats that can abstain, too, have six splits,
// here in the order in which a class lists them, with the number of votes that each stands for:
//
//	For      0  1  2  0  1  0
//	Abstain  0  0  0  1  1  2
//	Against  2  1  0  1  0  0
//	votes    1  2  1  2  2  1
//
// There are three rows: in the first nobody abstains, in the next one seat does, in the last both.
type Split [8]int32

// Votes numbers the votes of classes of seats. Votes in which seats of a class are exchanged
// have one number: that of the splits, as digits of a number whose bases are the numbers of
// splits. In the example of the package, the bases are 2 and 3, and vote number 4 = 1*3 + 1 has the
// seat of weight 2 For, and one of the two others. It stands for two votes, seat by seat.
type Votes struct {
	Choices int
	seats   int
	number  int
	classes []class
}

// class is a number of seats that are alike. Splits that differ only in the seats For and
// Against follow each other, and the number of seats For ascends: they form a row. In the
// first split all seats are Against.
type class struct {
	seats, choices int
	splits         []Split
	ways           []big.Int // by split: which seats make which choice
	stride         int       // how far apart votes are that differ by one split of the class
}

const (
	// MostVotes is the greatest number of votes that are asked about. Each answer takes a byte.
	MostVotes = 1 << 24
	// mostBytes is the most memory that the splits of all classes take.
	mostBytes = 5 << 25
)

// Number returns the number of votes to ask about, however large it is.
func Number(classes []int, choices int) *big.Int {
	votes, k := big.NewInt(1), int64(choices)
	for _, seats := range classes {
		votes.Mul(votes, new(big.Int).Binomial(int64(seats)+k-1, k-1))
	}
	return votes
}

// NewVotes returns the votes of classes with these numbers of seats. ok is false if there are
// too many votes for the budget, or the splits of the classes would take too much memory: a class
// of many seats has few votes to ask about, but each with a number of ways of as many bits. So
// 1,500 seats of three choices have 1,127,251 splits, a fifteenth of what may be asked about, but
// these would take 330 MB.
func NewVotes(classes []int, choices int, work *linear.Budget) (v *Votes, ok bool) {
	v = &Votes{Choices: choices}
	for _, seats := range classes {
		v.seats += seats
	}
	number := Number(classes, choices)
	if number.Cmp(big.NewInt(MostVotes)) > 0 {
		return nil, false
	}
	v.number = int(number.Int64())
	if !work.Charge(v.number) || !work.ChargeProduct(v.seats, v.seats, 4) {
		return nil, false
	}
	// Each split has its number of ways, of as many bits as the class has seats.
	room := linear.NewBudget(mostBytes)
	for _, seats := range classes {
		n, words := Ways(seats, choices, MostVotes), seats/64+1
		if !work.ChargeProduct(n, words, 16) || !room.ChargeProduct(n, 100+8*words) {
			return nil, false
		}
	}
	stride := v.number
	for _, seats := range classes {
		c := newClass(seats, choices)
		stride /= len(c.splits)
		c.stride = stride
		v.classes = append(v.classes, c)
	}
	return v, true
}

// newClass lists the splits of a class, with the number of ways of each. The seats that make one
// choice are chosen among those that are left, so the ways are a product of binomials: of two seats
// C(2, 1) = 2 ways to abstain, times C(1, 1) = 1 way for the other to be For.
func newClass(seats, choices int) class {
	n := Ways(seats, choices, MostVotes)
	c := class{seats: seats, choices: choices, splits: make([]Split, 0, n), ways: make([]big.Int, n)}
	var factor, divisor big.Int
	binomials := func(ways *big.Int, left int, each func(n int, ways *big.Int)) { // times C(left, n)
		ways = new(big.Int).Set(ways)
		for n := range left + 1 {
			each(n, ways)
			ways.Mul(ways, factor.SetInt64(int64(left-n)))
			ways.Quo(ways, divisor.SetInt64(int64(n+1)))
		}
	}
	var add func(choice, left int, split Split, ways *big.Int)
	// The seats that make the choices in between are chosen first, and those For and Against share
	// what is left. So the splits of a row follow each other, and a threshold is found in a row.
	add = func(choice, left int, split Split, ways *big.Int) {
		binomials(ways, left, func(n int, ways *big.Int) {
			if choice < choices-1 {
				split[choice] = int32(n)
				add(choice+1, left-n, split, ways)
				return
			}
			split[0], split[choice] = int32(n), int32(left-n)
			c.ways[len(c.splits)].Set(ways)
			c.splits = append(c.splits, split)
		})
	}
	add(1, seats, Split{}, big.NewInt(1))
	return c
}

// rank returns the position of a split. Before those in which n seats make the first of some
// choices come those in which fewer do: all splits of the seats that are left, except those of
// n seats fewer. So the split of two seats with one For and one that abstains has the rank 4: it
// is the second of its row, and before the row come the 6 splits of two seats, less the 3 of one.
func (c *class) rank(s *Split) int {
	at, left := int(s[0]), c.seats
	for choice := 1; choice < c.choices-1; choice++ {
		n, choices := int(s[choice]), c.choices-choice+1
		if n > 0 {
			at += Ways(left, choices, MostVotes) - Ways(left-n, choices, MostVotes)
		}
		left -= n
	}
	return at
}

// negation returns the position of the split with For and Against exchanged. It is in the same row,
// in which the position grows with the number of seats For, and that number becomes the other.
func (c *class) negation(n int) int {
	s := &c.splits[n]
	return n + int(s[c.choices-1]-s[0])
}

// Split returns the split of a class in the vote of that number.
func (v *Votes) Split(number, class int) *Split {
	of := &v.classes[class]
	return &of.splits[number/of.stride%len(of.splits)]
}

// Ways returns the number of votes, seat by seat, that have that number.
func (v *Votes) Ways(number int) *big.Int {
	ways := big.NewInt(1)
	for _, c := range v.classes {
		ways.Mul(ways, &c.ways[number/c.stride%len(c.ways)])
	}
	return ways
}

// All returns the number of all votes, seat by seat.
func (v *Votes) All() *big.Int {
	return new(big.Int).Exp(big.NewInt(int64(v.Choices)), big.NewInt(int64(v.seats)), nil)
}

// inner returns the class with the most splits. Thresholds are found within that class, since
// there they save most questions: one threshold takes the place of a whole row.
func (v *Votes) inner() int {
	inner := 0
	for i := range v.classes {
		if len(v.classes[i].splits) > len(v.classes[inner].splits) {
			inner = i
		}
	}
	return inner
}

// A Rule is asked about votes.
type Rule struct {
	// Monotone reports whether the rule is known to be monotone.
	Monotone bool
	// Price is the work of a question.
	Price int
	// Place adds the seats of a class to the vote, each time sign. The caller must not change
	// the split.
	Place func(class int, split *Split, sign int64)
	// Adopts asks whether the vote is adopted. ok is false if no more can be asked.
	Adopts func() (adopted, ok bool)
}

// Answers says which votes a rule adopts.
type Answers struct {
	*Votes
	monotone bool   // whether the rule is known to be so
	adopted  []bool // by number of the vote
}

// Ask asks a rule about every vote. ok is false if the budget does not allow it, or the rule
// cannot be asked.
//
// A monotone rule is asked about a few votes of each row of the inner class, whatever its length. A
// class of 100 seats of three choices has 5,151 splits, but only 101 rows.
func (v *Votes) Ask(r Rule, work *linear.Budget) (a *Answers, ok bool) {
	inner := v.inner()
	of := &v.classes[inner]
	// Nothing is asked if the budget cannot pay for the fewest questions: one a vote, or one a row.
	fewest := v.number
	if r.Monotone {
		fewest = v.number / len(of.splits) * Ways(of.seats, v.Choices-1, MostVotes)
	}
	if linear.Product(r.Price, fewest) > work.Left() {
		return nil, false
	}
	a = &Answers{v, r.Monotone, make([]bool, v.number)}
	// outer goes through the splits of the classes from i on. It places and removes the seats of one
	// class at a time: the caller's counts change little between questions.
	var outer func(i, number int) bool
	outer = func(i, number int) bool {
		switch i {
		case len(v.classes):
			return a.askRows(r, inner, number, work)
		case inner:
			return outer(i+1, number)
		}
		class := &v.classes[i]
		for n := range class.splits {
			r.Place(i, &class.splits[n], 1)
			ok := outer(i+1, number+n*class.stride)
			r.Place(i, &class.splits[n], -1)
			if !ok {
				return false
			}
		}
		return true
	}
	return a, outer(0, 0)
}

// askRows asks about all splits of the inner class. A monotone rule has a threshold in each
// row. It is usually near that of the row before.
//
// Within a row a seat For takes the place of one Against, and nothing else changes. So the answers
// of a monotone rule are first no and then yes, and bisection finds where they change. From one
// row to the next the threshold moves little: two questions usually confirm it.
//
// In the example of the package, the class of two seats is asked about, in one row for each choice
// of the seat of weight 2. If that is Against, no split of the row is adopted, and its threshold is
// 3, its length. If it is For, the threshold is 1.
func (a *Answers) askRows(r Rule, inner, number int, work *linear.Budget) (ok bool) {
	of, near := &a.classes[inner], 0
	ok = true
	ask := func(n int) bool {
		r.Place(inner, &of.splits[n], 1)
		adopted, asked := r.Adopts()
		r.Place(inner, &of.splits[n], -1)
		work.Charge(r.Price)
		ok = asked && ok
		return adopted
	}
	for start, length := 0, 0; start < len(of.splits) && ok && !work.Spent(); start += length {
		length = int(of.splits[start][a.Choices-1]) + 1
		if !r.Monotone {
			for n := start; n < start+length; n++ {
				a.adopted[number+n*of.stride] = ask(n)
			}
			continue
		}
		near = threshold(length, near, func(f int) bool { return ask(start + f) })
		for f := near; f < length; f++ {
			a.adopted[number+(start+f)*of.stride] = true
		}
	}
	return ok && !work.Spent()
}

// threshold returns the smallest f below n for which holds(f) is true, or n if there is
// none. If holds is true for a number, it must be true for all numbers above. threshold
// tries near first. If near is right, or one too low, two questions are enough. Otherwise
// bisection finds the number on its side of near. It never asks about n or more.
func threshold(n, near int, holds func(f int) bool) int {
	low, high := 0, n // false below low, and true from high on
	switch near = min(near, n); {
	case near < n && !holds(near):
		low = near + 1
		if low < n && holds(low) {
			return low
		}
	case near > 0 && holds(near-1):
		high = near - 1
	default:
		return near
	}
	return low + sort.Search(high-low, func(i int) bool { return holds(low + i) })
}

// listWork is the work of listing a vote. It limits the memory of the list.
const listWork = 256

// Differ returns the numbers of the votes that one of two rules adopts and the other does not,
// and how many votes, seat by seat, each rule alone adopts. Votes with few seats For come first,
// and of these the ones with few seats that are not Against. So the first vote is the plainest
// example of the difference. Of votes that are equal in that, the one with the greater number comes
// first, so that the order is always the same. ok is false if the budget is spent.
func (v *Votes) Differ(a, b *Answers, work *linear.Budget) (
	numbers []int, only [2]*big.Int, ok bool,
) {
	only = [2]*big.Int{new(big.Int), new(big.Int)}
	type vote struct{ number, inFavour, others int }
	var votes []vote
	for number, adopted := range a.adopted {
		if adopted == b.adopted[number] {
			continue
		} else if !work.Charge(listWork) {
			return nil, only, false
		}
		ways := only[exact.Bit(!adopted)]
		ways.Add(ways, v.Ways(number))
		x := vote{number: number}
		for i, class := range v.classes {
			split := v.Split(number, i)
			x.inFavour += int(split[0])
			x.others += class.seats - int(split[0]+split[v.Choices-1])
		}
		votes = append(votes, x)
	}
	slices.SortFunc(votes, func(a, b vote) int {
		return cmp.Or(cmp.Compare(a.inFavour, b.inFavour), cmp.Compare(a.others, b.others),
			cmp.Compare(b.number, a.number))
	})
	for _, x := range votes {
		numbers = append(numbers, x.number)
	}
	return numbers, only, true
}

// finds reports whether there is a vote with this answer in which at least so many seats of
// each class make the choice. It leaves out the splits with fewer before it looks at other classes,
// so the larger the numbers are, the fewer votes it looks at.
func (a *Answers) finds(answer bool, choice int, least []int) bool {
	var visit func(i, number int) bool
	visit = func(i, number int) bool {
		if i == len(a.classes) {
			return a.adopted[number] == answer
		}
		of := &a.classes[i]
		for n := range of.splits {
			if int(of.splits[n][choice]) >= least[i] && visit(i+1, number+n*of.stride) {
				return true
			}
		}
		return false
	}
	return visit(0, 0)
}

// Wins reports whether the vote is adopted in which so many seats of each class are For, and
// the others Against. Seats must have two choices: then the splits of a class are one row, and the
// number of seats For is the position of the split.
func (a *Answers) Wins(inFavour []int) bool {
	number := 0
	for i, n := range inFavour {
		number += n * a.classes[i].stride
	}
	return a.adopted[number]
}
