package tripartite

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Vet finds mistakes in a rule before the vote. [CheckRule] tests a rule for the
// properties in [Required], with one call in a test, and [Properties] reports on all
// properties.
//
// Vet checks the rule against a body, and returns all mistakes at once, but names no more
// than 20 of a kind. If there are none, it returns nil. The errors are:
//
//   - [ErrRule] for a malformed rule, which is always Rejected. The rule has no
//     parts, a nil part, an invalid threshold or a K out of range. It names a part
//     that the body does not have, or a group within another group. It contains
//     itself or nests more than 1,000 deep.
//   - [ErrRule] for a pointer to a rule of this package, and for a rule that panics in one
//     of the votes that Vet tries.
//   - [ErrClause] for a clause that no vote in this body can meet, such as 33 of 30
//     seats, or a majority in a group without seats.
//   - [ErrClause] for a clause that every vote meets, or every vote with a nonempty base,
//     such as a share of [Cast] in Cast.
//   - [ErrClause] for a share whose Of is not part of its Base, such as [Abstain] in
//     [Cast].
//   - [ErrClause] for a share of votes whose Base includes seats without votes, such as
//     absent seats when those who voted share the power.
//   - [ErrClause] for [Parts] of which no part can count, and for Parts that a vote for can
//     turn down: With is set, and a clause has a base that is not within it.
//   - [ErrClause] for independent seats with a weight that no clause counts, for example
//     under a majority in each group.
//   - [ErrUnknown] for a rule of the caller that asks a tally for a bloc or a group
//     that does not exist.
//   - [ErrNoFor] for a rule that can adopt without a vote for, with a vote that shows it.
//     A veto by itself is such a rule. Some statutes intend this: a motion is approved if
//     nobody objects.
//   - [ErrTooLarge] if the rule has more than 200,000 clauses, or if there is too
//     much work to find ErrNoFor.
//
// If every clause can be met, and missed, by itself, Vet looks for clauses that do not go
// together. This covers all votes, with seats in any state. The errors are:
//
//   - [ErrClause] for two parts of an [All] or a [Quorum] of which no vote meets both.
//   - [ErrClause] for a part of an All, an [Any] or a [Veto] that can be left out, since no
//     outcome changes. A quorum that each adopted motion has anyway is no such part: it
//     makes votes void that would be rejected. Vet says nothing of what is inside a Quorum
//     or [Parts]. Statutes state how many must be present in all and in each group, even
//     if the one follows from the other. What can be left out in a part of the body can
//     be needed in another.
//   - [ErrClause] for a rule that can never adopt, and for one that always adopts.
//
// Vet looks for these only in rules of this package, and not if that exceeds the work limit.
// It does not look into rules of the caller: it only calls them. If the body is nil, Vet
// checks the rule against a body without seats.
//
// Vet looks for ErrNoFor if there is no ErrRule. It tries votes in which all seats of
// a group act as one, and so do all independent seats. If the body or the rule is too
// large for that, it tries votes in which all seats of the body act as one. Vet takes
// about a second at most, if a rule of the caller's own decides about as fast as one of
// this package.
func Vet(r Rule, b *Body) error {
	b = cmp.Or(b, &Body{})
	v := &vetter{seen: map[string]bool{}, body: b, wrong: refusals{op: "rule", whole: "clauses"}}
	full := b.allIn(For)
	v.weighs = full.weighs()
	v.heard = make([]bool, len(v.weighs))
	if err := unwieldy("rule", r, full); err != nil {
		return err
	}
	v.rule(r, full)
	if err := v.wrong.join(); errors.Is(err, ErrRule) {
		return err // it decides nothing, and may panic
	}
	v.ignored(title(r))
	if v.possibleClauses() && v.body.size > 0 && transparent(r) {
		v.together(r)
	}
	v.try(r, full)
	return v.wrong.join()
}

// vetter is the state of one call of Vet.
type vetter struct {
	body   *Body
	wrong  refusals
	seen   map[string]bool // what was reported, so that Parts does not report it for each part
	weighs []States        // by node: the states in which a seat weighs something
	heard  []bool          // by node: whether a clause looks at all of it
}

// report adds an error, once.
func (v *vetter) report(name string, err error, detail string) {
	text := (&Error{Op: "rule", Name: name, Detail: detail, Err: err}).Error()
	if !v.seen[text] {
		v.seen[text] = true
		v.wrong.refuse(err, name, "%s", detail)
	}
}

// rule vets a rule for a part of the body. In the tally all seats are For.
func (v *vetter) rule(r Rule, t Tally) {
	if isPointer(r) {
		v.report(fmt.Sprintf("%T", r), ErrRule, "it is a pointer to a rule, not a rule")
		return
	}
	f := expand(r, t)
	if f.faulty() {
		v.report(nodeClause(f, r), ErrRule, f.why())
	}
	switch f.kind {
	case noRule:
	case ownRule:
		v.hear(t)
	case shareClause:
		v.hear(t)
		v.share(f.Rule.(Share), t)
	case countClause:
		v.hear(t)
		v.number(f.Rule.(SeatCount), t)
	case severalParts:
		v.parts(f, r)
	case sameRule, inPart, bestRules, quorumRules, vetoRules:
		for i := range f.size() {
			v.rule(f.part(i))
		}
	default:
		panic(f.kind.unknown())
	}
}

// faulty reports whether the fault of an applied form is to be reported here: not if it is
// that a part is missing, and the form has that part.
func (f *form) faulty() bool { return f.reports() || f.fault != sound && f.size() == 0 }

// parts vets a rule over several parts of the body. Parts that no vote can make count are
// skipped.
func (v *vetter) parts(f *form, r Rule) {
	name, count, enters := title(r), 0, true
	for i := range f.size() {
		rule, part := f.part(i)
		v.hear(part)
		if f.With != 0 && !v.possible(Share{BySeats: f.BySeats}, f.With, part) {
			v.faults(rule, part)
			continue
		}
		count++
		enters = enters && f.enters(rule, part)
		v.rule(rule, part)
	}
	switch {
	case count == 0 && f.size() > 0:
		v.report(name, errNever, "no part can have "+Words{}.counting(f))
	case !enters && transparent(f.Rule) && wellFormed(f.part(0)):
		v.report(name, errCounting,
			"a part with "+Words{}.counting(f)+" counts, and each clause needs a base within that")
	case f.Need.valid() && f.Need.Num == 0 && !f.Need.Strict:
		v.report(name, errAlwaysMet, reasonAsksNothing)
	}
}

// faults reports what is malformed in a rule, and nothing else.
func (v *vetter) faults(r Rule, t Tally) {
	everyClause(r, t, func(r Rule, f form) bool {
		if f.faulty() {
			v.report(nodeClause(&f, r), ErrRule, f.why())
		}
		return true
	})
}

// nodeClause returns the text of a node. If the parts of the rule have no nodes of
// their own, that text includes them.
func nodeClause(f *form, r Rule) string {
	if f.kind == inPart {
		return clause(r)
	}
	return title(r)
}

// hear notes that a clause looks at the part, and so at all blocs in it.
func (v *vetter) hear(t Tally) {
	if t.part == nil || v.heard[t.node] {
		return
	}
	v.heard[t.node] = true
	for _, leaf := range v.body.nodes[t.node].leaves {
		v.heard[leaf] = true
	}
}

// hears reports whether a clause looks at a bloc in the node.
func (v *vetter) hears(i int) bool {
	return slices.ContainsFunc(v.body.nodes[i].leaves, func(leaf int) bool { return v.heard[leaf] })
}

// ignored reports independent seats that weigh something and that no clause looks at.
// It reports nothing if the clauses leave out a group as well: then the rule is a
// part of another.
func (v *vetter) ignored(rule string) {
	if v.body.size == 0 {
		return
	}
	for g := 1; g <= numGroups; g++ {
		if v.body.nodes[g].size > 0 && !v.hears(g) {
			return
		}
	}
	var names []string
	for _, i := range v.body.nodes[wholeNode].children[numGroups:] {
		if v.weighs[i] != 0 && !v.hears(i) {
			names = append(names, prose.OneLine(v.body.nodes[i].name))
		}
	}
	if len(names) > 1 {
		names[0] += " or " + prose.Plural(len(names)-1, "other bloc")
	}
	if len(names) > 0 {
		v.report(rule, errIgnored, "no clause counts "+names[0])
	}
}

// share vets a share of a part of the body.
func (v *vetter) share(s Share, t Tally) {
	if !s.Need.valid() {
		return
	}
	name, of, base := s.String(), v.possible(s, s.Of, t), v.possible(s, s.Base, t)
	switch {
	case !s.asksNothing() && !of:
		v.report(name, errNever, nothingIn(s.Of, "Of", t))
	case !base:
		v.report(name, errNever, nothingIn(s.Base, "Base", t))
	case s.asksNothing():
		v.report(name, errAlways, reasonAsksNothing)
	case s.Base&^s.Of == 0 && s.Less == 0:
		v.report(name, errAlways, "")
	}
	if s.Of&^s.Base != 0 {
		v.report(name, errNotWithin, "")
	}
	if !s.BySeats && of && base && s.Base&^v.weighs[t.node] != 0 {
		none := Words{}.ofSet("are seats", s.Base&^v.weighs[t.node])
		v.report(name, errNotCounted, "seats of "+partName(t)+" have none when they "+none)
	}
}

// nothingIn says that no seat of the part can count in the set of that field.
func nothingIn(set States, field string, t Tally) string {
	if set == 0 {
		return field + " is not set"
	}
	if t.heads(AllSeats) == 0 {
		return "no seats in " + partName(t)
	}
	return "no seat of " + partName(t) + " has votes when it " + Words{}.ofSet("is a seat", set)
}

// possible reports whether a seat of the part could count in the set.
func (v *vetter) possible(s Share, set States, t Tally) bool {
	switch {
	case t.part == nil || set == 0:
		return false
	case s.BySeats:
		return t.heads(AllSeats) > 0
	}
	return v.weighs[t.node]&set != 0
}

// number vets a number of seats of a part of the body.
func (v *vetter) number(n SeatCount, t Tally) {
	switch size := t.Seats(AllSeats); {
	case n.Need < 0:
		return
	case n.Need == 0:
		v.report(n.String(), errAlwaysMet, reasonAsksNothing)
	case n.Of == 0:
		v.report(n.String(), errNever, nothingIn(0, "Of", t))
	case n.Need > size:
		v.report(n.String(), errNever, "only "+prose.Plural(size, "seat")+" in "+partName(t))
	case n.Of == AllSeats:
		v.report(n.String(), errAlwaysMet, "")
	}
}

// possibleClauses reports whether no clause is known to hold never, or always.
func (v *vetter) possibleClauses() bool {
	return v.wrong.of[errNever]+v.wrong.of[errAlways]+v.wrong.of[errAlwaysMet] == 0
}

// workTogether is the part of the budget for clauses that do not go together.
const workTogether = 10

// together reports parts of the rule that do not go together, and a rule that adopts never
// or always.
func (v *vetter) together(r Rule) {
	q := newQuestion(v.body, AllSeats, newBudget().Part(workTogether))
	q.sound = true
	adopts := q.reaches(r, q.tally, Adopted)
	switch can, must := q.can(adopts), !q.can(linear.Not(adopts)); {
	case q.budget.Spent():
	case !can:
		if v.relate(q, r, q.tally, false); v.possibleClauses() && v.wrong.of[errContradiction] == 0 {
			v.report(clause(r), errNeverAdopts, "")
		}
	case must:
		v.report(clause(r), errAlwaysAdopts, "")
	default:
		v.relate(q, r, q.tally, false)
	}
}

// relate reports parts of a rule that contradict each other. Unless the rule is in a quorum
// or in parts, it also reports parts that can be left out.
func (v *vetter) relate(q *question, r Rule, t Tally, inside bool) {
	f := expand(r, t)
	inside = inside || f.kind == quorumRules || f.kind == severalParts
	for i := range f.size() {
		part, to := f.part(i)
		v.relate(q, part, to, inside)
	}
	all := f.kind == quorumRules || f.kind == bestRules && f.K == f.size()
	if n := f.size(); n < 2 || !all && f.kind != vetoRules && (f.kind != bestRules || f.K > 1) {
		return
	}
	levels := [][]linear.Formula{q.eachReaches(f, Adopted)}
	if f.kind == bestRules {
		levels = append(levels, q.eachReaches(f, Rejected))
	}
	switch {
	case all && !q.can(levels[0]...):
		v.contradictions(q, f.rules, levels[0])
	case !inside:
		v.redundant(q, f.rules, all, levels)
	}
}

// contradictions reports pairs of rules of which no vote meets both.
func (v *vetter) contradictions(q *question, rules []Rule, met []linear.Formula) {
	for i, one := range met {
		for j, other := range met[:i] {
			if q.budget.Spent() {
				return
			}
			if q.can(one) && q.can(other) && !q.can(one, other) && !q.budget.Spent() {
				v.report(clause(rules[i]), errContradiction, clause(rules[j]))
			}
		}
	}
}

// redundant reports rules that can be left out: no outcome changes. If all must adopt, one
// is needed if in some vote it is below a level that all others reach, and otherwise if it
// reaches a level that no other does.
func (v *vetter) redundant(q *question, rules []Rule, all bool, levels [][]linear.Formula) {
	left := slices.Clone(rules)
	for i := len(left) - 1; i >= 0 && len(left) > 1 && q.budget.Charge(len(left)); i-- {
		if !slices.ContainsFunc(levels, func(level []linear.Formula) bool {
			one, others := level[i], slices.Delete(slices.Clone(level), i, i+1)
			if all {
				return q.can(append(others, linear.Not(one))...)
			}
			return q.can(one, linear.Not(linear.Enough(1, others...)))
		}) && !q.budget.Spent() {
			v.report(clause(left[i]), errRedundant, "")
			left = slices.Delete(left, i, i+1)
			for k := range levels {
				levels[k] = slices.Delete(levels[k], i, i+1)
			}
		}
	}
}

// try looks for a vote that the rule adopts, among votes without a vote for.
func (v *vetter) try(r Rule, full Tally) {
	const others = 7             // the states other than For
	var sizes [numGroups + 1]int // of the groups, and then of the independent seats
	for _, i := range v.body.leaves() {
		sizes[v.body.place(i)] += v.body.nodes[i].size
	}
	votes, work, b := 1, workOf(full, clausesOf(r, full)), newBudget()
	for _, size := range sizes {
		if size > 0 {
			votes *= others
		}
	}
	together := votes > b.Left()/work
	if together {
		votes = others
	}
	if !b.ChargeProduct(votes, work) {
		v.report(title(r), ErrTooLarge, "it is too much work to try a vote")
		return
	}
	v.ask(r, full)
	for n := range votes {
		var states [numGroups + 1]States
		for i, size := range sizes {
			if states[i] = Against << (n % others); size > 0 && !together {
				n /= others
			}
		}
		t := v.body.alike(states)
		if o, ok := v.ask(r, t); !ok {
			return
		} else if o == Adopted {
			v.report(clause(r), ErrNoFor, "as in "+Words{}.votesOf(t, AllSeats))
			return
		}
	}
}

// ask decides the tally by the rule. It reports parts that the rule asks for and that
// do not exist. ok is false if the rule panics.
func (v *vetter) ask(r Rule, t Tally) (o Outcome, ok bool) {
	o, reason, missing := askWatched(r, t)
	for _, part := range missing {
		v.report(clause(r), errUnknownBloc, "it asks for "+part)
	}
	if reason != "" {
		v.report(clause(r), ErrRule, reason)
	}
	return o, reason == ""
}

// votesOf lists the seats in each of the states, as in "Governments: 28 against".
func (w Words) votesOf(t Tally, states States) string {
	var parts []string
	for _, bloc := range t.Blocs() {
		for s := For; s != 0; s <<= 1 {
			if n := bloc.Seats(s & states); n > 0 {
				parts = append(parts, w.seatsIn(bloc.Name(), n, s))
			}
		}
	}
	return strings.Join(parts, ", ")
}

// seatsIn says how many seats of a part are in a state, as in "Governments: 28 against".
func (w Words) seatsIn(part string, n int, s States) string {
	return w.say("heading", prose.OneLine(part), w.said(s.String(), Int(n)))
}
