package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"

	"math"
	"math/big"
	"slices"
	"sort"
)

// weighted is a rule under which only the weight of the seats For matters, and perhaps
// their number: each number has its quota. All rules of this package whose clauses share
// one weighting are such rules.
type weighted struct {
	seats  []weightedSeats // by class
	sized  bool            // whether the number of seats matters
	quotas []int           // by the number of seats For: the least weight that is adopted; none if no weight is
	n      int
	weight int
}

const none = math.MaxInt

// mostWeight is the greatest weight of all seats together, in the unit of which all
// weights are multiples.
const mostWeight = 1 << 24

// mostWeighted is the greatest number of seats of a body whose votes are counted by
// generating functions.
const mostWeighted = 1 << 16

// weighted returns the rule of an asker in this form. ok is false if it has none.
func (c *census) weighted(k int) (w *weighted, ok bool) {
	a := c.askers[k]
	if a.formula == nil || len(c.choices) > 2 || c.seats > mostWeighted {
		return nil, false
	}
	lines, ok := c.lines(k)
	if !ok {
		return nil, false
	}
	w = &weighted{n: c.seats}
	if !w.weigh(c, lines) {
		return nil, false
	}
	sizes := w.n + 1
	if !w.sized {
		sizes = 1
	}
	if !c.budget.ChargeProduct(sizes, len(lines), workOfLine) {
		return nil, false
	}
	w.quotas = make([]int, w.n+1)
	for size := range w.quotas {
		if size < sizes {
			w.quotas[size] = quota(a.formula, lines, size)
		} else {
			w.quotas[size] = w.quotas[0] // the number of seats does not matter
		}
	}
	return w, true
}

// workOfLine is the work of one line of a quota, in units of counting.
const workOfLine = 128

// quotaLine is a condition on the weight and the number of the seats For.
type quotaLine struct {
	constant           Fraction
	each               []Fraction // by class: what a seat For adds
	perSeat, perWeight Fraction
}

// lines returns the conditions of the formula, as sums over the classes.
func (c *census) lines(k int) (map[*linear.Condition]*quotaLine, bool) {
	a := c.askers[k]
	class := map[int]int{} // by node
	for i, of := range c.classes {
		for _, slot := range of.slots[k] {
			class[slot.node] = i
		}
	}
	lines := map[*linear.Condition]*quotaLine{}
	var visit func(f linear.Formula) bool
	visit = func(f linear.Formula) bool {
		x, is := f.(*linear.Condition)
		if !is {
			return !slices.ContainsFunc(f.(*linear.AtLeast).Of, func(f linear.Formula) bool { return !visit(f) })
		}
		l := &quotaLine{constant: Fraction{x.Constant}, each: slices.Repeat([]Fraction{whole(0)}, len(c.classes))}
		for i, values := range x.Values {
			o := a.open.open[x.First+i]
			opposed := Fraction{values[stateAgainst]}
			l.constant = l.constant.plus(opposed.times(whole(int64(o.seats))))
			l.each[class[o.bloc.node]] = Fraction{values[stateFor]}.minus(opposed)
		}
		lines[x] = l
		return c.budget.ChargeProduct(40, len(x.Values), x.Work())
	}
	return lines, visit(a.formula)
}

// weigh finds one weighting for all lines. Each line must be a multiple of it, or go by the
// number of seats. If there is no such weighting, weigh reports false.
func (w *weighted) weigh(c *census, lines map[*linear.Condition]*quotaLine) bool {
	var weights []Fraction
	for _, l := range lines {
		if !uniform(l.each) {
			weights = l.each
			break
		}
	}
	unit, total := Fraction{}, int64(0)
	if weights == nil {
		weights = slices.Repeat([]Fraction{whole(1)}, len(c.classes))
	}
	for _, each := range weights {
		if each.Sign() < 0 {
			return false
		}
		if each.Sign() > 0 {
			unit = commonDivisor(unit, each)
		}
	}
	for i, each := range weights {
		n, fits := each.over(unit).n.Int64()
		if !fits || n > math.MaxInt32 {
			return false
		}
		seats := weightedSeats{int(n), c.classes[i].seats}
		w.seats = append(w.seats, seats)
		if total += n * int64(seats.seats); total > mostWeight {
			return false
		}
	}
	w.weight = int(total)
	for _, l := range lines {
		switch per, ok := multiple(l.each, weights); {
		case ok:
			l.perSeat, l.perWeight = whole(0), per.times(unit)
		case uniform(l.each) && l.each[0].Sign() > 0:
			l.perSeat, l.perWeight, w.sized = l.each[0], whole(0), true
		default:
			return false
		}
	}
	return true
}

// uniform reports whether all seats count the same.
func uniform(each []Fraction) bool {
	return !slices.ContainsFunc(each, func(f Fraction) bool { return !f.Equal(each[0]) })
}

// commonDivisor returns the greatest number of which both are multiples. A number that is
// not given does not count.
func commonDivisor(a, b Fraction) Fraction {
	if !a.given() {
		return b
	}
	x, y := a.Rat(), b.Rat()
	num := new(big.Int).Mul(x.Num(), y.Denom())
	num.GCD(nil, nil, num, new(big.Int).Mul(y.Num(), x.Denom()))
	return Fraction{exact.Quotient(num, new(big.Int).Mul(x.Denom(), y.Denom()))}
}

// multiple returns the factor by which the one is a multiple of the other. ok is false if
// it is not, or the factor is negative.
func multiple(each, of []Fraction) (factor Fraction, ok bool) {
	for i := range of {
		if of[i].Sign() > 0 {
			factor = each[i].over(of[i])
			break
		}
	}
	if factor.Sign() < 0 {
		return factor, false
	}
	for i := range of {
		if !each[i].Equal(of[i].times(factor)) {
			return factor, false
		}
	}
	return factor, true
}

// quota returns the least weight with which seats of that number are enough.
func quota(f linear.Formula, lines map[*linear.Condition]*quotaLine, size int) int {
	needs := map[*linear.Condition]int{} // the least weight
	candidates := []int{0}
	for x, l := range lines {
		have := l.constant.plus(l.perSeat.times(whole(int64(size))))
		switch {
		case have.Sign() >= 0:
			needs[x] = 0
		case l.perWeight.Sign() == 0:
			needs[x] = none
		default:
			least, fits := whole(0).minus(have.over(l.perWeight).floor()).n.Int64()
			if needs[x] = none; fits && least < none {
				needs[x] = int(least)
				candidates = append(candidates, needs[x])
			}
		}
	}
	slices.Sort(candidates)
	candidates = append(slices.Compact(candidates), none)
	least := sort.Search(len(candidates)-1, func(i int) bool { // with more weight no fewer conditions hold
		return holds(f, func(x *linear.Condition) bool { return needs[x] <= candidates[i] })
	})
	return candidates[least]
}

// holds reports whether a formula holds, given which conditions do.
func holds(f linear.Formula, known func(*linear.Condition) bool) bool {
	x, is := f.(*linear.Condition)
	if is {
		return known(x)
	}
	all, n := f.(*linear.AtLeast), 0
	for _, part := range all.Of {
		n += b2i(holds(part, known))
	}
	return n >= all.K
}

// series returns the series of the seats.
func (w *weighted) series(bySize bool, work *linear.Budget) (*series, bool) {
	limit := w.weight/2 + 1 // to find out whether the game is proper
	for _, quota := range w.quotas {
		if quota != none {
			limit = max(limit, min(quota, w.weight+1))
		}
	}
	seats := slices.Clone(w.seats)
	if !bySize {
		seats = slices.DeleteFunc(seats, func(s weightedSeats) bool { return s.weight == 0 })
	}
	return newSeries(seats, bySize, limit, work)
}

// swings counts the votes.
func (w *weighted) swings(work *linear.Budget) (*swings, error) {
	s, ok := w.series(w.sized, work)
	if !ok {
		return nil, s.tooLarge()
	}
	n := &swings{choices: 2, seats: w.n, votes: power2(w.n), monotone: true}
	n.adopted = w.adopted(s)
	n.proper, n.strong = w.properStrong(s)
	for i := range w.seats {
		bySize := w.swingsOf(s, i)
		all := new(big.Int)
		for _, swings := range bySize {
			all.Add(all, swings)
		}
		n.add(w.seats[i].seats, all)
		work.ChargeProduct(len(bySize), len(bySize)/8+1, s.words)
	}
	n.decisive()
	n.later = func() ([]*big.Rat, error) { return w.shapleys(s) }
	return n, nil
}

// shapleys returns the index of Shapley and Shubik by class.
func (w *weighted) shapleys(s *series) ([]*big.Rat, error) {
	if !w.sized {
		ok := false
		if s, ok = w.series(true, linear.NewBudget(powerWork)); !ok {
			return nil, s.tooLarge()
		}
	}
	factorials := factorialsTo(w.n)
	var all []*big.Rat
	for i := range w.seats {
		sum, term := new(big.Int), new(big.Int)
		for size, swings := range w.swingsOf(s, i) {
			term.Mul(factorials[size], factorials[w.n-1-size])
			sum.Add(sum, term.Mul(term, swings))
		}
		all = append(all, new(big.Rat).SetFrac(sum, factorials[w.n]))
	}
	return all, nil
}

// adopted returns the number of winning coalitions.
func (w *weighted) adopted(s *series) *big.Int {
	sum := power2(w.n)
	if !s.bySize {
		lost := wordsToInt(s.below(0, w.quotas[0]))
		if w.quotas[0] == none {
			return new(big.Int)
		}
		return sum.Sub(sum, lost.Lsh(lost, uint(w.n-s.seats)))
	}
	for size, quota := range w.quotas {
		if quota == none {
			sum.Sub(sum, new(big.Int).Binomial(int64(w.n), int64(size)))
		} else {
			sum.Sub(sum, wordsToInt(s.below(size, quota)))
		}
	}
	return sum
}

// swingsOf returns the swings of a seat of a class, by the number of other seats For. If
// the series has one row for all sizes, the result is one number.
func (w *weighted) swingsOf(s *series, class int) []*big.Int {
	weight := w.seats[class].weight
	if !s.bySize {
		if weight == 0 || w.quotas[0] == none {
			return nil
		}
		swings := s.without(weight, 0, w.quotas[0])
		swings.Sub(swings, s.without(weight, 0, w.quotas[0]-weight))
		return []*big.Int{swings.Lsh(swings, uint(w.n-s.seats))}
	}
	lost := func(size, quota, less int) *big.Int {
		if quota == none {
			return new(big.Int).Binomial(int64(w.n-1), int64(size))
		}
		return s.without(weight, size, quota-less)
	}
	var all []*big.Int
	for size := range w.n {
		swings := lost(size, w.quotas[size], 0)
		all = append(all, swings.Sub(swings, lost(size, w.quotas[size+1], weight)))
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

func power2(n int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(n)) }
