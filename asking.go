package tripartite

import (
	"fmt"
	"slices"
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
	if full.of.body.fixed.Small == nil && full.of.body.fixed.Wide == nil { // weights are worked out for each vote
		node += 3 + 8*words
	}
	return linear.Product(clauseWork, linear.Product(len(full.of.parts)+full.of.body.united(), node)+clauses)
}

// vain collects the names of parts that a rule asks a tally for and that do not
// exist. A rule may ask from several goroutines.
type vain struct {
	mu    sync.Mutex
	parts []string
}

// watch makes the tally report such parts to v.
func (v *vain) watch(t Tally) {
	if t.part != nil {
		t.of.onMissing = v.add
	}
}

func (v *vain) add(part string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.parts = append(v.parts, part)
}

// transparent reports whether the rule consists only of rules of this package.
func transparent(r Rule) bool {
	f := formOf(r)
	return f.kind != ownRule && !slices.ContainsFunc(f.inside(), func(r Rule) bool { return !transparent(r) })
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

func itPanics(with any) string { return "it panics: " + prose.OneLine(fmt.Sprint(with)) }

// ask asks a rule that may panic. If it does, it is Rejected and there is a reason.
func ask(r Rule, t Tally) (o Outcome, reason string) {
	defer func() {
		if p := recover(); p != nil {
			o, reason = Rejected, itPanics(p)
		}
	}()
	return r.Decide(t), ""
}

// clausesOf returns the number of clauses of a rule for a tally. A rule over several parts
// counts once for each. The number is at most mostApplied+1.
func clausesOf(r Rule, t Tally) int {
	left := mostApplied
	countClauses(r, t, &left)
	return mostApplied - left
}

// countClauses takes the clauses of a rule for a tally from those left, and stops below 0.
func countClauses(r Rule, t Tally, left *int) {
	*left--
	f := expand(r, t)
	for i := 0; i < f.size() && *left >= 0; i++ {
		part, to := f.part(i)
		countClauses(part, to, left)
	}
}
