package tripartite_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A body is made again from its own description, and describes itself as before. The
// tallies of both are the same.
func TestDescribedBodyIsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		first, second, third, independent := body.Describe()
		again, err := NewBody(first, second, third, independent...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Described(body), Described(again)); diff != "" {
			t.Fatal(diff)
		}
		votes := drawVotes(t, body)
		if one, other := take(t, body, votes), take(t, again, votes); !one.Equal(other) {
			t.Fatalf("%v\n%v", one, other)
		}
	})
}

// Names with a slash, weighted rolls and powers come back as they were given.
func TestDescribeGivesBack(t *testing.T) {
	t.Parallel()
	want := []Bloc{
		{Name: "CDU/CSU", Blocs: []Bloc{{Name: "Bern / Berne", Size: 2, Weight: Frac(1, 2)}, {Name: "x", Roll: []string{"Ms A"}, Weight: Int(0)}}},
		{Name: "Members", WeightedRoll: []WeightedSeat{{ID: "a/b", Weight: Int(7)}, {ID: "c", Weight: Frac(1, 3)}}},
		{Name: "third", Size: 3, Power: Int(2), SharedBy: Entitled},
		{Name: "Chair", Size: 1, Weight: Int(1)},
	}
	body := MustBody(want[0], want[1], want[2], want[3])
	if diff := cmp.Diff(want, Described(body)); diff != "" {
		t.Error(diff)
	}
	first, _, _, _ := body.Describe()
	first.Blocs[1].Roll[0] = "changed"
	if diff := cmp.Diff(want, Described(body)); diff != "" {
		t.Error("a caller has changed the body", diff)
	}
	if first, second, third, independent := (*Body)(nil).Describe(); first.Name+second.Name+third.Name != "" || independent != nil {
		t.Error(first, second, third, independent)
	}
}
