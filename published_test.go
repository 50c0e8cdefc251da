package tripartite_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// drawSmallBody draws a body of which all votes can be listed, seat by seat.
func drawSmallBody(t *rapid.T) *Body {
	groups := make([]Bloc, 3)
	left := 5
	for i, name := range []string{"Gov", "Emp", "Wrk"} {
		g := Bloc{Name: name, Size: rapid.IntRange(0, min(left, 3)).Draw(t, name)}
		left -= g.Size
		switch rapid.IntRange(0, 5).Draw(t, name+" weighs") {
		case 0:
			g.SharedBy = rapid.SampledFrom(drawnSets).Draw(t, name+" over")
		case 1:
			g.Weight = Frac(3, 2)
		case 2:
			if g.Size > 1 {
				g.Blocs = []Bloc{{Name: "b0", Size: 1, Weight: Frac(2, 1)}, {Name: "b1", Size: g.Size - 1}}
				g.Size = 0
			}
		}
		groups[i] = g
	}
	chair := Bloc{Name: "Chair", Roll: []string{"Ms C"}}
	return MustBody(groups[0], groups[1], groups[2], chair)
}

var drawnSubsets = []States{
	For | Against | Abstain | Absent, For | Against | Silent | Absent, For | Against | Vacant,
	For | Abstain | Spoilt | Suspended, Against | Absent | Vacant,
}

// drawFigure draws a figure that is true of a vote, or is not.
func drawFigure(t *rapid.T, b *Body, truth Tally) Figure {
	parts := []string{"", "", "", "Gov", "Emp", "Wrk", "Chair"}
	for name := range b.Blocs() {
		parts = append(parts, name)
	}
	f := Figure{Part: rapid.SampledFrom(parts).Draw(t, "part"), Of: drawSet(t)}
	part := truth
	if f.Part != "" {
		part = blocOf(truth, f.Part)
	}
	f.Votes = rapid.IntRange(0, 4).Draw(t, "votes") == 0
	have := Frac(part.Seats(f.Of), 1)
	if f.Votes {
		have = part.Votes(f.Of)
	}
	lie := func() Fraction {
		off := rapid.IntRange(-9, 9).Draw(t, "lie") / 8
		return Frac(max(0, int(have.Rat().Num().Int64())+off), 1)
	}
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		f.Min = lie()
	case 1:
		f.Max = lie()
	case 2:
		f.Min = lie()
		f.Max = f.Min
	case 3:
		f.Votes = rapid.Bool().Draw(t, "of votes")
		value := func(s States) *big.Rat {
			if f.Votes {
				return part.Votes(s).Rat()
			}
			return big.NewRat(int64(part.Seats(s)), 1)
		}
		if f.Base = f.Of | drawSet(t); value(f.Base).Sign() == 0 {
			f.Base = 0
			f.Max = lie()
			break
		}
		share := value(f.Of)
		share.Quo(share, value(f.Base))
		f.Min = FromRat(share)
		if off := big.NewRat(int64(rapid.IntRange(-9, 9).Draw(t, "off")/8), 100); off.Sign() > 0 &&
			share.Cmp(big.NewRat(9, 10)) < 0 {
			f.Min = FromRat(off.Add(off, share))
		}
		switch rapid.IntRange(0, 2).Draw(t, "bounded") {
		case 0:
			f.Max = f.Min
		case 1:
			f.Min, f.Max = Fraction{}, f.Min
		}
	case 4:
		if f.Base = f.Of | drawSet(t); f.Base == 0 { // no share
			f.Max = lie()
			break
		}
		return drawPercentage(t, f, part)
	}
	return f
}

// drawPercentage draws a percentage that is printed of a share: rounded, cut or wrong.
func drawPercentage(t *rapid.T, f Figure, part Tally) Figure {
	f.Votes = false
	have, of := part.Seats(f.Of), max(1, part.Seats(f.Base))
	decimals := rapid.IntRange(0, 2).Draw(t, "decimals")
	all := int(math.Pow10(2 + decimals))
	n := have * all / of
	cut := rapid.SampledFrom([]string{"", " cut"}).Draw(t, "cut")
	if cut == "" {
		n = (2*have*all + of) / (2 * of)
	}
	n = min(all, max(0, n+rapid.SampledFrom([]int{0, 0, 0, -1, 1}).Draw(t, "lie")))
	text := strconv.Itoa(n / (all / 100))
	if decimals > 0 {
		text += fmt.Sprintf(".%0*d", decimals, n%(all/100))
	}
	words := rapid.SampledFrom([]string{"", "", "", "at least ", "at most "}).Draw(t, "words")
	if rapid.IntRange(0, 4).Draw(t, "range") == 0 {
		words = "0 %" + cut + " to "
	}
	printed := mustParse(words + text + " %" + cut + " for of cast")
	f.Min, f.Max, f.Cut = printed.Min, printed.Max, printed.Cut
	return f
}

func drawSeatFigure(t *rapid.T, votes []vote) Figure {
	v := rapid.SampledFrom(votes).Draw(t, "seat")
	f := ExactFigure(v.seat, drawSet(t), rapid.IntRange(0, 1).Draw(t, "in it"))
	if rapid.IntRange(0, 3).Draw(t, "true") > 0 {
		f = ExactFigure(v.seat, v.state|drawSet(t), 1)
	}
	return f
}

// holds reports whether a figure is true of a vote, plainly.
func holds(f Figure, votes []vote, tally Tally) bool {
	have := valueOf(f, votes, tally)
	return have != nil && (!f.Min.Valid() || have.Cmp(f.Min.Rat()) >= 0) &&
		(!f.Max.Valid() || have.Cmp(f.Max.Rat()) <= -b2i(f.Cut))
}

// valueOf is what a figure is in a vote; nil for a share of nothing.
func valueOf(f Figure, votes []vote, tally Tally) *big.Rat {
	part := tally
	for _, v := range votes {
		if v.seat == f.Part {
			return big.NewRat(int64(b2i(v.state&f.Of != 0)), 1)
		}
	}
	if f.Part != "" {
		part = blocOf(tally, f.Part)
	}
	value := func(s States) *big.Rat {
		if f.Votes {
			return part.Votes(s).Rat()
		}
		return big.NewRat(int64(part.Seats(s)), 1)
	}
	have := value(f.Of)
	if f.Base != 0 {
		if value(f.Base).Sign() == 0 {
			return nil
		}
		have.Quo(have, value(f.Base))
	}
	return have
}

// listed is a vote that was listed: the tally, and which figures are true of it.
type listed struct {
	votes []vote
	tally Tally
}

// listVotes lists every vote there is, seat by seat, in these states.
func listVotes(t rapid.TB, b *Body, states States) []listed {
	var all []listed
	tallies := map[string]Tally{}
	var votes []vote
	for id := range b.OpenRoom().All() {
		votes = append(votes, vote{seat: id})
	}
	var try func(i int)
	try = func(i int) {
		if i == len(votes) {
			counts := countVotes(votes)
			if _, ok := tallies[counts]; !ok {
				tallies[counts] = take(t, b, votes)
			}
			all = append(all, listed{slices.Clone(votes), tallies[counts]})
			return
		}
		for s := For; s != 0; s <<= 1 {
			if s&states != 0 {
				votes[i].state = s
				try(i + 1)
			}
		}
	}
	try(0)
	return all
}

// countVotes counts by bloc, which is the ID but for its last word, in one text for
// votes that are counted alike.
func countVotes(votes []vote) string {
	counts := map[string]*[8]byte{}
	for _, v := range votes {
		bloc := v.seat[:strings.LastIndexByte(v.seat, ' ')]
		if counts[bloc] == nil {
			counts[bloc] = new([8]byte)
		}
		counts[bloc][bits.TrailingZeros8(uint8(v.state))]++
	}
	var text []byte
	for _, bloc := range slices.Sorted(maps.Keys(counts)) {
		text = append(text, counts[bloc][:]...)
	}
	return string(text)
}

// fitting are the tallies of which all figures are true, each once, in order.
func fitting(all []listed, figures []Figure) []Tally {
	seen := map[string]Tally{}
	for _, l := range all {
		if !slices.ContainsFunc(figures, func(f Figure) bool { return !holds(f, l.votes, l.tally) }) {
			seen[sortKey(l.tally)] = l.tally
		}
	}
	var tallies []Tally
	for _, key := range slices.Sorted(maps.Keys(seen)) {
		tallies = append(tallies, seen[key])
	}
	return tallies
}

// sortKey sorts as All does: by the blocs in the body's order, and the states.
func sortKey(t Tally) string {
	var key []byte
	for _, bloc := range t.Blocs() {
		for s := For; s != 0; s <<= 1 {
			key = append(key, byte(bloc.Seats(s))) // few enough to list
		}
	}
	return string(key)
}

// Published says exactly what listing every vote says: which votes fit, the range
// of every figure, the outcomes, and what cannot hold together.
func TestPublishedIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawSmallBody(t)
		states := rapid.SampledFrom(drawnSubsets).Draw(t, "states")
		all := listVotes(t, body, states)
		truth := rapid.SampledFrom(all).Draw(t, "truth")
		figures := []Figure{ExactFigure("", AllSeats&^states, 0)}
		for range rapid.IntRange(0, 5).Draw(t, "figures") {
			if rapid.IntRange(0, 3).Draw(t, "of a seat") == 0 {
				figures = append(figures, drawSeatFigure(t, truth.votes))
			} else {
				figures = append(figures, drawFigure(t, body, truth.tally))
			}
		}
		want := fitting(all, figures)
		p, err := body.Infer(figures...)
		conflict := new(Conflict)
		switch {
		case errors.As(err, &conflict):
			if len(want) > 0 {
				t.Fatalf("%v, but this fits:\n%v", err, want[0])
			}
			checkConflict(t, body, conflict, figures, all)
			return
		case errors.Is(err, ErrFigure) &&
			slices.ContainsFunc(figures, func(f Figure) bool { return f.Votes && f.Base == 0 }):
			checkUnknown(t, figures, all)
			return
		case err != nil:
			t.Fatal(err)
		case len(want) == 0:
			t.Fatalf("no vote fits, and it did not see it: %v", figures)
		}
		if diff := cmp.Diff(want, allOf(t, p)); diff != "" {
			t.Fatalf("%v: %s", figures, diff)
		}
		if n, err := p.Len(); n != len(want) || err != nil {
			t.Fatalf("%d, %v, but %d fit", n, err, len(want))
		}
		checkRanges(t, p, body, want)
		checkTable(t, p, want)
		for range 3 {
			rule := drawRule(t, 2)
			var outcomes Outcomes
			for _, tally := range want {
				outcomes |= OutcomesOf(Explain(rule, tally).Outcome)
			}
			if got, err := p.Outcomes(rule); got != outcomes || err != nil {
				t.Fatalf("%v: %v, %v, but listing says %v; %v", rule, got, err, outcomes, figures)
			}
		}
	})
}

func checkRanges(t *rapid.T, p *Published, body *Body, want []Tally) {
	parts := []string{"", "Gov", "Emp", "Wrk"}
	for name := range body.Blocs() {
		parts = append(parts, name)
	}
	for _, name := range parts {
		set := drawSet(t)
		least, most := 1<<30, -1
		for _, tally := range want {
			if name != "" {
				tally = blocOf(tally, name)
			}
			least, most = min(least, tally.Seats(set)), max(most, tally.Seats(set))
		}
		if low, high, err := p.Range(name, set); low != least || high != most || err != nil {
			t.Fatalf("%s %v: %d to %d, %v, but listing says %d to %d", name, set, low,
				high, err, least, most)
		}
	}
}

// checkTable checks every cell of the table.
func checkTable(t *rapid.T, p *Published, want []Tally) {
	table, err := p.Table()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(table, "\n"), "\n")
	states := strings.Fields(lines[0])
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		for i, cell := range cells[1:] {
			least, most := 1<<30, -1
			for _, tally := range want {
				if cells[0] != "all" {
					tally = blocOf(tally, cells[0])
				}
				n := tally.Seats(mustParse("0 " + states[i]).Of)
				least, most = min(least, n), max(most, n)
			}
			text := fmt.Sprint(least)
			if least != most {
				text = fmt.Sprintf("%d-%d", least, most)
			}
			if cell != text {
				t.Fatalf("%s %s: %s, and not %s\n%s", cells[0], states[i], cell, text, table)
			}
		}
	}
}

// checkConflict checks that the claims cannot hold together, that no smaller set
// of figures cannot, and that each of them is off.
func checkConflict(t *rapid.T, body *Body, c *Conflict, figures []Figure, all []listed) {
	var claims []Figure
	for _, claim := range c.Claims {
		claims = append(claims, claim.Figure)
		f := claim.Figure
		tooHigh, tooLow := f.Min.Cmp(claim.High) > 0, f.Max.Valid() && f.Max.Cmp(claim.Low) < 0
		if claim.Low.Valid() && (claim.Low.Cmp(claim.High) > 0 || claim.Off.Sign() != b2i(tooHigh)-b2i(tooLow)) {
			t.Fatalf("%v is not off so", claim)
		}
	}
	if fits := fitting(all, append(slices.Clip(claims), figures[0])); len(fits) > 0 {
		t.Fatalf("%v, but it holds in\n%v", c, fits[0])
	}
	if _, err := body.Infer(claims...); !errors.Is(err, ErrConflict) {
		t.Fatalf("%v, but the claims alone: %v", c, err)
	}
	// Until what the seats weigh is known, votes are not looked at.
	if !slices.ContainsFunc(claims, func(f Figure) bool { return f.Votes }) {
		figures = slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return f.Votes })
	}
	for _, claim := range c.Claims {
		checkClaim(t, body, claim, figures, all)
	}
	// None can be left out: without it the others can hold together. If what the seats
	// weigh is unknown without it, there is nothing to compare.
	for i, f := range claims {
		if _, err := body.Infer(slices.Delete(slices.Clone(claims), i, i+1)...); errors.Is(err, ErrConflict) {
			t.Fatalf("%v, but %v is not needed", c, f)
		}
	}
}

// hundredth is the share in hundredths of a percent, rounded half up.
func hundredth(share *big.Rat) *big.Rat {
	n := new(big.Rat).Mul(share, big.NewRat(10_000, 1))
	n.Add(n, big.NewRat(1, 2))
	return new(big.Rat).SetFrac(new(big.Int).Div(n.Num(), n.Denom()), big.NewInt(10_000))
}

// checkClaim checks what all other figures leave for the claim's, where they can
// hold together and the first of them, by which the votes are listed, is not its.
func checkClaim(t *rapid.T, body *Body, claim Claim, figures []Figure, all []listed) {
	f := claim.Figure
	others := slices.DeleteFunc(slices.Clone(figures),
		func(g Figure) bool { return g.String() == f.String() })
	if len(others) == 0 || others[0].String() != figures[0].String() {
		return
	}
	if _, err := body.Infer(others...); errors.Is(err, ErrFigure) {
		if claim.Low.Valid() {
			t.Fatalf("%v, but of the others: %v", claim, err)
		}
		return
	}
	var low, high *big.Rat
	for _, l := range all {
		if slices.ContainsFunc(others, func(f Figure) bool { return !holds(f, l.votes, l.tally) }) {
			continue
		}
		if v := valueOf(f, l.votes, l.tally); v != nil {
			if low == nil || v.Cmp(low) < 0 {
				low = v
			}
			if high == nil || v.Cmp(high) > 0 {
				high = v
			}
		}
	}
	if f.Base != 0 && low != nil { // shares are rounded to hundredths of a percent
		low, high = hundredth(low), hundredth(high)
	}
	if !claim.Low.Valid() {
		if low != nil {
			t.Fatalf("%v, but listing says %v to %v: %v", claim, low, high, figures)
		}
		return // nothing is left
	}
	if low != nil && (claim.Low.Rat().Cmp(low) != 0 || claim.High.Rat().Cmp(high) != 0) {
		t.Fatalf("%v, but listing says %v to %v: %v", claim, low, high, figures)
	}
	off := new(big.Rat)
	if f.Min.Valid() && f.Min.Cmp(claim.High) > 0 {
		off.Sub(f.Min.Rat(), claim.High.Rat())
	} else if f.Max.Valid() && f.Max.Cmp(claim.Low) < 0 {
		off.Sub(f.Max.Rat(), claim.Low.Rat())
	}
	if off.Sign() == 0 && claim.Off.Valid() || off.Sign() != 0 &&
		(!claim.Off.Valid() || claim.Off.Rat().Cmp(off) != 0) {
		t.Fatalf("%v is off by %v", claim, off)
	}
}

// A vote of a university in which the teachers are known, and of the students only who they
// are: what is certain is certain, however many students vote, and a share of the weighted
// votes says how they voted.
func TestPublishedIfWeightsShift(t *testing.T) {
	t.Parallel()
	for _, students := range []int{20, 12_000}[:proptest.Pick(1, 2, 2)] {
		body := MustBody(Bloc{Name: "Teachers", Size: 529, Power: Int(2), SharedBy: Cast},
			Bloc{Name: "Students", Size: students, Power: Int(1), SharedBy: Cast}, Bloc{})
		for _, test := range []struct {
			figures string
			want    Outcomes // none if the figures contradict each other
		}{
			{"Teachers: 267 for, 238 against, 1 abstain, 3 spoilt, 509 voting, 0 suspended + vacant",
				OutcomesOf(Rejected, Adopted)},
			{"Teachers: 500 for, 5 against, 1 abstain, 3 spoilt, 509 voting, 0 suspended + vacant",
				OutcomesOf(Adopted)},
			{"Teachers: 5 for, 500 against, 1 abstain, 3 spoilt, 509 voting, 0 suspended + vacant",
				OutcomesOf(Rejected)},
			{"Teachers: 100 for, 405 against, 509 voting\nStudents: at least 90 % for of cast",
				OutcomesOf(Rejected)},
			{"Teachers: 267 for, 238 against, 509 voting\nStudents: at least 45 % for of cast",
				OutcomesOf(Adopted)},
			{"Teachers: 267 for, 238 against, 509 voting\nat least 60 % votes for of cast",
				OutcomesOf(Adopted)},
			{"Teachers: 267 for, 238 against, 509 voting\n40 % to 49 % votes for of cast",
				OutcomesOf(Rejected)},
			{"Teachers: 267 for, 238 against, 509 voting\n68.98 % votes for of cast",
				0}, // 68.58 % if all students are for
			{"500 to 505 for\nTeachers: 500 for, 5 against\n83.37 % to 85.03 % votes for of cast",
				OutcomesOf(Adopted)},
		} {
			p, err := body.Infer(mustFigures(t, test.figures)...)
			if test.want == 0 {
				if !errors.Is(err, ErrConflict) {
					t.Errorf("%d students, %s: %v", students, test.figures, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%d students, %s: %v", students, test.figures, err)
				continue
			}
			if got, err := p.Outcomes(SimpleMajority()); err != nil || got != test.want {
				t.Errorf("%d students, %s: %v, %v, want %v", students, test.figures, got, err, test.want)
			}
		}
	}
}

// checkUnknown checks that the figures for seats leave open what seats weigh.
func checkUnknown(t *rapid.T, figures []Figure, all []listed) {
	heads := slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return f.Votes })
	sets := map[string]bool{}
	for _, tally := range fitting(all, heads) {
		key := ""
		for _, bloc := range tally.Blocs() {
			for _, set := range drawnSets {
				key += fmt.Sprint(bloc.Seats(set), " ")
			}
		}
		sets[key] = true
	}
	if len(sets) < 2 {
		t.Fatalf("what the seats weigh is known: %v", figures)
	}
}

// What was published of a true vote always fits it, also in bodies that are too
// large to list, and a further figure never widens anything.
func TestPublishedOfTheTruth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body, truth := drawTally(t)
		var figures []Figure
		var before [2]int
		set := drawSet(t)
		for i := range rapid.IntRange(1, 6).Draw(t, "figures") {
			part := rapid.SampledFrom(parts(truth)).Draw(t, "part")
			f := Figure{Part: part.Name(), Of: drawSet(t)}
			have := part.Seats(f.Of)
			f.Min = Frac(have-rapid.IntRange(0, have).Draw(t, "less"), 1)
			if rapid.Bool().Draw(t, "bounded") {
				f.Max = Frac(have+rapid.IntRange(0, 2).Draw(t, "more"), 1)
			}
			figures = append(figures, f)
			p, err := body.Infer(figures...)
			if err != nil {
				t.Fatalf("%v: %v, in\n%v", figures, err, truth)
			}
			low, high, err := p.Range("", set)
			if n := truth.Seats(set); err != nil || n < low || n > high {
				t.Fatalf("%v: %d to %d %v, %v, in\n%v", figures, low, high, set, err, truth)
			}
			if i > 0 && (low < before[0] || high > before[1]) {
				t.Fatalf("%v: %d to %d %v after %v", figures, low, high, set, before)
			}
			before = [2]int{low, high}
		}
	})
}

func mustFigures(t testing.TB, text string) []Figure {
	t.Helper()
	figures, err := ParseFigures(text)
	if err != nil {
		t.Fatal(err)
	}
	return figures
}

// committeeOf is a committee of the Conference, with this number of members of each group.
func committeeOf(governments, employers, workers int) *Body {
	return MustBody(
		Bloc{Name: "Governments", Size: governments, SharedBy: Entitled},
		Bloc{Name: "Employers", Size: employers, SharedBy: Entitled},
		Bloc{Name: "Workers", Size: workers, SharedBy: Entitled},
	)
}

// What was published of real votes: whether it can be, and what follows.
func TestPublishedVotes(t *testing.T) {
	t.Parallel()
	conference := MustBody(Bloc{Name: "Governments", Size: 120}, Bloc{Name: "Employers", Size: 60},
		Bloc{Name: "Workers", Size: 60})
	chambers := MustBody(Bloc{Name: "Economic", Size: 200}, Bloc{Name: "Social", Size: 200},
		Bloc{Name: "Environmental", Size: 200})
	for _, test := range []struct {
		name, source string
		body         *Body
		figures      string
		want         string // the table, or the error
	}{
		{"March 2022", "ILO Governing Body, 23 March 2022, and press", council, `
			42 for, 2 against, 8 abstain, 4 silent + absent
			Governments: 16 for, 2 against
			Employers: 14 for
			Workers: 12 for`,
			`             for  against  abstain  silent  absent
Governments   16        2      6-8     0-4     0-4
Employers     14        0        0       0       0
Workers       12        0      0-2     0-2     0-2
all           42        2        8     0-4     0-4
`},
		{"Textiles 1937, the 38 abstentions",
			"ILO Conference, June 1937, Convention No. 61", conference, `
			88 for, 41 against, 38 abstain
			Governments: 51 for, 12 against, 36 abstain
			Employers: 2 for, 28 against, 3 abstain
			Workers: 35 for, 1 abstain`,
			"tripartite: figures cannot hold together: 38 abstain (the others leave 40: 2 too low); " +
				"Governments: 36 abstain (the others leave 34: 2 too high); Employers: 3 abstain (the others leave 1: 2 too high)"},
		{"Textiles 1937, without the total of abstentions", "the same", conference, `
			88 for, 41 against, 0 spoilt + silent + suspended + vacant
			Governments: 51 for, 12 against, 36 abstain
			Employers: 2 for, 28 against, 3 abstain
			Workers: 35 for, 1 abstain`,
			`             for  against  abstain  absent
Governments   51       12       36      21
Employers      2       28        3      27
Workers       35        1        1      23
all           88       41       40      71
`},
		{"FSC 2022, Motion 37: percentages", "press; chambers of 200 are assumed", chambers, `
			Economic: 71.3 % for of cast
			Environmental: 90.2 % for of cast
			Social: 86.2 % for of cast
			0 spoilt + silent + suspended + vacant + absent
			at least 83 % for of cast`,
			`                   for  against  abstain
Economic        57-139    23-56    5-120
Social          25-169     4-27    4-171
Environmental   37-175     4-19    6-159
all            183-483   38-102   15-379
`},
	} {
		if testing.Short() && test.body == chambers {
			continue // so many seats take long
		}
		p, err := test.body.Infer(mustFigures(t, test.figures)...)
		got := fmt.Sprint(err)
		if err == nil {
			if got, err = p.Table(); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// allOf are all votes that fit.
func allOf(t rapid.TB, p *Published) []Tally {
	var all []Tally
	for tally, err := range p.All() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tally)
	}
	return all
}

// The vote of March 2022 was adopted however the unpublished votes were split,
// and under four fifths of those present it would have hung on who was absent.
func TestPublishedMarch2022(t *testing.T) {
	t.Parallel()
	p, err := council.Infer(mustFigures(t, "42 for, 2 against, 8 abstain, 4 silent + absent\nGovernments: 16 for, 2 against\nEmployers: 14 for\nWorkers: 12 for")...)
	if err != nil {
		t.Fatal(err)
	}
	abstentions := map[int]bool{}
	for tally, err := range p.All() {
		if err != nil {
			t.Fatal(err)
		}
		abstentions[tally.Group(Third).Seats(Abstain)] = true
	}
	if len(abstentions) != 3 {
		t.Errorf("%d splits of the abstentions between the groups", len(abstentions))
	}
	for _, test := range []struct {
		rule Rule
		want Outcomes
	}{
		{statuteRule(t, "ilo/governing-body", "majority"), OutcomesOf(Adopted)},
		{All{SimpleMajority(), GroupVeto(Third, Present)}, OutcomesOf(Adopted)},
		{Share{Of: For, Base: Present, Need: AtLeast(4, 5)}, OutcomesOf(Rejected, Adopted)},
		{RuleFunc(Share{Of: For, Base: Present, Need: AtLeast(4, 5)}.Decide),
			OutcomesOf(Rejected, Adopted)},
		{Quorum{In{Group: Third, Rule: SeatCount{Of: Present, Need: 13}}}, OutcomesOf(Void, Adopted)},
		{nil, OutcomesOf(Rejected)},
	} {
		if got, err := p.Outcomes(test.rule); got != test.want || err != nil {
			t.Errorf("%v: %v, %v", test.rule, got, err)
		}
	}
}

// Votes of a committee are in the units of the day, and single seats are known.
func TestPublishedVotesAndSeats(t *testing.T) {
	t.Parallel()
	committee := committeeOf(60, 35, 18)
	p, err := committee.Infer(mustFigures(t, "0 suspended + vacant + spoilt\nGovernments 3: 1 against\nEmployers: 35 against\n0 abstain + silent + absent\n1680 votes against")...)
	if err != nil {
		t.Fatal(err)
	}
	// 35 employers have 36 votes each, and the 420 that are left are of 20
	// governments with 21 each, or of 10 and 3 workers with 70 each.
	if low, high, err := p.Range("Governments", Against); low != 10 || high != 20 || err != nil {
		t.Errorf("%d to %d, %v", low, high, err)
	}
	if low, high, err := p.Range("Governments 3", For); low != 0 || high != 0 || err != nil {
		t.Errorf("%d to %d, %v", low, high, err)
	}
}

// What cannot be understood is an error that names it.
func TestPublishedErrors(t *testing.T) {
	t.Parallel()
	committee := committeeOf(5, 4, 3)
	for text, want := range map[string]error{
		"Nobody: 1 for":                ErrUnknownBloc,
		"5 to 3 for":                   ErrFigure,
		"Workers 1: 1 votes for":       ErrFigure,
		"Workers 1: 50 % for of cast":  ErrFigure,
		"50 % for of absent":           ErrFigure,
		"10 for of cast":               ErrFigure,
		"120 % for of cast":            ErrFraction,
		"100 votes for":                ErrFigure,
		"13 for":                       ErrConflict,
		"Workers 1: 1 for\n0 for":      ErrConflict,
		"Workers 1: 1 for, 0 for":      ErrConflict,
		"Workers 1: 1 for, 0 for, 5 x": ErrText,
	} {
		figures, err := ParseFigures(text)
		if err == nil {
			_, err = committee.Infer(figures...)
		}
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, f := range []Figure{{}, {Of: For, Min: Frac(-1, 1)}, {Of: For, Max: Frac(1, 0)}} {
		if _, err := committee.Infer(f); !errors.Is(err, ErrFigure) {
			t.Errorf("%v: %v", f, err)
		}
	}
	p, err := committee.Infer()
	if err != nil {
		t.Fatal(err)
	}
	if !testing.Short() { // listing takes long
		if n, err := p.Len(); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%d votes, %v", n, err)
		}
	}
	if _, _, err := p.Range("Nobody", For); !errors.Is(err, ErrUnknownBloc) {
		t.Error(err)
	}
	if o, err := p.Outcomes(RuleFunc(SimpleMajority().Decide)); !errors.Is(err, ErrTooLarge) {
		t.Error(o, err)
	}
	for range p.All() {
		break // there are very many
	}
}

// Of several conflicts the smallest is named, also where another comes first.
func TestPublishedConflictIsNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"5 for\nEmployers: 3 for\nWorkers: 3 for\nGovernments: 29 for":                         "Governments: 29 for (the others leave 0 to 28: 1 too high)",
		"5 for\nEmployers: 3 for\nWorkers: 3 for\nGovernments: 2 against, at least 27 abstain": "Governments: 2 against (the others leave 0 to 1: 1 too high); Governments: at least 27 abstain (the others leave 0 to 26: 1 too high)",
		"5 for\nEmployers: 3 for\nWorkers: 3 for":                                              "5 for (the others leave 6 to 34: 1 too low); Employers: 3 for (the others leave 0 to 2: 1 too high); Workers: 3 for (the others leave 0 to 2: 1 too high)",
	} {
		if _, err := council.Infer(mustFigures(t, text)...); err == nil ||
			err.Error() != "tripartite: figures cannot hold together: "+want {
			t.Errorf("%s:\n%v\n%s", text, err, want)
		}
	}
}

// Of very many figures with two conflicts one is named, and none can be left out of it.
func TestPublishedConflictOfMany(t *testing.T) {
	t.Parallel()
	first := []Figure{
		{Of: For, Min: Frac(10, 1)}, {Part: "Governments", Of: For, Max: Frac(1, 1)},
		{Part: "Employers", Of: For, Max: Frac(1, 1)}, {Part: "Workers", Of: For, Max: Frac(1, 1)},
	}
	last := []Figure{ExactFigure("Workers", Abstain|Absent, 5), ExactFigure("Workers", Abstain, 1),
		ExactFigure("Workers", Absent, 1)}
	figures := slices.Clone(first)
	for n := range 30 {
		figures = append(figures, Figure{Of: Silent | Suspended, Max: Frac(20+n, 1)})
	}
	for _, test := range []struct {
		figures []Figure
		want    [][]Figure
	}{
		{append(slices.Clone(figures), last...), [][]Figure{first, last}},
		{append(slices.Clone(figures[4:]), last...), [][]Figure{last}},
		{figures, [][]Figure{first}},
	} {
		_, err := council.Infer(test.figures...)
		conflict := new(Conflict)
		if !errors.As(err, &conflict) {
			t.Fatal(err)
		}
		var claims []Figure
		for _, claim := range conflict.Claims {
			claims = append(claims, claim.Figure)
		}
		if !slices.ContainsFunc(test.want, func(want []Figure) bool { return cmp.Equal(want, claims) }) {
			t.Errorf("%v", claims)
		}
	}
}

// What is said of a group leaves few states to its seats, and few votes to look at:
// five seats in eight states, or eight, or fourteen in two.
func TestPublishedOfGroups(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body    *Body
		figures []Figure
		want    int
	}{
		{MustBody(Bloc{Name: "A", Size: 5}, Bloc{Name: "B", Size: 200}, Bloc{Name: "C"}),
			[]Figure{ExactFigure("B", Absent, 200)}, 792},
		{council, []Figure{{Part: "Governments", Of: For, Min: Frac(20, 1)}, ExactFigure("Employers", Absent, 14), ExactFigure("Workers", Absent, 14)}, 6435},
		{council, []Figure{ExactFigure("Governments", Spoilt, 28), ExactFigure("Employers", For, 7), ExactFigure("Employers", Vacant, 7), ExactFigure("Workers", Absent|Silent, 14)}, 15},
	} {
		p, err := test.body.Infer(test.figures...)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := p.Len(); n != test.want || err != nil {
			t.Errorf("%v: %d, %v, want %d", test.figures, n, err, test.want)
		}
	}
}

// Reports of a plain kind, of the whole body only: what they do not mention was not,
// where what they do mention adds up, and all that fit are found without trying
// the rest.
func TestPublishedOfTheWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"33 for, 20 against, 3 abstain":                                    1740,
		"28 for, 28 against\nEmployers: 14 against":                        15,
		"28 for, 28 against":                                               225,
		"0 cast + abstain + spoilt + absent, at most 1 suspended + vacant": 1 + 2*3,
	} {
		p, err := council.Infer(mustFigures(t, text)...)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := p.Len(); n != want || err != nil {
			t.Errorf("%s: %d fit, %v, want %d", text, n, err, want)
		}
	}
	if testing.Short() {
		return // listing takes long
	}
	// 23 of 44 is 52.27 %, and no other share of at most 56 seats is rounded to it.
	p, err := council.Infer(mustFigures(t, "52.3 % for of cast")...)
	if err != nil {
		t.Fatal(err)
	}
	for state, want := range map[States]int{For: 23, Against: 21} {
		if low, high, err := p.Range("", state); low != want || high != want || err != nil {
			t.Errorf("%d to %d %v, %v, want %d", low, high, state, err, want)
		}
	}
}

// It is safe for any number of goroutines.
func TestPublishedByMany(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	publish := func() *Published {
		p, err := council.Infer(mustFigures(t, "33 for, 20 against\nGovernments: 28 cast\nWorkers: 2 abstain")...)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	ask := func(p *Published) string {
		low, high, err := p.Range("Governments", For)
		outcomes, err2 := p.Outcomes(EachGroup(SimpleMajority()))
		n, err3 := p.Len()
		table, err4 := p.Table()
		return fmt.Sprint(low, high, outcomes, n, table, errors.Join(err, err2, err3, err4))
	}
	want, p := ask(publish()), publish() // which has not been asked before
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			if got := ask(p); got != want {
				t.Errorf("%s, but alone it says %s", got, want)
			}
		})
	}
	workers.Wait()
}

// A rule of the caller that panics for one of several votes has no outcomes.
func TestPublishedOutcomesOfAPanic(t *testing.T) {
	t.Parallel()
	p, err := committeeOf(1, 0, 0).Infer(mustParse("1 cast"))
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []States{For, Against} { // one of them comes second
		panics := RuleFunc(func(t Tally) Outcome {
			if t.Seats(wrong) > 0 {
				panic("for this vote")
			}
			return Adopted
		})
		if o, err := p.Outcomes(panics); o != 0 || !errors.Is(err, ErrRule) {
			t.Errorf("%v: %v, %v", wrong, o, err)
		}
	}
}

// The zero Published, and that of a body without seats, know nothing: every question
// is an error, and none has an answer.
func TestPublishedOfNothing(t *testing.T) {
	t.Parallel()
	for _, p := range []*Published{nil, {}} {
		low, high, rangeErr := p.Range("", For)
		n, lenErr := p.Len()
		o, outcomesErr := p.Outcomes(SimpleMajority())
		text, tableErr := p.Table()
		var allErr error
		for tally, err := range p.All() {
			if allErr = err; !tally.Equal(Tally{}) {
				t.Error(tally)
			}
		}
		for _, err := range []error{rangeErr, lenErr, outcomesErr, tableErr, allErr} {
			if !errors.Is(err, ErrNoSeats) {
				t.Error(err)
			}
		}
		if low != 0 || high != 0 || n != 0 || o != 0 || text != "" {
			t.Error(low, high, n, o, text, p)
		}
	}
	if _, err := new(Body).Infer(ExactFigure("", For, 0)); !errors.Is(err, ErrNoSeats) {
		t.Error(err)
	}
}

// What is known of single seats goes together with what is known of their blocs, as
// listing every vote says: seats that are settled or not, alone or in the same bloc,
// and with states in common or without.
func TestPublishedNamedSeats(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Gov", Size: 4}, Bloc{Name: "Emp", Size: 2},
		Bloc{Name: "Wrk", Size: 1})
	const states = For | Against | Abstain | Absent
	all := listVotes(t, body, states)
	for i, text := range []string{
		"Gov 1: 1 for + against\nGov 2: 1 for\nEmp: 2 for",
		"Gov 1: 1 for + against\nGov 2: 1 for\nEmp 1: 1 against\nWrk: 1 abstain",
		"Gov 1: 1 for + against\nGov 2: 1 against + abstain\nGov 3: 0 for",
		"Gov 1: 1 for + against\nGov 2: 1 for + against\nGov: 3 abstain + absent, at most 1 abstain",
		"Gov 1: 1 for + against\nGov 2: 1 abstain + absent\nGov 3: 1 against + abstain\nGov: 2 for + abstain",
		"Gov 1: 1 for + against\nGov 2: 1 abstain + absent\nEmp 1: 0 for\nEmp 2: 0 against\n4 for + abstain",
		"Gov 1: 1 for\nGov 2: 1 for\nGov: 3 for + against\nEmp: 1 for\n1/2 for of cast",
		"Emp 1: 1 against\nEmp 2: 1 against + abstain\nGov: 1/3 for of cast\n3 cast",
	} {
		if i%proptest.Pick(3, 1, 1) > 0 {
			continue
		}
		figures := append(mustFigures(t, text), ExactFigure("", AllSeats&^states, 0))
		want := fitting(all, figures)
		p, err := body.Infer(figures...)
		if errors.Is(err, ErrConflict) && len(want) == 0 {
			continue
		}
		if err != nil || len(want) == 0 {
			t.Errorf("%q: %v, but %d fit", text, err, len(want))
			continue
		}
		if diff := cmp.Diff(want, allOf(t, p)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		for _, part := range []string{"", "Gov", "Emp", "Wrk"} {
			for s := For; s != 0; s <<= 1 {
				least, most := 1<<30, -1
				for _, tally := range want {
					if part != "" {
						tally = blocOf(tally, part)
					}
					least, most = min(least, tally.Seats(s)), max(most, tally.Seats(s))
				}
				if low, high, err := p.Range(part, s); low != least || high != most || err != nil {
					t.Errorf("%q: %s %v: %d to %d, %v, and not %d to %d", text, part, s, low,
						high, err, least, most)
				}
			}
		}
	}
}

// The range of a single seat is what is said of it, or what is left for it.
func TestPublishedRangeOfASeat(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Gov", Size: 3}, Bloc{Name: "Emp", Size: 2}, Bloc{Name: "Wrk"})
	p, err := body.Infer(mustFigures(t, "Gov 1: 1 for\nGov 2: 0 for")...)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		seat      string
		of        States
		low, high int
	}{
		{"Gov 1", For, 1, 1}, {"Gov 1", Against, 0, 0}, {"Gov 2", For, 0, 0}, {"Gov 2", Against, 0, 1},
		{"Gov 2", AllSeats &^ For, 1, 1},
		{"Gov 3", For, 0, 1}, {"Emp 1", AllSeats, 1, 1},
	} {
		if low, high, err := p.Range(test.seat, test.of); low != test.low ||
			high != test.high || err != nil {
			t.Errorf("%s %v: %d to %d, %v", test.seat, test.of, low, high, err)
		}
	}
}

// A share can be all of its base.
func TestPublishedShareOfAll(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Gov", Size: 3}, Bloc{Name: "Emp"}, Bloc{Name: "Wrk"})
	p, err := body.Infer(Figure{Of: For, Base: Cast, Min: Int(1)}, ExactFigure("", Cast, 2))
	if err != nil {
		t.Fatal(err)
	}
	if low, high, err := p.Range("", For); low != 2 || high != 2 || err != nil {
		t.Errorf("%d to %d, %v", low, high, err)
	}
}

// If listing is too much work, the last of the votes says so.
func TestPublishedTooManyToList(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	g := Bloc{Name: "G"}
	var figures []Figure
	for i := range 1000 {
		g.Blocs = append(g.Blocs, Bloc{Name: fmt.Sprint(i), Size: 6})
		name := fmt.Sprint("G/", i)
		figures = append(figures, Figure{Part: name, Of: For, Base: Cast, Min: Frac(1, 3)})
	}
	p, err := MustBody(g, Bloc{}, Bloc{}).Infer(figures...)
	if err != nil {
		t.Fatal(err)
	}
	votes := 0
	for tally, err := range p.All() {
		if votes++; !errors.Is(err, ErrTooLarge) || tally.Seats(AllSeats) != 0 {
			t.Errorf("%v, %v", tally.Seats(AllSeats), err)
		}
	}
	if votes != 1 {
		t.Errorf("%d", votes)
	}
}

// A percentage fits the votes whose share is rounded to it, or cut to it, and no others.
func TestPublishedPercentagesAreExact(t *testing.T) {
	t.Parallel()
	sizes := []int{1, 3, 7, 29}
	if testing.Short() {
		sizes = sizes[:3]
	}
	for _, n := range sizes {
		body := MustBody(Bloc{Name: "A", Size: n}, Bloc{}, Bloc{})
		for tenths := range 1001 {
			// Between the percentages next to a share, all are alike. A share is m/n, and a
			// percentage without decimals is up to 10 tenths from it.
			near := (tenths*n+2*n)%1000 <= 4*n || tenths%10 == 0 && (tenths*n+10*n)%1000 <= 20*n
			if !near && !proptest.Thorough() {
				continue
			}
			for _, form := range []struct {
				text string
				all  int // the parts of the whole that are one unit of its last digit
			}{
				{fmt.Sprint(tenths/10, " %"), 100}, {fmt.Sprintf("%d.%d %%", tenths/10, tenths%10), 1000},
			} {
				printed := tenths * form.all / 1000
				if printed*1000/form.all != tenths {
					continue
				}
				for _, cut := range []bool{false, true} {
					text := form.text + " for of cast"
					if cut {
						text = form.text + " cut for of cast"
					}
					var want, got []int
					for m := range n + 1 {
						if cut && m*form.all/n == printed || !cut &&
							abs(2*(m*form.all-printed*n)) <= n { // half a unit is rounded either way
							want = append(want, m)
						}
					}
					p, err := body.Infer(append(mustFigures(t, text), ExactFigure("", Cast, n))...)
					if err != nil && (!errors.Is(err, ErrConflict) || want != nil) {
						t.Fatalf("%s of %d: %v, and %v fit", text, n, err, want)
					} else if err == nil {
						for _, tally := range allOf(t, p) {
							got = append(got, tally.Seats(For))
						}
						slices.Sort(got)
					}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Fatalf("%s of %d: %s", text, n, diff)
					}
				}
			}
		}
	}
}

// 85 of 111 is 76.58 %, which is 77 % rounded and 76 % cut.
func TestPublishedCutPercentage(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 111}, Bloc{}, Bloc{})
	for text, want := range map[string]string{
		"85 for, 111 voting, 76 % cut for of voting":   "",
		"85 for, 111 voting, 76.5 % cut for of voting": "",
		"85 for, 111 voting, 77 % for of voting":       "",
		"85 for, 111 voting, 76 % for of voting":       "76 % for of voting (the others leave 76.58 %: 0.08 % too low)",
		"85 for, 111 voting, 77 % cut for of voting":   "77 % cut for of voting (the others leave 76.58 %: 0.42 % too high)",
		"85 for, 111 voting, 75 % cut for of voting":   "75 % cut for of voting (the others leave 76.58 %: 0.58 % too low)",
		"3 for, 4 voting, 74 % cut for of voting":      "74 % cut for of voting (the others leave 75.00 %, but not this)", // it is below 75 %
	} {
		_, err := body.Infer(mustFigures(t, text)...)
		if want == "" && err != nil || want != "" &&
			(err == nil || !strings.HasSuffix(err.Error(), want)) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, f := range []Figure{
		{Of: For, Max: Int(5), Cut: true},
		{Of: For, Base: Cast, Min: Frac(1, 2), Max: Frac(1, 2), Cut: true},
	} {
		if _, err := body.Infer(f); !errors.Is(err, ErrFigure) {
			t.Errorf("%v: %v", f, err)
		}
	}
	p, err := body.Infer(mustFigures(t, "76 % cut for of voting, 111 voting")...)
	if err != nil {
		t.Fatal(err)
	}
	if low, high, err := p.Range("", For); low != 85 || high != 85 || err != nil {
		t.Errorf("%d to %d, %v", low, high, err)
	}
}

func abs(n int) int { return max(n, -n) }

// Of 26 parts with a share of each, every range follows from the part's own figure, and
// those of the whole are sums: 42 % of at most 90,000 is 21 of 50, or 37,800 of all.
func TestPublishedTableOfShares(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	body, figures, _ := cantons(15)
	p, err := body.Infer(figures...)
	if err != nil {
		t.Fatal(err)
	}
	if low, high, err := p.Range("Cantons/K0", For); low != 21 || high != 37_800 || err != nil {
		t.Errorf("%d to %d, %v", low, high, err)
	}
	least, most := 0, 0
	for name := range body.Blocs() {
		low, high, err := p.Range(name, For)
		if err != nil {
			t.Fatal(err)
		}
		least, most = least+low, most+high
	}
	if low, high, err := p.Range("", For); low != least || high != most || err != nil {
		t.Errorf("%d to %d, %v, and not %d to %d", low, high, err, least, most)
	}
	table, err := p.Table()
	if want := fmt.Sprintf("%d-%d", least, most); err != nil || !strings.Contains(table, want) ||
		!strings.Contains(table, "21-37800") {
		t.Errorf("%s%v, want %s", table, err, want)
	}
}

// A share that was cut is below the next percentage, also if the weights depend on who voted:
// of the votes, 51 % are no 50 % that were cut.
func TestPublishedCutPercentageIfWeightsShift(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1, Power: Int(1), SharedBy: Cast},
		Bloc{Name: "B", Size: 50, Power: Int(1), SharedBy: Cast}, Bloc{})
	const seats = "A: 1 for\nB: at most 1 for, 49 against\n50 % cut votes for of cast"
	if p, err := body.Infer(mustFigures(t, seats)...); err != nil {
		t.Error(err)
	} else if n, err := p.Len(); n != 6 || err != nil { // one seat of B neither for nor against
		t.Errorf("%d votes fit, %v", n, err)
	}
	for text, want := range map[string]int{"51 % cut votes for of cast": 7, "50 % cut votes for of cast": 0, "51 % votes for of cast": 7, "at most 51 % votes for of cast": 7} {
		p, err := body.Infer(mustFigures(t, "A: 1 for\nB: 1 for, at least 48 against\n"+text)...)
		if n, _ := p.Len(); n != want || errors.Is(err, ErrConflict) != (want == 0) {
			t.Errorf("%s: %d votes fit, %v", text, n, err)
		}
	}
}

// Two seats by name that have a state in common need two places in all their states
// together: one is not enough.
func TestPublishedPlaces(t *testing.T) {
	t.Parallel()
	for most, fits := range map[int]bool{1: false, 2: true} {
		_, err := council.Infer(
			ExactFigure("Workers 1", For|Against, 1), ExactFigure("Workers 2", Against|Abstain, 1),
			Figure{Part: "Workers", Of: For | Against | Abstain, Max: Frac(most, 1)},
		)
		if (err == nil) != fits || err != nil && !errors.Is(err, ErrConflict) {
			t.Errorf("at most %d: %v", most, err)
		}
	}
}

// Who is suspended has no part in the power: of four governments, four employers and
// three workers these have 3, 3 and 4 votes each.
func TestPublishedSuspended(t *testing.T) {
	t.Parallel()
	committee := committeeOf(5, 4, 3)
	const seats = "0 vacant\nGovernments: 1 suspended, 4 for\nEmployers: 0 suspended + for\nWorkers: 0 suspended, 1 for\n"
	if _, err := committee.Infer(mustFigures(t, seats+"16 votes for")...); err != nil {
		t.Error(err)
	}
	if _, err := committee.Infer(mustFigures(t, seats+"17 votes for")...); !errors.Is(err, ErrConflict) {
		t.Error(err)
	}
	for text, fits := range map[string]bool{"at least 16 votes for": true, "at least 17 votes for": false, "at most 16 votes for": true, "at most 15 votes for": false} {
		if _, err := committee.Infer(mustFigures(t, seats+text)...); (err == nil) != fits || err != nil &&
			!errors.Is(err, ErrConflict) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A percentage that no whole number of the seats is rounded to is seen at once, and
// not by trying every way in which the groups can make it up.
func TestPublishedPercentageOfNothing(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 1000}, Bloc{Name: "B", Size: 1000},
		Bloc{Name: "C", Size: 1000})
	groups := "\nA: at least 800 for\nB: at least 750 for, at most 200 against\nC: at least 1 against" // no two are alike
	if _, err := body.Infer(mustFigures(t, "82.547 % for of seats"+groups)...); !errors.Is(err, ErrConflict) {
		t.Error(err)
	}
	if _, err := body.Infer(mustFigures(t, "82.533 % for of seats"+groups)...); err != nil {
		t.Error("2476 of 3000:", err)
	}
}

// Of the real figures of the Protocol of 2014 the first votes that fit are found,
// though those in one group cannot all be.
func TestPublishedFirstOfMany(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	body := MustBody(Bloc{Name: "Governments", Size: 374}, Bloc{Name: "Employers", Size: 187},
		Bloc{Name: "Workers", Size: 187})
	for _, text := range []string{
		"437 for, 8 against, 27 abstain",
		"437 for, 8 against, 27 abstain\nEmployers: 187 for\nWorkers: 187 for",
		"500 cast, 300 for\nWorkers: 33.33 % for of cast",
	} {
		figures := mustFigures(t, text)
		p, err := body.Infer(figures...)
		if err != nil {
			t.Fatal(err)
		}
		checkFirst(t, p, figures, 20)
	}
}

// The first votes that fit a plain report of very many blocs are found, since what the
// figures settle is not looked at again.
func TestPublishedFirstOfManyBlocs(t *testing.T) {
	proptest.Long(t)
	body, figures := manyBlocs(1000)
	for _, further := range [][]Figure{nil, {ExactFigure("", Abstain, 100), ExactFigure("", Silent, 400)}} {
		all := append(slices.Clone(figures), further...)
		p, err := body.Infer(all...)
		if err != nil {
			t.Fatal(err)
		}
		checkFirst(t, p, all, 3)
	}
}

// As many votes as are counted, and no more.
func TestPublishedToTheLimit(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]int{99_999: 100_000, 100_000: 0} {
		p, err := flat(size).Infer(ExactFigure("", AllSeats&^Cast, 0))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := p.Len(); n != want || errors.Is(err, ErrTooLarge) != (want == 0) {
			t.Errorf("of %d seats: %d, %v", size, n, err)
		}
	}
}

// checkFirst checks that the figures hold in the first votes that are said to fit, and
// that there are as many.
func checkFirst(t *testing.T, p *Published, figures []Figure, want int) {
	t.Helper()
	n := 0
	for tally, err := range p.All() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range figures {
			if !holds(f, nil, tally) {
				t.Fatalf("%v does not hold in\n%v", f, tally)
			}
		}
		if n++; n == want {
			return
		}
	}
	t.Errorf("%v: %d votes fit, and not %d", figures, n, want)
}
