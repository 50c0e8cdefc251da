package chart

import (
	"strings"
	"testing"
)

func TestTextIsCutToItsRoom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"Workers", 100, "Workers"}, {"Workers", 40, "Wor…"}, {"Workers", 0, "…"}, {"", 0, ""},
		{"労働者代表", 50, "労働…"}, {strings.Repeat("l", 5000), 30, "lll…"},
	} {
		if got := small.fitted(c.text, c.width); got != c.want || got != "…" &&
			small.width(got) > c.width {
			t.Errorf("%.20q in %v is %q, %v wide", c.text, c.width, got, small.width(got))
		}
	}
	for _, c := range []struct {
		text  string
		lines int
		want  string
	}{
		{"one two  three", 3, "one two|three"}, {
			"one two three four five", 2, "one two|three f…",
		}, {"", 2, ""},
		{"incomprehensibilities", 1, "incomp…"}, {
			"incomprehensibilities", 2, "incompre|hensibil…",
		}, {"労働者代表の投票", 3, "労働者代表|の投票"},
	} {
		if got := strings.Join(small.wrap(c.text, 65, c.lines), "|"); got != c.want {
			t.Errorf("%q is %q, not %q", c.text, got, c.want)
		}
	}
}

// Coordinates that differ in the last bit only are printed alike.
func TestCoordinatesDoNotHangOnTheLastBit(t *testing.T) {
	t.Parallel()
	for x, want := range map[float64]string{
		1: "1", 1.005: "1.01", 1.00499999999: "1.01", -0.0000001: "0", 440: "440", 1.0 / 3: "0.33",
		-2.5: "-2.5",
	} {
		if got := px(x).String(); got != want {
			t.Errorf("%v is %s, not %s", x, got, want)
		}
	}
}
