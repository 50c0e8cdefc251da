package tripartite

import "math/big"

// weights holds the weight of one seat of each node as a whole number of units.
type weights struct {
	small []int64  // if 64 bits hold all of them
	wide  []amount // otherwise
	unit  Fraction // in votes
}

// inWholes converts weights to whole numbers.
//
// Let l be the common denominator, and g the greatest common divisor of the
// numerators. If own is set, votes are in the caller's unit: a weight w becomes w*l,
// in units of 1/l vote. Otherwise only the proportions matter: w becomes w*l/g, in
// units of one vote, which makes the smallest whole numbers.
func inWholes(fractions []Fraction, own bool) weights {
	var g, l int64 = 0, 1
	ok := true
	for _, f := range fractions {
		if f.Sign() > 0 && ok {
			g = gcd(g, f.num)
			l, ok = mul(l, f.den/gcd(l, max(f.den, 1)))
			ok = ok && f.big == nil
		}
	}
	w := weights{small: make([]int64, len(fractions)), unit: whole(1)}
	if own {
		g, w.unit = 1, Fraction{num: 1, den: l}
	}
	for i, f := range fractions {
		if f.Sign() > 0 && ok {
			w.small[i], ok = mul(f.num/g, l/f.den)
		}
	}
	if !ok {
		return inWideWholes(fractions, own)
	}
	return w
}

// inWideWholes is inWholes for numbers that 64 bits may not hold.
func inWideWholes(fractions []Fraction, own bool) weights {
	g, l := new(big.Int), big.NewInt(1)
	for _, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			g.GCD(nil, nil, g, r.Num())
			l.Mul(l, new(big.Int).Div(r.Denom(), new(big.Int).GCD(nil, nil, l, r.Denom())))
		}
	}
	w := weights{wide: make([]amount, len(fractions)), unit: whole(1)}
	if own {
		g, w.unit = big.NewInt(1), fromRat(new(big.Rat).SetFrac(big.NewInt(1), l))
	}
	n, factor := new(big.Int), new(big.Int)
	for i, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			n.Mul(n.Div(r.Num(), g), factor.Div(l, r.Denom()))
			w.wide[i] = amountOfInt(n)
		}
	}
	return w
}

// at returns the weight of one seat of the node.
func (w *weights) at(node int) amount {
	if w.wide != nil {
		return w.wide[node]
	}
	return amountOf(w.small[node])
}
