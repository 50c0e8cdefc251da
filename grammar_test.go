package tripartite_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "example.com/tripartite"
)

// grammar is the grammar in the documentation of ParseRule: an expression for each name.
type grammar map[string][]string

var grammarTokens = regexp.MustCompile(`"[^"]*"|\w+|[|(){}\[\]]`)

func documentedGrammar(t *testing.T) grammar {
	g := grammar{}
	block := between(t, read(t, "parserule.go"), "//	rule   =", "//\n")
	block = strings.ReplaceAll("//	rule   ="+block, "//	", "")
	for _, production := range strings.Split(strings.TrimSuffix(block, " .\n"), " .\n") {
		name, expression, ok := strings.Cut(production, "=")
		if !ok {
			t.Fatalf("%q is no production", production)
		}
		g[strings.TrimSpace(name)] = grammarTokens.FindAllString(expression, -1)
	}
	if len(g) != 19 {
		t.Fatalf("the grammar has %d productions", len(g))
	}
	return g
}

// sentence draws a text of the grammar. Beyond the depth it draws the first alternative of
// each choice, and nothing that can be left out.
type sentence struct {
	t     *rapid.T
	g     grammar
	words []string
}

func (s *sentence) production(name string, depth int) {
	if name == "bar" && rapid.IntRange(0, 9).Draw(s.t, "any bar") > 0 { // else most were out of range
		s.words = append(s.words, rapid.SampledFrom([]string{"at least 1 / 2", "more than 0 / 3"}).Draw(s.t, name))
		return
	}
	switch name {
	case "number":
		s.words = append(s.words, rapid.SampledFrom([]string{"0", "1", "2", "3", "33"}).Draw(s.t, name))
	case "word":
		s.words = append(s.words, rapid.SampledFrom([]string{"Workers", "Public/Chair", "no", "in"}).Draw(s.t, name))
	case "quoted":
		s.words = append(s.words, rapid.SampledFrom([]string{`"the"`, `"A (B)"`}).Draw(s.t, name))
	default:
		s.choice(s.g[name], depth-1)
	}
}

// choice draws one of the alternatives.
func (s *sentence) choice(tokens []string, depth int) {
	var alternatives [][]string
	begin, inside := 0, 0
	for i, token := range append(tokens[:len(tokens):len(tokens)], "|") {
		switch token {
		case "(", "{", "[":
			inside++
		case ")", "}", "]":
			inside--
		case "|":
			if inside == 0 {
				alternatives = append(alternatives, tokens[begin:i])
				begin = i + 1
			}
		}
	}
	chosen := 0
	if depth > 0 {
		chosen = rapid.IntRange(0, len(alternatives)-1).Draw(s.t, "alternative")
	}
	s.sequence(alternatives[chosen], depth)
}

// sequence draws each part of an alternative in turn.
func (s *sentence) sequence(tokens []string, depth int) {
	for len(tokens) > 0 {
		token, end := tokens[0], 0
		for inside := 0; ; end++ {
			if strings.Contains("({[", tokens[end]) {
				inside++
			} else if strings.Contains(")}]", tokens[end]) {
				inside--
			}
			if inside == 0 {
				break
			}
		}
		times := 1
		switch {
		case token == "[":
			times = rapid.IntRange(0, min(1, max(0, depth))).Draw(s.t, "option")
		case token == "{":
			times = rapid.IntRange(0, min(2, max(0, depth))).Draw(s.t, "times")
		}
		for range times {
			switch {
			case end > 0:
				s.choice(tokens[1:end], depth)
			case token[0] == '"':
				s.words = append(s.words, strings.Trim(token, `"`))
			case token != "Go" && token != "string": // of "quoted Go string"
				s.production(token, depth)
			}
		}
		tokens = tokens[end+1:]
	}
}

// figureErrors are the errors about what the grammar does not say: the figures in a rule, and
// sets that turn out to be empty.
var figureErrors = regexp.MustCompile(`want (a fraction|a denominator|a number from|\d+, the number of rules|states that a part can be in|a number above 0)`)

// ParseRule parses every text of the grammar in its documentation.
func TestDocumentedGrammarParses(t *testing.T) {
	t.Parallel()
	g := documentedGrammar(t)
	rapid.Check(t, func(t *rapid.T) {
		s := sentence{t: t, g: g}
		s.production("rule", 30)
		text := strings.Join(s.words, " ")
		if _, err := ParseRule(text); err != nil && !figureErrors.MatchString(err.Error()) &&
			!errors.Is(err, ErrTooLarge) {
			t.Fatalf("%s\n%v", text, err)
		}
	})
}
