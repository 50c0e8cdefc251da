package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// A census asks one rule, or two, about every vote in which each seat makes one of
// the choices. Only numbers of seats matter. So it asks one question for all votes in
// which the same number of seats of each class makes each choice.
type census struct {
	choices []int // numbers of states: For is the first, Against the last
	askers  []*asker
	classes []seatClass
	work    *linear.Budget
	votes   *games.Votes // once it has asked
}

// seatClass is a number of seats that are alike to the rules of all askers.
type seatClass struct {
	seats int
	slots [2][]slot // by asker: the blocs that the seats are in
}

type slot struct{ node, seats int }

// asker asks a rule about the votes of a body.
type asker struct {
	op      string
	rule    Rule
	body    *Body
	own     bool           // whether a part of the rule is the caller's
	helped  bool           // whether the rule is known to be monotone
	formula linear.Formula // that the rule adopts; nil if it is not needed, or not known
	open    position       // all seats, open
	keys    []int          // by open bloc: equal for blocs whose seats are alike to the rule
	price   int            // the work of a question
	tally   func(counts []byState) Tally
	reason  string // why the rule could not be asked: it panicked
}

func newAsker(op string, r Rule, b *Body, choices States, work *linear.Budget) (*asker, error) {
	fail := func(detail string, err error) (*asker, error) {
		return nil, &Error{Op: op, Name: title(r), Detail: detail, Err: err}
	}
	switch {
	case b == nil || b.size == 0:
		return fail("", errNoSeats)
	case choices&Cast != Cast:
		return fail("the choices of a seat need for and against among them: "+choices.String(), ErrState)
	}
	blocs := len(b.leaves())
	if blocs > mostExamined {
		return fail(prose.Plural(blocs, "bloc"), ErrTooLarge)
	}
	against := b.alike([numGroups + 1]States{Against, Against, Against, Against})
	if err := unwieldy(op, r, against); err != nil {
		return nil, err
	}
	a := &asker{op: op, rule: r, body: b, own: r != nil && !transparent(r), helped: helped(r, against, true), tally: b.tally}
	open := openSeats(against, AllSeats, func(States) States { return choices })
	a.open = newPosition(against, open, newBudget())
	a.price = workOf(b.alike([numGroups + 1]States{For, For, For, For}), clausesOf(r, against))
	if steady := a.open.steady(); steady {
		a.key()
		if !a.own {
			a.tally = a.open.tallier()
		}
	}
	for i := len(a.keys); i < len(open); i++ { // nothing is known: each bloc is apart
		a.keys = append(a.keys, i)
	}
	if !work.ChargeProduct(50, len(open)) || !work.ChargeProduct(10, len(b.nodes)) {
		return fail(prose.Plural(len(open), "bloc"), ErrTooLarge)
	}
	return a, nil
}

// key finds the seats that are alike to the rule. For a rule that is not known to be
// monotone, only seats of the same bloc count as alike: vetoes looks for votes in which a
// whole group is Against. The same holds for a rule that takes long to write as a formula.
func (a *asker) key() {
	if blocs := len(a.open.open); !a.helped || a.rule == nil || clausesOf(a.rule, a.open.tally) > mostMerged/max(1, blocs) {
		return
	}
	w := &turning{position: a.open, rule: a.rule, adopts: true}
	f := w.formula()
	if keys := w.keys(); !w.budget.Spent() {
		a.formula, a.keys = f, keys
	}
}

// mostMerged is the greatest number of clauses, times blocs, of a rule whose seats are
// compared. A condition has a number for each bloc and state.
const mostMerged = 1 << 16

// adopts asks whether the rule adopts the counts. ok is false if it panics.
func (a *asker) adopts(counts []byState) (adopted, ok bool) {
	t := a.tally(counts)
	if !a.own {
		return decide(a.rule, t, 0).outcome() == Adopted, true
	}
	o, reason := ask(a.rule, t)
	if reason != "" && a.reason == "" {
		a.reason = votesOf(t, AllSeats) + ": " + reason
	}
	return o == Adopted, reason == ""
}

// top returns the group or independent bloc that a node lies in.
func (b *Body) top(node int) int {
	for b.nodes[node].parent != wholeNode {
		node = b.nodes[node].parent
	}
	return node
}

// newCensus returns a census that has not asked yet. If apart is set, seats of different groups
// are in different classes, although they may be alike to the rule.
func newCensus(choices States, apart bool, work *linear.Budget, askers ...*asker) *census {
	c := &census{askers: askers, work: work}
	for left := choices &^ Against; left != 0; left &= left - 1 {
		c.choices = append(c.choices, bits.TrailingZeros8(uint8(left)))
	}
	c.choices = append(c.choices, stateAgainst)
	at := map[[3]int]int{}
	visitSeats(askers, func(seats int, blocs [2]int) {
		key := [3]int{-1, -1, -1} // it says which bodies have the seats, since to some rules all seats are alike
		var slots [2]slot
		for k, a := range askers {
			if i := blocs[k]; i >= 0 {
				slots[k] = slot{a.open.open[i].bloc.node, seats}
				key[k] = a.keys[i]
				if apart {
					key[2] = a.body.top(slots[k].node)
				}
			}
		}
		if seats == 0 {
			return
		}
		number, known := at[key]
		if !known {
			number = len(c.classes)
			at[key] = number
			c.classes = append(c.classes, seatClass{})
		}
		class := &c.classes[number]
		class.seats += seats
		for k := range askers {
			if blocs[k] >= 0 {
				class.slots[k] = append(class.slots[k], slots[k])
			}
		}
	})
	return c
}

// visitSeats visits the seats of all askers: their number and, by asker, the open bloc that they
// are in, or -1 if its body does not have them. Seats of two bodies are the same seats if their
// blocs have the same path and, where both blocs have a roll, the same IDs.
func visitSeats(askers []*asker, visit func(seats int, blocs [2]int)) {
	first, second := askers[0].open.open, []openSeat(nil)
	if len(askers) > 1 {
		second = askers[1].open.open
	}
	others := map[string]int{}
	for k, o := range second {
		others[o.bloc.Name()] = k
	}
	for i, o := range first {
		both := 0
		if k, ok := others[o.bloc.Name()]; ok {
			both = sameSeats(&askers[0].body.nodes[o.bloc.node], &askers[1].body.nodes[second[k].bloc.node])
			visit(both, [2]int{i, k})
			visit(second[k].seats-both, [2]int{-1, k})
			delete(others, o.bloc.Name())
		}
		visit(o.seats-both, [2]int{i, -1})
	}
	for k, o := range second {
		if _, only := others[o.bloc.Name()]; only {
			visit(o.seats, [2]int{-1, k})
		}
	}
}

// sameSeats returns the number of seats that two blocs of the same path have in common.
func sameSeats(a, b *node) int {
	if a.roll == nil || b.roll == nil {
		return min(a.size, b.size)
	}
	listed, both := map[string]bool{}, 0
	for _, id := range a.roll {
		listed[id] = true
	}
	for _, id := range b.roll {
		both += b2i(listed[id])
	}
	return both
}

// sizes returns the seats of each class.
func (c *census) sizes() []int {
	sizes := make([]int, len(c.classes))
	for i, class := range c.classes {
		sizes[i] = class.seats
	}
	return sizes
}

// few reports whether there are at most so many votes to ask about.
func (c *census) few(most int64) bool {
	return games.Number(c.sizes(), len(c.choices)).Cmp(big.NewInt(most)) <= 0
}

// ask asks all rules about every vote.
func (c *census) ask() (all []*games.Answers, err error) {
	var ok bool
	if c.votes, ok = games.NewVotes(c.sizes(), len(c.choices), c.work); !ok {
		return nil, c.tooLarge()
	}
	for k, a := range c.askers {
		counts := make([]byState, len(a.body.nodes))
		answers, ok := c.votes.Ask(games.Rule{
			Monotone: a.helped,
			Price:    a.price,
			Place:    func(class int, split *games.Split, sign int64) { c.place(counts, class, k, split, sign) },
			Adopts:   func() (adopted, ok bool) { return a.adopts(counts) },
		}, c.work)
		switch {
		case a.reason != "":
			return nil, &Error{Op: a.op, Name: title(a.rule), Detail: a.reason, Err: ErrRule}
		case !ok:
			return nil, c.tooLarge()
		}
		all = append(all, answers)
	}
	return all, nil
}

// place adds the seats of a split to the counts of an asker's body, or removes them if sign is
// -1. If the class has several blocs, place fills one after the other, since the seats are alike.
func (c *census) place(counts []byState, class, k int, split *games.Split, sign int64) {
	slots := c.classes[class].slots[k]
	switch len(slots) {
	case 0:
		return
	case 1:
		count := &counts[slots[0].node]
		for i, state := range c.choices {
			count[state] += sign * int64(split[i])
		}
		return
	}
	i, room := 0, slots[0].seats
	for choice, state := range c.choices {
		for left := int(split[choice]); left > 0; {
			for room == 0 {
				i++
				room = slots[i].seats
			}
			take := min(left, room)
			counts[slots[i].node][state] += sign * int64(take)
			left, room = left-take, room-take
		}
	}
}

// tooLarge says how many votes a census would have to ask about or, if these are few enough by
// their number, what makes them more work than the limit.
func (c *census) tooLarge() error {
	votes := games.Number(c.sizes(), len(c.choices))
	what := votes.String()
	if votes.BitLen() > 64 {
		what = "about 10^" + strconv.Itoa(len(what)-1)
	}
	if votes.Cmp(big.NewInt(games.MostVotes)) > 0 {
		what += " votes to ask about, and at most " + strconv.Itoa(games.MostVotes)
	} else {
		clauses, blocs := 0, 0
		for _, a := range c.askers {
			clauses, blocs = max(clauses, clausesOf(a.rule, a.open.tally)), max(blocs, len(a.open.open))
		}
		what += " votes to ask about are more work than the limit, with " + prose.Plural(clauses, "clause") + ", " +
			prose.Plural(blocs, "bloc") + " and " + prose.Plural(sumOf(c.sizes()), "seat")
	}
	a := c.askers[0]
	return &Error{Op: a.op, Name: title(a.rule), Detail: what, Err: ErrTooLarge}
}

// nameOf returns the name of the part of a body that has the blocs of the class and no
// others. If there is none, it lists the blocs.
func (c *census) nameOf(class, k int) string {
	body := c.askers[k].body
	if name, ok := c.partOf(class, k); ok {
		return name
	}
	var names []string
	for _, slot := range c.classes[class].slots[k] {
		names = append(names, body.nodes[slot.node].name)
	}
	return strings.Join(names, " or ")
}

// partOf returns the name of the group, bloc or union that consists of the blocs of a class in
// the body of an asker. The name of the whole body is "any seats", as in "any seats: 29".
func (c *census) partOf(class, k int) (name string, ok bool) {
	body, seats := c.askers[k].body, 0
	var blocs []int
	for _, slot := range c.classes[class].slots[k] {
		blocs = append(blocs, slot.node)
	}
	slices.Sort(blocs)
	for _, i := range blocs {
		seats += body.nodes[i].size
	}
	for i := range body.nodes[wholeNode+1:] { // the outermost first
		n := &body.nodes[wholeNode+1+i]
		if n.size == seats && slices.Equal(body.seated(n.leaves), blocs) {
			return n.name, true
		}
	}
	return "any seats", slices.Equal(body.seated(body.leaves()), blocs)
}

// seated returns the blocs that have seats, in ascending order.
func (b *Body) seated(blocs []int) []int {
	blocs = slices.DeleteFunc(slices.Clone(blocs), func(i int) bool { return b.nodes[i].size == 0 })
	slices.Sort(blocs)
	return blocs
}
