package tripartite_test

import (
	"fmt"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Space of any kind and comments stand between words, and nowhere else.
func TestSpaceInRules(t *testing.T) {
	t.Parallel()
	want := In{Bloc: "A", Rule: SeatCount{For, 2}}
	words := []string{"in", "A", "(", "at", "least", "2", "seats", "are", "for", ")"}
	for _, space := range []string{" ", "\n", "\r\n\t", "\u00a0\u2003", "# and\n", " #\n#\n ", "#\xff\n"} {
		text := space + strings.Join(words, space) + space
		if got, err := ParseRule(text); err != nil || got != Rule(want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"in A(at least 2seats are for)", "in A (at least 2 seats are for)# the end"} {
		if got, err := ParseRule(text); err != nil || got != Rule(want) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"inA (at least 2 seats are for)", "in A (at least 2 se ats are for)", "in A (at least # 2 seats are for)", "in A \x00(at least 2 seats are for)"} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// A quotation mark begins a name only as a Go string does, and a name ends where it does.
func TestQuotedNamesInRules(t *testing.T) {
	t.Parallel()
	for quoted, name := range map[string]string{
		`"Workers"`: "Workers", `"A\tB"`: "A\tB", `"\u00c9"`: "É", `"a"`: "a", `"# no comment"`: "# no comment", `"(;)"`: "(;)", `"\""`: `"`, `"\xff"`: "\xff",
	} {
		got, err := ParseRule(fmt.Sprintf("in %s(at least 2 seats are for)", quoted))
		if err != nil || got != Rule(In{Bloc: name, Rule: SeatCount{For, 2}}) {
			t.Errorf("%s is %v, %v", quoted, got, err)
		}
	}
	for _, quoted := range []string{"`A`", "'A'", `"A`, `A"`, "\"A\nB\"", `"\q"`, `""`, `"quorum" "A"`} {
		if got, err := ParseRule(fmt.Sprintf("in %s (at least 2 seats are for)", quoted)); err == nil {
			t.Errorf("%s is %v", quoted, got)
		}
	}
}

// A quoted word is a name, and never a word of the grammar.
func TestQuotedWordsAreNames(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"at" least 1 seat is for`, `at least 1 seat is "for"`, `"quorum" (at least 1 seat is for)`, `in "each" group (at least 1 seat is for)`} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%s is %v", text, got)
		}
	}
}
