package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the groups, every seat has a place within the arch, no two seats overlap, and
// the wedges follow each other from left to right.
func TestArchHasAPlaceForEachSeat(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.IntRange(1, MostInArch).Draw(t, "total")
		first := rapid.IntRange(1, total).Draw(t, "first")
		sizes := []int{first}
		if rest := total - first; rest > 0 {
			second := rapid.IntRange(1, rest).Draw(t, "second")
			if sizes = append(sizes, second); second < rest {
				sizes = append(sizes, rest-second)
			}
		}
		archIsSound(t, sizes...)
	})
	for _, sizes := range [][]int{
		{1}, {2}, {1, 1, 1}, {248, 1, 1}, {1, 248, 1}, {1, 1, 248}, {28, 14, 14}, {10}, {11},
		{83, 83, 84},
	} {
		archIsSound(t, sizes...)
	}
}

// A seat that is alone stands in the middle, and up to ten seats of three groups in one row.
func TestArchOfASmallBody(t *testing.T) {
	if wedges, _ := archFor([]int{1}); wedges[0][0] != (spot{math.Pi / 2, 1}) {
		t.Errorf("the only seat is at %v", wedges[0][0])
	}
	for first := 1; first <= 8; first++ {
		for second := 1; first+second <= 9; second++ {
			archIsSound(t, first, second, 10-first-second)
		}
	}
}

// The most seats of three groups stand in as many rows as there can be.
func TestLargestArchHasTheMostRows(t *testing.T) {
	t.Parallel()
	wedges, _ := archFor([]int{84, 83, 83})
	rows := map[float64]bool{}
	for _, s := range slices.Concat(wedges...) {
		rows[s.radius] = true
	}
	if len(rows) != mostRows {
		t.Errorf("the arch has %d rows", len(rows))
	}
}

func archIsSound(t rapid.TB, sizes ...int) {
	t.Helper()
	spots, seat := archFor(sizes)
	var wedges [][][2]float64
	for _, w := range spots {
		var places [][2]float64
		for _, s := range w {
			places = append(places, [2]float64{s.x(), s.y()})
		}
		wedges = append(wedges, places)
	}
	seat = min(seat, 0.14) // a picture never draws larger ones
	var all [][2]float64
	for i, w := range wedges {
		if len(w) != sizes[i] {
			t.Fatalf("%v: wedge %d has %d seats", sizes, i, len(w))
		}
		all = append(all, w...)
	}
	radius := func(p [2]float64) float64 { return math.Hypot(p[0], p[1]) }
	for i, p := range all {
		if r := radius(p); p[1] > 1e-9 || r > 1+1e-9 || r < 0.4 || len(all) <= 10 && r < 1-1e-9 {
			t.Fatalf("%v: seat %d at %v, %v from the middle", sizes, i, p, r)
		}
		for _, q := range all[:i] {
			if math.Hypot(p[0]-q[0], p[1]-q[1]) < 1.9*seat {
				t.Fatalf("%v: seats at %v and %v overlap: their radius is %v", sizes, p, q, seat)
			}
		}
	}
	if seat < 0.02 {
		t.Fatalf("%v: the radius of a seat is %v", sizes, seat)
	}
	angle := func(p [2]float64) float64 { return math.Acos(-p[0] / radius(p)) }
	for i := 1; i < len(wedges); i++ {
		last := slices.MaxFunc(
			wedges[i-1], func(p, q [2]float64) int { return compareFloats(angle(p), angle(q)) },
		)
		next := slices.MinFunc(
			wedges[i], func(p, q [2]float64) int { return compareFloats(angle(p), angle(q)) },
		)
		if angle(last) >= angle(next) {
			t.Fatalf("%v: wedge %d is not to the left of the next", sizes, i-1)
		}
	}
}

func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// The usual names have room beside an arch.
func TestNamesBesideAnArch(t *testing.T) {
	t.Parallel()
	for _, size := range []float64{1, 2, 12, 60} {
		c := New("arch")
		var sections []Section
		for _, name := range []string{"Independents", "Workers", "Governments"} {
			parts := []Part{{Look: Disc, Share: size}}
			sections = append(sections, Section{Row: Row{Name: name, Bars: []Bar{{Parts: parts}}}})
		}
		c.Arch(sections)
		if image := string(c.SVG("en")); strings.Contains(image, "…") {
			t.Errorf("a name of a group of %v is cut: %s", size, image)
		}
	}
}

// A name above the top of an arch has the room of both sides, and no more.
func TestNameAboveAnArch(t *testing.T) {
	t.Parallel()
	for letters, cut := range map[int]bool{45: false, 75: true} {
		c := New("arch")
		var sections []Section
		for _, name := range []string{"A", strings.Repeat("n", letters), "C"} {
			parts := []Part{{Look: Disc, Share: 12}}
			sections = append(sections, Section{Row: Row{Name: name, Bars: []Bar{{Parts: parts}}}})
		}
		c.Arch(sections)
		if image := string(c.SVG("en")); strings.Contains(image, "…") != cut {
			t.Errorf("%d letters: %s", letters, image)
		}
	}
}
