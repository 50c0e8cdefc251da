package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Clauses that no real vote turns on, each on both sides of its bar.
func TestCouncilRules(t *testing.T) {
	t.Parallel()
	checkDecisions(t, []decision{
		{"ESLC: without half the government", KoreaESLC{}.Body(), nil, KoreaESLC{}.Decision(),
			Counts{"Workers": {For: 5}, "Employers": {For: 5}, "Government": {Absent: 2}, "Others": {For: 6}}, Void},
		{"ESLC: with half of it", KoreaESLC{}.Body(), nil, KoreaESLC{}.Decision(),
			Counts{"Workers": {For: 5}, "Employers": {For: 5}, "Government": {For: 1, Absent: 1}, "Others": {For: 1, Against: 5}}, Adopted},
	})
}
