package linear

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// parts returns the components of the system, with equal kinds merged.
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
// last.
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

// unknowns stands for the numbers of n items in each of the ends.
type unknowns struct {
	n     int64
	ends  uint8
	terms []term // in the order of the conditions
}

// free returns all ends but the last, whose number follows from the others.
func (u unknowns) free() uint8 { return u.ends &^ (1 << lastEnd(u.ends)) }

// term is what an item adds to a condition in each end.
type term struct {
	condition int
	Values    Values
}

// add adds items. It merges them with items that have the same ends and terms. Reports on
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
// has a row for each. For more, only the search of between is tried.
const mostUnknowns = 200

// solvable reports whether the component has a solution. If wholly is not set,
// fractions will do.
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

// free returns the number of free numbers.
func (p *component) free() int {
	free := 0
	for _, u := range p.unknowns {
		free += bits.OnesCount8(u.ends) - 1
	}
	return free
}

// mostWays is the greatest number of conditions for which between goes all ways.
const mostWays = 6

// between looks for a solution on the way from the best for two conditions to the
// best for two others. On that way the items of one unknown after the other change
// ends. That is little work, and usually finds a solution if there is one; if it does not,
// that means nothing. It is for hundreds of seats that all weigh differently, for which the
// simplex method takes too long.
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
// which may be the same.
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

// onTheWay reports whether all conditions hold at some point of the way.
func (p *component) onTheWay(from, to []int) bool {
	sums := slices.Clone(p.constants)
	short := 0 // the number of sums below 0
	for i, u := range p.unknowns {
		for _, t := range u.terms {
			sums[t.condition] = sums[t.condition].Plus(t.Values[from[i]].Times(exact.Whole(u.n)))
		}
	}
	for _, sum := range sums {
		short += b2i(sum.Sign() < 0)
	}
	for i, u := range p.unknowns {
		if short == 0 {
			return true
		}
		for _, t := range u.terms {
			was := sums[t.condition]
			change := t.Values[to[i]].Minus(t.Values[from[i]])
			sums[t.condition] = was.Plus(change.Times(exact.Whole(u.n)))
			short += b2i(sums[t.condition].Sign() < 0) - b2i(was.Sign() < 0)
		}
	}
	return short == 0
}

// table returns the conditions of a component as equations. There is a number for the
// items in each end but the last, for those left to the last end, and for the amount
// by which each condition holds. If the budget is spent, table returns nil.
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
func (p *component) hasPoint() bool {
	t := p.table()
	return t != nil && t.polygon().hasPoint(func() bool {
		return p.budget.ChargeProduct(15, 2+len(t.rows), 2+len(t.rows), p.work)
	})
}
