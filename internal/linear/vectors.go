package linear

import (
	"cmp"
	"iter"
	"slices"
	"sort"
)

// A vector says how many items of each class turn, where the items of a class are alike. Ways to
// turn items are listed so: by classes, and not by items. Thirty seats in two classes make a few
// hundred vectors, and a billion sets of seats. What is enough is asked of a function, so the
// same search is there for questions that the solver answers and for those that only trying can.

// Minimal returns the vectors, none of whose numbers is above that of most, that are enough,
// and are not enough with any number one lower. What is enough must stay enough with higher
// numbers: then these are the corners of a region, and every other vector that is enough has
// one of them below it. For example, if x + 2y must be at least 3, and neither is above 3, they
// are (3, 0) and (1, 1) and (0, 2).
//
// The search goes number by number, and turns back where even the highest of all that follow
// are not enough. For x = 0 in the example, (0, 3) is enough, and bisection finds (0, 2). For
// x = 1 it finds (1, 1). For x = 2 it finds (2, 1), but there the first number could be one lower,
// and it is left out. For x = 3 it finds (3, 0), and since that needs no more, no higher x is
// asked about. If the budget is spent, the result is incomplete.
func Minimal(most []int, b *Budget, enough func(vector []int) bool) [][]int {
	var found [][]int
	vector, order := make([]int, len(most)), make([]int, len(most))
	for i := range order {
		order[i] = i
	}
	// The last number is found by bisection, so the last is the one that can be highest.
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(most[i], most[j]) })
	hopeful := func(rest []int) bool {
		for _, i := range rest {
			vector[i] = most[i]
		}
		is := enough(vector)
		for _, i := range rest {
			vector[i] = 0
		}
		return is
	}
	var try func(rest []int)
	try = func(rest []int) {
		if !hopeful(rest) {
			return
		}
		i := rest[0]
		enoughWith := func(n int) bool {
			vector[i] = n
			return enough(vector)
		}
		if len(rest) == 1 {
			vector[i] = sort.Search(most[i], enoughWith)
			if !toSpare(vector, enough) {
				found = append(found, slices.Clone(vector))
			}
		} else {
			for n := 0; n <= most[i] && !b.Spent(); n++ {
				vector[i] = n
				try(rest[1:])
				if enoughWith(n) {
					break // a higher number is more than is needed, whatever follows
				}
			}
		}
		vector[i] = 0
	}
	try(order)
	return found
}

// toSpare reports whether one number could be one lower. If none could, nothing lower is enough:
// a vector below is also below one of those that are one lower, which would be enough as well.
func toSpare(vector []int, enough func(vector []int) bool) bool {
	for i := range vector {
		if vector[i] == 0 {
			continue
		}
		vector[i]--
		spare := enough(vector)
		vector[i]++
		if spare {
			return true
		}
	}
	return false
}

// Least is Minimal for a question of which nothing is known: a vector may be enough, and a
// higher one not. It asks about every vector but those above one that it has found, in the
// order of their sums, and so returns those of which no lower one is enough: a lower one has a
// lower sum, and was asked about before. It stops if goOn is false, if the budget is spent, or if
// all vectors of a sum are above one that is enough. Then all of higher sums are, too: each is
// above one of that sum.
func Least(most []int, b *Budget, enough func(vector []int) (is, goOn bool)) (found [][]int) {
	total := 0
	for _, n := range most {
		total += n
	}
	for sum := range total + 1 {
		hopeless := true // all vectors of this sum, and so of higher ones, are above one found
		for vector := range divisions(sum, most) {
			if !b.Charge(len(vector) * (1 + len(found))) {
				return found
			}
			if slices.ContainsFunc(found, func(lower []int) bool { return within(lower, vector) }) {
				continue
			}
			hopeless = false
			is, goOn := enough(vector)
			if is {
				found = append(found, slices.Clone(vector))
			}
			if !goOn {
				return found
			}
		}
		if hopeless {
			break
		}
	}
	return found
}

// within reports whether no number of lower is above that of vector: then vector is above it, or
// the same.
func within(lower, vector []int) bool {
	for i, n := range lower {
		if n > vector[i] {
			return false
		}
	}
	return true
}

// divisions visits the ways to divide n into as many numbers as there are in most, none of
// which is above the number there: those with a lower first number come first. The slice is
// the same every time. Each number is at least what those after it have no room for, so that
// no try is in vain: 4 in (3, 2) begins with 2, and is (2, 2) and (3, 1).
func divisions(n int, most []int) iter.Seq[[]int] {
	room := make([]int, len(most)+1) // for the numbers from this one on
	for i := range slices.Backward(most) {
		room[i] = room[i+1] + most[i]
	}
	return func(yield func([]int) bool) {
		numbers := make([]int, len(most))
		var set func(i, left int) bool
		set = func(i, left int) bool {
			if i == len(most) {
				return yield(numbers)
			}
			for n := max(0, left-room[i+1]); n <= min(left, most[i]); n++ {
				if numbers[i] = n; !set(i+1, left-n) {
					return false
				}
			}
			return true
		}
		if n <= room[0] {
			set(0, n)
		}
	}
}
