package main

import (
	"strings"
	"testing"

	"example.com/tripartite"
	"github.com/google/go-cmp/cmp"
)

// small is a house of two seats with two votes, one with half a vote and one with none.
func small() house {
	return house{
		body: tripartite.MustBody(
			tripartite.Bloc{Name: "A", Size: 2, Weight: tripartite.Int(2)},
			tripartite.Bloc{Name: "B", Roll: []string{"Bo"}, Weight: tripartite.Frac(1, 2)},
			tripartite.Bloc{Name: "C", Roll: []string{"Cy"}, Weight: tripartite.Int(0)},
		),
		rule:    tripartite.SimpleMajority(),
		options: map[string]tripartite.States{"yes": tripartite.For, "no": tripartite.Against, "paired": tripartite.Absent, "absent": tripartite.Absent},
	}
}

const votes = `{"voter": "A 1", "option": "yes"}, {"voter": "A 2", "option": "no"}, {"voter": "Bo", "option": "yes", "weight": 0.5}, {"voter": "Cy", "option": "yes"}`

// An event that says what a record cannot hold, or that contradicts itself, is refused.
func TestEventsThatAreRefused(t *testing.T) {
	t.Parallel()
	for event, want := range map[string]string{
		`{"votes": [` + votes + `]}`: "",
		`{"votes": [` + votes + `], "counts": [{"option": "yes", "value": 2.5}, {"option": "no", "value": 2, "group": "A"}, {"option": "paired", "value": 0}]}`: "",
		`{"votes": [` + votes + `], "counts": [{"option": "yes", "value": 3}]}`:                                                                                 `count of "yes" in "": "3", and 5/2 votes are cast`,
		`{"votes": [` + votes + `], "counts": [{"option": "yes", "value": 2, "group": "X"}]}`:                                                                   `count of "yes" in "X": "2", and 0 votes are cast`,
		`{"votes": [` + votes + `], "counts": [{"option": "yes", "value": null}]}`:                                                                              `count of "yes" in "": ""`,
		`{"votes": [` + votes + `, {"voter": "Cy", "option": "no"}]}`:                                                                                           `vote of "Cy": want one vote of each seat`,
		`{"votes": [` + votes + `, {"voter_id": null, "option": "no"}]}`:                                                                                        `vote of "": want one vote of each seat`,
		`{"votes": [` + strings.Replace(votes, "0.5", "1", 1) + `]}`:                                                                                            `vote of "Bo": weight 1, and in the body 1/2`,
		`{"votes": [` + strings.Replace(votes, "no", "tied", 1) + `]}`:                                                                                          `vote of "A 2": this house has not said what "tied" means`,
		`{"votes": [{"voter": "A 1", "option": "yes"}]}`:                                                                                                        `seat is missing`,
		`{"votes": [` + votes + `], "result": "tied"}`:                                                                                                          `result "tied": want one of ["void" "fail" "pass"]`,
		`{"counts": [{"option": "yes", "value": 3, "group": "A"}]}`:                                                                                             `count of "yes" in "A": 3 votes of seats that have 2 each`,
		`{"counts": [{"option": "yes", "value": -2, "group": "A"}]}`:                                                                                            `number out of range`,
		`{"counts": [{"option": "yes", "value": 1e400, "group": "A"}]}`:                                                                                         `count of "yes" in "A": "1e400"`,
		`{"counts": [{"option": "yes", "value": 0, "group": "C"}]}`:                                                                                             `count of "yes" in "C": "0": want the votes of a bloc that has some`,
		`{"counts": [{"option": "yes", "value": 4.5}]}`:                                                                                                         `count of "yes" in "": "4.5": want the votes of a bloc that has some`,
		`{"counts": [{"option": "yes", "value": 2, "group": "A"}, {"option": "paired", "value": 0.5, "group": {"name": "B"}}]}`:                                 `counts do not sum`,
		`{"votes": [{"voter": 7, "option": "yes"}]}`:                                                                                                            `cannot unmarshal number`,
	} {
		_, err := small().read([]byte(event))
		if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not %s", event, err, want)
		}
	}
	shared := small()
	shared.body = tripartite.MustBody(tripartite.Bloc{Name: "A", Blocs: []tripartite.Bloc{{Name: "x", Size: 2, SharedBy: tripartite.Cast}}}, tripartite.Bloc{}, tripartite.Bloc{})
	if _, err := shared.read([]byte(`{}`)); err == nil || err.Error() != "seats share a power: want seats of fixed weights" {
		t.Error(err)
	}
}

// A record is written if the same vote is read again, and otherwise refused.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	h := small()
	for _, test := range []struct {
		a1     tripartite.States
		third  tripartite.Fraction
		counts bool
		want   string
	}{
		{tripartite.For, tripartite.Int(3), false, ""},
		{tripartite.Absent, tripartite.Int(3), true, ""},
		{tripartite.Spoilt, tripartite.Int(3), false, `vote of "A 1": this house has not said what "" means`},
		{tripartite.Spoilt, tripartite.Int(3), true, `count of "" in "A": this house has not said what the option means`},
		{tripartite.For, tripartite.Frac(1, 3), false, `invalid number literal`},
		{tripartite.For, tripartite.Int(0), true, `count of "yes" in "B": "0"`},
	} {
		h.body = tripartite.MustBody(tripartite.Bloc{Name: "A", Size: 2, Weight: tripartite.Int(2)}, tripartite.Bloc{Name: "B", Roll: []string{"Bo"}, Weight: test.third}, tripartite.Bloc{})
		seats := map[string]tripartite.States{"A 1": test.a1, "A 2": tripartite.Against, "Bo": tripartite.For}
		tally, err := h.body.TallySeats(seats)
		if err != nil {
			t.Fatal(err)
		}
		r, err := tripartite.NewRecord(h.rule, tally)
		if err != nil {
			t.Fatal(err)
		}
		r.Title, r.Date = "Roads", "2026-03-13"
		delete(r.Counts, "third") // it has no seats
		if !test.counts {
			r.Counts, r.Seats = nil, seats
		}
		text, err := h.write(r)
		if (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s, %v, not %s", text, err, test.want)
		}
		if err != nil {
			continue
		}
		again, err := h.read(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]any{r.Title, r.Date, r.Outcome, r.Counts, r.Seats}, []any{again.Title, again.Date, again.Outcome, again.Counts, again.Seats}); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	r, err := h.read([]byte(`{"result": "pass", "votes": [{"voter": "A 1", "option": "no"}, {"voter": "A 2", "option": "no"}, {"voter": "Bo", "option": "yes"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := h.write(r); err == nil {
		t.Errorf("a result that does not follow from the votes is written: %s", text)
	}
}
