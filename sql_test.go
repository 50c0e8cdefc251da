package tripartite_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// column is what database/sql needs of a type, to write and to read it.
type column interface {
	driver.Valuer
	encoding.TextMarshaler
}

var (
	_ sql.Scanner = (*States)(nil)
	_ sql.Scanner = (*Outcome)(nil)
	_ sql.Scanner = (*Fraction)(nil)
	_ sql.Scanner = (*RuleText)(nil)
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
		{RuleText{TwoThirds()}, "at least 2/3 of votes cast are for", scanned[RuleText]},
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
	for _, v := range []column{Outcome(3), Frac(1, 0), RuleText{}, RuleText{All{}}} {
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
	for _, text := range []string{"abstain", "adopted", "5/7", "at least 1 seat is for"} {
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
	numbers := []any{int64(1), 1.5, true, time.Time{}, States(1), "", []byte{}, []byte(nil), "x", []byte("1,5"), "for\x00"}
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
		if got, err := scanned[Fraction](src); !errors.Is(err, ErrFraction) || !cmp.Equal(got, any(Fraction{})) || got.(Fraction).String() != "" {
			t.Errorf("%#v is read as %v, %v", src, got, err)
		}
	}
	for _, src := range append([]any{nil, "for", "at least 2/3", "quorum ()"}, numbers...) {
		if got, err := scanned[RuleText](src); !errors.Is(err, ErrText) || got != (RuleText{}) {
			t.Errorf("%#v is read as %v, %v", src, got, err)
		}
	}
	var s States
	if err := s.Scan(int64(3)); err == nil || err.Error() != `tripartite: states "3": want text, not int64` {
		t.Error(err)
	}
	if err := s.Scan(nil); err == nil || err.Error() != `tripartite: states "NULL": want text` {
		t.Error(err)
	}
}
