package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// The limits on what an arch shows. Above them a seat is too small on a phone.
const (
	MostInArch = 250
	MostBelow  = 12
)

// The form of an arch. Its outer radius is 1, and neighbours in a row are one pitch apart.
const (
	mostRows  = 8    // in more, 250 seats of three wedges would be smaller
	fill      = 0.43 // the radius of a seat, in pitches
	innermost = 0.46 // the radius of the innermost row
	thickest  = seatRadius / largeRadius
)

// The size and the place of an arch in a chart.
const (
	largeRadius = 132.0 // the names beside the arch have the rest of the width
	smallRadius = 92.0  // of a few seats in a single row, so that neighbours stand close
	seatRadius  = 15.5  // at most
	toName      = 7.0   // from a seat to the name of its group
	centre      = width / 2.0
)

// spot is the place of a seat in an arch with the outer radius 1 around 0, 0. The angle
// is 0 at the left end and π at the right.
type spot struct{ angle, radius float64 }

// x and y return the place, with y growing downwards.
func (s spot) x() float64 { return -s.radius * math.Cos(s.angle) }
func (s spot) y() float64 { return -s.radius * math.Sin(s.angle) }

// compare orders spots from left to right and, at the same angle, from the outer row to
// the inner one. It rounds angles, so that the order never hangs on the last bit.
func (s spot) compare(other spot) int {
	angle := func(s spot) float64 { return math.Round(s.angle * 1e6) }
	return cmp.Or(cmp.Compare(angle(s), angle(other)), cmp.Compare(other.radius, s.radius))
}

// archFor returns the seats of each wedge from left to right, and the radius of a seat. It takes
// the number of rows in which seats are largest and, if they are as large as needed in several,
// the smallest: so the seats of a small body stand in one row.
//
// An arch has slots for the seats and for the aisles between wedges. In the order of their
// angles, each wedge takes as many slots as it has seats, and the aisle behind it stays empty. So
// the wedges follow each other. An aisle has more slots than there are rows, since otherwise an
// inner row, which has fewer slots than others, might have none in it.
//
// For example, ten seats of three groups stand in one row, with radii of 0.1228 where 0.1174 are
// as large as needed. Eleven would have 0.1126 in one row. So they stand in two, with 0.1472. A
// further row has to gain half a percent, since nobody sees less.
func archFor(sizes []int) (wedges [][]spot, seat float64) {
	var slots []spot
	var total, aisle int
	for _, n := range sizes {
		total += n
	}
	for rows := 1; rows <= mostRows; rows++ {
		empty := rows + rows/2
		tried, radius := slotsOf(total+(len(sizes)-1)*empty, rows)
		if min(radius, thickest) > min(seat, thickest)*1.005 {
			slots, seat, aisle = tried, radius, empty
		}
	}
	for _, n := range sizes {
		wedges, slots = append(wedges, slots[:n]), slots[min(n+aisle, len(slots)):]
	}
	return wedges, seat
}

// slotsOf returns n slots in rows from left to right, and the radius of a seat.
//
// The rows have the radii 1, 1-p, 1-2p and so on, if p is their pitch. Together they are
// π (rows - p rows (rows-1) / 2) long, and have n-rows gaps between neighbours. The gaps are as
// wide as the pitch if
//
//	p (n - rows) = π (rows - p rows (rows-1) / 2)
//
// which is solved for p. The pitch is less if the innermost row would be too near to the middle.
// The radius goes by the pitch and by the nearest neighbours in a row, and so no seats overlap.
//
// Each row gets its part of the slots that are left, as its radius is of the radii that are left,
// rounded. The last one is all that is left, and gets the rest: no slot is lost by rounding. For
// example, 14 slots in 2 rows have a pitch of 2π/(12+π) = 0.415. The rows have the radii 1 and 0.585,
// and 14/1.585 = 8.8, so 9 slots are in the outer row and 5 in the inner one.
func slotsOf(n, rows int) (slots []spot, seat float64) {
	r := float64(rows)
	pitch := math.Pi * r / (float64(n) - r + math.Pi*r*(r-1)/2)
	pitch = min(pitch, (1-innermost)/max(1, r-1))
	nearest, radius, length := pitch, 1.0, r-pitch*r*(r-1)/2 // of the rows that are left, over π
	for range rows {
		count := int(math.Round(float64(n-len(slots)) * radius / length))
		first, step := math.Pi/2, 0.0 // one that is alone stands in the middle
		if count > 1 {
			first, step = 0, math.Pi/float64(count-1)
			nearest = min(nearest, step*radius)
		}
		for k := range count {
			slots = append(slots, spot{first + step*float64(k), radius})
		}
		length -= radius
		radius -= pitch
	}
	slices.SortFunc(slots, spot.compare)
	return slots, nearest * fill
}

// size returns the number of seats.
func (s Section) size() (n int) {
	for _, p := range s.Bars[0].Parts {
		n += int(p.Share)
	}
	return n
}

// name returns the name of a section with its note.
func (s Section) name() string { return strings.TrimSuffix(s.Name+", "+s.Note, ", ") }

// Arch draws seats in an arch with a wedge for each section, and the others below it.
//
// The arch is as large as it must be for seats of the greatest radius, within limits. Ten seats of
// three groups have it in an arch of 15.5/0.1228 = 126 units. 250 would need one of 516, which no
// phone shows. In the largest one, of 132, they have a radius of 4.
func (c *Chart) Arch(sections []Section) {
	var sizes []int
	var above, below []Section
	for _, s := range sections {
		if c.describe(s.Title); s.Below {
			below = append(below, s)
		} else {
			above, sizes = append(above, s), append(sizes, s.size())
		}
	}
	wedges, seat := archFor(sizes)
	radius := min(max(seatRadius/seat, smallRadius), largeRadius)
	seat = min(seat*radius, seatRadius)
	c.y += 26 + radius + seat
	for i, s := range above {
		c.seats(s, seat, func(k int) (x, y float64) {
			return centre + radius*wedges[i][k].x(), c.y + radius*wedges[i][k].y()
		})
		c.wedgeName(s.name(), wedges[i], radius+seat+toName)
	}
	c.y += seat
	for _, s := range below {
		c.below(s, min(seat, 10))
	}
}

// seats draws the marks of a section. at returns the place of a seat. Seats that look alike
// follow each other, and so they fill a wedge from the left to the right in blocks.
func (c *Chart) seats(s Section, r float64, at func(int) (x, y float64)) {
	c.printf("<g><title>%s</title>\n", escaped(s.Title))
	next := 0
	for _, p := range s.Bars[0].Parts {
		c.marks(p.Look, r, int(p.Share), func(i int) (x, y float64) { return at(next + i) })
		next += int(p.Share)
	}
	c.printf("</g>\n")
}

// wedgeName writes the name of a group outside its wedge, where there is most room: beside the
// arch rather than above it, but not so low that it stands below the wedge.
//
// For example, the middle of the left one of three equal wedges is at the angle π/6. There the
// name of 83 of 250 seats would have 92 units. At the angle 0.85 it has 121: 14 letters, not 11.
func (c *Chart) wedgeName(name string, spots []spot, radius float64) {
	low, high := spots[0].angle, spots[len(spots)-1].angle
	out, anchor := spot{(low + high) / 2, radius}, middle
	switch side := math.Cos(out.angle); {
	case side > 0.25: // to the left of the top; the nearer to the top, the wider the margin
		out.angle, anchor = min(max(out.angle, 0.85), high), end
	case side < -0.25:
		out.angle, anchor = max(min(out.angle, math.Pi-0.85), low), start
	}
	room := centre - 4 - math.Abs(out.x())
	if anchor == middle {
		room *= 2
	}
	c.text(centre+out.x(), c.y+out.y(), anchor, firm, name, room)
}

// below draws seats of no wedge in a row, and their name below them. The row has no limit but
// [MostBelow]: 12 seats of the radius 10 are 11 * 24 + 20 = 284 units wide, and 408 fit.
func (c *Chart) below(s Section, r float64) {
	c.y += 8 + r
	c.seats(s, r, func(k int) (x, y float64) {
		return centre + (float64(k)-float64(s.size()-1)/2)*r*2.4, c.y
	})
	c.y += r + firm.size*1.2
	c.text(centre, c.y-2, middle, firm, s.name(), inner)
}
