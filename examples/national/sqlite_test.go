package main

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"example.com/tripartite"
)

// A real engine stores the values of the library as text, or NULL, and gives them back.
func TestValuesInSQL(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "values.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// Columns without a type keep what they get.
	if _, err := db.Exec("CREATE TABLE votes (base, outcome, votes)"); err != nil {
		t.Fatal(err)
	}
	type row struct {
		base    tripartite.States
		outcome tripartite.Outcome
		votes   tripartite.Fraction
	}
	for _, want := range []row{
		{tripartite.Entitled &^ tripartite.Abstain, tripartite.Adopted, tripartite.Frac(7, 2)},
		{0, tripartite.Void, tripartite.Int(12)},
		{tripartite.For, tripartite.Rejected, tripartite.Fraction{}}, // NULL
	} {
		if _, err := db.Exec("DELETE FROM votes"); err != nil {
			t.Fatal(err)
		}
		_, err := db.Exec("INSERT INTO votes VALUES (?, ?, ?)", want.base, want.outcome, want.votes)
		if err != nil {
			t.Fatal(err)
		}
		var got row
		var kinds [2]string
		const query = "SELECT base, outcome, votes, typeof(base) || typeof(outcome), typeof(votes) FROM votes"
		err = db.QueryRow(query).Scan(&got.base, &got.outcome, &got.votes, &kinds[0], &kinds[1])
		given := want.votes.Valid()
		if err != nil || got.base != want.base || got.outcome != want.outcome ||
			got.votes.Valid() != given || given && !got.votes.Equal(want.votes) {
			t.Errorf("%+v, %v, not %+v", got, err, want)
		}
		if nulls := map[bool]string{true: "text", false: "null"}[given]; kinds != [2]string{"texttext", nulls} {
			t.Errorf("%+v is stored as %v", want, kinds)
		}
	}
	var state tripartite.States
	for _, query := range []string{"SELECT 1", "SELECT NULL", "SELECT ''", "SELECT 'yes'", "SELECT 1.5"} {
		if err := db.QueryRow(query).Scan(&state); !errors.Is(err, tripartite.ErrText) || state != 0 {
			t.Errorf("%s: %v, %v", query, state, err)
		}
	}
	if err := db.QueryRow("SELECT 'FOR'").Scan(&state); err != nil || state != tripartite.For {
		t.Error(state, err)
	}
}
