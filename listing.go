package tripartite

import (
	"slices"

	"example.com/tripartite/internal/linear"
)

// within visits the counts that fit. If there are more than mostFitting, or the
// budget is spent, it returns an error.
func (e *evidence) within(b *linear.Budget, visit func([]byState)) error {
	room := e.room
	room.base, room.budget = e.room.base.Within(b), b
	found := 0
	if !e.listed(room, func(counts []byState) bool { found++; visit(counts); return found <= mostFitting }) {
		return e.tooLarge()
	}
	return nil
}

// listed visits the counts that fit. It reports false if visit does, or if the budget of
// the room is spent.
func (e *evidence) listed(room position, visit func([]byState) bool) bool {
	visit = e.filtered(room, visit)
	counts := make([]byState, len(e.body.nodes))
	return room.base.All(func(columns [][8]int64) bool {
		for i, column := range columns {
			counts[room.open[i].bloc.node] = column
		}
		return visit(counts)
	})
}

// filtered returns a visit that leaves out counts that pooled figures do not fit: the
// listing goes by linear conditions.
func (e *evidence) filtered(room position, visit func([]byState) bool) func([]byState) bool {
	if room.weighs == nil || !slices.ContainsFunc(e.figures, func(f Figure) bool { return f.Votes }) {
		return visit
	}
	return func(counts []byState) bool {
		t := e.body.tally(counts)
		if !room.budget.Charge(workOf(t, len(e.figures))) {
			return false
		}
		for _, f := range e.figures {
			if f.Votes && !f.fits(t) {
				return true
			}
		}
		return visit(counts)
	}
}

// fits reports whether a share of votes is between its bounds in the tally.
func (f Figure) fits(t Tally) bool {
	if f.Part != "" {
		t = t.bloc(f.Part)
	}
	base := t.Votes(f.Base)
	if base.Sign() == 0 {
		return false
	}
	share := t.Votes(f.Of).over(base)
	return (!f.Min.given() || share.Cmp(f.Min) >= 0) && (!f.Max.given() || share.Cmp(f.Max) <= 0)
}

// mostFitting is the greatest number of fitting votes that are looked at.
const mostFitting = 100_000
