package linear

import (
	"cmp"
	"slices"
)

// A Formula is a [Condition], a [Pooled] condition, or [AtLeast] so many of other formulas.
//
// All is k = n of n formulas, any is k = 1. The opposite of a composite is of the same kind:
// fewer than k of n hold if and only if the opposites of at least n-k+1 do. The opposite of
// a condition is a condition: all sums are whole numbers, so "not at least 0" is "at most
// -1".
type Formula interface {
	// extent returns the columns that the formula is about: from, and before to.
	extent() (from, to int)
}

// AtLeast holds if at least K of the formulas hold. [Some] makes one.
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

// Some returns the formula that at least k of n parts hold, for k from 1 to n. It
// leaves out parts that always or never hold, and stops as soon as the answer is
// known.
func Some(k, n int, part func(i int) Formula) Formula {
	var of []Formula
	spare := n - k // this many need not hold
	for i := range n {
		switch f := part(i); f {
		case Always:
			if k--; k == 0 {
				return Always
			}
		case Never:
			if spare--; spare == -1 {
				return Never
			}
		default:
			of = append(of, f)
		}
	}
	if len(of) == 1 {
		return of[0]
	}
	return newAtLeast(k, of)
}

func newAtLeast(k int, of []Formula) *AtLeast {
	f := &AtLeast{K: k, Of: of}
	for i, part := range of {
		from, to := part.extent()
		if i == 0 {
			f.from, f.to = from, to
		}
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
		return Enough(len(f.Of)-f.K+1, opposites)
	}
	panic("linear: no such kind of formula")
}

// Enough returns the formula that at least k of the formulas hold, for any k.
func Enough(k int, of []Formula) Formula {
	switch {
	case k <= 0:
		return Always
	case k > len(of):
		return Never
	}
	return Some(k, len(of), func(i int) Formula { return of[i] })
}

// Both returns the formula that two formulas hold.
func Both(a, b Formula) Formula {
	return Some(2, 2, func(i int) Formula { return [...]Formula{a, b}[i] })
}

// Either returns the formula that one of two formulas holds.
func Either(a, b Formula) Formula {
	return Some(1, 2, func(i int) Formula { return [...]Formula{a, b}[i] })
}

// flat replaces formulas all of whose parts must hold by these parts. It reports
// false if one formula cannot hold.
func flat(formulas []Formula) ([]Formula, bool) {
	var all []Formula
	for _, f := range formulas {
		k, ok := f.(*AtLeast)
		switch {
		case !ok || k.K > 0 && k.K < len(k.Of):
			all = append(all, f)
		case k.K > len(k.Of):
			return nil, false
		case k.K == len(k.Of):
			parts, ok := flat(k.Of)
			if !ok {
				return nil, false
			}
			all = append(all, parts...)
		}
	}
	return all, true
}

// apart groups the formulas. Formulas of different groups have no column in common.
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
func (s *System) Satisfiable(formulas ...Formula) bool {
	formulas, ok := flat(formulas)
	switch choice := func(f Formula) bool { _, is := f.(*AtLeast); return is }; {
	case !ok:
		return false
	case !slices.ContainsFunc(formulas, choice):
		return s.assuming(formulas).solvable()
	case s.limited():
		return s.together(nil, nil, formulas)
	}
	for _, group := range apart(formulas) {
		if !s.together(nil, nil, group) {
			return false
		}
	}
	return true
}

// together is Satisfiable for formulas that have items in common, and for conditions
// that must hold as well.
func (s *System) together(conditions []*Condition, pools []*Pooled, formulas []Formula) bool {
	if !s.budget.Charge(10) {
		return false
	}
	if len(formulas) == 0 {
		return s.with(conditions...).and(pools...).solvable()
	}
	rest := formulas[1:]
	switch f := formulas[0].(type) {
	case *Condition:
		conditions = append(slices.Clip(conditions), f)
		return s.hopeful(conditions) && s.together(conditions, pools, rest)
	case *Pooled:
		return s.together(conditions, append(slices.Clip(pools), f), rest)
	case *AtLeast:
		switch {
		case f.K == 0:
			return s.together(conditions, pools, rest)
		case f.K > len(f.Of):
			return false
		case f.K == len(f.Of):
			return s.together(conditions, pools, append(slices.Clip(f.Of), rest...))
		case len(formulas) == 1 && len(conditions)+len(pools) == 0 && !s.limited() && len(apart(f.Of)) == len(f.Of):
			return s.several(f)
		}
		with := append([]Formula{f.Of[0], newAtLeast(f.K-1, f.Of[1:])}, rest...)
		without := append([]Formula{newAtLeast(f.K, f.Of[1:])}, rest...)
		return s.together(conditions, pools, with) || s.together(conditions, pools, without)
	}
	return false
}

// several reports whether at least k of the formulas can hold. They have no seats in
// common, so each is asked apart.
func (s *System) several(f *AtLeast) bool {
	left := f.K
	for _, part := range f.Of {
		if left > 0 && s.Satisfiable(part) {
			left--
		}
	}
	return left == 0
}

// hopeful reports whether the last condition is compatible with each of the others.
// If two conditions hold, their sum is at least 0, so a sum that cannot be excludes
// them. Most contradictions are found so, before the rest of the formula is looked
// at.
func (s *System) hopeful(conditions []*Condition) bool {
	last := conditions[len(conditions)-1]
	return !slices.ContainsFunc(conditions[:len(conditions)-1], func(other *Condition) bool { return s.opposed(last, other) })
}
