package tripartite_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
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
Before: G: 2, E: 1, W: 1
        more than 1/2 of votes cast are for
After:  G: 2, E: 1, W: 1
        at least 3 seats are for

31.25 % of all votes are adopted before, and 31.25 % after.
They decide every vote in the same way.

              seats         Banzhaf index           Shapley-Shubik
             before  after         before    after          before    after
a seat of G       2      2        25.00 %  25.00 %         25.00 %  25.00 %
E                 1      1        25.00 %  25.00 %         25.00 %  25.00 %
W                 1      1        25.00 %  25.00 %         25.00 %  25.00 %
all G             2      2        50.00 %  50.00 %         50.00 %  50.00 %
E                 1      1        25.00 %  25.00 %         25.00 %  25.00 %
W                 1      1        25.00 %  25.00 %         25.00 %  25.00 %

Lost:
  neutral: W: 1 for, 3 others absent: rejected; for and against exchanged: rejected
  decisive: W: 1 for, 3 others absent: rejected; for and against exchanged: rejected
  homogeneous: E: 1 for, W: 1 for, 2 others absent: rejected; twice as many: adopted
`},
		{compared(t, Constitution{body, GroupVeto(First, Cast)}, Constitution{small, All{GroupVeto(First, Cast), In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}}}, Cast), `
Before: G: 2, E: 1, W: 1
        no veto (in the first group (more than 1/2 of votes cast are against))
After:  G: 2, E: 1, W: 1, Chair: 1
        no veto (in the first group (more than 1/2 of votes cast are against)) and in Chair (at least 1 seat is for)

75.00 % of all votes are adopted before, and 37.50 % after.
They differ on 37.50 % of all votes: 37.50 % are adopted only before, 0.00 % only after.
The smallest of these votes:
  G: 1 for: adopted before, rejected after
  G: 2 for: adopted before, rejected after
  G: 1 for, E or W: 1 for: adopted before, rejected after
  G: 2 for, E or W: 1 for: adopted before, rejected after
  G: 1 for, E or W: 2 for: adopted before, rejected after
  and 1 combination more

              seats         Banzhaf index           Shapley-Shubik
             before  after         before    after          before    after
a seat of G       2      2        50.00 %  20.00 %         50.00 %  16.67 %
E                 1      1         0.00 %   0.00 %          0.00 %   0.00 %
W                 1      1         0.00 %   0.00 %          0.00 %   0.00 %
Chair                    1                 60.00 %                  66.67 %
all G             2      2       100.00 %  40.00 %        100.00 %  33.33 %
E                 1      1         0.00 %   0.00 %          0.00 %   0.00 %
W                 1      1         0.00 %   0.00 %          0.00 %   0.00 %

Lost:
  decisive: W: 1 for, 4 others absent: rejected; for and against exchanged: rejected

Gained:
  needs votes: 4 seats absent: adopted, and nobody voted
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

// The text and the picture of a comparison show the same index, and say which. If it is a
// measure of single votes, they show no sum of it.
func TestComparisonShowsOneIndex(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 4}, Bloc{Name: "E", Size: 1}, Bloc{Name: "W", Size: 1})
	against := Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)} // it is not monotone
	drawn := regexp.MustCompile(`(G|E|W), [14] seats?: (\S+) % before[^;]*; (\S+) % after`)
	for index, test := range map[string]struct {
		after Rule
		lines int
	}{"Banzhaf index": {TwoThirds(), 6}, "Banzhaf measure": {against, 3}} {
		c := compared(t, Constitution{body, SimpleMajority()}, Constitution{body, test.after}, Cast)
		text := c.String()
		_, description, _ := checkPicture(t, Picture{}.Comparison(c))
		if !strings.Contains(text, " "+index+" ") || !strings.Contains(description, index+": ") {
			t.Errorf("no %s:\n%s%s", index, text, description)
		}
		lines := drawn.FindAllStringSubmatch(description, -1)
		if len(lines) != test.lines {
			t.Errorf("%s: %d lines in %s", index, len(lines), description)
		}
		for _, l := range lines {
			if row := regexp.MustCompile(`(?m)^(a seat of |all )?` + l[1] + ` +[14] +[14] +` + l[2] + ` % +` + l[3] + ` % `); !row.MatchString(text) {
				t.Errorf("%s: %q is not in\n%s", index, l[0], text)
			}
		}
		if strings.Contains(text, "125.00 %") { // four times 31.25 %
			t.Errorf("a sum of measures:\n%s", text)
		}
	}
}
