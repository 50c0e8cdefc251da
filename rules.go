package tripartite

import (
	"reflect"

	"example.com/tripartite/internal/exact"
)

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
// malformed, and so is every rule around it. A rule of the caller counts toward the
// depth only if it passes on the tally that it was given, or a part.
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
}{Share{}, SeatCount{}, In{}, All{}, Any{}, KOf{}, Quorum{}, Veto{}, Named{}, EachGroup{}, EachVotingGroup{}, KOfGroups{}, RuleFunc(nil)}

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
func (s Share) Decide(t Tally) Outcome { return s.decide(t).answer(t) }

func (s Share) decide(t Tally) verdict {
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
	of, base := table.in(s.Of)-table.in(s.Less), table.in(s.Base)
	return verdict(adoptedIf(base != 0 && of >= 0 && s.Need.holdsSmall(of, base)))
}

// holds reports whether the share reaches the threshold, in amounts of any size.
func (s Share) holds(t Tally) bool {
	of, less, base := s.amounts(t)
	return of.Cmp(less) >= 0 && s.Need.holds(of.Minus(less), base)
}

// amounts returns the seats or votes in Of, Less and Base.
func (s Share) amounts(t Tally) (of, less, base exact.Natural) {
	if s.BySeats {
		return exact.NaturalOf(t.heads(s.Of)), exact.NaturalOf(t.heads(s.Less)), exact.NaturalOf(t.heads(s.Base))
	}
	return t.votes(s.Of), t.votes(s.Less), t.votes(s.Base)
}

// isOfNothing reports whether nothing is in the base.
func (s Share) isOfNothing(t Tally) bool {
	_, _, base := s.amounts(t)
	return base.IsZero()
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
func (n SeatCount) Decide(t Tally) Outcome { return n.decide(t).answer(t) }

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
func (i In) Decide(t Tally) Outcome { return i.decide(t).answer(t) }

func (i In) decide(t Tally) verdict {
	if t.depth >= mostNested {
		return rejectedTooDeep
	}
	t.depth++
	part, ok := i.part(t)
	if !ok {
		return rejectedMalformed
	}
	return decide(i.Rule, part)
}

// part returns the part that the rule names. ok is false if the tally has no such
// part.
func (i In) part(t Tally) (part Tally, ok bool) {
	switch {
	case (i.Group == 0) == (i.Bloc == ""):
		return Tally{}, false
	case i.Bloc != "":
		part = t.bloc(i.Bloc)
	case t.isWhole():
		part = t.group(i.Group)
	case i.Group <= Third && t.of.body.within(int(i.Group), t.node): // the group itself, or a union of it and others
		part = t.at(int(i.Group))
	}
	return part, part.part != nil
}

// All adopts if all its rules adopt. The outcome is the least of their outcomes: Void
// is below Rejected, and Rejected is below Adopted. An empty All rejects.
type All []Rule

// Decide returns the least outcome of the rules.
func (a All) Decide(t Tally) Outcome { return a.decide(t).answer(t) }

func (a All) decide(t Tally) verdict {
	o, flags := decideAll(a, t)
	return verdict(o.best(len(a))) | flags
}

// Any adopts if at least one of its rules adopts. The outcome is the greatest of
// their outcomes. An empty Any rejects.
type Any []Rule

// Decide returns the greatest outcome of the rules.
func (a Any) Decide(t Tally) Outcome { return a.decide(t).answer(t) }

func (a Any) decide(t Tally) verdict {
	o, flags := decideAll(a, t)
	return verdict(o.best(1)) | flags
}

// KOf adopts if at least K of its Rules adopt. The outcome is the K-th best of their
// outcomes. If K is below 1 or above the number of rules, KOf rejects.
type KOf struct {
	K     int
	Rules []Rule
}

// Decide returns the K-th best outcome of the rules.
func (a KOf) Decide(t Tally) Outcome { return a.decide(t).answer(t) }

func (a KOf) decide(t Tally) verdict {
	o, flags := decideAll(a.Rules, t)
	if a.K < 1 || a.K > len(a.Rules) {
		flags |= malformed
	}
	return verdict(o.best(a.K)) | flags
}

// Quorum adopts if all its rules adopt. Otherwise the outcome is Void. A Quorum usually
// stands first in an [All], before a majority. An empty Quorum rejects.
type Quorum []Rule

// Decide returns Adopted if the quorum is met, and Void otherwise.
func (q Quorum) Decide(t Tally) Outcome { return q.decide(t).answer(t) }

func (q Quorum) decide(t Tally) verdict {
	o, flags := decideAll(q, t)
	return verdict(o.quorum()) | flags
}

// Veto rejects if at least one of its rules adopts, and adopts otherwise. Each rule
// states when a veto is cast. A rule whose outcome is Void casts no veto. An empty Veto
// rejects. A Veto with a malformed rule rejects, too, so that a misspelt name does not
// disable a veto.
//
// A Veto by itself adopts without any vote for. Combine it with a majority in an [All].
type Veto []Rule

// Decide returns Rejected if a veto is cast, and Adopted otherwise.
func (v Veto) Decide(t Tally) Outcome { return v.decide(t).answer(t) }

func (v Veto) decide(t Tally) verdict {
	o, flags := decideAll(v, t)
	if flags != 0 || t.part == nil { // a tally that could not be made adopts nothing
		return verdict(Rejected) | flags
	}
	return verdict(o.veto())
}

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
func (n Named) Decide(t Tally) Outcome { return n.decide(t).answer(t) }

func (n Named) decide(t Tally) verdict {
	switch {
	case t.depth >= mostNested:
		return rejectedTooDeep
	case n.Name == "":
		return rejectedMalformed
	}
	t.depth++
	return decide(n.Rule, t)
}

// EachGroup adopts if the Rule adopts in every group. The outcome is the least of the
// three. If EachGroup is applied to a part of the body, it rejects. To ask several
// rules of each group, use an [All].
type EachGroup struct{ Rule Rule }

// Decide returns the least outcome of the rule in the three groups.
func (e EachGroup) Decide(t Tally) Outcome { return e.decide(t).answer(t) }

func (e EachGroup) decide(t Tally) verdict {
	a, b, c := groupwise(e.Rule, t)
	flags := (a | b | c).flags()
	if flags&tooDeep != 0 {
		return rejectedTooDeep
	}
	return min(a.result(), b.result(), c.result()) | flags
}

// EachVotingGroup adopts if the Share adopts in every group that has anything in the
// Base of the Share. All other groups are skipped. If all groups are skipped, or if
// it is applied to a part of the body, EachVotingGroup rejects.
//
// EachVotingGroup{Share: SimpleMajority()} requires a simple majority in each group that
// cast a vote.
type EachVotingGroup struct{ Share Share }

// Decide returns the least outcome in the groups that are not skipped.
func (e EachVotingGroup) Decide(t Tally) Outcome { return e.decide(t).answer(t) }

func (e EachVotingGroup) decide(t Tally) verdict {
	switch {
	case t.depth >= mostNested:
		return rejectedTooDeep
	case !t.isWhole() || !e.Share.Need.valid():
		return rejectedMalformed
	}
	var o outcomes
	for g := First; g <= Third; g++ {
		if part := t.group(g); !e.Share.isOfNothing(part) {
			o.add(adoptedIf(e.Share.holds(part)))
		}
	}
	return verdict(o.best(o.n))
}

// KOfGroups adopts if the Rule adopts in at least K of the three groups. The outcome
// is the K-th best of the three. If K is not 1, 2 or 3, or if KOfGroups is applied to
// a part of the body, it rejects.
type KOfGroups struct {
	K    int
	Rule Rule
}

// Decide returns the K-th best outcome of the rule in the three groups.
func (a KOfGroups) Decide(t Tally) Outcome { return a.decide(t).answer(t) }

func (a KOfGroups) decide(t Tally) verdict {
	first, second, third := groupwise(a.Rule, t)
	flags := (first | second | third).flags()
	if a.K < 1 || a.K > numGroups || a.Rule == nil || flags&tooDeep != 0 {
		return verdict(Rejected) | flags | malformed
	}
	var o outcomes
	o.add(first.outcome())
	o.add(second.outcome())
	o.add(third.outcome())
	return verdict(o.best(a.K)) | flags
}

// A verdict is an outcome together with flags that concern the rules around a rule.
type verdict uint8

const (
	malformed verdict = 4 << iota // the rule or a part of it is malformed: a veto over it is no veto
	tooDeep                       // rules nest too deep: all rules around this one are Rejected

	rejectedMalformed = verdict(Rejected) | malformed
	rejectedTooDeep   = rejectedMalformed | tooDeep
)

// answer is the outcome for whoever asked. A rule of the caller that asks within
// another rule, and passes on what it is told, passes on that rules nest too deep.
func (v verdict) answer(t Tally) Outcome {
	if v&tooDeep != 0 && (t.depth > 0 || t.probe) {
		return tooDeepOutcome
	}
	return v.outcome()
}

// tooDeepOutcome is no outcome, and so counts as Rejected.
const tooDeepOutcome = ^Outcome(0)

func (v verdict) outcome() Outcome { return Outcome(v.result()) }
func (v verdict) result() verdict  { return v &^ (malformed | tooDeep) }
func (v verdict) flags() verdict   { return v & (malformed | tooDeep) }

// outcomes counts the outcomes of several rules. If it counts none, best and quorum
// answer Rejected: a rule without parts adopts nothing.
type outcomes struct{ n, adopted, rejected int }

func (o *outcomes) add(x Outcome) {
	o.n++
	switch {
	case x == Adopted:
		o.adopted++
	case x == Rejected:
		o.rejected++
	}
}

// best returns the k-th best outcome: the greatest if k is 1, and the least if k is
// n.
func (o outcomes) best(k int) Outcome {
	switch {
	case k < 1 || k > o.n:
		return Rejected
	case k <= o.adopted:
		return Adopted
	case k <= o.adopted+o.rejected:
		return Rejected
	}
	return Void
}

func (o outcomes) quorum() Outcome {
	if o.adopted < o.n {
		return Void
	}
	return o.best(o.n)
}

func (o outcomes) veto() Outcome { return adoptedIf(o.adopted == 0) }

// decideAll counts the outcomes of the rules. It asks every rule, so that no
// malformed one is missed. If there are no rules, a rule is nil or rules nest too
// deep, it counts none.
func decideAll(rules []Rule, t Tally) (o outcomes, flags verdict) {
	if len(rules) == 0 {
		return outcomes{}, malformed
	}
	if t.depth >= mostNested {
		return outcomes{}, rejectedTooDeep.flags()
	}
	t.depth++
	wanting := false
	for _, r := range rules {
		v := decide(r, t)
		if v.flags() != 0 {
			if flags |= v.flags(); flags&tooDeep != 0 {
				return outcomes{}, flags // without asking the others: a rule that contains itself twice would take forever
			}
			wanting = wanting || r == nil
		}
		o.add(v.outcome())
	}
	if wanting {
		return outcomes{}, flags
	}
	return o, flags
}

// groupwise returns the verdict of the rule in each group of the body.
func groupwise(r Rule, t Tally) (first, second, third verdict) {
	switch {
	case t.depth >= mostNested:
		return rejectedTooDeep, rejectedTooDeep, rejectedTooDeep
	case !t.isWhole():
		return rejectedMalformed, rejectedMalformed, rejectedMalformed
	}
	t.depth++
	a, b, c := t.group(First), t.group(Second), t.group(Third)
	if first = decide(r, a); first&tooDeep != 0 {
		return first, first, first
	}
	return first, decide(r, b), decide(r, c)
}

// decide returns the verdict of any rule. It switches on the dynamic type, as formOf
// does: a struct of the caller that embeds a rule of this package is another rule.
func decide(r Rule, t Tally) verdict {
	switch r := r.(type) {
	case Share:
		return r.decide(t)
	case SeatCount:
		return r.decide(t)
	case In:
		return r.decide(t)
	case All:
		return r.decide(t)
	case Any:
		return r.decide(t)
	case KOf:
		return r.decide(t)
	case Quorum:
		return r.decide(t)
	case Veto:
		return r.decide(t)
	case Named:
		return r.decide(t)
	case EachGroup:
		return r.decide(t)
	case EachVotingGroup:
		return r.decide(t)
	case KOfGroups:
		return r.decide(t)
	case nil:
		return rejectedMalformed
	case RuleFunc:
		if r == nil {
			return rejectedMalformed
		}
	default:
		if isPointer(r) {
			return decide(pointee(r), t)
		}
	}
	o := r.Decide(t) // of a rule of the caller
	if o == tooDeepOutcome {
		return rejectedTooDeep
	}
	return verdict(valid(o))
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

// MajorityInEachGroup returns a simple majority in every one of the three groups. A
// group that cast no vote has no majority, so the rule rejects.
func MajorityInEachGroup() EachGroup { return EachGroup{Rule: SimpleMajority()} }

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

// mostNested is the greatest depth of nested rules. It stops a rule that contains
// itself.
const mostNested = 1000

// isPointer reports whether the rule is a pointer to a rule of this package.
func isPointer(r Rule) bool {
	switch r.(type) {
	case *RuleFunc, *Share, *SeatCount, *In, *All, *Any, *KOf, *Quorum, *Veto, *Named, *EachGroup, *EachVotingGroup, *KOfGroups:
		return true
	}
	return false
}

// pointee returns the rule that a pointer to a rule of this package points to. If the
// pointer is nil, it returns nil.
func pointee(pointer Rule) Rule {
	v := reflect.ValueOf(pointer)
	if v.IsNil() {
		return nil
	}
	return v.Elem().Interface().(Rule)
}
