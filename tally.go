package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"

	"iter"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// Tally holds every figure of one vote: the seats and the votes in each set of states.
// [Body.Tally] and [Ballot.Tally] return the tally of the whole body. [Tally.Group] and
// [Tally.Bloc] return the part of it for a group or a bloc. A Tally is immutable and safe
// for use by multiple goroutines.
//
// The unit of votes depends on the body:
//
//   - If any seat has a fixed weight above 0, votes are in the unit of the weights and
//     powers that the caller gave. With weights of 250, 250, 200, 150 and 150 there are
//     1000 votes in all. A seat of weight 1/2 has 1/2 vote. If 3 seats share a power of 4,
//     each has 4/3 votes.
//   - If all power is shared, only the proportions matter, and votes are the smallest whole
//     numbers that keep them. With 86, 38 and 54 seats entitled to vote in three groups of
//     the same power, each seat has 513, 1161 or 817 votes. Compare such votes within one
//     tally, never between two.
//
// The zero Tally has no seats.
type Tally struct{ *part }

// part holds the figures of a node.
type part struct {
	seats byState
	votes byState            // in units of the weights, if all of them fit into 64 bits
	wide  *[8]exact.Rational // otherwise: the votes in each state
	of    *tally
	node  int
}

// tally holds what the parts of a tally share.
type tally struct {
	body      *Body
	parts     []part            // by node
	weights   exact.Wholes      // of the blocs' seats
	onMissing func(part string) // called if a rule asks for a part that does not exist
}

// tally returns the tally of the counts of the blocs, which are by node.
func (b *Body) tally(counts []byState) Tally {
	w := b.fixed
	if w.Small == nil && w.Wide == nil {
		w = exact.InWholes(b.seatWeights(counts), b.own)
	}
	return b.tallyOf(counts, w)
}

// tallyOf does the same as tally, with weights that the caller knows to be those that
// follow from the counts.
func (b *Body) tallyOf(counts []byState, w exact.Wholes) Tally {
	if len(b.nodes) == 0 {
		return Tally{}
	}
	t := &tally{body: b, weights: w, parts: make([]part, len(b.nodes))}
	t.count(counts)
	return Tally{part: &t.parts[wholeNode]}
}

// count fills in the parts of a tally, which must be empty.
func (t *tally) count(counts []byState) {
	fits := t.fits()
	t.body.upward(func(i int) { t.fill(i, counts, fits) })
}

// fill fills in the part of a node. The parts within it, or united by it, are known.
func (t *tally) fill(i int, counts []byState, fits bool) {
	n, part := &t.body.nodes[i], &t.parts[i]
	part.of, part.node = t, i
	if !fits {
		part.wide = new([8]exact.Rational)
	}
	if n.leaf() {
		part.seats = counts[i]
	}
	for state, seats := range part.seats {
		if n.counted()&(1<<state) == 0 {
			seats = 0
		}
		if fits {
			part.votes[state] = seats * t.weights.Small[i]
		} else {
			part.wide[state] = t.weights.At(i).Times(exact.Whole(seats))
		}
	}
	for _, child := range n.children {
		part.add(&t.parts[child])
	}
}

// add adds the figures of another part.
func (p *part) add(q *part) {
	for state := range p.seats {
		p.seats[state] += q.seats[state]
		p.votes[state] += q.votes[state]
		if p.wide != nil {
			p.wide[state] = p.wide[state].Plus(q.wide[state])
		}
	}
}

// upward visits the nodes, each of them after those that it consists of: a bloc comes after
// the node around it, and a union after all others.
func (b *Body) upward(visit func(i int)) {
	for i := b.tree - 1; i >= 0; i-- {
		visit(i)
	}
	for i := b.tree; i < len(b.nodes); i++ {
		visit(i)
	}
}

// fits reports whether the sum of all votes, and so every other sum, fits into 64 bits.
func (t *tally) fits() bool {
	var total uint64
	for i, weight := range t.weights.Small {
		over, votes := bits.Mul64(uint64(weight), uint64(t.body.nodes[i].size))
		if total += votes; over != 0 || votes > math.MaxInt64 || total > math.MaxInt64 {
			return false
		}
	}
	return t.weights.Small != nil
}

// counted returns the states in which a seat of the bloc has its weight. In all other
// states it has no votes.
func (n *node) counted() States {
	if n.power.given() {
		return n.over
	}
	return AllSeats
}

// isWhole reports whether t has groups. The zero Tally has three empty ones.
func (t Tally) isWhole() bool { return t.part == nil || t.node == wholeNode }

// Group returns the part of the tally for one of the three groups. The tally of the whole
// body has all three. If t is a part of a tally that does not include the group, or g is
// not one of the three, Group returns the zero Tally.
func (t Tally) Group(g Group) Tally {
	part := t.group(g)
	if part.part == nil {
		t.reportMissing("the " + g.String() + " group")
	}
	return part
}

// group does the same as Group, but does not report a missing part.
func (t Tally) group(g Group) Tally {
	if t.part == nil || g < First || g > Third || !t.of.body.within(int(g), t.node) {
		return Tally{}
	}
	return t.at(int(g))
}

// at returns the part of the same tally for the node. The zero Tally has only empty parts.
func (t Tally) at(node int) Tally {
	if t.part == nil {
		return t
	}
	return Tally{&t.of.parts[node]}
}

// Bloc returns the part of the tally for the group, bloc or union with that path, as
// "Workers" or "Economic/North". If t has no such part, ok is false: a path can be
// misspelt. For a bloc without seats, ok is true.
func (t Tally) Bloc(path string) (part Tally, ok bool) {
	part = t.bloc(path)
	if part.part == nil {
		t.reportMissing("the bloc " + strconv.Quote(path))
	}
	return part, part.part != nil
}

// bloc does the same as Bloc, but does not report a missing part.
func (t Tally) bloc(path string) Tally {
	if t.part == nil {
		return Tally{}
	}
	i := t.of.body.index[path]
	if i == wholeNode || !t.of.body.within(i, t.node) { // the whole has no path
		return Tally{}
	}
	return t.at(i)
}

// reportMissing calls the observer of the tally, if it has one. [Vet] and [CheckRule] use
// it to find rules that ask for a part that does not exist.
func (t Tally) reportMissing(part string) {
	if t.part != nil && t.of.onMissing != nil {
		t.of.onMissing(part)
	}
}

// Blocs returns an iterator over the path and the tally of each bloc of seats in t, in the
// body's order, as [Body.Blocs] does for the paths and the numbers of seats.
func (t Tally) Blocs() iter.Seq2[string, Tally] {
	return func(yield func(string, Tally) bool) {
		if t.part == nil {
			return
		}
		for _, leaf := range t.of.body.nodes[t.node].leaves {
			if !yield(t.of.body.nodes[leaf].name, t.at(leaf)) {
				return
			}
		}
	}
}

// Name returns the path of the group or bloc that t is for. For the tally of the whole
// body it returns "".
func (t Tally) Name() string {
	if t.part == nil {
		return ""
	}
	return t.of.body.nodes[t.node].name
}

// Seats returns the number of seats that are in a state of s, regardless of their weight.
func (t Tally) Seats(s States) int { return int(t.heads(s)) }

// Votes returns the number of votes of the seats that are in a state of s.
func (t Tally) Votes(s States) Fraction { return Fraction{t.votes(s)}.times(t.unit()) }

// Weight returns the number of votes of each seat of a bloc of seats. If the seats share a
// power, it is the number of votes of each seat that has a share, or 0 if none has. For
// the whole body, and for a part that consists of blocs, it returns the zero Fraction.
func (t Tally) Weight() Fraction {
	if w := t.wholeWeight(); w.Valid() {
		return w.times(t.unit())
	}
	return Fraction{}
}

// wholeWeight returns Weight as a whole number of units.
func (t Tally) wholeWeight() Fraction {
	if t.part == nil || !t.of.body.nodes[t.node].leaf() {
		return Fraction{}
	}
	return Fraction{t.of.weights.At(t.node)}
}

// unit returns the unit in which t sums votes, as a number of votes.
func (t Tally) unit() Fraction {
	if t.part == nil {
		return whole(1)
	}
	return Fraction{t.of.weights.Unit}
}

// shared reports whether seats of t share a power.
func (t Tally) shared() bool {
	for _, bloc := range t.Blocs() {
		if bloc.heads(AllSeats) > 0 && t.of.body.nodes[bloc.node].power.given() {
			return true
		}
	}
	return false
}

// partUnit returns the largest unit, up to a vote, of which the weights of all seats of t
// are whole multiples. The unit in which t sums votes is that of the whole body: a seat
// with half a vote elsewhere makes it smaller.
func (t Tally) partUnit() Fraction {
	unit := t.unit()
	if unit.isWhole() || t.node == wholeNode {
		return unit
	}
	_, votes := unit.parts()
	common := votes.Rat().Num()
	for _, bloc := range t.Blocs() {
		common.GCD(nil, nil, common, t.of.weights.At(bloc.node).Num())
	}
	return unit.times(fromInt(common))
}

// Equal reports whether t and u are tallies of the same part, with the same blocs in the
// same order, and with the same numbers of seats and of votes in every state of each
// bloc. The IDs of the seats do not matter.
func (t Tally) Equal(u Tally) bool {
	if t.part == nil || u.part == nil {
		return t.part == u.part
	}
	nodes, others := t.of.body.nodes, u.of.body.nodes
	return t.node == u.node && t.Name() == u.Name() &&
		slices.EqualFunc(nodes[t.node].leaves, others[u.node].leaves, func(i, j int) bool {
			return t.at(i).equalBloc(u.at(j))
		})
}

// equalBloc reports whether two blocs of seats have the same name and figures.
func (t Tally) equalBloc(u Tally) bool {
	for s := For; s != 0; s <<= 1 {
		if !t.Votes(s).Equal(u.Votes(s)) {
			return false
		}
	}
	return t.Name() == u.Name() && t.seats == u.seats && t.Weight().Equal(u.Weight())
}

// heads returns the number of seats that are in a state of s.
func (t Tally) heads(s States) int64 {
	if t.part == nil {
		return 0
	}
	return t.seats.in(s)
}

// votes returns the votes of the seats that are in a state of s, in units.
func (t Tally) votes(s States) exact.Rational {
	switch {
	case t.part == nil:
		return exact.Whole(0)
	case t.wide == nil:
		return exact.Whole(t.part.votes.in(s))
	}
	sum := exact.Whole(0)
	for ; s != 0; s &= s - 1 {
		sum = sum.Plus(t.wide[s.index()])
	}
	return sum
}

// String returns a table. It has a line for each group and bloc that has seats, and one
// for t itself. It has a column for each state that occurs, one for the number of seats
// and, unless every seat weighs 1, one for the votes of a seat: a decimal if it has up to
// 12 decimals, and otherwise a fraction. For the zero Tally it returns "no seats".
func (t Tally) String() string { return Words{}.Tally(t) }

// Tally returns the table of [Tally.String] in the language of the words.
func (w Words) Tally(t Tally) string {
	if t.part == nil {
		return w.say("no seats") + "\n"
	}
	var states []States // those that occur
	rows, weighted := [][]string{{""}}, false
	for s := For; s != 0; s <<= 1 {
		if t.heads(s) > 0 {
			states, rows[0] = append(states, s), append(rows[0], w.say(s.String()))
		}
	}
	rows[0] = append(rows[0], w.say("in seats"))
	for _, bloc := range t.Blocs() {
		weighted = weighted || bloc.Seats(AllSeats) > 0 && !bloc.Weight().Equal(whole(1))
	}
	if weighted {
		rows[0] = append(rows[0], w.say("votes of a seat"))
	}
	for _, part := range t.lines() {
		row := []string{part.Name()}
		if part.node == wholeNode {
			row[0] = w.say("all")
		}
		for _, s := range append(states, AllSeats) {
			row = append(row, strconv.Itoa(part.Seats(s)))
		}
		if weighted {
			row = append(row, w.number(part.Weight().printed()))
		}
		rows = append(rows, row)
	}
	return prose.Table(rows)
}

// lines returns the parts within t that have seats, and t itself last.
func (t Tally) lines() []Tally {
	var lines []Tally
	for _, child := range t.of.body.nodes[t.node].children {
		part := t.at(child)
		if part.Seats(AllSeats) > 0 {
			lines = append(lines, part.lines()...)
		}
	}
	return append(lines, t)
}

// allWeigh reports whether each seat of t weighs something in each state of the set,
// unless nobody shares its power.
func (t Tally) allWeigh(set States) bool {
	for _, bloc := range t.Blocs() {
		n, each := &t.of.body.nodes[bloc.node], t.of.body.votes[bloc.node]
		if n.size > 0 && (each.Sign() <= 0 || set&^n.counted() != 0) {
			return false
		}
	}
	return true
}

// alike returns the vote in which all seats of a group are in the same state, and so
// are all independent seats.
func (b *Body) alike(states [numGroups + 1]States) Tally {
	counts := make([]byState, len(b.nodes))
	for _, i := range b.leaves() {
		state := states[b.place(i)]
		counts[i][state.index()] = int64(b.nodes[i].size)
	}
	return b.tally(counts)
}

// allIn returns the vote in which all seats are in the same state.
func (b *Body) allIn(state States) Tally {
	return b.alike([numGroups + 1]States{state, state, state, state})
}

// place returns the position of a bloc's group, counted from 0. If the bloc is in no
// group, it returns numGroups.
func (b *Body) place(i int) int { return min(b.top(i)-1, numGroups) }

// top returns the group or independent bloc that a node lies in.
func (b *Body) top(i int) int {
	for b.nodes[i].parent != wholeNode {
		i = b.nodes[i].parent
	}
	return i
}

// weighs returns, by node, the states in which a seat of the bloc, or of a bloc
// within it, can weigh something. In the tally all seats are For.
func (t Tally) weighs() []States {
	if t.part == nil {
		return nil
	}
	nodes := t.of.body.nodes
	states := make([]States, len(nodes))
	for _, bloc := range t.Blocs() {
		if bloc.heads(AllSeats) > 0 && bloc.Weight().Sign() > 0 {
			states[bloc.node] = nodes[bloc.node].counted()
		}
	}
	t.of.body.upward(func(i int) {
		for _, child := range nodes[i].children {
			states[i] |= states[child]
		}
	})
	return states
}

// byState holds a number for each of the eight states, such as that of the seats in it.
type byState [8]int64

// in returns the sum over the states of s.
func (n *byState) in(s States) (sum int64) {
	for ; s != 0; s &= s - 1 {
		sum += n[s.index()]
	}
	return sum
}

// Numbers of states, as indexes.
const (
	stateFor     = 0
	stateAgainst = 1
)
