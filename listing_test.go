package tripartite_test

import (
	"errors"
	"slices"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// Of the real figures of the Protocol of 2014 the first votes that fit are found,
// though those in one group cannot all be.
func TestPublishedFirstOfMany(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "Governments", Size: 374}, Bloc{Name: "Employers", Size: 187}, Bloc{Name: "Workers", Size: 187})
	for _, text := range []string{
		"437 for, 8 against, 27 abstain",
		"437 for, 8 against, 27 abstain\nEmployers: 187 for\nWorkers: 187 for",
		"500 cast, 300 for\nWorkers: 33.33 % for of cast",
	} {
		figures := mustFigures(t, text)
		p, err := body.Infer(figures...)
		if err != nil {
			t.Fatal(err)
		}
		checkFirst(t, p, figures, 20)
	}
}

// The first votes that fit a plain report of very many blocs are found, since what the
// figures settle is not looked at again.
func TestPublishedFirstOfManyBlocs(t *testing.T) {
	proptest.Long(t)
	body, figures := manyBlocs(1000)
	for _, further := range [][]Figure{nil, {ExactFigure("", Abstain, 100), ExactFigure("", Silent, 400)}} {
		all := append(slices.Clone(figures), further...)
		p, err := body.Infer(all...)
		if err != nil {
			t.Fatal(err)
		}
		checkFirst(t, p, all, 3)
	}
}

// As many votes as are counted, and no more.
func TestPublishedToTheLimit(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]int{99_999: 100_000, 100_000: 0} {
		p, err := flat(size).Infer(ExactFigure("", AllSeats&^Cast, 0))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := p.Len(); n != want || errors.Is(err, ErrTooLarge) != (want == 0) {
			t.Errorf("of %d seats: %d, %v", size, n, err)
		}
	}
}

// checkFirst checks that the figures hold in the first votes that are said to fit, and
// that there are as many.
func checkFirst(t *testing.T, p *Published, figures []Figure, want int) {
	t.Helper()
	n := 0
	for tally, err := range p.All() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range figures {
			if !holds(f, nil, tally) {
				t.Fatalf("%v does not hold in\n%v", f, tally)
			}
		}
		if n++; n == want {
			return
		}
	}
	t.Errorf("%v: %d votes fit, and not %d", figures, n, want)
}
