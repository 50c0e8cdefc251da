package chart

import "fmt"

// Look is how a seat or a part of a bar is drawn: in a colour, as a mark or with a pattern.
// No two looks of seats have the same mark, and no two that stand in one bar have the same
// pattern. So they are told apart in black and white, and by those who see no colours.
type Look uint8

// The looks, by their marks.
const (
	Disc Look = iota
	Cross
	Barred
	Slashed
	Dotted
	Dot
	Square
	Dash
	Ring
	Solid // no mark, but a full bar in a colour without a meaning
	Tick
	Saltire
)

// looks has the drawings of each look. Seven looks have the ink "other": only their marks and
// patterns tell them apart.
//
// A mark is in a square from -1 to 1, and the tile of a pattern from 0 to 8. The ground of a tile
// has the colour of the look or, if it is bare, that of the paper. Without a tile, the look fills a
// bar with its colour.
//
// A mark is drawn in any size, and its lines grow with it: 0.27 is 4.2 units for a seat with the
// radius 15.5, and 1.1 for one with the radius 4. Tiles and their lines have one size, so that a
// pattern looks the same in the legend and in every bar.
var looks = [...]struct {
	name, ink string
	bare      bool
	mark      string
	tile      string
}{
	Disc:    {"disc", "for", false, dot("0", "1"), ""},
	Cross:   {"cross", "against", false, stroke(".52", cross), stroke("2.2", stripes)},
	Barred:  {"barred", "abstain", false, stroke(".27", ring+"M-.8 0H.8"), stroke("1.6", lines)},
	Slashed: {"slashed", "other", false, stroke(".27", ring+"M-.6.6L.6-.6"), stroke("1.4", slashes)},
	Dotted:  {"dotted", "other", false, stroke(".27", ring) + dot("0", ".3"), stroke("4", "M4 0V8")},
	Dot:     {"dot", "other", true, dot("0", ".4"), dot("4", "1.7")},
	Square:  {"square", "other", true, stroke(".27", "M-.7-.7H.7V.7H-.7Z"), stroke("1", square)},
	Dash:    {"dash", "other", true, stroke(".28", "M-.5 0H.5"), dot("4", ".8")},
	Ring:    {"ring", "other", true, stroke(".18", ring), stroke(".8", stripes)},
	Solid:   {"solid", "other", false, "", ""},
	Tick:    {"tick", "for", false, stroke(".43", "M-1 0L-.33.75L1-.75"), ""},
	Saltire: {"saltire", "against", false, stroke(".43", cross), ""},
}

// Paths of several marks and tiles.
//
// A tile stands beside itself without an end, so what leaves it at a side must enter it at the
// other. A diagonal from corner to corner would be thin at the corners, because a tile cuts off the
// half of the stroke that is outside. The short lines of slashes and stripes put it back: they are
// the ends of the diagonals of the neighbours.
const (
	cross   = "M-.75-.75L.75.75M.75-.75L-.75.75"
	ring    = "M-.83 0A.83.83 0 1 1 .83 0A.83.83 0 1 1-.83 0Z"
	lines   = "M0 2H8M0 6H8"
	square  = "M2 2H6V6H2Z"
	slashes = "M0 0L8 8M-2 6L2 10M6-2L10 2"
	stripes = "M-2 2L2-2M0 8L8 0M6 10L10 6"
)

// stroke returns a path that is drawn as a line. SVG fills a path that does not say "none": a ring
// would be a black disc, and a tick a triangle.
func stroke(width, path string) string {
	return `<path d="` + path + `" fill="none" stroke="currentColor" stroke-width="` + width + `"/>`
}

// dot returns a circle that is filled. It has the same centre in both directions.
func dot(centre, r string) string {
	return fmt.Sprintf(`<circle cx="%[1]s" cy="%[1]s" r="%[2]s" fill="currentColor"/>`, centre, r)
}

// marks draws n marks of a look. at returns the centre of each. All stand in one element, which
// names the colour once for up to 250 seats.
func (c *Chart) marks(l Look, r float64, n int, at func(int) (x, y float64)) {
	drawn := "\n"
	for i := range n {
		x, y := at(i)
		drawn += fmt.Sprintf(`<g transform="translate(%v %v) scale(%v)">%s</g>`+"\n",
			px(x), px(y), px(r), looks[l].mark)
	}
	c.add(looks[l].ink, drawn)
}

// mark draws the mark of a look with the centre x, y.
func (c *Chart) mark(l Look, x, y, r float64) {
	c.marks(l, r, 1, func(int) (float64, float64) { return x, y })
}

// thinnest is the width of a part of a bar that would be too thin to be seen. At the width of a
// phone it is one pixel.
const thinnest = 1.5

// swatch draws a part of a bar. It returns where the next part begins. A part that is not
// empty is never too thin to be seen: one vote against among a thousand decides a veto, and
// who looks at the picture must see that it is there. The caller keeps the room for that.
func (c *Chart) swatch(l Look, x, y, width, height float64) float64 {
	if width <= 0 {
		return x
	}
	width = max(width, thinnest)
	paint, rim := filled, ""
	if looks[l].tile != "" {
		paint, c.used[l] = `fill="url(#`+ownID+"-"+looks[l].name+`)"`, true
	}
	if looks[l].bare { // the pattern is drawn on the paper, and needs a rim to be a bar
		rim = rect(x+0.5, y+0.5, max(0.5, width-1), height-1, `fill="none" stroke="currentColor"`)
	}
	c.add(looks[l].ink, rect(x, y, width, height, paint), rim)
	return x + width
}

// patterns returns the definitions of the patterns that are used, in the order of the looks. Those
// that are not used would take up to 2,300 bytes; an empty image has 1,500.
func (c *Chart) patterns() (text string) {
	for i, l := range looks {
		ground, drawn := l.ink, "paper"
		if l.bare {
			ground, drawn = drawn, ground
		}
		if c.used[i] {
			text += fmt.Sprintf(`<pattern id="%s-%s" width="8" height="8" patternUnits="userSpaceOnUse">`+
				`<g %s><rect width="8" height="8" fill="currentColor"/></g><g %s>%s</g></pattern>`+"\n",
				ownID, l.name, inked(ground), inked(drawn), l.tile)
		}
	}
	if text != "" {
		text = "<defs>\n" + text + "</defs>\n"
	}
	return text
}
