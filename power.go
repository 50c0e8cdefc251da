package tripartite

import (
	"cmp"
	"iter"
	"math/big"
	"slices"
	"sync"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
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
	Seats []SeatIndices `json:"seats"`
	// Groups has an element for each group that has seats. The element holds the sums over
	// all seats of the group. Of these, the sum of Normalised is the share of the group in the
	// power of all. The other sums are no shares: they can be above 1.
	Groups []SeatIndices `json:"groups"`

	title   string
	class   []int // by element of Seats: the class of its seats
	group   []int // by element of Seats: the position in Groups; -1 for independent seats
	shapley func() ([]*big.Rat, error)
	later   bool // whether shapley has still to count
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
	if choices == 0 {
		choices = Cast
	}
	return powerOf("power", r, b, choices, linear.NewBudget(games.MostWork))
}

func powerOf(op string, r Rule, b *Body, choices States, work *linear.Budget) (*PowerIndices, error) {
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
	result, ok, err := g.ByWeight(c.work)
	if !ok && !c.few(fewInParts) {
		result, ok, err = g.ByParts(c.work)
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
	g = &games.Game{}
	class := map[int]int{} // by node
	for i, of := range c.classes {
		g.Classes = append(g.Classes, of.seats)
		g.Parts = append(g.Parts, a.body.top(of.slots[0][0].node))
		for _, slot := range of.slots[0] {
			class[slot.node] = i
		}
	}
	number := map[*linear.Condition]int{}
	var visit func(f linear.Formula) bool
	visit = func(f linear.Formula) bool {
		x, is := f.(*linear.Condition)
		if !is {
			return !slices.ContainsFunc(f.(*linear.AtLeast).Of, func(f linear.Formula) bool { return !visit(f) })
		}
		number[x] = len(g.Conditions)
		of := games.Condition{Constant: x.Constant, Each: slices.Repeat([]exact.Rational{exact.Whole(0)}, len(c.classes))}
		for i, values := range x.Values {
			o, opposed := a.open.open[x.First+i], values[stateAgainst]
			of.Constant = of.Constant.Plus(opposed.Times(exact.Whole(int64(o.seats))))
			of.Each[class[o.bloc.node]] = values[stateFor].Minus(opposed)
		}
		g.Conditions = append(g.Conditions, of)
		return c.work.ChargeProduct(40, len(x.Values), x.Work())
	}
	ok = visit(a.formula)
	var holds func(f linear.Formula, known func(int) bool) bool
	holds = func(f linear.Formula, known func(int) bool) bool {
		if x, is := f.(*linear.Condition); is {
			return known(number[x])
		}
		all, n := f.(*linear.AtLeast), 0
		for _, part := range all.Of {
			n += b2i(holds(part, known))
		}
		return n >= all.K
	}
	g.Adopts = func(known func(int) bool) bool { return holds(a.formula, known) }
	return g, ok
}

// newIndices turns numbers of votes into indices.
func newIndices(c *census, r *games.Result) *PowerIndices {
	a := c.askers[0]
	p := &PowerIndices{Votes: FromInt(r.Votes), Winning: FromInt(r.Adopted), Act: quotient(r.Adopted, r.Votes),
		Proper: r.Proper, Strong: r.Strong, Monotone: r.Monotone}
	for _, state := range c.choices {
		p.Choices |= 1 << state
	}
	at := map[int]int{} // the class of each bloc
	total := new(big.Int)
	for i, class := range c.classes {
		for _, slot := range class.slots[0] {
			at[slot.node] = i
		}
		swings := r.Classes[i].Swings()
		total.Add(total, swings.Mul(swings, big.NewInt(int64(class.seats))))
	}
	for _, o := range a.open.open {
		class := at[o.bloc.node]
		p.class = append(p.class, class)
		p.Seats = append(p.Seats, seatIndices(r, class, o.bloc.Name(), o.seats, total))
	}
	p.groups(c, r)
	p.later = r.Later != nil
	name, all, later := title(a.rule), r.Shapley, r.Later // without the answers
	p.shapley = sync.OnceValues(func() ([]*big.Rat, error) {
		var err error
		if later != nil {
			if all, err = later(); err != nil {
				err = &Error{Op: "power", Name: name, Err: problem{ErrTooLarge, err.Error()}}
			}
		} else if all == nil {
			err = &Error{Op: "power", Name: name, Detail: helpsAgainst, Err: ErrNotMonotone}
		}
		return all, err
	})
	return p
}

// helpsAgainst says why a rule is not monotone.
const helpsAgainst = "a seat that is against can help a motion"

// seatIndices returns the indices of a seat of a class, in a bloc. total is the number of
// the swings of all seats.
func seatIndices(r *games.Result, class int, bloc string, seats int, total *big.Int) SeatIndices {
	of := &r.Classes[class]
	swings := of.Swings()
	others := new(big.Int).Quo(r.Votes, big.NewInt(int64(r.Choices)))
	s := SeatIndices{
		Bloc: bloc, Seats: seats, Swings: FromInt(swings), Banzhaf: quotient(swings, others),
		Prevent: quotient(of.Prevents, r.Adopted), Initiate: quotient(of.Initiates, new(big.Int).Sub(r.Votes, r.Adopted)),
		Dictator: of.InFavour.Cmp(others) == 0 && r.Adopted.Cmp(others) == 0,
		Veto:     of.Opposed.Sign() == 0 && r.Adopted.Sign() > 0,
		Null:     of.Prevents.Sign() == 0 && of.Initiates.Sign() == 0,
	}
	if r.Monotone {
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
func (p *PowerIndices) groups(c *census, r *games.Result) {
	a := c.askers[0]
	p.group = slices.Repeat([]int{-1}, len(p.Seats))
	for g := First; g <= Third; g++ {
		n := &a.body.nodes[g]
		if n.size == 0 {
			continue
		}
		group := SeatIndices{Bloc: n.name, Seats: n.size, Swings: whole(0), Banzhaf: whole(0), Null: true}
		for i, o := range a.open.open {
			if a.body.place(o.bloc.node) == int(g)-1 {
				group.add(p.Seats[i])
				p.group[i] = len(p.Groups)
			}
		}
		seats, last := c.seatsOf(int(g)), len(c.choices)-1
		group.Veto = r.Adopted.Sign() > 0 && !r.Finds(true, last, seats)
		group.Dictator = group.Veto && !r.Finds(false, 0, seats)
		for choice := 1; choice < last; choice++ {
			group.Dictator = group.Dictator && !r.Finds(true, choice, seats)
		}
		p.Groups = append(p.Groups, group)
	}
}

// seatsOf returns the seats of a group by class. The seats of a class are alike, so those of
// the group can be any of them.
func (c *census) seatsOf(group int) []int {
	seats := make([]int, len(c.classes))
	for i := range c.classes {
		for _, slot := range c.classes[i].slots[0] {
			if c.askers[0].body.place(slot.node) == group-1 {
				seats[i] += slot.seats
			}
		}
	}
	return seats
}

// add adds the power of all seats of a bloc.
func (s *SeatIndices) add(bloc SeatIndices) {
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
	minimal := corners(c.sizes(), work, func(seats []int) bool {
		if !winning {
			seats = c.others(seats)
		}
		return work.Charge(len(seats)) && answers[0].Wins(seats) == winning
	})
	if work.Spent() {
		return nil, c.tooLarge()
	}
	slices.SortFunc(minimal, func(a, b []int) int {
		return cmp.Or(cmp.Compare(sumOf(a), sumOf(b)), slices.Compare(b, a))
	})
	parts := c.parts()
	return func(yield func(Way) bool) {
		for _, seats := range minimal {
			if !spread(nil, seats, parts, yield) {
				return
			}
		}
	}, nil
}

// others returns the seats of each class that are not in a coalition.
func (c *census) others(seats []int) []int {
	others := c.sizes()
	for i, n := range seats {
		others[i] -= n
	}
	return others
}

func sumOf(seats []int) (sum int) {
	for _, n := range seats {
		sum += n
	}
	return sum
}

// parts returns, for each class, the part of the body that has its seats and no others. If
// there is none, it returns the blocs of the class.
func (c *census) parts() [][]Change {
	body := c.askers[0].body
	parts := make([][]Change, len(c.classes))
	for i := range c.classes {
		if name, ok := c.partOf(i, 0); ok {
			parts[i] = []Change{{Seats: c.classes[i].seats, Part: name}}
			continue
		}
		for _, slot := range c.classes[i].slots[0] {
			parts[i] = append(parts[i], Change{Seats: slot.seats, Part: body.nodes[slot.node].name})
		}
	}
	return parts
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
