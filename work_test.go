package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// The inputs that once took minutes, or as much memory as there was, each with its
// answer: BenchmarkWork prints what they take now.

// hostileInput is an input, and the answer to it: "too large" if that is what it is.
type hostileInput struct {
	name   string
	answer func() string
	want   string
}

// said is an answer in words, or the error.
func said(answer any, err error) string {
	conflict := new(Conflict)
	switch {
	case errors.Is(err, ErrTooLarge):
		return "too large"
	case errors.As(err, &conflict):
		return "conflict"
	case err != nil:
		return err.Error()
	}
	return fmt.Sprint(answer)
}

// manyBlocs is a report of n blocs, each with 3 for and 2 against.
func manyBlocs(n int) (*Body, []Figure) {
	g := Bloc{Name: "G"}
	var figures []Figure
	for i := range n {
		g.Blocs = append(g.Blocs, Bloc{Name: fmt.Sprint(i), Size: 6 + i%5})
		figures = append(figures, ExactFigure(fmt.Sprint("G/", i), For, 3),
			ExactFigure(fmt.Sprint("G/", i), Against, 2))
	}
	return MustBody(g, Bloc{}, Bloc{}), figures
}

// weighted are three groups of n seats together, all of different large weights.
func weighted(n int) *Body {
	var g [3]Bloc
	for i := range n {
		g[i%3].Blocs = append(g[i%3].Blocs,
			shareholder(fmt.Sprint("m", i), Frac(1_000_000_007+i*7919*1009, 1)))
	}
	return MustBody(g[0], g[1], g[2])
}

// cantons are 26 parts with a share of each, of nine digits, and the rule that so many
// of them have a majority.
func cantons(k int) (*Body, []Figure, Rule) {
	g := Bloc{Name: "Cantons"}
	var figures []Figure
	rules := make([]Rule, 26)
	for i := range rules {
		name := fmt.Sprint("K", i)
		g.Blocs = append(g.Blocs, Bloc{Name: name, Size: 90_000 + 30_011*i})
		rules[i] = In{Bloc: "Cantons/" + name, Rule: SimpleMajority()}
		share := 420_000_000 + 7_654_321*i // of a thousand million: the last 15 are above half
		figures = append(figures, mustParse(fmt.Sprintf("Cantons/%s: %d.%07d %% for of cast", name, share/10_000_000, share%10_000_000)))
	}
	return MustBody(g, Bloc{}, Bloc{}), figures, KOf{K: k, Rules: rules}
}

func mustParse(text string) Figure {
	var f Figure
	if err := f.UnmarshalText([]byte(text)); err != nil {
		panic(err)
	}
	return f
}

// committeeOfStakes are a committee, and two bodies of n seats with different stakes.
func committeeOfStakes(n int) (*Body, Rule) {
	bloc := func(name string) Bloc {
		b := Bloc{Name: name}
		for i := range n {
			b.Blocs = append(b.Blocs, shareholder(fmt.Sprint(name, " m", i), Frac(1_000_003+7919*i%1_000_033, 1)))
		}
		return b
	}
	share := Share{Of: For, Base: Entitled &^ Abstain, Need: AtLeast(67, 100)}
	rule := All{In{Group: First, Rule: share}, In{Group: Second, Rule: share},
		In{Group: Third, Rule: share}}
	return MustBody(Bloc{Name: "Committee", Size: 7}, bloc("Representatives"), bloc("Pools")), rule
}

// inItself is a rule that contains itself, twice.
func inItself() Rule {
	all := make(All, 2)
	all[0], all[1] = all, all
	return all
}

// nested is a veto in a veto, and so on.
func nested(depth int) Rule {
	var r Rule = SimpleMajority()
	for range depth {
		r = Veto{r}
	}
	return r
}

func hostileInputs(t testing.TB) []hostileInput {
	var cases []hostileInput
	add := func(name, want string,
		answer func() string) {
		cases = append(cases, hostileInput{name, answer, want})
	}

	for _, n := range []int{40, 250, 1000} {
		body, figures := manyBlocs(n)
		total := func(n int) []Figure { return append(slices.Clone(figures), ExactFigure("", For, n)) }
		add(fmt.Sprintf("report of %d blocs", n), "[adopted]", func() string {
			p, err := body.Infer(total(3 * n)...)
			if err != nil {
				return said(nil, err)
			}
			o, err := p.Outcomes(SimpleMajority())
			return said([]Outcomes{o}, err)
		})
		add(fmt.Sprintf("its table of %d blocs", n), "true", func() string {
			p, err := body.Infer(figures...)
			if err != nil {
				return said(nil, err)
			}
			table, err := p.Table()
			return said(strings.Count(table, "\n") > n, err)
		})
		add(fmt.Sprintf("the same of %d blocs, off by one", n), "conflict", func() string {
			return said(body.Infer(total(3*n + 1)...))
		})
	}

	for k, want := range map[int]string{15: "adopted", 16: "rejected"} {
		body, figures, rule := cantons(k)
		add(fmt.Sprintf("26 cantons, %d needed", k), want, func() string {
			p, err := body.Infer(figures...)
			if err != nil {
				return said(nil, err)
			}
			return said(p.Outcomes(rule))
		})
	}

	shares, rates, rule := cantons(15)
	add("table of 26 cantons", "true", func() string {
		p, err := shares.Infer(rates...)
		if err != nil {
			return said(nil, err)
		}
		table, err := p.Table()
		return said(strings.Count(table, "\n") > 26, err)
	})
	add("to adopt, two ninths of all and 15 of 26 cantons",
		"would be adopted if 2687462 more seats were for", func() string {
			return said(ToAdopt(All{Share{Of: For, Base: Entitled, Need: AtLeast(2, 9)}, rule}, shares.OpenRoom().Tally(), 0))
		})
	estates := MustBody(Bloc{Name: "Teachers", Size: 529, Power: Int(2), SharedBy: Cast},
		Bloc{Name: "Students", Size: 12_000, Power: Int(1), SharedBy: Cast}, Bloc{})
	add("to fail, powers shared by those who vote",
		"would fail if 168 of the seats that are for were not", func() string {
			tally, err := estates.Tally(Counts{"Teachers": {For: 300, Against: 229}, "Students": {For: 12_000}})
			if err != nil {
				return said(nil, err)
			}
			return said(ToFail(SimpleMajority(), tally, 0))
		})
	add("figures of powers shared by those who vote", "[rejected or adopted]", func() string {
		p, err := estates.Infer(mustParse("Teachers: 267 for"), mustParse("Teachers: 238 against"),
			mustParse("40 % to 60 % votes for of cast"))
		if err != nil {
			return said(nil, err)
		}
		o, err := p.Outcomes(SimpleMajority())
		return said([]Outcomes{o}, err)
	})
	add("to adopt, counts tried", "would be adopted if 140 more seats were for", func() string {
		tally, err := flat(1500).Tally(Counts{"Members": {For: 300, Against: 450, Absent: 750}})
		if err != nil {
			return said(nil, err)
		}
		return said(ToAdopt(RuleFunc(func(t Tally) Outcome {
			if ayes, noes := t.Seats(For), t.Seats(Against); noes*noes*1500 < ayes*ayes*(ayes+noes) {
				return Adopted
			}
			return Rejected
		}), tally, 0))
	})

	var lines strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&lines, "%d for\n", i)
	}
	add("10,000 lines that contradict each other", "conflict", func() string {
		figures, err := ParseFigures(lines.String())
		if err != nil {
			return said(nil, err)
		}
		return said(flat(20_000).Infer(figures...))
	})
	digits := strings.Repeat("7", 300_000)
	add("a percentage of 300,000 digits", "not a valid fraction", func() string {
		if _, err := ParseFigures("0." + digits + " % for of cast"); errors.Is(err, ErrFraction) {
			return ErrFraction.Error()
		}
		return "read"
	})
	add("a fraction of 300,000 digits", "not a valid fraction", func() string {
		if _, err := ParseFraction("1/" + digits); errors.Is(err, ErrFraction) {
			return ErrFraction.Error()
		}
		return "read"
	})

	large := weighted(90)
	six := All{
		Share{Of: For, Base: Cast, Need: AtLeast(1, 2)},
		Share{Of: Against, Base: Cast, Need: AtLeast(1, 2)},
		Share{Of: For, Base: Present, Need: AtLeast(1, 3)},
		Share{Of: Abstain, Base: Present, Need: AtLeast(1, 3)},
		Share{Of: Silent, Base: AllSeats, Need: AtLeast(1, 7)},
		Share{Of: Absent, Base: AllSeats, Need: AtLeast(1, 7)},
	}
	add("six clauses, 90 weights, all open", "rejected", func() string {
		return said(Possible(six, large.OpenRoom().Tally(), Silent, AllSeats))
	})

	for _, n := range []int{16, 1000} {
		body, rule := committeeOfStakes(n)
		tally := body.OpenRoom().Tally()
		add(fmt.Sprintf("to adopt, 2 x %d stakes", n), "true", func() string {
			m, err := ToAdopt(rule, tally, 0)
			return said(m.Enough, err)
		})
		add(fmt.Sprintf("check a rule, 2 x %d stakes", n), "<nil>",
			func() string { return said(nil, CheckRule(rule, body)) })
		add(fmt.Sprintf("vet, 2 x %d stakes", n), "<nil>",
			func() string { return said(nil, Vet(rule, body)) })
	}
	members := weighted(3000)
	all := Counts{}
	for name := range members.Blocs() {
		all[name] = Count{For: 1}
	}
	add("to fail, 3,000 stakes", "would fail if 914 of the seats that are for were counted as against", func() string {
		tally, err := members.Tally(all)
		if err != nil {
			return said(nil, err)
		}
		return said(ToFail(SimpleMajority(), tally, Against))
	})

	for name, c := range map[string]struct {
		body *Body
		rule Rule
		want string
	}{
		"3,000 stakes":                {members, SimpleMajority(), "too large"},
		"3,000 stakes, in each group": {members, EachGroup(SimpleMajority()), "too large"},
		"90 stakes, six clauses":      {large, six, "too large"},
		"4,000 seats":                 {flat(4_000), own{SimpleMajority()}, "<nil>"},
		"90,000 seats":                {flat(90_000), own{SimpleMajority()}, "too large"},
		"10,000,000 seats":            {flat(10_000_000), SimpleMajority(), "too large"},
		"all seats there can be":      {flat(MostSeats), SimpleMajority(), "too large"},
	} {
		for _, choices := range []States{Cast, AllSeats} {
			want := c.want
			if choices == AllSeats {
				want = "too large"
			}
			add(fmt.Sprintf("power: %s, %v", name, choices), want, func() string {
				_, err := PowerOf(c.rule, c.body, choices)
				return said(nil, err)
			})
		}
		add("coalitions: "+name, c.want, func() string {
			_, err := MinimalWinning(c.rule, c.body)
			return said(nil, err)
		})
	}

	empty := Bloc{Name: "A"}
	for i := range 300 {
		empty.Blocs = append(empty.Blocs, Bloc{Name: fmt.Sprint("empty", i)})
	}
	empty.Blocs = append(empty.Blocs, Bloc{Name: "seats", Size: 2})
	hollow := MustBody(empty, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 2})
	add("check a rule, 300 empty blocs", "<nil>",
		func() string { return said(nil, CheckRule(SimpleMajority(), hollow)) })

	cases = append(cases, longNumbers()...)
	cases = append(cases, manyClauses(t)...)
	cases = append(cases, shiftingPowers()...)
	cases = append(cases, longTexts()...)
	cases = append(cases, manyWeights()...)

	add("a veto in a veto, 1,000 deep", "<nil>",
		func() string { return said(nil, Vet(nested(1000), council)) })
	add("a veto in a veto, 1,001 deep", "true",
		func() string { return said(errors.Is(Vet(nested(1001), council), ErrRule), nil) })
	add("a rule that contains itself", "rejected",
		func() string { return said(inItself().Decide(council.OpenRoom().Tally()), nil) })
	add("vet a rule that contains itself", "true",
		func() string { return said(errors.Is(Vet(inItself(), council), ErrRule), nil) })
	add("check a rule that contains itself", "true",
		func() string { return said(CheckRule(inItself(), council) != nil, nil) })
	itself := Finding{Clause: "all of", Parts: make([]Finding, 1)}
	itself.Parts[0] = itself
	add("marshal a finding that contains itself", "too large",
		func() string { return said(json.Marshal(itself)) })
	add("print a finding that contains itself", "true",
		func() string { return said(len(itself.String()) < 1000, nil) })
	add("print a rule that contains itself", "true",
		func() string { return said(len(fmt.Sprint(inItself())) < 1000, nil) })
	return cases
}

// ofThresholds asks that k of n shares hold, with thresholds of 62 bits.
func ofThresholds(k, n int) Rule {
	rule := KOf{K: k}
	for i := range n {
		rule.Rules = append(rule.Rules,
			Share{Of: For, Base: Cast, Need: Threshold{Num: 1<<(bits.UintSize-4) + 1_234_567*i*i + 1, Den: 1<<(bits.UintSize-3) + 987_654*i + 7}})
	}
	return rule
}

// blocsOf returns a body of n blocs in three groups.
func blocsOf(n, seats int, weight func(i int) Fraction) *Body {
	var g [3]Bloc
	for i := range n {
		g[i%3].Blocs = append(g[i%3].Blocs,
			Bloc{Name: fmt.Sprint("b", i), Size: seats, Weight: weight(i)})
	}
	return MustBody(g[0], g[1], g[2])
}

// unanimous returns the vote in which all seats are for.
func unanimous(b *Body) Tally {
	counts := Counts{}
	for name, n := range b.Blocs() {
		counts[name] = Count{For: n}
	}
	t, err := b.Tally(counts)
	if err != nil {
		panic(err)
	}
	return t
}

// longNumbers are bodies whose weights have many digits.
func longNumbers() []hostileInput {
	var csv strings.Builder
	csv.WriteString("seat,group,weight,vote\n")
	primes := primesFrom(1_000_000, 5000)
	for i, p := range primes {
		fmt.Fprintf(&csv, "m%d,A,1/%v,for\n", i, p)
	}
	ofPrime := func(i int) Fraction { return parted(primes[i%42]) }
	ofStakes := func(i int) Fraction { return Frac(1_000_000_007+i*7919, 1) }
	cases := []hostileInput{
		{"read a CSV of 5,000 weights of 1/p",
			func() string { return said(RollCall{}.ReadBody(strings.NewReader(csv.String()))) }, "too large"},
		{"a body of 5,000 weights of 1/p",
			func() string { return said(NewBody(ofPrimes("A", 5000), Bloc{}, Bloc{})) }, "too large"},
		{"a body of 1,000 shared powers of thousands of seats",
			func() string { return said(NewBody(sharing(1000, 5000), Bloc{}, Bloc{})) }, "too large"},
	}
	for _, n := range []int{30, 2600} {
		for name, weight := range map[string]func(int) Fraction{"stakes": ofStakes, "weights of 1/p": ofPrime} {
			all := unanimous(blocsOf(n, 1, weight))
			cases = append(cases, hostileInput{fmt.Sprintf("ways to fail, %d %s", n, name), func() string {
				m, err := ToFail(SimpleMajority(), all, 0)
				if err != nil {
					return said(nil, err)
				}
				ways, err := m.Ways()
				return said(len(ways), err)
			}, "too large"})
		}
	}
	for name, c := range map[string]struct {
		body *Body
		fail string
	}{
		"12 blocs": {blocsOf(12, 30, ofStakes), "would fail if 180 of the seats that are for were not"},
		"60 blocs of 1/p": {blocsOf(60, 20, ofPrime),
			"would fail if 600 of the seats that are for were not"},
	} {
		body := c.body
		all, open, rule := unanimous(body), body.OpenRoom().Tally(), ofThresholds(16, 30)
		cases = append(cases,
			hostileInput{"to adopt, 16 of 30 shares, " + name,
				func() string { return said(ToAdopt(rule, open, 0)) },
				"would be adopted if 1 more seat were for"},
			hostileInput{"to fail, 16 of 30 shares, " + name,
				func() string { return said(ToFail(rule, all, 0)) }, c.fail},
			hostileInput{"possible, 16 of 30 shares, " + name,
				func() string { return said(Possible(rule, open, Silent, Present)) }, "rejected or adopted"},
			hostileInput{"check, 254 of 508 shares, " + name,
				func() string { return said(nil, CheckRule(ofThresholds(254, 508), body)) }, "<nil>"},
		)
	}
	return cases
}

// manyClauses are the calls that count votes, under rules of many clauses.
func manyClauses(t testing.TB) []hostileInput {
	primes := primesFrom(1_000_000, 42)
	wide := blocsOf(60, 1, func(i int) Fraction { return parted(primes[i%42]) })
	six := blocsOf(3, 2, func(i int) Fraction { return Frac(1+i, 1) })
	fsc := statuteBody(t, "fsc/general-assembly",
		chambers([4]int{4, 3, 4, 3}, [4]int{3, 3, 3, 4}, [4]int{4, 3, 3, 3})...)
	var cases []hostileInput
	for n, want := range map[int]string{1000: "<nil>", 1500: "too large"} {
		cases = append(cases, hostileInput{fmt.Sprintf("power: %d seats that can abstain", n), func() string {
			_, err := PowerOf(SimpleMajority(), flat(n), Cast|Abstain)
			return said(nil, err)
		}, want})
	}
	for name, c := range map[string]struct {
		body *Body
		rule Rule
		want string
	}{
		"60 blocs of 1/p, 508 shares": {wide, ofThresholds(254, 508), "too large"},
		"6 seats, 50,000 shares":      {six, ofThresholds(25_000, 50_000), "<nil>"},
		"an FSC of 40 seats":          {fsc, statuteRule(t, "fsc/general-assembly", "motion"), "<nil>"},
	} {
		cases = append(cases,
			hostileInput{"power: " + name,
				func() string { _, err := PowerOf(c.rule, c.body, Cast); return said(nil, err) }, c.want},
			hostileInput{"coalitions: " + name,
				func() string { _, err := MinimalWinning(c.rule, c.body); return said(nil, err) }, c.want},
			hostileInput{"compare: " + name, func() string {
				found, err := Compare(Constitution{c.body, c.rule},
					Constitution{c.body, SimpleMajority()}, Cast)
				if err == nil && found.Before == nil { // the power, which counts more than the votes
					err = found.Err()
				}
				return said(nil, err)
			}, c.want},
		)
	}
	return cases
}

// shiftingPowers are votes in which those who vote share a power.
func shiftingPowers() []hostileInput {
	three := func(n int, over States) *Body {
		return MustBody(Bloc{Name: "A", Size: n, SharedBy: over},
			Bloc{Name: "B", Size: n, SharedBy: over}, Bloc{Name: "C", Size: n, SharedBy: over})
	}
	all := unanimous(three(8, Cast))
	cases := []hostileInput{{"to fail, 3 x 8 seats that share a power", func() string {
		m, err := ToFail(SimpleMajority(), all, 0)
		return said(m.Fewest, err)
	}, "12"}}
	for _, students := range []int{20, 12_000} {
		university := MustBody(
			Bloc{Name: "Teachers", Size: 529, SharedBy: Voting, Power: Frac(2, 1)},
			Bloc{Name: "Students", Size: students, SharedBy: Voting}, Bloc{})
		figures := []Figure{}
		for _, line := range []string{"267 for", "238 against", "1 abstain", "3 spoilt", "509 voting", "0 suspended + vacant"} {
			figures = append(figures, mustParse("Teachers: "+line))
		}
		cases = append(cases, hostileInput{fmt.Sprintf("published: %d students open", students), func() string {
			p, err := university.Infer(figures...)
			if err != nil {
				return said(nil, err)
			}
			return said(p.Outcomes(SimpleMajority()))
		}, "rejected or adopted"})
	}
	body, figures, _ := cantons(13)
	open := body.OpenRoom().Tally()
	share := Share{Of: For, Base: AllSeats, Need: AtLeast(2, 3)}
	cases = append(cases,
		hostileInput{"table of 26 cantons", func() string {
			p, err := body.Infer(figures...)
			if err != nil {
				return said(nil, err)
			}
			_, err = p.Table()
			return said(nil, err)
		}, "<nil>"},
		hostileInput{"to adopt in 26 cantons, and a share of all", func() string {
			rules := make([]Rule, 26)
			for i := range rules {
				rules[i] = In{Bloc: fmt.Sprint("Cantons/K", i), Rule: share}
			}
			m, err := ToAdopt(All{KOf{K: 13, Rules: rules}, share}, open, 0)
			return said(m.Enough, err)
		}, "true"})
	return cases
}

// weighty returns a body of n blocs of three seats that all weigh differently, in three groups,
// and a vote in which every second one is for.
func weighty(n int) (*Body, Tally) {
	groups, counts := [3]Bloc{{Name: "A"}, {Name: "B"}, {Name: "C"}}, Counts{}
	for i := range n {
		g, bloc := &groups[i%3], Bloc{Name: fmt.Sprint("b", i), Size: 3, Weight: Int(i + 1)}
		g.Blocs = append(g.Blocs, bloc)
		counts[g.Name+"/"+bloc.Name] = Count{For: 3 * (i % 2), Against: 3 - 3*(i%2)}
	}
	body := MustBody(groups[0], groups[1], groups[2])
	tally, err := body.Tally(counts)
	if err != nil {
		panic(err)
	}
	return body, tally
}

// manyWeights are searches in bodies of so many different weights that the budget is spent early.
func manyWeights() []hostileInput {
	body, _ := weighty(10_000)
	_, vote := weighty(60_000)
	return []hostileInput{
		{"check a rule, 10,000 weights", func() string {
			return said("checked", CheckRule(SimpleMajority(), body))
		}, "checked"},
		{"a majority implies two thirds, 10,000 weights", func() string {
			return said("proved", Implies(SimpleMajority(), TwoThirds(), body, Cast))
		}, "too large"},
		{"ways to fail, 60,000 weights", func() string {
			m, err := ToFail(SimpleMajority(), vote, 0)
			if err != nil {
				return said(nil, err)
			}
			_, err = m.Ways()
			return said(nil, err)
		}, "too large"},
	}
}

// A search for a readable vote ends with its budget: it copies the 5,000 blocs of a body no more
// often than the budget allows.
func TestWitnessEndsWithItsBudget(t *testing.T) { // not parallel: it counts what is allocated
	proptest.Longest(t)
	body, _ := weighty(5_000)
	var err error
	drawn := allocated(func() { err = Implies(SimpleMajority(), TwoThirds(), body, Cast) })
	if !errors.Is(err, ErrTooLarge) || drawn > 200_000_000 {
		t.Errorf("%d MB are allocated: %v", drawn/1_000_000, err)
	}
}

// longTexts are texts of 100 KB or more, and a text of a few bytes for a large ballot.
func longTexts() []hostileInput {
	text := []byte(fmt.Sprintf(`{"body":{"groups":[{"name":"A","seats":%d}]},"start":"silent","seats":{}}`, MostInBallot))
	var ballot Ballot
	wrong := strings.Repeat("66 %% for\n", 120_000)
	return []hostileInput{
		{"read and write the largest ballot", func() string {
			if err := json.Unmarshal(text, &ballot); err != nil {
				return said(nil, err)
			}
			_, err := json.Marshal(ballot)
			ballot = Ballot{}
			return said(nil, err)
		}, "<nil>"},
		{"read a ballot of 268,435,456 seats", func() string {
			large := strings.ReplaceAll(string(text), fmt.Sprint(MostInBallot), "268435456")
			return said(nil, json.Unmarshal([]byte(large), &ballot))
		}, "too large"},
		{"120,000 wrong lines of figures", func() string {
			_, err := ParseFigures(wrong)
			return said(errors.Is(err, ErrFigure) || errors.Is(err, ErrText), nil)
		}, "true"},
	}
}

// The work on a consistent report grows in proportion to its blocs.
func TestWorkOnAReportIsLinear(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	work := func(n int) int {
		body, figures := manyBlocs(n)
		p, err := body.Infer(append(figures, ExactFigure("", For, 3*n))...)
		if err != nil {
			t.Fatal(err)
		}
		return WorkOf(p)
	}
	if small, large := work(100), work(1000); large > 12*small {
		t.Errorf("%d for 100 blocs, %d for 1,000", small, large)
	}
}

// BenchmarkWork measures hostile inputs, one at a time: the time, and the most memory that
// the heap took meanwhile. It fails if one does not have its answer, and is not refused.
// -benchtime 1x -v prints the table, with the answers.
func BenchmarkWork(b *testing.B) {
	for _, c := range hostileInputs(b) {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			answer := ""
			peak := peakOf(func() {
				for b.Loop() {
					answer = c.answer()
				}
			})
			b.ReportMetric(float64(peak)/1e6, "peak-MB")
			if answer != c.want {
				b.Errorf("%s, want %s", answer, c.want)
			}
			b.Log(answer)
		})
	}
}

// peakOf returns the most bytes that objects took on the heap while f ran, beyond those
// that were there before. It looks a thousand times a second.
func peakOf(f func()) uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	heap := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	runtime.GC()
	before := heap()
	peak, stop, stopped := before, make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for tick := time.NewTicker(time.Millisecond); ; {
			peak = max(peak, heap())
			select {
			case <-tick.C:
			case <-stop:
				return
			}
		}
	}()
	f()
	close(stop)
	<-stopped
	return peak - before
}
