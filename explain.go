package tripartite

import "cmp"

// Explainer is implemented by rules that explain their decisions.
type Explainer interface {
	// Explain must find the same outcome as Decide.
	Explain(Tally) Finding
}

// Explain returns the outcome of the rule with every figure and reason.
//
// The outcome is always that of Decide, even if a rule of the caller explains another
// one. A rule that is not an [Explainer] has a single node. The Clause of that node
// is the rule's String or, without that method, its type.
//
// A malformed rule has a Reason at the malformed node. A rule that contains itself or
// nests more than 1,000 deep has a single node.
func Explain(r Rule, t Tally) Finding {
	f, v := explain(r, t, 0)
	if v&tooDeep != 0 {
		f = Finding{Clause: clause(r), Part: t.Name(), Outcome: Rejected, Reason: nestedTooDeep, Rule: r}
	}
	return f
}

func explain(r Rule, t Tally, depth int) (Finding, verdict) {
	x := expand(r, t)
	f, v := x.explain(r, t, depth)
	if f.Rule == nil { // in place of an In there is the node of its part
		f.Rule = r
	}
	return f, v
}

// explain returns the finding of the rule r that has the form.
func (x *form) explain(r Rule, t Tally, depth int) (Finding, verdict) {
	if x.isClause() {
		v := x.decide(t, depth)
		switch x.kind {
		case shareClause:
			return x.Rule.(Share).explain(t), v
		case countClause:
			return x.Rule.(SeatCount).explain(t), v
		case ownRule:
			return explainOwn(r, t), v
		}
		return Finding{Clause: title(r), Part: t.Name(), Outcome: Rejected, Reason: x.why()}, v
	}
	if depth == mostNested {
		return Finding{}, rejectedTooDeep
	}
	parts, o, v := x.explainParts(depth)
	if v&tooDeep != 0 {
		return Finding{}, v
	}
	if x.fault == sound && (x.kind == inPart || x.kind == sameRule) {
		return x.renamed(r, t, parts[0]), v
	}
	f := Finding{
		Clause: nodeClause(x, r), Part: t.Name(), Outcome: v.outcome(),
		Figures: x.figures(o), Parts: parts,
	}
	switch {
	case x.fault != sound:
		f.Reason = x.why()
	case x.kind == severalParts && o.n() == 0:
		f.Reason = reasonAllSkipped
	case x.kind == vetoRules && v&malformed != 0:
		f.Reason = reasonMalformedVeto
	}
	return f, v
}

// figures returns how many parts adopt, of those that count. For all groups, or a number of
// them, the text of the rule says it.
func (f *form) figures(o outcomes) *Figures {
	plain := f.With == 0 && f.Need == Threshold{} && !f.hasPlace()
	if f.fault != sound || f.kind != severalParts || plain {
		return nil
	}
	adopt, all := whole(int64(o.of[Adopted])), whole(int64(o.n()))
	x := &Figures{Parts: true, Count: adopt, Base: all, Bar: f.Need}
	if o.n() > 0 {
		x.Need = whole(int64(f.needed(o.n())))
		x.Spare = x.Count.minus(x.Need)
	}
	return x
}

// renamed returns the finding of the only part of a rule, with the name of the rule if it
// has one.
func (x *form) renamed(r Rule, t Tally, f Finding) Finding {
	n, named := bare(r).(Named)
	if !named {
		return f
	}
	if f.Name != "" { // the node of another name inside
		f = Finding{Clause: "all of", Part: t.Name(), Outcome: f.Outcome, Parts: []Finding{f}, Rule: r}
	}
	f.Name, f.Source = n.Name, n.Source
	return f
}

// explainParts returns the findings of the parts, and what follows from them.
func (x *form) explainParts(depth int) (parts []Finding, o outcomes, v verdict) {
	for i := range x.size() {
		rule, to := x.part(i)
		part, v := explain(rule, to, depth+1)
		if v&tooDeep != 0 {
			return nil, o, v
		}
		if o.flags |= v & malformed; x.fault == sound && x.skips(to) {
			part = Finding{
				Clause: part.Clause, Part: part.Part, Outcome: Adopted, Reason: reasonSkipped, Rule: part.Rule,
			}
		} else {
			o.add(v)
		}
		part.Veto = x.kind == vetoRules
		parts = append(parts, part)
	}
	return parts, o, x.verdict(&o)
}

// explainOwn returns the finding of a rule of the caller.
func explainOwn(r Rule, t Tally) Finding {
	var f Finding
	if e, explains := r.(Explainer); explains {
		f = e.Explain(t)
	} else {
		f.Clause = title(r)
	}
	o := r.Decide(t)
	f.Part, f.Outcome = cmp.Or(f.Part, t.Name()), valid(o)
	if o != f.Outcome {
		f.Reason = reasonInvalidOutcome
	}
	return f
}

// explain returns the finding of a share.
func (s Share) explain(t Tally) Finding {
	counted := s // by seats, if all seats weigh the same
	weight := s.seatVotes(t)
	counted.BySeats = s.BySeats || weight.given()
	of, less, in := counted.amounts(t)
	unit, step := t.unit(), t.partUnit() // of 1 in the amounts, and in which they can grow
	if counted.BySeats {
		unit, step = whole(1), whole(1)
	}
	x := &Figures{
		Of: s.Of, Less: s.Less, Among: s.Base,
		Count: Fraction{of}.minus(Fraction{less}).times(unit),
		Base:  Fraction{in}.times(unit),
		Bar:   s.Need, BySeats: counted.BySeats, SeatVotes: weight, Shared: !s.BySeats && t.shared(),
	}
	f := Finding{Clause: s.String(), Part: t.Name(), Outcome: s.Decide(t), Figures: x}
	switch {
	case !s.Need.valid():
		x.Bar, f.Reason = Threshold{}, string(badThreshold) // such a bar has no text
		return f
	case in.Sign() == 0:
		f.Reason = reasonEmptyBase
		return f
	case s.asksNothing():
		f.Reason = reasonAsksNothing
	}
	x.Need = s.Need.enough(x.Base.over(step)).times(step)
	x.Spare = x.Count.minus(x.Need)
	x.Tie = s.tie(t)
	return f
}

// asksNothing reports whether the share is adopted whenever its base is not empty.
func (s Share) asksNothing() bool { return s.Need.Num == 0 && !s.Need.Strict && s.Less == 0 }

// seatVotes returns the number of votes of each seat in the sets of the share, if all
// these seats weigh the same. The result is not set if the share compares seats,
// there are no such seats, or the weight is 0 or 1.
func (s Share) seatVotes(t Tally) Fraction {
	weight, same := t.seatWeight(s.Of | s.Less | s.Base)
	if s.BySeats || !same || weight.Sign() == 0 || weight.Equal(whole(1)) {
		return Fraction{}
	}
	return weight
}

// seatWeight returns the number of votes of each seat in a state of the set, and whether all of
// them weigh the same. If there are no such seats, the weight is not set.
func (t Tally) seatWeight(set States) (weight Fraction, same bool) {
	for _, bloc := range t.Blocs() {
		if bloc.heads(set) == 0 {
			continue
		}
		w, counted := bloc.Weight(), bloc.of.body.nodes[bloc.node].counted()
		if bloc.heads(set&^counted) > 0 || weight.given() && !w.Equal(weight) {
			return Fraction{}, false
		}
		weight = w
	}
	return weight, true
}

// tie reports whether as many are for as against, and the share asks whether one side
// has more: it is a lead of one over the other, or half of both together. As many
// present as absent are no tie.
func (s Share) tie(t Tally) bool {
	if s.Of != For && s.Of != Against {
		return false
	}
	compared := Share{Of: s.Of, Less: Cast &^ s.Of, Base: s.Base, BySeats: s.BySeats}
	of, against, base := compared.amounts(t)
	switch {
	case of.Cmp(against) != 0:
		return false
	case s.Less != 0:
		return s.Less == Cast&^s.Of && s.Need.Num == 0 && of.Sign() != 0
	}
	return 2*s.Need.Num == s.Need.Den && of.Plus(against).Cmp(base) == 0
}

// explain returns the finding of a seat count. Its base is all seats.
func (n SeatCount) explain(t Tally) Finding {
	x := &Figures{
		Of: n.Of, Among: AllSeats, BySeats: true,
		Count: whole(t.heads(n.Of)), Base: whole(t.heads(AllSeats)),
	}
	f := Finding{Clause: n.String(), Part: t.Name(), Outcome: n.Decide(t), Figures: x}
	switch {
	case n.Need < 0:
		f.Reason = string(belowNothing)
		return f
	case t.part == nil:
		f.Reason = reasonNoTally
		return f
	case n.Need == 0:
		f.Reason = reasonAsksNothing
	}
	x.Need = whole(int64(n.Need))
	x.Spare = x.Count.minus(x.Need)
	return f
}
