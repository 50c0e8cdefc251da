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
	mostOneRow = 10 // the seats of a small body stand in one row
	mostRows   = 12
	aisle      = 1.8  // from a seat to the next one in another wedge, in pitches
	fill       = 0.43 // the radius of a seat, in pitches
	innermost  = 0.46 // the radius of the innermost row
	thickest   = seatRadius / largeRadius
)

// The size and the place of an arch in a chart.
const (
	largeRadius = 132.0 // the names beside the arch have the rest of the width
	smallRadius = 100.0 // of a few seats in a single row, so that neighbours stand close
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
// the smallest.
//
// The rows have the radii 1, 1-p, 1-2p and so on, if p is their pitch. Together they are
// π (rows - p rows (rows-1) / 2) long. In each of them an aisle takes the room of aisle-1 seats
// more than neighbours do, so that all seats are as near as rows are if
//
//	p (seats - 1 + aisles (aisle-1) rows) = π (rows - p rows (rows-1) / 2)
//
// which is solved for p. The pitch is less if the innermost row would be too near to the middle.
func archFor(sizes []int) (wedges [][]spot, seat float64) {
	total := 0
	for _, n := range sizes {
		total += n
	}
	for rows := 1; rows <= mostRows && (rows == 1 || total > mostOneRow); rows++ {
		r := float64(rows)
		n := float64(total-1) + float64(len(sizes)-1)*(aisle-1)*r
		pitch := math.Pi * r / (n + math.Pi*r*(r-1)/2)
		pitch = min(pitch, (1-innermost)/max(1, r-1))
		tried, radius := archOf(sizes, rows, pitch)
		if min(radius, thickest) > min(seat, thickest)*1.005 {
			wedges, seat = tried, radius
		}
	}
	return wedges, seat
}

// archOf returns an arch with that many rows, which are pitch apart, and the radius of a seat.
// The angle of a wedge is in proportion to the seats in a row of it, and to its half aisles:
// the arch begins and ends in the middle of a seat, and so there are aisles between wedges only.
//
// The wedges follow each other, and so no seats of two wedges overlap. Within a wedge no two
// rows are nearer than the pitch. The radius goes by that and by the nearest neighbours in a
// row, and so no seats overlap at all.
func archOf(sizes []int, rows int, pitch float64) (wedges [][]spot, seat float64) {
	half := func(neighbours int) float64 { return aisle / 2 * float64(min(neighbours, 1)) }
	last, spans, sum := len(sizes)-1, make([]float64, len(sizes)), 0.0
	for i, n := range sizes {
		spans[i] = max(0.1, max(1, float64(n)/float64(rows))-1+half(i)+half(last-i))
		sum += spans[i]
	}
	if rows == 1 {
		pitch = math.Pi / sum
	}
	nearest, from := pitch, 0.0
	for i, n := range sizes {
		w := wedge{pitch, from, from + math.Pi*spans[i]/sum, half(i) * pitch, half(last-i) * pitch}
		spots, near := w.spots(n, rows)
		wedges, nearest, from = append(wedges, spots), min(nearest, near), w.to
	}
	return wedges, nearest * fill
}

// wedge is the part of an arch between two angles, with half an aisle on each side. An aisle is
// as wide in an inner row as in an outer one, since its half is a distance and not an angle. So
// it has parallel sides, as in a chamber.
type wedge struct{ pitch, from, to, before, after float64 }

// spots places n seats in rows, from left to right. It returns the smallest distance between
// neighbours in a row. Seats of a row are equally far apart, and the first and the last stand
// at the aisles: the rows of a wedge end on a line, whatever their numbers of seats. A seat
// that is alone in its row stands in the middle.
func (w wedge) spots(n, rows int) (spots []spot, nearest float64) {
	counts, nearest := make([]int, rows), w.pitch
	radius := func(row int) float64 { return 1 - float64(row)*w.pitch }
	room := func(row int) float64 { return max(0.001, (w.to-w.from)*radius(row)-w.before-w.after) }
	// Each seat joins the row in which neighbours stay farthest apart with it. As distances only
	// shrink when seats join, no other choice leaves the nearest neighbours farther apart.
	for range n {
		best, apart := 0, 0.0
		for row := range rows {
			a := room(row) / max(0.5, float64(counts[row]))
			if a > apart+1e-9 { // of equal rows the outer one, whatever the last bit
				best, apart = row, a
			}
		}
		counts[best]++
	}
	for row, count := range counts {
		first, step := (w.from+w.to)/2, 0.0
		if count > 1 {
			step = room(row) / float64(count-1)
			first, nearest = w.from+w.before/radius(row), min(nearest, step)
		}
		for k := range count {
			spots = append(spots, spot{first + step*float64(k)/radius(row), radius(row)})
		}
	}
	slices.SortFunc(spots, spot.compare)
	return spots, nearest
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
func (c *Chart) wedgeName(name string, spots []spot, radius float64) {
	low, high := spots[0].angle, spots[len(spots)-1].angle
	out := spot{(low + high) / 2, radius}
	switch { // the nearer to the top, the wider the margin
	case out.angle < math.Pi/2-0.3:
		out.angle = min(max(out.angle, 0.85), high)
	case out.angle > math.Pi/2+0.3:
		out.angle = max(min(out.angle, math.Pi-0.85), low)
	}
	anchor, room := middle, 2*(centre-4-math.Abs(out.x()))
	if math.Abs(math.Cos(out.angle)) > 0.25 {
		anchor, room = end, room/2
		if out.x() > 0 {
			anchor = start
		}
	}
	c.text(centre+out.x(), c.y+out.y(), anchor, firm, name, room)
}

// below draws seats of no wedge in a row, and their name below them.
func (c *Chart) below(s Section, r float64) {
	c.y += 8 + r
	c.seats(s, r, func(k int) (x, y float64) {
		return centre + (float64(k)-float64(s.size()-1)/2)*r*2.4, c.y
	})
	c.y += r + firm.size*1.2
	c.text(centre, c.y-2, middle, firm, s.name(), inner)
}
