package tripartite

import (
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Law is a law that a rule may obey, or with | a set of them. [CheckRule] asks a
// rule for those that every rule must obey, and [Laws] for all. The zero Law is
// none.
type Law uint16

// The laws. A seat that turns is in another state, and everything else is as it
// was; the negation of a motion is the vote with For and Against exchanged.
const (
	NeverPanics   Law = 1 << iota // whatever the tally
	GivesOutcomes                 // Void, Rejected or Adopted, and nothing else
	Repeatable                    // the same tally has the same outcome
	NeedsVotes                    // if nobody took part in the vote, it adopts nothing
	AllForAdopts                  // if all seats are for, it adopts: else, where a vote for never hurts, it never does
	ForNeverHurts                 // a seat that turns to For never makes an adopted motion fail
	Explained                     // each rule that explains itself comes to the outcome of its Decide

	AgainstNeverHelps // a seat that turns to Against never makes a motion adopted
	NoShowFree        // the same of absent seats: whoever comes and votes does not hurt their side
	AbstainIsAbsent   // a seat that turns from Abstain to Absent changes nothing
	Symmetric         // groups that are made alike can be exchanged
	Neutral           // unless as many votes are for as against, the motion or its negation is adopted and not both, or both are void
	Decisive          // unless the vote is void, or as many votes are for as against, the motion or its negation is adopted
	ScaleFree         // twice as many seats in every state change nothing

	// Required is what every rule must obey.
	Required = NeverPanics | GivesOutcomes | Repeatable | NeedsVotes | AllForAdopts | ForNeverHurts | Explained
)

const numLaws = 14

var lawNames = [numLaws]string{
	"never panics", "gives outcomes", "repeatable", "needs votes", "all for adopts", "for never hurts", "explained",
	"against never helps", "no-show free", "abstain is absent", "symmetric", "neutral", "decisive", "scale free",
}

// String is the names of the laws, as "for never hurts + neutral".
func (l Law) String() string {
	var names []string
	for i, name := range lawNames {
		if l&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, " + ")
}

// CheckRule asks a rule, anybody's, for the laws that every rule must obey: those
// of [Required]. It reports all that are broken, each as a [Breach], and nil if
// none is. A test of a rule is one call:
//
//	func TestMyRule(t *testing.T) {
//		if err := tripartite.CheckRule(myRule{}, body); err != nil {
//			t.Error(err)
//		}
//	}
//
// It tries every vote of a body that has few enough, up to 60,000, as three groups
// of two seats; of a larger one some, the same in every run, and among them those
// in which one seat decides. So give it a small body in which the rule means
// something, and the real one: for either it takes about a second. Without a body it is
// an [ErrNotAsked]: a check that has looked at nothing has found nothing.
func CheckRule(r Rule, bodies ...*Body) error {
	if len(bodies) == 0 {
		return &Error{Op: "check", Name: clause(r), Detail: "there is no body", Err: ErrNotAsked}
	}
	return Laws(r, bodies...).Err(Required)
}

// Report is which laws a rule obeys; [Laws] makes it. The zero Report has looked
// at nothing.
type Report struct {
	asked    [numLaws]int // how often
	breaches [numLaws]*Breach
	raises   [8][8]*Breach // by the states from which and to which a seat turns: a vote
	lowers   [8][8]*Breach // in which that makes the outcome better, or worse
}

// Breach is a vote that shows that a rule breaks a law: of those that were looked
// at, one with the fewest seats that are not absent. It is an error, and to
// [errors.Is] an [ErrLaw]. The breaches that [Report.Turn] gives are of no law.
type Breach struct {
	Law     Law
	Vote    Tally
	Outcome Outcome
	// Change is what is different in Then, and what the rule says of that. They
	// are empty where the law is broken by one vote.
	Change      string
	Then        Tally
	ThenOutcome Outcome
	// Reason is what is wrong with the one vote.
	Reason string
}

// Error is the law and the votes in one line.
func (b *Breach) Error() string {
	if b.Law == 0 {
		return "tripartite: " + b.example()
	}
	return "tripartite: law " + strconv.Quote(b.Law.String()) + " is broken: " + b.example()
}

// example is the vote in words; of those who are absent, only how many.
func (b *Breach) example() string {
	votes := votesOf(b.Vote, Seats&^Absent)
	if n := b.Vote.Seats(Absent); n > 0 {
		votes = strings.TrimPrefix(votes+", "+strconv.Itoa(n)+" absent", ", ")
	}
	if b.Change == "" {
		return votes + ": " + b.Reason
	}
	return votes + ": " + b.Outcome.String() + "; " + b.Change + ": " + b.ThenOutcome.String()
}

// Unwrap is [ErrLaw].
func (b *Breach) Unwrap() error { return ErrLaw }

// Laws asks a rule for all laws, in each of the bodies, as [CheckRule] does.
//
// A law that holds in all votes of a small body is proved for that body, and in
// some of a large one not refuted. A program that claims laws for its rule
// asserts them in a test:
//
//	if err := tripartite.Laws(rule, body).Err(tripartite.Neutral | tripartite.NoShowFree); err != nil {
//		t.Error(err)
//	}
//
// A nil rule is always Rejected, as everywhere.
func Laws(r Rule, bodies ...*Body) *Report {
	if r == nil {
		r = All{}
	}
	report := &Report{}
	for _, b := range bodies {
		if b == nil {
			b = &Body{}
		}
		e := &examiner{rule: r, body: b, report: report, twice: b.twice(), alike: b.alikeGroups()}
		if !e.exhaust() {
			e.sample()
			e.shrink()
		}
	}
	return report
}

// Holds is the laws that were asked for, and not found broken.
func (p *Report) Holds() Law {
	var laws Law
	for i := range lawNames {
		if p.asked[i] > 0 && p.breaches[i] == nil {
			laws |= 1 << i
		}
	}
	return laws
}

// Err is nil if all these laws hold, and else all that are broken, each as a
// [Breach], and those that no vote could be asked for, as Symmetric where no two
// groups are alike, as an [ErrNotAsked].
func (p *Report) Err(laws Law) error {
	var errs []error
	for i := range lawNames {
		switch law := Law(1 << i); {
		case laws&law == 0:
		case p.breaches[i] != nil:
			errs = append(errs, p.breaches[i])
		case p.asked[i] == 0:
			errs = append(errs, &Error{Op: "law", Name: law.String(), Err: ErrNotAsked})
		}
	}
	return errors.Join(errs...)
}

// Turn is a vote in which a seat that turns from one state to another makes the
// outcome better, and one in which it makes it worse; nil where there is none. So
// the rule is monotone in that change if one of them is nil. Of sets of states
// both are.
func (p *Report) Turn(from, to States) (better, worse *Breach) {
	if !from.single() || !to.single() {
		return nil, nil
	}
	i, j := bits.TrailingZeros8(uint8(from)), bits.TrailingZeros8(uint8(to))
	return p.raises[i][j], p.lowers[i][j]
}

// String is a line for each law, with a vote that breaks it, and a table of what
// a seat that turns from the state of the line to that of the column can do to
// the outcome: make it better (+) or worse (-).
func (p *Report) String() string {
	var text strings.Builder
	for i, name := range lawNames {
		switch b := p.breaches[i]; {
		case b != nil:
			fmt.Fprintf(&text, "%-20s broken: %s\n", name, b.example())
		case p.asked[i] == 0:
			fmt.Fprintf(&text, "%-20s not asked\n", name)
		default:
			fmt.Fprintf(&text, "%-20s holds, asked for %d\n", name, p.asked[i])
		}
	}
	rows := [][]string{append([]string{"from"}, stateNames[:]...)}
	for i, name := range stateNames {
		row := []string{name}
		for s := For; s != 0; s <<= 1 {
			better, worse := p.Turn(1<<i, s)
			row = append(row, [2]string{"", "+"}[b2i(better != nil)]+[2]string{"", "-"}[b2i(worse != nil)])
		}
		rows = append(rows, row)
	}
	return text.String() + "\n" + table(rows)
}

// examiner puts votes in a body to a rule.
type examiner struct {
	rule   Rule
	body   *Body
	twice  *Body    // with twice the seats; nil if that is too many
	alike  [][2]int // groups
	report *Report
	looked int // votes, where not all blocs turn in each

	// If all votes of the body are looked at, each has a number, and its outcome.
	vectors  [][]byState       // what the seats of a bloc can come to
	numbers  []map[byState]int // of these
	outcomes []Outcome
}

const (
	mostVotes  = 60_000 // all are tried
	triedVotes = 2_000  // of more; in a body of more than three blocs fewer
)

// exhaust looks at all votes of the body, and reports false if they are too many.
func (e *examiner) exhaust() bool {
	all := 1
	for _, i := range e.body.leaves() {
		vectors := compositions(e.body.nodes[i].size, mostVotes/all)
		if all *= len(vectors); vectors == nil {
			e.vectors, e.numbers = nil, nil
			return false
		}
		numbers := map[byState]int{}
		for k, v := range vectors {
			numbers[v] = k
		}
		e.vectors, e.numbers = append(e.vectors, vectors), append(e.numbers, numbers)
	}
	outcomes := make([]Outcome, all)
	for n := range all {
		outcomes[n] = e.decide(e.counts(n))
	}
	e.outcomes = outcomes
	for n := all - 1; n >= 0; n-- { // in another order, so that a rule that remembers is found out
		e.look(e.counts(n))
	}
	return true
}

// compositions are what so many seats can come to; nil if it is more than most.
func compositions(seats, most int) []byState {
	if ways(seats, len(stateNames), most) > most {
		return nil
	}
	var all []byState
	var v byState
	var try func(state, left int)
	try = func(state, left int) {
		if state == len(v)-1 {
			v[state] = int64(left)
			all = append(all, v)
			return
		}
		for n := range left + 1 {
			v[state] = int64(n)
			try(state+1, left-n)
		}
	}
	try(0, seats)
	return all
}

// counts are the counts of vote number n.
func (e *examiner) counts(n int) []byState {
	counts := make([]byState, len(e.body.nodes))
	for k, i := range e.body.leaves() {
		counts[i] = e.vectors[k][n%len(e.vectors[k])]
		n /= len(e.vectors[k])
	}
	return counts
}

// outcome is what the rule says of counts in the body.
func (e *examiner) outcome(counts []byState) Outcome {
	if e.outcomes == nil {
		return e.decide(counts)
	}
	n, factor := 0, 1
	for k, i := range e.body.leaves() {
		n += factor * e.numbers[k][counts[i]]
		factor *= len(e.vectors[k])
	}
	return e.outcomes[n]
}

// decide asks the rule. A panic is a breach, and so is what is no outcome; they
// count as Rejected.
func (e *examiner) decide(counts []byState) Outcome {
	t := e.body.tally(counts)
	o, reason := ask(e.rule, t)
	if reason != "" {
		e.breach(NeverPanics, &Breach{Vote: t, Reason: reason})
	} else if o > Adopted {
		e.breach(GivesOutcomes, &Breach{Vote: t, Reason: o.String()})
	}
	return valid(o)
}

// ask asks a rule that may panic; then it is Rejected, and there is a reason.
func ask(r Rule, t Tally) (o Outcome, reason string) {
	defer func() {
		if p := recover(); p != nil {
			o, reason = Rejected, fmt.Sprint("it panics: ", p)
		}
	}()
	return r.Decide(t), ""
}

// breach keeps the smallest breach of a law.
func (e *examiner) breach(law Law, b *Breach) {
	known := &e.report.breaches[bits.TrailingZeros16(uint16(law))]
	if b.Law = law; *known == nil || b.size() < (*known).size() {
		*known = b
	}
}

// size is small for a vote that is easily read: of few seats, in common states.
func (b *Breach) size() int { return readable(b.Vote) }

func readable(t Tally) int {
	return 2*t.Seats(Seats&^Absent) + t.Seats(Seats&^(Cast|Abstain|Absent))
}

// hold asks for a law that compares votes: it is broken if the outcomes are not
// as they should be.
func (e *examiner) hold(law Law, holds bool, b Breach) {
	e.report.asked[bits.TrailingZeros16(uint16(law))]++
	if !holds {
		e.breach(law, &b)
	}
}

// look asks for all laws that begin with this vote. Each law is asked in one place
// only, so that what CheckRule, Laws and the table of the ready-made rules say of
// it is the same.
func (e *examiner) look(counts []byState) {
	t, o := e.body.tally(counts), e.outcome(counts)
	one := func(reason string) Breach { return Breach{Vote: t, Outcome: o, Reason: reason} }
	e.hold(NeverPanics, true, Breach{})
	e.hold(GivesOutcomes, true, Breach{})
	again := e.decide(counts)
	e.hold(Repeatable, again == o, one(o.String()+" and "+again.String()))
	if t.heads(Voting) == 0 {
		e.hold(NeedsVotes, o != Adopted, one("adopted, and nobody voted"))
	}
	if t.Seats(Seats) > 0 && t.Seats(For) == t.Seats(Seats) {
		e.hold(AllForAdopts, o == Adopted, one(o.String()))
	}
	why := e.explained(t)
	e.hold(Explained, why == "", one(why))
	e.turns(counts, t, o)
	e.negation(counts, t, o)
	for _, pair := range e.alike {
		then := slices.Clone(counts)
		for k, i := range e.body.nodes[pair[0]].leaves {
			j := e.body.nodes[pair[1]].leaves[k]
			then[i], then[j] = counts[j], counts[i]
		}
		now := e.outcome(then)
		e.hold(Symmetric, now == o, Breach{Vote: t, Outcome: o, Then: e.body.tally(then), ThenOutcome: now,
			Change: e.body.nodes[pair[0]].name + " and " + e.body.nodes[pair[1]].name + " exchanged"})
	}
	if e.twice != nil {
		then := slices.Clone(counts)
		for i := range then {
			for s := range then[i] {
				then[i][s] *= 2
			}
		}
		larger := e.twice.tally(then)
		if now, reason := ask(e.rule, larger); reason == "" { // else it is a rule for this body only
			e.hold(ScaleFree, now == o, Breach{Vote: t, Outcome: o, Then: larger, ThenOutcome: now, Change: "twice as many"})
		}
	}
}

// mostTurned is in how many blocs seats turn, one at a time, for one vote: if there
// are more, some that are spread over the body, for each vote others.
const mostTurned = 16

// turns turns a seat of each bloc from each state to each other.
func (e *examiner) turns(counts []byState, t Tally, o Outcome) {
	leaves := e.body.leaves()
	turned := min(len(leaves), mostTurned)
	if turned < len(leaves) {
		e.looked++
	}
	for k := range turned {
		i := leaves[(e.looked+k*len(leaves)/turned)%len(leaves)]
		for from := range counts[i] {
			for to := range counts[i] {
				if counts[i][from] == 0 || to == from {
					continue
				}
				counts[i][from]--
				counts[i][to]++
				e.turn(counts, i, from, to, t, o)
				counts[i][from]++
				counts[i][to]--
			}
		}
	}
}

// turn is what a seat of bloc i has done to the outcome that was o.
func (e *examiner) turn(then []byState, i, from, to int, t Tally, o Outcome) {
	now := e.outcome(then)
	if now == o { // mostly, and so without the trouble of saying what has changed
		e.turned(States(1<<from), States(1<<to), Breach{Outcome: o, ThenOutcome: now})
		return
	}
	b := Breach{Vote: t, Outcome: o, Then: e.body.tally(then), ThenOutcome: now,
		Change: "1 " + e.body.nodes[i].name + " from " + stateNames[from] + " to " + stateNames[to]}
	known := &e.report.raises[from][to]
	if now < o {
		known = &e.report.lowers[from][to]
	}
	if *known == nil || readable(t) < (*known).size() {
		smallest := b
		*known = &smallest
	}
	e.turned(States(1<<from), States(1<<to), b)
}

// turned asks for the laws of a seat that turns.
func (e *examiner) turned(from, to States, b Breach) {
	o, now := b.Outcome, b.ThenOutcome
	ask := func(law Law, holds bool) { e.hold(law, holds, b) }
	switch {
	case to == For:
		ask(ForNeverHurts, o != Adopted || now == Adopted)
		if from == Absent {
			ask(NoShowFree, o != Adopted || now == Adopted)
		}
	case to == Against:
		ask(AgainstNeverHelps, o == Adopted || now != Adopted)
		if from == Absent {
			ask(NoShowFree, o == Adopted || now != Adopted)
		}
	case from == Abstain && to == Absent:
		ask(AbstainIsAbsent, now == o)
	}
}

// negation puts the motion's negation to the vote.
func (e *examiner) negation(counts []byState, t Tally, o Outcome) {
	then := slices.Clone(counts)
	for i := range then {
		then[i][0], then[i][1] = counts[i][1], counts[i][0]
	}
	now := e.outcome(then)
	b := Breach{Vote: t, Outcome: o, Then: e.body.tally(then), ThenOutcome: now, Change: "for and against exchanged"}
	if t.Votes(For).Equal(t.Votes(Against)) {
		return // a tie
	}
	either := o == Adopted || now == Adopted
	if o != Void {
		e.hold(Decisive, either, b)
	}
	e.hold(Neutral, either && o != now || o == Void && now == Void, b)
}

// explained is why the explanation of a part of the rule is wrong; "" if none is.
func (e *examiner) explained(t Tally) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = fmt.Sprint("it panics where it is explained: ", p)
		}
	}()
	eachPart(e.rule, t, func(r Rule, t Tally) {
		if x, explains := r.(Explainer); explains && x.Explain(t).Outcome != valid(r.Decide(t)) {
			wrong = "the explanation comes to another outcome"
		}
	})
	return wrong
}

// eachPart visits a rule and all that it consists of, each with the part of the
// tally that it is applied to.
func eachPart(r Rule, t Tally, visit func(Rule, Tally)) {
	if r == nil {
		return
	}
	visit(r, t)
	within := []Tally{t}
	switch r := r.(type) {
	case In:
		part, ok := r.part(t)
		if !ok {
			return
		}
		within[0] = part
	case Each, AtLeastGroups:
		if !t.isWhole() {
			return
		}
		within = []Tally{t.group(First), t.group(Second), t.group(Third)}
	}
	parts, _ := partsOf(r)
	for _, part := range within {
		for _, r := range parts {
			eachPart(r, part, visit)
		}
	}
}

// tries is how many votes are tried of a body in which not all are; of more blocs
// fewer, since each is more work.
func (e *examiner) tries() int {
	return max(1, triedVotes*numGroups/max(numGroups, len(e.body.leaves())))
}

// sample looks at some votes of the body, the same in every run: those in which
// all seats are in the same state, others at random, and, on the way from one of
// these to the next, where the outcome turns.
func (e *examiner) sample() {
	for s := range stateNames {
		uniform := make([]byState, len(e.body.nodes))
		for _, i := range e.body.leaves() {
			uniform[i][s] = int64(e.body.nodes[i].size)
		}
		e.look(uniform)
	}
	random := rand.New(rand.NewPCG(1, 2))
	before := e.draw(random)
	for range e.tries() {
		next := e.draw(random)
		e.look(next)
		low, high := 0, e.body.size
		for was := e.outcome(before); high-low > 1 && was != e.outcome(next); {
			if middle := (low + high) / 2; e.outcome(e.blend(before, next, middle)) == was {
				low = middle
			} else {
				high = middle
			}
		}
		if high-low == 1 {
			e.look(e.blend(before, next, low))
			e.look(e.blend(before, next, high))
		}
		before = next
	}
}

// draw draws a vote: in each bloc the seats are in up to three states.
func (e *examiner) draw(random *rand.Rand) []byState {
	counts := make([]byState, len(e.body.nodes))
	for _, i := range e.body.leaves() {
		left := int64(e.body.nodes[i].size)
		for range random.IntN(3) {
			n := random.Int64N(left + 1)
			counts[i][random.IntN(len(stateNames))] += n
			left -= n
		}
		counts[i][random.IntN(len(stateNames))] += left
	}
	return counts
}

// blend is a vote on the way from one to another, after so many seats of all
// blocs have changed over.
func (e *examiner) blend(from, to []byState, seats int) []byState {
	counts := make([]byState, len(from))
	for _, i := range e.body.leaves() {
		n := e.body.nodes[i].size
		k := min(max(seats-e.body.nodes[i].first, 0), n)
		changed, left := int64(k), int64(n-k)
		for s := range counts[i] {
			a := min(to[i][s], changed)
			b := min(from[i][s], left)
			counts[i][s] = a + b
			changed, left = changed-a, left-b
		}
	}
	return counts
}

// shrink makes breaches readable that were found at random: beside each it looks at
// smaller votes, with more seats absent or, of those in rarer states, abstaining,
// until none of them breaks the law.
func (e *examiner) shrink() {
	for law := range lawNames {
		for range e.tries() {
			b := e.report.breaches[law]
			if b == nil || b.Vote.part == nil || b.Vote.of.body != e.body {
				break
			}
			for _, to := range []int{bits.TrailingZeros8(uint8(Absent)), bits.TrailingZeros8(uint8(Abstain))} {
				e.move(law, b, to)
			}
			if e.report.breaches[law] == b {
				break
			}
		}
	}
}

// move looks at the votes in which all seats of a bloc that are in the same state,
// or half, or one of them, are in another one, until a smaller breach is found.
func (e *examiner) move(law int, b *Breach, to int) {
	for _, i := range e.body.leaves() {
		for from := range stateNames {
			counts := b.Vote.of.byState()
			for n := counts[i][from]; n > 0 && from != to && e.report.breaches[law] == b; n /= 2 {
				then := slices.Clone(counts)
				then[i][from] -= n
				then[i][to] += n
				if (&Breach{Vote: e.body.tally(then)}).size() < b.size() {
					e.look(then)
				}
			}
		}
	}
}

// byState are the counts that come to the tally.
func (t *tally) byState() []byState {
	counts := make([]byState, len(t.parts))
	for i := range t.parts {
		if t.body.nodes[i].leaf() {
			for s := range counts[i] {
				counts[i][s] = t.parts[i].seats.in(1 << s)
			}
		}
	}
	return counts
}

// twice is the body with twice as many seats in every bloc; nil if there are more
// than a body can have.
func (b *Body) twice() *Body {
	if b.size > mostSeats/2 {
		return nil
	}
	twice := *b
	twice.nodes, twice.roll, twice.size = slices.Clone(b.nodes), nil, 2*b.size
	for i := range twice.nodes {
		n := &twice.nodes[i]
		n.first, n.size, n.roll = 2*n.first, 2*n.size, nil
	}
	return &twice
}

// alikeGroups are the pairs of groups that are made alike, and have seats.
func (b *Body) alikeGroups() [][2]int {
	var pairs [][2]int
	for g := 1; g <= numGroups && len(b.nodes) > 0; g++ {
		for h := 1; h < g; h++ {
			if b.nodes[g].size > 0 && b.alikeNodes(g, h) {
				pairs = append(pairs, [2]int{h, g})
			}
		}
	}
	return pairs
}

func (b *Body) alikeNodes(i, j int) bool {
	m, n := &b.nodes[i], &b.nodes[j]
	return m.size == n.size && m.weight.Equal(n.weight) && m.power.Equal(n.power) && m.over == n.over && m.passes == n.passes &&
		slices.EqualFunc(m.children, n.children, b.alikeNodes)
}
