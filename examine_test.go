package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// counting counts how often it is asked, and in how many blocs.
type counting struct{ work *atomic.Int64 }

func (c counting) Decide(t Tally) Outcome {
	blocs := int64(1)
	for range t.Blocs() {
		blocs++
	}
	c.work.Add(blocs)
	return SimpleMajority().Decide(t)
}

// stakes are blocs of one seat that all weigh differently.
func stakes(n int) []Bloc {
	blocs := make([]Bloc, n)
	for i := range blocs {
		blocs[i] = Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(i+1, 1)}
	}
	return blocs
}

// empties are three groups of two seats, beside empty blocs.
func empties(n int) *Body {
	blocs := make([]Bloc, n)
	for i := range blocs {
		blocs[i] = Bloc{Name: fmt.Sprint(i)}
	}
	return MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Size: 2},
		Bloc{Name: "C", Size: 2}, blocs...)
}

// The checks do work within a limit, whatever the body, and tell if they could do none.
func TestChecksWorkWithinALimit(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	cardano := func(n int) *Body {
		return MustBody(Bloc{Name: "Committee", Size: 7}, Bloc{Name: "Representatives", Blocs: stakes(n)},
			Bloc{Name: "Pools", Blocs: stakes(n)})
	}
	wide := MustBody(Bloc{Name: "A", Blocs: func() []Bloc {
		blocs := stakes(200)
		for i := range blocs {
			blocs[i].Weight = Frac(1, 1000003+2*(i%40))
		}
		return blocs
	}()}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	for name, body := range map[string]*Body{
		"council": council, "empty": empties(300), "cardano": cardano(1000),
		"larger": cardano(5000), "wide": wide,
		"too large": MustBody(Bloc{Name: "A", Blocs: stakes(60_000)}, Bloc{Name: "B", Size: 1},
			Bloc{Name: "C", Size: 1}),
	} {
		for check, f := range map[string]func(Rule) error{
			"Vet":       func(r Rule) error { return Vet(r, body) },
			"CheckRule": func(r Rule) error { return CheckRule(r, body) },
			"of many":   func(r Rule) error { return CheckRule(r, body, council, body, pairs()) },
		} {
			if check == "of many" && name != "empty" && name != "cardano" {
				continue // a part of the budget is too little for the largest
			}
			work := new(atomic.Int64)
			err := f(counting{work})
			if n := work.Load(); n > MostDecided || n == 0 && !errors.Is(err, ErrTooLarge) {
				t.Errorf("%s of %s: %d blocs looked at; %v", check, name, n, err)
			}
			if tooLarge := errors.Is(err, ErrTooLarge); tooLarge != (name == "too large" && check != "Vet") || !tooLarge && err != nil {
				t.Errorf("%s of %s: %v", check, name, err)
			}
		}
	}
}

// Empty blocs are no dimension: a body with them is looked at as one without.
func TestChecksOfEmptyBlocs(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	for _, rule := range []Rule{SimpleMajority(), All{TwoThirds(), Veto{In{Bloc: "B", Rule: SeatCount{Against, 1}}}}} {
		report := Properties(rule, empties(60))
		if want := Properties(rule, empties(0)).String(); report.String() != want {
			t.Errorf("%v\n%v", report, want)
		}
		if report.Evidence(Required) != Proved {
			t.Errorf("not proved:\n%v", report)
		}
	}
}

// A rule that is the same rules over and over has more clauses than can be looked at.
func TestChecksOfTooManyClauses(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	var rule Rule = SimpleMajority()
	for range 40 {
		rule = All{rule, rule}
	}
	long := make(All, MostClauses)
	for i := range long {
		long[i] = SimpleMajority()
	}
	for _, rule := range []Rule{rule, long} {
		for check, err := range map[string]error{"Vet": Vet(rule, council), "CheckRule": CheckRule(rule, council), "Properties": Properties(rule, council).Err(Neutral)} {
			if !errors.Is(err, ErrTooLarge) || len(err.Error()) > 200 {
				t.Errorf("%s: %.300v", check, err)
			}
		}
	}
	want := []string{`rule "more than 1/2 of votes cast are for": clause can be left out: no outcome changes`}
	if diff := cmp.Diff(want, messages(Vet(long[:1000], council))); diff != "" {
		t.Error(diff)
	}
}

// A veto within a veto, to the limit of depth, is checked like any other rule.
func TestChecksOfVetoesWithinVetoes(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	var rule Rule = SeatCount{Against, 1}
	for range MostDepth - 2 {
		rule = Veto{rule}
	}
	rule = All{SimpleMajority(), rule} // an even number of vetoes: it adopts if somebody is against
	if err := Vet(rule, council); err != nil {
		t.Errorf("%.300v", err)
	}
	if err := Properties(rule, pairs()).Err(Monotone); !errors.Is(err, ErrProperty) {
		t.Errorf("%.300v", err)
	}
}

// The same report every time, on small and on large bodies, and of hundreds of blocs.
func TestPropertiesAreRepeatable(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	var many []Bloc
	for i := range 40 {
		many = append(many, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(i+1, 1)})
	}
	blocs := MustBody(Bloc{Name: "A", Blocs: many}, Bloc{Name: "B", Size: 3}, Bloc{})
	for _, body := range []*Body{pairs(), council, blocs} {
		if diff := cmp.Diff(Properties(TwoThirds(), body).String(), Properties(TwoThirds(), body).String()); diff != "" {
			t.Error(diff)
		}
	}
	if err := CheckRule(TwoThirds(), blocs); err != nil {
		t.Error(err)
	}
}

// slowLaws tries every vote seat by seat, and every turn of a seat.
func slowLaws(t *rapid.T, b *Body, r Rule) (broke Property, raises, lowers map[[2]States]bool) {
	raises, lowers = map[[2]States]bool{}, map[[2]States]bool{}
	outcomes := map[[4]States]Outcome{} // by the states of the seats, of which there are four at most
	decide := func(votes []vote) Outcome {
		var key [4]States
		for i, v := range votes {
			key[i] = v.state
		}
		o, ok := outcomes[key]
		if !ok {
			o = Explain(r, take(t, b, votes)).Outcome
			outcomes[key] = o
		}
		return o
	}
	for _, l := range listVotes(t, b, AllSeats) {
		o := decide(l.votes)
		if l.tally.Seats(Voting) == 0 && o == Adopted {
			broke |= NeedsVotes
		}
		opposite := make([]vote, len(l.votes))
		for i, v := range l.votes {
			opposite[i] = v
			if v.state&Cast != 0 {
				opposite[i].state = Cast &^ v.state
			}
			for to := For; to != 0; to <<= 1 {
				from := v.state
				if to == from {
					continue
				}
				l.votes[i].state = to
				now := decide(l.votes)
				l.votes[i].state = from
				turn := [2]States{from, to}
				raises[turn], lowers[turn] = raises[turn] || now > o, lowers[turn] || now < o
				lost, won := o == Adopted && now != Adopted, o != Adopted && now == Adopted
				switch {
				case to == For && lost && from == Absent, to == Against && won && from == Absent:
					broke |= Participation
				case from == Abstain && to == Absent && now != o:
					broke |= AbstainIsAbsent
				}
				if to == For && lost {
					broke |= Monotone
				}
				if to == Against && won {
					broke |= MonotoneAgainst
				}
			}
		}
		now := decide(opposite)
		tie := l.tally.Votes(For).Equal(l.tally.Votes(Against))
		if o == Rejected && now != Adopted && !tie {
			broke |= Decisive
		}
		if !l.tally.Votes(For).Equal(l.tally.Votes(Against)) && (o == Adopted) == (now == Adopted) &&
			(o != Void || now != Void) {
			broke |= Neutral
		}
	}
	return broke, raises, lowers
}

// The report says exactly what trying every vote, seat by seat, says.
func TestPropertiesAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		groups := make([]Bloc, 3)
		for i, name := range []string{"A", "B", "C"} {
			groups[i] = Bloc{Name: name, Size: rapid.IntRange(0, 1).Draw(t, name)}
			switch rapid.IntRange(0, 3).Draw(t, name+" weighs") {
			case 0:
				groups[i].SharedBy = rapid.SampledFrom(drawnSets).Draw(t, "over")
			case 1:
				groups[i].Weight = Frac(2, 1)
			}
		}
		body := MustBody(groups[0], groups[1], groups[2], Bloc{Name: "D", Size: 1})
		rule := drawRule(t, 2)
		if rule == nil {
			return
		}
		report := Properties(rule, body)
		broke, raises, lowers := slowLaws(t, body, rule)
		var got Property
		for _, property := range []Property{MonotoneAgainst, Participation, AbstainIsAbsent, Neutral, Decisive, Monotone, NeedsVotes} {
			if errors.Is(report.Err(property), ErrProperty) {
				got |= property
			}
		}
		if got != broke {
			t.Fatalf("%v does not hold, but trying all says %v: %v\n%v", got, broke, rule, report)
		}
		for from := For; from != 0; from <<= 1 {
			for to := For; to != 0; to <<= 1 {
				better, worse := Effect(report, from, to)
				if turn := [2]States{from, to}; (better != nil) != raises[turn] ||
					(worse != nil) != lowers[turn] {
					t.Fatalf("%v to %v: %v, %v, but trying all says %t %t: %v", from, to, better, worse,
						raises[turn], lowers[turn], rule)
				}
			}
		}
	})
}

// Twice as many seats are looked at as long as a body can have so many.
func TestScaleOfLargeBodies(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]error{MostSeats / 2: nil, MostSeats/2 + 1: ErrNotChecked} {
		if err := Properties(SimpleMajority(), flat(size)).Err(Homogeneous); !errors.Is(err, want) {
			t.Errorf("of %d seats: %v", size, err)
		}
	}
}

// A rule that adopts both a motion and its negation is not neutral, nor is one that
// has no quorum for the one, and rejects the other.
func TestRulesThatAreNotNeutral(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B"}, Bloc{Name: "C"})
	counted := func(decide func(yes, no int) Outcome) Rule {
		return RuleFunc(func(t Tally) Outcome {
			yes, no := t.Seats(For), t.Seats(Against)
			if yes == no {
				return Void
			}
			return decide(yes, no)
		})
	}
	for name, test := range map[string]struct {
		rule Rule
		want bool
	}{
		"majority":    {counted(func(yes, no int) Outcome { return map[bool]Outcome{true: Adopted, false: Rejected}[yes > no] }), true},
		"both":        {counted(func(yes, no int) Outcome { return Adopted }), false},
		"void no":     {counted(func(yes, no int) Outcome { return map[bool]Outcome{true: Rejected, false: Void}[yes > no] }), false},
		"void both":   {counted(func(yes, no int) Outcome { return Void }), true},
		"void or yes": {counted(func(yes, no int) Outcome { return map[bool]Outcome{true: Adopted, false: Void}[yes > no] }), true},
	} {
		if got := Properties(test.rule, body).Evidence(Neutral) != NotChecked; got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// explainedAs is a rule of the caller that says what it comes to, rightly or not.
type explainedAs struct{ says Outcome }

func (explainedAs) Decide(t Tally) Outcome    { return SimpleMajority().Decide(t) }
func (r explainedAs) Explain(t Tally) Finding { return Finding{Outcome: max(r.says, r.Decide(t))} }

// An explanation must come to the outcome of the rule.
func TestExplanationsOfOtherOutcomes(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B"}, Bloc{Name: "C"})
	for says, want := range map[Outcome]bool{Void: true, Adopted: false} {
		if got := Properties(explainedAs{says}, body).Evidence(WellBehaved) != NotChecked; got != want {
			t.Errorf("it says %v: %t", says, got)
		}
	}
}

// If deciding a vote is so much work that only a few could be tried, none is.
func TestChecksOfAFewVotes(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B"}, Bloc{Name: "C"})
	all := make(All, 70_000)
	for i := range all {
		all[i] = SeatCount{Of: For, Need: 1}
	}
	if report := Properties(all, body); !errors.Is(report.Err(0), ErrTooLarge) ||
		holding(report) != 0 {
		t.Errorf("%v", report.Err(0))
	}
}

// A rule that breaks a property is found out, with a small vote that shows it.
func TestCheckRule(t *testing.T) {
	t.Parallel()
	small := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	large := MustBody(Bloc{Name: "A", Size: 40}, Bloc{Name: "B", Size: 30}, Bloc{Name: "C", Size: 30})
	group := RuleFunc(func(t Tally) Outcome {
		if t.Group(Second).Seats(Against) > 0 && t.Group(Second).Seats(For) == 0 {
			panic("nobody for")
		}
		return SimpleMajority().Decide(t)
	})
	exactly := RuleFunc(func(t Tally) Outcome { return b2o(t.Seats(For) == 51) })
	for _, test := range []struct {
		name string
		rule Rule
		body *Body
		want []string
	}{
		{"a good one", All{SimpleMajority(), EachGroup(SimpleMajority())}, pairs(), nil},
		{"it panics", group, small, []string{`"well behaved" does not hold: B: 1 against, 2 others absent: it panics: nobody for`}},
		{"no rule", nil, small, []string{`check "no rule": malformed rule: a part is missing`}},
		{"a group that is misspelt", All{SimpleMajority(), In{Bloc: "Workres", Rule: SimpleMajority()}},
			small, []string{`"unanimous" does not hold: `}},
		{"no outcome", RuleFunc(func(Tally) Outcome { return 3 }), small,
			[]string{`"well behaved" does not hold: 3 seats absent: invalid outcome 3`, `"unanimous" does not hold: `}},
		{"two answers", forgetful{new(int)}, pairs(),
			[]string{`"well behaved" does not hold: `, `"unanimous" does not hold: `}},
		{"nobody voted", Veto{Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}, small,
			[]string{`"needs votes" does not hold: 3 seats absent: adopted, and nobody voted`}},
		{"a vote for hurts", exactly, large,
			[]string{`"unanimous" does not hold: A: 40 for, B: 30 for, C: 30 for: rejected`, `"monotone" does not hold: `}},
		{"a liar", liar{SimpleMajority()}, small, []string{`"well behaved" does not hold: `}},
		{"a liar within", All{Parts{Rule: liar{SimpleMajority()}}}, pairs(),
			[]string{`"well behaved" does not hold: `}},
		{"several", RuleFunc(func(t Tally) Outcome {
			if t.Seats(For) > 1 {
				panic(t.Seats(For))
			}
			return Adopted
		}), small, []string{`"well behaved" does not hold: B: 1 for, C: 1 for, 1 other absent: it panics: 2`, `"needs votes" does not hold: 3 seats absent: adopted`, `"unanimous" does not hold: `, `"monotone" does not hold: `}},
	} {
		if testing.Short() && test.body != small {
			continue // it takes long
		}
		err := CheckRule(test.rule, test.body)
		var got []string
		if err != nil {
			got = strings.Split(err.Error(), "\n")
		}
		if len(got) != len(test.want) {
			t.Errorf("%s: %q", test.name, got)
			continue
		}
		for i, want := range test.want {
			if !strings.Contains(got[i], want) {
				t.Errorf("%s: %s, want %s", test.name, got[i], want)
			}
		}
		if len(got) > 0 && test.rule != nil && !errors.Is(err, ErrProperty) {
			t.Errorf("%s: %v is no ErrProperty", test.name, err)
		}
	}
	for name, err := range map[string]error{
		"no body":                    CheckRule(SimpleMajority()),
		"a nil body":                 Properties(SimpleMajority(), nil).Err(Monotone),
		"nobody":                     Properties(SimpleMajority(), nil).Err(Unanimous),
		"an own rule for nobody":     CheckRule(group, nil),
		"an own rule within another": CheckRule(EachGroup(group), &Body{}),
		"nothing":                    new(PropertyReport).Err(Neutral),
	} {
		if !errors.Is(err, ErrNotChecked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if properties := holding(new(PropertyReport)); properties != 0 {
		t.Errorf("a report that has looked at nothing holds %v", properties)
	}
}

// A rule that is wrong in any of many blocs is found out; one that is right in its
// own body only, and panics in any other, is not blamed for it.
func TestCheckRuleInMany(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	var countries []Bloc
	for i := range 8 {
		countries = append(countries, Bloc{Name: fmt.Sprint(i), Size: 1})
	}
	many := MustBody(Bloc{Name: "A", Blocs: countries}, Bloc{Name: "B", Blocs: countries},
		Bloc{Name: "C", Size: 5})
	for i, part := range []string{"A/3", "B/7", "C"} {
		if i > 0 && !proptest.Thorough() {
			break // it takes long
		}
		wrong := RuleFunc(func(t Tally) Outcome {
			return b2o(SimpleMajority().Decide(t) == Adopted && blocOf(t, part).Seats(For) == 0 ||
				t.Seats(For) == t.Seats(AllSeats))
		})
		var b *Counterexample
		if err := CheckRule(wrong, many); !errors.As(err, &b) || b.Property != Monotone ||
			!strings.HasPrefix(b.Reason, part+": 1 from") {
			t.Errorf("%s: %v", part, err)
		}
	}
	own := RuleFunc(func(t Tally) Outcome {
		if n := t.Seats(AllSeats); n != 5 {
			panic(n)
		}
		return SimpleMajority().Decide(t)
	})
	report := Properties(own, pairs())
	if err := report.Err(Required); err != nil {
		t.Error(err)
	}
	if err := report.Err(Homogeneous); !errors.Is(err, ErrNotChecked) {
		t.Errorf("it cannot be asked for twice the seats: %v", err)
	}
}

// Rules about unions are examined as all others are.
func TestCheckRuleOfAUnion(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1},
		Bloc{Name: "Chair", Size: 1},
		Bloc{Name: "A and C", Union: []string{"A", "C"}},
		Bloc{Name: "B and Chair", Union: []string{"B", "Chair"}})
	majority := Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}
	if err := CheckRule(All{SimpleMajority(), In{Bloc: "A and C", Rule: majority}}, body); err != nil {
		t.Error(err)
	}
	perverse := Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}
	var c *Counterexample
	if err := CheckRule(In{Bloc: "A and C", Rule: perverse}, body); !errors.As(err, &c) {
		t.Error(err)
	}
	if err := Vet(All{In{Bloc: "A and C", Rule: majority}, In{Bloc: "B and Chair", Rule: majority}}, body); err != nil {
		t.Error(err)
	}
	if err := Vet(All{In{Bloc: "A and C", Rule: majority}, In{Bloc: "B", Rule: majority}}, body); !errors.Is(err, ErrClause) {
		t.Errorf("the chair has no say: %v", err)
	}
}

// The reports on rules of this package are proved, on fixed weights; on shared power, and of rules
// of the caller, votes are tried.
func BenchmarkProperties(b *testing.B) {
	all := samples(b)
	for _, name := range []string{"ilo/governing-body", "cardano/governance", "belgium/house", "fsc/general-assembly"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Properties(all[name].rules[0], all[name].body)
			}
		})
	}
	own := RuleFunc(TwoThirds().Decide)
	for name, body := range map[string]*Body{"all votes": pairs(), "some votes": council} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Properties(own, body)
			}
		})
	}
}

// holding returns the properties that a report says hold.
func holding(report *PropertyReport) (properties Property) {
	for property := WellBehaved; property <= Homogeneous; property <<= 1 {
		if report.Evidence(property) != NotChecked {
			properties |= property
		}
	}
	return properties
}
