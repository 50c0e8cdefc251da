package games

import (
	"fmt"
	"iter"
	"math/big"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/linear"
	"pgregory.net/rapid"
)

// Each vote of the seats has one split, and one position: the numbers of votes sum to k^n.
func TestSplitsAreAllVotes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		seats, choices, splits int
		votes                  string
	}{
		{0, 2, 1, "1"}, {1, 2, 2, "2"}, {5, 2, 6, "32"}, {62, 2, 63, "4611686018427387904"},
		{63, 2, 64, "9223372036854775808"}, {130, 2, 131, "1361129467683753853853498429727072845824"},
		{4, 3, 15, "81"}, {3, 4, 20, "64"}, {2, 8, 36, "64"}, {5, 5, 126, "3125"},
	} {
		class := newClass(c.seats, c.choices)
		splits, votes := len(class.splits), total(class.ways).String()
		if splits != c.splits || votes != c.votes {
			t.Errorf("%d seats, %d choices: %d splits of %v votes", c.seats, c.choices, splits, votes)
		}
		for n, split := range class.splits {
			if got := class.rank(&split); got != n {
				t.Errorf("split %d, %v: rank %d", n, split, got)
			}
			negation := split
			negation[0], negation[c.choices-1] = split[c.choices-1], split[0]
			if got := class.negation(n); class.splits[got] != negation {
				t.Errorf("the negation of %v: %v", split, class.splits[got])
			}
		}
	}
}

// The search for a threshold finds it from anywhere, and asks few times if it starts near.
func TestThresholdIsFound(t *testing.T) {
	t.Parallel()
	for n := range 9 {
		for near := range n + 3 {
			for want := range n + 1 {
				asked := 0
				got := threshold(n, near, func(f int) bool {
					if asked++; f < 0 || f >= n {
						t.Errorf("below %d, near %d: asked about %d", n, near, f)
					}
					return f >= want
				})
				if got != want || min(near, n) == want && asked > 2 {
					t.Errorf("below %d, near %d: %d after %d questions, want %d", n, near, got, asked, want)
				}
			}
		}
	}
}

// asked returns what asking about every vote finds, under a rule by numbers of seats For, and
// Against.
func asked(
	t rapid.TB, classes []int, choices int, monotone bool, adopts func(inFavour, against []int) bool,
) *Result {
	inFavour, against := make([]int, len(classes)), make([]int, len(classes))
	a := answers(t, classes, choices, monotone, func(made []Split) bool {
		for i, split := range made {
			inFavour[i], against[i] = int(split[0]), int(split[choices-1])
		}
		return adopts(inFavour, against)
	})
	r, ok := a.Result(linear.NewBudget(MostWork))
	if !ok {
		t.Fatal("too much to add up")
	}
	return r
}

// answers asks about every vote, under a rule by splits.
func answers(
	t rapid.TB, classes []int, choices int, monotone bool, adopts func(made []Split) bool,
) *Answers {
	work := linear.NewBudget(MostWork)
	v, ok := NewVotes(classes, choices, work)
	if !ok {
		t.Fatal("too many votes")
	}
	made := make([]Split, len(classes))
	a, ok := v.Ask(Rule{Monotone: monotone, Price: 1,
		Place: func(class int, split *Split, sign int64) {
			for choice, n := range split {
				made[class][choice] += int32(sign) * n
			}
		},
		Adopts: func() (adopted, ok bool) { return adopts(made), true },
	}, work)
	if !ok {
		t.Fatal("too much to ask")
	}
	return a
}

// The example of the package comment.
func TestSwingsOfThreeSeats(t *testing.T) {
	t.Parallel()
	r := asked(t, []int{1, 2}, 2, true, func(inFavour, _ []int) bool {
		return 2*inFavour[0]+inFavour[1] >= 3
	})
	for i, want := range []int64{3, 1} {
		if got := r.Classes[i].swings(); got.Cmp(big.NewInt(want)) != 0 {
			t.Errorf("class %d: %v swings, want %d", i, got, want)
		}
	}
	shapley, err := r.Shapley()
	if got := fmt.Sprint(shapley, err); got != "[2/3 1/6] <nil>" {
		t.Errorf("the index of Shapley and Shubik: %s", got)
	}
	if r.Adopted.Int64() != 3 || r.Votes.Int64() != 8 || !r.Proper || r.Strong || !r.Monotone {
		t.Errorf("%+v", r)
	}
}

// One seat decides, and two have no influence: a vote is adopted if the seat makes one of some
// choices. What that is called can be told from these choices, for each set of two to five.
func TestOneSeatDecides(t *testing.T) {
	t.Parallel()
	for choices := 2; choices <= 5; choices++ {
		for set := range 1 << choices {
			for seat, classes := range [][]int{{1, 2}, {2, 1}} {
				adopts := func(choice int) bool { return set>>choice&1 != 0 }
				r, ok := answers(t, classes, choices, false, func(made []Split) bool {
					return adopts(slices.Index(made[seat][:], 1))
				}).Result(linear.NewBudget(MostWork))
				if !ok {
					t.Fatal("too large")
				}
				last, number := choices-1, bits.OnesCount(uint(set))
				monotone, proper, strong := true, true, true
				for choice := range choices {
					negation := choice
					if choice == 0 || choice == last {
						negation = last - choice
					}
					monotone = monotone && (adopts(0) || !adopts(choice)) && (!adopts(last) || adopts(choice))
					proper = proper && !(adopts(choice) && adopts(negation))
					strong = strong && (adopts(choice) || adopts(negation))
				}
				prevents, initiates := number, choices-number
				if number == 0 || number == choices {
					prevents, initiates = 0, 0
				}
				others := r.others().Int64()
				want := fmt.Sprint(monotone, proper, strong, int64(number)*others,
					int64(exact.Bit(adopts(0)))*others, int64(exact.Bit(adopts(last)))*others,
					int64(prevents)*others, int64(initiates)*others)
				of := r.Classes[seat]
				got := fmt.Sprint(r.Monotone, r.Proper, r.Strong, r.Adopted,
					of.InFavour, of.Opposed, of.Prevents, of.Initiates)
				if got != want {
					t.Errorf("%d choices, %b, %v: %s, want %s", choices, set, classes, got, want)
				}
				alone := []int{0, 0}
				alone[seat] = 1
				veto, dictator := number > 0 && !adopts(last), set == 1
				v, d := r.DecideTogether(alone)
				if v != veto || d != dictator {
					t.Errorf("%d choices, %b, %v: veto %v, dictator %v", choices, set, classes, v, d)
				}
				null := r.Classes[1-seat]
				if null.Prevents.Sign() != 0 || null.Initiates.Sign() != 0 || null.swings().Sign() != 0 {
					t.Errorf("%d choices, %b, %v: %v", choices, set, classes, null)
				}
			}
		}
	}
}

// Wins tells the coalitions of the package's example that win.
func TestWins(t *testing.T) {
	t.Parallel()
	a := answers(t, []int{1, 2}, 2, true, func(made []Split) bool {
		return 2*made[0][0]+made[1][0] >= 3
	})
	for heavy := range 2 {
		for light := range 3 {
			if got := a.Wins([]int{heavy, light}); got != (2*heavy+light >= 3) {
				t.Errorf("%d heavy and %d light: %v", heavy, light, got)
			}
		}
	}
}

// indices returns the indices of so many seats of each class as a text.
func indices(r *Result, seats ...int) string {
	x := r.Indices(seats)
	text := fmt.Sprintln(x.Swings, x.Banzhaf, x.Normalised, x.Prevent, x.Initiate, x.Null)
	if len(seats) == 1 || seats[0]+seats[1] == 1 {
		veto, dictator := r.Decides(slices.Index(seats, 1))
		text += fmt.Sprintln(veto, dictator)
	}
	veto, dictator := r.DecideTogether(seats)
	return text + fmt.Sprint(veto, dictator)
}

// The heavy seat of the package's example has a veto, and the light ones have one only together.
// All together dictate. A rule that adopts everything, or nothing, gives no seat any power.
func TestIndices(t *testing.T) {
	t.Parallel()
	weighted := asked(t, []int{1, 2}, 2, true, func(inFavour, _ []int) bool {
		return 2*inFavour[0]+inFavour[1] >= 3
	})
	alone := asked(t, []int{1, 1}, 3, true, func(inFavour, _ []int) bool { return inFavour[0] == 1 })
	against := asked(t, []int{2}, 2, false, func(inFavour, _ []int) bool { return inFavour[0] == 0 })
	always := asked(t, []int{1, 1}, 2, true, func(_, _ []int) bool { return true })
	never := asked(t, []int{1, 1}, 2, true, func(_, _ []int) bool { return false })
	for _, c := range []struct{ name, got, want string }{
		{"heavy", indices(weighted, 1, 0), "3 3/4 3/5 1 3/5 false\ntrue false\ntrue false"},
		{"light", indices(weighted, 0, 1), "1 1/4 1/5 1/3 1/5 false\nfalse false\nfalse false"},
		{"both light", indices(weighted, 0, 2), "2 1/2 2/5 2/3 2/5 false\ntrue false"},
		{"heavy and light", indices(weighted, 1, 1), "4 1 4/5 4/3 4/5 false\ntrue true"},
		{"dictator", indices(alone, 1, 0), "3 1 1 1 1 false\ntrue true\ntrue true"},
		{"subject", indices(alone, 0, 1), "0 0 0 0 0 true\nfalse false\nfalse false"},
		{"not monotone", indices(against, 1), "-1 -1/2  1 1/3 false\nfalse false\nfalse false"},
		{"always", indices(always, 1, 0), "0 0  0  true\nfalse false\nfalse false"},
		{"never", indices(never, 1, 0), "0 0   0 true\nfalse false\nfalse false"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

// The index of Shapley and Shubik for three choices is the share of all roll-calls, in all orders,
// in which the vote of a seat makes the outcome certain.
func TestRollCallsAreAllOrders(t *testing.T) {
	t.Parallel()
	weights, class := []int{2, 1, 1}, []int{0, 1, 1}
	for lead := -3; lead <= 4; lead++ {
		adopts := func(inFavour, against []int) bool {
			return 2*(inFavour[0]-against[0])+inFavour[1]-against[1] >= lead
		}
		pivots, all := make([]int64, 2), int64(0)
		for order := range rollCalls([]int{0, 1, 2}) {
			for vote := range 27 {
				choice := []int{vote % 3, vote / 3 % 3, vote / 9} // 0 is For, and 2 Against
				possible := func(k, others int) bool {            // after k votes, if all others make a choice
					sum := 0
					for i, seat := range order {
						made := others
						if i < k {
							made = choice[seat]
						}
						sum += weights[seat] * (1 - made)
					}
					return sum >= lead
				}
				all++
				for k, seat := range order {
					if possible(k, 2) == possible(k, 0) {
						break // certain before
					} else if possible(k+1, 2) == possible(k+1, 0) {
						pivots[class[seat]]++
						break
					}
				}
			}
		}
		r := asked(t, []int{1, 2}, 3, true, adopts)
		shapley, err := r.Shapley()
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range shapley {
			if want := big.NewRat(pivots[i], all*int64(i+1)); got.Cmp(want) != 0 {
				t.Errorf("lead of %d: class %d has %v, not %v", lead, i, got, want)
			}
		}
	}
}

// rollCalls returns all orders of some seats.
func rollCalls(seats []int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		if len(seats) == 1 {
			yield(seats)
			return
		}
		for i, first := range seats {
			for order := range rollCalls(slices.Delete(slices.Clone(seats), i, i+1)) {
				if !yield(append([]int{first}, order...)) {
					return
				}
			}
		}
	}
}

// Votes with few seats For are first, then those with few that abstain.
func TestVotesAreSorted(t *testing.T) {
	t.Parallel()
	v, ok := NewVotes([]int{1, 1}, 3, linear.NewBudget(MostWork))
	if !ok {
		t.Fatal("no votes")
	}
	all, none := &Answers{Votes: v}, &Answers{Votes: v, adopted: make([]bool, v.number)}
	all.adopted = slices.Repeat([]bool{true}, v.number)
	numbers, only, ok := v.Differ(all, none, linear.NewBudget(MostWork))
	if !ok || only[0].Int64() != 9 || only[1].Sign() != 0 {
		t.Errorf("%v votes, %v", only, ok)
	}
	some := &Answers{Votes: v, adopted: slices.Clone(all.adopted)}
	some.adopted[0], some.adopted[5] = false, false
	few, only, ok := v.Differ(none, some, linear.NewBudget(MostWork))
	if !ok || len(few) != 7 || slices.Contains(few, 0) || only[0].Sign() != 0 || only[1].Int64() != 7 {
		t.Errorf("%v: %v votes, %v", few, only, ok)
	}
	if _, _, ok := v.Differ(none, all, linear.NewBudget(1000)); ok {
		t.Error("a small budget is enough")
	}
	var texts []string
	for _, number := range numbers {
		first, second := v.Split(number, 0), v.Split(number, 1)
		texts = append(texts, fmt.Sprint(first[:3], " ", second[:3]))
	}
	got := strings.Join(texts, " ")
	const want = "[0 0 1] [0 0 1] [0 1 0] [0 0 1] [0 0 1] [0 1 0] [0 1 0] [0 1 0] " +
		"[1 0 0] [0 0 1] [0 0 1] [1 0 0] [0 1 0] [1 0 0] [1 0 0] [0 1 0] [1 0 0] [1 0 0]"
	if got != want {
		t.Errorf("the order is %s", got)
	}
}

// Ten splits of three seats are four rows. A monotone rule is asked about each row, and any other
// about each split. If the budget does not allow that, or an answer fails, nothing is known.
func TestQuestionsAreCharged(t *testing.T) {
	t.Parallel()
	const price = 10
	for _, c := range []struct {
		monotone    bool
		budget      int
		fails       int // the number of the question that cannot be answered
		most, fewer int // questions, and the fewest
		want        bool
	}{
		{true, 1000, 0, 8, 4, true}, {true, 40, 0, 5, 4, false}, {true, 39, 0, 0, 0, false},
		{false, 1000, 0, 10, 10, true}, {false, 100, 0, 10, 10, true}, {false, 99, 0, 0, 0, false},
		{true, 1000, 2, 4, 2, false}, {false, 1000, 1, 4, 1, false}, {false, 1000, 10, 10, 10, false},
	} {
		v, _ := NewVotes([]int{3}, 3, linear.NewBudget(MostWork))
		asked, work := 0, linear.NewBudget(c.budget)
		_, ok := v.Ask(Rule{Monotone: c.monotone, Price: price,
			Place:  func(int, *Split, int64) {},
			Adopts: func() (adopted, ok bool) { asked++; return false, asked != c.fails },
		}, work)
		if ok != c.want || asked > c.most || asked < c.fewer {
			t.Errorf("%+v: %v after %d questions", c, ok, asked)
		}
		if ok && work.Left() != c.budget-asked*price {
			t.Errorf("%+v: %d left after %d questions", c, work.Left(), asked)
		}
	}
}

// The splits of a class are not listed if they would take too much memory.
func TestSplitsAreTooManyForTheMemory(t *testing.T) {
	t.Parallel()
	work := linear.NewBudget(MostWork)
	if v, ok := NewVotes([]int{1500}, 3, work); ok || work.Spent() {
		t.Errorf("%d votes, %d left", v.number, work.Left())
	}
}

// A budget that is too small has no answer.
func TestCountsAreCharged(t *testing.T) {
	t.Parallel()
	for left := range 3000 {
		work := linear.NewBudget(left)
		v, ok := NewVotes([]int{3, 2}, 3, work)
		if ok {
			var a *Answers
			yes := func() (bool, bool) { return true, true }
			a, ok = v.Ask(Rule{Price: 1, Place: func(int, *Split, int64) {}, Adopts: yes}, work)
			if ok {
				_, ok = a.Result(work)
			}
		}
		if ok && left < 60 || ok != !work.Spent() && work.Left() > 60 {
			t.Fatalf("%d units of work are enough: %v, %d left", left, ok, work.Left())
		}
	}
}
