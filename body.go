package tripartite

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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
	Name string

	// Size is the number of seats, if they have no names. Seat number 3 of the
	// bloc "Workers" has the ID "Workers 3".
	Size int

	// Roll lists the IDs of the seats, and replaces Size. Each ID is unique in
	// the body. If only some seats have names, use two blocs inside this one.
	Roll []string

	// WeightedRoll lists the seats with a weight for each, as in a shareholders'
	// meeting. It replaces Size, Roll and Weight. Each seat becomes a bloc inside
	// this one, named after its ID: [Counts] and [Tally.Blocs] know the seat
	// "Ms A" of "Members" as the bloc "Members/Ms A".
	WeightedRoll []WeightedSeat

	// Weight is the number of votes of each seat. The default is 1, and 0 is
	// allowed.
	Weight Fraction

	// Power is the number of votes that the seats, or the blocs, share. The
	// default is 1 if SharedBy is set, here or on a bloc around this one.
	// Otherwise the bloc has no power. 0 is allowed.
	Power Fraction

	// SharedBy is the set of states whose seats share Power: Present, Entitled,
	// InOffice or AllSeats. It applies to the blocs inside this one too, unless
	// they set their own.
	SharedBy States

	// IfEmpty says what happens to the power if no seat is in SharedBy: it
	// lapses or passes on. If it passes on, the power of every bloc inside this
	// one must pass on too. Otherwise the first vote for in a bloc could take
	// more from its siblings than it uses.
	IfEmpty IfEmpty

	// Blocs lists the blocs that this one consists of, and replaces the seats.
	Blocs []Bloc
}

// IfEmpty says what happens to the power of a [Bloc] if no seat is in the set that
// shares it. The zero IfEmpty is Lapse.
type IfEmpty uint8

// What happens to a power that no seat shares.
const (
	Lapse  IfEmpty = iota // the power is lost, and the total shrinks
	PassOn                // sibling blocs that can use their power share it in proportion; if none can, it lapses
)

// String returns "lapse" or "pass on".
func (e IfEmpty) String() string {
	switch e {
	case Lapse:
		return "lapse"
	case PassOn:
		return "pass on"
	}
	return "invalid " + strconv.Itoa(int(e))
}

// WeightedSeat describes a seat of a [Bloc] in which each seat has its own weight.
type WeightedSeat struct {
	// ID is the seat's ID, unique in the body.
	ID string
	// Weight is the number of votes of the seat. The default is 1, and 0 is
	// allowed.
	Weight Fraction
}

// Body describes the seats of a body and how much each one weighs. It has three
// groups, and may have seats of no group. [NewBody] makes it.
//
// A Body is immutable and safe for use by multiple goroutines. A nil Body and the
// zero Body have no seats, and [Body.Tally] returns an error for them.
type Body struct {
	nodes []node          // the whole, the three groups, then the other blocs; parents first
	index map[string]int  // all nodes except the whole, by path
	roll  map[string]seat // the seats that have names
	size  int             // the number of seats
	own   bool            // some seat has a fixed weight above 0: votes are in the caller's unit
	fixed weights         // weights of the blocs' seats; empty if any power is split
}

// node is the whole body, a group, or a bloc.
type node struct {
	name     string // the path; "" for the whole
	parent   int
	children []int
	leaves   []int // the blocs of seats within the node; the node itself if it is one
	first    int   // the node and its children have the seats first to first+size-1
	size     int
	roll     []string // the seats' IDs, if they have names
	weight   Fraction // of each seat; not given if the node has a power
	power    Fraction // of all seats together; not given if weights are fixed
	over     States   // the seats that share the power
	passes   bool     // the power passes on if no seat can use it
	single   bool     // the node is one seat of a weighted roll
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

// NewBody returns a body of three groups, and of independent blocs. The seats of
// independent blocs, such as a chair or an institution, count in the whole body but
// in no group. Any group may be empty, even all three.
//
// Names and IDs follow these rules:
//
//   - They are valid UTF-8, printable as defined by [unicode.IsPrint], not empty, and
//     have no blanks at either end. The name of a group may be empty.
//   - They, and the paths that they make, have at most 1,000 bytes.
//   - No two blocs have the same path, and no two seats the same ID.
//   - No seat's ID is the path of a bloc. This includes the IDs of numbered seats,
//     such as "Workers 3".
//   - They are compared byte by byte. Names that differ in case, or in how Unicode
//     encodes the same letter, are different.
//
// NewBody returns all errors at once. It returns [ErrBody] for
//
//   - a name or an ID that breaks these rules;
//   - a size below 0, or more than 1<<53 seats in all (1<<30 if an int has 32 bits);
//   - a weight or a power that is negative or not a number;
//   - fields of a [Bloc] that contradict one another;
//   - blocs nested more than 100 deep;
//   - a body in which no seat can ever weigh anything.
//
// It returns [ErrTooLarge] for more than 1<<24 blocs.
func NewBody(first, second, third Bloc, independent ...Bloc) (*Body, error) {
	blocs, seats := named(append([]Bloc{first, second, third}, independent...))
	b := &builder{
		body: &Body{
			nodes: make([]node, 1+numGroups, 1+numGroups+blocs),
			index: make(map[string]int, blocs),
			roll:  make(map[string]seat, seats),
		},
		leaves: make([][2]int, 1+numGroups, 1+numGroups+blocs),
	}
	for i, group := range [numGroups]Bloc{first, second, third} {
		if group.Name == "" {
			group.Name = Group(i + 1).String()
		}
		b.add(1+i, wholeNode, group)
	}
	b.children(wholeNode, independent)
	b.list()
	b.ids()
	if b.errs == nil {
		b.power()
	}
	if b.errs != nil {
		return nil, errors.Join(b.errs...)
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
	errs   []error
}

// refuse records an error about the bloc of that name.
func (b *builder) refuse(name string, err error, detail string, args ...any) {
	b.errs = append(b.errs, &Error{Op: "body", Name: name, Detail: fmt.Sprintf(detail, args...), Err: err})
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
		weight: bloc.Weight, power: bloc.Power, over: bloc.SharedBy, passes: bloc.IfEmpty == PassOn,
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
		b.refuse(n.name, errSize, "%s: a body has from 0 to %d", plural(n.size, "seat"), mostSeats)
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
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return fmt.Sprintf("it has %U, which does not print", r)
		}
	}
	if name[0] == ' ' || name[len(name)-1] == ' ' {
		return "it begins or ends with a blank"
	}
	return ""
}

// weigh sets the default weight of n, and refuses fields of its bloc that are invalid
// or contradict one another. It also records whether votes are in the caller's unit.
func (b *builder) weigh(n, above *node, bloc Bloc) {
	inner := len(bloc.Blocs)+len(bloc.WeightedRoll) > 0
	for _, f := range []Fraction{n.weight, n.power} {
		if f.given() && (!f.Valid() || f.Sign() < 0) {
			b.refuse(n.name, errWeight, "a weight or power of %v", f)
		}
	}
	switch n.over {
	case 0, Present, Entitled, InOffice, AllSeats:
	default:
		b.refuse(n.name, errBloc, "power shared by %q: want present, entitled, in office or seats", n.over)
	}
	split := n.power.given() && len(bloc.WeightedRoll) > 0
	single := n.single && above.power.given() // the error for the roll covers its seats
	for _, wrong := range [...]struct {
		is   bool
		what string
	}{
		{n.weight.given() && n.power.given() && !single || split, "both a weight for each seat and a power to split"},
		{inner && n.weight.given(), "a weight for each seat, but no seats of its own"},
		{b2i(len(bloc.Blocs) > 0)+b2i(len(bloc.WeightedRoll) > 0)+b2i(bloc.Size != 0)+b2i(len(bloc.Roll) > 0) > 1,
			"more than one of size, roll, weighted roll and blocs"},
		{!inner && n.power.given() && n.over == 0, "a power to split, but no SharedBy"},
		{above.power.given() && !n.power.given() && !single, "no power, inside a bloc that splits its power"},
		{!n.power.given() && bloc.IfEmpty != Lapse, "IfEmpty without a power"},
		{bloc.IfEmpty > PassOn, "IfEmpty: want Lapse or PassOn"},
		{above.passes && bloc.IfEmpty != PassOn && !single, "power that lapses, inside a bloc whose power passes on"},
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
	named := b.errs != nil
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
	} else if b.body.index[id] != 0 {
		b.refuse(n.name, errName, "there is a seat %q, and a bloc of that name", id)
	}
}

// power refuses a body in which no seat has any weight. If no power is split, it
// also computes the weights, which are then the same in every vote.
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
		b.refuse(b.body.String(), errNoPower, "no seat can ever weigh anything")
	}
	if !split {
		b.body.fixed = inWholes(weights, b.body.own)
	}
}

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
	space := strings.LastIndexByte(id, ' ')
	if space == -1 || space+1 == len(id) || id[space+1] < '1' || id[space+1] > '9' {
		return seat{}, false
	}
	number, err := strconv.Atoi(id[space+1:])
	i := b.index[id[:space]]
	if err != nil || i == 0 {
		return seat{}, false
	}
	n := &b.nodes[i]
	if !n.leaf() || n.roll != nil || number > n.size {
		return seat{}, false
	}
	return seat{n.first + number - 1, i}, true
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

// BlocOf returns the path of the bloc of the seat with that ID. ok is false if there
// is no such seat.
func (b *Body) BlocOf(id string) (bloc string, ok bool) {
	s, ok := b.seat(id)
	if !ok {
		return "", false
	}
	return b.nodes[s.node].name, true
}

// GroupName returns the name of one of the three groups. It returns "" for any other
// Group, and if the body has no seats.
func (b *Body) GroupName(g Group) string {
	if len(b.leaves()) == 0 || g < First || g > Third {
		return ""
	}
	return b.nodes[g].name
}

// MarshalJSON returns [errors.ErrUnsupported]: a body has no JSON form.
func (b Body) MarshalJSON() ([]byte, error) { return noJSON("body") }

// leaves returns the nodes of the blocs of seats, in the body's order. Only a nil Body
// and the zero Body have none.
func (b *Body) leaves() []int {
	if b == nil || len(b.nodes) == 0 {
		return nil
	}
	return b.nodes[wholeNode].leaves
}

// String lists the blocs that have seats, as "28 Governments, 14 Workers". It lists a
// weighted roll as one bloc. For a body without seats it returns "no seats".
func (b *Body) String() string {
	if len(b.leaves()) == 0 {
		return "no seats"
	}
	var parts []string
	for _, i := range b.leaves() {
		n := &b.nodes[i]
		if n.single {
			if n = &b.nodes[n.parent]; n.children[0] != i {
				continue
			}
		}
		if n.size > 0 {
			parts = append(parts, strconv.Itoa(n.size)+" "+n.name)
		}
	}
	return strings.Join(parts, ", ")
}
