package tripartite

import (
	"math"
	"slices"
	"strconv"
)

// budget is the work that one call may still do. Everything that the call searches or
// tries is charged to the same budget. A unit is about one operation on a 64-bit
// number, so that a call that spends its whole budget takes about a second.
type budget struct{ left int }

const (
	mostWork   = 21_000_000 // the budget of a call
	clauseWork = 3          // the work of deciding a clause
)

func newBudget() *budget { return &budget{left: mostWork} }

// charge takes work from the budget, and reports whether enough was left. Negative work
// is more than an int holds, and spends the budget.
func (b *budget) charge(work int) bool {
	if work < 0 || work > b.left {
		b.exhaust()
		return false
	}
	b.left -= work
	return true
}

// chargeProduct charges the product of the factors. It may be larger than an int.
func (b *budget) chargeProduct(factors ...int) bool { return b.charge(product(factors...)) }

// product returns the product of factors that are not negative, or the largest int if
// that is smaller.
func product(factors ...int) int {
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

// exhaust gives up: there is more to do than the budget allows.
func (b *budget) exhaust() { b.left = -1 }

// spent reports whether a charge failed. The answer of a search means nothing then.
func (b *budget) spent() bool { return b.left < 0 }

// part moves an n-th of what is left to a new budget. A search can give up on that
// budget while the call goes on. [budget.rejoin] gives back the rest.
func (b *budget) part(n int) *budget {
	part := &budget{left: max(b.left, 0) / n}
	b.left -= part.left
	return part
}

// rejoin gives back what is left of a part of the budget.
func (b *budget) rejoin(part *budget) { b.left += max(part.left, 0) }

// work returns the work of an operation on f. In 64 bits it is 1.
func (f Fraction) work() int { return f.n.Work() }

// unwieldy is the error of a rule that must not be walked: it nests too deep, or has
// more than mostClauses clauses. It is nil for all others.
func unwieldy(op string, r Rule) error {
	switch deep, many := overgrown(r, func(r Rule) []Rule { return formOf(r).rules }); {
	case deep:
		return &Error{Op: op, Name: title(r), Detail: nestedTooDeep, Err: ErrRule}
	case many:
		return &Error{Op: op, Name: title(r), Detail: tooManyClauses, Err: ErrTooLarge}
	}
	return nil
}

// overgrown reports whether a tree nests more than mostNested deep, or has more than
// mostClauses nodes. It stops at the first of these that it finds.
func overgrown[T any](root T, parts func(T) []T) (deep, many bool) {
	left := mostClauses
	var walk func(node T, depth int) bool
	walk = func(node T, depth int) bool {
		inner := parts(node)
		deep = deep || depth == 0 && len(inner) > 0
		left--
		many = many || left < 0 && !deep
		return !deep && !many && !slices.ContainsFunc(inner, func(part T) bool { return !walk(part, depth-1) })
	}
	walk(root, mostNested)
	return deep, many
}

var tooManyClauses = "it has more than " + strconv.Itoa(mostClauses) + " clauses, and a part counts as often as it occurs"

// mostClauses is the greatest number of clauses of a rule. A rule counts as often as
// it occurs.
const mostClauses = 200_000
