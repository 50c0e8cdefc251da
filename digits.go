package tripartite

import (
	"example.com/tripartite/internal/exact"

	"fmt"
	"math/big"
)

// Votes are counted as whole numbers of a unit, and figures are written as fractions of
// at most maxDigits digits. A body is refused if its numbers can be longer, so that every
// vote that can be decided can also be recorded. A lower limit holds for the weights and
// powers that the caller gives: with many denominators that are coprime, each further
// seat would make the numbers of all seats longer.

const (
	mostUnitDigits = 256 // of a weight or power, and of the common denominator of all
	mostVoteDigits = 900 // of all votes together, and of the denominator of their unit
)

var (
	unitLimit = exact.Pow10(mostUnitDigits)
	voteLimit = exact.Pow10(mostVoteDigits)
)

// errDigits is the error for numbers of a body that are too long.
var errDigits = problem{ErrTooLarge, "too many digits"}

// digitsOf returns the number of digits of n, which must not be negative.
func digitsOf(n *big.Int) int { return len(n.String()) }

// tooManyDigits returns the error for a bloc that makes numbers too long.
func tooManyDigits(name, detail string, args ...any) *Error {
	return &Error{Op: "body", Name: name, Detail: fmt.Sprintf(detail, args...), Err: errDigits}
}

// checkUnit returns an error if a weight or a power has too many digits, or the common
// denominator of all has.
func (b *Body) checkUnit() *Error {
	unit := big.NewInt(1)
	for i := range b.nodes[:b.tree] {
		n := &b.nodes[i]
		for _, f := range [...]Fraction{n.weight, n.power} {
			if !f.n.Fits() && f.n.Num().Cmp(unitLimit) >= 0 {
				return tooManyDigits(n.name, "a weight or power of %d digits: want at most %d", digitsOf(f.n.Num()), mostUnitDigits)
			}
			if unit = f.n.CommonMultiple(unit); unit.Cmp(unitLimit) >= 0 {
				return tooManyDigits(n.name, "with it the common denominator of the weights has %d digits: want at most %d", digitsOf(unit), mostUnitDigits)
			}
		}
	}
	return nil
}

// shares returns, by node, the weight of a seat of a bloc with fixed weights, and the
// power of a bloc with a power if all power is used. It is not given for blocs without
// seats. The error is for a share that has too many digits.
func (b *Body) shares() ([]Fraction, *Error) {
	if err := b.checkUnit(); err != nil {
		return nil, err
	}
	shares := make([]Fraction, len(b.nodes))
	sums := map[int]Fraction{} // of the powers within a node
	unit := big.NewInt(1)
	for i := 1; i < b.tree; i++ { // a node comes after the node around it
		n := &b.nodes[i]
		if shares[i] = n.weight; n.power.given() {
			shares[i] = b.share(i, shares[n.parent], sums)
		}
		if n.leaf() && n.size > 0 {
			unit = shares[i].n.CommonMultiple(unit)
		}
		if unit.Cmp(voteLimit) >= 0 || !shares[i].n.Fits() && shares[i].n.Num().Cmp(voteLimit) >= 0 {
			return nil, tooManyDigits(n.name, "with it votes can have more than %d digits", mostVoteDigits)
		}
	}
	for i := range shares {
		if n := &b.nodes[i]; !n.leaf() || n.size == 0 {
			shares[i] = Fraction{}
		}
	}
	return shares, nil
}

// share returns the part of the power around it that node i has. sums keeps the sums of
// the powers within each node.
func (b *Body) share(i int, around Fraction, sums map[int]Fraction) Fraction {
	n := &b.nodes[i]
	above := &b.nodes[n.parent]
	switch {
	case !above.power.given():
		return n.power
	case n.power.Sign() == 0 || around.Sign() == 0:
		return whole(0)
	}
	sum, known := sums[n.parent]
	if !known {
		sum = whole(0)
		for _, child := range above.children {
			sum = sum.plus(b.nodes[child].power)
		}
		sums[n.parent] = sum
	}
	return around.times(n.power).over(sum)
}

// longest returns the bits of the longest number of votes that the body can have, given
// the shares as whole numbers. The error is for numbers that are too long.
//
// If u seats use the power c of a bloc, each weighs c/u. So with the least common multiple
// of the numbers u all weights are whole.
func (b *Body) longest(shares exact.Wholes) (bits int, err *Error) {
	all := new(big.Int)
	var users []int
	for _, i := range b.leaves() {
		n, votes := &b.nodes[i], shares.At(i)
		if !n.power.given() {
			votes = votes.Times(int64(n.size))
		} else if n.size > 1 && !votes.IsZero() {
			users = append(users, n.size)
		}
		all.Add(all, votes.Int())
	}
	all = exact.Larger(all, shares.Unit.CommonMultiple(big.NewInt(1)))
	all = new(big.Int).Mul(all, exact.MultipleOfAny(users, voteLimit))
	if all.Cmp(voteLimit) >= 0 {
		return 0, tooManyDigits(b.String(), "votes can have more than %d digits, as the numbers of seats that share the powers change", mostVoteDigits)
	}
	return all.BitLen(), nil
}
