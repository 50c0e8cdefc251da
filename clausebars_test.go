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
		svg := string(must(Picture{Open: c.open}.Vote(tally, Explain(c.rule, tally))))
		match := neededLine.FindStringSubmatch(svg)
		if want := Px(min(left+width*c.at, 422.5)); match == nil || match[1] != want {
			t.Errorf("%v, open %v: the line is at %v, not %s", c.rule, c.open, match, want)
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
		svg := string(must(Picture{}.Vote(tally, Explain(c.rule, tally))))
		if ticks, crosses := strings.Count(svg, tick), strings.Count(svg, cross); ticks != c.ticks || crosses != c.crosses {
			t.Errorf("%v: %d ticks, %d crosses", c.rule, ticks, crosses)
		}
	}
}
