package main

import (
	"flag"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

// rollCallFlags declares the flags that say how a roll-call is read.
func (d *decision) rollCallFlags(flags *flag.FlagSet) {
	flags.StringVar(&d.file, "votes", "", "the `file` of a roll-call in CSV, or - for standard input")
	flags.BoolVar(&d.follow, "follow", false, "read casts from standard input, and say after each what is possible")
	flags.BoolVar(&d.changes, "changes", false, "with -follow, let seats change their votes")
	flags.Func("groups", "the `names` of the three groups in their order, as A,B,C; others are independent", func(text string) error {
		d.call.Groups = strings.Split(text, ",")
		return nil
	})
	flags.Func("comma", "the `character` between fields", character(&d.call.Comma))
	flags.Func("decimal", "the `character` before the decimals of a weight", character(&d.call.Decimal))
	flags.Func("map", "further `words` for states, as yes=for,no=against", d.setWords)
	flags.Func("columns", "other `names` of columns, as seat=member,vote=position", d.setColumns)
	flags.Func("where", "the `lines` of one vote, as vote_id=R17", func(text string) error {
		d.call.Where = map[string]string{}
		return pairs(text, func(column, value string) error {
			d.call.Where[column] = value
			return nil
		})
	})
}

// character is the value of a flag for one character.
func character(to *rune) func(string) error {
	return func(text string) error {
		first, size := utf8.DecodeRuneInString(text)
		if size == 0 || size != len(text) {
			return fmt.Errorf("want one character")
		}
		*to = first
		return nil
	}
}

// pairs visits the parts of "yes=for,no=against".
func pairs(text string, visit func(key, value string) error) error {
	for pair := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%q: want a pair, as yes=for", pair)
		}
		if err := visit(key, value); err != nil {
			return err
		}
	}
	return nil
}

// setWords reads the flag for further words.
func (d *decision) setWords(text string) error {
	if d.call.Words == nil {
		d.call.Words = map[string]tripartite.States{}
	}
	return pairs(text, func(word, name string) error {
		var state tripartite.States
		err := state.UnmarshalText([]byte(name))
		d.call.Words[strings.ToLower(word)] = state
		return err
	})
}

// setColumns reads the flag for the names of the columns.
func (d *decision) setColumns(text string) error {
	columns := map[string]*string{"seat": &d.call.Seat, "group": &d.call.Group, "weight": &d.call.Weight, "vote": &d.call.Vote}
	return pairs(text, func(column, name string) error {
		if columns[column] == nil {
			return fmt.Errorf("%q: want seat, group, weight or vote", column)
		}
		*columns[column] = name
		return nil
	})
}

// readBallot reads a body and its votes from a roll-call.
func (d *decision) readBallot() (*tripartite.Ballot, error) {
	r, done, err := d.open(d.file)
	if err != nil {
		return nil, err
	}
	defer done()
	ballot, err := d.call.ReadBody(r)
	return ballot, inFile(d.file, err)
}

// countRollCall counts the seats of a roll-call for the body of a statute.
func (d *decision) countRollCall() (tripartite.Counts, error) {
	r, done, err := d.open(d.file)
	if err != nil {
		return nil, err
	}
	defer done()
	counts, err := votes.CountRollCall(d.call, r)
	return counts, inFile(d.file, err)
}
