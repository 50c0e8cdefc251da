package games

import (
	"slices"
	"sort"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
)

// A Game is a rule about seats that are each For or Against. More seats For never make an
// adopted motion fail. So the coalition of the seats For is enough to know, and it wins or loses.
//
// The file turns the conditions of a game into weights and quotas, with which a generating function
// can count. In the example of the package, the condition is -3 + 2a + b + c >= 0. It may come as
// -3/2 + a + b/2 + c/2 >= 0: the unit is then 1/2, the weights are 2, 1 and 1, and the least weight
// that meets it is 3, all the same.
//
// All that follows rests on that more weight never hurts. Each seat must add at least 0 to each
// condition, which is checked; and Adopts must not turn from true to false if one more condition
// holds, which is not. Otherwise bisection would find any of several quotas.
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
//
// For example, more seats are For than Against if -1 + For - Against is at least 0. With three
// seats, all Against, that is -4, and a seat that turns to For adds 2: two seats are enough.
//
// The walk numbers the conditions in the order in which it meets them. Adopts has the same tree,
// with the number of a condition at each leaf. So a condition that occurs twice has two numbers,
// which does no harm: both always hold together.
func (g *Game) AdoptIf(f linear.Formula, kinds []Kind, ends [2]int, work *linear.Budget) (ok bool) {
	type test = func(holds func(condition int) bool) bool
	ok = true
	var add func(f linear.Formula) test
	add = func(f linear.Formula) test {
		if all, is := f.(*linear.AtLeast); is {
			var parts []test
			for _, part := range all.Of {
				parts = append(parts, add(part))
			}
			return func(holds func(int) bool) bool {
				n := 0
				for _, part := range parts {
					n += exact.Bit(part(holds))
				}
				return n >= all.K
			}
		}
		x, number := f.(*linear.Condition), len(g.Conditions)
		if ok = ok && work.ChargeProduct(40, len(x.Values), x.Work()); !ok {
			return nil
		}
		of := Condition{Constant: x.Constant}
		of.Each = slices.Repeat([]exact.Rational{exact.Whole(0)}, len(g.Classes))
		for i, values := range x.Values {
			kind, opposed := kinds[x.First+i], values[ends[1]]
			of.Constant = of.Constant.Plus(opposed.Times(exact.Whole(int64(kind.Seats))))
			of.Each[kind.Class] = values[ends[0]].Minus(opposed)
		}
		g.Conditions = append(g.Conditions, of)
		return func(holds func(int) bool) bool { return holds(number) }
	}
	g.Adopts = add(f)
	return ok
}

// MostWork is the budget of a count. Counts of hundreds of seats are numbers of hundreds of
// bits, so it takes a few seconds.
const MostWork = 1 << 30

// mostWeight is the greatest weight of all seats together. The sum of a few such weights
// fits in an int of 32 bits.
const mostWeight = 1 << 24

// finds reports whether a coalition with these seats loses or, if the answer is yes, whether one
// without them wins. More seats For never hurt, so the coalition of these seats alone tells whether
// one with them loses, and that of all other seats whether one without them wins.
//
// In the example of the package, the seat of weight 2 alone loses, so it is no dictator. The two
// others together have a weight of 2, and lose, so no coalition without it wins: it has a veto.
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
//
// For example, -5 + 4a + 2b + 2c >= 0 has the unit 2 and the weights 2, 1 and 1. Its least weight
// is 5/2 rounded up, so it says the same as the condition of the package, with the quota 3.
func newLine(c Condition) (l line, ok bool) {
	l = line{constant: c.Constant, weights: make([]int, len(c.Each))}
	wholes := exact.InWholes(c.Each, false)
	for i, each := range c.Each {
		if each.Sign() < 0 || wholes.Wide != nil || wholes.Small[i] > mostWeight {
			return l, false
		}
		if n := wholes.Small[i]; n > 0 {
			l.unit, l.weights[i] = each.Over(exact.Whole(n)), int(n)
		}
	}
	return l, true
}

// weigh finds one weighting for all conditions. ok is false if there is none.
//
// If seats have different weights, a condition about their number has weights of its own, which
// are all 1. It is the only other one that is allowed: the coalitions are then counted by size as
// well as by weight. For example, -3 + 2a + b + c and -2 + a + b + c go together, in whichever
// order they come: the weights 1 give way to the first others.
//
// The weights of all seats sum to at most mostWeight. A quotient tells whether one more class fits
// below it: the product of weight and seats could overflow.
func weigh(classes []int, conditions []Condition) (w *weighting, ok bool) {
	w = &weighting{}
	weights, ones := []int(nil), slices.Repeat([]int{1}, len(classes))
	for _, c := range conditions {
		l, ok := newLine(c)
		if !ok {
			return nil, false
		}
		w.lines = append(w.lines, l)
		if l.unit.Given() && (weights == nil || slices.Equal(weights, ones)) {
			weights = l.weights
		}
	}
	if weights == nil {
		weights = make([]int, len(classes))
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

// least returns the least weight with which so many seats meet the condition: the least whole
// number n with have + n * unit >= 0. That is -have/unit rounded up, or the floor of have/unit,
// negated: of -5 + 2n it is -floor(-5/2) = 3. A condition that goes by the number of seats asks
// for no weight: it is met by those seats, with 0, or by no weight at all. So -2 + a + b + c needs
// none of one seat, and 0 of two.
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
// not enough; bisection finds it. For example, if one condition needs 3 and another 5, the answer
// is 5 where both must hold, and 3 where one is enough.
func (g *Game) quota(needs []int) int {
	candidates := append(slices.Clone(needs), 0, none)
	slices.Sort(candidates)
	return candidates[sort.Search(len(candidates)-1, func(i int) bool {
		return g.Adopts(func(condition int) bool { return needs[condition] <= candidates[i] })
	})]
}
