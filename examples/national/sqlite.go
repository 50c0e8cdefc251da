package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"example.com/tripartite"
)

// countInSQL stores the ballots of each place in a database of its own, lets the database
// count them, and adds the counts of all places.
func countInSQL(ctx context.Context, e Election, dir string) (tripartite.Counts, error) {
	sum := tripartite.Counts{}
	for place := range e.Places {
		counts, err := countPlace(ctx, e, place, filepath.Join(dir, fmt.Sprintf("place-%d.db", place)))
		if err != nil {
			return nil, fmt.Errorf("place %d: %w", place, err)
		}
		sum = sum.Plus(counts)
	}
	return sum, nil
}

// countPlace counts the ballots of a place.
func countPlace(ctx context.Context, e Election, place int, file string) (counts tripartite.Counts, err error) {
	db, err := sql.Open("sqlite", file+"?_pragma=journal_mode(off)&_pragma=synchronous(off)")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := store(ctx, db, e, place); err != nil {
		return nil, err
	}
	return groupBy(ctx, db)
}

// rowsAtOnce is the number of ballots that a statement inserts.
const rowsAtOnce = 400

// store writes the ballots of a place, in one transaction.
func store(ctx context.Context, db *sql.DB, e Election, place int) error {
	if _, err := db.ExecContext(ctx, "CREATE TABLE ballots (bloc TEXT NOT NULL, state TEXT NOT NULL)"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	full, err := tx.PrepareContext(ctx, insert(rowsAtOnce))
	if err != nil {
		return err
	}
	defer full.Close()
	values := make([]any, 0, 2*rowsAtOnce)
	for ballot := range e.BallotsOf(place) {
		values = append(values, ballot.Bloc, ballot.State) // a state is stored as text
		if len(values) < 2*rowsAtOnce {
			continue
		}
		if _, err := full.ExecContext(ctx, values...); err != nil {
			return err
		}
		values = values[:0]
	}
	if len(values) > 0 {
		if _, err := tx.ExecContext(ctx, insert(len(values)/2), values...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// insert returns the statement that inserts that number of ballots.
func insert(rows int) string {
	return "INSERT INTO ballots (bloc, state) VALUES (?, ?)" + strings.Repeat(", (?, ?)", rows-1)
}

// groupBy lets the database count, and returns its rows as counts.
func groupBy(ctx context.Context, db *sql.DB) (tripartite.Counts, error) {
	rows, err := db.QueryContext(ctx, "SELECT bloc, state, count(*) FROM ballots GROUP BY bloc, state")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := tripartite.Counts{}
	for rows.Next() {
		var bloc string
		var state tripartite.States
		var n int
		if err := rows.Scan(&bloc, &state, &n); err != nil {
			return nil, err
		}
		count, err := tripartite.CountOf(state, n)
		if err != nil {
			return nil, err
		}
		counts[bloc] = counts[bloc].Plus(count)
	}
	return counts, rows.Err()
}
