package main

import "example.com/tripartite"

func parseRule(text string, named ...tripartite.Named) (tripartite.Rule, error) {
	m := map[string]tripartite.Rule{}
	for _, n := range named {
		m[n.Name] = n
	}
	return tripartite.ParseRuleWith(text, m)
}
func implies(r, c tripartite.Rule, b *tripartite.Body, e tripartite.States) error { return nil }

var checkCommand, replayCommand command
