// Incomplete delegations: each Member sends two government delegates, one employer
// and one worker to the International Labour Conference. If it does not nominate
// the employer, the worker may speak but not vote, and the other way round: 2 + 1 + 1
// becomes 2 + 0 + 0. If it is two years in arrears, none of the four may vote.
//
// The program marks these seats before a vote. Delegates who may not vote do not
// count for the quorum, so the same votes can be void with all delegations complete.
//
// Source: Constitution of the ILO, articles 3(1), 4(2), 13(4) and 17(3). The
// delegations and votes are made up.
package main

import (
	"errors"
	"fmt"
	"log"

	"example.com/tripartite"
)

// A delegation is that of one Member.
type delegation struct {
	member               string
	noEmployer, noWorker bool // not nominated
	arrears              bool // of two full years' contributions
}

func main() {
	delegations := []delegation{
		{member: "Chad", arrears: true},
		{member: "Fiji", noEmployer: true},
		{member: "France"},
		{member: "Malta", noWorker: true},
	}
	if err := vote("As it is", delegations); err != nil {
		log.Fatal(err)
	}
	for i := range delegations {
		delegations[i] = delegation{member: delegations[i].member}
	}
	if err := vote("If all delegations were complete", delegations); err != nil {
		log.Fatal(err)
	}
}

// vote takes a vote in which six delegates vote for, if they may.
func vote(title string, delegations []delegation) error {
	conference, err := tripartite.LoadStatute("ilo/conference")
	if err != nil {
		return err
	}
	majority, err := conference.Rule("majority")
	if err != nil {
		return err
	}
	ballot, err := open(conference, delegations)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d delegates are entitled to vote.\n", title, ballot.Tally().Seats(tripartite.Entitled))
	for _, id := range []string{"Fiji, government 1", "Fiji, government 2", "France, government 1", "France, worker", "Fiji, worker", "Chad, government 1"} {
		if err := ballot.Cast(id, tripartite.For); err != nil {
			fmt.Println("refused:", err)
		}
	}
	ballot.Close()
	tally := ballot.Tally()
	fmt.Printf("\n%v\n%v\n", tally, tripartite.Explain(majority, tally))
	return nil
}

// open opens a ballot of the delegations in a room. It marks the seats that may not vote.
func open(conference *tripartite.Statute, delegations []delegation) (*tripartite.Ballot, error) {
	var governments, employers, workers []string
	for _, d := range delegations {
		governments = append(governments, d.member+", government 1", d.member+", government 2")
		employers = append(employers, d.member+", employer")
		workers = append(workers, d.member+", worker")
	}
	body, err := conference.Body(
		tripartite.Bloc{Name: "Governments", Roll: governments},
		tripartite.Bloc{Name: "Employers", Roll: employers},
		tripartite.Bloc{Name: "Workers", Roll: workers},
	)
	if err != nil {
		return nil, err
	}
	ballot := body.OpenRoom()
	var errs []error
	for _, d := range delegations {
		for seat, state := range d.states() {
			errs = append(errs, ballot.Mark(d.member+", "+seat, state))
		}
	}
	return ballot, errors.Join(errs...)
}

// states returns the seats of the delegation that may not vote or are vacant.
func (d delegation) states() map[string]tripartite.States {
	states := map[string]tripartite.States{}
	if d.arrears {
		states["government 1"], states["government 2"] = tripartite.Suspended, tripartite.Suspended
	}
	if d.arrears || d.noEmployer || d.noWorker {
		states["employer"], states["worker"] = tripartite.Suspended, tripartite.Suspended
	}
	if d.noEmployer {
		states["employer"] = tripartite.Vacant
	}
	if d.noWorker {
		states["worker"] = tripartite.Vacant
	}
	return states
}
