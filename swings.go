package tripartite

import (
	"math/big"

	"example.com/tripartite/internal/exact"
)

// swings holds the numbers of votes from which the indices of power follow.
type swings struct {
	choices, seats           int
	votes, adopted           *big.Int
	monotone, proper, strong bool
	classes                  []classSwings
	later                    func() ([]*big.Rat, error) // finds shapley by class, if it takes long
}

// classSwings holds the numbers of votes for one seat of a class.
type classSwings struct {
	seats             int
	inFavour, opposed *big.Int // the adopted votes in which the seat is For, and in which it is Against
	prevents          *big.Int // the adopted votes that the seat can make fail by itself
	initiates         *big.Int // the other votes that the seat can make adopted by itself
	shapley           *big.Rat // nil if it is not known
}

// votesBySize holds the adopted votes by the number of seats that are For, and by the
// number that are Against.
type votesBySize struct {
	inFavour, opposed         []exact.Natural
	inFavourSeats, againstOne [][]exact.Natural // by class: the same, times its seats For (Against)
}

func newVotesBySize(seats, classes int) *votesBySize {
	v := &votesBySize{inFavour: make([]exact.Natural, seats+1), opposed: make([]exact.Natural, seats+1)}
	for range classes {
		v.inFavourSeats = append(v.inFavourSeats, make([]exact.Natural, seats+1))
		v.againstOne = append(v.againstOne, make([]exact.Natural, seats+1))
	}
	return v
}

// bySize adds up the votes that are marked, such as the adopted ones. It reports false if
// the budget is spent.
func (c *census) bySize(adopted []bool) (*votesBySize, bool) {
	sum := &sizing{census: c, adopted: adopted, inner: c.inner(), sums: newVotesBySize(c.seats, len(c.classes))}
	sum.room[0] = make([]exact.Natural, c.classes[sum.inner].seats+1)
	sum.room[1] = make([]exact.Natural, c.classes[sum.inner].seats+1)
	sum.splits = make([]*byState, len(c.classes))
	words := 1 + c.seats/64
	sum.price = words * words
	sum.outer(0, 0, 0, 0, exact.NaturalOf(1))
	return sum.sums, !c.budget.Spent()
}

// sizing adds up the adopted votes of a census.
type sizing struct {
	*census
	adopted []bool
	inner   int
	sums    *votesBySize
	splits  []*byState         // by class, but the inner one
	room    [2][]exact.Natural // by seats For, and Against, of the inner class
	price   int
}

// outer goes through the splits of the classes from i on, except the inner one. inFavour
// and opposed are the seats of the classes before i that are For and Against, and ways is
// the number of votes in which they are.
func (s *sizing) outer(i, number, inFavour, opposed int, ways exact.Natural) {
	switch {
	case s.budget.Spent():
	case i == len(s.classes):
		s.add(number, inFavour, opposed, ways)
	case i == s.inner:
		s.outer(i+1, number, inFavour, opposed, ways)
	default:
		of := &s.classes[i]
		for n := range of.splits.counts {
			counts := &of.splits.counts[n]
			s.splits[i] = counts
			s.outer(i+1, number+n*of.stride, inFavour+int(counts[stateFor]), opposed+int(counts[stateAgainst]), ways.Product(of.splits.ways[n]))
		}
	}
}

// add adds the adopted votes with all splits of the inner class.
func (s *sizing) add(number, inFavour, opposed int, ways exact.Natural) {
	of := &s.classes[s.inner]
	clear(s.room[0])
	clear(s.room[1])
	any := false
	for n := range of.splits.counts {
		if s.adopted[number+n*of.stride] {
			any = true
			counts, ways := &of.splits.counts[n], of.splits.ways[n]
			s.room[0][counts[stateFor]] = s.room[0][counts[stateFor]].Plus(ways)
			s.room[1][counts[stateAgainst]] = s.room[1][counts[stateAgainst]].Plus(ways)
		}
	}
	s.budget.Charge(len(of.splits.counts))
	if !any {
		return
	}
	s.addBy(stateFor, s.sums.inFavour[inFavour:], s.sums.inFavourSeats, inFavour, ways)
	if len(s.choices) > 2 {
		s.addBy(stateAgainst, s.sums.opposed[opposed:], s.sums.againstOne, opposed, ways)
	}
}

// addBy adds the votes by the number of seats in a state. others is the number of seats of
// the other classes that are in the state.
func (s *sizing) addBy(state int, sums []exact.Natural, bySeats [][]exact.Natural, others int, ways exact.Natural) {
	for n, votes := range s.room[state] {
		if votes.IsZero() {
			continue
		}
		s.budget.ChargeProduct(2, len(s.classes), s.price)
		votes = ways.Product(votes)
		sums[n] = sums[n].Plus(votes)
		for i := range s.classes {
			seats := int64(n)
			if i != s.inner {
				seats = s.splits[i][state]
			}
			if seats > 0 {
				bySeats[i][others+n] = bySeats[i][others+n].Plus(votes.Times(seats))
			}
		}
	}
}

// swings adds up the adopted votes of an asker. It reports false if the budget is spent.
func (c *census) swings(k int) (*swings, bool) {
	by, ok := c.bySize(c.askers[k].adopted)
	if !ok {
		return nil, false
	}
	w := &swings{choices: len(c.choices), seats: c.seats, votes: c.allVotes(), monotone: c.monotone(k), adopted: sum(by.inFavour)}
	w.proper, w.strong = c.properStrong(k)
	for i, class := range c.classes {
		of := classSwings{seats: class.seats, inFavour: sum(by.inFavourSeats[i])}
		of.inFavour.Quo(of.inFavour, big.NewInt(int64(class.seats)))
		if w.choices == 2 {
			of.opposed = new(big.Int).Sub(w.adopted, of.inFavour)
			of.shapley = shapley(w.seats, class.seats, by.inFavour, by.inFavourSeats[i])
		} else {
			of.opposed = sum(by.againstOne[i])
			of.opposed.Quo(of.opposed, big.NewInt(int64(class.seats)))
		}
		w.classes = append(w.classes, of)
	}
	if w.choices > 2 && w.monotone {
		w.rollCalls(by)
	}
	if w.monotone {
		w.decisive()
	} else {
		c.decisive(k, w)
	}
	return w, !c.budget.Spent()
}

// sum returns the sum of amounts.
func sum(amounts []exact.Natural) *big.Int {
	var sum exact.Natural
	for _, a := range amounts {
		sum = sum.Plus(a)
	}
	return new(big.Int).Set(sum.Int())
}

// add adds a class of seats, each For or Against, with the swings of one of them.
func (w *swings) add(seats int, each *big.Int) {
	inFavour := new(big.Int).Add(w.adopted, each)
	inFavour.Rsh(inFavour, 1)
	w.classes = append(w.classes, classSwings{seats: seats, inFavour: inFavour, opposed: new(big.Int).Sub(w.adopted, inFavour)})
}

// decisive finds how many votes each seat can change by itself, if the rule is
// monotone: nothing is worse than Against, and nothing better than For.
func (w *swings) decisive() {
	k := big.NewInt(int64(w.choices))
	for i := range w.classes {
		of := &w.classes[i]
		of.prevents = new(big.Int).Mul(k, of.opposed)
		of.prevents.Sub(w.adopted, of.prevents)
		of.initiates = new(big.Int).Mul(k, of.inFavour)
		of.initiates.Sub(of.initiates, w.adopted)
	}
}

// decisive does the same for any rule: it looks at every vote.
func (c *census) decisive(k int, w *swings) {
	adopted := c.askers[k].adopted
	for i := range c.classes {
		class := &c.classes[i]
		at := map[byState]int{}
		for n, counts := range class.splits.counts {
			at[counts] = n
		}
		var changed [2]exact.Natural // the votes that fail, and those that are adopted, by one seat
		for number, is := range adopted {
			if !c.budget.Charge(4*len(c.choices)*len(c.choices) + len(c.classes)) {
				return
			}
			n := number / class.stride % len(class.splits.counts)
			counts := class.splits.counts[n]
			for _, from := range c.choices {
				if counts[from] > 0 && class.changes(adopted, number, n, from, c.choices, at) {
					changed[b2i(!is)] = changed[b2i(!is)].Plus(c.ways(number).Times(counts[from]))
				}
			}
		}
		of, seats := &w.classes[i], big.NewInt(int64(class.seats))
		of.prevents = new(big.Int).Quo(changed[0].Int(), seats)
		of.initiates = new(big.Int).Quo(changed[1].Int(), seats)
	}
}

// ways returns the number of votes, seat by seat, that the vote of that number stands for.
func (c *census) ways(number int) exact.Natural {
	ways := exact.NaturalOf(1)
	for _, class := range c.classes {
		ways = ways.Product(class.splits.ways[number/class.stride%len(class.splits.ways)])
	}
	return ways
}

// changes reports whether a seat of the class in that state changes whether the vote is
// adopted, by some other choice.
func (of *class) changes(adopted []bool, number, n, from int, choices []int, at map[byState]int) bool {
	counts := of.splits.counts[n]
	counts[from]--
	for _, to := range choices {
		counts[to]++
		if adopted[number+(at[counts]-n)*of.stride] != adopted[number] {
			return true
		}
		counts[to]--
	}
	return false
}

// shapley returns the index of Shapley and Shubik of a seat, if each seat is For or
// Against. The class of the seat has size seats. adopted holds the adopted votes by the
// number of seats For. times holds the same votes, each times the seats of the class that
// are For.
func shapley(seats, size int, adopted, times []exact.Natural) *big.Rat {
	factorials := factorialsTo(seats)
	n, sum, term := big.NewInt(int64(size)), new(big.Int), new(big.Int)
	for t := range adopted {
		if t > 0 { // the seat is For
			term.Mul(factorials[t-1], factorials[seats-t])
			sum.Add(sum, term.Mul(term, times[t].Int()))
		}
		if t < seats { // it is Against
			term.Mul(n, adopted[t].Int())
			term.Sub(term, times[t].Int())
			term.Mul(term, factorials[t])
			sum.Sub(sum, term.Mul(term, factorials[seats-1-t]))
		}
	}
	return new(big.Rat).SetFrac(sum, n.Mul(n, factorials[seats]))
}

func factorialsTo(n int) []*big.Int {
	all := []*big.Int{big.NewInt(1)}
	for i := range n {
		all = append(all, new(big.Int).Mul(all[i], big.NewInt(int64(i+1))))
	}
	return all
}

// In a roll-call the seats vote in some order. The pivot is the seat whose vote makes the
// outcome certain. The index of a seat is the share of all roll-calls in which the seat is
// the pivot.
//
// Under a monotone rule, adoption is certain if the motion is adopted with all seats
// Against that have not voted yet. So an adopted vote stands for all orders in which the
// seats that are not Against vote before the seat in question. How many orders that are
// depends only on the number of these seats, and pivotWeights returns it. In the same way,
// failure is certain if the motion fails with all seats For that have not voted yet.

// rollCalls finds the index of Shapley and Shubik for more than two choices.
func (w *swings) rollCalls(by *votesBySize) {
	n, k := w.seats, int64(w.choices)
	weights := w.pivotWeights()
	all := new(big.Int).Exp(big.NewInt(k), big.NewInt(int64(n)), nil) // n! k^n
	all.Mul(all, new(big.Int).MulRange(1, int64(n)))
	for i := range w.classes {
		of := &w.classes[i]
		size := big.NewInt(int64(of.seats))
		sum := new(big.Int)
		add := func(t int, votes, times *big.Int) { // votes of which t seats are as bad (good) as can be
			term := new(big.Int)
			if t < n {
				term.Sub(term.Mul(size, votes), times)
				sum.Add(sum, term.Mul(term, weights[n-1-t]))
			}
			if t > 0 {
				term.Mul(times, weights[n-t])
				sum.Sub(sum, term.Mul(term, big.NewInt(k-1)))
			}
		}
		for t := range n + 1 {
			add(t, by.opposed[t].Int(), by.againstOne[i][t].Int())
			failed, times := w.failed(t, of.seats)
			add(t, failed.Sub(failed, by.inFavour[t].Int()), times.Sub(times, by.inFavourSeats[i][t].Int()))
		}
		of.shapley = new(big.Rat).SetFrac(sum, new(big.Int).Mul(all, size))
	}
}

// failed returns the number of all votes with t seats For, whatever their outcome. times is
// the same number, each vote times the seats of a class that are For. The class has size
// seats.
func (w *swings) failed(t, size int) (votes, times *big.Int) {
	others := new(big.Int).Exp(big.NewInt(int64(w.choices-1)), big.NewInt(int64(w.seats-t)), nil)
	votes = new(big.Int).Binomial(int64(w.seats), int64(t))
	votes.Mul(votes, others)
	times = new(big.Int)
	if t > 0 {
		times.Binomial(int64(w.seats-1), int64(t-1))
		times.Mul(times.Mul(times, others), big.NewInt(int64(size)))
	}
	return votes, times
}

// pivotWeights returns, by m, the sum over q of
//
//	m! (n-1-m)! C(q, m) k^(n-1-q)
//
// This is n! k^(n-1) times the share of roll-calls in which a seat votes after q others,
// these include m given seats, and all q seats vote in a given way. If p(m) is the sum
// without the factorials, then (k-1) p(m) = p(m-1) - C(n, m).
func (w *swings) pivotWeights() []*big.Int {
	n, fewer := w.seats, big.NewInt(int64(w.choices-1))
	p := new(big.Int).Exp(big.NewInt(int64(w.choices)), big.NewInt(int64(n)), nil)
	p.Sub(p, big.NewInt(1))
	p.Quo(p, fewer)
	factorials, weights := factorialsTo(n), make([]*big.Int, n)
	for m := range weights {
		if m > 0 {
			p.Sub(p, new(big.Int).Binomial(int64(n), int64(m)))
			p.Quo(p, fewer)
		}
		weights[m] = new(big.Int).Mul(factorials[m], factorials[n-1-m])
		weights[m].Mul(weights[m], p)
	}
	return weights
}
