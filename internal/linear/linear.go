// Package linear decides whether linear conditions can hold in whole numbers.
//
// Items are to be shared out. The items of a kind are alike, and each goes to one of at
// most eight ends. A [Condition] holds if a constant and what every item adds in its end
// sum to at least 0; all these values are whole. A [Formula] says that at least so many of
// some conditions, or of other formulas, hold. A [System] is made by [New]. It tells whether
// formulas can hold together ([System.Satisfiable]), how few items must turn so that they
// do ([System.Fewest]), what a sum can come to ([System.Span]), and all ways to share the
// items out ([System.All]). The package knows nothing about votes.
//
// A [Pooled] condition is not linear: what an item adds depends on how many items share a
// power. The file pools.go says what is known of it.
//
// # Why it is right
//
// Every answer is exact: all numbers are fractions of any size, and nothing is rounded.
// Every step replaces a system by systems that can be solved if and only if the first one
// can:
//
//   - Choices. Of a formula, the first part holds, or it does not have to. Both cases are
//     tried, until only conditions are left.
//   - Settling. A condition goes if even its least value is at least 0. An end goes
//     if one item there makes a condition fail, wherever the others are.
//   - Splitting. A condition that depends on one kind, and tells only better ends
//     from worse, asks for a number of items in the better ones. The items are alike,
//     so it does not matter which: that many become a kind with the better ends, and
//     the condition goes.
//   - Dominance. An end goes if another adds at least as much to every condition:
//     items can move there, and no condition gets worse.
//   - Cases. If there are pooled conditions, their bounds take their place. If these can
//     hold and are not exact, the number of items that share a power is at most half of
//     what it can be, or more. Both cases are tried. In the end every number is known, and
//     every condition is linear.
//   - Merging. Kinds become one if they have the same ends and, in every condition,
//     the same differences between them: only the total in each end matters.
//   - Components. Conditions that depend on no common kind are solved apart.
//   - Pairs. If the sum of two conditions of a formula is below 0 wherever the items
//     are, not both hold. The same is true of two pooled conditions, if one and a multiple
//     of the other sum to at most 0 for each item, and one is strict. What clashes with a
//     condition that must hold is dropped from the other formulas.
//   - Ways between. If every item is where it adds most to two conditions, and then one
//     kind after the other moves to where it adds most to two others, all conditions may
//     hold on the way. That is a solution; if there is none on the way, nothing follows.
//   - Simplex. It finds fractions that meet the conditions, or proves that none do;
//     then no whole numbers do.
//   - Lattice counting. If a component has two free numbers and the fractions are not
//     whole, the conditions bound a polygon, and its points with whole coordinates
//     are counted.
//   - Branch and bound. With more free numbers, one that is not whole is at most the
//     whole number below, or at least the one above. Both cases are tried. That ends,
//     since the number of items bounds every number.
//
// So "yes" stands for a solution, and "no" for a proof that covers every case. All work is
// charged to a [Budget]. If that is spent first, the answer is "no" and means nothing: ask
// [Budget.Spent].
//
// # Where it is
//
// The files follow the way of a question:
//
//	formula.go    formulas, and the choices between their parts
//	system.go     kinds, columns and conditions, and the bounds of these
//	solve.go      the order of the steps for conditions only, and the cases of pools.go
//	reduce.go     settling, splitting and dominance
//	span.go       what ties columns together, and the span of a sum
//	component.go  merging, components, ways between and the table
//	simplex.go    fractions, and branch and bound
//	lattice.go    points with whole coordinates
//	cost.go       how few items must turn
//	listing.go    all ways to share the items out
//	vectors.go    the lowest numbers that are enough, for any question
//
// # What it costs
//
// To decide conditions in whole numbers is hard: no method is known that is quick for all systems.
// What real bodies ask is easy for one of three reasons. There are few kinds, as in three groups
// of equal seats. Or there are many, and few conditions on all of them: then a way between is
// usually found, or fractions show that there is none. Or most conditions are about one bloc each,
// and components are small. A question that is none of these is not guessed: it spends its budget.
//
// # An example
//
// Three items can each add 0 or 2, and four others 0 or 3. Can they come to 7? Let x and y
// be the numbers of those that add 2 and 3. The conditions are a = -7 + 2x + 3y >= 0 and
// b = 7 - 2x - 3y >= 0, and p = 3 - x and q = 4 - y items are left for the other end. In a
// table, each row is a number, expressed by the numbers of the columns:
//
//	           x     y               a     y               a     p
//	a    -7    2     3      x  7/2   1/2  -3/2     x     3    0    -1
//	b     7   -2    -3      b    0    -1    0      b     0   -1     0
//	p     3   -1     0      p -1/2  -1/2   3/2     y   1/3   1/3   2/3
//	q     4    0    -1      q    4    0    -1      q  11/3  -1/3  -2/3
//
// In the first table x and y are 0, and a is -7. So a is exchanged for x, the first column
// that can raise it, and then p for y. In the third no number is negative: x = 3 and
// y = 1/3 solve it, but 1/3 items do not. If y is at most 0, the row 0 - y = -1/3 - 1/3a -
// 2/3p is negative and nothing can raise it: that is a proof. If y is at least 1, p is
// exchanged once more, and x = 2 and y = 1.
package linear

import (
	"encoding/binary"
	"slices"

	"example.com/tripartite/internal/exact"
)

// Kind is a number of items that are alike, and the ends that each may go to: a bit for
// each end. An item turns if it goes to another end than From.
type Kind struct {
	N    int64
	Ends uint8
	From int
}

// New returns a system of which nothing is assumed yet. The kinds are its columns.
func New(kinds []Kind, b *Budget) *System {
	b.ChargeProduct(50, len(kinds)) // a condition takes memory for each
	s := &System{kinds: make([]kind, len(kinds)), budget: b}
	for i, k := range kinds {
		s.kinds[i] = kind{n: k.N, ends: k.Ends, from: k.From, column: i}
	}
	return s
}

// Within returns the system with another budget. It remembers what Span finds, which stays true
// as long as nothing more is assumed. Systems that were made of it earlier do not see that.
func (s *System) Within(b *Budget) *System {
	within := *s
	if within.budget = b; within.spans == nil {
		within.spans = map[string][2]exact.Rational{}
	}
	return &within
}

// Clone returns a copy of the system. What is assumed of one is not assumed of the other.
func (s *System) Clone() *System { return s.with() }

// Assume adds conditions that must hold, pooled or not, to the system.
func (s *System) Assume(conditions ...Formula) {
	s.ties = nil
	for _, f := range conditions {
		switch f := f.(type) {
		case *Condition:
			s.conditions = append(s.conditions, f)
		case *Pooled:
			s.pooled = append(s.pooled, f)
		default:
			panic("linear: only conditions can be assumed")
		}
	}
}

// Settle looks for what follows from what is assumed, once, so that less is left to each
// question. It loses no solution. A report of a thousand blocs is settled once, for all cells of
// its table.
func (s *System) Settle() {
	s.reduce()
	s.ties = s.tied()
}

// Decided returns Always or Never if the condition holds, or fails, wherever the items are,
// or if what is assumed of its only column decides it. Otherwise it returns the condition.
func (s *System) Decided(c *Condition) Formula {
	switch low, high := s.bounds(c); {
	case low.Sign() >= 0:
		return Always
	case high.Sign() < 0:
		return Never
	}
	if len(c.Values) == 1 {
		return s.settled(c)
	}
	return c
}

// settled decides a condition by what is assumed of its only column. If that does not
// decide it, the result is the condition. If the votes of 26 cantons are known as
// percentages, most cantons are decided so, and few choices are left.
//
// Two questions are asked about one column, with what is assumed of that column alone: can the
// condition hold, and can its opposite? If only one can, that is the answer. What is assumed of
// several columns is left out, since it might decide more, but would take a search.
func (s *System) settled(c *Condition) Formula {
	alone := *s
	alone.conditions = slices.DeleteFunc(slices.Clone(s.conditions), func(known *Condition) bool {
		return known.First != c.First || len(known.Values) != 1
	})
	if len(alone.conditions) == 0 {
		return c
	}
	switch {
	case !alone.with(c).solve(true) && !s.budget.Spent():
		return Never
	case !alone.with(c.Opposite()).solve(true) && !s.budget.Spent():
		return Always
	}
	return c
}

// Alike returns equal numbers for columns that are alike to a formula: that their items turn
// makes the same difference to each of its conditions. In a pooled condition, columns are
// alike if they are of the same pool and count alike.
//
// Only differences matter, since Fewest counts items that turn: an item that adds 5, or 7 if it
// turns, is like one that adds 1, or 3. In the example of the package, let the second column
// add 1 and 3 instead. Then its items are like those of the first, and 7 items of one column
// would do.
func (s *System) Alike(f Formula) []int {
	keys, conditions := make([][]byte, len(s.kinds)), uint64(0)
	var visit func(f Formula)
	visit = func(f Formula) {
		conditions++
		from, to := f.extent()
		switch f := f.(type) {
		case *Condition:
			s.budget.ChargeProduct(20, to-from, f.Work())
			for i := range f.Values {
				key := binary.AppendUvarint(keys[from+i], conditions)
				keys[from+i] = s.kinds[from+i].appendDifferences(key, &f.Values[i])
			}
		case *Pooled:
			s.budget.ChargeProduct(20, to-from)
			for i := range f.Values {
				column := from + i
				pool, from := f.Of[column], s.kinds[column].from
				key := binary.AppendUvarint(binary.AppendUvarint(keys[column], conditions), uint64(pool))
				keys[column] = f.Values[i][from].AppendKey(append(key, f.All[pool].In>>from&1))
			}
		case *AtLeast:
			for _, part := range f.Of {
				visit(part)
			}
		}
	}
	visit(f)
	classes, known := make([]int, len(keys)), map[string]int{}
	for column, key := range keys {
		if _, ok := known[string(key)]; !ok {
			known[string(key)] = column
		}
		classes[column] = known[string(key)]
	}
	return classes
}

// appendDifferences appends what it adds to a condition if an item turns to each end.
func (k kind) appendDifferences(key []byte, values *Values) []byte {
	for end := range each(k.ends) {
		key = values[end].Minus(values[k.from]).AppendKey(key)
	}
	return key
}
