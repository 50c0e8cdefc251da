package games

import (
	"math/big"
	"math/bits"

	"example.com/tripartite/internal/linear"
)

// sums holds the adopted votes by the number of seats that make a choice: For is the first of
// the two, and Against the second. The index of Shapley and Shubik weighs a vote by that number.
// The index of Banzhaf needs the totals only.
type sums struct {
	votes [2][]big.Int
	seats [2][][]big.Int // by class: each vote times the seats of the class that make the choice
}

// fold adds up the adopted votes class by class. A sum over the splits of some classes is a
// polynomial: the coefficient of y^t counts the votes in which t seats of these classes make the
// choice. If the splits of all classes before are given, the sum over those of a class and of all
// after it is
//
//	sum over the splits: ways * y^seats * (the sum over the classes after it)
//
// so the ways of each class are multiplied once for all votes that share them. The same sum with
// each term times the seats of one class counts the votes once for each of these seats. A
// polynomial is one number, with a number of words for each coefficient.
//
// In the example of the package, a split of the seat of weight 2 is followed by those of the two
// others. With the first seat Against, none of these is adopted, and the sum is 0. With it For, one
// of the others can be For in 2 ways, or both in 1: the sum is 2y + y^2. So for all seats it is
// y (2y + y^2) = 2y^2 + y^3, 3 adopted votes. With each term times the seats For of the class of
// two, it is 2y^2 + 2y^3, so that they are For 4 times in adopted votes: twice each.
type fold struct {
	*Answers
	work   *linear.Budget
	choice int
	words  int         // of a coefficient
	order  []int       // the classes: the last is that with the most splits
	sums   [][]big.Int // by position in order, and by class: votes times its seats; the last: votes
	term   big.Int
	times  big.Int
	coefs  []big.Int  // of the polynomial of the last class
	packed []big.Word // its words
	value  big.Int    // of the words
}

// sum adds up the adopted votes. ok is false if the budget is spent.
func (a *Answers) sum(work *linear.Budget) (s *sums, ok bool) {
	s = &sums{}
	for k, choice := range []int{0, a.Choices - 1}[:min(2, a.Choices-1)] {
		f := &fold{Answers: a, work: work, choice: choice}
		f.words = 1 + (64+a.All().BitLen())/bits.UintSize // votes, times seats
		for i := range a.classes {
			if i != a.inner() {
				f.order = append(f.order, i)
			}
			f.sums = append(f.sums, make([]big.Int, len(a.classes)+1))
		}
		f.order = append(f.order, a.inner())
		f.coefs = make([]big.Int, a.classes[a.inner()].seats+1)
		f.packed = make([]big.Word, len(f.coefs)*f.words)
		if !work.ChargeProduct(len(a.classes)+1, a.seats, f.words) {
			return nil, false
		}
		f.from(0, 0)
		for i := range f.sums[0] {
			s.seats[k] = append(s.seats[k], unpack(&f.sums[0][i], a.seats+1, f.words))
		}
		s.votes[k], s.seats[k] = s.seats[k][len(a.classes)], s.seats[k][:len(a.classes)]
	}
	return s, !work.Spent()
}

// from finds the sums over the splits of the classes from that position on.
func (f *fold) from(at, number int) []big.Int {
	sums, class := f.sums[at], f.order[at]
	for i := range sums {
		sums[i].SetInt64(0)
	}
	if at == len(f.order)-1 {
		f.last(sums, class, number)
		return sums
	}
	of, votes := &f.classes[class], len(f.classes)
	for n := range of.splits {
		after, ways, seats := f.from(at+1, number+n*of.stride), &of.ways[n], int(of.splits[n][f.choice])
		if after[votes].Sign() == 0 {
			continue
		} else if !f.work.ChargeProduct(len(f.order)-at, 2+len(after[votes].Bits())/4, len(ways.Bits())) {
			break
		}
		add := func(to int, sum, times *big.Int) {
			f.term.Lsh(f.term.Mul(sum, times), uint(bits.UintSize*f.words*seats))
			sums[to].Add(&sums[to], &f.term)
		}
		for to := range after {
			if after[to].Sign() != 0 {
				add(to, &after[to], ways)
			}
		}
		add(class, &after[votes], f.times.Mul(ways, f.times.SetInt64(int64(seats))))
	}
	return sums
}

// last finds the sums over the splits of the last class. No sum is a factor of another here, so
// the ways are added up before they become a polynomial.
func (f *fold) last(sums []big.Int, class, number int) {
	of, some := &f.classes[class], false
	votes := f.coefs
	for n := range votes {
		votes[n].SetInt64(0)
	}
	for n := range of.splits {
		if f.adopted[number+n*of.stride] {
			sum := &votes[of.splits[n][f.choice]]
			sum.Add(sum, &of.ways[n])
			some = true
		}
	}
	if f.work.Charge(len(of.splits)); !some {
		return
	}
	f.pack(&sums[len(f.classes)])
	for n := range votes {
		votes[n].Mul(&votes[n], f.term.SetInt64(int64(n)))
	}
	f.pack(&sums[class])
}

// pack sets a sum to the polynomial with the coefficients of the last class. There is one for each
// way to settle the other classes, so all of them share the memory of the first.
func (f *fold) pack(to *big.Int) {
	clear(f.packed)
	for i := range f.coefs {
		copy(f.packed[i*f.words:], f.coefs[i].Bits())
	}
	to.Set(f.value.SetBits(f.packed))
}

// unpack returns the coefficients of a polynomial of so many, each of so many words. They share
// the memory of the polynomial, but none can grow into the next one: its capacity ends with it, so
// that a sum with a carry takes memory of its own.
func unpack(from *big.Int, n, words int) []big.Int {
	all, coefs := from.Bits(), make([]big.Int, n)
	for i := range coefs {
		low, high := min(i*words, len(all)), min((i+1)*words, len(all))
		coefs[i].SetBits(all[low:high:high])
	}
	return coefs
}

// Result counts the votes. ok is false if the budget is spent.
//
// With two choices, a seat that is not For is Against, so one pass over the votes is enough, and
// the index of Shapley and Shubik is defined for every rule. With more choices, it is defined only
// if the rule is monotone: else a motion that is adopted with all remaining seats Against may still
// fail if they turn to For.
func (a *Answers) Result(work *linear.Budget) (r *Result, ok bool) {
	by, ok := a.sum(work)
	if !ok {
		return nil, false
	}
	r = &Result{Choices: a.Choices, Votes: a.All(), Adopted: total(by.votes[0])}
	r.finds, r.Monotone = a.finds, a.Monotone()
	r.Proper, r.Strong = a.properStrong()
	orders, shapley := ordersOf(a.seats), []*big.Rat(nil)
	// The sums are over all seats of the class, and these are alike: each has its share.
	share := func(sums []big.Int, class int) *big.Int {
		all := total(sums)
		return all.Quo(all, big.NewInt(int64(a.classes[class].seats)))
	}
	for i, class := range a.classes {
		of := Seat{Seats: class.seats, InFavour: share(by.seats[0][i], i)}
		if a.Choices == 2 {
			of.Opposed = new(big.Int).Sub(r.Adopted, of.InFavour)
			shapley = append(shapley, shapleyOf(a.turns(i, by), orders))
		} else {
			of.Opposed = share(by.seats[1][i], i)
		}
		r.Classes = append(r.Classes, of)
	}
	if r.Monotone && a.Choices > 2 {
		shapley = a.rollCalls(by)
	}
	if shapley != nil {
		r.Shapley = func() ([]*big.Rat, error) { return shapley, nil }
	}
	if r.Monotone {
		r.decisive()
	} else {
		a.decisive(r, work)
	}
	return r, !work.Spent()
}

func total(numbers []big.Int) *big.Int {
	sum := new(big.Int)
	for i := range numbers {
		sum.Add(sum, &numbers[i])
	}
	return sum
}

// Monotone reports whether, in every vote, a seat that turns to For never makes an adopted
// motion fail, and a seat that turns to Against never makes a motion adopted.
//
// It is enough to turn one seat at a time, and one of each class: seats of a class are alike. Each
// split of a class is compared with at most 2k-3 others, for k choices. With three choices these
// are the moves from abstaining to For, from Against to For and from Against to abstaining.
func (a *Answers) Monotone() bool {
	if a.monotone && a.Choices == 2 {
		return true
	}
	// For is the best choice and Against the worst. Two choices in between have no order: a rule may
	// prefer either. So one seat moves to For, or away from Against.
	for i := range a.classes {
		of := &a.classes[i]
		for n, split := range of.splits {
			for from := 1; from < a.Choices; from++ {
				for to := range a.Choices - 1 {
					better := to == 0 || from == a.Choices-1
					if better && split[from] > 0 && a.falls(of, n, of.rank(split.turned(from, to))) {
						return false
					}
				}
			}
		}
	}
	return true
}

// turned returns the split in which one seat makes another choice.
func (s Split) turned(from, to int) *Split {
	s[from]--
	s[to]++
	return &s
}

// falls reports whether a vote with one split of the class is adopted, and the same vote with
// another split is not.
func (a *Answers) falls(of *class, from, to int) bool {
	// The numbers of votes are digits: those with one split of the class are runs of stride numbers,
	// one in each block.
	block := of.stride * len(of.splits)
	for start := 0; start < len(a.adopted); start += block {
		before := a.adopted[start+from*of.stride:][:of.stride]
		after := a.adopted[start+to*of.stride:][:of.stride]
		for i, adopted := range before {
			if adopted && !after[i] {
				return true
			}
		}
	}
	return false
}

// properStrong reports whether a vote and its negation are never both adopted, and whether
// one of the two always is. In the example of the package, the votes number 2 and 3 are each
// other's negation: the seat of weight 2 against both others. Neither is adopted, so the game is
// not strong. A vote in which all seats abstain is its own negation.
func (a *Answers) properStrong() (proper, strong bool) {
	proper, strong = true, true
	var visit func(i, number, negation int)
	visit = func(i, number, negation int) {
		of, last := &a.classes[i], i == len(a.classes)-1 // the stride of the last is 1
		for n := range of.splits {
			other := negation + of.negation(n)*of.stride
			switch {
			case last:
				proper = proper && !(a.adopted[number+n] && a.adopted[other])
				strong = strong && (a.adopted[number+n] || a.adopted[other])
			case proper || strong:
				visit(i+1, number+n*of.stride, other)
			}
		}
	}
	visit(0, 0, 0)
	return proper, strong
}

// decisive finds how many votes each seat can change by itself, for any rule: it looks at
// every vote. The numbers of votes alone do not tell: if the rule is not monotone, a seat that is
// Against in an adopted vote may prevent it by turning to For, or by abstaining.
func (a *Answers) decisive(r *Result, work *linear.Budget) {
	for i := range a.classes {
		class := &a.classes[i]
		prevents, initiates := new(big.Int), new(big.Int)
		for number, adopted := range a.adopted {
			if !work.Charge(4*a.Choices*a.Choices + len(a.classes)) {
				return
			}
			changed := initiates
			if adopted {
				changed = prevents
			}
			n := number / class.stride % len(class.splits)
			for from, seats := range class.splits[n][:a.Choices] {
				if seats > 0 && a.changes(class, number, n, from) {
					ways := a.Ways(number)
					changed.Add(changed, ways.Mul(ways, big.NewInt(int64(seats))))
				}
			}
		}
		seats, of := big.NewInt(int64(class.seats)), &r.Classes[i]
		of.Prevents, of.Initiates = prevents.Quo(prevents, seats), initiates.Quo(initiates, seats)
	}
}

// changes reports whether a seat of the class in split n that makes a choice changes whether
// the vote is adopted, by another choice.
func (a *Answers) changes(of *class, number, n, from int) bool {
	for to := range a.Choices {
		turned := of.rank(of.splits[n].turned(from, to))
		if a.adopted[number+(turned-n)*of.stride] != a.adopted[number] {
			return true
		}
	}
	return false
}

// turns returns the swings of a seat of a class by the number of other seats For, if there are two
// choices: the adopted votes in which the seat is For as one more, less those in which it is
// Against. The sums are over all seats of the class, and these are alike.
func (a *Answers) turns(class int, by *sums) []big.Int {
	swings, size := make([]big.Int, a.seats), big.NewInt(int64(a.classes[class].seats))
	var opposed big.Int
	for m := range swings {
		opposed.Sub(opposed.Mul(size, &by.votes[0][m]), &by.seats[0][class][m])
		swings[m].Sub(&by.seats[0][class][m+1], &opposed)
		swings[m].Quo(&swings[m], size)
	}
	return swings
}

// With more choices, the seats vote in some order, in a roll-call. The pivot is the seat whose
// vote makes the outcome certain. The index of Shapley and Shubik of a seat is the share of all
// roll-calls in which the seat is the pivot.
//
// Under a monotone rule, adoption is certain if the motion is adopted with all seats Against
// that have not voted yet. So an adopted vote stands for all orders in which the seats that
// are not Against vote before the seat in question. How many orders that are depends only on
// the number of these seats, and pivotWeights returns it. In the same way, failure is certain
// if the motion fails with all seats For that have not voted yet. The votes that fail are all
// votes less the adopted ones; if all failed, there would be no pivot, so all votes together
// count 0.

// rollCalls finds the index of Shapley and Shubik for more than two choices.
//
// Take an adopted vote in which m seats are not Against. It stands for the roll-calls that are
// certain after the seat has voted, less those that are certain before. If the seat is not Against,
// none is certain before it votes, and after it those in which the m-1 others come before it. If it
// is Against, its own vote does not matter: those in which the m seats come before it are certain
// after its vote, and before any of its k votes, which makes 1-k times as many. The sums for For
// are the same, with failure for adoption, so they are subtracted.
func (a *Answers) rollCalls(by *sums) (all []*big.Rat) {
	n, k := a.seats, int64(a.Choices)
	weights, term := pivotWeights(n, k), new(big.Int)
	votes := new(big.Int).Mul(new(big.Int).MulRange(1, int64(n)), a.All()) // n! k^n
	for i, class := range a.classes {
		size := big.NewInt(int64(class.seats))
		var pivots [2]big.Int // after votes of which t seats are as good as can be, or as bad
		for which := range pivots {
			sum := &pivots[which]
			for t := range n + 1 {
				times := &by.seats[which][i][t]
				if t < n {
					term.Sub(term.Mul(size, &by.votes[which][t]), times)
					sum.Add(sum, term.Mul(term, weights[n-1-t]))
				}
				if t > 0 {
					term.Mul(times, weights[n-t])
					sum.Sub(sum, term.Mul(term, big.NewInt(k-1)))
				}
			}
		}
		sum := new(big.Int).Sub(&pivots[1], &pivots[0])
		all = append(all, new(big.Rat).SetFrac(sum, size.Mul(size, votes)))
	}
	return all
}

// pivotWeights returns, by m, the sum over q of
//
//	m! (n-1-m)! C(q, m) k^(n-1-q)
//
// This is n! k^(n-1) times the share of roll-calls in which a seat votes after q others,
// these include m given seats, and all q seats vote in a given way. If p(m) is the sum
// without the factorials, then (k-1) p(m) = p(m-1) - C(n, m). For k p(m) has the terms of p(m) with
// q+1 for q, and C(q+1, m) = C(q, m) + C(q, m-1); what is missing for q = n-1 is C(n, m). The first
// sum is that of the powers of k below k^n, so p(0) = (k^n - 1) / (k-1).
//
// For three seats and three choices, p is 13, 5 and 1. The orders are 2, 1 and 2, so the weights
// are 26, 5 and 2.
func pivotWeights(n int, k int64) []*big.Int {
	fewer := big.NewInt(k - 1)
	p := new(big.Int).Exp(big.NewInt(k), big.NewInt(int64(n)), nil)
	p.Sub(p, big.NewInt(1))
	p.Quo(p, fewer)
	weights, binomial := ordersOf(n), big.NewInt(1)
	for m := range weights {
		if m > 0 {
			binomial.Mul(binomial, big.NewInt(int64(n-m+1)))
			binomial.Quo(binomial, big.NewInt(int64(m)))
			p.Quo(p.Sub(p, binomial), fewer)
		}
		weights[m].Mul(weights[m], p)
	}
	return weights
}
