package tripartite

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// allPictureWords lists the words of pictures in English.
var allPictureWords = []string{
	"adopted", "rejected", "void", "open", "so far", "certain", "%s or %s possible", "%s and %s possible",
	"for", "against", "abstain", "spoilt", "silent", "absent", "suspended", "vacant",
	"seats", "votes", "all", "no vote", "%s more blocs", "%s more clauses",
	"met", "not met", "cast", "not cast",
	"%s vote", "%s votes", "%s of %s seat", "%s of %s seats", "%s of %s vote", "%s of %s votes", "%s of the votes",
	"%s needed", "at least %s needed", "more than %s needed", "%s to spare", "%s short",
	"%s needed for a veto", "at least %s needed for a veto", "more than %s needed for a veto", "%s short of it",
	"%s open", "a tie",
	"voting power", "voting power before and after", "no seats", "power of one seat", "power of all seats of a group", "before", "after",
	"%s before", "%s after", "%s seat", "%s seats", "from %s to %s seats", "dictator", "no power", "veto",
	"%s of all possible votes are adopted", "%s of all possible votes have another result", "every vote has the same result",
	"Banzhaf index: a seat’s share of all cases in which one seat decides the outcome",
	"Banzhaf measure: the share of all votes of the other seats in which a seat decides the outcome",
	"a group has the sum of its seats",
}

// PictureWords returns every word that the field Words of a [Picture] can replace. In a word,
// "%s" stands for a number or for another text. A replacement has the same number of them. If
// their order is another, it writes %[2]s for the second. [Picture.Vote], [Picture.Power] and
// [Picture.Comparison] refuse any other.
func PictureWords() []string { return slices.Clone(allPictureWords) }

// pictureWords are words in place of the English ones.
type pictureWords map[string]string

// check returns an error for every replacement that lacks a verb of the English word, or has
// another. Without it, a picture would show what package fmt says of a missing verb.
func (w pictureWords) check() error {
	refused := refusals{op: "picture", whole: "words"}
	for _, word := range allPictureWords {
		if text, ok := w[word]; ok && !sameVerbs(word, text) {
			refused.add(ErrText, word, ErrText, prose.Quoted(text)+": want the same verbs as in the English word")
		}
	}
	return refused.join()
}

// sameVerbs reports whether a replacement has a place for every argument of an English word,
// and no other verbs. A word without arguments is no format.
func sameVerbs(word, text string) bool {
	n := strings.Count(word, "%s")
	if n == 0 {
		return !strings.Contains(text, "%s") && !strings.Contains(text, "%[")
	}
	arguments := make([]any, n)
	for i := range arguments {
		arguments[i] = string(rune('\x01' + i)) // no word has these characters
	}
	said := fmt.Sprintf(text, arguments...)
	return !strings.Contains(said, "%!") && !slices.ContainsFunc(arguments, func(a any) bool { return !strings.Contains(said, a.(string)) })
}

// say returns a word in the language of the picture, with its arguments in place.
func (w pictureWords) say(word string, arguments ...any) string {
	text, ok := w[word]
	if !ok {
		text = word
	}
	if len(arguments) > 0 {
		text = fmt.Sprintf(text, arguments...)
	}
	return plain(text)
}

// outcomes returns the outcomes that can still occur, the best first.
func (w pictureWords) outcomes(s Outcomes) string {
	var names []any
	for _, o := range [...]Outcome{Adopted, Rejected, Void} {
		if s.Has(o) {
			names = append(names, w.say(o.String()))
		}
	}
	if len(names) == 2 {
		return w.say("%s or %s possible", names...)
	}
	return w.say("%s and %s possible", fmt.Sprint(names[0], ", ", names[1]), names[2])
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
