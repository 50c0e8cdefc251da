package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
)

// cells counts coalitions by size and weight. A row is a size, and a column a weight. If
// sizes do not matter, there is one row.
type cells struct {
	bySize bool
	count  [][]*big.Int
}

// mostCells is the greatest number of cells of a table.
const mostCells = 1 << 21

// newCells counts the coalitions of the seats. It reports false if the budget does not
// allow it.
func newCells(of []weightedSeats, bySize bool, work *budget) (cells, bool) {
	seats, weight := 0, 0
	for _, w := range of {
		seats += w.seats
		weight += w.weight * w.seats
	}
	rows := 1
	if bySize {
		rows += seats
	}
	if rows > mostCells/(weight+1) || !work.chargeProduct(rows, weight+1, seats/4+1, seats/64+4) {
		return cells{}, false
	}
	c := cells{bySize, make([][]*big.Int, rows)}
	for i := range c.count {
		c.count[i] = make([]*big.Int, weight+1)
	}
	c.count[0][0] = big.NewInt(1)
	for _, w := range of {
		for range w.seats {
			c.add(w.weight)
		}
	}
	return c, true
}

// add takes one more seat into the coalitions.
func (c *cells) add(weight int) {
	for i := range slices.Backward(c.count) {
		from := i
		if c.bySize {
			if from--; from < 0 {
				return
			}
		}
		row := c.count[i]
		for j := len(row) - 1; j >= weight; j-- {
			if n := c.count[from][j-weight]; n != nil {
				if row[j] == nil {
					row[j] = new(big.Int)
				}
				row[j].Add(row[j], n)
			}
		}
	}
}

// without returns the coalitions without one seat of that weight.
func (c *cells) without(weight int) cells {
	left := cells{c.bySize, make([][]*big.Int, len(c.count))}
	for i, row := range c.count {
		left.count[i] = make([]*big.Int, len(row))
		for j, n := range row {
			switch {
			case n == nil:
			case !c.bySize && weight == 0:
				left.count[i][j] = new(big.Int).Rsh(n, 1)
			default:
				left.count[i][j] = n
				if with := left.with(i, j, weight); with != nil {
					left.count[i][j] = new(big.Int).Sub(n, with)
				}
			}
		}
	}
	return left
}

// with returns the number of coalitions of a size and a weight that contain a seat of that
// weight. c holds the coalitions without the seat.
func (c *cells) with(size, weight, seat int) *big.Int {
	if c.bySize {
		size--
	}
	if size < 0 || weight < seat {
		return nil
	}
	return c.count[size][weight-seat]
}

// visit calls a function for each size and weight that a coalition has.
func (c *cells) visit(f func(size, weight int, n *big.Int)) {
	for i, row := range c.count {
		for j, n := range row {
			if n != nil && n.Sign() > 0 {
				f(i, j, n)
			}
		}
	}
}

// times returns the coalitions of two sets of seats together. It multiplies the tables as
// numbers. A cell takes a fixed number of bytes, enough for the number of all coalitions of
// the body, which has that many seats.
func (c *cells) times(d *cells, seats int, work *budget) cells {
	both := cells{c.bySize, make([][]*big.Int, len(c.count)+len(d.count)-1)}
	width, bytes := len(c.count[0])+len(d.count[0])-1, seats/8+1
	if !work.chargeProduct(multiplying(max(len(c.count), len(d.count)), width, seats)...) {
		return cells{}
	}
	a, b := c.pack(width, bytes), d.pack(width, bytes)
	text := make([]byte, (len(both.count)+1)*width*bytes)
	a.Mul(a, b).FillBytes(text)
	for i := range both.count {
		both.count[i] = make([]*big.Int, width)
		for j := range width {
			end := len(text) - (i*width+j)*bytes
			if n := new(big.Int).SetBytes(text[end-bytes : end]); n.Sign() > 0 {
				both.count[i][j] = n
			}
		}
	}
	return both
}

// multiplying returns the work of multiplying tables of that size, as factors. The work
// grows with about the power 3/2 of the number of cells.
func multiplying(rows, columns, seats int) []int {
	root := 1 << ((bits.Len(uint(rows)) + bits.Len(uint(columns)) + bits.Len(uint(seats/64+1))) / 2)
	return []int{rows, columns, seats/64 + 1, root}
}

// pack returns the table as a number, in rows of a width.
func (c *cells) pack(width, bytes int) *big.Int {
	text := make([]byte, len(c.count)*width*bytes)
	c.visit(func(i, j int, n *big.Int) {
		end := len(text) - (i*width+j)*bytes
		n.FillBytes(text[end-bytes : end])
	})
	return new(big.Int).SetBytes(text)
}

// accumulate replaces each cell by the sum of those of its row from it on.
func (c *cells) accumulate() {
	for _, row := range c.count {
		sum := new(big.Int)
		for j := range slices.Backward(row) {
			if row[j] != nil {
				sum = new(big.Int).Add(sum, row[j])
			}
			row[j] = sum
		}
	}
}
