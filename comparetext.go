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
	text := c.Before.Act.n.ShortPercent() + " of all votes are adopted before, and " + c.After.Act.n.ShortPercent() + " after.\n"
	switch {
	case c.err != nil:
		return text + "The votes on which they differ were not counted: " + why(c.err) + "\n"
	case len(c.differing) == 0:
		return text + "They decide every vote in the same way.\n"
	}
	share := func(n Fraction) string { return n.over(c.Votes).n.ShortPercent() }
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
// of the picture. The measures of seats are shares of different votes, so a group has no sum.
func (c *Comparison) power() string {
	shapley := map[*SeatIndices]Fraction{}
	for _, p := range [...]*PowerIndices{c.Before, c.After} {
		seats, groups, _ := p.shapleyNow()
		for i := range seats {
			shapley[&p.Seats[i]] = seats[i]
		}
		for i := range groups {
			shapley[&p.Groups[i]] = groups[i]
		}
	}
	name, normalised := "Banzhaf measure", haveNormalised(c.Before.Seats, c.After.Seats)
	if normalised {
		name = "Banzhaf index"
	}
	rows := [][]string{
		{"", "seats", "", name, "", "Shapley-Shubik", ""},
		{"", "before", "after", "before", "after", "before", "after"},
	}
	add := func(which string, group bool, before, after []SeatIndices) {
		for _, pair := range paired(before, after) {
			cells := make([]string, 7)
			for k, s := range pair {
				if s == nil {
					continue
				}
				if cells[0] = cmp.Or(cells[0], prose.OneLine(s.Bloc)); s.Seats > 1 {
					cells[0] = which + prose.OneLine(s.Bloc)
				}
				index := s.Banzhaf
				switch {
				case normalised:
					index = s.Normalised
				case group:
					index = Fraction{}
				}
				cells[1+k], cells[3+k], cells[5+k] = strconv.Itoa(s.Seats), index.n.ShortPercent(), shapley[s].n.ShortPercent()
			}
			rows = append(rows, cells)
		}
	}
	add("a seat of ", false, c.Before.Seats, c.After.Seats)
	add("all ", true, c.Before.Groups, c.After.Groups)
	return prose.Table(rows)
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

// haveNormalised reports whether all seats have the normalised index of Banzhaf.
func haveNormalised(lists ...[]SeatIndices) bool {
	return !slices.ContainsFunc(slices.Concat(lists...), func(s SeatIndices) bool {
		return !s.Normalised.Valid()
	})
}

// paired pairs the blocs or groups of several constitutions by their names. A body that has
// no such seats leaves a nil.
func paired(lists ...[]SeatIndices) [][]*SeatIndices {
	type key struct {
		name string
		nth  int // of several with the name
	}
	at := map[key]int{}
	var pairs [][]*SeatIndices
	for k, list := range lists {
		seen := map[string]int{}
		for i := range list {
			name := list[i].Bloc
			of := key{name, seen[name]}
			seen[name]++
			n, known := at[of]
			if !known {
				n = len(pairs)
				at[of] = n
				pairs = append(pairs, make([]*SeatIndices, len(lists)))
			}
			pairs[n][k] = &list[i]
		}
	}
	return pairs
}
