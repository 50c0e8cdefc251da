package tripartite_test

import (
	"errors"
	"slices"
	"testing"

	. "example.com/tripartite"
)

// Every statute of the collection is there, is in order and prints as a text that parses back
// to the same value. Names that are none are refused, those of other files too.
func TestStatutesOfTheCollection(t *testing.T) {
	t.Parallel()
	names := slices.Collect(Statutes())
	if len(names) == 0 || !slices.IsSorted(names) {
		t.Fatal(names)
	}
	for _, name := range names {
		s, err := LoadStatute(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Title == "" || len(s.Sources) == 0 || len(s.Rules) == 0 {
			t.Errorf("%s has no title, no source or no rules", name)
		}
		checkStatuteText(t, s)
	}
	for _, name := range []string{"", "korea", "korea/", "../go.mod", "korea/minimum-wage.txt", "/korea/minimum-wage", "korea//minimum-wage", "\x00"} {
		if s, err := LoadStatute(name); s != nil || !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Who stops asking for names gets no more of them.
func TestStatutesCanStop(t *testing.T) {
	t.Parallel()
	n := 0
	for range Statutes() {
		n++
		break
	}
	if n != 1 {
		t.Error(n)
	}
}
