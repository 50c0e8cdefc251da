package tripartite

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Margin is how many seats would have had to vote otherwise for another outcome:
// [ToAdopt] and [ToFail] find it, and [Margin.Ways] lists the combinations. String
// is for people, beside a [Finding].
//
// The zero Margin says nothing.
type Margin struct {
	// From and To are what the seats turn from, and what to: For is one of them.
	// Where the other is a set, each seat is in, or turns to, any of its states.
	From, To States
	// Enough reports whether there are enough seats that could turn. If not,
	// nothing else is given.
	Enough bool
	// Fewest is the fewest seats that would do, wherever they are: 0 if the
	// outcome is as asked without any.
	Fewest int

	turning *turning // for Ways; nil if there is nothing to list
}

// Way is a combination of seats that would be enough, with none to spare.
type Way []Change

// Change is a number of seats that turn: any seats of the part, since to the rule
// they are all alike.
type Change struct {
	Seats int
	// Part is a group, by its name, if all its seats that can turn are alike to the
	// rule, and else a bloc, by its path. Of a part of the body, it is one of what
	// that consists of.
	Part string
	// From is the states that the seats are in, where those of the part are not
	// alike in all of them. It is 0 where they are.
	From States
}

// String returns the way as "4 Employers and 16 Governments".
func (w Way) String() string {
	var parts []string
	for _, t := range w {
		parts = append(parts, t.String())
	}
	return strings.Join(parts, " and ")
}

// String returns the turn as "2 Workers", or "2 Workers (abstain)" if only seats in
// that state are meant.
func (t Change) String() string {
	text := strconv.Itoa(t.Seats) + " " + oneLine(t.Part)
	if t.From != 0 {
		text += " (" + t.From.String() + ")"
	}
	return text
}

// ToAdopt finds the fewest further votes for with which the rule would adopt: so
// many of the seats that are in one of the states of from, or of [Entitled] if that
// is the empty set, would have had to vote for.
//
// The rule must be known to be monotone: of the rules of this package, with For in
// all that counts for the motion, shares of a part of their base, and vetoes of
// what is not For. All ready-made rules are. If it is not known, the error is
// [ErrNotMonotone]. If the search is more work than the limit, it is [ErrTooLarge], for
// a rule that contains itself [ErrRule], and for the zero Tally [ErrBody].
func ToAdopt(r Rule, t Tally, from States) (Margin, error) {
	if from == 0 {
		from = Entitled
	}
	from &^= For
	open := openSeats(t, from, func(from States) States { return from | For })
	return turn("adopt", r, t, Margin{From: from, To: For}, open, true)
}

// ToFail finds the fewest votes for that would have had to be lost for the rule not
// to adopt: so many seats that voted for would have had to be in one of the states
// of to instead, as Against, Abstain or Absent, or of [Entitled] if that is the empty
// set. The rule fails if it is Rejected, or Void for want of a quorum. The errors of
// ToFail are those of [ToAdopt].
func ToFail(r Rule, t Tally, to States) (Margin, error) {
	if to == 0 {
		to = Entitled
	}
	to &^= For
	open := openSeats(t, For, func(States) States { return For | to })
	return turn("fail", r, t, Margin{From: For, To: to}, open, false)
}

// String returns the margin in one line, as "would be adopted with 2 more for", and
// "" for the zero Margin.
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
	return "would " + outcome + " with " + strconv.Itoa(m.Fewest) + change + other
}

// helped reports whether a rule is seen to be one that a vote for can only help
// or, if up is false, only hurt. A rule that means nothing is always Rejected,
// and so both.
func helped(r Rule, up bool) bool {
	f := formOf(r)
	switch f.kind {
	case ownRule:
		return false
	case shareClause, votingParts:
		return f.share.helped(up)
	case countClause:
		return (f.number.Of&For != 0) == up
	case vetoParts:
		up = !up
	case noRule, samePart, bestParts, quorumParts:
	default:
		panic(f.kind.unknown())
	}
	return !slices.ContainsFunc(f.rules, func(r Rule) bool { return !helped(r, up) })
}

// helped is helped for a share. It must be of a part of its base: else a vote for
// that is the first in the base makes a share of what was a share of nothing. One
// that asks for nothing is hurt by an empty base only.
func (s Share) helped(up bool) bool {
	switch {
	case s.Of&^s.Base != 0:
		return false
	case up:
		return s.Of&For != 0
	}
	return s.Of&For == 0 && s.Base&For != 0 && (s.Need.Num > 0 || s.Need.Strict)
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
	op     string
	rule   Rule
	adopts bool // what is asked for: that it adopts, or that it does not
	parts  []turningPart
	known  map[string]bool // the answers so far, by the seats of the parts
}

// turningPart is open seats of which it makes no difference which of them turn.
type turningPart struct {
	turn  Change
	open  []int // of the position
	seats int
}

func turn(op string, r Rule, t Tally, m Margin, open []openSeat, adopts bool) (Margin, error) {
	switch {
	case t.part == nil:
		return Margin{}, &Error{Op: op, Name: clause(r), Err: errNoSeats}
	case nestsTooDeep(r):
		return Margin{}, &Error{Op: op, Name: clause(r), Detail: nestedTooDeep, Err: ErrRule}
	case !helped(r, true):
		return Margin{}, &Error{Op: op, Name: clause(r), Err: ErrNotMonotone}
	}
	if (decideOrReject(r, t) == Adopted) == adopts {
		m.Enough = true
		return m, nil
	} else if r == nil || len(open) == 0 {
		return m, nil
	}
	w := &turning{position: newPosition(t, open, newBudget()), op: op, rule: r, adopts: adopts}
	if !w.steady() {
		return w.listed(m)
	}
	fewest, enough := w.cost([]formula{w.formula()})
	if w.budget.spent() {
		return Margin{}, w.tooLarge()
	}
	if enough {
		m.Enough, m.Fewest, m.turning = true, int(fewest), w
	}
	return m, nil
}

func (w *turning) tooLarge() error {
	return &Error{Op: w.op, Name: clause(w.rule), Err: ErrTooLarge}
}

// formula holds if the outcome is as asked.
func (w *turning) formula() formula {
	return w.reaches(w.rule, w.tally, Adopted, w.adopts)
}

// listed is the margin where the weights of seats change as they turn: then the
// fewest are found among all ways.
func (w *turning) listed(m Margin) (Margin, error) {
	m.turning = w
	ways, err := m.Ways()
	if err != nil {
		return Margin{}, err
	}
	if ways == nil {
		m.turning = nil
		return m, nil
	}
	m.Enough = true
	m.Fewest = ways[0].seats()
	return m, nil
}

func (w Way) seats() int {
	sum := 0
	for _, t := range w {
		sum += t.Seats
	}
	return sum
}

// Ways returns the combinations that would do and have no seat to spare: fewer
// seats first, in an order that is always the same. There are none if the outcome
// is as asked without any, or if no number of seats would do. If finding all of them
// is more work than the limit, the error is [ErrTooLarge].
func (m Margin) Ways() ([]Way, error) {
	if m.turning == nil {
		return nil, nil
	}
	b := newBudget()
	w := *m.turning // which other goroutines may use
	w.position = newPosition(w.tally, w.open, b)
	w.known = map[string]bool{}
	w.split()
	if !w.enough(w.most()) && !b.spent() {
		return nil, nil
	}
	ways := w.corners()
	if b.spent() {
		return nil, w.tooLarge()
	}
	return ways, nil
}

// split finds the parts that the open seats are in: groups whose open seats are
// alike, and else blocs, and where these have seats in several states that are not
// alike, one part for each.
func (w *turning) split() {
	w.parts = nil
	keys := w.keys()
	body := w.tally.of.body
	group := func(i int) int { // or the bloc itself, if the tally is one
		part := w.open[i].bloc.node
		for part != w.tally.node && body.nodes[part].parent != w.tally.node {
			part = body.nodes[part].parent
		}
		return part
	}
	bloc := func(i int) int { return w.open[i].bloc.node }
	alikeWithin := func(i int, part func(int) int) bool {
		for k := range w.open {
			if part(k) == part(i) && keys[k] != keys[i] {
				return false
			}
		}
		return true
	}
	at := map[Change]int{}
	for i, o := range w.open {
		t := Change{Part: body.nodes[bloc(i)].name}
		if alikeWithin(i, group) {
			t.Part = body.nodes[group(i)].name
		} else if !alikeWithin(i, bloc) {
			t.From = 1 << o.from
		}
		k, known := at[t]
		if !known {
			k = len(w.parts)
			at[t] = k
			w.parts = append(w.parts, turningPart{turn: t})
		}
		w.parts[k].open = append(w.parts[k].open, i)
		w.parts[k].seats += o.seats
	}
	// The last is walked through and not tried one by one, and is the largest.
	slices.SortStableFunc(w.parts, func(a, b turningPart) int { return cmp.Compare(a.seats, b.seats) })
}

// keys are the same for open seats that are alike to the rule: whose turning makes
// the same difference to each of the conditions that the formula consists of. Where
// weights change, seats are alike if they are of one bloc, and in one state.
func (w *turning) keys() []string {
	keys := make([]string, len(w.open))
	if !w.steady() {
		for i, o := range w.open {
			keys[i] = strconv.Itoa(o.bloc.node) + " " + strconv.Itoa(o.from)
		}
		return keys
	}
	var visit func(f formula)
	visit = func(f formula) {
		switch f := f.(type) {
		case *condition:
			for i := range f.values {
				at := f.first + i
				o, key := w.open[at], ""
				for s := range 8 {
					if o.ends&(1<<s) != 0 {
						key += f.values[i][s].minus(f.values[i][o.from]).String() + " "
					}
				}
				keys[at] += key
			}
		case *atLeast:
			for _, part := range f.of {
				visit(part)
			}
		}
		for i := range keys { // so that it is known which condition a key is of
			keys[i] += ";"
		}
	}
	visit(w.formula())
	return keys
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
	}
	return answer
}

// ask puts the question to the rule where there is no choice of seats, and else
// to the search of [Possible], with what may turn as further atoms.
func (w *turning) ask(seats []int) bool {
	switch {
	case w.plain():
		w.budget.charge(100 * len(w.tally.of.parts))
		return w.adoptedIf(w.turned(seats)) == w.adopts
	case w.steady():
		formulas := []formula{w.formula()}
		for i, part := range w.parts {
			formulas = append(formulas, w.limit(part.open, int64(seats[i])))
		}
		return w.satisfiable(formulas)
	}
	return w.anyCompletion(seats)
}

// plain reports whether it is known into what seats turn. Which of a part do makes no
// difference.
func (w *turning) plain() bool {
	return !slices.ContainsFunc(w.open, func(o openSeat) bool { return !o.turns().single() })
}

// turned are the counts when so many seats of each part have turned.
func (w *turning) turned(seats []int) []byState {
	counts := w.counts()
	for i, part := range w.parts {
		left := seats[i]
		for _, k := range part.open {
			o := w.open[k]
			n := min(left, o.seats)
			left -= n
			count := &counts[o.bloc.node]
			count[o.from] += int64(o.seats - n)
			count[bits.TrailingZeros8(uint8(o.turns()))] += int64(n)
		}
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

// anyCompletion is enough for seats whose weights change as they turn: it tries
// all that there is.
func (w *turning) anyCompletion(seats []int) bool {
	found := false
	all := w.complete(func(counts []byState) {
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
	if !all {
		w.budget.left = -1
	}
	return found
}

// corners are the combinations that are enough and have no seat to spare, the
// smallest first; to no purpose if the budget is spent.
func (w *turning) corners() []Way {
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
		for n := 0; n <= most[part] && !w.budget.spent(); n++ {
			seats[part] = n
			try(part + 1)
			if w.enough(seats) {
				break
			}
		}
		seats[part] = 0
	}
	try(0)
	var ways []Way
	for _, seats := range found {
		var way Way
		for i, n := range seats {
			if n > 0 {
				turn := w.parts[i].turn
				turn.Seats = n
				way = append(way, turn)
			}
		}
		slices.SortFunc(way, func(a, b Change) int { return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.From, b.From)) })
		ways = append(ways, way)
	}
	slices.SortStableFunc(ways, func(a, b Way) int { return cmp.Compare(a.seats(), b.seats()) })
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
