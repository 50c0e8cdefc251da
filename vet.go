package tripartite

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Vet checks a rule against a body before the vote, and reports all that it
// finds at once, nil if that is nothing:
//
//   - [ErrRule] for a rule that cannot mean anything, and is always Rejected: one
//     without parts, with a nil part, with a threshold that is not between 0 and
//     1, with a K out of range, for a part that the body has not, for a group
//     within another; and for a pointer to a rule of this package, which would
//     not be looked into;
//   - [ErrNever] for a clause that no vote in this body can meet, as 33 seats
//     of 30, or a majority in a group without seats;
//   - [ErrAlways] for a clause that every vote meets, as a share of cast in cast;
//   - [ErrNotWithin] for a share that is taken of something else, as abstain in
//     cast;
//   - [ErrNoFor] for a rule that can adopt without a vote for, as a veto alone,
//     with a vote that shows it. There are statutes that mean it: nobody objects.
//
// Clauses are looked at one by one, so it does not find two that contradict each
// other. Rules of the caller's own are not looked into. A nil body has no seats. ErrNoFor is looked for
// only if there is no ErrRule, and in votes in which each group, and all
// independent seats, act as one; in bodies of over 64 blocs, all seats.
func Vet(r Rule, b *Body) error {
	if b == nil {
		b = &Body{}
	}
	v := &vetter{seen: map[string]bool{}}
	full := b.alike([numGroups + 1]States{For, For, For, For})
	v.rule(r, full)
	if err := errors.Join(v.errs...); errors.Is(err, ErrRule) {
		return err // it decides nothing, and may panic
	}
	v.noFor(r, b)
	return errors.Join(v.errs...)
}

type vetter struct {
	errs []error
	seen map[string]bool // what was said, so that Each does not say it thrice
}

func (v *vetter) report(name string, err error, detail string) {
	e := &Error{Op: "rule", Name: name, Detail: detail, Err: err}
	if !v.seen[e.Error()] {
		v.seen[e.Error()] = true
		v.errs = append(v.errs, e)
	}
}

// rule looks at a rule for the part; all seats of the tally are For.
func (v *vetter) rule(r Rule, t Tally) {
	switch r := r.(type) {
	case nil:
		v.report("no rule", ErrRule, "a part is missing")
	case RuleFunc:
		if r == nil {
			v.report(r.String(), ErrRule, "there is no function")
		}
	case *Share, *Number, *In, *All, *Any, *AtLeastOf, *Quorum, *Veto, *Each, *EachVoting, *AtLeastGroups:
		v.report(fmt.Sprintf("%T", r), ErrRule, "it is a pointer to a rule, not a rule")
	case Share:
		v.share(r, t)
	case Number:
		v.number(r, t)
	case In:
		if part, ok := r.part(t); ok {
			v.rule(r.Rule, part)
		} else {
			v.report(r.String(), ErrRule, r.wrong(t))
		}
	case All:
		v.rules("all of", r, t)
	case Any:
		v.rules("any of", r, t)
	case Quorum:
		v.rules("quorum", r, t)
	case Veto:
		v.rules("no veto", r, t)
	case AtLeastOf:
		v.rules(r.clause(), r.Rules, t)
		v.atLeast(r.clause(), r.K, len(r.Rules))
	case Each:
		v.groups("in each group", t, func(group Tally) { v.rules("in each group", r, group) })
	case EachVoting:
		v.groups(r.String(), t, func(Tally) {})
		v.share(Share(r), t)
	case AtLeastGroups:
		v.atLeast(r.clause(), r.K, numGroups)
		v.groups(r.clause(), t, func(group Tally) { v.rule(r.Rule, group) })
	}
}

func partName(t Tally) string {
	if t.isWhole() {
		return "the body"
	}
	return t.Name()
}

func (v *vetter) rules(clause string, rules []Rule, t Tally) {
	if len(rules) == 0 {
		v.report(clause, ErrRule, "it has no parts")
	}
	for _, r := range rules {
		v.rule(r, t)
	}
}

func (v *vetter) atLeast(clause string, k, n int) {
	if k < 1 || k > n {
		v.report(clause, ErrRule, outOfRange(n))
	}
}

func (v *vetter) groups(clause string, t Tally, look func(group Tally)) {
	if !t.isWhole() {
		v.report(clause, ErrRule, "there are no groups in "+t.Name())
		return
	}
	for g := First; g <= Third; g++ {
		look(t.group(g))
	}
}

func (v *vetter) share(s Share, t Tally) {
	name := s.String()
	if !s.Need.valid() {
		v.report(name, ErrRule, "the threshold is not between 0 and 1")
		return
	}
	switch {
	case !s.possible(s.Of, t):
		v.report(name, ErrNever, "nothing in "+partName(t)+" can be in "+s.Of.String())
	case !s.possible(s.In, t):
		v.report(name, ErrNever, "nothing in "+partName(t)+" can be in "+s.In.String())
	case s.In&^s.Of == 0:
		v.report(name, ErrAlways, "")
	}
	if s.Of&^s.In != 0 {
		v.report(name, ErrNotWithin, "")
	}
}

// possible reports whether a seat of the part could count in the set.
func (s Share) possible(set States, t Tally) bool {
	for bloc := range t.Blocs() {
		counted := bloc.of.body.nodes[bloc.node].counted()
		weighs := bloc.Weight().Sign() > 0 && set&counted != 0
		if bloc.Seats(Seats) > 0 && set != 0 && (s.Heads || weighs) {
			return true
		}
	}
	return false
}

func (v *vetter) number(n Number, t Tally) {
	switch size := t.Seats(Seats); {
	case n.Need < 1:
		v.report(n.String(), ErrRule, "a number below 1 asks for nothing")
	case n.Of == 0:
		v.report(n.String(), ErrNever, "nothing is in the empty set")
	case n.Need > size:
		v.report(n.String(), ErrNever, partName(t)+" has "+strconv.Itoa(size)+" seats")
	case n.Of == Seats:
		v.report(n.String(), ErrAlways, "")
	}
}

// noFor looks for a vote without a vote for that the rule adopts.
func (v *vetter) noFor(r Rule, b *Body) {
	const others = 7 // the states but For
	votes := others * others * others * others
	if len(b.leaves()) > 64 {
		votes = others
	}
	for n := range votes {
		var states [numGroups + 1]States
		for i := range states {
			states[i] = Against << (n % others)
			if votes > others {
				n /= others
			}
		}
		t := b.alike(states)
		if r.Decide(t) == Adopted {
			v.report(clause(r), ErrNoFor, "as in "+votesOf(t, Seats))
			return
		}
	}
}

// alike is a vote in which the seats of each group, and those of none, are all
// in the same state.
func (b *Body) alike(states [numGroups + 1]States) Tally {
	counts := make([]byState, len(b.nodes))
	for _, i := range b.leaves() {
		group := i
		for b.nodes[group].parent != wholeNode {
			group = b.nodes[group].parent
		}
		state := states[min(group-1, numGroups)]
		counts[i][bits.TrailingZeros8(uint8(state))] = int64(b.nodes[i].size)
	}
	return b.tally(counts)
}

// votesOf lists who is in which of the states, as "28 Governments against".
func votesOf(t Tally, states States) string {
	var parts []string
	for bloc := range t.Blocs() {
		for s := For; s != 0; s <<= 1 {
			if n := bloc.Seats(s & states); n > 0 {
				parts = append(parts, strconv.Itoa(n)+" "+bloc.Name()+" "+s.String())
			}
		}
	}
	return strings.Join(parts, ", ")
}
