package tripartite

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strings"
)

// Finding holds the outcome of a rule and the reasons. It is a tree with a node for
// every clause of the rule. Every clause is evaluated, whether or not the outcome
// depends on it. The fields are for programs, and String is for people.
type Finding struct {
	// Clause is the text of the clause, as in "for: more than 1/2 of cast".
	Clause string
	// Part is the name of the part of the body that the clause looks at. It is "" for
	// the whole body.
	Part string
	// Outcome is the outcome of the clause together with its Parts.
	Outcome Outcome
	// Count is what the clause counts, Base is what Count is a share of, and Need is
	// the smallest number that is enough. Spare is Count minus Need: it is negative
	// if Count falls short. The unit is votes, or seats if BySeats is set.
	//
	// A clause that counts nothing has none of the four. If no number is enough, Need
	// and Spare are not set.
	Count, Base, Need, Spare Fraction
	// Bar is the threshold of a clause that compares a share.
	Bar Threshold
	// BySeats reports whether the figures are seats.
	BySeats bool
	// SeatVotes is the number of votes of each seat. It is set if the clause compares
	// votes, all the seats it compares weigh the same, and that weight is not 1. The
	// figures are then seats.
	SeatVotes Fraction
	// Tie reports whether the threshold is half, exactly half of Base is for, and the
	// other half is against.
	Tie bool
	// Veto reports whether the clause is part of a veto. The veto is cast if Outcome
	// is Adopted.
	Veto bool
	// Reason states what the figures do not show.
	Reason string
	// Parts are the findings of the rules that the clause consists of.
	Parts []Finding
	// Rule is the rule that the node explains. It gives programs the sets and the
	// threshold of a clause, so that they can express the clause in another language.
	Rule Rule `json:"-"`
}

// Explainer is a rule of the caller that can give reasons.
type Explainer interface {
	Rule
	// Explain must find the same outcome as Decide.
	Explain(Tally) Finding
}

// Explain returns the outcome of the rule with every figure and reason.
//
// The outcome is always that of Decide, even if a rule of the caller explains another
// one. A rule that is not an [Explainer] has a single node. The Clause of that node
// is the rule's String or, without that method, its type.
//
// A malformed rule has a Reason at the malformed node. A rule that contains itself or
// nests more than 1,000 deep has a single node.
func Explain(r Rule, t Tally) Finding {
	f, v := explain(r, t)
	if v&tooDeep != 0 {
		return Finding{Clause: clause(r), Part: t.Name(), Outcome: Rejected, Reason: nestedTooDeep, Rule: r}
	}
	return f
}

func explain(r Rule, t Tally) (Finding, verdict) {
	f, v := explainNode(r, t)
	if f.Rule == nil { // in place of an In there is the node of its part
		f.Rule = r
	}
	return f, v
}

func explainNode(r Rule, t Tally) (Finding, verdict) {
	x := expand(r, t)
	switch x.kind {
	case ownRule:
		v := decide(r, t)
		if v&tooDeep != 0 {
			return Finding{}, v
		}
		return explainOwn(r, t), v
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

// explain returns the finding of a rule that consists of other rules.
func (x expansion) explain(r Rule, t Tally) (Finding, verdict) {
	if x.deep {
		return Finding{}, rejectedTooDeep
	}
	f := Finding{Clause: x.head, Part: t.Name(), Reason: x.wrong}
	if x.kind == samePart {
		f.Clause = clause(r) // since the rule in it has no node of its own
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
		f.Reason = "a part of this veto is malformed"
	}
	return f, v
}

// explainOwn returns the finding of a rule of the caller.
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

// ownClause is the text of a rule of the caller, in one line: its String, or else its
// type. A rule that embeds one of this package has the String of that one, which is
// not its text, and would go round for ever if the rule contained itself.
func ownClause(r Rule) (text string) {
	name := fmt.Sprintf("%T", r)
	defer func() {
		if recover() != nil {
			text = name
		}
	}()
	if s, ok := r.(fmt.Stringer); ok && !embedsRule(r) {
		return oneLine(s.String())
	}
	return name
}

// embedsRule reports whether the rule is a struct that embeds a rule of this package.
func embedsRule(r Rule) bool {
	t := reflect.TypeOf(r)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		field := t.Field(i)
		embedded := field.Type
		if embedded.Kind() == reflect.Pointer {
			embedded = embedded.Elem()
		}
		if field.Anonymous && embedded.PkgPath() == reflect.TypeFor[All]().PkgPath() && field.Type.Implements(reflect.TypeFor[Rule]()) {
			return true
		}
	}
	return false
}

const (
	unmet       = "nothing is in the base, and a share of nothing is not enough"
	asksNothing = "it asks for nothing"
)

// explain returns the finding of a share.
func (s Share) explain(t Tally) Finding {
	counted := s // by seats, if all seats weigh the same
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

// unit returns the value of 1 in the share's amounts: a seat, or the tally's unit of
// votes.
func (s Share) unit(t Tally) Fraction {
	if s.BySeats {
		return whole(1)
	}
	return t.unit()
}

// asksNothing reports whether the share is adopted whenever its base is not empty.
func (s Share) asksNothing() bool { return s.Need.Num == 0 && !s.Need.Strict }

// seatVotes returns the number of votes of each seat in the sets of the share, if all
// these seats weigh the same. The result is not set if the share compares seats,
// there are no such seats, or the weight is 0 or 1.
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

// tie reports whether the threshold is half, exactly half is reached, and the other
// half voted the other way. As many present as absent are no tie.
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

// explain returns the finding of a seat count. Its base is all seats.
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

// nounFor returns the noun in the singular if one is set, and else in the plural.
func nounFor(noun string, one bool) string {
	if one {
		return noun
	}
	return noun + "s"
}

// wrong returns why the tally has no such part.
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

// head returns "in the third group" or "in Chair".
func (i In) head() string {
	if i.Bloc != "" {
		return "in " + oneLine(i.Bloc)
	}
	return "in the " + i.Group.String() + " group"
}

// String returns the text of the rule, as in "in the third group: for: more than 1/2
// of cast".
func (i In) String() string { return clause(i) }

// String returns "all of" and the texts of the rules.
func (a All) String() string { return clause(a) }

// String returns "any of" and the texts of the rules.
func (a Any) String() string { return clause(a) }

// String returns "at least 2 of 3" and the texts of the rules.
func (a KOf) String() string { return clause(a) }

// String returns "quorum" and the texts of the rules.
func (q Quorum) String() string { return clause(q) }

// String returns "no veto" and the texts of the rules.
func (v Veto) String() string { return clause(v) }

// String returns "in each group" and the text of the rule.
func (e EachGroup) String() string { return clause(e) }

// String returns "in each group that has cast" and the text of the share.
func (e EachVotingGroup) String() string { return clause(e) }

// String returns "in at least 2 of the groups" and the text of the rule.
func (a KOfGroups) String() string { return clause(a) }

// noRuleJSON returns the error of rules that consist of rules. Without it, an All and
// an Any of the same rules would have the same JSON.
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

// MarshalJSON returns [errors.ErrUnsupported]: a KOf has no JSON form yet.
func (a KOf) MarshalJSON() ([]byte, error) { return noRuleJSON(a) }

// MarshalJSON returns [errors.ErrUnsupported]: a Quorum has no JSON form yet.
func (q Quorum) MarshalJSON() ([]byte, error) { return noRuleJSON(q) }

// MarshalJSON returns [errors.ErrUnsupported]: a Veto has no JSON form yet.
func (v Veto) MarshalJSON() ([]byte, error) { return noRuleJSON(v) }

// MarshalJSON returns [errors.ErrUnsupported]: an EachGroup has no JSON form yet.
func (e EachGroup) MarshalJSON() ([]byte, error) { return noRuleJSON(e) }

// MarshalJSON returns [errors.ErrUnsupported]: an EachVotingGroup has no JSON form yet.
func (e EachVotingGroup) MarshalJSON() ([]byte, error) { return noRuleJSON(e) }

// MarshalJSON returns [errors.ErrUnsupported]: a KOfGroups has no JSON form yet.
func (a KOfGroups) MarshalJSON() ([]byte, error) { return noRuleJSON(a) }

// String returns an aligned tree with a line for each clause. Each line states the
// outcome of the clause, what it counted, of what, what was needed, and how much was
// to spare or short. Texts that are not printable are quoted.
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

// line is the line of a clause, in cells.
type line struct{ tree, verdict, have, of, unit, need, spare, side, note string }

// place is the place of a finding in the tree.
type place struct {
	first, rest string // what to print before the clause, and before its parts
	above       string // the part of the body that the lines above are about
	root        bool
	veto        bool // whether the finding is within a veto
	depth       int  // how much deeper the tree may be
}

// lines appends the lines of f and its parts. It reports false if the tree is too
// deep.
func (f Finding) lines(lines []line, at place) ([]line, bool) {
	veto := at.veto || f.Veto
	l := f.figures(veto)
	l.tree = at.first + shorten(oneLine(f.Clause))
	if f.Part != at.above {
		l.tree = at.first + shorten(oneLine(f.Part)) + ", " + shorten(oneLine(f.Clause))
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

// mostDigits is the number of digits up to which a number is printed as it is. People
// cannot read longer ones: a percentage replaces them.
const mostDigits = 12

// figures returns the cells with what a clause counted.
func (f Finding) figures(veto bool) (l line) {
	if f.Reason != "" {
		l.note = shorten(oneLine(f.Reason))
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
		l.note = strings.TrimSpace(fmt.Sprintf("%s%s of the votes, %v%s needed  %s", shorten(share.String()), had, f.Bar, needed, l.note))
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

// side returns the word for the side of the bar that a figure is on. Nothing is
// "short" in a veto that was not cast.
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

// wider returns a line whose cells are as wide as those of both.
func (w line) wider(l line) line {
	for _, c := range [...]struct{ w, l *string }{
		{&w.tree, &l.tree}, {&w.verdict, &l.verdict}, {&w.have, &l.have}, {&w.of, &l.of}, {&w.unit, &l.unit},
		{&w.need, &l.need}, {&w.spare, &l.spare},
	} {
		*c.w = left(*c.w, *c.l)
	}
	return w
}

// padded returns the line as wide as w, with words to the left and numbers to the
// right.
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

// percentages returns a share and the bar that it is compared with as percentages, each
// after an equals sign. Both are rounded to the nearest, with as many decimals as keep
// them on the right side of each other. If more than maxDecimals do not, both are "".
func percentages(share, bar Fraction) (had, needed string) {
	for decimals := 2; decimals <= maxDecimals; decimals++ {
		h, n := inUnits(share, decimals), inUnits(bar, decimals)
		if h.Cmp(n) == share.Cmp(bar) {
			return " = " + percent(h, decimals), " = " + percent(n, decimals)
		}
	}
	return "", ""
}

// inUnits returns f, which must not be below 0, in units of the last decimal of a
// percentage. It rounds half up.
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
