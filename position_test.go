package tripartite

import (
	"slices"
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
	body := MustBody(Bloc{Name: "A", Size: 6}, Bloc{Name: "B", Size: 5}, Bloc{Name: "C"})
	figures, err := ParseFigures("0 silent + absent + suspended + vacant + spoilt\n4 to 7 for\nA: 2/3 for of cast\n4 against")
	if err != nil {
		t.Fatal(err)
	}
	p, err := body.Infer(figures...)
	if err != nil {
		t.Fatal(err)
	}
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
		answered := 0
		for left := 0; left < 60_000; left += 300 {
			q := *p
			var b *budget
			q.room, b = p.asked()
			b.left = left
			low, high, err := q.rangeOf(Figure{Part: part, Of: of})
			if err == nil {
				answered++
				if int64(low) != least || int64(high) != most {
					t.Fatalf("%q with %d: %d to %d, and not %d to %d", part, left, low, high, least, most)
				}
			} else if low != 0 || high != 0 {
				t.Fatalf("%d to %d, and %v", low, high, err)
			}
		}
		if answered == 0 {
			t.Errorf("%q: no answer", part)
		}
	}
}
