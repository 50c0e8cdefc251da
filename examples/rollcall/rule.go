package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/tripartite"
)

// rules are the rules that the program knows, by their text.
var rules = map[string]func() tripartite.Rule{
	"simple majority":        func() tripartite.Rule { return tripartite.SimpleMajority() },
	"two thirds":             func() tripartite.Rule { return tripartite.TwoThirds() },
	"absolute majority":      func() tripartite.Rule { return tripartite.AbsoluteMajority() },
	"unanimity":              func() tripartite.Rule { return tripartite.Unanimity() },
	"majority in each group": func() tripartite.Rule { return tripartite.MajorityInEachGroup() },
	"quorum and majority": func() tripartite.Rule {
		half := tripartite.Share{Of: tripartite.Present, Base: tripartite.InOffice, Need: tripartite.MoreThan(1, 2), BySeats: true}
		return tripartite.All{tripartite.Quorum{half}, tripartite.SimpleMajority()}
	},
}

// ruleNames lists the texts of the rules.
func ruleNames() string { return strings.Join(slices.Sorted(maps.Keys(rules)), ", ") }

// parseRule returns the rule of a text.
func parseRule(text string) (tripartite.Rule, error) {
	name := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if rules[name] == nil {
		return nil, fmt.Errorf("rule %q: want one of %s", text, ruleNames())
	}
	return rules[name](), nil
}
