package exact

import (
	"cmp"
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite/internal/prose"
)

// This file reads and writes percentages. Let a percentage be n units of its last decimal, so
// that 71.3 % is n = 713 units of 1/1000.
//
// A share s is rounded to the percentage if n - 1/2 <= s * 1000 <= n + 1/2. Both ends belong to
// it: whoever rounded may have rounded a half up, down or to even. A share is cut to the
// percentage if n <= s * 1000 < n + 1. Shares are written as rounded, a half up.

// maxDecimals is the greatest number of decimals of a percentage.
const maxDecimals = 100

// Percent returns a share in percent, as "66.67 %" for 2/3 with 2 decimals. It is rounded to
// the nearest, and half up.
func (f Rational) Percent(decimals int) string { return percent(f.percents(decimals), decimals) }

// percents returns a share in units of the last decimal of its percentage, rounded half up:
// n/d to the nearest is (2 n + d) / 2 d without its remainder.
func (f Rational) percents(decimals int) *big.Int {
	r, two := f.shared(), big.NewInt(2)
	n := new(big.Int).Mul(r.Num(), Pow10(decimals+2))
	return n.Div(n.Add(n.Mul(n, two), r.Denom()), two.Mul(two, r.Denom()))
}

// percent returns the text of a percentage that is n units of its last decimal.
func percent(n *big.Int, decimals int) string { return pointed(n, decimals) + " %" }

// pointed returns the digits of n with a point before the last decimals.
func pointed(n *big.Int, decimals int) string {
	return new(big.Rat).SetFrac(n, Pow10(decimals)).FloatString(decimals)
}

// mostSmall is the greatest number of decimals of a small share.
const mostSmall = 6

// ShortPercent is [Rational.Percent] with two decimals, or with as many as show the first two
// digits of a small share. A share that is not 0 is never shown as 0. If f is not a number, the
// text is empty.
func (f Rational) ShortPercent() string {
	if !f.Valid() {
		return ""
	}
	size, small, decimals := f.Times(Whole(int64(f.Sign()))), Frac(1, 1000), 2
	for size.Sign() != 0 && size.Cmp(small) < 0 && decimals < mostSmall {
		small = small.Times(Frac(1, 10))
		decimals++
	}
	n := f.percents(decimals)
	if n.Sign() == 0 && f.Sign() != 0 {
		return "< 0.000001 %"
	}
	return percent(n, decimals)
}

// ApartPercents returns two shares in percent. Both are rounded to the nearest, with the
// fewest decimals, at least two, with which rounding keeps the order of the shares. So
// 66.6667 % is never shown as 66.67 % beside a bar of 2/3. If 100 decimals are too few, ok is
// false.
func ApartPercents(f, g Rational) (first, second string, ok bool) {
	compared := f.Cmp(g)
	for decimals := 2; decimals <= maxDecimals; decimals++ {
		m, n := f.percents(decimals), g.percents(decimals)
		if m.Cmp(n) == compared {
			return percent(m, decimals), percent(n, decimals), true
		}
	}
	return "", "", false
}

// ParsePercent parses the digits of a percentage, as "71.34". It returns the bounds of the
// shares that are rounded to it, or the bounds of those that are cut to it: these shares are
// below high. No rounded share is below 0 or above 1. For example, the shares that are rounded
// to 50 % are 99/200 to 101/200, and those that are cut to it are 1/2 to below 51/100. The
// error says what would be right.
func ParsePercent(text string, cut bool) (low, high Rational, err error) {
	if _, decimals, _ := strings.Cut(text, "."); len(decimals) > maxDecimals {
		return low, high, errors.New("want at most " + strconv.Itoa(maxDecimals) + " decimals")
	}
	n, decimals, ok := decimal(text)
	if !ok || halfDecimal(text) || text[0] == '-' {
		return low, high, percentError(text)
	}
	all := Pow10(2 + decimals)
	if n.Cmp(all) > 0 {
		return low, high, errors.New("want at most 100 %")
	}
	// In units of 1/all, the numbers from n-1/2 to n+1/2 are rounded to n, and those from n
	// to below n+1 are cut to it.
	share, half := Quotient(n, all), Quotient(big.NewInt(1), new(big.Int).Lsh(all, 1))
	if cut {
		return share, share.Plus(half).Plus(half), nil
	}
	low = slices.MaxFunc([]Rational{share.Minus(half), Whole(0)}, Rational.Cmp)
	high = slices.MinFunc([]Rational{share.Plus(half), Whole(1)}, Rational.Cmp)
	return low, high, nil
}

// percentError returns the error for a malformed percentage. It says what would be right.
func percentError(text string) error {
	front, after, _ := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	want := cmp.Or(front, "0")
	if after != "" {
		want += "." + after
	}
	if text != want && front+after != "" && IsDigits(front+after) {
		return errors.New("want " + prose.Quoted(want+" %"))
	}
	return errors.New(`want a percentage from 0 to 100, as "71.34 %"`)
}

// Percentages returns the digits of the percentages whose shares begin at Min and end at Max,
// as [ParsePercent] returns these bounds. If both bounds are those of one percentage, least
// and most are equal. A bound that is not given has no digits. ok is false if a bound is not
// that of a percentage.
func (a Amount) Percentages() (least, most string, ok bool) {
	lowDecimals, highDecimals := percentDecimals(a.Min, a.Cut), percentDecimals(a.Max, a.Cut)
	// One of the bounds can have fewer decimals than the percentage: 0.50 % cut begins at the
	// same share as 0.5 % cut, and 0.0 % at the same as 0 %.
	for _, decimals := range [...]int{lowDecimals, highDecimals} {
		least, ok1 := percentAt(a.Min, decimals, a.Cut, true)
		most, ok2 := percentAt(a.Max, decimals, a.Cut, false)
		if ok1 && ok2 && least == most {
			return least, most, true
		}
	}
	least, ok1 := percentAt(a.Min, lowDecimals, a.Cut, true)
	most, ok2 := percentAt(a.Max, highDecimals, a.Cut, false)
	return least, most, (ok1 || !a.Min.Given()) && (ok2 || !a.Max.Given())
}

// percentDecimals returns the smallest number of decimals that a percentage with the bound can
// have, if there is one. A bound of rounded percentages ends in 5, one decimal after theirs.
//
// Whether there is one does not matter here. If the bound is no finite decimal, as 1/3, or one of
// more digits than a percentage has, then percentAt reads a percentage back that has another bound.
func percentDecimals(bound Rational, cut bool) int {
	if !bound.Valid() {
		return 0
	}
	decimals, _ := bound.Times(Whole(100)).shared().FloatPrec()
	if !cut {
		decimals--
	}
	return min(max(0, decimals), maxDecimals)
}

// percentAt returns the digits of the percentage whose shares begin at the bound if isLow is
// set, or end at it otherwise. It computes the only one that can be, and reads it to see
// whether it is right.
func percentAt(bound Rational, decimals int, cut, isLow bool) (digits string, ok bool) {
	if !bound.Valid() {
		return "", false
	}
	// Solve the bounds of ParsePercent for n. The bound 1 of 100 % is an exception: it is n,
	// not n+1/2, and the floor below is right for both.
	n := bound.Times(FromInt(Pow10(2 + decimals)))
	switch {
	case isLow && !cut:
		n = n.Plus(Frac(1, 2))
	case !isLow && cut:
		n = n.Minus(Whole(1))
	}
	digits = pointed(n.Floor().Num(), decimals)
	low, high, err := ParsePercent(digits, cut)
	return digits, err == nil && (isLow && low.Equal(bound) || !isLow && high.Equal(bound))
}
