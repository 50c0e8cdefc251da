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
//   - Each further line is a seat. Lines without any text in a field are skipped.
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
// the order of their lines, but no more than 20 of a kind. After these come the errors of the
// whole file, and an error for each kind that says how many more there are. Missing seats are
// errors only if every line has as many fields as the header. The errors are
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
	l, err := c.open(r, false)
	if err != nil {
		return nil, err
	}
	ballot := b.open(cmp.Or(c.Missing, Absent)) // no seat stays so if a missing seat is an error
	lines := make([]uint32, b.size)             // of the seats, by number
	found := 0
	for l.next() {
		seat, ok := ballot.state.seat(l.id)
		switch {
		case !ok:
			l.refuseField(errUnknownSeat, l.id, l.wrong.hint(errUnknownSeat, l.id, b.hint))
		case lines[seat.number] != 0:
			l.refuseTwice(lines[seat.number])
		default:
			lines[seat.number] = l.line
			found++
			if l.state != 0 {
				ballot.state.set(seat, l.state)
			}
		}
	}
	if found < b.size && c.Missing == 0 && l.complete {
		listed := func(number int, _ string) bool { return lines[number] != 0 }
		b.refuseMissing(&l.wrong, b.size-found, listed)
	}
	if err := l.wrong.join(); err != nil {
		return nil, err
	}
	return ballot, nil
}

// check returns an error if there can be no ballot, whatever the file has in it.
func (c RollCall) check(b *Body) error {
	switch {
	case len(b.leaves()) == 0:
		return b.empty("roll-call")
	case b.size > mostInBallot:
		return b.tooLarge("roll-call", "")
	case c.Missing != 0:
		return oneState(map[string]States{"missing": c.Missing})
	}
	return nil
}

// rollLines reads the lines of a roll-call.
type rollLines struct {
	RollCall
	table               *csvtable.Table
	seat, group, weight int               // columns; -1 if there is none
	only                string            // the group of all seats if there is no column for it
	vote                int               // the column for the vote, if there are no options
	options             *csvtable.Choice  // instead
	rivals              *csvtable.Rivals  // of the column for the vote, if it has 0 and 1
	words               map[string]States // the caller's words, in lower case
	known               map[string]States // fields of the vote, as they occurred
	allWords            string            // for errors
	header              int               // its line
	wrong               refusals
	complete            bool // all lines have been read, as far as it is known which they are
	rollRow                  // of the current line
}

// rollRow is what a line says of a seat. Without an error, state is not empty.
type rollRow struct {
	id    string
	line  uint32 // up to the largest uint32; most lines of such a file are empty
	state States
}

// open opens a roll-call, and finds its columns: for a body, those for the group and the weight,
// too.
func (c RollCall) open(r io.Reader, forBody bool) (*rollLines, error) {
	l := &rollLines{
		RollCall: c, words: map[string]States{}, known: map[string]States{},
		wrong: refusals{op: "roll-call", whole: "lines"}, complete: true,
	}
	err := cmp.Or(l.readWords(), oneState(c.Options))
	switch {
	case err != nil:
		return nil, err
	case len(c.Options) > 0 && c.Vote != "":
		detail := "want a column for the vote or options, not both"
		return nil, wrongRollCall("options", detail, errOptions)
	}
	if l.table, err = csvtable.Open(r, cmp.Or(c.Comma, ',')); err != nil {
		return nil, csvError(err)
	}
	l.header = l.table.Line
	l.seat = l.table.Column(cmp.Or(c.Seat, "seat"))
	if len(c.Options) > 0 {
		l.options = l.table.Choice(slices.Sorted(maps.Keys(c.Options)))
	} else {
		l.vote = l.table.Column(cmp.Or(c.Vote, "vote"))
		if l.words["0"] != 0 && l.words["1"] != 0 {
			l.rivals = l.table.Rivals(l.vote)
		}
	}
	l.table.Where(c.Where)
	if forBody {
		l.only = c.onlyGroup()
		l.group = l.column(c.Group, "group", l.only == "")
		l.weight = l.column(c.Weight, "weight", false)
	}
	return l, csvError(l.table.Err())
}

// column returns the number of a column, by the name that the caller gave or the usual one. If
// it is needed or the caller gave a name, it must be there.
func (l *rollLines) column(name, usual string, needed bool) int {
	if needed || name != "" {
		return l.table.Column(cmp.Or(name, usual))
	}
	return l.table.Optional(usual)
}

// onlyGroup returns the group of all seats if there is no column for it. If it is not clear
// which one that is, it returns "".
func (c RollCall) onlyGroup() string {
	named := slices.DeleteFunc(slices.Clone(c.Groups), func(name string) bool { return name == "" })
	switch {
	case len(c.Groups) == 0:
		return First.String()
	case len(named) == 1:
		return named[0]
	}
	return ""
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
		kind = ErrText
	case csvtable.ErrTooLong:
		kind = ErrTooLarge
	}
	return wrongRollCall(wrong.Place, wrong.Detail, problem{kind, wrong.What})
}

func wrongRollCall(name, detail string, err error) error {
	return &Error{Op: "roll-call", Name: name, Detail: detail, Err: err}
}

// next goes to the next line that Where selects, and records what is wrong with it. It skips a
// line of another width. With Where, that may be a line of another vote.
func (l *rollLines) next() bool {
	for {
		if err := l.table.Next(); err != nil {
			l.end(err)
			return false
		}
		l.id = l.table.Field(l.seat)
		l.line = uint32(min(uint64(l.table.Line), math.MaxUint32))
		if !l.table.Broken() {
			l.readState()
			return true
		}
		l.wrong.refuse(errWidth, csvtable.LineNumber(l.table.Line), "%s", l.table.Widths())
		l.complete = false
	}
}

// readState reads the state of the seat on the current line.
func (l *rollLines) readState() {
	if l.options != nil {
		name, wrong := l.options.Chosen()
		if l.state = l.Options[name]; wrong != "" {
			l.refuse(errOption, wrong)
		}
		return
	}
	if l.rivals != nil {
		l.rivals.Look()
	}
	field := l.table.Fields[l.vote]
	if l.state = l.stateOf(field); l.state == 0 {
		l.refuseField(errWord, field, l.unknown(field))
	}
}

// end records what is wrong with the whole file, given the error that ends it.
func (l *rollLines) end(err error) {
	if err != io.EOF {
		l.wrong.errs = append(l.wrong.errs, csvError(err))
		l.complete = false
	} else if l.rivals == nil {
		return
	} else if options := l.rivals.Found(); options != "" {
		l.wrong.refuse(errRivals, csvtable.LineNumber(l.header),
			"each line has a 1 in one of %s: map the options to states", options)
	}
}

// refuseField records an error on the current line because of a field. If the field is not
// UTF-8, that is what is wrong with it.
func (l *rollLines) refuseField(kind error, field, detail string) {
	if !utf8.ValidString(field) {
		kind, detail = errUTF8, csvtable.ToUTF8
		if field != l.id {
			detail = prose.Quoted(field) + ": " + detail
		}
	}
	l.refuse(kind, detail)
}

// refuse records an error about the seat on the current line.
func (l *rollLines) refuse(kind error, detail string) {
	detail = strings.TrimSuffix(prose.Quoted(l.id)+": "+detail, ": ")
	l.wrong.refuse(kind, csvtable.LineNumber(int(l.line)), "%s", detail)
}

// refuseTwice records that the seat on the current line is on an earlier one.
func (l *rollLines) refuseTwice(line uint32) {
	l.refuse(errTwice, fmt.Sprintf("it is on line %d already", line))
}

var (
	errWidth = narrow(ErrText, "wrong number of fields")
	errWord  = narrow(ErrText, "not a state")
	errUTF8  = narrow(ErrText, csvtable.NotUTF8)
	errTwice = narrow(ErrCounts, "seat is listed twice")

	errOptions = narrow(ErrText, "not the columns of a vote")
	errOption  = narrow(ErrText, "not one option")
	errRivals  = narrow(ErrText, "a column for each option")

	errGroups  = narrow(ErrBody, "not the groups of a body")
	errFourth  = narrow(ErrBody, "a fourth group")
	errEmpty   = narrow(ErrBody, "no seat is in this group")
	errDecimal = narrow(ErrText, "not a decimal mark")
)

// mostKnown limits how many spellings of the same words are remembered.
const mostKnown = 1000

// oneState returns an error if a word or a column stands for anything but one state.
func oneState(states map[string]States) error {
	for _, word := range slices.Sorted(maps.Keys(states)) {
		if state := states[word]; !state.single() {
			return wrongRollCall(word, state.String()+": want one state", ErrState)
		}
	}
	return nil
}

// readWords reads the words of the caller, and lists them with those of the package.
func (l *rollLines) readWords() error {
	for _, word := range slices.Sorted(maps.Keys(l.Words)) {
		state, lower := l.Words[word], lowerWord(word)
		if other := l.words[lower]; other != 0 && other != state {
			return wrongRollCall(word, fmt.Sprintf("both %v and %v", other, state), ErrState)
		}
		l.words[lower] = state
	}
	all := slices.Sorted(maps.Keys(l.words))
	for i, word := range all {
		if word == "" || strings.Contains(word, ",") || !prose.Printable(word) {
			all[i] = prose.Quoted(word) // the list would not show where it begins and ends
		}
	}
	l.allWords = prose.Shorten(strings.Join(append(all, stateNames[:]...), ", "))
	return oneState(l.Words)
}

// lowerWord returns a word of any language in lower case, with one space between its
// parts.
func lowerWord(word string) string {
	return strings.ToLower(strings.Join(strings.Fields(word), " "))
}

// stateOf returns the state that a field names, or the empty set.
func (l *rollLines) stateOf(field string) States {
	if state, ok := l.known[field]; ok {
		return state
	}
	state := l.words[lowerWord(field)]
	if state == 0 {
		state, _ = parseSet(prose.Words(field))
	}
	if !state.single() {
		return 0
	}
	if len(l.known) < mostKnown {
		l.known[strings.Clone(field)] = state // the field is a part of its whole line
	}
	return state
}

// unknown describes a field that names no state, and says what would be right.
func (l *rollLines) unknown(field string) string {
	found, word := prose.Quoted(field), prose.Words(field)
	if word == "" {
		found = "nothing"
	}
	if state, ok := otherWords[word]; ok {
		found += " (say " + prose.Quoted(state.String()) + ", or map the word to a state)"
	}
	return found + ": want " + l.allWords
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
// and besides those below. Seats that are listed twice come last.
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
	l, err := c.open(r, true)
	if err != nil {
		return nil, err
	}
	s := seatList{rollLines: l, named: map[string]*rollGroup{}, blocs: map[[2]string]*Bloc{}}
	if len(c.Groups) > 0 {
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
	if s.wrong.errs == nil {
		var ballot *Ballot
		if ballot, err = s.ballot(); err == nil {
			return ballot, nil
		}
	}
	// NewBody finds the seats that are listed twice, but does not know their lines. To
	// remember the line of every seat by its ID would take as long as the body.
	s.refuseTwins()
	return nil, cmp.Or(s.wrong.join(), err)
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
	groups []*rollGroup
	named  map[string]*rollGroup // the groups that have names
	blocs  map[[2]string]*Bloc   // by the group, and the weight as the file has it or its String
	rows   []rollRow             // in the order of the file
}

// rollGroup is a group with a bloc for each weight of its seats.
type rollGroup struct {
	name  string
	blocs []*Bloc
}

// addGroup adds a group that is not there yet.
func (s *seatList) addGroup(name string) *rollGroup {
	g := &rollGroup{name: strings.Clone(name)}
	if s.groups = append(s.groups, g); name != "" {
		s.named[g.name] = g
	}
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
	switch wrong := prose.Flaw(s.id, mostName); {
	case len(s.rows) == mostInBallot:
		s.refuse(ErrTooLarge, fmt.Sprintf("a ballot has at most %d seats", mostInBallot))
		return
	case wrong != "":
		s.refuseField(errName, s.id, wrong)
		return
	}
	s.id = strings.Clone(s.id) // it was a part of its whole line
	s.rows = append(s.rows, s.rollRow)
	group, weight := s.only, "1"
	if s.group >= 0 {
		group = s.table.Field(s.group)
	}
	if s.weight >= 0 {
		weight = s.table.Field(s.weight)
	}
	if bloc := s.bloc(group, weight); bloc != nil {
		bloc.Roll = append(bloc.Roll, s.id)
	}
}

// bloc returns the bloc of the seat on the current line. It returns nil if there can be no
// such seat.
func (s *seatList) bloc(group, weight string) *Bloc {
	if bloc := s.blocs[[2]string{group, weight}]; bloc != nil {
		return bloc
	}
	g := s.groupOf(group)
	if g == nil {
		return nil
	}
	number, wrong := s.readWeight(weight)
	if wrong != nil {
		detail := "weight " + prose.Quoted(weight) + ": " + wrong.Error()
		s.refuseField(errors.Unwrap(wrong), weight, detail)
		return nil
	}
	key := [2]string{g.name, number.String()} // 2/4 is the weight 1/2
	bloc := s.blocs[key]
	if bloc == nil {
		bloc = &Bloc{Name: "weight " + number.String(), Weight: number}
		g.blocs = append(g.blocs, bloc)
		s.blocs[key] = bloc
	}
	s.blocs[[2]string{g.name, strings.Clone(weight)}] = bloc
	return bloc
}

// groupOf returns the group of the current line. It returns nil if there can be no such
// group.
func (s *seatList) groupOf(name string) *rollGroup {
	if g := s.named[name]; g != nil {
		return g
	}
	if wrong := prose.Flaw(name, mostName); wrong != "" {
		s.refuseField(errName, name, "group "+prose.Quoted(name)+": "+wrong)
		return nil
	}
	if len(s.Groups) == 0 && len(s.groups) == numGroups {
		s.refuse(errFourth, "group "+prose.Quoted(name)+
			": name the three groups, and any other is an independent bloc")
		return nil
	}
	return s.addGroup(name)
}

// readWeight parses a weight with the decimal mark of the file.
func (s *seatList) readWeight(weight string) (Fraction, error) {
	number := weight
	if s.Decimal == ',' {
		number = strings.ReplaceAll(weight, ",", ".")
	}
	n, err := exact.Parse(number)
	switch {
	case s.Decimal == ',' && strings.Contains(weight, "."):
		err = problem{errFraction, `want no ".": the decimal mark is ','`}
	case err == nil && n.Sign() < 0:
		err = problem{errWeight, "want 0 or more"}
	case err == nil:
	case s.Decimal != ',' && strings.Contains(weight, ","):
		err = problem{errFraction, "a comma may mark decimals or thousands: " +
			"set the decimal mark to ',' if it is one"}
	default:
		err = problem{errFraction, err.Error()}
	}
	return Fraction{n}, err
}

// ballot returns a ballot of the body, with the states of its seats.
func (s *seatList) ballot() (*Ballot, error) {
	blocs := make([]Bloc, max(numGroups, len(s.groups)))
	for i, g := range s.groups {
		for _, b := range g.blocs {
			blocs[i].Blocs = append(blocs[i].Blocs, *b)
		}
		if len(g.blocs) == 1 {
			blocs[i] = *g.blocs[0]
		}
		blocs[i].Name = g.name
	}
	b, err := NewBody(blocs[0], blocs[1], blocs[2], blocs[numGroups:]...)
	if err != nil {
		return nil, err
	}
	ballot := b.open(Absent)
	for _, row := range s.rows {
		seat, _ := ballot.state.seat(row.id)
		ballot.state.set(seat, row.state)
	}
	return ballot, nil
}

// refuseTwins refuses the rows whose seat is in an earlier row.
func (s *seatList) refuseTwins() {
	first := make(map[string]uint32, len(s.rows))
	for _, row := range s.rows {
		if line, twice := first[row.id]; !twice {
			first[row.id] = row.line
		} else {
			s.rollRow = row
			s.refuseTwice(line)
		}
	}
}
