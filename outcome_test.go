package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"

	. "example.com/tripartite"
)

// Only a set of one outcome, and nothing else, is certain.
func TestCertain(t *testing.T) {
	t.Parallel()
	certain := map[Outcomes]Outcome{OutcomesOf(Void): Void, OutcomesOf(Rejected): Rejected,
		OutcomesOf(Adopted): Adopted}
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
		0: "none", OutcomesOf(Void): "void", OutcomesOf(Adopted, Rejected): "rejected or adopted",
		OutcomesOf(Void, Rejected, Adopted): "void or rejected or adopted",
	} {
		text, err := json.Marshal(set)
		if err != nil || string(text) != `"`+want+`"` || set.String() != want {
			t.Errorf("%v marshals as %s, %v", set, text, err)
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
}

func TestOutcomeText(t *testing.T) {
	t.Parallel()
	for o, want := range map[Outcome]string{Void: "void", Rejected: "rejected", Adopted: "adopted"} {
		text, err := o.MarshalText()
		var back Outcome
		if err2 := back.UnmarshalText(text); err != nil || err2 != nil || string(text) != want ||
			back != o || o.String() != want {
			t.Errorf("%v: %q, %v, %v, %v", o, text, err, back, err2)
		}
	}
	if Void >= Rejected || Rejected >= Adopted {
		t.Error("outcomes are not in their order")
	}
	o := Adopted
	for _, text := range []string{"Adopted", "ADOPTED", " adopted\n"} {
		o := Void
		if err := o.UnmarshalText([]byte(text)); err != nil || o != Adopted {
			t.Errorf("%q reads as %v, %v", text, o, err)
		}
	}
	for _, text := range []string{"", "adoptd", "void rejected", "1"} {
		want := "tripartite: outcome " + strconv.Quote(text) + `: want "void", "rejected" or "adopted"`
		if err := o.UnmarshalText([]byte(text)); !errors.Is(err, ErrText) ||
			err.Error() != want || o != Adopted {
			t.Errorf("%q reads as %v, %v", text, o, err)
		}
	}
	if _, err := Outcome(3).MarshalText(); !errors.Is(err, ErrText) {
		t.Error("an outcome that is none has a text")
	}
	if got := First.String() + Second.String() + Third.String() + Group(0).String() + Group(4).String(); got != "firstsecondthirdnonenone" {
		t.Error(got)
	}
}

// What is no outcome adopts nothing, wherever it comes from.
func TestInvalidOutcomes(t *testing.T) {
	t.Parallel()
	bad := RuleFunc(func(Tally) Outcome { return 9 })
	tally := voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14})
	for _, rule := range []Rule{
		All{bad}, Any{bad}, KOf{1, []Rule{bad}}, Parts{Rule: bad}, In{Group: First, Rule: bad},
		Parts{K: 1, Rule: bad}, All{In{Bloc: "Workers", Rule: bad}},
	} {
		if got, f := rule.Decide(tally), Explain(rule, tally); got != Rejected || f.Outcome != Rejected {
			t.Errorf("%v: %v, explained as %v", rule, got, f.Outcome)
		}
	}
	if got := (Quorum{bad}).Decide(tally); got != Void {
		t.Errorf("a quorum that is none: %v", got)
	}
	if f := Explain(bad, tally); f.Outcome != Rejected || f.Reason != "its outcome is invalid" {
		t.Errorf("%+v", f)
	}
}

func TestOutcomesText(t *testing.T) {
	t.Parallel()
	for set, want := range map[Outcomes]string{0: "none", OutcomesOf(Adopted): "adopted", OutcomesOf(Adopted, Void): "void or adopted"} {
		if got := fmt.Sprint(set); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if o, ok := OutcomesOf(Rejected).Certain(); o != Rejected || !ok {
		t.Error(o, ok)
	}
	if _, ok := Outcomes(0).Certain(); ok {
		t.Error("nothing is certain")
	}
}
