package tripartite

import (
	"slices"
	"strconv"

	"example.com/tripartite/internal/exact"
)

// camp is a part of a body that a picture shows by itself: a group, a bloc of independent
// seats, or several blocs that are too many to be shown.
type camp struct {
	name  string
	parts []Tally
	apart bool // the seats are of no group
}

// mostApart is the number of independent blocs that are shown by themselves.
const mostApart = 8

// camps returns the parts of a tally that have seats.
func camps(t Tally, w pictureWords) []camp {
	if t.part == nil {
		return nil
	}
	n := &t.of.body.nodes[t.node]
	if n.leaf() {
		return []camp{{plain(t.Name()), []Tally{t}, false}}
	}
	var all []camp
	apart := 0
	rest := camp{apart: true}
	for _, child := range n.children {
		part := t.at(child)
		outside := t.node != wholeNode || child > numGroups
		switch {
		case part.Seats(AllSeats) == 0:
		case outside && apart == mostApart:
			rest.parts = append(rest.parts, part)
		default:
			apart += b2i(outside)
			all = append(all, camp{plain(part.Name()), []Tally{part}, outside})
		}
	}
	if rest.parts != nil {
		rest.name = w.say("%s more blocs", strconv.Itoa(len(rest.parts)))
		all = append(all, rest)
	}
	return all
}

// seats returns the number of seats in a state of s.
func (c camp) seats(s States) int64 {
	var sum int64
	for _, part := range c.parts {
		sum += part.heads(s)
	}
	return sum
}

// votes returns the votes of the seats in a state of s.
func (c camp) votes(s States) Fraction {
	var sum exact.Natural
	for _, part := range c.parts {
		sum = sum.Plus(part.votes(s))
	}
	return Fraction{sum.Rational()}.times(c.parts[0].unit())
}

// weight returns the weight of all seats. ok is false if they weigh differently, or weigh
// only in some states.
func (c camp) weight() (weight Fraction, ok bool) {
	for _, part := range c.parts {
		for bloc := range part.Blocs() {
			if bloc.heads(AllSeats) == 0 {
				continue
			}
			w := bloc.Weight()
			if weight.Valid() && !w.Equal(weight) || bloc.heads(AllSeats&^bloc.of.body.nodes[bloc.node].counted()) > 0 {
				return weight, false
			}
			weight = w
		}
	}
	return weight, true
}

// measuring says whether a picture counts seats or votes.
type measuring struct{ votes bool }

// of returns the seats or votes of a camp in a state of s.
func (m measuring) of(c camp, s States) Fraction {
	if m.votes {
		return c.votes(s)
	}
	return whole(c.seats(s))
}

// unit returns the word for what is counted.
func (m measuring) unit() string {
	if m.votes {
		return "votes"
	}
	return "seats"
}

// described returns the name and the numbers in each state, as "Workers, seats: 12 for,
// 2 absent".
func (m measuring) described(c camp, ls []look, w pictureWords) string {
	var counts []string
	for _, l := range ls {
		if n := m.of(c, l.set); n.Sign() > 0 {
			counts = append(counts, n.printed()+" "+w.say(l.name))
		}
	}
	return c.name + ", " + w.say(m.unit()) + ": " + sentence(counts...)
}

// together returns the camp of the whole tally.
func together(t Tally, w pictureWords) camp { return camp{w.say("all"), []Tally{t}, false} }

// occurring returns the looks of states in which there are seats.
func occurring(t Tally, open States) []look {
	return slices.DeleteFunc(looks(open), func(l look) bool { return t.heads(l.set) == 0 })
}
