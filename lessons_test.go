package tripartite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// A lesson is a file of testdata/lessons. It begins with a comment that says what it teaches.
// Each case is a comment, a command, its input, a line of four hyphens, and the output:
//
//	# A tie is not a majority.
//	decide more than 1/2 of votes cast are for
//	Members: 28 for, 28 against
//	----
//	rejected
//
// A case ends before the next empty line with a comment after it. The commands are
//
//	body       the body and the rules of a statute for the cases below. The input is the text
//	           of the statute, or with the name of one of the collection, what is open in it
//	tally      every figure of a vote
//	decide     the outcome under a rule
//	explain    the outcome with its reasons
//	vet        the mistakes in a rule
//	possible   what can still happen while the seats in "open:" end in one of "ends:"
//	margins    how many seats can turn, "from:" some state to For, or from For "to:" some state
//	figures    what follows from published figures, and the outcomes of the rule if there is one
//	power      the power of the seats with the "choices:" they have, two if it is not said
//	coalitions the smallest coalitions that can adopt a motion, and that can prevent it
//
// An argument is a rule as text. Indented lines go on with it, and `rule "quorum"` is a rule of
// the statute. In a vote, "rest absent" stands for all further seats of a bloc. A case without
// a vote is about the vote of the case before.
type lesson struct {
	title string
	cases []lessonCase
}

type lessonCase struct {
	line              int
	says              string // the comment
	command, argument string
	input             []string
	output            string
}

// scene is what a case is about. The laws change it, and ask again.
type scene struct {
	command string
	body    *Body
	named   []Named
	rule    Rule
	votes   Counts
	sets    map[string]States
	figures []Figure
	err     error // what is wrong with the input; it is then the output
}

func parseLesson(text string) (lesson, error) {
	blocks := strings.Split(text, "\n\n# ")
	title, ok := strings.CutPrefix(blocks[0], "# ")
	if !ok {
		return lesson{}, errors.New("no comment says what the lesson teaches")
	}
	l := lesson{title: title}
	line := 1
	for i, block := range blocks[1:] {
		line += strings.Count(blocks[i], "\n") + 2
		c, err := parseCase("# " + strings.TrimRight(block, "\n"))
		if err != nil {
			return l, fmt.Errorf("line %d: %w", line, err)
		}
		c.line = line
		l.cases = append(l.cases, c)
	}
	return l, nil
}

func parseCase(block string) (c lessonCase, err error) {
	given, output, ok := strings.Cut(block+"\n", "\n----\n")
	if !ok {
		return c, errors.New(`no line "----"`)
	}
	c.output = strings.TrimSuffix(output, "\n")
	lines := strings.Split(given, "\n")
	n := slices.IndexFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "#") })
	if n < 0 {
		return c, errors.New("no command")
	}
	c.says, lines = strings.Join(lines[:n], "\n"), lines[n:]
	c.command, c.argument, _ = strings.Cut(lines[0], " ")
	lines = lines[1:]
	for c.command != "body" && len(lines) > 0 && strings.HasPrefix(lines[0], "\t") {
		c.argument += "\n" + lines[0]
		lines = lines[1:]
	}
	c.input = lines
	return c, nil
}

// text is the case as it stands in a file.
func (c lessonCase) text() string {
	head := strings.TrimSuffix(c.command+" "+c.argument, " ")
	lines := slices.Concat([]string{c.says, head}, c.input, []string{"----"})
	if c.output != "" {
		lines = append(lines, c.output)
	}
	return strings.Join(lines, "\n") + "\n"
}

func (l lesson) text() string {
	parts := []string{"# " + l.title + "\n"}
	for _, c := range l.cases {
		parts = append(parts, c.text())
	}
	return strings.Join(parts, "\n")
}

// study asks every case, calls tell with the index and output of each, and checks the laws.
// The errors are those of the laws.
func (l lesson) study(laws []law, tell func(i int, output string)) error {
	var errs []error
	var before scene
	for i, c := range l.cases {
		s := c.scene(before)
		output := s.answer()
		tell(i, output)
		for _, law := range laws {
			if s.err != nil {
				break
			}
			if err := law.check(s, output); err != nil {
				errs = append(errs, fmt.Errorf("line %d, %s: %w", c.line, law.name, err))
			}
		}
		before = s
	}
	return errors.Join(errs...)
}

// scene is what the case is about, after another.
func (c lessonCase) scene(before scene) scene {
	s := scene{command: c.command, body: before.body, named: before.named, votes: before.votes,
		sets: map[string]States{}}
	if c.command == "body" {
		s.votes = nil
		s.err = s.sit(c.argument, c.input)
		return s
	}
	if c.argument != "" {
		if s.rule, s.err = ParseRule(c.argument, s.named...); s.err != nil {
			return s
		}
	}
	votes := Counts{}
	for _, line := range c.input {
		if s.err = s.take(line, votes); s.err != nil {
			return s
		}
	}
	if len(votes) > 0 {
		s.votes = votes
	}
	if _, s.err = s.body.Tally(s.votes); s.votes == nil {
		s.err = nil // no vote yet
	}
	return s
}

// sit makes the body of a statute. A statute of the collection gets a sample for each line of
// the input, instead of its own.
func (s *scene) sit(name string, input []string) error {
	text := strings.Join(input, "\n")
	if name != "" {
		statute, err := LoadStatute(name)
		if err != nil {
			return err
		}
		if len(input) > 0 {
			statute.Sample, statute.SampleRules = nil, nil
		}
		text = statute.String()
		for _, line := range input {
			if !strings.HasPrefix(line, "\t") {
				line = "sample " + line
			}
			text += "\n" + line
		}
	}
	statute, err := ParseStatute(text)
	if err != nil {
		return err
	}
	s.named = nil
	for _, r := range statute.Rules {
		rule, err := statute.Rule(r.Name, statute.SampleRules...)
		if err != nil {
			return err
		}
		s.named = append(s.named, Named{Name: r.Name, Rule: rule})
	}
	s.body, err = statute.Body(statute.Sample...)
	return err
}

// take takes a line of the input: a set of states, a figure, or the vote of a bloc.
func (s *scene) take(line string, votes Counts) error {
	name, text, _ := strings.Cut(line, ": ")
	switch {
	case slices.Contains([]string{"open", "ends", "from", "to", "choices"}, name):
		var set States
		err := set.UnmarshalText([]byte(text))
		s.sets[name] = set
		return err
	case s.command == "figures":
		figures, err := ParseFigures(line)
		s.figures = append(s.figures, figures...)
		return err
	}
	i := strings.LastIndex(line, ": ")
	if i < 0 {
		return fmt.Errorf("%q has no colon", line)
	}
	name, text = line[:i], line[i+2:]
	voted, rest, others := strings.Cut(text, "rest ")
	count := Count{}
	var err error
	if voted = strings.TrimSuffix(voted, ", "); voted != "" {
		count, err = parseCount(voted)
	}
	if err == nil && others {
		var more Count
		more, err = parseCount(strconv.Itoa(s.size(name)-count.Seats(AllSeats)) + " " + rest)
		count = count.Plus(more)
	}
	votes[name] = count
	return err
}

// size is the number of seats of a bloc.
func (s *scene) size(bloc string) int {
	for name, size := range s.body.Blocs() {
		if name == bloc {
			return size
		}
	}
	return 0
}

// answer is the output of the command.
func (s scene) answer() string {
	if s.err != nil {
		return s.err.Error()
	}
	output, err := s.run()
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimRight(output, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (s scene) run() (string, error) {
	if s.votes == nil && slices.Contains([]string{"tally", "decide", "explain", "possible", "margins"}, s.command) {
		return "", errors.New("there is no vote yet")
	}
	switch s.command {
	case "body":
		return s.body.String(), nil
	case "tally":
		return s.tally().String(), nil
	case "decide":
		return s.rule.Decide(s.tally()).String(), nil
	case "explain":
		return Explain(s.rule, s.tally()).String(), nil
	case "vet":
		if err := Vet(s.rule, s.body); err != nil {
			return "", err
		}
		return "no mistakes", nil
	case "possible":
		outcomes, err := Possible(s.rule, s.tally(), s.sets["open"], s.sets["ends"])
		return outcomes.String(), err
	case "margins":
		return s.margins()
	case "figures":
		return s.published()
	case "power":
		power, err := PowerOf(s.rule, s.body, s.choices())
		return power.String(), err
	case "coalitions":
		return s.coalitions()
	}
	return "", fmt.Errorf("no command is called %q", s.command)
}

// tally is the tally of the vote, of which it is known that it has one.
func (s scene) tally() Tally {
	tally, err := s.body.Tally(s.votes)
	if err != nil {
		panic(err)
	}
	return tally
}

func (s scene) choices() States {
	if set, ok := s.sets["choices"]; ok {
		return set
	}
	return Cast
}

func (s scene) margins() (string, error) {
	margin := ToAdopt
	from := s.sets["from"]
	if s.rule.Decide(s.tally()) == Adopted {
		margin, from = ToFail, s.sets["to"]
	}
	m, err := margin(s.rule, s.tally(), from)
	if err != nil {
		return "", err
	}
	lines := []string{m.String()}
	ways, err := m.Ways()
	if len(ways) > 15 {
		return m.String() + fmt.Sprintf("\nin %d ways", len(ways)), err
	}
	for _, way := range ways {
		lines = append(lines, way.String())
	}
	return strings.Join(lines, "\n"), err
}

func (s scene) published() (string, error) {
	published, err := s.body.Infer(s.figures...)
	if err != nil {
		return "", err
	}
	table, err := published.Table()
	if err != nil || s.rule == nil {
		return table, err
	}
	outcomes, err := published.Outcomes(s.rule)
	return table + "the outcome is " + outcomes.String(), err
}

func (s scene) coalitions() (string, error) {
	var lines []string
	winning, err := MinimalWinning(s.rule, s.body)
	if err != nil {
		return "", err
	}
	for way := range winning {
		lines = append(lines, "adopts: "+way.String())
	}
	blocking, err := MinimalBlocking(s.rule, s.body)
	if err != nil {
		return "", err
	}
	for way := range blocking {
		lines = append(lines, "prevents: "+way.String())
	}
	return strings.Join(lines, "\n"), nil
}

// law is a change of a scene that changes no answer.
type law struct {
	name   string
	change func(scene) (scene, error)
	// same reports whether the answer to the changed scene is the same.
	same func(command, got, want string) bool
}

// errUnchanged says that a law has nothing to change in a scene.
var errUnchanged = errors.New("there is nothing to change")

// laws are checked for every case of every lesson.
var laws = []law{
	{"groups in another order", inOrder(1, 2, 0), sameWords},
	{"groups in the reverse order", inOrder(2, 1, 0), sameWords},
	{"blocs in another order", reversed, sameWords},
	{"weights scaled", scaled(Int(7)), sameUnit},
	{"weights of more than 64 bits", scaled(fromInt(new(big.Int).Lsh(big.NewInt(1), 70))), sameUnit},
	{"counted in two parts", inTwoParts, equal},
	{"cast seat by seat", seatBySeat, equal},
	{"through text and JSON", throughText, equal},
	{"through a record", throughRecord, equal},
}

// check reports what the law finds in a scene.
func (l law) check(s scene, want string) error {
	other, err := l.change(s)
	if errors.Is(err, errUnchanged) {
		return nil
	}
	if err != nil {
		return err
	}
	if got := other.answer(); !l.same(s.command, got, want) {
		return fmt.Errorf("the answer is\n%s", got)
	}
	if s.votes == nil {
		return nil
	}
	if err := sameProportions(s.tally(), other.tally()); err != nil || s.rule == nil {
		return err
	}
	if diff := cmp.Diff(s.verdicts(), other.verdicts()); diff != "" {
		return errors.New(diff)
	}
	return other.askOracle()
}

// verdicts are the clauses of the finding and their outcomes, in alphabetical order.
func (s scene) verdicts() []string {
	var all []string
	var add func(f Finding)
	add = func(f Finding) {
		all = append(all, fmt.Sprint(f.Part, " ", f.Clause, " ", f.Outcome))
		for _, part := range f.Parts {
			add(part)
		}
	}
	finding := Explain(s.rule, s.tally())
	add(finding)
	slices.Sort(all)
	return append(all, s.rule.Decide(s.tally()).String())
}

// askOracle asks the oracle for the outcome.
func (s scene) askOracle() error {
	o := newOracle(s.spec(), s.votes)
	if got, want := s.rule.Decide(s.tally()), o.decide(s.rule, ""); got != want {
		return fmt.Errorf("%v, but the oracle says %v", got, want)
	}
	return nil
}

func equal(_, got, want string) bool { return got == want }

// sameWords reports whether two texts have the same words in any order.
func sameWords(_, got, want string) bool {
	words := func(text string) []string {
		words := strings.FieldsFunc(text,
			func(r rune) bool { return strings.ContainsRune(" \n,;()├└│─", r) })
		slices.Sort(words)
		return words
	}
	return slices.Equal(words(got), words(want))
}

// sameUnit reports whether two texts are equal, unless they are about votes, whose unit is
// another.
func sameUnit(command, got, want string) bool {
	return got == want || command == "tally" || command == "explain"
}

// sameProportions reports an error if not all parts of two tallies have the same seats and
// the same share of the votes.
func sameProportions(t, u Tally) error {
	other := map[string]Tally{}
	for _, part := range parts(u) {
		other[part.Name()] = part
	}
	share := func(part, whole Tally, s States) *big.Rat {
		all := whole.Votes(AllSeats).Rat()
		if all.Sign() == 0 {
			return all
		}
		return all.Quo(part.Votes(s).Rat(), all)
	}
	for _, part := range parts(t) {
		again := other[part.Name()]
		for s := For; s != 0; s <<= 1 {
			if part.Seats(s) != again.Seats(s) || share(part, t, s).Cmp(share(again, u, s)) != 0 {
				return fmt.Errorf("the votes are\n%v", u)
			}
		}
	}
	return nil
}

// spec is what the body of the scene is made from.
func (s scene) spec() spec {
	first, second, third, independent := s.body.Describe()
	return spec{[3]Bloc{first, second, third}, independent}
}

// seated is the scene with a body made from the spec.
func (s scene) seated(spec spec) (scene, error) {
	var err error
	s.body, err = spec.body()
	return s, err
}

// blocs is the number of blocs of the body.
func (s scene) blocs() int {
	n := 0
	for range s.body.Blocs() {
		n++
	}
	return n
}

// inOrder is the law that the groups can change places: the third group of "2, 0, 1" is the
// first one. A rule that names a group by its place follows it.
func inOrder(order ...int) func(scene) (scene, error) {
	return func(s scene) (scene, error) {
		if s.blocs() < 2 {
			return s, errUnchanged
		}
		moved := s.spec()
		for from, to := range order {
			moved.groups[to] = s.spec().groups[from]
		}
		s, err := s.seated(moved)
		if err != nil || s.rule == nil {
			return s, err
		}
		s.rule = mapRule(s.rule, func(in In) In {
			if in.Group >= First && in.Group <= Third {
				in.Group = First + Group(order[in.Group-First])
			}
			return in
		})
		return s, nil
	}
}

// reversed reverses the blocs within each bloc, and the independent ones.
func reversed(s scene) (scene, error) {
	var reverse func(blocs []Bloc) []Bloc
	reverse = func(blocs []Bloc) []Bloc {
		blocs = slices.Clone(blocs)
		slices.Reverse(blocs)
		for i := range blocs {
			blocs[i].Blocs = reverse(blocs[i].Blocs)
		}
		return blocs
	}
	if s.blocs() < 2 {
		return s, errUnchanged
	}
	moved := s.spec()
	for i := range moved.groups {
		moved.groups[i].Blocs = reverse(moved.groups[i].Blocs)
	}
	moved.independent = reverse(moved.independent)
	return s.seated(moved)
}

// scaled multiplies all weights and powers.
func scaled(scale Fraction) func(scene) (scene, error) {
	return func(s scene) (scene, error) {
		if s.command == "body" || s.command == "figures" {
			return s, errUnchanged // they print and read votes
		}
		more := s.spec()
		for i := range more.groups {
			more.groups[i] = scaledBloc(more.groups[i], 0, scale)
		}
		for i := range more.independent {
			more.independent[i] = scaledBloc(more.independent[i], 0, scale)
		}
		return s.seated(more)
	}
}

// inTwoParts counts half of the seats apart from the others.
func inTwoParts(s scene) (scene, error) {
	if s.votes == nil {
		return s, errUnchanged
	}
	one, other := Counts{}, Counts{}
	for name, count := range s.votes {
		for state := For; state != 0; state <<= 1 {
			n := count.Seats(state)
			one[name] = one[name].Plus(times(n/2, state))
			other[name] = other[name].Plus(times(n-n/2, state))
		}
	}
	s.votes = one.Plus(other)
	return s, nil
}

// seatBySeat takes the vote again with a ballot.
func seatBySeat(s scene) (scene, error) {
	if s.votes == nil || s.tally().Seats(AllSeats) > mostReplayed {
		return s, errUnchanged
	}
	left := map[string][]States{}
	for name, count := range s.votes {
		left[name] = expand(count)
	}
	ballot := s.body.OpenRemote()
	for id := range ballot.All() {
		bloc, _ := s.body.BlocOf(id)
		state := left[bloc][0]
		left[bloc] = left[bloc][1:]
		record := ballot.Mark
		if state&Voting != 0 {
			record = ballot.Cast
		}
		if err := record(id, state); err != nil {
			return s, err
		}
	}
	s.votes = ballot.Tally().Counts()
	return s, nil
}

// throughText writes the body, the rule, the counts and the figures, and reads them again.
func throughText(s scene) (scene, error) {
	body := new(Body)
	if err := reread(s.body, body); err != nil {
		return s, err
	}
	s.body = body
	if s.rule != nil {
		text := fmt.Sprint(s.rule)
		rule, err := ParseRule(text)
		if err != nil {
			return s, err
		}
		if again := fmt.Sprint(rule); again != text {
			return s, fmt.Errorf("the rule %s comes back as %s", text, again)
		}
		s.rule = rule
	}
	if s.votes != nil {
		var votes Counts
		if err := reread(s.votes, &votes); err != nil {
			return s, err
		}
		s.votes = votes
	}
	var figures []Figure
	for _, f := range s.figures {
		again, err := ParseFigures(f.String())
		if err != nil {
			return s, err
		}
		figures = append(figures, again...)
	}
	s.figures = figures
	if s.votes == nil || s.rule == nil {
		return s, nil
	}
	finding, again := Explain(s.rule, s.tally()), Finding{}
	if err := reread(finding, &again); err != nil {
		return s, err
	}
	if diff := cmp.Diff(finding.String(), again.String()); diff != "" {
		return s, fmt.Errorf("the finding comes back with %s", diff)
	}
	return s, nil
}

// reread writes a value as JSON, and reads it into another.
func reread(value, into any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

// throughRecord makes a record of the vote, writes and reads it, and counts it again.
func throughRecord(s scene) (scene, error) {
	if s.votes == nil || s.rule == nil {
		return s, errUnchanged
	}
	record, err := NewRecord(s.rule, s.tally())
	if errors.Is(err, ErrRule) {
		return s, errUnchanged // a malformed rule has no record
	}
	if err != nil {
		return s, err
	}
	data, err := json.Marshal(record)
	if err != nil {
		return s, err
	}
	again, err := ParseRecord(data)
	if err != nil {
		return s, err
	}
	if err := again.Check(); err != nil {
		return s, err
	}
	s.body, s.rule, s.votes = again.Body, again.Rule, again.Counts
	return s, nil
}

// Every answer in the lessons is the one that the library gives, and obeys the laws.
func TestLessons(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/lessons/*.txt")
	if err != nil || len(files) < 11 {
		t.Fatal("no lessons", files, err)
	}
	// If the test is thorough, each lesson obeys all laws, and otherwise some of them.
	step := proptest.Pick(len(laws), 3, 1)
	for i, file := range files {
		var obeyed []law
		for k := (i + 1) % step; k < len(laws); k += step {
			obeyed = append(obeyed, laws[k])
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text := read(t, file)
			l, err := parseLesson(text)
			if err != nil {
				t.Fatal(err)
			}
			if l.text() != text {
				t.Error("the file has other spaces than it would be written with")
			}
			err = l.study(obeyed, func(i int, output string) {
				if c := &l.cases[i]; !*update && output != c.output {
					t.Errorf("line %d:\n%s\n%s\n---- want\n%s", c.line, c.says, output, c.output)
				}
				l.cases[i].output = output
			})
			if err != nil {
				t.Error(err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(l.text()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// learn studies a text, and returns the lines whose output is wrong.
func learn(t *testing.T, text string, laws []law) (wrong []int, err error) {
	t.Helper()
	l, err := parseLesson(text)
	if err != nil {
		t.Fatal(err)
	}
	err = l.study(laws, func(i int, output string) {
		if output != l.cases[i].output {
			wrong = append(wrong, l.cases[i].line)
		}
	})
	return wrong, err
}

const ties = `# Ties.

# A body.
body
group A: 2 seats
group B: 2 seats of 3 votes
----
A: 2, B: 2

# A tie.
decide more than 1/2 of votes cast are for
A: 1 for, 1 against
B: 2 abstain
----
rejected

# The figures of the tie.
explain more than 1/2 of votes cast are for
----
more than 1/2 of votes cast are for  rejected  1 of 2 votes  4/3 needed  1/3 short  a tie
`

// An output that is not what the library says is noticed, and so is a space.
func TestLessonsNoticeAWrongOutput(t *testing.T) {
	t.Parallel()
	right := strings.Replace(ties, "4/3 needed  1/3 short", "2 needed  1 short", 1)
	if wrong, err := learn(t, right, laws); wrong != nil || err != nil {
		t.Fatal(wrong, err)
	}
	for old, line := range map[string]int{"A: 2, B: 2": 3, "\nrejected": 10, "a tie": 17, "2 needed": 17, "1 short  ": 17} {
		changed := strings.Replace(right, old, old+"0", 1)
		if wrong, _ := learn(t, changed, nil); !slices.Equal(wrong, []int{line}) {
			t.Errorf("%q: lines %d are wrong, not line %d", old, wrong, line)
		}
	}
}

// A change that changes an answer, a vote, a weight or a clause is noticed.
func TestLessonsNoticeABrokenLaw(t *testing.T) {
	t.Parallel()
	lighter := func(s scene) (scene, error) {
		spec := s.spec()
		spec.groups[1].Weight = Int(2)
		return s.seated(spec)
	}
	for name, change := range map[string]func(scene) (scene, error){
		"an error": func(s scene) (scene, error) { return s, errors.New("it cannot be done") },
		"one vote": func(s scene) (scene, error) {
			if s.votes != nil {
				s.votes = Counts{"A": {For: 2}, "B": {Abstain: 2}}
			}
			return s, nil
		},
		"a weight": lighter,
		"the bar": func(s scene) (scene, error) {
			if s.rule != nil {
				s.rule = Share{Of: For, Base: Cast, Need: MoreThan(2, 3)}
			}
			return s, nil
		},
	} {
		if _, err := learn(t, ties, []law{{name, change, sameUnit}}); err == nil {
			t.Errorf("nobody notices another %s", name)
		}
	}
}

// A text that is no lesson is refused.
func TestLessonsRefuse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"decide":                             "no comment says what the lesson teaches",
		"# A lesson.\n\n# A case.\ndecide\n": `line 3: no line "----"`,
		"# A lesson.\n\n# A case.\n----\n":   "line 3: no command",
	} {
		if _, err := parseLesson(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, not %s", text, err, want)
		}
	}
	l, err := parseLesson("# A lesson.\n\n# A case.\nvote yes\n----\n")
	if err != nil {
		t.Fatal(err)
	}
	err = l.study(nil, func(_ int, output string) {
		if !strings.Contains(output, "yes") {
			t.Error(output)
		}
	})
	if err != nil {
		t.Error(err)
	}
}
