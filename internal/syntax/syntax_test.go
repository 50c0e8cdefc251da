package syntax

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
)

// kinds are letters for the kinds of tokens.
var kinds = [...]string{End: "end", Word: "w", Number: "n", Quoted: "q", Sign: "s"}

// at returns a scanner before the first token of the text at the offset or after it.
func at(text string, offset int) *Scanner {
	s := New(text)
	s.Read(offset, len(text))
	return &s
}

// wrong returns the first mistake, or "".
func (s *Scanner) wrong() string {
	for _, m := range s.Mistakes {
		return fmt.Sprintf("%d: %s", m.At, m.What)
	}
	return ""
}

// tokens lists the tokens of a text, as "w:at n:2".
func tokens(text string) string {
	s := at(text, 0)
	var list []string
	for ; s.Token.Kind != End; s.Next() {
		list = append(list, kinds[s.Token.Kind]+":"+s.Token.Text)
	}
	return strings.Join(list, " ")
}

// Space of any kind and comments stand between tokens, and nowhere else.
func TestSpace(t *testing.T) {
	t.Parallel()
	words := []string{"at", "least", "2", "seats"}
	for _, space := range []string{
		" ", "\n", "\r\n\t", "\u00a0\u2003", "# and\n", " #\n#\n ", "#\xff\n",
	} {
		text := space + strings.Join(words, space) + space
		if got := tokens(text); got != "w:at w:least n:2 w:seats" {
			t.Errorf("%q is %s", text, got)
		}
	}
}

// A token ends where its kind does. A quotation mark begins a string only as in Go.
func TestTokens(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                     "",
		"# the end":            "",
		"2seats(x)":            "n:2 w:seats s:( w:x s:)",
		"A/b-c_1 1a":           "w:A/b-c_1 n:1 w:a",
		"Évêque":               "w:Évêque",
		"1/2 > 50%":            "n:1 s:/ n:2 s:> n:50 s:%",
		`"a" "# b" "\""`:       `q:"a" q:"# b" q:"\""`,
		`"a`:                   `s:" w:a`,
		"'a' `b`":              "s:' w:a s:' s:` w:b s:`",
		"\"a\nb\"":             "s:\" w:a w:b s:\"",
		`"\q"`:                 `s:" s:\ w:q s:"`,
		"a\x00\xff":            "w:a s:\x00 s:\xff",
		"a # b\n\u2028c\u00a0": "w:a w:c",
	} {
		if got := tokens(text); got != want {
			t.Errorf("%q is %s, not %s", text, got, want)
		}
	}
}

// The case of a word does not matter for the grammar, but for a name. A quoted word is only a
// name.
func TestNames(t *testing.T) {
	t.Parallel()
	s := at(`Each "each" "\u00c9\t" ""`, 0)
	if !s.Is("of", "each") || s.Accept("Each") || !s.Accept("each") || s.Is("each") {
		t.Errorf("at %+v", s.Token)
	}
	if got := s.Name("a name") + s.Name("a name"); got != "eachÉ\t" {
		t.Errorf("%q", got)
	}
	if s.Name("a name"); s.wrong() != `23: found "", want a name` {
		t.Error(s.wrong())
	}
	if s := New("# one\nNo/1 0"); s.Name("a name") != "No/1" || s.Token.Kind != Number {
		t.Errorf("at %+v", s.Token)
	}
	for text, want := range map[string]bool{"Ab/1": true, "": false, "1a": false, "a b": false, "-a": false} {
		if IsWord(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
}

// sum parses the grammar of the package comment.
func sum(s *Scanner) int {
	n, _ := s.Number()
	for s.Accept("plus") {
		m, _ := s.Number()
		n += m
	}
	s.End(`"plus" or the end`)
	return n
}

// The first mistake counts. After it there is only the end.
func TestMistakes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2 plus 3 Plus 4": "9",
		"2 plus two":      `7: found "two", want a number`,
		"2 plus # three":  `14: found the end, want a number`,
		"2 3 four":        `2: found "3", want "plus" or the end`,
		`"2"`:             `0: found "2", want a number`,
		"99999999999999999999 x": `0: found "99999999999999999999", want a number up to ` +
			fmt.Sprint(int(^uint(0)>>1)),
	} {
		s := at(text, 0)
		n := fmt.Sprint(sum(s))
		if got := cmp.Or(s.wrong(), n); got != want || s.Failed() != (got != n) {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
		if s.Stop(0, "later", nil); s.wrong() != cmp.Or(strings.TrimPrefix(want, "9"), "0: later") {
			t.Errorf("%q: %+v", text, s.Mistakes)
		}
		if s.Next(); s.Token.Kind != End || s.Is("") || !s.Failed() {
			t.Errorf("%q: %+v after a mistake", text, s.Token)
		}
		if s.Read(len(text), len(text)); s.Failed() {
			t.Errorf("%q: %+v when it reads on", text, s.Token)
		}
	}
}

// A line is read to its end, and then those below it, too.
func TestExtend(t *testing.T) {
	t.Parallel()
	s := at("rule open\n\n\tair or not\n# end", 0)
	lines := s.Lines()
	if s.ReadLine(lines[0]); !s.Accept("rule") || !s.IsAll("open") {
		t.Errorf("at %+v", s.Token)
	}
	if s.Extend(nil); !s.IsAll("open") {
		t.Errorf("at %+v", s.Token)
	}
	if s.Extend(lines[1:]); s.IsAll("open") || !s.Accept("open") || !s.Accept("air") {
		t.Errorf("at %+v", s.Token)
	}
}

// Texts between signs are read as they are, or quoted.
func TestTexts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Group of 77 : x":            `"Group of 77", "", ":"`,
		`"a: b" (art. 1(b), (c)): x`: `"a: b", "art. 1(b), (c)", ")"`,
		`A ( "1)" (a ):`:             `"A", "\"1)\" (a", ")"`,
		`A ("1): a" ) : b`:           `"A", "1): a", ")"`,
		"Group":                      `"Group", "", ""`,
		": x":                        `0: want a name`,
		"A\u202eB (x)":               `0: want a name`,
		"A ():":                      `3: want a citation`,
		"A (b(c)":                    `"A", "b(c)", ""`,
		"A (b(c):":                   `3: want a citation`,
		"A) (b)":                     `0: want a name`,
	} {
		s, cited := at(text, 0), ""
		name := s.Until(0, "want a name", ":", "(")
		if s.Is("(") {
			cited = s.Until(s.Token.At+1, "want a citation", "):")
		}
		got := fmt.Sprintf("%q, %q, %q", name, cited, s.Token.Text)
		if got = cmp.Or(s.wrong(), got); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

// The first word of a phrase decides, and the others must follow.
func TestPhrases(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"no veto x":     "1 x",
		"more than 2":   "3 2",
		"at least # x":  "2 ",
		"no one":        `3: found "one", want "veto"`,
		"at":            `2: found the end, want "least"`,
		"most":          `0: found "most", want "at", "no" or "more"`,
		"more than 2 x": "3 2",
	} {
		s := at(text, 0)
		n := 0
		switch {
		case s.Accept("least", "no veto"):
			n = 1
		case s.Accept("veto at", "at least"):
			n = 2
		default:
			n = 1 + s.OneOf("at", "no", "more")
			s.Expect("than")
		}
		if got := cmp.Or(s.wrong(), fmt.Sprint(n, " ", s.Token.Text)); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
	if got := Choice("a") + Choice("a", "b"); got != `"a""a" or "b"` {
		t.Error(got)
	}
}
