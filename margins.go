package tripartite

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Margin holds the fewest seats that would have had to vote differently for another
// outcome. [ToAdopt] and [ToFail] return one, and [Margin.Ways] lists the
// combinations of seats. String is for people.
//
// If there is an error, the Margin is zero.
type Margin struct {
	// From holds the states that seats turn from, and To those that they turn to. One
	// of the two is For. If the other is a set, each seat is in, or turns to, any of
	// its states.
	From States `json:"from"`
	To   States `json:"to"`
	// Enough reports whether the seats that could turn are enough. If it is false,
	// Fewest is 0.
	Enough bool `json:"enough"`
	// Fewest is the smallest number of seats that are enough, in any groups. If no seat
	// has to change, it is 0. If a part of the rule is the caller's own, more seats may
	// not be enough: a rule can want exactly ten for.
	Fewest int `json:"fewest"`

	turning *turning // for Ways; nil if there is nothing to list
}

// Way is a minimal combination of seats: with fewer of them it is not enough.
type Way []Change

// Change is a number of seats of one part that turn. It does not matter which seats of
// the part they are: the rule treats them alike.
type Change struct {
	Seats int `json:"seats"`
	// Part is the name of a group if all its seats that can turn are alike to the
	// rule. Otherwise it is the path of a bloc. For the tally of a part of the body,
	// Part lies within that part.
	Part string `json:"part"`
	// From is the state of the seats if seats of the part in other states are not
	// alike. Otherwise it is 0.
	From States `json:"from,omitzero"`
}

// String returns the way as in "Employers: 4, Governments: 16". The state follows in
// parentheses if From is set, as in "Workers: 2 (abstain)".
func (w Way) String() string {
	var parts []string
	for _, c := range w {
		text := partSeats(c.Part, c.Seats)
		if c.From != 0 {
			text += " (" + c.From.String() + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// ToAdopt returns the smallest number of additional For votes with which the rule
// adopts. These votes come from seats in the states of from. If from is empty, they
// come from any seats in [Entitled] that did not vote for.
//
// If a part of the rule is the caller's own, ToAdopt decides every count that the seats can
// end in, those in which fewer seats turn first, up to 20,000 counts. For all other rules it
// searches, and must know that the rule is monotone. It does if each clause meets these
// conditions:
//
//   - In a Share, Of is part of Base.
//   - In [Parts] with With set, each clause is a Share whose Of, Less and Base are part of
//     With, and counts as With does, or all seats of the parts weigh something.
//   - Outside a Veto, Of contains For, and Less does not.
//   - Inside a Veto, Of does not contain For. In a Share, Less contains For, or Base does and
//     Need is not AtLeast(0, 1): the first vote for could fill an empty base.
//
// A Veto inside a Veto counts as outside. All ready-made rules are monotone in this sense.
//
// The errors are:
//
//   - [ErrNotMonotone] if a rule of this package is not known to be monotone
//   - [ErrTooLarge] if the search exceeds the work limit. If those who voted share a
//     power, thousands of seats of many blocs can be too much
//   - [ErrRule] for a rule that contains itself, nests more than 1,000 deep, or panics
//   - [ErrBody] for the zero Tally
func ToAdopt(r Rule, t Tally, from States) (Margin, error) {
	from = cmp.Or(from, Entitled) &^ For
	open := openSeats(t, from, func(from States) States { return from | For })
	return turn("adopt", r, t, Margin{From: from, To: For}, open, true)
}

// ToFail returns the smallest number of For votes that the motion would have to lose to
// fail. It fails if the outcome is Rejected, or Void because there is no quorum. The
// seats turn to the states of to, such as [Against], [Abstain] or [Absent]. If to is
// empty, they turn to any other state in [Entitled]. The errors are those of [ToAdopt].
func ToFail(r Rule, t Tally, to States) (Margin, error) {
	to = cmp.Or(to, Entitled) &^ For
	open := openSeats(t, For, func(States) States { return For | to })
	return turn("fail", r, t, Margin{From: For, To: to}, open, false)
}

// String returns the margin in one line, as "would be adopted if 2 more seats were for"
// or "would fail if 20 of the seats that are for were counted as against". For the zero Margin it
// returns "".
func (m Margin) String() string {
	is, would, seats, turned := "is adopted", "be adopted", "seats counted as "+m.From.String(), "for"
	if m.From == For {
		is, would, seats, turned = "fails", "fail", "seats that are for", "counted as "+m.To.String()
	}
	some := strconv.Itoa(m.Fewest) + " of the " + seats + " were "
	all := "all " + seats + " were " + turned
	switch whichever := m.From|m.To == Entitled; {
	case whichever && m.From == For:
		all, turned = "no seat were for", "not"
	case whichever:
		all, some = "all seats were for", prose.Plural(m.Fewest, "more seat")+" were "
	}
	switch {
	case m.From|m.To == 0:
		return ""
	case !m.Enough:
		return "would not " + would + " even if " + all
	case m.Fewest == 0:
		return is + " as it is"
	}
	return "would " + would + " if " + some + turned
}

// turning is a tally whose open seats each turn or stay. Since the rule is monotone,
// a number of seats that is enough stays enough if more turn. So the ways with no
// seat to spare are the corners of a region. The fewest seats are the number at which
// the answer to "are this many enough, wherever they are" changes to yes.
//
// A rule that is not monotone has no such corners. If a rule wants a quorum of 10 not
// to be reached, 9 seats may be enough, and 10 not.
type turning struct {
	position
	op     string
	rule   Rule
	adopts bool // whether the outcome asked for is Adopted, or any other
	own    bool // whether a part of the rule is the caller's
	parts  []turningPart
	known  map[string]bool // the answers of enough so far
	price  int             // the work of deciding a tally
	left   int             // how many counts may still be tried
}

// turningPart is a set of open seats that are alike to the rule.
type turningPart struct {
	turn  Change
	open  []int // positions in the open seats
	seats int
}

func turn(op string, r Rule, t Tally, m Margin, open []openSeat, adopts bool) (Margin, error) {
	if t.part == nil {
		return Margin{}, &Error{Op: op, Name: title(r), Err: errNoSeats}
	}
	if err := unwieldy(op, r, t); err != nil {
		return Margin{}, err
	}
	w := &turning{op: op, rule: r, adopts: adopts, own: !transparent(r)}
	if !w.own {
		switch {
		case !helped(r, t, true):
			return Margin{}, &Error{Op: op, Name: clause(r), Err: ErrNotMonotone}
		case (decide(r, t, 0).outcome() == Adopted) == adopts:
			m.Enough = true
			return m, nil
		case r == nil || len(open) == 0:
			return m, nil
		}
	}
	w.begin(t, open)
	fewest, enough, err := w.fewest()
	if err != nil {
		return Margin{}, err
	}
	if m.Enough, m.Fewest = enough, fewest; fewest > 0 {
		m.turning = w
	}
	return m, nil
}

// begin begins a search, with a budget of its own.
func (w *turning) begin(t Tally, open []openSeat) {
	w.position = newPosition(t, open, newBudget())
	w.price, w.left = workOf(t, clausesOf(w.rule, t)), mostTallies
	w.shift()
}

// fewest returns the fewest seats that are enough. A rule of the caller is not known to be
// monotone, so counts are tried.
func (w *turning) fewest() (fewest int, enough bool, err error) {
	if w.own {
		w.split()
		found, err := w.least(true)
		if len(found) > 0 {
			return sumOf(found[0]), true, err
		}
		return 0, false, err
	}
	n, enough := w.base.Fewest(w.formula())
	if w.budget.Spent() {
		return 0, false, w.tooLarge("")
	}
	return int(n), enough, nil
}

func (w *turning) tooLarge(detail string) error {
	return &Error{Op: w.op, Name: clause(w.rule), Detail: detail, Err: ErrTooLarge}
}

// formula returns the formula that holds if the outcome is the one asked for.
func (w *turning) formula() linear.Formula {
	w.sound = w.isSound(w.rule, w.tally)
	f := w.reaches(w.rule, w.tally, Adopted)
	if !w.adopts {
		return linear.Not(f)
	}
	return f
}

func (w Way) seats() (sum int) {
	for _, t := range w {
		sum += t.Seats
	}
	return sum
}

// Ways returns the combinations of seats that are enough and have none to spare.
// Those with fewer seats come first, and the order is always the same. If no seat
// needs to turn, or no number is enough, there are none. If finding all of them
// exceeds the work limit, the error is [ErrTooLarge].
func (m Margin) Ways() ([]Way, error) {
	if m.turning == nil {
		return nil, nil
	}
	w := *m.turning // a copy, since other goroutines may use the margin
	w.begin(w.tally, w.open)
	w.known = map[string]bool{}
	w.split()
	if w.own {
		found, err := w.least(false)
		return w.ways(found), err
	}
	found := linear.Minimal(w.most(), w.budget, w.enough)
	if w.budget.Spent() {
		return nil, w.tooLarge(prose.Plural(len(found), "way") + " found, and not all")
	}
	return w.ways(found), nil
}

// split divides the open seats into parts of seats that are alike. A part is a group
// if the open seats of the group are alike. Otherwise it is a bloc or, if that is not
// enough, the seats of a bloc in one state.
func (w *turning) split() {
	w.parts = nil
	nodes := w.tally.of.body.nodes
	group := func(part int) int { // the part right below the tally, or a bloc that is the tally
		for part != w.tally.node && !slices.Contains(nodes[w.tally.node].children, part) {
			part = nodes[part].parent
		}
		return part
	}
	const mixed = -1
	alike := map[int]int{} // by part: the key of its open seats, or mixed
	for i, key := range w.keys() {
		bloc := w.open[i].bloc.node
		for _, part := range [...]int{bloc, group(bloc)} {
			if known, ok := alike[part]; ok && known != key {
				key = mixed
			}
			alike[part] = key
		}
	}
	at := map[Change]int{}
	for i, o := range w.open {
		t := Change{Part: nodes[o.bloc.node].name}
		if g := group(o.bloc.node); alike[g] != mixed {
			t.Part = nodes[g].name
		} else if alike[o.bloc.node] == mixed {
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
}

// keys returns equal numbers for open seats that are alike to the rule: their turning
// makes the same difference to each condition of the formula. To a rule of the caller, seats
// are alike if they are in the same bloc and state.
func (w *turning) keys() []int {
	if !w.own {
		return w.base.Alike(w.formula())
	}
	keys := make([]int, len(w.open))
	for i, o := range w.open {
		keys[i] = o.bloc.node*len(stateNames) + o.from
	}
	return keys
}

func (w *turning) most() (most []int) {
	for _, part := range w.parts {
		most = append(most, part.seats)
	}
	return most
}

// enough reports whether it is enough that this number of seats of each part turn, to
// the ends that are best. It remembers the answers.
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

// ask finds the answer of enough. If seats have only one end to turn to, it decides the only
// count. Otherwise it asks the search of [Possible], with the numbers of seats as further
// conditions.
func (w *turning) ask(seats []int) bool {
	if !slices.ContainsFunc(w.open, func(o openSeat) bool { return !o.turns().single() }) {
		enough, _ := w.tried(seats)
		return enough
	}
	formulas := []linear.Formula{w.formula()}
	for i, part := range w.parts {
		formulas = append(formulas, w.base.Turning(part.open, int64(seats[i])))
	}
	return w.base.Satisfiable(formulas...)
}

// least returns the numbers of seats of each part that are enough, and of which no fewer
// are, those with fewer seats first. If first is set, it returns only the first. It
// decides every count, so that it needs to know nothing about the rule.
func (w *turning) least(first bool) (found [][]int, err error) {
	found = linear.Least(w.most(), w.budget, func(seats []int) (enough, goOn bool) {
		enough, err = w.tried(seats)
		return enough, err == nil && !(enough && first)
	})
	if err == nil && w.budget.Spent() {
		err = w.tooLarge("")
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// tried decides the counts in which these numbers of seats of each part have turned, until
// one has the outcome asked for. Which seats of a part turn makes no difference, but to which
// ends. For a rule of the caller it takes each count off those that are left to try.
func (w *turning) tried(seats []int) (enough bool, err error) {
	counts, turned := w.counts(), make([]int, len(w.open))
	for i, part := range w.parts {
		n := seats[i]
		for _, k := range part.open {
			o := w.open[k]
			turned[k] = min(n, o.seats)
			n -= turned[k]
			counts[o.bloc.node][o.from] += int64(o.seats - turned[k])
		}
	}
	tally := w.tally.of.body.tally
	if !w.own { // a rule of the caller may keep the tally
		tally = w.tallier()
	}
	of := func(i int) (int, States) { return turned[i], w.open[i].turns() }
	w.spread(counts, of, func() (goOn bool) {
		if w.left--; w.left < 0 && w.own || !w.budget.Charge(w.price) {
			err = w.tooLarge(tooManyCounts)
			return false
		}
		t := tally(counts)
		o, reason := ask(w.rule, t.at(w.tally.node))
		if reason != "" {
			reason = Words{}.votesOf(t, AllSeats) + ": " + reason
			err = &Error{Op: w.op, Name: title(w.rule), Detail: reason, Err: ErrRule}
		}
		enough = err == nil && (o == Adopted) == w.adopts
		return err == nil && !enough
	})
	return enough, err
}

// ways returns the ways of numbers of seats of each part. Those with fewer seats come
// first.
func (w *turning) ways(found [][]int) (ways []Way) {
	slices.SortStableFunc(found, func(a, b []int) int { return cmp.Compare(sumOf(a), sumOf(b)) })
	for _, seats := range found {
		var way Way
		for i, n := range seats {
			if n > 0 {
				turn := w.parts[i].turn
				turn.Seats = n
				way = append(way, turn)
			}
		}
		slices.SortFunc(way, func(a, b Change) int {
			return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.From, b.From))
		})
		ways = append(ways, way)
	}
	return ways
}
