package tripartite

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"example.com/tripartite/internal/prose"
	"example.com/tripartite/internal/strictjson"
)

// Record is one vote with everything needed to count it again: the body, the rule, the
// votes and the outcome. [NewRecord] makes one from a tally, and [Record.Check] counts
// the vote again. A record is stored as JSON. [ParseRecord] reads one whose rule has rules of
// the caller.
//
// A record has the state of each seat, or the counts of the blocs, or the figures that
// were published, if that is all there is: exactly one of Seats, Counts and Figures is
// set. The zero Record has none, and Check returns [ErrRecord].
//
// A record has one encoding: [json.Marshal] of a record that was read returns the bytes that
// json.Marshal had written. Check cannot see whether a title, a date or a source was changed.
// A program that must know stores the SHA-256 of these bytes apart from the record, or signs
// them.
type Record struct {
	Title   string
	Date    string   // as "2022-03-23", or with a time, as in RFC 3339; may be empty
	Sources []string // where the figures are from

	Body *Body
	Rule Rule

	Seats   map[string]States // by the ID of the seat
	Counts  Counts
	Figures []Figure

	Outcome Outcome
	Finding *Finding // may be nil
}

// recordFormat is the version of the format, which every record begins with.
const recordFormat = "tripartite/1"

// NewRecord returns the record of a vote that is counted. The caller may set Title, Date
// and Sources. To record how each seat voted, set Seats to maps.Collect(ballot.All()) and
// Counts to nil.
//
// The errors are:
//
//   - [ErrBody] for the zero Tally and for the tally of a part of a body
//   - [ErrRule] for a rule whose text [ParseRule] does not read, such as a malformed
//     rule or a rule of the caller without a String method, and for a rule that names a part
//     which the body does not have
//   - [ErrTooLarge] for a rule whose text is too long
//   - ErrRule for a rule that panics
func NewRecord(r Rule, t Tally) (*Record, error) {
	if t.part == nil || !t.isWhole() {
		const want = "want the tally of a whole body"
		return nil, &Error{Op: "record", Name: t.Name(), Detail: want, Err: errNoSeats}
	}
	if err := recordable(r, t); err != nil {
		return nil, around("record", "rule", err)
	}
	finding, err := explained(r, t)
	if err != nil {
		return nil, around("record", "rule", err)
	}
	return &Record{
		Body: t.of.body, Rule: r, Counts: t.Counts(), Outcome: finding.Outcome, Finding: &finding,
	}, nil
}

// explained returns the finding of a rule, or an error if the rule panics or its finding must
// not be walked.
func explained(r Rule, t Tally) (f Finding, err error) {
	defer panicked("rule", r, &err)
	f = Explain(r, t)
	if wrong := f.unwieldy(); wrong != "" {
		wrong = "its finding: " + wrong
		return Finding{}, &Error{Op: "rule", Name: title(r), Detail: wrong, Err: ErrTooLarge}
	}
	return f, nil
}

// recordable returns the error of a rule that a record of the body cannot hold. The tally is
// any tally of the whole body.
func recordable(r Rule, t Tally) error {
	if _, err := writtenRule(r, true); err != nil {
		return err
	}
	return cmp.Or(unwieldy("rule", r, t), malformation("rule", r, t))
}

// Check counts the vote again, and returns nil if the record is consistent. The error
// matches [ErrRecord] and names the first thing that differs:
//
//   - the rule is one that [NewRecord] refuses for this body: the error matches [ErrRule] or
//     [ErrTooLarge], too
//   - the seats or counts do not fit the body: the error matches [ErrCounts],
//     [ErrUnknown] or [ErrState], too
//   - the outcome is not that of the rule
//   - a figure of the finding differs
//   - the published figures contradict each other, as a [Conflict] says, or leave no room
//     for the outcome
//
// If checking the published figures exceeds the work limit, the error is [ErrTooLarge]
// alone.
func (r *Record) Check() error {
	if r == nil {
		return differs("record", "it is nil")
	}
	given := b2i(r.Seats != nil) + b2i(r.Counts != nil) + b2i(r.Figures != nil)
	switch {
	case r.Body == nil || r.Body.size == 0:
		return differs("body", "the record has none")
	case r.Rule == nil:
		return differs("rule", "the record has none")
	case given != 1:
		return differs("votes", "want seats, counts or figures, and only one of these")
	case !validDate(r.Date):
		return differs("date", prose.Quoted(r.Date)+`: want a date, as "2022-03-23"`)
	}
	if err := recordable(r.Rule, r.Body.allIn(For)); err != nil {
		return refused("rule", err)
	}
	return r.recount()
}

// differs returns the error for a part of a record.
func differs(part, detail string) error {
	return &Error{Op: "record", Name: part, Detail: detail, Err: ErrRecord}
}

// refused returns the error for a part of a record, with the error that says why. If err is
// nil, it returns nil.
func refused(part string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: "record", Name: part, Err: problem{errors.Join(ErrRecord, err), inner(err)}}
}

// validDate reports whether a date is empty, a date, or a date with a time.
func validDate(date string) bool {
	_, err := time.Parse(time.DateOnly, date)
	_, withTime := time.Parse(time.RFC3339, date)
	return date == "" || err == nil || withTime == nil
}

// Tally returns the tally of the seats or counts. If the record has published figures
// only, the error is [ErrRecord]: [Body.Infer] says what follows from these.
func (r *Record) Tally() (Tally, error) {
	switch {
	case r == nil || r.Body == nil:
		return Tally{}, differs("body", "the record has none")
	case r.Seats != nil:
		t, err := r.Body.TallySeats(r.Seats)
		return t, refused("seats", err)
	case r.Counts != nil:
		t, err := r.Body.Tally(r.Counts)
		return t, refused("counts", err)
	}
	return Tally{}, differs("votes", "there are only figures")
}

// recount checks what follows from the votes.
func (r *Record) recount() error {
	if r.Figures != nil {
		return r.checkFigures()
	}
	t, err := r.Tally()
	if err != nil {
		return err
	}
	finding, err := explained(r.Rule, t)
	if err != nil {
		return refused("rule", err)
	}
	if finding.Outcome != r.Outcome {
		return differs("outcome", fmt.Sprintf("%v, but the recount gives %v", r.Outcome, finding.Outcome))
	}
	if r.Finding != nil {
		return differingFinding("finding", *r.Finding, finding)
	}
	return nil
}

// checkFigures checks a record of published figures.
func (r *Record) checkFigures() error {
	if r.Finding != nil {
		return differs("finding", "published figures have none")
	}
	p, err := r.Body.Infer(r.Figures...)
	var outcomes Outcomes
	if err == nil {
		outcomes, err = p.Outcomes(r.Rule)
	}
	switch {
	case err != nil:
		return refused("figures", err)
	case !outcomes.Has(r.Outcome):
		return differs("outcome", fmt.Sprintf("%v, and the figures leave %v", r.Outcome, outcomes))
	}
	return nil
}

// differingFinding returns an error for the first figure in which a finding differs from
// what was counted again. Texts for people are not compared: their words can change.
func differingFinding(path string, f, again Finding) error {
	differing := func(name string, was, then any) error {
		if was, then := fmt.Sprint(was), fmt.Sprint(then); was != then {
			return differs(path+"."+name, was+", but the recount gives "+then)
		}
		return nil
	}
	err := differing("outcome", f.Outcome, again.Outcome)
	was := reflect.ValueOf(cmp.Or(f.Figures, &Figures{})).Elem()
	then := reflect.ValueOf(cmp.Or(again.Figures, &Figures{})).Elem()
	for i, field := range reflect.VisibleFields(was.Type()) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		err = cmp.Or(err, differing("figures."+name, was.Field(i), then.Field(i)))
	}
	err = cmp.Or(err, differing("veto", f.Veto, again.Veto), differing("part", f.Part, again.Part),
		differing("parts", len(f.Parts), len(again.Parts)))
	for i := range f.Parts {
		if err == nil {
			err = differingFinding(fmt.Sprintf("%s.parts[%d]", path, i), f.Parts[i], again.Parts[i])
		}
	}
	return err
}

// recordJSON is the JSON form of a record. Its finding is written as a Finding, and read as
// the JSON form of one.
type recordJSON[Found any] struct {
	Format  string            `json:"format"`
	Title   string            `json:"title,omitempty"`
	Date    string            `json:"date,omitempty"`
	Sources []string          `json:"sources,omitempty"`
	Body    *Body             `json:"body"`
	Rule    string            `json:"rule"`
	Seats   map[string]States `json:"seats,omitempty"`
	Counts  Counts            `json:"counts,omitempty"`
	Figures []Figure          `json:"figures,omitempty"`
	Outcome Outcome           `json:"outcome"`
	Finding *Found            `json:"finding,omitempty"`
}

// MarshalJSON returns the record with its format. The rule is a text, as [ParseRule]
// reads it: a rule of the caller is the word "rule" and its String. A figure is a text, as
// [Figure] prints.
//
// The errors are:
//
//   - [ErrRule] for a rule that has no such text
//   - [ErrBody] if there is no body
//   - [ErrText] for a text that is not UTF-8, or has U+FFFD, which stands for lost text
func (r Record) MarshalJSON() ([]byte, error) {
	if r.Body == nil {
		return nil, &Error{Op: "marshal", Name: "record", Detail: "there is no body", Err: errNoSeats}
	}
	rule, err := writtenRule(r.Rule, true)
	if err != nil {
		return nil, around("record", "rule", err)
	}
	form, err := json.Marshal(recordJSON[Finding]{
		recordFormat, r.Title, r.Date, r.Sources, r.Body, rule,
		r.Seats, r.Counts, r.Figures, r.Outcome, r.Finding,
	})
	if err != nil {
		return nil, err
	}
	if text := strictjson.Lost(form); text != "" { // the record could not be read again
		detail := prose.Quoted(text) + ": not UTF-8, or U+FFFD"
		return nil, &Error{Op: "marshal", Name: "record", Detail: detail, Err: ErrText}
	}
	return form, nil
}

// UnmarshalJSON reads a record. It is as strict as [Body.UnmarshalJSON], and the format, the
// body, the rule and the outcome must be there. It does not count again: [Record.Check] does.
// If the rule has rules of the caller, the error is [ErrText]: [ParseRecord] takes them. If
// there is an error, the record does not change.
func (r *Record) UnmarshalJSON(data []byte) error { return r.read(data, nil) }

// ParseRecord reads a record from JSON, as [Record.UnmarshalJSON] does, and takes rules of the
// caller by name, as [ParseRule] does. The name of a rule in a record is its String.
func ParseRecord(data []byte, named ...Named) (*Record, error) {
	r := new(Record)
	if err := r.read(data, named); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *Record) read(data []byte, named []Named) error {
	var form recordJSON[findingJSON]
	if err := decodeJSON("record", data, &form); err != nil {
		return err
	}
	if form.Format != recordFormat {
		want := prose.Quoted(form.Format) + ": want " + prose.Quoted(recordFormat)
		return &Error{Op: "record", Name: "format", Detail: want, Err: ErrText}
	}
	rule, err := ParseRule(form.Rule, named...)
	if err != nil {
		return around("record", "rule", err)
	}
	*r = Record{
		form.Title, form.Date, form.Sources, form.Body, rule,
		form.Seats, form.Counts, form.Figures, form.Outcome, nil,
	}
	if form.Finding != nil {
		f := form.Finding.finding(named)
		r.Finding = &f
	}
	return nil
}
