package tripartite_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// Every node of a finding has a code if and only if it has a reason.
func TestReasonsHaveCodes(t *testing.T) {
	t.Parallel()
	seen := map[ReasonCode]bool{}
	var check func(t rapid.TB, f Finding)
	check = func(t rapid.TB, f Finding) {
		if (f.Reason != "") != (f.Code != 0) {
			t.Fatalf("reason %q, code %v\n%v", f.Reason, f.Code, f)
		}
		seen[f.Code] = true
		for _, part := range f.Parts {
			check(t, part)
		}
	}
	tally := council.OpenRoom().Tally()
	half := Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}
	loop := make(All, 1)
	loop[0] = loop
	for _, rule := range []Rule{
		nil, All{}, loop, half, Share{Of: For, Base: Cast, Need: AtLeast(3, 2)}, Share{Of: For, Base: Present, Need: AtLeast(0, 1)}, SeatCount{Need: -1}, SeatCount{Need: 0},
		Veto{All{}}, EachVotingGroup{Share: half}, EachVotingGroup{Share: Share{Of: For, Base: Present, Need: AtLeast(1, 2)}}, KOf{K: 3}, In{Group: 9},
		RuleFunc(func(Tally) Outcome { return 7 }),
	} {
		check(t, Explain(rule, tally))
		check(t, Explain(rule, Tally{}))
	}
	one, err := council.Tally(Counts{"Governments": {For: 28}, "Employers": {Absent: 14}, "Workers": {Absent: 14}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, Explain(EachVotingGroup{Share: half}, one))
	for code := range ReasonInvalidOutcome + 1 {
		if !seen[code] {
			t.Errorf("no finding has the reason %q", code)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		check(t, Explain(drawRule(t, 3), tally))
	})
}

// A reason reads back in any case, and no other text does.
func TestReasonText(t *testing.T) {
	t.Parallel()
	for code := range ReasonInvalidOutcome + 1 {
		text, err := code.MarshalText()
		var again ReasonCode = 99
		if err2 := again.UnmarshalText(text); err != nil || err2 != nil || again != code {
			t.Errorf("%d: %q, %v, %v, %v", code, text, again, err, err2)
		}
	}
	code := ReasonSkipped
	if err := code.UnmarshalText([]byte("EMPTY  Base")); err != nil || code != ReasonEmptyBase {
		t.Error(code, err)
	}
	if err := code.UnmarshalText([]byte("nonsense")); !errors.Is(err, ErrText) || code != ReasonEmptyBase {
		t.Error(code, err)
	}
	if _, err := (ReasonInvalidOutcome + 1).MarshalText(); !errors.Is(err, ErrText) {
		t.Error(err)
	}
}
