package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

func TestBodyErrors(t *testing.T) {
	t.Parallel()
	a, b, c := Bloc{Name: "A", Size: 1}, Bloc{Name: "B", Size: 1}, Bloc{Name: "C", Size: 1}
	for _, test := range []struct {
		first Bloc
		want  []string
	}{
		{a, nil},
		{Bloc{Name: "A"}, nil},
		{Bloc{}, nil},
		{Bloc{Name: "B", Size: 1},
			[]string{`body "B": invalid name: there are two blocs of that name`}},
		{Bloc{Name: "A/B", Size: 1}, nil},
		{Bloc{Name: "A", Blocs: []Bloc{{Size: 1}}},
			[]string{`body "A/": invalid name: it is empty`}},
		{Bloc{Name: "A", Roll: []string{"x", "x"}},
			[]string{`body "A": invalid name: there are two seats "x"`}},
		{Bloc{Name: "A", Roll: []string{""}},
			[]string{`body "A": invalid name: seat 1 of the roll, "": it is empty`}},
		{Bloc{Name: "A", Roll: []string{"B 1"}},
			[]string{`body "A": invalid name: there are two seats "B 1"`}},
		{Bloc{Name: "A", Roll: []string{"B 2", "B 01"}}, nil},
		{Bloc{Name: "A", Size: -1},
			[]string{fmt.Sprintf(`body "A": number out of range: -1 seats: a body has from 0 to %d`, MostSeats)}},
		{Bloc{Name: "A", Size: MostSeats - 2}, nil},
		{Bloc{Name: "A", Size: MostSeats}, []string{
			fmt.Sprintf(`body "B": number out of range: 1 seat: a body has from 0 to %d`,
				MostSeats),
			fmt.Sprintf(`body "C": number out of range: 1 seat: a body has from 0 to %d`,
				MostSeats)}},
		{Bloc{Name: "A", Size: math.MaxInt}, []string{
			fmt.Sprintf(`body "A": number out of range: %d seats: a body has from 0 to %d`,
				math.MaxInt, MostSeats)}},
		{Bloc{Name: "A", Size: 1, Weight: Frac(1, 0)},
			[]string{`body "A": not a valid fraction: a weight or power that is not a number`}},
		{Bloc{Name: "A", Size: 1, Weight: Frac(-1, 2)},
			[]string{`body "A": not a valid fraction: a weight or power of -1/2: want at least 0`}},
		{Bloc{Name: "A", Size: 1, Power: Frac(-1, 2), SharedBy: AllSeats},
			[]string{`body "A": not a valid fraction: a weight or power of -1/2: want at least 0`}},
		{Bloc{Name: "A", Union: []string{"B"}},
			[]string{`body "A": conflicting fields in bloc: a union: only an independent bloc can be one`}},
		{Bloc{Name: "A", Size: 1, SharedBy: For},
			[]string{`body "A": conflicting fields in bloc: power shared by "for": want a set with for and against in it`}},
		{Bloc{Name: "A", Size: 1, Power: Frac(1, 1)},
			[]string{`body "A": conflicting fields in bloc: a power to split, but no SharedBy, such as Entitled`}},
		{Bloc{Name: "A", Size: 1, Power: Frac(1, 1), Weight: Frac(1, 1), SharedBy: AllSeats},
			[]string{`body "A": conflicting fields in bloc: both a weight for each seat and a power to split: to split a power unequally, use blocs inside this one, each with a Power`}},
		{Bloc{Name: "A", Size: 1, Roll: []string{}}, nil},
		{Bloc{Name: "A", Weight: Frac(1, 1), Size: 1, Roll: []string{"x"},
			Blocs: []Bloc{{Name: "x", Size: 1, SharedBy: AllSeats}}}, []string{
			`body "A": conflicting fields in bloc: a weight for each seat, but no seats of its own: set the Weight of the blocs inside`,
			`body "A": conflicting fields in bloc: more than one of size, roll and blocs`}},
		{Bloc{Name: "A", Size: 1, Roll: []string{"x"}},
			[]string{`body "A": conflicting fields in bloc: more than one of size, roll and blocs`}},
		{Bloc{Name: "A", Size: 1, Blocs: []Bloc{{Name: "x"}}},
			[]string{`body "A": conflicting fields in bloc: more than one of size, roll and blocs`}},
		{Bloc{Name: "A", Weight: Frac(1, 1), Blocs: []Bloc{{Name: "x"}}},
			[]string{`body "A": conflicting fields in bloc: a weight for each seat, but no seats of its own: set the Weight of the blocs inside`}},
		{Bloc{Name: "A", Power: Frac(1, 1), Blocs: []Bloc{{Name: "x", Size: 1}}},
			[]string{`body "A/x": conflicting fields in bloc: no power, inside a bloc that splits its power: set Power and SharedBy`}},
		{Bloc{Name: "A", Power: Frac(1, 1), Blocs: []Bloc{{Name: "x", Size: 1,
			SharedBy: AllSeats}}}, nil},
	} {
		body, err := NewBody(test.first, b, c)
		if diff := cmp.Diff(test.want, messages(err)); diff != "" {
			t.Errorf("%+v: %s", test.first, diff)
		}
		if (body == nil) != (err != nil) {
			t.Errorf("%+v: body %v, error %v", test.first, body, err)
		}
	}
	for _, powerless := range [][3]Bloc{
		{},
		{{Size: 3, Weight: Frac(0, 1)}},
		{{Size: 3, SharedBy: Entitled, Power: Frac(0, 1)}, {SharedBy: Entitled}},
		{{SharedBy: Entitled, Power: Frac(0, 1), Blocs: []Bloc{{Name: "x", Size: 1}}}},
	} {
		if _, err := NewBody(powerless[0], powerless[1], powerless[2]); !errors.Is(err,
			ErrNoPower) {
			t.Errorf("%+v: %v", powerless, err)
		}
	}
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, ErrNoPower) {
			t.Errorf("MustBody panics with %v", err)
		}
	}()
	MustBody(Bloc{}, Bloc{}, Bloc{})
}

// A name or an ID that would not read as one thing, or not as itself, is refused, and
// the error quotes it.
func TestBadNamesAreRefused(t *testing.T) {
	t.Parallel()
	for name, why := range map[string]string{
		"":                         "it is empty",
		"\xff":                     "it is not valid UTF-8",
		"Workers\n├─ quorum   met": "it has U+000A, which does not print",
		"a\tb":                     "it has U+0009, which does not print",
		"a\x00":                    "it has U+0000, which does not print",
		"\x1b[31mred":              "it has U+001B, which does not print",
		"a\u202eb":                 "it has U+202E, which does not print",
		"a\u00a0b":                 "it has U+00A0, which does not print",
		"a\u200bb":                 "it has U+200B, which does not print",
		"a\ufffd":                  "it has U+FFFD, which stands for text that was lost",
		"a\u2028b":                 "it has U+2028, which does not print",
		" a":                       "it begins or ends with a space",
		"a ":                       "it begins or ends with a space",
	} {
		path := strconv.Quote("A/" + name)
		for what, test := range map[string]struct {
			bloc Bloc
			want string
		}{
			"bloc": {Bloc{Name: "A", Blocs: []Bloc{{Name: name, Size: 1}}},
				"body " + path + ": invalid name: " + why},
			"roll": {Bloc{Name: "A", Roll: []string{name}},
				`body "A": invalid name: seat 1 of the roll, ` + strconv.Quote(name) + ": " + why},
		} {
			_, err := NewBody(test.bloc, Bloc{}, Bloc{}, Bloc{Name: "Chair", Size: 1})
			if diff := cmp.Diff([]string{test.want}, messages(err)); diff != "" ||
				!errors.Is(err, ErrName) {
				t.Errorf("%s %q: %s", what, name, diff)
			}
		}
	}
}

// Whatever a name is made of, it is refused in an error of one line, or means what
// it says and adds no line to any text.
func TestNamesForgeNoLine(t *testing.T) {
	t.Parallel()
	name := rapid.StringOfN(rapid.SampledFrom([]rune("aB1/ \n\t\x00\x1b\u00a0\u202e\u2028\ufeff│├é東\"")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		group, inner, numbered, id := name.Draw(t, "group"), name.Draw(t, "bloc"), name.Draw(t,
			"numbered"), name.Draw(t, "seat")
		body, err := NewBody(
			Bloc{Name: group, Blocs: []Bloc{{Name: inner, Roll: []string{id}},
				{Name: "b", Blocs: []Bloc{shareholder(id+"x", Fraction{})}}}},
			Bloc{Name: "B"}, Bloc{}, Bloc{Name: numbered, Size: 2})
		if err != nil {
			for _, text := range messages(err) {
				if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
					t.Fatalf("%q", text)
				}
			}
			return
		}
		tally := body.OpenRoom().Tally()
		for what, lines := range map[string][2]int{
			"the body":    {1, strings.Count(body.String()+"\n", "\n")},
			"the tally":   {7, strings.Count(tally.String(), "\n")},
			"the finding": {1, strings.Count(Explain(In{Bloc: numbered, Rule: SimpleMajority()}, tally).String(), "\n")},
		} {
			if lines[0] != lines[1] {
				t.Fatalf("%s has %d lines, not %d", what, lines[1], lines[0])
			}
		}
		if group == "" {
			group = "first"
		}
		for seat, bloc := range map[string]string{id: group + "/" + inner, id + "x": group +
			"/b/" + id + "x", numbered + " 2": numbered} {
			if got, _ := body.BlocOf(seat); got != bloc {
				t.Fatalf("seat %q is in %q, not in %q", seat, got, bloc)
			}
			if _, ok := tally.Bloc(seat); ok {
				t.Fatalf("%q is a seat, and a bloc", seat)
			}
		}
	})
}

func TestGoodNames(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, name := range []string{"CDU/CSU", "Bern / Berne", "/", "Ms Ó Brien", "東京", "שלום",
		"42 for", "a  b", "# Greens", "b", "B"} {
		ids = append(ids, name+" x")
		if _, err := NewBody(Bloc{Name: name, Roll: []string{name + " x"}}, Bloc{},
			Bloc{}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := NewBody(Bloc{Roll: ids}, Bloc{}, Bloc{}); err != nil {
		t.Error(err)
	}
}

// Blocs that contain themselves are refused: a program ends with an error, not with
// its stack.
func TestBlocsWithoutEnd(t *testing.T) {
	t.Parallel()
	one := []Bloc{{Name: "x"}}
	one[0].Blocs = one
	two := []Bloc{{Name: "x"}, {Name: "y"}}
	two[0].Blocs, two[1].Blocs = two, two
	for _, blocs := range [][]Bloc{one, two} {
		_, err := NewBody(Bloc{Name: "A", Blocs: blocs}, Bloc{}, Bloc{})
		if !errors.Is(err, ErrBloc) || len(messages(err)) != 1 {
			t.Error(err)
		}
	}
	deep := func(n int) (b Bloc) {
		b = Bloc{Name: "x", Size: 1}
		for range n {
			b = Bloc{Name: "x", Blocs: []Bloc{b}}
		}
		return b
	}
	if _, err := NewBody(deep(100), Bloc{}, Bloc{}); err != nil {
		t.Error(err)
	}
	if _, err := NewBody(deep(101), Bloc{}, Bloc{}); !errors.Is(err, ErrBloc) {
		t.Error(err)
	}
}

// Names and paths are so short that no table is made very wide by them.
func TestLongNamesAreRefused(t *testing.T) {
	long := strings.Repeat("x", 1001)
	chain := Bloc{Name: strings.Repeat("y", 400), Size: 1}
	for range 90 {
		chain = Bloc{Name: strings.Repeat("y", 400), Blocs: []Bloc{chain}}
	}
	for _, first := range []Bloc{{Name: long, Size: 1}, {Name: "A", Roll: []string{long}},
		{Name: "A", Blocs: []Bloc{shareholder(long, Fraction{})}}, chain} {
		if _, err := NewBody(first, Bloc{}, Bloc{}); !errors.Is(err, ErrName) {
			t.Error(err)
		}
	}
	if _, err := NewBody(Bloc{Name: long[1:], Size: 1}, Bloc{}, Bloc{}); err != nil {
		t.Error(err)
	}
}

// A union is asked as one part, and its seats stay where they are.
func TestUnion(t *testing.T) {
	t.Parallel()
	entity := Bloc{Name: "Federation", Union: []string{"Croats", "Bosniacs"}}
	body := MustBody(Bloc{Name: "Bosniacs", Size: 5},
		Bloc{Name: "Serbs", Size: 5, Weight: Int(2)}, Bloc{Name: "Croats", Size: 5}, entity,
		Bloc{Name: "Chair", Size: 1}, Bloc{Name: "Chair and Serbs",
			Union: []string{"Chair", "Serbs"}})
	counts := Counts{"Bosniacs": {For: 5}, "Serbs": {Against: 5},
		"Croats": {For: 1, Against: 2, Absent: 2}, "Chair": {Abstain: 1}}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	for _, tally := range []Tally{tally, Widen(tally)} {
		federation, ok := tally.Bloc("Federation")
		if !ok || federation.Seats(For) != 6 || federation.Seats(AllSeats) != 10 ||
			federation.Votes(Cast).String() != "8" || federation.Name() != "Federation" {
			t.Errorf("%v\n%v", ok, federation)
		}
		if other, _ := tally.Bloc("Chair and Serbs"); other.Votes(AllSeats).String() != "11" {
			t.Errorf("%v", other)
		}
		if croats, ok := federation.Bloc("Croats"); !ok || croats.Seats(Absent) != 2 {
			t.Errorf("%v\n%v", ok, croats)
		}
		if serbs, ok := federation.Bloc("Serbs"); ok {
			t.Errorf("Serbs are in the Federation: %v", serbs)
		}
		for g, want := range map[Group]Outcome{First: Adopted, Second: Rejected,
			Third: Rejected} { // Serbs are not in it, and Croats are against
			if got := (In{Bloc: "Federation", Rule: In{Group: g,
				Rule: SimpleMajority()}}).Decide(tally); got != want {
				t.Errorf("the %v group in the Federation: %v, not %v", g, got, want)
			}
			if got := Explain(In{Bloc: "Federation", Rule: In{Group: g, Rule: SimpleMajority()}},
				tally); (got.Reason == "there is no such part of Federation") != (g == Second) {
				t.Errorf("the %v group in the Federation: %v", g, got)
			}
		}
		if tally.Seats(AllSeats) != 16 || tally.Votes(AllSeats).String() != "21" {
			t.Errorf("%v", tally)
		}
	}
	if diff := cmp.Diff(counts, tally.Counts()); diff != "" {
		t.Error(diff)
	}
	if _, err := body.Tally(Counts{"Federation": {For: 10}}); !errors.Is(err, ErrCounts) {
		t.Error(err)
	}
	if bloc, ok := body.BlocOf("Federation 1"); ok {
		t.Errorf("a union has a seat, in %s", bloc)
	}
	_, _, _, independent := body.Describe()
	if diff := cmp.Diff([]Bloc{{Name: "Chair", Size: 1, Weight: Int(1)}, entity,
		{Name: "Chair and Serbs", Union: []string{"Chair", "Serbs"}}}, independent); diff != "" {
		t.Error(diff)
	}
}

func TestUnionErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		union Bloc
		want  []string
	}{
		{Bloc{Name: "U", Union: []string{"A", "B/x"}}, nil},
		{Bloc{Name: "U", Union: []string{"A"}}, nil},
		{Bloc{Name: "A", Union: []string{"B"}},
			[]string{`body "A": invalid name: there are two blocs of that name`}},
		{Bloc{Union: []string{"A"}}, []string{`body "": invalid name: it is empty`}},
		{Bloc{Name: "A 1", Union: []string{"A"}},
			[]string{`body "A 1": invalid name: a seat has that ID`}},
		{Bloc{Name: "U", Union: []string{"nobody"}},
			[]string{`body "U": conflicting fields in bloc: it unites "nobody", which is neither a group nor a bloc`}},
		{Bloc{Name: "U", Union: []string{""}},
			[]string{`body "U": conflicting fields in bloc: it unites "", which is neither a group nor a bloc`}},
		{Bloc{Name: "U", Union: []string{"U"}},
			[]string{`body "U": conflicting fields in bloc: it unites "U", which is neither a group nor a bloc`}},
		{Bloc{Name: "U", Union: []string{"B", "A", "B/x"}},
			[]string{`body "U": conflicting fields in bloc: it unites "B/x" twice`}},
		{Bloc{Name: "U", Union: []string{"A"}, Size: 1},
			[]string{`body "U": conflicting fields in bloc: a union with seats, blocs, a weight or a power of its own`}},
		{Bloc{Name: "U", Union: []string{"A"}, SharedBy: Entitled},
			[]string{`body "U": conflicting fields in bloc: a union with seats, blocs, a weight or a power of its own`}},
	} {
		body, err := NewBody(Bloc{Name: "A", Size: 2},
			Bloc{Name: "B", Blocs: []Bloc{{Name: "x", Size: 1}, {Name: "y"}}}, Bloc{}, test.union)
		if diff := cmp.Diff(test.want, messages(err)); diff != "" {
			t.Errorf("%+v: %s", test.union, diff)
		}
		if (body == nil) != (err != nil) {
			t.Errorf("%+v: body %v, error %v", test.union, body, err)
		}
	}
}

// A union lies within a part if every part of the union does: within a union of the same
// parts and more, and within its only part.
func TestUnionWithinAUnion(t *testing.T) {
	t.Parallel()
	group := func(name string) Bloc {
		return Bloc{Name: name, Blocs: []Bloc{{Name: "x", Size: 1}, {Name: "y", Size: 1}}}
	}
	union := func(name string, parts ...string) Bloc { return Bloc{Name: name, Union: parts} }
	body := MustBody(group("A"), group("B"), group("C"), Bloc{Name: "Chair", Size: 1},
		union("AB", "A", "B"), union("BA", "B", "A"), union("OnlyA", "A"), union("Axy", "A/x",
			"A/y"), union("AxBy", "A/x", "B/y"),
		union("BC", "B", "C"), union("AChair", "A", "Chair"), union("Chairs", "Chair"))
	tally := body.OpenRoom().Tally()
	inside := map[string][]string{
		"AB":     {"A", "A/x", "A/y", "AB", "AxBy", "Axy", "B", "B/x", "B/y", "BA", "OnlyA"},
		"OnlyA":  {"A", "A/x", "A/y", "Axy", "OnlyA"},
		"A":      {"A", "A/x", "A/y", "Axy", "OnlyA"},
		"Axy":    {"A/x", "A/y", "Axy"}, // A is no part of it, though all parts of A are
		"AxBy":   {"A/x", "AxBy", "B/y"},
		"AChair": {"A", "A/x", "A/y", "AChair", "Axy", "Chair", "Chairs", "OnlyA"},
		"Chair":  {"Chair", "Chairs"},
		"Chairs": {"Chair", "Chairs"},
		"A/x":    {"A/x"},
	}
	names := []string{"A", "A/x", "A/y", "AB", "AChair", "AxBy", "Axy", "B", "B/x", "B/y", "BA",
		"BC", "C", "C/x", "C/y", "Chair", "Chairs", "OnlyA"}
	for outer, want := range inside {
		part, _ := tally.Bloc(outer)
		var got []string
		for _, name := range names {
			_, ok := part.Bloc(name)
			rule := In{Bloc: outer, Rule: In{Bloc: name,
				Rule: SeatCount{Of: Silent | Absent, Need: 1}}}
			if adopts := rule.Decide(tally) == Adopted; adopts != ok ||
				(Explain(rule, tally).Reason != "") == ok {
				t.Errorf("in %s, %s: %t\n%v", outer, name, ok, Explain(rule, tally))
			}
			if ok {
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in %s: %s", outer, diff)
		}
	}
}

// Everything that asks about a rule knows the union in the union as Decide does.
func TestQuestionsAboutAUnionWithinAUnion(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1},
		Bloc{Name: "AB", Union: []string{"A", "B"}}, Bloc{Name: "OnlyA", Union: []string{"A"}})
	direct := In{Bloc: "A", Rule: SimpleMajority()}
	nested := In{Bloc: "AB", Rule: In{Bloc: "OnlyA", Rule: SimpleMajority()}}
	if err := Vet(nested, body); err != nil {
		t.Error(err)
	}
	if err := CheckRule(nested, body); err != nil {
		t.Error(err)
	}
	tally, err := body.Tally(Counts{"A": {For: 1, Against: 2}, "B": {For: 2}, "C": {For: 1}})
	if err != nil {
		t.Fatal(err)
	}
	type answers struct {
		decided  Outcome
		possible Outcomes
		fewest   int
		power    *PowerIndices
	}
	ask := func(r Rule) answers {
		possible, err := Possible(r, tally, Against, Voting)
		m, err2 := ToAdopt(r, tally, 0)
		p, err3 := PowerOf(r, body, Cast)
		if err := errors.Join(err, err2, err3); err != nil {
			t.Fatal(err)
		}
		return answers{r.Decide(tally), possible, m.Fewest, p}
	}
	want := ask(direct)
	if want.decided != Rejected || want.possible != OutcomesOf(Adopted, Rejected) ||
		want.fewest != 1 {
		t.Fatalf("%+v", want)
	}
	if got := ask(nested); got.decided != want.decided || got.possible != want.possible ||
		got.fewest != want.fewest || got.power.String() != want.power.String() {
		t.Errorf("%+v, and not %+v", got, want)
	}
}

// Unions that list a large group again and again are refused before they take memory.
func TestUnionsOfTooManyBlocs(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	many := Bloc{Name: "A"}
	for i := range 10_000 {
		many.Blocs = append(many.Blocs, Bloc{Name: strconv.Itoa(i), Size: 1})
	}
	union := Bloc{Name: "U", Union: slices.Repeat([]string{"A"}, 1_000_000)} // 10 billion blocs
	if _, err := NewBody(many, Bloc{}, Bloc{}, union); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

// power10 returns 10 to the power n.
func power10(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

// parted returns the fraction 1/n.
func parted(n *big.Int) Fraction { return FromRat(new(big.Rat).SetFrac(big.NewInt(1), n)) }

// primesFrom returns the first primes above a number.
func primesFrom(above int64, n int) []*big.Int {
	var primes []*big.Int
	for p := big.NewInt(above + 1); len(primes) < n; p.Add(p, big.NewInt(1)) {
		if p.ProbablyPrime(0) { // certain below 1<<64
			primes = append(primes, new(big.Int).Set(p))
		}
	}
	return primes
}

// ofPrimes returns a bloc of seats, each with a weight of 1/p. The primes have seven
// digits.
func ofPrimes(name string, n int) Bloc {
	bloc := Bloc{Name: name}
	for i, p := range primesFrom(1_000_000, n) {
		bloc.Blocs = append(bloc.Blocs, shareholder(fmt.Sprint(name, " m", i), parted(p)))
	}
	return bloc
}

// sharing returns a bloc of n blocs that each split a power over seats, from that number
// on.
func sharing(n, seats int) Bloc {
	bloc := Bloc{Name: "G"}
	for i := range n {
		bloc.Blocs = append(bloc.Blocs, Bloc{Name: fmt.Sprint(i), Size: seats + i,
			SharedBy: Present})
	}
	return bloc
}

// A weight, a power and the common denominator of all have at most 256 digits. The error
// names the limit and the digits.
func TestLongWeightsAreRefused(t *testing.T) {
	t.Parallel()
	one := big.NewInt(1)
	nest := func(power Fraction) Bloc {
		return Bloc{Name: "A", SharedBy: Present,
			Blocs: []Bloc{{Name: "a", Size: 1, Power: power}, {Name: "b", Size: 1}}}
	}
	for _, c := range []struct {
		name string
		bloc Bloc
		want string
	}{
		{"256 digits", Bloc{Name: "A", Size: 1, Weight: fromInt(power10(255))}, ""},
		{"257 digits", Bloc{Name: "A", Size: 1, Weight: fromInt(power10(256))},
			`body "A": too many digits: a weight or power of 257 digits: want at most 256`},
		{"a denominator of 256", Bloc{Name: "A", Size: 1, Weight: parted(power10(255))}, ""},
		{"a denominator of 257", Bloc{Name: "A", Size: 1, Weight: parted(power10(256))},
			`body "A": too many digits: with it the common denominator of the weights has 257 digits: want at most 256`},
		{"a power of 257 digits", nest(fromInt(power10(256))),
			`body "A/a": too many digits: a weight or power of 257 digits: want at most 256`},
		{"a power's denominator of 257", nest(parted(power10(256))),
			`body "A/a": too many digits: with it the common denominator of the weights has 257 digits: want at most 256`},
		{"42 primes", ofPrimes("A", 42), ""},
		{"43 primes", ofPrimes("A", 43),
			`body "A/A m42": too many digits: with it the common denominator of the weights has 259 digits: want at most 256`},
		{"three that are coprime", Bloc{Name: "A", Blocs: []Bloc{
			{Name: "a", Size: 1, Weight: parted(power10(100))},
			{Name: "b", Size: 1, Weight: parted(new(big.Int).Add(power10(100), one))},
			{Name: "c", Size: 1, Weight: parted(new(big.Int).Sub(power10(100), one))},
		}}, `body "A/c": too many digits: with it the common denominator of the weights has 300 digits: want at most 256`},
		{"nested powers", func() Bloc {
			inner := Bloc{Name: "z", Size: 1}
			for i := range 4 {
				inner = Bloc{Name: fmt.Sprint(i), Power: fromInt(power10(250)),
					Blocs: []Bloc{inner, {Name: "x", Size: 1}}}
			}
			inner.SharedBy = Present
			return inner
		}(), `body "3/2/1/0": too many digits: with it votes can have more than 900 digits`},
	} {
		_, err := NewBody(c.bloc, Bloc{}, Bloc{})
		if got := messageOf(err); got != c.want || err != nil && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func messageOf(err error) string {
	if err == nil {
		return ""
	}
	return strings.TrimPrefix(err.Error(), "tripartite: ")
}

// Whatever a body is made from, long weights are refused at once.
func TestLongWeightsAreRefusedFromText(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	var csv strings.Builder
	csv.WriteString("seat,group,weight,vote\n")
	for i, p := range primesFrom(1_000_000, 5000) {
		fmt.Fprintf(&csv, "m%d,A,1/%v,for\n", i, p)
	}
	blocs, err := json.Marshal(ofPrimes("A", 1000))
	if err != nil {
		t.Fatal(err)
	}
	var body Body
	_, fromCSV := RollCall{}.ReadBody(strings.NewReader(csv.String()))
	for name, err := range map[string]error{"CSV": fromCSV,
		"JSON": json.Unmarshal([]byte(`{"groups":[`+string(blocs)+`]}`), &body)} {
		if !errors.Is(err, ErrTooLarge) || !strings.Contains(messageOf(err),
			"259 digits: want at most 256") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// If many blocs share powers, the votes can have too many digits for some numbers of seats
// present, although they are short if all are.
func TestVotesThatSharedPowersMakeLong(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	for _, c := range []struct {
		blocs, seats int
		digits       int // up to this number of digits
		refused      bool
	}{
		{12, 500, 35, false},  // more than the product of the sizes: each group has a power of its own
		{1000, 1, 440, false}, // the sizes are from 1 to 1000, and all these numbers divide one of 434 digits
		{230, 5000, 860, false},
		{250, 5000, 0, true}, // 925 digits
		{40_000, 2, 0, true},
	} {
		body, err := NewBody(sharing(c.blocs, c.seats), Bloc{}, Bloc{})
		if errors.Is(err, ErrTooLarge) != c.refused || (err == nil) == c.refused {
			t.Errorf("%d blocs of %d seats: %v", c.blocs, c.seats, err)
		}
		if err == nil && LongestVotes(body) > c.digits*10/3 {
			t.Errorf("%d blocs of %d seats: %d bits", c.blocs, c.seats, LongestVotes(body))
		}
	}
}

// drawLong draws a bloc with long weights or powers.
func drawLong(t *rapid.T, name string, depth int, around Bloc) Bloc {
	b := Bloc{Name: name}
	long := func(what string) *big.Int {
		n := power10(int64(rapid.SampledFrom([]int{0, 0, 0, 0, 0, 1, 18, 20, 60, 240, 255,
			256}).Draw(t, name+" digits of "+what)))
		return n.Add(n, big.NewInt(rapid.Int64Range(0, 50).Draw(t, name+" "+what)))
	}
	weight := FromRat(new(big.Rat).SetFrac(long("numerator"), long("denominator")))
	if around.SharedBy != 0 || rapid.Bool().Draw(t, name+" has power") {
		b.SharedBy, b.Power = rapid.SampledFrom(drawnSets).Draw(t, name+" over"), weight
	} else if depth == 0 {
		b.Weight = weight
	}
	if depth == 0 {
		b.Size = rapid.IntRange(1, 4).Draw(t, name+" size")
		return b
	}
	for i := range rapid.IntRange(1, 3).Draw(t, name+" blocs") {
		b.Blocs = append(b.Blocs, drawLong(t, fmt.Sprint(name, i), depth-1, b))
	}
	return b
}

// Every vote of every body that can be made is recorded, read again and drawn, however
// long its numbers are.
func TestWhatCanBeDecidedCanBeRecorded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		depth := rapid.IntRange(0, 2).Draw(t, "depth")
		body, err := NewBody(drawLong(t, "A", depth, Bloc{}), drawLong(t, "B", 0, Bloc{}), Bloc{})
		if errors.Is(err, ErrTooLarge) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		record(t, body, take(t, body, drawVotes(t, body)))
	})
	body := MustBody(sharing(230, 5000), Bloc{}, Bloc{}) // close to the limit
	counts, seats := Counts{}, 0
	for name, size := range body.Blocs() {
		if size > 0 {
			counts[name] = Count{For: 3001 + seats, Against: size - 3001 - seats}
			seats++
		}
	}
	tally, err := body.Tally(counts)
	if err != nil {
		t.Fatal(err)
	}
	record(t, body, tally)
}

// record checks that a vote can be recorded.
func record(t rapid.TB, body *Body, tally Tally) {
	rule := All{Quorum{SimpleMajority()}, Share{Of: For, Base: Present,
		Need: AtLeast(1_000_000_006, 1_000_000_007)}, EachGroup(SimpleMajority())}
	if longest := tally.Votes(AllSeats).Rat(); longest.Num().BitLen() > LongestVotes(body) &&
		LongestVotes(body) > 0 {
		t.Fatalf("%d bits, and not at most %d", longest.Num().BitLen(), LongestVotes(body))
	}
	finding := Explain(rule, tally)
	r, err := NewRecord(rule, tally)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var again Record
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if err := again.Check(); err != nil {
		t.Fatal(err)
	}
	recounted, err := again.Tally()
	if err != nil || !recounted.Equal(tally) {
		t.Fatal(err, cmp.Diff(tally.String(), recounted.String()))
	}
	if _, err := json.Marshal(tally); err != nil {
		t.Fatal(err)
	}
	if drawn := must(Picture{}.Vote(tally, finding)); !strings.HasPrefix(string(drawn), "<svg") {
		t.Fatalf("%.100s", drawn)
	}
}
