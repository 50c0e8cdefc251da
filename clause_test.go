package tripartite

import (
	"testing"

	"example.com/tripartite/internal/linear"
	"pgregory.net/rapid"
)

// The condition of a clause comes to what the tally says, however the open seats end.
func TestClauseIsTheSumOfTheTally(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Blocs: []Bloc{{Name: "1", Size: 3, Weight: Frac(2, 3)}, {Name: "2", Size: 2, Weight: Int(5)}}},
		Bloc{Name: "B", Size: 4, SharedBy: Entitled},
		Bloc{Name: "C", Size: 2, Weight: Int(0)},
		Bloc{Name: "D", Size: 1, Weight: Int(7)},
	)
	rapid.Check(t, func(t *rapid.T) {
		counts := make([]byState, len(body.nodes))
		for _, i := range body.leaves() {
			for range body.nodes[i].size {
				counts[i][rapid.IntRange(0, 5).Draw(t, "state")]++
			}
		}
		open := States(rapid.ByteRange(1, 63).Draw(t, "open"))
		p := newPosition(body.tally(counts), openSeats(body.tally(counts), open, func(States) States { return Entitled }), newBudget())
		part := p.tally
		if name := rapid.SampledFrom([]string{"", "A", "A/2", "B", "D"}).Draw(t, "part"); name != "" {
			part = part.bloc(name)
		}
		of, less := States(rapid.Byte().Draw(t, "of")), States(rapid.Byte().Draw(t, "less"))
		m := rapid.SampledFrom([]measure{inVotes, inSeats}).Draw(t, "measure")
		c := p.linear(part, m, nothingEach.plus(of, whole(3)).minus(less, whole(2)), whole(4))

		ended, sum := p.counts(), Fraction{c.Constant}
		for i, o := range p.open {
			for range o.seats {
				end := rapid.IntRange(0, 5).Draw(t, "end")
				ended[o.bloc.node][end]++
				sum = sum.plus(Fraction{c.Of(i)[end]})
			}
		}
		now := body.tally(ended).at(part.node)
		in := func(s States) Fraction {
			if m == inSeats {
				return whole(now.heads(s))
			}
			return Fraction{now.votes(s).Rational()}
		}
		if want := in(of).times(whole(3)).minus(in(less).times(whole(2))).minus(whole(4)); !sum.Equal(want) {
			t.Fatalf("the condition comes to %v, not %v", sum, want)
		}
	})
}

// A clause that holds exactly, however the seats end, always holds; one that fails by
// one never does.
func TestClauseThatIsKnown(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	p := newPosition(body.OpenRoom().Tally(), openSeats(body.OpenRoom().Tally(), Silent, func(States) States { return For | Against }), newBudget())
	clause := func(least int64) linear.Formula {
		return p.clause(p.tally, inSeats, nothingEach.plus(Cast, whole(1)), whole(least))
	}
	if clause(5) != linear.Always || clause(6) != linear.Never {
		t.Errorf("%v, %v", clause(5), clause(6))
	}
	// That A has 3 more for than against decides whether it has 1 more.
	more := func(least int64) linear.Formula {
		return p.clause(p.tally.Group(First), inSeats, nothingEach.plus(For, whole(1)).minus(Against, whole(1)), whole(least))
	}
	if more(1) == linear.Always || more(3) == linear.Never {
		t.Error("nothing is known yet")
	}
	p.base.Assume(p.linear(p.tally.Group(First), inSeats, nothingEach.plus(For, whole(1)).minus(Against, whole(1)), whole(3)))
	if more(1) != linear.Always {
		t.Error("it is not known")
	}
}
