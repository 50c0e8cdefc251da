package tripartite_test

import (
	"encoding/json"
	"errors"
	"strings"
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

// A finding that contains itself, or has as many nodes as a DAG of parts can have, is
// refused and printed in one line. It never ends the process.
func TestUnwieldyFindings(t *testing.T) {
	t.Parallel()
	itself := Finding{Clause: "round", Parts: make([]Finding, 2)}
	itself.Parts[0], itself.Parts[1] = itself, itself
	chain := Finding{Clause: "chain", Parts: make([]Finding, 1)}
	chain.Parts[0] = chain
	doubled, deep := Finding{Clause: "twice"}, Finding{Clause: "deep"}
	for range 40 {
		doubled = Finding{Clause: "twice", Parts: []Finding{doubled, doubled}}
	}
	for range 1001 {
		deep = Finding{Clause: "deep", Parts: []Finding{deep}}
	}
	const tooDeep, tooMany = "it contains itself, or nests more than 1000 deep", "it has more than 200000 clauses, and a part counts as often as it occurs"
	for _, test := range []struct {
		f    Finding
		want string
	}{{itself, tooDeep}, {chain, tooDeep}, {deep, tooDeep}, {doubled, tooMany}, {Finding{Clause: "wide", Parts: make([]Finding, 200_000)}, tooMany}} {
		_, err := json.Marshal(test.f)
		if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.f.Clause, err)
		}
		if got, want := test.f.String(), test.f.Clause+"  void  "+test.want+"\n"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if text, err := json.Marshal(deep.Parts[0]); err != nil {
		t.Error(err)
	} else if again := new(Finding); json.Unmarshal(text, again) != nil || again.String() != deep.Parts[0].String() {
		t.Error("a finding that is 1,000 deep is written and not read")
	}
}

// The texts of rules within rules are limited, whatever their clauses.
func TestFindingWithLongRules(t *testing.T) {
	t.Parallel()
	f := Finding{Parts: make([]Finding, 70)}
	for i := range f.Parts {
		f.Parts[i].Rule = In{Bloc: strings.Repeat("A", 1<<20), Rule: SimpleMajority()}
	}
	if _, err := json.Marshal(f); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "the texts of its rules have more than 67108864 bytes") {
		t.Error(err)
	}
	f.Parts = f.Parts[:3]
	if _, err := json.Marshal(f); err != nil {
		t.Error(err)
	}
}
