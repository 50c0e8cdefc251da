package linear

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strconv"

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

// Within returns the system with another budget. It shares what Span remembers.
func (s *System) Within(b *Budget) *System {
	within := *s
	within.budget = b
	return &within
}

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

// Restrict assumes that n more items of a column can be in these ends only.
func (s *System) Restrict(column int, n int64, ends uint8) {
	s.ties = nil
	s.restrict(column, n, ends)
}

// Exclude assumes that no item is in the end.
func (s *System) Exclude(end int) {
	s.ties = nil
	for i := range s.kinds {
		s.kinds[i].ends &^= 1 << end
	}
	s.Reduce()
}

// CanHave reports whether an item can be in the end. It allows fractions of an item, and
// gives up early, so that only false is certain.
func (s *System) CanHave(end int) bool {
	part := s.budget.Part(20)
	defer s.budget.Rejoin(part)
	base := s.Within(part)
	t := base.tied()
	some := &Condition{Constant: exact.Whole(0), Values: slices.Repeat([]Values{Nothing}, len(t.group))}
	for i := range some.Values {
		some.Values[i][end] = exact.Whole(1)
	}
	for _, p := range base.pieces(t, some) {
		p.sum.Constant = exact.Whole(-1)
		if p.system.with(p.sum).relaxed() || part.Spent() {
			return true
		}
	}
	return false
}

// Solvable reports whether the items can be shared out so that the conditions hold,
// together with what is assumed. If wholly is not set, fractions of an item will do, and
// only false is certain. If the budget is spent, false means nothing.
func (s *System) Solvable(wholly bool, conditions ...Formula) bool {
	with := s.with()
	with.conditions, with.pooled = slices.Clip(with.conditions), slices.Clip(with.pooled)
	with.Assume(conditions...)
	return with.solve(wholly)
}

// Decided returns Always or Never if the condition holds, or fails, wherever the items are,
// or if what is assumed of its only column decides it. Otherwise it returns the condition,
// or a copy.
func (s *System) Decided(c *Condition) Formula {
	switch low, high := s.bounds(c); {
	case low.Sign() >= 0:
		return Always
	case high.Sign() < 0:
		return Never
	}
	c = &Condition{c.Constant, c.First, slices.Clone(c.Values)}
	if len(c.Values) == 1 {
		return s.settled(c)
	}
	return c
}

// settled decides a condition by what is known about its items, if it has only one
// column and conditions on that column are known. If these do not decide it, the
// result is the condition.
func (s *System) settled(c *Condition) Formula {
	var own []*Condition
	for _, known := range s.conditions {
		if known.First == c.First && len(known.Values) == 1 {
			own = append(own, known)
		}
	}
	if own == nil {
		return c
	}
	alone := s.with()
	alone.conditions = own
	switch {
	case !alone.with(c).solvable() && !s.budget.Spent():
		return Never
	case !alone.with(c.Opposite()).solvable() && !s.budget.Spent():
		return Always
	}
	return c
}

// DecidedPool is Decided for a pooled condition: it holds even if all items are in the worst
// ends for it, or does not hold even if all are in the best.
func (s *System) DecidedPool(c *Pooled) Formula {
	can := func(c *Pooled) bool {
		return (&System{kinds: s.kinds, budget: s.budget}).with().and(c).relaxed() || s.budget.Spent()
	}
	switch {
	case !can(c):
		return Never
	case !can(c.Opposite()):
		return Always
	}
	return c
}

// Alike returns equal numbers for columns that are alike to a formula: that their items turn
// makes the same difference to each of its conditions. In a pooled condition, columns are
// alike if they are of the same pool and count alike.
func (s *System) Alike(f Formula) []int {
	classes := make([]int, len(s.kinds))
	conditions := 0
	known := map[string]int{} // a number for each key
	distinguish := func(column int, by []byte) {
		key := binary.AppendVarint(binary.AppendVarint(nil, int64(classes[column])), int64(conditions))
		key = append(key, by...)
		class, ok := known[string(key)]
		if !ok {
			class = len(known) + 1
			known[string(key)] = class
		}
		classes[column] = class
	}
	var visit func(f Formula)
	visit = func(f Formula) {
		conditions++
		switch f := f.(type) {
		case *Condition:
			if !s.budget.ChargeProduct(20, len(f.Values), f.Work()) {
				return
			}
			for i := range f.Values {
				distinguish(f.First+i, s.kinds[f.First+i].differences(&f.Values[i]))
			}
		case *Pooled:
			if !s.budget.ChargeProduct(20, len(f.Values)) {
				return
			}
			for i := range f.Values {
				column := f.First + i
				pool, from := f.Of[column], s.kinds[column].from
				shares := f.All[pool].In>>from&1 != 0
				distinguish(column, f.Values[i][from].AppendKey([]byte(strconv.Itoa(pool)+strconv.FormatBool(shares))))
			}
		case *AtLeast:
			for _, part := range f.Of {
				visit(part)
			}
		}
	}
	visit(f)
	return classes
}

// differences returns a text of what it adds to a condition if an item turns to each end.
func (k kind) differences(values *Values) []byte {
	var text []byte
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		text = values[bits.TrailingZeros8(ends)].Minus(values[k.from]).AppendKey(text)
	}
	return text
}

// Impossible is a condition that never holds.
var Impossible = &Condition{Constant: exact.Whole(-1)}
