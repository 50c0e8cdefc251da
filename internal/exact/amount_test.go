package exact

import "testing"

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
