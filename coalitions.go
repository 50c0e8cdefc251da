package tripartite

import (
	"cmp"
	"iter"
	"slices"

	"example.com/tripartite/internal/linear"
)

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
	work := linear.NewBudget(powerWork)
	a, err := newAsker(op, r, b, Cast, work)
	if err != nil {
		return nil, err
	}
	a.apart()
	c := newCensus(Cast, work, a)
	switch err := c.askAll(); {
	case err != nil:
		return nil, err
	case !c.monotone(0):
		return nil, &Error{Op: op, Name: title(r), Detail: "a seat that is against can help a motion", Err: ErrNotMonotone}
	}
	minimal := corners(c.others(make([]int, len(c.classes))), work, func(seats []int) bool {
		if !winning {
			seats = c.others(seats)
		}
		return c.adoptedWith(seats) == winning
	})
	if work.Spent() {
		return nil, c.tooLarge()
	}
	slices.SortFunc(minimal, func(a, b []int) int { return cmp.Or(cmp.Compare(sumOf(a), sumOf(b)), slices.Compare(b, a)) })
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
	others := make([]int, len(seats))
	for i, n := range seats {
		others[i] = c.classes[i].seats - n
	}
	return others
}

// adoptedWith reports whether the vote is adopted in which these seats are For.
func (c *census) adoptedWith(seats []int) bool {
	number := 0
	for i, n := range seats {
		number += n * c.classes[i].stride
	}
	return c.budget.Charge(len(seats)) && c.askers[0].adopted[number]
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
		if name, ok := body.partOf(c.classes[i].nodes(0)); ok {
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
