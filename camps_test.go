package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Seats stand in an arch if they weigh the same, and a group is a bar otherwise.
func TestOnlyEqualSeatsStandInAnArch(t *testing.T) {
	t.Parallel()
	third := Bloc{Name: "C", Size: 2}
	for _, c := range []struct {
		name        string
		a, b        Bloc
		independent []Bloc
		want        bool
	}{
		{"seats of weight 1", Bloc{Size: 2}, Bloc{Size: 1}, nil, true},
		{"a chair", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "Chair", Size: 1}}, true},
		{"a chair without a vote", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "Chair", Size: 1, Weight: Int(0)}}, true},
		{"a chair with two votes", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "Chair", Size: 1, Weight: Int(2)}}, false},
		{"a union", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "Both", Union: []string{"A", "B"}}}, true},
		{"other weights", Bloc{Size: 2}, Bloc{Size: 1, Weight: Int(2)}, nil, false},
		{"a group without votes", Bloc{Size: 2}, Bloc{Size: 1, Weight: Int(0)}, nil, false},
		{"equal blocs in a group", Bloc{Size: 2}, Bloc{Blocs: []Bloc{{Name: "N", Size: 1}, {Name: "S", Size: 2}}}, nil, true},
		{"a power shared by those who vote", Bloc{Size: 2}, Bloc{Size: 2, Power: Int(2), SharedBy: Cast}, nil, false},
		{"too many seats", Bloc{Size: 248}, Bloc{Size: 1}, nil, false},
		{"many independent seats", Bloc{Size: 2}, Bloc{Size: 1}, []Bloc{{Name: "D", Size: 13}}, false},
	} {
		c.a.Name, c.b.Name = "A", "B"
		body := MustBody(c.a, c.b, third, c.independent...)
		svg := string(must(Picture{}.Vote(body.OpenRoom().Tally(), Finding{})))
		if got := strings.Contains(svg, "<circle"); got != c.want {
			t.Errorf("%s: an arch: %v", c.name, got)
		}
		if got := strings.Contains(svg, "Chair, no vote"); got != (c.name == "a chair without a vote") {
			t.Errorf("%s: it says that the chair has no vote: %v", c.name, got)
		}
	}
}

// A picture of a part of a body shows the blocs in it.
func TestPicturesOfAPart(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Blocs: []Bloc{{Name: "N", Size: 1}, {Name: "S", Size: 2}}}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1})
	tally, err := body.Tally(Counts{"A/N": {For: 1}, "A/S": {Against: 2}, "B": {For: 1}, "C": {For: 1}})
	if err != nil {
		t.Fatal(err)
	}
	_, description, _ := checkPicture(t, must(Picture{}.Vote(tally.Group(First), Finding{})))
	if want := "A/N, votes: 1 for.\nA/S, votes: 2 against.\nall, votes: 1 for, 2 against."; !strings.Contains(description, want) {
		t.Errorf("no %q in %s", want, description)
	}
	_, description, _ = checkPicture(t, must(Picture{}.Vote(tally.Group(Second), Finding{})))
	if want := "B, seats: 1 for.\nall, seats: 1 for."; !strings.Contains(description, want) {
		t.Errorf("no %q in %s", want, description)
	}
}
