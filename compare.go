package tripartite

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/tripartite/internal/games"
	"example.com/tripartite/internal/linear"
	"example.com/tripartite/internal/prose"
)

// Constitution is a body together with the rule by which it decides. [Compare] rejects
// the zero Constitution, which has no seats.
type Constitution struct {
	Body *Body
	Rule Rule
}

// Relation says how the votes that two constitutions adopt are related. It is "" if that
// is not known.
type Relation string

// The relations of a reform to the constitution in force.
const (
	Equal    Relation = "equal"    // both adopt the same votes
	Stricter Relation = "stricter" // the reform adopts only votes that are adopted now
	Looser   Relation = "looser"   // the reform adopts all votes that are adopted now, and more
	Neither  Relation = "neither"  // each adopts a vote that the other does not
)

// Comparison describes what a reform changes: the outcomes, the power of the seats and
// the properties. [Compare] returns one. A Comparison is safe for use by multiple
// goroutines as long as none changes it. The zero Comparison compares nothing.
type Comparison struct {
	// Relation is that of the second constitution to the first, over the choices: whether
	// each rule [Implies] the other. It needs no counting, so it is also known of large
	// bodies. It is "" if the bodies are not the same, or the work exceeds the limit. The
	// votes that show it are among the Differences.
	Relation Relation `json:"relation,omitempty"`
	// Before and After hold the power of the seats. If it could not be counted, they are
	// nil, and Err says why.
	Before *PowerIndices `json:"before"`
	After  *PowerIndices `json:"after"`
	// Votes is the number of all votes of the seats of either body. OnlyBefore is the
	// number of those that only the first constitution adopts, and OnlyAfter the number
	// of those that only the second adopts. If they could not be counted, all three are
	// the zero Fraction, and Err says why.
	Votes      Fraction `json:"votes,omitzero"`
	OnlyBefore Fraction `json:"only_before,omitzero"`
	OnlyAfter  Fraction `json:"only_after,omitzero"`
	// Lost has an element for each property that the first constitution has and the
	// second has not: a vote under the second constitution that shows it. Gained has an
	// element for each property that only the second has: a vote under the first.
	Lost   []*Counterexample `json:"lost,omitempty"`
	Gained []*Counterexample `json:"gained,omitempty"`

	constitutions [2]Constitution
	choices       States
	census        *census
	differing     []int        // the numbers of the votes, in their order
	examples      []Difference // of votes that were not counted
	err           error
}

// Difference describes votes that one constitution adopts and another does not.
type Difference struct {
	// Vote holds the numbers of seats that are not Against. If seats have more than two
	// choices, From is the state of the seats. It does not matter which seats of the part
	// they are: both rules treat them alike.
	//
	// Vote is nil and Votes the zero Fraction if the votes were not counted. Before is then an
	// example.
	//
	// Part is a text for people. It is "any seats", or the name of a group, bloc or union.
	// If no part of the body has these seats and no others, it lists blocs, as "Employers or
	// Workers". It begins with "new" or "former" if only one body has the seats.
	Vote Way `json:"vote"`
	// Votes is the number of votes that are like this.
	Votes Fraction `json:"votes,omitzero"`
	// Before and After are one of these votes in each body.
	Before Tally `json:"before"`
	After  Tally `json:"after"`

	outcomes [2]Outcome // of Before and After
}

// Compare compares two constitutions, such as the one in force and a reform: two rules of a
// [Statute], or rules of two statutes, each with its own body. Each seat is in one of the
// states of choices. If choices is empty, it is [Cast].
//
// The bodies may differ. Seats are the same seats if their blocs have the same path and,
// where both blocs have a roll, the same IDs. The votes are those of the seats of either
// body; each body counts the votes of its own seats.
//
// Properties are compared as [Properties] reports them. Of a large body it tries some
// votes only: then a property that is gained or lost has a vote that shows it in one
// constitution, and was not refuted in the other.
//
// The errors are those of [PowerOf], except [ErrTooLarge]. If the power of the seats, or the
// votes on which the constitutions differ, exceed the work limit, then [Comparison.Err]
// returns it, and the comparison has all else.
func Compare(before, after Constitution, choices States) (*Comparison, error) {
	choices = cmp.Or(choices, Cast)
	x := [...]Constitution{before, after}
	c := &Comparison{constitutions: x, choices: choices}
	work := linear.NewBudget(games.MostWork)
	var errs [2]error
	c.Before, errs[0] = powerOf("compare", before.Rule, before.Body, choices, work)
	c.After, errs[1] = powerOf("compare", after.Rule, after.Body, choices, work)
	err := errors.Join(errs[:]...)
	isOther := func(e error) bool { return e != nil && !errors.Is(e, ErrTooLarge) }
	switch {
	case err == nil:
		c.err = c.count(choices, work)
	case slices.ContainsFunc(errs[:], isOther):
		return nil, err
	default:
		c.Before, c.After, c.err = nil, nil, cmp.Or(errs[0], errs[1])
	}
	c.relate(choices)
	c.guarantees()
	return c, nil
}

// relate finds out how the constitutions are related, if the bodies are the same. If the votes
// were not counted, it looks for a vote that only the one adopts, and for one that only the other
// does.
func (c *Comparison) relate(choices States) {
	if !c.constitutions[0].Body.same(c.constitutions[1].Body) {
		return
	}
	only := [2]bool{c.OnlyBefore.Sign() > 0, c.OnlyAfter.Sign() > 0}
	var examples []Difference
	for k := 0; k < 2 && c.err != nil; k++ {
		x, other := c.constitutions[k], c.constitutions[1-k]
		var shown *Counterexample
		switch err := Implies(x.Rule, other.Rule, x.Body, choices); {
		case errors.As(err, &shown):
			d := Difference{Before: shown.Vote, After: shown.Vote}
			d.outcomes[k], d.outcomes[1-k] = Adopted, shown.Claim.Outcome
			only[k], examples = true, append(examples, d)
		case err != nil:
			return
		}
	}
	c.examples = examples
	c.Relation = map[[2]bool]Relation{
		{false, false}: Equal, {true, false}: Stricter, {false, true}: Looser, {true, true}: Neither,
	}[only]
}

// same reports whether two bodies have the same seats, weights and names.
func (b *Body) same(other *Body) bool {
	described := func(b *Body) []Bloc {
		first, second, third, independent := b.Describe()
		return append([]Bloc{first, second, third}, independent...)
	}
	return b == other || reflect.DeepEqual(described(b), described(other))
}

// Err returns nil if all votes on which the constitutions differ were counted. Otherwise
// it returns [ErrTooLarge].
func (c *Comparison) Err() error {
	if c == nil {
		return nil
	}
	return c.err
}

// count finds the votes on which the constitutions differ.
func (c *Comparison) count(choices States, work *linear.Budget) error {
	var askers []*asker
	for _, x := range c.constitutions {
		a, err := newAsker("compare", x.Rule, x.Body, choices, work)
		if err != nil {
			return err
		}
		askers = append(askers, a)
	}
	all := newCensus(choices, false, work, askers...)
	answers, err := all.ask()
	if err != nil {
		return err
	}
	differing, only, ok := all.votes.Differ(answers[0], answers[1], work)
	if !ok {
		return all.tooLarge()
	}
	c.census, c.differing = all, differing
	c.Votes, c.OnlyBefore, c.OnlyAfter = fromInt(all.votes.All()), fromInt(only[0]), fromInt(only[1])
	return nil
}

// Differences returns an iterator over the votes on which the constitutions differ: one
// adopts them, and the other does not. Those with the fewest seats For come first, and
// the order is always the same. If Err is not nil, there is an example for each constitution
// that adopts a vote which the other does not, if that was found.
func (c *Comparison) Differences() iter.Seq[Difference] { return c.differencesIn(Words{}) }

// differencesIn returns the differences with parts that are named in the words.
func (c *Comparison) differencesIn(w Words) iter.Seq[Difference] {
	return func(yield func(Difference) bool) {
		if c == nil {
			return
		}
		for _, d := range c.examples {
			if !yield(d) {
				return
			}
		}
		if c.census == nil {
			return
		}
		names := c.names(w)
		for _, number := range c.differing {
			if !yield(c.difference(number, names)) {
				return
			}
		}
	}
}

// difference describes the votes of that number.
func (c *Comparison) difference(number int, names []string) Difference {
	all := c.census
	var tallies [2]Tally
	d := Difference{Votes: fromInt(all.votes.Ways(number))}
	for k, x := range c.constitutions {
		counts := make([]byState, len(x.Body.nodes))
		for i := range all.classes {
			all.place(counts, i, k, all.votes.Split(number, i), 1)
		}
		tallies[k], d.outcomes[k] = x.Body.tally(counts), Rejected
		if x.Rule != nil {
			o, _ := ask(x.Rule, tallies[k]) // it has not panicked for this vote before
			d.outcomes[k] = valid(o)
		}
	}
	d.Before, d.After = tallies[0], tallies[1]
	for i, name := range names {
		split := all.votes.Split(number, i)
		for choice, state := range all.choices[:len(all.choices)-1] {
			change := Change{Seats: int(split[choice]), Part: name}
			if len(all.choices) > 2 {
				change.From = 1 << state
			}
			if change.Seats > 0 {
				d.Vote = append(d.Vote, change)
			}
		}
	}
	return d
}

// names returns the name of each class of seats: that of its part of a body, or of its blocs.
func (c *Comparison) names(w Words) (names []string) {
	for i, class := range c.census.classes {
		k := b2i(class.slots[0] == nil)
		var parts []string
		for _, part := range c.census.parts(i, k) {
			if part.Part == anySeats {
				part.Part = w.say("any of the seats")
			}
			parts = append(parts, part.Part)
		}
		name := strings.Join(parts, " "+w.say("or")+" ")
		switch {
		case k == 1:
			name = w.say("new seats", name)
		case class.slots[1] == nil:
			name = w.say("former seats", name)
		}
		names = append(names, name)
	}
	return names
}

// guarantees compares the properties of the constitutions.
func (c *Comparison) guarantees() {
	before := Properties(c.constitutions[0].Rule, c.constitutions[0].Body)
	after := Properties(c.constitutions[1].Rule, c.constitutions[1].Body)
	for i, l := range laws {
		switch {
		case before.holds()&l.property != 0 && after.counterexamples[i] != nil:
			c.Lost = append(c.Lost, after.counterexamples[i].clone())
		case after.holds()&l.property != 0 && before.counterexamples[i] != nil:
			c.Gained = append(c.Gained, before.counterexamples[i].clone())
		}
	}
}

// visitSeats visits the seats of all askers: their number and, by asker, the open bloc that they
// are in, or -1 if its body does not have them. Seats of two bodies are the same seats if their
// blocs have the same path and, where both blocs have a roll, the same IDs.
func visitSeats(askers []*asker, visit func(seats int, blocs [2]int)) {
	some := func(seats, first, second int) {
		if seats > 0 {
			visit(seats, [2]int{first, second})
		}
	}
	others := map[string]int{} // the blocs of the second body that the first does not have
	if len(askers) > 1 {
		for k, o := range askers[1].open.open {
			others[o.bloc.Name()] = k
		}
	}
	for i, o := range askers[0].open.open {
		both := 0
		if k, ok := others[o.bloc.Name()]; ok {
			second := askers[1].open.open[k]
			both = sameSeats(o.bloc, second.bloc)
			some(both, i, k)
			some(second.seats-both, -1, k)
			delete(others, o.bloc.Name())
		}
		some(o.seats-both, i, -1)
	}
	for _, k := range slices.Sorted(maps.Values(others)) {
		some(askers[1].open.open[k].seats, -1, k)
	}
}

// sameSeats returns the number of seats that two blocs of the same path have in common.
func sameSeats(first, second Tally) int {
	a, b := &first.of.body.nodes[first.node], &second.of.body.nodes[second.node]
	if a.roll == nil || b.roll == nil {
		return min(a.size, b.size)
	}
	listed, both := map[string]bool{}, 0
	for _, id := range a.roll {
		listed[id] = true
	}
	for _, id := range b.roll {
		both += b2i(listed[id])
	}
	return both
}

// String describes the vote, as in "Governments: 29 for: rejected before, adopted after".
func (d Difference) String() string { return Words{}.difference(d) }

func (w Words) difference(d Difference) string {
	var vote []string
	for _, c := range d.Vote {
		vote = append(vote, w.seatsIn(c.Part, c.Seats, cmp.Or(c.From, For)))
	}
	switch {
	case !d.Votes.Valid():
		vote = []string{w.votes(d.Before)}
	case vote == nil:
		vote = []string{w.say("nobody for")}
	}
	return w.say("before and after", strings.Join(vote, ", "),
		w.say(d.outcomes[0].String()), w.say(d.outcomes[1].String()))
}

// fewShown is the number of votes that a text lists.
const fewShown = 5

// String returns a text for the committee that drafts the reform:
//
//   - both constitutions
//   - their relation, the share of votes on which they differ, and the smallest of these
//     votes
//   - a table of the power of the seats before and after: the index that
//     [Picture.Comparison] shows, and that of Shapley and Shubik unless it takes long
//   - the guarantees that are lost and gained, each with a vote that shows it
func (c *Comparison) String() string { return Words{}.Comparison(c) }

// Comparison returns the text of [Comparison.String] in the language of the words.
func (w Words) Comparison(c *Comparison) string {
	if c == nil || c.constitutions[0].Body == nil {
		return w.say("nothing compared") + "\n"
	}
	var whens []string
	wide := 0
	for _, when := range [...]string{"before", "after"} {
		when = strings.TrimSpace(w.heading(capital(w.say(when)), " "))
		whens, wide = append(whens, when), max(wide, utf8.RuneCountInString(when))
	}
	var text strings.Builder
	for k, x := range c.constitutions {
		fmt.Fprintf(&text, "%-*s %s\n", wide, whens[k], prose.OneLine(x.Body.String()))
		fmt.Fprintf(&text, "%-*s %s\n", wide, "", w.Rule(x.Rule))
	}
	text.WriteString("\n" + w.over(c.choices) + "\n" + w.differences(c) + w.compared(c))
	text.WriteString(w.examples("lost", c.Lost) + w.examples("gained", c.Gained))
	return text.String()
}

// differences says how many votes have another result, and lists some.
func (w Words) differences(c *Comparison) (text string) {
	percent := func(share Fraction) string { return w.number(share.n.ShortPercent()) }
	if c.Before != nil {
		text = w.say("shares adopted", percent(c.Before.Act), percent(c.After.Act)) + "\n"
	}
	switch {
	case c.err != nil:
		text += w.say("not counted", why(c.err)) + "\n" + w.related(c)
	case len(c.differing) == 0:
		return text + w.say("relation equal") + "\n"
	default:
		before, after := c.OnlyBefore.over(c.Votes), c.OnlyAfter.over(c.Votes)
		text += w.related(c) + w.say("they differ", percent(before.plus(after)), percent(before),
			percent(after)) + "\n" + w.say("the smallest") + "\n"
	}
	shown := 0
	for d := range c.differencesIn(w) {
		if shown == fewShown {
			break
		}
		shown++
		text += "  " + w.difference(d) + "\n"
	}
	if more := len(c.differing) - shown; more > 0 {
		text += "  " + w.numbered("1 combination", "combinations", Int(more)) + "\n"
	}
	return text
}

// related says how the constitutions are related.
func (w Words) related(c *Comparison) string {
	if c.Relation == "" {
		return ""
	}
	return w.say("relation "+string(c.Relation)) + "\n"
}

// compared returns an empty line, and a table with the power of the seats before and after. The
// first index is that of the picture. The measures of seats are shares of different votes, so a
// group has no sum.
func (w Words) compared(c *Comparison) string {
	if c.Before == nil {
		return ""
	}
	before, _ := c.Before.shapleyNow()
	after, _ := c.After.shapleyNow()
	name, normalised := "measure column", haveNormalised(c.Before.Seats, c.After.Seats)
	if normalised {
		name = "index column"
	}
	was, is := w.say("before"), w.say("after")
	rows := [][]string{
		{"", w.say("in seats"), "", w.say(name), "", w.say("Shapley column"), ""},
		{"", was, is, was, is, was, is},
	}
	percent := func(f Fraction) string { return w.number(f.n.ShortPercent()) }
	add := func(which string, group bool, pairs [][]*SeatIndices) {
		for _, pair := range pairs {
			cells := make([]string, 7)
			for k, s := range pair {
				if s == nil {
					continue
				}
				if cells[0] = cmp.Or(cells[0], prose.OneLine(s.Bloc)); s.Seats > 1 {
					cells[0] = w.say(which, prose.OneLine(s.Bloc))
				}
				if cells[1+k] = strconv.Itoa(s.Seats); normalised || !group {
					cells[3+k] = percent(s.index(normalised))
				}
				cells[5+k] = percent([...]map[*SeatIndices]Fraction{before, after}[k][s])
			}
			rows = append(rows, cells)
		}
	}
	add("a seat of", false, paired(c.Before.Seats, c.After.Seats))
	add("all seats of", true, paired(c.Before.Groups, c.After.Groups))
	return "\n" + prose.Table(rows)
}

// examples lists properties, each with the vote that shows it.
func (w Words) examples(title string, list []*Counterexample) string {
	if len(list) == 0 {
		return ""
	}
	text := "\n" + w.say("heading", w.say(title), "")
	text = strings.TrimRight(text, " ") + "\n"
	for _, c := range list {
		text += "  " + w.say("heading", w.say("property "+c.Property.String()), w.example(c)) + "\n"
	}
	return text
}

// haveNormalised reports whether all seats have the normalised index of Banzhaf.
func haveNormalised(lists ...[]SeatIndices) bool {
	return !slices.ContainsFunc(slices.Concat(lists...), func(s SeatIndices) bool {
		return !s.Normalised.Valid()
	})
}

// paired pairs the blocs or groups of several constitutions by their names. A body that has
// no such seats leaves a nil.
func paired(lists ...[]SeatIndices) [][]*SeatIndices {
	type key struct {
		name string
		nth  int // of several with the name
	}
	known := map[key][]*SeatIndices{}
	var pairs [][]*SeatIndices
	for k, list := range lists {
		seen := map[string]int{}
		for i := range list {
			name := list[i].Bloc
			of := key{name, seen[name]}
			seen[name]++
			if known[of] == nil {
				known[of] = make([]*SeatIndices, len(lists))
				pairs = append(pairs, known[of])
			}
			known[of][k] = &list[i]
		}
	}
	return pairs
}

// index returns the normalised index of Banzhaf, or the measure. If there are no such seats, it
// returns the zero Fraction.
func (s *SeatIndices) index(normalised bool) Fraction {
	switch {
	case s == nil:
		return Fraction{}
	case normalised:
		return s.Normalised
	}
	return s.Banzhaf
}
