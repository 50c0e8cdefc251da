package tripartite_test

import (
	"fmt"
	"math/big"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// steps is a game of n seats with weights from 1 to 29, and a simple majority.
func steps(n int) (*Body, Rule) {
	weights, quota := stepsOf(n)
	return game(quota, weights...)
}

func stepsOf(n int) (weights []int, quota int) {
	sum := 0
	for i := range n {
		weights = append(weights, 1+37*i%29)
		sum += weights[i]
	}
	return weights, sum/2 + 1
}

// plainBanzhaf is what one would write by hand: the swings of each seat from the number of
// coalitions of each weight, without and with the seat.
func plainBanzhaf(weights []int, quota int) []*big.Int {
	sums := make([]*big.Int, quota)
	for j := range sums {
		sums[j] = new(big.Int)
	}
	sums[0].SetInt64(1)
	for _, w := range weights {
		for j := quota - 1; j >= w; j-- {
			sums[j].Add(sums[j], sums[j-w])
		}
	}
	swings := make([]*big.Int, len(weights))
	for i, w := range weights {
		others, sum := make([]*big.Int, quota), new(big.Int)
		for j := range others {
			others[j] = new(big.Int).Set(sums[j])
			if j >= w {
				others[j].Sub(others[j], others[j-w])
			}
			if j >= quota-w {
				sum.Add(sum, others[j])
			}
		}
		swings[i] = sum
	}
	return swings
}

// plainCouncil counts the swings of a seat of each group under two thirds and a majority in
// each of three groups.
func plainCouncil(a, b, c int64) (swings [3]*big.Int) {
	binomial := func(n, k int64) *big.Int { return new(big.Int).Binomial(n, k) }
	wins := func(x, y, z int64) bool {
		return 3*(x+y+z) >= 2*(a+b+c) && 2*x > a && 2*y > b && 2*z > c
	}
	for i, n := range [3][3]int64{{a - 1, b, c}, {a, b - 1, c}, {a, b, c - 1}} {
		swings[i] = new(big.Int)
		one := [3]int64{}
		one[i] = 1
		for x := range n[0] + 1 {
			for y := range n[1] + 1 {
				for z := range n[2] + 1 {
					if wins(x+one[0], y+one[1], z+one[2]) && !wins(x, y, z) {
						ways := binomial(n[0], x)
						swings[i].Add(swings[i], ways.Mul(ways.Mul(ways, binomial(n[1], y)), binomial(n[2], z)))
					}
				}
			}
		}
	}
	return swings
}

// What one writes by hand has the same answers.
func TestPowerAgreesWithPlainCode(t *testing.T) {
	t.Parallel()
	n := proptest.Pick(30, 80, 80)
	body, rule := steps(n)
	weights, quota := stepsOf(n)
	for i, want := range plainBanzhaf(weights, quota) {
		if got := powerOf(t, rule, body, Cast).Seats[i].Swings; !got.Equal(fromInt(want)) {
			t.Fatalf("seat %d: %v, want %v", i, got, want)
		}
	}
	p := powerOf(t, All{TwoThirds(), EachGroup(SimpleMajority())}, council, Cast)
	for i, want := range plainCouncil(28, 14, 14) {
		if got := p.Seats[i].Swings; !got.Equal(fromInt(want)) {
			t.Errorf("group %d: %v, want %v", i, got, want)
		}
	}
}

// The plain codes find the swings only. The library finds all indices but that of Shapley
// and Shubik, and for the council that one, too.
func BenchmarkPowerByHand(b *testing.B) {
	b.Run("council/library", func(b *testing.B) {
		for b.Loop() {
			powerOf(b, All{TwoThirds(), EachGroup(SimpleMajority())}, council, Cast)
		}
	})
	b.Run("council/hand", func(b *testing.B) {
		for b.Loop() {
			plainCouncil(28, 14, 14)
		}
	})
	for _, n := range []int{56, 200, 700} {
		body, rule := steps(n)
		weights, quota := stepsOf(n)
		b.Run(fmt.Sprintf("weights/%d/library", n), func(b *testing.B) {
			for b.Loop() {
				powerOf(b, rule, body, Cast)
			}
		})
		b.Run(fmt.Sprintf("weights/%d/hand", n), func(b *testing.B) {
			for b.Loop() {
				plainBanzhaf(weights, quota)
			}
		})
	}
}

func BenchmarkPower(b *testing.B) {
	conference := MustBody(Bloc{Name: "Governments", Size: 374}, Bloc{Name: "Employers", Size: 187},
		Bloc{Name: "Workers", Size: 187})
	twoThirds := statuteRule(b, "ilo/conference", "two thirds")
	eu, doubleMajority := lisbon()
	strict := All{TwoThirds(), EachGroup(SimpleMajority())}
	for _, c := range []struct {
		name    string
		body    *Body
		rule    Rule
		choices States
	}{
		{"council", council, strict, Cast},
		{"council/asked only", council, own{strict}, Cast},
		{"council/abstaining", council, strict, Cast | Abstain},
		{"conference", conference, twoThirds, Cast},
		{"conference/abstaining", conference, twoThirds, Cast | Abstain},
		{"EU", eu, doubleMajority, Cast},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := powerOf(b, c.rule, c.body, c.choices)
				if _, _, err := p.ShapleyShubik(); err != nil && c.choices == Cast {
					b.Fatal(err)
				}
			}
		})
	}
	for _, n := range []int{20, 100, 233} {
		body, rule := senate(n)
		b.Run(fmt.Sprintf("chambers/3x%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				powerOf(b, rule, body, Cast)
			}
		})
	}
	for _, n := range []int{20, 40} {
		body, rule := senate(n)
		b.Run(fmt.Sprintf("chambers/3x%d/Shapley-Shubik", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				shapley(b, powerOf(b, rule, body, Cast))
			}
		})
	}
	for _, n := range []int{56, 200, 700} {
		body, rule := steps(n)
		b.Run(fmt.Sprintf("weights/%d/Banzhaf", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				powerOf(b, rule, body, Cast)
			}
		})
		b.Run(fmt.Sprintf("weights/%d/Shapley-Shubik", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				shapley(b, powerOf(b, rule, body, Cast))
			}
		})
	}
}

// The reform of the example: six more seats for workers, and three quarters.
func BenchmarkCompare(b *testing.B) {
	reform := Constitution{
		Body: MustBody(Bloc{Name: "Governments", Size: 28}, Bloc{Name: "Employers", Size: 14},
			Bloc{Name: "Workers", Size: 20}),
		Rule: Share{Of: For, Base: Cast, Need: AtLeast(3, 4)},
	}
	b.ReportAllocs()
	for b.Loop() {
		compared(b, Constitution{council, TwoThirds()}, reform, Cast)
	}
}
