package tripartite

// Arch returns the places of the seats of each wedge, and the radius of a seat.
func Arch(sizes ...int) (wedges [][][2]float64, seat float64) {
	spots, seat := arch(sizes)
	for _, w := range spots {
		var places [][2]float64
		for _, s := range w {
			places = append(places, [2]float64{s.x(), s.y()})
		}
		wedges = append(wedges, places)
	}
	return wedges, seat
}

// Looks returns the sets of the looks, as they stand in the table and in the arch.
func Looks(open States) (table, arch []States) {
	all := looks(open)
	for i, l := range inArch(all) {
		table, arch = append(table, all[i].set), append(arch, l.set)
	}
	return table, arch
}

var (
	Fitted     = fitted
	MostInArch = mostInArch
	Px         = px
	TextWidth  = textWidth
	Wrap       = wrap
)
