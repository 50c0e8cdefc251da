package tripartite

import (
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// mostClauseLines is the number of clauses that a picture shows.
const mostClauseLines = 24

// clauseLine is a clause of a finding in a picture. A clause with one part is shown
// together with it.
type clauseLine struct {
	outer, f  Finding // the clause, and the part that is shown with it, or the clause again
	clause    string
	depth     int
	outerVeto bool // outer is within a veto
	veto      bool // f is
}

// clauseLines are the clauses of a finding, as far as they are shown.
type clauseLines struct {
	shown []clauseLine
	more  int // clauses that are not shown
}

// clauseLinesOf returns the clauses of a finding.
func clauseLinesOf(f Finding) clauseLines {
	var all clauseLines
	all.addAll(f, "", 0, false)
	return all
}

// addAll does the same as add. But in place of a clause without a name that only says that
// all parts must be met, it adds the parts: what is around it says the same.
func (all *clauseLines) addAll(f Finding, above string, depth int, veto bool) {
	if _, ok := f.Rule.(All); !ok || len(f.Parts) == 0 || f.Veto || f.Name != "" || f.Reason != "" {
		all.add(f, above, depth, veto)
		return
	}
	for _, part := range f.Parts {
		all.addAll(part, above, depth, veto)
	}
}

// add appends a clause and its parts. above is the part of the body that the clauses
// above are about.
func (all *clauseLines) add(f Finding, above string, depth int, veto bool) {
	veto = veto || f.Veto
	bar := clauseLine{outer: f, f: f, depth: depth, outerVeto: veto, veto: veto, clause: clauseText(f, above)}
	if len(f.Parts) == 1 {
		bar.f = f.Parts[0]
		bar.veto = bar.veto || bar.f.Veto
		bar.clause += " – " + clauseText(bar.f, f.Part)
	}
	if len(all.shown) < mostClauseLines {
		all.shown = append(all.shown, bar)
	} else {
		all.more++
	}
	_, every := bar.f.Rule.(All)
	for _, part := range bar.f.Parts {
		if every {
			all.addAll(part, bar.f.Part, depth+1, bar.veto)
		} else {
			all.add(part, bar.f.Part, depth+1, bar.veto)
		}
	}
}

// clauseText returns a clause with its part of the body, unless that is clear from above.
func clauseText(f Finding, above string) string { return f.title(above, plain) }

// rest says how many clauses are left out, or "".
func (all clauseLines) rest(w pictureWords) string {
	if all.more == 0 {
		return ""
	}
	return w.say("%s more clauses", strconv.Itoa(all.more))
}

// stakes are the seats or votes of a clause that are open.
type stakes struct {
	counted, coming Fraction // those in Count now, and all others
	all             string   // both, with a unit if it is not that of the clause
	beyond          Fraction // those outside of Base
	live            bool     // any seat of the body is open
}

// stakes returns what is open of a clause. It knows only clauses of this package.
func (b clauseLine) stakes(t Tally, open States, w pictureWords) stakes {
	none := stakes{whole(0), whole(0), "", whole(0), t.heads(open) > 0}
	part := t
	if b.f.Part != t.Name() {
		part = t.bloc(b.f.Part)
	}
	x := b.f.Figures
	if x == nil {
		return none
	}
	if part.Seats(open) == 0 {
		return none
	}
	sum := part.Votes
	if x.BySeats {
		sum = func(s States) Fraction { return whole(part.heads(s)) }
	}
	if all := sum(open); all.Sign() == 0 || !all.readable() { // seats that have no votes until they vote
		none.all = strconv.Itoa(part.Seats(open)) + " " + w.say("seats")
		return none
	}
	return stakes{sum(open & (x.Of | x.Less)), sum(open &^ (x.Of | x.Less)), sum(open).printed(), sum(open &^ x.Among), true}
}

// figures says what a clause counted, in the words of the picture. The numbers are those
// of the finding.
func (b clauseLine) figures(s stakes, w pictureWords) string {
	reason := plain(string(b.f.Reason))
	var parts []string
	if b.f.Figures.counted() {
		x := *b.f.Figures
		if x.Tie {
			reason = w.say("a tie")
		}
		parts = x.said(b.veto, w)
	}
	if s.all != "" {
		parts = append(parts, w.say("%s open", s.all))
	}
	return sentence(append(parts, reason)...)
}

// said says what was counted, and what was needed.
func (x Figures) said(veto bool, w pictureWords) []string {
	needed, side := side(x.Spare.Sign() >= 0, veto)
	if !x.Base.readable() && x.Need.Valid() && x.Bar.valid() {
		share := x.Count.over(x.Base)
		had, bar := percentages(share, x.Bar.bar())
		threshold := "at least %s "
		if x.Bar.Strict {
			threshold = "more than %s "
		}
		return []string{w.say("%s of the votes", prose.Shorten(share.String())+" "+had), w.say(threshold+needed, x.Bar.bar().String()+bar)}
	}
	text := w.say("%s of %s "+nounFor(x.noun(), x.Base), x.Count.printed(), x.Base.printed())
	if aside := x.aside(w.say); aside != "" {
		text += " " + aside
	}
	if !x.Need.Valid() || !x.Spare.Valid() {
		return []string{text}
	}
	spare := strings.TrimPrefix(x.Spare.printed(), "-")
	return []string{text, w.say("%s "+needed, x.Need.printed()), w.say("%s "+side, spare)}
}

// verdict returns whether a clause is met.
func (b clauseLine) verdict(w pictureWords) string {
	switch o := valid(b.outer.Outcome); {
	case o == Void:
		return w.say("void")
	case b.outer.Veto:
		return w.say([...]string{Rejected: "not cast", Adopted: "cast"}[o])
	default:
		return w.say([...]string{Rejected: "not met", Adopted: "met"}[o])
	}
}

// described returns the verdict and the figures of a clause.
func (b clauseLine) described(s stakes, w pictureWords) string {
	if figures := b.figures(s, w); figures != "" {
		return capital(b.state(s, w)) + ": " + figures
	}
	return capital(b.state(s, w))
}

// state returns the verdict, which is one so far if seats are open.
func (b clauseLine) state(s stakes, w pictureWords) string {
	if s.live {
		return w.say("so far") + " " + b.verdict(w)
	}
	return b.verdict(w)
}
