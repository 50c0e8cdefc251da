package tripartite_test

import (
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// completions are the tallies of every way in which the silent seats can end, taken
// seat by seat.
func completions(t rapid.TB, b *Body, votes []vote, ends States) []Tally {
	closed, open := slices.Clone(votes), []int(nil)
	for i, v := range votes {
		if v.state == Silent {
			open = append(open, i)
		}
	}
	var all []Tally
	var try func(open []int)
	try = func(open []int) {
		if len(open) == 0 {
			all = append(all, take(t, b, closed))
			return
		}
		for s := For; s != 0; s <<= 1 {
			if s&ends != 0 {
				closed[open[0]].state = s
				try(open[1:])
			}
		}
	}
	try(open)
	return all
}

// outcomesIn are the outcomes of a rule in any of the tallies.
func outcomesIn(tallies []Tally, r Rule) Outcomes {
	var all Outcomes
	for _, tally := range tallies {
		o := Rejected // without a rule
		if r != nil {
			o = r.Decide(tally)
		}
		if all |= OutcomesOf(o); all == OutcomesOf(Void, Rejected, Adopted) {
			break
		}
	}
	return all
}

// Possible says exactly what trying every completion says: never certain too
// early, and never open too late.
func TestPossibleIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		ends := Present
		if rapid.IntRange(0, 2).Draw(t, "other ends") == 0 {
			ends = States(rapid.ByteMin(1).Draw(t, "ends"))
		}
		for i, opened := range rapid.Permutation(votes).Draw(t, "open") {
			for j := range votes {
				if votes[j].seat == opened.seat && i < 3 {
					votes[j].state = Silent
				} else if i >= 3 && votes[j].seat == opened.seat && votes[j].state == Silent {
					votes[j].state = Abstain
				}
			}
		}
		tally, closed := take(t, body, votes), completions(t, body, votes, ends)
		for range 3 {
			rule := drawRule(t, 3)
			want := outcomesIn(closed, rule)
			got, err := Possible(rule, tally, Silent, ends)
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Fatalf("%v is possible, but trying all says %v; %v ends in %v\n%v%v", got, want, rule, ends,
					tally, Explain(rule, tally))
			}
		}
	})
}

// Of the parts that count, enough must adopt; a part that does not count is neither. Where no
// part counts, or too many are void, no outcome is said to be possible that no vote has.
func TestPossibleOfPartsThatDoNotCount(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 2})
	inner := All{Quorum{SeatCount{Of: Cast, Need: 1}}, SimpleMajority()}
	var rules []Rule
	for _, with := range []States{Voting, Present, For} {
		for k := 1; k <= 3; k++ {
			rules = append(rules, Parts{With: with, BySeats: true, K: k, Rule: inner})
		}
		for _, need := range []Threshold{MoreThan(1, 2), AtLeast(1, 2), AtLeast(2, 3), AtLeast(1, 1)} {
			rules = append(rules, Parts{With: with, BySeats: true, Need: need, Rule: inner})
		}
	}
	for _, ends := range []States{Cast, Cast | Absent, For | Absent, Against | Abstain, For | Abstain, Absent | Silent} {
		var votes []Tally
		votesIn(t, body, ends, func(vote Tally) bool {
			votes = append(votes, vote)
			return true
		})
		for _, rule := range rules {
			got, err := Possible(rule, body.OpenRoom().Tally(), Silent, ends)
			if want := outcomesIn(votes, rule); err != nil || got != want {
				t.Errorf("%v, ends in %v: %v, %v, but trying all says %v", rule, ends, got, err, want)
			}
		}
	}
}

// The same for every rule of every statute.
func TestPossibleIsExactForStatutes(t *testing.T) {
	t.Parallel()
	for name, ready := range samples(t) {
		rapid.Check(t, func(t *rapid.T) {
			votes := drawVotes(t, ready.body)
			for i, at := range rapid.Permutation(indices(votes)).Draw(t, "open") {
				if i < 3 {
					votes[at].state = Silent
				} else if votes[at].state == Silent {
					votes[at].state = Against
				}
			}
			tally, closed := take(t, ready.body, votes), completions(t, ready.body, votes, Present)
			for _, rule := range ready.rules {
				want := outcomesIn(closed, rule)
				got, err := Possible(rule, tally, Silent, Present)
				if err != nil || got != want {
					t.Fatalf("%s: %v is possible, %v, but trying all says %v\n%v%v", name, got, err, want, tally,
						Explain(rule, tally))
				}
			}
		})
	}
}

// The same where all seats are open, of up to four in each group, and rules that pull
// against each other: by counts, since seats would be too many.
func TestPossibleIsExactByCounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var groups [3]Bloc
		for i, name := range []string{"Gov", "Emp", "Wrk"} {
			groups[i] = Bloc{Name: name, Size: rapid.IntRange(1, 4).Draw(t, name)}
			if groups[i].Weight = rapid.SampledFrom(drawnWeights).Draw(t, "weight"); rapid.Bool().Draw(t, "power") {
				groups[i].Weight, groups[i].SharedBy = Fraction{}, AllSeats
			}
		}
		chair := Bloc{Name: "Chair", Size: 1}
		body := MustBody(groups[0], groups[1], groups[2], chair)
		ends := For | States(1<<rapid.IntRange(1, 3).Draw(t, "end")) | States(1<<rapid.IntRange(4, 6).Draw(t, "other end"))
		rule := Rule(All{drawHelped(t, 2), Veto{drawHelped(t, 1)}})
		if rapid.Bool().Draw(t, "any") {
			rule = drawRule(t, 3)
		}
		var want Outcomes
		counts := Counts{}
		var try func(blocs []Bloc)
		try = func(blocs []Bloc) {
			if len(blocs) == 0 {
				tally, err := body.Tally(counts)
				if err != nil {
					t.Fatal(err)
				}
				want |= outcomesIn([]Tally{tally}, rule)
				return
			}
			for _, c := range spreads(int64(blocs[0].Size), ends) {
				if want == OutcomesOf(Void, Rejected, Adopted) {
					return
				}
				counts[blocs[0].Name] = Count{int(c[0]), int(c[1]), int(c[2]), int(c[3]), int(c[4]), int(c[5]),
					int(c[6]), int(c[7])}
				try(blocs[1:])
			}
		}
		try(append(groups[:], chair))
		got, err := Possible(rule, body.OpenRoom().Tally(), Silent, ends)
		if err != nil || got != want {
			t.Fatalf("%v, %v, but trying all says %v: %v in %v, to %v", got, err, want, rule, body, ends)
		}
	})
}

func indices(votes []vote) []int {
	all := make([]int, len(votes))
	for i := range all {
		all[i] = i
	}
	return all
}

// Of a part, the seats of that part are open, and no others count.
func TestPossibleOfAPart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		for i, at := range rapid.Permutation(indices(votes)).Draw(t, "open") {
			if i < 3 {
				votes[at].state = Silent
			} else if votes[at].state == Silent {
				votes[at].state = Against
			}
		}
		tally, closed := take(t, body, votes), completions(t, body, votes, Present)
		for g := First; g <= Third; g++ {
			rule := drawRule(t, 2)
			if rule == nil {
				continue
			}
			want := outcomesIn(closed, In{Group: g, Rule: rule})
			got, err := Possible(rule, tally.Group(g), Silent, Present)
			if err != nil || got != want {
				t.Fatalf("in %v: %v is possible, %v, but trying all says %v\n%v", g, got, err, want,
					Explain(rule, tally.Group(g)))
			}
		}
	})
}

// After every cast of a roll-call of 750 seats it says what is still possible, as
// counting on from there in every way says, and so the moment from which on the
// outcome is certain.
func TestPossibleInARollCall(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	body := MustBody(Bloc{Name: "Governments", Size: 375}, Bloc{Name: "Employers", Size: 187},
		Bloc{Name: "Workers", Size: 188})
	const half = 375
	decide := func(ayes, noes int) Outcome {
		switch {
		case ayes+noes < half:
			return Void
		case 3*ayes >= 2*(ayes+noes):
			return Adopted
		}
		return Rejected
	}
	rule := All{Quorum{Share{Of: Cast, Base: Entitled, Need: AtLeast(1, 2)}}, TwoThirds()}
	for _, test := range []struct {
		name    string
		votes   []States
		certain int // after so many casts
	}{
		{"six of seven for", []States{Against, For, For, For, For, For, For},
			584}, // 500 are for: two thirds of all
		{"three of five for", []States{For, Against, For, Against, For},
			627}, // 251 are against, a third of all and 1
		{"one of three cast", []States{Abstain, For, Absent}, 564}, // 376 are neither
		{"not before the last", []States{For, Against, For}, 750},
	} {
		ballot, certain := body.OpenRoom(), 0
		ayes, noes, left := 0, 0, 750
		for i, id := range shuffledSeats(body) {
			vote := test.votes[i%len(test.votes)]
			record := ballot.Cast
			if vote == Absent {
				record = ballot.Mark
			}
			if err := record(id, vote); err != nil {
				t.Fatal(err)
			}
			ayes, noes, left = ayes+b2i(vote == For), noes+b2i(vote == Against), left-1
			got, err := Possible(rule, ballot.Tally(), Silent, Present)
			if err != nil {
				t.Fatal(err)
			}
			if step := proptest.Pick(10, 10, 1); i%step == 0 || left == 0 {
				var seen [Adopted + 1]bool
				for more := range left + 1 {
					for less := range left - more + 1 {
						seen[decide(ayes+more, noes+less)] = true
					}
				}
				var want Outcomes
				for o, can := range seen {
					if can {
						want |= OutcomesOf(Outcome(o))
					}
				}
				if got != want {
					t.Fatalf("%s: after %d casts %v, but counting on says %v", test.name, i+1, got, want)
				}
			}
			if _, ok := got.Certain(); ok && certain == 0 {
				certain = i + 1
			}
		}
		if certain != test.certain {
			t.Errorf("%s: certain after %d casts, not %d", test.name, certain, test.certain)
		}
	}
}

// The same where all 750 weigh differently, and two thirds of all are needed: it is
// certain as soon as so much is for, or more than a third cannot be any more.
func TestPossibleInARollCallOfWeights(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	var groups [3]Bloc
	total, weights := 0, map[string]int{}
	for i := range 750 {
		w := 1000 + 37*i%1009
		g := &groups[i%3]
		g.Name = string("ABC"[i%3])
		g.Blocs = append(g.Blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(w, 1)})
		weights[fmt.Sprintf("%s/%d 1", g.Name, i)] = w
		total += w
	}
	body := MustBody(groups[0], groups[1], groups[2])
	ballot := body.OpenRoom()
	ayes, others, certain := 0, 0, map[Outcomes]int{}
	for i, id := range shuffledSeats(body) {
		vote := [...]States{For, For, Against, For, Abstain, For, For}[i%7]
		if err := ballot.Cast(id, vote); err != nil {
			t.Fatal(err)
		}
		if vote == For {
			ayes += weights[id]
		} else {
			others += weights[id]
		}
		if i%proptest.Pick(5, 5, 1) > 0 {
			continue
		}
		want := OutcomesOf(Rejected, Adopted)
		if 3*ayes >= 2*total {
			want = OutcomesOf(Adopted)
		} else if 3*others > total {
			want = OutcomesOf(Rejected)
		}
		got, err := Possible(Share{Of: For, Base: Entitled, Need: AtLeast(2, 3)},
			ballot.Tally(), Silent, Voting)
		if err != nil || got != want {
			t.Fatalf("after %d casts %v, %v, want %v", i+1, got, err, want)
		}
		certain[got]++
	}
	if len(certain) != 2 {
		t.Errorf("%v", certain)
	}
}

// Of hundreds of seats that all weigh differently, it finds what is between the
// extremes; where votes would have to come to one number exactly, it does not guess.
func TestPossibleOfManyWeights(t *testing.T) {
	t.Parallel()
	group := func(name string, from int) Bloc {
		g := Bloc{Name: name}
		for i := range 100 {
			g.Blocs = append(g.Blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(1000+37*(from+i)%1009, 1)})
		}
		return g
	}
	tally := MustBody(group("A", 0), group("B", 100), group("C", 200)).OpenRoom().Tally()
	if got, err := Possible(statuteRule(t, "ilo/conference-1986", "majority, void below the floor"), tally, Silent, Cast); err != nil || got != OutcomesOf(Void, Rejected, Adopted) {
		t.Errorf("%v, %v", got, err)
	}
	exactly := func(p, q int) Rule {
		return All{Share{Of: For, Base: AllSeats, Need: AtLeast(p, q)},
			Veto{Share{Of: For, Base: AllSeats, Need: MoreThan(p, q)}}}
	}
	if got, err := Possible(exactly(2, 5), tally, Silent, Cast); got != 0 || !errors.Is(err, ErrTooLarge) { // 180,398 of 450,995 votes
		t.Errorf("%v, %v", got, err)
	}
	// Of seats that weigh the same in every group there are a hundred kinds, and what
	// is no whole number of votes, nobody has.
	alike := MustBody(group("A", 0), group("B", 0), group("C", 0)).OpenRoom().Tally()
	if got, err := Possible(exactly(4, 11), alike, Silent, Cast); err != nil ||
		got != OutcomesOf(Rejected) {
		t.Errorf("%v, %v", got, err)
	}
}

// Where a proof would take too many steps, it gives up: votes that would have to come
// to a number that leaves 2 when divided by 6, of forty weights that 6 divides, and of
// 3 and 4.
func TestPossibleGivesUp(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	var blocs []Bloc
	total := 3 + 4
	for i := range 40 {
		blocs = append(blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(6*(100+i), 1)})
		total += 6 * (100 + i)
	}
	body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{Name: "B", Size: 1, Weight: Frac(3, 1)},
		Bloc{Name: "C", Size: 1, Weight: Frac(4, 1)})
	votes := total/12*6 + 2
	rule := All{Share{Of: For, Base: AllSeats, Need: AtLeast(votes, total)},
		Veto{Share{Of: For, Base: AllSeats, Need: MoreThan(votes, total)}}}
	if got, err := Possible(rule, body.OpenRoom().Tally(), Silent, Cast); got != 0 || !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v, %v", got, err)
	}
}

// Of a hundred million sets of fourteen and more of many rules, none holds if half of the rules
// ask for a majority for, and half for one against. That is seen without trying them.
func TestPossibleOfRulesThatExclude(t *testing.T) {
	t.Parallel()
	for _, n := range []int{5, 14, 40} {
		rules := slices.Repeat([]Rule{SeatCount{Of: For, Need: 501}}, n)
		rules = append(rules, slices.Repeat([]Rule{SeatCount{Of: Against, Need: 501}}, n)...)
		got, err := Possible(KOf{K: n + 1, Rules: rules}, flat(1000).OpenRoom().Tally(), Silent, Present)
		if err != nil || got != OutcomesOf(Rejected) {
			t.Errorf("%d rules: %v, %v", len(rules), got, err)
		}
	}
}

// It gives up, too, where it is the rule that takes too many steps. In an odd number of threes of
// seats, an odd number is to be for, and in one three an even number. No vote does this, since
// each seat is in two threes.
func TestPossibleGivesUpOnRules(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	for threes, want := range map[int]error{4: nil, 60: ErrTooLarge} {
		seats := threes * 3 / 2
		var blocs []Bloc
		for i := range seats {
			blocs = append(blocs, Bloc{Name: fmt.Sprint(i), Size: 1})
		}
		body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{}, Bloc{})
		twice := rand.New(rand.NewPCG(1, 2)).Perm(2 * seats)
		var all All
		for i := range threes {
			wanted := b2i(i > 0) // the sum is odd, and every seat counts twice in it
			all = append(all, parity(wanted, twice[3*i]/2, twice[3*i+1]/2, twice[3*i+2]/2))
		}
		got, err := Possible(all, body.OpenRoom().Tally(), Silent, Cast)
		if !errors.Is(err, want) || err == nil && got != OutcomesOf(Rejected) {
			t.Errorf("%d threes: %v, %v", threes, got, err)
		}
	}
}

// parity asks that the number of those seats that are for, and the wanted one, differ by an even
// number. A seat may be there more than once.
func parity(wanted int, seats ...int) Rule {
	var ways Any
	for set := range 1 << len(seats) {
		if bits.OnesCount(uint(set))%2 != wanted {
			continue
		}
		var way All
		for i, seat := range seats {
			state := Against
			if set>>i&1 == 1 {
				state = For
			}
			way = append(way, In{Bloc: fmt.Sprintf("A/%d", seat), Rule: SeatCount{Of: state, Need: 1}})
		}
		ways = append(ways, way)
	}
	return ways
}

// The order of the blocs of a union does not matter where several begin with the same seat, as
// those without seats do. One that is nested comes after the others then.
func TestPossibleOfAUnionWithEmptyBlocs(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "none"}}}, Bloc{Name: "B"}, Bloc{Name: "C", Size: 2},
		Bloc{Name: "all", Union: []string{"A/none", "B", "C"}},
	)
	for rule, want := range map[Rule]Outcomes{
		In{Bloc: "all", Rule: SimpleMajority()}:                                        OutcomesOf(Rejected, Adopted),
		In{Bloc: "all", Rule: SeatCount{Of: For, Need: 2}}:                             OutcomesOf(Rejected, Adopted),
		In{Bloc: "all", Rule: SeatCount{Of: Present, Need: 3}}:                         OutcomesOf(Rejected),
		In{Bloc: "all", Rule: Share{Of: Present, Base: AllSeats, Need: AtLeast(1, 1)}}: OutcomesOf(Adopted),
	} {
		if got, err := Possible(rule, body.OpenRoom().Tally(), Silent, Cast); err != nil || got != want {
			t.Errorf("%v: %v, %v, not %v", rule, got, err, want)
		}
	}
}

// Blocs that weigh the same are as one, however many they are.
func TestPossibleOfManyBlocs(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	var countries []Bloc
	for i := range 120 {
		countries = append(countries, Bloc{Name: fmt.Sprint(i), Size: 1})
	}
	body := MustBody(Bloc{Name: "Governments", Blocs: countries}, Bloc{Name: "Employers", Size: 3},
		Bloc{Name: "Workers", Size: 3})
	tally := body.OpenRoom().Tally()
	for _, test := range []struct {
		rule Rule
		want Outcomes
	}{
		{statuteRule(t, "ilo/conference-1986", "majority, void below the floor"),
			OutcomesOf(Void, Rejected, Adopted)},
		{All{SeatCount{For, 41}, Veto{SeatCount{For, 42}}}, OutcomesOf(Rejected, Adopted)},
		{All{SeatCount{For, 41}, Veto{SeatCount{For, 41}}}, OutcomesOf(Rejected)},
	} {
		if got, err := Possible(test.rule, tally, Silent, Present); err != nil || got != test.want {
			t.Errorf("%v: %v, %v", test.rule, got, err)
		}
	}
	if m, err := ToAdopt(AbsoluteMajority(), tally, 0); err != nil || m.Fewest != 64 {
		t.Errorf("%v, %v", m, err)
	}
	p, err := body.Infer(mustFigures(t, "20 for, 8 against, 13 abstain")...)
	if err != nil {
		t.Fatal(err)
	}
	if low, high, err := p.Range("", Entitled&^Voting); low != 0 || high != 85 || err != nil {
		t.Errorf("%d to %d, %v", low, high, err)
	}
}

// BenchmarkPossible asks in turn at every moment of a roll-call; beside it is the
// rule alone.
func BenchmarkPossible(b *testing.B) {
	group := func(name string, blocs, size int) Bloc {
		g := Bloc{Name: name}
		for i := range blocs {
			g.Blocs = append(g.Blocs, Bloc{Name: fmt.Sprint(i), Size: size, Weight: Frac(1000+37*i%1009, 1)})
		}
		return g
	}
	for _, c := range []struct {
		name string
		body *Body
		rule Rule
	}{
		{"council", council, standing},
		{"conference-1986", MustBody(Bloc{Name: "Governments", Size: 300}, Bloc{Name: "Employers", Size: 150}, Bloc{Name: "Workers", Size: 150}), statuteRule(b, "ilo/conference-1986", "majority, void below the floor")},
		{"fsc", statuteBody(b, "fsc/general-assembly", chambers([4]int{40, 30, 20, 10}, [4]int{21, 33, 17, 9}, [4]int{13, 31, 27, 8})...), statuteRule(b, "fsc/general-assembly", "motion")},
		{"sixteen-blocs", MustBody(group("A", 6, 9), group("B", 5, 9), group("C", 5, 9)), standing},
		{"75-weights", MustBody(group("A", 25, 1), group("B", 25, 1), group("C", 25, 1)), standing},
		{"750-weights", MustBody(group("A", 250, 1), group("B", 250, 1), group("C", 250, 1)), standing},
	} {
		ballot := c.body.OpenRoom()
		var tallies []Tally
		for i, id := range shuffledSeats(c.body) {
			ballot.Cast(id, [...]States{For, For, Against, For, Abstain}[i%5])
			tallies = append(tallies, ballot.Tally())
		}
		b.Run(c.name+"/possible", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := Possible(c.rule, tallies[i%len(tallies)], Silent, Present); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/decide", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				sink = c.rule.Decide(tallies[i%len(tallies)])
			}
		})
	}
}

// shuffledSeats are the IDs of all seats, in an order that is the same every time.
func shuffledSeats(b *Body) []string {
	var votes []vote
	for id := range b.OpenRoom().All() {
		votes = append(votes, vote{seat: id})
	}
	var ids []string
	for _, v := range shuffled(votes, 1) {
		ids = append(ids, v.seat)
	}
	return ids
}

// A ballot knows which of its seats are open: whoever has not voted, and with changes
// allowed everybody, until it is closed.
func TestBallotPossible(t *testing.T) {
	t.Parallel()
	rule := statuteRule(t, "ilo/governing-body", "majority")
	remote := council.OpenRemote()
	for _, step := range []struct {
		change func() error
		want   Outcomes
	}{
		{func() error { return nil }, OutcomesOf(Void, Rejected, Adopted)},
		{func() error { return castAll(remote, "Governments", 28, For) },
			OutcomesOf(Void, Rejected, Adopted)},
		{func() error { return castAll(remote, "Workers", 14, For) }, OutcomesOf(Adopted)},
		{func() error { remote.AllowChanges(); return nil }, OutcomesOf(Void, Rejected, Adopted)},
		{func() error { remote.Close(); return nil }, OutcomesOf(Adopted)},
	} {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		if got, err := remote.Possible(rule); err != nil || got != step.want {
			t.Errorf("%v: %v, %v, want %v", remote, got, err, step.want)
		}
	}
	early := council.OpenRoom()
	early.Close()
	if got, err := early.Possible(rule); err != nil || got != OutcomesOf(Rejected) {
		t.Errorf("closed before anybody voted: %v, %v", got, err)
	}
	if got, err := new(Ballot).Possible(rule); !errors.Is(err, ErrBody) || got != 0 {
		t.Errorf("no ballot: %v, %v", got, err)
	}
}

// castAll casts the votes of all numbered seats of a bloc.
func castAll(b *Ballot, bloc string, seats int, vote States) error {
	for i := range seats {
		if err := b.Cast(fmt.Sprint(bloc, " ", i+1), vote); err != nil {
			return err
		}
	}
	return nil
}

// A union has open seats with those of other blocs between them.
func TestPossibleOfAUnion(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Blocs: []Bloc{{Name: "x", Size: 1}, {Name: "y", Size: 1}}},
		Bloc{Name: "B", Size: 3, Weight: Int(2)}, Bloc{Name: "C", Size: 2, Weight: Int(3)},
		Bloc{Name: "D", Size: 1},
		Bloc{Name: "A and C", Union: []string{"A", "C"}},
		Bloc{Name: "B and D", Union: []string{"B", "D"}})
	rapid.Check(t, func(t *rapid.T) {
		counts := Counts{}
		for name, seats := range body.Blocs() {
			counts[name] = drawCount(t, seats)
		}
		tally, err := body.Tally(counts)
		if err != nil {
			t.Fatal(err)
		}
		closed := allEnds(t, body, counts, Voting)
		for n := range 6 {
			share := Share{Of: For, Base: Cast, Need: AtLeast(n+1, 7)}
			for _, rule := range []Rule{
				In{Bloc: "A and C", Rule: share}, In{Bloc: "B and D", Rule: share},
				All{In{Bloc: "A and C", Rule: share}, In{Bloc: "B and D", Rule: Veto{share}},
					SeatCount{Of: For, Need: 3}},
			} {
				want := outcomesIn(closed, rule)
				if got, err := Possible(rule, tally, Silent, Voting); err != nil || got != want {
					t.Fatalf("%v, %v is possible, but trying all says %v; %v\n%v%v", got, err, want, rule, tally,
						Explain(rule, tally))
				}
			}
		}
	})
}

// What is too much work is an error, and not a guess.
func TestPossibleTooLarge(t *testing.T) {
	t.Parallel()
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	if got, err := Possible(All{own}, council.OpenRoom().Tally(), Silent, Present); got != 0 || !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := Possible(own, flat(6).OpenRoom().Tally(), Silent, Present); err != nil ||
		got != OutcomesOf(Rejected, Adopted) {
		t.Errorf("%v, %v", got, err)
	}
}

// A rule of the caller's own is asked for as many counts as is said, and no more.
func TestPossibleToTheLimit(t *testing.T) {
	t.Parallel()
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	if got, err := Possible(own, flat(19_999).OpenRoom().Tally(), Silent, Cast); err != nil ||
		got != OutcomesOf(Rejected, Adopted) {
		t.Errorf("20,000 counts: %v, %v", got, err)
	}
	if got, err := Possible(own, flat(20_000).OpenRoom().Tally(), Silent, Cast); got != 0 || !errors.Is(err, ErrTooLarge) {
		t.Errorf("20,001 counts: %v, %v", got, err)
	}
}

// The same for each kind of rule at its edges, in a body of five of which some seats
// are open.
func TestPossibleOfEachRule(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2, Weight: Frac(3, 2)}, Bloc{Name: "B", Size: 1},
		Bloc{Name: "C", Size: 1}, Bloc{Name: "Chair", Size: 1})
	var votes []vote
	for id := range body.OpenRoom().All() {
		votes = append(votes, vote{seat: id})
	}
	rules := edgeRules()
	for n := 0; n < 1<<(2*(len(votes)-1)); n += proptest.Pick(5, 1, 1) {
		for i := range votes[1:] {
			votes[1+i].state = [...]States{For, Against, Abstain, Silent}[n>>(2*i)&3]
		}
		votes[0].state = [...]States{For, Against, Silent}[n%3]
		tally := take(t, body, votes)
		allEnds := [...]States{Cast, Present, For | Absent}
		var closed [len(allEnds)][]Tally
		for i, ends := range allEnds {
			closed[i] = completions(t, body, votes, ends)
		}
		for i, rule := range rules {
			at := (n/3 + i) % len(allEnds)
			ends, want := allEnds[at], outcomesIn(closed[at], rule)
			if got, err := Possible(rule, tally, Silent, ends); err != nil || got != want {
				t.Fatalf("%v: %v is possible, %v, but trying all says %v; ends in %v\n%v", rule, got,
					err, want, ends, tally)
			}
		}
	}
}

// More blocs than are solved for, all of different weights: one way to halve them is seen,
// the last one against all others.
func TestPossibleOfHalves(t *testing.T) {
	t.Parallel()
	var blocs []Bloc
	total := 0
	for i := 1; i <= 101; i++ {
		blocs = append(blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(i, 1)})
		total += i
	}
	blocs = append(blocs, Bloc{Name: "all of them", Size: 1, Weight: Frac(total, 1)})
	body := MustBody(Bloc{Name: "A", Blocs: blocs}, Bloc{Name: "B"}, Bloc{Name: "C"})
	half := func(of States) Rule { return Share{Of: of, Base: Cast, Need: AtLeast(1, 2)} }
	if got, err := Possible(All{half(For), half(Against)}, body.OpenRoom().Tally(), Silent, Cast); err != nil || got != OutcomesOf(Rejected, Adopted) {
		t.Errorf("%v, %v", got, err)
	}
}

// drawEstates draws a body whose groups share their powers between those who vote,
// in one of the ways in which universities do.
func drawEstates(t *rapid.T) *Body {
	var groups [3]Bloc
	set := rapid.SampledFrom([]States{Cast, Voting &^ Spoilt, Voting, Present, Cast | Absent}).Draw(t, "set")
	for i, name := range []string{"Teachers", "Staff", "Students"} {
		groups[i] = Bloc{
			Name: name, Power: Frac(rapid.IntRange(0, 7).Draw(t, name+" power"), 10), SharedBy: set,
		}
		if i == 0 && rapid.Bool().Draw(t, "two kinds of teachers") {
			groups[i].Blocs = []Bloc{
				{Name: "Doctors", Size: 2, Power: Frac(3, 1)},
				{Name: "Others", Size: 1},
			}
		} else {
			groups[i].Size = rapid.IntRange(0, 2).Draw(t, name+" size")
		}
	}
	rector := Bloc{Name: "Rector", Size: 1}
	if rapid.Bool().Draw(t, "the rector has no vote") {
		rector.Weight = Int(0)
	}
	body, err := NewBody(groups[0], groups[1], groups[2], rector)
	if err != nil {
		rector.Weight = Int(1)
		body = MustBody(groups[0], groups[1], groups[2], rector)
	}
	return body
}

// drawCount draws the states of a number of seats.
func drawCount(t *rapid.T, seats int) Count {
	var c Count
	for range seats {
		c = c.Plus(countOf(rapid.SampledFrom([]States{For, Against, Abstain, Spoilt, Silent, Silent, Silent, Absent}).Draw(t, "state")))
	}
	return c
}

// Whatever the open seats do, and however that shifts the weights of the others,
// Possible finds the outcomes that trying all finds.
func TestPossibleIfWeightsShift(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawEstates(t)
		counts := Counts{}
		for name, seats := range body.Blocs() {
			counts[name] = drawCount(t, seats)
		}
		tally, err := body.Tally(counts)
		if err != nil {
			t.Fatal(err)
		}
		ends := rapid.SampledFrom([]States{Cast, Voting, Cast | Absent, For | Abstain, Against | Absent, For | Absent, Abstain | Absent, Abstain | Spoilt}).Draw(t, "ends")
		closed := allEnds(t, body, counts, ends)
		for range 60 {
			rule := drawShiftingRule(t)
			want := outcomesIn(closed, rule)
			if got, err := Possible(rule, tally, Silent, ends); err != nil || got != want {
				t.Fatalf("%v, %v is possible, but trying all says %v; %v ends in %v\n%v%v", got, err, want,
					rule, ends, tally, Explain(rule, tally))
			}
		}
	})
}

func drawShiftingRule(t *rapid.T) Rule {
	share := Share{
		Of:   rapid.SampledFrom([]States{For, For, Against, Cast, For | Abstain}).Draw(t, "of"),
		Base: rapid.SampledFrom([]States{Cast, Voting, Voting &^ Spoilt, Present, Entitled, Abstain | For}).Draw(t, "base"),
		Need: drawThreshold(t),
	}
	if rapid.IntRange(0, 2).Draw(t, "lead") == 0 {
		share.Less, share.Need.Num = rapid.SampledFrom([]States{Against, Abstain, Against | Absent, Cast}).Draw(t, "less"), 0
	}
	switch rapid.IntRange(0, 5).Draw(t, "rule") {
	case 0:
		return eachVoting(share)
	case 1:
		return All{Quorum{SeatCount{Of: Present, Need: 3}}, share}
	case 2:
		return Veto{In{Group: First, Rule: share}}
	case 3:
		return In{Group: Second, Rule: share}
	}
	return share
}

// allEnds returns every tally that the silent seats of the counts can end in.
func allEnds(t *rapid.T, body *Body, counts Counts, ends States) []Tally {
	var closed []Tally
	var names []string
	for name := range body.Blocs() {
		names = append(names, name)
	}
	var try func(i int, so Counts)
	try = func(i int, so Counts) {
		if i == len(names) {
			tally, err := body.Tally(so)
			if err != nil {
				t.Fatal(err)
			}
			closed = append(closed, tally)
			return
		}
		settled := counts[names[i]]
		open := settled.Silent
		settled.Silent = 0
		for _, c := range spreads(int64(open), ends) {
			so[names[i]] = settled.Plus(Count{int(c[0]), int(c[1]), int(c[2]), int(c[3]), int(c[4]), int(c[5]), int(c[6]), int(c[7])})
			try(i+1, so)
		}
	}
	try(0, Counts{})
	return closed
}

// In an election with 42,851 votes to come, what is possible is known at once, at each
// step of the count.
func TestPossibleOfALargeElection(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "Teachers", Size: 2872, Power: Frac(70, 1), SharedBy: Cast},
		Bloc{Name: "Staff", Size: 2656, Power: Frac(15, 1), SharedBy: Cast},
		Bloc{Name: "Students", Size: 37323, Power: Frac(15, 1), SharedBy: Cast},
	)
	rule := All{Quorum{Share{Of: Present, Base: AllSeats, Need: AtLeast(1, 10), BySeats: true}}, SimpleMajority()}
	for _, test := range []struct {
		name                      string
		teachers, staff, students Count
		want                      Outcomes
	}{
		{"nobody has voted", Count{Absent: 2872}, Count{Absent: 2656}, Count{Absent: 37323},
			OutcomesOf(Void, Rejected, Adopted)},
		{"the teachers have decided, and made no quorum", Count{For: 2872}, Count{Absent: 2656},
			Count{Absent: 37323}, OutcomesOf(Void, Adopted)},
		{"the teachers have decided, and the staff made the quorum", Count{For: 2872},
			Count{Against: 2000, Absent: 656}, Count{Absent: 37323}, OutcomesOf(Adopted)},
		{"one of the staff is for", Count{For: 1436, Against: 1436}, Count{For: 1, Against: 2655},
			Count{Absent: 37323}, OutcomesOf(Rejected, Adopted)},
		{"even if all students are for, there is a tie", Count{For: 1436, Against: 1436},
			Count{Against: 2656}, Count{Absent: 37323}, OutcomesOf(Rejected)},
	} {
		tally, err := body.Tally(Counts{"Teachers": test.teachers, "Staff": test.staff, "Students": test.students})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Possible(rule, tally, Absent, Cast|Absent)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v, not %v", test.name, got, err, test.want)
		}
	}
}
