package prose

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Flaw describes why a name would not read as one thing, or not as itself, or is longer than
// most bytes. If nothing is wrong with it, Flaw returns "".
func Flaw(name string, most int) string {
	if name == "" {
		return "it is empty"
	}
	if len(name) > most {
		return AtMost(len(name), "byte", most)
	}
	if !utf8.ValidString(name) {
		return "it is not valid UTF-8"
	}
	if strings.ContainsRune(name, unicode.ReplacementChar) {
		return "it has U+FFFD, which stands for text that was lost"
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return fmt.Sprintf("it has %U, which does not print", r)
		}
	}
	if strings.Trim(name, " ") != name {
		return "it begins or ends with a space"
	}
	return ""
}

// AtMost says that a number exceeds a limit, as "257 digits: want at most 256".
func AtMost(n int, thing string, most int) string {
	return Plural(n, thing) + ": want at most " + strconv.Itoa(most)
}
