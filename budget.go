package tripartite

import (
	"slices"
	"strconv"

	"example.com/tripartite/internal/linear"
)

const (
	mostWork   = 21_000_000 // the budget of a call, which takes about a second
	clauseWork = 3          // the work of deciding a clause
)

func newBudget() *linear.Budget { return linear.NewBudget(mostWork) }

// unwieldy is the error of a rule that must not be walked, for a tally: it nests too deep,
// or has too many clauses. It is nil for all others.
func unwieldy(op string, r Rule, t Tally) error {
	switch deep, many := overgrown(r, rulesIn); {
	case deep:
		return &Error{Op: op, Name: title(r), Detail: nestedTooDeep, Err: ErrRule}
	case many || clausesOf(r, t) > mostApplied:
		return &Error{Op: op, Name: title(r), Detail: tooManyClauses, Err: ErrTooLarge}
	}
	return nil
}

// rulesIn returns the rules that a rule consists of.
func rulesIn(r Rule) []Rule {
	f := formOf(r)
	return f.inside()
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

// mostApplied is the greatest number of clauses of a rule for a tally. A clause counts once
// for each part that decides it.
const mostApplied = 1_000_000
