package tripartite

import (
	"fmt"
	"slices"
	"strings"
)

// Picture draws a vote, or the power of seats, as an SVG image for minutes and pages. The
// zero Picture draws in English.
//
// The image has no script, no font and no link. It is legible in black and white and at
// the width of a phone. It follows the reader's preference for dark or light, and has a
// title and a description for screen readers. A page that contains the image can set its
// colours with the CSS variables --tripartite-paper, -ink, -muted, -track, -for, -against,
// -abstain and -other.
//
// Every text is escaped, so that a name from outside cannot add to the image. The size of
// the image is limited. If clauses or blocs are left out, the image says how many. A text
// that is too long is cut.
type Picture struct {
	// Title is the heading. The default is the outcome of the vote, or "Voting power".
	Title string
	// Note is a remark below the picture, for instance on what was not published.
	Note string

	// Words replaces words of the picture, for other languages. The keys are the English
	// words that [PictureWords] lists. Words without a replacement stay English. If a
	// replacement has not the same verbs as the English word, nothing is drawn, and the
	// error is [ErrText]. The texts of the clauses and their reasons are those of the
	// finding, and a program can replace them there.
	Words map[string]string
	// Lang is the language of the words, as "de", for screen readers.
	Lang string

	// Open is the set of states whose seats are still open. While a ballot takes votes
	// it is Silent | Absent. Open seats that have not voted are drawn open, and the
	// clauses show what is open.
	Open States
	// Possible is the set of outcomes that can still occur, from [Ballot.Possible] or
	// [Possible]. If it has several, the picture shows them instead of the outcome of the
	// finding. If it has one, the picture shows that one.
	Possible Outcomes
}

// Vote returns the picture of a vote. It shows the outcome, the seats, and each clause of
// the finding as a bar with a line at what is needed. The finding should be that of a
// rule for the tally, from [Explain].
//
// If all seats weigh the same and the groups have at most 250, they stand in an arch with a
// wedge for each group. Within a wedge, empty seats are last. Independent seats stand
// below the arch. For larger bodies, and for seats that weigh differently, each group is
// a bar, in votes.
//
// The same arguments return the same bytes. The errors are those of Words, and [ErrTooLarge]
// for a finding that contains itself, nests more than 1,000 deep, or has more than 200,000
// nodes.
func (p Picture) Vote(t Tally, f Finding) ([]byte, error) {
	w := pictureWords(p.Words)
	if err := w.check(); err != nil {
		return nil, err
	}
	if wrong := f.unwieldy(); wrong != "" {
		return nil, &Error{Op: "picture", Name: "finding", Detail: wrong, Err: ErrTooLarge}
	}
	v := vote{Picture: p, tally: t, finding: f, words: w, camps: camps(t, w), looks: occurring(t, p.Open), clauses: clauseLinesOf(f)}
	v.arched = isArch(v.camps)
	v.measure.votes = !v.arched && tellable(v.lines(), v.looks)
	description := v.description()
	d := newDrawing(p.Title, description)
	v.draw(d)
	return d.svg(plain(p.Lang), v.title(), description, d.patterns()), nil
}

// vote is a vote that is drawn.
type vote struct {
	Picture
	tally   Tally
	finding Finding
	words   pictureWords
	camps   []camp
	looks   []look
	clauses clauseLines
	arched  bool // the seats stand in an arch
	measure measuring
}

// lines returns the lines of the table: the camps, and all together.
func (v vote) lines() []camp {
	if v.tally.part == nil {
		return nil
	}
	return append(slices.Clip(v.camps), together(v.tally, v.words))
}

// draw draws the parts of the picture from top to bottom.
func (v vote) draw(d *drawing) {
	if v.Title != "" {
		d.paragraph(font{size: sizeTitle, ink: "ink", bold: true}, plain(v.Title), 4)
	}
	if v.arched {
		v.arch(d)
	} else {
		v.verdict(d)
		d.bars(v.camps, v.looks, v.measure, v.words)
	}
	if v.tally.part != nil {
		d.y += 12
		d.seatTable(v.lines(), v.looks, v.measure, v.words, v.arched)
	}
	d.y += 8
	for _, c := range v.clauses.shown {
		d.clauseBar(c, v.stakes(c), v.words)
	}
	for _, text := range []string{v.clauses.rest(v.words), plainParagraph(v.Note)} {
		if text != "" {
			d.y += 12
			d.paragraph(font{size: sizeSmall, ink: "muted"}, text, 6)
		}
	}
}

// arch draws the seats in an arch, with the outcome in the middle. If that has no room,
// the outcome is above.
func (v vote) arch(d *drawing) {
	trial := &drawing{id: d.id, y: d.y}
	base, room := trial.arch(v.camps, v.looks, v.words)
	lines, size := v.within(room)
	if size == 0 {
		v.verdict(d)
		d.arch(v.camps, v.looks, v.words)
		return
	}
	d.body.WriteString(trial.body.String())
	d.y = trial.y
	y := base - float64(len(lines))*16
	d.text(archMiddle, y-2, font{size: size, ink: v.ink(), anchor: "middle", bold: true}, v.headline())
	for i, l := range lines {
		d.text(archMiddle, y+16*float64(i+1), font{size: sizeSmall, ink: "ink", anchor: "middle"}, l)
	}
}

// within returns the lines below the outcome and the size of the outcome, if both have
// room in a half circle with that radius. Otherwise the size is 0.
func (v vote) within(radius float64) (lines []string, size float64) {
	lines = wrap(v.subline(), sizeSmall, 2*radius-8, 4)
	for size = sizeVerdict; size >= sizeTitle; size-- {
		height := float64(len(lines))*16 + 2 + size*0.75
		if half := textWidth(v.headline(), size*boldness) / 2; half*half+height*height <= radius*radius && len(lines) < 4 {
			return lines, size
		}
	}
	return nil, 0
}

// verdict writes the outcome below the title.
func (v vote) verdict(d *drawing) {
	d.y += sizeVerdict*1.3 + 4
	d.text(svgMargin, d.y-6, font{size: sizeVerdict, ink: v.ink(), bold: true}, fitted(v.headline(), sizeVerdict*boldness, svgInner))
	d.paragraph(font{size: sizeText, ink: "ink"}, v.subline(), 2)
	d.y += 4
}

// outcome returns the outcome that the picture shows. ok is false if it is still open.
func (v vote) outcome() (o Outcome, ok bool) {
	if v.Possible&allOutcomes == 0 {
		return valid(v.finding.Outcome), true
	}
	return (v.Possible & allOutcomes).Certain()
}

// headline returns the outcome as a word.
func (v vote) headline() string {
	o, ok := v.outcome()
	if !ok {
		return capital(v.words.say("open"))
	}
	return capital(v.words.say(o.String()))
}

// subline says more about the outcome: what is possible, or who was for and against.
func (v vote) subline() string {
	if _, ok := v.outcome(); !ok {
		return v.words.outcomes(v.Possible & allOutcomes)
	}
	var counts []string
	if v.arched {
		for _, s := range [...]States{For, Against} {
			counts = append(counts, fmt.Sprint(v.tally.Seats(s), " ", v.words.say(s.name())))
		}
	}
	if v.tally.heads(v.Open) > 0 {
		note := "so far"
		if v.Possible&allOutcomes != 0 {
			note = "certain"
		}
		counts = append(counts, v.words.say(note))
	}
	return sentence(counts...)
}

// ink returns the colour of the outcome.
func (v vote) ink() string {
	switch o, ok := v.outcome(); {
	case !ok || o == Void:
		return "muted"
	case o == Adopted:
		return "for"
	}
	return "against"
}

// stakes returns what is open of a clause.
func (v vote) stakes(c clauseLine) stakes { return c.stakes(v.tally, v.Open, v.words) }

// title returns the title for screen readers, with the outcome.
func (v vote) title() string {
	if v.Title == "" {
		return v.headline()
	}
	return plain(v.Title) + ": " + v.headline()
}

// description says for screen readers what the picture shows.
func (v vote) description() string {
	lines := []string{sentence(v.headline(), v.subline())}
	for _, c := range v.lines() {
		lines = append(lines, v.measure.described(c, v.looks, v.words))
	}
	for _, c := range v.clauses.shown {
		lines = append(lines, c.clause+" – "+c.described(v.stakes(c), v.words))
	}
	for _, text := range []string{v.clauses.rest(v.words), plainParagraph(v.Note)} {
		if text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, ".\n") + "."
}
