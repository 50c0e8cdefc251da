package tripartite

import (
	"cmp"
	"slices"
)

// The outcome of a rule is at least Rejected, or at least Adopted, if and only if a
// formula over conditions holds, linear or pooled. All composite formulas are of one kind, "at
// least k of these n formulas hold". All is k = n, any is k = 1. The opposite of a
// composite is of the same kind: fewer than k of n hold if and only if the opposites
// of at least n-k+1 do. The opposite of a condition is a condition: all sums are
// whole numbers, so "not at least 0" is "at most -1".

type formula interface {
	// extent returns the columns that the formula is about: from, and before to.
	extent() (from, to int)
}

// atLeast holds if at least k of the formulas hold.
type atLeast struct {
	k        int
	of       []formula
	from, to int
}

func (c *condition) extent() (from, to int) { return c.first, c.first + len(c.values) }
func (c *pooled) extent() (from, to int)    { return c.first, c.first + len(c.values) }
func (f *atLeast) extent() (from, to int)   { return f.from, f.to }

var (
	// always asks that none of no formulas holds, and never that one of none does.
	always formula = &atLeast{k: 0}
	never  formula = &atLeast{k: 1}
)

// some returns the formula that at least k of n parts hold, for k from 1 to n. It
// leaves out parts that always or never hold, and stops as soon as the answer is
// known.
func some(k, n int, part func(i int) formula) formula {
	var of []formula
	spare := n - k // this many need not hold
	for i := range n {
		switch f := part(i); f {
		case always:
			if k--; k == 0 {
				return always
			}
		case never:
			if spare--; spare == -1 {
				return never
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

func newAtLeast(k int, of []formula) *atLeast {
	f := &atLeast{k: k, of: of}
	for i, part := range of {
		from, to := part.extent()
		if i == 0 {
			f.from, f.to = from, to
		}
		f.from, f.to = min(f.from, from), max(f.to, to)
	}
	return f
}

// both and either are the two cases with names.

func both(a, b formula) formula {
	return some(2, 2, func(i int) formula { return [...]formula{a, b}[i] })
}

func either(a, b formula) formula {
	return some(1, 2, func(i int) formula { return [...]formula{a, b}[i] })
}

// flat replaces formulas all of whose parts must hold by these parts. It reports
// false if one formula cannot hold.
func flat(formulas []formula) ([]formula, bool) {
	var all []formula
	for _, f := range formulas {
		k, ok := f.(*atLeast)
		switch {
		case !ok || k.k > 0 && k.k < len(k.of):
			all = append(all, f)
		case k.k > len(k.of):
			return nil, false
		case k.k == len(k.of):
			parts, ok := flat(k.of)
			if !ok {
				return nil, false
			}
			all = append(all, parts...)
		}
	}
	return all, true
}

// apart groups the formulas. Formulas of different groups have no column in common.
func apart(formulas []formula) [][]formula {
	sorted := slices.Clone(formulas)
	slices.SortStableFunc(sorted, func(a, b formula) int {
		x, _ := a.extent()
		y, _ := b.extent()
		return cmp.Compare(x, y)
	})
	var groups [][]formula
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

// rejected returns the formula of a rule that is always Rejected.
func rejected(level Outcome, holds bool) formula {
	if (level == Rejected) == holds {
		return always
	}
	return never
}

// satisfiable reports whether the open seats can end so that all formulas hold,
// together with what is known about the seats. If the budget is spent, false means
// nothing.
func (p *position) satisfiable(formulas []formula) bool {
	formulas, ok := flat(formulas)
	if !ok {
		return false
	}
	if p.base.limited() {
		return p.together(nil, nil, formulas)
	}
	for _, group := range apart(formulas) {
		if !p.together(nil, nil, group) {
			return false
		}
	}
	return true
}

// together is satisfiable for formulas that have seats in common, and for conditions
// that must hold as well.
func (p *position) together(conditions []*condition, pools []*pooled, formulas []formula) bool {
	if !p.budget.charge(10) {
		return false
	}
	if len(formulas) == 0 {
		return p.base.with(conditions...).and(pools...).solvable()
	}
	rest := formulas[1:]
	switch f := formulas[0].(type) {
	case *condition:
		conditions = append(slices.Clip(conditions), f)
		return p.hopeful(conditions) && p.together(conditions, pools, rest)
	case *pooled:
		return p.together(conditions, append(slices.Clip(pools), f), rest)
	case *atLeast:
		switch {
		case f.k == 0:
			return p.together(conditions, pools, rest)
		case f.k > len(f.of):
			return false
		case f.k == len(f.of):
			return p.together(conditions, pools, append(slices.Clip(f.of), rest...))
		case len(formulas) == 1 && len(conditions)+len(pools) == 0 && !p.base.limited() && len(apart(f.of)) == len(f.of):
			return p.several(f)
		}
		with := append([]formula{f.of[0], newAtLeast(f.k-1, f.of[1:])}, rest...)
		without := append([]formula{newAtLeast(f.k, f.of[1:])}, rest...)
		return p.together(conditions, pools, with) || p.together(conditions, pools, without)
	}
	return false
}

// several reports whether at least k of the formulas can hold. They have no seats in
// common, so each is asked apart.
func (p *position) several(f *atLeast) bool {
	left := f.k
	for _, part := range f.of {
		if left > 0 && p.satisfiable([]formula{part}) {
			left--
		}
	}
	return left == 0
}

// hopeful reports whether the last condition is compatible with each of the others.
// If two conditions hold, their sum is at least 0, so a sum that cannot be excludes
// them. Most contradictions are found so, before the rest of the formula is looked
// at.
func (p *position) hopeful(conditions []*condition) bool {
	last := conditions[len(conditions)-1]
	return !slices.ContainsFunc(conditions[:len(conditions)-1], func(other *condition) bool { return p.base.opposed(last, other) })
}
