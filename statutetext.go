package tripartite

import (
	"database/sql/driver"
	"reflect"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// String returns the text of the statute. Comments and layout are not part of a [Statute].
func (s *Statute) String() string {
	var w statuteWriter
	w.prose("title", s.Title)
	w.prose("source", s.Sources...)
	w.prose("note", s.Notes...)
	w.gap()
	for _, g := range s.Groups {
		if !reflect.ValueOf(g).IsZero() {
			w.bloc("group ", g, "")
		}
	}
	for _, b := range s.Independent {
		if b.Union != nil {
			w.union(b)
		} else {
			w.bloc("bloc ", b, "")
		}
	}
	w.gap()
	for _, r := range s.Rules {
		w.rule(r)
	}
	w.gap()
	for _, b := range s.Sample {
		w.bloc("sample ", b, "")
	}
	for _, r := range s.SampleRules {
		w.line("sample "+nameInStatute(r.Name)+": ", w.ruleText(r.Rule))
	}
	return strings.TrimRight(w.String(), "\n") + "\n"
}

// statuteWriter writes the text of a statute.
type statuteWriter struct {
	strings.Builder
	rules []Named // those written
}

func (w *statuteWriter) line(texts ...string) { w.WriteString(strings.Join(texts, "") + "\n") }

// gap writes an empty line after lines.
func (w *statuteWriter) gap() {
	if text := w.String(); text != "" && !strings.HasSuffix(text, "\n\n") {
		w.line()
	}
}

func (w *statuteWriter) prose(key string, texts ...string) {
	for _, text := range texts {
		if text != "" {
			w.line(key, ": ", prose.OneLine(text))
		}
	}
}

// bloc writes a bloc and the blocs inside it.
func (w *statuteWriter) bloc(key string, b Bloc, indent string) {
	var items []string
	if b.Blocs == nil {
		items = append(items, b.seats())
	}
	if b.Power.given() {
		items = append(items, "power "+openOr(b.Power))
	}
	if b.SharedBy != 0 {
		items = append(items, "shared by "+b.SharedBy.String())
	}
	w.line(strings.TrimRight(indent+key+nameInStatute(b.Name)+": "+strings.Join(items, ", "), " "))
	if len(indent) < mostDepth { // NewBody refuses deeper blocs, which may contain themselves
		for _, inner := range b.Blocs {
			w.bloc("", inner, indent+"\t")
		}
	}
}

// seats returns "9 seats", "seats", or "6 seats of 1/2 votes".
func (b Bloc) seats() string {
	seats := prose.Plural(b.Size, "seat")
	if b.Size == Open {
		seats = "seats"
	}
	if b.Weight.given() {
		seats += " of " + openOr(b.Weight) + " " + nounFor("vote", b.Weight)
	}
	return seats
}

// openOr returns the fraction, or "open".
func openOr(f Fraction) string {
	if f.isOpen() {
		return "open"
	}
	return f.String()
}

func (w *statuteWriter) union(b Bloc) {
	var parts []string
	for _, part := range b.Union {
		parts = append(parts, nameInStatute(part))
	}
	w.line("union ", nameInStatute(b.Name), ": ", strings.Join(parts, ", "))
}

func (w *statuteWriter) rule(r Named) {
	head := "rule " + nameInStatute(r.Name)
	if r.Source != "" {
		head += " (" + citationInStatute(r.Source) + ")"
	}
	if r.Rule == nil {
		w.line(head, ": open")
	} else {
		w.line(head, ":\n\t", w.ruleText(r.Rule))
	}
	w.rules = append(w.rules, r)
}

// ruleText returns the text of a rule, in which a rule of the statute stands as its name.
func (w *statuteWriter) ruleText(r Rule) string {
	rule := writer{known: w.rules, left: mostPrinted}
	rule.write(r, mostNested, false)
	return string(rule.text)
}

// nameInStatute returns a name as it stands in a statute.
func nameInStatute(name string) string {
	if name == "" || name != strings.TrimSpace(name) || !prose.Printable(name) || strings.ContainsAny(name, `:(,#"`) {
		return strconv.Quote(name)
	}
	return name
}

// citationInStatute returns a citation as it stands in a statute.
func citationInStatute(source string) string {
	if source != strings.TrimSpace(source) || !prose.Printable(source) || closing(source+")") != len(source) || source[0] == '"' {
		return strconv.Quote(source)
	}
	return source
}

// MarshalText returns the text of the statute. [ParseStatute] parses it back to the same
// value. If there is no such text, as for a bloc with a Roll, the error is [ErrText].
func (s *Statute) MarshalText() ([]byte, error) {
	text := s.String()
	back, err := ParseStatute(text)
	if err != nil || !reflect.DeepEqual(back, s) {
		return nil, &Error{Op: "statute", Name: s.Title, Detail: "it has no text that parses back", Err: ErrText}
	}
	return []byte(text), nil
}

// UnmarshalText parses the text of a statute, as [ParseStatute] does. If there is an error,
// the statute does not change.
func (s *Statute) UnmarshalText(text []byte) error {
	parsed, err := ParseStatute(string(text))
	if err != nil {
		return err
	}
	*s = *parsed
	return nil
}

// Value returns the text of the statute, or the error of MarshalText. It implements
// [driver.Valuer].
func (s *Statute) Value() (driver.Value, error) { return valueOf(s) }

// Scan parses the text of a statute. It implements [database/sql.Scanner]. For any other
// value, including NULL and an empty text, the error is that of [ParseStatute], and the
// statute is empty.
func (s *Statute) Scan(src any) error { return scan(s, "statute", src, ErrText) }

// nounFor returns the noun for that number: in the singular for 1.
func nounFor(noun string, n Fraction) string {
	if n.Equal(whole(1)) {
		return noun
	}
	return noun + "s"
}
