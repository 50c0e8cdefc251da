package linear

import (
	"slices"

	"example.com/tripartite/internal/exact"
)

// The simplex method decides whether linear equations have a solution in numbers that
// are not negative. It finds one in fractions, or proves that there is none. If a
// number must be whole and is not, branch and bound tries the numbers below and
// above.
//
// Nothing is maximised, so the dual half of the method is enough: it starts from a
// table that is not a solution and exchanges numbers until it is one. All values are
// exact fractions, so there is no tolerance to choose. "None" is a proof: some row
// has a negative constant and no positive coefficient, so that its number, which may
// not be negative, would be.

// simplex is a table of equations between numbers, none of which may be negative.
// Each row expresses a number as a constant plus multiples of the numbers of the
// columns. In the solution that the table stands for, the numbers of the columns are
// 0 and those of the rows are the constants. It is valid if no constant is negative.
type simplex struct {
	rows, columns []int // the numbers that they stand for
	constants     []exact.Rational
	coefficients  [][]exact.Rational
	items         int // numbers below this one count items, and must be whole
	budget        *Budget
}

// add adds an equation for a new number. It needs no exchange: the number is that of a row, and
// the row says what it is in the solution that the table stands for.
func (t *simplex) add(constant exact.Rational, row []exact.Rational) {
	t.rows = append(t.rows, len(t.rows)+len(t.columns))
	t.constants = append(t.constants, constant)
	t.coefficients = append(t.coefficients, row)
}

// whole reports whether all numbers of items are whole.
func (t *simplex) whole() bool { return smallestWhere(t.rows, t.fractional) == -1 }

// fractional reports whether the number of row i must be whole and is not.
// < or <=: the next number says how much is left of a condition, and is whole if the
// numbers of items are.
func (t *simplex) fractional(i int) bool { return t.rows[i] < t.items && !t.constants[i].IsWhole() }

// branch searches for a solution in whole numbers. It branches on the first fractional
// number. Any would be right, but others can take much longer. The table is not made anew: a
// bound is a row more, whose constant is negative, and few exchanges mend that. So the case
// below is a copy, and the other one goes on with the table itself.
func (t *simplex) branch() bool {
	if !t.solve() {
		return false
	}
	i := smallestWhere(t.rows, t.fractional)
	if i == -1 {
		return true
	}
	floor := t.constants[i].Floor()
	below := t.clone()
	below.bound(i, floor, -1)
	if below.branch() {
		return true
	}
	t.bound(i, floor.Plus(exact.Whole(1)), 1)
	return t.branch()
}

// bound adds an equation: the number of row i is at most the limit if sign is -1, and
// at least the limit if sign is 1.
func (t *simplex) bound(i int, limit exact.Rational, sign int64) {
	row := make([]exact.Rational, len(t.columns))
	for k, c := range t.coefficients[i] {
		row[k] = c.Times(exact.Whole(sign))
	}
	t.add(t.constants[i].Minus(limit).Times(exact.Whole(sign)), row)
}

// solve exchanges rows and columns until no constant is negative. It reports false if
// a row shows that there is no solution, or if the budget is spent. Of several rows
// or columns it takes the one whose number comes first, so that it does not go round
// in circles (Bland's rule).
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

// smallestWhere returns the index of the smallest number for which holds is true, or
// -1.
func smallestWhere(numbers []int, holds func(i int) bool) int {
	smallest := -1
	for i, n := range numbers {
		if holds(i) && (smallest == -1 || n < numbers[smallest]) { // < or <=: no two numbers are the same
			smallest = i
		}
	}
	return smallest
}

// exchange solves the equation of the row for the number of the column, and
// substitutes it in all other rows. It reports false if the budget is spent. From
//
//	a = -7 + 2x + 3y    follows    x = 7/2 + a/2 - 3/2 y
//
// and the row p = 3 - x becomes p = -1/2 - a/2 + 3/2 y. Numbers can grow with each exchange, so
// a fraction is charged by its length, and only where the row is not 0.
func (t *simplex) exchange(row, column int) bool {
	t.rows[row], t.columns[column] = t.columns[column], t.rows[row]
	pivot := t.coefficients[row]
	if !t.budget.Charge(t.work(pivot)) {
		return false
	}
	unit := exact.Whole(1).Over(pivot[column])
	t.constants[row] = t.constants[row].Times(unit).Times(exact.Whole(-1))
	for k := range pivot {
		if pivot[k] = pivot[k].Times(unit).Times(exact.Whole(-1)); k == column {
			pivot[k] = unit
		}
	}
	for i, other := range t.coefficients {
		share := other[column]
		if i == row || share.Sign() == 0 {
			continue
		}
		if !t.budget.Charge(1 + 2*t.work(pivot)*share.Work()) {
			return false
		}
		t.constants[i] = t.constants[i].Plus(t.constants[row].Times(share))
		other[column] = exact.Whole(0)
		for k := range other {
			if pivot[k].Sign() != 0 {
				other[k] = other[k].Plus(pivot[k].Times(share))
			}
		}
	}
	return true
}

// work returns the work of one operation on each number of the row. Zeros cost nothing, since
// nothing is done to them: a table of many components would mostly be zeros.
func (t *simplex) work(row []exact.Rational) int {
	work := 0
	for _, f := range row {
		if f.Sign() != 0 {
			work += f.Work()
		}
	}
	return work
}

func (t *simplex) clone() *simplex {
	t.budget.ChargeProduct(2, len(t.rows), len(t.columns))
	c := *t
	c.rows, c.columns = slices.Clone(t.rows), slices.Clone(t.columns)
	c.constants = slices.Clone(t.constants)
	c.coefficients = slices.Clone(t.coefficients)
	for i := range c.coefficients {
		c.coefficients[i] = slices.Clone(c.coefficients[i])
	}
	return &c
}

// rounded divides a row of whole numbers and its constant by the greatest common
// divisor of the row, and rounds the constant down. Numbers of items are whole, so
// the row is, and no whole solution is lost. It can save a long search: 82.54 % of
// 3000 is between 2476.05 and 2476.35, and no whole number is. Hundreds of large weights
// with a common divisor need it, too.
func rounded(constant exact.Rational, row []exact.Rational) (exact.Rational, []exact.Rational) {
	var divisor int64
	for _, c := range row {
		n, fits := c.Int64()
		if !fits {
			return constant, row
		}
		divisor = exact.GCD(divisor, max(n, -n))
	}
	if divisor == 0 {
		return constant, row
	}
	for k := range row {
		row[k] = row[k].Over(exact.Whole(divisor))
	}
	return constant.Over(exact.Whole(divisor)).Floor(), row
}
