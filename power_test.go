package tripartite_test

import (
	"errors"
	"fmt"
	"iter"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// game is a body of seats with weights, and the quota that the seats For need.
func game(quota int, weights ...int) (*Body, Rule) {
	var roll []Bloc
	sum := 0
	for i, w := range weights {
		roll = append(roll, shareholder(fmt.Sprint("seat ", i+1), Int(w)))
		sum += w
	}
	return MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Blocs: roll}),
		Share{Of: For, Base: AllSeats, Need: AtLeast(quota, sum)}
}

func powerOf(t rapid.TB, r Rule, b *Body, choices States) *PowerIndices {
	t.Helper()
	p, err := PowerOf(r, b, choices)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func shapley(t rapid.TB, p *PowerIndices) []Fraction {
	t.Helper()
	seats, _, err := p.ShapleyShubik()
	if err != nil {
		t.Fatal(err)
	}
	return seats
}

// texts joins the texts of an index of the seats, each followed by how many in a row
// have it.
func texts(seats []Fraction) string {
	var runs []string
	for i := 0; i < len(seats); {
		n := 1
		for i+n < len(seats) && seats[i+n].Equal(seats[i]) {
			n++
		}
		run := seats[i].String()
		if n > 1 {
			run += fmt.Sprint(" x", n)
		}
		runs = append(runs, run)
		i += n
	}
	return strings.Join(runs, ", ")
}

// figuresOf are the swings, the normalised index and that of Shapley and Shubik.
func figuresOf(t *testing.T, p *PowerIndices) (swings, banzhaf, ss string) {
	var s, b []Fraction
	for _, seat := range p.Seats {
		s, b = append(s, seat.Swings), append(b, seat.Normalised)
	}
	return texts(s), texts(b), texts(shapley(t, p))
}

// The values are printed in the books that the names mention, or follow from them. The
// game of Nassau County is that of 1958.
func TestPowerOfPrintedGames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		source          string
		quota           int
		weights         []int
		winning         string
		swings, bz, ss_ string
	}{
		{"EEC 1958: Britannica Guide to Statistics, p. 194", 12, []int{4, 4, 4, 2, 2, 1}, "14",
			"10 x3, 6 x2, 0", "5/21 x3, 1/7 x2, 0", "7/30 x3, 3/20 x2, 0"},
		{"the same page", 51, []int{50, 49, 1}, "", "", "3/5, 1/5 x2", ""},
		{"UN Security Council", 39, []int{7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, "848",
			"848 x5, 84 x10", "106/635 x5, 21/1270 x10", "421/2145 x5, 4/2145 x10"},
		{"Straffin", 6, []int{4, 3, 2, 1}, "", "", "5/12, 1/4 x2, 1/12", ""},
		{"textbook", 4, []int{3, 2, 1, 1}, "", "", "", "1/2, 1/6 x3"},
		{"Nassau 1958", 16, []int{9, 9, 7, 3, 1, 1}, "", "16 x3, 0 x3", "", ""},
		{"by hand", 2, []int{2, 1, 1}, "", "", "3/5, 1/5 x2", ""},
		{"by hand", 9, []int{7, 7, 1, 1, 1}, "", "", "2/7 x2, 1/7 x3", "3/10 x2, 2/15 x3"},
		{"Kirsch, CEPS: three members, and after one has left", 6, []int{4, 3, 3}, "", "", "1/3 x3",
			"1/3 x3"},
		{"Kirsch, CEPS", 4, []int{4, 3}, "", "", "1, 0", "1, 0"},
	} {
		body, rule := game(c.quota, c.weights...)
		asked := powerOf(t, rule, body, Cast)
		for _, p := range []*PowerIndices{asked, powerOf(t, own{rule}, body, Cast)} {
			swings, banzhaf, ss := figuresOf(t, p)
			for _, f := range []struct{ what, want, got string }{
				{"winning", c.winning, p.Winning.String()}, {"swings", c.swings, swings},
				{"Banzhaf", c.bz, banzhaf}, {"Shapley-Shubik", c.ss_, ss},
			} {
				if f.want != "" && strings.ReplaceAll(f.want, "4/2145", Frac(4, 2145).String()) != f.got {
					t.Errorf("%s: %s: %s, want %s", c.source, f.what, f.got, f.want)
				}
			}
		}
	}
}

// Two independent methods gave the values for the Governing Body and the ternary games.
func TestPowerInTheGoverningBody(t *testing.T) {
	t.Parallel()
	each := "841216538980800, 1268632718029248 x2"
	for _, c := range []struct {
		rule        Rule
		choices     States
		winning     string
		swings, ss_ string
	}{
		{SimpleMajority(), Cast, "32204451718583748", "3824345300380220 x3", "1/56 x3"},
		{SeatCount{Of: For, Need: 29}, 0, "32204451718583748", "3824345300380220 x3", "1/56 x3"},
		{EachGroup(SimpleMajority()), Cast, "4787683847294528", each,
			"350431215/37256294264, 980150723/37256294264 x2"},
		{own{EachGroup(SimpleMajority())}, Cast, "4787683847294528", each,
			"350431215/37256294264, 980150723/37256294264 x2"},
		{SeatCount{Of: For, Need: 38}, Cast, "376674527189599", "144079707346575 x3", "1/56 x3"},
		{SimpleMajority(), Cast | Abstain, "244645735310960424957846999", "22755126404407254142813788 x3",
			"1/56 x3"},
		{EachGroup(SimpleMajority()), Cast | Abstain, "45093974523199219197408807",
			"6098984661147347793255255, 8973553118348112310163928 x2", ""},
	} {
		if !proptest.Thorough() && c.choices == Cast|Abstain && c.ss_ == "" {
			continue
		}
		p := powerOf(t, c.rule, council, c.choices)
		swings, _, ss := figuresOf(t, p)
		if p.Winning.String() != c.winning || swings != c.swings || c.ss_ != "" && ss != c.ss_ {
			t.Errorf("%v: %v adopted, swings %s, Shapley-Shubik %s", c.rule, p.Winning, swings, ss)
		}
	}
	for n, want := range map[int]string{3: "10 5/9", 4: "31 13/27", 5: "96 35/81"} {
		p := powerOf(t, SimpleMajority(), flat(n), Cast|Abstain)
		if got := p.Winning.String() + " " + p.Seats[0].Banzhaf.String(); got != want {
			t.Errorf("%d seats: %s, want %s", n, got, want)
		}
	}
	small := MustBody(Bloc{Size: 3}, Bloc{Size: 2}, Bloc{Size: 2})
	p := powerOf(t, EachGroup(SimpleMajority()), small, Cast|Abstain)
	if swings, _, _ := figuresOf(t, p); p.Winning.String() != "90" || swings != "45, 60 x2" {
		t.Errorf("3/2/2: %v, %s", p.Winning, swings)
	}
}

// own hides a rule, so that it can only be asked.
type own struct{ rule Rule }

func (o own) Decide(t Tally) Outcome { return o.rule.Decide(t) }

// The two rules for amending the constitution of Canada that A. Heard and T. Swartz
// compare, Canadian Journal of Political Science 30 (1997), p. 339, with the census of
// 1996. Their table has the shares of the winning and of the other coalitions.
func TestPowerOfCanadasProvinces(t *testing.T) {
	t.Parallel()
	body, sevenFifty, veto := canada()
	for _, c := range []struct {
		rule            Rule
		winning, losing string
		swings          string
		prevent, others string // in thousandths
	}{
		{sevenFifty, "157", "1891", "103, 83 x2, 73, 71 x2, 69 x4, 157",
			"656 529 529 465 452 452 439 439 439 439 1000", "54 44 44 39 38 38 36 36 36 36 83"},
		{veto, "24", "2024", "24 x4, 8 x2, 12 x3, 0, 24",
			"1000 1000 1000 1000 333 333 500 500 500 0 1000", "12 12 12 12 4 4 6 6 6 0 12"},
	} {
		p := powerOf(t, c.rule, body, Cast)
		swings, _, _ := figuresOf(t, p)
		var prevent, initiate []string
		for _, s := range p.Seats {
			prevent = append(prevent, thousandths(s.Prevent))
			initiate = append(initiate, thousandths(s.Initiate))
		}
		if p.Winning.String() != c.winning || swings != c.swings ||
			strings.Join(prevent, " ") != c.prevent || strings.Join(initiate, " ") != c.others {
			t.Errorf("%v adopted, swings %s,\nprevent %v,\ninitiate %v", p.Winning, swings, prevent,
				initiate)
		}
	}
	p := powerOf(t, sevenFifty.(All)[1], body, Cast)
	seats := shapley(t, p)
	if got := texts(seats); got != "61/360, 151/1260 x2, 227/2520, 31/360 x2, 23/280 x4, 0" {
		t.Errorf("without Parliament: %s", got)
	}
}

func thousandths(f Fraction) string {
	r := f.Rat()
	return strings.TrimLeft(strings.TrimPrefix(r.Mul(r, big.NewRat(1000, 1)).FloatString(0), "-"), " ")
}

func canada() (body *Body, sevenFifty, veto Rule) {
	var roll []Bloc
	for _, p := range []struct {
		name   string
		people int
	}{
		{"Ontario", 10753573}, {"Quebec", 7138795}, {"British Columbia", 3724500}, {"Alberta", 2696826},
		{"Manitoba", 1113898}, {"Saskatchewan", 990237},
		{"Nova Scotia", 909282}, {"New Brunswick", 738133}, {"Newfoundland", 551792},
		{"Prince Edward Island", 134557},
	} {
		roll = append(roll, shareholder(p.name, Int(p.people)))
	}
	body = MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Provinces", Blocs: roll},
		Bloc{Name: "Parliament", Size: 1, Weight: Int(0)},
		Bloc{Name: "Prairies", Union: []string{"Provinces/Alberta", "Provinces/Manitoba",
			"Provinces/Saskatchewan"}},
		Bloc{Name: "Atlantic", Union: []string{"Provinces/Nova Scotia", "Provinces/New Brunswick",
			"Provinces/Newfoundland", "Provinces/Prince Edward Island"}})
	consents := func(name string) Rule { return In{Bloc: name, Rule: SeatCount{Of: For, Need: 1}} }
	region := func(name string) Rule {
		return In{Bloc: name, Rule: All{SeatCount{Of: For, Need: 2},
			Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2)}}}
	}
	sevenFifty = All{consents("Parliament"), In{Bloc: "Provinces",
		Rule: All{SeatCount{Of: For, Need: 7}, Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2)}}}}
	veto = All{consents("Parliament"), consents("Provinces/Ontario"), consents("Provinces/Quebec"),
		consents("Provinces/British Columbia"), region("Prairies"), region("Atlantic")}
	return body, sevenFifty, veto
}

func TestPowerErrors(t *testing.T) {
	t.Parallel()
	loop := All{nil}
	loop[0] = loop
	large, rule := game(10, slices.Repeat([]int{3, 4, 5, 6, 7}, 8)...)
	larger := MustBody(Bloc{Size: 200}, Bloc{Size: 300}, Bloc{Size: 400, Weight: Int(2)},
		Bloc{Name: "I", Size: 500, Weight: Int(3)})
	for _, c := range []struct {
		rule    Rule
		body    *Body
		choices States
		want    error
		text    string
	}{
		{SimpleMajority(), nil, Cast, ErrBody, "no seats"},
		{SimpleMajority(), &Body{}, Cast, ErrBody, "no seats"},
		{SimpleMajority(), council, For | Abstain, ErrState, "for and against"},
		{loop, council, Cast, ErrRule, "contains itself"},
		{RuleFunc(func(Tally) Outcome { panic("no\nquorum") }), council, Cast, ErrRule,
			`it panics: "no\nquorum"`},
		{own{rule}, large, Cast, ErrTooLarge, "1099511627776 votes"},
		{rule, large, AllSeats, ErrTooLarge, "11034248393672521875 votes"},
		{rule, larger, AllSeats, ErrTooLarge, "about 10^44 votes"},
	} {
		p, err := PowerOf(c.rule, c.body, c.choices)
		if !errors.Is(err, c.want) || p != nil || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%v: %v, want %v", c.want, err, c.text)
		}
	}
	if _, _, err := new(PowerIndices).ShapleyShubik(); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
}

// Under the quorum of this rule a vote against can make a motion adopted. Some indices
// are of monotone rules only, and are not given.
func TestPowerOfARuleThatIsNotMonotone(t *testing.T) {
	t.Parallel()
	quorum := All{Quorum{SeatCount{Of: Present, Need: 4}}, SimpleMajority()}
	p := powerOf(t, quorum, MustBody(Bloc{Size: 2}, Bloc{Size: 2}, Bloc{Size: 2}), Cast|Absent)
	_, _, err := p.ShapleyShubik()
	if !errors.Is(err, ErrNotMonotone) || p.Monotone || p.Seats[0].Normalised.Valid() {
		t.Errorf("%v %+v", err, p)
	}
	// One of three seats may be for, and no more.
	one := RuleFunc(func(t Tally) Outcome {
		if t.Seats(For) == 1 {
			return Adopted
		}
		return Rejected
	})
	p = powerOf(t, one, MustBody(Bloc{Size: 1}, Bloc{Size: 1}, Bloc{Size: 1}), Cast)
	// A seat is for alone in 1 of the 4 votes of the others, and spoils 2.
	s := p.Seats[0]
	if s.Swings.String() != "-1" || s.Banzhaf.String() != "-1/4" || s.Prevent.String() != "1" ||
		s.Initiate.String() != "3/5" {
		t.Errorf("%+v", s)
	}
	// A seat gains 1 as the first, and loses 1 as the second.
	if got := texts(shapley(t, p)); got != "0 x3" {
		t.Error(got)
	}
}

func TestDictatorsVetoesAndSeatsWithoutPower(t *testing.T) {
	t.Parallel()
	of := func(p *PowerIndices) string {
		var text []string
		for _, s := range append(slices.Clone(p.Seats), p.Groups...) {
			if s.Dictator {
				text = append(text, s.Bloc+" dictates")
			}
			if s.Veto {
				text = append(text, s.Bloc+" has a veto")
			}
			if s.Null {
				text = append(text, s.Bloc+" is null")
			}
		}
		return strings.Join(text, ", ")
	}
	body := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 2}, Bloc{Name: "W", Size: 2},
		Bloc{Name: "Chair", Size: 1})
	for _, c := range []struct {
		rule Rule
		want string
	}{
		{In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}},
			"G is null, E is null, W is null, Chair dictates, Chair has a veto, G is null, " +
				"E is null, W is null"},
		{own{In{Group: First, Rule: SeatCount{Of: For, Need: 1}}},
			"E is null, W is null, Chair is null, G dictates, G has a veto, E is null, W is null"},
		{Any{In{Group: First, Rule: Unanimity()}, All{In{Group: First, Rule: SeatCount{Of: For, Need: 1}},
			SimpleMajority()}}, "G dictates, G has a veto"},
		{All{SimpleMajority(), GroupVeto(Third, Entitled)}, "W has a veto"},
		{own{All{SimpleMajority(), GroupVeto(Third, Entitled)}}, "W has a veto"},
		{Unanimity(),
			"G has a veto, E has a veto, W has a veto, Chair has a veto, " +
				"G has a veto, E has a veto, W has a veto"},
		{Any{}, "G is null, E is null, W is null, Chair is null, G is null, E is null, W is null"},
		{RuleFunc(func(t Tally) Outcome { return Outcome(2 * (t.Group(Second).Seats(For) % 2)) }),
			"G is null, W is null, Chair is null, G is null, E has a veto, W is null"},
		{In{Group: Second, Rule: Veto{SeatCount{Of: Against, Need: 1}}},
			"G is null, E has a veto, W is null, Chair is null, G is null, E dictates, " +
				"E has a veto, W is null"},
	} {
		if got := of(powerOf(t, c.rule, body, Cast)); got != c.want {
			t.Errorf("%v: %s, want %s", c.rule, got, c.want)
		}
	}
}

// drawSmall draws a body of at most so many seats.
func drawSmall(t *rapid.T, most int) *Body {
	s := drawSpec(t)
	left := most
	var trim func(b *Bloc)
	trim = func(b *Bloc) {
		b.Size = min(b.Size, left)
		b.Roll = b.Roll[:min(len(b.Roll), left)]
		if b.Roll != nil && len(b.Roll) == 0 {
			b.Roll = nil
		}
		left -= b.Size + len(b.Roll)
		for i := range b.Blocs {
			trim(&b.Blocs[i])
		}
	}
	for i := range s.groups {
		trim(&s.groups[i])
	}
	for i := range s.independent {
		trim(&s.independent[i])
	}
	b, err := s.body()
	if err != nil || b.String() == "no seats" || left == most {
		return MustBody(Bloc{Name: "Gov", Size: min(2, most-1)},
			Bloc{Name: "Emp", Size: 1, Weight: Int(3)}, Bloc{Name: "Wrk"})
	}
	return b
}

// everyVote is every vote of a body, seat by seat, decided one by one.
type everyVote struct {
	blocs   []string // of each seat
	choices []States // against is the first, and for the last
	adopted []bool   // by number of the vote: a digit for each seat
}

// withSeat adds a seat in one of the states that the votes of these tests have.
func withSeat(c Count, s States) Count {
	switch s {
	case For:
		c.For++
	case Against:
		c.Against++
	case Abstain:
		c.Abstain++
	case Absent:
		c.Absent++
	default:
		panic(fmt.Sprintf("a seat that is %v", s))
	}
	return c
}

func newEveryVote(t rapid.TB, r Rule, b *Body, choices States) *everyVote {
	v := &everyVote{choices: []States{Against}}
	for s := Abstain; s != 0; s <<= 1 {
		if choices&s != 0 {
			v.choices = append(v.choices, s)
		}
	}
	v.choices = append(v.choices, For)
	for name, size := range b.Blocs() {
		v.blocs = append(v.blocs, slices.Repeat([]string{name}, size)...)
	}
	for number := range v.times(len(v.blocs)) {
		counts := Counts{}
		for name := range b.Blocs() {
			counts[name] = Count{}
		}
		for i, name := range v.blocs {
			counts[name] = withSeat(counts[name], v.choice(number, i))
		}
		tally, err := b.Tally(counts)
		if err != nil {
			t.Fatal(err)
		}
		v.adopted = append(v.adopted, r.Decide(tally) == Adopted)
	}
	return v
}

// times is the number of votes of that many seats.
func (v *everyVote) times(seats int) int {
	n := 1
	for range seats {
		n *= len(v.choices)
	}
	return n
}

func (v *everyVote) choice(number, i int) States {
	return v.choices[number/v.times(i)%len(v.choices)]
}

// with is the number of the vote in which seat i makes the choice of that index.
func (v *everyVote) with(number, i, choice int) int {
	was := number / v.times(i) % len(v.choices)
	return number + (choice-was)*v.times(i)
}

// holdAll checks the power of every seat, and the flags of every group.
func (v *everyVote) holdAll(t rapid.TB, p *PowerIndices) {
	seat := 0
	for _, s := range p.Seats {
		v.hold(t, p, seat, s)
		seat += s.Seats
	}
	for _, g := range p.Groups {
		v.holdGroup(t, p, g)
	}
}

// hold checks the power of seat i, by the definitions.
func (v *everyVote) hold(t rapid.TB, p *PowerIndices, i int, s SeatIndices) {
	k, n := len(v.choices), len(v.blocs)
	winning, swings, prevents, initiates, opposed := 0, 0, 0, 0, 0
	dictator := true
	for number, adopted := range v.adopted {
		winning += v.one(adopted)
		turns := false
		for choice := range k {
			turns = turns || v.adopted[v.with(number, i, choice)] != adopted
		}
		if turns && adopted {
			prevents++
		} else if turns {
			initiates++
		}
		if v.choice(number, i) == Against {
			opposed += v.one(adopted)
			swings += v.one(v.adopted[v.with(number, i, k-1)]) - v.one(adopted)
		}
		dictator = dictator && adopted == (v.choice(number, i) == For)
	}
	share := func(a, b int) Fraction {
		if b == 0 {
			return Fraction{}
		}
		return Frac(a, b)
	}
	want := SeatIndices{
		Bloc: s.Bloc, Seats: s.Seats, Normalised: s.Normalised,
		Swings: Int(swings), Banzhaf: Frac(swings, v.times(n-1)), Prevent: share(prevents, winning),
		Initiate: share(initiates, v.times(n)-winning),
		Dictator: dictator, Veto: opposed == 0 && winning > 0, Null: prevents+initiates == 0,
	}
	if fmt.Sprint(want) != fmt.Sprint(s) || !p.Winning.Equal(Int(winning)) ||
		!p.Votes.Equal(Int(v.times(n))) {
		t.Fatalf("%v adopted, seat %d: %v\nwant %d adopted and %v", p.Winning, i, s, winning, want)
	}
}

// holdGroup checks the flags of a group, by the definitions.
func (v *everyVote) holdGroup(t rapid.TB, p *PowerIndices, g SeatIndices) {
	want := SeatIndices{Dictator: true, Veto: p.Winning.Sign() > 0, Null: true}
	for number, adopted := range v.adopted {
		var made States
		for i, bloc := range v.blocs {
			if within(bloc, g.Bloc) {
				made |= v.choice(number, i)
				for choice := range v.choices {
					want.Null = want.Null && v.adopted[v.with(number, i, choice)] == adopted
				}
			}
		}
		want.Veto = want.Veto && !(adopted && made == Against)
		if slices.Contains(v.choices, made) { // all seats make the same
			want.Dictator = want.Dictator && adopted == (made == For)
		}
	}
	got := (SeatIndices{Dictator: g.Dictator, Veto: g.Veto, Null: g.Null})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%s: %+v, want %+v", g.Bloc, got, want)
	}
	for _, s := range p.Seats {
		if s.Bloc == g.Bloc && s.Seats == 1 && fmt.Sprint(s) != fmt.Sprint(g) {
			t.Fatalf("a group of one seat: %v, and the seat: %v", g, s)
		}
	}
}

func (v *everyVote) one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// properStrongMonotone checks what holds of pairs of votes.
func (v *everyVote) properStrongMonotone() (proper, strong, monotone bool) {
	proper, strong, monotone = true, true, true
	for number, adopted := range v.adopted {
		negation := number
		for i := range v.blocs {
			switch v.choice(number, i) {
			case For:
				negation = v.with(negation, i, 0)
			case Against:
				negation = v.with(negation, i, len(v.choices)-1)
			}
			monotone = monotone && (!adopted || v.adopted[v.with(number, i, len(v.choices)-1)])
			monotone = monotone && (adopted || !v.adopted[v.with(number, i, 0)])
		}
		proper = proper && !(adopted && v.adopted[negation])
		strong = strong && (adopted || v.adopted[negation])
	}
	return proper, strong, monotone
}

func drawChoices(t *rapid.T) (choices States, seats int) {
	most := map[States]int{Cast: 14, Cast | Abstain: 9, Cast | Absent: 9, Cast | Abstain | Absent: 6}
	if testing.Short() {
		most = map[States]int{Cast: 8, Cast | Abstain: 5, Cast | Absent: 5, Cast | Abstain | Absent: 4}
	}
	choices = rapid.SampledFrom([]States{Cast, Cast, Cast | Abstain, Cast | Absent,
		Cast | Abstain | Absent}).Draw(t, "choices")
	return choices, rapid.IntRange(1, most[choices]).Draw(t, "seats")
}

func TestPowerAgreesWithEveryVote(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		choices, seats := drawChoices(t)
		body := drawSmall(t, seats)
		rule := drawRule(t, 2)
		if rapid.Bool().Draw(t, "monotone") {
			rule = drawHelped(t, 2)
		}
		if rule == nil {
			rule = Any{}
		}
		p := powerOf(t, rule, body, choices)
		v := newEveryVote(t, rule, body, choices)
		v.holdAll(t, p)
		proper, strong, monotone := v.properStrongMonotone()
		if proper != p.Proper || strong != p.Strong || monotone != p.Monotone {
			t.Fatalf("proper %v, strong %v, monotone %v", p.Proper, p.Strong, p.Monotone)
		}
		holdSums(t, p)
	})
}

// Who abstains or stays away can change what the others weigh.
func TestPowerIfWeightsShift(t *testing.T) {
	t.Parallel()
	power := func(t rapid.TB, rule Rule, body *Body, choices States) *PowerIndices {
		p := powerOf(t, rule, body, choices)
		newEveryVote(t, rule, body, choices).holdAll(t, p)
		return p
	}
	estates := func(set States) *Body {
		third := Frac(1, 3)
		return MustBody(Bloc{Name: "Teachers", Size: 3, Power: third, SharedBy: set},
			Bloc{Name: "Staff", Size: 2, Power: third, SharedBy: set},
			Bloc{Name: "Students", Size: 1, Power: third, SharedBy: set})
	}
	for _, choices := range []States{Cast | Abstain, Cast | Absent} {
		shifts := power(t, SimpleMajority(), estates(Cast), choices)
		stays := power(t, SimpleMajority(), estates(AllSeats), choices)
		if shifts.Winning.Equal(stays.Winning) {
			t.Fatalf("%v: %v votes adopt, whether or not weights shift", choices, shifts.Winning)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		body := drawEstates(t)
		rule := drawShiftingRule(t)
		for _, choices := range []States{Cast, Cast | Abstain, Cast | Absent} {
			power(t, rule, body, choices)
		}
	})
}

// keeping keeps the tallies that it is asked about, with their seats for.
type keeping struct {
	tallies *[]Tally
	seats   *[]int
}

func (k keeping) Decide(t Tally) Outcome {
	*k.tallies, *k.seats = append(*k.tallies, t), append(*k.seats, t.Seats(For))
	return SimpleMajority().Decide(t)
}

// A rule can keep a tally: it does not change after the call.
func TestPowerOfARuleThatKeepsTallies(t *testing.T) {
	t.Parallel()
	var tallies []Tally
	var seats, now []int
	powerOf(t, keeping{&tallies, &seats}, MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 2},
		Bloc{Name: "C", Size: 2}), Cast)
	for _, tally := range tallies {
		now = append(now, tally.Seats(For))
	}
	if diff := cmp.Diff(seats, now); diff != "" || len(seats) == 0 {
		t.Errorf("%d tallies have changed: %s", len(seats), diff)
	}
}

// holdSums checks what must hold of the indices of all seats together.
func holdSums(t rapid.TB, p *PowerIndices) {
	normalised, swings, ss := Int(0).Rat(), Int(0).Rat(), Int(0).Rat()
	shapley, groups, err := p.ShapleyShubik()
	for i, s := range p.Seats {
		n := Int(s.Seats).Rat()
		swings.Add(swings, new(big.Rat).Mul(n, s.Swings.Rat()))
		if s.Normalised.Valid() {
			normalised.Add(normalised, new(big.Rat).Mul(n, s.Normalised.Rat()))
		}
		if err == nil {
			ss.Add(ss, new(big.Rat).Mul(n, shapley[i].Rat()))
			if s.Null && shapley[i].Sign() != 0 {
				t.Fatalf("a seat without power has %v", shapley[i])
			}
		}
	}
	if p.Monotone && swings.Sign() > 0 && normalised.Cmp(big.NewRat(1, 1)) != 0 {
		t.Fatalf("the normalised index sums to %v", normalised)
	}
	if p.Monotone && err == nil && ss.Cmp(big.NewRat(int64(min(1, swings.Num().BitLen())), 1)) != 0 {
		t.Fatalf("the index of Shapley and Shubik sums to %v", ss)
	}
	if err == nil && len(groups) != len(p.Groups) {
		t.Fatalf("%d groups", len(groups))
	}
}

// The EU under the Treaty of Lisbon, of 27 states: 15 states and 65 % of the people are
// enough, and so is all but three states. Populations are in thousands, of 2020.
func TestPowerInTheCouncilOfTheEU(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	body, rule := lisbon()
	p := powerOf(t, rule, body, Cast)
	holdSums(t, p)
	swings, _, _ := figuresOf(t, p) // from a list of all 2^27 coalitions
	if p.Winning.String() != "17712540" || !strings.HasPrefix(swings,
		"14111460, 11711802, 10436540, 8944942, 7505914, ") || !strings.HasSuffix(swings, ", 2017584") {
		t.Errorf("%v adopted, swings %s", p.Winning, swings)
	}
}

func lisbon() (*Body, Rule) {
	var roll []Bloc
	for i, people := range []int{83167, 67320, 59641, 47333, 37958, 19329, 17408, 11522, 10719, 10694,
		10327, 10296, 9770, 8901, 6951, 5823, 5525, 5458, 4964, 4058, 2794, 2096, 1908, 1329, 888, 626,
		515} {
		roll = append(roll, shareholder(fmt.Sprint("State ", i+1), Int(people)))
	}
	return MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Council", Blocs: roll}), Any{
		All{SeatCount{Of: For, Need: 15}, Share{Of: For, Base: AllSeats, Need: AtLeast(65, 100)}},
		Veto{SeatCount{Of: Against, Need: 4}},
	}
}

// Weights and quota times the same number are the same game.
func TestPowerOfScaledWeights(t *testing.T) {
	t.Parallel()
	body, rule := steps(30)
	p, q := powerOf(t, rule, body, Cast), powerOf(t, rule, Scaled(body, Frac(7, 3)), Cast)
	if got, want := q.String(), p.String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	holdSums(t, p)
}

// What is too large says how large it is.
func TestSeriesTooLarge(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	body, rule := steps(1000)
	if p, err := PowerOf(rule, body, Cast); err != nil {
		t.Error(err)
	} else if _, _, err := p.ShapleyShubik(); !errors.Is(err, ErrTooLarge) ||
		!strings.Contains(err.Error(), "1000 bits") {
		t.Error(err)
	}
}

// rollOf is a group of seats with weights.
func rollOf(name string, weights ...int) Bloc {
	bloc := Bloc{Name: name}
	for i, w := range weights {
		bloc.Blocs = append(bloc.Blocs,
			shareholder(fmt.Sprint(name, " seat ", i), Int(w)))
	}
	return bloc
}

// Three groups of seats with weights from 1 to 29, each with a quota of its own.
func senate(seats int) (*Body, Rule) {
	var weights []int
	for i := range seats {
		weights = append(weights, 1+37*i%29)
	}
	return MustBody(rollOf("A", weights...), rollOf("B", weights...), rollOf("C", weights...)),
		All{TwoThirds(), EachGroup(SimpleMajority())}
}

func TestPowerOfHundredsOfSeatsInParts(t *testing.T) {
	t.Parallel()
	seats := 100
	if testing.Short() {
		seats = 30
	}
	body, rule := senate(seats)
	p := powerOf(t, rule, body, Cast)
	if !p.Proper || p.Strong || !p.Groups[0].Veto || !p.Groups[0].Swings.Equal(p.Groups[2].Swings) {
		t.Errorf("%+v", p.Groups)
	}
}

// Each member of the Coffee Council has votes of its own, and each group decides apart. So
// the numbers follow from those of two weighted games.
func TestPowerInTheCoffeeCouncilByMember(t *testing.T) {
	t.Parallel()
	exporting, importing := []int{25}, []int{360, 150, 120, 110, 90, 80, 60, 30}
	for i := range 39 {
		exporting = append(exporting, 5+7*(i+1)%40)
	}
	statute, err := LoadStatute("coffee/council")
	if err != nil {
		t.Fatal(err)
	}
	body, err := statute.Body(rollOf("Exporting", exporting...), rollOf("Importing", importing...))
	if err != nil {
		t.Fatal(err)
	}
	rule, err := statute.Rule("decision")
	if err != nil {
		t.Fatal(err)
	}
	p := powerOf(t, rule, body, Cast)
	var want []string
	for k, weights := range [][]int{exporting, importing} {
		other := fromInt(plainWinning([][]int{importing, exporting}[k], 700))
		for _, swings := range plainBanzhaf(weights, 700) {
			_, _, product := Arithmetic(fromInt(swings), other)
			want = append(want, product.String())
		}
	}
	var got []string
	for _, s := range p.Seats {
		got = append(got, s.Swings.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !p.Proper || p.Strong || !p.Groups[0].Veto || !p.Groups[1].Veto {
		t.Errorf("proper %v, strong %v, %+v", p.Proper, p.Strong, p.Groups)
	}
	holdSums(t, p)
}

// plainWinning counts the coalitions whose weight is at least the quota.
func plainWinning(weights []int, quota int) *big.Int {
	sums := map[int]*big.Int{0: big.NewInt(1)}
	for _, w := range weights {
		next := map[int]*big.Int{}
		for sum, n := range sums {
			for _, with := range []int{sum, sum + w} {
				if next[with] == nil {
					next[with] = new(big.Int)
				}
				next[with].Add(next[with], n)
			}
		}
		sums = next
	}
	all := new(big.Int)
	for sum, n := range sums {
		if sum >= quota {
			all.Add(all, n)
		}
	}
	return all
}

// A bloc of two parts has the same power as two blocs: seats that are alike are counted
// together.
func TestPowerOfABlocInTwoParts(t *testing.T) {
	t.Parallel()
	one := MustBody(Bloc{Name: "G", Size: 5}, Bloc{Name: "E", Size: 3}, Bloc{Name: "W", Size: 3})
	two := MustBody(Bloc{Name: "G", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Size: 3}}},
		Bloc{Name: "E", Size: 3}, Bloc{Name: "W", Size: 3})
	for _, rule := range []Rule{SimpleMajority(), EachGroup(SimpleMajority()),
		own{EachGroup(SimpleMajority())}} {
		for _, choices := range []States{Cast, Cast | Abstain} {
			p, q := powerOf(t, rule, one, choices), powerOf(t, rule, two, choices)
			if !p.Winning.Equal(q.Winning) || !p.Seats[0].Swings.Equal(q.Seats[1].Swings) ||
				!p.Groups[0].Banzhaf.Equal(q.Groups[0].Banzhaf) {
				t.Errorf("%v: %v and %v", rule, p.Seats[0], q.Seats[:2])
			}
		}
	}
}

// If a seat is split in two halves that must vote alike, the game is the same.
func TestPowerOfASeatSplitInTwo(t *testing.T) {
	t.Parallel()
	whole, rule := game(5, 4, 2, 1, 1)
	split := MustBody(Bloc{}, Bloc{}, Bloc{}, Bloc{Name: "Members", Blocs: []Bloc{
		{Name: "1", Size: 1, Weight: Int(4)}, {Name: "halves", Size: 2}, {Name: "3", Size: 1},
		{Name: "4", Size: 1}}})
	alike := RuleFunc(func(t Tally) Outcome {
		if halves, _ := t.Bloc("Members/halves"); halves.Seats(For) == 1 {
			return Rejected
		}
		return rule.Decide(t)
	})
	p, q := powerOf(t, rule, whole, Cast), powerOf(t, alike, split, Cast)
	if !p.Winning.Equal(q.Winning) {
		t.Errorf("%v coalitions win, and %v with halves", p.Winning, q.Winning)
	}
	for _, i := range []int{0, 2, 3} {
		if !p.Seats[i].Swings.Equal(q.Seats[i].Swings) {
			t.Errorf("%v, and beside halves %v", p.Seats[i], q.Seats[i])
		}
	}
}

// An error beyond the work limit names what there is too much of: votes or, if these are
// few enough, the work of asking about each.
func TestPowerBeyondTheLimitSaysWhichLimit(t *testing.T) {
	t.Parallel()
	council := func(n int) *Body {
		return MustBody(Bloc{Name: "G", Size: n}, Bloc{Name: "E", Size: n}, Bloc{Name: "W", Size: n})
	}
	against := All(slices.Repeat([]Rule{Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}, 100))
	for _, c := range []struct {
		body *Body
		want string
	}{
		{council(150),
			`power "all of": too large: work limit exceeded: 3442951 votes to ask about are more work ` +
				`than the limit, with 101 clauses, 3 blocs and 450 seats`},
		{council(300),
			`power "all of": too large: work limit exceeded: 27270901 votes to ask about, and at most ` +
				`16777216`},
	} {
		_, err := PowerOf(against, c.body, Cast)
		if !errors.Is(err, ErrTooLarge) || messageOf(err) != c.want {
			t.Error(messageOf(err))
		}
	}
}

func TestPowerPrints(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "G", Size: 4}, Bloc{Name: "E", Size: 2}, Bloc{Name: "W", Size: 2},
		Bloc{Name: "Chair", Size: 1})
	quorum := All{Quorum{SeatCount{Of: Present, Need: 4}}, SimpleMajority()}
	for _, c := range []struct {
		power *PowerIndices
		want  string
	}{
		{nil, "no seats\n"},
		{&PowerIndices{}, "no seats\n"},
		{powerOf(t, All{TwoThirds(), In{Group: First, Rule: Unanimity()}}, body, Cast), `
Of all votes in which each seat is for or against:
5.08 % of all votes are adopted: 26 of 512; proper, not strong, monotone

              Banzhaf measure  Banzhaf index  Shapley-Shubik   prevent  initiate
G, each of 4          10.16 %        20.97 %         24.01 %  100.00 %    5.35 %  veto
E, each of 2           1.56 %         3.23 %          0.79 %   15.38 %    0.82 %
W, each of 2           1.56 %         3.23 %          0.79 %   15.38 %    0.82 %
Chair                  1.56 %         3.23 %          0.79 %   15.38 %    0.82 %
G, all 4                             83.87 %         96.03 %                      veto
E, all 2                              6.45 %          1.59 %
W, all 2                              6.45 %          1.59 %
`},
		{powerOf(t, quorum, body, Cast|Absent), `
Of all votes in which each seat is one of cast + absent:
40.09 % of all votes are adopted: 7891 of 19683; proper, not strong, not monotone

              Banzhaf measure  Banzhaf index  Shapley-Shubik  prevent  initiate
G, each of 4          31.37 %                                 38.14 %   28.26 %
E, each of 2          31.37 %                                 38.14 %   28.26 %
W, each of 2          31.37 %                                 38.14 %   28.26 %
Chair                 31.37 %                                 38.14 %   28.26 %
G, all 4
E, all 2
W, all 2
Shapley-Shubik: rule is not known to be monotone: a seat that is against can help a motion
`},
		{powerOf(t, SeatCount{Of: For, Need: 10}, flat(10), Cast), `
Of all votes in which each seat is for or against:
0.098 % of all votes are adopted: 1 of 1024; proper, not strong, monotone

                     Banzhaf measure  Banzhaf index  Shapley-Shubik   prevent  initiate
Members, each of 10           0.20 %        10.00 %         10.00 %  100.00 %   0.098 %  veto
`},
		{powerOf(t, SeatCount{Of: For, Need: 70}, flat(70), Cast), `
Of all votes in which each seat is for or against:
< 0.000001 % of all votes are adopted; proper, not strong, monotone

                     Banzhaf measure  Banzhaf index  Shapley-Shubik   prevent      initiate
Members, each of 70     < 0.000001 %         1.43 %          1.43 %  100.00 %  < 0.000001 %  veto
`},
		{powerOf(t, In{Bloc: "Chair", Rule: SimpleMajority()}, body, Cast), `
Of all votes in which each seat is for or against:
50.00 % of all votes are adopted: 256 of 512; proper, strong, monotone

              Banzhaf measure  Banzhaf index  Shapley-Shubik   prevent  initiate
G, each of 4           0.00 %         0.00 %          0.00 %    0.00 %    0.00 %  no power
E, each of 2           0.00 %         0.00 %          0.00 %    0.00 %    0.00 %  no power
W, each of 2           0.00 %         0.00 %          0.00 %    0.00 %    0.00 %  no power
Chair                100.00 %       100.00 %        100.00 %  100.00 %  100.00 %  dictator
G, all 4                              0.00 %          0.00 %                      no power
E, all 2                              0.00 %          0.00 %                      no power
W, all 2                              0.00 %          0.00 %                      no power
`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), c.power.String()); diff != "" {
			t.Errorf("%s\n%s", diff, c.power)
		}
	}
}

// A rule of very many clauses is too much to compare seats by, or to find quotas for. It
// is still asked about every vote, if these are few.
func TestPowerUnderManyClauses(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	many := func(n int) Rule {
		rule := KOf{K: n / 2}
		for i := range n {
			rule.Rules = append(rule.Rules, Share{Of: For, Base: Cast, Need: AtLeast(i+1, 2*n)})
		}
		return rule
	}
	small := MustBody(Bloc{Name: "G", Size: 2}, Bloc{Name: "E", Size: 2, Weight: Int(2)},
		Bloc{Name: "W", Size: 2, Weight: Int(3)})
	few, err := PowerOf(many(10), small, Cast)
	if err != nil {
		t.Fatal(err)
	}
	all, err := PowerOf(many(50_000), small, Cast)
	if err != nil || !all.Winning.Equal(few.Winning) {
		t.Errorf("%v winning coalitions, and %v of few clauses: %v", all, few, err)
	}
	var blocs [3]Bloc
	for i := range 30 {
		g := &blocs[i%3]
		g.Blocs = append(g.Blocs, Bloc{Name: string(rune('a' + i)), Size: 200, Weight: Int(1 + i)})
	}
	sized := All{many(2000), SeatCount{Of: For, Need: 5}}
	_, err = PowerOf(sized, MustBody(blocs[0], blocs[1], blocs[2]), Cast)
	if !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

// A text does not count anything: a large index is computed only by its own method.
func TestPowerPrintsWithoutCounting(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	body, rule := steps(15) // so many different weights that a series counts the votes
	counted := powerOf(t, rule, body, Cast)
	before := counted.String()
	if !strings.Contains(before, "Shapley-Shubik: not in this table") {
		t.Errorf("no word on the index that is missing:\n%s", before)
	}
	got, want := texts(shapley(t, counted)), texts(shapley(t, powerOf(t, own{rule}, body, Cast)))
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if diff := cmp.Diff(before, counted.String()); diff != "" {
		t.Errorf("the text depends on what was asked before: %s", diff)
	}
}

// A class is named after the part that has its blocs and no others. If there is none, the
// coalition has a change for each bloc.
func TestClassesAreNamed(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "G", Blocs: []Bloc{{Name: "a", Size: 1}, {Name: "b", Size: 1, Weight: Int(2)},
			{Name: "c", Size: 1}, {Name: "empty"}}},
		Bloc{Name: "E", Blocs: []Bloc{{Name: "a", Size: 1}, {Name: "b", Size: 1}, {Name: "empty"}}},
		Bloc{Name: "W", Size: 1}, Bloc{Name: "Chair", Size: 1})
	ways, err := MinimalWinning(Unanimity(), body)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for way := range ways {
		got = append(got, way.String())
	}
	if want := "G/a: 1, G/c: 1, G/b: 1, E: 2, W: 1, Chair: 1"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func waysOf(t rapid.TB, ways iter.Seq[Way], err error) []string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for way := range ways {
		texts = append(texts, way.String())
	}
	return texts
}

func TestMinimalCoalitions(t *testing.T) {
	t.Parallel()
	small := MustBody(Bloc{Name: "G", Size: 3}, Bloc{Name: "E", Size: 2}, Bloc{Name: "W", Size: 2})
	for _, c := range []struct {
		rule              Rule
		body              *Body
		winning, blocking string
	}{
		{EachGroup(SimpleMajority()), council, "Governments: 15, Employers: 8, Workers: 8",
			"Employers: 7; Workers: 7; Governments: 14"},
		{own{EachGroup(SimpleMajority())}, council, "Governments: 15, Employers: 8, Workers: 8",
			"Employers: 7; Workers: 7; Governments: 14"},
		{SeatCount{Of: For, Need: 6}, small,
			"G: 3, E: 2, W: 1; G: 3, E: 1, W: 2; G: 2, E: 2, W: 2",
			"G: 2; G: 1, E: 1; G: 1, W: 1; E: 2; E: 1, W: 1; W: 2"},
		{Any{In{Group: Third, Rule: Unanimity()}, Unanimity()}, small, "W: 2", "W: 1"},
		{Any{}, small, "", " "},
		{Veto{In{Group: Third, Rule: SeatCount{Of: Against, Need: 2}}}, small, "W: 1", "W: 2"},
		{SeatCount{}, small, " ", ""},
	} {
		winning, err := MinimalWinning(c.rule, c.body)
		got := strings.Join(waysOf(t, winning, err), "; ")
		blocking, err := MinimalBlocking(c.rule, c.body)
		other := strings.Join(waysOf(t, blocking, err), "; ")
		if got != strings.TrimSpace(c.winning) || other != strings.TrimSpace(c.blocking) {
			t.Errorf("%v: %q win, %q block", c.rule, got, other)
		}
	}
}

// Seats that are alike and are no part of the body stand for each bloc that they are in, as
// in the ways of a margin.
func TestCoalitionsNameParts(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Emp", Size: 1},
		Bloc{Name: "Gov", Blocs: []Bloc{{Name: "a", Size: 2}, {Name: "b", Size: 1},
			{Name: "c", Size: 1, Weight: Int(2)}}}, Bloc{})
	rule := Share{Of: For, Base: AllSeats, Need: AtLeast(1, 2)} // 3 of 6 votes
	winning, err := MinimalWinning(rule, body)
	got := waysOf(t, winning, err)
	want := []string{"Emp: 1, Gov/c: 1", "Gov/a: 1, Gov/c: 1", "Gov/b: 1, Gov/c: 1",
		"Emp: 1, Gov/a: 2", "Emp: 1, Gov/a: 1, Gov/b: 1", "Gov/a: 2, Gov/b: 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	against, err := body.Tally(Counts{"Gov/a": {Against: 2}, "Gov/b": {Against: 1},
		"Gov/c": {Against: 1}, "Emp": {Against: 1}})
	if err != nil {
		t.Fatal(err)
	}
	margin, err := ToAdopt(rule, against, Against)
	if err != nil {
		t.Fatal(err)
	}
	ways, err := margin.Ways()
	margins := waysOf(t, slices.Values(ways), err)
	slices.Sort(got)
	slices.Sort(margins)
	if diff := cmp.Diff(margins, got); diff != "" {
		t.Error(diff)
	}
	for range winning {
		break // also within the mixtures of one class
	}
}

// One empty coalition is not the same as none.
func TestMinimalCoalitionOfNoSeats(t *testing.T) {
	t.Parallel()
	winning, err := MinimalWinning(SeatCount{}, flat(2))
	if n := len(waysOf(t, winning, err)); n != 1 {
		t.Errorf("%d winning coalitions of a rule that always adopts", n)
	}
	winning, err = MinimalWinning(Any{}, flat(2))
	if n := len(waysOf(t, winning, err)); n != 0 {
		t.Errorf("%d winning coalitions of a rule that never adopts", n)
	}
	for range func() iter.Seq[Way] { w, _ := MinimalWinning(SimpleMajority(), flat(3)); return w }() {
		break // an iteration can stop
	}
}

func TestCoalitionErrors(t *testing.T) {
	t.Parallel()
	odd := RuleFunc(func(t Tally) Outcome { return Outcome(2 * (t.Seats(For) % 2)) })
	large, rule := steps(40)
	for _, c := range []struct {
		rule Rule
		body *Body
		want error
	}{{odd, flat(3), ErrNotMonotone}, {rule, large, ErrTooLarge}, {SimpleMajority(), nil, ErrBody},
		{RuleFunc(func(Tally) Outcome { panic(1) }), flat(2), ErrRule}} {
		if _, err := MinimalWinning(c.rule, c.body); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.want, err)
		}
		if _, err := MinimalBlocking(c.rule, c.body); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.want, err)
		}
	}
}

// The coalitions are those that trying all of them finds, seat by seat.
func TestMinimalCoalitionsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawSmall(t, 8)
		rule := drawHelped(t, 2)
		v := newEveryVote(t, rule, body, Cast)
		for _, winning := range []bool{true, false} {
			want := v.minimal(winning)
			for _, rule := range []Rule{rule, own{rule}} {
				list := MinimalBlocking
				if winning {
					list = MinimalWinning
				}
				ways, err := list(rule, body)
				if err != nil {
					t.Fatal(err)
				}
				got, before := int64(0), -1
				for way := range ways {
					got += seatsIn(body, way)
					size := 0
					for _, c := range way {
						size += c.Seats
					}
					if size < before {
						t.Fatal("a smaller coalition comes later")
					}
					before = size
				}
				if got != want {
					t.Fatalf("%v: %d minimal coalitions, want %d", rule, got, want)
				}
			}
		}
	})
}

// seatsIn is the number of sets of seats that a way stands for.
func seatsIn(b *Body, way Way) int64 {
	n := int64(1)
	for _, c := range way {
		if _, ok := b.OpenRoom().Tally().Bloc(c.Part); !ok {
			panic("no such part: " + c.Part)
		}
		seats, parts := 0, []string{c.Part}
		for _, bloc := range Described(b) {
			if slices.Contains(parts, bloc.Name) {
				parts = append(parts, bloc.Union...)
			}
		}
		for name, size := range b.Blocs() {
			if slices.ContainsFunc(parts, func(part string) bool { return within(name, part) }) {
				seats += size
			}
		}
		n *= new(big.Int).Binomial(int64(seats), int64(c.Seats)).Int64()
	}
	return n
}

// minimal is the number of minimal coalitions.
func (v *everyVote) minimal(winning bool) (n int64) {
	for number, adopted := range v.adopted {
		minimal := adopted == winning
		for i := range v.blocs {
			member := (v.choice(number, i) == For) == winning
			minimal = minimal && !(member && v.adopted[number^1<<i] == winning)
		}
		if minimal {
			n++
		}
	}
	return n
}

// The minimal ways to adopt a motion that everybody is against are the minimal winning
// coalitions, and those to make a motion fail that everybody is for block it.
func TestMinimalCoalitionsAreMargins(t *testing.T) {
	t.Parallel()
	rule := All{TwoThirds(), EachGroup(SimpleMajority())}
	body := MustBody(Bloc{Name: "G", Size: 6}, Bloc{Name: "E", Size: 4}, Bloc{Name: "W", Size: 4})
	against, err := body.Tally(Counts{"G": {Against: 6}, "E": {Against: 4}, "W": {Against: 4}})
	if err != nil {
		t.Fatal(err)
	}
	margin, err := ToAdopt(rule, against, Against)
	if err != nil {
		t.Fatal(err)
	}
	ways, err := margin.Ways()
	winning, err2 := MinimalWinning(rule, body)
	if got := waysOf(t, winning, err2); err != nil || len(got) != len(ways) {
		t.Errorf("%v, margins %v: %v", got, fmt.Sprint(ways), err)
	}
}

// The index of Shapley and Shubik is that of all orders in which the seats can vote, by
// the definition of a pivot.
func TestShapleyShubikAgreesWithEveryRollCall(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		choices := rapid.SampledFrom([]States{Cast, Cast | Abstain, Cast | Absent,
			Cast | Abstain | Absent}).Draw(t, "choices")
		most := 5
		if choices == Cast {
			most = 7
		}
		body := drawSmall(t, rapid.IntRange(1, most).Draw(t, "seats"))
		rule := drawHelped(t, 1)
		p := powerOf(t, rule, body, choices)
		got, _, err := p.ShapleyShubik()
		if err != nil {
			if p.Monotone || !errors.Is(err, ErrNotMonotone) {
				t.Fatal(err)
			}
			return
		}
		v := newEveryVote(t, rule, body, choices)
		seat := 0
		for i, s := range p.Seats {
			if want := v.pivots(seat); got[i].Rat().Cmp(want) != 0 {
				t.Fatalf("%v: seat %d: %v, want %v", rule, seat, got[i], want)
			}
			seat += s.Seats
		}
	})
}

// pivots is the share of the roll-calls in which seat i is the pivot: for each set of
// seats that vote before it, and each way in which they and seat i vote.
func (v *everyVote) pivots(i int) *big.Rat {
	sum, n := new(big.Rat), len(v.blocs)
	for before := range 1 << n {
		if before>>i&1 != 0 {
			continue
		}
		pivots, size := 0, 0
		for number := range v.adopted {
			skip := false // one number for each way in which these seats vote
			for k := range v.blocs {
				skip = skip || before>>k&1 == 0 && k != i && v.choice(number, k) != v.choices[0]
			}
			if !skip && v.certain(number, before|1<<i) && !v.certain(number, before) {
				pivots++
			}
		}
		for k := range v.blocs {
			size += before >> k & 1
		}
		orders := new(big.Int).Mul(new(big.Int).MulRange(1, int64(size)),
			new(big.Int).MulRange(1, int64(n-1-size)))
		all := new(big.Int).Mul(new(big.Int).MulRange(1, int64(n)), big.NewInt(int64(v.times(size+1))))
		sum.Add(sum, new(big.Rat).Mul(big.NewRat(int64(pivots), 1), new(big.Rat).SetFrac(orders, all)))
	}
	return sum
}

// certain reports whether the outcome is the same however the seats vote that are not in
// the set.
func (v *everyVote) certain(number, set int) bool {
	first := true
	var is bool
	for other, adopted := range v.adopted {
		same := true
		for k := range v.blocs {
			same = same && (set>>k&1 == 0 || v.choice(number, k) == v.choice(other, k))
		}
		if same {
			if !first && is != adopted {
				return false
			}
			first, is = false, adopted
		}
	}
	return true
}

// The dual of a rule adopts if and only if the rule does not adopt the negation.
func TestDualHasTheSamePower(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawSmall(t, 7)
		rule := drawHelped(t, 2)
		dual := RuleFunc(func(t Tally) Outcome {
			counts := Counts{}
			for _, bloc := range t.Blocs() {
				counts[bloc.Name()] = Count{For: bloc.Seats(Against), Against: bloc.Seats(For)}
			}
			negation, err := body.Tally(counts)
			if err != nil || rule.Decide(negation) == Adopted {
				return Rejected
			}
			return Adopted
		})
		p, q := powerOf(t, rule, body, Cast), powerOf(t, dual, body, Cast)
		if !p.Winning.Equal(FromRat(new(big.Rat).Sub(q.Votes.Rat(), q.Winning.Rat()))) ||
			p.Proper != q.Strong || p.Strong != q.Proper {
			t.Fatalf("%v and %v of %v", p.Winning, q.Winning, p.Votes)
		}
		ss, duals := shapley(t, p), shapley(t, q)
		for i, s := range p.Seats {
			d := q.Seats[i]
			if !s.Swings.Equal(d.Swings) || !s.Normalised.Equal(d.Normalised) ||
				!s.Prevent.Equal(d.Initiate) || !ss[i].Equal(duals[i]) {
				t.Fatalf("%+v %v, dual %+v %v", s, ss[i], d, duals[i])
			}
		}
	})
}

// drawWeighted draws a rule on weights and numbers of seats.
func drawWeighted(t *rapid.T, depth int) Rule {
	if depth > 0 {
		var rules []Rule
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			rules = append(rules, drawWeighted(t, depth-1))
		}
		return KOf{K: rapid.IntRange(1, len(rules)).Draw(t, "k"), Rules: rules}
	}
	switch rapid.IntRange(0, 4).Draw(t, "clause") {
	case 0:
		return SeatCount{Of: For, Need: rapid.IntRange(1, 10).Draw(t, "need")}
	case 1:
		return Veto{SeatCount{Of: Against, Need: rapid.IntRange(1, 10).Draw(t, "need")}}
	case 2:
		return Quorum{Share{Of: For, Base: Present, Need: AtLeast(1, 3), BySeats: true}}
	case 3:
		lead := AtLeast(rapid.IntRange(0, 4).Draw(t, "lead"), 9)
		return Share{Of: For, Less: Against, Base: AllSeats, Need: lead}
	}
	return Share{Of: For, Base: Cast, Need: AtLeast(rapid.IntRange(1, 9).Draw(t, "p"), 9)}
}

// drawOfParts draws a rule on weights and numbers of seats in groups, and on one total.
func drawOfParts(t *rapid.T, depth int) Rule {
	if depth > 0 {
		var rules []Rule
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			rules = append(rules, drawOfParts(t, depth-1))
		}
		return KOf{K: rapid.IntRange(1, len(rules)).Draw(t, "k"), Rules: rules}
	}
	share := func() Rule {
		return Share{Of: For, Base: Cast, Need: AtLeast(rapid.IntRange(1, 9).Draw(t, "p"), 9)}
	}
	group := Group(rapid.IntRange(1, 3).Draw(t, "group"))
	switch rapid.IntRange(0, 5).Draw(t, "clause") {
	case 0:
		return share()
	case 1:
		return In{Group: group, Rule: SeatCount{Of: For, Need: rapid.IntRange(1, 3).Draw(t, "need")}}
	case 2:
		return Parts{Rule: share()}
	case 3:
		return Veto{In{Group: group, Rule: Share{Of: Against, Base: Cast, Need: MoreThan(1, 2)}}}
	case 4:
		return In{Bloc: "Chair", Rule: SeatCount{Of: For, Need: 1}}
	}
	return In{Group: group, Rule: share()}
}

// heaviest is a group of seats with weights.
func heaviest(name string, unit Fraction, weights []int) Bloc {
	bloc := Bloc{Name: name}
	for i, w := range weights {
		_, _, times := Arithmetic(Int(w), unit)
		seat := shareholder(fmt.Sprint(name, " seat ", i), times)
		bloc.Blocs = append(bloc.Blocs, seat)
	}
	return bloc
}

// The formula of a rule, as a game of classes and conditions, has the same power as the rule,
// whether it is counted by one weighting, by parts, or by asking.
func TestGameAgreesWithAsking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]Fraction{Int(1), Frac(1, 2), Frac(3, 5)}).Draw(t, "unit")
		weights := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 3)
		chair := Bloc{Name: "Chair", Size: 1, Weight: Int(rapid.IntRange(1, 2).Draw(t, "chair"))}
		body, err := NewBody(heaviest("A", unit, weights.Draw(t, "A")),
			heaviest("B", unit, weights.Draw(t, "B")), heaviest("C", unit, weights.Draw(t, "C")), chair)
		if err != nil {
			t.Fatal(err)
		}
		draw, inParts := drawWeighted, rapid.Bool().Draw(t, "in parts")
		if inParts {
			draw = drawOfParts
		}
		rule := draw(t, rapid.IntRange(0, 2).Draw(t, "depth"))
		counted, err := PowerAsGame(rule, body, inParts)
		if err != nil {
			t.Fatalf("%v: %v", rule, err)
		}
		asked, err := PowerOf(RuleFunc(rule.Decide), body, Cast)
		if err != nil {
			t.Fatal(err)
		}
		figures := func(p *PowerIndices) string {
			seats, groups, err := p.ShapleyShubik()
			return fmt.Sprintf("%+v %+v %v of %v, proper %v, strong %v, %v %v %v",
				p.Seats, p.Groups, p.Winning, p.Votes, p.Proper, p.Strong, seats, groups, err)
		}
		if diff := cmp.Diff(figures(asked), figures(counted)); diff != "" {
			t.Fatalf("%v: %s", rule, diff)
		}
	})
}

// Of 27 states with a weight each, all numbers are those of a program that asked about every one
// of the 2^27 coalitions.
func TestPowerOfTwentySevenStates(t *testing.T) {
	t.Parallel()
	statute, body := twentySeven(t)
	power := powerOf(t, must(statute.Rule("qualified majority")), body, Cast)
	var swings []string
	for _, s := range power.Seats {
		swings = append(swings, s.Swings.String())
	}
	const want = "3596304 2847650 3471578 2791956 14162990 2147838 2694260 3402580 9094022 " +
		"11851648 2498284 10307246 2077340 2218366 2358770 2049186 3291614 2035144 4433484 " +
		"3236310 7273292 3430168 4598872 2246366 2708256 2736064 3430168"
	if got := strings.Join(swings, " "); got != want || power.Winning.String() != "17762380" {
		t.Errorf("%v adopted, swings %s", power.Winning, got)
	}
}
