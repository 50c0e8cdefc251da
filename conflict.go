package tripartite

import (
	"cmp"
	"slices"
	"strings"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Conflict is a set of figures that cannot hold together. Any one of them could be
// right if another is wrong. If figures for votes are among them, seats have the
// weights that follow from all figures for seats.
//
// [Body.Infer] returns a *Conflict as its error. It matches [ErrConflict].
type Conflict struct {
	// Claims are the figures. Those about more blocs come first: those about the whole
	// body, about groups, about blocs, and about seats. Otherwise they are in the order in
	// which they were given.
	Claims []Claim `json:"claims"`
	// Reduced reports whether no claim can be left out. If there are very many
	// figures, it can be false: some claims may then have nothing to do with the
	// conflict.
	Reduced bool `json:"reduced"`
}

// Claim is a figure of a [Conflict].
type Claim struct {
	Figure Figure `json:"figure"`
	// Low and High are the smallest and the largest value that all other figures
	// leave for this one. If the others contradict each other, only the other claims
	// count. The unit is seats or votes. Shares are rounded to hundredths of a
	// percent.
	//
	// Low and High are not set after the first ten claims, or if finding them takes
	// too much work.
	Low  Fraction `json:"low,omitzero"`
	High Fraction `json:"high,omitzero"`
	// Off is the distance of the figure from Low and High: positive if it is too
	// high, and negative if it is too low. If the figure is between them and is
	// impossible all the same, Off is not set.
	Off Fraction `json:"off,omitzero"`
}

// mostTold is the number of claims that are explained and printed.
const mostTold = 10

// Error returns the first ten claims in one line, each with what the others leave for
// it.
func (c *Conflict) Error() string {
	if c == nil {
		return "tripartite: no conflict"
	}
	var claims []string
	for _, claim := range c.Claims[:min(mostTold, len(c.Claims))] {
		claims = append(claims, prose.ShortenTo(prose.MostSaid, claim.String()))
	}
	if more := len(c.Claims) - mostTold; more > 0 {
		claims = append(claims, "and "+prose.Plural(more, "more figure"))
	}
	return "tripartite: " + ErrConflict.Error() + ": " + strings.Join(claims, "; ")
}

// Unwrap returns [ErrConflict].
func (c *Conflict) Unwrap() error { return ErrConflict }

// String returns the claim as "38 abstain (the others leave 40 to 56: 2 too low)".
func (c Claim) String() string {
	text := c.Figure.printed()
	if !c.Low.Valid() || !c.High.Valid() {
		return text
	}
	left := c.Figure.within(c.Low, c.High)
	switch c.Off.Sign() {
	case -1:
		left += ": " + c.Figure.distance(c.Off) + " too low"
	case 1:
		left += ": " + c.Figure.distance(c.Off) + " too high"
	default:
		left += ", but not this"
	}
	return text + " (the others leave " + left + ")"
}

// within returns the text of the bounds of such a figure.
func (f Figure) within(low, high Fraction) string {
	if f.Base == 0 {
		return Figure{Min: low, Max: high}.amount(Fraction.printed)
	}
	if low.Equal(high) {
		return hundredths(low)
	}
	return hundredths(low) + " to " + hundredths(high)
}

// distance returns the text of a distance between such figures, without its sign.
func (f Figure) distance(off Fraction) string {
	if off.Sign() < 0 {
		off = off.times(whole(-1))
	}
	if f.Base == 0 {
		return off.printed()
	}
	return hundredths(off)
}

// hundredths returns the text of a share in percent, rounded to two decimals.
func hundredths(share Fraction) string { return share.n.Percent(2) }

// hold returns the conflict of the figures. If they can hold together, it returns
// nil.
func (e *evidence) hold(figures []Figure) error {
	b := e.room.budget
	part := b.Part(2)
	if e.fit(figures, part) {
		b.Rejoin(part)
		return nil
	}
	if b.Rejoin(part); part.Spent() {
		return e.tooLarge()
	}
	least, reduced := e.reducedConflict(figures, b.Part(2))
	slices.SortStableFunc(least, func(f, g Figure) int { return cmp.Compare(e.blocs(g), e.blocs(f)) }) // a total shows first
	c := &Conflict{Reduced: reduced}
	for i, f := range least {
		claim := Claim{Figure: f}
		if i < mostTold {
			claim = e.claim(f, figures, slices.Delete(slices.Clone(least), i, i+1), b.Part(2))
		}
		c.Claims = append(c.Claims, claim)
	}
	return c
}

// blocs returns the number of blocs that the figure is about: none if it is about a seat.
func (e *evidence) blocs(f Figure) int {
	if i := e.body.index[f.Part]; i != 0 || f.Part == "" {
		return len(e.body.nodes[i].leaves)
	}
	return 0
}

// reducedConflict leaves out figures as long as the rest cannot hold together: first
// all of a kind, then halves, quarters and so on, and at last single ones. It reports
// whether it came to the end.
func (e *evidence) reducedConflict(figures []Figure, b *linear.Budget) (least []Figure, reduced bool) {
	least = slices.Clone(figures)
	leaveOut := func(out func(i int, f Figure) bool) {
		var fewer []Figure
		for i, f := range least {
			if !out(i, f) {
				fewer = append(fewer, f)
			}
		}
		if len(fewer) < len(least) && !e.fit(fewer, b) && !b.Spent() {
			least = fewer
		}
	}
	type kind struct {
		of     States
		isPart bool
	}
	tried := map[kind]bool{}
	for _, f := range figures {
		k := kind{f.Of, f.Part != ""}
		if !tried[k] {
			tried[k] = true
			leaveOut(func(_ int, f Figure) bool { return k == kind{f.Of, f.Part != ""} })
		}
	}
	for size := len(least) / 2; size > 1; size /= 2 {
		for end := len(least); end > 0 && !b.Spent(); end -= size {
			leaveOut(func(i int, _ Figure) bool { return i < end && i >= end-size })
		}
	}
	for i := len(least) - 1; i >= 0 && !b.Spent(); i-- {
		leaveOut(func(k int, _ Figure) bool { return k == i })
	}
	return least, !b.Spent()
}

// canBe reports whether a figure for a part of the body can be right, too. False if
// the budget is spent.
func (e *evidence) canBe(f Figure) bool {
	return e.room.base.Satisfiable(e.bounds(f)...) && !e.room.budget.Spent()
}

// claim returns a figure with what the others leave for it. The others are all other
// figures or, if these contradict each other, those of the conflict.
func (e *evidence) claim(f Figure, figures, conflict []Figure, b *linear.Budget) Claim {
	claim := Claim{Figure: f}
	others := slices.DeleteFunc(slices.Clone(figures), func(g Figure) bool { return g.String() == f.String() })
	if !e.fit(others, b) {
		others = conflict
	}
	q := &evidence{body: e.body, figures: others, room: e.room}
	q.room.base, q.room.budget = q.systemOf(others, b), b
	q.room.base.Sharpen()
	if something := (Figure{Part: f.Part, Of: f.Base, Votes: f.Votes, Min: e.unit(Figure{Votes: f.Votes})}); f.Base != 0 && !q.canBe(something) {
		return claim // the others leave nothing that it could be a share of
	}
	low, high, err := q.span(f)
	if err != nil {
		return claim
	}
	if claim.Low, claim.High = low, high; f.Base != 0 {
		claim.Low, claim.High = low.over(whole(sharesInAll)), high.over(whole(sharesInAll))
	}
	if f.Min.given() && f.Min.Cmp(claim.High) > 0 {
		claim.Off = f.Min.minus(claim.High)
	} else if f.Max.given() && f.Max.Cmp(claim.Low) < 0 {
		claim.Off = f.Max.minus(claim.Low)
	}
	return claim
}
