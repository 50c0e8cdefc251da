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
// Weights and powers are given in the same unit. If any bloc that has seats
// has a fixed weight other than 0, that unit is the unit of votes: a seat of
// Weight 250 has 250 votes, and a Power of 4 over 3 seats is 4/3 of a vote for
// each. If all power is split, only proportions count: see [Tally].
//
// The zero Bloc is a bloc without seats.
type Bloc struct {
	// Name is the name of the bloc. A bloc within another is known by its path,
	// as "Economic/North"; no two blocs have the same path. A group without a
	// name is called after its place, as "first". [NewBody] says which names it
	// refuses.
	Name string

	// Size is the number of seats, where they have no names of their own. Seat
	// number 3 of a bloc named "Workers" has the ID "Workers 3".
	Size int

	// Roll has the seats' IDs instead of Size, each unique in the body. If only
	// some have names, they are two blocs within one.
	Roll []string

	// WeightedRoll has the seats' IDs and a weight for each, instead of Size,
	// Roll and Weight: the members of a shareholders' meeting. Each seat is a
	// bloc of its own within this one, whose name is the ID. [Counts] and
	// [Tally.Blocs] know seat "Ms A" of "Members" as the bloc "Members/Ms A".
	WeightedRoll []WeightedSeat

	// Weight is what each seat counts: 1 if not given; 0 is legal.
	Weight Fraction

	// Power is what the seats, or the blocs, count together: if not given, 1
	// where Over is, and else there is none to split. 0 is legal.
	Power Fraction

	// SharedBy is the set whose seats share Power: Present, Entitled, InOffice or
	// Seats; for the blocs within this one too, where they do not say their own.
	SharedBy States

	// IfEmpty says what becomes of the power if no seat is in SharedBy: it lapses,
	// or passes on. If it passes on, so must that of the blocs within this one:
	// else a first vote for could take more from the siblings than it uses.
	IfEmpty IfEmpty

	// Blocs are the blocs of which this one consists, instead of seats.
	Blocs []Bloc
}

// IfEmpty is what becomes of the power of a [Bloc] if no seat is in the set that
// shares it.
type IfEmpty uint8

// What becomes of a power that nobody can use.
const (
	Lapse  IfEmpty = iota // the power is lost: the whole is so much smaller
	PassOn                // siblings that can use theirs get it, in proportion; else it lapses
)

// WeightedSeat is a seat of a [Bloc] whose seats all have weights of their own.
type WeightedSeat struct {
	// ID is the seat's ID, unique in the body.
	ID string
	// Weight is what the seat counts: 1 if not given; 0 is legal.
	Weight Fraction
}

// Body describes the seats of a body and how much each one weighs: three groups,
// and seats of no group. It is immutable, and safe for any number of goroutines.
// A nil Body and the zero Body have no seats, and come to no tally.
type Body struct {
	nodes []node          // the whole, the three groups, then what is within, parents first
	index map[string]int  // the nodes but the whole, by path
	roll  map[string]seat // the seats that have names
	size  int             // all seats
	own   bool            // some seat has a fixed weight: votes are in the caller's unit
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
	single   bool // a seat of a weighted roll
}

// seat is a place in the body: its number, and the node of its bloc.
type seat struct{ number, node int }

// mostSeats keeps sums of counts from overflowing, and a sum that stays at the
// largest int from passing for a body's size: 1<<30 where an int has 32 bits.
const mostSeats = 1 << (30 + 23*(^uint(0)>>63))

// Limits on the blocs of a body. Slices of blocs can contain themselves, so that
// without a limit on the depth a body could have no end; a path is as long as a
// bloc is deep.
const (
	mostBlocs = 1 << 24
	mostDepth = 100
)

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
// Names and IDs must be printable, as [unicode.IsPrint] defines it, in valid
// UTF-8, and without blanks at either end. No two blocs have the same path, no
// two seats the same ID, and no seat's ID is a bloc's path: the ID of a numbered
// seat, such as "Workers 3", counts too. Names are compared byte by byte: those
// that differ in case, or in how Unicode writes the same letter, are different.
//
// NewBody reports all errors at once: [ErrBody] for a name or ID that is refused,
// [ErrCounts] for a size below 0 or more seats than a body may have (1<<53, or 1<<30
// where an int has 32 bits), [ErrText], [ErrBody] for a weight, power or
// set that contradict one another or for blocs nested more than 100 deep,
// [ErrTooLarge] for more than 1<<24 blocs, and [ErrBody] for a body in which no
// seat could ever weigh anything.
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

// MustBody is [NewBody] for a body known to be right, as in a variable or a
// test; it panics otherwise.
func MustBody(first, second, third Bloc, independent ...Bloc) *Body {
	b, err := NewBody(first, second, third, independent...)
	if err != nil {
		panic(err)
	}
	return b
}

// named is how many blocs and seats have names, as far as can be seen at first
// sight: the room that a large body needs.
func named(top []Bloc) (blocs, seats int) {
	for _, bloc := range top {
		blocs += 1 + len(bloc.Blocs) + len(bloc.WeightedRoll)
		seats += len(bloc.Roll) + len(bloc.WeightedRoll)
	}
	return blocs, seats
}

// builder makes a body, and gathers all that is wrong with it.
type builder struct {
	body   *Body
	seats  []int    // the blocs of seats, in the body's order
	leaves [][2]int // from where to where a node's are among them
	depth  int
	full   bool // a limit was passed: nothing more is added
	errs   []error
}

func (b *builder) refuse(name string, err error, detail string, args ...any) {
	b.errs = append(b.errs, &Error{Op: "body", Name: name, Detail: fmt.Sprintf(detail, args...), Err: err})
}

// children adds blocs to a node, and what is within them.
func (b *builder) children(parent int, blocs []Bloc) {
	for _, bloc := range blocs {
		b.child(parent, bloc, false)
	}
}

// child adds a bloc, or a single seat of a weighted roll.
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

// add fills a node in. The groups have their nodes from the start, so that group g
// is node g whatever the groups consist of.
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
		n.roll, n.size = bloc.Roll, 1 // a copy already
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
		b.within(number, bloc)
		b.body.nodes[number].size = b.body.size - n.first
	}
	b.leaves[number] = [2]int{from, len(b.seats)}
}

// within adds what a bloc consists of, unless it is too deep to end.
func (b *builder) within(number int, bloc Bloc) {
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

// name enters a bloc's path, and refuses one that is bad or taken.
func (b *builder) name(n *node, number int, name string) {
	blocs := len(b.body.index)
	b.body.index[n.name] = number
	if wrong := badName(name); wrong != "" {
		b.refuse(n.name, errName, "%s", wrong)
	} else if len(b.body.index) == blocs {
		b.refuse(n.name, errName, "there are two blocs of that name")
	}
}

// badName says what is wrong with a name or an ID by itself, if anything is.
func badName(name string) string {
	if name == "" {
		return "it is empty"
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

// weigh refuses weights that say two things at once, or nothing.
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
		b.refuse(n.name, errBloc, "power over %v, not over present, entitled, in office or all seats", n.over)
	}
	split := n.power.given() && len(bloc.WeightedRoll) > 0
	single := n.single && above.power.given() // of which the roll says so already
	for _, wrong := range [...]struct {
		is   bool
		what string
	}{
		{n.weight.given() && n.power.given() && !single || split, "both a weight for each seat and a power to split"},
		{inner && n.weight.given(), "a weight for each seat, but no seats of its own"},
		{b2i(len(bloc.Blocs) > 0)+b2i(len(bloc.WeightedRoll) > 0)+b2i(bloc.Size != 0)+b2i(len(bloc.Roll) > 0) > 1,
			"more than one of size, roll, weighted roll and blocs"},
		{!inner && n.power.given() && n.over == 0, "a power, but no set to split it over"},
		{above.power.given() && !n.power.given() && !single, "no power, in a bloc whose power is to be split"},
		{!n.power.given() && bloc.IfEmpty != Lapse, "no power that could pass on"},
		{bloc.IfEmpty > PassOn, "power that neither lapses nor passes on"},
		{above.passes && bloc.IfEmpty != PassOn && !single, "its power lapses, in a bloc whose power passes on"},
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

// list gives each node its blocs of seats, all of them from one slice.
func (b *builder) list() {
	b.leaves[wholeNode] = [2]int{0, len(b.seats)}
	for i, l := range b.leaves {
		b.body.nodes[i].leaves = b.seats[l[0]:l[1]:l[1]]
	}
}

// ids enters the seats that have names, once all blocs are known, and refuses
// blocs that are called as a seat is.
func (b *builder) ids() {
	named := b.errs != nil
	for i := range b.body.nodes[1:] {
		n := &b.body.nodes[1+i]
		if _, taken := b.body.numberedSeat(n.name); taken {
			b.refuse(n.name, errName, "a seat has that ID")
		}
		if n.single && named && (b.body.index[n.name] != 1+i || badName(n.roll[0]) != "") {
			continue // it was refused as a bloc
		}
		for k, id := range n.roll {
			b.id(1+i, k, id)
		}
	}
}

// id enters seat k of a node's roll, and refuses an ID that is bad or taken.
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
		b.refuse(b.body.String(), errNoPower, "no seat can ever weigh anything")
	}
	if !split {
		b.body.fixed = inWholes(weights, b.body.own)
	}
}

// seat finds a seat by its ID.
func (b *Body) seat(id string) (seat, bool) {
	if b == nil {
		return seat{}, false
	}
	if s, ok := b.roll[id]; ok {
		return s, true
	}
	return b.numberedSeat(id)
}

// numberedSeat finds "Workers 3" in a bloc that has no roll.
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

// id is the ID of seat k of the bloc.
func (n *node) id(k int) string {
	if n.roll != nil {
		return n.roll[k]
	}
	return n.name + " " + strconv.Itoa(k+1)
}

// Blocs iterates over the names of the blocs of seats, in the body's order, and
// how many seats each has: what [Counts] need a Count for.
func (b *Body) Blocs() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for _, i := range b.leaves() {
			if n := &b.nodes[i]; !yield(n.name, n.size) {
				return
			}
		}
	}
}

// BlocOf returns the path of the bloc that has the seat. ok is false if there is
// no such seat.
func (b *Body) BlocOf(id string) (bloc string, ok bool) {
	s, ok := b.seat(id)
	if !ok {
		return "", false
	}
	return b.nodes[s.node].name, true
}

// GroupName returns the name of one of the three groups; "" for any other Group,
// and in a body without seats.
func (b *Body) GroupName(g Group) string {
	if len(b.leaves()) == 0 || g < First || g > Third {
		return ""
	}
	return b.nodes[g].name
}

// MarshalJSON returns an error: a body has no JSON form.
func (b Body) MarshalJSON() ([]byte, error) { return noJSON("body") }

// leaves are the numbers of the blocs of seats, in the body's order. A nil body
// and the zero Body have none, and all others have.
func (b *Body) leaves() []int {
	if b == nil || len(b.nodes) == 0 {
		return nil
	}
	return b.nodes[wholeNode].leaves
}

// String lists the blocs that have seats, as "28 Governments, 14 Workers". A
// weighted roll is listed as one. A body without seats is "no seats".
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
