package tripartite_test

import (
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// drawEstates draws a body whose groups share their powers between those who vote,
// in one of the ways in which universities do.
func drawEstates(t *rapid.T) *Body {
	var groups [3]Bloc
	set := rapid.SampledFrom([]States{Cast, Voting &^ Spoilt, Voting, Present, Cast | Absent}).Draw(t, "set")
	for i, name := range []string{"Teachers", "Staff", "Students"} {
		groups[i] = Bloc{
			Name: name, Power: Frac(rapid.IntRange(0, 7).Draw(t, name+" power"), 10), SharedBy: set,
		}
		if i == 0 && rapid.Bool().Draw(t, "two kinds of teachers") {
			groups[i].Blocs = []Bloc{
				{Name: "Doctors", Size: 2, Power: Frac(3, 1)},
				{Name: "Others", Size: 1},
			}
		} else {
			groups[i].Size = rapid.IntRange(0, 2).Draw(t, name+" size")
		}
	}
	rector := Bloc{Name: "Rector", Size: 1}
	if rapid.Bool().Draw(t, "the rector has no vote") {
		rector.Weight = Int(0)
	}
	body, err := NewBody(groups[0], groups[1], groups[2], rector)
	if err != nil {
		rector.Weight = Int(1)
		body = MustBody(groups[0], groups[1], groups[2], rector)
	}
	return body
}

// drawCount draws the states of a number of seats.
func drawCount(t *rapid.T, seats int) Count {
	var c Count
	for range seats {
		c = c.Plus(countOf(rapid.SampledFrom([]States{For, Against, Abstain, Spoilt, Silent, Silent, Silent, Absent}).Draw(t, "state")))
	}
	return c
}

// Whatever the open seats do, and however that shifts the weights of the others,
// Possible finds the outcomes that trying all finds.
func TestPossibleIfWeightsShift(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawEstates(t)
		counts := Counts{}
		for name, seats := range body.Blocs() {
			counts[name] = drawCount(t, seats)
		}
		tally, err := body.Tally(counts)
		if err != nil {
			t.Fatal(err)
		}
		ends := rapid.SampledFrom([]States{Cast, Voting, Cast | Absent, For | Abstain, Against | Absent, For | Absent, Abstain | Absent, Abstain | Spoilt}).Draw(t, "ends")
		closed := allEnds(t, body, counts, ends)
		for range 60 {
			rule := drawShiftingRule(t)
			want := outcomesIn(closed, rule)
			if got, err := Possible(rule, tally, Silent, ends); err != nil || got != want {
				t.Fatalf("%v, %v is possible, but trying all says %v; %v ends in %v\n%v%v", got, err, want, rule, ends, tally, Explain(rule, tally))
			}
		}
	})
}

func drawShiftingRule(t *rapid.T) Rule {
	share := Share{
		Of:   rapid.SampledFrom([]States{For, For, Against, Cast, For | Abstain}).Draw(t, "of"),
		Base: rapid.SampledFrom([]States{Cast, Voting, Voting &^ Spoilt, Present, Entitled, Abstain | For}).Draw(t, "base"),
		Need: drawThreshold(t),
	}
	if rapid.IntRange(0, 2).Draw(t, "lead") == 0 {
		share.Less, share.Need.Num = rapid.SampledFrom([]States{Against, Abstain, Against | Absent, Cast}).Draw(t, "less"), 0
	}
	switch rapid.IntRange(0, 5).Draw(t, "rule") {
	case 0:
		return eachVoting(share)
	case 1:
		return All{Quorum{SeatCount{Of: Present, Need: 3}}, share}
	case 2:
		return Veto{In{Group: First, Rule: share}}
	case 3:
		return In{Group: Second, Rule: share}
	}
	return share
}

// allEnds returns every tally that the silent seats of the counts can end in.
func allEnds(t *rapid.T, body *Body, counts Counts, ends States) []Tally {
	var closed []Tally
	var names []string
	for name := range body.Blocs() {
		names = append(names, name)
	}
	var try func(i int, so Counts)
	try = func(i int, so Counts) {
		if i == len(names) {
			tally, err := body.Tally(so)
			if err != nil {
				t.Fatal(err)
			}
			closed = append(closed, tally)
			return
		}
		settled := counts[names[i]]
		open := settled.Silent
		settled.Silent = 0
		for _, c := range spreads(int64(open), ends) {
			so[names[i]] = settled.Plus(Count{int(c[0]), int(c[1]), int(c[2]), int(c[3]), int(c[4]), int(c[5]), int(c[6]), int(c[7])})
			try(i+1, so)
		}
	}
	try(0, Counts{})
	return closed
}

// In an election with 42,851 votes to come, what is possible is known at once, at each
// step of the count.
func TestPossibleOfALargeElection(t *testing.T) {
	t.Parallel()
	body := MustBody(
		Bloc{Name: "Teachers", Size: 2872, Power: Frac(70, 1), SharedBy: Cast},
		Bloc{Name: "Staff", Size: 2656, Power: Frac(15, 1), SharedBy: Cast},
		Bloc{Name: "Students", Size: 37323, Power: Frac(15, 1), SharedBy: Cast},
	)
	rule := All{Quorum{Share{Of: Present, Base: AllSeats, Need: AtLeast(1, 10), BySeats: true}}, SimpleMajority()}
	for _, test := range []struct {
		name                      string
		teachers, staff, students Count
		want                      Outcomes
	}{
		{"nobody has voted", Count{Absent: 2872}, Count{Absent: 2656}, Count{Absent: 37323}, OutcomesOf(Void, Rejected, Adopted)},
		{"the teachers have decided, and made no quorum", Count{For: 2872}, Count{Absent: 2656}, Count{Absent: 37323}, OutcomesOf(Void, Adopted)},
		{"the teachers have decided, and the staff made the quorum", Count{For: 2872}, Count{Against: 2000, Absent: 656}, Count{Absent: 37323}, OutcomesOf(Adopted)},
		{"one of the staff is for", Count{For: 1436, Against: 1436}, Count{For: 1, Against: 2655}, Count{Absent: 37323}, OutcomesOf(Rejected, Adopted)},
		{"even if all students are for, there is a tie", Count{For: 1436, Against: 1436}, Count{Against: 2656}, Count{Absent: 37323}, OutcomesOf(Rejected)},
	} {
		tally, err := body.Tally(Counts{"Teachers": test.teachers, "Staff": test.staff, "Students": test.students})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Possible(rule, tally, Absent, Cast|Absent)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v, not %v", test.name, got, err, test.want)
		}
	}
}
