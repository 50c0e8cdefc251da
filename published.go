package tripartite

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Published is what is known about a vote from published figures, as those in a
// newspaper. A vote fits if no figure contradicts it: any vote that fits may have
// taken place. [Body.Infer] returns a Published.
//
// A Published is immutable and safe for concurrent use. A nil or zero Published has
// no body, and every method with an error returns [ErrBody].
//
// Answers are found in whole numbers and by proof, or by looking at all votes that
// fit, up to 100,000. They are never found by sampling. If an answer takes more work
// than the limit of a call, the error is [ErrTooLarge].
type Published struct {
	body    *Body
	figures []Figure
	room    position // every seat is open; the base holds what the figures say
	steady  bool     // whether the figures determine what every seat weighs
}

// How Published works. A figure is one or two linear conditions, as the clauses of a
// rule are in [Possible]. Here all seats are open, and each can end in any state. A
// system decides whether the conditions of several figures can hold together. The
// range of a further figure is found by bisection: its bounds are where the system's
// answer changes. A conflict is a set of figures that cannot hold together, found by
// leaving out others.

// mostFitting is the greatest number of fitting votes that are looked at.
const mostFitting = 100_000

// Infer finds out what the figures say about a vote in the body. States that no
// figure mentions remain possible: a newspaper that does not mention absent seats has
// not said that there were none.
//
// If the figures contradict each other or the body, the error is a [Conflict]. If
// finding that out exceeds the work limit, it is [ErrTooLarge]. The other errors are:
//
//   - [ErrBody] for a body without seats
//   - [ErrUnknown] for a part that is no group, no bloc and no seat
//   - [ErrFigure] for a figure without bounds, with a negative bound, or with bounds
//     in the wrong order
//   - ErrFigure for a share above 1, or of a base that does not contain it
//   - ErrFigure for votes or a share of a single seat
//   - ErrFigure for votes, if the figures for seats do not determine what the seats
//     weigh. That happens if a power is split over some of them: state which seats of
//     a bloc share in its power, as in "0 suspended + vacant".
//
// Infer reports all figures that are wrong by themselves at once.
func (b *Body) Infer(figures ...Figure) (*Published, error) {
	if b == nil || b.size == 0 {
		return nil, &Error{Op: "infer", Name: "body", Err: errNoSeats}
	}
	var errs []error
	for _, f := range figures {
		if err := b.refuse(f); err != nil {
			errs = append(errs, err)
		}
	}
	if errs != nil {
		return nil, errors.Join(errs...)
	}
	work := newBudget()
	p := &Published{body: b, figures: slices.Clone(figures)}
	p.weigh(make([]int64, len(b.nodes)), work)
	if work.spent() {
		return nil, p.tooLarge()
	}
	seats := slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return f.Votes })
	if err := p.hold(seats); err != nil {
		return nil, err
	}
	if err := p.settle(seats, work); err != nil {
		return nil, err
	}
	if len(seats) < len(figures) {
		if !p.steady {
			return nil, &Error{Op: "infer", Name: b.String(), Detail: "votes, and what the seats weigh is not known", Err: ErrFigure}
		}
		if err := p.hold(figures); err != nil {
			return nil, err
		}
	}
	p.know(figures)
	if work.spent() {
		return nil, p.tooLarge()
	}
	return p, nil
}

// know keeps what the figures say about the seats: in which states they can end, and
// which conditions are left.
func (p *Published) know(figures []Figure) {
	base := p.systemOf(figures, p.room.budget)
	base.sharpen()
	p.room.base = base
	for s := range stateNames { // states that the report does not mention, if what it mentions adds up to all seats
		if p.canHave(1 << s) {
			continue
		}
		for i := range base.kinds {
			base.kinds[i].ends &^= 1 << s
		}
	}
	base.reduce()
}

// canHave reports whether a seat of the body could have been in the state. It allows
// fractions of a seat, so that only false is certain.
func (p *Published) canHave(state States) bool {
	one := p.room.linear(p.room.tally, true, state, whole(1), 0, whole(0), whole(1))
	part := p.room.budget.part(20)
	alone := p.room.base.with(one)
	alone.budget = part
	can := alone.relaxed() || part.spent()
	p.room.budget.rejoin(part)
	return can
}

// asked returns the position for one question, with a budget of its own.
func (p *Published) asked() (position, *budget) {
	b := newBudget()
	room := p.room
	base := *p.room.base
	base.budget = b
	room.base, room.budget = &base, b
	return room, b
}

// refuse returns what is wrong with a figure by itself.
func (b *Body) refuse(f Figure) error {
	wrong := func(err error, detail string) error {
		return &Error{Op: "infer", Name: f.String(), Detail: detail, Err: err}
	}
	_, isSeat := b.seat(f.Part)
	isSeat = isSeat && b.index[f.Part] == 0
	bad := func(bound Fraction) bool { return bound.given() && (!bound.Valid() || bound.Sign() < 0) }
	switch {
	case f.Part != "" && b.index[f.Part] == 0 && !isSeat:
		return wrong(errUnknownBloc, "")
	case bad(f.Min) || bad(f.Max):
		return wrong(ErrFigure, "a bound is not a number, or below 0")
	case !f.Min.given() && !f.Max.given():
		return wrong(ErrFigure, "it has no bounds")
	case f.Min.given() && f.Max.given() && f.Min.Cmp(f.Max) > 0:
		return wrong(ErrFigure, "its bounds are in the wrong order")
	case f.Base != 0 && f.Of&^f.Base != 0:
		return wrong(ErrFigure, "a share of "+f.Base.String()+" in which not all of it is")
	case f.Base != 0 && f.Min.Cmp(whole(1)) > 0:
		return wrong(ErrFigure, "a share is at most 1")
	case isSeat && (f.Votes || f.Base != 0):
		return wrong(ErrFigure, "votes or a share of a single seat")
	}
	return nil
}

// weigh sets the position in which every seat is open. It weighs the seats as if
// without seats of each bloc had no share in the bloc's power.
func (p *Published) weigh(without []int64, b *budget) {
	known, open := make([]byState, len(p.body.nodes)), make([]byState, len(p.body.nodes))
	for _, i := range p.body.leaves() {
		size := int64(p.body.nodes[i].size)
		known[i][stateSilent], known[i][stateVacant] = size-without[i], without[i]
		open[i][stateSilent] = size
	}
	if t := p.body.tally(known); t.part != nil {
		p.room.tally = p.body.tallyOf(open, t.of.weights)
	}
	p.room = newPosition(p.room.tally, openSeats(p.room.tally, Silent, func(States) States { return AllSeats }), b)
}

// settle finds out whether the figures determine what every seat weighs. They do if
// they determine how many seats of each bloc share in its power.
func (p *Published) settle(figures []Figure, b *budget) error {
	without := make([]int64, len(p.body.nodes))
	var split *Published
	var err error
	for _, o := range p.room.open {
		n := &p.body.nodes[o.bloc.node]
		if !n.power.given() {
			continue
		}
		if split, err = p.reduced(figures, split); err != nil {
			return err
		}
		low, high, err := split.span(Figure{Part: n.name, Of: AllSeats &^ n.over})
		if err != nil || !low.Equal(high) {
			return err
		}
		without[o.bloc.node] = low.num
	}
	p.weigh(without, b)
	p.steady = true
	return nil
}

// reduced returns what the figures for seats say. It is made once.
func (p *Published) reduced(figures []Figure, known *Published) (*Published, error) {
	if known != nil {
		return known, nil
	}
	q := &Published{body: p.body, figures: figures, room: p.room}
	q.know(figures)
	if q.room.budget.spent() {
		return nil, p.tooLarge()
	}
	return q, nil
}

// systemOf returns a system that has a solution if and only if all the figures hold
// together. A single seat that a figure names is a kind of its own, together with the
// other seats of its bloc that can be in the same states.
func (p *Published) systemOf(figures []Figure, b *budget) *system {
	s := newPosition(p.room.tally, p.room.open, b).base
	parts, seats := p.known(figures)
	b.charge(150*len(parts) + 300*(len(figures)-len(parts)))
	for _, f := range parts {
		s.conditions = append(s.conditions, p.bounds(f)...)
	}
	if len(seats) == 0 {
		return s
	}
	for column, o := range p.room.open {
		known := seats[o.bloc.node]
		for _, states := range slices.Sorted(maps.Keys(known)) {
			if states == 0 { // a seat that can be nowhere: no solution
				s.conditions = append(s.conditions, &condition{constant: whole(-1)})
				continue
			}
			s.restrict(column, int64(known[states]), uint8(states))
		}
	}
	return s
}

// known returns the figures for parts of the body, and what the others say of single
// seats: by node, how many seats can be in exactly these states.
func (p *Published) known(figures []Figure) (parts []Figure, seats map[int]map[States]int) {
	states := map[seat]States{} // that a single seat can be in
	for _, f := range figures {
		if p.body.index[f.Part] != 0 || f.Part == "" {
			parts = append(parts, f)
			continue
		}
		s, _ := p.body.seat(f.Part)
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

// conditionsOf returns conditions on how many seats of each bloc are in each state
// that hold together if and only if all the figures do.
func (p *Published) conditionsOf(figures []Figure) []*condition {
	var conditions []*condition
	parts, seats := p.known(figures)
	for _, f := range parts {
		conditions = append(conditions, p.bounds(f)...)
	}
	for _, o := range p.room.open {
		if known := seats[o.bloc.node]; known != nil {
			conditions = append(conditions, p.places(o.bloc, known)...)
		}
	}
	return conditions
}

// bounds returns the conditions of a figure for a part of the body. If the figure is
// a share, its base must not be empty.
func (p *Published) bounds(f Figure) []*condition {
	part := p.room.tally
	if f.Part != "" {
		part = part.bloc(f.Part)
	}
	var conditions []*condition
	zero, one := whole(0), whole(1)
	add := func(of States, a Fraction, in States, b, least Fraction) {
		conditions = append(conditions, p.room.linear(part, !f.Votes, of, a, in, b, least))
	}
	if f.Base != 0 {
		add(f.Base, one, 0, zero, one)
	}
	if f.Votes && f.Base == 0 { // the figure is in the unit of votes, and conditions are in whole numbers
		f.Min, f.Max = f.Min.inUnits(part.unit()), f.Max.inUnits(part.unit())
	}
	if f.Min.given() {
		if num, den := f.Min.parts(); f.Base != 0 {
			add(f.Of, den, f.Base, num, zero)
		} else {
			add(f.Of, den, 0, zero, num)
		}
	}
	if f.Max.given() {
		if num, den := f.Max.parts(); f.Base != 0 {
			add(f.Base, num, f.Of, den, zero)
		} else {
			add(0, zero, f.Of, den, zero.minus(num))
		}
	}
	return conditions
}

// places returns conditions that hold if every single seat of a bloc finds a place
// among the bloc's seats, in a state that it can be in. A condition knows only how
// many seats of a bloc are in a state. By Hall's theorem that is enough. Every seat
// finds a place if and only if no set of states has fewer places than seats that can
// be nowhere else. A set that falls into smaller independent sets adds nothing and is
// left out.
func (p *Published) places(bloc Tally, known map[States]int) []*condition {
	var conditions []*condition
	for set := range 1 << len(stateNames) {
		seats := 0
		for states, n := range known {
			if states&^States(set) == 0 {
				seats += n
			}
		}
		if seats != 0 && States(set) == linked(States(set), known) {
			conditions = append(conditions, p.room.linear(bloc, true, States(set), whole(1), 0, whole(0), whole(int64(seats))))
		}
	}
	return conditions
}

// linked returns the states within the set that are connected to one of the known
// sets. Two known sets are connected if they have a state in common.
func linked(set States, known map[States]int) States {
	var reached States
	for more := true; more; {
		more = false
		for states := range known {
			if states&^set == 0 && states&^reached != 0 && (reached == 0 || states&reached != 0) {
				reached |= states
				more = true
			}
		}
	}
	return reached
}

// fit reports whether the figures can hold together.
func (p *Published) fit(figures []Figure, b *budget) bool {
	s := p.systemOf(figures, b)
	return s.sharpen() && s.solvable()
}

func (p *Published) tooLarge() error {
	return &Error{Op: "infer", Name: "figures", Detail: plural(len(p.figures), "figure") + " for " + plural(len(p.room.open), "bloc"), Err: ErrTooLarge}
}

// span returns the smallest and the largest value of f. If f is a share, it returns
// them in ten-thousandths, rounded.
func (p *Published) span(f Figure) (low, high Fraction, err error) {
	room, b := p.room, p.room.budget
	size := p.size(f)
	least, most := whole(0), size
	isSeat := f.Part != "" && p.body.index[f.Part] == 0
	if !isSeat && f.Base == 0 {
		least, most = room.base.bounds(room.linear(p.part(f), !f.Votes, f.Of, whole(1), 0, whole(0), whole(0)))
	}
	if !isSeat && f.Base == 0 && len(room.base.conditions) == 0 && !b.spent() {
		return least.times(p.unit(f)), most.times(p.unit(f)), nil // the bounds are exact: no condition links several kinds
	}
	fits := func(g Figure, wholly bool) bool {
		switch {
		case b.spent():
			return true
		case isSeat: // together with what is known about other seats
			return p.fit(append(slices.Clip(p.figures), g), b)
		}
		return room.base.with(p.bounds(g)...).solve(wholly)
	}
	at := func(n Fraction) Fraction { // returns the bound of the figure for this value
		if f.Base == 0 {
			return n.times(p.unit(f))
		}
		return n.plus(Frac(1, 2)).over(size)
	}
	// The search in fractions is quicker, and usually right in whole numbers.
	smallest := func(least, most Fraction, bound func(n Fraction) Figure) Fraction {
		rough := smallestThat(least, most, func(n Fraction) bool { return fits(bound(n), false) })
		return smallestThat(rough, most, func(n Fraction) bool { return fits(bound(n), true) })
	}
	low = smallest(least, most, func(n Fraction) Figure {
		g := f
		g.Min, g.Max = Fraction{}, at(n)
		return g
	})
	high = most.minus(smallest(whole(0), most.minus(low), func(n Fraction) Figure {
		g := f
		g.Min, g.Max = at(most.minus(n)), Fraction{}
		if f.Base != 0 {
			g.Min = at(most.minus(n).minus(whole(1)))
		}
		return g
	}))
	if b.spent() {
		return Fraction{}, Fraction{}, p.tooLarge()
	}
	return low.times(p.unit(f)), high.times(p.unit(f)), nil
}

// part returns the part of the body that the figure is about.
func (p *Published) part(f Figure) Tally {
	if f.Part == "" {
		return p.room.tally
	}
	return p.room.tally.bloc(f.Part)
}

// size returns the largest number that the figure can count, in whole numbers.
func (p *Published) size(f Figure) Fraction {
	switch {
	case f.Base != 0:
		return whole(sharesInAll)
	case f.Part != "" && p.body.index[f.Part] == 0:
		return whole(1)
	case f.Votes:
		return p.part(f).votes(AllSeats).fraction()
	}
	return whole(int64(p.part(f).Seats(AllSeats)))
}

// sharesInAll is the number of steps in which the range of a share is given:
// hundredths of a percent.
const sharesInAll = 10_000

// unit returns the unit of the figure: a seat, or the tally's unit of votes.
func (p *Published) unit(f Figure) Fraction {
	if f.Votes && f.Base == 0 {
		return p.room.tally.unit()
	}
	return whole(1)
}

// smallestThat returns the smallest whole number from low to high for which holds is
// true. holds must be true for high, and for every number above one for which it is
// true. The search starts at low and takes ever larger steps, since low is usually
// close.
func smallestThat(low, high Fraction, holds func(Fraction) bool) Fraction {
	for step := whole(0); low.Cmp(high) < 0; step = step.plus(step).plus(whole(1)) {
		next := low.plus(step)
		if middle := low.plus(high).over(whole(2)).floor(); next.Cmp(middle) > 0 {
			next = middle
		}
		if holds(next) {
			high, step = next, whole(0)
		} else {
			low = next.plus(whole(1))
		}
	}
	return low
}

// Range returns the smallest and the largest number of seats of a part that can have
// been in the set. The part is the path of a group or bloc, the ID of a seat, or ""
// for the whole body. If there is no such part, the error is [ErrUnknown]. If the
// search exceeds the work limit, it is [ErrTooLarge].
func (p *Published) Range(part string, of States) (low, high int, err error) {
	if err := p.made(); err != nil {
		return 0, 0, err
	}
	f := Figure{Part: part, Of: of, Min: whole(0)}
	if err := p.body.refuse(f); err != nil {
		return 0, 0, err
	}
	q := *p
	q.room, _ = p.asked()
	return q.rangeOf(f)
}

// rangeOf is Range within the budget. If the search gives up, it looks at all votes
// that fit.
func (p *Published) rangeOf(f Figure) (low, high int, err error) {
	b := p.room.budget
	part := b.part(2)
	q := *p
	q.room.base = &system{kinds: p.room.base.kinds, conditions: p.room.base.conditions, budget: part}
	q.room.budget = part
	least, most, err := q.span(f)
	if b.rejoin(part); err == nil {
		return int(least.num), int(most.num), nil
	}
	low, high = -1, -1
	isSeat := f.Part != "" && p.body.index[f.Part] == 0
	if isSeat {
		return 0, 0, err
	}
	err = p.within(b, func(counts []byState) {
		t := p.body.tally(counts)
		if f.Part != "" {
			t = t.bloc(f.Part)
		}
		n := t.Seats(f.Of)
		if low == -1 || n < low {
			low = n
		}
		high = max(high, n)
	})
	if err != nil {
		return 0, 0, err
	}
	return low, high, nil
}

// made returns an error if there is no body.
func (p *Published) made() error {
	if p == nil || p.body == nil {
		return &Error{Op: "infer", Name: "body", Err: errNoSeats}
	}
	return nil
}

// All returns an iterator over the votes that fit, which can be very many. Their
// order is fixed: by blocs in the order of the body, then by states, with smaller
// numbers first. If finding the next vote exceeds the work limit, the last element is
// the zero Tally with [ErrTooLarge].
func (p *Published) All() iter.Seq2[Tally, error] {
	return func(yield func(Tally, error) bool) {
		if err := p.made(); err != nil {
			yield(Tally{}, err)
			return
		}
		room, b := p.asked()
		l := p.listing(room, func(counts []byState) bool {
			*b = *newBudget()
			return yield(p.body.tally(counts), nil)
		})
		if !l.run() && b.spent() {
			yield(Tally{}, p.tooLarge())
		}
	}
}

// Len returns the number of votes that fit. If there are more than 100,000, or
// counting them exceeds the work limit, the error is [ErrTooLarge].
func (p *Published) Len() (int, error) {
	if err := p.made(); err != nil {
		return 0, err
	}
	n := 0
	_, b := p.asked()
	if err := p.within(b, func([]byState) { n++ }); err != nil {
		return 0, err
	}
	return n, nil
}

// Outcomes returns the outcomes of the rule for the votes that fit. If there is only
// one, that was the outcome of the vote. If the search exceeds the work limit, the
// error is [ErrTooLarge]. For a rule that contains itself or nests more than 1,000
// deep, it is [ErrRule].
func (p *Published) Outcomes(r Rule) (Outcomes, error) {
	if err := p.made(); err != nil {
		return 0, err
	}
	if err := unwieldy("infer", r); err != nil {
		return 0, err
	}
	room, b := p.asked()
	if p.steady && transparent(r) {
		part := b.part(2)
		room.base.budget, room.budget = part, part
		if found, ok := room.search(r, 0); ok {
			return found, nil
		}
	}
	var found Outcomes
	err := p.within(b, func(counts []byState) { found |= OutcomesOf(decide(r, p.body.tally(counts)).outcome()) })
	if err != nil {
		return 0, err
	}
	return found, nil
}

// String returns the figures, one a line, in the form that [ParseFigures] reads.
func (p *Published) String() string {
	if p.made() != nil {
		return ""
	}
	var text strings.Builder
	for _, f := range p.figures {
		text.WriteString(f.String() + "\n")
	}
	return text.String()
}

// Table returns what the figures say as a table. It has a row for each part of the
// body that has seats, and a column for each state that is possible. A cell is the
// number of seats, or the smallest and the largest number. If the search exceeds the
// work limit, the error is [ErrTooLarge].
func (p *Published) Table() (string, error) {
	if err := p.made(); err != nil {
		return "", err
	}
	q := *p
	q.room, _ = p.asked()
	rows := [][]string{{""}}
	var states []States
	for s := range stateNames {
		_, most, err := q.rangeOf(Figure{Of: 1 << s})
		if err != nil {
			return "", err
		}
		if most > 0 {
			states = append(states, 1<<s)
			rows[0] = append(rows[0], stateNames[s])
		}
	}
	for _, part := range p.room.tally.lines() {
		row := []string{part.Name()}
		if part.node == wholeNode {
			row[0] = "all"
		}
		for _, s := range states {
			low, high, err := q.rangeOf(Figure{Part: part.Name(), Of: s})
			if err != nil {
				return "", err
			}
			cell := strconv.Itoa(low)
			if low != high {
				cell += "-" + strconv.Itoa(high)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return table(rows), nil
}

// MarshalJSON returns an error: what follows from figures has no JSON form.
func (p Published) MarshalJSON() ([]byte, error) { return noJSON("published") }
