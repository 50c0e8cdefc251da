package linear

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// parts returns the components of the system, with equal kinds merged. A condition of which
// no kind can tell the ends apart is in none of them. It has been settled, or else there was no
// solution.
func (s *System) parts(t *ties) (parts []*component) {
	of, place := map[int]*component{}, map[*Condition]int{}
	for group, conditions := range t.conditions {
		if len(conditions) == 0 {
			continue
		}
		p := &component{budget: s.budget, alike: map[string]int{}}
		for i, c := range conditions {
			place[c] = i
			p.constants = append(p.constants, s.base(c))
			p.work = max(p.work, p.constants[i].Work())
		}
		of[group], parts = p, append(parts, p)
	}
	for k, conditions := range t.touching {
		if len(conditions) == 0 {
			continue
		}
		items := s.kinds[k]
		u := unknowns{n: items.n, ends: items.ends}
		for _, c := range conditions {
			u.terms = append(u.terms, items.relative(place[c], c))
		}
		of[t.group[items.column]].add(u)
	}
	return parts
}

// relative returns what an item adds to a condition in each end, compared with the
// last. The number of items in the last end follows from the others, so it must not be
// unknown as well: the table would need an equation more, in which nothing may be left over.
// In the example of the package, an item of the first column adds -2 to condition a in end 0,
// and 0 in end 1. The constant is then 11, what a comes to if all items are in end 1.
func (k kind) relative(condition int, c *Condition) term {
	values := c.Of(k.column)
	t, last := term{condition: condition, Values: Nothing}, values[lastEnd(k.ends)]
	for end := range each(k.ends) {
		t.Values[end] = values[end].Minus(last)
	}
	return t
}

// component is a part of a system that is solved by itself. The constant of a
// condition is what it comes to if every item is in the last of its ends. What is known of
// each of 26 cantons makes 26 small components: in one table, a search for one canton would
// be repeated for every answer of the others.
type component struct {
	unknowns  []unknowns
	constants []exact.Rational
	alike     map[string]int // positions in unknowns, by ends and terms
	budget    *Budget
	work      int // of an operation on the longest number
}

// unknowns stands for the numbers of n items in each of the ends. All but one of these numbers
// are free, and together they are at most n.
type unknowns struct {
	n     int64
	ends  uint8
	terms []term // in the order of the conditions
}

// free returns all ends but the last, whose number follows from the others.
func (u unknowns) free() uint8 { return u.ends &^ (1 << lastEnd(u.ends)) }

// term is what an item adds to a condition in each end, beside what it adds in the last.
type term struct {
	condition int
	Values    Values
}

// add adds items. It merges them with items that have the same ends and terms: how many of
// both are in an end decides every condition, and any such number can be shared out between
// the two, since each has all these ends. Reports on
// the whole of a body need that: its blocs are alike then, and hundreds become one.
func (p *component) add(u unknowns) {
	for _, t := range u.terms {
		p.work = max(p.work, workOfAny(&t.Values))
	}
	p.budget.ChargeProduct(8, len(u.terms), p.work)
	key := []byte{u.ends}
	for _, t := range u.terms {
		key = binary.AppendUvarint(key, uint64(t.condition))
		for end := range each(u.ends) {
			key = t.Values[end].AppendKey(key)
		}
	}
	if same, known := p.alike[string(key)]; known {
		p.unknowns[same].n += u.n
		return
	}
	p.alike[string(key)] = len(p.unknowns)
	p.unknowns = append(p.unknowns, u)
}

// mostUnknowns is the greatest number of unknowns for the simplex method, whose table
// has a row for each. For more, only the search of between is tried. Two hundred unknowns of three
// ends make a table of 400 columns, and an exchange goes through all of its 80,000 numbers.
const mostUnknowns = 200

// solvable reports whether the component has a solution. If wholly is not set,
// fractions will do.
//
// What follows is in the order of its cost. One condition alone needs no table: every item
// goes where it adds most, and that the condition holds then is known from the bounds. With
// many unknowns the way between the best ends is tried before the table, whose size is the
// square of theirs. Fractions are looked for first: if there are none, nothing is left to do,
// and a table without a negative constant may be whole already.
func (p *component) solvable(wholly bool) bool {
	switch {
	case len(p.constants) == 1:
		return true // the bounds have shown that it can hold
	case len(p.unknowns) > 16 && p.between():
		return true
	case len(p.unknowns) > mostUnknowns:
		if wholly {
			p.budget.Exhaust()
		}
		return !wholly // it may have one
	}
	switch t := p.table(); {
	case t == nil || !t.solve():
		return false
	case !wholly || t.whole():
		return true
	case len(t.columns) == 2:
		return p.hasPoint()
	default:
		return t.branch()
	}
}

// free returns the number of free numbers: the columns of the table.
func (p *component) free() int {
	free := 0
	for _, u := range p.unknowns {
		free += bits.OnesCount8(u.ends) - 1
	}
	return free
}

// mostWays is the greatest number of conditions for which between goes all ways. Six
// conditions have 21 singles and pairs, and 231 ways between two of these. The number grows
// with the fourth power.
const mostWays = 6

// between looks for a solution on the way from the best for two conditions to the
// best for two others. On that way the items of one unknown after the other change
// ends. That is little work, and usually finds a solution if there is one; if it does not,
// that means nothing. It is for hundreds of seats that all weigh differently, for which the
// simplex method takes too long.
//
// Suppose that a sum must be at least 500 and at most 510. At the best for the first, all 750
// items add to the sum, and at the best for the second none does. On the way from the one to
// the other the sum goes down item by item, and unless one of them weighs more than 10, it
// cannot miss what is between. Three conditions need the other ways.
func (p *component) between() bool {
	if len(p.constants) > mostWays {
		return false
	}
	var ways [][]int
	for a := range p.constants {
		for b := range a + 1 {
			ways = append(ways, p.best(a, b))
		}
	}
	for i, from := range ways {
		for _, to := range ways[:i+1] {
			if !p.budget.ChargeProduct(8, len(p.unknowns), p.work) {
				return false
			}
			if p.onTheWay(from, to) {
				return true
			}
		}
	}
	return false
}

// best returns for each unknown the end in which its items add most to conditions a and b,
// which may be the same. Compared with the last end, in which they add 0, no end may add more:
// then it is the last one.
func (p *component) best(a, b int) []int {
	way := make([]int, len(p.unknowns))
	for i, u := range p.unknowns {
		most := exact.Whole(0) // in the last of the ends
		way[i] = lastEnd(u.ends)
		for end := range each(u.free()) {
			sum := exact.Whole(0)
			for _, t := range u.terms {
				if t.condition == a || t.condition == b {
					sum = sum.Plus(t.Values[end])
				}
			}
			if sum.Cmp(most) > 0 {
				most, way[i] = sum, end
			}
		}
	}
	return way
}

// onTheWay reports whether all conditions hold at some point of the way. All items of an
// unknown change ends at once. What is counted is how many conditions do not hold, so that a
// step looks only at those which its items are about.
func (p *component) onTheWay(from, to []int) bool {
	sums := slices.Clone(p.constants)
	short := 0 // the number of sums below 0
	for i, u := range p.unknowns {
		for _, t := range u.terms {
			sums[t.condition] = sums[t.condition].Plus(t.Values[from[i]].Times(exact.Whole(u.n)))
		}
	}
	for _, sum := range sums {
		short += exact.Bit(sum.Sign() < 0)
	}
	for i, u := range p.unknowns {
		if short == 0 {
			return true
		}
		for _, t := range u.terms {
			was := sums[t.condition]
			change := t.Values[to[i]].Minus(t.Values[from[i]])
			sums[t.condition] = was.Plus(change.Times(exact.Whole(u.n)))
			short += exact.Bit(sums[t.condition].Sign() < 0) - exact.Bit(was.Sign() < 0)
		}
	}
	return short == 0
}

// table returns the conditions of a component as equations. There is a number for the
// items in each end but the last, for those left to the last end, and for the amount
// by which each condition holds. If the budget is spent, table returns nil.
//
// In the example of the package, conditions a and b are tied together, and items in end 1 are
// left over. With x and y for those in end 0, the table starts as
//
//	            x   y
//	p      3   -1   0    in the first column, left for end 1
//	q      4    0  -1    in the second
//	a     11   -2  -3    the amount by which a holds
//	b    -11    2   3
//
// All numbers but a and b count items. A row of a condition is divided by what its numbers
// have in common, and its constant rounded, before anything is exchanged.
func (p *component) table() *simplex {
	t := &simplex{budget: p.budget}
	for range p.free() {
		t.columns = append(t.columns, len(t.columns))
	}
	if !p.budget.ChargeProduct(2, len(t.columns), len(p.unknowns)+len(p.constants)) {
		return nil
	}
	zeros := slices.Repeat([]exact.Rational{exact.Whole(0)}, len(t.columns))
	rows := make([][]exact.Rational, len(p.constants))
	for i := range rows {
		rows[i] = slices.Clone(zeros)
	}
	column := 0
	for _, u := range p.unknowns {
		left := slices.Clone(zeros)
		for end := range each(u.free()) {
			for _, term := range u.terms {
				rows[term.condition][column] = term.Values[end]
			}
			left[column] = exact.Whole(-1)
			column++
		}
		t.add(exact.Whole(u.n), left)
	}
	t.items = len(t.rows) + len(t.columns)
	for i, constant := range p.constants {
		t.add(rounded(constant, rows[i]))
	}
	return t
}

// hasPoint reports whether a component of two free numbers has a solution in whole numbers.
// It takes the table as it is before any exchange, in which the free numbers are the columns.
func (p *component) hasPoint() bool {
	t := p.table()
	return t != nil && t.polygon().hasPoint(func() bool {
		return p.budget.ChargeProduct(15, 2+len(t.rows), 2+len(t.rows), p.work)
	})
}
