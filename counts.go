package tripartite

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Count holds the number of seats of a bloc in each state. The zero Count has no seats.
type Count struct {
	For       int `json:"for,omitzero"`
	Against   int `json:"against,omitzero"`
	Abstain   int `json:"abstain,omitzero"`
	Spoilt    int `json:"spoilt,omitzero"`
	Silent    int `json:"silent,omitzero"`
	Absent    int `json:"absent,omitzero"`
	Suspended int `json:"suspended,omitzero"`
	Vacant    int `json:"vacant,omitzero"`
}

// CountOf returns the count of n seats that are all in one state. A program that reads
// the rows of a query which groups by bloc and state adds the counts with [Count.Plus].
//
// The error is [ErrState] if state is not one state, and [ErrCounts] if n is below 0.
func CountOf(state States, n int) (Count, error) {
	if !state.single() {
		want := "want one of " + AllSeats.list()
		return Count{}, &Error{Op: "count", Name: state.String(), Detail: want, Err: ErrState}
	}
	if n < 0 {
		return Count{}, &Error{Op: "count", Name: state.String(), Detail: strconv.Itoa(n), Err: errNumber}
	}
	var seats [8]int
	seats[state.index()] = n
	return countOf(seats), nil
}

// Plus returns the sum of both counts. Sums saturate at the largest int, and no body has
// that many seats.
func (c Count) Plus(d Count) Count {
	a, b := c.array(), d.array()
	for i := range a {
		a[i] = saturated(a[i], b[i])
	}
	return countOf(a)
}

// saturated returns a+b. If that overflows, it returns the largest or smallest int.
func saturated(a, b int) int {
	switch {
	case b > 0 && a > math.MaxInt-b:
		return math.MaxInt
	case b < 0 && a < math.MinInt-b:
		return math.MinInt
	}
	return a + b
}

// Seats returns the number of seats that are in a state of s. Sums saturate at the
// largest int.
func (c Count) Seats(s States) int {
	total := 0
	for i, n := range c.array() {
		if s&(1<<i) != 0 {
			total = saturated(total, n)
		}
	}
	return total
}

// array returns the numbers in the order of the states.
func (c Count) array() [8]int {
	return [8]int{c.For, c.Against, c.Abstain, c.Spoilt, c.Silent, c.Absent, c.Suspended, c.Vacant}
}

// countOf returns the Count with these numbers, in the order of the states.
func countOf(n [8]int) Count { return Count{n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]} }

// Counts holds a vote that has been counted: a [Count] for each bloc of seats. The key
// is the path of the bloc, as listed by [Body.Blocs]. For a group that is one bloc, the
// path is its name, as "Workers". For a bloc inside a group, it begins with the name of
// the group, as "Economic/North". A nil Counts is empty.
type Counts map[string]Count

// Plus returns the sum of both counts, as when a vote is counted in parts. It changes
// neither. If no number is below 0, the order of adding several parts does not matter.
func (c Counts) Plus(d Counts) Counts {
	sum := Counts{}
	maps.Copy(sum, c)
	for name, count := range d {
		sum[name] = sum[name].Plus(count)
	}
	return sum
}

// count returns how many seats are in each state.
func (t Tally) count() Count {
	var n [8]int
	for state := range n {
		n[state] = t.Seats(1 << state)
	}
	return countOf(n)
}

// Tally computes a tally from counts, such as those of a show of hands, a secret ballot
// or a printed record. The counts must include every seat of the body. The caller
// decides whether a seat that did not vote is Silent or Absent.
//
// Tally returns all errors at once, but names no more than 20 of a kind. It returns
// [ErrBody] for a nil body and the zero Body, and [ErrUnknown] for a name that is not in
// the body. It returns [ErrCounts] for
//   - a group or bloc that is divided into blocs, which must be counted one by one;
//   - a number that is below 0, or above the number of seats of the body;
//   - a bloc whose count is missing, or does not sum to its number of seats.
func (b *Body) Tally(c Counts) (Tally, error) {
	if err := b.empty("count"); err != nil {
		return Tally{}, err
	}
	counts := make([]byState, len(b.nodes))
	wrong := refusals{op: "count", whole: "counts"}
	known := 0
	for _, i := range b.leaves() {
		n := &b.nodes[i]
		count, given := c[n.name]
		known += b2i(given)
		outOfRange := false
		for state, seats := range count.array() {
			if seats < 0 || seats > b.size {
				wrong.refuse(errNumber, n.name, "%d %s", seats, stateNames[state])
				outOfRange = true
			}
			counts[i][state] = int64(seats)
		}
		if !given && n.size > 0 {
			wrong.refuse(errSum, n.name, "missing count, %s", prose.Plural(n.size, "seat"))
		} else if total := counts[i].in(AllSeats); total != int64(n.size) && !outOfRange {
			wrong.refuse(errSum, n.name, "%s", sumDetail(total, int64(n.size)))
		}
	}
	if known < len(c) {
		return Tally{}, errors.Join(append(b.unknownBlocs(c), wrong.all()...)...)
	}
	if err := wrong.join(); err != nil {
		return Tally{}, err
	}
	return b.tally(counts), nil
}

// empty returns an error if the body has no seats.
func (b *Body) empty(op string) error {
	if len(b.leaves()) > 0 {
		return nil
	}
	return &Error{Op: op, Detail: "the body is nil or the zero Body", Err: errNoSeats}
}

// sumDetail describes a count that does not sum to the number of seats.
func sumDetail(sum, size int64) string {
	off := fmt.Sprint(size-sum, " short")
	if sum > size { // > or >=: they differ
		off = fmt.Sprint(sum-size, " too many")
	}
	return fmt.Sprint(sum, " counted, ", prose.Plural(int(size), "seat"), ": ", off)
}

// leafNames lists the blocs of seats of a node. If there are many, it names the first
// ten and counts the others.
func (b *Body) leafNames(i int) string {
	leaves, more := b.nodes[i].leaves, ""
	if further := len(leaves) - 10; further > 0 {
		leaves, more = leaves[:10], fmt.Sprintf(" and %d more", further)
	}
	var names []string
	for _, leaf := range leaves {
		names = append(names, b.nodes[leaf].name)
	}
	return strings.Join(names, ", ") + more
}

// TallySeats returns the tally of a vote that is given as the state of each seat, by its
// ID. The map must have every seat, the absent and vacant ones, too.
//
// TallySeats returns all errors at once, but names no more than 20 of a kind. It returns
// [ErrBody] for a nil Body or the zero Body, [ErrUnknown] for an ID that no seat has,
// [ErrState] for a set that is not one state, and [ErrCounts] for a missing seat.
func (b *Body) TallySeats(states map[string]States) (Tally, error) {
	if err := b.empty("count"); err != nil {
		return Tally{}, err
	}
	counts := make([]byState, len(b.nodes))
	wrong := refusals{op: "count", whole: "seats"}
	found := b.eachSeat(states, &wrong, func(s seat, state States) {
		counts[s.node][state.index()]++
	})
	if found < b.size {
		listed := func(_ int, id string) bool { _, there := states[id]; return there }
		b.refuseMissing(&wrong, b.size-found, listed)
	}
	if err := wrong.join(); err != nil {
		return Tally{}, err
	}
	return b.tally(counts), nil
}

// eachSeat visits the seats of a map with their states, in the order of the IDs. It records
// an error for an ID that no seat has and for a set that is not one state. It returns how many
// of the IDs are those of seats.
func (b *Body) eachSeat(
	states map[string]States, wrong *refusals, visit func(seat, States),
) (found int) {
	for _, id := range slices.Sorted(maps.Keys(states)) {
		s, ok := b.seat(id)
		switch state := states[id]; {
		case !ok:
			wrong.refuse(errUnknownSeat, id, "%s", wrong.hint(errUnknownSeat, id, b.hint))
		case !state.single():
			wrong.refuse(ErrState, id, "want one state, not %v", state)
		default:
			visit(s, state)
		}
		found += b2i(ok)
	}
	return found
}

// refuseMissing records an error for each seat that is missing from a list. It looks for
// the first seats only: a body may have more seats than can be looked at.
func (b *Body) refuseMissing(wrong *refusals, missing int, there func(number int, id string) bool) {
	named := 0
	for _, i := range b.leaves() {
		n := &b.nodes[i]
		for k := range n.size {
			if named == min(missing, mostNamed) {
				wrong.count(errMissing, missing-named)
				return
			}
			if id := n.id(k); !there(n.first+k, id) {
				wrong.refuse(errMissing, id, "")
				named++
			}
		}
	}
}

// unknownBlocs returns the errors of counts whose name is not that of a bloc of seats.
func (b *Body) unknownBlocs(c Counts) []error {
	wrong := refusals{op: "count", whole: "counts"}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		if i := b.index[name]; i == 0 {
			hint := wrong.hint(errUnknownBloc, name, b.nearestName)
			wrong.refuse(errUnknownBloc, name, "%s", hint)
		} else if !b.nodes[i].leaf() {
			wrong.refuse(errSeveral, name, "%s", b.leafNames(i))
		}
	}
	return wrong.all()
}

// Counts returns the counts of the blocs of seats in t. For the tally of a whole body,
// [Body.Tally] computes an equal tally from them.
func (t Tally) Counts() Counts {
	c := Counts{}
	for _, bloc := range t.Blocs() {
		c[bloc.Name()] = bloc.count()
	}
	return c
}

// partSeats returns a number of seats of a part, as "Governments: 14". Names stay as they
// are, since most are plurals and cannot be made to agree with a number.
func partSeats(part string, n int) string { return prose.OneLine(part) + ": " + strconv.Itoa(n) }
