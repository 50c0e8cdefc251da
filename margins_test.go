package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// slowMargin turns the seats that may turn in every way there is, one by one: the
// fewest that are enough, and which seats those are, each time.
func slowMargin(t rapid.TB, b *Body, votes []vote, r Rule, m Margin, adopts bool) (fewest int,
	found []map[string]bool) {
	fewest = -1
	var try func(i int, turned map[string]bool)
	try = func(i int, turned map[string]bool) {
		if i == len(votes) {
			if (Explain(r, take(t, b, votes)).Outcome == Adopted) == adopts {
				found = append(found, maps.Clone(turned))
				if fewest == -1 || len(turned) < fewest {
					fewest = len(turned)
				}
			}
			return
		}
		before := votes[i].state
		try(i+1, turned)
		if before&m.From == 0 {
			return
		}
		turned[votes[i].seat] = true
		for s := For; s != 0; s <<= 1 {
			if s&m.To != 0 {
				votes[i].state = s
				try(i+1, turned)
			}
		}
		votes[i].state = before
		delete(turned, votes[i].seat)
	}
	try(0, map[string]bool{})
	return fewest, found
}

// blocOfSeat is the path of a seat's bloc.
func blocOfSeat(b *Body, seat string) string {
	ballot := b.OpenRoom()
	if err := ballot.Mark(seat, Vacant); err != nil {
		panic(err)
	}
	for _, bloc := range ballot.Tally().Blocs() {
		if bloc.Seats(Vacant) == 1 {
			return bloc.Name()
		}
	}
	panic(seat)
}

// compareMargins holds a margin against what turning seat by seat says. Each way must
// be true of whichever seats of its parts turn, with none to spare; and whatever is
// enough must have a way within it.
func compareMargins(t rapid.TB, b *Body, votes []vote, rule Rule, m Margin, err error, fewest int,
	found []map[string]bool) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	tally := take(t, b, votes)
	if m.Enough != (fewest >= 0) || m.Enough && m.Fewest != fewest {
		t.Fatalf("%v, but seat by seat %d are the fewest\n%v\n%v", m, fewest, rule, tally)
	}
	ways, err := m.Ways()
	if err != nil {
		t.Fatal(err)
	}
	in := func(turn Change, v vote) bool {
		bloc := blocOfSeat(b, v.seat)
		return v.state&m.From != 0 && (turn.From == 0 || turn.From == v.state) &&
			(bloc == turn.Part || strings.HasPrefix(bloc, turn.Part+"/"))
	}
	count := func(turn Change, seats map[string]bool) int {
		n := 0
		for _, v := range votes {
			n += b2i(seats[v.seat] && in(turn, v))
		}
		return n
	}
	within := func(way Way, seats map[string]bool) bool {
		return !slices.ContainsFunc(way,
			func(turn Change) bool { return count(turn, seats) < turn.Seats })
	}
	for _, seats := range found {
		if len(seats) > 0 && fewest > 0 &&
			!slices.ContainsFunc(ways, func(way Way) bool { return within(way, seats) }) {
			t.Fatalf("%v are enough, and no way of %v\n%v\n%v", seats, ways, rule, tally)
		}
	}
	for _, way := range ways {
		for _, seats := range seatsOf(votes, way, in) {
			if !slices.ContainsFunc(found, func(other map[string]bool) bool { return maps.Equal(seats, other) }) {
				t.Fatalf("%v of %v are not enough\n%v\n%v", seats, way, rule, tally)
			}
		}
		for _, seats := range found {
			if len(seats) < len(seatsOf(votes, way, in)[0]) && fits(votes, way, seats, in) {
				t.Fatalf("of %v %v are enough\n%v\n%v", way, seats, rule, tally)
			}
		}
	}
}

// fits reports whether the seats are some of those that a way may mean, and no others.
func fits(votes []vote, way Way, seats map[string]bool, in func(Change, vote) bool) bool {
	n := 0
	for _, turn := range way {
		of := 0
		for _, v := range votes {
			of += b2i(seats[v.seat] && in(turn, v))
		}
		if of > turn.Seats {
			return false
		}
		n += of
	}
	return n == len(seats)
}

// seatsOf are the choices of seats that a way may mean.
func seatsOf(votes []vote, way Way, in func(Change, vote) bool) []map[string]bool {
	choices := []map[string]bool{{}}
	for _, turn := range way {
		var next []map[string]bool
		for _, chosen := range choices {
			var choose func(i, left int, chosen map[string]bool)
			choose = func(i, left int, chosen map[string]bool) {
				if left == 0 {
					next = append(next, maps.Clone(chosen))
					return
				}
				for k := i; k < len(votes); k++ {
					if in(turn, votes[k]) && !chosen[votes[k].seat] {
						chosen[votes[k].seat] = true
						choose(k+1, left-1, chosen)
						delete(chosen, votes[k].seat)
					}
				}
			}
			choose(0, turn.Seats, maps.Clone(chosen))
		}
		choices = next
	}
	return choices
}

// fewOpen leaves at most n seats in the states, and turns the others against.
func fewOpen(votes []vote, states States, n int) {
	for i := range votes {
		if votes[i].state&states != 0 {
			if n--; n < 0 {
				votes[i].state = Against
				if states&Against != 0 {
					votes[i].state = Suspended
				}
			}
		}
	}
}

// Margins are what turning seat by seat says, for every rule that is not refused.
func TestMarginsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		states := States(rapid.SampledFrom([]States{Against, Abstain, Silent | Absent, Entitled, Absent, Suspended | Abstain}).Draw(t, "states")) &^ For
		rule := drawHelped(t, 2)
		if rapid.Bool().Draw(t, "any rule") {
			rule = drawRule(t, 2)
		}
		if rapid.Bool().Draw(t, "adopts") {
			fewOpen(votes, states, 5)
			m, err := ToAdopt(rule, take(t, body, votes), states)
			if errors.Is(err, ErrNotMonotone) {
				return
			}
			fewest, found := slowMargin(t, body, votes, rule, Margin{From: states, To: For}, true)
			compareMargins(t, body, votes, rule, m, err, fewest, found)
			return
		}
		fewOpen(votes, For, 4)
		m, err := ToFail(rule, take(t, body, votes), states)
		if errors.Is(err, ErrNotMonotone) {
			return
		}
		fewest, found := slowMargin(t, body, votes, rule, Margin{From: For, To: states}, false)
		compareMargins(t, body, votes, rule, m, err, fewest, found)
	})
}

// Clauses about the same seats are met together: by more seats than each alone takes,
// by some that meet several, or by none at all.
func TestMarginsOfClausesThatShareSeats(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3},
		Bloc{Name: "B", Size: 3, Weight: Frac(3, 1)}, Bloc{Name: "C"})
	all := func(state States) []vote {
		var votes []vote
		for id := range body.OpenRoom().All() {
			votes = append(votes, vote{id, state})
		}
		return votes
	}
	votesFor := func(p, q int) Rule { return Share{Of: For, Base: AllSeats, Need: AtLeast(p, q)} }
	in := func(g Group, n int) Rule { return In{Group: g, Rule: SeatCount{Of: For, Need: n}} }
	forOr := func(other States) Rule { return SeatCount{Of: For | other, Need: 1} }
	never := Any{forOr(Abstain), forOr(Against)} // fails if a seat neither abstains nor is against
	for _, test := range []struct {
		rule   Rule
		adopts bool
		to     States // of the seats for, if it is to fail
		want   int    // -1 if no number is enough
	}{
		{All{votesFor(1, 2), in(First, 2)}, true, 0, 4},
		{All{votesFor(1, 4), in(First, 2)}, true, 0, 3},
		{All{votesFor(11, 12), in(First, 2), in(Second, 3)}, true, 0, 5},
		{All{votesFor(1, 2), in(First, 1), SeatCount{Of: For, Need: 5}}, true, 0, 5},
		{All{votesFor(2, 3), in(First, 3), in(Second, 1)}, true, 0, 5},
		{KOf{2, []Rule{votesFor(1, 2), in(First, 3), SeatCount{Of: For, Need: 2}}}, true, 0, 2},
		{KOf{2, []Rule{votesFor(1, 2), in(First, 3), SeatCount{Of: For, Need: 5}}}, true, 0, 4},
		{Any{votesFor(1, 2), in(First, 2)}, false, Against, 4},
		{never, false, Abstain | Against, -1},
		{Any{never, In{Group: First, Rule: SimpleMajority()}}, false, Abstain | Against, -1},
		{KOf{2, []Rule{forOr(Abstain), forOr(Against), never}}, false, Abstain | Against, -1},
		{KOf{2, []Rule{forOr(Abstain), forOr(Against), votesFor(1, 2)}}, false, Abstain | Against, 6},
	} {
		turn, votes, m := ToAdopt, all(Abstain), Margin{From: Abstain, To: For}
		states := m.From
		if !test.adopts {
			turn, votes, m = ToFail, all(For), Margin{From: For, To: test.to}
			states = test.to
		}
		got, err := turn(test.rule, take(t, body, votes), states)
		if err != nil || got.Enough != (test.want >= 0) || got.Enough && got.Fewest != test.want {
			t.Errorf("%v: %v, %v, want %d", test.rule, got, err, test.want)
			continue
		}
		fewest, found := slowMargin(t, body, votes, test.rule, m, test.adopts)
		compareMargins(t, body, votes, test.rule, got, err, fewest, found)
	}
}

// They are for seats whose weights change as they turn, too, of every vote of a
// body of four.
func TestMarginsOfChangingWeights(t *testing.T) {
	t.Parallel()
	bodies := []*Body{
		MustBody(Bloc{Name: "A", Size: 3, SharedBy: Present}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"}),
		MustBody(Bloc{Name: "A", Size: 2, SharedBy: Present}, Bloc{Name: "B", Size: 1, SharedBy: Present},
			Bloc{Name: "C", Size: 1}),
	}
	for _, body := range bodies {
		var votes []vote
		for id := range body.OpenRoom().All() {
			votes = append(votes, vote{seat: id})
		}
		for _, rule := range []Rule{SimpleMajority(), AbsoluteMajority(), All{Quorum{SeatCount{Of: Present, Need: 2}}, TwoThirds()}} {
			for n := 0; n < 1<<(2*len(votes)); n += proptest.Pick(23, 3, 1) {
				for i := range votes {
					votes[i].state = [...]States{For, Against, Abstain, Absent}[n>>(2*i)&3]
				}
				tally := take(t, body, votes)
				m, err := ToAdopt(rule, tally, Abstain|Absent)
				fewest, found := slowMargin(t, body, votes, rule, Margin{From: Abstain | Absent, To: For}, true)
				compareMargins(t, body, votes, rule, m, err, fewest, found)
				m, err = ToFail(rule, tally, Against|Absent)
				fewest, found = slowMargin(t, body, votes, rule, Margin{From: For, To: Against | Absent}, false)
				compareMargins(t, body, votes, rule, m, err, fewest, found)
			}
		}
	}
}

// Margins are what turning seat by seat says, also if the weights of all seats depend on
// which of them turn, and to which states.
func TestMarginsIfWeightsShift(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawEstates(t)
		votes := drawVotes(t, body)
		for range 4 {
			rule := drawEstatesRule(t)
			states := rapid.SampledFrom([]States{Entitled, Abstain | Absent, Against | Absent, Absent, Suspended | Spoilt | Silent}).Draw(t, "states") &^ For
			if rapid.Bool().Draw(t, "adopts") {
				votes := slices.Clone(votes)
				fewOpen(votes, states, 5)
				m, err := ToAdopt(rule, take(t, body, votes), states)
				fewest, found := slowMargin(t, body, votes, rule, Margin{From: states, To: For}, true)
				compareMargins(t, body, votes, rule, m, err, fewest, found)
				continue
			}
			votes := slices.Clone(votes)
			fewOpen(votes, For, 4)
			m, err := ToFail(rule, take(t, body, votes), states)
			fewest, found := slowMargin(t, body, votes, rule, Margin{From: For, To: states}, false)
			compareMargins(t, body, votes, rule, m, err, fewest, found)
		}
	})
}

// drawEstatesRule draws a rule on estates that a vote for can only help.
func drawEstatesRule(t *rapid.T) Rule {
	share := func() Rule {
		q := rapid.IntRange(2, 5).Draw(t, "q")
		of := rapid.SampledFrom([]States{For, For, For | Abstain, Present}).Draw(t, "of")
		base := of | rapid.SampledFrom([]States{Cast, Voting, Entitled, Cast | Absent, AllSeats}).Draw(t, "base")
		s := Share{Of: of, Base: base,
			Need: Threshold{rapid.IntRange(0, q-1).Draw(t, "p"), q, rapid.Bool().Draw(t, "strict")}}
		if of == For && rapid.IntRange(0, 3).Draw(t, "lead") == 0 {
			s.Less = rapid.SampledFrom([]States{Against, Against | Absent, Abstain}).Draw(t, "less") & base
		}
		switch rapid.IntRange(0, 5).Draw(t, "part") {
		case 0:
			return In{Group: Group(rapid.IntRange(1, 3).Draw(t, "group")), Rule: s}
		case 1:
			return eachVoting(s)
		case 2:
			return Veto{Share{Of: Against, Base: Against | For | base, Need: Threshold{rapid.IntRange(1, q-1).Draw(t, "veto"), q, true}}}
		}
		return s
	}
	switch rapid.IntRange(0, 4).Draw(t, "rule") {
	case 0:
		return All{share(), share()}
	case 1:
		return Any{share(), share()}
	case 2:
		return All{Quorum{SeatCount{Of: Present, Need: rapid.IntRange(1, 5).Draw(t, "need")}}, share()}
	case 3:
		return KOf{2, []Rule{share(), share(), SeatCount{Of: For, Need: rapid.IntRange(1, 4).Draw(t, "need")}}}
	}
	return share()
}

// Three groups share powers by votes cast. If any of the seats for can do anything else,
// being against costs the motion most, so that other states need not be tried.
func TestToFailIfPowerIsSharedByThoseWhoVote(t *testing.T) {
	t.Parallel()
	body := func(n int) *Body {
		bloc := func(name string) Bloc { return Bloc{Name: name, Size: n, SharedBy: Cast} }
		return MustBody(bloc("A"), bloc("B"), bloc("C"))
	}
	for _, test := range []struct {
		each, against int
		rule          Rule
		to            States
		want          int
	}{
		{8, 2, SimpleMajority(), 0, 6}, // 12 of 24
		{8, 2, TwoThirds(), 0, 3},      // 15 of 24 are left
		{8, 3, SimpleMajority(), 0, 3},
		{8, 0, SimpleMajority(), 0, 12},
		{8, 0, EachGroup(SimpleMajority()), 0, 4},
		{8, 0, All{Quorum{SeatCount{Of: Cast, Need: 20}}, SimpleMajority()}, 0, 5}, // 19 voted
		{8, 2, SimpleMajority(), Abstain, 6},                                       // all of one group, in which 2 are against
		{2000, 500, SimpleMajority(), 0, 1500},
		{2000, 500, EachGroup(SimpleMajority()), Abstain, 1000},
	} {
		tally := allIn(t, body(test.each),
			func(n int) Count { return Count{For: n - test.against, Against: test.against} })
		m, err := ToFail(test.rule, tally, test.to)
		if err != nil || !m.Enough || m.Fewest != test.want {
			t.Errorf("%d of %d are against; %v to %v: %v, %v, want %d", test.against, test.each, test.rule,
				test.to, m, err, test.want)
		}
	}
}

// A share that is of no part of its base can be undone by an empty base, so that it
// is not known in which direction votes for help: 2 for, 1 against, and a veto if as
// many are against as for.
func TestMarginsOfSharesBeyondTheirBase(t *testing.T) {
	t.Parallel()
	tally := MustBody(Bloc{Name: "A", Size: 3}, Bloc{}, Bloc{}).OpenRoom()
	for id, vote := range map[string]States{"A 1": For, "A 2": For, "A 3": Against} {
		if err := tally.Cast(id, vote); err != nil {
			t.Fatal(err)
		}
	}
	rule := Veto{Share{Of: Against, Base: For, Need: AtLeast(1, 1)}}
	if m, err := ToFail(rule, tally.Tally(), Abstain); !errors.Is(err, ErrNotMonotone) || m.String() != "" {
		t.Errorf("%v, %v", m, err)
	}
	if m, err := ToAdopt(rule, tally.Tally(), 0); !errors.Is(err, ErrNotMonotone) || m.String() != "" {
		t.Errorf("%v, %v", m, err)
	}
}

// The margins of real votes, in words.
func TestMarginText(t *testing.T) {
	t.Parallel()
	russia := Counts{
		"Governments": {For: 16, Against: 2, Abstain: 8, Absent: 2},
		"Employers":   {For: 14},
		"Workers":     {For: 12, Absent: 2},
	}
	fishing := Counts{"Members": {For: 288, Against: 8, Abstain: 139, Absent: 159}}
	veto, conference := All{SimpleMajority(), GroupVeto(Third, Cast)},
		statuteRule(t, "ilo/conference", "two thirds")
	for _, test := range []struct {
		body   *Body
		counts Counts
		rule   Rule
		adopts bool
		set    States
		want   string
	}{
		{council, russia, SimpleMajority(), false, Against,
			"would fail if 20 of the seats that are for were counted as against: Employers: 4, Governments: 16; or "},
		{council, russia, SimpleMajority(), false, Abstain,
			"would fail if 40 of the seats that are for were counted as abstain: Employers: 14, Governments: 16, Workers: 10; or "},
		{council, russia, AbsoluteMajority(), false, Absent,
			"would fail if 14 of the seats that are for were counted as absent: Governments: 14; or Employers: 1, Governments: 13; or Employers: 2, Governments: 12; or Employers: 3, Governments: 11; or Employers: 4, Governments: 10; or "},
		{council, russia, SimpleMajority(), true, 0, "is adopted as it is"},
		{council, russia, Unanimity(), true, 0,
			"would be adopted if 2 more seats were for: Governments: 2"},
		{council, russia, Unanimity(), true, Against,
			"would be adopted if 2 of the seats counted as against were for: Governments: 2"},
		{council, russia, Unanimity(), true, Abstain,
			"would not be adopted even if all seats counted as abstain were for"},
		{council, russia, In{Group: First, Rule: Share{Of: For, Base: Entitled, Need: AtLeast(3, 4)}},
			true, 0, "would be adopted if 5 more seats were for: Governments: 5"},
		{council, russia, Share{Of: For, Base: Entitled, Need: AtLeast(11, 14)}, true, 0,
			"would be adopted if 2 more seats were for: Governments: 2; or Governments: 1, Workers: 1; or Workers: 2"},
		{council, russia, veto, false, Against,
			"would fail if 7 of the seats that are for were counted as against: Workers: 7; or Employers: 4, Governments: 16; or "},
		{council, russia, veto, false, 0,
			"would fail if 7 of the seats that are for were not: Workers: 7; or Employers: 4, Governments: 16; or "},
		{flat(594), fishing, conference, true, 0, "would be adopted if 1 more seat were for: Members: 1"},
		{flat(594), fishing, conference, true, Against,
			"would not be adopted even if all seats counted as against were for"},
		{flat(594), fishing, conference, false, Absent, "fails as it is"},
		{council, russia, SeatCount{Of: Silent | For, Need: 3}, false, Silent,
			"would not fail even if all seats that are for were counted as silent"},
	} {
		tally, err := test.body.Tally(test.counts)
		if err != nil {
			t.Fatal(err)
		}
		turn := ToFail
		if test.adopts {
			turn = ToAdopt
		}
		m, err := turn(test.rule, tally, test.set)
		if got := inFull(t, m); err != nil || !strings.HasPrefix(got, test.want) {
			t.Errorf("%v: %v, %v, want %s", test.rule, got, err, test.want)
		}
	}
}

// inFull is a margin with all its ways.
func inFull(t *testing.T, m Margin) string {
	t.Helper()
	ways, err := m.Ways()
	if err != nil {
		t.Error(err)
	}
	var texts []string
	for _, way := range ways {
		texts = append(texts, way.String())
	}
	if texts == nil {
		return m.String()
	}
	return m.String() + ": " + strings.Join(texts, "; or ")
}

// Ways with fewer seats come first, and those with as many in a fixed order.
func TestMarginWays(t *testing.T) {
	t.Parallel()
	tally := MustBody(Bloc{Name: "A", Size: 5}, Bloc{Name: "B", Size: 5},
		Bloc{Name: "C"}).OpenRoom().Tally()
	for need, want := range map[int]string{
		3: "would be adopted if 3 more seats were for: B: 3; or A: 1, B: 2; or A: 2, B: 1; or A: 3",
		4: "would be adopted if 4 more seats were for: B: 4; or A: 1, B: 3; or A: 2, B: 2; or A: 3, B: 1; or A: 4",
		5: "would be adopted if 5 more seats were for: B: 5; or A: 1, B: 4; or A: 2, B: 3; or A: 3, B: 2; or A: 4, B: 1; or A: 5",
	} {
		if m, err := ToAdopt(SeatCount{Of: For, Need: need}, tally, 0); err != nil ||
			inFull(t, m) != want {
			t.Errorf("%d: %v, %v, want %s", need, m, err, want)
		}
	}
}

// Of the whole the ways are by groups, whatever these consist of; of a group by what
// it consists of; and of a bloc of seats by itself.
func TestMarginsOfParts(t *testing.T) {
	t.Parallel()
	tally := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Blocs: []Bloc{{Name: "c", Size: 2}, {Name: "d", Size: 2}}}}},
		Bloc{Name: "B", Size: 1}, Bloc{Name: "C"},
	).OpenRoom().Tally()
	for _, test := range []struct {
		of   Tally
		need int
		want string
	}{
		{tally, 6, "would be adopted if 6 more seats were for: A: 6; or A: 5, B: 1"},
		{tally.Group(First), 5, "would be adopted if 5 more seats were for: A/a: 1, A/b: 4; or A/a: 2, A/b: 3"},
		{blocOf(tally, "A/b"), 3, "would be adopted if 3 more seats were for: A/b/c: 1, A/b/d: 2; or A/b/c: 2, A/b/d: 1"},
		{blocOf(tally, "A/b/c"), 2, "would be adopted if 2 more seats were for: A/b/c: 2"},
	} {
		if m, err := ToAdopt(SeatCount{Of: For, Need: test.need}, test.of, 0); err != nil ||
			inFull(t, m) != test.want {
			t.Errorf("%d in %s: %v, %v, want %s", test.need, test.of.Name(), m, err, test.want)
		}
	}
}

// What cannot be answered is an error.
func TestMarginErrors(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	for _, rule := range []Rule{
		Share{Of: Against, Base: Cast, Need: AtLeast(1, 2)},
		Share{Of: For, Base: Abstain, Need: AtLeast(1, 2)},
		eachVoting(Share{Of: For, Less: Against, Base: For, Need: AtLeast(0, 1)}), // the first vote for ends that a group is skipped
		Veto{SimpleMajority()}, Veto{SeatCount{Of: For, Need: 1}}, SeatCount{Of: Against, Need: 1},
		All{SimpleMajority(), SeatCount{Of: Abstain, Need: 3}},
		Veto{Share{Of: Against, Base: Against | Abstain, Need: AtLeast(1, 2)}}, // a vote for that was an abstention makes it a larger share
		Veto{Share{Of: Against, Base: Cast, Need: AtLeast(0, 1)}},              // the first vote for makes it a share of something
	} {
		if m, err := ToAdopt(rule, tally, 0); !errors.Is(err, ErrNotMonotone) ||
			m.Enough || m.String() != "" {
			t.Errorf("%v: %v, %v", rule, m, err)
		}
	}
	for _, need := range []Threshold{AtLeast(1, 2), MoreThan(0, 1)} {
		if m, err := ToAdopt(Veto{Share{Of: Against, Base: Cast, Need: need}}, tally, 0); err != nil || !m.Enough {
			t.Errorf("no veto of %v: %v, %v", need, m, err)
		}
	}
	if m, err := ToAdopt(nil, tally, 0); err != nil || m.Enough {
		t.Errorf("no rule: %v, %v", m, err)
	}
}

// Whether the ways are listed is a question of how much work it is: two thousand are
// where the rule is asked for each, and a few where seats share a power and can end in two
// states.
func TestMarginsToList(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	groups := MustBody(Bloc{Name: "A", Size: 50}, Bloc{Name: "B", Size: 50}, Bloc{Name: "C", Size: 50})
	m, err := ToAdopt(AbsoluteMajority(), groups.OpenRoom().Tally(), Silent)
	if ways, err2 := m.Ways(); err != nil || err2 != nil || m.Fewest != 76 || len(ways) != 1950 {
		t.Errorf("one by one: %d, %d ways, %v, %v", m.Fewest, len(ways), err, err2)
	}
	changing := MustBody(Bloc{Name: "A", Size: 18, SharedBy: Present},
		Bloc{Name: "B", Size: 18, SharedBy: Present}, Bloc{Name: "C"})
	voted := allIn(t, changing, func(n int) Count { return Count{For: n} })
	m, err = ToFail(All{SeatCount{Of: For, Need: 19}, SimpleMajority()}, voted, Abstain|Absent)
	if ways, err2 := m.Ways(); err != nil || err2 != nil || m.Fewest != 18 || len(ways) != 19 {
		t.Errorf("of shared powers: %v, %d ways, %v, %v", m, len(ways), err, err2)
	}
}

func allIn(t *testing.T, b *Body, count func(size int) Count) Tally {
	c := Counts{}
	for name, size := range b.Blocs() {
		c[name] = count(size)
	}
	tally, err := b.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func BenchmarkMargins(b *testing.B) {
	for name, body := range map[string]*Body{
		"council": council, "twelve-blocs": twelve(),
		"conference": MustBody(Bloc{Name: "G", Size: 300}, Bloc{Name: "E", Size: 150},
			Bloc{Name: "W", Size: 150}),
	} {
		tally := body.OpenRoom().Tally()
		for _, set := range []States{Silent, 0} {
			b.Run(name+"/to-adopt/"+set.String(), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := ToAdopt(standing, tally, set); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(name+"/decide", func(b *testing.B) {
			for b.Loop() {
				sink = standing.Decide(tally)
			}
		})
	}
}

// The blocs of a union are in the body's order, although a nested bloc is described after
// the groups that follow it. The search counts on it.
func TestMarginsInAUnionOfANestedGroup(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Blocs: []Bloc{{Name: "b", Size: 2}}},
		Bloc{Name: "C", Size: 1},
		Bloc{Name: "Both", Union: []string{"B", "C"}})
	for _, need := range []int{1, 2, 3} {
		m, err := ToAdopt(In{Bloc: "Both", Rule: SeatCount{Of: For, Need: need}},
			body.OpenRoom().Tally(), 0)
		if err != nil || m.Fewest != need {
			t.Errorf("%d needed: %v, %v", need, m, err)
		}
	}
}

// The conditions that ToAdopt documents are those that it asks for.
func TestConditionsOfMonotoneRules(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	adopt := func(r Rule) error {
		_, err := ToAdopt(r, tally, 0)
		return err
	}
	sets := []States{0, For, Against, Cast, Abstain, Present}
	for _, of := range sets {
		for _, inVeto := range []bool{false, true} {
			var rule Rule = SeatCount{Of: of, Need: 1}
			if inVeto {
				rule = Veto{rule}
			}
			if err := adopt(rule); errors.Is(err, ErrNotMonotone) != ((of&For != 0) == inVeto) {
				t.Errorf("%v: %v", rule, err)
			}
		}
		for _, less := range sets {
			for _, base := range sets {
				for _, need := range []Threshold{AtLeast(0, 1), MoreThan(0, 1), AtLeast(1, 2)} {
					s := Share{Of: of, Less: less, Base: base, Need: need}
					part := of&^base == 0
					outside := part && of&For != 0 && less&For == 0
					inside := part && of&For == 0 && (less&For != 0 || base&For != 0 && need != AtLeast(0, 1))
					within := base == 0 || less&^base == 0 // without a base all groups count
					for _, test := range []struct {
						rule Rule
						want bool
					}{
						{s, outside}, {Veto{s}, inside}, {Veto{Veto{s}}, outside},
						{eachVoting(s), outside && within}, {Veto{eachVoting(s)}, inside && within},
					} {
						if err := adopt(test.rule); errors.Is(err, ErrNotMonotone) == test.want {
							t.Errorf("%v: %v", test.rule, err)
						}
					}
				}
			}
		}
	}
}

// A margin that no number of seats reaches reads as a sentence.
func TestMarginThatNothingReaches(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]Margin{
		"would not be adopted even if all seats were for":                       {From: Entitled &^ For, To: For},
		"would not be adopted even if all seats counted as abstain were for":    {From: Abstain, To: For},
		"would not fail even if no seat were for":                               {From: For, To: Entitled &^ For},
		"would not fail even if all seats that are for were counted as against": {From: For, To: Against},
	} {
		if got := m.String(); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// A share of all and a number of cantons together cost what the dearer of the two does,
// where the seats that turn for one count for the other.
func TestMarginsOfAShareAndCantons(t *testing.T) {
	t.Parallel()
	body, _, cantons := cantons(15)
	counts := Counts{}
	need := []int{}
	votes, against := 0, 0
	for name, seats := range body.Blocs() {
		c := Count{For: seats / 4, Against: seats / 3, Absent: seats - seats/3 - seats/4}
		counts[name] = c
		votes, against = votes+c.For+c.Against, against+c.Against
		if seats > 0 {
			need = append(need, (c.Against-c.For)/2+1)
		}
	}
	slices.Sort(need)
	fewest := 0
	for _, n := range need[:15] {
		fewest += n
	}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	third := votes - (2*votes+2)/3 // may be against
	for _, test := range []struct {
		rule Rule
		want int
	}{
		{cantons, fewest},
		{All{SimpleMajority(), cantons}, max(fewest, against-(votes-1)/2)},
		{All{TwoThirds(), cantons}, max(fewest, against-third)},
	} {
		if m, err := ToAdopt(test.rule, tally, Against); err != nil || m.Fewest != test.want {
			t.Errorf("%v, %v, want %d", m, err, test.want)
		}
	}
}

// To a rule of the caller, of which nothing is known, the fewest seats are those that are
// enough, and ways those of which no fewer are, even if more are not.
func TestMarginsOfACallersRule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		rule := own{drawRule(t, 2)}
		if rule.rule == nil {
			return
		}
		states := rapid.SampledFrom([]States{Against | Abstain, Silent | Absent, Absent}).Draw(t, "states")
		adopts := rapid.Bool().Draw(t, "adopts")
		if adopts {
			fewOpen(votes, states, 5)
			m, err := ToAdopt(rule, take(t, body, votes), states)
			fewest, found := slowMargin(t, body, votes, rule, Margin{From: states, To: For}, true)
			compareMargins(t, body, votes, rule, m, err, fewest, found)
			return
		}
		fewOpen(votes, For, 4)
		m, err := ToFail(rule, take(t, body, votes), states)
		fewest, found := slowMargin(t, body, votes, rule, Margin{From: For, To: states}, false)
		compareMargins(t, body, votes, rule, m, err, fewest, found)
	})
}

// Counts are tried in the order of the number of seats that turn, so that the fewest are
// found in a body of which not all counts can be tried.
func TestMarginsOfACallersRuleInOrder(t *testing.T) {
	t.Parallel()
	body := flat(1500)
	tally, err := body.Tally(Counts{"Members": {For: 300, Against: 450, Absent: 750}})
	if err != nil {
		t.Fatal(err)
	}
	quadratic := RuleFunc(func(t Tally) Outcome { // against squared of all seats are fewer than for squared of those cast
		if ayes, noes := t.Seats(For), t.Seats(Against); noes*noes*1500 < ayes*ayes*(ayes+noes) {
			return Adopted
		}
		return Rejected
	})
	exactly := RuleFunc(func(t Tally) Outcome {
		if t.Seats(For) == 310 {
			return Adopted
		}
		return Rejected
	})
	for _, test := range []struct {
		rule Rule
		from States
		want string
	}{
		{quadratic, Absent, "would be adopted if 251 of the seats counted as absent were for: Members: 251"},
		{quadratic, Against, "would be adopted if 140 of the seats counted as against were for: Members: 140"},
		{exactly, Absent, "would be adopted if 10 of the seats counted as absent were for: Members: 10"},
		{RuleFunc(func(Tally) Outcome { return Rejected }), Absent,
			"would not be adopted even if all seats counted as absent were for"},
		{RuleFunc(func(Tally) Outcome { return Adopted }), Absent, "is adopted as it is"},
	} {
		if m, err := ToAdopt(test.rule, tally, test.from); err != nil || inFull(t, m) != test.want {
			t.Errorf("%v, %v, want %s", m, err, test.want)
		}
	}
	if m, err := ToAdopt(quadratic, tally, 0); err != nil || m.Fewest != 140 {
		t.Errorf("%v, %v", m, err)
	}
	if m, err := ToFail(exactly, tally, 0); err != nil || !m.Enough || m.Fewest != 0 {
		t.Errorf("%v, %v", m, err)
	}
	never := RuleFunc(func(Tally) Outcome { return Rejected })
	if m, err := ToAdopt(never, tally, 0); !errors.Is(err, ErrTooLarge) || m.String() != "" {
		t.Errorf("450 times 750 counts: %v, %v", m, err)
	}
	panics := RuleFunc(func(t Tally) Outcome {
		if t.Seats(For) == 305 {
			panic("five more")
		}
		return Rejected
	})
	if m, err := ToAdopt(panics, tally, 0); !errors.Is(err, ErrRule) ||
		!strings.Contains(err.Error(), "it panics: five more") || m.String() != "" {
		t.Errorf("%v, %v", m, err)
	}
}

// To a rule of the caller the blocs of a group are not alike, and its ways may take as much work
// as the fewest seats took.
func TestWaysOfACallersRule(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Blocs: []Bloc{{Name: "A", Size: 3}, {Name: "B", Size: 3}}},
		Bloc{Name: "H", Size: 1}, Bloc{Name: "I", Size: 1})
	both := RuleFunc(func(t Tally) Outcome {
		a, _ := t.Bloc("G/A")
		b, _ := t.Bloc("G/B")
		if a.Seats(For) >= 2 && b.Seats(For) >= 1 {
			return Adopted
		}
		return Rejected
	})
	late := RuleFunc(func(t Tally) Outcome {
		if t.Seats(For) == 11_000 {
			return Adopted
		}
		return Rejected
	})
	for _, test := range []struct {
		rule Rule
		body *Body
		want []Way
	}{
		{both, body, []Way{{{Part: "G/A", Seats: 2}, {Part: "G/B", Seats: 1}}}},
		{late, flat(12_000), []Way{{{Part: "Members", Seats: 11_000}}}},
	} {
		m, err := ToAdopt(test.rule, test.body.OpenRoom().Tally(), Silent)
		if err != nil {
			t.Fatal(err)
		}
		ways, err := m.Ways()
		if diff := cmp.Diff(test.want, ways); diff != "" || err != nil {
			t.Error(diff, err)
		}
	}
}

// Ways that are too many are an error that says how many were found.
func TestMarginsWithTooManyWays(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	body := weighted(27)
	m, err := ToAdopt(AbsoluteMajority(), body.OpenRoom().Tally(), 0)
	if err != nil || !m.Enough {
		t.Fatal(m, err)
	}
	if ways, err := m.Ways(); !errors.Is(err, ErrTooLarge) || ways != nil ||
		!strings.Contains(err.Error(), "ways found, and not all") {
		t.Errorf("%d ways, %v", len(ways), err)
	}
}

// For a rule of the caller, ways that are too many to compare are an error, and not a part of
// them: any 2 of 60 blocs are 1,770 ways, and few counts to try.
func TestMarginsWithTooManyWaysOfACallersRule(t *testing.T) {
	t.Parallel()
	two := RuleFunc(func(t Tally) Outcome {
		if t.Seats(For) == 2 {
			return Adopted
		}
		return Rejected
	})
	body := blocsOf(60, 1, func(int) Fraction { return Int(1) })
	m, err := ToAdopt(two, body.OpenRoom().Tally(), Silent)
	if err != nil || m.Fewest != 2 {
		t.Fatal(m, err)
	}
	if ways, err := m.Ways(); ways != nil || !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d ways, %v", len(ways), err)
	}
}

// Where there are too many ways to list, the fewest is right all the same.
func TestMarginsOfMany(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	large := MustBody(Bloc{Name: "A", Size: 4000}, Bloc{Name: "B", Size: 2000},
		Bloc{Name: "C", Size: 2000})
	m, err := ToAdopt(AbsoluteMajority(), large.OpenRoom().Tally(), Silent)
	if err != nil || m.Fewest != 4001 ||
		m.String() != "would be adopted if 4001 of the seats counted as silent were for" {
		t.Errorf("%v, %v", m, err)
	}
	if ways, err := m.Ways(); ways != nil || !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d ways, %v", len(ways), err)
	}
	chamber := func(name string) Bloc {
		return Bloc{Name: name, SharedBy: Present,
			Blocs: []Bloc{{Name: "a", Size: 900}, {Name: "b", Size: 800}, {Name: "c", Size: 700}}}
	}
	weighed := MustBody(chamber("A"), chamber("B"), chamber("C"))
	if m, err := ToAdopt(All{Quorum{SeatCount{Of: For, Need: 100}}, SimpleMajority()}, allAbsent(t, weighed), Absent); err != nil || m.Fewest != 100 {
		t.Errorf("%v, %v", m, err)
	}
}

// heaviestFirst is how many seats turn, in each group the heaviest first, until the
// rule of half of each group is met in all, or is not in the one where that takes
// fewest.
func heaviestFirst(t Tally, rule Rule, adopts bool) int {
	fewest := []int{}
	for g := First; g <= Third; g++ {
		if _, whole := rule.(Share); whole && g > First {
			break
		}
		var weights []Fraction
		total := new(big.Rat)
		for _, bloc := range t.Group(g).Blocs() {
			for range bloc.Seats(AllSeats) {
				weights = append(weights, bloc.Weight())
				total.Add(total, bloc.Weight().Rat())
			}
		}
		slices.SortFunc(weights, func(a, b Fraction) int { return b.Cmp(a) })
		turned, n := new(big.Rat), 0
		for done := false; !done; {
			turned.Add(turned, weights[n].Rat())
			n++
			c := turned.Cmp(new(big.Rat).Quo(total, big.NewRat(2, 1)))
			done = c > 0 || c == 0 && adopts
		}
		fewest = append(fewest, n)
	}
	if !adopts {
		return slices.Min(fewest)
	}
	sum := 0
	for _, n := range fewest {
		sum += n
	}
	return sum
}

func allAbsent(t *testing.T, b *Body) Tally {
	return allIn(t, b, func(n int) Count { return Count{Absent: n} })
}

// The fewest seats of a council are found without asking the rule for each number,
// and the ways with few questions; of thousands of different stakes the heaviest
// come first.
func TestMarginsOfStakes(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	stakes := func(name string, n int) Bloc {
		b := Bloc{Name: name}
		for i := range n {
			b.Blocs = append(b.Blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(1_000_003+7919*i%1_000_033, 1)})
		}
		return b
	}
	half := Share{Of: For, Base: Entitled &^ Abstain, Need: AtLeast(1, 2)}
	for _, test := range []struct {
		body *Body
		rule Rule
	}{
		{MustBody(Bloc{Name: "Committee", Size: 7}, stakes("Representatives", 1000), stakes("Pools", 1000)),
			All{In{Group: First, Rule: half}, In{Group: Second, Rule: half}, In{Group: Third, Rule: half}}},
		{MustBody(stakes("Members", 3000), Bloc{Name: "B"}, Bloc{Name: "C"}), half},
	} {
		for _, adopts := range []bool{true, false} {
			turn, tally := ToAdopt, allIn(t, test.body, func(n int) Count { return Count{Against: n} })
			if !adopts {
				turn, tally = ToFail, allIn(t, test.body, func(n int) Count { return Count{For: n} })
			}
			m, err := turn(test.rule, tally, Against)
			if want := heaviestFirst(tally, test.rule, adopts); err != nil || m.Fewest != want {
				t.Errorf("adopts %v: %v, %v, want %d", adopts, m, err, want)
			}
		}
	}
}
