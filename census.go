package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
	"sort"
	"strconv"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// A census asks one rule, or two, about every vote in which each seat makes one of
// the choices. Only numbers of seats matter. So it asks one question for all votes in
// which the same number of seats of each class makes each choice.
type census struct {
	choices []int // numbers of states: For is the first, Against the last
	askers  []*asker
	classes []class
	seats   int
	votes   int // the number of votes to ask about, with seats of a class exchanged counted once
	budget  *linear.Budget
}

// asker asks a rule about the votes of a body.
type asker struct {
	op      string
	rule    Rule
	body    *Body
	own     bool           // whether a part of the rule is the caller's
	helped  bool           // whether the rule is known to be monotone
	steady  bool           // whether the weights are the same in all votes
	formula linear.Formula // that the rule adopts; nil if it is not needed, or not known
	open    position       // all seats, open
	keys    []string       // by open bloc: equal for blocs whose seats are alike to the rule
	price   int            // the work of a question
	counts  []byState
	tally   func(counts []byState) Tally
	adopted []bool // by number of the vote
	reason  string // why the rule could not be asked: it panicked
}

// class is a number of seats that are alike to the rules of all askers.
type class struct {
	seats  int
	slots  [2][]slot // by asker: the blocs that the seats are in
	splits splits
	stride int // how far apart votes are that differ by one split of the class
}

type slot struct {
	node  int
	seats int
}

// powerWork is the budget of a call that counts votes. Counts of hundreds of seats are
// numbers of hundreds of bits, so it takes a few seconds.
const powerWork = 1 << 30

// mostCensus is the greatest number of votes that a census asks about.
const mostCensus = 1 << 24

func newAsker(op string, r Rule, b *Body, choices States, work *linear.Budget) (*asker, error) {
	switch {
	case b == nil || b.size == 0:
		return nil, &Error{Op: op, Name: title(r), Err: errNoSeats}
	case choices&Cast != Cast:
		return nil, &Error{Op: op, Name: title(r), Detail: "the choices of a seat need for and against among them: " + choices.String(), Err: ErrState}
	}
	if err := unwieldy(op, r); err != nil {
		return nil, err
	}
	if blocs := len(b.leaves()); blocs > mostExamined {
		return nil, &Error{Op: op, Name: title(r), Detail: prose.Plural(blocs, "bloc"), Err: ErrTooLarge}
	}
	s := &asker{op: op, rule: r, body: b, own: r != nil && !transparent(r), helped: helped(r, true)}
	against := b.alike([numGroups + 1]States{Against, Against, Against, Against})
	s.open = newPosition(against, openSeats(against, AllSeats, func(States) States { return choices }), work)
	if !work.ChargeProduct(10, len(b.nodes)) {
		return nil, &Error{Op: op, Name: title(r), Detail: prose.Plural(len(s.open.open), "bloc"), Err: ErrTooLarge}
	}
	s.steady = s.open.steady()
	s.price = workOf(b.alike([numGroups + 1]States{For, For, For, For}), clausesOf(r))
	s.counts = make([]byState, len(b.nodes))
	s.tally = b.tally
	if !s.own && s.steady {
		s.tally = s.open.tallier()
	}
	s.key()
	if work.Spent() {
		return nil, &Error{Op: op, Name: title(r), Detail: prose.Plural(len(s.open.open), "bloc"), Err: ErrTooLarge}
	}
	return s, nil
}

// key finds the seats that are alike to the rule. For a rule that is not known to be
// monotone, only seats of the same bloc count as alike: vetoes looks for votes in which a
// whole group is Against. The same holds for a rule that takes long to write as a formula:
// its units of work are larger than those of counting, so it has a budget of its own.
func (s *asker) key() {
	s.keys = make([]string, len(s.open.open))
	for i, o := range s.open.open {
		s.keys[i] = s.body.nodes[o.bloc.node].name
	}
	if clauses := clausesOf(s.rule); s.helped && s.steady && s.rule != nil && clauses <= mostMerged/max(1, len(s.keys)) {
		w := &turning{position: newPosition(s.open.tally, s.open.open, newBudget()), rule: s.rule, adopts: true}
		f := w.formula()
		if keys := w.keys(); !w.budget.Spent() {
			s.formula = f
			for i, key := range keys {
				s.keys[i] = strconv.Itoa(key)
			}
		}
	}
}

// mostMerged is the greatest number of clauses, times blocs, of a rule whose seats are
// compared. A condition has a number for each bloc and state.
const mostMerged = 1 << 16

// adopts asks whether the rule adopts the counts.
func (s *asker) adopts() bool {
	t := s.tally(s.counts)
	if !s.own {
		return decide(s.rule, t).outcome() == Adopted
	}
	o, reason := ask(s.rule, t)
	if reason != "" && s.reason == "" {
		s.reason = votesOf(t, AllSeats) + ": " + reason
	}
	return o == Adopted
}

func newCensus(choices States, work *linear.Budget, askers ...*asker) *census {
	c := &census{askers: askers, budget: work, votes: 1}
	for s := For; s != 0; s <<= 1 {
		if choices&s != 0 && s != Against {
			c.choices = append(c.choices, bits.TrailingZeros8(uint8(s)))
		}
	}
	c.choices = append(c.choices, bits.TrailingZeros8(uint8(Against)))
	c.classify()
	for _, class := range c.classes {
		c.seats += class.seats
	}
	return c
}

// classify puts seats that are alike to all askers into one class.
func (c *census) classify() {
	at := map[string]int{}
	add := func(key string, slots [2][]slot) {
		seats := 0
		for _, of := range slots {
			for _, slot := range of {
				seats = slot.seats
			}
		}
		if seats == 0 {
			return
		}
		i, known := at[key]
		if !known {
			i = len(c.classes)
			at[key] = i
			c.classes = append(c.classes, class{})
		}
		to := &c.classes[i]
		to.seats += seats
		for k := range slots {
			to.slots[k] = append(to.slots[k], slots[k]...)
		}
	}
	for _, m := range c.matched() {
		add(m.key, m.slots)
	}
}

// apart keeps the seats of different groups in different classes, although they may be
// alike to the rule.
func (a *asker) apart() {
	for i, o := range a.open.open {
		a.keys[i] = strconv.Itoa(a.body.top(o.bloc.node)) + " " + a.keys[i]
	}
}

// top returns the group or independent bloc that a node lies in.
func (b *Body) top(node int) int {
	for b.nodes[node].parent != wholeNode {
		node = b.nodes[node].parent
	}
	return node
}

// matched is a bloc of a body. If there are two bodies, it is the seats of a bloc that both
// bodies have, or the seats that only one has.
type matched struct {
	key   string
	slots [2][]slot
}

// matched returns the blocs of all askers. Seats of two bodies are the same seats if
// their blocs have the same path and, where both blocs have a roll, the same IDs. A key says
// which bodies have the seats, since a rule that looks at no seat has empty keys.
func (c *census) matched() []matched {
	var all []matched
	first := c.askers[0]
	if len(c.askers) == 1 {
		for i, o := range first.open.open {
			all = append(all, matched{first.keys[i], [2][]slot{{{o.bloc.node, o.seats}}}})
		}
		return all
	}
	second := c.askers[1]
	others := map[string]int{}
	for i, o := range second.open.open {
		others[o.bloc.Name()] = i
	}
	for i, o := range first.open.open {
		both, n, key := 0, 0, ""
		if k, ok := others[o.bloc.Name()]; ok {
			other := second.open.open[k]
			n, key = other.bloc.node, second.keys[k]
			both = sameSeats(first.body, o.bloc.node, second.body, n)
			all = append(all,
				matched{"both|" + first.keys[i] + "|" + key, [2][]slot{{{o.bloc.node, both}}, {{n, both}}}},
				matched{"second|" + key, [2][]slot{1: {{n, other.seats - both}}}})
			delete(others, o.bloc.Name())
		}
		all = append(all, matched{"first|" + first.keys[i], [2][]slot{{{o.bloc.node, o.seats - both}}}})
	}
	for i, o := range second.open.open {
		if _, only := others[o.bloc.Name()]; only {
			all = append(all, matched{"second|" + second.keys[i], [2][]slot{1: {{o.bloc.node, o.seats}}}})
		}
	}
	return all
}

// sameSeats returns the number of seats that two blocs of the same path have in common.
func sameSeats(a *Body, i int, b *Body, j int) int {
	m, n := &a.nodes[i], &b.nodes[j]
	if m.roll == nil || n.roll == nil {
		return min(m.size, n.size)
	}
	listed := map[string]bool{}
	for _, id := range m.roll {
		listed[id] = true
	}
	both := 0
	for _, id := range n.roll {
		both += b2i(listed[id])
	}
	return both
}

// tooMany reports whether there are more votes to ask about than most.
func (c *census) tooMany(most int) bool {
	c.votes = 1
	for i := range c.classes {
		n := ways(c.classes[i].seats, len(c.choices), most)
		if n > most/c.votes {
			return true
		}
		c.votes *= n
	}
	return false
}

// measure finds the splits of each class, and numbers the votes. It reports false if
// there are too many.
func (c *census) measure() bool {
	if c.tooMany(mostCensus) || !c.budget.Charge(c.votes) || !c.budget.ChargeProduct(c.seats, c.seats, 4) {
		return false
	}
	room := linear.NewBudget(mostSplits)
	for i := range c.classes {
		n, words := ways(c.classes[i].seats, len(c.choices), mostCensus), c.classes[i].seats/64+1
		if !c.budget.ChargeProduct(n, words, 16) || !room.ChargeProduct(n, bytesOfSplit+8*words) {
			return false
		}
	}
	for i := range c.classes {
		c.classes[i].splits = splitsOf(c.classes[i].seats, c.choices)
	}
	stride := 1
	for i := range slices.Backward(c.classes) {
		c.classes[i].stride = stride
		stride *= len(c.classes[i].splits.counts)
	}
	return true
}

// tooLarge says how many votes a census would have to ask about.
func (c *census) tooLarge() error {
	votes := big.NewInt(1)
	k := int64(len(c.choices))
	for _, class := range c.classes {
		n := int64(class.seats)
		votes.Mul(votes, new(big.Int).Binomial(n+k-1, k-1))
	}
	s := c.askers[0]
	what := votes.String()
	if votes.BitLen() > 64 {
		what = "about 10^" + strconv.Itoa(len(what)-1)
	}
	what += " votes to ask about, and at most " + strconv.Itoa(mostCensus)
	if votes.Cmp(big.NewInt(mostCensus)) <= 0 {
		what = c.tooLong(votes.String())
	}
	return &Error{Op: s.op, Name: title(s.rule), Detail: what, Err: ErrTooLarge}
}

// tooLong says what makes so many votes more work than the limit, although they are few
// enough by their number.
func (c *census) tooLong(votes string) string {
	clauses, blocs := 0, 0
	for _, a := range c.askers {
		clauses, blocs = max(clauses, clausesOf(a.rule)), max(blocs, len(a.open.open))
	}
	return votes + " votes to ask about are more work than the limit, with " + prose.Plural(clauses, "clause") + ", " +
		prose.Plural(blocs, "bloc") + " and " + prose.Plural(c.seats, "seat")
}

// allVotes returns the number of all votes, seat by seat.
func (c *census) allVotes() *big.Int {
	return new(big.Int).Exp(big.NewInt(int64(len(c.choices))), big.NewInt(int64(c.seats)), nil)
}

// inner returns the class with the most splits. A census finds thresholds within that
// class, since there they save most questions.
func (c *census) inner() int {
	inner := 0
	for i := range c.classes {
		if len(c.classes[i].splits.counts) > len(c.classes[inner].splits.counts) {
			inner = i
		}
	}
	return inner
}

// askAll asks all rules about every vote.
func (c *census) askAll() error {
	if !c.measure() {
		return c.tooLarge()
	}
	for k := range c.askers {
		if err := c.ask(k); err != nil {
			return err
		}
	}
	return nil
}

// ask asks one rule about every vote.
func (c *census) ask(k int) error {
	s := c.askers[k]
	inner := c.inner()
	if estimate := *c.budget; !estimate.ChargeProduct(s.price, c.fewestQuestions(k, inner)) {
		return c.tooLarge()
	}
	s.adopted = make([]bool, c.votes)
	var fill func(i, number int) bool
	fill = func(i, number int) bool {
		switch {
		case i == len(c.classes):
			return c.askRows(k, inner, number)
		case i == inner:
			return fill(i+1, number)
		}
		of := &c.classes[i]
		for n := range of.splits.counts {
			s.place(of.slots[k], &of.splits.counts[n], 1)
			ok := fill(i+1, number+n*of.stride)
			s.place(of.slots[k], &of.splits.counts[n], -1)
			if !ok {
				return false
			}
		}
		return true
	}
	switch ok := fill(0, 0); {
	case s.reason != "":
		return &Error{Op: s.op, Name: title(s.rule), Detail: s.reason, Err: ErrRule}
	case !ok:
		return c.tooLarge()
	}
	return nil
}

// fewestQuestions returns the number of questions that are asked at least: one a row if
// the rule is known to be monotone, and otherwise one a vote.
func (c *census) fewestQuestions(k, inner int) int {
	if !c.askers[k].helped {
		return c.votes
	}
	of := &c.classes[inner].splits
	return c.votes / len(of.counts) * len(of.rows)
}

// askRows asks about all splits of the inner class. Within a row, only the seats For
// and Against change, so a monotone rule has a threshold there. It is usually near that
// of the row before.
func (c *census) askRows(k, inner, number int) bool {
	s, of := c.askers[k], &c.classes[inner]
	asks := func(n int) bool {
		counts := &of.splits.counts[n]
		s.place(of.slots[k], counts, 1)
		adopts := s.adopts()
		s.place(of.slots[k], counts, -1)
		c.budget.Charge(s.price)
		return adopts
	}
	before := 0
	for _, row := range of.splits.rows {
		if c.budget.Spent() || s.reason != "" {
			return false
		}
		length := row.seats + 1
		if !s.helped {
			for f := range length {
				s.adopted[number+(row.start+f)*of.stride] = asks(row.start + f)
			}
			continue
		}
		before = threshold(length, before, func(f int) bool { return asks(row.start + f) })
		for f := before; f < length; f++ {
			s.adopted[number+(row.start+f)*of.stride] = true
		}
	}
	return true
}

// threshold returns the smallest f below n for which holds(f) is true, or n if there is
// none. If holds is true for a number, it must be true for all numbers above. threshold
// tries near first.
func threshold(n, near int, holds func(f int) bool) int {
	low, high := 0, n // false below low, and true from high on
	switch near = min(near, n); {
	case near < n && !holds(near):
		low = near + 1
		if low < n && holds(low) {
			return low
		}
	case near > 0 && holds(near-1):
		high = near - 1
	default:
		return near
	}
	return low + sort.Search(high-low, func(i int) bool { return holds(low + i) })
}

// place adds the seats of a split to the counts, or removes them if sign is -1. If the class
// has several blocs, place fills one after the other, since the seats are alike.
func (s *asker) place(slots []slot, n *byState, sign int64) {
	switch len(slots) {
	case 0:
		return
	case 1:
		count := &s.counts[slots[0].node]
		for state, seats := range n {
			count[state] += sign * seats
		}
		return
	}
	i, room := 0, int64(slots[0].seats)
	for state, left := range n {
		for left > 0 {
			for room == 0 {
				i++
				room = int64(slots[i].seats)
			}
			take := min(left, room)
			s.counts[slots[i].node][state] += sign * take
			left, room = left-take, room-take
		}
	}
}

// split returns the split of class i in the vote of that number.
func (c *census) split(number, i int) *byState {
	of := &c.classes[i]
	return &of.splits.counts[number/of.stride%len(of.splits.counts)]
}

// monotone reports whether, in every vote that was asked about, a seat that turns to
// For never makes an adopted motion fail, and a seat that turns to Against never makes a
// motion adopted.
func (c *census) monotone(k int) bool {
	s := c.askers[k]
	if s.helped && len(c.choices) == 2 {
		return true
	}
	return !slices.ContainsFunc(c.classes, func(of class) bool {
		return slices.ContainsFunc(of.splits.turns(), func(turn [2]int) bool { return s.fallsBetween(&of, turn[0], turn[1]) })
	})
}

// fallsBetween reports whether a vote with one split of the class is adopted, and the
// same vote with another split is not.
func (s *asker) fallsBetween(of *class, from, to int) bool {
	block := of.stride * len(of.splits.counts)
	for start := 0; start < len(s.adopted); start += block {
		a := s.adopted[start+from*of.stride:][:of.stride]
		b := s.adopted[start+to*of.stride:][:of.stride]
		for i, adopted := range a {
			if adopted && !b[i] {
				return true
			}
		}
	}
	return false
}

// properStrong reports whether a vote and its negation are never both adopted, and
// whether one of the two always is.
func (c *census) properStrong(k int) (proper, strong bool) {
	adopted := c.askers[k].adopted
	proper, strong = true, true
	inner := &c.classes[len(c.classes)-1] // its stride is 1
	var visit func(i, number, negation int)
	visit = func(i, number, negation int) {
		of := &c.classes[i]
		if of == inner {
			for n, other := range of.splits.negations {
				a, b := adopted[number+n], adopted[negation+other]
				proper = proper && !(a && b)
				strong = strong && (a || b)
			}
			return
		}
		for n, other := range of.splits.negations {
			if proper || strong {
				visit(i+1, number+n*of.stride, negation+other*of.stride)
			}
		}
	}
	visit(0, 0, 0)
	return proper, strong
}
