package tripartite_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// Article 4(2) of the Constitution of the ILO: if one of the employer and the
// worker is not nominated, the other may not vote.
func TestILODelegations(t *testing.T) {
	t.Parallel()
	ballot, err := ILOConference{}.Open(
		ILOMember{Name: "A"},
		ILOMember{Name: "B", NoEmployer: true},
		ILOMember{Name: "C", NoWorker: true},
		ILOMember{Name: "D", NoEmployer: true, NoWorker: true},
		ILOMember{Name: "E", Arrears: true},
		ILOMember{Name: "F", Arrears: true, NoWorker: true},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{
		"Governments": {Silent: 8, Suspended: 4},
		"Employers":   {Silent: 1, Vacant: 2, Suspended: 3},
		"Workers":     {Silent: 1, Vacant: 3, Suspended: 2},
	}
	if diff := cmp.Diff(want, ballot.Tally().Counts()); diff != "" {
		t.Error(diff)
	}
	for seat, want := range map[string]error{
		"A, worker": nil, "B, government 2": nil, "B, worker": ErrMayNotVote, "B, employer": ErrMayNotVote,
		"C, employer": ErrMayNotVote, "E, government 1": ErrMayNotVote, "F, worker": ErrMayNotVote,
	} {
		if err := ballot.Cast(seat, For); !errors.Is(err, want) {
			t.Errorf("%s: %v", seat, err)
		}
	}
	if _, err := (ILOConference{}).Open(ILOMember{Name: "A"}, ILOMember{Name: "A"}); !errors.Is(err, ErrName) {
		t.Errorf("the same Member twice: %v", err)
	}
}

// Clauses that no real vote turns on, each on both sides of its bar.
func TestILORules(t *testing.T) {
	t.Parallel()
	conference, err := ILOConference{}.Body(8, 4, 4)
	admission := ILOConference{}.Admission()
	attending := func(forG, againstG, absentG, forE, absentE int) Counts {
		return Counts{"Governments": {For: forG, Against: againstG, Absent: absentG}, "Employers": {For: forE, Absent: absentE}, "Workers": {For: 4}}
	}
	twelve, twelveErr := ILOConference{}.Body(6, 3, 3)
	committee, committeeErr := ILOCommittee{}.Body(5, 5, 5)
	maritime, maritimeErr := ILOMaritime{}.Body(80, 12, 20)
	absentGovernments := Counts{"Governments": {For: 80, Vacant: 80}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}
	voided, rejected := ILOConference1986{Void: true}.Majority(), ILOConference1986{}.Majority()
	cast := func(yes, no int) Counts {
		return Counts{"Governments": {For: min(yes, 8), Against: min(no, 8-min(yes, 8)), Abstain: max(0, 8-min(yes, 8)-no)}, "Employers": {Abstain: 4}, "Workers": {Abstain: 4}}
	}
	checkDecisions(t, []decision{
		{"admission: 11 of 16 attending", conference, err, admission, attending(4, 1, 3, 3, 1), Adopted},
		{"admission: 10 of 16 attending", conference, err, admission, attending(3, 1, 4, 3, 1), Rejected},
		{"admission: 11 of 16, 3 of 5 governments", conference, err, admission, attending(3, 2, 3, 4, 0), Rejected},
		{"1986: 3 of 16 for, none against", conference, err, rejected, cast(3, 0), Rejected},
		{"1986: the same, if the floor makes it void", conference, err, voided, cast(3, 0), Void},
		{"1986: 4 of 16 for, 3 against", conference, err, rejected, cast(4, 3), Adopted},
		{"1986: 4 of 16 for, 4 against", conference, err, voided, cast(4, 4), Rejected},
		{"1986: votes cast, not votes taken, make it valid", conference, err, ILOConference1986{TookPart: Cast}.Majority(), cast(4, 3), Void},
		{"admission: exactly two thirds", twelve, twelveErr, admission, Counts{"Governments": {For: 4, Against: 2}, "Employers": {For: 3}, "Workers": {For: 1, Absent: 2}}, Adopted},
		{"1986: 24 of 100 for", flat(100), nil, rejected, Counts{"Members": {For: 24, Abstain: 76}}, Rejected},
		{"1986: 25 of 100 for", flat(100), nil, rejected, Counts{"Members": {For: 25, Abstain: 75}}, Adopted},
		{"1986: 33 of 100 for", flat(100), nil, ILOConference1986{}.TwoThirds(), Counts{"Members": {For: 33, Abstain: 67}}, Rejected},
		{"1986: 34 of 100 for", flat(100), nil, ILOConference1986{}.TwoThirds(), Counts{"Members": {For: 34, Abstain: 66}}, Adopted},
		{"1986: 37 of 100 for", flat(100), nil, ILOConference1986{}.ThreeQuarters(), Counts{"Members": {For: 37, Abstain: 63}}, Rejected},
		{"1986: 38 of 100 for", flat(100), nil, ILOConference1986{}.ThreeQuarters(), Counts{"Members": {For: 38, Abstain: 62}}, Adopted},
		{"1986: three quarters, not two thirds", conference, err, ILOConference1986{}.ThreeQuarters(), Counts{"Governments": {For: 8}, "Employers": {For: 3, Against: 1}, "Workers": {Against: 3, Abstain: 1}}, Rejected},
		{"1986: three quarters", conference, err, ILOConference1986{}.ThreeQuarters(), Counts{"Governments": {For: 8}, "Employers": {For: 4}, "Workers": {Against: 4}}, Adopted},
		{"committee: the quorum of two fifths", committee, committeeErr, ILOCommittee{}.Majority(), Counts{"Governments": {For: 5}, "Employers": {For: 1, Absent: 4}, "Workers": {Absent: 5}}, Adopted},
		{"committee: a quorum of half", committee, committeeErr, ILOCommittee{Quorum: AtLeast(1, 2)}.Majority(), Counts{"Governments": {For: 5}, "Employers": {For: 1, Absent: 4}, "Workers": {Absent: 5}}, Void},
		{"committee: suspended members weigh nothing, in every group", committee, committeeErr, ILOCommittee{}.Majority(),
			Counts{"Governments": {For: 1, Suspended: 4}, "Employers": {For: 1, Suspended: 4}, "Workers": {Against: 2, Suspended: 3}}, Adopted},
		{"Governing Body: a quorum of 33", ILOGoverningBody{}.Body(), nil, ILOGoverningBody{}.Majority(), Counts{"Governments": {For: 28}, "Employers": {For: 4, Absent: 10}, "Workers": {Absent: 14}}, Void},
		{"Governing Body: another quorum", ILOGoverningBody{}.Body(), nil, ILOGoverningBody{Present: 32}.Majority(), Counts{"Governments": {For: 28}, "Employers": {For: 4, Absent: 10}, "Workers": {Absent: 14}}, Adopted},
		{"MLC: two thirds of those registered", maritime, maritimeErr, ILOMaritime{BySeats: true}.Amendment(), absentGovernments, Adopted},
		{"MLC: two thirds of all", maritime, maritimeErr, ILOMaritime{BySeats: true, Members: AllSeats}.Amendment(), absentGovernments, Rejected},
		{"MLC: half the governments represented", maritime, maritimeErr, ILOMaritime{}.Amendment(), absentGovernments, Adopted},
		{"MLC: one fewer", maritime, maritimeErr, ILOMaritime{}.Amendment(),
			Counts{"Governments": {For: 78, Vacant: 82}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}, Rejected},
		{"MLC: a government has two heads, 102 of 152", maritime, maritimeErr, ILOMaritime{BySeats: true}.Amendment(),
			Counts{"Governments": {For: 70, Against: 50, Vacant: 40}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}, Adopted},
		{"MLC: a government has two heads, 101 of 152", maritime, maritimeErr, ILOMaritime{BySeats: true}.Amendment(),
			Counts{"Governments": {For: 69, Against: 51, Vacant: 40}, "Shipowners": {For: 12}, "Seafarers": {For: 20}}, Rejected},
	})
}
