package tripartite_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// Fixed weights are votes as the caller gave them; powers that are split are only
// proportions; and a body that has both is in the unit in which both are given.
func TestUnitOfVotes(t *testing.T) {
	t.Parallel()
	seats := func(weights ...Fraction) (blocs []Bloc) {
		for i, w := range weights {
			blocs = append(blocs, Bloc{Name: fmt.Sprint("Ind", i), Size: 1, Weight: w})
		}
		return blocs
	}
	third := Bloc{Name: "Split", Size: 3, SharedBy: Entitled, Power: Frac(4, 1)}
	for _, test := range []struct {
		what    string
		blocs   []Bloc
		weights map[string]string
		all     string
	}{
		{"whole weights are not divided", seats(Frac(250, 1), Frac(250, 1), Frac(200, 1), Frac(150, 1), Frac(150, 1)),
			map[string]string{"Ind0": "250", "Ind2": "200", "Ind4": "150"}, "1000"},
		{"nor is a single one", seats(Frac(2, 1)), map[string]string{"Ind0": "2"}, "2"},
		{"fractions stay", seats(Frac(1, 2), Frac(2, 3), Frac(1, 1)), map[string]string{"Ind0": "1/2", "Ind1": "2/3", "Ind2": "1"}, "13/6"},
		{"all of them, too", seats(Frac(1, 2), Frac(1, 2)), map[string]string{"Ind0": "1/2"}, "1"},
		{"powers are proportions", []Bloc{third, {Name: "Other", Size: 2, SharedBy: AllSeats, Power: Frac(8, 1)}},
			map[string]string{"Split": "1", "Other": "3"}, "9"},
		{"both are in one unit", append(seats(Frac(1, 1)), third), map[string]string{"Ind0": "1", "Split": "4/3"}, "5"},
		{"also in fractions", append(seats(Frac(1, 2)), third), map[string]string{"Ind0": "1/2", "Split": "4/3"}, "9/2"},
		{"a weight of 0 is no weight", append(seats(Frac(0, 1)), third), map[string]string{"Ind0": "0", "Split": "1"}, "3"},
		{"nor is one of nobody", []Bloc{third, {Name: "Empty", Weight: Frac(7, 1)}}, map[string]string{"Empty": "0", "Split": "1"}, "3"},
		{"a power of 0 is split", append(seats(Frac(6, 1)), Bloc{Name: "Split", Size: 3, SharedBy: AllSeats, Power: Frac(0, 1)}),
			map[string]string{"Ind0": "6", "Split": "0"}, "6"},
		{"beyond 64 bits", seats(parsed(t, "340282366920938463463374607431768211457"), parsed(t, "1/340282366920938463463374607431768211457")),
			map[string]string{"Ind1": "1/340282366920938463463374607431768211457"},
			"115792089237316195423570985008687907853950549399482440966384333222776666062850/340282366920938463463374607431768211457"},
	} {
		tally := MustBody(Bloc{}, Bloc{}, Bloc{}, test.blocs...).OpenRoom().Tally()
		for name, want := range test.weights {
			part := blocOf(tally, name)
			if got := part.Weight().String(); got != want {
				t.Errorf("%s: %s weighs %s, not %s", test.what, name, got, want)
			}
			if part.Seats(AllSeats) == 1 && !part.Votes(AllSeats).Equal(part.Weight()) {
				t.Errorf("%s: %s has %v votes", test.what, name, part.Votes(AllSeats))
			}
		}
		if got := tally.Votes(AllSeats).String(); got != test.all {
			t.Errorf("%s: %s votes in all, not %s", test.what, got, test.all)
		}
	}
}

func TestTallyTextHasTheCallersWeights(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2, Weight: Frac(1, 2)}, Bloc{Name: "B", Size: 1, Weight: Frac(250, 1)}, Bloc{})
	tally := take(t, body, []vote{{"A 1", For}, {"A 2", Against}, {"B 1", For}})
	const want = "" +
		"     for  against  seats  votes a seat\n" +
		"A      1        1      2           0.5\n" +
		"B      1        0      1           250\n" +
		"all    2        1      3\n"
	if diff := cmp.Diff(want, tally.String()); diff != "" {
		t.Error(diff)
	}
}
