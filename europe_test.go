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
		{"EU-OSHA: a majority of the governments and of all", EUOSHA{}.Body(), nil, EUOSHA{}.FocalPoints(),
			Counts{"Governments": {For: 14, Against: 13}, "Employers": {For: 27}, "Workers": {For: 2, Against: 25}, "Commission": {Against: 3}}, Adopted},
		{"EU-OSHA: the same, for the programme itself", EUOSHA{}.Body(), nil, All{EUOSHA{}.TwoThirds(), EUOSHA{}.FocalPoints()},
			Counts{"Governments": {For: 14, Against: 13}, "Employers": {For: 27}, "Workers": {For: 2, Against: 25}, "Commission": {Against: 3}}, Rejected},
	})
}
