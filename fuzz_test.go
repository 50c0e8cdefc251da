package tripartite_test

import (
	"slices"
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

func FuzzThresholdText(f *testing.F) {
	f.Add("more than 1/2")
	f.Add("at least 2/3")
	f.Add("at least more than 1/2") // both
	f.Add("2/3")                    // neither
	f.Add("more than -1/0")         // no threshold that could hold, but a text
	f.Fuzz(func(t *testing.T, text string) {
		var h, again Threshold
		if h.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(h.String())); err != nil || again != h {
			t.Fatalf("%q is %v, which reads as %v, %v", text, h, again, err)
		}
		for _, counts := range []Counts{{"Members": {For: 3}}, {"Members": {Absent: 3}}} {
			tally, err := flat(3).Tally(counts)
			if err != nil {
				t.Fatal(err)
			}
			Share{Of: For, In: Cast, Need: h}.Decide(tally)
		}
	})
}

// FuzzFigures reads whatever comes, as a newspaper may print it. What is read is
// printed and read again; and votes that fit are votes of which it is true.
func FuzzFigures(f *testing.F) {
	f.Add("2 for, 1 against\nA: 1 for\nMs C: 1 abstain")          // a plain report
	f.Add("3 abstain\nA: 2 abstain\nB: 2 abstain")                // parts that are more than the whole
	f.Add("66.7 % for of cast\n0 silent + absent")                // a percentage
	f.Add("5 votes for\n2/3 votes for of entitled except spoilt") // votes, and a share of them
	f.Add("Ms C: 0 for + against\nMs C: at most 1/2 abstain")     // a seat that is in no state, almost
	f.Add("at least 99999999999999999999 for\n0 to 1/3 against")  // numbers of any length
	f.Add("# none")
	f.Fuzz(func(t *testing.T, text string) {
		figures, err := ParseFigures(text)
		if err != nil || len(figures) > 6 {
			return
		}
		for _, figure := range figures {
			var again Figure
			if err := again.UnmarshalText([]byte(figure.String())); err != nil || again.String() != figure.String() {
				t.Fatalf("%q is read as %v, %v", figure, again, err)
			}
		}
		body := MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Over: Entitled, Roll: []string{"Ms C", "B 1"}}, Bloc{Name: "C", Weight: Frac(3, 2)})
		p, err := body.Published(figures...)
		if err != nil {
			return
		}
		n := 0
		for tally, err := range p.All() {
			if err != nil {
				return
			}
			if !slices.ContainsFunc(figures, func(f Figure) bool { return slices.Contains([]string{"Ms C", "B 1", "A 1", "A 2"}, f.Part) }) {
				for _, figure := range figures {
					if !holds(figure, nil, tally) {
						t.Fatalf("%v does not hold in\n%v", figure, tally)
					}
				}
			}
			if n++; n == 10 {
				break
			}
		}
		if n == 0 {
			t.Fatalf("%q fits nothing", text)
		}
	})
}

// FuzzVoteFile reads whatever comes as a file of testdata/votes.
func FuzzVoteFile(f *testing.F) {
	f.Add("body: RTRS\n\nvote: x\nsource: y\nProducers: 9 for\nrule: Resolution: adopted, quorum 71") // a vote
	f.Add("vote: x\nweight: Employers 171\nmisprint: Employers 117\ntotal: 3762")                     // weights
	f.Add("# nothing\n\nsplit: no")                                                                   // before the first vote
	f.Add("vote: x\nA: 1 for, 1 for")                                                                 // a state twice
	f.Fuzz(func(t *testing.T, text string) {
		file, err := parseVotes(text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Fatalf("an error without its line: %v", err)
			}
			return
		}
		for _, v := range file.votes {
			for name, count := range v.blocs {
				if count.Seats(Seats) < 0 || name == "" {
					t.Fatalf("%q has %v", name, count)
				}
			}
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
		ballot := body.OpenRoom()
		if changeable {
			ballot = body.OpenRoom().AllowChanges()
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
