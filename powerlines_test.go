package tripartite_test

import (
	"strconv"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Blocs are paired by name, whatever their order, and a bloc that only one body has says so.
func TestPowerPicturesPairBlocsByName(t *testing.T) {
	t.Parallel()
	power := func(shares ...any) *Power {
		p := &Power{}
		for i := 0; i < len(shares); i += 2 {
			p.Seats = append(p.Seats, SeatPower{Bloc: shares[i].(string), Seats: 1, Normalised: Frac(shares[i+1].(int), 100)})
		}
		return p
	}
	for _, c := range []struct {
		before, after *Power
		want          []string
	}{
		{power("A", 60, "B", 40), power("B", 30, "A", 70), []string{"A, 1 seat: 60.00 % before; 70.00 % after.", "B, 1 seat: 40.00 % before; 30.00 % after."}},
		{power("A", 60, "B", 40), power("B", 99, "C", 1), []string{"A, 1 seat: 60.00 % before; no seats after.", "B, 1 seat: 40.00 % before; 99.00 % after.", "C, 1 seat: no seats before; 1.00 % after."}},
		{power("A", 60, "A", 40), power("A", 10, "A", 90), []string{"A, 1 seat: 60.00 % before; 10.00 % after.", "A, 1 seat: 40.00 % before; 90.00 % after."}},
		{nil, power("A", 100), []string{"A, 1 seat: no seats before; 100.00 % after."}},
		{power("A", 100), &Power{}, []string{"A, 1 seat: 100.00 % before; no seats after."}},
	} {
		_, description, _ := checkPicture(t, must(Picture{}.Comparison(&Comparison{Before: c.before, After: c.after})))
		if want := "Power of one seat – " + strings.Join(c.want, "\n"); !strings.Contains(description, want) {
			t.Errorf("no %q in %q", want, description)
		}
	}
}

// Of many blocs, those with the most power are shown, in the order of the body. A power
// after the reform counts like one before it.
func TestPowerPicturesShowTheStrongest(t *testing.T) {
	t.Parallel()
	power := func(n, strong int) *Power {
		p := &Power{}
		for i := range n {
			s := SeatPower{Bloc: "bloc " + strconv.Itoa(i), Seats: 1, Normalised: Frac(1, 1000)}
			if i >= strong {
				s.Normalised = Frac(2, 1000)
			}
			p.Seats = append(p.Seats, s)
		}
		return p
	}
	shown := func(svg []byte) (blocs []string, rest string) {
		_, _, texts := checkPicture(t, svg)
		for _, text := range texts {
			if strings.HasPrefix(text, "bloc ") {
				blocs = append(blocs, strings.TrimPrefix(text, "bloc "))
			}
			if strings.HasSuffix(text, " more blocs") {
				rest = text
			}
		}
		return blocs, rest
	}
	for _, c := range []struct {
		svg         []byte
		first, last string
		blocs       int
		rest        string
	}{
		{must(Picture{}.Power(power(12, 0))), "0", "11", 12, ""},
		{must(Picture{}.Power(power(13, 0))), "0", "12", 13, ""},
		{must(Picture{}.Power(power(14, 0))), "0", "11", 12, "2 more blocs"},
		{must(Picture{}.Power(power(100, 95))), "0", "99", 12, "88 more blocs"},
		{must(Picture{}.Comparison(&Comparison{Before: power(100, 100), After: power(100, 88)})), "88", "99", 12, "88 more blocs"},
	} {
		blocs, rest := shown(c.svg)
		if len(blocs) != c.blocs || blocs[0] != c.first || blocs[len(blocs)-1] != c.last || rest != c.rest {
			t.Errorf("blocs %q, rest %q, want %+v", blocs, rest, c)
		}
	}
}
