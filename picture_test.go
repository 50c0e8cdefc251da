package tripartite_test

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// pictures are the golden pictures, by file.
func pictures(t *testing.T) map[string][]byte {
	t.Helper()
	oncePictured.Do(func() { allPictures = drawPictures(t) })
	return allPictures
}

// They are drawn once, for all tests.
var (
	oncePictured sync.Once
	allPictures  map[string][]byte
)

func drawPictures(t *testing.T) map[string][]byte {
	t.Helper()
	tallyOf := func(b *Body, counts Counts) Tally {
		t.Helper()
		tally, err := b.Tally(counts)
		if err != nil {
			t.Fatal(err)
		}
		return tally
	}

	// The vote of 10 November 2023, with a veto of the workers added.
	november := tallyOf(council, Counts{
		"Governments": {
			For: 19, Against: 7, Abstain: 2,
		}, "Employers": {Against: 14}, "Workers": {For: 14},
	})
	veto := All{ordinary, GroupVeto(Third, Cast)}

	// The vote of 23 March 2022: 8 abstained and 4 did not vote, and which is not known.
	march := tallyOf(council, Counts{
		"Governments": {
			For: 16, Against: 2, Abstain: 10,
		}, "Employers": {For: 14}, "Workers": {For: 12, Abstain: 2},
	})
	fewest := tallyOf(council, Counts{
		"Governments": {
			For: 16, Against: 2, Abstain: 8, Absent: 2,
		}, "Employers": {For: 14}, "Workers": {For: 12, Absent: 2},
	})

	chaired := MustBody(
		Bloc{Name: "Public", Size: 2}, Bloc{
			Name: "Employers", Size: 2,
		}, Bloc{Name: "Workers", Size: 2},
		Bloc{Name: "Chair", Size: 1},
	)
	small := tallyOf(chaired, Counts{
		"Public": {For: 1, Abstain: 1}, "Employers": {Against: 2}, "Workers": {For: 1, Vacant: 1},
		"Chair": {For: 1},
	})

	ballot := council.OpenRemote()
	for i, seat := range []string{
		"Governments 1", "Governments 2", "Governments 3", "Governments 4", "Governments 5",
		"Governments 6", "Governments 7",
		"Employers 1", "Employers 2", "Employers 3", "Workers 1", "Workers 2", "Workers 3",
		"Workers 4", "Workers 5",
	} {
		if err := ballot.Cast(seat, []States{For, For, Against, Abstain, For}[i%5]); err != nil {
			t.Fatal(err)
		}
	}
	possible, err := ballot.Possible(veto)
	if err != nil {
		t.Fatal(err)
	}

	void := tallyOf(council, Counts{
		"Governments": {
			For: 11, Against: 1, Absent: 14, Vacant: 2,
		}, "Employers": {Absent: 13, Suspended: 1}, "Workers": {For: 12, Silent: 1, Spoilt: 1},
	})
	votes := Counts{
		"Economic/North/Organisations": {For: 30},
		"Economic/South/Organisations": {Against: 19, Abstain: 1},
		"Economic/South/Individuals":   {Abstain: 30, Absent: 10}, "Economic/North/Individuals": {},
	}
	for _, chamber := range []string{"Social", "Environmental"} {
		votes[chamber+"/North/Organisations"] = Count{For: 16, Against: 4}
		votes[chamber+"/North/Individuals"] = Count{For: 20, Absent: 30}
		votes[chamber+"/South/Organisations"] = Count{For: 18, Absent: 2}
		votes[chamber+"/South/Individuals"] = Count{For: 10, Against: 10, Absent: 30}
	}
	motion := tallyOf(
		statuteBody(
			t, "fsc/general-assembly",
			chambers([4]int{30, 0, 20, 40}, [4]int{20, 50, 20, 50}, [4]int{20, 50, 20, 50})...,
		),
		votes,
	)

	large := MustBody(
		Bloc{Name: "Governments", Size: 374}, Bloc{Name: "Employers", Size: 187},
		Bloc{Name: "Workers", Size: 187},
	)
	plenary := tallyOf(large, Counts{
		"Governments": {
			For: 201, Against: 12, Abstain: 40, Silent: 81, Absent: 40,
		}, "Employers": {For: 20, Against: 90, Silent: 77}, "Workers": {For: 150, Silent: 37},
	})

	both := All{TwoThirds(), EachGroup(SimpleMajority())}
	governments, employers, workers, _ := council.Describe()
	workers.Size = 20
	reform := compared(t, Constitution{council, TwoThirds()}, Constitution{
		MustBody(governments, employers, workers), Share{Of: For, Base: Cast, Need: AtLeast(3, 4)},
	}, Cast)

	states, members := twentySeven(t)
	qualified := must(states.Rule("qualified majority"))
	reinforced := must(states.Rule("reinforced majority"))
	rounded := "The people of the states are rounded."

	return map[string][]byte{
		"testdata/pictures/states.svg": Picture{
			Title: "Council of the European Union: qualified majority since 2014", Note: rounded,
		}.Power(powerOf(t, qualified, members, Cast)),
		"testdata/pictures/states-reform.svg": Picture{
			Title: "Council of the European Union: reinforced instead of qualified majority",
			Note:  rounded,
		}.Comparison(compared(
			t, Constitution{members, qualified}, Constitution{members, reinforced}, Cast,
		)),
		"testdata/pictures/power.svg": Picture{
			Title: "Governing Body: two thirds, and a majority in each group",
		}.Power(powerOf(t, both, council, Cast)),
		"testdata/pictures/reform.svg": Picture{
			Title: "Governing Body: 20 seats for Workers, and three quarters instead of two " +
				"thirds", Note: "The reform is made up.",
		}.Comparison(reform),
		"testdata/pictures/november-2023.svg": must(
			Picture{
				Title: "Governing Body of the ILO, 10 November 2023, with a workers’ veto",
			}.Vote(november, Explain(veto, november)),
		),
		"docs/governing-body.svg": must(Picture{
			Title: "Governing Body of the ILO, 23 March 2022: suspension of cooperation with the " +
				"Russian Federation",
			Note: "8 seats abstained and 4 did not vote. Which of these 12 seats did which was " +
				"not published. " +
				"At least 52 seats were present. The quorum of 33 is not confirmed.",
			Words: wordsWith(t, map[string]string{
				"abstain":   "abstained or did not vote",
				"n abstain": "%s abstained or did not vote",
			}),
		}.Vote(march, Explain(ordinary, fewest))),
		"testdata/pictures/council.svg": must(
			Picture{Title: "Council of seven, with a chair"}.Vote(
				small,
				Explain(
					CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}), small,
				),
			),
		),
		"testdata/pictures/open-ballot.svg": must(
			Picture{
				Title: "A ballot that is open", Open: Silent | Absent, Possible: possible,
			}.Vote(ballot.Tally(), Explain(veto, ballot.Tally())),
		),
		"testdata/pictures/void.svg": must(
			Picture{Title: "A vote without a quorum"}.Vote(void, Explain(ordinary, void)),
		),
		"testdata/pictures/plenary.svg": must(
			Picture{
				Title: "A plenary that is voting", Open: Silent,
				Possible: OutcomesOf(Adopted, Rejected),
			}.Vote(plenary, Explain(TwoThirds(), plenary)),
		),
		"testdata/pictures/fsc.svg": must(
			Picture{Title: "A motion in the Forest Stewardship Council"}.Vote(
				motion, Explain(statuteRule(t, "fsc/general-assembly", "motion"), motion),
			),
		),
	}
}

// twentySeven returns the statute of the Council of the European Union, and its body.
func twentySeven(t *testing.T) (*Statute, *Body) {
	t.Helper()
	text, err := os.ReadFile("cmd/tripartite/testdata/eu-council.txt")
	if err != nil {
		t.Fatal(err)
	}
	statute := must(ParseStatute(string(text)))
	return statute, must(statute.Body())
}

// Each picture is as it was, to the byte. go test -run Pictures -update . draws them anew:
// look at them in a browser, in dark and light, and at the width of a phone.
func TestPictures(t *testing.T) {
	for name, picture := range pictures(t) {
		golden(t, name, string(picture))
	}
}

// elements are the elements that a picture may have.
var elements = []string{
	"svg", "title", "desc", "style", "defs", "pattern", "g", "rect", "circle", "line", "path",
	"text",
}

// checkPicture checks that a picture is well-formed, needs nothing from outside, is not too
// large, and has nothing beyond its edges. It returns its title, its description and its texts.
func checkPicture(t rapid.TB, svg []byte) (title, description string, texts []string) {
	t.Helper()
	if len(svg) > 100_000 {
		t.Fatalf("%d bytes", len(svg))
	}
	in, height, attr := "", 0.0, map[string]string{}
	number := func(name string) float64 { return coordinate(t, attr, name) }
	for decoder := xml.NewDecoder(strings.NewReader(string(svg))); ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return title, description, texts
		}
		if err != nil {
			t.Fatalf("%v:\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if in = token.Name.Local; !slices.Contains(elements, in) ||
				token.Name.Space != "http://www.w3.org/2000/svg" {
				t.Fatalf("element %v", token.Name)
			}
			clear(attr)
			for _, a := range token.Attr {
				attr[a.Name.Local] = a.Value
			}
			if in == "svg" {
				height = number("height")
			}
			if at := attr["transform"]; at != "" {
				var x, y, r float64
				if n, err := fmt.Sscanf(at, "translate(%g %g) scale(%g)", &x, &y, &r); n != 3 ||
					x-r < 0 || x+r > 440 || y-r < 0 || y+r > height {
					t.Fatalf("the mark at %s is outside of the picture: %v", at, err)
				}
			}
			right, bottom := number("x")+number("width"), number("y")+number("height")
			if right > 440 || bottom > height || number("cx")+number("r") > 440 ||
				number("cy")+number("r") > height || number("x") < 0 || number("cx") < 0 {
				t.Fatalf("%s is outside of the picture: %v", in, attr)
			}
			for _, a := range token.Attr {
				name, outside := a.Name.Local, strings.Contains(a.Value, "url(") &&
					!strings.HasPrefix(a.Value, "url(#t")
				if strings.HasPrefix(name, "on") || name == "href" || name == "style" || outside ||
					strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Fatalf("attribute %s=%q", name, a.Value)
				}
			}
		case xml.CharData:
			switch text := string(token); in {
			case "title":
				title = cmp.Or(title, text)
			case "desc":
				description += text
			case "text":
				texts = append(texts, text)
				left, width := number("x"), 0.45*number("font-size")*float64(
					utf8.RuneCountInString(text),
				)
				switch attr["text-anchor"] {
				case "middle":
					left -= width / 2
				case "end":
					left -= width
				}
				if left < 0 || left+width > 440 {
					t.Fatalf("%q reaches from %v to %v", text, left, left+width)
				}
			case "style":
				if strings.Contains(text, "url(") || strings.Contains(text, "@import") {
					t.Fatalf("the style needs something from outside: %s", text)
				}
			}
		case xml.EndElement:
			in = ""
		case xml.ProcInst, xml.Directive, xml.Comment:
			t.Fatalf("%T", token)
		}
	}
}

// coordinate returns the number in an attribute, or 0 if there is no such attribute.
func coordinate(t rapid.TB, attr map[string]string, name string) float64 {
	t.Helper()
	if attr[name] == "" {
		return 0
	}
	n, err := strconv.ParseFloat(attr[name], 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// Whatever the vote, the rule and the open seats: the picture is sound, and describes every
// figure of the clauses that it shows as the finding does.
func TestPicturesShowTheFinding(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		f := Explain(drawRule(t, 3), tally)
		p := Picture{Open: drawSet(t), Possible: Outcomes(rapid.IntRange(0, 7).Draw(t, "possible"))}
		svg := must(p.Vote(tally, f))
		title, description, _ := checkPicture(t, svg)
		if _, certain := p.Possible.Certain(); p.Possible == 0 &&
			!strings.EqualFold(
				title, f.Outcome.String(),
			) || p.Possible != 0 && !certain && title != "Open" {
			t.Fatalf("the title is %q, the outcome %v, possible %v", title, f.Outcome, p.Possible)
		}
		if n, got := needing(f), strings.Count(description, " needed"); n != got &&
			!strings.Contains(description, "more clauses") {
			t.Fatalf("%d clauses need something, %d are described:\n%v%s", n, got, f, description)
		}
		if again := must(p.Vote(tally, f)); string(svg) != string(again) {
			t.Fatal("the same picture differs")
		}
	})
}

// needing is the number of clauses that need something.
func needing(f Finding) int {
	n := 0
	if x := f.Figures; x != nil && x.Need.Valid() && x.Spare.Valid() && x.Count.Valid() &&
		x.Base.Valid() {
		n++
	}
	for _, part := range f.Parts {
		n += needing(part)
	}
	return n
}

// A golden picture is sound, and tells who reads it aloud all that it shows.
func TestPicturesAreDescribed(t *testing.T) {
	for name, svg := range pictures(t) {
		title, description, texts := checkPicture(t, svg)
		if title == "" || len(texts) < 10 {
			t.Errorf("%s: title %q, %d texts", name, title, len(texts))
		}
		for _, text := range texts {
			if number := strings.Trim(text, "0123456789"); number == "" &&
				!strings.Contains(description, text) && text != "0" {
				t.Errorf("%s does not describe %s", name, text)
			}
		}
	}
	_, description, _ := checkPicture(t, pictures(t)["docs/governing-body.svg"])
	for _, want := range []string{
		"Adopted, 42 for, 2 against.\n", "Governments, seats: 16 for, 2 against, 10 abstained or " +
			"did not vote.\n", "Employers, seats: 14 for.\n",
		": 42 of 44 votes, 23 needed, 19 to spare.\n", "was not published",
	} {
		if !strings.Contains(description, want) {
			t.Errorf("the description has no %q: %s", want, description)
		}
	}
}

// No text from outside can add an element, an attribute or a line to a picture.
func TestPicturesEscapeNames(t *testing.T) {
	t.Parallel()
	const bad = "</text><script>alert(1)</script>\"' onload=\"x\" & ]]> <!-- \u202eevil\n42 " +
		"for\x00\xff"
	body := MustBody(
		Bloc{Name: `<b onclick="x">`, Size: 1}, Bloc{Name: `&lt;"'`, Size: 2},
		Bloc{Name: "]]>", Size: 3}, Bloc{Name: "<!--", Size: 1},
	)
	tally, err := body.Tally(Counts{
		`<b onclick="x">`: {For: 1}, `&lt;"'`: {For: 2}, "]]>": {Against: 3}, "<!--": {Absent: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	words := foreign(t, `</text><script>alert(1)</script>"' onload="x" & ]]> <!-- `)
	f := Finding{
		Clause: bad, Part: bad, Outcome: 77, Figures: &Figures{Count: Frac(1, 0), Base: Int(-3)},
		Reason: bad,
		Parts: []Finding{
			{
				Clause:  bad,
				Figures: &Figures{Count: Int(-1), Base: Int(-2), Need: Int(-7), Spare: Int(5)},
				Reason:  bad,
			},
			{Clause: bad, Outcome: Adopted, Veto: true},
		},
	}
	for _, p := range []Picture{
		{Title: bad, Note: strings.Repeat(bad, 1000), Words: words, Open: 255, Possible: 255},
		{Words: words, Open: Absent, Possible: OutcomesOf(Adopted, Void)},
		{Title: strings.Repeat("x", 1<<16), Note: strings.Repeat("y", 1<<16)},
	} {
		_, _, texts := checkPicture(t, must(p.Vote(tally, f)))
		for _, text := range texts {
			if strings.Contains(text, "\u202e") || strings.Contains(text, "\n") {
				t.Errorf("the text %q", text)
			}
		}
		checkPicture(t, must(p.Vote(Tally{}, Finding{})))
		checkPicture(t, must(p.Vote(tally.Group(First), f)))
	}
}

// A picture of a large body is small, and says what it leaves out.
func TestPicturesAreSmall(t *testing.T) {
	t.Parallel()
	million := MustBody(
		Bloc{Name: "A", Size: 500_000}, Bloc{Name: "B", Size: 300_000},
		Bloc{Name: "C", Size: 200_000},
	)
	tally, err := million.Tally(
		Counts{"A": {For: 300_001, Against: 199_999}, "B": {Against: 300_000}, "C": {For: 200_000}},
	)
	if err != nil {
		t.Fatal(err)
	}
	if svg := must((Picture{}).Vote(tally, Explain(SimpleMajority(), tally))); len(svg) > 10_000 ||
		strings.Contains(string(svg), "<circle") {
		t.Errorf("a million seats are %d bytes", len(svg))
	}

	const blocs = 3_000
	regions, counts, rule := make([]Bloc, blocs), Counts{
		"A": {For: 1}, "B": {For: 1}, "C": {For: 1},
	}, make(All, blocs)
	for i := range regions {
		name := strings.Repeat("R", 900) + strconv.Itoa(i)
		regions[i], counts[name], rule[i] = Bloc{Name: name, Size: 2}, Count{For: 1, Absent: 1}, In{
			Bloc: name, Rule: SimpleMajority(),
		}
	}
	tally, err = MustBody(
		Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}, regions...,
	).Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	_, description, _ := checkPicture(t, must(Picture{}.Vote(tally, Explain(rule, tally))))
	for _, want := range []string{"2988 more blocs.\n", "2976 more clauses."} {
		if !strings.Contains(description, want) {
			t.Errorf("the description has no %q", want)
		}
	}

	endless := Finding{Clause: "endless", Parts: make([]Finding, 3)}
	for i := range endless.Parts {
		endless.Parts[i] = endless
	}
	doubled := Finding{Rule: All{}}
	for range 40 {
		doubled = Finding{Rule: All{}, Parts: []Finding{doubled, doubled}}
	}
	for _, f := range []Finding{endless, doubled} {
		if svg, err := (Picture{}).Vote(tally, f); svg != nil || !errors.Is(err, ErrTooLarge) {
			t.Errorf("a finding without end is drawn in %d bytes, %v", len(svg), err)
		}
	}
}

// An open ballot shows which outcomes are possible, and what each clause may still gain.
func TestPicturesOfAnOpenBallot(t *testing.T) {
	t.Parallel()
	ballot := council.OpenRoom()
	for i := range 20 {
		if err := ballot.Cast("Governments "+strconv.Itoa(i+1), For); err != nil {
			t.Fatal(err)
		}
	}
	tally := ballot.Tally()
	f := Explain(SimpleMajority(), tally)
	for _, c := range []struct {
		possible Outcomes
		want     string
	}{
		{OutcomesOf(Adopted, Rejected), "Open, adopted or rejected possible.\n"},
		{OutcomesOf(Adopted, Rejected, Void), "Open, adopted, rejected and void possible.\n"},
		{OutcomesOf(Adopted), "Adopted, 20 for, 0 against, certain.\n"},
		{0, "Adopted, 20 for, 0 against, so far.\n"},
	} {
		_, description, _ := checkPicture(
			t, must(Picture{Open: Silent, Possible: c.possible}.Vote(tally, f)),
		)
		for _, want := range []string{c.want, "Governments, seats: 20 for, 8 open.\n", "So far " +
			"met: 20 of 20 votes, 11 needed, 9 to spare, 36 open."} {
			if !strings.Contains(description, want) {
				t.Errorf("possible %v: no %q in %s", c.possible, want, description)
			}
		}
	}
}

// Two pictures on one page share no ids, and the style of one touches nothing else.
func TestPicturesShareAPage(t *testing.T) {
	seen := map[string]string{}
	for name, svg := range pictures(t) {
		for _, part := range strings.Split(string(svg), ` id="`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			if other, twice := seen[id]; twice {
				t.Errorf("%s and %s have the id %s", name, other, id)
			}
			seen[id] = name
		}
		for _, part := range strings.Split(string(svg), "url(#")[1:] {
			id, _, _ := strings.Cut(part, ")")
			if seen[id] != name {
				t.Errorf("%s refers to %s, which it does not have", name, id)
			}
		}
		for line := range strings.Lines(between(t, string(svg), "<style>\n", "</style>")) {
			if !strings.HasPrefix(line, ".tripartite") &&
				!strings.HasPrefix(line, "@media (prefers-color-scheme:dark){.tripartite{") {
				t.Errorf("%s: the style %s", name, line)
			}
		}
	}
}

// The bars of groups are as long as their votes, not their seats.
func TestBarsAreInVotes(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Size: 1, Weight: Int(4)}, Bloc{Name: "B", Size: 2},
		Bloc{Name: "C", Size: 100, Weight: Int(0)},
	)
	tally, err := body.Tally(Counts{"A": {For: 1}, "B": {For: 1, Against: 1}, "C": {For: 100}})
	if err != nil {
		t.Fatal(err)
	}
	var widths []string
	for _, match := range rowRects.FindAllStringSubmatch(
		string(must(Picture{}.Vote(tally, Finding{}))), -1,
	) {
		widths = append(widths, match[1])
	}
	if want := []string{"335.72", "83.93", "83.93"}; !slices.Equal(widths, want) {
		t.Errorf("widths %q, not %q", widths, want)
	}
}

// Seats stand in an arch if they weigh the same, and a group is a bar otherwise.
func TestOnlyEqualSeatsStandInAnArch(t *testing.T) {
	t.Parallel()
	third := Bloc{Name: "C", Size: 2}
	for _, c := range []struct {
		name        string
		a, b        Bloc
		independent []Bloc
		want        bool
	}{
		{"seats of weight 1", Bloc{Size: 2}, Bloc{Size: 1}, nil, true},
		{"a chair", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "Chair", Size: 1}}, true},
		{
			"a chair without a vote", Bloc{Size: 2}, Bloc{Size: 1},
			[]Bloc{{Name: "Chair", Size: 1, Weight: Int(0)}}, true,
		},
		{
			"a chair with two votes", Bloc{Size: 2}, Bloc{Size: 1},
			[]Bloc{{Name: "Chair", Size: 1, Weight: Int(2)}}, false,
		},
		{
			"a union", Bloc{Size: 2}, Bloc{Size: 1},
			[]Bloc{{Name: "Both", Union: []string{"A", "B"}}}, true,
		},
		{"other weights", Bloc{Size: 2}, Bloc{Size: 1, Weight: Int(2)}, nil, false},
		{"a group without votes", Bloc{Size: 2}, Bloc{Size: 1, Weight: Int(0)}, nil, false},
		{
			"equal blocs in a group", Bloc{Size: 2},
			Bloc{Blocs: []Bloc{{Name: "N", Size: 1}, {Name: "S", Size: 2}}}, nil, true,
		},
		{
			"a power shared by those who vote", Bloc{Size: 2},
			Bloc{Size: 2, Power: Int(2), SharedBy: Cast}, nil, false,
		},
		{"too many seats", Bloc{Size: 248}, Bloc{Size: 1}, nil, false},
		{
			"many independent seats", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "D", Size: 13}},
			false,
		},
	} {
		c.a.Name, c.b.Name = "A", "B"
		body := MustBody(c.a, c.b, third, c.independent...)
		svg := string(must(Picture{}.Vote(body.OpenRoom().Tally(), Finding{})))
		if got := strings.Contains(svg, "<circle"); got != c.want {
			t.Errorf("%s: an arch: %v", c.name, got)
		}
		if got := strings.Contains(svg, "Chair, no vote"); got != (c.name == "a chair without a vote") {
			t.Errorf("%s: it says that the chair has no vote: %v", c.name, got)
		}
	}
}

// A picture of a part of a body shows the blocs in it.
func TestPicturesOfAPart(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "N", Size: 1}, {Name: "S", Size: 2}}},
		Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1},
	)
	tally, err := body.Tally(
		Counts{"A/N": {For: 1}, "A/S": {Against: 2}, "B": {For: 1}, "C": {For: 1}},
	)
	if err != nil {
		t.Fatal(err)
	}
	_, description, _ := checkPicture(t, must(Picture{}.Vote(tally.Group(First), Finding{})))
	want := "A/N, votes: 1 for.\nA/S, votes: 2 against.\nall, votes: 1 for, 2 against."
	if !strings.Contains(description, want) {
		t.Errorf("no %q in %s", want, description)
	}
	_, description, _ = checkPicture(t, must(Picture{}.Vote(tally.Group(Second), Finding{})))
	if want := "B, seats: 1 for.\nall, seats: 1 for."; !strings.Contains(description, want) {
		t.Errorf("no %q in %s", want, description)
	}
}

// The table has a line for each group and one for all, in votes if they can be told and in
// seats otherwise. Words that are too long for a column are a legend above.
func TestSeatTable(t *testing.T) {
	t.Parallel()
	body := func(weight Fraction) *Body {
		return MustBody(
			Bloc{Name: "A", Size: 3, Weight: weight}, Bloc{Name: "B", Size: 2},
			Bloc{Name: "C", Size: 1},
		)
	}
	long := strings.Repeat("a word ", 9)
	for _, c := range []struct {
		weight Fraction
		words  map[string]string
		want   string
	}{
		{Int(1), nil, "for against seats A 2 1 B 1 1 C 0 1 all 3 3"},
		{Frac(1, 2), nil, "for against votes A 1 0.5 B 1 1 C 0 1 all 2 2.5"},
		{Frac(1, 2_000_003), nil, "for against seats A 2 1 B 1 1 C 0 1 all 3 3"},
		{
			Int(1), map[string]string{"for": long, "in seats": "Sitze", "all": "alle"},
			"a word a word a… against Sitze A 2 1 B 1 1 C 0 1 alle 3 3",
		},
	} {
		tally, err := body(c.weight).Tally(
			Counts{"A": {For: 2, Against: 1}, "B": {For: 1, Against: 1}, "C": {Against: 1}},
		)
		if err != nil {
			t.Fatal(err)
		}
		_, _, texts := checkPicture(
			t, must(Picture{Words: wordsWith(t, c.words)}.Vote(tally, Finding{})),
		)
		if got := strings.Join(texts, " "); !strings.Contains(got, c.want) {
			t.Errorf("a weight of %v: no %q in %q", c.weight, c.want, texts)
		}
	}
}

// The figures of clauses are those of the finding, whatever is counted.
func TestFiguresOfClauses(t *testing.T) {
	t.Parallel()
	heavy := MustBody(
		Bloc{Name: "A", Size: 4, Weight: Int(3)}, Bloc{Name: "B", Size: 3, Weight: Int(3)},
		Bloc{Name: "C", Size: 1, Weight: hugeWeight(t)},
	)
	tally, err := heavy.Tally(
		Counts{"A": {For: 3, Against: 1}, "B": {Against: 2, Absent: 1}, "C": {For: 1}},
	)
	if err != nil {
		t.Fatal(err)
	}
	within := func(bloc string, r Rule) Rule { return In{Bloc: bloc, Rule: r} }
	for _, c := range []struct {
		rule Rule
		open States
		want string
	}{
		{
			within("A", SimpleMajority()), 0,
			"Met: 3 of 4 seats (9 of 12 votes), 3 needed, 0 to spare.",
		},
		{
			within("B", SimpleMajority()), Absent,
			"So far not met: 0 of 2 seats (0 of 6 votes), 2 needed, 2 short, 1 open.",
		},
		{
			Veto{within("B", Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)})}, 0,
			"Not met: 2 of 2 seats (6 of 6 votes), 2 needed for a veto, 0 to spare.",
		},
		{
			Veto{within("B", Share{Of: For, Base: Cast, Need: MoreThan(1, 2)})}, 0,
			"Met: 0 of 2 seats (0 of 6 votes), 2 needed for a veto, 2 short of it.",
		},
		{SimpleMajority(), 0, "more than 1/2 = 50.00 % needed."},
		{TwoThirds(), 0, "at least 2/3 = 66.67 % needed."},
		{
			within(
				"A", Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: AtLeast(1, 2)},
			),
			0, "Met: 2 of 4 seats, 2 needed, 0 to spare.",
		},
		{
			within(
				"B", Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: AtLeast(1, 2)},
			),
			0, "Not met: -2 of 2 seats, 1 needed, 3 short.",
		},
		{RuleFunc(func(Tally) Outcome { return Void }), 0, "Void."},
		{nil, 0, "Not met: a part is missing."},
	} {
		_, description, _ := checkPicture(
			t, must(Picture{Open: c.open}.Vote(tally, Explain(c.rule, tally))),
		)
		if !strings.Contains(description, " – "+c.want) &&
			!strings.Contains(
				description, " of the votes, "+c.want,
			) && !strings.Contains(description, " %, "+c.want) {
			t.Errorf("%v: no %q in %s", c.rule, c.want, description)
		}
	}
}

var neededLine = regexp.MustCompile(
	`<line x1="([\d.]+)" y1="[\d.]+" x2="[\d.]+" y2="[\d.]+" ` +
		`stroke="currentColor" stroke-width="2.5"/>`,
)

// The line of a clause stands at what is needed, on a scale of all that the clause can
// count: its base and, beyond it, what is open.
func TestLineStandsAtTheNeed(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 12, Silent: 16}, Count{Against: 8, Silent: 6}, Count{Silent: 14})
	const left, width = 38.0, 386.0
	for _, c := range []struct {
		rule Rule
		open States
		at   float64
	}{
		{SimpleMajority(), 0, 11.0 / 20},
		{SimpleMajority(), Silent, 11.0 / 56},
		{AbsoluteMajority(), 0, 29.0 / 56},
		{AbsoluteMajority(), Silent, 29.0 / 56},
		{SeatCount{Present, 56}, 0, 1},
		{SeatCount{For, 112}, 0, 1},
	} {
		svg := string(must(Picture{Open: c.open}.Vote(tally, Explain(c.rule, tally))))
		match := neededLine.FindStringSubmatch(svg)
		if want := strconv.FormatFloat(
			math.Round(100*min(left+width*c.at, 422.5))/100, 'f', -1, 64,
		); match == nil || match[1] != want {
			t.Errorf("%v, open %v: the line is at %v, not %s", c.rule, c.open, match, want)
		}
	}
}

// A mark beside a clause says whether it lets the motion pass. A veto that is not cast does.
func TestMarkBesideAClause(t *testing.T) {
	t.Parallel()
	const tick = "M-1 0L-.33.75L1-.75"
	const cross = `L-.75.75" fill="none" stroke="currentColor" stroke-width=".43"`
	tally := voteOf(t, Count{For: 28}, Count{Against: 14}, Count{For: 14})
	veto := func(group string) Rule {
		return In{Bloc: group, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}
	}
	for _, c := range []struct {
		rule           Rule
		ticks, crosses int
	}{
		{SimpleMajority(), 1, 0},
		{Unanimity(), 0, 1},
		{Veto{veto("Workers")}, 1, 0},
		{Veto{veto("Employers")}, 0, 1},
		{Veto{veto("Workers"), veto("Employers")}, 1, 2}, // the veto as a whole is cast
		{All{SimpleMajority(), Unanimity(), All{SimpleMajority()}}, 2, 1},
	} {
		svg := string(must(Picture{}.Vote(tally, Explain(c.rule, tally))))
		ticks, crosses := strings.Count(svg, tick), strings.Count(svg, cross)
		if ticks != c.ticks || crosses != c.crosses {
			t.Errorf("%v: %d ticks, %d crosses", c.rule, ticks, crosses)
		}
	}
}

// Whatever the body and the rule: the picture is sound, describes all that it shows, and
// its percentages are those of the table.
func TestPicturesOfPowerShowTheTable(t *testing.T) {
	t.Parallel()
	percentage := regexp.MustCompile(`^-?[\d.]+ %`)
	rapid.Check(t, func(t *rapid.T) {
		choices, seats := drawChoices(t)
		power := func() *PowerIndices {
			return powerOf(t, drawRule(t, 2), drawSmall(t, min(seats, 5)), choices)
		}
		c := &Comparison{Before: power(), After: power()}
		table := c.Before.String() + c.After.String()
		for _, svg := range [][]byte{Picture{}.Power(c.Before), Picture{}.Comparison(c)} {
			_, description, texts := checkPicture(t, svg)
			for _, text := range texts {
				share := percentage.FindString(text)
				if share != "" && !strings.Contains(text, " of all possible votes") &&
					!strings.Contains(table, share) {
					t.Fatalf("%q is not in the table:\n%s", share, table)
				}
				if share != "" && !strings.Contains(description, share) {
					t.Fatalf("%q is not described: %s", share, description)
				}
			}
		}
		if svg := (Picture{}).Comparison(c); string(svg) != string(Picture{}.Comparison(c)) {
			t.Fatal("the same picture differs")
		}
	})
}

var rowRects = regexp.MustCompile(
	`<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="14" fill="([^"]+)"/>`,
)

// All bars of a picture have one scale. Those before the reform are striped.
func TestBarsOfPowerHaveOneScale(t *testing.T) {
	t.Parallel()
	power := func(a, b int) *PowerIndices {
		return &PowerIndices{
			Seats: []SeatIndices{
				{Bloc: "A", Seats: 1, Normalised: Frac(a, 100)},
				{Bloc: "B", Seats: 1, Normalised: Frac(b, 100)},
			},
		}
	}
	bars := func(svg []byte) (shares []int, fills string) {
		var widths []float64
		for _, match := range rowRects.FindAllStringSubmatch(string(svg), -1) {
			width, err := strconv.ParseFloat(match[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			if width == 24 { // of the legend
				continue
			}
			widths = append(widths, width)
			fills += map[bool]string{true: "s", false: "-"}[match[2] == "currentColor"]
		}
		for _, width := range widths {
			shares = append(shares, int(100*width/slices.Max(widths)+0.5))
		}
		return shares, fills
	}
	if shares, fills := bars(
		Picture{}.Power(power(80, 20)),
	); !slices.Equal(shares, []int{100, 25}) || fills != "ss" {
		t.Errorf("shares %v, fills %s", shares, fills)
	}
	shares, fills := bars(
		Picture{}.Comparison(&Comparison{Before: power(40, 16), After: power(20, 80)}),
	)
	if !slices.Equal(shares, []int{50, 25, 20, 100}) || fills != "-s-s" {
		t.Errorf("shares %v, fills %s", shares, fills)
	}
	both := power(10, 20)
	both.Groups = []SeatIndices{
		{Bloc: "A", Seats: 4, Normalised: Frac(40, 100)},
		{Bloc: "B", Seats: 1, Normalised: Frac(20, 100)},
	}
	if shares, _ := bars(Picture{}.Power(both)); !slices.Equal(shares, []int{25, 50, 100, 50}) {
		t.Errorf("of seats and groups: %v", shares)
	}
}

// If a seat has no normalised index, both constitutions show the measure of Banzhaf.
func TestPicturesOfPowerShowOneIndex(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	monotone := Constitution{body, SimpleMajority()}
	other := Constitution{body, Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}
	_, description, _ := checkPicture(t, Picture{}.Power(powerOf(t, monotone.Rule, body, Cast)))
	if !strings.Contains(description, "B, 1 seat: 25.00 %.") ||
		!strings.Contains(description, "Banzhaf index") {
		t.Error(description)
	}
	_, description, _ = checkPicture(t, Picture{}.Comparison(compared(t, monotone, other, Cast)))
	if !strings.Contains(description, "B, 1 seat: 37.50 % before; -37.50 % after.") ||
		!strings.Contains(description, "Banzhaf measure") {
		t.Error(description)
	}
}

// A reform that changes nothing is said to change nothing, and votes that were not
// counted are not mentioned.
func TestPicturesOfAReformSayWhatChanges(t *testing.T) {
	t.Parallel()
	today := Constitution{council, SimpleMajority()}
	for want, after := range map[string]Rule{
		"\nEvery vote has the same result.": SimpleMajority(),
		"% of all possible votes have another result.": Share{
			Of: For, Base: Cast, Need: AtLeast(1, 2),
		},
	} {
		_, description, _ := checkPicture(
			t, Picture{}.Comparison(compared(t, today, Constitution{council, after}, Cast)),
		)
		if !strings.Contains(description, want) {
			t.Errorf("no %q in %s", want, description)
		}
	}
	power := powerOf(t, SimpleMajority(), council, Cast)
	_, description, _ := checkPicture(
		t, Picture{}.Comparison(&Comparison{Before: power, After: power}),
	)
	if strings.Contains(description, "result") || strings.Contains(description, "\uFFFD") {
		t.Error(description)
	}
}

// Without seats, the picture says that there are none.
func TestPicturesOfNoPower(t *testing.T) {
	t.Parallel()
	for _, svg := range [][]byte{
		Picture{}.Power(nil), Picture{}.Power(&PowerIndices{}), Picture{}.Comparison(nil),
		Picture{}.Comparison(&Comparison{}),
		Picture{}.Comparison(&Comparison{Before: &PowerIndices{}, After: &PowerIndices{}}),
	} {
		title, description, texts := checkPicture(t, svg)
		if !strings.HasPrefix(title, "Voting power") || description != "No seats." ||
			!slices.Equal(texts, []string{title, "No seats"}) {
			t.Errorf("title %q, description %q, texts %q", title, description, texts)
		}
	}
}

// No text from outside can add an element or a line, and many long names keep the picture
// small.
func TestPicturesOfPowerEscapeNames(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	const bad = "</text><script>alert(1)</script>\"' onload=\"x\" & ]]> <!-- \u202eevil\n42 " +
		"for\x00\xff"
	words := foreign(t, `</text><script>alert(1)</script>"' onload="x" & ]]> <!-- `)
	odd := &PowerIndices{Act: hugeWeight(t)}
	for _, n := range []Fraction{{}, Frac(1, 0), Int(-3), Frac(1, 3), hugeWeight(t), Int(0)} {
		odd.Seats = append(odd.Seats, SeatIndices{Bloc: bad, Seats: -1, Banzhaf: n, Veto: true})
		odd.Groups = append(
			odd.Groups, SeatIndices{Bloc: bad, Seats: math.MaxInt, Banzhaf: n, Dictator: true},
		)
	}
	many := &PowerIndices{Act: Frac(1, 3)}
	for range 3_000 {
		s := SeatIndices{
			Bloc: strings.Repeat("W", 900), Seats: 1, Normalised: Frac(1, 3_000),
			Banzhaf: Frac(1, 3),
		}
		many.Seats, many.Groups = append(many.Seats, s), append(many.Groups, s)
	}
	for _, p := range []Picture{
		{}, {Words: words}, {Title: bad, Note: strings.Repeat(bad, 1000), Words: words},
		{Title: strings.Repeat("x", 1<<16), Note: strings.Repeat("y", 1<<16)},
	} {
		for _, power := range []*PowerIndices{odd, many} {
			checkPicture(t, p.Power(power))
			_, _, texts := checkPicture(
				t,
				p.Comparison(
					&Comparison{
						Before: power, After: many, Votes: Int(3), OnlyAfter: Int(1),
						OnlyBefore: Int(0),
					},
				),
			)
			for _, text := range texts {
				if strings.Contains(text, "\u202e") || strings.Contains(text, "\n") {
					t.Errorf("the text %q", text)
				}
			}
		}
	}
}

// Blocs are paired by name, whatever their order, and a bloc that only one body has says so.
func TestPowerPicturesPairBlocsByName(t *testing.T) {
	t.Parallel()
	power := func(shares ...any) *PowerIndices {
		p := &PowerIndices{}
		for i := 0; i < len(shares); i += 2 {
			p.Seats = append(
				p.Seats,
				SeatIndices{
					Bloc: shares[i].(string), Seats: 1, Normalised: Frac(shares[i+1].(int), 100),
				},
			)
		}
		return p
	}
	for _, c := range []struct {
		before, after *PowerIndices
		want          []string
	}{
		{power("A", 60, "B", 40), power("B", 30, "A", 70), []string{"A, 1 seat: 60.00 % before; " +
			"70.00 % after.", "B, 1 seat: 40.00 % before; 30.00 % after."}},
		{power("A", 60, "B", 40), power("B", 99, "C", 1), []string{"A, 1 seat: 60.00 % before; " +
			"no seats after.", "B, 1 seat: 40.00 % before; 99.00 % after.", "C, 1 seat: no seats " +
			"before; 1.00 % after."}},
		{power("A", 60, "A", 40), power("A", 10, "A", 90), []string{"A, 1 seat: 60.00 % before; " +
			"10.00 % after.", "A, 1 seat: 40.00 % before; 90.00 % after."}},
		{nil, power("A", 100), []string{"A, 1 seat: no seats before; 100.00 % after."}},
		{power("A", 100), &PowerIndices{}, []string{"A, 1 seat: 100.00 % before; no seats after."}},
	} {
		_, description, _ := checkPicture(
			t, Picture{}.Comparison(&Comparison{Before: c.before, After: c.after}),
		)
		want := "Power of one seat – " + strings.Join(c.want, "\n")
		if !strings.Contains(description, want) {
			t.Errorf("no %q in %q", want, description)
		}
	}
}

// Every bloc of a body is shown, in the body's order. Of too many blocs, those with the most power
// are shown. A power after the reform counts like one before it.
func TestPowerPicturesShowTheStrongest(t *testing.T) {
	t.Parallel()
	power := func(n int, strong func(int) bool) *PowerIndices {
		p := &PowerIndices{}
		for i := range n {
			s := SeatIndices{Bloc: "bloc " + strconv.Itoa(i), Seats: 1, Normalised: Frac(1, 1000)}
			if strong(i) {
				s.Normalised = Frac(2, 1000)
			}
			p.Seats = append(p.Seats, s)
		}
		return p
	}
	shown := func(svg []byte) (blocs []int, rest string) {
		_, _, texts := checkPicture(t, svg)
		for _, text := range texts {
			if number, ok := strings.CutPrefix(text, "bloc "); ok {
				blocs = append(blocs, must(strconv.Atoi(number)))
			}
			if strings.HasSuffix(text, " more blocs") {
				rest = text
			}
		}
		return blocs, rest
	}
	first := func(n int) (blocs []int) {
		for i := range n {
			blocs = append(blocs, i)
		}
		return blocs
	}
	none := func(int) bool { return false }
	last := func(i int) bool { return i == 50 || i >= 88 }
	strongest := slices.Concat(first(27), []int{50}, first(100)[88:])
	for _, c := range []struct {
		svg   []byte
		blocs []int
		rest  string
	}{
		{Picture{}.Power(power(27, func(i int) bool { return i%3 == 1 })), first(27), ""},
		{Picture{}.Power(power(40, none)), first(40), ""},
		{Picture{}.Power(power(41, none)), first(41), ""},
		{Picture{}.Power(power(42, none)), first(40), "2 more blocs"},
		{Picture{}.Power(power(100, last)), strongest, "60 more blocs"},
		{
			Picture{}.Comparison(&Comparison{Before: power(100, none), After: power(100, last)}),
			strongest, "60 more blocs",
		},
	} {
		blocs, rest := shown(c.svg)
		if !slices.Equal(blocs, c.blocs) || rest != c.rest {
			t.Errorf("blocs %v, rest %q, want %v, %q", blocs, rest, c.blocs, c.rest)
		}
	}
}

// The names of the index and of the longest bar are those of the table, the bars of a scale end
// where the axis does, and a group that has all power has no bar.
func TestPictureOfTwentySevenStates(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	_, _, texts := checkPicture(t, pictures(t)["testdata/pictures/states.svg"])
	said := strings.Join(texts, "\n")
	for _, want := range []string{
		"Banzhaf index: normalised, ", "\nPower of one seat\n0\n12.11 %\nMembers\nBelgium\n3.07 %\n",
		"\nGermany\n12.11 %\n", "\nLuxembourg\n1.75 %\n", "\nSweden\n2.93 %\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	if strings.Contains(said, "of a group") || strings.Count(said, "Members") != 1 {
		t.Errorf("the only group is shown: %s", said)
	}
}
