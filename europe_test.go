package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Clauses that no real vote turns on, each on both sides of its bar.
func TestEuropeanRules(t *testing.T) {
	t.Parallel()
	chips, chipsErr := ChipsJU{Commission: Frac(45, 100), Private: Frac(45, 100), States: Frac(10, 100)}.Body(3, Bloc{Name: "A", Size: 1})
	halves, halvesErr := ChipsJU{States: Frac(0, 1)}.Body(2, Bloc{Name: "A", Size: 1})
	checkDecisions(t, []decision{
		{"Chips JU: 45 and 30 of 100", chips, chipsErr, ChipsJU{}.Decision(),
			Counts{"Commission": {For: 1}, "Private members": {For: 2, Against: 1}, "States/A": {Against: 1}}, Adopted},
		{"Chips JU: 45 and 15 and 10 of 100", chips, chipsErr, ChipsJU{}.Decision(),
			Counts{"Commission": {For: 1}, "Private members": {For: 1, Against: 2}, "States/A": {For: 1}}, Rejected},
		{"Chips JU: two halves", halves, halvesErr, ChipsJU{}.Decision(),
			Counts{"Commission": {For: 1}, "Private members": {For: 1, Against: 1}, "States/A": {Against: 1}}, Adopted},
		{"EU agency: 42 of 84", EUAgency{}.Body(), nil, EUAgency{}.Majority(),
			Counts{"Governments": {For: 27}, "Employers": {For: 12, Absent: 15}, "Workers": {Abstain: 27}, "Commission": {For: 3}}, Rejected},
		{"EU agency: 43 of 84", EUAgency{}.Body(), nil, EUAgency{}.Majority(),
			Counts{"Governments": {For: 27}, "Employers": {For: 13, Absent: 14}, "Workers": {Abstain: 27}, "Commission": {For: 3}}, Adopted},
		{"EU agency: 55 of 84", EUAgency{}.Body(), nil, EUAgency{}.TwoThirds(),
			Counts{"Governments": {For: 27}, "Employers": {For: 27}, "Workers": {For: 1, Absent: 26}, "Commission": {Absent: 3}}, Rejected},
		{"EU agency: 56 of 84", EUAgency{}.Body(), nil, EUAgency{}.TwoThirds(),
			Counts{"Governments": {For: 27}, "Employers": {For: 27}, "Workers": {For: 2, Absent: 25}, "Commission": {Absent: 3}}, Adopted},
		{"EU-OSHA: a majority of all, 13 of 27 governments", EUAgency{}.Body(), nil, EUAgency{}.FocalPoints(),
			Counts{"Governments": {For: 13, Abstain: 14}, "Employers": {For: 27}, "Workers": {For: 27}, "Commission": {For: 3}}, Rejected},
		{"EU-OSHA: a majority of the governments and of all", EUAgency{}.Body(), nil, EUAgency{}.FocalPoints(),
			Counts{"Governments": {For: 14, Against: 13}, "Employers": {For: 27}, "Workers": {For: 2, Against: 25}, "Commission": {Against: 3}}, Adopted},
		{"EU-OSHA: the same, for the programme itself", EUAgency{}.Body(), nil, All{EUAgency{}.TwoThirds(), EUAgency{}.FocalPoints()},
			Counts{"Governments": {For: 14, Against: 13}, "Employers": {For: 27}, "Workers": {For: 2, Against: 25}, "Commission": {Against: 3}}, Rejected},
	})
}
