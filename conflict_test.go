package tripartite_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// conflictOf is the conflict of figures that cannot hold together.
func conflictOf(t *testing.T, body *Body, figures string) *Conflict {
	t.Helper()
	_, err := body.Infer(mustFigures(t, figures)...)
	conflict := new(Conflict)
	if !errors.As(err, &conflict) {
		t.Fatalf("%s: %v", figures, err)
	}
	return conflict
}

// If the others leave nothing to take a share of, nothing is said of what the share
// could be.
func TestConflictOfAShareOfNothing(t *testing.T) {
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C"})
	for _, figures := range []string{
		"B: 1 suspended\nB: 40 % to 60 % for of cast",
		"B: 1 suspended\nB: 100 % for of cast",
		"3 abstain, 1 silent, 60 % for of cast",
		"3 abstain, 1 silent, 60 % votes for of cast",
	} {
		for _, claim := range conflictOf(t, body, figures).Claims {
			if claim.Figure.Base != 0 &&
				(claim.Low.Valid() || claim.Off.Valid() || strings.Contains(claim.String(), "leave")) {
				t.Errorf("%q: %v", figures, claim)
			}
		}
	}
}

// If they leave something, it is said what the share could be.
func TestConflictOfAShare(t *testing.T) {
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 4}, Bloc{Name: "C"})
	conflict := conflictOf(t, body, "5 for, 2 against, 60 % for of cast")
	const want = "tripartite: figures cannot hold together: 5 for (the others leave 3: 2 too high); 2 against (the others leave 3 to 4, but not this); 60 % for of cast (the others leave 71.43 %: 10.93 % too low)"
	if got := conflict.Error(); !strings.Contains(got, "60 % for of cast (the others leave 71.43 %: 10.93 % too low)") {
		t.Errorf("%s, want something like %s", got, want)
	}
}

// Figures about the whole come first, and then those about more blocs, wherever they were
// given. So a total is never among the figures that are only counted.
func TestConflictNamesTotalsFirst(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	north := Bloc{Name: "North"}
	var blocs []string // 60 for in all
	for i := range 30 {
		north.Blocs = append(north.Blocs, Bloc{Name: fmt.Sprint(i), Size: 3})
		blocs = append(blocs, fmt.Sprintf("North/%d: 2 for", i))
	}
	body := MustBody(north, Bloc{Name: "South", Size: 9},
		Bloc{Name: "East", Roll: []string{"Ms A", "Mr B", "Dr C"}},
		Bloc{Name: "Pairs", Union: []string{"South", "East"}})
	for _, test := range []struct{ figures, want []string }{
		{slices.Concat(blocs, []string{"North: 61 for"}),
			slices.Concat([]string{"North: 61 for"}, blocs)},
		{slices.Concat(blocs, []string{"Pairs: 1 for", "62 for"}),
			slices.Concat([]string{"62 for", "Pairs: 1 for"}, blocs)},
		{[]string{"Ms A: 1 for", "Mr B: 1 for", "East: 1 for"},
			[]string{"East: 1 for", "Ms A: 1 for", "Mr B: 1 for"}},
		{[]string{"Ms A: 1 for", "East: 2 for", "South: 3 for", "North: 1 for", "at most 5 for"},
			[]string{"at most 5 for", "North: 1 for", "East: 2 for", "South: 3 for"}},
	} {
		var got []string
		for _, claim := range conflictOf(t, body, strings.Join(test.figures, "\n")).Claims {
			got = append(got, claim.Figure.String())
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v: %s", test.figures, diff)
		}
	}
}

// Conflicts and claims that nobody made say nothing, and do not panic.
func TestConflictOfNothing(t *testing.T) {
	var none *Conflict
	for _, text := range []string{none.Error(), new(Conflict).Error(), Claim{Figure: Figure{Base: Cast}, Low: Int(1)}.String()} {
		if strings.Contains(text, "leave") {
			t.Error(text)
		}
	}
}

// A conflict of very many seats by name is found, and told in a few words.
func TestConflictOfManyNames(t *testing.T) {
	proptest.Long(t)
	const n = 4000
	roll, text := make([]string, n), new(strings.Builder)
	for i := range roll {
		roll[i] = fmt.Sprint("m", i)
		fmt.Fprintf(text, "m%d: 1 for\n", i)
	}
	fmt.Fprintf(text, "%d for", n-1)
	conflict := conflictOf(t, MustBody(Bloc{Name: "A", Roll: roll}, Bloc{}, Bloc{}), text.String())
	if got := conflict.Error(); len(conflict.Claims) < n || len(got) > 2000 {
		t.Errorf("%d claims: %s", len(conflict.Claims), got)
	}
}

// Of exactly as many claims as are told, none is left out, and of one more, one.
func TestConflictOfTenClaims(t *testing.T) {
	for _, n := range []int{9, 10, 11} {
		roll, text := make([]string, n), new(strings.Builder)
		for i := range roll {
			roll[i] = fmt.Sprint("m", i)
			if i > 0 {
				fmt.Fprintf(text, "m%d: 1 for\n", i)
			}
		}
		fmt.Fprintf(text, "%d for", n-2)
		conflict := conflictOf(t, MustBody(Bloc{Name: "A", Roll: roll}, Bloc{}, Bloc{}), text.String())
		for _, got := range []string{conflict.Error(), Words{}.Conflict(conflict)} {
			if len(conflict.Claims) != n || strings.Contains(got, "and 1 more") != (n == 11) ||
				strings.Contains(got, "0 more") {
				t.Errorf("%d claims: %s", len(conflict.Claims), got)
			}
		}
	}
}

// What the others leave for a share is a range, too.
func TestConflictOfARangeOfShares(t *testing.T) {
	body := MustBody(Bloc{Name: "A", Size: 7}, Bloc{Name: "B"}, Bloc{Name: "C"})
	for figures, want := range map[string]string{
		"at least 4 for, 1/2 for of cast":                   "1/2 for of cast (the others leave 57.14 % to 100.00 %: 7.14 % too low)",
		"1 to 3 for, at least 6 cast, 3/4 for of cast":      "3/4 for of cast (the others leave 14.29 % to 50.00 %: 25.00 % too high)",
		"2 for, 1 to 2 against, 0 abstain, 1/3 for of cast": "1/3 for of cast (the others leave 50.00 % to 66.67 %: 16.67 % too low)",
	} {
		if got := conflictOf(t, body, figures).Error(); !strings.Contains(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What seats weigh follows from the figures that a conflict names, and what is left for one
// of them from the others. Where the two seats that voted share the power of four, each has
// two votes. Without that figure it is unknown what a number of votes means, and of a share it
// is known that A has four votes in all.
func TestConflictIfWeightsShift(t *testing.T) {
	body := MustBody(Bloc{Name: "A", Size: 4, Power: Int(4), SharedBy: Cast}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C"})
	for figures, want := range map[string]string{
		"A: 2 cast\nB: 0 for\nat least 6 votes for": "" +
			"at least 6 votes for (the others leave 0 to 4: 2 too high)\n" +
			"A: 2 cast\n" +
			"B: 0 for (the others leave 2: 2 too low)\n",
		"A: 2 cast\nB: 2 against\nat least 70 % votes for of cast": "" +
			"at least 70 % votes for of cast (the others leave 0.00 % to 66.67 %: 2.83 % too high)\n" +
			"B: 2 against (the others leave 0 to 1: 1 too high)\n",
		"A: 2 cast\nA: 1 for\nB: 2 against\nat least 40 % votes for of cast": "" +
			"at least 40 % votes for of cast (the others leave 33.33 %: 6.17 % too high)\n" +
			"A: 2 cast (the others leave 1: 1 too high)\n" +
			"A: 1 for (the others leave 2: 1 too low)\n" +
			"B: 2 against (the others leave 0 to 1: 1 too high)\n",
	} {
		if diff := cmp.Diff(want, Words{}.Conflict(conflictOf(t, body, figures))); diff != "" {
			t.Errorf("%s: %s", figures, diff)
		}
	}
}

// What tells the weights of a number of votes is not needed any more when the number is left out.
// Here the share of the empty part cannot hold by itself.
func TestConflictWithoutItsNumberOfVotes(t *testing.T) {
	body := MustBody(Bloc{Name: "A", Roll: []string{"Ms A", "Mr B"}, SharedBy: InOffice},
		Bloc{Name: "B", Roll: []string{"Dr C"}, SharedBy: Cast | Absent},
		Bloc{Name: "C", SharedBy: Cast | Absent, Blocs: []Bloc{{Name: "p", Power: Frac(1, 3)}, {Name: "q"}}}, Bloc{Name: "D"})
	const figures = "B: 1 cast + absent\nC/p: 0 % cut votes abstain of seats\nC/p: 1/2 votes abstain\n" +
		"C/q: 0 cast + absent\nC/p: 0 cast + absent\nA: 2 in office"
	const want = "C/p: 0 % cut votes abstain of seats\n"
	if got := (Words{}).Conflict(conflictOf(t, body, figures)); got != want {
		t.Errorf("%s", got)
	}
}

// Figures for votes are printed as decimals in errors. As text to be read again they stay
// fractions.
func TestConflictOfDecimalVotes(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Blocs: []Bloc{shareholder("Ms A", Frac(18347, 100)), shareholder("Mr B", Frac(33334, 100))}},
		Bloc{Name: "B", Size: 1, Weight: Frac(1, 3)}, Bloc{Name: "C"})
	conflict := conflictOf(t, body, "A: 367/2 votes for\nA: 16667/50 votes against")
	const want = "tripartite: figures cannot hold together: A: 183.5 votes for (the others leave 0 to 183.47: 0.03 too high)"
	if got := conflict.Error(); got != want {
		t.Errorf("%s", got)
	}
	if got := conflict.Claims[0].Figure.String(); got != "A: 367/2 votes for" {
		t.Errorf("%s", got)
	}
	_, err := body.Infer(Figure{Part: "nobody", Of: For, Votes: true, Min: Frac(5, 2), Max: Frac(16, 3)})
	if want := `tripartite: infer "nobody: 2.5 to 16/3 votes for": no such bloc`; err == nil ||
		err.Error() != want {
		t.Error(err)
	}
}
