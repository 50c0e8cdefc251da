package linear

import (
	"cmp"
	"iter"
	"slices"
	"sort"
)

// Minimal returns the vectors, none of whose numbers is above that of most, that are enough,
// and are not enough with any number one lower. What is enough must stay enough with higher
// numbers: then these are the corners of a region, and every other vector that is enough has
// one of them below it. For example, if x + 2y must be at least 3, and neither is above 3, they
// are (3, 0) and (1, 1) and (0, 2).
//
// The search goes number by number, and turns back where even the highest of all that follow
// are not enough. If the budget is spent, the result is incomplete.
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

// toSpare reports whether one number could be one lower.
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
// order of their sums, and so returns those of which no lower one is enough. It stops if
// goOn is false, or if the budget is spent.
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

// within reports whether no number of lower is above that of vector.
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
// the same every time.
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
