package tripartite

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/chart"
	"example.com/tripartite/internal/prose"
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

	// Words are the phrases of the picture, in another language.
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
	v := &vote{Picture: p, tally: t, columns: columnsOf(t, p.Open)}
	v.addClauses(f, "", 0, false, true)
	parts, hidden := v.parts()
	arched := v.isArch(parts)
	outcome, ink, below := v.headline(f.Outcome, arched)
	title := outcome
	if p.Title != "" {
		title = p.Words.heading(plain(p.Title), title)
	}
	c := chart.New(title)
	c.Title(plain(p.Title))
	c.Headline(outcome, ink, below)
	v.drawSeats(c, parts, arched)
	if hidden > 0 {
		c.Note(p.Words.say("more blocs", strconv.Itoa(hidden)))
	}
	for _, g := range v.clauses[:min(len(v.clauses), mostShownClauses)] {
		c.Gauge(g)
	}
	if more := len(v.clauses) - mostShownClauses; more > 0 {
		c.Note(p.Words.say("more clauses", strconv.Itoa(more)))
	}
	c.Note(remark(p.Note))
	return c.SVG(p.Words.say("language")), nil
}

// vote is a vote that is drawn.
type vote struct {
	Picture
	tally   Tally
	columns []column
	clauses []chart.Gauge
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

// parts returns the parts that a picture shows by themselves, those that have seats: the groups,
// and the first independent blocs. The others are hidden.
func (v *vote) parts() (parts []Tally, hidden int) {
	t := v.tally
	if t.part == nil {
		return nil, 0
	}
	children := t.of.body.nodes[t.node].children
	if children == nil {
		return []Tally{t}, 0
	}
	apart := 0
	for _, child := range children {
		part := t.at(child)
		switch {
		case part.Seats(AllSeats) == 0:
		case v.isApart(part) && apart == chart.MostBelow:
			hidden++
		default:
			apart += b2i(v.isApart(part))
			parts = append(parts, part)
		}
	}
	return parts, hidden
}

// isApart reports whether a part is neither a group nor the whole of what is drawn.
func (v *vote) isApart(part Tally) bool {
	return part.node > numGroups && part.node != v.tally.node
}

// isArch reports whether the seats can be drawn in an arch: they weigh the same, whatever they
// do, and are few. A seat without a vote may stand below the arch.
func (v *vote) isArch(parts []Tally) bool {
	var weight Fraction
	below, groups := 0, 0
	for _, part := range parts {
		w, same := part.seatWeight(AllSeats)
		if v.isApart(part) {
			below += part.Seats(AllSeats)
		} else {
			groups += part.Seats(AllSeats)
		}
		switch {
		case v.isApart(part) && same && w.Sign() == 0:
		case !same || weight.given() && !w.Equal(weight):
			return false
		default:
			weight = w
		}
	}
	return groups > 0 && groups <= chart.MostInArch && below <= chart.MostBelow
}

// widestCell is the greatest length of a number of votes in the table. If there is a longer one,
// the table has seats.
const widestCell = 7

// drawSeats draws the parts in an arch or as bars, and a table of their numbers and of all. Bars
// are in votes. Seats against stand last, so that those of neighbours touch.
func (v *vote) drawSeats(c *chart.Chart, parts []Tally, arched bool) {
	inVotes, most := !arched, whole(0)
	for _, part := range parts {
		most = larger(most, part.Votes(AllSeats))
	}
	var table chart.Table
	for _, col := range v.columns {
		table.Columns = append(table.Columns, chart.Column{Look: col.look, Name: v.Words.say(col.name)})
		for _, part := range append(slices.Clip(parts), v.tally) {
			inVotes = inVotes && len(part.Votes(col.set).printed()) <= widestCell
		}
	}
	table.Unit = v.Words.say([...]string{"in seats", "in votes"}[b2i(inVotes)])
	table.Marks = arched
	standing := slices.SortedStableFunc(slices.Values(v.columns), func(c, d column) int {
		const last = Against | Vacant
		return int(c.set&last) - int(d.set&last)
	})
	var rows []chart.Row
	for _, part := range parts {
		var bar chart.Bar
		for _, col := range standing {
			share := float64(part.heads(col.set))
			if !arched {
				share = portion(part.Votes(col.set), most)
			}
			bar.Parts = append(bar.Parts, chart.Part{Look: col.look, Share: share})
		}
		of := v.section(plain(part.Name()), part, inVotes, table.Unit)
		switch votes := part.Votes(AllSeats); {
		case arched && v.isApart(part) && votes.Sign() == 0:
			of.Note = v.Words.say("no vote")
		case !arched && votes.readable():
			of.Note = v.Words.numbered("has 1 vote", "has votes", votes)
		}
		of.Below, of.Bars = v.isApart(part), []chart.Bar{bar}
		table.Sections, rows = append(table.Sections, of), append(rows, of.Row)
	}
	if arched {
		c.Arch(table.Sections)
	} else {
		c.Bars(rows, "")
	}
	all := v.section(v.Words.say("all"), v.tally, inVotes, table.Unit)
	table.Sections = append(table.Sections, all)
	c.Table(table)
}

// section returns the texts of a part. A title says them, as "Workers, seats: 12 for, 2 absent".
func (v *vote) section(name string, part Tally, inVotes bool, unit string) (of chart.Section) {
	var counts []string
	for _, c := range v.columns {
		n := whole(part.heads(c.set))
		if inVotes {
			n = part.Votes(c.set)
		}
		if of.Texts = append(of.Texts, v.Words.number(n.printed())); n.Sign() > 0 {
			counts = append(counts, v.Words.said(c.name, n))
		}
	}
	of.Name, of.Title = name, v.Words.say("heading", name+", "+unit, sentence(counts...))
	return of
}

// said says how many seats or votes are in a column, as "12 for".
func (w Words) said(column string, n Fraction) string {
	return w.numbered("1 "+column, "n "+column, n)
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

// headline returns the outcome, or what is still possible, with its colour, and says more about
// it. The seats of an arch have no numbers beside them, and so it says the most important ones.
func (v *vote) headline(outcome Outcome, arched bool) (text, ink, below string) {
	o, known := valid(outcome), true
	possible := v.Possible & allOutcomes
	if possible != 0 {
		o, known = possible.Certain()
	}
	if !known {
		return capital(v.Words.say("open")), "muted", v.Words.say(possible.String())
	}
	var more []string
	if arched {
		for _, s := range [...]States{For, Against} {
			more = append(more, v.Words.said(s.name(), Int(v.tally.Seats(s))))
		}
	}
	if v.tally.heads(v.Open) > 0 {
		more = append(more, v.Words.say([...]string{"so far", "certain"}[b2i(possible != 0)]))
	}
	ink = [...]string{Void: "muted", Rejected: "against", Adopted: "for"}[o]
	return capital(v.Words.say(o.String())), ink, sentence(more...)
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
	f, text, within := outer, outer.title(v.Words, above, plain), veto || outer.Veto
	if len(outer.Parts) == 1 && outer.Figures == nil && outer.Reason == "" { // shown as one
		f = outer.Parts[0]
		text += " – " + f.title(v.Words, outer.Part, plain)
	}
	good := (valid(outer.Outcome) == Adopted) != within
	within = within || f.Veto
	v.clauses = append(v.clauses, chart.Gauge{})
	if n := len(v.clauses); n <= mostShownClauses {
		v.clauses[n-1] = v.clause(outer, f, text, depth, good, within)
	}
	_, every = f.Rule.(All)
	for _, part := range f.Parts {
		v.addClauses(part, f.Part, depth+1, within, every)
	}
}

// clause returns a clause, with the figures of f. The mark says whether the clause lets the
// motion pass, as long as no seats are open.
func (v *vote) clause(outer, f Finding, text string, depth int, good, veto bool) chart.Gauge {
	w, x := v.Words, f.Figures
	state, figures := outer.verdict(w), []string{}
	g := chart.Gauge{Mark: chart.Saltire, Depth: depth}
	if good {
		g.Mark = chart.Tick
	}
	if v.tally.heads(v.Open) > 0 {
		g.Mark, state = chart.Ring, w.say("so far it is", state)
	}
	if x.counted() {
		figures = x.say(w, veto, x.numbers(w))
		if aside := x.aside(w); aside != "" && x.readable() {
			figures[0] += " " + aside
		}
	}
	said := sentence(append(figures, v.fill(&g, f), f.why(w))...)
	g.Text, g.Note = text, w.heading(capital(state), said)
	g.Title = text + " – " + g.Note
	if len(f.Parts) > 0 { // they have the figures
		g.Text, g.Note, g.Bold = w.heading(text, sentence(state, said)), "", true
	}
	return g
}

// fill sets the bar of a clause: what there is, what is open, and the line at what is needed.
// Its length is all that the clause can count. It returns a text that says what is open.
func (v *vote) fill(g *chart.Gauge, f Finding) (still string) {
	part, x, open := v.tally, f.Figures, v.Open
	if f.Part != part.Name() {
		part = part.bloc(f.Part)
	}
	sum := part.Votes
	switch {
	case x == nil || x.Parts:
		open = 0
	case x.BySeats:
		sum = func(s States) Fraction { return whole(part.heads(s)) }
	}
	switch all := sum(open); {
	case part.heads(open) == 0:
	case all.Sign() == 0 || !all.readable(): // seats that have no votes until they vote
		still = v.Words.say("seats still open", strconv.Itoa(part.Seats(open)))
	default:
		still = v.Words.say("still open", v.Words.number(all.printed()))
	}
	if !x.counted() {
		return still
	}
	counted := sum(open & (x.Of | x.Less)) // in Count already
	coming := sum(open &^ (x.Of | x.Less))
	scale := larger(larger(x.Base.plus(sum(open&^x.Among)), x.Count.plus(coming)), x.Need)
	look := chart.Solid
	if x.Of.single() && x.Of&Voting != 0 {
		look = stateLooks[x.Of.index()]
	}
	g.Bar = []chart.Part{
		{Look: look, Share: portion(x.Count.minus(counted), scale)},
		{Look: chart.Ring, Share: portion(counted.plus(coming), scale)},
	}
	if g.Line = -1; x.Need.Valid() {
		g.Line = portion(x.Need, scale)
	}
	return still
}

// Power returns a picture of the power of seats under a rule. It has a bar for one seat
// of each bloc, and a bar for all seats of each group. The numbers are percentages, rounded
// as by [PowerIndices.String]. The picture says what share of all votes the rule adopts.
//
// The index is the normalised index of Banzhaf. If a seat has none, as under a rule that
// is not monotone, the picture shows the measure of Banzhaf of every seat instead, and no
// groups: a sum of measures means nothing. A measure below 0 has no bar. The picture names
// the index. All bars of a picture have one scale: an axis says how much power the longest
// bar is. A group has no bar if it is the only one.
//
// Blocs stand in the body's order. If there are more than 41, the picture shows the 40 with
// the most power and says how many it leaves out. It does not use the fields Open and
// Possible. If power is nil or has no seats, the picture says so.
func (p Picture) Power(power *PowerIndices) []byte {
	return p.power("power", "", power)
}

// Comparison returns a picture of how a reform changes the power of seats. It is like the
// picture that [Picture.Power] returns, but each bar is a pair: striped before the reform,
// and solid after it. Both show the same index. If the votes on which the constitutions
// differ were counted, the picture says what share of all votes they are.
//
// Blocs and groups are paired by name. If only one of the bodies has a bloc, the picture
// says so. It does not show which guarantees are lost or gained: see [Comparison.String].
func (p Picture) Comparison(c *Comparison) []byte {
	c = cmp.Or(c, &Comparison{})
	changed := ""
	if c.Err() == nil && c.Votes.Sign() > 0 && c.OnlyBefore.Valid() && c.OnlyAfter.Valid() {
		share := c.OnlyBefore.plus(c.OnlyAfter).over(c.Votes)
		changed = p.Words.say("votes changed", p.Words.number(share.n.ShortPercent()))
		if share.Sign() == 0 {
			changed = p.Words.say("nothing changed")
		}
	}
	return p.power("power compared", changed, c.Before, c.After)
}

// powerChart is the power of one constitution, or of two, that is drawn.
type powerChart struct {
	Words
	normalised bool         // whether the index is the normalised one
	most       Fraction     // the greatest index, whose bar is as long as there is room
	looks      []chart.Look // of the constitutions
	rows       []chart.Row
}

// power draws the power of one constitution, or the keys of two and their power. The last is
// solid, so that the eye sees what is in force in the end.
func (p Picture) power(heading, text string, all ...*PowerIndices) []byte {
	w := p.Words
	var seats, groups [][]SeatIndices
	var keys []string
	for k, power := range all {
		power = cmp.Or(power, &PowerIndices{})
		seats, groups = append(seats, power.Seats), append(groups, power.Groups)
		adopted := ""
		if power.Act.Valid() {
			adopted = w.say("votes adopted", w.number(power.Act.n.ShortPercent()))
		}
		if len(all) == 1 {
			text = adopted
			continue
		}
		when := capital(w.say([...]string{"before", "after"}[k]))
		keys = append(keys, w.heading(when, adopted))
	}
	c := powerChart{
		Words: w, normalised: haveNormalised(seats...), most: whole(0),
		looks: []chart.Look{chart.Ring, chart.Disc}[2-len(all):],
	}
	meaning := w.say("Banzhaf index")
	if !c.normalised {
		meaning, groups = w.say("Banzhaf measure"), nil
	}
	blocs, sums := paired(seats...), paired(groups...)
	if len(sums) == 1 {
		sums = nil // the only group says nothing about its seats
	}
	for _, pair := range slices.Concat(blocs, sums) {
		c.most = larger(c.most, c.greatest(pair))
	}
	if c.addRows("of one seat", blocs, mostPower); c.addRows("of a group", sums, mostGroups) {
		meaning += "; " + w.say("group sum")
	}
	if c.rows == nil {
		keys, text, meaning = nil, w.say("no seats"), ""
	}
	heading = capital(w.say(heading))
	if p.Title != "" {
		heading = plain(p.Title)
	}
	d := chart.New(heading)
	d.Title(heading)
	for k, key := range keys {
		d.Key(c.looks[k], key)
	}
	d.Text(capital(text))
	d.Text(meaning)
	longest := "" // how much power the longest bar is, if any bar is not empty
	if c.most.Sign() > 0 {
		longest = c.most.n.ShortPercent()
	}
	d.Bars(c.rows, longest)
	d.Note(remark(p.Note))
	return d.SVG(w.say("language"))
}

// The numbers of blocs and of groups that are shown. A body has three groups, and two bodies six.
const (
	mostPower  = 40
	mostGroups = 6
)

// addRows adds the rows of blocs or of groups below a heading, and reports whether there are any.
// If there are too many, those with the most power stay, in the order that they have.
func (c *powerChart) addRows(heading string, pairs [][]*SeatIndices, most int) bool {
	shown, hidden := pairs, len(pairs)-most
	if hidden > 1 { // the text that one is left out takes no less room
		order := func(p, q []*SeatIndices) int { return c.greatest(q).Cmp(c.greatest(p)) }
		stays := map[*SeatIndices]bool{}
		for _, pair := range slices.SortedStableFunc(slices.Values(pairs), order)[:most] {
			stays[cmp.Or(pair...)] = true
		}
		shown = slices.DeleteFunc(slices.Clone(pairs), func(pair []*SeatIndices) bool {
			return !stays[cmp.Or(pair...)]
		})
	}
	for i, pair := range shown {
		row := c.row(pair)
		if i == 0 {
			row.Heading = capital(c.say(heading))
		}
		c.rows = append(c.rows, row)
	}
	if hidden > 1 {
		c.rows = append(c.rows, chart.Row{Name: c.say("more blocs", strconv.Itoa(hidden))})
	}
	return shown != nil
}

// greatest returns the greatest index of a bloc or group in all constitutions.
func (c *powerChart) greatest(pair []*SeatIndices) Fraction {
	return larger(pair[0].index(c.normalised), pair[len(pair)-1].index(c.normalised))
}

// row returns the row of the seats of a bloc, or of a group, in all constitutions.
func (c *powerChart) row(pair []*SeatIndices) (row chart.Row) {
	var counts []int
	var said []string
	var path string
	for k, s := range pair {
		share, standing := c.say("no seats"), ""
		if s != nil {
			share, standing = c.number(s.index(c.normalised).n.ShortPercent()), c.say(s.standing())
			path, counts = s.Bloc, append(counts, s.Seats)
		}
		row.Bars = append(row.Bars, chart.Bar{
			Parts: []chart.Part{{Look: c.looks[k], Share: portion(s.index(c.normalised), c.most)}},
			Label: sentence(share, standing),
		})
		if len(pair) == 2 {
			share = c.say([...]string{"it was", "it is"}[k], share)
		}
		said = append(said, sentence(share, standing))
	}
	last := strings.LastIndexByte(path, '/')
	row.Above, row.Name = plain(path[:max(0, last)]), plain(path[last+1:])
	before, after := counts[0], counts[len(counts)-1]
	seats := c.numbered("has 1 seat", "has seats", Int(after))
	if before != after {
		seats = c.say("from seats to seats", strconv.Itoa(before), strconv.Itoa(after))
	}
	title := c.say("heading", sentence(plain(path), seats), strings.Join(said, "; "))
	row.Title = prose.Shorten(title)
	if before != 1 || after != 1 { // many blocs of one seat each need not all say so
		row.Note = seats
	}
	return row
}
