package tripartite

// bars draws a bar for each group and each independent bloc, in votes. It is for bodies
// that are too large for an arch, or whose seats weigh differently.
func (d *drawing) bars(all []camp, ls []look, m measuring, w pictureWords) {
	most := whole(0)
	for _, c := range all {
		if votes := c.votes(AllSeats); len(c.parts) == 1 && votes.Cmp(most) > 0 {
			most = votes
		}
	}
	const height, gap = 22, 1.5
	d.y += 4
	for _, c := range all {
		d.y += 20
		votes := ""
		if all := c.votes(AllSeats); all.readable() {
			votes = fitted(w.say("%s "+nounFor("vote", all), all.printed()), sizeSmall, svgInner/2)
		}
		d.text(svgMargin, d.y-5, font{size: sizeText, ink: "ink", bold: true}, fitted(c.name, sizeText*boldness, svgInner-textWidth(votes, sizeSmall)-8))
		d.text(svgWidth-svgMargin, d.y-5, font{size: sizeSmall, ink: "muted", anchor: "end"}, votes)
		if len(c.parts) > 1 { // their bar would make those of single blocs too short to be seen
			continue
		}
		d.openTitled(m.described(c, ls, w))
		x, right := float64(svgMargin), float64(svgWidth-svgMargin)
		for _, l := range inArch(ls) { // a gap tells the parts apart
			width := (svgInner - gap*float64(len(ls)-1)) * portion(c.votes(l.set), most)
			if next := d.swatch(l, x, d.y, min(width, right-x), height); next > x {
				x = next + gap
			}
		}
		d.end()
		d.y += height + 4
	}
}

// portion returns n/of for drawing, from 0 to 1. It is exact up to the last step.
func portion(n, of Fraction) float64 {
	if n.Sign() <= 0 || of.Sign() <= 0 {
		return 0
	}
	share, _ := n.over(of).Rat().Float64()
	return min(1, share)
}
