package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"

	"example.com/tripartite"
)

// Votes over HTTP, in a wage council of Uruguay. A server answers each request in a
// goroutine of its own, and a Ballot is for one goroutine at a time. So a mutex guards
// the ballot. The example does not check who asks, and whose seat it is.
func ExampleBallot_http() {
	var mu sync.Mutex
	body := tripartite.MustBody(tripartite.Bloc{Name: "State", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	ballot := body.OpenRemote()

	status := func(err error) int {
		switch {
		case errors.Is(err, tripartite.ErrText), errors.Is(err, tripartite.ErrState):
			return http.StatusBadRequest
		case errors.Is(err, tripartite.ErrMayNotVote):
			return http.StatusForbidden
		case errors.Is(err, tripartite.ErrUnknown):
			return http.StatusNotFound
		case errors.Is(err, tripartite.ErrAlreadyCast):
			return http.StatusConflict
		case errors.Is(err, tripartite.ErrClosed):
			return http.StatusGone
		}
		return http.StatusInternalServerError
	}
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /seats/{id}", func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 100))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var vote tripartite.States
		err = vote.UnmarshalText(text)
		if err == nil {
			mu.Lock()
			defer mu.Unlock()
			err = ballot.Cast(r.PathValue("id"), vote)
		}
		if err != nil {
			http.Error(w, err.Error(), status(err))
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("POST /close", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		ballot.Close()
		fmt.Fprintln(w, tripartite.SimpleMajority().Decide(ballot.Tally()))
	})

	if err := ballot.Mark("Workers 2", tripartite.Suspended); err != nil {
		fmt.Println(err)
		return
	}
	send := func(method, path, text string) {
		answer := httptest.NewRecorder()
		mux.ServeHTTP(answer, httptest.NewRequest(method, path, strings.NewReader(text)))
		fmt.Println(strings.TrimSpace(fmt.Sprint(answer.Code, " ", answer.Body)))
	}
	for _, vote := range [][2]string{
		{"State 1", "for"},
		{"State 1", "against"},
		{"State 2", "present"},
		{"State 9", "for"},
		{"Employers 1", "for"},
		{"Workers 1", "against"},
		{"Workers 2", "against"},
	} {
		send("PUT", "/seats/"+url.PathEscape(vote[0]), vote[1])
	}
	send("POST", "/close", "")
	send("PUT", "/seats/State%203", "for")
	// Output:
	// 204
	// 409 tripartite: cast "State 1": seat has voted already: for
	// 400 tripartite: cast "State 2": not a vote: present: want one of for, against, abstain, spoilt
	// 404 tripartite: cast "State 9": no such seat: the last seat of the bloc is "State 3"
	// 204
	// 204
	// 403 tripartite: cast "Workers 2": seat may not vote: it is suspended
	// 200 adopted
	// 410 tripartite: cast "State 3": ballot is closed
}

// An election between three lists: the Federal University of Rio Grande do Sul, 16 June
// 2016. Teachers have 70 % of the power, and staff and students 15 % each. Each sector
// splits its power over those entitled.
//
// In a contest, the votes for a list are for, those for its opponents are against, and
// all others abstain. A list has a plurality if it beats each opponent, and a majority
// if it beats all of them together.
func ExampleRule_candidates() {
	sectors := []struct {
		name        string
		entitled    int
		lists       [3]int
		blank, null int
	}{
		{"Teachers", 2872, [3]int{629, 286, 1112}, 32, 53},
		{"Staff", 2656, [3]int{994, 110, 465}, 21, 167},
		{"Students", 37323, [3]int{2073, 435, 1280}, 22, 98},
	}
	bloc := func(i, percent int) tripartite.Bloc {
		return tripartite.Bloc{
			Name: sectors[i].name, Size: sectors[i].entitled,
			Power: tripartite.Frac(percent, 100), SharedBy: tripartite.Entitled,
		}
	}
	body := tripartite.MustBody(bloc(0, 70), bloc(1, 15), bloc(2, 15))
	contest := func(list int, opponents ...int) tripartite.Tally {
		counts := tripartite.Counts{}
		for _, s := range sectors {
			count := tripartite.Count{For: s.lists[list], Spoilt: s.null}
			for _, opponent := range opponents {
				count.Against += s.lists[opponent]
			}
			count.Abstain = s.lists[0] + s.lists[1] + s.lists[2] + s.blank - count.For - count.Against
			count.Absent = s.entitled - count.Seats(tripartite.Voting)
			counts[s.name] = count
		}
		tally, err := body.Tally(counts)
		if err != nil {
			fmt.Println(err)
		}
		return tally
	}
	beats := tripartite.SimpleMajority()
	for list, others := range [3][2]int{{1, 2}, {0, 2}, {0, 1}} {
		all := contest(list, others[0], others[1])
		score := new(big.Rat).Quo(all.Votes(tripartite.For).Rat(), all.Votes(tripartite.AllSeats).Rat())
		first, second := beats.Decide(contest(list, others[0])), beats.Decide(contest(list, others[1]))
		fmt.Printf("list %d: score %s, plurality %v, majority %v, of all entitled %v\n", list+1,
			score.FloatString(6),
			min(first, second), beats.Decide(all), tripartite.AbsoluteMajority().Decide(all))
	}
	fmt.Print(tripartite.Explain(beats, contest(2, 0, 1)))
	// Output:
	// list 1: score 0.217776, plurality rejected, majority rejected, of all entitled rejected
	// list 2: score 0.077668, plurality rejected, majority rejected, of all entitled rejected
	// list 3: score 0.302436, plurality adopted, majority adopted, of all entitled rejected
	// more than 1/2 of votes cast are for  adopted  71753254141 of 141847668421 votes  70923834211 needed  829419930 to spare  (50.58 %)
}

// An election counted in three polling places. A place counts those who came, and only
// the sum tells how many stayed away. The turnout, the quorum of 1507 seats and the bar
// of 749 votes are those of the University of Genoa in 2014. The rest is invented.
func ExampleCounts_parts() {
	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Teachers", Size: 1340},
		tripartite.Bloc{Name: "Staff", Size: 1442, Weight: tripartite.Frac(1, 5)},
		tripartite.Bloc{Name: "Students", Size: 230},
	)
	var sum tripartite.Counts
	for _, place := range []tripartite.Counts{
		{"Teachers": {For: 310, Against: 195}, "Staff": {For: 214, Against: 180, Spoilt: 6}},
		{"Teachers": {For: 280, Against: 220, Abstain: 20}, "Staff": {For: 300, Against: 199},
			"Students": {For: 70, Against: 30}},
		{"Teachers": {For: 60, Against: 65, Spoilt: 5}, "Staff": {For: 75, Against: 40},
			"Students": {For: 19, Against: 21}},
	} {
		sum = sum.Plus(place)
	}
	for name, size := range body.Blocs() {
		count := sum[name]
		count.Absent = size - count.Seats(tripartite.AllSeats)
		sum[name] = count
	}
	tally, err := body.Tally(sum)
	if err != nil {
		fmt.Println(err)
		return
	}
	half := tripartite.MoreThan(1, 2)
	rule := tripartite.All{
		tripartite.Quorum{tripartite.Share{Of: tripartite.Voting, Base: tripartite.Entitled, Need: half, BySeats: true}},
		tripartite.Share{Of: tripartite.For, Base: tripartite.Voting, Need: half},
	}
	fmt.Print(tripartite.Explain(rule, tally))
	fmt.Print(tally)
	// Output:
	// all of                                            adopted
	// ├─ quorum                                         met
	// │  └─ more than 1/2 of seats entitled are voting  met       2309 of   3012 seats  1507 needed    802 to spare
	// └─ more than 1/2 of votes voting are for          met      856.8 of 1497.8 votes   749 needed  107.8 to spare
	//            for  against  abstain  spoilt  absent  seats  votes a seat
	// Teachers   650      480       20       5     185   1340             1
	// Staff      589      419        0       6     428   1442           0.2
	// Students    89       51        0       0      90    230             1
	// all       1328      950       20      11     703   3012
}

// A finding in two languages, each by a table of words. Every node has its rule with the
// sets and the threshold, its figures, and a code for what the figures do not show.
func ExampleFinding_languages() {
	german := map[string]string{
		"adopted": "angenommen", "rejected": "abgelehnt", "void": "ungültig",
		"for": "dafür", "cast": "abgegebenen", "present": "anwesend", "entitled": "Stimmberechtigten",
		"all": "alle Bedingungen", "quorum": "Beschlussfähigkeit", "each": "in jeder Gruppe",
		"share": "%s: %v von %s, nötig %v", "seats": "%s: %v von %v Sitzen, nötig %v",
		"Workers": "Arbeitnehmer", "Employers": "Arbeitgeber", "Governments": "Regierungen",
		"empty base": "niemand hat abgestimmt",
	}
	spanish := map[string]string{
		"adopted": "aprobado", "rejected": "rechazado", "void": "nulo",
		"for": "a favor", "cast": "votos emitidos", "present": "presentes",
		"entitled": "con derecho a voto",
		"all":      "todas las condiciones", "quorum": "quórum", "each": "en cada grupo",
		"share": "%s: %v de los %s, hacen falta %v", "seats": "%s: %v de %v puestos, hacen falta %v",
		"Workers": "Trabajadores", "Employers": "Empleadores", "Governments": "Gobiernos",
		"empty base": "nadie ha votado",
	}
	clause := func(words map[string]string, f tripartite.Finding) string {
		switch rule := f.Rule.(type) {
		case tripartite.All:
			return words["all"]
		case tripartite.Quorum:
			return words["quorum"]
		case tripartite.Parts:
			return words["each"]
		case tripartite.SeatCount:
			return fmt.Sprintf(words["seats"], words[rule.Of.String()], f.Figures.Count,
				f.Figures.Base, f.Figures.Need)
		case tripartite.Share:
			if f.Reason == "nothing is in the base, and a share of nothing is not enough" {
				return words["empty base"]
			}
			return fmt.Sprintf(words["share"], words[rule.Of.String()], f.Figures.Count,
				words[rule.Base.String()], f.Figures.Need)
		}
		return f.Clause // a rule without words of its own here
	}
	var lines func(words map[string]string, f tripartite.Finding, indent string)
	lines = func(words map[string]string, f tripartite.Finding, indent string) {
		part := words[f.Part]
		if part != "" {
			part += ", "
		}
		fmt.Printf("%s%s%s - %s\n", indent, part, clause(words, f), words[f.Outcome.String()])
		for _, inner := range f.Parts {
			lines(words, inner, indent+"  ")
		}
	}

	body := tripartite.MustBody(
		tripartite.Bloc{Name: "Governments", Size: 28}, tripartite.Bloc{Name: "Employers", Size: 14},
		tripartite.Bloc{Name: "Workers", Size: 14},
	)
	tally, err := body.Tally(tripartite.Counts{
		"Governments": {For: 19, Against: 7, Abstain: 2}, "Employers": {Against: 14},
		"Workers": {Abstain: 14},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := tripartite.All{tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Present, Need: 33}},
		tripartite.SimpleMajority()}
	finding := tripartite.Explain(tripartite.All{rule, tripartite.EachGroup(tripartite.SimpleMajority())}, tally)
	lines(german, finding, "")
	lines(spanish, finding, "")
	// Output:
	// alle Bedingungen - abgelehnt
	//   alle Bedingungen - abgelehnt
	//     Beschlussfähigkeit - angenommen
	//       anwesend: 56 von 56 Sitzen, nötig 33 - angenommen
	//     dafür: 19 von abgegebenen, nötig 21 - abgelehnt
	//   in jeder Gruppe - abgelehnt
	//     Regierungen, dafür: 19 von abgegebenen, nötig 14 - angenommen
	//     Arbeitgeber, dafür: 0 von abgegebenen, nötig 8 - abgelehnt
	//     Arbeitnehmer, niemand hat abgestimmt - abgelehnt
	// todas las condiciones - rechazado
	//   todas las condiciones - rechazado
	//     quórum - aprobado
	//       presentes: 56 de 56 puestos, hacen falta 33 - aprobado
	//     a favor: 19 de los votos emitidos, hacen falta 21 - rechazado
	//   en cada grupo - rechazado
	//     Gobiernos, a favor: 19 de los votos emitidos, hacen falta 14 - aprobado
	//     Empleadores, a favor: 0 de los votos emitidos, hacen falta 8 - rechazado
	//     Trabajadores, nadie ha votado - rechazado
}

// Votes by post count, and make no quorum in the room. Who votes by post is known when the
// room is opened: these seats are a bloc of their own in each group, and the others are
// united as the room. The quorum looks at the room, and the majority at all.
func ExampleBloc_byPost() {
	half := func(name string, room, post int) tripartite.Bloc {
		return tripartite.Bloc{Name: name,
			Blocs: []tripartite.Bloc{{Name: "in the room", Size: room}, {Name: "by post", Size: post}}}
	}
	body := tripartite.MustBody(half("Producers", 12, 8), half("Workers", 9, 1),
		half("Consumers", 10, 0),
		tripartite.Bloc{Name: "Room", Union: []string{"Producers/in the room", "Workers/in the room", "Consumers/in the room"}})
	rule := tripartite.All{
		tripartite.Quorum{tripartite.In{Bloc: "Room", Rule: tripartite.SeatCount{Of: tripartite.Present, Need: 21}}}, // more than half of 40
		tripartite.SimpleMajority(),
	}
	tally, err := body.Tally(tripartite.Counts{
		"Producers/in the room": {For: 8, Against: 1, Absent: 3},
		"Producers/by post":     {Against: 8},
		"Workers/in the room":   {For: 3, Against: 3, Absent: 3},
		"Workers/by post":       {For: 1},
		"Consumers/in the room": {For: 2, Absent: 8},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(tripartite.Explain(rule, tally))
	// Output:
	// all of                                     void
	// ├─ quorum                                  void
	// │  └─ Room, at least 21 seats are present  not met  17 of 31 seats  21 needed  4 short
	// └─ more than 1/2 of votes cast are for     met      14 of 26 votes  14 needed  0 to spare
}

// The election of a rector, counted in the four ways that universities use. Most of the
// teachers are for B, and most of the students are for A, but few of these vote. What the
// share of an estate is split over decides whether A is elected at once, goes to a run-off,
// or is second. The figures are invented.
func ExampleBloc_estates() {
	counts := tripartite.Counts{ // for A, and against: for B
		"Teachers": {For: 400, Against: 470, Abstain: 20, Spoilt: 10, Absent: 100},
		"Staff":    {For: 280, Against: 170, Abstain: 20, Spoilt: 30, Absent: 300},
		"Students": {For: 2700, Against: 1700, Abstain: 100, Spoilt: 900, Absent: 14600},
	}
	for _, set := range []tripartite.States{
		tripartite.Cast, tripartite.Voting &^ tripartite.Spoilt, tripartite.Voting, tripartite.Entitled,
	} {
		body := tripartite.MustBody(
			tripartite.Bloc{Name: "Teachers", Size: 1000, Power: tripartite.Int(60), SharedBy: set},
			tripartite.Bloc{Name: "Staff", Size: 800, Power: tripartite.Int(15), SharedBy: set},
			tripartite.Bloc{Name: "Students", Size: 20000, Power: tripartite.Int(25), SharedBy: set},
		)
		tally, err := body.Tally(counts)
		if err != nil {
			fmt.Println(err)
			return
		}
		share := func(of tripartite.States) string {
			return new(big.Rat).Quo(tally.Votes(of).Rat(), tally.Votes(set).Rat()).FloatString(4)
		}
		firstRound := tripartite.Share{Of: tripartite.For, Base: set, Need: tripartite.MoreThan(1, 2)}
		fmt.Printf("over %v: A %s, B %s; A at once: %v; A before B: %v\n", set, share(tripartite.For),
			share(tripartite.Against),
			firstRound.Decide(tally), tripartite.SimpleMajority().Decide(tally))
	}
	// Output:
	// over cast: A 0.5226, B 0.4774; A at once: adopted; A before B: adopted
	// over cast + abstain: A 0.5090, B 0.4656; A at once: adopted; A before B: adopted
	// over voting: A 0.4757, B 0.4430; A at once: rejected; A before B: adopted
	// over entitled: A 0.3263, B 0.3351; A at once: rejected; A before B: rejected
}

// A body in a file, and a ballot that is stored after every vote, so that the program can
// be stopped in the middle of a vote and go on later.
func ExampleBallot_store() {
	file := `{
		"groups": [
			{"name": "Governments", "seats": 2},
			{"name": "Employers", "roll": ["Ms Ito"]},
			{"name": "Workers", "roll": ["Mr Okoro"]}
		]
	}`
	var body tripartite.Body
	if err := json.Unmarshal([]byte(file), &body); err != nil {
		fmt.Println(err)
		return
	}
	ballot := body.OpenRemote()
	var stored []byte
	for _, vote := range []string{"Governments 1", "Ms Ito"} {
		if err := ballot.Cast(vote, tripartite.For); err != nil {
			fmt.Println(err)
			return
		}
		stored, _ = json.Marshal(ballot)
	}
	fmt.Println(string(stored))

	var again tripartite.Ballot // another program, or the same after a restart
	if err := json.Unmarshal(stored, &again); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(again)
	fmt.Println(again.Cast("Ms Ito", tripartite.Against))
	fmt.Println(again.Cast("Mr Okoro", tripartite.Against))

	fmt.Println(json.Unmarshal([]byte(`{"groups": [{"name": "Workers", "size": 14}]}`), &body))
	// Output:
	// {"body":{"groups":[{"name":"Governments","seats":2},{"name":"Employers","roll":["Ms Ito"]},{"name":"Workers","roll":["Mr Okoro"]}]},"start":"absent","seats":{"Governments 1":"for","Ms Ito":"for"}}
	// open: 2 of 4 seats voted
	// tripartite: cast "Ms Ito": seat has voted already: for
	// <nil>
	// tripartite: body "groups[0].size": malformed text: unknown key: want one of name, seats, roll, weight, power, shared_by, blocs, union
}

// A log of votes, one on each line, as a program appends them to a file before it answers.
// A ballot is made again from the log.
func ExampleBallot_log() {
	log := `{"seat": "Workers 1", "vote": "for"}
{"seat": "State 2", "vote": "against"}
{"seat": "Employers 1", "vote": "for"}
`
	body := tripartite.MustBody(tripartite.Bloc{Name: "State", Size: 3},
		tripartite.Bloc{Name: "Employers", Size: 2}, tripartite.Bloc{Name: "Workers", Size: 2})
	ballot := body.OpenRemote()
	lines := json.NewDecoder(strings.NewReader(log))
	for lines.More() {
		var cast struct {
			Seat string
			Vote tripartite.States
		}
		if err := lines.Decode(&cast); err != nil {
			fmt.Println(err)
			return
		}
		if err := ballot.Cast(cast.Seat, cast.Vote); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(ballot)
	fmt.Print(ballot.Tally())
	// Output:
	// open: 3 of 7 seats voted
	//            for  against  absent  seats
	// State        0        1       2      3
	// Employers    1        0       1      2
	// Workers      1        0       1      2
	// all          2        1       4      7
}
