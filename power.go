package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"

	"math/big"
	"slices"
	"sync"
)

// Power holds the power indices of the seats of a body under a rule. [PowerOf] returns
// one.
//
// A coalition is a set of seats that are For while all others are Against. It wins if the
// rule adopts. If seats have more than two choices, a vote takes the place of a
// coalition: each seat makes one of the choices. All votes are equally likely, and an
// index is a share of votes. All numbers are exact.
//
// A Power is safe for use by multiple goroutines as long as none changes it. The zero
// Power has no seats.
type Power struct {
	// Choices holds the states that each seat can be in.
	Choices States `json:"choices"`
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
	Seats []SeatPower `json:"seats"`
	// Groups has an element for each group that has seats. The element holds the sums over
	// all seats of the group. Of these, the sum of Normalised is the share of the group in the
	// power of all. The other sums are no shares: they can be above 1.
	Groups []SeatPower `json:"groups"`

	title   string
	class   []int // by element of Seats: the class of its seats
	group   []int // by element of Seats: the position in Groups; -1 for independent seats
	shapley func() ([]*big.Rat, error)
	later   bool // whether shapley has still to count
}

// SeatPower holds the indices of power of a seat, or the sums over the seats of a group.
// An index that means nothing is the zero Fraction: Normalised if the rule is not
// monotone or no seat has a swing, Prevent if no vote is adopted, and Initiate if all are.
type SeatPower struct {
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
func PowerOf(r Rule, b *Body, choices States) (*Power, error) {
	if choices == 0 {
		choices = Cast
	}
	return powerOf("power", r, b, choices, linear.NewBudget(powerWork))
}

func powerOf(op string, r Rule, b *Body, choices States, work *linear.Budget) (*Power, error) {
	a, err := newAsker(op, r, b, choices, work)
	if err != nil {
		return nil, err
	}
	c, w, err := newCensus(choices, work, a).count()
	if err != nil {
		return nil, err
	}
	return newPower(c, 0, w), nil
}

// fewVotes is a number of votes that are asked about sooner than a series is made.
const fewVotes = 1 << 14

// count counts the votes by asking, or by generating functions. The classes of the
// result are those of the census that it returns.
func (c *census) count() (*census, *swings, error) {
	if c.tooMany(fewVotes) {
		counted, w, err := c.countBySeries()
		if err != nil {
			err = &Error{Op: c.askers[0].op, Name: title(c.askers[0].rule), Err: err}
		}
		if counted != nil {
			return counted, w, err
		}
	}
	if err := c.askAll(); err != nil {
		return nil, nil, err
	}
	w, ok := c.swings(0)
	if !ok {
		return nil, nil, c.tooLarge()
	}
	return c, w, nil
}

// countBySeries counts the votes by generating functions. It returns no census if the
// rule is not of a form that allows it.
func (c *census) countBySeries() (*census, *swings, error) {
	if len(c.choices) > 2 {
		return nil, nil, nil
	}
	if w, ok := c.weighted(0); ok {
		n, err := w.swings(c.budget)
		return c, n, err
	}
	a := *c.askers[0]
	a.keys = slices.Clone(a.keys)
	a.apart()
	parts := newCensus(Cast, c.budget, &a)
	if p, ok := parts.product(0); ok && c.tooMany(mostCensus/64) {
		n, err := p.swings()
		return parts, n, err
	}
	return nil, nil, nil
}

// newPower turns numbers of votes into indices.
func newPower(c *census, k int, w *swings) *Power {
	a := c.askers[k]
	p := &Power{Votes: FromInt(w.votes), Winning: FromInt(w.adopted), Proper: w.proper, Strong: w.strong, Monotone: w.monotone}
	p.Act = quotient(w.adopted, w.votes)
	for _, state := range c.choices {
		p.Choices |= 1 << state
	}
	p.title = title(a.rule)
	at := map[int]int{} // the class of each bloc
	for i, class := range c.classes {
		for _, slot := range class.slots[k] {
			at[slot.node] = i
		}
	}
	total := new(big.Int)
	for _, o := range a.open.open {
		class := &w.classes[at[o.bloc.node]]
		swings := new(big.Int).Sub(class.inFavour, class.opposed)
		total.Add(total, swings.Mul(swings, big.NewInt(int64(o.seats))))
	}
	for _, o := range a.open.open {
		p.class = append(p.class, at[o.bloc.node])
		p.Seats = append(p.Seats, w.seatPower(at[o.bloc.node], o.bloc.Name(), o.seats, total))
	}
	p.groups(c, k, w)
	p.later = w.later != nil
	p.shapley = sync.OnceValues(func() ([]*big.Rat, error) { return w.shapleys(p.title) })
	return p
}

// seatPower returns the power of a seat of a class, in a bloc. total is the number of
// the swings of all seats.
func (w *swings) seatPower(class int, bloc string, seats int, total *big.Int) SeatPower {
	of := &w.classes[class]
	swings := new(big.Int).Sub(of.inFavour, of.opposed)
	others := new(big.Int).Quo(w.votes, big.NewInt(int64(w.choices)))
	s := SeatPower{
		Bloc: bloc, Seats: seats, Swings: FromInt(swings), Banzhaf: quotient(swings, others),
		Prevent: quotient(of.prevents, w.adopted), Initiate: quotient(of.initiates, new(big.Int).Sub(w.votes, w.adopted)),
		Dictator: of.inFavour.Cmp(others) == 0 && w.adopted.Cmp(others) == 0,
		Veto:     of.opposed.Sign() == 0 && w.adopted.Sign() > 0,
		Null:     of.prevents.Sign() == 0 && of.initiates.Sign() == 0,
	}
	if w.monotone {
		s.Normalised = quotient(swings, total)
	}
	return s
}

// quotient returns a/b. If b is 0, it returns the zero Fraction.
func quotient(a, b *big.Int) Fraction {
	if b.Sign() == 0 {
		return Fraction{}
	}
	return Fraction{exact.Quotient(a, b)}
}

// groups adds up the power of the seats of each group.
func (p *Power) groups(c *census, k int, w *swings) {
	a := c.askers[k]
	p.group = slices.Repeat([]int{-1}, len(p.Seats))
	for g := First; g <= Third; g++ {
		n := &a.body.nodes[g]
		if n.size == 0 {
			continue
		}
		group := SeatPower{Bloc: n.name, Seats: n.size, Swings: whole(0), Banzhaf: whole(0), Null: true}
		for i, o := range a.open.open {
			if a.body.place(o.bloc.node) == int(g)-1 {
				group.add(p.Seats[i])
				p.group[i] = len(p.Groups)
			}
		}
		group.Veto = w.adopted.Sign() > 0 && c.vetoes(k, int(g))
		group.Dictator = group.Veto && c.dictates(k, int(g))
		p.Groups = append(p.Groups, group)
	}
}

// add adds the power of all seats of a bloc.
func (s *SeatPower) add(bloc SeatPower) {
	n := whole(int64(bloc.Seats))
	add := func(to *Fraction, each Fraction) {
		if each.Valid() && !to.Valid() {
			*to = whole(0)
		}
		if each.Valid() {
			*to = to.plus(each.times(n))
		}
	}
	add(&s.Swings, bloc.Swings)
	add(&s.Banzhaf, bloc.Banzhaf)
	add(&s.Normalised, bloc.Normalised)
	add(&s.Prevent, bloc.Prevent)
	add(&s.Initiate, bloc.Initiate)
	s.Null = s.Null && bloc.Null
}

// shapleys returns the index of Shapley and Shubik by class.
func (w *swings) shapleys(title string) ([]*big.Rat, error) {
	if w.later != nil {
		all, err := w.later()
		if err != nil {
			return nil, &Error{Op: "power", Name: title, Err: err}
		}
		return all, nil
	}
	var all []*big.Rat
	for _, class := range w.classes {
		if class.shapley == nil {
			return nil, &Error{Op: "power", Name: title, Detail: "a seat that is against can help a motion", Err: ErrNotMonotone}
		}
		all = append(all, class.shapley)
	}
	return all, nil
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
func (p *Power) ShapleyShubik() (seats, groups []Fraction, err error) {
	if p == nil || p.shapley == nil {
		return nil, nil, &Error{Op: "power", Name: "no rule", Err: errNoSeats}
	}
	classes, err := p.shapley()
	if err != nil {
		return nil, nil, err
	}
	groups = slices.Repeat([]Fraction{whole(0)}, len(p.Groups))
	for i, class := range p.class {
		one := FromRat(classes[class])
		seats = append(seats, one)
		if g := p.group[i]; g >= 0 {
			groups[g] = groups[g].plus(one.times(whole(int64(p.Seats[i].Seats))))
		}
	}
	return seats, groups, nil
}

// vetoes reports whether no vote is adopted in which the whole group is Against.
func (c *census) vetoes(k, group int) bool {
	if a := c.askers[k]; a.helped || c.monotone(k) {
		return !a.adoptsApart(group, Against, For)
	}
	return !c.finds(k, group, stateAgainst, true)
}

// dictates reports whether every vote is adopted in which the whole group is For, and none
// in which the whole group makes one of the other choices.
func (c *census) dictates(k, group int) bool {
	a := c.askers[k]
	for _, choice := range c.choices {
		for _, others := range c.choices { // most groups are none, and these few votes show it
			if a.adoptsApart(group, 1<<choice, 1<<others) != (choice == stateFor) {
				return false
			}
		}
	}
	if c.monotone(k) {
		return true // the votes above are the best and the worst that the others can do
	}
	return !slices.ContainsFunc(c.choices, func(choice int) bool { return c.finds(k, group, choice, choice != stateFor) })
}

// adoptsApart reports whether the vote is adopted in which all seats of the group are in
// one state, and all others in another.
func (a *asker) adoptsApart(group int, state, others States) bool {
	states := [numGroups + 1]States{others, others, others, others}
	states[group-1] = state
	t := a.body.alike(states)
	if a.own {
		o, _ := ask(a.rule, t)
		return o == Adopted
	}
	return decide(a.rule, t).outcome() == Adopted
}

// finds reports whether there is a vote with this answer in which the whole group makes the
// choice. The seats of a class are alike, so those of the group can be any of them.
func (c *census) finds(k, group, choice int, answer bool) bool {
	a := c.askers[k]
	seats := make([]int64, len(c.classes)) // of the group
	for i := range c.classes {
		for _, slot := range c.classes[i].slots[k] {
			if a.body.place(slot.node) == group-1 {
				seats[i] += int64(slot.seats)
			}
		}
	}
	for number, adopted := range a.adopted {
		whole := adopted == answer
		for i := range seats {
			whole = whole && (seats[i] == 0 || c.split(number, i)[choice] >= seats[i])
		}
		if whole {
			return true
		}
	}
	return false
}
