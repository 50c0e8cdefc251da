package exact

import "math/big"

// Wholes holds fractions as whole numbers of a unit.
type Wholes struct {
	Small []int64    // if 64 bits hold all of them
	Wide  []Rational // otherwise
	Unit  Rational   // the fractions are multiples of it
}

// InWholes converts fractions to whole numbers. A fraction that is negative, or not a number,
// becomes 0.
//
// Let l be the least common denominator, and g the greatest common divisor of the numerators.
// Then g/l is the greatest number of which all fractions are multiples. It is in lowest terms: a
// prime that divides l divides a denominator, and so not the numerator above it, nor g.
//
// If own is set, the numbers keep their values: f becomes f*l, in units of 1/l. Otherwise only
// the proportions matter: f becomes f*l/g, in units of 1. These are the smallest whole numbers
// with the same proportions. For example, 1/2 and 1/3 become 3 and 2; so do 1 and 2/3, in
// units of 1/3 if own is set.
func InWholes(fractions []Rational, own bool) Wholes {
	w, divisor := Wholes{Small: make([]int64, len(fractions)), Unit: Whole(1)}, Whole(0)
	for _, f := range fractions {
		if f.Sign() > 0 {
			divisor = divisor.divisor(f)
		}
	}
	if own && divisor.Sign() > 0 {
		divisor = Quotient(big.NewInt(1), divisor.denom())
		w.Unit = divisor
	}
	whole := func(f Rational) Rational {
		if f.Sign() <= 0 {
			return Whole(0)
		}
		return f.Over(divisor)
	}
	for i, f := range fractions {
		n, ok := whole(f).Int64()
		if w.Small[i] = n; !ok {
			w.Small, w.Wide = nil, make([]Rational, len(fractions))
			break
		}
	}
	// Most weights fit. Only if one does not are all computed again, at three times the size.
	for i := range w.Wide {
		w.Wide[i] = whole(fractions[i])
	}
	return w
}

// divisor returns the greatest number of which f and g, neither of them negative, are multiples:
// the greatest common divisor of the numerators over the least common denominator. That of 0 and
// g is g.
func (f Rational) divisor(g Rational) Rational {
	if f.big == nil && g.big == nil {
		if den, ok := mul(f.den/GCD(f.den, g.den), g.den); ok {
			return Rational{num: GCD(f.num, g.num), den: den}
		}
	}
	num := new(big.Int).GCD(nil, nil, f.Num(), g.Num())
	return Quotient(num, g.CommonMultiple(f.denom()))
}

// At returns fraction i in units.
func (w *Wholes) At(i int) Rational {
	if w.Wide != nil {
		return w.Wide[i]
	}
	return Whole(w.Small[i])
}
