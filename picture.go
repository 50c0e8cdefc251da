package tripartite

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/chart"
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
// that is too long is cut. The same picture has the same bytes.
type Picture struct {
	// Title is the heading. The default is the outcome of the vote, or "Voting power".
	Title string
	// Note is a remark below the picture, for instance on what was not published.
	Note string

	// Words are the phrases of the picture, in another language. The texts of the clauses
	// are those of the finding, and a program can replace them there.
	Words Words

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
// The error is [ErrTooLarge] for a finding that contains itself, nests more than 1,000 deep,
// or has more than 200,000 nodes.
func (p Picture) Vote(t Tally, f Finding) ([]byte, error) {
	if wrong := f.unwieldy(); wrong != "" {
		return nil, &Error{Op: "picture", Name: "finding", Detail: wrong, Err: ErrTooLarge}
	}
	v := &vote{Picture: p, tally: t, finding: f, columns: columnsOf(t, p.Open)}
	var sections []section
	if t.part != nil {
		sections = sectionsOf(t, p.Words)
		v.rows = append(slices.Clip(sections), section{p.Words.say("all"), []Tally{t}, false})
	}
	v.arched = isArch(sections)
	v.inVotes = !v.arched
	for _, s := range v.rows {
		for _, c := range v.columns {
			v.inVotes = v.inVotes && len(s.votes(c.set).printed()) <= widestCell
		}
	}
	v.unit = p.Words.say([...]string{"in seats", "in votes"}[b2i(v.inVotes)])
	v.addClauses(f, "", 0, false, true)
	return v.draw(), nil
}

// widestCell is the greatest length of a number of votes in the table. If there is a longer one,
// the table has seats.
const widestCell = 7

// vote is a vote that is drawn.
type vote struct {
	Picture
	tally   Tally
	finding Finding
	rows    []section // of the table: the sections, and all together
	columns []column
	arched  bool // the seats stand in an arch
	inVotes bool // the numbers of the table are votes
	unit    string

	clauses     []chart.Gauge
	moreClauses int // that are not shown
}

// section is a part of a body that a picture shows by itself: a group, a bloc of independent
// seats, or several blocs that are too many to be shown.
type section struct {
	name  string
	parts []Tally
	apart bool // the seats are of no group
}

// mostApart is the number of independent blocs that are shown by themselves.
const mostApart = 8

// sectionsOf returns the sections of a tally that have seats.
func sectionsOf(t Tally, w Words) []section {
	n := &t.of.body.nodes[t.node]
	if n.leaf() {
		return []section{{plain(t.Name()), []Tally{t}, false}}
	}
	var all []section
	var rest []Tally
	apart := 0
	for _, child := range n.children {
		part := t.at(child)
		outside := t.node != wholeNode || child > numGroups
		switch {
		case part.Seats(AllSeats) == 0:
		case outside && apart == mostApart:
			rest = append(rest, part)
		default:
			apart += b2i(outside)
			all = append(all, section{plain(part.Name()), []Tally{part}, outside})
		}
	}
	if rest != nil {
		all = append(all, section{w.say("more blocs", strconv.Itoa(len(rest))), rest, true})
	}
	return all
}

// seats returns the number of seats in a state of set.
func (s section) seats(set States) int64 {
	var sum int64
	for _, part := range s.parts {
		sum += part.heads(set)
	}
	return sum
}

// votes returns the votes of the seats in a state of set.
func (s section) votes(set States) Fraction {
	sum := whole(0)
	for _, part := range s.parts {
		sum = sum.plus(part.Votes(set))
	}
	return sum
}

// isArch reports whether the seats can be drawn in an arch: they weigh the same, whatever they
// do, and are few. A seat without a vote may stand below the arch.
func isArch(all []section) bool {
	var weight Fraction
	below, groups := int64(0), int64(0)
	for _, s := range all {
		if s.apart {
			below += s.seats(AllSeats)
		} else {
			groups += s.seats(AllSeats)
		}
		for _, part := range s.parts {
			for _, bloc := range part.Blocs() {
				if w := bloc.Weight(); bloc.heads(AllSeats) > 0 && !(s.apart && w.Sign() == 0) {
					shifting := bloc.heads(AllSeats&^bloc.of.body.nodes[bloc.node].counted()) > 0
					if shifting || weight.Valid() && !w.Equal(weight) {
						return false
					}
					weight = w
				}
			}
		}
	}
	return groups > 0 && groups <= chart.MostInArch && below <= chart.MostBelow
}

// column is a column of the table: states whose seats look alike.
type column struct {
	name string // the phrase
	look chart.Look
	set  States
}

// stateLooks are the looks of the states, in their order.
var stateLooks = [...]chart.Look{
	chart.Disc, chart.Cross, chart.Barred, chart.Slashed,
	chart.Dotted, chart.Dot, chart.Square, chart.Dash,
}

// columnsOf returns the columns in which there are seats. Seats in a state of open are still
// open, unless they have voted.
func columnsOf(t Tally, open States) []column {
	open &^= Voting
	var all []column
	for i, look := range stateLooks {
		if s := For << i; s&open == 0 {
			all = append(all, column{s.name(), look, s})
		}
	}
	all = append(all, column{"open", chart.Ring, open})
	return slices.DeleteFunc(all, func(c column) bool { return t.heads(c.set) == 0 })
}

// count returns the number of a section in a column of the table.
func (v *vote) count(s section, set States) Fraction {
	if v.inVotes {
		return s.votes(set)
	}
	return whole(s.seats(set))
}

// draw draws the parts of the picture from top to bottom.
func (v *vote) draw() []byte {
	h := v.headline()
	title := h.Text
	if v.Title != "" {
		title = plain(v.Title) + ": " + title
	}
	c := chart.New(title)
	c.Title(plain(v.Title))
	c.Assembly(v.assembly(), h)
	for _, g := range v.clauses {
		c.Gauge(g)
	}
	if v.moreClauses > 0 {
		c.Note(v.Words.say("more clauses", strconv.Itoa(v.moreClauses)))
	}
	c.Note(paragraph(v.Note))
	return c.SVG(v.Words.say("language"))
}

// assembly returns the numbers of all sections. Bars are in votes, and several blocs have none:
// it would make those of single blocs too short to be seen.
func (v *vote) assembly() chart.Assembly {
	a := chart.Assembly{Unit: v.unit, Arched: v.arched}
	for _, c := range v.columns {
		last := c.set == Against || c.set == Vacant // so that equal states of neighbours touch
		a.Columns = append(a.Columns, chart.Column{Look: c.look, Name: v.Words.say(c.name), Last: last})
	}
	most := whole(0)
	for _, s := range v.rows[:max(0, len(v.rows)-1)] {
		if len(s.parts) == 1 {
			most = larger(most, s.votes(AllSeats))
		}
	}
	for _, s := range v.rows {
		a.Sections = append(a.Sections, v.section(s, most))
	}
	return a
}

// section returns the numbers of a section. A title says them, as "Workers, seats: 12 for, 2
// absent". most is the number of votes of the longest bar.
func (v *vote) section(s section, most Fraction) chart.Section {
	w, of := v.Words, chart.Section{Name: s.name, Below: s.apart}
	var counts []string
	for _, c := range v.columns {
		n := v.count(s, c.set)
		of.Seats, of.Texts = append(of.Seats, int(s.seats(c.set))), append(of.Texts, n.printed())
		if len(s.parts) == 1 {
			of.Shares = append(of.Shares, portion(s.votes(c.set), most))
		}
		if n.Sign() > 0 {
			counts = append(counts, n.printed()+" "+w.say(c.name))
		}
	}
	of.Title = s.name + ", " + v.unit + ": " + sentence(counts...)
	switch votes := s.votes(AllSeats); {
	case v.arched && s.apart && votes.Sign() == 0:
		of.Note = w.say("no vote")
	case !v.arched && votes.readable():
		of.Note = w.say(oneOrMany("has 1 vote", "has votes", votes), votes.printed())
	}
	return of
}

// larger returns the larger one. A number is larger than none.
func larger(f, g Fraction) Fraction {
	if f.Cmp(g) < 0 {
		return g
	}
	return f
}

// portion returns n/of for drawing, from 0 to 1. It is exact up to the last step.
func portion(n, of Fraction) float64 {
	if n.Sign() <= 0 || of.Sign() <= 0 {
		return 0
	}
	share, _ := n.over(of).Rat().Float64()
	return min(1, share)
}

// headline returns the outcome, or what is still possible, and says more about it.
func (v *vote) headline() chart.Headline {
	o, known := valid(v.finding.Outcome), true
	possible := v.Possible & allOutcomes
	if possible != 0 {
		o, known = possible.Certain()
	}
	if !known {
		below := v.Words.say(possibleNames[possible])
		return chart.Headline{Text: capital(v.Words.say("open")), Ink: "muted", Below: below}
	}
	ink := [...]string{Void: "muted", Rejected: "against", Adopted: "for"}[o]
	h := chart.Headline{Text: capital(v.Words.say(o.String())), Ink: ink}
	var more []string
	if v.arched {
		for _, s := range [...]States{For, Against} {
			more = append(more, strconv.Itoa(v.tally.Seats(s))+" "+v.Words.say(s.name()))
		}
	}
	switch live := v.tally.heads(v.Open) > 0; {
	case live && possible != 0:
		more = append(more, v.Words.say("certain"))
	case live:
		more = append(more, v.Words.say("so far"))
	}
	h.Below = sentence(more...)
	return h
}

// possibleNames are the names of the phrases for several outcomes.
var possibleNames = map[Outcomes]string{
	OutcomesOf(Adopted, Rejected): "adopted or rejected", OutcomesOf(Adopted, Void): "adopted or void",
	OutcomesOf(Rejected, Void): "rejected or void", allOutcomes: "all possible",
}

// mostShownClauses is the number of clauses that a picture shows.
const mostShownClauses = 24

// addClauses adds a finding and its parts to the clauses of the picture. above is the part of
// the body that the clauses above are about. If all parts around the finding must be met,
// a clause without a name that only says so of its own parts is left out.
func (v *vote) addClauses(outer Finding, above string, depth int, veto, every bool) {
	_, all := outer.Rule.(All)
	if every && all && len(outer.Parts) > 0 && !outer.Veto && outer.Name == "" && outer.Reason == "" {
		for _, part := range outer.Parts {
			v.addClauses(part, above, depth, veto, true)
		}
		return
	}
	f, text, within := outer, outer.title(above, plain), veto || outer.Veto
	if len(outer.Parts) == 1 && outer.Figures == nil { // it is shown together with its part
		f = outer.Parts[0]
		text += " – " + f.title(outer.Part, plain)
	}
	good := (valid(outer.Outcome) == Adopted) != within
	within = within || f.Veto
	if len(v.clauses) < mostShownClauses {
		v.addClause(outer, f, text, depth, good, within)
	} else {
		v.moreClauses++
	}
	_, every = f.Rule.(All)
	for _, part := range f.Parts {
		v.addClauses(part, f.Part, depth+1, within, every)
	}
}

// addClause adds a clause, with the figures of f. The mark says whether the clause lets the
// motion pass, as long as no seats are open.
func (v *vote) addClause(outer, f Finding, text string, depth int, good, veto bool) {
	w, x, open := v.Words, f.Figures, v.openOf(f)
	state, figures := outer.verdict(w), []string{}
	g := chart.Gauge{Mark: chart.Saltire, Depth: depth}
	if good {
		g.Mark = chart.Tick
	}
	if v.tally.heads(v.Open) > 0 {
		g.Mark, state = chart.Ring, w.say("so far it is", state)
	}
	if x.counted() {
		figures = x.say(w, veto, x.numbers())
		if aside := x.aside(w); aside != "" && x.readable() {
			figures[0] += " " + aside
		}
		g.Bar, g.Line = open.bar(x)
	}
	said := sentence(append(figures, open.text, f.why(w))...)
	g.Text, g.Note = text, strings.TrimSuffix(capital(state)+": "+said, ": ")
	g.Title = text + " – " + g.Note
	if len(f.Parts) > 0 { // they have the figures
		g.Text, g.Note, g.Bold = text+": "+sentence(state, said), "", true
	}
	v.clauses = append(v.clauses, g)
}

// openFigures are the seats or votes of a clause that are open.
type openFigures struct {
	counted, coming Fraction // those in Count now, and all others
	beyond          Fraction // those outside of Base
	text            string   // all of them
}

// openOf returns what is open of a clause.
func (v *vote) openOf(f Finding) openFigures {
	part, x, none := v.tally, f.Figures, openFigures{whole(0), whole(0), whole(0), ""}
	if f.Part != part.Name() {
		part = part.bloc(f.Part)
	}
	if x == nil || x.Parts || part.Seats(v.Open) == 0 {
		return none
	}
	sum := part.Votes
	if x.BySeats {
		sum = func(s States) Fraction { return whole(part.heads(s)) }
	}
	all := sum(v.Open)
	if all.Sign() == 0 || !all.readable() { // seats that have no votes until they vote
		none.text = v.Words.say("seats still open", strconv.Itoa(part.Seats(v.Open)))
		return none
	}
	in, text := x.Of|x.Less, v.Words.say("still open", all.printed())
	return openFigures{sum(v.Open & in), sum(v.Open &^ in), sum(v.Open &^ x.Among), text}
}

// bar returns the bar of a clause: what there is, what is open, and the line at what is
// needed. Its length is all that the clause can count.
func (o openFigures) bar(x *Figures) (parts []chart.Part, line float64) {
	scale := larger(larger(x.Base.plus(o.beyond), x.Count.plus(o.coming)), x.Need)
	look := chart.Solid
	if i := bits.TrailingZeros8(uint8(x.Of)); x.Of&Voting != 0 && x.Of == For<<i {
		look = stateLooks[i]
	}
	if line = -1; x.Need.Valid() {
		line = portion(x.Need, scale)
	}
	return []chart.Part{
		{Look: look, Share: portion(x.Count.minus(o.counted), scale)},
		{Look: chart.Ring, Share: portion(o.counted.plus(o.coming), scale)},
	}, line
}

// Power returns a picture of the power of seats under a rule. It has a bar for one seat
// of each bloc, and a bar for all seats of each group. The numbers are percentages, rounded
// as by [PowerIndices.String]. The picture says what share of all votes the rule adopts.
//
// The index is the normalised index of Banzhaf. If a seat has none, as under a rule that
// is not monotone, the picture shows the measure of Banzhaf of every seat instead, and no
// groups: a sum of measures means nothing. A measure below 0 has no bar. All bars of a
// picture have one scale.
//
// If there are many blocs, the picture shows those with the most power and says how many
// it leaves out. It does not use the fields Open and Possible. If power is nil or has no
// seats, the picture says so.
func (p Picture) Power(power *PowerIndices) []byte {
	if power == nil {
		power = &PowerIndices{}
	}
	c := powerChart{Picture: p, lists: [2][][]SeatIndices{{power.Seats}, {power.Groups}}}
	return c.draw("power", nil, capital(p.adopted(power)))
}

// Comparison returns a picture of how a reform changes the power of seats. It is like the
// picture that [Picture.Power] returns, but each bar is a pair: striped before the reform,
// and solid after it. Both show the same index. If the votes on which the constitutions
// differ were counted, the picture says what share of all votes they are.
//
// Blocs and groups are paired by name. If only one of the bodies has a bloc, the picture
// says so. It does not show which guarantees are lost or gained: see [Comparison.String].
func (p Picture) Comparison(c *Comparison) []byte {
	if c == nil {
		c = &Comparison{}
	}
	d := powerChart{Picture: p}
	var keys []string
	for k, power := range [...]*PowerIndices{c.Before, c.After} {
		if power == nil {
			power = &PowerIndices{}
		}
		key := capital(p.Words.say([...]string{"before", "after"}[k]))
		if adopted := p.adopted(power); adopted != "" {
			key += ": " + adopted
		}
		keys = append(keys, key)
		d.lists[0], d.lists[1] = append(d.lists[0], power.Seats), append(d.lists[1], power.Groups)
	}
	changed := ""
	if c.Err() == nil && c.Votes.Sign() > 0 && c.OnlyBefore.Valid() && c.OnlyAfter.Valid() {
		share := c.OnlyBefore.plus(c.OnlyAfter).over(c.Votes)
		changed = p.Words.say("votes changed", share.n.ShortPercent())
		if share.Sign() == 0 {
			changed = p.Words.say("nothing changed")
		}
	}
	return d.draw("power compared", keys, capital(changed))
}

// adopted says what share of all votes is adopted, if that is known.
func (p Picture) adopted(power *PowerIndices) string {
	if !power.Act.Valid() {
		return ""
	}
	return p.Words.say("votes adopted", power.Act.n.ShortPercent())
}

// powerChart is the power of one constitution, or of two, that is drawn.
type powerChart struct {
	Picture
	lists      [2][][]SeatIndices // the seats, and the groups, of each constitution
	normalised bool               // whether the index is the normalised one

	rows []chart.Row
}

// mostPower is the number of blocs or groups that are shown.
const mostPower = 12

// draw draws the keys of two constitutions, a text, and the bars of all.
func (c *powerChart) draw(title string, keys []string, text string) []byte {
	w := c.Words
	c.normalised = haveNormalised(c.lists[0]...)
	meaning := w.say("Banzhaf measure")
	if c.normalised {
		meaning = w.say("Banzhaf index")
	} else {
		c.lists[1] = nil
	}
	c.addRows("of one seat", paired(c.lists[0]...))
	if groups := paired(c.lists[1]...); groups != nil {
		c.addRows("of a group", groups)
		meaning += "; " + w.say("group sum")
	}
	if c.rows == nil {
		keys, text, meaning = nil, capital(w.say("no seats")), ""
	}
	heading := capital(w.say(title))
	if c.Title != "" {
		heading = plain(c.Title)
	}
	d := chart.New(heading)
	d.Title(heading)
	for k, key := range keys {
		d.Key(c.look(k), key)
	}
	d.Text(text)
	d.Bars(c.rows)
	d.Note(meaning)
	d.Note(paragraph(c.Note))
	return d.SVG(w.say("language"))
}

// look returns the look of the bar of constitution k. The last is solid, so that the
// eye sees what is in force in the end.
func (c *powerChart) look(k int) chart.Look {
	if k < len(c.lists[0])-1 {
		return chart.Ring
	}
	return chart.Disc
}

// addRows adds the rows of blocs or of groups below a heading. If there are many, those with
// the most power stay, the most powerful first.
func (c *powerChart) addRows(heading string, pairs [][]*SeatIndices) {
	hidden := len(pairs) - mostPower
	if hidden > 1 { // the text that one is left out takes no less room
		slices.SortStableFunc(pairs, func(a, b []*SeatIndices) int {
			return c.greatest(b).Cmp(c.greatest(a))
		})
		pairs = pairs[:mostPower]
	}
	most := whole(0)
	for _, list := range slices.Concat(c.lists[0], c.lists[1]) {
		for i := range list {
			most = larger(most, list[i].index(c.normalised))
		}
	}
	for i, pair := range pairs {
		row := c.row(pair, most)
		if i == 0 {
			row.Heading = capital(c.Words.say(heading))
		}
		c.rows = append(c.rows, row)
	}
	if hidden > 1 {
		c.rows = append(c.rows, chart.Row{Name: c.Words.say("more blocs", strconv.Itoa(hidden))})
	}
}

// greatest returns the greatest index of a pair.
func (c *powerChart) greatest(pair []*SeatIndices) Fraction {
	return larger(pair[0].index(c.normalised), pair[len(pair)-1].index(c.normalised))
}

// row returns the row of the seats of a bloc, or of a group, in all constitutions.
func (c *powerChart) row(pair []*SeatIndices, most Fraction) chart.Row {
	w := c.Words
	var row chart.Row
	var counts []int
	var said []string
	for k, s := range pair {
		share, standing := w.say("no seats"), ""
		if s != nil {
			share, standing = s.index(c.normalised).n.ShortPercent(), w.say(s.standing())
			row.Name, counts = plain(s.Bloc), append(counts, s.Seats)
		}
		part := chart.Part{Look: c.look(k), Share: portion(s.index(c.normalised), most)}
		bar := chart.Bar{Parts: []chart.Part{part}, Label: sentence(share, standing)}
		if len(pair) == 2 {
			share = w.say([...]string{"it was", "it is"}[k], share)
		}
		row.Bars, said = append(row.Bars, bar), append(said, sentence(share, standing))
	}
	first, last := counts[0], counts[len(counts)-1]
	row.Note = w.say(oneOrMany("has 1 seat", "has seats", Int(last)), strconv.Itoa(last))
	if first != last {
		row.Note = w.say("from seats to seats", strconv.Itoa(first), strconv.Itoa(last))
	}
	row.Title = sentence(row.Name, row.Note) + ": " + strings.Join(said, "; ")
	return row
}

// paragraph does the same as plain for a text of up to 200 words.
func paragraph(s string) string {
	words := strings.Fields(s)
	if len(words) > 200 {
		words = append(words[:200:200], "…")
	}
	for i, word := range words {
		words[i] = plain(word)
	}
	return strings.Join(words, " ")
}
