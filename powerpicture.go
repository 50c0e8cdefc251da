package tripartite

import (
	"strings"
)

// Power returns a picture of the power of seats under a rule. It has a bar for one seat
// of each bloc, and a bar for all seats of each group. The numbers are percentages, rounded
// as by [Power.String]. The picture says what share of all votes the rule adopts.
//
// The index is the normalised index of Banzhaf. If a seat has none, as under a rule that
// is not monotone, the picture shows the measure of Banzhaf of every seat instead, and no
// groups: a sum of measures means nothing. A measure below 0 has no bar. All bars of a
// picture have one scale.
//
// If there are many blocs, the picture shows those with the most power and says how many
// it leaves out. It does not use the fields Open and Possible. If power is nil or has no
// seats, the picture says so. The same arguments return the same bytes. The errors are those
// of Words.
func (p Picture) Power(power *Power) ([]byte, error) { return p.powers(nil, power) }

// Comparison returns a picture of how a reform changes the power of seats. It is like the
// picture that [Picture.Power] returns, but each bar is a pair: striped before the reform,
// and solid after it. Both show the same index. If the votes on which the constitutions
// differ were counted, the picture says what share of all votes they are.
//
// Blocs and groups are paired by name. If only one of the bodies has a bloc, the picture
// says so. It does not show which guarantees are lost or gained: see [Comparison.String].
func (p Picture) Comparison(c *Comparison) ([]byte, error) {
	if c == nil {
		c = &Comparison{}
	}
	return p.powers(c, c.Before, c.After)
}

// powers draws one constitution, or two.
func (p Picture) powers(c *Comparison, powers ...*Power) ([]byte, error) {
	if err := pictureWords(p.Words).check(); err != nil {
		return nil, err
	}
	v := powerPicture{Picture: p, words: pictureWords(p.Words), comparison: c}
	var seats, groups [][]SeatPower
	for _, power := range powers {
		if power == nil {
			power = &Power{}
		}
		v.powers = append(v.powers, power)
		seats, groups = append(seats, power.Seats), append(groups, power.Groups)
	}
	v.index = indexOf(v.powers)
	if !v.index.normalised {
		groups = nil
	}
	v.lists = []powerLines{
		v.index.lines(v.words.say("power of one seat"), seats...),
		v.index.lines(v.words.say("power of all seats of a group"), groups...),
	}
	description := v.description()
	d := newDrawing(p.Title, description)
	v.draw(d)
	return d.svg(plain(p.Lang), v.title(), description, d.patterns()), nil
}

// powerPicture is power that is drawn.
type powerPicture struct {
	Picture
	words      pictureWords
	powers     []*Power    // one, or before and after
	comparison *Comparison // nil if there is one constitution
	index      powerIndex
	lists      []powerLines // seats, groups
}

// empty reports whether there are no seats.
func (v powerPicture) empty() bool { return len(v.lists[0].shown)+len(v.lists[1].shown) == 0 }

// title returns the heading of the picture.
func (v powerPicture) title() string {
	switch {
	case v.Title != "":
		return plain(v.Title)
	case v.comparison != nil:
		return capital(v.words.say("voting power before and after"))
	}
	return capital(v.words.say("voting power"))
}

// adopted says what share of all votes constitution k adopts. If that is not known, the
// text is empty.
func (v powerPicture) adopted(k int) string {
	share := plain(inPercent(v.powers[k].Act))
	if share == "" {
		return ""
	}
	return v.words.say("%s of all possible votes are adopted", share)
}

// legend returns a text for each constitution, as "Before: 0.52 % of all possible votes
// are adopted". If there is one, only the text without a name.
func (v powerPicture) legend() []string {
	if v.empty() {
		return []string{capital(v.words.say("no seats"))}
	}
	if len(v.powers) == 1 {
		return []string{capital(v.adopted(0))}
	}
	var texts []string
	for k, word := range [...]string{"before", "after"} {
		text := capital(v.words.say(word))
		if adopted := v.adopted(k); adopted != "" {
			text += ": " + adopted
		}
		texts = append(texts, text)
	}
	return texts
}

// changed says how many votes a reform changes.
func (v powerPicture) changed() string {
	c := v.comparison
	if c == nil || c.Err() != nil || v.empty() || c.Votes.Sign() <= 0 || !c.OnlyBefore.Valid() || !c.OnlyAfter.Valid() {
		return ""
	}
	switch share := c.OnlyBefore.plus(c.OnlyAfter).over(c.Votes); {
	case share.Sign() == 0:
		return capital(v.words.say("every vote has the same result"))
	default:
		return capital(v.words.say("%s of all possible votes have another result", plain(inPercent(share))))
	}
}

// meaning says what the numbers are.
func (v powerPicture) meaning() string {
	if v.empty() {
		return ""
	}
	meaning := v.words.say("Banzhaf measure: the share of all votes of the other seats in which a seat decides the outcome")
	if v.index.normalised {
		meaning = v.words.say("Banzhaf index: a seat’s share of all cases in which one seat decides the outcome")
	}
	if len(v.lists[1].shown) > 0 {
		meaning += "; " + v.words.say("a group has the sum of its seats")
	}
	return meaning
}

// remarks returns the texts below the bars.
func (v powerPicture) remarks() []string { return []string{v.meaning(), plainParagraph(v.Note)} }

// description says for screen readers what the picture shows.
func (v powerPicture) description() string {
	lines := append(v.legend(), v.changed())
	for _, list := range v.lists {
		for i, l := range list.shown {
			text := l.described(v.index, v.words)
			if i == 0 {
				text = capital(list.heading) + " – " + text
			}
			lines = append(lines, text)
		}
		lines = append(lines, list.rest(v.words))
	}
	var text strings.Builder
	for _, l := range append(lines, v.remarks()...) {
		if l != "" {
			text.WriteString(strings.TrimSuffix(l, ".") + ".\n")
		}
	}
	return strings.TrimSuffix(text.String(), "\n")
}

// draw draws the parts of the picture from top to bottom.
func (v powerPicture) draw(d *drawing) {
	d.paragraph(font{size: sizeTitle, ink: "ink", bold: true}, v.title(), 4)
	d.y += 2
	v.drawLegend(d)
	d.paragraph(font{size: sizeText, ink: "ink"}, v.changed(), 3)
	room, most := svgInner-v.labelWidth(), v.most()
	for _, list := range v.lists {
		if len(list.shown) == 0 {
			continue
		}
		d.y += 36
		d.text(svgMargin, d.y-6, font{size: sizeHeading, ink: "ink"}, fitted(capital(list.heading), sizeHeading, svgInner))
		d.rule(d.y)
		d.y += 2
		for _, l := range list.shown {
			v.line(d, l, most, room)
		}
		if text := list.rest(v.words); text != "" {
			d.y += 22
			d.text(svgMargin, d.y-4, font{size: sizeSmall, ink: "muted"}, fitted(text, sizeSmall, svgInner))
		}
	}
	d.y += 6
	for _, text := range v.remarks() {
		if text != "" {
			d.y += 8
			d.paragraph(font{size: sizeSmall, ink: "muted"}, text, 6)
		}
	}
}

// The height of a bar of power, the distance from one to the next, and the size of the
// headings above them.
const (
	powerBar    = 14
	powerPitch  = 17
	sizeHeading = 16
)

// lookOf returns the look of the bar of constitution k. The last is solid, so that the
// eye sees what is in force in the end.
func (v powerPicture) lookOf(k int) look {
	if k < len(v.powers)-1 {
		return look{"open", "other", 0}
	}
	return look{"counted", "for", 0}
}

// drawLegend writes the texts of the constitutions, each beside a piece of its bar.
func (v powerPicture) drawLegend(d *drawing) {
	texts := v.legend()
	if len(texts) == 1 {
		d.paragraph(font{size: sizeText, ink: "ink"}, texts[0], 3)
		return
	}
	const piece = 24
	for k, text := range texts {
		d.y += 4
		d.swatch(v.lookOf(k), svgMargin, d.y+4, piece, powerBar)
		for _, l := range wrap(text, sizeText, svgInner-piece-8, 3) {
			d.y += sizeText * 1.3
			d.text(svgMargin+piece+8, d.y-sizeText*0.25, font{size: sizeText, ink: "ink"}, l)
		}
	}
	d.y += 4
}

// most returns the greatest index of all lines.
func (v powerPicture) most() Fraction {
	most := whole(0)
	for _, list := range v.lists {
		for _, l := range list.shown {
			if n := v.index.most(l); n.Cmp(most) > 0 {
				most = n
			}
		}
	}
	return most
}

// labelWidth returns the room that the labels beside the bars take.
func (v powerPicture) labelWidth() float64 {
	widest := 0.0
	for _, list := range v.lists {
		for _, l := range list.shown {
			for _, s := range l.of {
				widest = max(widest, textWidth(v.index.label(s, v.words), sizeSmall))
			}
		}
	}
	return min(widest, svgInner/2) + labelGap
}

// labelGap is the distance between a bar and its label.
const labelGap = 7

// line draws the name of a bloc or group, and its bars. Bars reach as far as room if
// their index is most.
func (v powerPicture) line(d *drawing, l powerLine, most Fraction, room float64) {
	d.y += 23
	seats := fitted(l.seats(v.words), sizeSmall, svgInner/2)
	d.text(svgMargin, d.y-5, font{size: sizeText, ink: "ink", bold: true}, fitted(l.name, sizeText*boldness, svgInner-textWidth(seats, sizeSmall)-8))
	d.text(svgWidth-svgMargin, d.y-5, font{size: sizeSmall, ink: "muted", anchor: "end"}, seats)
	d.openTitled(l.described(v.index, v.words))
	for k, s := range l.of {
		end := d.swatch(v.lookOf(k), svgMargin, d.y, room*portion(v.index.value(s), most), powerBar)
		if end > svgMargin {
			end += labelGap
		}
		d.text(end, d.y+powerBar-2.5, font{size: sizeSmall, ink: "ink"}, fitted(v.index.label(s, v.words), sizeSmall, svgInner/2))
		d.y += powerPitch
	}
	d.end()
}
