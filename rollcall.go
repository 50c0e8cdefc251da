package tripartite

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	list, err := c.open(r)
	if err != nil {
		return nil, err
	}
	ballot := b.open(c.start())
	lines := make([]uint32, b.size)
	found := list.take(ballot, lines)
	if found < b.size && c.Missing == 0 && list.ended {
		b.refuseMissing(&list.wrong, b.size-found, func(number int, _ string) bool { return lines[number] != 0 })
	}
	if err := list.join(); err != nil {
		return nil, err
	}
	return ballot, nil
}

// check returns an error if there can be no ballot, whatever the file has in it.
func (c RollCall) check(b *Body) error {
	switch {
	case len(b.leaves()) == 0:
		return &Error{Op: "roll-call", Detail: "the body is nil or the zero Body", Err: errNoSeats}
	case b.size > mostInBallot:
		return &Error{Op: "roll-call", Detail: tooManySeats(b), Err: ErrTooLarge}
	case c.Missing != 0 && !c.Missing.single():
		return &Error{Op: "roll-call", Name: "missing", Detail: c.Missing.String() + ": want one state", Err: ErrState}
	}
	return nil
}

// start returns the state in which the seats of a ballot start. If a seat that is not in
// the file is an error, no seat stays in it.
func (c RollCall) start() States {
	if c.Missing == 0 {
		return Absent
	}
	return c.Missing
}

// rollLines goes through the lines of a roll-call.
type rollLines struct {
	file       *csvFile
	words      stateWords
	seat, vote int          // columns
	options    stateOptions // instead of the column for the vote
	rivals     *rivalColumns
	where      []lineFilter
	selected   bool // a line is
	header     int  // its line
	wrong      refusals
	at         map[error]int // the lines of the errors in wrong
	ended      bool          // the whole file has been read

	id     string // of the seat on the current line
	state  States
	broken bool // the current line has the wrong number of fields
}

// open opens a roll-call, and finds the columns that every one has.
func (c RollCall) open(r io.Reader) (*rollLines, error) {
	l := &rollLines{wrong: refusals{op: "roll-call", whole: "lines"}, at: map[error]int{}}
	var err error
	if l.words, err = newStateWords(c.Words); err != nil {
		return nil, err
	}
	if err = c.checkOptions(); err != nil {
		return nil, err
	}
	if l.file, err = openCSV(r, c.Comma); err != nil {
		return nil, err
	}
	l.header = l.file.line
	if l.seat, err = l.file.column(c.Seat, "seat", true); err != nil {
		return nil, err
	}
	if err = l.openVote(c); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(c.Where)) {
		column, err := l.file.column(name, "", true)
		if err != nil {
			return nil, err
		}
		l.where = append(l.where, lineFilter{column, name, trimBlanks(c.Where[name])})
	}
	return l, nil
}

// checkOptions returns an error if Options mean nothing, whatever the file has in it.
func (c RollCall) checkOptions() error {
	for _, name := range slices.Sorted(maps.Keys(c.Options)) {
		if err := wantOne(name, c.Options[name]); err != nil {
			return err
		}
	}
	if len(c.Options) > 0 && c.Vote != "" {
		return &Error{Op: "roll-call", Name: "options", Detail: "want Vote or Options, not both", Err: errOptions}
	}
	return nil
}

// openVote finds the column of the vote, or those of the options.
func (l *rollLines) openVote(c RollCall) (err error) {
	if len(c.Options) > 0 {
		l.options, err = newStateOptions(l.file, c.Options)
		return err
	}
	if l.vote, err = l.file.column(c.Vote, "vote", true); err == nil {
		l.rivals = newRivalColumns(l.words, l.vote, len(l.file.header))
	}
	return err
}

// lineFilter selects the lines that have a value in a column.
type lineFilter struct {
	column      int
	name, value string
}

// take takes the votes of all lines. It records in lines, by the number of the seat, where
// the file has each seat, and returns how many seats it has found.
func (l *rollLines) take(ballot *Ballot, lines []uint32) (found int) {
	b := ballot.Body()
	expect := newSeatOrder(b)
	for l.next() {
		seat, ok := expect.seat(l.id)
		switch {
		case !ok && l.broken: // perhaps its ID is in another field
		case !ok:
			l.refuseField(errUnknownSeat, l.id, func() string { return b.hint(l.id) })
		case lines[seat.number] != 0:
			l.refuseSeat(errTwice, func() string { return onLine(lines[seat.number]) })
		default:
			lines[seat.number] = l.line32()
			found++
			if l.state != 0 {
				ballot.state.set(seat, l.state)
			}
		}
	}
	return found
}

// next goes to the next line that Where selects, and records what is wrong with it. If the
// line has no state, state is empty. A broken line has an ID, too, if it has a field for it,
// so that its seat is not missed, and is found on other lines.
func (l *rollLines) next() bool {
	for {
		if err := l.file.next(); err == io.EOF {
			l.end()
			return false
		} else if err != nil {
			l.wrong.errs = append(l.wrong.errs, err)
			return false
		}
		l.id, l.state, l.broken = "", 0, l.file.wrongWidth()
		if l.seat < len(l.file.fields) {
			l.id = trimBlanks(l.file.fields[l.seat])
		}
		if l.broken {
			l.refuse(l.file.line, errWidth, l.file.widths)
			if l.where == nil {
				return true
			}
		} else if l.selects() {
			l.readState()
			return true
		}
	}
}

// selects reports whether Where selects the current line.
func (l *rollLines) selects() bool {
	for _, f := range l.where {
		if trimBlanks(l.file.fields[f.column]) != f.value {
			return false
		}
	}
	l.selected = true
	return true
}

// readState reads the state of the seat on the current line.
func (l *rollLines) readState() {
	if l.options != nil {
		if l.state = l.options.state(l.file.fields); l.state == 0 {
			l.refuseSeat(errOption, func() string { return l.options.wrong(l.file.fields) })
		}
		return
	}
	if l.rivals != nil {
		l.rivals.line(l.file.fields)
	}
	field := l.file.fields[l.vote]
	if l.state = l.words.state(field); l.state == 0 {
		l.refuseField(errWord, field, func() string { return l.words.unknown(field) })
	}
}

// end records what is wrong with the whole file. If it has no line of the vote, nothing is
// known about the seats.
func (l *rollLines) end() {
	l.ended = l.where == nil || l.selected
	if !l.ended {
		var want []string
		for _, f := range l.where {
			want = append(want, prose.Quoted(f.value)+" in column "+prose.Quoted(f.name))
		}
		l.wrong.add(errNoLine, "where", errNoLine, "want "+strings.Join(want, " and "))
	}
	if l.rivals == nil {
		return
	}
	if columns := l.rivals.found(); columns != nil {
		var names []string
		for _, i := range columns {
			names = append(names, prose.Quoted(l.file.header[i]))
		}
		l.refuse(l.header, errRivals, func() string {
			return "each line has a 1 in one of " + prose.Shorten(strings.Join(names, ", ")) + ": set Options"
		})
	}
}

// refuseField records that a field of the current line is wrong. If the field is not
// UTF-8, that is what is wrong with it.
func (l *rollLines) refuseField(kind error, field string, detail func() string) {
	if utf8.ValidString(field) {
		l.refuseSeat(kind, detail)
		return
	}
	l.refuseSeat(errUTF8, func() string {
		if field == l.id {
			return toUTF8
		}
		return prose.Quoted(field) + ": " + toUTF8
	})
}

// refuseSeat records an error about the seat on the current line.
func (l *rollLines) refuseSeat(kind error, detail func() string) {
	l.refuse(l.file.line, kind, func() string {
		if text := detail(); text != "" {
			return prose.Quoted(l.id) + ": " + text
		}
		return prose.Quoted(l.id)
	})
}

// refuse records an error on a line. It asks for the detail only if the error will be
// returned: to describe a million errors takes seconds.
func (l *rollLines) refuse(line int, kind error, detail func() string) {
	if l.wrong.full(kind) {
		l.wrong.count(kind, 1)
		return
	}
	l.wrong.add(kind, "line "+strconv.Itoa(line), kind, detail())
	l.at[l.wrong.errs[len(l.wrong.errs)-1]] = line
}

// join returns all errors in the order of their lines. Those about the whole file come
// last.
func (l *rollLines) join() error {
	place := func(err error) int {
		if line, ok := l.at[err]; ok {
			return line
		}
		return math.MaxInt
	}
	slices.SortStableFunc(l.wrong.errs, func(a, b error) int { return cmp.Compare(place(a), place(b)) })
	return l.wrong.join()
}

// line32 returns the number of the current line in half the memory. No roll-call that has
// a ballot is longer, unless most of its lines are empty.
func (l *rollLines) line32() uint32 { return uint32(min(uint64(l.file.line), 1<<32-1)) }

// onLine says where a seat was listed first.
func onLine(line uint32) string { return fmt.Sprintf("it is on line %d already", line) }

var (
	errWidth = problem{ErrText, "wrong number of fields"}
	errWord  = problem{ErrText, "not a state"}
	errTwice = problem{ErrCounts, "seat is listed twice"}

	errOptions = problem{ErrText, "not the columns of a vote"}
	errOption  = problem{ErrText, "not one option"}
	errRivals  = problem{ErrText, "a column for each option"}
	errNoLine  = problem{ErrText, "no such line"}
)
