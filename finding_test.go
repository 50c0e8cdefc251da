package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// The text of a finding, whole, for each kind of clause.
func TestFindingText(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 14, Against: 14}, Count{For: 7, Against: 7}, Count{Abstain: 14})
	rule := All{
		Quorum{
			SeatCount{Of: Present, Need: 33},
			Share{Of: Cast, Base: Entitled, Need: AtLeast(9, 10), BySeats: true},
		},
		SimpleMajority(),
		Any{Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}, TwoThirds()},
		EachGroup(SimpleMajority()),
		eachVoting(TwoThirds()),
		Parts{Rule: All{SimpleMajority(), SeatCount{For, 7}}},
		GroupVeto(First, Present),
		Parts{K: 2, Rule: SeatCount{Against, 7}},
		KOf{K: 3, Rules: []Rule{SimpleMajority()}},
		In{Group: First, Rule: EachGroup(SimpleMajority())},
		In{Bloc: "Chair", Rule: SimpleMajority()},
		In{Group: Second},
		Share{Of: For, Base: Cast, Need: MoreThan(3, 2)},
		SeatCount{For, 0},
		eachVoting(Share{Of: For, Base: Absent, Need: AtLeast(1, 2)}),
		Parts{K: 4, Rule: Unanimity()},
		All{}, Any{nil},
		odd{For},
		RuleFunc(func(Tally) Outcome { return 9 }),
		RuleFunc(nil),
		selfExplained{},
	}
	golden(t, "testdata/finding.txt", Explain(rule, tally).String())
}

// Votes that no person can read are shown as fractions, with the nearest percentage
// that has as many decimals as it takes: a share just below two thirds must not look
// like two thirds.
func TestFindingOfLongNumbers(t *testing.T) {
	t.Parallel()
	var two, one Fraction
	if err := errors.Join(
		two.UnmarshalText([]byte("2000000000000000")),
		one.UnmarshalText([]byte("1000000000000000")),
	); err != nil {
		t.Fatal(err)
	}
	body := MustBody(
		Bloc{Name: "A", Size: 1, Weight: two}, Bloc{Name: "B", Size: 1, Weight: one},
		Bloc{Name: "C", Size: 1},
	)
	for _, c := range []struct {
		a, b, c States
		want    string
	}{
		{
			For, Against, For,
			"adopted  2000000000000001/3000000000000001 = 66.66666666666668 % of the votes, at " +
				"least 2/3 = 66.66666666666667 % needed",
		},
		{
			For, For, Against,
			"adopted  3000000000000000/3000000000000001 = 100.00 % of the votes, at least 2/3 = " +
				"66.67 % needed",
		},
		{
			For, Abstain, Against,
			"adopted  2000000000000000/2000000000000001 = 100.00 % of the votes, at least 2/3 = " +
				"66.67 % needed",
		},
		{
			For, Against, Against,
			"rejected  2000000000000000/3000000000000001 = 66.6666666666666 % of the votes, at " +
				"least 2/3 = 66.6666666666667 % needed",
		},
	} {
		tally := take(t, body, []vote{{"A 1", c.a}, {"B 1", c.b}, {"C 1", c.c}})
		got := strings.TrimSpace(
			strings.TrimPrefix(
				Explain(TwoThirds(), tally).String(), "at least 2/3 of votes cast are for",
			),
		)
		if got != c.want {
			t.Errorf("\n%s\n%s", got, c.want)
		}
	}
	// What needs no rounding is not rounded.
	const half = "more than 1/2 of votes cast are for  adopted  " +
		"2000000000000000/2000000000000001 = 100.00 % of the votes, more than 1/2 = 50.00 % " +
		"needed\n"
	tally := take(t, body, []vote{{"A 1", For}, {"B 1", Abstain}, {"C 1", Against}})
	if got := Explain(SimpleMajority(), tally).String(); got != half {
		t.Errorf("%q", got)
	}
}

// Twelve digits can be read, and thirteen not.
func TestFindingOfDigits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"999999999997": "more than 1/2 of votes cast are for  adopted  999999999998 of " +
			"999999999999 votes  500000000000 needed  499999999998 to spare\n",
		"999999999998": "more than 1/2 of votes cast are for  adopted  " +
			"999999999999/1000000000000 = 100.00 % of the votes, more than 1/2 = 50.00 % needed\n",
	} {
		weight, err := ParseFraction(text)
		if err != nil {
			t.Fatal(err)
		}
		body := MustBody(
			Bloc{Name: "A", Size: 1, Weight: weight}, Bloc{Name: "B", Size: 1},
			Bloc{Name: "C", Size: 1},
		)
		tally := take(t, body, []vote{{"A 1", For}, {"B 1", For}, {"C 1", Against}})
		if got := Explain(SimpleMajority(), tally).String(); got != want {
			t.Errorf("\n%s\n%s", got, want)
		}
	}
}

// K may be anything from 1 to the number of rules, and of groups.
func TestFindingOfK(t *testing.T) {
	t.Parallel()
	tally := council.OpenRoom().Tally()
	for k, wrong := range map[int]bool{-1: true, 1: false, 3: false, 4: true} {
		rules := KOf{k, []Rule{SimpleMajority(), TwoThirds(), Unanimity()}}
		groups := Parts{K: k, Rule: SimpleMajority()}
		for _, f := range []Finding{Explain(rules, tally), Explain(groups, tally)} {
			if (f.Reason != "") != wrong {
				t.Errorf("K is %d: %q", k, f.Reason)
			}
		}
	}
}

// A half is a half in whatever numbers.
func TestFindingOfATie(t *testing.T) {
	t.Parallel()
	tally, err := council.Tally(
		Counts{
			"Governments": {For: 14, Against: 14}, "Employers": {Absent: 14},
			"Workers": {Absent: 14},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	for need, want := range map[Threshold]bool{
		AtLeast(2, 4): true, MoreThan(1, 2): true, AtLeast(1, 1): false, AtLeast(2, 3): false,
		AtLeast(1, 4): false,
	} {
		if got := Explain(Share{Of: For, Base: Cast, Need: need}, tally).Figures.Tie; got != want {
			t.Errorf("%v: a tie is %t", need, got)
		}
	}
}

// One is one vote and one seat, in a finding and in a check.
func TestSingularAndPlural(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 2},
		Bloc{Name: "C", Size: 1, Weight: Frac(5, 1)},
	)
	tally := take(t, body, []vote{{"A 1", Against}, {"B 1", For}, {"C 1", For}})
	for rule, want := range map[Rule]string{
		In{
			Group: First, Rule: SimpleMajority(),
		}: "A, more than 1/2 of votes cast are " +
			"for  rejected  0 of 1 vote  1 needed  1 short\n",
		In{
			Group: First, Rule: SeatCount{For, 1},
		}: "A, at least 1 seat is for  rejected  0 of 1 seat  1 needed  1 short\n",
		In{
			Group: Second, Rule: SeatCount{For, 2},
		}: "B, at least 2 seats are for  rejected  1 of 2 seats  2 needed  1 short\n",
		In{
			Group: Third, Rule: SimpleMajority(),
		}: "C, more than 1/2 of votes cast are " +
			"for  adopted  1 of 1 seat  1 needed  0 to spare  (5 of 5 votes)\n",
		In{
			Group: First, Rule: Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2), BySeats: true},
		}: "A, at least 1/2 of all seats are for  rejected  0 of 1 seat  1 needed  1 short\n",
	} {
		if got := Explain(rule, tally).String(); got != want {
			t.Errorf("%q", got)
		}
	}
	const want = `tripartite: rule "at least 2 seats are for": clause can never hold: only 1 seat in A`
	if err := Vet(In{Group: First, Rule: SeatCount{For, 2}}, body); err == nil ||
		err.Error() != want {
		t.Error(err)
	}
}

// hostileRule is a rule of a user's own with texts that want to be read as something else.
type hostileRule struct {
	text    string
	finding Finding
}

func (h hostileRule) Decide(Tally) Outcome  { return Adopted }
func (h hostileRule) Explain(Tally) Finding { return h.finding }
func (h hostileRule) String() string        { return h.text }

type silent struct{ text string }

func (s silent) Decide(Tally) Outcome { return Void }
func (s silent) String() string       { return s.text }

// hostileTexts hold what ends a line, moves the cursor or turns the text around.
var hostileTexts = []string{
	"Workers\n├─ quorum   met", "a\rb", "\x1b[2K", "\u202eabc", "a\u2028b", "a\u2029b", "a\u0085b",
	"\x00", "\xff\xfe", "\v\f", "\t", "\ufeff", "", " ", "plain",
}

func drawHostile(t *rapid.T) string {
	if rapid.Bool().Draw(t, "known") {
		return rapid.SampledFrom(hostileTexts).Draw(t, "text")
	}
	return rapid.String().Draw(t, "text")
}

func drawHostileFinding(t *rapid.T, depth int) Finding {
	f := Finding{
		Clause: drawHostile(t), Part: drawHostile(t), Reason: drawHostile(t),
		Outcome: Outcome(rapid.Byte().Draw(t, "outcome")), Veto: rapid.Bool().Draw(t, "veto"),
	}
	if rapid.Bool().Draw(t, "counted") {
		f.Figures = &Figures{
			Count:     rapid.SampledFrom(drawnWeights).Draw(t, "have"),
			Base:      rapid.SampledFrom(drawnWeights).Draw(t, "of"),
			Need:      rapid.SampledFrom(drawnWeights).Draw(t, "need"),
			Spare:     rapid.SampledFrom(drawnWeights).Draw(t, "spare"),
			SeatVotes: rapid.SampledFrom(drawnWeights).Draw(t, "votes"), Bar: drawThreshold(t),
		}
	}
	for range rapid.IntRange(0, depth).Draw(t, "parts") {
		f.Parts = append(f.Parts, drawHostileFinding(t, depth-1))
	}
	return f
}

func nodesOf(f Finding) int {
	n := 1
	for _, part := range f.Parts {
		n += nodesOf(part)
	}
	return n
}

// Whatever texts a rule of a user's own has, a finding has one line a node, and
// everything in it can be printed.
func TestNothingForgesALine(t *testing.T) {
	t.Parallel()
	check := func(t rapid.TB, rule Rule, tally Tally) {
		f := Explain(rule, tally)
		text := f.String()
		if got := strings.Count(text, "\n"); got != nodesOf(f) || !strings.HasSuffix(text, "\n") {
			t.Fatalf("%d lines for %d nodes:\n%s", got, nodesOf(f), text)
		}
		for _, text := range []string{strings.ReplaceAll(text, "\n", ""), fmt.Sprint(rule)} {
			if !utf8.ValidString(text) ||
				strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Fatalf("%q", text)
			}
		}
	}
	tally := council.OpenRoom().Tally()
	for _, text := range hostileTexts {
		nested := Finding{
			Clause: text, Part: text, Reason: text,
			Parts: []Finding{{Clause: text, Reason: text}},
		}
		check(
			t,
			All{
				hostileRule{text, nested}, silent{text}, In{Bloc: text, Rule: silent{text}},
				Parts{Rule: silent{text}},
			},
			tally,
		)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(
			t,
			Any{
				hostileRule{drawHostile(t), drawHostileFinding(t, 3)}, Veto{silent{drawHostile(t)}},
				In{Bloc: drawHostile(t), Rule: All{}},
			},
			tally,
		)
	})
	small := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	for _, text := range hostileTexts {
		panics := RuleFunc(func(Tally) Outcome { panic(text) })
		for _, err := range []error{
			Properties(panics, small).Err(WellBehaved), Vet(panics, small),
			Vet(silent{text}, nil), Vet(In{Bloc: text, Rule: silent{text}}, small),
		} {
			if err != nil &&
				strings.ContainsFunc(
					strings.ReplaceAll(err.Error(), "\n", ""),
					func(r rune) bool { return !unicode.IsPrint(r) },
				) {
				t.Errorf("%q", err.Error())
			}
		}
	}
}

// Values that nobody filled in, or that contain themselves, print in one line.
func TestFindingsOfNothing(t *testing.T) {
	t.Parallel()
	if got := (Finding{}).String(); got != "  void\n" {
		t.Errorf("%q", got)
	}
	if got := (Finding{
		Clause: "odd", Parts: []Finding{{Clause: "odder", Outcome: 9}},
	}).String(); got != "odd       void\n└─ odder  not met\n" {
		t.Errorf("%q", got)
	}
	f := Finding{Clause: "round", Parts: make([]Finding, 2)}
	f.Parts[0], f.Parts[1] = f, f
	if got := f.String(); got != "round  void  it contains itself, or nests more than 1000 deep\n" {
		t.Errorf("%q", got)
	}
	text, err := json.Marshal(Explain(All{SimpleMajority()}, council.OpenRoom().Tally()))
	if err != nil || len(text) == 0 {
		t.Errorf("%s, %v", text, err)
	}
}

type longText struct{}

func (longText) Decide(Tally) Outcome { return Rejected }
func (longText) String() string       { return strings.Repeat("x", 50_000) }

// Figures and texts of any length make short lines.
func TestFindingsAreShort(t *testing.T) {
	large := new(big.Int).Exp(big.NewInt(10), big.NewInt(250), nil)
	body := MustBody(
		Bloc{Name: "A", Size: 1, Weight: fromInt(new(big.Int).Add(large, big.NewInt(1)))},
		Bloc{Name: "B", Size: 1, Weight: fromInt(large)}, Bloc{},
	)
	tally := take(t, body, []vote{{"A 1", For}, {"B 1", Against}})
	for _, rule := range []Rule{SimpleMajority(), In{
		Bloc: strings.Repeat("x", 5000), Rule: TwoThirds(),
	}, All{longText{}, TwoThirds()}} {
		if f := Explain(rule, tally); len(f.String()) > 2000 {
			t.Errorf("%d bytes: %.300s", len(f.String()), f)
		}
	}
}

// A percentage is the nearest with as many decimals as keep it on its side of the bar,
// and what prints is read as a figure that holds.
func TestPercentagesOfFindings(t *testing.T) {
	t.Parallel()
	printed := regexp.MustCompile(
		` = (\d+\.(\d\d+)) % of the votes, (?:at least|more than) \S+ = (\d+\.(\d+)) % needed`,
	)
	check := func(t rapid.TB, have, of, num, den *big.Int) (had, needed string) {
		share, bar := new(big.Rat).SetFrac(have, of), new(big.Rat).SetFrac(num, den)
		f := Finding{
			Figures: &Figures{
				Count: number(t, have), Base: number(t, of), Need: Frac(1, 1),
				Bar: AtLeast(int(num.Int64()), int(den.Int64())),
			},
		}
		match := printed.FindStringSubmatch(f.String())
		if match == nil || len(match[2]) != len(match[4]) {
			t.Fatal(f.String())
		}
		for digits, exact := range map[string]*big.Rat{match[1]: share, match[3]: bar} {
			figures, err := ParseFigures(digits + " % votes for of cast")
			if err != nil || figures[0].Min.Rat().Cmp(exact) > 0 ||
				figures[0].Max.Rat().Cmp(exact) < 0 {
				t.Fatalf("%s is not nearest to %v: %v, %v", digits, exact, figures, err)
			}
		}
		first, _ := new(big.Rat).SetString(match[1])
		second, _ := new(big.Rat).SetString(match[3])
		if first.Cmp(second) != share.Cmp(bar) {
			t.Fatalf("%v to %v prints as %s to %s", share, bar, match[1], match[3])
		}
		return match[1], match[3]
	}
	for _, c := range []struct {
		have, of, num, den  int64
		wantHad, wantNeeded string
	}{
		{5553320000001, 10000000000001, 1, 2, "55.53", "50.00"},
		{66668_00000000, 100000_00000000, 2, 3, "66.668", "66.667"},
		{66666_00000000, 100000_00000000, 2, 3, "66.666", "66.667"},
		{5000000000000, 10000000000000, 1, 2, "50.00", "50.00"},
		{5000000000001, 10000000000000, 1, 2, "50.00000000001", "50.00000000000"},
		{1, 10000000000000, 1, 2, "0.00", "50.00"},
		{0, 10000000000000, 1, 100, "0.00", "1.00"},
		{9999999999999, 10000000000000, 1, 1, "99.99999999999", "100.00000000000"},
	} {
		had, needed := check(
			t, big.NewInt(c.have), big.NewInt(c.of), big.NewInt(c.num), big.NewInt(c.den),
		)
		if had != c.wantHad || needed != c.wantNeeded {
			t.Errorf("%d of %d against %d/%d: %s, %s", c.have, c.of, c.num, c.den, had, needed)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.Int64Range(1, 400).Draw(t, "q")
		p := rapid.Int64Range(0, q).Draw(t, "p")
		of := big.NewInt(rapid.Int64Range(1_000_000_000_000, 9_000_000_000_000_000).Draw(t, "of"))
		have := big.NewInt(rapid.Int64Range(0, of.Int64()).Draw(t, "have"))
		if rapid.Bool().Draw(t, "near the bar") {
			near := new(big.Int).Mul(of, big.NewInt(p))
			near.Quo(near, big.NewInt(q)).Add(
				near, big.NewInt(rapid.Int64Range(-2, 2).Draw(t, "off")),
			)
			if near.Sign() >= 0 && near.Cmp(of) <= 0 {
				have = near
			}
		}
		check(t, have, of, big.NewInt(p), big.NewInt(q))
	})
}

// Votes are printed as people write them, everywhere: weights and votes in the unit of the
// caller, as decimals where they are finite. Rules and JSON keep fractions.
func TestVotesArePrintedAsDecimals(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{
			Name: "A",
			Blocs: []Bloc{
				shareholder("Ms A", Frac(18347, 100)), shareholder("Mr B", Frac(33334, 100)),
			},
		},
		Bloc{Name: "B", Size: 2, Weight: Frac(5, 2)}, Bloc{Name: "C", Size: 1, Weight: Frac(1, 3)})
	counts := Counts{"A/Ms A": {For: 1}, "A/Mr B": {Against: 1}, "B": {For: 2}, "C": {Against: 1}}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	rule := All{
		In{Group: First, Rule: SimpleMajority()}, In{Group: Second, Rule: SimpleMajority()},
		Veto{In{Group: First, Rule: Share{Of: Abstain, Base: Cast, Need: AtLeast(1, 4)}}},
		SimpleMajority(),
	}
	f := Explain(rule, tally)
	const finding = `all of                                       rejected
├─ A, more than 1/2 of votes cast are for    not met   183.47 of     516.81 votes     258.41 needed      74.94 short
├─ B, more than 1/2 of votes cast are for    met            2 of          2 seats          2 needed          0 to spare  (5 of 5 votes)
├─ no veto                                   met
│  └─ A, at least 1/4 of votes cast abstain  not cast       0 of     516.81 votes     129.21 needed for a veto, 129.21 short of it
└─ more than 1/2 of votes cast are for       not met   188.47 of 156643/300 votes  39161/150 needed  21781/300 short
`
	if diff := cmp.Diff(finding, f.String()); diff != "" {
		t.Error(diff)
	}
	const table = `        for  against  seats  votes a seat
A/Ms A    1        0      1        183.47
A/Mr B    0        1      1        333.34
A         1        1      2
B         2        0      2           2.5
C         0        1      1           1/3
all       3        2      5
`
	if diff := cmp.Diff(table, tally.String()); diff != "" {
		t.Error(diff)
	}
	part := tally.Group(First)
	_, description, texts := checkPicture(
		t, must(Picture{Open: Against}.Vote(part, Explain(SimpleMajority(), part))),
	)
	for _, want := range []string{"A/Ms A, votes: 183.47 for.", "A/Mr B, votes: 333.34 " +
		"against.", "183.47 of 516.81 votes, 258.41 needed, 74.94 short"} {
		if !strings.Contains(description, want) {
			t.Errorf("no %q in %s", want, description)
		}
	}
	// in the table, and above the bars
	for _, want := range []string{
		"183.47", "183.47 votes", "333.34 votes",
	} {
		if !slices.Contains(texts, want) {
			t.Errorf("no %q in %q", want, texts)
		}
	}
	data, err := json.Marshal(f)
	if err != nil || !strings.Contains(string(data), `"count":"18347/100"`) ||
		!strings.Contains(string(data), "more than 1/2") {
		t.Errorf("%s, %v", data, err)
	}
}

// Where seats share a power, the finding and the picture give the percentage: rounded to the
// nearest, and with as many decimals as keep it on the right side of the bar.
func TestFindingOfSharedPowerHasAPercentage(t *testing.T) {
	t.Parallel()
	committee := MustBody(
		Bloc{Name: "G", Size: 86, SharedBy: Entitled},
		Bloc{Name: "E", Size: 38, SharedBy: Entitled},
		Bloc{Name: "W", Size: 54, SharedBy: Entitled},
	)
	tally, err := committee.Tally(
		Counts{"G": {For: 50, Against: 36}, "E": {Against: 38}, "W": {For: 43, Against: 11}},
	)
	if err != nil {
		t.Fatal(err)
	}
	close := MustBody(
		Bloc{Name: "A", Size: 1, Power: Int(40001), SharedBy: Cast},
		Bloc{Name: "B", Size: 1, Power: Int(39999), SharedBy: Cast}, Bloc{Name: "C"},
	)
	closely := func(a, b States) Tally { return take(t, close, []vote{{"A 1", a}, {"B 1", b}}) }
	mixed := MustBody(
		Bloc{Name: "A", Size: 2, Weight: Int(3)},
		Bloc{Name: "B", Size: 3, Power: Int(4), SharedBy: Cast}, Bloc{Name: "C", Size: 1},
	)
	mixture := take(
		t, mixed,
		[]vote{
			{"A 1", For}, {"A 2", Against}, {"B 1", For}, {"B 2", Against}, {"B 3", Against},
			{"C 1", Against},
		},
	)
	lead := Share{Of: For, Less: Against, Base: Cast, Need: AtLeast(0, 1)}
	for _, c := range []struct {
		rule  Rule
		tally Tally
		want  string
	}{
		{
			SimpleMajority(), tally,
			"more than 1/2 of votes cast are for  rejected  60781 of 132354 votes  66178 needed  " +
				"5397 short  (45.92 %)",
		},
		{
			In{Group: Third, Rule: SimpleMajority()}, tally,
			"W, more than 1/2 of votes cast are for  adopted  43 of 54 seats  28 needed  15 to " +
				"spare  (35131 of 44118 votes, 79.63 %)",
		},
		{
			Share{Of: For, Base: Cast, Need: MoreThan(1, 2), BySeats: true}, tally,
			"more than 1/2 of seats cast are for  adopted  93 of 178 seats  90 needed  3 to spare",
		},
		{
			SimpleMajority(), closely(For, Against),
			"more than 1/2 of votes cast are for  adopted  40001 of 80000 votes  40001 needed  0 " +
				"to spare  (50.001 %)",
		},
		{
			SimpleMajority(), closely(Against, For),
			"more than 1/2 of votes cast are for  rejected  39999 of 80000 votes  40001 needed  " +
				"2 short  (49.999 %)",
		},
		{
			lead, closely(For, Against),
			"at least 0/1 of votes cast are for less against  adopted  2 of 80000 votes  0 " +
				"needed  2 to spare  (0.003 %)",
		},
		{
			lead, closely(Against, For),
			"at least 0/1 of votes cast are for less against  rejected  -2 of 80000 votes  0 " +
				"needed  2 short  (-0.002 %)",
		},
		{
			SimpleMajority(), mixture,
			"more than 1/2 of votes cast are for  rejected  13/3 of 11 votes  17/3 needed  4/3 " +
				"short  (39.39 %)",
		},
		{
			In{Group: First, Rule: SimpleMajority()}, mixture,
			"A, more than 1/2 of votes cast are for  rejected  1 of 2 seats  2 needed  1 short  " +
				"(3 of 6 votes)  a tie",
		},
		{
			In{Group: Second, Rule: SimpleMajority()}, mixture,
			"B, more than 1/2 of votes cast are for  rejected  1 of 3 seats  2 needed  1 short  " +
				"(4/3 of 4 votes, 33.33 %)",
		},
		{
			SimpleMajority(), closely(Abstain, Abstain),
			"more than 1/2 of votes cast are for  rejected  0 of 0 votes  nothing is in the " +
				"base, and a share of nothing is not enough",
		},
	} {
		f := Explain(c.rule, c.tally)
		if diff := cmp.Diff(c.want+"\n", f.String()); diff != "" {
			t.Error(diff)
		}
		data, err := json.Marshal(f)
		var back Finding
		if err := errors.Join(err, json.Unmarshal(data, &back)); err != nil ||
			back.String() != f.String() {
			t.Errorf("%v, %v", back, err)
		}
		_, percent, _ := strings.Cut(c.want, "(")
		percent, _, _ = strings.Cut(percent, ")")
		if _, description, _ := checkPicture(
			t, must(Picture{}.Vote(c.tally, f)),
		); !strings.Contains(description, percent) {
			t.Errorf("no %q in %s", percent, description)
		}
	}
}

// No percentage looks as if a clause that is not met had met its bar, or the reverse,
// however close the share is; and each is the share, rounded to the nearest.
func TestPercentagesAreOnTheirSideOfTheBar(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		need := drawThreshold(t)
		large := rapid.IntRange(1, math.MaxInt>>13).Draw(t, "large")
		den := max(1, need.Den)
		a, b := need.Num*large+rapid.IntRange(-2, 2).Draw(t, "off"), (den-need.Num)*large
		if need.Num < 1 || need.Num >= den || a < 1 {
			return
		}
		body := MustBody(
			Bloc{Name: "A", Size: 1, Power: Int(a), SharedBy: Cast},
			Bloc{Name: "B", Size: 1, Power: Int(b), SharedBy: Cast}, Bloc{},
		)
		f := Explain(
			Share{Of: For, Base: Cast, Need: need},
			take(t, body, []vote{{"A 1", For}, {"B 1", Against}}),
		)
		match := regexp.MustCompile(`([0-9]+\.([0-9]+)) %`).FindStringSubmatch(f.String())
		if match == nil {
			t.Fatalf("no percentage: %v", f)
		}
		shown, _ := new(big.Rat).SetString(match[1])
		share := new(big.Rat).Quo(f.Figures.Count.Rat(), f.Figures.Base.Rat())
		exact := new(big.Rat).Mul(share, big.NewRat(100, 1))
		bar := new(big.Rat).Mul(big.NewRat(int64(need.Num), int64(need.Den)), big.NewRat(100, 1))
		half := new(big.Rat).SetFrac(
			big.NewInt(1),
			new(big.Int).Mul(
				big.NewInt(2),
				new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(match[2]))), nil),
			),
		)
		if off := new(big.Rat).Sub(shown, exact); off.Abs(off).Cmp(half) > 0 {
			t.Fatalf("%s is not the nearest: %v", match[1], f)
		}
		if c := exact.Cmp(bar); c != 0 && shown.Cmp(bar) != c {
			t.Fatalf("%s is on the wrong side of the bar: %v", match[1], f)
		}
	})
}

// A share that is closer to its bar than a hundred decimals show is compared with it.
func TestPercentageThatIsTooClose(t *testing.T) {
	t.Parallel()
	near := parsed(t, "1"+strings.Repeat("0", 200))
	body := MustBody(
		Bloc{Name: "A", Size: 1, Power: near, SharedBy: Cast},
		Bloc{Name: "B", Size: 1, Power: near, SharedBy: Cast},
		Bloc{Name: "C", Size: 1, SharedBy: Cast},
	)
	for states, want := range map[[3]States]string{
		{For, Against, For}:     " > 1/2 of the votes, more than 1/2 needed\n",
		{For, Against, Against}: " < 1/2 of the votes, more than 1/2 needed\n",
		{For, Against, Abstain}: "rejected  1 of 2 votes  2 needed  1 short  (50.00 %)  a tie\n",
	} {
		f := Explain(
			SimpleMajority(),
			take(t, body, []vote{{"A 1", states[0]}, {"B 1", states[1]}, {"C 1", states[2]}}),
		)
		if got := f.String(); !strings.HasSuffix(got, want) {
			t.Errorf("%s", got)
		}
	}
}

// A finding is the same when it is read again. Only the rules of the caller are lost.
func TestFindingJSONRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		f := Explain(drawRule(t, 3), tally)
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var again Finding
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := differ(f.String(), again.String()); diff != "" {
			t.Fatalf("%s: %s", text, diff)
		}
		if second, err := json.Marshal(again); err != nil || len(second) > len(text) {
			t.Fatalf("%s: %s, %v", text, second, err)
		}
	})
}

func TestFindingJSON(t *testing.T) {
	t.Parallel()
	tally, err := council.Tally(
		Counts{
			"Governments": {For: 14, Against: 14}, "Employers": {Abstain: 14},
			"Workers": {Absent: 14},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rule Rule
		want map[string]any
	}{
		{SimpleMajority(), map[string]any{
			"outcome": "rejected", "clause": SimpleMajority().String(),
			"rule": SimpleMajority().String(),
			"figures": map[string]any{
				"of": "for", "among": "cast", "count": "14", "base": "28", "need": "15",
				"spare": "-1", "bar": "more than 1/2", "tie": true,
			},
		}},
		{In{
			Group: Third,
			Rule:  Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: MoreThan(0, 1)},
		}, map[string]any{
			"outcome": "rejected", "part": "Workers",
			"clause": Share{
				Of: For, Less: Against, Base: Cast, BySeats: true, Need: MoreThan(0, 1),
			}.String(),
			"rule": Share{
				Of: For, Less: Against, Base: Cast, BySeats: true, Need: MoreThan(0, 1),
			}.String(),
			"reason": "nothing is in the base, and a share of nothing is not enough",
			"figures": map[string]any{
				"of": "for", "less": "against", "among": "cast", "count": "0", "base": "0",
				"bar": "more than 0/1", "by_seats": true,
			},
		}},
		{SeatCount{Of: Present, Need: 33}, map[string]any{
			"outcome": "adopted", "clause": SeatCount{Of: Present, Need: 33}.String(),
			"rule": SeatCount{Of: Present, Need: 33}.String(),
			"figures": map[string]any{
				"of": "present", "among": "seats", "count": "42", "base": "56", "need": "33",
				"spare": "9", "by_seats": true,
			},
		}},
	} {
		text, err := json.Marshal(Explain(test.rule, tally))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v: %s", test.rule, diff)
		}
	}
}

func TestFindingJSONErrors(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{"outcome": "passed"}`, `{"outcome": "adopted", "figures": {"count": "many"}}`,
		`{"parts": [{"code": "bad luck"}]}`,
		`{"outcome": "adopted", "clause": "a", "figures": {"tie": 1}}`,
		`{"outcome": "adopted", "clause": "a", "sets": {}}`,
		`{"outcome": "adopted", "outcome": "adopted"}`, `[]`,
	} {
		f := Finding{Clause: "as it was"}
		if err := json.Unmarshal([]byte(text), &f); !errors.Is(err, ErrText) ||
			f.Clause != "as it was" {
			t.Errorf("%s: %v, %v", text, f, err)
		}
	}
}

// A finding that contains itself, or has as many nodes as a DAG of parts can have, is
// refused and printed in one line. It never ends the process.
func TestUnwieldyFindings(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	itself := Finding{Clause: "round", Parts: make([]Finding, 2)}
	itself.Parts[0], itself.Parts[1] = itself, itself
	chain := Finding{Clause: "chain", Parts: make([]Finding, 1)}
	chain.Parts[0] = chain
	doubled, deep := Finding{Clause: "twice"}, Finding{Clause: "deep"}
	for range 40 {
		doubled = Finding{Clause: "twice", Parts: []Finding{doubled, doubled}}
	}
	for range 1001 {
		deep = Finding{Clause: "deep", Parts: []Finding{deep}}
	}
	const tooDeep, tooMany = "it contains itself, or nests more than 1000 deep", "it has more " +
		"than 200000 clauses, and a part counts as often as it occurs"
	for _, test := range []struct {
		f    Finding
		want string
	}{
		{itself, tooDeep}, {chain, tooDeep}, {deep, tooDeep}, {doubled, tooMany},
		{Finding{Clause: "wide", Parts: make([]Finding, 200_000)}, tooMany},
	} {
		_, err := json.Marshal(test.f)
		if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.f.Clause, err)
		}
		if got, want := test.f.String(), test.f.Clause+"  void  "+test.want+"\n"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if text, err := json.Marshal(deep.Parts[0]); err != nil {
		t.Error(err)
	} else if again := new(Finding); json.Unmarshal(text, again) != nil ||
		again.String() != deep.Parts[0].String() {
		t.Error("a finding that is 1,000 deep is written and not read")
	}
}

// The texts of rules within rules are limited, whatever their clauses.
func TestFindingWithLongRules(t *testing.T) {
	t.Parallel()
	if !proptest.Thorough() {
		t.Skip("it writes 64 MB of text")
	}
	f := Finding{Parts: make([]Finding, 70)}
	for i := range f.Parts {
		f.Parts[i].Rule = In{Bloc: strings.Repeat("A", 1<<20), Rule: SimpleMajority()}
	}
	if _, err := json.Marshal(f); !errors.Is(err, ErrTooLarge) ||
		!strings.Contains(err.Error(), "the texts of its rules have more than 67108864 bytes") {
		t.Error(err)
	}
	f.Parts = f.Parts[:3]
	if _, err := json.Marshal(f); err != nil {
		t.Error(err)
	}
}

// A finding gives every reason that has a constant.
func TestReasons(t *testing.T) {
	t.Parallel()
	empty, half := council.OpenRoom().Tally(), Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}
	one := voteOf(t, Count{For: 28}, Count{Absent: 14}, Count{Absent: 14})
	for _, c := range []struct {
		f    Finding
		want string
	}{
		{Explain(half, one), ""},
		{Explain(half, empty), "nothing is in the base, and a share of nothing is not enough"},
		{Explain(Share{Of: For, Base: Present, Need: AtLeast(0, 1)}, empty), "it asks for nothing"},
		{Explain(SeatCount{Need: 0}, empty), "it asks for nothing"},
		{Explain(eachVoting(half), one).Parts[1], "skipped: it does not count"},
		{Explain(eachVoting(half), empty), "no part counts"},
		{Explain(SeatCount{Of: For, Need: 1}, Tally{}), "there is no tally"},
		{Explain(RuleFunc(func(Tally) Outcome { return 7 }), empty), "its outcome is invalid"},
		{Explain(nil, empty), "a part is missing"},
		{Explain(Veto{All{}}, empty), "a part of this veto is malformed"},
		{Explain(SeatCount{Need: -1}, empty), "the number of seats is below 0"},
	} {
		if c.f.Reason != c.want {
			t.Errorf("%q, want %q\n%v", c.f.Reason, c.want, c.f)
		}
	}
}
