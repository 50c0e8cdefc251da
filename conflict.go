package tripartite

import (
	"slices"
	"strings"
)

// Conflict is figures that cannot hold together: any of them could be right if
// another was wrong. If figures for votes are among them, seats weigh what all
// figures for seats say. It is the error of [Body.Infer]; to [errors.Is] it is
// an [ErrConflict], and [errors.As] finds it.
type Conflict struct {
	// Claims are the figures, in the order in which they were given.
	Claims []Claim
	// Reduced reports that none of them can be left out. Of very many figures that
	// is not found out: then some may have nothing to do with it.
	Reduced bool
}

// Claim is a figure of a [Conflict].
type Claim struct {
	Figure Figure
	// Low and High are the bounds that all other figures leave for it or, if
	// these contradict each other even so, the other claims: numbers of seats or of
	// votes, or shares in hundredths of a percent, rounded. They are not given
	// beyond the first few claims, or if it is too much work to find them.
	Low, High Fraction
	// Off is how far the figure is outside of them, above 0 if it is too high; it
	// is not given if the figure is between them, and is still none that can be.
	Off Fraction
}

// mostTold is how many claims are explained, and printed.
const mostTold = 10

// Error returns the claims in one line, each with what the others leave for it; of
// many the first few.
func (c *Conflict) Error() string {
	var claims []string
	for _, claim := range c.Claims[:min(mostTold, len(c.Claims))] {
		claims = append(claims, claim.String())
	}
	if more := len(c.Claims) - mostTold; more > 0 {
		claims = append(claims, "and "+plural(more, "more figure"))
	}
	return "tripartite: " + ErrConflict.Error() + ": " + strings.Join(claims, "; ")
}

// Unwrap returns [ErrConflict].
func (c *Conflict) Unwrap() error { return ErrConflict }

// String returns the claim as "38 abstain (the others leave 40 to 56: 2 too low)".
func (c Claim) String() string {
	text := c.Figure.String()
	if !c.Low.Valid() {
		return text
	}
	left := c.Figure.within(c.Low, c.High)
	switch c.Off.Sign() {
	case -1:
		left += ": " + c.Figure.distance(c.Off) + " too low"
	case 1:
		left += ": " + c.Figure.distance(c.Off) + " too high"
	default:
		left += ", and not this"
	}
	return text + " (the others leave " + left + ")"
}

// within is the bounds as they are said of a figure of this kind.
func (f Figure) within(low, high Fraction) string {
	if f.Base == 0 {
		return Figure{Min: low, Max: high}.amount()
	}
	if low.Equal(high) {
		return hundredths(low)
	}
	return hundredths(low) + " to " + hundredths(high)
}

// distance is a number, without its sign, as it is said of a figure of this kind.
func (f Figure) distance(off Fraction) string {
	if off.Sign() < 0 {
		off = off.times(whole(-1))
	}
	if f.Base == 0 {
		return off.String()
	}
	return hundredths(off)
}

// hundredths is a share in percent, rounded to hundredths.
func hundredths(share Fraction) string {
	n := share.times(whole(sharesInAll)).plus(Frac(1, 2)).floor()
	digits := n.String()
	digits = strings.Repeat("0", max(0, 3-len(digits))) + digits
	return digits[:len(digits)-2] + "." + digits[len(digits)-2:] + " %"
}

// hold is the conflict of the figures; nil if they can hold together.
func (p *Published) hold(figures []Figure) error {
	b := p.room.budget
	part := b.part(2)
	if p.fit(figures, part) {
		b.rejoin(part)
		return nil
	}
	if b.rejoin(part); part.spent() {
		return p.tooLarge()
	}
	least, reduced := p.reducedConflict(figures, b.part(2))
	c := &Conflict{Reduced: reduced}
	for i, f := range least {
		claim := Claim{Figure: f}
		if i < mostTold {
			claim = p.claim(f, figures, slices.Delete(slices.Clone(least), i, i+1), b.part(2))
		}
		c.Claims = append(c.Claims, claim)
	}
	return c
}

// reducedConflict leaves out of figures that cannot hold together whatever can be
// left out: first all of a kind at once, and then one after the other. It reports
// whether it came to the end.
func (p *Published) reducedConflict(figures []Figure, b *budget) (least []Figure, reduced bool) {
	least = slices.Clone(figures)
	leaveOut := func(out func(i int, f Figure) bool) {
		var fewer []Figure
		for i, f := range least {
			if !out(i, f) {
				fewer = append(fewer, f)
			}
		}
		if len(fewer) < len(least) && !p.fit(fewer, b) && !b.spent() {
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
		for end := len(least); end > 0 && !b.spent(); end -= size {
			leaveOut(func(i int, _ Figure) bool { return i < end && i >= end-size })
		}
	}
	for i := len(least) - 1; i >= 0 && !b.spent(); i-- {
		leaveOut(func(k int, _ Figure) bool { return k == i })
	}
	return least, !b.spent()
}

// claim says what the others leave for a figure: all other figures or, if these
// contradict each other even so, those of the conflict.
func (p *Published) claim(f Figure, figures, conflict []Figure, b *budget) Claim {
	claim := Claim{Figure: f}
	others := slices.DeleteFunc(slices.Clone(figures), func(g Figure) bool { return g.String() == f.String() })
	if !p.fit(others, b) {
		others = conflict
	}
	q := &Published{body: p.body, figures: others, room: p.room}
	q.room.base = p.room.base.with(q.conditionsOf(others)...)
	q.room.base.budget, q.room.budget = b, b
	q.room.base.reduce()
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
