package tripartite_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

func TestPowerPrints(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 4}, Bloc{Name: "E", Size: 2}, Bloc{Name: "W", Size: 2}, Bloc{Name: "Chair", Size: 1})
	quorum := All{Quorum{SeatCount{Of: Present, Need: 4}}, SimpleMajority()}
	for _, c := range []struct {
		power *PowerIndices
		want  string
	}{
		{nil, "no seats\n"},
		{&PowerIndices{}, "no seats\n"},
		{powerOf(t, All{TwoThirds(), In{Group: First, Rule: Unanimity()}}, body, Cast), `
5.08 % of all votes are adopted: 26 of 512; proper, not strong, monotone

              Banzhaf  normalised  Shapley-Shubik   prevent  initiate
G, each of 4  10.16 %     20.97 %         24.01 %  100.00 %    5.35 %  veto
E, each of 2   1.56 %      3.23 %          0.79 %   15.38 %    0.82 %
W, each of 2   1.56 %      3.23 %          0.79 %   15.38 %    0.82 %
Chair          1.56 %      3.23 %          0.79 %   15.38 %    0.82 %
G, all 4                  83.87 %         96.03 %                      veto
E, all 2                   6.45 %          1.59 %
W, all 2                   6.45 %          1.59 %
`},
		{powerOf(t, quorum, body, Cast|Absent), `
40.09 % of all votes are adopted: 7891 of 19683; proper, not strong, not monotone

              Banzhaf  normalised  Shapley-Shubik  prevent  initiate
G, each of 4  31.37 %                              38.14 %   28.26 %
E, each of 2  31.37 %                              38.14 %   28.26 %
W, each of 2  31.37 %                              38.14 %   28.26 %
Chair         31.37 %                              38.14 %   28.26 %
G, all 4
E, all 2
W, all 2
Shapley-Shubik: rule is not known to be monotone: a seat that is against can help a motion
`},
		{powerOf(t, SeatCount{Of: For, Need: 10}, flat(10), Cast), `
0.098 % of all votes are adopted: 1 of 1024; proper, not strong, monotone

                     Banzhaf  normalised  Shapley-Shubik   prevent  initiate
Members, each of 10   0.20 %     10.00 %         10.00 %  100.00 %   0.098 %  veto
`},
		{powerOf(t, SeatCount{Of: For, Need: 70}, flat(70), Cast), `
< 0.000001 % of all votes are adopted; proper, not strong, monotone

                          Banzhaf  normalised  Shapley-Shubik   prevent      initiate
Members, each of 70  < 0.000001 %      1.43 %          1.43 %  100.00 %  < 0.000001 %  veto
`},
		{powerOf(t, In{Bloc: "Chair", Rule: SimpleMajority()}, body, Cast), `
50.00 % of all votes are adopted: 256 of 512; proper, strong, monotone

               Banzhaf  normalised  Shapley-Shubik   prevent  initiate
G, each of 4    0.00 %      0.00 %          0.00 %    0.00 %    0.00 %  no power
E, each of 2    0.00 %      0.00 %          0.00 %    0.00 %    0.00 %  no power
W, each of 2    0.00 %      0.00 %          0.00 %    0.00 %    0.00 %  no power
Chair         100.00 %    100.00 %        100.00 %  100.00 %  100.00 %  dictator
G, all 4                    0.00 %          0.00 %                      no power
E, all 2                    0.00 %          0.00 %                      no power
W, all 2                    0.00 %          0.00 %                      no power
`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), c.power.String()); diff != "" {
			t.Errorf("%s\n%s", diff, c.power)
		}
	}
}

// A text does not count anything: a large index is computed only by its own method.
func TestPowerPrintsWithoutCounting(t *testing.T) {
	t.Parallel()
	body, rule := steps(15) // so many different weights that a series counts the votes
	counted := powerOf(t, rule, body, Cast)
	before := counted.String()
	if !strings.Contains(before, "Shapley-Shubik: not in this table") {
		t.Errorf("no word on the index that is missing:\n%s", before)
	}
	if got, want := texts(shapley(t, counted)), texts(shapley(t, powerOf(t, own{rule}, body, Cast))); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if diff := cmp.Diff(before, counted.String()); diff != "" {
		t.Errorf("the text depends on what was asked before: %s", diff)
	}
}
