package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"

	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Bloc describes a part of a body for [NewBody]. It has seats that all weigh the
// same, or further blocs. Most groups are one bloc of seats:
//
//	Bloc{Name: "Workers", Size: 14}                       // 14 seats with one vote each
//	Bloc{Name: "Workers", Roll: []string{"Ms A", "Mr B"}} // two seats, identified by name
//	Bloc{Name: "Workers", Size: 14, Weight: Frac(1, 2)}   // half a vote each
//	Bloc{Name: "Workers", Size: 14, SharedBy: Entitled}   // equal shares of a power of 1
//
// Seats weigh in one of two ways. Either each seat has a fixed Weight, or the seats
// of the bloc share a Power. A Power is split equally among the seats that are in
// the set SharedBy when the vote is taken. Seats outside SharedBy then weigh nothing.
// If a bloc with a Power consists of blocs, they split it in proportion to their own
// powers.
//
// Weights and powers use the same unit. If any seat has a fixed weight above 0, that
// unit is the unit of votes. A seat of Weight 250 then has 250 votes, and a Power of
// 4 that 3 seats share is 4/3 of a vote for each. If all power is shared, only the
// proportions matter: see [Tally].
//
// The zero Bloc has no seats.
type Bloc struct {
	// Name is the name of the bloc. A bloc inside another is identified by its
	// path, as "Economic/North". A group without a name is named after its
	// position, as "first". [NewBody] lists the rules for names.
	Name string `json:"name,omitempty"`

	// Size is the number of seats, if they have no names. Seat number 3 of the
	// bloc "Workers" has the ID "Workers 3".
	Size int `json:"seats,omitzero"`

	// Roll lists the IDs of the seats, and replaces Size. Each ID is unique in
	// the body. If only some seats have names, use two blocs inside this one.
	Roll []string `json:"roll,omitempty"`

	// Weight is the number of votes of each seat. The default is 1, and 0 is
	// allowed.
	Weight Fraction `json:"weight,omitzero"`

	// Power is the number of votes that the seats, or the blocs, share. The
	// default is 1 if SharedBy is set, here or on a bloc around this one.
	// Otherwise the bloc has no power. 0 is allowed.
	Power Fraction `json:"power,omitzero"`

	// SharedBy is the set of states whose seats share Power. It is any set with For
	// and Against in it: Entitled if those who may vote share it, Cast if those do
	// who voted for or against. It applies to the blocs inside this one too, unless
	// they set their own. If no seat is in the set, the power lapses: the votes of the
	// whole body are fewer.
	SharedBy States `json:"shared_by,omitzero"`

	// Blocs lists the blocs that this one consists of, and replaces the seats. If each seat
	// has a weight of its own, as in a shareholders' meeting, it is a bloc with a Roll of one.
	Blocs []Bloc `json:"blocs,omitempty"`

	// Union lists the paths of groups and blocs that this one unites, so that a rule can
	// treat them as one part, such as two peoples of one entity. A union has a name, and
	// no seats, weight or power of its own. It stands among the independent blocs of
	// [NewBody]. A seat may belong to several unions.
	Union []string `json:"union,omitempty"`
}

// Body describes the seats of a body and how much each one weighs. It has three
// groups, and may have seats of no group. [NewBody] makes it.
//
// A Body is immutable and safe for use by multiple goroutines. A nil Body and the
// zero Body have no seats, and [Body.Tally] returns an error for them.
type Body struct {
	nodes []node           // the whole, the groups, the blocs; parents first; then the unions
	tree  int              // the number of nodes that are no unions
	index map[string]int   // all nodes except the whole, by path
	roll  map[string]seat  // the seats that have names
	size  int              // the number of seats
	votes []exact.Rational // by bloc: the weight of each seat, or the power that they share
	own   bool             // some seat has a fixed weight above 0: votes are in the caller's unit
	fixed exact.Wholes     // weights of the blocs' seats; empty if any power is split
	bits  int              // of the longest numbers of votes; 0 if weights fit in 64 bits
}

// node is the whole body, a group, or a bloc.
type node struct {
	name     string       // the path; "" for the whole
	parent   int          // of a union: the innermost node that has all its children within it
	children []int        // of a union: the nodes that it unites
	unites   map[int]bool // the children of a union
	leaves   []int        // the blocs of seats within the node; the node itself if it is one
	first    int          // its seats are first to first+size-1, if it is no union
	size     int
	roll     []string // the seats' IDs, if they have names
	weight   Fraction // of each seat; not given if the node has a power
	power    Fraction // of all seats together; not given if weights are fixed
	over     States   // the seats that share the power
	single   bool     // the node is one seat inside a bloc, and has the name of that seat
}

// seat locates a seat: its number in the body, and the node of its bloc.
type seat struct{ number, node int }

// mostSeats is the largest number of seats: 1<<53, or 1<<30 if an int has 32 bits.
// It keeps sums of counts from overflowing, and no saturated sum equals a body's
// size.
const mostSeats = 1 << (30 + 23*(^uint(0)>>63))

// Limits on the blocs of a body. A slice of blocs can contain itself, so the depth
// needs a limit. A path grows with the depth, so that limit is low.
const (
	mostBlocs = 1 << 24
	mostDepth = 100
	mostName  = 1000 // bytes of a name, an ID or a path: a table is as wide as the longest
)

// The first nodes of every body; group g is node number g.
const (
	wholeNode = 0
	numGroups = 3
)

// leaf reports whether the node is a bloc of seats.
func (n *node) leaf() bool { return n.children == nil }

// hasSeats reports whether the node is a bloc of seats that has any.
func (n *node) hasSeats() bool { return n.leaf() && n.size > 0 }

// seat returns the seat with that ID.
func (b *Body) seat(id string) (seat, bool) {
	if b == nil {
		return seat{}, false
	}
	if s, ok := b.roll[id]; ok {
		return s, true
	}
	return b.numberedSeat(id)
}

// numberedSeat returns the seat for an ID such as "Workers 3", in a bloc without a
// roll.
func (b *Body) numberedSeat(id string) (seat, bool) {
	i, number := b.numbered(id)
	if i == 0 || number > b.nodes[i].size {
		return seat{}, false
	}
	return seat{b.nodes[i].first + number - 1, i}, true
}

// numbered returns the bloc and the number in an ID such as "Workers 3", which may be above
// those of the bloc. If there is no such bloc, or it has a roll, it returns 0.
func (b *Body) numbered(id string) (bloc, number int) {
	space := strings.LastIndexByte(id, ' ')
	if space == -1 || space+1 == len(id) || id[space+1] < '1' || id[space+1] > '9' {
		return 0, 0
	}
	number, err := strconv.Atoi(id[space+1:])
	if bloc = b.index[id[:space]]; err != nil || bloc == 0 || !b.nodes[bloc].leaf() || b.nodes[bloc].roll != nil {
		return 0, 0
	}
	return bloc, number
}

// id returns the ID of seat k of the bloc, counted from 0.
func (n *node) id(k int) string {
	if n.roll != nil {
		return n.roll[k]
	}
	return n.name + " " + strconv.Itoa(k+1)
}

// Blocs returns an iterator over the path and the number of seats of each bloc of
// seats, in the body's order. [Counts] need a Count for each of them that has seats.
func (b *Body) Blocs() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for _, i := range b.leaves() {
			if n := &b.nodes[i]; !yield(n.name, n.size) {
				return
			}
		}
	}
}

// nearestName says which path of a group or bloc, or which ID of a seat, is almost the same
// as a name that is none. If there is none, it returns "".
func (b *Body) nearestName(name string) string {
	number := name[max(0, strings.LastIndexByte(name, ' ')):] // of a seat, with the space
	near := prose.Nearest(name, func(yield func(string) bool) {
		unwanted := func(id string) bool { return !yield(id) }
		for i := range b.nodes[1:] {
			n := &b.nodes[1+i]
			if unwanted(n.name) || slices.ContainsFunc(n.roll, unwanted) {
				return
			}
			if _, ok := b.numberedSeat(n.name + number); ok && unwanted(n.name+number) {
				return
			}
		}
	})
	if near == "" {
		return ""
	}
	return "the nearest name is " + prose.Quoted(near)
}

// BlocOf returns the path of the bloc of the seat with that ID. ok is false if there
// is no such seat.
func (b *Body) BlocOf(id string) (bloc string, ok bool) {
	s, ok := b.seat(id)
	if !ok {
		return "", false
	}
	return b.nodes[s.node].name, true
}

// within reports whether node i is the node outer, or lies within it. A bloc lies within
// a union if it is a part of it or lies within one, and a union lies within a node if all
// its parts do.
func (b *Body) within(i, outer int) bool {
	if i != outer && i >= b.tree && outer >= b.tree {
		outside := func(child int) bool { return !b.within(child, outer) }
		return !slices.ContainsFunc(b.nodes[i].children, outside)
	}
	for ; i != wholeNode; i = b.nodes[i].parent {
		if i == outer || b.nodes[outer].unites[i] {
			return true
		}
	}
	return outer == wholeNode
}

// leaves returns the nodes of the blocs of seats, in the body's order. Only a nil Body
// and the zero Body have none.
func (b *Body) leaves() []int {
	if b == nil || len(b.nodes) == 0 {
		return nil
	}
	return b.nodes[wholeNode].leaves
}

// String lists the blocs that have seats, as "Governments: 28, Workers: 14". Blocs that are each
// named after their only seat are listed as the one bloc that they are in. For a body without
// seats it returns "no seats".
func (b *Body) String() string {
	var parts []string
	if len(b.leaves()) > 0 {
		parts = b.listed(nil, b.nodes[wholeNode].children)
	}
	return cmp.Or(strings.Join(parts, ", "), "no seats")
}

// listed appends the numbers of seats of some nodes, or of the blocs within them.
func (b *Body) listed(parts []string, nodes []int) []string {
	isBloc := func(i int) bool { return !b.nodes[i].single }
	for _, i := range nodes {
		switch n := &b.nodes[i]; {
		case n.size == 0:
		case n.leaf() || !slices.ContainsFunc(n.children, isBloc):
			parts = append(parts, partSeats(n.name, n.size))
		default:
			parts = b.listed(parts, n.children)
		}
	}
	return parts
}

// united returns the number of blocs and groups that the unions unite, each time they do.
func (b *Body) united() int {
	united := 0
	for _, n := range b.nodes[b.tree:] {
		united += len(n.children)
	}
	return united
}

// seatWeights returns the weight of one seat of each bloc, given the states of the
// seats. Weights are in the unit of the caller's weights and powers. The weight is
// not set for other nodes, and for blocs whose power no seat uses.
func (b *Body) seatWeights(counts []byState) []exact.Rational {
	weights := make([]exact.Rational, len(b.nodes))
	for _, i := range b.leaves() {
		n, votes := &b.nodes[i], b.votes[i]
		if !n.power.given() {
			weights[i] = votes
		} else if users := counts[i].in(n.over); users > 0 {
			weights[i] = votes.Over(exact.Whole(users))
		}
	}
	return weights
}

// Describe returns the blocs that the body is made of. From them, [NewBody] makes the
// same body again. Fields that were not given have their defaults: a group without a
// name is called after its place, and a seat has Weight 1. For a nil Body or the zero
// Body, all blocs are zero.
func (b *Body) Describe() (first, second, third Bloc, independent []Bloc) {
	if len(b.leaves()) == 0 {
		return Bloc{}, Bloc{}, Bloc{}, nil
	}
	top := slices.Clone(b.nodes[wholeNode].children)
	for union := b.tree; union < len(b.nodes); union++ {
		top = append(top, union)
	}
	blocs := b.describe(top, "")
	return blocs[0], blocs[1], blocs[2], blocs[numGroups:]
}

// describe describes the blocs of some nodes, whose paths all begin with the one around them.
func (b *Body) describe(nodes []int, around string) []Bloc {
	var blocs []Bloc
	for _, i := range nodes {
		n := &b.nodes[i]
		bloc := Bloc{Name: n.name[len(around):], Power: n.power, SharedBy: n.over}
		switch {
		case n.leaf():
			bloc.Weight = n.weight // not given if the seats share a power
			if bloc.Roll = slices.Clone(n.roll); bloc.Roll == nil {
				bloc.Size = n.size
			}
		case n.unites != nil:
			for _, child := range n.children {
				bloc.Union = append(bloc.Union, b.nodes[child].name)
			}
		default:
			bloc.Blocs = b.describe(n.children, n.name+"/")
		}
		blocs = append(blocs, bloc)
	}
	return blocs
}
