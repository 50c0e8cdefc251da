package tripartite

import (
	"slices"
	"sort"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Implies proves that every vote which the rule adopts is also adopted by the claim, or
// returns a vote that shows the contrary. A vote is one in which each seat of the body ends
// in one of the states of ends. The claim is any rule, such as "at least 1 seat is for".
//
// Can wages be set against all employers? That asks whether the rule implies that not all
// of them are against:
//
//	claim, _ := tripartite.ParseRule("no veto (in Employers (at least 9 seats are against))")
//	err := tripartite.Implies(rule, claim, body, tripartite.Entitled)
//
// Implies returns nil if the rule implies the claim. That is a proof, and no sample: it
// covers every vote. Otherwise it returns a [Counterexample] with a vote that the rule
// adopts and the claim does not, and with the findings of both. Few seats of that vote are
// not absent, they are in few states, and no seat votes that need not.
//
// With [Entitled] as ends, all seats are in office and may vote. With [AllSeats], seats can
// also be vacant or suspended, and many a rule is adopted by the only seat in office.
//
// # Questions with a name
//
// The literature has names for some implications, where each seat is for or against
// (ends is [Cast]):
//
//   - A coalition blocks if the rule implies that one of its seats is for. If its seats
//     are all of Workers, the claim is "in Workers (at least 1 seat is for)".
//   - A seat that blocks alone is a veto player: the claim is "in Chair (at least 1 seat
//     is for)".
//   - The Nakamoto coefficient is the size of the smallest blocking coalition. [ToFail]
//     computes it, from a vote in which all seats are for.
//   - Two rules that imply each other are equal. If only one implies the other, it is
//     the stricter one.
//   - A rule can never adopt if it implies [Veto] of itself, and it always adopts if it
//     is implied by a rule that does, such as "at least 0 seats are for".
//
// # Limits
//
// Implies is exact. For the rules of this package it searches, also if weights depend on
// how the seats end. If the rule or the claim has a rule of the caller in it, Implies tries
// every count that the seats can end in, up to 20,000 counts. The errors are:
//
//   - [ErrBody] if the body is nil or has no seats
//   - [ErrState] if ends is empty
//   - [ErrRule] if the rule or the claim is malformed for the body, nests more than 1,000
//     deep, or panics; [Vet] lists all faults
//   - [ErrTooLarge] if there are too many counts to try, or the search exceeds the work
//     limit
func Implies(rule, claim Rule, b *Body, ends States) (err error) {
	switch {
	case b == nil || b.size == 0:
		return &Error{Op: "implies", Name: title(rule), Err: errNoSeats}
	case ends == 0:
		return &Error{Op: "implies", Name: title(rule), Detail: noEnds, Err: ErrState}
	}
	full := b.allIn(For)
	for _, r := range []Rule{rule, claim} {
		if err := unwieldy("implies", r, full); err != nil {
			return err
		}
		if err := malformation("implies", r, full); err != nil {
			return err
		}
	}
	defer panicked("implies", All{rule, claim}, &err)
	work := newBudget()
	if transparent(rule) && transparent(claim) {
		q := newQuestion(b, ends, work.Part(2))
		adopts, claimed := q.reaches(rule, q.tally, Adopted), q.reaches(claim, q.tally, Adopted)
		switch counts := q.vote(adopts, linear.Not(claimed)); {
		case counts != nil:
			if vote := b.tally(counts); refutes(rule, claim, vote) {
				return refutation(rule, claim, vote)
			}
		case !q.budget.Spent():
			return nil
		}
	}
	var shown Tally // of the votes that refute, one that is easy to read
	err = newQuestion(b, ends, work).everyVote("implies", rule, func(vote Tally) {
		if refutes(rule, claim, vote) && (shown.part == nil || readable(vote) < readable(shown)) {
			shown = vote
		}
	})
	if err != nil || shown.part == nil {
		return err
	}
	return refutation(rule, claim, shown)
}

const noEnds = "ends is empty: open seats need a state to end in"

// refutes reports whether the rule adopts the vote and the claim does not.
func refutes(rule, claim Rule, vote Tally) bool {
	return valid(rule.Decide(vote)) == Adopted && valid(claim.Decide(vote)) != Adopted
}

func refutation(rule, claim Rule, vote Tally) *Counterexample {
	found, claimed := Explain(rule, vote), Explain(claim, vote)
	return &Counterexample{
		Vote: vote, Outcome: Adopted, Finding: &found, Claim: &claimed,
		Reason: ruleSaid(rule) + " does not imply " + ruleSaid(claim),
	}
}

// ruleSaid returns the name of a rule that has one, or its text.
func ruleSaid(r Rule) string {
	if formOf(r).kind == sameRule {
		return title(r)
	}
	return prose.Quoted(clause(r))
}

// malformation returns an error for the first malformed part of a rule, or nil.
func malformation(op string, r Rule, t Tally) (err error) {
	everyClause(r, t, func(r Rule, f form) bool {
		if f.faulty() {
			err = &Error{Op: op, Name: nodeClause(&f, r), Detail: f.why(), Err: ErrRule}
		}
		return err == nil
	})
	return err
}

// A question asks whether all seats of a body can end so that formulas hold.
type question struct {
	position
	ends States
}

// newQuestion returns a question about the votes in which each seat ends in one of the
// states of ends.
func newQuestion(b *Body, ends States, work *linear.Budget) *question {
	t := b.allIn(ends & -ends)
	open := openSeats(t, AllSeats, func(States) States { return ends })
	q := &question{position: newPosition(t, open, work), ends: ends}
	q.shift()
	return q
}

// can reports whether the formulas can hold. If the budget is spent, false means nothing.
func (q *question) can(formulas ...linear.Formula) bool { return q.base.Satisfiable(formulas...) }

// preferred lists the states in the order in which seats are settled in them: first those
// in which nobody notices the seat, and then those with less of a say. The last four are
// avoided if others will do.
var preferred = [...]States{Absent, Silent, Abstain, Against, For, Spoilt, Suspended, Vacant}

// vote returns the counts of a vote in which the formulas hold, or nil if there is none or the
// budget is spent. It settles seats in one state after the other, as many as it can, and asks
// each time whether the formulas can still hold. So the vote has few seats that are not
// absent. If the others can do without a state, they do, so that they are in few states.
func (q *question) vote(formulas ...linear.Formula) []byState {
	if !q.can(formulas...) {
		return nil
	}
	w := witness{question: q, formulas: formulas, system: q.base, counts: q.counts()}
	w.left = make([]int64, len(q.open))
	for i, o := range q.open {
		w.left[i] = int64(o.seats)
	}
	ends := q.ends
	for i, state := range preferred {
		if i == 1 {
			ends = w.avoid(ends)
		}
		if ends&state == 0 {
			continue
		}
		if ends &^= state; ends == 0 {
			w.commit(w.system, 0, len(w.left), state)
		} else if w.settle(0, len(w.left), state); slices.Max(w.left) == 0 {
			break
		}
	}
	if q.budget.Spent() {
		return nil
	}
	return w.counts
}

// witness is a vote in which some seats are settled, and the formulas can hold.
type witness struct {
	*question
	formulas []linear.Formula
	system   *linear.System
	left     []int64   // by open seats: how many are not settled
	counts   []byState // of those that are
}

// settle settles as many seats of the blocs as it can in the state: all of them, or as many
// as it can of the first half and then of the second.
func (w *witness) settle(from, to int, state States) {
	switch trial, holds := w.try(from, to, state, 0); {
	case slices.Max(w.left[from:to]) == 0:
	case holds:
		w.commit(trial, from, to, state)
	case to-from > 1:
		middle := (from + to) / 2
		w.settle(from, middle, state)
		w.settle(middle, to, state)
	default:
		w.bisect(from, state)
	}
}

// bisect settles as many seats of a bloc as it can in the state. It is known that it cannot
// settle all.
func (w *witness) bisect(bloc int, state States) {
	low := int64(sort.Search(int(w.left[bloc])-1, func(n int) bool {
		_, holds := w.try(bloc, bloc+1, state, w.left[bloc]-int64(n+1))
		return !holds
	}))
	if low > 0 {
		w.system = w.system.Clone()
		w.system.Restrict(bloc, low, uint8(state))
		w.left[bloc] -= low
		w.counts[w.open[bloc].bloc.node][state.index()] += low
	}
}

// try reports whether the formulas can hold if all but so many open seats of each of the
// blocs end in one of the states, and returns that system. If the budget is spent, it is quick.
func (w *witness) try(from, to int, states States, but int64) (trial *linear.System, holds bool) {
	if w.budget.Spent() {
		return w.system, false
	}
	trial = w.system.Clone()
	for bloc := from; bloc < to; bloc++ {
		if n := w.left[bloc] - but; n > 0 {
			trial.Restrict(bloc, n, uint8(states))
		}
	}
	return trial, trial.Satisfiable(w.formulas...)
}

// commit settles all open seats of the blocs in the state.
func (w *witness) commit(system *linear.System, from, to int, state States) {
	w.system = system
	for bloc := from; bloc < to; bloc++ {
		w.counts[w.open[bloc].bloc.node][state.index()] += w.left[bloc]
		w.left[bloc] = 0
	}
}

// avoid returns the states without those that the open seats can do without.
func (w *witness) avoid(ends States) States {
	for _, state := range slices.Backward(preferred[1:]) {
		if rest := ends &^ (Absent | state); ends&state != 0 && rest != 0 {
			if trial, holds := w.try(0, len(w.left), rest, 0); holds {
				w.system, ends = trial, rest
			}
		}
	}
	return ends
}
