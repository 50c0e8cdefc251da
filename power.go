package tripartite

import (
	"cmp"
	"iter"
	"math/big"
	"slices"
	"strconv"
	"sync"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// PowerIndices holds the power indices of the seats of a body under a rule. [PowerOf] returns
// one.
//
// A coalition is a set of seats that are For while all others are Against. It wins if the
// rule adopts. If seats have more than two choices, a vote takes the place of a
// coalition: each seat makes one of the choices. All votes are equally likely, and an
// index is a share of votes. All numbers are exact.
//
// PowerIndices is safe for use by multiple goroutines as long as none changes it. The zero
// PowerIndices has no seats.
type PowerIndices struct {
	// Votes is the number of all votes, and Winning the number of those that the rule
	// adopts. If seats are For or Against, these are the numbers of coalitions and of
	// winning coalitions.
	Votes   Fraction `json:"votes,omitzero"`
	Winning Fraction `json:"winning,omitzero"`
	// Act is Coleman's power of the body to act: Winning / Votes.
	Act Fraction `json:"act,omitzero"`
	// Proper reports whether a vote and its negation, with For and Against exchanged,
	// are never both adopted. Strong reports whether one of the two always is.
	Proper bool `json:"proper"`
	Strong bool `json:"strong"`
	// Monotone reports whether a seat that turns to For never makes an adopted motion
	// fail, and a seat that turns to Against never makes a motion adopted.
	Monotone bool `json:"monotone"`
	// Seats has an element for each bloc of seats, in the body's order. The element holds
	// the power of one seat of the bloc: the seats of a bloc are alike.
	Seats []SeatIndices `json:"seats"`
	// Groups has an element for each group that has seats. The element holds the sums over
	// all seats of the group. Of these, the sum of Normalised is the share of the group in the
	// power of all. The other sums are no shares: they can be above 1.
	Groups []SeatIndices `json:"groups"`

	choices States                               // that each seat can be in
	shapley func() (of [2][]Fraction, err error) // by element of Seats, and of Groups
	later   bool                                 // whether shapley has still to count
}

// SeatIndices holds the power indices of a seat, or the sums over the seats of a group.
// An index that means nothing is the zero Fraction: Normalised if the rule is not
// monotone or no seat has a swing, Prevent if no vote is adopted, and Initiate if all are.
type SeatIndices struct {
	// Bloc is the path of the bloc, or the name of the group.
	Bloc string `json:"bloc"`
	// Seats is the number of seats of the bloc or group.
	Seats int `json:"seats"`
	// Swings is the number of votes of the other seats in which the seat decides: the
	// motion is adopted if the seat is For, and not adopted if it is Against. Under a
	// rule that is not monotone, the votes with the reverse effect are subtracted.
	Swings Fraction `json:"swings,omitzero"`
	// Banzhaf is the measure of Banzhaf and Penrose: Swings as a share of all votes of
	// the other seats.
	Banzhaf Fraction `json:"banzhaf,omitzero"`
	// Normalised is the index of Banzhaf: Swings as a share of the swings of all seats.
	Normalised Fraction `json:"normalised,omitzero"`
	// Prevent is Coleman's power to prevent action: the share of the adopted votes that
	// the seat makes fail by another choice.
	Prevent Fraction `json:"prevent,omitzero"`
	// Initiate is Coleman's power to initiate action: the share of all other votes that
	// the seat makes adopted by another choice.
	Initiate Fraction `json:"initiate,omitzero"`
	// Dictator reports whether a vote is adopted if and only if the seat is For. A group is
	// a dictator if that is so whenever all its seats make the same choice: all votes are
	// adopted in which the whole group is For, and none in which the whole group makes one
	// of the other choices. The other seats may still decide if the group is divided.
	Dictator bool `json:"dictator"`
	// Veto reports whether no vote is adopted in which the seat, or the whole group, is
	// Against, although some are adopted.
	Veto bool `json:"veto"`
	// Null reports whether the seat, or each seat of the group, never makes a difference.
	Null bool `json:"null"`
}

// PowerOf returns the power of each seat of the body under the rule, if each seat is in
// one of the states of choices.
//
//   - With [Cast], each seat is for or against. These are the simple games of most
//     books, and the definitions are those of D. S. Felsenthal and M. Machover, The
//     Measurement of Voting Power (1998).
//   - With Cast | Abstain, seats can abstain: the ternary games of D. S. Felsenthal and
//     M. Machover, Ternary voting games, International Journal of Game Theory 26 (1997).
//     Then the indices of Coleman are no longer in proportion to that of Banzhaf: see J.
//     Freixas and D. Palacios, Probabilistic power indices for games with abstention
//     (2008).
//   - With Cast | Absent, seats can stay away from a quorum.
//
// choices must contain For and Against. If choices is empty, it is Cast.
//
// PowerOf calls Decide for every combination of how many seats of each bloc make each
// choice, at most 16,777,216 times. The rule can be of any type.
//
// If seats of many blocs are for or against, PowerOf counts the votes by generating
// functions instead. For that the rule must consist of rules of this package, and be
// monotone as [ToAdopt] requires. Its clauses go by the number of seats or by one
// weighting: of all seats, or of each group and of all seats together. So hundreds of
// seats can each have their own weight, and the groups can have quotas of their own.
//
// The errors are:
//
//   - [ErrBody] if the body has no seats
//   - [ErrState] if choices lacks For or Against
//   - [ErrRule] for a rule that contains itself, nests more than 1,000 deep, or panics
//   - [ErrTooLarge] beyond the work limit; the error says how large the work would be
func PowerOf(r Rule, b *Body, choices States) (*PowerIndices, error) {
	return powerOf("power", r, b, cmp.Or(choices, Cast), linear.NewBudget(games.MostWork))
}

func powerOf(
	op string, r Rule, b *Body, choices States, work *linear.Budget,
) (*PowerIndices, error) {
	a, err := newAsker(op, r, b, choices, work)
	if err != nil {
		return nil, err
	}
	c := newCensus(choices, false, work, a)
	if !c.few(fewVotes) && choices == Cast && a.formula != nil {
		if p, err := c.counted(); p != nil || err != nil {
			return p, err
		}
	}
	answers, err := c.ask()
	if err != nil {
		return nil, err
	}
	result, ok := answers[0].Result(work)
	if !ok {
		return nil, c.tooLarge()
	}
	return newIndices(c, result), nil
}

const (
	// fewVotes is a number of votes that are asked about sooner than a series is made, and
	// fewInParts sooner than a product of parts.
	fewVotes   = 1 << 14
	fewInParts = games.MostVotes / 64
)

// counted counts the votes by generating functions. It returns nil if the rule is not of a form
// that allows it.
func (c *census) counted() (*PowerIndices, error) {
	a := c.askers[0]
	apart := newCensus(Cast, true, c.work, a)
	g, ok := apart.game()
	if !ok {
		return nil, nil
	}
	result, ok, err := g.Count(false, c.work)
	if !ok && !c.few(fewInParts) {
		result, ok, err = g.Count(true, c.work)
	}
	switch {
	case err != nil:
		return nil, &Error{Op: a.op, Name: title(a.rule), Err: problem{ErrTooLarge, err.Error()}}
	case !ok:
		return nil, nil
	}
	return newIndices(apart, result), nil
}

// game returns the rule as a game with the conditions of its formula.
func (c *census) game() (g *games.Game, ok bool) {
	a := c.askers[0]
	g = &games.Game{Classes: c.sizes()}
	for _, of := range c.classes {
		g.Parts = append(g.Parts, a.body.top(of.slots[0][0].node))
	}
	var kinds []games.Kind
	for i, o := range a.open.open {
		kinds = append(kinds, games.Kind{Class: c.class[i], Seats: o.seats})
	}
	return g, g.AdoptIf(a.formula, kinds, [2]int{stateFor, stateAgainst}, c.work)
}

// newIndices turns numbers of votes into indices.
func newIndices(c *census, r *games.Result) *PowerIndices {
	a := c.askers[0]
	p := &PowerIndices{
		Votes: fromInt(r.Votes), Winning: fromInt(r.Adopted), Act: Fraction{r.Act()},
		Proper: r.Proper, Strong: r.Strong, Monotone: r.Monotone, choices: c.states,
	}
	for i, o := range a.open.open {
		one := make([]int, len(c.classes))
		one[c.class[i]] = 1
		s := seatIndices(o.bloc.Name(), o.seats, r.Indices(one))
		s.Veto, s.Dictator = r.Decides(c.class[i])
		p.Seats = append(p.Seats, s)
	}
	var members [][]int // by group: its seats of each class
	for g := First; g <= Third; g++ {
		n, seats := &a.body.nodes[g], make([]int, len(c.classes))
		if n.size == 0 {
			continue
		}
		for i, o := range a.open.open {
			if a.body.top(o.bloc.node) == int(g) {
				seats[c.class[i]] += o.seats
			}
		}
		group := seatIndices(n.name, n.size, r.Indices(seats))
		group.Veto, group.Dictator = r.DecideTogether(seats)
		p.Groups, members = append(p.Groups, group), append(members, seats)
	}
	name, index, classes := title(a.rule), r.Shapley, c.class // without the answers
	p.later = r.Long
	p.shapley = sync.OnceValues(func() (of [2][]Fraction, err error) {
		if index == nil {
			return of, &Error{Op: "power", Name: name, Detail: helpsAgainst, Err: ErrNotMonotone}
		}
		all, err := index()
		if err != nil {
			return of, &Error{Op: "power", Name: name, Err: problem{ErrTooLarge, err.Error()}}
		}
		for _, class := range classes {
			of[0] = append(of[0], FromRat(all[class]))
		}
		for _, seats := range members {
			sum := whole(0)
			for class, n := range seats {
				sum = sum.plus(FromRat(all[class]).times(whole(int64(n))))
			}
			of[1] = append(of[1], sum)
		}
		return of, nil
	})
	return p
}

// helpsAgainst says why a rule is not monotone.
const helpsAgainst = "a seat that is against can help a motion"

// seatIndices returns the indices of the seats of a bloc or a group.
func seatIndices(name string, seats int, x games.Indices) SeatIndices {
	return SeatIndices{
		Bloc: name, Seats: seats, Swings: Fraction{x.Swings}, Banzhaf: Fraction{x.Banzhaf},
		Normalised: Fraction{x.Normalised}, Prevent: Fraction{x.Prevent},
		Initiate: Fraction{x.Initiate}, Null: x.Null,
	}
}

// ShapleyShubik returns the index of Shapley and Shubik: of a seat of each bloc, in the
// order of Seats, and of each group, in the order of Groups. The indices of all seats sum
// to 1 if the rule adopts when all seats are for and not when all are against.
//
// With [Cast], the seats turn from Against to For one after the other. The index of a seat
// is the share of all orders in which its turn makes the motion adopted. Orders in which
// its turn makes the motion fail are taken off.
//
// With more choices, the seats vote one after the other. The index of a seat is the share
// of all orders, and of all ways to vote, in which the outcome becomes certain with the
// vote of the seat. This is the definition of Felsenthal and Machover.
//
// For hundreds of seats with different weights the index takes seconds, so the first call
// computes it, and later calls return the stored result. The errors are [ErrNotMonotone],
// if seats have more than two choices and the rule is not monotone, and [ErrTooLarge].
func (p *PowerIndices) ShapleyShubik() (seats, groups []Fraction, err error) {
	if p == nil || p.shapley == nil {
		return nil, nil, &Error{Op: "power", Name: "no rule", Err: errNoSeats}
	}
	of, err := p.shapley()
	return slices.Clone(of[0]), slices.Clone(of[1]), err
}

// MinimalWinning returns an iterator over the minimal winning coalitions, by numbers of
// seats. Under a majority in each group, for example, there is one: "Governments: 15,
// Employers: 8, Workers: 8". A coalition wins if the rule adopts when its seats are For
// and all others Against. A winning coalition is minimal if it loses without any one of
// its seats. It does not matter which seats of the part they are: the rule treats them
// alike. A part is a group, bloc or union whose seats are alike, as large as possible.
//
// The coalitions with the fewest seats come first, and the order is always the same. If the
// rule adopts even when all seats are against, the only minimal coalition is empty.
//
// MinimalWinning calls Decide, so the rule can be of any type. If the rule never adopts,
// there is no such coalition. The errors are those of [PowerOf], and [ErrNotMonotone] if
// a seat that turns to For can make an adopted motion fail.
func MinimalWinning(r Rule, b *Body) (iter.Seq[Way], error) {
	return coalitions("winning coalitions", r, b, true)
}

// MinimalBlocking returns an iterator over the minimal blocking coalitions. A coalition
// blocks if the rule does not adopt when its seats are Against and all others For. In all
// else, MinimalBlocking is like [MinimalWinning]. If the rule never adopts, the only
// minimal coalition is empty.
func MinimalBlocking(r Rule, b *Body) (iter.Seq[Way], error) {
	return coalitions("blocking coalitions", r, b, false)
}

func coalitions(op string, r Rule, b *Body, winning bool) (iter.Seq[Way], error) {
	work := linear.NewBudget(games.MostWork)
	a, err := newAsker(op, r, b, Cast, work)
	if err != nil {
		return nil, err
	}
	c := newCensus(Cast, true, work, a)
	answers, err := c.ask()
	if err != nil {
		return nil, err
	}
	if !answers[0].Monotone() {
		return nil, &Error{Op: op, Name: title(r), Detail: helpsAgainst, Err: ErrNotMonotone}
	}
	sizes := c.sizes()
	minimal := linear.Minimal(sizes, work, func(seats []int) bool {
		if seats = slices.Clone(seats); !winning {
			for i, size := range sizes { // the others are for
				seats[i] = size - seats[i]
			}
		}
		return work.Charge(len(seats)) && answers[0].Wins(seats) == winning
	})
	if work.Spent() {
		return nil, c.tooLarge()
	}
	slices.SortFunc(minimal, func(a, b []int) int {
		return cmp.Or(cmp.Compare(sumOf(a), sumOf(b)), slices.Compare(b, a))
	})
	var parts [][]Change
	for class := range c.classes {
		parts = append(parts, c.parts(class, 0))
	}
	return func(yield func(Way) bool) {
		for _, seats := range minimal {
			if !spread(nil, seats, parts, yield) {
				return
			}
		}
	}, nil
}

func sumOf(seats []int) (sum int) {
	for _, n := range seats {
		sum += n
	}
	return sum
}

// spread yields a coalition for every mixture of parts that has these numbers of seats of
// the classes. It reports whether to go on.
func spread(way Way, seats []int, parts [][]Change, yield func(Way) bool) bool {
	switch {
	case len(parts) == 0:
		return yield(slices.Clone(way))
	case len(parts[0]) == 0:
		return spread(way, seats[1:], parts[1:], yield)
	}
	part, others := parts[0][0], parts[0][1:]
	rest := append([][]Change{others}, parts[1:]...)
	for n := min(part.Seats, seats[0]); n >= max(0, seats[0]-Way(others).seats()); n-- {
		with := way
		if n > 0 {
			with = append(slices.Clip(way), Change{Seats: n, Part: part.Part})
		}
		if !spread(with, append([]int{seats[0] - n}, seats[1:]...), rest, yield) {
			return false
		}
	}
	return true
}

// A census asks one rule, or two, about every vote in which each seat makes one of
// the choices. Only numbers of seats matter. So it asks one question for all votes in
// which the same number of seats of each class makes each choice.
type census struct {
	states  States // that each seat can be in
	choices []int  // their numbers: For is the first, Against the last
	askers  []*asker
	classes []seatClass
	class   []int // by open bloc of the only asker
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
	against := b.allIn(Against)
	if err := unwieldy(op, r, against); err != nil {
		return nil, err
	}
	a := &asker{op: op, rule: r, body: b, tally: b.tally}
	a.own, a.helped = !transparent(r), helped(r, against, true)
	open := openSeats(against, AllSeats, func(States) States { return choices })
	a.open = newPosition(against, open, newBudget())
	a.price = workOf(b.allIn(For), clausesOf(r, against))
	if a.open.steady() {
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
	most := mostMerged / max(1, len(a.open.open))
	if !a.helped || a.rule == nil || clausesOf(a.rule, a.open.tally) > most {
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
		a.reason = Words{}.votesOf(t, AllSeats) + ": " + reason
	}
	return o == Adopted, reason == ""
}

// newCensus returns a census that has not asked yet. If apart is set, seats of different groups
// are in different classes, although they may be alike to the rule.
func newCensus(choices States, apart bool, work *linear.Budget, askers ...*asker) *census {
	c := &census{states: choices, askers: askers, work: work}
	for left := choices &^ Against; left != 0; left &= left - 1 {
		c.choices = append(c.choices, left.index())
	}
	c.choices = append(c.choices, stateAgainst)
	at := map[[3]int]int{}
	visitSeats(askers, func(seats int, blocs [2]int) {
		key := [3]int{-1, -1, -1} // it says which bodies have the seats: to some rules all are alike
		for k, a := range askers {
			if i := blocs[k]; i >= 0 {
				key[k] = a.keys[i]
				if apart {
					key[2] = a.body.top(a.open.open[i].bloc.node)
				}
			}
		}
		number, known := at[key]
		if !known {
			number = len(c.classes)
			at[key] = number
			c.classes = append(c.classes, seatClass{})
		}
		class := &c.classes[number]
		class.seats += seats
		c.class = append(c.class, number)
		for k, a := range askers {
			if i := blocs[k]; i >= 0 {
				class.slots[k] = append(class.slots[k], slot{a.open.open[i].bloc.node, seats})
			}
		}
	})
	return c
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
			Place: func(class int, split *games.Split, sign int64) {
				c.place(counts, class, k, split, sign)
			},
			Adopts: func() (adopted, ok bool) { return a.adopts(counts) },
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
	if len(slots) == 0 {
		return
	}
	i, used := 0, 0
	for choice, state := range c.choices {
		for left := int(split[choice]); left > 0; {
			if used == slots[i].seats {
				i, used = i+1, 0
			}
			take := min(left, slots[i].seats-used)
			counts[slots[i].node][state] += sign * int64(take)
			left, used = left-take, used+take
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
		what += " votes to ask about are more work than the limit, with " +
			prose.Plural(clauses, "clause") + ", " + prose.Plural(blocs, "bloc") + " and " +
			prose.Plural(sumOf(c.sizes()), "seat")
	}
	a := c.askers[0]
	return &Error{Op: a.op, Name: title(a.rule), Detail: what, Err: ErrTooLarge}
}

// anySeats is the name of the seats of the whole body.
const anySeats = "any seats"

// parts returns the group, bloc or union that consists of the blocs of a class in the body of an
// asker or, if there is none, the blocs. The whole body is "any seats", as in "any seats: 29".
func (c *census) parts(class, k int) (parts []Change) {
	body, size := c.askers[k].body, 0
	var blocs []int
	for _, slot := range c.classes[class].slots[k] {
		n := &body.nodes[slot.node]
		blocs, size = append(blocs, slot.node), size+n.size
		parts = append(parts, Change{Seats: slot.seats, Part: n.name})
	}
	for _, n := range body.nodes[wholeNode+1:] { // the outermost comes first
		other := func(bloc int) bool { return !slices.Contains(n.leaves, bloc) }
		if n.size == size && !slices.ContainsFunc(blocs, other) {
			return []Change{{Seats: c.classes[class].seats, Part: n.name}}
		}
	}
	if size == body.size {
		return []Change{{Seats: c.classes[class].seats, Part: anySeats}}
	}
	return parts
}

// String returns a table of the indices, with a row for each bloc and each group. The
// indices are in percent, rounded. The cell of an index that means nothing is empty, as are
// sums other than those of the normalised index and of Shapley and Shubik. If
// generating functions count the votes, the index of Shapley and Shubik can take seconds:
// then the table does not have it, and [PowerIndices.ShapleyShubik] computes it.
func (p *PowerIndices) String() string { return Words{}.Power(p) }

// Power returns the table of [PowerIndices.String] in the language of the words.
func (w Words) Power(p *PowerIndices) string {
	if p == nil || len(p.Seats) == 0 {
		return w.say("no seats") + "\n"
	}
	shapley, err := p.shapleyNow()
	header := []string{""}
	for _, index := range [...]string{"measure", "index", "Shapley", "prevent", "initiate"} {
		header = append(header, w.say(index+" column"))
	}
	rows := [][]string{append(header, "")}
	add := func(name string, s *SeatIndices, indices ...Fraction) {
		row := []string{name}
		for _, index := range indices {
			row = append(row, w.number(index.n.ShortPercent()))
		}
		rows = append(rows, append(row, w.say(s.standing())))
	}
	for i := range p.Seats {
		s := &p.Seats[i]
		name := prose.OneLine(s.Bloc)
		if s.Seats > 1 {
			name = w.say("each of", name, strconv.Itoa(s.Seats))
		}
		add(name, s, s.Banzhaf, s.Normalised, shapley[s], s.Prevent, s.Initiate)
	}
	for i := range p.Groups {
		g, none := &p.Groups[i], Fraction{}
		name := w.say("all of group", prose.OneLine(g.Bloc), strconv.Itoa(g.Seats))
		add(name, g, none, g.Normalised, shapley[g], none, none)
	}
	text := w.over(p.choices) + "\n" + p.summary(w) + "\n\n" + prose.Table(rows)
	switch {
	case p.later:
		text += w.say("heading", w.say("Shapley column"), w.say("Shapley takes long")) + "\n"
	case err != nil:
		text += w.say("heading", w.say("Shapley column"), why(err)) + "\n"
	}
	return text
}

// shapleyNow returns the index of Shapley and Shubik by the elements of Seats and of Groups. If
// it has still to be counted, it returns none.
func (p *PowerIndices) shapleyNow() (map[*SeatIndices]Fraction, error) {
	if p.later {
		return nil, nil
	}
	index := map[*SeatIndices]Fraction{}
	seats, groups, err := p.ShapleyShubik()
	for i := range seats {
		index[&p.Seats[i]] = seats[i]
	}
	for i := range groups {
		index[&p.Groups[i]] = groups[i]
	}
	return index, err
}

// summary describes the body as a whole, in one line.
func (p *PowerIndices) summary(w Words) string {
	text := w.say("share adopted", w.number(p.Act.n.ShortPercent()))
	if p.Votes.Cmp(fromInt(exact.Pow10(18))) < 0 { // people do not read larger numbers
		text = w.say("heading", text, w.say("number adopted", p.Winning.String(), p.Votes.String()))
	}
	unless := func(holds bool, property string) string {
		if holds {
			return w.say(property)
		}
		return w.say("not " + property)
	}
	return text + "; " + sentence(
		unless(p.Proper, "proper"), unless(p.Strong, "strong"), unless(p.Monotone, "monotone"),
	)
}

// over says which votes are counted.
func (w Words) over(choices States) string {
	if choices&^Cast == 0 {
		return w.say("votes of all")
	}
	return w.say("votes of choices", w.states(choices))
}

// why returns what was wrong, without what was being done.
func why(err error) string {
	e := err.(*Error) // as are all errors of a count
	text := prose.OneLine(e.Err.Error())
	if e.Detail != "" {
		text += ": " + prose.OneLine(e.Detail)
	}
	return text
}

// standing returns the name of the phrase for a power that is all or nothing, or "".
func (s *SeatIndices) standing() string {
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
