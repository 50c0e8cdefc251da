package tripartite_test

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

func compared(t rapid.TB, before, after Constitution, choices States) *Comparison {
	t.Helper()
	c, err := Compare(before, after, choices)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Trying all votes of the seats of either body finds the same votes: those that one
// constitution adopts and the other does not.
func TestDifferencesAgreeWithEveryVote(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var groups [2][3]Bloc
		seats := 0
		weight := rapid.SampledFrom([]Fraction{Int(1), Int(2)})
		for i, name := range []string{"Gov", "Emp", "Wrk"} {
			w := weight.Draw(t, "weight")
			for k := range groups {
				groups[k][i] = Bloc{Name: name, Size: rapid.IntRange(b2i(i == 0), 1+b2i(i == 0)).Draw(t, name),
					Weight: w}
			}
			seats += max(groups[0][i].Size, groups[1][i].Size)
		}
		same := rapid.Bool().Draw(t, "same")
		if same {
			groups[1], seats = groups[0], groups[0][0].Size+groups[0][1].Size+groups[0][2].Size
		}
		var x [2]Constitution
		for k := range x {
			x[k] = Constitution{MustBody(groups[k][0], groups[k][1], groups[k][2]), drawRule(t, 2)}
			if rapid.Bool().Draw(t, "monotone") || x[k].Rule == nil {
				x[k].Rule = drawHelped(t, 2)
			}
		}
		choices := rapid.SampledFrom([]States{Cast, Cast | Abstain, Cast | Absent}).Draw(t, "choices")
		c := compared(t, x[0], x[1], choices)
		v := &everyVote{choices: []States{Against, For}}
		if choices != Cast {
			v.choices = []States{Against, choices &^ Cast, For}
		}
		wanted := [2]int{}
		for number := range v.times(seats) {
			var adopted [2]bool
			for k := range x {
				adopted[k] = adoptedBy(t, x[k], groups, k, func(i int) States { return v.choice(number, i) })
			}
			if adopted[0] != adopted[1] {
				wanted[b2i(adopted[1])]++
			}
		}
		if !c.Votes.Equal(Int(v.times(seats))) || !c.OnlyBefore.Equal(Int(wanted[0])) ||
			!c.OnlyAfter.Equal(Int(wanted[1])) || c.Err() != nil {
			t.Fatalf("%v and %v of %v, want %v of %v", c.OnlyBefore, c.OnlyAfter, c.Votes, wanted,
				v.times(seats))
		}
		holdDifferences(t, c, x)
		holdRelation(t, c, x, choices, same || cmp.Equal(groups[0], groups[1]), wanted)
	})
}

// holdRelation checks the relation of two constitutions against the numbers of votes that only
// one of them adopts, and that the examples are two of these votes.
func holdRelation(t rapid.TB, c *Comparison, x [2]Constitution, choices States,
	same bool, only [2]int) {
	t.Helper()
	want := map[[2]bool]Relation{{}: Equal, {true, false}: Stricter, {false, true}: Looser,
		{true, true}: Neither}[[2]bool{only[0] > 0, only[1] > 0}]
	if !same {
		want, only = "", [2]int{}
	}
	if c.Relation != want {
		t.Fatalf("%v and %v: %q, want %q: %v", x[0].Rule, x[1].Rule, c.Relation, want, only)
	}
	for k := 0; k < 2 && same; k++ { // as if the votes could not be counted
		var shown *Counterexample
		err := Implies(x[k].Rule, x[1-k].Rule, x[k].Body, choices)
		if errors.Is(err, ErrRule) {
			continue // it is malformed
		}
		if errors.As(err, &shown) != (only[k] > 0) {
			t.Fatalf("%v and %v: %d: %v, and there are %v", x[0].Rule, x[1].Rule, k, err, only)
		}
		if shown != nil && (!refuted(x[k].Rule, x[1-k].Rule, shown.Vote) || shown.Vote.Seats(AllSeats&^choices) > 0) {
			t.Fatalf("%v and %v: %v is no example", x[0].Rule, x[1].Rule, shown)
		}
	}
}

// shownBy reports whether a difference shows a vote that only the first constitution adopts, and
// whether one shows a vote that only the second does.
func shownBy(t testing.TB, c *Comparison, x [2]Constitution) (before, after bool) {
	t.Helper()
	for d := range c.Differences() {
		was, is := x[0].Rule != nil && x[0].Rule.Decide(d.Before) == Adopted,
			x[1].Rule.Decide(d.After) == Adopted
		if was == is {
			t.Errorf("%v is no difference", d)
		}
		before, after = before || was, after || is
	}
	return before, after
}

// A relation is known where there are too many votes to count, and of rules of the caller where
// they are counted. It is "" if the bodies differ, even if only in a name.
func TestRelation(t *testing.T) {
	t.Parallel()
	governing := loaded(t, "ilo/governing-body")
	body := sampled(t, governing)
	majority, election := sampleRule(t, governing, "majority"),
		sampleRule(t, governing, "election of the director-general")
	weights, rule := steps(40)
	own := RuleFunc(TwoThirds().Decide)
	large := MustBody(Bloc{Name: "A", Size: 200}, Bloc{Name: "B", Size: 200},
		Bloc{Name: "C", Size: 200})
	counted := MustBody(Bloc{Name: "A", Size: 30}, Bloc{Name: "B", Size: 30},
		Bloc{Name: "C", Size: 30})
	renamed := MustBody(Bloc{Name: "Governments", Size: 28}, Bloc{Name: "Employers", Size: 14},
		Bloc{Name: "Labour", Size: 14})
	four := Cast | Abstain | Absent
	for _, test := range []struct {
		before, after Constitution
		choices       States
		want          Relation
		power         bool
	}{
		{Constitution{body, majority}, Constitution{body, election}, four, Neither, true},
		{Constitution{body, majority}, Constitution{body, majority}, four, Equal, true},
		{Constitution{body, election}, Constitution{body, All{majority, election}}, four, Stricter, true},
		{Constitution{body, election}, Constitution{body, Any{majority, election}}, four, Looser, true},
		{Constitution{body, majority}, Constitution{renamed, majority}, Cast, "", true},
		{Constitution{weights, rule}, Constitution{weights, TwoThirds()}, Cast, Stricter, true},
		{Constitution{large, SimpleMajority()}, Constitution{large, AbsoluteMajority()},
			four, Stricter, false},
		{Constitution{large, EachGroup(TwoThirds())}, Constitution{large, TwoThirds()},
			four, Looser, false},
		{Constitution{large, EachGroup(SimpleMajority())}, Constitution{large, TwoThirds()},
			four, Neither, false},
		{Constitution{large, own}, Constitution{large, TwoThirds()}, four, "", false},
		{Constitution{body, own}, Constitution{body, TwoThirds()}, Cast, Equal, true},
		{Constitution{counted, own}, Constitution{counted, SimpleMajority()}, Cast, Looser, true},
		{Constitution{body, nil}, Constitution{body, majority}, Cast, Looser, true},
	} {
		_, called := test.before.Rule.(RuleFunc)
		if testing.Short() && (called || test.choices == four && test.power && test.want != Neither) {
			continue // there are very many votes to count or to ask the rule for
		}
		c := compared(t, test.before, test.after, test.choices)
		if c.Relation != test.want || (c.Before != nil) != test.power || (c.After != nil) != test.power ||
			!test.power && !errors.Is(c.Err(), ErrTooLarge) {
			t.Errorf("%v and %v: %q, want %q; %v", test.before.Rule, test.after.Rule,
				c.Relation, test.want, c.Err())
		}
		before, after := shownBy(t, c, [2]Constitution{test.before, test.after})
		stricter, looser := test.want == Stricter, test.want == Looser
		if neither := test.want == Neither; test.want != "" &&
			(before != (stricter || neither) || after != (looser || neither)) {
			t.Errorf("%v and %v: %t, %t", test.before.Rule, test.after.Rule, before, after)
		}
		text := strings.ToLower(c.String())
		if c.Relation != Equal && (!strings.Contains(text, string(c.Relation)) || c.Err() != nil && strings.Contains(text, "adopted before, rejected after") != before) {
			t.Error(text)
		}
	}
}

func BenchmarkCompareFourStates(b *testing.B) {
	governing := loaded(b, "ilo/governing-body")
	body := sampled(b, governing)
	majority, election := sampleRule(b, governing, "majority"),
		sampleRule(b, governing, "election of the director-general")
	for b.Loop() {
		c := compared(b, Constitution{body, majority}, Constitution{body, election}, Cast|Abstain|Absent)
		if c.Relation != Neither {
			b.Fatal(c.Relation)
		}
	}
}

// Seats that both bodies have are not mixed up with those that one has, although a rule
// that never adopts looks at no seat.
func TestComparedSeatsOfOneBodyAreApart(t *testing.T) {
	t.Parallel()
	never := Constitution{MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{}), Any{}}
	majority := Constitution{MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2}, Bloc{}),
		SimpleMajority()}
	one, other := compared(t, never, majority, Cast), compared(t, majority, never, Cast)
	if !one.OnlyAfter.Equal(Int(5)) || !other.OnlyBefore.Equal(Int(5)) || !one.Votes.Equal(Int(16)) ||
		one.Err() != nil {
		t.Errorf("%v and %v of %v, %v", one.OnlyAfter, other.OnlyBefore, one.Votes, one.Err())
	}
}

// adoptedBy decides a vote of the seats of two bodies in body k.
func adoptedBy(t rapid.TB, x Constitution, groups [2][3]Bloc, k int,
	choice func(i int) States) bool {
	counts, seat := Counts{}, 0
	for i := range groups[k] {
		var c Count
		for j := range max(groups[0][i].Size, groups[1][i].Size) {
			if j < groups[k][i].Size {
				c = withSeat(c, choice(seat))
			}
			seat++
		}
		counts[groups[k][i].Name] = c
	}
	tally, err := x.Body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	return x.Rule.Decide(tally) == Adopted
}

// holdDifferences checks that each difference is one, that they are all, and that the
// smallest come first.
func holdDifferences(t rapid.TB, c *Comparison, x [2]Constitution) {
	t.Helper()
	sum, before := new(big.Rat), -1
	for d := range c.Differences() {
		was, is := valid(x[0].Rule.Decide(d.Before)), valid(x[1].Rule.Decide(d.After))
		says := fmt.Sprintf(": %v before, %v after", was, is)
		if (was == Adopted) == (is == Adopted) || !strings.HasSuffix(d.String(), says) {
			t.Fatalf("no difference: %v", d)
		}
		sum.Add(sum, d.Votes.Rat())
		size := 0
		for _, change := range d.Vote {
			if change.From == For || change.From == 0 {
				size += change.Seats
			}
		}
		if size < before {
			t.Fatalf("a smaller vote comes later: %v", d)
		}
		before = size
	}
	if all := new(big.Rat).Add(c.OnlyBefore.Rat(), c.OnlyAfter.Rat()); sum.Cmp(all) != 0 {
		t.Fatalf("differences in %v votes, want %v", sum, all)
	}
}

// valid is the outcome that counts.
func valid(o Outcome) Outcome {
	if o > Adopted {
		return Rejected
	}
	return o
}

// A member leaves: of 4, 3 and 3 votes under a simple majority, the third. Before, each
// member has the same power. After, the first decides alone (Kirsch, CEPS).
func TestCompareWhenAMemberLeaves(t *testing.T) {
	t.Parallel()
	before, _ := game(6, 4, 3, 3)
	after, _ := game(4, 4, 3)
	majority := SimpleMajority()
	c := compared(t, Constitution{before, majority}, Constitution{after, majority}, Cast)
	first, then := c.Before.Seats[0], c.After.Seats[0]
	if got := fmt.Sprint(first.Normalised, then.Normalised, then.Dictator); got != "1/3 1 true" {
		t.Error(got)
	}
	var got []string
	for d := range c.Differences() {
		got = append(got, d.String())
	}
	want := []string{
		"Members/seat 1: 1 for: rejected before, adopted after",
		"Members/seat 2: 1 for, former Members/seat 3: 1 for: adopted before, rejected after",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q", got)
	}
}

// Seats on a roll are the same seats if they have the same IDs.
func TestCompareRolls(t *testing.T) {
	t.Parallel()
	body := func(ids ...string) *Body {
		return MustBody(Bloc{}, Bloc{}, Bloc{},
			Bloc{Name: "Board", Roll: ids})
	}
	for _, c := range []struct {
		after *Body
		votes string // of the seats of either body
	}{
		{body("A", "B"), "4"}, {body("B", "A"), "4"}, {body("A", "C"), "8"}, {body("C", "D"), "16"},
		{body("A"), "4"},
		{MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Board", Size: 3}), "8"},
		{MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Other", Size: 3}), "32"},
	} {
		x := compared(t, Constitution{body("A", "B"), SimpleMajority()},
			Constitution{c.after, SimpleMajority()}, Cast)
		if x.Votes.String() != c.votes {
			t.Errorf("%v: %v votes, want %s", c.after, x.Votes, c.votes)
		}
	}
}

func TestGuaranteesLostAndGained(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1})
	before, after := Constitution{body, SimpleMajority()},
		Constitution{body, All{Quorum{SeatCount{Of: Cast, Need: 3}}, SimpleMajority()}}
	c := compared(t, before, after, Cast)
	properties := func(list []*Counterexample) (all Property) {
		for _, c := range list {
			all |= c.Property
		}
		return all
	}
	lost, gained := properties(c.Lost), properties(c.Gained)
	if lost != MonotoneAgainst|Participation|Homogeneous || gained != 0 {
		t.Errorf("lost %v, gained %v", lost, gained)
	}
	c = compared(t, after, before, Cast)
	if gained := properties(c.Gained); gained != MonotoneAgainst|Participation|Homogeneous {
		t.Errorf("gained %v", gained)
	}
}

func TestCompareErrors(t *testing.T) {
	t.Parallel()
	good := Constitution{council, SimpleMajority()}
	for _, c := range []struct {
		x    Constitution
		want error
	}{{Constitution{}, ErrBody}, {Constitution{council, RuleFunc(func(Tally) Outcome { panic("no") })},
		ErrRule}} {
		if _, err := Compare(good, c.x, Cast); !errors.Is(err, c.want) {
			t.Error(err)
		}
		if _, err := Compare(c.x, good, Cast); !errors.Is(err, c.want) {
			t.Error(err)
		}
	}
	if _, err := Compare(good, good, For|Absent); !errors.Is(err, ErrState) {
		t.Error(err)
	}
	if testing.Short() {
		return // counting takes long
	}
	body, rule := steps(40)
	c := compared(t, Constitution{body, rule}, Constitution{body, TwoThirds()}, 0)
	if !errors.Is(c.Err(), ErrTooLarge) || c.Votes.Valid() || c.Before.Seats[0].Swings.Sign() == 0 {
		t.Errorf("%v %v", c.Err(), c.Votes)
	}
	if n := len(slices.Collect(c.Differences())); n != 1 { // an example
		t.Errorf("%d differences", n)
	}
}

// Seats that only one body has, and that the rules do not ask, are not those of the other.
func TestComparisonOfSeatsWithoutASay(t *testing.T) {
	t.Parallel()
	rule := In{Group: First, Rule: SimpleMajority()}
	before := Constitution{MustBody(Bloc{Name: "G", Size: 1},
		Bloc{Name: "E", Blocs: []Bloc{{Name: "a", Size: 1}, {Name: "b", Size: 1}}}, Bloc{Name: "W"}),
		rule}
	after := Constitution{MustBody(Bloc{Name: "G", Size: 1}, Bloc{Name: "E"},
		Bloc{Name: "W", Size: 3}), rule}
	c, err := Compare(before, after, Cast)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Votes.Equal(Int(64)) || c.OnlyBefore.Sign() != 0 || c.OnlyAfter.Sign() != 0 {
		t.Errorf("%v votes, %v only before, %v only after", c.Votes, c.OnlyBefore, c.OnlyAfter)
	}
}

func TestComparisonPrints(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1})
	small := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1},
		Bloc{Name: "Chair", Size: 1})
	large, rule := steps(40)
	zero := &Comparison{}
	for _, c := range []struct {
		comparison *Comparison
		want       string
	}{
		{nil, "nothing compared\n"},
		{zero, "nothing compared\n"},
		{compared(t, Constitution{body, SimpleMajority()},
			Constitution{body, SeatCount{Of: For, Need: 3}}, Cast), `
Before: G: 2, E: 1, W: 1
        more than 1/2 of votes cast are for
After:  G: 2, E: 1, W: 1
        at least 3 seats are for

Of all votes in which each seat is for or against:
31.25 % of all votes are adopted before, and 31.25 % after.
They decide every vote in the same way.

              seats         Banzhaf index           Shapley-Shubik
             before  after         before    after          before    after
a seat of G       2      2        25.00 %  25.00 %         25.00 %  25.00 %
E                 1      1        25.00 %  25.00 %         25.00 %  25.00 %
W                 1      1        25.00 %  25.00 %         25.00 %  25.00 %
all G             2      2        50.00 %  50.00 %         50.00 %  50.00 %
E                 1      1        25.00 %  25.00 %         25.00 %  25.00 %
W                 1      1        25.00 %  25.00 %         25.00 %  25.00 %

Lost:
  neutral: W: 1 for, 3 others absent: rejected; for and against exchanged: rejected
  decisive: W: 1 for, 3 others absent: rejected; for and against exchanged: rejected
  homogeneous: E: 1 for, W: 1 for, 2 others absent: rejected; twice as many: adopted
`},
		{compared(t, Constitution{body, GroupVeto(First, Cast)}, Constitution{small, All{
			GroupVeto(First, Cast), In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}}}, Cast), `
Before: G: 2, E: 1, W: 1
        no veto (in the first group (more than 1/2 of votes cast are against))
After:  G: 2, E: 1, W: 1, Chair: 1
        no veto (in the first group (more than 1/2 of votes cast are against)) and in Chair (at least 1 seat is for)

Of all votes in which each seat is for or against:
75.00 % of all votes are adopted before, and 37.50 % after.
They differ on 37.50 % of all votes: 37.50 % are adopted only before, 0.00 % only after.
The smallest of these votes:
  G: 1 for: adopted before, rejected after
  G: 2 for: adopted before, rejected after
  G: 1 for, E or W: 1 for: adopted before, rejected after
  G: 2 for, E or W: 1 for: adopted before, rejected after
  G: 1 for, E or W: 2 for: adopted before, rejected after
  and 1 combination more

              seats         Banzhaf index           Shapley-Shubik
             before  after         before    after          before    after
a seat of G       2      2        50.00 %  20.00 %         50.00 %  16.67 %
E                 1      1         0.00 %   0.00 %          0.00 %   0.00 %
W                 1      1         0.00 %   0.00 %          0.00 %   0.00 %
Chair                    1                 60.00 %                  66.67 %
all G             2      2       100.00 %  40.00 %        100.00 %  33.33 %
E                 1      1         0.00 %   0.00 %          0.00 %   0.00 %
W                 1      1         0.00 %   0.00 %          0.00 %   0.00 %

Lost:
  decisive: W: 1 against, 4 others absent: rejected; for and against exchanged: rejected

Gained:
  needs votes: 4 seats absent: adopted, and nobody voted
`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), c.comparison.String()); diff != "" {
			t.Errorf("%s\n%s", diff, c.comparison)
		}
	}
	text := compared(t, Constitution{large, rule}, Constitution{large, TwoThirds()}, Cast).String()
	want := "The votes on which they differ were not counted: too large: work limit exceeded: " +
		"46438023168 votes"
	if !strings.Contains(text, want) {
		t.Error(text)
	}
}

// The text and the picture of a comparison show the same index, and say which. If it is a
// measure of single votes, they show no sum of it.
func TestComparisonShowsOneIndex(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 4}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1})
	against := Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)} // it is not monotone
	drawn := regexp.MustCompile(`(G|E|W), [14] seats?: (\S+) % before[^;]*; (\S+) % after`)
	for index, test := range map[string]struct {
		after Rule
		lines int
	}{"Banzhaf index": {TwoThirds(), 6}, "Banzhaf measure": {against, 3}} {
		c := compared(t, Constitution{body, SimpleMajority()}, Constitution{body, test.after}, Cast)
		text := c.String()
		_, description, _ := checkPicture(t, Picture{}.Comparison(c))
		if !strings.Contains(text, " "+index+" ") || !strings.Contains(description, index+": ") {
			t.Errorf("no %s:\n%s%s", index, text, description)
		}
		lines := drawn.FindAllStringSubmatch(description, -1)
		if len(lines) != test.lines {
			t.Errorf("%s: %d lines in %s", index, len(lines), description)
		}
		for _, l := range lines {
			row := regexp.MustCompile(`(?m)^(a seat of |all )?` + l[1] + ` +[14] +[14] +` + l[2] + ` % +` +
				l[3] + ` % `)
			if !row.MatchString(text) {
				t.Errorf("%s: %q is not in\n%s", index, l[0], text)
			}
		}
		if strings.Contains(text, "125.00 %") { // four times 31.25 %
			t.Errorf("a sum of measures:\n%s", text)
		}
	}
}
