package games

import (
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// A product counts the coalitions if each condition is about one part of the body, or about one
// total of several parts: for example, 70 % of the votes in each of two groups, as in the Coffee
// Council, or a majority in each group and two thirds of all.
//
// Of a coalition of some parts, only its state matters to the other parts: which conditions
// about these parts it meets, and its total. So the coalitions of each part are counted by
// state, and multiplied as polynomials in the total. The product of all parts but one tells how
// many coalitions of these win with a coalition of that part.
//
// A polynomial is held in one number, with a number of bytes for each coefficient, so that
// math/big multiplies it. In the same way, if shift is not 0, a coefficient is a polynomial in
// the size of the coalitions, with shift bits for each.
type product struct {
	*Game
	work   *linear.Budget
	seats  int
	parts  []*part
	lines  []line
	bits   []uint64       // by condition: its bit in a set of conditions, if it is about one part
	total  []int          // by class: what a seat adds to the total; nil if there is none
	needed map[uint64]int // the answers of needs so far
	shift  uint
}

// part is a part of the body. The value of a coalition is its weight, plus base times its size if
// that matters, too.
type part struct {
	classes, adds      []int // by class: its number, and what a seat adds to the value
	seats, base        int
	perSeat, perWeight int         // of the total
	conditions         []Condition // about this part, and about the total
	bits               []uint64    // of these conditions
	about              uint64      // all of these bits
	met                []uint64    // by value: those that hold
	counts             []big.Int   // by value: the coalitions
}

// mostValues is the greatest number of values of a part, and of its totals.
const mostValues = 1 << 21

// ByParts counts the votes of a game whose conditions are each about one part, or about one
// total. ok is false if they are not.
func (g *Game) ByParts(work *linear.Budget) (r *Result, ok bool, err error) {
	p, ok := g.product(work)
	if !ok {
		return nil, false, nil
	}
	adopted, swings, err := p.count()
	if err != nil {
		return nil, true, err
	}
	r = g.result(adopted)
	r.Later = g.shapleyByParts
	for i, n := range swings {
		r.addSwings(g.Classes[i], n)
	}
	r.decisive()
	r.Proper, r.Strong = p.properStrong()
	return r, true, nil
}

// product tells the conditions about one part from those about the total.
func (g *Game) product(work *linear.Budget) (p *product, ok bool) {
	p = &product{Game: g, work: work, seats: g.seats(), needed: map[uint64]int{}}
	p.bits = make([]uint64, len(g.Conditions))
	if p.seats > mostSeats || len(g.Conditions) > 64 {
		return nil, false
	}
	at := map[int]*part{}
	for class, number := range g.Parts {
		if at[number] == nil {
			at[number] = &part{}
			p.parts = append(p.parts, at[number])
		}
		f := at[number]
		f.classes, f.seats = append(f.classes, class), f.seats+g.Classes[class]
	}
	for i, c := range g.Conditions {
		l, ok := newLine(c)
		if p.lines = append(p.lines, l); !ok {
			return nil, false
		}
		about := map[*part]bool{}
		for class, weight := range l.weights {
			if weight > 0 {
				about[at[g.Parts[class]]] = true
			}
		}
		switch {
		case len(about) == 1:
			p.bits[i] = 1 << i
		case len(about) > 1 && p.total == nil:
			p.total = l.weights
		case len(about) > 1 && !slices.Equal(p.total, l.weights):
			return nil, false
		}
		for f := range about {
			of := Condition{Constant: c.Constant}
			for _, class := range f.classes {
				of.Each = append(of.Each, c.Each[class])
			}
			f.conditions, f.bits = append(f.conditions, of), append(f.bits, p.bits[i])
			f.about |= p.bits[i]
		}
	}
	return p, !slices.ContainsFunc(p.parts, func(f *part) bool { return !p.weigh(f) })
}

// weigh finds the values of the coalitions of a part, and what each value means. It reports
// false if its conditions go by several weightings, or there are too many values.
func (p *product) weigh(f *part) bool {
	var seats []int
	for _, class := range f.classes {
		seats = append(seats, p.Classes[class])
	}
	w, ok := weigh(seats, f.conditions)
	if !ok {
		return false
	}
	f.base = w.weight + 1
	sizes := 1 + f.seats*b2i(w.sized)
	for _, of := range w.of {
		f.adds = append(f.adds, of.weight+f.base*b2i(w.sized))
	}
	if sizes > mostValues/f.base || !p.work.ChargeProduct(sizes, len(w.lines)+1, f.base+workOfQuota) {
		return false
	}
	f.met = make([]uint64, sizes*f.base)
	for i, l := range w.lines {
		for k, class := range f.classes { // what a seat adds to the total, by itself or by its weight
			switch {
			case f.bits[i] == 0 && l.bySeats:
				f.perSeat = p.total[class]
			case f.bits[i] == 0 && l.weights[k] > 0:
				f.perWeight = p.total[class] / l.weights[k]
			}
		}
		for size := range sizes {
			for weight := min(l.least(size), f.base); weight < f.base; weight++ {
				f.met[size*f.base+weight] |= f.bits[i]
			}
		}
	}
	return f.perSeat*(sizes-1)+f.perWeight*w.weight < mostValues
}

// of returns the total of the coalitions of a value.
func (f *part) of(value int) int { return value/f.base*f.perSeat + value%f.base*f.perWeight }

// needs returns the least total that is adopted, given the conditions about parts that hold.
func (p *product) needs(met uint64) int {
	least, known := p.needed[met]
	if !known {
		needs := make([]int, len(p.lines))
		for i := range p.lines {
			switch bit := p.bits[i]; {
			case bit == 0:
				needs[i] = p.lines[i].least(0)
			case met&bit == 0:
				needs[i] = none
			}
		}
		least = p.quota(needs)
		p.needed[met] = least
	}
	return least
}

// countCoalitions counts the coalitions of a part, one seat after the other.
func (p *product) countCoalitions(f *part) {
	f.counts = make([]big.Int, len(f.met))
	f.counts[0].SetInt64(1)
	var with big.Int
	for k, class := range f.classes {
		for range p.Classes[class] {
			for value := len(f.met) - 1; value >= f.adds[k]; value-- { // those that have not changed yet
				if without := &f.counts[value-f.adds[k]]; without.Sign() > 0 {
					f.counts[value].Add(&f.counts[value], with.Lsh(without, p.shift))
				}
			}
		}
	}
}

// swings returns the swings of a seat that adds to the value. The coalitions with the seat are
// those of a smaller value without it: all coalitions less those with the seat. Of the adopted
// coalitions, those with the seat less those without it are its swings. With sizes, the seat
// itself does not count.
func (p *product) swings(f *part, adds int, adopted *big.Int, wins []big.Int) *big.Int {
	inFavour, with := new(big.Int), make([]big.Int, len(f.counts))
	var term big.Int
	for value := adds; value < len(with) && adds > 0; value++ {
		with[value].Sub(&f.counts[value-adds], &with[value-adds])
		with[value].Lsh(&with[value], p.shift)
		inFavour.Add(inFavour, term.Mul(&with[value], &wins[value]))
	}
	if adds == 0 {
		return inFavour
	}
	opposed := term.Sub(adopted, inFavour)
	return inFavour.Sub(inFavour.Rsh(inFavour, p.shift), opposed)
}

// states counts the coalitions of a part by the conditions that they meet, and by their totals.
//
// To add to a coefficient in the middle of a number, math/big would copy the whole. So the
// coefficients are added up in bytes first, the greatest total in front as in any number.
func (f *part) states(bytes int) map[uint64]*big.Int {
	texts := map[uint64][]byte{}
	length := (f.of(len(f.met)-1) + 1) * bytes
	var sum big.Int
	for value := range f.counts {
		if n := &f.counts[value]; n.Sign() > 0 {
			text := texts[f.met[value]]
			if text == nil {
				text = make([]byte, length)
				texts[f.met[value]] = text
			}
			at := text[length-(f.of(value)+1)*bytes:][:bytes]
			sum.Add(sum.SetBytes(at), n).FillBytes(at)
		}
	}
	all := map[uint64]*big.Int{}
	for met, text := range texts {
		all[met] = new(big.Int).SetBytes(text)
	}
	return all
}

// others multiplies the states of all parts but one. It drops those with which nothing is
// adopted, whatever the remaining parts do: open has the conditions that these may still meet.
// A condition about one part is met by one part only, so no two products have the same state.
func (p *product) others(but *part, bytes int) map[uint64]*big.Int {
	all, open := map[uint64]*big.Int{0: big.NewInt(1)}, ^uint64(0)
	for _, f := range p.parts {
		if f == but {
			continue
		}
		next, states := map[uint64]*big.Int{}, f.states(bytes)
		open &^= f.about
		for a, x := range all {
			for b, y := range states {
				words := (x.BitLen() + y.BitLen()) / 64
				if p.needs(a|b|open) != none && p.work.ChargeProduct(words+1, 1<<(bits.Len(uint(words))/2)) {
					next[a|b] = new(big.Int).Mul(x, y)
				}
			}
		}
		all = next
	}
	return all
}

// wins returns, by value of a part, the coalitions of the other parts that win with it. Given the
// conditions that both meet, those win that have at least the total that is still needed. The sums
// over all greater totals are made once, from the end.
func (p *product) wins(f *part, bytes int) []big.Int {
	wins := make([]big.Int, len(f.met))
	for met, n := range p.others(f, bytes) {
		text := n.FillBytes(make([]byte, (n.BitLen()/8/bytes+1)*bytes))
		from := make([]big.Int, len(text)/bytes+1) // by total: those of this total or more
		for total := len(from) - 2; total >= 0; total-- {
			end := len(text) - total*bytes
			from[total].SetBytes(text[end-bytes : end])
			from[total].Add(&from[total], &from[total+1])
		}
		for value := range wins {
			least := max(0, p.needs(met|f.met[value])-f.of(value))
			if f.counts[value].Sign() > 0 && least < len(from) {
				wins[value].Add(&wins[value], &from[least])
			}
		}
	}
	return wins
}

// count returns the number of winning coalitions, and the swings of a seat by class.
func (p *product) count() (adopted *big.Int, swings []*big.Int, err error) {
	bytes := func(seats int) int { // of a number of coalitions
		return (1+int(p.shift))*(seats+1)/8 + 1
	}
	for _, f := range p.parts {
		own, others := bytes(f.seats)/8, bytes(p.seats-f.seats)/8
		if !p.work.ChargeProduct(len(f.met), f.seats/4+1, own+4) ||
			!p.work.ChargeProduct(len(f.classes)+1, len(f.met), 2+(own+1)*(others+1)/4) {
			return nil, nil, p.tooLarge()
		}
		p.countCoalitions(f)
	}
	swings = make([]*big.Int, len(p.Classes))
	for _, f := range p.parts {
		wins := p.wins(f, bytes(p.seats-f.seats))
		adopted = new(big.Int) // the same for each part
		var term big.Int
		for value := range wins {
			adopted.Add(adopted, term.Mul(&f.counts[value], &wins[value]))
		}
		for k, class := range f.classes {
			swings[class] = p.swings(f, f.adds[k], adopted, wins)
		}
	}
	if p.work.Spent() {
		return nil, nil, p.tooLarge()
	}
	return adopted, swings, nil
}

// tooLarge says how large the tables would be.
func (p *product) tooLarge() TooLarge {
	most := 0
	for _, f := range p.parts {
		most = max(most, len(f.met))
	}
	return TooLarge("too large: tables of " + prose.Plural(len(p.parts), "part") +
		" by " + strconv.Itoa(most) + " numbers of " + prose.Plural(p.seats, "bit"))
}

// properStrong reports whether a coalition and the seats that are not in it never both win, and
// never both lose. For each pair of what the two meet, it finds the totals that occur. Here it does
// not matter how many coalitions have a total, so a total is one bit of a number. What is not in a
// coalition of a part has the value that is left, which is the same distance from the end.
func (p *product) properStrong() (proper, strong bool) {
	type pair [2]uint64
	pairs, all := map[pair]*big.Int{{}: big.NewInt(1)}, 0 // bits by total
	var moved big.Int
	for _, f := range p.parts {
		next := map[pair]*big.Int{}
		for of, totals := range pairs {
			for value, met := range f.met {
				if f.counts[value].Sign() == 0 {
					continue
				}
				key := pair{of[0] | met, of[1] | f.met[len(f.met)-1-value]}
				if next[key] == nil {
					next[key] = new(big.Int)
				}
				next[key].Or(next[key], moved.Lsh(totals, uint(f.of(value))))
			}
		}
		pairs = next
		all += f.of(len(f.met) - 1)
	}
	proper, strong = true, true
	for met, totals := range pairs {
		for total := range totals.BitLen() { // the others have all-total
			if totals.Bit(total) == 1 {
				wins, loses := total >= p.needs(met[0]), all-total < p.needs(met[1])
				proper, strong = proper && (!wins || loses), strong && (wins || !loses)
			}
		}
	}
	return proper, strong
}

// shapleyByParts returns the index of Shapley and Shubik by class. The swings by size are the
// coefficients of a polynomial.
func (g *Game) shapleyByParts() (all []*big.Rat, err error) {
	p, _ := g.product(linear.NewBudget(MostWork)) // as before
	p.shift = uint(p.seats)
	_, swings, err := p.count()
	if err != nil {
		return nil, err
	}
	orders, size := ordersOf(p.seats), power2(p.seats)
	for _, left := range swings {
		bySize := make([]big.Int, p.seats)
		for i := range bySize {
			left.QuoRem(left, size, &bySize[i])
		}
		all = append(all, shapleyOf(bySize, orders))
	}
	return all, nil
}
