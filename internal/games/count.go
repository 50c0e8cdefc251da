package games

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// A counting counts the coalitions of a game by generating functions. The seats are divided into
// parts. Each condition is about one part or, if it is about several, about the total of the seats
// For: 70 % of the votes in each of two groups, as in the Coffee Council, or a majority in each
// group and two thirds of all. If all seats are one part, each condition is about the total.
//
// Of a coalition of some parts, only its state matters to the other parts: which conditions about
// these parts it meets, and its total. So a series counts the coalitions of each part, and those
// of the parts but one are multiplied, as polynomials in the total, by the conditions that they
// meet. That tells with how many coalitions of the others a coalition of the part wins, by its
// weight. This number grows with the weight, and in one part alone it jumps once, from 0 to 1 at
// the quota. The sum over the jumps of
//
//	the height of the jump * the coalitions of the part that have its weight or more
//
// is the number of winning coalitions. A seat swings where a coalition without it is below a jump,
// and above it with the weight of the seat.
//
// For example, the seats of weights 2, 1 and 1 in the package comment are one part. Its jump is at
// 3, and of height 1. There are 3 coalitions of a weight of 3 or more. Of the 4 coalitions without
// the first seat, 3 have a weight of 1 or more, and none of 3 or more: the seat has 3 swings.
//
// If the seats of weight 1 are a part of their own, and two conditions ask for the seat of weight 2
// and for one of the others, one coalition of the first part does not meet its condition and one
// does; of the second part, these are one and three. So the jump of the first part is where its
// seat is For, and of height 3: with so many coalitions of the other part it wins.
//
// The index of Shapley and Shubik needs the swings by the size of coalitions. Then the series count
// by size, and a coefficient of a polynomial in the total is itself a polynomial in the size.
type counting struct {
	*Game
	work   *linear.Budget
	seats  int
	bySize bool // the swings are counted by size
	parts  []*part
	total  *weighting
	bits   []uint64 // by condition: its bit in a set of conditions; 0 if it is about the total
	needed map[coalition]int
}

// coalition says what matters of a coalition beside its total.
type coalition struct {
	met  uint64 // the conditions about parts
	size int    // 0 if the total does not go by the number of seats
}

// part is a part of the body, with a weighting of its own.
type part struct {
	*weighting
	classes            []int // their numbers
	conditions         []Condition
	bits               []uint64 // of the conditions
	about              uint64   // all of these bits
	seats              int
	bySize             bool    // the coalitions are counted by size
	perSeat, perWeight int     // of the total
	least              [][]int // by size: the least weight with which each condition holds
	series             *series
}

// jump is a weight from which a coalition wins with so many more coalitions of the other parts.
type jump struct {
	weight int
	more   *big.Int
}

const (
	none        = math.MaxInt // a weight that no coalition has
	mostSeats   = 1 << 16
	mostValues  = 1 << 21 // of the coalitions of a part, and of their totals, if there are several
	workOfQuota = 128     // the work of one condition of a quota
)

// Count counts the votes of a game. If inParts is set, conditions can go by the weightings of
// single parts, and by one weighting of all seats. Otherwise all go by one weighting. ok is false
// if they do not.
//
// The index of Shapley and Shubik takes a count by size, and so a table for each size. That is made
// only when the index is asked for, with a budget of its own, unless the game itself goes by size.
func (g *Game) Count(inParts bool, work *linear.Budget) (r *Result, ok bool, err error) {
	c, ok := g.counting(inParts, false, work)
	if !ok {
		return nil, false, nil
	}
	adopted, swings, err := c.count()
	if err != nil {
		return nil, true, err
	}
	r = &Result{
		Choices: 2, Votes: power2(c.seats), Adopted: adopted, Monotone: true, finds: g.finds,
	}
	for i, bySize := range swings {
		r.addSwings(g.Classes[i], total(bySize))
	}
	r.decisive()
	if r.Proper, r.Strong = c.properStrong(); work.Spent() {
		return nil, true, c.tooLarge()
	}
	if r.Long = !c.bySize; !r.Long {
		all := shapley(swings)
		r.Shapley = func() ([]*big.Rat, error) { return all, nil } // without the series
		return r, true, nil
	}
	r.Shapley = func() ([]*big.Rat, error) {
		c, _ := g.counting(inParts, true, linear.NewBudget(MostWork)) // as before
		_, swings, err := c.count()
		if err != nil {
			return nil, err
		}
		return shapley(swings), nil
	}
	return r, true, nil
}

// shapley returns the index of Shapley and Shubik by class, from the swings by size.
func shapley(swings [][]big.Int) (all []*big.Rat) {
	orders := ordersOf(len(swings[0]))
	for _, bySize := range swings {
		all = append(all, shapleyOf(bySize, orders))
	}
	return all
}

// counting tells the conditions about one part from those about the total, and weighs both. ok is
// false if one of them has no single weighting.
//
// A condition about no seat always holds, or never. It counts as one about the total, and needs a
// total of 0, or one that no coalition has. A set of conditions is a word of 64 bits, so more than
// 64 conditions about single parts are refused: a bit that is moved out of the word is 0.
//
// Of several parts, the total is one exponent. If one condition about it went by weight and another
// by the number of seats, there would be two, so that is refused as well.
func (g *Game) counting(inParts, bySize bool, work *linear.Budget) (c *counting, ok bool) {
	c = &counting{Game: g, work: work, bySize: bySize, needed: map[coalition]int{}}
	at := map[int]*part{}
	of := make([]*part, len(g.Classes))
	for class, seats := range g.Classes {
		number := 0
		if inParts {
			number = g.Parts[class]
		}
		if at[number] == nil {
			at[number] = &part{}
			c.parts = append(c.parts, at[number])
		}
		f := at[number]
		f.classes, f.seats, of[class] = append(f.classes, class), f.seats+seats, f
		c.seats += seats
	}
	var total []Condition
	for _, condition := range g.Conditions {
		about := map[*part]bool{}
		for class, each := range condition.Each {
			if each.Sign() != 0 {
				about[of[class]] = true
			}
		}
		bit := uint64(0)
		if len(c.parts) == 1 || len(about) != 1 {
			total = append(total, condition)
		} else if bit = 1 << (len(c.bits) - len(total)); bit == 0 {
			return nil, false // too many conditions for a set
		}
		c.bits = append(c.bits, bit)
		for f := range about {
			f.add(condition, bit)
		}
	}
	if c.total, ok = weigh(g.Classes, total); !ok || c.seats > mostSeats {
		return nil, false
	}
	c.bySize = c.bySize || c.total.sized
	sized := c.total.sized && len(c.parts) > 1
	return c, !sized && !slices.ContainsFunc(c.parts, func(f *part) bool { return !c.weigh(f) })
}

// add adds a condition about the part, unless its bit is 0.
func (f *part) add(condition Condition, bit uint64) {
	if bit != 0 {
		of := Condition{Constant: condition.Constant}
		for _, class := range f.classes {
			of.Each = append(of.Each, condition.Each[class])
		}
		f.conditions, f.bits = append(f.conditions, of), append(f.bits, bit)
		f.about |= bit
	}
}

// weigh finds the weighting of a part, and what it adds to the total. It reports false if its
// conditions go by several weightings, or there are too many weights.
//
// What a seat adds to the total is taken for one more condition, so that the coalitions of one
// size and weight add the same. For the total of the weights 2, 1 and 1, the first seat as a part
// of its own has the weight 1, the smallest whole number, and adds 2 per weight. If a part goes by
// weight and the total by the number of seats, the part adds 1 per seat.
//
// A part has a number for each size and weight, and its polynomials one for each total. If there
// are several parts, both are at most mostValues, or the polynomials would take too much memory.
func (c *counting) weigh(f *part) (ok bool) {
	seats, toTotal := []int(nil), Condition{}
	for _, class := range f.classes {
		seats = append(seats, c.Classes[class])
		toTotal.Each = append(toTotal.Each, exact.Whole(int64(c.total.of[class].weight)))
	}
	if f.weighting, ok = weigh(seats, append(f.conditions, toTotal)); !ok {
		return false
	}
	l := f.lines[len(f.conditions)]
	if unit, _ := l.unit.Int64(); l.bySeats {
		f.perSeat = int(unit)
	} else if l.unit.Given() {
		f.perWeight = int(unit)
	}
	f.bySize = f.sized || c.bySize
	sizes := 1 + f.seats*exact.Bit(f.bySize)
	lines := len(f.conditions) + len(c.total.lines) + 1
	if !c.work.ChargeProduct(sizes, lines, workOfQuota) {
		return false
	}
	for size := range sizes {
		least := make([]int, len(f.conditions))
		for i := range least {
			least[i] = f.lines[i].least(size)
		}
		f.least = append(f.least, least)
	}
	return len(c.parts) == 1 ||
		sizes <= mostValues/(f.weight+1) && f.total(sizes-1, f.weight) < mostValues
}

// total returns what the coalitions of a size and weight add to the total.
func (f *part) total(size, weight int) int { return size*f.perSeat + weight*f.perWeight }

// met returns the conditions that the coalitions of a size and weight meet. More weight meets no
// fewer, so for one size there is at most one set more than there are conditions. Conditions that
// need 3 and 4 of the weights 2, 1 and 1 are met by the sets {}, {3} and {3, 4}.
func (f *part) met(size, weight int) (met uint64) {
	for i, least := range f.least[size] {
		if weight >= least {
			met |= f.bits[i]
		}
	}
	return met
}

// needs returns the least total that is adopted. A condition about a part needs nothing if it is
// met, and otherwise a total that no coalition has. What was asked before is known: few sets of
// conditions stand for many coalitions. The size is dropped where the total does not go by it, for
// else the same quota would be found again for each size.
func (c *counting) needs(of coalition) int {
	if !c.total.sized {
		of.size = 0
	}
	least, known := c.needed[of]
	if !known {
		needs, about := make([]int, len(c.bits)), 0
		for i, bit := range c.bits {
			if bit == 0 {
				needs[i] = c.total.lines[about].least(of.size)
				about++
			} else if of.met&bit == 0 {
				needs[i] = none
			}
		}
		least = c.quota(needs)
		c.needed[of] = least
	}
	return least
}

// count returns the number of winning coalitions and, by class, the swings of a seat: by the size
// of the other seats For if the swings are counted by size, and otherwise in one number.
//
// Each part needs the product of all others, so p parts take up to p (p-1) products of polynomials.
// Each part finds the same number of winning coalitions, so any of them may set it.
func (c *counting) count() (adopted *big.Int, swings [][]big.Int, err error) {
	for _, f := range c.parts {
		var ok bool
		if f.series, ok = newSeries(f.of, f.bySize, c.limit(f), c.work); !ok {
			return nil, nil, c.tooLarge()
		}
	}
	swings = make([][]big.Int, len(c.Classes))
	for _, f := range c.parts {
		jumps := c.jumps(f)
		words := 2 + (f.seats/64+1)*(c.words(f)*c.sizes(f)+1)/4
		if !c.work.ChargeProduct(len(f.classes)+1, number(jumps), words) {
			return nil, nil, c.tooLarge()
		}
		winning := f.winning(jumps, f.seats, f.series.below)
		adopted = total(winning)
		for i, class := range f.classes {
			swings[class] = c.swings(f, i, jumps, winning)
		}
	}
	return adopted, swings, nil
}

// limit returns the weight up to which the coalitions of a part are counted. In one part alone,
// heavier coalitions than the quota are counted as all less the lighter ones, so that the series
// ends at the quota. With several parts, all weights can matter to the total.
func (c *counting) limit(f *part) (limit int) {
	if len(c.parts) > 1 {
		return f.weight + 1
	}
	for size := range f.least {
		if quota := c.needs(coalition{size: size}); quota != none {
			limit = max(limit, min(quota, f.weight+1))
		}
	}
	return limit
}

// tooLarge says how large the tables would be.
func (c *counting) tooLarge() TooLarge {
	most, text := c.parts[0].series, "too large: a table of "
	if n := len(c.parts); n > 1 {
		text = "too large: tables of " + prose.Plural(n, "part") + " by "
	}
	for _, f := range c.parts {
		if f.series != nil && f.series.limit > most.limit {
			most = f.series
		}
	}
	if most.bySize {
		text += prose.Plural(most.seats, "row") + " of "
	}
	text += "up to " + strconv.Itoa(most.limit) + " numbers of "
	return TooLarge(text + prose.Plural(c.seats, "bit"))
}

// sizes returns how many coefficients in the size stand in one in the total, for all parts but
// one, and words of how many words each is: the number of all coalitions fits. To multiply two
// polynomials that are packed in this way is to multiply two integers, which math/big does best. No
// coefficient of the product is too long for its words either, for it counts coalitions, too.
//
// For example, let the two seats of weight 1 be a part that needs one of them, and no condition be
// about the total. Their coalitions that meet it are 2y + y^2 by size: the words 0, 2 and 1.
func (c *counting) sizes(but *part) int { return 1 + (c.seats-but.seats)*exact.Bit(c.bySize) }

func (c *counting) words(but *part) int {
	if c.bySize {
		return c.seats/bits.UintSize + 1 // also for a product with coalitions of the part itself
	}
	return (c.seats-but.seats)/bits.UintSize + 1
}

// polynomials counts the coalitions of a part by the conditions that they meet, as polynomials in
// the total. To add to a coefficient in the middle of a number, math/big would copy the whole. So
// each coefficient is added up by itself. The series tells how many weigh less than a number, so
// those of one weight are a difference of two. Several weights can have one total, hence the sum.
func (c *counting) polynomials(f, but *part) map[uint64]*big.Int {
	sizes, words := c.sizes(but), c.words(but)
	packed := map[uint64][]big.Word{}
	length := (f.total(len(f.least)-1, f.weight) + 1) * sizes * words
	var sum, was, number, below, less big.Int
	for size := range f.least {
		for weight := range f.weight + 1 {
			number.Sub(below.SetBits(f.series.at(size, weight+1)), less.SetBits(f.series.at(size, weight)))
			if number.Sign() == 0 {
				continue
			}
			met := f.met(size, weight)
			if packed[met] == nil {
				packed[met] = make([]big.Word, length)
			}
			index := f.total(size, weight)*sizes + size*exact.Bit(c.bySize)
			coef := packed[met][index*words:][:words]
			copy(coef, sum.Add(was.SetBits(coef), &number).Bits())
		}
	}
	all := map[uint64]*big.Int{}
	for met, coefs := range packed {
		all[met] = new(big.Int).SetBits(coefs)
	}
	return all
}

// others multiplies the polynomials of all parts but one. It drops those with which nothing is
// adopted, whatever the remaining parts do: open has the conditions that these may still meet.
// A condition about one part is met by one part only, so no two products meet the same.
//
// Let the two seats of weight 1 be a part that needs one of them, and all seats a total weight of
// 3. The coalitions of that part are 1, and 2x + x^2 if they meet its condition. The 1 is dropped:
// whatever total the first seat adds, that condition is not met.
func (c *counting) others(but *part) map[uint64]*big.Int {
	all, open := map[uint64]*big.Int{0: big.NewInt(1)}, ^uint64(0)
	for _, f := range c.parts {
		if f == but {
			continue
		}
		next, own := map[uint64]*big.Int{}, c.polynomials(f, but)
		open &^= f.about
		for a, x := range all {
			for b, y := range own {
				words := (x.BitLen() + y.BitLen()) / 64
				if c.needs(coalition{met: a | b | open}) != none &&
					c.work.ChargeProduct(words+1, 1<<(bits.Len(uint(words))/2)) {
					next[a|b] = new(big.Int).Mul(x, y)
				}
			}
		}
		all = next
	}
	return all
}

// jumps returns, by size, the weights from which the coalitions of a part win with more coalitions
// of the other parts. Given the conditions that both meet, those win that have at least the total
// that is still needed; the sums over all greater totals are made once, from the end.
//
// More weight never wins with fewer. So where two weights win with equally many, there is no jump
// between them, and bisection finds the others. A row has at most one jump for each state of the
// others, since with each it wins from one weight on. Bisection finds a jump in as many steps as
// the range of weights has bits.
//
// A row starts one below its least weight, where there is no coalition to win with any other. So a
// weight that wins at once is a jump, too. If the others have 2x + x^2 with the one condition met,
// as above, the first seat has its total of 2 at the weight 1. It wins with all 3, in one jump.
func (c *counting) jumps(f *part) (all [][]jump) {
	above, words := map[uint64][]big.Int{}, c.sizes(f)*c.words(f)
	for met, n := range c.others(f) {
		from := unpack(n, len(n.Bits())/words+1, words) // by total: those of this total or more
		for total := len(from) - 2; total >= 0; total-- {
			from[total].Add(&from[total], &from[total+1])
		}
		above[met] = from
	}
	for size := range f.least {
		wins := func(weight int) *big.Int {
			sum, own := new(big.Int), f.met(size, weight)
			for met, from := range above {
				least := max(0, c.needs(coalition{met | own, size})-f.total(size, weight))
				if least < len(from) {
					sum.Add(sum, &from[least])
				}
			}
			return sum
		}
		var row []jump
		var find func(low, high int, before, after *big.Int)
		find = func(low, high int, before, after *big.Int) {
			switch middle := low + (high-low)/2; {
			case before.Cmp(after) == 0:
			case high == low+1:
				row = append(row, jump{high, new(big.Int).Sub(after, before)})
			default:
				between := wins(middle)
				find(low, middle, before, between)
				find(middle, high, between, after)
			}
		}
		first, last := f.series.rows[size].low, f.series.rows[size].most
		find(first-1, last, new(big.Int), wins(last))
		all = append(all, row)
	}
	return all
}

// number returns how many jumps there are.
func number(jumps [][]jump) (n int) {
	for _, row := range jumps {
		n += len(row)
	}
	return n
}

// winning returns the number of winning coalitions in which so many seats of the part can be For,
// by their number if that matters. below tells how many have less weight.
//
// A coalition of the part wins with as many of the others as all jumps up to its weight are high.
// Added up the other way round, each jump counts its height for each coalition at it or above. For
// the weights 2, 1 and 1 and the jump of height 1 at 3, these are 8 - 5 = 3 of all, 4 - 4 = 0 of
// those without the first seat, and 4 - 3 = 1 of those without the second.
func (f *part) winning(jumps [][]jump, seats int, below func(size, weight int) *big.Int) []big.Int {
	var above, term big.Int
	sums := make([]big.Int, len(jumps))
	for size, all := range f.series.coalitions(seats) {
		for _, j := range jumps[size] {
			above.Sub(&all, below(size, j.weight))
			sums[size].Add(&sums[size], term.Mul(&above, j.more))
		}
	}
	return sums
}

// swings returns the swings of a seat of a class of the part: the winning coalitions with the seat,
// which are all less those without it, less those without it. For the weights 2, 1 and 1 these are
// (3 - 0) - 0 = 3 for the first seat, and (3 - 1) - 1 = 1 for each of the others.
//
// By size, the winning coalitions with the seat are larger by one than what they leave without it:
// those of size n+1 swing against those of size n. A seat without a weight has no swing, for it
// moves no coalition above a jump, unless the coalitions go by size.
func (c *counting) swings(f *part, class int, jumps [][]jump, winning []big.Int) []big.Int {
	all, weight := make([]big.Int, 1+(c.seats-1)*exact.Bit(c.bySize)), f.of[class].weight
	if weight == 0 && !f.bySize {
		return all
	}
	// A table of all weights is soon made, compared with a sum for each of many jumps.
	many := number(jumps) > len(jumps)*(weight+1)
	opposed := f.winning(jumps, f.seats-1, f.series.without(weight, many))
	var sum big.Int
	for size := range max(1, len(jumps)-1) {
		with := size + exact.Bit(f.bySize)
		sum.Sub(sum.Sub(&winning[with], &opposed[with]), &opposed[size])
		if !c.bySize {
			all[0].Add(&all[0], &sum)
			continue
		}
		for others, swings := range unpack(&sum, c.sizes(f), c.words(f)) {
			all[size+others].Add(&all[size+others], &swings)
		}
	}
	return all
}

// properStrong reports whether a coalition and the seats that are not in it never both win, and
// never both lose. For each pair of what the two meet, it finds the totals that occur: here it does
// not matter how many coalitions have a total, so a total is one bit of a number.
//
// If a coalition has the total t, the seats that are not in it have all - t. It wins from a total
// on, and they win below another. So both win if a total is not below the first but below the
// second, and both lose if it is below the first but not below the second. For the weights 2, 1
// and 1, a coalition wins from 3 on, and the others win below 2. No total is in both ranges, so
// the game is proper. The total 2 is in neither, so it is not strong: the first seat and the two
// others can block each other.
func (c *counting) properStrong() (proper, strong bool) {
	pairs, all := map[[2]coalition]*big.Int{{}: big.NewInt(1)}, 0
	var moved big.Int
	for _, f := range c.parts {
		next := map[[2]coalition]*big.Int{}
		f.pairs(func(own [2]coalition, more *big.Int) {
			for of, totals := range pairs {
				if !c.work.ChargeProduct(totals.BitLen(), more.BitLen()/512+1, 1) {
					return
				}
				for k := range own {
					of[k].met, of[k].size = of[k].met|own[k].met, own[k].size*exact.Bit(c.total.sized)
				}
				if next[of] == nil {
					next[of] = new(big.Int)
				}
				for total := range totals.BitLen() {
					if totals.Bit(total) == 1 {
						next[of].Or(next[of], moved.Lsh(more, uint(total)))
					}
				}
			}
		})
		pairs = next
		all += f.total(len(f.least)-1, f.weight)
	}
	any := func(totals *big.Int, low, high int) bool { // from low to high-1
		low = max(0, low)
		moved.Rsh(totals, uint(low))
		return moved.Sign() > 0 && int(moved.TrailingZeroBits()) < high-low
	}
	proper, strong = true, true
	for of, totals := range pairs {
		wins, loses := c.needs(of[0]), all-c.needs(of[1])+1 // the others win below that
		proper, strong = proper && !any(totals, wins, loses), strong && !any(totals, loses, wins)
	}
	return proper, strong
}

// pairs visits what a coalition of the part and the seats of the part that are not in it can meet,
// with the totals of the coalition. The seats that are not in it have the size and the weight that
// are left.
//
// What both meet changes at few weights: at the least of a condition, and where the weight that is
// left falls below it. So all weights between two such bounds are visited as one number of bits.
// If a part of the weights 2, 1 and 1 has a condition at 3, the bounds are 0, 2, 3 and 5. Below 2,
// only the seats that are not in the coalition meet it; at 2, neither side does; from 3 on, only
// the coalition does. A least weight that no coalition has is no bound.
func (f *part) pairs(visit func(own [2]coalition, totals *big.Int)) {
	most, one := len(f.least)-1, big.NewInt(1)
	var mask, moved big.Int
	weights := f.weights()
	for size := range weights {
		bounds := []int{0, f.weight + 1} // of the weights that meet the same
		for i, least := range f.least[size] {
			bounds = append(bounds, least, f.weight+1-f.least[most-size][i])
		}
		bounds = slices.DeleteFunc(bounds, func(n int) bool { return n < 0 || n > f.weight+1 })
		slices.Sort(bounds)
		for i, low := range bounds[:len(bounds)-1] {
			some := mask.Sub(mask.Lsh(one, uint(bounds[i+1]-low)), one)
			some.And(some, moved.Rsh(&weights[size], uint(low)))
			totals := new(big.Int).Lsh(some, uint(f.total(size, low)))
			if f.perWeight != 1 {
				totals.SetInt64(0)
				for more := range some.BitLen() {
					at := f.total(size, low+more)
					totals.SetBit(totals, at, totals.Bit(at)|some.Bit(more))
				}
			}
			if totals.Sign() > 0 {
				others := coalition{f.met(most-size, f.weight-low), most - size}
				visit([2]coalition{{f.met(size, low), size}, others}, totals)
			}
		}
	}
}

// weights returns the weights of the coalitions by size, or of all if the size does not matter: a
// bit for each weight that there is. A further seat adds its weight to all: the bits are or-ed with
// themselves, moved by it. For the weights 2, 1 and 1 they become 1, 101, 1111 and 11111 in binary.
func (f *part) weights() []big.Int {
	rows := make([]big.Int, len(f.least))
	rows[0].SetInt64(1)
	var with big.Int
	for _, of := range f.of {
		for range of.seats {
			for size := len(rows) - 1; size >= exact.Bit(f.bySize); size-- {
				from := &rows[size-exact.Bit(f.bySize)]
				rows[size].Or(&rows[size], with.Lsh(from, uint(of.weight)))
			}
		}
	}
	return rows
}
