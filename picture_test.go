package tripartite_test

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// pictures are the golden pictures, by file.
func pictures(t *testing.T) map[string][]byte {
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
		"Governments": {For: 19, Against: 7, Abstain: 2}, "Employers": {Against: 14}, "Workers": {For: 14},
	})
	veto := All{ordinary, GroupVeto(Third, Cast)}

	// The vote of 23 March 2022: 8 abstained and 4 did not vote, and which is not known.
	march := tallyOf(council, Counts{
		"Governments": {For: 16, Against: 2, Abstain: 10}, "Employers": {For: 14}, "Workers": {For: 12, Abstain: 2},
	})
	fewest := tallyOf(council, Counts{
		"Governments": {For: 16, Against: 2, Abstain: 8, Absent: 2}, "Employers": {For: 14}, "Workers": {For: 12, Absent: 2},
	})

	chaired := MustBody(
		Bloc{Name: "Public", Size: 2}, Bloc{Name: "Employers", Size: 2}, Bloc{Name: "Workers", Size: 2},
		Bloc{Name: "Chair", Size: 1},
	)
	small := tallyOf(chaired, Counts{
		"Public": {For: 1, Abstain: 1}, "Employers": {Against: 2}, "Workers": {For: 1, Vacant: 1}, "Chair": {For: 1},
	})

	ballot := council.OpenRemote()
	for i, seat := range []string{
		"Governments 1", "Governments 2", "Governments 3", "Governments 4", "Governments 5", "Governments 6", "Governments 7",
		"Employers 1", "Employers 2", "Employers 3", "Workers 1", "Workers 2", "Workers 3", "Workers 4", "Workers 5",
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
		"Governments": {For: 11, Against: 1, Absent: 14, Vacant: 2}, "Employers": {Absent: 13, Suspended: 1}, "Workers": {For: 12, Silent: 1, Spoilt: 1},
	})
	votes := Counts{
		"Economic/North/Organisations": {For: 30}, "Economic/South/Organisations": {Against: 19, Abstain: 1},
		"Economic/South/Individuals": {Abstain: 30, Absent: 10}, "Economic/North/Individuals": {},
	}
	for _, chamber := range []string{"Social", "Environmental"} {
		votes[chamber+"/North/Organisations"] = Count{For: 16, Against: 4}
		votes[chamber+"/North/Individuals"] = Count{For: 20, Absent: 30}
		votes[chamber+"/South/Organisations"] = Count{For: 18, Absent: 2}
		votes[chamber+"/South/Individuals"] = Count{For: 10, Against: 10, Absent: 30}
	}
	motion := tallyOf(statuteBody(t, "fsc/general-assembly", chambers([4]int{30, 0, 20, 40}, [4]int{20, 50, 20, 50}, [4]int{20, 50, 20, 50})...), votes)

	large := MustBody(Bloc{Name: "Governments", Size: 374}, Bloc{Name: "Employers", Size: 187}, Bloc{Name: "Workers", Size: 187})
	plenary := tallyOf(large, Counts{
		"Governments": {For: 201, Against: 12, Abstain: 40, Silent: 81, Absent: 40}, "Employers": {For: 20, Against: 90, Silent: 77}, "Workers": {For: 150, Silent: 37},
	})

	both := All{TwoThirds(), MajorityInEachGroup()}
	governments, employers, workers, _ := council.Describe()
	workers.Size = 20
	reform := compared(t, Constitution{council, TwoThirds()}, Constitution{
		MustBody(governments, employers, workers), Share{Of: For, Base: Cast, Need: AtLeast(3, 4)},
	}, Cast)

	return map[string][]byte{
		"testdata/pictures/power.svg": must(Picture{Title: "Governing Body: two thirds, and a majority in each group"}.Power(powerOf(t, both, council, Cast))),
		"testdata/pictures/reform.svg": must(Picture{
			Title: "Governing Body: 20 seats for Workers, and three quarters instead of two thirds", Note: "The reform is made up.",
		}.Comparison(reform)),
		"testdata/pictures/november-2023.svg": must(Picture{Title: "Governing Body of the ILO, 10 November 2023, with a workers’ veto"}.Vote(november, Explain(veto, november))),
		"docs/governing-body.svg": must(Picture{
			Title: "Governing Body of the ILO, 23 March 2022: suspension of cooperation with the Russian Federation",
			Note: "8 seats abstained and 4 did not vote. Which of these 12 seats did which was not published. " +
				"At least 52 seats were present. The quorum of 33 is not confirmed.",
			Words: map[string]string{"abstain": "abstained or did not vote"},
		}.Vote(march, Explain(ordinary, fewest))),
		"testdata/pictures/council.svg":     must(Picture{Title: "Council of seven, with a chair"}.Vote(small, Explain(CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}), small))),
		"testdata/pictures/open-ballot.svg": must(Picture{Title: "A ballot that is open", Open: Silent | Absent, Possible: possible}.Vote(ballot.Tally(), Explain(veto, ballot.Tally()))),
		"testdata/pictures/void.svg":        must(Picture{Title: "A vote without a quorum"}.Vote(void, Explain(ordinary, void))),
		"testdata/pictures/plenary.svg":     must(Picture{Title: "A plenary that is voting", Open: Silent, Possible: OutcomesOf(Adopted, Rejected)}.Vote(plenary, Explain(TwoThirds(), plenary))),
		"testdata/pictures/fsc.svg":         must(Picture{Title: "A motion in the Forest Stewardship Council"}.Vote(motion, Explain(statuteRule(t, "fsc/general-assembly", "motion"), motion))),
	}
}

// Each picture is as it was, to the byte. go test -run Pictures -update . draws them anew:
// look at them in a browser, in dark and light, and at the width of a phone.
func TestPictures(t *testing.T) {
	for name, picture := range pictures(t) {
		golden(t, name, string(picture))
	}
}

// elements are the elements that a picture may have.
var elements = []string{"svg", "title", "desc", "style", "defs", "pattern", "g", "rect", "circle", "line", "path", "text"}

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
			if in = token.Name.Local; !slices.Contains(elements, in) || token.Name.Space != "http://www.w3.org/2000/svg" {
				t.Fatalf("element %v", token.Name)
			}
			clear(attr)
			for _, a := range token.Attr {
				attr[a.Name.Local] = a.Value
			}
			if in == "svg" {
				height = number("height")
			}
			right, bottom := number("x")+number("width"), number("y")+number("height")
			if right > 440 || bottom > height || number("cx")+number("r") > 440 || number("cy")+number("r") > height || number("x") < 0 || number("cx") < 0 {
				t.Fatalf("%s is outside of the picture: %v", in, attr)
			}
			for _, a := range token.Attr {
				name, outside := a.Name.Local, strings.Contains(a.Value, "url(") && !strings.HasPrefix(a.Value, "url(#t")
				if strings.HasPrefix(name, "on") || name == "href" || name == "style" || outside || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
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
				left, width := number("x"), TextWidth(text, number("font-size"))
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
		if _, certain := p.Possible.Certain(); p.Possible == 0 && !strings.EqualFold(title, f.Outcome.String()) || p.Possible != 0 && !certain && title != "Open" {
			t.Fatalf("the title is %q, the outcome %v, possible %v", title, f.Outcome, p.Possible)
		}
		if n, got := needing(f), strings.Count(description, " needed"); n != got && !strings.Contains(description, "more clauses") {
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
	if x := f.Figures; x != nil && x.Need.Valid() && x.Spare.Valid() && x.Count.Valid() && x.Base.Valid() {
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
			if number := strings.Trim(text, "0123456789"); number == "" && !strings.Contains(description, text) && text != "0" {
				t.Errorf("%s does not describe %s", name, text)
			}
		}
	}
	_, description, _ := checkPicture(t, pictures(t)["docs/governing-body.svg"])
	for _, want := range []string{
		"Adopted, 42 for, 2 against.\n", "Governments, seats: 16 for, 2 against, 10 abstained or did not vote.\n", "Employers, seats: 14 for.\n",
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
	const bad = "</text><script>alert(1)</script>\"' onload=\"x\" & ]]> <!-- \u202eevil\n42 for\x00\xff"
	body := MustBody(Bloc{Name: `<b onclick="x">`, Size: 1}, Bloc{Name: `&lt;"'`, Size: 2}, Bloc{Name: "]]>", Size: 3}, Bloc{Name: "<!--", Size: 1})
	tally, err := body.Tally(Counts{`<b onclick="x">`: {For: 1}, `&lt;"'`: {For: 2}, "]]>": {Against: 3}, "<!--": {Absent: 1}})
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	for _, word := range PictureWords() {
		words[word] = bad + strings.Repeat(" %s", strings.Count(word, "%s"))
	}
	f := Finding{
		Clause: bad, Part: bad, Outcome: 77, Figures: &Figures{Count: Frac(1, 0), Base: Int(-3)}, Reason: bad,
		Parts: []Finding{{Clause: bad, Figures: &Figures{Count: Int(-1), Base: Int(-2), Need: Int(-7), Spare: Int(5)}, Reason: bad}, {Clause: bad, Outcome: Adopted, Veto: true}},
	}
	for _, p := range []Picture{
		{Title: bad, Note: strings.Repeat(bad, 1000), Lang: bad, Words: words, Open: 255, Possible: 255},
		{Words: words, Open: Absent, Possible: OutcomesOf(Adopted, Void)},
		{Title: strings.Repeat("x", 1<<16), Note: strings.Repeat("y", 1<<16), Lang: strings.Repeat("z", 1<<16)},
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
	million := MustBody(Bloc{Name: "A", Size: 500_000}, Bloc{Name: "B", Size: 300_000}, Bloc{Name: "C", Size: 200_000})
	tally, err := million.Tally(Counts{"A": {For: 300_001, Against: 199_999}, "B": {Against: 300_000}, "C": {For: 200_000}})
	if err != nil {
		t.Fatal(err)
	}
	if svg := must((Picture{}).Vote(tally, Explain(SimpleMajority(), tally))); len(svg) > 10_000 || strings.Contains(string(svg), "<circle") {
		t.Errorf("a million seats are %d bytes", len(svg))
	}

	const blocs = 3_000
	regions, counts, rule := make([]Bloc, blocs), Counts{"A": {For: 1}, "B": {For: 1}, "C": {For: 1}}, make(All, blocs)
	for i := range regions {
		name := strings.Repeat("R", 900) + strconv.Itoa(i)
		regions[i], counts[name], rule[i] = Bloc{Name: name, Size: 2}, Count{For: 1, Absent: 1}, In{Bloc: name, Rule: SimpleMajority()}
	}
	tally, err = MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}, regions...).Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	_, description, _ := checkPicture(t, must(Picture{}.Vote(tally, Explain(rule, tally))))
	for _, want := range []string{"2992 more blocs, votes: 2992 for, 2992 absent.\n", "2976 more clauses."} {
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
		_, description, _ := checkPicture(t, must(Picture{Open: Silent, Possible: c.possible}.Vote(tally, f)))
		for _, want := range []string{c.want, "Governments, seats: 20 for, 8 open.\n", "So far met: 20 of 20 votes, 11 needed, 9 to spare, 36 open."} {
			if !strings.Contains(description, want) {
				t.Errorf("possible %v: no %q in %s", c.possible, want, description)
			}
		}
	}
}
