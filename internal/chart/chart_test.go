package chart

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool(
	"update", false, "write the golden image anew; look at it before it is committed",
)

// every returns a chart of every block: seats in arches, seats as bars, and
// bars and gauges of every kind.
func every() *Chart {
	columns := []Column{{Disc, "for"}, {Cross, "against"}, {Barred, "abstain"}}
	// bar is a bar of those for, those who abstain, and those against.
	bar := func(of, against, abstain float64) []Bar {
		return []Bar{{Parts: []Part{{Disc, of}, {Barred, abstain}, {Cross, against}}}}
	}
	section := func(name, note string, bars []Bar, texts ...string) Section {
		title := name + ": " + strings.Join(texts, ", ")
		return Section{Row: Row{Name: name, Note: note, Title: title, Bars: bars}, Texts: texts}
	}
	chair := section("Chair", "no vote", bar(0, 1, 1), "0", "1", "1")
	chair.Below = true
	sections := []Section{
		section("Employers", "", bar(7, 2, 1), "7", "2", "1"),
		section("Workers", "", bar(25, 1, 0), "25", "1", "0"),
		section("Governments", "", bar(3, 9, 6), "3", "9", "6"),
		chair,
		section("All", "", nil, "35", "13", "8"),
	}
	weighted := []Section{
		section("Heavy", "10 votes", bar(0.7, 0.2, 0.1), "7", "2", "1"),
		section("Light", "1 vote", bar(0, 0, 0.1), "0", "0", "1"),
		section("All", "", nil, "8", "2", "2"),
	}
	c := New("Every <block>")
	c.Title("A title")
	c.Headline("Adopted", "for", "35 for, 13 against")
	c.Arch(sections[:4])
	c.Table(Table{"in seats", columns, sections, true})
	long := strings.Repeat("A long headline. ", 3)
	c.Headline(long, "against", long)
	c.Arch([]Section{{Row: Row{Name: "Few", Bars: bar(2, 1, 0)}}})
	c.Bars([]Row{weighted[0].Row, weighted[1].Row}, "")
	c.Table(Table{"in votes", columns, weighted, false})
	c.Headline("Open", "muted", "")
	c.Table(Table{})
	c.Text("A text. ")
	c.Key(Ring, "before")
	labelled := func(look Look, share float64, label string) Bar {
		return Bar{[]Part{{look, share}}, label}
	}
	c.Bars([]Row{
		{"of one seat", "", "A", "has 2 seats", "A: 50 %, then 0 %",
			[]Bar{labelled(Ring, 0.5, "50 %"), labelled(Disc, 0, "0 %, no power")}},
		{"", "Of C", "B", "", "B: 100 %",
			[]Bar{labelled(Ring, 1, "100 %"), labelled(Disc, 1, "100 %, dictator")}},
		{"", "Of C", "A name that is too long for one line beside bars", "", "100 %",
			[]Bar{labelled(Solid, 1, "100 %")}},
		{Name: "7 more"},
	}, "100 %")
	c.Gauge(Gauge{Mark: Tick, Title: "All: met", Text: "All", Bold: true, Line: -1})
	half := []Part{{Disc, 0.5}, {Ring, 0.25}}
	c.Gauge(Gauge{Saltire, 1, "Half: not met", "Half", false, half, 0.75, "Not met: 5 of 10"})
	c.Gauge(Gauge{Ring, 9, "Deep", "Deep", false, half, 1, ""})
	c.Note("")
	c.Note("A note")
	return c
}

// The image of every block is the one that was looked at.
func TestGoldenImage(t *testing.T) {
	t.Parallel()
	const name = "testdata/every.svg"
	got := every().SVG("en")
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

// A bar of any parts, none of which is too thin to be seen, is as long as its room at most.
func TestBarShowsEveryPart(t *testing.T) {
	t.Parallel()
	for _, shares := range [][]float64{
		{0.998, 0.001, 0.001}, {0.001, 0.998, 0.001}, {1e-9, 0.5, 1e-9, 0.5, 1e-9}, {1, 1, 1}, {1},
		{0.001}, {0.5, 0, 0.25}, {0, -1}, {0.002, 0.003},
	} {
		var parts []Part
		drawn := 0
		for _, share := range shares {
			parts = append(parts, Part{Disc, share})
			drawn += b2i(share > 0)
		}
		c := New("bar")
		if long := c.bar(parts, 50, 300, rowBar) - 50; long > 300+1e-9 {
			t.Errorf("the bar of %v is %v long", shares, long)
		}
		if got := strings.Count(c.body.String(), "<rect"); got != drawn {
			t.Errorf("the bar of %v has %d parts: %s", shares, got, c.body.String())
		}
	}
	c := New("bar")
	c.bar([]Part{{Disc, 0.998}, {Barred, 0.001}, {Cross, 0.001}}, 50, 300, rowBar)
	for _, want := range []string{
		`x="50" y="12" width="297"`, `x="347" y="12" width="1.5"`, `x="348.5" y="12" width="1.5"`,
	} {
		if !strings.Contains(c.body.String(), want) {
			t.Errorf("%s is not in %s", want, c.body.String())
		}
	}
}

// Every text has a greatest number of lines. A text that is longer is cut.
func TestBlocksHaveFewLines(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("A long text ", 99)
	bars := []Bar{{Parts: []Part{{Disc, 1}}}}
	for name, block := range map[string]struct {
		lines int
		draw  func(c *Chart)
	}{
		"title":    {4, func(c *Chart) { c.Title(long) }},
		"text":     {3, func(c *Chart) { c.Text(long) }},
		"note":     {6, func(c *Chart) { c.Note(long) }},
		"headline": {1 + 2, func(c *Chart) { c.Headline(long, "for", long) }},
		"key":      {3, func(c *Chart) { c.Key(Disc, long) }},
		"name":     {2, func(c *Chart) { c.row(Row{Name: long}, 136, 200, 400) }},
		"row": {2 + 1 + 1, func(c *Chart) {
			bars[0].Label = long
			c.row(Row{Name: long, Note: long, Bars: bars}, 136, 200, 400)
		}},
		"gauge": {3 + 4, func(c *Chart) { c.Gauge(Gauge{Text: long, Note: long}) }},
		"above": {2 + 1, func(c *Chart) { c.Bars([]Row{{Above: long, Name: "A"}}, "") }},
	} {
		c := New(name)
		block.draw(c)
		body := c.body.String()
		if got := strings.Count(body, "<text"); got != block.lines {
			t.Errorf("%s has %d lines, not %d: %s", name, got, block.lines, body)
		}
		if !strings.Contains(body, "…") {
			t.Errorf("%s is not cut: %s", name, body)
		}
	}
}

// A heading stands above the rows of all parts, and so the name of their whole follows it again.
func TestWholeIsNamedBelowEachHeading(t *testing.T) {
	t.Parallel()
	c := New("rows")
	row := Row{Heading: "one", Above: "Of C", Name: "A"}
	c.Bars([]Row{row, {Above: "Of C", Name: "B"}, row}, "")
	if got := strings.Count(c.body.String(), ">Of C<"); got != 2 {
		t.Errorf("the whole is named %d times: %s", got, c.body.String())
	}
}

// A row without bars has the whole width.
func TestRemarkHasTheWidthOfTheChart(t *testing.T) {
	t.Parallel()
	c := New("remark")
	remark := strings.Repeat("n", inner/8-1)
	c.Bars([]Row{{Name: remark}}, "")
	if !strings.Contains(c.body.String(), ">"+remark+"<") {
		t.Errorf("the remark is cut or wrapped: %s", c.body.String())
	}
}

// A name in a table leaves room for the numbers. A need of nothing is a line at the start of its
// bar. Seats below an arch are small.
func TestBlocksKeepTheirMeasures(t *testing.T) {
	t.Parallel()
	for want, draw := range map[string]func(c *Chart){
		">WWWWWWWW…<": func(c *Chart) {
			row := Row{Name: strings.Repeat("W", 50)}
			c.Table(Table{Columns: make([]Column, 4), Sections: []Section{{Row: row}}})
		},
		`<g class="t-ink" color="#1a1a1a"><line x1="38"`: func(c *Chart) {
			c.Gauge(Gauge{Bar: []Part{}, Line: 0})
		},
		"scale(10)": func(c *Chart) {
			row := Row{Bars: []Bar{{Parts: []Part{{Disc, 1}}}}}
			c.Arch([]Section{{Row: row}, {Row: row, Below: true}})
		},
	} {
		c := New("measures")
		if draw(c); !strings.Contains(c.body.String(), want) {
			t.Errorf("%s is not in %s", want, c.body.String())
		}
	}
}

// A colour without a name is a fault of this package, and no image has one.
func TestUnknownColourPanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("a colour that is not known did not panic")
		}
	}()
	inked("blue")
}

// Every block but the title adds what it shows to the description, in the order of the blocks.
func TestBlocksAreDescribed(t *testing.T) {
	t.Parallel()
	svg := string(every().SVG("en"))
	_, description, _ := strings.Cut(svg, `-desc">`)
	description, _, _ = strings.Cut(description, "</desc>")
	const want = "Adopted, 35 for, 13 against. " +
		"Employers: 7, 2, 1. Workers: 25, 1, 0. Governments: 3, 9, 6. Chair: 0, 1, 1. All: 35, " +
		"13, 8. " +
		"A long headline. A long headline. A long headline. , " +
		"A long headline. A long headline. A long headline. . " +
		"Heavy: 7, 2, 1. Light: 0, 0, 1. All: 8, 2, 2. Open. " +
		"A text. . before. of one seat – A: 50 %, then 0 %. B: 100 %. 100 %. 7 more. " +
		"All: met. Half: not met. Deep. A note."
	if got := strings.ReplaceAll(description, "&#xA;", " "); got != want {
		t.Errorf("the description is\n%s", got)
	}
}
