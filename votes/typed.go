package votes

import (
	"fmt"
	"io"
	"maps"
	"strconv"

	"example.com/tripartite"
)

// ParseCounts reads the counts of a vote as somebody types them, a line for each part:
//
//	Workers: 4 for
//	Public/Members: 1 against, 1 abstain
//
// An error names what is no number of seats in one state.
func ParseCounts(text string) (tripartite.Counts, error) {
	figures, err := tripartite.ParseFigures(text)
	if err != nil {
		return nil, err
	}
	counts := tripartite.Counts{}
	for _, f := range figures {
		n, err := strconv.Atoi(f.Min.String())
		if !isCount(f) || f.Part == "" || err != nil {
			return nil, fmt.Errorf(`%v: want a part with numbers of seats, as "Workers: 4 for, 1 against"`, f)
		}
		count, err := tripartite.CountOf(f.Of, n)
		if err != nil {
			return nil, err
		}
		counts[f.Part] = counts[f.Part].Plus(count)
	}
	return counts, nil
}

// CountRollCall counts a roll-call whose groups are parts of a body, by their paths. The
// weights are those of the body, so the file must have none. The errors are those of
// [tripartite.RollCall.ReadBody].
func CountRollCall(call tripartite.RollCall, r io.Reader) (tripartite.Counts, error) {
	call.Groups = []string{"", "", ""} // no groups: each part is independent, under its path
	ballot, err := call.ReadBody(r)
	if err != nil {
		return nil, err
	}
	counts := ballot.Tally().Counts()
	maps.DeleteFunc(counts, func(_ string, c tripartite.Count) bool { return c == tripartite.Count{} })
	return counts, nil
}

// RuleOf returns the rule of a statute with that name or, if it has none, parses the text as
// a rule that can name rules of the statute. Without a text, it is the first rule. What is
// open is that of the sample.
func RuleOf(s *tripartite.Statute, text string) (tripartite.Rule, error) {
	if text == "" && len(s.Rules) > 0 {
		text = s.Rules[0].Name
	}
	var named []tripartite.Named
	for _, n := range s.Rules {
		rule, err := s.Rule(n.Name, s.SampleRules...)
		if n.Name == text {
			return rule, err
		}
		if err == nil { // a rule that contains an open one cannot be named
			named = append(named, tripartite.Named{Name: n.Name, Rule: rule})
		}
	}
	return tripartite.ParseRule(text, named...)
}
