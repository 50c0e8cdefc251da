package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

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
		"figures":       {func() error { return last(ParseFigures(strings.Repeat("42 yes\n", n))) }, ErrText, n, `figures "lines": malformed text`},
		"unknown parts": {infer(parts), ErrUnknown, n, `infer "figures": no such bloc`},
		"bad figures":   {infer(negative), ErrFigure, n, `infer "figures": malformed figure`},
		"twin seats":    {func() error { return last(NewBody(Bloc{Roll: twins}, Bloc{}, Bloc{})) }, ErrBody, n - 1, `body "blocs": invalid name`},
		"twin blocs":    {func() error { return last(NewBody(Bloc{}, Bloc{}, Bloc{}, make([]Bloc, n)...)) }, ErrBody, n, `body "blocs": invalid name`},
		"weights": {func() error {
			bad := Bloc{Name: "A"}
			for _, name := range names {
				bad.WeightedRoll = append(bad.WeightedRoll, WeightedSeat{ID: name, Weight: Int(-1)})
			}
			return last(NewBody(bad, Bloc{}, Bloc{}))
		}, ErrBody, n, `body "blocs": not a valid fraction`},
		"body in JSON": {func() error {
			return new(Body).UnmarshalJSON([]byte(`{"groups": [{"roll": ["x` + strings.Repeat(`", "x`, n) + `"]}]}`))
		}, ErrBody, n, `body "blocs": invalid name`},
		"missing counts": {func() error { return last(many.Tally(missing)) }, ErrCounts, n, `count "counts": counts do not sum to the seats`},
		"unknown counts": {func() error {
			unknown := maps.Clone(unknown)
			unknown["A"] = Count{For: 1}
			return last(small.Tally(unknown))
		}, ErrUnknown, n, `count "counts": no such bloc`},
		"seats": {func() error { return last(small.TallySeats(states)) }, ErrUnknown, n, `count "seats": no such seat`},
		"ballot in JSON": {func() error {
			return new(Ballot).UnmarshalJSON([]byte(`{"body": {"groups": [{"name": "A", "seats": 1}]}, "start": "absent", "seats": ` + seats + `}`))
		}, ErrUnknown, n, `ballot "seats": no such seat`},
		"roll-call": {func() error {
			return last(RollCall{}.Read(small, strings.NewReader("seat,vote\nA 1,for\n"+strings.Join(names, ",for\n")+",for\n")))
		}, ErrUnknown, n, `roll-call "lines": no such seat`},
		"rule":   {func() error { return Vet(rule, small) }, ErrRule, 450, `rule "clauses": malformed rule`},
		"bodies": {func() error { return CheckRule(inItself(), make([]*Body, 100)...) }, ErrRule, 100, `check "bodies": malformed rule`},
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
				t.Errorf("%d errors, %d bytes, and no %q:\n%s", len(got), len(err.Error()), want, strings.Join(got, "\n"))
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
		"rule name": last(ParseRuleWith(`rule "x"`, map[string]Rule{long: TwoThirds()})),
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
