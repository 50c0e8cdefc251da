package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
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
		return Share{Of: For, Less: Against, Base: AllSeats, Need: AtLeast(rapid.IntRange(0, 4).Draw(t, "lead"), 9)}
	}
	return Share{Of: For, Base: Cast, Need: AtLeast(rapid.IntRange(1, 9).Draw(t, "p"), 9)}
}

// Generating functions and asking have the same answers.
func TestSeriesAgreesWithAsking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var roll []WeightedSeat
		unit := rapid.SampledFrom([]Fraction{Int(1), Frac(1, 2), Frac(3, 5)}).Draw(t, "unit")
		for i := range rapid.IntRange(1, 9).Draw(t, "seats") {
			weight := unit.Rat()
			weight.Mul(weight, Int(rapid.IntRange(0, 7).Draw(t, "weight")).Rat())
			roll = append(roll, WeightedSeat{ID: fmt.Sprint("s", i), Weight: FromRat(weight)})
		}
		body := MustBody(Bloc{Name: "A", Size: rapid.IntRange(0, 3).Draw(t, "size")}, Bloc{Name: "B", WeightedRoll: roll}, Bloc{Name: "C"},
			Bloc{Name: "Chair", Size: 1, Weight: Int(2)})
		rule := drawWeighted(t, rapid.IntRange(0, 2).Draw(t, "depth"))
		p, ok := PowerBySeries(rule, body)
		if !ok {
			t.Fatalf("%v is a weighted rule", rule)
		}
		figures := func(p *Power) string {
			return fmt.Sprintf("%+v %v of %v, proper %v, strong %v", p.Seats, p.Winning, p.Votes, p.Proper, p.Strong)
		}
		if diff := cmp.Diff(figures(powerOf(t, own{rule}, body, Cast)), figures(p)); diff != "" {
			t.Fatalf("%v: %s", rule, diff)
		}
		if got, want := texts(shapley(t, p)), texts(shapley(t, powerOf(t, own{rule}, body, Cast))); got != want {
			t.Fatalf("%v: Shapley-Shubik %v, want %v", rule, got, want)
		}
	})
}

// The EU under the Treaty of Lisbon, of 27 states: 15 states and 65 % of the people are
// enough, and so is all but three states. Populations are in thousands, of 2020.
func TestPowerInTheCouncilOfTheEU(t *testing.T) {
	t.Parallel()
	body, rule := lisbon()
	p := powerOf(t, rule, body, Cast)
	holdSums(t, p)
	swings, _, _ := figuresOf(t, p) // from a list of all 2^27 coalitions
	if p.Winning.String() != "17712540" || !strings.HasPrefix(swings, "14111460, 11711802, 10436540, 8944942, 7505914, ") || !strings.HasSuffix(swings, ", 2017584") {
		t.Errorf("%v adopted, swings %s", p.Winning, swings)
	}
}

func lisbon() (*Body, Rule) {
	var roll []WeightedSeat
	for i, people := range []int{83167, 67320, 59641, 47333, 37958, 19329, 17408, 11522, 10719, 10694, 10327, 10296, 9770, 8901, 6951, 5823, 5525, 5458, 4964, 4058, 2794, 2096, 1908, 1329, 888, 626, 515} {
		roll = append(roll, WeightedSeat{ID: fmt.Sprint("State ", i+1), Weight: Int(people)})
	}
	return MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Council", WeightedRoll: roll}), Any{
		All{SeatCount{Of: For, Need: 15}, Share{Of: For, Base: AllSeats, Need: AtLeast(65, 100)}},
		Veto{SeatCount{Of: Against, Need: 4}},
	}
}

// Weights and quota times the same number are the same game.
func TestPowerOfScaledWeights(t *testing.T) {
	t.Parallel()
	body, rule := steps(30)
	p, q := powerOf(t, rule, body, Cast), powerOf(t, rule, Scaled(body, Frac(7, 3)), Cast)
	if got, want := q.String(), p.String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	holdSums(t, p)
}

// What is too large says how large it is.
func TestSeriesTooLarge(t *testing.T) {
	t.Parallel()
	body, rule := steps(1000)
	if p, err := PowerOf(rule, body, Cast); err != nil {
		t.Error(err)
	} else if _, _, err := p.ShapleyShubik(); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "1000 bits") {
		t.Error(err)
	}
}
