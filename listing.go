package tripartite

import (
	"cmp"
	"slices"
)

// within visits the counts that fit. If there are more than mostFitting, or the
// budget is spent, it returns an error.
func (e *evidence) within(b *budget, visit func([]byState)) error {
	room := e.room
	base := *e.room.base
	base.budget = b
	room.base, room.budget = &base, b
	found := 0
	l := e.listing(room, func(counts []byState) bool { found++; visit(counts); return found <= mostFitting })
	if !l.run() {
		return e.tooLarge()
	}
	return nil
}

// listing goes through counts bloc by bloc and state by state, and turns back as soon
// as one condition cannot hold any more. That is quick, but it does not see that
// several conditions cannot hold together. So if it has found nothing for a while, it
// asks the simplex method at every step until it finds a vote.
type listing struct {
	budget     *budget
	open       []kind       // the blocs that the figures leave open, by column
	settled    []byState    // what the figures say of the blocs without them
	nodes      []int        // the nodes of these blocs
	conditions []*condition // the conditions on these blocs
	visit      func([]byState) bool
	counts     []byState
	values     [][]Fraction // by step: the value of each condition before this step
	best       [][]Fraction // by step: the most that a seat can add from this state on
	after      [][]Fraction // by bloc: the most that the blocs from this one on can add
	idle       int          // steps since a vote was found
}

const (
	mostIdle    = 100 // steps without a vote, beside those to reach one, before it asks
	workOfVisit = 20
)

// listing prepares a listing. What the figures settle is counted once. If they leave
// one kind of seats open in each bloc at most, as many figures as possible need not be
// looked at again: how many seats of that kind are in each state says all about the
// bloc.
func (e *evidence) listing(room position, visit func([]byState) bool) *listing {
	l := &listing{budget: room.budget, visit: e.filtered(room, visit), counts: make([]byState, len(e.body.nodes))}
	conditions := room.base.conditions
	open, one := room.base.open()
	if !one {
		open, conditions = room.base.columns(room.open), e.conditionsOf(e.figures)
	}
	listed := make([]bool, len(room.base.kinds))
	for _, k := range open {
		l.open = append(l.open, k)
		l.nodes = append(l.nodes, room.open[k.column].bloc.node)
		listed[k.column] = true
	}
	for _, k := range room.base.kinds {
		if settled := k.n > 0 && k.ends&(k.ends-1) == 0; settled && (one || !listed[k.column]) {
			l.counts[room.open[k.column].bloc.node][lastEnd(k.ends)] += k.n
		}
	}
	for _, node := range l.nodes {
		l.settled = append(l.settled, l.counts[node])
	}
	l.about(conditions, room)
	return l
}

// filtered returns a visit that leaves out counts that pooled figures do not fit: the
// listing goes by linear conditions.
func (e *evidence) filtered(room position, visit func([]byState) bool) func([]byState) bool {
	if room.weighs == nil || !slices.ContainsFunc(e.figures, func(f Figure) bool { return f.Votes }) {
		return visit
	}
	return func(counts []byState) bool {
		t := e.body.tally(counts)
		if !room.budget.charge(workOf(t, len(e.figures))) {
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

// open returns the kinds whose items can be in several ends, in the order of their
// columns, and whether no two of them are of one column.
func (s *system) open() (open []kind, one bool) {
	one = true
	columns := map[int]bool{}
	for _, k := range s.kinds {
		if k.n > 0 && k.ends&(k.ends-1) != 0 {
			open = append(open, k)
			one = one && !columns[k.column]
			columns[k.column] = true
		}
	}
	slices.SortStableFunc(open, func(a, b kind) int { return cmp.Compare(a.column, b.column) })
	return open, one
}

// columns returns all items of each column that has items in several ends, as one kind
// whose ends are those of all of them.
func (s *system) columns(seats []openSeat) []kind {
	var columns []kind
	open, _ := s.open()
	for _, k := range open {
		if n := len(columns); n == 0 || columns[n-1].column != k.column {
			columns = append(columns, kind{n: int64(seats[k.column].seats), column: k.column})
		}
	}
	at := map[int]int{}
	for i, k := range columns {
		at[k.column] = i
	}
	for _, k := range s.kinds {
		if i, ok := at[k.column]; ok && k.n > 0 {
			columns[i].ends |= k.ends
		}
	}
	return columns
}

// workOfValue is the work for the values of a condition on one column: their memory.
const workOfValue = 50

// about keeps the conditions on what is listed. It adds what is settled to the
// constants.
func (l *listing) about(conditions []*condition, room position) {
	for _, c := range conditions {
		if !l.budget.charge(len(c.values) + workOfValue*len(l.open)) {
			return
		}
		d := &condition{constant: c.constant}
		for i := range c.values {
			for s, n := range l.counts[room.open[c.first+i].bloc.node] {
				if n != 0 {
					d.constant = d.constant.plus(c.values[i][s].times(whole(n)))
				}
			}
		}
		touches := false
		for _, k := range l.open {
			values := c.of(k.column)
			touches = touches || values != &noValues
			d.values = append(d.values, *values)
		}
		if touches { // others hold already, since the figures hold together
			l.conditions = append(l.conditions, d)
		}
	}
	for i := range l.open {
		l.open[i].column, l.open[i].next = i, 0
	}
	l.add()
}

// mostAdded is of how many conditions each two are added.
const mostAdded = 8

// add adds the sum of each two conditions, which holds if both do. It shows early that
// two conditions ask for the same seats.
func (l *listing) add() {
	conditions := l.conditions
	if len(conditions) > mostAdded {
		return
	}
	for i, a := range conditions {
		for _, b := range conditions[:i] {
			if !l.budget.charge(workOfValue * len(l.open)) {
				return
			}
			sum := &condition{constant: a.constant.plus(b.constant), values: slices.Clone(a.values)}
			for k := range sum.values {
				for s := range sum.values[k] {
					sum.values[k][s] = sum.values[k][s].plus(b.values[k][s])
				}
			}
			l.conditions = append(l.conditions, sum)
		}
	}
}

// run visits the counts that fit. It reports false if visit does, or if the budget is
// spent.
func (l *listing) run() bool {
	const states = len(stateNames)
	steps := states*len(l.open) + 1
	if !l.budget.charge(4 * steps * (len(l.conditions) + 1)) {
		return false
	}
	rows := func(n int) [][]Fraction {
		rows := make([][]Fraction, n)
		for i := range rows {
			rows[i] = make([]Fraction, len(l.conditions))
		}
		return rows
	}
	l.values, l.best, l.after = rows(steps), rows(steps), rows(len(l.open)+1)
	for k, c := range l.conditions {
		l.values[0][k] = c.constant
		l.after[len(l.open)][k] = whole(0)
		for i, o := range slices.Backward(l.open) {
			var best Fraction
			for s, v := range slices.Backward(c.of(i)[:]) {
				if o.ends&(1<<s) != 0 && v.Cmp(best) > 0 {
					best = v
				}
				l.best[i*states+s][k] = best
			}
			l.after[i][k] = l.after[i+1][k].plus(best.times(whole(o.n)))
		}
	}
	return l.try(0, 0, l.seats(0))
}

func (l *listing) seats(i int) int64 {
	if i == len(l.open) {
		return 0
	}
	return l.open[i].n
}

// try tries every number of the left seats of bloc i in the state. If no further
// state is possible, all of them must be in this one.
// A step sooner or later makes no difference to the answer, only to the work.
func (l *listing) try(i, state int, left int64) bool {
	if i == len(l.open) {
		l.idle = 0
		return l.budget.charge(workOfVisit) && l.visit(l.counts)
	}
	least, most := int64(0), left
	if ends := l.open[i].ends >> state; ends&1 == 0 {
		most = 0
	} else if ends == 1 {
		least = left
	}
	for n := least; n <= most; n++ {
		if l.idle++; !l.budget.charge(1 + len(l.conditions)) {
			return false
		}
		l.counts[l.nodes[i]][state] = l.settled[i][state] + n
		if !l.hopeful(i, state, n, left-n) || l.idle > mostIdle+2*len(stateNames)*len(l.open) && !l.solvable(i, state+1, left-n) {
			continue
		}
		last := state == len(stateNames)-1
		if last && !l.try(i+1, 0, l.seats(i+1)) || !last && !l.try(i, state+1, left-n) {
			return false
		}
	}
	return true
}

// hopeful puts n seats in the state, and reports whether each condition can still
// hold.
func (l *listing) hopeful(i, state int, n, left int64) bool {
	step := i*len(stateNames) + state
	for k, c := range l.conditions {
		value := l.values[step][k].plus(c.of(i)[state].times(whole(n)))
		l.values[step+1][k] = value
		if left > 0 {
			value = value.plus(l.best[step+1][k].times(whole(left)))
		}
		if value.plus(l.after[i+1][k]).Sign() < 0 {
			return false
		}
	}
	return true
}

// solvable reports whether the conditions can hold together if fractions of a seat
// are allowed. Of bloc i, left seats are in the states from this one on. All blocs
// after it are open.
func (l *listing) solvable(i, state int, left int64) bool {
	rest := &system{kinds: slices.Clone(l.open), budget: l.budget}
	for k := range i {
		rest.kinds[k].n = 0
	}
	rest.kinds[i].n = left
	rest.kinds[i].ends &^= 1<<state - 1
	for k, c := range l.conditions {
		rest.conditions = append(rest.conditions, &condition{l.values[i*len(stateNames)+state][k], c.first, c.values})
	}
	return rest.relaxed() || l.budget.spent()
}

// mostFitting is the greatest number of fitting votes that are looked at.
const mostFitting = 100_000
