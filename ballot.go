package tripartite

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Ballot is a vote being taken, seat by seat. At first every seat is Silent:
// present, and not having voted. Cast records what a seat votes, Mark who is
// absent, suspended or vacant; members may arrive and walk out until Close.
// Tally works at any time, and counts what there is so far.
//
// A call that is refused changes nothing. A Ballot is for one goroutine at a
// time. The zero Ballot has no seats; [Body.OpenRoom] makes one that has.
type Ballot struct {
	body       *Body
	states     []States  // by the seat's number
	counts     []byState // of the blocs, by node
	changeable bool
	closed     bool

	room [1 + numGroups]byState // for the counts, in a body of three blocs
}

// OpenRoom opens a ballot in a room: every seat is present at first, and [Silent]
// until it votes. A vote that has been cast is final; see [Ballot.AllowChanges].
func (b *Body) OpenRoom() *Ballot { return b.open(Silent) }

// OpenRemote opens a ballot online or by post: every seat is [Absent] until it
// votes or is marked, so that nobody makes a quorum who has not come. A vote that
// has been cast is final; see [Ballot.AllowChanges].
func (b *Body) OpenRemote() *Ballot { return b.open(Absent) }

// open opens a ballot in which every seat is in one state at first.
func (b *Body) open(start States) *Ballot {
	ballot := &Ballot{body: b, states: slices.Repeat([]States{start}, b.size)}
	if ballot.counts = ballot.room[:]; len(b.nodes) != len(ballot.room) {
		ballot.counts = make([]byState, len(b.nodes))
	}
	for _, i := range b.leaves() {
		ballot.counts[i][bits.TrailingZeros8(uint8(start))] = int64(b.nodes[i].size)
	}
	return ballot
}

// AllowChanges lets seats change their vote until the ballot is closed, so that
// the last one counts. It returns the ballot.
func (b *Ballot) AllowChanges() *Ballot {
	b.changeable = true
	return b
}

// Body is the body whose ballot it is; nil for the zero Ballot.
func (b *Ballot) Body() *Body { return b.body }

// Cast records a vote: For, Against, Abstain or Spoilt. A seat that was marked
// absent may cast, since who votes is present.
//
// Its errors are [ErrClosed], [ErrNotAVote] for any other state or set,
// [ErrUnknownSeat], [ErrMayNotVote] for a seat that is suspended or vacant, and
// [ErrAlreadyCast] if the ballot is not changeable.
func (b *Ballot) Cast(id string, vote States) error {
	return b.move("cast", id, vote, Voting, ErrNotAVote)
}

// Mark records that a seat is Absent, Suspended or Vacant, or that it is Silent:
// present, and not having voted, as all are at first.
//
// Its errors are [ErrClosed], [ErrNotAMark] for any other state or set,
// [ErrUnknownSeat], and, since marking a seat that has voted takes its vote
// back, [ErrAlreadyCast] if the ballot is not changeable.
func (b *Ballot) Mark(id string, state States) error {
	return b.move("mark", id, state, Seats&^Voting, ErrNotAMark)
}

// move takes a seat to one of the states that the call allows.
func (b *Ballot) move(op, id string, to, allowed States, not error) error {
	if b.closed {
		return &Error{Op: op, Name: id, Err: ErrClosed}
	}
	if to&^allowed != 0 || !to.single() {
		return &Error{Op: op, Name: id, Detail: to.String(), Err: not}
	}
	seat, ok := b.seat(id)
	if !ok {
		return &Error{Op: op, Name: id, Err: ErrUnknownSeat}
	}
	from := b.states[seat.number]
	switch {
	case to&Voting != 0 && from&Entitled == 0:
		return &Error{Op: op, Name: id, Detail: "it is " + from.String(), Err: ErrMayNotVote}
	case from&Voting != 0 && !b.changeable:
		return &Error{Op: op, Name: id, Detail: from.String(), Err: ErrAlreadyCast}
	}
	count := &b.counts[seat.node]
	count[bits.TrailingZeros8(uint8(from))&7]--
	count[bits.TrailingZeros8(uint8(to))&7]++
	b.states[seat.number] = to
	return nil
}

func (b *Ballot) seat(id string) (seat, bool) {
	if b.body == nil {
		return seat{}, false
	}
	return b.body.seat(id)
}

// State is the state the seat is in so far; the empty set for an unknown seat.
func (b *Ballot) State(id string) States {
	if seat, ok := b.seat(id); ok {
		return b.states[seat.number]
	}
	return 0
}

// Seats are the IDs of all seats, in the body's order, each with its state.
func (b *Ballot) Seats() iter.Seq2[string, States] {
	return func(yield func(string, States) bool) {
		if b.body == nil {
			return
		}
		for _, i := range b.body.leaves() {
			n := &b.body.nodes[i]
			for k := range n.size {
				if !yield(n.id(k), b.states[n.first+k]) {
					return
				}
			}
		}
	}
}

// Close ends the vote: nothing can be cast or marked any more.
func (b *Ballot) Close() { b.closed = true }

// Tally counts the ballot as it is, open or closed.
func (b *Ballot) Tally() Tally {
	if b.body == nil {
		return Tally{}
	}
	return b.body.tally(b.counts)
}

// Count is how many seats of a bloc are in each state. The zero Count is none.
type Count struct {
	For, Against, Abstain, Spoilt, Silent, Absent, Suspended, Vacant int
}

// Plus is both counts together. A sum that no int holds stays at the largest,
// which no body has seats for.
func (c Count) Plus(d Count) Count {
	a, b := c.array(), d.array()
	for i := range a {
		a[i] = saturated(a[i], b[i])
	}
	return countOf(a)
}

// saturated is a+b, or the largest or smallest int.
func saturated(a, b int) int {
	sum := a + b
	switch overflow := (sum < a) != (b < 0); {
	case overflow && b < 0:
		return math.MinInt
	case overflow:
		return math.MaxInt
	}
	return sum
}

// Seats is how many seats are in the set; a sum that no int holds stays at the
// largest.
func (c Count) Seats(s States) int {
	total := 0
	for i, n := range c.array() {
		if s&(1<<i) != 0 {
			total = saturated(total, n)
		}
	}
	return total
}

func (c Count) array() [8]int {
	return [8]int{c.For, c.Against, c.Abstain, c.Spoilt, c.Silent, c.Absent, c.Suspended, c.Vacant}
}

func countOf(n [8]int) Count { return Count{n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]} }

// Counts are a vote that has been counted: a Count for each bloc, by its name.
// A group that is one bloc has the group's name; the blocs of a group that has
// several are named by their paths, as "Economic/North". No Counts are none.
type Counts map[string]Count

// Plus is both counts together, as when a vote is counted in parts; neither is
// changed. In which order parts are added makes no difference, if no number is
// below 0.
func (c Counts) Plus(d Counts) Counts {
	sum := maps.Clone(c)
	if sum == nil {
		sum = Counts{}
	}
	for name, count := range d {
		sum[name] = sum[name].Plus(count)
	}
	return sum
}

// Tally comes to a tally straight from counts: of a show of hands, a secret
// ballot, a printed record. Every seat must be in one of the states: who did
// not vote is Silent or Absent, and it is for the caller to say which.
//
// Its errors, all at once, are [ErrUnknownBloc], [ErrSeveral] for a count of a
// group or bloc that consists of several, [ErrNumber] for a count below 0 or
// over the seats of the body, and [ErrSum], which says by how many, for a bloc whose count,
// none if it is missing, does not sum to its seats.
func (b *Body) Tally(c Counts) (Tally, error) {
	counts := make([]byState, len(b.nodes))
	var errs []error
	refuse := func(name string, err error, detail string) {
		errs = append(errs, &Error{Op: "count", Name: name, Detail: detail, Err: err})
	}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		if i := b.index[name]; i == 0 {
			refuse(name, ErrUnknownBloc, "")
		} else if !b.nodes[i].leaf() {
			refuse(name, ErrSeveral, strings.Join(b.leafNames(i), ", "))
		}
	}
	for _, i := range b.leaves() {
		n, absurd := &b.nodes[i], false
		for state, seats := range c[n.name].array() {
			if seats < 0 || seats > b.size {
				refuse(n.name, ErrNumber, strconv.Itoa(seats)+" "+stateNames[state])
				absurd = true
			}
			counts[i][state] = int64(seats)
		}
		var sum sums
		sum.of(&counts[i], Seats, 1)
		if _, given := c[n.name]; !given && n.size > 0 {
			refuse(n.name, ErrSum, "no count is given, "+strconv.Itoa(n.size)+" seats")
		} else if total := sum.in(Seats); total != int64(n.size) && !absurd {
			refuse(n.name, ErrSum, sumDetail(total, int64(n.size)))
		}
	}
	if len(errs) > 0 {
		return Tally{}, errors.Join(errs...)
	}
	return b.tally(counts), nil
}

func sumDetail(sum, size int64) string {
	off := fmt.Sprint(size-sum, " short")
	if sum > size {
		off = fmt.Sprint(sum-size, " too many")
	}
	return fmt.Sprint(sum, " counted, ", size, " seats: ", off)
}

func (b *Body) leafNames(i int) []string {
	var names []string
	for _, leaf := range b.nodes[i].leaves {
		names = append(names, b.nodes[leaf].name)
	}
	return names
}
