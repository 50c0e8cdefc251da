package tripartite

import (
	"iter"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// byState is how many seats are in each of the eight states.
type byState [8]int64

// in is how many are in the set.
func (n *byState) in(s States) int64 {
	var sum int64
	for i, seats := range n {
		if s&(1<<i) != 0 {
			sum += seats
		}
	}
	return sum
}

const (
	stateFor    = 0
	stateSilent = 4
	stateVacant = 7
)

// sums[i] is what is in the first i states together. Every set that has a name
// is the first few states, so that what is in it is one subtraction.
type sums [9]int64

// in is what is in the set.
func (p *sums) in(s States) int64 {
	if s&(s+1) == 0 { // the first few states, and no other
		return p[bits.Len8(uint8(s))]
	}
	return p.inRuns(s)
}

// inRuns is in for any set, run by run of neighbouring states. It is a function
// of its own, and not inlined, to keep in small.
//
//go:noinline
func (p *sums) inRuns(s States) int64 {
	var sum int64
	for s != 0 {
		from := bits.TrailingZeros8(uint8(s))
		to := from + bits.TrailingZeros8(^uint8(s>>from))
		sum += p[to] - p[from]
		s = s >> to << to
	}
	return sum
}

// of fills the sums: unit for each seat in one of the states that count.
func (p *sums) of(n *byState, counted States, unit int64) {
	for i, seats := range n {
		p[i+1] = p[i]
		if counted&(1<<i) != 0 {
			p[i+1] += unit * seats
		}
	}
}

func (p *sums) add(q *sums) {
	for i := range p {
		p[i] += q[i]
	}
}

// Tally is what complete counts come to in a body: seats and votes in every set
// of states, in the whole or, by [Tally.Group] and [Tally.Bloc], in a part of
// it. It is immutable, and safe for any number of goroutines.
//
// Fixed weights are votes exactly as the body was given them, fractions included:
// with weights 250, 250, 200, 150 and 150 there are 1000 votes in all, and a seat of
// weight 1/2 has 1/2 vote. Powers that are split are only proportions, and votes are
// then the smallest whole numbers that keep them: with 86, 38 and 54 seats of
// equal groups entitled to vote, these have 513, 1161 and 817 votes each. Such votes
// compare within one tally, and not from one tally to another. In a body that has
// both, votes are in the unit in which its weights and powers are given: a power of
// 4 over 3 seats is 4/3 of a vote for each. A fixed weight of 0 does not make it
// such a body, nor does one of a bloc without seats.
//
// The zero Tally has no seats.
type Tally struct {
	*part
	depth uint16 // of the rule that is asked, in the rules around it
}

// part is what a node comes to.
type part struct {
	seats sums
	votes sums       // in whole numbers, where they fit into 64 bits,
	wide  *[8]amount // and else by state
	of    *tally
	node  int
}

// tally is what the parts share.
type tally struct {
	body    *Body
	parts   []part            // by node
	weights weights           // of the blocs' seats
	inVain  func(part string) // is called if a rule asks for a part that is not there

	room [1 + numGroups]part // for the parts, in a body of three blocs
}

// tally comes to a tally from the counts of the blocs.
func (b *Body) tally(counts []byState) Tally {
	w := b.fixed
	if w.small == nil && w.wide == nil {
		w = inWholes(b.seatWeights(counts), b.own)
	}
	return b.tallyOf(counts, w)
}

// tallyOf is tally for counts that are known to make the seats weigh so much.
func (b *Body) tallyOf(counts []byState, w weights) Tally {
	if len(b.nodes) == 0 {
		return Tally{}
	}
	t := &tally{body: b, weights: w}
	if t.parts = t.room[:]; len(b.nodes) != len(t.room) {
		t.parts = make([]part, len(b.nodes))
	}
	t.count(counts)
	return Tally{part: &t.parts[wholeNode]}
}

// count fills a tally in, whose parts are empty.
func (t *tally) count(counts []byState) {
	b, fits := t.body, t.fits()
	for i := len(b.nodes) - 1; i >= 0; i-- {
		n, part := &b.nodes[i], &t.parts[i]
		part.of, part.node = t, i
		if n.leaf() {
			part.seats.of(&counts[i], AllSeats, 1)
			if fits {
				part.votes.of(&counts[i], n.counted(), t.weights.small[i])
			}
		}
		if i != wholeNode {
			t.parts[n.parent].seats.add(&part.seats)
			t.parts[n.parent].votes.add(&part.votes)
		}
	}
	if !fits {
		t.weigh(counts)
	}
}

// fits reports whether all votes together, and so any of them, fit into 64 bits.
func (t *tally) fits() bool {
	var total uint64
	for i, weight := range t.weights.small {
		over, votes := bits.Mul64(uint64(weight), uint64(t.body.nodes[i].size))
		if total += votes; over != 0 || votes > math.MaxInt64 || total > math.MaxInt64 {
			return false
		}
	}
	return t.weights.small != nil
}

// counted is the set of states in which a seat of the bloc weighs anything.
func (n *node) counted() States {
	if n.power.given() {
		return n.over
	}
	return AllSeats
}

// weigh fills in votes that do not fit into 64 bits.
func (t *tally) weigh(counts []byState) {
	votes := make([][8]amount, len(t.parts))
	for i := len(t.parts) - 1; i >= 0; i-- {
		n := &t.body.nodes[i]
		t.parts[i].wide = &votes[i]
		for state := range votes[i] {
			if n.leaf() && n.counted()&(1<<state) != 0 {
				votes[i][state] = t.weights.at(i).times(counts[i][state])
			}
			if i != wholeNode {
				votes[n.parent][state] = votes[n.parent][state].plus(votes[i][state])
			}
		}
	}
}

// isWhole reports whether t has groups; the zero Tally has three empty ones.
func (t Tally) isWhole() bool { return t.part == nil || t.node == wholeNode }

// Group returns the group's part of the tally of the whole. A part of a body has
// no groups: of it, and for any other Group, the result is the zero Tally.
func (t Tally) Group(g Group) Tally {
	part := t.group(g)
	if part.part == nil {
		t.askedInVain("the " + g.String() + " group")
	}
	return part
}

func (t Tally) group(g Group) Tally {
	if t.part == nil || t.node != wholeNode || g < First || g > Third {
		return Tally{depth: t.depth}
	}
	return t.at(int(g))
}

// at is the part of the same vote that is the node's.
func (t Tally) at(node int) Tally { return Tally{part: &t.of.parts[node], depth: t.depth} }

// Bloc returns the part of the tally that is the bloc's, or the bloc's of blocs,
// by its path. ok is false if the body, or this part of it, has no such bloc:
// that is not the same as a bloc without seats.
func (t Tally) Bloc(name string) (part Tally, ok bool) {
	part = t.bloc(name)
	if part.part == nil {
		t.askedInVain("the bloc " + strconv.Quote(name))
	}
	return part, part.part != nil
}

// bloc is Bloc, and the zero Tally if there is none.
func (t Tally) bloc(name string) Tally {
	if t.part == nil {
		return Tally{depth: t.depth}
	}
	i := t.of.body.index[name]
	for above := i; above != t.node; above = t.of.body.nodes[above].parent {
		if above == wholeNode {
			return Tally{depth: t.depth}
		}
	}
	if i == wholeNode {
		return Tally{depth: t.depth} // no bloc's name leads to the whole
	}
	return t.at(i)
}

// askedInVain tells whoever watches a rule that it asked for a part that is not
// there.
func (t Tally) askedInVain(part string) {
	if t.part != nil && t.of.inVain != nil {
		t.of.inVain(part)
	}
}

// Blocs are the parts that are blocs of seats, in the body's order.
func (t Tally) Blocs() iter.Seq[Tally] {
	return func(yield func(Tally) bool) {
		if t.part == nil {
			return
		}
		for _, leaf := range t.of.body.nodes[t.node].leaves {
			if !yield(t.at(leaf)) {
				return
			}
		}
	}
}

// Name is the name of the part; "" for the whole.
func (t Tally) Name() string {
	if t.part == nil {
		return ""
	}
	return t.of.body.nodes[t.node].name
}

// Seats is how many seats are in the set: heads, whatever they weigh.
func (t Tally) Seats(s States) int { return int(t.heads(s)) }

// Votes returns what the seats in the set weigh together.
func (t Tally) Votes(s States) Fraction { return t.votes(s).fraction().times(t.unit()) }

// Weight returns how many votes a seat has that weighs anything, in a bloc of
// seats; 0 in a bloc where none does. In a part that consists of several blocs,
// and in the whole, it is not given.
func (t Tally) Weight() Fraction {
	if w := t.wholeWeight(); w.Valid() {
		return w.times(t.unit())
	}
	return Fraction{}
}

// wholeWeight is the whole number behind Weight: how many of the unit it is.
func (t Tally) wholeWeight() Fraction {
	if t.part == nil || !t.of.body.nodes[t.node].leaf() {
		return Fraction{}
	}
	return t.of.weights.at(t.node).fraction()
}

// unit is how many votes 1 of the whole numbers is in which votes are summed.
func (t Tally) unit() Fraction {
	if t.part == nil {
		return whole(1)
	}
	return t.of.weights.unit
}

// Counts are the counts that come to this tally.
func (t Tally) Counts() Counts {
	c := Counts{}
	for bloc := range t.Blocs() {
		var n [8]int
		for state := range n {
			n[state] = bloc.Seats(1 << state)
		}
		c[bloc.Name()] = countOf(n)
	}
	return c
}

// Equal reports whether both are tallies of the same part, with the same blocs in
// the same order and in these the same seats in every state, which have the same
// votes. It does not matter what the seats are called.
func (t Tally) Equal(u Tally) bool {
	if t.part == nil || u.part == nil {
		return t.part == u.part
	}
	blocs, others := slices.Collect(t.Blocs()), slices.Collect(u.Blocs())
	return t.node == u.node && t.Name() == u.Name() && slices.EqualFunc(blocs, others, Tally.equalBloc)
}

func (t Tally) equalBloc(u Tally) bool {
	for s := For; s != 0; s <<= 1 {
		if !t.Votes(s).Equal(u.Votes(s)) {
			return false
		}
	}
	return t.Name() == u.Name() && t.seats == u.seats && t.Weight().Equal(u.Weight())
}

// heads and votes are the figures of a clause.

func (t Tally) heads(s States) int64 {
	if t.part == nil {
		return 0
	}
	return t.seats.in(s)
}

func (t Tally) votes(s States) amount {
	switch {
	case t.part == nil:
		return amount{}
	case t.wide == nil:
		return amountOf(t.part.votes.in(s))
	}
	var sum amount
	for ; s != 0; s &= s - 1 {
		sum = sum.plus(t.wide[bits.TrailingZeros8(uint8(s))])
	}
	return sum
}

// MarshalJSON returns an error: a tally has no JSON form.
func (t Tally) MarshalJSON() ([]byte, error) { return noJSON("tally") }

// String is a table: a line for each bloc, the groups that consist of several,
// and the whole, a column for each state that occurs, and what a seat weighs
// where they do not all weigh 1. The zero Tally is "no seats".
func (t Tally) String() string {
	if t.part == nil {
		return "no seats\n"
	}
	states, weighted := t.columns()
	rows := [][]string{{""}}
	for _, s := range states {
		rows[0] = append(rows[0], s.String())
	}
	rows[0] = append(rows[0], "seats")
	if weighted {
		rows[0] = append(rows[0], "votes a seat")
	}
	for _, part := range t.lines() {
		row := []string{part.Name()}
		if part.node == wholeNode {
			row[0] = "all"
		}
		for _, s := range append(states, AllSeats) {
			row = append(row, strconv.Itoa(part.Seats(s)))
		}
		if weighted {
			row = append(row, part.Weight().String())
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// columns are the states that occur, and whether the weights are worth one.
func (t Tally) columns() (states []States, weighted bool) {
	for i := range stateNames {
		if t.heads(1<<i) > 0 {
			states = append(states, 1<<i)
		}
	}
	for bloc := range t.Blocs() {
		weighted = weighted || bloc.Seats(AllSeats) > 0 && !bloc.Weight().Equal(whole(1))
	}
	return states, weighted
}

// lines are the parts that are within t and have seats, t itself last.
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
