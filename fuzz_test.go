package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

func FuzzParseFraction(f *testing.F) {
	f.Add("3/400")                                  // one individual's share of a chamber
	f.Add("-9223372036854775808/3")                 // the smallest int64
	f.Add("9223372036854775808")                    // just too large for one
	f.Add("0.67")                                   // a decimal, refused
	f.Add("1/0")                                    // no number
	f.Add("-0/7")                                   // zero, with a sign
	f.Add("000000000000000000000000000000000001/2") // zeros in front
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseFraction(text)
		if err != nil {
			return
		}
		again, err := ParseFraction(got.String())
		if err != nil || !again.Equal(got) || again.String() != got.String() {
			t.Fatalf("%q is %v, which reads as %v, %v", text, got, again, err)
		}
		if r := got.Rat(); r.RatString() != got.String() {
			t.Fatalf("%q is %v, and %v as a Rat", text, got, r)
		}
	})
}

func FuzzStatesText(f *testing.F) {
	f.Add("cast")                    // a set with a name
	f.Add("for + abstain")           // a union
	f.Add("entitled except abstain") // a difference
	f.Add("in office except cast + absent")
	f.Add("none")
	f.Add(" except ") // nothing on either side
	f.Fuzz(func(t *testing.T, text string) {
		var s, again States
		if s.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(s.String())); err != nil || again != s {
			t.Fatalf("%q is %v, which reads as %v, %v", text, s, again, err)
		}
	})
}

// FuzzBallot casts and marks whatever comes: a line is a seat, a tab, and a
// state. Whatever comes, a seat is in one state, and a refused call changes
// nothing.
func FuzzBallot(f *testing.F) {
	f.Add("A 1\tfor\nA 2\tagainst\nMs C\tabstain", false) // a plain vote
	f.Add("A 1\tfor\nA 1\tagainst", true)                 // a change of mind
	f.Add("Ms C\tvacant\nMs C\tfor", true)                // a vacant seat that casts
	f.Add("A 3\tfor\nA 01\tfor\nA  1\tfor\n\tfor", false) // seats that are none
	f.Add("A 1\tcast\nA 1\tnone", false)                  // states that are none
	f.Fuzz(func(t *testing.T, script string, changeable bool) {
		body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Over: Present, Roll: []string{"Ms C", "B 1"}}, Bloc{Name: "C"})
		ballot := body.Open()
		if changeable {
			ballot = body.OpenChangeable()
		}
		for line := range strings.Lines(script) {
			id, word, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			var s States
			if s.UnmarshalText([]byte(word)) != nil {
				continue
			}
			before, was := ballot.Tally(), ballot.State(id)
			record := ballot.Cast
			if s&Voting == 0 {
				record = ballot.Mark
			}
			if err := record(id, s); err != nil {
				if !ballot.Tally().Equal(before) || ballot.State(id) != was {
					t.Fatalf("%q was refused, and changed something: %v", line, err)
				}
			} else if ballot.State(id) != s {
				t.Fatalf("%q was taken, and the seat is %v", line, ballot.State(id))
			}
		}
		if tally := ballot.Tally(); tally.Seats(Seats) != 4 {
			t.Fatalf("4 seats have become %d:\n%v", tally.Seats(Seats), tally)
		}
	})
}
