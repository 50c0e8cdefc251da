package tripartite

import "example.com/tripartite/internal/exact"

// Rule decides tallies. Any type with this method is a rule. Rules of the caller can
// contain rules of this package, and the other way round. Decide should be a pure
// function of the tally. A rule that can give reasons also implements [Explainer].
//
// The rules of this package are plain data: programs can read and print them, and
// compare them with reflect.DeepEqual. Their String is text that [ParseRule] parses. A
// rule goes into JSON as a [RuleText]. Do not change a rule that is in use elsewhere. Use
// rules as values: [Vet] reports a pointer to a rule of this package. These rules do not
// panic. Their Decide does not allocate while the votes fit in 64 bits.
//
// A malformed rule always rejects, and [Explain] and [Vet] report why. A rule is
// malformed if it has no parts, a nil part or an invalid threshold, for example.
//
// Rules nest at most 1,000 deep. A rule that nests deeper or contains itself is
// malformed, and so is every rule around it. A rule of the caller starts anew at each
// rule that it calls: if it calls a rule around it, it recurses until the stack ends, as
// any function in Go does.
//
// A rule takes time in proportion to its clauses, and a part counts as often as it occurs.
// If each of 40 rules is an All that contains the one before twice, the last has a trillion
// clauses: Decide and [Explain] evaluate them all, and so take exponential time. So does a
// rule of the caller that calls a rule around it twice. [Vet] reports a rule of more than
// 200,000 clauses. All calls that return errors refuse it, those of [Finding], [Record],
// [RuleText] and [Picture] too.
//
// Decide and Explain call the rules of the caller, and pass on a panic in one. All calls that
// return errors return [ErrRule] for it.
type Rule interface {
	Decide(Tally) Outcome
}

// Every rule of this package is a [Rule] and prints as text.
var _ = [...]interface {
	Rule
	String() string
}{
	Share{}, SeatCount{}, In{}, All{}, Any{}, KOf{}, Quorum{}, Veto{}, Named{}, Parts{}, RuleFunc(nil),
}

// RuleFunc adapts a function to a [Rule]. A nil RuleFunc always rejects.
type RuleFunc func(Tally) Outcome

// Decide calls the function.
func (f RuleFunc) Decide(t Tally) Outcome {
	if f == nil {
		return Rejected
	}
	return f(t)
}

// String returns "rule of the caller's own". In the text of another rule, a RuleFunc is
// `rule "of the caller's own"`.
func (f RuleFunc) String() string { return "rule of the caller's own" }

// Share adopts if the votes of the seats in Of are a large enough share of the votes of
// those in Base. Need is the threshold. Share{Of: For, Base: Cast, Need: MoreThan(1, 2)}
// is a simple majority of the votes cast. If BySeats is set, Share compares numbers of
// seats, regardless of weight.
//
// If Less is set, the votes of the seats in Less are taken off those in Of before the
// comparison. Share{Of: For, Less: Against, Base: AllSeats, Need: AtLeast(1, 200)} asks
// for a lead of at least 1/200 of all votes. With Less set, Need AtLeast(0, 1) requires
// that Of has at least as many votes as Less.
//
// If no seat is in Base, Share rejects, even if Need is AtLeast(0, 1). The zero Share is
// malformed and always rejects.
type Share struct {
	Of, Less, Base States
	BySeats        bool
	Need           Threshold
}

// Decide returns Adopted if the share reaches the threshold, and Rejected otherwise.
func (s Share) Decide(t Tally) Outcome { return s.decide(t).outcome() }

func (s *Share) decide(t Tally) verdict {
	switch {
	case !s.Need.valid():
		return rejectedMalformed
	case t.part == nil:
		return verdict(Rejected)
	}
	table := &t.part.votes
	if s.BySeats {
		table = &t.part.seats
	} else if t.wide != nil {
		return verdict(adoptedIf(s.holds(t)))
	}
	of, base := table.in(s.Of), table.in(s.Base)
	if s.Less != 0 {
		of -= table.in(s.Less)
	}
	return verdict(adoptedIf(base != 0 && of >= 0 && s.Need.holdsSmall(of, base)))
}

// holds reports whether the share reaches the threshold, in amounts of any size.
func (s *Share) holds(t Tally) bool {
	of, less, base := s.amounts(t)
	return of.Cmp(less) >= 0 && s.Need.holds(of.Minus(less), base)
}

// amounts returns the seats or votes in Of, Less and Base.
func (s Share) amounts(t Tally) (of, less, base exact.Rational) {
	if s.BySeats {
		heads := func(set States) exact.Rational { return exact.Whole(t.heads(set)) }
		return heads(s.Of), heads(s.Less), heads(s.Base)
	}
	return t.votes(s.Of), t.votes(s.Less), t.votes(s.Base)
}

func adoptedIf(holds bool) Outcome {
	if holds {
		return Adopted
	}
	return Rejected
}

// SeatCount adopts if at least Need seats are in Of, regardless of weight. For example,
// SeatCount{Of: Present, Need: 33} requires 33 seats present. If Need is 0, SeatCount
// adopts every tally but the zero Tally. If Need is negative, it is malformed and always
// rejects.
type SeatCount struct {
	Of   States
	Need int
}

// Decide returns Adopted if there are enough seats, and Rejected otherwise.
func (n SeatCount) Decide(t Tally) Outcome { return n.decide(t).outcome() }

func (n SeatCount) decide(t Tally) verdict {
	switch {
	case n.Need < 0:
		return rejectedMalformed
	case t.part == nil: // a tally that could not be made meets nothing
		return verdict(Rejected)
	}
	return verdict(adoptedIf(t.heads(n.Of) >= int64(n.Need)))
}

// In applies its Rule to one part of the body: to a Group, or to the Bloc with this
// path. Exactly one of Group and Bloc must be set. The part must be the tally that In
// decides, or lie within that tally: a group has no part in another group. Otherwise
// In is malformed and rejects.
//
// In of a union applies the Rule to all parts of the union together, not to each of them.
// A group or bloc lies within a union if it is one of these parts, or lies within one. A
// union lies within a tally if every part of the union does.
type In struct {
	Group Group
	Bloc  string
	Rule  Rule
}

// Decide returns the outcome of the rule for the part.
func (i In) Decide(t Tally) Outcome {
	var f form
	f.ofIn(i.Group, i.Bloc, i.Rule)
	return f.decide(t, 0).outcome()
}

// All adopts if all its rules adopt. The outcome is the least of their outcomes: Void
// is below Rejected, and Rejected is below Adopted. An empty All rejects.
type All []Rule

// Decide returns the least outcome of the rules.
func (a All) Decide(t Tally) Outcome { return a.list().decide(t, 0).outcome() }

// Any adopts if at least one of its rules adopts. The outcome is the greatest of
// their outcomes. An empty Any rejects.
type Any []Rule

// Decide returns the greatest outcome of the rules.
func (a Any) Decide(t Tally) Outcome { return a.list().decide(t, 0).outcome() }

// KOf adopts if at least K of its Rules adopt. The outcome is the K-th best of their
// outcomes. If K is below 1 or above the number of rules, KOf rejects.
type KOf struct {
	K     int
	Rules []Rule
}

// Decide returns the K-th best outcome of the rules.
func (a KOf) Decide(t Tally) Outcome { return a.list().decide(t, 0).outcome() }

// Quorum adopts if all its rules adopt. Otherwise the outcome is Void. A Quorum usually
// stands first in an [All], before a majority. An empty Quorum rejects.
type Quorum []Rule

// Decide returns Adopted if the quorum is met, and Void otherwise.
func (q Quorum) Decide(t Tally) Outcome { return q.list().decide(t, 0).outcome() }

// Veto rejects if at least one of its rules adopts, and adopts otherwise. Each rule
// states when a veto is cast. A rule whose outcome is Void casts no veto. An empty Veto
// rejects. A Veto with a malformed rule rejects, too, so that a misspelt name does not
// disable a veto.
//
// A Veto by itself adopts without any vote for. Combine it with a majority in an [All].
type Veto []Rule

// Decide returns Rejected if a veto is cast, and Adopted otherwise.
func (v Veto) Decide(t Tally) Outcome { return v.list().decide(t, 0).outcome() }

// Named gives a rule a name, and a source such as the article that states it. Its outcome is
// that of the rule. The text of the rule keeps both, and so does its [Finding], where each
// part can then be traced to the document that requires it:
//
//	Named{Name: "quorum", Source: "art. 17(3)", Rule: Quorum{...}}
//
// The rules of a [Statute] are Named. A Named without a Name or without a Rule is malformed
// and always rejects. Source may be empty.
type Named struct {
	Name   string
	Source string
	Rule   Rule
}

// Decide returns the outcome of the rule.
func (n Named) Decide(t Tally) Outcome {
	var f form
	f.ofNamed(n.Name, n.Rule)
	return f.decide(t, 0).outcome()
}

// Parts applies its Rule to several parts of the body, each by itself, and adopts if it
// adopts in enough of them. The parts are the three groups or, if Group or Bloc is set,
// the blocs that this group, bloc or union consists of. Blocs inside these blocs are no
// parts, and a bloc of seats is one part:
//
//	EachGroup(SimpleMajority())                           // a majority in each group
//	Parts{K: 2, Rule: SimpleMajority()}                   // in at least two of the groups
//	Parts{With: Cast, Rule: SimpleMajority()}             // in each group that cast a vote
//	Parts{Bloc: "Clergy", With: Voting, BySeats: true,
//		Need: MoreThan(1, 2), Rule: SimpleMajority()} // in most dioceses that took part
//
// How many parts are enough is either K, or the share Need of the parts that count. If
// neither is set, the rule must adopt in each. The outcome is that of the last part that
// is needed, if the best come first: with K set to 2, the second best. With K, a part that
// does not count is like one that rejects. Each part counts once, whatever it weighs.
//
// If With is set, a part in which no votes are in With does not count, or no seats if
// BySeats is set. If no part counts, Parts rejects. A part that begins to count and has no
// majority is worse than one that does not count. So a vote for can turn the motion down,
// unless each clause of Rule is a share whose base is With, or some states of it: [Vet]
// reports others.
//
// Group and Bloc name a part as they do in [In]. Parts is malformed and rejects if both are
// set, the tally has no such part, K and Need are both set, K is above the number of
// parts, Need is invalid, or BySeats is set without With. The groups are parts of the
// whole body only.
type Parts struct {
	Group   Group
	Bloc    string
	With    States
	BySeats bool
	K       int
	Need    Threshold
	Rule    Rule
}

// EachGroup returns the rule that the rule adopts in each of the three groups. A group that
// cast no vote has no majority: EachGroup(SimpleMajority()) then rejects. To ask several rules
// of each group, use an [All].
func EachGroup(r Rule) Parts { return Parts{Rule: r} }

// Decide returns the outcome of the last part that is needed.
func (p Parts) Decide(t Tally) Outcome {
	return (*over)(&p).decide(t, 0).outcome()
}

// SimpleMajority returns a majority of the votes cast: more votes are for than
// against. A tie is not enough.
func SimpleMajority() Share { return Share{Of: For, Base: Cast, Need: MoreThan(1, 2)} }

// TwoThirds returns a majority of at least two thirds of the votes cast.
func TwoThirds() Share { return Share{Of: For, Base: Cast, Need: AtLeast(2, 3)} }

// AbsoluteMajority returns a majority of all votes in [Entitled]: more than half of
// them are for. Abstaining, staying silent and being absent count like voting
// against.
func AbsoluteMajority() Share { return Share{Of: For, Base: Entitled, Need: MoreThan(1, 2)} }

// Unanimity returns the rule that no vote is against and at least one is for.
// Abstentions do not prevent unanimity.
func Unanimity() Share { return Share{Of: For, Base: Cast, Need: AtLeast(1, 1)} }

// GroupVeto returns the veto of a group. The group casts the veto if more than half
// of its votes in the base are against. With base [Cast], that is more than half of
// the votes that it cast. With [Entitled], it is more than half of those it could cast.
//
// A GroupVeto adopts whatever is not vetoed. Put it beside a majority, as in
// All{SimpleMajority(), GroupVeto(Third, Cast)}.
func GroupVeto(g Group, base States) Veto {
	return Veto{In{Group: g, Rule: Share{Of: Against, Base: base, Need: MoreThan(1, 2)}}}
}

// CastingVote returns a majority of the base in which half is enough if the rule chair
// adopts. It is for a simple majority: with a higher threshold it has no effect.
//
// For a chair who is a bloc of one seat, chair is In{Bloc: "Chair", Rule: SeatCount{Of:
// For, Need: 1}}. For a chair who sides with a group, chair is a majority in that group.
// If the choice of the chair is known, a [Share] is enough. Its Need is AtLeast(1, 2) for
// a chair who is for, and MoreThan(1, 2) for one who is against. A chair votes as a
// member, too, unless the weight of the seat is Int(0).
func CastingVote(base States, chair Rule) Any {
	return Any{
		Share{Of: For, Base: base, Need: MoreThan(1, 2)},
		All{Share{Of: For, Base: base, Need: AtLeast(1, 2)}, chair},
	}
}
