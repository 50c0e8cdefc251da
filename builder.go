package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"

	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	blocs, seats := named(append([]Bloc{first, second, third}, independent...))
	b := &builder{
		body: &Body{
			nodes: make([]node, 1+numGroups, 1+numGroups+blocs),
			index: make(map[string]int, blocs),
			roll:  make(map[string]seat, seats),
		},
		leaves: make([][2]int, 1+numGroups, 1+numGroups+blocs),
		wrong:  refusals{op: "body", whole: "blocs"},
	}
	for i, group := range [numGroups]Bloc{first, second, third} {
		if group.Name == "" {
			group.Name = Group(i + 1).String()
		}
		b.add(1+i, wholeNode, group)
	}
	b.children(wholeNode, slices.DeleteFunc(slices.Clone(independent), Bloc.isUnion))
	b.list()
	b.unite(slices.DeleteFunc(slices.Clone(independent), func(bloc Bloc) bool { return !bloc.isUnion() }))
	b.ids()
	if b.wrong.errs == nil {
		b.power()
	}
	if err := b.wrong.join(); err != nil {
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

// named estimates the number of blocs and of named seats, so that NewBody can
// allocate at once what a large body needs. It does not descend into nested blocs.
func named(top []Bloc) (blocs, seats int) {
	for _, bloc := range top {
		blocs += 1 + len(bloc.Blocs) + len(bloc.WeightedRoll)
		seats += len(bloc.Roll) + len(bloc.WeightedRoll)
	}
	return blocs, seats
}

// builder builds a body, and collects the errors in its description.
type builder struct {
	body   *Body
	seats  []int    // the blocs of seats, in the body's order
	leaves [][2]int // by node: the range of its blocs of seats in seats
	depth  int
	full   bool // a limit was exceeded: nothing more is added
	wrong  refusals
}

// refuse records an error about the bloc of that name.
func (b *builder) refuse(name string, err error, detail string, args ...any) {
	if b.wrong.full(err) {
		b.wrong.count(err, 1)
		return
	}
	b.wrong.add(err, name, err, fmt.Sprintf(detail, args...))
}

// children adds blocs, and the blocs inside them, to a node.
func (b *builder) children(parent int, blocs []Bloc) {
	for _, bloc := range blocs {
		b.child(parent, bloc, false)
	}
}

// child adds a bloc to a node. If single is set, the bloc is one seat of a weighted
// roll.
func (b *builder) child(parent int, bloc Bloc, single bool) {
	number := len(b.body.nodes)
	if number > mostBlocs && !b.full {
		b.refuse(bloc.Name, ErrTooLarge, "a body has at most %d blocs", mostBlocs)
		b.full = true
	}
	if b.full {
		return
	}
	b.body.nodes = append(b.body.nodes, node{single: single})
	b.leaves = append(b.leaves, [2]int{})
	b.add(number, parent, bloc)
}

// add fills in a node. NewBody reserves the nodes of the groups before it adds any
// bloc, so that group g is always node g.
func (b *builder) add(number, parent int, bloc Bloc) {
	n := node{
		name: bloc.Name, parent: parent, first: b.body.size, size: bloc.Size, single: b.body.nodes[number].single,
		weight: bloc.Weight, power: bloc.Power, over: bloc.SharedBy,
	}
	above := &b.body.nodes[parent]
	above.children = append(above.children, number)
	if parent != wholeNode {
		n.name = above.name + "/" + n.name
	}
	if n.over == 0 {
		n.over = above.over
	}
	if n.over != 0 && !n.power.given() {
		n.power = whole(1)
	}
	b.name(&n, number, bloc.Name)
	b.weigh(&n, above, bloc)
	if n.single {
		n.roll, n.size = bloc.Roll, 1 // already a copy
	} else if len(bloc.Roll) > 0 {
		n.roll, n.size = slices.Clone(bloc.Roll), len(bloc.Roll)
	}
	if n.size < 0 || n.size > mostSeats-b.body.size {
		b.refuse(n.name, errSize, "%s: a body has from 0 to %d", prose.Plural(n.size, "seat"), mostSeats)
		n.size = 0
	}
	b.body.nodes[number] = n
	from := len(b.seats)
	if len(bloc.Blocs)+len(bloc.WeightedRoll) == 0 {
		b.body.size += n.size
		b.seats = append(b.seats, number)
	} else {
		b.parts(number, bloc)
		b.body.nodes[number].size = b.body.size - n.first
	}
	b.leaves[number] = [2]int{from, len(b.seats)}
}

// parts adds the blocs or the weighted seats inside a bloc, unless they are nested
// too deep.
func (b *builder) parts(number int, bloc Bloc) {
	if b.depth == mostDepth && !b.full {
		b.refuse(bloc.Name, errBloc, "blocs are nested more than %d deep", mostDepth)
		b.full = true
	}
	b.depth++
	b.children(number, bloc.Blocs)
	ids := make([]string, len(bloc.WeightedRoll))
	for i, seat := range bloc.WeightedRoll {
		ids[i] = seat.ID
		b.child(number, Bloc{Name: seat.ID, Roll: ids[i : i+1 : i+1], Weight: seat.Weight}, true)
	}
	b.depth--
}

// name records a bloc's path, and refuses a path that is invalid or taken.
func (b *builder) name(n *node, number int, name string) {
	blocs := len(b.body.index)
	if len(n.name) > mostName {
		b.refuse(n.name, errName, "its path is longer than %d bytes", mostName)
		n.name = n.name[:mostName] // what is within need not remember all of it
	}
	b.body.index[n.name] = number
	if wrong := badName(name); wrong != "" {
		b.refuse(n.name, errName, "%s", wrong)
	} else if len(b.body.index) == blocs {
		b.refuse(n.name, errName, "there are two blocs of that name")
	}
}

// badName describes what is wrong with a name or an ID, or returns "". It does not
// look for duplicates.
func badName(name string) string {
	if name == "" {
		return "it is empty"
	}
	if len(name) > mostName {
		return fmt.Sprintf("it is longer than %d bytes", mostName)
	}
	if !utf8.ValidString(name) {
		return "it is not valid UTF-8"
	}
	if strings.ContainsRune(name, unicode.ReplacementChar) {
		return "it has U+FFFD, which stands for text that was lost"
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return fmt.Sprintf("it has %U, which does not print", r)
		}
	}
	if name[0] == ' ' || name[len(name)-1] == ' ' {
		return "it begins or ends with a space"
	}
	return ""
}

// weigh sets the default weight of n, and refuses fields of its bloc that are invalid
// or contradict one another. It also records whether votes are in the caller's unit.
func (b *builder) weigh(n, above *node, bloc Bloc) {
	inner := len(bloc.Blocs)+len(bloc.WeightedRoll) > 0
	for _, f := range []Fraction{n.weight, n.power} {
		switch {
		case f.given() && !f.Valid():
			b.refuse(n.name, errWeight, "a weight or power that is not a number")
		case f.Sign() < 0:
			b.refuse(n.name, errWeight, "a weight or power of %v: want at least 0", f)
		}
	}
	if n.over != 0 && n.over&Cast != Cast {
		b.refuse(n.name, errBloc, "power shared by %q: want a set with for and against in it", n.over)
	}
	split := n.power.given() && len(bloc.WeightedRoll) > 0
	single := n.single && above.power.given() // the error for the roll covers its seats
	for _, wrong := range [...]struct {
		is   bool
		what string
	}{
		{n.weight.given() && n.power.given() && !single || split, "both a weight for each seat and a power to split: to split a power unequally, use blocs inside this one, each with a Power"},
		{inner && n.weight.given(), "a weight for each seat, but no seats of its own: set the Weight of the blocs inside"},
		{b2i(len(bloc.Blocs) > 0)+b2i(len(bloc.WeightedRoll) > 0)+b2i(bloc.Size != 0)+b2i(len(bloc.Roll) > 0) > 1,
			"more than one of size, roll, weighted roll and blocs"},
		{!inner && n.power.given() && n.over == 0, "a power to split, but no SharedBy, such as Entitled"},
		{above.power.given() && !n.power.given() && !single, "no power, inside a bloc that splits its power: set Power and SharedBy"},
		{bloc.isUnion(), "a union: only an independent bloc can be one"},
	} {
		if wrong.is {
			b.refuse(n.name, errBloc, "%s", wrong.what)
		}
	}
	if !n.weight.given() && !n.power.given() {
		n.weight = whole(1)
	}
	b.body.own = b.body.own || !inner && !n.power.given() && n.weight.Sign() > 0 && bloc.Size+len(bloc.Roll) > 0
}

// isUnion reports whether the bloc is a union.
func (bloc Bloc) isUnion() bool { return len(bloc.Union) > 0 }

// unite adds the unions, when all other blocs are known.
func (b *builder) unite(unions []Bloc) {
	b.body.tree = len(b.body.nodes)
	left := mostBlocs - b.body.tree
	for _, bloc := range unions {
		if left -= 1 + len(bloc.Union); left < 0 {
			b.refuse(bloc.Name, ErrTooLarge, "a body has at most %d blocs", mostBlocs)
			return
		}
		if !reflect.DeepEqual(bloc, Bloc{Name: bloc.Name, Union: bloc.Union}) {
			b.refuse(bloc.Name, errBloc, "a union with seats, blocs, a weight or a power of its own")
		}
		n := node{name: bloc.Name}
		for _, name := range bloc.Union {
			b.join(&n, name)
		}
		left -= len(n.leaves)
		slices.SortFunc(n.leaves, func(i, j int) int { // in the body's order, which that of the nodes is not
			return cmp.Or(cmp.Compare(b.body.nodes[i].first, b.body.nodes[j].first), cmp.Compare(i, j))
		})
		for k := 1; k < len(n.leaves); k++ {
			if leaf := n.leaves[k]; leaf == n.leaves[k-1] {
				b.refuse(bloc.Name, errBloc, "it unites %q twice", b.body.nodes[leaf].name)
				break
			}
		}
		if len(n.leaves) > 0 {
			n.first = b.body.nodes[n.leaves[0]].first
		}
		b.name(&n, len(b.body.nodes), bloc.Name)
		b.body.nodes = append(b.body.nodes, n)
	}
}

// join adds a group or a bloc to a union.
func (b *builder) join(union *node, name string) {
	i := b.body.index[name]
	if i == wholeNode || i >= b.body.tree {
		b.refuse(union.name, errBloc, "it unites %q, which is neither a group nor a bloc", name)
		return
	}
	if union.children == nil {
		union.parent, union.unites = i, map[int]bool{}
	}
	for !b.body.within(i, union.parent) {
		union.parent = b.body.nodes[union.parent].parent
	}
	union.children = append(union.children, i)
	union.unites[i] = true
	union.leaves = append(union.leaves, b.body.nodes[i].leaves...)
	union.size += b.body.nodes[i].size
}

// list sets the blocs of seats of each node. All nodes share one slice.
func (b *builder) list() {
	b.leaves[wholeNode] = [2]int{0, len(b.seats)}
	for i, l := range b.leaves {
		b.body.nodes[i].leaves = b.seats[l[0]:l[1]:l[1]]
	}
}

// ids records the seats that have names, and refuses blocs whose path is the ID of a
// numbered seat. It runs after all blocs are known.
func (b *builder) ids() {
	named := b.wrong.errs != nil
	for i := range b.body.nodes[1:] {
		n := &b.body.nodes[1+i]
		if _, taken := b.body.numberedSeat(n.name); taken {
			b.refuse(n.name, errName, "a seat has that ID")
		}
		if n.single && named && (b.body.index[n.name] != 1+i || badName(n.roll[0]) != "") {
			continue // already refused as a bloc
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
	if wrong := badName(id); wrong != "" {
		b.refuse(n.name, errName, "seat %d of the roll, %q: %s", k+1, id, wrong)
	} else if numbered || len(b.body.roll) == seats {
		b.refuse(n.name, errName, "there are two seats %q", id)
	} else if i := b.body.index[id]; i != 0 && !(b.body.nodes[i].size == 1 && b.body.within(number, i)) {
		b.refuse(n.name, errName, "there is a seat %q, and a bloc of that name", id)
	}
}

// power refuses a body in which no seat has any weight, and one whose votes can have too
// many digits. If no power is split, it also computes the weights, which are then the same
// in every vote.
func (b *builder) power() {
	votes, err := b.body.shares()
	if err == nil && !slices.ContainsFunc(votes, func(f Fraction) bool { return f.Sign() > 0 }) {
		err = &Error{Op: "body", Name: b.body.String(), Detail: "no seat can ever weigh anything", Err: errNoPower}
	}
	if err != nil {
		b.wrong.errs = append(b.wrong.errs, err)
		return
	}
	b.body.votes = votes
	w := exact.InWholes(numbers(votes), b.body.own)
	split := slices.ContainsFunc(b.body.nodes, func(n node) bool { return n.power.given() })
	if split || w.Wide != nil {
		if b.body.bits, err = b.body.longest(w); err != nil {
			b.wrong.errs = append(b.wrong.errs, err)
		}
	}
	if !split {
		b.body.fixed = w
	}
}
