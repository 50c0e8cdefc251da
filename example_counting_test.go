package tripartite_test

import (
	"fmt"
	"log/slog"
	"os"

	"example.com/tripartite"
)

// The rows of a query that counts votes in a database:
//
//	SELECT bloc, state, count(*) FROM ballots GROUP BY bloc, state
//
// With database/sql, rows.Scan(&bloc, &state, &n) reads a row: a [tripartite.States] scans
// itself from text. If seats of a bloc weigh differently, there is a bloc for each weight,
// and the query groups by the weight, too.
func ExampleCountOf() {
	rows := [][3]any{
		{"Governments", "for", 19},
		{"Governments", "against", 7},
		{"Governments", "ABSTAIN", 2},
		{"Employers", "against", 14},
		{"Workers", "for", 14},
	}
	counts := tripartite.Counts{}
	for _, row := range rows {
		var state tripartite.States
		if err := state.Scan(row[1]); err != nil {
			fmt.Println(err)
			return
		}
		count, err := tripartite.CountOf(state, row[2].(int))
		if err != nil {
			fmt.Println(err)
			return
		}
		bloc := row[0].(string)
		counts[bloc] = counts[bloc].Plus(count)
	}
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14}, tripartite.Bloc{Name: "Workers", Size: 14},
	)
	tally, err := body.Tally(counts)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tripartite.SimpleMajority().Decide(tally))
	// Output: adopted
}

// A program logs a tally and a finding as groups, so that a log can be searched for what
// was counted.
func ExampleFinding_LogValue() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14}, tripartite.Bloc{Name: "Workers", Size: 14},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 19, Against: 7, Abstain: 2}, "Employers": {Against: 14}, "Workers": {For: 14},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("voted", "workers", tally.Group(tripartite.Third))
	log.Info("decided", "finding", tripartite.Explain(tripartite.SimpleMajority(), tally))
	fmt.Println(tally.LogValue().Kind())
	fmt.Println(tripartite.Finding{}.LogValue())
	// Output:
	// level=INFO msg=voted workers.part=Workers workers.for=14 workers.against=0 workers.abstain=0 workers.spoilt=0 workers.silent=0 workers.absent=0 workers.suspended=0 workers.vacant=0 workers.seats=14 workers.votes_for=14 workers.votes_against=0 workers.votes_abstain=0
	// level=INFO msg=decided finding.outcome=adopted finding.clause="more than 1/2 of votes cast are for" finding.part="" finding.count=33 finding.base=54 finding.need=28 finding.spare=5 finding.unit=votes
	// Group
	// [outcome=void clause= part=]
}
