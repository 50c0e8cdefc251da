package tripartite_test

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// Whatever the body and the rule: the picture is sound, describes all that it shows, and
// its percentages are those of the table.
func TestPicturesOfPowerShowTheTable(t *testing.T) {
	t.Parallel()
	percentage := regexp.MustCompile(`^-?[\d.]+ %`)
	rapid.Check(t, func(t *rapid.T) {
		choices, seats := drawChoices(t)
		power := func() *Power { return powerOf(t, drawRule(t, 2), drawSmall(t, min(seats, 5)), choices) }
		c := &Comparison{Before: power(), After: power()}
		table := c.Before.String() + c.After.String()
		for _, svg := range [][]byte{must(Picture{}.Power(c.Before)), must(Picture{}.Comparison(c))} {
			_, description, texts := checkPicture(t, svg)
			for _, text := range texts {
				share := percentage.FindString(text)
				if share != "" && !strings.Contains(text, " of all possible votes") && !strings.Contains(table, share) {
					t.Fatalf("%q is not in the table:\n%s", share, table)
				}
				if share != "" && !strings.Contains(description, share) {
					t.Fatalf("%q is not described: %s", share, description)
				}
			}
		}
		if svg := must((Picture{}).Comparison(c)); string(svg) != string(must(Picture{}.Comparison(c))) {
			t.Fatal("the same picture differs")
		}
	})
}

var powerRects = regexp.MustCompile(`<rect x="16" y="[\d.]+" width="([\d.]+)" height="14" fill="([^"]+)"/>`)

// All bars of a picture have one scale. Those before the reform are striped.
func TestBarsOfPowerHaveOneScale(t *testing.T) {
	t.Parallel()
	power := func(a, b int) *Power {
		return &Power{Seats: []SeatPower{{Bloc: "A", Seats: 1, Normalised: Frac(a, 100)}, {Bloc: "B", Seats: 1, Normalised: Frac(b, 100)}}}
	}
	bars := func(svg []byte) (shares []int, fills string) {
		var widths []float64
		for _, match := range powerRects.FindAllStringSubmatch(string(svg), -1) {
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
	if shares, fills := bars(must(Picture{}.Power(power(80, 20)))); !slices.Equal(shares, []int{100, 25}) || fills != "ss" {
		t.Errorf("shares %v, fills %s", shares, fills)
	}
	shares, fills := bars(must(Picture{}.Comparison(&Comparison{Before: power(40, 16), After: power(20, 80)})))
	if !slices.Equal(shares, []int{50, 25, 20, 100}) || fills != "-s-s" {
		t.Errorf("shares %v, fills %s", shares, fills)
	}
	both := power(10, 20)
	both.Groups = []SeatPower{{Bloc: "A", Seats: 4, Normalised: Frac(40, 100)}}
	if shares, _ := bars(must(Picture{}.Power(both))); !slices.Equal(shares, []int{25, 50, 100}) {
		t.Errorf("of seats and groups: %v", shares)
	}
}

// If a seat has no normalised index, both constitutions show the measure of Banzhaf.
func TestPicturesOfPowerShowOneIndex(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	monotone := Constitution{body, SimpleMajority()}
	other := Constitution{body, Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}
	_, description, _ := checkPicture(t, must(Picture{}.Power(powerOf(t, monotone.Rule, body, Cast))))
	if !strings.Contains(description, "B, 1 seat: 25.00 %.") || !strings.Contains(description, "Banzhaf index") {
		t.Error(description)
	}
	_, description, _ = checkPicture(t, must(Picture{}.Comparison(compared(t, monotone, other, Cast))))
	if !strings.Contains(description, "B, 1 seat: 37.50 % before; -37.50 % after.") || !strings.Contains(description, "Banzhaf measure") {
		t.Error(description)
	}
}

// A reform that changes nothing is said to change nothing, and votes that were not
// counted are not mentioned.
func TestPicturesOfAReformSayWhatChanges(t *testing.T) {
	t.Parallel()
	today := Constitution{council, SimpleMajority()}
	for want, after := range map[string]Rule{
		"\nEvery vote has the same result.": SimpleMajority(), "% of all possible votes have another result.": Share{Of: For, Base: Cast, Need: AtLeast(1, 2)},
	} {
		_, description, _ := checkPicture(t, must(Picture{}.Comparison(compared(t, today, Constitution{council, after}, Cast))))
		if !strings.Contains(description, want) {
			t.Errorf("no %q in %s", want, description)
		}
	}
	power := powerOf(t, SimpleMajority(), council, Cast)
	_, description, _ := checkPicture(t, must(Picture{}.Comparison(&Comparison{Before: power, After: power})))
	if strings.Contains(description, "result") {
		t.Error(description)
	}
}

// Without seats, the picture says that there are none.
func TestPicturesOfNoPower(t *testing.T) {
	t.Parallel()
	for _, svg := range [][]byte{
		must(Picture{}.Power(nil)), must(Picture{}.Power(&Power{})), must(Picture{}.Comparison(nil)), must(Picture{}.Comparison(&Comparison{})),
		must(Picture{}.Comparison(&Comparison{Before: &Power{}, After: &Power{}})),
	} {
		title, description, texts := checkPicture(t, svg)
		if !strings.HasPrefix(title, "Voting power") || description != "No seats." || !slices.Equal(texts, []string{title, "No seats"}) {
			t.Errorf("title %q, description %q, texts %q", title, description, texts)
		}
	}
}

// No text from outside can add an element or a line, and many long names keep the picture
// small.
func TestPicturesOfPowerEscapeNames(t *testing.T) {
	t.Parallel()
	const bad = "</text><script>alert(1)</script>\"' onload=\"x\" & ]]> <!-- \u202eevil\n42 for\x00\xff"
	words := map[string]string{}
	for _, word := range PictureWords() {
		words[word] = bad + strings.Repeat(" %s", strings.Count(word, "%s"))
	}
	odd := &Power{Act: hugeWeight(t)}
	for _, n := range []Fraction{{}, Frac(1, 0), Int(-3), Frac(1, 3), hugeWeight(t), Int(0)} {
		odd.Seats = append(odd.Seats, SeatPower{Bloc: bad, Seats: -1, Banzhaf: n, Veto: true})
		odd.Groups = append(odd.Groups, SeatPower{Bloc: bad, Seats: math.MaxInt, Banzhaf: n, Dictator: true})
	}
	many := &Power{Act: Frac(1, 3)}
	for range 3_000 {
		s := SeatPower{Bloc: strings.Repeat("W", 900), Seats: 1, Normalised: Frac(1, 3_000), Banzhaf: Frac(1, 3)}
		many.Seats, many.Groups = append(many.Seats, s), append(many.Groups, s)
	}
	for _, p := range []Picture{
		{}, {Words: words}, {Title: bad, Note: strings.Repeat(bad, 1000), Lang: bad, Words: words},
		{Title: strings.Repeat("x", 1<<16), Note: strings.Repeat("y", 1<<16), Lang: strings.Repeat("z", 1<<16)},
	} {
		for _, power := range []*Power{odd, many} {
			checkPicture(t, must(p.Power(power)))
			_, _, texts := checkPicture(t, must(p.Comparison(&Comparison{Before: power, After: many, Votes: Int(3), OnlyAfter: Int(1), OnlyBefore: Int(0)})))
			for _, text := range texts {
				if strings.Contains(text, "\u202e") || strings.Contains(text, "\n") {
					t.Errorf("the text %q", text)
				}
			}
		}
	}
}
