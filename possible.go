package tripartite

import (
	"math/bits"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Possible returns the outcomes that can still occur. The seats in one of the states
// of open are still open, and each will end in one of the states of ends. All other
// seats stay as they are. If only one outcome is left, it is certain, and the chair
// may close the vote.
//
// In a room, open is [Silent] and ends is [Present]. If members may still leave, as
// they might to break a quorum, ends is [Entitled]. In a remote vote, open is
// [Absent] and ends is Voting | Absent. If seats that have voted may change their
// vote, open has [Voting], too. For the tally of a part of the body, only the seats
// of that part are open.
//
// If no seat is in a state of open, nothing is open, and the result is the outcome of the
// tally as it is. With open set to Silent, a ballot from [Body.OpenRemote] looks
// finished. [Ballot.Possible] knows which seats of a ballot are open.
//
// Possible is exact. For the rules of this package it searches. For a rule of the
// caller it tries every count that the open seats can end in, up to 20,000 counts. A
// call takes some hundred times as long as the rule itself, so programs can call
// Possible after every vote that is cast.
//
// If an open seat is in, or can end in, a state without a share of its bloc's power, the
// weights depend on how the seats end. Possible then searches among the numbers of seats
// that share each power. If that exceeds the work limit, it tries every count.
//
// The errors are:
//
//   - [ErrBody] for the zero Tally
//   - [ErrRule] for a rule that contains itself, nests more than 1,000 deep, or panics
//   - [ErrState] if seats are open and ends is empty
//   - [ErrTooLarge] if there are too many counts to try, or the search exceeds the
//     work limit
//
// If the error is not nil, the set of outcomes is empty. A malformed rule, as one that
// names a part which the body does not have, is no error here: it always rejects. [Vet]
// reports it before the vote.
func Possible(r Rule, t Tally, open, ends States) (found Outcomes, err error) {
	if t.part == nil {
		return 0, &Error{Op: "possible", Name: title(r), Err: errNoSeats}
	}
	if err := unwieldy("possible", r, t); err != nil {
		return 0, err
	}
	defer panicked("possible", r, &err)
	b := newBudget()
	p := newPosition(t, openSeats(t, open, func(States) States { return ends }), b.Part(2))
	switch {
	case r == nil || len(p.open) == 0:
		return OutcomesOf(decide(r, t, 0).outcome()), nil
	case ends == 0:
		return 0, &Error{Op: "possible", Name: title(r), Detail: noEnds, Err: ErrState}
	case p.budget.Spent():
		detail := prose.Plural(len(p.open), "open bloc")
		return 0, &Error{Op: "possible", Name: title(r), Detail: detail, Err: ErrTooLarge}
	}
	if transparent(r) {
		p.shift()
		if found, ok := p.search(r, p.guess(r, ends)); ok {
			return found, nil
		}
	}
	p.budget = b
	var seen Outcomes // found stays empty if the rule panics
	err = p.everyVote("possible", r, func(vote Tally) { seen |= p.outcome(r, vote) })
	return seen, err
}

// Possible returns the outcomes that can still occur. If the ballot is closed, nothing
// is open. Until then, a seat that is [Silent] or [Absent] may still vote, come, stay or
// leave. If changes are allowed, a seat that has voted may change its vote or take it
// back. Seats that are [Suspended] or [Vacant] stay so. A chair who knows more, for
// instance that nobody may leave, calls the function [Possible]. The errors are those of
// the function, and [ErrTooLarge] if the body is too large for a ballot.
func (b *Ballot) Possible(r Rule) (Outcomes, error) {
	open := Silent | Absent
	switch s := b.shared(); {
	case s.tooLarge() && r != nil:
		return 0, s.body.tooLarge("possible", title(r))
	case s.closed:
		open = 0
	case s.changeable:
		open |= Voting
	}
	return Possible(r, b.Tally(), open, Entitled)
}

// How Possible works. First, all open seats end in the same state, or in one mixture
// of two: that usually shows all outcomes that can occur. But some outcomes occur
// only with another mixture, and that an outcome cannot occur takes a proof. So for
// each outcome that was not seen, reaches writes the rule as a formula. Its parts are
// conditions that compare sums of seats or votes. As long as the weights do not
// depend on how the seats end, each condition is linear in the numbers of open seats
// that end in each state. Otherwise it is pooled. The package internal/linear goes through
// the ways in which the formula can hold, and decides whether whole numbers meet all
// conditions of one way.
//
// A "yes" is a solution in exact numbers, and a "no" is a bound that no numbers
// reach, so neither can be wrong. If the search takes too long, Possible tries all
// counts. If there are too many, it returns an error.

// search adds to found every outcome that the open seats can end in. It reports false
// if it gives up.
func (p *position) search(r Rule, found Outcomes) (Outcomes, bool) {
	p.sound = p.isSound(r, p.tally)
	for o := Void; o <= Adopted; o++ {
		if found.Has(o) {
			continue
		}
		can := p.base.Satisfiable(p.is(r, o)...)
		if p.budget.Spent() { // perhaps before the formula was complete
			return 0, false
		}
		if can {
			found |= OutcomesOf(o)
		}
	}
	return found, true
}

// is returns formulas that all hold if and only if the rule has this outcome.
func (p *position) is(r Rule, o Outcome) []linear.Formula {
	reaches := func(level Outcome) linear.Formula { return p.reaches(r, p.tally, level) }
	switch o {
	case Void:
		return []linear.Formula{linear.Not(reaches(Rejected))}
	case Rejected:
		return []linear.Formula{reaches(Rejected), linear.Not(reaches(Adopted))}
	}
	return []linear.Formula{reaches(Adopted)}
}

// guess returns outcomes that occur if all open seats end for, or all against, or all
// in the last of the ends, or a third for and the rest against. These need no search,
// and usually there are no others.
func (p *position) guess(r Rule, ends States) Outcomes {
	var found Outcomes
	last := States(1) << (bits.Len8(uint8(ends)) - 1)
	known, tally := p.counts(), p.tallier()
	counts := make([]byState, len(known))
	type mixture struct{ third, rest States }
	for _, end := range [...]mixture{{For, For}, {Against, Against}, {last, last}, {For, Against}} {
		if (end.third|end.rest)&^ends != 0 {
			continue
		}
		copy(counts, known)
		for _, o := range p.open {
			count := &counts[o.bloc.node]
			count[end.third.index()] += int64(o.seats / 3)
			count[end.rest.index()] += int64(o.seats - o.seats/3)
		}
		found |= p.outcome(r, tally(counts))
	}
	return found
}
