package tripartite_test

import (
	"fmt"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Sums of votes of any size are exact, and only those beyond 64 bits are wide.
func TestSumsOfVotesOfAnySize(t *testing.T) {
	t.Parallel()
	const two64, two127 = "18446744073709551616", "170141183460469231731687303715884105728"
	for _, test := range []struct {
		weights string
		wide    bool
		sum     string
	}{
		{"1 2", false, "3"},
		{"9223372036854775806 1", false, "9223372036854775807"},
		{"9223372036854775807 1", true, "9223372036854775808"},
		{"9223372036854775807 9223372036854775807", true, "18446744073709551614"},
		{"1/9223372036854775807 1", true, "9223372036854775808/9223372036854775807"},
		{two64 + " 1", true, "18446744073709551617"},
		{two127 + " " + two64, true, "170141183460469231750134047789593657344"},
		{two127 + " " + two127, true, "340282366920938463463374607431768211456"},
		{"340282366920938463463374607431768211456 1", true, "340282366920938463463374607431768211457"},
	} {
		var seats []WeightedSeat
		for i, text := range strings.Fields(test.weights) {
			seats = append(seats, WeightedSeat{ID: fmt.Sprint("seat ", i), Weight: parsed(t, text)})
		}
		ballot := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", WeightedRoll: seats}).OpenRoom()
		if err := ballot.Cast("seat 0", For); err != nil {
			t.Fatal(err)
		}
		if err := ballot.Cast("seat 1", Against); err != nil {
			t.Fatal(err)
		}
		tally := ballot.Tally()
		if got := tally.Votes(AllSeats).String(); got != test.sum || Wide(tally) != test.wide {
			t.Errorf("%s: %s, wide is %t, not %s", test.weights, got, Wide(tally), test.sum)
		}
		for s, i := For, 0; i < 2; s, i = s<<1, i+1 {
			if got := tally.Votes(s); !got.Equal(seats[i].Weight) {
				t.Errorf("%s: %v has %v votes", test.weights, s, got)
			}
		}
	}
}

// Products are exact, too: of one seat's weight and the number of seats, on both sides of
// what 64 and 128 bits hold.
func TestProductsOfVotesOfAnySize(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		weight string
		size   int
		wide   bool
		sum    string
	}{
		{"1317624576693539401", 7, false, "9223372036854775807"},
		{"1317624576693539402", 7, true, "9223372036854775814"},
		{"6148914691236517206", 3, true, "18446744073709551618"},
		{"113427455640312821166756031859729104895", 3, true, "340282366920938463500268095579187314685"},
	} {
		a := Bloc{Name: "A", Size: test.size, Weight: parsed(t, test.weight)}
		tally := MustBody(a, Bloc{}, Bloc{}).OpenRoom().Tally()
		if got := tally.Votes(AllSeats).String(); got != test.sum || Wide(tally) != test.wide {
			t.Errorf("%d times %s: %s, wide is %t", test.size, test.weight, got, Wide(tally))
		}
	}
}
