package tripartite_test

import (
	"encoding/json"
	"errors"
	"testing"

	. "example.com/tripartite"
)

// Only a set of one outcome, and nothing else, is certain.
func TestCertain(t *testing.T) {
	t.Parallel()
	certain := map[Outcomes]Outcome{OutcomesOf(Void): Void, OutcomesOf(Rejected): Rejected, OutcomesOf(Adopted): Adopted}
	for bits := range 256 {
		set := Outcomes(bits)
		want, wantOK := certain[set]
		if got, ok := set.Certain(); got != want || ok != wantOK {
			t.Errorf("%v: %v, %t", set, got, ok)
		}
		for o := range 256 {
			if set.Has(Outcome(o)) != (o <= 2 && bits>>o&1 == 1) {
				t.Errorf("%v has %v", set, Outcome(o))
			}
		}
	}
	if got := OutcomesOf(7); got != OutcomesOf(Rejected) {
		t.Errorf("an invalid outcome counts as %v", got)
	}
}

// A set of outcomes is text for machines, in the words that it prints.
func TestOutcomesMarshal(t *testing.T) {
	t.Parallel()
	for set, want := range map[Outcomes]string{
		0: "none", OutcomesOf(Void): "void", OutcomesOf(Adopted, Rejected): "rejected or adopted", OutcomesOf(Void, Rejected, Adopted): "void or rejected or adopted",
	} {
		text, err := json.Marshal(set)
		if err != nil || string(text) != `"`+want+`"` || set.String() != want {
			t.Errorf("%v marshals as %s, %v", set, text, err)
		}
		back := OutcomesOf(Void)
		if err := json.Unmarshal(text, &back); err != nil || back != set {
			t.Errorf("%s reads as %v, %v", text, back, err)
		}
	}
	for bits := 8; bits < 256; bits++ {
		if text, err := Outcomes(bits).MarshalText(); !errors.Is(err, ErrText) {
			t.Errorf("%d marshals as %s", bits, text)
		}
	}
	if got := Outcomes(12).String(); got != "invalid outcomes 12" {
		t.Error(got)
	}
	set := OutcomesOf(Adopted)
	for _, bad := range []string{"", "maybe", "adopted or", "or", "adopted, rejected", "none or void", "invalid outcomes 12"} {
		if err := set.UnmarshalText([]byte(bad)); !errors.Is(err, ErrText) || set != OutcomesOf(Adopted) {
			t.Errorf("%q reads as %v, %v", bad, set, err)
		}
	}
}
