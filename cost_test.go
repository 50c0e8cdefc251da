package tripartite_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"

	. "example.com/tripartite"
)

// Where there are too many ways to list, the fewest is right all the same.
func TestMarginsOfMany(t *testing.T) {
	t.Parallel()
	large := MustBody(Bloc{Name: "A", Size: 4000}, Bloc{Name: "B", Size: 2000}, Bloc{Name: "C", Size: 2000})
	m, err := ToAdopt(AbsoluteMajority(), large.OpenRoom().Tally(), Silent)
	if err != nil || m.Fewest != 4001 || m.String() != "would be adopted if 4001 of the seats counted as silent were for" {
		t.Errorf("%v, %v", m, err)
	}
	if ways, err := m.Ways(); ways != nil || !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d ways, %v", len(ways), err)
	}
	chamber := func(name string) Bloc {
		return Bloc{Name: name, SharedBy: Present, Blocs: []Bloc{{Name: "a", Size: 900}, {Name: "b", Size: 800}, {Name: "c", Size: 700}}}
	}
	weighed := MustBody(chamber("A"), chamber("B"), chamber("C"))
	if m, err := ToAdopt(All{Quorum{SeatCount{Of: For, Need: 100}}, SimpleMajority()}, allAbsent(t, weighed), Absent); err != nil || m.Fewest != 100 {
		t.Errorf("%v, %v", m, err)
	}
}

// heaviestFirst is how many seats turn, in each group the heaviest first, until the
// rule of half of each group is met in all, or is not in the one where that takes
// fewest.
func heaviestFirst(t Tally, rule Rule, adopts bool) int {
	fewest := []int{}
	for g := First; g <= Third; g++ {
		if _, whole := rule.(Share); whole && g > First {
			break
		}
		var weights []Fraction
		total := new(big.Rat)
		for bloc := range t.Group(g).Blocs() {
			for range bloc.Seats(AllSeats) {
				weights = append(weights, bloc.Weight())
				total.Add(total, bloc.Weight().Rat())
			}
		}
		slices.SortFunc(weights, func(a, b Fraction) int { return b.Cmp(a) })
		turned, n := new(big.Rat), 0
		for done := false; !done; {
			turned.Add(turned, weights[n].Rat())
			n++
			c := turned.Cmp(new(big.Rat).Quo(total, big.NewRat(2, 1)))
			done = c > 0 || c == 0 && adopts
		}
		fewest = append(fewest, n)
	}
	if !adopts {
		return slices.Min(fewest)
	}
	sum := 0
	for _, n := range fewest {
		sum += n
	}
	return sum
}

func allAbsent(t *testing.T, b *Body) Tally {
	return allIn(t, b, func(n int) Count { return Count{Absent: n} })
}

// The fewest seats of a council are found without asking the rule for each number,
// and the ways with few questions; of thousands of different stakes the heaviest
// come first.
func TestMarginsOfStakes(t *testing.T) {
	t.Parallel()
	stakes := func(name string, n int) Bloc {
		b := Bloc{Name: name}
		for i := range n {
			b.Blocs = append(b.Blocs, Bloc{Name: fmt.Sprint(i), Size: 1, Weight: Frac(1_000_003+7919*i%1_000_033, 1)})
		}
		return b
	}
	half := Share{Of: For, Base: Entitled &^ Abstain, Need: AtLeast(1, 2)}
	for _, test := range []struct {
		body *Body
		rule Rule
	}{
		{MustBody(Bloc{Name: "Committee", Size: 7}, stakes("Representatives", 1000), stakes("Pools", 1000)),
			All{In{Group: First, Rule: half}, In{Group: Second, Rule: half}, In{Group: Third, Rule: half}}},
		{MustBody(stakes("Members", 3000), Bloc{Name: "B"}, Bloc{Name: "C"}), half},
	} {
		for _, adopts := range []bool{true, false} {
			turn, tally := ToAdopt, allIn(t, test.body, func(n int) Count { return Count{Against: n} })
			if !adopts {
				turn, tally = ToFail, allIn(t, test.body, func(n int) Count { return Count{For: n} })
			}
			m, err := turn(test.rule, tally, Against)
			if want := heaviestFirst(tally, test.rule, adopts); err != nil || m.Fewest != want {
				t.Errorf("adopts %v: %v, %v, want %d", adopts, m, err, want)
			}
		}
	}
}
