package tripartite_test

import (
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// ordinary is the majority of the council, without the name and source of the statute.
var ordinary = All{Quorum{SeatCount{Of: Present, Need: 33}}, SimpleMajority()}

// goldenRecords are the records of testdata/records. What is written today must be read
// for ever: change a file only if the format gets a new number.
func goldenRecords(t *testing.T) map[string]*Record {
	tally, err := council.Tally(Counts{
		"Governments": {For: 16, Against: 2, Abstain: 8, Silent: 2}, "Employers": {For: 14},
		"Workers": {For: 12, Silent: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	assumed, err := NewRecord(ordinary, tally)
	if err != nil {
		t.Fatal(err)
	}
	assumed.Title = "Resolution on the Russian Federation's aggression against Ukraine"
	assumed.Date = "2022-03-23"
	assumed.Sources = []string{
		"42 for, 2 against, 8 abstaining, 4 not voting; " +
			"for: 16 governments, 12 workers, 14 employers",
		"the rest of the split is assumed",
	}
	figures, err := ParseFigures("42 for, 2 against, 8 abstain, 4 silent\n" +
		"Governments: 16 for\nWorkers: 12 for\nEmployers: 14 for")
	if err != nil {
		t.Fatal(err)
	}
	published := &Record{
		Title: assumed.Title, Date: assumed.Date, Sources: assumed.Sources[:1],
		Body: council, Rule: ordinary, Figures: figures, Outcome: Adopted,
	}
	ballot := statuteBody(t, "uruguay/wages").OpenRemote()
	for _, vote := range []vote{{"State 1", For}, {"State 2", For}, {"State 3", Abstain},
		{"Employers 1", For}, {"Workers 1", Against}, {"Workers 2", Against}} {
		if err := ballot.Cast(vote.seat, vote.state); err != nil {
			t.Fatal(err)
		}
	}
	ballot.Close()
	seats, err := NewRecord(All{Quorum{Parts{Rule: SeatCount{Of: Present, Need: 1}}},
		SimpleMajority()}, ballot.Tally())
	if err != nil {
		t.Fatal(err)
	}
	seats.Title, seats.Date = "An invented vote of a wage council", "2024-06-30T10:15:00-03:00"
	seats.Seats, seats.Counts = maps.Collect(ballot.All()), nil
	assembly := statuteBody(t, "fsc/general-assembly",
		chambers([4]int{2, 1, 3, 1}, [4]int{1, 1, 1, 1}, [4]int{2, 2, 2, 2})...)
	all := Counts{}
	for name, n := range assembly.Blocs() {
		all[name] = Count{For: n - 1, Abstain: 1}
	}
	motion, err := assembly.Tally(all)
	if err != nil {
		t.Fatal(err)
	}
	weighted, err := NewRecord(loaded(t, "fsc/general-assembly").Rules[0].Rule, motion)
	if err != nil {
		t.Fatal(err)
	}
	weighted.Title, weighted.Date = "An invented motion of three chambers", "2025-10-27"
	return map[string]*Record{"counts": assumed, "figures": published, "seats": seats,
		"weighted": weighted}
}

// Every golden record reads, holds, and is written again as it was.
func TestGoldenRecords(t *testing.T) {
	records := goldenRecords(t)
	files, err := filepath.Glob("testdata/records/*.json")
	if err != nil || len(files) != len(records) && flag.Lookup("update").Value.String() != "true" {
		t.Fatal(files, err)
	}
	for name, record := range records {
		file := "testdata/records/" + name + ".json"
		text, err := json.MarshalIndent(record, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, '\n')
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		golden, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(golden), string(text)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		var again Record
		if err := json.Unmarshal(golden, &again); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := again.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A record of a rule of a statute keeps its name and source.
func TestRecordKeepsTheNameOfARule(t *testing.T) {
	t.Parallel()
	rule := statuteRule(t, "uruguay/wages", "decision")
	r, err := NewRecord(rule, statuteBody(t, "uruguay/wages").OpenRoom().Tally())
	if err != nil {
		t.Fatal(err)
	}
	var again Record
	if err := json.Unmarshal(must(json.Marshal(r)), &again); err != nil {
		t.Fatal(err)
	}
	diff := cmp.Diff(rule, again.Rule)
	if diff != "" || again.Finding.Name != "decision" || again.Finding.Source != "art. 14" ||
		again.Check() != nil {
		t.Errorf("%v, %v: %s", again.Finding, again.Check(), diff)
	}
}

// A record has one encoding, whatever its texts are and however the JSON that was read was
// laid out, so that a program can take a hash of it.
func TestRecordHasOneEncoding(t *testing.T) {
	t.Parallel()
	for name, record := range goldenRecords(t) {
		record.Title = "<&> \u2028 \x00 \\ufffd"
		record.Sources = append(record.Sources, "", record.Title)
		text, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		spread, err := json.MarshalIndent(record, " ", "\t")
		if err != nil {
			t.Fatal(err)
		}
		for _, read := range [][]byte{text, spread} {
			var again Record
			if err := json.Unmarshal(read, &again); err != nil {
				t.Fatal(err)
			}
			if second, err := json.Marshal(again); err != nil || string(second) != string(text) {
				t.Errorf("%s: %s, %v, not\n%s", name, second, err, text)
			}
		}
	}
}

// What is not UTF-8 would be replaced, and what is read would be written as other bytes.
func TestRecordOfOtherBytesThanTextIsRefused(t *testing.T) {
	t.Parallel()
	for lost, change := range map[string]func(r *Record){
		"title\ufffd":  func(r *Record) { r.Title = "title\xff" },
		"title \ufffd": func(r *Record) { r.Title = "title \ufffd" },
		"source\ufffd": func(r *Record) { r.Sources = []string{"source\xff"} },
		"Workers \\\ufffd": func(r *Record) {
			r.Counts = nil
			r.Seats = map[string]States{"Workers \\\xff": For}
		},
		"\\ufffd\ufffd": func(r *Record) { r.Finding.Reason = "\\ufffd\xff" },
		"part\ufffd":    func(r *Record) { r.Finding.Parts[0].Reason = "part\xff" },
	} {
		r := goldenRecords(t)["counts"]
		change(r)
		text, err := json.Marshal(r)
		want := strconv.Quote(lost) + ": not UTF-8, or U+FFFD"
		if !errors.Is(err, ErrText) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s, %v, not %s", text, err, want)
		}
	}
}

// What does not follow from the votes is found, and named.
func TestRecordNamesWhatDiffers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		change func(r *Record)
		is     error
		want   string
	}{
		{func(r *Record) {}, nil, ""},
		{func(r *Record) { r.Finding = nil }, nil, ""},
		{func(r *Record) { r.Title, r.Date, r.Sources = "", "", nil }, nil, ""},
		{func(r *Record) { r.Date = "23 March 2022" }, ErrRecord,
			`record "date": inconsistent record: "23 March 2022": want a date, as "2022-03-23"`},
		{func(r *Record) { r.Body = nil }, ErrRecord,
			`record "body": inconsistent record: the record has none`},
		{func(r *Record) { r.Rule = nil }, ErrRecord,
			`record "rule": inconsistent record: the record has none`},
		{func(r *Record) { r.Counts = nil }, ErrRecord,
			`record "votes": inconsistent record: want seats, counts or figures, and only one of these`},
		{func(r *Record) { r.Seats = map[string]States{} }, ErrRecord,
			`record "votes": inconsistent record: want seats, counts or figures, and only one of these`},
		{func(r *Record) { r.Rule = All{} }, ErrRule,
			`record "rule": rule "all of": malformed rule: it has no parts`},
		{func(r *Record) { r.Rule = RuleFunc(func(Tally) Outcome { return Adopted }) }, ErrRule,
			`record "rule": rule "rule of the caller's own": malformed rule: `},
		// A part that the body does not have makes a veto malformed, and the rule rejects.
		{func(r *Record) {
			r.Rule, r.Outcome, r.Finding = Veto{In{Bloc: "Wrokers", Rule: SimpleMajority()}}, Rejected, nil
		}, ErrRule,
			`record "rule": rule "in Wrokers (more than 1/2 of votes cast are for)": malformed rule: ` +
				`there is no such part of the body`},
		{func(r *Record) {
			r.Counts, r.Finding, r.Figures = nil, nil, []Figure{ExactFigure("", For, 42)}
			r.Rule, r.Outcome = In{Bloc: "Wrokers", Rule: SimpleMajority()}, Rejected
		}, ErrRule,
			`record "rule": rule "in Wrokers (more than 1/2 of votes cast are for)": malformed rule: ` +
				`there is no such part of the body`},
		{func(r *Record) { r.Outcome = Rejected }, ErrRecord,
			`record "outcome": inconsistent record: rejected, but the recount gives adopted`},
		{func(r *Record) { r.Rule = AbsoluteMajority() }, ErrRecord, `record "finding.figures.of"`},
		{func(r *Record) { r.Rule = Unanimity() }, ErrRecord,
			`record "outcome": inconsistent record: adopted, but the recount gives rejected`},
		{func(r *Record) { r.Counts["Workers"] = Count{For: 13, Silent: 1} }, ErrRecord,
			`record "finding.parts[1].figures.count": inconsistent record: 42, but the recount gives 43`},
		{func(r *Record) { r.Counts["Workers"] = Count{For: 13} }, ErrCounts,
			`record "counts": count "Workers": counts do not sum to the seats: 13 counted, 14 seats: ` +
				`1 short`},
		{func(r *Record) { r.Finding.Parts[1].Figures.Need = Int(24) }, ErrRecord,
			`record "finding.parts[1].figures.need": inconsistent record: 24, but the recount gives 23`},
		{func(r *Record) { r.Finding.Parts[1].Figures.Tie = true }, ErrRecord,
			`record "finding.parts[1].figures.tie": inconsistent record: true, but the recount gives false`},
		{func(r *Record) { r.Finding.Parts = r.Finding.Parts[:1] }, ErrRecord,
			`record "finding.parts": inconsistent record: 1, but the recount gives 2`},
		{func(r *Record) { r.Counts, r.Seats = nil, map[string]States{"Workers 1": For} }, ErrCounts,
			`record "seats": count "Governments 1": seat is missing, and further errors`},
		{func(r *Record) { r.Counts, r.Seats = nil, map[string]States{"Workers 15": For} }, ErrUnknown,
			`record "seats": `},
		{func(r *Record) { r.Counts, r.Figures = nil, []Figure{ExactFigure("", For, 42)} }, ErrRecord,
			`record "finding": inconsistent record: published figures have none`},
		{func(r *Record) {
			r.Counts, r.Finding = nil, nil
			r.Figures = []Figure{ExactFigure("", For, 42)}
		}, nil, ``},
		{func(r *Record) {
			r.Counts, r.Finding = nil, nil
			r.Figures = []Figure{ExactFigure("", For, 57)}
		}, ErrConflict, `record "figures": figures cannot hold together`},
		{func(r *Record) {
			r.Counts, r.Finding = nil, nil
			r.Figures = []Figure{ExactFigure("", For, 20), ExactFigure("", Against, 30)}
		}, ErrRecord, `record "outcome": inconsistent record: adopted, and the figures leave rejected`},
	} {
		tally, err := council.Tally(Counts{
			"Governments": {For: 16, Against: 2, Abstain: 8, Silent: 2}, "Employers": {For: 14},
			"Workers": {For: 12, Silent: 2},
		})
		if err != nil {
			t.Fatal(err)
		}
		r, err := NewRecord(ordinary, tally)
		if err != nil {
			t.Fatal(err)
		}
		r.Title, r.Date = "a vote", "2022-03-23"
		test.change(r)
		err = r.Check()
		if !errors.Is(err, test.is) || err != nil &&
			(!strings.HasPrefix(err.Error(), "tripartite: "+test.want) || !errors.Is(err, ErrRecord)) {
			t.Errorf("%v, not %v", err, test.want)
		}
	}
	if err := (*Record)(nil).Check(); !errors.Is(err, ErrRecord) {
		t.Error(err)
	}
	if err := new(Record).Check(); !errors.Is(err, ErrRecord) {
		t.Error(err)
	}
}

// A record of any vote under any rule with a text holds when it is read, and is written
// again as it was.
func TestRecordRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		rule := drawHelped(t, 2)
		r, err := NewRecord(rule, tally)
		if (err != nil) == Sound(rule, tally) || err != nil && !errors.Is(err, ErrRule) {
			t.Fatalf("%v: %v", rule, err)
		}
		if err != nil {
			return // it names a part that the body does not have
		}
		text, err := json.Marshal(r)
		if tally.Seats(AllSeats) == 0 {
			return
		}
		if err != nil {
			t.Fatalf("%v: %v", rule, err)
		}
		var again Record
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if err := again.Check(); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(rule, again.Rule); diff != "" {
			t.Fatal(diff)
		}
		if diff := differ(*r.Finding, *again.Finding); diff != "" {
			t.Fatal(diff)
		}
		if second, err := json.Marshal(&again); err != nil || string(second) != string(text) {
			t.Fatalf("%s, %v, not\n%s", second, err, text)
		}
	})
}

func TestRecordErrors(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	workers, _ := tally.Bloc("Workers")
	for _, test := range []struct {
		rule  Rule
		tally Tally
		want  error
	}{
		{SimpleMajority(), tally, nil}, {SimpleMajority(), Tally{}, ErrBody},
		{SimpleMajority(), workers, ErrBody},
		{nil, tally, ErrRule}, {All{}, tally, ErrRule},
		{RuleFunc(func(Tally) Outcome { return Void }), tally, ErrRule}, {All{odd{For}}, tally, ErrRule},
		{In{Bloc: "Wrokers", Rule: SimpleMajority()}, tally, ErrRule},
	} {
		r, err := NewRecord(test.rule, test.tally)
		if !errors.Is(err, test.want) || (r == nil) != (err != nil) {
			t.Errorf("%v: %v, %v", test.rule, r, err)
		}
	}
	for _, test := range []struct{ text, want string }{
		{`{"format": "tripartite/2", "body": {"groups": [{"seats": 1}]}, ` +
			`"rule": "at least 1 seat is for", "outcome": "adopted"}`,
			`record "format": malformed text: "tripartite/2": want "tripartite/1"`},
		{`{}`, `record "format": malformed text: the key is missing`},
		{`{"format": "tripartite/1", "rule": "at least 1 seat is for", "outcome": "adopted"}`,
			`record "body": malformed text: the key is missing`},
		{`{"format": "tripartite/1", "body": {"groups": [{"seats": 1}]}, "outcome": "adopted"}`,
			`record "rule": malformed text: the key is missing`},
		{`{"format": "tripartite/1", "body": {"groups": [{"seats": 1}]}, ` +
			`"rule": "at least 1 seat is for"}`,
			`record "outcome": malformed text: the key is missing`},
		{`{"format": "tripartite/1", "digest": "sha256:17be"}`,
			`record "digest": malformed text: unknown key`},
		{`{"format": "tripartite/1", "titel": "a"}`, `record "titel": malformed text: unknown key`},
		{`{"format": "tripartite/1", "body": {"groups": [{"seats": 1}]}, ` +
			`"rule": "nonsense", "outcome": "adopted"}`,
			`record "rule": `},
		{`{"format": "tripartite/1", "figures": ["42 yes"]}`, `record "figures[0]": `},
		{`{"format": "tripartite/1", "counts": {"A": {"yes": 1}}}`,
			`record "counts": counts "A.yes": malformed text: unknown key`},
		{`{"format": "tripartite/1", "outcome": "passed"}`, `record "outcome": `},
	} {
		var r Record
		err := json.Unmarshal([]byte(test.text), &r)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, not %s", test.text, err, test.want)
		}
	}
}

// patient is a rule of the caller with a name and an explanation.
type patient struct{ name string }

func (p patient) String() string { return p.name }

func (patient) Decide(t Tally) Outcome { return SeatCount{Of: For, Need: 2}.Decide(t) }

func (patient) Explain(t Tally) Finding { return Explain(SeatCount{Of: For, Need: 2}, t) }

// A record holds rules of the caller by their names, and is read with them. What is written
// is the same again.
func TestRecordOfRulesOfTheCaller(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	names := []string{"two are enough", `he said "yes"`, "A\xff", "\u202e",
		"more than 1/2 of votes cast are for"}
	for _, name := range names {
		own := patient{name}
		named := Named{Name: name, Rule: own}
		for _, rule := range []Rule{own, All{SimpleMajority(), own}, Veto{In{Bloc: "Workers", Rule: own}},
			Parts{Rule: own}} {
			r, err := NewRecord(rule, tally)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			again, err := ParseRecord(text, named)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(rule, again.Rule, cmp.AllowUnexported(patient{})); diff != "" {
				t.Error(diff)
			}
			if err := again.Check(); err != nil {
				t.Errorf("%v: %v", rule, err)
			}
			if second, err := json.Marshal(again); err != nil || string(second) != string(text) {
				t.Errorf("%s, %v, not\n%s", second, err, text)
			}
			as := Record{Title: "as it was"}
			err = json.Unmarshal(text, &as)
			if !errors.Is(err, ErrText) || !strings.Contains(err.Error(), "want the name of a rule given") ||
				as.Title != "as it was" {
				t.Errorf("%v: %v", rule, err)
			}
			if _, err := ParseRecord(text, Named{Name: "another", Rule: own}); !errors.Is(err, ErrText) ||
				!strings.Contains(err.Error(), `want the name of a rule given: "another"`) {
				t.Errorf("%v: %v", rule, err)
			}
			other, err := ParseRecord(text, Named{Name: name, Rule: Quorum{SeatCount{Of: For, Need: 1}}})
			if err != nil {
				t.Fatal(err)
			}
			if err := other.Check(); !errors.Is(err, ErrRecord) {
				t.Errorf("%v: another rule of that name: %v", rule, err)
			}
		}
	}
	for want, rule := range map[string]Rule{
		`rule "rule of the caller's own": malformed rule: a rule of the caller's own has no name: ` +
			`want a type with a String method that returns one`: All{RuleFunc(SimpleMajority().Decide)},
		`rule "tripartite_test.own": malformed rule: a rule of the caller's own has no name: ` +
			`want a type with a String method that returns one`: own{SimpleMajority()},
		`rule "tripartite_test.patient": malformed rule: a rule of the caller's own has no name: ` +
			`want a type with a String method that returns one`: patient{},
		`rule "fragile": malformed rule: it panics: "too\nfragile"`: fragile{},
		`rule "endless": too large: work limit exceeded: its finding: it contains itself, or nests ` +
			`more than 1000 deep`: endless{},
	} {
		_, err := NewRecord(rule, tally)
		if diff := cmp.Diff([]string{`record "rule": ` + want}, messages(err)); diff != "" {
			t.Error(diff)
		}
		err = (&Record{Body: council, Rule: rule, Counts: tally.Counts(),
			Outcome: rule.Decide(council.OpenRemote().Tally())}).Check()
		diff := cmp.Diff([]string{`record "rule": ` + want}, messages(err))
		if diff != "" || !errors.Is(err, ErrRecord) {
			t.Error(diff)
		}
	}
	for _, text := range []string{`{}`, `[]`,
		`{"format": "tripartite/1", "body": {"groups": [{"seats": 1}]}, ` +
			`"rule": "at least 1 seat is for", "outcome": "adopted", "finding": {"outcome": "adopted"}}`} {
		if r, err := ParseRecord([]byte(text)); r != nil || !errors.Is(err, ErrText) {
			t.Errorf("%s: %v, %v", text, r, err)
		}
	}
}

// endless is a rule whose finding contains itself.
type endless struct{}

func (endless) String() string       { return "endless" }
func (endless) Decide(Tally) Outcome { return Void }
func (endless) Explain(Tally) Finding {
	f := Finding{Parts: make([]Finding, 1)}
	f.Parts[0] = f
	return f
}
