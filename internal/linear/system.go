package linear

import (
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// A System is a number of items of some kinds to be shared out, and conditions on how.
// Asking it changes nothing, but only [System.Within] makes it safe to ask from several
// goroutines: each needs a budget of its own.
type System struct {
	kinds      []kind // those of the columns in their order, then those split off
	conditions []*Condition
	pooled     []*Pooled
	low, high  []int64 // by pool: how many items share its power; nil if nothing is known
	budget     *Budget
	ties       *tied // for Span; nil if it does not remember
}

// kind is a number of items that are alike.
type kind struct {
	n      int64
	ends   uint8 // a bit for each end
	from   int   // the end that an item is in if it does not turn
	column int   // of the conditions
	next   int   // another kind of the same column, split off; 0 if there is none
}

// lastEnd returns the last of the ends. There must be one.
func lastEnd(ends uint8) int { return bits.Len8(ends) - 1 }

// Condition holds if the constant and what each item adds in its end sum to at least
// 0. All numbers are whole.
type Condition struct {
	Constant exact.Rational
	First    int      // the first column that the condition is about
	Values   []Values // by column from First: what an item adds in each end
}

// Values holds a number for each end.
type Values [8]exact.Rational

// Of returns what an item of the column adds in each end.
func (c *Condition) Of(column int) *Values {
	if column -= c.First; column < 0 || column >= len(c.Values) {
		return &Nothing
	}
	return &c.Values[column]
}

// Work returns the work of an operation on the longest number of the condition.
func (c *Condition) Work() int {
	work := c.Constant.Work()
	for i := range c.Values {
		work = max(work, workOfAny(&c.Values[i]))
	}
	return work
}

// workOfAny returns the work of an operation on the longest of the numbers.
func workOfAny(values *Values) int {
	work := 1
	for i := range values {
		if !values[i].Fits() {
			work = max(work, values[i].Work())
		}
	}
	return work
}

// Nothing are the values of a column that a condition is not about. Do not change
// them.
var Nothing = Values{exact.Whole(0), exact.Whole(0), exact.Whole(0), exact.Whole(0), exact.Whole(0), exact.Whole(0), exact.Whole(0), exact.Whole(0)}

// Opposite returns the condition that holds if and only if c does not.
func (c *Condition) Opposite() *Condition {
	minus := exact.Whole(-1)
	o := &Condition{Constant: c.Constant.Times(minus).Minus(exact.Whole(1)), First: c.First, Values: slices.Clone(c.Values)}
	for i := range o.Values {
		for e := range o.Values[i] {
			o.Values[i][e] = o.Values[i][e].Times(minus)
		}
	}
	return o
}

// with returns a system with further conditions. Solving it does not change s.
func (s *System) with(conditions ...*Condition) *System {
	s.budget.Charge(len(s.kinds) + len(s.conditions) + len(conditions))
	with := *s
	with.ties = nil
	with.kinds = slices.Clone(s.kinds)
	with.conditions = slices.Concat(s.conditions, conditions)
	return &with
}

// and adds pooled conditions to the system.
func (s *System) and(pooled ...*Pooled) *System {
	s.pooled = slices.Concat(s.pooled, pooled)
	return s
}

// limited reports whether any conditions are known.
func (s *System) limited() bool { return len(s.conditions)+len(s.pooled) > 0 }

// span returns the least and the most that an item of the kind can add.
func (k kind) span(values *Values) (least, most exact.Rational) {
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
func (s *System) bounds(c *Condition) (low, high exact.Rational) {
	low, high = c.Constant, c.Constant
	s.budget.ChargeProduct(4, len(c.Values)+1, c.Work())
	for i := range c.Values {
		for k := c.First + i; ; k = s.kinds[k].next {
			if items := s.kinds[k]; items.n > 0 {
				least, most := items.span(&c.Values[i])
				n := exact.Whole(items.n)
				low, high = low.Plus(least.Times(n)), high.Plus(most.Times(n))
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
func (s *System) opposed(a, b *Condition) bool {
	from, to := min(a.First, b.First), max(a.First+len(a.Values), b.First+len(b.Values))
	if !s.budget.ChargeProduct(8, to-from, max(a.Work(), b.Work())) {
		return false
	}
	sum := a.Constant.Plus(b.Constant)
	for column := from; column < to; column++ {
		x, y := a.Of(column), b.Of(column)
		if x == &Nothing && y == &Nothing {
			continue
		}
		for k := column; ; k = s.kinds[k].next {
			sum = sum.Plus(s.kinds[k].mostOf(x, y).Times(exact.Whole(s.kinds[k].n)))
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	return sum.Sign() < 0
}

// mostOf returns the most that an item can add to the sum of two conditions.
func (k kind) mostOf(x, y *Values) exact.Rational {
	var most exact.Rational
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros8(ends)
		if sum := x[end].Plus(y[end]); sum.Cmp(most) > 0 {
			most = sum
		}
	}
	return most
}

// reduce settles conditions and splits kinds until nothing changes. It reports false
// if there is no solution, or the budget is spent.
func (s *System) reduce() bool {
	for changed := true; changed; {
		changed = false
		uneven := s.uneven()
		var left []*Condition
		for _, c := range s.conditions {
			low, high := s.bounds(c)
			if s.budget.Spent() || high.Sign() < 0 {
				return false
			}
			if low.Sign() >= 0 {
				continue
			}
			narrower := s.narrow(c, high)
			changed = changed || narrower
			if !uneven[c.First] && s.settle(c) {
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
func (s *System) uneven() map[int]bool {
	uneven := map[int]bool{}
	for _, c := range s.conditions {
		if len(c.Values) == 1 && len(s.kinds[c.First].classes([]*Condition{c})) > 2 {
			uneven[c.First] = true
		}
	}
	return uneven
}

// narrow removes ends in which a single item makes the condition fail. high is the
// most that the condition can come to. narrow reports whether it removed any.
func (s *System) narrow(c *Condition, high exact.Rational) bool {
	narrower := false
	for i := range c.Values {
		for k := c.First + i; ; k = s.kinds[k].next {
			items := &s.kinds[k]
			_, most := items.span(&c.Values[i])
			for ends := items.ends; ends != 0; ends &= ends - 1 {
				end := bits.TrailingZeros8(ends)
				if most.Minus(c.Values[i][end]).Cmp(high) > 0 {
					items.ends &^= 1 << end
					narrower = true
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
func (s *System) settle(c *Condition) bool {
	const none = -1
	only := none
	for i := range c.Values {
		for k := c.First + i; ; k = s.kinds[k].next {
			if least, most := s.kinds[k].span(&c.Values[i]); s.kinds[k].n > 0 && least.Cmp(most) < 0 {
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
	values := c.Of(items.column)
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
	free := high.Over(most.Minus(least)).Floor() // this many items may be in the worse ends
	// >= or >: a kind of no items says nothing.
	if free.Cmp(exact.Whole(items.n)) >= 0 {
		return true
	}
	s.restrict(only, items.n-toInt64(free), better)
	return true
}

// restrict makes n items of kind k a kind of their own, with these ends.
func (s *System) restrict(k int, n int64, ends uint8) {
	if n == s.kinds[k].n {
		s.kinds[k].ends = ends
		return
	}
	s.kinds = append(s.kinds, kind{n: n, ends: ends, column: s.kinds[k].column, next: s.kinds[k].next})
	s.kinds[k].n -= n
	s.kinds[k].next = len(s.kinds) - 1
}

// touching returns for each kind the conditions that depend on it.
func (s *System) touching() [][]*Condition {
	touching := make([][]*Condition, len(s.kinds))
	for _, c := range s.conditions {
		for i := range c.Values {
			for k := c.First + i; ; k = s.kinds[k].next {
				if least, most := s.kinds[k].span(&c.Values[i]); s.kinds[k].n > 0 && least.Cmp(most) < 0 {
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
func (s *System) dominate() bool {
	narrower := false
	for k, conditions := range s.touching() {
		items := &s.kinds[k]
		work := 2 * len(s.pooled)
		for _, c := range conditions {
			work += workOfAny(c.Of(items.column))
		}
		if !s.budget.Charge(1 + work*bits.OnesCount8(items.ends)) {
			return false
		}
		for ends := items.ends; ends != 0; ends &= ends - 1 {
			if end := bits.TrailingZeros8(ends); items.dominated(end, conditions, s.pooled) {
				items.ends &^= 1 << end
				narrower = narrower || len(conditions)+len(s.pooled) > 0
			}
		}
	}
	return narrower
}

// dominated reports whether another end adds at least as much to all conditions.
func (k kind) dominated(end int, conditions []*Condition, pooled []*Pooled) bool {
	asGood := func(a, b int) bool {
		for _, c := range pooled {
			if !c.asGood(k.column, a, b) {
				return false
			}
		}
		return !slices.ContainsFunc(conditions, func(c *Condition) bool { return c.Of(k.column)[a].Cmp(c.Of(k.column)[b]) < 0 })
	}
	for others := k.ends; others != 0; others &= others - 1 {
		if other := bits.TrailingZeros8(others); asGood(other, end) && (other < end || !asGood(end, other)) {
			return true
		}
	}
	return false
}

// base returns what a condition comes to if every item is in the last of its ends.
func (s *System) base(c *Condition) exact.Rational {
	sum := c.Constant
	for i := range c.Values {
		for k := c.First + i; ; k = s.kinds[k].next {
			if items := s.kinds[k]; items.n > 0 {
				sum = sum.Plus(c.Values[i][lastEnd(items.ends)].Times(exact.Whole(items.n)))
			}
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	return sum
}

// classes returns the ends of a kind, grouped. The conditions do not tell the ends of
// a class apart.
func (k kind) classes(conditions []*Condition) []uint8 {
	var classes []uint8
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros8(ends)
		same := slices.IndexFunc(classes, func(class uint8) bool {
			other := bits.TrailingZeros8(class)
			return !slices.ContainsFunc(conditions, func(c *Condition) bool {
				values := c.Of(k.column)
				return !values[end].Equal(values[other])
			})
		})
		if same == -1 {
			classes = append(classes, 1<<end)
		} else {
			classes[same] |= 1 << end
		}
	}
	return classes
}

// b2i returns 1 for true and 0 for false.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// toInt64 returns f, which must be a whole number that fits in 64 bits.
func toInt64(f exact.Rational) int64 {
	n, _ := f.Int64()
	return n
}
