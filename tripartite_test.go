package tripartite_test

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// The properties of the package, over drawn bodies, votes and rules. What is drawn is
// in draw_test.go, the second counter in oracle_test.go.

// The states partition the seats, in heads and in votes, in the
// whole and in every part, and the parts make up the whole.
func TestStatesPartitionTheSeats(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		for _, part := range parts(tally) {
			var seatsIn [256]int
			var votesIn [256]Fraction
			votesIn[0] = Int(0)
			for set := For; set != 0; set++ {
				state := set & -set
				if state == set {
					seatsIn[set], votesIn[set] = part.Seats(set), part.Votes(set)
					continue
				}
				seatsIn[set] = seatsIn[set-state] + seatsIn[state]
				votesIn[set], _, _ = Arithmetic(votesIn[set-state], votesIn[state])
				if seatsIn[set] != part.Seats(set) || !votesIn[set].Equal(part.Votes(set)) {
					t.Fatalf("%q, %v: states come to %d seats and %v votes, the set to %d and %v", part.Name(),
						set, seatsIn[set], votesIn[set], part.Seats(set), part.Votes(set))
				}
			}
			seats, votes := 0, new(big.Rat)
			for _, bloc := range part.Blocs() {
				seats += bloc.Seats(Present)
				votes.Add(votes, bloc.Votes(Present).Rat())
			}
			if seats != part.Seats(Present) || votes.Cmp(part.Votes(Present).Rat()) != 0 {
				t.Fatalf("%q: blocs come to %d seats and %v votes, the part to %d and %v",
					part.Name(), seats, votes, part.Seats(Present), part.Votes(Present))
			}
		}
	})
}

// The order of casting, the order of blocs, the order of the groups,
// if the rule follows them, and what all of them are called change nothing.
func TestOrderAndNamesChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, body := drawBody(t)
		votes := drawVotes(t, body)
		rule := drawRule(t, 3)
		tally := take(t, body, votes)

		if again := take(t, body, rapid.Permutation(votes).Draw(t, "order of casting")); !tally.Equal(again) {
			t.Fatalf("cast in another order:\n%v\n%v", tally, again)
		}

		blocs := s
		for i := range blocs.groups {
			blocs.groups[i].Blocs = slices.Clone(blocs.groups[i].Blocs)
			slices.Reverse(blocs.groups[i].Blocs)
		}
		blocs.independent = slices.Clone(s.independent)
		slices.Reverse(blocs.independent)
		sameOutcome(t, rule, tally, "blocs in another order", rule, count(t, blocs, tally.Counts()))

		order := rapid.Permutation([]int{0, 1, 2}).Draw(t, "order of groups")
		groups := s
		for from, to := range order {
			groups.groups[to] = s.groups[from]
		}
		follow := mapRule(rule, func(in In) In {
			if in.Group >= First && in.Group <= Third {
				in.Group = First + Group(order[in.Group-First])
			}
			return in
		})
		sameOutcome(t, rule, tally, "groups in another order", follow, count(t, groups, tally.Counts()))

		rename := strings.NewReplacer("Gov", "Staaten", "b0", "Nord")
		names := s
		for i := range names.groups {
			names.groups[i] = renamed(s.groups[i], rename)
		}
		names.independent = slices.Clone(s.independent)
		for i := range names.independent {
			names.independent[i] = renamed(s.independent[i], rename)
		}
		counts := Counts{}
		for name, c := range tally.Counts() {
			counts[rename.Replace(name)] = c
		}
		follow = mapRule(rule, func(in In) In {
			in.Bloc = rename.Replace(in.Bloc)
			return in
		})
		sameOutcome(t, rule, tally, "other names", follow, count(t, names, counts))
	})
}

func renamed(b Bloc, names *strings.Replacer) Bloc {
	b.Name = names.Replace(b.Name)
	b.Blocs = slices.Clone(b.Blocs)
	for i := range b.Blocs {
		b.Blocs[i] = renamed(b.Blocs[i], names)
	}
	b.Union = slices.Clone(b.Union)
	for i := range b.Union {
		b.Union[i] = names.Replace(b.Union[i])
	}
	return b
}

// count tallies counts in the body of the spec.
func count(t rapid.TB, s spec, c Counts) Tally {
	body, err := s.body()
	if err != nil {
		t.Fatal(err)
	}
	tally, err := body.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func sameOutcome(t rapid.TB, rule Rule, tally Tally, what string, other Rule, otherTally Tally) {
	t.Helper()
	want := Explain(rule, tally)
	if got := Explain(other, otherTally); got.Outcome != want.Outcome {
		t.Fatalf("with %s another outcome:\n%v\n%v\n%v\n%v", what, tally, want, otherTally, got)
	}
}

// mapRule is the rule with every In in it replaced, and the place of every Parts.
func mapRule(r Rule, f func(In) In) Rule {
	all := func(rules []Rule) []Rule {
		var mapped []Rule
		for _, r := range rules {
			mapped = append(mapped, mapRule(r, f))
		}
		return mapped
	}
	switch r := r.(type) {
	case In:
		r = f(r)
		r.Rule = mapRule(r.Rule, f)
		return r
	case All:
		return All(all(r))
	case Any:
		return Any(all(r))
	case KOf:
		return KOf{r.K, all(r.Rules)}
	case Quorum:
		return Quorum(all(r))
	case Veto:
		return Veto(all(r))
	case Named:
		r.Rule = mapRule(r.Rule, f)
		return r
	case Parts:
		place := f(In{Group: r.Group, Bloc: r.Bloc})
		r.Group, r.Bloc = place.Group, place.Bloc
		r.Rule = mapRule(r.Rule, f)
		return r
	}
	return r
}

// Turning any state into For never turns an adopted motion down, for
// rules that a vote for can only help, and all ready-made ones are.
func TestForNeverHurts(t *testing.T) {
	t.Parallel()
	readyMade := []Rule{
		SimpleMajority(), TwoThirds(), AbsoluteMajority(), Unanimity(), EachGroup(SimpleMajority()),
		All{SimpleMajority(), GroupVeto(Third, Cast)}, All{TwoThirds(), GroupVeto(First, Entitled)},
		CastingVote(Present, In{Bloc: "Ind0", Rule: SeatCount{For, 1}}),
		CastingVote(Cast, In{Group: First, Rule: SimpleMajority()}),
	}
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		rule := drawHelped(t, 2)
		if i := rapid.IntRange(0, 2*len(readyMade)).Draw(t, "ready-made"); i < len(readyMade) {
			rule = readyMade[i]
		}
		before := take(t, body, votes)
		for i := range votes {
			was := votes[i].state
			votes[i].state = For
			after := take(t, body, votes)
			if rule.Decide(after) < rule.Decide(before) {
				t.Fatalf("%s turns to for:\n%v%v%v%v", votes[i].seat, before, Explain(rule, before), after,
					Explain(rule, after))
			}
			votes[i].state = was
		}
	})
}

// A vote against can help: it can make a quorum.
// On 16 June 2005 one more vote, even against, would have adopted the Work in
// Fishing Convention at the ILO.
func TestAgainstCanMakeAQuorum(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Delegates", Size: 594})
	rule := All{Quorum{Share{Of: Cast, Base: Entitled, Need: AtLeast(1, 2)}}, TwoThirds()}
	for against, want := range map[int]Outcome{8: Void, 9: Adopted} {
		tally, err := body.Tally(Counts{"Delegates": {For: 288, Against: against, Abstain: 139, Absent: 167 - against}})
		if err != nil {
			t.Fatal(err)
		}
		if got := rule.Decide(tally); got != want {
			t.Errorf("%d against: %v, want %v", against, got, want)
		}
	}
}

// Scaling all fixed weights and powers together changes no outcome, and
// no figure of a body whose power is all split; with fixed weights votes are scaled
// with them. Splitting a seat of weight 2 into two of weight 1 changes no clause
// that counts votes.
func TestScaleChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, _, tally := drawTally(t)
		rule := drawRule(t, 3)
		scale := rapid.SampledFrom([]Fraction{Frac(2, 1), Frac(1, 3), Frac(1000003, 7)}).Draw(t, "scale")
		scaled := spec{}
		for i := range s.groups {
			scaled.groups[i] = scaledBloc(s.groups[i], 0, scale)
		}
		for _, b := range s.independent {
			scaled.independent = append(scaled.independent, scaledBloc(b, 0, scale))
		}
		other := count(t, scaled, tally.Counts())
		sameOutcome(t, rule, tally, "weights scaled", rule, other)
		if hasFixed(append(slices.Clone(s.groups[:]), s.independent...), 0) {
			for i, part := range parts(tally) {
				for state := For; state != 0; state <<= 1 {
					want := new(big.Rat).Mul(part.Votes(state).Rat(), scale.Rat())
					if got := parts(other)[i].Votes(state).Rat(); got.Cmp(want) != 0 {
						t.Fatalf("scaled by %v, %q has %v votes %v, not %v", scale, part.Name(), got, state, want)
					}
				}
			}
			return
		}
		if !tally.Equal(other) {
			t.Fatalf("scaled by %v:\n%v\n%v", scale, tally, other)
		}
		if diff := differ(Explain(rule, tally), Explain(rule, other)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func scaledBloc(b Bloc, over States, scale Fraction) Bloc {
	times := func(f Fraction) Fraction {
		if !f.Valid() {
			f = Frac(1, 1)
		}
		product, err := ParseFraction(new(big.Rat).Mul(f.Rat(), scale.Rat()).RatString())
		if err != nil {
			panic(err)
		}
		return product
	}
	if b.SharedBy != 0 {
		over = b.SharedBy
	}
	b.Blocs = slices.Clone(b.Blocs)
	switch {
	case b.Union != nil:
	case over != 0:
		b.Power = times(b.Power)
	case len(b.Blocs) == 0:
		b.Weight = times(b.Weight)
	}
	for i := range b.Blocs {
		b.Blocs[i] = scaledBloc(b.Blocs[i], over, scale)
	}
	return b
}

func TestSplittingASeatChangesNoVotes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		double, single := spec{}, spec{}
		one, two := Counts{}, Counts{}
		for i, name := range []string{"Gov", "Emp", "Wrk"} {
			size := rapid.IntRange(1, 5).Draw(t, "size")
			weight := rapid.IntRange(1, 9).Draw(t, "weight")
			double.groups[i] = Bloc{Name: name, Size: size, Weight: Frac(2*weight, 1)}
			single.groups[i] = Bloc{Name: name, Size: 2 * size, Weight: Frac(weight, 1)}
			for range size {
				c := countOf(drawState(t))
				one[name] = one[name].Plus(c)
				two[name] = two[name].Plus(c).Plus(c)
			}
		}
		share := Share{Of: drawSet(t), Base: drawSet(t), Need: drawThreshold(t)}
		for _, rule := range []Rule{share, Parts{Rule: share}, eachVoting(share), GroupVeto(Second, Cast), Parts{K: 2, Rule: share}} {
			sameOutcome(t, rule, count(t, double, one), "seats split", rule, count(t, single, two))
		}
	})
}

// countOf is one seat in the state.
func countOf(s States) Count {
	n := func(state States) int {
		if s == state {
			return 1
		}
		return 0
	}
	return Count{n(For), n(Against), n(Abstain), n(Spoilt), n(Silent), n(Absent),
		n(Suspended), n(Vacant)}
}

// Exactly on the threshold AtLeast holds and MoreThan does not, one
// seat above both do, one below neither: for all fractions with denominators up
// to 12, on every base that they divide, in heads, in votes, and in math/big.
func TestThresholdsAtTheBar(t *testing.T) {
	t.Parallel()
	bases := 0
	for q := 1; q <= 12; q++ {
		for p := 1; p <= q; p++ {
			for _, size := range []int{q, 2 * q, 7 * q, 60 * q} {
				body := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Seats", Size: size, Weight: Frac(3, 7)})
				for off := -1; off <= 1; off++ {
					yes := size/q*p + off
					if yes > size {
						continue
					}
					tally, err := body.Tally(Counts{"Seats": {For: yes, Against: size - yes}})
					if err != nil {
						t.Fatal(err)
					}
					for _, heads := range []bool{false, true} {
						atLeast := Share{Of: For, Base: Cast, Need: AtLeast(p, q), BySeats: heads}
						moreThan := Share{Of: For, Base: Cast, Need: MoreThan(p, q), BySeats: heads}
						for _, tally := range []Tally{tally, Widen(tally)} {
							if got := atLeast.Decide(tally) == Adopted; got != (off >= 0) {
								t.Errorf("%d of %d, at least %d/%d: %v", yes, size, p, q, got)
							}
							if got := moreThan.Decide(tally) == Adopted; got != (off > 0 && p < q) {
								t.Errorf("%d of %d, more than %d/%d: %v", yes, size, p, q, got)
							}
						}
					}
					bases++
				}
			}
		}
	}
	if bases < 800 {
		t.Errorf("only %d bases tried", bases)
	}
}

// Explain agrees with Decide, and every node follows from its own
// figures and its children alone.
func TestExplainAgreesWithDecide(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, tally := drawTally(t)
		rule := drawRule(t, 3)
		f := Explain(rule, tally)
		want := Rejected
		if rule != nil {
			want = rule.Decide(tally)
		}
		if f.Outcome != want {
			t.Fatalf("Explain says %v, Decide %v:\n%v%v", f.Outcome, want, tally, f)
		}
		follows(t, f)
		if text := f.String(); !strings.Contains(text, f.Outcome.String()) {
			t.Fatalf("the text does not say %v:\n%v", f.Outcome, text)
		}
	})
}

// follows checks a node, knowing nothing but its finding.
func follows(t rapid.TB, f Finding) {
	var n, adopted, rejected, skipped int
	for _, part := range f.Parts {
		if follows(t, part); part.Reason == "skipped: it does not count" {
			skipped++
			continue
		}
		n++
		adopted += b2i(part.Outcome == Adopted)
		rejected += b2i(part.Outcome == Rejected)
	}
	kth := func(k int) Outcome {
		switch {
		case k < 1 || k > n:
			return Rejected
		case adopted >= k:
			return Adopted
		case adopted+rejected >= k:
			return Rejected
		}
		return Void
	}
	want := f.Outcome
	switch words := strings.Fields(f.Clause); {
	case f.Figures != nil && f.Figures.Need.Valid():
		x := *f.Figures
		if want = Rejected; x.Parts && (!x.Count.Equal(Int(adopted)) || !x.Base.Equal(Int(n))) {
			t.Fatalf("%d of %d parts adopt:\n%v", adopted, n, f)
		}
		if x.Bar == (Threshold{}) && strings.HasPrefix(f.Clause, "in at least") { // a number of parts
			rejected, n = rejected+skipped, n+skipped
		}
		if x.Count.Cmp(x.Need) >= 0 {
			want = Adopted
		} else if x.Parts {
			want = kth(int(x.Need.Rat().Num().Int64()))
		}
		if spare := new(big.Rat).Sub(x.Count.Rat(), x.Need.Rat()); spare.Cmp(x.Spare.Rat()) != 0 {
			t.Fatalf("spare is %v:\n%v", x.Spare, f)
		}
	case f.Figures != nil, f.Reason == "a part is missing", f.Reason == "a part of this veto is malformed":
		want = Rejected
	case f.Clause == "tripartite_test.odd": // it says nothing but its outcome
	case f.Reason == "skipped: it does not count":
		want = Adopted
	case n == 0, f.Reason != "" &&
		strings.HasPrefix(f.Clause, "in "), f.Reason == "it has no parts", f.Reason == "it has no name":
		want = Rejected
	case f.Clause == "all of", f.Clause == "in each group":
		want = kth(n)
	case f.Clause == "any of":
		want = kth(1)
	case f.Clause == "quorum":
		if want = kth(n); want != Adopted {
			want = Void
		}
	case f.Clause == "no veto":
		if want = Adopted; adopted > 0 {
			want = Rejected
		}
	case strings.HasPrefix(f.Clause, "at least"):
		want = kth(atoi(words[2]))
	case strings.HasPrefix(f.Clause, "in at least"):
		want = kth(atoi(words[3]))
	default:
		t.Fatalf("a node of no kind: %+v", f)
	}
	if f.Outcome != want {
		t.Fatalf("is %v, but from its figures and parts it is %v:\n%v", f.Outcome, want, f)
	}
}

// Nothing that a caller does later to what it passed in, or to what
// it was given, changes a body or a tally.
func TestNothingIsShared(t *testing.T) {
	t.Parallel()
	roll := []string{"Ms A", "Mr B"}
	inner := []Bloc{{Name: "North", Roll: roll}, {Name: "South", Size: 1}}
	body := MustBody(Bloc{Name: "A", Blocs: inner}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	counts := Counts{"A/North": {For: 2}, "A/South": {Against: 1}, "B": {For: 1}, "C": {Silent: 1}}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	text, finding := tally.String(), Explain(EachGroup(SimpleMajority()), tally)

	roll[0], inner[0].Name = "X", "X"
	inner[1] = Bloc{}
	counts["A/North"] = Count{}
	clear(tally.Counts())
	tally.Votes(For).Rat().SetInt64(1000)
	ballot := body.OpenRoom()
	before := ballot.Tally()
	if err := ballot.Cast("Ms A", For); err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(text, tally.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(finding, Explain(EachGroup(SimpleMajority()), tally), withoutRules); diff != "" {
		t.Error(diff)
	}
	if ballot.State("Ms A") != For || ballot.State("X") != 0 {
		t.Error("the roll changed with the caller's")
	}
	for id := range ballot.All() {
		if id == "X" {
			t.Error("the roll changed with the caller's")
		}
	}
	if before.Seats(Silent) != 5 {
		t.Errorf("a tally of an open ballot changed with it: %v", before)
	}
}

// A slow, plainly written second counter agrees always, and so do
// the two paths of arithmetic.
func TestDecideAgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, _, tally := drawTally(t)
		o := newOracle(s, tally.Counts())
		for range 3 {
			rule := drawRule(t, 3)
			if rule == nil {
				continue
			}
			want, got := o.decide(rule, ""), rule.Decide(tally)
			if got != want {
				t.Fatalf("%v, but the oracle says %v:\n%v%v", got, want, tally, Explain(rule, tally))
			}
			wide := Widen(tally)
			if got := rule.Decide(wide); got != want {
				t.Fatalf("%v in math/big, but the oracle says %v:\n%v%v", got, want, tally,
					Explain(rule, tally))
			}
			if diff := differ(Explain(rule, tally), Explain(rule, wide)); diff != "" {
				t.Fatal(diff)
			}
		}
		votesAreTheOracles(t, s, o, tally)
	})
}

// votesAreTheOracles checks that votes are the oracle's weights: themselves, if a
// seat has a fixed weight, and else in the smallest whole numbers.
func votesAreTheOracles(t rapid.TB, s spec, o oracle, tally Tally) {
	total, votes := o.sum("", AllSeats, false), tally.Votes(AllSeats).Rat()
	if total.Sign() == 0 {
		if votes.Sign() != 0 {
			t.Fatalf("%v votes without any power", votes)
		}
		return
	}
	unit, divisor := new(big.Rat).Quo(votes, total), new(big.Int)
	own := hasFixed(append(slices.Clone(s.groups[:]), s.independent...), 0)
	if own && unit.Cmp(big.NewRat(1, 1)) != 0 {
		t.Fatalf("the caller's own weights are taken times %v", unit)
	}
	for _, s := range o.seats {
		weight := new(big.Rat).Mul(s.weight, unit)
		if !own && !weight.IsInt() {
			t.Fatalf("a seat of %s has %v votes", s.bloc, weight)
		}
		divisor.GCD(nil, nil, divisor, weight.Num())
		if got := blocOf(tally, s.bloc).Weight(); s.weight.Sign() > 0 && got.Rat().Cmp(weight) != 0 {
			t.Fatalf("a seat of %s has %v votes, not %v", s.bloc, got, weight)
		}
	}
	if !own && divisor.Cmp(big.NewInt(1)) != 0 {
		t.Fatalf("all weights can be divided by %v:\n%v", divisor, tally)
	}
	for _, part := range parts(tally) {
		for state := For; state != 0; state <<= 1 {
			want := new(big.Rat).Mul(o.sum(part.Name(), state, false), unit)
			if got := part.Votes(state); got.Rat().Cmp(want) != 0 {
				t.Fatalf("%q has %v votes %v, not %v", part.Name(), got, state, want)
			}
		}
	}
}

// hasFixed reports whether a seat of the blocs has a fixed weight other than 0.
func hasFixed(blocs []Bloc, over States) bool {
	return slices.ContainsFunc(blocs, func(b Bloc) bool {
		if over := over | b.SharedBy; len(b.Blocs) > 0 {
			return hasFixed(b.Blocs, over)
		} else if over != 0 {
			return false
		}
		return b.Size+len(b.Roll) > 0 && (!b.Weight.Valid() || b.Weight.Sign() > 0)
	})
}

// No built-in rule draws memory to decide.
func TestDecideDrawsNoMemory(t *testing.T) {
	tally, err := council.Tally(councilCounts)
	if err != nil {
		t.Fatal(err)
	}
	rules := []Rule{
		standing, Unanimity(), AbsoluteMajority(), GroupVeto(Third, Cast), eachVoting(TwoThirds()),
		Parts{K: 2, Rule: TwoThirds()},
		KOf{2, []Rule{SimpleMajority(), TwoThirds()}},
		In{Bloc: "Workers", Rule: Share{Of: For, Base: Entitled &^ Abstain, Need: AtLeast(1, 2), BySeats: true}},
		CastingVote(Present, In{Group: First, Rule: SimpleMajority()}),
		Parts{Rule: All{SimpleMajority(), SeatCount{For, 1}, Quorum{TwoThirds()}}},
	}
	for _, rule := range rules {
		if n := testing.AllocsPerRun(100, func() { sink = rule.Decide(tally) }); n != 0 {
			t.Errorf("%v: %v allocations", rule, n)
		}
	}
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestStatesText(t *testing.T) {
	t.Parallel()
	for s := range 256 {
		var got States
		text, err := States(s).MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(text), strings.ToUpper(string(text)), " " + strings.ReplaceAll(string(text), " ", " \t ") + "\n"} {
			if err := got.UnmarshalText([]byte(text)); err != nil || got != States(s) {
				t.Errorf("%q reads as %v, %v", text, got, err)
			}
		}
	}
	for s, want := range map[States]string{
		0: "none", For: "for", Cast: "cast", AllSeats: "seats", InOffice: "in office",
		For | Abstain:       "for + abstain",
		Entitled &^ Abstain: "entitled except abstain", Cast | Absent: "cast + absent",
		Present &^ For: "present except for",
	} {
		if got := s.String(); got != want {
			t.Errorf("%08b is %q, not %q", s, got, want)
		}
	}
	for text, want := range map[string]States{
		"For": For, "CAST": Cast, "In Office": InOffice, "for+against": Cast,
		"none": 0, "for + none": For,
		"Entitled  Except\tAbstain+Spoilt": Entitled &^ Abstain &^ Spoilt, "cast except seats": 0,
	} {
		got := Vacant
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q reads as %v, %v", text, got, err)
		}
	}
	s := Abstain
	for _, bad := range []string{
		"", " ", "for + ", " + for", "for ++ against", "+", "cast except", "cast except ",
		"cast except x", "cast except for except against",
		"none + x", "inoffice", "for, against", "for\x00", "fo\u0280", "\u212aast", /* the Kelvin sign */
		"\u0441ast" /* a Cyrillic c */, "for\xff",
	} {
		if err := s.UnmarshalText([]byte(bad)); !errors.Is(err, ErrText) || s != Abstain {
			t.Errorf("%q reads as %v, %v", bad, s, err)
		}
	}
}

// A word that reports use and this package does not is an error that says which
// word to use.
func TestUnknownWordNamesTheRightOne(t *testing.T) {
	t.Parallel()
	const all = "want for, against, abstain, spoilt, silent, absent, suspended, vacant, cast, voting, present, entitled, in office, seats or none"
	for text, want := range map[string]string{
		"quiet":           `tripartite: states "quiet": unknown word "quiet": ` + all,
		"for + ":          `tripartite: states "for + ": missing word: ` + all,
		"Yes":             `unknown word "yes" (say "for"): ` + all,
		"aye":             `(say "for")`,
		"In  Favour":      `unknown word "in favour" (say "for")`,
		"in favor":        `(say "for")`,
		"NO":              `(say "against")`,
		"nay":             `(say "against")`,
		"for + opposed":   `(say "against")`,
		"abstention":      `(say "abstain")`,
		"abstained":       `(say "abstain")`,
		"spoiled":         `(say "spoilt")`,
		"cast except nay": `unknown word "nay" (say "against")`,
	} {
		var s States
		if err := s.UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, without %s", text, err, want)
		}
	}
}
