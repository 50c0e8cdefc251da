package linear

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/proptest"
)

// Every way to share the items out that meets the conditions is visited once, in order. The
// system may be settled before: that settles some items, and splits kinds.
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
		for _, settled := range []bool{false, true} {
			base, got, last := s.with(), 0, [4][8]int64{}
			if settled {
				base.Settle()
			}
			split += exact.Bit(len(base.kinds) > len(s.kinds))
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
				t.Fatalf("%d ways, and not %d; settled %t", got, len(want), settled)
			}
		}
	})
	if least := proptest.Pick(8, 20, 20); split < least { // most of them are the same in every run
		t.Errorf("only %d systems are split, want %d", split, least)
	}
}

func compareCounts(a, b [4][8]int64) int {
	return slices.CompareFunc(a[:], b[:], func(x, y [8]int64) int { return slices.Compare(x[:], y[:]) })
}

// A step of a listing is left only if the system has no solution with the items so far where they
// are. Some are left.
func TestListingStepIsSolvable(t *testing.T) {
	t.Parallel()
	stopped := [2]int{} // in the first column, and in others
	check := func(t rapid.TB, s *System) {
		for i := range s.kinds {
			s.kinds[i].ends |= s.kinds[i].ends<<1&15 | 1 // more than one
		}
		l := &listing{
			budget: s.budget, open: slices.Clone(s.kinds), narrow: make([][]need, len(s.kinds)),
			settled: make([][8]int64, len(s.kinds)), counts: make([][8]int64, len(s.kinds)),
		}
		l.about(s.conditions)
		l.visit = func([][8]int64) bool { return true }
		l.run() // makes its tables
		for i, o := range l.open {
			for n := range o.n + 1 {
				if !l.hopeful(i, 0, n, o.n-n) {
					continue
				}
				rest := s.with()
				for k := range i {
					rest.kinds[k].ends = 1
				}
				rest.kinds[i].ends &^= 1
				if n > 0 {
					rest.Restrict(i, n, 1)
				}
				solvable := l.solvable(i, 1, o.n-n)
				if stopped[min(i, 1)] += exact.Bit(!solvable); !solvable && rest.solve(true) {
					t.Fatalf("column %d, %d items: it is left", i, n)
				}
			}
			for end := range int64(8) { // all items in the first end
				l.hopeful(i, int(end), int64(exact.Bit(end == 0))*o.n, 0)
			}
		}
	}
	manySystems(t, check)
	if slices.Min(stopped[:]) == 0 {
		t.Errorf("%v steps are left", stopped)
	}
}
