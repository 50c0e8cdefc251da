package tripartite_test

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// drawBodyOfPairs draws a body with at most two seats in each bloc, so that all votes can be
// tried.
func drawBodyOfPairs(t *rapid.T) *Body {
	var cut func(b *Bloc)
	cut = func(b *Bloc) {
		b.Size, b.Roll = min(b.Size, 2), b.Roll[:min(len(b.Roll), 2)]
		for i := range b.Blocs {
			cut(&b.Blocs[i])
		}
	}
	s := drawSpec(t)
	for i := range s.groups {
		cut(&s.groups[i])
	}
	for i := range s.independent {
		cut(&s.independent[i])
	}
	b, err := s.body()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// drawEnds draws states in which the seats of a body can end in at most 3,000 ways.
func drawEnds(t *rapid.T, b *Body) States {
	ends := States(rapid.ByteMin(1).Draw(t, "ends"))
	for ends&(ends-1) != 0 {
		ways := 1
		for _, size := range b.Blocs() {
			ways *= len(spreads(int64(size), ends))
			ways = min(ways, 3001)
		}
		if ways <= 3000 {
			break
		}
		var states []States
		for state := For; state != 0; state <<= 1 {
			if ends&state != 0 {
				states = append(states, state)
			}
		}
		ends &^= rapid.SampledFrom(states).Draw(t, "without")
	}
	return ends
}

// votesIn visits all votes of a body in which the seats are in the states.
func votesIn(t rapid.TB, b *Body, ends States, visit func(Tally) (goOn bool)) {
	t.Helper()
	var paths []string
	var sizes []int
	for path, size := range b.Blocs() {
		paths, sizes = append(paths, path), append(sizes, size)
	}
	counts := Counts{}
	var try func(i int) bool
	try = func(i int) bool {
		if i == len(paths) {
			tally, err := b.Tally(counts)
			if err != nil {
				t.Fatal(err)
			}
			return visit(tally)
		}
		for _, c := range spreads(int64(sizes[i]), ends) {
			counts[paths[i]] = countIn(c)
			if !try(i + 1) {
				return false
			}
		}
		return true
	}
	try(0)
}

func countIn(c [8]int64) Count {
	return Count{int(c[0]), int(c[1]), int(c[2]), int(c[3]), int(c[4]), int(c[5]),
		int(c[6]), int(c[7])}
}

// drawClaim draws a claim about a rule, often one that is implied.
func drawClaim(t *rapid.T, rule Rule) Rule {
	switch rapid.IntRange(0, 6).Draw(t, "claim") {
	case 0:
		return Any{drawRule(t, 1), rule}
	case 1:
		return SeatCount{drawSet(t), rapid.IntRange(0, 3).Draw(t, "claimed")}
	case 2:
		return Veto{drawRule(t, 1)}
	case 3:
		return All{rule, drawShare(t)}
	case 4:
		return Veto{In{Group: Second, Rule: SeatCount{Against, 1}}}
	}
	return drawRule(t, 2)
}

// Implies says exactly what trying every vote says. A counterexample is one, and none of its
// seats could be absent instead.
func TestImpliesIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawBodyOfPairs(t)
		ends := drawEnds(t, body)
		for range 3 {
			rule := drawRule(t, 3)
			claim := drawClaim(t, rule)
			err := Implies(rule, claim, body, ends)
			// A veto over a malformed rule is no veto, even if that rule cannot adopt.
			never := All{rule, claim, SeatCount{Of: For, Need: 1000}}
			malformed := Veto{never}.Decide(body.OpenRoom().Tally()) != Adopted
			if errors.Is(err, ErrRule) != malformed {
				t.Fatalf("%v, malformed: %t", err, malformed)
			}
			if !malformed {
				checkImplies(t, rule, claim, body, ends, err)
			}
		}
	})
}

// refuted reports whether a vote refutes that the rule implies the claim.
func refuted(rule, claim Rule, vote Tally) bool {
	return rule.Decide(vote) == Adopted && claim.Decide(vote) != Adopted
}

func checkImplies(t rapid.TB, rule, claim Rule, body *Body, ends States, err error) {
	t.Helper()
	var shown *Counterexample
	if err != nil && !errors.As(err, &shown) {
		t.Fatalf("%v", err)
	}
	if shown == nil {
		votesIn(t, body, ends, func(vote Tally) bool {
			if refuted(rule, claim, vote) {
				t.Fatalf("%v does not imply %v in %v, ends %v:\n%v", rule, claim, body, ends, vote)
			}
			return true
		})
		return
	}
	if !refuted(rule, claim, shown.Vote) || shown.Vote.Seats(AllSeats&^ends) > 0 ||
		!errors.Is(err, ErrProperty) {
		t.Fatalf("%v, %v, ends %v: no counterexample:\n%v", rule, claim, ends, shown.Vote)
	}
	if shown.Outcome != Adopted || shown.Finding.Outcome != Adopted ||
		shown.Claim.Outcome != claim.Decide(shown.Vote) {
		t.Fatalf("%+v", shown)
	}
	if ends&Absent == 0 {
		return
	}
	counts := shown.Vote.Counts()
	for path, count := range counts {
		for state := For; state != 0; state <<= 1 {
			if count.Seats(state) == 0 || state == Absent {
				continue
			}
			counts[path] = count.Plus(oneIn(state, -1)).Plus(Count{Absent: 1})
			if vote, err := body.Tally(counts); err != nil || refuted(rule, claim, vote) {
				t.Fatalf("%v: a seat of %s could be absent, %v", shown, path, err)
			}
			counts[path] = count
		}
	}
}

// oneIn is a number of seats in one state.
func oneIn(state States, n int64) Count {
	var c [8]int64
	c[bits.TrailingZeros8(uint8(state))] = n
	return countIn(c)
}

// In a council of hundreds of seats, each for or against, a rule that looks at groups depends
// only on how many seats of each group are for. All these numbers are tried, by sums of their
// own.
func TestImpliesOfACouncil(t *testing.T) {
	t.Parallel()
	sizes, weights := [3]int{190, 60, 50}, [3]int{2, 4, 5}
	body := MustBody(Bloc{Name: "Gov", Size: sizes[0]},
		Bloc{Name: "Emp", Size: sizes[1], Weight: Frac(2, 1)},
		Bloc{Name: "Wrk", Size: sizes[2], Weight: Frac(5, 2)})
	rapid.Check(t, func(t *rapid.T) {
		clauses := []numbersRule{drawNumbersRule(t), drawNumbersRule(t), drawNumbersRule(t)}
		rule, veto := Rule(All{clauses[0].rule, clauses[1].rule}), rapid.Bool().Draw(t, "veto")
		if veto {
			rule = All{clauses[0].rule, Veto{clauses[1].rule}}
		}
		want := false
		for gov := range sizes[0] + 1 {
			for emp := range sizes[1] + 1 {
				for wrk := range sizes[2] + 1 {
					sums := [4]int{weights[0] * gov, weights[1] * emp, weights[2] * wrk}
					sums[3] = sums[0] + sums[1] + sums[2]
					want = want || clauses[0].holds(sums) && clauses[1].holds(sums) != veto &&
						!clauses[2].holds(sums)
				}
			}
		}
		err := Implies(rule, clauses[2].rule, body, Cast)
		if errors.Is(err, ErrProperty) != want || !want && err != nil {
			t.Fatalf("%v implies %v: %v, but trying all says %t", rule, clauses[2].rule, err, !want)
		}
	})
}

// numbersRule is a share for the body of TestImpliesOfACouncil, and what it needs: 10 times
// the sum of a group, or of all, must be at least a number.
type numbersRule struct {
	rule        Rule
	which, need int
}

func (r numbersRule) holds(sums [4]int) bool { return 10*sums[r.which] >= r.need }

func drawNumbersRule(t *rapid.T) numbersRule {
	all := [4]int{2 * 190, 4 * 60, 5 * 50, 2*190 + 4*60 + 5*50}
	which, p := rapid.IntRange(0, 3).Draw(t, "which"), rapid.IntRange(0, 9).Draw(t, "p")
	strict := rapid.Bool().Draw(t, "strict")
	share := Share{Of: For, Base: AllSeats, Need: Threshold{Num: p, Den: 10, Strict: strict}}
	r := numbersRule{share, which, p*all[which] + b2i(strict)}
	if which < 3 {
		r.rule = In{Group: Group(which + 1), Rule: share}
	}
	return r
}

func TestImpliesOfBadInput(t *testing.T) {
	t.Parallel()
	deep := Rule(SimpleMajority())
	for range MostDepth + 1 {
		deep = All{deep}
	}
	large := MustBody(Bloc{Name: "A", Size: 300}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	own := RuleFunc(SimpleMajority().Decide)
	fails := RuleFunc(func(Tally) Outcome { panic("no") })
	majority := SimpleMajority()
	for _, c := range []struct {
		rule, claim Rule
		body        *Body
		ends        States
		want        error
		text        string
	}{
		{majority, majority, nil, Cast, ErrBody,
			`implies "more than 1/2 of votes cast are for": no seats`},
		{majority, majority, new(Body), Cast, ErrBody,
			`implies "more than 1/2 of votes cast are for": no seats`},
		{majority, majority, pairs(), 0, ErrState,
			`implies "more than 1/2 of votes cast are for": invalid state: ends is empty: open seats need a state to end in`},
		{nil, majority, pairs(), Cast, ErrRule, `implies "no rule": malformed rule: a part is missing`},
		{majority, nil, pairs(), Cast, ErrRule, `implies "no rule": malformed rule: a part is missing`},
		{majority, All{In{Bloc: "D", Rule: majority}}, pairs(), Cast, ErrRule,
			`implies "in D (more than 1/2 of votes cast are for)": malformed rule: there is no such part of the body`},
		{deep, majority, pairs(), Cast, ErrRule,
			`implies "all of": malformed rule: it contains itself, or nests more than 1000 deep`},
		{majority, fails, pairs(), Cast, ErrRule, `implies "all of": malformed rule: it panics: no`},
		{own, own, large, Entitled, ErrTooLarge,
			`implies "rule of the caller's own": too large: work limit exceeded: more counts to try than 20000`},
		{own, majority, large, Cast, nil, ""},
		{majority, own, pairs(), AllSeats, nil, ""},
	} {
		err := Implies(c.rule, c.claim, c.body, c.ends)
		if text := messages(err); !errors.Is(err, c.want) || len(text) > 1 || c.text != "" &&
			(len(text) == 0 || text[0] != c.text) {
			t.Errorf("%v", err)
		}
	}
}

// A counterexample reads well: few seats, in few states, and nobody votes who need not.
func TestImpliesShowsASmallVote(t *testing.T) {
	t.Parallel()
	wages := MustBody(Bloc{Name: "Public", Size: 9}, Bloc{Name: "Employers", Size: 9},
		Bloc{Name: "Workers", Size: 9})
	quorum := Quorum{In{Group: Second, Rule: SeatCount{Present, 3}},
		In{Group: Third, Rule: SeatCount{Present, 3}}, SeatCount{Present, 14}}
	cantons := MustBody(Bloc{Name: "A", Blocs: stakes(40)}, Bloc{Name: "B", Size: 1},
		Bloc{Name: "C", Size: 1})
	for _, c := range []struct {
		rule  Rule
		claim string
		body  *Body
		ends  States
		want  string
	}{
		{All{quorum, SimpleMajority()}, "in Employers (at least 1 seat is for)", wages, Entitled,
			`Employers: 5 silent, Workers: 1 for, Workers: 8 silent, 13 others absent: adopted; claim: rejected`},
		{All{quorum, SimpleMajority()},
			"no veto (in Employers (at least 9 seats are against))", wages, Entitled,
			`Public: 1 for, Employers: 9 against, Workers: 9 for, 8 others absent: adopted; claim: rejected`},
		{SimpleMajority(), "at least 2 seats are for", wages, AllSeats,
			`Workers: 1 for, 26 others absent: adopted; claim: rejected`},
		{SimpleMajority(), "at least 1/2 of all votes are for", cantons, Entitled,
			`C: 1 for, 41 others absent: adopted; claim: rejected`},
		{SimpleMajority(), "quorum (at least 2 seats are present)", wages, Entitled,
			`Workers: 1 for, 26 others absent: adopted; claim: void`},
	} {
		err := Implies(c.rule, textRule(t, c.claim), c.body, c.ends)
		if text := fmt.Sprint(err); !strings.HasSuffix(text, " does not imply \""+c.claim+"\": "+c.want) {
			t.Errorf("%s", text)
		}
	}
}

// Every rule of a statute implies what it consists of, and the rule itself follows from it.
func TestImpliesOfStatutes(t *testing.T) {
	t.Parallel()
	for name, ready := range samples(t) {
		for i, rule := range ready.rules {
			if i >= proptest.Pick(1, 100, 100) {
				break
			}
			for _, claim := range []Rule{rule, Any{Veto{rule}, rule}} {
				if err := Implies(rule, claim, ready.body, Entitled); err != nil {
					t.Errorf("%s, %v: %v", name, rule.Name, err)
				}
			}
			err := Implies(rule, textRule(t, "at least 1 seat is for"), ready.body, Entitled)
			if noFor := errors.Is(Vet(rule, ready.body), ErrNoFor); errors.Is(err, ErrProperty) != noFor ||
				!noFor && err != nil {
				t.Errorf("%s, %v: %v", name, rule.Name, err)
			}
		}
	}
}

func BenchmarkImplies(b *testing.B) {
	weights := MustBody(Bloc{Name: "A", Blocs: stakes(200)}, Bloc{Name: "B", Size: 1},
		Bloc{Name: "C", Size: 1})
	half := Share{Of: For, Base: Cast, Need: AtLeast(1, 2)}
	b.Run("200 weights/proof", func(b *testing.B) { benchmarkImplies(b, TwoThirds(), half, weights, nil) })
	b.Run("200 weights/counterexample", func(b *testing.B) {
		benchmarkImplies(b, AbsoluteMajority(), SeatCount{For, 150}, weights, ErrProperty)
	})
	all := samples(b)
	for name := range Statutes() {
		ready := all[name]
		seats := 0
		for _, size := range ready.body.Blocs() {
			seats += size
		}
		if seats > 100 {
			continue
		}
		for _, rule := range ready.rules {
			b.Run(name+", "+rule.Name+"/proof",
				func(b *testing.B) { benchmarkImplies(b, rule, Any{rule, half}, ready.body, nil) })
			b.Run(name+", "+rule.Name+"/counterexample", func(b *testing.B) {
				benchmarkImplies(b, rule, SeatCount{AllSeats, 1000}, ready.body, ErrProperty)
			})
		}
	}
}

func benchmarkImplies(b *testing.B, rule, claim Rule, body *Body, want error) {
	for b.Loop() {
		if err := Implies(rule, claim, body, Entitled); !errors.Is(err, want) {
			b.Fatal(err)
		}
	}
}

func textRule(t testing.TB, text string) Rule {
	t.Helper()
	rule, err := ParseRule(text)
	if err != nil {
		t.Fatal(err)
	}
	return rule
}
