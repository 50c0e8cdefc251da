package linear

import "math"

// Budget is the work that one call may still do. Everything that the call searches or
// tries is charged to the same budget. A unit is about one operation on a 64-bit
// number: some twenty million of them take about a second. Work is counted, and not
// time, so that a question has the same answer on every machine, every time.
//
// A charge that fails spends the whole budget, and later charges fail as well. So a search
// need not look at every charge: it must end soon, and whoever asked looks once.
type Budget struct{ left int }

// NewBudget returns a budget of so much work.
func NewBudget(work int) *Budget { return &Budget{left: work} }

// Left returns the work that is left. It is negative if a charge failed.
func (b *Budget) Left() int { return b.left }

// Charge takes work from the budget, and reports whether enough was left. Negative work
// is more than an int holds, and spends the budget.
func (b *Budget) Charge(work int) bool {
	if work < 0 || work > b.left {
		b.Exhaust()
		return false
	}
	b.left -= work
	return true
}

// ChargeProduct charges the product of the factors. It may be larger than an int.
func (b *Budget) ChargeProduct(factors ...int) bool { return b.Charge(Product(factors...)) }

// Product returns the product of factors that are not negative, or the largest int if
// that is smaller.
func Product(factors ...int) int {
	all := 1
	for _, f := range factors {
		if f != 0 && all > math.MaxInt/f {
			all = math.MaxInt
		} else {
			all *= f
		}
	}
	return all
}

// Exhaust gives up: there is more to do than the budget allows.
func (b *Budget) Exhaust() { b.left = -1 }

// Spent reports whether a charge failed. The answer of a search means nothing then.
func (b *Budget) Spent() bool { return b.left < 0 }

// Part moves an n-th of what is left to a new budget. A search can give up on that
// budget while the call goes on. [Budget.Rejoin] gives back the rest.
func (b *Budget) Part(n int) *Budget {
	part := &Budget{left: max(b.left, 0) / n}
	b.left -= part.left
	return part
}

// Rejoin gives back what is left of a part of the budget.
func (b *Budget) Rejoin(part *Budget) { b.left += max(part.left, 0) }
