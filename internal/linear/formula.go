package linear

import (
	"cmp"
	"math/bits"
	"slices"

	"example.com/tripartite/internal/exact"
)

// A rule becomes formulas over conditions. They are decided in three steps: what must hold in any
// case is collected (flat); what contradicts it is dropped from the choices that are left (left,
// clash); and if a choice remains, both of its cases are tried (together). The conditions that
// are chosen in the end are solved together. For example, of the formulas
//
//	p    at least 1 of p' and q    at least 2 of q', r and t
//
// where p' is the opposite of p and q' of q: p is certain, so p' goes, and q is what is left of
// the second. Then q' goes, and both r and t must hold. One system of p, q, r and t is solved,
// where six cases could have been tried.

// A Formula is a [Condition], a [Pooled] condition, or [AtLeast] so many of other formulas.
//
// All is k = n of n formulas, any is k = 1. The opposite of a composite is of the same kind:
// fewer than k of n hold if and only if the opposites of at least n-k+1 do. The opposite of
// a condition is a condition: all sums are whole numbers, so "not at least 0" is "at most
// -1". For example, p and q hold, or else not p or not q does; and if at least 2 of p, q and r
// do not hold, at least 2 of their opposites do. So no formula needs a "not" of its own.
type Formula interface {
	// extent returns the columns that the formula is about: from, and before to.
	extent() (from, to int)
}

// AtLeast holds if at least K of the formulas hold. [Enough] makes one.
type AtLeast struct {
	K        int
	Of       []Formula
	from, to int
}

func (c *Condition) extent() (from, to int) { return c.First, c.First + len(c.Values) }
func (c *Pooled) extent() (from, to int)    { return c.First, c.First + len(c.Values) }
func (f *AtLeast) extent() (from, to int)   { return f.from, f.to }

var (
	// Always asks that none of no formulas holds.
	Always Formula = &AtLeast{K: 0}
	// Never asks that one of no formulas holds.
	Never Formula = &AtLeast{K: 1}
)

// Enough returns the formula that at least k of the formulas hold, for any k. It leaves out
// those that always or never hold: at least 2 of Always, Never, p and q is at least 1 of p and
// q. So Always and Never are parts of no other formula, and what follows need not look for
// them in one.
func Enough(k int, of ...Formula) Formula {
	var open []Formula
	for _, f := range of {
		if f == Always {
			k--
		} else if f != Never {
			open = append(open, f)
		}
	}
	switch {
	case k <= 0:
		return Always
	case k > len(open):
		return Never
	case len(open) == 1:
		return open[0]
	}
	f := &AtLeast{K: k, Of: open}
	f.from, f.to = open[0].extent()
	for _, part := range open {
		from, to := part.extent()
		f.from, f.to = min(f.from, from), max(f.to, to)
	}
	return f
}

// Not returns the opposite of the formula.
func Not(f Formula) Formula {
	switch f := f.(type) {
	case *Condition:
		return f.Opposite()
	case *Pooled:
		return f.Opposite()
	case *AtLeast:
		opposites := make([]Formula, len(f.Of))
		for i, part := range f.Of {
			opposites[i] = Not(part)
		}
		return Enough(len(f.Of)-f.K+1, opposites...)
	}
	panic("linear: no such kind of formula")
}

// Change returns the formula with other conditions. It must have no pooled conditions. That a rule
// adopts a vote, and that it adopts the vote in which one seat has turned, are the same formula
// over conditions that differ in what the seat adds.
func Change(f Formula, change func(*Condition) *Condition) Formula {
	switch f := f.(type) {
	case *Condition:
		return change(f)
	case *AtLeast:
		of := make([]Formula, len(f.Of))
		for i, part := range f.Of {
			of[i] = Change(part, change)
		}
		return Enough(f.K, of...)
	}
	panic("linear: only conditions can be changed")
}

// flat replaces formulas all of whose parts must hold by these parts: "p and (q and r)" and
// "s or t" become p, q, r and "s or t". It reports false if one formula cannot hold.
func flat(formulas []Formula) (all []Formula, ok bool) {
	for _, f := range formulas {
		if f == Never { // which is no part of another
			return nil, false
		}
		if k, is := f.(*AtLeast); is && k.K == len(k.Of) {
			parts, _ := flat(k.Of)
			all = append(all, parts...)
		} else {
			all = append(all, f)
		}
	}
	return all, true
}

// apart groups the formulas. Formulas of different groups have no column in common. It goes
// by the first and the last column of each: sorted by the first, a formula begins a new group
// if all before it have ended. So two formulas of a group may have none in common either.
// Formulas about columns 0 to 2, 1, 2 to 4 and 5 make two groups, the last of them alone.
func apart(formulas []Formula) [][]Formula {
	sorted := slices.Clone(formulas)
	slices.SortStableFunc(sorted, func(a, b Formula) int {
		x, _ := a.extent()
		y, _ := b.extent()
		return cmp.Compare(x, y)
	})
	var groups [][]Formula
	end := 0
	for _, f := range sorted {
		from, to := f.extent()
		if len(groups) == 0 || from >= end {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], f)
		end = max(end, to)
	}
	return groups
}

// Satisfiable reports whether the items can be shared out so that all formulas hold,
// together with what is assumed. If the budget is spent, false means nothing.
//
// Before the first choice is made, each choice loses the parts that clash with another.
// Later, parts are compared only with what has become certain.
func (s *System) Satisfiable(formulas ...Formula) bool {
	all, ok := flat(formulas)
	if !ok {
		return false
	}
	isChoice := func(f Formula) bool { _, is := f.(*AtLeast); return is }
	left := slices.Clone(all)
	for i, f := range all {
		if isChoice(f) {
			left[i] = s.left(f, slices.DeleteFunc(slices.Clone(all), func(other Formula) bool {
				return other == f || !isChoice(other)
			}))
		}
	}
	return s.together(nil, left)
}

// together is Satisfiable, if settled conditions must hold as well. No part of a formula
// clashes with these.
//
// A choice is made on the first part of the first formula. If the part holds, one fewer of
// the others must. In the other case the part is dropped: nothing is lost by not saying that
// it fails, since the others are enough then, and there is one condition less. Each case has
// a part less, so that the search ends; n parts make at most 2^n cases. For example, at least
// 2 of p, q and r become
//
//	p and at least 1 of q and r      which becomes  p and q,  or  p and r
//	at least 2 of q and r            which are      q and r
func (s *System) together(settled, formulas []Formula) bool {
	formulas, ok := flat(formulas)
	if !ok || !s.budget.Charge(10*(1+len(formulas))) {
		return false
	}
	var choices []Formula
	was := len(settled)
	settled = slices.Clip(settled)
	for _, f := range formulas {
		if _, is := f.(*AtLeast); is {
			choices = append(choices, f)
			continue
		}
		switch {
		case s.budget.Spent(): // of many conditions, each would still be compared with all others
			return false
		case slices.ContainsFunc(settled, func(other Formula) bool { return same(f, other) }):
		case slices.ContainsFunc(settled, func(other Formula) bool { return s.clash(f, other) }):
			return false
		default:
			settled = append(settled, f)
		}
	}
	if len(choices) == 0 {
		return s.with(settled...).solve(true)
	}
	open := false
	for i, f := range choices {
		choices[i] = s.left(f, settled[was:])
		open = open || choices[i] != f
	}
	if open {
		return s.together(settled, choices)
	}
	f, others := choices[0].(*AtLeast), choices[1:]
	with := append([]Formula{f.Of[0], Enough(f.K-1, f.Of[1:]...)}, others...)
	without := append([]Formula{Enough(f.K, f.Of[1:]...)}, others...)
	return s.together(settled, with) || s.together(settled, without)
}

// same reports whether two formulas are equal conditions. A rule that says the same in many
// places asks for the same condition as often: of a thousand equal clauses, each would be compared
// with all others, and the system would have a thousand conditions.
func same(a, b Formula) bool {
	c, is := a.(*Condition)
	d, also := b.(*Condition)
	return is && also && (c == d || c.First == d.First && c.Constant.Equal(d.Constant) &&
		slices.EqualFunc(c.Values, d.Values, func(v, w Values) bool {
			return slices.EqualFunc(v[:], w[:], exact.Rational.Equal)
		}))
}

// left returns the formula without the parts that clash with one of those that must hold. If
// p must hold, and its opposite is p', then "at least 1 of p', q and r" is "q or r". If q
// clashes as well, it is r, and no choice is left. If nothing clashes, the result is f itself,
// so that the caller sees whether to go on.
func (s *System) left(f Formula, settled []Formula) Formula {
	if slices.ContainsFunc(settled, func(other Formula) bool { return s.clash(f, other) }) {
		return Never
	}
	a, is := f.(*AtLeast)
	if !is || len(settled) == 0 {
		return f
	}
	of, fewer := make([]Formula, len(a.Of)), false
	for i, part := range a.Of {
		of[i] = s.left(part, settled)
		fewer = fewer || of[i] != part
	}
	if !fewer {
		return f
	}
	return Enough(a.K, of...)
}

// clash reports whether it is plain that two formulas cannot both hold. Most contradictions
// are found so, before the rest of the formulas is looked at. Without that, no answer
// changes, but the ways to fail of thousands of weights take seconds, and so does a proof
// that a rule over many parts follows from itself.
//
// Of a number of disjoint pairs of parts that clash, at most one each holds. So if that
// leaves fewer parts of both formulas than they ask for together, they clash. For example,
// "at least 2 of p, q and r" clashes with "at least 2 of p', q' and r'" if the parts of the
// three pairs clash: of six parts at most 3 hold, and 4 are asked for.
//
// Each part takes the first that it clashes with. Other pairs might be more, and then a clash
// is missed: that costs work, and no answer is wrong.
func (s *System) clash(a, b Formula) bool {
	if !overlap(a, b) {
		return false
	}
	switch a := a.(type) {
	case *Condition:
		b, is := b.(*Condition)
		return is && s.opposed(a, b)
	case *Pooled:
		b, is := b.(*Pooled)
		return is && s.opposedPools(a, b)
	}
	x := a.(*AtLeast)
	y, is := b.(*AtLeast)
	if !is || !s.budget.ChargeProduct(1+len(x.Of), len(y.Of)) {
		return false
	}
	free := slices.Clone(y.Of)
	for _, part := range x.Of {
		if i := slices.IndexFunc(free, func(f Formula) bool { return s.clash(part, f) }); i >= 0 {
			free = slices.Delete(free, i, i+1)
		}
	}
	return x.K+y.K > len(x.Of)+len(free)
}

// opposed reports whether two conditions cannot both hold, since their sum is below 0 wherever
// the items are. In the example of the package, a + b is 0 everywhere, and so both may hold.
// The opposite of a is 6 - 2x - 3y >= 0. Its sum with a is -1 everywhere, and they are opposed.
func (s *System) opposed(a, b *Condition) bool {
	first, next := min(a.First, b.First), max(a.First+len(a.Values), b.First+len(b.Values))
	if !s.budget.ChargeProduct(4, next-first+1, max(a.Work(), b.Work())) {
		return false
	}
	high := a.Constant.Plus(b.Constant)
	for column := first; column < next; column++ {
		x, y := a.Of(column), b.Of(column)
		for k := column; ; k = s.kinds[k].next { // quicker than of, and hot
			if items := &s.kinds[k]; items.n > 0 {
				high = high.Plus(items.most(x, y).Times(exact.Whole(items.n)))
			}
			if s.kinds[k].next == 0 {
				break
			}
		}
	}
	return high.Sign() < 0
}

// most returns the most that an item can add to two conditions together.
func (k kind) most(x, y *Values) (most exact.Rational) {
	for ends := k.ends; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros8(ends)
		if both := x[end].Plus(y[end]); ends == k.ends || both.Cmp(most) > 0 {
			most = both
		}
	}
	return most
}
