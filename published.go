package tripartite

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Published holds what can be inferred about a vote from published figures, such as those
// in a newspaper. A vote fits if no figure contradicts it: any vote that fits may have
// taken place. [Body.Infer] returns a Published.
//
// A Published is immutable and safe for concurrent use. A nil or zero Published has
// no body, and every method with an error returns [ErrBody].
//
// Answers are exact, by proof or by trying all votes that fit, up to 100,000. There is no
// sampling. If an answer takes more work than the limit of a call, the error is
// [ErrTooLarge].
type Published struct {
	body    *Body
	figures []Figure
	room    position // every seat is open; the base holds what the figures say
}

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
//   - ErrFigure for Cut in a figure that is not a share
//   - ErrFigure for votes or a share of a single seat
//   - ErrFigure for a number of votes, if the figures for seats do not determine what
//     the seats weigh. That happens if a power is split over some of them: state which
//     seats of a bloc share in its power, as in "0 suspended + vacant". A share of
//     votes needs no such figures.
//
// Infer reports all malformed figures at once, but names no more than 20 of a kind. Of
// figures that cannot be true it reports one conflict, although there may be others.
func (b *Body) Infer(figures ...Figure) (*Published, error) {
	if b == nil || b.size == 0 {
		return nil, &Error{Op: "infer", Name: "body", Err: errNoSeats}
	}
	wrong := refusals{op: "infer", whole: "figures"}
	for _, f := range figures {
		b.refuse(&wrong, f)
	}
	if err := wrong.join(); err != nil {
		return nil, err
	}
	p := &Published{body: b, figures: slices.Clone(figures)}
	p.weigh(make([]int64, len(b.nodes)), newBudget())
	seats := forSeats(figures)
	if err := p.hold(seats); err != nil {
		return nil, err
	}
	if err := p.settle(figures); err != nil {
		return nil, err
	}
	if len(seats) < len(figures) {
		if err := p.hold(figures); err != nil {
			return nil, err
		}
	}
	if p = p.knowing(figures); p.room.budget.Spent() {
		return nil, p.tooLarge()
	}
	return p, nil
}

// refuse records what is wrong with a figure by itself.
func (b *Body) refuse(wrong *refusals, f Figure) {
	switch detail, err := b.wrongIn(f); {
	case err == nil:
	case wrong.full(err):
		wrong.count(err, 1) // to describe a million wrong figures takes seconds
	case err == errUnknownBloc:
		wrong.refuse(err, f.printed(), "%s", b.nearestName(f.Part))
	default:
		wrong.refuse(err, f.printed(), "%s", detail)
	}
}

// wrongIn returns what is wrong with a figure by itself.
func (b *Body) wrongIn(f Figure) (detail string, err error) {
	_, isSeat := b.seat(f.Part)
	isSeat = isSeat && b.index[f.Part] == 0
	wrong := f.amount().Wrong()
	switch {
	case f.Part != "" && b.index[f.Part] == 0 && !isSeat:
		return "", errUnknownBloc
	case wrong != "":
		return wrong, ErrFigure
	case f.Cut && f.Base == 0:
		return "only a share can be cut", ErrFigure
	case f.Base != 0 && f.Of&^f.Base != 0:
		return "the base does not include all that the share counts", ErrFigure
	case f.Base != 0 && f.Min.Cmp(whole(1)) > 0:
		return "a share is at most 1", ErrFigure
	case isSeat && (f.Votes || f.Base != 0):
		return "a figure for a single seat counts seats, not votes or a share", ErrFigure
	}
	return "", nil
}

// made returns an error if there is no body.
func (p *Published) made() error {
	if p == nil || p.body == nil {
		return &Error{Op: "infer", Name: "body", Err: errNoSeats}
	}
	return nil
}

// tooLarge returns the error for a budget that is spent.
func (p *Published) tooLarge() error {
	return &Error{
		Op: "infer", Name: "figures", Err: ErrTooLarge,
		Detail: prose.Plural(len(p.figures), "figure") + " for " + prose.Plural(len(p.room.open), "bloc"),
	}
}

// within returns a copy of p that is asked within a budget.
func (p *Published) within(b *linear.Budget) *Published {
	q := *p
	q.room.base, q.room.budget = p.room.base.Within(b), b
	return &q
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
	wrong := refusals{op: "infer"}
	if p.body.refuse(&wrong, f); wrong.errs != nil {
		return 0, 0, wrong.errs[0]
	}
	least, most, err := p.within(newBudget()).span(f)
	return int(least.int64()), int(most.int64()), err
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
		b := newBudget()
		all := p.within(b).list(func(counts []byState) bool {
			*b = *newBudget()
			return yield(p.body.tally(counts), nil)
		})
		if !all && b.Spent() {
			yield(Tally{}, p.tooLarge())
		}
	}
}

// Len returns the number of votes that fit. If there are more than 100,000, or
// counting them exceeds the work limit, the error is [ErrTooLarge].
func (p *Published) Len() (n int, err error) {
	if err := p.made(); err != nil {
		return 0, err
	}
	if err := p.within(newBudget()).visit(func([]byState) { n++ }); err != nil {
		return 0, err
	}
	return n, nil
}

// mostFitting is the greatest number of votes that fit and are looked at.
const mostFitting = 100_000

// visit visits the counts that fit. If there are more than mostFitting, or the budget is
// spent, it returns an error.
func (p *Published) visit(visit func([]byState)) error {
	found := 0
	if !p.list(func(counts []byState) bool { found++; visit(counts); return found <= mostFitting }) {
		return p.tooLarge()
	}
	return nil
}

// list visits the counts that fit. It reports false if visit does, or if the budget is
// spent. The conditions of shares of votes may be pooled, and a system does not list by
// these: list leaves out counts that such shares do not fit.
func (p *Published) list(visit func([]byState) bool) bool {
	var shares []Figure
	if p.room.weighs != nil {
		shares = slices.DeleteFunc(slices.Clone(p.figures), func(f Figure) bool { return !f.Votes })
	}
	counts := make([]byState, len(p.body.nodes))
	return p.room.base.All(func(columns [][8]int64) bool {
		for i, column := range columns {
			counts[p.room.open[i].bloc.node] = column
		}
		if shares != nil {
			t := p.body.tally(counts)
			if !p.room.budget.Charge(workOf(t, len(p.figures))) {
				return false
			}
			if slices.ContainsFunc(shares, func(f Figure) bool { return !f.fits(t) }) {
				return true
			}
		}
		return visit(counts)
	})
}

// fits reports whether a share of votes is between its bounds in the tally.
func (f Figure) fits(t Tally) bool {
	t = f.partOf(t)
	base := t.Votes(f.Base)
	return base.Sign() > 0 && f.allows(t.Votes(f.Of).over(base))
}

// Outcomes returns the outcomes of the rule for the votes that fit. If there is only
// one, that was the outcome of the vote. If the search exceeds the work limit, the
// error is [ErrTooLarge]. For a rule that contains itself, nests more than 1,000 deep, or
// panics, it is [ErrRule].
func (p *Published) Outcomes(r Rule) (found Outcomes, err error) {
	if err := p.made(); err != nil {
		return 0, err
	}
	if err := unwieldy("infer", r, p.room.tally); err != nil {
		return 0, err
	}
	defer panicked("infer", r, &err)
	b := newBudget()
	if transparent(r) {
		q := p.within(b.Part(2))
		if found, ok := q.room.search(r, 0); ok {
			return found, nil
		}
	}
	var seen Outcomes // found stays empty if the rule panics
	ask := func(counts []byState) { seen |= p.room.outcome(r, p.body.tally(counts)) }
	if err := p.within(b).visit(ask); err != nil {
		return 0, err
	}
	return seen, nil
}

// Table returns what the figures say as a table. It has a row for each part of the
// body that has seats, and a column for each state that is possible. A cell is the
// number of seats, or the smallest and the largest number. If the search exceeds the
// work limit, the error is [ErrTooLarge].
func (p *Published) Table() (string, error) { return Words{}.Published(p) }

// Published returns the table of [Published.Table] in the language of the words.
func (w Words) Published(p *Published) (string, error) {
	if err := p.made(); err != nil {
		return "", err
	}
	q := p.within(newBudget())
	rows := [][]string{{""}}
	var states []States
	for s := range stateNames {
		_, most, err := q.span(Figure{Of: 1 << s})
		if err != nil {
			return "", err
		}
		if most.Sign() > 0 {
			states = append(states, 1<<s)
			rows[0] = append(rows[0], w.say(stateNames[s]))
		}
	}
	for _, part := range p.room.tally.lines() {
		row := []string{part.Name()}
		if part.node == wholeNode {
			row[0] = w.say("all")
		}
		for _, s := range states {
			low, high, err := q.span(Figure{Part: part.Name(), Of: s})
			if err != nil {
				return "", err
			}
			cell := low.String()
			if !low.Equal(high) {
				cell += "-" + high.String()
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return prose.Table(rows), nil
}

// How Infer works. A figure is one or two linear conditions on the seats, as the clauses of
// a rule are in [Possible]. Here all seats are open, and each can end in any state. A system
// decides whether the conditions of several figures can hold together, and between which
// bounds a further figure can be.
//
// Figures for seats come first. They tell, by such bounds, how many seats share each power,
// and so what the seats weigh. If they do not, the conditions of shares of votes are pooled.

// weigh sets the position in which every seat is open. It weighs the seats as if
// without seats of each bloc had no share in the bloc's power.
func (p *Published) weigh(without []int64, b *linear.Budget) {
	known := make([]byState, len(p.body.nodes))
	for _, i := range p.body.leaves() {
		n := &p.body.nodes[i]
		known[i][stateFor] = int64(n.size) - without[i]
		if outside := AllSeats &^ n.counted(); outside != 0 {
			known[i][outside.index()] = without[i]
		}
	}
	open := p.body.allIn(Silent).of.byState()
	tally := p.body.tallyOf(open, p.body.tally(known).of.weights)
	p.room = newPosition(tally, openSeats(tally, Silent, func(States) States { return AllSeats }), b)
}

// settle weighs the seats as the figures for seats say. They say it if they determine how many
// seats of each bloc share in its power. If they do not, weights shift, and the error of a number
// of votes is [ErrFigure]. The figures for seats must hold together.
func (p *Published) settle(figures []Figure) error {
	without := make([]int64, len(p.body.nodes))
	var known *Published
	for _, o := range p.room.open {
		n := &p.body.nodes[o.bloc.node]
		if !n.power.given() {
			continue
		}
		if known == nil {
			known = p.knowing(forSeats(figures))
		}
		low, high, err := known.span(Figure{Part: n.name, Of: AllSeats &^ n.over})
		if err != nil {
			return err
		}
		if !low.Equal(high) {
			return p.shift(figures)
		}
		without[o.bloc.node] = low.int64()
	}
	p.weigh(without, p.room.budget)
	return nil
}

// shift notes that what the seats weigh is not known.
func (p *Published) shift(figures []Figure) error {
	number := func(f Figure) bool { return f.Votes && f.Base == 0 }
	if i := slices.IndexFunc(figures, number); i >= 0 {
		return &Error{
			Op: "infer", Name: figures[i].String(), Err: ErrFigure,
			Detail: "a number of votes, and what the seats weigh is not known",
		}
	}
	p.weigh(make([]int64, len(p.body.nodes)), p.room.budget)
	p.room.shift()
	return nil
}

// forSeats returns the figures for seats.
func forSeats(figures []Figure) []Figure {
	return slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return f.Votes })
}

// knowing returns a copy of p that knows what the figures say of the seats.
func (p *Published) knowing(figures []Figure) *Published {
	q := *p
	q.figures = figures
	q.room.base = p.systemOf(figures, p.room.budget)
	q.room.base.Settle()
	return &q
}

// fit reports whether the figures can hold together, for all that they say of what seats weigh.
func (p *Published) fit(figures []Figure, b *linear.Budget) bool {
	q := p.within(b)
	if len(forSeats(figures)) < len(figures) {
		if err := q.settle(figures); err != nil {
			return errors.Is(err, ErrFigure)
		}
	}
	return q.systemOf(figures, b).Satisfiable()
}

// systemOf returns a system that has a solution if and only if all the figures hold
// together. A single seat that a figure names is a kind of its own, together with the
// other seats of its bloc that can be in the same states.
func (p *Published) systemOf(figures []Figure, b *linear.Budget) *linear.System {
	s := newPosition(p.room.tally, p.room.open, b).base
	ends := map[seat]States{} // the states in which a seat that is named cannot be
	for _, f := range figures {
		b.Charge(workOfFigure)
		if !p.isSeat(f) {
			s.Assume(p.bounds(f)...)
			continue
		}
		b.Charge(workOfFigure)
		named, _ := p.body.seat(f.Part)
		if !f.allows(whole(1)) {
			ends[named] |= f.Of
		}
		if !f.allows(whole(0)) {
			ends[named] |= AllSeats &^ f.Of
		}
	}
	type place struct {
		node   int
		states States
	}
	named := map[place]int64{} // how many seats that are named can be in the same states
	for at, never := range ends {
		named[place{at.node, AllSeats &^ never}]++
	}
	places := slices.SortedFunc(maps.Keys(named), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.states, b.states))
	})
	for _, at := range places {
		if at.states == 0 { // a seat that can be nowhere: no solution
			s.Assume(&linear.Condition{Constant: exact.Whole(-1)})
			continue
		}
		column, _ := p.room.columns(at.node)
		s.Restrict(column, named[at], uint8(at.states))
	}
	return s
}

// workOfFigure is the work to read a figure: the memory of its conditions.
const workOfFigure = 150

// isSeat reports whether the figure is about a single seat.
func (p *Published) isSeat(f Figure) bool { return f.Part != "" && p.body.index[f.Part] == 0 }

// partOf returns the part of the tally that the figure is about. It is not a single seat.
func (f Figure) partOf(t Tally) Tally {
	if f.Part == "" {
		return t
	}
	return t.bloc(f.Part)
}

// allows reports whether n is between the bounds of the figure.
func (f Figure) allows(n Fraction) bool { return f.amount().Holds(n.n) }

// unit returns the unit of the figure: a seat, or the tally's unit of votes.
func (p *Published) unit(f Figure) Fraction {
	if f.Votes && f.Base == 0 {
		return p.room.tally.unit()
	}
	return whole(1)
}

// bounds returns the conditions of a figure for a part of the body. If the figure is
// a share, its base must not be empty.
//
// With a bound of num/den, the share of n in m is at least the bound if den*n - num*m is at
// least 0. It is at most the bound if the opposite is, and below it if the opposite is at
// least 1, since all numbers are whole.
func (p *Published) bounds(f Figure) (conditions []linear.Formula) {
	part, m, isLinear := f.partOf(p.room.tally), inSeats, true
	switch {
	case f.Votes && f.Base != 0:
		m, isLinear = p.room.votesOf(part)
	case f.Votes:
		m = inVotes // in weights that do not shift
	}
	if f.Base != 0 {
		some := p.room.linear(part, p.room.fixed(m), nothingEach.plus(f.Base, whole(1)), whole(1))
		conditions = append(conditions, some)
	}
	for i, bound := range [...]Fraction{f.Min, f.Max} {
		if !bound.given() {
			continue
		}
		num, den := bound.over(p.unit(f)).parts() // conditions are in whole numbers
		if i == 1 {
			num, den = num.times(whole(-1)), den.times(whole(-1))
		}
		sum, least, strict := nothingEach.plus(f.Of, den), num, i == 1 && f.Cut
		if f.Base != 0 {
			sum, least = sum.minus(f.Base, num), whole(int64(b2i(strict)))
		}
		if isLinear {
			conditions = append(conditions, p.room.linear(part, m, sum, least))
		} else {
			conditions = append(conditions, p.room.pooled(part, sum, strict))
		}
	}
	return conditions
}

// span returns the smallest and the largest value of f, which is no share.
func (p *Published) span(f Figure) (low, high Fraction, err error) {
	if p.isSeat(f) { // together with what is known about other seats
		can := func(n Fraction) bool {
			f.Min, f.Max = n, n
			return p.systemOf(append(slices.Clip(p.figures), f), p.room.budget).Satisfiable()
		}
		low, high = whole(int64(b2i(!can(whole(0))))), whole(int64(b2i(can(whole(1)))))
	} else {
		m := inSeats
		if f.Votes {
			m = inVotes
		}
		sum := p.room.linear(f.partOf(p.room.tally), m, nothingEach.plus(f.Of, whole(1)), whole(0))
		low.n, high.n = p.room.base.Span(sum)
	}
	if p.room.budget.Spent() {
		return Fraction{}, Fraction{}, p.tooLarge()
	}
	return low.times(p.unit(f)), high.times(p.unit(f)), nil
}
