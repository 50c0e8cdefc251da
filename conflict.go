package tripartite

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Conflict is a set of figures that cannot hold together. Any one of them could be
// right if another is wrong.
//
// [Body.Infer] returns a *Conflict as its error. It matches [ErrConflict].
type Conflict struct {
	// Claims are the figures. Those about more blocs come first: those about the whole
	// body, about groups, about blocs, and about seats. Otherwise they are in the order in
	// which they were given. Among very many, some may have nothing to do with the conflict.
	Claims []Claim `json:"claims"`
}

// Claim is a figure of a [Conflict].
type Claim struct {
	Figure Figure `json:"figure"`
	// Low and High are the smallest and the largest value that all other figures
	// leave for this one. If the others contradict each other, only the other claims
	// count. The unit is seats or votes. Shares are rounded to hundredths of a
	// percent.
	//
	// Low and High are not set after the first ten claims, if finding them takes too
	// much work, or if the others give a number of votes and do not determine what the
	// seats weigh.
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
func (c Claim) String() string { return Words{}.claim(c) }

func (w Words) claim(c Claim) string {
	text := c.Figure.printed()
	if !c.Low.Valid() || !c.High.Valid() {
		return text
	}
	number := func(f Fraction) string {
		if c.Figure.Base != 0 {
			return w.number(f.n.Percent(2))
		}
		return w.number(f.printed())
	}
	left := number(c.Low)
	if !c.Low.Equal(c.High) {
		left = w.say("from to", left, number(c.High))
	}
	switch c.Off.Sign() {
	case -1:
		return w.say("they leave too low", text, left, number(whole(0).minus(c.Off)))
	case 1:
		return w.say("they leave too high", text, left, number(c.Off))
	}
	return w.say("they leave not this", text, left)
}

// Conflict returns the first ten claims of a conflict, one a line, in the language of the words.
// The figures stay in the form that [ParseFigures] reads.
func (w Words) Conflict(c *Conflict) string {
	if c == nil {
		return ""
	}
	text := ""
	for _, claim := range c.Claims[:min(mostTold, len(c.Claims))] {
		text += w.claim(claim) + "\n"
	}
	if more := len(c.Claims) - mostTold; more > 0 {
		text += w.say("and more figures", strconv.Itoa(more)) + "\n"
	}
	return text
}

// hold returns the conflict of the figures. If they can hold together, it returns
// nil.
func (p *Published) hold(figures []Figure) error {
	all := p.room.budget
	b := all.Part(2)
	fit := p.fit(figures, b)
	if all.Rejoin(b); fit {
		return nil
	}
	if b.Spent() {
		return p.tooLarge()
	}
	least := p.reducedConflict(figures, all.Part(2))
	blocs := func(f Figure) int { // that the figure is about: none if it is about a seat
		if p.isSeat(f) {
			return 0
		}
		return len(p.body.nodes[p.body.index[f.Part]].leaves)
	}
	slices.SortStableFunc(least, func(f, g Figure) int { return cmp.Compare(blocs(g), blocs(f)) })
	c := &Conflict{}
	for i, f := range least {
		claim := Claim{Figure: f}
		if i < mostTold {
			claim = p.claim(f, figures, slices.Delete(slices.Clone(least), i, i+1), all.Part(2))
		}
		c.Claims = append(c.Claims, claim)
	}
	return c
}

// reducedConflict leaves out figures as long as the rest cannot hold together: first all of a
// kind, then halves, quarters and so on, and at last single ones, until all of these are needed: a
// figure that tells what seats weigh is not when the number of votes that needs it is left out. If
// the budget does not reach the end, the kinds matter most: of a total that is not the sum of 250
// blocs, they leave the figures for other states out.
func (p *Published) reducedConflict(figures []Figure, b *linear.Budget) []Figure {
	least := slices.Clone(figures)
	try := func(fewer []Figure) {
		if len(fewer) < len(least) && !p.fit(fewer, b) && !b.Spent() {
			least = fewer
		}
	}
	type kind struct {
		of     States
		isPart bool
	}
	kindOf := func(f Figure) kind { return kind{f.Of, f.Part != ""} }
	tried := map[kind]bool{}
	for _, f := range figures {
		if k := kindOf(f); !tried[k] {
			tried[k] = true
			try(slices.DeleteFunc(slices.Clone(least), func(g Figure) bool { return kindOf(g) == k }))
		}
	}
	for size := (len(least) + 1) / 2; size > 0; {
		was := len(least)
		for end := len(least); end > 0 && !b.Spent(); end -= size {
			try(slices.Delete(slices.Clone(least), max(0, end-size), end))
		}
		if size > 1 || len(least) == was {
			size /= 2
		}
	}
	return least
}

// claim returns a figure with what the others leave for it. The others are all other
// figures or, if these contradict each other, those of the conflict.
func (p *Published) claim(f Figure, figures, conflict []Figure, b *linear.Budget) Claim {
	text := f.String()
	same := func(g Figure) bool { return g.String() == text }
	others := slices.DeleteFunc(slices.Clone(figures), same)
	if !p.fit(others, b) {
		others = conflict
	}
	claim, q := Claim{Figure: f}, p.within(b)
	if q.settle(others) != nil {
		return claim
	}
	low, high, ok := q.knowing(others).left(f)
	if !ok {
		return claim
	}
	claim.Low, claim.High = low, high
	if f.Min.given() && f.Min.Cmp(high) > 0 {
		claim.Off = f.Min.minus(high)
	} else if f.Max.given() && f.Max.Cmp(low) < 0 {
		claim.Off = f.Max.minus(low)
	}
	return claim
}

// left returns the smallest and the largest value that is left for a figure. Shares are rounded
// to hundredths of a percent. ok is false if nothing is left, or the budget is spent.
func (p *Published) left(f Figure) (low, high Fraction, ok bool) {
	if f.Base == 0 {
		low, high, err := p.span(f)
		return low, high, err == nil
	}
	fits := func(least, most Fraction) bool {
		f.Min, f.Max, f.Cut = least, most, false
		return p.room.base.Satisfiable(p.bounds(f)...) || p.room.budget.Spent()
	}
	if !fits(Fraction{}, Fraction{}) {
		return low, high, false // there is nothing that it could be a share of
	}
	const steps = 10_000
	smallest := func(fits func(share Fraction) bool) Fraction { // with half a step more
		n := sort.Search(steps, func(n int) bool { return fits(Frac(2*n+1, 2*steps)) })
		return Frac(n, steps)
	}
	low = smallest(func(share Fraction) bool { return fits(Fraction{}, share) })
	high = smallest(func(share Fraction) bool { return fits(whole(1).minus(share), Fraction{}) })
	return low, whole(1).minus(high), !p.room.budget.Spent()
}
