package tripartite

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// Words are the phrases that findings and pictures say, in one language. The zero Words is
// English. [ParseWords] reads those of another language. A phrase is whole, with room for
// numbers and other texts, so that its words can agree with each other.
type Words struct{ phrases map[string]string }

//go:embed words/en.txt
var englishTable string

// english holds the names of all phrases, with the English ones.
var english = sync.OnceValue(func() map[string]string {
	phrases := map[string]string{}
	for _, line := range phraseLines(englishTable) {
		phrases[line.name] = line.phrase
	}
	return phrases
})

// ParseWords reads a table of phrases. A line has the name of a phrase, a colon and the
// phrase. The names are those in the text of the zero Words. In a phrase, "%s" stands for a
// number or for another text, and a phrase has as many as the English one. If their order
// is another, it has %[2]s for the second. Empty lines and those that begin with # mean
// nothing. The phrase "language" is the language, as "fr", for screen readers.
//
// A table has every phrase once. The error is [ErrText], and names each line that is wrong
// and each phrase that is missing.
func ParseWords(table string) (Words, error) {
	w := Words{map[string]string{}}
	wrong := refusals{op: "words", whole: "phrases"}
	for _, line := range phraseLines(table) {
		_, twice := w.phrases[line.name]
		want, known := english()[line.name]
		phrase := prose.Quoted(line.phrase)
		switch {
		case !known:
			wrong.refuse(ErrText, prose.Shorten(line.name), "line %d: no phrase has this name", line.number)
		case twice:
			wrong.refuse(ErrText, line.name, "line %d: the phrase is given twice", line.number)
		case !prose.Printable(line.phrase) || len(line.phrase) > mostPhrase:
			wrong.refuse(ErrText, line.name, "line %d: %s: want up to %d printable bytes",
				line.number, phrase, mostPhrase)
		case !sameVerbs(want, line.phrase):
			wrong.refuse(ErrText, line.name, "line %d: %s: want the same verbs as in %q",
				line.number, phrase, want)
		}
		w.phrases[line.name] = line.phrase
	}
	for _, line := range phraseLines(englishTable) {
		if _, ok := w.phrases[line.name]; !ok {
			wrong.refuse(ErrText, line.name, "the phrase is missing")
		}
	}
	if err := wrong.join(); err != nil {
		return Words{}, err
	}
	return w, nil
}

// String returns the table of the phrases, as [ParseWords] reads it. For the zero Words it has
// comments for translators.
func (w Words) String() string {
	if w.phrases == nil {
		return englishTable
	}
	var b strings.Builder
	for _, line := range phraseLines(englishTable) {
		b.WriteString(line.name + ": " + w.phrases[line.name] + "\n")
	}
	return b.String()
}

// mostPhrase is the greatest length of a phrase.
const mostPhrase = 200

// phraseLine is a line of a table that has a phrase.
type phraseLine struct {
	number       int
	name, phrase string
}

// phraseLines returns the lines of a table that have phrases. Without a colon, the whole line
// is a name.
func phraseLines(table string) []phraseLine {
	var lines []phraseLine
	for i, text := range strings.Split(table, "\n") {
		if text = strings.TrimSpace(text); text != "" && text[0] != '#' {
			name, phrase, _ := strings.Cut(text, ":")
			lines = append(lines, phraseLine{i + 1, strings.TrimSpace(name), strings.TrimSpace(phrase)})
		}
	}
	return lines
}

// sameVerbs reports whether a phrase has a place for every argument of an English one, and no
// other verbs. A phrase without arguments is no format.
func sameVerbs(english, phrase string) bool {
	n := strings.Count(english, "%s")
	if n == 0 {
		return phrase != "" && !strings.Contains(phrase, "%s") && !strings.Contains(phrase, "%[")
	}
	var arguments []any
	for i := range n {
		arguments = append(arguments, string(rune('\x01'+i))) // no phrase has these characters
	}
	said := fmt.Sprintf(phrase, arguments...)
	return !strings.Contains(said, "%!") && !slices.ContainsFunc(arguments, func(a any) bool {
		return !strings.Contains(said, a.(string))
	})
}

// say returns the phrase with that name, with its arguments in place.
func (w Words) say(name string, arguments ...any) string {
	phrases := w.phrases
	if phrases == nil {
		phrases = english()
	}
	if len(arguments) == 0 {
		return phrases[name]
	}
	return fmt.Sprintf(phrases[name], arguments...)
}

// capital returns a text with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToTitle(first)) + s[size:]
}

// sentence joins parts that are not empty by commas.
func sentence(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// plain returns a text from outside as one printable line of limited length.
func plain(s string) string {
	return prose.Shorten(prose.OneLine(strings.Join(strings.Fields(s), " ")))
}
