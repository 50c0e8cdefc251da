package tripartite

import (
	"cmp"
	"slices"
)

// A rule's outcome is at least Rejected, or at least Adopted, if a formula over
// linear conditions holds. There is one kind of composite: all, any and k of n are
// "at least k of these formulas hold", and so is the opposite of each, since fewer
// than k of n hold if n-k+1 do not. The opposite of a condition is a condition,
// since all sums are whole numbers: not at least 0 is at most -1.

type formula interface {
	// extent is the columns that it is about: from, and before to.
	extent() (from, to int)
}

// atLeast holds if k of the formulas do.
type atLeast struct {
	k        int
	of       []formula
	from, to int
}

func (c *condition) extent() (from, to int) { return c.first, c.first + len(c.values) }
func (f *atLeast) extent() (from, to int)   { return f.from, f.to }

// always asks for none of no formulas, never for one of them.
var (
	always formula = &atLeast{k: 0}
	never  formula = &atLeast{k: 1}
)

// some is the formula that k of n hold, at least one and at most all, without those
// of which it is known whether they do. It looks no further than it must.
func some(k, n int, part func(i int) formula) formula {
	var of []formula
	spare := n - k // so many need not hold
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

// both and either are and and or.

func both(a, b formula) formula {
	return some(2, 2, func(i int) formula { return [...]formula{a, b}[i] })
}

func either(a, b formula) formula {
	return some(1, 2, func(i int) formula { return [...]formula{a, b}[i] })
}

// flat is the formulas with those instead of which all of several hold taken apart;
// false if one of them cannot hold.
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

// apart groups formulas that are about some column in common, if only by others.
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

// clause is the formula that in the part of*a - in*b is at least so much, with of
// and in what is in these sets: a condition, unless it is known whatever the open
// seats do.
func (p *position) clause(part Tally, heads bool, of States, a Fraction, in States, b, least Fraction) formula {
	x := p.sum(p.scratch[:0], part, heads, of, a, in, b, least)
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

// settled asks what is known of the seats that a condition is about, if they are
// all of one kind, and nothing else is known of them, whether it holds.
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

// linear is the condition of a clause, whether or not it is known.
func (p *position) linear(part Tally, heads bool, of States, a Fraction, in States, b, least Fraction) *condition {
	x := p.sum(nil, part, heads, of, a, in, b, least)
	return &x
}

// sum is the condition, with its values appended to those given.
func (p *position) sum(to [][8]Fraction, part Tally, heads bool, of States, a Fraction, in States, b, least Fraction) condition {
	x := condition{constant: whole(0).minus(least), first: p.firstOf(part), values: to}
	values := [4]Fraction{whole(0), a, whole(0).minus(b), a.minus(b)}
	next := x.first
	for bloc := range part.Blocs() {
		unit, counted := whole(1), AllSeats
		if !heads {
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

// firstOf is the first of the open seats that are in the part, if any are.
func (p *position) firstOf(part Tally) int {
	if part.part == nil {
		return 0
	}
	first, _ := slices.BinarySearchFunc(p.open, part.of.body.nodes[part.node].first, func(o openSeat, first int) int {
		return cmp.Compare(o.first(), first)
	})
	return first
}

// share is the formula for a share that holds, or if not for one that does not.
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
	// Below the bar: num*base - den*have is above 0, or at least 0 if strict.
	return either(p.nothing(s, part), p.clause(part, s.BySeats, s.Base, num, s.Of, den, most))
}

// something and nothing are whether there is anything to take the share of: a
// share of nothing does not hold, and so its opposite does.

func (p *position) something(s Share, part Tally) formula {
	return p.clause(part, s.BySeats, s.Base, whole(1), 0, whole(0), whole(1))
}

func (p *position) nothing(s Share, part Tally) formula {
	return p.clause(part, s.BySeats, 0, whole(0), s.Base, whole(1), whole(0))
}

// reaches is the formula for an outcome of the rule that is at least the level,
// Rejected or Adopted, or if not holds for one that is below it. It follows the
// rule's expansion.
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
	case quorumParts: // what is not Adopted is Void, below both levels
		return p.kOf(len(x.parts), len(x.parts), holds, func(i int, holds bool) formula {
			return p.reaches(x.parts[i].rule, x.parts[i].to, Adopted, holds)
		})
	case vetoParts: // it holds if every rule does not
		if level == Adopted && sound(r, part) {
			return p.kOf(len(x.parts), len(x.parts), holds, func(i int, holds bool) formula {
				return p.reaches(x.parts[i].rule, x.parts[i].to, Adopted, !holds)
			})
		}
	default: // a rule of the caller's own among them: it is not known what it reaches
		panic(x.kind.unknown())
	}
	return rejected(level, holds) // as a clause is at least, and a malformed rule
}

// rejected is the formula for a rule that is always Rejected.
func rejected(level Outcome, holds bool) formula {
	if (level == Rejected) == holds {
		return always
	}
	return never
}

// kOf is the formula that k of n hold, or if not holds that fewer do.
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

// eachVoting holds if in every group nothing is in the base or the share holds,
// and in some group something is.
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

// satisfiable reports whether the open seats can end so that all the formulas hold,
// beside what is known of them. False says nothing if the budget is spent.
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

// together is satisfiable for formulas that have seats in common, beside conditions.
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
		case f.k == len(f.of): // all of them
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

// several counts which of the formulas, which have no seats in common, can hold.
func (p *position) several(f *atLeast) bool {
	left := f.k
	for _, part := range f.of {
		if left > 0 && p.satisfiable([]formula{part}) {
			left--
		}
	}
	return left == 0
}

// hopeful reports whether the last of the conditions can hold beside each of the
// others: two that pull against each other are seen by their sum, which is at least
// 0 if both are. It sees most of what cannot be, and early, before the rest of the
// formula has been gone through.
func (p *position) hopeful(conditions []*condition) bool {
	last := conditions[len(conditions)-1]
	return !slices.ContainsFunc(conditions[:len(conditions)-1], func(other *condition) bool { return p.base.opposed(last, other) })
}
