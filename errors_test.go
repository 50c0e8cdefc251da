package tripartite_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// A long name is shortened, at the end of a character.
func TestErrorShortensNames(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, want string }{
		{strings.Repeat("a", 200), strings.Repeat("a", 200)},
		{strings.Repeat("a", 201), strings.Repeat("a", 200) + "…"},
		{strings.Repeat("a", 199) + "éé", strings.Repeat("a", 199) + "…"},
		{strings.Repeat("a", 198) + "👍👍", strings.Repeat("a", 198) + "…"},
		{strings.Repeat("a", 1_000_000), strings.Repeat("a", 200) + "…"},
	} {
		err := &Error{Op: "cast", Name: test.name, Err: ErrUnknownSeat}
		if want := `tripartite: cast "` + test.want + `": ` + ErrUnknownSeat.Error(); err.Error() != want {
			t.Errorf("%s, not %s", err, want)
		}
	}
	if long := (&Error{Op: "cast", Name: strings.Repeat("\x80", 1000), Err: ErrUnknownSeat}).Error(); len(long) > 1000 {
		t.Errorf("%d bytes of invalid UTF-8", len(long))
	}
}

// A list from outside may have any number of errors. A call names the first 20 of a kind,
// counts the others, and takes no more memory than the list is long.
func TestErrorsOfAKindStopAtTwenty(t *testing.T) {
	proptest.Long(t)
	const n = 3000
	var names, twins []string
	unknown, missing := Counts{}, Counts{}
	states := map[string]States{"A 1": For}
	var parts, negative, clauses []string
	var blocs []Bloc
	for i := range n {
		name := "m" + strconv.Itoa(i)
		names, twins = append(names, name), append(twins, "twin")
		unknown[name] = Count{For: 1}
		states[name] = For
		parts, negative = append(parts, name+": 1 for"), append(negative, "-"+strconv.Itoa(i+1)+" for")
		clauses = append(clauses, fmt.Sprintf("in %s (at least 1 seat is for)", name))
		blocs = append(blocs, Bloc{Name: name, Size: 1})
	}
	many := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{}, Bloc{})
	small := MustBody(Bloc{Name: "A", Size: 1}, Bloc{}, Bloc{})
	infer := func(lines []string) func() error {
		figures := mustFigures(t, strings.Join(lines, "\n"))
		return func() error { return last(small.Infer(figures...)) }
	}
	seats := `{"` + strings.Join(names, `": "for", "`) + `": "for"}`
	rule, err := ParseRule("all of (" + strings.Join(clauses[:450], "; ") + ")")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		call    func() error
		kind    error
		errs    int
		summary string
	}{
		"figures": {func() error { return last(ParseFigures(strings.Repeat("42 yes\n", n))) }, ErrText, n,
			`figures "lines": malformed text`},
		"unknown parts": {infer(parts), ErrUnknown, n, `infer "figures": no such bloc`},
		"bad figures":   {infer(negative), ErrFigure, n, `infer "figures": malformed figure`},
		"twin seats": {func() error { return last(NewBody(Bloc{Roll: twins}, Bloc{}, Bloc{})) }, ErrBody,
			n - 1, `body "blocs": invalid name`},
		"twin blocs": {func() error { return last(NewBody(Bloc{}, Bloc{}, Bloc{}, make([]Bloc, n)...)) },
			ErrBody, n, `body "blocs": invalid name`},
		"weights": {func() error {
			bad := Bloc{Name: "A"}
			for _, name := range names {
				bad.Blocs = append(bad.Blocs, shareholder(name, Int(-1)))
			}
			return last(NewBody(bad, Bloc{}, Bloc{}))
		}, ErrBody, n, `body "blocs": not a valid fraction`},
		"body in JSON": {func() error {
			return new(Body).UnmarshalJSON([]byte(`{"groups": [{"roll": ["x` + strings.Repeat(`", "x`, n) + `"]}]}`))
		}, ErrBody, n, `body "blocs": invalid name`},
		"missing counts": {func() error { return last(many.Tally(missing)) }, ErrCounts, n,
			`count "counts": counts do not sum to the seats`},
		"unknown counts": {func() error {
			unknown := maps.Clone(unknown)
			unknown["A"] = Count{For: 1}
			return last(small.Tally(unknown))
		}, ErrUnknown, n, `count "counts": no such bloc`},
		"seats": {func() error { return last(small.TallySeats(states)) }, ErrUnknown, n,
			`count "seats": no such seat`},
		"ballot in JSON": {func() error {
			return new(Ballot).UnmarshalJSON([]byte(`{"body": {"groups": [{"name": "A", "seats": 1}]}, "start": "absent", "seats": ` + seats + `}`))
		}, ErrUnknown, n, `ballot "seats": no such seat`},
		"roll-call": {func() error {
			return last(RollCall{}.Read(small, strings.NewReader("seat,vote\nA 1,for\n"+strings.Join(names, ",for\n")+",for\n")))
		}, ErrUnknown, n, `roll-call "lines": no such seat`},
		"rule": {func() error { return Vet(rule, small) }, ErrRule, 450,
			`rule "clauses": malformed rule`},
		"bodies": {func() error { return CheckRule(inItself(), make([]*Body, 100)...) }, ErrRule, 100,
			`check "bodies": malformed rule`},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			drawn := allocated(func() { err = test.call() })
			var typed *Error
			if !errors.Is(err, test.kind) || !errors.As(err, &typed) {
				t.Fatal(err)
			}
			got := messages(err)
			want := fmt.Sprintf("%s: %d further errors", test.summary, test.errs-20)
			if len(got) < 21 || got[20] != want || len(got) > 22 || len(err.Error()) > 20_000 {
				t.Errorf("%d errors, %d bytes, and no %q:\n%s", len(got), len(err.Error()), want,
					strings.Join(got, "\n"))
			}
			if drawn > n*3000 {
				t.Errorf("%d bytes allocated", drawn)
			}
		})
	}
}

// last is the error of a call with a result.
func last[T any](_ T, err error) error { return err }

// A text of any length from outside makes no longer error.
func TestErrorTextsAreBounded(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	long := strings.Repeat("long", 100_000)
	vote := MustBody(Bloc{Name: "A", Size: 1}, Bloc{}, Bloc{})
	for name, err := range map[string]error{
		"seat ID":   last(NewBody(Bloc{Roll: []string{long}}, Bloc{}, Bloc{})),
		"bloc":      last(NewBody(Bloc{Name: long, Size: 1}, Bloc{}, Bloc{})),
		"union":     last(NewBody(Bloc{Size: 1}, Bloc{}, Bloc{}, Bloc{Name: "U", Union: []string{long}})),
		"line":      last(ParseFigures(long)),
		"words":     last(ParseFigures("5 " + long)),
		"name":      last(ParseFigures(long + ": 5 for, " + long)),
		"quoted":    last(ParseFigures(`"` + long)),
		"part":      last(vote.Infer(ExactFigure(long, For, 1))),
		"rule":      last(ParseRule(long[:60_000])),
		"rule name": last(ParseRule(`rule "x"`, Named{Name: long, Rule: TwoThirds()})),
		"JSON key":  new(Body).UnmarshalJSON([]byte(`{"` + long + `": 1}`)),
		"JSON":      new(Body).UnmarshalJSON([]byte(`{"groups": [{"seats": 1` + strings.Repeat("0", 100_000) + `}]}`)),
		"counts":    last(vote.Tally(Counts{long: {}})),
		"detail":    &Error{Op: "cast", Name: "x", Detail: long, Err: errors.New(long)},
		"panic":     CheckRule(RuleFunc(func(Tally) Outcome { panic(long) }), vote),
	} {
		for line := range strings.SplitSeq(fmt.Sprint(err), "\n") {
			if err == nil || len(line) > 2500 {
				t.Errorf("%s: %d bytes, %.300s", name, len(line), line)
			}
		}
	}
}

// hostile are names and texts that could forge a line, hide something, or be read
// otherwise than they were meant.
var hostile = []string{
	"Workers\n├─ quorum   met", "a\r\nb", "a\tb", "\x00", "\x1b[2K", "\u202efor", "\u2028", "\u00a0",
	"\ufeff", "\xff\xfe", "a\xc3", "\ufffd",
	`"`, `"A"`, `"A": 5 for`, `\`, `\"`, "`", "'", "#", "# Greens", " # x", "a#", ":", ": ", "A: B",
	"A:", ":A", "A : B", ",", "a, b", ", ", "5 for", "1,234",
	"5 for: 3 against", " a", "a ", "a  b", "/", "Bern / Berne", "Industry, Trade and Finance", "%",
	"at least", "votes", "of", "none", "é", "СДС", "👍🏽",
	strings.Repeat("é", 1000), strings.Repeat("\x80", 1000),
}

// An error is one line, whatever the names in it are.
func TestErrorIsOneLine(t *testing.T) {
	t.Parallel()
	for _, s := range hostile {
		for _, err := range []error{
			&Error{Op: s, Name: "x", Err: ErrText}, &Error{Op: "body", Name: s, Err: ErrName},
			&Error{Op: "body", Name: "x", Detail: s, Err: ErrName},
			&Error{Op: "body", Name: "x", Err: errors.New(s)},
			&Error{Op: "body", Name: s, Err: &Error{Op: s, Name: s, Detail: s, Err: errors.New(s)}},
		} {
			checkOneLine(t, err)
		}
	}
	plain := &Error{Op: "body", Name: "CDU/CSU", Detail: "3 seats, été", Err: ErrName}
	if got, want := plain.Error(), `tripartite: body "CDU/CSU": `+ErrName.Error()+": 3 seats, été"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	forged := &Error{Op: "body", Name: "A", Detail: "x\ntripartite: all is well",
		Err: errors.New("no\u202e")}
	if got, want := forged.Error(), `tripartite: body "A": "no\u202e": "x\ntripartite: all is well"`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// An error about a name that is unknown says which is almost the same: the first of those
// that differ least.
func TestUnknownNameHasTheNearest(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Producers", Roll: []string{"Ms Adams", "Mr Adam"}},
		Bloc{Name: "Consumers", Blocs: []Bloc{{Name: "North", Size: 1}, {Name: "South", Size: 1}}},
		Bloc{Name: "Ab", Size: 2})
	p, err := body.Infer()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Prodducers": "Producers", "Poducers": "Producers", "PRODUCERS": "Producers",
		"producesr": "Producers", "Producer": "Producers", "Prodncer": "Producers",
		"Consumers/Nort": "Consumers/North", "Consumers/outh": "Consumers/South",
		"Consumers/oorth": "Consumers/North", "Consumers/South ": "Consumers/South",
		"mr adam": "Mr Adam", "Mr Adams": "Ms Adams", "Ms Adam": "Ms Adams", "ab": "Ab",
		"oducers": "Producers",
		"Prod":    "", "ducers": "", "Ac": "", "A": "", "Workers": "", "North": "", "Ab 3": "", "\xff": "",
		strings.Repeat("Producers", 1000): "",
	} {
		if want != "" {
			want = `: the nearest name is "` + want + `"`
		}
		want = ErrUnknownBloc.Error() + want
		_, err := body.Infer(ExactFigure(name, For, 1))
		_, _, err2 := p.Range(name, For)
		_, err3 := body.Tally(Counts{name: {}})
		for _, err := range []error{err, err2, err3} {
			if first, _, _ := strings.Cut(fmt.Sprint(err), "\n"); !errors.Is(err, ErrUnknown) ||
				!strings.HasSuffix(first, want) {
				t.Errorf("%.40q: %s, not %s", name, first, want)
			}
		}
	}
}

func checkOneLine(t *testing.T, err error) {
	t.Helper()
	text := err.Error()
	if !strings.HasPrefix(text, "tripartite: ") || !utf8.ValidString(text) ||
		strings.ContainsAny(text, "\n\r\x00\x1b\u202e\u2028") {
		t.Errorf("%q could be taken for something else", text)
	}
}

// Every text that can be read back can be read in any case, and with blanks around it.
func TestTextsInAnyCase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		set, outcome := drawSet(t), rapid.SampledFrom([]Outcome{Void, Rejected, Adopted}).Draw(t, "outcome")
		threshold := rapid.SampledFrom([]Threshold{AtLeast(2, 3), MoreThan(1, 2), MoreThan(0, 1), AtLeast(1, 1)}).Draw(t, "threshold")
		figure := Figure{Of: set, Min: Int(3)}
		for _, v := range []interface {
			encoding.TextMarshaler
			fmt.Stringer
		}{set, outcome, threshold, figure} {
			text, err := v.MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			back := reflect.New(reflect.TypeOf(v))
			mixed := " " + strings.Map(func(r rune) rune {
				if rapid.Bool().Draw(t, "upper") {
					return unicode.ToUpper(r)
				}
				return r
			}, string(text)) + "\n"
			if err := back.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(mixed)); err != nil ||
				fmt.Sprint(back.Elem()) != v.String() {
				t.Fatalf("%q is read as %v, %v", mixed, back.Elem(), err)
			}
		}
	})
}

// column is what database/sql needs of a type, to write and to read it.
type column interface {
	driver.Valuer
	encoding.TextMarshaler
}

var (
	_ sql.Scanner = (*States)(nil)
	_ sql.Scanner = (*Outcome)(nil)
	_ sql.Scanner = (*Fraction)(nil)
)

// What is written to a database is text, or NULL, and is read back.
func TestSQLText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value column
		text  any
		scan  func(src any) (any, error)
	}{
		{For, "for", scanned[States]},
		{Entitled &^ Abstain, "entitled except abstain", scanned[States]},
		{States(0), "none", scanned[States]},
		{Void, "void", scanned[Outcome]},
		{Adopted, "adopted", scanned[Outcome]},
		{Frac(3, 400), "3/400", scanned[Fraction]},
		{Int(0), "0", scanned[Fraction]},
		{Fraction{}, nil, scanned[Fraction]},
	} {
		text, err := test.value.Value()
		if err != nil || text != test.text {
			t.Errorf("%v is written as %#v, %v", test.value, text, err)
		}
		sources := []any{text}
		if s, ok := text.(string); ok {
			sources = append(sources, []byte(s))
		}
		for _, src := range sources {
			if got, err := test.scan(src); err != nil || !cmp.Equal(got, any(test.value)) {
				t.Errorf("%#v is read as %v, %v", src, got, err)
			}
		}
	}
	if got, err := scanned[States]("For + ABSTAIN"); err != nil || got != For|Abstain {
		t.Error(got, err)
	}
	for _, v := range []column{Outcome(3), Frac(1, 0)} {
		if text, err := v.Value(); err == nil || text != nil {
			t.Errorf("%v is written as %v", v, text)
		}
	}
}

// scanned reads a source into a value that is not zero before.
func scanned[T any, P interface {
	*T
	sql.Scanner
	encoding.TextUnmarshaler
}](src any) (any, error) {
	var v T
	for _, text := range []string{"abstain", "adopted", "5/7"} {
		if P(&v).UnmarshalText([]byte(text)) == nil {
			break
		}
	}
	err := P(&v).Scan(src)
	return v, err
}

// What is not such a text is an error, and leaves nothing that could be taken for
// a value: never the number of a bit, nor what was there before.
func TestSQLErrors(t *testing.T) {
	t.Parallel()
	numbers := []any{int64(1), 1.5, true, time.Time{}, States(1),
		"", []byte{}, []byte(nil), "x", []byte("1,5"), "for\x00"}
	for _, src := range append([]any{nil, "adopted", "5/7"}, numbers...) {
		if got, err := scanned[States](src); !errors.Is(err, ErrText) || got != States(0) {
			t.Errorf("%#v is read as %v, %v", src, got, err)
		}
	}
	for _, src := range append([]any{nil, "for", "5/7"}, numbers...) {
		if got, err := scanned[Outcome](src); !errors.Is(err, ErrText) || got != Void {
			t.Errorf("%#v is read as %v, %v", src, got, err)
		}
	}
	for _, src := range append([]any{"for", "at least 2/3", "1/0"}, numbers...) {
		got, err := scanned[Fraction](src)
		if !errors.Is(err, ErrFraction) || !cmp.Equal(got, any(Fraction{})) ||
			got.(Fraction).String() != "" {
			t.Errorf("%#v is read as %v, %v", src, got, err)
		}
	}
	var s States
	if err := s.Scan(int64(3)); err == nil ||
		err.Error() != `tripartite: states "3": want text, not int64` {
		t.Error(err)
	}
	if err := s.Scan(nil); err == nil || err.Error() != `tripartite: states "NULL": want text` {
		t.Error(err)
	}
}
