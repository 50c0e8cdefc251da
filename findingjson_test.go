package tripartite_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A finding is the same when it is read again. Only the rules of the caller are lost.
func TestFindingJSONRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		f := Explain(drawRule(t, 3), tally)
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var again Finding
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := differ(f.String(), again.String()); diff != "" {
			t.Fatalf("%s: %s", text, diff)
		}
		if second, err := json.Marshal(again); err != nil || len(second) > len(text) {
			t.Fatalf("%s: %s, %v", text, second, err)
		}
	})
}

func TestFindingJSON(t *testing.T) {
	t.Parallel()
	tally, err := council.Tally(Counts{"Governments": {For: 14, Against: 14}, "Employers": {Abstain: 14}, "Workers": {Absent: 14}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rule Rule
		want map[string]any
	}{
		{SimpleMajority(), map[string]any{
			"outcome": "rejected", "clause": SimpleMajority().String(), "rule": SimpleMajority().String(), "bar": "more than 1/2", "tie": true,
			"sets": map[string]any{"of": "for", "base": "cast"}, "figures": map[string]any{"count": "14", "base": "28", "need": "15", "spare": "-1"},
		}},
		{In{Group: Third, Rule: Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: MoreThan(0, 1)}}, map[string]any{
			"outcome": "rejected", "part": "Workers", "bar": "more than 0/1", "code": "empty base",
			"clause": Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: MoreThan(0, 1)}.String(),
			"rule":   Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: MoreThan(0, 1)}.String(),
			"reason": "nothing is in the base, and a share of nothing is not enough",
			"sets":   map[string]any{"of": "for", "less": "against", "base": "cast"}, "figures": map[string]any{"count": "0", "base": "0", "by_seats": true},
		}},
		{SeatCount{Of: Present, Need: 33}, map[string]any{
			"outcome": "adopted", "clause": SeatCount{Of: Present, Need: 33}.String(), "rule": SeatCount{Of: Present, Need: 33}.String(),
			"sets": map[string]any{"of": "present"}, "figures": map[string]any{"count": "42", "base": "56", "need": "33", "spare": "9", "by_seats": true},
		}},
	} {
		text, err := json.Marshal(Explain(test.rule, tally))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v: %s", test.rule, diff)
		}
	}
}

func TestFindingJSONErrors(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"outcome": "passed"}`, `{"outcome": "adopted", "figures": {"count": "many"}}`, `{"parts": [{"code": "bad luck"}]}`, `{"outcome": "adopted", "outcome": "adopted"}`, `[]`} {
		f := Finding{Clause: "as it was"}
		if err := json.Unmarshal([]byte(text), &f); !errors.Is(err, ErrText) || f.Clause != "as it was" {
			t.Errorf("%s: %v, %v", text, f, err)
		}
	}
}
