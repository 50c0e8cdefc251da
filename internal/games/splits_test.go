package games

import (
	"math/rand/v2"
	"testing"
)

// Each visits the splits over the choices of a set only, and leaves the counts as they were.
func TestEach(t *testing.T) {
	t.Parallel()
	counts, visited := [8]int64{5: 7}, map[[8]int64]bool{}
	Each(3, 1<<2|1<<5|1<<7, &counts, func() bool { visited[counts] = true; return true })
	if want := Ways(3, 3, 100); len(visited) != want || want != 10 || counts != [8]int64{5: 7} {
		t.Errorf("%d of %d splits, and then %v", len(visited), want, counts)
	}
	for split := range visited {
		if heads(split) != 10 || split[5] < 7 || split[2]+split[5]+split[7] != 10 {
			t.Error(split)
		}
	}
}

// Each stops if visit does. Seats without a choice have no split, and no seats have one.
func TestEachEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		seats   int64
		choices uint8
		stop    int // after so many visits
		visits  int
		want    bool
	}{
		{2, 1<<0 | 1<<2, 9, 3, true}, {2, 1<<0 | 1<<2, 2, 2, false}, {5, 1 << 0, 9, 1, true},
		{0, 0, 9, 1, true}, {1, 0, 9, 0, true}, {0, 255, 9, 1, true},
	} {
		var counts [8]int64
		visits := 0
		got := Each(c.seats, c.choices, &counts, func() bool { visits++; return visits < c.stop })
		if got != c.want || visits != c.visits || counts != [8]int64{} {
			t.Errorf("%+v: %v after %d visits, and then %v", c, got, visits, counts)
		}
	}
}

// Two seats of three choices split in 6 ways. More than a limit are one more than the limit.
func TestWaysAreLimited(t *testing.T) {
	t.Parallel()
	for most, want := range []int{1, 2, 3, 4, 5, 6, 6, 6} {
		if got := Ways(2, 3, most); got != want {
			t.Errorf("up to %d: %d, want %d", most, got, want)
		}
	}
}

// Drawn splits have all seats, in at most three choices, and so has every split between two.
func TestDrawAndBetween(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for seats := range int64(20) {
		from, to := Draw(random, seats), Draw(random, seats)
		choices := 0
		for _, n := range from {
			choices += min(1, int(n))
		}
		if heads(from) != seats || choices > 3 {
			t.Errorf("%d seats: %v", seats, from)
		}
		for changed := range seats + 1 {
			split := Between(from, to, changed, seats-changed)
			if heads(split) != seats {
				t.Errorf("%d of %d seats: %v", changed, seats, split)
			}
		}
		if Between(from, to, 0, seats) != from || Between(from, to, seats, 0) != to {
			t.Errorf("the ends of the way from %v to %v", from, to)
		}
	}
}

// heads returns the number of seats of a split.
func heads(split [8]int64) (sum int64) {
	for _, n := range split {
		sum += n
	}
	return sum
}
