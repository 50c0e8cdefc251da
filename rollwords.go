package tripartite

import (
	"fmt"
	"maps"
	"slices"
	"strings"
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
		if !state.single() {
			return w, &Error{Op: "roll-call", Name: word, Detail: state.String() + ": want one state", Err: ErrState}
		}
		if other, twice := w.own[lower]; twice && other != state {
			return w, &Error{Op: "roll-call", Name: word, Detail: fmt.Sprintf("both %v and %v", other, state), Err: ErrState}
		}
		w.own[lower] = state
	}
	return w, nil
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
		i := slices.Index(stateNames[:], words(field))
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
	text := quoted(field)
	word := words(field)
	if word == "" {
		text = "nothing"
	}
	if state, ok := otherWords[word]; ok {
		text += " (say " + quoted(state.String()) + ", or add the word to Words)"
	}
	var want []string
	for _, own := range slices.Sorted(maps.Keys(w.own)) {
		if own == "" || strings.Contains(own, ",") || !printable(own) {
			own = quoted(own) // the list would not show where it begins and ends
		}
		want = append(want, own)
	}
	return text + ": want " + shorten(strings.Join(append(want, stateNames[:]...), ", "))
}
