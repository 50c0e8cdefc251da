package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Clauses that no real vote turns on, each on both sides of its bar.
func TestWageRules(t *testing.T) {
	t.Parallel()
	uruguay := UruguayWages{}.Body()
	checkDecisions(t, []decision{
		{"Korea: re-deliberation, 10 of 15", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Redeliberation(),
			Counts{"Workers": {Absent: 9}, "Employers": {Absent: 3, For: 6}, "Public": {For: 4, Abstain: 5}}, Adopted},
		{"Korea: re-deliberation, 9 of 15", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Redeliberation(),
			Counts{"Workers": {Absent: 9}, "Employers": {Absent: 3, For: 6}, "Public": {For: 3, Abstain: 6}}, Rejected},
		{"Korea: re-deliberation, 13 of 27", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Redeliberation(),
			Counts{"Workers": {Absent: 9}, "Employers": {Absent: 5, For: 4}, "Public": {For: 9}}, Void},
		{"Uruguay: the state and one employer, 4 to 3", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {For: 1, Against: 1}, "Workers": {Against: 2}}, Adopted},
		{"Uruguay: two sides of three, 4 to 3 against", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 1, Against: 2}, "Employers": {Against: 2}, "Workers": {For: 2}}, Rejected},
		{"Uruguay: the workers stay away", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {For: 2}, "Workers": {Absent: 2}}, Void},
		{"Uruguay: one worker is present, and does not vote", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {For: 2}, "Workers": {Silent: 1, Absent: 1}}, Adopted},
		{"Turkey: a tie with the government", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {Against: 5}, "Employers": {Absent: 5}}, Adopted},
		{"Turkey: a tie against the government", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {Against: 5}, "Workers": {Absent: 5}, "Employers": {For: 5}}, Rejected},
		{"Turkey: 9 attend", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {For: 4, Absent: 1}, "Employers": {Absent: 5}}, Void},
		{"Korea: two public members", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{}.Decision(),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 2, Absent: 7}}, Adopted},
		{"Korea: two public members, and a third of them asked for", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{PublicThird: true}.Decision(),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 2, Absent: 7}}, Void},
		{"Korea: three of them", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{PublicThird: true}.Decision(),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 3, Absent: 6}}, Adopted},
		{"Korea: the public cannot be waived", KoreaMinimumWage{}.Body(), nil, KoreaMinimumWage{PublicThird: true}.Decision(Third),
			Counts{"Workers": {For: 9}, "Employers": {For: 9}, "Public": {For: 2, Absent: 7}}, Void},
		{"Uruguay: a simple majority of those present", uruguay, nil, UruguayWages{Base: Present}.Decision(),
			Counts{"State": {For: 3}, "Employers": {Abstain: 2}, "Workers": {Against: 1, Abstain: 1}}, Rejected},
		{"Uruguay: the same of votes cast", uruguay, nil, UruguayWages{}.Decision(),
			Counts{"State": {For: 3}, "Employers": {Abstain: 2}, "Workers": {Against: 1, Abstain: 1}}, Adopted},
		{"Turkey: a majority of those present", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{Base: Present}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {For: 1, Against: 4}, "Employers": {Abstain: 5}}, Rejected},
		{"Turkey: the same of votes cast", TurkeyMinimumWage{}.Body(), nil, TurkeyMinimumWage{}.Decision(),
			Counts{"Government": {For: 5}, "Workers": {For: 1, Against: 4}, "Employers": {Abstain: 5}}, Adopted},
	})
}
