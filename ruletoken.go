package tripartite

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// tokenKind says what a token of the text of a rule is.
type tokenKind uint8

const (
	endToken    tokenKind = iota // the end of the text, or of what can be read of it
	wordToken                    // as "quorum" or Workers
	numberToken                  // digits
	quotedToken                  // a quoted Go string
	signToken                    // any other character
)

// token is a token of the text of a rule.
type token struct {
	kind tokenKind
	at   int    // the offset of its first byte
	text string // as it is in the text
	word string // the text in lower case, if it is a word or a sign
}

// scanToken returns the first token of the text at the offset or after it. Space and
// comments stand between tokens. A comment begins with "#" and ends with the line.
func scanToken(text string, at int) token {
	at = skipSpace(text, at)
	rest := text[at:]
	if rest == "" {
		return token{kind: endToken, at: at}
	}
	t := token{kind: signToken, at: at}
	first, size := utf8.DecodeRuneInString(rest)
	switch {
	case '0' <= first && first <= '9':
		t.kind, size = numberToken, digits(rest)
	case unicode.IsLetter(first):
		t.kind, size = wordToken, wordEnd(rest)
	case first == '"':
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			t.kind, size = quotedToken, len(quoted)
		}
	}
	t.text = rest[:size]
	if t.kind == wordToken || t.kind == signToken {
		t.word = prose.LowerASCII(t.text)
	}
	return t
}

// skipSpace returns the offset of the first character, at the offset or after it, that
// is not in space or a comment.
func skipSpace(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case unicode.IsSpace(r):
			at += size
		case r == '#':
			line := strings.IndexByte(text[at:], '\n')
			if line < 0 {
				return len(text)
			}
			at += line
		default:
			return at
		}
	}
	return at
}

// digits returns the number of digits with which the text begins.
func digits(text string) int {
	return len(text) - len(strings.TrimLeft(text, "0123456789"))
}

// found returns what an error says of the token.
func (t token) found() string {
	switch t.kind {
	case endToken:
		return "the end"
	case quotedToken:
		return prose.OneLine(prose.Shorten(t.text))
	}
	return prose.Quoted(t.text)
}

// wordEnd returns the end of the word with which the text begins. Words consist of
// letters, digits, "/", "-" and "_".
func wordEnd(text string) int {
	for end, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '/', r == '-', r == '_':
		default:
			return end
		}
	}
	return len(text)
}
