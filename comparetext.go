package tripartite

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// String describes the vote, as in "Governments: 29 for: rejected before, adopted after".
func (d Difference) String() string {
	var vote []string
	for _, c := range d.Vote {
		vote = append(vote, partSeats(c.Part, c.Seats)+" "+cmp.Or(c.From, For).String())
	}
	if vote == nil {
		vote = []string{"nobody for"}
	}
	return strings.Join(vote, ", ") + ": " + d.BeforeOutcome.String() + " before, " + d.AfterOutcome.String() + " after"
}

// fewShown is the number of votes that a text lists.
const fewShown = 5

// String returns a text for the committee that drafts the reform:
//
//   - both constitutions
//   - the share of votes on which they differ, and the smallest of these votes
//   - a table of the power of the seats before and after: the index that
//     [Picture.Comparison] shows, and that of Shapley and Shubik unless it takes long
//   - the guarantees that are lost and gained, each with a vote that shows it
func (c *Comparison) String() string {
	if c == nil || c.Before == nil {
		return "nothing compared\n"
	}
	var text strings.Builder
	for k, when := range [...]string{"Before: ", "After:  "} {
		x := c.constitutions[k]
		text.WriteString(when + prose.OneLine(x.Body.String()) + "\n        " + clause(x.Rule) + "\n")
	}
	text.WriteString("\n" + c.differences() + "\n" + c.power())
	text.WriteString(examples("Lost", c.Lost) + examples("Gained", c.Gained))
	return text.String()
}

// differences says how many votes have another result, and lists some.
func (c *Comparison) differences() string {
	text := inPercent(c.Before.Act) + " of all votes are adopted before, and " + inPercent(c.After.Act) + " after.\n"
	switch {
	case c.err != nil:
		return text + "The votes on which they differ were not counted: " + why(c.err) + "\n"
	case len(c.differing) == 0:
		return text + "They decide every vote in the same way.\n"
	}
	share := func(n Fraction) string { return inPercent(n.over(c.Votes)) }
	text += "They differ on " + share(c.OnlyBefore.plus(c.OnlyAfter)) + " of all votes: " +
		share(c.OnlyBefore) + " are adopted only before, " + share(c.OnlyAfter) + " only after.\nThe smallest of these votes:\n"
	shown := 0
	for d := range c.Differences() {
		if shown == fewShown {
			break
		}
		shown++
		text += "  " + d.String() + "\n"
	}
	if more := len(c.differing) - shown; more > 0 {
		text += "  and " + prose.Plural(more, "combination") + " more\n"
	}
	return text
}

// power returns a table with the power of the seats before and after. The first index is that
// of the picture.
func (c *Comparison) power() string {
	x := indexOf([]*Power{c.Before, c.After})
	rows := [][]string{
		{"", "seats", "", x.name(), "", "Shapley-Shubik", ""},
		{"", "before", "after", "before", "after", "before", "after"},
	}
	var seats, groups [2][]Fraction
	for k, p := range [...]*Power{c.Before, c.After} {
		seats[k], groups[k], _ = p.shapleyNow()
	}
	rows = append(rows, beside(c.Before.Seats, c.After.Seats, x.value, seats, "a seat of ")...)
	return prose.Table(append(rows, beside(c.Before.Groups, c.After.Groups, x.sum, groups, "all ")...))
}

// beside returns rows with the power of the blocs of two bodies, or of their groups. A bloc
// that one body does not have leaves its cells empty.
func beside(before, after []SeatPower, banzhaf func(*SeatPower) Fraction, shapley [2][]Fraction, which string) [][]string {
	var rows [][]string
	find := func(in []SeatPower, bloc string) int {
		return slices.IndexFunc(in, func(s SeatPower) bool { return s.Bloc == bloc })
	}
	row := func(bloc string) {
		cells := [7]string{prose.OneLine(bloc)}
		for k, in := range [...][]SeatPower{before, after} {
			if i := find(in, bloc); i >= 0 {
				if in[i].Seats > 1 {
					cells[0] = which + prose.OneLine(bloc)
				}
				cells[1+k], cells[3+k], cells[5+k] = strconv.Itoa(in[i].Seats), inPercent(banzhaf(&in[i])), inPercent(at(shapley[k], i))
			}
		}
		rows = append(rows, cells[:])
	}
	for _, s := range before {
		row(s.Bloc)
	}
	for _, s := range after {
		if find(before, s.Bloc) < 0 {
			row(s.Bloc)
		}
	}
	return rows
}

// examples lists properties, each with the vote that shows it.
func examples(title string, list []*Counterexample) string {
	if len(list) == 0 {
		return ""
	}
	text := "\n" + title + ":\n"
	for _, c := range list {
		text += "  " + c.Property.String() + ": " + c.example() + "\n"
	}
	return text
}
