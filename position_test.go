package tripartite

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// drawTurning draws open seats that can turn to a few ends, formulas that no turn makes
// worse, and what the formulas mean.
func drawTurning(t *rapid.T) (p position, formulas []formula, holds func(placed [][8]int64) bool) {
	s := &system{budget: newBudget()}
	p = position{base: s, budget: s.budget}
	for i := range rapid.IntRange(1, 4).Draw(t, "blocs") {
		o := openSeat{seats: rapid.IntRange(1, 3).Draw(t, "seats"), from: 1, ends: States(2 | rapid.ByteRange(0, 7).Draw(t, "ends"))}
		p.open = append(p.open, o)
		s.kinds = append(s.kinds, kind{n: int64(o.seats), ends: uint8(o.ends), column: i})
	}
	var conditions []*condition
	for range rapid.IntRange(1, 3).Draw(t, "conditions") {
		first := rapid.IntRange(0, len(p.open)-1).Draw(t, "first")
		c := &condition{first: first, constant: whole(rapid.Int64Range(-12, 2).Draw(t, "constant"))}
		for range rapid.IntRange(1, len(p.open)-first).Draw(t, "columns") {
			stays := rapid.Int64Range(-1, 1).Draw(t, "stays")
			values := noValues
			for end := range 3 {
				values[end] = whole(stays + rapid.Int64Range(0, 3).Draw(t, "turns"))
			}
			values[1] = whole(stays)
			c.values = append(c.values, values)
		}
		conditions = append(conditions, c)
	}
	var means []func([][8]int64) bool
	for range rapid.IntRange(1, 2).Draw(t, "formulas") {
		f, holds := drawFormula(t, conditions, 2)
		formulas, means = append(formulas, f), append(means, holds)
	}
	return p, formulas, func(placed [][8]int64) bool {
		return !slices.ContainsFunc(means, func(holds func([][8]int64) bool) bool { return !holds(placed) })
	}
}

// The cost of formulas is the fewest seats that turn in any way that meets them: of the
// same few hundred formulas in every run, and of some that are drawn.
func TestCostIsExact(t *testing.T) {
	t.Parallel()
	draw := func(t *rapid.T) func(t rapid.TB) {
		p, formulas, holds := drawTurning(t)
		return func(t rapid.TB) {
			want := int64(-1)
			p.base.someWay(func(placed [][8]int64) bool {
				turned := int64(0)
				for i, o := range p.open {
					turned += int64(o.seats) - placed[i][o.from]
				}
				if (want == -1 || turned < want) && holds(placed) {
					want = turned
				}
				return false
			})
			if got, ok := p.cost(formulas); ok != (want != -1) || ok && got != want {
				t.Fatalf("%d, %t, and not %d", got, ok, want)
			}
		}
	}
	for seed := range 600 {
		rapid.Custom(draw).Example(seed)(t)
	}
	rapid.Check(t, func(t *rapid.T) { draw(t)(t) })
}

// Conditions touch if they have a column in common.
func TestConditionsThatTouch(t *testing.T) {
	t.Parallel()
	one := []int64{1}
	a, b := adding(0, 0, one, one), adding(2, 0, one)
	for _, test := range []struct {
		x, y *condition
		want bool
	}{
		{a, b, false}, {a, adding(1, 0, one, one), true}, {b, adding(1, 0, one, one), true}, {a, a, true}, {adding(0, 0, one, one, one), b, true},
	} {
		if test.x.touches(test.y) != test.want || test.y.touches(test.x) != test.want {
			t.Errorf("%d+%d and %d+%d: not %t", test.x.first, len(test.x.values), test.y.first, len(test.y.values), test.want)
		}
	}
}

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

// If the search for a range gives up, all votes that fit are looked at. With however
// little work, the range is right, or the error says that it is too much.
func TestRangeWithinABudget(t *testing.T) {
	t.Parallel()
	p := infer(t, "0 silent + absent + suspended + vacant + spoilt\n4 to 7 for\nA: 2/3 for of cast\n4 against", 6, 5)
	listed := 0
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
			q := *p
			var b *budget
			q.room, b = p.asked()
			b.left = left
			low, high, err := q.rangeOf(Figure{Part: part, Of: of})
			if err == nil {
				b.left = left / 2
				if _, _, err := q.span(Figure{Part: part, Of: of}); err != nil {
					listed++
				}
				if int64(low) != least || int64(high) != most {
					t.Fatalf("%q with %d: %d to %d, and not %d to %d", part, left, low, high, least, most)
				}
			} else if low != 0 || high != 0 {
				t.Fatalf("%d to %d, and %v", low, high, err)
			}
		}
	}
	if listed == 0 {
		t.Error("the search was always enough")
	}
	// A single seat is not listed.
	for left := 0; left < 60_000; left += 300 {
		q := *p
		var b *budget
		q.room, b = p.asked()
		b.left = left
		if low, high, err := q.rangeOf(Figure{Part: "A 1", Of: For}); err == nil && (low != 0 || high != 1) {
			t.Fatalf("seat with %d: %d to %d", left, low, high)
		}
	}
}

// A choice of conditions costs what the cheapest does that can be met, but not if
// another condition is about the same seats.
func TestCostOfAChoice(t *testing.T) {
	t.Parallel()
	one := []int64{0, 1}
	s := &system{budget: newBudget()}
	p := position{base: s, budget: s.budget}
	for i := range 3 {
		p.open = append(p.open, openSeat{seats: 2, ends: 3})
		s.kinds = append(s.kinds, kind{n: 2, ends: 3, column: i})
	}
	first, second, third, tooMuch := adding(0, -1, one), adding(1, -2, one), adding(2, -2, one), adding(1, -3, one)
	for _, test := range []struct {
		formulas []formula
		want     int64
		ok       bool
	}{
		{[]formula{newAtLeast(1, []formula{first, second, third})}, 1, true},
		{[]formula{newAtLeast(2, []formula{first, second, third})}, 3, true},
		{[]formula{newAtLeast(2, []formula{first, tooMuch, third})}, 3, true},
		{[]formula{newAtLeast(2, []formula{first, tooMuch, adding(2, -3, one)})}, 0, false},
		{[]formula{newAtLeast(1, []formula{first, third}), adding(0, -3, one, one)}, 3, true},
		{[]formula{newAtLeast(1, []formula{second, third}), adding(0, -5, one, one, one)}, 5, true},
		{[]formula{newAtLeast(1, []formula{first, adding(1, -1, one), third}), third, adding(1, -2, one, one)}, 2, true},
	} {
		if got, ok := p.cost(test.formulas); got != test.want || ok != test.ok {
			t.Errorf("%v: %d, %t, and not %d", test.formulas, got, ok, test.want)
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
	for _, k := range p.room.base.kinds {
		if k.n > 0 && States(k.ends)&^(For|Abstain) != 0 {
			t.Errorf("%v", States(k.ends))
		}
	}
}

// The range of a part that no condition is about needs no search.
func TestRangeWithoutASearch(t *testing.T) {
	t.Parallel()
	p := infer(t, "A: at least 2 for\nB: at most 3 against", 6, 5)
	var b *budget
	p.room, b = p.asked()
	low, high, err := p.span(Figure{Of: For})
	if low.Cmp(whole(2)) != 0 || high.Cmp(whole(11)) != 0 || err != nil || mostWork-b.left > 200 {
		t.Errorf("%v to %v, %v; work %d", low, high, err, mostWork-b.left)
	}
	b.exhaust()
	if _, _, err := p.span(Figure{Of: For}); err == nil {
		t.Error("there is no work left")
	}
}

// States are linked if one seat or another can be in both.
func TestLinkedStates(t *testing.T) {
	t.Parallel()
	p := infer(t, "0 silent", 6, 5)
	for _, test := range []struct {
		known  map[States]int
		linked bool // all of for, against and abstain
		want   int  // conditions
	}{
		{map[States]int{For | Against: 1, Abstain: 1}, false, 2},
		{map[States]int{For | Against: 1, Against | Abstain: 2}, true, 3},
		{map[States]int{For: 1, Against: 2, Abstain: 1}, false, 3},
		{map[States]int{For: 1, Against: 2, For | Against | Abstain: 1}, true, 3},
		{map[States]int{For | Against: 1, Abstain | Absent: 1}, false, 2},
		{map[States]int{For | Against: 1, Abstain | Absent: 1, Against | Abstain: 1}, true, 6},
	} {
		const all = For | Against | Abstain
		if got := linked(all, test.known) == all; got != test.linked {
			t.Errorf("%v: %t", test.known, got)
		}
		if got := len(p.places(p.room.open[0].bloc, test.known)); got != test.want {
			t.Errorf("%v: %d conditions", test.known, got)
		}
	}
}

// Reading figures, listing votes and trying counts are charged as well.
func TestFiguresAreCharged(t *testing.T) {
	t.Parallel()
	p := infer(t, "A: at least 2 for\nA 1: 1 for", 6, 5)
	b := &budget{}
	room := newPosition(p.room.tally, p.room.open, b)
	one := []int64{0, 1}
	few := newPosition(p.room.tally, []openSeat{{bloc: p.room.tally.Group(First), seats: 3, ends: 3}}, b)
	for _, test := range []struct {
		name string
		do   func()
		want int
	}{
		{"figures", func() { p.systemOf(p.figures, b) }, 50*2 + 150 + 300},
		{"conditions of a listing", func() {
			l := &listing{budget: b, open: room.base.kinds, counts: make([]byState, len(p.body.nodes))}
			l.about([]*condition{adding(0, 0, one, one)}, room)
		}, 2 + 2*workOfValue},
		{"all counts", func() { few.complete(func([]byState) {}) }, 4 * (20 + 4*4)},
	} {
		b.left = mostWork
		test.do()
		if got := mostWork - b.left; got != test.want {
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
	p := &Published{evidence{body: body, figures: figures}}
	b := newBudget()
	p.weigh(make([]int64, len(body.nodes)), b)
	b.left = mostWork
	least, reduced := p.reducedConflict(figures, b)
	if !reduced || len(least) != 2 || least[0].String() != figures[80].String() || least[1].String() != wrong.String() {
		t.Errorf("%v, %t", least, reduced)
	}
	if work := mostWork - b.left; work > 182_000 { // one at a time, it is ten times as much
		t.Errorf("the work was %d", work)
	}
}
