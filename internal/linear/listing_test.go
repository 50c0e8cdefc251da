package linear

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every way to share the items out that meets the conditions is visited once, in order. The
// system may be sharpened before: that settles some items, and splits kinds.
func TestListingIsExact(t *testing.T) {
	t.Parallel()
	split := 0
	manySystems(t, func(t rapid.TB, s *System) {
		if len(s.kinds) > 1 { // two items of the first column are somewhere in particular
			s.kinds[0].n += 2
			s.Restrict(0, 2, s.kinds[0].ends&0b1010|1)
			if rapid.Bool().Example(int(s.kinds[0].n)) {
				s.Restrict(0, 1, s.kinds[0].ends&-s.kinds[0].ends)
			}
		}
		want := map[[4][8]int64]bool{}
		s.someWay(func(placed [][8]int64) bool {
			var counts [4][8]int64
			for k, ends := range placed {
				for end, n := range ends {
					counts[s.kinds[k].column][end] += n
				}
			}
			if !slices.ContainsFunc(s.conditions, func(c *Condition) bool { return !c.holds(counts[:]) }) {
				want[counts] = true
			}
			return false
		})
		for _, sharp := range []bool{false, true} {
			base, got, last := s.with(), 0, [4][8]int64{}
			if sharp && !base.Sharpen() {
				continue
			}
			for _, kinds := range base.open() {
				split += b2i(len(kinds) > 1)
			}
			base.All(func(columns [][8]int64) bool {
				var counts [4][8]int64
				copy(counts[:], columns)
				if got++; !want[counts] || got > 1 && compareCounts(last, counts) >= 0 {
					t.Fatalf("%v after %v", counts, last)
				}
				last = counts
				return true
			})
			if got != len(want) {
				t.Fatalf("%d ways, and not %d; sharpened %t", got, len(want), sharp)
			}
		}
	})
	if split < 100 {
		t.Errorf("only %d columns are split", split)
	}
}

func compareCounts(a, b [4][8]int64) int {
	return slices.CompareFunc(a[:], b[:], func(x, y [8]int64) int { return slices.Compare(x[:], y[:]) })
}

// Ends are linked if one item or another can be in both.
func TestLinkedEnds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kinds  []kind
		linked bool // all of the first three ends
		want   int  // conditions
	}{
		{[]kind{{n: 1, ends: 3}, {n: 1, ends: 4}}, false, 2},
		{[]kind{{n: 1, ends: 3}, {n: 2, ends: 6}}, true, 3},
		{[]kind{{n: 1, ends: 1}, {n: 2, ends: 2}, {n: 1, ends: 4}}, false, 3},
		{[]kind{{n: 1, ends: 1}, {n: 2, ends: 2}, {n: 1, ends: 7}}, true, 3},
		{[]kind{{n: 1, ends: 3}, {n: 1, ends: 12}}, false, 2},
		{[]kind{{n: 1, ends: 3}, {n: 1, ends: 12}, {n: 1, ends: 6}}, true, 6},
	} {
		if got := linked(7, test.kinds) == 7; got != test.linked {
			t.Errorf("%v: %t", test.kinds, got)
		}
		if got := len(places(test.kinds, &[8]int64{})); got != test.want {
			t.Errorf("%v: %d conditions", test.kinds, got)
		}
	}
}
