package tripartite_test

import (
	"cmp"
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// foreign returns the words of a language without Latin letters: one letter for each phrase,
// and a text before it.
func foreign(t *testing.T, before string) Words {
	t.Helper()
	var table strings.Builder
	for i, line := range phrases() {
		phrase := before + string(rune('一'+i)) + strings.Repeat(" %s", strings.Count(line[1], "%s"))
		if line[0] == "language" {
			phrase = "zh"
		}
		table.WriteString(line[0] + ": " + phrase + "\n")
	}
	return must(ParseWords(table.String()))
}

// phrases returns the names of all phrases, with the English ones.
func phrases() [][2]string {
	var all [][2]string
	for line := range strings.Lines(Words{}.String()) {
		if name, phrase, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
			all = append(all, [2]string{name, phrase})
		}
	}
	return all
}

// wordsWith returns the English words with other phrases for some names.
func wordsWith(t *testing.T, other map[string]string) Words {
	t.Helper()
	var table strings.Builder
	for _, line := range phrases() {
		table.WriteString(line[0] + ": " + cmp.Or(other[line[0]], line[1]) + "\n")
	}
	return must(ParseWords(table.String()))
}

// Every word of a picture, of a rule and of a table of power can be replaced, and every phrase of
// the table is used.
func TestEveryPhraseIsSaid(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "1", Size: 8}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 2},
		Bloc{Name: "4", Size: 1, Weight: Int(0)},
	)
	many := Counts{"1": {For: 800}, "2": {Against: 2}, "3": {For: 1}}
	var chairs []Bloc
	for n := range 14 {
		name := strconv.Itoa(4 + n)
		chairs, many[name] = append(chairs, Bloc{Name: name, Size: 1}), Count{For: 1}
	}
	large := MustBody(
		Bloc{Name: "1", Size: 800}, Bloc{Name: "2", Size: 2},
		Bloc{Name: "3", Size: 1, Weight: hugeWeight(t)}, chairs...,
	)
	heavy := MustBody(
		Bloc{Name: "1", Size: 2, Weight: Int(2)}, Bloc{Name: "2", Size: 2, Weight: Int(2)},
		Bloc{Name: "3", Size: 1},
	)
	counts := Counts{
		"1": {
			For: 1, Against: 1, Abstain: 1, Spoilt: 1, Silent: 1, Absent: 1, Suspended: 1,
			Vacant: 1,
		},
		"2": {For: 1}, "3": {For: 1, Against: 1}, "4": {For: 1},
	}
	twice := Counts{
		"1": {Abstain: 2, Spoilt: 2, Absent: 2, Suspended: 2}, "2": {Vacant: 1}, "3": {Vacant: 2},
		"4": {Silent: 1},
	}
	in := func(bloc string, r Rule) Rule { return In{Bloc: bloc, Rule: r} }
	rules := All{
		SimpleMajority(), TwoThirds(), SeatCount{For, 9}, in("2", SimpleMajority()),
		in("2", SeatCount{For, 1}), in("3", SimpleMajority()),
		Veto{
			in("1", Share{Of: Against, Base: Cast, Need: AtLeast(1, 2)}),
			in("2", Share{Of: Against, Base: Cast, Need: AtLeast(1, 2)}),
		},
		Quorum{SeatCount{Present, 99}},
	}
	var long All
	for range 30 {
		long = append(long, SimpleMajority())
	}
	var all strings.Builder
	draw := func(p Picture, tally Tally, f Finding) {
		p.Words = foreign(t, "")
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
		{}, {Open: Silent | Absent}, {
			Open: Absent, Possible: OutcomesOf(Adopted),
		}, {Possible: OutcomesOf(Adopted, Rejected)}, {
			Possible: OutcomesOf(Adopted, Rejected, Void),
		},
		{Possible: OutcomesOf(Adopted, Void)}, {Possible: OutcomesOf(Rejected, Void)},
	} {
		draw(p, tallyOf(body, counts), Explain(rules, tallyOf(body, counts)))
	}
	draw(Picture{}, tallyOf(body, twice), Finding{})
	draw(
		Picture{}, tallyOf(large, many),
		Explain(
			All{SimpleMajority(), TwoThirds(), Veto{SimpleMajority(), TwoThirds()}, All{long}},
			tallyOf(large, many),
		),
	)
	for _, weighed := range []Counts{
		{"1": {For: 2}, "2": {For: 2}, "3": {Absent: 1}},
		{"1": {Against: 2}, "2": {For: 2}, "3": {Absent: 1}},
	} {
		draw(
			Picture{}, tallyOf(heavy, weighed),
			Explain(SimpleMajority(), tallyOf(heavy, weighed)),
		)
	}
	half := Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}
	shared := MustBody(
		Bloc{Name: "1", Size: 2, Power: Int(1), SharedBy: Cast}, Bloc{Name: "2", Size: 1},
		Bloc{Name: "3", Size: 1},
	)
	nobody, one := tallyOf(
		shared, Counts{"1": {Silent: 2}, "2": {Silent: 1}, "3": {Silent: 1}},
	), tallyOf(shared, Counts{"1": {Silent: 2}, "2": {For: 1}, "3": {Silent: 1}})
	draw(Picture{Open: Silent}, nobody, Explain(in("1", half), nobody))
	var round All = make(All, 1)
	round[0] = round
	for _, f := range []Finding{
		Explain(round, nobody), Explain(All{
			nil, RuleFunc(nil), All{}, Share{Of: For, Base: Cast}, SeatCount{Need: -1}, Named{},
			In{Rule: half}, In{Group: First, Bloc: "1", Rule: half}, In{Group: 7, Rule: half},
		}, nobody), Explain(All{
			Parts{K: 1, Need: AtLeast(1, 2), Rule: half}, Parts{BySeats: true, Rule: half},
			Parts{K: -1, Rule: half}, Parts{K: 4, Rule: half}, Veto{All{}},
			in("99", half), in("1", Parts{K: -1, Rule: half}),
		}, nobody),
		Explain(half, nobody), Explain(SeatCount{Of: For}, nobody), Explain(eachVoting(half), one),
		Explain(eachVoting(half), nobody),
		Explain(SeatCount{Of: For, Need: 1}, Tally{}),
		Explain(RuleFunc(func(Tally) Outcome { return 7 }), nobody),
	} {
		draw(Picture{}, nobody, f)
	}
	for _, svg := range powerPictures(t, Picture{Words: foreign(t, "")}) {
		all.WriteString(inForeign(t, svg))
	}
	words := foreign(t, "")
	say := func(text string) {
		if i := strings.IndexFunc(text, isLatin); i >= 0 {
			t.Errorf("a word in English: %s", text[i:])
		}
		all.WriteString(text)
	}
	for _, r := range rulesOfEveryPhrase() {
		say(words.Rule(r))
	}
	say(words.Finding(Explain(All{Quorum{SeatCount{Present, 1}}, Quorum{SeatCount{For, 99}}}, one)))
	say(words.Rule(manyRules(10_000)))
	say(words.Rule(round))
	say(words.Finding(Explain(EachGroup(half), Tally{})))
	say(words.Finding(Explain(in("1", All{in("99", half), EachGroup(half)}), one)))
	say(words.Finding(Finding{Parts: make([]Finding, 200_001)}))
	say(words.Tally(tallyOf(body, counts)))
	for _, p := range powersOfEveryPhrase(t) {
		say(words.Power(p))
	}
	for _, c := range comparisonsOfEveryPhrase(t) {
		say(tooLarge.ReplaceAllString(words.Comparison(c), ""))
	}
	for _, c := range conflictsOfEveryPhrase() {
		say(figuresRead.ReplaceAllString(words.Conflict(c), ""))
	}
	published := must(heavy.Infer(ExactFigure("1", Absent, 2)))
	say(must(words.Published(published)))
	for _, name := range phrasesOfPrograms {
		say(strings.ReplaceAll(words.Phrase(name), "%s", ""))
	}
	for i, line := range phrases() {
		if line[0] != "language" && !strings.ContainsRune(all.String(), rune('一'+i)) {
			t.Errorf("nothing says %q", line[0])
		}
	}
}

// manyRules are that many rules.
func manyRules(n int) All { return slices.Repeat(All{SimpleMajority()}, n) }

// isLatin reports whether a character is an ASCII letter.
func isLatin(r rune) bool { return r < 128 && unicode.IsLetter(r) }

// rulesOfEveryPhrase are rules with every set of states, with all phrases between them.
func rulesOfEveryPhrase() []Rule {
	half := SimpleMajority()
	rules := []Rule{
		KOf{1, []Rule{half, half}}, Any{half, half}, Any{half}, All{half, half}, All{half}, Veto{half},
		RuleFunc(Unanimity().Decide), Named{Name: "1", Source: "2", Rule: half}, nil,
		In{Bloc: "1", Rule: half}, In{Group: First, Rule: half}, In{Group: Second, Rule: half},
		In{Group: Third, Rule: half}, In{Group: Third, Bloc: "1", Rule: half},
		In{Group: 7, Rule: half}, In{Rule: half}, EachGroup(half), Parts{K: 2, Rule: half},
		Parts{Group: First, Rule: half}, Parts{Group: Second, K: 1, Rule: half},
		Parts{Group: Third, Need: MoreThan(1, 2), Rule: half}, Parts{Bloc: "1", Rule: half},
	}
	for q := range 6 {
		for p := range q + 1 {
			rules = append(rules, Share{For, 0, Cast, false, AtLeast(p, q)})
			rules = append(rules, Share{For, 0, Cast, false, MoreThan(p, q)})
		}
	}
	for set := range States(255) {
		for _, s := range [...]States{set, set + 1} {
			rules = append(rules, SeatCount{s, 1}, SeatCount{s, 2})
			for _, seats := range [...]bool{false, true} {
				rules = append(rules, Share{s, 0, s, seats, MoreThan(1, 2)})
				rules = append(rules, Share{For, s, s, seats, MoreThan(1, 2)})
				rules = append(rules, Parts{With: s, BySeats: seats, Rule: half})
			}
		}
	}
	return rules
}

// A table with a mistake is refused, and each line that is wrong is named.
func TestParseWordsErrors(t *testing.T) {
	t.Parallel()
	table := Words{}.String()
	for _, test := range []struct {
		old, new string
		want     []string // of each error the name, how far below the old line it is, and the detail
	}{
		{"needed: %s needed", "needed: 100 %% von %s", nil},
		{"met: met", "met: 100 % erfüllt", nil},
		{"seats: %s of %s seats", "seats: von %[2]s Sitzen %[1]s", nil},
		{"met: met", "# met", []string{"met||the phrase is missing"}},
		{"met: met", "met: met\nmet: met", []string{"met|1|the phrase is given twice"}},
		{"met: met", "met: met\nno such: phrase\n??", []string{
			"no such|1|no phrase has this name", "??|2|no phrase has this name",
		}},
		{"met: met", "met:", []string{`met|0|"": want the same verbs as in "met"`}},
		{"met: met", "met: %s erfüllt", []string{
			`met|0|"%s erfüllt": want the same verbs as in "met"`,
		}},
		{"met: met", "met: %[1]s erfüllt", []string{
			`met|0|"%[1]s erfüllt": want the same verbs as in "met"`,
		}},
		{"met: met", "met: \u202etem", []string{
			`met|0|"\u202etem": want up to 200 printable bytes`,
		}},
		{"met: met", "met: " + strings.Repeat("x", 201), []string{
			`met|0|"` + strings.Repeat("x", 200) + `…": want up to 200 printable bytes`,
		}},
		{"needed: %s needed", "needed: nötig", []string{
			`needed|0|"nötig": want the same verbs as in "%s needed"`,
		}},
		{"needed: %s needed", "needed: %d nötig", []string{
			`needed|0|"%d nötig": want the same verbs as in "%s needed"`,
		}},
		{"needed: %s needed", "needed: %s nötig, 100 %", []string{
			`needed|0|"%s nötig, 100 %": want the same verbs as in "%s needed"`,
		}},
		{"needed: %s needed", "needed: %s %s nötig", []string{
			`needed|0|"%s %s nötig": want the same verbs as in "%s needed"`,
		}},
		{"votes: %s of %s votes", "votes: %[1]s von %[1]s", []string{
			`votes|0|"%[1]s von %[1]s": want the same verbs as in "%s of %s votes"`,
		}},
	} {
		before, after, found := strings.Cut(table, "\n"+test.old+"\n")
		other := before + "\n" + test.new + "\n" + after
		words, err := ParseWords(other)
		var want []string
		for _, text := range test.want {
			fields := strings.Split(text, "|")
			place := ""
			if below, err := strconv.Atoi(fields[1]); err == nil {
				place = "line " + strconv.Itoa(strings.Count(before, "\n")+2+below) + ": "
			}
			want = append(
				want, "words "+strconv.Quote(fields[0])+": malformed text: "+place+fields[2],
			)
		}
		if diff := gocmp.Diff(want, messages(err)); diff != "" || err != nil &&
			!errors.Is(err, ErrText) || !found {
			t.Errorf("%q: %s", test.new, diff)
		}
		if err == nil && words.String() != other {
			t.Errorf("%q: the table has changed", test.new)
		}
	}
}

// Every phrase that the code says is in the table, and every phrase in the table is said.
func TestEveryPhraseIsInTheTable(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, line := range phrases() {
		names[line[0]] = true
	}
	for _, file := range []string{"finding.go", "picture.go", "power.go", "ruletext.go", "tally.go",
		"compare.go", "conflict.go", "examine.go", "properties.go", "published.go", "vet.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said := regexp.MustCompile(`\bsay\("([^"]*)"[,)]`)
		for _, match := range said.FindAllStringSubmatch(string(source), -1) {
			if !names[match[1]] {
				t.Errorf("%s says %q, which is not in the table", file, match[1])
			}
		}
	}
	for _, reason := range []string{
		"nothing is in the base, and a share of nothing is not enough", "it asks for nothing",
		"skipped: it does not count", "no part counts", "there is no tally",
		"its outcome is invalid",
	} {
		if text := (Finding{Reason: reason}).String(); !strings.HasSuffix(
			text, "  "+reason+"\n",
		) {
			t.Errorf("the table says %q for the reason %q", text, reason)
		}
	}
	for s := For; s != 0; s <<= 1 {
		if !names[s.String()] {
			t.Errorf("the table has no %v", s)
		}
	}
}

// inForeign returns the texts of a picture that has no word in English.
func inForeign(t *testing.T, svg []byte) string {
	t.Helper()
	title, description, texts := checkPicture(t, svg)
	text := title + description + strings.Join(texts, "\n")
	if i := strings.IndexFunc(text, isLatin); i >= 0 {
		t.Errorf("a word in English: %s", text[i:])
	}
	return text
}

// powerPictures are pictures of power that use all words.
func powerPictures(t *testing.T, p Picture) [][]byte {
	t.Helper()
	small := MustBody(Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 1})
	large := MustBody(
		Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 3}, Bloc{}, Bloc{Name: "4", Size: 1},
	)
	dictator := In{Bloc: "2", Rule: SeatCount{For, 1}}
	many := &PowerIndices{}
	for i := range 20 {
		many.Seats = append(
			many.Seats, SeatIndices{Bloc: strconv.Itoa(i), Seats: 1, Normalised: Frac(1, 20)},
		)
	}
	return [][]byte{
		p.Power(nil), p.Power(many), p.Power(powerOf(t, dictator, small, Cast)),
		p.Power(powerOf(t, Unanimity(), small, Cast)),
		p.Power(powerOf(t, Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}, small, Cast)),
		p.Comparison(
			compared(
				t, Constitution{small, SimpleMajority()}, Constitution{large, TwoThirds()}, Cast,
			),
		),
		p.Comparison(
			compared(
				t, Constitution{small, SimpleMajority()}, Constitution{small, SimpleMajority()},
				Cast,
			),
		),
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

// powersOfEveryPhrase are indices of power that use all phrases of their table.
func powersOfEveryPhrase(t *testing.T) []*PowerIndices {
	t.Helper()
	small := MustBody(Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 1})
	var blocs []Bloc
	for i := range 26 {
		blocs = append(blocs, Bloc{Name: strconv.Itoa(i), Size: 1, Weight: Int(101 + i*i)})
	}
	large := must(NewBody(Bloc{Name: "50", Blocs: blocs}, Bloc{}, Bloc{}))
	return []*PowerIndices{
		nil, powerOf(t, SimpleMajority(), large, Cast), powerOf(t, Unanimity(), small, Cast),
		powerOf(t, Any{SeatCount{For, 1}, SeatCount{Against, 1}}, small, Cast),
		powerOf(t, Veto{SimpleMajority()}, small, Cast),
		powerOf(t, In{Bloc: "2", Rule: Unanimity()}, small, Cast),
	}
}

// phrasesOfPrograms are phrases that no text of the package has: programs say them around it.
var phrasesOfPrograms = []string{
	"proved", "refuted", "figures can be true", "figures cannot be true", "1 vote fits", "votes fit",
	"more votes fit", "not what was said", "not known",
}

// comparisonsOfEveryPhrase are comparisons that use all phrases of their text. Some are made by
// hand: no rule of the package lacks the properties of every rule.
func comparisonsOfEveryPhrase(t *testing.T) (all []*Comparison) {
	t.Helper()
	small := MustBody(Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 1})
	grown := MustBody(Bloc{Name: "1", Size: 3}, Bloc{Name: "2", Size: 1}, Bloc{})
	hundreds := Bloc{Name: "2", Size: 200}
	large := MustBody(Bloc{Name: "1", Size: 200}, hundreds, Bloc{Name: "3", Size: 200})
	chaired := MustBody(Bloc{Name: "1", Size: 2}, Bloc{Name: "2", Size: 1}, Bloc{Name: "3", Size: 1},
		Bloc{Name: "4", Size: 1})
	majority, four := SimpleMajority(), Cast|Abstain|Absent
	veto, present := GroupVeto(First, Cast), All{majority, Quorum{SeatCount{Present, 2}}}
	chair := In{Bloc: "4", Rule: SeatCount{For, 1}}
	against := Share{Against, 0, Cast, false, MoreThan(1, 2)}
	for _, x := range []struct {
		before, after Constitution
		choices       States
	}{
		{Constitution{small, majority}, Constitution{small, majority}, Cast},
		{Constitution{small, TwoThirds()}, Constitution{small, majority}, four},
		{Constitution{small, majority}, Constitution{small, present}, four},
		{Constitution{small, veto}, Constitution{small, majority}, four},
		{Constitution{small, majority}, Constitution{small, veto}, four},
		{Constitution{small, majority}, Constitution{small, GroupVeto(Second, Cast)}, four},
		{Constitution{small, veto}, Constitution{chaired, All{veto, chair}}, Cast},
		{Constitution{small, majority}, Constitution{small, Quorum{SeatCount{Of: AllSeats}}}, Cast},
		{Constitution{small, majority}, Constitution{grown, TwoThirds()}, four},
		{Constitution{grown, EachGroup(majority)}, Constitution{small, EachGroup(TwoThirds())}, four},
		{Constitution{large, EachGroup(TwoThirds())}, Constitution{large, TwoThirds()}, four},
		{Constitution{small, majority}, Constitution{small, against}, Cast},
	} {
		all = append(all, compared(t, x.before, x.after, x.choices))
	}
	c := compared(t, Constitution{small, majority}, Constitution{small, majority}, Cast)
	one := MustBody(Bloc{Name: "1", Size: 2}, Bloc{}, Bloc{})
	alone := MustBody(Bloc{Name: "1", Size: 1}, Bloc{}, Bloc{})
	for _, vote := range []Tally{
		must(one.Tally(Counts{"1": {For: 1, Absent: 1}})), must(one.Tally(Counts{"1": {Absent: 2}})),
		must(alone.Tally(Counts{"1": {Absent: 1}})), {},
	} {
		c.Gained = append(c.Gained, &Counterexample{Property: NeedsVotes, Vote: vote, Reason: "void"})
	}
	for p := WellBehaved; p <= Homogeneous; p <<= 1 {
		c.Lost = append(c.Lost, &Counterexample{Property: p, Reason: "void"})
	}
	return append(all, nil, c, &Comparison{})
}

// conflictsOfEveryPhrase are conflicts that use all phrases of their text.
func conflictsOfEveryPhrase() []*Conflict {
	claim := func(off Fraction) Claim {
		return Claim{Figure: ExactFigure("1", For, 4), Low: Int(1), High: Int(2), Off: off}
	}
	alone := Claim{Figure: ExactFigure("", For, 1)}
	claims := []Claim{claim(Int(2)), claim(Int(-2)), claim(Fraction{}), alone}
	return []*Conflict{nil, {Claims: slices.Repeat(claims, 3)}}
}

// figuresRead matches the figures of a conflict, which stay as they are typed.
var figuresRead = regexp.MustCompile(`\d for\b`)

// tooLarge matches an error, which stays in English.
var tooLarge = regexp.MustCompile(`too large: .*`)

// languages are the words of all languages, by name.
func languages(t *testing.T) map[string]Words {
	t.Helper()
	all := map[string]Words{}
	for _, name := range [...]string{"en", "es", "fr"} {
		all[name] = must(LoadWords(name))
	}
	return all
}

// In French and Spanish no phrase is missing or left in English.
func TestLoadWords(t *testing.T) {
	t.Parallel()
	if w := must(LoadWords("en")); w.String() != (Words{}).String() {
		t.Error("the table in English is not that of the zero Words")
	}
	// The same word, or no word at all.
	same := regexp.MustCompile(`^(share|heading|of base|veto|quorum( column)?|except|proper|` +
		`monotone|Shapley column|property (monotone|participation|neutral)|absent|vacant|n absent|` +
		`1 absent|1 vacant|n vacant|has votes)$`)
	for name, w := range languages(t) {
		lines := map[string]string{}
		for line := range strings.Lines(w.String()) {
			if key, phrase, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
				lines[key] = phrase
			}
		}
		if lines["language"] != name {
			t.Errorf("the table %s is in %q", name, lines["language"])
		}
		for _, english := range phrases() {
			phrase, isEnglish := lines[english[0]], name == "en" || same.MatchString(english[0])
			if phrase == english[1] && !isEnglish {
				t.Errorf("%s: %s: %q is English", name, english[0], phrase)
			}
		}
	}
	for _, name := range [...]string{"", "de", "FR", "../words/fr", "fr.txt"} {
		_, err := LoadWords(name)
		want := []string{"words " + strconv.Quote(name) + ": no words in this language: want en, es, fr"}
		if diff := gocmp.Diff(want, messages(err)); diff != "" || !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

// The vote of 23 March 2022, as a finding and as a picture for the minutes, in each language.
// Which 2 workers and 10 governments abstained or did not vote was not published.
func TestTheVoteOfMarchInEachLanguage(t *testing.T) {
	statute := must(LoadStatute("ilo/governing-body"))
	body := must(statute.Body())
	tally := must(body.Tally(Counts{
		"Governments": {For: 16, Against: 2, Abstain: 8, Absent: 2},
		"Employers":   {For: 14}, "Workers": {For: 12, Absent: 2},
	}))
	rule := must(statute.Rule("majority"))
	finding := Explain(rule, tally)
	for name, w := range languages(t) {
		picture := must(Picture{Words: w}.Vote(tally, finding))
		checkPicture(t, picture)
		golden(t, "testdata/words/"+name+".txt", w.Rule(rule)+"\n\n"+w.Finding(finding))
		golden(t, "testdata/words/"+name+".svg", string(picture))
	}
}

// A rule prints in every language, in one line without a gap. In English it is its text.
func TestRulesInEachLanguage(t *testing.T) {
	t.Parallel()
	english := regexp.MustCompile(`\b(the|are|is|of|at least|more than|each|with|and|or|any|seats|votes)\b`)
	quoted := regexp.MustCompile(`"(\\.|[^"\\])*"|\b(Gov|Emp|Wrk|Ind0|Union|Sub|nobody)(/b\d)*\b`)
	all, latinless := languages(t), foreign(t, "")
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		rule := drawRule(t, 3)
		finding := Explain(rule, tally)
		for name, w := range all {
			text := w.Rule(rule)
			switch bare := quoted.ReplaceAllString(text, "1"); {
			case name == "en" && text != RuleText{rule}.String() && rule != nil:
				t.Fatalf("%s is not %s", text, RuleText{rule})
			case name == "en" && w.Finding(finding) != finding.String():
				t.Fatalf("%s is not\n%s", w.Finding(finding), finding)
			case strings.ContainsAny(text, "\n\t") || strings.Contains(text, "  ") ||
				strings.Contains(text, "%!") || text == "":
				t.Fatalf("%s: a gap: %q", name, text)
			case name != "en" && english.MatchString(bare):
				t.Fatalf("%s: a word in English: %s", name, bare)
			}
		}
		if bare := quoted.ReplaceAllString(latinless.Rule(rule), "1"); strings.ContainsFunc(bare, isLatin) {
			t.Fatalf("a word in English: %s", bare)
		}
	})
}

// A picture breaks a long clause in each language between words, and shows all of it. No line
// begins with a mark that belongs to the word before.
func TestLongClausesWrapInEachLanguage(t *testing.T) {
	t.Parallel()
	rule := Named{Name: "consent", Source: "art. 3", Rule: Share{
		Of: Against | Spoilt, Base: Entitled &^ Abstain, Need: AtLeast(2, 3),
	}}
	tally := must(council.Tally(Counts{
		"Governments": {For: 28}, "Employers": {Against: 14}, "Workers": {Absent: 14},
	}))
	for name, w := range languages(t) {
		finding := Explain(rule, tally)
		clause := strings.TrimSpace(strings.Split(w.Finding(finding), "  ")[0])
		_, _, texts := checkPicture(t, must(Picture{Words: w}.Vote(tally, finding)))
		if !strings.Contains(strings.Join(texts, " "), clause) {
			t.Errorf("%s: %q is not in %q", name, clause, texts)
		}
		for _, text := range texts {
			if strings.ContainsAny(text[:1], ":;!?%") {
				t.Errorf("%s: a line begins with %q", name, text)
			}
		}
	}
}
