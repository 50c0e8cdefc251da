package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

// The figures of clauses are those of the finding, whatever is counted.
func TestFiguresOfClauses(t *testing.T) {
	t.Parallel()
	heavy := MustBody(Bloc{Name: "A", Size: 4, Weight: Int(3)}, Bloc{Name: "B", Size: 3, Weight: Int(3)}, Bloc{Name: "C", Size: 1, Weight: hugeWeight(t)})
	tally, err := heavy.Tally(Counts{"A": {For: 3, Against: 1}, "B": {Against: 2, Absent: 1}, "C": {For: 1}})
	if err != nil {
		t.Fatal(err)
	}
	within := func(bloc string, r Rule) Rule { return In{Bloc: bloc, Rule: r} }
	for _, c := range []struct {
		rule Rule
		open States
		want string
	}{
		{within("A", SimpleMajority()), 0, "Met: 3 of 4 seats (9 of 12 votes), 3 needed, 0 to spare."},
		{within("B", SimpleMajority()), Absent, "So far not met: 0 of 2 seats (0 of 6 votes), 2 needed, 2 short, 1 open."},
		{Veto{within("B", Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)})}, 0, "Not met: 2 of 2 seats (6 of 6 votes), 2 needed for a veto, 0 to spare."},
		{Veto{within("B", Share{Of: For, Base: Cast, Need: MoreThan(1, 2)})}, 0, "Met: 0 of 2 seats (0 of 6 votes), 2 needed for a veto, 2 short of it."},
		{SimpleMajority(), 0, "more than 1/2 = 50.00 % needed."},
		{TwoThirds(), 0, "at least 2/3 = 66.67 % needed."},
		{within("A", Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: AtLeast(1, 2)}), 0, "Met: 2 of 4 seats, 2 needed, 0 to spare."},
		{within("B", Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: AtLeast(1, 2)}), 0, "Not met: -2 of 2 seats, 1 needed, 3 short."},
		{RuleFunc(func(Tally) Outcome { return Void }), 0, "Void."},
		{nil, 0, "Not met: a part is missing."},
	} {
		_, description, _ := checkPicture(t, must(Picture{Open: c.open}.Vote(tally, Explain(c.rule, tally))))
		if !strings.Contains(description, " – "+c.want) && !strings.Contains(description, " of the votes, "+c.want) && !strings.Contains(description, " %, "+c.want) {
			t.Errorf("%v: no %q in %s", c.rule, c.want, description)
		}
	}
}
