package tripartite

import (
	"slices"
	"strings"
)

// seatTable draws a table: a line for each camp and one for all, and a column for each
// state. The head of a column is the mark of the state, so that the table is the legend.
func (d *drawing) seatTable(lines []camp, ls []look, m measuring, w pictureWords, arch bool) {
	if len(ls) == 0 {
		return
	}
	column := min(96, (svgInner-nameColumn)/float64(len(ls)))
	at := func(i int) float64 { return svgWidth - svgMargin - column*(float64(len(ls)-i)-0.5) }
	d.tableHead(ls, w, column, at, arch)
	d.text(svgMargin, d.y-4, font{size: sizeSmall, ink: "muted"}, fitted(w.say(m.unit()), sizeSmall, nameColumn))
	for i, c := range lines {
		last := i == len(lines)-1
		if last {
			d.rule(d.y + 3)
			d.y += 4
		}
		d.y += 20
		f := font{size: sizeText, ink: "ink", bold: last}
		d.text(svgMargin, d.y-4, f, fitted(c.name, f.wide(), at(0)-column*0.3-svgMargin))
		f.anchor = "middle"
		for k, l := range ls {
			d.text(at(k), d.y-4, f, m.of(c, l.set).printed())
		}
	}
}

// nameColumn is the width of the column of names.
const nameColumn = 116

// tableHead draws a mark above each column, and the word below it in as many lines as it
// takes. If the words are too wide, each is on a line of its own beside its mark.
func (d *drawing) tableHead(ls []look, w pictureWords, column float64, at func(int) float64, arch bool) {
	words, most, wide := make([][]string, len(ls)), 1, false
	for i, l := range ls {
		words[i] = wrap(w.say(l.name), sizeSmall, column-2, 3)
		most = max(most, len(words[i]))
		wide = wide || strings.Join(words[i], " ") != w.say(l.name)
	}
	if wide {
		d.legend(ls, w, arch)
		most = 0
	}
	d.y += 12
	for i, l := range ls {
		d.sample(l, at(i), d.y, arch)
	}
	d.y += 8
	if wide {
		d.y += 4
		return
	}
	for i := range ls {
		for k, s := range words[i] {
			d.text(at(i), d.y+12+float64(k)*15, font{size: sizeSmall, ink: "ink", anchor: "middle"}, s)
		}
	}
	d.y += float64(most) * 15
}

// legend names the marks, two on a line.
func (d *drawing) legend(ls []look, w pictureWords, arch bool) {
	for i, l := range ls {
		if i%2 == 0 {
			d.y += 19
		}
		x := svgMargin + 9 + float64(i%2)*svgInner/2
		d.sample(l, x, d.y-5, arch)
		d.text(x+16, d.y, font{size: sizeSmall, ink: "ink"}, fitted(w.say(l.name), sizeSmall, svgInner/2-30))
	}
	d.y += 6
}

// sample draws a look as it is in the picture above: a mark or a piece of a bar.
func (d *drawing) sample(l look, x, y float64, arch bool) {
	if !arch {
		d.swatch(l, x-9, y-6, 18, 12)
		return
	}
	d.open(l.ink)
	d.mark(l, x, y, 6.5)
	d.end()
}

// rule draws a thin line over the whole width.
func (d *drawing) rule(y float64) {
	d.open("track")
	d.add("line", "x1", svgMargin, "y1", y, "x2", svgWidth-svgMargin, "y2", y, "stroke", "currentColor", "stroke-width", "1.5")
	d.end()
}

// tellable reports whether all votes of the lines fit into a column. Otherwise the table
// has seats.
func tellable(lines []camp, ls []look) bool {
	return !slices.ContainsFunc(lines, func(c camp) bool {
		return slices.ContainsFunc(ls, func(l look) bool { return len(c.votes(l.set).printed()) > 7 })
	})
}
