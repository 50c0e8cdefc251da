package exact

import "math/big"

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

// SmallPercent is [Rational.Percent] with two decimals, or with as many as show the first two
// digits of a small share. A share that is not 0 is never shown as 0. If f is not a number, the
// text is empty.
func (f Rational) SmallPercent() string {
	if !f.Valid() {
		return ""
	}
	size, decimals := f.abs(), 2
	for size.Sign() != 0 && decimals < mostSmall && size.Cmp(Quotient(big.NewInt(1), Pow10(decimals+1))) < 0 {
		decimals++
	}
	n := f.percents(decimals)
	if n.Sign() == 0 && f.Sign() != 0 {
		return "< 0.000001 %"
	}
	return percent(n, decimals)
}

// PercentsApart returns two shares in percent. Both are rounded to the nearest, with the
// fewest decimals, at least two, with which rounding keeps the order of the shares. So
// 66.6667 % is never shown as 66.67 % beside a bar of 2/3. If 100 decimals are too few, ok is
// false.
func PercentsApart(f, g Rational) (first, second string, ok bool) {
	compared := f.Cmp(g)
	for decimals := 2; decimals <= maxDecimals; decimals++ {
		m, n := f.percents(decimals), g.percents(decimals)
		if m.Cmp(n) == compared {
			return percent(m, decimals), percent(n, decimals), true
		}
	}
	return "", "", false
}
