package votes

import (
	"strings"
	"testing"

	"example.com/tripartite"
	"github.com/google/go-cmp/cmp"
)

// Counts are read as people type them. What does not count seats is an error.
func TestParseCounts(t *testing.T) {
	t.Parallel()
	got, err := ParseCounts("Workers: 4 for, 1 against\nPublic/Chair: 1 absent\n" +
		"Workers: 2 abstain\n# a comment\n")
	want := tripartite.Counts{"Workers": {For: 4, Against: 1, Abstain: 2}, "Public/Chair": {Absent: 1}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for _, text := range []string{
		"4 for", "Workers: 4 present", "Workers: 50 % for of cast", "Workers: at least 3 for",
		"Workers: 3 votes for",
		"Workers: 1/2 for", "Workers: 99999999999999999999 for", "Workers: many for",
		"Workers: 4 for\nWorkers: 5 for", "Workers: 4 for, 5 for",
	} {
		if got, err := ParseCounts(text); err == nil || got != nil {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
}

// A roll-call is counted by the paths of a body.
func TestCountRollCall(t *testing.T) {
	t.Parallel()
	const header = "seat,group,vote\nMs A,Workers,for\n"
	file := strings.NewReader(header + "Mr B,Public/Chair,absent\nMs C,Workers,for\n")
	got, err := CountRollCall(tripartite.RollCall{}, file, nil)
	want := tripartite.Counts{"Workers": {For: 2}, "Public/Chair": {Absent: 1}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	file = strings.NewReader(header + "Mr B,Workers,perhaps\n")
	if got, err := CountRollCall(tripartite.RollCall{}, file, nil); err == nil {
		t.Error(got)
	}
}

// Seats that weigh differently in the file cannot be those of a statute.
func TestCountRollCallOfWeights(t *testing.T) {
	t.Parallel()
	file := strings.NewReader("seat,group,weight,vote\nA,Workers,1,for\nB,Workers,2,for\n")
	got, err := CountRollCall(tripartite.RollCall{}, file, nil)
	if err == nil || !strings.Contains(err.Error(), "want no weights") {
		t.Error(got, err)
	}
}

// A roll-call can have other names for the parts, and several names for one.
func TestCountRollCallOfOtherNames(t *testing.T) {
	t.Parallel()
	const file = "seat,group,vote\nA,Labour,for\nB,Unions,for\nC,Workers,against\nD,Chair,absent\n"
	parts := map[string]string{"Labour": "Workers", "Unions": "Workers", "Chair": "Public/Chair"}
	got, err := CountRollCall(tripartite.RollCall{}, strings.NewReader(file), parts)
	want := tripartite.Counts{"Workers": {For: 2, Against: 1}, "Public/Chair": {Absent: 1}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// What was said of the outcomes of rules stands among the figures. Errors have their lines.
func TestParseFigures(t *testing.T) {
	t.Parallel()
	s, err := tripartite.LoadStatute("ilo/governing-body")
	if err != nil {
		t.Fatal(err)
	}
	const text = "majority: adopted\n42 for\n  at least 1 seat is for: void\n# majority: void\n"
	figures, said, err := ParseFigures(text, s)
	var outcomes []string
	for _, claim := range said {
		outcomes = append(outcomes, claim.Rule+" "+claim.Outcome.String())
	}
	want := []string{"majority adopted", "at least 1 seat is for void"}
	if diff := cmp.Diff(want, outcomes); diff != "" || len(figures) != 1 || err != nil {
		t.Error(diff, figures, err)
	}
	for text, want := range map[string]string{
		"42 for\nmost: adopted\n":      "line 2: ",
		"majority: adopted\n42 fore\n": "line 2",
	} {
		if _, _, err := ParseFigures(text, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The number of seats that a statute leaves open is that of the seats that are counted, or of
// the sample.
func TestBodyOf(t *testing.T) {
	t.Parallel()
	s, err := tripartite.ParseStatute("group A: seats\ngroup B: seats\ngroup C: 2 seats\n" +
		"sample A: 3 seats\nsample B: 1 seat\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		counts tripartite.Counts
		want   string
	}{
		{nil, "A: 3, B: 1, C: 2"},
		{tripartite.Counts{"A": {For: 7}, "B": {Absent: 2}}, "A: 7, B: 2, C: 2"},
		{tripartite.Counts{"A": {For: 1}, "C": {For: 1}}, "A: 1, B: 1, C: 2"},
	} {
		body, err := BodyOf(s, c.counts)
		if err != nil {
			t.Fatal(err)
		}
		if got := body.String(); got != c.want {
			t.Errorf("%v: %s, not %s", c.counts, got, c.want)
		}
	}
}

// A rule is that of a name, or of a text that can name others. Without either it is the first.
func TestRuleOf(t *testing.T) {
	t.Parallel()
	s, err := tripartite.ParseStatute("group A: 3 seats\nrule open one: open\n" +
		"rule quorum:\n\tquorum (at least 1 seat is present)\n" +
		"rule first:\n\tmore than 1/2 of votes cast are for\n" +
		"rule second:\n\trule \"open one\" and rule \"first\"\nsample open one: at least 1 seat is for\n")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"":      `rule "first" (more than 1/2 of votes cast are for)`,
		"first": `rule "first" (more than 1/2 of votes cast are for)`,
		"second": `rule "second" (rule "open one" (at least 1 seat is for) and rule "first" ` +
			`(more than 1/2 of votes cast are for))`,
		`no veto (rule "first")`: `no veto (rule "first" (more than 1/2 of votes cast are for))`,
	} {
		rule, err := RuleOf(s, text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if got := (tripartite.RuleText{Rule: rule}).String(); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
	for _, text := range []string{"third", `rule "third"`} {
		if got, err := RuleOf(s, text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
	if got, err := RuleOf(new(tripartite.Statute), ""); err == nil {
		t.Error(got)
	}
}
