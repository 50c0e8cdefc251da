package tripartite

import (
	"cmp"
	"math"
	"slices"
)

// The limits on what an arch shows. Above them a seat is too small on a phone.
const (
	mostInArch   = 250
	mostOneRow   = 10
	mostArchRows = 12
	mostBelow    = 12 // seats below the arch
)

// isArch reports whether the seats can be drawn in an arch: they weigh the same and are
// few. A seat without a vote may stand below the arch.
func isArch(all []camp) bool {
	var weight Fraction
	below, groups := int64(0), int64(0)
	for _, c := range all {
		seats := c.seats(AllSeats)
		w, ok := c.weight()
		if c.apart {
			below += seats
		} else {
			groups += seats
		}
		switch free := ok && c.apart && w.Sign() == 0; {
		case !ok || seats > mostInArch || !free && weight.Valid() && !w.Equal(weight):
			return false
		case !free:
			weight = w
		}
	}
	return groups > 0 && groups <= mostInArch && below <= mostBelow
}

// spot is the place of a seat in an arch with the outer radius 1 around 0, 0. The angle
// is 0 at the left end and π at the right.
type spot struct{ angle, radius float64 }

// x and y return the place, with y growing downwards.
func (s spot) x() float64 { return -s.radius * math.Cos(s.angle) }
func (s spot) y() float64 { return -s.radius * math.Sin(s.angle) }

// The form of an arch, in distances between neighbours.
const (
	aisle     = 0.8  // additional space between two wedges
	fill      = 0.43 // the radius of a seat
	innermost = 0.46 // the radius of the innermost row, as a part of the outer radius
	thickest  = seatRadius / largeRadius
)

// arch returns the seats of each wedge from left to right, and the largest radius that a
// seat can have. It takes the rows in which seats are largest and, if they are larger than
// needed, those with the most room in the middle. A small body has one row.
func arch(sizes []int) (wedges [][]spot, seat float64) {
	total := 0
	for _, n := range sizes {
		total += n
	}
	rows := mostArchRows
	if total <= mostOneRow {
		rows = 1
	}
	for n := 1; n <= rows; n++ {
		for step := 1; step <= 40; step++ {
			pitch := (1 - innermost) / max(1, float64(n-1)) * float64(step) / 40
			tried, radius := archOf(sizes, n, pitch)
			larger, smaller := min(radius, thickest) > min(seat, thickest)*1.005, radius < min(seat, thickest)*0.995
			if larger || !smaller && innerRadius(tried) > innerRadius(wedges)+0.01 {
				wedges, seat = tried, radius
			}
			if n == 1 {
				break
			}
		}
	}
	for _, spots := range wedges {
		slices.SortFunc(spots, spot.compare)
	}
	return wedges, seat
}

// compare orders spots from left to right and, at the same angle, from the outer row to
// the inner one. It rounds angles, so that the order never hangs on the last bit.
func (s spot) compare(other spot) int {
	return cmp.Or(cmp.Compare(math.Round(s.angle*1e6), math.Round(other.angle*1e6)), cmp.Compare(other.radius, s.radius))
}

// archOf returns an arch with that many rows, which are pitch apart.
func archOf(sizes []int, rows int, pitch float64) ([][]spot, float64) {
	shares, sum := make([]float64, len(sizes)), 0.0
	for i, n := range sizes {
		outer := float64(b2i(i == 0) + b2i(i == len(sizes)-1))
		shares[i] = max(0.1, max(1, float64(n)/float64(rows))-outer/2+(2-outer)*aisle/2)
		sum += shares[i]
	}
	if rows == 1 {
		pitch = math.Pi / sum
	}
	wedges, nearest, from := make([][]spot, len(sizes)), pitch, 0.0
	for i, n := range sizes {
		to := from + math.Pi*shares[i]/sum
		margin := (1 + aisle) / 2 * pitch
		before, after := margin, margin
		if i == 0 {
			before = 0
		}
		if i == len(sizes)-1 {
			after = 0
		}
		var near float64
		wedges[i], near = wedge(n, rows, pitch, from, to, before, after)
		nearest, from = min(nearest, near), to
	}
	return wedges, nearest * fill
}

// wedge places n seats between two angles, with margins before and after each row. It
// returns the smallest distance between neighbours in a row.
func wedge(n, rows int, pitch, from, to, before, after float64) ([]spot, float64) {
	room, counts := make([]float64, rows), make([]int, rows)
	for r := range room {
		room[r] = max(0.001, (to-from)*(1-float64(r)*pitch)-before-after)
	}
	for range n { // each to the row in which neighbours stay farthest apart
		best := 0
		for r := range room {
			if room[r]/max(0.5, float64(counts[r])) > room[best]/max(0.5, float64(counts[best]))+1e-9 {
				best = r
			}
		}
		counts[best]++
	}
	nearest := pitch
	spots := make([]spot, 0, n)
	for r, count := range counts {
		radius, squeeze := 1-float64(r)*pitch, 1.0
		if margins := before + after; count > 0 && (to-from)*radius < margins { // a small wedge
			squeeze = (to - from) * radius / margins
			nearest = min(nearest, pitch*squeeze)
		}
		if count > 1 {
			nearest = min(nearest, room[r]/float64(count-1))
		}
		for k := range count {
			along := before + max(0, (to-from)*radius-before-after)/2
			if count > 1 {
				along = before + room[r]*float64(k)/float64(count-1)
			}
			spots = append(spots, spot{from + min(along*squeeze, (to-from)*radius)/radius, radius})
		}
	}
	return spots, nearest
}

// The size and the place of the arch in a picture.
const (
	largeRadius = 150
	smallRadius = 112  // of a few seats in a single row, so that neighbours stand close
	seatRadius  = 15.5 // at most
	archMiddle  = svgWidth / 2
)

// arch draws the seats: a wedge for each group, and the independent seats below. It
// leaves d.y below the last seat, and returns the line on which the arch stands and the
// radius of the room within.
func (d *drawing) arch(all []camp, ls []look, w pictureWords) (base, room float64) {
	var groups []camp
	var sizes []int
	for _, c := range all {
		if !c.apart {
			groups = append(groups, c)
			sizes = append(sizes, int(c.seats(AllSeats)))
		}
	}
	wedges, seat := arch(sizes)
	radius := min(max(seatRadius/seat, smallRadius), largeRadius)
	seat = min(seat*radius, seatRadius)
	base = d.y + 26 + radius + seat
	for i, spots := range wedges {
		d.openTitled(measuring{}.described(groups[i], ls, w))
		d.seats(groups[i], inArch(ls), seat, func(k int) (x, y float64) {
			return archMiddle + radius*spots[k].x(), base + radius*spots[k].y()
		})
		d.end()
		d.wedgeName(groups[i].name, spots, base, radius, seat)
	}
	d.y = base + seat
	for _, c := range all {
		if c.apart {
			d.below(c, ls, w, seat)
		}
	}
	return base, radius*innerRadius(wedges) - seat - 5
}

// innerRadius returns the radius of the innermost row.
func innerRadius(wedges [][]spot) float64 {
	radius := 1.0
	for _, spots := range wedges {
		for _, s := range spots {
			radius = min(radius, s.radius)
		}
	}
	return radius
}

// seats draws the marks of a camp, state by state. at returns the place of a seat.
func (d *drawing) seats(c camp, ls []look, r float64, at func(int) (x, y float64)) {
	next := 0
	for _, l := range ls {
		n := int(c.seats(l.set))
		if n == 0 {
			continue
		}
		d.open(l.ink)
		for range n {
			x, y := at(next)
			d.mark(l, x, y, r)
			next++
		}
		d.end()
	}
}

// wedgeName writes the name of a group outside its wedge, where there is most room.
func (d *drawing) wedgeName(name string, spots []spot, base, radius, seat float64) {
	low, high := spots[0].angle, spots[len(spots)-1].angle
	middle := (low + high) / 2
	angle := middle
	switch { // the nearer to the top, the wider the margin
	case middle < math.Pi/2-0.3:
		angle = min(max(middle, 0.85), high)
	case middle > math.Pi/2+0.3:
		angle = max(min(middle, math.Pi-0.85), low)
	}
	out := spot{angle, radius + seat + 7}
	x, y := archMiddle+out.x(), base+out.y()
	f := font{size: sizeSmall, ink: "ink", bold: true}
	room := float64(svgInner)
	switch cos := math.Cos(angle); {
	case cos > 0.25:
		f.anchor, room = "end", x-4
	case cos < -0.25:
		room = svgWidth - x - 3
	default:
		f.anchor, room = "middle", 2*min(x, svgWidth-x)-8
	}
	for f.size > 11.5 && textWidth(name, f.wide()) > room {
		f.size -= 0.5
	}
	d.text(x, y, f, fitted(name, f.wide(), room))
}

// below draws independent seats, and their name beside them.
func (d *drawing) below(c camp, ls []look, w pictureWords, r float64) {
	r = min(r, 10)
	name := c.name
	if weight, ok := c.weight(); ok && weight.Sign() == 0 {
		name = sentence(name, w.say("no vote"))
	}
	n := float64(c.seats(AllSeats))
	name = fitted(name, sizeSmall*boldness, svgInner-n*r*2.4-8)
	left := archMiddle - ((n-1)*r*2.4+2*r+7+textWidth(name, sizeSmall*boldness))/2 + r
	y := d.y + 8 + max(r, 8)
	d.openTitled(measuring{}.described(c, ls, w))
	d.seats(c, inArch(ls), r, func(k int) (float64, float64) { return left + float64(k)*r*2.4, y })
	d.end()
	d.text(left+(n-1)*r*2.4+r+7, y+sizeSmall*0.35, font{size: sizeSmall, ink: "ink", bold: true}, name)
	d.y = y + max(r, 8)
}
