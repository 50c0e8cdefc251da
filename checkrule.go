package tripartite

import (
	"slices"

	"example.com/tripartite/internal/linear"
)

// CheckRule tests any rule for the properties in [Required], with one call in a test.
// [Vet] finds mistakes in a rule before the vote, and [Properties] reports on all
// properties.
//
// CheckRule returns a [Counterexample] for every property that does not hold. If all
// hold, it returns nil:
//
//	func TestMyRule(t *testing.T) {
//		if err := tripartite.CheckRule(myRule{}, body); err != nil {
//			t.Error(err)
//		}
//	}
//
// If a body has at most 60,000 votes, as three groups of two seats have, CheckRule
// tries all of them. For a larger body it tries some votes, the same in every run.
// Among them are votes in which one seat decides. So pass a small body in which the
// rule makes sense, and the real one.
//
// CheckRule takes about a second at most, if a rule of the caller's own decides about as
// fast as one of this package. The more blocs a body has and the more clauses a rule has,
// the fewer votes it tries. If that leaves hardly any, the error is [ErrTooLarge]. If the
// rule contains itself or nests more than 1,000 deep, the error is [ErrRule]. If there is
// no body, or no vote could check a property, such as [Unanimous] in a body without
// seats, the error is [ErrNotChecked].
func CheckRule(r Rule, bodies ...*Body) error {
	if r == nil {
		return &Error{Op: "check", Name: "no rule", Detail: partMissing, Err: ErrRule}
	}
	if len(bodies) == 0 {
		return &Error{Op: "check", Name: clause(r), Detail: "there is no body", Err: ErrNotChecked}
	}
	return Properties(r, bodies...).Err(Required)
}

// Properties checks all properties of a rule and returns a report. [CheckRule] tests only
// for those in [Required], with one call in a test, and [Vet] finds mistakes in a rule
// before the vote.
//
// Properties tries the same votes in each body as CheckRule. If it tries all votes of a
// body, a property that holds is proved for that body. If it tries some, the property is
// only not refuted. To test that a rule has certain properties:
//
//	if err := tripartite.Properties(rule, body).Err(tripartite.Neutral | tripartite.Participation); err != nil {
//		t.Error(err)
//	}
//
// A nil rule is always Rejected.
func Properties(r Rule, bodies ...*Body) *PropertyReport {
	if r == nil {
		r = All{}
	}
	report := &PropertyReport{wrong: refusals{op: "check", whole: "bodies"}}
	work := newBudget()
	for i, b := range bodies {
		if b == nil {
			b = &Body{}
		}
		report.examine(r, b, work, work.Left()/(len(bodies)-i))
	}
	return report
}

// mostExamined is how many blocs a body has at most that is examined.
const mostExamined = 100_000

// examine checks all properties in a body. It stops when about this share of the
// budget is spent. Other bodies pay for what it spends beyond its share.
func (p *PropertyReport) examine(r Rule, b *Body, work *linear.Budget, share int) {
	if len(b.nodes) > mostExamined {
		p.wrong.add(ErrTooLarge, title(r), ErrTooLarge, "no vote can be tried")
		return
	}
	e := &examiner{rule: r, body: b, report: p, budget: work, keep: work.Left() - share}
	e.leaves = slices.DeleteFunc(slices.Clone(b.leaves()), func(i int) bool { return b.nodes[i].size == 0 })
	full := b.alike([numGroups + 1]States{For, For, For, For})
	e.visit(r, full)
	if !e.deep && e.clauses <= mostClauses {
		_, reason := ask(r, full)
		e.deep = reason == nestedTooDeep
	}
	switch {
	case e.deep:
		p.wrong.add(ErrRule, title(r), ErrRule, nestedTooDeep)
		return
	case e.clauses > mostClauses:
		p.wrong.add(ErrTooLarge, title(r), ErrTooLarge, tooManyClauses)
		return
	}
	e.alike = b.alikeGroups()
	e.votes, e.others = e.counter(b), e.counter(b)
	if twice := b.twice(); twice != nil {
		e.larger = e.counter(twice)
	}
	if e.price = e.votes.price(full, e.clauses); e.price > e.left()/fewest {
		p.wrong.add(ErrTooLarge, title(r), ErrTooLarge, "no vote can be tried")
		return
	}
	if !e.exhaust() {
		e.sample()
		e.shrink()
	}
}
