package games

import (
	"math/big"

	"example.com/tripartite/internal/linear"
)

// sums holds the adopted votes by the number of seats that make a choice: For is the first of
// the two, and Against the second.
type sums struct {
	votes [2][]big.Int
	seats [2][][]big.Int // by class: each vote times the seats of the class that make the choice
}

// adding adds up the adopted votes. For each combination of splits of the other classes, it
// first adds up those of the inner class, so that few numbers are multiplied: the ways of the
// others are a common factor. The sum over splits with n seats For of the inner class stands in
// room[0][n], and that over splits with n seats Against in room[1][n].
//
// The sums by number of seats are kept apart because the index of Shapley and Shubik weighs a vote
// by that number. The index of Banzhaf needs their totals only.
type adding struct {
	*Answers
	sums
	work          *linear.Budget
	inner         int
	splits        []*Split     // by class, but the inner one
	ways          []big.Int    // by class: of the splits of the classes before
	room          [2][]big.Int // by seats of the inner class
	product, term big.Int
	price         int
}

// sum adds up the adopted votes. ok is false if the budget is spent.
func (a *Answers) sum(work *linear.Budget) (s *sums, ok bool) {
	words := 1 + a.seats/64
	add := &adding{Answers: a, work: work, inner: a.inner(), price: words * words,
		splits: make([]*Split, len(a.classes)), ways: make([]big.Int, len(a.classes))}
	for k := range add.votes {
		add.votes[k] = make([]big.Int, a.seats+1)
		add.room[k] = make([]big.Int, a.classes[add.inner].seats+1)
		for range a.classes {
			add.seats[k] = append(add.seats[k], make([]big.Int, a.seats+1))
		}
	}
	add.outer(0, 0, [2]int{}, big.NewInt(1))
	if a.Choices == 2 { // who is not For is Against
		for t := range a.seats + 1 {
			other := &add.votes[0][a.seats-t]
			add.votes[1][t].Set(other)
			for i, class := range a.classes {
				seats := add.term.Mul(other, big.NewInt(int64(class.seats)))
				add.seats[1][i][t].Sub(seats, &add.seats[0][i][a.seats-t])
			}
		}
	}
	return &add.sums, !work.Spent()
}

// outer goes through the splits of the classes from i on, except the inner one. Of the classes
// before i, so many seats are For and Against, in so many ways.
func (a *adding) outer(i, number int, others [2]int, ways *big.Int) {
	switch {
	case a.work.Spent():
	case i == len(a.classes):
		a.within(number, others, ways)
	case i == a.inner:
		a.outer(i+1, number, others, ways)
	default:
		of := &a.classes[i]
		for n := range of.splits {
			split := &of.splits[n]
			a.splits[i] = split
			with := [2]int{others[0] + int(split[0]), others[1] + int(split[a.Choices-1])}
			a.outer(i+1, number+n*of.stride, with, a.ways[i].Mul(ways, &of.ways[n]))
		}
	}
}

// within adds the adopted votes with all splits of the inner class.
func (a *adding) within(number int, others [2]int, ways *big.Int) {
	of, some := &a.classes[a.inner], false
	choices := []int{0, a.Choices - 1}
	if a.Choices == 2 {
		choices = choices[:1]
	}
	for k, choice := range choices {
		room := a.room[k]
		for n := range room {
			room[n].SetInt64(0)
		}
		for n := range of.splits {
			if a.adopted[number+n*of.stride] {
				some = true
				sum := &room[of.splits[n][choice]]
				sum.Add(sum, &of.ways[n])
			}
		}
	}
	a.work.Charge(len(of.splits))
	for k, choice := range choices {
		for n := range a.room[k] {
			if some && a.room[k][n].Sign() > 0 {
				a.add(k, choice, n, others[k], ways)
			}
		}
	}
}

// add adds the votes in which n seats of the inner class, and so many of the others, make the
// choice.
func (a *adding) add(k, choice, n, others int, ways *big.Int) {
	a.work.ChargeProduct(2, len(a.classes), a.price)
	votes := a.product.Mul(ways, &a.room[k][n])
	a.votes[k][others+n].Add(&a.votes[k][others+n], votes)
	for i := range a.classes {
		seats := n
		if i != a.inner {
			seats = int(a.splits[i][choice])
		}
		if seats > 0 {
			sum := &a.seats[k][i][others+n]
			a.term.SetInt64(int64(seats))
			sum.Add(sum, a.term.Mul(votes, &a.term))
		}
	}
}

// Adopted returns the number of the adopted votes, seat by seat. ok is false if the budget is
// spent.
func (a *Answers) Adopted(work *linear.Budget) (n *big.Int, ok bool) {
	by, ok := a.sum(work)
	return total(by.votes[0]), ok
}

// Result counts the votes. ok is false if the budget is spent.
func (a *Answers) Result(work *linear.Budget) (r *Result, ok bool) {
	by, ok := a.sum(work)
	if !ok {
		return nil, false
	}
	r = &Result{Choices: a.Choices, Votes: a.All(), Adopted: total(by.votes[0])}
	r.finds, r.Monotone = a.finds, a.Monotone()
	r.Proper, r.Strong = a.properStrong()
	for i, class := range a.classes {
		// The sums are over all seats of the class, and these are alike: each has its share.
		seats := big.NewInt(int64(class.seats))
		of := Seat{Seats: class.seats, InFavour: total(by.seats[0][i]), Opposed: total(by.seats[1][i])}
		of.InFavour.Quo(of.InFavour, seats)
		of.Opposed.Quo(of.Opposed, seats)
		r.Classes = append(r.Classes, of)
	}
	switch {
	case a.Choices == 2:
		a.turns(r, by)
	case r.Monotone:
		a.rollCalls(r, by)
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
// one of the two always is.
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
// every vote.
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

// turns finds the index of Shapley and Shubik for two choices. The seats turn to For one after the
// other, and the index is the share of orders in which the turn of a seat makes the motion
// adopted, less those in which it makes the motion fail. An adopted vote with t seats For stands
// for all orders in which one of these is the last, or another is the next.
func (a *Answers) turns(r *Result, by *sums) {
	orders, term := ordersOf(a.seats), new(big.Int)
	for i, class := range a.classes {
		size, sum := big.NewInt(int64(class.seats)), new(big.Int)
		for t := range a.seats + 1 {
			times := &by.seats[0][i][t]
			if t > 0 {
				sum.Add(sum, term.Mul(times, orders[t-1]))
			}
			if t < a.seats {
				term.Sub(term.Mul(size, &by.votes[0][t]), times)
				sum.Sub(sum, term.Mul(term, orders[t]))
			}
		}
		all := term.Mul(orders[0], big.NewInt(int64(a.seats)))
		r.Shapley = append(r.Shapley, new(big.Rat).SetFrac(sum, size.Mul(size, all)))
	}
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
func (a *Answers) rollCalls(r *Result, by *sums) {
	n, k := a.seats, int64(a.Choices)
	weights, term := pivotWeights(n, k), new(big.Int)
	all := new(big.Int).Exp(big.NewInt(k), big.NewInt(int64(n)), nil) // n! k^n
	all.Mul(all, new(big.Int).MulRange(1, int64(n)))
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
		r.Shapley = append(r.Shapley, new(big.Rat).SetFrac(sum, size.Mul(size, all)))
	}
}

// pivotWeights returns, by m, the sum over q of
//
//	m! (n-1-m)! C(q, m) k^(n-1-q)
//
// This is n! k^(n-1) times the share of roll-calls in which a seat votes after q others,
// these include m given seats, and all q seats vote in a given way. If p(m) is the sum
// without the factorials, then (k-1) p(m) = p(m-1) - C(n, m).
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
