package chart

import (
	"strings"
	"unicode"
)

// font is how a text is written.
type font struct {
	size   float64
	ink    string
	bold   bool
	anchor string // where its place is: "start", "middle" or "end"
}

var (
	large    = font{26, "ink", true, "start"}
	title    = font{18, "ink", true, "start"}
	middling = font{16, "ink", false, "start"}
	normal   = font{14, "ink", false, "start"}
	small    = font{13, "ink", false, "start"}
	muted    = font{13, "muted", false, "start"}
)

// at returns the font of a text with an anchor.
func (f font) at(anchor string) font {
	f.anchor = anchor
	return f
}

// strong returns the font in bold.
func (f font) strong() font {
	f.bold = true
	return f
}

// text writes one line, cut to the room that it has.
func (c *Chart) text(x, y float64, f font, s string, room float64) {
	bold := ""
	if f.bold {
		bold = ` font-weight="bold"`
	}
	c.printf(`<text %s fill="currentColor" x="%v" y="%v"`, inked(f.ink), px(x), px(y))
	c.printf(` font-size="%v" text-anchor="%s"%s>`, px(f.size), f.anchor, bold)
	c.printf("%s</text>\n", escaped(f.fitted(s, room)))
}

// paragraph writes a text in at most that many lines, indented.
func (c *Chart) paragraph(f font, s string, indent float64, most int) {
	for _, l := range f.wrap(s, inner-indent, most) {
		c.y += f.size * 1.3
		c.text(margin+indent, c.y-f.size*0.25, f, l, inner-indent)
	}
}

// width estimates the width of a text. The font of the reader is not known: the estimate is
// above that of the usual fonts, and the margin has room for the widest.
func (f font) width(s string) float64 {
	width := 0.0
	for _, r := range s {
		switch {
		case r >= 0x1100 && !unicode.Is(unicode.Mn, r): // most are as wide as they are high
			width++
		case strings.ContainsRune(" .,:;'|!()[]/ijlt", r):
			width += 0.33
		case strings.ContainsRune("mwMW%@", r):
			width += 0.88
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			width += 0.62
		default:
			width += 0.57
		}
	}
	if f.bold {
		width *= 1.12
	}
	return width * f.size
}

// fitted returns a text cut to a width. It marks a cut with "…".
func (f font) fitted(s string, width float64) string {
	if f.width(s) <= width {
		return s
	}
	runes := []rune(s)
	for n := min(len(runes), int(width)); n > 0; n-- { // no character is narrower than a unit
		if cut := strings.TrimRight(string(runes[:n]), " ") + "…"; f.width(cut) <= width {
			return cut
		}
	}
	return "…"
}

// wrap breaks a text into at most that many lines of a width. It breaks a word that is
// wider than a line, since some scripts have no spaces. It marks a cut with "…".
func (f font) wrap(s string, width float64, most int) []string {
	var lines []string
	for rest := strings.Fields(strings.ToValidUTF8(s, "\uFFFD")); len(rest) > 0; {
		if len(lines)+1 == most {
			return append(lines, f.fitted(strings.Join(rest, " "), width))
		}
		n := 1
		for n < len(rest) && f.width(strings.Join(rest[:n+1], " ")) <= width {
			n++
		}
		line := strings.Join(rest[:n], " ")
		rest = rest[n:]
		if cut := f.fitted(line, width); cut != line {
			head := strings.TrimSuffix(cut, "…")
			if head == "" { // a line has room for one character at least
				head = string([]rune(line)[:1])
			}
			line, rest = head, append([]string{line[len(head):]}, rest...)
		}
		lines = append(lines, line)
	}
	return lines
}
