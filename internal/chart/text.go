package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// font is how a text is written. The sizes leave a text legible at the width of a phone: there the
// smallest, 13 units, is about 10 pixels high. The family is not part of it, since an image that
// names one looks different wherever it is missing. All texts are in the sans-serif of the reader.
type font struct {
	size float64
	ink  string
	bold bool
}

var (
	large    = font{26, "ink", true}
	title    = font{18, "ink", true}
	middling = font{16, "ink", false}
	normal   = font{14, "ink", false}
	strong   = font{14, "ink", true}
	small    = font{13, "ink", false}
	firm     = font{13, "ink", true}
	muted    = font{13, "muted", false}
)

// Where the place of a text is: at its start, in its middle or at its end. The reader's program
// knows the true width of the text and puts it there. So a wrong estimate of the width moves no
// text. It only cuts one too early, or lets one come nearer to its neighbour.
const (
	start  = "start"
	middle = "middle"
	end    = "end"
)

// text writes one line, cut to the room that it has. Every text that is seen is written here. So
// each is escaped, and none is wider than its room, whatever the callers pass.
func (c *Chart) text(x, y float64, anchor string, f font, s string, room float64) {
	bold := ""
	if f.bold {
		bold = ` font-weight="bold"`
	}
	c.printf(`<text %s fill="currentColor" x="%v" y="%v"`, inked(f.ink), px(x), px(y))
	c.printf(` font-size="%v" text-anchor="%s"%s>`, px(f.size), anchor, bold)
	c.printf("%s</text>\n", escaped(f.fitted(s, room)))
}

// paragraph writes a text in at most that many lines, indented.
func (c *Chart) paragraph(f font, s string, indent float64, most int) {
	c.column(f, s, indent, inner-indent, most)
}

// column writes a text in at most that many lines of a width, indented. It moves the place of the
// next block by 1.3 sizes for each line. An empty text has no lines, and so moves nothing. The
// letters stand a quarter of their size above the bottom of the line: room for what a "g" has
// below.
func (c *Chart) column(f font, s string, indent, width float64, most int) {
	for _, l := range f.wrap(s, width, most) {
		c.y += f.size * 1.3
		c.text(margin+indent, c.y-f.size*0.25, start, f, l, width)
	}
}

// width estimates the width of a text. For example, "Workers" is 0.88 + 6 * 0.57 = 4.3 sizes wide,
// and so 60.2 units in the normal font. A line of the whole width holds 51 small letters of it.
func (f font) width(s string) (width float64) {
	for _, r := range s {
		width += f.advance(r)
	}
	return width
}

// advance estimates the width of a character. The font of the reader is not known: the estimate
// is above that of the usual fonts, so that a text that is estimated to fit does fit. A font
// that is wider still has the margin. The classes are coarse on purpose, since fonts differ by
// more than their characters do within a class.
//
// From U+1100 on, where the first block of Korean begins, most characters of living scripts fill a
// square. That is too wide for "ế" or "–", which cuts a text too early, but never too late. Marks
// of the class Mn are drawn over the letter before them, and are still counted as letters.
func (f font) advance(r rune) float64 {
	width := 0.57
	switch {
	case r >= 0x1100 && !unicode.Is(unicode.Mn, r): // most are as wide as they are high
		width = 1
	case strings.ContainsRune(" .,:;'|!()[]/ijlt", r):
		width = 0.33
	case strings.ContainsRune("mwMW%@", r):
		width = 0.88
	case unicode.IsUpper(r) || unicode.IsDigit(r):
		width = 0.62
	}
	if f.bold {
		width *= 1.12
	}
	return width * f.size
}

// fitting returns the length of the longest beginning of a text that fits into a width. It stops
// at the first character that does not fit, so that a long text costs no more than a short one.
func (f font) fitting(s string, width float64) int {
	for i, r := range s {
		if width -= f.advance(r); width < 0 {
			return i
		}
	}
	return len(s)
}

// fitted returns a text cut to a width. It marks a cut with "…", which takes part of the width.
// For example, "Workers" in 40 units of the small font is "Wor…": 11.44 + 2 * 7.41 for the letters
// and 7.41 for the mark are 33.67, and the "k" would make it 41.08.
//
// "…" stands alone if not even the mark fits, so that nothing is left out silently.
func (f font) fitted(s string, width float64) string {
	if f.fitting(s, width) == len(s) {
		return s
	}
	n := f.fitting(s, width-f.advance('…'))
	return strings.TrimRight(s[:n], " ") + "…"
}

// lineEnd returns where the first line of a text ends, for a text without spaces at its ends: at
// the end of the text if it fits, and otherwise at the last space that does not leave a line that
// is too wide. That may be the space behind the last character that fits. If there is no such
// space, the line ends within the word.
//
// A line has one character at least, even if that is wider than the line. Otherwise the next line
// would be that of the same text, and so without end.
func (f font) lineEnd(s string, width float64) int {
	n := f.fitting(s, width)
	if n == len(s) {
		return n
	}
	for i := n; i > 0; i-- { // the text does not end with a space, so something follows it
		if s[i] == ' ' && !strings.Contains(":;!?%", s[i+1:i+2]) {
			return i
		}
	}
	_, first := utf8.DecodeRuneInString(s)
	return max(n, first)
}

// wrap breaks a text into at most that many lines of a width. It breaks a word that is
// wider than a line, since some scripts have no spaces. No line begins with a mark that stands
// after a space, as ":" and "%" do in French, unless the word before it fills the line. It marks a
// cut with "…".
//
// For example, "one two three four five" in 2 lines of 65 units of the small font is "one two" and
// "three f…". In lines of 50, "Le vote : 50 %" is "Le", "vote :" and "50 %": "Le vote" would fit on
// the first line, but the second one would begin with a colon.
func (f font) wrap(s string, width float64, most int) (lines []string) {
	rest := strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	for rest != "" && len(lines)+1 < most {
		n := f.lineEnd(rest, width)
		lines, rest = append(lines, rest[:n]), strings.TrimLeft(rest[n:], " ")
	}
	if rest != "" {
		lines = append(lines, f.fitted(rest, width))
	}
	return lines
}
