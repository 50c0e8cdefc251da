// Package games counts votes: how many of all the votes that seats can cast are adopted, and in
// how many of them one seat decides. The indices of power follow from these numbers.
//
// Seats that are alike form a class. Whether a vote is adopted depends only on the number of
// seats of each class that make each choice: on one [Split] of each class. So one question
// stands for many votes, and a product of binomials tells for how many. [Votes] numbers the
// questions, and [Votes.Ask] asks them. It knows nothing of bodies and rules: it asks a
// function.
//
// Seats of many classes ask for too many questions. But if each seat is For or Against, and a
// vote is adopted because sums over the seats For are large enough, a generating function
// counts the votes by these sums, without asking about each. [Game.Count] does so for one
// weighting of all seats, and for a product of parts that each have a weighting of their own.
//
// For example, three seats of weights 2, 1 and 1 need a weight of 3. The seats form two
// classes, of one seat and of two. There are 2 * 3 questions for 8 votes:
//
//	seats For of weight 2    0  0  0  1  1  1
//	seats For of weight 1    0  1  2  0  1  2
//	votes                    1  2  1  1  2  1
//	adopted                  -  -  -  -  yes yes
//
// So 3 votes are adopted. The generating function of the weights is
//
//	(1 + x^2) (1 + x) (1 + x) = 1 + 2x + 2x^2 + 2x^3 + x^4
//
// and the coefficients from x^3 on sum to 3, too. The seat of weight 2 decides if the others
// have at least 1 and less than 3: in (1 + x) (1 + x) = 1 + 2x + x^2 these are 3 votes, its
// swings. For a seat of weight 1 the others must have exactly 2: in (1 + x^2) (1 + x) that is 1
// vote. The index of Banzhaf is in proportion to the swings: 3/5, 1/5 and 1/5.
//
// All numbers are exact. What takes long is charged to a budget first.
package games

import (
	"math/big"

	"example.com/tripartite/internal/exact"
)

// Result holds the numbers of votes from which the indices of power follow.
type Result struct {
	Choices int // of a seat
	Votes   *big.Int
	Adopted *big.Int
	// Monotone reports whether a seat that turns to For never makes an adopted vote fail, and
	// a seat that turns to Against never makes a vote adopted.
	Monotone bool
	// Proper reports whether a vote and its negation, with For and Against exchanged, are
	// never both adopted. Strong reports whether one of the two always is.
	Proper, Strong bool
	Classes        []Seat
	// Shapley computes the index of Shapley and Shubik of a seat of each class. It is nil if the
	// index is not defined. Long reports whether it takes long.
	Shapley func() ([]*big.Rat, error)
	Long    bool
	// finds reports whether there is a vote with this answer in which at least so many seats of
	// each class make a choice. If the votes were not asked about, it must be the best or the
	// worst choice for the answer: For if the vote is to fail, and Against if it is to be adopted.
	finds func(adopted bool, choice int, least []int) bool
}

// Seat holds numbers of votes for one seat of a class.
type Seat struct {
	Seats     int      // of the class
	InFavour  *big.Int // the adopted votes in which the seat is For
	Opposed   *big.Int // the adopted votes in which it is Against
	Prevents  *big.Int // the adopted votes that the seat can make fail by itself
	Initiates *big.Int // the other votes that it can make adopted by itself
}

// Indices are the indices of power of one seat, or their sums over several. A number that means
// nothing is the zero Rational.
//
// Of a seat, the swings are the votes of the others in which it decides; those with the reverse
// effect are subtracted. The measure of Banzhaf is their share of all votes of the others, and
// the normalised index their share of the swings of all seats. The indices of Coleman are the
// shares of the adopted votes that the seat can prevent, and of the others that it can initiate.
//
// In the example of the package, the two others of the seat of weight 2 cast 4 votes, so its
// measure is 3/4. It can prevent each of the 3 adopted votes, by turning to Against, and initiate
// 3 of the 5 others: all but the one without a seat For and the one in which only it is. A seat of
// weight 1 has a measure of 1/4. It can prevent 1 vote of 3, and initiate 1 of 5.
type Indices struct {
	Swings, Banzhaf, Normalised, Prevent, Initiate exact.Rational

	Null bool // no seat ever makes a difference
}

// Act returns Coleman's power to act: the share of votes that are adopted.
func (r *Result) Act() exact.Rational { return exact.Quotient(r.Adopted, r.Votes) }

// Indices returns the sums over so many seats of each class.
//
// Seats that prevent nothing are null: if a seat could make a vote adopted, it could turn back, and
// so prevent that adopted vote.
func (r *Result) Indices(seats []int) Indices {
	all := make([]int, len(seats))
	for i, of := range r.Classes {
		all[i] = of.Seats
	}
	swings, others := r.sum(seats, (*Seat).swings), r.others()
	prevents := r.sum(seats, func(s *Seat) *big.Int { return s.Prevents })
	initiates := r.sum(seats, func(s *Seat) *big.Int { return s.Initiates })
	x := Indices{
		Swings: exact.FromInt(swings), Banzhaf: quotient(swings, others),
		Prevent:  quotient(prevents, r.Adopted),
		Initiate: quotient(initiates, new(big.Int).Sub(r.Votes, r.Adopted)),
		Null:     prevents.Sign() == 0,
	}
	if r.Monotone {
		x.Normalised = quotient(swings, r.sum(all, (*Seat).swings))
	}
	return x
}

// Decides reports whether no vote is adopted in which a seat of the class is Against, although
// some are, and whether a vote is adopted if and only if the seat is For. With k choices, one vote
// in k has the seat For: a dictator is For in that many adopted votes, and there are no others.
func (r *Result) Decides(class int) (veto, dictator bool) {
	of, others := &r.Classes[class], r.others()
	return of.Opposed.Sign() == 0 && r.Adopted.Sign() > 0,
		of.InFavour.Cmp(others) == 0 && r.Adopted.Cmp(others) == 0
}

// DecideTogether is like Decides for so many seats of each class that all make the same choice.
//
// The seats have a veto if no vote is adopted in which all are Against. They are a dictator if,
// besides, no vote fails in which all are For, and none is adopted in which all make one of the
// choices in between. It is enough to look for a vote in which at least so many seats make the
// choice: seats of a class are alike, so any of them can be taken for these.
func (r *Result) DecideTogether(seats []int) (veto, dictator bool) {
	veto = r.Adopted.Sign() > 0 && !r.finds(true, r.Choices-1, seats)
	dictator = veto && !r.finds(false, 0, seats)
	for choice := 1; choice < r.Choices-1; choice++ {
		dictator = dictator && !r.finds(true, choice, seats)
	}
	return veto, dictator
}

// others returns the number of votes of all seats but one. Each of them is in as many votes as
// there are choices.
func (r *Result) others() *big.Int {
	return new(big.Int).Quo(r.Votes, big.NewInt(int64(r.Choices)))
}

// sum returns the sum of a number over so many seats of each class.
func (r *Result) sum(seats []int, number func(*Seat) *big.Int) *big.Int {
	sum := new(big.Int)
	for i, n := range seats {
		term := big.NewInt(int64(n))
		sum.Add(sum, term.Mul(term, number(&r.Classes[i])))
	}
	return sum
}

// swings returns the votes of the other seats in which the seat decides.
func (s *Seat) swings() *big.Int { return new(big.Int).Sub(s.InFavour, s.Opposed) }

// quotient returns a/b, or the zero Rational if b is 0.
func quotient(a, b *big.Int) exact.Rational {
	if b.Sign() == 0 {
		return exact.Rational{}
	}
	return exact.Quotient(a, b)
}

// TooLarge is the error of a count that the budget does not allow. It says how large a table
// would be.
type TooLarge string

// Error returns the text.
func (t TooLarge) Error() string { return string(t) }

// addSwings adds a class of seats, each For or Against, with the swings of one of them. The
// adopted votes in which it is For and those in which it is Against are Adopted in all, and differ
// by its swings, so the first are half of the sum of both. In the example of the package, the seat
// of weight 2 is For in (3+3)/2 = 3 of the 3 adopted votes, and one of weight 1 in (3+1)/2 = 2.
func (r *Result) addSwings(seats int, swings *big.Int) {
	inFavour := new(big.Int).Add(r.Adopted, swings)
	inFavour.Rsh(inFavour, 1)
	opposed := new(big.Int).Sub(r.Adopted, inFavour)
	r.Classes = append(r.Classes, Seat{Seats: seats, InFavour: inFavour, Opposed: opposed})
}

// decisive finds how many votes each seat can change by itself, if the rule is monotone:
// nothing is worse than Against, and nothing better than For.
//
// Take the votes in which all other seats vote in one way: one for each of the k choices of the
// seat. If the one with the seat Against is adopted, all k are, and the seat can prevent none of
// them. Otherwise it can prevent each that is adopted, by turning to Against. So it can prevent
// all adopted votes but k for each that is adopted with the seat Against. In the same way, it can
// initiate those that fail among the k for each that is adopted with the seat For.
func (r *Result) decisive() {
	k := big.NewInt(int64(r.Choices))
	for i := range r.Classes {
		of := &r.Classes[i]
		of.Prevents = new(big.Int).Mul(k, of.Opposed)
		of.Prevents.Sub(r.Adopted, of.Prevents)
		of.Initiates = new(big.Int).Mul(k, of.InFavour)
		of.Initiates.Sub(of.Initiates, r.Adopted)
	}
}

// power2 returns 2 to the power n: the number of coalitions of n seats.
func power2(n int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(n)) }

// ordersOf returns, by m, the number of orders of n seats in which m given seats come before a
// given one and all others after it: m! (n-1-m)!. For three seats these are 2, 1 and 2.
func ordersOf(n int) []*big.Int {
	all, orders := make([]*big.Int, n), new(big.Int).MulRange(1, int64(n-1))
	for m := range all {
		all[m] = new(big.Int).Set(orders)
		orders.Mul(orders, big.NewInt(int64(m+1)))
		orders.Quo(orders, big.NewInt(int64(max(1, n-1-m))))
	}
	return all
}

// shapleyOf returns the index of Shapley and Shubik of a seat that is For or Against, from its
// swings by the number of other seats For. In so many orders these come before it and all
// others after it, so that its turn makes the motion adopted. The index is their share of all n!
// orders, which are n times those in which the seat is the first.
//
// In the example of the package, the seat of weight 2 has two swings in which one other seat is
// For, of 1 order each, and one in which both are, of 2 orders. Its index is 4/6. A seat of weight
// 1 has one swing of 1 order, and an index of 1/6.
func shapleyOf(bySize []big.Int, orders []*big.Int) *big.Rat {
	sum, term := new(big.Int), new(big.Int)
	for size := range bySize {
		sum.Add(sum, term.Mul(orders[size], &bySize[size]))
	}
	return new(big.Rat).SetFrac(sum, term.Mul(orders[0], big.NewInt(int64(len(orders)))))
}
