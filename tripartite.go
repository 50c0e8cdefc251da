// Package tripartite decides votes in bodies made of three groups: governments,
// employers and workers; economic, social and environmental chambers; or any
// other three. Given how the seats voted and what majority the body requires, it
// returns the outcome, with every figure and reason. The result is exact.
//
// A [Body] describes the seats, a [Tally] holds one vote, and a [Rule] decides it:
//
//	body := tripartite.MustBody(
//		tripartite.Bloc{Name: "Governments", Size: 28},
//		tripartite.Bloc{Name: "Employers", Size: 14},
//		tripartite.Bloc{Name: "Workers", Size: 14},
//	)
//	tally, err := body.Tally(tripartite.Counts{
//		"Governments": {For: 19, Against: 7, Abstain: 2},
//		"Employers":   {Against: 14},
//		"Workers":     {For: 14},
//	})
//	if err != nil {
//		return err
//	}
//	rule := tripartite.SimpleMajority()
//	fmt.Println(rule.Decide(tally))              // adopted
//	fmt.Println(tripartite.Explain(rule, tally)) // adopted, and why
//
// # From a body to an outcome
//
// Data flows one way. Each type has one task:
//
//   - A [Body] describes the seats and how much each one weighs. Each of its three
//     groups is a [Bloc] of seats, or consists of several. Seats of no group, such as
//     a chair, are independent.
//   - A [Ballot] takes a vote seat by seat. [Counts] hold a vote that somebody has
//     counted already. A [RollCall] reads a ballot from a CSV file.
//   - A [Tally] holds every figure of one vote: the seats and the votes in each
//     state, in the whole body and in each part of it.
//   - A [Rule] says what the body requires: a majority, a quorum, a veto. It is built from
//     parts such as [Share], [Quorum] and [All]. Functions such as [SimpleMajority] and
//     [TwoThirds] return the usual ones.
//   - An [Outcome] is [Adopted], [Rejected], or [Void] if there was no quorum.
//
// # States and sets of states
//
// At the end of a vote every seat is in exactly one of eight states: [For], [Against],
// [Abstain] or [Spoilt] if it voted, and otherwise [Silent], [Absent], [Suspended] or
// [Vacant]. Each is a [States] value with one element. A majority is a share of some set
// of states, its base. The sets that statutes name are [Cast], [Voting], [Present],
// [Entitled], [InOffice] and [AllSeats]. The operators |, & and &^ make any other set.
//
// # Seats and votes
//
// Seats are a head count, an int. Votes are a weighted count, a [Fraction]. The package
// never adds one to the other. By default each seat has one vote; a [Bloc] can give its
// seats another weight, or a power that they share. [Share] compares votes, or seats if its
// field BySeats is set. [SeatCount] compares seats.
//
// No outcome, figure or index is ever a floating-point number, and nothing is rounded
// before it is compared. Only [Picture] uses floating point, to place what it draws. Rules,
// JSON and [Fraction.String] print a number as a fraction, as 18347/100. Findings, tables
// and pictures are for people: they print it as 183.47.
//
// # Two sides, and more than three
//
// If a body has two sides, leave one group empty and apply rules to the others with [In].
// [EachGroup] applies a rule to all three groups, and an empty group never has a majority.
// [Parts] applies it to those that voted, or to the blocs that a group consists of. A
// fourth chamber is an independent bloc: In applies a rule to it, by its path, and to a
// [Bloc] with a Union, which is several groups or blocs together. [Vet] reports a clause
// that an empty group can never meet, and an independent bloc that no clause counts.
//
// # Questions
//
//   - [Explain] returns the outcome with every figure and reason.
//   - [Vet] finds mistakes in a rule before the vote. [CheckRule] tests any rule, the
//     caller's own included, for the properties that every rule must have.
//   - [Implies] proves that every motion which a rule adopts meets a claim, such as "one
//     seat of each group is for", or returns a vote that shows the contrary.
//   - [Possible] returns the outcomes that can still occur while seats are open. [ToAdopt]
//     and [ToFail] return how many seats must turn for the outcome to change.
//   - [PowerOf] returns how much each seat counts under a rule: the indices of Banzhaf,
//     of Shapley and Shubik, and of Coleman. [MinimalWinning] and [MinimalBlocking] return
//     the smallest coalitions that can adopt a motion, or prevent it.
//   - [Compare] returns what a reform changes: votes, power and guarantees.
//   - [Body.Infer] derives what follows from figures that a newspaper printed, and
//     reports figures that contradict each other.
//   - [Picture] draws a vote, the power of seats or a reform for minutes and pages.
//
// # Text and data
//
// Every rule of this package prints as a sentence of standing orders, and [ParseRule]
// parses it back to the same value:
//
//	quorum (at least 33 seats are present) and more than 1/2 of votes cast are for
//
// [RuleText] is a rule as text in JSON or as a flag. A rule of the caller has
// a name in the text of other rules: see [ParseRule].
//
// A [Statute] is the constitution of a body as text: its groups, how seats weigh, its rules,
// each [Named] with the article that states it, and claims that they meet. [ParseStatute]
// parses one, and [LoadStatute] returns one of the collection of real bodies, which
// [Statutes] lists:
//
//	statute, err := tripartite.LoadStatute("ilo/conference")
//	body, err := statute.Body(governments, employers, workers) // what the statute leaves open
//	rule, err := statute.Rule("two thirds")
//
// A table of [Words] prints findings, rules, pictures and power in another language:
// [LoadWords] has French and Spanish.
//
// A [Body], a [Ballot], [Counts], a [Tally] and a [Finding] have a form in JSON. A [Record]
// is one vote with everything that is needed to count it again.
//
// # Goroutines
//
// A [Body] and a [Tally] are immutable. A [Rule] of this package is plain data, and
// must not be changed once it is shared. All three are safe for use by multiple
// goroutines. A [Ballot] changes, and must be used by one goroutine at a time.
//
// # Errors and limits
//
// Decide returns no error: Rejected is an outcome. The functions that build, count, parse
// or search return an [Error], which says what was being done, to what, and what was wrong.
// [errors.Is] tells errors apart by [ErrBody], [ErrCounts] and the other Err variables.
//
// Each call that searches has a limit on its work, which takes about a second, or a few
// seconds for power, coalitions and reforms. Beyond the limit, the call returns
// [ErrTooLarge] and never a guess.
package tripartite

import (
	"database/sql/driver"
	"math/bits"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
)

// States is a set of states. At the end of a vote every seat is in exactly one of
// eight states; a single state, such as [For], is a set with one element.
//
// A rule compares the seats, or the votes, in one set with those in another. The
// operators |, & and &^ make any set that a statute names. For example, Entitled &^
// Abstain is a base that includes absent seats but not abstentions.
//
// The zero States is the empty set. No seat is ever in it.
type States uint8

// The eight states.
const (
	For       States = 1 << iota // voted for the motion
	Against                      // voted against the motion
	Abstain                      // voted, but neither for nor against
	Spoilt                       // cast a paper that is not valid
	Silent                       // present, but did not vote
	Absent                       // registered, but not in the room
	Suspended                    // in office, but may not vote: arrears, an incomplete delegation
	Vacant                       // not nominated, or not registered
)

// The sets of states that statutes name. Each contains the one before it.
const (
	Cast     States = For | Against           // votes cast, as the ILO counts them
	Voting   States = Cast | Abstain | Spoilt // took part in the vote
	Present  States = Voting | Silent         // in the room
	Entitled States = Present | Absent        // may vote
	InOffice States = Entitled | Suspended    // nominated
	AllSeats States = InOffice | Vacant       // every seat of the body
)

var stateNames = [8]string{
	"for", "against", "abstain", "spoilt", "silent", "absent", "suspended", "vacant",
}

// namedSets lists the named sets of no and of several states in ascending order. Each contains
// the one before.
var namedSets = [...]struct {
	set  States
	name string
}{
	{0, "none"}, {Cast, "cast"}, {Voting, "voting"}, {Present, "present"},
	{Entitled, "entitled"}, {InOffice, "in office"}, {AllSeats, "seats"},
}

// single reports whether s has exactly one element.
func (s States) single() bool { return s != 0 && s&(s-1) == 0 }

// index returns the place of a state among the eight, counted from 0: of several, the first one.
func (s States) index() int { return bits.TrailingZeros8(uint8(s)) & 7 }

// String returns the name of the set if it has one, as "cast". Otherwise it
// returns the shorter of two texts: the sets that make it up, as "cast + absent",
// or a named set without some states, as "entitled except abstain". The empty set
// is "none".
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

// name returns the name of the set, or "" if it has none.
func (s States) name() string {
	if s.single() {
		return stateNames[s.index()]
	}
	for i := range namedSets {
		if namedSets[i].set == s {
			return namedSets[i].name
		}
	}
	return ""
}

// union returns names of sets whose union is s: the largest named set within s,
// and each remaining state.
func (s States) union() []string {
	var names []string
	for _, named := range slices.Backward(namedSets[1:]) {
		if named.set&^s == 0 {
			names = append(names, named.name)
			s &^= named.set
		}
	}
	return append(names, s.elements()...)
}

// elements returns the names of the states in s.
func (s States) elements() []string {
	var names []string
	for i, name := range stateNames {
		if s&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// list returns the names of the states in s, as "for, against".
func (s States) list() string { return strings.Join(s.elements(), ", ") }

// MarshalText returns the text of String. The error is always nil.
func (s States) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the text of String. It also accepts other names of the
// same set: "for + against" is the same set as "cast". Case does not matter,
// and any number of spaces may stand between words and around "+". Only ASCII
// letters match: a similar letter of another alphabet does not.
//
// For any other text the error is [ErrText], and the set does not change.
func (s *States) UnmarshalText(text []byte) error {
	set, err := parseStates(string(text))
	if err != nil {
		return &Error{Op: "states", Name: string(text), Err: err}
	}
	*s = set
	return nil
}

// Value returns the text of the set. It implements [driver.Valuer].
func (s States) Value() (driver.Value, error) { return valueOf(s) }

// Scan parses the text of a set. It implements [database/sql.Scanner]. For any other value,
// including NULL and an empty text, the error is [ErrText], and the set becomes empty.
func (s *States) Scan(src any) error { return scan(s, "states", src, ErrText) }

// parseStates parses "present", "for + abstain" or "present except for +
// abstain".
func parseStates(text string) (States, error) {
	set, missing, except := strings.Cut(prose.Words(text), " except ")
	union, err := parseUnion(set)
	if err != nil || !except {
		return union, err
	}
	less, err := parseUnion(missing)
	return union &^ less, err
}

// parseUnion parses names of sets joined by "+".
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

// parseSet returns the set with that name. ok is false if there is none.
func parseSet(word string) (s States, ok bool) {
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

// otherWords maps words that reports use for a state to the state. The package
// does not accept them; the error for one of them says which word to use.
var otherWords = map[string]States{
	"yes": For, "aye": For, "ayes": For, "yea": For, "in favour": For, "in favor": For,
	"no": Against, "nay": Against, "nays": Against, "noes": Against, "opposed": Against,
	"abstention": Abstain, "abstentions": Abstain,
	"abstained": Abstain, "abstaining": Abstain, "abstains": Abstain,
	"spoiled": Spoilt, "invalid": Spoilt,
}

// unknownWord returns the error for a word that names no set. It lists the
// words that do.
func unknownWord(word string) error {
	what := "unknown word " + prose.Quoted(word)
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
	for _, named := range namedSets[1:] {
		names = append(slices.Clip(names), named.name)
	}
	return strings.Join(names, ", ") + " or none"
}()

// Group is one of the three groups of a body. A program can name them after the groups of
// its own body, as in const Workers = tripartite.Third. The zero Group stands for the
// independent seats.
type Group uint8

// The three groups, in the order of the arguments of [NewBody].
const (
	First Group = iota + 1
	Second
	Third
)

// String returns "first", "second" or "third", and "none" for any other Group.
// [Tally.Name] returns the name that the body gives to the group.
func (g Group) String() string {
	if g > Third {
		g = 0
	}
	return [...]string{"none", "first", "second", "third"}[g]
}
