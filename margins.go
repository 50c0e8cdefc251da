package tripartite

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Margin is how many seats would have had to vote otherwise for another outcome:
// [ToAdopt] and [ToFail] find it. String is for people, beside a [Finding].
//
// The zero Margin says that no number of seats would do.
type Margin struct {
	// From and To are what the seats turn from, and what to: For is one of them.
	// Where the other is a set, each seat is in, or turns to, any of its states.
	From, To States
	// Enough reports whether there are seats enough that could turn. If not,
	// nothing else is given.
	Enough bool
	// Fewest is the fewest seats that would do, wherever they are: 0 if the
	// outcome is as asked without any.
	Fewest int
	// Ways are the combinations that would do and have no seat to spare: how
	// many seats of which group, or bloc of no group, by its name. Fewer seats
	// come first, in an order that is always the same. In a part of the body they
	// are by what it consists of. Where finding all of them is too much work, there are none.
	Ways []map[string]int
}

// mostWork is how much is looked at for Ways: a tally is 1, and a node of the
// search as much as several.
const (
	mostWork   = 100_000
	workOfNode = 8
)

// ToAdopt is the fewest further votes for with which the rule would adopt: so
// many of the seats that are in one of the states of from, or of Entitled if that
// is the empty set, would have had to vote for.
//
// The rule must be one of which it can be seen that a vote for only helps it: of
// the rules of this package, with For in all that counts for the motion, shares
// of a part of their base, and vetoes of what is not For. All ready-made rules
// are. If not, it is an [ErrNotHelped]; where the search would be too much work,
// within the limits of [Possible], an [ErrTooLarge].
func ToAdopt(r Rule, t Tally, from States) (Margin, error) {
	if from == 0 {
		from = Entitled
	}
	from &^= For
	open := openSeats(t, from, func(from States) States { return from | For })
	return turn("adopt", r, t, Margin{From: from, To: For}, open, true)
}

// ToFail is the fewest votes for that would have had to be lost for the rule not
// to adopt: so many seats that voted for would have had to be in one of the
// states of to instead, as Against, Abstain or Absent, or of Entitled if that is
// the empty set. It fails if it is Rejected, or Void for want of a quorum. Its
// errors are those of [ToAdopt].
func ToFail(r Rule, t Tally, to States) (Margin, error) {
	if to == 0 {
		to = Entitled
	}
	to &^= For
	open := openSeats(t, For, func(States) States { return For | to })
	return turn("fail", r, t, Margin{From: For, To: to}, open, false)
}

// String is one line, as "would be adopted with 2 more for: 2 Workers; or 1
// Governments and 1 Workers", of the first few ways. Of the zero Margin it is "".
func (m Margin) String() string {
	outcome, change, other := "be adopted", " more for", ", from "+m.From.String()
	if m.From == For {
		outcome, change, other = "fail", " fewer for", ", to "+m.To.String()
	}
	if m.From|m.To == Entitled {
		other = "" // any
	}
	switch {
	case m.From|m.To == 0:
		return ""
	case !m.Enough:
		return "would not " + outcome + " with any number" + change + other
	case m.Fewest == 0 && m.From == For:
		return "fails as it is"
	case m.Fewest == 0:
		return "is adopted as it is"
	}
	const most = 4
	var ways []string
	for _, way := range m.Ways[:min(most, len(m.Ways))] {
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(way)) {
			parts = append(parts, strconv.Itoa(way[name])+" "+name)
		}
		ways = append(ways, strings.Join(parts, " and "))
	}
	switch more := len(m.Ways) - most; {
	case more == 1:
		ways = append(ways, "in 1 other way")
	case more >= 2:
		ways = append(ways, "in "+strconv.Itoa(more)+" other ways")
	}
	text := "would " + outcome + " with " + strconv.Itoa(m.Fewest) + change + other
	if ways == nil {
		return text + ", in more ways than can be listed"
	}
	return text + ": " + strings.Join(ways, "; or ")
}

// helped reports whether a rule is seen to be one that a vote for can only help
// or, if up is false, only hurt. A rule that means nothing is always Rejected,
// and so both.
func helped(r Rule, up bool) bool {
	switch r := r.(type) {
	case nil:
		return true
	case Share:
		if up {
			return r.Of&For != 0 && r.Of&^r.In == 0
		}
		return r.Of&For == 0 && r.In&For != 0
	case EachVoting:
		return helped(Share(r), up)
	case Number:
		return (r.Of&For != 0) == up
	case Veto:
		up = !up
	}
	parts, ours := partsOf(r)
	return ours && !slices.ContainsFunc(parts, func(r Rule) bool { return !helped(r, up) })
}

// turning is the open seats of a tally, each of which turns or stays. Which
// numbers of them are enough is a question whose answer, as the rule is helped
// by each vote for, stays yes where more of them turn. So the ways in which there
// is no seat to spare are the corners of a region, and the fewest seats are where
// the answer to "these many, wherever they are" turns to yes.
//
// A rule that is not helped has no such corners: with a quorum of 10 that a rule
// wants not to be reached, 9 may be enough, and 10 not. That is why it is refused.
type turning struct {
	position
	rule   Rule
	adopts bool // what is asked for: that it adopts, or that it does not
	parts  []turningPart
	known  map[string]bool // the answers so far, by the seats of the parts
	work   int
	gaveUp bool
}

// turningPart is a group, or a bloc of none, with seats that can turn.
type turningPart struct {
	name  string
	open  []int // of the position
	seats int
}

func turn(op string, r Rule, t Tally, m Margin, open []openSeat, adopts bool) (Margin, error) {
	if !helped(r, true) {
		return Margin{}, &Error{Op: op, Name: clause(r), Err: ErrNotHelped}
	}
	w := &turning{position: position{tally: t, open: open}, rule: r, adopts: adopts, known: map[string]bool{}}
	if (Explain(r, t).Outcome == Adopted) == adopts {
		m.Enough, m.Ways = true, []map[string]int{{}}
		return m, nil
	} else if r == nil || len(open) == 0 {
		return m, nil
	}
	w.split()
	m.Enough = w.enough(w.most())
	if m.Enough && !w.gaveUp {
		m.Ways = w.ways()
		m.Fewest = w.fewest(m.Ways)
	}
	if w.gaveUp {
		return Margin{}, &Error{Op: op, Name: clause(r), Err: ErrTooLarge}
	}
	return m, nil
}

// split finds the parts that the open seats are in.
func (w *turning) split() {
	body := w.tally.of.body
	for i, o := range w.open {
		part := o.bloc.node
		for part != w.tally.node && body.nodes[part].parent != w.tally.node {
			part = body.nodes[part].parent
		}
		name := body.nodes[part].name
		at := slices.IndexFunc(w.parts, func(p turningPart) bool { return p.name == name })
		if at == -1 {
			at = len(w.parts)
			w.parts = append(w.parts, turningPart{name: name})
		}
		w.parts[at].open = append(w.parts[at].open, i)
		w.parts[at].seats += o.seats
	}
	// The last is walked through and not tried one by one, and is the largest.
	slices.SortStableFunc(w.parts, func(a, b turningPart) int { return cmp.Compare(a.seats, b.seats) })
}

func (w *turning) most() []int {
	var most []int
	for _, part := range w.parts {
		most = append(most, part.seats)
	}
	return most
}

// enough reports whether it is enough that of each part so many seats turn,
// those that are best for it. Each question is asked once.
func (w *turning) enough(seats []int) bool {
	var question []byte
	for _, n := range seats {
		question = binary.AppendUvarint(question, uint64(n))
	}
	answer, known := w.known[string(question)]
	if !known {
		answer = w.ask(seats)
		w.known[string(question)] = answer
		w.gaveUp = w.gaveUp || w.work > mostWork
	}
	return answer
}

// ask puts the question to the rule where there is no choice of seats, and else
// to the search of [Possible], with what may turn as further atoms.
func (w *turning) ask(seats []int) bool {
	switch {
	case w.plain():
		w.work++
		return w.adoptedIf(w.turned(seats)) == w.adopts
	case w.steady():
		var limits []*atom
		for i, part := range w.parts {
			limits = append(limits, w.limit(part.open, seats[i]))
		}
		return w.reachable(limits)
	}
	return w.anyCompletion(seats)
}

// plain reports whether the number of seats of each part that turn says which of
// them do, and into what.
func (w *turning) plain() bool {
	return !slices.ContainsFunc(w.parts, func(p turningPart) bool {
		return len(p.open) != 1 || !w.open[p.open[0]].turns().single()
	})
}

func (w *turning) turned(seats []int) []byState {
	counts := w.counts()
	for i, part := range w.parts {
		o := w.open[part.open[0]]
		count := &counts[o.bloc.node]
		count[o.from] += int64(o.seats - seats[i])
		count[bits.TrailingZeros8(uint8(o.turns()))] += int64(seats[i])
	}
	return counts
}

func (w *turning) adoptedIf(counts []byState) bool {
	tally := w.tally.of.body.tally
	if w.steady() {
		tally = func(counts []byState) Tally { return w.tally.of.body.tallyOf(counts, w.tally.of.weights) }
	}
	return w.outcome(w.rule, tally(counts)) == OutcomesOf(Adopted)
}

// limit is the atom that holds if of these open seats at most so many turn.
func (w *turning) limit(open []int, most int) *atom {
	x := &atom{constant: whole(int64(most))}
	for i, o := range w.open {
		c := noCoefficients
		for s := range c {
			if slices.Contains(open, i) && s != o.from {
				c[s] = whole(-1)
			}
		}
		x.coefficients = append(x.coefficients, c)
	}
	return x
}

// reachable reports whether the outcome is as asked if no more seats turn than
// the atoms allow.
func (w *turning) reachable(limits []*atom) bool {
	w.nodes = 0
	found := w.satisfiable(limits, []formula{w.reaches(w.rule, w.tally, Adopted, w.adopts)})
	w.gaveUp = w.gaveUp || w.spent()
	w.work += workOfNode * w.nodes
	return found
}

// anyCompletion is enough for seats whose weights change as they turn: it tries
// all that there is.
func (w *turning) anyCompletion(seats []int) bool {
	found := false
	all := w.complete(func(counts []byState) {
		w.work++
		for i, part := range w.parts {
			turned := 0
			for _, at := range part.open {
				o := w.open[at]
				turned += o.seats - int(counts[o.bloc.node][o.from])
			}
			if turned > seats[i] {
				return
			}
		}
		found = found || w.adoptedIf(counts) == w.adopts
	})
	w.gaveUp = w.gaveUp || !all
	return found
}

// ways are the combinations that are enough and have no seat to spare, the
// smallest first; none where it would be too much work.
func (w *turning) ways() []map[string]int {
	var found [][]int
	seats, most, last := make([]int, len(w.parts)), w.most(), len(w.parts)-1
	var try func(part int)
	try = func(part int) {
		if part == last {
			seats[last] = sort.Search(most[last], func(n int) bool {
				seats[last] = n
				return w.enough(seats)
			})
			if w.enough(seats) && !w.toSpare(seats) {
				found = append(found, slices.Clone(seats))
			}
			seats[last] = 0
			return
		}
		// Once these are enough without the parts that follow, more are to spare.
		for n := 0; n <= most[part] && !w.gaveUp; n++ {
			seats[part] = n
			try(part + 1)
			if w.enough(seats) {
				break
			}
		}
		seats[part] = 0
	}
	if try(0); w.gaveUp {
		return nil
	}
	slices.SortStableFunc(found, func(a, b []int) int { return cmp.Compare(total(a), total(b)) })
	var ways []map[string]int
	for _, seats := range found {
		way := map[string]int{}
		for i, n := range seats {
			if n > 0 {
				way[w.parts[i].name] = n
			}
		}
		ways = append(ways, way)
	}
	return ways
}

// toSpare reports whether one seat less would be enough, too.
func (w *turning) toSpare(seats []int) bool {
	spare := false
	for i := range seats {
		if seats[i] > 0 && !spare {
			seats[i]--
			spare = w.enough(seats)
			seats[i]++
		}
	}
	return spare
}

func total(seats []int) int {
	sum := 0
	for _, n := range seats {
		sum += n
	}
	return sum
}

// fewest is the fewest seats of all, from the first of the ways where they are
// known.
func (w *turning) fewest(ways []map[string]int) int {
	w.gaveUp = false
	if ways != nil {
		return total(slices.Collect(maps.Values(ways[0])))
	}
	if !w.steady() {
		w.gaveUp = true
		return 0
	}
	var all []int
	for i := range w.open {
		all = append(all, i)
	}
	return sort.Search(total(w.most()), func(n int) bool { return w.reachable([]*atom{w.limit(all, n)}) })
}
