// Package chart draws seats in an arch, bars, tables and gauges as an SVG image. It knows
// numbers and texts, and nothing of what they mean.
//
// A chart is built from top to bottom: each method adds a block below the last one, and moves
// the place where the next one begins. No block has to know another, and nothing overlaps.
//
// Nothing is beyond the edges, whatever the texts and the numbers. Whoever reads the image has
// fonts that are not known here, so the width of a text is estimated, from above, and each text
// is wrapped or cut to its room. A bar ends at the margin even if its parts, which are never
// too thin to be seen, add up to more. Marks are placed within a radius that the width allows.
//
// The same calls write the same bytes. The only numbers that depend on the machine are sines,
// in the last bit. Coordinates and the order of seats are rounded in such a way that this bit
// changes neither.
//
// Looks are told apart by marks and patterns as well as by colours. The image has no script and
// needs nothing from outside. Every text is escaped.
//
// Whoever cannot see the image hears its description. The method that draws a block also adds
// its line to the description, and so the two cannot differ.
//
// For example, three seats in an arch, two of them with a disc, below a headline:
//
//	c := chart.New("Adopted")
//	c.Headline("Adopted", "for", "2 for, 1 against")
//	bar := chart.Bar{Parts: []chart.Part{{Look: chart.Disc, Share: 2}, {Look: chart.Cross, Share: 1}}}
//	c.Arch([]chart.Section{{Row: chart.Row{Name: "Members", Bars: []chart.Bar{bar}}}})
//	svg := c.SVG("en")
package chart

import (
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
)

// The width of a chart and its margin, in units of its viewBox. At the width of a phone
// a unit is about 0.8 pixels, so that the smallest text still has ten.
const (
	width  = 440
	margin = 16
	inner  = width - 2*margin
	right  = width - margin
)

// Chart collects the elements of an image from top to bottom.
type Chart struct {
	title       string
	description []string

	body strings.Builder
	y    float64          // where the next block begins
	used [len(looks)]bool // the looks whose pattern is used
}

// New returns an empty chart. The title is for screen readers.
func New(title string) *Chart { return &Chart{title: title, y: margin - 4} }

// describe adds a line to the description for screen readers.
func (c *Chart) describe(line string) {
	if line != "" {
		c.description = append(c.description, strings.TrimSuffix(line, ".")+".")
	}
}

// ownID stands for the id of the image until its texts are complete. No text that is escaped
// has it.
const ownID = "\x00"

// inks are the names of the colours, each with its default on a light and on a dark
// ground. The light one is repeated as an attribute for programs that know no variables. A
// page sets its own as the variables --tripartite-paper and so on.
//
// The colours of texts and marks contrast with their paper at least as 5 to 1: more than the
// 4.5 that WCAG asks of texts.
var inks = [...]struct{ name, light, dark string }{
	{"paper", "#ffffff", "#15181d"},
	{"ink", "#1a1a1a", "#f2f2f2"},
	{"muted", "#565656", "#b6bbc4"},
	{"track", "#e4e6ea", "#343a44"},
	{"for", "#0b5cad", "#6db3ff"},
	{"against", "#b23c06", "#ff9c66"},
	{"abstain", "#6b4aa0", "#c6a8ff"},
	{"other", "#565656", "#b6bbc4"},
}

// inked returns the attributes that give an element, and all in it, a colour.
func inked(name string) string {
	for _, c := range inks {
		if c.name == name {
			return `class="t-` + name + `" color="` + c.light + `"`
		}
	}
	panic("no colour " + name)
}

// style is the same in every chart, and touches nothing outside of one, so that a page can
// hold several.
var style = func() string {
	var light, dark, use strings.Builder
	for _, c := range inks {
		fmt.Fprintf(&light, "--t-%s:var(--tripartite-%s,%s);", c.name, c.name, c.light)
		fmt.Fprintf(&dark, "--t-%s:var(--tripartite-%s,%s);", c.name, c.name, c.dark)
		fmt.Fprintf(&use, ".tripartite .t-%s{color:var(--t-%s)}\n", c.name, c.name)
	}
	return "\n.tripartite{" + light.String() + "max-width:100%;height:auto}\n" +
		"@media (prefers-color-scheme:dark){.tripartite{" + dark.String() + "}}\n" + use.String()
}()

// SVG returns the image. Its texts are in the language lang, as "fr".
//
// Ids are unique in a page, and a page can have several images. So all ids of an image begin
// with a hash of its texts. They refer to the title, to the description and to the patterns,
// and are put in at the end, when the texts are complete.
func (c *Chart) SVG(lang string) []byte {
	var b strings.Builder
	height, description := px(c.y+margin), strings.Join(c.description, "\n")
	hash := fnv.New32a() // from the texts, so that the same chart has the same bytes
	fmt.Fprint(hash, c.title, "\x00", description)
	id := fmt.Sprintf("t%08x", hash.Sum32()) // it differs from that of another chart on the page
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="tripartite" role="img" lang="%s"`+
		` aria-labelledby="%[2]s-title" aria-describedby="%[2]s-desc"`+
		` viewBox="0 0 %[3]v %[4]v" width="%[3]v" height="%[4]v" font-family="sans-serif">`+"\n"+
		`<title id="%[2]s-title">%[5]s</title>`+"\n"+`<desc id="%[2]s-desc">%[6]s</desc>`+"\n"+
		"<style>%[7]s</style>\n%[8]s"+
		`<g %[9]s><rect width="%[3]v" height="%[4]v" fill="currentColor"/></g>`+"\n"+
		"%[10]s</svg>\n",
		escaped(lang), id, px(width), height, escaped(c.title), escaped(description),
		style, c.patterns(), inked("paper"), c.body.String())
	return []byte(strings.ReplaceAll(b.String(), ownID, id))
}

// printf adds elements.
func (c *Chart) printf(format string, arguments ...any) {
	fmt.Fprintf(&c.body, format, arguments...)
}

// px is a coordinate.
type px float64

// String returns the coordinate with at most two decimals. The addend keeps a tie from falling
// to either side, so that the last bit of a sine changes no image.
func (x px) String() string {
	return strconv.FormatFloat(math.Floor(float64(x)*100+0.5+1e-6)/100, 'f', -1, 64)
}

// escaped returns a text with what XML needs escaped, and without what XML cannot have. It is
// used for elements and attributes alike, since quotes are escaped, too.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder returns no errors
	return b.String()
}

// add adds elements that are drawn in a colour. They say currentColor themselves: so a style
// of the page, or the attribute, gives the colour in one place.
func (c *Chart) add(ink string, elements ...string) {
	c.printf("<g %s>%s</g>\n", inked(ink), strings.Join(elements, ""))
}

// rect returns a rectangle in the current colour.
func rect(x, y, width, height float64, paint string) string {
	return fmt.Sprintf(`<rect x="%v" y="%v" width="%v" height="%v" %s/>`,
		px(x), px(y), px(width), px(height), paint)
}

// filled is how a rectangle is painted with the current colour.
const filled = `fill="currentColor"`

// line returns a line in the current colour.
func line(x1, y1, x2, y2, width float64) string {
	return fmt.Sprintf(`<line x1="%v" y1="%v" x2="%v" y2="%v" `+
		`stroke="currentColor" stroke-width="%v"/>`, px(x1), px(y1), px(x2), px(y2), px(width))
}

// rule draws a line across the chart.
func (c *Chart) rule(y float64) { c.add("track", line(margin, y, right, y, 1.5)) }
