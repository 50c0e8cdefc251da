package tripartite_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// slowMargin turns the seats that may turn in every way there is, one by one.
func slowMargin(t rapid.TB, b *Body, votes []vote, r Rule, m Margin, adopts bool) Margin {
	var found []map[string]int
	var try func(i int, turned map[string]int)
	try = func(i int, turned map[string]int) {
		if i == len(votes) {
			if (Explain(r, take(t, b, votes)).Outcome == Adopted) == adopts {
				found = append(found, clone(turned))
			}
			return
		}
		before := votes[i].state
		try(i+1, turned)
		if before&m.From == 0 {
			return
		}
		part := partOf(b, votes[i].seat)
		turned[part]++
		for s := For; s != 0; s <<= 1 {
			if s&m.To != 0 {
				votes[i].state = s
				try(i+1, turned)
			}
		}
		votes[i].state = before
		turned[part]--
	}
	try(0, map[string]int{})
	below := func(a, b map[string]int) bool {
		for part, n := range a {
			if n > b[part] {
				return false
			}
		}
		return true
	}
	for _, way := range found {
		smaller := slices.ContainsFunc(found, func(other map[string]int) bool { return below(other, way) && !below(way, other) })
		known := slices.ContainsFunc(m.Ways, func(other map[string]int) bool { return cmp.Equal(other, way) })
		if !smaller && !known {
			m.Ways = append(m.Ways, way)
		}
	}
	m.Enough = len(found) > 0
	for i, way := range found {
		if n := seatsOf(way); i == 0 || n < m.Fewest {
			m.Fewest = n
		}
	}
	return m
}

func clone(turned map[string]int) map[string]int {
	c := map[string]int{}
	for part, n := range turned {
		if n > 0 {
			c[part] = n
		}
	}
	return c
}

func seatsOf(way map[string]int) int {
	n := 0
	for _, seats := range way {
		n += seats
	}
	return n
}

// partOf is the group of a seat, or the bloc of no group.
func partOf(b *Body, seat string) string {
	ballot := b.OpenRoom()
	if err := ballot.Mark(seat, Vacant); err != nil {
		panic(err)
	}
	for bloc := range ballot.Tally().Blocs() {
		if bloc.Seats(Vacant) == 1 {
			group, _, _ := strings.Cut(bloc.Name(), "/")
			return group
		}
	}
	panic(seat)
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
	counts := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		states := States(rapid.SampledFrom([]States{Against, Abstain, Silent | Absent, Entitled, Absent, Suspended | Abstain}).Draw(t, "states")) &^ For
		rule := drawHelped(t, 2)
		if rapid.Bool().Draw(t, "any rule") {
			rule = drawRule(t, 2)
		}
		adopts := rapid.Bool().Draw(t, "adopts")
		var got, want Margin
		var err error
		if adopts {
			fewOpen(votes, states, 5)
			got, err = ToAdopt(rule, take(t, body, votes), states)
			want = slowMargin(t, body, votes, rule, Margin{From: states, To: For}, true)
		} else {
			fewOpen(votes, For, 4)
			got, err = ToFail(rule, take(t, body, votes), states)
			want = slowMargin(t, body, votes, rule, Margin{From: For, To: states}, false)
		}
		if errors.Is(err, ErrNotHelped) {
			counts["refused"]++
			return
		}
		compareMargins(t, rule, take(t, body, votes), want, got, err)
		counts[fmt.Sprint(got.Enough, got.Fewest > 0)]++
	})
	if len(counts) < 4 && !testing.Short() {
		t.Error(counts)
	}
}

// They are for seats whose weights change as they turn, too, of every vote of a
// body of four.
func TestMarginsOfChangingWeights(t *testing.T) {
	bodies := []*Body{
		MustBody(Bloc{Name: "A", Size: 3, Over: Present}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"}),
		MustBody(Bloc{Name: "A", Size: 2, Over: Present}, Bloc{Name: "B", Size: 1, Over: Present}, Bloc{Name: "C", Size: 1}),
	}
	for _, body := range bodies {
		var votes []vote
		for id := range body.OpenRoom().Seats() {
			votes = append(votes, vote{seat: id})
		}
		for _, rule := range []Rule{SimpleMajority(), AbsoluteMajority(), All{Quorum{Number{Of: Present, Need: 2}}, TwoThirds()}} {
			for n := range 1 << (2 * len(votes)) {
				for i := range votes {
					votes[i].state = [...]States{For, Against, Abstain, Absent}[n>>(2*i)&3]
				}
				tally := take(t, body, votes)
				got, err := ToAdopt(rule, tally, Abstain|Absent)
				want := slowMargin(t, body, votes, rule, Margin{From: Abstain | Absent, To: For}, true)
				compareMargins(t, rule, tally, want, got, err)
				got, err = ToFail(rule, tally, Against|Absent)
				want = slowMargin(t, body, votes, rule, Margin{From: For, To: Against | Absent}, false)
				compareMargins(t, rule, tally, want, got, err)
			}
		}
	}
}

func compareMargins(t rapid.TB, rule Rule, tally Tally, want, got Margin, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	sorted := cmpopts.SortSlices(func(a, b map[string]int) bool { return fmt.Sprint(a) < fmt.Sprint(b) })
	if diff := cmp.Diff(want, got, sorted, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-seat by seat +got)\n%v\n%v", diff, rule, tally)
	}
}

// The margins of real votes, in words.
func TestMarginText(t *testing.T) {
	russia := Counts{
		"Governments": {For: 16, Against: 2, Abstain: 8, Absent: 2},
		"Employers":   {For: 14},
		"Workers":     {For: 12, Absent: 2},
	}
	fishing := Counts{"Members": {For: 288, Against: 8, Abstain: 139, Absent: 159}}
	veto := All{SimpleMajority(), GroupVeto(Third, Cast)}
	for _, test := range []struct {
		body   *Body
		counts Counts
		rule   Rule
		adopts bool
		set    States
		want   string
	}{
		{council, russia, SimpleMajority(), false, Against, "would fail with 20 fewer for, to against: 4 Employers and 16 Governments; or "},
		{council, russia, SimpleMajority(), false, Abstain, "would fail with 40 fewer for, to abstain: 14 Employers and 16 Governments and 10 Workers; or "},
		{council, russia, AbsoluteMajority(), false, Absent, "would fail with 14 fewer for, to absent: 14 Governments; or 1 Employers and 13 Governments; or 2 Employers and 12 Governments; or 3 Employers and 11 Governments; or in 113 other ways"},
		{council, russia, SimpleMajority(), true, 0, "is adopted as it is"},
		{council, russia, Unanimity(), true, 0, "would be adopted with 2 more for: 2 Governments"},
		{council, russia, Unanimity(), true, Against, "would be adopted with 2 more for, from against: 2 Governments"},
		{council, russia, Unanimity(), true, Abstain, "would not be adopted with any number more for, from abstain"},
		{council, russia, In{Group: First, Rule: Share{Of: For, In: Entitled, Need: AtLeast(3, 4)}}, true, 0, "would be adopted with 5 more for: 5 Governments"},
		{council, russia, Share{Of: For, In: Entitled, Need: AtLeast(11, 14)}, true, 0, "would be adopted with 2 more for: 2 Governments; or 1 Governments and 1 Workers; or 2 Workers"},
		{council, russia, veto, false, Against, "would fail with 7 fewer for, to against: 7 Workers; or 4 Employers and 16 Governments; or "},
		{council, russia, veto, false, 0, "would fail with 7 fewer for: 7 Workers; or 4 Employers and 16 Governments; or "},
		{flat(594), fishing, ILOConference{}.TwoThirds(), true, 0, "would be adopted with 1 more for: 1 Members"},
		{flat(594), fishing, ILOConference{}.TwoThirds(), true, Against, "would not be adopted with any number more for, from against"},
		{flat(594), fishing, ILOConference{}.TwoThirds(), false, Absent, "fails as it is"},
		{council, russia, Number{Of: Silent | For, Need: 3}, false, Silent, "would not fail with any number fewer for, to silent"},
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
		if err != nil || !strings.HasPrefix(m.String(), test.want) {
			t.Errorf("%v: %v, %v, want %s", test.rule, m, err, test.want)
		}
	}
}

// Four ways are listed, and the others counted.
func TestMarginTextOfManyWays(t *testing.T) {
	tally := MustBody(Bloc{Name: "A", Size: 5}, Bloc{Name: "B", Size: 5}, Bloc{Name: "C"}).OpenRoom().Tally()
	for need, want := range map[int]string{
		3: "would be adopted with 3 more for: 3 B; or 1 A and 2 B; or 2 A and 1 B; or 3 A",
		4: "would be adopted with 4 more for: 4 B; or 1 A and 3 B; or 2 A and 2 B; or 3 A and 1 B; or in 1 other way",
		5: "would be adopted with 5 more for: 5 B; or 1 A and 4 B; or 2 A and 3 B; or 3 A and 2 B; or in 2 other ways",
	} {
		if m, err := ToAdopt(Number{Of: For, Need: need}, tally, 0); err != nil || m.String() != want {
			t.Errorf("%d: %v, %v, want %s", need, m, err, want)
		}
	}
}

// Of the whole the ways are by groups, whatever these consist of; of a group by what
// it consists of; and of a bloc of seats by itself.
func TestMarginsOfParts(t *testing.T) {
	tally := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Blocs: []Bloc{{Name: "c", Size: 2}, {Name: "d", Size: 2}}}}},
		Bloc{Name: "B", Size: 1}, Bloc{Name: "C"},
	).OpenRoom().Tally()
	for _, test := range []struct {
		of   Tally
		need int
		want string
	}{
		{tally, 6, "would be adopted with 6 more for: 6 A; or 5 A and 1 B"},
		{tally.Group(First), 5, "would be adopted with 5 more for: 1 A/a and 4 A/b; or 2 A/a and 3 A/b"},
		{blocOf(tally, "A/b"), 3, "would be adopted with 3 more for: 1 A/b/c and 2 A/b/d; or 2 A/b/c and 1 A/b/d"},
		{blocOf(tally, "A/b/c"), 2, "would be adopted with 2 more for: 2 A/b/c"},
	} {
		if m, err := ToAdopt(Number{Of: For, Need: test.need}, test.of, 0); err != nil || m.String() != test.want {
			t.Errorf("%d in %s: %v, %v, want %s", test.need, test.of.Name(), m, err, test.want)
		}
	}
}

// What cannot be answered is an error.
func TestMarginErrors(t *testing.T) {
	tally := council.OpenRoom().Tally()
	for _, rule := range []Rule{
		RuleFunc(SimpleMajority().Decide), Share{Of: Against, In: Cast, Need: AtLeast(1, 2)}, Share{Of: For, In: Abstain, Need: AtLeast(1, 2)},
		Veto{SimpleMajority()}, Veto{Number{Of: For, Need: 1}}, Number{Of: Against, Need: 1}, All{SimpleMajority(), Number{Of: Abstain, Need: 3}},
	} {
		if m, err := ToAdopt(rule, tally, 0); !errors.Is(err, ErrNotHelped) || m.Enough || m.String() != "" {
			t.Errorf("%v: %v, %v", rule, m, err)
		}
	}
	if m, err := ToAdopt(nil, tally, 0); err != nil || m.Enough {
		t.Errorf("no rule: %v, %v", m, err)
	}
}

// Where there are too many ways to list, the fewest is right all the same.
func TestMarginsOfMany(t *testing.T) {
	large := MustBody(Bloc{Name: "A", Size: 4000}, Bloc{Name: "B", Size: 2000}, Bloc{Name: "C", Size: 2000})
	tally := large.OpenRoom().Tally()
	m, err := ToAdopt(AbsoluteMajority(), tally, Silent)
	if err != nil || m.Fewest != 4001 || m.Ways != nil || m.String() != "would be adopted with 4001 more for, from silent, in more ways than can be listed" {
		t.Errorf("%v, %v", m, err)
	}
	chamber := func(name string) Bloc {
		return Bloc{Name: name, Over: Present, Blocs: []Bloc{{Name: "a", Size: 900}, {Name: "b", Size: 800}, {Name: "c", Size: 700}}}
	}
	weighed := MustBody(chamber("A"), chamber("B"), chamber("C"))
	if m, err := ToAdopt(All{Quorum{Number{Of: For, Need: 100}}, SimpleMajority()}, allAbsent(t, weighed), Absent); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v, %v", m, err)
	}
}

// Whether the ways are listed is a question of how much work it is: two thousand are
// where the rule is asked for each, and none where each takes a search. Where each
// takes trying all completions, not even the fewest can be found in time.
func TestMarginsToList(t *testing.T) {
	groups := MustBody(Bloc{Name: "A", Size: 50}, Bloc{Name: "B", Size: 50}, Bloc{Name: "C", Size: 50})
	m, err := ToAdopt(AbsoluteMajority(), groups.OpenRoom().Tally(), Silent)
	if err != nil || m.Fewest != 76 || len(m.Ways) != 1950 {
		t.Errorf("one by one: %d, %d ways, %v", m.Fewest, len(m.Ways), err)
	}
	half := allIn(t, groups, func(n int) Count { return Count{Abstain: n / 2, Absent: n / 2} })
	m, err = ToAdopt(All{AbsoluteMajority(), Each{Number{Of: For, Need: 10}}}, half, Abstain|Absent)
	if err != nil || m.Fewest != 76 || m.Ways != nil {
		t.Errorf("by searches: %d, %d ways, %v", m.Fewest, len(m.Ways), err)
	}
	changing := MustBody(Bloc{Name: "A", Size: 12, Over: Present}, Bloc{Name: "B", Size: 12, Over: Present}, Bloc{Name: "C"})
	voted := allIn(t, changing, func(n int) Count { return Count{For: n} })
	if m, err = ToFail(All{Number{Of: For, Need: 13}, SimpleMajority()}, voted, Abstain|Absent); !errors.Is(err, ErrTooLarge) {
		t.Errorf("by completions: %d, %d ways, %v", m.Fewest, len(m.Ways), err)
	}
}

func allAbsent(t *testing.T, b *Body) Tally {
	return allIn(t, b, func(n int) Count { return Count{Absent: n} })
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
		"conference": MustBody(Bloc{Name: "G", Size: 300}, Bloc{Name: "E", Size: 150}, Bloc{Name: "W", Size: 150}),
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
