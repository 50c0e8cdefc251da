package tripartite

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Published is what is known of a vote from figures that were published, as in a
// newspaper: any vote that they fit may have been it. [Body.Published] makes it.
//
// It is immutable, and safe for any number of goroutines. The zero Published
// knows nothing, of no body.
//
// What follows from the figures is found in whole numbers and by proof, or by
// looking at all votes that fit, up to 100,000; never by trying some. Where that
// takes more work than its limit, it is an [ErrTooLarge], and no answer.
type Published struct {
	body    *Body
	figures []Figure
	atoms   []*atom
	room    position // every seat open, and no more known of it
	steady  bool     // whether the figures say what every seat weighs
}

// How it is found. A figure is one or two linear atoms, as those of a rule in
// [Possible]: here all seats are open, can end in any state, and the figures must
// hold beside the rule. Whether figures can hold together is what the search
// answers; what follows for another figure is where the answer turns as that is
// asked for more and more of it; and a conflict is figures of which none can be
// left out, found by leaving out one after the other.

// mostFitting is how many votes that fit are looked at.
const mostFitting = 100_000

// Conflict is a smallest set of figures that cannot hold together: any of them
// could be right if another was wrong. Where there are too many sets to try, more
// than 2,000, it is one from which no figure can be left out. If figures for votes
// are among them, seats weigh what all figures for seats say. It is the error of
// [Body.Published]; to [errors.Is] it is an [ErrConflict], and [errors.As] finds it.
type Conflict struct {
	Claims []Claim
}

// Claim is a figure of a [Conflict].
type Claim struct {
	Figure Figure
	// Low and High are the bounds that all other figures leave for it or, if
	// these contradict each other even so, the other claims. They are not given
	// for a share.
	Low, High Fraction
	// Off is how far the figure is outside of them, above 0 if it is too high; it
	// is not given if the figure is between them, and is still none that can be.
	Off Fraction
}

// Error is the claims in one line, each with what the others leave for it.
func (c *Conflict) Error() string {
	var claims []string
	for _, claim := range c.Claims {
		claims = append(claims, claim.String())
	}
	return "tripartite: " + ErrConflict.Error() + ": " + strings.Join(claims, "; ")
}

// Unwrap is [ErrConflict].
func (c *Conflict) Unwrap() error { return ErrConflict }

// String is as "38 abstain (the others leave 40 to 56: 2 too low)".
func (c Claim) String() string {
	text := c.Figure.String()
	if !c.Low.Valid() {
		return text
	}
	left := Figure{Min: c.Low, Max: c.High}.amount()
	switch c.Off.Sign() {
	case -1:
		left += ": " + strings.TrimPrefix(c.Off.String(), "-") + " too low"
	case 1:
		left += ": " + c.Off.String() + " too high"
	default:
		left += ", and not this"
	}
	return text + " (the others leave " + left + ")"
}

// Published is what follows for a vote in the body if the figures are right.
// States of which nothing is said are possible: a newspaper that does not mention
// absent seats has not said that there were none.
//
// If the figures contradict each other, or the body, the error is a [Conflict].
// Where that takes more work than its limit to find out, it is an [ErrTooLarge].
// Other errors, all at once, are [ErrUnknownBloc] for a part that is neither a
// group or bloc nor a seat, and [ErrFigure] for a figure without bounds, with
// bounds that are below 0 or in the wrong order, for a share above 1 or of what it
// is not within, for votes or a share of a single seat, and for votes where the
// figures for seats do not say what they weigh, since a power is split over some
// of them: say which seats of a bloc have a part in it, as in "0 suspended + vacant".
func (b *Body) Published(figures ...Figure) (*Published, error) {
	var errs []error
	for _, f := range figures {
		if err := b.refuse(f); err != nil {
			errs = append(errs, err)
		}
	}
	if errs != nil {
		return nil, errors.Join(errs...)
	}
	p := &Published{body: b, figures: slices.Clone(figures)}
	p.weigh(make([]int64, len(b.nodes)))
	seats := slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return f.Votes })
	if err := p.hold(seats); err != nil {
		return nil, err
	}
	if err := p.settle(seats); err != nil {
		return nil, err
	}
	if len(seats) < len(figures) {
		if !p.steady {
			return nil, &Error{Op: "published", Name: b.String(), Detail: "votes, and what the seats weigh is not known", Err: ErrFigure}
		}
		if err := p.hold(figures); err != nil {
			return nil, err
		}
	}
	p.atoms = p.atomsOf(figures)
	p.narrow()
	return p, nil
}

// narrow rules out the states in which no seat of a bloc can have been: all that a
// plain report does not mention, if what it does mention adds up. First it asks
// for the whole body, which mostly is enough.
func (p *Published) narrow() {
	for s := range stateNames {
		if p.canHave(p.room.tally, 1<<s) {
			continue
		}
		for i := range p.room.open {
			p.room.open[i].ends &^= 1 << s
		}
	}
	for i := range p.room.open {
		o := &p.room.open[i]
		for s := range stateNames {
			if o.ends&(1<<s) != 0 && !p.canHave(o.bloc, 1<<s) {
				o.ends &^= 1 << s
			}
		}
	}
}

// canHave reports whether a seat of the part could have been in the state, as far
// as numbers say that need not be whole: false is right.
func (p *Published) canHave(part Tally, state States) bool {
	one := p.room.linear(part, true, state, whole(1), 0, whole(0), whole(1))
	return p.mayHold(append(slices.Clip(p.atoms), one))
}

// refuse says what is wrong with a figure by itself.
func (b *Body) refuse(f Figure) error {
	wrong := func(err error, detail string) error {
		return &Error{Op: "published", Name: f.String(), Detail: detail, Err: err}
	}
	_, isSeat := b.seat(f.Part)
	isSeat = isSeat && b.index[f.Part] == 0
	bad := func(bound Fraction) bool { return bound.given() && (!bound.Valid() || bound.Sign() < 0) }
	switch {
	case f.Part != "" && b.index[f.Part] == 0 && !isSeat:
		return wrong(ErrUnknownBloc, "")
	case bad(f.Min) || bad(f.Max):
		return wrong(ErrFigure, "a bound is not a number, or below 0")
	case !f.Min.given() && !f.Max.given():
		return wrong(ErrFigure, "it has no bounds")
	case f.Min.given() && f.Max.given() && f.Min.Cmp(f.Max) > 0:
		return wrong(ErrFigure, "its bounds are in the wrong order")
	case f.In != 0 && f.Of&^f.In != 0:
		return wrong(ErrFigure, "a share of "+f.In.String()+" in which not all of it is")
	case f.In != 0 && f.Min.Cmp(whole(1)) > 0:
		return wrong(ErrFigure, "a share is at most 1")
	case isSeat && (f.Votes || f.In != 0):
		return wrong(ErrFigure, "votes or a share of a single seat")
	}
	return nil
}

// weigh makes a position in which every seat is open, and weighs what it does if
// in each bloc so many seats have no part in its power.
func (p *Published) weigh(without []int64) {
	known, open := make([]byState, len(p.body.nodes)), make([]byState, len(p.body.nodes))
	for _, i := range p.body.leaves() {
		size := int64(p.body.nodes[i].size)
		known[i][stateSilent], known[i][stateVacant] = size-without[i], without[i]
		open[i][stateSilent] = size
	}
	if t := p.body.tally(known); t.part != nil {
		p.room.tally = p.body.tallyOf(open, t.of.weights)
	}
	p.room.open = openSeats(p.room.tally, Silent, func(States) States { return Seats })
}

// settle finds out whether the figures say what every seat weighs: they do if
// they say how many of those in each bloc share in its power.
func (p *Published) settle(figures []Figure) error {
	without := make([]int64, len(p.body.nodes))
	for _, o := range p.room.open {
		n := &p.body.nodes[o.bloc.node]
		if !n.power.given() {
			continue
		}
		low, high, err := p.span(figures, Figure{Part: n.name, Of: Seats &^ n.over})
		if err != nil || !low.Equal(high) {
			return err
		}
		without[o.bloc.node] = low.num
	}
	p.weigh(without)
	p.steady = true
	return nil
}

// atomsOf are atoms that hold together if all the figures do.
func (p *Published) atomsOf(figures []Figure) []*atom {
	var atoms []*atom
	known := map[seat]States{} // what single seats can be in
	for _, f := range figures {
		if p.body.index[f.Part] != 0 || f.Part == "" {
			atoms = append(atoms, p.bounds(f)...)
			continue
		}
		s, _ := p.body.seat(f.Part)
		if _, ok := known[s]; !ok {
			known[s] = Seats
		}
		if f.Min.Sign() > 0 {
			known[s] &= f.Of
		}
		if f.Max.given() && f.Max.Cmp(whole(1)) < 0 {
			known[s] &^= f.Of
		}
		if f.Min.Cmp(whole(1)) > 0 {
			known[s] = 0
		}
	}
	seats := map[int]map[States]int{} // how many can be in these states and no others, by node
	for s, states := range known {
		node := int(s.node)
		if seats[node] == nil {
			seats[node] = map[States]int{}
		}
		seats[node][states]++
	}
	for _, o := range p.room.open {
		atoms = append(atoms, p.places(o.bloc, seats[o.bloc.node])...)
	}
	return atoms
}

// bounds are the atoms of a figure for a part of the body. A share is of
// something: its base is not empty.
func (p *Published) bounds(f Figure) []*atom {
	part := p.room.tally
	if f.Part != "" {
		part = part.bloc(f.Part)
	}
	var atoms []*atom
	zero, one := whole(0), whole(1)
	add := func(of States, a Fraction, in States, b, least Fraction) {
		atoms = append(atoms, p.room.linear(part, !f.Votes, of, a, in, b, least))
	}
	if f.In != 0 {
		add(f.In, one, 0, zero, one)
	}
	if f.Min.given() {
		if num, den := f.Min.parts(); f.In != 0 {
			add(f.Of, den, f.In, num, zero)
		} else {
			add(f.Of, den, 0, zero, num)
		}
	}
	if f.Max.given() {
		if num, den := f.Max.parts(); f.In != 0 {
			add(f.In, num, f.Of, den, zero)
		} else {
			add(0, zero, f.Of, den, zero.minus(num))
		}
	}
	return atoms
}

// parts are the numerator and the denominator.
func (f Fraction) parts() (num, den Fraction) {
	r := f.Rat()
	return fromInt(r.Num()), fromInt(r.Denom())
}

// places are the atoms that hold if each of the single seats of a bloc finds a
// place among the seats of the bloc that are in a state it can be in. The atoms
// know the seats of a bloc by their number only; by Hall's theorem that is enough:
// each finds a place if and only if for every set of states there are as many
// seats in it as there are seats that can be nowhere else. Sets of which that
// follows from smaller ones are left out.
func (p *Published) places(bloc Tally, known map[States]int) []*atom {
	var atoms []*atom
	for set := range 1 << len(stateNames) {
		seats := 0
		for states, n := range known {
			if states&^States(set) == 0 {
				seats += n
			}
		}
		if seats != 0 && States(set) == linked(States(set), known) {
			atoms = append(atoms, p.room.linear(bloc, true, States(set), whole(1), 0, whole(0), whole(int64(seats))))
		}
	}
	return atoms
}

// linked is what is reached within the set from one of the known sets, by those
// that have a state in common.
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
func (p *Published) fit(figures []Figure) (bool, error) { return p.holdTogether(p.atomsOf(figures)) }

func (p *Published) holdTogether(atoms []*atom) (bool, error) {
	room := p.room
	fits := room.solve(atoms)
	if !fits && room.spent() {
		return false, p.tooLarge()
	}
	return fits, nil
}

func (p *Published) tooLarge() error {
	var texts []string
	for _, f := range p.figures {
		texts = append(texts, f.String())
	}
	return &Error{Op: "published", Name: strings.Join(texts, ", "), Err: ErrTooLarge}
}

// hold is the conflict of the figures; nil if they can hold together.
func (p *Published) hold(figures []Figure) error {
	if fits, err := p.fit(figures); fits || err != nil {
		return err
	}
	least, err := p.smallestConflict(figures)
	if err != nil {
		return err
	}
	c := &Conflict{}
	for i, f := range least {
		claim := Claim{Figure: f}
		if f.In == 0 {
			others := slices.DeleteFunc(slices.Clone(figures), func(g Figure) bool { return g.String() == f.String() })
			if fits, err := p.fit(others); err != nil {
				return err
			} else if !fits {
				others = slices.Delete(slices.Clone(least), i, i+1)
			}
			if claim.Low, claim.High, err = p.span(others, f); err != nil {
				return err
			}
			if f.Min.Cmp(claim.High) > 0 {
				claim.Off = f.Min.minus(claim.High)
			} else if f.Max.given() && f.Max.Cmp(claim.Low) < 0 {
				claim.Off = f.Max.minus(claim.Low)
			}
		}
		c.Claims = append(c.Claims, claim)
	}
	return c
}

// mostSets is how many sets of figures are tried in search of the smallest.
const mostSets = 2_000

// smallestConflict leaves out of figures that cannot hold together whatever can
// be left out, one after the other, and then tries all sets that are smaller.
func (p *Published) smallestConflict(figures []Figure) ([]Figure, error) {
	least := slices.Clone(figures)
	for i := range slices.Backward(figures) {
		fewer := slices.Delete(slices.Clone(least), i, i+1)
		if fits, err := p.fit(fewer); err != nil {
			return nil, err
		} else if !fits {
			least = fewer
		}
	}
	tried := 0
	var find func(set []Figure, from, more int) ([]Figure, error)
	find = func(set []Figure, from, more int) ([]Figure, error) {
		if more == 0 {
			tried++
			fits, err := p.fit(set)
			if fits || err != nil {
				return nil, err
			}
			return set, nil
		}
		for i := from; i+more <= len(figures) && tried < mostSets; i++ {
			if found, err := find(append(slices.Clip(set), figures[i]), i+1, more-1); found != nil || err != nil {
				return found, err
			}
		}
		return nil, nil
	}
	for size := range least { // of none, too, which hold
		if found, err := find(nil, 0, size); found != nil || err != nil {
			return found, err
		}
	}
	return least, nil
}

// span is the smallest and the largest number that f can be if the figures hold;
// they can hold together.
func (p *Published) span(figures []Figure, f Figure) (low, high Fraction, err error) {
	size, known := p.size(f), p.atomsOf(figures)
	with := func(f Figure) []*atom {
		if f.Part == "" || p.body.index[f.Part] != 0 {
			return append(slices.Clip(known), p.bounds(f)...)
		}
		return p.atomsOf(append(slices.Clip(figures), f)) // what is known of other seats counts, too
	}
	ends := [2]Fraction{}
	for i, bound := range []func(n Fraction) Figure{
		func(n Fraction) Figure { f.Min, f.Max = Fraction{}, n; return f },
		func(n Fraction) Figure { f.Min, f.Max = size.minus(n), Fraction{}; return f },
	} {
		// Mostly what is found in numbers that need not be whole is right.
		rough := smallestThat(whole(0), size, func(n Fraction) bool { return p.mayHold(with(bound(n))) })
		ends[i] = smallestThat(rough, size, func(n Fraction) bool {
			if err != nil {
				return true
			}
			var fits bool
			fits, err = p.holdTogether(with(bound(n)))
			return fits
		})
		if err != nil {
			return Fraction{}, Fraction{}, err
		}
	}
	return ends[0], size.minus(ends[1]), nil
}

// mayHold is hold in numbers that need not be whole: false is right.
func (p *Published) mayHold(atoms []*atom) bool {
	room := p.room
	t := room.table(atoms)
	return t == nil || t.solve() || room.spent()
}

// size is the largest number that there is of what the figure counts.
func (p *Published) size(f Figure) Fraction {
	part := p.room.tally
	switch {
	case p.body.index[f.Part] != 0:
		part = part.bloc(f.Part)
	case f.Part != "":
		return whole(1)
	}
	if f.Votes {
		return part.Votes(Seats)
	}
	return whole(int64(part.Seats(Seats)))
}

// smallestThat is the smallest whole number from low up to high for which
// something holds that holds for high, and for all numbers above one for which it
// does. It looks at low first.
func smallestThat(low, high Fraction, holds func(Fraction) bool) Fraction {
	for middle := low; low.Cmp(high) < 0; middle = low.plus(high).over(whole(2)).floor() {
		if holds(middle) {
			high = middle
		} else {
			low = middle.plus(whole(1))
		}
	}
	return low
}

// Range is the smallest and the largest number of seats of a part that can have
// been in the set. The part is a group or a bloc by its path, a seat by its ID, or
// "" for the whole body; for any other it is an [ErrUnknownBloc].
func (p *Published) Range(part string, of States) (low, high int, err error) {
	f := Figure{Part: part, Of: of, Min: whole(0)}
	if p.body == nil {
		p = &Published{body: &Body{}}
	}
	if err := p.body.refuse(f); err != nil {
		return 0, 0, err
	}
	least, most, err := p.span(p.figures, f)
	return int(least.num), int(most.num), err
}

// All are the votes that fit, in a fixed order: by the blocs in the body's order
// and the states in theirs, smaller numbers first. There can be very many.
func (p *Published) All() iter.Seq[Tally] {
	return func(yield func(Tally) bool) {
		p.list(func(counts []byState) bool { return yield(p.body.tally(counts)) }, func(int) bool { return true })
	}
}

// Len is how many votes fit. If it is more than 100,000, or more work than for so
// many, it is an [ErrTooLarge].
func (p *Published) Len() (int, error) {
	n := 0
	if err := p.within(func([]byState) { n++ }); err != nil {
		return 0, err
	}
	return n, nil
}

// Outcomes is which outcomes the rule has for the votes that fit: if it is one,
// that was the outcome. If there is too much to look at, it is an [ErrTooLarge].
func (p *Published) Outcomes(r Rule) (Outcomes, error) {
	if r == nil || p.body == nil {
		return OutcomesOf(Explain(r, Tally{}).Outcome), nil
	}
	if p.steady && transparent(r) {
		room := p.room
		if found, ok := room.search(r, 0, p.atoms); ok {
			return found, nil
		}
	}
	var found Outcomes
	err := p.within(func(counts []byState) { found |= OutcomesOf(r.Decide(p.body.tally(counts))) })
	if err != nil {
		return 0, err
	}
	return found, nil
}

// within visits the counts that fit, if they are within the limit.
func (p *Published) within(visit func([]byState)) error {
	if p.body == nil {
		return nil
	}
	const steps = 20 // mostly enough for a vote that fits
	found, looks := 0, 0
	complete := p.list(
		func(counts []byState) bool { found++; visit(counts); return found <= mostFitting },
		func(work int) bool { looks += work; return looks <= steps*mostFitting })
	if !complete {
		return p.tooLarge()
	}
	return nil
}

// list visits the counts that fit. It reports whether it came to the end: not if
// visit, or on its way look, reports false.
func (p *Published) list(visit func([]byState) bool, look func(work int) bool) bool {
	if p.body == nil {
		return true
	}
	l := listing{room: p.room, open: p.room.open, atoms: p.atoms, visit: visit, look: look}
	l.counts = make([]byState, len(p.body.nodes))
	l.values = make([][]Fraction, len(stateNames)*len(l.open)+1)
	l.best = make([][]Fraction, len(stateNames)*len(l.open)+1)
	l.after = make([][]Fraction, len(l.open)+1)
	for i := range l.values {
		l.values[i], l.best[i] = make([]Fraction, len(l.atoms)), make([]Fraction, len(l.atoms))
	}
	for i := range l.after {
		l.after[i] = make([]Fraction, len(l.atoms))
	}
	for k, a := range l.atoms {
		l.values[0][k] = a.constant
		l.after[len(l.open)][k] = whole(0)
		for i, o := range slices.Backward(l.open) {
			var best Fraction
			for s, c := range slices.Backward(a.of(i)[:]) {
				if o.ends&(1<<s) != 0 {
					best = slices.MaxFunc([]Fraction{best, c}, Fraction.Cmp)
				}
				l.best[i*len(stateNames)+s][k] = best
			}
			l.after[i][k] = l.after[i+1][k].plus(best.times(whole(int64(o.seats))))
		}
	}
	return l.try(0, 0, l.seats(0))
}

// listing goes through counts bloc by bloc and state by state, and turns back
// where an atom cannot hold any more. That is quick, but does not see that atoms
// cannot hold together: so where it has gone on for a while and found nothing, it
// asks the simplex method at every step, until it is out of there.
type listing struct {
	room   position
	open   []openSeat
	atoms  []*atom
	visit  func([]byState) bool
	look   func(work int) bool
	counts []byState
	values [][]Fraction // of the atoms, by step: after so many states of blocs
	best   [][]Fraction // the most that a seat adds to them in a state from this step on
	after  [][]Fraction // the most that the blocs from this one on add to them
	idle   int          // steps since a vote was found
}

const (
	mostIdle    = 100 // steps that found nothing, and then it asks
	workOfTable = 100 // steps take as long
)

func (l *listing) seats(i int) int {
	if i == len(l.open) {
		return 0
	}
	return l.open[i].seats
}

// try tries how many of the seats of bloc i that are left are in the state: all of
// them, if there is no further state in which they can be.
func (l *listing) try(i, state, left int) bool {
	if i == len(l.open) {
		l.idle = 0
		return l.visit(l.counts)
	}
	least, most := 0, left
	if ends := l.open[i].ends >> state; ends&1 == 0 {
		most = 0
	} else if ends == 1 {
		least = left
	}
	for n := least; n <= most; n++ {
		l.idle++
		asks, work := l.idle > mostIdle, 1
		if asks {
			work = workOfTable
		}
		if !l.look(work) {
			return false
		}
		l.counts[l.open[i].bloc.node][state] = int64(n)
		if !l.hopeful(i, state, n, left-n) || asks && !l.solvable(i, state+1, left-n) {
			continue
		}
		last := state == len(stateNames)-1
		if last && !l.try(i+1, 0, l.seats(i+1)) || !last && !l.try(i, state+1, left-n) {
			return false
		}
	}
	return true
}

// hopeful takes a step, and reports whether each atom can still hold.
func (l *listing) hopeful(i, state, n, left int) bool {
	step := i*len(stateNames) + state
	for k, a := range l.atoms {
		value := l.values[step][k].plus(a.of(i)[state].times(whole(int64(n))))
		l.values[step+1][k] = value
		if left > 0 {
			value = value.plus(l.best[step+1][k].times(whole(int64(left))))
		}
		if value.plus(l.after[i+1][k]).Sign() < 0 {
			return false
		}
	}
	return true
}

// solvable reports whether the atoms can hold together in numbers that need not be
// whole, with so many seats of bloc i left for the states from this one on, and all
// of those of the blocs after it.
func (l *listing) solvable(i, state, left int) bool {
	rest := position{tally: l.room.tally, open: slices.Clone(l.open)}
	for k := range i {
		rest.open[k].seats = 0
	}
	rest.open[i].seats = left
	rest.open[i].ends &^= 1<<state - 1
	atoms := make([]*atom, len(l.atoms))
	for k, a := range l.atoms {
		atoms[k] = &atom{l.values[i*len(stateNames)+state][k], a.first, a.coefficients}
	}
	t := rest.table(atoms)
	return t == nil || t.solve() || rest.spent()
}

// String is a table of what follows: a line for each part of the body that has
// seats, a column for each state that is possible, and in it how many seats there
// are or between how many; "?" where that is too much work.
func (p *Published) String() string {
	if p.body == nil || p.room.tally.part == nil {
		return ""
	}
	rows := [][]string{{""}}
	for s := range stateNames {
		if _, most, err := p.Range("", 1<<s); err != nil || most > 0 {
			rows[0] = append(rows[0], stateNames[s])
		}
	}
	for _, part := range p.room.tally.lines() {
		row := []string{part.Name()}
		if part.node == wholeNode {
			row[0] = "all"
		}
		for _, name := range rows[0][1:] {
			low, high, err := p.Range(part.Name(), 1<<slices.Index(stateNames[:], name))
			cell := strconv.Itoa(low)
			if err != nil {
				cell = "?"
			} else if low != high {
				cell += "-" + strconv.Itoa(high)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return table(rows)
}
