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
	if _, err := db.Exec("CREATE TABLE votes (base, outcome, votes, bar)"); err != nil { // columns without a type keep what they get
		t.Fatal(err)
	}
	type row struct {
		base    tripartite.States
		outcome tripartite.Outcome
		votes   tripartite.Fraction
		bar     tripartite.Threshold
	}
	for _, want := range []row{
		{tripartite.Entitled &^ tripartite.Abstain, tripartite.Adopted, tripartite.Frac(7, 2), tripartite.MoreThan(1, 2)},
		{0, tripartite.Void, tripartite.Int(12), tripartite.AtLeast(2, 3)},
		{tripartite.For, tripartite.Rejected, tripartite.Fraction{}, tripartite.Threshold{}}, // both NULL
	} {
		if _, err := db.Exec("DELETE FROM votes"); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("INSERT INTO votes VALUES (?, ?, ?, ?)", want.base, want.outcome, want.votes, want.bar); err != nil {
			t.Fatal(err)
		}
		var got row
		var kinds [2]string
		err := db.QueryRow("SELECT base, outcome, votes, bar, typeof(base) || typeof(outcome), typeof(votes) || typeof(bar) FROM votes").
			Scan(&got.base, &got.outcome, &got.votes, &got.bar, &kinds[0], &kinds[1])
		given := want.votes.Valid()
		if err != nil || got.base != want.base || got.outcome != want.outcome || got.bar != want.bar ||
			got.votes.Valid() != given || given && !got.votes.Equal(want.votes) {
			t.Errorf("%+v, %v, not %+v", got, err, want)
		}
		if nulls := map[bool]string{true: "texttext", false: "nullnull"}[given]; kinds != [2]string{"texttext", nulls} {
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
