package tripartite_test

import (
	"errors"
	"strings"
	"testing"

	. "example.com/tripartite"
)

func TestStatesText(t *testing.T) {
	t.Parallel()
	for s := range 256 {
		var got States
		text, err := States(s).MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(text), strings.ToUpper(string(text)), " " + strings.ReplaceAll(string(text), " ", " \t ") + "\n"} {
			if err := got.UnmarshalText([]byte(text)); err != nil || got != States(s) {
				t.Errorf("%q reads as %v, %v", text, got, err)
			}
		}
	}
	for s, want := range map[States]string{
		0: "none", For: "for", Cast: "cast", AllSeats: "seats", InOffice: "in office", For | Abstain: "for + abstain",
		Entitled &^ Abstain: "entitled except abstain", Cast | Absent: "cast + absent", Present &^ For: "present except for",
	} {
		if got := s.String(); got != want {
			t.Errorf("%08b is %q, not %q", s, got, want)
		}
	}
	for text, want := range map[string]States{
		"For": For, "CAST": Cast, "In Office": InOffice, "for+against": Cast, "none": 0, "for + none": For,
		"Entitled  Except\tAbstain+Spoilt": Entitled &^ Abstain &^ Spoilt, "cast except seats": 0,
	} {
		got := Vacant
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q reads as %v, %v", text, got, err)
		}
	}
	s := Abstain
	for _, bad := range []string{
		"", " ", "for + ", " + for", "for ++ against", "+", "cast except", "cast except ", "cast except x", "cast except for except against",
		"none + x", "inoffice", "for, against", "for\x00", "fo\u0280", "\u212aast" /* the Kelvin sign */, "\u0441ast" /* a Cyrillic c */, "for\xff",
	} {
		if err := s.UnmarshalText([]byte(bad)); !errors.Is(err, ErrText) || s != Abstain {
			t.Errorf("%q reads as %v, %v", bad, s, err)
		}
	}
}

// A word that reports use and this package does not is an error that says which
// word to use.
func TestUnknownWordNamesTheRightOne(t *testing.T) {
	t.Parallel()
	const all = "want for, against, abstain, spoilt, silent, absent, suspended, vacant, cast, voting, present, entitled, in office, seats or none"
	for text, want := range map[string]string{
		"quiet":           `tripartite: states "quiet": unknown word "quiet": ` + all,
		"for + ":          `tripartite: states "for + ": missing word: ` + all,
		"Yes":             `unknown word "yes" (say "for"): ` + all,
		"aye":             `(say "for")`,
		"In  Favour":      `unknown word "in favour" (say "for")`,
		"in favor":        `(say "for")`,
		"NO":              `(say "against")`,
		"nay":             `(say "against")`,
		"for + opposed":   `(say "against")`,
		"abstention":      `(say "abstain")`,
		"abstained":       `(say "abstain")`,
		"spoiled":         `(say "spoilt")`,
		"cast except nay": `unknown word "nay" (say "against")`,
	} {
		var s States
		if err := s.UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, without %s", text, err, want)
		}
	}
}
