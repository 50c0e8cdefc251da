package tripartite

import (
	"fmt"
	"strings"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"
)

// Finding holds the outcome of a rule and the reasons. It is a tree with a node for
// every clause of the rule. Every clause is evaluated, whether or not the outcome
// depends on it. The fields are for programs, and String is for people.
type Finding struct {
	// Clause is the text of the clause, as in "more than 1/2 of votes cast are for".
	Clause string
	// Name and Source are those of a [Named] rule, as "quorum" and "art. 17(3)".
	Name, Source string
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
	// Shared reports whether the clause compares votes and seats of Part share a power.
	// String then prints the share in percent, too: votes of a shared power are no more
	// than proportions. The percentage is rounded to the nearest, with as many decimals as
	// keep it on the right side of the bar.
	Shared bool
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
// was exceeded or missed. Votes are decimals if they have up to 12 decimals, and otherwise
// fractions. Texts that are not printable are quoted.
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

// line is the line of a clause, in cells. Within a veto the side has what is needed for it,
// and there is no spare.
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
	clean := func(s string) string { return prose.Shorten(prose.OneLine(s)) }
	l.tree = at.first + f.title(at.above, clean)
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

// title returns the clause after its name, its source and its part of the body, as in
// "consent, art. 17(3): Workers, at least 3 seats are for". The part is left out if it is
// that above, and the clause if it is the name. Each text is cleaned.
func (f Finding) title(above string, clean func(string) string) string {
	var said []string
	if f.Part != above {
		said = append(said, clean(f.Part))
	}
	if f.Name == "" || f.Name != f.Clause { // a quorum that is called so
		said = append(said, clean(f.Clause))
	}
	title := strings.Join(said, ", ")
	if f.Name == "" {
		return title
	}
	name := clean(f.Name)
	if f.Source != "" {
		name += ", " + clean(f.Source)
	}
	return strings.TrimSuffix(name+": "+title, ": ")
}

// figures returns the cells with what a clause counted.
func (f Finding) figures(veto bool) (l line) {
	if f.Reason != "" {
		l.note = prose.Shorten(prose.OneLine(f.Reason))
	}
	if f.Tie {
		l.note = "a tie"
	}
	needed, side := side(f.Spare.Sign() >= 0, veto)
	switch {
	case !f.Count.Valid() || !f.Base.Valid():
		return l
	case !f.Base.readable() && f.Need.Valid() && f.Bar.valid():
		share := f.Count.over(f.Base)
		had, bar := percentages(share, f.Bar.bar())
		l.note = strings.TrimSpace(fmt.Sprintf("%s %s of the votes, %v%s %s  %s", prose.Shorten(share.String()), had, f.Bar, bar, needed, l.note))
		return l
	}
	l.have, l.of, l.unit = f.Count.printed(), f.Base.printed(), nounFor(f.noun(), f.Base)
	l.note = strings.TrimSpace(f.aside(fmt.Sprintf) + "  " + l.note)
	if f.Need.Valid() && f.Spare.Valid() {
		l.need, l.spare, l.side = f.Need.printed(), strings.TrimPrefix(f.Spare.printed(), "-"), side
		if veto {
			l.spare, l.side = "", needed+", "+l.spare+" "+side
		}
	}
	return l
}

// noun returns the unit of the figures.
func (f Finding) noun() string {
	if f.BySeats {
		return "seat"
	}
	return "vote"
}

// aside returns in parentheses what the figures do not show by themselves: what the seats
// weigh if that is not 1, and the percentage if power is shared. If there is neither, it
// returns "".
func (f Finding) aside(say func(format string, arguments ...any) string) string {
	var texts []string
	if f.SeatVotes.Valid() {
		have, of := f.Count.times(f.SeatVotes), f.Base.times(f.SeatVotes)
		if of.readable() {
			texts = append(texts, say("%s of %s "+nounFor("vote", of), have.printed(), of.printed()))
		}
	}
	if f.Shared && f.Base.Sign() > 0 && f.Bar.valid() {
		had, _ := percentages(f.Count.over(f.Base), f.Bar.bar())
		texts = append(texts, strings.TrimPrefix(had, "= "))
	}
	if texts == nil {
		return ""
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

// side returns the words for what is needed, and for the side of it that a figure is on.
// Within a veto the words say what it is needed for: it is not what the motion needs.
func side(enough, veto bool) (needed, side string) {
	needed, side = "needed", "short"
	if veto {
		needed, side = "needed for a veto", "short of it"
	}
	if enough {
		side = "to spare"
	}
	return needed, side
}

// wider returns a line whose cells are as wide as those of both.
func (w line) wider(l line) line {
	for _, c := range [...]struct{ w, l *string }{
		{&w.tree, &l.tree}, {&w.verdict, &l.verdict}, {&w.have, &l.have}, {&w.of, &l.of}, {&w.unit, &l.unit},
		{&w.need, &l.need}, {&w.spare, &l.spare},
	} {
		*c.w = prose.Left(*c.w, *c.l)
	}
	return w
}

// padded returns the line as wide as w, with words to the left and numbers to the
// right.
func (l line) padded(w line) string {
	text := prose.Left(l.tree, w.tree) + "  " + prose.Left(l.verdict, w.verdict)
	if l.have != "" {
		text += "  " + prose.Right(l.have, w.have) + " of " + prose.Right(l.of, w.of) + " "
	}
	switch {
	case l.need == "":
		text += l.unit
	case l.spare == "":
		text += prose.Left(l.unit, w.unit) + "  " + prose.Right(l.need, w.need) + " " + l.side
	default:
		text += prose.Left(l.unit, w.unit) + "  " + prose.Right(l.need, w.need) + " needed  " + prose.Right(l.spare, w.spare) + " " + l.side
	}
	return text + "  " + l.note
}

// percentages returns a share and the bar that it is compared with as percentages, each
// after an equals sign. Both are rounded to the nearest, with as many decimals as keep
// them on the right side of each other. If more than maxDecimals do not, had says on which
// side of the bar the share is, as "> 2/3", and needed is "".
func percentages(share, bar Fraction) (had, needed string) {
	compared := share.Cmp(bar)
	for decimals := 2; decimals <= maxDecimals; decimals++ {
		h, n := share.n.Percents(decimals), bar.n.Percents(decimals)
		if h.Cmp(n) == compared {
			return "= " + exact.Percent(h, decimals), " = " + exact.Percent(n, decimals)
		}
	}
	return [...]string{"< ", "= ", "> "}[1+compared] + bar.String(), ""
}

// nounFor returns the noun for that number: in the singular for 1.
func nounFor(noun string, n Fraction) string {
	if n.Equal(whole(1)) {
		return noun
	}
	return noun + "s"
}
