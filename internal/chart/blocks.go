package chart

import (
	"cmp"
	"strings"
)

// Title writes the title of the image. It is not in the description, since a screen reader says
// the title that New was given before it.
func (c *Chart) Title(s string) { c.paragraph(title, s, 0, 4) }

// Text writes a text.
func (c *Chart) Text(s string) {
	if s != "" {
		c.describe(s)
		c.y += 3
		c.paragraph(normal, s, 0, 3)
	}
}

// Note writes a remark in small letters, at a distance.
func (c *Chart) Note(s string) {
	if s != "" {
		c.describe(s)
		c.y += 12
		c.paragraph(muted, s, 0, 6)
	}
}

// Headline writes what an image says in large letters, with a text below it. The letters have one
// line, on which 24 fit. If that is too short, only the description has the whole headline.
func (c *Chart) Headline(s, ink, below string) {
	c.describe(strings.TrimSuffix(s+", "+below, ", "))
	c.y += large.size*1.3 + 4
	c.text(margin, c.y-6, start, font{large.size, ink, true}, s, inner)
	c.paragraph(normal, below, 0, 2)
	c.y += 4
}

// Key writes a text beside a piece of a bar, to say what the look means.
func (c *Chart) Key(l Look, s string) {
	const piece = 24
	c.describe(s)
	c.y += 4
	c.swatch(l, margin, c.y+4, piece, rowBar)
	c.paragraph(normal, s, piece+8, 3)
}

// Part is a part of a bar: how it looks, and its share of the width that bars have. A share
// that is not above 0 is not drawn. In an arch it is the number of seats that look so.
type Part struct {
	Look  Look
	Share float64
}

// Bar is a bar of parts side by side, with a label behind it.
type Bar struct {
	Parts []Part
	Label string
}

// Row is a name with a note and bars. A heading can stand above it, and the name of what this
// row and those next to it are parts of.
type Row struct {
	Heading, Above string
	Name, Note     string
	Title          string // for screen readers
	Bars           []Bar
}

// The heights of bars. A gauge stands below its text and has the whole width, and a row beside a
// name, with which its bar has to share a line.
const (
	gaugeBar = 16
	rowBar   = 14
)

// bar draws the parts of a bar side by side, and returns where the bar ends. None of the parts
// is too thin to be seen, and the bar is not longer than its room: each part leaves the thinnest
// width to each one behind it. What is left for a part is then never less than the thinnest width.
// It is not at the start, since a bar has few parts. And a part either takes the thinnest width,
// which its predecessors left to it, or no more than leaves enough to its successors.
//
// For example, a bar of 300 units has 998, 1 and 1 of 1,000 votes. The first part is 297 units
// long and not 299.4, since the others need 1.5 each, and not 0.3.
func (c *Chart) bar(parts []Part, x, room, height float64) float64 {
	limit := x + room
	for _, p := range parts {
		if p.Share > 0 {
			limit -= thinnest
		}
	}
	for _, p := range parts {
		if p.Share > 0 {
			limit += thinnest
		}
		x = c.swatch(p.Look, x, c.y, min(room*p.Share, limit-x), height)
	}
	return x
}

// The greatest width of the names beside bars, and the indent of parts.
const (
	mostNames = 136
	indented  = 10
)

// Bars draws rows whose bars stand beside the names, each with a label behind it, so that many
// rows take little room. All bars have one scale: a share of 1 is as long as the names and the
// widest label allow. An axis below each heading ends at that length, with a text that says what
// it means. Without a text there is no axis. A row without bars is a remark.
//
// The names have at most 136 units, and the labels half of the width, 204. Then the longest bar has
// the 43 units from 170 to 213, in which even nine parts are seen. A label begins 7
// units behind its bar, which is not longer than that, and so ends at the margin at the latest.
func (c *Chart) Bars(rows []Row, whole string) {
	names, label := 0.0, muted.width(whole)
	for _, r := range rows {
		for _, b := range r.Bars {
			names = max(names, normal.width(r.Name), muted.width(r.Note))
			label = max(label, small.width(b.Label))
		}
	}
	names = min(names+1, mostNames) // a name that is as wide has room, also in rounded numbers
	left := margin + indented + names + 8
	end := right - 7 - min(label, inner/2)
	above := ""
	for _, r := range rows {
		if r.Heading != "" {
			c.heading(r.Heading)
			c.axis(left, end, whole)
			above = ""
		}
		if r.Above != above {
			c.y += 2
			c.paragraph(strong, r.Above, 0, 2)
			above = r.Above
		}
		c.row(r, names, left, end)
	}
}

// heading draws a heading with a line below it. The space above is larger than that between rows,
// so that the rows below are seen to belong to it.
func (c *Chart) heading(s string) {
	c.y += 34
	c.text(margin, c.y-8, start, middling, s, inner)
	c.rule(c.y - 2)
}

// row draws the name and the note of a row, and beside them its bars in an element with its
// title. The names and the bars begin at the same height, and the next row below the longer of
// both. If a bar is empty, its label stands at the axis, without the distance to a bar.
func (c *Chart) row(r Row, names, left, end float64) {
	heading, indent := "", 0.0
	if r.Heading != "" {
		heading = r.Heading + " – "
	}
	c.describe(heading + cmp.Or(r.Title, r.Name))
	if r.Above != "" {
		indent = indented
	}
	if r.Bars == nil {
		names = inner - indent
	}
	top := c.y
	c.column(normal, r.Name, indent, names, 2)
	c.column(muted, r.Note, indent, names, 1)
	bottom := c.y
	c.y = top + 3
	c.printf("<g><title>%s</title>\n", escaped(r.Title))
	for _, b := range r.Bars {
		x := c.bar(b.Parts, left, end-left, rowBar)
		c.text(x+7*min(1, x-left), c.y+rowBar-2.5, start, small, b.Label, inner/2)
		c.y += rowBar + 2
	}
	c.printf("</g>\n")
	c.y = max(c.y, bottom) + 2
}

// axis draws an axis from 0 to a text. The text stands around its end, and so has half of the room
// on each side: as much as Bars left to the labels behind the end.
func (c *Chart) axis(from, to float64, text string) {
	if text == "" {
		return
	}
	c.y += 14
	c.text(from, c.y, middle, muted, "0", inner)
	c.text(to, c.y, middle, muted, text, inner/2)
	c.add("muted", line(from, c.y+6, to, c.y+6, 1), line(from, c.y+3, from, c.y+9, 1),
		line(to, c.y+3, to, c.y+9, 1))
	c.y += 10
}

// Gauge is a text with a mark and, if it has a bar, what fills the bar and where a line
// stands on it. Shares are of the width of the bar. A gauge has its own scale: what it counts
// need not be what others count. The track shows how long its bar could be.
type Gauge struct {
	Mark  Look
	Depth int    // of gauges within gauges
	Title string // for screen readers
	Text  string
	Bold  bool
	Bar   []Part
	Line  float64 // from 0 to 1; below 0 there is none
	Note  string
}

// Gauge draws a gauge. Those within others are indented, up to a depth at which the text still
// has most of the width: 408 - 22 - 4 * 14 = 330 units.
func (c *Chart) Gauge(g Gauge) {
	c.describe(g.Title)
	indent := 22 + 14*float64(min(g.Depth, 4))
	left, room := margin+indent, inner-indent
	c.y += 10
	c.mark(g.Mark, left-14, c.y+11, 6)
	c.paragraph(font{normal.size, normal.ink, g.Bold}, g.Text, indent, 3)
	if g.Bar != nil {
		c.y += 5
		c.add("track", rect(left, c.y, room, gaugeBar, filled))
		c.bar(g.Bar, left, room, gaugeBar)
		if g.Line >= 0 { // a rim of the ground keeps the line apart from the bar
			x := min(left+room*g.Line, right-1.5)
			c.add("paper", line(x, c.y-3, x, c.y+gaugeBar+3, 6))
			c.add("ink", line(x, c.y-3, x, c.y+gaugeBar+3, 2.5))
		}
		c.y += gaugeBar + 3
	}
	c.paragraph(muted, g.Note, indent, 4)
}

// Table has the texts of sections in columns. The last section is the sum of the others.
type Table struct {
	Unit     string // of the texts
	Columns  []Column
	Sections []Section
	Marks    bool // the looks are those of seats, and otherwise those of bars
}

// Column is a look, and what it means.
type Column struct {
	Look Look
	Name string
}

// Section is a part of a body. If its seats stand in an arch, its row has exactly one bar. The
// parts of the bar stand in their own order, which need not be that of the columns: what should
// stand out, as those against, can stand at an end.
type Section struct {
	Row
	Below bool     // the seats stand below the arch
	Texts []string // by column
}

// Table draws the texts of all sections, and above them the names of the columns, two on a line:
// they are also the legend of the blocks above. Above its column a look stands for the name,
// since names of any length have no room there.
func (c *Chart) Table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	const names = 116
	c.y += 8
	for i, col := range t.Columns {
		x := margin + 9 + float64(i%2)*inner/2
		c.y += float64(1-i%2) * 19
		c.sample(col.Look, x, c.y-5, t.Marks)
		c.text(x+16, c.y, start, small, col.Name, inner/2-30)
	}
	width := min(96, (inner-names)/float64(len(t.Columns)))
	at := func(i int) float64 { return right - width*(float64(len(t.Columns)-i)-0.5) }
	c.y += 20
	for i, col := range t.Columns {
		c.sample(col.Look, at(i), c.y, t.Marks)
	}
	c.text(margin, c.y+5, start, muted, t.Unit, names)
	c.y += 8
	for i, row := range t.Sections {
		f := normal
		if i == len(t.Sections)-1 { // the sum
			c.describe(row.Title)
			c.rule(c.y + 3)
			c.y += 4
			f = strong
		}
		c.y += 20
		c.text(margin, c.y-4, start, f, row.Name, at(0)-width*0.3-margin)
		for k, text := range row.Texts {
			c.text(at(k), c.y-4, middle, f, text, inner)
		}
	}
	c.y += 8
}

// sample draws a look as it is in the blocks above: a mark or a piece of a bar. A piece is as wide
// as two tiles of a pattern and a bit more, so that each pattern can be told.
func (c *Chart) sample(l Look, x, y float64, mark bool) {
	if mark {
		c.mark(l, x, y, 6.5)
	} else {
		c.swatch(l, x-9, y-6, 18, 12)
	}
}
