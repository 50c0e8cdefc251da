// Package tripartite decides votes in bodies made of three groups: governments,
// employers and workers; economic, social and environmental chambers; or any
// other three. It answers Adopted, Rejected or Void, exactly, and says why.
//
// There is one way through, and no turning back:
//
//	Body  ->  Ballot or Counts  ->  Tally  ->  Rule.Decide  ->  Outcome
//
// A [Body] is who sits, and how seats weigh. A [Ballot] is a vote being taken
// seat by seat; [Counts] are a vote that somebody has counted already. Either
// comes to a [Tally], which holds every figure of the vote, and a [Rule], the
// body's constitution, decides it. [Explain] gives the same verdict with every
// figure and reason, [Vet] tells before the vote what is wrong with a rule, and
// [Possible] while seats are open what can still happen. [ToAdopt] and [ToFail]
// say how far it was from the other outcome, and [Body.Published] what follows
// from the figures of a vote that were published, and whether they can be true.
//
// At the end of a vote every seat is in exactly one of eight states, and every
// base of which a majority is taken is a set of them: see [States].
//
// A head count and a weighted count are different quantities: seats are an int,
// votes a [Fraction], and they are never added. There is no floating point in
// this package, and nothing is rounded before it is compared.
//
// Bodies, rules and tallies are immutable, and safe for any number of goroutines.
// A Ballot is for one goroutine at a time.
//
// # Ready-made bodies
//
// Real bodies are types of their own. Method Body makes the body, the other
// methods are its rules, and a field is what the sources leave open, with the
// value that its comment gives where it is not set.
//
//   - International Labour Organization: [ILOConference], [ILOConference1986],
//     [ILOCommittee], [ILOGoverningBody], [ILOMaritime]
//   - chambers and constituencies: [FSC], [RTRS]
//   - wages and social dialogue: [KoreaMinimumWage], [KoreaESLC],
//     [JapanMinimumWage], [UruguayWages], [TurkeyMinimumWage]
//   - European Union: [ChipsJU], [EUOSHA]
//   - on-chain: [Cardano]
package tripartite

import (
	"errors"
	"fmt"
	"iter"
	"math/big"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Errors, to be told apart with [errors.Is]. Each comes inside an [Error] that
// names what was wrong; where several things are wrong at once, all of them are
// reported, joined.
var (
	// In a text, or a number.
	ErrFraction = errors.New("not a valid fraction")
	ErrText     = errors.New("unknown word")
	ErrNumber   = errors.New("number is negative or absurd")

	// In the description of a body.
	ErrName    = errors.New("name is missing or taken")
	ErrBloc    = errors.New("contradictory description of a bloc")
	ErrNoPower = errors.New("body without any power")

	// In a ballot.
	ErrUnknownSeat = errors.New("no such seat")
	ErrNotAVote    = errors.New("not a vote")
	ErrNotAMark    = errors.New("not a mark")
	ErrMayNotVote  = errors.New("seat may not vote")
	ErrAlreadyCast = errors.New("seat has voted already")
	ErrClosed      = errors.New("ballot is closed")

	// In counts.
	ErrUnknownBloc = errors.New("no such bloc")
	ErrSeveral     = errors.New("consists of several blocs")
	ErrSum         = errors.New("counts do not sum to the seats")

	// In a rule: see [Vet].
	ErrRule      = errors.New("rule cannot mean anything")
	ErrNever     = errors.New("clause can never hold")
	ErrAlways    = errors.New("clause holds whenever there is anything in its base")
	ErrNotWithin = errors.New("share is not of a part of its base")
	ErrNoFor     = errors.New("rule can adopt without a vote for")

	// In figures: see [Body.Published].
	ErrFigure   = errors.New("figure cannot mean anything")
	ErrConflict = errors.New("figures cannot hold together")

	// In the laws of a rule: see [Laws].
	ErrLaw      = errors.New("law is broken")
	ErrNotAsked = errors.New("law could not be asked for")

	// In what is worked out: [Possible], [ToAdopt], [ToFail], [Published].
	ErrTooLarge  = errors.New("more work than the limit")
	ErrNotHelped = errors.New("it cannot be seen that a vote for only helps")
)

// Error says what was being done, to what, and what was wrong with it.
type Error struct {
	Op     string // what was being done: "cast", "count", "body", ...
	Name   string // to what: a seat, a bloc, a text
	Detail string // the figures, where there are any
	Err    error  // what was wrong: one of the package's Err values
}

// Error prints all of it in one line.
func (e *Error) Error() string {
	s := "tripartite: " + e.Op + " " + strconv.Quote(e.Name)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Unwrap gives what was wrong, for [errors.Is].
func (e *Error) Unwrap() error { return e.Err }

// States is a set of the eight states in which a seat can be at the end of a
// vote; a single state is a set of one. Every base that a body's rules name is
// such a set, and every figure in a rule is how much of the body is in one:
// |, & and &^ make whatever a statute asks for. Entitled &^ Abstain, say, is a
// base in which the absent count and the abstaining do not.
//
// The zero States is the empty set, in which there is never anything.
type States uint8

// The eight states.
const (
	For       States = 1 << iota
	Against          // voted against
	Abstain          // voted, and for neither
	Spoilt           // cast a paper that is not valid
	Silent           // present, did not vote
	Absent           // registered, not in the room
	Suspended        // in office, may not vote: arrears, an incomplete delegation
	Vacant           // not nominated or not registered
)

// The sets of states that statutes have names for, each within the next.
const (
	Cast     = For | Against           // votes cast, as the ILO counts them
	Voting   = Cast | Abstain | Spoilt // took part in the vote
	Present  = Voting | Silent         // in the room
	Entitled = Present | Absent        // may vote
	InOffice = Entitled | Suspended    // nominated
	Seats    = InOffice | Vacant       // every seat of the body
)

var stateNames = [8]string{"for", "against", "abstain", "spoilt", "silent", "absent", "suspended", "vacant"}

// namedSets runs from the smallest to the largest, each within the next.
var namedSets = [...]struct {
	set  States
	name string
}{
	{Cast, "cast"}, {Voting, "voting"}, {Present, "present"},
	{Entitled, "entitled"}, {InOffice, "in office"}, {Seats, "seats"},
}

// single reports whether s is one state.
func (s States) single() bool { return s != 0 && s&(s-1) == 0 }

// String is the set's name where it has one, as "cast", else the shorter of
// what it is made of, as "for + abstain", and of what is missing from a set
// with a name, as "entitled except abstain". The empty set is "none".
func (s States) String() string {
	if name := s.name(); name != "" {
		return name
	}
	union := s.union()
	for _, named := range namedSets {
		if missing := (named.set &^ s).union(); s&^named.set == 0 && 1+len(missing) < len(union) {
			return named.name + " except " + strings.Join(missing, " + ")
		}
	}
	return strings.Join(union, " + ")
}

// name is the name of a set that has one, and else "".
func (s States) name() string {
	if s == 0 {
		return "none"
	}
	if s.single() {
		return stateNames[bits.TrailingZeros8(uint8(s))]
	}
	for i := range namedSets {
		if namedSets[i].set == s {
			return namedSets[i].name
		}
	}
	return ""
}

// union names s as the largest named set within it, and the states besides.
func (s States) union() []string {
	var names []string
	for _, named := range slices.Backward(namedSets[:]) {
		if named.set&^s == 0 {
			names = append(names, named.name)
			s &^= named.set
		}
	}
	for one := For; one != 0; one <<= 1 {
		if s&one != 0 {
			names = append(names, one.name())
		}
	}
	return names
}

// MarshalText gives the text of String.
func (s States) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what String prints, and any other words in that form:
// "for + against" is the same set as "cast". Any other text is an [ErrText].
func (s *States) UnmarshalText(text []byte) error {
	set, missing, except := strings.Cut(string(text), " except ")
	union, err := parseUnion(set)
	if err == nil && except {
		var less States
		less, err = parseUnion(missing)
		union &^= less
	}
	if err != nil {
		return &Error{Op: "states", Name: string(text), Err: err}
	}
	*s = union
	return nil
}

func parseUnion(text string) (States, error) {
	var s States
	for word := range strings.SplitSeq(text, " + ") {
		one, ok := parseSet(word)
		if !ok {
			return 0, fmt.Errorf("%w %q, and not one of %s", ErrText, word, strings.Join(stateNames[:], ", "))
		}
		s |= one
	}
	return s, nil
}

// parseSet is the set whose name is the word.
func parseSet(word string) (States, bool) {
	for s := range 1 << len(stateNames) {
		if States(s).name() == word && word != "" {
			return States(s), true
		}
	}
	return 0, false
}

// Group is one of the three groups of a body. A program gives them the names of
// its own body, as const Workers = tripartite.Third.
// The zero Group is none of them: independent seats have it.
type Group uint8

// The three groups, in the order in which [NewBody] is given them.
const (
	First Group = iota + 1
	Second
	Third
)

// String is "first", "second" or "third"; the body knows the group's real name.
func (g Group) String() string {
	switch g {
	case First:
		return "first"
	case Second:
		return "second"
	case Third:
		return "third"
	}
	return "none"
}

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

// seatWeights is what a seat of each bloc weighs, in its own terms, if the
// blocs' seats are as counted: 0 where no seat does.
func (b *Body) seatWeights(counts []byState) []Fraction {
	users := make([]int64, len(b.nodes)) // of the power: the seats in Over
	for i := range slices.Backward(b.nodes) {
		if n := &b.nodes[i]; n.power.given() {
			if n.leaf() {
				var present sums
				present.of(&counts[i], n.over, 1)
				users[i] = present[len(counts[i])]
			}
			if n.power.Sign() > 0 { // else they do not use the power of the bloc around
				users[n.parent] += users[i]
			}
		}
	}
	weights := make([]Fraction, len(b.nodes))
	if len(b.nodes) > 0 {
		b.split(wholeNode, Fraction{}, users, weights)
	}
	return weights
}

// split gives a node's power, if it has one, to its seats or its children.
func (b *Body) split(i int, power Fraction, users []int64, weights []Fraction) {
	n := &b.nodes[i]
	switch {
	case n.leaf() && n.size == 0 || n.power.given() && (users[i] == 0 || power.Sign() == 0):
		return
	case n.leaf() && n.power.given():
		weights[i] = power.over(whole(users[i]))
		return
	case n.leaf():
		weights[i] = n.weight
		return
	}
	unit := b.passing(n, users)
	if n.power.given() { // some child uses it, and so they have powers
		unit = unit.times(power).over(b.powers(n, func(int) bool { return true }))
	}
	for _, child := range n.children {
		if c := &b.nodes[child]; c.power.given() {
			b.split(child, c.power.times(unit), users, weights)
		} else {
			b.split(child, Fraction{}, users, weights)
		}
	}
}

// passing is by how much the powers of a node's children grow where that of a
// sibling passes to them.
func (b *Body) passing(n *node, users []int64) Fraction {
	used := b.powers(n, func(child int) bool { return users[child] > 0 })
	passes := b.powers(n, func(child int) bool { return users[child] == 0 && b.nodes[child].passes })
	if used.Sign() == 0 {
		return whole(1)
	}
	return used.plus(passes).over(used)
}

// powers is the sum of the powers of the children that are asked for.
func (b *Body) powers(n *node, asked func(child int) bool) Fraction {
	sum := whole(0)
	for _, child := range n.children {
		if b.nodes[child].power.given() && asked(child) {
			sum = sum.plus(b.nodes[child].power)
		}
	}
	return sum
}

// weights are what a seat of each node weighs, in whole numbers: small where
// 64 bits do, and else wide.
type weights struct {
	small []int64
	wide  []*big.Int
}

// smallest is the weights in the smallest whole numbers in proportion. With l
// the common denominator and g what divides all numerators, these are w*l/g.
func smallest(fractions []Fraction) weights {
	var g, l int64 = 0, 1
	ok := true
	for _, f := range fractions {
		if f.Sign() > 0 && ok {
			g = gcd(g, f.num)
			l, ok = mul(l, f.den/gcd(l, max(f.den, 1)))
			ok = ok && f.big == nil
		}
	}
	small := make([]int64, len(fractions))
	for i, f := range fractions {
		if f.Sign() > 0 && ok {
			small[i], ok = mul(f.num/g, l/f.den)
		}
	}
	if !ok {
		return weights{wide: smallestWide(fractions)}
	}
	return weights{small: small}
}

func smallestWide(fractions []Fraction) []*big.Int {
	g, l := new(big.Int), big.NewInt(1)
	for _, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			g.GCD(nil, nil, g, r.Num())
			l.Mul(l, new(big.Int).Div(r.Denom(), new(big.Int).GCD(nil, nil, l, r.Denom())))
		}
	}
	wide := make([]*big.Int, len(fractions))
	for i, f := range fractions {
		wide[i] = new(big.Int)
		if f.Sign() > 0 {
			r := f.Rat()
			wide[i].Div(r.Num(), g)
			wide[i].Mul(wide[i], new(big.Int).Div(l, r.Denom()))
		}
	}
	return wide
}

// widened is w with all its weights wide.
func (w weights) widened() weights {
	if w.wide == nil {
		for _, n := range w.small {
			w.wide = append(w.wide, big.NewInt(n))
		}
	}
	return w
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
