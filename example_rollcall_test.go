package tripartite_test

import (
	"fmt"
	"strings"

	"example.com/tripartite"
)

// A program has a file of its members with their votes, and no body yet. The votes are in
// German.
func ExampleRollCall() {
	const file = `Mitglied;Gruppe;Stimmen;Votum
Hof Ahrens;Erzeuger;250;ja
Hof Boysen;Erzeuger;250;JA
Dr. Claasen;Verbraucher;1;nein
Dr. Dose;Verbraucher;1;Enthaltung
Frau Ehlers;Beschäftigte;2;ja
Herr Friis;Beschäftigte;1;
`
	call := tripartite.RollCall{
		Seat: "Mitglied", Group: "Gruppe", Weight: "Stimmen", Vote: "Votum",
		Words: map[string]tripartite.States{
			"ja": tripartite.For, "nein": tripartite.Against, "Enthaltung": tripartite.Abstain,
			"": tripartite.Absent,
		},
		Groups: []string{"Erzeuger", "Verbraucher", "Beschäftigte"},
		Comma:  ';',
	}
	ballot, err := call.ReadBody(strings.NewReader(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(ballot.Tally())
	fmt.Print(tripartite.Explain(tripartite.EachGroup(tripartite.SimpleMajority()), ballot.Tally()))
	// Output:
	// for  against  abstain  absent  seats  votes a seat
	// Erzeuger                 2        0        0       0      2           250
	// Verbraucher              0        1        1       0      2             1
	// Beschäftigte/weight 2    1        0        0       0      1             2
	// Beschäftigte/weight 1    0        0        0       1      1             1
	// Beschäftigte             1        0        0       1      2
	// all                      3        1        1       1      6
	// in each group                                         rejected
	// ├─ Erzeuger, more than 1/2 of votes cast are for      met       2 of 2 seats  2 needed  0 to spare  (500 of 500 votes)
	// ├─ Verbraucher, more than 1/2 of votes cast are for   not met   0 of 1 vote   1 needed  1 short
	// └─ Beschäftigte, more than 1/2 of votes cast are for  met       1 of 1 seat   1 needed  0 to spare  (2 of 2 votes)
}

// A program knows the body, and has a file of votes. Each error says which line is wrong,
// and a file with an error makes no ballot. A seat that is not in the file is an error, or
// in the state that the program says.
func ExampleRollCall_Read() {
	body := tripartite.MustBody(tripartite.Bloc{Name: "State", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	_, err := tripartite.RollCall{}.Read(body, strings.NewReader(`seat,vote
State 1,for
State 1,against
Staet 2,for
State 3,yes
Employers 1,for
Employers 2,silent
Workers 1,against
Workers 2,absent
`))
	fmt.Println(err)
	ballot, err := tripartite.RollCall{Missing: tripartite.Absent}.Read(body,
		strings.NewReader(`vote,seat
for,State 1
for,State 2
abstain,State 3
for,Employers 1
silent,Employers 2
against,Workers 1
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(ballot.Tally())
	fmt.Println(tripartite.SimpleMajority().Decide(ballot.Tally()))
	// Output:
	// tripartite: roll-call "line 3": seat is listed twice: "State 1": it is on line 2 already
	// tripartite: roll-call "line 4": no such seat: "Staet 2": the nearest name is "State 2"
	// tripartite: roll-call "line 5": not a state: "State 3": "yes" (say "for", or map the word to a state): want for, against, abstain, spoilt, silent, absent, suspended, vacant
	// tripartite: roll-call "State 2": seat is missing
	//            for  against  abstain  silent  absent  seats
	// State        2        0        1       0       0      3
	// Employers    1        0        0       1       0      2
	// Workers      0        1        0       0       1      2
	// all          3        1        1       1       1      7
	// adopted
}

// Without Groups, the groups come in the order of the file.
func ExampleRollCall_ReadBody() {
	ballot, err := tripartite.RollCall{}.ReadBody(strings.NewReader(`seat,group,weight,vote
Ms A,Producers,250,for
Mr B,Producers,100,against
Dr C,Workers,1,abstain
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ballot.Body())
	fmt.Println(tripartite.SimpleMajority().Decide(ballot.Tally()), ballot.State("Dr C"))
	// Output:
	// Producers/weight 250: 1, Producers/weight 100: 1, Workers: 1
	// adopted abstain
}

// A parliament publishes a column of 0 and 1 for each option. Each line has a 1 in one of
// them. The file has more than three groups, so the program lists the three of the body.
func ExampleRollCall_options() {
	call := tripartite.RollCall{
		Seat: "Name", Group: "Fraktion", Groups: []string{"Rot", "Blau", "Grün"},
		Options: map[string]tripartite.States{
			"ja": tripartite.For, "nein": tripartite.Against, "Enthaltung": tripartite.Abstain,
			"nichtabgegeben": tripartite.Absent,
		},
	}
	ballot, err := call.ReadBody(strings.NewReader(`Fraktion,Name,ja,nein,Enthaltung,nichtabgegeben
Rot,Frau Adler,1,0,0,0
Rot,Herr Busch,0,0,1,0
Blau,Frau Claus,0,1,0,0
Blau,Herr Dorn,0,0,0,1
Grün,Frau Eich,1,0,0,0
fraktionslos,Herr Feld,1,0,0,0
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(ballot.Tally())
	_, err = call.ReadBody(strings.NewReader(
		"Fraktion,Name,ja,nein,Enthaltung,nichtabgegeben\nRot,Frau Adler,1,1,0,0\n"))
	fmt.Println(err)
	// Output:
	// for  against  abstain  absent  seats
	// Rot             1        0        1       0      2
	// Blau            0        1        0       1      2
	// Grün            1        0        0       0      1
	// fraktionslos    1        0        0       0      1
	// all             3        1        1       1      6
	// tripartite: roll-call "line 2": not one option: "Frau Adler": columns "ja", "nein" are 1: want one
}

// A file has several votes of the members of one body, which has no groups, and weights
// with decimal commas.
func ExampleRollCall_where() {
	call := tripartite.RollCall{
		Seat: "member_id", Weight: "stake", Vote: "position", Comma: ';', Decimal: ',',
		Groups: []string{"Members"},
		Where:  map[string]string{"vote_id": "R18"},
	}
	ballot, err := call.ReadBody(strings.NewReader(`vote_id;member_id;stake;position
R17;Ms A;83,47;for
R17;Mr B;12,5;against
R18;Ms A;83,47;against
R18;Mr B;12,5;for
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ballot.State("Ms A"), ballot.Tally().Votes(tripartite.For).Equal(tripartite.Frac(25,
		2)))
	// Output:
	// against true
}
