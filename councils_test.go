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

// Ley 18.566, art. 9, on both sides of each bar.
func TestUruguayCouncil(t *testing.T) {
	t.Parallel()
	body, first, second := UruguayCouncil{}.Body(), UruguayCouncil{}.Decision(), UruguayCouncil{}.SecondCall()
	of := func(executive, employers, workers Count) Counts {
		return Counts{"Executive": executive, "Employers": employers, "Workers": workers}
	}
	three := Count{For: 3, Absent: 3}
	checkDecisions(t, []decision{
		{"9 of 18 present, all for", body, nil, first, of(three, three, three), Rejected},
		{"10 of 18 present, all for", body, nil, first, of(three, three, Count{For: 4, Absent: 2}), Adopted},
		{"8 of 18 present", body, nil, first, of(three, three, Count{For: 2, Absent: 4}), Void},
		{"9 present, and none of the workers", body, nil, first, of(Count{For: 6}, three, Count{Absent: 6}), Void},
		{"12 for, and no worker is there", body, nil, first, of(Count{For: 6}, Count{For: 6}, Count{Absent: 6}), Void},
		{"the same at the second call", body, nil, second, of(Count{For: 6}, Count{For: 6}, Count{Absent: 6}), Adopted},
		{"8 of 18 at the second call", body, nil, second, of(Count{For: 6}, Count{For: 2, Absent: 4}, Count{Absent: 6}), Void},
		{"9 of 18 at the second call", body, nil, second, of(Count{For: 6}, three, Count{Absent: 6}), Rejected},
		{"12 for, and one worker is there and against", body, nil, first, of(Count{For: 6}, Count{For: 6}, Count{Against: 1, Absent: 5}), Adopted},
		{"9 for, nobody against", body, nil, first, of(Count{For: 6}, Count{For: 3, Abstain: 3}, Count{Abstain: 6}), Rejected},
		{"9 for of 9 in office", body, nil, first, of(Count{For: 3, Vacant: 3}, Count{For: 3, Vacant: 3}, Count{For: 3, Vacant: 3}), Rejected},
	})
}

// Law of 24 December 1977, art. 21(2).
func TestLuxembourg(t *testing.T) {
	t.Parallel()
	body, err := Luxembourg{}.Body(4, 5)
	opinion := Luxembourg{}.Opinion()
	checkDecisions(t, []decision{
		{"3 of 4 and 3 of 5", body, err, opinion, Counts{"Government": {For: 1}, "Employers": {For: 3, Against: 1}, "Unions": {For: 3, Against: 2}}, Adopted},
		{"the same without the government", body, err, opinion, Counts{"Government": {Against: 1}, "Employers": {For: 3, Against: 1}, "Unions": {For: 3, Against: 2}}, Adopted},
		{"2 of 4", body, err, opinion, Counts{"Government": {For: 1}, "Employers": {For: 2, Abstain: 2}, "Unions": {For: 5}}, Rejected},
		{"2 of 5", body, err, opinion, Counts{"Government": {For: 1}, "Employers": {For: 4}, "Unions": {For: 2, Absent: 3}}, Rejected},
	})
}
