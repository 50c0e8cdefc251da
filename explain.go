package tripartite

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Finding is an outcome with its reasons: a tree with a node for every clause
// of a rule, each of them evaluated, whether or not the verdict hung on it. It
// is data for programs; String is for people.
type Finding struct {
	// Clause is what the rule asks, as "for: more than 1/2 of cast".
	Clause string
	// Part names the part of the body that was asked; it is "" for the whole.
	Part string
	// Outcome is what the clause, with its Parts, comes to.
	Outcome Outcome
	// Have, Of and Need are what there is, what it was taken of, and the
	// smallest whole number that would do, or where seats weigh fractions the
	// smallest number of their common part; Spare is Have less Need, and so
	// below 0 where it falls short. They are votes, or seats where Heads is
	// set. In clauses that count nothing they are not given; Need and Spare
	// neither where no number would do.
	Have, Of, Need, Spare Fraction
	// Bar is the share that is needed, in a clause that needs one.
	Bar   Threshold
	Heads bool
	// Tie reports that exactly half of Of is for and half against, where half is
	// the Bar.
	Tie bool
	// Reason says what the figures do not.
	Reason string
	// Parts are the findings of the rules that the clause consists of.
	Parts []Finding
}

// Explainer is a rule that can say why. The rules of this package all are.
type Explainer interface {
	Rule
	// Explain must come to the same outcome as Decide.
	Explain(Tally) Finding
}

// Explain is the outcome of the rule with every figure and reason. Its outcome
// is that of Decide, also where a rule of the caller's own explains itself
// otherwise; one that does not explain itself has a node with its outcome, and
// its String, if it has one, as its clause.
func Explain(r Rule, t Tally) Finding {
	if r == nil {
		return Finding{Clause: "no rule", Part: t.Name(), Outcome: Rejected, Reason: "a part is missing"}
	}
	e, explains := r.(Explainer)
	if explains && builtIn(r) {
		return e.Explain(t)
	}
	var f Finding
	if explains {
		f = e.Explain(t)
	} else {
		f.Clause = clause(r)
	}
	o := r.Decide(t)
	f.Part, f.Outcome = cmp.Or(f.Part, t.Name()), valid(o)
	switch {
	case o != f.Outcome:
		f.Reason = o.String()
	case !sound(r, t):
		f.Reason = "there is no function"
	}
	return f
}

// builtIn reports whether Decide and Explain are known to agree.
func builtIn(r Rule) bool {
	switch r.(type) {
	case Share, Number, In, All, Any, AtLeastOf, Quorum, Veto, Each, EachVoting, AtLeastGroups:
		return true
	}
	return false
}

// clause is a rule in one line.
func clause(r Rule) string {
	switch r := r.(type) {
	case nil:
		return "no rule"
	case fmt.Stringer:
		return r.String()
	}
	return fmt.Sprintf("%T", r)
}

func clauses(rules []Rule) string {
	var texts []string
	for _, r := range rules {
		texts = append(texts, clause(r))
	}
	return "(" + strings.Join(texts, "; ") + ")"
}

const unmet = "nothing is in the base, and a share of nothing is not enough"

// Explain has the share, the base, and what is needed of it.
func (s Share) Explain(t Tally) Finding {
	of, in := s.amounts(t)
	unit := s.unit(t)
	f := Finding{
		Clause: s.String(), Part: t.Name(), Outcome: adoptedIf(s.Need.holds(of, in)),
		Have: of.fraction().times(unit), Of: in.fraction().times(unit), Bar: s.Need, Heads: s.Heads,
	}
	switch {
	case !s.Need.valid():
		f.Reason = "the threshold is not between 0 and 1"
	case in.isZero():
		f.Reason = unmet
	default:
		f.Need = s.Need.enough(in).times(unit)
		f.Spare = f.Have.minus(f.Need)
		f.Tie = s.tie(t, f.Have, f.Of)
	}
	return f
}

// unit is what 1 of the share's amounts is: a seat, or the unit of votes.
func (s Share) unit(t Tally) Fraction {
	if s.Heads {
		return whole(1)
	}
	return t.unit()
}

// tie reports whether half is asked for, exactly half is had, and the other half
// is against it: as many present as absent are no tie.
func (s Share) tie(t Tally, of, in Fraction) bool {
	if 2*s.Need.Num != s.Need.Den || s.Of != For && s.Of != Against {
		return false
	}
	other, _ := Share{Of: Cast &^ s.Of, Heads: s.Heads}.amounts(t)
	against := other.fraction().times(s.unit(t))
	return of.Equal(against) && of.plus(against).Equal(in)
}

// String is the clause, as "for: more than 1/2 of cast".
func (s Share) String() string {
	text := s.Of.String() + ": " + s.Need.String() + " of " + s.In.String()
	if s.Heads {
		text += ", by seats"
	}
	return text
}

// Explain has the number, of all seats, and what is needed.
func (n Number) Explain(t Tally) Finding {
	f := Finding{
		Clause: n.String(), Part: t.Name(), Outcome: n.Decide(t),
		Have: whole(t.heads(n.Of)), Of: whole(t.heads(Seats)), Heads: true,
	}
	if n.Need < 1 {
		f.Reason = "a number below 1 asks for nothing"
		return f
	}
	f.Need = whole(int64(n.Need))
	f.Spare = f.Have.minus(f.Need)
	return f
}

// String is the clause, as "present: at least 33 seats".
func (n Number) String() string {
	unit := " seats"
	if n.Need == 1 {
		unit = " seat"
	}
	return n.Of.String() + ": at least " + strconv.Itoa(n.Need) + unit
}

// Explain is the finding of the rule for the part.
func (i In) Explain(t Tally) Finding {
	part, ok := i.part(t)
	if !ok {
		return Finding{Clause: i.String(), Part: t.Name(), Outcome: Rejected, Reason: i.wrong(t)}
	}
	return Explain(i.Rule, part)
}

// wrong is why there is no part.
func (i In) wrong(t Tally) string {
	switch {
	case i.Group == 0 && i.Bloc == "":
		return "it names no part"
	case i.Group != 0 && i.Bloc != "":
		return "it names both a group and a bloc"
	case t.isWhole():
		return "there is no such part of the body"
	}
	return "there is no such part of " + t.Name()
}

// String is "in the third group: " or "in Chair: ", and the rule.
func (i In) String() string {
	if i.Bloc != "" {
		return "in " + i.Bloc + ": " + clause(i.Rule)
	}
	return "in the " + i.Group.String() + " group: " + clause(i.Rule)
}

// composite is the node of a rule that consists of others.
func composite(clause string, t Tally, parts []Finding) Finding {
	f := Finding{Clause: clause, Part: t.Name(), Parts: parts}
	if len(parts) == 0 {
		f.Reason = "it has no parts"
	}
	return f
}

// explainAll explains rules one by one, and counts outcomes as decideAll does.
func explainAll(clause string, rules []Rule, t Tally) (Finding, outcomes) {
	var o outcomes
	parts := make([]Finding, len(rules))
	for i, r := range rules {
		parts[i] = Explain(r, t)
		o.add(parts[i].Outcome)
	}
	f := composite(clause, t, parts)
	if slices.Contains(rules, nil) {
		f.Reason, o = "a part is missing", outcomes{}
	}
	return f, o
}

// Explain has the findings of all the rules.
func (a All) Explain(t Tally) Finding {
	f, o := explainAll("all of", a, t)
	f.Outcome = o.best(len(a))
	return f
}

// String is "all of", and the rules.
func (a All) String() string { return "all of " + clauses(a) }

// Explain has the findings of all the rules.
func (a Any) Explain(t Tally) Finding {
	f, o := explainAll("any of", a, t)
	f.Outcome = o.best(1)
	return f
}

// String is "any of", and the rules.
func (a Any) String() string { return "any of " + clauses(a) }

// Explain has the findings of all the rules.
func (a AtLeastOf) Explain(t Tally) Finding {
	f, o := explainAll(a.clause(), a.Rules, t)
	f.Outcome = o.best(a.K)
	if a.K < 1 || a.K > len(a.Rules) {
		f.Reason = outOfRange(len(a.Rules))
	}
	return f
}

func outOfRange(n int) string { return "K is not from 1 to " + strconv.Itoa(n) }

func (a AtLeastOf) clause() string {
	return "at least " + strconv.Itoa(a.K) + " of " + strconv.Itoa(len(a.Rules))
}

// String is "at least 2 of 3", and the rules.
func (a AtLeastOf) String() string { return a.clause() + " " + clauses(a.Rules) }

// Explain has the findings of all the rules.
func (q Quorum) Explain(t Tally) Finding {
	f, o := explainAll("quorum", q, t)
	f.Outcome = o.quorum()
	return f
}

// String is "quorum", and the rules.
func (q Quorum) String() string { return "quorum " + clauses(q) }

// Explain has the findings of all the rules.
func (v Veto) Explain(t Tally) Finding {
	f, o := explainAll("no veto", v, t)
	if f.Outcome = o.veto(); !soundAll(v, t) {
		f.Outcome, f.Reason = Rejected, "this veto cannot mean anything"
	}
	return f
}

// String is "no veto", and the rules.
func (v Veto) String() string { return "no veto " + clauses(v) }

// inGroups explains a rule in every group, and says so where there are none.
func inGroups(clause string, t Tally, explain func(Tally) Finding) (Finding, outcomes) {
	f := Finding{Clause: clause, Part: t.Name()}
	var o outcomes
	if !t.isWhole() {
		f.Reason = "there are no groups in a part of the body"
		return f, o
	}
	f.Parts = make([]Finding, numGroups)
	for i := range f.Parts {
		f.Parts[i] = explain(t.group(First + Group(i)))
		o.add(f.Parts[i].Outcome)
	}
	return f, o
}

// Explain has the findings of the rules, group by group.
func (e Each) Explain(t Tally) Finding {
	f, o := inGroups("in each group", t, func(group Tally) Finding {
		if len(e) == 1 {
			return Explain(e[0], group)
		}
		return All(e).Explain(group)
	})
	f.Outcome = o.best(numGroups)
	return f
}

// String is "in each group", and the rules.
func (e Each) String() string { return "in each group " + clauses(e) }

// Explain has the findings of the groups; those skipped are adopted, as they do
// not stand in the way.
func (e EachVoting) Explain(t Tally) Finding {
	voting := false
	f, o := inGroups("in each group that has "+e.In.String(), t, func(group Tally) Finding {
		f := Share(e).Explain(group)
		if f.Of.Sign() > 0 {
			voting = true
			return f
		}
		return Finding{Clause: f.Clause, Part: f.Part, Outcome: Adopted, Reason: "skipped: nothing is in the base"}
	})
	if f.Outcome = o.best(numGroups); !voting {
		f.Outcome = Rejected
		f.Reason = cmp.Or(f.Reason, "all groups are skipped")
	}
	return f
}

// String is "in each group that has cast", and the share.
func (e EachVoting) String() string {
	return "in each group that has " + e.In.String() + " (" + Share(e).String() + ")"
}

// Explain has the findings of the groups.
func (a AtLeastGroups) Explain(t Tally) Finding {
	f, o := inGroups(a.clause(), t, func(group Tally) Finding { return Explain(a.Rule, group) })
	f.Outcome = o.best(a.K)
	if a.K < 1 || a.K > numGroups {
		f.Reason = outOfRange(numGroups)
	}
	return f
}

func (a AtLeastGroups) clause() string { return "in at least " + strconv.Itoa(a.K) + " of the groups" }

// String is "in at least 2 of the groups", and the rule.
func (a AtLeastGroups) String() string { return a.clause() + " (" + clause(a.Rule) + ")" }

// String is an aligned tree: a line for each clause, with whether it is met,
// what there is, of what, what was needed, and how far over or short that is.
func (f Finding) String() string {
	lines := f.lines(nil, "", "", "", true)
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

// lines adds f and its parts. first stands before the clause, rest before those
// of its parts; above is the part of the body that the reader has in mind.
func (f Finding) lines(lines []line, first, rest, above string, root bool) []line {
	l := f.figures()
	l.tree = first + f.Clause
	if f.Part != above {
		l.tree = first + f.Part + ", " + f.Clause
	}
	l.verdict = [...]string{"void", "not met", "met"}[min(f.Outcome, Adopted)]
	if root {
		l.verdict = f.Outcome.String()
	}
	lines = append(lines, l)
	for i, part := range f.Parts {
		if i < len(f.Parts)-1 {
			lines = part.lines(lines, rest+"├─ ", rest+"│  ", f.Part, false)
		} else {
			lines = part.lines(lines, rest+"└─ ", rest+"   ", f.Part, false)
		}
	}
	return lines
}

// mostDigits is how long a number may be for a person to read it.
const mostDigits = 12

// figures are the cells of what a clause counted, if it counted anything.
func (f Finding) figures() (l line) {
	l.note = f.Reason
	if f.Tie {
		l.note = "a tie"
	}
	switch {
	case !f.Have.Valid() || !f.Of.Valid():
		return l
	case len(f.Of.String()) > mostDigits && f.Need.Valid() && f.Bar.valid():
		share := f.Have.over(f.Of)
		l.note = strings.TrimSpace(fmt.Sprintf("%v = %s of the votes, %v = %s needed  %s", share,
			percent(share, f.Outcome == Adopted), f.Bar, percent(f.Bar.bar(), true), l.note))
		return l
	}
	l.have, l.of, l.unit = f.Have.String(), f.Of.String(), "votes"
	if f.Heads {
		l.unit = "seats"
	}
	if f.Need.Valid() && f.Spare.Valid() {
		l.need, l.spare, l.side = f.Need.String(), strings.TrimPrefix(f.Spare.String(), "-"), "to spare"
		if f.Spare.Sign() < 0 {
			l.side = "short"
		}
	}
	return l
}

// wider is as wide as both.
func (w line) wider(l line) line {
	for _, c := range [...]struct{ w, l *string }{
		{&w.tree, &l.tree}, {&w.verdict, &l.verdict}, {&w.have, &l.have}, {&w.of, &l.of},
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
		text += "  " + right(l.have, w.have) + " of " + right(l.of, w.of) + " " + l.unit
	}
	if l.need != "" {
		text += "  " + right(l.need, w.need) + " needed  " + right(l.spare, w.spare) + " " + l.side
	}
	return text + "  " + l.note
}

// percent has two decimals, rounded up or down: away from the bar, so that what
// is printed never contradicts the verdict.
func percent(f Fraction, up bool) string {
	r := f.times(whole(10000)).Rat()
	n, rest := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	if up && rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	point, hundredths := new(big.Int).DivMod(n, big.NewInt(100), new(big.Int))
	return fmt.Sprintf("%d.%02d %%", point, hundredths)
}
