package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

// rollCallFlags declares the flags that say how a roll-call is read.
func (d *decision) rollCallFlags(flags *flag.FlagSet) {
	call := &d.call
	flags.StringVar(&d.file, "votes", "", "the `file` of a roll-call in CSV, or - for standard input")
	flags.BoolVar(&d.follow, "follow", false,
		"read casts from standard input, each on a line as SEAT,VOTE, and say after each\nwhat is "+
			"possible; the seats are those of -votes")
	flags.BoolVar(&d.changes, "changes", false, "with -follow, let seats change their votes")
	flags.Func("groups", "the `names` of the three groups in their order, as A,B,C; without a "+
		"statute,\nothers are independent; with one, A=Workers gives a name of the file", d.setGroups)
	characterFlag(flags, "comma", "the `character` between fields", &call.Comma)
	characterFlag(flags, "decimal", "the `character` before the decimals of a weight", &call.Decimal)
	call.Words = map[string]tripartite.States{}
	pairsFlag(flags, "map", "further `words` for states, as yes=for,no=against", into(call.Words))
	call.Options = map[string]tripartite.States{}
	pairsFlag(flags, "options", "the `columns` of 0 and 1, one for each state, as Yes=for,No=against",
		into(call.Options))
	columns := map[string]*string{
		"seat": &call.Seat, "group": &call.Group, "weight": &call.Weight, "vote": &call.Vote,
	}
	pairsFlag(flags, "columns", "other `names` of columns, as seat=member,vote=position",
		func(column, name string) error {
			if columns[column] == nil {
				return fmt.Errorf("%q: want seat, group, weight or vote", column)
			}
			*columns[column] = name
			return nil
		})
	call.Where = map[string]string{}
	pairsFlag(flags, "where", "the `lines` of one vote, as vote_id=R17",
		func(column, value string) error {
			call.Where[column] = value
			return nil
		})
}

// into returns a function that maps a word, in any case, to the state of that name.
func into(states map[string]tripartite.States) func(word, name string) error {
	return func(word, name string) error {
		var state tripartite.States
		err := state.UnmarshalText([]byte(name))
		states[strings.ToLower(word)] = state
		return err
	}
}

// setGroups reads the flag for the groups: A,B,C or A=Workers,B=Employers.
func (d *decision) setGroups(text string) error {
	if !strings.Contains(text, "=") {
		d.call.Groups = strings.Split(text, ",")
		return nil
	}
	return pairs(text, func(name, part string) error {
		d.parts[name] = part
		return nil
	})
}

// readBallot reads a body and its votes from a roll-call.
func (d *decision) readBallot() (*tripartite.Ballot, error) {
	if len(d.parts) > 0 {
		return nil, errors.New("-groups has pairs, which need a statute: want names, as A,B,C")
	}
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
	for i, name := range d.call.Groups {
		if i < len(d.statute.Groups) && name != "" {
			d.parts[name] = d.statute.Groups[i].Name
		}
	}
	r, done, err := d.open(d.file)
	if err != nil {
		return nil, err
	}
	defer done()
	counts, err := votes.CountRollCall(d.call, r, d.parts)
	return counts, inFile(d.file, err)
}
