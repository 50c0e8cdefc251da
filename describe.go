package tripartite

import "slices"

// Describe returns the blocs that the body is made of. From them, [NewBody] makes the
// same body again. Fields that were not given have their defaults: a group without a
// name is called after its place, and a seat has Weight 1. For a nil Body or the zero
// Body, all blocs are zero.
func (b *Body) Describe() (first, second, third Bloc, independent []Bloc) {
	if len(b.leaves()) == 0 {
		return Bloc{}, Bloc{}, Bloc{}, nil
	}
	blocs := append(b.describe(wholeNode), b.unions()...)
	return blocs[0], blocs[1], blocs[2], blocs[numGroups:]
}

// describe describes the blocs within a node.
func (b *Body) describe(parent int) []Bloc {
	var blocs []Bloc
	above := &b.nodes[parent]
	for _, child := range above.children {
		n := &b.nodes[child]
		bloc := Bloc{Name: n.name, Power: n.power, SharedBy: n.over}
		if parent != wholeNode {
			bloc.Name = n.name[len(above.name)+len("/"):]
		}
		switch {
		case n.leaf():
			if !n.power.given() {
				bloc.Weight = n.weight
			}
			if bloc.Roll = slices.Clone(n.roll); bloc.Roll == nil {
				bloc.Size = n.size
			}
		case b.nodes[n.children[0]].single:
			bloc.WeightedRoll = b.weightedRoll(n)
		default:
			bloc.Blocs = b.describe(child)
		}
		blocs = append(blocs, bloc)
	}
	return blocs
}

// unions describes the unions.
func (b *Body) unions() []Bloc {
	var unions []Bloc
	for _, n := range b.nodes[b.tree:] {
		union := Bloc{Name: n.name}
		for _, child := range n.children {
			union.Union = append(union.Union, b.nodes[child].name)
		}
		unions = append(unions, union)
	}
	return unions
}

// weightedRoll describes a bloc whose seats have weights of their own.
func (b *Body) weightedRoll(n *node) []WeightedSeat {
	var roll []WeightedSeat
	for _, child := range n.children {
		seat := &b.nodes[child]
		roll = append(roll, WeightedSeat{ID: seat.roll[0], Weight: seat.weight})
	}
	return roll
}
