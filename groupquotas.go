package tripartite

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
)

// chambers is a rule on bodies of several parts. Each part has one weighting: clauses about
// the part go by its weight, or by its number of seats. Clauses about several parts go by
// one weighting of all, the total. A rule that asks for a majority in each group and two
// thirds of all is such a rule.
//
// Each part has a table of its own, with the number of its coalitions by size and weight.
// For each part, the tables of the other parts are multiplied once. The product tells how
// many coalitions of the other parts add how much to the total, separately for each way in
// which the clauses about these parts can be met.
type chambers struct {
	formula formula
	seats   int
	global  []*condition
	total   *linear // what the global conditions are multiples of
	unit    Fraction
	lines   map[*condition]*linear
	parts   []*chamber
	budget  *budget
}

// chamber is a part with its own weighting.
type chamber struct {
	classes []int
	seats   []weightedSeats // by class
	n       int
	weight  int
	sized   bool // whether clauses go by the number of seats, and the weights differ
	local   []*condition
	clauses map[*condition]partLine

	perSeat, perWeight int // what a seat, and a unit of weight, adds to the total
}

// partLine is what a local condition asks of a part.
type partLine struct{ constant, perSeat, perWeight Fraction }

// mostLines is the greatest number of conditions of such a rule: each is asked of each
// cell of a table.
const mostLines = 100

// chambers returns the rule of an asker in this form. ok is false if it has none.
func (c *census) chambers(k int) (ch *chambers, ok bool) {
	a := c.askers[k]
	if a.formula == nil || len(c.choices) > 2 || c.seats > mostWeighted {
		return nil, false
	}
	ch = &chambers{formula: a.formula, seats: c.seats, budget: c.budget}
	if ch.lines, ok = c.lines(k); !ok || len(ch.lines) > mostLines {
		return nil, false
	}
	at := map[int]*chamber{}
	for i, class := range c.classes {
		top := a.body.top(class.slots[k][0].node)
		if at[top] == nil {
			at[top] = &chamber{clauses: map[*condition]partLine{}}
			ch.parts = append(ch.parts, at[top])
		}
		at[top].classes = append(at[top].classes, i)
		at[top].n += class.seats
	}
	return ch, ch.sort() && !slices.ContainsFunc(ch.parts, func(p *chamber) bool { return !p.weigh(c, ch) })
}

// sort tells conditions about one part from those about several. It reports false if the
// latter are not all about the same total.
func (ch *chambers) sort() bool {
	for x, l := range ch.lines {
		about := slices.DeleteFunc(slices.Clone(ch.parts), func(p *chamber) bool {
			return !slices.ContainsFunc(p.classes, func(i int) bool { return l.each[i].Sign() != 0 })
		})
		if len(about) == 1 {
			about[0].local = append(about[0].local, x)
			continue
		}
		if ch.total == nil {
			ch.total = l
		}
		factor, ok := multiple(l.each, ch.total.each)
		if !ok || factor.Sign() <= 0 {
			return false
		}
		l.perWeight = factor
		ch.global = append(ch.global, x)
	}
	for _, p := range ch.parts { // for the same order in each run
		slices.SortFunc(p.local, func(a, b *condition) int { return ch.lines[a].constant.Cmp(ch.lines[b].constant) })
	}
	if ch.total != nil {
		for _, each := range ch.total.each {
			if each.Sign() < 0 {
				return false
			}
			if each.Sign() > 0 {
				ch.unit = commonDivisor(ch.unit, each)
			}
		}
	}
	return true
}

// weigh finds the weighting of a part. It reports false if there is none.
func (p *chamber) weigh(c *census, ch *chambers) bool {
	own := func(l *linear) []Fraction {
		var each []Fraction
		for _, i := range p.classes {
			each = append(each, l.each[i])
		}
		return each
	}
	var all [][]Fraction
	for _, x := range p.local {
		all = append(all, own(ch.lines[x]))
	}
	if ch.total != nil {
		all = append(all, own(ch.total))
	}
	weights := slices.Repeat([]Fraction{whole(1)}, len(p.classes))
	for _, each := range all {
		if !uniform(each) {
			weights = each
			break
		}
	}
	unit, ok := p.setWeights(c, weights)
	if !ok {
		return false
	}
	line := func(each []Fraction) (perSeat, perWeight Fraction, ok bool) {
		if per, ok := multiple(each, weights); ok {
			return whole(0), per.times(unit), true
		}
		p.sized = true
		return each[0], whole(0), uniform(each) && each[0].Sign() > 0
	}
	for i, x := range p.local {
		perSeat, perWeight, ok := line(all[i])
		if !ok {
			return false
		}
		p.clauses[x] = partLine{ch.lines[x].constant, perSeat, perWeight}
	}
	if ch.total != nil {
		perSeat, perWeight, ok := line(all[len(all)-1])
		perSeat, perWeight = perSeat.over(ch.unit), perWeight.over(ch.unit)
		if !ok || !small(perSeat) || !small(perWeight) {
			return false
		}
		p.perSeat, p.perWeight = int(perSeat.num), int(perWeight.num)
	}
	return true
}

// small reports whether a number is whole, and at most mostWeight.
func small(f Fraction) bool { return f.big == nil && f.den == 1 && f.num <= mostWeight }

// setWeights sets the weights of the seats, in the unit of which all are multiples.
func (p *chamber) setWeights(c *census, weights []Fraction) (unit Fraction, ok bool) {
	for _, w := range weights {
		if w.Sign() < 0 {
			return unit, false
		}
		if w.Sign() > 0 {
			unit = commonDivisor(unit, w)
		}
	}
	total := int64(0)
	for k, w := range weights {
		n, seats := w.over(unit), c.classes[p.classes[k]].seats
		if !small(n) {
			return unit, false
		}
		if total += n.num * int64(seats); total > mostWeight {
			return unit, false
		}
		p.seats = append(p.seats, weightedSeats{int(n.num), seats})
	}
	p.weight = int(total)
	return unit, true
}

// adds returns what seats of a part add to the total.
func (p *chamber) adds(size, weight int) int { return p.perSeat*size + p.perWeight*weight }

// meets reports which local conditions hold, as a text of zeros and ones.
func (p *chamber) meets(size, weight int) string {
	met := make([]byte, len(p.local))
	for i, x := range p.local {
		l := p.clauses[x]
		sum := l.constant.plus(l.perSeat.times(whole(int64(size)))).plus(l.perWeight.times(whole(int64(weight))))
		met[i] = '0' + byte(b2i(sum.Sign() >= 0))
	}
	return string(met)
}

// needs returns the least total with which the rule adopts, given which local conditions
// hold.
func (ch *chambers) needs(met map[*condition]bool) int {
	quotas := map[*condition]int{}
	candidates := []int{0}
	for _, x := range ch.global {
		l := ch.lines[x]
		quotas[x] = 0
		if l.constant.Sign() < 0 {
			least := whole(0).minus(l.constant.over(l.perWeight.times(ch.unit)).floor())
			if quotas[x] = none; least.big == nil && least.num < none {
				quotas[x] = int(least.num)
				candidates = append(candidates, quotas[x])
			}
		}
	}
	slices.Sort(candidates)
	for _, total := range candidates {
		if holds(ch.formula, func(x *condition) bool {
			quota, global := quotas[x]
			return met[x] || global && quota <= total
		}) {
			return total
		}
	}
	return none
}

// rest is what some parts add to the total, if certain local conditions of them hold. The
// cells are by size and total.
type rest struct {
	met    map[*condition]bool
	totals cells
}

// hopeful reports whether the rule can adopt, given which local conditions hold. Conditions
// that are not in met may hold or not.
func (ch *chambers) hopeful(met map[*condition]bool) bool {
	return holds(ch.formula, func(x *condition) bool {
		is, known := met[x]
		return is || !known
	})
}

// byMet divides the coalitions of a part by the local conditions that hold.
func (ch *chambers) byMet(p *chamber, of cells) []rest {
	at := map[string]int{}
	var list []rest
	most := p.adds(p.n, p.weight)
	of.visit(func(size, weight int, n *big.Int) {
		key := p.meets(size, weight)
		i, known := at[key]
		if !known {
			i = len(list)
			at[key] = i
			r := rest{p.met(key), cells{of.bySize, make([][]*big.Int, len(of.count))}}
			for row := range r.totals.count {
				r.totals.count[row] = make([]*big.Int, most+1)
			}
			list = append(list, r)
		}
		cell := &list[i].totals.count[size][p.adds(size, weight)]
		if *cell == nil {
			*cell = new(big.Int)
		}
		(*cell).Add(*cell, n)
	})
	return list
}

// met returns the local conditions that hold, given the text of meets.
func (p *chamber) met(key string) map[*condition]bool {
	met := map[*condition]bool{}
	for i, x := range p.local {
		met[x] = key[i] == '1'
	}
	return met
}

// others returns what all parts but one add to the total. It leaves out coalitions that
// cannot win, whatever the remaining part does.
func (ch *chambers) others(but int, tables []cells, bySize bool) []rest {
	list := []rest{{map[*condition]bool{}, cells{bySize, [][]*big.Int{{big.NewInt(1)}}}}}
	for i, p := range ch.parts {
		if i == but {
			continue
		}
		var next []rest
		for _, own := range ch.byMet(p, tables[i]) {
			for _, r := range list {
				met := maps.Clone(r.met)
				maps.Copy(met, own.met)
				if ch.hopeful(met) && !ch.budget.spent() {
					next = append(next, rest{met, r.totals.times(&own.totals, ch.seats, ch.budget)})
				}
			}
		}
		list = next
	}
	for i := range list {
		list[i].totals.accumulate()
	}
	return list
}

// tables counts the coalitions of each part.
func (ch *chambers) tables(bySize bool) ([]cells, error) {
	var tables []cells
	for _, p := range ch.parts {
		table, ok := newCells(p.seats, bySize, ch.budget)
		if !ok {
			return nil, ch.tooLarge()
		}
		tables = append(tables, table)
	}
	return tables, nil
}

// tooLarge says how large the tables would be.
func (ch *chambers) tooLarge() error {
	most := 0
	for _, p := range ch.parts {
		most = max(most, p.weight)
	}
	return problem{ErrTooLarge, "too large: tables of " + plural(len(ch.parts), "part") + " by up to " + plural(ch.seats, "seat") + " and a weight of " + strconv.Itoa(most)}
}

// swings counts the votes.
func (ch *chambers) swings() (*swings, error) {
	bySize := ch.sized()
	tables, err := ch.tables(bySize)
	if err != nil {
		return nil, err
	}
	if !ch.affordable(tables) {
		return nil, ch.tooLarge()
	}
	n := &swings{choices: 2, seats: ch.seats, votes: power2(ch.seats), adopted: new(big.Int), monotone: true}
	for i := range ch.parts {
		wins := ch.winning(i, tables, bySize, nil)
		if i == 0 {
			tables[i].visit(func(size, weight int, votes *big.Int) {
				n.adopted.Add(n.adopted, new(big.Int).Mul(votes, wins(size, weight, 0)))
			})
		}
		for k, class := range ch.parts[i].classes {
			inFavour, opposed := ch.parts[i].decided(k, tables[i], wins)
			n.put(class, classSwings{seats: ch.parts[i].seats[k].seats, inFavour: inFavour, opposed: opposed})
		}
		if ch.budget.spent() {
			return nil, ch.tooLarge()
		}
	}
	n.proper, n.strong = ch.properStrong(tables)
	n.decisive()
	n.later = ch.shapleys
	return n, nil
}

// affordable charges what counting the swings takes, before anything is counted: for each
// class of a part, two products for each cell of its table.
func (ch *chambers) affordable(tables []cells) bool {
	for i, p := range ch.parts {
		size := len(tables[i].count) * len(tables[i].count[0])
		if !ch.budget.chargeProduct(len(p.classes), size, 2+(p.n/64+1)*(ch.seats/64+1)/4) {
			return false
		}
	}
	return true
}

// put sets the swings of a class.
func (w *swings) put(class int, of classSwings) {
	for len(w.classes) <= class {
		w.classes = append(w.classes, classSwings{})
	}
	w.classes[class] = of
}

// sized reports whether the number of seats of some part matters beside its weight.
func (ch *chambers) sized() bool {
	return slices.ContainsFunc(ch.parts, func(p *chamber) bool { return p.sized })
}

// decided sums the votes of all other seats in which the motion is adopted if a seat of
// class k of the part is For, and in which it is adopted if the seat is Against.
func (p *chamber) decided(k int, table cells, wins func(size, weight, others int) *big.Int) (inFavour, opposed *big.Int) {
	inFavour, opposed = new(big.Int), new(big.Int)
	seat, step, term := p.seats[k].weight, b2i(table.bySize), new(big.Int)
	left := table.without(seat)
	left.visit(func(size, weight int, votes *big.Int) {
		inFavour.Add(inFavour, term.Mul(votes, wins(size+step, weight+seat, size)))
		opposed.Add(opposed, term.Mul(votes, wins(size, weight, size)))
	})
	return inFavour, opposed
}

// winning returns a function that counts the coalitions of the other parts with which a
// coalition of part i wins. If factors are given, each coalition is multiplied by the factor
// at position others plus its number of seats.
func (ch *chambers) winning(i int, tables []cells, bySize bool, factors []*big.Int) func(size, weight, others int) *big.Int {
	w := &winners{chambers: ch, part: ch.parts[i], list: ch.others(i, tables, bySize), factors: factors, at: map[string]int{}}
	w.alike = make([][]int, len(tables[i].count))
	for row := range w.alike {
		w.alike[row] = make([]int, len(tables[i].count[row]))
	}
	return w.count
}

// winners counts coalitions of the other parts with which those of a part win.
type winners struct {
	*chambers
	part    *chamber
	list    []rest
	factors []*big.Int
	alike   [][]int // by size and weight: 1 + the position in wins; 0 if it is not known yet
	at      map[string]int
	wins    []wins
}

// wins holds what is known if certain local conditions hold.
type wins struct {
	needs []int               // by rest: the total that is needed
	known map[[2]int]*big.Int // by total and others
}

func (w *winners) count(size, weight, others int) *big.Int {
	of := &w.wins[w.position(size, weight)]
	if w.factors == nil {
		others = 0
	}
	total := w.part.adds(size, weight)
	if n := of.known[[2]int{total, others}]; n != nil {
		return n
	}
	sum, term := new(big.Int), new(big.Int)
	for k, r := range w.list {
		for row, suffixes := range r.totals.count {
			least := max(0, of.needs[k]-total)
			switch {
			case least >= len(suffixes):
			case w.factors == nil:
				sum.Add(sum, suffixes[least])
			default:
				sum.Add(sum, term.Mul(suffixes[least], w.factors[others+row]))
			}
		}
		w.budget.charge(len(r.totals.count) * (1 + w.seats/64))
	}
	of.known[[2]int{total, others}] = sum
	return sum
}

// position returns the position in wins of the local conditions that hold.
func (w *winners) position(size, weight int) int {
	alike := &w.alike[size][weight]
	if *alike > 0 {
		return *alike - 1
	}
	key := w.part.meets(size, weight)
	i, known := w.at[key]
	if !known {
		i = len(w.wins)
		w.at[key] = i
		of := wins{known: map[[2]int]*big.Int{}}
		for _, r := range w.list {
			met := w.part.met(key)
			maps.Copy(met, r.met)
			of.needs = append(of.needs, w.needs(met))
		}
		w.wins = append(w.wins, of)
	}
	*alike = i + 1
	return i
}

// shapleys returns the index of Shapley and Shubik by class.
func (ch *chambers) shapleys() ([]*big.Rat, error) {
	own := *ch // a copy with a budget of its own
	own.budget = &budget{left: powerWork}
	all := 0 // the greatest total
	for _, p := range own.parts {
		all += p.adds(p.n, p.weight)
	}
	if estimate := *own.budget; !estimate.chargeProduct(multiplying(ch.seats+1, all+1, ch.seats)...) {
		return nil, ch.tooLarge()
	}
	tables, err := own.tables(true)
	if err != nil {
		return nil, err
	}
	factorials := factorialsTo(ch.seats)
	var factors []*big.Int
	for q := range ch.seats {
		factors = append(factors, new(big.Int).Mul(factorials[q], factorials[ch.seats-1-q]))
	}
	indices := map[int]*big.Rat{}
	for i, p := range own.parts {
		wins := own.winning(i, tables, true, factors)
		for k, class := range p.classes {
			inFavour, opposed := p.decided(k, tables[i], wins)
			indices[class] = new(big.Rat).SetFrac(inFavour.Sub(inFavour, opposed), factorials[ch.seats])
		}
		if own.budget.spent() {
			return nil, ch.tooLarge()
		}
	}
	list := make([]*big.Rat, len(indices))
	for class, index := range indices {
		list[class] = index
	}
	return list, nil
}

// reach holds the totals that coalitions of some parts have, as bits of a number, if
// certain local conditions hold for the coalition, and for the seats not in it.
type reach struct {
	met, opposite map[*condition]bool
	totals        *big.Int
}

// properStrong reports whether a coalition and the seats that are not in it never both
// win, and never both lose.
func (ch *chambers) properStrong(tables []cells) (proper, strong bool) {
	list := []reach{{map[*condition]bool{}, map[*condition]bool{}, big.NewInt(1)}}
	all := 0
	for i, p := range ch.parts {
		var next []reach
		for _, own := range p.reaches(tables[i]) {
			for _, r := range list {
				met, opposite := maps.Clone(r.met), maps.Clone(r.opposite)
				maps.Copy(met, own.met)
				maps.Copy(opposite, own.opposite)
				next = append(next, reach{met, opposite, ch.sums(r.totals, own.totals)})
			}
		}
		list = next
		all += p.adds(p.n, p.weight)
	}
	proper, strong = true, true
	for _, r := range list {
		own, other := ch.needs(r.met), ch.needs(r.opposite)
		if own != none && other != none {
			proper = proper && !anyBit(r.totals, own, all-other)
		}
		low := 0 // the others lose from here on
		if other != none {
			low = all - other + 1
		}
		strong = strong && !anyBit(r.totals, low, min(own-1, all))
	}
	return proper, strong
}

// reaches divides the coalitions of a part by the local conditions that hold.
func (p *chamber) reaches(of cells) []reach {
	at := map[string]int{}
	var list []reach
	of.visit(func(size, weight int, _ *big.Int) {
		met, opposite := p.meets(size, weight), p.meets(p.n-size, p.weight-weight)
		i, known := at[met+" "+opposite]
		if !known {
			i = len(list)
			at[met+" "+opposite] = i
			list = append(list, reach{p.met(met), p.met(opposite), new(big.Int)})
		}
		list[i].totals.SetBit(list[i].totals, p.adds(size, weight), 1)
	})
	return list
}

// sums returns the sums of a number of one set and one of another.
func (ch *chambers) sums(a, b *big.Int) *big.Int {
	if a.BitLen() > b.BitLen() {
		a, b = b, a
	}
	sums, moved := new(big.Int), new(big.Int)
	for i := range a.BitLen() {
		if a.Bit(i) != 0 {
			sums.Or(sums, moved.Lsh(b, uint(i)))
		}
	}
	ch.budget.chargeProduct(a.BitLen(), b.BitLen()/64+1)
	return sums
}

// anyBit reports whether one of the bits from low to high is set.
func anyBit(set *big.Int, low, high int) bool {
	low = max(low, 0)
	if high < low {
		return false
	}
	from := new(big.Int).Rsh(set, uint(low))
	return from.Sign() > 0 && int(from.TrailingZeroBits()) <= high-low
}
