package games

import (
	"math"
	"math/big"
	"slices"
	"sort"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
)

// A Game is a rule about seats that are each For or Against. More seats For never make an
// adopted motion fail.
type Game struct {
	Classes    []int // by class: its seats
	Parts      []int // by class: the number of the part of the body that it is in
	Conditions []Condition
	// Adopts reports whether the motion is adopted, if some of the conditions hold.
	Adopts func(holds func(condition int) bool) bool
}

// A Condition holds if a constant, and what each seat For adds to it, sum to at least 0.
type Condition struct {
	Constant exact.Rational
	Each     []exact.Rational // by class
}

// A Kind is a number of seats of a class that a formula tells from others.
type Kind struct{ Class, Seats int }

// AdoptIf takes the conditions of the game from a formula about kinds of seats, of which ends says
// where in the values For and Against stand. A condition of the formula adds up what all seats
// contribute. With all seats Against that is the constant; a seat that turns to For adds the
// difference. ok is false if the budget is spent.
func (g *Game) AdoptIf(f linear.Formula, kinds []Kind, ends [2]int, work *linear.Budget) (ok bool) {
	number, ok := map[*linear.Condition]int{}, true
	var visit func(f linear.Formula)
	visit = func(f linear.Formula) {
		x, is := f.(*linear.Condition)
		if !is {
			for _, part := range f.(*linear.AtLeast).Of {
				visit(part)
			}
			return
		} else if !ok {
			return
		}
		number[x] = len(g.Conditions)
		of := Condition{Constant: x.Constant}
		of.Each = slices.Repeat([]exact.Rational{exact.Whole(0)}, len(g.Classes))
		for i, values := range x.Values {
			kind, opposed := kinds[x.First+i], values[ends[1]]
			of.Constant = of.Constant.Plus(opposed.Times(exact.Whole(int64(kind.Seats))))
			of.Each[kind.Class] = values[ends[0]].Minus(opposed)
		}
		g.Conditions = append(g.Conditions, of)
		ok = ok && work.ChargeProduct(40, len(x.Values), x.Work())
	}
	visit(f)
	var holds func(f linear.Formula, known func(int) bool) bool
	holds = func(f linear.Formula, known func(int) bool) bool {
		if x, is := f.(*linear.Condition); is {
			return known(number[x])
		}
		all, n := f.(*linear.AtLeast), 0
		for _, part := range all.Of {
			n += b2i(holds(part, known))
		}
		return n >= all.K
	}
	g.Adopts = func(known func(int) bool) bool { return holds(f, known) }
	return ok
}

// MostWork is the budget of a count. Counts of hundreds of seats are numbers of hundreds of
// bits, so it takes a few seconds.
const MostWork = 1 << 30

const (
	none        = math.MaxInt // a weight that no coalition has
	mostWeight  = 1 << 24     // of all seats together
	mostSeats   = 1 << 16
	workOfQuota = 128 // the work of one condition of a quota
)

// seats returns the number of all seats.
func (g *Game) seats() (n int) {
	for _, seats := range g.Classes {
		n += seats
	}
	return n
}

// result returns the result of a game with so many winning coalitions.
func (g *Game) result(adopted *big.Int) *Result {
	return &Result{
		Choices: 2, Votes: power2(g.seats()), Adopted: adopted, Monotone: true, finds: g.finds,
	}
}

// finds reports whether a coalition with these seats loses or, if the answer is yes, whether one
// without them wins. The smallest and the largest such coalitions tell.
func (g *Game) finds(answer bool, _ int, seats []int) bool {
	return answer == g.Adopts(func(i int) bool {
		sum := g.Conditions[i].Constant
		for class, each := range g.Conditions[i].Each {
			inFavour := seats[class]
			if answer {
				inFavour = g.Classes[class] - inFavour
			}
			sum = sum.Plus(each.Times(exact.Whole(int64(inFavour))))
		}
		return sum.Sign() >= 0
	})
}

// weighting is a weight of each seat, in whole numbers, of which all sums of the conditions are
// multiples. Some sums may go by the number of seats instead.
type weighting struct {
	of     []weightedSeats // by class
	weight int             // of all seats
	sized  bool            // whether the number of seats matters, too
	lines  []line          // by condition
}

// line is a condition in whole numbers: constant + unit * sum is at least 0, where sum is that of
// the weights of the seats For. Without a unit, no seat adds anything.
type line struct {
	constant, unit exact.Rational
	weights        []int
	bySeats        bool // all seats weigh 1, although others are the weights of the weighting
}

// newLine returns a condition as a line. The unit is the greatest number of which all that seats
// add is a multiple. So the weights are the smallest whole numbers in their proportion, and two
// conditions about one weighting have equal weights, whatever they compare. ok is false if a seat
// For adds less than 0, or the weights are too large.
func newLine(c Condition) (l line, ok bool) {
	l = line{constant: c.Constant, weights: make([]int, len(c.Each))}
	for _, each := range c.Each {
		if each.Sign() < 0 {
			return l, false
		} else if each.Sign() > 0 {
			l.unit = commonDivisor(l.unit, each)
		}
	}
	for i, each := range c.Each {
		if each.Sign() > 0 {
			n, fits := each.Over(l.unit).Int64()
			if !fits || n > mostWeight {
				return l, false
			}
			l.weights[i] = int(n)
		}
	}
	return l, true
}

// commonDivisor returns the greatest number of which both are multiples. A number that is
// not given does not count.
func commonDivisor(a, b exact.Rational) exact.Rational {
	if !a.Given() {
		return b
	}
	x, y := a.Rat(), b.Rat()
	num := new(big.Int).Mul(x.Num(), y.Denom())
	num.GCD(nil, nil, num, new(big.Int).Mul(y.Num(), x.Denom()))
	return exact.Quotient(num, new(big.Int).Mul(x.Denom(), y.Denom()))
}

// weigh finds one weighting for all conditions. ok is false if there is none.
//
// If seats have different weights, a condition about their number has weights of its own, which
// are all 1. It is the only other one that is allowed: the coalitions are then counted by size as
// well as by weight.
func weigh(classes []int, conditions []Condition) (w *weighting, ok bool) {
	w = &weighting{}
	ones := slices.Repeat([]int{1}, len(classes))
	weights := ones
	for _, c := range conditions {
		l, ok := newLine(c)
		if !ok {
			return nil, false
		}
		if w.lines = append(w.lines, l); l.unit.Given() && !slices.Equal(l.weights, ones) {
			weights = l.weights
		}
	}
	for i := range w.lines {
		switch l := &w.lines[i]; {
		case !l.unit.Given() || slices.Equal(l.weights, weights):
		case slices.Equal(l.weights, ones):
			l.bySeats, w.sized = true, true
		default:
			return nil, false
		}
	}
	for i, seats := range classes {
		w.of = append(w.of, weightedSeats{weights[i], seats})
		if weights[i] > (mostWeight-w.weight)/max(1, seats) {
			return nil, false
		}
		w.weight += weights[i] * seats
	}
	return w, true
}

// least returns the least weight with which so many seats meet the condition.
func (l *line) least(seats int) int {
	have := l.constant
	if l.bySeats {
		have = have.Plus(l.unit.Times(exact.Whole(int64(seats))))
	}
	if have.Sign() >= 0 {
		return 0
	}
	if l.bySeats || !l.unit.Given() {
		return none
	}
	least, fits := exact.Whole(0).Minus(have.Over(l.unit).Floor()).Int64()
	if !fits || least >= none {
		return none
	}
	return int(least)
}

// quota returns the least weight that is adopted, from the least with which each condition
// holds. With more weight, no fewer conditions hold. Between two of the needs nothing changes, so
// the answer is one of them, or 0 if nothing is needed, or none if all conditions together are
// not enough; bisection finds it.
func (g *Game) quota(needs []int) int {
	candidates := append(slices.Clone(needs), 0, none)
	slices.Sort(candidates)
	candidates = slices.Compact(candidates)
	return candidates[sort.Search(len(candidates)-1, func(i int) bool {
		return g.Adopts(func(condition int) bool { return needs[condition] <= candidates[i] })
	})]
}

// weighted is a game in which only the weight of the seats For matters, and perhaps their
// number: each number has its quota.
type weighted struct {
	*weighting
	n      int   // seats
	quotas []int // by the number of seats For: the least weight that is adopted
}

// ByWeight counts the votes of a game under which all seats have one weighting. ok is false if
// they have not.
func (g *Game) ByWeight(work *linear.Budget) (r *Result, ok bool, err error) {
	w, ok := g.weighted(work)
	if !ok {
		return nil, false, nil
	}
	r, err = w.count(g, work)
	return r, true, err
}

func (g *Game) weighted(work *linear.Budget) (w *weighted, ok bool) {
	w = &weighted{n: g.seats()}
	if w.n > mostSeats {
		return nil, false
	}
	if w.weighting, ok = weigh(g.Classes, g.Conditions); !ok {
		return nil, false
	}
	sizes := 1
	if w.sized {
		sizes += w.n
	}
	if !work.ChargeProduct(sizes, len(w.lines), workOfQuota) {
		return nil, false
	}
	needs := make([]int, len(w.lines))
	for size := range sizes {
		for i := range w.lines {
			needs[i] = w.lines[i].least(size)
		}
		w.quotas = append(w.quotas, g.quota(needs))
	}
	if !w.sized { // the number of seats does not matter
		w.quotas = slices.Repeat(w.quotas, w.n+1)
	}
	return w, true
}

// series returns the series of the seats.
func (w *weighted) series(bySize bool, work *linear.Budget) (*series, bool) {
	// Heavier coalitions than the limit are counted as all less the lighter ones. To find out whether
	// the game is proper and strong, it takes those of up to half the weight.
	limit := w.weight/2 + 1
	for _, quota := range w.quotas {
		if quota != none {
			limit = max(limit, min(quota, w.weight+1))
		}
	}
	of := slices.Clone(w.of)
	if !bySize {
		of = slices.DeleteFunc(of, func(s weightedSeats) bool { return s.weight == 0 })
	}
	return newSeries(of, bySize, limit, work)
}

// count counts the votes.
func (w *weighted) count(g *Game, work *linear.Budget) (*Result, error) {
	s, ok := w.series(w.sized, work)
	if !ok {
		return nil, s.tooLarge()
	}
	r := g.result(w.adopted(s))
	r.Proper, r.Strong = w.properStrong(s)
	for i := range w.of {
		bySize := w.swings(s, i)
		r.addSwings(w.of[i].seats, total(bySize))
		work.ChargeProduct(len(bySize), len(bySize)/8+1, s.words)
	}
	r.decisive()
	if w.sized {
		r.Shapley = w.shapley(s)
		return r, nil
	}
	r.Later = func() ([]*big.Rat, error) {
		s, ok := w.series(true, linear.NewBudget(MostWork))
		if !ok {
			return nil, s.tooLarge()
		}
		return w.shapley(s), nil
	}
	return r, nil
}

// shapley returns the index of Shapley and Shubik by class, from a series by size.
func (w *weighted) shapley(s *series) (all []*big.Rat) {
	orders := ordersOf(w.n)
	for i := range w.of {
		all = append(all, shapleyOf(w.swings(s, i), orders))
	}
	return all
}

// all returns the number of coalitions of a row of a series, of n seats.
func (w *weighted) all(s *series, n, size int) *big.Int {
	if s.bySize {
		return new(big.Int).Binomial(int64(n), int64(size))
	}
	return power2(n)
}

// adopted returns the number of winning coalitions.
func (w *weighted) adopted(s *series) *big.Int {
	sum := new(big.Int)
	for size := range s.rows {
		if quota := w.quotas[size]; quota != none {
			sum.Add(sum, w.all(s, s.seats, size))
			sum.Sub(sum, wordsToInt(s.below(size, quota)))
		}
	}
	return sum.Lsh(sum, uint(w.n-s.seats)) // whatever the seats do that weigh nothing
}

// swings returns the swings of a seat of a class, by the number of other seats For: the coalitions
// of the others that lose, less those that lose even with the weight of the seat. If the
// series has one row for all sizes, the result is one number.
func (w *weighted) swings(s *series, class int) (all []big.Int) {
	weight := w.of[class].weight
	lost := func(size, quota, less int) *big.Int {
		if quota == none {
			return w.all(s, s.seats-1, size)
		}
		return s.without(weight, size, quota-less)
	}
	for size := range max(1, len(s.rows)-1) {
		if !s.bySize && weight == 0 {
			break
		}
		swings := lost(size, w.quotas[size], 0)
		swings.Sub(swings, lost(size, w.quotas[size+b2i(s.bySize)], weight))
		all = append(all, *swings.Lsh(swings, uint(w.n-s.seats)))
	}
	return all
}

// properStrong reports whether a coalition and the seats that are not in it never both
// win, and never both lose. It looks at the lighter of the two.
func (w *weighted) properStrong(s *series) (proper, strong bool) {
	proper, strong = true, true
	half := w.weight/2 + 1
	for size := range s.rows {
		own, other := w.quotas[size], w.quotas[len(s.rows)-1-size]
		wins := 0 // the others win with less than this
		if other != none {
			wins = max(0, w.weight-other+1)
		}
		proper = proper && !s.any(size, min(own, half), min(wins, half))
		strong = strong && !s.any(size, min(wins, half), min(own, half))
	}
	return proper, strong
}
