package tripartite_test

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// hostile are names and texts that could forge a line, hide something, or be read
// otherwise than they were meant.
var hostile = []string{
	"Workers\n├─ quorum   met", "a\r\nb", "a\tb", "\x00", "\x1b[2K", "\u202efor", "\u2028", "\u00a0", "\ufeff", "\xff\xfe", "a\xc3", "\ufffd",
	`"`, `"A"`, `"A": 5 for`, `\`, `\"`, "`", "'", "#", "# Greens", " # x", "a#", ":", ": ", "A: B", "A:", ":A", "A : B", ",", "a, b", ", ", "5 for", "1,234",
	"5 for: 3 against", " a", "a ", "a  b", "/", "Bern / Berne", "Industry, Trade and Finance", "%", "at least", "votes", "of", "none", "é", "СДС", "👍🏽",
	strings.Repeat("é", 1000), strings.Repeat("\x80", 1000),
}

// An error is one line, whatever the names in it are.
func TestErrorIsOneLine(t *testing.T) {
	t.Parallel()
	for _, s := range hostile {
		for _, err := range []error{
			&Error{Op: s, Name: "x", Err: ErrText}, &Error{Op: "body", Name: s, Err: ErrName}, &Error{Op: "body", Name: "x", Detail: s, Err: ErrName},
			&Error{Op: "body", Name: "x", Err: errors.New(s)}, &Error{Op: "body", Name: s, Err: &Error{Op: s, Name: s, Detail: s, Err: errors.New(s)}},
		} {
			checkOneLine(t, err)
		}
	}
	plain := &Error{Op: "body", Name: "CDU/CSU", Detail: "3 seats, été", Err: ErrName}
	if got, want := plain.Error(), `tripartite: body "CDU/CSU": `+ErrName.Error()+": 3 seats, été"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	forged := &Error{Op: "body", Name: "A", Detail: "x\ntripartite: all is well", Err: errors.New("no\u202e")}
	if got, want := forged.Error(), `tripartite: body "A": "no\u202e": "x\ntripartite: all is well"`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// An error about a name that is unknown says which is almost the same: the first of those
// that differ least.
func TestUnknownNameHasTheNearest(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Producers", Roll: []string{"Ms Adams", "Mr Adam"}}, Bloc{Name: "Consumers", Blocs: []Bloc{{Name: "North", Size: 1}, {Name: "South", Size: 1}}}, Bloc{Name: "Ab", Size: 2})
	p, err := body.Infer()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Prodducers": "Producers", "Poducers": "Producers", "PRODUCERS": "Producers", "producesr": "Producers", "Producer": "Producers", "Prodncer": "Producers",
		"Consumers/Nort": "Consumers/North", "Consumers/outh": "Consumers/South", "Consumers/oorth": "Consumers/North", "Consumers/South ": "Consumers/South",
		"mr adam": "Mr Adam", "Mr Adams": "Ms Adams", "Ms Adam": "Ms Adams", "ab": "Ab", "oducers": "Producers",
		"Prod": "", "ducers": "", "Ac": "", "A": "", "Workers": "", "North": "", "Ab 3": "", "\xff": "", strings.Repeat("Producers", 1000): "",
	} {
		if want != "" {
			want = `: the nearest name is "` + want + `"`
		}
		want = ErrUnknownBloc.Error() + want
		_, err := body.Infer(ExactFigure(name, For, 1))
		_, _, err2 := p.Range(name, For)
		_, err3 := body.Tally(Counts{name: {}})
		for _, err := range []error{err, err2, err3} {
			if first, _, _ := strings.Cut(fmt.Sprint(err), "\n"); !errors.Is(err, ErrUnknown) || !strings.HasSuffix(first, want) {
				t.Errorf("%.40q: %s, not %s", name, first, want)
			}
		}
	}
}

func checkOneLine(t *testing.T, err error) {
	t.Helper()
	text := err.Error()
	if !strings.HasPrefix(text, "tripartite: ") || !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\x00\x1b\u202e\u2028") {
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
		}{set, outcome, OutcomesOf(outcome, Rejected), threshold, figure} {
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
			if err := back.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(mixed)); err != nil || fmt.Sprint(back.Elem()) != v.String() {
				t.Fatalf("%q is read as %v, %v", mixed, back.Elem(), err)
			}
		}
	})
}
