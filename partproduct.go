package tripartite

import (
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// A partProduct counts the coalitions under a rule whose clauses are about single parts of the
// body, or about one total of several parts: for example, a majority in each group and two
// thirds of all.
//
// Of a coalition of some parts, only its state matters to the other parts: which conditions
// about these parts it meets, and its total. So the coalitions of each part are counted by
// state, and the numbers of the parts are multiplied as polynomials. The product of all
// parts but one tells how often a coalition of that part wins.
type partProduct struct {
	*census
	formula linear.Formula
	lines   map[*linear.Condition]*quotaLine
	bits    map[*linear.Condition]uint64 // of conditions about one part, in sets of conditions
	parts   []*factor
	total   *quotaLine     // what conditions about several parts are multiples of; nil if there are none
	unit    Fraction       // of the total
	needed  map[uint64]int // the answers of needs so far
	shift   uint           // so many bits hold the number of coalitions of a size; 0 if sizes do not matter
}

// factor is a part of the body: a group or an independent bloc. The value of a coalition
// is its weight and, if that matters, too, its size.
type factor struct {
	census                   // of its classes
	of            []int      // by class: its position in the whole
	adds, inTotal []int      // by class: what a seat adds to the value, and to the total
	about         uint64     // the conditions about this part
	met           []uint64   // by value: those that hold
	totals        []int      // by value
	counts        []*big.Int // by value: the coalitions; nil if there are none
}

// mostValues is the greatest number of values of a part, and of its totals.
const mostValues = 1 << 21

// product returns the rule of an asker in this form. ok is false if it has none.
func (c *census) product(k int) (p *partProduct, ok bool) {
	a := c.askers[k]
	p = &partProduct{census: c, formula: a.formula, bits: map[*linear.Condition]uint64{}, needed: map[uint64]int{}}
	if a.formula == nil || len(c.choices) > 2 || c.seats > mostWeighted {
		return nil, false
	} else if p.lines, ok = c.lines(k); !ok || len(p.lines) > 64 {
		return nil, false
	}
	at := map[int]*factor{}
	for i, class := range c.classes {
		top := a.body.top(class.slots[k][0].node)
		if at[top] == nil {
			at[top] = &factor{}
			p.parts = append(p.parts, at[top])
		}
		at[top].of, at[top].classes = append(at[top].of, i), append(at[top].classes, class)
		at[top].seats += class.seats
	}
	return p, p.sort() && !slices.ContainsFunc(p.parts, func(f *factor) bool { return !p.weigh(f) })
}

// sort tells conditions about one part from those about several. It reports false if the
// latter are not all about the same total.
func (p *partProduct) sort() (ok bool) {
	for x, l := range p.lines {
		l.perSeat, l.perWeight = whole(0), whole(0)
		about := slices.DeleteFunc(slices.Clone(p.parts), func(f *factor) bool {
			return !slices.ContainsFunc(f.of, func(i int) bool { return l.each[i].Sign() != 0 })
		})
		if len(about) == 1 {
			p.bits[x] = 1 << len(p.bits)
			about[0].about |= p.bits[x]
		} else if len(about) > 1 {
			if p.total == nil {
				p.total = l
				for _, each := range slices.DeleteFunc(slices.Clone(l.each), func(f Fraction) bool { return f.Sign() == 0 }) {
					p.unit = commonDivisor(p.unit, each)
				}
			}
			factor, ok := multiple(l.each, p.total.each)
			if l.perWeight = factor.times(p.unit); !ok || l.perWeight.Sign() <= 0 {
				return false
			}
		}
	}
	return true
}

// weigh finds the values of the coalitions of a part, and what each value means. It reports
// false if its conditions go by several weightings, or there are too many values.
func (p *partProduct) weigh(f *factor) bool {
	own := map[*linear.Condition]*quotaLine{}
	for x, l := range p.lines {
		if l == p.total || f.about&p.bits[x] != 0 {
			own[x] = &quotaLine{constant: l.constant}
			for _, i := range f.of {
				own[x].each = append(own[x].each, l.each[i])
			}
		}
	}
	w, sizes := &weighted{}, 1
	if !w.weigh(&f.census, own) {
		return false
	}
	base := w.weight + 1
	if w.sized {
		sizes += f.seats
	}
	if sizes > mostValues/base || !p.budget.ChargeProduct(sizes, len(own)+1, base+workOfLine) {
		return false
	}
	all := 0
	for k, seat := range w.seats {
		f.adds, f.inTotal = append(f.adds, seat.weight+base*b2i(w.sized)), append(f.inTotal, 0)
		if p.total != nil {
			n, fits := p.total.each[f.of[k]].over(p.unit).n.Int64()
			if f.inTotal[k] = int(n); !fits || n >= mostValues {
				return false
			}
		}
		if all += f.inTotal[k] * seat.seats; all >= mostValues {
			return false
		}
	}
	f.met, f.totals = make([]uint64, sizes*base), make([]int, sizes*base)
	for x, l := range own {
		for size := range sizes {
			least := quota(x, map[*linear.Condition]*quotaLine{x: l}, size)
			for weight := range base {
				if value := size*base + weight; weight >= least {
					f.met[value] |= p.bits[x]
				}
			}
		}
	}
	return true
}

// needs returns the least total with which the rule adopts, given the conditions that hold.
func (p *partProduct) needs(met uint64) int {
	least, known := p.needed[met]
	if !known {
		lines := map[*linear.Condition]*quotaLine{}
		for x, l := range p.lines {
			lines[x] = l
			if bit := p.bits[x]; bit != 0 {
				lines[x] = &quotaLine{constant: whole(int64(b2i(met&bit != 0) - 1)), perSeat: whole(0)}
			}
		}
		least = quota(p.formula, lines, 0)
		p.needed[met] = least
	}
	return least
}

// Coalitions of each size are counted in one number: the coefficients of a polynomial in y
// are its digits, for y = 2^shift. If shift is 0, the number is their sum.

// count counts the coalitions of a part.
func (f *factor) count(shift uint) {
	f.counts = make([]*big.Int, len(f.met))
	f.counts[0] = big.NewInt(1)
	term := new(big.Int)
	for k, of := range f.classes {
		for range of.seats {
			for value := len(f.met) - 1; value >= f.adds[k]; value-- {
				if with := f.counts[value-f.adds[k]]; with != nil {
					f.totals[value] = f.totals[value-f.adds[k]] + f.inTotal[k]
					plus(f.counts, value, term.Lsh(with, shift))
				}
			}
		}
	}
}

// plus adds a number to one that is 0 if it is nil.
func plus(list []*big.Int, at int, term *big.Int) {
	if list[at] == nil {
		list[at] = new(big.Int)
	}
	list[at].Add(list[at], term)
}

// swings sums the wins that one more seat of a class brings, over all coalitions without it.
func (f *factor) swings(k int, shift uint, wins []*big.Int) *big.Int {
	sum, term, without, adds := new(big.Int), new(big.Int), slices.Clone(f.counts), f.adds[k]
	if adds == 0 {
		return sum
	}
	for value, n := range without {
		if value >= adds && n != nil && without[value-adds] != nil {
			n = new(big.Int).Sub(n, term.Lsh(without[value-adds], shift))
			without[value] = n
		}
		if n != nil && n.Sign() > 0 {
			sum.Add(sum, term.Mul(n, new(big.Int).Sub(wins[value+adds], wins[value])))
		}
	}
	return sum
}

// states divides the coalitions of a part by the conditions that they meet. The numbers by
// total are the coefficients of a polynomial, with a number of bytes for each.
func (f *factor) states(bytes int) map[uint64]*big.Int {
	totals, all := map[uint64][]*big.Int{}, map[uint64]*big.Int{}
	for value, n := range f.counts {
		if met := f.met[value]; n != nil {
			if totals[met] == nil {
				totals[met] = make([]*big.Int, slices.Max(f.totals)+1)
			}
			plus(totals[met], f.totals[value], n)
		}
	}
	for met, list := range totals {
		text := make([]byte, len(list)*bytes)
		for total, n := range list {
			if end := len(text) - total*bytes; n != nil {
				n.FillBytes(text[end-bytes : end])
			}
		}
		all[met] = new(big.Int).SetBytes(text)
	}
	return all
}

// others multiplies the states of all parts but one. It drops those with which the rule
// cannot adopt, whatever the remaining parts do.
func (p *partProduct) others(but *factor, bytes int) map[uint64]*big.Int {
	all, open := map[uint64]*big.Int{0: big.NewInt(1)}, ^uint64(0)
	for _, f := range p.parts {
		if f == but {
			continue
		}
		next := map[uint64]*big.Int{}
		open &^= f.about
		for a, x := range all {
			for b, y := range f.states(bytes) {
				words := (x.BitLen() + y.BitLen()) / 64
				if p.needs(a|b|open) != none && p.budget.ChargeProduct(words+1, 1<<(bits.Len(uint(words))/2)) {
					next[a|b] = new(big.Int).Mul(x, y)
				}
			}
		}
		all = next
	}
	return all
}

// wins returns, by value of a part, the coalitions of the other parts that win with it.
func (f *factor) wins(p *partProduct, others map[uint64]*big.Int, bytes int) []*big.Int {
	wins := make([]*big.Int, len(f.met))
	for value := range wins {
		wins[value] = new(big.Int)
	}
	for met, n := range others {
		text := n.FillBytes(make([]byte, (n.BitLen()/8/bytes+1)*bytes))
		from := make([]*big.Int, len(text)/bytes+1) // by total: those of this total or more
		from[len(from)-1] = new(big.Int)
		for total := len(from) - 2; total >= 0; total-- {
			end := len(text) - total*bytes
			from[total] = new(big.Int).SetBytes(text[end-bytes : end])
			from[total].Add(from[total], from[total+1])
		}
		for value, total := range f.totals {
			if least := max(0, p.needs(met|f.met[value])-total); f.counts[value] != nil && least < len(from) {
				wins[value].Add(wins[value], from[least])
			}
		}
	}
	return wins
}

// count returns the number of winning coalitions, and the swings of a seat by class.
func (p *partProduct) count() (adopted *big.Int, swings []*big.Int, err error) {
	bytes := func(seats int) int { return (1+int(p.shift))*(seats+1)/8 + 1 } // of a number of coalitions
	for _, f := range p.parts {
		own, others := bytes(f.seats)/8, bytes(p.seats-f.seats)/8
		if !p.budget.ChargeProduct(len(f.met), f.seats/4+1, own+4) || !p.budget.ChargeProduct(len(f.classes)+1, len(f.met), 2+(own+1)*(others+1)/4) {
			return nil, nil, p.tooLarge()
		}
		f.count(p.shift)
	}
	adopted, swings = new(big.Int), make([]*big.Int, len(p.classes))
	for i, f := range p.parts {
		size := bytes(p.seats - f.seats)
		wins := f.wins(p, p.others(f, size), size)
		for k, class := range f.of {
			swings[class] = f.swings(k, p.shift, wins)
		}
		for value, n := range f.counts {
			if i == 0 && n != nil {
				adopted.Add(adopted, new(big.Int).Mul(n, wins[value]))
			}
		}
	}
	if p.budget.Spent() {
		return nil, nil, p.tooLarge()
	}
	return adopted, swings, nil
}

// tooLarge says how large the tables would be.
func (p *partProduct) tooLarge() error {
	most := 0
	for _, f := range p.parts {
		most = max(most, len(f.met))
	}
	return problem{ErrTooLarge, "too large: tables of " + prose.Plural(len(p.parts), "part") + " by " + strconv.Itoa(most) + " numbers of " + prose.Plural(p.seats, "bit")}
}

// swings counts the votes.
func (p *partProduct) swings() (*swings, error) {
	adopted, each, err := p.count()
	if err != nil {
		return nil, err
	}
	n := &swings{choices: 2, seats: p.seats, votes: power2(p.seats), adopted: adopted, monotone: true, later: p.shapleys}
	for i, class := range p.classes {
		n.add(class.seats, each[i])
	}
	n.proper, n.strong = p.properStrong()
	n.decisive()
	p.parts = nil // shapleys makes them anew
	return n, nil
}

// properStrong reports whether a coalition and the seats that are not in it never both
// win, and never both lose.
func (p *partProduct) properStrong() (proper, strong bool) {
	type pair struct{ met, opposite uint64 }       // the conditions that a coalition meets, and the others
	totals := map[pair]*big.Int{{}: big.NewInt(1)} // sets of bits
	all, moved := 0, new(big.Int)
	for _, f := range p.parts {
		next := map[pair]*big.Int{}
		for of, set := range totals {
			for value, n := range f.counts {
				key := pair{of.met | f.met[value], of.opposite | f.met[len(f.met)-1-value]}
				if n != nil && next[key] == nil {
					next[key] = new(big.Int)
				}
				if n != nil {
					next[key].Or(next[key], moved.Lsh(set, uint(f.totals[value])))
				}
			}
		}
		totals = next
		all += slices.Max(f.totals)
	}
	proper, strong = true, true
	for of, set := range totals {
		for total := range set.BitLen() {
			if set.Bit(total) == 1 {
				wins, loses := total >= p.needs(of.met), all-total < p.needs(of.opposite)
				proper, strong = proper && (!wins || loses), strong && (wins || !loses)
			}
		}
	}
	return proper, strong
}

// shapleys returns the index of Shapley and Shubik by class.
func (p *partProduct) shapleys() ([]*big.Rat, error) {
	again, _ := (&census{askers: p.askers, choices: p.choices, classes: p.classes, seats: p.seats, budget: linear.NewBudget(powerWork)}).product(0)
	again.shift = uint(p.seats)
	_, swings, err := again.count()
	if err != nil {
		return nil, err
	}
	factorials, size := factorialsTo(p.seats), power2(p.seats)
	var all []*big.Rat
	for _, left := range swings {
		sum, n := new(big.Int), new(big.Int)
		for others := range p.seats {
			left.QuoRem(left, size, n)
			n.Mul(n, factorials[others])
			sum.Add(sum, n.Mul(n, factorials[p.seats-1-others]))
		}
		all = append(all, new(big.Rat).SetFrac(sum, factorials[p.seats]))
	}
	return all, nil
}
