package tripartite_test

import (
	stdcmp "cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
var rollCallBody = MustBody(
	Bloc{Name: "A", Size: 2}, Bloc{Name: "B", Roll: []string{"Ms B", "Mr C"}}, Bloc{},
)

// A case of testdata/rollcalls reads a file as a lesson does its input: "read" reads the votes
// of rollCallBody, and "read-body" the body as well. Each line of the argument sets a field of the
// RollCall, and the output has all seats with their states, or all errors with their kinds.
func TestRollCalls(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/rollcalls/*.txt")
	if err != nil || len(files) < 3 {
		t.Fatal("no roll-calls", files, err)
	}
	for _, file := range files {
		text := read(t, file)
		l, err := parseLesson(text)
		if err != nil {
			t.Fatal(file, err)
		}
		for i := range l.cases {
			c := &l.cases[i]
			output := readCase(t, *c)
			if !*update && output != c.output {
				t.Errorf("%s, line %d:\n%s\n%s\n---- want\n%s", file, c.line, c.says, output,
					c.output)
			}
			c.output = output
		}
		if *update {
			if err := os.WriteFile(file, []byte(l.text()), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if l.text() != text {
			t.Error(file, "has other spaces than it would be written with")
		}
	}
}

// readCase returns the output of a case. If there is no error, the ballot is the same when it is
// stored, and when the file of its body is read once more.
func readCase(t *testing.T, c lessonCase) string {
	call, list := c.rollCall(t)
	readAgain := func(b *Body) (*Ballot, error) { return call.Read(b, strings.NewReader(list)) }
	ballot, err := readAgain(rollCallBody)
	if c.command == "read-body" {
		ballot, err = call.ReadBody(strings.NewReader(list))
	}
	if (ballot == nil) != (err != nil) {
		t.Fatalf("line %d: %v, %v", c.line, ballot, err)
	}
	if err != nil {
		return withKinds(err)
	}
	again, err := readAgain(ballot.Body())
	if err != nil || !again.Tally().Equal(ballot.Tally()) {
		t.Errorf("line %d: read again: %v, %v", c.line, again, err)
	}
	var stored Ballot
	err = json.Unmarshal(must(json.Marshal(ballot)), &stored)
	if err != nil || !cmp.Equal(maps.Collect(stored.All()), maps.Collect(ballot.All())) {
		t.Errorf("line %d: stored: %v, %v", c.line, stored, err)
	}
	return statesOf(ballot)
}

// withKinds returns the errors of a roll-call with their kinds, each on a line.
func withKinds(err error) string {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	var lines []string
	for i, text := range messages(err) {
		for _, kind := range []error{ErrText, ErrUnknown, ErrCounts, ErrState, ErrBody,
			ErrTooLarge} {
			if errors.Is(errs[i], kind) {
				text = "[" + kind.Error() + "] " + text
			}
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// statesOf lists the states of the seats by bloc, with the weight of the seats if it is not 1.
func statesOf(ballot *Ballot) string {
	seats := map[string][]string{}
	for id, state := range ballot.All() {
		bloc, _ := ballot.Body().BlocOf(id)
		seats[bloc] = append(seats[bloc], id+" "+state.String())
	}
	var lines []string
	for path, bloc := range ballot.Tally().Blocs() {
		if weight := bloc.Weight(); seats[path] != nil && !weight.Equal(Int(1)) {
			path += " (" + weight.String() + ")"
		}
		lines = append(lines, strings.TrimSpace(path+": "+strings.Join(seats[bloc.Name()], ", ")))
	}
	return strings.Join(lines, "\n")
}

// rollCall returns the RollCall of a case, and its file.
func (c lessonCase) rollCall(t *testing.T) (call RollCall, list string) {
	unescaped := func(text string) string {
		quoted := strings.NewReplacer(`"`, `\"`, "\n", `\n`).Replace(text)
		return must(strconv.Unquote(`"` + quoted + `"`))
	}
	state := func(text string) (s States) {
		if err := s.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		return s
	}
	call.Words, call.Options = map[string]States{}, map[string]States{}
	call.Where = map[string]string{}
	for line := range strings.SplitSeq(c.argument, "\n\t") {
		field, value, _ := strings.Cut(unescaped(line), " ")
		key, to, _ := strings.Cut(value, " = ")
		switch field {
		case "":
		case "seat":
			call.Seat = value
		case "group":
			call.Group = value
		case "weight":
			call.Weight = value
		case "vote":
			call.Vote = value
		case "comma":
			call.Comma = []rune(value)[0]
		case "decimal":
			call.Decimal = []rune(value)[0]
		case "groups":
			call.Groups = strings.Split(value, ", ")
		case "missing":
			call.Missing = state(value)
		case "word":
			call.Words[key] = state(to)
		case "option":
			call.Options[key] = state(to)
		case "where":
			call.Where[key] = to
		default:
			t.Fatalf("line %d: no field %q", c.line, field)
		}
	}
	if list = unescaped(strings.Join(c.input, "\n")); c.input != nil {
		list += "\n"
	}
	return call, list
}

// A file that cannot be read on, and a body that cannot have a ballot, have one more error.
func TestReadStops(t *testing.T) {
	t.Parallel()
	long := "seat,vote\n\"" + strings.Repeat(strings.Repeat("A", 1023)+"\n", 1<<10+72)
	zero, large := new(Body), MustBody(Bloc{Size: 1<<26 + 1}, Bloc{}, Bloc{})
	const tooLarge = `[too large: work limit exceeded] roll-call `
	for _, c := range []struct {
		body *Body
		list string
		want string
	}{
		{rollCallBody, long, tooLarge + `"after line 1": the line is longer than 1048576 bytes`},
		{rollCallBody, strings.Repeat(strings.Repeat("A", 1023)+",", 1<<10+72),
			tooLarge + `"line 1": the line is longer than 1048576 bytes`},
		{large, "", tooLarge + `"": too large: work limit exceeded: ` +
			`67108865 seats: want at most 67108864, or use Body.Tally`},
		{zero, "", `[invalid body] roll-call "": no seats: the body is nil or the zero Body`},
		{nil, "", `[invalid body] roll-call "": no seats: the body is nil or the zero Body`},
	} {
		ballot, err := RollCall{}.Read(c.body, strings.NewReader(c.list))
		if got := withKinds(err); got != c.want || ballot != nil {
			t.Errorf("%s\nnot\n%s", got, c.want)
		}
	}
	const list = "seat,vote\nA 1,for\nA 9,for\n"
	broken := io.MultiReader(strings.NewReader(list), iotest.ErrReader(io.ErrClosedPipe))
	_, err := RollCall{}.Read(rollCallBody, broken)
	want := []string{
		`roll-call "line 3": no such seat: "A 9": the last seat of the bloc is "A 2"`,
		`roll-call "after line 3": io: read/write on closed pipe`,
	}
	if diff := cmp.Diff(want, messages(err)); diff != "" || !errors.Is(err, io.ErrClosedPipe) {
		t.Error(diff)
	}
}

// A file in which every line is wrong does not fill the memory with errors.
func TestReadNamesFewOfManyErrors(t *testing.T) {
	t.Parallel()
	list := "seat,vote\n" + strings.Repeat("nobody,for\n", 1000) +
		strings.Repeat("A 1,perhaps\n", 21) + "A 1,for\n"
	_, err := RollCall{}.Read(rollCallBody, strings.NewReader(list))
	got := messages(err)
	if len(got) != 20+20+20+3+3 ||
		got[len(got)-3] != `roll-call "lines": no such seat: 980 further errors` ||
		got[len(got)-2] != `roll-call "lines": not a state: 1 further error` {
		t.Error(strings.Join(got, "\n"))
	}
}

// A megabyte of wrong lines has a short error, whatever is wrong with them, and long fields
// are cut.
func TestReadErrorsAreShort(t *testing.T) {
	t.Parallel()
	proptest.Longest(t)
	long := strings.Repeat("x", 100_000)
	for _, line := range []string{
		"a,b,c\n", "\n\n,,,\n", "A,G,1,perhaps\n", "A,G,x,for\n", "A,G,-1,for\n", ",G,1,for\n",
		"A,,1,for\n", "A,G,1,for\n", "\xff,G,1,for\n", "A,G,1,\xff\n",
		long + ",G,1,for\n", "A," + long + ",1,for\n", "A,G," + long + ",for\n",
		"A,G,1," + long + "\n", long + "\n",
	} {
		list := "seat,group,weight,vote\n" + strings.Repeat(line, max(30, 1<<17/len(line)))
		calls := []RollCall{{}}
		if strings.HasSuffix(line, long+"\n") { // a vote
			calls = append(calls, RollCall{Words: map[string]States{long: For}})
		}
		for _, call := range calls {
			_, err := call.Read(rollCallBody, strings.NewReader(list))
			_, err2 := call.ReadBody(strings.NewReader(list))
			if err == nil || err2 == nil || len(err.Error())+len(err2.Error()) > 60_000 {
				t.Errorf("%.20q: errors of %d and %d bytes", line, len(err.Error()),
					len(err2.Error()))
			}
		}
	}
}

// A ballot from a file goes on like any other.
func TestReadBallotIsOpen(t *testing.T) {
	t.Parallel()
	const list = "seat,vote\nA 1,for\nA 2,suspended\n"
	ballot, err := RollCall{Missing: Silent}.Read(rollCallBody, strings.NewReader(list))
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
	// All seats.
	f.Add("seat,vote\nA 1,for\nA 2,against\nMs B,silent\nMr C,absent\n", uint8(0))
	// A byte order mark, another separator.
	f.Add("\uFEFFvote;seat\nfor;\"A 1\"\n;;\n", uint8(Absent))
	// A body.
	f.Add("seat,group,weight,vote\nA,G,1/2,for\nB,G,3,no\nC,H,1,for\n", uint8(0))
	// Decimals, and an ambiguous comma.
	f.Add("seat,group,weight,vote\nA,G,2.50,for\nB,G,\"1,250\",no\n", uint8(0))
	// A decimal comma, and a point.
	f.Add("seat;group;weight;vote\nA;G;83,47;for\nB;G;2.5;no\n", uint8(0))
	// Latin-1.
	f.Add("seat,vote\nN\xfc,for\nA 1,f\xfcr\n", uint8(Absent))
	// Tabs.
	f.Add("seat\tvote\nA 1\tfor\n", uint8(Absent))
	// Seats twice, with other errors.
	f.Add("seat,group,weight,vote\nA,G,x,for\nB,G\nB,G,1,for\nA,G,1,for\n", uint8(0))
	// Seats named as their groups.
	f.Add("seat,group,weight,vote\nN,N,59,for\nChair,Chair,1,no\n", uint8(0))
	// A column for each option.
	f.Add("seat,yes,not,group\nA 1,1,0,G\nA 2,0,1,G\nB,0,0,G\n", uint8(Silent))
	// Several votes.
	f.Add("seat,vote_id,vote\nA 1,R1,for\nA 1,R2,against\n", uint8(Silent))
	f.Fuzz(func(t *testing.T, list string, missing uint8) {
		call := RollCall{Missing: States(missing),
			Words: map[string]States{"no": Against, "": Silent}}
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
		if tally, err := ballot.Body().TallySeats(states); err != nil ||
			!tally.Equal(ballot.Tally()) {
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
			group := rapid.SampledFrom(names).Draw(t, "group")
			text, state := rapid.SampledFrom(texts).Draw(t, "weight"), drawState(t)
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
			if got := ballot.Tally().Group(g).Name(); got != stdcmp.Or(groups[g-1], g.String()) {
				t.Fatalf("%v is %s", g, got)
			}
		}
		again, err := RollCall{}.Read(ballot.Body(), strings.NewReader(list.String()))
		if err != nil || !again.Tally().Equal(ballot.Tally()) {
			t.Fatal(again, err)
		}
	})
}

// The path of a bloc has the weight of its seats, and is not too long.
func TestReadBodyOfALongWeight(t *testing.T) {
	t.Parallel()
	list := "seat,group,weight,vote\nA,G,1,for\n" +
		"B,G," + digits(993) + ",for\nC,G," + digits(993) + ",for\n"
	_, err := RollCall{}.ReadBody(strings.NewReader(list))
	want := `[invalid body] body "G/weight ` + digits(191) +
		`…": invalid name: its path has 1002 bytes: want at most 1000`
	if got := withKinds(err); got != want {
		t.Error(got)
	}
}

// A file full of errors that only the body shows does not fill the memory with them.
func TestReadBodyNamesFewOfManyErrors(t *testing.T) {
	t.Parallel()
	list := "seat,group,vote\n" + strings.Repeat("A,G,for\n", 1000)
	_, err := RollCall{}.ReadBody(strings.NewReader(list))
	got := messages(err)
	if len(got) != 21 ||
		got[0] != `roll-call "line 3": seat is listed twice: "A": it is on line 2 already` ||
		got[20] != `roll-call "lines": seat is listed twice: 979 further errors` {
		t.Error(strings.Join(got, "\n"))
	}
	// Each group has seats of two weights, and another group has the name of a bloc in it.
	list = "seat,group,weight,vote\n"
	for i := range 50 {
		list += fmt.Sprintf("a%d,G%d,1,for\nb%d,G%d,2,for\nc%d,G%d/weight 2,1,for\n", i, i, i, i,
			i, i)
	}
	_, err = RollCall{Groups: []string{"G1"}}.ReadBody(strings.NewReader(list))
	if got := messages(err); len(got) != 21 ||
		got[0] != `body "G0/weight 2": invalid name: there are two blocs of that name` ||
		got[20] != `body "blocs": invalid name: 30 further errors` {
		t.Error(strings.Join(got, "\n"))
	}
}

// The words of the package hold in any case. A word of the caller's comes first.
func TestWordsOfStates(t *testing.T) {
	t.Parallel()
	own := map[string]States{"FÜR": For, "Did not vote": Silent, "no": Against, "absent": Vacant}
	for word, want := range map[string]States{
		"for": For, "AGAINST": Against, "Abstain": Abstain, " spoilt ": Spoilt, "silent": Silent,
		"suspended": Suspended, "vacant": Vacant,
		"für": For, "Für\u00a0": For, "DID NOT  VOTE": Silent, "NO": Against, "Absent": Vacant,
		"cast": 0, "present": 0, "none": 0, "for + against": 0, "yes": 0, "": 0, "fur": 0,
		"\u017Filent": 0, "S\u0130LENT": 0,
	} {
		list := strings.NewReader("seat,vote\nA 1," + word + "\n")
		ballot, err := RollCall{Words: own, Missing: Absent}.Read(rollCallBody, list)
		if (err == nil) != (want != 0) || ballot.State("A 1") != want {
			t.Errorf("%q: %v, %v", word, ballot.State("A 1"), err)
		}
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

// A header may be quoted, have its columns in any order, and words of any case.
func TestHeaderIsRead(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"seat,vote,other", "SEAT,Vote,", "\uFEFFseat,vote,\"a,\nb\"", "\n\n seat ,\tvote\t,vote for",
		"\"seat\",\"vote\",seats", "\uFEFF\"seat\",vote,Seats",
	} {
		list := strings.NewReader(header + "\n A 1 ,\" FOR\t\", \r\n")
		ballot, err := RollCall{Missing: Absent}.Read(rollCallBody, list)
		if err != nil || ballot.State("A 1") != For {
			t.Errorf("%q: %v", header, err)
		}
	}
	long := RollCall{Seat: "ID of the Member", Vote: " how  they voted"}
	list := strings.NewReader("how they VOTED,id of  the member\nfor,A 1\n")
	if _, err := long.Read(rollCallBody, list); len(messages(err)) != 3 {
		t.Error(err) // the other seats are missing
	}
}

// Seats are found in the order of the body, in turns, backwards, and where an order breaks
// off.
func TestSeatsInAnyOrder(t *testing.T) {
	t.Parallel()
	rolls := [3][]string{{"a", "b", "c"}, {"d", "e"}, {"f", "g", "h", "i"}}
	body := MustBody(
		Bloc{Name: "A", Roll: rolls[0]}, Bloc{Name: "B", Roll: rolls[1]},
		Bloc{Name: "C", Blocs: []Bloc{
			shareholder("f", Fraction{}), shareholder("g", Fraction{}), shareholder("h",
				Int(2)), shareholder("i", Fraction{}),
		}},
		Bloc{Name: "D"}, Bloc{Name: "E", Size: 2},
	)
	for _, order := range []string{
		"a b c d e f g h i E·1 E·2", "a d f b e g c h i E·2 E·1", "E·2 E·1 i h g f e d c b a",
		"b c a a", "f d a g e b", "i i", "a b c d e f g h j",
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
