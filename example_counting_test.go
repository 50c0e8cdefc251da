package tripartite_test

import (
	"fmt"

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
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	tally, err := body.Tally(counts)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tripartite.SimpleMajority().Decide(tally))
	// Output: adopted
}
