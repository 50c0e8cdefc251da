package linear

import (
	"slices"

	"example.com/tripartite/internal/exact"
)

// A list of all ways is a tree: the numbers in the ends of the first column, then those of the
// second, and so on. In the example of the package, with conditions a and b, it begins so. The
// numbers are those in end 0 and end 1, and what a and b come to at most is behind them:
//
//	first  0 3  a 11, b 1  second  0 4  b -11: turn back    1 3  b -8    2 2  b -5    3 1  b -2
//	                               4 0  a -1: turn back
//	       1 2  a 9, b 3   second  0 4  b -9    1 3  b -6    2 2  b -3    3 1  a 0, b 0: a way
//	       2 1  a 7, b 5   ...
//
// At each step it is known for each condition what it has come to and what the rest can add.
// So a branch is left where one condition fails, and not where two fail together: for that
// the sums of two conditions are conditions as well, and the simplex method is asked when
// nothing has been found for a while. Every way that it visits is a solution, since after the
// last step nothing is left that could be added.

// All visits the ways to share the items out: how many of each column are in each end.
// Their order is fixed: by columns, then by ends, with smaller numbers first. The slice is
// the same every time. All ignores pooled conditions. It reports false if visit does, or if
// the budget is spent.
func (s *System) All(visit func(counts [][8]int64) bool) bool {
	l := &listing{budget: s.budget, visit: visit}
	for column := range s.kinds {
		if s.kinds[column].column != column {
			break // the others are split off
		}
		l.settled = append(l.settled, [8]int64{})
		open := kind{column: column}
		var kinds []kind
		for k := range s.of(column) {
			if items := s.kinds[k]; items.ends&(items.ends-1) == 0 {
				l.settled[column][lastEnd(items.ends)] += items.n
			} else {
				open.n, open.ends = open.n+items.n, open.ends|items.ends
				kinds = append(kinds, items)
			}
		}
		if kinds != nil {
			l.open, l.narrow = append(l.open, open), append(l.narrow, narrow(kinds))
		}
	}
	l.counts = slices.Clone(l.settled)
	l.about(s.conditions)
	return l.run()
}

// need is a number of items that can be nowhere but in some ends, so that these need as many
// places.
type need struct {
	ends  uint8
	items int64
}

// narrow returns what kinds of a column need that cannot be in all the same ends. A way
// knows only how many items of the column are in an end. By Hall's theorem that is enough:
// every item finds a place if and only if no set of ends has fewer places than items that
// can be nowhere else. A bloc of which some members are known by name, and others by their
// number, has such kinds.
//
// For example, two items of a column can be in ends 0 and 1, and a third in ends 1 and 2. Ends 0
// and 1 need places for 2 items, ends 1 and 2 for 1, and all three for 3. So one in each end is
// a way, and three in end 1; two in end 2 is none, as only one of the three can be there.
func narrow(kinds []kind) (needs []need) {
	if len(kinds) == 1 {
		return nil
	}
	for set := range 255 { // all ends have places for all items
		n := need{ends: uint8(set)}
		for _, k := range kinds {
			if k.ends&^n.ends == 0 {
				n.items += k.n
			}
		}
		if n.items > 0 {
			needs = append(needs, n)
		}
	}
	return needs
}

// listing goes through the ways column by column and end by end, and turns back as soon
// as one condition cannot hold any more. That is quick, but it does not see that
// several conditions cannot hold together. So if it has found nothing for a while, it
// asks the simplex method at every step until it finds a way. Without that, it does
// not come to the first votes of a body of hundreds of seats with three figures for all.
type listing struct {
	budget     *Budget
	open       []kind       // a kind for each column that is not settled
	narrow     [][]need     // by open kind
	settled    [][8]int64   // by column: the items that can be in one end only
	conditions []*Condition // on the open kinds
	visit      func(counts [][8]int64) bool
	counts     [][8]int64
	values     [][]exact.Rational // by step: the value of each condition before this step
	best       [][]exact.Rational // by step: the most that an item can add from this end on
	after      [][]exact.Rational // by open kind: the most that the kinds from this one on can add
	idle       int                // steps since a way was found
}

const (
	mostIdle    = 100 // steps without a way, beside those to reach one, before it asks
	workOfVisit = 20
)

// workOfValue is the work for the values of a condition on one column: their memory.
const workOfValue = 50

// about keeps the conditions on what is listed. It adds what is settled to the
// constants, and so a column all of whose items are settled takes no step. A condition that is
// about none of the columns that are left either holds by its constant or never does. Only the
// second says something, and it is kept to stop the search at the start.
func (l *listing) about(conditions []*Condition) {
	for _, c := range conditions {
		if !l.budget.Charge(len(c.Values) + workOfValue*len(l.open)) {
			return
		}
		d := &Condition{Constant: c.Constant}
		for i := range c.Values {
			for end, n := range l.settled[c.First+i] {
				if n != 0 {
					d.Constant = d.Constant.Plus(c.Values[i][end].Times(exact.Whole(n)))
				}
			}
		}
		touches := false
		for _, k := range l.open {
			values := c.Of(k.column)
			touches = touches || values != &Nothing
			d.Values = append(d.Values, *values)
		}
		if touches || d.Constant.Sign() < 0 { // others hold already
			l.conditions = append(l.conditions, d)
		}
	}
	l.add()
}

// mostAdded is of how many conditions each two are added.
const mostAdded = 8

// add adds the sum of each two conditions, which holds if both do. It shows early that
// two conditions ask for the same items. In a report of a thousand blocs with figures for
// the whole, each of these alone can hold until the last blocs, and the search would go
// through all that the first blocs can do.
func (l *listing) add() {
	conditions := l.conditions
	if len(conditions) > mostAdded {
		return
	}
	for i, a := range conditions {
		for _, b := range conditions[:i] {
			both := sum(a, b, l.budget)
			if both == nil || !l.budget.Charge(workOfValue*len(l.open)) {
				return
			}
			l.conditions = append(l.conditions, both)
		}
	}
}

// run visits the ways. It reports false if visit does, or if the budget is spent. Before the
// first step it makes tables of what the search asks at each: what the items of a column can
// still add, from each end on, and what all later columns can. A step is then an addition and a
// comparison for each condition.
func (l *listing) run() bool {
	steps := 8*len(l.open) + 1
	if !l.budget.Charge(4 * steps * (len(l.conditions) + 1)) {
		return false // the tables below: of values, of the best, and of what comes after
	}
	rows := func(n int) [][]exact.Rational {
		rows := make([][]exact.Rational, n)
		for i := range rows {
			rows[i] = make([]exact.Rational, len(l.conditions))
		}
		return rows
	}
	l.values, l.best, l.after = rows(steps), rows(steps), rows(len(l.open)+1)
	for k, c := range l.conditions {
		l.values[0][k] = c.Constant
		l.after[len(l.open)][k] = exact.Whole(0)
		for i, o := range slices.Backward(l.open) {
			var best exact.Rational
			for end, v := range slices.Backward(c.Values[i][:]) {
				if o.ends&(1<<end) != 0 && v.Cmp(best) > 0 {
					best = v
				}
				l.best[i*8+end][k] = best
			}
			l.after[i][k] = l.after[i+1][k].Plus(best.Times(exact.Whole(o.n)))
		}
	}
	for k := range l.conditions {
		if l.values[0][k].Plus(l.after[0][k]).Sign() < 0 {
			return true // there are none
		}
	}
	return l.next(0)
}

// next goes on with open kind i. If there is none, it has found a way. Each way is found once:
// two ways differ in some number, and the search tries each number once after the same ones
// before it.
func (l *listing) next(i int) bool {
	if i == len(l.open) {
		l.idle = 0
		return l.budget.Charge(workOfVisit) && l.visit(l.counts)
	}
	return l.try(i, 0, l.open[i].n)
}

// try tries every number of the left items of open kind i in the end. If no further
// end is possible, all of them must be in this one.
//
// When it asks the simplex method makes no difference to the answer, only to the work: a step
// sooner or later turns back at once, or after a search that finds nothing.
func (l *listing) try(i, end int, left int64) bool {
	least, most := int64(0), left
	if ends := l.open[i].ends >> end; ends&1 == 0 {
		most = 0
	} else if ends == 1 {
		least = left
	}
	column := l.open[i].column
	for n := least; n <= most; n++ {
		if l.idle++; !l.budget.Charge(1 + len(l.conditions) + len(l.narrow[i])) {
			return false
		}
		l.counts[column][end] = l.settled[column][end] + n
		if !l.hopeful(i, end, n, left-n) || !l.fits(i, end, left-n) {
			continue
		}
		if l.idle > mostIdle+16*len(l.open) && !l.solvable(i, end+1, left-n) {
			continue
		}
		last := end == 7
		if last && !l.next(i+1) || !last && !l.try(i, end+1, left-n) {
			return false
		}
	}
	return true
}

// hopeful puts n items in the end, and reports whether each condition can still hold: with what
// has been put so far, the left items of this kind in the best of the ends after this one, and
// all later kinds in their best ends.
func (l *listing) hopeful(i, end int, n, left int64) bool {
	step := i*8 + end
	for k, c := range l.conditions {
		value := l.values[step][k].Plus(c.Values[i][end].Times(exact.Whole(n)))
		l.values[step+1][k] = value
		if left > 0 {
			value = value.Plus(l.best[step+1][k].Times(exact.Whole(left)))
		}
		if value.Plus(l.after[i+1][k]).Sign() < 0 {
			return false
		}
	}
	return true
}

// fits reports whether the items of open kind i can still be those that there are. left
// are for the ends after this one. If one of these is in the set, all that are left may go
// there, and the set has as many places more.
func (l *listing) fits(i, end int, left int64) bool {
	column := l.open[i].column
	return !slices.ContainsFunc(l.narrow[i], func(n need) bool {
		places := int64(0)
		for e := range each(n.ends & (2<<end - 1)) {
			places += l.counts[column][e] - l.settled[column][e]
		}
		if n.ends>>end>>1 != 0 {
			places += left
		}
		return places < n.items
	})
}

// solvable reports whether the conditions can hold together if fractions of an item
// are allowed. Of open kind i, left items are in the ends from this one on. All kinds
// after it are open. What has been put so far is in the constants, and kinds before i have no
// items any more. If the budget is spent, the step is not left: the next charge ends the search.
func (l *listing) solvable(i, end int, left int64) bool {
	rest := &System{budget: l.budget}
	for k, o := range l.open {
		items := kind{n: o.n, ends: o.ends, column: k}
		switch {
		case k < i:
			items.n = 0
		case k == i:
			items.n = left
			items.ends &^= 1<<end - 1
		}
		rest.kinds = append(rest.kinds, items)
	}
	for k, c := range l.conditions {
		rest.conditions = append(rest.conditions, &Condition{l.values[i*8+end][k], 0, c.Values})
	}
	return rest.solve(false) || l.budget.Spent()
}
