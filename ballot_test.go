package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A ballot is a map from seat to state, with rules on who may change what: the
// model of this machine is that map.
func TestBallotIsAMap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		changeable := rapid.Bool().Draw(t, "changeable")
		ballot := body.OpenRoom()
		if changeable {
			ballot = body.OpenRoom().AllowChanges()
		}
		model := maps.Collect(ballot.All())
		ids := append(slices.Sorted(maps.Keys(model)), "", "nobody", "Gov 0", "Gov 01",
			"Gov +1", "Gov 5", "Gov")
		closed := false
		check := func(t *rapid.T, id string, state States, err, want error) {
			if want == nil {
				model[id] = state
			}
			if !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Fatalf("%s to %v: error %v, want %v", id, state, err, want)
			}
			var e *Error
			if err != nil && (!errors.As(err, &e) || e.Name != id) {
				t.Fatalf("the error does not name %q: %v", id, err)
			}
		}
		refusal := func(id string, isVote bool) error {
			was, known := model[id]
			switch {
			case closed:
				return ErrClosed
			case !known:
				return ErrUnknownSeat
			case isVote && (was == Suspended || was == Vacant):
				return ErrMayNotVote
			case was&Voting != 0 && !changeable:
				return ErrAlreadyCast
			}
			return nil
		}
		t.Repeat(map[string]func(*rapid.T){
			"cast": func(t *rapid.T) {
				id, state := rapid.SampledFrom(ids).Draw(t, "seat"), States(rapid.Byte().Draw(t, "state"))
				if rapid.IntRange(0, 9).Draw(t, "a vote") > 0 {
					state = rapid.SampledFrom([]States{For, Against, Abstain, Spoilt}).Draw(t, "vote")
				}
				want := refusal(id, true)
				if !closed && !slices.Contains([]States{For, Against, Abstain, Spoilt}, state) {
					want = ErrNotAVote
				}
				check(t, id, state, ballot.Cast(id, state), want)
			},
			"mark": func(t *rapid.T) {
				id, state := rapid.SampledFrom(ids).Draw(t, "seat"), States(rapid.Byte().Draw(t, "state"))
				if rapid.IntRange(0, 9).Draw(t, "a mark") > 0 {
					state = rapid.SampledFrom([]States{Silent, Absent, Suspended, Vacant}).Draw(t, "mark")
				}
				want := refusal(id, false)
				if !closed && !slices.Contains([]States{Silent, Absent, Suspended, Vacant}, state) {
					want = ErrNotAMark
				}
				check(t, id, state, ballot.Mark(id, state), want)
			},
			"close": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "really") == 0 {
					ballot.Close()
					closed = true
				}
			},
			"": func(t *rapid.T) {
				if diff := cmp.Diff(model, maps.Collect(ballot.All())); diff != "" {
					t.Fatal(diff)
				}
				tally := ballot.Tally()
				for s := For; s != 0; s <<= 1 {
					n := 0
					for id, state := range model {
						n += b2i(state == s)
						if ballot.State(id) != state {
							t.Fatalf("%s is %v, not %v", id, ballot.State(id), state)
						}
					}
					if tally.Seats(s) != n {
						t.Fatalf("%d seats %v, not %d", tally.Seats(s), s, n)
					}
				}
				if ballot.State("nobody") != 0 {
					t.Fatal("nobody has a state")
				}
			},
		})
	})
}

// A roll and plain numbers of seats are two ways to write the same body.
func TestRollAndNumbers(t *testing.T) {
	t.Parallel()
	named := MustBody(Bloc{Name: "A", Roll: []string{"France", "Japan"}},
		Bloc{Name: "B", Roll: []string{"Ms C"}}, Bloc{Name: "C"})
	numbered := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	a := take(t, named, []vote{{"Japan", For}, {"Ms C", Absent}})
	b := take(t, numbered, []vote{{"A 2", For}, {"B 1", Absent}})
	if !a.Equal(b) {
		t.Errorf("not equal:\n%v\n%v", a, b)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

// A roll that is there and has nobody in it is no roll.
func TestEmptyRoll(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2, Roll: []string{}}, Bloc{Name: "B"},
		Bloc{Name: "C", Roll: []string{}})
	ballot := body.OpenRoom()
	if err := ballot.Cast("A 2", For); err != nil {
		t.Error(err)
	}
	want := map[string]States{"A 1": Silent, "A 2": For}
	if diff := cmp.Diff(want, maps.Collect(ballot.All())); diff != "" {
		t.Error(diff)
	}
}

// A tally of a part is equal to another if the part is the same, whatever became
// of the rest.
func TestEqualParts(t *testing.T) {
	t.Parallel()
	a := voteOf(t, Count{For: 28}, Count{For: 14}, Count{For: 14})
	b := voteOf(t, Count{For: 28}, Count{For: 14}, Count{Against: 14})
	if a.Equal(b) || a.Group(Third).Equal(b.Group(Third)) || !a.Group(First).Equal(b.Group(First)) ||
		a.Group(Second).Equal(a.Group(Third)) {
		t.Error("parts are compared by something else")
	}
	over := func(s States) Tally {
		body := MustBody(Bloc{Name: "A", Size: 1, SharedBy: s},
			Bloc{Name: "B", Size: 1, SharedBy: Entitled}, Bloc{})
		return take(t, body, []vote{{"A 1", Suspended}, {"B 1", For}})
	}
	if over(InOffice).Equal(over(Entitled)) || !over(InOffice).Equal(over(AllSeats)) {
		t.Error("it does not matter whether a suspended seat weighs anything")
	}
}

func TestTalliesThatDiffer(t *testing.T) {
	t.Parallel()
	tally := func(b *Body, c Counts) Tally {
		tally, err := b.Tally(c)
		if err != nil {
			t.Fatal(err)
		}
		return tally
	}
	one := Counts{"A": {For: 1}, "B": {For: 1}, "C": {For: 1}}
	base := tally(MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}), one)
	for what, other := range map[string]Tally{
		"the zero tally": {},
		"a part":         base.Group(First),
		"a name": tally(MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "D", Size: 1}),
			Counts{"A": {For: 1}, "B": {For: 1}, "D": {For: 1}}),
		"a state":  tally(MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}), Counts{"A": {For: 1}, "B": {For: 1}, "C": {Against: 1}}),
		"a weight": tally(MustBody(Bloc{Name: "A", Size: 1, Weight: Frac(2, 1)}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}), one),
	} {
		if base.Equal(other) || other.Equal(base) {
			t.Errorf("tallies that differ in %s are equal", what)
		}
	}
	if !(Tally{}).Equal(Tally{}) || !base.Equal(base) {
		t.Error("a tally is not equal to itself")
	}
	if wide := Widen(base); !wide.Equal(base) || !base.Equal(wide) {
		t.Error("the same tally in math/big is not equal")
	}
}

// messages are the texts of joined errors, without the package's name.
func messages(err error) []string {
	if err == nil {
		return nil
	}
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	var texts []string
	for _, err := range errs {
		var e *Error
		if !errors.As(err, &e) {
			return append(texts, "not an *Error: "+err.Error())
		}
		texts = append(texts, err.Error()[len("tripartite: "):])
	}
	return texts
}

func TestZeroValues(t *testing.T) {
	t.Parallel()
	var (
		body   Body
		ballot Ballot
		tally  Tally
	)
	for _, tally := range []Tally{tally, ballot.Tally(), body.OpenRoom().Tally(), tally.Group(First), blocOf(tally, "A")} {
		if tally.Seats(AllSeats) != 0 || tally.Votes(AllSeats).Sign() != 0 || tally.Name() != "" ||
			tally.String() != "no seats\n" || len(tally.Counts()) != 0 {
			t.Errorf("the zero tally has something: %v", tally)
		}
		for _, rule := range []Rule{SimpleMajority(), TwoThirds(), Unanimity(), EachGroup(SimpleMajority()), eachVoting(TwoThirds()), AbsoluteMajority()} {
			if got := Explain(rule, tally); got.Outcome != Rejected || rule.Decide(tally) != Rejected {
				t.Errorf("nobody has voted, and %v says:\n%v", rule, got)
			}
		}
	}
	if err := ballot.Cast("A 1", For); !errors.Is(err, ErrUnknownSeat) {
		t.Errorf("cast in the zero ballot: %v", err)
	}
	for range ballot.All() {
		t.Error("the zero ballot has a seat")
	}
	if got := body.String(); got != "no seats" {
		t.Errorf("the zero body is %q", got)
	}
	for _, body := range []*Body{&body, nil} {
		if _, err := body.Tally(nil); !errors.Is(err, ErrNoSeats) {
			t.Errorf("a tally of nobody: %v", err)
		}
	}
	if err := Vet(SimpleMajority(), &body); !errors.Is(err, ErrNever) {
		t.Errorf("a majority of nobody: %v", err)
	}
}

// A day at an ILO committee: weights follow who is entitled to vote.
func TestWeightsOfTheDay(t *testing.T) {
	t.Parallel()
	equal := func(g, e, w int) Tally {
		body := MustBody(Bloc{Name: "Governments", Size: g, SharedBy: Entitled},
			Bloc{Name: "Employers", Size: e, SharedBy: Entitled},
			Bloc{Name: "Workers", Size: w, SharedBy: Entitled})
		return body.OpenRoom().Tally()
	}
	got := map[string][3]string{}
	for _, day := range [][3]int{{86, 38, 54}, {105, 59, 52}, {3, 0, 2}, {1, 1, 1}} {
		tally := equal(day[0], day[1], day[2])
		got[fmt.Sprint(day)] = [3]string{tally.Group(First).Weight().String(),
			tally.Group(Second).Weight().String(), tally.Group(Third).Weight().String()}
	}
	want := map[string][3]string{
		"[86 38 54]":  {"513", "1161", "817"},
		"[105 59 52]": {"3068", "5460", "6195"},
		"[3 0 2]":     {"2", "0", "3"},
		"[1 1 1]":     {"1", "1", "1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Tallies are equal if seats have the same votes: not if in one of them the
// absent have a part in the power, and in the other they have not.
func TestTallyEqualInVotes(t *testing.T) {
	t.Parallel()
	groups := [2]Bloc{{Name: "B", Size: 1}, {Name: "C"}}
	fixed := MustBody(Bloc{Name: "A", Size: 2}, groups[0], groups[1])
	split := MustBody(Bloc{Name: "A", Size: 2, SharedBy: Present}, groups[0], groups[1])
	counts := Counts{"A": {For: 1, Absent: 1}, "B": {For: 1}, "C": {}}
	one, err := fixed.Tally(counts)
	other, err2 := split.Tally(counts)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if one.Equal(other) || !one.Group(Second).Equal(other.Group(Second)) ||
		!one.Group(First).Weight().Equal(other.Group(First).Weight()) {
		t.Errorf("%v\n%v", one, other)
	}
}

// A bloc without seats has no weight to show.
func TestTallyTextOfEmptyBlocs(t *testing.T) {
	t.Parallel()
	tally, err := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Weight: Frac(2, 1)},
		Bloc{Name: "C", Size: 1}).Tally(
		Counts{"A": {For: 1}, "B": {}, "C": {Against: 1}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "     for  against  seats\nA      1        0      1\nC      0        1      1\nall    1        1      2\n"
	if got := tally.String(); got != want {
		t.Errorf("%q", got)
	}
}

// In a remote ballot nobody is present who has not voted: one vote of 56 makes no
// quorum, also through a copy.
func TestRemoteBallotHasNoQuorumAtFirst(t *testing.T) {
	t.Parallel()
	rule := statuteRule(t, "ilo/governing-body", "majority")
	remote, room := council.OpenRemote(), council.OpenRoom()
	for ballot, want := range map[*Ballot]Outcome{remote: Void, room: Adopted} {
		if err := ballot.Cast("Workers 1", For); err != nil {
			t.Fatal(err)
		}
		ballot.Close()
		if got := rule.Decide(ballot.Tally()); got != want {
			t.Errorf("%v\n%v", got, ballot.Tally())
		}
	}
}

// A copy of a ballot is the same ballot, and cannot outlive its closing.
func TestCopiesOfABallotAreTheSame(t *testing.T) {
	t.Parallel()
	ballot := council.OpenRoom()
	c := *ballot
	c.AllowChanges()
	if err := ballot.Cast("Workers 1", For); err != nil {
		t.Error(err)
	}
	if err := c.Cast("Workers 1", Against); err != nil || ballot.State("Workers 1") != Against {
		t.Errorf("%v, %v", ballot.State("Workers 1"), err)
	}
	ballot.Close()
	for what, err := range map[string]error{"cast": c.Cast("Workers 2", For), "mark": c.Mark("Workers 1", Absent)} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%s in the copy of a closed ballot: %v", what, err)
		}
	}
	if !c.Tally().Equal(ballot.Tally()) || c.Body() != council {
		t.Error("the copy is another ballot")
	}
	closing := council.OpenRoom()
	d := *closing
	d.Close()
	if err := closing.Cast("Workers 1", For); !errors.Is(err, ErrClosed) {
		t.Errorf("closed through a copy: %v", err)
	}
}

func TestBallotText(t *testing.T) {
	t.Parallel()
	ballot := council.OpenRemote()
	one := MustBody(Bloc{Name: "A", Size: 1}, Bloc{}, Bloc{}).OpenRoom()
	for id, vote := range map[string]States{"Workers 1": For, "Workers 2": Spoilt, "Employers 1": Abstain} {
		if err := ballot.Cast(id, vote); err != nil {
			t.Fatal(err)
		}
	}
	if err := ballot.Mark("Workers 3", Silent); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(ballot, " / ", *ballot, " / ", one), "open: 3 of 56 seats voted / open: 3 of 56 seats voted / open: 0 of 1 seat voted"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	ballot.Close()
	if got, want := fmt.Sprintf("%v %q", ballot, *ballot), `closed: 3 of 56 seats voted "closed: 3 of 56 seats voted"`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// Whoever gives an ID that no seat has is told what it is, or what may be meant.
func TestHintsForSeats(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Workers", Size: 20}, Bloc{Name: "B", Roll: []string{"Ms Bell"}},
		Bloc{Name: "C"})
	hint := func(b *Body, id string) string {
		err := b.OpenRoom().Cast(id, For)
		if !errors.Is(err, ErrUnknown) {
			t.Errorf("%q of %v: %v", id, b, err)
		}
		_, hint, _ := strings.Cut(fmt.Sprint(err), "no such seat: ")
		return hint
	}
	got := map[string]string{}
	ids := []string{
		"Workers", "B", "C", "Workers 21", "Workers 0", "Worker 3", "Worker 30", "Ms Bel", "C 1", "x", "",
	}
	for _, id := range ids {
		got[id] = hint(body, id)
	}
	want := map[string]string{
		"Workers": `it is a bloc, and its first seat is "Workers 1"`,
		"B":       `it is a bloc, and its first seat is "Ms Bell"`, "C": "it is a bloc without seats",
		"Workers 21": `the last seat of the bloc is "Workers 20"`,
		"Workers 0":  `the nearest name is "Workers"`,
		"Worker 3":   `the nearest name is "Workers 3"`, "Worker 30": "",
		"Ms Bel": `the nearest name is "Ms Bell"`, "C 1": "", "x": "", "": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, body := range []*Body{nil, new(Body)} {
		if got := hint(body, "A 1"); got != "" {
			t.Errorf("%v: %s", body, got)
		}
	}
}

// Casting and marking allocate nothing if there is no error, in the order of the roll and in
// any other.
func TestCastingAllocatesNothing(t *testing.T) {
	for name, ids := range map[string][]string{
		"in order":      {"a", "b", "c", "N 1", "N 2"},
		"in no order":   {"c", "N 2", "a", "N 1", "b"},
		"the same seat": {"b", "b"},
	} {
		ballot := MustBody(Bloc{Name: "A", Roll: []string{"a", "b"}},
			Bloc{Name: "B", Roll: []string{"c"}}, Bloc{Name: "N", Size: 2}).OpenRemote().AllowChanges()
		var err error
		allocs := testing.AllocsPerRun(100, func() {
			for _, id := range ids {
				err = errors.Join(err, ballot.Mark(id, Silent), ballot.Cast(id, For))
			}
		})
		if err != nil || allocs != 0 {
			t.Errorf("%s: %v allocations: %v", name, allocs, err)
		}
	}
}

// Seats are found in the order of the roll, backwards, in leaps and twice.
func TestSeatsCastInAnyOrder(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Roll: []string{"a", "b", "c"}}, Bloc{Name: "B", Size: 2},
		Bloc{Name: "C", Blocs: []Bloc{shareholder("d", Fraction{}), shareholder("e", Fraction{})}},
		Bloc{Name: "D", Roll: []string{"f", "g"}})
	order := []string{"a", "b", "c", "B 1", "B 2", "d", "e", "f", "g", "g", "f",
		"c", "a", "b", "d", "f"}
	ballot := body.OpenRoom().AllowChanges()
	model := maps.Collect(ballot.All())
	for i, id := range order {
		vote := For << (i % 3)
		if err := ballot.Cast(id, vote); err != nil {
			t.Fatal(err)
		}
		model[id] = vote
		if err := ballot.Cast("nobody", For); !errors.Is(err, ErrUnknown) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(model, maps.Collect(ballot.All())); diff != "" {
			t.Fatalf("after %s: %s", id, diff)
		}
	}
}
