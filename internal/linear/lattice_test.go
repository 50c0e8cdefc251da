package linear

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A polygon has a point with whole coordinates if going through them finds one: that
// of every two half-planes with small numbers, and of some that are drawn.
func TestPointWithin(t *testing.T) {
	t.Parallel()
	type plane struct{ a, b, c int }
	check := func(t rapid.TB, corner int, planes ...plane) {
		var given []halfPlane
		for _, p := range planes {
			given = append(given, halfPlane{big.NewInt(int64(p.a)), big.NewInt(int64(p.b)), big.NewInt(int64(p.c))})
		}
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
		if got := pointWithin(given, big.NewInt(int64(corner)), func() bool { return true }); got != want {
			t.Fatalf("%v up to %d: %v, and not %v", planes, corner, got, want)
		}
	}
	var small []plane
	for a := -2; a <= 2; a++ {
		for b := -2; b <= 2; b++ {
			for _, c := range []int{-3, -1, 0, 2} {
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
		corner := rapid.IntRange(0, 9).Draw(t, "corner")
		var planes []plane
		for range rapid.IntRange(0, 6).Draw(t, "half-planes") {
			number := rapid.IntRange(-9, 9)
			planes = append(planes, plane{number.Draw(t, "a"), number.Draw(t, "b"), rapid.IntRange(-40, 40).Draw(t, "c")})
		}
		check(t, corner, planes...)
	})
}

// The first fraction within a very narrow cone is far out: 0.551234567 and half a
// unit of its last place to either side, which is between 0.55123456650 and
// 0.55123456750.
func TestPointWithinANarrowCone(t *testing.T) {
	t.Parallel()
	cone := func(low, high, unit int64) []halfPlane {
		return []halfPlane{
			{big.NewInt(-low), big.NewInt(unit), new(big.Int)}, // y is at least low/unit of x,
			{big.NewInt(high), big.NewInt(-unit), new(big.Int)},
			{big.NewInt(1), new(big.Int), big.NewInt(-1)}, // and x at least 1
		}
	}
	planes := cone(55123456650, 55123456750, 100_000_000_000)
	first := int64(0)
	for x := int64(1); first == 0; x++ {
		if low, high := 55123456650*x, 55123456750*x; (low+100_000_000_000-1)/100_000_000_000 <= high/100_000_000_000 {
			first = x
		}
	}
	for corner, want := range map[int64]bool{first - 1: false, first: true, 1_000_000: true} {
		if got := pointWithin(planes, big.NewInt(corner), func() bool { return true }); got != want {
			t.Errorf("up to %d: %v", corner, got)
		}
	}
}

// Sums of rounded multiples are what adding them up says.
func TestFloorSum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.Int64Range(0, 20).Draw(t, "n"), rapid.Int64Range(1, 20).Draw(t, "m")
		a, b := rapid.Int64Range(-50, 50).Draw(t, "a"), rapid.Int64Range(-50, 50).Draw(t, "b")
		want := new(big.Int)
		for i := range n {
			want.Add(want, new(big.Int).Div(big.NewInt(a*i+b), big.NewInt(m)))
		}
		if got := floorSum(big.NewInt(n), big.NewInt(m), big.NewInt(a), big.NewInt(b)); got.Cmp(want) != 0 {
			t.Fatalf("%v, and not %v", got, want)
		}
	})
}

// The first free number is x and the second is y, and what is left of all items is
// the last end.
func TestHalfPlanes(t *testing.T) {
	t.Parallel()
	s := &System{budget: NewBudget(mostWork), kinds: []kind{{n: 5, ends: 7, column: 0}}, conditions: []*Condition{adding(0, -3, []int64{2, 7, 1})}}
	planes, corner := s.parts()[0].halfPlanes()
	var got []string
	for _, h := range planes {
		got = append(got, fmt.Sprintf("%dx%+dy%+d", h.a, h.b, h.c))
	}
	// 2x + 7y + (5-x-y) - 3 is at least 0.
	if want := []string{"1x+0y+0", "0x+1y+0", "-1x-1y+5", "1x+6y+2"}; !slices.Equal(got, want) || corner != 5 {
		t.Errorf("%v, up to %d", got, corner)
	}
}
