package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"example.com/tripartite"
)

// step holds what the program says after a cast.
type step struct {
	Seat     string              `json:"seat"`
	Vote     tripartite.States   `json:"vote"`
	Possible tripartite.Outcomes `json:"possible"` // "none" if it is not known
}

// followCasts reads casts from standard input, and says after each what is still possible.
// A cast that is refused is reported, and changes nothing. The exit status is then 2, so
// that a program that writes the casts cannot overlook it.
func (d *decision) followCasts(ballot *tripartite.Ballot) (refused bool) {
	if d.changes {
		ballot.AllowChanges()
	}
	lines := bufio.NewScanner(d.stdin)
	number := 0
	for lines.Scan() {
		number++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := d.cast(ballot, lines.Text()); err != nil {
			d.report(fmt.Errorf("cast %d: %w", number, err))
			refused = true
		}
		d.stdout.Flush() // whoever follows the vote reads each line at once
	}
	if err := lines.Err(); err != nil {
		d.report(err)
		return true
	}
	return refused
}

// cast takes the vote of a line, as "Ms Dahl,for".
func (d *decision) cast(ballot *tripartite.Ballot, line string) error {
	reader := csv.NewReader(strings.NewReader(line))
	reader.Comma, reader.FieldsPerRecord = d.call.Comma, 2
	fields, err := reader.Read()
	if err != nil {
		return fmt.Errorf("%q: want a seat and a vote: %w", line, err)
	}
	seat := strings.TrimSpace(fields[0])
	state, err := d.state(fields[1])
	if err != nil {
		return err
	}
	record := ballot.Mark
	if state&tripartite.Voting != 0 {
		record = ballot.Cast
	}
	if err := record(seat, state); err != nil {
		return err
	}
	d.say(ballot, seat, state)
	return nil
}

// state returns the state that a word stands for.
func (d *decision) state(word string) (tripartite.States, error) {
	if state, ok := d.call.Words[strings.ToLower(strings.TrimSpace(word))]; ok {
		return state, nil
	}
	var state tripartite.States
	err := state.UnmarshalText([]byte(word))
	return state, err
}

// say says what is still possible after a cast.
func (d *decision) say(ballot *tripartite.Ballot, seat string, state tripartite.States) {
	possible, err := ballot.Possible(d.by)
	if err != nil { // too large: the cast counts all the same
		d.report(fmt.Errorf("what is possible is not known: %w", err))
	}
	if *d.format == "json" {
		json.NewEncoder(d.stdout).Encode(step{seat, state, possible})
		return
	}
	text := d.words.Phrase(possible.String())
	if _, certain := possible.Certain(); certain {
		text = said(d.words, "heading", d.words.Phrase("certain"), text)
	}
	fmt.Fprintln(d.stdout, said(d.words, "heading", seat+", "+d.words.Phrase(state.String()),
		cmp.Or(text, d.words.Phrase("set none")))) // none, if it is not known
}
