package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Clauses that no real vote turns on, each on both sides of its bar.
func TestChamberRules(t *testing.T) {
	t.Parallel()
	fsc := FSCChamber{NorthOrganisations: 2, SouthOrganisations: 2, SouthIndividuals: 1}
	lapses, lapsesErr := FSC{}.Body(fsc, fsc, fsc)
	passes, passesErr := FSC{IfEmpty: PassOn}.Body(fsc, fsc, fsc)
	chamber := func(name string, c Counts) Counts {
		all := Counts{}
		for _, other := range []string{"Economic", "Social", "Environmental"} {
			all[other+"/North/Organisations"] = Count{For: 2}
			all[other+"/North/Individuals"] = Count{}
			all[other+"/South/Organisations"] = Count{For: 2}
			all[other+"/South/Individuals"] = Count{For: 1}
		}
		for part, count := range c {
			all[name+"/"+part] = count
		}
		return all
	}
	ten := FSCChamber{NorthOrganisations: 10, SouthOrganisations: 10}
	tens, tensErr := FSC{}.Body(ten, ten, ten)
	everyTen := func(c Count) Counts {
		all := Counts{}
		for _, chamber := range []string{"Economic", "Social", "Environmental"} {
			for _, part := range []string{"North", "South"} {
				all[chamber+"/"+part+"/Organisations"] = c
				all[chamber+"/"+part+"/Individuals"] = Count{}
			}
		}
		return all
	}
	// North has no individuals: its organisations have nine tenths of its half, or
	// with their tenth passed on all of it, against South's nine tenths and one.
	split := chamber("Economic", Counts{"North/Organisations": {For: 2}, "South/Organisations": {Against: 2}, "South/Individuals": {Against: 1}})
	checkDecisions(t, []decision{
		{"FSC: 4 for and 6 silent in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 4, Silent: 6}), Rejected},
		{"FSC: 4 for and 6 spoilt in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 4, Spoilt: 6}), Rejected},
		{"FSC: 4 for and 6 abstaining in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 4, Abstain: 6}), Adopted},
		{"FSC: 6 for and 4 absent in every sub-chamber", tens, tensErr, FSC{}.Motion(), everyTen(Count{For: 6, Absent: 4}), Adopted},
		{"FSC: the tenth of nobody lapses", lapses, lapsesErr, FSC{}.Motion(), split, Rejected},
		{"FSC: the tenth of nobody passes", passes, passesErr, FSC{IfEmpty: PassOn}.Motion(), split, Rejected},
		{"FSC: the tenth of nobody lapses, one abstains", lapses, lapsesErr, FSC{}.Motion(),
			chamber("Economic", Counts{"South/Organisations": {Against: 2}, "South/Individuals": {Abstain: 1}}), Rejected},
		{"FSC: the tenth of nobody passes, one abstains", passes, passesErr, FSC{IfEmpty: PassOn}.Motion(),
			chamber("Economic", Counts{"South/Organisations": {Against: 2}, "South/Individuals": {Abstain: 1}}), Adopted},
	})
}
