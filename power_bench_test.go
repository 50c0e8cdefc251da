package tripartite_test

import (
	"fmt"
	"testing"

	. "example.com/tripartite"
)

// steps is a game of n seats with weights from 1 to 29, and a simple majority.
func steps(n int) (*Body, Rule) {
	var weights []int
	sum := 0
	for i := range n {
		weights = append(weights, 1+37*i%29)
		sum += weights[i]
	}
	return game(sum/2+1, weights...)
}

func BenchmarkPower(b *testing.B) {
	conference, err := ILOConference{}.Body(374, 187, 187)
	if err != nil {
		b.Fatal(err)
	}
	eu, doubleMajority := lisbon()
	strict := All{TwoThirds(), MajorityInEachGroup()}
	for _, c := range []struct {
		name    string
		body    *Body
		rule    Rule
		choices States
	}{
		{"council", council, strict, Cast},
		{"council/asked only", council, own{strict}, Cast},
		{"council/abstaining", council, strict, Cast | Abstain},
		{"conference", conference, ILOConference{}.TwoThirds(), Cast},
		{"conference/abstaining", conference, ILOConference{}.TwoThirds(), Cast | Abstain},
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
