package tripartite_test

import (
	"testing"

	. "example.com/tripartite"
)

// Each vote of the seats has one split: the numbers of votes sum to k^n.
func TestSplitsAreAllVotes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		seats   int
		choices []int
		splits  int
		votes   string
	}{
		{0, []int{0, 1}, 1, "1"}, {1, []int{0, 1}, 2, "2"}, {5, []int{0, 1}, 6, "32"}, {62, []int{0, 1}, 63, "4611686018427387904"},
		{63, []int{0, 1}, 64, "9223372036854775808"}, {130, []int{0, 1}, 131, "1361129467683753853853498429727072845824"},
		{4, []int{0, 2, 1}, 15, "81"}, {3, []int{0, 2, 5, 1}, 20, "64"}, {2, []int{0, 2, 3, 4, 5, 6, 7, 1}, 36, "64"},
	} {
		splits, votes := Splits(c.seats, c.choices)
		if splits != c.splits || votes != c.votes {
			t.Errorf("%d seats, %v: %d splits of %v votes", c.seats, c.choices, splits, votes)
		}
	}
}
