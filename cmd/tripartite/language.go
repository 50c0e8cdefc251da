package main

import (
	"flag"

	"example.com/tripartite"
)

// language is the language of what a command prints. Errors are in English.
type language struct {
	tripartite.Words
	replies
}

// replies are what ask answers, and what power says of the votes that it counts.
type replies struct{ always, refuted, cast, others string }

// repliesIn are the replies by language.
var repliesIn = map[string]replies{
	"en": {
		"Proved: every vote that the rule adopts meets the claim.",
		"Refuted: the rule adopts this vote, and the claim is not met.",
		"Of all votes in which each seat is for or against:",
		"Of all votes in which each seat is one of %v:",
	},
	"es": {
		"Probado: cada votación que la regla aprueba cumple la condición.",
		"Refutado: la regla aprueba esta votación, y la condición no se cumple.",
		"De todas las votaciones en que cada puesto está a favor o en contra:",
		"De todas las votaciones en que cada puesto está en uno de los estados %v:",
	},
	"fr": {
		"Prouvé : chaque vote que la règle adopte remplit la condition.",
		"Réfuté : la règle adopte ce vote, et la condition n’est pas remplie.",
		"De tous les votes où chaque siège est pour ou contre :",
		"De tous les votes où chaque siège est dans l’un des états %v :",
	},
}

// languageFlag declares the flag for the language of the output.
func languageFlag(flags *flag.FlagSet) *language {
	in := &language{replies: repliesIn["en"]}
	flags.Func("lang", "the `language` of the output: en, es, fr (default en)", func(name string) (err error) {
		in.Words, err = tripartite.LoadWords(name)
		in.replies = repliesIn[name]
		return err
	})
	return in
}
