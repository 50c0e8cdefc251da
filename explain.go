package tripartite

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Finding holds an outcome and its reasons: a tree with a node for every clause
// of a rule. Each clause is evaluated, whether or not the verdict depends on it.
// The fields are for programs; String is for people.
type Finding struct {
	// Clause is what the rule asks, as "for: more than 1/2 of cast".
	Clause string
	// Part names the part of the body that was asked; it is "" for the whole.
	Part string
	// Outcome is what the clause, with its Parts, comes to.
	Outcome Outcome
	// Count, Base and Need are what there is, what it was taken of, and the
	// smallest number that would do. Spare is Count less Need, and so below 0 if
	// it falls short. They are votes, or seats if Heads is set. A clause that
	// counts nothing has none of them; Need and Spare are missing if no number
	// would do.
	Count, Base, Need, Spare Fraction
	// Bar is the share that is needed, in a clause that needs one.
	Bar Threshold
	// BySeats reports that the figures are seats.
	BySeats bool
	// SeatVotes is the number of votes of each seat, in a clause that compares
	// votes of seats that all weigh the same, but not 1. Its figures are seats.
	SeatVotes Fraction
	// Tie reports that exactly half of Of is for and half against, where half is
	// the Bar.
	Tie bool
	// Veto reports that the clause is part of a veto: the veto is cast if the
	// Outcome is Adopted.
	Veto bool
	// Reason says what the figures do not.
	Reason string
	// Parts are the findings of the rules that the clause consists of.
	Parts []Finding
	// Rule is the rule that the node explains, with the sets and the threshold that
	// it compares: what a program needs to say the clause in another language.
	Rule Rule `json:"-"`
}

// Explainer is a rule of the caller's own that can give reasons.
type Explainer interface {
	Rule
	// Explain must come to the same outcome as Decide.
	Explain(Tally) Finding
}

// Explain returns the outcome of the rule with every figure and reason. The
// outcome is that of Decide, even if a rule of the caller's own explains itself
// otherwise. A rule that does not explain itself has a node with its outcome. The
// clause of that node is the rule's String, if it has one.
//
// A malformed rule has its reason at the node that is wrong. A rule that contains
// itself, or nests more than 1,000 deep, has a single node.
func Explain(r Rule, t Tally) Finding {
	f, v := explain(r, t)
	if v&tooDeep != 0 {
		return Finding{Clause: clause(r), Part: t.Name(), Outcome: Rejected, Reason: nestedTooDeep, Rule: r}
	}
	return f
}

func explain(r Rule, t Tally) (Finding, verdict) {
	f, v := explainNode(r, t)
	if f.Rule == nil { // the part of an In has said its own
		f.Rule = r
	}
	return f, v
}

func explainNode(r Rule, t Tally) (Finding, verdict) {
	x := expand(r, t)
	switch x.kind {
	case ownRule:
		f := explainOwn(r, t)
		return f, verdict(f.Outcome)
	case noRule:
		return Finding{Clause: x.head, Part: t.Name(), Outcome: Rejected, Reason: x.wrong}, rejectedMalformed
	case shareClause:
		return x.share.explain(t), x.share.decide(t)
	case countClause:
		return x.number.explain(t), x.number.decide(t)
	case samePart:
		if x.wrong == "" {
			return explain(x.parts[0].rule, x.parts[0].to)
		}
	case bestParts, votingParts, quorumParts, vetoParts:
	default:
		panic(x.kind.unknown())
	}
	return x.explain(r, t)
}

// explain is the finding of a rule that consists of others.
func (x expansion) explain(r Rule, t Tally) (Finding, verdict) {
	if x.deep {
		return Finding{}, rejectedTooDeep
	}
	f := Finding{Clause: x.head, Part: t.Name(), Reason: x.wrong}
	if x.kind == samePart {
		f.Clause = clause(r) // there is no node for the rule
	}
	skipped := 0
	verdicts := make([]verdict, len(x.parts))
	for i, p := range x.parts {
		part, v := explain(p.rule, p.to)
		if v&tooDeep != 0 {
			return Finding{}, v
		}
		if x.wrong == "" && x.skips(p) {
			part = Finding{Clause: part.Clause, Part: part.Part, Outcome: Adopted, Reason: "skipped: nothing is in the base"}
			skipped++
		}
		part.Veto = x.kind == vetoParts
		f.Parts, verdicts[i] = append(f.Parts, part), v
	}
	v := x.verdict(verdicts)
	f.Outcome = v.outcome()
	switch {
	case f.Reason != "":
	case skipped > 0 && skipped == len(x.parts):
		f.Reason = "all groups are skipped"
	case x.kind == vetoParts && v&malformed != 0:
		f.Reason = "this veto cannot mean anything"
	}
	return f, v
}

// explainOwn is the finding of a rule of the caller's own.
func explainOwn(r Rule, t Tally) Finding {
	var f Finding
	if e, explains := r.(Explainer); explains {
		f = e.Explain(t)
	} else {
		f.Clause = ownClause(r)
	}
	o := r.Decide(t)
	f.Part, f.Outcome = cmp.Or(f.Part, t.Name()), valid(o)
	if o != f.Outcome {
		f.Reason = o.String()
	}
	return f
}

// ownClause is the text of a rule of the caller's own, in one line.
func ownClause(r Rule) string {
	if s, ok := r.(fmt.Stringer); ok {
		return oneLine(s.String())
	}
	return fmt.Sprintf("%T", r)
}

const (
	unmet       = "nothing is in the base, and a share of nothing is not enough"
	asksNothing = "it asks for nothing"
)

// explain has the share, the base, and what is needed of it.
func (s Share) explain(t Tally) Finding {
	counted := s // of seats, if these decide
	weight := s.seatVotes(t)
	counted.BySeats = s.BySeats || weight.given()
	of, in := counted.amounts(t)
	f := Finding{Clause: s.String(), Part: t.Name(), Outcome: s.Decide(t), Bar: s.Need, BySeats: counted.BySeats, SeatVotes: weight}
	unit := counted.unit(t)
	f.Count, f.Base = of.fraction().times(unit), in.fraction().times(unit)
	switch {
	case !s.Need.valid():
		f.Reason = badThreshold
		return f
	case in.isZero():
		f.Reason = unmet
		return f
	case s.asksNothing():
		f.Reason = asksNothing
	}
	f.Need = s.Need.enough(in).times(unit)
	f.Spare = f.Count.minus(f.Need)
	f.Tie = s.tie(t)
	return f
}

// unit is what 1 of the share's amounts is: a seat, or the unit of votes.
func (s Share) unit(t Tally) Fraction {
	if s.BySeats {
		return whole(1)
	}
	return t.unit()
}

// asksNothing reports whether anything is enough, as long as the base is not empty.
func (s Share) asksNothing() bool { return s.Need.Num == 0 && !s.Need.Strict }

// seatVotes is the number of votes of each seat in the sets of the share, if it
// compares votes, all these seats weigh the same, and it is not 1. It is not given
// if there are no such seats.
func (s Share) seatVotes(t Tally) Fraction {
	var weight Fraction
	if s.BySeats {
		return weight
	}
	for bloc := range t.Blocs() {
		if bloc.heads(s.Of|s.Base) == 0 {
			continue
		}
		w := bloc.Weight()
		if w.Sign() == 0 || bloc.heads((s.Of|s.Base)&^bloc.of.body.nodes[bloc.node].counted()) > 0 || weight.given() && !w.Equal(weight) {
			return Fraction{}
		}
		weight = w
	}
	if weight.Equal(whole(1)) {
		return Fraction{}
	}
	return weight
}

// tie reports whether half is asked for, exactly half is had, and the other half
// is against it: as many present as absent are no tie.
func (s Share) tie(t Tally) bool {
	if 2*s.Need.Num != s.Need.Den || s.Of != For && s.Of != Against {
		return false
	}
	of, in := s.amounts(t)
	other, _ := Share{Of: Cast &^ s.Of, BySeats: s.BySeats}.amounts(t)
	have, against := of.fraction(), other.fraction()
	return have.Equal(against) && have.plus(against).Equal(in.fraction())
}

// String returns the clause, as "for: more than 1/2 of cast".
func (s Share) String() string {
	text := s.Of.String() + ": " + s.Need.String() + " of " + s.Base.String()
	if s.BySeats {
		text += ", by seats"
	}
	return text
}

// explain has the number, of all seats, and what is needed.
func (n SeatCount) explain(t Tally) Finding {
	f := Finding{
		Clause: n.String(), Part: t.Name(), Outcome: n.Decide(t),
		Count: whole(t.heads(n.Of)), Base: whole(t.heads(AllSeats)), BySeats: true,
	}
	switch {
	case n.Need < 0:
		f.Reason = belowNothing
		return f
	case n.Need == 0:
		f.Reason = asksNothing
	}
	f.Need = whole(int64(n.Need))
	f.Spare = f.Count.minus(f.Need)
	return f
}

// String returns the clause, as "present: at least 33 seats".
func (n SeatCount) String() string {
	return n.Of.String() + ": at least " + plural(n.Need, "seat")
}

// nounFor is "vote" of one, and else "votes".
func nounFor(noun string, one bool) string {
	if one {
		return noun
	}
	return noun + "s"
}

// wrong is why there is no part.
func (i In) wrong(t Tally) string {
	switch {
	case i.Group == 0 && i.Bloc == "":
		return "it names no part"
	case i.Group != 0 && i.Bloc != "":
		return "it names both a group and a bloc"
	}
	return "there is no such part of " + partName(t)
}

func partName(t Tally) string {
	if t.isWhole() {
		return "the body"
	}
	return oneLine(t.Name())
}

// head is "in the third group" or "in Chair".
func (i In) head() string {
	if i.Bloc != "" {
		return "in " + oneLine(i.Bloc)
	}
	return "in the " + i.Group.String() + " group"
}

// String returns "in the third group: " or "in Chair: ", and the rule.
func (i In) String() string { return clause(i) }

// String returns "all of", and the rules.
func (a All) String() string { return clause(a) }

// String returns "any of", and the rules.
func (a Any) String() string { return clause(a) }

// String returns "at least 2 of 3", and the rules.
func (a KOf) String() string { return clause(a) }

// String returns "quorum", and the rules.
func (q Quorum) String() string { return clause(q) }

// String returns "no veto", and the rules.
func (v Veto) String() string { return clause(v) }

// String returns "in each group", and the rules.
func (e EachGroup) String() string { return clause(e) }

// String returns "in each group that has cast", and the share.
func (e EachVotingGroup) String() string { return clause(e) }

// String returns "in at least 2 of the groups", and the rule.
func (a KOfGroups) String() string { return clause(a) }

// noRuleJSON is the error of rules that consist of others: without it an All and an
// Any of the same rules would be the same bytes.
func noRuleJSON(r Rule) ([]byte, error) {
	return nil, &Error{Op: "json", Name: fmt.Sprintf("%T", r), Detail: "a rule that consists of rules has no JSON form", Err: errors.ErrUnsupported}
}

var _ = [...]json.Marshaler{In{}, All{}, Any{}, KOf{}, Quorum{}, Veto{}, EachGroup{}, EachVotingGroup{}, KOfGroups{}}

// MarshalJSON returns [errors.ErrUnsupported]: an In has no JSON form yet.
func (i In) MarshalJSON() ([]byte, error) { return noRuleJSON(i) }

// MarshalJSON returns [errors.ErrUnsupported]: an All has no JSON form yet.
func (a All) MarshalJSON() ([]byte, error) { return noRuleJSON(a) }

// MarshalJSON returns [errors.ErrUnsupported]: an Any has no JSON form yet.
func (a Any) MarshalJSON() ([]byte, error) { return noRuleJSON(a) }

// MarshalJSON returns [errors.ErrUnsupported]: an AtLeastOf has no JSON form yet.
func (a KOf) MarshalJSON() ([]byte, error) { return noRuleJSON(a) }

// MarshalJSON returns [errors.ErrUnsupported]: a Quorum has no JSON form yet.
func (q Quorum) MarshalJSON() ([]byte, error) { return noRuleJSON(q) }

// MarshalJSON returns [errors.ErrUnsupported]: a Veto has no JSON form yet.
func (v Veto) MarshalJSON() ([]byte, error) { return noRuleJSON(v) }

// MarshalJSON returns [errors.ErrUnsupported]: an EachGroup has no JSON form yet.
func (e EachGroup) MarshalJSON() ([]byte, error) { return noRuleJSON(e) }

// MarshalJSON returns [errors.ErrUnsupported]: an EachVotingGroup has no JSON form yet.
func (e EachVotingGroup) MarshalJSON() ([]byte, error) { return noRuleJSON(e) }

// MarshalJSON returns [errors.ErrUnsupported]: an AtLeastGroups has no JSON form yet.
func (a KOfGroups) MarshalJSON() ([]byte, error) { return noRuleJSON(a) }

// String returns an aligned tree with a line for each clause. The line says whether
// the clause is met, what there is, of what, what was needed, and how far over or
// short that is. Texts that are not printable are quoted.
func (f Finding) String() string {
	lines, ok := f.lines(nil, place{root: true, depth: mostNested})
	if !ok {
		f.Parts, f.Reason = nil, nestedTooDeep
		lines, _ = f.lines(nil, place{root: true})
	}
	var w line
	for _, l := range lines {
		w = w.wider(l)
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimRight(l.padded(w), " ") + "\n")
	}
	return b.String()
}

// line is a clause in cells.
type line struct{ tree, verdict, have, of, unit, need, spare, side, note string }

// place is where in the tree a finding stands.
type place struct {
	first, rest string // what stands before the clause, and before those of its parts
	above       string // the part of the body that the reader has in mind
	root        bool
	veto        bool // it is within a veto
	depth       int  // how much deeper the tree may be
}

// lines adds f and its parts; false if the tree is too deep.
func (f Finding) lines(lines []line, at place) ([]line, bool) {
	veto := at.veto || f.Veto
	l := f.figures(veto)
	l.tree = at.first + oneLine(f.Clause)
	if f.Part != at.above {
		l.tree = at.first + oneLine(f.Part) + ", " + oneLine(f.Clause)
	}
	switch o := valid(f.Outcome); {
	case at.root || o == Void:
		l.verdict = o.String()
	case f.Veto:
		l.verdict = [...]string{Rejected: "not cast", Adopted: "cast"}[o]
	default:
		l.verdict = [...]string{Rejected: "not met", Adopted: "met"}[o]
	}
	lines = append(lines, l)
	if len(f.Parts) > 0 && at.depth == 0 {
		return nil, false
	}
	for i, part := range f.Parts {
		next := place{first: at.rest + "├─ ", rest: at.rest + "│  ", above: f.Part, veto: veto, depth: at.depth - 1}
		if i == len(f.Parts)-1 {
			next.first, next.rest = at.rest+"└─ ", at.rest+"   "
		}
		var ok bool
		if lines, ok = part.lines(lines, next); !ok {
			return nil, false
		}
	}
	return lines, true
}

// mostDigits is how long a number may be for a person to read it.
const mostDigits = 12

// figures are the cells of what a clause counted, if it counted anything.
func (f Finding) figures(veto bool) (l line) {
	if f.Reason != "" {
		l.note = oneLine(f.Reason)
	}
	if f.Tie {
		l.note = "a tie"
	}
	switch {
	case !f.Count.Valid() || !f.Base.Valid():
		return l
	case len(f.Base.String()) > mostDigits && f.Need.Valid() && f.Bar.valid():
		share := f.Count.over(f.Base)
		had, needed := percentages(share, f.Bar.bar())
		l.note = strings.TrimSpace(fmt.Sprintf("%v = %s of the votes, %v = %s needed  %s", share, had, f.Bar, needed, l.note))
		return l
	}
	noun := "vote"
	if f.BySeats {
		noun = "seat"
	}
	l.have, l.of, l.unit = f.Count.String(), f.Base.String(), nounFor(noun, f.Base.Equal(whole(1)))
	if f.SeatVotes.Valid() {
		have, of := f.Count.times(f.SeatVotes), f.Base.times(f.SeatVotes)
		if len(of.String()) <= mostDigits {
			l.note = strings.TrimSpace(fmt.Sprintf("(%v of %v %s)  %s", have, of, nounFor("vote", of.Equal(whole(1))), l.note))
		}
	}
	if f.Need.Valid() && f.Spare.Valid() {
		l.need, l.spare, l.side = f.Need.String(), strings.TrimPrefix(f.Spare.String(), "-"), side(f.Spare.Sign() >= 0, veto)
	}
	return l
}

// side says on which side of what is needed the figure is. Whoever reads of a veto
// that was not cast must not read that something was short.
func side(enough, veto bool) string {
	switch {
	case enough && veto:
		return "above"
	case enough:
		return "to spare"
	case veto:
		return "below"
	}
	return "short"
}

// wider is as wide as both.
func (w line) wider(l line) line {
	for _, c := range [...]struct{ w, l *string }{
		{&w.tree, &l.tree}, {&w.verdict, &l.verdict}, {&w.have, &l.have}, {&w.of, &l.of}, {&w.unit, &l.unit},
		{&w.need, &l.need}, {&w.spare, &l.spare},
	} {
		*c.w = left(*c.w, *c.l)
	}
	return w
}

// padded is the line with its words to the left and its numbers to the right.
func (l line) padded(w line) string {
	text := left(l.tree, w.tree) + "  " + left(l.verdict, w.verdict)
	if l.have != "" {
		text += "  " + right(l.have, w.have) + " of " + right(l.of, w.of) + " "
	}
	if l.need != "" {
		text += left(l.unit, w.unit) + "  " + right(l.need, w.need) + " needed  " + right(l.spare, w.spare) + " " + l.side
	} else {
		text += l.unit
	}
	return text + "  " + l.note
}

// percentages prints a share and the bar it is compared with, each as the nearest
// percentage with the same number of decimals: two, or as many as it takes for the
// one to be on the same side of the other as the exact numbers are.
func percentages(share, bar Fraction) (had, needed string) {
	for decimals := 2; ; decimals++ {
		h, n := inUnits(share, decimals), inUnits(bar, decimals)
		if h.Cmp(n) == share.Cmp(bar) {
			return percent(h, decimals), percent(n, decimals)
		}
	}
}

// inUnits is f in the units of a percentage with so many decimals, rounded half
// up; f is not below 0.
func inUnits(f Fraction, decimals int) *big.Int {
	r := f.Rat()
	n := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals+2)), nil)
	n.Mul(n.Mul(n, r.Num()), big.NewInt(2)).Add(n, r.Denom())
	return n.Quo(n, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
}

func percent(n *big.Int, decimals int) string {
	digits := n.String()
	digits = strings.Repeat("0", max(0, decimals+1-len(digits))) + digits
	point := len(digits) - decimals
	return digits[:point] + "." + digits[point:] + " %"
}
