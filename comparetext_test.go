package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
	"github.com/google/go-cmp/cmp"
)

func TestComparisonPrints(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1})
	small := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1}, Bloc{Name: "Chair", Size: 1})
	large, rule := steps(40)
	zero := &Comparison{}
	for _, c := range []struct {
		comparison *Comparison
		want       string
	}{
		{nil, "nothing compared\n"},
		{zero, "nothing compared\n"},
		{compared(t, Constitution{body, SimpleMajority()}, Constitution{body, SeatCount{Of: For, Need: 3}}, Cast), `
Before: 2 G, 1 E, 1 W
        more than 1/2 of votes cast are for
After:  2 G, 1 E, 1 W
        at least 3 seats are for

31.25 % of all votes are adopted before, and 31.25 % after.
They decide every vote in the same way.

              seats         Banzhaf           Shapley-Shubik
             before  after   before    after          before    after
a seat of G       2      2  37.50 %  37.50 %         25.00 %  25.00 %
E                 1      1  37.50 %  37.50 %         25.00 %  25.00 %
W                 1      1  37.50 %  37.50 %         25.00 %  25.00 %
all G             2      2  75.00 %  75.00 %         50.00 %  50.00 %
E                 1      1  37.50 %  37.50 %         25.00 %  25.00 %
W                 1      1  37.50 %  37.50 %         25.00 %  25.00 %

Lost:
  neutral: 1 W for, 3 absent: rejected; for and against exchanged: rejected
  decisive: 1 W for, 3 absent: rejected; for and against exchanged: rejected
  homogeneous: 1 E for, 1 W for, 2 absent: rejected; twice as many: adopted
`},
		{compared(t, Constitution{body, GroupVeto(First, Cast)}, Constitution{small, All{GroupVeto(First, Cast), In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}}}, Cast), `
Before: 2 G, 1 E, 1 W
        no veto (in the first group (more than 1/2 of votes cast are against))
After:  2 G, 1 E, 1 W, 1 Chair
        no veto (in the first group (more than 1/2 of votes cast are against)) and in Chair (at least 1 seat is for)

75.00 % of all votes are adopted before, and 37.50 % after.
They differ on 37.50 % of all votes: 37.50 % are adopted only before, 0.00 % only after.
The smallest of these votes:
  1 G for: adopted before, rejected after
  2 G for: adopted before, rejected after
  1 G and 1 E or W for: adopted before, rejected after
  2 G and 1 E or W for: adopted before, rejected after
  1 G and 2 E or W for: adopted before, rejected after
  and 1 combination more

              seats          Banzhaf           Shapley-Shubik
             before  after    before    after          before    after
a seat of G       2      2   50.00 %  25.00 %         50.00 %  16.67 %
E                 1      1    0.00 %   0.00 %          0.00 %   0.00 %
W                 1      1    0.00 %   0.00 %          0.00 %   0.00 %
Chair                    1            75.00 %                  66.67 %
all G             2      2  100.00 %  50.00 %        100.00 %  33.33 %
E                 1      1    0.00 %   0.00 %          0.00 %   0.00 %
W                 1      1    0.00 %   0.00 %          0.00 %   0.00 %

Lost:
  decisive: 1 W for, 4 absent: rejected; for and against exchanged: rejected

Gained:
  needs votes: 4 absent: adopted, and nobody voted
`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), c.comparison.String()); diff != "" {
			t.Errorf("%s\n%s", diff, c.comparison)
		}
	}
	text := compared(t, Constitution{large, rule}, Constitution{large, TwoThirds()}, Cast).String()
	if want := "The votes on which they differ were not counted: too large: work limit exceeded: 46438023168 votes"; !strings.Contains(text, want) {
		t.Error(text)
	}
}
