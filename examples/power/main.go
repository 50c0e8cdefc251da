// How strong is a seat? The program answers for the Governing Body of the ILO under four
// rules, for a committee of the International Labour Conference before and after its
// votes are weighted, and for the provinces of Canada under two ways to amend the
// constitution. Then it compares a reform of the Governing Body with the rule of today.
//
// Sources: ILC95, Provisional Record No. 20, for the members of the committee. Andrew
// Heard and Tim Swartz, The Regional Veto Formula and Its Effects on Canada's
// Constitutional Amendment Process, Canadian Journal of Political Science 30 (1997), for
// Canada; its table has the same figures. The populations are those of the census of
// 1996. The reform is made up.
package main

import (
	"fmt"
	"log"
	"math/big"

	"example.com/tripartite"
)

func main() {
	governingBody()
	committee()
	canada()
	reform()
}

func governingBody() {
	body := bodyOf("ilo/governing-body")
	fmt.Println("The Governing Body: the share of a group in the power (Shapley-Shubik), and of all")
	fmt.Println("votes those that are adopted. Governments have half of the seats.")
	fmt.Println()
	fmt.Printf("%-34s %11s %9s %9s %8s\n", "", "Governments", "Employers", "Workers", "adopted")
	for _, rule := range []struct {
		name string
		rule tripartite.Rule
	}{
		{"a majority", tripartite.SimpleMajority()},
		{"two thirds", tripartite.TwoThirds()},
		{"a majority in each group", tripartite.EachGroup(tripartite.SimpleMajority())},
		{"a majority, and a veto of Workers", tripartite.All{tripartite.SimpleMajority(), tripartite.GroupVeto(tripartite.Third, tripartite.Cast)}},
	} {
		power := powerOf(rule.rule, body)
		_, groups := shapley(power)
		fmt.Printf("%-34s %11s %9s %9s %8s\n", rule.name, percent(groups[0]), percent(groups[1]), percent(groups[2]), percent(power.Act))
	}
	fmt.Println()
}

func committee() {
	governments := tripartite.Bloc{Name: "Governments", Size: 110}
	employers := tripartite.Bloc{Name: "Employers", Size: 35}
	workers := tripartite.Bloc{Name: "Workers", Size: 18}
	bodies := []struct {
		name string
		body *tripartite.Body
	}{
		{"one vote each", tripartite.MustBody(governments, employers, workers)},
		{"weighted", bodyOf("ilo/committee", governments, employers, workers)},
	}
	fmt.Println("A committee of the Conference, by a majority: the share of a group and of one seat.")
	fmt.Println("The weights give each group the same votes.")
	fmt.Println()
	fmt.Printf("%-15s %15s %13s %11s %14s\n", "", "110 Governments", "35 Employers", "18 Workers", "one Worker")
	for _, b := range bodies {
		seats, groups := shapley(powerOf(tripartite.SimpleMajority(), b.body))
		fmt.Printf("%-15s %15s %13s %11s %14s\n", b.name, percent(groups[0]), percent(groups[1]), percent(groups[2]), percent(seats[2]))
	}
	fmt.Println()
}

// provinces lists the provinces of Canada with their populations in 1996.
var provinces = []tripartite.WeightedSeat{
	{ID: "Ontario", Weight: tripartite.Int(10_753_573)},
	{ID: "Quebec", Weight: tripartite.Int(7_138_795)},
	{ID: "British Columbia", Weight: tripartite.Int(3_724_500)},
	{ID: "Alberta", Weight: tripartite.Int(2_696_826)},
	{ID: "Manitoba", Weight: tripartite.Int(1_113_898)},
	{ID: "Saskatchewan", Weight: tripartite.Int(990_237)},
	{ID: "Nova Scotia", Weight: tripartite.Int(909_282)},
	{ID: "New Brunswick", Weight: tripartite.Int(738_133)},
	{ID: "Newfoundland", Weight: tripartite.Int(551_792)},
	{ID: "Prince Edward Island", Weight: tripartite.Int(134_557)},
}

func canada() {
	body := tripartite.MustBody(tripartite.Bloc{}, tripartite.Bloc{}, tripartite.Bloc{},
		tripartite.Bloc{Name: "Provinces", WeightedRoll: provinces},
		tripartite.Bloc{Name: "Parliament", Size: 1, Weight: tripartite.Int(0)},
		tripartite.Bloc{Name: "Prairies", Union: []string{"Provinces/Alberta", "Provinces/Manitoba", "Provinces/Saskatchewan"}},
		tripartite.Bloc{Name: "Atlantic", Union: []string{
			"Provinces/Nova Scotia", "Provinces/New Brunswick", "Provinces/Newfoundland", "Provinces/Prince Edward Island"}},
	)
	half := tripartite.Share{Of: tripartite.For, Base: tripartite.AllSeats, Need: tripartite.AtLeast(1, 2)}
	of := func(part string, seats int) tripartite.Rule {
		return tripartite.In{Bloc: part, Rule: tripartite.All{tripartite.SeatCount{Of: tripartite.For, Need: seats}, half}}
	}
	agrees := func(part string) tripartite.Rule {
		return tripartite.In{Bloc: part, Rule: tripartite.SeatCount{Of: tripartite.For, Need: 1}}
	}
	sevenFifty := tripartite.All{agrees("Parliament"), of("Provinces", 7)}
	veto := tripartite.All{agrees("Parliament"), of("Provinces", 7),
		agrees("Provinces/Ontario"), agrees("Provinces/Quebec"), agrees("Provinces/British Columbia"), of("Prairies", 2), of("Atlantic", 2)}
	before, after := powerOf(sevenFifty, body), powerOf(veto, body)
	fmt.Println("Canada: seven provinces with half of the people, and since 1996 five regions, too.")
	fmt.Println("Of the amendments that would pass, a province can prevent so many; of the others it")
	fmt.Println("can make so many pass.")
	fmt.Println()
	fmt.Printf("%-21s %18s %21s\n", "", "seven and fifty", "and five regions")
	fmt.Printf("%-21s %9s %9s %10s %9s\n", "", "prevent", "initiate", "prevent", "initiate")
	for i, seat := range before.Seats {
		name := seat.Bloc
		if i < len(provinces) {
			name = provinces[i].ID
		}
		then := after.Seats[i]
		note := ""
		switch {
		case then.Veto && !seat.Veto:
			note = "  gains a veto"
		case then.Null:
			note = "  loses all power"
		}
		fmt.Printf("%-21s %9s %9s %10s %9s%s\n", name, percent(seat.Prevent), percent(seat.Initiate), percent(then.Prevent), percent(then.Initiate), note)
	}
	fmt.Printf("%-21s %9s of all %12s of all\n\n", "amendments that pass", percent(before.Act), percent(after.Act))
}

func reform() {
	today := tripartite.Constitution{Body: bodyOf("ilo/governing-body"), Rule: tripartite.TwoThirds()}
	governments, employers, workers, _ := today.Body.Describe()
	workers.Size = 20
	threeQuarters := tripartite.Share{Of: tripartite.For, Base: tripartite.Cast, Need: tripartite.AtLeast(3, 4)}
	comparison, err := tripartite.Compare(today, tripartite.Constitution{Body: tripartite.MustBody(governments, employers, workers), Rule: threeQuarters}, tripartite.Cast)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("A reform of the Governing Body: six more seats for Workers, and three quarters.")
	fmt.Println()
	fmt.Print(comparison)
}

// bodyOf returns the body of a statute. The blocs give what the statute leaves open.
func bodyOf(name string, open ...tripartite.Bloc) *tripartite.Body {
	statute, err := tripartite.LoadStatute(name)
	if err != nil {
		log.Fatal(err)
	}
	body, err := statute.Body(open...)
	if err != nil {
		log.Fatal(err)
	}
	return body
}

func powerOf(rule tripartite.Rule, body *tripartite.Body) *tripartite.PowerIndices {
	power, err := tripartite.PowerOf(rule, body, tripartite.Cast)
	if err != nil {
		log.Fatal(err)
	}
	return power
}

func shapley(power *tripartite.PowerIndices) (seats, groups []tripartite.Fraction) {
	seats, groups, err := power.ShapleyShubik()
	if err != nil {
		log.Fatal(err)
	}
	return seats, groups
}

// percent rounds a share for print.
func percent(share tripartite.Fraction) string {
	hundred := share.Rat()
	return hundred.Mul(hundred, big.NewRat(100, 1)).FloatString(1) + " %"
}
