package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"example.com/tripartite"
)

// must returns a value, and panics if there is none.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func Example() {
	committee := must(tripartite.ParseStatute(`
group Governments: 110 seats, shared by entitled
group Employers: 35 seats, shared by entitled
group Workers: 18 seats, shared by entitled
rule majority (Standing Orders):
	quorum (at least 2/5 of votes entitled are cast)
	and more than 1/2 of votes cast are for`))
	body := must(committee.Body())
	tally := must(body.Tally(tripartite.Counts{
		"Governments": {For: 60, Against: 9, Absent: 41},
		"Employers":   {Against: 35},
		"Workers":     {For: 4, Abstain: 14},
	}))
	rule := must(committee.Rule("majority"))
	fmt.Printf("%v\n\n%v\n%v", rule.Decide(tally), tally, tripartite.Explain(rule, tally))
	// Output:
	// rejected
	//
	//              for  against  abstain  absent  seats  votes a seat
	// Governments   60        9        0      41    110            63
	// Employers      0       35        0       0     35           198
	// Workers        4        0       14       0     18           385
	// all           64       44       14      41    163
	//
	// majority, Standing Orders: all of              rejected
	// ├─ quorum                                      met
	// │  └─ at least 2/5 of votes entitled are cast  met       12817 of 20790 votes  8316 needed  4501 to spare  (61.65 %)
	// └─ more than 1/2 of votes cast are for         not met    5320 of 12817 votes  6409 needed  1089 short  (41.51 %)
}

// An online vote of the Governing Body: nobody is present who has not voted, so one
// vote of 56 makes no quorum.
func ExampleBody_OpenRemote() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	ballot := body.OpenRemote()
	if err := ballot.Cast("Workers 1", tripartite.For); err != nil {
		fmt.Println(err)
		return
	}
	ballot.Close()
	rule := tripartite.All{tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 33}},
		tripartite.SimpleMajority()}
	fmt.Println(rule.Decide(ballot.Tally()))
	// Output:
	// void
}

// A wage council by name, in which a vote is taken seat by seat.
func ExampleBody_OpenRoom() {
	body, err := tripartite.NewBody(
		tripartite.Bloc{Name: "Public", Roll: []string{"Prof. Abe", "Dr Baba"}},
		tripartite.Bloc{Name: "Workers", Roll: []string{"Ms Chiba", "Mr Doi"}},
		tripartite.Bloc{Name: "Employers", Size: 2}, // Employers 1 and Employers 2
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	ballot := body.OpenRoom()
	err = errors.Join(
		ballot.Mark("Mr Doi", tripartite.Absent),
		ballot.Mark("Employers 2", tripartite.Vacant),
		ballot.Cast("Prof. Abe", tripartite.For),
		ballot.Cast("Ms Chiba", tripartite.For),
		ballot.Cast("Employers 1", tripartite.Against),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	ballot.Close()
	for id, state := range ballot.All() {
		fmt.Println(id, "-", state)
	}
	fmt.Println(tripartite.SimpleMajority().Decide(ballot.Tally()))
	// Output:
	// Prof. Abe - for
	// Dr Baba - silent
	// Ms Chiba - for
	// Mr Doi - absent
	// Employers 1 - against
	// Employers 2 - vacant
	// adopted
}

// What is refused says what it was and changes nothing.
func ExampleBallot_Cast() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 2}, tripartite.Bloc{Name: "B", Size: 1},
		tripartite.Bloc{Name: "C", Size: 1},
	)
	ballot := body.OpenRoom()
	fmt.Println(ballot.Cast("A 1", tripartite.For))
	err := ballot.Cast("A 1", tripartite.Against)
	fmt.Println(errors.Is(err, tripartite.ErrAlreadyCast), err)
	fmt.Println(ballot.Cast("A 3", tripartite.For))
	fmt.Println(ballot.Cast("B 1", tripartite.Cast))
	fmt.Println(ballot.State("A 1"))

	changeable := body.OpenRoom().AllowChanges()
	fmt.Println(changeable.Cast("A 1", tripartite.For), changeable.Cast("A 1", tripartite.Against))
	fmt.Println(changeable.State("A 1"))
	// Output:
	// <nil>
	// true tripartite: cast "A 1": seat has voted already: for
	// tripartite: cast "A 3": no such seat: the last seat of the bloc is "A 2"
	// tripartite: cast "B 1": not a vote: cast: want one of for, against, abstain, spoilt
	// for
	// <nil> <nil>
	// against
}

// An ILO committee: each group has the same power, split over those of its
// members who are entitled to vote on the day, 86, 38 and 54.
func ExampleTally_Weight() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 89, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Employers", Size: 38, SharedBy: tripartite.Entitled},
		tripartite.Bloc{Name: "Workers", Size: 54, SharedBy: tripartite.Entitled},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 50, Against: 30, Absent: 6, Suspended: 3}, // 3 in arrears
		"Employers":   {Against: 38},
		"Workers":     {For: 50, Abstain: 4},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, bloc := range tally.Blocs() {
		fmt.Println(bloc.Name(), bloc.Weight(), bloc.Seats(tripartite.For), bloc.Votes(tripartite.For))
	}
	fmt.Print(tally)
	fmt.Print(tripartite.Explain(tripartite.SimpleMajority(), tally))
	// Output:
	// Governments 513 50 25650
	// Employers 1161 0 0
	// Workers 817 50 40850
	//              for  against  abstain  absent  suspended  seats  votes a seat
	// Governments   50       30        0       6          3     89           513
	// Employers      0       38        0       0          0     38          1161
	// Workers       50        0        4       0          0     54           817
	// all          100       68        4       6          3    181
	// more than 1/2 of votes cast are for  adopted  66500 of 126008 votes  63005 needed  3495 to spare  (52.77 %)
}

// The General Assembly of the FSC: three chambers of the same power, in each
// North and South of the same, in each of these nine tenths of it for
// organisations and one tenth for individuals.
func ExampleBloc() {
	half := func(name string, organisations, individuals int) tripartite.Bloc {
		return tripartite.Bloc{Name: name, Blocs: []tripartite.Bloc{
			{Name: "organisations", Size: organisations, Power: tripartite.Frac(9, 10)},
			{Name: "individuals", Size: individuals, Power: tripartite.Frac(1, 10)},
		}}
	}
	chamber := func(name string, north, south tripartite.Bloc) tripartite.Bloc {
		return tripartite.Bloc{Name: name, SharedBy: tripartite.Entitled,
			Blocs: []tripartite.Bloc{north, south}}
	}
	body := tripartite.MustBody(
		chamber("Economic", half("North", 20, 50), half("South", 20, 0)),
		chamber("Social", half("North", 20, 50), half("South", 10, 10)),
		chamber("Environmental", half("North", 20, 50), half("South", 10, 10)),
	)
	for name, size := range body.Blocs() {
		fmt.Println(size, name)
	}
	tally := body.OpenRoom().Tally()
	organisations, _ := tally.Bloc("Economic/South/organisations")
	fmt.Println(organisations.Weight(), "votes, and those of individuals lapse")
	north, _ := tally.Bloc("Social/North")
	fmt.Println(north.Votes(tripartite.AllSeats), "of", tally.Votes(tripartite.AllSeats))
	// Output:
	// 20 Economic/North/organisations
	// 50 Economic/North/individuals
	// 20 Economic/South/organisations
	// 0 Economic/South/individuals
	// 20 Social/North/organisations
	// 50 Social/North/individuals
	// 10 Social/South/organisations
	// 10 Social/South/individuals
	// 20 Environmental/North/organisations
	// 50 Environmental/North/individuals
	// 10 Environmental/South/organisations
	// 10 Environmental/South/individuals
	// 45 votes, and those of individuals lapse
	// 1000 of 5900
}

// A shareholders' meeting: a roll with a weight for each member, and votes in the
// unit of these weights.
func ExampleBloc_shareholders() {
	body, err := tripartite.NewBody(
		tripartite.Bloc{Name: "Founders", Blocs: []tripartite.Bloc{
			{Name: "Ms Arai", Roll: []string{"Ms Arai"}, Weight: tripartite.Frac(250, 1)},
			{Name: "Mr Brandt", Roll: []string{"Mr Brandt"}, Weight: tripartite.Frac(401, 2)},
		}},
		tripartite.Bloc{Name: "Funds", Blocs: []tripartite.Bloc{
			{Name: "Cedar", Roll: []string{"Cedar"}, Weight: tripartite.Frac(150, 1)},
		}},
		tripartite.Bloc{Name: "Staff", Size: 3}, // one vote each
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	ballot := body.OpenRoom()
	err = errors.Join(
		ballot.Cast("Ms Arai", tripartite.For),
		ballot.Cast("Mr Brandt", tripartite.Against),
		ballot.Cast("Cedar", tripartite.Against),
		ballot.Mark("Staff 3", tripartite.Absent),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(body)
	fmt.Println(ballot)
	fmt.Print(ballot.Tally())
	fmt.Print(tripartite.Explain(tripartite.SimpleMajority(), ballot.Tally()))
	// Output:
	// Founders: 2, Funds: 1, Staff: 3
	// open: 3 of 6 seats voted
	//                     for  against  silent  absent  seats  votes a seat
	// Founders/Ms Arai      1        0       0       0      1           250
	// Founders/Mr Brandt    0        1       0       0      1         200.5
	// Founders              1        1       0       0      2
	// Funds/Cedar           0        1       0       0      1           150
	// Funds                 0        1       0       0      1
	// Staff                 0        0       2       1      3             1
	// all                   1        2       2       1      6
	// more than 1/2 of votes cast are for  rejected  250 of 600.5 votes  300.5 needed  50.5 short
}

// Which bloc a seat is in, and what the groups are called.
func ExampleBody_BlocOf() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28},
		tripartite.Bloc{Name: "Employers", Roll: []string{"Ms Echeverría"}},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	fmt.Println(body.BlocOf("Ms Echeverría"))
	fmt.Println(body.BlocOf("Workers 14"))
	fmt.Println(body.BlocOf("Workers 15"))
	// Output:
	// Employers true
	// Workers true
	//  false
}

// Counts of the parts of a vote add up.
func ExampleCounts_Plus() {
	morning := tripartite.Counts{"A": {For: 2}, "B": {Against: 1}}
	evening := tripartite.Counts{"A": {Abstain: 1}, "C": {For: 3}}
	sum := morning.Plus(evening)
	fmt.Println(sum["A"].Seats(tripartite.Voting),
		sum["A"] == tripartite.Count{For: 1}.Plus(tripartite.Count{For: 1, Abstain: 1}))

	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 3}, tripartite.Bloc{Name: "B", Size: 2},
		tripartite.Bloc{Name: "C", Size: 3},
	)
	_, err := body.Tally(sum)
	fmt.Println(err)
	fmt.Println(errors.Is(err, tripartite.ErrCounts))
	var e *tripartite.Error
	fmt.Println(errors.As(err, &e), e.Name)
	// Output:
	// 3 true
	// tripartite: count "B": counts do not sum to the seats: 1 counted, 2 seats: 1 short
	// true
	// true B
}

func ExampleTally_Equal() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 1}, tripartite.Bloc{Name: "B", Size: 1},
		tripartite.Bloc{Name: "C", Size: 1},
	)
	ballot := body.OpenRoom()
	fmt.Println(ballot.Cast("B 1", tripartite.For))
	taken := ballot.Tally()
	counted, err := body.Tally(taken.Counts())
	fmt.Println(err, taken.Equal(counted))
	// Output:
	// <nil>
	// <nil> true
}

// Every base that a statute names is a set of states.
func ExampleStates() {
	fmt.Println(tripartite.Cast, "is", tripartite.For|tripartite.Against)
	fmt.Println(tripartite.Voting &^ tripartite.Cast)
	fmt.Println(tripartite.Entitled &^ tripartite.Abstain)
	var s tripartite.States
	fmt.Println(s.UnmarshalText([]byte("silent + absent")), s == tripartite.Silent|tripartite.Absent)
	fmt.Println(s.UnmarshalText([]byte("quiet")))
	// Output:
	// cast is cast
	// abstain + spoilt
	// entitled except abstain
	// <nil> true
	// tripartite: states "quiet": unknown word "quiet": want for, against, abstain, spoilt, silent, absent, suspended, vacant, cast, voting, present, entitled, in office, seats or none
}

func ExampleFraction() {
	third, err := tripartite.ParseFraction("2/6")
	fmt.Println(third, err, third.Equal(tripartite.Frac(1, 3)), third.Cmp(tripartite.Frac(1, 2)),
		third.Sign())
	decimal, err := tripartite.ParseFraction("0.67")
	fmt.Println(decimal, err, decimal.Equal(tripartite.Frac(2, 3)))
	_, err = tripartite.ParseFraction("1,250")
	fmt.Println(err)
	var notGiven tripartite.Fraction
	fmt.Println(notGiven.Valid(), tripartite.Frac(1, 0).Valid(), third.Rat())
	large := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 100))
	fmt.Println(tripartite.Int(7), tripartite.FromRat(big.NewRat(2, 6)), tripartite.FromRat(large))
	// Output:
	// 1/3 <nil> true -1 1
	// 67/100 <nil> false
	// tripartite: fraction "1,250": want a whole number or a fraction, as "7" or "2/3": a comma or a point may stand before thousands or before decimals
	// false false 1/3
	// 7 1/3 1267650600228229401496703205376
}

// Exactly half is a tie: at least half, and not more than half.
func ExampleShare() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 4}, tripartite.Bloc{Name: "B", Size: 2},
		tripartite.Bloc{Name: "C", Size: 2},
	)
	tally, err := body.Tally(tripartite.Counts{
		"A": {For: 2, Against: 2}, "B": {For: 1, Abstain: 1}, "C": {Against: 1, Absent: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range []tripartite.Rule{
		tripartite.Share{Of: tripartite.For, Base: tripartite.Cast, Need: tripartite.MoreThan(1, 2)},
		tripartite.Share{Of: tripartite.For, Base: tripartite.Cast, Need: tripartite.AtLeast(1, 2)},
		tripartite.TwoThirds(),
		tripartite.AbsoluteMajority(),
		tripartite.Share{Of: tripartite.Present, Base: tripartite.Entitled,
			Need: tripartite.AtLeast(2, 3), BySeats: true},
	} {
		fmt.Print(tripartite.Explain(rule, tally))
	}
	// Output:
	// more than 1/2 of votes cast are for  rejected  3 of 6 votes  4 needed  1 short  a tie
	// at least 1/2 of votes cast are for  adopted  3 of 6 votes  3 needed  0 to spare  a tie
	// at least 2/3 of votes cast are for  rejected  3 of 6 votes  4 needed  1 short
	// more than 1/2 of votes entitled are for  rejected  3 of 8 votes  5 needed  2 short
	// at least 2/3 of seats entitled are present  adopted  7 of 8 seats  6 needed  1 to spare
}

// Rules are made of rules.
func ExampleAll() {
	const shipowners = tripartite.Second
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 6},
		tripartite.Bloc{Name: "Shipowners", Size: 3},
		tripartite.Bloc{Name: "Seafarers", Size: 3},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 4, Against: 2}, "Shipowners": {For: 1, Against: 1, Absent: 1},
		"Seafarers": {Abstain: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := tripartite.All{
		tripartite.Any{
			tripartite.Unanimity(),
			tripartite.KOf{K: 2, Rules: []tripartite.Rule{
				tripartite.SimpleMajority(),
				tripartite.In{Group: shipowners, Rule: tripartite.SimpleMajority()},
				tripartite.SeatCount{Of: tripartite.Voting, Need: 10},
			}},
		},
		tripartite.Parts{K: 1, Rule: tripartite.SimpleMajority()},
		tripartite.Parts{With: tripartite.Cast, Rule: tripartite.Share{Of: tripartite.For,
			Base: tripartite.Cast, Need: tripartite.AtLeast(1, 2)}},
		tripartite.Veto{tripartite.SeatCount{Of: tripartite.Against, Need: 4}},
		tripartite.Parts{Rule: tripartite.SeatCount{Of: tripartite.Present, Need: 2}},
	}
	fmt.Println(tripartite.Vet(rule, body))
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// tripartite: rule "in at least 1 of the groups (more than 1/2 of votes cast are for)": clause can be left out: no outcome changes
	// all of                                                    adopted
	// ├─ any of                                                 met
	// │  ├─ at least 1/1 of votes cast are for                  not met    5 of  8 votes   8 needed  3 short
	// │  └─ at least 2 of 3                                     met
	// │     ├─ more than 1/2 of votes cast are for              met        5 of  8 votes   5 needed  0 to spare
	// │     ├─ Shipowners, more than 1/2 of votes cast are for  not met    1 of  2 votes   2 needed  1 short  a tie
	// │     └─ at least 10 seats are voting                     met       11 of 12 seats  10 needed  1 to spare
	// ├─ in at least 1 of the groups                            met
	// │  ├─ Governments, more than 1/2 of votes cast are for    met        4 of  6 votes   4 needed  0 to spare
	// │  ├─ Shipowners, more than 1/2 of votes cast are for     not met    1 of  2 votes   2 needed  1 short  a tie
	// │  └─ Seafarers, more than 1/2 of votes cast are for      not met    0 of  0 votes  nothing is in the base, and a share of nothing is not enough
	// ├─ in each group with any votes cast                      met        2 of  2 parts   2 needed  0 to spare
	// │  ├─ Governments, at least 1/2 of votes cast are for     met        4 of  6 votes   3 needed  1 to spare
	// │  ├─ Shipowners, at least 1/2 of votes cast are for      met        1 of  2 votes   1 needed  0 to spare  a tie
	// │  └─ Seafarers, at least 1/2 of votes cast are for       met       skipped: it does not count
	// ├─ no veto                                                met
	// │  └─ at least 4 seats are against                        not cast   3 of 12 seats   4 needed for a veto, 1 short of it
	// └─ in each group                                          met
	//    ├─ Governments, at least 2 seats are present           met        6 of  6 seats   2 needed  4 to spare
	//    ├─ Shipowners, at least 2 seats are present            met        2 of  3 seats   2 needed  0 to spare
	//    └─ Seafarers, at least 2 seats are present             met        3 of  3 seats   2 needed  1 to spare
}

// The chair, a seat of no group, decides when the votes are equal.
func ExampleCastingVote() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Public", Size: 5},
		tripartite.Bloc{Name: "Workers", Size: 5},
		tripartite.Bloc{Name: "Employers", Size: 5},
		tripartite.Bloc{Name: "Chair", Size: 1},
	)
	rule := tripartite.CastingVote(tripartite.Cast,
		tripartite.In{Bloc: "Chair", Rule: tripartite.SeatCount{Of: tripartite.For, Need: 1}})
	tally, err := body.Tally(tripartite.Counts{
		"Public": {For: 2, Against: 3}, "Workers": {For: 5}, "Employers": {Against: 5}, "Chair": {For: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// any of                                    adopted
	// ├─ more than 1/2 of votes cast are for    not met  8 of 16 votes  9 needed  1 short  a tie
	// └─ all of                                 met
	//    ├─ at least 1/2 of votes cast are for  met      8 of 16 votes  8 needed  0 to spare  a tie
	//    └─ Chair, at least 1 seat is for       met      1 of  1 seat   1 needed  0 to spare
}

// seniority is a rule of a user's own: the first group's senior bloc has the
// last word.
type seniority struct{}

func (seniority) Decide(t tripartite.Tally) tripartite.Outcome {
	senior, _ := t.Bloc("Elders") // which every body with this rule has
	if senior.Votes(tripartite.For).Cmp(senior.Votes(tripartite.Against)) > 0 {
		return tripartite.Adopted
	}
	return tripartite.Rejected
}

func (s seniority) Explain(t tripartite.Tally) tripartite.Finding {
	senior, _ := t.Bloc("Elders")
	return tripartite.Finding{
		Clause:  "the elders agree",
		Outcome: s.Decide(t),
		Figures: &tripartite.Figures{
			Count: senior.Votes(tripartite.For),
			Base:  senior.Votes(tripartite.Cast),
		},
	}
}

// A rule of one's own is any type that decides; it can say why, too.
func ExampleExplainer() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Elders", Size: 3}, tripartite.Bloc{Name: "Women", Size: 9},
		tripartite.Bloc{Name: "Men", Size: 9},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Elders": {For: 2, Against: 1}, "Women": {For: 6, Against: 3}, "Men": {Against: 9},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var own tripartite.Rule = seniority{} // and an Explainer
	quiet := tripartite.RuleFunc(func(t tripartite.Tally) tripartite.Outcome {
		if t.Group(tripartite.Second).Seats(tripartite.Spoilt) > 0 {
			return tripartite.Void
		}
		return tripartite.Adopted
	})
	fmt.Print(tripartite.Explain(tripartite.Any{own, quiet, tripartite.SimpleMajority()}, tally))
	// Output:
	// any of                                  adopted
	// ├─ the elders agree                     met      2 of  3 votes
	// ├─ rule of the caller's own             met
	// └─ more than 1/2 of votes cast are for  not met  8 of 21 votes  11 needed  3 short
}

// A finding is data for programs.
func ExampleFinding() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 3}, tripartite.Bloc{Name: "B", Size: 3},
		tripartite.Bloc{Name: "C", Size: 3},
	)
	tally, err := body.Tally(tripartite.Counts{"A": {For: 3}, "B": {For: 1, Against: 2},
		"C": {Against: 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	finding := tripartite.Explain(tripartite.EachGroup(tripartite.SimpleMajority()), tally)
	for _, part := range finding.Parts {
		if part.Outcome < tripartite.Adopted {
			fmt.Println(part.Part, "is", part.Figures.Spare, "from", part.Figures.Need)
		}
	}
	text, err := json.Marshal(finding.Parts[1].Figures.Count)
	fmt.Println(string(text), err)
	// Output:
	// B is -1 from 2
	// C is -2 from 2
	// "1" <nil>
}

// Vet says before the vote what is wrong with a rule.
func ExampleVet() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 3}, tripartite.Bloc{Name: "B", Size: 3},
		tripartite.Bloc{Name: "C", Size: 3},
	)
	err := tripartite.Vet(tripartite.All{
		tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 12}},
		tripartite.KOf{K: 2, Rules: []tripartite.Rule{tripartite.SimpleMajority()}},
		tripartite.Share{Of: tripartite.Abstain, Base: tripartite.Cast,
			Need: tripartite.Threshold{Num: 1, Den: 2}},
	}, body)
	fmt.Println(err)
	fmt.Println(errors.Is(err, tripartite.ErrClause))
	fmt.Println(tripartite.Vet(tripartite.GroupVeto(tripartite.First, tripartite.Entitled), body))
	// Output:
	// tripartite: rule "at least 12 seats are present": clause can never hold: only 9 seats in the body
	// tripartite: rule "at least 2 of 1": malformed rule: K is not from 1 to 1
	// tripartite: rule "at least 1/2 of votes cast abstain": clause counts states outside its base
	// true
	// tripartite: rule "no veto (in the first group (more than 1/2 of votes entitled are against))": rule can adopt without a vote for: as in A: 3 abstain, B: 3 against, C: 3 against
}

// While seats are open: what can still happen?
func ExamplePossible() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 5}, tripartite.Bloc{Name: "B", Size: 5},
		tripartite.Bloc{Name: "C", Size: 5},
	)
	rule := tripartite.All{tripartite.Quorum{tripartite.Share{Of: tripartite.Cast,
		Base: tripartite.Entitled, Need: tripartite.AtLeast(2, 3)}}, tripartite.TwoThirds()}
	ballot := body.OpenRoom()
	called := 0
	for id := range ballot.All() {
		if err := ballot.Cast(id, tripartite.For); err != nil {
			fmt.Println(err)
			return
		}
		called++
		possible, err := tripartite.Possible(rule, ballot.Tally(), tripartite.Silent, tripartite.Present)
		if err != nil {
			fmt.Println(err)
			return
		}
		if outcome, certain := possible.Certain(); certain {
			fmt.Println("after", called, "votes:", outcome)
			break
		}
		fmt.Println("after", called, "votes:", possible)
	}
	fmt.Println(tripartite.OutcomesOf(tripartite.Void, tripartite.Adopted).Has(tripartite.Rejected))
	// Output:
	// after 1 votes: void or rejected or adopted
	// after 2 votes: void or rejected or adopted
	// after 3 votes: void or rejected or adopted
	// after 4 votes: void or rejected or adopted
	// after 5 votes: void or rejected or adopted
	// after 6 votes: void or rejected or adopted
	// after 7 votes: void or rejected or adopted
	// after 8 votes: void or rejected or adopted
	// after 9 votes: void or rejected or adopted
	// after 10 votes: adopted
	// false
}

// How far was it from the other outcome? Two thirds of the votes cast are asked,
// and a majority of the workers.
func ExampleMargin() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 8}, tripartite.Bloc{Name: "Employers", Size: 4},
		tripartite.Bloc{Name: "Workers", Size: 4},
	)
	rule := tripartite.All{tripartite.TwoThirds(),
		tripartite.In{Group: tripartite.Third, Rule: tripartite.SimpleMajority()}}
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 4, Against: 2, Abstain: 2},
		"Employers":   {Against: 2, Abstain: 2},
		"Workers":     {For: 2, Against: 1, Abstain: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rule.Decide(tally))
	margin, err := tripartite.ToAdopt(rule, tally, tripartite.Abstain)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(margin)
	ways, err := margin.Ways()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, way := range ways {
		fmt.Println(way)
	}

	fmt.Println(tripartite.SimpleMajority().Decide(tally))
	fmt.Println(tripartite.ToFail(tripartite.SimpleMajority(), tally, tripartite.Absent))
	// Output:
	// rejected
	// would be adopted if 4 of the seats counted as abstain were for
	// Employers: 2, Governments: 2
	// Employers: 2, Governments: 1, Workers: 1
	// Employers: 1, Governments: 2, Workers: 1
	// adopted
	// would fail if 1 of the seats that are for were counted as absent <nil>
}

// A way names the bloc where the seats of a group do not weigh the same, and the
// state where it makes a difference which seats turn.
func ExampleWay() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "States", Blocs: []tripartite.Bloc{
			{Name: "Large", Size: 1, Weight: tripartite.Frac(10, 1)},
			{Name: "Small", Size: 4},
		}},
		tripartite.Bloc{Name: "Cities", Size: 3},
		tripartite.Bloc{Name: "Regions", Size: 3},
	)
	tally, err := body.Tally(tripartite.Counts{
		"States/Large": {Abstain: 1}, "States/Small": {For: 3, Abstain: 1}, "Cities": {Against: 3},
		"Regions": {Absent: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	margin, err := tripartite.ToAdopt(tripartite.SimpleMajority(), tally,
		tripartite.Abstain|tripartite.Against)
	if err != nil {
		fmt.Println(err)
		return
	}
	ways, err := margin.Ways()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, way := range ways {
		var change tripartite.Change = way[0]
		fmt.Println(way, "-", change.Part, change.Seats)
	}
	// Output:
	// Cities: 1 - Cities 1
	// States/Small: 1 - States/Small 1
	// States/Large: 1 - States/Large 1
}

// A press report of a vote, checked: what follows from its figures, and whether
// the outcome hangs on what it does not say.
func ExamplePublished() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	figures, err := tripartite.ParseFigures(`
		42 for, 2 against, 8 abstain, 4 silent + absent
		Governments: 16 for, 2 against
		Employers: 14 for
		Workers: 12 for`)
	if err != nil {
		fmt.Println(err)
		return
	}
	vote, err := body.Infer(figures...)
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := vote.Table()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(table)
	fmt.Println(vote.Len())
	fmt.Println(vote.Range("Workers", tripartite.Abstain))
	fmt.Println(vote.Outcomes(tripartite.TwoThirds()))
	fmt.Println(vote.Outcomes(tripartite.Share{Of: tripartite.For, Base: tripartite.Present,
		Need: tripartite.AtLeast(4, 5)}))
	for tally, err := range vote.All() {
		fmt.Println(tally.Counts()["Workers"], err)
		break
	}
	// Output:
	//              for  against  abstain  silent  absent
	// Governments   16        2      6-8     0-4     0-4
	// Employers     14        0        0       0       0
	// Workers       12        0      0-2     0-2     0-2
	// all           42        2        8     0-4     0-4
	// 22 <nil>
	// 0 2 <nil>
	// adopted <nil>
	// rejected or adopted <nil>
	// {12 0 2 0 0 0 0 0} <nil>
}

// Figures that contradict each other are named: each is a Claim, with by how much
// it is off. Of 1937 it was
// printed that 38 abstained, and that 36, 3 and 1 did.
func ExampleConflict() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 120}, tripartite.Bloc{Name: "Employers", Size: 60},
		tripartite.Bloc{Name: "Workers", Size: 60},
	)
	_, err := body.Infer(
		tripartite.ExactFigure("", tripartite.Abstain, 38),
		tripartite.ExactFigure("Governments", tripartite.Abstain, 36),
		tripartite.ExactFigure("Employers", tripartite.Abstain, 3),
		tripartite.ExactFigure("Workers", tripartite.Abstain, 1),
	)
	var conflict *tripartite.Conflict
	if errors.As(err, &conflict) {
		fmt.Print(tripartite.Words{}.Conflict(conflict))
		first := conflict.Claims[0]
		fmt.Println(first.Figure.Max, first.Low, first.Off)
	}
	// Output:
	// 38 abstain (the others leave 40: 2 too low)
	// Governments: 36 abstain (the others leave 34: 2 too high)
	// Employers: 3 abstain (the others leave 1: 2 too high)
	// 38 40 -2
}

// A percentage is all that is rounded to it.
func ExampleFigure() {
	var f tripartite.Figure
	if err := f.UnmarshalText([]byte("Economic: 71.34 % votes for of cast")); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Part, f.Votes, f.Of, f.Base, f.Min, f.Max)
	fmt.Println(f)
	// Output:
	// Economic true for cast 14267/20000 14269/20000
	// Economic: 71.34 % votes for of cast
}

// elders is a rule of one's own: a majority, if no elder is against. There is a
// mistake in it: an elder who comes and votes for counts as against.
type elders struct{}

func (elders) Decide(t tripartite.Tally) tripartite.Outcome {
	elders, _ := t.Bloc("Elders")
	if elders.Seats(tripartite.Cast) > 0 {
		return tripartite.Rejected
	}
	return tripartite.SimpleMajority().Decide(t)
}

// eldersAgree is a rule of one's own that is right: the elders who vote agree.
type eldersAgree struct{}

func (eldersAgree) Decide(t tripartite.Tally) tripartite.Outcome {
	elders, ok := t.Bloc("Elders")
	if ok && elders.Seats(tripartite.For) > 0 && elders.Seats(tripartite.Against) == 0 {
		return tripartite.Adopted
	}
	return tripartite.Rejected
}

// Rules of one's own, under test: in a test it is t.Error(err).
func ExampleCheckRule() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Elders", Size: 1}, tripartite.Bloc{Name: "Farmers", Size: 2},
		tripartite.Bloc{Name: "Traders", Size: 2},
	)
	if err := tripartite.CheckRule(elders{}, body); err != nil {
		fmt.Println(err)
	}
	fmt.Println(tripartite.CheckRule(eldersAgree{}, body))
	// Output:
	// tripartite: property "unanimous" does not hold: Elders: 1 for, Farmers: 2 for, Traders: 2 for: rejected
	// tripartite: property "monotone" does not hold: Traders: 1 for, 4 others absent: adopted; Elders: 1 from absent to for: rejected
	// <nil>
}

// Whoever wants a conference to reject a motion may do better by staying away:
// those who vote against it help to make the quorum.
func ExamplePropertyReport() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "Governments", Size: 4},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	rule := tripartite.All{
		tripartite.Quorum{tripartite.Share{Of: tripartite.Cast, Base: tripartite.Entitled,
			Need: tripartite.AtLeast(1, 2), BySeats: true}},
		tripartite.TwoThirds(),
	}
	report := tripartite.Properties(rule, body)
	for _, property := range []tripartite.Property{tripartite.Monotone, tripartite.AbstainIsAbsent,
		tripartite.Participation} {
		fmt.Println(property, report.Err(property))
	}

	var counterexample *tripartite.Counterexample
	if errors.As(report.Err(tripartite.Participation), &counterexample) {
		fmt.Print(counterexample.Vote)
	}
	// Output:
	// monotone <nil>
	// abstain is absent <nil>
	// participation tripartite: property "participation" does not hold: Employers: 1 for, Workers: 2 for, 5 others absent: void; Governments: 1 from absent to against: adopted
	//              for  absent  seats
	// Governments    0       4      4
	// Employers      1       1      2
	// Workers        2       0      2
	// all            3       5      8
}

// A property of a rule of this package is proved. For a rule of the caller, votes are tried.
func ExampleEvidence() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "A", Size: 2}, tripartite.Bloc{Name: "B", Size: 2},
		tripartite.Bloc{Name: "C", Size: 1},
	)
	for _, rule := range []tripartite.Rule{
		tripartite.TwoThirds(), tripartite.RuleFunc(tripartite.TwoThirds().Decide),
		tripartite.GroupVeto(tripartite.First, tripartite.Cast),
	} {
		fmt.Println(tripartite.Properties(rule, body).Evidence(tripartite.NeedsVotes))
	}
	// Output:
	// proved
	// all votes tried
	// not checked
}

// A record of a vote is stored, read again after years, and counted again. Who changes a
// figure is found out.
func ExampleRecord() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "State", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	tally, err := body.Tally(tripartite.Counts{
		"State": {For: 2, Abstain: 1}, "Employers": {For: 1, Against: 1}, "Workers": {Against: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := tripartite.NewRecord(tripartite.SimpleMajority(), tally)
	if err != nil {
		fmt.Println(err)
		return
	}
	record.Title, record.Date = "Wages of the chemical industry", "2024-06-30"
	stored, err := json.Marshal(record)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{string(stored),
		strings.Replace(string(stored), `"for":2,"abstain":1`, `"for":3`, 1)} {
		var again tripartite.Record
		if err := json.Unmarshal([]byte(text), &again); err != nil {
			fmt.Println(err)
			return
		}
		recount, err := again.Tally()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(again.Outcome, recount.Seats(tripartite.For), again.Check())
	}
	// Output:
	// rejected 3 <nil>
	// rejected 4 tripartite: record "outcome": inconsistent record: rejected, but the recount gives adopted
}

func ExampleOutcome() {
	fmt.Println(tripartite.Void < tripartite.Rejected, tripartite.Rejected < tripartite.Adopted)
	text, err := json.Marshal(map[string]tripartite.Outcome{"motion": tripartite.Adopted})
	fmt.Println(string(text), err)
	var nothing tripartite.Outcomes
	fmt.Println(nothing)
	// Output:
	// true true
	// {"motion":"adopted"} <nil>
	// none
}
