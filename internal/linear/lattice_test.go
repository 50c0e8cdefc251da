package linear

import (
	"fmt"
	"math/big"
	"math/bits"
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

// Ends are of one class if no condition tells them apart.
func TestClasses(t *testing.T) {
	t.Parallel()
	k := kind{n: 3, ends: 0b101111}
	one, two := adding(0, 0, []int64{5, 7, 5, 7, 0, 5}), adding(0, 0, []int64{1, 1, 1, 2, 0, 1})
	for _, test := range []struct {
		conditions []*Condition
		want       []uint8
	}{
		{nil, []uint8{0b101111}},
		{[]*Condition{one}, []uint8{0b100101, 0b001010}},
		{[]*Condition{one, two}, []uint8{0b100101, 0b000010, 0b001000}},
	} {
		if got := k.classes(test.conditions); !slices.Equal(got, test.want) {
			t.Errorf("%b, and not %b", got, test.want)
		}
	}
}

// The fewest items that conditions put into a class are those that listing finds,
// whatever the last end and other kinds add.
func TestLeastOfAClass(t *testing.T) {
	t.Parallel()
	useful := 0
	check := func(t rapid.TB, n int64, own ...*Condition) {
		s := &System{budget: NewBudget(mostWork), kinds: []kind{{n: n, ends: 0b11010, column: 0}, {n: 2, ends: 2, column: 1}}, conditions: own}
		classes := s.kinds[0].classes(own)
		even := func(c *Condition) bool { return len(s.kinds[0].classes([]*Condition{c})) == 1 }
		if len(classes) != 3 || slices.ContainsFunc(own, even) {
			return
		}
		for i, class := range classes {
			want := int64(-1)
			s.someWay(func(placed [][8]int64) bool {
				in := placed[0][bits.TrailingZeros8(class)]
				holds := !slices.ContainsFunc(own, func(c *Condition) bool { return !c.holds(placed) })
				if holds && (want == -1 || in < want) {
					want = in
				}
				return false
			})
			got, ok := s.least(0, class, classes, own)
			if ok != (want != -1) || ok && got != want {
				t.Fatalf("class %d: %d, %t, and not %d", i, got, ok, want)
			}
			useful += b2i(want > 0)
		}
	}
	draw := func(t *rapid.T) []*Condition {
		number := rapid.Int64Range(-3, 3)
		var own []*Condition
		for range 2 {
			own = append(own, adding(0, number.Draw(t, "constant"),
				[]int64{0, number.Draw(t, "1"), 0, number.Draw(t, "3"), number.Draw(t, "4")}, []int64{0, number.Draw(t, "other")}))
		}
		return own
	}
	for seed := range 300 {
		check(t, int64(1+seed%5), rapid.Custom(draw).Example(seed)...)
	}
	if useful < 50 {
		t.Fatalf("only %d of use", useful)
	}
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.Int64Range(1, 5).Draw(t, "n"), draw(t)...) })
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
