package tripartite

import (
	"slices"
	"strings"
)

// look is how seats of some states are drawn: in a colour, with a mark in the arch, and
// with a pattern in a bar. Marks and patterns tell the states apart in black and white.
type look struct {
	name string // the word in pictures
	ink  string
	set  States
}

// looks returns the looks of all states, in the order of the columns of the table. Seats
// in a state of open are still open, unless they have voted.
func looks(open States) []look {
	inks := map[States]string{For: "for", Against: "against", Abstain: "abstain"}
	open &^= Voting
	var all []look
	for s := For; s != 0; s <<= 1 {
		ink, ok := inks[s]
		if !ok {
			ink = "other"
		}
		if s&open == 0 {
			all = append(all, look{s.name(), ink, s})
		}
	}
	if open != 0 {
		all = append(all, look{"open", "other", open})
	}
	return all
}

// inArch returns the looks in the order in which the seats of a group stand: equal states
// of neighbours touch as often as they can, and empty seats are last.
func inArch(all []look) []look {
	var middle, ends []look
	for _, l := range all {
		switch l.set {
		case Against, Vacant:
			ends = append(ends, l)
		default:
			middle = append(middle, l)
		}
	}
	return append(middle, ends...)
}

// mark draws the mark of a seat with the centre x, y. It is drawn in the current colour.
func (d *drawing) mark(l look, x, y, r float64) {
	ring := func() {
		d.add("circle", "cx", x, "cy", y, "r", r*0.82, "fill", "none", "stroke", "currentColor", "stroke-width", max(1, r*0.26))
	}
	stroke := func(x1, y1, x2, y2 float64) {
		d.add("line", "x1", x+r*x1, "y1", y+r*y1, "x2", x+r*x2, "y2", y+r*y2, "stroke", "currentColor", "stroke-width", max(1, r*0.28))
	}
	switch l.name {
	case "for":
		d.add("circle", "cx", x, "cy", y, "r", r, "fill", "currentColor")
	case "against":
		side := r * 0.72
		d.add("path", "d", "M"+px(x-side)+" "+px(y-side)+"L"+px(x+side)+" "+px(y+side)+
			"M"+px(x+side)+" "+px(y-side)+"L"+px(x-side)+" "+px(y+side), "stroke", "currentColor", "stroke-width", r*0.52)
	case "abstain":
		ring()
		stroke(-0.8, 0, 0.8, 0)
	case "spoilt":
		ring()
		stroke(-0.58, 0.58, 0.58, -0.58)
	case "silent":
		ring()
		d.add("circle", "cx", x, "cy", y, "r", r*0.3, "fill", "currentColor")
	case "absent":
		d.add("circle", "cx", x, "cy", y, "r", r*0.4, "fill", "currentColor")
	case "suspended":
		d.add("rect", "x", x-r*0.7, "y", y-r*0.7, "width", r*1.4, "height", r*1.4, "fill", "none", "stroke", "currentColor", "stroke-width", max(1, r*0.26))
	case "vacant":
		stroke(-0.5, 0, 0.5, 0)
	case "open":
		d.add("circle", "cx", x, "cy", y, "r", r*0.86, "fill", "none", "stroke", "currentColor", "stroke-width", "1.2")
	}
}

// pattern is how a look fills a bar. The ground of a tile is the colour of the look or, if
// it is bare, the paper.
type pattern struct {
	name, ink string
	bare      bool
	tile      string
}

// patterned lists the patterns. A look without one fills a bar with its colour.
var patterned = []pattern{
	{"against", "against", false, `<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="currentColor" stroke-width="2.2"/>`},
	{"abstain", "abstain", false, `<path d="M0 2H8M0 6H8" stroke="currentColor" stroke-width="1.6"/>`},
	{"spoilt", "other", false, `<path d="M0 0L8 8M-2 6L2 10M6 -2L10 2" stroke="currentColor" stroke-width="1.4"/>`},
	{"silent", "other", false, `<path d="M4 0V8" stroke="currentColor" stroke-width="4"/>`},
	{"absent", "other", true, `<circle cx="4" cy="4" r="1.7" fill="currentColor"/>`},
	{"suspended", "other", true, `<rect x="2" y="2" width="4" height="4" fill="none" stroke="currentColor"/>`},
	{"vacant", "other", true, `<circle cx="4" cy="4" r="0.8" fill="currentColor"/>`},
	{"open", "other", true, `<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="currentColor" stroke-width="0.8"/>`},
}

// patterns returns the definitions of the patterns that the picture uses.
func (d *drawing) patterns() string {
	var b strings.Builder
	for _, p := range patterned {
		if !strings.Contains(d.body.String(), d.pattern(p.name)) {
			continue
		}
		ground, drawn := p.ink, "paper"
		if p.bare {
			ground, drawn = drawn, ground
		}
		b.WriteString(`<pattern id="` + d.id + "-" + p.name + `" width="8" height="8" patternUnits="userSpaceOnUse">` +
			"<g " + inked(ground) + `><rect width="8" height="8" fill="currentColor"/></g>` +
			"<g " + inked(drawn) + ">" + p.tile + "</g></pattern>\n")
	}
	if b.Len() == 0 {
		return ""
	}
	return "<defs>\n" + b.String() + "</defs>\n"
}

// bare reports whether the pattern of the look is drawn on the paper.
func (l look) bare() bool {
	return slices.ContainsFunc(patterned, func(p pattern) bool { return p.name == l.name && p.bare })
}

// pattern returns the fill of a look with a pattern.
func (d *drawing) pattern(name string) string { return "url(#" + d.id + "-" + name + ")" }

// swatch draws a part of a bar. It returns where the next part begins. A part that is not
// empty is never too thin to be seen.
func (d *drawing) swatch(l look, x, y, width, height float64) float64 {
	if width <= 0 {
		return x
	}
	width = max(width, 1.5)
	d.open(l.ink)
	fill := d.pattern(l.name)
	if l.name == "for" || l.name == "counted" {
		fill = "currentColor"
	}
	d.add("rect", "x", x, "y", y, "width", width, "height", height, "fill", fill)
	if l.bare() {
		d.add("rect", "x", x+0.5, "y", y+0.5, "width", max(0.5, width-1), "height", height-1, "fill", "none", "stroke", "currentColor")
	}
	d.end()
	return x + width
}
