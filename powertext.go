package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"

	"strconv"
	"strings"
)

// String returns a table of the indices, with a row for each bloc and each group. The
// indices are in percent, rounded. The cell of an index that means nothing is empty, as are
// sums other than those of the normalised index and of Shapley and Shubik. If
// generating functions count the votes, the index of Shapley and Shubik can take seconds:
// then the table does not have it, and [PowerIndices.ShapleyShubik] computes it.
func (p *PowerIndices) String() string {
	if p == nil || len(p.Seats) == 0 {
		return "no seats\n"
	}
	seats, groups, err := p.shapleyNow()
	rows := [][]string{{"", "Banzhaf", "normalised", "Shapley-Shubik", "prevent", "initiate", ""}}
	for i, s := range p.Seats {
		which := ""
		if s.Seats > 1 {
			which = ", each of " + strconv.Itoa(s.Seats)
		}
		rows = append(rows, s.row(which, at(seats, i)))
	}
	for i, g := range p.Groups {
		g.Banzhaf, g.Prevent, g.Initiate = Fraction{}, Fraction{}, Fraction{}
		rows = append(rows, g.row(", all "+strconv.Itoa(g.Seats), at(groups, i)))
	}
	text := p.summary() + "\n\n" + prose.Table(rows)
	switch {
	case p.later:
		text += "Shapley-Shubik: not in this table, since it can take long\n"
	case err != nil:
		text += "Shapley-Shubik: " + why(err) + "\n"
	}
	return text
}

// shapleyNow returns the index of Shapley and Shubik. If it has still to be counted, it
// returns none.
func (p *PowerIndices) shapleyNow() (seats, groups []Fraction, err error) {
	if p.later {
		return nil, nil, nil
	}
	return p.ShapleyShubik()
}

// summary describes the body as a whole, in one line.
func (p *PowerIndices) summary() string {
	text := p.Act.n.ShortPercent() + " of all votes are adopted"
	if p.Votes.Cmp(mostShown) < 0 {
		text += ": " + p.Winning.String() + " of " + p.Votes.String()
	}
	var properties []string
	for _, property := range []struct {
		name  string
		holds bool
	}{{"proper", p.Proper}, {"strong", p.Strong}, {"monotone", p.Monotone}} {
		if property.holds {
			properties = append(properties, property.name)
		} else {
			properties = append(properties, "not "+property.name)
		}
	}
	return text + "; " + strings.Join(properties, ", ")
}

// mostShown is above the numbers of votes that a text gives in full.
var mostShown = FromInt(exact.Pow10(18))

// why returns what was wrong, without what was being done.
func why(err error) string {
	e, ok := err.(*Error)
	if !ok {
		return prose.OneLine(err.Error())
	}
	text := prose.OneLine(e.Err.Error())
	if e.Detail != "" {
		text += ": " + prose.OneLine(e.Detail)
	}
	return text
}

// at returns element i, or the zero Fraction if there is none.
func at(list []Fraction, i int) Fraction {
	if i >= len(list) {
		return Fraction{}
	}
	return list[i]
}

// row returns a row of the table.
func (s SeatIndices) row(which string, shapley Fraction) []string {
	row := []string{prose.OneLine(s.Bloc) + which}
	for _, index := range []Fraction{s.Banzhaf, s.Normalised, shapley, s.Prevent, s.Initiate} {
		row = append(row, index.n.ShortPercent())
	}
	return append(row, s.standing())
}

// standing returns the word for a power that is all or nothing, if there is one.
func (s SeatIndices) standing() string {
	switch {
	case s.Dictator:
		return "dictator"
	case s.Null:
		return "no power"
	case s.Veto:
		return "veto"
	}
	return ""
}
