package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
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
		if got := Fitted(c.text, 13, c.width); got != c.want || got != "…" && TextWidth(got, 13) > c.width {
			t.Errorf("%.20q in %v is %q, %v wide", c.text, c.width, got, TextWidth(got, 13))
		}
	}
	for _, c := range []struct {
		text  string
		lines int
		want  string
	}{
		{"one two  three", 3, "one two|three"}, {"one two three four five", 2, "one two|three f…"}, {"", 2, ""},
		{"incomprehensibilities", 1, "incomp…"}, {"incomprehensibilities", 2, "incomp|rehensi…"}, {"労働者代表の投票", 3, "労働者代|表の投票"},
	} {
		if got := strings.Join(Wrap(c.text, 13, 65, c.lines), "|"); got != c.want {
			t.Errorf("%q is %q, not %q", c.text, got, c.want)
		}
	}
}

// Coordinates that differ in the last bit only are printed alike.
func TestCoordinatesDoNotHangOnTheLastBit(t *testing.T) {
	t.Parallel()
	for x, want := range map[float64]string{
		1: "1", 1.005: "1.01", 1.00499999999: "1.01", -0.0000001: "0", 440: "440", 1.0 / 3: "0.33", -2.5: "-2.5",
	} {
		if got := Px(x); got != want {
			t.Errorf("%v is %s, not %s", x, got, want)
		}
	}
}

// Two pictures on one page share no ids, and the style of one touches nothing else.
func TestPicturesShareAPage(t *testing.T) {
	seen := map[string]string{}
	for name, svg := range pictures(t) {
		for _, part := range strings.Split(string(svg), ` id="`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			if other, twice := seen[id]; twice {
				t.Errorf("%s and %s have the id %s", name, other, id)
			}
			seen[id] = name
		}
		for _, part := range strings.Split(string(svg), "url(#")[1:] {
			id, _, _ := strings.Cut(part, ")")
			if seen[id] != name {
				t.Errorf("%s refers to %s, which it does not have", name, id)
			}
		}
		for line := range strings.Lines(between(t, string(svg), "<style>\n", "</style>")) {
			if !strings.HasPrefix(line, ".tripartite") && !strings.HasPrefix(line, "@media (prefers-color-scheme:dark){.tripartite{") {
				t.Errorf("%s: the style %s", name, line)
			}
		}
	}
}
