package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"example.com/tripartite"
)

// givenFlag declares the flag for what a statute leaves open.
func givenFlag(flags *flag.FlagSet) *[]string {
	given := new([]string)
	const usage = "what the statute leaves open, as `\"Workers: 4 seats\"`; may be repeated"
	flags.Func("given", usage, func(value string) error {
		*given = append(*given, value)
		return nil
	})
	return given
}

// choicesFlag declares the flag for the states that seats can be in.
func choicesFlag(flags *flag.FlagSet) *tripartite.States {
	choices := tripartite.Cast
	flags.TextVar(&choices, "choices", choices, "the `states` that each seat can be in")
	return &choices
}

// languageFlag declares the flag for the language of the output. Errors are in English.
func languageFlag(flags *flag.FlagSet) *tripartite.Words {
	in := new(tripartite.Words)
	const usage = "the `language` of the output: en, es, fr (default en)"
	flags.Func("lang", usage, func(name string) (err error) {
		*in, err = tripartite.LoadWords(name)
		return err
	})
	return in
}

// formatFlag declares the flag for the form of the output. The first is the default.
func formatFlag(flags *flag.FlagSet, formats ...string) *string {
	format, all := formats[0], strings.Join(formats, ", ")
	flags.Func("o", "the `format`: "+all, func(value string) error {
		if !slices.Contains(formats, value) {
			return fmt.Errorf("want one of %s", all)
		}
		format = value
		return nil
	})
	return &format
}

// characterFlag declares a flag for one character.
func characterFlag(flags *flag.FlagSet, name, usage string, to *rune) {
	flags.Func(name, usage, func(text string) error {
		first, size := utf8.DecodeRuneInString(text)
		if size == 0 || size != len(text) {
			return fmt.Errorf("want one character")
		}
		*to = first
		return nil
	})
}

// pairsFlag declares a flag for pairs, as yes=for,no=against.
func pairsFlag(flags *flag.FlagSet, name, usage string, set func(key, value string) error) {
	flags.Func(name, usage, func(text string) error { return pairs(text, set) })
}

// pairs visits the parts of "yes=for,no=against".
func pairs(text string, visit func(key, value string) error) error {
	for pair := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%q: want a pair, as yes=for", pair)
		}
		if err := visit(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}

// second returns the second of some arguments, or nothing.
func second(args []string) string {
	if len(args) < 2 {
		return ""
	}
	return args[1]
}
