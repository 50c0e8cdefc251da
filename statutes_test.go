package tripartite_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/votes"
)

// loaded is a statute of the collection, of which another test knows that it is there.
func loaded(t testing.TB, name string) *Statute {
	t.Helper()
	s, err := LoadStatute(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sampled is the body of a statute with the values of its sample.
func sampled(t testing.TB, s *Statute) *Body {
	t.Helper()
	body, err := s.Body(s.Sample...)
	if err != nil {
		t.Fatalf("%s: the sample: %v", s.Title, err)
	}
	return body
}

// sampleRule is a rule of a statute with the values of its sample.
func sampleRule(t testing.TB, s *Statute, name string) Named {
	t.Helper()
	rule, err := s.Rule(name, s.SampleRules...)
	if err != nil {
		t.Fatal(err)
	}
	return rule
}

// statuteBody is the body of a statute with what it leaves open.
func statuteBody(t testing.TB, name string, open ...Bloc) *Body {
	t.Helper()
	body, err := loaded(t, name).Body(open...)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// statuteRule is a rule of a statute of the collection.
func statuteRule(t testing.TB, name, rule string) Rule {
	t.Helper()
	return sampleRule(t, loaded(t, name), rule)
}

// chambers are the seats of the FSC. Each chamber has organisations and individuals of the
// North, then those of the South.
func chambers(economic, social, environmental [4]int) []Bloc {
	var blocs []Bloc
	for i, chamber := range [][4]int{economic, social, environmental} {
		for j, size := range chamber {
			name := []string{"Economic", "Social", "Environmental"}[i] +
				[]string{"/North", "/South"}[j/2] + []string{"/Organisations", "/Individuals"}[j%2]
			blocs = append(blocs, Bloc{Name: name, Size: size})
		}
	}
	return blocs
}

// sample is a statute with the values of its sample.
type sample struct {
	body  *Body
	rules []Named
}

// samples are the bodies and rules of every statute, for properties that all must keep.
func samples(t testing.TB) map[string]sample {
	t.Helper()
	onceSampled.Do(func() { allSamples = sampleAll(t) })
	return allSamples
}

// They are read once, for all tests.
var (
	onceSampled sync.Once
	allSamples  map[string]sample
)

func sampleAll(t testing.TB) map[string]sample {
	t.Helper()
	all := map[string]sample{}
	for name := range Statutes() {
		s := loaded(t, name)
		one := sample{body: sampled(t, s)}
		for _, n := range s.Rules {
			one.rules = append(one.rules, sampleRule(t, s, n.Name))
		}
		all[name] = one
	}
	return all
}

// adoptsWithoutFor are the rules that adopt without a vote for, as their statutes have it.
// A quorum alone does so, too: it decides nothing by itself.
var adoptsWithoutFor = map[string][]string{
	"rtrs/written-resolution": {"resolution", "resolution, abstentions are valid"},
}

// Every statute of the collection has a sample for everything that is open. Vet has nothing
// to say of its rules, but that a few adopt without a vote for.
func TestStatutesOfTheCollectionAreVetted(t *testing.T) {
	t.Parallel()
	for name := range Statutes() {
		s := loaded(t, name)
		body := sampled(t, s)
		for _, n := range s.Rules {
			rule := sampleRule(t, s, n.Name)
			_, isQuorum := rule.Rule.(Quorum)
			if name == "imf/amendment" &&
				n.Name == "amendment" { // in a sample as small as this, votes bring seats with them
				if err := Vet(rule, body); !errors.Is(err, ErrRedundant) || len(messages(err)) != 1 {
					t.Errorf("%s, %s: %v", name, n.Name, err)
				}
				continue
			}
			noFor := isQuorum || slices.Contains(adoptsWithoutFor[name], n.Name)
			err := Vet(rule, body)
			if errors.Is(err, ErrNoFor) != noFor || len(messages(err)) != b2i(noFor) {
				t.Errorf("%s, %s: %v", name, n.Name, err)
			}
		}
	}
}

// In the body of every statute, under every one of its rules, a vote for never turns an
// adopted motion down.
func TestForNeverHurtsInStatutes(t *testing.T) {
	t.Parallel()
	for name, s := range samples(t) {
		rapid.Check(t, func(t *rapid.T) {
			votes := drawVotes(t, s.body)
			before := take(t, s.body, votes)
			i := rapid.IntRange(0, len(votes)-1).Draw(t, "seat")
			votes[i].state = For
			after := take(t, s.body, votes)
			for _, rule := range s.rules {
				if rule.Decide(after) < rule.Decide(before) {
					t.Fatalf("%s: %s turns to for:\n%v%v%v%v", name, votes[i].seat,
						before, Explain(rule, before), after, Explain(rule, after))
				}
			}
		})
	}
}

// A reader finds the source of every rule beside it.
func TestStatutesOfTheCollectionCiteEveryRule(t *testing.T) {
	t.Parallel()
	for name := range Statutes() {
		for _, n := range loaded(t, name).Rules {
			if n.Source == "" {
				t.Errorf("%s, %s: no citation", name, n.Name)
			}
		}
	}
}

// What is not confirmed is said in a note that begins so. Whoever looks for such notes finds
// all of them.
func TestStatutesOfTheCollectionSayWhatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	found := 0
	for name := range Statutes() {
		s, not := loaded(t, name), false
		for _, note := range s.Notes {
			is := strings.HasPrefix(note, "not confirmed: ")
			if strings.Contains(strings.ToLower(note), "not confirmed") && !is {
				t.Errorf("%s: %q does not begin with it", name, note)
			}
			not, found = not || is, found+b2i(is)
		}
		for _, n := range s.Rules {
			if strings.Contains(n.Source, "not confirmed") && !not {
				t.Errorf("%s, %s: no note says what is not confirmed", name, n.Name)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d notes", found)
	}
}

// docs/statutes.md is a table of the collection, made from its files.
func TestStatutesTable(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	table.WriteString(`# The statutes of the collection

Computed by the tests, and kept true by them: ` + "`go test -run StatutesTable -update .`" + ` writes this file.

A group without a number has as many seats as the program says. The files in [statutes](../statutes) have the
rules as text, and the notes say what is not confirmed. The votes are those of [testdata/votes](../testdata/votes),
of which every figure is checked: real ones, and ones that are derived from the statute.

| statute | body | seats | rules, and where they are from | sources | votes |
|---|---|---|---|---|---|
`)
	recorded := votesByStatute(t)
	for name := range Statutes() {
		s := loaded(t, name)
		if len(recorded[s.Title]) == 0 {
			t.Errorf("%s: no file of testdata/votes has a vote", name)
		}
		table.WriteString(statuteRow(name, s, recorded[s.Title]))
	}
	golden(t, "docs/statutes.md", table.String())
}

// votesByStatute are the recorded votes of each statute, by its title.
func votesByStatute(t *testing.T) map[string][]*votes.Vote {
	all := map[string][]*votes.Vote{}
	for file, f := range voteFiles(t) {
		if other := all[f.Statute.Title]; other != nil {
			t.Errorf("%s: another file has votes of the same statute", file)
		}
		all[f.Statute.Title] = f.Votes
	}
	return all
}

// statuteRow is the row of a statute in the table.
func statuteRow(name string, s *Statute, recorded []*votes.Vote) string {
	derived := 0
	for _, v := range recorded {
		derived += b2i(strings.HasPrefix(v.Source, "derived "))
	}
	var seats, rules []string
	for _, b := range slices.Concat(s.Groups[:], s.Independent) {
		if b.Name != "" {
			seats = append(seats, seatsCell(b))
		}
	}
	for _, r := range s.Rules {
		rules = append(rules, fmt.Sprintf("%s (%s)", r.Name, r.Source))
	}
	var row strings.Builder
	for _, cell := range [][]string{
		{fmt.Sprintf("[%s](../statutes/%[1]s.txt)", name)}, {s.Title},
		{strings.Join(seats, ", ")}, rules, s.Sources,
		{fmt.Sprintf("%d real, %d derived", len(recorded)-derived, derived)},
	} {
		row.WriteString("| " + strings.ReplaceAll(strings.Join(cell, "<br>"), "|", `\|`) + " ")
	}
	return row.String() + "|\n"
}

// seatsCell is what the table says of a bloc.
func seatsCell(b Bloc) string {
	switch {
	case b.Union != nil:
		return b.Name + " = " + strings.Join(b.Union, " + ")
	case b.Blocs != nil:
		var inner []string
		for _, b := range b.Blocs {
			inner = append(inner, seatsCell(b))
		}
		return b.Name + " (" + strings.Join(inner, ", ") + ")"
	case b.Size == Open:
		return b.Name
	}
	return fmt.Sprintf("%d %s", b.Size, b.Name)
}

// Every statute of the collection makes claims, and all of them are true.
func TestClaimsOfTheCollection(t *testing.T) {
	t.Parallel()
	for name := range Statutes() {
		s := loaded(t, name)
		if len(s.Claims) == 0 {
			t.Errorf("%s claims nothing", name)
		}
		for _, claim := range s.Claims {
			err := s.Prove(claim)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if shown := (*Counterexample)(nil); errors.As(err, &shown) {
				t.Errorf("\n%v\n%v\n%v", shown.Vote, shown.Finding, shown.Claim)
			}
		}
	}
}
