package tripartite

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// Whether there are whole numbers for linear conditions: a system shares items out.
// The items of a kind are alike, and each goes to one of the kind's ends, of which
// there are at most eight; a condition says that what the items add where they are,
// and a constant, comes to at least 0.
//
// The answer is exact, by four steps, each of which leaves out only what cannot be
// or makes no difference. Bounds: what the items can add at most and at least says
// of most conditions whether they hold. Splitting: a condition on one kind that
// tells two sets of ends apart says no more than how many items must be in one of
// them; these become a kind of their own. Merging: kinds which no condition tells
// apart are one, and conditions that have no kind in common are solved apart. What
// is left is asked of the simplex method, in fractions without rounding; where its
// numbers are not whole, for two unknowns by counting points, and else by branch
// and bound. "No" is then a bound that no numbers reach, and "yes" a solution.
//
// A system knows nothing of votes.
type system struct {
	kinds      []kind // those of the columns in their order, and then those split off
	conditions []*condition
	budget     *budget
}

// kind is a number of items that are alike.
type kind struct {
	n      int64
	ends   uint8 // a bit for each end
	column int   // of the conditions
	next   int   // of the same column, split off; 0 if there is none
}

// lastEnd is the last of some ends, which may not be none.
func lastEnd(ends uint8) int { return bits.Len8(ends) - 1 }

// condition holds if the constant, and what each item adds in its end, come to at
// least 0. All of it is in whole numbers.
type condition struct {
	constant Fraction
	first    int           // of the columns that it is about,
	values   [][8]Fraction // and what an item of each adds in each end
}

// of returns what an item of the column adds in each end.
func (c *condition) of(column int) *[8]Fraction {
	if column -= c.first; column < 0 || column >= len(c.values) {
		return &noValues
	}
	return &c.values[column]
}

// noValues are those of items that a condition is not about. Not to be changed.
var noValues = [8]Fraction{whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), whole(0)}

// opposite is the condition that holds if c does not.
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

// with is the system with further conditions; s is not changed by solving it.
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

// opposed reports whether two conditions pull against each other so that they cannot
// both hold: their sum is at least 0 if they do.
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

// mostOf is the most that an item adds to the sum of two conditions.
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

// reduce drops conditions that hold, ends in which no item can be, and splits
// kinds. It reports false if there is no solution, or the budget is spent.
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

// uneven are the columns with a condition of their own that tells three ends apart, as
// an exact share does. Their items are not split: they have two free numbers, and so
// can be counted.
func (s *system) uneven() map[int]bool {
	uneven := map[int]bool{}
	for _, c := range s.conditions {
		if len(c.values) == 1 && len(s.kinds[c.first].classes([]*condition{c})) > 2 {
			uneven[c.first] = true
		}
	}
	return uneven
}

// narrow takes from kinds the ends in which a single item is more than the
// condition, which can come to at most high, allows.
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

// settle splits the items of a condition's only kind into those that must be in
// the better of its ends and the others, if that is all that the condition says.
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
			return false // it tells three ends apart
		}
	}
	_, high := s.bounds(c)
	free := high.over(most.minus(least)).floor() // so many items need not be in the better ends
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

// sharpen does what leaves all solutions as they are: it reduces the system, and
// splits kinds. It reports false if there is no solution, or the budget is spent.
func (s *system) sharpen() bool {
	return s.reduce() && s.tighten() && s.reduce()
}

// solvable reports whether the items can be shared out. It changes the system.
// False says nothing if the budget is spent.
func (s *system) solvable() bool { return s.solve(true) }

// relaxed reports whether they can in numbers that need not be whole: false says
// that they cannot in whole ones either, unless the budget is spent.
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

// touching lists for each kind the conditions that tell its ends apart.
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

// dominate takes from each kind the ends beside which another is at least as good
// for all conditions, since an item could as well be there; of ends that are as
// good as each other the first is left.
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

// parts are the kinds and conditions that have something to do with each other,
// to be solved apart, with kinds merged that are alike.
func (s *system) parts() []*component {
	number := make(map[*condition]int, len(s.conditions))
	above := make([]int, len(s.conditions)) // another condition of the same component; itself, if it is the first
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
	place := make([]int, len(s.conditions)) // in its component
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

// base is what a condition comes to if each item is in the last of its ends.
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

// relative is what an item adds to a condition beside one in the last of its ends.
func (k kind) relative(condition int, c *condition) term {
	values := c.of(k.column)
	t, last := term{condition: condition, values: noValues}, values[lastEnd(k.ends)]
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros8(ends)
		t.values[end] = values[end].minus(last)
	}
	return t
}

// component is what is left of a system, or of a part of it that is solved apart:
// numbers of items, and conditions of which the constants are what they come to if
// each item is in the last of its ends.
type component struct {
	unknowns  []unknowns
	constants []Fraction
	alike     map[string]int // the unknowns by their terms
	budget    *budget
}

// unknowns are how many of n items are in each of the ends.
type unknowns struct {
	n     int64
	ends  uint8
	terms []term // by condition
}

// free are the ends but the last: how many are in that is known from the others.
func (u unknowns) free() uint8 { return u.ends &^ (1 << lastEnd(u.ends)) }

// term is what an item adds to a condition in each end.
type term struct {
	condition int
	values    [8]Fraction
}

// add adds items, to those that are the same to all conditions if there are any.
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

// mostUnknowns is how many kinds of items the simplex method is asked about, since
// its table has a row for each; of more it is known only whether one of a few ways
// does.
const mostUnknowns = 200

// solvable reports whether there are numbers: whole ones, if wholly is set.
func (p *component) solvable(wholly bool) bool {
	switch {
	case p.opposed():
		return false
	case len(p.constants) == 1:
		return true // the bounds have said that it can hold
	case len(p.unknowns) > 16 && p.between():
		return true
	case len(p.unknowns) > mostUnknowns && wholly:
		p.budget.left = -1
		return false
	case len(p.unknowns) > mostUnknowns:
		return true // as far as can be seen
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

// free is how many of the numbers can be chosen.
func (p *component) free() int {
	free := 0
	for _, u := range p.unknowns {
		free += bits.OnesCount8(u.ends) - 1
	}
	return free
}

// most is the most that the sum of two conditions, which may be the same, can be,
// and in which end each kind's items then are.
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

// mostPairs is of how many conditions each two are looked at.
const mostPairs = 12

// opposed reports whether two conditions pull against each other so that they
// cannot both hold: their sum is at least 0 if they do.
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

// between looks for a solution on the way from what is best for two of the
// conditions to what is best for two others, as one kind after the other changes
// over. That takes little work, and mostly there is one.
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

func (p *component) onTheWay(from, to []int) bool {
	sums := slices.Clone(p.constants)
	short := 0 // of the sums that are below 0
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

// rounded is a row of whole numbers, and its constant, divided by what divides the
// row: since the numbers of items are whole, so is what is left, and the constant
// can be, too. 82.54 % of 3000 is between 2476.05 and 2476.35, and so nothing at all:
// without this it is tried with every way in which the items can make it up.
func rounded(constant Fraction, row []Fraction) (Fraction, []Fraction) {
	var divisor int64
	for _, c := range row {
		if c.den != 1 { // of a number that 64 bits do not hold, it is 0
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
