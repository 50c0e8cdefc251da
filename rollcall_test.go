package tripartite_test

import (
	stdcmp "cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
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
	long.WriteString(strings.Repeat(strings.Repeat("A", 1000)+"\n", 1<<11))
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
		"long header":    {list: strings.Repeat(",", 2<<20), kind: ErrTooLarge, want: `roll-call "line 1": the line is longer than 1048576 bytes`},
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
