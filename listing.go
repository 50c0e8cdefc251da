package tripartite

import "slices"

// within visits the counts that fit. If there are more than mostFitting, or the
// budget is spent, it returns an error.
func (p *Published) within(b *budget, visit func([]byState)) error {
	room := p.room
	base := *p.room.base
	base.budget = b
	room.base, room.budget = &base, b
	found := 0
	l := p.listing(room, func(counts []byState) bool { found++; visit(counts); return found <= mostFitting })
	if !l.run() {
		return p.tooLarge()
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
	mostIdle    = 100 // steps without a vote before it asks the simplex method
	workOfVisit = 20
)

// listing prepares a listing. It counts the blocs that the figures settle.
func (p *Published) listing(room position, visit func([]byState) bool) *listing {
	l := &listing{budget: room.budget, visit: visit, counts: make([]byState, len(p.body.nodes))}
	var columns []int
	for i, o := range room.open {
		if ends, settled := room.base.endsOf(i); !settled {
			columns = append(columns, i)
			l.open = append(l.open, kind{n: int64(o.seats), ends: ends, column: len(l.nodes)})
			l.nodes = append(l.nodes, o.bloc.node)
			continue
		}
		for k := i; ; k = room.base.kinds[k].next {
			if items := room.base.kinds[k]; items.n > 0 {
				l.counts[o.bloc.node][lastEnd(items.ends)] += items.n
			}
			if room.base.kinds[k].next == 0 {
				break
			}
		}
	}
	l.about(p.conditions, columns, room)
	return l
}

// endsOf returns the ends of the items of a column, and whether each item has only
// one.
func (s *system) endsOf(column int) (ends uint8, settled bool) {
	settled = true
	for k := column; ; k = s.kinds[k].next {
		if items := s.kinds[k]; items.n > 0 {
			ends |= items.ends
			settled = settled && items.ends&(items.ends-1) == 0
		}
		if s.kinds[k].next == 0 {
			return ends, settled
		}
	}
}

// about keeps the conditions on these columns. It adds what the other columns
// contribute to the constants.
func (l *listing) about(conditions []*condition, columns []int, room position) {
	for _, c := range conditions {
		d := &condition{constant: c.constant}
		touches := false
		next := 0
		for i := range c.values {
			column := c.first + i
			for next < len(columns) && columns[next] < column {
				next++
			}
			if next < len(columns) && columns[next] == column {
				touches = true
				continue
			}
			counts := l.counts[room.open[column].bloc.node]
			for s, n := range counts {
				if n != 0 {
					d.constant = d.constant.plus(c.values[i][s].times(whole(n)))
				}
			}
		}
		if !touches || !l.budget.charge(4*len(columns)) {
			continue // it holds already, since the figures hold together
		}
		for _, column := range columns {
			d.values = append(d.values, *c.of(column))
		}
		l.conditions = append(l.conditions, d)
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
		l.counts[l.nodes[i]][state] = n
		if !l.hopeful(i, state, n, left-n) || l.idle > mostIdle && !l.solvable(i, state+1, left-n) {
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
