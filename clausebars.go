package tripartite

// clauseBar draws a clause: its text, its bar, and its figures.
func (d *drawing) clauseBar(b clauseLine, s stakes, w pictureWords) {
	indent := float64(min(b.depth, 4)) * 14
	left := svgMargin + 22 + indent
	d.y += 10
	d.tick(b, s, left-14, d.y+11)
	text, below := b.clause, b.described(s, w)
	if len(b.f.Parts) > 0 { // they have the figures
		text, below = text+": "+sentence(b.state(s, w), b.figures(s, w)), ""
	}
	f := font{size: sizeText, ink: "ink", bold: len(b.f.Parts) > 0}
	for _, l := range wrap(text, f.wide(), svgWidth-svgMargin-left, 3) {
		d.y += 17
		d.text(left, d.y-2, f, l)
	}
	if b.f.Figures.counted() {
		d.y += 5
		d.track(b, s, left, d.y, svgWidth-svgMargin-left)
		d.y += trackHeight + 3
	}
	for _, l := range wrap(below, sizeSmall, svgWidth-svgMargin-left, 4) {
		d.y += 16
		d.text(left, d.y-2, font{size: sizeSmall, ink: "muted"}, l)
	}
}

// trackHeight is the height of the bar of a clause.
const trackHeight = 16

// track draws the bar of a clause: what there is, what is open, all of the base, and a
// line at what is needed.
func (d *drawing) track(b clauseLine, s stakes, x, y, width float64) {
	f := *b.f.Figures
	scale := f.Base.plus(s.beyond)
	for _, n := range []Fraction{f.Count.plus(s.coming), f.Need} {
		if n.Valid() && n.Cmp(scale) > 0 {
			scale = n
		}
	}
	d.open("track")
	d.add("rect", "x", x, "y", y, "width", width, "height", trackHeight, "fill", "currentColor")
	d.end()
	next := d.swatch(b.look(), x, y, width*portion(f.Count.minus(s.counted), scale), trackHeight)
	d.swatch(look{"open", "other", 0}, next, y, width*portion(s.counted.plus(s.coming), scale), trackHeight)
	if f.Need.Valid() {
		d.needed(x+width*portion(f.Need, scale), y)
	}
}

// look returns the look of what a clause counts.
func (b clauseLine) look() look {
	of := b.f.Figures.Of
	for _, l := range looks(0) {
		if l.set == of && l.set&Voting != 0 {
			return l
		}
	}
	return look{"counted", "other", of}
}

// needed draws the line at what is needed. A rim of the ground keeps it apart from the bar.
func (d *drawing) needed(x, y float64) {
	x = min(max(x, svgMargin+1.5), svgWidth-svgMargin-1.5)
	for _, c := range [...]struct {
		ink   string
		width float64
	}{{"paper", 6}, {"ink", 2.5}} {
		d.open(c.ink)
		d.add("line", "x1", x, "y1", y-3, "x2", x, "y2", y+trackHeight+3, "stroke", "currentColor", "stroke-width", c.width)
		d.end()
	}
}

// tick draws whether a clause lets the motion pass: a tick if it does, a cross if not, and
// a ring as long as seats are open.
func (d *drawing) tick(b clauseLine, s stakes, x, y float64) {
	switch good := (valid(b.outer.Outcome) == Adopted) != b.outerVeto; {
	case s.live:
		d.open("muted")
		d.mark(look{name: "open"}, x, y, 6)
	case good:
		d.open("for")
		d.add("path", "d", "M"+px(x-6)+" "+px(y)+"l4 4.5l8 -9", "fill", "none", "stroke", "currentColor", "stroke-width", "2.6")
	default:
		d.open("against")
		d.add("path", "d", "M"+px(x-5)+" "+px(y-5)+"l10 10m0 -10l-10 10", "fill", "none", "stroke", "currentColor", "stroke-width", "2.6")
	}
	d.end()
}
