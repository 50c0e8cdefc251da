package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

func TestBodyIsListed(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "North", Size: 2},
			{Name: "South", Roll: []string{"x"}}}},
		Bloc{}, Bloc{Name: "C", Size: 1}, Bloc{Name: "Chair", Size: 1},
	)
	want := map[string]int{"A/North": 2, "A/South": 1, "second": 0, "C": 1, "Chair": 1}
	if diff := cmp.Diff(want, maps.Collect(body.Blocs())); diff != "" {
		t.Error(diff)
	}
	for range body.Blocs() {
		break // must not go on
	}
	if got, want := body.String(), "A/North: 2, A/South: 1, C: 1, Chair: 1"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	var ids []string
	for id := range body.OpenRoom().All() {
		ids = append(ids, id)
	}
	if diff := cmp.Diff([]string{"A/North 1", "A/North 2", "x", "C 1", "Chair 1"},
		ids); diff != "" {
		t.Error(diff)
	}
	var names []string
	for _, bloc := range body.OpenRoom().Tally().Group(First).Blocs() {
		names = append(names, bloc.Name())
	}
	if !slices.Equal(names, []string{"A/North", "A/South"}) {
		t.Errorf("blocs of the first group: %q", names)
	}
}

// Parts are reached from the whole and from the parts around them, and from
// nowhere else.
func TestPartsOfATally(t *testing.T) {
	t.Parallel()
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
		{tally.Group(First).Group(First), "A", 5},
		{tally.Group(First).Group(Second), "", 0},
		{tally.Group(0), "", 0},
		{tally.Group(4), "", 0},
		{blocOf(tally, ""), "", 0},
		{blocOf(blocOf(tally, ""), "A"), "", 0},
	} {
		if part.got.Name() != part.name || part.got.Seats(AllSeats) != part.size {
			t.Errorf("%q of %d seats, not %q of %d", part.got.Name(), part.got.Seats(AllSeats),
				part.name, part.size)
		}
	}
	// Node numbers are no groups, although the groups have the first of them.
	for g := Group(4); g < 8; g++ {
		if got := (In{Bloc: "A/North", Rule: In{Group: g,
			Rule: SeatCount{Silent, 1}}}).Decide(tally); got != Rejected {
			t.Errorf("group %d: %v", g, got)
		}
	}
	if w := tally.Weight(); w.Valid() {
		t.Errorf("the whole has the weight %v", w)
	}
}

// No name means two things: not two blocs, not two seats, and not a bloc and a seat, unless
// the seat is all of the bloc.
func TestNamesMeanOneThing(t *testing.T) {
	t.Parallel()
	for what, test := range map[string]struct {
		blocs []Bloc
		want  []string
	}{
		"a bloc named as a numbered seat": {
			[]Bloc{{Name: "A", Size: 1}, {Name: "A 1",
				Size: 1}}, []string{`body "A 1": invalid name: a seat has that ID`}},
		"a number that no seat has": {[]Bloc{{Name: "A", Size: 1}, {Name: "A 2", Size: 1}, {Name: "A 01", Size: 1}}, nil},
		"a bloc named as a seat of a roll": {
			[]Bloc{{Name: "A", Roll: []string{"Chair"}}, {Name: "Chair", Size: 1}},
			[]string{`body "A": invalid name: there is a seat "Chair", and a bloc of that name`}},
		"a bloc named as its only seat":          {[]Bloc{{Name: "Chair", Roll: []string{"Chair"}}}, nil},
		"a bloc named as its only weighted seat": {[]Bloc{{Name: "Chair", Blocs: []Bloc{shareholder("Chair", Fraction{})}}}, nil},
		"a bloc named as one of its seats": {
			[]Bloc{{Name: "Chair", Roll: []string{"Chair",
				"Deputy"}}}, []string{`body "Chair": invalid name: there is a seat "Chair", and a bloc of that name`}},
		"a bloc of one seat named as another seat": {
			[]Bloc{{Name: "A", Roll: []string{"Chair"}}, {Name: "Chair", Roll: []string{"Ms C"}}},
			[]string{`body "A": invalid name: there is a seat "Chair", and a bloc of that name`}},
		"a group named as a seat of a roll": {
			[]Bloc{{Name: "A",
				Roll: []string{"first"}}},
			[]string{`body "A": invalid name: there is a seat "first", and a bloc of that name`}},
		"two paths": {
			[]Bloc{{Name: "A", Blocs: []Bloc{{Name: "B", Size: 1}}}, {Name: "A/B", Size: 1}},
			[]string{`body "A/B": invalid name: there are two blocs of that name`}},
		"two paths through blocs": {
			[]Bloc{{Name: "A/B", Blocs: []Bloc{{Name: "C", Size: 1}}},
				{Name: "A", Blocs: []Bloc{{Name: "B/C", Size: 1}}}},
			[]string{`body "A/B/C": invalid name: there are two blocs of that name`}},
		"two seats of a bloc": {
			[]Bloc{{Name: "A", Blocs: []Bloc{shareholder("x", Fraction{}),
				shareholder("x", Fraction{})}}}, []string{
				`body "A/x": invalid name: there are two blocs of that name`, `body "A/x": invalid name: there are two seats "x"`}},
		"two seats of blocs": {
			[]Bloc{{Name: "A", Blocs: []Bloc{shareholder("x", Fraction{})}},
				{Name: "B", Blocs: []Bloc{shareholder("x", Fraction{})}}},
			[]string{`body "B/x": invalid name: there are two seats "x"`}},
		"a weighted seat and a bloc": {
			[]Bloc{{Name: "A", Blocs: []Bloc{shareholder("B/x", Fraction{})}},
				{Name: "B", Roll: []string{"A/B/x"}}},
			[]string{`body "B": invalid name: there is a seat "A/B/x", and a bloc of that name`}},
	} {
		body, err := NewBody(Bloc{}, Bloc{}, Bloc{}, test.blocs...)
		if diff := cmp.Diff(test.want, messages(err)); diff != "" ||
			(body == nil) != (test.want != nil) {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

// shareholder is a bloc of one seat, which has the same name.
func shareholder(id string, weight Fraction) Bloc {
	return Bloc{Name: id, Roll: []string{id}, Weight: weight}
}

// Blocs of one seat each can be named after their seats.
func TestShareholders(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{}, Bloc{}, Bloc{Name: "C", Size: 2}, Bloc{Name: "Members", Blocs: []Bloc{
		shareholder("Ms A", Frac(120, 1)), shareholder("Mr B", Frac(5, 2)), shareholder("Ms C",
			Fraction{}), shareholder("Mr D", Frac(0, 1)), shareholder("Ms E", Frac(120, 1)),
	}})
	if got, want := body.String(), "C: 2, Members: 5"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	ballot := body.OpenRoom()
	for _, id := range []string{"Ms A", "Mr B", "Ms C", "Mr D"} {
		if err := ballot.Cast(id, For); err != nil {
			t.Error(err)
		}
	}
	tally := ballot.Tally()
	want := map[string]string{"Members/Ms A": "120", "Members/Mr B": "5/2", "Members/Ms C": "1",
		"Members/Mr D": "0", "Members/Ms E": "0", "Members": "247/2"}
	for name := range want {
		if got := blocOf(tally, name).Votes(For).String(); got != want[name] {
			t.Errorf("%s has %s votes for, not %s", name, got, want[name])
		}
	}
	again, err := body.Tally(Counts{
		"first": {}, "second": {}, "C": {Silent: 2}, "Members/Ms A": {For: 1}, "Members/Mr B": {For: 1},
		"Members/Ms C": {For: 1}, "Members/Mr D": {For: 1}, "Members/Ms E": {Silent: 1},
	})
	if err != nil || !again.Equal(tally) {
		t.Errorf("%v\n%v", err, again)
	}
	for what, test := range map[string]struct {
		bloc Bloc
		want []string
	}{
		"a power to split": {
			Bloc{Name: "A", SharedBy: AllSeats,
				Blocs: []Bloc{shareholder("x", Frac(1, 1)), shareholder("y", Fraction{})}},
			[]string{`body "A/x": conflicting fields in bloc: both a weight for each seat and a power to split: to split a power unequally, use blocs inside this one, each with a Power`}},
		"a weight": {
			Bloc{Name: "A", Weight: Frac(2, 1), Blocs: []Bloc{shareholder("x", Fraction{})}},
			[]string{`body "A": conflicting fields in bloc: a weight for each seat, but no seats of its own: set the Weight of the blocs inside`}},
		"a roll": {
			Bloc{Name: "A", Roll: []string{"y"}, Blocs: []Bloc{shareholder("x", Fraction{})}},
			[]string{`body "A": conflicting fields in bloc: more than one of size, roll and blocs`}},
		"a weight below 0": {
			Bloc{Name: "A", Blocs: []Bloc{shareholder("x", Frac(-1, 1))}},
			[]string{`body "A/x": not a valid fraction: a weight or power of -1: want at least 0`}},
	} {
		_, err := NewBody(test.bloc, Bloc{}, Bloc{Name: "C", Size: 1})
		if diff := cmp.Diff(test.want, messages(err)); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

func TestBodyGivesNamesBack(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2},
		Bloc{Name: "B", Blocs: []Bloc{{Name: "North", Roll: []string{"Ms X"}}}}, Bloc{})
	for id, want := range map[string]string{"A 2": "A", "Ms X": "B/North", "A 3": "",
		"B/North": "", "": ""} {
		if got, ok := body.BlocOf(id); got != want || ok != (want != "") {
			t.Errorf("%q is in %q, not in %q", id, got, want)
		}
	}
}

// A body of as many seats as shares in a company is tallied from counts and decided;
// a ballot of it is none, and says why.
func TestSeatsBeyondAnyBallot(t *testing.T) {
	t.Parallel()
	size, err := strconv.Atoi("10000000000")
	if err != nil {
		t.Skip("an int has 32 bits")
	}
	body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Shares", Size: size})
	for yes, want := range map[int]Outcome{size / 2: Rejected, size/2 + 1: Adopted} {
		tally, err := body.Tally(Counts{"first": {}, "second": {}, "third": {},
			"Shares": {For: yes, Against: size - yes}})
		if err != nil || SimpleMajority().Decide(tally) != want {
			t.Errorf("%d of %d: %v\n%v", yes, size, err, tally)
		}
	}
	if bloc, ok := body.BlocOf("Shares 9999999999"); bloc != "Shares" || !ok {
		t.Error("the last seats are not found")
	}
	for _, ballot := range []*Ballot{body.OpenRoom(), body.OpenRemote()} {
		for _, err := range []error{ballot.Cast("Shares 1", For),
			ballot.Mark("Shares 9999999999", Absent), ballot.Cast("nobody", For)} {
			if !errors.Is(err, ErrTooLarge) {
				t.Error(err)
			}
		}
		for range ballot.All() {
			t.Fatal("it has seats")
		}
		if ballot.State("Shares 1") != 0 || !ballot.Tally().Equal(Tally{}) ||
			ballot.Body() != body {
			t.Error("it counts something")
		}
		if got, err := ballot.Possible(SimpleMajority()); got != 0 || !errors.Is(err, ErrTooLarge) {
			t.Errorf("possible: %v, %v", got, err)
		}
		if got, want := ballot.String(), "no ballot: 10000000000 seats: want at most 67108864, or use Body.Tally"; got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// Every method of what is nil or zero is safe, and says nothing.
func TestNilAndZeroAreSafe(t *testing.T) {
	t.Parallel()
	var body *Body
	var ballot *Ballot
	for _, empty := range []any{body, &Body{}, ballot, &Ballot{}, body.OpenRoom(),
		(&Body{}).OpenRemote(), Tally{}} {
		v := reflect.ValueOf(empty)
		for i := range v.NumMethod() {
			name, method := v.Type().Method(i).Name, v.Method(i)
			if v.Kind() == reflect.Pointer && v.IsNil() &&
				(name == "MarshalJSON" || name == "String" &&
					v.Type() == reflect.TypeFor[*Ballot]()) {
				continue // of a copy: fmt and json print a nil pointer themselves
			}
			var args []reflect.Value
			for k := range method.Type().NumIn() - b2i(method.Type().IsVariadic()) {
				args = append(args, reflect.Zero(method.Type().In(k)))
			}
			for _, result := range method.Call(args) {
				switch {
				case result.Kind() == reflect.Func && result.Type().CanSeq():
					for range result.Seq() {
						t.Errorf("%T.%s yields something", empty, name)
					}
				case result.Type().CanSeq2() && result.Kind() == reflect.Func:
					for range result.Seq2() {
						t.Errorf("%T.%s yields something", empty, name)
					}
				}
			}
		}
	}
	if got := fmt.Sprint(ballot); got != "<nil>" {
		t.Errorf("a nil ballot prints %q", got)
	}
}

// Blocs side by side do not nest.
func TestManyBlocsWithBlocs(t *testing.T) {
	t.Parallel()
	var blocs []Bloc
	for i := range 200 {
		blocs = append(blocs, Bloc{Name: fmt.Sprint(i), Blocs: []Bloc{{Name: "x", Size: 1}}})
	}
	if _, err := NewBody(Bloc{Name: "A"}, Bloc{Name: "B"}, Bloc{Name: "C"}, blocs...); err != nil {
		t.Error(err)
	}
}

// A body is made again from its own description, and describes itself as before. The
// tallies of both are the same.
func TestDescribedBodyIsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		first, second, third, independent := body.Describe()
		again, err := NewBody(first, second, third, independent...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Described(body), Described(again)); diff != "" {
			t.Fatal(diff)
		}
		votes := drawVotes(t, body)
		if one, other := take(t, body, votes), take(t, again, votes); !one.Equal(other) {
			t.Fatalf("%v\n%v", one, other)
		}
	})
}

// Names with a slash, shareholders and powers come back as they were given.
func TestDescribeGivesBack(t *testing.T) {
	t.Parallel()
	want := []Bloc{
		{Name: "CDU/CSU", Blocs: []Bloc{{Name: "Bern / Berne", Size: 2, Weight: Frac(1, 2)},
			{Name: "x", Roll: []string{"Ms A"}, Weight: Int(0)}}},
		{Name: "Members", Blocs: []Bloc{shareholder("a/b", Int(7)), shareholder("c", Frac(1, 3))}},
		{Name: "third", Size: 3, Power: Int(2), SharedBy: Entitled},
		{Name: "Chair", Size: 1, Weight: Int(1)},
	}
	body := MustBody(want[0], want[1], want[2], want[3])
	if diff := cmp.Diff(want, Described(body)); diff != "" {
		t.Error(diff)
	}
	first, _, _, _ := body.Describe()
	first.Blocs[1].Roll[0] = "changed"
	if diff := cmp.Diff(want, Described(body)); diff != "" {
		t.Error("a caller has changed the body", diff)
	}
	if first, second, third, independent := (*Body)(nil).Describe(); first.Name+second.Name+third.Name != "" || independent != nil {
		t.Error(first, second, third, independent)
	}
}
