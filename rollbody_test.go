package tripartite_test

import (
	stdcmp "cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "example.com/tripartite"
)

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
