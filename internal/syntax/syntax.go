// Package syntax reads texts that follow a grammar, and knows nothing of what they say.
//
// A [Scanner] stands before one token of a text. A parser has a method for each production of
// its grammar, which asks for the next token with [Scanner.Is], [Scanner.Accept] and
// [Scanner.Expect], and for values with [Scanner.Number] and [Scanner.Name].
//
// Only the first mistake counts: what follows it may be read in a wrong way. So after a mistake
// the scanner finds only the end. Since no word and no sign is the end, every loop of a parser
// ends by itself, and a parser looks for the mistake once, when it is done.
//
// For example, the grammar
//
//	sum = number { "plus" number } .
//
// is this method:
//
//	func sum(s *syntax.Scanner) int {
//		n, _ := s.Number()
//		for s.Accept("plus") {
//			m, _ := s.Number()
//			n += m
//		}
//		s.End(`"plus" or the end`)
//		return n
//	}
//
// In "2 plus two", the mistake is at offset 7: found "two", want a number.
//
// A text of several entries, each with indented lines below it, is first divided into
// [Scanner.Lines] and [Blocks]. The scanner then reads one part after the other, with the
// offsets of the whole, and finds at most one mistake in each.
package syntax

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// Kind says what a [Token] is.
type Kind uint8

const (
	End    Kind = iota // the end of the text, or of what can be read of it
	Word               // letters, digits, "/", "-" and "_", with a letter first
	Number             // digits
	Quoted             // a quoted Go string
	Sign               // any other character
)

// Token is a token of a text. Space and comments stand between tokens. A comment begins with
// "#" and ends with the line.
type Token struct {
	Kind Kind
	At   int    // the offset of its first byte
	Text string // as it is in the text
	Word string // the text in lower case, if it is a word or a sign
	Name string // a word as it is, or the value of a quoted string
}

// scan returns the first token of the text at the offset or after it.
func scan(text string, at int) Token {
	at = skipSpace(text, at)
	rest := text[at:]
	if rest == "" {
		return Token{Kind: End, At: at}
	}
	t := Token{Kind: Sign, At: at}
	first, size := utf8.DecodeRuneInString(rest)
	switch value, quoted := literal(rest); {
	case quoted > 0:
		t.Kind, t.Name, size = Quoted, value, quoted
	case '0' <= first && first <= '9':
		t.Kind, size = Number, len(rest)-len(strings.TrimLeft(rest, "0123456789"))
	case unicode.IsLetter(first):
		t.Kind, size = Word, WordEnd(rest)
		t.Name = rest[:size]
	}
	t.Text = rest[:size]
	if t.Kind == Word || t.Kind == Sign {
		t.Word = prose.LowerASCII(t.Text)
	}
	return t
}

// skipSpace returns the offset of the first character, at the offset or after it, that
// is not in space or a comment.
func skipSpace(text string, at int) int {
	rest := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
	for strings.HasPrefix(rest, "#") {
		_, below, _ := strings.Cut(rest, "\n")
		rest = strings.TrimLeftFunc(below, unicode.IsSpace)
	}
	return len(text) - len(rest)
}

// literal returns the quoted Go string with which the text begins, and its length there, or 0.
func literal(text string) (value string, length int) {
	if !strings.HasPrefix(text, `"`) {
		return "", 0
	}
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", 0
	}
	value, _ = strconv.Unquote(quoted)
	return value, len(quoted)
}

// WordEnd returns the number of letters, digits, "/", "-" and "_", in bytes, with which the
// text begins.
func WordEnd(text string) int {
	inWord := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '/' || r == '-' || r == '_'
	}
	return len(text) - len(strings.TrimLeftFunc(text, inWord))
}

// IsWord reports whether a text is a single word.
func IsWord(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(first) && WordEnd(text) == len(text)
}

// Found returns what a mistake says of the token.
func (t Token) Found() string {
	switch t.Kind {
	case End:
		return "the end"
	case Quoted:
		return prose.OneLine(prose.Shorten(t.Text))
	}
	return prose.Quoted(t.Text)
}

// Mistake is what cannot be read in a text.
type Mistake struct {
	At   int    // its offset in bytes
	What string // what was found there, and what would be right
	Err  error  // nil if the text does not follow the grammar
}

// Scanner reads a text from left to right. After a mistake it finds only the end, until it is
// told to read on elsewhere.
type Scanner struct {
	Token    Token          // the next one
	Mistakes []Mistake      // one for each time that the scanner began to read
	whole    string         // the text
	text     string         // up to where it can be read
	failed   bool           // since the scanner began to read
	seen     map[string]int // the offsets of what stands once
}

// New returns a scanner before the first token of a text.
func New(text string) Scanner {
	s := Scanner{whole: text, seen: map[string]int{}}
	s.Read(0, len(text))
	return s
}

// Read lets the scanner read the text between two offsets.
func (s *Scanner) Read(at, end int) {
	s.text, s.failed = s.whole[:end], false
	s.Seek(at)
}

// Seek goes to the first token at the offset or after it.
func (s *Scanner) Seek(at int) {
	if !s.failed {
		s.Token = scan(s.text, at)
	}
}

// Next goes on to the next token.
func (s *Scanner) Next() { s.Seek(s.Token.At + len(s.Token.Text)) }

// Is reports whether the next token is one of the words or signs.
func (s *Scanner) Is(words ...string) bool {
	return s.Token.Word != "" && slices.Contains(words, s.Token.Word)
}

// IsAll reports whether the word or sign is all that is left.
func (s *Scanner) IsAll(word string) bool {
	return s.Is(word) && scan(s.text, s.Token.At+len(s.Token.Text)).Kind == End
}

// Accept skips one of the phrases if its first word or sign is next, and reports whether it was.
// The other words of the phrase must follow.
func (s *Scanner) Accept(phrases ...string) bool {
	for _, phrase := range phrases {
		if first, rest, _ := strings.Cut(phrase, " "); s.Is(first) {
			s.Next()
			s.Expect(rest)
			return true
		}
	}
	return false
}

// Expect skips a phrase. All its words and signs must be next.
func (s *Scanner) Expect(phrase string) {
	for word := range strings.FieldsSeq(phrase) {
		s.OneOf(word)
	}
}

// OneOf skips one of the words or signs, and returns its number. One of them must be next.
func (s *Scanner) OneOf(words ...string) int {
	i := slices.Index(words, s.Token.Word)
	if !s.Accept(words...) {
		s.Fail(Choice(words...))
	}
	return i
}

// Choice returns the words in quotes, as `"a", "b" or "c"`.
func Choice(words ...string) string {
	last := len(words) - 1
	text := strings.Join(words[:last], `", "`)
	if last > 0 {
		text += `" or "`
	}
	return `"` + text + words[last] + `"`
}

// End requires the end of the text. In a mistake, want says what would be right.
func (s *Scanner) End(want string) {
	if s.Token.Kind != End {
		s.Fail(want)
	}
}

// Number reads a number, and returns its token, too.
func (s *Scanner) Number() (int, Token) {
	t := s.Token
	if t.Kind != Number {
		s.Fail("a number")
		return 0, t
	}
	n, err := strconv.Atoi(t.Text)
	if err != nil {
		s.Fail("a number up to " + strconv.Itoa(math.MaxInt))
	}
	s.Next()
	return n, t
}

// Name reads a name: a word, or a quoted string that is not empty. In a mistake, want says
// what would be right.
func (s *Scanner) Name(want string) string {
	name := s.Token.Name
	if name == "" {
		s.Fail(want)
	}
	s.Next()
	return name
}

// Until reads a text from an offset up to the first of the ends, which has as many "(" as ")", or
// a quoted string. It must be printable. In a mistake, want says what would be right.
func (s *Scanner) Until(at int, want string, ends ...string) string {
	rest := s.text[at:]
	text, n := literal(rest)
	if n == 0 {
		n = len(rest)
		for _, end := range ends {
			before, _, _ := strings.Cut(rest[:n], end)
			n = len(before)
		}
		if text = strings.TrimSpace(rest[:n]); strings.Count(text, "(") != strings.Count(text, ")") {
			s.Stop(at, want, nil)
		}
	}
	s.Seek(at + n)
	return s.Printable(text, at, want)
}

// Printable returns a text if it is not empty and can be printed. Otherwise there is a mistake
// at the offset.
func (s *Scanner) Printable(text string, at int, want string) string {
	if text == "" || !prose.Printable(text) {
		s.Stop(at, want, nil)
	}
	return text
}

// Fail notes that the next token is wrong, and what would be right.
func (s *Scanner) Fail(want string) { s.FailAt(s.Token, want) }

// FailAt notes that a token is wrong, and what would be right.
func (s *Scanner) FailAt(t Token, want string) {
	s.Stop(t.At, "found "+t.Found()+", want "+want, nil)
}

// Failed reports whether there was a mistake since the scanner began to read.
func (s *Scanner) Failed() bool { return s.failed }

// Stop notes a mistake, and ends the text.
func (s *Scanner) Stop(at int, what string, err error) {
	if !s.failed {
		s.Note(at, what, err)
	}
	s.failed, s.Token = true, Token{Kind: End, At: at}
}

// Note notes a mistake, and reads on.
func (s *Scanner) Note(at int, what string, err error) {
	s.Mistakes = append(s.Mistakes, Mistake{at, what, err})
}
