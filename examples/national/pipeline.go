package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"example.com/tripartite"
)

// Beam finds functions by name on its workers, so they are registered. A CombineFn is
// registered as a pointer: a value panics.
func init() {
	register.DoFn2x0[int, func(string, tripartite.States)](&castBallots{})
	register.Emitter2[string, tripartite.States]()
	register.Combiner2[tripartite.Count, tripartite.States](&addUp{})
	register.Function2x2(line)
}

// castBallots emits the bloc and the state of each ballot of a place.
type castBallots struct{ Election Election }

// ProcessElement emits the ballots of a place.
func (c *castBallots) ProcessElement(place int, emit func(string, tripartite.States)) {
	for ballot := range c.Election.BallotsOf(place) {
		emit(ballot.Bloc, ballot.State)
	}
}

// addUp combines the states of the ballots of a bloc into a count.
type addUp struct{}

// AddInput adds a ballot.
func (*addUp) AddInput(sum tripartite.Count, state tripartite.States) (tripartite.Count, error) {
	one, err := tripartite.CountOf(state, 1)
	return sum.Plus(one), err
}

// MergeAccumulators adds the counts of two workers.
func (*addUp) MergeAccumulators(a, b tripartite.Count) tripartite.Count { return a.Plus(b) }

// blocCount is a line of the file to which the pipeline writes.
type blocCount struct {
	Bloc  string
	Count tripartite.Count
}

// line returns the line for a bloc.
func line(bloc string, count tripartite.Count) (string, error) {
	text, err := json.Marshal(blocCount{bloc, count})
	return string(text), err
}

// countInBeam counts the ballots in a pipeline. The runner may be on other machines, so
// the counts come back in a file.
func countInBeam(ctx context.Context, e Election, file string) (tripartite.Counts, error) {
	p, s := beam.NewPipelineWithRoot()
	places := make([]int, e.Places)
	for i := range places {
		places[i] = i
	}
	spread := beam.Reshuffle(s, beam.CreateList(s, places)) // places go to different workers
	ballots := beam.ParDo(s, &castBallots{e}, spread)
	counts := beam.CombinePerKey(s, &addUp{}, ballots)
	textio.Write(s, file, beam.ParDo(s, line, counts))
	if err := beamx.Run(ctx, p); err != nil {
		return nil, err
	}
	return readCounts(ctx, file)
}

// readCounts reads what the pipeline has written.
func readCounts(ctx context.Context, file string) (tripartite.Counts, error) {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	r, err := fs.OpenRead(ctx, file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	counts := tripartite.Counts{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		var c blocCount
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		counts[c.Bloc] = counts[c.Bloc].Plus(c.Count)
	}
	return counts, lines.Err()
}
