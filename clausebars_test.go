package tripartite_test

import (
	"regexp"
	"strings"
	"testing"

	. "example.com/tripartite"
)

var neededLine = regexp.MustCompile(`<line x1="([\d.]+)" y1="[\d.]+" x2="[\d.]+" y2="[\d.]+" stroke="currentColor" stroke-width="2.5"/>`)

// The line of a clause stands at what is needed, on a scale of all that the clause can
// count: its base and, beyond it, what is open.
func TestLineStandsAtTheNeed(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 12, Silent: 16}, Count{Against: 8, Silent: 6}, Count{Silent: 14})
	const left, width = 38.0, 386.0
	for _, c := range []struct {
		rule Rule
		open States
		at   float64
	}{
		{SimpleMajority(), 0, 11.0 / 20},
		{SimpleMajority(), Silent, 11.0 / 56},
		{AbsoluteMajority(), 0, 29.0 / 56},
		{AbsoluteMajority(), Silent, 29.0 / 56},
		{SeatCount{Present, 56}, 0, 1},
		{SeatCount{For, 112}, 0, 1},
	} {
		svg := string(Picture{Open: c.open}.Vote(tally, Explain(c.rule, tally)))
		match := neededLine.FindStringSubmatch(svg)
		if want := Px(min(left+width*c.at, 422.5)); match == nil || match[1] != want {
			t.Errorf("%v, open %v: the line is at %v, not %s", c.rule, c.open, match, want)
		}
	}
}

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
		{Veto{within("B", Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)})}, 0, "Not met: 2 of 2 seats (6 of 6 votes), 2 needed, 0 above."},
		{SimpleMajority(), 0, "more than 1/2 = 50.00 % needed."},
		{TwoThirds(), 0, "at least 2/3 = 66.67 % needed."},
		{within("A", Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: AtLeast(1, 2)}), 0, "Met: 2 of 4 seats, 2 needed, 0 to spare."},
		{within("B", Share{Of: For, Less: Against, Base: Cast, BySeats: true, Need: AtLeast(1, 2)}), 0, "Not met: -2 of 2 seats, 1 needed, 3 short."},
		{RuleFunc(func(Tally) Outcome { return Void }), 0, "Void."},
		{nil, 0, "Not met: a part is missing."},
	} {
		_, description, _ := checkPicture(t, Picture{Open: c.open}.Vote(tally, Explain(c.rule, tally)))
		if !strings.Contains(description, " – "+c.want) && !strings.Contains(description, " of the votes, "+c.want) && !strings.Contains(description, " %, "+c.want) {
			t.Errorf("%v: no %q in %s", c.rule, c.want, description)
		}
	}
}

// A mark beside a clause says whether it lets the motion pass. A veto that is not cast does.
func TestMarkBesideAClause(t *testing.T) {
	t.Parallel()
	const tick, cross = "l4 4.5l8 -9", "l10 10m0 -10l-10 10"
	tally := voteOf(t, Count{For: 28}, Count{Against: 14}, Count{For: 14})
	veto := func(group string) Rule {
		return In{Bloc: group, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}
	}
	for _, c := range []struct {
		rule           Rule
		ticks, crosses int
	}{
		{SimpleMajority(), 1, 0},
		{Unanimity(), 0, 1},
		{Veto{veto("Workers")}, 1, 0},
		{Veto{veto("Employers")}, 0, 1},
		{Veto{veto("Workers"), veto("Employers")}, 1, 2}, // the veto as a whole is cast
		{All{SimpleMajority(), Unanimity(), All{SimpleMajority()}}, 2, 1},
	} {
		svg := string(Picture{}.Vote(tally, Explain(c.rule, tally)))
		if ticks, crosses := strings.Count(svg, tick), strings.Count(svg, cross); ticks != c.ticks || crosses != c.crosses {
			t.Errorf("%v: %d ticks, %d crosses", c.rule, ticks, crosses)
		}
	}
}
