package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

// statuteText returns the text of a statute of the collection, or of a file.
func statuteText(name string) (string, error) {
	statute, err := tripartite.LoadStatute(name)
	if err == nil {
		return statute.String(), nil
	}
	text, fileErr := os.ReadFile(name)
	if errors.Is(fileErr, os.ErrNotExist) {
		return "", fmt.Errorf("%s: neither a file nor a statute of the collection: "+
			"tripartite list lists them", name)
	}
	return withoutMark(string(text)), fileErr
}

// load returns a statute. What is given takes the place of its sample.
func load(name string, given ...string) (*tripartite.Statute, error) {
	text, err := statuteText(name)
	if err != nil {
		return nil, err
	}
	statute, err := tripartite.ParseStatute(text)
	if err != nil || len(given) == 0 {
		return statute, inFile(name, err)
	}
	for _, g := range given {
		path, _, ok := strings.Cut(g, ":")
		if !ok {
			return nil, fmt.Errorf(`-given %q: want a name, a colon and a value, as "Workers: 4 seats"`, g)
		}
		path = strings.TrimSpace(path)
		statute.Sample = slices.DeleteFunc(statute.Sample,
			func(b tripartite.Bloc) bool { return b.Name == path })
		statute.SampleRules = slices.DeleteFunc(statute.SampleRules,
			func(n tripartite.Named) bool { return n.Name == path })
	}
	text = statute.String()
	for _, g := range given {
		text += "sample " + g + "\n"
	}
	statute, err = tripartite.ParseStatute(text)
	if err != nil {
		text := strings.ReplaceAll(err.Error(), "tripartite: statute ", "")
		return nil, fmt.Errorf("-given: %s", anyPlace.ReplaceAllString(text, ""))
	}
	return statute, nil
}

// anyPlace matches a place in a text that nobody has typed.
var anyPlace = regexp.MustCompile(`line \d+, column \d+: `)

// ruleOf returns the rule of that name or text.
func ruleOf(statute *tripartite.Statute, rule string) (tripartite.Rule, error) {
	found, err := votes.RuleOf(statute, rule)
	if err != nil && !strings.Contains(rule, " ") {
		return nil, fmt.Errorf("%q: the statute has no such rule, only %s", rule, names(statute))
	}
	return found, err
}

// names lists the rules of a statute.
func names(statute *tripartite.Statute) string {
	var all []string
	for _, n := range statute.Rules {
		all = append(all, fmt.Sprintf("%q", n.Name))
	}
	return strings.Join(all, ", ")
}

// constitution returns the body and the rule of a statute, and what to call both.
func constitution(
	name, rule string, given []string, in *tripartite.Words,
) (c tripartite.Constitution, heading string, err error) {
	statute, err := load(name, given...)
	if err != nil {
		return c, "", err
	}
	body, bodyErr := statute.Body(statute.Sample...)
	r, ruleErr := ruleOf(statute, rule)
	if err := errors.Join(bodyErr, ruleErr); err != nil {
		return c, "", err
	}
	heading = in.Rule(r)
	if named, ok := r.(tripartite.Named); ok {
		heading = named.Name
		if named.Source != "" {
			heading += ", " + named.Source
		}
	}
	heading = said(in, "heading", cmp.Or(statute.Title, name), heading)
	return tripartite.Constitution{Body: body, Rule: r}, heading, nil
}

// said returns a phrase with its arguments.
func said(in *tripartite.Words, phrase string, arguments ...any) string {
	return fmt.Sprintf(in.Phrase(phrase), arguments...)
}
