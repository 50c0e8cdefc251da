package tripartite

import (
	"slices"
	"strconv"
)

// powerLine is what a picture says of the power of a bloc's seats, or of a group: in one
// constitution, or in two. A body that has no such seats leaves a nil.
type powerLine struct {
	name string
	of   []*SeatPower
}

// powerLines are the lines below a heading.
type powerLines struct {
	heading string
	shown   []powerLine
	hidden  int // the number of lines left out
}

// mostPower is the number of lines that are shown below a heading.
const mostPower = 12

// powerIndex is the index of a picture and of the text of a comparison: the normalised one, or
// the measure of Banzhaf.
type powerIndex struct{ normalised bool }

// indexOf returns the index that all seats of the constitutions have.
func indexOf(powers []*Power) powerIndex {
	for _, p := range powers {
		for _, s := range p.Seats {
			if !s.Normalised.Valid() {
				return powerIndex{}
			}
		}
	}
	return powerIndex{normalised: true}
}

// value returns the index. If the body has no such seats, it is the zero Fraction.
func (x powerIndex) value(s *SeatPower) Fraction {
	switch {
	case s == nil:
		return Fraction{}
	case x.normalised:
		return s.Normalised
	}
	return s.Banzhaf
}

// sum returns the index of a group. The measures of its seats are shares of different votes,
// so their sum means nothing, and the result is the zero Fraction.
func (x powerIndex) sum(group *SeatPower) Fraction {
	if !x.normalised {
		return Fraction{}
	}
	return x.value(group)
}

// name returns the name of the index.
func (x powerIndex) name() string {
	if x.normalised {
		return "Banzhaf index"
	}
	return "Banzhaf measure"
}

// most returns the greatest index of a line.
func (x powerIndex) most(l powerLine) Fraction {
	var most Fraction
	for _, s := range l.of {
		if v := x.value(s); v.Cmp(most) > 0 {
			most = v
		}
	}
	return most
}

// percent returns the index in percent. If the body has no such seats, it says so.
func (x powerIndex) percent(s *SeatPower, w pictureWords) string {
	if s == nil {
		return w.say("no seats")
	}
	return plain(inPercent(x.value(s)))
}

// standing returns the word for a veto or for no power, if the seats have one or none.
func standing(s *SeatPower, w pictureWords) string {
	if s == nil || s.standing() == "" {
		return ""
	}
	return w.say(s.standing())
}

// label returns the text beside a bar, as "26.56 %, veto".
func (x powerIndex) label(s *SeatPower, w pictureWords) string {
	return sentence(x.percent(s, w), standing(s, w))
}

// lines pairs the blocs or groups of two constitutions by their names. Beyond a limit,
// those with the least power are left out.
func (x powerIndex) lines(heading string, lists ...[]SeatPower) powerLines {
	type key struct {
		name  string
		which int // of several with the name
	}
	at := map[key]int{}
	var all []powerLine
	for k, list := range lists {
		count := map[string]int{}
		for i := range list {
			name := list[i].Bloc
			of := key{name, count[name]}
			count[name]++
			n, known := at[of]
			if !known {
				n = len(all)
				at[of] = n
				all = append(all, powerLine{name: plain(name), of: make([]*SeatPower, len(lists))})
			}
			all[n].of[k] = &list[i]
		}
	}
	if len(all) <= mostPower+1 { // no more room than the text that one is left out
		return powerLines{heading: heading, shown: all}
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return x.most(all[b]).Cmp(x.most(all[a])) })
	kept := order[:mostPower]
	slices.Sort(kept)
	lines := powerLines{heading: heading, hidden: len(all) - mostPower}
	for _, i := range kept {
		lines.shown = append(lines.shown, all[i])
	}
	return lines
}

// rest says how many lines are left out.
func (l powerLines) rest(w pictureWords) string {
	if l.hidden == 0 {
		return ""
	}
	return w.say("%s more blocs", strconv.Itoa(l.hidden))
}

// seats says how many seats there are, before and after.
func (l powerLine) seats(w pictureWords) string {
	var counts []int
	for _, s := range l.of {
		if s != nil {
			counts = append(counts, s.Seats)
		}
	}
	first, last := counts[0], counts[len(counts)-1]
	if first != last {
		return w.say("from %s to %s seats", strconv.Itoa(first), strconv.Itoa(last))
	}
	return w.say("%s "+nounFor("seat", Int(first)), strconv.Itoa(first))
}

// described returns the line as a text, as "Workers, 14 seats: 26.56 %, veto".
func (l powerLine) described(x powerIndex, w pictureWords) string {
	text := x.label(l.of[0], w)
	if len(l.of) == 2 {
		text = sentence(w.say("%s before", x.percent(l.of[0], w)), standing(l.of[0], w)) + "; " +
			sentence(w.say("%s after", x.percent(l.of[1], w)), standing(l.of[1], w))
	}
	return sentence(l.name, l.seats(w)) + ": " + text
}
