package linear

import (
	"iter"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// A System is a number of items of some kinds to be shared out, and conditions on how.
// Asking it changes nothing, but only [System.Within] makes it safe to ask from several
// goroutines: each needs a budget of its own.
//
// Conditions go by columns, and items are of kinds. At first each column is a kind. If some of
// its items are settled in fewer ends than others, they become another kind of the column, and
// next leads from one to the other: the 12 items of column 1, 5 of which cannot be in end 2,
// are
//
//	kinds[1]: 7 items, ends 0, 1, 2, next 3        kinds[3]: 5 items, ends 0, 1, column 1
//
// So a condition need not change when a kind is split. A kind that is left without items stays,
// as others have their places after it.
type System struct {
	kinds      []kind // those of the columns in their order, then those split off
	conditions []*Condition
	pooled     []*Pooled
	low, high  []int64 // by pool: how many items share its power; nil if nothing is known
	budget     *Budget
	ties       *ties                        // of a system that is settled, or nil
	spans      map[string][2]exact.Rational // what Span has found, if it remembers
}

// kind is a number of items that are alike.
type kind struct {
	n      int64
	ends   uint8 // a bit for each end
	from   int   // the end that an item is in if it does not turn
	column int   // of the conditions
	next   int   // another kind of the same column, split off; 0 if there is none
}

// each visits the ends of a set, which has a bit for each: 0b101 are ends 0 and 2.
func each(ends uint8) iter.Seq[int] {
	return func(yield func(end int) bool) {
		for left := ends; left != 0; left &= left - 1 {
			if !yield(bits.TrailingZeros8(left)) {
				return
			}
		}
	}
}

// lastEnd returns the last of the ends. There must be one.
func lastEnd(ends uint8) int { return bits.Len8(ends) - 1 }

// Condition holds if the constant and what each item adds in its end sum to at least
// 0. All numbers are whole. Condition a of the package comment, -7 + 2x + 3y >= 0, has the
// constant -7 and is about two columns from First 0: an item of the first adds 0 in end 0 and
// 2 in end 1, and one of the second 0 or 3.
//
// Do not change a condition that is in use: systems, formulas and opposites share their values.
type Condition struct {
	Constant exact.Rational
	First    int      // the first column that the condition is about
	Values   []Values // by column from First: what an item adds in each end
}

// Values holds a number for each end.
type Values [8]exact.Rational

// Of returns what an item of the column adds in each end. For a column that the condition is not
// about, that is &Nothing itself, so that a caller can tell.
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
var Nothing = Values(slices.Repeat([]exact.Rational{exact.Whole(0)}, 8))

// sum returns the sum of two conditions, which holds if both do. If the budget is spent, the
// sum is nil. It is about all columns from the first of both to the last, and adds nothing in
// those between that neither is about.
func sum(a, b *Condition, budget *Budget) *Condition {
	first, next := min(a.First, b.First), max(a.First+len(a.Values), b.First+len(b.Values))
	if !budget.ChargeProduct(2, next-first, max(a.Work(), b.Work())) {
		return nil
	}
	sum := &Condition{a.Constant.Plus(b.Constant), first, make([]Values, next-first)}
	for i := range sum.Values {
		x, y := a.Of(first+i), b.Of(first+i)
		for end := range x {
			sum.Values[i][end] = x[end].Plus(y[end])
		}
	}
	return sum
}

// Opposite returns the condition that holds if and only if c does not. A whole number is not
// at least 0 if it is at most -1, and so if -1 less the number is at least 0: the opposite of
// -7 + 2x + 3y >= 0 is 6 - 2x - 3y >= 0.
func (c *Condition) Opposite() *Condition {
	minus := exact.Whole(-1)
	constant := c.Constant.Times(minus).Minus(exact.Whole(1))
	return &Condition{constant, c.First, negated(c.Values)}
}

// negated returns -1 times the values.
func negated(values []Values) []Values {
	values = slices.Clone(values)
	for i := range values {
		for end := range values[i] {
			values[i][end] = values[i][end].Times(exact.Whole(-1))
		}
	}
	return values
}

// with returns a system with further conditions, pooled or not. They must be settled: a formula
// with a choice in it has none that is certain. Solving it does not change s: it has kinds of
// its own, and appends to conditions where s does not see it. What was tied together in s is
// not known of it. A condition that is there already is not added: what follows takes each for
// one, and a part that a formula asks twice repeats its conditions.
func (s *System) with(conditions ...Formula) *System {
	s.budget.Charge(len(s.kinds) + len(s.conditions))
	with := *s
	with.ties = nil
	with.kinds = slices.Clone(s.kinds)
	with.conditions, with.pooled = slices.Clip(s.conditions), slices.Clip(s.pooled)
	for _, f := range conditions {
		switch f := f.(type) {
		case *Condition:
			s.budget.Charge(1)
			if !slices.Contains(with.conditions, f) {
				with.conditions = append(with.conditions, f)
			}
		case *Pooled:
			with.pooled = append(with.pooled, f)
		}
	}
	return &with
}

// of visits the kinds of a column that have items: the one that was there first, and then those
// that were split off, the last one first.
func (s *System) of(column int) iter.Seq[int] {
	return func(yield func(k int) bool) {
		for k := column; ; k = s.kinds[k].next {
			if s.kinds[k].n > 0 && !yield(k) || s.kinds[k].next == 0 {
				return
			}
		}
	}
}

// about visits the kinds that a condition is about, with what their items add: the kinds of its
// first column, and then those of each column after it.
func (s *System) about(c *Condition) iter.Seq2[int, *Values] {
	return func(yield func(k int, values *Values) bool) {
		for i := range c.Values {
			for k := range s.of(c.First + i) {
				if !yield(k, &c.Values[i]) {
					return
				}
			}
		}
	}
}

// span returns the least and the most that an item of the kind can add. A kind without ends
// has nothing to add, and span must not fail: it takes end 0 then.
func (k kind) span(values *Values) (least, most exact.Rational) {
	least = values[lastEnd(k.ends|1)]
	most = least
	for ends := k.ends; ends != 0; ends &= ends - 1 { // quicker than each, and hot
		v := values[bits.TrailingZeros8(ends)]
		if v.Cmp(least) < 0 {
			least = v
		}
		if v.Cmp(most) > 0 {
			most = v
		}
	}
	return least, most
}

// tells reports whether it makes a difference to the values where an item of the kind is. A kind
// with one end left makes none.
func (k kind) tells(values *Values) bool {
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		if !values[bits.TrailingZeros8(ends)].Equal(values[lastEnd(k.ends)]) {
			return true
		}
	}
	return false
}

// bounds returns the least and the most that a condition can come to, if each item goes where
// it adds least, or most, whatever the other conditions say. Condition a of the package comment
// comes to -7 if all 7 items are in end 0, and to -7 + 3*2 + 4*3 = 11 if all are in end 1.
func (s *System) bounds(c *Condition) (low, high exact.Rational) {
	low, high = c.Constant, c.Constant
	s.budget.ChargeProduct(4, len(c.Values)+1, c.Work())
	for i := range c.Values {
		for k := c.First + i; ; k = s.kinds[k].next { // quicker than about, and hot
			if items := &s.kinds[k]; items.n > 0 {
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
