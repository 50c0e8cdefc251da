package tripartite

import (
	"cmp"
	"math/big"
	"reflect"
	"slices"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"
)

// NewBody returns a body of three groups, and of independent blocs. The seats of
// independent blocs, such as a chair or an institution, count in the whole body but
// in no group. Any group may be empty, even all three.
//
// Names and IDs follow these rules:
//
//   - They are valid UTF-8, printable as defined by [unicode.IsPrint], not empty, and
//     have no spaces at either end. The name of a group may be empty.
//   - They, and the paths that they make, have at most 1,000 bytes.
//   - No two blocs have the same path, and no two seats the same ID.
//   - No seat's ID is the path of a bloc, unless the bloc consists of that seat, as a
//     chair does. This includes the IDs of numbered seats, such as "Workers 3".
//   - They are compared byte by byte. Names that differ in case, or in how Unicode
//     encodes the same letter, are different.
//
// NewBody returns all errors at once, but names no more than 20 of a kind. It returns
// [ErrBody] for
//
//   - a name or an ID that breaks these rules;
//   - a size below 0, or more than 1<<53 seats in all (1<<30 if an int has 32 bits);
//   - a weight or a power that is negative or not a number;
//   - fields of a [Bloc] that contradict one another;
//   - a union that is not an independent bloc, or that lists an unknown path, a seat
//     twice, or another union;
//   - blocs nested more than 100 deep;
//   - a body in which no seat can ever weigh anything.
//
// It returns [ErrTooLarge] for
//
//   - more than 1<<24 blocs, with those of each union counted again;
//   - a weight or a power of more than 256 digits, or a common denominator of all of them
//     that has more;
//   - powers shared by so many blocs that votes could have more than 900 digits.
func NewBody(first, second, third Bloc, independent ...Bloc) (*Body, error) {
	groups := [numGroups]Bloc{first, second, third}
	blocs, seats := sizeHints(append(groups[:], independent...))
	b := &builder{
		body: &Body{
			nodes: make([]node, 1+numGroups, 1+numGroups+blocs),
			index: make(map[string]int, blocs),
			roll:  make(map[string]seat, seats),
		},
		refusals: refusals{op: "body", whole: "blocs"},
	}
	for i, group := range groups {
		group.Name = cmp.Or(group.Name, Group(i+1).String())
		b.add(1+i, wholeNode, group)
	}
	for _, bloc := range independent {
		if !bloc.isUnion() {
			b.child(wholeNode, bloc)
		}
	}
	b.body.nodes[wholeNode].leaves = b.leaves
	b.unite(independent)
	b.ids()
	if b.errs == nil {
		b.weigh()
	}
	if err := b.join(); err != nil {
		return nil, err
	}
	return b.body, nil
}

// MustBody calls [NewBody] and panics if there is an error. It is for bodies that
// are known to be valid, as in a variable or a test.
func MustBody(first, second, third Bloc, independent ...Bloc) *Body {
	b, err := NewBody(first, second, third, independent...)
	if err != nil {
		panic(err)
	}
	return b
}

// sizeHints estimates the number of blocs and of named seats, so that NewBody can allocate at
// once what a large body needs. It does not descend into nested blocs.
func sizeHints(top []Bloc) (blocs, seats int) {
	for _, bloc := range top {
		blocs += 1 + len(bloc.Blocs)
		seats += len(bloc.Roll)
	}
	return blocs, seats
}

// builder builds a body, and collects the errors in its description.
type builder struct {
	body    *Body
	leaves  []int // the blocs of seats so far, in the body's order
	depth   int
	stopped bool // a limit was exceeded: nothing more is added
	refusals
}

// stop records that a limit is exceeded.
func (b *builder) stop(name string, err error, detail string) {
	b.refuse(err, name, "%s", detail)
	b.stopped = true
}

// child adds a bloc to a node.
func (b *builder) child(parent int, bloc Bloc) {
	number := len(b.body.nodes)
	if number > mostBlocs && !b.stopped {
		b.stop(bloc.Name, ErrTooLarge, prose.AtMost(number, "bloc", mostBlocs))
	}
	if b.stopped {
		return
	}
	b.body.nodes = append(b.body.nodes, node{})
	b.add(number, parent, bloc)
}

// add fills in a node. NewBody reserves the nodes of the groups before it adds any
// bloc, so that group g is always node g.
func (b *builder) add(number, parent int, bloc Bloc) {
	above := &b.body.nodes[parent]
	above.children = append(above.children, number)
	n := node{
		name: bloc.Name, parent: parent, first: b.body.size, size: bloc.Size,
		weight: bloc.Weight, power: bloc.Power, over: cmp.Or(bloc.SharedBy, above.over),
	}
	if parent != wholeNode {
		n.name = above.name + "/" + n.name
		n.single = len(bloc.Roll) == 1 && bloc.Roll[0] == bloc.Name
	}
	if n.over != 0 && !n.power.given() {
		n.power = whole(1)
	}
	b.name(&n, number, bloc.Name)
	b.check(&n, above, bloc)
	if !n.weight.given() && !n.power.given() {
		n.weight = whole(1)
	}
	if len(bloc.Roll) > 0 {
		n.roll, n.size = slices.Clone(bloc.Roll), len(bloc.Roll)
	}
	if n.size < 0 || n.size > mostSeats-b.body.size {
		seats := prose.Plural(n.size, "seat")
		b.refuse(errSize, n.name, "%s: a body has from 0 to %d", seats, mostSeats)
		n.size = 0
	}
	b.body.nodes[number] = n
	from := len(b.leaves)
	if len(bloc.Blocs) > 0 {
		b.parts(number, bloc)
		b.body.nodes[number].size = b.body.size - n.first
	} else {
		b.body.size += n.size
		b.leaves = append(b.leaves, number)
	}
	b.body.nodes[number].leaves = b.leaves[from:len(b.leaves):len(b.leaves)]
}

// parts adds the blocs inside a bloc, unless they are nested too deep.
func (b *builder) parts(number int, bloc Bloc) {
	if b.depth++; b.depth > mostDepth {
		b.stop(bloc.Name, errBloc, "nested in "+prose.AtMost(b.depth, "bloc", mostDepth))
	}
	for _, inner := range bloc.Blocs {
		b.child(number, inner)
	}
	b.depth--
}

// name records a bloc's path, and refuses a path that is invalid or taken.
func (b *builder) name(n *node, number int, name string) {
	blocs := len(b.body.index)
	if len(n.name) > mostName {
		b.refuse(errName, n.name, "its path has %s", prose.AtMost(len(n.name), "byte", mostName))
		n.name = n.name[:mostName] // what is within need not remember all of it
	}
	b.body.index[n.name] = number
	if wrong := prose.Flaw(name, mostName); wrong != "" {
		b.refuse(errName, n.name, "%s", wrong)
	} else if len(b.body.index) == blocs {
		b.refuse(errName, n.name, "there are two blocs of that name")
	}
}

// check refuses fields of a bloc that are invalid, or contradict one another.
func (b *builder) check(n, above *node, bloc Bloc) {
	for _, f := range [...]Fraction{n.weight, n.power} {
		if f.given() && !f.Valid() {
			b.refuse(errWeight, n.name, "a weight or power that is not a number")
		} else if f.Sign() < 0 {
			b.refuse(errWeight, n.name, "a weight or power of %v: want at least 0", f)
		}
	}
	if n.over != 0 && n.over&Cast != Cast {
		b.refuse(errBloc, n.name,
			"power shared by %q: want a set with for and against in it", n.over)
	}
	// Either the seats of a bloc have weights, or they and all blocs within it split its power.
	weighted, split, divided := n.weight.given(), n.power.given(), len(bloc.Blocs) > 0
	for _, check := range [...]struct {
		fails bool
		text  string
	}{
		{split && weighted,
			"both a weight for each seat and a power to split: " +
				"to split a power unequally, use blocs inside this one, each with a Power"},
		{weighted && divided && !split, "a weight for each seat, but no seats of its own: " +
			"set the Weight of the blocs inside"},
		{!split && above.power.given() && !(weighted && divided),
			"no power, inside a bloc that splits its power: set Power and SharedBy"},
		{split && n.over == 0 && !divided, "a power to split, but no SharedBy, such as Entitled"},
		{b2i(bloc.Size != 0)+b2i(len(bloc.Roll) > 0)+b2i(divided) > 1,
			"more than one of size, roll and blocs"},
		{bloc.isUnion(), "a union: only an independent bloc can be one"},
	} {
		if check.fails {
			b.refuse(errBloc, n.name, "%s", check.text)
		}
	}
}

// isUnion reports whether the bloc is a union.
func (bloc Bloc) isUnion() bool { return len(bloc.Union) > 0 }

// unite adds the unions, when all other blocs are known. It counts their blocs as well, and
// stops before there are too many.
func (b *builder) unite(independent []Bloc) {
	b.body.tree = len(b.body.nodes)
	blocs := b.body.tree
	for _, bloc := range independent {
		if !bloc.isUnion() {
			continue
		}
		blocs++
		for _, name := range bloc.Union {
			if blocs += 1 + len(b.body.nodes[b.body.index[name]].leaves); blocs > mostBlocs {
				b.refuse(ErrTooLarge, bloc.Name,
					"more than %d blocs, with those of the unions", mostBlocs)
				return
			}
		}
		n := node{name: bloc.Name, unites: map[int]bool{}}
		for _, name := range bloc.Union {
			b.include(&n, name)
		}
		b.finish(&n, bloc)
	}
}

// include adds a group or a bloc to a union.
func (b *builder) include(union *node, name string) {
	i := b.body.index[name]
	if i == wholeNode || i >= b.body.tree {
		b.refuse(errBloc, union.name, "it unites %q, which is neither a group nor a bloc", name)
		return
	}
	if union.children == nil {
		union.parent = i
	}
	for !b.body.within(i, union.parent) {
		union.parent = b.body.nodes[union.parent].parent
	}
	union.children = append(union.children, i)
	union.unites[i] = true
	union.leaves = append(union.leaves, b.body.nodes[i].leaves...)
	union.size += b.body.nodes[i].size
}

// finish checks a union, and adds it to the body.
func (b *builder) finish(n *node, bloc Bloc) {
	if !reflect.DeepEqual(bloc, Bloc{Name: bloc.Name, Union: bloc.Union}) {
		b.refuse(errBloc, bloc.Name, "a union with seats, blocs, a weight or a power of its own")
	}
	nodes := b.body.nodes
	// The body's order is not that of the nodes.
	slices.SortFunc(n.leaves, func(i, j int) int {
		return cmp.Or(cmp.Compare(nodes[i].first, nodes[j].first), cmp.Compare(i, j))
	})
	for k, leaf := range n.leaves {
		if k > 0 && leaf == n.leaves[k-1] {
			b.refuse(errBloc, bloc.Name, "it unites %q twice", nodes[leaf].name)
			break
		}
	}
	b.name(n, len(nodes), bloc.Name)
	b.body.nodes = append(nodes, *n)
}

// ids records the seats that have names, and refuses blocs whose path is the ID of a
// numbered seat. It runs after all blocs are known.
func (b *builder) ids() {
	for i := range b.body.nodes[1:] {
		n := &b.body.nodes[1+i]
		if _, taken := b.body.numberedSeat(n.name); taken {
			b.refuse(errName, n.name, "a seat has that ID")
		}
		for k, id := range n.roll {
			b.id(1+i, k, id)
		}
	}
}

// id records seat k of a node's roll, and refuses an ID that is invalid or taken.
func (b *builder) id(number, k int, id string) {
	n := &b.body.nodes[number]
	_, numbered := b.body.numberedSeat(id)
	seats := len(b.body.roll)
	b.body.roll[id] = seat{n.first + k, number}
	if wrong := prose.Flaw(id, mostName); wrong != "" {
		b.refuse(errName, n.name, "seat %d of the roll, %q: %s", k+1, id, wrong)
	} else if numbered || len(b.body.roll) == seats {
		b.refuse(errName, n.name, "there are two seats %q", id)
	} else if i := b.body.index[id]; i != 0 && !b.isOnlySeat(number, i) {
		b.refuse(errName, n.name, "there is a seat %q, and a bloc of that name", id)
	}
}

// isOnlySeat reports whether a bloc consists of one seat, which is in the node of that number.
func (b *builder) isOnlySeat(number, bloc int) bool {
	return b.body.nodes[bloc].size == 1 && b.body.within(number, bloc)
}

// Votes are counted as whole numbers of a unit, and figures are written as fractions of at
// most maxDigits digits. A body is refused if its numbers can be longer, so that every vote
// that can be decided can also be recorded. A lower limit holds for the weights and powers
// that the caller gives: with many denominators that are coprime, each further seat would
// make the numbers of all seats longer.
const (
	mostUnitDigits = 256 // of a weight or power, and of the common denominator of all
	mostVoteDigits = 900 // of all votes together, and of the denominator of their unit
)

var (
	unitLimit = exact.Pow10(mostUnitDigits)
	voteLimit = exact.Pow10(mostVoteDigits)
)

// weigh computes what the blocs of seats weigh. It refuses a body in which no seat has any
// weight, and one whose numbers can have too many digits. If no power is split, the weights
// are the same in every vote, and weigh computes them too.
func (b *builder) weigh() {
	body := b.body
	leaf := func(holds func(n *node) bool) bool {
		return slices.ContainsFunc(b.leaves, func(i int) bool { return holds(&body.nodes[i]) })
	}
	body.own = leaf(func(n *node) bool { return n.size > 0 && n.weight.Sign() > 0 })
	split := leaf(func(n *node) bool { return n.power.given() })
	if b.checkUnit(); b.errs == nil {
		b.shares()
	}
	if b.errs != nil {
		return
	}
	if !slices.ContainsFunc(body.votes, func(f exact.Rational) bool { return f.Sign() > 0 }) {
		b.refuse(errNoPower, body.String(), "no seat can ever weigh anything")
	}
	w := exact.InWholes(body.votes, body.own)
	if split || w.Wide != nil {
		b.longest(w)
	}
	if !split {
		body.fixed = w
	}
}

// checkUnit refuses weights and powers that have too many digits, or whose common
// denominator has.
func (b *builder) checkUnit() {
	unit := big.NewInt(1)
	for i := range b.body.nodes[:b.body.tree] {
		n := &b.body.nodes[i]
		for _, f := range [...]exact.Rational{n.weight.n, n.power.n} {
			what, long := "a weight or power of ", f.Num()
			if long.Cmp(unitLimit) < 0 {
				unit = f.CommonMultiple(unit)
				what, long = "with it the common denominator of the weights has ", unit
			}
			if long.Cmp(unitLimit) >= 0 {
				digits := len(long.String())
				b.refuse(errDigits, n.name, "%s", what+prose.AtMost(digits, "digit", mostUnitDigits))
				return
			}
		}
	}
}

// shares computes the weight of each seat of a bloc with fixed weights, and the power that
// the seats of any other bloc share if all power is used. It refuses a bloc whose share has
// too many digits.
func (b *builder) shares() {
	nodes := b.body.nodes[:b.body.tree]
	shares, unit := make([]exact.Rational, len(b.body.nodes)), big.NewInt(1)
	for i := range nodes { // a node comes before those within it
		n, all := &nodes[i], exact.Whole(0)
		for _, child := range n.children {
			if n.power.given() {
				all = all.Plus(nodes[child].power.n)
			}
		}
		for _, child := range n.children {
			inner, share := &nodes[child], &shares[child]
			switch {
			case !inner.power.given():
				*share = inner.weight.n
			case !n.power.given():
				*share = inner.power.n
			case inner.power.Sign() == 0 || shares[i].Sign() == 0:
				*share = exact.Whole(0)
			default:
				*share = shares[i].Times(inner.power.n).Over(all)
			}
			if inner.hasSeats() {
				unit = share.CommonMultiple(unit)
			}
			if unit.Cmp(voteLimit) >= 0 || !share.Fits() && share.Num().Cmp(voteLimit) >= 0 {
				b.refuse(errDigits, inner.name,
					"with it votes can have more than %d digits", mostVoteDigits)
				return
			}
		}
	}
	for i := range nodes {
		if !nodes[i].hasSeats() {
			shares[i] = exact.Rational{}
		}
	}
	b.body.votes = shares
}

// longest computes the bits of the longest number of votes that the body can have, given
// what the blocs weigh as whole numbers. It refuses a body in which votes can have too many
// digits.
//
// If u seats use the power c of a bloc, each weighs c/u. So with the least common multiple
// of the numbers u all weights are whole.
func (b *builder) longest(w exact.Wholes) {
	all := new(big.Int)
	var users []int
	for _, i := range b.leaves {
		n, votes := &b.body.nodes[i], w.At(i)
		if !n.power.given() {
			votes = votes.Times(exact.Whole(int64(n.size)))
		} else if n.size > 1 && votes.Sign() != 0 {
			users = append(users, n.size)
		}
		all.Add(all, votes.Num())
	}
	all = slices.MaxFunc([]*big.Int{all, w.Unit.CommonMultiple(big.NewInt(1))}, (*big.Int).Cmp)
	all = new(big.Int).Mul(all, exact.MultipleOfAny(users, voteLimit))
	if all.Cmp(voteLimit) >= 0 {
		b.refuse(errDigits, b.body.String(),
			"votes can have more than %d digits, as the numbers of seats that share powers change",
			mostVoteDigits)
	}
	b.body.bits = all.BitLen()
}
