package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

// A class is named after the part that has its blocs and no others. If there is none, the
// coalition has a change for each bloc.
func TestClassesAreNamed(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "G", Blocs: []Bloc{{Name: "a", Size: 1}, {Name: "b", Size: 1, Weight: Int(2)}, {Name: "c", Size: 1}, {Name: "empty"}}},
		Bloc{Name: "E", Blocs: []Bloc{{Name: "a", Size: 1}, {Name: "b", Size: 1}, {Name: "empty"}}}, Bloc{Name: "W", Size: 1}, Bloc{Name: "Chair", Size: 1})
	ways, err := MinimalWinning(Unanimity(), body)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for way := range ways {
		got = append(got, way.String())
	}
	if want := "G/a: 1, G/c: 1, G/b: 1, E: 2, W: 1, Chair: 1"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
