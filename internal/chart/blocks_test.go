package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// draw returns a chart of every block, with texts and numbers of any size.
func draw(t *rapid.T) *Chart {
	text := func(name string) string {
		word := rapid.SampledFrom(
			[]string{"", "a", "Workers", "労働者代表", "W", "<b>&\"", "100 %", "\u202e\xff"},
		)
		words := rapid.SliceOfN(word, 0, 30).Draw(t, name)
		return strings.Join(words, rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
	}
	look := func() Look { return Look(rapid.IntRange(0, len(looks)-1).Draw(t, "look")) }
	share := rapid.Float64Range(-1, 1)
	c := New(text("title"))
	c.Title(text("title"))
	c.Text(text("text"))
	c.Headline(text("headline"), "for", text("more"))
	table := drawTable(t, text, look)
	if sections := table.Sections[:len(table.Sections)-1]; table.Marks {
		c.Arch(sections)
	}
	c.Table(table)
	c.Key(look(), text("key"))
	var rows []Row
	for range rapid.IntRange(0, 3).Draw(t, "rows") {
		left := 1.0
		bar := Bar{}
		for range rapid.IntRange(0, 4).Draw(t, "parts") {
			part := Part{look(), left * share.Draw(t, "share")}
			left -= max(0, part.Share)
			bar.Parts = append(bar.Parts, part)
		}
		row := Row{
			Heading: text("heading"), Above: text("above"), Name: text("name"), Note: text("note"),
			Title: text("title"),
		}
		if rapid.Bool().Draw(t, "bars") {
			bar.Label = text("label")
			row.Bars = []Bar{bar, bar}
		}
		rows = append(rows, row)
	}
	c.Bars(rows, text("whole"))
	first := share.Draw(t, "first")
	c.Gauge(Gauge{
		Mark: look(), Title: text("title"), Depth: rapid.IntRange(0, 9).Draw(t, "depth"),
		Text: text("gauge"), Bold: rapid.Bool().Draw(t, "bold"), Note: text("note"),
		Bar: []Part{{look(), first}, {look(), 1 - max(0, first)}}, Line: share.Draw(t, "line"),
	})
	c.Note(text("note"))
	return c
}

// drawTable returns some sections, with seats for an arch or bars, and their sum.
func drawTable(t *rapid.T, text func(string) string, look func() Look) Table {
	a := Table{Unit: text("unit"), Marks: rapid.Bool().Draw(t, "arched")}
	for range rapid.IntRange(1, 9).Draw(t, "columns") {
		a.Columns = append(a.Columns, Column{look(), text("column")})
	}
	section := func(most int) Section {
		s := Section{Row: Row{Name: text("name"), Note: text("note"), Title: text("title")}}
		bar, left := Bar{}, 1.0
		for i := range a.Columns {
			part := Part{look(), left * rapid.Float64Range(-1, 1).Draw(t, "share")}
			if left -= max(0, part.Share); a.Marks {
				part.Share = float64(
					rapid.IntRange(0, most/len(a.Columns)).Draw(t, "seats") + b2i(i == 0),
				)
			}
			bar.Parts = append(bar.Parts, part)
			s.Texts = append(s.Texts, strconv.Itoa(rapid.IntRange(0, 999).Draw(t, "cell")))
		}
		if a.Marks || rapid.Bool().Draw(t, "a bar") {
			s.Bars = []Bar{bar}
		}
		return s
	}
	for range rapid.IntRange(1, 3).Draw(t, "sections") {
		a.Sections = append(a.Sections, section(MostInArch/3-1))
	}
	below := section(MostBelow - 1)
	below.Below = true
	a.Sections = append(a.Sections, below, section(0))
	return a
}

func b2i(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Whatever a chart shows, it is sound XML, and no text, mark or bar is beyond its edges.
func TestNothingIsBeyondTheEdges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := draw(t)
		svg := c.SVG("en")
		attr := map[string]string{}
		number := func(name string) float64 {
			n, err := strconv.ParseFloat(attr[name], 64)
			if err != nil && attr[name] != "" {
				t.Fatalf("%s: %v", name, err)
			}
			return n
		}
		within := func(what string, left, right, bottom float64) {
			if left < -0.01 || right > width+0.01 || bottom > c.y+margin+0.01 {
				t.Fatalf(
					"%s reaches from %v to %v, and to %v of %v:\n%s", what, left, right, bottom,
					c.y+margin, svg,
				)
			}
		}
		pattern, in := false, ""
		for decoder := xml.NewDecoder(bytes.NewReader(svg)); ; {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%v:\n%s", err, svg)
			}
			switch token := token.(type) {
			case xml.StartElement:
				clear(attr)
				for _, a := range token.Attr {
					attr[a.Name.Local] = a.Value
				}
				in = token.Name.Local
				pattern = pattern || in == "pattern"
				if in == "rect" && !pattern {
					within(
						in, number("x"), number("x")+number("width"), number("y")+number("height"),
					)
				}
				var x, y, r float64
				if at := attr["transform"]; at != "" {
					if _, err := fmt.Sscanf(
						at, "translate(%g %g) scale(%g)", &x, &y, &r,
					); err != nil {
						t.Fatal(at, err)
					}
					within("a mark", x-r, x+r, y+r)
				}
			case xml.EndElement:
				pattern, in = pattern && token.Name.Local != "pattern", ""
			case xml.CharData:
				if in != "text" {
					continue
				}
				f := font{size: number("font-size"), bold: attr["font-weight"] != ""}
				left, wide := number("x"), f.width(string(token))
				switch attr["text-anchor"] {
				case "middle":
					left -= wide / 2
				case "end":
					left -= wide
				}
				within(string(token), left, left+wide, number("y"))
			}
		}
	})
}
