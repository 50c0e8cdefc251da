package tripartite

import (
	"iter"
	"slices"
	"strconv"

	"example.com/tripartite/internal/prose"
)

// Ballot takes a vote, seat by seat. [Body.OpenRoom] and [Body.OpenRemote] open one,
// and set the state in which every seat starts.
//
// [Ballot.Cast] records the vote of a seat. [Ballot.Mark] records that a seat is
// present, absent, suspended or vacant: members may arrive and walk out until
// [Ballot.Close] ends the vote. [Ballot.Tally] counts the votes so far, at any time.
//
// A call that returns an error changes nothing. A Ballot must be used by one goroutine at
// a time. Copies of a Ballot share its state. The zero Ballot and a nil Ballot have no
// seats.
type Ballot struct{ state *ballot }

// ballot is the state that all copies of a Ballot share.
type ballot struct {
	body       *Body
	states     []States  // by number of the seat; nil if the body is too large
	counts     []byState // by node; only blocs of seats have counts
	next       []seat    // the seat to expect, by node of the seat before
	last       int       // the node of the seat that was found last
	ordered    bool      // the last seat was the one to expect
	start      States    // of every seat, when the ballot was opened
	changeable bool
	closed     bool
}

// mostInBallot is the largest number of seats of a ballot, which keeps a byte for each. A
// text of a few bytes can describe a ballot of that size.
const mostInBallot = 1 << 26

// OpenRoom opens a ballot for a vote in a room. Every seat starts as [Silent]: present
// without having voted. A cast vote is final, unless [Ballot.AllowChanges] is called.
//
// A body of more than 1<<26 seats is too large for a ballot: count its votes elsewhere,
// and use [Body.Tally]. The ballot of such a body returns [ErrTooLarge] for every vote
// and mark, and its tally is the zero Tally.
func (b *Body) OpenRoom() *Ballot { return b.open(Silent) }

// OpenRemote opens a ballot for a vote online or by post. Every seat starts as [Absent],
// so it is not present for a quorum until it votes or is marked. A cast vote is final,
// unless [Ballot.AllowChanges] is called. The largest body for a ballot is that of
// [Body.OpenRoom].
func (b *Body) OpenRemote() *Ballot { return b.open(Absent) }

// open opens a ballot in which every seat starts in one state.
func (b *Body) open(start States) *Ballot {
	if b == nil {
		return &Ballot{}
	}
	s := &ballot{body: b, start: start, ordered: true}
	if s.tooLarge() {
		return &Ballot{s}
	}
	s.states = slices.Repeat([]States{start}, b.size)
	s.counts = make([]byState, len(b.nodes))
	s.next = make([]seat, len(b.nodes))
	before := wholeNode
	for _, i := range b.leaves() {
		s.counts[i][start.index()] = int64(b.nodes[i].size)
		s.next[before], before = seat{b.nodes[i].first, i}, i
	}
	return &Ballot{s}
}

// AllowChanges lets seats change their votes until the ballot is closed. The last vote
// of a seat counts. AllowChanges returns b, so that calls can be chained.
func (b *Ballot) AllowChanges() *Ballot {
	b.shared().changeable = true
	return b
}

// Body returns the body that opened the ballot. For the zero Ballot and a nil Ballot it
// returns nil.
func (b *Ballot) Body() *Body { return b.shared().body }

// Cast records the vote of the seat with that ID: For, Against, Abstain or Spoilt. An
// absent seat may vote, and is then present.
//
// Cast returns
//   - [ErrClosed] if the ballot is closed;
//   - [ErrState] if vote is any other state or set;
//   - [ErrTooLarge] if the body is too large for a ballot;
//   - [ErrUnknown] if there is no such seat;
//   - [ErrMayNotVote] if the seat is suspended or vacant;
//   - [ErrAlreadyCast] if the seat has voted and changes are not allowed.
func (b *Ballot) Cast(id string, vote States) error {
	return b.move("cast", id, vote, Voting, errNotAVote)
}

// Mark records the state of a seat that does not vote: Silent, Absent, Suspended or
// Vacant. A Silent seat is present. If changes are allowed, marking a seat that has voted
// takes its vote back.
//
// Mark returns
//   - [ErrClosed] if the ballot is closed;
//   - [ErrState] if state is any other state or set;
//   - [ErrTooLarge] if the body is too large for a ballot;
//   - [ErrUnknown] if there is no such seat;
//   - [ErrAlreadyCast] if the seat has voted and changes are not allowed.
func (b *Ballot) Mark(id string, state States) error {
	return b.move("mark", id, state, AllSeats&^Voting, errNotAMark)
}

// move changes the state of a seat to one of the allowed states. It does not allocate if
// there is no error.
func (b *Ballot) move(op, id string, to, allowed States, outside error) error {
	s := b.shared()
	if s.closed {
		return &Error{Op: op, Name: id, Err: ErrClosed}
	}
	if to&^allowed != 0 || !to.single() {
		detail := to.String() + ": want one of " + allowed.list()
		return &Error{Op: op, Name: id, Detail: detail, Err: outside}
	}
	if s.tooLarge() {
		return s.body.tooLarge(op, id)
	}
	seat, ok := s.seat(id)
	if !ok {
		return &Error{Op: op, Name: id, Detail: s.body.hint(id), Err: errUnknownSeat}
	}
	from := s.states[seat.number]
	if from&Voting != 0 && !s.changeable {
		return &Error{Op: op, Name: id, Detail: from.String(), Err: ErrAlreadyCast}
	}
	if from&Entitled == 0 && to&Voting != 0 {
		return &Error{Op: op, Name: id, Detail: "it is " + from.String(), Err: ErrMayNotVote}
	}
	s.set(seat, to)
	return nil
}

// seat returns the seat with that ID. To look up an ID among a million others takes long. But
// most rolls and files name the seats of a bloc in the order of the body, either bloc by bloc
// or in turns. So seat compares the ID first with that of one seat: the seat after the one that
// followed the last time, when a seat of the same bloc came before it. At first that is the
// first seat of the next bloc, as if each seat is a bloc. Once an ID is another's, seat looks up
// IDs until one is that of the seat to expect.
func (s *ballot) seat(id string) (found seat, ok bool) {
	if len(s.next) == 0 {
		return seat{}, false
	}
	expected := s.next[s.last]
	if found = expected; !s.ordered || !s.body.isSeat(found, id) {
		if found, ok = s.body.seat(id); !ok {
			return found, false
		}
		s.ordered = found == expected
	}
	if s.body.nodes[found.node].size > 1 {
		s.next[s.last] = seat{found.number + 1, found.node}
	}
	s.last = found.node
	return found, true
}

// isSeat reports whether the ID is that of a seat with a name.
func (b *Body) isSeat(s seat, id string) bool {
	n := &b.nodes[s.node]
	k := s.number - n.first
	return k < len(n.roll) && n.roll[k] == id
}

// set changes the state of a seat.
func (s *ballot) set(seat seat, to States) {
	state, count := &s.states[seat.number], &s.counts[seat.node]
	count[state.index()]--
	count[to.index()]++
	*state = to
}

// hint says what an ID is that no seat has: the path of a bloc, a number that the bloc does not
// have, or almost the same as another name.
func (b *Body) hint(id string) string {
	if b == nil || b.nodes == nil {
		return ""
	}
	if i := b.index[id]; i != 0 {
		n := &b.nodes[b.nodes[i].leaves[0]]
		if n.size == 0 {
			return "it is a bloc without seats"
		}
		return "it is a bloc, and its first seat is " + strconv.Quote(n.id(0))
	}
	if i, _ := b.numbered(id); i != 0 && b.nodes[i].size > 0 {
		return "the last seat of the bloc is " + strconv.Quote(b.nodes[i].id(b.nodes[i].size-1))
	}
	return b.nearestName(id)
}

// shared returns the state that all copies share. For the zero Ballot and a nil Ballot it
// returns that of a new ballot without a body.
func (b *Ballot) shared() *ballot {
	if b == nil || b.state == nil {
		return new(ballot)
	}
	return b.state
}

// tooLarge reports whether the body has more seats than a ballot can have.
func (s *ballot) tooLarge() bool { return s.body != nil && s.body.size > mostInBallot }

// tooLarge returns the error for a body that is too large for a ballot.
func (b *Body) tooLarge(op, name string) *Error {
	detail := prose.AtMost(b.size, "seat", mostInBallot) + ", or use Body.Tally"
	return &Error{Op: op, Name: name, Detail: detail, Err: ErrTooLarge}
}

// State returns the current state of the seat with that ID. If there is no such seat, or
// the body is too large for a ballot, it returns the empty set.
func (b *Ballot) State(id string) States {
	s := b.shared()
	seat, ok := s.body.seat(id)
	if !ok || s.tooLarge() {
		return 0
	}
	return s.states[seat.number]
}

// All returns an iterator over the ID and the current state of every seat, in the body's
// order. If the body is too large for a ballot, there are none.
func (b *Ballot) All() iter.Seq2[string, States] {
	return func(yield func(string, States) bool) {
		s := b.shared()
		if s.tooLarge() {
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

// Close ends the vote. Cast and Mark then return [ErrClosed].
func (b *Ballot) Close() { b.shared().closed = true }

// Tally returns the tally of the votes so far, whether the ballot is open or closed. For
// the zero Ballot, a nil Ballot, and a body that is too large, it returns the zero Tally.
func (b *Ballot) Tally() Tally {
	s := b.shared()
	if s.counts == nil {
		return Tally{}
	}
	return s.body.tally(s.counts)
}

// String returns how many seats have voted, and whether the ballot is open, as
// "open: 3 of 56 seats voted".
func (b Ballot) String() string {
	s := b.shared()
	switch {
	case len(s.body.leaves()) == 0:
		return "no seats"
	case s.tooLarge():
		return "no ballot: " + s.body.tooLarge("", "").Detail
	}
	voted := 0
	for i := range s.counts {
		voted += int(s.counts[i].in(Voting))
	}
	status := "open: "
	if s.closed {
		status = "closed: "
	}
	return status + strconv.Itoa(voted) + " of " + prose.Plural(s.body.size, "seat") + " voted"
}
