package tripartite

// Rule decides a tally. Any type with this method is a rule, the equal of those
// in this package, and a part of them or made of them as the caller likes. A
// rule says nothing but an outcome; it should be a pure function of the tally.
// One that can give reasons is an [Explainer] too.
//
// The rules of this package are plain data: to be read, printed, compared with
// cmp, and not to be changed once they are shared. They do not panic, and do not
// allocate to decide while the votes fit into 64 bits.
//
// A malformed rule is Rejected, and [Explain] and [Vet] say why: one without parts,
// with a nil part or with a bad threshold. Rules nest at most 1,000 deep. A rule that
// nests deeper, or contains itself, is malformed as a whole, and so is every rule
// around it. Rules of the caller's own count for this only as far as they pass on the
// tally, or a part of it, that they were given: if one asks a rule that contains it
// twice, that takes a time beyond all limits.
//
// Rules are used as values. [Vet] reports a pointer to a rule of this package.
type Rule interface {
	Decide(Tally) Outcome
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

// String returns a text that says no more than that the rule is the caller's.
func (f RuleFunc) String() string { return "rule of the caller's own" }

// Share is adopted if what is in Of has the share Need of what is in the base
// In: Share{Of: For, In: Cast, Need: MoreThan(1, 2)} is a simple majority. It
// compares votes, or with Heads seats, whatever they weigh.
//
// A share of nothing is never enough: with nobody in In, it is Rejected, even if it
// needs AtLeast(0, 1). The zero Share is always Rejected.
type Share struct {
	Of, Base States
	BySeats  bool
	Need     Threshold
}

// Decide compares the share with what is needed.
func (s Share) Decide(t Tally) Outcome { return s.decide(t).outcome() }

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
		return verdict(adoptedIf(s.Need.holds(t.votes(s.Of), t.votes(s.Base))))
	}
	of, in := table.in(s.Of), table.in(s.Base)
	return verdict(adoptedIf(in != 0 && s.Need.holdsSmall(of, in)))
}

func (s Share) amounts(t Tally) (of, in amount) {
	if s.BySeats {
		return amountOf(t.heads(s.Of)), amountOf(t.heads(s.Base))
	}
	return t.votes(s.Of), t.votes(s.Base)
}

func adoptedIf(holds bool) Outcome {
	if holds {
		return Adopted
	}
	return Rejected
}

// SeatCount is adopted if there are at least Need seats in Of: a head count, as
// SeatCount{Of: Present, Need: 33}. A Need of 0 asks for nothing, and is always met. A
// Need below 0 is malformed, and Rejected.
type SeatCount struct {
	Of   States
	Need int
}

// Decide compares the number with what is needed.
func (n SeatCount) Decide(t Tally) Outcome { return n.decide(t).outcome() }

func (n SeatCount) decide(t Tally) verdict {
	if n.Need < 0 {
		return rejectedMalformed
	}
	return verdict(adoptedIf(t.heads(n.Of) >= int64(n.Need)))
}

// In is its Rule, applied to a part of the body: to a Group, or to the Bloc of
// that path. It is Rejected if there is not exactly one of Group and Bloc, or
// if the part is not within the one that the rule is applied to: a group has no
// part in another.
type In struct {
	Group Group
	Bloc  string
	Rule  Rule
}

// Decide decides the part.
func (i In) Decide(t Tally) Outcome { return i.decide(t).outcome() }

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

func (i In) part(t Tally) (Tally, bool) {
	part := t.group(i.Group)
	switch {
	case (i.Group == 0) == (i.Bloc == ""):
		return Tally{}, false
	case i.Bloc != "":
		part = t.bloc(i.Bloc)
	case t.part != nil && t.node == int(i.Group) && i.Group <= Third:
		part = t
	}
	return part, part.part != nil
}

// All is adopted if every one of its rules adopts: its outcome is the least of
// theirs. The empty All is Rejected.
type All []Rule

// Decide is the least outcome of the rules.
func (a All) Decide(t Tally) Outcome { return a.decide(t).outcome() }

func (a All) decide(t Tally) verdict {
	v, _ := leastOf(a, t)
	return v
}

// Any is adopted if one of its rules adopts: its outcome is the greatest of
// theirs. The empty Any is Rejected.
type Any []Rule

// Decide is the greatest outcome of the rules.
func (a Any) Decide(t Tally) Outcome { return a.decide(t).outcome() }

func (a Any) decide(t Tally) verdict {
	o, flags := decideAll(a, t)
	return verdict(o.best(1)) | flags
}

// KOf is adopted if at least K of its Rules adopt: its outcome is the K-th
// best of theirs. It is Rejected if K is below 1 or above their number.
type KOf struct {
	K     int
	Rules []Rule
}

// Decide is the K-th best outcome of the rules.
func (a KOf) Decide(t Tally) Outcome { return a.decide(t).outcome() }

func (a KOf) decide(t Tally) verdict {
	o, flags := decideAll(a.Rules, t)
	if a.K < 1 || a.K > len(a.Rules) {
		flags |= malformed
	}
	return verdict(o.best(a.K)) | flags
}

// Quorum makes its rules a condition of the vote: if every one of them adopts,
// so does it, and if not the vote is Void. Mostly it stands first in an All.
// The empty Quorum is Rejected.
type Quorum []Rule

// Decide is Adopted or Void.
func (q Quorum) Decide(t Tally) Outcome { return q.decide(t).outcome() }

func (q Quorum) decide(t Tally) verdict {
	v, ok := leastOf(q, t)
	if ok && v.outcome() != Adopted {
		return verdict(Void) | v.flags()
	}
	return v
}

// Veto is Rejected if one of its rules adopts, and else Adopted: each of them
// says when a veto has been cast. A rule that is Void is no veto. The empty Veto
// is Rejected, and so is one with a malformed rule in it, so that a group whose name
// is misspelt does not lose its veto.
//
// A veto alone adopts without a vote for; it belongs in an All, beside a
// majority.
type Veto []Rule

// Decide is Rejected or Adopted.
func (v Veto) Decide(t Tally) Outcome { return v.decide(t).outcome() }

func (v Veto) decide(t Tally) verdict {
	o, flags := decideAll(v, t)
	if flags != 0 {
		return verdict(Rejected) | flags
	}
	return verdict(o.veto())
}

// EachGroup is adopted if the Rule adopts in every group: its outcome is the least of
// theirs. It is Rejected if it is applied to a part of the body. To ask several rules
// of each group, use an [All].
type EachGroup struct{ Rule Rule }

// Decide returns the least outcome of the rule in the groups.
func (e EachGroup) Decide(t Tally) Outcome { return e.decide(t).outcome() }

func (e EachGroup) decide(t Tally) verdict {
	a, b, c := groupwise(e.Rule, t)
	flags := (a | b | c).flags()
	if flags&tooDeep != 0 {
		return rejectedTooDeep
	}
	return min(a.result(), b.result(), c.result()) | flags
}

// EachVotingGroup is the Share in every group in which there is anything to take it
// of: groups with nothing in the Base are skipped, and if all are, it is Rejected. So
// EachVotingGroup{SimpleMajority()} is a simple majority in each group that cast a
// vote.
type EachVotingGroup struct{ Share Share }

// Decide returns the least outcome in the groups that are not skipped.
func (e EachVotingGroup) Decide(t Tally) Outcome { return e.decide(t).outcome() }

func (e EachVotingGroup) decide(t Tally) verdict {
	switch {
	case t.depth >= mostNested:
		return rejectedTooDeep
	case !t.isWhole() || !e.Share.Need.valid():
		return rejectedMalformed
	}
	var o outcomes
	for g := First; g <= Third; g++ {
		if of, base := e.Share.amounts(t.group(g)); !base.isZero() {
			o.add(adoptedIf(e.Share.Need.holds(of, base)))
		}
	}
	return verdict(o.best(o.n))
}

// KOfGroups is adopted if in at least K of the three groups the Rule
// adopts: its outcome is the K-th best of theirs. It is Rejected if K is not 1,
// 2 or 3, or if it is applied to a part of the body.
type KOfGroups struct {
	K    int
	Rule Rule
}

// Decide is the K-th best outcome of the groups.
func (a KOfGroups) Decide(t Tally) Outcome { return a.decide(t).outcome() }

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

// verdict is what a rule of this package comes to: an outcome, and what the rules
// around it must know.
type verdict uint8

const (
	malformed verdict = 4 << iota // a part of the rule is: a veto over it means nothing
	tooDeep                       // rules nest too deep: all rules around it are Rejected

	rejectedMalformed = verdict(Rejected) | malformed
	rejectedTooDeep   = rejectedMalformed | tooDeep
)

func (v verdict) outcome() Outcome { return Outcome(v.result()) }
func (v verdict) result() verdict  { return v &^ (malformed | tooDeep) }
func (v verdict) flags() verdict   { return v & (malformed | tooDeep) }

// outcomes counts the outcomes of several rules, for a rule that asks how many
// there are of each. Where there are none, since such a rule cannot mean
// anything, each question is answered with Rejected.
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

// best is the k-th best outcome: the best for 1, the least for n.
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

// decideAll has the outcomes of the rules, each of which is asked; none if they
// mean nothing, for want of a part or because they nest too deep.
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
		var v verdict
		if s, ok := r.(Share); ok { // of which there are most
			v = s.decide(t)
		} else {
			v = decide(r, t)
		}
		if v.flags() != 0 {
			if flags |= v.flags(); flags&tooDeep != 0 {
				return outcomes{}, flags // at once, or a rule that contains itself twice takes forever
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

// leastOf is the least verdict of the rules, each of which is asked; false if they
// mean nothing. It is decideAll and best, but faster: most rules are like this.
func leastOf(rules []Rule, t Tally) (least verdict, ok bool) {
	switch {
	case len(rules) == 0:
		return rejectedMalformed, false
	case t.depth >= mostNested:
		return rejectedTooDeep, false
	}
	t.depth++
	least, ok = verdict(Adopted), true
	var flags verdict
	for _, r := range rules {
		var v verdict
		switch r := r.(type) {
		case Share: // of these there are most
			v = r.decide(t)
		case SeatCount:
			v = r.decide(t)
		default:
			v = decide(r, t)
		}
		if v > verdict(Adopted) {
			if flags |= v.flags(); flags&tooDeep != 0 {
				return rejectedTooDeep, false
			}
			ok = ok && r != nil
			v = v.result()
		}
		least = min(least, v)
	}
	if !ok {
		return rejectedMalformed, false
	}
	return least | flags, true
}

// groupwise has the verdicts of the rule in each group of the whole.
func groupwise(r Rule, t Tally) (first, second, third verdict) {
	switch {
	case t.depth >= mostNested:
		return rejectedTooDeep, rejectedTooDeep, rejectedTooDeep
	case !t.isWhole():
		return rejectedMalformed, rejectedMalformed, rejectedMalformed
	}
	t.depth++
	a, b, c := t.group(First), t.group(Second), t.group(Third)
	if s, ok := r.(Share); ok { // as in leastOf
		return s.decide(a), s.decide(b), s.decide(c)
	}
	if first = decide(r, a); first&tooDeep != 0 {
		return first, first, first
	}
	return first, decide(r, b), decide(r, c)
}

// decide is what the rule comes to. It goes by the type itself, as formOf does.
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
	return verdict(valid(r.Decide(t))) // a rule of the caller's own
}

// valid is the outcome of a rule of anybody's: what is none is Rejected.
func valid(o Outcome) Outcome {
	if o > Adopted {
		return Rejected
	}
	return o
}

// SimpleMajority returns the rule that more votes are for than against. A tie is
// not a majority.
func SimpleMajority() Share { return Share{Of: For, Base: Cast, Need: MoreThan(1, 2)} }

// TwoThirds returns the rule that at least two thirds of the votes cast are for.
func TwoThirds() Share { return Share{Of: For, Base: Cast, Need: AtLeast(2, 3)} }

// AbsoluteMajority returns the rule that more than half of the votes of all who
// may vote are for, whether they vote or not.
func AbsoluteMajority() Share { return Share{Of: For, Base: Entitled, Need: MoreThan(1, 2)} }

// Unanimity returns the rule that no vote is against, and at least one for.
// Abstaining does not stand in the way.
func Unanimity() Share { return Share{Of: For, Base: Cast, Need: AtLeast(1, 1)} }

// MajorityInEachGroup returns the rule that there is a simple majority in every
// one of the groups. In a group in which nobody cast a vote there is none.
func MajorityInEachGroup() EachGroup { return EachGroup{Rule: SimpleMajority()} }

// GroupVeto is the veto that a group casts if more than half of its votes in
// the base vote against: in Cast more than half of the votes cast, in Entitled
// more than half of all it could cast. It adopts whatever is not vetoed, and
// belongs beside a majority: All{SimpleMajority(), GroupVeto(Third, Cast)}.
func GroupVeto(g Group, in States) Veto {
	return Veto{In{Group: g, Rule: Share{Of: Against, Base: in, Need: MoreThan(1, 2)}}}
}

// CastingVote is a majority of the base, in which half is enough if the chair is
// for: if the rule chair adopts. For a chair who is a bloc of one seat that is
// In{Bloc: "Chair", Rule: Number{Of: For, Need: 1}}; for the side that the chair
// takes it is that group's majority. Where the chair's choice is known, no rule
// is needed: AtLeast(1, 2) is a chair for, MoreThan(1, 2) a chair against.
func CastingVote(in States, chair Rule) Any {
	return Any{
		Share{Of: For, Base: in, Need: MoreThan(1, 2)},
		All{Share{Of: For, Base: in, Need: AtLeast(1, 2)}, chair},
	}
}
