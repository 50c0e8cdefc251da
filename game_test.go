package tripartite

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
)

// drawWeighted draws a rule on weights and numbers of seats.
func drawWeighted(t *rapid.T, depth int) Rule {
	if depth > 0 {
		var rules []Rule
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			rules = append(rules, drawWeighted(t, depth-1))
		}
		return KOf{K: rapid.IntRange(1, len(rules)).Draw(t, "k"), Rules: rules}
	}
	switch rapid.IntRange(0, 4).Draw(t, "clause") {
	case 0:
		return SeatCount{Of: For, Need: rapid.IntRange(1, 10).Draw(t, "need")}
	case 1:
		return Veto{SeatCount{Of: Against, Need: rapid.IntRange(1, 10).Draw(t, "need")}}
	case 2:
		return Quorum{Share{Of: For, Base: Present, Need: AtLeast(1, 3), BySeats: true}}
	case 3:
		lead := AtLeast(rapid.IntRange(0, 4).Draw(t, "lead"), 9)
		return Share{Of: For, Less: Against, Base: AllSeats, Need: lead}
	}
	return Share{Of: For, Base: Cast, Need: AtLeast(rapid.IntRange(1, 9).Draw(t, "p"), 9)}
}

// drawOfParts draws a rule on weights and numbers of seats in groups, and on one total.
func drawOfParts(t *rapid.T, depth int) Rule {
	if depth > 0 {
		var rules []Rule
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			rules = append(rules, drawOfParts(t, depth-1))
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
		return Parts{Rule: share()}
	case 3:
		return Veto{In{Group: group, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}}
	case 4:
		return In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}
	}
	return In{Group: group, Rule: share()}
}

// heaviest is a group of seats with weights.
func heaviest(name string, unit Fraction, weights []int) Bloc {
	bloc := Bloc{Name: name}
	for i, w := range weights {
		seat := WeightedSeat{ID: fmt.Sprint(name, " seat ", i), Weight: Int(w).times(unit)}
		bloc.WeightedRoll = append(bloc.WeightedRoll, seat)
	}
	return bloc
}

// The formula of a rule, as a game of classes and conditions, has the same power as the rule,
// whether it is counted by one weighting, by parts, or by asking.
func TestGameAgreesWithAsking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]Fraction{Int(1), Frac(1, 2), Frac(3, 5)}).Draw(t, "unit")
		weights := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 3)
		chair := Bloc{Name: "Chair", Size: 1, Weight: Int(rapid.IntRange(1, 2).Draw(t, "chair"))}
		body, err := NewBody(heaviest("A", unit, weights.Draw(t, "A")),
			heaviest("B", unit, weights.Draw(t, "B")), heaviest("C", unit, weights.Draw(t, "C")), chair)
		if err != nil {
			t.Fatal(err)
		}
		draw, inParts := drawWeighted, rapid.Bool().Draw(t, "in parts")
		if inParts {
			draw = drawOfParts
		}
		rule := draw(t, rapid.IntRange(0, 2).Draw(t, "depth"))
		a, err := newAsker("power", rule, body, Cast, linear.NewBudget(games.MostWork))
		if err != nil {
			t.Fatal(err)
		}
		c := newCensus(Cast, true, linear.NewBudget(games.MostWork), a)
		g, ok := c.game()
		if !ok {
			t.Fatalf("%v has no form", rule)
		}
		result, ok, err := g.Count(inParts, c.work)
		if !ok || err != nil {
			t.Fatalf("%v is not counted: %v", rule, err)
		}
		asked, err := PowerOf(RuleFunc(rule.Decide), body, Cast)
		if err != nil {
			t.Fatal(err)
		}
		figures := func(p *PowerIndices) string {
			seats, groups, err := p.ShapleyShubik()
			return fmt.Sprintf("%+v %+v %v of %v, proper %v, strong %v, %v %v %v",
				p.Seats, p.Groups, p.Winning, p.Votes, p.Proper, p.Strong, seats, groups, err)
		}
		if diff := cmp.Diff(figures(asked), figures(newIndices(c, result))); diff != "" {
			t.Fatalf("%v: %s", rule, diff)
		}
	})
}
