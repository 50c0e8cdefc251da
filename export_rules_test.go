package tripartite

// ByExpansion decides a rule by its form, part by part, without what Decide has to be fast;
// sound is false if the rule, or one that it consists of, is malformed.
func ByExpansion(r Rule, t Tally) (o Outcome, sound bool) {
	v := byExpansion(r, t, 0)
	return v.outcome(), v&malformed == 0
}

func byExpansion(r Rule, t Tally, depth int) verdict {
	f := expand(r, t)
	switch f.kind {
	case noRule:
		return rejectedMalformed
	case ownRule:
		return verdict(valid(r.Decide(t)))
	case shareClause:
		if f.fault != sound {
			return rejectedMalformed
		}
		share := f.Rule.(Share)
		return verdict(adoptedIf(share.holds(t)))
	case countClause:
		if f.fault != sound {
			return rejectedMalformed
		}
		return verdict(adoptedIf(t.part != nil && t.Seats(f.Rule.(SeatCount).Of) >= f.Rule.(SeatCount).Need))
	}
	if depth == mostNested {
		return rejectedTooDeep
	}
	var o outcomes
	for i := range f.size() {
		rule, part := f.part(i)
		v := byExpansion(rule, part, depth+1)
		if v&tooDeep != 0 {
			return v
		}
		if o.flags |= v & malformed; !f.skips(part) {
			o = o.with(v)
		}
	}
	return f.verdict(o)
}

// Sound reports whether neither the rule nor any part of it is malformed.
func Sound(r Rule, t Tally) bool { return wellFormed(r, t) }

// Ours reports whether the rule is one of this package, and what it consists of.
func Ours(r Rule) ([]Rule, bool) {
	f := formOf(r)
	return f.inside(), f.kind != ownRule
}

// What a call may do: MostDecided is how many clauses it may decide.
const (
	MostDecided = mostWork / clauseWork
	MostClauses = mostClauses
	MostDepth   = mostNested
)
