package tripartite

import (
	"math/bits"
	"slices"
)

// mostTallies is how many counts are tried one by one.
const mostTallies = 20_000

// Possible returns the outcomes that can still occur. The seats that are in one of
// the states of open are still open, and each of them will end in one of the states
// in ends; all other seats stay as they are. If one outcome is left it is certain,
// and the chair may close the vote: not too early, and not too late.
//
// In a room, open is [Silent] and ends is [Present], or [Entitled] if members may
// still walk out, as they might to break a quorum. In a remote vote, open is [Absent]
// and ends is Voting | Absent. If no seat is open, the rule decides. Of a part of the
// body, the seats of that part are open.
//
// Possible is exact for all rules of this package. A rule of the caller's own is asked
// for every count there can be, up to 20,000, and so is every rule if seats can end in
// states in which those of a bloc do not share its power, since then weights change
// with each seat that ends there. Where there are more, or the search takes more work
// than the limit, the error is [ErrTooLarge]. Possible can be asked after every cast:
// it takes some hundred times as long as the rule itself.
//
// Other errors are [ErrBody] for the zero Tally, [ErrRule] for a rule that contains
// itself, and [ErrState] for seats that are open and have no state to end in. Beside an error there are no outcomes.
func Possible(r Rule, t Tally, open, ends States) (Outcomes, error) {
	if t.part == nil {
		return 0, &Error{Op: "possible", Name: clause(r), Err: errNoSeats}
	}
	b := newBudget()
	p := newPosition(t, openSeats(t, open, func(States) States { return ends }), b.part(2))
	switch {
	case r == nil || len(p.open) == 0:
		return OutcomesOf(decideOrReject(r, t)), nil
	case nestsTooDeep(r):
		return 0, &Error{Op: "possible", Name: clause(r), Detail: nestedTooDeep, Err: ErrRule}
	case ends == 0:
		return 0, &Error{Op: "possible", Name: "ends", Detail: "open seats need a state to end in", Err: errNotAVote}
	}
	if p.steady() && transparent(r) {
		p.scratch = make([][8]Fraction, 0, len(p.open))
		if found, ok := p.search(r, p.guess(r, ends)); ok {
			return found, nil
		}
	}
	p.budget = b
	return p.tryAll(r)
}

// decideOrReject is what a rule decides, where none is Rejected.
func decideOrReject(r Rule, t Tally) Outcome {
	if r == nil {
		return Rejected
	}
	return valid(r.Decide(t))
}

// How it is found. All open seats in the same state is soon tried, and mostly
// that is all there is; but there may be outcomes that only a mixture has, and to
// say that an outcome is not possible takes a proof. So for each outcome that has
// not been seen the rule is written as a formula, as reaches does it, of clauses
// that compare sums of seats or votes. Each such comparison is linear in how many
// open seats end in which state, as long as seats weigh the same whatever they
// do. satisfiable goes through the ways in which the formula can hold, and a system
// says whether there are whole numbers for which all comparisons of one way do.
//
// What is found is a solution in exact numbers, and a way is only ruled out by a
// bound that no numbers reach: so neither answer can be wrong. What can happen is
// that the search takes too long. Then all counts are tried, if they are few; and
// if they are many, the answer is an error.

// position is a tally with open seats.
type position struct {
	tally   Tally
	open    []openSeat
	base    *system // the open seats, and what is known of them
	budget  *budget
	scratch [][8]Fraction // for a clause, which mostly need not be kept
}

func newPosition(t Tally, open []openSeat, b *budget) position {
	p := position{tally: t, open: open, base: &system{budget: b}, budget: b}
	p.base.kinds = make([]kind, len(open))
	for i, o := range open {
		p.base.kinds[i] = kind{n: int64(o.seats), ends: uint8(o.ends), column: i}
	}
	return p
}

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
	f := formOf(r)
	return f.kind != ownRule && !slices.ContainsFunc(f.rules, func(r Rule) bool { return !transparent(r) })
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
	if !p.budget.charge(total * (20 + 4*len(p.tally.of.parts))) {
		return false
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

// search asks for each outcome that has not been found whether the open seats can
// end in it. It reports false if it gives up.
func (p *position) search(r Rule, found Outcomes) (Outcomes, bool) {
	for o := Void; o <= Adopted; o++ {
		if found.Has(o) {
			continue
		}
		can := p.satisfiable(p.is(r, o))
		if p.budget.spent() { // perhaps before the formula was complete
			return 0, false
		}
		if can {
			found |= OutcomesOf(o)
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
