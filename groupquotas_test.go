package tripartite_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// rollOf is a group of seats with weights.
func rollOf(name string, weights ...int) Bloc {
	bloc := Bloc{Name: name}
	for i, w := range weights {
		bloc.WeightedRoll = append(bloc.WeightedRoll, WeightedSeat{ID: fmt.Sprint(name, " seat ", i), Weight: Int(w)})
	}
	return bloc
}

// drawChambers draws a rule on weights and numbers of seats in groups, and on one total.
func drawChambers(t *rapid.T, depth int) Rule {
	if depth > 0 {
		var rules []Rule
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			rules = append(rules, drawChambers(t, depth-1))
		}
		return KOf{K: rapid.IntRange(1, len(rules)).Draw(t, "k"), Rules: rules}
	}
	share := func() Rule {
		return Share{Of: For, Base: Cast, Need: AtLeast(rapid.IntRange(1, 9).Draw(t, "p"), 9)}
	}
	group := Group(rapid.IntRange(1, 3).Draw(t, "group"))
	switch rapid.IntRange(0, 5).Draw(t, "clause") {
	case 0:
		return share()
	case 1:
		return In{Group: group, Rule: SeatCount{Of: For, Need: rapid.IntRange(1, 3).Draw(t, "need")}}
	case 2:
		return EachGroup{Rule: share()}
	case 3:
		return Veto{In{Group: group, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}}
	case 4:
		return In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}
	}
	return In{Group: group, Rule: share()}
}

// Parts that are counted apart have the same power as when the rule is asked about all.
func TestChambersAgreeWithAsking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 3)
		body, err := NewBody(rollOf("A", weights.Draw(t, "A")...), rollOf("B", weights.Draw(t, "B")...), rollOf("C", weights.Draw(t, "C")...),
			Bloc{Name: "Chair", Size: 1, Weight: Int(rapid.IntRange(1, 2).Draw(t, "chair"))})
		if err != nil {
			t.Fatal(err)
		}
		rule := drawChambers(t, rapid.IntRange(0, 2).Draw(t, "depth"))
		p, ok := PowerByChambers(rule, body)
		if !ok {
			t.Fatalf("%v has one total", rule)
		}
		q := powerOf(t, own{rule}, body, Cast)
		if got, want := fmt.Sprintf("%+v %+v %v", p.Seats, p.Groups, p), fmt.Sprintf("%+v %+v %v", q.Seats, q.Groups, q); got != want {
			t.Fatalf("%v: %v, want %v", rule, got, want)
		}
		if got, want := texts(shapley(t, p)), texts(shapley(t, q)); got != want {
			t.Fatalf("%v: Shapley-Shubik %v, want %v", rule, got, want)
		}
	})
}

// Three groups of seats with weights from 1 to 29, each with a quota of its own.
func senate(seats int) (*Body, Rule) {
	var weights []int
	for i := range seats {
		weights = append(weights, 1+37*i%29)
	}
	return MustBody(rollOf("A", weights...), rollOf("B", weights...), rollOf("C", weights...)),
		All{TwoThirds(), MajorityInEachGroup()}
}

func TestPowerOfHundredsOfSeatsInChambers(t *testing.T) {
	t.Parallel()
	seats := 100
	if testing.Short() {
		seats = 30
	}
	body, rule := senate(seats)
	p := powerOf(t, rule, body, Cast)
	if !p.Proper || p.Strong || !p.Groups[0].Veto || !p.Groups[0].Swings.Equal(p.Groups[2].Swings) {
		t.Errorf("%+v", p.Groups)
	}
}
