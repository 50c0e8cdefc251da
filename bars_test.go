package tripartite_test

import (
	"regexp"
	"slices"
	"testing"

	. "example.com/tripartite"
)

var barRects = regexp.MustCompile(`<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="22" fill="[^"]+"/>`)

// The bars of groups are as long as their votes, not their seats.
func TestBarsAreInVotes(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1, Weight: Int(4)}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 100, Weight: Int(0)})
	tally, err := body.Tally(Counts{"A": {For: 1}, "B": {For: 1, Against: 1}, "C": {For: 100}})
	if err != nil {
		t.Fatal(err)
	}
	var widths []string
	for _, match := range barRects.FindAllStringSubmatch(string(must(Picture{}.Vote(tally, Finding{}))), -1) {
		widths = append(widths, match[1])
	}
	if want := []string{"406.5", "101.63", "101.63"}; !slices.Equal(widths, want) {
		t.Errorf("widths %q, not %q", widths, want)
	}
}
