package tripartite

import (
	"strconv"
	"testing"

	"example.com/tripartite/internal/linear"
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
		for left := 0; left < 60_000; left += 300 {
			low, high, err := p.within(linear.NewBudget(left)).rangeOf(Figure{Part: part, Of: of})
			if err == nil {
				if int64(low) != least || int64(high) != most {
					t.Fatalf("%q with %d: %d to %d, and not %d to %d", part, left, low, high, least, most)
				}
			} else if low != 0 || high != 0 {
				t.Fatalf("%d to %d, and %v", low, high, err)
			}
		}
	}
	for left := 0; left < 60_000; left += 300 {
		if low, high, err := p.within(linear.NewBudget(left)).rangeOf(Figure{Part: "A 1", Of: For}); err == nil && (low != 0 || high != 1) {
			t.Fatalf("seat with %d: %d to %d", left, low, high)
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
		if states := States(1 << i); (most > 0) != (states&(For|Abstain) != 0) || least != most || err != nil {
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
	few := newPosition(p.room.tally, []openSeat{{bloc: p.room.tally.Group(First), seats: 3, ends: 3}}, b)
	for _, test := range []struct {
		name string
		do   func()
		want int
	}{
		{"figures", func() { p.systemOf(p.figures, b) }, 50*2 + 150 + 300},
		{"all counts", func() { few.complete(func([]byState) {}) }, 4 * (20 + 4*4)},
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
	least, reduced := p.reducedConflict(figures, b)
	if !reduced || len(least) != 2 || least[0].String() != figures[80].String() || least[1].String() != wrong.String() {
		t.Errorf("%v, %t", least, reduced)
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
		{SimpleMajority(), true}, {Veto{SimpleMajority()}, true}, {All{Veto{SimpleMajority()}, TwoThirds()}, true},
		{In{Group: First, Rule: All{Veto{Any{SimpleMajority()}}}}, true},
		{bad, false}, {All{SimpleMajority(), bad}, false}, {Veto{All{SimpleMajority(), Any{bad, SimpleMajority()}}}, false}, {All{}, false},
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
		{Any{SeatCount{Of: For, Need: 4}, Veto{SeatCount{Of: Against, Need: 2}, bad}}, OutcomesOf(Rejected, Adopted)},
		{All{SeatCount{Of: For, Need: 1}, Veto{Veto{bad}}}, OutcomesOf(Rejected)},
	} {
		var want Outcomes
		p.complete(func(counts []byState) { want |= p.outcome(test.rule, body.tally(counts)) })
		if got, ok := p.search(test.rule, 0); !ok || got != test.want || got != want {
			t.Errorf("%v: %v, and not %v; all counts: %v", test.rule, got, test.want, want)
		}
	}
}
