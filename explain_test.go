package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A veto that was not cast does not read as if something had failed.
func TestFindingOfAVeto(t *testing.T) {
	t.Parallel()
	rule := All{SimpleMajority(), Veto{
		In{Group: Third, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}, SeatCount{Against, 5},
		KOfGroups{2, SeatCount{Against, 3}}, All{SeatCount{Against, 1}, Veto{SeatCount{For, 1}}}, Quorum{SeatCount{Absent, 1}},
	}}
	tally := voteOf(t, Count{For: 26, Against: 2}, Count{For: 14}, Count{For: 10, Against: 4})
	const want = `all of                                           rejected
├─ for: more than 1/2 of cast                    met       50 of 56 votes  29 needed  21 to spare
└─ no veto                                       not met
   ├─ Workers, against: more than 1/2 of cast    not cast   4 of 14 votes   8 needed   4 below
   ├─ against: at least 5 seats                  cast       6 of 56 seats   5 needed   1 above
   ├─ in at least 2 of the groups                not cast
   │  ├─ Governments, against: at least 3 seats  not met    2 of 28 seats   3 needed   1 below
   │  ├─ Employers, against: at least 3 seats    not met    0 of 14 seats   3 needed   3 below
   │  └─ Workers, against: at least 3 seats      met        4 of 14 seats   3 needed   1 above
   ├─ all of                                     not cast
   │  ├─ against: at least 1 seat                met        6 of 56 seats   1 needed   5 above
   │  └─ no veto                                 not met
   │     └─ for: at least 1 seat                 cast      50 of 56 seats   1 needed  49 above
   └─ quorum                                     void
      └─ absent: at least 1 seat                 not met    0 of 56 seats   1 needed   1 below
`
	f := Explain(rule, tally)
	if diff := cmp.Diff(want, f.String()); diff != "" {
		t.Error(diff)
	}
	if f.Veto || f.Parts[0].Veto || f.Parts[1].Veto || !f.Parts[1].Parts[0].Veto || f.Parts[1].Parts[2].Parts[0].Veto {
		t.Errorf("%+v", f)
	}
}

// Where all seats that a clause looks at weigh the same, seats decide, and the finding
// speaks of seats; where that is 1, of votes; and where they differ, of votes, too.
func TestFindingOfSeatsThatWeighTheSame(t *testing.T) {
	t.Parallel()
	committee := MustBody(Bloc{Name: "G", Size: 26, SharedBy: Entitled}, Bloc{Name: "E", Size: 12, SharedBy: Entitled}, Bloc{Name: "W", Size: 24, SharedBy: Entitled})
	ilo, err := committee.Tally(Counts{
		"G": {For: 24, Absent: 2}, "E": {For: 12}, "W": {For: 11, Against: 13},
	})
	if err != nil {
		t.Fatal(err)
	}
	fixed := MustBody(Bloc{Name: "A", Size: 4, Weight: Frac(3, 1)}, Bloc{Name: "B"}, Bloc{Name: "C", Size: 2, Weight: Frac(0, 1)}, Bloc{Name: "D", Size: 2})
	other := take(t, fixed, []vote{
		{"A 1", For}, {"A 2", For}, {"A 3", Against}, {"A 4", Against}, {"C 1", For}, {"C 2", For}, {"D 1", For}, {"D 2", Against},
	})
	split := MustBody(Bloc{Name: "A", Size: 2, SharedBy: Present}, Bloc{Name: "B", Size: 3, SharedBy: Present}, Bloc{Name: "C", Size: 1, SharedBy: Present})
	halves := take(t, split, []vote{{"A 1", For}, {"A 2", For}, {"B 1", For}, {"B 2", Abstain}, {"B 3", Absent}, {"C 1", Against}})
	for _, c := range []struct {
		rule  Rule
		tally Tally
		want  string
		seat  string // votes of each, if the finding speaks of seats that way
	}{
		{In{Group: Third, Rule: SimpleMajority()}, ilo, "W, for: more than 1/2 of cast  rejected  11 of 24 seats  13 needed  2 short  (143 of 312 votes)", "13"},
		{In{Group: First, Rule: SimpleMajority()}, ilo, "G, for: more than 1/2 of cast  adopted  24 of 24 seats  13 needed  11 to spare  (288 of 288 votes)", "12"},
		{SimpleMajority(), ilo, "", ""},
		{In{Group: First, Rule: SimpleMajority()}, other, "A, for: more than 1/2 of cast  rejected  2 of 4 seats  3 needed  1 short  (6 of 12 votes)  a tie", "3"},
		{SimpleMajority(), other, "for: more than 1/2 of cast  rejected  7 of 14 votes  8 needed  1 short  a tie", ""},
		{In{Group: Third, Rule: SimpleMajority()}, other, "C, for: more than 1/2 of cast  rejected  0 of 0 votes  nothing is in the base, and a share of nothing is not enough", ""},
		{In{Bloc: "D", Rule: SimpleMajority()}, other, "D, for: more than 1/2 of cast  rejected  1 of 2 votes  2 needed  1 short  a tie", ""},
		{In{Group: Second, Rule: SimpleMajority()}, halves, "B, for: more than 1/2 of cast  adopted  1 of 1 vote  1 needed  0 to spare", ""},
		{In{Group: Second, Rule: AbsoluteMajority()}, halves, "B, for: more than 1/2 of entitled  rejected  1 of 2 votes  2 needed  1 short", ""},
		{In{Group: Third, Rule: SimpleMajority()}, halves, "C, for: more than 1/2 of cast  rejected  0 of 1 seat  1 needed  1 short  (0 of 2 votes)", "2"},
		{Share{Of: Suspended, Base: Vacant, Need: AtLeast(1, 2)}, other, "suspended: at least 1/2 of vacant  rejected  0 of 0 votes  nothing is in the base, and a share of nothing is not enough", ""},
	} {
		for _, tally := range []Tally{c.tally, Widen(c.tally)} {
			f := Explain(c.rule, tally)
			if got := strings.TrimSuffix(f.String(), "\n"); c.want != "" && got != c.want || f.SeatVotes.String() != c.seat || f.BySeats != (c.seat != "") {
				t.Errorf("%s\n%s\na seat has %v votes, by seats: %t", got, c.want, f.SeatVotes, f.BySeats)
			}
		}
	}
}

// One is one vote and one seat, in a finding and in a check.
func TestSingularAndPlural(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1, Weight: Frac(5, 1)})
	tally := take(t, body, []vote{{"A 1", Against}, {"B 1", For}, {"C 1", For}})
	for rule, want := range map[Rule]string{
		In{Group: First, Rule: SimpleMajority()}:                                                   "A, for: more than 1/2 of cast  rejected  0 of 1 vote  1 needed  1 short\n",
		In{Group: First, Rule: SeatCount{For, 1}}:                                                  "A, for: at least 1 seat  rejected  0 of 1 seat  1 needed  1 short\n",
		In{Group: Second, Rule: SeatCount{For, 2}}:                                                 "B, for: at least 2 seats  rejected  1 of 2 seats  2 needed  1 short\n",
		In{Group: Third, Rule: SimpleMajority()}:                                                   "C, for: more than 1/2 of cast  adopted  1 of 1 seat  1 needed  0 to spare  (5 of 5 votes)\n",
		In{Group: First, Rule: Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2), BySeats: true}}: "A, for: at least 1/2 of seats, by seats  rejected  0 of 1 seat  1 needed  1 short\n",
	} {
		if got := Explain(rule, tally).String(); got != want {
			t.Errorf("%q", got)
		}
	}
	const want = `tripartite: rule "for: at least 2 seats": clause can never hold: A has 1 seat`
	if err := Vet(In{Group: First, Rule: SeatCount{For, 2}}, body); err == nil || err.Error() != want {
		t.Error(err)
	}
}

// A threshold of nothing is met by anything, and says so; more than nothing needs one.
func TestThresholdOfNothing(t *testing.T) {
	t.Parallel()
	none, one := voteOf(t, Count{Abstain: 28}, Count{Absent: 14}, Count{Absent: 14}), voteOf(t, Count{For: 1, Against: 27}, Count{Absent: 14}, Count{Absent: 14})
	against := voteOf(t, Count{Against: 28}, Count{Absent: 14}, Count{Absent: 14})
	share := func(need Threshold) Share { return Share{Of: For, Base: Cast, Need: need} }
	for _, c := range []struct {
		rule   Rule
		tally  Tally
		want   Outcome
		reason string
	}{
		{share(MoreThan(0, 1)), one, Adopted, ""},
		{share(MoreThan(0, 3)), against, Rejected, ""},
		{share(MoreThan(0, 1)), none, Rejected, "nothing is in the base, and a share of nothing is not enough"},
		{share(AtLeast(0, 1)), against, Adopted, "it asks for nothing"},
		{share(AtLeast(0, 5)), one, Adopted, "it asks for nothing"},
		{share(AtLeast(0, 1)), none, Rejected, "nothing is in the base, and a share of nothing is not enough"},
		{share(AtLeast(0, 0)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(MoreThan(0, 0)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(AtLeast(0, -1)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(AtLeast(-1, 2)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(MoreThan(-1, 2)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(AtLeast(-1, -2)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(MoreThan(1, 1)), one, Rejected, "the threshold is not between 0 and 1"},
		{SeatCount{For, 0}, none, Adopted, "it asks for nothing"},
		{SeatCount{For, -1}, none, Rejected, "the number of seats is below 0"},
		{EachVotingGroup{Share: share(AtLeast(0, 1))}, against, Adopted, ""},
		{Veto{share(AtLeast(0, 1))}, against, Rejected, ""},
		{Veto{share(MoreThan(0, 1))}, against, Adopted, ""},
	} {
		for _, tally := range []Tally{c.tally, Widen(c.tally)} {
			f := Explain(c.rule, tally)
			if got := c.rule.Decide(tally); got != c.want || f.Outcome != got || f.Reason != c.reason {
				t.Errorf("%v: %v, want %v: %q", c.rule, got, c.want, f.Reason)
			}
		}
	}
	if f := Explain(share(MoreThan(0, 1)), against); f.Need.String() != "1" || f.Spare.String() != "-1" {
		t.Errorf("%+v", f)
	}
}

// A percentage is the nearest with as many decimals as keep it on its side of the bar,
// and what prints is read as a figure that holds.
func TestPercentagesOfFindings(t *testing.T) {
	t.Parallel()
	printed := regexp.MustCompile(` = (\d+\.(\d\d+)) % of the votes, (?:at least|more than) \S+ = (\d+\.(\d+)) % needed`)
	check := func(t rapid.TB, have, of, num, den *big.Int) (had, needed string) {
		share, bar := new(big.Rat).SetFrac(have, of), new(big.Rat).SetFrac(num, den)
		f := Finding{Count: number(t, have), Base: number(t, of), Need: Frac(1, 1), Bar: AtLeast(int(num.Int64()), int(den.Int64()))}
		match := printed.FindStringSubmatch(f.String())
		if match == nil || len(match[2]) != len(match[4]) {
			t.Fatal(f.String())
		}
		for digits, exact := range map[string]*big.Rat{match[1]: share, match[3]: bar} {
			figures, err := ParseFigures(digits + " % votes for of cast")
			if err != nil || figures[0].Min.Rat().Cmp(exact) > 0 || figures[0].Max.Rat().Cmp(exact) < 0 {
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
		had, needed := check(t, big.NewInt(c.have), big.NewInt(c.of), big.NewInt(c.num), big.NewInt(c.den))
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
			near.Quo(near, big.NewInt(q)).Add(near, big.NewInt(rapid.Int64Range(-2, 2).Draw(t, "off")))
			if near.Sign() >= 0 && near.Cmp(of) <= 0 {
				have = near
			}
		}
		check(t, have, of, big.NewInt(p), big.NewInt(q))
	})
}

func number(t rapid.TB, n *big.Int) Fraction {
	f, err := ParseFraction(n.String())
	if err != nil {
		t.Fatal(err)
	}
	return f
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
	"Workers\n├─ quorum   met", "a\rb", "\x1b[2K", "\u202eabc", "a\u2028b", "a\u2029b", "a\u0085b", "\x00", "\xff\xfe", "\v\f", "\t", "\ufeff", "", " ", "plain",
}

func drawHostile(t *rapid.T) string {
	if rapid.Bool().Draw(t, "known") {
		return rapid.SampledFrom(hostileTexts).Draw(t, "text")
	}
	return rapid.String().Draw(t, "text")
}

func drawHostileFinding(t *rapid.T, depth int) Finding {
	f := Finding{
		Clause: drawHostile(t), Part: drawHostile(t), Reason: drawHostile(t), Outcome: Outcome(rapid.Byte().Draw(t, "outcome")),
		Count: rapid.SampledFrom(drawnWeights).Draw(t, "have"), Base: rapid.SampledFrom(drawnWeights).Draw(t, "of"),
		Need: rapid.SampledFrom(drawnWeights).Draw(t, "need"), Spare: rapid.SampledFrom(drawnWeights).Draw(t, "spare"),
		SeatVotes: rapid.SampledFrom(drawnWeights).Draw(t, "votes"), Bar: drawThreshold(t), Veto: rapid.Bool().Draw(t, "veto"),
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
			if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Fatalf("%q", text)
			}
		}
	}
	tally := council.OpenRoom().Tally()
	for _, text := range hostileTexts {
		nested := Finding{Clause: text, Part: text, Reason: text, Parts: []Finding{{Clause: text, Reason: text}}}
		check(t, All{hostileRule{text, nested}, silent{text}, In{Bloc: text, Rule: silent{text}}, EachGroup{Rule: silent{text}}}, tally)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, Any{hostileRule{drawHostile(t), drawHostileFinding(t, 3)}, Veto{silent{drawHostile(t)}}, In{Bloc: drawHostile(t), Rule: All{}}}, tally)
	})
	small := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	for _, text := range hostileTexts {
		panics := RuleFunc(func(Tally) Outcome { panic(text) })
		for _, err := range []error{Properties(panics, small).Err(NeverPanics), Vet(panics, small), Vet(silent{text}, nil), Vet(In{Bloc: text, Rule: silent{text}}, small)} {
			if err != nil && strings.ContainsFunc(strings.ReplaceAll(err.Error(), "\n", ""), func(r rune) bool { return !unicode.IsPrint(r) }) {
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
	if got := (Finding{Clause: "odd", Parts: []Finding{{Clause: "odder", Outcome: 9}}}).String(); got != "odd       void\n└─ odder  not met\n" {
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

// Rules that consist of rules have no JSON form, and say so: it would not say which
// rule it is.
func TestRulesHaveNoJSON(t *testing.T) {
	t.Parallel()
	for name, rules := range kinds() {
		for _, rule := range rules {
			text, err := json.Marshal(rule)
			if clause := name == "Share" || name == "SeatCount"; clause != (err == nil) && name != "RuleFunc" {
				t.Errorf("%T is %s, %v", rule, text, err)
			}
			var e *Error
			if err != nil && name != "RuleFunc" && (!errors.Is(err, errors.ErrUnsupported) || !errors.As(err, &e)) {
				t.Errorf("%T: %v", rule, err)
			}
		}
	}
}

// Figures and texts of any length make short lines.
func TestFindingsAreShort(t *testing.T) {
	large := new(big.Int).Exp(big.NewInt(10), big.NewInt(900), nil)
	body := MustBody(
		Bloc{Name: "A", Size: 1, Weight: FromInt(new(big.Int).Add(large, big.NewInt(1)))},
		Bloc{Name: "B", Size: 1, Weight: FromInt(large)}, Bloc{},
	)
	tally := take(t, body, []vote{{"A 1", For}, {"B 1", Against}})
	for _, rule := range []Rule{SimpleMajority(), In{Bloc: strings.Repeat("x", 5000), Rule: TwoThirds()}, All{longText{}, TwoThirds()}} {
		if f := Explain(rule, tally); len(f.String()) > 2000 {
			t.Errorf("%d bytes: %.300s", len(f.String()), f)
		}
	}
}

type longText struct{}

func (longText) Decide(Tally) Outcome { return Rejected }
func (longText) String() string       { return strings.Repeat("x", 50_000) }
