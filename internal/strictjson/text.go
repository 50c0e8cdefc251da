package strictjson

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// NotText returns the offset of the first byte that is not UTF-8, or of the first escaped
// half of a surrogate pair. If there is none, it returns -1.
func NotText(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at
		case r == '\\':
			first, second := escaped(data[at:]), escaped(data[min(at+6, len(data)):])
			switch size = 2; { // what is escaped is no escape
			case utf16.DecodeRune(first, second) != unicode.ReplacementChar:
				size = 12
			case utf16.IsSurrogate(first):
				return at
			}
		}
		at += size
	}
	return -1
}

// Replaced returns the offset of the first byte that encoding/json replaced when it wrote
// the data, because the byte was not UTF-8, or -1. For such a byte it writes an escape, but
// U+FFFD itself as it is.
func Replaced(data []byte) int {
	// A backslash that is escaped itself begins no escape.
	single := bytes.ReplaceAll(data, []byte(`\\`), []byte("//"))
	return bytes.Index(single, []byte(`\ufffd`))
}

// escaped returns the number in the \u escape with which the data begin, or -1.
func escaped(data []byte) rune {
	if len(data) < 6 || string(data[:2]) != `\u` {
		return -1
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}
