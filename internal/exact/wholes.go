package exact

import "math/big"

// Wholes holds fractions as whole numbers of a unit.
type Wholes struct {
	Small []int64   // if 64 bits hold all of them
	Wide  []Natural // otherwise
	Unit  Rational  // the fractions are multiples of it
}

// InWholes converts fractions to whole numbers.
//
// Let l be the common denominator, and g the greatest common divisor of the
// numerators. If own is set, votes are in the caller's unit: a weight w becomes w*l,
// in units of 1/l vote. Otherwise only the proportions matter: w becomes w*l/g, in
// units of one vote, which makes the smallest whole numbers.
func InWholes(fractions []Rational, own bool) Wholes {
	var g, l int64 = 0, 1
	ok := true
	for _, f := range fractions {
		if f.Sign() > 0 && ok {
			g = GCD(g, f.num)
			l, ok = mul(l, f.den/GCD(l, max(f.den, 1)))
			ok = ok && f.big == nil
		}
	}
	w := Wholes{Small: make([]int64, len(fractions)), Unit: Whole(1)}
	if own {
		g, w.Unit = 1, Rational{num: 1, den: l}
	}
	for i, f := range fractions {
		if f.Sign() > 0 && ok {
			w.Small[i], ok = mul(f.num/g, l/f.den)
		}
	}
	if !ok {
		return inWideWholes(fractions, own)
	}
	return w
}

// inWideWholes is InWholes for numbers that 64 bits may not hold.
func inWideWholes(fractions []Rational, own bool) Wholes {
	g, l := new(big.Int), big.NewInt(1)
	for _, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			g.GCD(nil, nil, g, r.Num())
			l.Mul(l, new(big.Int).Div(r.Denom(), new(big.Int).GCD(nil, nil, l, r.Denom())))
		}
	}
	w := Wholes{Wide: make([]Natural, len(fractions)), Unit: Whole(1)}
	if own {
		g, w.Unit = big.NewInt(1), fromRat(new(big.Rat).SetFrac(big.NewInt(1), l))
	}
	n, factor := new(big.Int), new(big.Int)
	for i, f := range fractions {
		if f.Sign() > 0 {
			r := f.Rat()
			n.Mul(n.Div(r.Num(), g), factor.Div(l, r.Denom()))
			w.Wide[i] = NaturalOfInt(n)
		}
	}
	return w
}

// At returns fraction i in units.
func (w *Wholes) At(i int) Natural {
	if w.Wide != nil {
		return w.Wide[i]
	}
	return NaturalOf(w.Small[i])
}
