package tripartite

import (
	"fmt"
	"math/big"
	"strings"
)

// Finding holds the outcome of a rule and the reasons. It is a tree with a node for
// every clause of the rule. Every clause is evaluated, whether or not the outcome
// depends on it. The fields are for programs, and String is for people.
type Finding struct {
	// Clause is the text of the clause, as in "more than 1/2 of votes cast are for".
	Clause string
	// Part is the name of the part of the body that the clause looks at. It is "" for
	// the whole body.
	Part string
	// Outcome is the outcome of the clause together with its Parts.
	Outcome Outcome
	// Count is what the clause counts, Base is what Count is a share of, and Need is
	// the smallest number that is enough. The Count of a share with Less is a
	// difference, and can be negative. Spare is Count minus Need: it is negative
	// if Count falls short. The unit is votes, or seats if BySeats is set. Need is a
	// whole number of votes if the seats of Part have whole weights. Otherwise it is a
	// multiple of the largest fraction of a vote that divides all these weights.
	//
	// If the clause counts nothing, none of the four is set. If no number is enough, Need
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
	// Tie reports whether as many are for as against, and the clause asks which are
	// more: the threshold is half and these are all of Base, or the clause asks for a
	// lead of one over the other.
	Tie bool
	// Veto reports whether the clause is part of a veto. The veto is cast if Outcome
	// is Adopted.
	Veto bool
	// Reason says why, if the figures do not. Code is the same reason for programs.
	Reason string
	Code   ReasonCode
	// Parts are the findings of the rules that the clause consists of.
	Parts []Finding
	// Rule is the rule that the node explains. It gives programs the sets and the
	// threshold of a clause, so that they can express the clause in another language.
	Rule Rule `json:"-"`
}

// String returns an aligned tree with a line for each clause. Each line states the
// outcome of the clause, what it counted, of what, what was needed, and by how much it
// was exceeded or missed. Texts that are not printable are quoted.
func (f Finding) String() string {
	if wrong := f.unwieldy(); wrong != "" {
		f.Parts, f.Reason, f.Code = nil, wrong, ReasonMalformed
	}
	lines := f.lines(nil, place{root: true})
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

// unwieldy says why a finding must not be walked, or returns "". [Explain] returns no such
// finding of a rule that is not unwieldy itself, but an [Explainer] can.
func (f Finding) unwieldy() string {
	switch deep, many := overgrown(f, func(f Finding) []Finding { return f.Parts }); {
	case deep:
		return nestedTooDeep
	case many:
		return tooManyClauses
	}
	return ""
}

// line is the line of a clause, in cells.
type line struct{ tree, verdict, have, of, unit, need, spare, side, note string }

// place is the place of a finding in the tree.
type place struct {
	first, rest string // what to print before the clause, and before its parts
	above       string // the part of the body that the lines above are about
	root        bool
	veto        bool // whether the finding is within a veto
}

// lines appends the lines of f and its parts.
func (f Finding) lines(lines []line, at place) []line {
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
	for i, part := range f.Parts {
		next := place{first: at.rest + "├─ ", rest: at.rest + "│  ", above: f.Part, veto: veto}
		if i == len(f.Parts)-1 {
			next.first, next.rest = at.rest+"└─ ", at.rest+"   "
		}
		lines = part.lines(lines, next)
	}
	return lines
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
	if share.Sign() < 0 {
		return "", ""
	}
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

// nounFor returns the noun in the singular if one is set, and else in the plural.
func nounFor(noun string, one bool) string {
	if one {
		return noun
	}
	return noun + "s"
}
