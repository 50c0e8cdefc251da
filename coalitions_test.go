package tripartite_test

import (
	"errors"
	"fmt"
	"iter"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

func waysOf(t rapid.TB, ways iter.Seq[Way], err error) []string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for way := range ways {
		texts = append(texts, way.String())
	}
	return texts
}

func TestMinimalCoalitions(t *testing.T) {
	t.Parallel()
	small := MustBody(Bloc{Name: "G", Size: 3}, Bloc{Name: "E", Size: 2}, Bloc{Name: "W", Size: 2})
	for _, c := range []struct {
		rule              Rule
		body              *Body
		winning, blocking string
	}{
		{MajorityInEachGroup(), council, "Governments: 15, Employers: 8, Workers: 8", "Employers: 7; Workers: 7; Governments: 14"},
		{own{MajorityInEachGroup()}, council, "Governments: 15, Employers: 8, Workers: 8", "Employers: 7; Workers: 7; Governments: 14"},
		{SeatCount{Of: For, Need: 6}, small,
			"G: 3, E: 2, W: 1; G: 3, E: 1, W: 2; G: 2, E: 2, W: 2", "G: 2; G: 1, E: 1; G: 1, W: 1; E: 2; E: 1, W: 1; W: 2"},
		{Any{In{Group: Third, Rule: Unanimity()}, Unanimity()}, small, "W: 2", "W: 1"},
		{Any{}, small, "", " "},
		{Veto{In{Group: Third, Rule: SeatCount{Of: Against, Need: 2}}}, small, "W: 1", "W: 2"},
		{SeatCount{}, small, " ", ""},
	} {
		winning, err := MinimalWinning(c.rule, c.body)
		got := strings.Join(waysOf(t, winning, err), "; ")
		blocking, err := MinimalBlocking(c.rule, c.body)
		other := strings.Join(waysOf(t, blocking, err), "; ")
		if got != strings.TrimSpace(c.winning) || other != strings.TrimSpace(c.blocking) {
			t.Errorf("%v: %q win, %q block", c.rule, got, other)
		}
	}
}

// Seats that are alike and are no part of the body stand for each bloc that they are in, as
// in the ways of a margin.
func TestCoalitionsNameParts(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Emp", Size: 1}, Bloc{Name: "Gov", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Size: 1}, {Name: "c", Size: 1, Weight: Int(2)}}}, Bloc{})
	rule := Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2)} // 3 of 6 votes
	winning, err := MinimalWinning(rule, body)
	got := waysOf(t, winning, err)
	want := []string{"Emp: 1, Gov/c: 1", "Gov/a: 1, Gov/c: 1", "Gov/b: 1, Gov/c: 1", "Emp: 1, Gov/a: 2", "Emp: 1, Gov/a: 1, Gov/b: 1", "Gov/a: 2, Gov/b: 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	against, err := body.Tally(Counts{"Gov/a": {Against: 2}, "Gov/b": {Against: 1}, "Gov/c": {Against: 1}, "Emp": {Against: 1}})
	if err != nil {
		t.Fatal(err)
	}
	margin, err := ToAdopt(rule, against, Against)
	if err != nil {
		t.Fatal(err)
	}
	ways, err := margin.Ways()
	margins := waysOf(t, slices.Values(ways), err)
	slices.Sort(got)
	slices.Sort(margins)
	if diff := cmp.Diff(margins, got); diff != "" {
		t.Error(diff)
	}
	for range winning {
		break // also within the mixtures of one class
	}
}

// One empty coalition is not the same as none.
func TestMinimalCoalitionOfNoSeats(t *testing.T) {
	t.Parallel()
	winning, err := MinimalWinning(SeatCount{}, flat(2))
	if n := len(waysOf(t, winning, err)); n != 1 {
		t.Errorf("%d winning coalitions of a rule that always adopts", n)
	}
	winning, err = MinimalWinning(Any{}, flat(2))
	if n := len(waysOf(t, winning, err)); n != 0 {
		t.Errorf("%d winning coalitions of a rule that never adopts", n)
	}
	for range func() iter.Seq[Way] { w, _ := MinimalWinning(SimpleMajority(), flat(3)); return w }() {
		break // an iteration can stop
	}
}

func TestCoalitionErrors(t *testing.T) {
	t.Parallel()
	odd := RuleFunc(func(t Tally) Outcome { return Outcome(2 * (t.Seats(For) % 2)) })
	large, rule := steps(40)
	for _, c := range []struct {
		rule Rule
		body *Body
		want error
	}{{odd, flat(3), ErrNotMonotone}, {rule, large, ErrTooLarge}, {SimpleMajority(), nil, ErrBody}, {RuleFunc(func(Tally) Outcome { panic(1) }), flat(2), ErrRule}} {
		if _, err := MinimalWinning(c.rule, c.body); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.want, err)
		}
		if _, err := MinimalBlocking(c.rule, c.body); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.want, err)
		}
	}
}

// The coalitions are those that trying all of them finds, seat by seat.
func TestMinimalCoalitionsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawSmall(t, 8)
		rule := drawHelped(t, 2)
		v := newEveryVote(t, rule, body, Cast)
		for _, winning := range []bool{true, false} {
			want := v.minimal(winning)
			for _, rule := range []Rule{rule, own{rule}} {
				list := MinimalBlocking
				if winning {
					list = MinimalWinning
				}
				ways, err := list(rule, body)
				if err != nil {
					t.Fatal(err)
				}
				got, before := int64(0), -1
				for way := range ways {
					got += seatsIn(body, way)
					size := 0
					for _, c := range way {
						size += c.Seats
					}
					if size < before {
						t.Fatal("a smaller coalition comes later")
					}
					before = size
				}
				if got != want {
					t.Fatalf("%v: %d minimal coalitions, want %d", rule, got, want)
				}
			}
		}
	})
}

// seatsIn is the number of sets of seats that a way stands for.
func seatsIn(b *Body, way Way) int64 {
	n := int64(1)
	for _, c := range way {
		if _, ok := b.OpenRoom().Tally().Bloc(c.Part); !ok {
			panic("no such part: " + c.Part)
		}
		seats, parts := 0, []string{c.Part}
		for _, bloc := range Described(b) {
			if slices.Contains(parts, bloc.Name) {
				parts = append(parts, bloc.Union...)
			}
		}
		for name, size := range b.Blocs() {
			if slices.ContainsFunc(parts, func(part string) bool { return within(name, part) }) {
				seats += size
			}
		}
		n *= new(big.Int).Binomial(int64(seats), int64(c.Seats)).Int64()
	}
	return n
}

// minimal is the number of minimal coalitions.
func (v *everyVote) minimal(winning bool) (n int64) {
	for number, adopted := range v.adopted {
		minimal := adopted == winning
		for i := range v.blocs {
			member := (v.choice(number, i) == For) == winning
			minimal = minimal && !(member && v.adopted[number^1<<i] == winning)
		}
		if minimal {
			n++
		}
	}
	return n
}

// The minimal ways to adopt a motion that everybody is against are the minimal winning
// coalitions, and those to make a motion fail that everybody is for block it.
func TestMinimalCoalitionsAreMargins(t *testing.T) {
	t.Parallel()
	rule := All{TwoThirds(), MajorityInEachGroup()}
	body := MustBody(Bloc{Name: "G", Size: 6}, Bloc{Name: "E", Size: 4}, Bloc{Name: "W", Size: 4})
	against, err := body.Tally(Counts{"G": {Against: 6}, "E": {Against: 4}, "W": {Against: 4}})
	if err != nil {
		t.Fatal(err)
	}
	margin, err := ToAdopt(rule, against, Against)
	if err != nil {
		t.Fatal(err)
	}
	ways, err := margin.Ways()
	winning, err2 := MinimalWinning(rule, body)
	if got := waysOf(t, winning, err2); err != nil || len(got) != len(ways) {
		t.Errorf("%v, margins %v: %v", got, fmt.Sprint(ways), err)
	}
}
