package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// font is how a text is written. The sizes leave a text legible at the width of a phone.
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

// Where the place of a text is.
const (
	start  = "start"
	middle = "middle"
	end    = "end"
)

// text writes one line, cut to the room that it has.
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

// column writes a text in at most that many lines of a width, indented.
func (c *Chart) column(f font, s string, indent, width float64, most int) {
	for _, l := range f.wrap(s, width, most) {
		c.y += f.size * 1.3
		c.text(margin+indent, c.y-f.size*0.25, start, f, l, width)
	}
}

// width estimates the width of a text.
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

// fitting returns the length of the longest beginning of a text that fits into a width.
func (f font) fitting(s string, width float64) int {
	for i, r := range s {
		if width -= f.advance(r); width < 0 {
			return i
		}
	}
	return len(s)
}

// fitted returns a text cut to a width. It marks a cut with "…".
func (f font) fitted(s string, width float64) string {
	if f.fitting(s, width) == len(s) {
		return s
	}
	n := f.fitting(s, width-f.advance('…'))
	return strings.TrimRight(s[:n], " ") + "…"
}

// lastBreak returns the place of the last space of a text, other than at its end, at which a
// line can break, or -1.
func lastBreak(s string) int {
	for end := len(s) - 1; ; {
		end = strings.LastIndexByte(s[:max(0, end)], ' ')
		if end < 0 || !strings.Contains(":;!?%", s[end+1:end+2]) {
			return end
		}
	}
}

// wrap breaks a text into at most that many lines of a width. It breaks a word that is
// wider than a line, since some scripts have no spaces. No line begins with a mark that stands
// after a space, as ":" and "%" do in French. It marks a cut with "…".
func (f font) wrap(s string, width float64, most int) (lines []string) {
	rest := strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	for rest != "" && len(lines)+1 < most {
		n := f.fitting(rest, width)
		if space := lastBreak(rest[:min(n+2, len(rest))]); n < len(rest) && space > 0 {
			n = space
		}
		if n == 0 { // a line has one character at least, or the text would have no end
			_, n = utf8.DecodeRuneInString(rest)
		}
		lines, rest = append(lines, rest[:n]), strings.TrimLeft(rest[n:], " ")
	}
	if rest != "" {
		lines = append(lines, f.fitted(rest, width))
	}
	return lines
}
