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

// Ballot is a vote being taken, seat by seat. [Body.OpenRoom] and
// [Body.OpenRemote] open one, and say in which state every seat is at first. Cast
// records what a seat votes, Mark who is present, absent, suspended or vacant; members
// may arrive and walk out until Close. Tally works at any time, and counts what
// there is so far.
//
// A call that is refused changes nothing. A Ballot is for one goroutine at a
// time. A copy of a Ballot is the same ballot: what is cast in one is cast in both,
// and so is closing. The zero Ballot and a nil Ballot have no seats.
type Ballot struct{ state *ballot }

// ballot is what all copies of a Ballot share.
type ballot struct {
	body       *Body
	states     []States  // by the seat's number; none if the body is too large
	counts     []byState // of the blocs, by node
	changeable bool
	closed     bool

	room [1 + numGroups]byState // for the counts, in a body of three blocs
}

// mostInBallot is how many seats a ballot has at most: each takes a byte.
const mostInBallot = 1 << 28

// OpenRoom opens a ballot in a room: every seat is present at first, and [Silent]
// until it votes. A vote that has been cast is final; see [Ballot.AllowChanges].
//
// A body of more than 1<<28 seats is too large for a ballot, which keeps the state
// of each seat: count its votes elsewhere, and use [Body.Tally]. Of such a body the
// ballot refuses every vote and mark with [ErrTooLarge], and its tally is empty.
func (b *Body) OpenRoom() *Ballot { return b.open(Silent) }

// OpenRemote opens a ballot online or by post: every seat is [Absent] until it
// votes or is marked, so that nobody makes a quorum who has not come. A vote that
// has been cast is final; see [Ballot.AllowChanges]. Of a body that is too large,
// it opens what [Body.OpenRoom] does.
func (b *Body) OpenRemote() *Ballot { return b.open(Absent) }

// open opens a ballot in which every seat is in one state at first.
func (b *Body) open(start States) *Ballot {
	if b == nil {
		return &Ballot{}
	}
	opened := &struct { // in one piece, so that it draws memory once
		handle Ballot
		ballot
	}{ballot: ballot{body: b}}
	ballot := &opened.ballot
	opened.handle.state = ballot
	if b.size > mostInBallot {
		return &opened.handle
	}
	ballot.states = slices.Repeat([]States{start}, b.size)
	if ballot.counts = ballot.room[:]; len(b.nodes) != len(ballot.room) {
		ballot.counts = make([]byState, len(b.nodes))
	}
	for _, i := range b.leaves() {
		ballot.counts[i][bits.TrailingZeros8(uint8(start))] = int64(b.nodes[i].size)
	}
	return &opened.handle
}

// AllowChanges lets seats change their vote until the ballot is closed, so that
// the last one counts. It returns the ballot.
func (b *Ballot) AllowChanges() *Ballot {
	if s := b.shared(); s != nil {
		s.changeable = true
	}
	return b
}

// Body returns the body whose ballot it is; nil for the zero Ballot.
func (b *Ballot) Body() *Body {
	if s := b.shared(); s != nil {
		return s.body
	}
	return nil
}

// Cast records a vote: For, Against, Abstain or Spoilt. A seat that was marked
// absent may cast, since who votes is present.
//
// Its errors are [ErrClosed], [ErrState] for any other state or set,
// [ErrTooLarge] if the body is, [ErrUnknown], [ErrMayNotVote] for a seat that
// is suspended or vacant, and [ErrAlreadyCast] if the ballot is not changeable.
func (b *Ballot) Cast(id string, vote States) error {
	return b.move("cast", id, vote, Voting, errNotAVote)
}

// Mark records that a seat is Absent, Suspended or Vacant, or that it is Silent:
// present, and not having voted.
//
// Its errors are [ErrClosed], [ErrState] for any other state or set,
// [ErrTooLarge] if the body is, [ErrUnknown], and, since marking a seat that
// has voted takes its vote back, [ErrAlreadyCast] if the ballot is not changeable.
func (b *Ballot) Mark(id string, state States) error {
	return b.move("mark", id, state, AllSeats&^Voting, errNotAMark)
}

// move takes a seat to one of the states that the call allows.
func (b *Ballot) move(op, id string, to, allowed States, not error) error {
	s := b.shared()
	if s != nil && s.closed {
		return &Error{Op: op, Name: id, Err: ErrClosed}
	}
	if to&^allowed != 0 || !to.single() {
		return &Error{Op: op, Name: id, Detail: to.String(), Err: not}
	}
	if s.tooLarge() {
		return &Error{Op: op, Name: id, Detail: tooManySeats(s.body), Err: ErrTooLarge}
	}
	seat, ok := b.Body().seat(id)
	if !ok {
		return &Error{Op: op, Name: id, Err: errUnknownSeat}
	}
	from := s.states[seat.number]
	switch {
	case to&Voting != 0 && from&Entitled == 0:
		return &Error{Op: op, Name: id, Detail: "it is " + from.String(), Err: ErrMayNotVote}
	case from&Voting != 0 && !s.changeable:
		return &Error{Op: op, Name: id, Detail: from.String(), Err: ErrAlreadyCast}
	}
	count := &s.counts[seat.node]
	count[bits.TrailingZeros8(uint8(from))&7]--
	count[bits.TrailingZeros8(uint8(to))&7]++
	s.states[seat.number] = to
	return nil
}

// shared is what all copies share; nil for the zero Ballot and a nil Ballot.
func (b *Ballot) shared() *ballot {
	if b == nil {
		return nil
	}
	return b.state
}

// tooLarge reports whether the body has more seats than a ballot can have.
func (s *ballot) tooLarge() bool { return s != nil && s.body.size > mostInBallot }

func tooManySeats(b *Body) string {
	return fmt.Sprintf("%s, and a ballot has at most %d: tally counts instead", plural(b.size, "seat"), mostInBallot)
}

// State returns the state the seat is in so far; the empty set for an unknown seat.
func (b *Ballot) State(id string) States {
	seat, ok := b.Body().seat(id)
	if !ok || b.shared().tooLarge() {
		return 0
	}
	return b.shared().states[seat.number]
}

// All iterates over the IDs of all seats, in the body's order, each with its
// state.
func (b *Ballot) All() iter.Seq2[string, States] {
	return func(yield func(string, States) bool) {
		s := b.shared()
		if s == nil || s.tooLarge() {
			return
		}
		for _, i := range s.body.leaves() {
			n := &s.body.nodes[i]
			for k := range n.size {
				if !yield(n.id(k), s.states[n.first+k]) {
					return
				}
			}
		}
	}
}

// Close ends the vote: nothing can be cast or marked any more.
func (b *Ballot) Close() {
	if s := b.shared(); s != nil {
		s.closed = true
	}
}

// Tally counts the ballot as it is, open or closed.
func (b *Ballot) Tally() Tally {
	s := b.shared()
	if s == nil || s.tooLarge() {
		return Tally{}
	}
	return s.body.tally(s.counts)
}

// String says how many seats have voted, and whether the ballot is open, as
// "open: 3 of 56 seats voted".
func (b Ballot) String() string {
	s := b.shared()
	if s == nil || s.body.size == 0 {
		return "no seats"
	}
	if s.tooLarge() {
		return "no ballot: " + tooManySeats(s.body)
	}
	voted := 0
	for i := range s.counts {
		voted += int(s.counts[i].in(Voting))
	}
	text := "open: "
	if s.closed {
		text = "closed: "
	}
	return text + strconv.Itoa(voted) + " of " + plural(s.body.size, "seat") + " voted"
}

// MarshalJSON returns an error: a ballot has no JSON form.
func (b Ballot) MarshalJSON() ([]byte, error) { return noJSON("ballot") }

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

// Tally computes a tally from counts: of a show of hands, a secret ballot, a
// printed record. Every seat must be in one of the states: who did not vote is
// Silent or Absent, and it is for the caller to say which.
//
// It reports all errors at once: [ErrUnknown], [ErrCounts] for a count of a
// group or bloc that consists of several, [ErrCounts] for a count below 0 or over
// the seats of the body, and [ErrCounts], which says by how many, for a bloc whose
// count, none if it is missing, does not sum to its seats. Of a nil body and of
// the zero Body there is no tally: [ErrBody].
func (b *Body) Tally(c Counts) (Tally, error) {
	if len(b.leaves()) == 0 {
		return Tally{}, &Error{Op: "count", Detail: "the body is nil or the zero Body", Err: errNoSeats}
	}
	counts := make([]byState, len(b.nodes))
	var errs []error
	refuse := func(name string, err error, detail string) {
		errs = append(errs, &Error{Op: "count", Name: name, Detail: detail, Err: err})
	}
	known := 0
	for _, i := range b.leaves() {
		n := &b.nodes[i]
		count, given := c[n.name]
		known += b2i(given)
		absurd := false
		for state, seats := range count.array() {
			if seats < 0 || seats > b.size {
				refuse(n.name, errNumber, strconv.Itoa(seats)+" "+stateNames[state])
				absurd = true
			}
			counts[i][state] = int64(seats)
		}
		if !given && n.size > 0 {
			refuse(n.name, errSum, "no count is given, "+plural(n.size, "seat"))
		} else if total := counts[i].in(AllSeats); total != int64(n.size) && !absurd {
			refuse(n.name, errSum, sumDetail(total, int64(n.size)))
		}
	}
	if known < len(c) {
		errs = append(b.notBlocs(c), errs...)
	}
	if len(errs) > 0 {
		return Tally{}, errors.Join(errs...)
	}
	return b.tally(counts), nil
}

// notBlocs refuses the counts of what is no bloc of seats.
func (b *Body) notBlocs(c Counts) []error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(c)) {
		if i := b.index[name]; i == 0 {
			errs = append(errs, &Error{Op: "count", Name: name, Err: errUnknownBloc})
		} else if !b.nodes[i].leaf() {
			errs = append(errs, &Error{Op: "count", Name: name, Detail: b.leafNames(i), Err: errSeveral})
		}
	}
	return errs
}

func sumDetail(sum, size int64) string {
	off := fmt.Sprint(size-sum, " short")
	if sum > size {
		off = fmt.Sprint(sum-size, " too many")
	}
	return fmt.Sprint(sum, " counted, ", plural(int(size), "seat"), ": ", off)
}

// leafNames lists the blocs of seats of a node, the first few of many.
func (b *Body) leafNames(i int) string {
	const few = 10
	var names []string
	for _, leaf := range b.nodes[i].leaves {
		if len(names) == few {
			return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(b.nodes[i].leaves)-few)
		}
		names = append(names, b.nodes[leaf].name)
	}
	return strings.Join(names, ", ")
}
