package tripartite_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// A clause is a sentence, and parses back to the same value.
func TestClauseText(t *testing.T) {
	t.Parallel()
	half := AtLeast(1, 2)
	for want, rule := range map[string]Rule{
		"more than 1/2 of votes cast are for":                              SimpleMajority(),
		"at least 1/1 of votes cast are for":                               Unanimity(),
		"more than 0/1 of votes cast are for":                              Share{Of: For, Base: Cast, Need: MoreThan(0, 1)},
		"at least 0/1 of votes cast are for":                               Share{Of: For, Base: Cast, Need: AtLeast(0, 7)},
		"at least 1/2 of votes entitled are cast":                          Share{Of: Cast, Base: Entitled, Need: half},
		"at least 1/2 of seats entitled have cast":                         Share{Of: Cast, Base: Entitled, Need: half, BySeats: true},
		"at least 1/2 of votes voting abstain":                             Share{Of: Abstain, Base: Voting, Need: half},
		"at least 1/2 of seats in office are present":                      Share{Of: Present, Base: InOffice, Need: half, BySeats: true},
		"at least 1/2 of all votes are for":                                Share{Of: For, Base: AllSeats, Need: half},
		"at least 1/2 of all seats except silent are for":                  Share{Of: For, Base: AllSeats &^ Silent, Need: half, BySeats: true},
		"at least 1/2 of votes entitled except abstain are for":            Share{Of: For, Base: Entitled &^ Abstain, Need: half},
		"at least 1/2 of votes cast + absent are for":                      Share{Of: For, Base: Cast | Absent, Need: half},
		"at least 1/2 of votes none are none":                              Share{Need: half},
		"at least 1/200 of all votes are for less against":                 Share{Of: For, Less: Against, Base: AllSeats, Need: AtLeast(1, 200)},
		"at least 1/2 of seats entitled are cast less abstain":             Share{Of: Cast, Less: Abstain, Base: Entitled, Need: half, BySeats: true},
		"at least 1/2 of votes entitled are abstain less cast + absent":    Share{Of: Abstain, Less: Cast | Absent, Base: Entitled, Need: half},
		"at least 1/2 of votes voting are voting except for less cast":     Share{Of: Voting &^ For, Less: Cast, Base: Voting, Need: half},
		"at least 0 seats are present":                                     SeatCount{Present, 0},
		"at least 1 seat is present":                                       SeatCount{Present, 1},
		"at least 1 seat has cast":                                         SeatCount{Cast, 1},
		"at least 1 seat abstains":                                         SeatCount{Abstain, 1},
		"at least 2 seats have cast":                                       SeatCount{Cast, 2},
		"at least 2 seats abstain":                                         SeatCount{Abstain, 2},
		"at least 2 seats are in office":                                   SeatCount{InOffice, 2},
		"in each group with any votes (at least 1/2 of all votes are for)": eachVoting(Share{Of: For, Base: AllSeats, Need: half}),
		"in each group with any seats except silent (at least 1/2 of all seats except silent are for)": eachVoting(
			Share{Of: For, Base: AllSeats &^ Silent, Need: half, BySeats: true}),
	} {
		if got := fmt.Sprint(rule); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got, err := ParseRule(want); err != nil || !cmp.Equal(got, rule) {
			t.Errorf("%q is %#v, %v", want, got, err)
		}
	}
}

// Every set of states can be the base of a share, what it counts, and what it takes off.
func TestClausesOfAllSets(t *testing.T) {
	t.Parallel()
	check := func(rule Rule) {
		if got, err := ParseRule(fmt.Sprint(rule)); err != nil || !cmp.Equal(got, rule) {
			t.Errorf("%v is %#v, %v", rule, got, err)
		}
	}
	for n := range 1 << 8 {
		s := States(n)
		check(SeatCount{s, 1})
		check(SeatCount{s, 2})
		for _, bySeats := range []bool{false, true} {
			for _, share := range []Share{{Of: s, Base: Cast}, {Of: For, Base: s}, {Of: s, Less: Against, Base: Cast}, {Of: For, Less: s, Base: Cast}} {
				share.Need, share.BySeats = MoreThan(1, 2), bySeats
				check(share)
				if share.Base != 0 {
					check(eachVoting(share))
				}
			}
		}
	}
}

// A name that is a word stands as it is, and any other name is quoted.
func TestNamesInRules(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Workers": "Workers", "Public/Chair": "Public/Chair", "Énergie": "Énergie", "A-1_b": "A-1_b", "no": "no", "first": "first", "quorum": "quorum",
		"Industry, Trade and Finance": `"Industry, Trade and Finance"`, "the": `"the"`, "Each": `"Each"`, "AT": `"AT"`, "4th": `"4th"`, "/": `"/"`,
		"A\nB": `"A\nB"`, `"A"`: `"\"A\""`, "# A": `"# A"`, " A": `" A"`, "\xff": `"\xff"`, "A\u202e": `"A\u202e"`, "A(": `"A("`,
	} {
		rule := In{Bloc: name, Rule: SeatCount{For, 1}}
		if text := "in " + want + " (at least 1 seat is for)"; rule.String() != text {
			t.Errorf("%q, want %q", rule, text)
		}
		if got, err := ParseRule(rule.String()); err != nil || got != Rule(rule) {
			t.Errorf("%v is %v, %v", rule, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		rule := In{Bloc: rapid.StringN(1, 9, -1).Draw(t, "name"), Rule: SeatCount{For, 1}}
		if got, err := ParseRule(rule.String()); err != nil || got != Rule(rule) {
			t.Fatalf("%v is %v, %v", rule, got, err)
		}
	})
}
