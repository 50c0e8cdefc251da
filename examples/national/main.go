// A national vote of millions of ballots, counted twice: by an SQL engine, in parts, and
// by a pipeline of Apache Beam. Both counts must agree, and then the library decides.
//
//	go run . -ballots 10000000
//
// Counts add up in any order, so any engine that groups and sums can count. The library
// needs only the number of ballots of each bloc in each state. On two busy
// cores, ten million ballots took 27 seconds in SQLite, a third of it to store them, and 9
// seconds in Beam, with less than 100 MB of memory.
//
// To count on a server, replace the driver in sqlite.go with that of PostgreSQL,
// ClickHouse or DuckDB. The query stays the same; the placeholders of the insert may
// differ. There can be a database for each place, or one for all. A place that counts its
// own ballots sends only the rows of the query, and Counts.Plus adds the rows of all
// places, in any order. If the ballots of a bloc weigh differently, make a bloc for each
// weight, and group by bloc, weight and state. Do not sum the weights: the library counts
// seats. None of these engines but SQLite was tried with this program.
//
// To count on a cluster, pass the flags of a Beam runner, such as -runner flink -endpoint
// host:8099, or -runner dataflow with a project and a region. Set -counts to a file that
// the workers and this program can reach, such as gs://bucket/counts. In pipeline.go, read
// the ballots with textio.Read in place of the DoFn that makes them up. The runner adds
// ballots where they are, and moves only counts between machines. Without these flags the
// pipeline runs in this process. No runner but prism was tried with this program.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"example.com/tripartite"
)

var (
	ballots = flag.Int("ballots", 100_000, "the `number` of ballots")
	places  = flag.Int("places", 10, "the `number` of places")
	seed    = flag.Uint64("seed", 1, "the `seed` of the votes, which are made up")
	shared  = flag.String("counts", "", "the `file` to which the pipeline writes its counts; by default a temporary one")
)

func main() {
	flag.Parse()
	beam.Init() // on a worker it runs the worker, and does not return
	log.SetFlags(0)
	e := Election{Ballots: *ballots, Places: *places, Seed: *seed}
	if err := run(context.Background(), e, *shared); err != nil {
		log.Fatal(err)
	}
}

// run counts an election in both ways, and decides it.
func run(ctx context.Context, e Election, counts string) error {
	body, err := e.Body()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "national")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if counts == "" {
		counts = filepath.Join(dir, "counts")
	}
	inSQL, err := timed("SQL", func() (tripartite.Counts, error) { return countInSQL(ctx, e, dir) })
	if err != nil {
		return err
	}
	inBeam, err := timed("Beam", func() (tripartite.Counts, error) { return countInBeam(ctx, e, counts) })
	if err != nil {
		return err
	}
	if !maps.Equal(inSQL, inBeam) {
		return fmt.Errorf("the counts differ: %v in SQL, %v in Beam", inSQL, inBeam)
	}
	fmt.Printf("%d ballots at %d places: both counts are the same.\n\n", e.Ballots, e.Places)
	tally, err := body.Tally(withAbsent(body, inSQL))
	if err != nil {
		return err
	}
	fmt.Printf("%v\n%v", tally, tripartite.Explain(rule, tally))
	return nil
}

// timed says on standard error how long a count takes.
func timed(what string, count func() (tripartite.Counts, error)) (tripartite.Counts, error) {
	began := time.Now()
	counts, err := count()
	fmt.Fprintf(os.Stderr, "%s: %v\n", what, time.Since(began).Round(time.Millisecond))
	return counts, err
}

// withAbsent adds those who cast no ballot. No place knows them: only the sum over all
// places tells how many they are.
func withAbsent(body *tripartite.Body, cast tripartite.Counts) tripartite.Counts {
	counts := maps.Clone(cast)
	for bloc, size := range body.Blocs() {
		count := counts[bloc]
		count.Absent = size - count.Seats(tripartite.AllSeats)
		counts[bloc] = count
	}
	return counts
}
