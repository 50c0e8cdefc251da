package tripartite_test

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A body reads and writes as people would write it by hand.
func TestBodyJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body *Body
		want string
	}{
		{council,
			`{"groups":[{"name":"Governments","seats":28},` +
				`{"name":"Employers","seats":14},{"name":"Workers","seats":14}]}`},
		{MustBody(Bloc{Size: 1}, Bloc{}, Bloc{}),
			`{"groups":[{"name":"first","seats":1},{"name":"second"},{"name":"third"}]}`},
		{MustBody(
			Bloc{Name: "A", Roll: []string{"Ms A", "Mr B"}, Weight: Frac(1, 2)},
			Bloc{Name: "B", SharedBy: Entitled, Power: Int(2),
				Blocs: []Bloc{{Name: "x", Size: 3}, {Name: "y", Size: 1, SharedBy: Cast}}},
			Bloc{Name: "C", Blocs: []Bloc{shareholder("Ms C", Int(7)), shareholder("Mr D", Fraction{})}},
			Bloc{Name: "Chair", Size: 1, Weight: Int(0)},
			Bloc{Name: "A and Chair", Union: []string{"A", "Chair"}},
		), `{"groups":[{"name":"A","roll":["Ms A","Mr B"],"weight":"1/2"},` +
			`{"name":"B","power":"2","shared_by":"entitled",` +
			`"blocs":[{"name":"x","seats":3},{"name":"y","seats":1,"shared_by":"cast"}]},` +
			`{"name":"C","blocs":[{"name":"Ms C","roll":["Ms C"],"weight":"7"},{"name":"Mr D","roll":["Mr D"]}]}],` +
			`"independent":[{"name":"Chair","seats":1,"weight":"0"},` +
			`{"name":"A and Chair","union":["A","Chair"]}]}`},
	} {
		text, err := json.Marshal(test.body)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, string(text)); diff != "" {
			t.Error(diff)
		}
		var again Body
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if text, _ := json.Marshal(&again); string(text) != test.want {
			t.Errorf("%s, not %s", text, test.want)
		}
	}
}

// What is written is the same body when it is read.
func TestBodyJSONRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		var again Body
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(described(body), described(&again)); diff != "" {
			t.Fatalf("%s: %s", text, diff)
		}
	})
}

// described is what a body is made of.
func described(b *Body) []Bloc {
	first, second, third, independent := b.Describe()
	return append([]Bloc{first, second, third}, independent...)
}

// What is wrong with the JSON of a body is named with its place, and changes nothing.
func TestBodyJSONErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		is  error
		say string
	}{
		`{"groups": [{"name": "A", "size": 3}]}`: {ErrText,
			`body "groups[0].size": malformed text: unknown key: want one of name, seats, roll, ` +
				`weight, power, shared_by, blocs, union`},
		`{"groups": [{}, {"name": "A", "seats": 3, "seats": 4}]}`: {ErrText,
			`body "groups[1].seats": malformed text: the key is given twice`},
		`{"groups": [{"seats": 3, "weight": "half"}]}`: {ErrText,
			`body "groups[0].weight": fraction "half": `},
		`{"groups": [{"seats": -3}]}`: {ErrBody,
			`body "first": number out of range: -3 seats`},
		`{"groups": [{}, {}, {}, {}]}`: {ErrText,
			`body "groups": malformed text: 4 groups: want at most 3`},
		`{"groups": [{"blocs": [{"name": "x", "shared_by": "yes"}]}]}`: {ErrText,
			`body "groups[0].blocs[0].shared_by": states "yes": unknown word "yes" (say "for")`},
		`{}`:              {ErrBody, `body "no seats": body without any power`},
		`{"groups": []}x`: {ErrText, ``},
		`null`:            {ErrText, `body "JSON": malformed text: want an object`},
	} {
		body := *council
		err := (&body).UnmarshalJSON([]byte(text))
		if !errors.Is(err, want.is) || !strings.Contains(err.Error(), want.say) {
			t.Errorf("%s: %v, not %s", text, err, want.say)
		}
		if body.String() != council.String() {
			t.Errorf("%s: now the body has %v", text, &body)
		}
	}
	if text, err := json.Marshal(&Body{}); !errors.Is(err, ErrBody) {
		t.Errorf("the zero Body: %s, %v", text, err)
	}
}

// A ballot that is stored in the middle of a vote goes on where it was.
func TestBallotJSONRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		ballot := body.OpenRoom()
		if rapid.Bool().Draw(t, "remote") {
			ballot = body.OpenRemote()
		}
		if rapid.Bool().Draw(t, "changeable") {
			ballot.AllowChanges()
		}
		for _, v := range drawVotes(t, body) {
			if rapid.Bool().Draw(t, "votes") && v.state&Voting != 0 {
				ballot.Cast(v.seat, v.state)
			} else if rapid.Bool().Draw(t, "is marked") {
				ballot.Mark(v.seat, v.state)
			}
		}
		if rapid.Bool().Draw(t, "closed") {
			ballot.Close()
		}
		text, err := json.Marshal(ballot)
		if err != nil {
			t.Fatal(err)
		}
		var again Ballot
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(maps.Collect(ballot.All()), maps.Collect(again.All())); diff != "" {
			t.Fatal(diff)
		}
		if !again.Tally().Equal(ballot.Tally()) || again.String() != ballot.String() {
			t.Fatalf("%v\n%v", ballot.Tally(), again.Tally())
		}
		for id := range ballot.All() { // and it takes what the other takes
			got, want := again.Cast(id, Abstain), ballot.Cast(id, Abstain)
			if (got == nil) != (want == nil) || got != nil && got.Error() != want.Error() {
				t.Fatalf("%v, not %v", got, want)
			}
		}
		text, want := must(json.Marshal(again)), must(json.Marshal(ballot))
		if string(text) != string(want) {
			t.Fatalf("%s\n%s", text, want)
		}
	})
}

// A large ballot in which nobody has voted is a short text, and takes no more memory than the IDs
// of its seats. The test is not parallel, so that nothing else takes memory.
func TestBallotJSONOfManySeats(t *testing.T) {
	const n = 1 << 18
	ballot := MustBody(Bloc{Size: n}, Bloc{}, Bloc{}).OpenRoom()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	text, err := json.Marshal(ballot)
	runtime.ReadMemStats(&after)
	if err != nil || len(text) > 1000 {
		t.Fatal(len(text), err)
	}
	if a := (after.TotalAlloc - before.TotalAlloc) / n; a > 60 {
		t.Errorf("%d bytes a seat", a)
	}
}

func TestBallotJSONErrors(t *testing.T) {
	t.Parallel()
	body := `"body": {"groups": [{"name": "A", "seats": 2}]}`
	for text, want := range map[string]error{
		`{` + body + `, "start": "silent", "seats": {"A 3": "for"}}`:            ErrUnknown,
		`{` + body + `, "start": "silent", "seats": {"A 1": "cast"}}`:           ErrState,
		`{` + body + `, "start": "for", "seats": {}}`:                           ErrText,
		`{` + body + `, "seats": {}}`:                                           ErrText,
		`{"start": "silent", "seats": {}}`:                                      ErrText,
		`{"body": {"groups": [{"name": "A", "seats": -2}]}, "start": "silent"}`: ErrBody,
		`{"body": {"groups": [{"name": "A", "seats": 999999999}]}, ` +
			`"start": "silent", "seats": {}}`: ErrTooLarge,
		`{` + body + `, "start": "silent", "seats": {"A 1": "for", "A 1": "against"}}`: ErrText,
	} {
		ballot := council.OpenRoom()
		if err := json.Unmarshal([]byte(text), ballot); !errors.Is(err, want) {
			t.Errorf("%s: %v, not %v", text, err, want)
		}
		if ballot.Body() != council {
			t.Errorf("%s changes the ballot", text)
		}
	}
	if _, err := json.Marshal(Ballot{}); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
}

func TestTallyJSON(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2, Weight: Frac(3, 2)},
		Bloc{Name: "B", Size: 2, SharedBy: Entitled}, Bloc{Name: "C"})
	tally, err := body.Tally(Counts{"A": {For: 1, Absent: 1}, "B": {Against: 1, Vacant: 1}})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := tally.Bloc("B")
	for want, tally := range map[string]Tally{
		`{"seats":{"for":1,"against":1,"absent":1,"vacant":1},` +
			`"votes":{"absent":"3/2","against":"1","for":"3/2","vacant":"0"},` +
			`"blocs":[{"name":"A","seats":{"for":1,"absent":1},"weight":"3/2"},` +
			`{"name":"B","seats":{"against":1,"vacant":1},"weight":"1"},` +
			`{"name":"C","seats":{},"weight":"0"}]}`: tally,
		`{"part":"B","seats":{"against":1,"vacant":1},"votes":{"against":"1","vacant":"0"},` +
			`"blocs":[{"name":"B","seats":{"against":1,"vacant":1},"weight":"1"}]}`: b,
	} {
		text, err := json.Marshal(tally)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(text)); diff != "" {
			t.Error(diff)
		}
	}
	if text, err := json.Marshal(Tally{}); !errors.Is(err, ErrBody) {
		t.Errorf("%s, %v", text, err)
	}
}

func TestCountsJSON(t *testing.T) {
	t.Parallel()
	counts := Counts{"A": {For: 3, Vacant: math.MaxInt}, "B/x": {Silent: 1}}
	text, err := json.Marshal(counts)
	if err != nil ||
		string(text) != `{"A":{"for":3,"vacant":9223372036854775807},"B/x":{"silent":1}}` &&
			math.MaxInt == math.MaxInt64 {
		t.Fatalf("%s, %v", text, err)
	}
	var again Counts
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(counts, again); diff != "" {
		t.Error(diff)
	}
	for text, want := range map[string]string{
		`{"A": {"For": 3}}`:           `counts "A.For": malformed text: unknown key`,
		`{"A": {"for": 3}, "A": {}}`:  `counts "A": malformed text: the key is given twice`,
		`{"A": {"for": 3, "for": 4}}`: `counts "A.for": malformed text: the key is given twice`,
		`{"A": {"for": 3.5}}`:         `counts "A.for": malformed text: want a whole number`,
		`{"A": {"for": 1e30}}`:        `counts "A.for": malformed text: want a whole number`,
		`{"A": 3}`:                    `counts "A": malformed text: want an object`,
		`{"A": {"for": 3}} {"B": {}}`: `invalid character`,
	} {
		err := json.Unmarshal([]byte(text), &again)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not %s", text, err, want)
		}
	}
	if len(again) != 2 {
		t.Errorf("errors change the counts to %v", again)
	}
}

// What has a form in JSON never becomes {} or a number by accident.
func TestNothingIsJSONByAccident(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	margin, err := ToAdopt(SimpleMajority(), tally, 0)
	if err != nil {
		t.Fatal(err)
	}
	ways, err := margin.Ways()
	if err != nil {
		t.Fatal(err)
	}
	_, conflict := council.Infer(ExactFigure("", For, 70))
	ballot := council.OpenRoom()
	if err := ballot.Cast("Workers 1", For); err != nil {
		t.Fatal(err)
	}
	values := []any{
		Monotone | Neutral, OutcomesOf(Void, Adopted), Adopted, For | Absent, Frac(1, 2), MoreThan(1, 2),
		ExactFigure("A", For, 3),
		margin, ways, conflict, council, *council, ballot, *ballot, tally, Tally{}, Ballot{}, Body{},
		Explain(SimpleMajority(), tally), Counts{"A": {For: 1}}, Count{For: 1}, Bloc{Name: "A"},
		RuleText{Rule: SimpleMajority()}, RuleText{},
		&Counterexample{Property: Unanimous, Vote: tally, Reason: "r"}, goldenRecords(t)["seats"],
		*goldenRecords(t)["seats"], Record{}, &Record{},
	}
	for _, value := range values {
		text, err := json.Marshal(value)
		if err == nil && (len(text) < 3 || strings.ContainsAny(string(text[:1]), "0123456789-") ||
			strings.Contains(string(text), "{}")) {
			t.Errorf("%T is %s", value, text)
		}
	}
}

// The text of properties is that of String. A set with unknown bits has none.
func TestPropertyMarshalText(t *testing.T) {
	t.Parallel()
	for _, p := range []Property{0, Monotone, Required, Neutral | WellBehaved} {
		if text, err := p.MarshalText(); err != nil || string(text) != p.String() {
			t.Errorf("%v: %s, %v", p, text, err)
		}
	}
	if _, err := (Property(1) << 15).MarshalText(); !errors.Is(err, ErrText) {
		t.Error(err)
	}
}

// The power of seats and a comparison have keys as all other values have.
func TestPowerJSON(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{})
	c, err := Compare(Constitution{body, SimpleMajority()}, Constitution{body, TwoThirds()}, Cast)
	if err != nil {
		t.Fatal(err)
	}
	for want, value := range map[string]any{
		`{"votes":"8","winning":"4","act":"1/2","proper":true,"strong":true,` +
			`"monotone":true,"seats":[{"bloc":"A","seats":2,"swings":"2","banzhaf":"1/2"`: c.Before,
		`{"relation":"equal","before":{"votes":"8"`: c,
	} {
		text, err := json.Marshal(value)
		if err != nil || !strings.HasPrefix(string(text), want) {
			t.Errorf("%s, %v", text, err)
		}
	}
}

// Names that encoding/json would make one, as it replaces what is not UTF-8, are refused
// wherever JSON is read. So are values without a key that says what happened.
func TestJSONOfLostTextIsRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"A\xff", "A\xfe", `A\ud800`, `A\udc00`, `\ud800A`} {
		body := `{"groups": [{"name": "` + name + `", "seats": 1}]}`
		for _, test := range []struct {
			into any
			text string
		}{
			{new(Body), body},
			{new(Ballot),
				`{"body": {"groups": [{"name": "A", "seats": 1}]}, "start": "silent", ` +
					`"seats": {"` + name + `": "for"}}`},
			{new(Counts), `{"` + name + `": {"for": 1}}`},
			{new(Finding), `{"outcome": "adopted", "clause": "` + name + `"}`},
			{new(Record), `{"format": "tripartite/1", "body": ` + body +
				`, "rule": "at least 1 seat is for", "outcome": "adopted"}`},
			{new(RuleText), `"in \"` + name + `\" (at least 1 seat is for)"`},
			{new(map[string]RuleText), `{"rule": "in ` + name + ` (at least 1 seat is for)"}`},
		} {
			err := json.Unmarshal([]byte(test.text), test.into)
			if !errors.Is(err, ErrText) || !strings.Contains(err.Error(), "not UTF-8") {
				t.Errorf("%T, %q: %v", test.into, test.text, err)
			}
		}
	}
	for _, test := range []struct {
		into       any
		text, want string
	}{
		{new(Finding), `{"clause": "c"}`, `finding "outcome"`},
		{new(Finding), `{"outcome": "adopted", "clause": "c", "parts": [{"outcome": "adopted"}]}`,
			`finding "parts[0].clause"`},
		{new(Ballot), `{"start": "silent", "seats": {}}`, `ballot "body"`},
		{new(Ballot), `{"body": {"groups": [{"seats": 1}]}, "seats": {}}`, `ballot "start"`},
		{new(Ballot), `{"body": {"groups": [{"seats": 1}]}, "start": "silent"}`, `ballot "seats"`},
	} {
		err := json.Unmarshal([]byte(test.text), test.into)
		if !errors.Is(err, ErrText) || !strings.Contains(err.Error(),
			test.want+": malformed text: the key is missing") {
			t.Errorf("%s: %v", test.text, err)
		}
	}
	for text, want := range map[string]string{`null`: "null is no value",
		`7`: "want a string, not number", `"nonsense"`: "offset 0"} {
		rule := RuleText{SimpleMajority()}
		err := rule.UnmarshalJSON([]byte(text))
		if !errors.Is(err, ErrText) || !strings.Contains(err.Error(), want) ||
			rule.Rule != SimpleMajority() {
			t.Errorf("%s: %v, %v", text, rule, err)
		}
	}
}
