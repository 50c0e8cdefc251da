package tripartite

import (
	"slices"
	"strings"
)

// nameOf returns the name of the part of a body that has the blocs of the class and no
// others. If there is none, it lists the blocs.
func (c *census) nameOf(of *class, k int) string {
	body := c.askers[k].body
	nodes := of.nodes(k)
	if name, ok := body.partOf(nodes); ok {
		return name
	}
	var names []string
	for _, node := range nodes {
		names = append(names, body.nodes[node].name)
	}
	return strings.Join(names, " or ")
}

// nodes returns the blocs of the class in the body of an asker.
func (of *class) nodes(k int) []int {
	var nodes []int
	for _, slot := range of.slots[k] {
		nodes = append(nodes, slot.node)
	}
	return nodes
}

// partOf returns the name of the group, bloc or union that consists of these blocs of
// seats. The name of the whole body is "any seats", as in "any seats: 29".
func (b *Body) partOf(blocs []int) (string, bool) {
	slices.Sort(blocs)
	blocs = slices.Compact(blocs)
	seats := 0
	for _, i := range blocs {
		seats += b.nodes[i].size
	}
	for i, n := range b.nodes[wholeNode+1:] { // the outermost first
		if n.size == seats && slices.Equal(b.seated(n.leaves), blocs) {
			return b.nodes[wholeNode+1+i].name, true
		}
	}
	return "any seats", slices.Equal(b.seated(b.leaves()), blocs)
}

// seated returns the blocs that have seats, in ascending order.
func (b *Body) seated(blocs []int) []int {
	blocs = slices.DeleteFunc(slices.Clone(blocs), func(i int) bool { return b.nodes[i].size == 0 })
	slices.Sort(blocs)
	return blocs
}
