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
