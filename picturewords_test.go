package tripartite_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// foreign are words of a language without Latin letters: one letter for each word.
func foreign() map[string]string {
	words := map[string]string{}
	for i, word := range PictureWords() {
		words[word] = string(rune('一'+i)) + strings.Repeat(" %s", strings.Count(word, "%s"))
	}
	return words
}

// translated returns a finding without English texts.
func translated(f Finding) Finding {
	f.Clause = "…"
	if f.Reason != "" {
		f.Reason = "…"
	}
	parts := f.Parts
	f.Parts = nil
	for _, part := range parts {
		f.Parts = append(f.Parts, translated(part))
	}
	return f
}

// Every word of a picture can be replaced, and every word that can be replaced is used.
func TestEveryWordOfAPictureCanBeReplaced(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "1", Size: 8}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 2}, Bloc{Name: "4", Size: 1, Weight: Int(0)})
	large := MustBody(Bloc{Name: "1", Size: 800}, Bloc{Name: "2", Size: 2}, Bloc{Name: "3", Size: 1, Weight: hugeWeight(t)},
		Bloc{Name: "4", Size: 1}, Bloc{Name: "5", Size: 1}, Bloc{Name: "6", Size: 1}, Bloc{Name: "7", Size: 1}, Bloc{Name: "8", Size: 1},
		Bloc{Name: "9", Size: 1}, Bloc{Name: "10", Size: 1}, Bloc{Name: "11", Size: 1}, Bloc{Name: "12", Size: 1}, Bloc{Name: "13", Size: 1})
	heavy := MustBody(Bloc{Name: "1", Size: 2, Weight: Int(2)}, Bloc{Name: "2", Size: 2, Weight: Int(2)}, Bloc{Name: "3", Size: 1})
	counts := Counts{"1": {For: 1, Against: 1, Abstain: 1, Spoilt: 1, Silent: 1, Absent: 1, Suspended: 1, Vacant: 1}, "2": {For: 1}, "3": {For: 1, Against: 1}, "4": {For: 1}}
	many := Counts{"1": {For: 800}, "2": {Against: 2}, "3": {For: 1}}
	for _, n := range []string{"4", "5", "6", "7", "8", "9", "10", "11", "12", "13"} {
		many[n] = Count{For: 1}
	}
	in := func(bloc string, r Rule) Rule { return In{Bloc: bloc, Rule: r} }
	rules := All{
		SimpleMajority(), TwoThirds(), SeatCount{For, 9}, in("2", SimpleMajority()), in("2", SeatCount{For, 1}), in("3", SimpleMajority()),
		Veto{in("1", Share{Of: Against, Base: Cast, Need: AtLeast(1, 2)}), in("2", Share{Of: Against, Base: Cast, Need: AtLeast(1, 2)})},
		Quorum{SeatCount{Present, 99}},
	}
	var long All
	for range 30 {
		long = append(long, SimpleMajority())
	}
	var all strings.Builder
	draw := func(p Picture, tally Tally, f Finding) {
		p.Words = foreign()
		all.WriteString(inForeign(t, must(p.Vote(tally, f))))
	}
	tallyOf := func(b *Body, c Counts) Tally {
		tally, err := b.Tally(c)
		if err != nil {
			t.Fatal(err)
		}
		return tally
	}
	for _, p := range []Picture{
		{}, {Open: Silent | Absent}, {Open: Absent, Possible: OutcomesOf(Adopted)}, {Possible: OutcomesOf(Adopted, Rejected)}, {Possible: OutcomesOf(Adopted, Rejected, Void)},
	} {
		draw(p, tallyOf(body, counts), translated(Explain(rules, tallyOf(body, counts))))
	}
	draw(Picture{}, tallyOf(large, many), translated(Explain(All{SimpleMajority(), TwoThirds(), Veto{SimpleMajority(), TwoThirds()}, All{long}}, tallyOf(large, many))))
	for _, weighed := range []Counts{{"1": {For: 2}, "2": {For: 2}, "3": {Absent: 1}}, {"1": {Against: 2}, "2": {For: 2}, "3": {Absent: 1}}} {
		draw(Picture{}, tallyOf(heavy, weighed), translated(Explain(SimpleMajority(), tallyOf(heavy, weighed))))
	}
	for _, svg := range powerPictures(t, Picture{Words: foreign()}) {
		all.WriteString(inForeign(t, svg))
	}
	for word, letter := range foreign() {
		if letter, _, _ := strings.Cut(letter, " "); !strings.Contains(all.String(), letter) {
			t.Errorf("no picture says %q", word)
		}
	}
}

// A replacement without the verbs of the English word would draw what fmt says of it into the
// minutes. It is refused before anything is drawn, and the error names the word.
func TestWordsWithOtherVerbsAreRefused(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	for _, test := range []struct {
		words map[string]string
		want  []string
	}{
		{nil, nil},
		{map[string]string{"%s needed": "100 %% von %s", "met": "100 % erfüllt", "%s of %s seats": "von %[2]s Sitzen %[1]s", "no such word": "%s"}, nil},
		{map[string]string{"%s needed": "nötig"}, []string{`picture "%s needed": malformed text: "nötig": want the same verbs as in the English word`}},
		{map[string]string{"%s of %s votes": "%s Stimmen", "met": "%s erfüllt"}, []string{
			`picture "met": malformed text: "%s erfüllt": want the same verbs as in the English word`, `picture "%s of %s votes": malformed text: "%s Stimmen": want the same verbs as in the English word`,
		}},
		{map[string]string{"%s of %s votes": "%[1]s von %[1]s Stimmen"}, []string{`picture "%s of %s votes": malformed text: "%[1]s von %[1]s Stimmen": want the same verbs as in the English word`}},
		{map[string]string{"%s seats": "%d Sitze"}, []string{`picture "%s seats": malformed text: "%d Sitze": want the same verbs as in the English word`}},
		{map[string]string{"%s seats": "%s Sitze, 100 %"}, []string{`picture "%s seats": malformed text: "%s Sitze, 100 %": want the same verbs as in the English word`}},
		{map[string]string{"%s seats": "%s %s Sitze"}, []string{`picture "%s seats": malformed text: "%s %s Sitze": want the same verbs as in the English word`}},
		{map[string]string{"met": "%[1]s erfüllt"}, []string{`picture "met": malformed text: "%[1]s erfüllt": want the same verbs as in the English word`}},
	} {
		p := Picture{Words: test.words}
		for what, draw := range map[string]func() ([]byte, error){
			"vote":       func() ([]byte, error) { return p.Vote(tally, Explain(SimpleMajority(), tally)) },
			"power":      func() ([]byte, error) { return p.Power(nil) },
			"comparison": func() ([]byte, error) { return p.Comparison(nil) },
		} {
			svg, err := draw()
			if diff := cmp.Diff(test.want, messages(err)); diff != "" || err != nil && !errors.Is(err, ErrText) || (svg == nil) != (err != nil) {
				t.Errorf("%s: %s", what, diff)
			}
		}
	}
}

// inForeign returns the texts of a picture that has no word in English.
func inForeign(t *testing.T, svg []byte) string {
	t.Helper()
	title, description, texts := checkPicture(t, svg)
	text := title + description + strings.Join(texts, "\n")
	if i := strings.IndexFunc(text, func(r rune) bool { return r < 128 && unicode.IsLetter(r) }); i >= 0 {
		t.Errorf("a word in English: %s", text[i:])
	}
	return text
}

// powerPictures are pictures of power that use all words.
func powerPictures(t *testing.T, p Picture) [][]byte {
	t.Helper()
	small := MustBody(Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 1})
	large := MustBody(Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 3}, Bloc{}, Bloc{Name: "4", Size: 1})
	dictator := In{Bloc: "2", Rule: SeatCount{For, 1}}
	many := &Power{}
	for i := range 20 {
		many.Seats = append(many.Seats, SeatPower{Bloc: strconv.Itoa(i), Seats: 1, Normalised: Frac(1, 20)})
	}
	return [][]byte{
		must(p.Power(nil)), must(p.Power(many)), must(p.Power(powerOf(t, dictator, small, Cast))), must(p.Power(powerOf(t, Unanimity(), small, Cast))),
		must(p.Power(powerOf(t, Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}, small, Cast))),
		must(p.Comparison(compared(t, Constitution{small, SimpleMajority()}, Constitution{large, TwoThirds()}, Cast))),
		must(p.Comparison(compared(t, Constitution{small, SimpleMajority()}, Constitution{small, SimpleMajority()}, Cast))),
	}
}

// hugeWeight returns a weight with more digits than people can read.
func hugeWeight(t *testing.T) Fraction {
	t.Helper()
	huge, err := ParseFraction("1000000000000000000001/1000")
	if err != nil {
		t.Fatal(err)
	}
	return huge
}
