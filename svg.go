package tripartite

import (
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"unicode"

	"example.com/tripartite/internal/prose"
)

// The width of a picture and its margin, in units of its viewBox. At the width of a phone
// a unit is about 0.8 pixels, so that the smallest text still has ten.
const (
	svgWidth  = 440
	svgMargin = 16
	svgInner  = svgWidth - 2*svgMargin
)

// The sizes of text.
const (
	sizeTitle   = 18
	sizeVerdict = 26
	sizeText    = 14
	sizeSmall   = 13
)

// drawing collects the elements of a picture from top to bottom.
type drawing struct {
	body strings.Builder
	y    float64 // where the next block begins
	id   string  // what makes the ids of this picture differ from those of another on the page
}

// newDrawing returns an empty drawing. Its id comes from its texts, so that the same
// picture has the same bytes.
func newDrawing(title, description string) *drawing {
	id := fnv.New32a()
	fmt.Fprint(id, title, "\x00", description)
	return &drawing{id: fmt.Sprintf("t%08x", id.Sum32()), y: svgMargin - 4}
}

// inks are the names of the colours, each with its default on a light and on a dark
// ground. The light one is repeated as an attribute for programs that know no variables.
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

// svgStyle is the same in every picture, and touches nothing outside of one, so that a page
// can hold several.
var svgStyle = func() string {
	var light, dark, use strings.Builder
	for _, c := range inks {
		light.WriteString("--t-" + c.name + ":var(--tripartite-" + c.name + "," + c.light + ");")
		dark.WriteString("--t-" + c.name + ":var(--tripartite-" + c.name + "," + c.dark + ");")
		use.WriteString(".tripartite .t-" + c.name + "{color:var(--t-" + c.name + ")}\n")
	}
	return "\n.tripartite{" + light.String() + "max-width:100%;height:auto}\n" +
		"@media (prefers-color-scheme:dark){.tripartite{" + dark.String() + "}}\n" + use.String()
}()

// svg returns the picture with its title, and its description for screen readers.
func (d *drawing) svg(lang, title, description, patterns string) []byte {
	var b strings.Builder
	height := px(d.y + svgMargin)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" class="tripartite" role="img"`)
	if lang != "" {
		b.WriteString(` lang="` + escaped(lang) + `"`)
	}
	b.WriteString(` aria-labelledby="` + d.id + `-title" aria-describedby="` + d.id + `-desc"` +
		` viewBox="0 0 ` + px(svgWidth) + " " + height + `" width="` + px(svgWidth) + `" height="` + height +
		`" font-family="sans-serif">` + "\n" +
		`<title id="` + d.id + `-title">` + escaped(title) + "</title>\n" +
		`<desc id="` + d.id + `-desc">` + escaped(description) + "</desc>\n" +
		"<style>" + svgStyle + "</style>\n" + patterns)
	b.WriteString(`<g ` + inked("paper") + `><rect width="` + px(svgWidth) + `" height="` + height + `" fill="currentColor"/></g>` + "\n")
	b.WriteString(d.body.String() + "</svg>\n")
	return []byte(b.String())
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

// open begins a group of elements in one colour.
func (d *drawing) open(ink string) { d.body.WriteString("<g " + inked(ink) + ">") }

// openTitled begins a group of elements that is described by a text.
func (d *drawing) openTitled(title string) {
	d.body.WriteString("<g><title>" + escaped(title) + "</title>\n")
}

// end ends a group.
func (d *drawing) end() { d.body.WriteString("</g>\n") }

// add adds an element with a name and attributes, as pairs of a name and a value.
func (d *drawing) add(name string, attributes ...any) {
	d.body.WriteString("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		d.body.WriteString(" " + attributes[i].(string) + `="`)
		switch value := attributes[i+1].(type) {
		case float64:
			d.body.WriteString(px(value))
		case int:
			d.body.WriteString(strconv.Itoa(value))
		case string:
			d.body.WriteString(escaped(value))
		}
		d.body.WriteString(`"`)
	}
	d.body.WriteString("/>")
}

// font is how a text is written.
type font struct {
	size   float64
	ink    string
	anchor string // "middle" or "end"; otherwise a text starts at its place
	bold   bool
}

// wide returns the size with which to estimate the width of a text.
func (f font) wide() float64 {
	if f.bold {
		return f.size * boldness
	}
	return f.size
}

// boldness is how much wider bold letters are.
const boldness = 1.12

// text writes one line.
func (d *drawing) text(x, y float64, f font, s string) {
	d.body.WriteString("<text " + inked(f.ink) + ` fill="currentColor" x="` + px(x) + `" y="` + px(y) + `" font-size="` + px(f.size) + `"`)
	if f.anchor != "" {
		d.body.WriteString(` text-anchor="` + f.anchor + `"`)
	}
	if f.bold {
		d.body.WriteString(` font-weight="bold"`)
	}
	d.body.WriteString(">" + escaped(s) + "</text>\n")
}

// paragraph writes a text below the rest, in at most that many lines.
func (d *drawing) paragraph(f font, s string, lines int) {
	x := float64(svgMargin)
	for _, l := range wrap(s, f.wide(), svgInner, lines) {
		d.y += f.size * 1.3
		d.text(x, d.y-f.size*0.25, f, l)
	}
}

// px returns a coordinate with at most two decimals. The addend keeps a tie from falling
// to either side, so that the last bit of a sine changes no picture.
func px(x float64) string {
	return strconv.FormatFloat(math.Floor(x*100+0.5+1e-6)/100, 'f', -1, 64)
}

// escaped returns a text that is safe in an element and in an attribute.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder returns no errors
	return b.String()
}

// textWidth estimates the width of a text. The font of the reader is not known: the
// estimate is above that of the usual fonts, and the margin has room for the widest.
func textWidth(s string, size float64) float64 {
	width := 0.0
	for _, r := range s {
		switch {
		case r >= 0x1100 && !unicode.Is(unicode.Mn, r): // most of these are as wide as they are high
			width += 1
		case strings.ContainsRune(" .,:;'|!()[]/ijlt", r):
			width += 0.33
		case strings.ContainsRune("mwMW%@", r):
			width += 0.88
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			width += 0.62
		default:
			width += 0.57
		}
	}
	return width * size
}

// fitted returns a text cut to a width. It marks a cut with "…".
func fitted(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	runes := []rune(s)
	for n := min(len(runes), int(width)); n > 0; n-- { // no character is narrower than a unit
		if cut := strings.TrimRight(string(runes[:n]), " ") + "…"; textWidth(cut, size) <= width {
			return cut
		}
	}
	return "…"
}

// wrap breaks a text into at most that many lines of a width. It breaks a word that is
// wider than a line, since some scripts have no spaces. It marks a cut with "…".
func wrap(s string, size, width float64, most int) []string {
	var lines []string
	rest := strings.Fields(s)
	for len(rest) > 0 && len(lines) < most {
		n := 1
		for n < len(rest) && textWidth(strings.Join(rest[:n+1], " "), size) <= width {
			n++
		}
		if n == len(rest)-1 && n > 2 { // no word alone on the last line
			n--
		}
		if len(lines)+1 == most {
			n = min(len(rest), n+2) // fitted marks the cut
		}
		line := strings.Join(rest[:n], " ")
		rest = rest[n:]
		if cut := fitted(line, size, width); cut != line && len(lines)+1 < most {
			head := strings.TrimSuffix(cut, "…")
			if head == "" { // a line has room for one character at least
				head = string([]rune(line)[:1])
			}
			rest = append([]string{line[len(head):]}, rest...)
			line = head
		}
		lines = append(lines, fitted(line, size, width))
	}
	return lines
}

// plain returns a text from outside as one printable line of limited length.
func plain(s string) string {
	return prose.Shorten(prose.OneLine(strings.Join(strings.Fields(s), " ")))
}

// mostParagraph is the number of words of a paragraph from outside.
const mostParagraph = 200

// plainParagraph does the same as plain for a longer text.
func plainParagraph(s string) string {
	words := strings.Fields(s)
	if len(words) > mostParagraph {
		words = append(words[:mostParagraph:mostParagraph], "…")
	}
	for i, word := range words {
		words[i] = plain(word)
	}
	return strings.Join(words, " ")
}
