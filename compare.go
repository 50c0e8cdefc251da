package tripartite

import (
	"cmp"
	"encoding/json"
	"errors"
	"iter"
	"slices"

	"example.com/tripartite/internal/linear"
)

// Constitution is a body together with the rule by which it decides. [Compare] rejects
// the zero Constitution, which has no seats.
type Constitution struct {
	Body *Body
	Rule Rule
}

// MarshalJSON returns the body, and the rule as a [RuleText]. The errors are theirs.
func (c Constitution) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Body *Body    `json:"body"`
		Rule RuleText `json:"rule"`
	}{c.Body, RuleText{c.Rule}})
}

// Comparison describes what a reform changes: the outcomes, the power of the seats and
// the properties. [Compare] returns one. A Comparison is safe for use by multiple
// goroutines as long as none changes it. The zero Comparison compares nothing.
type Comparison struct {
	// Before and After hold the power of the seats.
	Before *Power `json:"before"`
	After  *Power `json:"after"`
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
	census        *census
	differing     []int // the numbers of the votes, in their order
	err           error
}

// Difference describes votes that one constitution adopts and another does not.
type Difference struct {
	// Vote holds the numbers of seats that are not Against. If seats have more than two
	// choices, From is the state of the seats. It does not matter which seats of the part
	// they are: both rules treat them alike.
	//
	// Part is a text for people. It is "any seats", or the name of a group, bloc or union.
	// If no part of the body has these seats and no others, it lists blocs, as "Employers or
	// Workers". It begins with "new" or "former" if only one body has the seats.
	Vote Way `json:"vote"`
	// Votes is the number of votes that are like this.
	Votes Fraction `json:"votes,omitzero"`
	// Before and After are one of these votes in each body. The outcomes are those of the
	// rules.
	Before        Tally   `json:"before"`
	After         Tally   `json:"after"`
	BeforeOutcome Outcome `json:"before_outcome"`
	AfterOutcome  Outcome `json:"after_outcome"`
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
// The errors are those of [PowerOf]. If the votes on which the constitutions differ
// exceed the work limit, but the power does not, the error is nil and [Comparison.Err]
// returns [ErrTooLarge].
func Compare(before, after Constitution, choices States) (*Comparison, error) {
	if choices == 0 {
		choices = Cast
	}
	c := &Comparison{constitutions: [2]Constitution{before, after}}
	work := linear.NewBudget(powerWork)
	var errs [2]error
	c.Before, errs[0] = powerOf("compare", before.Rule, before.Body, choices, work)
	c.After, errs[1] = powerOf("compare", after.Rule, after.Body, choices, work)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	c.err = c.count(choices, work)
	c.guarantees()
	return c, nil
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
	all := newCensus(choices, work, askers...)
	if err := all.askAll(); err != nil {
		return err
	}
	var only [2]Fraction
	for k := range only {
		votes := make([]bool, all.votes)
		for number, adopted := range askers[k].adopted {
			votes[number] = adopted && !askers[1-k].adopted[number]
			if votes[number] && work.Charge(listWork) {
				c.differing = append(c.differing, number)
			}
		}
		by, ok := all.bySize(votes)
		if !ok {
			return all.tooLarge()
		}
		only[k] = FromInt(sum(by.inFavour))
	}
	for _, a := range askers {
		a.adopted = nil // up to millions of answers, which nothing needs any more
	}
	c.census = all
	c.Votes, c.OnlyBefore, c.OnlyAfter = FromInt(all.allVotes()), only[0], only[1]
	c.sort()
	return nil
}

// listWork is the work of listing a vote. It limits the memory of the list.
const listWork = 256

// sort puts votes with few seats For first, then those with few seats of other choices
// but Against.
func (c *Comparison) sort() {
	type vote struct{ number, inFavour, others int }
	votes := make([]vote, len(c.differing))
	for k, number := range c.differing {
		votes[k].number = number
		for i, class := range c.census.classes {
			counts := c.census.split(number, i)
			votes[k].inFavour += int(counts[stateFor])
			votes[k].others += class.seats - int(counts[stateFor]+counts[stateAgainst])
		}
	}
	slices.SortFunc(votes, func(a, b vote) int {
		return cmp.Or(cmp.Compare(a.inFavour, b.inFavour), cmp.Compare(a.others, b.others), cmp.Compare(b.number, a.number))
	})
	for k, vote := range votes {
		c.differing[k] = vote.number
	}
}

// Differences returns an iterator over the votes on which the constitutions differ: one
// adopts them, and the other does not. Those with the fewest seats For come first, and
// the order is always the same. If Err is not nil, there are none.
func (c *Comparison) Differences() iter.Seq[Difference] {
	return func(yield func(Difference) bool) {
		if c == nil || c.census == nil {
			return
		}
		names := c.names()
		all := c.census.fresh()
		for _, number := range c.differing {
			if !yield(c.difference(all, number, names)) {
				return
			}
		}
	}
}

// difference describes the votes of that number.
func (c *Comparison) difference(all *census, number int, names []string) Difference {
	d := Difference{Votes: Fraction{all.ways(number).Rational()}, Before: all.example(number, 0), After: all.example(number, 1)}
	d.BeforeOutcome, d.AfterOutcome = c.outcome(0, d.Before), c.outcome(1, d.After)
	for i := range all.classes {
		counts := all.split(number, i)
		for _, choice := range all.choices[:len(all.choices)-1] {
			if counts[choice] > 0 {
				change := Change{Seats: int(counts[choice]), Part: names[i]}
				if len(all.choices) > 2 {
					change.From = 1 << choice
				}
				d.Vote = append(d.Vote, change)
			}
		}
	}
	return d
}

// outcome decides a vote by one of the rules, which has not panicked for it before.
func (c *Comparison) outcome(k int, t Tally) Outcome {
	if c.constitutions[k].Rule == nil {
		return Rejected
	}
	o, _ := ask(c.constitutions[k].Rule, t)
	return valid(o)
}

// names returns the name of each class of seats.
func (c *Comparison) names() []string {
	var names []string
	for i := range c.census.classes {
		class, name := &c.census.classes[i], ""
		switch {
		case class.slots[0] == nil:
			name = "new " + c.census.nameOf(class, 1)
		case class.slots[1] == nil:
			name = "former " + c.census.nameOf(class, 0)
		default:
			name = c.census.nameOf(class, 0)
		}
		names = append(names, name)
	}
	return names
}

// guarantees compares the properties of the constitutions.
func (c *Comparison) guarantees() {
	before := Properties(c.constitutions[0].Rule, c.constitutions[0].Body)
	after := Properties(c.constitutions[1].Rule, c.constitutions[1].Body)
	for i := range propertyNames {
		switch property := Property(1 << i); {
		case before.Holds()&property != 0 && after.counterexamples[i] != nil:
			c.Lost = append(c.Lost, after.counterexamples[i].clone())
		case after.Holds()&property != 0 && before.counterexamples[i] != nil:
			c.Gained = append(c.Gained, before.counterexamples[i].clone())
		}
	}
}

// fresh returns a census whose examples can be made while those of c are.
func (c *census) fresh() *census {
	own := *c
	own.askers = nil
	for _, a := range c.askers {
		asker := *a
		asker.counts = make([]byState, len(a.counts))
		own.askers = append(own.askers, &asker)
	}
	return &own
}

// example returns the tally of a vote in the body of an asker.
func (c *census) example(number, k int) Tally {
	a := c.askers[k]
	clear(a.counts)
	for i := range c.classes {
		a.place(c.classes[i].slots[k], c.split(number, i), 1)
	}
	return a.body.tally(a.counts)
}
