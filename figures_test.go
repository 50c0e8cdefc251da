package tripartite_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// Figures are read as they are printed.
func TestFiguresText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Figure{
		"42 for":                              ExactFigure("", For, 42),
		"Industry, Trade and Finance: 61 for": ExactFigure("Industry, Trade and Finance", For, 61),
		"Bern / Berne: 1 for":                 ExactFigure("Bern / Berne", For, 1),
		"CDU/CSU: 1 for":                      ExactFigure("CDU/CSU", For, 1),
		"A: B: 1 for":                         ExactFigure("A: B", For, 1),
		"A:: 1 for":                           ExactFigure("A:", For, 1),
		"Workers: at least 1 against":         {Part: "Workers", Of: Against, Min: Frac(1, 1)},
		"Workers: at most 3 entitled":         {Part: "Workers", Of: Entitled, Max: Frac(3, 1)},
		"2 to 4 abstain + silent":             {Of: Abstain | Silent, Min: Frac(2, 1), Max: Frac(4, 1)},
		"8890 votes for":                      {Of: For, Votes: true, Min: Frac(8890, 1), Max: Frac(8890, 1)},
		"1 vote for":                          {Of: For, Votes: true, Min: Int(1), Max: Int(1)},
		"at most 1 vote cast":                 {Of: Cast, Votes: true, Max: Int(1)},
		"at least 1 vote cast":                {Of: Cast, Votes: true, Min: Int(1)},
		"1 to 2 votes cast":                   {Of: Cast, Votes: true, Min: Int(1), Max: Int(2)},
		"0 to 1 votes cast":                   {Of: Cast, Votes: true, Min: Int(0), Max: Int(1)},
		"1/2 votes for":                       {Of: For, Votes: true, Min: Frac(1, 2), Max: Frac(1, 2)},
		"-5 for":                              ExactFigure("", For, -5), // to be refused by Published
		"3 none":                              ExactFigure("", 0, 3),
		"A/B: 71.34 % for of cast": {Part: "A/B", Of: For, Base: Cast, Min: Frac(71335, 100000),
			Max: Frac(71345, 100000)},
		"100 % votes for of cast": {Of: For, Base: Cast, Votes: true,
			Min: Frac(995, 1000), Max: Frac(1, 1)},
		"0.0 % against of cast":      {Of: Against, Base: Cast, Min: Frac(0, 1), Max: Frac(5, 10000)},
		"50 % to 60 % for of cast":   {Of: For, Base: Cast, Min: Frac(99, 200), Max: Frac(121, 200)},
		"33.4 % to 60 % for of cast": {Of: For, Base: Cast, Min: Frac(3335, 10000), Max: Frac(121, 200)},
		"0 % to 5 % for of cast":     {Of: For, Base: Cast, Min: Int(0), Max: Frac(11, 200)},
		"95 % to 100 % for of cast":  {Of: For, Base: Cast, Min: Frac(189, 200), Max: Int(1)},
		"0 % to 100 % for of cast":   {Of: For, Base: Cast, Min: Int(0), Max: Int(1)},
		"at least 50 % for of cast":  {Of: For, Base: Cast, Min: Frac(99, 200)},
		"at most 66.7 % for of cast": {Of: For, Base: Cast, Max: Frac(6675, 10000)},
		"at least 0 % for of cast":   {Of: For, Base: Cast, Min: Int(0)},
		"at most 100 % for of cast":  {Of: For, Base: Cast, Max: Int(1)},
		"76 % cut for of voting": {Of: For, Base: Voting, Cut: true, Min: Frac(76, 100),
			Max: Frac(77, 100)},
		"76.5 % cut for of cast": {Of: For, Base: Cast, Cut: true, Min: Frac(765, 1000),
			Max: Frac(766, 1000)},
		"A: 76.0 % cut votes for of cast": {Part: "A", Of: For, Base: Cast, Votes: true, Cut: true,
			Min: Frac(76, 100), Max: Frac(761, 1000)},
		"0 % cut for of cast":            {Of: For, Base: Cast, Cut: true, Min: Int(0), Max: Frac(1, 100)},
		"100 % cut for of cast":          {Of: For, Base: Cast, Cut: true, Min: Int(1), Max: Frac(101, 100)},
		"at least 76 % cut for of cast":  {Of: For, Base: Cast, Cut: true, Min: Frac(76, 100)},
		"at most 76.5 % cut for of cast": {Of: For, Base: Cast, Cut: true, Max: Frac(766, 1000)},
		"50 % cut to 60 % cut for of cast": {Of: For, Base: Cast, Cut: true, Min: Frac(1, 2),
			Max: Frac(61, 100)},
		"77 % cut to 76 % cut for of cast": {Of: For, Base: Cast, Cut: true, Min: Frac(77, 100),
			Max: Frac(77, 100)}, // to be refused
		"0 for of cast":                {Of: For, Base: Cast, Min: Int(0), Max: Int(0)},
		"1 for of cast":                {Of: For, Base: Cast, Min: Int(1), Max: Int(1)},
		"at least 3/2 for of cast":     {Of: For, Base: Cast, Min: Frac(3, 2)}, // to be refused, too
		"at most 201/200 for of cast":  {Of: For, Base: Cast, Max: Frac(201, 200)},
		"at least 401/200 for of cast": {Of: For, Base: Cast, Min: Frac(401, 200)},
		"-1/200 to 2 for of cast":      {Of: For, Base: Cast, Min: Frac(-1, 200), Max: Int(2)},
		"99/200 to 2/3 for of cast":    {Of: For, Base: Cast, Min: Frac(99, 200), Max: Frac(2, 3)},
		"at least 99/200 for":          {Of: For, Min: Frac(99, 200)},
		"2/3 for of entitled except abstain": {Of: For, Base: Entitled &^ Abstain,
			Min: Frac(2, 3), Max: Frac(2, 3)},
		"1/3 to 2/3 for of in office": {Of: For, Base: InOffice, Min: Frac(1, 3), Max: Frac(2, 3)},
		"2/3 to 1/3 for of in office": {Of: For, Base: InOffice, Min: Frac(2, 3), Max: Frac(1, 3)},
		"Russia: 1 against":           ExactFigure("Russia", Against, 1),
		"at least 2/3 votes for + abstain of present": {Of: For | Abstain, Base: Present,
			Votes: true, Min: Frac(2, 3)},
		`"# Greens": 1 for`:      ExactFigure("# Greens", For, 1),
		`"\"Die Linke\"": 1 for`: ExactFigure(`"Die Linke"`, For, 1),
		`" A": 1 for`:            ExactFigure(" A", For, 1),
		`"A\u00a0": 1 for`:       ExactFigure("A\u00a0", For, 1),
		`"A\nB: 2 for": 1 for`:   ExactFigure("A\nB: 2 for", For, 1),
		`"A\xff": 1 for`:         ExactFigure("A\xff", For, 1),
		`"\u202eA": 1 for`:       ExactFigure("\u202eA", For, 1),
	} {
		var got Figure
		if err := got.UnmarshalText([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		if back, err := got.MarshalText(); err != nil || string(back) != text {
			t.Errorf("%s is printed as %s, %v", text, back, err)
		}
		if all, err := ParseFigures(text + "\n" + text); err != nil ||
			!cmp.Equal(all, []Figure{want, want}) {
			t.Errorf("%s, twice: %v, %v", text, all, err)
		}
	}
}

// Figures are read as people write them: in any case, with as many blanks as they
// like, and with commas in large numbers.
func TestFiguresAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	workers, governments := ExactFigure("Workers", For, 2), ExactFigure("Governments", For, 16)
	share := Figure{Of: For, Base: Cast, Min: Frac(99, 200), Max: Frac(121, 200)}
	for text, want := range map[string][]Figure{
		"\t12  for,   3\tagainst + abstain \r\nWorkers:  at  least 2 for": {
			ExactFigure("", For, 12), ExactFigure("", Against|Abstain, 3),
			{Part: "Workers", Of: For, Min: Frac(2, 1)}},
		"Governments:16 for":         {governments},
		"Governments :16 for":        {governments},
		"Governments:\t16 For":       {governments},
		`"Governments":16 for`:       {governments},
		`"Governments" : 16 for`:     {governments},
		`"\u0047overnments": 16 for`: {governments},
		"42 for,2 against":           {ExactFigure("", For, 42), ExactFigure("", Against, 2)},
		"42 for , 2 against":         {ExactFigure("", For, 42), ExactFigure("", Against, 2)},
		"42 FOR":                     {ExactFigure("", For, 42)},
		"1,234 for,1,234 against":    {ExactFigure("", For, 1234), ExactFigure("", Against, 1234)},
		"1,234 for, 12,345 against, 123,456 absent": {ExactFigure("", For, 1234),
			ExactFigure("", Against, 12345), ExactFigure("", Absent, 123456)},
		"1,234,567 Votes For":                    {{Of: For, Votes: true, Min: Int(1234567), Max: Int(1234567)}},
		"more than 8 for, fewer than 10 against": {{Of: For, Min: Int(9)}, {Of: Against, Max: Int(9)}},
		"Less  than 1,000 for":                   {{Of: For, Max: Int(999)}},
		"A: More Than 0 for + abstain":           {{Part: "A", Of: For | Abstain, Min: Int(1)}},
		"1,000 to 2,000 for":                     {{Of: For, Min: Int(1000), Max: Int(2000)}},
		"AT LEAST 2/3 votes FOR Of Cast":         {{Of: For, Base: Cast, Votes: true, Min: Frac(2, 3)}},
		"890 votes cast":                         {{Of: Cast, Votes: true, Min: Int(890), Max: Int(890)}},
		"1 votes for":                            {{Of: For, Votes: true, Min: Int(1), Max: Int(1)}},
		"50% To 60% for of cast":                 {share},
		"50 %  to  60 % for of cast":             {share},
		"76% Cut for of cast, 76.5%  CUT to 76.9 % cut against of cast": {
			{Of: For, Base: Cast, Cut: true, Min: Frac(19, 25), Max: Frac(77, 100)},
			{Of: Against, Base: Cast, Cut: true, Min: Frac(153, 200), Max: Frac(77, 100)}},
		"50.0 % to 50.0% for of cast": {{Of: For, Base: Cast, Min: Frac(4995, 10000), Max: Frac(5005, 10000)}},
		"Workers: 02 for":             {workers},
		" # 5 for\n#\n\n  \n":         nil,
	} {
		got, err := ParseFigures(text)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %s, %v", text, diff, err)
		}
	}
}

// A line that is not understood is refused with its number, with what was wrong in
// it, and with what would have been right. Then there are no figures.
func TestFiguresErrors(t *testing.T) {
	t.Parallel()
	const (
		states  = ": want for, against, abstain, spoilt, silent, absent, suspended, vacant, cast, voting, present, entitled, in office, seats or none"
		percent = `want a percentage from 0 to 100, as "71.34 %"`
		strict  = `want a whole number of seats after "more than" or "fewer than": of votes and shares, say "at least" or "at most"`
		whole   = `in a figure that says what it is, as "19 for, 35 cast" or "19 for, 35 present"`
		colon   = `want a line for each part, with a colon after its name, as `
		integer = `want a whole number or a fraction, as "7" or "2/3"`
		// no advice: it could be off by a factor
		ambiguous = ": a comma or a point may stand before thousands or before decimals"
	)
	for _, test := range []struct {
		text string
		kind error
		want string // after the line that it names
	}{
		{"42 yes", ErrText, `unknown word "yes" (say "for")` + states},
		{"33 in favour", ErrText, `unknown word "in favour" (say "for")` + states},
		{"5 Abstentions", ErrText, `unknown word "abstentions" (say "abstain")` + states},
		{"A: 5 fur", ErrText, `unknown word "fur"` + states},
		{"2/3 for of caste", ErrText, `unknown word "caste"` + states},
		{"5 % for of cast of cast", ErrText, `unknown word "cast of cast"` + states},
		{"at least 3 to 5 for", ErrText, `unknown word "to 5 for"` + states},
		{"5 for; 3 against", ErrText, `unknown word "for; 3 against"` + states},
		{"42", ErrText, "missing word" + states},
		{"8890 votes", ErrText, "missing word" + states},
		{"For", ErrText, `want a number before "for"`},
		{"carried", ErrText, `want a number before "carried"`},
		{"42 for,", ErrText, `want a number before ""`},
		{"42 for,, 2 against", ErrText, `want a number before ""`},
		{"Workers:", ErrText, `want a number before ""`},
		{"5 to x for", ErrText, `want a number before "x for"`},
		{"at least at most 5 for", ErrText, `want a number before "at most 5 for"`},
		{"A: B: C", ErrText, `want a number before "c"`},
		{": 5 for", ErrText, "want a name before the colon"},
		{`"": 5 for`, ErrText, `want a quoted name and a colon, as "\"\"": 5 for`},
		{`"Die Linke" group: 5 for`, ErrText,
			`want a quoted name and a colon, as "\"Die Linke\" group": 5 for`},
		{`"Die Linke: 5 for`, ErrText, `want a quoted name and a colon, as "\"Die Linke": 5 for`},
		{"50 % for", ErrText, `want what the percentage is of, as "50 % for of cast"`},
		{"5 for of none", ErrText, `want a share of something, as "of cast"`},
		{"50 to 60 % for of cast", ErrText,
			`want a percentage on both sides, as "50 % to 60 %", or on neither`},
		{"50 % to 1 for of cast", ErrText,
			`want a percentage on both sides, as "50 % to 60 %", or on neither`},
		{"50 % cut to 60 % for of cast", ErrText,
			`want "cut" on both sides, as "50 % cut to 60 % cut", or on neither`},
		{"50 % to 60 % cut for of cast", ErrText,
			`want "cut" on both sides, as "50 % cut to 60 % cut", or on neither`},
		{"50 % cut for", ErrText, `want what the percentage is of, as "50 % for of cast"`},
		{"50 cut for of cast", ErrText, `unknown word "cut for"` + states},
		{"1/2 cut for of cast", ErrText, `unknown word "cut for"` + states},
		{"50 % cut cut for of cast", ErrText, `unknown word "cut for"` + states},
		{"100.1 % cut for of cast", ErrFraction, `"100.1 %": want at most 100 %`},
		{"more than 8 votes for", ErrText, strict},
		{"fewer than 2 votes for of cast", ErrText, strict},
		{"more than 1/2 for of cast", ErrText, strict},
		{"more than 1 for of cast", ErrText, strict},
		{"less than 50 % for of cast", ErrText, strict},
		{"more than half for", ErrText, `want a number before "half for"`},
		{"more than 8 to 10 for", ErrText, `unknown word "to 10 for"` + states},
		{"more than more than 8 for", ErrText, `want a number before "more than 8 for"`},
		{"19 of 35 for", ErrText, `want the whole, "35", ` + whole},
		{"A: 19 out of 35 votes for", ErrText, `want the whole, "35", ` + whole},
		{"19 for of 35", ErrText, `want the whole, "35", ` + whole},
		{"19 of 1,035 yes", ErrText, `want the whole, "1,035", ` + whole},
		{"19 of them for", ErrText, `unknown word "of them for"` + states},
		{"Producers 30 for", ErrText, colon + `"Producers: 30 for"`},
		{"42 for, Producers  at least 30 For", ErrText, colon + `"Producers: at least 30 For"`},
		{"Group 77 50 % to 60 % for of cast, 3 against", ErrText,
			colon + `"Group 77: 50 % to 60 % for of cast"`},
		{"A: 5 for, B more than 5 for", ErrText, colon + `"B: more than 5 for"`},
		{"Producers 30 yes", ErrText, `want a number before "producers 30 yes"`},
		{"at least some 30 for", ErrText, `want a number before "some 30 for"`},
		{"30 Producers 5 for", ErrText, `unknown word "producers 5 for"` + states},
		{"1 2 3 4 5 6 7 8 9 10 for", ErrText, `unknown word "2 3 4 5 6 7 8 9 10 for"` + states},
		{"a b c d e f g h i j k 10 for", ErrText, `want a number before "a b c d e f g h i j k 10 for"`},
		{"183,47 votes for", ErrFraction, `"183,47": ` + integer + ambiguous},
		{"1,,234 for", ErrText, `missing word` + states},
		{"0.5 for of cast", ErrFraction,
			`"0.5": want a fraction, as "1/2": decimals and percentages are often rounded`},
		{"+5 for", ErrFraction, `"+5": want digits only, as "5"`},
		{"- for", ErrFraction, `"-": ` + integer},
		{".5 % for of cast", ErrFraction, `".5 %": want "0.5 %"`},
		{"71,34 % for of cast", ErrFraction, `"71,34 %": want "71.34 %"`},
		{"-5 % for of cast", ErrFraction, `"-5 %": ` + percent},
		{"100.1 % for of cast", ErrFraction, `"100.1 %": want at most 100 %`},
		{"5 % to 101 % for of cast", ErrFraction, `"101 %": want at most 100 %`},
		{"50." + digits(101) + " % for of cast", ErrFraction, "want at most 100 decimals"},
		{digits(1_001) + " for", ErrFraction, "want at most 1,000 digits"},
	} {
		figures, err := ParseFigures("42 for\n\n# no\n" + test.text)
		if !errors.Is(err, test.kind) || figures != nil ||
			!strings.HasSuffix(err.Error(), test.want+": line 4") {
			t.Errorf("%.40q: %v, %v, not %s", test.text, figures, err, test.want)
		}
		f := ExactFigure("A", For, 1)
		if err := f.UnmarshalText([]byte(test.text)); !errors.Is(err, test.kind) ||
			!strings.HasSuffix(err.Error(), test.want) || !cmp.Equal(f, ExactFigure("A", For, 1)) {
			t.Errorf("%.40q: %v, %v", test.text, f, err)
		}
	}
	if _, err := ParseFigures("x\n5 for\n6 y"); err == nil ||
		err.Error() != `tripartite: figures "x": want a number before "x": line 1`+"\n"+
			`tripartite: figures "6 y": unknown word "y"`+states+": line 3" {
		t.Error(err)
	}
	for text, want := range map[string]string{
		"": "want one figure in one line", " \n": "want one figure in one line",
		"# Greens: 5 for":  "want one figure in one line",
		"5 for\n6 against": "want one figure in one line", "A\nB: 5 for": "want one figure in one line",
		"5 for, 6 against": "want one figure, not 2",
	} {
		var f Figure
		if err := f.UnmarshalText([]byte(text)); !errors.Is(err, ErrText) ||
			!strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: %v, %v", text, f, err)
		}
	}
}

// A figure that could not be read again has no text for machines.
func TestFiguresThatCannotBeSaid(t *testing.T) {
	t.Parallel()
	long, ok := new(big.Int).SetString(digits(1_001), 10)
	if !ok {
		t.Fatal("no number")
	}
	for _, test := range []struct {
		figure Figure
		kind   error
		text   string
	}{
		{Figure{Of: For}, ErrFigure, "any number of for"},
		{Figure{}, ErrFigure, "any number of none"},
		{Figure{Of: For, Min: Frac(1, 0)}, ErrFraction, "at least invalid fraction for"},
		{Figure{Of: For, Min: Int(1), Max: Frac(1, 0)}, ErrFraction, "1 to invalid fraction for"},
		{Figure{Of: For, Base: Cast, Min: Frac(1, 0), Max: Frac(1, 0)}, ErrFraction,
			"invalid fraction for of cast"},
		{Figure{Of: For, Min: Int(1), Cut: true}, ErrFigure, "at least 1 cut for"},
		{Figure{Of: For, Base: Cast, Max: Frac(1, 3), Cut: true}, ErrFigure,
			"at most 1/3 cut for of cast"},
		{Figure{Of: For, Base: Cast, Min: Frac(1, 3), Max: Frac(1, 2), Cut: true}, ErrFigure,
			"1/3 cut to 1/2 cut for of cast"},
		{Figure{Of: For, Base: Cast, Max: Int(0), Cut: true}, ErrFigure, "at most 0 cut for of cast"},
		{Figure{Of: For, Base: Cast, Max: Frac(201, 200), Cut: true}, ErrFigure,
			"at most 201/200 cut for of cast"},
		{Figure{Of: For, Base: Cast, Max: Frac(51, 50), Cut: true}, ErrFigure,
			"at most 51/50 cut for of cast"},
		{Figure{Of: For, Max: fromInt(long)}, ErrFraction, "at most " + digits(1_001) + " for"},
	} {
		if text, err := test.figure.MarshalText(); !errors.Is(err, test.kind) || text != nil {
			t.Errorf("%.40s: %.40q, %v", test.figure, text, err)
		}
		if got := test.figure.String(); got != test.text {
			t.Errorf("%.40q, not %.40q", got, test.text)
		}
		if figures, err := ParseFigures(test.figure.String()); err == nil {
			t.Errorf("%.40s is read as %v", test.figure, figures)
		}
	}
}

// Whatever names, sets and bounds there are, a figure is read as it is printed.
func TestFiguresRoundTrip(t *testing.T) {
	t.Parallel()
	bounds := []Figure{
		{Min: Int(16), Max: Int(16)}, {Min: Int(1)}, {Max: Int(1)}, {Min: Int(2), Max: Int(4)},
		{Min: Frac(-1, 2), Max: Frac(-1, 2)}, {Min: Int(4), Max: Int(2)},
	}
	for _, part := range slices.Concat(hostile, []string{""}) {
		for _, f := range bounds {
			f.Part, f.Of = part, For
			checkRoundTrip(t, f)
			f.Votes, f.Base = true, Cast
			checkRoundTrip(t, f)
		}
	}
	for s := 0; s < 256; s += proptest.Pick(7, 1, 1) {
		checkRoundTrip(t, Figure{Of: States(s), Min: Int(1)})
		checkRoundTrip(t, Figure{Of: For, Base: States(s), Max: Int(1)})
	}
	name := rapid.OneOf(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(hostile), 0, 3), func(s []string) string { return strings.Join(s, "") }), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		f := Figure{Part: name.Draw(t, "part"), Of: drawSet(t),
			Base:  drawSet(t) * States(rapid.IntRange(0, 1).Draw(t, "share")),
			Votes: rapid.Bool().Draw(t, "votes")}
		which := rapid.IntRange(1, 3).Draw(t, "bounds")
		if which&1 != 0 {
			f.Min = drawBound(t)
		}
		if which&2 != 0 {
			f.Max = drawBound(t)
		}
		checkRoundTrip(t, f)
	})
}

// A percentage that was cut is read as it is printed, whatever its digits.
func TestCutPercentagesRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := Figure{Of: drawSet(t), Base: For | drawSet(t),
			Votes: rapid.Bool().Draw(t, "votes"), Cut: true}
		which := rapid.IntRange(1, 3).Draw(t, "bounds")
		bound := func(least int) Fraction {
			decimals := rapid.IntRange(0, 100).Draw(t, "decimals")
			unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
			n := new(big.Int).Mul(big.NewInt(int64(rapid.IntRange(0, 99).Draw(t, "percent"))), unit)
			n.Add(n, big.NewInt(int64(rapid.IntRange(least, 1).Draw(t, "last digit"))))
			return FromRat(new(big.Rat).SetFrac(n, unit.Mul(unit, big.NewInt(100))))
		}
		if which&1 != 0 {
			f.Min = bound(0)
		}
		if which&2 != 0 {
			f.Max = bound(1)
		}
		checkRoundTrip(t, f)
	})
}

// drawBound draws a number, among them such as percentages are rounded from.
func drawBound(t *rapid.T) Fraction {
	n := rapid.IntRange(-3, 1000).Draw(t, "n")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return Int(n)
	case 1:
		return Frac(n, rapid.IntRange(1, 1000).Draw(t, "denominator"))
	}
	unit := new(big.Int).Exp(big.NewInt(10),
		big.NewInt(int64(rapid.IntRange(0, 102).Draw(t, "decimals"))), nil)
	return FromRat(new(big.Rat).SetFrac(big.NewInt(int64(n)), unit.Mul(unit, big.NewInt(200))))
}

func checkRoundTrip(t rapid.TB, f Figure) {
	t.Helper()
	text, err := f.MarshalText()
	if err != nil || string(text) != f.String() {
		t.Fatalf("%q, %v, of %v", text, err, f)
	}
	got, err := ParseFigures("# a line before\n" + f.String() + "\n\n")
	if diff := cmp.Diff([]Figure{f}, got); diff != "" || err != nil {
		t.Fatalf("%q: %s, %v", f.String(), diff, err)
	}
	var again Figure
	if err := again.UnmarshalText(text); err != nil || !cmp.Equal(again, f) {
		t.Fatalf("%q: %v, %v", text, again, err)
	}
}

// Every percentage prints as it was given.
func TestPercentagesPrintAsGiven(t *testing.T) {
	t.Parallel()
	numbers := []string{"0", "1", "5", "50", "66", "99", "100", "0.0", "0.5", "66.7", "71.34",
		"100.00", "7.125", "0." + digits(100), "99." + digits(99) + "0",
		"0." + strings.Repeat("0", 99) + "1"}
	for _, number := range numbers {
		for _, amount := range []string{
			number + " %", "at least " + number + " %", "at most " + number + " %",
			"3 % to " + number + " %", number + " % to 99.999 %",
			number + " % cut", "at least " + number + " % cut", "at most " + number + " % cut",
			"3 % cut to " + number + " % cut", number + " % cut to 99.998 % cut",
		} {
			text := amount + " for of cast"
			figures := mustFigures(t, text)
			got := figures[0].String()
			// By value: as a bound, 0 % and 0.0 % are the same, and so are 100 % and 100.00 %.
			if again := mustFigures(t, got); !cmp.Equal(figures, again) {
				t.Errorf("%s prints as %s", text, got)
			}
			atEnd := strings.Trim(number, "0.") == "" || strings.HasPrefix(number, "100")
			zeros := strings.Contains(amount, "cut") &&
				amount != number+" % cut" // from 0.50 % is from 0.5 %, and below 1.00 % is below 1 %
			if got != text && !atEnd && !zeros {
				t.Errorf("%s prints as %s", text, got)
			}
		}
	}
}

// Reading takes as much work as the text is long, also where it is hostile.
func TestFiguresWorkIsLinear(t *testing.T) {
	proptest.Long(t)
	n := proptest.Pick(0, 2000, 10_000)
	for _, line := range []string{
		"42 for\n", "Governments: 16 for, at least 2 against\n",
		"A/B: 71.34 % votes for of entitled except abstain\n", "1,234,567 votes for\n", "x\n",
		`"`, ":", ",", "1,",
		"76 % cut for of cast\n", "more than 8 for\n", "Producers 30 for\n", "x 1 ", "x 1 for ",
		"1 of 2 ", "more than ",
		"1", "9", "# x\n", "A: ", "% ", "for + ", "1 for,", "50 to ", "0 % to ",
	} {
		for _, text := range []string{strings.Repeat(line, n), "50." + strings.Repeat(line, n) + " % for of cast", strings.Repeat(line, n) + " % for of cast"} {
			drawn := allocated(func() {
				figures, err := ParseFigures(text)
				if err == nil {
					for _, f := range figures {
						_ = f.String()
					}
				} else if errText := err.Error(); len(errText) > 1000*(1+strings.Count(text, "\n")) {
					t.Errorf("an error of %d bytes for %.40q", len(errText), text)
				}
			})
			if limit := uint64(100_000 + 600*len(text)); drawn > limit {
				t.Errorf("%d bytes allocated for %d of %.40q", drawn, len(text), text)
			}
		}
	}
}

// A number of very many digits is refused before anything is done with it.
func TestFiguresDigitsAreLimited(t *testing.T) {
	proptest.Long(t)
	for _, text := range []string{
		digits(300_000) + " % for of cast", digits(300_000) + "% for of cast",
		"0." + digits(300_000) + " % for of cast", strings.Repeat("0", 300_000) + " % for of cast",
		digits(600_000) + " for", "1/" + digits(600_000) + " for of cast",
		"at least " + digits(600_000) + " for", "1 to " + digits(600_000) + " for",
		"1," + strings.Repeat("777,", 100_000) + "777 for", "1," + digits(600_000) + " for",
		"1," + digits(1_000) + " for",
	} {
		drawn := allocated(func() {
			figures, err := ParseFigures(text)
			if !errors.Is(err, ErrFraction) || figures != nil || len(err.Error()) > 1500 {
				t.Errorf("%.40q is read as %d figures, or refused with %d bytes", text,
					len(figures), len(err.Error()))
			}
		})
		if limit := uint64(100_000 + 10*len(text)); drawn > limit {
			t.Errorf("%d bytes allocated for %d of %.40q", drawn, len(text), text)
		}
	}
}

func BenchmarkParseFigures(b *testing.B) {
	const lines = 10_000
	for _, line := range []string{"42 for", "Governments: 16 for, at least 2 against", "A/B: 71.34 % votes for of entitled except abstain", "42 yes"} {
		text := strings.Repeat(line+"\n", lines)
		b.Run(fmt.Sprintf("%.12s", line), func(b *testing.B) {
			for b.Loop() {
				if _, err := ParseFigures(text); err != nil {
					_ = err.Error()
				}
			}
			b.ReportMetric(float64(lines*b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}
