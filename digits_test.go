package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

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
		bloc.WeightedRoll = append(bloc.WeightedRoll, WeightedSeat{ID: fmt.Sprint(name, " m", i), Weight: parted(p)})
	}
	return bloc
}

// sharing returns a bloc of n blocs that each split a power over seats, from that number
// on.
func sharing(n, seats int) Bloc {
	bloc := Bloc{Name: "G"}
	for i := range n {
		bloc.Blocs = append(bloc.Blocs, Bloc{Name: fmt.Sprint(i), Size: seats + i, SharedBy: Present})
	}
	return bloc
}

// A weight, a power and the common denominator of all have at most 256 digits. The error
// names the limit and the digits.
func TestLongWeightsAreRefused(t *testing.T) {
	t.Parallel()
	one := big.NewInt(1)
	nest := func(power Fraction) Bloc {
		return Bloc{Name: "A", SharedBy: Present, Blocs: []Bloc{{Name: "a", Size: 1, Power: power}, {Name: "b", Size: 1}}}
	}
	for _, c := range []struct {
		name string
		bloc Bloc
		want string
	}{
		{"256 digits", Bloc{Name: "A", Size: 1, Weight: FromInt(power10(255))}, ""},
		{"257 digits", Bloc{Name: "A", Size: 1, Weight: FromInt(power10(256))}, `body "A": too many digits: a weight or power of 257 digits: want at most 256`},
		{"a denominator of 256", Bloc{Name: "A", Size: 1, Weight: parted(power10(255))}, ""},
		{"a denominator of 257", Bloc{Name: "A", Size: 1, Weight: parted(power10(256))}, `body "A": too many digits: with it the common denominator of the weights has 257 digits: want at most 256`},
		{"a power of 257 digits", nest(FromInt(power10(256))), `body "A/a": too many digits: a weight or power of 257 digits: want at most 256`},
		{"a power's denominator of 257", nest(parted(power10(256))), `body "A/a": too many digits: with it the common denominator of the weights has 257 digits: want at most 256`},
		{"42 primes", ofPrimes("A", 42), ""},
		{"43 primes", ofPrimes("A", 43), `body "A/A m42": too many digits: with it the common denominator of the weights has 259 digits: want at most 256`},
		{"three that are coprime", Bloc{Name: "A", Blocs: []Bloc{
			{Name: "a", Size: 1, Weight: parted(power10(100))},
			{Name: "b", Size: 1, Weight: parted(new(big.Int).Add(power10(100), one))},
			{Name: "c", Size: 1, Weight: parted(new(big.Int).Sub(power10(100), one))},
		}}, `body "A/c": too many digits: with it the common denominator of the weights has 300 digits: want at most 256`},
		{"nested powers", func() Bloc {
			inner := Bloc{Name: "z", Size: 1}
			for i := range 4 {
				inner = Bloc{Name: fmt.Sprint(i), Power: FromInt(power10(250)), Blocs: []Bloc{inner, {Name: "x", Size: 1}}}
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
	proptest.Long(t)
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
	for name, err := range map[string]error{"CSV": fromCSV, "JSON": json.Unmarshal([]byte(`{"groups":[`+string(blocs)+`]}`), &body)} {
		if !errors.Is(err, ErrTooLarge) || !strings.Contains(messageOf(err), "259 digits: want at most 256") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// If many blocs share powers, the votes can have too many digits for some numbers of seats
// present, although they are short if all are.
func TestVotesThatSharedPowersMakeLong(t *testing.T) {
	t.Parallel()
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
		n := power10(int64(rapid.SampledFrom([]int{0, 0, 0, 0, 0, 1, 18, 20, 60, 240, 255, 256}).Draw(t, name+" digits of "+what)))
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
	rule := All{Quorum{SimpleMajority()}, Share{Of: For, Base: Present, Need: AtLeast(1_000_000_006, 1_000_000_007)}, MajorityInEachGroup()}
	if longest := tally.Votes(AllSeats).Rat(); longest.Num().BitLen() > LongestVotes(body) && LongestVotes(body) > 0 {
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
