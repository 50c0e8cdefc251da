package votes

import (
	"errors"

	"example.com/tripartite"
)

// Replay is a vote that is decided again by another rule.
type Replay struct {
	// Before is the finding of the rule that decided, and After that of the other rule.
	Before, After tripartite.Finding
	// Margin says how many seats would change the outcome under the other rule. It is not set
	// if the outcomes of the two rules differ.
	Margin tripartite.Margin
}

// Replay decides the vote by the first of its rules, and again by a rule that is given by its
// name or its text.
func (v *Vote) Replay(text string) (r Replay, err error) {
	if len(v.Rules) == 0 {
		return r, errors.New("the file does not say by which rule it was decided")
	}
	tally, tallyErr := v.Tally()
	own, ownErr := v.Rule(v.Rules[0].Rule)
	rule, ruleErr := v.Rule(text)
	if errors.Is(ruleErr, tripartite.ErrUnknown) {
		rule, ruleErr = v.ParseRule(text)
	}
	if err := errors.Join(tallyErr, ownErr, ruleErr); err != nil {
		return r, err
	}
	r.Before, r.After = tripartite.Explain(own, tally), tripartite.Explain(rule, tally)
	switch {
	case r.Before.Outcome != r.After.Outcome:
	case r.After.Outcome == tripartite.Adopted:
		r.Margin, err = tripartite.ToFail(rule, tally, 0)
	default:
		r.Margin, err = tripartite.ToAdopt(rule, tally, 0)
	}
	return r, err
}
