package main

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"example.com/tripartite"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

// Both engines count what a plain loop counts, also with fewer ballots than places and
// with more than fit into whole statements.
func TestCountsAgree(t *testing.T) {
	for _, e := range []Election{{1, 3, 1}, {37, 5, 2}, {3 * rowsAtOnce, 3, 3}, {10_001, 4, 4}} {
		want := tripartite.Counts{}
		for place := range e.Places {
			for ballot := range e.BallotsOf(place) {
				one, err := tripartite.CountOf(ballot.State, 1)
				if err != nil {
					t.Fatal(err)
				}
				want[ballot.Bloc] = want[ballot.Bloc].Plus(one)
			}
		}
		inSQL, err := countInSQL(t.Context(), e, t.TempDir())
		if err != nil || !maps.Equal(inSQL, want) {
			t.Errorf("%+v in SQL: %v, %v, not %v", e, inSQL, err, want)
		}
		inBeam, err := countInBeam(t.Context(), e, filepath.Join(t.TempDir(), "counts"))
		if err != nil || !maps.Equal(inBeam, want) {
			t.Errorf("%+v in Beam: %v, %v, not %v", e, inBeam, err, want)
		}
		body, err := e.Body()
		if err != nil {
			t.Fatal(err)
		}
		tally, err := body.Tally(withAbsent(body, want))
		if err != nil || tally.Seats(tripartite.Voting) != e.Ballots {
			t.Errorf("%+v: %v, %v", e, tally, err)
		}
	}
}

// An election without ballots or places is an error.
func TestNoElection(t *testing.T) {
	for _, e := range []Election{{0, 1, 1}, {-1, 1, 1}, {1, 0, 1}} {
		if err := run(t.Context(), e, ""); err == nil {
			t.Errorf("%+v is counted", e)
		}
	}
}
