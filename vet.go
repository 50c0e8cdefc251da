package tripartite

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Vet finds mistakes in a rule before the vote. It checks the rule against a body,
// and reports all mistakes at once, or nil:
//
//   - [ErrRule] for a malformed rule, which is always Rejected: one without parts,
//     with a nil part, with a threshold that is not between 0 and 1, with a K out
//     of range, for a part that the body has not, for a group within another, one
//     that contains itself or nests more than 1,000 deep; for a pointer to a rule
//     of this package; and for a rule that panics;
//   - [ErrClause] for a clause that no vote in this body can meet, as 33 seats
//     of 30, or a majority in a group without seats;
//   - [ErrClause] for a clause that every vote meets, as a share of cast in cast,
//     or one that asks for nothing;
//   - [ErrClause] for a share that is taken of something else, as abstain in
//     cast;
//   - [ErrClause] for independent seats that weigh something, if every clause is
//     about another part of the body, as with a majority in each group;
//   - [ErrUnknown] for a rule of the caller's own that asks a tally for a bloc
//     or a group that is not there;
//   - [ErrNoFor] for a rule that can adopt without a vote for, as a veto alone,
//     with a vote that shows it. There are statutes that mean it: nobody objects.
//
// Vet looks at each clause by itself, so it does not find two that contradict each
// other. It does not look into rules of the caller's own, and asks them only. A nil
// body has no seats.
//
// Vet looks for ErrNoFor if there is no ErrRule. It tries votes in which each
// group, and all independent seats, act as one. In a body so large, or for a rule
// so long, that these are too much work, it tries those in which all seats act as
// one. If these are too much, too, or the rule has more than 200,000 clauses, Vet
// reports [ErrTooLarge]. It takes about a second at most.
func Vet(r Rule, b *Body) error {
	if b == nil {
		b = &Body{}
	}
	v := &vetter{seen: map[string]bool{}, body: b}
	full := b.alike([numGroups + 1]States{For, For, For, For})
	v.weighs = full.weighs()
	v.heard = make([]bool, len(v.weighs))
	v.rule(r, full)
	switch {
	case v.deep:
		return &Error{Op: "rule", Name: title(r), Detail: nestedTooDeep, Err: ErrRule}
	case v.clauses > mostClauses:
		return &Error{Op: "rule", Name: title(r), Detail: "it has more than " + strconv.Itoa(mostClauses) + " clauses", Err: ErrTooLarge}
	}
	if err := errors.Join(v.errs...); errors.Is(err, ErrRule) {
		return err // it decides nothing, and may panic
	}
	v.ignored(title(r))
	v.try(r, full)
	return errors.Join(v.errs...)
}

type vetter struct {
	body    *Body
	errs    []error
	seen    map[string]bool // what was said, so that EachGroup does not say it thrice
	weighs  []States        // by node: in which states a seat counts
	heard   []bool          // by node: whether a clause looks at it
	clauses int
	deep    bool
}

// mostClauses is how many nodes of a rule are looked at. It counts a rule as often
// as it occurs.
const mostClauses = 200_000

func (v *vetter) report(name string, err error, detail string) {
	e := &Error{Op: "rule", Name: name, Detail: detail, Err: err}
	if !v.seen[e.Error()] {
		v.seen[e.Error()] = true
		v.errs = append(v.errs, e)
	}
}

// rule looks at a rule for the part; all seats of the tally are For.
func (v *vetter) rule(r Rule, t Tally) {
	if v.clauses++; v.clauses > mostClauses || v.deep {
		return
	}
	if isPointer(r) {
		v.report(fmt.Sprintf("%T", r), ErrRule, "it is a pointer to a rule, not a rule")
		return
	}
	x := expand(r, t)
	if v.deep = x.deep; v.deep {
		return
	}
	if x.wrong != "" && (x.wrong != partMissing || x.kind == noRule) { // a part that is missing says so itself
		v.report(nodeClause(x, r), ErrRule, x.wrong)
	}
	switch x.kind {
	case noRule:
		return
	case ownRule:
		v.hear(t)
	case shareClause:
		v.hear(t)
		v.share(x.share, t)
	case countClause:
		v.hear(t)
		v.number(x.number, t)
	case votingParts: // groups without seats are skipped
		for _, part := range x.parts {
			v.hear(part.to)
		}
		v.share(x.share, t)
	case samePart, bestParts, quorumParts, vetoParts:
		for _, part := range x.parts {
			v.rule(part.rule, part.to)
		}
	default:
		panic(x.kind.unknown())
	}
}

// nodeClause is the text of a node, with that of its rule if it stands nowhere else.
func nodeClause(x expansion, r Rule) string {
	if x.kind == samePart || x.kind == votingParts {
		return clause(r)
	}
	return x.clause()
}

// hear notes that a clause looks at the part.
func (v *vetter) hear(t Tally) {
	if t.part != nil {
		v.heard[t.node] = true
	}
}

// ignored looks for independent seats that weigh something, and that no clause
// looks at although some clause looks at each group.
func (v *vetter) ignored(rule string) {
	if len(v.heard) == 0 || v.heard[wholeNode] {
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
			names = append(names, v.body.nodes[i].name)
		}
	}
	switch n := len(names) - 1; {
	case n == 0:
		v.report(rule, errIgnored, "no clause asks "+oneLine(names[0]))
	case n > 0:
		v.report(rule, errIgnored, "no clause asks "+oneLine(names[0])+" and "+plural(n, "other bloc"))
	}
}

// hears reports whether a clause looks at the node, or at one within it.
func (v *vetter) hears(i int) bool {
	return v.heard[i] || slices.ContainsFunc(v.body.nodes[i].children, v.hears)
}

func (v *vetter) share(s Share, t Tally) {
	name := s.String()
	switch {
	case !s.Need.valid():
		return
	case !s.asksNothing() && !v.possible(s, s.Of, t):
		v.report(name, errNever, "nothing in "+partName(t)+" can be in "+s.Of.String())
	case !v.possible(s, s.Base, t):
		v.report(name, errNever, "nothing in "+partName(t)+" can be in "+s.Base.String())
	case s.asksNothing():
		v.report(name, errAlways, asksNothing)
	case s.Base&^s.Of == 0:
		v.report(name, errAlways, "")
	}
	if s.Of&^s.Base != 0 {
		v.report(name, errNotWithin, "")
	}
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

// weighs is, by node, the states in which a seat of the bloc, or of one within it,
// counts.
func (t Tally) weighs() []States {
	if t.part == nil {
		return nil
	}
	nodes := t.of.body.nodes
	states := make([]States, len(nodes))
	for bloc := range t.Blocs() {
		if bloc.heads(AllSeats) > 0 && bloc.Weight().Sign() > 0 {
			states[bloc.node] = nodes[bloc.node].counted()
		}
	}
	for i := len(nodes) - 1; i > wholeNode; i-- { // what is within stands behind
		states[nodes[i].parent] |= states[i]
	}
	return states
}

func (v *vetter) number(n SeatCount, t Tally) {
	switch size := t.Seats(AllSeats); {
	case n.Need < 0:
		return
	case n.Need == 0:
		v.report(n.String(), errAlways, asksNothing)
	case n.Of == 0:
		v.report(n.String(), errNever, "nothing is in the empty set")
	case n.Need > size:
		v.report(n.String(), errNever, partName(t)+" has "+plural(size, "seat"))
	case n.Of == AllSeats:
		v.report(n.String(), errAlways, "")
	}
}

// workOf estimates the work of making a tally of the same body as full, and of
// deciding that tally by a rule with this number of clauses.
func workOf(full Tally, clauses int) int {
	if full.part == nil {
		return clauseWork * clauses
	}
	node, words := 4, full.Votes(AllSeats).Rat().Num().BitLen()/64
	if full.wide != nil {
		node += 8 + words/4
	}
	if full.of.body.fixed.small == nil && full.of.body.fixed.wide == nil { // weights are worked out for each vote
		node += 3 + 8*words
	}
	return clauseWork * (len(full.of.parts)*node + clauses)
}

// try puts votes without a vote for to the rule, and looks for one that it adopts.
func (v *vetter) try(r Rule, full Tally) {
	const others = 7  // the states but For
	moving := []int{} // groups with seats, and the independent seats
	for i, size := range v.body.sizes() {
		if size > 0 {
			moving = append(moving, i)
		}
	}
	votes, work := 1, workOf(full, v.clauses)
	for range moving {
		votes *= others
	}
	b := newBudget()
	together := votes*work > b.left
	if together {
		votes = others
	}
	if !b.charge(votes * work) {
		v.report(title(r), ErrTooLarge, "no vote can be tried")
		return
	}
	v.ask(r, full)
	for n := range votes {
		states := [numGroups + 1]States{Against << (n % others), Against << (n % others), Against << (n % others), Against << (n % others)}
		if !together {
			for _, i := range moving {
				states[i] = Against << (n % others)
				n /= others
			}
		}
		t := v.body.alike(states)
		if o, ok := v.ask(r, t); !ok {
			return
		} else if o == Adopted {
			v.report(clause(r), ErrNoFor, "as in "+votesOf(t, AllSeats))
			return
		}
	}
}

// ask puts a vote to the rule, and reports parts that it asks for in vain; false
// if it panics.
func (v *vetter) ask(r Rule, t Tally) (Outcome, bool) {
	var asked vain
	asked.watch(t)
	o, reason := ask(r, t)
	for _, part := range asked.parts {
		v.report(clause(r), errUnknownBloc, "it asks for "+part)
	}
	if reason != "" {
		v.report(clause(r), ErrRule, reason)
	}
	return o, reason == ""
}

// vain gathers the parts that a rule asks a tally for, and that are not there. A
// rule may ask from several goroutines.
type vain struct {
	mu    sync.Mutex
	parts []string
}

// watch makes the tally tell.
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

// sizes is how many seats each group has, and how many are independent.
func (b *Body) sizes() (sizes [numGroups + 1]int) {
	for _, i := range b.leaves() {
		sizes[b.place(i)] += b.nodes[i].size
	}
	return sizes
}

// place is the number of the group that a bloc is in, from 0, or else numGroups.
func (b *Body) place(i int) int {
	for b.nodes[i].parent != wholeNode {
		i = b.nodes[i].parent
	}
	return min(i-1, numGroups)
}

// alike is a vote in which the seats of each group, and those of none, are all
// in the same state.
func (b *Body) alike(states [numGroups + 1]States) Tally {
	counts := make([]byState, len(b.nodes))
	for _, i := range b.leaves() {
		state := states[b.place(i)]
		counts[i][bits.TrailingZeros8(uint8(state))] = int64(b.nodes[i].size)
	}
	return b.tally(counts)
}

// votesOf lists who is in which of the states, as "28 Governments against".
func votesOf(t Tally, states States) string {
	var parts []string
	for bloc := range t.Blocs() {
		for s := For; s != 0; s <<= 1 {
			if n := bloc.Seats(s & states); n > 0 {
				parts = append(parts, strconv.Itoa(n)+" "+bloc.Name()+" "+s.String())
			}
		}
	}
	return strings.Join(parts, ", ")
}
