package tripartite_test

import (
	"slices"
	"testing"

	. "example.com/tripartite"
)

// Whichever seats are open, each state has exactly one look, and a seat that has voted is
// never drawn open.
func TestEachStateHasOneLook(t *testing.T) {
	t.Parallel()
	for open := range 256 {
		table, arch := Looks(States(open))
		var union States
		for _, set := range table {
			if union&set != 0 || set == 0 {
				t.Fatalf("open %v: looks %v", States(open), table)
			}
			union |= set
		}
		if union != AllSeats || table[0] != For || table[1] != Against {
			t.Errorf("open %v: looks %v", States(open), table)
		}
		if arch[0] != For || arch[len(arch)-1]&(Vacant|Against|States(open)) == 0 {
			t.Errorf("open %v: in the arch %v", States(open), arch)
		}
		slices.Sort(table)
		slices.Sort(arch)
		if !slices.Equal(table, arch) {
			t.Errorf("open %v: the table has %v and the arch %v", States(open), table, arch)
		}
	}
}
