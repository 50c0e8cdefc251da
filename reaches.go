package tripartite

import (
	"slices"

	"example.com/tripartite/internal/linear"
)

// share returns the formula that a share holds or, if holds is false, that it does
// not.
func (p *position) share(s Share, part Tally, holds bool) linear.Formula {
	switch {
	case !s.Need.valid():
		return rejected(Adopted, holds)
	case p.weighs != nil && !s.BySeats:
		return p.shiftingShare(s, part, holds)
	}
	return p.shareIn(s, s.measure(), part, holds)
}

// reaches returns the formula that the outcome of the rule is at least level or, if
// holds is false, below it. level is Rejected or Adopted. It follows the expansion of
// the rule.
func (p *position) reaches(r Rule, part Tally, level Outcome, holds bool) linear.Formula {
	x := expand(r, part)
	if x.wrong != "" || !p.budget.Charge(20) {
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
		return p.kOf(x.k, len(x.parts), holds, func(i int, holds bool) linear.Formula {
			return p.reaches(x.parts[i].rule, x.parts[i].to, level, holds)
		})
	case votingParts:
		if level == Adopted {
			return p.eachVoting(x.share, part, holds)
		}
	case quorumParts: // an outcome other than Adopted is Void, below both levels
		return p.kOf(len(x.parts), len(x.parts), holds, func(i int, holds bool) linear.Formula {
			return p.reaches(x.parts[i].rule, x.parts[i].to, Adopted, holds)
		})
	case vetoParts: // a veto holds if no part adopts
		if level == Adopted && (p.sound || p.isSound(r, part)) {
			return p.kOf(len(x.parts), len(x.parts), holds, func(i int, holds bool) linear.Formula {
				return p.reaches(x.parts[i].rule, x.parts[i].to, Adopted, !holds)
			})
		}
	default: // also for a rule of the caller: nobody may ask, since nothing is known about its outcomes
		panic(x.kind.unknown())
	}
	return rejected(level, holds) // a clause is at least Rejected, and so is a malformed rule
}

// rejected returns the formula of a rule that is always Rejected.
func rejected(level Outcome, holds bool) linear.Formula {
	if (level == Rejected) == holds {
		return linear.Always
	}
	return linear.Never
}

// isSound is sound within the budget. If the budget is spent, it reports false.
func (p *position) isSound(r Rule, part Tally) bool {
	x := expand(r, part)
	return p.budget.Charge(10) && x.wrong == "" &&
		!slices.ContainsFunc(x.parts, func(a applied) bool { return !p.isSound(a.rule, a.to) })
}

// kOf returns the formula that at least k of n parts hold or, if holds is false, that
// fewer do.
func (p *position) kOf(k, n int, holds bool, part func(i int, holds bool) linear.Formula) linear.Formula {
	if !holds {
		k = n - k + 1
	}
	return linear.Some(k, n, func(i int) linear.Formula { return part(i, holds) })
}

func (p *position) number(n SeatCount, part Tally, holds bool) linear.Formula {
	if holds {
		return p.clause(part, inSeats, nothingEach.plus(n.Of, whole(1)), whole(int64(n.Need)))
	}
	return p.clause(part, inSeats, nothingEach.minus(n.Of, whole(1)), whole(int64(1-n.Need)))
}

// eachVoting returns the formula that in every group the base is empty or the share
// holds, and some base is not empty. If holds is false, it returns the opposite.
func (p *position) eachVoting(s Share, part Tally, holds bool) linear.Formula {
	group := func(i int) Tally { return part.Group(First + Group(i)) }
	something := func(i int) linear.Formula { return p.something(s.Base, s.measure(), group(i)) }
	nothing := func(i int) linear.Formula { return p.nothing(s.Base, s.measure(), group(i)) }
	if holds {
		return linear.Both(
			linear.Some(numGroups, numGroups, func(i int) linear.Formula { return linear.Either(nothing(i), p.share(s, group(i), true)) }),
			linear.Some(1, numGroups, func(i int) linear.Formula { return something(i) }),
		)
	}
	return linear.Either(
		linear.Some(1, numGroups, func(i int) linear.Formula { return linear.Both(something(i), p.share(s, group(i), false)) }),
		linear.Some(numGroups, numGroups, func(i int) linear.Formula { return nothing(i) }),
	)
}
