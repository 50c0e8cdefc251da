package tripartite

import (
	"iter"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"
)

// byState is how many seats are in each of the eight states.
type byState [8]int64

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
// Votes are in the smallest whole numbers that keep the proportions of the
// seats' weights: with 86, 38 and 54 seats of equal groups entitled to vote,
// these have 513, 1161 and 817 votes each. So they compare within one tally,
// and not from one tally to another.
//
// The zero Tally has no seats.
type Tally struct {
	*part
	depth uint16 // of the rule that is asked, in the rules around it
}

// part is what a node comes to.
type part struct {
	seats sums
	votes sums         // where they fit into 64 bits,
	wide  *[8]*big.Int // and else
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
		w = smallest(b.seatWeights(counts))
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
			part.seats.of(&counts[i], Seats, 1)
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
	var total int64
	for i, weight := range t.weights.small {
		votes, ok := mul(weight, int64(t.body.nodes[i].size))
		if !ok || total > math.MaxInt64-votes {
			return false
		}
		total += votes
	}
	return t.weights.small != nil
}

// counted is the set of states in which a seat of the bloc weighs anything.
func (n *node) counted() States {
	if n.power.given() {
		return n.over
	}
	return Seats
}

// weigh fills in votes that do not fit into 64 bits.
func (t *tally) weigh(counts []byState) {
	t.weights = t.weights.widened()
	for i := len(t.parts) - 1; i >= 0; i-- {
		n, votes := &t.body.nodes[i], new([8]*big.Int)
		t.parts[i].wide = votes
		for state := range votes {
			votes[state] = new(big.Int)
			if n.leaf() && n.counted()&(1<<state) != 0 {
				votes[state].Mul(t.weights.wide[i], big.NewInt(counts[i][state]))
			}
			for _, child := range n.children {
				votes[state].Add(votes[state], t.parts[child].wide[state])
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

// Votes is what the seats in the set weigh together, a whole number.
func (t Tally) Votes(s States) Fraction { return t.votes(s).fraction() }

// Weight is how many votes a seat has that weighs anything, in a bloc of seats;
// 0 in a bloc where none does. In a part that consists of several blocs, and
// in the whole, it is not given.
func (t Tally) Weight() Fraction {
	switch {
	case t.part == nil || !t.of.body.nodes[t.node].leaf():
		return Fraction{}
	case t.of.weights.wide != nil:
		return fromInt(t.of.weights.wide[t.node])
	}
	return whole(t.of.weights.small[t.node])
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
	case t.wide != nil:
		return wideAmount(s, t.wide)
	}
	return amount{small: t.part.votes.in(s)}
}

// amount is a number of heads or votes, not negative: wide where that is set,
// and else small.
type amount struct {
	small int64
	wide  *big.Int
}

func wideAmount(s States, byState *[8]*big.Int) amount {
	sum := new(big.Int)
	for ; s != 0; s &= s - 1 {
		sum.Add(sum, byState[bits.TrailingZeros8(uint8(s))])
	}
	return amount{wide: sum}
}

func (a amount) isZero() bool { return a.small == 0 && (a.wide == nil || a.wide.Sign() == 0) }

func (a amount) fraction() Fraction {
	if a.wide != nil {
		return fromInt(a.wide)
	}
	return whole(a.small)
}

// String is a table: a line for each bloc, the groups that consist of several,
// and the whole, a column for each state that occurs, and what a seat weighs
// where they do not all weigh 1.
func (t Tally) String() string {
	if t.part == nil {
		return ""
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
		for _, s := range append(states, Seats) {
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
		weighted = weighted || bloc.Seats(Seats) > 0 && !bloc.Weight().Equal(whole(1))
	}
	return states, weighted
}

// lines are the parts that are within t and have seats, t itself last.
func (t Tally) lines() []Tally {
	var lines []Tally
	for _, child := range t.of.body.nodes[t.node].children {
		part := t.at(child)
		if part.Seats(Seats) > 0 {
			lines = append(lines, part.lines()...)
		}
	}
	return append(lines, t)
}

// int is the amount as an integer that is not to be changed.
func (a amount) int() *big.Int {
	if a.wide != nil {
		return a.wide
	}
	return big.NewInt(a.small)
}
