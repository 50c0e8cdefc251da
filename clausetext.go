package tripartite

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/tripartite/internal/prose"
)

// The words of clauses. ParseRule has the grammar that they follow.

// String returns the clause, as "more than 1/2 of votes cast are for".
func (s Share) String() string { return string(s.appendTo(nil)) }

// appendTo appends the clause.
func (s Share) appendTo(b []byte) []byte {
	unit, base := s.base()
	verb, of := saidOf(s.Of, s.BySeats, false, s.Less != 0)
	b = appendTexts(s.Need.appendTo(b), " of ", unit, base, " ", verb, of)
	if s.Less != 0 {
		b = appendTexts(b, " less ", s.Less.String())
	}
	return b
}

// String returns the clause, as "at least 33 seats are present".
func (n SeatCount) String() string {
	verb, of := saidOf(n.Of, true, n.Need == 1, false)
	return "at least " + prose.Plural(n.Need, "seat") + " " + verb + of
}

// base returns the words for what the share is taken of: a unit and states, as in "votes
// cast", "all votes" or "all seats except for".
func (s Share) base() (unit, states string) {
	unit, all := "votes ", "all votes"
	if s.BySeats {
		unit, all = "seats ", "all seats"
	}
	states = s.Base.String()
	if except, is := strings.CutPrefix(states, AllSeats.String()); is {
		return all, except
	}
	return unit, states
}

// anyOf returns the words of the base that can follow "any", as "votes cast" or "votes".
func (s Share) anyOf() string {
	unit, states := s.base()
	return strings.TrimPrefix(unit, "all ") + states
}

// saidOf returns what a clause says of the seats or votes in a set: a verb and the states,
// as in "are for". The verbs "have cast" and "abstain" include the state, and so they cannot
// stand before "less".
func saidOf(set States, seats, one, less bool) (verb, states string) {
	verb, cast, abstain := "are ", "have cast", "abstain"
	if one {
		verb, cast, abstain = "is ", "has cast", "abstains"
	}
	switch {
	case set == Cast && seats && !less:
		return cast, ""
	case set == Abstain && !less:
		return abstain, ""
	}
	return verb, set.String()
}

// head returns "in the third group" or "in Chair".
func (i In) head() string {
	group := "in the " + i.Group.String() + " group"
	switch {
	case i.Group == 0 && i.Bloc == "":
		return "in no part"
	case i.Group == 0:
		return "in " + nameWords(i.Bloc)
	case i.Group > Third:
		return "in no such group"
	case i.Bloc != "":
		return group + " and " + nameWords(i.Bloc)
	}
	return group
}

// head returns the text without that of the rule.
func (n Named) head() string {
	head := "rule " + strconv.Quote(n.Name)
	if n.Source != "" {
		head += " " + strconv.Quote(n.Source)
	}
	return head
}

// head returns "in each group with any votes cast".
func (e EachVotingGroup) head() string {
	return "in each group with any " + e.Share.anyOf()
}

// nameWords returns a name if it is one word, and otherwise the name as a quoted Go
// string. The words that can follow "in" in a rule are quoted, too.
func nameWords(name string) string {
	switch prose.LowerASCII(name) {
	case "", "the", "each", "at":
		return strconv.Quote(name)
	}
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsLetter(first) || wordEnd(name) < len(name) {
		return strconv.Quote(name)
	}
	return name
}

// wordEnd returns the end of the word with which the text begins. Words consist of
// letters, digits, "/", "-" and "_".
func wordEnd(text string) int {
	for end, r := range text {
		switch {
		case 'a' <= r && r <= 'z', unicode.IsLetter(r), unicode.IsDigit(r), r == '/', r == '-', r == '_':
		default:
			return end
		}
	}
	return len(text)
}
