package exact

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// edges are numbers whose sums and products are on both sides of what 64 bits hold. The
// smallest int64 is not among them: it is held in math/big.
var edges = []int64{
	0, 1, -1, 2, -2, 3, 1 << 31, -1 << 32, math.MaxInt64, math.MaxInt64 - 1, -math.MaxInt64, math.MaxInt64 / 2, math.MaxInt64/2 + 1, -math.MaxInt64 / 2,
}

// Sums and products are right where they are said to fit, and these are all that do.
func TestFits(t *testing.T) {
	t.Parallel()
	fits := func(n *big.Int) bool { return n.IsInt64() && n.Int64() != math.MinInt64 }
	for _, a := range edges {
		for _, b := range edges {
			sum, ok := add(a, b)
			if want := new(big.Int).Add(big.NewInt(a), big.NewInt(b)); ok != fits(want) || ok && sum != want.Int64() {
				t.Errorf("%d + %d is %d, %t", a, b, sum, ok)
			}
			product, ok := mul(a, b)
			if want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b)); ok != fits(want) || ok && product != want.Int64() {
				t.Errorf("%d * %d is %d, %t", a, b, product, ok)
			}
		}
	}
}

// drawRational draws a number. Many are whole, and many are near the end of 64 bits.
func drawRational(t *rapid.T, name string) Rational {
	number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-9, 9), rapid.SampledFrom(edges))
	den := rapid.OneOf(number, rapid.Just(int64(1)), rapid.Just(int64(1))).Filter(func(n int64) bool { return n != 0 })
	return Frac(number.Draw(t, name), den.Draw(t, name))
}

// Arithmetic is that of math/big, in 64 bits wherever these hold the result.
func TestArithmetic(t *testing.T) {
	t.Parallel()
	equal := func(t rapid.TB, what string, got Rational, want *big.Rat) {
		if got.Rat().Cmp(want) != 0 || got.String() != want.RatString() {
			t.Fatalf("%s is %v, not %v", what, got, want.RatString())
		}
		fits := want.Num().IsInt64() && want.Denom().IsInt64() && want.Num().Int64() != math.MinInt64
		if got.Fits() != fits {
			t.Fatalf("%s is %v, in 64 bits: %t", what, got, got.Fits())
		}
	}
	check := func(t rapid.TB, f, g Rational) {
		r, s := f.Rat(), g.Rat()
		equal(t, "the sum", f.Plus(g), new(big.Rat).Add(r, s))
		equal(t, "the difference", f.Minus(g), new(big.Rat).Sub(r, s))
		equal(t, "the product", f.Times(g), new(big.Rat).Mul(r, s))
		if g.Sign() != 0 {
			equal(t, "the quotient", f.Over(g), new(big.Rat).Quo(r, s))
		}
		equal(t, "the floor", f.Floor(), new(big.Rat).SetInt(new(big.Int).Div(r.Num(), r.Denom())))
		num, den := f.Parts()
		equal(t, "the numerator", num, new(big.Rat).SetInt(r.Num()))
		equal(t, "the denominator", den, new(big.Rat).SetInt(r.Denom()))
		if f.Cmp(g) != r.Cmp(s) || f.Equal(g) != (r.Cmp(s) == 0) || f.Sign() != r.Sign() || f.IsWhole() != r.IsInt() {
			t.Fatalf("%v compared to %v is %d", f, g, f.Cmp(g))
		}
	}
	dens := []int64{1, 2, -3, math.MaxInt64}
	for _, p := range edges {
		for _, q := range dens {
			for _, n := range edges {
				for _, d := range dens {
					check(t, Frac(p, q), Frac(n, d))
				}
			}
		}
		check(t, Frac(p, 1), Frac(math.MinInt64, 1))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawRational(t, "f"), drawRational(t, "g")) })
}

// Numbers that 64 bits hold are in one order with those that they do not, and differ in their
// keys. What is not a number is below all.
func TestOrder(t *testing.T) {
	t.Parallel()
	ordered := []Rational{{}}
	for _, text := range []string{
		"-10000000000000000000000", "-10000000000000000000", "-9223372036854775807", "-3/2", "-1", "-1/10000000000000000000",
		"0", "1/10000000000000000000", "1/3", "1/2", "1", "9223372036854775807", "10000000000000000000", "10000000000000000000000",
	} {
		f, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		ordered = append(ordered, f)
	}
	for i, f := range ordered {
		for k, g := range ordered {
			same := string(f.AppendKey(nil)) == string(g.AppendKey(nil))
			if f.Cmp(g) != cmp.Compare(i, k) || f.Equal(g) != (i == k) || same != (i == k) {
				t.Errorf("%v beside %v is %d, same key %t", f, g, f.Cmp(g), same)
			}
		}
	}
	if !Bad.Equal(Rational{}) || Bad.Valid() || !Bad.Given() || (Rational{}).Given() || Bad.Rat() != nil || Bad.Sign() != 0 {
		t.Error("what is not a number passes for one")
	}
}

// A finite decimal is printed as one, unless it has more decimals than people read. Every
// other number is printed as String prints it.
func TestDecimal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"18347/100": "183.47", "16667/50": "333.34", "1/2": "0.5", "-1/8": "-0.125", "7": "7", "-7": "-7", "0": "0",
		"1/3": "1/3", "-2/3": "-2/3", "1/6": "1/6", "7/15": "7/15", "1/40": "0.025", "1/25": "0.04",
		"1/4096": "0.000244140625", "1/8192": "1/8192", "1/1000000000000": "0.000000000001", "1/10000000000000": "1/10000000000000",
		"1/244140625": "0.000000004096", "1/30517578125": "1/30517578125",
		"123456789012345678901234567890": "123456789012345678901234567890", "123456789012345678901/4": "30864197253086419725.25",
	} {
		f, err := Parse(text)
		if got := f.Decimal(); err != nil || got != want || f.Readable() != (len(want) <= 12) {
			t.Errorf("%s: %s, readable %t, %v, want %s", text, got, f.Readable(), err, want)
		}
	}
	for _, f := range []Rational{{}, Bad} {
		if got := f.Decimal(); got != f.String() {
			t.Errorf("%q, not %q", got, f)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		f := drawRational(t, "f")
		text := f.Decimal()
		if back, err := Parse(text); err != nil || !back.Equal(f) || strings.Contains(text, "/") != (text == f.String() && !f.IsWhole()) {
			t.Fatalf("%v is printed as %s", f, text)
		}
	})
}

// The work of a number beyond 64 bits grows with its digits, and faster with many.
func TestWorkOfLargeNumbers(t *testing.T) {
	t.Parallel()
	power := func(base, exponent int64) *big.Int {
		return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
	}
	const words = 12802 / bits.UintSize
	for _, test := range []struct {
		f    Rational
		want int
	}{
		{Frac(-7, 3), 1},
		{FromInt(power(2, 80)), 8 + 82/bits.UintSize},                                               // 81 bits, and 1
		{FromRat(new(big.Rat).SetFrac(power(2, 6400), power(3, 4038))), 8 + words + words*words/64}, // twice 6401 bits
	} {
		if got := test.f.Work(); got != test.want {
			t.Errorf("%d bits: %d, and not %d", test.f.Rat().Num().BitLen(), got, test.want)
		}
	}
}

// The work of a number beyond 64 bits is that of an allocation, of each word, and of each word
// with each.
func TestWork(t *testing.T) {
	t.Parallel()
	words := func(n int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(n*bits.UintSize-1)) }
	odd := new(big.Int).Add(words(10), big.NewInt(1))
	for name, test := range map[string]struct {
		f    Rational
		want int
	}{
		"in 64 bits":         {Frac(-1, 2), 1},
		"a whole number":     {FromInt(words(20)), 8 + 20 + 400/64},
		"a small number":     {Quotient(big.NewInt(-1), words(24)), 8 + 24 + 576/64},
		"both terms":         {Quotient(odd, words(10)), 8 + 20 + 400/64},
		"not a word too few": {FromInt(new(big.Int).Rsh(words(20), 2)), 8 + 19 + 361/64},
	} {
		if got := test.f.Work(); got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
}
