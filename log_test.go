package tripartite_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

var (
	_ slog.LogValuer = Tally{}
	_ slog.LogValuer = Finding{}
)

// logged returns the line that a handler writes of a value, without its time.
func logged(handler func(io.Writer, *slog.HandlerOptions) slog.Handler, value any) string {
	var line strings.Builder
	noTime := func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && (a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey) {
			return slog.Attr{}
		}
		return a
	}
	slog.New(handler(&line, &slog.HandlerOptions{ReplaceAttr: noTime})).Info("", "v", value)
	return strings.TrimSuffix(line.String(), "\n")
}

func asText(w io.Writer, o *slog.HandlerOptions) slog.Handler { return slog.NewTextHandler(w, o) }
func asJSON(w io.Writer, o *slog.HandlerOptions) slog.Handler { return slog.NewJSONHandler(w, o) }

// A tally and a finding are logged with stable keys, and so are their zero values.
func TestLogText(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 19, Against: 7, Abstain: 2}, Count{Against: 14}, Count{For: 14})
	rule := All{Quorum{SeatCount{Of: Present, Need: 57}}, In{Group: Third, Rule: Veto{Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}}}
	weighted, err := MustBody(Bloc{Name: "A", Size: 2, Weight: Frac(1, 2)}, Bloc{}, Bloc{}).Tally(Counts{"A": {For: 1, Against: 1}})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		value any
		want  string
	}{
		"tally": {tally, `v.part="" v.for=33 v.against=21 v.abstain=2 v.spoilt=0 v.silent=0 v.absent=0 v.suspended=0 v.vacant=0 ` +
			`v.seats=56 v.votes_for=33 v.votes_against=21 v.votes_abstain=2`},
		"group": {tally.Group(Second), `v.part=Employers v.for=0 v.against=14 v.abstain=0 v.spoilt=0 v.silent=0 v.absent=0 v.suspended=0 v.vacant=0 ` +
			`v.seats=14 v.votes_for=0 v.votes_against=14 v.votes_abstain=0`},
		"no tally": {Tally{}, `v.part="" v.for=0 v.against=0 v.abstain=0 v.spoilt=0 v.silent=0 v.absent=0 v.suspended=0 v.vacant=0 ` +
			`v.seats=0 v.votes_for=0 v.votes_against=0 v.votes_abstain=0`},
		"finding": {Explain(rule, tally), `v.outcome=void v.clause="all of" v.part="" ` +
			`v.parts.1.outcome=void v.parts.1.clause=quorum v.parts.1.part="" ` +
			`v.parts.1.parts.1.outcome=rejected v.parts.1.parts.1.clause="at least 57 seats are present" v.parts.1.parts.1.part="" ` +
			`v.parts.1.parts.1.count=56 v.parts.1.parts.1.base=56 v.parts.1.parts.1.need=57 v.parts.1.parts.1.spare=-1 v.parts.1.parts.1.unit=seats ` +
			`v.parts.2.outcome=adopted v.parts.2.clause="no veto" v.parts.2.part=Workers ` +
			`v.parts.2.parts.1.outcome=rejected v.parts.2.parts.1.clause="more than 1/2 of votes cast are against" v.parts.2.parts.1.part=Workers ` +
			`v.parts.2.parts.1.count=0 v.parts.2.parts.1.base=14 v.parts.2.parts.1.need=8 v.parts.2.parts.1.spare=-8 v.parts.2.parts.1.unit=votes ` +
			`v.parts.2.parts.1.veto=true`},
		"tie": {Explain(SimpleMajority(), weighted), `v.outcome=rejected v.clause="more than 1/2 of votes cast are for" v.part="" ` +
			`v.count=1 v.base=2 v.need=2 v.spare=-1 v.unit=seats v.tie=true`},
		"no finding": {Finding{}, `v.outcome=void v.clause="" v.part=""`},
		"hostile": {Finding{Clause: "x\nlevel=ERROR", Part: strings.Repeat("y", 300), Reason: "\u202e", Outcome: 9},
			`v.outcome="invalid outcome 9" v.clause="x\nlevel=ERROR" v.part=` + strings.Repeat("y", 200) + `… v.reason="\u202e"`},
	} {
		if diff := cmp.Diff(test.want, logged(asText, test.value)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// In JSON, seats are numbers, and figures of any size are text.
func TestLogJSON(t *testing.T) {
	t.Parallel()
	tally := voteOf(t, Count{For: 28}, Count{Against: 14}, Count{Absent: 14})
	for _, test := range []struct {
		value any
		want  string
	}{
		{tally, `{"v":{"part":"","for":28,"against":14,"abstain":0,"spoilt":0,"silent":0,"absent":14,"suspended":0,"vacant":0,"seats":56,` +
			`"votes_for":"28","votes_against":"14","votes_abstain":"0"}}`},
		{Explain(Any{SimpleMajority()}, tally), `{"v":{"outcome":"adopted","clause":"any of","part":"","parts":{"1":{"outcome":"adopted",` +
			`"clause":"more than 1/2 of votes cast are for","part":"","count":"28","base":"42","need":"22","spare":"6","unit":"votes"}}}}`},
		{Finding{}, `{"v":{"outcome":"void","clause":"","part":""}}`},
		{Tally{}, `{"v":{"part":"","for":0,"against":0,"abstain":0,"spoilt":0,"silent":0,"absent":0,"suspended":0,"vacant":0,"seats":0,` +
			`"votes_for":"0","votes_against":"0","votes_abstain":"0"}}`},
	} {
		if diff := cmp.Diff(test.want, logged(asJSON, test.value)); diff != "" {
			t.Error(diff)
		}
	}
}

// A finding that is endless or very wide is cut, and says so.
func TestLogIsCut(t *testing.T) {
	t.Parallel()
	endless := Finding{Clause: "again", Parts: make([]Finding, 3)}
	for i := range endless.Parts {
		endless.Parts[i] = endless
	}
	for name, f := range map[string]Finding{
		"endless": endless,
		"wide":    {Parts: make([]Finding, 1000)},
		"both":    {Parts: []Finding{endless, {Parts: make([]Finding, 100)}, {}}},
	} {
		line := logged(asJSON, f)
		if clauses := strings.Count(line, `"clause"`); clauses != 100 || !strings.Contains(line, `"cut":true`) || !json.Valid([]byte(line)) {
			t.Errorf("%s: %d clauses in %d bytes", name, clauses, len(line))
		}
	}
	full := logged(asJSON, Finding{Parts: make([]Finding, 99)})
	if strings.Contains(full, "cut") || strings.Count(full, `"clause"`) != 100 {
		t.Error(full)
	}
	deep := Finding{}
	for range 10 {
		deep = Finding{Parts: []Finding{deep}}
	}
	if line := logged(asJSON, deep); strings.Contains(line, "cut") {
		t.Error(line)
	}
	if line := logged(asJSON, Finding{Parts: []Finding{deep}}); !strings.Contains(line, "cut") {
		t.Error(line)
	}
}
