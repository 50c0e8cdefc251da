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

// Ley 24.013, arts. 136 and 137, on both sides of two thirds.
func TestArgentinaWages(t *testing.T) {
	t.Parallel()
	body, president := ArgentinaWages{}.Body(), ArgentinaWages{PresidentVotes: true}.Body()
	rule := ArgentinaWages{}.Decision()
	checkDecisions(t, []decision{
		{"22 of 32", body, nil, rule, Counts{"Employers": {For: 6, Against: 10}, "Workers": {For: 16}, "President": {Silent: 1}}, Adopted},
		{"21 of 32", body, nil, rule, Counts{"Employers": {For: 5, Against: 11}, "Workers": {For: 16}, "President": {Silent: 1}}, Rejected},
		{"21 of 32, and a president without a vote", body, nil, rule, Counts{"Employers": {For: 5, Against: 11}, "Workers": {For: 16}, "President": {For: 1}}, Rejected},
		{"22 of 33 with the president", president, nil, rule, Counts{"Employers": {For: 5, Against: 11}, "Workers": {For: 16}, "President": {For: 1}}, Adopted},
		{"21 of 33 without the president", president, nil, rule, Counts{"Employers": {For: 5, Against: 11}, "Workers": {For: 16}, "President": {Against: 1}}, Rejected},
		{"16 of 24, and 8 abstain", body, nil, rule, Counts{"Employers": {Against: 8, Abstain: 8}, "Workers": {For: 16}, "President": {Silent: 1}}, Adopted},
		{"the same of those present", body, nil, ArgentinaWages{Base: Present}.Decision(), Counts{"Employers": {Against: 8, Abstain: 8}, "Workers": {For: 16}, "President": {Silent: 1}}, Rejected},
		{"employers against workers", body, nil, rule, Counts{"Employers": {Against: 16}, "Workers": {For: 16}, "President": {Silent: 1}}, Rejected},
	})
}

// Ley 26.727, arts. 84 and 89(l).
func TestArgentinaAgrarian(t *testing.T) {
	t.Parallel()
	body := ArgentinaAgrarian{}.Body()
	rule, allowance := ArgentinaAgrarian{}.Decision(), ArgentinaAgrarian{}.Allowance()
	of := func(president, members, employers, workers Count) Counts {
		return Counts{"State/President": president, "State/Members": members, "Employers": employers, "Workers": workers}
	}
	yes, no, away := Count{For: 1}, Count{Against: 1}, Count{Absent: 1}
	checkDecisions(t, []decision{
		{"5 to 3, the president against", body, nil, rule, of(no, Count{For: 1, Against: 2}, Count{For: 2}, Count{For: 2}), Adopted},
		{"4 to 4, the president for", body, nil, rule, of(yes, Count{For: 3}, Count{Against: 2}, Count{Against: 2}), Adopted},
		{"4 to 4, the president against", body, nil, rule, of(no, Count{Against: 3}, Count{For: 2}, Count{For: 2}), Rejected},
		{"3 to 3, the president absent", body, nil, rule, of(away, Count{For: 3}, Count{Against: 2}, Count{Against: 1, Abstain: 1}), Rejected},
		{"3 to 3 of 7 present, the president for", body, nil, rule, of(yes, Count{For: 2, Absent: 1}, Count{Against: 2}, Count{Against: 1, Abstain: 1}), Adopted},
		{"3 of 7 present is no tie of those present", body, nil, ArgentinaAgrarian{Base: Present}.Decision(), of(yes, Count{For: 2, Absent: 1}, Count{Against: 2}, Count{Against: 1, Abstain: 1}), Rejected},
		{"4 present, where 5 must be", body, nil, ArgentinaAgrarian{Present: 5}.Decision(), of(yes, Count{For: 3}, Count{Absent: 2}, Count{Absent: 2}), Void},
		{"5 present, where 5 must be", body, nil, ArgentinaAgrarian{Present: 5}.Decision(), of(yes, Count{For: 3}, Count{Absent: 2}, Count{Against: 1, Absent: 1}), Adopted},
		{"5 present, one of whom does not vote", body, nil, ArgentinaAgrarian{Present: 5}.Decision(), of(yes, Count{For: 3}, Count{Absent: 2}, Count{Silent: 1, Absent: 1}), Adopted},
		{"an allowance, 6 to 2 employers", body, nil, allowance, of(yes, Count{For: 3}, Count{Against: 2}, Count{For: 2}), Rejected},
		{"an allowance, both employers for", body, nil, allowance, of(yes, Count{For: 3}, Count{For: 2}, Count{For: 2}), Adopted},
		{"an allowance, one employer for and one absent", body, nil, allowance, of(yes, Count{For: 3}, Count{For: 1, Absent: 1}, Count{For: 2}), Adopted},
		{"an allowance, one employer of two", body, nil, allowance, of(yes, Count{For: 3}, Count{For: 1, Against: 1}, Count{For: 2}), Rejected},
		{"an allowance, one employer of two, if that is enough", body, nil, ArgentinaAgrarian{Consent: AtLeast(1, 2)}.Allowance(), of(yes, Count{For: 3}, Count{For: 1, Against: 1}, Count{For: 2}), Adopted},
		{"an allowance that only the employers want", body, nil, allowance, of(no, Count{Against: 3}, Count{For: 2}, Count{Against: 2}), Rejected},
	})
}
