package tripartite_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	. "example.com/tripartite"
)

func FuzzParseWords(f *testing.F) {
	f.Add("\nmet: met", "\nmet: 100 % erfüllt")                     // no argument, so no verb
	f.Add("\nneeded: %s needed", "\nneeded: 100 %% von %s")         // a percent sign beside a verb
	f.Add("\nvotes: %s of %s votes", "\nvotes: von %[2]s: %[1]s")   // another order
	f.Add("\nvotes: %s of %s votes", "\nvotes: %[1]*[2]s of %s")    // a width from an argument
	f.Add("\nlanguage: en", "\nlanguage: e\u202en")                 // text that turns around
	f.Add("\nshort: %s short", "\nshort: %s short\rshort: %s less") // a line forged
	f.Fuzz(func(t *testing.T, was, is string) {
		words, err := ParseWords(strings.Replace(Words{}.String(), was, is, 1))
		if err != nil {
			checkErrorLines(t, err)
			return
		}
		again, err := ParseWords(words.String())
		if err != nil || again.String() != words.String() {
			t.Fatalf("%q in place of %q reads back as other words: %v", is, was, err)
		}
		tally := council.OpenRoom().Tally()
		svg := must(Picture{Words: words, Open: Silent}.Vote(tally, Explain(SimpleMajority(), tally)))
		if _, _, texts := checkPicture(t, svg); strings.Contains(strings.Join(texts, ""), "%!") {
			t.Fatalf("%q in place of %q: %q", is, was, texts)
		}
	})
}

func FuzzParseFraction(f *testing.F) {
	f.Add("3/400")                                  // one individual's share of a chamber
	f.Add("-9223372036854775808/3")                 // the smallest int64
	f.Add("9223372036854775808")                    // just too large for one
	f.Add("0.67")                                   // a decimal, and less than two thirds
	f.Add("-1.000000")                              // a whole number with decimals
	f.Add(".5")                                     // no digit before the point, refused
	f.Add("83,47")                                  // a decimal comma, refused
	f.Add("67%")                                    // a percentage, refused
	f.Add("1/0")                                    // no number
	f.Add("-0/7")                                   // zero, with a sign
	f.Add("+2/+3")                                  // signs that nobody needs
	f.Add("1,000")                                  // a thousand, or one
	f.Add("000000000000000000000000000000000001/2") // zeros in front
	f.Add("1/2\ntripartite: all is well")           // a line forged
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseFraction(text)
		if err != nil {
			checkErrorLines(t, err)
			return
		}
		again, err := ParseFraction(got.String())
		if err != nil || !again.Equal(got) || again.String() != got.String() {
			t.Fatalf("%q is %v, which reads as %v, %v", text, got, again, err)
		}
		if r := got.Rat(); r.RatString() != got.String() || !FromRat(r).Equal(got) {
			t.Fatalf("%q is %v, and %v as a Rat", text, got, r)
		}
	})
}

// checkErrorLines checks that every line of an error is one of this package, and
// can be printed: nothing from outside forges one.
func checkErrorLines(t *testing.T, err error) {
	t.Helper()
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if !strings.HasPrefix(line, "tripartite: ") || !utf8.ValidString(line) ||
			strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Fatalf("an error has the line %q", line)
		}
	}
}

func FuzzStatesText(f *testing.F) {
	f.Add("cast")                    // a set with a name
	f.Add("For+ABSTAIN")             // a union, in any case
	f.Add("entitled except abstain") // a difference
	f.Add("in office except cast + absent")
	f.Add("none")
	f.Add("Yes")       // another word for one
	f.Add(" except ")  // nothing on either side
	f.Add("for\nhear") // a line forged
	f.Fuzz(func(t *testing.T, text string) {
		var s, again States
		if err := s.UnmarshalText([]byte(text)); err != nil {
			checkErrorLines(t, err)
			return
		}
		if err := again.UnmarshalText([]byte(s.String())); err != nil || again != s {
			t.Fatalf("%q is %v, which reads as %v, %v", text, s, again, err)
		}
		scanned := Vacant
		if err := scanned.Scan(text); err != nil || scanned != s {
			t.Fatalf("%q is %v, and %v, %v in a database", text, s, scanned, err)
		}
	})
}

func FuzzOutcomeText(f *testing.F) {
	f.Add("Adopted")            // in any case
	f.Add(" void\n")            // blanks around it
	f.Add("rejected or void")   // a set of them
	f.Add("adopted\u202edetpo") // text that hides itself
	f.Fuzz(func(t *testing.T, text string) {
		var o, again Outcome
		if err := o.UnmarshalText([]byte(text)); err != nil {
			checkErrorLines(t, err)
			return
		}
		if err := again.UnmarshalText([]byte(o.String())); err != nil || again != o || o > Adopted {
			t.Fatalf("%q is %v, which reads as %v, %v", text, o, again, err)
		}
	})
}

func FuzzThresholdText(f *testing.F) {
	f.Add("more than 1/2")
	f.Add("At Least 2/3")
	f.Add("")                       // not given
	f.Add("at least more than 1/2") // both
	f.Add("2/3")                    // neither
	f.Add("33.4 %")                 // a percentage, refused
	f.Add("at least +2/+3")         // signs that nobody needs
	f.Add("more than 0/1")          // more than nothing
	f.Add("at least 0/1")           // nothing is asked
	f.Add("more than -1/0")         // no threshold that could hold
	f.Add("at least 3/2\n ok")      // out of range, and a line forged
	f.Fuzz(func(t *testing.T, text string) {
		var h, again Threshold
		if err := h.UnmarshalText([]byte(text)); err != nil {
			checkErrorLines(t, err)
			return
		}
		out, err := h.MarshalText()
		if err2 := again.UnmarshalText(out); err != nil || err2 != nil || again != h {
			t.Fatalf("%q is %v, which marshals as %q, %v, and reads as %v, %v", text, h,
				out, err, again, err2)
		}
		for _, counts := range []Counts{{"Members": {For: 3}}, {"Members": {Absent: 3}}} {
			tally, err := flat(3).Tally(counts)
			if err != nil {
				t.Fatal(err)
			}
			Share{Of: For, Base: Cast, Need: h}.Decide(tally)
		}
	})
}

// FuzzParseRule reads whatever comes. What is read marshals, and what it marshals to is
// read as the same rule.
func FuzzParseRule(f *testing.F) {
	f.Add("quorum (at least 33 seats are present) and more than 1/2 of votes cast are for") // a usual rule
	f.Add("at least 1 seat has cast or (in Public/Chair (at least 2 seats abstain))")
	f.Add(`no veto (in "Industry, Trade" (at least 0/1 of all seats except vacant are for less against + absent))`)
	f.Add("at least 2 of 3 (at least 1 seat is for; all of (at least 1 seat is for); any of (at least 1 seat is in office))")
	f.Add("in each group with any votes (at least 1/2 of all votes are for)")
	f.Add("in at least 2 of the groups (in the third group (in each group (more than 1/2 of votes cast are for)))")
	f.Add("At  Least 1 # line\nSeat is For")                                              // in any case, with a comment
	f.Add("at least 1 seat is for and at least 1 seat is for or")                         // a mix
	f.Add("at least 50% of cast are for")                                                 // a percentage, refused
	f.Add(`rule "of the caller's own"`)                                                   // a rule of the caller, refused
	f.Add(`rule "first vote" "art. 4(1)" (rule "quorum" (at least 9 seats are present))`) // names inside names
	f.Add("((((((((in A (quorum (all of (")                                               // parentheses
	f.Add("in \"\\xff\u202e\" (at least 99999999999999999999 seats are for)")
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := ParseRule(text)
		if err != nil {
			checkErrorLines(t, err)
			return
		}
		out, err := RuleText{rule}.MarshalText()
		if errors.Is(err, ErrTooLarge) && len(text) > 16<<10 {
			return // it is longer with a space between words
		}
		again, err2 := ParseRule(string(out))
		if err != nil || err2 != nil || !reflect.DeepEqual(again, rule) ||
			fmt.Sprint(again) != string(out) {
			t.Fatalf("%q is %v, which marshals as %q, %v, and reads as %v, %v", text, rule,
				out, err, again, err2)
		}
		if strings.ContainsFunc(string(out), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Fatalf("%q marshals as %q", text, out)
		}
	})
}

// FuzzParseStatute reads whatever comes. What is read prints as a text that is read as the
// same statute.
func FuzzParseStatute(f *testing.F) {
	f.Add("title: A\ngroup A: 9 seats\nrule a (art. 1(2)): more than 1/2 of votes cast are for") // a usual statute
	f.Add("group A: power 1/3, shared by entitled\n\tN: seats\n\tS: power open\n\t\tx: 2 seats of 1/2 vote\nrule a: open\nrule b: rule \"a\"")
	f.Add("group \"A:\": 1 seat\nunion U: \"A:\"\nrule a (\"b)\"): in U (at least 1 seat is for)") // names in quotes
	f.Add("group A: seats\nsample A: 2 seats # comment\nrule a: open\nsample a:\n # comment\n at least 1 seat is for")
	f.Add("group A:\n\tB: 1 seat\n        C: 1 seat") // tabs and spaces
	f.Add("group A: 1 seat\nrule a: rule \"b\" \"c\" (rule \"d\" (at least 1 seat is for)) and rule \"a\"")
	f.Add("note: # a\r\nnote:\x00\n\u2028source:\n\tb") // what is no line, and a note that goes on
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseStatute(text)
		if err != nil {
			checkErrorLines(t, err)
			return
		}
		if len(text) < 16<<10 { // a longer one may be beyond the limit with a space between words
			checkStatuteText(t, s)
		}
	})
}

// FuzzFigureText prints figures with whatever name, sets and bounds: each is read
// as it is printed, or has no text.
func FuzzFigureText(f *testing.F) {
	f.Add("", uint8(For), uint8(0), false, false, "42", "42")                    // of the whole body
	f.Add("# Greens", uint8(For), uint8(Cast), true, false, "99/200", "")        // a name like a comment
	f.Add("A\nB: 5 for", uint8(3), uint8(0), false, false, "", "-1")             // a name with a line
	f.Add(" \"A\\\xff", uint8(0), uint8(0), false, false, "1/3", "2/3")          // what cannot be printed
	f.Add("A: B", uint8(AllSeats), uint8(AllSeats), false, false, "0", "1/2000") // 0.0 %
	f.Add("A", uint8(For), uint8(Cast), true, false, "x", "")                    // no bounds
	f.Add("A", uint8(For), uint8(Voting), false, true, "19/25", "77/100")        // 76 % cut
	f.Add("A", uint8(For), uint8(Voting), false, true, "19/25", "761/1000")      // 76.0 % cut
	f.Add("A", uint8(For), uint8(Cast), true, true, "1", "101/100")              // 100 % cut
	f.Add("A", uint8(For), uint8(0), true, true, "1/3", "2/3")                   // cut, and no percentage
	f.Fuzz(func(t *testing.T, part string, of, in uint8, votes, cut bool, low, high string) {
		figure := Figure{Part: part, Of: States(of), Base: States(in), Votes: votes, Cut: cut}
		figure.Min, _ = ParseFraction(low)
		figure.Max, _ = ParseFraction(high)
		_, err := figure.MarshalText()
		if bounds := figure.Min.Valid() || figure.Max.Valid(); err == nil && !bounds {
			t.Fatalf("%v has a text", figure)
		} else if bounds && !cut || err == nil {
			checkRoundTrip(t, figure)
		} else {
			checkErrorLines(t, err)
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
	f.Add("A:2 For,0 AGAINST\n1,234 for, 1,234,567 votes for")             // as people write them
	f.Add("42 yes\nfor\n12,34 for\n5. % for of cast\n71,34 % for of cast") // what is not understood
	f.Add("50% to 60% for of cast\nat most 66.7 % for of cast")            // ranges of percentages
	f.Add("66% cut for of cast\nat most 66.6 % cut votes for of voting")   // percentages that were cut
	f.Add("33 % cut to 66.6 % cut for of cast\n1/2 cut for of cast")       // ranges of them, and what is none
	f.Add("more than 1 for\nfewer than 3 against, less than 2 abstain")    // bounds that are not meant themselves
	f.Add("more than 1/2 votes for\n2 of 3 for\nA 2 for")                  // what newspapers write, and leaves something open
	f.Add("\"# Greens\": 1 for\n\"A\\n\": 1 for\n\"B: 1 for")              // names in quotation marks
	f.Add("A: B/C, D: 1 for\n\x1b[2K: 5 for\n\u202e: 1 fro")               // names that hide something
	f.Fuzz(func(t *testing.T, text string) {
		figures, err := ParseFigures(text)
		if err != nil {
			checkErrorLines(t, err)
		}
		if err != nil || len(figures) > 6 {
			return
		}
		for _, figure := range figures {
			checkRoundTrip(t, figure)
		}
		body := MustBody(Bloc{Name: "A", Size: 2},
			Bloc{Name: "B", SharedBy: Entitled, Roll: []string{"Ms C", "B 1"}},
			Bloc{Name: "C", Weight: Frac(3, 2)})
		p, err := body.Infer(figures...)
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
		body := MustBody(Bloc{Name: "A", Size: 2},
			Bloc{Name: "B", SharedBy: Present, Roll: []string{"Ms C", "B 1"}}, Bloc{Name: "C"})
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
		if tally := ballot.Tally(); tally.Seats(AllSeats) != 4 {
			t.Fatalf("4 seats have become %d:\n%v", tally.Seats(AllSeats), tally)
		}
	})
}

// What reads as a record is written, reads again, and is written the same; what does not is
// an error of one line. Nothing takes long, and nothing panics.
func FuzzRecord(f *testing.F) {
	f.Add(`{"format":"tripartite/1","body":{"groups":[{"name":"A","seats":3}]},"rule":"more than 1/2 of votes cast are for","counts":{"A":{"for":3}},"outcome":"adopted"}`)
	f.Add(`{"format":"tripartite/1","body":{"groups":[{"roll":["x"]},{"blocs":[{"name":"y","roll":["y"],"weight":"1/3"}]}]},"rule":"at least 1 seat is for","seats":{"x":"for","y":"absent"},"outcome":"adopted"}`)
	f.Add(`{"format":"tripartite/1","body":{"groups":[{"name":"A","seats":9007199254740992}]},"rule":"at least 1 seat is for","figures":["3 for"],"outcome":"void"}`) // the most seats
	f.Add(`{"format":"tripartite/1","format":"tripartite/1"}`)                                                                                                        // a key twice
	f.Add(`{"body":{"groups":[{"blocs":[{"blocs":[{"blocs":[{}]}]}]}]}}`)                                                                                             // blocs inside blocs
	f.Add(`{"finding":{"parts":[{"parts":[{"parts":[{"outcome":"void"}]}]}]}}`)
	f.Add(`{"body":{"groups":[{"name":"A\ntripartite: all is well","seats":1}]}}`) // a line forged
	f.Add(`{"sources":[null]}`)
	f.Add(`[`)
	f.Fuzz(func(t *testing.T, text string) {
		var r Record
		if err := r.UnmarshalJSON([]byte(text)); err != nil {
			checkErrorLines(t, err)
			return
		}
		if err := r.Check(); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
					t.Fatalf("an error has the line %q", line)
				}
			}
		}
		written, err := r.MarshalJSON()
		if err != nil {
			return // there is no body or no rule
		}
		var again Record
		if err := again.UnmarshalJSON(written); err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if second, err := again.MarshalJSON(); err != nil || string(second) != string(written) {
			t.Fatalf("%s, %v, not\n%s", second, err, written)
		}
	})
}
