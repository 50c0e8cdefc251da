package main

import "example.com/tripartite"

func implies(r, c tripartite.Rule, b *tripartite.Body, e tripartite.States) error { return nil }

var checkCommand, replayCommand command
