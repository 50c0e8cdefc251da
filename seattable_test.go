package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

// The table has a line for each group and one for all, in votes if they can be told and in
// seats otherwise. Words that are too long for a column are a legend above.
func TestSeatTable(t *testing.T) {
	t.Parallel()
	body := func(weight Fraction) *Body {
		return MustBody(Bloc{Name: "A", Size: 3, Weight: weight}, Bloc{Name: "B", Size: 2}, Bloc{Name: "C", Size: 1})
	}
	long := strings.Repeat("a word ", 9)
	for _, c := range []struct {
		weight Fraction
		words  map[string]string
		want   string
	}{
		{Int(1), nil, "for against seats A 2 1 B 1 1 C 0 1 all 3 3"},
		{Frac(1, 2), nil, "for against votes A 1 0.5 B 1 1 C 0 1 all 2 2.5"},
		{Frac(1, 2_000_003), nil, "for against seats A 2 1 B 1 1 C 0 1 all 3 3"},
		{Int(1), map[string]string{"for": long, "seats": "Sitze", "all": "alle"}, "a word a word a… against Sitze A 2 1 B 1 1 C 0 1 alle 3 3"},
	} {
		tally, err := body(c.weight).Tally(Counts{"A": {For: 2, Against: 1}, "B": {For: 1, Against: 1}, "C": {Against: 1}})
		if err != nil {
			t.Fatal(err)
		}
		_, _, texts := checkPicture(t, must(Picture{Words: c.words}.Vote(tally, Finding{})))
		if got := strings.Join(texts, " "); !strings.Contains(got, c.want) {
			t.Errorf("a weight of %v: no %q in %q", c.weight, c.want, texts)
		}
	}
}
