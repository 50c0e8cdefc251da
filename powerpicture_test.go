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
	"example.com/tripartite/internal/proptest"
)

// Whatever the body and the rule: the picture is sound, describes all that it shows, and
// its percentages are those of the table.
func TestPicturesOfPowerShowTheTable(t *testing.T) {
	t.Parallel()
	percentage := regexp.MustCompile(`^-?[\d.]+ %`)
	rapid.Check(t, func(t *rapid.T) {
		choices, seats := drawChoices(t)
		power := func() *PowerIndices { return powerOf(t, drawRule(t, 2), drawSmall(t, min(seats, 5)), choices) }
		c := &Comparison{Before: power(), After: power()}
		table := c.Before.String() + c.After.String()
		for _, svg := range [][]byte{Picture{}.Power(c.Before), Picture{}.Comparison(c)} {
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
		if svg := (Picture{}).Comparison(c); string(svg) != string(Picture{}.Comparison(c)) {
			t.Fatal("the same picture differs")
		}
	})
}

var powerRects = regexp.MustCompile(`<rect x="16" y="[\d.]+" width="([\d.]+)" height="14" fill="([^"]+)"/>`)

// All bars of a picture have one scale. Those before the reform are striped.
func TestBarsOfPowerHaveOneScale(t *testing.T) {
	t.Parallel()
	power := func(a, b int) *PowerIndices {
		return &PowerIndices{Seats: []SeatIndices{{Bloc: "A", Seats: 1, Normalised: Frac(a, 100)}, {Bloc: "B", Seats: 1, Normalised: Frac(b, 100)}}}
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
	if shares, fills := bars(Picture{}.Power(power(80, 20))); !slices.Equal(shares, []int{100, 25}) || fills != "ss" {
		t.Errorf("shares %v, fills %s", shares, fills)
	}
	shares, fills := bars(Picture{}.Comparison(&Comparison{Before: power(40, 16), After: power(20, 80)}))
	if !slices.Equal(shares, []int{50, 25, 20, 100}) || fills != "-s-s" {
		t.Errorf("shares %v, fills %s", shares, fills)
	}
	both := power(10, 20)
	both.Groups = []SeatIndices{{Bloc: "A", Seats: 4, Normalised: Frac(40, 100)}}
	if shares, _ := bars(Picture{}.Power(both)); !slices.Equal(shares, []int{25, 50, 100}) {
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
	if !strings.Contains(description, "B, 1 seat: 25.00 %.") || !strings.Contains(description, "Banzhaf index") {
		t.Error(description)
	}
	_, description, _ = checkPicture(t, Picture{}.Comparison(compared(t, monotone, other, Cast)))
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
		_, description, _ := checkPicture(t, Picture{}.Comparison(compared(t, today, Constitution{council, after}, Cast)))
		if !strings.Contains(description, want) {
			t.Errorf("no %q in %s", want, description)
		}
	}
	power := powerOf(t, SimpleMajority(), council, Cast)
	_, description, _ := checkPicture(t, Picture{}.Comparison(&Comparison{Before: power, After: power}))
	if strings.Contains(description, "result") {
		t.Error(description)
	}
}

// Without seats, the picture says that there are none.
func TestPicturesOfNoPower(t *testing.T) {
	t.Parallel()
	for _, svg := range [][]byte{
		Picture{}.Power(nil), Picture{}.Power(&PowerIndices{}), Picture{}.Comparison(nil), Picture{}.Comparison(&Comparison{}),
		Picture{}.Comparison(&Comparison{Before: &PowerIndices{}, After: &PowerIndices{}}),
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
	proptest.Long(t)
	const bad = "</text><script>alert(1)</script>\"' onload=\"x\" & ]]> <!-- \u202eevil\n42 for\x00\xff"
	words := foreign(t, `</text><script>alert(1)</script>"' onload="x" & ]]> <!-- `)
	odd := &PowerIndices{Act: hugeWeight(t)}
	for _, n := range []Fraction{{}, Frac(1, 0), Int(-3), Frac(1, 3), hugeWeight(t), Int(0)} {
		odd.Seats = append(odd.Seats, SeatIndices{Bloc: bad, Seats: -1, Banzhaf: n, Veto: true})
		odd.Groups = append(odd.Groups, SeatIndices{Bloc: bad, Seats: math.MaxInt, Banzhaf: n, Dictator: true})
	}
	many := &PowerIndices{Act: Frac(1, 3)}
	for range 3_000 {
		s := SeatIndices{Bloc: strings.Repeat("W", 900), Seats: 1, Normalised: Frac(1, 3_000), Banzhaf: Frac(1, 3)}
		many.Seats, many.Groups = append(many.Seats, s), append(many.Groups, s)
	}
	for _, p := range []Picture{
		{}, {Words: words}, {Title: bad, Note: strings.Repeat(bad, 1000), Words: words},
		{Title: strings.Repeat("x", 1<<16), Note: strings.Repeat("y", 1<<16)},
	} {
		for _, power := range []*PowerIndices{odd, many} {
			checkPicture(t, p.Power(power))
			_, _, texts := checkPicture(t, p.Comparison(&Comparison{Before: power, After: many, Votes: Int(3), OnlyAfter: Int(1), OnlyBefore: Int(0)}))
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
			p.Seats = append(p.Seats, SeatIndices{Bloc: shares[i].(string), Seats: 1, Normalised: Frac(shares[i+1].(int), 100)})
		}
		return p
	}
	for _, c := range []struct {
		before, after *PowerIndices
		want          []string
	}{
		{power("A", 60, "B", 40), power("B", 30, "A", 70), []string{"A, 1 seat: 60.00 % before; 70.00 % after.", "B, 1 seat: 40.00 % before; 30.00 % after."}},
		{power("A", 60, "B", 40), power("B", 99, "C", 1), []string{"A, 1 seat: 60.00 % before; no seats after.", "B, 1 seat: 40.00 % before; 99.00 % after.", "C, 1 seat: no seats before; 1.00 % after."}},
		{power("A", 60, "A", 40), power("A", 10, "A", 90), []string{"A, 1 seat: 60.00 % before; 10.00 % after.", "A, 1 seat: 40.00 % before; 90.00 % after."}},
		{nil, power("A", 100), []string{"A, 1 seat: no seats before; 100.00 % after."}},
		{power("A", 100), &PowerIndices{}, []string{"A, 1 seat: 100.00 % before; no seats after."}},
	} {
		_, description, _ := checkPicture(t, Picture{}.Comparison(&Comparison{Before: c.before, After: c.after}))
		if want := "Power of one seat – " + strings.Join(c.want, "\n"); !strings.Contains(description, want) {
			t.Errorf("no %q in %q", want, description)
		}
	}
}

// Of many blocs, those with the most power are shown, the most powerful first. A power after
// the reform counts like one before it.
func TestPowerPicturesShowTheStrongest(t *testing.T) {
	t.Parallel()
	power := func(n, strong int) *PowerIndices {
		p := &PowerIndices{}
		for i := range n {
			s := SeatIndices{Bloc: "bloc " + strconv.Itoa(i), Seats: 1, Normalised: Frac(1, 1000)}
			if i >= strong {
				s.Normalised = Frac(2, 1000)
			}
			p.Seats = append(p.Seats, s)
		}
		return p
	}
	shown := func(svg []byte) (blocs []string, rest string) {
		_, _, texts := checkPicture(t, svg)
		for _, text := range texts {
			if strings.HasPrefix(text, "bloc ") {
				blocs = append(blocs, strings.TrimPrefix(text, "bloc "))
			}
			if strings.HasSuffix(text, " more blocs") {
				rest = text
			}
		}
		return blocs, rest
	}
	for _, c := range []struct {
		svg         []byte
		first, last string
		blocs       int
		rest        string
	}{
		{Picture{}.Power(power(12, 0)), "0", "11", 12, ""},
		{Picture{}.Power(power(13, 0)), "0", "12", 13, ""},
		{Picture{}.Power(power(14, 0)), "0", "11", 12, "2 more blocs"},
		{Picture{}.Power(power(100, 95)), "95", "6", 12, "88 more blocs"},
		{Picture{}.Comparison(&Comparison{Before: power(100, 100), After: power(100, 88)}), "88", "99", 12, "88 more blocs"},
	} {
		blocs, rest := shown(c.svg)
		if len(blocs) != c.blocs || blocs[0] != c.first || blocs[len(blocs)-1] != c.last || rest != c.rest {
			t.Errorf("blocs %q, rest %q, want %+v", blocs, rest, c)
		}
	}
}
