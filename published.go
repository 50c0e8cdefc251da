package tripartite

import (
	"iter"
	"slices"
	"strconv"
	"strings"

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
type Published struct{ evidence }

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
// Infer reports all figures that are wrong by themselves at once, but names no more than
// 20 of a kind.
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
	work := newBudget()
	p := &Published{evidence{body: b, figures: slices.Clone(figures)}}
	p.weigh(make([]int64, len(b.nodes)), work)
	if work.Spent() {
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
		number := func(f Figure) bool { return f.Votes && f.Base == 0 }
		if i := slices.IndexFunc(figures, number); i >= 0 && !p.steady {
			return nil, &Error{Op: "infer", Name: figures[i].String(), Detail: "a number of votes, and what the seats weigh is not known", Err: ErrFigure}
		}
		if err := p.hold(figures); err != nil {
			return nil, err
		}
	}
	p.know(figures)
	if work.Spent() {
		return nil, p.tooLarge()
	}
	return p, nil
}

// asked returns the position for one question, with a budget of its own.
func (p *Published) asked() (position, *linear.Budget) {
	b := newBudget()
	room := p.room
	room.base, room.budget = p.room.base.Within(b), b
	return room, b
}

// refuse records what is wrong with a figure by itself.
func (b *Body) refuse(wrong *refusals, f Figure) {
	detail, err := b.wrongIn(f)
	if err == nil {
		return
	}
	if wrong.full(err) {
		wrong.count(err, 1) // to describe a million wrong figures takes seconds
		return
	}
	if err == errUnknownBloc {
		detail = b.nearestName(f.Part)
	}
	wrong.add(err, f.printed(), err, detail)
}

// wrongIn returns what is wrong with a figure by itself.
func (b *Body) wrongIn(f Figure) (detail string, err error) {
	_, isSeat := b.seat(f.Part)
	isSeat = isSeat && b.index[f.Part] == 0
	bad := func(bound Fraction) bool { return bound.given() && (!bound.Valid() || bound.Sign() < 0) }
	switch {
	case f.Part != "" && b.index[f.Part] == 0 && !isSeat:
		return "", errUnknownBloc
	case bad(f.Min) || bad(f.Max):
		return "a bound is not a number, or below 0", ErrFigure
	case !f.Min.given() && !f.Max.given():
		return "it has no bounds", ErrFigure
	case f.Min.given() && f.Max.given() && f.Min.Cmp(f.Max) > -b2i(f.Cut):
		return "its bounds are in the wrong order", ErrFigure
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
	q := *p
	q.room, _ = p.asked()
	return q.rangeOf(f)
}

// rangeOf is Range within the budget. If the search gives up, it looks at all votes
// that fit.
func (p *Published) rangeOf(f Figure) (low, high int, err error) {
	b := p.room.budget
	part := b.Part(2)
	q := *p
	q.room.base, q.room.budget = p.room.base.Within(part), part
	least, most, err := q.span(f)
	if b.Rejoin(part); err == nil {
		return int(least.int64()), int(most.int64()), nil
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
		all := p.listed(room, func(counts []byState) bool {
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
// error is [ErrTooLarge]. For a rule that contains itself, nests more than 1,000 deep, or
// panics, it is [ErrRule].
func (p *Published) Outcomes(r Rule) (found Outcomes, err error) {
	if err := p.made(); err != nil {
		return 0, err
	}
	if err := askable("infer", r, p.room.tally); err != nil {
		return 0, err
	}
	defer panicked("infer", r, &err)
	room, b := p.asked()
	if transparent(r) {
		part := b.Part(2)
		room.base, room.budget = room.base.Within(part), part
		if found, ok := room.search(r, 0); ok {
			return found, nil
		}
	}
	err = p.within(b, func(counts []byState) { found |= OutcomesOf(decide(r, p.body.tally(counts)).outcome()) })
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
	q.room.base.Remember()
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
	return prose.Table(rows), nil
}
