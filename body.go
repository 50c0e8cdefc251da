package tripartite

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Bloc describes a part of a body for [NewBody]: seats that weigh the same, or
// further blocs. Most groups are one bloc of seats:
//
//	Bloc{Name: "Workers", Size: 14}                          // 14 seats, one vote each
//	Bloc{Name: "Workers", Roll: []string{"Ms A", "Mr B"}}    // the same, by name
//	Bloc{Name: "Workers", Size: 14, Weight: Frac(1, 2)}      // half a vote each
//	Bloc{Name: "Workers", Size: 14, Over: Entitled}          // an equal share of power 1
//
// A seat weighs a fixed number, its Weight, or the bloc has a Power that is
// split equally over those of its seats that are in the set Over when the vote
// is taken; then a seat outside Over weighs nothing. Power or Over on a bloc of
// blocs says that these split its power, each in proportion to its own.
//
// The zero Bloc is a bloc without seats.
type Bloc struct {
	// Name is what the bloc is called, unique among its siblings and without a
	// "/". A bloc within another is known by its path, as "Economic/North".
	// A group without a name is called after its place, as "first".
	Name string

	// Size is the number of seats, where they have no names of their own. Seat
	// number 3 of a bloc named "Workers" has the ID "Workers 3".
	Size int

	// Roll has the seats' IDs instead of Size, each unique in the body. If only
	// some have names, they are two blocs within one.
	Roll []string

	// Weight is what each seat counts: 1 if not given; 0 is legal.
	Weight Fraction

	// Power is what the seats, or the blocs, count together: if not given, 1
	// where Over is, and else there is none to split. 0 is legal.
	Power Fraction

	// Over is the set whose seats share Power: Present, Entitled, InOffice or
	// Seats; for the blocs within this one too, where they do not say their own.
	Over States

	// Passes says what becomes of the power when there is nobody in Over to use
	// it. If not set it lapses, and the whole is so much smaller. If set it
	// passes to the sibling blocs that have a power and somebody to use it, in
	// proportion to theirs; where there are none of these it lapses all the
	// same. If it passes, so must that of the blocs within this one: else a
	// first vote for could take more from the siblings than it uses.
	Passes bool

	// Blocs are the blocs of which this one consists, instead of seats.
	Blocs []Bloc
}

// Body is who sits, and how seats weigh: three groups, and seats of no group.
// It is immutable, and safe for any number of goroutines. The zero Body has no
// seats, and decides nothing.
type Body struct {
	nodes []node          // the whole, the three groups, then what is within, parents first
	index map[string]int  // the nodes but the whole, by path
	roll  map[string]seat // the seats that have names
	size  int             // all seats
	fixed weights         // of the blocs' seats, where no power is split
}

// node is the whole body, a group, or a bloc.
type node struct {
	name     string // the path; "" for the whole
	parent   int
	children []int
	leaves   []int // the blocs of seats that it consists of; itself, if it is one
	first    int   // seats first to first+size-1 of the body are the node's, and its children's
	size     int
	roll     []string // the seats' IDs, in a bloc that has them
	weight   Fraction // of each seat; not given in a node that has a power
	power    Fraction // of all; not given in a node of fixed weights
	over     States
	passes   bool
}

// seat is a place in the body: its number, and the node of its bloc.
type seat struct{ number, node int32 }

// mostSeats is so low that no sum of counts overflows, nor does one that stays
// at the largest int pass for a body's size, where an int has 32 bits.
const mostSeats = 1 << 30

// The first nodes of every body; group g is node number g.
const (
	wholeNode = 0
	numGroups = 3
)

// leaf reports whether the node is a bloc of seats.
func (n *node) leaf() bool { return n.children == nil }

// NewBody makes a body of three groups, and of blocs whose seats are in no
// group: a chair, an institution; they count in the whole only. A group may be
// empty, and all three may be.
//
// Its errors, all at once, are [ErrName] for a name or ID that is missing,
// taken, or the same as that of a numbered seat, [ErrNumber] for a size below 0
// or over 1073741824 in all, [ErrFraction], [ErrBloc] for a weight, power or
// set that contradict one another, and [ErrNoPower] for a body in which no seat
// could ever weigh anything.
func NewBody(first, second, third Bloc, independent ...Bloc) (*Body, error) {
	b := &builder{body: &Body{
		nodes: make([]node, 1+numGroups),
		index: map[string]int{},
		roll:  map[string]seat{},
	}}
	groups := [numGroups]Bloc{first, second, third}
	for i := range groups {
		if groups[i].Name == "" {
			groups[i].Name = Group(i + 1).String()
		}
	}
	b.children(wholeNode, append(groups[:], independent...))
	b.ids()
	if b.errs == nil {
		b.power()
	}
	if b.errs != nil {
		return nil, errors.Join(b.errs...)
	}
	return b.body, nil
}

// MustBody is [NewBody] for a body known to be right, as in a variable or a
// test; it panics otherwise.
func MustBody(first, second, third Bloc, independent ...Bloc) *Body {
	b, err := NewBody(first, second, third, independent...)
	if err != nil {
		panic(err)
	}
	return b
}

// builder makes a body, and gathers all that is wrong with it.
type builder struct {
	body *Body
	errs []error
}

func (b *builder) refuse(name string, err error, detail string, args ...any) {
	b.errs = append(b.errs, &Error{Op: "body", Name: name, Detail: fmt.Sprintf(detail, args...), Err: err})
}

// children adds blocs to a node, and what is within them. The groups have their
// nodes already, so that group g is node g whatever the groups consist of.
func (b *builder) children(parent int, blocs []Bloc) {
	for i, bloc := range blocs {
		number := len(b.body.nodes)
		if parent == wholeNode && i < numGroups {
			number = 1 + i
		} else {
			b.body.nodes = append(b.body.nodes, node{})
		}
		b.add(number, parent, bloc)
		above := &b.body.nodes[parent]
		above.children = append(above.children, number)
		above.leaves = append(above.leaves, b.body.nodes[number].leaves...)
	}
}

func (b *builder) add(number, parent int, bloc Bloc) {
	n := node{
		name: bloc.Name, parent: parent, first: b.body.size, size: bloc.Size,
		weight: bloc.Weight, power: bloc.Power, over: bloc.Over, passes: bloc.Passes,
	}
	above := &b.body.nodes[parent]
	if parent != wholeNode {
		n.name = above.name + "/" + n.name
	}
	if n.over == 0 {
		n.over = above.over
	}
	if n.over != 0 && !n.power.given() {
		n.power = whole(1)
	}
	if bloc.Name == "" || strings.Contains(bloc.Name, "/") {
		b.refuse(n.name, ErrName, "a bloc needs a name without %q", "/")
	} else if b.body.index[n.name] != 0 {
		b.refuse(n.name, ErrName, "there are two blocs of that name")
	}
	b.weigh(&n, above, bloc)
	if len(bloc.Roll) > 0 {
		n.roll, n.size = slices.Clone(bloc.Roll), len(bloc.Roll)
	}
	if n.size < 0 || n.size > mostSeats-b.body.size {
		b.refuse(n.name, ErrNumber, "%d seats", n.size)
		n.size = 0
	}
	b.body.index[n.name] = number
	b.body.nodes[number] = n
	b.body.size += n.size
	if len(bloc.Blocs) == 0 {
		b.body.nodes[number].leaves = []int{number}
		return
	}
	b.children(number, bloc.Blocs)
	b.body.nodes[number].size = b.body.size - n.first
}

// weigh refuses weights that say two things at once, or nothing.
func (b *builder) weigh(n, above *node, bloc Bloc) {
	inner := len(bloc.Blocs) > 0
	for _, f := range []Fraction{n.weight, n.power} {
		if f.given() && (!f.Valid() || f.Sign() < 0) {
			b.refuse(n.name, ErrFraction, "a weight or power of %v", f)
		}
	}
	switch n.over {
	case 0, Present, Entitled, InOffice, Seats:
	default:
		b.refuse(n.name, ErrBloc, "power over %v, not over present, entitled, in office or all seats", n.over)
	}
	for _, wrong := range []struct {
		is   bool
		what string
	}{
		{n.weight.given() && n.power.given(), "both a weight for each seat and a power to split"},
		{inner && n.weight.given(), "a weight for each seat, but no seats of its own"},
		{b2i(inner)+b2i(bloc.Size != 0)+b2i(len(bloc.Roll) > 0) > 1, "more than one of size, roll and blocs"},
		{!inner && n.power.given() && n.over == 0, "a power, but no set to split it over"},
		{above.power.given() && !n.power.given(), "no power, in a bloc whose power is to be split"},
		{!n.power.given() && bloc.Passes, "no power that could pass"},
		{above.passes && !bloc.Passes, "its power lapses, in a bloc whose power passes"},
	} {
		if wrong.is {
			b.refuse(n.name, ErrBloc, "%s", wrong.what)
		}
	}
	if !n.weight.given() && !n.power.given() {
		n.weight = whole(1)
	}
}

// ids enters the seats that have names, once all blocs are known.
func (b *builder) ids() {
	for i := range b.body.nodes {
		n := &b.body.nodes[i]
		for k, id := range n.roll {
			if id == "" {
				b.refuse(n.name, ErrName, "seat %d of the roll has none", k+1)
			} else if _, taken := b.body.seat(id); taken {
				b.refuse(n.name, ErrName, "there are two seats %q", id)
			}
			b.body.roll[id] = seat{int32(n.first + k), int32(i)}
		}
	}
}

// power finds out whether anybody has any, and weighs the seats of a body in
// which all weights are fixed, once and for all.
func (b *builder) power() {
	full := make([]byState, len(b.body.nodes))
	split, power := false, false
	for i := range b.body.nodes {
		n := &b.body.nodes[i]
		full[i][stateFor] = int64(n.size)
		split = split || n.power.given()
	}
	weights := b.body.seatWeights(full)
	for _, w := range weights {
		power = power || w.Sign() > 0
	}
	if !power {
		b.refuse(b.body.String(), ErrNoPower, "no seat can ever weigh anything")
	}
	if !split {
		b.body.fixed = smallest(weights)
	}
}

// seat finds a seat by its ID.
func (b *Body) seat(id string) (seat, bool) {
	if s, ok := b.roll[id]; ok {
		return s, true
	}
	return b.numberedSeat(id)
}

// numberedSeat finds "Workers 3" in a bloc that has no roll.
func (b *Body) numberedSeat(id string) (seat, bool) {
	space := strings.LastIndexByte(id, ' ')
	if space == -1 {
		return seat{}, false
	}
	i := b.index[id[:space]]
	number, err := strconv.Atoi(id[space+1:])
	if i == 0 || err != nil || id[space+1] < '1' || id[space+1] > '9' {
		return seat{}, false
	}
	n := &b.nodes[i]
	if !n.leaf() || n.roll != nil || number > n.size {
		return seat{}, false
	}
	return seat{int32(n.first + number - 1), int32(i)}, true
}

// id is the ID of seat k of the bloc.
func (n *node) id(k int) string {
	if n.roll != nil {
		return n.roll[k]
	}
	return n.name + " " + strconv.Itoa(k+1)
}

// Blocs are the names of the blocs of seats, in the body's order, and how many
// seats each has: what [Counts] need a Count for.
func (b *Body) Blocs() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for _, i := range b.leaves() {
			if n := &b.nodes[i]; !yield(n.name, n.size) {
				return
			}
		}
	}
}

// leaves are the numbers of the blocs of seats, in the body's order.
func (b *Body) leaves() []int {
	if len(b.nodes) == 0 {
		return nil
	}
	return b.nodes[wholeNode].leaves
}

// String lists the blocs that have seats, as "28 Governments, 14 Workers".
func (b *Body) String() string {
	var parts []string
	for name, size := range b.Blocs() {
		if size > 0 {
			parts = append(parts, strconv.Itoa(size)+" "+name)
		}
	}
	return strings.Join(parts, ", ")
}
