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

// What is exported and read again is the same vote: its seats or counts, rule and outcome.
func TestPopoloRoundTrip(t *testing.T) {
	t.Parallel()
	for name, record := range goldenRecords(t) {
		event, err := record.Popolo()
		if refused, ok := map[string]error{"figures": ErrRecord, "weighted": ErrBody}[name]; ok {
			if !errors.Is(err, refused) {
				t.Errorf("%s: %s, %v", name, event, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		again, ignored, err := ParsePopolo(event, record.Body, nil)
		if err != nil || ignored != nil {
			t.Fatalf("%s: %v, %v", event, ignored, err)
		}
		if err := again.Check(); err != nil {
			t.Errorf("%s: %v", event, err)
		}
		if diff := cmp.Diff(record.Seats, again.Seats); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(record.Counts, again.Counts); diff != "" && record.Seats == nil {
			t.Error(diff)
		}
		if diff := cmp.Diff([]any{record.Title, record.Date, record.Sources, record.Rule, record.Outcome}, []any{again.Title, again.Date, again.Sources, again.Rule, again.Outcome}); diff != "" {
			t.Error(diff)
		}
	}
}

// All eight states keep apart.
func TestPopoloKeepsStates(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 5)
		body := MustBody(Bloc{Name: "A", Size: size.Draw(t, "A")}, Bloc{Name: "B", Size: size.Draw(t, "B")}, Bloc{})
		tally := take(t, body, drawVotes(t, body))
		r, err := NewRecord(SimpleMajority(), tally)
		if err != nil {
			t.Fatal(err)
		}
		event, err := r.Popolo()
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := ParsePopolo(event, body, nil)
		if err != nil {
			t.Fatalf("%s: %v", event, err)
		}
		other, err := again.Tally()
		if err != nil || !other.Equal(tally) {
			t.Fatalf("%s: %v\n%v%v", event, err, tally, other)
		}
	})
}

func TestPopoloEvents(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		event   string
		rule    Rule
		ignored []string
		check   error
		err     string
	}{
		{event: `{"motion": {"requirement": "more than 1/2 of votes cast are for"}, "result": "pass", "counts": [{"option": "yes", "value": 42}, {"option": "no", "value": 2}]}`},
		{event: `{"result": "pass", "counts": [{"option": "yes", "value": 42}], "organization_id": "x", "legislative_session": "y"}`,
			rule: SimpleMajority(), ignored: []string{"organization_id", "legislative_session"}},
		{event: `{"result": "fail", "counts": [{"option": "yes", "value": 42}, {"option": "no", "value": 2}]}`, rule: SimpleMajority(), check: ErrRecord},
		{event: `{"result": "pass", "counts": [{"option": "yes", "value": 57}]}`, rule: SimpleMajority(), check: ErrConflict},
		{event: `{"result": "pass", "counts": [{"option": "paired", "value": 2}]}`, rule: SimpleMajority(), err: `"paired" is no state of a seat`},
		{event: `{"result": "pass", "counts": [{"option": "cast", "value": 2}]}`, rule: SimpleMajority(), err: `"cast" is no state of a seat`},
		{event: `{"result": "passed", "counts": []}`, rule: SimpleMajority(), err: `"passed": want "pass", "fail" or "void"`},
		{event: `{"motion": {"requirement": "2/3"}, "result": "pass"}`, err: `popolo "motion.requirement"`},
		{event: `{"result": "pass"`, rule: SimpleMajority(), err: `popolo "JSON"`},
		{event: `{"result": "void", "votes": [{"voter_id": "Workers 1", "option": "absent"}, {"voter_id": "Workers 1", "option": "yes"}]}`, rule: SimpleMajority(), err: `"Workers 1" votes twice`},
		{event: `{"result": "pass", "result": "fail"}`, rule: SimpleMajority(), err: `popolo "result": malformed text: the key is given twice`},
		{event: `{"RESULT": "pass"}`, rule: SimpleMajority(), err: `"": want "pass", "fail" or "void"`},
		{event: `{"result": "pass", "motion": {"result": "fail"}}`, rule: SimpleMajority(), err: `popolo "motion.result": "fail", and the result is "pass"`},
		{event: `{"motion": {"result": "pass", "date": "2024"}, "counts": [{"option": "yes", "value": 56, "note": "all"}]}`, rule: SimpleMajority(), ignored: []string{"motion.date", "counts[0].note"}},
		{event: `{"result": "void", "votes": [{"voter_id": "Workers 1", "option": "absent"}]}`, rule: SimpleMajority(), check: ErrCounts},
	} {
		r, ignored, err := ParsePopolo([]byte(test.event), council, test.rule)
		if (err != nil) != (test.err != "") || err != nil && (!errors.Is(err, ErrText) || !strings.Contains(err.Error(), test.err)) {
			t.Errorf("%s: %v, not %s", test.event, err, test.err)
			continue
		}
		if diff := cmp.Diff(test.ignored, ignored); diff != "" {
			t.Errorf("%s: %s", test.event, diff)
		}
		if err == nil {
			if err := r.Check(); !errors.Is(err, test.check) {
				t.Errorf("%s: %v, not %v", test.event, err, test.check)
			}
		}
	}
}

// What an event says twice must agree: the votes with their groups, weights and counts.
func TestPopoloAgrees(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{})
	for _, test := range []struct{ event, want string }{
		{`{"result": "fail", "votes": [{"voter_id": "A 1", "option": "yes", "group": {"name": "A"}, "weight": 1, "role": "chair"}, {"voter_id": "B 1", "option": "no", "weight": 1}], "counts": [{"option": "yes", "value": 1}, {"option": "no", "value": 1, "group": {"name": "B"}}]}`, ""},
		{`{"result": "pass", "votes": [{"voter_id": "A 1", "option": "yes", "weight": 3}, {"voter_id": "B 1", "option": "no"}]}`, `"A 1" has weight "3", and in the body 1`},
		{`{"result": "pass", "votes": [{"voter_id": "A 1", "option": "yes", "group": {"name": "B"}}, {"voter_id": "B 1", "option": "no"}]}`, `"A 1" is not in "B"`},
		{`{"result": "pass", "votes": [{"voter_id": "A 1", "option": "yes", "group": {"name": "X"}}, {"voter_id": "B 1", "option": "no"}]}`, `"A 1" is not in "X"`},
		{`{"result": "pass", "votes": [{"voter_id": "A 1", "option": "yes"}, {"voter_id": "B 1", "option": "no"}], "counts": [{"option": "no", "value": 99}]}`, `99 against are counted, and 1 voted so`},
	} {
		_, _, err := ParsePopolo([]byte(test.event), body, SimpleMajority())
		if (err != nil) != (test.want != "") || err != nil && (!errors.Is(err, ErrCounts) || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v, not %s", test.event, err, test.want)
		}
	}
	if _, _, err := ParsePopolo([]byte(`{"result": "pass"}`), nil, SimpleMajority()); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
}

// Counts are votes in an event and seats in a record. Where a seat does not weigh 1, a record
// is neither written nor read: 10 and 4 of 15 seats with two votes each would miss a quorum of
// 10 seats as seats, and meet it as votes.
func TestPopoloOfUnequalSeats(t *testing.T) {
	t.Parallel()
	rule := All{Quorum{SeatCount{Of: Cast, Need: 10}}, SimpleMajority()}
	for name, first := range map[string]Bloc{
		"G": {Name: "G", Size: 15, Weight: Int(2)}, "G/b": {Name: "G", Blocs: []Bloc{{Name: "a", Size: 14}, {Name: "b", Size: 1, Weight: Int(0)}}},
		"G/c": {Name: "G", WeightedRoll: []WeightedSeat{{ID: "b"}, {ID: "c", Weight: Frac(1, 2)}}}, "H": {Name: "H", Size: 1, SharedBy: Entitled},
	} {
		body := MustBody(first, Bloc{Name: "E", Size: 1}, Bloc{})
		want := `popolo "` + name + `": a seat does not weigh 1: counts are votes in Popolo and seats here: want seats that all weigh 1`
		_, _, err := ParsePopolo([]byte(`{"result": "pass", "counts": [{"option": "yes", "value": 10}, {"option": "no", "value": 4}]}`), body, rule)
		if diff := cmp.Diff([]string{want}, messages(err)); diff != "" || !errors.Is(err, ErrBody) {
			t.Errorf("read: %s", diff)
		}
		r, err := NewRecord(rule, body.OpenRoom().Tally())
		if err != nil {
			t.Fatal(err)
		}
		if _, err = r.Popolo(); !errors.Is(err, ErrBody) || cmp.Diff([]string{want}, messages(err)) != "" {
			t.Errorf("written: %v", err)
		}
	}
}

// The event has the members that the format names, and no others.
func TestPopoloEvent(t *testing.T) {
	t.Parallel()
	event, err := goldenRecords(t)["counts"].Popolo()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"identifier":"Resolution on the Russian Federation's aggression against Ukraine",` +
		`"motion":{"text":"Resolution on the Russian Federation's aggression against Ukraine","requirement":` +
		string(must(json.Marshal(RuleText{Rule: ordinary}))) + `,"result":"pass"},` +
		`"start_date":"2022-03-23","result":"pass","counts":[` +
		`{"option":"yes","value":16,"group":{"name":"Governments"}},{"option":"no","value":2,"group":{"name":"Governments"}},` +
		`{"option":"abstain","value":8,"group":{"name":"Governments"}},{"option":"not voting","value":2,"group":{"name":"Governments"}},` +
		`{"option":"yes","value":14,"group":{"name":"Employers"}},` +
		`{"option":"yes","value":12,"group":{"name":"Workers"}},{"option":"not voting","value":2,"group":{"name":"Workers"}}],` +
		`"sources":[{"note":"42 for, 2 against, 8 abstaining, 4 not voting; for: 16 governments, 12 workers, 14 employers"},{"note":"the rest of the split is assumed"}]}`
	if diff := cmp.Diff(want, string(event)); diff != "" {
		t.Error(diff)
	}
}
