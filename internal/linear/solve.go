package linear

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/exact"
)

// Sharpen reduces the system and splits kinds, and keeps all solutions. It reports
// false if there is no solution, or the budget is spent.
func (s *System) Sharpen() bool {
	return s.reduce() && s.tighten() && s.reduce()
}

// solvable is Satisfiable without formulas. It changes the system.
func (s *System) solvable() bool { return s.solve(true) }

// solve reports whether the items can be shared out: in whole numbers, or else in fractions.
func (s *System) solve(wholly bool) bool {
	for again := true; again; {
		if !s.reduce() {
			return false
		}
		again = s.dominate()
	}
	if len(s.pooled) > 0 {
		return s.solvePooled(wholly)
	}
	for _, part := range s.parts() {
		if !part.solvable(wholly) {
			return false
		}
	}
	return true
}

// solvePooled is solve for a system with pooled conditions.
func (s *System) solvePooled(wholly bool) bool {
	low, high := s.sharers()
	linear, least := s.linear(low, high)
	switch {
	case s.budget.Spent():
		return false
	case least == nowhere || !wholly:
		return linear.solve(wholly)
	case !linear.solve(false):
		return false
	}
	middle := (low[least] + high[least]) / 2
	return s.sharing(least, middle+1, high[least], low, high).solve(true) || s.sharing(least, low[least], middle, low, high).solve(true)
}

// sharers returns by pool how many items share its power, at least and at most.
func (s *System) sharers() (low, high []int64) {
	all := s.pooled[0].Pools
	s.budget.Charge(workOfPool * len(all.All))
	for _, of := range all.All {
		low, high = append(low, of.Known), append(high, of.Known)
	}
	for _, k := range s.kinds {
		i := all.Of[k.column]
		switch in := all.All[i].In; {
		case k.n == 0:
		case k.ends&^in == 0:
			low[i] += k.n
			fallthrough
		case k.ends&in != 0:
			high[i] += k.n
		}
	}
	for i := range s.low {
		low[i], high[i] = max(low[i], s.low[i]), min(high[i], s.high[i])
	}
	return low, high
}

// workOfPool is the work of finding the weight of the items of a pool.
const workOfPool = 30

// nowhere is no pool, and no group of columns.
const nowhere = -1

// linear returns the system with bounds in place of the pooled conditions, and the pool
// of which least is known. If that is none, the bounds are exact.
func (s *System) linear(low, high []int64) (linear *System, least int) {
	linear, least = s.with(), nowhere
	linear.pooled = nil
	weights := s.pooled[0].Weigh(high)
	for _, c := range s.pooled {
		for _, i := range c.About {
			known := c.All[i].Fixed || low[i] == high[i]
			if !known && (least == nowhere || exact.CmpProducts(high[i], max(1, low[least]), high[least], max(1, low[i])) > 0) {
				least = i
			}
		}
		constant, values := c.bound(high, weights)
		s.budget.Charge((4 + 8*len(values)) * constant.Work())
		linear.conditions = append(linear.conditions, &Condition{constant, c.First, values})
	}
	return linear, least
}

// sharing returns the system in which from least to most items share the power of the
// pool. At least and at most so many as low and high say share those of all pools.
func (s *System) sharing(i int, least, most int64, low, high []int64) *System {
	of := s.pooled[0].All[i]
	atLeast, atMost := &Condition{Constant: exact.Whole(of.Known - least), First: of.First}, &Condition{Constant: exact.Whole(most - of.Known), First: of.First}
	more, fewer := Nothing, Nothing
	for end := range more {
		if of.In&(1<<end) != 0 {
			more[end], fewer[end] = exact.Whole(1), exact.Whole(-1)
		}
	}
	for range of.Next - of.First {
		atLeast.Values, atMost.Values = append(atLeast.Values, more), append(atMost.Values, fewer)
	}
	part := s.with(atLeast, atMost)
	part.low, part.high = slices.Clone(low), slices.Clone(high)
	part.low[i], part.high[i] = least, most
	return part
}

// tied holds the conditions of a system by the columns that they tie together.
type tied struct {
	group      []int // by column: the first column that it is tied to, directly or not
	conditions map[int][]*Condition
	pooled     map[int][]*Pooled
	known      map[string][2]exact.Rational // the spans found so far, by piece
}

// tied returns the conditions by the columns that they tie together. Those that depend on
// no kind are left out: in a system with a solution, they hold.
func (s *System) tied() *tied {
	columns := 0
	for _, k := range s.kinds {
		columns = max(columns, k.column+1)
	}
	t := &tied{make([]int, columns), map[int][]*Condition{}, map[int][]*Pooled{}, map[string][2]exact.Rational{}}
	for i := range t.group {
		t.group[i] = i
	}
	first := map[*Condition]int{}
	for k, conditions := range s.touching() {
		s.budget.Charge(4 * (1 + len(conditions)))
		for _, c := range conditions {
			if at, known := first[c]; known {
				t.tie(at, s.kinds[k].column)
			} else {
				first[c] = s.kinds[k].column
			}
		}
	}
	for _, c := range s.pooled {
		for i := range c.Values {
			t.tie(c.First, c.First+i)
		}
	}
	for i := range t.group {
		t.group[i] = t.find(i)
	}
	for _, c := range s.conditions {
		if at, known := first[c]; known {
			t.conditions[t.group[at]] = append(t.conditions[t.group[at]], c)
		}
	}
	for _, c := range s.pooled {
		t.pooled[t.group[c.First]] = append(t.pooled[t.group[c.First]], c)
	}
	return t
}

// tie ties two columns together (union-find).
func (t *tied) tie(i, j int) {
	i, j = t.find(i), t.find(j)
	t.group[max(i, j)] = min(i, j)
}

func (t *tied) find(i int) int {
	for t.group[i] != i {
		t.group[i] = t.group[t.group[i]]
		i = t.group[i]
	}
	return i
}

// only returns the system with only the conditions of these groups of columns. The kinds
// are those of s: solve a copy.
func (s *System) only(t *tied, groups ...int) *System {
	only := *s
	only.conditions, only.pooled = nil, nil
	for _, g := range groups {
		only.conditions = append(only.conditions, t.conditions[g]...)
		only.pooled = append(only.pooled, t.pooled[g]...)
	}
	return &only
}

// groups returns the groups of the columns that a condition is about, if these have
// conditions.
func (t *tied) groups(c *Condition) (groups []int) {
	for i := range c.Values {
		g := t.group[c.First+i]
		if len(t.conditions[g])+len(t.pooled[g]) > 0 && !slices.Contains(groups, g) && !isNothing(&c.Values[i]) {
			groups = append(groups, g)
		}
	}
	return groups
}

func isNothing(values *Values) bool {
	return !slices.ContainsFunc(values[:], func(v exact.Rational) bool { return v.Sign() != 0 })
}

// Near returns the system with only the conditions that are tied to the columns of a
// condition. If s has a solution, and the result has one that meets the condition, then
// so has s.
func (s *System) Near(c *Condition) *System {
	t := s.tied()
	return s.only(t, t.groups(c)...)
}

// piece is a part of a system that no condition ties to the rest, and a part of a sum that
// is about its columns.
type piece struct {
	system *System
	sum    *Condition
	group  int // of the columns; none if they have no conditions
}

// pieces divides a sum. The first piece is about all columns without conditions. The
// constant of each is 0.
func (s *System) pieces(t *tied, c *Condition) []piece {
	groups := t.groups(c)
	sum := func(in func(group int) bool) *Condition {
		some := &Condition{Constant: exact.Whole(0), First: c.First, Values: slices.Clone(c.Values)}
		for i := range some.Values {
			if !in(t.group[c.First+i]) {
				some.Values[i] = Nothing
			}
		}
		return some.trimmed()
	}
	pieces := []piece{{s.only(t), sum(func(group int) bool { return !slices.Contains(groups, group) }), nowhere}}
	for _, g := range groups {
		pieces = append(pieces, piece{s.only(t, g), sum(func(group int) bool { return group == g }), g})
	}
	s.budget.Charge(4 * len(pieces) * len(c.Values))
	return pieces
}

// trimmed leaves out the columns at both ends to which the condition gives no value. Then
// it is seen that a condition is about one column.
func (c *Condition) trimmed() *Condition {
	for len(c.Values) > 1 && isNothing(&c.Values[0]) {
		c.First, c.Values = c.First+1, c.Values[1:]
	}
	for len(c.Values) > 1 && isNothing(&c.Values[len(c.Values)-1]) {
		c.Values = c.Values[:len(c.Values)-1]
	}
	return c
}

// Remember makes Span remember what it finds out, for systems of which much is asked. Such a
// system must not be used by several goroutines.
func (s *System) Remember() { s.ties = s.tied() }

// Span returns the least and the most that the sum of a condition comes to in a solution.
// There must be one. The spans of pieces are added, and kept.
func (s *System) Span(c *Condition) (low, high exact.Rational) {
	t := s.ties
	if t == nil {
		t = s.tied()
	}
	low, high = c.Constant, c.Constant
	for _, p := range s.pieces(t, c) {
		key := p.key(t)
		ends, known := t.known[key]
		if !known {
			ends[0], ends[1] = p.system.bounds(p.sum)
			if p.group != nowhere {
				ends[0], ends[1] = p.system.spanOf(p.sum, ends[0], ends[1])
			}
		}
		if p.group != nowhere && !s.budget.Spent() {
			t.known[key] = ends
		}
		low, high = low.Plus(ends[0]), high.Plus(ends[1])
	}
	return low, high
}

// key returns equal texts for pieces with the same span: those of the same columns, in
// which the same values stand at ends that nothing tells apart.
func (p piece) key(t *tied) string {
	key := strconv.Itoa(p.group)
	for i, values := range p.sum.Values {
		column := p.sum.First + i
		if p.group == nowhere || t.group[column] != p.group {
			continue
		}
		key += " " + strconv.Itoa(column) + ":"
		for _, class := range p.system.alike(column) {
			var all []string
			for ends := class; ends != 0; ends &= ends - 1 {
				all = append(all, values[bits.TrailingZeros8(ends)].String())
			}
			slices.Sort(all)
			key += " " + strings.Join(all, ",")
		}
		key += ";"
	}
	return key
}

// alike groups the ends of a column that neither a condition nor a kind tells apart.
func (s *System) alike(column int) []uint8 {
	classes := kind{ends: 255, column: column}.classes(s.conditions)
	if len(s.pooled) > 0 {
		classes = []uint8{1, 2, 4, 8, 16, 32, 64, 128}
	}
	for k := column; ; k = s.kinds[k].next {
		var parts []uint8
		for _, class := range classes {
			for _, part := range [...]uint8{class & s.kinds[k].ends, class &^ s.kinds[k].ends} {
				if part != 0 {
					parts = append(parts, part)
				}
			}
		}
		if classes = parts; s.kinds[k].next == 0 {
			return classes
		}
	}
}

// spanOf is Span for a piece, between two bounds.
func (s *System) spanOf(c *Condition, low, high exact.Rational) (least, most exact.Rational) {
	low = s.leastOf(c, low, high)
	minus := exact.Whole(-1)
	o := c.Opposite()
	o.Constant = exact.Whole(0)
	return low, s.leastOf(o, high.Times(minus), low.Times(minus)).Times(minus)
}

// leastOf returns the least that a condition comes to in a solution, between two bounds.
func (s *System) leastOf(c *Condition, low, high exact.Rational) exact.Rational {
	atMost := c.Opposite()
	return Smallest(low, high, func(most exact.Rational, wholly bool) bool {
		atMost.Constant = most
		return s.with(atMost).solve(wholly) || s.budget.Spent()
	})
}

// Smallest returns the smallest whole number from low to high for which holds is true in
// whole numbers. holds must be true for high, and for every number above one for which it
// is true. The search in fractions is quicker, and usually right in whole numbers.
func Smallest(low, high exact.Rational, holds func(n exact.Rational, wholly bool) bool) exact.Rational {
	rough := smallestThat(low, high, func(n exact.Rational) bool { return holds(n, false) })
	return smallestThat(rough, high, func(n exact.Rational) bool { return holds(n, true) })
}

// smallestThat returns the smallest whole number from low to high for which holds is
// true. holds must be true for high, and for every number above one for which it is
// true. The search starts at low and takes ever larger steps, since low is usually
// close. Then it bisects.
func smallestThat(low, high exact.Rational, holds func(exact.Rational) bool) exact.Rational {
	near := true
	for step := exact.Whole(0); low.Cmp(high) < 0; step = step.Plus(step).Plus(exact.Whole(1)) {
		next := low.Plus(high).Over(exact.Whole(2)).Floor()
		if far := low.Plus(step); near && far.Cmp(next) < 0 {
			next = far
		}
		if holds(next) {
			high, near = next, false
		} else {
			low = next.Plus(exact.Whole(1))
		}
	}
	return low
}

// tighten splits off items whose ends follow from the conditions on their kind alone,
// if other conditions depend on that kind as well. An exact share of a part of the
// body often leaves one number for it. tighten reports false if there is no solution.
func (s *System) tighten() bool {
	kinds := map[*Condition]int{} // the number of kinds that a condition depends on
	uneven := s.uneven()
	if len(uneven) == 0 {
		return true
	}
	touching := s.touching()
	for _, conditions := range touching {
		for _, c := range conditions {
			kinds[c]++
		}
	}
	for k, conditions := range touching {
		if !uneven[s.kinds[k].column] {
			continue
		}
		own := slices.DeleteFunc(slices.Clone(conditions), func(c *Condition) bool { return kinds[c] > 1 })
		if classes := s.kinds[k].classes(own); len(classes) == 3 && len(own) < len(conditions) {
			for _, class := range classes {
				least, ok := s.least(k, class, classes, own)
				if !ok {
					return s.budget.Spent()
				}
				if least > 0 {
					s.restrict(k, least, class)
				}
			}
		}
	}
	return true
}

// least returns the smallest number of items of a kind that the kind's own conditions
// put into a class of its ends. ok is false if there is no solution, or the budget is
// spent.
func (s *System) least(k int, class uint8, classes []uint8, own []*Condition) (n int64, ok bool) {
	alone := kind{n: s.kinds[k].n}
	for _, c := range classes {
		alone.ends |= c & -c // one end of each class is enough
	}
	limit := &Condition{Values: []Values{Nothing}}
	limit.Values[0][bits.TrailingZeros8(class)] = exact.Whole(-1)
	conditions := []*Condition{limit}
	for _, c := range own {
		// The constant includes what all other kinds add.
		last := lastEnd(s.kinds[k].ends)
		values := *c.Of(s.kinds[k].column)
		constant := s.base(c).Minus(values[last].Times(exact.Whole(alone.n)))
		conditions = append(conditions, &Condition{Constant: constant, Values: []Values{values}})
	}
	possible := func(most int64) bool {
		limit.Constant = exact.Whole(most)
		part := (&System{kinds: []kind{alone}, conditions: conditions, budget: s.budget}).parts()
		return part[0].hasPoint()
	}
	low, high := int64(0), alone.n
	if !possible(high) {
		return 0, false
	}
	for low < high && !s.budget.Spent() {
		if middle := low + (high-low)/2; possible(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, !s.budget.Spent()
}
