package tripartite_test

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// The index of Shapley and Shubik is that of all orders in which the seats can vote, by
// the definition of a pivot.
func TestShapleyShubikAgreesWithEveryRollCall(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		choices := rapid.SampledFrom([]States{Cast, Cast | Abstain, Cast | Absent, Cast | Abstain | Absent}).Draw(t, "choices")
		body := drawSmall(t, rapid.IntRange(1, map[bool]int{true: 7, false: 5}[choices == Cast]).Draw(t, "seats"))
		rule := drawHelped(t, 1)
		p := powerOf(t, rule, body, choices)
		got, _, err := p.ShapleyShubik()
		if err != nil {
			if p.Monotone || !errors.Is(err, ErrNotMonotone) {
				t.Fatal(err)
			}
			return
		}
		v := newEveryVote(t, rule, body, choices)
		seat := 0
		for i, s := range p.Seats {
			if want := v.pivots(seat); got[i].Rat().Cmp(want) != 0 {
				t.Fatalf("%v: seat %d: %v, want %v", rule, seat, got[i], want)
			}
			seat += s.Seats
		}
	})
}

// pivots is the share of the roll-calls in which seat i is the pivot: for each set of
// seats that vote before it, and each way in which they and seat i vote.
func (v *everyVote) pivots(i int) *big.Rat {
	sum, n := new(big.Rat), len(v.blocs)
	for before := range 1 << n {
		if before>>i&1 != 0 {
			continue
		}
		pivots, size := 0, 0
		for number := range v.adopted {
			skip := false // one number for each way in which these seats vote
			for k := range v.blocs {
				skip = skip || before>>k&1 == 0 && k != i && v.choice(number, k) != v.choices[0]
			}
			if !skip && v.certain(number, before|1<<i) && !v.certain(number, before) {
				pivots++
			}
		}
		for k := range v.blocs {
			size += before >> k & 1
		}
		orders := new(big.Int).Mul(new(big.Int).MulRange(1, int64(size)), new(big.Int).MulRange(1, int64(n-1-size)))
		all := new(big.Int).Mul(new(big.Int).MulRange(1, int64(n)), big.NewInt(int64(v.times(size+1))))
		sum.Add(sum, new(big.Rat).Mul(big.NewRat(int64(pivots), 1), new(big.Rat).SetFrac(orders, all)))
	}
	return sum
}

// certain reports whether the outcome is the same however the seats vote that are not in
// the set.
func (v *everyVote) certain(number, set int) bool {
	first := true
	var is bool
	for other, adopted := range v.adopted {
		same := true
		for k := range v.blocs {
			same = same && (set>>k&1 == 0 || v.choice(number, k) == v.choice(other, k))
		}
		if same {
			if !first && is != adopted {
				return false
			}
			first, is = false, adopted
		}
	}
	return true
}

// The dual of a rule adopts if and only if the rule does not adopt the negation.
func TestDualHasTheSamePower(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawSmall(t, 7)
		rule := drawHelped(t, 2)
		dual := RuleFunc(func(t Tally) Outcome {
			counts := Counts{}
			for _, bloc := range t.Blocs() {
				counts[bloc.Name()] = Count{For: bloc.Seats(Against), Against: bloc.Seats(For)}
			}
			negation, err := body.Tally(counts)
			if err != nil || rule.Decide(negation) == Adopted {
				return Rejected
			}
			return Adopted
		})
		p, q := powerOf(t, rule, body, Cast), powerOf(t, dual, body, Cast)
		if !p.Winning.Equal(FromRat(new(big.Rat).Sub(q.Votes.Rat(), q.Winning.Rat()))) || p.Proper != q.Strong || p.Strong != q.Proper {
			t.Fatalf("%v and %v of %v", p.Winning, q.Winning, p.Votes)
		}
		ss, duals := shapley(t, p), shapley(t, q)
		for i, s := range p.Seats {
			if d := q.Seats[i]; !s.Swings.Equal(d.Swings) || !s.Normalised.Equal(d.Normalised) || !s.Prevent.Equal(d.Initiate) || !ss[i].Equal(duals[i]) {
				t.Fatalf("%+v %v, dual %+v %v", s, ss[i], d, duals[i])
			}
		}
	})
}
