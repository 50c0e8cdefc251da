package tripartite

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// workOf estimates the work of making a tally of the same body as full, and of
// deciding that tally by a rule with this number of clauses.
func workOf(full Tally, clauses int) int {
	if full.part == nil {
		return linear.Product(clauseWork, clauses)
	}
	node, words := 4, full.of.body.bits/64
	if full.wide != nil {
		node += 8 + words/4
	}
	if words > 1 { // math/big compares the votes
		clauses = linear.Product(clauses, 8+words)
	}
	if b := full.of.body; b.fixed.Small == nil && b.fixed.Wide == nil {
		node += 3 + 8*words // weights are worked out for each vote
	}
	nodes := len(full.of.parts) + full.of.body.united()
	return linear.Product(clauseWork, linear.Product(nodes, node)+clauses)
}

// transparent reports whether the rule consists only of rules of this package.
func transparent(r Rule) bool {
	f := formOf(r)
	return f.kind != ownRule &&
		!slices.ContainsFunc(f.inside(), func(r Rule) bool { return !transparent(r) })
}

// panicked sets the error of a call if a rule of the caller panics. The call defers it.
func panicked(op string, r Rule, err *error) {
	if transparent(r) {
		return // a panic in this package is a fault of this package
	}
	if p := recover(); p != nil {
		*err = &Error{Op: op, Name: title(r), Detail: itPanics(p), Err: ErrRule}
	}
}

func itPanics(with any) string {
	return "it panics: " + prose.OneLine(fmt.Sprint(with))
}

// ask asks a rule that may panic. If it does, it is Rejected and there is a reason.
func ask(r Rule, t Tally) (o Outcome, reason string) {
	defer func() {
		if p := recover(); p != nil {
			o, reason = Rejected, itPanics(p)
		}
	}()
	return r.Decide(t), ""
}

// askWatched asks a rule that may panic, and lists the parts of the body that it asks for and
// that do not exist. A rule may ask for them from several goroutines.
func askWatched(r Rule, t Tally) (o Outcome, reason string, missing []string) {
	var lock sync.Mutex
	if t.part != nil {
		t.of.onMissing = func(part string) {
			lock.Lock()
			defer lock.Unlock()
			missing = append(missing, part)
		}
	}
	o, reason = ask(r, t)
	return o, reason, missing
}

// everyClause visits a rule for a tally, and then the rules in it. A rule over several parts
// is visited once for each. It stops, and reports false, if visit does. The form is a copy, so
// that f stays on the stack.
func everyClause(r Rule, t Tally, visit func(r Rule, f form) bool) bool {
	f := expand(r, t)
	return visit(r, *f) &&
		!f.anyPart(func(r Rule, t Tally) bool { return !everyClause(r, t, visit) })
}

// clausesOf returns the number of clauses of a rule for a tally. The number is at most
// mostApplied+1.
func clausesOf(r Rule, t Tally) (n int) {
	everyClause(r, t, func(Rule, form) bool {
		n++
		return n <= mostApplied
	})
	return n
}

const (
	mostWork   = 21_000_000 // the budget of a call, which takes about a second
	clauseWork = 3          // the work of deciding a clause
)

func newBudget() *linear.Budget { return linear.NewBudget(mostWork) }

// unwieldy is the error of a rule that must not be walked, for a tally: it nests too deep,
// or has too many clauses. It is nil for all others.
func unwieldy(op string, r Rule, t Tally) error {
	inside := func(r Rule) []Rule { return formOf(r).inside() }
	switch deep, many := overgrown(r, inside); {
	case deep:
		return &Error{Op: op, Name: title(r), Detail: nestedTooDeep, Err: ErrRule}
	case many || clausesOf(r, t) > mostApplied:
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
		return !deep && !many &&
			!slices.ContainsFunc(inner, func(part T) bool { return !walk(part, depth-1) })
	}
	walk(root, mostNested)
	return deep, many
}

var tooManyClauses = "it has more than " + strconv.Itoa(mostClauses) +
	" clauses, and a part counts as often as it occurs"

// mostClauses is the greatest number of clauses of a rule. A rule counts as often as
// it occurs.
const mostClauses = 200_000

// mostApplied is the greatest number of clauses of a rule for a tally. A clause counts once
// for each part that decides it.
const mostApplied = 1_000_000
