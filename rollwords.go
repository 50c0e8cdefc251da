package tripartite

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
)

// stateWords tells which state a word stands for.
type stateWords struct {
	own   map[string]States // the caller's words, in lower case
	known map[string]States // fields as they occurred
}

// mostKnown limits how many spellings of the same words are remembered.
const mostKnown = 1000

// newStateWords returns the words of the package and those of the caller.
func newStateWords(own map[string]States) (stateWords, error) {
	w := stateWords{own: map[string]States{}, known: map[string]States{}}
	for _, word := range slices.Sorted(maps.Keys(own)) {
		state, lower := own[word], lowerWord(word)
		if err := wantOne(word, state); err != nil {
			return w, err
		}
		if other, twice := w.own[lower]; twice && other != state {
			return w, &Error{Op: "roll-call", Name: word, Detail: fmt.Sprintf("both %v and %v", other, state), Err: ErrState}
		}
		w.own[lower] = state
	}
	return w, nil
}

// wantOne returns an error if a word or a column stands for anything but one state.
func wantOne(word string, state States) error {
	if state.single() {
		return nil
	}
	return &Error{Op: "roll-call", Name: word, Detail: state.String() + ": want one state", Err: ErrState}
}

// lowerWord returns a word of any language in lower case, with one space between its
// parts.
func lowerWord(word string) string { return strings.ToLower(strings.Join(strings.Fields(word), " ")) }

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
	text := prose.Quoted(field)
	word := prose.Words(field)
	if word == "" {
		text = "nothing"
	}
	if state, ok := otherWords[word]; ok {
		text += " (say " + prose.Quoted(state.String()) + ", or add the word to Words)"
	}
	var want []string
	for _, own := range slices.Sorted(maps.Keys(w.own)) {
		if own == "" || strings.Contains(own, ",") || !prose.Printable(own) {
			own = prose.Quoted(own) // the list would not show where it begins and ends
		}
		want = append(want, own)
	}
	return text + ": want " + prose.Shorten(strings.Join(append(want, stateNames[:]...), ", "))
}

// stateOptions tells the state of a seat from columns of 0 and 1, of which one is 1.
type stateOptions []stateOption

// stateOption is a column that is 1 for the seats in a state.
type stateOption struct {
	column int
	name   string
	state  States
}

// newStateOptions finds the columns, and returns them in the order of the header.
func newStateOptions(f *csvFile, states map[string]States) (stateOptions, error) {
	var options stateOptions
	for _, name := range slices.Sorted(maps.Keys(states)) {
		column, err := f.column(name, "", true)
		if err != nil {
			return nil, err
		}
		options = append(options, stateOption{column, name, states[name]})
	}
	slices.SortFunc(options, func(a, b stateOption) int { return cmp.Compare(a.column, b.column) })
	for i := range options[min(1, len(options)):] {
		if options[i].column == options[i+1].column {
			return nil, f.wrongHeader("two options for the column "+prose.Quoted(options[i].name), "")
		}
	}
	return options, nil
}

// state returns the state whose column is 1. If there is not one such column, or a column
// is neither 0 nor 1, it returns the empty set.
func (o stateOptions) state(fields []string) States {
	state, ones := States(0), 0
	for _, option := range o {
		switch trimBlanks(fields[option.column]) {
		case "1":
			state, ones = option.state, ones+1
		case "0":
		default:
			return 0
		}
	}
	if ones != 1 {
		return 0
	}
	return state
}

// wrong says why a line has no state.
func (o stateOptions) wrong(fields []string) string {
	var all, ones []string
	for _, option := range o {
		all = append(all, prose.Quoted(option.name))
		switch field := trimBlanks(fields[option.column]); field {
		case "1":
			ones = append(ones, prose.Quoted(option.name))
		case "0":
		default:
			return "column " + prose.Quoted(option.name) + ": " + prose.Quoted(field) + ": want 0 or 1"
		}
	}
	if len(ones) == 0 {
		return "no column is 1: want one of " + prose.Shorten(strings.Join(all, ", "))
	}
	return "columns " + prose.Shorten(strings.Join(ones, ", ")) + " are 1: want one"
}

// rivalColumns notices that the column of the vote is only one of several options. In a file
// with the columns yes, no and abstain, a 0 under yes is no vote against. All but the option
// that a seat chose are 0.
type rivalColumns struct {
	vote        int
	others      []rivalColumn // the columns that may be other options
	lines, ones int           // all lines, and those whose vote is 1
}

// rivalColumn is a column of 0 and 1 that is never 1 together with that of the vote.
type rivalColumn struct{ column, ones int }

// newRivalColumns returns nil if the vote cannot be 0 or 1.
func newRivalColumns(w stateWords, vote, columns int) *rivalColumns {
	if w.own["0"] == 0 || w.own["1"] == 0 {
		return nil
	}
	r := &rivalColumns{vote: vote}
	for i := range columns {
		if i != vote {
			r.others = append(r.others, rivalColumn{column: i})
		}
	}
	return r
}

// line looks at a line.
func (r *rivalColumns) line(fields []string) {
	vote, left := trimBlanks(fields[r.vote]), r.others[:0]
	r.lines++
	r.ones += b2i(vote == "1")
	for _, other := range r.others {
		field := trimBlanks(fields[other.column])
		other.ones += b2i(field == "1")
		if field == "0" && (vote == "0" || vote == "1") || field == "1" && vote == "0" {
			left = append(left, other)
		}
	}
	r.others = left
}

// found returns the columns of the file if it has one for each option. A file with two
// options is not one: there, whoever did not choose one chose the other.
func (r *rivalColumns) found() []int {
	columns, ones := []int{r.vote}, r.ones
	for _, other := range r.others {
		columns, ones = append(columns, other.column), ones+other.ones
	}
	if len(columns) < 3 || ones != r.lines || r.ones == r.lines {
		return nil
	}
	slices.Sort(columns)
	return columns
}
