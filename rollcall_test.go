package tripartite_test

import (
	stdcmp "cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// csvOf writes a roll-call with a column that nobody asks for.
func csvOf(votes []vote) string {
	var list strings.Builder
	w := csv.NewWriter(&list)
	w.Write([]string{"no.", " Vote", "SEAT "})
	for i, v := range votes {
		w.Write([]string{fmt.Sprint(i), " " + strings.ToUpper(v.state.String()) + " ", v.seat})
	}
	w.Flush()
	return list.String()
}

// A roll-call in any order has the tally of the ballot, and the same states.
func TestReadIsTheBallots(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := shuffled(drawVotes(t, body), rapid.Uint64().Draw(t, "seed"))
		got, err := RollCall{}.Read(body, strings.NewReader(csvOf(votes)))
		if err != nil {
			t.Fatal(err)
		}
		if want := take(t, body, votes); !got.Tally().Equal(want) || got.Body() != body {
			t.Fatalf("%v\n%v", want, got.Tally())
		}
		for _, v := range votes {
			if got.State(v.seat) != v.state {
				t.Fatalf("%s is %v, not %v", v.seat, got.State(v.seat), v.state)
			}
		}
	})
}

// Seats that are not in the file have the state that the caller says.
func TestMissingSeatsHaveTheStateOfTheCaller(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, body := drawBody(t)
		votes := drawVotes(t, body)
		missing, there := drawState(t), rapid.IntRange(0, len(votes)).Draw(t, "there")
		got, err := RollCall{Missing: missing}.Read(body, strings.NewReader(csvOf(votes[:there])))
		if err != nil {
			t.Fatal(err)
		}
		for i := range votes[there:] {
			votes[there+i].state = missing
		}
		if want := take(t, body, votes); !got.Tally().Equal(want) {
			t.Fatalf("%v\n%v", want, got.Tally())
		}
	})
}

// rollCallBody has numbered seats and seats with names.
var rollCallBody = MustBody(Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Roll: []string{"Ms B", "Mr C"}}, Bloc{})

// All errors come at once, each with its line.
func TestReadErrors(t *testing.T) {
	t.Parallel()
	ballot, err := RollCall{Words: map[string]States{"oui": For}}.Read(rollCallBody, strings.NewReader(`seat,vote
A 1,yes

A 2,for
A 3,for
"A 2",against
Ms B
"Ms B",
A,for
,for
A,perhaps
"Mr C",cast
Mr C,for
`))
	want := []string{
		`roll-call "line 2": not a state: "A 1": "yes" (say "for", or add the word to Words): ` + oui,
		`roll-call "line 5": no such seat: "A 3"`,
		`roll-call "line 6": seat is listed twice: "A 2": it is on line 4 already`,
		`roll-call "line 7": wrong number of fields: 1, and the header has 2`,
		`roll-call "line 8": not a state: "Ms B": nothing: ` + oui,
		`roll-call "line 8": seat is listed twice: "Ms B": it is on line 7 already`,
		`roll-call "line 9": no such seat: "A": it is a bloc, and its first seat is "A 1"`,
		`roll-call "line 10": no such seat: ""`,
		`roll-call "line 11": not a state: "A": "perhaps": ` + oui,
		`roll-call "line 11": no such seat: "A": it is a bloc, and its first seat is "A 1"`,
		`roll-call "line 12": not a state: "Mr C": "cast": ` + oui,
		`roll-call "line 13": seat is listed twice: "Mr C": it is on line 12 already`,
	}
	if diff := cmp.Diff(want, messages(err)); diff != "" || ballot != nil {
		t.Error(diff, ballot)
	}
	for _, kind := range []error{ErrText, ErrUnknown, ErrCounts} {
		if !errors.Is(err, kind) {
			t.Errorf("%v is not reported", kind)
		}
	}
}

// What a file in another encoding is told.
const toUTF8 = "save the file as UTF-8: it may be in Latin-1 or UTF-16"

const oui = "want oui, for, against, abstain, spoilt, silent, absent, suspended, vacant"

// A file that cannot be read on, and a call that makes no sense, have one error.
func TestReadStops(t *testing.T) {
	t.Parallel()
	var long strings.Builder
	long.WriteString("seat,vote\n\"")
	long.WriteString(strings.Repeat(strings.Repeat("A", 1023)+"\n", 1<<10+72))
	for name, c := range map[string]struct {
		call RollCall
		body *Body
		list string
		kind error
		want string
	}{
		"no file":        {list: "", kind: ErrText, want: `roll-call "line 1": want a header`},
		"only a mark":    {list: "\uFEFF\n\n", kind: ErrText, want: `roll-call "line 1": want a header`},
		"no seats":       {list: "\nid,vote\n", kind: ErrText, want: `roll-call "line 2": no column "seat": the header is "id,vote"`},
		"no votes":       {list: "seat\nA 1\n", kind: ErrText, want: `roll-call "line 1": no column "vote": the header is "seat"`},
		"no such column": {call: RollCall{Vote: "Stimme"}, list: "seat,vote\n", kind: ErrText, want: `roll-call "line 1": no column "Stimme": the header is "seat,vote"`},
		"two columns":    {list: "seat,vote,Vote\n", kind: ErrText, want: `roll-call "line 1": two columns "vote": the header is "seat,vote,vote"`},
		"semicolons":     {list: "seat;vote\n", kind: ErrText, want: `roll-call "line 1": no column "seat": the header is "seat;vote": set Comma to ';'`},
		"tabs":           {list: "seat\tvote\nA 1\tfor\n", kind: ErrText, want: `roll-call "line 1": no column "seat": the header is "seat vote": set Comma to '\t'`},
		"commas":         {call: RollCall{Comma: ';'}, list: "seat,vote\n", kind: ErrText, want: `roll-call "line 1": no column "seat": the header is "seat,vote": set Comma to ','`},
		"Latin-1":        {call: RollCall{Seat: "Präsident"}, list: "Pr\xe4sident,vote\n", kind: ErrText, want: `roll-call "line 1": not valid UTF-8: the header is "pr\xe4sident,vote": ` + toUTF8},
		"UTF-16":         {list: "\xff\xfes\x00e\x00a\x00t\x00\n\x00", kind: ErrText, want: `roll-call "line 1": not valid UTF-8: the header is "\xff\xfes\x00e\x00a\x00t\x00": ` + toUTF8},
		"bad comma":      {call: RollCall{Comma: '\n'}, list: "seat,vote\n", kind: ErrText, want: `roll-call "comma": no character that can separate fields: '\n'`},
		"bare quote":     {list: "seat,vote\nA 1,for\nA \"2,for\nMs B,\"for\n", kind: ErrText, want: `roll-call "line 3": bare " in non-quoted-field`},
		"open quote":     {list: "seat,vote\nA 1,\"for\n\n", kind: ErrText, want: `roll-call "line 2": extraneous or missing " in quoted-field`},
		"long line":      {list: long.String(), kind: ErrTooLarge, want: `roll-call "after line 1": the line is longer than 1048576 bytes`},
		"long header":    {list: strings.Repeat(strings.Repeat("A", 1023)+",", 1<<10+72), kind: ErrTooLarge, want: `roll-call "line 1": the line is longer than 1048576 bytes`},
		"missing cast":   {call: RollCall{Missing: Cast}, kind: ErrState, want: `roll-call "missing": invalid state: cast: want one state`},
		"word for a set": {call: RollCall{Words: map[string]States{"da": Present}}, kind: ErrState, want: `roll-call "da": invalid state: present: want one state`},
		"word for two":   {call: RollCall{Words: map[string]States{"Da": For, "da ": Against}}, kind: ErrState, want: `roll-call "da ": invalid state: both for and against`},
		"no body":        {body: new(Body), kind: ErrBody, want: `roll-call "": no seats: the body is nil or the zero Body`},
		"large body": {body: MustBody(Bloc{Size: 1<<26 + 1}, Bloc{}, Bloc{}), kind: ErrTooLarge,
			want: `roll-call "": too large: work limit exceeded: 67108865 seats: want at most 67108864, or use Body.Tally`},
	} {
		body := c.body
		if body == nil {
			body = rollCallBody
		}
		ballot, err := c.call.Read(body, strings.NewReader(c.list))
		if diff := cmp.Diff([]string{c.want}, messages(err)); diff != "" || !errors.Is(err, c.kind) || ballot != nil {
			t.Errorf("%s: %v, %s", name, ballot, diff)
		}
	}
	if _, err := (RollCall{}).Read(nil, strings.NewReader("")); !errors.Is(err, ErrBody) {
		t.Error(err)
	}
	broken := io.MultiReader(strings.NewReader("seat,vote\nA 1,for\nA 9,for\n"), iotest.ErrReader(io.ErrClosedPipe))
	_, err := RollCall{}.Read(rollCallBody, broken)
	want := []string{`roll-call "line 3": no such seat: "A 9"`, `roll-call "after line 3": io: read/write on closed pipe`}
	if diff := cmp.Diff(want, messages(err)); diff != "" || !errors.Is(err, io.ErrClosedPipe) {
		t.Error(diff)
	}
}

// A file in which every line is wrong does not fill the memory with errors.
func TestReadNamesFewOfManyErrors(t *testing.T) {
	t.Parallel()
	list := "seat,vote\n" + strings.Repeat("nobody,for\n", 1000) + strings.Repeat("A 1,perhaps\n", 21) + "A 1,for\n"
	_, err := RollCall{}.Read(rollCallBody, strings.NewReader(list))
	got := messages(err)
	if len(got) != 20+20+20+3+3 || got[len(got)-3] != `roll-call "lines": no such seat: 980 further errors` ||
		got[len(got)-2] != `roll-call "lines": not a state: 1 further error` {
		t.Error(strings.Join(got, "\n"))
	}
}

// An error in a field of another encoding names the encoding. Other fields may be in it.
func TestReadNamesTheEncoding(t *testing.T) {
	t.Parallel()
	call := RollCall{Words: map[string]States{"für": For}, Missing: Absent}
	_, err := call.Read(rollCallBody, strings.NewReader("seat,vote,Stra\xdfe\nM\xfcller,for,\nA 1,f\xfcr,\nA 2,for,Stra\xdfe\nA 3,for,Stra\xdfe\n"))
	_, err2 := call.ReadBody(strings.NewReader("seat,group,weight,vote\nM\xfcller,G,1,for\nA,Kl\xe4ger,1,for\nB,G,1\xa0000,f\xfcr\n"))
	want := []string{
		`roll-call "line 2": not valid UTF-8: "M\xfcller": ` + toUTF8,
		`roll-call "line 3": not valid UTF-8: "A 1": "f\xfcr": ` + toUTF8,
		`roll-call "line 5": no such seat: "A 3"`,
		`roll-call "line 2": not valid UTF-8: "M\xfcller": ` + toUTF8,
		`roll-call "line 3": not valid UTF-8: "A": "Kl\xe4ger": ` + toUTF8,
		`roll-call "line 4": not valid UTF-8: "B": "f\xfcr": ` + toUTF8,
		`roll-call "line 4": not valid UTF-8: "B": "1\xa0000": ` + toUTF8,
	}
	if diff := cmp.Diff(want, append(messages(err), messages(err2)...)); diff != "" || !errors.Is(err, ErrText) || !errors.Is(err2, ErrText) {
		t.Error(diff)
	}
}

// A megabyte of wrong lines has a short error, whatever is wrong with them, and long fields
// are cut.
func TestReadErrorsAreShort(t *testing.T) {
	t.Parallel()
	proptest.Long(t)
	long := strings.Repeat("x", 100_000)
	for _, line := range []string{
		"a,b,c\n", "\n\n,,,\n", "A,G,1,perhaps\n", "A,G,x,for\n", "A,G,-1,for\n", ",G,1,for\n", "A,,1,for\n", "A,G,1,for\n", "\xff,G,1,for\n", "A,G,1,\xff\n",
		long + ",G,1,for\n", "A," + long + ",1,for\n", "A,G," + long + ",for\n", "A,G,1," + long + "\n", long + "\n",
	} {
		list := "seat,group,weight,vote\n" + strings.Repeat(line, max(30, 1<<17/len(line)))
		for _, call := range []RollCall{{}, {Words: map[string]States{long: For}}} {
			_, err := call.Read(rollCallBody, strings.NewReader(list))
			_, err2 := call.ReadBody(strings.NewReader(list))
			if err == nil || err2 == nil || len(err.Error())+len(err2.Error()) > 60_000 {
				t.Errorf("%.20q: errors of %d and %d bytes", line, len(err.Error()), len(err2.Error()))
			}
		}
	}
}

// A file as a spreadsheet of another language exports it.
func TestReadInAnotherLanguage(t *testing.T) {
	t.Parallel()
	call := RollCall{
		Seat: "Miembro", Vote: "voto", Comma: ';',
		Words: map[string]States{"sí": For, "no": Against, "abstención": Abstain, "": Absent},
	}
	list := "\uFEFFMIEMBRO;Grupo;Voto\r\n\"A 1\";A;SÍ\r\nA 2;A; No \r\nMs B;B;ABSTENCIÓN\r\nMr C;B;\r\n"
	ballot, err := call.Read(rollCallBody, strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{"A": {For: 1, Against: 1}, "B": {Abstain: 1, Absent: 1}, "third": {}}
	if diff := cmp.Diff(want, ballot.Tally().Counts()); diff != "" {
		t.Error(diff)
	}
}

// Of a file of several votes, Where selects the lines of one. Words in other lines do not
// matter, but a line without all fields may be of any vote.
func TestReadOneVoteOfSeveral(t *testing.T) {
	t.Parallel()
	const list = "vote_id,date,seat,vote\nR17,1 May,A 1,for\nR18,1 May,A 1,what\nR17,1 May,A 2,against\n R18 ,1 May,A 2,for\nR18,2 May,A 1,abstain\n"
	for name, c := range map[string]struct {
		where map[string]string
		list  string
		want  Count
		errs  []string
	}{
		"one column":  {where: map[string]string{"Vote_ID": "R17"}, want: Count{For: 1, Against: 1}},
		"two columns": {where: map[string]string{"vote_id": " R18", "date": "2 May"}, want: Count{Abstain: 1, Silent: 1}},
		"several votes": {errs: []string{
			`roll-call "line 3": not a state: "A 1": "what": ` + strings.Replace(oui, "oui, ", "", 1),
			`roll-call "line 3": seat is listed twice: "A 1": it is on line 2 already`,
			`roll-call "line 5": seat is listed twice: "A 2": it is on line 4 already`,
			`roll-call "line 6": seat is listed twice: "A 1": it is on line 2 already`,
		}},
		"no such line": {where: map[string]string{"vote_id": "r17", "date": "1 May"}, errs: []string{
			`roll-call "where": no such line: want "1 May" in column "date" and "r17" in column "vote_id"`}},
		"no such column": {where: map[string]string{"vote": "for", "id": "R17"}, errs: []string{
			`roll-call "line 1": no column "id": the header is "vote_id,date,seat,vote"`}},
		"broken line": {where: map[string]string{"vote_id": "R17"}, list: list + "R18,1 May,A 1\n", errs: []string{
			`roll-call "line 7": wrong number of fields: 3, and the header has 4`}},
	} {
		call := RollCall{Where: c.where, Missing: Silent}
		ballot, err := call.Read(rollCallBody, strings.NewReader(stdcmp.Or(c.list, list)))
		if diff := cmp.Diff(c.errs, messages(err)); diff != "" || (err == nil) != (ballot != nil) {
			t.Errorf("%s: %s", name, diff)
		}
		if err == nil && !cmp.Equal(c.want, ballot.Tally().Counts()["A"]) {
			t.Errorf("%s: %v", name, ballot.Tally())
		}
	}
	if _, err := (RollCall{Where: map[string]string{"seat": "Ms B"}}).Read(rollCallBody, strings.NewReader("seat,vote\n")); len(messages(err)) != 1 {
		t.Error(err) // no seat is missing from a vote that is not there
	}
}

// A ballot from a file goes on like any other.
func TestReadBallotIsOpen(t *testing.T) {
	t.Parallel()
	ballot, err := RollCall{Missing: Silent}.Read(rollCallBody, strings.NewReader("seat,vote\nA 1,for\nA 2,suspended\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := ballot.Cast("A 1", Against); !errors.Is(err, ErrAlreadyCast) {
		t.Error(err)
	}
	if err := ballot.Cast("A 2", Against); !errors.Is(err, ErrMayNotVote) {
		t.Error(err)
	}
	if err := ballot.Cast("Ms B", Against); err != nil {
		t.Error(err)
	}
	if got := fmt.Sprint(ballot); got != "open: 2 of 4 seats voted" {
		t.Error(got)
	}
}

// Whatever a file has in it, Read neither panics nor counts a seat twice.
func FuzzRollCall(f *testing.F) {
	f.Add("seat,vote\nA 1,for\nA 2,against\nMs B,silent\nMr C,absent\n", uint8(0))    // all seats
	f.Add("\uFEFFvote;seat\nfor;\"A 1\"\n;;\n", uint8(Absent))                        // a byte order mark, another separator
	f.Add("seat,group,weight,vote\nA,G,1/2,for\nB,G,3,no\nC,H,1,for\n", uint8(0))     // a body
	f.Add("seat,group,weight,vote\nA,G,2.50,for\nB,G,\"1,250\",no\n", uint8(0))       // decimals, and an ambiguous comma
	f.Add("seat;group;weight;vote\nA;G;83,47;for\nB;G;2.5;no\n", uint8(0))            // a decimal comma, and a point
	f.Add("seat,vote\nN\xfc,for\nA 1,f\xfcr\n", uint8(Absent))                        // Latin-1
	f.Add("seat\tvote\nA 1\tfor\n", uint8(Absent))                                    // tabs
	f.Add("seat,group,weight,vote\nA,G,x,for\nB,G\nB,G,1,for\nA,G,1,for\n", uint8(0)) // seats twice, with other errors
	f.Add("seat,group,weight,vote\nN,N,59,for\nChair,Chair,1,no\n", uint8(0))         // seats named as their groups
	f.Add("seat,yes,not,group\nA 1,1,0,G\nA 2,0,1,G\nB,0,0,G\n", uint8(Silent))       // a column for each option
	f.Add("seat,vote_id,vote\nA 1,R1,for\nA 1,R2,against\n", uint8(Silent))           // several votes
	f.Fuzz(func(t *testing.T, list string, missing uint8) {
		call := RollCall{Missing: States(missing), Words: map[string]States{"no": Against, "": Silent}}
		if strings.Contains(list, ";") {
			call.Comma, call.Decimal = ';', ','
		}
		if strings.Contains(list, ",yes,not") {
			call.Options = map[string]States{"yes": For, "not": Against}
		}
		if strings.Contains(list, ",vote_id,") {
			call.Where = map[string]string{"vote_id": "R1"}
		}
		ballot, err := call.Read(rollCallBody, strings.NewReader(list))
		if (ballot == nil) != (err != nil) {
			t.Fatal(ballot, err)
		}
		if ballot != nil && ballot.Tally().Seats(AllSeats) != 4 {
			t.Fatal(ballot.Tally())
		}
		if ballot, err = call.ReadBody(strings.NewReader(list)); (ballot == nil) != (err != nil) {
			t.Fatal(ballot, err)
		}
		if ballot == nil {
			return
		}
		states := map[string]States{}
		for id, state := range ballot.All() {
			states[id] = state
		}
		if tally, err := ballot.Body().TallySeats(states); err != nil || !tally.Equal(ballot.Tally()) {
			t.Fatal(tally, ballot.Tally(), err)
		}
	})
}

// The body of a file has the seats, groups and weights of its lines, and its votes.
func TestReadBodyIsTheFile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"Producers", "Workers", "Consumers", "Chair"}
		texts := []string{"1", "3", "1/2", "2/4", "250", "0"}
		votes, power := map[string]map[States]Fraction{}, false
		var list strings.Builder
		list.WriteString("weight,seat,group,vote\n")
		for i := range rapid.IntRange(1, 30).Draw(t, "seats") {
			group, text, state := rapid.SampledFrom(names).Draw(t, "group"), rapid.SampledFrom(texts).Draw(t, "weight"), drawState(t)
			fmt.Fprintf(&list, "%s,seat %d,%s,%v\n", text, i, group, state)
			weight, err := ParseFraction(text)
			if err != nil {
				t.Fatal(err)
			}
			power = power || weight.Sign() > 0
			if votes[group] == nil {
				votes[group] = map[States]Fraction{}
			}
			sum := Int(0).Rat()
			if before := votes[group][state]; before.Valid() {
				sum = before.Rat()
			}
			votes[group][state] = FromRat(sum.Add(sum, weight.Rat()))
		}
		groups := slices.Clone(names[:3])
		for i, name := range groups {
			if votes[name] == nil {
				groups[i] = ""
			}
		}
		ballot, err := RollCall{Groups: groups}.ReadBody(strings.NewReader(list.String()))
		if (err == nil) != power {
			t.Fatal(err)
		}
		if !power {
			return
		}
		for group, states := range votes {
			part, ok := ballot.Tally().Bloc(group)
			if !ok {
				t.Fatalf("no %s", group)
			}
			for state, want := range states {
				if got := part.Votes(state); !got.Equal(want) {
					t.Fatalf("%s, %v: %v votes, not %v", group, state, got, want)
				}
			}
		}
		for g := First; g <= Third; g++ {
			if got := ballot.Body().GroupName(g); got != stdcmp.Or(groups[g-1], g.String()) {
				t.Fatalf("%v is %s", g, got)
			}
		}
		again, err := RollCall{}.Read(ballot.Body(), strings.NewReader(list.String()))
		if err != nil || !again.Tally().Equal(ballot.Tally()) {
			t.Fatal(again, err)
		}
	})
}

// A group whose seats weigh the same is one bloc, and otherwise has one for each weight.
func TestReadBodyBlocs(t *testing.T) {
	t.Parallel()
	ballot, err := RollCall{Group: "Sector"}.ReadBody(strings.NewReader(
		"seat,sector,weight,vote\nA,X,2,for\nB,Y,1,for\nC,X,4/2,against\nD,Y,1/2,for\nE, Y ,1,absent\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for path, size := range ballot.Body().Blocs() {
		got = append(got, fmt.Sprint(path, ": ", size))
	}
	if diff := cmp.Diff([]string{"X: 2", "Y/weight 1: 2", "Y/weight 1/2: 1", "third: 0"}, got); diff != "" {
		t.Error(diff)
	}
	for seat, want := range map[string]States{"A": For, "B": For, "C": Against, "D": For, "E": Absent} {
		if got := ballot.State(seat); got != want {
			t.Errorf("%s is %v", seat, got)
		}
	}
	ballot, err = RollCall{Groups: []string{"", "Workers"}}.ReadBody(strings.NewReader("seat,group,vote\nA,Workers,for\nB,Chair,for\n"))
	if err != nil || ballot.Body().String() != "Workers: 1, Chair: 1" || ballot.Tally().Group(Second).Seats(For) != 1 ||
		ballot.Tally().Group(Third).Seats(AllSeats) != 0 {
		t.Error(ballot.Body(), err) // a chair is no group, also where Groups lists less than three
	}
}

// The seats of a file without groups are one group: the one that the caller names, or the
// first.
func TestReadBodyWithoutGroups(t *testing.T) {
	t.Parallel()
	const list = "ms_code,ms_name,ms_vote\nAFG,AFGHANISTAN,Y\nAGO,ANGOLA,N\nALB,ALBANIA,A\nAND,ANDORRA,X\n"
	for _, c := range []struct {
		groups []string
		want   Counts
	}{
		{nil, Counts{"first": {For: 1, Against: 1, Abstain: 1, Absent: 1}, "second": {}, "third": {}}},
		{[]string{"Members"}, Counts{"Members": {For: 1, Against: 1, Abstain: 1, Absent: 1}, "second": {}, "third": {}}},
		{[]string{"", "", "Members"}, Counts{"first": {}, "second": {}, "Members": {For: 1, Against: 1, Abstain: 1, Absent: 1}}},
	} {
		ballot, err := RollCall{
			Seat: "ms_code", Vote: "ms_vote", Groups: c.groups, Words: map[string]States{"y": For, "n": Against, "a": Abstain, "x": Absent},
		}.ReadBody(strings.NewReader(list))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, ballot.Tally().Counts()); diff != "" {
			t.Error(diff)
		}
	}
}

// A chair, or a party that votes as one, has the name of its group.
func TestReadBodySeatsNamedAsTheirGroups(t *testing.T) {
	t.Parallel()
	const list = "seat,group,weight,vote\nN,N,59,for\nL,L,46,against\nChair,Chair,1,for\nMs A,G,1,for\nMr B,G,2,for\n"
	ballot, err := RollCall{Groups: []string{"N", "L", "G"}}.ReadBody(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{"N": {For: 1}, "L": {Against: 1}, "G/weight 1": {For: 1}, "G/weight 2": {For: 1}, "Chair": {For: 1}}
	if diff := cmp.Diff(want, ballot.Tally().Counts()); diff != "" || !ballot.Tally().Votes(For).Equal(Int(63)) || ballot.State("N") != For {
		t.Error(diff, ballot.Tally())
	}
	ballot.Close()
	text, err := json.Marshal(ballot)
	var again Ballot
	if err2 := json.Unmarshal(text, &again); err != nil || err2 != nil || !again.Tally().Equal(ballot.Tally()) {
		t.Error(err, err2)
	}
}

// Decimals are exact. The comma is a decimal mark only if the caller says so, and then it
// is the mark of every weight.
func TestReadBodyDecimals(t *testing.T) {
	t.Parallel()
	for decimal, list := range map[rune]string{
		0:   "A;G;1.000000;for\nB;G;1;for\nC;G;83.47;for\nD;G;1.250;for\nE;G;5/4;for\nF;G;1/3;for\n",
		'.': "A;G;1.0;for\nB;G;1.00;for\nC;G;83.470;for\nD;G;1.25;for\nE;G;10/8;for\nF;G;2/6;for\n",
		',': "A;G;1,000000;for\nB;G;1;for\nC;G;83,47;for\nD;G;1,250;for\nE;G;5/4;for\nF;G;1/3;for\n",
	} {
		ballot, err := RollCall{Decimal: decimal, Comma: ';'}.ReadBody(strings.NewReader("seat;group;weight;vote\n" + list))
		if err != nil {
			t.Fatal(err)
		}
		sizes := slices.Collect(maps.Values(maps.Collect(ballot.Body().Blocs())))
		slices.Sort(sizes)
		// 1 + 1 + 83.47 + 1.25 + 1.25 + 1/3, in four blocs beside two empty groups
		if votes := ballot.Tally().Votes(For); !votes.Equal(Frac(26491, 300)) || !slices.Equal(sizes, []int{0, 0, 1, 1, 2, 2}) {
			t.Errorf("%q: %v votes of blocs of %v", decimal, votes, sizes)
		}
	}
}

// All errors come at once, each with its line.
func TestReadBodyErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		call RollCall
		list string
		kind error
		want []string
	}{
		"lines": {list: `seat,group,weight,vote
A,G,1,for
B,G,1.5 %,for
C,G,-1,for
D,G,1,nay
A,H,1,for
"E
F",G,1,for
E,,1,for
K,K,1,for
L,L,1,for
L,L,1,for
L,K,1,for
`, kind: ErrText, want: []string{
			`roll-call "line 3": not a valid fraction: "B": weight "1.5 %": want a fraction, as "3/200": decimals and percentages are often rounded`,
			`roll-call "line 4": not a valid fraction: "C": weight "-1": want 0 or more`,
			`roll-call "line 5": not a state: "D": "nay" (say "against", or add the word to Words): ` + strings.Replace(oui, "oui, ", "", 1),
			`roll-call "line 6": seat is listed twice: "A": it is on line 2 already`,
			`roll-call "line 7": invalid name: "E\nF": it has U+000A, which does not print`,
			`roll-call "line 9": invalid name: "E": group "": it is empty`,
			`roll-call "line 10": invalid name: "K": there is a bloc of that name`,
			`roll-call "line 11": a fourth group: "L": group "L": set Groups, and any other group is an independent bloc`,
			`roll-call "line 12": a fourth group: "L": group "L": set Groups, and any other group is an independent bloc`,
			`roll-call "line 12": seat is listed twice: "L": it is on line 11 already`,
			`roll-call "line 13": seat is listed twice: "L": it is on line 11 already`,
		}},
		"twins": {list: "seat,group,vote\nA,G,for\nB,H,for\nA,G,for\nB,G,for\nG,H,for\nH,H,for\n", kind: ErrCounts, want: []string{
			`roll-call "line 4": seat is listed twice: "A": it is on line 2 already`,
			`roll-call "line 5": seat is listed twice: "B": it is on line 3 already`,
			`roll-call "line 6": invalid name: "G": there is a bloc of that name`,
			`roll-call "line 7": invalid name: "H": there is a bloc of that name`,
		}},
		"named as a group of others": {list: "seat,group,vote\nA,A,for\nB,A,for\n", kind: ErrBody, want: []string{
			`roll-call "line 2": invalid name: "A": there is a bloc of that name`,
		}},
		"named as its group, twice": {list: "seat,group,vote\nA,A,for\nA,A,for\n", kind: ErrCounts, want: []string{
			`roll-call "line 3": seat is listed twice: "A": it is on line 2 already`,
		}},
		"twins of wrong lines": {list: `seat,group,weight,vote
A,G,x,for
B,G,1
C,,1,for
D,G,1,perhaps
 ,G,1,for
,G,1,for
D,G,1,for
C,G,1,for
B,G,1,for
A,G,1,for
`, kind: ErrCounts, want: []string{
			`roll-call "line 2": not a valid fraction: "A": weight "x": want a whole number or a fraction, as "7" or "2/3"`,
			`roll-call "line 3": wrong number of fields: 3, and the header has 4`,
			`roll-call "line 4": invalid name: "C": group "": it is empty`,
			`roll-call "line 5": not a state: "D": "perhaps": ` + strings.Replace(oui, "oui, ", "", 1),
			`roll-call "line 6": invalid name: "": it is empty`,
			`roll-call "line 7": invalid name: "": it is empty`,
			`roll-call "line 8": seat is listed twice: "D": it is on line 5 already`,
			`roll-call "line 9": seat is listed twice: "C": it is on line 4 already`,
			`roll-call "line 10": seat is listed twice: "B": it is on line 3 already`,
			`roll-call "line 11": seat is listed twice: "A": it is on line 2 already`,
		}},
		"long weight": {list: "seat,group,weight,vote\nA,G,1,for\nB,G," + digits(993) + ",for\nC,G," + digits(993) + ",for\n", kind: ErrText, want: []string{
			`roll-call "line 3": not a valid fraction: "B": weight "` + digits(200) + `…": "G/weight ` + digits(191) + `…" is longer than 1000 bytes, and names its bloc`,
		}},
		"path": {list: "seat,group,weight,vote\nA,G,2,for\nG/weight 2,G,1,for\n", kind: ErrBody, want: []string{
			`roll-call "line 3": invalid name: "G/weight 2": there is a bloc of that name`,
		}},
		"decimals": {list: "seat,group,weight,vote\nA,G,\"83,47\",for\nB,G,\"1,250\",for\nC,G,1.,for\nD,G,1e3,for\n", kind: ErrText, want: []string{
			`roll-call "line 2": not a valid fraction: "A": weight "83,47": a comma may mark decimals or thousands: set Decimal to ',' if it marks decimals`,
			`roll-call "line 3": not a valid fraction: "B": weight "1,250": a comma may mark decimals or thousands: set Decimal to ',' if it marks decimals`,
			`roll-call "line 4": not a valid fraction: "C": weight "1.": want digits before and after the point`,
			`roll-call "line 5": not a valid fraction: "D": weight "1e3": want a whole number or a fraction, as "7" or "2/3"`,
		}},
		"decimal commas": {call: RollCall{Decimal: ','}, list: "seat,group,weight,vote\nA,G,83.47,for\nB,G,\"1.250,5\",for\nC,G,\"1,250,5\",for\n", kind: ErrText, want: []string{
			`roll-call "line 2": not a valid fraction: "A": weight "83.47": want no ".": Decimal is ','`,
			`roll-call "line 3": not a valid fraction: "B": weight "1.250,5": want no ".": Decimal is ','`,
			`roll-call "line 4": not a valid fraction: "C": weight "1,250,5": want a whole number or a fraction, as "7" or "2/3"`,
		}},
		"decimal mark": {call: RollCall{Decimal: ';'}, kind: ErrText, want: []string{`roll-call "decimal": not a decimal mark: ';': want '.' or ','`}},
		"no power":     {list: "seat,group,weight,vote\nA,G,0,for\n", kind: ErrBody, want: []string{`body "G: 1": body without any power: no seat can ever weigh anything`}},
		"group twice":  {call: RollCall{Groups: []string{"G", "G"}}, list: "seat,group,vote\nA,G,for\n", kind: ErrBody, want: []string{`roll-call "groups": not the groups of a body: two groups "G"`}},
		"four groups":  {call: RollCall{Groups: []string{"A", "B", "C", "D"}}, kind: ErrBody, want: []string{`roll-call "groups": not the groups of a body: want at most three groups`}},
		"wrong groups": {call: RollCall{Groups: []string{"A", "B", "C"}}, list: "seat,group,vote\n1,A,for\n2,Bee,for\n", kind: ErrBody, want: []string{
			`roll-call "B": no seat is in this group`,
			`roll-call "C": no seat is in this group`,
		}},
		"no such group column": {call: RollCall{Group: "party"}, list: "seat,vote\n", kind: ErrText, want: []string{
			`roll-call "line 1": no column "party": the header is "seat,vote"`}},
		"no group":     {call: RollCall{Groups: []string{"A", "", "C"}}, list: "seat,vote\n", kind: ErrText, want: []string{`roll-call "line 1": no column "group": the header is "seat,vote"`}},
		"two weights":  {list: "seat,vote,group,weight,weight\n", kind: ErrText, want: []string{`roll-call "line 1": two columns "weight": the header is "seat,vote,group,weight,weight"`}},
		"other weight": {call: RollCall{Weight: "stake"}, list: "seat,vote,group,weight\n", kind: ErrText, want: []string{`roll-call "line 1": no column "stake": the header is "seat,vote,group,weight"`}},
		"no file":      {list: "", kind: ErrText, want: []string{`roll-call "line 1": want a header`}},
		"nobody":       {list: "seat,group,vote\n", kind: ErrBody, want: []string{`body "no seats": body without any power: no seat can ever weigh anything`}},
	} {
		ballot, err := c.call.ReadBody(strings.NewReader(c.list))
		if diff := cmp.Diff(c.want, messages(err)); diff != "" || !errors.Is(err, c.kind) || ballot != nil {
			t.Errorf("%s: %v, %s", name, ballot, diff)
		}
	}
}

// A file full of errors that only the body shows does not fill the memory with them.
func TestReadBodyNamesFewOfManyErrors(t *testing.T) {
	t.Parallel()
	list := "seat,group,vote\n" + strings.Repeat("A,G,for\n", 1000)
	_, err := RollCall{}.ReadBody(strings.NewReader(list))
	got := messages(err)
	if len(got) != 21 || got[0] != `roll-call "line 3": seat is listed twice: "A": it is on line 2 already` ||
		got[20] != `roll-call "lines": seat is listed twice: 979 further errors` {
		t.Error(strings.Join(got, "\n"))
	}
	// Each group has seats of two weights, and another group has the name of a bloc in it.
	list = "seat,group,weight,vote\n"
	for i := range 50 {
		list += fmt.Sprintf("a%d,G%d,1,for\nb%d,G%d,2,for\nc%d,G%d/weight 2,1,for\n", i, i, i, i, i, i)
	}
	_, err = RollCall{Groups: []string{"G1"}}.ReadBody(strings.NewReader(list))
	if got := messages(err); len(got) != 21 || got[0] != `roll-call "line 4": invalid name: "c0": there are two blocs "G0/weight 2"` ||
		got[20] != `roll-call "lines": invalid name: 30 further errors` {
		t.Error(strings.Join(got, "\n"))
	}
}

// The words of the package hold in any case. A word of the caller's comes first.
func TestWordsOfStates(t *testing.T) {
	t.Parallel()
	own := map[string]States{"FÜR": For, "Did not vote": Silent, "no": Against, "absent": Vacant}
	for word, want := range map[string]States{
		"for": For, "AGAINST": Against, "Abstain": Abstain, " spoilt ": Spoilt, "silent": Silent, "suspended": Suspended, "vacant": Vacant,
		"für": For, "Für\u00a0": For, "DID NOT  VOTE": Silent, "NO": Against, "Absent": Vacant,
		"cast": 0, "present": 0, "none": 0, "for + against": 0, "yes": 0, "": 0, "\u017Filent": 0, "fur": 0,
	} {
		ballot, err := RollCall{Words: own, Missing: Absent}.Read(rollCallBody, strings.NewReader("seat,vote\nA 1,"+word+"\n"))
		if (err == nil) != (want != 0) || ballot.State("A 1") != want {
			t.Errorf("%q: %v, %v", word, ballot.State("A 1"), err)
		}
	}
}

// An error lists the words as they are: an empty one is not overlooked, and a comma in one
// does not make two.
func TestWordsInErrors(t *testing.T) {
	t.Parallel()
	own := map[string]States{"": Absent, "contre": Against, "ne vote pas, présent": Silent, "\x00": Vacant}
	_, err := RollCall{Words: own, Missing: Absent}.Read(rollCallBody, strings.NewReader("seat,vote\nA 1,pour\n"))
	want := []string{`roll-call "line 2": not a state: "A 1": "pour": want "", "\x00", contre, "ne vote pas, présent", ` +
		`for, against, abstain, spoilt, silent, absent, suspended, vacant`}
	if diff := cmp.Diff(want, messages(err)); diff != "" {
		t.Error(diff)
	}
	_, err = RollCall{Words: map[string]States{"": 0}}.Read(rollCallBody, strings.NewReader(""))
	if diff := cmp.Diff([]string{`roll-call "": invalid state: none: want one state`}, messages(err)); diff != "" {
		t.Error(diff)
	}
}

// A word that is spelt in very many ways is read each time.
func TestWordsInManySpellings(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3000}, Bloc{}, Bloc{})
	var list strings.Builder
	list.WriteString("seat,vote\n")
	for i := range 3000 {
		fmt.Fprintf(&list, "A %d,%sfor\n", i+1, strings.Repeat(" ", i%1500))
	}
	ballot, err := RollCall{}.Read(body, strings.NewReader(list.String()))
	if err != nil || ballot.Tally().Seats(For) != 3000 {
		t.Error(err)
	}
}

// ayes is a division as parliaments publish it: a column for each option.
const ayes = `Group,Name,ja,nein,Enthaltung,nichtabgegeben
A,Ms B,1,0,0,0
A,Mr C,0, 1 ,0,0
A,Dr D,0,0,1,0
B,Ms E,0,0,0,1
B,Mr F,1,0,0,0
`

// A file with a column for each option has the states of its columns.
func TestOptionsInColumns(t *testing.T) {
	t.Parallel()
	call := RollCall{Seat: "name", Options: map[string]States{"ja": For, "Nein": Against, "Enthaltung": Abstain, "nichtabgegeben": Absent}}
	ballot, err := call.ReadBody(strings.NewReader(ayes))
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{"A": {For: 1, Against: 1, Abstain: 1}, "B": {For: 1, Absent: 1}, "third": {}}
	if diff := cmp.Diff(want, ballot.Tally().Counts()); diff != "" {
		t.Error(diff)
	}
	again, err := call.Read(ballot.Body(), strings.NewReader(ayes))
	if err != nil || !again.Tally().Equal(ballot.Tally()) {
		t.Error(again, err)
	}
}

// Exactly one of the columns is 1 in each line. Any other line is an error that names the
// columns.
func TestOptionsThatDoNotFit(t *testing.T) {
	t.Parallel()
	yesNo := map[string]States{"yes": For, "no": Against}
	for name, c := range map[string]struct {
		call RollCall
		list string
		kind error
		want []string
	}{
		"lines": {RollCall{Options: yesNo, Missing: Absent}, "seat,yes,no\nA 1,1,1\nA 2,0,0\nMs B,1,\nMr C,0,2\nA 1,1,0\n", ErrText, []string{
			`roll-call "line 2": not one option: "A 1": columns "yes", "no" are 1: want one`,
			`roll-call "line 3": not one option: "A 2": no column is 1: want one of "yes", "no"`,
			`roll-call "line 4": not one option: "Ms B": column "no": "": want 0 or 1`,
			`roll-call "line 5": not one option: "Mr C": column "no": "2": want 0 or 1`,
			`roll-call "line 6": seat is listed twice: "A 1": it is on line 2 already`,
		}},
		"an option is not listed": {RollCall{Seat: "name", Options: map[string]States{"ja": For, "nein": Against}, Missing: Absent}, ayes, ErrText, []string{
			`roll-call "line 4": not one option: "Dr D": no column is 1: want one of "ja", "nein"`,
			`roll-call "line 4": no such seat: "Dr D"`,
			`roll-call "line 5": not one option: "Ms E": no column is 1: want one of "ja", "nein"`,
			`roll-call "line 5": no such seat: "Ms E"`,
			`roll-call "line 6": no such seat: "Mr F"`,
		}},
		"no such column": {RollCall{Options: yesNo}, "seat,yes\n", ErrText, []string{`roll-call "line 1": no column "no": the header is "seat,yes"`}},
		"column twice": {RollCall{Options: map[string]States{"yes": For, "Yes ": Abstain}}, "seat,yes\n", ErrText, []string{
			`roll-call "line 1": two options for the column "Yes ": the header is "seat,yes"`}},
		"several states": {RollCall{Options: map[string]States{"yes": Cast}}, "", ErrState, []string{`roll-call "yes": invalid state: cast: want one state`}},
		"and a vote": {RollCall{Options: yesNo, Vote: "vote"}, "", ErrText, []string{
			`roll-call "options": not the columns of a vote: want Vote or Options, not both`}},
	} {
		ballot, err := c.call.Read(rollCallBody, strings.NewReader(c.list))
		if diff := cmp.Diff(c.want, messages(err)); diff != "" || !errors.Is(err, c.kind) || ballot != nil {
			t.Errorf("%s: %v, %s", name, ballot, diff)
		}
	}
}

// If there is a column for each option, the words 0 and 1 for one column count whoever
// abstained against the motion. Such a file is refused.
func TestOneOfSeveralOptionsIsNoVote(t *testing.T) {
	t.Parallel()
	const several = `a column for each option: each line has a 1 in one of "ja", "nein", "enthaltung", "nichtabgegeben": set Options`
	words := map[string]States{"1": For, "0": Against}
	_, err := RollCall{Seat: "name", Vote: "ja", Words: words}.ReadBody(strings.NewReader(ayes))
	if diff := cmp.Diff([]string{`roll-call "line 1": ` + several}, messages(err)); diff != "" || !errors.Is(err, ErrText) {
		t.Error(diff)
	}
	for name, list := range map[string]string{
		"only a vote":               "seat,vote\na,1\nb,0\n",
		"two options":               "seat,vote,no\na,1,0\nb,0,1\n",
		"an attribute of the seats": "seat,vote,late,new\na,1,0,0\nb,0,1,0\nc,0,0,0\n",
		"a number of the line":      "no.,seat,vote,x\n1,a,1,0\n2,b,0,0\n",
		"attributes with a vote":    "seat,vote,late,new\na,1,1,0\nb,0,1,1\n",
		"all votes are for":         "seat,vote,late,new\na,1,0,0\nb,1,0,0\n",
		"further words":             "seat,vote,late,new\na,1,0,0\nb,0,1,0\nc,absent,0,1\n",
	} {
		ballot, err := RollCall{Words: words}.ReadBody(strings.NewReader(list))
		if err != nil || ballot.State("a") != For {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A header may be quoted, have its columns in any order, and words of any case.
func TestHeaderIsRead(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"seat,vote,other", "SEAT,Vote,", "\uFEFFseat,vote,\"a,\nb\"", "\n\n seat ,\tvote\t,vote for", "\"seat\",\"vote\",seats", "\uFEFF\"seat\",vote,Seats",
	} {
		ballot, err := RollCall{Missing: Absent}.Read(rollCallBody, strings.NewReader(header+"\n A 1 ,\" FOR\t\", \r\n"))
		if err != nil || ballot.State("A 1") != For {
			t.Errorf("%q: %v", header, err)
		}
	}
	long := RollCall{Seat: "ID of the Member", Vote: " how  they voted"}
	if _, err := long.Read(rollCallBody, strings.NewReader("how they VOTED,id of  the member\nfor,A 1\n")); len(messages(err)) != 3 {
		t.Error(err) // the other seats are missing
	}
	// A letter that only looks like one of the name makes another column.
	if _, err := (RollCall{}).Read(rollCallBody, strings.NewReader("\u017Feat,vote\n")); err == nil {
		t.Error("a long s is an s")
	}
}

// Seats are found in the order of the body, in turns, backwards, and where an order breaks
// off.
func TestSeatsInAnyOrder(t *testing.T) {
	t.Parallel()
	rolls := [3][]string{{"a", "b", "c"}, {"d", "e"}, {"f", "g", "h", "i"}}
	body := MustBody(
		Bloc{Name: "A", Roll: rolls[0]}, Bloc{Name: "B", Roll: rolls[1]},
		Bloc{Name: "C", WeightedRoll: []WeightedSeat{{ID: "f"}, {ID: "g"}, {ID: "h", Weight: Int(2)}, {ID: "i"}}},
		Bloc{Name: "D"}, Bloc{Name: "E", Size: 2},
	)
	for _, order := range []string{
		"a b c d e f g h i E·1 E·2", "a d f b e g c h i E·2 E·1", "E·2 E·1 i h g f e d c b a", "b c a a", "f d a g e b", "i i", "a b c d e f g h j",
	} {
		seen := map[string]bool{}
		var list strings.Builder
		list.WriteString("seat,vote\n")
		want := 0
		for _, id := range strings.Fields(order) {
			id = strings.ReplaceAll(id, "·", " ")
			fmt.Fprintf(&list, "%s,for\n", id)
			if _, known := body.BlocOf(id); !known || seen[id] {
				want++
			}
			seen[id] = true
		}
		ballot, err := RollCall{Missing: Absent}.Read(body, strings.NewReader(list.String()))
		if len(messages(err)) != want {
			t.Errorf("%s: %v", order, err)
		}
		for id := range seen {
			if want == 0 && ballot.State(id) != For {
				t.Errorf("%s: %s is %v", order, id, ballot.State(id))
			}
		}
	}
}
