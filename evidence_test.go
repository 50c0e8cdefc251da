package tripartite_test

import (
	"errors"
	"testing"

	. "example.com/tripartite"
)

// Two seats by name that have a state in common need two places in all their states
// together: one is not enough.
func TestPublishedPlaces(t *testing.T) {
	t.Parallel()
	for most, fits := range map[int]bool{1: false, 2: true} {
		_, err := council.Infer(
			ExactFigure("Workers 1", For|Against, 1), ExactFigure("Workers 2", Against|Abstain, 1),
			Figure{Part: "Workers", Of: For | Against | Abstain, Max: Frac(most, 1)},
		)
		if (err == nil) != fits || err != nil && !errors.Is(err, ErrConflict) {
			t.Errorf("at most %d: %v", most, err)
		}
	}
}

// Who is suspended has no part in the power: of four governments, four employers and
// three workers these have 3, 3 and 4 votes each.
func TestPublishedSuspended(t *testing.T) {
	t.Parallel()
	committee := committeeOf(5, 4, 3)
	const seats = "0 vacant\nGovernments: 1 suspended, 4 for\nEmployers: 0 suspended + for\nWorkers: 0 suspended, 1 for\n"
	if _, err := committee.Infer(mustFigures(t, seats+"16 votes for")...); err != nil {
		t.Error(err)
	}
	if _, err := committee.Infer(mustFigures(t, seats+"17 votes for")...); !errors.Is(err, ErrConflict) {
		t.Error(err)
	}
	for text, fits := range map[string]bool{"at least 16 votes for": true, "at least 17 votes for": false, "at most 16 votes for": true, "at most 15 votes for": false} {
		if _, err := committee.Infer(mustFigures(t, seats+text)...); (err == nil) != fits || err != nil && !errors.Is(err, ErrConflict) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A percentage that no whole number of the seats is rounded to is seen at once, and
// not by trying every way in which the groups can make it up.
func TestPublishedPercentageOfNothing(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1000}, Bloc{Name: "B", Size: 1000}, Bloc{Name: "C", Size: 1000})
	groups := "\nA: at least 800 for\nB: at least 750 for, at most 200 against\nC: at least 1 against" // no two are alike
	if _, err := body.Infer(mustFigures(t, "82.547 % for of seats"+groups)...); !errors.Is(err, ErrConflict) {
		t.Error(err)
	}
	if _, err := body.Infer(mustFigures(t, "82.533 % for of seats"+groups)...); err != nil {
		t.Error("2476 of 3000:", err)
	}
}
