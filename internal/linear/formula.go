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
// those that always or never hold.
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

// Change returns the formula with other conditions. It must have no pooled conditions.
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

// flat replaces formulas all of whose parts must hold by these parts. It reports
// false if one formula cannot hold.
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
	return s.together(nil, nil, formulas)
}

// together is Satisfiable, if conditions must hold as well.
func (s *System) together(conditions []*Condition, pools []*Pooled, formulas []Formula) bool {
	formulas, ok := flat(formulas)
	if !ok || !s.budget.Charge(10*(1+len(formulas))) {
		return false
	}
	var choices []Formula
	conditions, pools = slices.Clip(conditions), slices.Clip(pools)
	for _, f := range formulas {
		switch f := f.(type) {
		case *Condition:
			opposed := func(other *Condition) bool { return s.opposed(f, other) }
			if slices.ContainsFunc(conditions, opposed) {
				return false
			}
			conditions = append(conditions, f)
		case *Pooled:
			pools = append(pools, f)
		case *AtLeast:
			choices = append(choices, f)
		}
	}
	if len(choices) == 0 {
		return s.with(conditions...).and(pools...).solve(true)
	}
	f, others := choices[0].(*AtLeast), choices[1:]
	with := append([]Formula{f.Of[0], Enough(f.K-1, f.Of[1:]...)}, others...)
	without := append([]Formula{Enough(f.K, f.Of[1:]...)}, others...)
	return s.together(conditions, pools, with) || s.together(conditions, pools, without)
}

// opposed reports whether two conditions cannot both hold, since their sum is below 0 wherever
// the items are. Most contradictions are found so, before the rest of the formula is looked
// at. Without that, no answer changes, but the ways to fail of thousands of weights take
// seconds.
func (s *System) opposed(a, b *Condition) bool {
	both := sum(a, b, s.budget)
	if both == nil {
		return false
	}
	_, high := s.bounds(both)
	return high.Sign() < 0
}
