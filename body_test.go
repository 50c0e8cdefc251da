package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

func TestBodyErrors(t *testing.T) {
	a, b, c := Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}
	for _, test := range []struct {
		first Bloc
		want  []string
	}{
		{a, nil},
		{Bloc{Name: "A"}, nil},
		{Bloc{}, nil},
		{Bloc{Name: "B", Size: 1}, []string{`body "B": name is missing or taken: there are two blocs of that name`}},
		{Bloc{Name: "A/B", Size: 1}, []string{`body "A/B": name is missing or taken: a bloc needs a name without "/"`}},
		{Bloc{Name: "A", Blocs: []Bloc{{Size: 1}}}, []string{`body "A/": name is missing or taken: a bloc needs a name without "/"`}},
		{Bloc{Name: "A", Roll: []string{"x", "x"}}, []string{`body "A": name is missing or taken: there are two seats "x"`}},
		{Bloc{Name: "A", Roll: []string{""}}, []string{`body "A": name is missing or taken: seat 1 of the roll has none`}},
		{Bloc{Name: "A", Roll: []string{"B 1"}}, []string{`body "A": name is missing or taken: there are two seats "B 1"`}},
		{Bloc{Name: "A", Roll: []string{"B 2", "B 01"}}, nil},
		{Bloc{Name: "A", Size: -1}, []string{`body "A": number out of range: -1 seats`}},
		{Bloc{Name: "A", Size: 1 << 30}, []string{`body "B": number out of range: 1 seats`, `body "C": number out of range: 1 seats`}},
		{Bloc{Name: "A", Size: math.MaxInt}, []string{fmt.Sprintf(`body "A": number out of range: %d seats`, math.MaxInt)}},
		{Bloc{Name: "A", Size: 1, Weight: Frac(1, 0)}, []string{`body "A": not a valid fraction: a weight or power of invalid fraction`}},
		{Bloc{Name: "A", Size: 1, Weight: Frac(-1, 2)}, []string{`body "A": not a valid fraction: a weight or power of -1/2`}},
		{Bloc{Name: "A", Size: 1, Power: Frac(-1, 2), Over: Seats}, []string{`body "A": not a valid fraction: a weight or power of -1/2`}},
		{Bloc{Name: "A", Size: 1, Over: Cast}, []string{`body "A": conflicting fields in bloc: power over cast, not over present, entitled, in office or all seats`}},
		{Bloc{Name: "A", Size: 1, Power: Frac(1, 1)}, []string{`body "A": conflicting fields in bloc: a power, but no set to split it over`}},
		{Bloc{Name: "A", Size: 1, Power: Frac(1, 1), Weight: Frac(1, 1), Over: Seats}, []string{`body "A": conflicting fields in bloc: both a weight for each seat and a power to split`}},
		{Bloc{Name: "A", Size: 1, Roll: []string{}}, nil},
		{Bloc{Name: "A", Weight: Frac(1, 1), Passes: true, Size: 1, Roll: []string{"x"}, Blocs: []Bloc{{Name: "x", Size: 1, Over: Seats, Passes: true}}}, []string{
			`body "A": conflicting fields in bloc: a weight for each seat, but no seats of its own`,
			`body "A": conflicting fields in bloc: more than one of size, roll and blocs`,
			`body "A": conflicting fields in bloc: no power that could pass`}},
		{Bloc{Name: "A", Size: 1, Passes: true}, []string{`body "A": conflicting fields in bloc: no power that could pass`}},
		{Bloc{Name: "A", Over: Seats, Passes: true, Blocs: []Bloc{{Name: "x", Size: 1}}}, []string{`body "A/x": conflicting fields in bloc: its power lapses, in a bloc whose power passes`}},
		{Bloc{Name: "A", Over: Seats, Passes: true, Blocs: []Bloc{{Name: "x", Size: 1, Passes: true}}}, nil},
		{Bloc{Name: "A", Size: 1, Roll: []string{"x"}}, []string{`body "A": conflicting fields in bloc: more than one of size, roll and blocs`}},
		{Bloc{Name: "A", Size: 1, Blocs: []Bloc{{Name: "x"}}}, []string{`body "A": conflicting fields in bloc: more than one of size, roll and blocs`}},
		{Bloc{Name: "A", Weight: Frac(1, 1), Blocs: []Bloc{{Name: "x"}}}, []string{`body "A": conflicting fields in bloc: a weight for each seat, but no seats of its own`}},
		{Bloc{Name: "A", Power: Frac(1, 1), Blocs: []Bloc{{Name: "x", Size: 1}}}, []string{`body "A/x": conflicting fields in bloc: no power, in a bloc whose power is to be split`}},
		{Bloc{Name: "A", Power: Frac(1, 1), Blocs: []Bloc{{Name: "x", Size: 1, Over: Seats}}}, nil},
	} {
		body, err := NewBody(test.first, b, c)
		if diff := cmp.Diff(test.want, messages(err)); diff != "" {
			t.Errorf("%+v: %s", test.first, diff)
		}
		if (body == nil) != (err != nil) {
			t.Errorf("%+v: body %v, error %v", test.first, body, err)
		}
	}
	for _, powerless := range [][3]Bloc{
		{},
		{{Size: 3, Weight: Frac(0, 1)}},
		{{Size: 3, Over: Entitled, Power: Frac(0, 1)}, {Over: Entitled}},
		{{Over: Entitled, Power: Frac(0, 1), Blocs: []Bloc{{Name: "x", Size: 1}}}},
	} {
		if _, err := NewBody(powerless[0], powerless[1], powerless[2]); !errors.Is(err, ErrNoPower) {
			t.Errorf("%+v: %v", powerless, err)
		}
	}
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, ErrNoPower) {
			t.Errorf("MustBody panics with %v", err)
		}
	}()
	MustBody(Bloc{}, Bloc{}, Bloc{})
}

func TestBodyIsListed(t *testing.T) {
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "North", Size: 2}, {Name: "South", Roll: []string{"x"}}}},
		Bloc{}, Bloc{Name: "C", Size: 1}, Bloc{Name: "Chair", Size: 1},
	)
	want := map[string]int{"A/North": 2, "A/South": 1, "second": 0, "C": 1, "Chair": 1}
	if diff := cmp.Diff(want, maps.Collect(body.Blocs())); diff != "" {
		t.Error(diff)
	}
	for range body.Blocs() {
		break // must not go on
	}
	if got, want := body.String(), "2 A/North, 1 A/South, 1 C, 1 Chair"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	var ids []string
	for id := range body.OpenRoom().Seats() {
		ids = append(ids, id)
	}
	if diff := cmp.Diff([]string{"A/North 1", "A/North 2", "x", "C 1", "Chair 1"}, ids); diff != "" {
		t.Error(diff)
	}
	var names []string
	for bloc := range body.OpenRoom().Tally().Group(First).Blocs() {
		names = append(names, bloc.Name())
	}
	if !slices.Equal(names, []string{"A/North", "A/South"}) {
		t.Errorf("blocs of the first group: %q", names)
	}
}

// Parts are reached from the whole and from the parts around them, and from
// nowhere else.
func TestPartsOfATally(t *testing.T) {
	tally := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "North", Size: 2}, {Name: "South", Size: 3}}},
		Bloc{Name: "B", Size: 5}, Bloc{Name: "C", Size: 7},
	).OpenRoom().Tally()
	for _, part := range []struct {
		got  Tally
		name string
		size int
	}{
		{tally, "", 17},
		{tally.Group(First), "A", 5},
		{tally.Group(Third), "C", 7},
		{blocOf(tally, "A"), "A", 5},
		{blocOf(tally, "A/South"), "A/South", 3},
		{blocOf(tally.Group(First), "A/South"), "A/South", 3},
		{blocOf(blocOf(tally, "B"), "B"), "B", 5},
		{blocOf(blocOf(tally, "B"), "C"), "", 0},
		{blocOf(blocOf(tally, "A/North"), "A"), "", 0},
		{tally.Group(First).Group(First), "", 0},
		{tally.Group(0), "", 0},
		{tally.Group(4), "", 0},
		{blocOf(tally, ""), "", 0},
		{blocOf(blocOf(tally, ""), "A"), "", 0},
	} {
		if part.got.Name() != part.name || part.got.Seats(Seats) != part.size {
			t.Errorf("%q of %d seats, not %q of %d", part.got.Name(), part.got.Seats(Seats), part.name, part.size)
		}
	}
	// Node numbers are no groups, although the groups have the first of them.
	for g := Group(4); g < 8; g++ {
		if got := (In{Bloc: "A/North", Rule: In{Group: g, Rule: Number{Silent, 1}}}).Decide(tally); got != Rejected {
			t.Errorf("group %d: %v", g, got)
		}
	}
	if w := tally.Weight(); w.Valid() {
		t.Errorf("the whole has the weight %v", w)
	}
}
