package tripartite

// Verdict is the outcome of a rule; sound is false if the rule, or one that it consists of,
// is malformed.
func Verdict(r Rule, t Tally) (o Outcome, sound bool) {
	v := decide(r, t, 0)
	return v.outcome(), v&malformed == 0
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
