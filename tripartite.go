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
// say how far it was from the other outcome, and [Body.Infer] what follows
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
	"math/bits"
	"slices"
	"strings"
)

// Errors, to be told apart with [errors.Is]. Each comes inside an [Error], which says
// what was being done, to what, and what was wrong. If several things are wrong at
// once, all of them are reported, joined.
var (
	ErrText = errors.New("malformed text") // a text cannot be read, or a number is none

	ErrBody    = errors.New("invalid body")     // a body is not described right, or has no seats
	ErrUnknown = errors.New("not in the body")  // a body has no such seat, bloc or group
	ErrCounts  = errors.New("counts are wrong") // counts do not fit the seats of the body

	ErrState       = errors.New("not such a state") // a seat cannot be brought into the state
	ErrMayNotVote  = errors.New("seat may not vote")
	ErrAlreadyCast = errors.New("seat has voted already")
	ErrClosed      = errors.New("ballot is closed")

	ErrRule   = errors.New("malformed rule")                    // a rule means nothing, and always rejects
	ErrClause = errors.New("clause is suspect")                 // a clause never holds, always holds, or leaves seats out
	ErrNoFor  = errors.New("rule can adopt without a vote for") // see [Vet]

	ErrProperty   = errors.New("property does not hold")        // see [Counterexample]
	ErrNotChecked = errors.New("property could not be checked") // no vote could show it

	ErrFigure   = errors.New("malformed figure")             // a figure means nothing
	ErrConflict = errors.New("figures cannot hold together") // see [Conflict]

	ErrTooLarge    = errors.New("too large: work limit exceeded")   // beyond the limit of a call
	ErrNotMonotone = errors.New("rule is not known to be monotone") // see [ToAdopt]
)

// What is wrong, in the words of the case.
var (
	errFraction    = problem{ErrText, "not a valid fraction"}
	errName        = problem{ErrBody, "invalid name"}
	errBloc        = problem{ErrBody, "conflicting fields in bloc"}
	errSize        = problem{ErrBody, "number out of range"}
	errWeight      = problem{ErrBody, "not a valid fraction"}
	errNoPower     = problem{ErrBody, "body without any power"}
	errNoSeats     = problem{ErrBody, "no seats"}
	errUnknownSeat = problem{ErrUnknown, "no such seat"}
	errUnknownBloc = problem{ErrUnknown, "no such bloc"}
	errNotAVote    = problem{ErrState, "not a vote"}
	errNotAMark    = problem{ErrState, "not a mark"}
	errNumber      = problem{ErrCounts, "number out of range"}
	errSeveral     = problem{ErrCounts, "bloc is divided: count its parts"}
	errSum         = problem{ErrCounts, "counts do not sum to the seats"}
	errNever       = problem{ErrClause, "clause can never hold"}
	errAlways      = problem{ErrClause, "clause holds whenever there is anything in its base"}
	errNotWithin   = problem{ErrClause, "share is not of a part of its base"}
	errIgnored     = problem{ErrClause, "seats have no say"}
)

// Error says what was being done, to what, and what was wrong with it.
type Error struct {
	Op     string // what was being done: "cast", "count", "body", ...
	Name   string // to what: a seat, a bloc, a text
	Detail string // the figures, where there are any
	Err    error  // what was wrong: one of the package's Err values, or wraps one
}

// Error returns all of it in one line. A long name is shortened, and parts that
// cannot be printed are quoted.
func (e *Error) Error() string {
	s := "tripartite: " + oneLine(e.Op) + " " + quoted(e.Name)
	if e.Err != nil {
		s += ": " + oneLine(e.Err.Error())
	}
	if e.Detail != "" {
		s += ": " + oneLine(e.Detail)
	}
	return s
}

// Unwrap returns what was wrong, for [errors.Is].
func (e *Error) Unwrap() error { return e.Err }

// problem is an error of a kind in its own words: what would have been right.
type problem struct {
	kind error // for [errors.Is]
	text string
}

// Error returns the words.
func (p problem) Error() string { return p.text }

// Unwrap returns the kind.
func (p problem) Unwrap() error { return p.kind }

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
	AllSeats = InOffice | Vacant       // every seat of the body
)

var stateNames = [8]string{"for", "against", "abstain", "spoilt", "silent", "absent", "suspended", "vacant"}

// namedSets runs from the smallest to the largest, each within the next.
var namedSets = [...]struct {
	set  States
	name string
}{
	{Cast, "cast"}, {Voting, "voting"}, {Present, "present"},
	{Entitled, "entitled"}, {InOffice, "in office"}, {AllSeats, "seats"},
}

// single reports whether s is one state.
func (s States) single() bool { return s != 0 && s&(s-1) == 0 }

// String returns the name of the set if it has one, as "cast". Else it returns the
// shorter of two texts: what the set is made of, as "for + abstain", or what is
// missing from a set with a name, as "entitled except abstain". The empty set is
// "none".
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

// name returns the name of a set that has one, and else "".
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

// union returns the name of the largest named set within s, and of the states
// besides.
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

// MarshalText returns the text of String.
func (s States) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the text of String, and any other words in that form:
// "for + against" is the same set as "cast". Letters may be capital or small, and
// any number of blanks may stand between words and around "+". Words are those of
// ASCII: a letter from another alphabet that looks the same does not match.
//
// For any other text the error is [ErrText], and the set stays as it was.
func (s *States) UnmarshalText(text []byte) error {
	set, err := parseStates(string(text))
	if err != nil {
		return &Error{Op: "states", Name: string(text), Err: err}
	}
	*s = set
	return nil
}

// parseStates reads "present", "for + abstain" or "present except for + abstain".
func parseStates(text string) (States, error) {
	set, missing, except := strings.Cut(words(text), " except ")
	union, err := parseUnion(set)
	if err != nil || !except {
		return union, err
	}
	less, err := parseUnion(missing)
	return union &^ less, err
}

func parseUnion(text string) (States, error) {
	var s States
	for word := range strings.SplitSeq(text, "+") {
		word = strings.TrimSpace(word)
		one, ok := parseSet(word)
		if !ok {
			return 0, unknownWord(word)
		}
		s |= one
	}
	return s, nil
}

// parseSet returns the set that the word names.
func parseSet(word string) (States, bool) {
	if word == "none" {
		return 0, true
	}
	if i := slices.Index(stateNames[:], word); i >= 0 {
		return 1 << i, true
	}
	for _, named := range namedSets {
		if named.name == word {
			return named.set, true
		}
	}
	return 0, false
}

// otherWords are words that reports use for a state.
var otherWords = map[string]States{
	"yes": For, "aye": For, "ayes": For, "yea": For, "in favour": For, "in favor": For,
	"no": Against, "nay": Against, "nays": Against, "noes": Against, "opposed": Against,
	"abstention": Abstain, "abstentions": Abstain, "abstained": Abstain, "abstaining": Abstain, "abstains": Abstain,
	"spoiled": Spoilt, "invalid": Spoilt,
}

// unknownWord is the error for a word that names no set. It names those that do.
func unknownWord(word string) error {
	what := "unknown word " + quoted(word)
	if word == "" {
		what = "missing word"
	}
	if s, ok := otherWords[word]; ok {
		what += ` (say "` + s.String() + `")`
	}
	return problem{ErrText, what + ": want " + allWords}
}

// allWords lists the words that name a set.
var allWords = func() string {
	names := stateNames[:]
	for _, named := range namedSets {
		names = append(slices.Clip(names), named.name)
	}
	return strings.Join(names, ", ") + " or none"
}()

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

// String returns "first", "second", "third" or "none". The body knows the group's
// own name.
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
