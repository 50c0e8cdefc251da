package tripartite_test

import (
	"errors"
	"slices"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// A bloc of two parts has the same power as two blocs: seats that are alike are counted
// together.
func TestPowerOfABlocInTwoParts(t *testing.T) {
	t.Parallel()
	one := MustBody(Bloc{Name: "G", Size: 5}, Bloc{Name: "E", Size: 3}, Bloc{Name: "W", Size: 3})
	two := MustBody(Bloc{Name: "G", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Size: 3}}}, Bloc{Name: "E", Size: 3}, Bloc{Name: "W", Size: 3})
	for _, rule := range []Rule{SimpleMajority(), MajorityInEachGroup(), own{MajorityInEachGroup()}} {
		for _, choices := range []States{Cast, Cast | Abstain} {
			p, q := powerOf(t, rule, one, choices), powerOf(t, rule, two, choices)
			if !p.Winning.Equal(q.Winning) || !p.Seats[0].Swings.Equal(q.Seats[1].Swings) || !p.Groups[0].Banzhaf.Equal(q.Groups[0].Banzhaf) {
				t.Errorf("%v: %v and %v", rule, p.Seats[0], q.Seats[:2])
			}
		}
	}
}

// If a seat is split in two halves that must vote alike, the game is the same.
func TestPowerOfASeatSplitInTwo(t *testing.T) {
	t.Parallel()
	whole, rule := game(5, 4, 2, 1, 1)
	split := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Blocs: []Bloc{
		{Name: "1", Size: 1, Weight: Int(4)}, {Name: "halves", Size: 2}, {Name: "3", Size: 1}, {Name: "4", Size: 1}}})
	alike := RuleFunc(func(t Tally) Outcome {
		if halves, _ := t.Bloc("Members/halves"); halves.Seats(For) == 1 {
			return Rejected
		}
		return rule.Decide(t)
	})
	p, q := powerOf(t, rule, whole, Cast), powerOf(t, alike, split, Cast)
	if !p.Winning.Equal(q.Winning) {
		t.Errorf("%v coalitions win, and %v with halves", p.Winning, q.Winning)
	}
	for _, i := range []int{0, 2, 3} {
		if !p.Seats[i].Swings.Equal(q.Seats[i].Swings) {
			t.Errorf("%v, and beside halves %v", p.Seats[i], q.Seats[i])
		}
	}
}

// An error beyond the work limit names what there is too much of: votes or, if these are
// few enough, the work of asking about each.
func TestPowerBeyondTheLimitSaysWhichLimit(t *testing.T) {
	t.Parallel()
	council := func(n int) *Body {
		return MustBody(Bloc{Name: "G", Size: n}, Bloc{Name: "E", Size: n}, Bloc{Name: "W", Size: n})
	}
	against := All(slices.Repeat([]Rule{Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}, 100))
	for _, c := range []struct {
		body *Body
		want string
	}{
		{council(150), `power "all of": too large: work limit exceeded: 3442951 votes to ask about are more work than the limit, with 101 clauses, 3 blocs and 450 seats`},
		{council(300), `power "all of": too large: work limit exceeded: 27270901 votes to ask about, and at most 16777216`},
	} {
		if _, err := PowerOf(against, c.body, Cast); !errors.Is(err, ErrTooLarge) || messageOf(err) != c.want {
			t.Error(messageOf(err))
		}
	}
}

// A rule of very many clauses is too much to compare seats by, or to find quotas for. It
// is still asked about every vote, if these are few.
func TestPowerUnderManyClauses(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	many := func(n int) Rule {
		rule := KOf{K: n / 2}
		for i := range n {
			rule.Rules = append(rule.Rules, Share{Of: For, Base: Cast, Need: AtLeast(i+1, 2*n)})
		}
		return rule
	}
	small := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 2, Weight: Int(2)}, Bloc{Name: "W", Size: 2, Weight: Int(3)})
	few, err := PowerOf(many(10), small, Cast)
	if err != nil {
		t.Fatal(err)
	}
	all, err := PowerOf(many(50_000), small, Cast)
	if err != nil || !all.Winning.Equal(few.Winning) {
		t.Errorf("%v winning coalitions, and %v of few clauses: %v", all, few, err)
	}
	var blocs [3]Bloc
	for i := range 30 {
		g := &blocs[i%3]
		g.Blocs = append(g.Blocs, Bloc{Name: string(rune('a' + i)), Size: 200, Weight: Int(1 + i)})
	}
	sized := All{many(2000), SeatCount{Of: For, Need: 5}}
	if _, err := PowerOf(sized, MustBody(blocs[0], blocs[1], blocs[2]), Cast); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}
