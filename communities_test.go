package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Each branch of cross-community support, on both sides of its bars (Northern Ireland Act
// 1998, s. 4(5)).
func TestNorthernIreland(t *testing.T) {
	t.Parallel()
	assembly, err := NorthernIreland{}.Body(20, 25, 15)
	larger, largerErr := NorthernIreland{}.Body(25, 25, 15)
	cross, parallel, seats := NorthernIreland{}.CrossCommunity(), NorthernIreland{}.ParallelConsent(), NorthernIreland{}.TwoThirdsOfSeats()
	vote := func(forN, againstN, forU, againstU, forO, againstO int) Counts {
		return Counts{
			"Nationalists": {For: forN, Against: againstN, Absent: 20 - forN - againstN},
			"Unionists":    {For: forU, Against: againstU, Absent: 25 - forU - againstU},
			"Others":       {For: forO, Against: againstO, Absent: 15 - forO - againstO},
		}
	}
	checkDecisions(t, []decision{
		{"12 of 23, and 6 of 10 of each designation", assembly, err, parallel, vote(6, 4, 6, 4, 0, 3), Adopted},
		{"the same has cross-community support, with 52 per cent", assembly, err, cross, vote(6, 4, 6, 4, 0, 3), Adopted},
		{"11 of 22 is no majority", assembly, err, parallel, vote(6, 4, 5, 4, 0, 3), Rejected},
		{"11 of 22 is not 60 per cent", assembly, err, cross, vote(6, 4, 5, 4, 0, 3), Rejected},
		{"45 of 60, but 10 of 20 Nationalists", assembly, err, parallel, vote(10, 10, 20, 5, 15, 0), Rejected},
		{"45 of 60, and 10 of 20 Nationalists are 40 per cent", assembly, err, cross, vote(10, 10, 20, 5, 15, 0), Adopted},
		{"27 of 45, 4 of 10 and 8 of 20: exactly enough", assembly, err, cross, vote(4, 6, 8, 12, 15, 0), Adopted},
		{"26 of 45", assembly, err, cross, vote(4, 6, 8, 12, 14, 1), Rejected},
		{"3 of 9 Nationalists", assembly, err, cross, vote(3, 6, 20, 0, 15, 0), Rejected},
		{"9 of 23 Nationalists, 39 per cent", larger, largerErr, cross, Counts{
			"Nationalists": {For: 9, Against: 14, Absent: 2}, "Unionists": {For: 25}, "Others": {For: 15}}, Rejected},
		{"7 of 18 Unionists", assembly, err, cross, vote(20, 0, 7, 11, 15, 0), Rejected},
		{"no Nationalist votes", assembly, err, cross, vote(0, 0, 25, 0, 15, 0), Rejected},
		{"29 of 60: a majority of each designation, but not of all", assembly, err, cross, vote(11, 9, 13, 12, 5, 10), Rejected},
		{"voting in both lobbies is left out", assembly, err, parallel, Counts{
			"Nationalists": {For: 11, Abstain: 9}, "Unionists": {For: 6, Against: 5, Abstain: 14}, "Others": {Abstain: 15}}, Adopted},
		{"39 of 60 seats, all of those voting", assembly, err, seats, vote(20, 0, 19, 0, 0, 0), Rejected},
		{"40 of 60 seats", assembly, err, seats, vote(20, 0, 20, 5, 0, 15), Adopted},
		{"39 of 39 members, and 21 vacant seats", assembly, err, seats, Counts{
			"Nationalists": {For: 20}, "Unionists": {For: 19, Vacant: 6}, "Others": {Vacant: 15}}, Rejected},
		{"more for than against", assembly, err, NorthernIreland{}.Majority(), vote(20, 0, 0, 25, 15, 0), Adopted},
		{"as many", assembly, err, NorthernIreland{}.Majority(), vote(20, 0, 0, 25, 5, 0), Rejected},
	})
}

// Both votes on a law and the vital interest, on both sides of their bars (Constitution of
// Bosnia and Herzegovina, art. IV).
func TestBosniaPeoples(t *testing.T) {
	t.Parallel()
	b := BosniaPeoples{}
	body := b.Body()
	vote := func(forB, againstB, forC, againstC, forS, againstS int) Counts {
		return Counts{
			"Bosniacs": {For: forB, Against: againstB, Absent: 5 - forB - againstB},
			"Croats":   {For: forC, Against: againstC, Absent: 5 - forC - againstC},
			"Serbs":    {For: forS, Against: againstS, Absent: 5 - forS - againstS},
		}
	}
	checkDecisions(t, []decision{
		{"8 present", body, nil, b.FirstVote(), vote(3, 0, 3, 0, 2, 0), Void},
		{"9 present, but 2 Serbs", body, nil, b.FirstVote(), vote(4, 0, 3, 0, 2, 0), Void},
		{"9 present, 3 of each", body, nil, b.FirstVote(), vote(3, 0, 3, 0, 3, 0), Adopted},
		{"a third of the Serbs' votes", body, nil, b.FirstVote(), vote(5, 0, 5, 0, 1, 2), Adopted},
		{"a quarter of the Serbs' votes", body, nil, b.FirstVote(), vote(5, 0, 5, 0, 1, 3), Rejected},
		{"the Croats need not agree", body, nil, b.FirstVote(), vote(5, 0, 0, 5, 5, 0), Adopted},
		{"a third of the Federation's votes is 4 of 10", body, nil, b.FirstVote(), vote(3, 2, 0, 5, 5, 0), Rejected},
		{"4 of the Federation's 10 votes", body, nil, b.FirstVote(), vote(4, 1, 0, 5, 5, 0), Adopted},
		{"a third of five seats is 2", body, nil, BosniaPeoples{Third: AllSeats}.FirstVote(), vote(5, 0, 5, 0, 1, 2), Rejected},
		{"7 of 14 is no majority", body, nil, b.FirstVote(), vote(4, 1, 1, 3, 2, 3), Rejected},
		{"4 of 5 Serbs are two thirds", body, nil, b.SecondVote(), vote(5, 0, 5, 0, 1, 4), Rejected},
		{"3 of 5 Serbs are not", body, nil, b.SecondVote(), vote(5, 0, 5, 0, 0, 3), Adopted},
		{"6 of 10 of the Federation are not two thirds", body, nil, b.SecondVote(), vote(4, 1, 0, 5, 5, 0), Adopted},
		{"7 of 10 of the Federation are", body, nil, b.SecondVote(), vote(3, 2, 0, 5, 5, 0), Rejected},
		{"a majority of each people", body, nil, b.VitalInterest(), vote(3, 2, 2, 1, 3, 2), Adopted},
		{"2 to 2 of the Croats", body, nil, b.VitalInterest(), vote(5, 0, 2, 2, 5, 0), Rejected},
		{"3 of 5 Croats declare", body, nil, b.Declaration(Second), vote(0, 0, 3, 0, 0, 0), Adopted},
		{"2 of 5, all who vote, do not", body, nil, b.Declaration(Second), vote(0, 0, 2, 0, 0, 0), Rejected},
	})
}
