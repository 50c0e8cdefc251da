package tripartite

import (
	"errors"
	"math/big"
	"math/bits"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/proptest"
)

// All open seats the same way, or a third of them for, show most outcomes. An end that
// the seats do not have is not tried.
func TestGuessedOutcomes(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 30}, Bloc{Name: "B"}, Bloc{Name: "C"})
	third := All{SeatCount{Of: For, Need: 10}, SeatCount{Of: Against, Need: 20}}
	for _, test := range []struct {
		rule Rule
		ends States
		want Outcomes
	}{
		{SimpleMajority(), For | Against, OutcomesOf(Rejected, Adopted)},
		{SimpleMajority(), Against | Abstain, OutcomesOf(Rejected)},
		{SimpleMajority(), For, OutcomesOf(Adopted)},
		{third, For | Against, OutcomesOf(Rejected, Adopted)},
		{SeatCount{Of: Abstain, Need: 30}, For | Abstain, OutcomesOf(Rejected, Adopted)},
		{SeatCount{Of: Abstain, Need: 30}, Against | Abstain, OutcomesOf(Rejected, Adopted)},
		{Quorum{SeatCount{Of: Present, Need: 1}}, For | Absent, OutcomesOf(Void, Adopted)},
	} {
		tally := body.OpenRoom().Tally()
		p := newPosition(tally, openSeats(tally, Silent, func(States) States { return test.ends }), newBudget())
		if got := p.guess(test.rule, test.ends); got != test.want {
			t.Errorf("%v of %v: %v, and not %v", test.rule, test.ends, got, test.want)
		}
	}
}

// Weights are the same however the open seats end if these share in the power of their
// bloc in every state, and in the one that they come from.
func TestSteadyWeights(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3, SharedBy: Present}, Bloc{Name: "B"}, Bloc{Name: "C"})
	tally := body.OpenRoom().Tally()
	for s := range 8 {
		for _, ends := range []States{For | Against, Absent, Silent | Spoilt, For | Vacant} {
			p := newPosition(tally, []openSeat{{bloc: tally.Group(First), from: s, seats: 3, ends: ends}}, newBudget())
			if want := (States(1<<s)|ends)&^Present == 0; p.steady() != want {
				t.Errorf("from %v to %v: not %t", States(1<<s), ends, want)
			}
			if turns := p.open[0].turns(); turns&(1<<s) != 0 || turns|1<<s != ends|1<<s {
				t.Errorf("from %v to %v: turns to %v", States(1<<s), ends, turns)
			}
		}
	}
}

// With however little work, a range is right, or the error says that it is too much.
func TestRangeWithinABudget(t *testing.T) {
	t.Parallel()
	step := proptest.Pick(3000, 300, 300)
	p := infer(t, "0 silent + absent + suspended + vacant + spoilt\n4 to 7 for\nA: 2/3 for of cast\n4 against", 6, 5)
	for part, of := range map[string]States{"": For, "A": Against, "B": For} {
		least, most := int64(1<<30), int64(-1)
		for tally, err := range p.All() {
			if err != nil {
				t.Fatal(err)
			}
			if part != "" {
				tally = tally.bloc(part)
			}
			n := int64(tally.Seats(of))
			least, most = min(least, n), max(most, n)
		}
		for left := 0; left < 60_000; left += step {
			low, high, err := p.within(linear.NewBudget(left)).span(Figure{Part: part, Of: of})
			if err == nil {
				if low.int64() != least || high.int64() != most {
					t.Fatalf("%q with %d: %v to %v, and not %d to %d", part, left, low, high, least, most)
				}
			} else if low.given() || high.given() {
				t.Fatalf("%v to %v, and %v", low, high, err)
			}
		}
	}
	for left := 0; left < 60_000; left += step {
		low, high, err := p.within(linear.NewBudget(left)).span(Figure{Part: "A 1", Of: For})
		if err == nil && (!low.Equal(Int(0)) || !high.Equal(Int(1))) {
			t.Fatalf("seat with %d: %v to %v", left, low, high)
		}
	}
}

// infer is what the figures say of a body of blocs with so many seats.
func infer(t *testing.T, text string, sizes ...int) *Published {
	t.Helper()
	groups := make([]Bloc, 3)
	for i, size := range sizes {
		groups[i] = Bloc{Name: string(rune('A' + i)), Size: size}
	}
	figures, err := ParseFigures(text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := MustBody(groups[0], groups[1], groups[2]).Infer(figures...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// If the states in a report add up to all seats, no seat is in another.
func TestStatesThatAreNotMentioned(t *testing.T) {
	t.Parallel()
	p := infer(t, "6 for, 5 abstain", 6, 5)
	for i, state := range stateNames {
		least, most, err := p.Range("", 1<<i)
		if states := States(1 << i); (most > 0) != (states&(For|Abstain) != 0) ||
			least != most || err != nil {
			t.Errorf("%v: %d to %d, %v", state, least, most, err)
		}
	}
}

// The range of a part that no condition is about needs no search.
func TestRangeWithoutASearch(t *testing.T) {
	t.Parallel()
	p := infer(t, "A: at least 2 for\nB: at most 3 against", 6, 5)
	b := newBudget()
	p = p.within(b)
	low, high, err := p.span(Figure{Of: For})
	if low.Cmp(whole(2)) != 0 || high.Cmp(whole(11)) != 0 || err != nil || mostWork-b.Left() > 200 {
		t.Errorf("%v to %v, %v; work %d", low, high, err, mostWork-b.Left())
	}
	b.Exhaust()
	if _, _, err := p.span(Figure{Of: For}); err == nil {
		t.Error("there is no work left")
	}
}

// Reading figures, listing votes and trying counts are charged as well.
func TestFiguresAreCharged(t *testing.T) {
	t.Parallel()
	p := infer(t, "A: at least 2 for\nA 1: 1 for", 6, 5)
	b := linear.NewBudget(0)
	few := newPosition(p.room.tally,
		[]openSeat{{bloc: p.room.tally.Group(First), seats: 3, ends: 3}}, b)
	for _, test := range []struct {
		name string
		do   func()
		want int
	}{
		{"figures", func() { p.systemOf(p.figures, b) }, 50*2 + 150 + 300},
		{"all counts", func() { few.complete(mostTallies, func([]byState) {}) }, 4 * (20 + 4*4)},
	} {
		*b = *newBudget()
		test.do()
		if got := mostWork - b.Left(); got != test.want {
			t.Errorf("%s: %d, and not %d", test.name, got, test.want)
		}
	}
}

// Figures that have nothing to do with a conflict are left out many at a time.
func TestConflictIsReducedByHalves(t *testing.T) {
	t.Parallel()
	g := Bloc{Name: "G"}
	var figures []Figure
	for i := range 64 {
		name := "G/" + strconv.Itoa(i)
		g.Blocs = append(g.Blocs, Bloc{Name: strconv.Itoa(i), Size: 5})
		figures = append(figures, ExactFigure(name, For, 2), ExactFigure(name, Against, 1))
	}
	wrong := ExactFigure(figures[80].Part, For|Abstain, 1)
	figures = append(figures, ExactFigure("", Absent, 3), wrong)
	body := MustBody(g, Bloc{}, Bloc{})
	p := &Published{body: body, figures: figures}
	b := newBudget()
	p.weigh(make([]int64, len(body.nodes)), b)
	*b = *newBudget()
	least := p.reducedConflict(figures, b)
	if b.Spent() || len(least) != 2 || least[0].String() != figures[80].String() ||
		least[1].String() != wrong.String() {
		t.Errorf("%v", least)
	}
	if work := mostWork - b.Left(); work > 200_000 { // one at a time, it is ten times as much
		t.Errorf("the work was %d", work)
	}
}

// A rule is sound if no part of it is malformed, however deep.
func TestSoundRules(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	tally := body.OpenRoom().Tally()
	p := newPosition(tally, nil, newBudget())
	bad := In{Bloc: "nobody", Rule: SimpleMajority()}
	for _, test := range []struct {
		rule Rule
		want bool
	}{
		{SimpleMajority(), true}, {Veto{SimpleMajority()}, true},
		{All{Veto{SimpleMajority()}, TwoThirds()}, true},
		{In{Group: First, Rule: All{Veto{Any{SimpleMajority()}}}}, true},
		{bad, false}, {All{SimpleMajority(), bad}, false},
		{Veto{All{SimpleMajority(), Any{bad, SimpleMajority()}}}, false}, {All{}, false},
	} {
		if got := p.isSound(test.rule, tally); got != test.want {
			t.Errorf("%v: %t", test.rule, got)
		}
	}
	*p.budget = *linear.NewBudget(30) // three rules
	if p.isSound(All{SimpleMajority(), TwoThirds(), SimpleMajority()}, tally) {
		t.Error("there is no work left to find out")
	}
}

// A veto counts beside a malformed rule, if nothing in the veto itself is malformed.
func TestPossibleVetoBesideAMalformedRule(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	tally := body.OpenRoom().Tally()
	bad := Share{Of: For, Base: Cast, Need: Threshold{}}
	veto := Veto{SeatCount{Of: Against, Need: 2}}
	p := newPosition(tally, openSeats(tally, Silent, func(States) States { return For | Against }), newBudget())
	for _, test := range []struct {
		rule Rule
		want Outcomes
	}{
		{Any{bad, veto}, OutcomesOf(Rejected, Adopted)},
		{Any{bad, Veto{bad}}, OutcomesOf(Rejected)},
		{Any{SeatCount{Of: For, Need: 4}, Veto{SeatCount{Of: Against, Need: 2}, bad}},
			OutcomesOf(Rejected, Adopted)},
		{All{SeatCount{Of: For, Need: 1}, Veto{Veto{bad}}}, OutcomesOf(Rejected)},
	} {
		var want Outcomes
		p.complete(mostTallies, func(counts []byState) { want |= p.outcome(test.rule, body.tally(counts)) })
		if got, ok := p.search(test.rule, 0); !ok || got != test.want || got != want {
			t.Errorf("%v: %v, and not %v; all counts: %v", test.rule, got, test.want, want)
		}
	}
}

// The condition of a clause comes to what the tally says, however the open seats end.
func TestClauseIsTheSumOfTheTally(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "1", Size: 3, Weight: Frac(2, 3)}, {Name: "2", Size: 2, Weight: Int(5)}}},
		Bloc{Name: "B", Size: 4, SharedBy: Entitled},
		Bloc{Name: "C", Size: 2, Weight: Int(0)},
		Bloc{Name: "D", Size: 1, Weight: Int(7)},
	)
	rapid.Check(t, func(t *rapid.T) {
		counts := make([]byState, len(body.nodes))
		for _, i := range body.leaves() {
			for range body.nodes[i].size {
				counts[i][rapid.IntRange(0, 5).Draw(t, "state")]++
			}
		}
		open := States(rapid.ByteRange(1, 63).Draw(t, "open"))
		p := newPosition(body.tally(counts),
			openSeats(body.tally(counts), open, func(States) States { return Entitled }), newBudget())
		part := p.tally
		if name := rapid.SampledFrom([]string{"", "A", "A/2", "B", "D"}).Draw(t, "part"); name != "" {
			part = part.bloc(name)
		}
		of, less := States(rapid.Byte().Draw(t, "of")), States(rapid.Byte().Draw(t, "less"))
		m := rapid.SampledFrom([]measure{inVotes, inSeats}).Draw(t, "measure")
		c := p.linear(part, m, nothingEach.plus(of, whole(3)).minus(less, whole(2)), whole(4))

		ended, sum := p.counts(), Fraction{c.Constant}
		for i, o := range p.open {
			for range o.seats {
				end := rapid.IntRange(0, 5).Draw(t, "end")
				ended[o.bloc.node][end]++
				sum = sum.plus(Fraction{c.Of(i)[end]})
			}
		}
		now := body.tally(ended).at(part.node)
		in := func(s States) Fraction {
			if m == inSeats {
				return whole(now.heads(s))
			}
			return Fraction{now.votes(s)}
		}
		if want := in(of).times(whole(3)).minus(in(less).times(whole(2))).minus(whole(4)); !sum.Equal(want) {
			t.Fatalf("the condition comes to %v, not %v", sum, want)
		}
	})
}

// A clause that holds exactly, however the seats end, always holds; one that fails by
// one never does.
func TestClauseThatIsKnown(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	p := newPosition(body.OpenRoom().Tally(),
		openSeats(body.OpenRoom().Tally(), Silent, func(States) States { return For | Against }), newBudget())
	clause := func(least int64) linear.Formula {
		return p.clause(p.tally, inSeats, nothingEach.plus(Cast, whole(1)), whole(least))
	}
	if clause(5) != linear.Always || clause(6) != linear.Never {
		t.Errorf("%v, %v", clause(5), clause(6))
	}
	// That A has 3 more for than against decides whether it has 1 more.
	more := func(least int64) linear.Formula {
		return p.clause(p.tally.Group(First), inSeats,
			nothingEach.plus(For, whole(1)).minus(Against, whole(1)), whole(least))
	}
	if more(1) == linear.Always || more(3) == linear.Never {
		t.Error("nothing is known yet")
	}
	p.base.Assume(p.linear(p.tally.Group(First), inSeats, nothingEach.plus(For, whole(1)).minus(Against, whole(1)), whole(3)))
	if more(1) != linear.Always {
		t.Error("it is not known")
	}
}

// The work of a vote grows with the blocs and the clauses, and both with weights beyond 64
// bits. The work of a bloc grows with weights that change. Where nobody keeps tallies, only blocs with seats count.
func TestWorkOfVotes(t *testing.T) {
	t.Parallel()
	plain := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B"}, Bloc{Name: "C"})
	changing := MustBody(Bloc{Name: "A", Size: 3, SharedBy: Present}, Bloc{Name: "B"}, Bloc{Name: "C"})
	large := fromInt(new(big.Int).Lsh(big.NewInt(1), 8*64))
	wide := MustBody(Bloc{Name: "A", Size: 1, Weight: large},
		Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	wideAndChanging := MustBody(Bloc{Name: "A", Size: 1, Weight: large}, Bloc{Name: "B", Size: 1},
		Bloc{Name: "C", Size: 1, SharedBy: Present})
	full := func(b *Body) Tally { return b.alike([numGroups + 1]States{For, For, For, For}) }
	for _, test := range []struct {
		name string
		of   Tally
		want int
	}{
		{"nothing", Tally{}, clauseWork * 5},
		{"plain", full(plain), clauseWork * (4*4 + 5)},
		{"changing", full(changing), clauseWork * (4*(4+3) + 5)},
		{"wide", full(wide), clauseWork * (4*(4+8+8/4) + 5*(8+8))},
		{"wide and changing", full(wideAndChanging), clauseWork * (4*(4+8+8/4+3+8*8) + 5*(8+8))},
	} {
		if got := workOf(test.of, 5); got != test.want {
			t.Errorf("%s: %d, and not %d", test.name, got, test.want)
		}
	}
}

// All votes are tried if they are few, and if there is work left for them.
func TestVotesThatAreAllTried(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	for _, test := range []struct {
		seats, left int
		want        bool
	}{{2, mostWork, true}, {2, 36 * perVote * 10, true}, {2, 36*perVote*10 - 1, false},
		{16, mostWork * 100, false}} {
		body := MustBody(Bloc{Name: "A", Size: test.seats}, Bloc{Name: "B"}, Bloc{Name: "C"})
		e := &examiner{rule: SimpleMajority(), body: body, report: &PropertyReport{},
			leaves: body.leaves()[:1], budget: linear.NewBudget(test.left), price: 10}
		if got := e.try() == AllVotes; got != test.want {
			t.Errorf("%d seats, %d: %t", test.seats, test.left, got)
		}
	}
}

// The counts of a vote fit into 64 bits if all votes of the body are tried.
func TestVotesThatAreAllTriedHaveAKey(t *testing.T) {
	t.Parallel()
	most := 0
	var add func(size, votes, taken int)
	add = func(size, votes, taken int) {
		most = max(most, taken)
		for ; games.Ways(size, 8, mostVotes) <= mostVotes/votes; size++ {
			add(size, votes*games.Ways(size, 8, mostVotes), taken+8*bits.Len(uint(size)))
		}
	}
	if add(1, 1, 0); most != 48 {
		t.Errorf("%d bits", most)
	}
}

// A rule is walked up to the limits: 1,000 deep, and so many clauses.
func TestLimitsOfRules(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	deep := func(n int) (r Rule) {
		for r = SimpleMajority(); n > 0; n-- {
			r = Veto{r}
		}
		return r
	}
	many := func(n int) Rule { return All(slices.Repeat([]Rule{SimpleMajority()}, n-1)) } // it is one itself
	for _, test := range []struct {
		rule Rule
		want error
	}{{deep(mostNested), nil}, {deep(mostNested + 1), ErrRule}, {many(mostClauses), nil},
		{many(mostClauses + 1), ErrTooLarge}} {
		if err := unwieldy("try", test.rule, Tally{}); !errors.Is(err, test.want) ||
			(err == nil) != (test.want == nil) {
			t.Errorf("%.100v", err)
		}
	}
}

// The table of laws has a row for each property, in the order of the constants.
func TestEachPropertyHasALaw(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for i, l := range laws {
		if l.property != 1<<i || l.name == "" || names[l.name] || l.broken == nil {
			t.Errorf("row %d: %v, %q", i, uint16(l.property), l.name)
		}
		names[l.name] = true
	}
	if last := Property(1) << (numProperties - 1); last != Homogeneous || Required&^(2*last-1) != 0 {
		t.Errorf("%d rows, up to %v", numProperties, last)
	}
}
