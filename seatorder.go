package tripartite

import "strconv"

// seatOrder finds seats in the order in which a file is likely to list them. To look up an
// ID among a million others takes longer than to read its line. But most files list the
// seats of a bloc in the order of the body, either bloc by bloc or in turns. So seatOrder
// first compares the ID with that of the seat that should come next. If it expects the
// wrong seat, it only takes longer to find the right one.
type seatOrder struct {
	body  *Body
	next  []int // by node: the seat of the bloc that comes next, counted from 0
	after []int // by node: the bloc that followed it last
	last  int   // the node of the seat before
}

func newSeatOrder(b *Body) *seatOrder {
	o := &seatOrder{body: b, next: make([]int, len(b.nodes)), after: make([]int, len(b.nodes)), last: b.leaves()[0]}
	before := o.last
	for _, i := range b.leaves() {
		o.after[i] = i
		if b.nodes[before].size < 2 {
			o.after[before] = i // as in a weighted roll
		}
		before = i
	}
	return o
}

// seat returns the seat with that ID.
func (o *seatOrder) seat(id string) (seat, bool) {
	for _, i := range [...]int{o.after[o.last], o.last} {
		n := &o.body.nodes[i]
		if k := o.next[i]; k < n.size && n.isID(k, id) {
			o.found(i, k)
			return seat{n.first + k, i}, true
		}
	}
	s, ok := o.body.seat(id)
	if ok {
		o.found(s.node, s.number-o.body.nodes[s.node].first)
	}
	return s, ok
}

// isID reports whether id is the ID of seat k of the bloc, counted from 0. It does not
// allocate.
func (n *node) isID(k int, id string) bool {
	if n.roll != nil {
		return n.roll[k] == id
	}
	if len(id) <= len(n.name) || id[:len(n.name)] != n.name || id[len(n.name)] != ' ' {
		return false
	}
	var digits [20]byte
	return id[len(n.name)+1:] == string(strconv.AppendInt(digits[:0], int64(k+1), 10))
}

// found remembers where the seat was: number k of the bloc.
func (o *seatOrder) found(node, k int) {
	o.after[o.last], o.next[node], o.last = node, k+1, node
}
