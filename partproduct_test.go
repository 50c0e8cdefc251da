package tripartite_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
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
		return EachGroup{Rule: share()}
	case 3:
		return Veto{In{Group: group, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}}
	case 4:
		return In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}
	}
	return In{Group: group, Rule: share()}
}

// Parts that are counted apart have the same power as when the rule is asked about all.
func TestPartsAgreeWithAsking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 3)
		body, err := NewBody(rollOf("A", weights.Draw(t, "A")...), rollOf("B", weights.Draw(t, "B")...), rollOf("C", weights.Draw(t, "C")...),
			Bloc{Name: "Chair", Size: 1, Weight: Int(rapid.IntRange(1, 2).Draw(t, "chair"))})
		if err != nil {
			t.Fatal(err)
		}
		rule := drawOfParts(t, rapid.IntRange(0, 2).Draw(t, "depth"))
		p, ok := PowerByProduct(rule, body)
		if !ok {
			t.Fatalf("%v has one total", rule)
		}
		q := powerOf(t, own{rule}, body, Cast)
		figures := func(p *Power) string {
			return fmt.Sprintf("%+v %+v %v of %v, proper %v, strong %v", p.Seats, p.Groups, p.Winning, p.Votes, p.Proper, p.Strong)
		}
		if diff := cmp.Diff(figures(q), figures(p)); diff != "" {
			t.Fatalf("%v: %s", rule, diff)
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

func TestPowerOfHundredsOfSeatsInParts(t *testing.T) {
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

// Each member of the Coffee Council has votes of its own, and each group decides apart. So
// the numbers follow from those of two weighted games.
func TestPowerInTheCoffeeCouncilByMember(t *testing.T) {
	t.Parallel()
	exporting, importing := []int{25}, []int{360, 150, 120, 110, 90, 80, 60, 30}
	for i := range 39 {
		exporting = append(exporting, 5+7*(i+1)%40)
	}
	statute, err := LoadStatute("coffee/council")
	if err != nil {
		t.Fatal(err)
	}
	body, err := statute.Body(rollOf("Exporting", exporting...), rollOf("Importing", importing...))
	if err != nil {
		t.Fatal(err)
	}
	rule, err := statute.Rule("decision")
	if err != nil {
		t.Fatal(err)
	}
	p := powerOf(t, rule, body, Cast)
	var want []string
	for k, weights := range [][]int{exporting, importing} {
		other := FromInt(plainWinning([][]int{importing, exporting}[k], 700))
		for _, swings := range plainBanzhaf(weights, 700) {
			_, _, product := Arithmetic(FromInt(swings), other)
			want = append(want, product.String())
		}
	}
	var got []string
	for _, s := range p.Seats {
		got = append(got, s.Swings.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !p.Proper || p.Strong || !p.Groups[0].Veto || !p.Groups[1].Veto {
		t.Errorf("proper %v, strong %v, %+v", p.Proper, p.Strong, p.Groups)
	}
	holdSums(t, p)
}

// plainWinning counts the coalitions whose weight is at least the quota.
func plainWinning(weights []int, quota int) *big.Int {
	sums := map[int]*big.Int{0: big.NewInt(1)}
	for _, w := range weights {
		next := map[int]*big.Int{}
		for sum, n := range sums {
			for _, with := range []int{sum, sum + w} {
				if next[with] == nil {
					next[with] = new(big.Int)
				}
				next[with].Add(next[with], n)
			}
		}
		sums = next
	}
	all := new(big.Int)
	for sum, n := range sums {
		if sum >= quota {
			all.Add(all, n)
		}
	}
	return all
}
