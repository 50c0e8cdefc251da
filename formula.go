package tripartite

import (
	"cmp"
	"slices"
)

// The outcome of a rule is at least Rejected, or at least Adopted, if and only if a
// formula over linear conditions holds. All composite formulas are of one kind, "at
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

// clause returns the formula a*x - b*y >= least, where x and y are the seats or votes
// of the part in the sets of and in. If the answer does not depend on the open seats,
// the formula is always or never. Otherwise it is a condition.
func (p *position) clause(part Tally, bySeats bool, of States, a Fraction, in States, b, least Fraction) formula {
	x := p.sum(p.scratch[:0], part, bySeats, of, a, in, b, least)
	p.scratch = x.values
	switch low, high := p.base.bounds(&x); {
	case low.Sign() >= 0:
		return always
	case high.Sign() < 0:
		return never
	}
	c := &condition{x.constant, x.first, slices.Clone(x.values)}
	if len(c.values) == 1 {
		return p.settled(c)
	}
	return c
}

// settled decides a condition by what is known about its seats, if it has only one
// column and conditions on that column are known. If these do not decide it, the
// result is the condition.
func (p *position) settled(c *condition) formula {
	var own []*condition
	for _, known := range p.base.conditions {
		if known.first == c.first && len(known.values) == 1 {
			own = append(own, known)
		}
	}
	if own == nil {
		return c
	}
	alone := p.base.with()
	alone.conditions = own
	switch {
	case !alone.with(c).solvable() && !p.budget.spent():
		return never
	case !alone.with(c.opposite()).solvable() && !p.budget.spent():
		return always
	}
	return c
}

// linear returns the condition of a clause, whether or not it is known.
func (p *position) linear(part Tally, bySeats bool, of States, a Fraction, in States, b, least Fraction) *condition {
	x := p.sum(nil, part, bySeats, of, a, in, b, least)
	return &x
}

// sum returns the condition of a clause. It appends the values to to.
func (p *position) sum(to [][8]Fraction, part Tally, bySeats bool, of States, a Fraction, in States, b, least Fraction) condition {
	x := condition{constant: whole(0).minus(least), first: p.firstOf(part), values: to}
	values := [4]Fraction{whole(0), a, whole(0).minus(b), a.minus(b)}
	next := x.first
	for bloc := range part.Blocs() {
		unit, counted := whole(1), AllSeats
		if !bySeats {
			unit, counted = bloc.wholeWeight(), bloc.of.body.nodes[bloc.node].counted()
		}
		c, known := noValues, AllSeats
		for s := range c {
			if one := States(1<<s) & counted; one&(of|in) != 0 {
				c[s] = unit.times(values[b2i(one&of != 0)+2*b2i(one&in != 0)])
			}
		}
		for ; next < len(p.open) && p.open[next].bloc.node == bloc.node; next++ {
			x.values = append(x.values, c)
			known &^= 1 << p.open[next].from
		}
		for s := range c {
			if n := bloc.Seats(known & (1 << s)); n != 0 {
				x.constant = x.constant.plus(c[s].times(whole(int64(n))))
			}
		}
	}
	return x
}

// firstOf returns the position of the first open seat that is in the part, if there
// is any.
func (p *position) firstOf(part Tally) int {
	if part.part == nil {
		return 0
	}
	first, _ := slices.BinarySearchFunc(p.open, part.of.body.nodes[part.node].first, func(o openSeat, first int) int {
		return cmp.Compare(o.first(), first)
	})
	return first
}

// share returns the formula that a share holds or, if holds is false, that it does
// not.
func (p *position) share(s Share, part Tally, holds bool) formula {
	num, den := whole(int64(s.Need.Num)), whole(int64(s.Need.Den))
	least, most := whole(int64(b2i(s.Need.Strict))), whole(int64(1-b2i(s.Need.Strict)))
	switch {
	case !s.Need.valid() && holds:
		return never
	case !s.Need.valid():
		return always
	case holds:
		return both(p.something(s, part), p.clause(part, s.BySeats, s.Of, den, s.Base, num, least))
	}
	// Below the bar, num*base - den*of is above 0. With a strict threshold it is at
	// least 0.
	return either(p.nothing(s, part), p.clause(part, s.BySeats, s.Base, num, s.Of, den, most))
}

// something and nothing report whether the base of a share has anything in it. A
// share of nothing does not hold, and so its opposite does.

func (p *position) something(s Share, part Tally) formula {
	return p.clause(part, s.BySeats, s.Base, whole(1), 0, whole(0), whole(1))
}

func (p *position) nothing(s Share, part Tally) formula {
	return p.clause(part, s.BySeats, 0, whole(0), s.Base, whole(1), whole(0))
}

// reaches returns the formula that the outcome of the rule is at least level or, if
// holds is false, below it. level is Rejected or Adopted. It follows the expansion of
// the rule.
func (p *position) reaches(r Rule, part Tally, level Outcome, holds bool) formula {
	x := expand(r, part)
	if x.wrong != "" || !p.budget.charge(20) {
		return rejected(level, holds)
	}
	switch x.kind {
	case noRule:
	case shareClause:
		if level == Adopted {
			return p.share(x.share, part, holds)
		}
	case countClause:
		if level == Adopted {
			return p.number(x.number, part, holds)
		}
	case samePart:
		return p.reaches(x.parts[0].rule, x.parts[0].to, level, holds)
	case bestParts:
		return p.kOf(x.k, len(x.parts), holds, func(i int, holds bool) formula {
			return p.reaches(x.parts[i].rule, x.parts[i].to, level, holds)
		})
	case votingParts:
		if level == Adopted {
			return p.eachVoting(x.share, part, holds)
		}
	case quorumParts: // an outcome other than Adopted is Void, below both levels
		return p.kOf(len(x.parts), len(x.parts), holds, func(i int, holds bool) formula {
			return p.reaches(x.parts[i].rule, x.parts[i].to, Adopted, holds)
		})
	case vetoParts: // a veto holds if no part adopts
		if level == Adopted && (p.sound || p.isSound(r, part)) {
			return p.kOf(len(x.parts), len(x.parts), holds, func(i int, holds bool) formula {
				return p.reaches(x.parts[i].rule, x.parts[i].to, Adopted, !holds)
			})
		}
	default: // also for a rule of the caller: nobody may ask, since nothing is known about its outcomes
		panic(x.kind.unknown())
	}
	return rejected(level, holds) // a clause is at least Rejected, and so is a malformed rule
}

// isSound is sound within the budget. If the budget is spent, it reports false.
func (p *position) isSound(r Rule, part Tally) bool {
	x := expand(r, part)
	return p.budget.charge(10) && x.wrong == "" &&
		!slices.ContainsFunc(x.parts, func(a applied) bool { return !p.isSound(a.rule, a.to) })
}

// rejected returns the formula of a rule that is always Rejected.
func rejected(level Outcome, holds bool) formula {
	if (level == Rejected) == holds {
		return always
	}
	return never
}

// kOf returns the formula that at least k of n parts hold or, if holds is false, that
// fewer do.
func (p *position) kOf(k, n int, holds bool, part func(i int, holds bool) formula) formula {
	if !holds {
		k = n - k + 1
	}
	return some(k, n, func(i int) formula { return part(i, holds) })
}

func (p *position) number(n SeatCount, part Tally, holds bool) formula {
	if holds {
		return p.clause(part, true, n.Of, whole(1), 0, whole(0), whole(int64(n.Need)))
	}
	return p.clause(part, true, 0, whole(0), n.Of, whole(1), whole(int64(1-n.Need)))
}

// eachVoting returns the formula that in every group the base is empty or the share
// holds, and some base is not empty. If holds is false, it returns the opposite.
func (p *position) eachVoting(s Share, part Tally, holds bool) formula {
	group := func(i int) Tally { return part.Group(First + Group(i)) }
	if holds {
		return both(
			some(numGroups, numGroups, func(i int) formula { return either(p.nothing(s, group(i)), p.share(s, group(i), true)) }),
			some(1, numGroups, func(i int) formula { return p.something(s, group(i)) }),
		)
	}
	return either(
		some(1, numGroups, func(i int) formula { return both(p.something(s, group(i)), p.share(s, group(i), false)) }),
		some(numGroups, numGroups, func(i int) formula { return p.nothing(s, group(i)) }),
	)
}

// satisfiable reports whether the open seats can end so that all formulas hold,
// together with what is known about the seats. If the budget is spent, false means
// nothing.
func (p *position) satisfiable(formulas []formula) bool {
	formulas, ok := flat(formulas)
	if !ok {
		return false
	}
	if len(p.base.conditions) > 0 {
		return p.together(nil, formulas)
	}
	for _, group := range apart(formulas) {
		if !p.together(nil, group) {
			return false
		}
	}
	return true
}

// together is satisfiable for formulas that have seats in common, and for conditions
// that must hold as well.
func (p *position) together(conditions []*condition, formulas []formula) bool {
	if !p.budget.charge(10) {
		return false
	}
	if len(formulas) == 0 {
		return p.base.with(conditions...).solvable()
	}
	rest := formulas[1:]
	switch f := formulas[0].(type) {
	case *condition:
		conditions = append(slices.Clip(conditions), f)
		return p.hopeful(conditions) && p.together(conditions, rest)
	case *atLeast:
		switch {
		case f.k == 0:
			return p.together(conditions, rest)
		case f.k > len(f.of):
			return false
		case f.k == len(f.of):
			return p.together(conditions, append(slices.Clip(f.of), rest...))
		case len(formulas) == 1 && len(conditions)+len(p.base.conditions) == 0 && len(apart(f.of)) == len(f.of):
			return p.several(f)
		}
		with := append([]formula{f.of[0], newAtLeast(f.k-1, f.of[1:])}, rest...)
		without := append([]formula{newAtLeast(f.k, f.of[1:])}, rest...)
		return p.together(conditions, with) || p.together(conditions, without)
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
