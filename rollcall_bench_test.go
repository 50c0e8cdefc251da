package tripartite_test

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// rollCallOf writes a roll-call of a body in three groups with so many seats, numbered or
// with names.
func rollCallOf(seats int, named bool) (*Body, string) {
	groups := [3]Bloc{{Name: "Governments"}, {Name: "Employers"}, {Name: "Workers"}}
	var list strings.Builder
	list.WriteString("seat,group,weight,vote\n")
	votes := [...]string{"for", "against", "abstain", "For", "absent"}
	for i := range seats {
		g := &groups[i%3]
		g.Size++
		id := fmt.Sprintf("%s %d", g.Name, g.Size)
		if named {
			id = fmt.Sprint("Member ", i)
			g.Roll = append(g.Roll, id)
		}
		fmt.Fprintf(&list, "%s,%s,1,%s\n", id, g.Name, votes[i%len(votes)])
	}
	for i := range groups {
		if named {
			groups[i].Size = 0
		}
	}
	return MustBody(groups[0], groups[1], groups[2]), list.String()
}

// What reading a roll-call of a thousand and of a million lines takes, beside loops over
// encoding/csv: one that does nothing else, and one that puts each vote into a map. Where the
// file has the order of the body, Read takes about twice as long as the first. Where it has
// not, and to make the body, each seat is looked up among all, as in the second.
func BenchmarkRollCallCSV(b *testing.B) {
	for _, seats := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(seats), func(b *testing.B) { benchmarkRollCall(b, seats) })
	}
}

func benchmarkRollCall(b *testing.B, seats int) {
	numbered, numberedList := rollCallOf(seats, false)
	named, namedList := rollCallOf(seats, true)
	shuffledList := shuffleLines(namedList)
	read := func(body *Body, list string) func() error {
		return func() error { _, err := RollCall{}.Read(body, strings.NewReader(list)); return err }
	}
	for _, bench := range []struct {
		name string
		read func() error
	}{
		{"csv-alone", func() error { return readCSV(namedList, func([]string) {}) }},
		{"read-numbered", read(numbered, numberedList)},
		{"read-named", read(named, namedList)},
		{"read-shuffled", read(named, shuffledList)},
		{"csv-into-map", func() error {
			votes := map[string]string{}
			return readCSV(namedList, func(fields []string) { votes[fields[0]] = fields[3] })
		}},
		{"read-body", func() error {
			_, err := RollCall{}.ReadBody(strings.NewReader(namedList))
			return err
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := bench.read(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(seats)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

// shuffleLines puts all lines but the first into another order.
func shuffleLines(list string) string {
	lines := strings.SplitAfter(strings.TrimSuffix(list, "\n"), "\n")
	lines[len(lines)-1] += "\n"
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(lines)-1, func(i, j int) { lines[1+i], lines[1+j] = lines[1+j], lines[1+i] })
	return strings.Join(lines, "")
}

// readCSV visits the lines of a file, as fast as encoding/csv does it.
func readCSV(list string, visit func(fields []string)) error {
	r := csv.NewReader(strings.NewReader(list))
	r.ReuseRecord = true
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		visit(fields)
	}
}

// Read allocates once for each line, as encoding/csv does, whatever else it remembers.
func TestReadAllocatesOnceALine(t *testing.T) {
	const seats = 10_000
	body, list := rollCallOf(seats, true)
	got := testing.AllocsPerRun(1, func() {
		if _, err := (RollCall{}).Read(body, strings.NewReader(list)); err != nil {
			t.Fatal(err)
		}
	})
	if got > seats+100 {
		t.Errorf("%v allocations for %d lines", got, seats)
	}
}

// What it takes to refuse a megabyte of lines that are all wrong.
func BenchmarkRollCallErrors(b *testing.B) {
	for name, line := range map[string]string{
		"width": "a\n", "word": "A,G,1,perhaps\n", "weight": "A,G,x,for\n", "twice": "A,G,1,for\n",
	} {
		list := "seat,group,weight,vote\n" + strings.Repeat(line, 1<<20/len(line))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := (RollCall{}).ReadBody(strings.NewReader(list)); err == nil {
					b.Fatal("no error")
				}
			}
		})
	}
}
