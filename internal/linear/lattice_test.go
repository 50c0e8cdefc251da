package linear

import (
	"testing"

	"example.com/tripartite/internal/exact"
	"pgregory.net/rapid"
)

// plane is the set of points at which a*x + b*y + c is at least 0.
type plane struct{ a, b, c int64 }

// hasPointWithin reports whether all half-planes have a common point whose x and y are whole
// numbers from 0 to corner.
func hasPointWithin(corner int64, planes ...plane) bool {
	s := &simplex{columns: []int{0, 1}}
	for _, p := range append(planes, plane{-1, 0, corner}, plane{0, -1, corner}) {
		s.add(exact.Whole(p.c), []exact.Rational{exact.Whole(p.a), exact.Whole(p.b)})
	}
	return s.polygon().hasPoint(func() bool { return true })
}

// A polygon has a point with whole coordinates if going through them finds one: that
// of every two half-planes with small numbers, and of some that are drawn.
func TestPointWithin(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, corner int64, planes ...plane) {
		want := false
		for x := range corner + 1 {
			for y := range corner + 1 {
				all := true
				for _, p := range planes {
					all = all && p.a*x+p.b*y+p.c >= 0
				}
				want = want || all
			}
		}
		if got := hasPointWithin(corner, planes...); got != want {
			t.Fatalf("%v up to %d: %v, and not %v", planes, corner, got, want)
		}
	}
	var small []plane
	for a := int64(-2); a <= 2; a++ {
		for b := int64(-2); b <= 2; b++ {
			for _, c := range []int64{-3, -1, 0, 2} {
				small = append(small, plane{a, b, c})
			}
		}
	}
	for i, p := range small {
		for _, q := range small[i:] {
			check(t, 2, p, q)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		corner := rapid.Int64Range(0, 9).Draw(t, "corner")
		var planes []plane
		for range rapid.IntRange(0, 6).Draw(t, "half-planes") {
			n := rapid.Int64Range(-9, 9)
			c := rapid.Int64Range(-40, 40).Draw(t, "c")
			planes = append(planes, plane{n.Draw(t, "a"), n.Draw(t, "b"), c})
		}
		check(t, corner, planes...)
	})
}

// In a triangle between whole points, the lines that are lowest change at a corner: of the
// next stretch, one that is over already would count points that are outside.
func TestPointWithinATriangle(t *testing.T) {
	t.Parallel()
	for _, planes := range [][]plane{
		{{3, -2, 1}, {-1, -2, 2}, {-1, 4, -1}},
		{{-1, -4, 7}, {1, -2, 3}, {-1, 4, -5}},
		{{-4, 4, 1}, {3, 3, -8}, {0, -4, 7}},
		{{1, 3, -8}, {2, -3, -1}, {-1, -2, 7}},
	} {
		if hasPointWithin(4, planes...) {
			t.Errorf("%v has no whole point", planes)
		}
	}
}

// The first fraction within a very narrow cone is far out: 0.551234567 and half a
// unit of its last place to either side, which is between 0.55123456650 and
// 0.55123456750.
func TestPointWithinANarrowCone(t *testing.T) {
	t.Parallel()
	const low, high, unit = 55123456650, 55123456750, 100_000_000_000
	first := int64(1)
	for (low*first+unit-1)/unit > high*first/unit {
		first++
	}
	for corner, want := range map[int64]bool{first - 1: false, first: true, 1_000_000: true} {
		// y is at least low/unit of x, and at most high/unit of it; and x is at least 1.
		if got := hasPointWithin(corner, plane{-low, unit, 0}, plane{high, -unit, 0}, plane{1, 0, -1}); got != want {
			t.Errorf("up to %d: %v", corner, got)
		}
	}
}

// Sums of rounded multiples are what adding them up says.
func TestFloorSum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.Int64Range(0, 20).Draw(t, "n"), rapid.Int64Range(1, 20)
		number := rapid.Int64Range(-50, 50)
		a := exact.Frac(number.Draw(t, "a"), m.Draw(t, "denominator of a"))
		b := exact.Frac(number.Draw(t, "b"), m.Draw(t, "denominator of b"))
		want := exact.Whole(0)
		for i := range n {
			want = want.Plus(a.Times(exact.Whole(i)).Plus(b).Floor())
		}
		if got := floorSum(exact.Whole(n), a, b); !got.Equal(want) {
			t.Fatalf("%v, and not %v", got, want)
		}
	})
}
