package tripartite

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"example.com/tripartite/internal/csvtable"
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"
)

// RollCall reads a roll-call in CSV, with a line for each seat:
//
//	seat,group,weight,vote
//	Ms A,Producers,250,for
//	Mr B,Producers,100,against
//	Dr C,Workers,1,abstain
//
// [RollCall.Read] reads the votes of a body that the program has. [RollCall.ReadBody] makes
// the body from the same file. Both return a [Ballot], which holds the state of each seat.
// [Ballot.Tally] returns its tally.
//
// The format is this:
//
//   - The first line is a header with the names of the columns, in any order. Case and
//     spaces around the names do not matter. Other columns are ignored.
//   - Each further line is a seat. Empty lines are skipped.
//   - A vote is for, against, abstain, spoilt, silent, absent, suspended or vacant, or a
//     word of the caller. Case and spaces around it do not matter. See Options for a file
//     with a column for each of them, and Where for a file of several votes.
//   - A weight is a number as [ParseFraction] reads it, as "7", "2.5" or "1/2". It has no
//     marks between thousands.
//   - A field may be quoted, as in RFC 4180. Blanks around a field do not matter.
//   - A byte order mark at the start is skipped. A line has at most 1 MB.
//
// The zero RollCall reads the file above. The methods do not change a RollCall, and it is
// safe for use by multiple goroutines.
type RollCall struct {
	// Seat, Group, Weight and Vote are the names of the columns. The defaults are
	// "seat", "group", "weight" and "vote".
	Seat, Group, Weight, Vote string

	// Words maps further words to states, as "oui" to For. They may be of any language,
	// and their case does not matter. The word "" stands for an empty field. If one of
	// the words is also a word of the package, it has the meaning that is given here.
	Words map[string]States

	// Missing is the state of a seat that is not in the file, for [RollCall.Read]. By
	// default, a missing seat is an error.
	Missing States

	// Groups lists the names of the three groups in order, for [RollCall.ReadBody]. Any
	// other group of the file is an independent bloc. Each of them has seats; "" is a
	// group without any. By default, the file names at most three groups, and their
	// order is that of their first lines. If the file has no column for the group, all
	// seats are in the only group that Groups names, and by default in the group "first".
	Groups []string

	// Comma separates the fields. The default is ','.
	Comma rune

	// Decimal is the mark before the decimals of a weight: '.', the default, or ','. It
	// holds for all weights of the file. The other mark is then an error, since nobody
	// knows whether "1,250" is 1250 or 1.25.
	Decimal rune

	// Options maps columns to states, for a file with a column of 0 and 1 for each option,
	// as "yes" to For and "no" to Against. Each line has a 1 in exactly one of them. If
	// Options is set, there is no column for the vote, and Vote must not be set.
	Options map[string]States

	// Where selects the lines of one vote in a file of several. It maps columns to the
	// values that the lines have in them, as "vote_id" to "R17". Other lines are ignored.
	Where map[string]string
}

// Read reads the votes of the seats of a body, from the columns for seat and vote. The
// body says which group a seat is in and how much it weighs, so Read ignores the columns
// for group and weight. If Missing is not set, the file must have every seat.
//
// The ballot is open, so that silent and absent seats may still vote. If the vote is over,
// close it. If there is an error, Read returns no ballot. It returns all errors at once, in
// the order of their lines, but no more than 20 of a kind. After these, an error for each kind
// says how many more there are. The errors are
//   - [ErrText] for a wrong header, line or word, for Options or Where that do not fit the
//     file, and for a column of 0 and 1 that seems to be only one of several options;
//   - [ErrUnknown] for a seat that the body does not have;
//   - [ErrCounts] for a seat that is listed twice, or missing;
//   - [ErrState] if Missing or a state of Words or Options is not one state;
//   - [ErrBody] for a nil Body or the zero Body;
//   - [ErrTooLarge] for a line that is too long, and a body that is too large for a ballot;
//   - the error of the reader, if it fails.
func (c RollCall) Read(b *Body, r io.Reader) (*Ballot, error) {
	if err := c.check(b); err != nil {
		return nil, err
	}
	l, err := c.open(r)
	if err != nil {
		return nil, err
	}
	ballot := b.open(cmp.Or(c.Missing, Absent)) // no seat stays so if a missing seat is an error
	lines := make([]uint32, b.size)
	found := l.take(ballot, lines)
	if found < b.size && c.Missing == 0 && l.ended {
		listed := func(number int, _ string) bool { return lines[number] != 0 }
		b.refuseMissing(&l.wrong, b.size-found, listed)
	}
	if err := l.join(); err != nil {
		return nil, err
	}
	return ballot, nil
}

// check returns an error if there can be no ballot, whatever the file has in it.
func (c RollCall) check(b *Body) error {
	switch {
	case len(b.leaves()) > 0 && b.size > mostInBallot:
		return b.tooLarge("roll-call", "")
	case len(b.leaves()) > 0 && c.Missing != 0:
		return wantOne("missing", c.Missing)
	}
	return b.empty("roll-call")
}

// rollLines reads the lines of a roll-call.
type rollLines struct {
	table      *csvtable.Table
	words      stateWords
	seat, vote int // columns
	rivals     *csvtable.Rivals
	options    *csvtable.Choice  // instead of the column for the vote
	states     map[string]States // of the options
	where      *csvtable.Filter  // nil if it selects every line
	header     uint32            // its line
	wrong      refusals
	at         map[error]int // the lines of the errors in wrong
	ended      bool          // the whole file has been read

	row    rollRow // the current one
	broken bool    // it has the wrong number of fields
}

// rollRow is what a line says of a seat. Without an error, state is not empty.
type rollRow struct {
	id    string
	line  uint32 // up to the largest uint32; most lines of such a file are empty
	state States
}

// open opens a roll-call, and finds the columns that every one has.
func (c RollCall) open(r io.Reader) (*rollLines, error) {
	words, err := c.stateWords()
	if err != nil {
		return nil, err
	}
	if err = c.checkOptions(); err != nil {
		return nil, err
	}
	table, err := csvtable.Open(r, cmp.Or(c.Comma, ','))
	if err != nil {
		return nil, csvError(err)
	}
	l := &rollLines{
		table: table, words: words, states: c.Options, header: uint32(table.Line),
		wrong: refusals{op: "roll-call", whole: "lines"}, at: map[error]int{},
	}
	l.columns(c)
	return l, csvError(table.Err())
}

// csvError returns an error of a table as one of the package. If err is nil, it returns nil.
func csvError(err error) error {
	wrong, ok := err.(*csvtable.Error)
	if !ok {
		return err
	}
	kind := wrong.Err
	switch kind {
	case csvtable.ErrMalformed:
		kind = problem{ErrText, wrong.What}
	case csvtable.ErrTooLong:
		kind = problem{ErrTooLarge, wrong.What}
	}
	return wrongRollCall(wrong.Place, wrong.Detail, kind)
}

func wrongRollCall(name, detail string, err error) error {
	return &Error{Op: "roll-call", Name: name, Detail: detail, Err: err}
}

// checkOptions returns an error if Options mean nothing, whatever the file has in it.
func (c RollCall) checkOptions() error {
	for _, name := range slices.Sorted(maps.Keys(c.Options)) {
		if err := wantOne(name, c.Options[name]); err != nil {
			return err
		}
	}
	if len(c.Options) > 0 && c.Vote != "" {
		return wrongRollCall("options", "want Vote or Options, not both", errOptions)
	}
	return nil
}

// columns finds the columns for the seat and the vote, and those of Where.
func (l *rollLines) columns(c RollCall) {
	l.seat = l.table.Column(cmp.Or(c.Seat, "seat"))
	if len(c.Options) > 0 {
		l.options = l.table.Choice(slices.Sorted(maps.Keys(c.Options)))
	} else {
		l.vote = l.table.Column(cmp.Or(c.Vote, "vote"))
	}
	if l.options == nil && l.words.own["0"] != 0 && l.words.own["1"] != 0 {
		l.rivals = l.table.Rivals(l.vote)
	}
	if len(c.Where) > 0 {
		l.where = l.table.Filter(c.Where)
	}
}

// take takes the votes of all lines. It records in lines, by the number of the seat, where
// the file has each seat, and returns how many seats it has found.
func (l *rollLines) take(ballot *Ballot, lines []uint32) (found int) {
	b := ballot.Body()
	for l.next() {
		seat, ok := ballot.state.seat(l.row.id)
		switch {
		case !ok && l.broken: // perhaps its ID is in another field
		case !ok:
			l.refuseField(errUnknownSeat, l.row.id, b.hint(l.row.id))
		case lines[seat.number] != 0:
			l.refuseTwice(l.row, lines[seat.number])
		default:
			lines[seat.number] = l.row.line
			found++
			if l.row.state != 0 {
				ballot.state.set(seat, l.row.state)
			}
		}
	}
	return found
}

// next goes to the next line that Where selects, and records what is wrong with it. A broken
// line has an ID, too, if it has a field for it, so that its seat is not missed, and is found
// on other lines.
func (l *rollLines) next() bool {
	for {
		if err := l.table.Next(); err == io.EOF {
			l.end()
			return false
		} else if err != nil {
			l.wrong.errs = append(l.wrong.errs, csvError(err))
			return false
		}
		l.row = rollRow{l.table.Field(l.seat), uint32(min(uint64(l.table.Line), 1<<32-1)), 0}
		if l.broken = l.table.Broken(); l.broken {
			l.refuseLine(l.row.line, errWidth, l.table.Widths())
			if l.where == nil {
				return true
			}
		} else if l.where == nil || l.where.Selects() {
			l.readState()
			return true
		}
	}
}

// readState reads the state of the seat on the current line.
func (l *rollLines) readState() {
	if l.options != nil {
		if name, ok := l.options.Chosen(); ok {
			l.row.state = l.states[name]
		} else {
			l.refuse(l.row, errOption, l.options.Wrong())
		}
		return
	}
	if l.rivals != nil {
		l.rivals.Look()
	}
	field := l.table.Fields[l.vote]
	if l.row.state = l.words.state(field); l.row.state == 0 {
		l.refuseField(errWord, field, l.words.unknown(field))
	}
}

// end records what is wrong with the whole file. If it has no line of the vote, nothing is
// known about the seats.
func (l *rollLines) end() {
	if l.ended = l.where == nil || l.where.Found; !l.ended {
		l.wrong.refuse(errNoLine, "where", "want %v", l.where)
	}
	if l.rivals == nil {
		return
	}
	if options := l.rivals.Found(); options != "" {
		l.refuseLine(l.header, errRivals, "each line has a 1 in one of "+options+": set Options")
	}
}

// refuseField records an error about the current row because of a field. If the field is not
// UTF-8, that is what is wrong with it.
func (l *rollLines) refuseField(kind error, field, detail string) {
	switch {
	case utf8.ValidString(field):
		l.refuse(l.row, kind, detail)
	case field == l.row.id:
		l.refuse(l.row, errUTF8, csvtable.ToUTF8)
	default:
		l.refuse(l.row, errUTF8, prose.Quoted(field)+": "+csvtable.ToUTF8)
	}
}

// refuseTwice records that a row has a seat that is on an earlier line.
func (l *rollLines) refuseTwice(row rollRow, line uint32) {
	l.refuse(row, errTwice, fmt.Sprintf("it is on line %d already", line))
}

// refuse records an error about a row.
func (l *rollLines) refuse(row rollRow, kind error, detail string) {
	l.refuseLine(row.line, kind, strings.TrimSuffix(prose.Quoted(row.id)+": "+detail, ": "))
}

// refuseLine records an error on a line.
func (l *rollLines) refuseLine(line uint32, kind error, detail string) {
	before := len(l.wrong.errs)
	l.wrong.refuse(kind, csvtable.LineNumber(int(line)), "%s", detail)
	if len(l.wrong.errs) > before {
		l.at[l.wrong.errs[before]] = int(line)
	}
}

// join returns all errors in the order of their lines. Those about the whole file come
// last.
func (l *rollLines) join() error {
	slices.SortStableFunc(l.wrong.errs, func(a, b error) int {
		return cmp.Compare(cmp.Or(l.at[a], math.MaxInt), cmp.Or(l.at[b], math.MaxInt))
	})
	return l.wrong.join()
}

var (
	errWidth = narrow(ErrText, "wrong number of fields")
	errWord  = narrow(ErrText, "not a state")
	errUTF8  = narrow(ErrText, csvtable.NotUTF8)
	errTwice = narrow(ErrCounts, "seat is listed twice")

	errOptions = narrow(ErrText, "not the columns of a vote")
	errOption  = narrow(ErrText, "not one option")
	errRivals  = narrow(ErrText, "a column for each option")
	errNoLine  = narrow(ErrText, "no such line")

	errGroups  = narrow(ErrBody, "not the groups of a body")
	errFourth  = narrow(ErrBody, "a fourth group")
	errEmpty   = narrow(ErrBody, "no seat is in this group")
	errDecimal = narrow(ErrText, "not a decimal mark")
)

// stateWords tells which state a word stands for.
type stateWords struct {
	own   map[string]States // the caller's words, in lower case
	known map[string]States // fields as they occurred
	all   string            // all words, for errors
}

// mostKnown limits how many spellings of the same words are remembered.
const mostKnown = 1000

// stateWords returns the words of the package and those of the caller.
func (c RollCall) stateWords() (stateWords, error) {
	w := stateWords{own: map[string]States{}, known: map[string]States{}}
	for _, word := range slices.Sorted(maps.Keys(c.Words)) {
		state, lower := c.Words[word], lowerWord(word)
		if err := wantOne(word, state); err != nil {
			return w, err
		}
		if other, twice := w.own[lower]; twice && other != state {
			both := fmt.Sprintf("both %v and %v", other, state)
			return w, wrongRollCall(word, both, ErrState)
		}
		w.own[lower] = state
	}
	var all []string
	for _, own := range slices.Sorted(maps.Keys(w.own)) {
		if own == "" || strings.Contains(own, ",") || !prose.Printable(own) {
			own = prose.Quoted(own) // the list would not show where it begins and ends
		}
		all = append(all, own)
	}
	w.all = prose.Shorten(strings.Join(append(all, stateNames[:]...), ", "))
	return w, nil
}

// wantOne returns an error if a word or a column stands for anything but one state.
func wantOne(word string, state States) error {
	if state.single() {
		return nil
	}
	return wrongRollCall(word, state.String()+": want one state", ErrState)
}

// lowerWord returns a word of any language in lower case, with one space between its
// parts.
func lowerWord(word string) string {
	return strings.ToLower(strings.Join(strings.Fields(word), " "))
}

// state returns the state that a field names, or the empty set.
func (w stateWords) state(field string) States {
	if state, ok := w.known[field]; ok {
		return state
	}
	state, ok := w.own[lowerWord(field)]
	if !ok {
		i := slices.Index(stateNames[:], prose.Words(field))
		if i < 0 {
			return 0
		}
		state = 1 << i
	}
	if len(w.known) < mostKnown {
		w.known[strings.Clone(field)] = state // the field is a part of its whole line
	}
	return state
}

// unknown describes a field that names no state, and says what would be right.
func (w stateWords) unknown(field string) string {
	found, word := prose.Quoted(field), prose.Words(field)
	if word == "" {
		found = "nothing"
	}
	if state, ok := otherWords[word]; ok {
		found += " (say " + prose.Quoted(state.String()) + ", or add the word to Words)"
	}
	return found + ": want " + w.all
}

// ReadBody reads a body and the votes of its seats, from the columns for seat, group,
// weight and vote. If the file has no column for the weight, every seat weighs 1. If it has
// none for the group, all seats are in one group. [Ballot.Body] returns the body.
//
// Each group of the body is a [Bloc] with a Roll. If the seats of a group do not all weigh
// the same, the group has a bloc for each weight, as "Producers/weight 250".
//
// Set Groups if the rule asks a group by its place, as [GroupVeto] does. Otherwise the
// order of the lines decides which group is the first. Every seat needs a group. A chair
// of no group needs a bloc of its own, which is an independent bloc if Groups is set. The
// seat may have the name of that bloc.
//
// The ballot is open. ReadBody returns the errors that [RollCall.Read] returns for a file,
// and besides:
//   - [ErrText] for a weight that is not a number, and for a Decimal other than '.' and ',';
//   - [ErrBody] for a name or an ID that breaks the rules of [NewBody], a weight below 0,
//     a fourth group without Groups, Groups of which one has no seats, more than three
//     Groups, and a file in which no seat weighs anything;
//   - [ErrTooLarge] for more seats than a ballot can have, and for weights that NewBody
//     refuses.
func (c RollCall) ReadBody(r io.Reader) (*Ballot, error) {
	if err := c.checkBody(); err != nil {
		return nil, err
	}
	l, err := c.open(r)
	if err != nil {
		return nil, err
	}
	s := seatList{rollLines: l, decimal: c.Decimal, fixed: len(c.Groups) > 0}
	if s.columns(c); l.table.Err() != nil {
		return nil, csvError(l.table.Err())
	}
	s.named = map[string]*rollGroup{}
	if s.fixed {
		for _, name := range append(slices.Clone(c.Groups), "", "")[:numGroups] {
			s.addGroup(name)
		}
	}
	for s.next() {
		s.add()
	}
	if s.wrong.errs == nil { // else the seats may be on lines that are refused
		s.refuseEmpty()
	}
	return s.ballot()
}

// checkBody returns an error if there can be no body, whatever the file has in it.
func (c RollCall) checkBody() error {
	for i, name := range c.Groups {
		if i == numGroups {
			return wrongRollCall("groups", "want at most three groups", errGroups)
		}
		if name != "" && slices.Contains(c.Groups[:i], name) {
			return wrongRollCall("groups", "two groups "+prose.Quoted(name), errGroups)
		}
	}
	if c.Decimal != 0 && c.Decimal != '.' && c.Decimal != ',' {
		want := fmt.Sprintf("%q: want '.' or ','", c.Decimal)
		return wrongRollCall("decimal", want, errDecimal)
	}
	return nil
}

// seatList collects the seats of a file.
type seatList struct {
	*rollLines
	group, weight int    // columns; -1 if there is none
	only          string // the group of all seats if there is no column for it
	fixed         bool   // the caller named the groups
	decimal       rune   // the mark before decimals
	groups        []*rollGroup
	named         map[string]*rollGroup
	rows          []rollRow // in the order of the file
}

// rollGroup is a group with its seats by weight.
type rollGroup struct {
	name  string
	blocs []*rollBloc
	texts map[string]*rollBloc // by the text of the weight in the file, and by its String
}

// rollBloc has the seats of a group that weigh the same.
type rollBloc struct {
	weight Fraction
	first  rollRow
	roll   []string
	states []States
}

// columns finds the columns for the group and the weight, which may be missing. There can be
// no column for the group only if it is clear which one is the group of all seats.
func (s *seatList) columns(c RollCall) {
	named := slices.DeleteFunc(slices.Clone(c.Groups), func(name string) bool { return name == "" })
	switch {
	case !s.fixed:
		s.only = First.String()
	case len(named) == 1:
		s.only = named[0]
	}
	column := func(name, usual string, needed bool) int {
		if needed || name != "" {
			return s.table.Column(cmp.Or(name, usual))
		}
		return s.table.Optional(usual)
	}
	s.group = column(c.Group, "group", s.only == "")
	s.weight = column(c.Weight, "weight", false)
}

// addGroup adds a group that is not there yet.
func (s *seatList) addGroup(name string) *rollGroup {
	g := &rollGroup{name: strings.Clone(name), texts: map[string]*rollBloc{}}
	s.groups, s.named[g.name] = append(s.groups, g), g
	return g
}

// refuseEmpty refuses a group of the caller that has no seats. If its name has a mistake,
// the real group would be an independent bloc, and the rule would ask an empty group.
func (s *seatList) refuseEmpty() {
	for _, g := range s.groups {
		if g.blocs == nil && g.name != "" {
			s.wrong.refuse(errEmpty, g.name, "")
		}
	}
}

// add adds the seat of the current line. If something is wrong with the line, the seat is in
// no bloc, but is found on other lines.
func (s *seatList) add() {
	if len(s.rows) == mostInBallot {
		s.refuse(s.row, ErrTooLarge, fmt.Sprintf("a ballot has at most %d seats", mostInBallot))
		return
	}
	if wrong := prose.Flaw(s.row.id, mostName); wrong != "" {
		if !s.broken {
			s.refuseField(errName, s.row.id, wrong)
		}
		return
	}
	s.row.id = strings.Clone(s.row.id) // it was a part of its whole line
	s.rows = append(s.rows, s.row)
	if bloc := s.bloc(); bloc != nil {
		bloc.roll = append(bloc.roll, s.row.id)
		bloc.states = append(bloc.states, s.row.state)
	}
}

// bloc returns the bloc of the seat on the current line. It returns nil if there can be no
// such seat.
func (s *seatList) bloc() *rollBloc {
	if s.broken {
		return nil
	}
	name, weight := s.only, "1"
	if s.group >= 0 {
		name = s.table.Field(s.group)
	}
	if s.weight >= 0 {
		weight = s.table.Field(s.weight)
	}
	if g := s.groupOf(name); g != nil {
		return s.blocOf(g, weight)
	}
	return nil
}

// groupOf returns the group of the current line. It returns nil if there can be no such
// group.
func (s *seatList) groupOf(name string) *rollGroup {
	if g := s.named[name]; g != nil && name != "" {
		return g
	}
	if wrong := prose.Flaw(name, mostName); wrong != "" {
		s.refuseField(errName, name, "group "+prose.Quoted(name)+": "+wrong)
		return nil
	}
	if !s.fixed && len(s.groups) == numGroups {
		s.refuse(s.row, errFourth, "group "+prose.Quoted(name)+
			": set Groups, and any other group is an independent bloc")
		return nil
	}
	return s.addGroup(name)
}

// blocOf returns the bloc in a group for a weight. It returns nil if that is no weight.
func (s *seatList) blocOf(g *rollGroup, weight string) *rollBloc {
	if bloc := g.texts[weight]; bloc != nil {
		return bloc
	}
	number, wrong := s.readWeight(weight)
	if wrong != nil {
		detail := "weight " + prose.Quoted(weight) + ": " + wrong.Error()
		s.refuseField(errors.Unwrap(wrong), weight, detail)
		return nil
	}
	bloc := g.texts[number.String()] // 2/4 is the weight 1/2
	if bloc == nil {
		bloc = &rollBloc{weight: number, first: s.row}
		g.blocs = append(g.blocs, bloc)
		g.texts[number.String()] = bloc
	}
	g.texts[strings.Clone(weight)] = bloc
	return bloc
}

// readWeight parses a weight with the decimal mark of the file.
func (s *seatList) readWeight(weight string) (Fraction, error) {
	number := weight
	if s.decimal == ',' {
		number = strings.ReplaceAll(weight, ",", ".")
	}
	n, err := exact.Parse(number)
	switch f := (Fraction{n}); {
	case s.decimal == ',' && strings.Contains(weight, "."):
		err = problem{errFraction, `want no ".": Decimal is ','`}
	case err == nil && f.Sign() < 0:
		err = problem{errWeight, "want 0 or more"}
	case err == nil:
		return f, nil
	case s.decimal != ',' && strings.Contains(weight, ","):
		err = problem{errFraction, "a comma may mark decimals or thousands: " +
			"set Decimal to ',' if it marks decimals"}
	default:
		err = problem{errFraction, err.Error()}
	}
	return Fraction{}, err
}

// ballot returns the ballot of the seats, or all errors.
func (s *seatList) ballot() (*Ballot, error) {
	var err error
	if s.wrong.errs == nil {
		var b *Body
		if b, err = s.body(); err == nil {
			return s.votes(b), nil
		}
	}
	// NewBody finds the seats that are listed twice, but does not know their lines. To
	// remember the line of every seat by its ID would take as long as the body.
	s.refuseNames(s.refuseTwins())
	return nil, cmp.Or(s.join(), err)
}

// votes returns the ballot of the body of the seats.
func (s *seatList) votes(b *Body) *Ballot {
	ballot := b.open(Absent)
	for _, g := range s.groups {
		for _, bloc := range g.blocs {
			first, _ := b.seat(bloc.roll[0])
			for k, state := range bloc.states {
				ballot.state.set(seat{first.number + k, first.node}, state)
			}
		}
	}
	return ballot
}

// body makes the body.
func (s *seatList) body() (*Body, error) {
	blocs := make([]Bloc, max(numGroups, len(s.groups)))
	for i, g := range s.groups {
		var inner []Bloc
		for _, b := range g.blocs {
			inner = append(inner, Bloc{Name: b.name(), Roll: b.roll, Weight: b.weight})
		}
		if blocs[i].Blocs = inner; len(inner) == 1 {
			blocs[i] = inner[0]
		}
		blocs[i].Name = g.name
	}
	return NewBody(blocs[0], blocs[1], blocs[2], blocs[numGroups:]...)
}

// name returns the name of a bloc in a group that has several.
func (b *rollBloc) name() string { return "weight " + b.weight.String() }

// refuseTwins refuses the rows whose seat is in an earlier row, and returns the first row of
// each seat.
func (s *seatList) refuseTwins() map[string]rollRow {
	first := make(map[string]rollRow, len(s.rows))
	for _, row := range s.rows {
		if before, twice := first[row.id]; twice {
			s.refuseTwice(row, before.line)
		} else {
			first[row.id] = row
		}
	}
	return first
}

// refuseNames refuses the rows whose seat or bloc has the name of a bloc.
func (s *seatList) refuseNames(rows map[string]rollRow) {
	taken := map[string]bool{}
	check := func(path string, blocs ...*rollBloc) {
		isOther := func(id string) bool { return id != path }
		isMixed := func(b *rollBloc) bool { return slices.ContainsFunc(b.roll, isOther) }
		row, isSeat := rows[path]
		switch {
		case len(path) > mostName:
			s.refuse(blocs[0].first, errFraction, fmt.Sprintf(
				"weight %s: %s is longer than %d bytes, and names its bloc",
				prose.Quoted(blocs[0].weight.String()), prose.Quoted(path), mostName))
		case taken[path]:
			s.refuse(blocs[0].first, errName, "there are two blocs "+prose.Quoted(path))
		case isSeat && slices.ContainsFunc(blocs, isMixed): // not only a chair
			s.refuse(row, errName, "there is a bloc of that name")
		}
		taken[path] = true
	}
	for _, g := range s.groups {
		if len(g.blocs) > 0 {
			check(g.name, g.blocs...)
		}
		if len(g.blocs) > 1 {
			for _, b := range g.blocs {
				check(g.name+"/"+b.name(), b)
			}
		}
	}
}
