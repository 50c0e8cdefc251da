package tripartite

import "example.com/tripartite/internal/linear"

// reaches returns the formula that the outcome of the rule is at least level, which is
// Rejected or Adopted. It follows the form of the rule.
func (p *position) reaches(r Rule, part Tally, level Outcome) linear.Formula {
	f := expand(r, part)
	if f.fault != sound || !p.budget.Charge(20) {
		return rejected(level)
	}
	switch f.kind {
	case noRule:
	case shareClause:
		if level == Adopted {
			return p.share(f.Rule.(Share), part)
		}
	case countClause:
		if level == Adopted {
			n := f.Rule.(SeatCount)
			return p.clause(part, inSeats, nothingEach.plus(n.Of, whole(1)), whole(int64(n.Need)))
		}
	case sameRule, inPart:
		return p.eachReaches(f, level)[0]
	case bestRules:
		return linear.Enough(f.K, p.eachReaches(f, level))
	case severalParts:
		return p.enoughParts(f, level)
	case quorumRules: // an outcome other than Adopted is Void, below both levels
		return linear.Enough(f.size(), p.eachReaches(f, Adopted))
	case vetoRules: // a veto holds if no part adopts
		if level == Adopted && (p.sound || p.isSound(r, part)) {
			return linear.Not(linear.Enough(1, p.eachReaches(f, Adopted)))
		}
	default: // also for a rule of the caller: nothing is known about its outcomes
		panic(f.kind.unknown())
	}
	return rejected(level) // a clause is at least Rejected, and so is a malformed rule
}

// rejected returns the formula that a rule which always rejects reaches the level.
func rejected(level Outcome) linear.Formula {
	if level == Rejected {
		return linear.Always
	}
	return linear.Never
}

// eachReaches returns a formula for each part of the rule: that it reaches the level.
func (p *position) eachReaches(f *form, level Outcome) []linear.Formula {
	formulas := make([]linear.Formula, f.size())
	for i := range formulas {
		rule, part := f.part(i)
		formulas[i] = p.reaches(rule, part, level)
	}
	return formulas
}

// isSound is wellFormed within the budget. If the budget is spent, it reports false.
func (p *position) isSound(r Rule, part Tally) bool {
	f := expand(r, part)
	return p.budget.Charge(10) && f.fault == sound &&
		!f.anyPart(func(r Rule, t Tally) bool { return !p.isSound(r, t) })
}

// share returns the formula that a share holds.
func (p *position) share(s Share, part Tally) linear.Formula {
	if p.weighs != nil && !s.BySeats {
		return p.shiftingShare(s, part)
	}
	return p.shareIn(s, measureOf(s.BySeats), part)
}

// enoughParts returns the formula that enough of the parts that count reach the level.
//
// Of n parts, let a reach the level and count, and let u not count. Then at least p/q of
// those that count do if q a >= p (n - u), which is (q-p) a + p (a + u) >= p n. So each part
// stands in the formula q-p times as one that counts and reaches the level, and p times as
// one that does not count or reaches it, and p n of these must hold, or one more if the
// threshold is strict. For example, for more than half of 3 parts, 4 of 6 must hold: if one
// part does not count, which is 1, both others must adopt, which is 2 each.
func (p *position) enoughParts(f *form, level Outcome) linear.Formula {
	reach := p.eachReaches(f, level)
	n := len(reach)
	if f.With == 0 {
		return linear.Enough(f.needed(n), reach)
	}
	need := AtLeast(1, 1)
	if f.Need.valid() {
		need = f.Need.within(n)
	}
	if !p.budget.ChargeProduct(5, n, need.Den) {
		return rejected(level)
	}
	counts, both := make([]linear.Formula, n), make([]linear.Formula, n)
	repeated := make([]linear.Formula, 0, n*need.Den)
	for i := range n {
		_, part := f.part(i)
		counts[i] = p.something(f.With, measureOf(f.BySeats), part)
		both[i] = linear.Both(counts[i], reach[i])
		either := linear.Either(linear.Not(counts[i]), reach[i])
		for times := range need.Den {
			repeated = append(repeated, [...]linear.Formula{both[i], either}[b2i(times < need.Num)])
		}
	}
	enough := linear.Enough(need.Num*n+b2i(need.Strict), repeated)
	counted := linear.Enough(max(f.K, 1), counts) // otherwise it is Rejected
	if f.K > 0 {
		enough = linear.Enough(f.K, both)
	}
	if level == Rejected {
		return linear.Either(linear.Not(counted), enough)
	}
	return linear.Both(counted, enough)
}
