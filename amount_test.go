package tripartite_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Sums of votes beyond 64 bits take 128, and beyond these math/big.
func TestBitsOfVotes(t *testing.T) {
	t.Parallel()
	const two64, two127 = "18446744073709551616", "170141183460469231731687303715884105728"
	for _, test := range []struct {
		weights string
		bits    int
		sum     string
	}{
		{"1 2", 64, "3"},
		{"9223372036854775806 1", 64, "9223372036854775807"},
		{"9223372036854775807 1", 128, "9223372036854775808"},
		{"9223372036854775807 9223372036854775807", 128, "18446744073709551614"},
		{"1/9223372036854775807 1", 128, "9223372036854775808/9223372036854775807"},
		{two64 + " 1", 128, "18446744073709551617"},
		{two127 + " " + two64, 128, "170141183460469231750134047789593657344"},
		{two127 + " " + two127, 0, "340282366920938463463374607431768211456"},
		{"340282366920938463463374607431768211456 1", 0, "340282366920938463463374607431768211457"},
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
		if got := tally.Votes(AllSeats).String(); got != test.sum || Bits(tally) != test.bits {
			t.Errorf("%s: %s in %d bits, not %s in %d", test.weights, got, Bits(tally), test.sum, test.bits)
		}
		for s, i := For, 0; i < 2; s, i = s<<1, i+1 {
			if got := tally.Votes(s); !got.Equal(seats[i].Weight) {
				t.Errorf("%s: %v has %v votes", test.weights, s, got)
			}
		}
	}
}

// A product that 128 bits only just do not hold is the right one.
func TestProductsBeyond128Bits(t *testing.T) {
	t.Parallel()
	weight := parsed(t, "113427455640312821166756031859729104895")
	tally := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "A", Size: 3, Weight: weight}).OpenRoom().Tally()
	if got, want := tally.Votes(AllSeats).Rat(), new(big.Rat).Mul(weight.Rat(), big.NewRat(3, 1)); got.Cmp(want) != 0 || Bits(tally) != 0 {
		t.Errorf("%v votes in %d bits, not %v", got, Bits(tally), want)
	}
}
