package tripartite

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// A system asks whether items can be shared out in whole numbers. The items of a kind
// are alike, and each goes to one of at most eight ends. A condition holds if a
// constant and what every item adds in its end sum to at least 0. All these values
// are whole.
//
// The answer is exact. Every step replaces a system by systems that can be solved if
// and only if the first one can:
//
//   - Settling. A condition goes if even its least value is at least 0. An end goes
//     if one item there makes a condition fail, wherever the others are.
//   - Splitting. A condition that depends on one kind, and tells only better ends
//     from worse, asks for a number of items in the better ones. The items are alike,
//     so it does not matter which: that many become a kind with the better ends, and
//     the condition goes.
//   - Dominance. An end goes if another adds at least as much to every condition:
//     items can move there, and no condition gets worse.
//   - Merging. Kinds become one if they have the same ends and, in every condition,
//     the same differences between them: only the total in each end matters.
//   - Components. Conditions that depend on no common kind are solved apart.
//   - Simplex. It finds fractions that meet the conditions, or proves that none do;
//     then no whole numbers do. It computes with fractions, so nothing is rounded.
//   - Lattice counting. If a component has two free numbers and the fractions are not
//     whole, the conditions bound a polygon, and its points with whole coordinates
//     are counted.
//   - Branch and bound. With more free numbers, one that is not whole is at most the
//     whole number below, or at least the one above. Both cases are tried. That ends,
//     since the number of items bounds every number.
//
// So "yes" stands for a solution, and "no" for a proof that covers every case. If the
// budget is spent first, the answer is "no" and means nothing: ask budget.spent.
//
// A system knows nothing about votes.
type system struct {
	kinds      []kind // those of the columns in their order, then those split off
	conditions []*condition
	budget     *budget
}

// kind is a number of items that are alike.
type kind struct {
	n      int64
	ends   uint8 // a bit for each end
	column int   // of the conditions
	next   int   // another kind of the same column, split off; 0 if there is none
}

// lastEnd returns the last of the ends. There must be one.
func lastEnd(ends uint8) int { return bits.Len8(ends) - 1 }

// condition holds if the constant and what each item adds in its end sum to at least
// 0. All numbers are whole.
type condition struct {
	constant Fraction
	first    int           // the first column that the condition is about
	values   [][8]Fraction // by column from first: what an item adds in each end
}

// of returns what an item of the column adds in each end.
func (c *condition) of(column int) *[8]Fraction {
	if column -= c.first; column < 0 || column >= len(c.values) {
		return &noValues
	}
	return &c.values[column]
}

// noValues are the values of a column that a condition is not about. Do not change
// them.
var noValues = [8]Fraction{whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), whole(0)}

// opposite returns the condition that holds if and only if c does not.
func (c *condition) opposite() *condition {
	minus := whole(-1)
	o := &condition{constant: c.constant.times(minus).minus(whole(1)), first: c.first, values: slices.Clone(c.values)}
	for i := range o.values {
		for e := range o.values[i] {
			o.values[i][e] = o.values[i][e].times(minus)
		}
	}
	return o
}

// with returns a system with further conditions. Solving it does not change s.
func (s *system) with(conditions ...*condition) *system {
	s.budget.charge(len(s.kinds) + len(s.conditions) + len(conditions))
	return &system{
		kinds:      slices.Clone(s.kinds),
		conditions: slices.Concat(s.conditions, conditions),
		budget:     s.budget,
	}
}

// span returns the least and the most that an item of the kind can add.
func (k kind) span(values *[8]Fraction) (least, most Fraction) {
	first := true
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		v := values[bits.TrailingZeros8(ends)]
		if first || v.Cmp(least) < 0 {
			least = v
		}
		if first || v.Cmp(most) > 0 {
			most = v
		}
		first = false
	}
	return least, most
}

// bounds returns the least and the most that a condition can come to.
func (s *system) bounds(c *condition) (low, high Fraction) {
	low, high = c.constant, c.constant
	s.budget.charge(4 * (len(c.values) + 1) * c.constant.work())
	for i := range c.values {
		for k := c.first + i; ; k = s.kinds[k].next {
			if items := s.kinds[k]; items.n > 0 {
				least, most := items.span(&c.values[i])
				n := whole(items.n)
				low, high = low.plus(least.times(n)), high.plus(most.times(n))
			}
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	return low, high
}

// opposed reports whether two conditions cannot both hold, since their sum cannot be
// at least 0.
func (s *system) opposed(a, b *condition) bool {
	from, to := min(a.first, b.first), max(a.first+len(a.values), b.first+len(b.values))
	if !s.budget.charge(8 * (to - from)) {
		return false
	}
	sum := a.constant.plus(b.constant)
	for column := from; column < to; column++ {
		x, y := a.of(column), b.of(column)
		if x == &noValues && y == &noValues {
			continue
		}
		for k := column; ; k = s.kinds[k].next {
			if items := s.kinds[k]; items.n > 0 {
				sum = sum.plus(items.mostOf(x, y).times(whole(items.n)))
			}
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	return sum.Sign() < 0
}

// mostOf returns the most that an item can add to the sum of two conditions.
func (k kind) mostOf(x, y *[8]Fraction) Fraction {
	var most Fraction
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros8(ends)
		if sum := x[end].plus(y[end]); sum.Cmp(most) > 0 {
			most = sum
		}
	}
	return most
}

// reduce settles conditions and splits kinds until nothing changes. It reports false
// if there is no solution, or the budget is spent.
func (s *system) reduce() bool {
	for changed := true; changed; {
		changed = false
		uneven := s.uneven()
		var left []*condition
		for _, c := range s.conditions {
			low, high := s.bounds(c)
			if s.budget.spent() || high.Sign() < 0 {
				return false
			}
			if low.Sign() >= 0 {
				continue
			}
			narrower := s.narrow(c, high)
			changed = changed || narrower
			if !uneven[c.first] && s.settle(c) {
				changed = true
				continue
			}
			left = append(left, c)
		}
		s.conditions = left
	}
	return true
}

// uneven returns the columns with a condition of their own that adds three different
// values, as an exact share does. The kinds of these columns are not split. Their
// three sets of ends make two free numbers, so that lattice counting can decide.
func (s *system) uneven() map[int]bool {
	uneven := map[int]bool{}
	for _, c := range s.conditions {
		if len(c.values) == 1 && len(s.kinds[c.first].classes([]*condition{c})) > 2 {
			uneven[c.first] = true
		}
	}
	return uneven
}

// narrow removes ends in which a single item makes the condition fail. high is the
// most that the condition can come to. narrow reports whether it removed any.
func (s *system) narrow(c *condition, high Fraction) bool {
	narrower := false
	for i := range c.values {
		for k := c.first + i; ; k = s.kinds[k].next {
			items := &s.kinds[k]
			if items.n > 0 && items.ends&(items.ends-1) != 0 {
				_, most := items.span(&c.values[i])
				for ends := items.ends; ends != 0; ends &= ends - 1 {
					end := bits.TrailingZeros8(ends)
					if most.minus(c.values[i][end]).Cmp(high) > 0 {
						items.ends &^= 1 << end
						narrower = true
					}
				}
			}
			if items.next == 0 {
				break
			}
		}
	}
	return narrower
}

// settle splits the only kind that a condition depends on, if the condition adds only
// two different values in its ends. Then the kinds imply the condition, and settle
// reports true.
func (s *system) settle(c *condition) bool {
	const none = -1
	only := none
	for i := range c.values {
		for k := c.first + i; ; k = s.kinds[k].next {
			if least, most := s.kinds[k].span(&c.values[i]); s.kinds[k].n > 0 && least.Cmp(most) < 0 {
				if only != none {
					return false
				}
				only = k
			}
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	if only == none {
		return false
	}
	items := s.kinds[only]
	values := c.of(items.column)
	least, most := items.span(values)
	better := uint8(0)
	for ends := items.ends; ends != 0; ends &= ends - 1 {
		switch v := values[bits.TrailingZeros8(ends)]; {
		case v.Cmp(most) == 0:
			better |= ends & -ends
		case v.Cmp(least) != 0:
			return false // it adds three different values
		}
	}
	_, high := s.bounds(c)
	free := high.over(most.minus(least)).floor() // this many items may be in the worse ends
	if free.Cmp(whole(items.n)) >= 0 {
		return true
	}
	s.restrict(only, items.n-free.num, better)
	return true
}

// restrict makes n items of kind k a kind of their own, with these ends.
func (s *system) restrict(k int, n int64, ends uint8) {
	if n == s.kinds[k].n {
		s.kinds[k].ends = ends
		return
	}
	s.kinds = append(s.kinds, kind{n: n, ends: ends, column: s.kinds[k].column, next: s.kinds[k].next})
	s.kinds[k].n -= n
	s.kinds[k].next = len(s.kinds) - 1
}

// sharpen reduces the system and splits kinds, and keeps all solutions. It reports
// false if there is no solution, or the budget is spent.
func (s *system) sharpen() bool {
	return s.reduce() && s.tighten() && s.reduce()
}

// solvable reports whether the items can be shared out. It changes the system. If the
// budget is spent, false means nothing.
func (s *system) solvable() bool { return s.solve(true) }

// relaxed is a quick test without lattice counting and branching. If it reports
// false, there is no solution, unless the budget is spent. If it reports true, there
// may be one.
func (s *system) relaxed() bool { return s.solve(false) }

func (s *system) solve(wholly bool) bool {
	for again := true; again; {
		if !s.reduce() {
			return false
		}
		again = s.dominate()
	}
	for _, part := range s.parts() {
		if !part.solvable(wholly) {
			return false
		}
	}
	return true
}

// touching returns for each kind the conditions that depend on it.
func (s *system) touching() [][]*condition {
	touching := make([][]*condition, len(s.kinds))
	for _, c := range s.conditions {
		for i := range c.values {
			for k := c.first + i; ; k = s.kinds[k].next {
				if least, most := s.kinds[k].span(&c.values[i]); s.kinds[k].n > 0 && least.Cmp(most) < 0 {
					touching[k] = append(touching[k], c)
				}
				if s.kinds[k].next == 0 {
					break
				}
			}
		}
	}
	return touching
}

// dominate removes the ends of a kind that another end dominates. Of ends that are
// equal for all conditions it keeps the first. It reports whether that can change a
// condition.
func (s *system) dominate() bool {
	narrower := false
	for k, conditions := range s.touching() {
		items := &s.kinds[k]
		if !s.budget.charge(1 + len(conditions)*bits.OnesCount8(items.ends)) {
			return false
		}
		for ends := items.ends; ends != 0; ends &= ends - 1 {
			if end := bits.TrailingZeros8(ends); items.dominated(end, conditions) {
				items.ends &^= 1 << end
				narrower = narrower || len(conditions) > 0
			}
		}
	}
	return narrower
}

// dominated reports whether another end adds at least as much to all conditions.
func (k kind) dominated(end int, conditions []*condition) bool {
	asGood := func(a, b int) bool {
		return !slices.ContainsFunc(conditions, func(c *condition) bool { return c.of(k.column)[a].Cmp(c.of(k.column)[b]) < 0 })
	}
	for others := k.ends &^ (1 << end); others != 0; others &= others - 1 {
		if other := bits.TrailingZeros8(others); asGood(other, end) && (other < end || !asGood(end, other)) {
			return true
		}
	}
	return false
}

// parts returns the components of the system, with equal kinds merged.
func (s *system) parts() []*component {
	number := make(map[*condition]int, len(s.conditions))
	above := make([]int, len(s.conditions)) // another condition of the same component, or itself (union-find)
	for i, c := range s.conditions {
		number[c], above[i] = i, i
	}
	find := func(i int) int {
		for above[i] != i {
			above[i] = above[above[i]]
			i = above[i]
		}
		return i
	}
	touching := s.touching()
	for _, conditions := range touching {
		for _, c := range conditions {
			a, b := find(number[c]), find(number[conditions[0]])
			above[max(a, b)] = min(a, b)
		}
	}
	var parts []*component
	of := make([]*component, len(s.conditions))
	place := make([]int, len(s.conditions)) // the position in its component
	for i, c := range s.conditions {
		first := find(i)
		if of[first] == nil {
			of[first] = &component{budget: s.budget, alike: map[string]int{}}
			parts = append(parts, of[first])
		}
		of[i] = of[first]
		place[i] = len(of[i].constants)
		of[i].constants = append(of[i].constants, s.base(c))
	}
	for k, conditions := range touching {
		if len(conditions) == 0 {
			continue
		}
		items := s.kinds[k]
		u := unknowns{n: items.n, ends: items.ends}
		for _, c := range conditions {
			u.terms = append(u.terms, items.relative(place[number[c]], c))
		}
		of[number[conditions[0]]].add(u)
	}
	return parts
}

// base returns what a condition comes to if every item is in the last of its ends.
func (s *system) base(c *condition) Fraction {
	sum := c.constant
	for i := range c.values {
		for k := c.first + i; ; k = s.kinds[k].next {
			if items := s.kinds[k]; items.n > 0 {
				sum = sum.plus(c.values[i][lastEnd(items.ends)].times(whole(items.n)))
			}
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	return sum
}

// relative returns what an item adds to a condition in each end, compared with the
// last.
func (k kind) relative(condition int, c *condition) term {
	values := c.of(k.column)
	t, last := term{condition: condition, values: noValues}, values[lastEnd(k.ends)]
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros8(ends)
		t.values[end] = values[end].minus(last)
	}
	return t
}

// component is a part of a system that is solved by itself. The constant of a
// condition is what it comes to if every item is in the last of its ends.
type component struct {
	unknowns  []unknowns
	constants []Fraction
	alike     map[string]int // positions in unknowns, by ends and terms
	budget    *budget
}

// unknowns stands for the numbers of n items in each of the ends.
type unknowns struct {
	n     int64
	ends  uint8
	terms []term // in the order of the conditions
}

// free returns all ends but the last, whose number follows from the others.
func (u unknowns) free() uint8 { return u.ends &^ (1 << lastEnd(u.ends)) }

// term is what an item adds to a condition in each end.
type term struct {
	condition int
	values    [8]Fraction
}

// add adds items. It merges them with items that have the same ends and terms.
func (p *component) add(u unknowns) {
	p.budget.charge(8 * len(u.terms))
	key := []byte{u.ends}
	for _, t := range u.terms {
		key = binary.AppendUvarint(key, uint64(t.condition))
		for ends := u.ends; ends != 0; ends &= ends - 1 {
			if v := t.values[bits.TrailingZeros8(ends)]; v.big == nil {
				key = binary.AppendVarint(append(key, 0), v.num)
			} else {
				key = append(append(append(key, 1), v.String()...), 0)
			}
		}
	}
	if same, known := p.alike[string(key)]; known {
		p.unknowns[same].n += u.n
		return
	}
	p.alike[string(key)] = len(p.unknowns)
	p.unknowns = append(p.unknowns, u)
}

// mostUnknowns is the greatest number of unknowns for the simplex method, whose table
// has a row for each. For more, only the search of between is tried.
const mostUnknowns = 200

// solvable reports whether the component has a solution. If wholly is not set,
// fractions will do.
func (p *component) solvable(wholly bool) bool {
	switch {
	case p.opposed():
		return false
	case len(p.constants) == 1:
		return true // the bounds have shown that it can hold
	case len(p.unknowns) > 16 && p.between():
		return true
	case len(p.unknowns) > mostUnknowns && wholly:
		p.budget.left = -1
		return false
	case len(p.unknowns) > mostUnknowns:
		return true // it may have one
	}
	t := p.table()
	if t == nil || !t.solve() {
		return false
	}
	switch {
	case !wholly || t.whole():
		return true
	case p.free() <= 2:
		return p.hasPoint()
	}
	return t.branch()
}

// free returns the number of free numbers.
func (p *component) free() int {
	free := 0
	for _, u := range p.unknowns {
		free += bits.OnesCount8(u.ends) - 1
	}
	return free
}

// most returns the most that the sum of conditions a and b can be. a and b may be the
// same. way is the end in which the items of each unknown are then.
func (p *component) most(a, b int) (sum Fraction, way []int) {
	sum = p.constants[a].plus(p.constants[b])
	way = make([]int, len(p.unknowns))
	for i, u := range p.unknowns {
		best := whole(0) // in the last of the ends
		way[i] = lastEnd(u.ends)
		for ends := u.free(); ends != 0; ends &= ends - 1 {
			end, value := bits.TrailingZeros8(ends), whole(0)
			for _, t := range u.terms {
				if t.condition == a {
					value = value.plus(t.values[end])
				}
				if t.condition == b {
					value = value.plus(t.values[end])
				}
			}
			if value.Cmp(best) > 0 {
				best, way[i] = value, end
			}
		}
		sum = sum.plus(best.times(whole(u.n)))
	}
	return sum, way
}

// mostPairs is the greatest number of conditions for which all pairs are compared.
const mostPairs = 12

// opposed reports whether two conditions cannot both hold, since their sum cannot be
// at least 0.
func (p *component) opposed() bool {
	for a := range p.constants {
		for b := range a {
			if len(p.constants) > mostPairs || !p.budget.charge(16*len(p.unknowns)) {
				return false
			}
			if sum, _ := p.most(a, b); sum.Sign() < 0 {
				return true
			}
		}
	}
	return false
}

// between looks for a solution on the way from the best for two conditions to the
// best for two others. On that way the items of one unknown after the other change
// ends. That is little work, and usually finds a solution if there is one.
func (p *component) between() bool {
	if len(p.constants) > mostPairs/2 {
		return false
	}
	var ways [][]int
	for a := range p.constants {
		for b := range a + 1 {
			_, way := p.most(a, b)
			ways = append(ways, way)
		}
	}
	for i, from := range ways {
		for _, to := range ways[:i+1] {
			if !p.budget.charge(8 * len(p.unknowns)) {
				return false
			}
			if p.onTheWay(from, to) {
				return true
			}
		}
	}
	return false
}

// onTheWay reports whether all conditions hold at some point of the way.
func (p *component) onTheWay(from, to []int) bool {
	sums := slices.Clone(p.constants)
	short := 0 // the number of sums below 0
	for i, u := range p.unknowns {
		for _, t := range u.terms {
			sums[t.condition] = sums[t.condition].plus(t.values[from[i]].times(whole(u.n)))
		}
	}
	for _, sum := range sums {
		short += b2i(sum.Sign() < 0)
	}
	for i, u := range p.unknowns {
		if short == 0 {
			return true
		}
		for _, t := range u.terms {
			was := sums[t.condition]
			sums[t.condition] = was.plus(t.values[to[i]].minus(t.values[from[i]]).times(whole(u.n)))
			short += b2i(sums[t.condition].Sign() < 0) - b2i(was.Sign() < 0)
		}
	}
	return short == 0
}

// rounded divides a row of whole numbers and its constant by the greatest common
// divisor of the row, and rounds the constant down. Numbers of items are whole, so
// the row is, and no whole solution is lost. It can save a long search: 82.54 % of
// 3000 is between 2476.05 and 2476.35, and no whole number is.
func rounded(constant Fraction, row []Fraction) (Fraction, []Fraction) {
	var divisor int64
	for _, c := range row {
		if c.den != 1 { // den is 0 for a number that does not fit in 64 bits
			return constant, row
		}
		divisor = gcd(divisor, max(c.num, -c.num))
	}
	if divisor == 0 {
		return constant, row
	}
	for k := range row {
		row[k] = row[k].over(whole(divisor))
	}
	return constant.over(whole(divisor)).floor(), row
}
