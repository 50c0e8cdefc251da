package tripartite_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// What the properties are tried on: drawn bodies, votes and rules.

// drawnWeights has a weight for every way in which arithmetic could go wrong.
var drawnWeights = []Fraction{
	{}, Frac(0, 1), Frac(1, 1), Frac(2, 1), Frac(7, 1), Frac(1, 2), Frac(5, 7), Frac(3, 400),
	Frac(2147483647, 1), Frac(2147483629, 2147483647), Frac(math.MaxInt, 1), Frac(1, math.MaxInt),
}

var drawnSets = []States{Cast, Voting &^ Spoilt, Voting, Present, Entitled,
	Entitled &^ Abstain, InOffice, AllSeats}

func drawSpec(t *rapid.T) spec {
	s := spec{}
	for i, name := range []string{"Gov", "Emp", "Wrk"} {
		s.groups[i] = drawBloc(t, "", name, 2, Bloc{})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "independent blocs") {
		s.independent = append(s.independent, drawBloc(t, "", fmt.Sprintf("Ind%d", i), 0, Bloc{}))
	}
	if _, err := s.body(); errors.Is(err, ErrNoPower) {
		s.independent = append(s.independent, Bloc{Name: "Chair", Size: 1})
	}
	if rapid.IntRange(0, 2).Draw(t, "union") == 0 {
		s.independent = append(s.independent, drawUnion(t, s))
	}
	if n := len(s.independent); n > 0 && s.independent[n-1].Union != nil &&
		rapid.Bool().Draw(t, "a union of some of its parts") {
		parts := s.independent[n-1].Union
		s.independent = append(s.independent,
			Bloc{Name: "Sub", Union: parts[:rapid.IntRange(1, len(parts)).Draw(t, "parts")]})
	}
	return s
}

// drawUnion draws a union of some parts of the body, each a group or a bloc right within
// one, or an independent bloc.
func drawUnion(t *rapid.T, s spec) Bloc {
	union := Bloc{Name: "Union"}
	for _, bloc := range append(slices.Clone(s.groups[:]), s.independent...) {
		switch which := rapid.IntRange(0, 2).Draw(t, "of "+bloc.Name); {
		case which == 0:
			union.Union = append(union.Union, bloc.Name)
		case which == 1 && len(bloc.Blocs) > 0:
			part := rapid.SampledFrom(bloc.Blocs).Draw(t, "part of "+bloc.Name)
			union.Union = append(union.Union, bloc.Name+"/"+part.Name)
		}
	}
	if union.Union == nil {
		union.Union = []string{"Emp"}
	}
	return union
}

// drawBloc draws a bloc, with blocs within it down to the depth.
func drawBloc(t *rapid.T, path, name string, depth int, around Bloc) Bloc {
	b := Bloc{Name: name}
	if around.SharedBy != 0 || rapid.Bool().Draw(t, name+" has power") {
		b.SharedBy = rapid.SampledFrom(drawnSets).Draw(t, name+" over")
		b.Power = rapid.SampledFrom(drawnWeights).Draw(t, name+" power")
	}
	if depth > 0 && rapid.IntRange(0, 3).Draw(t, name+" is nested") == 0 {
		for i := range rapid.IntRange(1, 3).Draw(t, name+" blocs") {
			b.Blocs = append(b.Blocs, drawBloc(t, path+name+"/", fmt.Sprintf("b%d", i), depth-1, b))
		}
		return b
	}
	if b.SharedBy == 0 {
		b.Weight = rapid.SampledFrom(drawnWeights).Draw(t, name+" weight")
	}
	b.Size = rapid.IntRange(0, 4).Draw(t, name+" size")
	if rapid.IntRange(0, 3).Draw(t, name+" has a roll") == 0 {
		for i := range b.Size {
			b.Roll = append(b.Roll, fmt.Sprintf("%s of %s%s", []string{"Ms A", "Mr B", "Ms C", "Mr D"}[i], path, name))
		}
		b.Size = 0
	}
	return b
}

// drawBody draws a body, and what it is made from.
func drawBody(t *rapid.T) (spec, *Body) {
	s := drawSpec(t)
	b, err := s.body()
	if err != nil {
		t.Fatal(err)
	}
	return s, b
}

// vote is what one seat did.
type vote struct {
	seat  string
	state States
}

// drawVotes draws a state for every seat.
func drawVotes(t *rapid.T, b *Body) []vote {
	var votes []vote
	for id := range b.OpenRoom().All() {
		votes = append(votes, vote{id, drawState(t)})
	}
	return votes
}

func drawState(t *rapid.T) States {
	return rapid.SampledFrom([]States{
		For, For, For, Against, Against, Abstain, Abstain, Spoilt, Silent, Absent, Suspended, Vacant,
	}).Draw(t, "state")
}

// take takes a vote seat by seat.
func take(t rapid.TB, b *Body, votes []vote) Tally {
	ballot := b.OpenRoom()
	for _, v := range votes {
		record := ballot.Mark
		if v.state&Voting != 0 {
			record = ballot.Cast
		}
		if err := record(v.seat, v.state); err != nil {
			t.Fatal(err)
		}
	}
	ballot.Close()
	return ballot.Tally()
}

func drawTally(t *rapid.T) (spec, *Body, Tally) {
	s, b := drawBody(t)
	return s, b, take(t, b, drawVotes(t, b))
}

func drawSet(t *rapid.T) States {
	if rapid.Bool().Draw(t, "named set") {
		return rapid.SampledFrom([]States{For, Against, Cast, Voting, Present, Entitled, InOffice, AllSeats}).Draw(t, "set")
	}
	return States(rapid.Byte().Draw(t, "set"))
}

func drawThreshold(t *rapid.T) Threshold {
	if rapid.IntRange(0, 9).Draw(t, "nonsense") == 0 {
		return reduced(Threshold{rapid.IntRange(-1, 7).Draw(t, "p"), rapid.IntRange(-1, 6).Draw(t, "q"), rapid.Bool().Draw(t, "strict")})
	}
	q := rapid.IntRange(1, 6).Draw(t, "q")
	return reduced(Threshold{rapid.IntRange(1, q).Draw(t, "p"), q, rapid.Bool().Draw(t, "strict")})
}

// reduced is the threshold as AtLeast and MoreThan make it.
func reduced(h Threshold) Threshold {
	if h.Strict {
		return MoreThan(h.Num, h.Den)
	}
	return AtLeast(h.Num, h.Den)
}

func drawShare(t *rapid.T) Share {
	share := Share{Of: drawSet(t), Base: drawSet(t), Need: drawThreshold(t),
		BySeats: rapid.Bool().Draw(t, "heads")}
	if rapid.Bool().Draw(t, "within") {
		share.Of &= share.Base
	}
	if rapid.IntRange(0, 3).Draw(t, "lead") == 0 {
		share.Less = drawSet(t)
		share.Need.Num = rapid.IntRange(0, max(0, share.Need.Num)).Draw(t, "lead of")
		share.Need = reduced(share.Need)
	}
	return share
}

// drawRule draws any rule there can be, nonsense among them.
func drawRule(t *rapid.T, depth int) Rule {
	if depth == 0 || rapid.IntRange(0, 4).Draw(t, "clause") == 0 {
		switch rapid.IntRange(0, 19).Draw(t, "which clause") {
		case 0, 1, 2, 3:
			return SeatCount{drawSet(t), rapid.IntRange(0, 5).Draw(t, "need")}
		case 4, 5, 6, 7:
			return odd{drawSet(t)}
		case 8, 9:
			return eachVoting(drawShare(t))
		case 10:
			return nil
		}
		return drawShare(t)
	}
	switch rapid.IntRange(0, 8).Draw(t, "which rule") {
	case 0:
		return All(drawRules(t, depth))
	case 1:
		return Any(drawRules(t, depth))
	case 2:
		rules := drawRules(t, depth)
		return KOf{rapid.IntRange(0, len(rules)+1).Draw(t, "k"), rules}
	case 3:
		return Quorum(drawRules(t, depth))
	case 4:
		return Veto(drawRules(t, depth))
	case 5:
		return drawParts(t, drawRule(t, depth-1))
	case 6:
		return Parts{K: rapid.IntRange(0, 4).Draw(t, "k"), Rule: drawRule(t, depth-1)}
	case 7:
		return drawNamed(t, drawRule(t, depth-1))
	}
	in := In{Rule: drawRule(t, depth-1)}
	in.Group, in.Bloc = drawPlace(t)
	return in
}

// drawPlace draws a group or a bloc, or seldom one that there is not.
func drawPlace(t *rapid.T) (Group, string) {
	if rapid.Bool().Draw(t, "group") {
		return Group(rapid.SampledFrom([]int{0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4}).Draw(t, "which group")), ""
	}
	return 0, rapid.SampledFrom([]string{"Gov", "Emp", "Wrk", "Gov/b0", "Gov/b1", "Emp/b0/b0", "Ind0", "Union", "Union", "Sub", "nobody"}).Draw(t, "bloc")
}

// drawParts draws which parts the rule is for, and how many of them are needed.
func drawParts(t *rapid.T, r Rule) Parts {
	parts := Parts{Rule: r}
	if rapid.Bool().Draw(t, "blocs") {
		parts.Group, parts.Bloc = drawPlace(t)
	}
	if rapid.Bool().Draw(t, "with") {
		parts.With, parts.BySeats = drawSet(t), rapid.Bool().Draw(t, "any seats")
	}
	switch rapid.IntRange(0, 2).Draw(t, "how many") {
	case 0:
		parts.K = rapid.SampledFrom([]int{1, 1, 2, 2, 3, 4, -1}).Draw(t, "k")
	case 1:
		parts.Need = drawThreshold(t)
	}
	if rapid.IntRange(0, 19).Draw(t, "two numbers") == 0 {
		parts.K, parts.Need = 1, AtLeast(1, 2)
	}
	return parts
}

// drawHelpedParts draws parts for a rule that a vote for can only help. Each part either
// always counts, or counts if its rule has a base.
func drawHelpedParts(t *rapid.T, depth int, share func() Share) Parts {
	parts := drawParts(t, nil)
	parts.K, parts.BySeats = max(parts.K, 0), parts.BySeats && parts.With != 0
	if parts.Group > Third {
		parts.Group = 0
	}
	if parts.Group == 0 && parts.Bloc == "" {
		parts.K = min(parts.K, 3)
	}
	if parts.K > 0 || parts.Need.Den < 2 || parts.Need.Num < 1 || parts.Need.Num >= parts.Need.Den {
		parts.Need = Threshold{}
	}
	if parts.With == 0 {
		parts.Rule = drawHelped(t, depth-1)
		return parts
	}
	parts.With |= For
	clause := func() Rule {
		s := share()
		s.Of, s.Less, s.Base, s.BySeats = s.Of&parts.With, s.Less&parts.With,
			s.Base&parts.With, parts.BySeats
		return s
	}
	parts.Rule = rapid.SampledFrom([]func() Rule{
		clause, func() Rule { return All{clause(), Any{clause(), clause()}} },
		func() Rule { return Named{Name: "base", Rule: Quorum{clause()}} },
	}).Draw(t, "in each part")()
	return parts
}

// drawNamed draws a name and a source for a rule, seldom one without a name.
func drawNamed(t *rapid.T, r Rule) Named {
	name := rapid.SampledFrom([]string{"quorum", "first vote", "\"(art.", "Gov", "quorum", ""}).Draw(t, "name")
	return Named{Name: name, Source: rapid.SampledFrom([]string{"", "art. 17(3)", "a\nb"}).Draw(t, "source"), Rule: r}
}

func drawRules(t *rapid.T, depth int) []Rule {
	var rules []Rule
	for range min(3, rapid.IntRange(0, 9).Draw(t, "rules")) {
		rules = append(rules, drawRule(t, depth-1))
	}
	return rules
}

// drawHelped draws a rule that a vote for can only help: shares of a part of
// their base with For among it, and vetoes that count Against.
func drawHelped(t *rapid.T, depth int) Rule {
	threshold := func() Threshold {
		q := rapid.IntRange(2, 5).Draw(t, "q")
		return reduced(Threshold{rapid.IntRange(1, q-1).Draw(t, "p"), q, rapid.Bool().Draw(t, "strict")})
	}
	share := func() Share {
		of := drawSet(t) | For
		s := Share{Of: of, Base: of | drawSet(t), Need: threshold(),
			BySeats: rapid.Bool().Draw(t, "heads")}
		if rapid.IntRange(0, 3).Draw(t, "lead") == 0 {
			s.Less = drawSet(t) &^ For
			s.Need.Num = rapid.IntRange(0, s.Need.Num).Draw(t, "lead of")
			s.Need = reduced(s.Need)
		}
		return s
	}
	rules := func() []Rule {
		var rules []Rule
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			rules = append(rules, drawHelped(t, depth-1))
		}
		return rules
	}
	if depth == 0 {
		switch rapid.IntRange(0, 4).Draw(t, "which clause") {
		case 0:
			return SeatCount{drawSet(t) | For, rapid.IntRange(1, 6).Draw(t, "need")}
		case 1:
			return Veto{Share{Of: Against, Base: Against | For | drawSet(t), Need: threshold(), BySeats: rapid.Bool().Draw(t, "heads")}}
		case 2:
			s := share()
			s.Less &= s.Base
			return eachVoting(s)
		}
		return share()
	}
	switch rapid.IntRange(0, 7).Draw(t, "which rule") {
	case 0:
		return All(rules())
	case 1:
		return Any(rules())
	case 2:
		parts := rules()
		return KOf{rapid.IntRange(1, len(parts)).Draw(t, "k"), parts}
	case 3:
		return Quorum(rules())
	case 4:
		return drawHelpedParts(t, depth, share)
	case 5:
		return Parts{K: rapid.IntRange(1, 3).Draw(t, "k"), Rule: drawHelped(t, depth-1)}
	case 6:
		return Named{Name: "helped", Rule: drawHelped(t, depth-1)}
	}
	if rapid.Bool().Draw(t, "bloc") {
		return In{Bloc: rapid.SampledFrom([]string{"Gov/b0", "Emp/b1", "Ind0", "Union", "Sub", "Wrk"}).Draw(t, "which"), Rule: drawHelped(t, depth-1)}
	}
	return In{Group: Group(rapid.IntRange(1, 3).Draw(t, "group")), Rule: drawHelped(t, depth-1)}
}

// parts are the whole and every part of a tally that has a name.
func parts(t Tally) []Tally {
	all := []Tally{t}
	for _, name := range []string{"Gov", "Gov/b0", "Gov/b1", "Gov/b2", "Emp", "Emp/b0", "Wrk", "Ind0", "Ind1", "Chair", "Union", "Sub"} {
		if part, ok := t.Bloc(name); ok {
			all = append(all, part)
		}
	}
	return slices.Clip(all)
}

// shuffled is the votes in another order, the same for the same seed.
func shuffled(votes []vote, seed uint64) []vote {
	votes = slices.Clone(votes)
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(votes),
		func(i, j int) { votes[i], votes[j] = votes[j], votes[i] })
	return votes
}

// edgeRules are rules of each kind, at the edges of what they take.
func edgeRules() []Rule {
	half, more := Share{Of: For, Base: Cast, Need: AtLeast(1, 2)},
		Share{Of: For, Base: Present, Need: MoreThan(1, 2)}
	two := Quorum{SeatCount{Of: Present, Need: 2}}
	rules := []Rule{
		half, more, Share{Of: Abstain, Base: Voting, Need: AtLeast(1, 3), BySeats: true},
		Share{Of: For, Base: Cast, Need: AtLeast(3, 2)},
		SeatCount{Of: Cast, Need: 3}, SeatCount{Of: For, Need: 0}, SeatCount{Of: Absent, Need: 1},
		SeatCount{Of: For, Need: 5}, SeatCount{Of: For, Need: 6},
		All{}, All{half, two}, Any{}, Any{more, two}, Quorum{}, Veto{}, Veto{half},
		Veto{half, SeatCount{Of: Abstain, Need: 2}}, Veto{two},
		Parts{}, Parts{Rule: half}, Parts{Rule: All{half, two}}, Parts{}, eachVoting(half),
		eachVoting(more), All{half, nil}, Quorum{nil},
		In{Group: Second, Rule: half}, In{Bloc: "Chair", Rule: Veto{half}}, In{Group: Third, Rule: two},
		In{Bloc: "D", Rule: half},
		KOf{K: 1}, All{more, Veto{half}}, Named{Name: "two", Rule: two}, Named{Rule: two},
		Veto{Named{Name: "half", Source: "art. 1", Rule: half}},
		All{two, Any{half, SeatCount{Of: Abstain, Need: 1}}},
	}
	for k := range 3 + 2 { // one more than there are, and none
		rules = append(rules, Parts{K: k, Rule: half}, Parts{K: k, Rule: two},
			KOf{K: k, Rules: []Rule{half, two, more}})
	}
	return rules
}

// differ is cmp.Diff, at once where the values are the same to the last bit.
func differ(want, got any) string {
	if reflect.DeepEqual(want, got) {
		return ""
	}
	return cmp.Diff(want, got, withoutRules)
}

// blocOf is the part of a bloc that there is.
func blocOf(t Tally, name string) Tally {
	part, _ := t.Bloc(name)
	return part
}

// withoutRules compares findings without the rules that they are of, which may be of
// a kind that cannot be compared.
var withoutRules = cmpopts.IgnoreFields(Finding{}, "Rule")

// eachVoting is a share in each group that has anything in its base.
func eachVoting(s Share) Parts { return Parts{With: s.Base, BySeats: s.BySeats, Rule: s} }

// fromInt is the whole number n.
func fromInt(n *big.Int) Fraction { return FromRat(new(big.Rat).SetInt(n)) }
