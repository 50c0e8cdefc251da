package tripartite

import (
	"cmp"
	"math/bits"
	"slices"
)

const (
	mostTallies = 20_000 // that are tried one by one
	mostNodes   = 10_000 // of the search, for one answer
	mostOpen    = 100    // blocs with open seats that differ, for the simplex method
)

// Possible is which outcomes can still happen: the seats that are Silent in the
// tally are open, and each will end in one of the states in ends, or of Present
// if that is the empty set. If one outcome is left it is certain, and the chair
// may close: not too early, and not too late.
//
// It takes the caller at his word. All other seats stay as they are, so a seat that
// is absent and may still come is not to be marked Absent yet; and where those who
// are silent may walk out, as they might to break a quorum, ends must have Absent,
// as [Entitled] does. In a ballot that is closed nothing is open: there the rule
// decides.
//
// It is exact for all rules of this package. A rule of the caller's own is asked
// for every count there can be, up to 20,000, and so is every rule if ends has
// states in which the seats of a bloc do not share its power, since then weights
// change with each seat that ends there. Where there are more, or the search takes
// more than 10,000 steps, as it can for opposite shares of seats that all weigh
// differently, it is an [ErrTooLarge], and never a guess. It can be asked after every
// cast: it takes some hundred times as long as the rule itself, and about ten
// allocations, for up to 16 blocs, and for more in proportion to them. Of a part of
// the body, the seats of that part are open.
func Possible(r Rule, t Tally, ends States) (Outcomes, error) {
	if ends == 0 {
		ends = Present
	}
	p := position{tally: t, open: openSeats(t, Silent, func(States) States { return ends })}
	p.scratch = make([][8]Fraction, 0, len(p.open))
	if r == nil || len(p.open) == 0 {
		return OutcomesOf(Explain(r, t).Outcome), nil
	}
	if p.steady() && transparent(r) {
		if found, ok := p.search(r, p.guess(r, ends), nil); ok {
			return found, nil
		}
	}
	return p.tryAll(r)
}

// How it is found. All open seats in the same state is soon tried, and mostly
// that is all there is; but there may be outcomes that only a mixture has, and to
// say that an outcome is not possible takes a proof. So for each outcome that has
// not been seen the rule is written as a formula, as reaches does it, of clauses
// that compare sums of seats or votes. Each such comparison is linear in how many
// open seats end in which state, as long as seats weigh the same whatever they
// do. satisfiable goes through the ways in which the formula can hold, and solve
// asks whether there are whole numbers for which all comparisons of one way do.
//
// What is found is a solution in exact numbers, and a way is only ruled out by a
// bound that no numbers reach: so neither answer can be wrong. What can happen is
// that the search takes too long. Then all counts are tried, if they are few; and
// if they are many, the answer is an error.

// position is a tally with open seats.
type position struct {
	tally   Tally
	open    []openSeat
	nodes   int           // that the search has looked at
	scratch [][8]Fraction // for a clause, which mostly need not be kept
}

// spent reports whether the search has looked at more than it may: it gives up.
func (p *position) spent() bool { return p.nodes > mostNodes }

// openSeat is all seats of a bloc that are in the same state, and open: each of
// them will end in one of the states in ends.
type openSeat struct {
	bloc  Tally
	from  int // the number of the state
	seats int
	ends  States
}

// first is the number of the first seat of the open seats' bloc.
func (o openSeat) first() int { return o.bloc.of.body.nodes[o.bloc.node].first }

// turns is the ends in which they change their state.
func (o openSeat) turns() States { return o.ends &^ (1 << o.from) }

// span is the least and the most that a seat adds to a sum in which the states have
// these coefficients.
func (o openSeat) span(coefficients *[8]Fraction) (least, most Fraction) {
	added := make([]Fraction, 0, 8)
	for s, c := range coefficients {
		if o.ends&(1<<s) != 0 {
			added = append(added, c)
		}
	}
	return slices.MinFunc(added, Fraction.Cmp), slices.MaxFunc(added, Fraction.Cmp)
}

// openSeats are the seats of t in the set, open for what ends says of each state,
// in the body's order: those of a part of the body are next to one another.
func openSeats(t Tally, set States, ends func(from States) States) []openSeat {
	var open []openSeat
	for bloc := range t.Blocs() {
		for s := range 8 {
			if n := bloc.Seats(set & (1 << s)); n > 0 {
				open = append(open, openSeat{bloc, s, n, ends(1 << s)})
			}
		}
	}
	return open
}

// steady reports whether all seats weigh the same however the open ones end.
func (p *position) steady() bool {
	return !slices.ContainsFunc(p.open, func(o openSeat) bool {
		return (o.ends|1<<o.from)&^o.bloc.of.body.nodes[o.bloc.node].counted() != 0
	})
}

// transparent reports whether the rule consists of rules of this package only.
func transparent(r Rule) bool {
	parts, ours := partsOf(r)
	return ours && !slices.ContainsFunc(parts, func(r Rule) bool { return !transparent(r) })
}

// tryAll asks the rule for every count that the open seats can come to: the way
// that needs to know nothing of the rule, nor of the weights.
func (p *position) tryAll(r Rule) (Outcomes, error) {
	var found Outcomes
	if !p.complete(func(counts []byState) { found |= p.outcome(r, p.tally.of.body.tally(counts)) }) {
		return 0, &Error{Op: "possible", Name: clause(r), Err: ErrTooLarge}
	}
	return found, nil
}

// complete visits every count that the open seats can come to. If they are more
// than mostTallies it visits none, and reports false.
func (p *position) complete(visit func(counts []byState)) bool {
	total := 1
	for _, o := range p.open {
		if total *= ways(o.seats, bits.OnesCount8(uint8(o.ends)), mostTallies); total > mostTallies {
			return false
		}
	}
	counts := p.counts()
	var try func(i, left int, ends States) // of open seats i, so many are left for these ends
	try = func(i, left int, ends States) {
		count := &counts[p.open[i].bloc.node]
		state, rest := bits.TrailingZeros8(uint8(ends)), ends&(ends-1)
		for n := range left + 1 {
			if rest == 0 { // all that are left
				n = left
			}
			count[state] += int64(n)
			switch {
			case rest != 0:
				try(i, left-n, rest)
			case i+1 < len(p.open):
				try(i+1, p.open[i+1].seats, p.open[i+1].ends)
			default:
				visit(counts)
			}
			count[state] -= int64(n)
			if rest == 0 {
				return
			}
		}
	}
	try(0, p.open[0].seats, p.open[0].ends)
	return true
}

// ways is in how many ways n seats can end in k states; if it is more than most,
// one more than that.
func ways(n, k, most int) int {
	w := int64(1)
	for i := range int64(k - 1) {
		if w = w * (int64(n) + i + 1) / (i + 1); w > int64(most) {
			return most + 1
		}
	}
	return int(w)
}

// A rule's outcome is at least Rejected, or at least Adopted, if a formula over
// linear atoms holds. There is one kind of composite: all, any and k of n are "at
// least k of these formulas hold", and so is the opposite of each, since fewer
// than k of n hold if n-k+1 do not. The opposite of an atom is an atom, since all
// sums are whole numbers: not at least 0 is at most -1.

type formula interface{ formula() }

// atom holds if the counts of the open seats, each with its coefficient, and the
// constant for all others come to at least 0.
type atom struct {
	constant     Fraction
	first        int           // of the open seats of the part of the body that it is about,
	coefficients [][8]Fraction // and theirs, by state
}

// of is the coefficients of open seats i.
func (a *atom) of(i int) *[8]Fraction {
	if i -= a.first; i < 0 || i >= len(a.coefficients) {
		return &noCoefficients
	}
	return &a.coefficients[i]
}

// noCoefficients are those of seats that an atom is not about. Not to be changed.
var noCoefficients = [8]Fraction{whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), whole(0)}

// atLeast holds if k of the formulas do.
type atLeast struct {
	k  int
	of []formula
}

func (*atom) formula()    {}
func (*atLeast) formula() {}

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
	return &atLeast{k, of}
}

// both and either are and and or.

func both(a, b formula) formula {
	return some(2, 2, func(i int) formula { return [...]formula{a, b}[i] })
}

func either(a, b formula) formula {
	return some(1, 2, func(i int) formula { return [...]formula{a, b}[i] })
}

// clause is the formula that in the part of*a - in*b is at least so much, with of
// and in what is in these sets: an atom, unless it is known whatever the open
// seats do.
func (p *position) clause(part Tally, heads bool, of States, a Fraction, in States, b, least Fraction) formula {
	x := p.sum(p.scratch[:0], part, heads, of, a, in, b, least)
	p.scratch = x.coefficients
	low, high := x.constant, x.constant
	for i := range x.coefficients {
		o := p.open[x.first+i]
		worst, best := o.span(&x.coefficients[i])
		low = low.plus(worst.times(whole(int64(o.seats))))
		high = high.plus(best.times(whole(int64(o.seats))))
	}
	switch {
	case low.Sign() >= 0:
		return always
	case high.Sign() < 0:
		return never
	}
	return &atom{x.constant, x.first, slices.Clone(x.coefficients)}
}

// linear is the atom of a clause, whether or not it is known.
func (p *position) linear(part Tally, heads bool, of States, a Fraction, in States, b, least Fraction) *atom {
	x := p.sum(nil, part, heads, of, a, in, b, least)
	return &x
}

// sum is the atom, with its coefficients appended to those given.
func (p *position) sum(to [][8]Fraction, part Tally, heads bool, of States, a Fraction, in States, b, least Fraction) atom {
	x := atom{constant: whole(0).minus(least), first: p.firstOf(part), coefficients: to}
	values := [4]Fraction{whole(0), a, whole(0).minus(b), a.minus(b)}
	next := x.first
	for bloc := range part.Blocs() {
		unit, counted := whole(1), Seats
		if !heads {
			unit, counted = bloc.Weight(), bloc.of.body.nodes[bloc.node].counted()
		}
		c, known := noCoefficients, Seats
		for s := range c {
			if one := States(1<<s) & counted; one&(of|in) != 0 {
				c[s] = unit.times(values[b2i(one&of != 0)+2*b2i(one&in != 0)])
			}
		}
		for ; next < len(p.open) && p.open[next].bloc.node == bloc.node; next++ {
			x.coefficients = append(x.coefficients, c)
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
		return both(p.something(s, part), p.clause(part, s.Heads, s.Of, den, s.In, num, least))
	}
	// Below the bar: num*base - den*have is above 0, or at least 0 if strict.
	return either(p.nothing(s, part), p.clause(part, s.Heads, s.In, num, s.Of, den, most))
}

// something and nothing are whether there is anything to take the share of: a
// share of nothing does not hold, and so its opposite does.

func (p *position) something(s Share, part Tally) formula {
	return p.clause(part, s.Heads, s.In, whole(1), 0, whole(0), whole(1))
}

func (p *position) nothing(s Share, part Tally) formula {
	return p.clause(part, s.Heads, 0, whole(0), s.In, whole(1), whole(0))
}

// reaches is the formula for an outcome of the rule that is at least the level,
// Rejected or Adopted, or if not holds for one that is below it. It follows
// Decide, rule by rule.
func (p *position) reaches(r Rule, part Tally, level Outcome, holds bool) formula {
	switch r := r.(type) {
	case Share:
		if level == Adopted {
			return p.share(r, part, holds)
		}
	case Number:
		if level == Adopted && r.Need >= 0 {
			return p.number(r, part, holds)
		}
	case In:
		if within, ok := r.part(part); ok {
			return p.reaches(r.Rule, within, level, holds)
		}
	case All:
		return p.best(len(r), r, part, level, holds)
	case Any:
		return p.best(1, r, part, level, holds)
	case AtLeastOf:
		return p.best(r.K, r.Rules, part, level, holds)
	case Quorum: // what is not Adopted is Void, below both levels
		if len(r) > 0 && !slices.Contains(r, nil) {
			return p.best(len(r), r, part, Adopted, holds)
		}
	case Veto: // it holds if every rule does not
		if level == Adopted && soundAll(r, part) {
			return p.kOf(len(r), len(r), holds, func(i int, holds bool) formula {
				return p.reaches(r[i], part, Adopted, !holds)
			})
		}
	case Each:
		if part.isWhole() {
			return p.kOf(numGroups, numGroups, holds, func(i int, holds bool) formula {
				return p.best(len(r), r, part.group(First+Group(i)), level, holds)
			})
		}
	case AtLeastGroups:
		if part.isWhole() && r.Rule != nil && r.K >= 1 && r.K <= numGroups {
			return p.kOf(r.K, numGroups, holds, func(i int, holds bool) formula {
				return p.reaches(r.Rule, part.group(First+Group(i)), level, holds)
			})
		}
	case EachVoting:
		if level == Adopted && part.isWhole() {
			return p.eachVoting(Share(r), part, holds)
		}
	}
	return rejected(level, holds) // as a clause is at least, and a rule that means nothing
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

// best is the formula for the k-th best outcome of the rules.
func (p *position) best(k int, rules []Rule, part Tally, level Outcome, holds bool) formula {
	if k < 1 || k > len(rules) || slices.Contains(rules, nil) {
		return rejected(level, holds)
	}
	return p.kOf(k, len(rules), holds, func(i int, holds bool) formula {
		return p.reaches(rules[i], part, level, holds)
	})
}

func (p *position) number(n Number, part Tally, holds bool) formula {
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

// search asks for each outcome that has not been found whether the open seats can
// end in it, with all the atoms holding. It reports false if it gives up.
func (p *position) search(r Rule, found Outcomes, atoms []*atom) (Outcomes, bool) {
	for o := Void; o <= Adopted; o++ {
		if found.Has(o) {
			continue
		}
		p.nodes = 0
		if p.satisfiable(atoms, p.is(r, o)) {
			found |= OutcomesOf(o)
		} else if p.spent() {
			return 0, false
		}
	}
	return found, true
}

// is are the formulas that hold together if the rule's outcome is this one.
func (p *position) is(r Rule, o Outcome) []formula {
	switch o {
	case Void:
		return []formula{p.reaches(r, p.tally, Rejected, false)}
	case Adopted:
		return []formula{p.reaches(r, p.tally, Adopted, true)}
	}
	return []formula{p.reaches(r, p.tally, Rejected, true), p.reaches(r, p.tally, Adopted, false)}
}

// guess is the outcomes if all open seats end for, or against, or in the last of the
// ends, or a third of them for and the others against: these need no search, and
// mostly they are all there are.
func (p *position) guess(r Rule, ends States) Outcomes {
	var found Outcomes
	last := States(1) << (bits.Len8(uint8(ends)) - 1)
	counts := p.counts()
	scratch := tally{body: p.tally.of.body, weights: p.tally.of.weights, parts: make([]part, len(counts))}
	for _, end := range [...]struct{ third, rest States }{{For, For}, {Against, Against}, {last, last}, {For, Against}} {
		if (end.third|end.rest)&^ends != 0 {
			continue
		}
		third, rest := bits.TrailingZeros8(uint8(end.third)), bits.TrailingZeros8(uint8(end.rest))
		for _, o := range p.open {
			count := &counts[o.bloc.node]
			count[third] += int64(o.seats / 3)
			count[rest] += int64(o.seats - o.seats/3)
		}
		clear(scratch.parts)
		scratch.count(counts)
		found |= p.outcome(r, Tally{part: &scratch.parts[wholeNode]})
		for _, o := range p.open {
			count := &counts[o.bloc.node]
			count[third] -= int64(o.seats / 3)
			count[rest] -= int64(o.seats - o.seats/3)
		}
	}
	return found
}

// outcome is what the rule says of the part that is asked about.
func (p *position) outcome(r Rule, whole Tally) Outcomes {
	return OutcomesOf(r.Decide(Tally{part: &whole.of.parts[p.tally.node]}))
}

// counts are those of the seats that are not open.
func (p *position) counts() []byState {
	counts := make([]byState, len(p.tally.of.body.nodes))
	whole := Tally{part: &p.tally.of.parts[wholeNode]}
	for bloc := range whole.Blocs() {
		for i := range counts[bloc.node] {
			counts[bloc.node][i] = int64(bloc.Seats(1 << i))
		}
	}
	for _, o := range p.open {
		counts[o.bloc.node][o.from] = 0
	}
	return counts
}

// satisfiable reports whether the open seats can end so that all the atoms and
// all the formulas hold. If it gives up, the position is spent.
func (p *position) satisfiable(atoms []*atom, formulas []formula) bool {
	if p.nodes++; p.spent() {
		return false
	}
	if len(formulas) == 0 {
		return p.solve(atoms)
	}
	rest := formulas[1:]
	switch f := formulas[0].(type) {
	case *atom:
		atoms = append(slices.Clip(atoms), f)
		return p.hopeful(atoms) && p.satisfiable(atoms, rest)
	case *atLeast:
		switch {
		case f.k == 0:
			return p.satisfiable(atoms, rest)
		case f.k > len(f.of):
			return false
		case f.k == len(f.of): // all of them
			return p.satisfiable(atoms, append(slices.Clip(f.of), rest...))
		}
		with := append([]formula{f.of[0], &atLeast{f.k - 1, f.of[1:]}}, rest...)
		without := append([]formula{&atLeast{f.k, f.of[1:]}}, rest...)
		return p.satisfiable(atoms, with) || p.satisfiable(atoms, without)
	}
	return false
}

// hopeful reports whether the last of the atoms can hold beside each of the others:
// two that pull against each other are seen by their sum, which is at least 0 if
// both are. It sees most of what cannot be, and early, before the rest of the
// formula has been gone through.
func (p *position) hopeful(atoms []*atom) bool {
	last := atoms[len(atoms)-1]
	return !slices.ContainsFunc(atoms[:len(atoms)-1], func(other *atom) bool { return p.greatest(last, other).Sign() < 0 })
}

// solve reports whether the open seats can end so that all the atoms hold. First it
// looks whether each of them, and each two together, can hold at all; then it asks the
// simplex method; and where the table would be too large, it looks on the way from what
// is best for some of them to what is best for others.
func (p *position) solve(atoms []*atom) bool {
	if len(atoms) == 0 {
		return true
	}
	for i, a := range atoms {
		if slices.ContainsFunc(atoms[:i+1], func(b *atom) bool { return p.greatest(a, b).Sign() < 0 }) {
			return false
		}
	}
	if t := p.table(atoms); t != nil {
		return t.solvable()
	}
	var ways [][]int
	for i, a := range atoms {
		for _, b := range atoms[:i+1] {
			ways = append(ways, p.bestWay(a, b))
		}
	}
	for i, from := range ways {
		if slices.ContainsFunc(ways[:i+1], func(to []int) bool { return p.between(atoms, from, to) }) {
			return true
		}
	}
	p.nodes = mostNodes + 1
	return false
}

// between looks for a way in which all the atoms hold on the path from one to
// another, as one open seat after the other changes over.
func (p *position) between(atoms []*atom, from, to []int) bool {
	way := slices.Clone(from)
	values := make([]Fraction, len(atoms))
	for i, a := range atoms {
		values[i] = p.value(a, way)
	}
	for i, o := range p.open {
		way[i] = to[i]
		hold := true
		for k, a := range atoms {
			change := a.of(i)[to[i]].minus(a.of(i)[from[i]])
			values[k] = values[k].plus(change.times(whole(int64(o.seats))))
			hold = hold && values[k].Sign() >= 0
		}
		if hold {
			return true
		}
	}
	return false
}

// dominated reports whether another state is at least as good for all atoms, and if
// they are as good as each other comes first: then no seat needs to end in this one,
// since it could end in the other as well.
func (p *position) dominated(atoms []*atom, i, s int) bool {
	asGood := func(x, y int) bool {
		return !slices.ContainsFunc(atoms, func(a *atom) bool { return a.of(i)[x].Cmp(a.of(i)[y]) < 0 })
	}
	for other := range 8 {
		if p.open[i].ends&(1<<other) != 0 && asGood(other, s) && (other < s || !asGood(s, other)) {
			return true
		}
	}
	return false
}

// greatest is the greatest that the sum of two atoms, which may be the same, can be.
func (p *position) greatest(a, b *atom) Fraction {
	value := a.constant.plus(b.constant)
	for i, o := range p.open {
		x, y := a.of(i), b.of(i)
		if x == &noCoefficients && y == &noCoefficients {
			continue // it is in neither
		}
		end := o.best(x, y)
		value = value.plus(x[end].plus(y[end]).times(whole(int64(o.seats))))
	}
	return value
}

// bestWay is a way in which it is that.
func (p *position) bestWay(a, b *atom) []int {
	way := make([]int, len(p.open))
	for i, o := range p.open {
		way[i] = o.best(a.of(i), b.of(i))
	}
	return way
}

// best is the end in which a seat adds most to the sum of two atoms.
func (o openSeat) best(a, b *[8]Fraction) int {
	best, most := 0, Fraction{}
	for s := range 8 {
		if o.ends&(1<<s) != 0 {
			if sum := a[s].plus(b[s]); sum.Cmp(most) > 0 {
				best, most = s, sum
			}
		}
	}
	return best
}

func (p *position) value(a *atom, way []int) Fraction {
	value := a.constant
	for i, s := range way {
		value = value.plus(a.of(i)[s].times(whole(int64(p.open[i].seats))))
	}
	return value
}
