package tripartite

import (
	"math/big"
	"slices"
)

// Whether seats can end so that linear atoms hold is a question of linear
// programming in whole numbers, answered exactly: the simplex method finds
// numbers that need not be whole, or that there are none; where one of them is
// not whole, it is asked for a number below and for one above (branch and bound).
//
// There is nothing to maximise, so it is the simple half of the method, the dual
// one: begin with a table that is not a solution, since some atom does not hold
// in it, and exchange numbers until it is one. All is in fractions, so that there
// is no tolerance to choose, and "there are none" is a proof: a row in which a
// number that may not be below 0 is a sum of what is all below 0.

// simplex is a table of equations between numbers of which none may be below 0.
// Each row says that a number is a constant and so much of each number of the
// columns. As the table stands those of the columns are 0, so that the constants
// are a solution if none of them is below 0.
type simplex struct {
	rows, columns []int // which numbers they are
	constants     []Fraction
	coefficients  [][]Fraction
	seats         int       // numbers below this one are seats, and so must be whole
	search        *position // whose nodes count the exchanges, too
}

// table is the open seats and the atoms: a number for each state in which seats
// can end, then one for each atom, by how much it holds. Seats that are left end
// in the last state. It is nil if that is too large.
func (p *position) table(atoms []*atom) *simplex {
	search := p
	if p = p.narrowed(atoms).merged(atoms); p == nil {
		return nil
	}
	type column struct{ open, state int }
	var columns []column
	last := make([]int, len(p.open))
	for i, o := range p.open {
		first := len(columns)
		for s := range 8 {
			if o.seats > 0 && o.ends&(1<<s) != 0 && !p.dominated(atoms, i, s) {
				columns = append(columns, column{i, s})
				last[i] = s
			}
		}
		columns = columns[:max(first, len(columns)-1)]
	}
	t := &simplex{search: search}
	for k := range columns {
		t.columns = append(t.columns, k)
	}
	for i, o := range p.open {
		if o.seats == 0 {
			continue
		}
		left := make([]Fraction, len(columns))
		for k, c := range columns {
			left[k] = whole(int64(-b2i(c.open == i)))
		}
		t.add(whole(int64(o.seats)), left)
	}
	t.seats = len(t.rows) + len(t.columns)
	for _, a := range atoms {
		constant, row := a.constant, make([]Fraction, len(columns))
		for i, o := range p.open {
			constant = constant.plus(a.of(i)[last[i]].times(whole(int64(o.seats))))
		}
		for k, c := range columns {
			row[k] = a.of(c.open)[c.state].minus(a.of(c.open)[last[c.open]])
		}
		t.add(rounded(constant, row))
	}
	return t
}

// narrowed is the position without the ends that an atom rules out: where it can
// only just hold, all seats must end in what is best for it. A report that says
// that nobody was absent says that of every bloc; the table need not find out.
func (p *position) narrowed(atoms []*atom) *position {
	q := &position{tally: p.tally, open: slices.Clone(p.open)}
	for again := true; again; {
		again = false
		for _, a := range atoms {
			if q.greatest(a, a).Sign() != 0 {
				continue
			}
			for i := range q.open {
				o := &q.open[i]
				best := a.of(i)[o.best(a.of(i), a.of(i))]
				for s := range 8 {
					if o.ends&(1<<s) != 0 && a.of(i)[s].Cmp(best) < 0 {
						o.ends &^= 1 << s
						again = true
					}
				}
			}
		}
	}
	return q
}

// merged is the position with all open seats that are the same to the atoms counted
// as the first of them: how many of them end in a state is a question, and of which
// bloc is none. It is nil if more are left than mostOpen.
func (p *position) merged(atoms []*atom) *position {
	q := &position{tally: p.tally, open: slices.Clone(p.open)}
	var firsts []int
	for i, o := range p.open {
		same := slices.IndexFunc(firsts, func(first int) bool { return p.alike(atoms, first, i) })
		if same >= 0 {
			q.open[firsts[same]].seats += o.seats
			q.open[i].seats = 0
		} else if firsts = append(firsts, i); len(firsts) > mostOpen {
			return nil
		}
	}
	return q
}

// alike reports whether open seats i and k are the same to the atoms.
func (p *position) alike(atoms []*atom, i, k int) bool {
	return p.open[i].ends == p.open[k].ends && !slices.ContainsFunc(atoms, func(a *atom) bool {
		return !slices.EqualFunc(a.of(i)[:], a.of(k)[:], Fraction.Equal)
	})
}

// rounded is the row of an atom, and its constant, divided by what divides the
// row: since seats are whole, so is what is left, and the constant can be, too.
// 82.54 % of 3000 is between 2476.05 and 2476.35, and so nothing at all: without
// this it is tried with every way in which groups can make it up.
func rounded(constant Fraction, row []Fraction) (Fraction, []Fraction) {
	var divisor int64
	for _, c := range row {
		if c.den != 1 { // of a number that 64 bits do not hold, it is 0
			return constant, row
		}
		divisor = gcd(divisor, max(c.num, -c.num))
	}
	if divisor == 0 {
		return constant, row
	}
	for k := range row {
		row[k] = row[k].over(whole(divisor))
	}
	return constant.over(whole(divisor)).floor(), row
}

// add adds an equation for a number of its own.
func (t *simplex) add(constant Fraction, row []Fraction) {
	t.rows = append(t.rows, len(t.rows)+len(t.columns))
	t.constants = append(t.constants, constant)
	t.coefficients = append(t.coefficients, row)
}

// solvable reports whether there is a solution in which all seats are whole. If
// it gives up, the position is spent.
func (t *simplex) solvable() bool {
	if !t.solve() {
		return false
	}
	for i := range t.rows { // a number that nothing whole can be spares the search
		if t.broken(i) {
			if below, above := t.bounded(i); !below.solve() && !above.solve() {
				return false
			}
		}
	}
	return t.branch()
}

// broken reports whether the number of row i must be whole, and is not.
func (t *simplex) broken(i int) bool { return t.rows[i] < t.seats && !t.constants[i].isWhole() }

// branch asks the first number that is not whole to be at most the whole number
// below, and then at least the one above. Any such number would do as well, but
// that can take much longer.
func (t *simplex) branch() bool {
	if !t.solve() {
		return false
	}
	i := smallestWhere(t.rows, t.broken)
	if i == -1 {
		return true
	}
	below, above := t.bounded(i)
	return below.branch() || above.branch()
}

// bounded are two tables: with the number of row i, which is not whole, at most
// the whole number below, and at least the one above.
func (t *simplex) bounded(i int) (below, above *simplex) {
	floor := t.constants[i].floor()
	below, above = t.clone(), t.clone()
	below.bound(i, floor, -1)
	above.bound(i, floor.plus(whole(1)), 1)
	return below, above
}

// bound adds that the number of row i is at most, for sign -1, or at least the
// limit, for sign 1.
func (t *simplex) bound(i int, limit Fraction, sign int64) {
	row := make([]Fraction, len(t.columns))
	for k, c := range t.coefficients[i] {
		row[k] = c.times(whole(sign))
	}
	t.add(t.constants[i].minus(limit).times(whole(sign)), row)
}

// solve exchanges rows for columns until no constant is below 0, and reports
// false if a row shows that there is no way: all that it consists of is below 0.
// Of several rows and columns it takes the number that comes first, so that it
// does not go round in circles (Bland's rule).
func (t *simplex) solve() bool {
	for {
		row := smallestWhere(t.rows, func(i int) bool { return t.constants[i].Sign() < 0 })
		if row == -1 {
			return true
		}
		column := smallestWhere(t.columns, func(k int) bool { return t.coefficients[row][k].Sign() > 0 })
		if t.search.nodes++; column == -1 || t.search.spent() {
			return false
		}
		t.exchange(row, column)
	}
}

// smallestWhere is where the smallest number is of those for which it holds; -1 if
// there is none.
func smallestWhere(numbers []int, holds func(i int) bool) int {
	smallest := -1
	for i, n := range numbers {
		if holds(i) && (smallest == -1 || n < numbers[smallest]) {
			smallest = i
		}
	}
	return smallest
}

// exchange solves the row's equation for the column's number, and puts that into
// all others.
func (t *simplex) exchange(row, column int) {
	t.rows[row], t.columns[column] = t.columns[column], t.rows[row]
	pivot := t.coefficients[row]
	unit := whole(1).over(pivot[column])
	t.constants[row] = t.constants[row].times(unit).times(whole(-1))
	for k := range pivot {
		if pivot[k] = pivot[k].times(unit).times(whole(-1)); k == column {
			pivot[k] = unit
		}
	}
	for i, other := range t.coefficients {
		share := other[column]
		if i == row || share.Sign() == 0 {
			continue
		}
		t.constants[i] = t.constants[i].plus(t.constants[row].times(share))
		other[column] = whole(0)
		for k := range other {
			if pivot[k].Sign() != 0 {
				other[k] = other[k].plus(pivot[k].times(share))
			}
		}
	}
}

func (t *simplex) clone() *simplex {
	c := *t
	c.rows, c.columns, c.constants = slices.Clone(t.rows), slices.Clone(t.columns), slices.Clone(t.constants)
	c.coefficients = slices.Clone(t.coefficients)
	for i := range c.coefficients {
		c.coefficients[i] = slices.Clone(c.coefficients[i])
	}
	return &c
}

func (f Fraction) isWhole() bool {
	if f.big != nil {
		return f.big.IsInt()
	}
	return f.den == 1
}

// floor is the greatest whole number that is not above f.
func (f Fraction) floor() Fraction {
	r := f.Rat()
	return fromInt(new(big.Int).Div(r.Num(), r.Denom()))
}
