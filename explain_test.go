package tripartite_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A veto that was not cast does not read as if something had failed.
func TestFindingOfAVeto(t *testing.T) {
	t.Parallel()
	rule := All{SimpleMajority(), Veto{
		In{Group: Third, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}},
		SeatCount{Against, 5},
		Parts{K: 2, Rule: SeatCount{Against, 3}},
		All{SeatCount{Against, 1}, Veto{SeatCount{For, 1}}}, Quorum{SeatCount{Absent, 1}},
	}}
	tally := voteOf(t, Count{For: 26, Against: 2}, Count{For: 14}, Count{For: 10, Against: 4})
	const want = `all of                                                  rejected
├─ more than 1/2 of votes cast are for                  met       50 of 56 votes  29 needed  21 to spare
└─ no veto                                              not met
   ├─ Workers, more than 1/2 of votes cast are against  not cast   4 of 14 votes   8 needed for a veto, 4 short of it
   ├─ at least 5 seats are against                      cast       6 of 56 seats   5 needed for a veto, 1 to spare
   ├─ in at least 2 of the groups                       not cast
   │  ├─ Governments, at least 3 seats are against      not met    2 of 28 seats   3 needed for a veto, 1 short of it
   │  ├─ Employers, at least 3 seats are against        not met    0 of 14 seats   3 needed for a veto, 3 short of it
   │  └─ Workers, at least 3 seats are against          met        4 of 14 seats   3 needed for a veto, 1 to spare
   ├─ all of                                            not cast
   │  ├─ at least 1 seat is against                     met        6 of 56 seats   1 needed for a veto, 5 to spare
   │  └─ no veto                                        not met
   │     └─ at least 1 seat is for                      cast      50 of 56 seats   1 needed for a veto, 49 to spare
   └─ quorum                                            void
      └─ at least 1 seat is absent                      not met    0 of 56 seats   1 needed for a veto, 1 short of it
`
	f := Explain(rule, tally)
	if diff := cmp.Diff(want, f.String()); diff != "" {
		t.Error(diff)
	}
	if f.Veto || f.Parts[0].Veto || f.Parts[1].Veto || !f.Parts[1].Parts[0].Veto ||
		f.Parts[1].Parts[2].Parts[0].Veto {
		t.Errorf("%+v", f)
	}
}

// Where all seats that a clause looks at weigh the same, seats decide, and the finding
// speaks of seats; where that is 1, of votes; and where they differ, of votes, too.
func TestFindingOfSeatsThatWeighTheSame(t *testing.T) {
	t.Parallel()
	committee := MustBody(
		Bloc{Name: "G", Size: 26, SharedBy: Entitled},
		Bloc{Name: "E", Size: 12, SharedBy: Entitled},
		Bloc{Name: "W", Size: 24, SharedBy: Entitled},
	)
	ilo, err := committee.Tally(Counts{
		"G": {For: 24, Absent: 2}, "E": {For: 12}, "W": {For: 11, Against: 13},
	})
	if err != nil {
		t.Fatal(err)
	}
	fixed := MustBody(
		Bloc{Name: "A", Size: 4, Weight: Frac(3, 1)}, Bloc{Name: "B"},
		Bloc{Name: "C", Size: 2, Weight: Frac(0, 1)}, Bloc{Name: "D", Size: 2},
	)
	other := take(t, fixed, []vote{
		{"A 1", For}, {"A 2", For}, {"A 3", Against}, {"A 4", Against}, {"C 1", For}, {"C 2", For},
		{"D 1", For}, {"D 2", Against},
	})
	split := MustBody(
		Bloc{Name: "A", Size: 2, SharedBy: Present}, Bloc{Name: "B", Size: 3, SharedBy: Present},
		Bloc{Name: "C", Size: 1, SharedBy: Present},
	)
	halves := take(
		t, split,
		[]vote{
			{"A 1", For}, {"A 2", For}, {"B 1", For}, {"B 2", Abstain}, {"B 3", Absent},
			{"C 1", Against},
		},
	)
	for _, c := range []struct {
		rule  Rule
		tally Tally
		want  string
		seat  string // votes of each, if the finding speaks of seats that way
	}{
		{
			In{Group: Third, Rule: SimpleMajority()}, ilo,
			"W, more than 1/2 of votes cast are for  rejected  11 of 24 seats  13 needed  2 " +
				"short  (143 of 312 votes, 45.83 %)",
			"13",
		},
		{
			In{Group: First, Rule: SimpleMajority()}, ilo,
			"G, more than 1/2 of votes cast are for  adopted  24 of 24 seats  13 needed  11 to " +
				"spare  (288 of 288 votes, 100.00 %)",
			"12",
		},
		{SimpleMajority(), ilo, "", ""},
		{
			In{Group: First, Rule: SimpleMajority()}, other,
			"A, more than 1/2 of votes cast are for  rejected  2 of 4 seats  3 needed  1 short  " +
				"(6 of 12 votes)  a tie",
			"3",
		},
		{
			SimpleMajority(), other,
			"more than 1/2 of votes cast are for  rejected  7 of 14 votes  8 needed  1 short  a " +
				"tie",
			"",
		},
		{
			In{Group: Third, Rule: SimpleMajority()}, other,
			"C, more than 1/2 of votes cast are for  rejected  0 of 0 votes  nothing is in the " +
				"base, and a share of nothing is not enough",
			"",
		},
		{
			In{Bloc: "D", Rule: SimpleMajority()}, other,
			"D, more than 1/2 of votes cast are for  rejected  1 of 2 votes  2 needed  1 short  " +
				"a tie",
			"",
		},
		{
			In{Group: Second, Rule: SimpleMajority()}, halves,
			"B, more than 1/2 of votes cast are for  adopted  1 of 1 vote  1 needed  0 to spare  " +
				"(100.00 %)",
			"",
		},
		{
			In{Group: Second, Rule: AbsoluteMajority()}, halves,
			"B, more than 1/2 of votes entitled are for  rejected  1 of 2 votes  2 needed  1 " +
				"short  (50.00 %)",
			"",
		},
		{
			In{Group: Third, Rule: SimpleMajority()}, halves,
			"C, more than 1/2 of votes cast are for  rejected  0 of 1 seat  1 needed  1 short  " +
				"(0 of 2 votes, 0.00 %)",
			"2",
		},
		{
			Share{Of: Suspended, Base: Vacant, Need: AtLeast(1, 2)}, other,
			"at least 1/2 of votes vacant are suspended  rejected  0 of 0 votes  nothing is in " +
				"the base, and a share of nothing is not enough",
			"",
		},
	} {
		for _, tally := range []Tally{c.tally, Widen(c.tally)} {
			f := Explain(c.rule, tally)
			if got := strings.TrimSuffix(f.String(), "\n"); c.want != "" && got != c.want ||
				f.Figures.SeatVotes.String() != c.seat || f.Figures.BySeats != (c.seat != "") {
				t.Errorf(
					"%s\n%s\na seat has %v votes, by seats: %t", got, c.want, f.Figures.SeatVotes,
					f.Figures.BySeats,
				)
			}
		}
	}
}

// A threshold of nothing is met by anything, and says so; more than nothing needs one.
func TestThresholdOfNothing(t *testing.T) {
	t.Parallel()
	none, one := voteOf(t, Count{Abstain: 28}, Count{Absent: 14}, Count{Absent: 14}), voteOf(
		t, Count{For: 1, Against: 27}, Count{Absent: 14}, Count{Absent: 14},
	)
	against := voteOf(t, Count{Against: 28}, Count{Absent: 14}, Count{Absent: 14})
	share := func(need Threshold) Share { return Share{Of: For, Base: Cast, Need: need} }
	for _, c := range []struct {
		rule   Rule
		tally  Tally
		want   Outcome
		reason string
	}{
		{share(MoreThan(0, 1)), one, Adopted, ""},
		{share(MoreThan(0, 3)), against, Rejected, ""},
		{
			share(MoreThan(0, 1)), none, Rejected,
			"nothing is in the base, and a share of nothing is not enough",
		},
		{share(AtLeast(0, 1)), against, Adopted, "it asks for nothing"},
		{share(AtLeast(0, 5)), one, Adopted, "it asks for nothing"},
		{
			share(AtLeast(0, 1)), none, Rejected,
			"nothing is in the base, and a share of nothing is not enough",
		},
		{share(AtLeast(0, 0)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(MoreThan(0, 0)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(AtLeast(0, -1)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(AtLeast(-1, 2)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(MoreThan(-1, 2)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(AtLeast(-1, -2)), one, Rejected, "the threshold is not between 0 and 1"},
		{share(MoreThan(1, 1)), one, Rejected, "the threshold is not between 0 and 1"},
		{SeatCount{For, 0}, none, Adopted, "it asks for nothing"},
		{SeatCount{For, -1}, none, Rejected, "the number of seats is below 0"},
		{eachVoting(share(AtLeast(0, 1))), against, Adopted, ""},
		{Veto{share(AtLeast(0, 1))}, against, Rejected, ""},
		{Veto{share(MoreThan(0, 1))}, against, Adopted, ""},
	} {
		for _, tally := range []Tally{c.tally, Widen(c.tally)} {
			f := Explain(c.rule, tally)
			if got := c.rule.Decide(tally); got != c.want || f.Outcome != got ||
				string(f.Reason) != c.reason {
				t.Errorf("%v: %v, want %v: %q", c.rule, got, c.want, f.Reason)
			}
		}
	}
	if f := Explain(share(MoreThan(0, 1)), against); f.Figures.Need.String() != "1" ||
		f.Figures.Spare.String() != "-1" {
		t.Errorf("%+v", f)
	}
}

func number(t rapid.TB, n *big.Int) Fraction {
	f, err := ParseFraction(n.String())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Nothing is said of the votes of each seat if some in the base have none.
func TestSeatVotesOfSeatsWithoutVotes(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "A", Size: 4, Power: Frac(12, 1), SharedBy: Present}, Bloc{Name: "B", Size: 1},
		Bloc{Name: "C"},
	)
	share := Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2)}
	for absent, want := range map[int]bool{0: true, 1: false} {
		tally := allIn(
			t, body,
			func(n int) Count { return Count{For: n - absent*(n/4), Absent: absent * (n / 4)} },
		)
		if got := Explain(share, tally.Group(First)).Figures.SeatVotes; got.Valid() != want {
			t.Errorf("%d absent: %v", absent, got)
		}
	}
}
