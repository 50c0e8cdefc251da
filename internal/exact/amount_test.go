package exact

import (
	"fmt"
	"testing"
)

// A bound belongs to the amount, but the upper one of a cut percentage does not. A bound that is
// not given is none.
func TestAmountHolds(t *testing.T) {
	t.Parallel()
	none := Rational{}
	for _, test := range []struct {
		min, max Rational
		cut      bool
		holds    [3]bool // 1, 2 and 3
	}{
		{Whole(2), none, false, [3]bool{false, true, true}},
		{none, Whole(2), false, [3]bool{true, true, false}},
		{none, Whole(2), true, [3]bool{true, false, false}},
		{Whole(2), Whole(2), false, [3]bool{false, true, false}},
		{Whole(1), Whole(3), true, [3]bool{true, true, false}},
		{none, none, false, [3]bool{true, true, true}},
	} {
		a := Amount{Min: test.min, Max: test.max, Cut: test.cut}
		for i, want := range test.holds {
			if got := a.Holds(Whole(int64(i + 1))); got != want {
				t.Errorf("%v to %v, cut %t: %d is %t", a.Min, a.Max, a.Cut, i+1, got)
			}
		}
	}
}

// Bounds must be numbers in order, and not below 0. Below the upper bound of a cut percentage
// there must be something.
func TestAmountWrong(t *testing.T) {
	t.Parallel()
	none := Rational{}
	for _, test := range []struct {
		min, max Rational
		cut      bool
		want     string
	}{
		{Whole(0), Whole(0), false, ""},
		{Whole(0), none, false, ""},
		{none, Whole(3), true, ""},
		{Whole(1), Whole(2), true, ""},
		{Whole(2), Whole(2), true, "its bounds are in the wrong order"},
		{Whole(3), Whole(2), false, "its bounds are in the wrong order"},
		{none, none, false, "it has no bounds"},
		{Whole(-1), none, false, "a bound is not a number, or below 0"},
		{none, Bad, false, "a bound is not a number, or below 0"},
	} {
		if got := (Amount{Min: test.min, Max: test.max, Cut: test.cut}).Wrong(); got != test.want {
			t.Errorf("%v to %v, cut %t: %q", test.min, test.max, test.cut, got)
		}
	}
}

// A text that begins with a sign or a digit, or with the word of a bound, can be an amount. A
// word that only begins like one cannot.
func TestStartsAmount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"5 for": true, "-5": true, "+5": true, ".5": true, ",5": true, "at least x": true,
		"fewer than 5": true, "at leastx": false, "for": false, "": false, "at least": false,
	} {
		if got := StartsAmount(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// An amount is a number, a number with the word of a bound before it, or a range. What follows it
// is left. A percentage stands for the shares that are rounded or cut to it.
func TestParseAmount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"5 for":                  `5 to 5, then "for"`,
		"3/2":                    `3/2 to 3/2, then ""`,
		"1,234 of votes":         `1234 to 1234, then "of votes"`,
		"at least 5 for":         `5 to , then "for"`,
		"at most 5/2 for":        ` to 5/2, then "for"`,
		"more than 5 for":        `6 to , stepped, then "for"`,
		"fewer than 5 for":       ` to 4, stepped, then "for"`,
		"less than 5 for":        ` to 4, stepped, then "for"`,
		"5 to 7 to 9":            `5 to 7, then "to 9"`,
		"5% % for":               `9/200 to 11/200, percent, then "% for"`,
		"5 too many":             `5 to 5, then "too many"`,
		"50% for":                `99/200 to 101/200, percent, then "for"`,
		"50 % for":               `99/200 to 101/200, percent, then "for"`,
		"50 % cut of votes":      `1/2 to 51/100, percent, cut, then "of votes"`,
		"50 % cute":              `99/200 to 101/200, percent, then "cute"`,
		"at least 50 % cut for":  `1/2 to , percent, cut, then "for"`,
		"at most 50 % for":       ` to 101/200, percent, then "for"`,
		"50 % to 60 % for":       `99/200 to 121/200, percent, then "for"`,
		"50 % cut to 60 % cut x": `1/2 to 61/100, percent, cut, then "x"`,
	} {
		a, rest, err := ParseAmount(text)
		got := a.Min.String() + " to " + a.Max.String()
		for _, flag := range []struct {
			name string
			set  bool
		}{{"percent", a.Percent}, {"cut", a.Cut}, {"stepped", a.Stepped}} {
			if flag.set {
				got += ", " + flag.name
			}
		}
		if got += fmt.Sprintf(", then %q", rest); err != nil || got != want {
			t.Errorf("%q: %s, %v, want %s", text, got, err, want)
		}
	}
}

// The error says what would be right.
func TestParseAmountRefuses(t *testing.T) {
	t.Parallel()
	const wantStep = `want a whole number of seats after "more than" or "fewer than": ` +
		`of votes and shares, say "at least" or "at most"`
	for text, want := range map[string]string{
		"for":                  `want a number before "for"`,
		"":                     `want a number before ""`,
		"at least for":         `want a number before "for"`,
		"at least at least 5":  `want a number before "at least 5"`,
		"5 to for":             `want a number before "for"`,
		"more than 5/2 for":    wantStep,
		"less than 50 % for":   wantStep,
		"50 % to 60 for":       `want a percentage on both sides, as "50 % to 60 %", or on neither`,
		"50 to 60 % for":       `want a percentage on both sides, as "50 % to 60 %", or on neither`,
		"50 % cut to 60 % for": `want "cut" on both sides, as "50 % cut to 60 % cut", or on neither`,
		"50 % to 60 % cut for": `want "cut" on both sides, as "50 % cut to 60 % cut", or on neither`,
		"5x for":               `"5x": want a whole number or a fraction, as "7" or "2/3"`,
		"105 % for":            `"105 %": want at most 100 %`,
		"5 to 7x for":          `"7x": want a whole number or a fraction, as "7" or "2/3"`,
		"12-14 for":            `"12-14": want "to" between the numbers of a range, as "12 to 14"`,
	} {
		got := ""
		if _, _, err := ParseAmount(text); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// A bound of percentages is written as the percentage that has it, if the figure is a share.
func TestAmountText(t *testing.T) {
	t.Parallel()
	none, half := Rational{}, Frac(1, 2)
	for _, test := range []struct {
		min, max Rational
		cut      bool
		number   string // the text of a number
		share    string // the text of a share
	}{
		{none, none, false, "any number of", "any number of"},
		{half, none, false, "at least 1/2", "at least 1/2"},
		{none, half, false, "at most 1/2", "at most 1/2"},
		{half, half, false, "1/2", "1/2"},
		{half, Whole(1), false, "1/2 to 1", "1/2 to 1"},
		{half, half, true, "1/2 cut", "50 % cut to 49 % cut"}, // bounds in the wrong order
		{half, Frac(51, 100), true, "1/2 cut to 51/100 cut", "50 % cut"},
		{half, Frac(61, 100), true, "1/2 cut to 61/100 cut", "50 % cut to 60 % cut"},
		{Frac(99, 200), Frac(101, 200), false, "99/200 to 101/200", "50 %"},
		{Frac(99, 200), none, false, "at least 99/200", "at least 50 %"},
		{none, Frac(101, 200), false, "at most 101/200", "at most 50 %"},
		{Frac(99, 200), Frac(2, 3), false, "99/200 to 2/3", "99/200 to 2/3"},
	} {
		a := Amount{Min: test.min, Max: test.max, Cut: test.cut}
		for isShare, want := range map[bool]string{false: test.number, true: test.share} {
			if got := a.Text(Rational.String, isShare); got != want {
				t.Errorf("%v to %v, cut %t, share %t: %s", a.Min, a.Max, a.Cut, isShare, got)
			}
		}
	}
}
