package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
)

// Whether there are numbers, not below 0, for which linear equations hold is a
// question of linear programming, answered exactly: the simplex method finds
// numbers that need not be whole, or that there are none; where one of them is not
// whole, it is asked for a number below and for one above (branch and bound).
//
// There is nothing to maximise, so it is the simple half of the method, the dual
// one: begin with a table that is not a solution, since some condition does not
// hold in it, and exchange numbers until it is one. All is in fractions, so that
// there is no tolerance to choose, and "there are none" is a proof: a row in which
// a number that may not be below 0 is a sum of what is all below 0.

// simplex is a table of equations between numbers of which none may be below 0.
// Each row says that a number is a constant and so much of each number of the
// columns. As the table stands those of the columns are 0, so that the constants
// are a solution if none of them is below 0.
type simplex struct {
	rows, columns []int // which numbers they are
	constants     []Fraction
	coefficients  [][]Fraction
	items         int // numbers below this one are numbers of items, and must be whole
	budget        *budget
	origin        *simplex // the table as it was made
}

// table is a component's conditions as equations: a number for how many items are
// in each end, then one for each condition, by how much it holds. Items that are
// left are in the last of their ends. It is nil if the budget is spent.
func (p *component) table() *simplex {
	t := &simplex{budget: p.budget}
	for range p.free() {
		t.columns = append(t.columns, len(t.columns))
	}
	if !p.budget.charge(2 * len(t.columns) * (len(p.unknowns) + len(p.constants))) {
		return nil
	}
	zeros := slices.Repeat([]Fraction{whole(0)}, len(t.columns))
	rows := make([][]Fraction, len(p.constants))
	for i := range rows {
		rows[i] = slices.Clone(zeros)
	}
	column := 0
	for _, u := range p.unknowns {
		left := slices.Clone(zeros)
		for ends := u.free(); ends != 0; ends &= ends - 1 {
			for _, term := range u.terms {
				rows[term.condition][column] = term.values[bits.TrailingZeros8(ends)]
			}
			left[column] = whole(-1)
			column++
		}
		t.add(whole(u.n), left)
	}
	t.items = len(t.rows) + len(t.columns)
	for i, constant := range p.constants {
		t.add(rounded(constant, rows[i]))
	}
	t.origin = t.clone()
	return t
}

// add adds an equation for a number of its own.
func (t *simplex) add(constant Fraction, row []Fraction) {
	t.rows = append(t.rows, len(t.rows)+len(t.columns))
	t.constants = append(t.constants, constant)
	t.coefficients = append(t.coefficients, row)
}

// whole reports whether all numbers of items are whole.
func (t *simplex) whole() bool { return smallestWhere(t.rows, t.broken) == -1 }

// broken reports whether the number of row i must be whole, and is not.
func (t *simplex) broken(i int) bool { return t.rows[i] < t.items && !t.constants[i].isWhole() }

// branch asks the first number that is not whole to be at most the whole number
// below, and then at least the one above. Any such number would do as well, but
// that can take much longer. First it asks both of every such number: one that
// nothing whole can be spares the search.
func (t *simplex) branch() bool {
	for i := range t.rows {
		if t.broken(i) && !t.bounded(i, -1).solve() && !t.bounded(i, 1).solve() {
			return false
		}
	}
	return t.branchOn()
}

func (t *simplex) branchOn() bool {
	if !t.solve() {
		return false
	}
	i := smallestWhere(t.rows, t.broken)
	if i == -1 || t.roundable() {
		return true
	}
	if t.bounded(i, -1).branchOn() {
		return true
	}
	t.bound(i, t.constants[i].floor().plus(whole(1)), 1)
	return t.branchOn()
}

// mostRounded is how many numbers are rounded up and down in all ways.
const mostRounded = 5

// roundable reports whether it does to round the numbers of items that are not whole.
func (t *simplex) roundable() bool {
	numbers := slices.Repeat([]Fraction{whole(0)}, len(t.origin.coefficients[0]))
	var broken []int
	for i, n := range t.rows {
		if n < len(numbers) {
			numbers[n] = t.constants[i]
			if t.broken(i) {
				broken = append(broken, n)
			}
		}
	}
	if len(broken) > mostRounded || !t.budget.charge(len(numbers)*len(t.origin.rows)<<len(broken)) {
		return false
	}
	floors := make([]Fraction, len(broken))
	for k, n := range broken {
		floors[k] = numbers[n].floor()
	}
	for ups := range 1 << len(broken) {
		for k, n := range broken {
			numbers[n] = floors[k].plus(whole(int64(ups >> k & 1)))
		}
		if t.origin.holds(numbers) {
			return true
		}
	}
	return false
}

// holds reports whether the equations of a table as it was made hold for these
// numbers of its columns.
func (t *simplex) holds(numbers []Fraction) bool {
	for i, row := range t.coefficients {
		sum := t.constants[i]
		for k, c := range row {
			if c.Sign() != 0 && numbers[k].Sign() != 0 {
				sum = sum.plus(c.times(numbers[k]))
			}
		}
		if sum.Sign() < 0 {
			return false
		}
	}
	return true
}

// bounded is the table with the number of row i, which is not whole, at most the
// whole number below, for -1, or at least the one above, for 1.
func (t *simplex) bounded(i int, sign int64) *simplex {
	limit := t.constants[i].floor()
	if sign == 1 {
		limit = limit.plus(whole(1))
	}
	c := t.clone()
	c.bound(i, limit, sign)
	return c
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
		if column == -1 || !t.exchange(row, column) {
			return false
		}
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
// all others. It reports false if the budget is spent.
func (t *simplex) exchange(row, column int) bool {
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
		if !t.budget.charge(1 + 2*t.work(pivot)*share.work()) {
			return false
		}
		t.constants[i] = t.constants[i].plus(t.constants[row].times(share))
		other[column] = whole(0)
		for k := range other {
			if pivot[k].Sign() != 0 {
				other[k] = other[k].plus(pivot[k].times(share))
			}
		}
	}
	return true
}

// work is how much work a row is.
func (t *simplex) work(row []Fraction) int {
	work := 0
	for _, f := range row {
		if f.Sign() != 0 {
			work += f.work()
		}
	}
	return work
}

func (t *simplex) clone() *simplex {
	t.budget.charge(2 * len(t.rows) * len(t.columns))
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
