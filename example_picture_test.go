package tripartite_test

import (
	"encoding/xml"
	"fmt"
	"strings"

	"example.com/tripartite"
)

// A picture for the minutes. A program that writes it to a file or a page is done after
// the call of Vote. This one prints what a screen reader says.
func ExamplePicture() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 19, Against: 7, Abstain: 2}, "Employers": {Against: 14},
		"Workers": {For: 14},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := tripartite.All{tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 33}},
		tripartite.SimpleMajority()}
	finding := tripartite.Explain(rule, tally)
	svg, err := tripartite.Picture{Title: "Governing Body, 10 November 2023"}.Vote(tally, finding)
	if err != nil {
		fmt.Println(err)
		return
	}

	var image struct {
		Title       string `xml:"title"`
		Description string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &image); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(image.Title)
	fmt.Println(image.Description)
	// Output:
	// Governing Body, 10 November 2023: Adopted
	// Adopted, 33 for, 21 against.
	// Governments, seats: 19 for, 7 against, 2 abstain.
	// Employers, seats: 14 against.
	// Workers, seats: 14 for.
	// all, seats: 33 for, 21 against, 2 abstain.
	// quorum – at least 33 seats are present – Met: 56 of 56 seats, 33 needed, 23 to spare.
	// more than 1/2 of votes cast are for – Met: 33 of 54 votes, 28 needed, 5 to spare.
}

// A picture of a ballot that is still open: what can still happen, and what each clause
// may still gain.
func ExamplePicture_Vote() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Public", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2},
		tripartite.Bloc{Name: "Workers", Size: 2},
	)
	ballot := body.OpenRoom()
	for _, seat := range []string{"Public 1", "Public 2", "Workers 1"} {
		if err := ballot.Cast(seat, tripartite.For); err != nil {
			fmt.Println(err)
			return
		}
	}
	rule := tripartite.AbsoluteMajority()
	possible, err := ballot.Possible(rule)
	if err != nil {
		fmt.Println(err)
		return
	}
	picture := tripartite.Picture{Open: tripartite.Silent | tripartite.Absent, Possible: possible}
	svg, err := picture.Vote(ballot.Tally(), tripartite.Explain(rule, ballot.Tally()))
	if err != nil {
		fmt.Println(err)
		return
	}

	var image struct {
		Description string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &image); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(image.Description)
	// Output:
	// Open, adopted or rejected possible.
	// Public, seats: 2 for, 1 open.
	// Employers, seats: 2 open.
	// Workers, seats: 1 for, 1 open.
	// all, seats: 3 for, 4 open.
	// more than 1/2 of votes entitled are for – So far not met: 3 of 7 votes, 4 needed, 1 short, 4 open.
}

// A picture in German. A table has every phrase: here most of them stay English.
func ExampleWords() {
	table := tripartite.Words{}.String()
	for english, german := range map[string]string{
		"language: en": "language: de", "rejected: rejected": "rejected: abgelehnt",
		"not met: not met": "not met: nicht erfüllt",
		"for: for":         "for: Ja", "against: against": "against: Nein",
		"abstain: abstain": "abstain: Enthaltung",
		"n for: %s for":    "n for: %s Ja", "n against: %s against": "n against: %s Nein",
		"n abstain: %s abstain": "n abstain: %s Enthaltungen",
		"in seats: seats":       "in seats: Sitze", "all: all": "all: alle",
		"short: %s short":              "short: %s fehlen",
		"votes: %s of %s votes":        "votes: von %[2]s Stimmen %[1]s",
		"needed: %s needed":            "needed: %s nötig",
		"at least 2/3: at least 2/3":   "at least 2/3: mindestens zwei Drittel",
		"are votes for: are for":       "are votes for: sind dafür",
		"of votes cast: of votes cast": "of votes cast: der abgegebenen Stimmen",
	} {
		table = strings.Replace(table, "\n"+english+"\n", "\n"+german+"\n", 1)
	}
	words, err := tripartite.ParseWords(table)
	if err != nil {
		fmt.Println(err)
		return
	}

	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Regierungen", Size: 28},
		tripartite.Bloc{Name: "Arbeitgeber", Size: 14},
		tripartite.Bloc{Name: "Arbeitnehmer", Size: 14},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Regierungen": {For: 19, Against: 7, Abstain: 2}, "Arbeitgeber": {Against: 14},
		"Arbeitnehmer": {For: 14},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	finding := tripartite.Explain(tripartite.TwoThirds(), tally)
	svg, err := tripartite.Picture{Title: "Antrag 7", Words: words}.Vote(tally, finding)
	if err != nil {
		fmt.Println(err)
		return
	}

	var image struct {
		Description string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &image); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(image.Description)
	// Output:
	// Abgelehnt, 33 Ja, 21 Nein.
	// Regierungen, Sitze: 19 Ja, 7 Nein, 2 Enthaltungen.
	// Arbeitgeber, Sitze: 14 Nein.
	// Arbeitnehmer, Sitze: 14 Ja.
	// alle, Sitze: 33 Ja, 21 Nein, 2 Enthaltungen.
	// mindestens zwei Drittel der abgegebenen Stimmen sind dafür – Nicht erfüllt: von 54 Stimmen 33, 36 nötig, 3 fehlen.
}

// A rule, a finding and the power of seats in French. Names stay as they are.
func ExampleLoadWords() {
	french, err := tripartite.LoadWords("fr")
	if err != nil {
		fmt.Println(err)
		return
	}
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Gouvernements", Size: 2}, tripartite.Bloc{Name: "Employeurs", Size: 1},
		tripartite.Bloc{Name: "Travailleurs", Size: 1},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Gouvernements": {For: 1, Abstain: 1}, "Employeurs": {Against: 1}, "Travailleurs": {For: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := tripartite.All{
		tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 3}},
		tripartite.SimpleMajority(),
	}
	power, err := tripartite.PowerOf(rule, body, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(french.Rule(rule))
	fmt.Println(french.Phrase(rule.Decide(tally).String()))
	fmt.Print(french.Tally(tally))
	fmt.Println(french.Finding(tripartite.Explain(rule, tally)))
	fmt.Print(french.Power(power))
	before := tripartite.Constitution{Body: body, Rule: rule}
	after := tripartite.Constitution{Body: body, Rule: tripartite.TwoThirds()}
	reform, err := tripartite.Compare(before, after, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Split(french.Comparison(reform), "\n")[7])
	published, err := body.Infer(tripartite.ExactFigure("", tripartite.For, 3))
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := french.Published(published)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(table)
	// Output:
	// quorum (au moins 3 sièges sont présents) et plus de la moitié des voix exprimées sont pour
	// adopté
	//                pour  contre  abstention  sièges
	// Gouvernements     1       0           1       2
	// Employeurs        0       1           0       1
	// Travailleurs      1       0           0       1
	// total             2       1           1       4
	// toutes les conditions                              adopté
	// ├─ quorum                                          quorum atteint
	// │  └─ au moins 3 sièges sont présents              remplie         4 sur 4 sièges  il en faut 3  marge de 1
	// └─ plus de la moitié des voix exprimées sont pour  remplie         2 sur 3 voix    il en faut 2  marge de 0
	//
	// De tous les votes où chaque siège est pour ou contre :
	// 31,25 % de tous les votes aboutissent à l’adoption : 5 sur 16; propre, non forte, monotone
	//
	//                              mesure de Banzhaf  indice de Banzhaf  Shapley-Shubik  empêcher  initier
	// Gouvernements, chacun des 2            37,50 %            25,00 %         25,00 %   60,00 %  27,27 %
	// Employeurs                             37,50 %            25,00 %         25,00 %   60,00 %  27,27 %
	// Travailleurs                           37,50 %            25,00 %         25,00 %   60,00 %  27,27 %
	// Gouvernements, ensemble (2)                               50,00 %         50,00 %                     veto
	// Employeurs, ensemble (1)                                  25,00 %         25,00 %
	// Travailleurs, ensemble (1)                                25,00 %         25,00 %
	// Elles décident de chaque vote de la même façon.
	//                pour  contre  abstention  nul  sans vote  absent  suspendu  vacant
	// Gouvernements   1-2     0-1         0-1  0-1        0-1     0-1       0-1     0-1
	// Employeurs      0-1     0-1         0-1  0-1        0-1     0-1       0-1     0-1
	// Travailleurs    0-1     0-1         0-1  0-1        0-1     0-1       0-1     0-1
	// total             3     0-1         0-1  0-1        0-1     0-1       0-1     0-1
}

// The power of seats and groups, for a page on a constitution. This prints what a screen
// reader says.
func ExamplePicture_Power() {
	rule := tripartite.All{tripartite.TwoThirds(), tripartite.EachGroup(tripartite.SimpleMajority())}
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	power, err := tripartite.PowerOf(rule, body, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	svg := tripartite.Picture{Title: "Two thirds, and a majority in each group"}.Power(power)

	var image struct {
		Description string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &image); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(image.Description)
	// Output:
	// 0.44 % of all possible votes are adopted.
	// Banzhaf index: normalised, a seat’s share of all cases in which one seat decides the outcome; a group has the sum of its seats.
	// Power of one seat – Governments, 28 seats: 1.67 %.
	// Employers, 14 seats: 1.90 %.
	// Workers, 14 seats: 1.90 %.
	// Power of all seats of a group – Governments, 28 seats: 46.88 %, veto.
	// Employers, 14 seats: 26.56 %, veto.
	// Workers, 14 seats: 26.56 %, veto.
}

// What a reform changes for each seat and each group: workers get a third seat, and two
// thirds are needed.
func ExamplePicture_Comparison() {
	government, employers := tripartite.Bloc{Name: "Government", Size: 2},
		tripartite.Bloc{Name: "Employers", Size: 2}
	today := tripartite.Constitution{
		Body: tripartite.MustBody(government, employers, tripartite.Bloc{Name: "Workers", Size: 2}),
		Rule: tripartite.SimpleMajority(),
	}
	reform := tripartite.Constitution{
		Body: tripartite.MustBody(government, employers, tripartite.Bloc{Name: "Workers", Size: 3}),
		Rule: tripartite.TwoThirds(),
	}
	comparison, err := tripartite.Compare(today, reform, tripartite.Cast)
	if err != nil {
		fmt.Println(err)
		return
	}
	svg := tripartite.Picture{}.Comparison(comparison)

	var image struct {
		Title       string `xml:"title"`
		Description string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &image); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(image.Title)
	fmt.Println(image.Description)
	// Output:
	// Voting power before and after
	// Before: 34.38 % of all possible votes are adopted.
	// After: 22.66 % of all possible votes are adopted.
	// 11.72 % of all possible votes have another result.
	// Banzhaf index: normalised, a seat’s share of all cases in which one seat decides the outcome; a group has the sum of its seats.
	// Power of one seat – Government, 2 seats: 16.67 % before; 14.29 % after.
	// Employers, 2 seats: 16.67 % before; 14.29 % after.
	// Workers, from 2 to 3 seats: 16.67 % before; 14.29 % after.
	// Power of all seats of a group – Government, 2 seats: 33.33 % before; 28.57 % after.
	// Employers, 2 seats: 33.33 % before; 28.57 % after.
	// Workers, from 2 to 3 seats: 33.33 % before; 42.86 % after, veto.
}
