package play

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const council = `title: Wage Board
group Workers: 4 seats
group Employers: 4 seats
group Public: 3 seats
rule decision (art. 5):
	quorum (at least 7 seats are present) and more than 1/2 of votes cast are for
rule great matters:
	rule "decision" and at least 2/3 of votes cast are for
`

// A question is answered with everything that was asked for.
func TestAsk(t *testing.T) {
	t.Parallel()
	a := Ask(Question{Statute: council, Votes: "Workers: 4 for\nEmployers: 4 against\nPublic: 2 for, 1 abstain", Power: true, Claim: "in Public (at least 1 seat is for)"})
	for what, ok := range map[string]bool{
		"no errors": len(a.Errors) == 0,
		"outcome":   a.Outcome == "adopted" && a.Possible == "",
		"blocs":     cmp.Equal(a.Blocs, []Bloc{{"Workers", 4}, {"Employers", 4}, {"Public", 3}}),
		"rules":     cmp.Equal(a.Rules, []string{"decision", "great matters"}),
		"finding":   strings.HasPrefix(a.Finding, "decision, art. 5: all of"),
		"picture":   strings.HasPrefix(a.Picture, "<svg"),
		"power":     strings.Contains(a.Power, "Workers, each of 4"),
		"refuted":   !a.Proved && strings.Contains(a.Reply, "Public, at least 1 seat is for"),
	} {
		if !ok {
			t.Errorf("%s: %+v", what, a)
		}
	}
	if a := Ask(Question{Statute: council, Rule: "great matters", Claim: `rule "decision"`}); !a.Proved || a.Reply != "" || len(a.Errors) > 0 {
		t.Errorf("%+v", a)
	}
}

// Seats that are not counted are open, and the answer says what they can still change.
func TestOpenSeats(t *testing.T) {
	t.Parallel()
	for votes, want := range map[string]string{
		"":                              "adopted, rejected and void possible",
		"Workers: 4 for\nPublic: 3 for": "adopted",
		"Workers: 4 against\nEmployers: 3 against, 1 absent": "rejected",
	} {
		if a := Ask(Question{Statute: council, Votes: votes}); a.Possible != want || len(a.Errors) > 0 {
			t.Errorf("%q: %q %v", votes, a.Possible, a.Errors)
		}
	}
}

// The answer is in the language that was asked for. Names stay as they are.
func TestLanguages(t *testing.T) {
	t.Parallel()
	q := Question{Statute: council, Votes: "Workers: 4 for\nEmployers: 4 against", Power: true,
		Claim: "in Public (at least 1 seat is for)", Language: "fr"}
	a := Ask(q)
	for what, ok := range map[string]bool{
		"no errors": len(a.Errors) == 0,
		"outcome":   a.Outcome == "rejeté" && a.Possible == "adoption ou rejet possibles",
		"finding":   strings.HasPrefix(a.Finding, "decision, art. 5 : toutes les conditions"),
		"picture":   strings.Contains(a.Picture, `lang="fr"`),
		"power":     strings.Contains(a.Power, "Workers, chacun des 4"),
		"refuted":   strings.Contains(a.Reply, "Public, au moins 1 siège est pour"),
	} {
		if !ok {
			t.Errorf("%s: %+v", what, a)
		}
	}
	q.Language = "de"
	if a := Ask(q); len(a.Errors) != 1 || a.Errors[0].Field != "language" || a.Outcome != "rejected" {
		t.Errorf("%+v", a)
	}
}

// A roll-call in CSV is counted by part.
func TestRollCall(t *testing.T) {
	t.Parallel()
	a := Ask(Question{Statute: council, Votes: "Seat,Group,Vote\nMs A,Workers,for\nMr B,Workers,for\nMs C,Public,against\n"})
	if len(a.Errors) > 0 || !strings.Contains(a.Finding, "2 of  3 votes") && !strings.Contains(a.Finding, "2 of 3 votes") {
		t.Errorf("%+v", a)
	}
}

// The number of seats that a statute leaves open is that of the sample, or of those counted.
func TestOpenSizes(t *testing.T) {
	t.Parallel()
	open := "group A: seats\ngroup B: 2 seats\nrule r:\n\tmore than 1/2 of votes cast are for\nsample A: 3 seats\n"
	for votes, want := range map[string]int{"": 3, "A: 2 for": 2, "A: 7 for": 7} {
		if a := Ask(Question{Statute: open, Votes: votes}); len(a.Errors) > 0 || a.Blocs[0].Seats != want {
			t.Errorf("%q: %+v", votes, a)
		}
	}
}

// An error names the field and, in a text of several lines, the place.
func TestErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		q    Question
		want string
	}{
		"statute":   {Question{Statute: strings.Replace(council, "votes cast", "vots cast", 1)}, `statute 6:61 found "vots"`},
		"no body":   {Question{Statute: "title: nothing\n"}, "statute 1:1 "},
		"rule":      {Question{Statute: council, Rule: "most"}, `rule 0:0 rule "most"`},
		"votes":     {Question{Statute: council, Votes: "Workers: many for"}, "votes 1:0 "},
		"too many":  {Question{Statute: council, Votes: "Workers: 5 for"}, "votes 0:0 "},
		"no part":   {Question{Statute: council, Votes: "Farmers: 5 for"}, "votes 0:0 "},
		"a share":   {Question{Statute: council, Votes: "Workers: 50 % for of cast"}, "votes 0:0 "},
		"roll-call": {Question{Statute: council, Votes: "seat,group,vote\nA,Workers,perhaps"}, `votes 0:0 roll-call "line 2"`},
		"claim":     {Question{Statute: council, Claim: "always"}, `claim 0:0 rule "always"`},
	} {
		a := Ask(c.q)
		if len(a.Errors) == 0 {
			t.Errorf("%s: no error", name)
			continue
		}
		e := a.Errors[0]
		if got := fmt.Sprintf("%s %d:%d %s", e.Field, e.Line, e.Column, e.Message); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// What is no question gets an answer, too.
func TestAskJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{", "[]", `{"statute": 7}`, `{"statute": "group A: 1 seat"}`} {
		var a Answer
		if err := json.Unmarshal([]byte(AskJSON(text)), &a); err != nil || len(a.Errors) == 0 {
			t.Errorf("%q: %v, %+v", text, err, a)
		}
	}
}

// Every statute of the collection can be played with.
func TestStatutes(t *testing.T) {
	t.Parallel()
	names, text := Statutes()
	for _, name := range names {
		a := Ask(Question{Statute: text(name)})
		if len(a.Errors) > 0 || a.Possible == "" {
			t.Errorf("%s: %v", name, a.Errors)
		}
	}
	if len(names) < 20 || text("no/statute") != "" {
		t.Error(names)
	}
}

// An answer about a council, with everything that can be asked. It is to take less than 100 ms
// in a browser, which runs the library several times slower.
func BenchmarkCouncil(b *testing.B) {
	_, text := Statutes()
	q := Question{
		Statute: text("ilo/governing-body"), Power: true, Claim: "at least 1 seat is for",
		Votes: "Governments: 16 for, 6 abstain\nEmployers: 14 for\nWorkers: 8 for, 2 against",
	}
	for b.Loop() {
		if a := Ask(q); len(a.Errors) > 0 || a.Possible == "" || a.Power == "" || !a.Proved {
			b.Fatalf("%+v", a)
		}
	}
}
