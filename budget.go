package tripartite

import "math/bits"

// budget is the work that one call may still do. Everything that the call searches or
// tries is charged to the same budget. A unit is about one operation on a number of 64
// bits, so that a call that spends its whole budget takes about a second.
type budget struct{ left int }

const (
	mostWork   = 21_000_000 // the budget of a call
	clauseWork = 3          // the work of deciding a clause
)

func newBudget() *budget { return &budget{left: mostWork} }

// charge takes work from the budget, and reports whether there was enough.
func (b *budget) charge(work int) bool {
	b.left -= min(work, b.left+1)
	return !b.spent()
}

// spent reports whether a search has given up: its answer says nothing then.
func (b *budget) spent() bool { return b.left < 0 }

// part is a budget of a share of what is left, for a search that may give up
// without the call giving up. What it has not spent goes back by [budget.rejoin].
func (b *budget) part(of int) *budget {
	part := &budget{left: max(b.left, 0) / of}
	b.left -= part.left
	return part
}

// rejoin gives back what a part of the budget has not spent.
func (b *budget) rejoin(part *budget) { b.left += max(part.left, 0) }

// work is how much work an operation on f is, beside one in 64 bits.
func (f Fraction) work() int {
	if f.big == nil {
		return 1
	}
	n := (f.big.Num().BitLen() + f.big.Denom().BitLen()) / bits.UintSize
	return 8 + n + n*n/64
}
