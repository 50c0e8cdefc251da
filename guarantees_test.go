package tripartite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// guarantee is a question that docs/guarantees.md answers for every rule of the collection.
type guarantee struct {
	name  string
	claim func(b *Body) Rule
	// holds is the claim once more, in plain figures of a vote.
	holds func(b *Body, vote Tally) bool
}

var oneFor = SeatCount{Of: For, Need: 1}

var guarantees = []guarantee{
	{"one seat is for", func(*Body) Rule { return oneFor },
		func(_ *Body, vote Tally) bool { return vote.Seats(For) >= 1 }},
	{"more than half of the votes cast are for", func(*Body) Rule { return SimpleMajority() },
		func(_ *Body, vote Tally) bool { return vote.Votes(For).Cmp(vote.Votes(Against)) > 0 }},
	{"one seat of each group is for",
		func(*Body) Rule { return Parts{With: AllSeats, BySeats: true, Rule: oneFor} },
		func(b *Body, vote Tally) bool { return groupsThat(b, vote, someFor) == groupsThat(b, vote, anybody) }},
	{"seats of two groups are for", func(*Body) Rule { return Parts{K: 2, Rule: oneFor} },
		func(b *Body, vote Tally) bool { return groupsThat(b, vote, someFor) >= 2 }},
	{"no group is all against", noGroupAgainst,
		func(b *Body, vote Tally) bool { return groupsThat(b, vote, allAgainst) == 0 }},
	{"a quarter of all seats are for",
		func(*Body) Rule { return Share{Of: For, Base: AllSeats, Need: AtLeast(1, 4), BySeats: true} },
		func(_ *Body, vote Tally) bool { return 4*vote.Seats(For) >= vote.Seats(AllSeats) }},
	{"nobody alone can pass", func(*Body) Rule { return SeatCount{Of: For, Need: 2} },
		func(_ *Body, vote Tally) bool { return vote.Seats(For) >= 2 }},
}

// nobodyBlocks is a question about every seat. The seats of a bloc are alike: if one of them
// can be against, each can.
const nobodyBlocks = "nobody alone can block"

func anybody(g Tally) bool    { return g.Seats(AllSeats) > 0 }
func someFor(g Tally) bool    { return g.Seats(For) > 0 }
func allAgainst(g Tally) bool { return anybody(g) && g.Seats(Against) == g.Seats(AllSeats) }

func groupsThat(_ *Body, vote Tally, are func(Tally) bool) (n int) {
	for g := First; g <= Third; g++ {
		n += b2i(are(vote.Group(g)))
	}
	return n
}

func noGroupAgainst(b *Body) Rule {
	var veto Veto
	for g := First; g <= Third; g++ {
		if size := b.OpenRoom().Tally().Group(g).Seats(AllSeats); size > 0 {
			veto = append(veto, In{Group: g, Rule: SeatCount{Of: Against, Need: size}})
		}
	}
	return veto
}

func mayNotBeAgainst(path string) Rule {
	return Veto{In{Bloc: path, Rule: SeatCount{Of: Against, Need: 1}}}
}

// refutation is the vote that shows that a rule does not imply a claim, or nil.
func refutation(t testing.TB, rule, claim Rule, body *Body) *Counterexample {
	t.Helper()
	var shown *Counterexample
	if err := Implies(rule, claim, body, Entitled); err != nil && !errors.As(err, &shown) {
		t.Fatalf("%v: %v", rule, err)
	}
	return shown
}

// docs/guarantees.md says what each rule of the collection guarantees. Where a body has few
// votes, every answer is that of trying all of them. With -short, only the first rule of each
// statute is looked at.
func TestGuaranteesTable(t *testing.T) {
	t.Parallel()
	some := testing.Short() && !*update
	written := read(t, "docs/guarantees.md")
	var table, shown strings.Builder
	all := samples(t)
	for name := range Statutes() {
		s := all[name]
		fmt.Fprintf(&shown, "\n%s, %v\n\n", name, s.body)
		for _, rule := range s.rules {
			row, votes := guaranteesOf(t, rule, s.body)
			line, from := fmt.Sprintf("| %s, %s | %s |\n", name, rule.Name,
				strings.Join(row, " | ")), shown.Len()
			table.WriteString(line)
			for _, vote := range votes {
				fmt.Fprintf(&shown, "- %s, %s\n", rule.Name, vote)
			}
			if !some {
				continue
			}
			if examples := shown.String()[from:]; !strings.Contains(written, line) ||
				!strings.Contains(written, examples) {
				t.Errorf("docs/guarantees.md does not have\n%s%s", line, examples)
			}
			break
		}
	}
	if some {
		return
	}
	var head []string
	for _, g := range guarantees {
		head = append(head, g.name)
	}
	head = append(head, nobodyBlocks)
	golden(t, "docs/guarantees.md", `# What the rules guarantee

Computed by the tests, and kept true by them: `+"`go test -run GuaranteesTable -update .`"+` writes this file.

A yes is proved: it holds in every vote that the rule adopts in which each seat is for, against, abstains, is
spoilt, silent or absent. Nobody is suspended and no seat vacant. What a statute leaves open has the values of
its sample, so a body can be smaller than the real one. A group without seats is no group. A quorum or another
part of a rule decides nothing by itself, and is here as well.

- Nobody alone can pass: no motion is adopted with one vote for and no other.
- Nobody alone can block: there is no seat, or veto player, against which nothing is adopted. Whoever can break
  a quorum by being absent does not count.

| rule | `+strings.Join(head, " | ")+` |
|---|`+strings.Repeat("---|", len(head))+`
`+table.String()+`
## The votes that show it

A vote for every no above. The rule adopts it. The seats that are not named are absent.
`+shown.String())
}

// guaranteesOf answers all questions about a rule, and lists a vote for each no.
func guaranteesOf(t testing.TB, rule Named, body *Body) (row, votes []string) {
	for _, g := range guarantees {
		answer := "yes"
		if shown := refutation(t, rule, g.claim(body), body); shown != nil {
			answer, votes = "no", append(votes, g.name+": "+voteSaid(shown.Vote))
		}
		row = append(row, answer)
	}
	var blocks []string
	for path, size := range body.Blocs() {
		if size > 0 && refutation(t, rule, mayNotBeAgainst(path), body) == nil {
			blocks = append(blocks, path)
		}
	}
	if blocks == nil {
		return append(row, "yes"), votes
	}
	return append(row, "no"), append(votes,
		nobodyBlocks+": each seat of "+strings.Join(blocks, ", ")+" can")
}

// voteSaid says how the seats voted that are not absent.
func voteSaid(vote Tally) string {
	var blocs []string
	for path, bloc := range vote.Blocs() {
		var states []string
		for state := For; state != 0; state <<= 1 {
			if n := bloc.Seats(state); n > 0 && state != Absent {
				states = append(states, fmt.Sprint(n, " ", state))
			}
		}
		if states != nil {
			blocs = append(blocs, path+" "+strings.Join(states, ", "))
		}
	}
	if blocs == nil {
		return "nobody"
	}
	return strings.Join(blocs, "; ")
}

// Trying all votes of small bodies gives the same answers, from figures of the votes.
func TestGuaranteesAgreeWithEveryVote(t *testing.T) {
	t.Parallel()
	most := map[bool]int64{false: 3_000, true: 2_000_000}[proptest.Thorough()]
	tried := 0
	for name, s := range samples(t) {
		total := int64(1)
		for _, size := range s.body.Blocs() {
			total = min(total*spreadsOf(size), most+1)
		}
		if total > most {
			continue
		}
		tried++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, rule := range s.rules {
				checkGuarantees(t, rule, s.body)
			}
		})
	}
	if tried < 3 {
		t.Errorf("only %d statutes", tried)
	}
}

func checkGuarantees(t *testing.T, rule Named, body *Body) {
	want := make([]bool, len(guarantees))
	for i := range want {
		want[i] = true
	}
	against := map[string]bool{} // blocs of which a seat is against
	votesIn(t, body, Entitled, func(vote Tally) bool {
		if rule.Decide(vote) != Adopted {
			return true
		}
		for i, g := range guarantees {
			want[i] = want[i] && g.holds(body, vote)
		}
		for path, bloc := range vote.Blocs() {
			against[path] = against[path] || bloc.Seats(Against) > 0
		}
		return true
	})
	row, _ := guaranteesOf(t, rule, body)
	nobody := true
	for path, size := range body.Blocs() {
		nobody = nobody && (size == 0 || against[path])
	}
	for i, yes := range append(want, nobody) {
		if got := row[i] == "yes"; got != yes {
			t.Errorf("%s, %d: %t, but trying all votes says %t", rule.Name, i, got, yes)
		}
	}
}

// spreadsOf is the number of ways in which so many seats can be in the six states of Entitled, or
// a large number.
func spreadsOf(size int) int64 {
	n := int64(1)
	for k := int64(1); k <= 5 && size < 100; k++ {
		n = n * (int64(size) + k) / k
	}
	return max(n, int64(size)/100*1_000_000)
}
