package tripartite

// ByExpansion decides a rule by what it expands to, and nothing else; false if the
// rule, or one that it consists of, is malformed.
func ByExpansion(r Rule, t Tally) (o Outcome, sound bool) {
	v := byExpansion(r, t)
	return v.outcome(), v&malformed == 0
}

func byExpansion(r Rule, t Tally) verdict {
	x := expand(r, t)
	switch {
	case x.deep:
		return rejectedTooDeep
	case x.wrong != "" && len(x.parts) == 0:
		return rejectedMalformed
	}
	switch x.kind {
	case ownRule:
		return verdict(valid(r.Decide(t)))
	case shareClause:
		return verdict(adoptedIf(x.share.holds(t)))
	case countClause:
		return verdict(adoptedIf(t.part != nil && t.Seats(x.number.Of) >= x.number.Need))
	}
	var parts []verdict
	for _, p := range x.parts {
		v := byExpansion(p.rule, p.to)
		if v&tooDeep != 0 {
			return v
		}
		parts = append(parts, v)
	}
	return x.verdict(parts)
}

// Sound reports whether neither the rule nor any part of it is malformed.
func Sound(r Rule, t Tally) bool { return sound(r, t) }

// Ours reports whether the rule is one of this package, and what it consists of.
func Ours(r Rule) ([]Rule, bool) {
	f := formOf(r)
	return f.rules, f.kind != ownRule
}

// What a call may do: MostDecided is how many clauses it may decide.
const (
	MostDecided = mostWork / clauseWork
	MostClauses = mostClauses
	MostDepth   = mostNested
)
