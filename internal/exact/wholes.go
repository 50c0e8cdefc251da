package exact

// Wholes holds fractions as whole numbers of a unit.
type Wholes struct {
	Small []int64   // if 64 bits hold all of them
	Wide  []Natural // otherwise
	Unit  Rational  // the fractions are multiples of it
}

// InWholes converts fractions to whole numbers. A fraction that is negative, or not a number,
// becomes 0.
//
// Let l be the least common denominator, and g the greatest common divisor of the numerators.
// If own is set, the numbers keep their values: f becomes f*l, in units of 1/l. Otherwise only
// the proportions matter: f becomes f*l/g, in units of 1. These are the smallest whole numbers
// with the same proportions. For example, 1/2 and 1/3 become 3 and 2; so do 1 and 2/3, in
// units of 1/3 if own is set.
func InWholes(fractions []Rational, own bool) Wholes {
	g, l := NaturalOf(0), NaturalOf(1)
	for _, f := range fractions {
		if f.Sign() > 0 {
			num, den := f.naturals()
			g, l = g.gcd(num), l.lcm(den)
		}
	}
	w := Wholes{Small: make([]int64, len(fractions)), Unit: Whole(1)}
	if own {
		g, w.Unit = NaturalOf(1), w.Unit.Over(l.Rational())
	}
	// num/g and l/den have no remainder: g divides every numerator, and every denominator
	// divides l.
	whole := func(f Rational) Natural {
		if f.Sign() <= 0 {
			return NaturalOf(0)
		}
		num, den := f.naturals()
		return num.quo(g).Product(l.quo(den))
	}
	for i, f := range fractions {
		n, ok := whole(f).Int64()
		if w.Small[i] = n; !ok {
			w.Small, w.Wide = nil, make([]Natural, len(fractions))
			break
		}
	}
	// Most weights fit. Only if one does not are all computed again, at twice the size.
	for i := range w.Wide {
		w.Wide[i] = whole(fractions[i])
	}
	return w
}

// naturals returns the numerator and the denominator of a number that is not negative.
func (f Rational) naturals() (num, den Natural) {
	if f.big == nil {
		return NaturalOf(f.num), NaturalOf(f.den)
	}
	return NaturalOfInt(f.big.Num()), NaturalOfInt(f.big.Denom())
}

// At returns fraction i in units.
func (w *Wholes) At(i int) Natural {
	if w.Wide != nil {
		return w.Wide[i]
	}
	return NaturalOf(w.Small[i])
}
