package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// Sums of counts do not wrap, and pass for a body's size, where an int has 32
// bits: GOARCH=386 go test.
func TestCountsDoNotWrap(t *testing.T) {
	t.Parallel()
	const size = 1 << 30
	body := MustBody(Bloc{Name: "A", Size: size}, Bloc{}, Bloc{})
	for _, c := range []Count{
		{For: size, Against: size, Abstain: size, Spoilt: size, Silent: size},
		Count{For: math.MaxInt32}.Plus(Count{For: math.MaxInt32}),
	} {
		if tally, err := body.Tally(Counts{"A": c}); err == nil {
			t.Errorf("%v is counted:\n%v", c, tally)
		}
	}
}

func TestCountErrors(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Size: 3},
		Bloc{Name: "B", Blocs: []Bloc{{Name: "North", Size: 1}, {Name: "South", Size: 1}}},
		Bloc{Name: "C", Size: 1},
	)
	whole := Counts{"A": {For: 3}, "B/North": {For: 1}, "B/South": {For: 1}, "C": {For: 1}}
	with := func(name string, c Count) Counts {
		counts := maps.Clone(whole)
		counts[name] = c
		return counts
	}
	for _, c := range []struct {
		counts Counts
		want   []string
	}{
		{whole, nil},
		{with("A", Count{For: 1, Absent: 1}), []string{
			`count "A": counts do not sum to the seats: 2 counted, 3 seats: 1 short`}},
		{with("A", Count{For: 5}), []string{
			`count "A": counts do not sum to the seats: 5 counted, 3 seats: 2 too many`}},
		{with("A", Count{For: 7}), []string{`count "A": number out of range: 7 for`}},
		{with("A", Count{For: 4, Against: -1}), []string{`count "A": number out of range: -1 against`}},
		{with("A", Count{For: math.MaxInt, Silent: math.MaxInt}), []string{
			fmt.Sprintf(`count "A": number out of range: %d for`, math.MaxInt),
			fmt.Sprintf(`count "A": number out of range: %d silent`, math.MaxInt)}},
		{with("B", Count{For: 2}), []string{
			`count "B": bloc is divided: count its parts: B/North, B/South`}},
		{with("D", Count{}), []string{`count "D": no such bloc`}},
		{with("", Count{}), []string{`count "": no such bloc`}},
		{nil, []string{
			`count "A": counts do not sum to the seats: missing count, 3 seats`,
			`count "B/North": counts do not sum to the seats: missing count, 1 seat`,
			`count "B/South": counts do not sum to the seats: missing count, 1 seat`,
			`count "C": counts do not sum to the seats: missing count, 1 seat`}},
	} {
		tally, err := body.Tally(c.counts)
		if diff := cmp.Diff(c.want, messages(err)); diff != "" {
			t.Errorf("%v: %s", c.counts, diff)
		}
		if err != nil && !tally.Equal(Tally{}) {
			t.Errorf("%v: a tally beside an error", c.counts)
		}
	}
}

func TestCountPlusDoesNotOverflow(t *testing.T) {
	t.Parallel()
	big := Count{For: math.MaxInt, Against: math.MinInt}
	want := Count{For: math.MaxInt, Against: math.MinInt}
	if diff := cmp.Diff(want, big.Plus(big)); diff != "" {
		t.Error(diff)
	}
}

// A sum of counts that no int holds stays at the largest, whichever comes first.
func TestCountPlusStaysInRange(t *testing.T) {
	t.Parallel()
	for _, test := range [][3]int{
		{math.MaxInt, 1, math.MaxInt}, {1, math.MaxInt, math.MaxInt},
		{math.MinInt, -1, math.MinInt}, {-1, math.MinInt, math.MinInt},
		{math.MaxInt, 0, math.MaxInt}, {0, math.MinInt, math.MinInt}, {math.MaxInt, math.MinInt, -1},
		{math.MaxInt - 1, 1, math.MaxInt}, {math.MinInt + 1, -1, math.MinInt},
		{5, 0, 5}, {0, 5, 5}, {5, -7, -2}, {-5, 7, 2},
	} {
		if got := (Count{For: test[0]}).Plus(Count{For: test[1]}); got != (Count{For: test[2]}) {
			t.Errorf("%d and %d are %d", test[0], test[1], got.For)
		}
	}
}

// A count for a group of very many blocs names only a few of them.
func TestCountOfManyBlocsIsShort(t *testing.T) {
	t.Parallel()
	var seats []Bloc
	for i := range 1000 {
		seats = append(seats, shareholder(fmt.Sprint("m", i), Fraction{}))
	}
	body := MustBody(Bloc{}, Bloc{}, Bloc{Name: "A", Blocs: seats})
	_, err := body.Tally(Counts{"A": {For: 1000}})
	const (
		first = `count "A": bloc is divided: count its parts: ` +
			`A/m0, A/m1, A/m2, A/m3, A/m4, A/m5, A/m6, A/m7, A/m8, A/m9 and 990 more`
		last = `count "counts": counts do not sum to the seats: 980 further errors`
	)
	if got := messages(err); len(got) != 22 || got[0] != first || got[21] != last {
		t.Errorf("%d errors, %s", len(got), got[0])
	}
}

// Counts add. Parts of a count, counted apart and merged in any
// order, give the same tally; the empty count changes nothing.
func TestCountsAdd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body, tally := drawTally(t)
		parts := make([]Counts, 3)
		for i := range parts {
			parts[i] = Counts{}
		}
		for name, c := range tally.Counts() {
			for _, s := range expand(c) {
				part := parts[rapid.IntRange(0, 2).Draw(t, "part")]
				part[name] = part[name].Plus(countOf(s))
			}
		}
		a, b, c := parts[0], parts[1], parts[2]
		if diff := cmp.Diff(a.Plus(b).Plus(c), c.Plus(b.Plus(a))); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(a.Plus(nil), Counts(nil).Plus(a)); diff != "" {
			t.Fatal(diff)
		}
		merged, err := body.Tally(a.Plus(b).Plus(c))
		if err != nil {
			t.Fatal(err)
		}
		if !merged.Equal(tally) {
			t.Fatalf("counted in parts:\n%v\nat once:\n%v", merged, tally)
		}
	})
}

// A count of one state has its seats there, and in no other state.
func TestCountOf(t *testing.T) {
	t.Parallel()
	for state := For; state != 0; state <<= 1 {
		c, err := CountOf(state, 7)
		if err != nil || c.Seats(state) != 7 || c.Seats(AllSeats) != 7 {
			t.Errorf("%v: %+v, %v", state, c, err)
		}
	}
	if c, err := CountOf(Vacant, 0); err != nil || c != (Count{}) {
		t.Errorf("%+v, %v", c, err)
	}
	const invalid = `": invalid state: ` +
		`want one of for, against, abstain, spoilt, silent, absent, suspended, vacant`
	for _, test := range []struct {
		state States
		seats int
		kind  error
		want  string
	}{
		{Cast, 1, ErrState, `count "cast` + invalid},
		{0, -1, ErrState, `count "none` + invalid},
		{For, -1, ErrCounts, `count "for": number out of range: -1`},
	} {
		c, err := CountOf(test.state, test.seats)
		if diff := cmp.Diff([]string{test.want}, messages(err)); diff != "" {
			t.Error(diff)
		}
		if !errors.Is(err, test.kind) || c != (Count{}) {
			t.Errorf("%v: %+v, %v", test.state, c, err)
		}
	}
}

// A tally straight from a map of seats is that of the ballot.
func TestTallySeatsIsTheBallots(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		states := map[string]States{}
		votes := drawVotes(t, body)
		for _, v := range votes {
			states[v.seat] = v.state
		}
		got, err := body.TallySeats(states)
		if want := take(t, body, votes); err != nil || !got.Equal(want) {
			t.Fatalf("%v\n%v, %v", want, got, err)
		}
	})
}

// Unknown and missing seats, and sets of states, are errors, of very many only some.
func TestTallySeatsErrors(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Roll: []string{"Ms B"}}, Bloc{})
	got, err := body.TallySeats(map[string]States{"A 1": Cast, "A 3": For, "Ms B": For})
	want := []string{
		`count "A 1": invalid state: want one state, not cast`,
		`count "A 3": no such seat: the last seat of the bloc is "A 2"`,
		`count "A 2": seat is missing`,
	}
	if diff := cmp.Diff(want, messages(err)); diff != "" || !got.Equal(Tally{}) {
		t.Error(diff, got)
	}
	for name, c := range map[string]struct {
		missing, unknown, stateless int
		errors                      int
		kinds                       []error
	}{
		"complete, but many unknown": {0, 1000, 0, 21, []error{ErrUnknown}},
		"many, and one unknown":      {0, 1, 30, 22, []error{ErrUnknown, ErrState}},
		"one missing of many":        {1, 0, 30, 22, []error{ErrState, ErrCounts}},
		"twenty of each":             {20, 20, 20, 60, []error{ErrUnknown, ErrState, ErrCounts}},
		"one more than twenty":       {21, 21, 19, 61, []error{ErrUnknown, ErrState, ErrCounts}},
	} {
		states := map[string]States{}
		for i := range 40 - c.missing {
			states[fmt.Sprint("A ", i+1)] = States(b2i(i >= c.stateless)) // For, or no state
		}
		for i := range c.unknown {
			states[fmt.Sprint("nobody ", i)] = For
		}
		_, err := MustBody(Bloc{Name: "A", Size: 40}, Bloc{}, Bloc{}).TallySeats(states)
		if got := len(messages(err)); got != c.errors {
			t.Errorf("%s: %d errors, not %d", name, got, c.errors)
		}
		for _, kind := range []error{ErrUnknown, ErrState, ErrCounts} {
			if got := errors.Is(err, kind); got != slices.Contains(c.kinds, kind) {
				t.Errorf("%s: %v is reported %t", name, kind, got)
			}
		}
	}
	_, err = MustBody(Bloc{Name: "A", Size: 1 << 29}, Bloc{}, Bloc{}).TallySeats(nil)
	if got := messages(err); len(got) != 21 || got[0] != `count "A 1": seat is missing` ||
		got[20] != `count "seats": seat is missing: 536870892 further errors` {
		t.Error(got)
	}
	_, err = body.TallySeats(map[string]States{"A": For, "A 1": For, "A 2": For, "Ms B": For})
	want = []string{`count "A": no such seat: it is a bloc, and its first seat is "A 1"`}
	if diff := cmp.Diff(want, messages(err)); diff != "" {
		t.Error(diff)
	}
	if _, err := new(Body).TallySeats(nil); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
}
