package tripartite

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"example.com/tripartite/internal/linear"
)

// The work of a vote grows with the blocs and the clauses, and both with weights beyond 64
// bits. The work of a bloc grows with weights that change. Where nobody keeps tallies, only blocs with seats count.
func TestWorkOfVotes(t *testing.T) {
	t.Parallel()
	plain := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B"}, Bloc{Name: "C"})
	changing := MustBody(Bloc{Name: "A", Size: 3, SharedBy: Present}, Bloc{Name: "B"}, Bloc{Name: "C"})
	large := FromInt(new(big.Int).Lsh(big.NewInt(1), 8*64))
	wide := MustBody(Bloc{Name: "A", Size: 1, Weight: large}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	wideAndChanging := MustBody(Bloc{Name: "A", Size: 1, Weight: large}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1, SharedBy: Present})
	full := func(b *Body) Tally { return b.alike([numGroups + 1]States{For, For, For, For}) }
	for _, test := range []struct {
		name string
		of   Tally
		want int
	}{
		{"nothing", Tally{}, clauseWork * 5},
		{"plain", full(plain), clauseWork * (4*4 + 5)},
		{"changing", full(changing), clauseWork * (4*(4+3) + 5)},
		{"wide", full(wide), clauseWork * (4*(4+8+8/4) + 5*(8+8))},
		{"wide and changing", full(wideAndChanging), clauseWork * (4*(4+8+8/4+3+8*8) + 5*(8+8))},
	} {
		if got := workOf(test.of, 5); got != test.want {
			t.Errorf("%s: %d, and not %d", test.name, got, test.want)
		}
	}
	for _, test := range []struct {
		name   string
		body   *Body
		rule   Rule
		shared bool // the memory of all tallies
	}{{"plain", plain, SimpleMajority(), true}, {"own", plain, RuleFunc(SimpleMajority().Decide), false}, {"changing", changing, SimpleMajority(), false}, {"wide", wide, SimpleMajority(), false}} {
		e := &examiner{ours: transparent(test.rule), body: test.body, clauses: 5}
		want := workOf(full(test.body), 5)
		if test.shared {
			want = clauseWork * (2 + 5)
		}
		if got := e.priceOf(full(test.body)); got != want || e.shares(full(test.body)) != test.shared {
			t.Errorf("%s: %d, and not %d; shared %t", test.name, got, want, !test.shared)
		}
	}
}

// All votes are tried if they are few, and if there is work left for them.
func TestVotesThatAreAllTried(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		seats, left int
		want        bool
	}{{2, mostWork, true}, {2, 36 * perVote * 10, true}, {2, 36*perVote*10 - 1, false}, {16, mostWork * 100, false}} {
		body := MustBody(Bloc{Name: "A", Size: test.seats}, Bloc{Name: "B"}, Bloc{Name: "C"})
		e := &examiner{rule: SimpleMajority(), body: body, report: &PropertyReport{}, leaves: body.leaves()[:1], budget: linear.NewBudget(test.left), price: 10}
		e.votes, e.others = e.counter(body), e.counter(body)
		if got := e.decideAll() > 0; got != test.want {
			t.Errorf("%d seats, %d: %t", test.seats, test.left, got)
		}
	}
}

// A rule is walked up to the limits: 1,000 deep, and so many clauses.
func TestLimitsOfRules(t *testing.T) {
	t.Parallel()
	deep := func(n int) (r Rule) {
		for r = SimpleMajority(); n > 0; n-- {
			r = Veto{r}
		}
		return r
	}
	many := func(n int) Rule { return All(slices.Repeat([]Rule{SimpleMajority()}, n-1)) } // it is one itself
	for _, test := range []struct {
		rule Rule
		want error
	}{{deep(mostNested), nil}, {deep(mostNested + 1), ErrRule}, {many(mostClauses), nil}, {many(mostClauses + 1), ErrTooLarge}} {
		if err := unwieldy("try", test.rule, Tally{}); !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%.100v", err)
		}
	}
}

// The table of laws has a row for each property, in the order of the constants.
func TestEachPropertyHasALaw(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for i, l := range laws {
		if l.property != 1<<i || l.name == "" || names[l.name] || l.broken == nil {
			t.Errorf("row %d: %v, %q", i, uint16(l.property), l.name)
		}
		names[l.name] = true
	}
	if last := Property(1) << (numProperties - 1); last != Homogeneous || Required&^(2*last-1) != 0 {
		t.Errorf("%d rows, up to %v", numProperties, last)
	}
}
