package tripartite

import (
	"maps"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// evidence is a set of figures about a vote in a body, as linear conditions on the seats.
//
// A figure is one or two conditions, as the clauses of a rule are in [Possible]. Here all
// seats are open, and each can end in any state. A system decides whether the conditions
// of several figures can hold together. The range of a further figure is found by
// bisection: its bounds are where the system's answer changes.
type evidence struct {
	body    *Body
	figures []Figure
	room    position // every seat is open; the base holds what the figures say
	steady  bool     // whether the figures determine what every seat weighs; otherwise the weights in the room shift
}

// know keeps what the figures say about the seats: in which states they can end, and
// which conditions are left.
func (e *evidence) know(figures []Figure) {
	base := e.systemOf(figures, e.room.budget)
	base.Sharpen()
	e.room.base = base
	for s := range stateNames { // states that the report does not mention, if what it mentions adds up to all seats
		if !base.CanHave(s) {
			base.Exclude(s)
		}
	}
}

// weigh sets the position in which every seat is open. It weighs the seats as if
// without seats of each bloc had no share in the bloc's power.
func (e *evidence) weigh(without []int64, b *linear.Budget) {
	known, open := make([]byState, len(e.body.nodes)), make([]byState, len(e.body.nodes))
	for _, i := range e.body.leaves() {
		n := &e.body.nodes[i]
		known[i][stateFor] = int64(n.size) - without[i]
		if outside := AllSeats &^ n.counted(); outside != 0 {
			known[i][bits.TrailingZeros8(uint8(outside))] = without[i]
		}
		open[i][stateSilent] = int64(n.size)
	}
	if t := e.body.tally(known); t.part != nil {
		e.room.tally = e.body.tallyOf(open, t.of.weights)
	}
	e.room = newPosition(e.room.tally, openSeats(e.room.tally, Silent, func(States) States { return AllSeats }), b)
}

// settle finds out whether the figures determine what every seat weighs. They do if
// they determine how many seats of each bloc share in its power.
func (e *evidence) settle(figures []Figure, b *linear.Budget) error {
	without := make([]int64, len(e.body.nodes))
	var split *evidence
	var err error
	for _, o := range e.room.open {
		n := &e.body.nodes[o.bloc.node]
		if !n.power.given() {
			continue
		}
		if split, err = e.reduced(figures, split); err != nil {
			return err
		}
		low, high, err := split.span(Figure{Part: n.name, Of: AllSeats &^ n.over})
		if err != nil {
			return err
		}
		if !low.Equal(high) {
			e.room.shift()
			return nil
		}
		without[o.bloc.node] = low.int64()
	}
	e.weigh(without, b)
	e.steady = true
	return nil
}

// reduced returns what the figures for seats say. It is made once.
func (e *evidence) reduced(figures []Figure, known *evidence) (*evidence, error) {
	if known != nil {
		return known, nil
	}
	q := &evidence{body: e.body, figures: figures, room: e.room}
	q.know(figures)
	if q.room.budget.Spent() {
		return nil, e.tooLarge()
	}
	return q, nil
}

// systemOf returns a system that has a solution if and only if all the figures hold
// together. A single seat that a figure names is a kind of its own, together with the
// other seats of its bloc that can be in the same states.
func (e *evidence) systemOf(figures []Figure, b *linear.Budget) *linear.System {
	s := newPosition(e.room.tally, e.room.open, b).base
	parts, seats := e.known(figures)
	b.Charge(150*len(parts) + 300*(len(figures)-len(parts)))
	for _, f := range parts {
		s.Assume(e.bounds(f)...)
	}
	if len(seats) == 0 {
		return s
	}
	for column, o := range e.room.open {
		known := seats[o.bloc.node]
		for _, states := range slices.Sorted(maps.Keys(known)) {
			if states == 0 { // a seat that can be nowhere: no solution
				s.Assume(&linear.Condition{Constant: exact.Whole(-1)})
				continue
			}
			s.Restrict(column, int64(known[states]), uint8(states))
		}
	}
	return s
}

// known returns the figures for parts of the body, and what the others say of single
// seats: by node, how many seats can be in exactly these states.
func (e *evidence) known(figures []Figure) (parts []Figure, seats map[int]map[States]int) {
	states := map[seat]States{} // that a single seat can be in
	for _, f := range figures {
		if e.body.index[f.Part] != 0 || f.Part == "" {
			parts = append(parts, f)
			continue
		}
		s, _ := e.body.seat(f.Part)
		if _, ok := states[s]; !ok {
			states[s] = AllSeats
		}
		if f.Min.Sign() > 0 {
			states[s] &= f.Of
		}
		if f.Max.given() && f.Max.Cmp(whole(1)) < 0 {
			states[s] &^= f.Of
		}
		if f.Min.Cmp(whole(1)) > 0 {
			states[s] = 0
		}
	}
	seats = map[int]map[States]int{}
	for s, in := range states {
		if seats[s.node] == nil {
			seats[s.node] = map[States]int{}
		}
		seats[s.node][in]++
	}
	return parts, seats
}

// measure returns what the figure counts.
func (f Figure) measure() measure {
	if f.Votes {
		return inVotes
	}
	return inSeats
}

// bounds returns the conditions of a figure for a part of the body. If the figure is
// a share, its base must not be empty.
func (e *evidence) bounds(f Figure) (conditions []linear.Formula) {
	part := e.part(f)
	zero, one := whole(0), whole(1)
	m, linear := f.measure(), true
	if f.Votes && f.Base != 0 {
		m, linear = e.room.votesOf(part)
	} else {
		m = e.room.fixed(m) // if weights shift, the only number of votes that is asked for is any at all
	}
	add := func(a each, least Fraction) {
		if linear {
			conditions = append(conditions, e.room.linear(part, m, a, least))
		} else {
			conditions = append(conditions, e.room.pooled(part, a, false))
		}
	}
	if f.Base != 0 {
		conditions = append(conditions, e.room.linear(part, e.room.fixed(m), nothingEach.plus(f.Base, one), one))
	}
	if f.Votes && f.Base == 0 { // the figure is in the unit of votes, and conditions are in whole numbers
		f.Min, f.Max = f.Min.inUnits(part.unit()), f.Max.inUnits(part.unit())
	}
	if f.Min.given() {
		if num, den := f.Min.parts(); f.Base != 0 {
			add(nothingEach.plus(f.Of, den).minus(f.Base, num), zero)
		} else {
			add(nothingEach.plus(f.Of, den), num)
		}
	}
	if f.Max.given() {
		if num, den := f.Max.parts(); f.Base != 0 {
			add(nothingEach.plus(f.Base, num).minus(f.Of, den), whole(int64(b2i(f.Cut)))) // below Max: all numbers are whole
		} else {
			add(nothingEach.minus(f.Of, den), zero.minus(num))
		}
	}
	return conditions
}

// fit reports whether the figures can hold together.
func (e *evidence) fit(figures []Figure, b *linear.Budget) bool {
	s := e.systemOf(figures, b)
	return s.Sharpen() && s.Satisfiable()
}

func (e *evidence) tooLarge() error {
	return &Error{Op: "infer", Name: "figures", Detail: prose.Plural(len(e.figures), "figure") + " for " + prose.Plural(len(e.room.open), "bloc"), Err: ErrTooLarge}
}

// span returns the smallest and the largest value of f. If f is a share, it returns
// them in ten-thousandths, rounded.
func (e *evidence) span(f Figure) (low, high Fraction, err error) {
	if isSeat := f.Part != "" && e.body.index[f.Part] == 0; isSeat || f.Base != 0 {
		low, high = e.search(f, isSeat)
	} else {
		l, h := e.room.base.Span(e.room.linear(e.part(f), f.measure(), nothingEach.plus(f.Of, whole(1)), whole(0)))
		low, high = Fraction{l}, Fraction{h}
	}
	if e.room.budget.Spent() {
		return Fraction{}, Fraction{}, e.tooLarge()
	}
	return low.times(e.unit(f)), high.times(e.unit(f)), nil
}

// search is span for a share, or for a single seat.
func (e *evidence) search(f Figure, isSeat bool) (low, high Fraction) {
	f.Cut = false // the search sets bounds of its own
	size := whole(1)
	if f.Base != 0 {
		size = whole(sharesInAll)
	}
	near := e.room.base
	if !isSeat {
		near = near.Near(e.room.linear(e.part(f), inSeats, nothingEach.plus(AllSeats, whole(1)), whole(0)))
	}
	fits := func(g Figure, wholly bool) bool {
		switch {
		case e.room.budget.Spent():
			return true
		case isSeat: // together with what is known about other seats
			return e.fit(append(slices.Clip(e.figures), g), e.room.budget)
		}
		conditions := e.bounds(g)
		if wholly {
			return near.Satisfiable(conditions...)
		}
		return near.Relaxed(conditions...)
	}
	at := func(n Fraction) Fraction { // returns the bound of the figure for this value
		if f.Base == 0 {
			return n
		}
		return n.plus(Frac(1, 2)).over(size)
	}
	smallest := func(least, most Fraction, bound func(n Fraction) Figure) Fraction {
		holds := func(n exact.Rational, wholly bool) bool { return fits(bound(Fraction{n}), wholly) }
		return Fraction{linear.Smallest(least.n, most.n, holds)}
	}
	low = smallest(whole(0), size, func(n Fraction) Figure {
		g := f
		g.Min, g.Max = Fraction{}, at(n)
		return g
	})
	high = size.minus(smallest(whole(0), size.minus(low), func(n Fraction) Figure {
		g := f
		g.Min, g.Max = at(size.minus(n)), Fraction{}
		if f.Base != 0 {
			g.Min = at(size.minus(n).minus(whole(1)))
		}
		return g
	}))
	return low, high
}

// part returns the part of the body that the figure is about.
func (e *evidence) part(f Figure) Tally {
	if f.Part == "" {
		return e.room.tally
	}
	return e.room.tally.bloc(f.Part)
}

// sharesInAll is the number of steps in which the range of a share is given:
// hundredths of a percent.
const sharesInAll = 10_000

// unit returns the unit of the figure: a seat, or the tally's unit of votes.
func (e *evidence) unit(f Figure) Fraction {
	if f.Votes && f.Base == 0 {
		return e.room.tally.unit()
	}
	return whole(1)
}
