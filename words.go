package tripartite

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// Words are the phrases that findings, rules and pictures say, in one language. The zero Words
// is English. [LoadWords] returns those of a language that this package knows, and [ParseWords]
// reads any other. A phrase is whole, with room for numbers and other texts, so that its words
// can agree with each other:
//
//	french, err := tripartite.LoadWords("fr")
//	fmt.Print(french.Finding(finding))
//	image, err := tripartite.Picture{Words: french}.Vote(tally, finding)
//
// Names and sources are texts of the user, and stay in their language, as do errors.
type Words struct {
	table   string
	phrases map[string]string // by name
}

//go:embed words/en.txt
var englishTable string

// english returns the words in English, and the names of their phrases.
var english = sync.OnceValues(func() (w Words, names map[string]string) {
	w, names = Words{englishTable, map[string]string{}}, map[string]string{}
	for _, line := range phraseLines(englishTable) {
		w.phrases[line.name] = line.phrase
		if _, twice := names[line.phrase]; !twice {
			names[line.phrase] = line.name
		}
	}
	return w, names
})

//go:embed words
var languages embed.FS

// LoadWords returns the words of a language: "en", "es" or "fr". The error for any other is
// [ErrUnknown].
//
// The tables are part of a program only if the program calls LoadWords.
func LoadWords(language string) (Words, error) {
	table, err := languages.ReadFile("words/" + language + ".txt")
	if err != nil {
		var names []string
		files, _ := languages.ReadDir("words")
		for _, file := range files {
			names = append(names, strings.TrimSuffix(file.Name(), ".txt"))
		}
		detail := "want " + strings.Join(names, ", ")
		return Words{}, &Error{Op: "words", Name: language, Detail: detail, Err: errUnknownWords}
	}
	return ParseWords(string(table))
}

// ParseWords reads a table of phrases. A line has the name of a phrase, a colon and the
// phrase. The names are those in the text of the zero Words. In a phrase, "%s" stands for a
// number or for another text, and a phrase has as many as the English one. If their order
// is another, it has %[2]s for the second. Empty lines and those that begin with # mean
// nothing. The phrase "language" is the language, as "fr", for screen readers.
//
// A table has every phrase once. The error is [ErrText], and names each line that is wrong
// and each phrase that is missing.
func ParseWords(table string) (Words, error) {
	w := Words{table, map[string]string{}}
	inEnglish, _ := english()
	wrong := refusals{op: "words", whole: "phrases"}
	for _, line := range phraseLines(table) {
		_, twice := w.phrases[line.name]
		want, known := inEnglish.phrases[line.name]
		refuse := func(detail string, arguments ...any) {
			name := prose.Shorten(line.name)
			wrong.refuse(ErrText, name, "line %d: "+detail, append([]any{line.number}, arguments...)...)
		}
		switch phrase := prose.Quoted(line.phrase); {
		case !known:
			refuse("no phrase has this name")
		case twice:
			refuse("the phrase is given twice")
		case !prose.Printable(line.phrase) || len(line.phrase) > mostPhrase:
			refuse("%s: want up to %d printable bytes", phrase, mostPhrase)
		case !sameVerbs(want, line.phrase):
			refuse("%s: want the same verbs as in %q", phrase, want)
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

// String returns the table of the phrases, as [ParseWords] reads it, with its comments.
func (w Words) String() string { return cmp.Or(w.table, englishTable) }

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

// Phrase returns the phrase with that name in the table, for a page of which a finding or a
// picture is a part. The outcomes, sets of outcomes and states have the names that their String
// returns: w.Phrase(Adopted.String()) is "adopté" in French. If there is no such phrase, Phrase
// returns "".
func (w Words) Phrase(name string) string { return w.say(name) }

// say returns the phrase with its arguments in place, or "" if no phrase has that name.
func (w Words) say(name string, arguments ...any) string {
	if w.phrases == nil {
		w, _ = english()
	}
	if len(arguments) == 0 {
		return w.phrases[name]
	}
	return fmt.Sprintf(w.phrases[name], arguments...)
}

// number returns a number, or a percentage, with the decimal point of the language.
func (w Words) number(text string) string {
	return strings.ReplaceAll(text, ".", w.say("decimal point"))
}

// numbered returns the phrase for the number, and in it the number: one for 1, many for others.
func (w Words) numbered(one, many string, n Fraction) string {
	return w.say(oneOrMany(one, many, n), w.number(n.printed()))
}

// heading returns a heading before a text, if there is a text.
func (w Words) heading(heading, text string) string {
	if text == "" {
		return heading
	}
	return w.say("heading", heading, text)
}

// capital returns a text with a capital letter.
func capital(s string) string {
	if s == "" {
		return ""
	}
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

// remark does the same as plain for a text of several sentences.
func remark(s string) string {
	return prose.ShortenTo(mostRemark, prose.OneLine(strings.Join(strings.Fields(s), " ")))
}

// mostRemark is the greatest length of a remark. A picture shows less of it, and reads all of
// it aloud.
const mostRemark = 2000
