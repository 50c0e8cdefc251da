package chart

import (
	"slices"
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

// In a width that holds every word and its marks, no line is too wide, begins or ends with a
// space, or begins with a mark that stands after one.
func TestLinesEndBetweenWords(t *testing.T) {
	t.Parallel()
	const text = "Le vote : 50 % ! Qui ? a b cd ; efg"
	for width := 45.0; width < 220; width++ {
		lines := small.wrap(text, width, 99)
		if got := strings.Join(lines, " "); got != text {
			t.Errorf("the lines of %v are %q", width, got)
		}
		for i, line := range lines {
			marked := strings.Contains(":;!?%", line[:1])
			if small.width(line) > width || marked || strings.TrimSpace(line) != line {
				t.Errorf("line %d of %v is %q", i, width, line)
			}
		}
	}
	want := []string{"Le", "vote :", "50 %"}
	if got := small.wrap("Le vote : 50 %", 50, 9); !slices.Equal(got, want) {
		t.Errorf("the lines are %q, not %q", got, want)
	}
}

// A line that is narrower than a character has one, so that a text has an end.
func TestLineHasACharacter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"労働": "労|働", "it is": "i|t|i|s"} {
		if got := strings.Join(small.wrap(text, 1, 9), "|"); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
	if got := strings.Join(small.wrap("a word", 30, 9), "|"); got != "a|wor|d" {
		t.Errorf(`"a word" is %q`, got)
	}
}

func TestWideCharacters(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune]float64{'\u10FF': 0.57, '\u1100': 1, '労': 1, '\u1DC4': 0.57} {
		if got := (font{size: 1}).advance(r); got != want {
			t.Errorf("%q is %v wide, not %v", r, got, want)
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
